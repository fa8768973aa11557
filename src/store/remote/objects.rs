//! Calls of one object, and of buckets.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::StreamExt;
use md5::{Digest, Md5};

use super::Remote;
use super::parts::malformed;
use super::send::Leaving;
use super::xml::{self, escaped};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Idempotency, Method, Reply};
use crate::sign::uri_encode;
use crate::store::call::{Call, query_text};
use crate::store::checksum::Checksum;
use crate::store::types::{Bucket, Content, Copy, Get, Meta, Put, Reading, Restore, Sign, Signed, Source, Stored};
use crate::text;

impl Remote {
    pub(super) async fn put_object(&self, key: &str, content: Content, put: &Put) -> Result<Stored> {
        self.keeps(key).await?;
        let mut call = self.described(self.object(Method::PUT, key)?, put);
        if let Some(checksum) = &put.checksum {
            call = self.dialect.checksum(call, checksum);
        }
        let class = once_only(put.if_not_exists);
        let leaving = Leaving {
            progress: content.progress,
            rate: content.rate,
        };
        let answered = self.whole(call.content(content.body), leaving, class).await?;
        Ok(self.stored(&answered.reply, answered.attempts))
    }

    /// The headers of what is stored.
    pub(super) fn described(&self, mut call: Call, put: &Put) -> Call {
        let prefix = self.dialect.prefix();
        let plain = [
            ("content-type", &put.content_type),
            ("cache-control", &put.cache_control),
            ("content-disposition", &put.content_disposition),
            ("content-encoding", &put.content_encoding),
        ];
        for (name, value) in plain {
            if let Some(value) = value {
                call = call.header(name, value);
            }
        }
        for (name, value) in &put.meta {
            call = call.header(format!("{prefix}meta-{}", name.to_ascii_lowercase()), value);
        }
        if !put.tags.is_empty() {
            let tags: Vec<String> = put
                .tags
                .iter()
                .map(|(n, v)| format!("{}={}", uri_encode(n.as_bytes()), uri_encode(v.as_bytes())))
                .collect();
            call = call.header(format!("{prefix}tagging"), tags.join("&"));
        }
        if let Some(acl) = &put.acl {
            call = call.header(self.dialect.acl_header(), acl);
        }
        if let Some(class) = &put.storage_class {
            call = call.header(format!("{prefix}storage-class"), class);
        }
        if let Some(sse) = &put.sse {
            call = self.dialect.sse(call, sse);
        }
        if put.if_not_exists {
            call = self.dialect.create_only(call);
        }
        call
    }

    /// What an answer tells of a content that was stored.
    pub(super) fn stored(&self, reply: &Reply, attempts: u32) -> Stored {
        Stored {
            etag: reply.header("etag").map(unquoted),
            version: reply
                .header(&format!("{}version-id", self.dialect.prefix()))
                .map(str::to_owned),
            checksum: self.told(reply),
            attempts,
        }
    }

    /// The checksum that an answer's headers tell.
    pub(super) fn told(&self, reply: &Reply) -> Option<Checksum> {
        let names = self.dialect.checksum_names();
        names
            .iter()
            .find_map(|(algorithm, header, _)| self.dialect.read_checksum(*algorithm, reply.header(header)?))
    }

    pub(super) async fn get_object(&self, key: &str, get: &Get) -> Result<Reading> {
        self.keeps(key).await?;
        let mut call = self.dialect.wants_checksum(self.object(Method::GET, key)?);
        if let Some(range) = get.range {
            let last = (range.from + range.len).saturating_sub(1);
            call = call.header("range", format!("bytes={}-{last}", range.from));
        }
        if let Some(etag) = &get.if_match {
            call = call.header("if-match", format!("\"{etag}\""));
        }
        if let Some(version) = &get.version {
            call = call.param("versionId", version);
        }
        let (reply, _) = self.open(call, Idempotency::Safe).await?;
        let meta = self.meta(&reply)?;
        let from = get.range.map_or(0, |r| r.from);
        if from != first_byte(&reply) {
            // Other bytes than those that were asked for would pass for them.
            return Err(malformed("range that was asked for").provider(&self.target.name));
        }
        let name = self.target.name.clone();
        let mut chunks = reply.chunks;
        let bytes = futures_util::stream::poll_fn(move |cx| chunks.poll_next(cx).map(Result::transpose));
        Ok(Reading {
            meta,
            chunks: bytes.map(move |piece| piece.map_err(|e| e.provider(&name))).boxed(),
        })
    }

