//! The content of a request, checked against everything that the client says of it.
//! Source: AWS "Checking object integrity", "aws-chunked"; RFC 1864.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use md5::{Digest, Md5};
use sha1::Sha1;
use sha2::Sha256;

use super::call::{Call, Refusal};
use super::check::{hex, sha256_hex};

/// CRC-64 as OSS and COS tell it.
pub(super) fn crc64(bytes: &[u8]) -> u64 {
    crc_fast::checksum(crc_fast::CrcAlgorithm::Crc64Xz, bytes)
}

/// A checksum of S3, as its header has it.
pub(super) fn s3_sum(name: &str, bytes: &[u8]) -> Option<String> {
    use crc_fast::{CrcAlgorithm, checksum};
    let crc32 = |algorithm| STANDARD.encode((checksum(algorithm, bytes) as u32).to_be_bytes());
    Some(match name {
        "crc64nvme" => STANDARD.encode(checksum(CrcAlgorithm::Crc64Nvme, bytes).to_be_bytes()),
        "crc32c" => crc32(CrcAlgorithm::Crc32Iscsi),
        "crc32" => crc32(CrcAlgorithm::Crc32IsoHdlc),
        "sha1" => STANDARD.encode(Sha1::digest(bytes)),
        "sha256" => STANDARD.encode(Sha256::digest(bytes)),
        _ => return None,
    })
}

/// MD5 in lower-case hexadecimal.
pub(super) fn md5_hex(bytes: &[u8]) -> String {
    hex(&Md5::digest(bytes))
}

/// The content, when all holds that is said of it, and the checksum of S3 that came with it.
pub(super) struct Content {
    pub bytes: Bytes,
    /// `crc64nvme` and its text.
    pub sum: Option<(String, String)>,
}

/// Reads and checks it.
pub(super) fn read(call: &Call<'_>, s3: bool) -> Result<Content, Refusal> {
    let mut trailer = None;
    let said = call.header("x-amz-content-sha256").unwrap_or_default();
    let streaming = s3 && said.starts_with("STREAMING-");
    let bytes = if streaming {
        let (bytes, name) = unchunked(&call.entry.body).ok_or_else(incomplete)?;
        trailer = name;
        let promised = call.header("x-amz-decoded-content-length").and_then(|l| l.parse().ok());
        if promised.is_some_and(|n: usize| n != bytes.len()) {
            return Err(incomplete());
        }
        Bytes::from(bytes)
    } else {
        Bytes::copy_from_slice(&call.entry.body)
    };
    let hashed = s3 && said.len() == 64;
    if hashed && sha256_hex(&bytes) != said {
        return Err(Refusal::new(
            400,
            "XAmzContentSHA256Mismatch",
            "The provided 'x-amz-content-sha256' header does not match what was computed.",
        ));
    }
    if let Some(md5) = call.header("content-md5")
        && STANDARD.encode(Md5::digest(&bytes)) != md5
    {
        return Err(Refusal::new(
            400,
            "BadDigest",
            "The Content-MD5 you specified did not match what we received.",
        ));
    }
    let mut sum = None;
    if s3 {
        let headers = call.entry.headers.iter().filter_map(|(n, v)| {
            let name = n.strip_prefix("x-amz-checksum-")?;
            Some((name.to_owned(), v.clone()))
        });
        for (name, value) in headers.chain(trailer) {
            let Some(ours) = s3_sum(&name, &bytes) else { continue };
            if ours != value {
                return Err(Refusal::new(
                    400,
                    "BadDigest",
                    &format!("The {name} you specified did not match the calculated checksum."),
                ));
            }
            sum = Some((name, value));
        }
    }
    Ok(Content { bytes, sum })
}

fn incomplete() -> Refusal {
    Refusal::new(
        400,
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header",
    )
}

type Trailer = Option<(String, String)>;

/// The content of `aws-chunked`, and the checksum in its trailer.
fn unchunked(body: &[u8]) -> Option<(Vec<u8>, Trailer)> {
    let mut out = Vec::new();
    let mut rest = body;
    loop {
        let end = rest.windows(2).position(|w| w == b"\r\n")?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 2..];
        if size == 0 {
            break;
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n")?;
    }
    let text = std::str::from_utf8(rest).ok()?;
    let trailer = text.lines().find_map(|l| {
        let (name, value) = l.strip_prefix("x-amz-checksum-")?.split_once(':')?;
        Some((name.to_owned(), value.trim().to_owned()))
    });
    Some((out, trailer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunked_contents_read_as_amazons_client_writes_them() {
        let all: serde_json::Value = serde_json::from_str(include_str!("../../../tests/vectors/store.json")).unwrap();
        for v in all["aws_chunked"].as_array().unwrap() {
            let (bytes, trailer) = unchunked(v["body"].as_str().unwrap().as_bytes()).unwrap();
            assert_eq!(bytes, v["data"].as_str().unwrap().as_bytes());
            let (name, value) = trailer.unwrap();
            assert_eq!(s3_sum(&name, &bytes).unwrap(), value);
        }
    }

    #[test]
    fn sums_are_those_of_the_vectors() {
        let all: serde_json::Value = serde_json::from_str(include_str!("../../../tests/vectors/store.json")).unwrap();
        for v in all["checksums"]["values"].as_array().unwrap() {
            let length = v["length"].as_u64().unwrap();
            let data: Vec<u8> = match v["hex_data"].as_str() {
                Some(hex) => (0..hex.len() / 2)
                    .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
                    .collect(),
                None => (0..length).map(|i| ((i * 31 + 7) & 0xFF) as u8).collect(),
            };
            assert_eq!(crc64(&data).to_string(), v["crc64ecma_decimal"].as_str().unwrap());
            for name in ["crc64nvme", "crc32c", "crc32", "sha256"] {
                assert_eq!(
                    s3_sum(name, &data).unwrap(),
                    v[format!("{name}_b64")].as_str().unwrap(),
                    "{name}"
                );
            }
            assert_eq!(md5_hex(&data), v["md5_hex"].as_str().unwrap());
        }
    }
}
