//! Uploads in parts. Source: AWS, OSS and COS API references, multipart operations.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;

use super::Vendor;
use super::body::{md5_hex, read};
use super::call::{Call, Outcome, Refusal, bare, document, element, elements, rfc3339, unescape, xml};
use super::list::root;
use super::objects::{bucket_mut, copied_from, may_write, range, said};
use super::shelf::{Object, Part, Shelf, Upload, crc64_of};
use crate::sandbox::server::Content;

fn no_such_upload() -> Refusal {
    Refusal::new(404, "NoSuchUpload", "The specified multipart upload does not exist.")
}

fn upload<'a>(call: &Call<'_>, shelf: &'a mut Shelf) -> Result<&'a mut Upload, Refusal> {
    let id = call.param("uploadId").unwrap_or_default();
    let bucket = bucket_mut(shelf, &call.bucket)?;
    let upload = bucket.uploads.get_mut(id).filter(|u| u.key == call.key);
    upload.ok_or_else(no_such_upload)
}

pub(super) fn begin(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let id = shelf.unique("U");
    let bucket = bucket_mut(shelf, &call.bucket)?;
    may_write(call, vendor, bucket)?;
    let said = said(call, vendor);
    bucket.uploads.insert(
        id.clone(),
        Upload {
            key: call.key.clone(),
            started: call.now,
            headers: said.headers,
            tags: said.tags,
            acl: said.acl,
            algorithm: call
                .header("x-amz-checksum-algorithm")
                .map(str::to_ascii_lowercase)
                .filter(|_| vendor == Vendor::S3),
            parts: BTreeMap::new(),
        },
    );
    let mut out = root("InitiateMultipartUploadResult", vendor);
    out.push_str(&format!(
        "<Bucket>{}</Bucket><Key>{}</Key><UploadId>{id}</UploadId></InitiateMultipartUploadResult>",
        xml(&call.bucket),
        xml(&call.key)
    ));
    Ok(document(out))
}

fn number(call: &Call<'_>) -> Result<u32, Refusal> {
    call.param("partNumber")
        .and_then(|n| n.parse().ok())
        .filter(|n| (1..=10_000).contains(n))
        .ok_or_else(|| {
            Refusal::new(
                400,
                "InvalidArgument",
                "Part number must be an integer between 1 and 10000",
            )
        })
}

pub(super) fn part(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let number = number(call)?;
    let content = read(call, vendor == Vendor::S3)?;
    let upload = upload(call, shelf)?;
    if let (Some(algorithm), Some((name, _))) = (&upload.algorithm, &content.sum)
        && algorithm != name
    {
        return Err(Refusal::new(
            400,
            "InvalidRequest",
            &format!(
                "Checksum Type mismatch occurred, expected checksum Type: {algorithm}, actual checksum Type: {name}"
            ),
        ));
    }
    let sum = content.sum.clone();
    let part = Part::new(content.bytes, content.sum, vendor == Vendor::Oss, call.now);
    let answer = bare(200).with("etag", format!("\"{}\"", part.etag));
    let answer = match (vendor, sum) {
        (Vendor::S3, Some((name, sum))) => answer.with(&format!("x-amz-checksum-{name}"), sum),
        (Vendor::S3, None) => answer,
        _ => answer.with(&format!("{}hash-crc64ecma", vendor.prefix()), part.crc64.to_string()),
    };
    upload.parts.insert(number, part);
    Ok(answer)
}

pub(super) fn copy_part(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let number = number(call)?;
    let source = copied_from(call, vendor, shelf)?;
    let asked = call.header(&format!("{}copy-source-range", vendor.prefix()));
    let (from, to) = match asked.map(|r| range(r, source.size)) {
        None => (0, source.size),
        Some(Some(range)) => range,
        Some(None) => {
            return Err(Refusal::new(
                416,
                "InvalidRange",
                "The requested range is not satisfiable",
            ));
        }
    };
    let upload = upload(call, shelf)?;
    let bytes = Bytes::from(source.slice(from, to));
    let part = Part::new(bytes, None, vendor == Vendor::Oss, call.now);
    let mut out = root("CopyPartResult", vendor);
    out.push_str(&format!(
        "<LastModified>{}</LastModified><ETag>&quot;{}&quot;</ETag></CopyPartResult>",
        rfc3339(call.now),
        part.etag
    ));
    let mut answer = document(out);
    if vendor != Vendor::S3 {
        answer = answer.with(&format!("{}hash-crc64ecma", vendor.prefix()), part.crc64.to_string());
    }
    upload.parts.insert(number, part);
    Ok(answer)
}

