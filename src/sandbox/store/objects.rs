//! Calls of one object, and of buckets. Source: AWS S3, OSS and COS API references, object operations.

use super::Vendor;
use super::body::{self, read};
use super::call::{Call, Outcome, Refusal, bare, decode, document, element, elements, rfc3339, unescape, xml};
use super::list::{class, root};
use super::shelf::{Bucket, Object, Shelf, Synthetic, crc64_of, etag};
use crate::sandbox::server::{Answer, Content};

/// Headers that are kept and told with an object.
const KEPT: &[&str] = &[
    "content-type",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-language",
    "expires",
];

pub(super) fn no_such_key(key: &str) -> Refusal {
    Refusal::new(404, "NoSuchKey", "The specified key does not exist.").also("Key", key)
}

/// What a request says of the object that it makes.
pub(super) struct Said {
    pub headers: Vec<(String, String)>,
    pub tags: Vec<(String, String)>,
    pub acl: Option<String>,
}

pub(super) fn said(call: &Call<'_>, vendor: Vendor) -> Said {
    let prefix = vendor.prefix();
    let kept = |name: &str| {
        KEPT.contains(&name)
            || name.strip_prefix(prefix).is_some_and(|own| {
                own.starts_with("meta-") || own == "storage-class" || own.starts_with("server-side-encryption")
            })
    };
    let headers = call.entry.headers.iter().filter(|(n, _)| kept(n)).cloned();
    let mut headers: Vec<(String, String)> = headers.collect();
    for (name, value) in &mut headers {
        // What frames the body is not of the object.
        if name == "content-encoding" {
            let left: Vec<&str> = value
                .split(',')
                .map(str::trim)
                .filter(|c| *c != "aws-chunked")
                .collect();
            *value = left.join(",");
        }
    }
    headers.retain(|(n, v)| n != "content-encoding" || !v.is_empty());
    let tags = call.header(&format!("{prefix}tagging")).unwrap_or_default();
    let tags = tags.split('&').filter(|p| !p.is_empty()).map(|p| {
        let (name, value) = p.split_once('=').unwrap_or((p, ""));
        (decode(name, true), decode(value, true))
    });
    Said {
        headers,
        tags: tags.collect(),
        acl: call.header(vendor.acl_header()).map(str::to_owned),
    }
}

/// Whether what is asked may be, seeing what is there.
pub(super) fn may_write(call: &Call<'_>, vendor: Vendor, bucket: &Bucket) -> Result<(), Refusal> {
    let there = bucket.newest(&call.key);
    let forbids = call
        .header(&format!("{}forbid-overwrite", vendor.prefix()))
        .is_some_and(|v| v == "true");
    if forbids && there.is_some() && vendor != Vendor::S3 {
        return Err(Refusal::new(
            409,
            "FileAlreadyExists",
            "The object you specified already exists and can not be overwritten.",
        ));
    }
    let precondition = || {
        Refusal::new(
            412,
            "PreconditionFailed",
            "At least one of the pre-conditions you specified did not hold",
        )
    };
    if vendor == Vendor::S3 {
        if call.header("if-none-match") == Some("*") && there.is_some() {
            return Err(precondition());
        }
        if let Some(wanted) = call.header("if-match")
            && there.is_none_or(|o| o.etag != wanted.trim_matches('"'))
        {
            return Err(precondition());
        }
    }
    Ok(())
}

pub(super) fn put(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let content = read(call, vendor == Vendor::S3)?;
    let version = shelf.unique("V");
    let bucket = bucket_mut(shelf, &call.bucket)?;
    may_write(call, vendor, bucket)?;
    let said = said(call, vendor);
    let versioned = bucket.versioned;
    let object = Object {
        size: content.bytes.len() as u64,
        etag: etag(&content.bytes, vendor == Vendor::Oss),
        crc64: body::crc64(&content.bytes),
        sum: content.sum.or_else(|| default_sum(vendor, &content.bytes)),
        pieces: vec![content.bytes],
        headers: said.headers,
        tags: said.tags,
        acl: said.acl,
        modified: call.now,
        version: version.clone(),
        removed: false,
        restored: false,
    };
    let answer = told(bare(200), vendor, &object);
    bucket.put(&call.key, object);
    Ok(if versioned {
        answer.with(&format!("{}version-id", vendor.prefix()), version)
    } else {
        answer
    })
}

