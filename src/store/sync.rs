//! Two listings in the order of their keys, read side by side: what is only here, what is only there, what differs. Neither is
//! ever held in memory. A listing that turns out not to be in order is read again and sorted on disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::ObjectStore;
use super::beneath::{self, Root};
use super::pick::Pick;
use super::sorter::{Sorted, Sorter};
use super::tree::{Links, Tree};
use super::types::PageOf;
use super::walk::Walk;
use crate::error::{Error, Kind, Result};
use crate::text;

/// Where one side is.
#[derive(Clone)]
pub enum Side {
    /// A local directory.
    Local(PathBuf),
    /// All below a prefix, which is empty or ends with `/`.
    Remote(Arc<dyn ObjectStore>, String),
}

/// A file or an object of one side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its name below the side.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last written.
    pub modified: Option<SystemTime>,
    /// Without quotes.
    pub etag: Option<String>,
}

/// What the two sides say of a key.
#[derive(Debug, PartialEq, Eq)]
pub enum Found {
    /// Only the source has it.
    Missing(Item),
    /// The target has not had it so far: it may still come, if its listing turns out not to be in order.
    Perhaps(Item),
    /// Both have it: the source's, the target's.
    Both(Item, Item),
    /// Only the target has it.
    Extra(Item),
}

/// The error of a listing that is not in order; never shown.
fn disordered() -> Error {
    Error::bug("a listing out of order").code("Disordered")
}

/// Whether the error is only that a listing was out of order.
pub fn is_disorder(e: &Error) -> bool {
    e.code.as_deref() == Some("Disordered")
}

enum Source {
    /// A directory that is not there yet.
    Nothing,
    Tree(Box<Tree>),
    Walk(Box<Walk>),
    Sorted(Box<Sorted>),
}

/// One side's listing.
pub struct Listing {
    source: Source,
    prefix: usize,
    pick: Pick,
    last: Option<String>,
    /// What could not be read; a side with any of these is not known whole.
    pub failed: Vec<(String, Error)>,
}

impl Listing {
    /// Opens the listing; `sort` reads all of it first and sorts it on disk.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without the directory; as [`ObjectStore::page`].
    pub async fn open(side: &Side, pick: &Pick, sort: bool) -> Result<Listing> {
        let (source, prefix) = match side {
            Side::Local(path) => {
                let root = Root::open(path)?;
                let tree = Tree::new(root.dir(), Links::Follow, None, None)?;
                (Source::Tree(Box::new(tree)), 0)
            }
            Side::Remote(store, prefix) => {
                let of = PageOf {
                    prefix: prefix.clone(),
                    ..PageOf::default()
                };
                (Source::Walk(Box::new(Walk::new(store.clone(), of))), prefix.len())
            }
        };
        let mut listing = Listing::of(source, pick, prefix);
        if sort {
            let mut sorter = Sorter::default();
            let cannot = |e| Error::local(text!("cannot sort a listing on disk", "无法在磁盘上排序列表"), e);
            while let Some(item) = listing.read().await? {
                sorter.push(&encode(&item)).map_err(cannot)?;
            }
            listing.source = Source::Sorted(Box::new(sorter.finish().map_err(cannot)?));
            listing.prefix = 0;
        }
        Ok(listing)
    }

    fn of(source: Source, pick: &Pick, prefix: usize) -> Listing {
        Listing {
            source,
            prefix,
            pick: pick.clone(),
            last: None,
            failed: Vec::new(),
        }
    }

    /// The next one, whatever the order.
    async fn read(&mut self) -> Result<Option<Item>> {
        loop {
            let item = match &mut self.source {
                Source::Nothing => return Ok(None),
                Source::Tree(tree) => match tree.next() {
                    None => return Ok(None),
                    Some(Err(failed)) => {
                        if self.pick.takes(&failed.0) {
                            self.failed.push(failed);
                        }
                        continue;
                    }
                    Some(Ok(found)) => Item {
                        key: found.key,
                        size: u64::try_from(found.stat.st_size).unwrap_or(0),
                        modified: Some(beneath::modified(&found.stat)),
                        etag: None,
                    },
                },
                Source::Walk(walk) => match walk.next().await? {
                    None => return Ok(None),
                    Some(row) => {
                        let Some(key) = row.key.get(self.prefix..) else {
                            continue;
                        };
                        // The mark of a folder is no file.
                        if key.is_empty() || (key.ends_with('/') && row.size == 0) {
                            continue;
                        }
                        Item {
                            key: key.to_owned(),
                            size: row.size,
                            modified: row.modified,
                            etag: row.etag,
                        }
                    }
                },
                Source::Sorted(sorted) => match sorted.next() {
                    None => return Ok(None),
                    Some(record) => {
                        let record = record.map_err(|e| {
                            Error::local(text!("cannot read a sorted listing", "无法读取排序后的列表"), e)
                        })?;
                        decode(&record).ok_or_else(|| Error::bug("a sorted record that cannot be read"))?
                    }
                },
            };
            if self.pick.takes(&item.key) {
                return Ok(Some(item));
            }
        }
    }

