//! Configuration: layers merged once into a tree of values with their origins; a table's secrets are resolved only when a
//! command connects to it. Flags > `VH_…` > profile > file > the vendors' own variables > defaults.

pub mod edit;
pub mod env;
pub mod file;
pub mod layer;
pub mod reference;
pub mod schema;
pub mod travel;

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::error::{Error, Kind, Result};
use crate::http::Net;
use crate::http::config::{NetKeys, RetryKeys, TimeoutKeys};
use crate::llm;
use crate::secret;
use crate::text;
use crate::text::Text;
pub use env::Environment;
use layer::{Entry, Layer, Origin, Tree};
use reference::Reference;
use schema::{Section, Type, nearest};

/// What the command line says about the configuration.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--profile`.
    pub profile: Option<String>,
    /// `--set KEY=VALUE`, in order.
    pub set: Vec<String>,
    /// `--proxy`.
    pub proxy: Option<String>,
    /// `--ca-cert`.
    pub ca_cert: Option<PathBuf>,
}

/// The merged configuration.
#[derive(Debug, Default)]
pub struct Settings {
    tree: Tree,
    env: Environment,
    flags: Flags,
    /// Where the file is, or would be.
    pub path: Option<PathBuf>,
    /// Whether it is there.
    pub exists: bool,
    /// The profile in use.
    pub profile: Option<String>,
    /// All profiles of the file.
    pub profiles: Vec<String>,
    /// Whether only this file counts and only loopback may be reached.
    pub sealed: bool,
    /// What the user should know about the configuration itself.
    pub notes: Vec<Text>,
}

/// A table, resolved.
#[derive(Debug)]
pub struct Resolved<T> {
    /// Its keys.
    pub config: T,
    /// Its network settings.
    pub net: Net,
}

impl Settings {
    /// Reads all layers.
    ///
    /// # Errors
    /// [`Kind::Config`] and [`Kind::Refused`], naming file and line, variable or flag.
    pub fn load(env: Environment, flags: Flags) -> Result<Settings> {
        let path = find_file(&env, &flags);
        let mut settings = Settings {
            path: path.as_ref().map(|(path, _)| path.clone()),
            env,
            flags,
            ..Settings::default()
        };
        let mut parsed = file::Parsed::default();
        if let Some((path, given)) = path
            && (given || path.exists())
        {
            let (content, meta) = file::read(&path)?;
            let name = path.display().to_string();
            parsed = file::parse(&content, &name)?;
            settings.exists = true;
            if std::os::unix::fs::MetadataExt::mode(&meta) & 0o044 != 0 && holds_plain_secrets(&parsed) {
                settings.notes.push(text!(
                    "{name} holds secrets and can be read by others: chmod 600 {name}",
                    "{name} 含有密钥且可被他人读取：chmod 600 {name}"
                ));
            }
        }
        settings.merge(parsed)?;
        Ok(settings)
    }

    /// Knows where the file is and reads none of it: for commands that must work when it is broken, or that need none.
    pub fn unread(env: Environment, flags: Flags) -> Settings {
        let path = find_file(&env, &flags).map(|(path, _)| path);
        Settings {
            exists: path.as_ref().is_some_and(|p| p.exists()),
            path,
            env,
            flags,
            ..Settings::default()
        }
    }

    /// From the text of a file alone, as if it were sealed or not by what it says; no other layer is read.
    ///
    /// # Errors
    /// As [`Settings::load`].
    pub fn of_text(content: &str) -> Result<Settings> {
        let mut settings = Settings::default();
        settings.merge(file::parse(content, "config")?)?;
        Ok(settings)
    }

