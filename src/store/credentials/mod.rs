//! Where the keys come from: the table itself, a program, a profile of Amazon's files, a role taken on, the machine. They are
//! fetched when they are first needed, kept, and fetched again before they end.

mod choose;
mod command;
mod door;
mod machine;
mod profile;
mod role;
mod told;

pub use choose::{region, source};

use std::time::{Duration, SystemTime};

use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use super::call::Keys;
use crate::error::Result;

/// Keys that end within this are fetched again; those still held serve on when that fails.
const MARGIN: Duration = Duration::from_secs(300);

/// Keys that end within this are not used any more.
const LAST: Duration = Duration::from_secs(10);

/// How soon keys that are always about to end are fetched again.
const PAUSE: Duration = Duration::from_secs(30);

/// A place that keys are fetched from.
pub trait Source: Send + Sync {
    /// Fetches them.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when it is set up wrong, [`crate::error::Kind::Auth`] when it refuses, and any of the wire.
    fn fetch(&self, now: SystemTime) -> BoxFuture<'_, Result<Keys>>;

    /// Whether fetching them is only looking at the table.
    fn is_at_hand(&self) -> bool {
        false
    }
}

/// Keys, kept while they hold.
pub struct Credentials {
    source: Box<dyn Source>,
    held: Mutex<Option<Held>>,
}

struct Held {
    keys: Keys,
    fetched: SystemTime,
}

impl Credentials {
    /// Nothing is fetched yet.
    pub fn new(source: Box<dyn Source>) -> Credentials {
        Credentials {
            source,
            held: Mutex::new(None),
        }
    }

    /// Whether they are known without asking anyone.
    pub fn are_at_hand(&self) -> bool {
        self.source.is_at_hand()
    }

    /// Keys that hold at `now` and for a while.
    ///
    /// # Errors
    /// As [`Source::fetch`].
    pub async fn keys(&self, now: SystemTime) -> Result<Keys> {
        let mut held = self.held.lock().await;
        if let Some(h) = held.as_ref()
            && !is_due(h, now)
        {
            return Ok(h.keys.clone());
        }
        match (self.source.fetch(now).await, held.as_ref()) {
            (Ok(keys), _) => {
                *held = Some(Held {
                    keys: keys.clone(),
                    fetched: now,
                });
                Ok(keys)
            }
            (Err(_), Some(h)) if left(&h.keys, now) > LAST => Ok(h.keys.clone()),
            (Err(e), _) => Err(e),
        }
    }

    /// The other side says that `used` have ended: they are fetched anew, once per keys. Whether that is worth another try.
    pub async fn renew(&self, used: &Keys) -> bool {
        let mut held = self.held.lock().await;
        match held.as_ref() {
            Some(h) if h.keys.id != used.id || h.keys.token() != used.token() => true,
            Some(h) if h.keys.expires.is_some() => {
                *held = None;
                true
            }
            _ => false,
        }
    }
}

fn left(keys: &Keys, now: SystemTime) -> Duration {
    match keys.expires {
        Some(end) => end.duration_since(now).unwrap_or_default(),
        None => Duration::MAX,
    }
}

fn is_due(held: &Held, now: SystemTime) -> bool {
    let left = left(&held.keys, now);
    let rested = now.duration_since(held.fetched).is_ok_and(|since| since >= PAUSE);
    left <= LAST || (left <= MARGIN && rested)
}

/// Keys that stand in the table.
pub struct Fixed(pub Keys);

impl Source for Fixed {
    fn fetch(&self, _: SystemTime) -> BoxFuture<'_, Result<Keys>> {
        Box::pin(async { Ok(self.0.clone()) })
    }

    fn is_at_hand(&self) -> bool {
        true
    }
}
