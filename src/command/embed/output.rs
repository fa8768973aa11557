//! Where the vectors of `vh embed` go: standard output, a `.jsonl` file or a `.npy` file. A file has one line or row for each
//! input, in input order, so that its end says where to go on. The vectors of two models never stand in one file.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::digits;
use super::input::{Chain, Held, Mark};
use super::npy::Npy;
use crate::error::{Error, Kind, Result};
use crate::text;

/// Which model made vectors, and how long they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The model, as the provider names it.
    pub model: String,
    /// The length.
    pub dims: usize,
}

/// Inputs whose lines are worth a thread.
const SHARE: usize = 16;

/// A vector on its way out.
#[derive(Clone, Serialize)]
pub struct Row<'a> {
    /// The input's place, from 0.
    pub index: u64,
    /// The beginning of the input's SHA-256.
    pub digest: &'a str,
    /// The input's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a Value>,
    /// Who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<&'a str>,
    /// The vector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embedding: Option<&'a [f32]>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Why>,
}

impl Row<'_> {
    /// Adds its line. The numbers of a vector are written as `serde_json` writes them, without a call of several for each.
    ///
    /// # Errors
    /// [`Kind::Bug`] only.
    pub fn write(&self, bytes: &mut Vec<u8>) -> Result<()> {
        let cannot = |e| Error::bug(format!("cannot write JSON: {e}"));
        let Some(vector) = self.embedding else {
            serde_json::to_writer(&mut *bytes, self).map_err(cannot)?;
            bytes.push(b'\n');
            return Ok(());
        };
        let head = Row {
            embedding: None,
            ..self.clone()
        };
        serde_json::to_writer(&mut *bytes, &head).map_err(cannot)?;
        // The closing brace, which comes after the vector.
        bytes.pop();
        bytes.extend_from_slice(b",\"embedding\":[");
        digits::push(bytes, vector);
        bytes.extend_from_slice(b"]}\n");
        Ok(())
    }
}

/// Why an input has no vector.
#[derive(Debug, Clone, Serialize)]
pub struct Why {
    /// The error's kind.
    pub kind: Kind,
    /// The vendor's code.
    pub code: Option<String>,
    /// Its words.
    pub message: String,
}

impl Why {
    /// Of an error.
    pub fn of(e: &Error) -> Why {
        Why {
            kind: e.kind,
            code: e.code.clone(),
            message: e.what.en.to_string(),
        }
    }
}

/// What became of one input.
pub struct Done {
    /// The input.
    pub mark: Mark,
    /// Its vector.
    pub vector: Result<Vec<f32>>,
}

impl Done {
    /// As a row.
    pub fn row<'a>(&'a self, made: Option<&'a Made>) -> Row<'a> {
        let vector = self.vector.as_ref();
        Row {
            index: self.mark.index,
            digest: &self.mark.digest,
            id: self.mark.id.as_ref(),
            model: made.map(|m| m.model.as_str()).filter(|_| vector.is_ok()),
            embedding: vector.ok().map(Vec::as_slice),
            error: vector.err().map(Why::of),
        }
    }
}

/// A file of vectors.
pub enum Vectors {
    /// Lines of JSON.
    Jsonl(Jsonl),
    /// NumPy's format.
    Npy(Npy),
}

