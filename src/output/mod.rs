//! The one printer. Data goes to standard output, everything said about it to standard error. A command emits records, text or
//! bytes; how they look is decided here and nowhere else.

pub mod file;
pub mod markdown;
pub mod progress;
pub mod prompt;
pub mod qr;
pub mod sanitize;
pub mod stderr;

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use crate::error::{Error, Kind, Result};
use crate::secret;
use crate::text;
use crate::text::{Lang, Text};
use sanitize::sanitize;
pub use stderr::Stderr;

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tables and `name: value` for a person.
    Human,
    /// Tab-separated values, no heading.
    Plain,
    /// One JSON object per line.
    Json,
    /// The same; for chat, events as they arrive.
    Jsonl,
}

impl Format {
    /// Whether errors and results are JSON.
    pub fn is_json(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }
}

/// A value that can be shown: as a row of a table, as tab-separated text, as JSON.
pub trait Record: Serialize {
    /// Headings, as many as there are cells.
    fn headings() -> Vec<Text>
    where
        Self: Sized;

    /// The cells for a person or a shell.
    fn cells(&self) -> Vec<String>;
}

/// How the output looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Form of the output; `None` chooses by what standard output is.
    pub format: Option<Format>,
    /// Language.
    pub lang: Lang,
    /// Whether colours are wanted: `None` decides by the terminal and `NO_COLOR`.
    pub color: Option<bool>,
    /// No notes, no bars.
    pub quiet: bool,
}

/// The writers of the program.
pub struct Output {
    out: io::BufWriter<Box<dyn Write + Send>>,
    is_terminal: bool,
    format: Format,
    given_format: Option<Format>,
    lang: Lang,
    color: bool,
    err: Stderr,
    last_byte: u8,
    wrote: bool,
}

impl Output {
    /// Over the process's own streams.
    pub fn of_process(look: Look, err: Stderr) -> Output {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        let format = look
            .format
            .unwrap_or(if is_terminal { Format::Human } else { Format::Plain });
        Output {
            // A raw handle: the standard one would split every buffer at its last line break.
            out: io::BufWriter::with_capacity(16 << 10, Box::new(RawStdout)),
            is_terminal,
            format,
            given_format: look.format,
            lang: look.lang,
            color: look.color.unwrap_or(is_terminal),
            err,
            last_byte: b'\n',
            wrote: false,
        }
    }

    /// The form in use.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The form that was asked for.
    pub fn given_format(&self) -> Option<Format> {
        self.given_format
    }

    /// The language in use.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Standard error.
    pub fn err(&self) -> &Stderr {
        &self.err
    }

    /// Whether standard output is a terminal.
    pub fn is_terminal(&self) -> bool {
        self.is_terminal
    }

    /// Writes one record: `name: value` lines for a person.
    ///
    /// # Errors
    /// [`Kind::Local`] when standard output cannot be written, [`Kind::Closed`] when its reader is gone.
    pub fn record<R: Record>(&mut self, record: &R) -> Result<()> {
        match self.format {
            Format::Human => {
                let lang = self.lang;
                for (heading, cell) in R::headings().iter().zip(record.cells()) {
                    if !cell.is_empty() {
                        let line = format!("{}: {}\n", heading.get(lang), clean_cell(&cell));
                        self.bytes(line.as_bytes())?;
                    }
                }
                Ok(())
            }
            _ => self.row(record),
        }
    }

