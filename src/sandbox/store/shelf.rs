//! What the servers keep: buckets, objects with their versions, uploads. In memory, for one run.

use std::collections::BTreeMap;
use std::time::SystemTime;

use bytes::Bytes;

use super::body::{crc64, md5_hex};

/// An object, or the mark that it was removed.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub pieces: Vec<Bytes>,
    pub size: u64,
    pub etag: String,
    pub crc64: u64,
    /// A checksum of S3: its name, its text, and whether it is of the whole.
    pub sum: Option<(String, String)>,
    /// What is told with it: content type and the like, metadata, class.
    pub headers: Vec<(String, String)>,
    pub tags: Vec<(String, String)>,
    pub acl: Option<String>,
    pub modified: SystemTime,
    pub version: String,
    pub removed: bool,
    /// Restored from an archive.
    pub restored: bool,
}

impl Object {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Bytes `from..to`.
    pub(super) fn slice(&self, from: u64, to: u64) -> Vec<u8> {
        let mut out = Vec::with_capacity(usize::try_from(to - from).unwrap_or(0));
        let mut at = 0u64;
        for piece in &self.pieces {
            let end = at + piece.len() as u64;
            if end > from && at < to {
                let a = usize::try_from(from.saturating_sub(at)).unwrap_or(0);
                let b = usize::try_from(to.min(end) - at).unwrap_or(0);
                out.extend_from_slice(&piece[a..b]);
            }
            at = end;
        }
        out
    }
}

/// The checksums of pieces, one after the other.
pub(super) fn crc64_of(pieces: &[Bytes]) -> u64 {
    let mut digest = crc_fast::Digest::new(crc_fast::CrcAlgorithm::Crc64Xz);
    for piece in pieces {
        digest.update(piece);
    }
    digest.finalize()
}

/// A part of an upload.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub bytes: Bytes,
    pub etag: String,
    pub crc64: u64,
    pub sum: Option<(String, String)>,
    pub modified: SystemTime,
}

impl Part {
    pub(super) fn new(bytes: Bytes, sum: Option<(String, String)>, upper: bool, now: SystemTime) -> Part {
        Part {
            etag: etag(&bytes, upper),
            crc64: crc64(&bytes),
            bytes,
            sum,
            modified: now,
        }
    }
}

/// The ETag of a content of one request: OSS writes it large.
pub(super) fn etag(bytes: &[u8], upper: bool) -> String {
    let md5 = md5_hex(bytes);
    if upper { md5.to_ascii_uppercase() } else { md5 }
}

/// An unfinished upload.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub key: String,
    pub started: SystemTime,
    pub headers: Vec<(String, String)>,
    pub tags: Vec<(String, String)>,
    pub acl: Option<String>,
    /// The checksum of S3 that its parts will have.
    pub algorithm: Option<String>,
    pub parts: BTreeMap<u32, Part>,
}

/// A bucket.
#[derive(Debug, Default)]
pub(super) struct Bucket {
    /// Versions of each key, the newest last.
    pub objects: BTreeMap<String, Vec<Object>>,
    pub uploads: BTreeMap<String, Upload>,
    pub versioned: bool,
    pub created: Option<SystemTime>,
    /// Objects that are made up as they are asked for.
    pub synthetic: Option<Synthetic>,
}

/// Objects without number: all keys are made up, all contents empty, and what is written is forgotten.
#[derive(Debug)]
pub(super) struct Synthetic {
    /// How many are listed.
    pub count: u64,
    /// Whether they are listed in another order than that of their keys.
    pub disordered: bool,
    /// What each of them is.
    pub each: Object,
}

impl Synthetic {
    /// The key that is listed at a place, from 0.
    pub(super) fn key(&self, at: u64) -> String {
        let digits = format!("{at:08}");
        match self.disordered {
            true => format!("k/{}", digits.chars().rev().collect::<String>()),
            false => format!("k/{digits}"),
        }
    }

    /// The first place whose key comes after a text; in a disordered listing after that key itself.
    pub(super) fn after(&self, text: &str) -> u64 {
        let number = |digits: &str| digits.parse::<u64>().ok();
        let digits = text.strip_prefix("k/").and_then(|n| n.get(..8));
        match digits {
            Some(digits) if self.disordered => number(&digits.chars().rev().collect::<String>()).map_or(0, |n| n + 1),
            Some(digits) => match number(digits) {
                Some(n) if text >= self.key(n).as_str() => n + 1,
                Some(n) => n,
                None => self.count,
            },
            None if text < "k/" => 0,
            None => self.count,
        }
    }
}

impl Bucket {
    /// The newest version of a key that is not removed.
    pub(super) fn newest(&self, key: &str) -> Option<&Object> {
        if let Some(synthetic) = &self.synthetic {
            return key.starts_with("k/").then_some(&synthetic.each);
        }
        self.objects.get(key)?.last().filter(|o| !o.removed)
    }

    /// A version of a key; the newest without one.
    pub(super) fn find(&self, key: &str, version: Option<&str>) -> Option<&Object> {
        match version {
            None => self.newest(key),
            Some(v) => self
                .objects
                .get(key)?
                .iter()
                .find(|o| o.version == v)
                .filter(|o| !o.removed),
        }
    }

    /// Puts an object on top.
    pub(super) fn put(&mut self, key: &str, object: Object) {
        if self.synthetic.is_some() {
            return;
        }
        let versions = self.objects.entry(key.to_owned()).or_default();
        if !self.versioned {
            versions.clear();
        }
        versions.push(object);
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.synthetic.is_none()
    }
}

/// All buckets, and what numbers the versions and uploads.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub buckets: BTreeMap<String, Bucket>,
    pub counter: u64,
}

impl Shelf {
    /// A name that was not given before.
    pub(super) fn unique(&mut self, prefix: &str) -> String {
        self.counter += 1;
        format!("{prefix}{:016X}", self.counter)
    }
}
