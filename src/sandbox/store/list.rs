//! Listings: objects (both forms), versions, uploads. Names are encoded when the client asks for it.
//! Source: AWS ListObjectsV2, ListObjectVersions, ListMultipartUploads; OSS ListObjectsV2; COS Get Bucket.

use std::time::SystemTime;

use super::Vendor;
use super::call::{Call, Outcome, Refusal, document, encode, rfc3339, xml};
use super::shelf::Bucket;

/// What a page asks for.
struct Asked<'a> {
    prefix: &'a str,
    delimiter: &'a str,
    after: String,
    max: usize,
    encoded: bool,
    vendor: Vendor,
}

/// A line of a page: an object, or what was summed up.
enum Line {
    Object {
        key: String,
        size: u64,
        etag: String,
        modified: SystemTime,
        class: String,
    },
    Prefix(String),
}

impl Line {
    fn name(&self) -> &str {
        match self {
            Line::Object { key, .. } => key,
            Line::Prefix(prefix) => prefix,
        }
    }
}

fn asked<'a>(call: &'a Call<'_>, vendor: Vendor, after: &str) -> Result<Asked<'a>, Refusal> {
    let max = match call.param("max-keys").or(call.param("max-uploads")) {
        None | Some("") => {
            if vendor == Vendor::Oss {
                100
            } else {
                1000
            }
        }
        Some(n) => n
            .parse()
            .map_err(|_| Refusal::new(400, "InvalidArgument", "max-keys is not a number"))?,
    };
    Ok(Asked {
        prefix: call.param("prefix").unwrap_or_default(),
        delimiter: call.param("delimiter").unwrap_or_default(),
        after: after.to_owned(),
        max: max.min(1000),
        encoded: call.param("encoding-type") == Some("url"),
        vendor,
    })
}

impl Asked<'_> {
    /// A name as the document has it.
    fn name(&self, name: &str) -> String {
        if !self.encoded {
            return xml(name);
        }
        match self.vendor {
            Vendor::S3 => encode(name, "/").replace("%20", "+"),
            Vendor::Oss | Vendor::Cos => encode(name, "/"),
        }
    }
}