/// The objects of a bucket that are made up, by what stands in its name.
pub(super) fn synthetic(name: &str, vendor: Vendor) -> Option<Synthetic> {
    let digits: String = name.chars().take_while(char::is_ascii_digit).collect();
    Some(Synthetic {
        count: digits.parse().ok()?,
        disordered: name.contains("disordered"),
        each: Object {
            pieces: Vec::new(),
            size: 0,
            etag: etag(b"", vendor == Vendor::Oss),
            crc64: body::crc64(b""),
            sum: default_sum(vendor, b""),
            headers: Vec::new(),
            tags: Vec::new(),
            acl: None,
            modified: std::time::SystemTime::UNIX_EPOCH,
            version: "V0".to_owned(),
            removed: false,
            restored: false,
        },
    })
}

/// S3 makes one by itself where none came.
fn default_sum(vendor: Vendor, bytes: &[u8]) -> Option<(String, String)> {
    (vendor == Vendor::S3).then(|| Some(("crc64nvme".to_owned(), body::s3_sum("crc64nvme", bytes)?)))?
}

/// ETag and checksums in headers.
pub(super) fn told(answer: Answer, vendor: Vendor, object: &Object) -> Answer {
    let answer = answer.with("etag", format!("\"{}\"", object.etag));
    match (vendor, &object.sum) {
        (Vendor::S3, Some((name, sum))) => answer
            .with(&format!("x-amz-checksum-{name}"), sum)
            .with("x-amz-checksum-type", "FULL_OBJECT"),
        (Vendor::S3, None) => answer,
        _ => answer.with(&format!("{}hash-crc64ecma", vendor.prefix()), object.crc64.to_string()),
    }
}

pub(super) fn bucket_mut<'a>(shelf: &'a mut Shelf, name: &str) -> Result<&'a mut Bucket, Refusal> {
    shelf.buckets.get_mut(name).ok_or_else(|| {
        Refusal::new(404, "NoSuchBucket", "The specified bucket does not exist.").also("BucketName", name)
    })
}

pub(super) fn get(call: &Call<'_>, vendor: Vendor, bucket: &Bucket) -> Outcome {
    let object = bucket
        .find(&call.key, call.param("versionId"))
        .ok_or_else(|| no_such_key(&call.key))?;
    let archived = ["GLACIER", "DEEP_ARCHIVE", "Archive", "ColdArchive", "ARCHIVE"];
    let head = call.entry.method == "HEAD";
    if !head && !object.restored && archived.contains(&class(object, vendor).as_str()) {
        return Err(Refusal::new(
            403,
            "InvalidObjectState",
            "The operation is not valid for the object's storage class",
        ));
    }
    let same = |wanted: &str| wanted == "*" || wanted.trim_matches('"') == object.etag;
    if call.header("if-match").is_some_and(|w| !same(w)) {
        return Err(Refusal::new(412, "PreconditionFailed", "The ETag is another"));
    }
    if call.header("if-none-match").is_some_and(same) {
        return Ok(bare(304).with("etag", format!("\"{}\"", object.etag)));
    }
    let mut answer = bare(200);
    let wants_sum = vendor != Vendor::S3 || call.header("x-amz-checksum-mode").is_some();
    let (from, to) = match call.header("range").map(|r| range(r, object.size)) {
        None => (0, object.size),
        Some(Some((from, to))) => {
            answer.status = 206;
            answer = answer.with("content-range", format!("bytes {from}-{}/{}", to - 1, object.size));
            (from, to)
        }
        Some(None) => {
            return Err(Refusal::new(
                416,
                "InvalidRange",
                "The requested range is not satisfiable",
            ));
        }
    };
    // A part of it has another checksum, and S3 tells none.
    if wants_sum && (answer.status == 200 || vendor != Vendor::S3) {
        answer = told(answer, vendor, object);
    } else {
        answer = answer.with("etag", format!("\"{}\"", object.etag));
    }
    for (name, value) in &object.headers {
        answer = answer.with(name, value);
    }
    for (parameter, header) in [
        ("response-content-type", "content-type"),
        ("response-content-disposition", "content-disposition"),
        ("response-cache-control", "cache-control"),
        ("response-content-encoding", "content-encoding"),
        ("response-content-language", "content-language"),
        ("response-expires", "expires"),
    ] {
        if let Some(value) = call.param(parameter) {
            answer.headers.retain(|(n, _)| n != header);
            answer = answer.with(header, value);
        }
    }
    if object.header("content-type").is_none() && !call.has("response-content-type") {
        answer = answer.with("content-type", "application/octet-stream");
    }
    let prefix = vendor.prefix();
    answer = answer
        .with("accept-ranges", "bytes")
        .with("last-modified", httpdate::fmt_http_date(object.modified));
    if bucket.versioned {
        answer = answer.with(&format!("{prefix}version-id"), &object.version);
    }
    if !object.tags.is_empty() {
        answer = answer.with(&format!("{prefix}tagging-count"), object.tags.len().to_string());
    }
    if object.restored {
        answer = answer.with(&format!("{prefix}restore"), "ongoing-request=\"false\"");
    }
    answer.content = if head {
        Content::Length(to - from)
    } else {
        Content::Whole(object.slice(from, to))
    };
    Ok(answer)
}

