//! Pages of listings. Names come percent-encoded, because XML cannot hold every key.

use std::borrow::Cow;

use super::Remote;
use super::dialect::Listing;
use super::objects::unquoted;
use super::parts::malformed;
use super::xml::Node;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Idempotency, Method};
use crate::store::call::Call;
use crate::store::types::{Page, PageOf, Row, Upload, Uploads};
use crate::text;

/// Between the two halves of a token that needs two markers; it stands in no encoded key.
const HALVES: char = '\u{0}';

impl Remote {
    pub(super) async fn list_page(&self, of: &PageOf) -> Result<Page> {
        let call = self.asks(of)?;
        let (root, _) = self.document(call, Idempotency::Safe).await?;
        // Only what says so is encoded.
        let encoded = root.get("EncodingType").is_some();
        let decode = |text: &str| if encoded { self.decoded(text) } else { text.to_owned() };
        let mut page = Page::default();
        for node in &root.children {
            match node.name.as_str() {
                "Contents" | "Version" | "DeleteMarker" => page.rows.push(row(node, &decode)),
                "CommonPrefixes" => page.prefixes.extend(node.get("Prefix").map(&decode)),
                _ => {}
            }
        }
        let keys = page.rows.iter().map(|r| &r.key);
        if !keys
            .chain(&page.prefixes)
            .all(|key| !key.is_empty() && key.starts_with(&of.prefix))
        {
            // Whoever removes or overwrites what a listing tells would do it elsewhere.
            let why = text!("the answer lists keys that were not asked for", "响应列出了未请求的键");
            return Err(Error::new(Kind::Malformed, why)
                .outcome(Outcome::Sent)
                .provider(&self.target.name));
        }
        if root.get("IsTruncated") == Some("true") {
            let next = self.next(&root, of, &page, &decode);
            // Taken for the end, the rest would be taken for missing; asked for the same again, it would never end.
            let next = next.filter(|next| !next.is_empty() && Some(next) != of.token.as_ref());
            page.next = Some(next.ok_or_else(|| malformed("the next page's token").provider(&self.target.name))?);
        }
        Ok(page)
    }

    fn asks(&self, of: &PageOf) -> Result<Call> {
        let caps = self.dialect.caps();
        let max = of.max.unwrap_or(caps.page_max).clamp(1, caps.page_max).to_string();
        let mut call = self.call(Method::GET, "")?;
        let set = |call: Call, name: &str, value: Option<&str>| match value {
            Some(value) if !value.is_empty() => call.param(name, value),
            _ => call,
        };
        let token = of.token.as_deref();
        if of.versions {
            let (key, version) = halves(token);
            call = call.param("versions", "");
            call = set(call, "key-marker", key.or(of.start_after.as_deref()));
            call = set(call, "version-id-marker", version);
        } else if self.dialect.listing() == Listing::V2 {
            call = call.param("list-type", "2");
            call = set(call, "continuation-token", token);
            if token.is_none() {
                call = set(call, "start-after", of.start_after.as_deref());
            }
        } else {
            call = set(call, "marker", token.or(of.start_after.as_deref()));
        }
        call = set(call, "prefix", Some(&of.prefix));
        call = set(call, "delimiter", of.delimiter.as_deref());
        Ok(call.param("max-keys", max).param("encoding-type", "url"))
    }

    /// The token of the page after this one.
    fn next(&self, root: &Node, of: &PageOf, page: &Page, decode: &dyn Fn(&str) -> String) -> Option<String> {
        if of.versions {
            let key = decode(root.get("NextKeyMarker")?);
            let version = root.get("NextVersionIdMarker").unwrap_or_default();
            return Some(format!("{key}{HALVES}{version}"));
        }
        if self.dialect.listing() == Listing::V2 {
            // OSS encodes its token like any name; others' are opaque and hold nothing that decoding would change.
            let token = root.get("NextContinuationToken")?;
            return Some(if self.dialect.prefix() == "x-oss-" {
                decode(token)
            } else {
                token.to_owned()
            });
        }
        // Without a delimiter it may be left out: then the last name is the marker.
        let last = page.rows.last().map(|r| r.key.clone());
        root.get("NextMarker")
            .map(decode)
            .or_else(|| last.max(page.prefixes.last().cloned()))
    }

