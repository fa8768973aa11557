//! In what the vendors differ: signatures, names of headers, limits, and what their error codes mean. Everything else is one
//! protocol that all of them took over from S3.

use std::time::{Duration, SystemTime};

use super::address::Address;
use super::fault::Fault;
use super::xml::Node;
use crate::error::{Kind, Result};
use crate::store::call::{Call, Keys, Proof};
use crate::store::checksum::{Algorithm, Checksum};
use crate::store::types::{Caps, Put};
use crate::text::Text;

/// How a page of a listing is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// `marker`, `NextMarker`.
    V1,
    /// `list-type=2`, `continuation-token`.
    V2,
}

/// How long a signature of a request holds.
pub const REQUEST_LIFE: Duration = Duration::from_secs(3600);

/// One vendor.
pub trait Dialect: Send + Sync {
    /// What it can do.
    fn caps(&self) -> &Caps;

    /// What its own headers start with: `x-oss-`.
    fn prefix(&self) -> &'static str;

    /// How it lists.
    fn listing(&self) -> Listing;

    /// Whether `+` is a space in what it encodes.
    fn plus_is_space(&self) -> bool {
        true
    }

    /// Signs a request.
    ///
    /// # Errors
    /// [`Kind::Bug`] for what cannot be signed.
    fn sign(&self, call: &Call, to: &Address, keys: &Keys, now: SystemTime) -> Result<Proof>;

    /// Signs a URL that others use.
    ///
    /// # Errors
    /// As [`Dialect::sign`].
    fn sign_url(&self, call: &Call, to: &Address, keys: &Keys, now: SystemTime, life: Duration) -> Result<String>;

    /// Another name of the same service, for when nobody answers under this one.
    fn backup(&self, _to: &Address) -> Option<Address> {
        None
    }

    /// Learns from a refusal what the other side does not know, so that the next call does without; whether there was anything.
    fn learns(&self, _call: &Call, _fault: &Fault) -> bool {
        false
    }

    /// Its header for an access rule of an object.
    fn acl_header(&self) -> &'static str;

    /// Asks that nothing be overwritten.
    fn create_only(&self, call: Call) -> Call;

    /// Asks for encryption at rest: `AES256`, `kms`, `kms:KEY`.
    fn sse(&self, call: Call, sse: &str) -> Call;

    /// Tells the checksum of the content, where the other side takes one: an MD5 at least; what else there is it tells by itself.
    fn checksum(&self, call: Call, checksum: &Checksum) -> Call {
        match checksum {
            Checksum::Md5(_) => call.header("content-md5", checksum.base64()),
            _ => call,
        }
    }

    /// Says at the beginning of an upload in parts what will be told of them.
    fn begin(&self, call: Call, _put: &Put) -> Call {
        call
    }

    /// Tells the checksum of the whole object at the end of an upload in parts.
    fn finish(&self, call: Call, _checksum: &Checksum) -> Call {
        call
    }

    /// Asks for checksums in the answer.
    fn wants_checksum(&self, call: Call) -> Call {
        call
    }

    /// The header that holds a checksum, and the element, for the algorithms it tells.
    fn checksum_names(&self) -> &'static [(Algorithm, &'static str, &'static str)];

    /// A checksum from its text in an answer; a CRC-64 in decimal, where no other is told.
    fn read_checksum(&self, _algorithm: Algorithm, text: &str) -> Option<Checksum> {
        text.parse().ok().map(Checksum::Crc64)
    }

    /// What an object is copied from.
    fn copy_source(&self, to: &Address, bucket: &str, key: &str, version: Option<&str>) -> String;

    /// `COPY` and `REPLACE`, in its own words.
    fn directives(&self) -> (&'static str, &'static str) {
        ("COPY", "REPLACE")
    }

    /// An access rule from the document that tells it.
    fn read_acl(&self, document: &Node) -> String;

    /// What makes a bucket in this region.
    fn bucket_document(&self) -> Option<String> {
        None
    }

    /// What asks for an archived object.
    fn restore_document(&self, days: u32, tier: Option<&str>) -> String;

    /// What an error is, and what to do about it.
    fn judge(&self, fault: &Fault) -> (Kind, Option<Text>);

    /// Whether keys must pass a further test of its own.
    ///
    /// # Errors
    /// [`Kind::Invalid`] naming what is wrong.
    fn check_key(&self, _key: &str) -> Result<()> {
        Ok(())
    }
}