pub(super) fn parts(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let max: usize = call
        .param("max-parts")
        .and_then(|n| n.parse().ok())
        .unwrap_or(1000)
        .min(1000);
    let after: u32 = call
        .param("part-number-marker")
        .and_then(|n| n.parse().ok())
        .unwrap_or(0);
    let upload = upload(call, shelf)?;
    let mut left = upload.parts.range(after + 1..);
    let page: Vec<(&u32, &Part)> = left.by_ref().take(max).collect();
    let more = left.next().is_some();
    let mut out = root("ListPartsResult", vendor);
    out.push_str(&format!(
        "<Bucket>{}</Bucket><Key>{}</Key><UploadId>{}</UploadId><IsTruncated>{more}</IsTruncated><MaxParts>{max}</MaxParts>",
        xml(&call.bucket),
        xml(&call.key),
        xml(call.param("uploadId").unwrap_or_default())
    ));
    if let Some((last, _)) = page.last() {
        out.push_str(&format!("<NextPartNumberMarker>{last}</NextPartNumberMarker>"));
    }
    for (number, part) in page {
        out.push_str(&format!(
            "<Part><PartNumber>{number}</PartNumber><LastModified>{}</LastModified><ETag>&quot;{}&quot;</ETag><Size>{}</Size>",
            rfc3339(part.modified),
            part.etag,
            part.bytes.len()
        ));
        match (vendor, &part.sum) {
            (Vendor::Oss, _) => out.push_str(&format!("<HashCrc64ecma>{}</HashCrc64ecma>", part.crc64)),
            (Vendor::S3, Some((name, sum))) => {
                let name = name.to_ascii_uppercase();
                out.push_str(&format!("<Checksum{name}>{sum}</Checksum{name}>"));
            }
            _ => {}
        }
        out.push_str("</Part>");
    }
    out.push_str("</ListPartsResult>");
    Ok(document(out))
}

pub(super) fn abort(call: &Call<'_>, shelf: &mut Shelf) -> Outcome {
    upload(call, shelf)?;
    let id = call.param("uploadId").unwrap_or_default();
    bucket_mut(shelf, &call.bucket)?.uploads.remove(id);
    Ok(bare(204))
}

pub(super) fn complete(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf) -> Outcome {
    let text = String::from_utf8_lossy(&call.entry.body).into_owned();
    let object = assemble(call, vendor, shelf, &text)?;
    let id = call.param("uploadId").unwrap_or_default().to_owned();
    let version = object.version.clone();
    let bucket = bucket_mut(shelf, &call.bucket)?;
    may_write(call, vendor, bucket)?;
    bucket.uploads.remove(&id);
    let versioned = bucket.versioned;
    let mut out = root("CompleteMultipartUploadResult", vendor);
    out.push_str(&format!(
        "<Location>http://{}/{}</Location><Bucket>{}</Bucket><Key>{}</Key><ETag>&quot;{}&quot;</ETag>",
        xml(&call.bucket),
        xml(&call.key),
        xml(&call.bucket),
        xml(&call.key),
        object.etag
    ));
    if let (Vendor::S3, Some((name, sum))) = (vendor, &object.sum) {
        let name = name.to_ascii_uppercase();
        out.push_str(&format!(
            "<Checksum{name}>{sum}</Checksum{name}><ChecksumType>FULL_OBJECT</ChecksumType>"
        ));
    }
    if vendor == Vendor::Cos {
        out.push_str(&format!("<CRC64>{}</CRC64>", object.crc64));
    }
    out.push_str("</CompleteMultipartUploadResult>");
    let mut answer = document(out);
    if vendor != Vendor::S3 {
        answer = answer.with(&format!("{}hash-crc64ecma", vendor.prefix()), object.crc64.to_string());
    }
    if versioned {
        answer = answer.with(&format!("{}version-id", vendor.prefix()), version);
    }
    bucket.put(&call.key, object);
    Ok(if vendor == Vendor::Oss {
        answer
    } else {
        spaced(answer, vendor)
    })
}

/// COS and S3 answer at once, and send spaces while they put the parts together: S3 after the declaration, COS without one.
pub(super) fn spaced(mut answer: crate::sandbox::server::Answer, vendor: Vendor) -> crate::sandbox::server::Answer {
    if let Content::Whole(body) = &answer.content {
        let text = String::from_utf8_lossy(body).into_owned();
        let (declaration, rest) = text.split_once("?>\n").unwrap_or(("", &text));
        let mut pieces = vec![b" ".to_vec(), b"  ".to_vec(), b"\n".to_vec(), rest.as_bytes().to_vec()];
        if vendor == Vendor::S3 && !declaration.is_empty() {
            pieces.insert(0, format!("{declaration}?>\n").into_bytes());
        }
        answer.content = Content::Pieces(pieces);
    }
    answer
}

