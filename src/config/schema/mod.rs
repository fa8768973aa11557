//! Every key that may stand in a configuration: names, types, which are secrets and which are addresses. Reading, checking,
//! `VH_…` variables, `config set` and suggestions all go by this one list; a test holds it against the rooms' own structs.

pub mod alert;
pub mod chat;
pub mod llm;
pub mod models;
pub mod pay;

use serde_json::{Map, Value};

use crate::text;
use crate::text::Text;

/// What a key holds.
#[derive(Debug, Clone, Copy)]
pub enum Type {
    /// Text.
    Text,
    /// A key, token or password, or a reference to one.
    Secret,
    /// A whole number, not negative.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `500ms`, `2m`.
    Duration,
    /// A path of a file.
    Path,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A name, or a list of names.
    Names,
    /// Steps in order: names, and lists of names that belong to one step.
    Steps,
    /// A list of texts.
    List,
    /// A table of anything.
    Map,
    /// A table of secrets.
    SecretMap,
    /// A table of these keys.
    Table(&'static [Key]),
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub ty: Type,
}

/// One kind of table.
#[derive(Debug)]
pub struct Section {
    /// Its name, such as `llm`.
    pub name: &'static str,
    /// Whether tables of it have names of their own: `[llm.NAME]`.
    pub named: bool,
    /// Its keys.
    pub keys: &'static [Key],
    /// Keys that say where a credential travels.
    pub addresses: &'static [&'static str],
    /// Keys of which either both or none is given.
    pub pairs: &'static [(&'static str, &'static str)],
}

const fn key(name: &'static str, ty: Type) -> Key {
    Key { name, ty }
}

const TIMEOUTS: &[Key] = &[
    key("connect", Type::Duration),
    key("first_byte", Type::Duration),
    key("idle", Type::Duration),
];

const RETRY: &[Key] = &[
    key("attempts", Type::Integer),
    key("base", Type::Duration),
    key("cap", Type::Duration),
    key("budget", Type::Duration),
];

/// Keys that every named table takes.
pub const NET: &[Key] = &[
    key("timeouts", Type::Table(TIMEOUTS)),
    key("retry", Type::Table(RETRY)),
    key("proxy", Type::Text),
    key("ca_cert", Type::Path),
    key("allowed_hosts", Type::List),
    key("plaintext", Type::Boolean),
];

/// All sections.
pub const SECTIONS: &[Section] = &[
    llm::SECTION,
    models::SECTION,
    pay::SECTION,
    chat::CHAT,
    chat::TOOLS,
    alert::SECTION,
    alert::SHARED,
    Section {
        name: "defaults",
        named: false,
        keys: &[
            key("chat", Type::Names),
            key("embed", Type::Names),
            key("image", Type::Names),
            key("speak", Type::Names),
            key("transcribe", Type::Names),
            key("store", Type::Names),
            key("pay", Type::Names),
            key("wx", Type::Names),
            key("gateway", Type::Names),
            key("alert", Type::Steps),
        ],
        addresses: &[],
        pairs: &[],
    },
    Section {
        name: "retry",
        named: false,
        keys: RETRY,
        addresses: &[],
        pairs: &[],
    },
    Section {
        name: "timeouts",
        named: false,
        keys: TIMEOUTS,
        addresses: &[],
        pairs: &[],
    },
    Section {
        name: "state",
        named: false,
        keys: &[
            key("url", Type::Text),
            key("password", Type::Secret),
            key("ca_cert", Type::Path),
            key("keep", Type::Duration),
        ],
        addresses: &["url"],
        pairs: &[],
    },
    Section {
        name: "output",
        named: false,
        keys: &[
            key("lang", Type::Choice(&["en", "zh"])),
            key("color", Type::Choice(&["auto", "always", "never"])),
            key("format", Type::Choice(&["human", "plain", "json", "jsonl"])),
        ],
        addresses: &[],
        pairs: &[],
    },
];

/// Keys at the top of the file.
pub const TOP: &[Key] = &[key("default_profile", Type::Text), key("sealed", Type::Boolean)];