/// The names of a bucket after a mark, made up or real.
fn names<'a>(bucket: &'a Bucket, after: &str) -> Box<dyn Iterator<Item = (String, &'a super::shelf::Object)> + 'a> {
    if let Some(synthetic) = &bucket.synthetic {
        let places = synthetic.after(after)..synthetic.count;
        return Box::new(places.map(|at| (synthetic.key(at), &synthetic.each)));
    }
    let after = after.to_owned();
    Box::new(
        bucket
            .objects
            .range(after.clone()..)
            .filter(move |(k, _)| **k != after)
            .filter_map(|(k, v)| Some((k.clone(), v.last().filter(|o| !o.removed)?))),
    )
}

/// The lines of a page, and whether there is more.
fn lines(bucket: &Bucket, asked: &Asked<'_>) -> (Vec<Line>, bool) {
    let mut out: Vec<Line> = Vec::new();
    // A prefix that was told already is not told again.
    let told = (!asked.delimiter.is_empty() && asked.after.ends_with(asked.delimiter)).then(|| asked.after.clone());
    let start = if asked.after.as_str() < asked.prefix {
        String::new()
    } else {
        asked.after.clone()
    };
    let mut from = start;
    if from.is_empty() && !asked.prefix.is_empty() && bucket.synthetic.is_none() {
        // The first key may be the prefix itself.
        from = before(asked.prefix);
    }
    for (key, object) in names(bucket, &from) {
        if !key.starts_with(asked.prefix) {
            if key.as_str() > asked.prefix && bucket.synthetic.as_ref().is_none_or(|s| !s.disordered) {
                break;
            }
            continue;
        }
        let rest = &key[asked.prefix.len()..];
        let line = match rest.find(asked.delimiter).filter(|_| !asked.delimiter.is_empty()) {
            Some(i) => {
                let prefix = format!("{}{}", asked.prefix, &rest[..i + asked.delimiter.len()]);
                if told.as_deref() == Some(&prefix) || matches!(out.last(), Some(Line::Prefix(p)) if *p == prefix) {
                    continue;
                }
                Line::Prefix(prefix)
            }
            None => Line::Object {
                size: object.size,
                etag: object.etag.clone(),
                modified: object.modified,
                class: class(object, asked.vendor),
                key,
            },
        };
        if out.len() == asked.max {
            return (out, true);
        }
        out.push(line);
    }
    (out, false)
}

/// A text that sorts before this one, and after everything that does.
fn before(text: &str) -> String {
    let mut out = text.to_owned();
    match out.pop() {
        Some(last) if last > '\u{1}' => {
            let lower = char::from_u32(u32::from(last) - 1).unwrap_or('\u{0}');
            out.push(lower);
            out.push(char::MAX);
            out
        }
        _ => out,
    }
}

pub(super) fn class(object: &super::shelf::Object, vendor: Vendor) -> String {
    let header = format!("{}storage-class", vendor.prefix());
    let standard = if vendor == Vendor::Oss { "Standard" } else { "STANDARD" };
    object.header(&header).unwrap_or(standard).to_owned()
}

/// `GET /`: the objects of a bucket.
pub(super) fn objects(call: &Call<'_>, vendor: Vendor, bucket: &Bucket) -> Outcome {
    let v2 = call.param("list-type") == Some("2");
    let after = if v2 {
        match call.param("continuation-token").filter(|t| !t.is_empty()) {
            Some(token) => opened(token)
                .ok_or_else(|| Refusal::new(400, "InvalidArgument", "The continuation token provided is incorrect"))?,
            None => call.param("start-after").unwrap_or_default().to_owned(),
        }
    } else {
        call.param("marker").unwrap_or_default().to_owned()
    };
    let asked = asked(call, vendor, &after)?;
    let (lines, more) = lines(bucket, &asked);
    let mut out = root("ListBucketResult", vendor);
    out.push_str(&format!(
        "<Name>{}</Name><Prefix>{}</Prefix><MaxKeys>{}</MaxKeys><IsTruncated>{more}</IsTruncated>",
        xml(&call.bucket),
        asked.name(asked.prefix),
        asked.max
    ));
    if !asked.delimiter.is_empty() {
        out.push_str(&format!("<Delimiter>{}</Delimiter>", asked.name(asked.delimiter)));
    }
    if asked.encoded {
        out.push_str("<EncodingType>url</EncodingType>");
    }
    let last = lines.last().map(|l| l.name().to_owned()).filter(|_| more);
    if v2 {
        out.push_str(&format!("<KeyCount>{}</KeyCount>", lines.len()));
        if let Some(token) = call.param("continuation-token") {
            out.push_str(&format!("<ContinuationToken>{}</ContinuationToken>", xml(token)));
        }
        if let Some(last) = last {
            out.push_str(&format!(
                "<NextContinuationToken>{}</NextContinuationToken>",
                sealed(&last)
            ));
        }
    } else {
        out.push_str(&format!("<Marker>{}</Marker>", asked.name(&after)));
        // S3 tells it only with a delimiter; COS always.
        if let Some(last) = last.filter(|_| vendor != Vendor::S3 || !asked.delimiter.is_empty()) {
            out.push_str(&format!("<NextMarker>{}</NextMarker>", asked.name(&last)));
        }
    }
    let mut prefixes = String::new();
    let kind = if vendor == Vendor::Oss {
        "<Type>Normal</Type>"
    } else {
        ""
    };
    for line in &lines {
        match line {
            Line::Object { key, size, etag, modified, class } => out.push_str(&format!(
                "<Contents><Key>{}</Key><LastModified>{}</LastModified><ETag>&quot;{etag}&quot;</ETag><Size>{size}</Size><StorageClass>{class}</StorageClass>{kind}</Contents>",
                asked.name(key),
                rfc3339(*modified)
            )),
            Line::Prefix(prefix) => {
                prefixes.push_str(&format!("<CommonPrefixes><Prefix>{}</Prefix></CommonPrefixes>", asked.name(prefix)));
            }
        }
    }
    out.push_str(&prefixes);
    out.push_str("</ListBucketResult>");
    Ok(document(out))
}

/// A token that only this server reads.
fn sealed(key: &str) -> String {
    let hex: String = key.bytes().map(|b| format!("{b:02x}")).collect();
    format!("t{hex}")
}

fn opened(token: &str) -> Option<String> {
    let hex = token.strip_prefix('t')?;
    let bytes: Option<Vec<u8>> = (0..hex.len() / 2)
        .map(|i| u8::from_str_radix(hex.get(2 * i..2 * i + 2)?, 16).ok())
        .collect();
    String::from_utf8(bytes?).ok()
}

/// `GET /?versions`.
pub(super) fn versions(call: &Call<'_>, vendor: Vendor, bucket: &Bucket) -> Outcome {
    let after = call.param("key-marker").unwrap_or_default();
    let asked = asked(call, vendor, after)?;
    let after_version = call.param("version-id-marker").filter(|v| !v.is_empty());
    let mut out = root("ListVersionsResult", vendor);
    let mut rows = String::new();
    let mut count = 0;
    let mut next: Option<(String, String)> = None;
    let mut last: Option<(String, String)> = None;
    'keys: for (key, versions) in bucket.objects.range(asked.after.clone()..) {
        if !key.starts_with(asked.prefix) {
            continue;
        }
        let mut passed = *key != asked.after || asked.after.is_empty();
        for (i, o) in versions.iter().rev().enumerate() {
            if !passed {
                passed = after_version.is_some_and(|v| v == o.version);
                continue;
            }
            if count == asked.max {
                next = last;
                break 'keys;
            }
            count += 1;
            last = Some((key.clone(), o.version.clone()));
            let name = if o.removed { "DeleteMarker" } else { "Version" };
            rows.push_str(&format!(
                "<{name}><Key>{}</Key><VersionId>{}</VersionId><IsLatest>{}</IsLatest><LastModified>{}</LastModified>",
                asked.name(key),
                o.version,
                i == 0,
                rfc3339(o.modified)
            ));
            if !o.removed {
                rows.push_str(&format!(
                    "<ETag>&quot;{}&quot;</ETag><Size>{}</Size><StorageClass>{}</StorageClass>",
                    o.etag,
                    o.size,
                    class(o, vendor)
                ));
            }
            rows.push_str(&format!("</{name}>"));
        }
    }
    out.push_str(&format!(
        "<Name>{}</Name><Prefix>{}</Prefix><MaxKeys>{}</MaxKeys><IsTruncated>{}</IsTruncated>",
        xml(&call.bucket),
        asked.name(asked.prefix),
        asked.max,
        next.is_some()
    ));
    if asked.encoded {
        out.push_str("<EncodingType>url</EncodingType>");
    }
    if let Some((key, version)) = next {
        out.push_str(&format!(
            "<NextKeyMarker>{}</NextKeyMarker><NextVersionIdMarker>{version}</NextVersionIdMarker>",
            asked.name(&key)
        ));
    }
    out.push_str(&rows);
    out.push_str("</ListVersionsResult>");
    Ok(document(out))
}

