//! What `-v`, `-vv`, `--debug` and `--dump-curl` show of the wire. Lines go to one sink; who prints them is not known here.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, Url};

use super::{Body, Reply, Request, Target, curl, human, redact};
use crate::error::Error;

/// Takes a line. It is given the level the line belongs to: 0 is always shown.
pub type Sink = Arc<dyn Fn(u8, &str) + Send + Sync>;

/// How much is told, and where.
#[derive(Clone)]
pub struct Trace {
    level: u8,
    curl: bool,
    sink: Sink,
}

impl Trace {
    /// Level 1 is `-v`, 2 one line per attempt, 3 headers and bodies; `curl` prints each request as a curl command.
    pub fn new(level: u8, curl: bool, sink: Sink) -> Trace {
        Trace { level, curl, sink }
    }

    /// Tells nothing.
    pub fn silent() -> Trace {
        Trace::new(0, false, Arc::new(|_, _| {}))
    }

    /// A line that is always shown.
    pub fn note(&self, line: &str) {
        (self.sink)(0, line);
    }

    /// A line for `level` and above.
    pub fn note_at(&self, level: u8, line: fmt::Arguments<'_>) {
        if self.level >= level {
            (self.sink)(level, &line.to_string());
        }
    }

    pub(super) fn request(&self, request: &Request) {
        if self.curl {
            (self.sink)(0, &curl::command(request));
        }
        if self.level < 3 {
            return;
        }
        self.note_at(
            3,
            format_args!("> {} {}", request.method, redact::url_text(&request.url)),
        );
        for (name, value) in &request.headers {
            self.note_at(3, format_args!("> {}", redact::header(name.as_str(), value)));
        }
        match &request.body {
            Body::Empty => {}
            Body::Bytes(bytes) => self.note_at(3, format_args!("> {}", redact::body(bytes))),
            Body::Pieces(_) => self.note_at(3, format_args!("> ({} bytes)", request.body.len())),
        }
    }

    pub(super) fn reply(&self, target: &Target, method: &Method, url: &Url, reply: &Reply, took: Duration) {
        let id = ["x-request-id", "request-id", "x-tt-logid"]
            .iter()
            .find_map(|name| reply.header(name));
        self.note_at(
            2,
            format_args!(
                "{}: {method} {} → {} in {}{}",
                target.name,
                redact::url_shown(url),
                reply.status,
                human(took),
                id.map(|id| format!(" (request {id})")).unwrap_or_default()
            ),
        );
        if self.level >= 3 {
            for line in redact::headers(&reply.headers) {
                self.note_at(3, format_args!("< {line}"));
            }
        }
    }

    pub(super) fn failure(&self, target: &Target, method: &Method, url: &Url, error: &Error, took: Duration) {
        self.note_at(
            2,
            format_args!(
                "{}: {method} {} → {} after {}",
                target.name,
                redact::url_shown(url),
                error.what.en,
                human(took)
            ),
        );
    }

    /// A whole answer's body, at level 3.
    pub fn body(&self, reply: &Reply, bytes: &[u8]) {
        if self.level >= 3 && !bytes.is_empty() {
            self.note_at(3, format_args!("< {} {}", reply.status, redact::body(bytes)));
        }
    }

    /// One event of a stream, at level 3.
    pub fn event(&self, name: &str, data: &[u8]) {
        if self.level >= 3 {
            self.note_at(3, format_args!("< event {name} {}", redact::body(data)));
        }
    }

    /// Whether events are shown at all: a fast stream does not ask per event.
    pub fn shows_bodies(&self) -> bool {
        self.level >= 3
    }
}
