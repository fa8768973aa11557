//! The keys that the servers accept: the one of this run, and those that its token services have given out.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::sandbox::new_key;

/// A pair of keys.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub id: String,
    pub secret: String,
    /// The token that must come with it.
    pub token: Option<String>,
    pub expires: Option<SystemTime>,
}

/// All keys.
#[derive(Debug)]
pub(super) struct Keyring {
    pairs: Mutex<Vec<Pair>>,
}

impl Keyring {
    /// With the one of this run.
    pub(super) fn new() -> Keyring {
        let own = Pair {
            id: new_key("AKSANDBOX"),
            secret: new_key("secret"),
            token: None,
            expires: None,
        };
        Keyring {
            pairs: Mutex::new(vec![own]),
        }
    }

    /// The pair of this run.
    pub(super) fn own(&self) -> Pair {
        let pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        pairs[0].clone()
    }

    /// The pair of this id.
    pub(super) fn find(&self, id: &str) -> Option<Pair> {
        let pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        pairs.iter().find(|p| p.id == id).cloned()
    }

    /// Gives out a pair with a token, for so long.
    pub(super) fn mint(&self, now: SystemTime, life: Duration) -> Pair {
        let pair = Pair {
            id: new_key("STS.SANDBOX"),
            secret: new_key("tmpsecret"),
            token: Some(format!("{}/+=", new_key("token"))),
            expires: Some(now + life),
        };
        let mut pairs = self.pairs.lock().unwrap_or_else(PoisonError::into_inner);
        pairs.push(pair.clone());
        pair
    }
}

/// Whether two texts are the same, in a time that their content does not show.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}
