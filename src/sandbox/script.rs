//! What goes wrong, and when: one TOML format for `--script` and for tests.
//!
//! ```toml
//! [[fault]]
//! protocol = "openai"        # which server; all without it
//! method = "POST"            # the method
//! path = "/chat/completions" # part of the path
//! contains = "hello"         # part of the body
//! header = "range: bytes="   # part of a header's line, its name in lower case
//! after = 1                  # let so many matching requests pass first
//! times = 2                  # then misbehave so often; for ever without it
//! status = 429               # answer this error instead …
//! code = "rate_limit_exceeded"
//! headers = { retry-after = "1" }
//! ```

use serde::Deserialize;

use super::Entry;
use crate::error::{Error, Result};
use crate::text;

/// All faults; the first that matches a request is used.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The faults, in order.
    #[serde(default)]
    pub fault: Vec<Fault>,
}

/// One fault. What is absent does not happen.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fault {
    /// Which server.
    pub protocol: Option<String>,
    /// The method.
    pub method: Option<String>,
    /// Part of the path.
    pub path: Option<String>,
    /// Part of the body.
    pub contains: Option<String>,
    /// Part of a header's line, `name: value`.
    pub header: Option<String>,
    /// Matching requests that pass first.
    pub after: u32,
    /// How often it happens.
    pub times: Option<u32>,

    /// Answer with this error status, in the vendor's shape.
    pub status: Option<u16>,
    /// The vendor's error code in it; also of `error_event`.
    pub code: Option<String>,
    /// The message in it.
    pub message: Option<String>,
    /// This body instead, as it is.
    pub body: Option<String>,
    /// Further headers.
    pub headers: std::collections::BTreeMap<String, String>,

    /// Answer this text.
    pub text: Option<String>,
    /// The server's clock is so far ahead, in seconds.
    pub ahead_s: i64,
    /// Wait so long before the head of the answer, in milliseconds.
    pub wait_ms: u64,
    /// Wait so long between events, in milliseconds.
    pub pace_ms: u64,
    /// Meanwhile a comment this often, in milliseconds.
    pub ping_ms: u64,
    /// `head`: never answer. `body`: stop after `at` content events, and keep the connection open.
    pub hang: Option<Hang>,
    /// Close the connection before any answer; nothing is done.
    pub drop: bool,
    /// Do what was asked, then close the connection without an answer; with `hang = "head"` keep it open.
    pub lose: bool,
    /// Close the connection after so many bytes of the body.
    pub cut_after: Option<usize>,
    /// Where the faults of a stream happen: after so many content events.
    pub at: usize,
    /// Send an error event there, and end.
    pub error_event: bool,
    /// Send an event that is not JSON there.
    pub malformed: bool,
    /// End there cleanly, without any end marker.
    pub end: bool,
    /// Leave out the last marker (`[DONE]`; for Claude `message_stop`).
    pub no_done: bool,

    /// Write the stream in pieces of this size, in bytes.
    pub split: Option<usize>,
    /// The line ending of the stream.
    pub eol: Option<Eol>,
    /// Start the stream with a byte order mark.
    pub bom: bool,
    /// A comment before every event.
    pub comments: bool,
}

/// Where an answer hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Hang {
    /// Before its head.
    Head,
    /// In its body.
    Body,
}

/// A line ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Eol {
    /// `\n`
    Lf,
    /// `\r\n`
    Crlf,
    /// `\r`
    Cr,
}

impl Script {
    /// Reads a script.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] naming what is wrong.
    pub fn parse(content: &str) -> Result<Script> {
        toml_edit::de::from_str(content)
            .map_err(|e| Error::usage(text!("the fault script cannot be read: {e}", "无法读取故障脚本：{e}")))
    }

    /// The fault for this request, counted.
    pub(crate) fn next(&mut self, entry: &Entry) -> Option<Fault> {
        for fault in &mut self.fault {
            if !fault.matches(entry) {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
                continue;
            }
            match &mut fault.times {
                Some(0) => continue,
                Some(left) => *left -= 1,
                None => {}
            }
            return Some(fault.clone());
        }
        None
    }
}

impl Fault {
    fn matches(&self, entry: &Entry) -> bool {
        let protocol = self.protocol.as_deref().is_none_or(|p| p == entry.protocol);
        let method = self.method.as_deref().is_none_or(|m| m == entry.method);
        let path = self.path.as_deref().is_none_or(|p| entry.path.contains(p));
        let body = self.contains.as_deref().is_none_or(|c| {
            let text = String::from_utf8_lossy(&entry.body);
            text.contains(c)
        });
        let header = self.header.as_deref().is_none_or(|h| {
            let mut lines = entry.headers.iter().map(|(n, v)| format!("{n}: {v}"));
            lines.any(|line| line.contains(h))
        });
        protocol && method && path && body && header
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_counted() {
        let mut script = Script::parse(
            "[[fault]]\nprotocol = 'ark'\nafter = 1\ntimes = 2\nstatus = 500\n[[fault]]\npath = '/m'\nstatus = 404\n",
        )
        .unwrap();
        let entry = |protocol, path: &str| Entry {
            protocol,
            method: "GET".into(),
            path: path.into(),
            headers: Vec::new(),
            body: Vec::new(),
            status: None,
            problem: None,
            ahead_s: 0,
        };
        let ark = entry("ark", "/x");
        let seen: Vec<_> = (0..5).map(|_| script.next(&ark).and_then(|f| f.status)).collect();
        assert_eq!(seen, [None, Some(500), Some(500), None, None]);
        assert_eq!(script.next(&entry("openai", "/m/1")).and_then(|f| f.status), Some(404));
        assert!(Script::parse("[[fault]]\nstaus = 1\n").is_err());
    }
}