    pub(super) async fn head_object(&self, key: &str, version: Option<&str>) -> Result<Meta> {
        self.keeps(key).await?;
        let mut call = self.dialect.wants_checksum(self.object(Method::HEAD, key)?);
        if let Some(version) = version {
            call = call.param("versionId", version);
        }
        let (reply, _) = self.open(call, Idempotency::Safe).await?;
        self.meta(&reply)
    }

    fn meta(&self, reply: &Reply) -> Result<Meta> {
        let prefix = self.dialect.prefix();
        let text = |name: &str| reply.header(name).map(str::to_owned);
        let own = |name: &str| text(&format!("{prefix}{name}"));
        // Of a range, the whole's size stands behind the slash.
        let size = text("content-range")
            .and_then(|r| r.rsplit_once('/')?.1.parse().ok())
            .or_else(|| reply.header("content-length")?.parse().ok());
        // Taken for nothing, the object would be taken for an empty one.
        let size = size.ok_or_else(|| malformed("Content-Length").provider(&self.target.name))?;
        let user = format!("{prefix}meta-");
        let meta = reply.headers.iter().filter_map(|(name, value)| {
            let name = name.as_str().strip_prefix(&user)?;
            Some((name.to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        });
        Ok(Meta {
            size,
            etag: reply.header("etag").map(unquoted),
            modified: reply
                .header("last-modified")
                .and_then(|d| httpdate::parse_http_date(d).ok()),
            checksum: self.told(reply),
            content_type: text("content-type"),
            cache_control: text("cache-control"),
            content_disposition: text("content-disposition"),
            content_encoding: text("content-encoding"),
            meta: meta.collect(),
            storage_class: own("storage-class"),
            sse: own("server-side-encryption"),
            version: own("version-id"),
            restore: own("restore"),
            tag_count: own("tagging-count").and_then(|n| n.parse().ok()),
        })
    }

    pub(super) async fn delete_object(&self, key: &str, version: Option<&str>) -> Result<()> {
        self.keeps(key).await?;
        let mut call = self.object(Method::DELETE, key)?;
        if let Some(version) = version {
            call = call.param("versionId", version);
        }
        match self.whole(call, Leaving::default(), Idempotency::Safe).await {
            // A bucket that is missing is another matter than an object that is.
            Err(e) if e.kind == Kind::NotFound && e.code.as_deref().is_none_or(|c| !c.starts_with("NoSuchBucket")) => {
                Ok(())
            }
            Err(e) => Err(e),
            Ok(_) => Ok(()),
        }
    }

    pub(super) async fn delete_objects(&self, keys: &[(String, Option<String>)]) -> Result<Vec<(usize, Error)>> {
        let mut failed = Vec::new();
        let mut document = String::from("<Delete><Quiet>true</Quiet>");
        let mut sent = 0;
        for (i, (key, version)) in keys.iter().enumerate() {
            let refused = match self.check(key) {
                Ok(()) => self.keeps(key).await.err(),
                refused => refused.err(),
            };
            if let Some(e) = refused {
                failed.push((i, e));
                continue;
            }
            if !xml::can_hold(key) {
                // No document can name it; its own request can.
                if let Err(e) = self.delete_object(key, version.as_deref()).await {
                    failed.push((i, e));
                }
                continue;
            }
            document.push_str(&format!("<Object><Key>{}</Key>", escaped(key)));
            if let Some(version) = version {
                document.push_str(&format!("<VersionId>{}</VersionId>", escaped(version)));
            }
            document.push_str("</Object>");
            sent += 1;
        }
        document.push_str("</Delete>");
        if sent == 0 {
            return Ok(failed);
        }
        let call = self
            .call(Method::POST, "")?
            .param("delete", "")
            .header("content-type", "application/xml")
            .header("content-md5", STANDARD.encode(Md5::digest(document.as_bytes())))
            .content(Body::Bytes(document.into()));
        let answered = self.whole(call, Leaving::default(), Idempotency::Safe).await?;
        if answered.body.trim_ascii().is_empty() {
            return Ok(failed);
        }
        let root = xml::parse(&answered.body).map_err(|e| e.provider(&self.target.name))?;
        for node in root.all("Error") {
            let key = node.child("Key").map_or("", |n| n.text.as_str());
            let Some(i) = keys.iter().position(|(k, _)| k == key) else {
                continue;
            };
            let fault = super::fault::Fault {
                status: 200,
                code: node.get("Code").unwrap_or_default().to_owned(),
                message: node.get("Message").unwrap_or_default().to_owned(),
                ..Default::default()
            };
            if fault.code == "NoSuchKey" {
                continue;
            }
            let subject = format!("{}/{key}", self.bucket);
            let error = fault.into_error(&answered.reply, &*self.dialect, &subject);
            failed.push((i, error.provider(&self.target.name)));
        }
        Ok(failed)
    }

    pub(super) async fn copy_object(&self, from: &Source, key: &str, copy: &Copy) -> Result<Stored> {
        self.keeps(key).await?;
        self.keeps(&from.key).await?;
        self.check(&from.key)?;
        let prefix = self.dialect.prefix();
        let source = self
            .dialect
            .copy_source(&self.address, &from.bucket, &from.key, from.version.as_deref());
        let (keep, replace) = self.dialect.directives();
        let mut call = self
            .object(Method::PUT, key)?
            .header(format!("{prefix}copy-source"), source);
        if let Some(etag) = &from.if_match {
            call = call.header(format!("{prefix}copy-source-if-match"), format!("\"{etag}\""));
        }
        call = match &copy.replace {
            Some(put) => {
                let mut call = call.header(format!("{prefix}metadata-directive"), replace);
                if !put.tags.is_empty() {
                    call = call.header(format!("{prefix}tagging-directive"), replace);
                }
                self.described(call, put)
            }
            None => call.header(format!("{prefix}metadata-directive"), keep),
        };
        let described = |call: &Call, name: &str| call.get(name).is_some();
        if let Some(class) = &copy.storage_class
            && !described(&call, &format!("{prefix}storage-class"))
        {
            call = call.header(format!("{prefix}storage-class"), class);
        }
        if let Some(acl) = &copy.acl
            && !described(&call, self.dialect.acl_header())
        {
            call = call.header(self.dialect.acl_header(), acl);
        }
        if let Some(sse) = &copy.sse
            && copy.replace.as_ref().is_none_or(|put| put.sse.is_none())
        {
            call = self.dialect.sse(call, sse);
        }
        if copy.if_not_exists {
            call = self.dialect.create_only(call);
        }
        let (root, answered) = self.document(call, once_only(copy.if_not_exists)).await?;
        let mut stored = self.stored(&answered.reply, answered.attempts);
        stored.etag = root.get("ETag").map(unquoted).or(stored.etag);
        Ok(stored)
    }

    pub(super) async fn signed_url(&self, key: &str, sign: &Sign, now: SystemTime) -> Result<Signed> {
        let caps = self.dialect.caps();
        if let Some(max) = caps.presign_max
            && sign.expires > max
        {
            let days = max.as_secs() / 86400;
            return Err(Error::new(
                Kind::Invalid,
                text!(
                    "a signed URL lives {days} days at most with this kind of store",
                    "此类存储的签名 URL 最长有效期为 {days} 天"
                ),
            )
            .provider(&self.target.name));
        }
        let keys = self.credentials.keys(now).await?;
        let mut call = self.object(sign.method.clone(), key)?;
        call.headers.clone_from(&sign.headers);
        call.query.clone_from(&sign.query);
        let url = self
            .dialect
            .sign_url(&call, &self.address, &keys, now, sign.expires)
            .map_err(|e| e.provider(&self.target.name))?;
        let ends = keys.expires.filter(|end| *end < now + sign.expires);
        Ok(Signed {
            url,
            credential_ends: ends,
        })
    }

    pub(super) async fn list_buckets(&self) -> Result<Vec<Bucket>> {
        let (root, _) = self.document(Call::new(Method::GET, "", ""), Idempotency::Safe).await?;
        let list = root.child("Buckets");
        let buckets = list.into_iter().flat_map(|l| l.all("Bucket")).map(|b| Bucket {
            name: b.get("Name").unwrap_or_default().to_owned(),
            region: b
                .get("Location")
                .or_else(|| b.get("BucketRegion"))
                .map(|r| r.trim_start_matches("oss-").to_owned()),
            created: b.time("CreationDate"),
        });
        Ok(buckets.collect())
    }

    pub(super) async fn make_bucket(&self) -> Result<()> {
        let mut call = self.call(Method::PUT, "")?;
        if let Some(document) = self.dialect.bucket_document() {
            call = call
                .header("content-type", "application/xml")
                .content(Body::Bytes(document.into()));
        }
        self.whole(call, Leaving::default(), Idempotency::Ambiguous).await?;
        Ok(())
    }

    pub(super) async fn remove_bucket(&self) -> Result<()> {
        let call = self.call(Method::DELETE, "")?;
        self.whole(call, Leaving::default(), Idempotency::Ambiguous).await?;
        Ok(())
    }

    pub(super) async fn object_tags(&self, key: &str) -> Result<Vec<(String, String)>> {
        let call = self.object(Method::GET, key)?.param("tagging", "");
        let (root, _) = self.document(call, Idempotency::Safe).await?;
        let set = root.child("TagSet");
        let pair = |t: &xml::Node| {
            let of = |name: &str| t.get(name).unwrap_or_default().to_owned();
            (of("Key"), of("Value"))
        };
        Ok(set.into_iter().flat_map(|s| s.all("Tag")).map(pair).collect())
    }

    pub(super) async fn object_acl(&self, key: &str) -> Result<String> {
        let call = self.object(Method::GET, key)?.param("acl", "");
        let (root, _) = self.document(call, Idempotency::Safe).await?;
        Ok(self.dialect.read_acl(&root))
    }

    pub(super) async fn restore_object(&self, key: &str, restore: &Restore) -> Result<()> {
        let document = self.dialect.restore_document(restore.days, restore.tier.as_deref());
        let call = self
            .object(Method::POST, key)?
            .param("restore", "")
            .header("content-type", "application/xml")
            .header("content-md5", STANDARD.encode(Md5::digest(document.as_bytes())))
            .content(Body::Bytes(Bytes::from(document)));
        self.whole(call, Leaving::default(), Idempotency::Ambiguous).await?;
        Ok(())
    }
}

/// Repeating what overwrites is one effect; repeating what must be the first is not.
pub(super) fn once_only(yes: bool) -> Idempotency {
    if yes { Idempotency::Ambiguous } else { Idempotency::Safe }
}

/// Where the bytes of an answer begin in the object.
fn first_byte(reply: &Reply) -> u64 {
    // Whatever the status: rclone's server says 200 to a range.
    let range = reply.header("content-range");
    let first = range.and_then(|r| {
        r.trim_start_matches("bytes")
            .trim_start()
            .split('-')
            .next()?
            .parse()
            .ok()
    });
    first.unwrap_or(0)
}

/// An ETag without its quotes.
pub(super) fn unquoted(etag: &str) -> String {
    etag.trim_start_matches("W/").trim_matches('"').to_owned()
}

/// The source of a copy, as OSS and S3 name it.
pub fn plain_source(bucket: &str, key: &str, version: Option<&str>) -> String {
    let path = format!("/{bucket}/{}", crate::store::call::path_text(key));
    match version {
        Some(version) => format!("{path}?{}", query_text(&[("versionId".to_owned(), version.to_owned())])),
        None => path,
    }
}
