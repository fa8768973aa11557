//! A table as its room takes it: secrets fetched, network settings laid over the file's and the room's. Only what a command
//! connects to is resolved.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::layer::{Entry, Layer, Origin, Tree};
use super::reference::Reference;
use super::schema::{self, Section, Type, nearest};
use super::{Settings, travel};
use crate::error::{Error, Result};
use crate::http::Net;
use crate::http::config::{NetKeys, RetryKeys, TimeoutKeys};
use crate::secret;
use crate::state;
use crate::text;

/// A table, resolved.
#[derive(Debug)]
pub struct Resolved<T> {
    /// Its keys.
    pub config: T,
    /// Its network settings.
    pub net: Net,
}

impl Settings {
    /// Resolves `[state]`.
    ///
    /// # Errors
    /// As [`Settings::llm`].
    pub async fn state(&self) -> Result<state::Config> {
        let section = schema::section("state").ok_or_else(|| Error::bug("no state section"))?;
        travel::check(section, "state", &self.tree, None)?;
        let config = self.fields(section, "state.").await?;
        serde_json::from_value(Value::Object(config)).map_err(|e| Error::config(text!("[state]: {e}", "[state]：{e}")))
    }

    /// The winning values of a table, secrets fetched, by their dotted keys made nested.
    async fn fields(&self, section: &Section, prefix: &str) -> Result<Map<String, Value>> {
        let mut fields = Map::new();
        for (rest, entry) in self.tree.below(prefix) {
            let key = section
                .key(rest)
                .ok_or_else(|| Error::bug(format!("no key {rest} in the schema of {}", section.name)))?;
            let label = format!("{prefix}{rest}");
            let value = match key.ty {
                Type::Secret => self.secret(&label, entry).await?,
                Type::SecretMap => self.secret_map(&label, entry).await?,
                Type::Path => Value::String(self.place(entry)),
                _ => entry.value.clone(),
            };
            put(&mut fields, rest, value);
        }
        Ok(fields)
    }

    /// Resolves one table: its secrets are fetched, its network settings laid over the file's and the room's.
    pub(super) async fn resolve<T: DeserializeOwned>(
        &self,
        section: &str,
        name: &str,
        implied: Option<(&str, Value)>,
        net: Net,
    ) -> Result<Resolved<T>> {
        let section =
            schema::section(section).ok_or_else(|| Error::bug(format!("no section {section} in the schema")))?;
        let prefix = format!("{}.{name}.", section.name);
        let there = self.tree.below(&prefix).next().is_some();
        if !there && implied.is_none() {
            return Err(self.no_such_table(section, name));
        }
        check_pairs(section, name, &self.tree)?;
        let proxy_flag = self.flags.proxy.as_ref().map(|url| Entry {
            value: url.as_str().into(),
            origin: Origin {
                layer: Layer::Flag,
                place: "--proxy".to_owned(),
            },
        });
        travel::check(section, prefix.trim_end_matches('.'), &self.tree, proxy_flag.as_ref())?;
        let mut config = self.fields(section, &prefix).await?;
        let mut net_keys = Map::new();
        for key in schema::NET.iter().filter(|k| k.name != "allowed_hosts") {
            if let Some(value) = config.remove(key.name) {
                net_keys.insert(key.name.to_owned(), value);
            }
        }
        if let Some((key, value)) = implied {
            config.entry(key).or_insert(value);
        }
        let shown = format!("{}.{name}", section.name);
        if section.key("kind").is_some() && !config.contains_key("kind") {
            return Err(
                Error::config(text!("[{shown}] has no kind", "[{shown}] 没有 kind")).hint(text!(
                    "vh config set {shown}.kind KIND",
                    "vh config set {shown}.kind KIND"
                )),
            );
        }
        let broken = |e: serde_json::Error| Error::config(text!("[{shown}]: {e}", "[{shown}]：{e}"));
        let net_keys: NetKeys = serde_json::from_value(Value::Object(net_keys)).map_err(broken)?;
        Ok(Resolved {
            config: serde_json::from_value(Value::Object(config)).map_err(broken)?,
            net: net
                .overlaid(&self.global_net()?)
                .overlaid(&net_keys)
                .overlaid(&self.flag_net()),
        })
    }

    /// `[retry]` and `[timeouts]`.
    fn global_net(&self) -> Result<NetKeys> {
        let table = |section: &str| {
            let prefix = format!("{section}.");
            let fields: Map<String, Value> = self
                .tree
                .below(&prefix)
                .map(|(k, e)| (k.to_owned(), e.value.clone()))
                .collect();
            Value::Object(fields)
        };
        let broken =
            |e: serde_json::Error| Error::config(text!("[retry] or [timeouts]: {e}", "[retry] 或 [timeouts]：{e}"));
        let retry: RetryKeys = serde_json::from_value(table("retry")).map_err(broken)?;
        let timeouts: TimeoutKeys = serde_json::from_value(table("timeouts")).map_err(broken)?;
        Ok(NetKeys {
            retry: Some(retry),
            timeouts: Some(timeouts),
            ..NetKeys::default()
        })
    }