    fn merge(&mut self, parsed: file::Parsed) -> Result<()> {
        let file_name = self
            .path
            .as_ref()
            .map_or("config".to_owned(), |p| p.display().to_string());
        let top = |key: &str| parsed.leaves.iter().find(|l| l.key == key && l.profile.is_none());
        self.sealed = top("sealed").is_some_and(|l| l.value == true);
        let profile_env = if self.sealed { None } else { self.env.get("VH_PROFILE") };
        let default = top("default_profile").and_then(|l| l.value.as_str());
        self.profile = self
            .flags
            .profile
            .as_deref()
            .or(profile_env)
            .or(default)
            .map(str::to_owned);
        self.profiles.clone_from(&parsed.profiles);
        if let Some(name) = &self.profile
            && !self.profiles.contains(name)
        {
            let there = self.profiles.join(", ");
            let error = Error::config(text!("there is no profile {name}", "没有名为 {name} 的配置档"));
            return Err(if there.is_empty() {
                error.hint(text!("{file_name} has no profiles", "{file_name} 中没有配置档"))
            } else {
                error.hint(text!("profiles are {there}", "现有配置档：{there}"))
            });
        }
        if !self.sealed {
            env::add_vendor(&self.env, &mut self.tree);
        }
        for leaf in parsed.leaves {
            let layer = match &leaf.profile {
                None => Layer::File,
                Some(p) if Some(p) == self.profile.as_ref() => Layer::Profile,
                Some(_) => continue,
            };
            let place = format!("{file_name}:{}", leaf.line);
            self.tree.insert(leaf.key, leaf.value, Origin { layer, place });
        }
        if self.sealed {
            if let Some(set) = self.flags.set.first() {
                return Err(Error::new(
                    Kind::Refused,
                    text!(
                        "--set {set} with a sealed configuration",
                        "密封的配置不接受 --set {set}"
                    ),
                ));
            }
        } else {
            let notes = env::add_ours(&self.env, &mut self.tree)?;
            self.notes.extend(notes);
            for set in &self.flags.set {
                let (key, value) = parse_set(set)?;
                self.tree.insert(
                    key.clone(),
                    value,
                    Origin {
                        layer: Layer::Flag,
                        place: format!("--set {key}"),
                    },
                );
            }
        }
        self.drop_foreign_vendor_values();
        Ok(())
    }

    /// A table named `ark` that is of another kind does not get Ark's key.
    fn drop_foreign_vendor_values(&mut self) {
        for name in self.tree.names("llm") {
            let kind = self.tree.get(&format!("llm.{name}.kind"));
            if kind.is_some_and(|k| k.value != name.as_str()) {
                self.tree.forget(&format!("llm.{name}."), Layer::Vendor);
            }
        }
    }