/// `bytes=a-b`, `bytes=a-`, `bytes=-n`: from and to; `None` outside.
pub(super) fn range(text: &str, size: u64) -> Option<(u64, u64)> {
    let (a, b) = text.strip_prefix("bytes=")?.split_once('-')?;
    let (from, to) = match (a.parse::<u64>().ok(), b.parse::<u64>().ok()) {
        (Some(a), Some(b)) => (a, (b + 1).min(size)),
        (Some(a), None) => (a, size),
        (None, Some(n)) => (size.saturating_sub(n), size),
        (None, None) => return None,
    };
    (from < to).then_some((from, to))
}

pub(super) fn delete(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let version = call.param("versionId").map(str::to_owned);
    let mark = shelf.unique("V");
    let now = call.now;
    let bucket = bucket_mut(shelf, &call.bucket)?;
    Ok(match remove(bucket, &call.key, version.as_deref(), &mark, now) {
        Some(mark) => bare(204)
            .with(&format!("{}delete-marker", vendor.prefix()), "true")
            .with(&format!("{}version-id", vendor.prefix()), mark),
        None => bare(204),
    })
}

/// Removes an object; the version of the mark that stands in its place.
fn remove(
    bucket: &mut Bucket,
    key: &str,
    version: Option<&str>,
    mark: &str,
    now: std::time::SystemTime,
) -> Option<String> {
    if let Some(version) = version {
        if let Some(versions) = bucket.objects.get_mut(key) {
            versions.retain(|o| o.version != version);
            if versions.is_empty() {
                bucket.objects.remove(key);
            }
        }
        return None;
    }
    if !bucket.versioned {
        bucket.objects.remove(key);
        return None;
    }
    let gone = Object {
        pieces: Vec::new(),
        size: 0,
        etag: String::new(),
        crc64: 0,
        sum: None,
        headers: Vec::new(),
        tags: Vec::new(),
        acl: None,
        modified: now,
        version: mark.to_owned(),
        removed: true,
        restored: false,
    };
    bucket.objects.entry(key.to_owned()).or_default().push(gone);
    Some(mark.to_owned())
}

pub(super) fn delete_many(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let content = read(call, vendor == Vendor::S3)?;
    if call.header("content-md5").is_none() && content.sum.is_none() {
        return Err(Refusal::new(
            400,
            "InvalidRequest",
            "Missing required header for this request: Content-MD5",
        ));
    }
    let text = String::from_utf8_lossy(&content.bytes).into_owned();
    let objects = elements(&text, "Object");
    if objects.len() > 1000 || objects.is_empty() {
        return Err(Refusal::new(
            400,
            "MalformedXML",
            "The XML you provided was not well-formed",
        ));
    }
    let quiet = element(&text, "Quiet") == Some("true");
    let mut out = root("DeleteResult", vendor);
    for object in objects {
        let key = unescape(element(object, "Key").unwrap_or_default());
        let version = element(object, "VersionId").map(unescape);
        let mark = shelf.unique("V");
        let bucket = bucket_mut(shelf, &call.bucket)?;
        remove(bucket, &key, version.as_deref(), &mark, call.now);
        if !quiet {
            out.push_str(&format!("<Deleted><Key>{}</Key></Deleted>", xml(&key)));
        }
    }
    out.push_str("</DeleteResult>");
    Ok(document(out))
}

