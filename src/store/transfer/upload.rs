//! A file to an object: in one request, or in parts that an ended run leaves for the next.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::earlier::{Earlier, Going, described};
use super::finish::is_gone;
use super::local::Local;
use super::{Engine, Moved, Verified, differs, transfer_id};
use crate::error::{Kind, Result};
use crate::http::Body;
use crate::state::checkpoints::Done;
use crate::state::{Checkpoint, Checkpoints};
use crate::store::ObjectStore;
use crate::store::checksum::{Algorithm, Checksum};
use crate::store::types::{Part, Put};

/// A part that the other side has, and its checksum here.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) part: Part,
    pub(super) sum: Option<Checksum>,
    pub(super) verified: Verified,
}

impl Kept {
    /// As the checkpoint has it.
    pub(super) fn done(&self) -> Done {
        Done {
            number: self.part.number,
            etag: self.part.etag.clone(),
            checksum: self.sum.map(|s| s.hex()).unwrap_or_default(),
        }
    }
}

/// An upload in parts: where it goes, and its parts.
pub(super) struct Parts<'u> {
    pub(super) store: &'u dyn ObjectStore,
    pub(super) key: &'u str,
    pub(super) upload: &'u str,
    /// The checksum of the whole, where it is known before.
    pub(super) whole: Option<Checksum>,
}

impl Engine<'_> {
    /// Sends a file.
    ///
    /// # Errors
    /// [`Kind::Integrity`] when what arrived is not what was sent; [`Kind::Conflict`] when the file changed meanwhile or the
    /// object is there and must not be; any other of the wire.
    pub async fn upload(&self, store: &dyn ObjectStore, key: &str, local: &Local, put: &Put) -> Result<Moved> {
        store.check_key(key)?;
        if local.size <= self.single_bytes(store.caps()) {
            let _stream = self.stream().await?;
            let (body, sum) = local.range(0, local.size, store.caps().checksum)?;
            let moved = self
                .put(store, key, body, sum, put, |a| local.hash(0, local.size, a))
                .await?;
            local.check()?;
            return Ok(moved);
        }
        self.upload_parts(store, key, local, put).await
    }

    /// One request, and what came back held against what was sent.
    pub(super) async fn put(
        &self,
        store: &dyn ObjectStore,
        key: &str,
        body: Body,
        sum: Option<Checksum>,
        put: &Put,
        hash: impl Fn(Algorithm) -> Result<Checksum>,
    ) -> Result<Moved> {
        let size = body.len();
        let mut put = Put {
            checksum: sum,
            ..put.clone()
        };
        let stored = loop {
            match store.put(key, self.content(body.clone()), &put).await {
                Ok(stored) => break stored,
                Err(e) => match anew(store, put.checksum, &hash)? {
                    None => return Err(e),
                    other => put.checksum = other,
                },
            }
        };
        let sum = put.checksum;
        let etag = stored.etag.as_deref().filter(|_| store.caps().etag_is_md5);
        let verified = compare(key, sum, stored.checksum, etag, hash)?;
        Ok(Moved {
            size,
            resumed: 0,
            verified,
            etag: stored.etag,
            version: stored.version,
        })
    }

    /// In parts. An upload that is suddenly gone was finished or given up by another process: then once more from its beginning.
    async fn upload_parts(&self, store: &dyn ObjectStore, key: &str, local: &Local, put: &Put) -> Result<Moved> {
        const TRIES: u32 = 3;
        let mut tried = 1;
        loop {
            match self.upload_once(store, key, local, put).await {
                Err(e) if is_gone(&e) && tried < TRIES => tried += 1,
                other => return other,
            }
        }
    }

    async fn upload_once(&self, store: &dyn ObjectStore, key: &str, local: &Local, put: &Put) -> Result<Moved> {
        let memory = self.remember.checkpoints().await?;
        let id = transfer_id("up", &store.place(), key, &local.absolute());
        let source = format!("{}\n{}", local.print(), described(store, put));
        let part_size = self.part_bytes(store.caps(), local.size)?;
        let going = Going {
            store,
            key,
            local,
            id: &id,
            source: &source,
            part_size,
        };
        let (upload, part_size, mut kept, noted) = match self.earlier(&memory, &going).await? {
            Earlier::Whole(moved) => return Ok(moved),
            Earlier::Parts {
                upload,
                part_size,
                kept,
            } => (upload, part_size, kept, true),
            Earlier::Nothing => {
                let upload = store.begin(key, put).await?;
                // It is not noted when another process sends the same file to the same place: that one's is.
                let noted = memory
                    .begin(&Checkpoint {
                        id: id.clone(),
                        direction: "up".to_owned(),
                        store: store.name().to_owned(),
                        place: store.place(),
                        key: key.to_owned(),
                        path: local.absolute(),
                        source: source.clone(),
                        size: local.size,
                        part_size,
                        handle: upload.clone(),
                        updated_ms: self.now_ms(),
                    })
                    .await?;
                (upload, part_size, BTreeMap::new(), noted)
            }
        };
        let to = Parts {
            store,
            key,
            upload: &upload,
            whole: None,
        };
        let resumed = kept.values().map(|k: &Kept| k.part.size).sum();
        (self.moved)(resumed);
        let note = noted.then_some((&memory, id.as_str()));
        let sent = match self.send_missing(&to, local, part_size, &mut kept, note).await {
            // What is there belongs to a file that is no more.
            Ok(()) => local.check(),
            Err(e) => Err(local.check().err().unwrap_or(e)),
        };
        let finished = match sent {
            Ok(()) => {
                let parts = kept.into_values().collect();
                self.finish(&to, parts, local.size, put.if_not_exists).await
            }
            Err(e) => Err(e),
        };
        match finished {
            Ok(moved) => {
                memory.remove(&id, &upload).await?;
                Ok(Moved { resumed, ..moved })
            }
            Err(e) => {
                // Of one that is gone, what is noted says whether it was finished.
                let open = e.kind == Kind::OutcomeUnknown || is_gone(&e);
                if matches!(e.kind, Kind::Integrity | Kind::Conflict) || (!noted && !open) {
                    store.abort(key, &upload).await?;
                    memory.remove(&id, &upload).await?;
                }
                Err(e)
            }
        }
    }

    /// Sends the parts that are not there yet, and notes each.
    async fn send_missing(
        &self,
        to: &Parts<'_>,
        local: &Local,
        part_size: u64,
        kept: &mut BTreeMap<u32, Kept>,
        note: Option<(&Checkpoints<'_>, &str)>,
    ) -> Result<()> {
        let count = local.size.div_ceil(part_size);
        let numbers = (1..=u32::try_from(count).unwrap_or(u32::MAX)).filter(|n| !kept.contains_key(n));
        let mut numbers = numbers.collect::<Vec<u32>>().into_iter();
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < self.streams_each() {
                let Some(number) = numbers.next() else { break };
                let from = u64::from(number - 1) * part_size;
                let len = part_size.min(local.size - from);
                running.push(self.upload_part(to, number, local, from, len));
            }
            let Some(sent) = running.next().await else {
                return Ok(());
            };
            let sent = sent?;
            if let Some((memory, id)) = note {
                memory.done(id, &sent.done(), self.now_ms()).await?;
            }
            kept.insert(sent.part.number, sent);
        }
    }

    async fn upload_part(&self, to: &Parts<'_>, number: u32, local: &Local, from: u64, len: u64) -> Result<Kept> {
        let _stream = self.stream().await?;
        let (body, sum) = local.range(from, len, to.store.caps().checksum)?;
        self.send_part(to, number, body, sum, |a| local.hash(from, len, a))
            .await
    }

    /// Sends a part; one that arrived wrong is sent once more.
    pub(super) async fn send_part(
        &self,
        to: &Parts<'_>,
        number: u32,
        body: Body,
        sum: Option<Checksum>,
        hash: impl Fn(Algorithm) -> Result<Checksum>,
    ) -> Result<Kept> {
        let size = body.len();
        let (mut sum, mut tried) = (sum, false);
        loop {
            sum = anew(to.store, sum, &hash)?.or(sum);
            let content = self.content(body.clone());
            let result = match to.store.part(to.key, to.upload, number, content, sum.as_ref()).await {
                Ok(part) => {
                    let etag = to.store.caps().etag_is_md5.then_some(part.etag.as_str());
                    compare(to.key, sum, part.checksum, etag, &hash).map(|verified| (part, verified))
                }
                Err(e) => Err(e),
            };
            match result {
                Ok((part, verified)) => {
                    return Ok(Kept {
                        part: Part { size, ..part },
                        sum,
                        verified,
                    });
                }
                Err(e) if e.kind == Kind::Integrity && !tried => tried = true,
                Err(_) if anew(to.store, sum, &hash)?.is_some() => {}
                Err(e) => return Err(e),
            }
        }
    }
}

