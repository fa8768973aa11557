//! Configuration: layers merged once into a tree of values with their origins; a table's secrets are resolved only when a
//! command connects to it. Flags > `VH_…` > profile > file > the vendors' own variables > defaults.

pub mod alert;
pub mod chat;
pub mod choose;
pub mod edit;
pub mod env;
pub mod file;
pub mod keys;
pub mod layer;
pub mod llm;
pub mod media;
pub mod models;
pub mod pay;
pub mod reference;
pub mod resolve;
pub mod schema;
pub mod travel;

use std::path::PathBuf;

use serde_json::Value;

use crate::error::{Error, Kind, Result};
use crate::text;
use crate::text::Text;
pub use env::Environment;
pub use keys::{key_type, literal_secret, unknown_key};
use layer::{Entry, Layer, Origin, Tree};
use reference::Reference;
pub use resolve::Resolved;
use schema::Type;

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

    /// Reads all layers now, as [`Settings::load`] does.
    ///
    /// # Errors
    /// As [`Settings::load`].
    pub fn read_again(&self) -> Result<Settings> {
        Settings::load(self.env.clone(), self.flags.clone())
    }

    /// Keys of which a variable hides the file's value, or the file a vendor's variable: the key, the winner's place, the
    /// loser's. A profile over the file and a flag over anything are meant to.
    pub fn shadowed(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.tree.iter().filter_map(|(key, winner)| {
            let loser = self.tree.all(key).get(1)?;
            let meant = matches!(
                (winner.origin.layer, loser.origin.layer),
                (Layer::Flag, _) | (Layer::Profile, Layer::File)
            );
            (!meant).then_some((key, winner.origin.place.as_str(), loser.origin.place.as_str()))
        })
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
                let (key, value) = keys::parse_set(set)?;
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
        for section in schema::SECTIONS.iter().filter(|s| s.named && s.key("kind").is_some()) {
            for name in self.tree.names(section.name) {
                let table = format!("{}.{name}", section.name);
                let kind = self.tree.get(&format!("{table}.kind"));
                if kind.is_some_and(|k| k.value != name.as_str()) {
                    self.tree.forget(&format!("{table}."), Layer::Vendor);
                }
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

    /// A variable for a child of ours, whatever it means: sealing is about what we read, not about where `sh` is.
    pub fn passed_on(&self, name: &str) -> Option<&str> {
        self.env.get(name)
    }

    /// The profile that `-P` named.
    pub fn given_profile(&self) -> Option<&str> {
        self.flags.profile.as_deref()
    }

    /// A text value.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.tree.get(key)?.value.as_str()
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
