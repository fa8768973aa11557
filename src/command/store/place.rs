//! Places as they are typed: `NAME:key` of a configured table, `oss://bucket/key` of a kind. Everything else is a file.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::command::{Context, now};
use crate::config::Settings;
use crate::config::store::KINDS;
use crate::error::{Error, Kind, Result};
use crate::http::Http;
use crate::store::prefixed::Prefixed;
use crate::store::{ObjectStore, Surroundings};
use crate::text;

/// A place on the other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The table.
    pub(super) table: String,
    /// The bucket, where the place names one.
    pub(super) bucket: Option<String>,
    /// The key, or a prefix.
    pub(super) key: String,
    /// How the store is written: `media:` or `oss://bucket/`.
    pub(super) label: String,
}

impl Place {
    /// How a key of this store is written.
    pub(super) fn show(&self, key: &str) -> String {
        format!("{}{key}", self.label)
    }

    /// The place itself, as it was written.
    pub(super) fn shown(&self) -> String {
        self.show(&self.key)
    }

    /// Whether it names no object but what begins with it.
    pub(super) fn is_prefix(&self) -> bool {
        self.key.is_empty() || self.key.ends_with('/')
    }

    /// The key as a prefix of what is below it.
    pub(super) fn below(&self) -> String {
        if self.is_prefix() {
            self.key.clone()
        } else {
            format!("{}/", self.key)
        }
    }

    /// Refuses a prefix where one object is meant.
    ///
    /// # Errors
    /// [`Kind::Usage`].
    pub(super) fn object(&self) -> Result<&str> {
        if self.key.is_empty() {
            let shown = self.shown();
            return Err(Error::usage(text!("{shown} names no object", "{shown} 没有指定对象")));
        }
        Ok(&self.key)
    }
}

/// What a word is.
pub(super) enum Word {
    /// A place on the other side.
    Remote(Place),
    /// A path.
    Local(PathBuf),
}

type Made = (String, Option<String>, Arc<dyn ObjectStore>);

/// The stores of one run, each connected once.
pub(super) struct Stores {
    settings: Arc<Settings>,
    http: Http,
    around: Surroundings,
    made: Mutex<Vec<Made>>,
}

impl Stores {
    /// None is connected yet.
    pub(super) fn new(ctx: &Context, explain: bool) -> Stores {
        Stores {
            settings: ctx.settings.clone(),
            http: ctx.http.clone(),
            around: Surroundings { now, explain },
            made: Mutex::new(Vec::new()),
        }
    }

    /// The same, which a dry run lets read: for commands that show a plan.
    pub(super) fn planning(self) -> Stores {
        Stores {
            http: self.http.reading(),
            ..self
        }
    }

    /// What a word is.
    ///
    /// # Errors
    /// [`Kind::Usage`] for a scheme without a bucket.
    pub(super) fn word(&self, word: &str) -> Result<Word> {
        for kind in KINDS {
            if let Some(rest) = word.strip_prefix(kind).and_then(|r| r.strip_prefix("://")) {
                return self.by_scheme(kind, rest).map(Word::Remote);
            }
        }
        if let Some((name, key)) = word.split_once(':')
            && self.settings.names("store").iter().any(|n| n == name)
        {
            return Ok(Word::Remote(Place {
                table: name.to_owned(),
                bucket: None,
                key: key.to_owned(),
                label: format!("{name}:"),
            }));
        }
        Ok(Word::Local(PathBuf::from(word)))
    }

