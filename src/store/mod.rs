//! Object stores: one trait over keys and bytes, whoever keeps them. The services here (walk, transfer, sync) see only the trait;
//! an adapter sees only the wire and its signer. Nothing here prints or reads configuration.

pub mod beneath;
pub mod call;
pub mod checksum;
pub mod config;
pub mod connect;
pub mod cos;
pub mod credentials;
pub mod dir;
pub mod explain;
pub mod media;
pub mod oss;
pub mod pick;
pub mod prefixed;
pub mod remote;
pub mod s3;
pub mod sorter;
pub mod sync;
pub mod transfer;
pub mod tree;
pub mod types;
pub mod unfinished;
pub mod walk;

use std::time::SystemTime;

use futures_util::future::BoxFuture;

pub use checksum::{Algorithm, Checksum};
pub use config::Config;
pub use connect::connect;
pub use remote::{Remote, Surroundings};
pub use types::{
    Bucket, Caps, Content, Copy, Finish, Get, Meta, Page, PageOf, Part, Put, Range, Reading, Restore, Row, Sign,
    Signed, Source, Stored, Upload, Uploads,
};

use crate::error::{Error, Kind, Result};
use crate::text;

/// A place that keeps bytes under keys. Keys are what strangers named them: any text, `/` means nothing but to `page`.
///
/// Every call is one operation with all its attempts; a request is signed anew on each. An adapter translates and compares
/// nothing: what checksum the content has is told to it, and what the other side says comes back.
///
/// What an adapter cannot do is [`Caps`]; calling it all the same is [`Kind::Invalid`], never a silent success.
pub trait ObjectStore: Send + Sync {
    /// The configured table's name.
    fn name(&self) -> &str;

    /// Which bucket of which server it is, such as `s3+http://127.0.0.1:9000/media`: what a checkpoint belongs to.
    fn place(&self) -> String;

    /// The bucket; empty where there is none.
    fn bucket(&self) -> &str;

    /// The key as the bucket has it: what a [`Source`] is called.
    fn full_key(&self, key: &str) -> String {
        key.to_owned()
    }

    /// Which server it is on: two stores of one server copy by themselves.
    fn server(&self) -> String {
        let place = self.place();
        place.strip_suffix(self.bucket()).unwrap_or(&place).to_owned()
    }

    /// What it can do, and its limits.
    fn caps(&self) -> &Caps;

    /// Refuses a key that could not be stored under this very name, before anything is sent.
    ///
    /// # Errors
    /// [`Kind::Invalid`] naming the key.
    fn check_key(&self, key: &str) -> Result<()>;

