//! The S3 dialect: Amazon, and everyone who speaks like it (MinIO, SeaweedFS, Garage, RustFS, R2).
//! Source: AWS S3 API reference; `reference/store.md` §3.

pub mod sign;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::call::{Call, Keys, Proof};
use super::checksum::{Algorithm, Checksum};
use super::config::Config;
use super::remote::address::{Address, Style};
use super::remote::dialect::{Dialect, Listing};
use super::remote::fault::{Fault, by_status};
use super::remote::objects_source;
use super::remote::xml::{Node, escaped};
use super::types::{Caps, Put};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Method};
use crate::sign::hex;
use crate::text;
use crate::text::Text;

/// Contents up to this are hashed into the signature; what is larger streams, with its checksum signed.
const HASHED_BYTES: u64 = 1 << 20;

const NAMES: &[(Algorithm, &str, &str)] = &[
    (Algorithm::Crc64Nvme, "x-amz-checksum-crc64nvme", "ChecksumCRC64NVME"),
    (Algorithm::Crc32c, "x-amz-checksum-crc32c", "ChecksumCRC32C"),
];

/// The dialect, for one region.
pub struct S3 {
    caps: Caps,
    /// The same for servers that do not know the newest checksum; without it the table says which one travels.
    older: Option<Caps>,
    is_older: AtomicBool,
    region: String,
    /// The region is Amazon's own first one, which buckets do not name, or nobody said one.
    plain_buckets: bool,
}

/// The address and the dialect of a table.
///
/// # Errors
/// [`Kind::Config`] for an address that is none, or a missing region.
pub fn connect(config: &Config, bucket: &str) -> Result<(Address, S3)> {
    let endpoint = config.endpoint.as_deref();
    let amazon = endpoint.is_none_or(|e| e.trim_end_matches('/').ends_with("amazonaws.com"));
    let region = match (&config.region, endpoint) {
        (Some(region), _) => region.clone(),
        // Everyone but Amazon takes this one, as MinIO's own default.
        (None, Some(_)) if !amazon => "us-east-1".to_owned(),
        (None, _) => {
            return Err(
                Error::config(text!("the table has no region", "该表没有设置 region")).hint(text!(
                    "set region (or AWS_REGION), or the endpoint of your own server",
                    "请设置 region（或 AWS_REGION），或自建服务器的 endpoint"
                )),
            );
        }
    };
    let host = match endpoint {
        Some(endpoint) => endpoint.to_owned(),
        None => format!("https://s3.{region}.amazonaws.com"),
    };
    let style = match config.addressing.as_deref() {
        _ if config.cname => Style::Own,
        Some("path") => Style::Path,
        Some("virtual") => Style::Virtual,
        // A dot in the bucket's name would not match the certificate.
        _ if amazon && !bucket.contains('.') => Style::Virtual,
        _ => Style::Path,
    };
    let checksum = match config.checksum.as_deref() {
        None | Some("crc64nvme") => Some(Algorithm::Crc64Nvme),
        Some("crc32c") => Some(Algorithm::Crc32c),
        Some("md5") => Some(Algorithm::Md5),
        Some(_) => None,
    };
    let caps = Caps {
        kind: "s3",
        presign: true,
        presign_max: Some(Duration::from_secs(604_800)),
        multipart: true,
        part_min: 5 << 20,
        part_max: 5 << 30,
        parts_max: 10_000,
        put_max: 5 << 30,
        copy_max: 5 << 30,
        checksum,
        etag_is_md5: true,
        create_only: true,
        delete_many: 1000,
        page_max: 1000,
        key_max: 1024,
        meta: true,
        tags: true,
        acl: true,
        storage_class: true,
        sse: true,
        versions: true,
        restore: true,
        buckets: true,
    };
    let dialect = S3 {
        older: config.checksum.is_none().then(|| Caps {
            checksum: Some(Algorithm::Crc32c),
            ..caps.clone()
        }),
        is_older: AtomicBool::new(false),
        caps,
        plain_buckets: !amazon || region == "us-east-1",
        region,
    };
    Ok((Address::parse(&host, style)?, dialect))
}

