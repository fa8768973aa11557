//! Standard error: notes, traces, thinking, errors. Everything that passes is cleaned of known secrets and, on a terminal, of
//! control characters. Cheap to clone, so that the wire's trace can hold one.

use std::fs::File;
use std::io::{IsTerminal, Write};
use std::sync::{Arc, Mutex};

use serde::Serialize;

use super::sanitize::sanitize;
use crate::error::{Error, Outcome};
use crate::secret;
use crate::text::{Lang, Text};

/// The writer of standard error.
#[derive(Clone)]
pub struct Stderr {
    inner: Arc<Inner>,
}

struct Inner {
    lang: Lang,
    quiet: bool,
    color: bool,
    is_terminal: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    log: Option<File>,
    /// A dimmed text is open: the next line starts on a line of its own.
    thinking: bool,
    /// Standard output, on the same terminal, stands in the middle of a line.
    cursor_mid_line: bool,
}

impl Stderr {
    /// Over the process's standard error.
    pub fn of_process(lang: Lang, quiet: bool, color: Option<bool>, log: Option<File>) -> Stderr {
        let is_terminal = std::io::stderr().is_terminal();
        Stderr {
            inner: Arc::new(Inner {
                lang,
                quiet,
                color: color.unwrap_or(is_terminal),
                is_terminal,
                state: Mutex::new(State {
                    log,
                    ..State::default()
                }),
            }),
        }
    }

    /// Whether it is a terminal.
    pub fn is_terminal(&self) -> bool {
        self.inner.is_terminal
    }

    /// Whether notes are unwanted.
    pub fn is_quiet(&self) -> bool {
        self.inner.quiet
    }

    /// The language of what is said.
    pub fn lang(&self) -> Lang {
        self.inner.lang
    }

    /// Tells where standard output, on the same terminal, has left the cursor.
    pub fn cursor(&self, mid_line: bool) {
        if let Ok(mut state) = self.inner.state.lock() {
            state.cursor_mid_line = mid_line;
        }
    }

    /// A note; not with `--quiet`.
    pub fn note(&self, text: &Text) {
        self.trace(text.get(self.inner.lang));
    }

    /// A line of the trace; with `--quiet` only into the log file.
    pub fn trace(&self, line: &str) {
        self.write_line(line, !self.inner.quiet);
    }

    /// A piece of thinking: dimmed, on a terminal only.
    pub fn thinking(&self, piece: &str) {
        if !self.inner.is_terminal || self.inner.quiet {
            return;
        }
        let Ok(mut state) = self.inner.state.lock() else { return };
        let clean = secret::scrub(piece);
        let clean = sanitize(&clean);
        let text = if self.inner.color {
            format!("\u{1b}[2m{clean}\u{1b}[0m")
        } else {
            clean.into_owned()
        };
        state.thinking = true;
        self.put(text.as_bytes());
    }

    /// Ends a run of thinking.
    pub fn end_thinking(&self) {
        let Ok(mut state) = self.inner.state.lock() else { return };
        if state.thinking {
            state.thinking = false;
            self.put(b"\n");
        }
    }

    /// An error for a person.
    pub fn error(&self, error: &Error) {
        let lang = self.inner.lang;
        let (prefix, hint) = if self.inner.color {
            ("\u{1b}[1;31mvh:\u{1b}[0m ", "\u{1b}[36mhint:\u{1b}[0m ")
        } else {
            ("vh: ", "hint: ")
        };
        self.write_marked(prefix, &error.line(lang), true);
        if let Some(text) = &error.hint {
            self.write_marked(hint, text.get(lang), true);
        }
    }

    /// An error as one line of JSON.
    pub fn json_error(&self, error: &Error) {
        let shown = Shown {
            error: Fields {
                kind: error.kind.name(),
                code: error.code.as_deref(),
                exit: error.exit(),
                retryable: error.is_retryable(),
                outcome: error.outcome,
                provider: error.provider.as_deref(),
                request_id: error.request_id.as_deref(),
                status: error.status,
                message: &error.what.en,
                hint: error.hint.as_ref().map(|h| &*h.en),
            },
        };
        let line = serde_json::to_string(&shown).unwrap_or_default();
        self.write_line(&line, true);
    }

    fn write_line(&self, line: &str, shown: bool) {
        self.write_marked("", line, shown);
    }

    /// `prefix` is ours and may hold colours; `line` may come from anywhere.
    fn write_marked(&self, prefix: &str, line: &str, shown: bool) {
        let Ok(mut state) = self.inner.state.lock() else { return };
        let clean = secret::scrub(line);
        if let Some(log) = state.log.as_mut() {
            // A log that cannot be written must not stop the work it tells of.
            let _ = writeln!(log, "{}", sanitize(&clean));
        }
        if !shown {
            return;
        }
        let mut out = String::new();
        if std::mem::take(&mut state.thinking) || std::mem::take(&mut state.cursor_mid_line) {
            out.push('\n');
        }
        out.push_str(prefix);
        if self.inner.is_terminal {
            out.push_str(&sanitize(&clean));
        } else {
            out.push_str(&clean);
        }
        out.push('\n');
        self.put(out.as_bytes());
    }

    fn put(&self, bytes: &[u8]) {
        // Nobody is left to tell when standard error itself is gone.
        let _ = std::io::stderr().lock().write_all(bytes);
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    error: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    kind: String,
    code: Option<&'a str>,
    exit: u8,
    retryable: bool,
    outcome: Outcome,
    provider: Option<&'a str>,
    request_id: Option<&'a str>,
    status: Option<u16>,
    message: &'a str,
    hint: Option<&'a str>,
}
