//! Uploads in parts.

use super::Remote;
use super::objects::unquoted;
use super::send::Leaving;
use super::xml::{Node, escaped};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Body, Idempotency, Method};
use crate::store::checksum::Checksum;
use crate::store::types::{Content, Finish, Part, Put, Range, Source, Stored};
use crate::text;

impl Remote {
    pub(super) async fn begin_upload(&self, key: &str, put: &Put) -> Result<String> {
        self.keeps(key).await?;
        let described = self.described(self.object(Method::POST, key)?, put);
        // That nothing be overwritten is asked again at the end, which is what counts.
        let call = || self.dialect.begin(described.clone(), put).param("uploads", "");
        let checksum = self.dialect.caps().checksum;
        let begun = match self.document(call(), Idempotency::Safe).await {
            Err(_) if self.dialect.caps().checksum != checksum => self.document(call(), Idempotency::Safe).await,
            begun => begun,
        };
        let (root, _) = begun?;
        root.get("UploadId")
            .map(str::to_owned)
            .ok_or_else(|| malformed("UploadId").provider(&self.target.name))
    }

    pub(super) async fn upload_part(
        &self,
        key: &str,
        upload: &str,
        number: u32,
        content: Content,
        checksum: Option<&Checksum>,
    ) -> Result<Part> {
        let mut call = self
            .object(Method::PUT, key)?
            .param("partNumber", number.to_string())
            .param("uploadId", upload);
        if let Some(checksum) = checksum {
            call = self.dialect.checksum(call, checksum);
        }
        let size = content.body.len();
        let leaving = Leaving {
            progress: content.progress,
            rate: content.rate,
        };
        let answered = self
            .whole(call.content(content.body), leaving, Idempotency::Safe)
            .await?;
        let etag = answered
            .reply
            .header("etag")
            .map(unquoted)
            .ok_or_else(|| malformed("ETag").provider(&self.target.name))?;
        Ok(Part {
            number,
            size,
            etag,
            checksum: self.told(&answered.reply),
        })
    }

    pub(super) async fn copy_part(
        &self,
        key: &str,
        upload: &str,
        number: u32,
        from: &Source,
        range: Range,
    ) -> Result<Part> {
        self.check(&from.key)?;
        let prefix = self.dialect.prefix();
        let source = self
            .dialect
            .copy_source(&self.address, &from.bucket, &from.key, from.version.as_deref());
        let last = (range.from + range.len).saturating_sub(1);
        let mut call = self
            .object(Method::PUT, key)?
            .param("partNumber", number.to_string())
            .param("uploadId", upload)
            .header(format!("{prefix}copy-source"), source)
            .header(
                format!("{prefix}copy-source-range"),
                format!("bytes={}-{last}", range.from),
            );
        if let Some(etag) = &from.if_match {
            call = call.header(format!("{prefix}copy-source-if-match"), format!("\"{etag}\""));
        }
        let (root, answered) = self.document(call, Idempotency::Safe).await?;
        let etag = root
            .get("ETag")
            .map(unquoted)
            .ok_or_else(|| malformed("ETag").provider(&self.target.name))?;
        let checksum = self.told(&answered.reply).or_else(|| self.told_in(&root));
        Ok(Part {
            number,
            size: range.len,
            etag,
            checksum,
        })
    }

    /// The checksum that an element tells.
    fn told_in(&self, node: &Node) -> Option<Checksum> {
        let names = self.dialect.checksum_names();
        names
            .iter()
            .find_map(|(algorithm, _, element)| self.dialect.read_checksum(*algorithm, node.get(element)?))
    }

    pub(super) async fn all_parts(&self, key: &str, upload: &str) -> Result<Vec<Part>> {
        let mut parts: Vec<Part> = Vec::new();
        let mut marker: Option<u64> = None;
        loop {
            let mut call = self.object(Method::GET, key)?.param("uploadId", upload);
            call = call.param("max-parts", "1000");
            if let Some(marker) = marker {
                call = call.param("part-number-marker", marker.to_string());
            }
            let (root, _) = self.document(call, Idempotency::Safe).await?;
            for node in root.all("Part") {
                let number = node.number("PartNumber").and_then(|n| u32::try_from(n).ok());
                parts.push(Part {
                    number: number.ok_or_else(|| malformed("PartNumber").provider(&self.target.name))?,
                    size: node.number("Size").unwrap_or(0),
                    etag: node.get("ETag").map(unquoted).unwrap_or_default(),
                    checksum: self.told_in(node),
                });
            }
            let next = root
                .number("NextPartNumberMarker")
                .or_else(|| parts.last().map(|p| u64::from(p.number)));
            // A server that says there is more and does not move on would be asked for ever.
            if root.get("IsTruncated") != Some("true") || next.is_none() || next == marker {
                break;
            }
            marker = next;
        }
        parts.sort_by_key(|p| p.number);
        Ok(parts)
    }

    pub(super) async fn finish_upload(
        &self,
        key: &str,
        upload: &str,
        parts: &[Part],
        finish: &Finish,
    ) -> Result<Stored> {
        let names = self.dialect.checksum_names();
        let mut document = String::from("<CompleteMultipartUpload>");
        for part in parts {
            let etag = escaped(&part.etag);
            document.push_str(&format!(
                "<Part><PartNumber>{}</PartNumber><ETag>&quot;{etag}&quot;</ETag>",
                part.number
            ));
            // Only S3 takes the parts' own checksums back.
            let told = part.checksum.filter(|_| self.dialect.prefix() == "x-amz-");
            if let Some(checksum) = told
                && let Some((_, _, element)) = names.iter().find(|(a, ..)| *a == checksum.algorithm())
            {
                document.push_str(&format!("<{element}>{}</{element}>", checksum.base64()));
            }
            document.push_str("</Part>");
        }
        document.push_str("</CompleteMultipartUpload>");
        let mut call = self
            .object(Method::POST, key)?
            .param("uploadId", upload)
            .header("content-type", "application/xml");
        if let Some(checksum) = &finish.checksum {
            call = self.dialect.finish(call, checksum);
        }
        if finish.if_not_exists {
            call = self.dialect.create_only(call);
        }
        let call = call.content(Body::Bytes(document.into()));
        // Once more is no second effect: the upload is gone then, and the caller looks.
        let answered = self.whole(call, Leaving::default(), Idempotency::Keyed).await?;
        let lost = || {
            malformed("ETag")
                .with_kind(Kind::OutcomeUnknown)
                .outcome(Outcome::Unknown)
                .provider(&self.target.name)
        };
        let root = super::xml::parse(&answered.body).map_err(|_| lost())?;
        let mut stored = self.stored(&answered.reply, answered.attempts);
        stored.etag = Some(root.get("ETag").map(unquoted).ok_or_else(lost)?);
        stored.checksum = stored.checksum.or_else(|| self.told_in(&root));
        Ok(stored)
    }

    pub(super) async fn abort_upload(&self, key: &str, upload: &str) -> Result<()> {
        let call = self.object(Method::DELETE, key)?.param("uploadId", upload);
        match self.whole(call, Leaving::default(), Idempotency::Safe).await {
            Err(e) if e.kind == Kind::NotFound => Ok(()),
            Err(e) => Err(e),
            Ok(_) => Ok(()),
        }
    }
}

pub(super) fn malformed(what: &str) -> Error {
    Error::new(Kind::Malformed, text!("the answer has no {what}", "响应中没有 {what}")).outcome(Outcome::Sent)
}