impl S3 {
    fn scope(&self) -> sign::Scope<'_> {
        sign::Scope {
            region: &self.region,
            service: "s3",
        }
    }
}

/// The content as it stands in the signature.
fn payload(body: &Body) -> String {
    match body {
        Body::Empty => hex(&Sha256::digest(b"")),
        Body::Bytes(bytes) if bytes.len() as u64 <= HASHED_BYTES => hex(&Sha256::digest(bytes)),
        body if body.is_empty() => hex(&Sha256::digest(b"")),
        _ => sign::UNSIGNED.to_owned(),
    }
}

impl Dialect for S3 {
    fn caps(&self) -> &Caps {
        match &self.older {
            Some(older) if self.is_older.load(Ordering::Relaxed) => older,
            _ => &self.caps,
        }
    }

    fn learns(&self, call: &Call, fault: &Fault) -> bool {
        let told = call.get("x-amz-checksum-algorithm") == Some("CRC64NVME");
        let told = told || call.get("x-amz-checksum-crc64nvme").is_some();
        let refused = ["InvalidRequest", "InvalidArgument", "NotImplemented"].contains(&fault.code.as_str());
        let learns = self.older.is_some() && told && refused;
        learns && !self.is_older.swap(true, Ordering::Relaxed)
    }

    fn prefix(&self) -> &'static str {
        "x-amz-"
    }

    fn listing(&self) -> Listing {
        Listing::V2
    }

    fn sign(&self, call: &Call, to: &Address, keys: &Keys, now: SystemTime) -> Result<Proof> {
        let path = to.path(&call.bucket, &call.key);
        let host = to.host(&call.bucket);
        let said = call.get("x-amz-content-sha256").map(str::to_owned);
        let payload = said.unwrap_or_else(|| payload(&call.body));
        sign::sign_header(call, &path, &host, &payload, keys, self.scope(), now)
    }

    fn sign_url(&self, call: &Call, to: &Address, keys: &Keys, now: SystemTime, life: Duration) -> Result<String> {
        let url = to.url(&call.bucket, &call.key);
        sign::sign_url(call, &url, keys, self.scope(), now, life)
    }

    fn acl_header(&self) -> &'static str {
        "x-amz-acl"
    }

    fn create_only(&self, call: Call) -> Call {
        // An upload in parts is judged at its end; its beginning takes no condition.
        if call.method == Method::POST && !call.query.iter().any(|(n, _)| n == "uploadId") {
            return call;
        }
        call.header("if-none-match", "*")
    }

    fn sse(&self, call: Call, sse: &str) -> Call {
        match sse.strip_prefix("kms") {
            Some(key) => {
                let call = call.header("x-amz-server-side-encryption", "aws:kms");
                match key.strip_prefix(':') {
                    Some(key) => call.header("x-amz-server-side-encryption-aws-kms-key-id", key),
                    None => call,
                }
            }
            None => call.header("x-amz-server-side-encryption", sse),
        }
    }

    fn checksum(&self, call: Call, checksum: &Checksum) -> Call {
        let name = NAMES.iter().find(|(a, ..)| *a == checksum.algorithm());
        match (name, checksum) {
            (Some((_, header, _)), _) => call.header(*header, checksum.base64()),
            (None, Checksum::Md5(_)) => call.header("content-md5", checksum.base64()),
            (None, _) => call,
        }
    }

    fn begin(&self, call: Call, _: &Put) -> Call {
        let name = match self.caps().checksum {
            Some(Algorithm::Crc64Nvme) => "CRC64NVME",
            Some(Algorithm::Crc32c) => "CRC32C",
            _ => return call,
        };
        call.header("x-amz-checksum-algorithm", name)
            .header("x-amz-checksum-type", "FULL_OBJECT")
    }

    fn finish(&self, call: Call, checksum: &Checksum) -> Call {
        match checksum {
            Checksum::Crc64Nvme(_) | Checksum::Crc32c(_) => self
                .checksum(call, checksum)
                .header("x-amz-checksum-type", "FULL_OBJECT"),
            _ => call,
        }
    }

    fn wants_checksum(&self, call: Call) -> Call {
        call.header("x-amz-checksum-mode", "ENABLED")
    }

    fn checksum_names(&self) -> &'static [(Algorithm, &'static str, &'static str)] {
        NAMES
    }

    fn read_checksum(&self, algorithm: Algorithm, text: &str) -> Option<Checksum> {
        // One of parts has `-N` behind it, and says nothing of the whole.
        Checksum::from_base64(algorithm, text)
    }

    fn copy_source(&self, _: &Address, bucket: &str, key: &str, version: Option<&str>) -> String {
        objects_source(bucket, key, version)
    }

    fn read_acl(&self, document: &Node) -> String {
        super::remote::canned_acl(document)
    }

    fn bucket_document(&self) -> Option<String> {
        let region = escaped(&self.region);
        (!self.plain_buckets).then(|| {
            format!(
                "<CreateBucketConfiguration><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>"
            )
        })
    }

    fn restore_document(&self, days: u32, tier: Option<&str>) -> String {
        let tier = escaped(tier.unwrap_or("Standard"));
        format!(
            "<RestoreRequest><Days>{days}</Days><GlacierJobParameters><Tier>{tier}</Tier></GlacierJobParameters></RestoreRequest>"
        )
    }

    fn judge(&self, fault: &Fault) -> (Kind, Option<Text>) {
        let kind = match fault.code.as_str() {
            "NoSuchKey" | "NoSuchBucket" | "NoSuchUpload" | "NoSuchVersion" | "NoSuchTagSet" => Kind::NotFound,
            "AccessDenied"
            | "InvalidAccessKeyId"
            | "SignatureDoesNotMatch"
            | "ExpiredToken"
            | "InvalidToken"
            | "AccountProblem"
            | "AllAccessDisabled"
            | "RequestTimeTooSkewed"
            | "InvalidSecurity" => Kind::Auth,
            "AuthorizationHeaderMalformed"
            | "PermanentRedirect"
            | "TemporaryRedirect"
            | "IllegalLocationConstraintException"
            | "InvalidBucketName" => Kind::Config,
            "PreconditionFailed"
            | "ConditionalRequestConflict"
            | "BucketAlreadyExists"
            | "BucketAlreadyOwnedByYou"
            | "BucketNotEmpty"
            | "OperationAborted"
            | "RestoreAlreadyInProgress"
            | "NotModified" => Kind::Conflict,
            "BadDigest" | "XAmzContentSHA256Mismatch" | "InvalidDigest" => Kind::Integrity,
            "SlowDown" | "ServiceUnavailable" | "InternalError" | "Throttling" | "ThrottlingException" => {
                Kind::Unavailable
            }
            "RequestTimeout" => Kind::Timeout,
            "TooManyRequests" | "RequestLimitExceeded" => Kind::RateLimited,
            "QuotaExceeded" | "XMinioStorageFull" | "ServiceQuotaExceeded" => Kind::Quota,
            _ => by_status(fault.status),
        };
        let hint = match fault.code.as_str() {
            "AuthorizationHeaderMalformed" | "PermanentRedirect" | "TemporaryRedirect" => {
                fault.region.as_ref().map(|region| {
                    text!(
                        "the bucket is in {region}: set region = \"{region}\"",
                        "存储桶位于 {region}：请设置 region = \"{region}\""
                    )
                })
            }
            "InvalidRequest" | "NotImplemented" | "InvalidArgument"
                if fault.message.to_ascii_lowercase().contains("checksum") =>
            {
                Some(text!(
                    "this server may not know such checksums: set checksum = \"md5\" (or \"none\") in the table",
                    "该服务器可能不支持此类校验和：请在表中设置 checksum = \"md5\"（或 \"none\"）"
                ))
            }
            "ExpiredToken" => Some(text!(
                "the session token has ended; fetch new keys",
                "会话令牌已过期，请获取新的密钥"
            )),
            _ => None,
        };
        (kind, hint)
    }
}
