//! An object to a file: under another name until it is whole, in ranges at once where it is large, and on from where an earlier
//! run stopped when the object is still the same and the bytes on disk are still the ones that came.

use std::collections::BTreeMap;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::reader::{Reader, replaced};
use super::{Engine, Moved, Verified, differs, hash, transfer_id};
use crate::error::{Error, Kind, Result};
use crate::state::Checkpoint;
use crate::state::checkpoints::Done;
use crate::store::ObjectStore;
use crate::store::beneath::{self, Root};
use crate::store::checksum::{Algorithm, Checksum, Hasher};
use crate::store::types::{Get, Meta, Range};
use crate::store::unfinished::Unfinished;
use crate::text;

/// What is to be saved, and how.
#[derive(Clone, Copy)]
pub struct Save<'s> {
    /// The object.
    pub key: &'s str,
    /// One of its versions.
    pub version: Option<&'s str>,
    /// Its size, where a listing told it.
    pub size: Option<u64>,
    /// Where, below the directory.
    pub path: &'s str,
    /// Never instead of a file that is there.
    pub create_only: bool,
}

impl Engine<'_> {
    /// Saves an object.
    ///
    /// # Errors
    /// [`Kind::Integrity`] when the bytes are not those of the object, [`Kind::Refused`] for a name that leads elsewhere or is
    /// taken by something special, [`Kind::Conflict`] when it is taken and must not be replaced; any other of the wire.
    pub async fn download(&self, store: &dyn ObjectStore, root: &Root, save: Save<'_>) -> Result<Moved> {
        free(root, &save)?;
        if save.size.is_some_and(|size| self.is_small(size)) {
            return self.download_whole(store, root, &save).await;
        }
        let meta = store.head(save.key, save.version).await?;
        self.download_known(store, root, save, &meta).await
    }

    /// Saves an object of which this is known.
    ///
    /// # Errors
    /// As [`Engine::download`].
    pub async fn download_known(
        &self,
        store: &dyn ObjectStore,
        root: &Root,
        save: Save<'_>,
        meta: &Meta,
    ) -> Result<Moved> {
        free(root, &save)?;
        if self.is_small(meta.size) || meta.etag.is_none() {
            return self.download_whole(store, root, &save).await;
        }
        self.download_ranges(store, root, &save, meta).await
    }

    fn is_small(&self, size: u64) -> bool {
        size <= self.part_size.unwrap_or(super::PART_BYTES)
    }

    /// Takes bytes that came: counted, and no faster than allowed.
    pub(super) async fn pace(&self, bytes: usize) {
        (self.moved)(bytes as u64);
        if let Some(rate) = &self.rate {
            tokio::time::sleep_until(rate.pass(bytes)).await;
        }
    }

    async fn download_whole(&self, store: &dyn ObjectStore, root: &Root, save: &Save<'_>) -> Result<Moved> {
        let _stream = self.stream().await?;
        let get = Get {
            version: save.version.map(str::to_owned),
            ..Get::default()
        };
        let mut reader = Reader::open(store, save.key, get).await?;
        let new = root.begin(save.path)?;
        let mut hasher = self.told(&reader.meta, store).map(|told| Hasher::new(told.algorithm()));
        let mut at = 0;
        while let Some(bytes) = reader.next().await? {
            new.write(&bytes, at)?;
            if let Some(hasher) = &mut hasher {
                hasher.update(&bytes);
            }
            at += bytes.len() as u64;
            self.pace(bytes.len()).await;
        }
        let meta = &reader.meta;
        let verified = self.check(save.key, meta, store, hasher.map(Hasher::finish))?;
        new.finish(meta.modified, save.create_only)?;
        Ok(moved(meta, 0, verified))
    }

    /// The checksum that the object's bytes are held against: the one it carries, or with `deep` the MD5 in its ETag.
    pub(super) fn told(&self, meta: &Meta, store: &dyn ObjectStore) -> Option<Checksum> {
        let etag = meta.etag.as_deref().filter(|_| self.deep && store.caps().etag_is_md5);
        meta.checksum.or_else(|| etag.and_then(Checksum::md5_of_etag))
    }

    /// Holds the bytes that came against what is told of them.
    pub(super) fn check(
        &self,
        key: &str,
        meta: &Meta,
        store: &dyn ObjectStore,
        ours: Option<Checksum>,
    ) -> Result<Verified> {
        match (self.told(meta, store), ours) {
            (Some(theirs), Some(ours)) if ours != theirs => Err(differs(key, ours, theirs)),
            (Some(theirs), Some(_)) => Ok(Verified::Checksum(theirs.algorithm())),
            _ => Ok(Verified::Length),
        }
    }

    async fn download_ranges(
        &self,
        store: &dyn ObjectStore,
        root: &Root,
        save: &Save<'_>,
        meta: &Meta,
    ) -> Result<Moved> {
        let memory = self.remember.checkpoints().await?;
        let path = std::path::absolute(root.path()).unwrap_or_else(|_| root.path().to_owned());
        let path = path.join(save.path).to_string_lossy().into_owned();
        let version = save.version.unwrap_or("");
        let id = transfer_id("down", &format!("{} {version}", store.place()), save.key, &path);
        let source = format!("{}:{}", meta.size, meta.etag.as_deref().unwrap_or(""));
        // A whole checksum is joined from those of the ranges; MD5 cannot be, and is made at the end.
        let told = meta.checksum.map(|c| c.algorithm()).filter(|a| *a != Algorithm::Md5);
        let algorithm = told.unwrap_or(Algorithm::Crc64);
        let mut part_size = self.part_bytes(store.caps(), meta.size)?;
        let mut sums = BTreeMap::new();
        let mut open = None;
        if let Some((old, done)) = memory.find(&id).await? {
            let same = old.source == source && (self.part_size.is_none() || old.part_size == part_size);
            let (name, ino) = old.handle.rsplit_once(':').unwrap_or(("", ""));
            let left = root.resume(save.path, name, ino.parse().unwrap_or(0))?;
            match left {
                Some(file) if self.resume && same => {
                    part_size = old.part_size;
                    sums = still_there(&file, meta.size, part_size, algorithm, &done);
                    open = Some(file);
                }
                // Of another object: dropped, it is removed.
                _ => memory.remove(&id).await?,
            }
        }
        let resumed = sums.keys().map(|n| range(*n, part_size, meta.size).len).sum();
        (self.moved)(resumed);
        let file = match open {
            Some(mut file) => {
                file.keep();
                file
            }
            None => {
                let mut file = root.begin(save.path)?;
                memory
                    .begin(&Checkpoint {
                        id: id.clone(),
                        direction: "down".to_owned(),
                        store: store.name().to_owned(),
                        place: store.place(),
                        key: save.key.to_owned(),
                        path,
                        source,
                        size: meta.size,
                        part_size,
                        handle: format!("{}:{}", file.temporary(), file.ino()?),
                        updated_ms: self.now_ms(),
                    })
                    .await?;
                file.keep();
                file
            }
        };
        let count = u32::try_from(meta.size.div_ceil(part_size)).unwrap_or(u32::MAX);
        let mut numbers = (1..=count)
            .filter(|n| !sums.contains_key(n))
            .collect::<Vec<_>>()
            .into_iter();
        let mut running = FuturesUnordered::new();
        loop {
            while running.len() < self.streams_each() {
                let Some(number) = numbers.next() else { break };
                let range = range(number, part_size, meta.size);
                running.push(self.download_range(store, save, meta, &file, number, range, algorithm));
            }
            let Some(came) = running.next().await else { break };
            let (number, sum) = came?;
            let done = Done {
                number,
                etag: String::new(),
                checksum: sum.hex(),
            };
            memory.done(&id, &done, self.now_ms()).await?;
            sums.insert(number, sum);
        }
        drop(running);
        let ours = match self.told(meta, store) {
            Some(told) if told.algorithm() == Algorithm::Md5 => {
                let read = hash(file.file(), 0, meta.size, Algorithm::Md5);
                Some(read.map_err(|e| Error::local(text!("cannot read what was written", "无法读取已写入的内容"), e))?)
            }
            _ => joined(&sums, part_size, meta.size),
        };
        let checked = self.check(save.key, meta, store, ours);
        if let Err(e) = checked {
            // Nobody knows which range is wrong: all of them start anew.
            memory.remove(&id).await?;
            drop(root.resume(save.path, file.temporary(), file.ino()?)?);
            return Err(e);
        }
        file.finish(meta.modified, save.create_only)?;
        memory.remove(&id).await?;
        Ok(moved(meta, resumed, checked?))
    }

    #[expect(clippy::too_many_arguments, reason = "one range of one transfer")]
    async fn download_range(
        &self,
        store: &dyn ObjectStore,
        save: &Save<'_>,
        meta: &Meta,
        file: &Unfinished,
        number: u32,
        range: Range,
        algorithm: Algorithm,
    ) -> Result<(u32, Checksum)> {
        let _stream = self.stream().await?;
        let get = Get {
            range: Some(range),
            if_match: meta.etag.clone(),
            version: save.version.map(str::to_owned),
        };
        let mut reader = Reader::open(store, save.key, get).await?;
        if reader.meta.size != meta.size {
            return Err(replaced(save.key));
        }
        let mut hasher = Hasher::new(algorithm);
        let mut at = range.from;
        while let Some(bytes) = reader.next().await? {
            file.write(&bytes, at)?;
            hasher.update(&bytes);
            at += bytes.len() as u64;
            self.pace(bytes.len()).await;
        }
        Ok((number, hasher.finish()))
    }
}

