//! One object, or a range of it, as bytes in order. A connection that breaks in the middle is opened again where it broke, on the
//! same object or not at all.

use std::ops::Deref;
use std::time::Duration;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;

use crate::error::{Error, Kind, Result};
use crate::store::ObjectStore;
use crate::store::types::{Get, Meta, Range};
use crate::text;

/// How often it is opened again without a single new byte.
const TRIES: u32 = 5;
const WAIT: Duration = Duration::from_millis(200);

/// An object being read.
pub struct Reader<S> {
    store: S,
    key: String,
    /// What is known of the object.
    pub meta: Meta,
    get: Get,
    at: u64,
    end: u64,
    chunks: Option<BoxStream<'static, Result<Bytes>>>,
    tries: u32,
}

impl<S: Deref<Target: ObjectStore>> Reader<S> {
    /// Opens it.
    ///
    /// # Errors
    /// As [`ObjectStore::get`].
    pub async fn open(store: S, key: &str, get: Get) -> Result<Reader<S>> {
        let reading = store.get(key, &get).await?;
        let size = reading.meta.size;
        let (at, end) = match get.range {
            Some(Range { from, len }) => (from, (from + len).min(size)),
            None => (0, size),
        };
        Ok(Reader {
            store,
            key: key.to_owned(),
            get: Get {
                if_match: get.if_match.or_else(|| reading.meta.etag.clone()),
                ..get
            },
            meta: reading.meta,
            at,
            end,
            chunks: Some(reading.chunks),
            tries: 0,
        })
    }

    /// The next bytes; `None` when all came.
    ///
    /// # Errors
    /// [`Kind::Truncated`] when it breaks again and again, [`Kind::Conflict`] when the object was replaced meanwhile.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        loop {
            if self.at >= self.end {
                return Ok(None);
            }
            let next = match &mut self.chunks {
                Some(chunks) => chunks.next().await,
                None => match self.reopen().await {
                    Ok(()) => continue,
                    Err(e) => Some(Err(e)),
                },
            };
            let broken = match next {
                Some(Ok(bytes)) if bytes.is_empty() => continue,
                Some(Ok(mut bytes)) => {
                    // More than was asked for: a server that does not know ranges.
                    let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
                    bytes.truncate(left);
                    self.at += bytes.len() as u64;
                    self.tries = 0;
                    return Ok(Some(bytes));
                }
                Some(Err(e)) => e,
                None => Error::new(Kind::Truncated, text!("the answer ended too early", "响应提前结束")),
            };
            self.chunks = None;
            let again = broken.is_retryable() || broken.kind == Kind::Truncated;
            self.tries += 1;
            if !again || self.tries >= TRIES {
                let kind = if again { Kind::Truncated } else { broken.kind };
                return Err(broken.with_kind(kind).provider(self.store.name()));
            }
            tokio::time::sleep(WAIT * (self.tries - 1)).await;
        }
    }

    /// The object's key.
    pub fn key(&self) -> &str {
        &self.key
    }

    async fn reopen(&mut self) -> Result<()> {
        let get = Get {
            range: Some(Range {
                from: self.at,
                len: self.end - self.at,
            }),
            ..self.get.clone()
        };
        let reading = self.store.get(&self.key, &get).await?;
        if reading.meta.size != self.meta.size {
            return Err(replaced(&self.key));
        }
        self.chunks = Some(reading.chunks);
        Ok(())
    }
}

/// The error for an object that was replaced while it was read.
pub(super) fn replaced(key: &str) -> Error {
    let shown = crate::store::beneath::shown(key);
    Error::new(
        Kind::Conflict,
        text!("{shown} was replaced while it was read", "{shown} 在读取过程中被替换"),
    )
}
