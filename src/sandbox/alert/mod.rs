//! The servers of alert channels: robots behind webhooks, short messages, mail. Each recomputes signatures from the vendors'
//! documents with its own code.

pub mod robots;
mod signed;
pub mod sms;
pub mod smtp;

use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::new_key;
use super::server::Protocol;
use robots::{Kind, Robot};
use sms::{Sms, Vendor};

/// All of them that speak HTTP, with new keys.
pub(super) fn protocols() -> Vec<Arc<dyn Protocol>> {
    let mut all: Vec<Arc<dyn Protocol>> = Vec::new();
    for kind in [Kind::Dingtalk, Kind::Wecom, Kind::Feishu, Kind::Slack, Kind::Webhook] {
        all.push(Arc::new(Robot::new(kind)));
    }
    for vendor in [Vendor::Aliyun, Vendor::Tencent, Vendor::Volcengine] {
        all.push(Arc::new(Sms::new(vendor, new_key("sms-sandbox"))));
    }
    all
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    Hmac::<Sha256>::new_from_slice(key)
        .map(|mut mac| {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        })
        .unwrap_or_default()
}

fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Percent-decodes, `+` kept as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(b) => {
                out.push(b);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// RFC 3986: all but the unreserved characters.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}

/// The query of a path, decoded.
fn query(path: &str) -> Vec<(String, String)> {
    let Some((_, query)) = path.split_once('?') else {
        return Vec::new();
    };
    query
        .split('&')
        .filter(|p| !p.is_empty())
        .map(|p| {
            let (k, v) = p.split_once('=').unwrap_or((p, ""));
            (decoded(k), decoded(v))
        })
        .collect()
}

/// The wall clock, in milliseconds since 1970. A server has one of its own.
#[expect(clippy::disallowed_methods, reason = "the other side's clock")]
fn clock_ms() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
}