/// The bucket, key and version that a copy is from.
pub(super) fn source(call: &Call<'_>, vendor: Vendor) -> Result<(String, String, Option<String>), Refusal> {
    let invalid = || Refusal::new(400, "InvalidArgument", "The copy source is mal-formed");
    let text = call
        .header(&format!("{}copy-source", vendor.prefix()))
        .ok_or_else(invalid)?;
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let version = query.strip_prefix("versionId=").map(|v| decode(v, false));
    let path = decode(path, false);
    let path = path.strip_prefix('/').unwrap_or(&path);
    let (first, rest) = path.split_once('/').ok_or_else(invalid)?;
    if vendor != Vendor::Cos {
        return Ok((first.to_owned(), rest.to_owned(), version));
    }
    // COS names the host, which names the bucket; a number cannot.
    let name = first.split(':').next().unwrap_or(first);
    if name.parse::<std::net::Ipv4Addr>().is_ok() || name == "localhost" {
        let (bucket, key) = rest.split_once('/').ok_or_else(invalid)?;
        return Ok((bucket.to_owned(), key.to_owned(), version));
    }
    let bucket = name.split('.').next().unwrap_or(name);
    Ok((bucket.to_owned(), rest.to_owned(), version))
}

/// The object that a copy is from, when it is the one that is meant.
pub(super) fn copied_from(call: &Call<'_>, vendor: Vendor, shelf: &Shelf) -> Result<Object, Refusal> {
    let (bucket, key, version) = source(call, vendor)?;
    let object = shelf
        .buckets
        .get(&bucket)
        .and_then(|b| b.find(&key, version.as_deref()))
        .cloned()
        .ok_or_else(|| no_such_key(&key))?;
    let wanted = call.header(&format!("{}copy-source-if-match", vendor.prefix()));
    if wanted.is_some_and(|w| w.trim_matches('"') != object.etag) {
        return Err(Refusal::new(412, "PreconditionFailed", "The source's ETag is another"));
    }
    Ok(object)
}

pub(super) fn copy(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let mut object = copied_from(call, vendor, shelf)?;
    let replaces = call
        .header(&format!("{}metadata-directive", vendor.prefix()))
        .is_some_and(|d| d.to_ascii_lowercase().starts_with("replace"));
    let said = said(call, vendor);
    if replaces {
        object.headers = said.headers;
    } else {
        // The class is of the copy, whatever is taken over.
        let class = format!("{}storage-class", vendor.prefix());
        object.headers.retain(|(n, _)| *n != class);
        object
            .headers
            .extend(said.headers.into_iter().filter(|(n, _)| *n == class));
    }
    let tags_replaced = call.header(&format!("{}tagging-directive", vendor.prefix())).is_some();
    if tags_replaced {
        object.tags = said.tags;
    }
    object.acl = said.acl;
    object.modified = call.now;
    object.version = shelf.unique("V");
    object.restored = false;
    if object.etag.contains('-') {
        let bytes = object.slice(0, object.size);
        object.etag = etag(&bytes, vendor == Vendor::Oss);
    }
    object.crc64 = crc64_of(&object.pieces);
    let bucket = bucket_mut(shelf, &call.bucket)?;
    may_write(call, vendor, bucket)?;
    let mut out = root("CopyObjectResult", vendor);
    out.push_str(&format!(
        "<LastModified>{}</LastModified><ETag>&quot;{}&quot;</ETag></CopyObjectResult>",
        rfc3339(object.modified),
        object.etag
    ));
    let answer = told(document(out), vendor, &object);
    bucket.put(&call.key, object);
    Ok(answer)
}
