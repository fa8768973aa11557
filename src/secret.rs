//! Secrets: a type that cannot be printed by accident, and the list of every secret resolved in this process, so that text
//! from elsewhere (an error body that repeats the key, a panic) is cleaned before a person or a log sees it.

use std::borrow::Cow;
use std::fmt;
use std::sync::RwLock;

use base64::Engine as _;
use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

use crate::sign;

/// What stands where a secret stood.
pub const REDACTED: &str = "(redacted)";

/// Shorter secrets are not searched for in text: replacing them would shred ordinary words.
const SHORTEST_SEARCHED: usize = 6;

/// A key, token or password. No `Display`; `Debug` prints `(redacted)`; the memory is cleared on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// A secret known as `label` (its configuration key, say `llm.ark.api_key`), remembered for [`scrub`].
    pub fn new(label: &str, value: String) -> Secret {
        remember(label, &value);
        Secret(Zeroizing::new(value))
    }

    /// The value. Call it where the bytes go on the wire, nowhere else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

/// Reads a value that the configuration has resolved, and so remembered, already.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Secret, D::Error> {
        String::deserialize(deserializer).map(|value| Secret(Zeroizing::new(value)))
    }
}

struct Known {
    label: String,
    forms: Vec<Zeroizing<String>>,
}

static KNOWN: RwLock<Vec<Known>> = RwLock::new(Vec::new());

/// Adds a value to the list that [`scrub`] looks for.
pub fn remember(label: &str, value: &str) {
    if value.len() < SHORTEST_SEARCHED {
        return;
    }
    let Ok(mut known) = KNOWN.write() else { return };
    if known
        .iter()
        .any(|k| k.label == label && k.forms.iter().any(|f| f.as_str() == value))
    {
        return;
    }
    known.push(Known {
        label: label.to_owned(),
        forms: forms(value),
    });
}

/// The value as it stands in text, JSON, a URL and base64: plain first.
fn forms(value: &str) -> Vec<Zeroizing<String>> {
    let json = serde_json::to_string(value).unwrap_or_default();
    let candidates = [
        value.to_owned(),
        json.trim_matches('"').to_owned(),
        sign::uri_encode(value.as_bytes()),
        base64::engine::general_purpose::STANDARD.encode(value),
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(value),
    ];
    let mut forms: Vec<Zeroizing<String>> = Vec::new();
    let inside = (0..3).flat_map(|before| inside_base64(value, before));
    for form in candidates.into_iter().chain(inside) {
        if form.len() >= SHORTEST_SEARCHED && !forms.iter().any(|f| f.as_str() == form) {
            forms.push(Zeroizing::new(form));
        }
    }
    forms
}

/// The characters that base64 makes of `value` whatever stands around it, when it begins `before` bytes into a group of three:
/// `Basic …` holds a password in the middle of an encoding.
fn inside_base64(value: &str, before: usize) -> [String; 2] {
    let padded = [&[0; 3][..before], value.as_bytes()].concat();
    let (from, to) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
    [
        base64::engine::general_purpose::STANDARD.encode(&padded),
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&padded),
    ]
    .map(|encoded| {
        encoded
            .get(from..to)
            .filter(|e| e.len() > SHORTEST_SEARCHED)
            .unwrap_or("")
            .to_owned()
    })
}

/// `text` with every known secret replaced by `(redacted)`.
pub fn scrub(text: &str) -> Cow<'_, str> {
    replace(text, |_| REDACTED.to_owned())
}

/// `text` with every known secret replaced by what `with` makes of its label.
pub fn replace(text: &str, with: impl Fn(&str) -> String) -> Cow<'_, str> {
    let Ok(known) = KNOWN.read() else {
        // A poisoned list cannot be searched, and unsearched text must not pass.
        return Cow::Borrowed(REDACTED);
    };
    let mut out = Cow::Borrowed(text);
    // The longest first, so that one secret inside another leaves no remainder behind.
    let mut hits: Vec<(&str, &str)> = known
        .iter()
        .flat_map(|k| k.forms.iter().map(|f| (k.label.as_str(), f.as_str())))
        .filter(|(_, form)| text.contains(form))
        .collect();
    hits.sort_by_key(|(_, form)| std::cmp::Reverse(form.len()));
    for (label, form) in hits {
        if out.contains(form) {
            out = Cow::Owned(out.replace(form, &with(label)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_prints() {
        let s = Secret::new("t.never", "sk-never-printed".into());
        assert_eq!(format!("{s:?}"), REDACTED);
        assert_eq!(s.expose(), "sk-never-printed");
    }

    #[test]
    fn text_is_cleaned_of_every_form() {
        let _s = Secret::new("t.forms", "se cret/+\"value".into());
        for leak in [
            "plain se cret/+\"value end",
            "json se cret/+\\\"value end",
            "url se%20cret%2F%2B%22value end",
            "b64 c2UgY3JldC8rInZhbHVl end",
            // The same after `u:` and after `us:`.
            "basic dTpzZSBjcmV0LysidmFsdWU= end",
            "basic dXM6c2UgY3JldC8rInZhbHVl end",
        ] {
            let clean = scrub(leak);
            assert!(clean.contains(REDACTED) && clean.ends_with(" end"), "{leak}: {clean}");
        }
        let curl = replace("Bearer se cret/+\"value", |label| format!("${{{label}}}"));
        assert_eq!(curl, "Bearer ${t.forms}");
    }
}
