//! A part of a store as a store of its own: every key begins with the prefix on the other side, and without it here.

use std::sync::Arc;
use std::time::SystemTime;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::ObjectStore;
use super::checksum::Checksum;
use super::types::{
    Bucket, Caps, Content, Copy, Finish, Get, Meta, Page, PageOf, Part, Put, Range, Reading, Restore, Sign, Signed,
    Source, Stored, Uploads,
};
use crate::error::{Error, Result};

/// The store below a prefix.
pub struct Prefixed {
    inner: Arc<dyn ObjectStore>,
    prefix: String,
}

impl Prefixed {
    /// `prefix` is put before every key as it is.
    pub fn new(inner: Arc<dyn ObjectStore>, prefix: String) -> Prefixed {
        Prefixed { inner, prefix }
    }

    fn full(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    fn short(&self, key: String) -> String {
        key.strip_prefix(&self.prefix).map(str::to_owned).unwrap_or(key)
    }
}

impl ObjectStore for Prefixed {
    fn name(&self) -> &str {
        self.inner.name()
    }

    fn place(&self) -> String {
        format!("{}#{}", self.inner.place(), self.prefix)
    }

    fn bucket(&self) -> &str {
        self.inner.bucket()
    }

    fn full_key(&self, key: &str) -> String {
        self.inner.full_key(&self.full(key))
    }

    fn server(&self) -> String {
        self.inner.server()
    }

    fn caps(&self) -> &Caps {
        self.inner.caps()
    }

    fn check_key(&self, key: &str) -> Result<()> {
        if key.is_empty() {
            return self.inner.check_key(key);
        }
        self.inner.check_key(&self.full(key))
    }

    fn put<'a>(&'a self, key: &'a str, content: Content, put: &'a Put) -> BoxFuture<'a, Result<Stored>> {
        async move { self.inner.put(&self.full(key), content, put).await }.boxed()
    }

    fn get<'a>(&'a self, key: &'a str, get: &'a Get) -> BoxFuture<'a, Result<Reading>> {
        async move { self.inner.get(&self.full(key), get).await }.boxed()
    }

    fn head<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<Meta>> {
        async move { self.inner.head(&self.full(key), version).await }.boxed()
    }

    fn delete<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<()>> {
        async move { self.inner.delete(&self.full(key), version).await }.boxed()
    }

    fn delete_many<'a>(&'a self, keys: &'a [(String, Option<String>)]) -> BoxFuture<'a, Result<Vec<(usize, Error)>>> {
        async move {
            let full: Vec<_> = keys.iter().map(|(k, v)| (self.full(k), v.clone())).collect();
            self.inner.delete_many(&full).await
        }
        .boxed()
    }

    fn copy<'a>(&'a self, from: &'a Source, key: &'a str, copy: &'a Copy) -> BoxFuture<'a, Result<Stored>> {
        async move { self.inner.copy(from, &self.full(key), copy).await }.boxed()
    }

    fn page<'a>(&'a self, of: &'a PageOf) -> BoxFuture<'a, Result<Page>> {
        async move {
            let of = PageOf {
                prefix: self.full(&of.prefix),
                start_after: of.start_after.as_deref().map(|k| self.full(k)),
                ..of.clone()
            };
            let mut page = self.inner.page(&of).await?;
            for row in &mut page.rows {
                row.key = self.short(std::mem::take(&mut row.key));
            }
            page.prefixes = page.prefixes.into_iter().map(|p| self.short(p)).collect();
            Ok(page)
        }
        .boxed()
    }

    fn sign<'a>(&'a self, key: &'a str, sign: &'a Sign, now: SystemTime) -> BoxFuture<'a, Result<Signed>> {
        async move { self.inner.sign(&self.full(key), sign, now).await }.boxed()
    }

    fn begin<'a>(&'a self, key: &'a str, put: &'a Put) -> BoxFuture<'a, Result<String>> {
        async move { self.inner.begin(&self.full(key), put).await }.boxed()
    }

    fn part<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        content: Content,
        checksum: Option<&'a Checksum>,
    ) -> BoxFuture<'a, Result<Part>> {
        async move {
            self.inner
                .part(&self.full(key), upload, number, content, checksum)
                .await
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
        async move { self.inner.part_copy(&self.full(key), upload, number, from, range).await }.boxed()
    }

    fn list_parts<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<Vec<Part>>> {
        async move { self.inner.list_parts(&self.full(key), upload).await }.boxed()
    }

    fn finish<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        parts: &'a [Part],
        finish: &'a Finish,
    ) -> BoxFuture<'a, Result<Stored>> {
        async move { self.inner.finish(&self.full(key), upload, parts, finish).await }.boxed()
    }

    fn abort<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<()>> {
        async move { self.inner.abort(&self.full(key), upload).await }.boxed()
    }

    fn list_uploads<'a>(&'a self, prefix: &'a str, token: Option<&'a str>) -> BoxFuture<'a, Result<Uploads>> {
        async move {
            let mut uploads = self.inner.list_uploads(&self.full(prefix), token).await?;
            for row in &mut uploads.rows {
                row.key = self.short(std::mem::take(&mut row.key));
            }
            Ok(uploads)
        }
        .boxed()
    }

    fn buckets(&self) -> BoxFuture<'_, Result<Vec<Bucket>>> {
        self.inner.buckets()
    }

    fn mb(&self) -> BoxFuture<'_, Result<()>> {
        self.inner.mb()
    }

    fn rb(&self) -> BoxFuture<'_, Result<()>> {
        self.inner.rb()
    }

    fn tags<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Vec<(String, String)>>> {
        async move { self.inner.tags(&self.full(key)).await }.boxed()
    }

    fn acl<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<String>> {
        async move { self.inner.acl(&self.full(key)).await }.boxed()
    }

    fn restore<'a>(&'a self, key: &'a str, restore: &'a Restore) -> BoxFuture<'a, Result<()>> {
        async move { self.inner.restore(&self.full(key), restore).await }.boxed()
    }
}
