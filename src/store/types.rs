//! What goes into an object store and comes out of it. Values only; nothing here knows a vendor.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::stream::BoxStream;

use super::checksum::{Algorithm, Checksum};
use crate::error::Result;
use crate::http::{Body, Progress, Rate};

/// What a store can do, and its limits.
#[derive(Debug, Clone)]
pub struct Caps {
    /// The kind: `oss`, `cos`, `s3`, `dir`.
    pub kind: &'static str,
    /// Signed URLs; how long one may live where the protocol limits it.
    pub presign: bool,
    /// The longest life of a signed URL.
    pub presign_max: Option<Duration>,
    /// Uploads in parts.
    pub multipart: bool,
    /// The smallest part, but for the last.
    pub part_min: u64,
    /// The largest part.
    pub part_max: u64,
    /// The largest number of parts.
    pub parts_max: u32,
    /// The largest object of one request.
    pub put_max: u64,
    /// The largest object that is copied in one request.
    pub copy_max: u64,
    /// The checksum that is made of every content before it is sent, and what comes back is compared with.
    pub checksum: Option<Algorithm>,
    /// The ETag of an object of one request, and of a part, is its MD5.
    pub etag_is_md5: bool,
    /// `if_not_exists` holds, for one request and for parts.
    pub create_only: bool,
    /// The most keys of `delete_many`; 1 where there is no such request.
    pub delete_many: usize,
    /// The most keys of a page.
    pub page_max: usize,
    /// The longest key in bytes.
    pub key_max: usize,
    /// Content type and the like, and `meta`, are kept.
    pub meta: bool,
    /// Tags are kept.
    pub tags: bool,
    /// Access rules are kept.
    pub acl: bool,
    /// Storage classes are kept.
    pub storage_class: bool,
    /// Encryption at rest can be asked for.
    pub sse: bool,
    /// Versions can be listed, read and removed.
    pub versions: bool,
    /// Archived objects can be restored.
    pub restore: bool,
    /// Buckets can be listed, made and removed.
    pub buckets: bool,
}

/// The content of a request on its way out.
#[derive(Debug, Clone)]
pub struct Content {
    /// The bytes; read again for each attempt.
    pub body: Body,
    /// Told of them as they leave.
    pub progress: Option<Progress>,
    /// How fast they may leave.
    pub rate: Option<Arc<Rate>>,
}

impl From<Body> for Content {
    fn from(body: Body) -> Content {
        Content {
            body,
            progress: None,
            rate: None,
        }
    }
}

/// How an object is stored. Of an upload in parts, what is told at its beginning.
#[derive(Debug, Clone, Default)]
pub struct Put {
    /// `content-type`.
    pub content_type: Option<String>,
    /// `cache-control`.
    pub cache_control: Option<String>,
    /// `content-disposition`.
    pub content_disposition: Option<String>,
    /// `content-encoding`.
    pub content_encoding: Option<String>,
    /// Metadata of the user: names without any vendor's prefix.
    pub meta: Vec<(String, String)>,
    /// Tags.
    pub tags: Vec<(String, String)>,
    /// Canned access rule.
    pub acl: Option<String>,
    /// Storage class, in the vendor's word.
    pub storage_class: Option<String>,
    /// Encryption at rest, in the vendor's word; `kms:KEY` names a key.
    pub sse: Option<String>,
    /// Only if there is no such object.
    pub if_not_exists: bool,
    /// The checksum of the content; the other side is to check it, where it can.
    pub checksum: Option<Checksum>,
}

/// What became of a content.
#[derive(Debug, Clone, Default)]
pub struct Stored {
    /// Without quotes.
    pub etag: Option<String>,
    /// The version it made.
    pub version: Option<String>,
    /// The other side's checksum of the whole object.
    pub checksum: Option<Checksum>,
    /// How many attempts it took, where that is known.
    pub attempts: u32,
}

/// Bytes `from..from + len`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first byte.
    pub from: u64,
    /// How many.
    pub len: u64,
}

/// How an object is read.
#[derive(Debug, Clone, Default)]
pub struct Get {
    /// Only this range; without it all. An object that is shorter gives what it has.
    pub range: Option<Range>,
    /// Only while the ETag is this.
    pub if_match: Option<String>,
    /// This version.
    pub version: Option<String>,
}

/// What is known of an object.
#[derive(Debug, Clone, Default)]
pub struct Meta {
    /// Its size in bytes: of the whole object, also in the answer to a range.
    pub size: u64,
    /// Without quotes.
    pub etag: Option<String>,
    /// When it was last written.
    pub modified: Option<SystemTime>,
    /// The checksum of the whole object.
    pub checksum: Option<Checksum>,
    /// `content-type`.
    pub content_type: Option<String>,
    /// `cache-control`.
    pub cache_control: Option<String>,
    /// `content-disposition`.
    pub content_disposition: Option<String>,
    /// `content-encoding`.
    pub content_encoding: Option<String>,
    /// Metadata of the user: names in lower case, without the vendor's prefix.
    pub meta: Vec<(String, String)>,
    /// Storage class, in the vendor's word.
    pub storage_class: Option<String>,
    /// Encryption at rest, in the vendor's word.
    pub sse: Option<String>,
    /// The version.
    pub version: Option<String>,
    /// What is told of a restoration: `ongoing`, or until when.
    pub restore: Option<String>,
    /// How many tags it has, where that is told.
    pub tag_count: Option<u32>,
}

