//! A local directory as a store: the baseline of the suite, and what is there without any account. A key is a path below the
//! directory, or it is refused; nothing is stored under another name. What a file system does not keep (content type, metadata,
//! tags, versions) it cannot, and says so.

mod operations;
mod uploads;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use rustix::fs::Stat;

use super::beneath::{self, Root};
use super::checksum::{Algorithm, Checksum, Hasher};
use super::tree::{Links, Tree};
use super::types::{Caps, Content, Meta, Page, PageOf, Put, Range, Row, Stored};
use super::unfinished::Unfinished;
use super::{ObjectStore, missing};
use crate::error::{Error, Kind, Result};
use crate::text;

/// Where uploads in parts wait, at the top of the directory.
const UPLOADS: &str = ".vh-uploads";
/// What is read at once.
const READ_BYTES: usize = 64 << 10;

/// The store of one directory.
pub struct Dir {
    name: String,
    path: PathBuf,
    root: Mutex<Option<std::sync::Arc<Root>>>,
    caps: Caps,
    /// The walk of a listing whose next page will be asked for.
    walk: Mutex<Option<(PageOf, Tree)>>,
}

impl Dir {
    /// The store of `path`. Opens nothing.
    pub fn new(name: &str, path: &Path) -> Dir {
        Dir {
            name: name.to_owned(),
            path: path.to_owned(),
            root: Mutex::new(None),
            walk: Mutex::new(None),
            caps: Caps {
                kind: "dir",
                presign: false,
                presign_max: None,
                multipart: true,
                part_min: 1,
                part_max: 1 << 40,
                parts_max: 10_000,
                put_max: 1 << 50,
                copy_max: 1 << 50,
                checksum: Some(Algorithm::Crc64),
                etag_is_md5: false,
                create_only: true,
                delete_many: 1000,
                page_max: 1000,
                key_max: 4096,
                meta: false,
                tags: false,
                acl: false,
                storage_class: false,
                sse: false,
                versions: false,
                restore: false,
                buckets: false,
            },
        }
    }

    fn root(&self) -> Result<std::sync::Arc<Root>> {
        let mut root = self.root.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(root) = &*root {
            return Ok(root.clone());
        }
        let opened = Root::open(&self.path).map_err(|e| {
            let e = e.provider(&self.name);
            match e.kind {
                Kind::NotFound => e.hint(text!(
                    "make it with: vh store mb {name}:",
                    "可用 vh store mb {name}: 创建",
                    name = self.name
                )),
                _ => e,
            }
        })?;
        Ok(root.insert(std::sync::Arc::new(opened)).clone())
    }

    /// Refuses what the file system does not keep. A content type is a guess of ours mostly, and not worth a refusal.
    fn check_put(&self, put: &Put) -> Result<()> {
        let kept = put.meta.is_empty()
            && put.tags.is_empty()
            && put.acl.is_none()
            && put.storage_class.is_none()
            && put.sse.is_none()
            && put.cache_control.is_none()
            && put.content_disposition.is_none()
            && put.content_encoding.is_none();
        if kept {
            return Ok(());
        }
        Err(self.cannot(
            "keep metadata, headers, tags, rules or classes",
            "保存元数据、头、标签、权限或存储类型",
        ))
    }

    /// Opens an object; also of a range.
    fn open(&self, key: &str, if_match: Option<&str>) -> Result<(std::fs::File, Stat)> {
        self.check_key(key)?;
        let (file, stat) = self.root()?.read(key).map_err(|e| self.no_key(key, e))?;
        if if_match.is_some_and(|want| want != etag(&stat)) {
            let shown = beneath::shown(key);
            return Err(
                Error::new(Kind::Conflict, text!("{shown} was changed", "{shown} 已被修改")).provider(&self.name),
            );
        }
        Ok((file, stat))
    }

    fn no_key(&self, key: &str, e: Error) -> Error {
        match e.kind {
            Kind::NotFound => missing(key).provider(&self.name),
            _ => e.provider(&self.name),
        }
    }

    /// Writes a content to a new file, and gives it its name.
    async fn store(&self, key: &str, content: Content, create_only: bool) -> Result<Stored> {
        self.check_key(key)?;
        let root = self.root()?;
        if create_only && root.stat(key).map_err(|e| e.provider(&self.name))?.is_some() {
            return Err(self.there(key));
        }
        let new = root.begin(key).map_err(|e| e.provider(&self.name))?;
        let checksum = write(&new, content, 0).await.map_err(|e| e.provider(&self.name))?;
        self.settle(key, new, checksum, create_only)
    }

    fn settle(&self, key: &str, new: Unfinished, checksum: Checksum, create_only: bool) -> Result<Stored> {
        new.sync()?;
        let file = new.file().clone();
        new.finish(None, create_only).map_err(|e| match e.kind {
            Kind::Conflict if create_only => self.there(key),
            _ => e.provider(&self.name),
        })?;
        let stat = rustix::fs::fstat(&*file)
            .map_err(|e| Error::local(text!("cannot look at the file", "无法查看文件"), e.into()))?;
        Ok(Stored {
            etag: Some(etag(&stat)),
            checksum: Some(checksum),
            attempts: 1,
            version: None,
        })
    }

    fn there(&self, key: &str) -> Error {
        let shown = beneath::shown(key);
        Error::new(Kind::Conflict, text!("{shown} is there already", "{shown} 已存在")).provider(&self.name)
    }

