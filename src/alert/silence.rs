//! Silences: which alerts are kept quiet. Every part that is given must hold; a pattern is words with `*` for anything.

use serde::{Deserialize, Serialize};

use super::Note;

/// What a silence covers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Matcher {
    /// The problem.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// The level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Pattern of the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Pattern of the host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Labels and the patterns of their values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<(String, String)>,
}

impl Matcher {
    /// Whether nothing is given: such a silence would cover everything.
    pub fn is_empty(&self) -> bool {
        *self == Matcher::default()
    }

    /// Whether it covers `note`.
    pub fn covers(&self, note: &Note) -> bool {
        let holds = |want: &Option<String>, value: &str| want.as_deref().is_none_or(|w| matches(w, value));
        holds(&self.fingerprint, &note.fingerprint)
            && holds(&self.level, &note.level)
            && holds(&self.title, &note.title)
            && holds(&self.host, &note.host)
            && self.labels.iter().all(|(name, pattern)| {
                note.labels
                    .iter()
                    .any(|(n, value)| n == name && matches(pattern, value))
            })
    }

    /// It in words, for a list.
    pub fn words(&self) -> String {
        let mut parts = Vec::new();
        for (name, value) in [
            ("fingerprint", &self.fingerprint),
            ("level", &self.level),
            ("title", &self.title),
            ("host", &self.host),
        ] {
            if let Some(value) = value {
                parts.push(format!("{name}={value}"));
            }
        }
        parts.extend(self.labels.iter().map(|(k, v)| format!("{k}={v}")));
        parts.join(" ")
    }
}

/// Whether `text` is `pattern`, whose `*` stands for any characters. Linear in both: the latest star takes what is left over.
pub fn matches(pattern: &str, text: &str) -> bool {
    let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut i, mut j, mut star) = (0, 0, None);
    while j < t.len() {
        if i < p.len() && p[i] == '*' {
            star = Some((i, j));
            i += 1;
        } else if i < p.len() && p[i] == t[j] {
            i += 1;
            j += 1;
        } else if let Some((at, taken)) = star {
            star = Some((at, taken + 1));
            i = at + 1;
            j = taken + 1;
        } else {
            return false;
        }
    }
    p[i..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        for (pattern, text, want) in [
            ("disk*", "disk full", true),
            ("*full", "disk full", true),
            ("d*k*l", "disk full", true),
            ("disk", "disk full", false),
            ("*", "", true),
            ("a*b", "ab", true),
            ("a*b", "a", false),
            ("磁盘*", "磁盘满", true),
        ] {
            assert_eq!(matches(pattern, text), want, "{pattern} {text}");
        }
    }

    #[test]
    fn every_given_part_must_hold() {
        let note = Note {
            level: "warning".into(),
            title: "disk full".into(),
            labels: vec![("env".into(), "prod".into())],
            ..Note::default()
        };
        let mut m = Matcher {
            title: Some("disk*".into()),
            labels: vec![("env".into(), "p*".into())],
            ..Matcher::default()
        };
        assert!(m.covers(&note) && !m.is_empty());
        m.level = Some("critical".into());
        assert!(!m.covers(&note));
    }
}