impl Vectors {
    /// Opens or makes `path`; what it holds already. Only one process at a time may have it.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when it holds something else, or another process writes it; [`Kind::Local`] of the disk.
    pub fn open(path: &Path) -> Result<(Vectors, Held)> {
        let shown = path.display();
        let cannot = |e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(cannot)?;
        rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive).map_err(|_| {
            Error::new(
                Kind::Conflict,
                text!("another process is writing {shown}", "另一个进程正在写入 {shown}"),
            )
        })?;
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("npy")) {
            let (npy, held) = Npy::open(file, path)?;
            return Ok((Vectors::Npy(npy), held));
        }
        let (jsonl, held) = Jsonl::open(file, path)?;
        Ok((Vectors::Jsonl(jsonl), held))
    }

    /// Which model made what it holds, and how long its vectors are; `None` before the first vector.
    pub fn made(&self) -> Option<&Made> {
        match self {
            Vectors::Jsonl(file) => file.made.as_ref(),
            Vectors::Npy(file) => file.made(),
        }
    }

    /// Adds what became of the next inputs.
    ///
    /// # Errors
    /// [`Kind::Local`] of the disk.
    pub fn append(&mut self, made: Option<&Made>, done: &[Done]) -> Result<()> {
        match self {
            Vectors::Jsonl(file) => file.append(made, done),
            Vectors::Npy(file) => {
                let rows = done
                    .iter()
                    .map(|d| (d.mark.chain, d.vector.as_ref().ok().map(Vec::as_slice)));
                file.append(made, rows)
            }
        }
    }

    /// Waits for the disk.
    ///
    /// # Errors
    /// [`Kind::Local`] of the disk.
    pub fn finish(&mut self) -> Result<()> {
        match self {
            Vectors::Jsonl(file) => file.file.sync_data().map_err(|e| file.cannot(e)),
            Vectors::Npy(file) => file.finish(),
        }
    }
}

/// Lines of JSON.
pub struct Jsonl {
    file: File,
    path: PathBuf,
    len: u64,
    made: Option<Made>,
    /// Lines on their way to the file, one buffer for each processor.
    lines: Vec<Vec<u8>>,
}

/// Lets the disk begin with what was just added, so that there is little to wait for at the end. It is only advice: pages that
/// are on their way to the disk stay where readers find them.
#[cfg_attr(not(target_os = "linux"), allow(unused_variables))]
pub(super) fn hurry(file: &File, from: u64, end: u64) {
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(
        file,
        from,
        std::num::NonZeroU64::new(end - from),
        rustix::fs::Advice::DontNeed,
    );
}

/// What of a line says what it is.
#[derive(Deserialize)]
struct Head {
    index: u64,
    digest: String,
    model: Option<String>,
    embedding: Option<Vec<f32>>,
}

impl Jsonl {
    fn open(file: File, path: &Path) -> Result<(Jsonl, Held)> {
        let mut jsonl = Jsonl {
            file,
            path: path.to_owned(),
            len: 0,
            made: None,
            lines: vec![Vec::new(); std::thread::available_parallelism().map_or(1, |n| n.get())],
        };
        let held = jsonl.scan()?;
        // A line that was cut in the middle is none.
        jsonl.file.set_len(jsonl.len).map_err(|e| jsonl.cannot(e))?;
        Ok((jsonl, held))
    }

    /// Reads what is there, line by line.
    fn scan(&mut self) -> Result<Held> {
        let mut held = Held::default();
        let mut chain = Chain::default();
        let file = self.file.try_clone().map_err(|e| self.cannot(e))?;
        let mut reader = BufReader::with_capacity(256 << 10, file);
        let mut line = Vec::new();
        loop {
            line.clear();
            let n = reader.read_until(b'\n', &mut line).map_err(|e| self.cannot(e))?;
            if n == 0 || line.last() != Some(&b'\n') {
                break;
            }
            let (digest, failed) = match quick(&line, held.rows) {
                Some(digest) if self.made.is_some() => (digest, is_failed(&line)),
                // The first vector is read whole: it says which model made it.
                _ => {
                    let head: Head = serde_json::from_slice(&line).map_err(|_| self.not_ours(held.rows))?;
                    if head.index != held.rows {
                        return Err(self.not_ours(held.rows));
                    }
                    self.made = head
                        .model
                        .zip(head.embedding.as_ref().map(Vec::len))
                        .map(|(model, dims)| Made { model, dims });
                    (head.digest, head.embedding.is_none())
                }
            };
            chain = chain.and(&digest);
            held.failed += u64::from(failed);
            held.rows += 1;
            self.len += n as u64;
        }
        held.chain = (held.rows > 0).then(|| (held.rows, chain.sum()));
        Ok(held)
    }

    fn append(&mut self, made: Option<&Made>, done: &[Done]) -> Result<()> {
        if self.made.is_none() {
            self.made = made.cloned();
        }
        self.encode(done)?;
        let mut end = self.len;
        for lines in &self.lines {
            if let Err(e) = self.file.write_all_at(lines, end) {
                // Whoever goes on with it finds whole lines.
                let _ = self.file.set_len(self.len);
                return Err(self.cannot(e));
            }
            end += lines.len() as u64;
        }
        hurry(&self.file, self.len, end);
        self.len = end;
        Ok(())
    }

