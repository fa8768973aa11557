//! The end of an upload in parts: the object is made of them. An answer that was lost is settled by looking at what is there.

use super::upload::{Kept, Parts};
use super::{Engine, Moved, Verified, differs};
use crate::error::{Error, Kind, Outcome, Result};
use crate::store::beneath;
use crate::store::checksum::Checksum;
use crate::store::types::{Finish, Part, Stored};
use crate::text;

impl Engine<'_> {
    /// Makes the object of its parts. An answer that was lost is settled by looking at what is there.
    pub(super) async fn finish(
        &self,
        to: &Parts<'_>,
        kept: Vec<Kept>,
        size: u64,
        if_not_exists: bool,
    ) -> Result<Moved> {
        let sums = Sums::of(&kept, to.whole);
        let parts: Vec<Part> = kept.into_iter().map(|k| k.part).collect();
        let finish = Finish {
            checksum: sums.whole,
            size,
            if_not_exists,
        };
        let mut tried = 0;
        let stored = loop {
            match to.store.finish(to.key, to.upload, &parts, &finish).await {
                Ok(stored) => break stored,
                Err(e) if is_open(&e) => {
                    if let Some(stored) = self.settled(to, size, &sums).await? {
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
        sums.moved(to.key, size, stored)
    }

    /// What these parts make, if it is there already: an earlier run was ended when all but the answer was done.
    pub(super) async fn made_already(&self, to: &Parts<'_>, kept: &[Kept], size: u64) -> Result<Option<Moved>> {
        let sums = Sums::of(kept, to.whole);
        match self.settled(to, size, &sums).await? {
            Some(stored) => sums.moved(to.key, size, stored).map(Some),
            None => Ok(None),
        }
    }

    /// Whether the object is there and is this one: the same checksum, or the ETag that these parts make, and the same size.
    async fn settled(&self, to: &Parts<'_>, size: u64, sums: &Sums) -> Result<Option<Stored>> {
        let meta = match to.store.head(to.key, None).await {
            Ok(meta) => meta,
            Err(e) if e.kind == Kind::NotFound => return Ok(None),
            Err(e) => return Err(unsettled(to.key, e, true)),
        };
        let by_sum = matches!((sums.whole, meta.checksum), (Some(ours), Some(theirs)) if ours == theirs);
        let by_etag = sums.etag.is_some() && meta.etag == sums.etag;
        let same = meta.size == size && (by_sum || by_etag);
        Ok(same.then_some(Stored {
            etag: meta.etag,
            version: meta.version,
            checksum: meta.checksum,
            attempts: 0,
        }))
    }
}

/// What is known of an object by its parts.
struct Sums {
    whole: Option<Checksum>,
    verified: Verified,
    etag: Option<String>,
}

impl Sums {
    fn of(kept: &[Kept], known: Option<Checksum>) -> Sums {
        let whole = kept.iter().try_fold(None, |sum: Option<Checksum>, part| {
            let next = part.sum?;
            Some(Some(match sum {
                None => next,
                Some(before) => before.join(next, part.part.size)?,
            }))
        });
        let verified = kept.iter().map(|k| k.verified).reduce(Verified::weaker);
        Sums {
            whole: known.or(whole.flatten()),
            verified: verified.unwrap_or(Verified::Length),
            etag: etag_of_parts(kept),
        }
    }

    /// Holds the object that was made against them.
    fn moved(&self, key: &str, size: u64, stored: Stored) -> Result<Moved> {
        let verified = match (self.whole, stored.checksum) {
            (Some(ours), Some(theirs)) if ours.algorithm() == theirs.algorithm() => {
                if ours != theirs {
                    return Err(differs(key, ours, theirs));
                }
                Verified::Checksum(ours.algorithm())
            }
            _ => self.verified,
        };
        Ok(Moved {
            size,
            resumed: 0,
            verified,
            etag: stored.etag,
            version: stored.version,
        })
    }
}

/// Whether the upload is not there: finished, or given up.
pub(super) fn is_gone(e: &Error) -> bool {
    e.code.as_deref().is_some_and(|c| c.starts_with("NoSuchUpload"))
}

/// Whether the object may have been made all the same.
fn is_open(e: &Error) -> bool {
    (e.kind == Kind::NotFound && is_gone(e))
        || e.outcome == Outcome::Unknown
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