    /// Stores `content` under `key` in one request.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when [`Put::if_not_exists`] does not hold; any other of the wire.
    fn put<'a>(&'a self, key: &'a str, content: Content, put: &'a Put) -> BoxFuture<'a, Result<Stored>>;

    /// Opens an object, or a range of it: its head is there, its bytes follow.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without it, [`Kind::Conflict`] when [`Get::if_match`] does not hold.
    fn get<'a>(&'a self, key: &'a str, get: &'a Get) -> BoxFuture<'a, Result<Reading>>;

    /// What is known of an object, or of one version of it.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without it.
    fn head<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<Meta>>;

    /// Removes an object, or one version of it. One that is not there is no error.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    fn delete<'a>(&'a self, key: &'a str, version: Option<&'a str>) -> BoxFuture<'a, Result<()>>;

    /// Removes many, at most [`Caps::delete_many`]: the position of each that could not be, and why.
    ///
    /// # Errors
    /// When nothing is known of any of them.
    fn delete_many<'a>(&'a self, keys: &'a [(String, Option<String>)]) -> BoxFuture<'a, Result<Vec<(usize, Error)>>>;

    /// Copies on the other side, in one request; `from` is an object of this server.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without the source, [`Kind::Invalid`] where it is too large for one request.
    fn copy<'a>(&'a self, from: &'a Source, key: &'a str, copy: &'a Copy) -> BoxFuture<'a, Result<Stored>>;

    /// One page of a listing.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without the bucket.
    fn page<'a>(&'a self, of: &'a PageOf) -> BoxFuture<'a, Result<Page>>;

    /// A URL that lets whoever has it do one thing for a while. Nothing is sent; credentials that must be fetched are.
    ///
    /// # Errors
    /// [`Kind::Invalid`] when the protocol refuses so long a time.
    fn sign<'a>(&'a self, key: &'a str, sign: &'a Sign, now: SystemTime) -> BoxFuture<'a, Result<Signed>>;

    /// Begins an upload in parts; its id.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    fn begin<'a>(&'a self, key: &'a str, put: &'a Put) -> BoxFuture<'a, Result<String>>;

    /// Sends a part; `number` is from 1. `checksum` is the content's, where the engine made one.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when the upload is gone.
    fn part<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        content: Content,
        checksum: Option<&'a Checksum>,
    ) -> BoxFuture<'a, Result<Part>>;

    /// Makes a part of a range of an object of this server.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when the source or the upload is gone.
    fn part_copy<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        from: &'a Source,
        range: Range,
    ) -> BoxFuture<'a, Result<Part>>;

    /// All parts that the other side has, ascending.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when the upload is gone.
    fn list_parts<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<Vec<Part>>>;

    /// Makes the object of its parts, ascending. An answer of 200 that holds an error is that error; when the answer is lost the
    /// error's outcome is unknown, and the caller looks.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when the upload is gone (or was finished before), [`Kind::Conflict`] as for `put`.
    fn finish<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        parts: &'a [Part],
        finish: &'a Finish,
    ) -> BoxFuture<'a, Result<Stored>>;

    /// Gives up an upload and its parts. One that is gone is no error.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    fn abort<'a>(&'a self, key: &'a str, upload: &'a str) -> BoxFuture<'a, Result<()>>;

    /// One page of the unfinished uploads under a prefix.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    fn list_uploads<'a>(&'a self, prefix: &'a str, token: Option<&'a str>) -> BoxFuture<'a, Result<Uploads>>;

    /// The buckets of the account.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    fn buckets(&self) -> BoxFuture<'_, Result<Vec<Bucket>>> {
        Box::pin(async { Err(self.cannot("list buckets", "列出存储桶")) })
    }

    /// Makes the bucket.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when it is there.
    fn mb(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async { Err(self.cannot("make buckets", "创建存储桶")) })
    }

    /// Removes the bucket, which must be empty.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when it is not empty.
    fn rb(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(async { Err(self.cannot("remove buckets", "删除存储桶")) })
    }

    /// An object's tags.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without the object.
    fn tags<'a>(&'a self, _key: &'a str) -> BoxFuture<'a, Result<Vec<(String, String)>>> {
        Box::pin(async { Err(self.cannot("keep tags", "保存标签")) })
    }

    /// An object's access rule, as a canned name where it is one.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without the object.
    fn acl<'a>(&'a self, _key: &'a str) -> BoxFuture<'a, Result<String>> {
        Box::pin(async { Err(self.cannot("keep access rules", "保存访问权限")) })
    }

    /// Asks for an archived object to be made readable.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when that is going on already, [`Kind::Invalid`] when it is not archived.
    fn restore<'a>(&'a self, _key: &'a str, _restore: &'a Restore) -> BoxFuture<'a, Result<()>> {
        Box::pin(async { Err(self.cannot("restore", "解冻归档对象")) })
    }

    /// The error for what it cannot do.
    fn cannot(&self, en: &str, zh: &str) -> Error {
        Error::new(
            Kind::Invalid,
            text!("this kind of store cannot {en}", "此类存储不支持{zh}"),
        )
        .provider(self.name())
    }
}

/// The error for an object that is not there.
pub fn missing(key: &str) -> Error {
    let shown = beneath::shown(key);
    Error::new(Kind::NotFound, text!("there is no object {shown}", "没有对象 {shown}")).code("NoSuchKey")
}