    /// Writes a list of records: a table for a person.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn records<R: Record>(&mut self, records: &[R]) -> Result<()> {
        if self.format != Format::Human {
            return records.iter().try_for_each(|r| self.row(r));
        }
        if records.is_empty() {
            return Ok(());
        }
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::TableStyle::new());
        if self.is_terminal
            && let Ok(size) = rustix::termios::tcgetwinsize(rustix::stdio::stdout())
            && size.ws_col > 0
        {
            table.set_content_arrangement(comfy_table::ContentArrangement::Dynamic);
            table.set_width(size.ws_col);
        }
        let lang = self.lang;
        table.set_header(R::headings().iter().map(|h| h.get(lang).to_uppercase()));
        for record in records {
            table.add_row(record.cells().iter().map(|c| clean_cell(c)));
        }
        for column in table.column_iter_mut() {
            column.set_padding((0, 2));
        }
        let lines: String = table.lines().map(|l| l.trim_end().to_owned() + "\n").collect();
        self.bytes(lines.as_bytes())
    }

    /// Writes one record as a line of JSON or of tab-separated values.
    fn row<R: Record>(&mut self, record: &R) -> Result<()> {
        if self.format.is_json() {
            return self.json(record);
        }
        let cells: Vec<String> = record.cells().iter().map(|c| escape_tsv(c)).collect();
        let line = self.for_terminal(&cells.join("\t")) + "\n";
        self.bytes(line.as_bytes())
    }

    /// Writes one line of JSON.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn json<T: Serialize>(&mut self, value: &T) -> Result<()> {
        let mut line = serde_json::to_string(value).map_err(|e| Error::bug(format!("cannot write JSON: {e}")))?;
        line.push('\n');
        // JSON escapes C0 itself; what it lets through is made harmless where a terminal would read it.
        let line = self.for_terminal(&line);
        self.bytes(line.as_bytes())
    }

    /// Writes text as it comes; made harmless where standard output is a terminal.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn text(&mut self, text: &str) -> Result<()> {
        if self.is_terminal {
            let clean = sanitize(text);
            self.bytes(clean.as_bytes())
        } else {
            self.bytes(text.as_bytes())
        }
    }

    /// Writes text that was made harmless and coloured by us.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn rendered(&mut self, text: &str) -> Result<()> {
        self.bytes(text.as_bytes())
    }

    /// Whether colours are wanted on standard output.
    pub fn is_colored(&self) -> bool {
        self.color
    }

    /// Writes a line of text.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn line(&mut self, text: &str) -> Result<()> {
        self.text(text)?;
        self.bytes(b"\n")
    }

    /// Writes bytes as they are.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<()> {
        if let Some(last) = bytes.last() {
            self.last_byte = *last;
            self.wrote = true;
        }
        self.out.write_all(bytes).map_err(write_error)
    }

    /// Ends a text with a line break, unless it has one.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn end_line(&mut self) -> Result<()> {
        if self.last_byte != b'\n' {
            self.bytes(b"\n")?;
        }
        Ok(())
    }

    /// Whether the last line is unfinished.
    pub fn is_mid_line(&self) -> bool {
        self.wrote && self.last_byte != b'\n'
    }

    /// Hands everything to the reader.
    ///
    /// # Errors
    /// As [`Output::record`].
    pub fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(write_error)
    }

    fn for_terminal(&self, text: &str) -> String {
        if self.is_terminal {
            sanitize(text).into_owned()
        } else {
            text.to_owned()
        }
    }

    /// Shows an error, the way the form of the output wants it.
    pub fn error(&self, error: &Error) {
        if self.given_format.is_some_and(Format::is_json) {
            self.err.json_error(error);
        } else {
            self.err.error(error);
        }
    }
}

/// Standard output without the standard library's own buffer.
struct RawStdout;

impl Write for RawStdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        rustix::io::write(rustix::stdio::stdout(), bytes).map_err(io::Error::from)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn write_error(e: io::Error) -> Error {
    if e.kind() == io::ErrorKind::BrokenPipe {
        return Error::new(Kind::Closed, text!("standard output was closed", "标准输出已关闭"));
    }
    Error::local(text!("cannot write standard output", "无法写入标准输出"), e)
}

/// A cell of a table: one line, harmless.
fn clean_cell(cell: &str) -> String {
    sanitize(&cell.replace(['\n', '\t'], " ")).into_owned()
}

/// A field of a line of tab-separated values: whatever it holds, it stays one field.
fn escape_tsv(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}

/// Prints help or version before there is an [`Output`]; the exit code.
pub fn print_once(bytes: &[u8]) -> u8 {
    match RawStdout.write_all(bytes).map_err(write_error) {
        Ok(()) => 0,
        Err(e) => e.exit(),
    }
}

/// Prints a usage error before there is an [`Output`].
pub fn print_error_once(bytes: &[u8]) {
    // Nobody is left to tell when standard error itself is gone.
    let _ = io::stderr().lock().write_all(bytes);
}

/// Prints a request of a dry run: it is the result, so it goes to standard output.
pub fn dry_run(shown: String) {
    let clean = secret::scrub(&shown);
    let terminal = io::stdout().is_terminal();
    let clean = if terminal {
        sanitize(&clean).into_owned()
    } else {
        clean.into_owned()
    };
    let _ = print_once(clean.as_bytes());
}
