//! Inputs of a run, one per line: read piece by piece on a thread of their own, so that memory does not grow with their number.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use tokio::sync::mpsc::{self, Receiver};

use super::stdin;
use crate::error::{Error, Kind, Result};
use crate::text;

/// The longest line: more is no input of any model.
const LINE_CAP_BYTES: u64 = 16 << 20;

/// Inputs that are read ahead.
const AHEAD: usize = 256;

/// Where inputs come from.
#[derive(Debug, Clone)]
pub enum Source {
    /// The command line.
    Words(Vec<String>),
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Source {
    /// The words given, else the file given (`-` is standard input), else standard input where somebody put something there.
    ///
    /// # Errors
    /// [`Kind::Usage`] for nothing at all, and for a word that is empty: whoever counts on it would miss it.
    pub fn of(words: &[String], file: Option<&Path>) -> Result<Source> {
        if let Some(at) = words.iter().position(|w| w.trim().is_empty()) {
            let number = at + 1;
            return Err(Error::usage(text!("text {number} is empty", "第 {number} 个文本为空")));
        }
        match file {
            Some(path) if path == Path::new("-") => Ok(Source::Stdin),
            Some(path) => Ok(Source::File(path.to_owned())),
            None if !words.is_empty() => Ok(Source::Words(words.to_vec())),
            None if stdin::is_given() => Ok(Source::Stdin),
            None => Err(Error::usage(text!("there is no input", "没有输入")).hint(text!(
                "give texts, --input FILE, or pipe lines into it",
                "请给出文本、--input FILE，或用管道传入每行一个的输入"
            ))),
        }
    }

    /// Whether its lines are JSON by its name.
    pub fn is_json_lines(&self) -> bool {
        match self {
            Source::File(path) => path
                .extension()
                .is_some_and(|e| ["jsonl", "ndjson"].iter().any(|w| e.eq_ignore_ascii_case(w))),
            _ => false,
        }
    }

    /// What to call it in an error.
    pub fn shown(&self) -> String {
        match self {
            Source::Words(_) => "argument".to_owned(),
            Source::File(path) => path.display().to_string(),
            Source::Stdin => "stdin".to_owned(),
        }
    }
}

/// What lines become.
pub trait Parse: Send + 'static {
    /// What one line becomes.
    type Item: Send + 'static;

    /// Reads one line, numbered from 1, without its end; `None` is no input.
    ///
    /// # Errors
    /// Whatever ends the run there.
    fn line(&mut self, number: u64, line: &str) -> Result<Option<Self::Item>>;

    /// There are no more lines.
    ///
    /// # Errors
    /// Whatever is missing.
    fn end(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Reads `source` on a thread of its own.
///
/// # Errors
/// [`Kind::NotFound`] and [`Kind::Local`] for a file that cannot be opened; what is wrong inside comes through the channel.
pub fn read<P: Parse>(source: Source, mut parse: P) -> Result<Receiver<Result<P::Item>>> {
    let shown = source.shown();
    let reader: Box<dyn BufRead + Send> = match source {
        Source::Words(words) => {
            let (send, receive) = mpsc::channel(AHEAD);
            std::thread::spawn(move || {
                for (i, word) in words.iter().enumerate() {
                    if let Some(item) = parse.line(i as u64 + 1, word).transpose()
                        && send.blocking_send(item).is_err()
                    {
                        return;
                    }
                }
                if let Err(e) = parse.end() {
                    let _ = send.blocking_send(Err(e));
                }
            });
            return Ok(receive);
        }
        Source::File(path) => {
            let cannot = |e: std::io::Error| {
                let missing = e.kind() == std::io::ErrorKind::NotFound;
                let error = Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e);
                if missing {
                    error.with_kind(Kind::NotFound)
                } else {
                    error
                }
            };
            let file = File::open(&path).map_err(cannot)?;
            if file.metadata().map_err(cannot)?.is_dir() {
                return Err(Error::usage(text!("{shown} is a directory", "{shown} 是目录")));
            }
            Box::new(BufReader::with_capacity(64 << 10, file))
        }
        Source::Stdin => Box::new(BufReader::with_capacity(64 << 10, std::io::stdin())),
    };
    let (send, receive) = mpsc::channel(AHEAD);
    std::thread::spawn(move || {
        // Nobody may want any more of it: then there is nobody to tell either.
        let mut wanted = true;
        let result = lines(reader, &shown, |number, line| {
            if let Some(item) = parse.line(number, line)? {
                wanted = send.blocking_send(Ok(item)).is_ok();
            }
            Ok(wanted)
        });
        let result = result.and_then(|()| if wanted { parse.end() } else { Ok(()) });
        if let Err(e) = result {
            let _ = send.blocking_send(Err(e));
        }
    });
    Ok(receive)
}

/// Hands every line to `take`, until it wants no more.
fn lines(
    mut reader: Box<dyn BufRead + Send>,
    shown: &str,
    mut take: impl FnMut(u64, &str) -> Result<bool>,
) -> Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let cannot = |e| Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e);
        let n = reader
            .by_ref()
            .take(LINE_CAP_BYTES)
            .read_until(b'\n', &mut line)
            .map_err(cannot)?;
        if n == 0 {
            return Ok(());
        }
        if line.last() != Some(&b'\n') && n as u64 == LINE_CAP_BYTES {
            return Err(Error::usage(text!(
                "{shown}, line {number} is longer than {LINE_CAP_BYTES} bytes",
                "{shown} 第 {number} 行超过 {LINE_CAP_BYTES} 字节"
            )));
        }
        let text = std::str::from_utf8(&line).map_err(|_| {
            Error::usage(text!(
                "{shown}, line {number} is not UTF-8 text",
                "{shown} 第 {number} 行不是 UTF-8 文本"
            ))
        })?;
        let text = if number == 1 {
            text.strip_prefix('\u{feff}').unwrap_or(text)
        } else {
            text
        };
        if !take(number, text.trim_end_matches(['\n', '\r']))? {
            return Ok(());
        }
    }
    Ok(())
}
