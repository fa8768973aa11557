//! The trait, call by call.

use std::time::SystemTime;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::Remote;
use crate::error::{Error, Result};
use crate::store::ObjectStore;
use crate::store::checksum::Checksum;
use crate::store::types::{
    Bucket, Caps, Content, Copy, Finish, Get, Meta, Page, PageOf, Part, Put, Range, Reading, Restore, Sign, Signed,
    Source, Stored, Uploads,
};

impl ObjectStore for Remote {
    fn name(&self) -> &str {
        &self.target.name
    }

    fn place(&self) -> String {
        let kind = self.dialect.caps().kind;
        format!(
            "{kind}+{}://{}/{}",
            self.address.scheme,
            self.address.host(""),
            self.bucket
        )
    }

    fn bucket(&self) -> &str {
        &self.bucket
    }

    fn caps(&self) -> &Caps {
        self.dialect.caps()
    }

    fn check_key(&self, key: &str) -> Result<()> {
        self.check(key)
    }

    fn put<'a>(&'a self, key: &'a str, content: Content, put: &'a Put) -> BoxFuture<'a, Result<Stored>> {
        self.put_object(key, content, put).boxed()
    }

    fn get<'a>(&'a self, key: &'a str, get: &'a Get) -> BoxFuture<'a, Result<Reading>> {
        self.get_object(key, get).boxed()
    }

    fn head<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<Meta>> {
        self.head_object(key, version).boxed()
    }

    fn delete<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<()>> {
        self.delete_object(key, version).boxed()
    }

    fn delete_many<'a>(&'a self, keys: &'a [(String, Option<String>)]) -> BoxFuture<'a, Result<Vec<(usize, Error)>>> {
        self.delete_objects(keys).boxed()
    }

    fn copy<'a>(&'a self, from: &'a Source, key: &'a str, copy: &'a Copy) -> BoxFuture<'a, Result<Stored>> {
        self.copy_object(from, key, copy).boxed()
    }

    fn page<'a>(&'a self, of: &'a PageOf) -> BoxFuture<'a, Result<Page>> {
        self.list_page(of).boxed()
    }

    fn sign<'a>(&'a self, key: &'a str, sign: &'a Sign, now: SystemTime) -> BoxFuture<'a, Result<Signed>> {
        self.signed_url(key, sign, now).boxed()
    }

    fn begin<'a>(&'a self, key: &'a str, put: &'a Put) -> BoxFuture<'a, Result<String>> {
        self.begin_upload(key, put).boxed()
    }

    fn part<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        content: Content,
        checksum: Option<&'a Checksum>,
    ) -> BoxFuture<'a, Result<Part>> {
        self.upload_part(key, upload, number, content, checksum).boxed()
    }

    fn part_copy<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        from: &'a Source,
        range: Range,
    ) -> BoxFuture<'a, Result<Part>> {
        self.copy_part(key, upload, number, from, range).boxed()
    }

    fn list_parts<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<Vec<Part>>> {
        self.all_parts(key, upload).boxed()
    }

    fn finish<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        parts: &'a [Part],
        finish: &'a Finish,
    ) -> BoxFuture<'a, Result<Stored>> {
        self.finish_upload(key, upload, parts, finish).boxed()
    }

    fn abort<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<()>> {
        self.abort_upload(key, upload).boxed()
    }

    fn list_uploads<'a>(&'a self, prefix: &'a str, token: Option<&'a str>) -> BoxFuture<'a, Result<Uploads>> {
        self.uploads_page(prefix, token).boxed()
    }

    fn buckets(&self) -> BoxFuture<'_, Result<Vec<Bucket>>> {
        self.list_buckets().boxed()
    }

    fn mb(&self) -> BoxFuture<'_, Result<()>> {
        self.make_bucket().boxed()
    }

    fn rb(&self) -> BoxFuture<'_, Result<()>> {
        self.remove_bucket().boxed()
    }

    fn tags<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Vec<(String, String)>>> {
        self.object_tags(key).boxed()
    }

    fn acl<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<String>> {
        self.object_acl(key).boxed()
    }

    fn restore<'a>(&'a self, key: &'a str, restore: &'a Restore) -> BoxFuture<'a, Result<()>> {
        self.restore_object(key, restore).boxed()
    }
}
