//! What a directory does as a store.

use std::time::SystemTime;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::{Dir, UPLOADS, chunks, meta, uploads};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Piece};
use crate::store::ObjectStore;
use crate::store::beneath;
use crate::store::checksum::Checksum;
use crate::store::types::{
    Caps, Content, Copy, Finish, Get, Meta, Page, PageOf, Part, Put, Range, Reading, Sign, Signed, Source, Stored,
    Uploads,
};
use crate::text;

impl ObjectStore for Dir {
    fn name(&self) -> &str {
        &self.name
    }

    fn place(&self) -> String {
        let path = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        format!("dir:{}", path.display())
    }

    fn bucket(&self) -> &str {
        ""
    }

    fn caps(&self) -> &Caps {
        &self.caps
    }

    fn check_key(&self, key: &str) -> Result<()> {
        let invalid = |e: Error| e.with_kind(Kind::Invalid).provider(&self.name);
        let steps = beneath::steps(key).map_err(invalid)?;
        if steps.first() == Some(&UPLOADS) {
            return Err(invalid(Error::new(
                Kind::Invalid,
                text!(
                    "{UPLOADS} is where unfinished uploads wait",
                    "{UPLOADS} 用于存放未完成的上传"
                ),
            )));
        }
        Ok(())
    }

    fn put<'a>(&'a self, key: &'a str, content: Content, put: &'a Put) -> BoxFuture<'a, Result<Stored>> {
        async move {
            self.check_put(put)?;
            self.store(key, content, put.if_not_exists).await
        }
        .boxed()
    }

    fn get<'a>(&'a self, key: &'a str, get: &'a Get) -> BoxFuture<'a, Result<Reading>> {
        async move {
            if get.version.is_some() {
                return Err(self.cannot("keep versions", "保存版本"));
            }
            let (file, stat) = self.open(key, get.if_match.as_deref())?;
            let meta = meta(&stat);
            let whole = Range {
                from: 0,
                len: meta.size,
            };
            let mut range = get.range.unwrap_or(whole);
            if range.from > meta.size || (range.from == meta.size && range.len > 0 && meta.size > 0) {
                let shown = beneath::shown(key);
                let why = text!("{shown} is shorter than that", "{shown} 没有那么长");
                return Err(Error::new(Kind::Invalid, why).provider(&self.name));
            }
            range.len = range.len.min(meta.size - range.from);
            Ok(Reading {
                meta,
                chunks: chunks(file, range),
            })
        }
        .boxed()
    }

    fn head<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<Meta>> {
        async move {
            if version.is_some() {
                return Err(self.cannot("keep versions", "保存版本"));
            }
            Ok(meta(&self.open(key, None)?.1))
        }
        .boxed()
    }

    fn delete<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<()>> {
        async move {
            if version.is_some() {
                return Err(self.cannot("keep versions", "保存版本"));
            }
            self.check_key(key)?;
            let removed = self.root()?.remove(key, true);
            removed.map(|_| ()).map_err(|e| e.provider(&self.name))
        }
        .boxed()
    }

    fn delete_many<'a>(&'a self, keys: &'a [(String, Option<String>)]) -> BoxFuture<'a, Result<Vec<(usize, Error)>>> {
        async move {
            let mut failed = Vec::new();
            for (i, (key, version)) in keys.iter().enumerate() {
                if let Err(e) = self.delete(key, version.as_deref()).await {
                    failed.push((i, e));
                }
            }
            Ok(failed)
        }
        .boxed()
    }

    fn copy<'a>(&'a self, from: &'a Source, key: &'a str, copy: &'a Copy) -> BoxFuture<'a, Result<Stored>> {
        async move {
            if let Some(put) = &copy.replace {
                self.check_put(put)?;
            }
            let (file, stat) = self.open(&from.key, from.if_match.as_deref())?;
            let content = Content::from(Body::Pieces(vec![Piece::File {
                file: std::sync::Arc::new(file),
                from: 0,
                len: u64::try_from(stat.st_size).unwrap_or(0),
            }]));
            self.store(key, content, copy.if_not_exists).await
        }
        .boxed()
    }

    fn page<'a>(&'a self, of: &'a PageOf) -> BoxFuture<'a, Result<Page>> {
        async move { self.list(of) }.boxed()
    }

    fn sign<'a>(&'a self, _: &'a str, _: &'a Sign, _: SystemTime) -> BoxFuture<'a, Result<Signed>> {
        async { Err(self.cannot("sign URLs", "签发 URL")) }.boxed()
    }

    fn begin<'a>(&'a self, key: &'a str, put: &'a Put) -> BoxFuture<'a, Result<String>> {
        async move {
            self.check_put(put)?;
            self.check_key(key)?;
            uploads::begin(&*self.root()?, key).map_err(|e| e.provider(&self.name))
        }
        .boxed()
    }

    fn part<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        content: Content,
        _: Option<&'a Checksum>,
    ) -> BoxFuture<'a, Result<Part>> {
        async move {
            let root = self.root()?;
            let part = uploads::part(&root, key, upload, number, content).await;
            part.map_err(|e| e.provider(&self.name))
        }
        .boxed()
    }

    fn part_copy<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        from: &'a Source,
        range: Range,
    ) -> BoxFuture<'a, Result<Part>> {
        async move {
            let (file, _) = self.open(&from.key, from.if_match.as_deref())?;
            let content = Content::from(Body::Pieces(vec![Piece::File {
                file: std::sync::Arc::new(file),
                from: range.from,
                len: range.len,
            }]));
            self.part(key, upload, number, content, None).await
        }
        .boxed()
    }

    fn list_parts<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<Vec<Part>>> {
        async move { uploads::parts(&*self.root()?, key, upload).map_err(|e| e.provider(&self.name)) }.boxed()
    }

    fn finish<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        parts: &'a [Part],
        finish: &'a Finish,
    ) -> BoxFuture<'a, Result<Stored>> {
        async move {
            let root = self.root()?;
            if finish.if_not_exists && root.stat(key)?.is_some() {
                return Err(self.there(key));
            }
            let new = root.begin(key).map_err(|e| e.provider(&self.name))?;
            let checksum = uploads::join(&root, key, upload, parts, &new).await;
            let checksum = checksum.map_err(|e| e.provider(&self.name))?;
            let stored = self.settle(key, new, checksum, finish.if_not_exists)?;
            uploads::remove(&root, upload);
            Ok(stored)
        }
        .boxed()
    }

    fn abort<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<()>> {
        async move {
            let root = self.root()?;
            if uploads::parts(&root, key, upload).is_ok() {
                uploads::remove(&root, upload);
            }
            Ok(())
        }
        .boxed()
    }

    fn list_uploads<'a>(&'a self, prefix: &'a str, _: Option<&'a str>) -> BoxFuture<'a, Result<Uploads>> {
        async move {
            let rows = uploads::all(&*self.root()?, prefix).map_err(|e| e.provider(&self.name))?;
            Ok(Uploads { rows, next: None })
        }
        .boxed()
    }

    fn mb(&self) -> BoxFuture<'_, Result<()>> {
        async {
            let shown = self.path.display();
            if self.path.is_dir() {
                let why = text!("{shown} is there already", "{shown} 已存在");
                return Err(Error::new(Kind::Conflict, why).provider(&self.name));
            }
            std::fs::create_dir_all(&self.path)
                .map_err(|e| Error::local(text!("cannot make {shown}", "无法创建 {shown}"), e).provider(&self.name))
        }
        .boxed()
    }

    fn rb(&self) -> BoxFuture<'_, Result<()>> {
        async {
            let shown = self.path.display();
            let root = self.root()?;
            // An empty place for uploads does not make it full.
            let _ = std::fs::remove_dir(root.path().join(UPLOADS));
            std::fs::remove_dir(&self.path).map_err(|e| {
                let full = e.kind() == std::io::ErrorKind::DirectoryNotEmpty;
                let kind = if full { Kind::Conflict } else { Kind::Local };
                Error::local(text!("cannot remove {shown}", "无法删除 {shown}"), e)
                    .with_kind(kind)
                    .provider(&self.name)
            })
        }
        .boxed()
    }
}