    /// Makes lines, in shares: numbers take longer to become text than to arrive.
    fn encode(&mut self, done: &[Done]) -> Result<()> {
        let made = self.made.as_ref();
        let share = done.len().div_ceil(self.lines.len()).max(SHARE);
        self.lines.iter_mut().for_each(Vec::clear);
        let encode = |share: &[Done], lines: &mut Vec<u8>| share.iter().try_for_each(|one| one.row(made).write(lines));
        let encoded = std::thread::scope(|scope| {
            let mut shares = done.chunks(share).zip(&mut self.lines);
            let own = shares.next();
            let threads: Vec<_> = shares
                .map(|(share, lines)| scope.spawn(move || encode(share, lines)))
                .collect();
            let mut encoded = vec![own.map_or(Ok(()), |(share, lines)| encode(share, lines))];
            for thread in threads {
                encoded.push(
                    thread
                        .join()
                        .map_err(|_| Error::bug("a thread that makes lines failed"))?,
                );
            }
            Ok::<_, Error>(encoded)
        })?;
        encoded.into_iter().collect()
    }

    fn not_ours(&self, line: u64) -> Error {
        let (shown, line) = (self.path.display(), line + 1);
        Error::new(
            Kind::Conflict,
            text!(
                "{shown} is there already, and its line {line} is not what vh embed writes",
                "{shown} 已存在，且第 {line} 行不是 vh embed 的输出"
            ),
        )
        .hint(text!(
            "give another --out, or remove it to begin anew",
            "请使用另一个 --out，或删除它重新开始"
        ))
    }

    fn cannot(&self, e: std::io::Error) -> Error {
        let shown = self.path.display();
        Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e)
    }
}

/// The digest of a line that begins as ours do, without reading its numbers.
fn quick(line: &[u8], index: u64) -> Option<String> {
    let begin = format!("{{\"index\":{index},\"digest\":\"");
    let rest = line.strip_prefix(begin.as_bytes())?;
    let digest = rest.get(..16)?;
    let fine = digest.iter().all(u8::is_ascii_hexdigit) && rest.get(16) == Some(&b'"') && line.ends_with(b"}\n");
    fine.then(|| String::from_utf8_lossy(digest).into_owned())
}

/// Whether a line of ours tells of a refused input: those with a vector end with its bracket.
fn is_failed(line: &[u8]) -> bool {
    !line.ends_with(b"]}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_told_by_its_beginning_and_its_end() {
        let mark = Mark {
            index: 3,
            id: None,
            digest: "0123456789abcdef".into(),
            chain: Chain::default(),
        };
        let made = Made {
            model: "m".into(),
            dims: 2,
        };
        let line = |vector| {
            let done = Done {
                mark: mark.clone(),
                vector,
            };
            let mut bytes = Vec::new();
            done.row(Some(&made)).write(&mut bytes).unwrap();
            let line = String::from_utf8(bytes).unwrap();
            assert_eq!(line, serde_json::to_string(&done.row(Some(&made))).unwrap() + "\n");
            line
        };
        line(Ok(vec![
            -0.0,
            1e-45,
            f32::MAX,
            f32::MIN_POSITIVE,
            -0.023_094_324,
            1e16,
            1e-7,
            3.0,
        ]));
        let good = line(Ok(vec![1.0, 0.5]));
        assert_eq!(
            good,
            "{\"index\":3,\"digest\":\"0123456789abcdef\",\"model\":\"m\",\"embedding\":[1.0,0.5]}\n"
        );
        let bad = line(Err(Error::new(Kind::Invalid, text!("no]", "no"))));
        assert!(is_failed(bad.as_bytes()) && !is_failed(good.as_bytes()), "{bad}");
        for l in [&good, &bad] {
            assert_eq!(quick(l.as_bytes(), 3).as_deref(), Some("0123456789abcdef"));
            assert_eq!(quick(l.as_bytes(), 4), None);
        }
    }
}