    /// The next one, in order.
    async fn next(&mut self) -> Result<Option<Item>> {
        let item = self.read().await?;
        if let Some(item) = &item {
            if self.last.as_ref().is_some_and(|last| *last >= item.key) {
                return Err(disordered());
            }
            self.last = Some(item.key.clone());
        }
        Ok(item)
    }
}

/// An item as a record to be sorted on disk.
pub fn encode(item: &Item) -> Vec<u8> {
    let nanos = |at: SystemTime| at.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let modified = item.modified.map(|at| nanos(at).to_string()).unwrap_or_default();
    let etag = item.etag.as_deref().unwrap_or("");
    format!("{}\0{}\0{modified}\0{etag}", item.key, item.size).into_bytes()
}

/// The other way.
pub fn decode(record: &[u8]) -> Option<Item> {
    let mut fields = std::str::from_utf8(record).ok()?.split('\0');
    let (key, size) = (fields.next()?.to_owned(), fields.next()?.parse().ok()?);
    let modified = fields.next()?.parse().ok();
    let etag = fields.next().filter(|e| !e.is_empty()).map(str::to_owned);
    Some(Item {
        key,
        size,
        modified: modified.map(|n: u64| UNIX_EPOCH + Duration::from_nanos(n)),
        etag,
    })
}

/// Two listings side by side.
pub struct Merge {
    /// The source's.
    pub source: Listing,
    /// The target's.
    pub target: Listing,
    left: Option<Item>,
    right: Option<Item>,
    started: bool,
}

impl Merge {
    /// Opens both.
    ///
    /// # Errors
    /// As [`Listing::open`]. A target that is not there yet is empty.
    pub async fn open(source: &Side, target: &Side, pick: &Pick, sort: (bool, bool)) -> Result<Merge> {
        let source = Listing::open(source, pick, sort.0).await?;
        let target = match target {
            Side::Local(path) if path.symlink_metadata().is_err() => Listing::of(Source::Nothing, pick, 0),
            _ => Listing::open(target, pick, sort.1).await?,
        };
        Ok(Merge {
            source,
            target,
            left: None,
            right: None,
            started: false,
        })
    }

    /// What the sides say of the next key; `None` when both have ended.
    ///
    /// # Errors
    /// As [`ObjectStore::page`]; one that [`is_disorder`] when a listing is not in order: then open again, sorted.
    pub async fn next(&mut self) -> Result<Option<Found>> {
        if !self.started {
            self.started = true;
            self.left = self.source.next().await?;
            self.right = self.target.next().await?;
        }
        let order = match (&self.left, &self.right) {
            (None, None) => return Ok(None),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(left), Some(right)) => left.key.as_bytes().cmp(right.key.as_bytes()),
        };
        let (mut left, mut right) = (None, None);
        if order.is_le() {
            left = self.left.take();
            self.left = self.source.next().await?;
        }
        if order.is_ge() {
            right = self.right.take();
            self.right = self.target.next().await?;
        }
        Ok(match (left, right) {
            (Some(left), Some(right)) => Some(Found::Both(left, right)),
            // A listing that was read to its end in order has nothing more to come.
            (Some(left), None) if self.right.is_none() => Some(Found::Missing(left)),
            (Some(left), None) => Some(Found::Perhaps(left)),
            (None, Some(right)) => Some(Found::Extra(right)),
            (None, None) => None,
        })
    }
}

/// Whether the times say that the source was written after the target. Stores keep seconds at least, so seconds count.
pub fn is_newer(source: &Item, target: &Item) -> bool {
    let seconds = |at: Option<SystemTime>| at.and_then(|t| t.duration_since(UNIX_EPOCH).ok()).map(|d| d.as_secs());
    match (seconds(source.modified), seconds(target.modified)) {
        (Some(source), Some(target)) => source > target,
        _ => true,
    }
}

/// Refuses two sides of which one holds the other.
///
/// # Errors
/// [`Kind::Usage`].
pub fn check_apart(source: &Side, target: &Side) -> Result<()> {
    let (Side::Remote(a, from), Side::Remote(b, to)) = (source, target) else {
        return Ok(());
    };
    if a.place() == b.place() && (from.starts_with(to.as_str()) || to.starts_with(from.as_str())) {
        return Err(Error::new(
            Kind::Usage,
            text!("one side is inside the other", "一侧位于另一侧之内"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_survive_the_disk() {
        for item in [
            Item {
                key: "a/中 b".into(),
                size: 7,
                modified: Some(UNIX_EPOCH + Duration::new(1_700_000_000, 123_456_789)),
                etag: Some("x-1".into()),
            },
            Item {
                key: "b".into(),
                size: 0,
                modified: None,
                etag: None,
            },
        ] {
            assert_eq!(decode(&encode(&item)), Some(item));
        }
    }
}