/// `GET /?uploads`.
pub(super) fn uploads(call: &Call<'_>, vendor: Vendor, bucket: &Bucket) -> Outcome {
    let key_marker = call.param("key-marker").unwrap_or_default();
    let id_marker = call.param("upload-id-marker").unwrap_or_default();
    let asked = asked(call, vendor, key_marker)?;
    let mut all: Vec<(&String, &super::shelf::Upload)> = bucket
        .uploads
        .iter()
        .filter(|(_, u)| u.key.starts_with(asked.prefix))
        .collect();
    all.sort_by(|a, b| (&a.1.key, a.0).cmp(&(&b.1.key, b.0)));
    all.retain(|(id, u)| {
        let here = (u.key.as_str(), id.as_str());
        key_marker.is_empty()
            || u.key.as_str() > key_marker
            || (!id_marker.is_empty() && here > (key_marker, id_marker))
    });
    let more = all.len() > asked.max;
    all.truncate(asked.max);
    let mut out = root("ListMultipartUploadsResult", vendor);
    out.push_str(&format!(
        "<Bucket>{}</Bucket><Prefix>{}</Prefix><IsTruncated>{more}</IsTruncated>",
        xml(&call.bucket),
        asked.name(asked.prefix)
    ));
    if asked.encoded {
        out.push_str("<EncodingType>url</EncodingType>");
    }
    if let Some((id, u)) = all.last().filter(|_| more) {
        out.push_str(&format!(
            "<NextKeyMarker>{}</NextKeyMarker><NextUploadIdMarker>{id}</NextUploadIdMarker>",
            asked.name(&u.key)
        ));
    }
    for (id, u) in &all {
        out.push_str(&format!(
            "<Upload><Key>{}</Key><UploadId>{id}</UploadId><Initiated>{}</Initiated></Upload>",
            asked.name(&u.key),
            rfc3339(u.started)
        ));
    }
    out.push_str("</ListMultipartUploadsResult>");
    Ok(document(out))
}

/// The root element: only S3 has a name space.
pub(super) fn root(name: &str, vendor: Vendor) -> String {
    let space = match vendor {
        Vendor::S3 => " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"",
        Vendor::Oss | Vendor::Cos => "",
    };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{name}{space}>")
}
