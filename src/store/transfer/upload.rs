//! A file to an object: in one request, or in parts that an ended run leaves for the next. The other side's list of parts is the
//! truth; a part of it counts when the bytes here are still the ones that were sent.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::local::Local;
use super::{Engine, Moved, Verified, differs, transfer_id};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Body;
use crate::state::Checkpoint;
use crate::state::checkpoints::Done;
use crate::store::checksum::{Algorithm, Checksum};
use crate::store::types::{Finish, Part, Put, Stored};
use crate::store::{ObjectStore, beneath};
use crate::text;

/// A part that the other side has, and its checksum here.
#[derive(Clone)]
pub(super) struct Kept {
    pub(super) part: Part,
    pub(super) sum: Option<Checksum>,
    pub(super) verified: Verified,
}

/// An upload in parts: where it goes, and its parts.
pub(super) struct Parts<'u> {
    pub(super) store: &'u dyn ObjectStore,
    pub(super) key: &'u str,
    pub(super) upload: &'u str,
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

    async fn upload_parts(&self, store: &dyn ObjectStore, key: &str, local: &Local, put: &Put) -> Result<Moved> {
        let memory = self.remember.checkpoints().await?;
        let id = transfer_id("up", &store.place(), key, &local.absolute());
        let part_size = self.part_bytes(store.caps(), local.size)?;
        let mut kept = BTreeMap::new();
        let mut upload = None;
        if let Some((old, done)) = memory.find(&id).await? {
            let same = old.source == local.print() && (self.part_size.is_none() || old.part_size == part_size);
            if self.resume && same {
                match store.list_parts(key, &old.handle).await {
                    Ok(parts) => {
                        kept = trusted(store, local, old.part_size, &parts, &done);
                        upload = Some((old.handle, old.part_size));
                    }
                    Err(e) if e.kind == Kind::NotFound => {}
                    Err(e) => return Err(e),
                }
            } else {
                // Nobody would find its parts again.
                store.abort(key, &old.handle).await?;
            }
        }
        let (upload, part_size) = match upload {
            Some(found) => found,
            None => {
                let upload = store.begin(key, put).await?;
                memory
                    .begin(&Checkpoint {
                        id: id.clone(),
                        direction: "up".to_owned(),
                        store: store.name().to_owned(),
                        place: store.place(),
                        key: key.to_owned(),
                        path: local.absolute(),
                        source: local.print().to_owned(),
                        size: local.size,
                        part_size,
                        handle: upload.clone(),
                        updated_ms: self.now_ms(),
                    })
                    .await?;
                (upload, part_size)
            }
        };
        let to = Parts {
            store,
            key,
            upload: &upload,
        };
        let resumed = kept.values().map(|k: &Kept| k.part.size).sum();
        (self.moved)(resumed);
        let count = local.size.div_ceil(part_size);
        let numbers = (1..=u32::try_from(count).unwrap_or(u32::MAX)).filter(|n| !kept.contains_key(n));
        let mut numbers = numbers.collect::<Vec<u32>>().into_iter();
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < self.streams_each() {
                let Some(number) = numbers.next() else { break };
                let from = u64::from(number - 1) * part_size;
                let len = part_size.min(local.size - from);
                running.push(self.upload_part(&to, number, local, from, len));
            }
            let Some(sent) = running.next().await else { break };
            let sent = sent?;
            let done = Done {
                number: sent.part.number,
                etag: sent.part.etag.clone(),
                checksum: sent.sum.map(|s| s.hex()).unwrap_or_default(),
            };
            memory.done(&id, &done, self.now_ms()).await?;
            kept.insert(sent.part.number, sent);
        }
        drop(running);
        if let Err(e) = local.check() {
            // What is there belongs to a file that is no more.
            store.abort(key, &upload).await?;
            memory.remove(&id).await?;
            return Err(e);
        }
        let parts: Vec<Kept> = kept.into_values().collect();
        let moved = self.finish(&to, parts, local.size, put.if_not_exists).await;
        match moved {
            Ok(moved) => {
                memory.remove(&id).await?;
                Ok(Moved { resumed, ..moved })
            }
            Err(e) => {
                if matches!(e.kind, Kind::Integrity | Kind::Conflict) {
                    store.abort(key, &upload).await?;
                    memory.remove(&id).await?;
                }
                Err(e)
            }
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

    /// Makes the object of its parts. An answer that was lost is settled by looking at what is there.
    pub(super) async fn finish(
        &self,
        to: &Parts<'_>,
        kept: Vec<Kept>,
        size: u64,
        if_not_exists: bool,
    ) -> Result<Moved> {
        let whole = kept.iter().try_fold(None, |sum: Option<Checksum>, part| {
            let next = part.sum?;
            Some(Some(match sum {
                None => next,
                Some(before) => before.join(next, part.part.size)?,
            }))
        });
        let whole = whole.flatten();
        let verified = kept.iter().map(|k| k.verified).reduce(Verified::weaker);
        let etag = etag_of_parts(&kept);
        let parts: Vec<Part> = kept.into_iter().map(|k| k.part).collect();
        let finish = Finish {
            checksum: whole,
            size,
            if_not_exists,
        };
        let mut tried = 0;
        let stored = loop {
            match to.store.finish(to.key, to.upload, &parts, &finish).await {
                Ok(stored) => break stored,
                Err(e) if is_open(&e) => {
                    if let Some(stored) = self.settled(to, size, whole, etag.as_deref()).await? {
                        break stored;
                    }
                    tried += 1;
                    let there = to.store.list_parts(to.key, to.upload).await.is_ok();
                    if !there || tried >= 3 {
                        return Err(unsettled(to.key, e, there));
                    }
                }
                Err(e) => return Err(e),
            }
        };
        let verified = match (whole, stored.checksum) {
            (Some(ours), Some(theirs)) if ours.algorithm() == theirs.algorithm() => {
                if ours != theirs {
                    return Err(differs(to.key, ours, theirs));
                }
                Verified::Checksum(ours.algorithm())
            }
            _ => verified.unwrap_or(Verified::Length),
        };
        Ok(Moved {
            size,
            resumed: 0,
            verified,
            etag: stored.etag,
            version: stored.version,
        })
    }

    /// Whether the object is there and is this one: the same checksum, or the ETag that these parts make, and the same size.
    async fn settled(
        &self,
        to: &Parts<'_>,
        size: u64,
        whole: Option<Checksum>,
        etag: Option<&str>,
    ) -> Result<Option<Stored>> {
        let meta = match to.store.head(to.key, None).await {
            Ok(meta) => meta,
            Err(e) if e.kind == Kind::NotFound => return Ok(None),
            Err(e) => return Err(unsettled(to.key, e, true)),
        };
        let by_sum = matches!((whole, meta.checksum), (Some(ours), Some(theirs)) if ours == theirs);
        let by_etag = etag.is_some() && meta.etag.as_deref() == etag;
        let same = meta.size == size && (by_sum || by_etag);
        Ok(same.then_some(Stored {
            etag: meta.etag,
            version: meta.version,
            checksum: meta.checksum,
            attempts: 0,
        }))
    }
}

