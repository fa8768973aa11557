//! A request as a store reads it: which bucket, which key, which parameters, all decoded from what came over the wire.

use std::time::{Duration, SystemTime};

use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Content};

/// The server's clock.
#[expect(clippy::disallowed_methods, reason = "a server has a clock of its own")]
pub(super) fn clock(entry: &Entry) -> SystemTime {
    let by = Duration::from_secs(entry.ahead_s.unsigned_abs());
    let now = SystemTime::now();
    let moved = if entry.ahead_s < 0 {
        now.checked_sub(by)
    } else {
        now.checked_add(by)
    };
    moved.unwrap_or(now)
}

/// Seconds since 1970.
pub(super) fn unix(at: SystemTime) -> u64 {
    at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs())
}

/// A request, decoded.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub entry: &'a Entry,
    /// The server's clock when it came.
    pub now: SystemTime,
    /// The decoded path, as it came.
    pub path: String,
    /// The bucket; empty for the service.
    pub bucket: String,
    /// The key; empty for the bucket.
    pub key: String,
    /// Parameters, decoded; `None` for a bare name.
    pub query: Vec<(String, Option<String>)>,
}

impl<'a> Call<'a> {
    pub(super) fn read(entry: &'a Entry, services: &[&str]) -> Call<'a> {
        let (raw, query) = entry.path.split_once('?').unwrap_or((&entry.path, ""));
        // A client behind a proxy sends the whole address.
        let raw = match raw.split_once("://") {
            Some((_, rest)) => rest.find('/').map_or("/", |i| &rest[i..]),
            None => raw,
        };
        let path = decode(raw, false);
        let (bucket, key) = place(entry.header("host").unwrap_or_default(), &path, services);
        let query = query.split('&').filter(|p| !p.is_empty()).map(|pair| {
            let (name, value) = match pair.split_once('=') {
                Some((name, value)) => (name, Some(decode(value, true))),
                None => (pair, None),
            };
            (decode(name, true), value)
        });
        Call {
            entry,
            now: clock(entry),
            bucket,
            key,
            query: query.collect(),
            path,
        }
    }

    /// A parameter's value; empty for a bare name.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        let found = self.query.iter().find(|(n, _)| n == name)?;
        Some(found.1.as_deref().unwrap_or_default())
    }

    /// Whether a parameter is there.
    pub(super) fn has(&self, name: &str) -> bool {
        self.param(name).is_some()
    }

    /// A header's value.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.entry.header(name)
    }
}

/// The bucket and the key: the bucket from the host, else the first step of the path where the host is a number.
fn place(host: &str, path: &str, services: &[&str]) -> (String, String) {
    let name = host.split(':').next().unwrap_or(host);
    let bare = name == "localhost" || name.parse::<std::net::Ipv4Addr>().is_ok();
    let below = path.strip_prefix('/').unwrap_or(path);
    let of_service = services.iter().any(|s| name.starts_with(s));
    if !bare && !of_service {
        let bucket = name.split('.').next().unwrap_or(name);
        return (bucket.to_owned(), below.to_owned());
    }
    match below.split_once('/') {
        Some((bucket, key)) => (bucket.to_owned(), key.to_owned()),
        None => (below.to_owned(), String::new()),
    }
}

/// Percent-decoded.
pub(super) fn decode(text: &str, plus: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let digits = bytes.get(i + 1..i + 3).and_then(|d| std::str::from_utf8(d).ok());
        match (bytes[i], digits.and_then(|d| u8::from_str_radix(d, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                i += 3;
            }
            (b'+', _) if plus => {
                out.push(b' ');
                i += 1;
            }
            (byte, _) => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Percent-encoded: all but letters, digits, `-_.~` and what is kept. Source: RFC 3986, 2.3.
pub(super) fn encode(text: &str, keep: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if byte.is_ascii_alphanumeric() || "-_.~".contains(c) || (byte.is_ascii() && keep.contains(c)) {
            out.push(c);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Text in an element.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push_str(&format!("&#x{:x};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// A moment as documents write it.
pub(super) fn rfc3339(at: SystemTime) -> String {
    // Whole seconds, written with a fraction: Aliyun's client takes nothing else.
    let text = humantime::format_rfc3339_seconds(at).to_string();
    text.replace('Z', ".000Z")
}

/// Why a request is refused.
#[derive(Debug, Clone, Default)]
pub(super) struct Refusal {
    pub status: u16,
    pub code: String,
    pub message: String,
    /// Further elements.
    pub also: Vec<(&'static str, String)>,
}

impl Refusal {
    pub(super) fn new(status: u16, code: &str, message: &str) -> Refusal {
        Refusal {
            status,
            code: code.to_owned(),
            message: message.to_owned(),
            also: Vec::new(),
        }
    }

    pub(super) fn also(mut self, name: &'static str, value: &str) -> Refusal {
        self.also.push((name, value.to_owned()));
        self
    }

    /// The document.
    pub(super) fn document(&self) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{}</Code><Message>{}</Message>",
            xml(&self.code),
            xml(&self.message)
        );
        for (name, value) in &self.also {
            out.push_str(&format!("<{name}>{}</{name}>", xml(value)));
        }
        out.push_str("</Error>");
        out
    }
}

/// What a call comes to.
pub(super) type Outcome = Result<Answer, Refusal>;

/// An answer without a body.
pub(super) fn bare(status: u16) -> Answer {
    Answer {
        status,
        headers: Vec::new(),
        content: Content::Whole(Vec::new()),
        problem: None,
    }
}

/// A document.
pub(super) fn document(body: String) -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type".into(), "application/xml".into())],
        content: Content::Whole(body.into_bytes()),
        problem: None,
    }
}

impl Answer {
    /// Adds a header.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Answer {
        self.headers.push((name.to_owned(), value.into()));
        self
    }
}

/// The text of the first element of this name in a document, undone of its references. Enough for what clients send.
pub(super) fn element<'a>(document: &'a str, name: &str) -> Option<&'a str> {
    let start = document.find(&format!("<{name}>"))? + name.len() + 2;
    let end = document[start..].find(&format!("</{name}>"))?;
    Some(&document[start..start + end])
}

/// All elements of this name.
pub(super) fn elements<'a>(document: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut out = Vec::new();
    let mut rest = document;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start + open.len()..];
        let Some(end) = rest.find(&close) else { break };
        out.push(&rest[..end]);
        rest = &rest[end + close.len()..];
    }
    out
}

/// Text of an element as it is meant.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find(';') else { break };
        let name = &rest[1..end];
        let number = name.strip_prefix('#').and_then(|n| match n.strip_prefix('x') {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => n.parse().ok(),
        });
        match name {
            "amp" => out.push('&'),
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "quot" => out.push('"'),
            "apos" => out.push('\''),
            _ => out.extend(number.and_then(char::from_u32)),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}
