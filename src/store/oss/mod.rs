//! The dialect of Aliyun OSS. Source: Aliyun OSS API reference; `reference/store.md` §1.

pub mod v1;
pub mod v4;

use std::time::{Duration, SystemTime};

use super::call::{Call, Keys, Proof, query_text};
use super::checksum::Algorithm;
use super::config::Config;
use super::remote::address::{Address, Style};
use super::remote::dialect::{Dialect, Listing};
use super::remote::fault::{Fault, by_status};
use super::remote::objects_source;
use super::remote::xml::{Node, escaped};
use super::types::Caps;
use crate::error::{Error, Kind, Result};
use crate::text;
use crate::text::Text;

const NAMES: &[(Algorithm, &str, &str)] = &[(Algorithm::Crc64, "x-oss-hash-crc64ecma", "HashCrc64ecma")];

/// The dialect, for one region.
pub struct Oss {
    caps: Caps,
    region: String,
    v1: bool,
}

/// The address and the dialect of a table.
///
/// # Errors
/// [`Kind::Config`] for a missing region, or an address or a bucket that is none.
pub fn connect(config: &Config, bucket: &str) -> Result<(Address, Oss)> {
    let v1 = config.signature.as_deref() == Some("v1");
    let endpoint = config.endpoint.as_deref();
    let region = match (&config.region, endpoint.and_then(region_of)) {
        (Some(region), _) => region.trim_start_matches("oss-").to_owned(),
        (None, Some(region)) => region,
        (None, None) if v1 && endpoint.is_some() => String::new(),
        (None, None) => {
            return Err(
                Error::config(text!("the table has no region", "该表没有设置 region")).hint(text!(
                    "set region, such as cn-hangzhou (or OSS_REGION): it is part of the signature",
                    "请设置 region，如 cn-hangzhou（或 OSS_REGION）：签名需要它"
                )),
            );
        }
    };
    if !bucket.is_empty() && !is_bucket(bucket) {
        return Err(Error::config(text!(
            "{bucket:?} is no bucket name: 3 to 63 of a-z, 0-9 and -, not at the ends",
            "{bucket:?} 不是合法的存储桶名：3 到 63 个 a-z、0-9、-，且不以 - 开头或结尾"
        )));
    }
    let host = match endpoint {
        Some(endpoint) => endpoint.to_owned(),
        None => format!("https://oss-{region}.aliyuncs.com"),
    };
    let style = match config.addressing.as_deref() {
        _ if config.cname => Style::Own,
        Some("path") => Style::Path,
        Some("virtual") => Style::Virtual,
        _ if Address::is_bare(&host) => Style::Path,
        _ => Style::Virtual,
    };
    let dialect = Oss {
        caps: Caps {
            kind: "oss",
            presign: true,
            presign_max: (!v1).then(|| Duration::from_secs(604_800)),
            multipart: true,
            part_min: 100 << 10,
            part_max: 5 << 30,
            parts_max: 10_000,
            put_max: 5 << 30,
            copy_max: 1 << 30,
            checksum: Some(Algorithm::Crc64),
            etag_is_md5: true,
            create_only: true,
            delete_many: 1000,
            page_max: 1000,
            key_max: 1023,
            meta: true,
            tags: true,
            acl: true,
            storage_class: true,
            sse: true,
            versions: true,
            restore: true,
            buckets: true,
        },
        region,
        v1,
    };
    Ok((Address::parse(&host, style)?, dialect))
}

/// The region that a public or internal endpoint names. Accelerated ones and names of one's own do not.
fn region_of(endpoint: &str) -> Option<String> {
    let host = endpoint.split_once("://").map_or(endpoint, |(_, host)| host);
    let name = host.trim_end_matches('/').strip_suffix(".aliyuncs.com")?;
    if let Some(region) = name.strip_suffix(".oss") {
        return Some(region.to_owned());
    }
    let name = name.strip_prefix("oss-")?;
    let region = name.strip_suffix("-internal").unwrap_or(name);
    (!region.starts_with("accelerate")).then(|| region.to_owned())
}

fn is_bucket(name: &str) -> bool {
    (3..=63).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !name.starts_with('-')
        && !name.ends_with('-')
}

impl Oss {
    fn scope(&self) -> v4::Scope<'_> {
        v4::Scope {
            region: &self.region,
            product: "oss",
        }
    }
}

impl Dialect for Oss {
    fn caps(&self) -> &Caps {
        &self.caps
    }