    pub(super) async fn uploads_page(&self, prefix: &str, token: Option<&str>) -> Result<Uploads> {
        let (key, id) = halves(token);
        let mut call = self.call(Method::GET, "")?.param("uploads", "");
        for (name, value) in [("prefix", Some(prefix)), ("key-marker", key), ("upload-id-marker", id)] {
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                call = call.param(name, value);
            }
        }
        call = call.param("max-uploads", "1000");
        // SeaweedFS says that it encodes these, and does not; every S3 can write them as they are.
        if self.dialect.caps().kind != "s3" {
            call = call.param("encoding-type", "url");
        }
        let (root, _) = self.document(call, Idempotency::Safe).await?;
        let encoded = root.get("EncodingType").is_some();
        let decode = |text: &str| if encoded { self.decoded(text) } else { text.to_owned() };
        let rows = root.all("Upload").map(|u| Upload {
            key: u.get("Key").map(decode).unwrap_or_default(),
            id: u
                .get("UploadId")
                .or_else(|| u.get("UploadID"))
                .unwrap_or_default()
                .to_owned(),
            started: u.time("Initiated"),
        });
        let rows: Vec<Upload> = rows.collect();
        let next = if root.get("IsTruncated") == Some("true") {
            let key = root.get("NextKeyMarker").map(decode).unwrap_or_default();
            let id = root.get("NextUploadIdMarker").unwrap_or_default();
            Some(format!("{key}{HALVES}{id}"))
        } else {
            None
        };
        Ok(Uploads { rows, next })
    }

    /// A name from its encoded form.
    fn decoded(&self, text: &str) -> String {
        decoded(text, self.dialect.plus_is_space())
    }
}

fn halves(token: Option<&str>) -> (Option<&str>, Option<&str>) {
    match token.and_then(|t| t.split_once(HALVES)) {
        Some((a, b)) => (Some(a), Some(b)),
        None => (token, None),
    }
}

fn row(node: &Node, decode: &dyn Fn(&str) -> String) -> Row {
    Row {
        key: node.get("Key").map(decode).unwrap_or_default(),
        size: node.number("Size").unwrap_or(0),
        etag: node.get("ETag").map(unquoted),
        modified: node.time("LastModified"),
        storage_class: node.get("StorageClass").map(str::to_owned),
        version: node.get("VersionId").map(str::to_owned),
        latest: node.get("IsLatest").is_none_or(|l| l == "true"),
        delete_marker: node.name == "DeleteMarker",
    }
}

/// Percent-decoded. What is no encoding stays as it is.
pub(super) fn decoded(text: &str, plus_is_space: bool) -> String {
    if !text.contains(['%', '+']) {
        return text.to_owned();
    }
    let text: Cow<'_, str> = if plus_is_space {
        text.replace('+', " ").into()
    } else {
        text.into()
    };
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let hex = (bytes[i] == b'%')
            .then(|| text.get(i + 1..i + 3))
            .flatten()
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match hex {
            Some(byte) => {
                out.push(byte);
                i += 3;
            }
            None => {
                out.push(bytes[i]);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_as_their_vendor_encodes_them() {
        for (text, plus, plain) in [
            ("a%2Bb", "a+b", "a+b"),
            ("%E4%B8%AD", "中", "中"),
            ("x+y", "x y", "x+y"),
            ("100%", "100%", "100%"),
            ("a%2", "a%2", "a%2"),
            ("%zz中", "%zz中", "%zz中"),
        ] {
            assert_eq!(decoded(text, true), plus);
            assert_eq!(decoded(text, false), plain);
        }
    }
}
