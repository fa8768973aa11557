//! Changes to the configuration file that keep its comments and its order. The new text is parsed before it is written, so that
//! no change leaves a file that does not load.

use std::path::Path;

use serde_json::Value;
use toml_edit::{DocumentMut, Item, Table, TableLike};

use super::file;
use crate::error::{Error, Result};
use crate::text;

/// Sets a dotted key, in `profile` where given, and writes the file.
///
/// # Errors
/// [`crate::error::Kind::Config`] when the file does not parse before or after, [`crate::error::Kind::Local`] when it cannot be
/// written.
pub fn set(path: &Path, profile: Option<&str>, key: &str, value: &Value) -> Result<()> {
    change(path, |document| {
        let steps = steps(profile, key);
        let (last, tables) = steps.split_last().ok_or_else(|| Error::bug("an empty key"))?;
        let mut table: &mut dyn TableLike = document.as_table_mut();
        for step in tables {
            let item = table.entry(step).or_insert_with(|| {
                let mut new = Table::new();
                // `[llm.ark]` needs no empty `[llm]` above it.
                new.set_implicit(true);
                Item::Table(new)
            });
            table = item
                .as_table_like_mut()
                .ok_or_else(|| Error::config(text!("{step} is not a table", "{step} 不是表")))?;
        }
        let mut new = from_json(value)?;
        if let Some(old) = table.get(last).and_then(Item::as_value) {
            *new.decor_mut() = old.decor().clone();
        }
        table.insert(last, Item::Value(new));
        Ok(())
    })
}

/// Removes a dotted key, and the tables it leaves empty; returns whether it was there.
///
/// # Errors
/// As [`set`].
pub fn unset(path: &Path, profile: Option<&str>, key: &str) -> Result<bool> {
    let mut was_there = false;
    change(path, |document| {
        was_there = remove(document.as_table_mut(), &steps(profile, key));
        Ok(())
    })?;
    Ok(was_there)
}

fn remove(table: &mut dyn TableLike, steps: &[&str]) -> bool {
    match steps {
        [] => false,
        [last] => table.remove(last).is_some(),
        [first, rest @ ..] => {
            let Some(inner) = table.get_mut(first).and_then(Item::as_table_like_mut) else {
                return false;
            };
            let removed = remove(inner, rest);
            if removed && inner.is_empty() {
                table.remove(first);
            }
            removed
        }
    }
}

fn steps<'a>(profile: Option<&'a str>, key: &'a str) -> Vec<&'a str> {
    let mut steps = Vec::new();
    if let Some(profile) = profile {
        steps.extend(["profile", profile]);
    }
    steps.extend(key.split('.'));
    steps
}

fn change(path: &Path, edit: impl FnOnce(&mut DocumentMut) -> Result<()>) -> Result<()> {
    let name = path.display().to_string();
    let content = if path.exists() {
        file::read(path)?.0
    } else {
        String::new()
    };
    file::parse(&content, &name)?;
    let mut document: DocumentMut = content
        .parse()
        .map_err(|e| Error::config(text!("{name}: {e}", "{name}：{e}")))?;
    edit(&mut document)?;
    let new = document.to_string();
    file::parse(&new, &name)?;
    if new == content {
        return Ok(());
    }
    file::write(path, &new)
}

fn from_json(value: &Value) -> Result<toml_edit::Value> {
    Ok(match value {
        Value::String(text) => text.as_str().into(),
        Value::Bool(yes) => (*yes).into(),
        Value::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(n), _) => n.into(),
            (None, Some(n)) => n.into(),
            _ => return Err(Error::usage(text!("{n} is too large", "{n} 过大"))),
        },
        Value::Array(items) => {
            let mut array = toml_edit::Array::new();
            for item in items {
                array.push(from_json(item)?);
            }
            array.into()
        }
        Value::Object(fields) => {
            let mut table = toml_edit::InlineTable::new();
            for (name, field) in fields {
                table.insert(name, from_json(field)?);
            }
            table.into()
        }
        Value::Null => return Err(Error::usage(text!("null cannot stand in TOML", "TOML 不支持 null"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_order_stay() {
        let dir = std::env::temp_dir().join(format!("vh-edit-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("config.toml");
        let before = "# mine\n[llm.ark] # ours\nmodel = 'a' # the model\n\n[output]\nlang = 'zh'\n";
        std::fs::write(&path, before).unwrap();
        let now = || std::fs::read_to_string(&path).unwrap();
        set(&path, None, "llm.ark.model", &"b".into()).unwrap();
        assert_eq!(now(), before.replace("'a'", "\"b\""));
        set(&path, None, "llm.ark.timeouts.idle", &"5s".into()).unwrap();
        set(&path, Some("p"), "llm.ark.model", &"c".into()).unwrap();
        assert!(now().contains("[profile.p.llm.ark]\nmodel = \"c\"\n"), "{}", now());
        assert!(unset(&path, Some("p"), "llm.ark.model").unwrap());
        assert!(unset(&path, None, "llm.ark.timeouts.idle").unwrap());
        assert!(!unset(&path, None, "llm.ark.timeouts.idle").unwrap());
        assert_eq!(now(), before.replace("'a'", "\"b\""));
        // A value that would not load is not written.
        assert!(set(&path, None, "llm.ark.max_tokens", &"x".into()).is_err());
        assert_eq!(now(), before.replace("'a'", "\"b\""));
        assert_eq!(
            std::fs::metadata(&path)
                .map(|m| std::os::unix::fs::MetadataExt::mode(&m) & 0o777)
                .unwrap(),
            0o600
        );
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