    /// The table of this kind with this bucket, else the one that bears the kind's name.
    fn by_scheme(&self, kind: &str, rest: &str) -> Result<Place> {
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(Error::usage(text!(
                "{kind}://{rest} names no bucket",
                "{kind}://{rest} 没有指定存储桶"
            )));
        }
        let text = |name: &str, key: &str| self.settings.text(&format!("store.{name}.{key}"));
        let fits = |name: &String| {
            let its_kind = text(name, "kind").unwrap_or(name);
            its_kind == kind && text(name, "bucket") == Some(bucket)
        };
        let table = self.settings.names("store").into_iter().find(fits);
        Ok(Place {
            table: table.unwrap_or_else(|| kind.to_owned()),
            bucket: Some(bucket.to_owned()),
            key: key.to_owned(),
            label: format!("{kind}://{bucket}/"),
        })
    }

    /// A word that must be a place.
    ///
    /// # Errors
    /// [`Kind::Usage`], or [`Kind::Config`] when it looks like a table that is not there.
    pub(super) fn remote(&self, word: &str) -> Result<Place> {
        if let Word::Remote(place) = self.word(word)? {
            return Ok(place);
        }
        if self.settings.names("store").iter().any(|n| n == word) {
            return Err(
                Error::usage(text!("{word} is a store, not a place", "{word} 是存储名，不是位置"))
                    .hint(text!("write {word}: for all of it", "整个存储请写 {word}:")),
            );
        }
        if let Some((name, _)) = word.split_once(':')
            && !name.contains('/')
        {
            // Says which tables there are.
            self.settings.table("store", Some(name))?;
        }
        Err(
            Error::usage(text!("{word} is no place in a store", "{word} 不是存储中的位置")).hint(text!(
                "write NAME:key, or oss://bucket/key, cos://…, s3://…",
                "写法：NAME:键，或 oss://存储桶/键、cos://…、s3://…"
            )),
        )
    }

    /// A word that must be a place; without one all of the default store.
    ///
    /// # Errors
    /// As [`Stores::remote`].
    pub(super) fn remote_or_default(&self, word: Option<&str>) -> Result<Place> {
        match word {
            Some(word) => self.remote(word),
            None => self.default(),
        }
    }

    /// All of the default store.
    ///
    /// # Errors
    /// As [`Settings::table`].
    pub(super) fn default(&self) -> Result<Place> {
        self.named(None)
    }

    /// All of a store.
    ///
    /// # Errors
    /// As [`Settings::table`].
    pub(super) fn named(&self, name: Option<&str>) -> Result<Place> {
        let name = name.map(|n| n.trim_end_matches(':'));
        let table = match name {
            // A kind's own table is there without a line of configuration.
            Some(kind) if KINDS.contains(&kind) => kind.to_owned(),
            name => self.settings.table("store", name)?,
        };
        Ok(Place {
            label: format!("{table}:"),
            table,
            bucket: None,
            key: String::new(),
        })
    }

    /// The store of a place, connected when it is first needed.
    ///
    /// # Errors
    /// As [`Settings::store`] and [`crate::store::connect`].
    pub(super) async fn store(&self, place: &Place) -> Result<Arc<dyn ObjectStore>> {
        {
            let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            let there = made.iter().find(|(t, b, _)| *t == place.table && *b == place.bucket);
            if let Some((_, _, store)) = there {
                return Ok(store.clone());
            }
        }
        let name = &place.table;
        let mut resolved = self.settings.store(name).await.map_err(|e| e.provider(name))?;
        let prefix = resolved
            .config
            .prefix
            .clone()
            .filter(|p| !p.is_empty() && place.bucket.is_none());
        if let Some(bucket) = &place.bucket {
            if resolved.config.cname && resolved.config.bucket.as_ref().is_some_and(|b| b != bucket) {
                return Err(Error::new(
                    Kind::Config,
                    text!(
                        "[store.{name}] is one bucket's own address, and {bucket} is another",
                        "[store.{name}] 是某个存储桶的专属域名，而 {bucket} 是另一个桶"
                    ),
                ));
            }
            resolved.config.bucket = Some(bucket.clone());
        }
        let store = crate::store::connect(name, resolved.config, resolved.net, self.http.clone(), self.around)?;
        let mut store: Arc<dyn ObjectStore> = Arc::from(store);
        if let Some(prefix) = prefix {
            store = Arc::new(Prefixed::new(store, prefix));
        }
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.push((place.table.clone(), place.bucket.clone(), store.clone()));
        Ok(store)
    }

    /// A text of a place's table.
    pub(super) fn setting(&self, place: &Place, key: &str) -> Option<String> {
        self.settings
            .text(&format!("store.{}.{key}", place.table))
            .map(str::to_owned)
    }
}