/// Refuses a name that is taken and must not be, before anything is fetched.
fn free(root: &Root, save: &Save<'_>) -> Result<()> {
    let taken = root.replaceable(save.path)?.is_some();
    if save.create_only && taken {
        let shown = beneath::shown(save.path);
        return Err(Error::new(
            Kind::Conflict,
            text!("{shown} is there already", "{shown} 已存在"),
        ));
    }
    Ok(())
}

fn moved(meta: &Meta, resumed: u64, verified: Verified) -> Moved {
    Moved {
        size: meta.size,
        resumed,
        verified,
        etag: meta.etag.clone(),
        version: meta.version.clone(),
    }
}

fn range(number: u32, part_size: u64, size: u64) -> Range {
    let from = u64::from(number - 1) * part_size;
    Range {
        from,
        len: part_size.min(size.saturating_sub(from)),
    }
}

/// The ranges that were noted and whose bytes are still the same.
fn still_there(
    file: &Unfinished,
    size: u64,
    part_size: u64,
    algorithm: Algorithm,
    done: &[Done],
) -> BTreeMap<u32, Checksum> {
    let mut sums = BTreeMap::new();
    for part in done {
        if part.number == 0 || u64::from(part.number - 1) * part_size >= size {
            continue;
        }
        let range = range(part.number, part_size, size);
        let noted = Checksum::from_hex(algorithm, &part.checksum);
        if let Ok(sum) = hash(file.file(), range.from, range.len, algorithm)
            && noted == Some(sum)
        {
            sums.insert(part.number, sum);
        }
    }
    sums
}

/// The checksum of all ranges together.
fn joined(sums: &BTreeMap<u32, Checksum>, part_size: u64, size: u64) -> Option<Checksum> {
    let mut whole = None;
    for (number, sum) in sums {
        whole = Some(match whole {
            None => *sum,
            Some(before) => Checksum::join(before, *sum, range(*number, part_size, size).len)?,
        });
    }
    whole
}
