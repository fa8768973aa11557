//! An alert as a value: what it says, about which problem, when. How it looks is in `look`; where it goes is not here.

use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::sign;

/// The levels that have a look of their own, the gravest first; any other word is a level too.
pub const CRITICAL: &str = "critical";
/// See [`CRITICAL`].
pub const WARNING: &str = "warning";
/// See [`CRITICAL`].
pub const INFO: &str = "info";

/// An alert.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Note {
    /// Its id, unique: also the left part of a mail's Message-ID, so that a repetition can be recognised.
    pub id: String,
    /// `[a-z0-9_-]{1,32}`.
    pub level: String,
    /// One line.
    pub title: String,
    /// What happened; may have lines.
    pub text: String,
    /// Sorted by name.
    pub labels: Vec<(String, String)>,
    /// The machine.
    pub host: String,
    /// Who called, on that machine.
    pub caller: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The problem it is about: 16 hexadecimal digits.
    pub fingerprint: String,
    /// The problem is over.
    pub resolved: bool,
    /// Only what the original system sent: emoji, title, text, time.
    pub bare: bool,
    /// Mobile numbers to mention.
    pub mobiles: Vec<String>,
    /// Mention everybody.
    pub at_all: bool,
    /// What was held back of the same problem, in words.
    pub held: Option<String>,
    /// Where to read on.
    pub link: Option<String>,
    /// A template that replaces the built-in text.
    pub template: Option<String>,
    /// Files that go along where the channel can carry them.
    pub attachments: Vec<Attachment>,
}

impl Default for Note {
    fn default() -> Note {
        Note {
            id: String::new(),
            level: INFO.to_owned(),
            title: String::new(),
            text: String::new(),
            labels: Vec::new(),
            host: String::new(),
            caller: String::new(),
            at_ms: 0,
            fingerprint: String::new(),
            resolved: false,
            bare: false,
            mobiles: Vec::new(),
            at_all: false,
            held: None,
            link: None,
            template: None,
            attachments: Vec::new(),
        }
    }
}

/// A file that goes along.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Attachment {
    /// Its name, without directories.
    pub name: String,
    /// Base64 of what it held when the alert was raised.
    pub data: String,
}

/// How grave a level is; more is graver. A word of one's own is between information and a warning.
pub fn rank(level: &str) -> i64 {
    match level {
        CRITICAL => 3,
        WARNING => 2,
        INFO => 0,
        _ => 1,
    }
}

/// The level that a monitoring system's word means. Source: Prometheus and Grafana conventions for `severity`.
pub fn level_of_severity(word: &str) -> String {
    match word.to_ascii_lowercase().as_str() {
        "critical" | "page" | "emergency" | "fatal" | "p0" | "p1" => CRITICAL,
        "warning" | "warn" | "error" | "p2" => WARNING,
        _ => INFO,
    }
    .to_owned()
}

/// The problem an alert is about: where it comes from, its title and labels. The level is no part of it, so that a problem that
/// grows worse is still the same one; text and time are not, because they change.
pub fn fingerprint(source: &str, title: &str, labels: &[(String, String)]) -> String {
    let mut sorted: Vec<&(String, String)> = labels.iter().collect();
    sorted.sort();
    let mut hash = Sha256::new();
    let mut add = |part: &str| {
        // A length before each part: `a` + `bc` is not `ab` + `c`.
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    };
    add(source);
    add(title);
    for (name, value) in sorted {
        add(name);
        add(value);
    }
    let digest = hash.finalize();
    sign::hex(&digest[..8])
}

/// The problem of a key that the user chose.
pub fn fingerprint_of_key(key: &str) -> String {
    let digest = Sha256::digest(format!("key {key}").as_bytes());
    sign::hex(&digest[..8])
}

/// An id that sorts by time: milliseconds and 10 random bytes, in hexadecimal.
pub fn new_id(now: SystemTime) -> String {
    let ms = crate::state::unix_ms(now);
    let random = [getrandom::u64().unwrap_or(0), getrandom::u64().unwrap_or(0)];
    format!("{ms:012x}{:016x}{:04x}", random[0], random[1] & 0xffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_where_title_and_labels_in_any_order() {
        let l = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
        };
        let a = fingerprint("db-1", "disk", &l(&[("a", "1"), ("b", "2")]));
        assert_eq!(a, fingerprint("db-1", "disk", &l(&[("b", "2"), ("a", "1")])));
        assert_eq!(a.len(), 16);
        assert_ne!(a, fingerprint("db-2", "disk", &l(&[("a", "1"), ("b", "2")])));
        assert_ne!(fingerprint("ab", "c", &[]), fingerprint("a", "bc", &[]));
        assert_ne!(fingerprint_of_key("x"), fingerprint("x", "", &[]));
    }

    #[test]
    fn words_of_severity_become_levels() {
        assert_eq!(level_of_severity("Page"), CRITICAL);
        assert_eq!(level_of_severity("warn"), WARNING);
        assert_eq!(level_of_severity("none"), INFO);
        assert!(rank(CRITICAL) > rank(WARNING) && rank(WARNING) > rank("deploy") && rank("deploy") > rank(INFO));
    }
}