fn assemble(call: &Call<'_>, vendor: Vendor, shelf: &mut Shelf, text: &str) -> Result<Object, Refusal> {
    let version = shelf.unique("V");
    let now = call.now;
    let upload = upload(call, shelf)?;
    let invalid = |code: &str, message: &str| Refusal::new(400, code, message);
    let listed = elements(text, "Part");
    let all = call.header("x-oss-complete-all").is_some_and(|v| v == "yes");
    let mut chosen: Vec<(u32, Part)> = Vec::new();
    if all {
        chosen.extend(upload.parts.iter().map(|(n, p)| (*n, p.clone())));
    }
    for part in &listed {
        let number = element(part, "PartNumber").and_then(|n| n.trim().parse::<u32>().ok());
        let number = number.ok_or_else(|| invalid("MalformedXML", "The XML you provided was not well-formed"))?;
        let etag = element(part, "ETag").map(unescape).unwrap_or_default();
        let have = upload
            .parts
            .get(&number)
            .filter(|p| p.etag.eq_ignore_ascii_case(etag.trim().trim_matches('"')))
            .ok_or_else(|| {
                invalid(
                    "InvalidPart",
                    "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.",
                )
            })?;
        for (name, sum) in have.sum.iter() {
            let told = element(part, &format!("Checksum{}", name.to_ascii_uppercase()));
            if told.is_some_and(|t| t != sum) {
                return Err(invalid("InvalidPart", "The checksum of a part is another"));
            }
        }
        if chosen.last().is_some_and(|(last, _)| *last >= number) {
            return Err(invalid(
                "InvalidPartOrder",
                "The list of parts was not in ascending order.",
            ));
        }
        let gap = chosen.len() as u32 + 1 != number;
        if vendor == Vendor::Cos && gap {
            return Err(invalid("InvalidPart", "The part numbers are not contiguous."));
        }
        chosen.push((number, have.clone()));
    }
    let Some((_, but_last)) = chosen.split_last() else {
        return Err(invalid("MalformedXML", "The XML you provided was not well-formed"));
    };
    let small = but_last.iter().any(|(_, p)| (p.bytes.len() as u64) < vendor.part_min());
    if small {
        return Err(invalid(
            "EntityTooSmall",
            "Your proposed upload is smaller than the minimum allowed object size.",
        ));
    }
    let pieces: Vec<Bytes> = chosen.iter().map(|(_, p)| p.bytes.clone()).collect();
    let sum = whole_sum(call, vendor, upload.algorithm.as_deref(), &pieces)?;
    let mut md5s = Vec::new();
    for (_, part) in &chosen {
        let hex = part.etag.as_bytes();
        for pair in hex.chunks(2) {
            let byte = std::str::from_utf8(pair)
                .ok()
                .and_then(|p| u8::from_str_radix(p, 16).ok());
            md5s.push(byte.unwrap_or(0));
        }
    }
    let mut etag = format!("{}-{}", md5_hex(&md5s), chosen.len());
    if vendor == Vendor::Oss {
        etag = etag.to_ascii_uppercase();
    }
    Ok(Object {
        size: pieces.iter().map(|p| p.len() as u64).sum(),
        etag,
        crc64: crc64_of(&pieces),
        sum,
        pieces,
        headers: upload.headers.clone(),
        tags: upload.tags.clone(),
        acl: upload.acl.clone(),
        modified: now,
        version,
        removed: false,
        restored: false,
    })
}

/// The checksum of the whole object, which must be the one that the client tells.
fn whole_sum(
    call: &Call<'_>,
    vendor: Vendor,
    algorithm: Option<&str>,
    pieces: &[Bytes],
) -> Result<Option<(String, String)>, Refusal> {
    let Some(name) = algorithm.filter(|_| vendor == Vendor::S3) else {
        return Ok(None);
    };
    let kind = match name {
        "crc64nvme" => crc_fast::CrcAlgorithm::Crc64Nvme,
        "crc32c" => crc_fast::CrcAlgorithm::Crc32Iscsi,
        "crc32" => crc_fast::CrcAlgorithm::Crc32IsoHdlc,
        // Of these the whole's is not made from the parts.
        _ => return Ok(None),
    };
    let mut digest = crc_fast::Digest::new(kind);
    for piece in pieces {
        digest.update(piece);
    }
    let value = digest.finalize();
    let ours = if name == "crc64nvme" {
        STANDARD.encode(value.to_be_bytes())
    } else {
        STANDARD.encode((value as u32).to_be_bytes())
    };
    if call
        .header(&format!("x-amz-checksum-{name}"))
        .is_some_and(|told| told != ours)
    {
        return Err(Refusal::new(
            400,
            "BadDigest",
            "The checksum you specified did not match the calculated checksum.",
        ));
    }
    Ok(Some((name.to_owned(), ours)))
}