/// Whether the object may have been made all the same.
fn is_open(e: &Error) -> bool {
    let gone = e.kind == Kind::NotFound && e.code.as_deref().is_some_and(|c| c.starts_with("NoSuchUpload"));
    gone || e.outcome == Outcome::Unknown
        || matches!(
            e.kind,
            Kind::Unavailable
                | Kind::Timeout
                | Kind::Network
                | Kind::Truncated
                | Kind::Malformed
                | Kind::OutcomeUnknown
        )
}

fn unsettled(key: &str, e: Error, parts_are_there: bool) -> Error {
    if e.outcome == Outcome::NotSent {
        return e;
    }
    let shown = beneath::shown(key);
    let what = e.what.clone();
    let (kind, said) = if parts_are_there {
        (
            e.kind,
            text!("{shown} was not made of its parts", "{shown} 未能由分片合成"),
        )
    } else {
        (
            Kind::OutcomeUnknown,
            text!(
                "nobody knows whether {shown} was made of its parts",
                "无法确定 {shown} 是否已由分片合成"
            ),
        )
    };
    e.with_kind(kind).with_what(said.join(": ", what)).hint(text!(
        "look with: vh store stat; the same command again goes on with the parts that are there",
        "可用 vh store stat 查看；再次运行同一命令会接着已有的分片继续"
    ))
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

/// The ETag of an object of parts, where those of the parts are MD5s. Source: what S3 and its kin answer; AWS does not promise it.
fn etag_of_parts(kept: &[Kept]) -> Option<String> {
    use md5::{Digest, Md5};
    let mut md5 = Md5::new();
    for part in kept {
        match Checksum::md5_of_etag(&part.part.etag)? {
            Checksum::Md5(bytes) => md5.update(bytes),
            _ => return None,
        }
    }
    Some(format!("{}-{}", crate::sign::hex(&md5.finalize()), kept.len()))
}

/// The parts that the other side has and that are still the bytes of this file: by its own checksum of them, by the one that was
/// noted when they were sent, else by the MD5 in their ETag.
fn trusted(
    store: &dyn ObjectStore,
    local: &Local,
    part_size: u64,
    parts: &[Part],
    done: &[Done],
) -> BTreeMap<u32, Kept> {
    let mut kept = BTreeMap::new();
    for part in parts {
        let from = u64::from(part.number.saturating_sub(1)) * part_size;
        if part.number == 0 || from >= local.size || part.size != part_size.min(local.size - from) {
            continue;
        }
        let hash = |a| local.hash(from, part.size, a).ok();
        let sum = store.caps().checksum.and_then(hash);
        let noted = done.iter().find(|d| d.number == part.number && d.etag == part.etag);
        let by_theirs = part.checksum.map(|theirs| hash(theirs.algorithm()) == Some(theirs));
        let by_note = noted.is_some_and(|d| sum.is_some_and(|s| s.hex() == d.checksum));
        let by_md5 = || {
            let theirs = Checksum::md5_of_etag(&part.etag).filter(|_| store.caps().etag_is_md5);
            theirs.is_some() && hash(Algorithm::Md5) == theirs
        };
        let verified = match by_theirs {
            Some(true) => part.checksum.map(|c| Verified::Checksum(c.algorithm())),
            Some(false) => None,
            None if by_note => Some(sum.map_or(Verified::Length, |s| Verified::Checksum(s.algorithm()))),
            None if by_md5() => Some(Verified::Checksum(Algorithm::Md5)),
            None => None,
        };
        if let Some(verified) = verified {
            let part = part.clone();
            kept.insert(part.number, Kept { part, sum, verified });
        }
    }
    kept
}