/// An object that is being read.
pub struct Reading {
    /// What is known of it.
    pub meta: Meta,
    /// Its bytes, as they come. A connection that breaks, or that ends before the length that was told, is an error.
    pub chunks: BoxStream<'static, Result<Bytes>>,
}

/// Which page of a listing.
#[derive(Debug, Clone, Default)]
pub struct PageOf {
    /// Only keys that start with this.
    pub prefix: String,
    /// Keys that have this after the prefix are summed up to it: `/`, or none.
    pub delimiter: Option<String>,
    /// Where the page before ended: [`Page::next`].
    pub token: Option<String>,
    /// Only keys after this one.
    pub start_after: Option<String>,
    /// At most so many rows and prefixes; the store's own number without it.
    pub max: Option<usize>,
    /// All versions and delete markers.
    pub versions: bool,
}

/// A page of a listing.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Objects, in the order in which the other side has them.
    pub rows: Vec<Row>,
    /// What was summed up, each with its delimiter at the end.
    pub prefixes: Vec<String>,
    /// The token of the page after; `None` at the end.
    pub next: Option<String>,
}

/// An object in a listing.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its key.
    pub key: String,
    /// Its size in bytes.
    pub size: u64,
    /// Without quotes.
    pub etag: Option<String>,
    /// When it was last written.
    pub modified: Option<SystemTime>,
    /// Storage class, in the vendor's word.
    pub storage_class: Option<String>,
    /// The version, where versions are listed.
    pub version: Option<String>,
    /// The version that a reader gets.
    pub latest: bool,
    /// Not an object: it was removed at this version.
    pub delete_marker: bool,
}

/// What a signed URL allows.
#[derive(Debug, Clone)]
pub struct Sign {
    /// `GET`, `PUT`, `HEAD`, `DELETE`.
    pub method: crate::http::Method,
    /// How long it lives.
    pub expires: Duration,
    /// Which the one who has it must send: `content-type`, `x-oss-…`.
    pub headers: Vec<(String, String)>,
    /// Which the answer will have: `response-content-type` and the like.
    pub query: Vec<(String, String)>,
}

/// A signed URL.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The URL. Whoever has it can use it.
    pub url: String,
    /// When the credentials end, where that is before the URL does.
    pub credential_ends: Option<SystemTime>,
}

/// An object of a server, from which it copies.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// Its version.
    pub version: Option<String>,
    /// Only while its ETag is this.
    pub if_match: Option<String>,
}

/// How a copy is stored.
#[derive(Debug, Clone, Default)]
pub struct Copy {
    /// These over the source's own headers, metadata and tags; without it everything is taken over.
    pub replace: Option<Put>,
    /// Storage class, encryption and access rule of the copy, whatever is taken over.
    pub storage_class: Option<String>,
    /// Canned access rule.
    pub acl: Option<String>,
    /// Encryption at rest.
    pub sse: Option<String>,
    /// Only if there is no such object.
    pub if_not_exists: bool,
}

/// A part of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// From 1.
    pub number: u32,
    /// Its size in bytes; 0 where the answer does not tell.
    pub size: u64,
    /// Without quotes.
    pub etag: String,
    /// The other side's checksum of it.
    pub checksum: Option<Checksum>,
}

/// How an upload is finished.
#[derive(Debug, Clone, Default)]
pub struct Finish {
    /// The checksum of the whole object; the other side is to check it, where it can.
    pub checksum: Option<Checksum>,
    /// Its size in bytes.
    pub size: u64,
    /// Only if there is no such object.
    pub if_not_exists: bool,
}

/// An unfinished upload.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The key it is for.
    pub key: String,
    /// Its id.
    pub id: String,
    /// When it began.
    pub started: Option<SystemTime>,
}

/// A page of unfinished uploads.
#[derive(Debug, Clone, Default)]
pub struct Uploads {
    /// The uploads.
    pub rows: Vec<Upload>,
    /// The token of the page after; `None` at the end.
    pub next: Option<String>,
}

/// A bucket.
#[derive(Debug, Clone)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Where it is, where that is told.
    pub region: Option<String>,
    /// When it was made.
    pub created: Option<SystemTime>,
}

/// How an archived object is made readable.
#[derive(Debug, Clone)]
pub struct Restore {
    /// For so many days.
    pub days: u32,
    /// How fast, in the vendor's word.
    pub tier: Option<String>,
}
