//! Dotted keys as a person types them.

use serde_json::Value;

use super::file;
use super::reference::Reference;
use super::schema::{self, Type, nearest};
use crate::error::{Error, Kind, Result};
use crate::text;

/// The type of a dotted key; `None` when there is no such key.
pub fn key_type(key: &str) -> Option<Type> {
    if let Some(top) = schema::TOP.iter().find(|k| k.name == key) {
        return Some(top.ty);
    }
    let (section, rest) = key.split_once('.')?;
    let section = schema::section(section)?;
    let rest = if section.named {
        let (name, rest) = rest.split_once('.')?;
        file::is_name(name).then_some(rest)?
    } else {
        rest
    };
    section.key(rest).map(|k| k.ty)
}

/// An error for a key that does not exist, with the nearest that does.
pub fn unknown_key(key: &str) -> Error {
    let error = Error::usage(text!("there is no configuration key {key}", "没有配置键 {key}"));
    let mut parts = key.splitn(2, '.');
    let (first, rest) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let Some(section) = schema::section(first) else {
        let names = schema::SECTIONS.iter().map(|s| s.name);
        return match nearest(first, names.chain(schema::TOP.iter().map(|k| k.name))) {
            Some(guess) => error.hint(text!("did you mean {guess}?", "是否想写 {guess}？")),
            None => error.hint(text!("vh help config lists all keys", "vh help config 列出所有键")),
        };
    };
    let leaves = section.leaves();
    let names: Vec<&str> = leaves.iter().map(|(name, _)| name.as_str()).collect();
    let (table, rest) = match (section.named, rest.split_once('.')) {
        (true, Some((table, rest))) => (format!("{first}.{table}"), rest),
        (true, None) => (format!("{first}.NAME"), rest),
        (false, _) => (first.to_owned(), rest),
    };
    match nearest(rest, names.iter().copied()) {
        Some(guess) => error.hint(text!("did you mean {table}.{guess}?", "是否想写 {table}.{guess}？")),
        None => {
            let names = names.join(", ");
            error.hint(text!("{table} has {names}", "{table} 有：{names}"))
        }
    }
}

/// Reads `KEY=VALUE` of `--set`.
///
/// # Errors
/// [`Kind::Usage`] for what is no key or no value of it, [`Kind::Refused`] for a literal secret.
pub fn parse_set(set: &str) -> Result<(String, Value)> {
    let (key, text) = set
        .split_once('=')
        .ok_or_else(|| Error::usage(text!("--set wants KEY=VALUE", "--set 的写法是 KEY=VALUE")))?;
    let ty = key_type(key).ok_or_else(|| unknown_key(key))?;
    if ty.is_secret() && Reference::parse(text)?.is_plain() {
        return Err(literal_secret(key));
    }
    let value = ty.parse(text).ok_or_else(|| {
        let wants = ty.wants();
        Error::usage(text!("{key} must be ", "{key} 必须是").join("", wants))
    })?;
    Ok((key.to_owned(), value))
}

/// A secret on the command line would stand in the shell's history and in the list of processes.
pub fn literal_secret(key: &str) -> Error {
    Error::new(
        Kind::Refused,
        text!(
            "{key} is a secret, and the command line is no place for one",
            "{key} 是密钥，不能写在命令行上"
        ),
    )
    .hint(text!(
        "give a reference (env:NAME, file:PATH, cmd:[…]), or run: vh config set {key} (it asks, or reads --stdin)",
        "请给出引用（env:NAME、file:PATH、cmd:[…]），或运行：vh config set {key}（会提示输入，或读取 --stdin）"
    ))
}