/// A vendor's own variable, and the key it fills in the table that bears the kind's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VendorVariable {
    /// The variable.
    pub variable: &'static str,
    /// The section.
    pub section: &'static str,
    /// The table.
    pub table: &'static str,
    /// The key.
    pub key: &'static str,
}

/// All vendor variables.
pub fn vendor_variables() -> Vec<VendorVariable> {
    llm::vendor_variables()
}

/// The section of this name.
pub fn section(name: &str) -> Option<&'static Section> {
    SECTIONS.iter().find(|s| s.name == name)
}

impl Section {
    /// Whether its tables are places on the network.
    fn has_net(&self) -> bool {
        !["models", "tools"].contains(&self.name)
    }

    /// All keys a table of it takes.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> {
        let net: &'static [Key] = if self.named && self.has_net() { NET } else { &[] };
        self.keys.iter().chain(net)
    }

    /// The key of this name, which may lead into a table: `timeouts.idle`.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        let (first, rest) = match name.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (name, None),
        };
        let key = self.all_keys().find(|k| k.name == first)?;
        match (rest, key.ty) {
            (None, _) => Some(key),
            (Some(rest), Type::Table(inner)) => inner.iter().find(|k| k.name == rest),
            (Some(_), _) => None,
        }
    }

    /// The dotted names of all keys that hold a value.
    pub fn leaves(&self) -> Vec<(String, Type)> {
        let mut leaves = Vec::new();
        for k in self.all_keys() {
            match k.ty {
                Type::Table(inner) => leaves.extend(inner.iter().map(|i| (format!("{}.{}", k.name, i.name), i.ty))),
                ty => leaves.push((k.name.to_owned(), ty)),
            }
        }
        leaves
    }
}

impl Type {
    /// Whether values of it are hidden.
    pub fn is_secret(self) -> bool {
        matches!(self, Type::Secret | Type::SecretMap)
    }

    /// What it wants, in words.
    pub fn wants(self) -> Text {
        match self {
            Type::Text | Type::Path => text!("text", "文本"),
            Type::Secret => text!(
                "a secret, or env: file: cmd: keyring: and where it is",
                "密钥，或 env: file: cmd: keyring: 引用"
            ),
            Type::Integer => text!("a whole number", "非负整数"),
            Type::Number => text!("a number", "数字"),
            Type::Boolean => text!("true or false", "true 或 false"),
            Type::Duration => text!("a duration such as 500ms or 2m", "时长，如 500ms 或 2m"),
            Type::Choice(words) => {
                let words = words.join(", ");
                text!("one of {words}", "以下之一：{words}")
            }
            Type::Names => text!("a name or a list of names", "名称或名称列表"),
            Type::Steps => text!(
                "a name, or a list of names and of lists of names",
                "名称，或由名称与名称列表组成的列表"
            ),
            Type::List => text!("a list of texts", "文本列表"),
            Type::Map | Type::Table(_) => text!("a table", "表"),
            Type::SecretMap => text!("a table of texts", "文本的表"),
        }
    }

    /// Whether `value` is of this type.
    pub fn admits(self, value: &Value) -> bool {
        let texts = |v: &Value| v.as_array().is_some_and(|a| a.iter().all(Value::is_string));
        match self {
            Type::Text | Type::Secret | Type::Path => value.is_string(),
            Type::Integer => value.is_u64(),
            Type::Number => value.is_number(),
            Type::Boolean => value.is_boolean(),
            Type::Duration => value.as_str().is_some_and(|t| humantime::parse_duration(t).is_ok()),
            Type::Choice(words) => value.as_str().is_some_and(|t| words.contains(&t)),
            Type::Names => value.is_string() || texts(value),
            Type::Steps => {
                let step = |v: &Value| v.is_string() || texts(v);
                step(value) || value.as_array().is_some_and(|a| a.iter().all(step))
            }
            Type::List => texts(value),
            Type::Map | Type::Table(_) => value.is_object(),
            Type::SecretMap => value.as_object().is_some_and(|m| m.values().all(Value::is_string)),
        }
    }