    fn prefix(&self) -> &'static str {
        "x-oss-"
    }

    fn listing(&self) -> Listing {
        Listing::V2
    }

    fn sign(&self, call: &Call, _: &Address, keys: &Keys, now: SystemTime) -> Result<Proof> {
        if self.v1 {
            return Ok(v1::sign_header(call, keys, now));
        }
        v4::sign_header(call, keys, self.scope(), &[], now)
    }

    fn sign_url(&self, call: &Call, to: &Address, keys: &Keys, now: SystemTime, life: Duration) -> Result<String> {
        let proof = if self.v1 {
            v1::sign_url(call, keys, now, life)
        } else {
            v4::sign_url(call, keys, self.scope(), &[], now, life)?
        };
        let mut query = call.query.clone();
        query.extend(proof.query);
        Ok(format!("{}?{}", to.url(&call.bucket, &call.key), query_text(&query)))
    }

    fn acl_header(&self) -> &'static str {
        "x-oss-object-acl"
    }

    fn create_only(&self, call: Call) -> Call {
        call.header("x-oss-forbid-overwrite", "true")
    }

    fn sse(&self, call: Call, sse: &str) -> Call {
        match sse.strip_prefix("kms:") {
            Some(key) => call
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", key),
            None if sse == "kms" => call.header("x-oss-server-side-encryption", "KMS"),
            None => call.header("x-oss-server-side-encryption", sse),
        }
    }

    fn checksum_names(&self) -> &'static [(Algorithm, &'static str, &'static str)] {
        NAMES
    }

    fn copy_source(&self, _: &Address, bucket: &str, key: &str, version: Option<&str>) -> String {
        objects_source(bucket, key, version)
    }

    fn read_acl(&self, document: &Node) -> String {
        let list = document.child("AccessControlList");
        list.and_then(|l| l.get("Grant")).unwrap_or("default").to_owned()
    }

    fn restore_document(&self, days: u32, tier: Option<&str>) -> String {
        let job = tier.map_or(String::new(), |tier| {
            format!("<JobParameters><Tier>{}</Tier></JobParameters>", escaped(tier))
        });
        format!("<RestoreRequest><Days>{days}</Days>{job}</RestoreRequest>")
    }

    fn judge(&self, fault: &Fault) -> (Kind, Option<Text>) {
        let kind = match fault.code.as_str() {
            "NoSuchKey" | "NoSuchBucket" | "NoSuchUpload" | "NoSuchVersion" | "SymlinkTargetNotExist" => Kind::NotFound,
            "AccessDenied"
            | "InvalidAccessKeyId"
            | "SignatureDoesNotMatch"
            | "SecurityTokenExpired"
            | "InvalidSecurityToken"
            | "RequestTimeTooSkewed"
            | "UserDisable" => Kind::Auth,
            "PublicEndpointForbidden" => Kind::Config,
            "FileAlreadyExists"
            | "FileImmutable"
            | "PreconditionFailed"
            | "BucketAlreadyExists"
            | "BucketNotEmpty"
            | "ObjectNotAppendable"
            | "RestoreAlreadyInProgress"
            | "NotModified"
            | "InvalidObjectState" => Kind::Conflict,
            "InvalidDigest" | "BadDigest" => Kind::Integrity,
            "SlowDown" | "ServiceUnavailable" | "InternalError" | "ServerBusy" => Kind::Unavailable,
            "RequestTimeout" => Kind::Timeout,
            "TooManyRequests"
            | "QpsLimitExceeded"
            | "DownloadTrafficRateLimitExceeded"
            | "UploadTrafficRateLimitExceeded" => Kind::RateLimited,
            "TooManyBuckets" | "QuotaExceeded" => Kind::Quota,
            _ => by_status(fault.status),
        };
        let region = &self.region;
        let hint = match fault.code.as_str() {
            "PublicEndpointForbidden" => Some(text!(
                "this account may not use the public name: bind a domain to the bucket (endpoint = \"https://your.domain\", cname = true), or from inside Aliyun use endpoint = \"https://oss-{region}-internal.aliyuncs.com\"",
                "该账号不能使用公网默认域名：请为存储桶绑定自有域名（endpoint = \"https://你的域名\"，cname = true），或在阿里云内网使用 endpoint = \"https://oss-{region}-internal.aliyuncs.com\""
            )),
            "InvalidArgument" if fault.message.to_ascii_lowercase().contains("region") => Some(text!(
                "the region {region} was signed, and the bucket is elsewhere: set region",
                "签名使用的区域是 {region}，而存储桶不在该区域：请设置正确的 region"
            )),
            "AccessDenied" if fault.message.contains("endpoint") => Some(text!(
                "the bucket is in another region: set region, or endpoint, to the one the message names",
                "存储桶位于其他区域：请将 region 或 endpoint 设为错误信息中给出的值"
            )),
            "SecurityTokenExpired" => Some(text!(
                "the session token has ended; fetch new keys",
                "会话令牌已过期，请获取新的密钥"
            )),
            "SignatureVersionNotSupported" | "InvalidSignatureVersion" => Some(text!(
                "signature = \"v1\" is closed to newer accounts and buckets; remove that line",
                "新账号与新存储桶不再支持 signature = \"v1\"；请删除该行"
            )),
            _ => None,
        };
        (kind, hint)
    }

    fn check_key(&self, key: &str) -> Result<()> {
        if key.starts_with(['/', '\\']) {
            return Err(Error::new(
                Kind::Invalid,
                text!(
                    "the key {key:?} starts with a slash, which OSS refuses",
                    "键 {key:?} 以斜杠开头，OSS 不接受"
                ),
            ));
        }
        Ok(())
    }
}
