//! The ranges of a download, and the file they are written to: one that an earlier run left, when the object is still the same and
//! the bytes on disk are still the ones that came; else a new one, noted before it lies there.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use super::local::hash_calmly;
use super::{Engine, Save};
use crate::error::{Kind, Result};
use crate::state::checkpoints::Done;
use crate::state::{Checkpoint, Checkpoints};
use crate::store::beneath::Root;
use crate::store::checksum::{Algorithm, Checksum};
use crate::store::types::Range;
use crate::store::unfinished::{Left, Unfinished, identity};

/// Where a download goes.
pub(super) struct Target {
    /// Without it, the file has its final name already.
    pub(super) file: Option<Unfinished>,
    pub(super) part_size: u64,
    /// The ranges that are there.
    pub(super) sums: BTreeMap<u32, Checksum>,
    /// The id and the handle of its checkpoint; without it, nobody goes on with it.
    pub(super) noted: Option<(String, String)>,
}

impl Target {
    fn new(file: Unfinished, part_size: u64, noted: Option<(String, String)>) -> Target {
        Target {
            file: Some(file),
            part_size,
            sums: BTreeMap::new(),
            noted,
        }
    }
}

impl Engine<'_> {
    /// Opens the file for a download.
    ///
    /// # Errors
    /// As [`Root::begin`].
    pub(super) async fn open_ranges(
        &self,
        memory: &Checkpoints<'_>,
        root: &Root,
        save: &Save<'_>,
        wanted: Checkpoint,
        algorithm: Algorithm,
    ) -> Result<Target> {
        let Some((old, done)) = memory.find(&wanted.id).await? else {
            return new_file(memory, root, save, wanted).await;
        };
        let same = old.source == wanted.source && (self.part_size.is_none() || old.part_size == wanted.part_size);
        let (name, it) = named(&old);
        match root.resume(save.path, name, it)? {
            // Two that write to one file would not harm each other, but one of them could take it from the other.
            Left::Busy => return Ok(Target::new(root.begin(save.path)?, wanted.part_size, None)),
            Left::File(mut file) if self.resume && same => {
                file.keep();
                return Ok(Target {
                    sums: still_there(file.file(), &old, algorithm, &done).await,
                    file: Some(file),
                    part_size: old.part_size,
                    noted: Some((old.id, old.handle)),
                });
            }
            // Of another object.
            Left::File(file) => file.give_up(),
            Left::Nothing if self.resume && same => {
                if let Some(sums) = finished(root, save.path, it, &old, algorithm, &done).await? {
                    memory.remove(&old.id, &old.handle).await?;
                    return Ok(Target {
                        file: None,
                        part_size: old.part_size,
                        sums,
                        noted: None,
                    });
                }
            }
            Left::Nothing => {}
        }
        memory.remove(&old.id, &old.handle).await?;
        new_file(memory, root, save, wanted).await
    }
}

/// A new file. Its name is noted first, so that there is no moment at which a file lies there that nobody knows of.
async fn new_file(memory: &Checkpoints<'_>, root: &Root, save: &Save<'_>, mut wanted: Checkpoint) -> Result<Target> {
    let mut file = root.begin(save.path)?;
    loop {
        let name = file.choose_name()?;
        wanted.handle = format!("{name}:{}", file.identity()?);
        if !memory.begin(&wanted).await? {
            // Another process fetches the same to the same place, and that one is noted.
            return Ok(Target::new(file, wanted.part_size, None));
        }
        if file.keep_as(name)? {
            return Ok(Target::new(file, wanted.part_size, Some((wanted.id, wanted.handle))));
        }
        memory.remove(&wanted.id, &wanted.handle).await?;
    }
}

/// The ranges of a file that has its final name and is whole.
async fn finished(
    root: &Root,
    path: &str,
    it: &str,
    old: &Checkpoint,
    algorithm: Algorithm,
    done: &[Done],
) -> Result<Option<BTreeMap<u32, Checksum>>> {
    let (file, stat) = match root.read(path) {
        Ok(found) => found,
        Err(e) if e.kind == Kind::NotFound => return Ok(None),
        Err(e) => return Err(e),
    };
    if identity(&file).ok().as_deref() != Some(it) || u64::try_from(stat.st_size) != Ok(old.size) {
        return Ok(None);
    }
    let sums = still_there(&file, old, algorithm, done).await;
    let all = sums.len() as u64 == old.size.div_ceil(old.part_size.max(1));
    Ok(all.then_some(sums))
}

/// The unfinished file's name, and its identity.
fn named(c: &Checkpoint) -> (&str, &str) {
    c.handle.rsplit_once(':').unwrap_or(("", ""))
}

/// The version of the object that an unfinished download is of, where one was named.
pub fn version(c: &Checkpoint) -> Option<&str> {
    c.source.lines().nth(2).filter(|v| !v.is_empty())
}

/// Removes what an unfinished download left; false when another process is at it.
///
/// # Errors
/// [`Kind::Local`].
pub fn give_up(c: &Checkpoint) -> Result<bool> {
    let path = Path::new(&c.path);
    let (Some(dir), Some(key)) = (path.parent(), path.file_name().and_then(|n| n.to_str())) else {
        return Ok(true);
    };
    let root = match Root::open(dir) {
        Ok(root) => root,
        Err(e) if e.kind == Kind::NotFound => return Ok(true),
        Err(e) => return Err(e),
    };
    let (name, it) = named(c);
    match root.resume(key, name, it)? {
        Left::Busy => return Ok(false),
        Left::File(file) => file.give_up(),
        Left::Nothing => {}
    }
    Ok(true)
}

/// Where a range is.
pub(super) fn range(number: u32, part_size: u64, size: u64) -> Range {
    let from = u64::from(number - 1) * part_size;
    Range {
        from,
        len: part_size.min(size.saturating_sub(from)),
    }
}

/// The ranges that were noted and whose bytes are still the same.
async fn still_there(file: &File, old: &Checkpoint, algorithm: Algorithm, done: &[Done]) -> BTreeMap<u32, Checksum> {
    let mut sums = BTreeMap::new();
    for part in done {
        if part.number == 0 || u64::from(part.number - 1) * old.part_size >= old.size {
            continue;
        }
        let range = range(part.number, old.part_size, old.size);
        let noted = Checksum::from_hex(algorithm, &part.checksum);
        if let Ok(sum) = hash_calmly(file, range.from, range.len, algorithm).await
            && noted == Some(sum)
        {
            sums.insert(part.number, sum);
        }
    }
    sums
}

/// The checksum of all ranges together.
pub(super) fn joined(sums: &BTreeMap<u32, Checksum>, part_size: u64, size: u64) -> Option<Checksum> {
    let mut whole = None;
    for (number, sum) in sums {
        whole = Some(match whole {
            None => *sum,
            Some(before) => Checksum::join(before, *sum, range(*number, part_size, size).len)?,
        });
    }
    whole
}