    fn list(&self, of: &PageOf) -> Result<Page> {
        if of.versions {
            return Err(self.cannot("list versions", "列出版本"));
        }
        if of.delimiter.as_deref().is_some_and(|d| d != "/") {
            return Err(self.cannot("list by a delimiter other than /", "按 / 以外的分隔符列出"));
        }
        let base = of.prefix.rfind('/').map_or("", |at| &of.prefix[..=at]);
        let after = of.token.as_ref().or(of.start_after.as_ref());
        let mut walk = match self.walk.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some((last, walk)) if same_listing(&last, of) => walk,
            _ => {
                let root = self.root()?;
                let dir = match root.sub(base) {
                    Ok(dir) => dir,
                    Err(e) if matches!(e.kind, Kind::NotFound | Kind::Conflict | Kind::Refused) => {
                        return Ok(Page::default());
                    }
                    Err(e) => return Err(e.provider(&self.name)),
                };
                let after = after.and_then(|a| match a.strip_prefix(base) {
                    Some(rest) => Some(rest.to_owned()),
                    // Past all of them, or before all.
                    None if a.as_str() > base => Some("\u{10FFFF}".to_owned()),
                    None => None,
                });
                let tree = Tree::new(dir, Links::Skip, after, base.is_empty().then_some(UPLOADS))?;
                if of.delimiter.is_some() { tree.flat() } else { tree }
            }
        };
        let max = of.max.unwrap_or(self.caps.page_max).min(self.caps.page_max);
        let mut page = Page::default();
        while page.rows.len() + page.prefixes.len() < max {
            let Some(step) = walk.next() else { return Ok(page) };
            let found = step.map_err(|(key, e)| {
                let shown = beneath::shown(&format!("{base}{key}"));
                let what = e.what.clone();
                e.with_what(text!("{shown}: ", "{shown}：").join("", what))
                    .provider(&self.name)
            })?;
            let key = format!("{base}{}", found.key);
            if !key.starts_with(&of.prefix) {
                if key.as_str() > of.prefix.as_str() {
                    return Ok(page);
                }
                continue;
            }
            if key.ends_with('/') {
                if self.holds_any(&key) {
                    page.next = Some(key.clone());
                    page.prefixes.push(key);
                }
                continue;
            }
            page.next = Some(key.clone());
            page.rows.push(Row {
                size: u64::try_from(found.stat.st_size).unwrap_or(0),
                etag: Some(etag(&found.stat)),
                modified: Some(beneath::modified(&found.stat)),
                latest: true,
                key,
                ..Row::default()
            });
        }
        let mut next = of.clone();
        next.token = page.next.clone();
        *self.walk.lock().unwrap_or_else(PoisonError::into_inner) = Some((next, walk));
        Ok(page)
    }

    /// Whether a directory has a file anywhere below: an empty one is no prefix of any key.
    fn holds_any(&self, prefix: &str) -> bool {
        let any = || -> Result<bool> {
            let dir = self.root()?.sub(prefix)?;
            Ok(Tree::new(dir, Links::Skip, None, None)?.any(|step| step.is_ok()))
        };
        any().unwrap_or(false)
    }
}

/// Whether the walk that ended at `last` goes on with `of`.
fn same_listing(last: &PageOf, of: &PageOf) -> bool {
    last.token.is_some() && last.token == of.token && last.prefix == of.prefix && last.delimiter == of.delimiter
}

/// Writes a content to its place; its checksum.
async fn write(new: &Unfinished, content: Content, from: u64) -> Result<Checksum> {
    let mut hasher = Hasher::new(Algorithm::Crc64);
    let mut at = from;
    for run in content.body.runs() {
        let run = run.map_err(|e| Error::local(text!("cannot read the content", "无法读取内容"), e))?;
        new.write(&run, at)?;
        hasher.update(&run);
        at += run.len() as u64;
        if let Some(progress) = &content.progress {
            progress.0(&run);
        }
        if let Some(rate) = &content.rate {
            tokio::time::sleep_until(rate.pass(run.len())).await;
        } else {
            tokio::task::yield_now().await;
        }
    }
    Ok(hasher.finish())
}

/// What changes whenever the file does.
fn etag(stat: &Stat) -> String {
    format!(
        "{:x}-{:x}-{:x}-{:x}",
        stat.st_size, stat.st_mtime, stat.st_mtime_nsec, stat.st_ino
    )
}

fn meta(stat: &Stat) -> Meta {
    Meta {
        size: u64::try_from(stat.st_size).unwrap_or(0),
        etag: Some(etag(stat)),
        modified: Some(beneath::modified(stat)),
        ..Meta::default()
    }
}

/// A range of a file, as a stream that ends short of what was told with an error.
fn chunks(file: std::fs::File, range: Range) -> stream::BoxStream<'static, Result<Bytes>> {
    use std::os::unix::fs::FileExt;
    let read = move |(file, at, left): (std::fs::File, u64, u64)| async move {
        if left == 0 {
            return None;
        }
        let mut buffer = vec![0; READ_BYTES.min(usize::try_from(left).unwrap_or(READ_BYTES))];
        let result = match file.read_at(&mut buffer, at) {
            Ok(0) => Err(Error::new(
                Kind::Truncated,
                text!("the file became shorter", "文件变短了"),
            )),
            Ok(n) => {
                buffer.truncate(n);
                Ok(Bytes::from(buffer))
            }
            Err(e) => Err(Error::local(text!("cannot read the file", "无法读取文件"), e)),
        };
        let n = result.as_ref().map_or(left, |b| b.len() as u64);
        Some((result, (file, at + n, left - n)))
    };
    stream::unfold((file, range.from, range.len), read).boxed()
}