    /// A value from text, as it comes from a variable or the command line; `None` when the text is not of this type.
    pub fn parse(self, text: &str) -> Option<Value> {
        let list = || Value::Array(text.split(',').map(|t| Value::String(t.trim().to_owned())).collect());
        let value = match self {
            Type::Text | Type::Secret | Type::Path | Type::Duration | Type::Choice(_) => Value::String(text.to_owned()),
            Type::Integer => Value::from(text.parse::<u64>().ok()?),
            Type::Number => Value::from(text.parse::<f64>().ok().filter(|n| n.is_finite())?),
            Type::Boolean => Value::from(text.parse::<bool>().ok()?),
            Type::Names | Type::Steps if !text.contains(',') => Value::String(text.to_owned()),
            Type::Names | Type::Steps | Type::List => list(),
            Type::Map | Type::SecretMap | Type::Table(_) => {
                Value::Object(serde_json::from_str::<Map<_, _>>(text).ok()?)
            }
        };
        self.admits(&value).then_some(value)
    }
}

/// The candidate nearest to `word`, where one is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|c| (c, strsim::osa_distance(word, c)))
        .filter(|(c, distance)| *distance <= 1 + c.len().min(word.len()) / 4)
        .min_by_key(|(_, distance)| *distance)
        .map(|(c, _)| c)
}

/// Fails unless the keys of `section` and the fields of the room's struct are the same. `always` are fields that it needs.
#[cfg(test)]
pub(crate) fn agrees<T: serde::de::DeserializeOwned>(section: &Section, always: &[(&str, &str)]) {
    let table = || {
        let mut table = Map::new();
        for (name, value) in always {
            table.insert((*name).to_owned(), (*value).into());
        }
        table
    };
    for key in section.keys {
        let sample = match key.ty {
            Type::Integer => Value::from(1),
            Type::Number => Value::from(0.5),
            Type::Boolean => Value::from(true),
            Type::Duration => Value::from("1s"),
            Type::Choice(words) => Value::from(words[0]),
            Type::List => serde_json::json!(["x"]),
            Type::Map | Type::SecretMap | Type::Table(_) => serde_json::json!({}),
            Type::Text | Type::Secret | Type::Path | Type::Names | Type::Steps => Value::from("x"),
        };
        let mut table = table();
        if !always.iter().any(|(name, _)| *name == key.name) {
            table.insert(key.name.to_owned(), sample);
        }
        let read: Result<T, _> = serde_json::from_value(Value::Object(table));
        assert!(
            read.is_ok(),
            "{}: {}",
            key.name,
            read.err().map(|e| e.to_string()).unwrap_or_default()
        );
    }
    // And the other way: the struct refuses what the schema does not know, and says what it knows.
    let mut odd = table();
    odd.insert("\u{1}".to_owned(), 1.into());
    let refused = serde_json::from_value::<T>(Value::Object(odd))
        .err()
        .map(|e| e.to_string())
        .unwrap_or_default();
    assert!(
        refused.contains("expected one of"),
        "{refused}: the struct needs deny_unknown_fields"
    );
    for field in refused.split('`').skip(3).step_by(2) {
        let known = section.keys.iter().any(|k| k.name == field) || field == "allowed_hosts";
        assert!(known, "{field} is a field but no key");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_are_near_or_absent() {
        assert_eq!(nearest("base_ulr", ["kind", "base_url", "model"]), Some("base_url"));
        assert_eq!(nearest("modle", ["kind", "model"]), Some("model"));
        assert_eq!(nearest("zzz", ["kind", "model"]), None);
    }

    #[test]
    fn text_becomes_the_keys_type_or_nothing() {
        assert_eq!(Type::Integer.parse("5"), Some(Value::from(5)));
        assert_eq!(Type::Integer.parse("-5"), None);
        assert_eq!(Type::Number.parse("nan"), None);
        assert_eq!(Type::Duration.parse("5 parsecs"), None);
        assert_eq!(Type::Names.parse("a, b"), Some(serde_json::json!(["a", "b"])));
        assert_eq!(Type::Choice(&["en", "zh"]).parse("fr"), None);
        assert!(Type::Steps.admits(&serde_json::json!([["ops", "sms"], "mail"])));
        assert!(!Type::Steps.admits(&serde_json::json!([[["ops"]]])));
    }
}
