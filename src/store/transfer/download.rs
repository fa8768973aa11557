//! An object to a file: under another name until it is whole, in ranges at once where it is large, and on from where an earlier
//! run stopped when the object is still the same and the bytes on disk are still the ones that came.

use std::fs::File;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::local::hash_calmly;
use super::ranges::{Target, joined, range};
use super::reader::{Reader, replaced};
use super::{Engine, Moved, Verified, differs, transfer_id};
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
        // A whole checksum is joined from those of the ranges; MD5 cannot be, and is made at the end.
        let told = meta.checksum.map(|c| c.algorithm()).filter(|a| *a != Algorithm::Md5);
        let algorithm = told.unwrap_or(Algorithm::Crc64);
        let wanted = Checkpoint {
            id: transfer_id("down", &format!("{} {version}", store.place()), save.key, &path),
            direction: "down".to_owned(),
            store: store.name().to_owned(),
            place: store.place(),
            key: save.key.to_owned(),
            path,
            source: format!("{}\n{}\n{version}", meta.size, meta.etag.as_deref().unwrap_or("")),
            size: meta.size,
            part_size: self.part_bytes(store.caps(), meta.size)?,
            handle: String::new(),
            updated_ms: self.now_ms(),
        };
        let target = self.open_ranges(&memory, root, save, wanted, algorithm).await?;
        let Target {
            file,
            part_size,
            mut sums,
            noted,
        } = target;
        let resumed = sums.keys().map(|n| range(*n, part_size, meta.size).len).sum();
        (self.moved)(resumed);
        let Some(file) = file else {
            // An earlier run was ended when all but the last word was said.
            let (file, _) = root.read(save.path)?;
            let ours = self
                .sum(store, meta, &file, joined(&sums, part_size, meta.size))
                .await?;
            return Ok(moved(meta, resumed, self.check(save.key, meta, store, ours)?));
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
            if let Some((id, _)) = &noted {
                let done = Done {
                    number,
                    etag: String::new(),
                    checksum: sum.hex(),
                };
                memory.done(id, &done, self.now_ms()).await?;
            }
            sums.insert(number, sum);
        }
        drop(running);
        let forget = async || match &noted {
            Some((id, handle)) => memory.remove(id, handle).await,
            None => Ok(()),
        };
        let whole = joined(&sums, part_size, meta.size);
        let ours = self.sum(store, meta, file.file(), whole).await?;
        let verified = match self.check(save.key, meta, store, ours) {
            Ok(verified) => verified,
            Err(e) => {
                // Nobody knows which range is wrong: all of them start anew.
                file.give_up();
                forget().await?;
                return Err(e);
            }
        };
        file.finish(meta.modified, save.create_only)?;
        forget().await?;
        Ok(moved(meta, resumed, verified))
    }

    /// The checksum to hold against the object's: that of the ranges, unless only reading all of it again makes the right one.
    async fn sum(
        &self,
        store: &dyn ObjectStore,
        meta: &Meta,
        file: &File,
        joined: Option<Checksum>,
    ) -> Result<Option<Checksum>> {
        if self
            .told(meta, store)
            .is_none_or(|told| told.algorithm() != Algorithm::Md5)
        {
            return Ok(joined);
        }
        let read = hash_calmly(file, 0, meta.size, Algorithm::Md5).await;
        read.map(Some)
            .map_err(|e| Error::local(text!("cannot read what was written", "无法读取已写入的内容"), e))
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
