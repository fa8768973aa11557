//! A call of an object store before it is signed, the keys that sign it, and what signing made of it. Pure data: no vendor, no
//! network, no clock.

use std::time::SystemTime;

use crate::error::{Error, Result};
use crate::http::{Body, Method};
use crate::secret::Secret;
use crate::sign;

/// A call, before it is signed.
#[derive(Debug, Clone)]
pub struct Call {
    /// The method.
    pub method: Method,
    /// The bucket; empty for calls of the whole service.
    pub bucket: String,
    /// The key, as it is; empty for calls of the bucket.
    pub key: String,
    /// Parameters in order; an empty value is a bare name.
    pub query: Vec<(String, String)>,
    /// Headers, names in lower case. Values may be UTF-8.
    pub headers: Vec<(String, String)>,
    /// The content.
    pub body: Body,
}

impl Call {
    /// A call without parameters, headers or content.
    pub fn new(method: Method, bucket: &str, key: &str) -> Call {
        Call {
            method,
            bucket: bucket.to_owned(),
            key: key.to_owned(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::Empty,
        }
    }

    /// Adds a parameter; an empty value is a bare name.
    pub fn param(mut self, name: &str, value: impl Into<String>) -> Call {
        self.query.push((name.to_owned(), value.into()));
        self
    }

    /// Adds a header; `name` is in lower case.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Call {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the content.
    pub fn content(mut self, body: Body) -> Call {
        self.body = body;
        self
    }

    /// A header's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// What signs.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The access key's id: not secret.
    pub id: String,
    /// The secret half.
    pub secret: Secret,
    /// The token of temporary keys.
    pub token: Option<Secret>,
    /// When temporary keys end.
    pub expires: Option<SystemTime>,
}

impl Keys {
    /// The token's value.
    pub fn token(&self) -> Option<&str> {
        self.token.as_ref().map(Secret::expose)
    }
}

/// What was signed, for `--explain`, and what the signature adds to the request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// The canonical request; empty where the protocol has none.
    pub canonical: String,
    /// The string to sign.
    pub string_to_sign: String,
    /// The signature.
    pub signature: String,
    /// Headers to add.
    pub headers: Vec<(String, String)>,
    /// Parameters to add.
    pub query: Vec<(String, String)>,
}

/// A moment as the protocols write it: `20260102T030405Z`.
///
/// # Errors
/// [`crate::error::Kind::Bug`] beyond the year 9999.
pub fn compact(at: SystemTime) -> Result<String> {
    let at = jiff::Timestamp::try_from(at).map_err(|e| Error::bug(format!("no such time: {e}")))?;
    Ok(at.strftime("%Y%m%dT%H%M%SZ").to_string())
}

/// Seconds since 1970.
pub fn unix(at: SystemTime) -> u64 {
    at.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |d| d.as_secs())
}

/// A query string: names and values percent-encoded, empty values as bare names.
pub fn query_text(query: &[(String, String)]) -> String {
    let mut out = String::new();
    for (name, value) in query {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(&sign::uri_encode(name.as_bytes()));
        if !value.is_empty() {
            out.push('=');
            out.push_str(&sign::uri_encode(value.as_bytes()));
        }
    }
    out
}

/// A key as it stands in a path.
pub fn path_text(key: &str) -> String {
    sign::uri_encode_except(key.as_bytes(), b"/")
}