/// The checksum that the store tells by now, where it is another than this one: it has learnt what the other side does not know.
fn anew(
    store: &dyn ObjectStore,
    sum: Option<Checksum>,
    hash: impl Fn(Algorithm) -> Result<Checksum>,
) -> Result<Option<Checksum>> {
    let told = store.caps().checksum.zip(sum);
    let other = told.filter(|(now, sum)| *now != sum.algorithm());
    other.map(|(now, _)| hash(now)).transpose()
}

/// Holds what came back against what was sent.
pub(super) fn compare(
    key: &str,
    ours: Option<Checksum>,
    theirs: Option<Checksum>,
    md5_etag: Option<&str>,
    hash: impl Fn(Algorithm) -> Result<Checksum>,
) -> Result<Verified> {
    if let (Some(ours), Some(theirs)) = (ours, theirs)
        && ours.algorithm() == theirs.algorithm()
    {
        if ours != theirs {
            return Err(differs(key, ours, theirs));
        }
        return Ok(Verified::Checksum(ours.algorithm()));
    }
    let Some(theirs) = md5_etag.and_then(Checksum::md5_of_etag) else {
        return Ok(Verified::Length);
    };
    let ours = hash(Algorithm::Md5)?;
    if ours != theirs {
        return Err(differs(key, ours, theirs));
    }
    Ok(Verified::Checksum(Algorithm::Md5))
}
