//! What an earlier run left of an upload. The other side's list of parts is the truth; a part of it counts when the bytes here are
//! still the ones that were sent.

use std::collections::BTreeMap;

use super::finish::is_gone;
use super::local::Local;
use super::upload::{Kept, Parts};
use super::{Engine, Moved, Verified};
use crate::error::{Error, Kind, Result};
use crate::state::checkpoints::Done;
use crate::state::{Checkpoint, Checkpoints};
use crate::store::checksum::{Algorithm, Checksum};
use crate::store::types::{Part, Put};
use crate::store::{ObjectStore, beneath};
use crate::text;

/// What there is to go on with.
pub(super) enum Earlier {
    /// Nothing.
    Nothing,
    /// An upload and those of its parts that hold.
    Parts {
        upload: String,
        part_size: u64,
        kept: BTreeMap<u32, Kept>,
    },
    /// The whole object: only its checkpoint had not been forgotten.
    Whole(Moved),
}

/// One object's upload as its checkpoint knows it.
pub(super) struct Going<'g> {
    pub(super) store: &'g dyn ObjectStore,
    pub(super) key: &'g str,
    pub(super) local: &'g Local,
    pub(super) id: &'g str,
    pub(super) source: &'g str,
    pub(super) part_size: u64,
}

impl Engine<'_> {
    /// Looks for what an earlier run left; what cannot be gone on with is given up.
    pub(super) async fn earlier(&self, memory: &Checkpoints<'_>, going: &Going<'_>) -> Result<Earlier> {
        let (store, key, local) = (going.store, going.key, going.local);
        let Some((old, done)) = memory.find(going.id).await? else {
            return Ok(Earlier::Nothing);
        };
        let same_file = old.source.lines().next() == Some(local.print());
        let same = old.source == going.source || (same_file && self.as_begun);
        let same = same && (self.part_size.is_none() || old.part_size == going.part_size);
        if self.resume && same {
            match store.list_parts(key, &old.handle).await {
                Ok(parts) => {
                    let kept = trusted(store, local, old.part_size, &parts, &done).await;
                    for kept in kept.values() {
                        if !done
                            .iter()
                            .any(|d| d.number == kept.part.number && d.etag == kept.part.etag)
                        {
                            memory.done(going.id, &kept.done(), self.now_ms()).await?;
                        }
                    }
                    return Ok(Earlier::Parts {
                        upload: old.handle,
                        part_size: old.part_size,
                        kept,
                    });
                }
                Err(e) if is_gone(&e) => {
                    if let Some(moved) = self.was_finished(going, &old, &done).await? {
                        memory.remove(going.id, &old.handle).await?;
                        return Ok(Earlier::Whole(moved));
                    }
                }
                Err(e) => return Err(e),
            }
        }
        if self.as_begun && old.source != going.source {
            // What it is to be stored as only the command knew that began it.
            let shown = beneath::shown(key);
            return Err(Error::new(
                Kind::Conflict,
                text!(
                    "the upload to {shown} cannot be gone on with: the file changed, or its parts are gone",
                    "到 {shown} 的上传无法继续：文件已改变，或其分片已不存在"
                ),
            )
            .hint(text!("run the command again that began it", "请重新运行最初的命令")));
        }
        // Nobody would find its parts again.
        store.abort(key, &old.handle).await?;
        memory.remove(going.id, &old.handle).await?;
        Ok(Earlier::Nothing)
    }

    /// The object, when all parts had been sent and it was made of them.
    async fn was_finished(&self, going: &Going<'_>, old: &Checkpoint, done: &[Done]) -> Result<Option<Moved>> {
        let parts: Vec<Part> = done
            .iter()
            .map(|d| Part {
                number: d.number,
                size: part_len(d.number, old.part_size, old.size),
                etag: d.etag.clone(),
                checksum: None,
            })
            .collect();
        if parts.len() as u64 != old.size.div_ceil(old.part_size.max(1)) {
            return Ok(None);
        }
        let kept = trusted(going.store, going.local, old.part_size, &parts, done).await;
        if kept.len() != parts.len() {
            return Ok(None);
        }
        let to = Parts {
            store: going.store,
            key: going.key,
            upload: &old.handle,
            whole: None,
        };
        let kept: Vec<Kept> = kept.into_values().collect();
        let made = self.made_already(&to, &kept, old.size).await?;
        Ok(made.map(|moved| Moved {
            resumed: old.size,
            ..moved
        }))
    }
}

fn part_len(number: u32, part_size: u64, size: u64) -> u64 {
    let from = u64::from(number.saturating_sub(1)) * part_size;
    part_size.min(size.saturating_sub(from))
}

/// What tells one upload from another besides its file: what its object is to be. When it was sent is told anew every time.
pub(super) fn described(store: &dyn ObjectStore, put: &Put) -> String {
    use sha2::{Digest, Sha256};
    let put = Put {
        meta: put
            .meta
            .iter()
            .filter(|(name, _)| !name.eq_ignore_ascii_case("upload-time"))
            .cloned()
            .collect(),
        if_not_exists: false,
        checksum: None,
        ..put.clone()
    };
    let text = format!("{:?} {put:?}", store.caps().checksum);
    crate::sign::hex(&Sha256::digest(text)[..8])
}

/// The parts that the other side has and that are still the bytes of this file: by its own checksum of them, by the one that was
/// noted when they were sent, else by the MD5 in their ETag.
async fn trusted(
    store: &dyn ObjectStore,
    local: &Local,
    part_size: u64,
    parts: &[Part],
    done: &[Done],
) -> BTreeMap<u32, Kept> {
    let mut kept = BTreeMap::new();
    for part in parts {
        let from = u64::from(part.number.saturating_sub(1)) * part_size;
        if part.number == 0 || from >= local.size || part.size != part_len(part.number, part_size, local.size) {
            continue;
        }
        let hash = async |algorithm| local.hash_calmly(from, part.size, algorithm).await.ok();
        let sum = match store.caps().checksum {
            Some(algorithm) => hash(algorithm).await,
            None => None,
        };
        let noted = done.iter().find(|d| d.number == part.number && d.etag == part.etag);
        let md5 = Checksum::md5_of_etag(&part.etag).filter(|_| store.caps().etag_is_md5);
        let verified = match (part.checksum, sum, noted, md5) {
            (Some(theirs), Some(ours), ..) if theirs.algorithm() == ours.algorithm() => {
                (theirs == ours).then_some(theirs)
            }
            (Some(theirs), ..) => hash(theirs.algorithm()).await.filter(|ours| *ours == theirs),
            (None, Some(ours), Some(noted), _) if ours.hex() == noted.checksum => Some(ours),
            (None, .., Some(theirs)) => hash(Algorithm::Md5).await.filter(|ours| *ours == theirs),
            (None, ..) => None,
        };
        if let Some(by) = verified {
            let kept_part = Kept {
                part: part.clone(),
                sum,
                verified: Verified::Checksum(by.algorithm()),
            };
            kept.insert(part.number, kept_part);
        }
    }
    kept
}
