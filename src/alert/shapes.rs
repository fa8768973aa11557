//! Keys by their looks: what a job's output may hold and nobody named. Found without knowing them: `sk-…`, `AKIA…`, `LTAI…`,
//! `AKID…`, `AKLT…`, and private keys in PEM.

/// Beginnings of keys, and how many key characters must follow. Source: the vendors' own forms of key ids.
const BEGINNINGS: &[(&str, usize)] = &[
    ("sk-", 16),
    ("AKIA", 12),
    ("ASIA", 12),
    ("LTAI", 12),
    ("AKID", 13),
    ("AKLT", 16),
];

/// What stands where a key stood.
const HIDDEN: &str = crate::secret::REDACTED;

/// `text` without anything that looks like a key.
pub fn hidden(text: &str) -> String {
    keys(&pem(text))
}

fn is_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn keys(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        // A beginning inside a word is none: `task-…` holds no `sk-` key.
        let fresh = !before.is_some_and(|b: char| b.is_ascii_alphanumeric());
        let found = BEGINNINGS.iter().filter(|_| fresh).find(|(b, least)| {
            rest.strip_prefix(b)
                .is_some_and(|r| r.chars().take_while(|c| is_key(*c)).count() >= *least)
        });
        if let Some((beginning, _)) = found {
            out.push_str(HIDDEN);
            rest = rest[beginning.len()..].trim_start_matches(is_key);
            before = Some('x');
            continue;
        }
        out.push(c);
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Private keys, also one whose end was cut off.
fn pem(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("-----BEGIN ") {
        let (head, tail) = rest.split_at(start);
        out.push_str(head);
        let Some(label_end) = tail["-----BEGIN ".len()..].find("-----") else {
            out.push_str(tail);
            return out;
        };
        let label = &tail["-----BEGIN ".len()..][..label_end];
        if !label.contains("PRIVATE KEY") {
            let kept = "-----BEGIN ".len();
            out.push_str(&tail[..kept]);
            rest = &tail[kept..];
            continue;
        }
        out.push_str(HIDDEN);
        let end = format!("-----END {label}-----");
        rest = tail.find(&end).map_or("", |at| &tail[at + end.len()..]);
    }
    // The tail of a key whose beginning was cut off.
    if let Some(at) = rest.find("-----END ")
        && rest[at..].contains("PRIVATE KEY-----")
    {
        let end = at + rest[at..].find("PRIVATE KEY-----").unwrap_or(0) + "PRIVATE KEY-----".len();
        out.push_str(HIDDEN);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_hidden_by_their_looks_and_words_are_not() {
        for key in [
            "sk-ant-api03-abcdefghijklmnop",
            "AKIAIOSFODNN7EXAMPLE",
            "LTAI5tVhFakeKeyId0000001",
            "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE",
        ] {
            let clean = hidden(&format!("key={key}; done"));
            assert_eq!(clean, format!("key={HIDDEN}; done"));
        }
        for word in ["task-abcdefghijklmnopqrstuvw", "risk-free", "AKIA", "sk-short"] {
            assert_eq!(hidden(word), word);
        }
    }

    #[test]
    fn private_keys_are_hidden_whole_and_cut() {
        let body = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----";
        assert_eq!(hidden(&format!("a {body} b")), format!("a {HIDDEN} b"));
        assert_eq!(hidden("a -----BEGIN PRIVATE KEY-----\nMIIE"), format!("a {HIDDEN}"));
        assert_eq!(hidden("MIIE\n-----END PRIVATE KEY-----\nb"), format!("{HIDDEN}\nb"));
        let public = "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----";
        assert_eq!(hidden(public), public);
    }
}