    fn flag_net(&self) -> NetKeys {
        NetKeys {
            proxy: self.flags.proxy.clone(),
            ca_cert: self.flags.ca_cert.clone(),
            ..NetKeys::default()
        }
    }

    async fn secret(&self, label: &str, entry: &Entry) -> Result<Value> {
        let text = entry.value.as_str().unwrap_or("");
        let value = self.follow(label, text, &entry.origin).await?;
        secret::remember(label, &value);
        Ok(Value::String(value))
    }

    async fn secret_map(&self, label: &str, entry: &Entry) -> Result<Value> {
        let mut resolved = Map::new();
        for (name, value) in entry.value.as_object().into_iter().flatten() {
            let label = format!("{label}.{name}");
            let value = self.follow(&label, value.as_str().unwrap_or(""), &entry.origin).await?;
            secret::remember(&label, &value);
            resolved.insert(name.clone(), Value::String(value));
        }
        Ok(Value::Object(resolved))
    }

    pub(super) async fn follow(&self, label: &str, text: &str, origin: &Origin) -> Result<String> {
        // A variable may hold what strangers wrote; only what the user wrote into a file or a flag is a reference.
        if matches!(origin.layer, Layer::Env | Layer::Vendor) {
            return Ok(text.to_owned());
        }
        let lookup = |name: &str| self.env.get(name).map(str::to_owned);
        let found = async { Reference::parse(text)?.resolve(&lookup, &self.base()).await };
        found.await.map_err(|e| {
            let place = &origin.place;
            let what = text!("{label} ({place}): ", "{label}（{place}）：").join("", e.what.clone());
            let error = Error::config(what);
            match &e.hint {
                Some(hint) => error.hint(hint.clone()),
                None => error,
            }
        })
    }

    fn base(&self) -> PathBuf {
        let dir = self.path.as_deref().and_then(Path::parent);
        dir.unwrap_or(Path::new(".")).to_owned()
    }

    /// A path of the file is relative to the file; one from elsewhere to the working directory.
    fn place(&self, entry: &Entry) -> String {
        let text = entry.value.as_str().unwrap_or("");
        match (entry.origin.layer, text.strip_prefix("~/"), self.env.get("HOME")) {
            (_, Some(rest), Some(home)) => Path::new(home).join(rest).display().to_string(),
            (Layer::File | Layer::Profile, ..) => self.base().join(text).display().to_string(),
            _ => text.to_owned(),
        }
    }

    pub(super) fn no_such_table(&self, section: &Section, name: &str) -> Error {
        let names = self.tree.names(section.name);
        let section = section.name;
        let error = Error::config(text!("there is no [{section}.{name}]", "没有 [{section}.{name}]"));
        match nearest(name, names.iter().map(String::as_str)) {
            Some(guess) => error.hint(text!("did you mean {guess}?", "是否想写 {guess}？")),
            None if names.is_empty() => error.hint(text!(
                "vh init sets one up; vh help config lists the keys",
                "可用 vh init 创建；vh help config 列出所有键"
            )),
            None => {
                let names = names.join(", ");
                error.hint(text!("there are {names}", "现有：{names}"))
            }
        }
    }
}

fn check_pairs(section: &Section, name: &str, tree: &Tree) -> Result<()> {
    let get = |key: &str| tree.get(&format!("{}.{name}.{key}", section.name));
    for (a, b) in section.pairs {
        let (given, missing, place) = match (get(a), get(b)) {
            (Some(entry), None) => (a, b, &entry.origin.place),
            (None, Some(entry)) => (b, a, &entry.origin.place),
            _ => continue,
        };
        let table = section.name;
        return Err(Error::config(text!(
            "[{table}.{name}] has {given} ({place}) but no {missing}",
            "[{table}.{name}] 有 {given}（{place}）却没有 {missing}"
        )));
    }
    Ok(())
}

/// Puts `value` at `a.b` of a nested object.
fn put(into: &mut Map<String, Value>, key: &str, value: Value) {
    match key.split_once('.') {
        Some((first, rest)) => {
            let inner = into.entry(first).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(inner) = inner {
                put(inner, rest, value);
            }
        }
        None => {
            into.insert(key.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_given_pair_names_what_is_missing() {
        let section = Section {
            name: "store",
            named: true,
            keys: &[],
            addresses: &[],
            pairs: &[("access_key_id", "access_key_secret")],
        };
        let mut tree = Tree::default();
        assert!(check_pairs(&section, "m", &tree).is_ok());
        let origin = Origin {
            layer: Layer::Vendor,
            place: "OSS_ACCESS_KEY_ID".into(),
        };
        tree.insert("store.m.access_key_id".into(), "x".into(), origin);
        let e = check_pairs(&section, "m", &tree).unwrap_err();
        assert_eq!(
            e.what.en,
            "[store.m] has access_key_id (OSS_ACCESS_KEY_ID) but no access_key_secret"
        );
    }
}