    /// The winning value of a key.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.tree.get(key)
    }

    /// The values of a key in all layers, the winner first.
    pub fn all(&self, key: &str) -> &[Entry] {
        self.tree.all(key)
    }

    /// All keys and their winning values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.tree.iter()
    }

    /// The names of a section's tables.
    pub fn names(&self, section: &str) -> Vec<String> {
        self.tree.names(section)
    }

    /// A variable of the environment; none in a sealed configuration.
    pub fn variable(&self, name: &str) -> Option<&str> {
        if self.sealed { None } else { self.env.get(name) }
    }

    /// The profile that `-P` named.
    pub fn given_profile(&self) -> Option<&str> {
        self.flags.profile.as_deref()
    }

    /// A text value.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.tree.get(key)?.value.as_str()
    }

    /// Resolves `[llm.NAME]`.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing, [`Kind::Refused`] for a credential that would travel where it may not.
    pub async fn llm(&self, name: &str) -> Result<Resolved<llm::Config>> {
        let known = |n: &str| llm::presets::preset(n).is_some();
        let implied = known(name).then(|| ("kind", Value::from(name)));
        let net = Net::with(llm::types::FIRST_BYTE, llm::types::IDLE);
        self.resolve("llm", name, implied, net).await
    }

    /// Resolves one table: its secrets are fetched, its network settings laid over the file's and the room's.
    async fn resolve<T: DeserializeOwned>(
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
        let proxy_flag = self.flags.proxy.as_ref().map(|_| Origin {
            layer: Layer::Flag,
            place: "--proxy".to_owned(),
        });
        travel::check(section, name, &self.tree, proxy_flag.as_ref())?;
        let mut config = Map::new();
        let mut net_keys = Map::new();
        for (rest, entry) in self.tree.below(&prefix) {
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
            let is_net = schema::NET
                .iter()
                .any(|k| rest == k.name || rest.starts_with(&format!("{}.", k.name)));
            if is_net {
                put(&mut net_keys, rest, value.clone());
            }
            if !is_net || rest == "allowed_hosts" {
                put(&mut config, rest, value);
            }
        }
        net_keys.remove("allowed_hosts");
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

    async fn follow(&self, label: &str, text: &str, origin: &Origin) -> Result<String> {
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

    fn no_such_table(&self, section: &Section, name: &str) -> Error {
        let names = self.tree.names(section.name);
        let section = section.name;
        let error = Error::config(text!("there is no [{section}.{name}]", "没有 [{section}.{name}]"));
        match nearest(name, names.iter().map(String::as_str)) {
            Some(guess) => error.hint(text!("did you mean {guess}?", "是否想写 {guess}？")),
            None if names.is_empty() => error,
            None => {
                let names = names.join(", ");
                error.hint(text!("there are {names}", "现有：{names}"))
            }
        }
    }

    /// The providers of a chat, in failover order: those given, else the default ones, else the only one there can be.
    ///
    /// # Errors
    /// [`Kind::Config`] when none or no single one can be meant.
    pub fn chat_tables(&self, given: Option<&str>) -> Result<Vec<String>> {
        if let Some(list) = given {
            return self.checked_names(list.split(',').map(str::trim));
        }
        match self.tree.get("defaults.chat").map(|e| &e.value) {
            Some(Value::String(one)) => return self.checked_names([one.as_str()]),
            Some(Value::Array(list)) => return self.checked_names(list.iter().filter_map(Value::as_str)),
            _ => {}
        }
        let names = self.tree.names("llm");
        let keyed: Vec<&String> = names
            .iter()
            .filter(|n| self.tree.get(&format!("llm.{n}.api_key")).is_some())
            .collect();
        match (names.as_slice(), keyed.as_slice()) {
            ([], _) => Err(Error::config(text!("no model provider is configured", "尚未配置任何模型服务")).hint(text!(
                "set ARK_API_KEY, OPENAI_API_KEY or ANTHROPIC_API_KEY, or run vh init; vh demo shows everything without a key",
                "请设置 ARK_API_KEY、OPENAI_API_KEY 或 ANTHROPIC_API_KEY，或运行 vh init；无需密钥可先试 vh demo"
            ))),
            ([only], _) => Ok(vec![only.clone()]),
            (_, keyed) if keyed.iter().any(|n| *n == "ark") => Ok(vec!["ark".to_owned()]),
            (_, [only]) => Ok(vec![(*only).clone()]),
            _ => {
                let list = names.join(", ");
                Err(Error::config(text!(
                    "several model providers are configured and none is the default: {list}",
                    "配置了多个模型服务但没有默认：{list}"
                ))
                .hint(text!(
                    "give -p NAME, or run: vh config set defaults.chat NAME",
                    "请使用 -p NAME，或运行：vh config set defaults.chat NAME"
                )))
            }
        }
    }

    fn checked_names<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>> {
        let mut list: Vec<String> = Vec::new();
        for name in names {
            if name.is_empty() {
                return Err(Error::usage(text!("an empty provider name", "服务名为空")));
            }
            let there = self.tree.names("llm").iter().any(|n| n == name);
            if !there && llm::presets::preset(name).is_none() {
                let section = schema::section("llm").ok_or_else(|| Error::bug("no llm section"))?;
                return Err(self.no_such_table(section, name));
            }
            if !list.iter().any(|n| n == name) {
                list.push(name.to_owned());
            }
        }
        Ok(list)
    }
}

/// The file's path, and whether somebody named it: then it must be there.
fn find_file(env: &Environment, flags: &Flags) -> Option<(PathBuf, bool)> {
    if let Some(path) = &flags.config {
        return Some((path.clone(), true));
    }
    if let Some(path) = env.get("VH_CONFIG") {
        return Some((PathBuf::from(path), true));
    }
    let dirs = directories::BaseDirs::new()?;
    let dir = if cfg!(target_os = "macos") {
        dirs.home_dir().join(".config")
    } else {
        dirs.config_dir().to_owned()
    };
    Some((dir.join("vh").join("config.toml"), false))
}

fn holds_plain_secrets(parsed: &file::Parsed) -> bool {
    parsed.leaves.iter().any(|leaf| {
        let plain = |v: &Value| {
            v.as_str()
                .is_some_and(|text| Reference::parse(text).is_ok_and(|r| r.is_plain()))
        };
        match key_type(&leaf.key) {
            Some(Type::Secret) => plain(&leaf.value),
            Some(Type::SecretMap) => leaf.value.as_object().is_some_and(|m| m.values().any(plain)),
            _ => false,
        }
    })
}

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

fn parse_set(set: &str) -> Result<(String, Value)> {
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

    #[test]
    fn every_key_of_the_schema_is_a_field_of_the_rooms_struct() {
        let section = schema::section("llm").unwrap();
        for key in section.keys {
            let sample = match key.ty {
                Type::Integer => Value::from(1),
                Type::Number => Value::from(0.5),
                Type::Map | Type::SecretMap => serde_json::json!({}),
                _ => Value::from("x"),
            };
            let mut table = Map::new();
            table.insert("kind".into(), "ark".into());
            table.insert(key.name.into(), sample);
            let read: std::result::Result<llm::Config, _> = serde_json::from_value(Value::Object(table));
            assert!(read.is_ok(), "{}: {}", key.name, read.unwrap_err());
        }
        // And the other way: the struct refuses what the schema does not know, and says what it knows.
        let refused =
            serde_json::from_value::<llm::Config>(serde_json::json!({"kind": "ark", "\u{1}": 1})).unwrap_err();
        let fields = refused.to_string();
        for field in fields.split('`').skip(3).step_by(2) {
            let known = section.keys.iter().any(|k| k.name == field) || field == "allowed_hosts";
            assert!(known, "{field} is a field but no key");
        }
    }
}
