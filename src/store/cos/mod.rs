//! The dialect of Tencent COS. Source: COS XML API reference; `reference/store.md` §2.

pub mod sign;

use std::time::{Duration, SystemTime};

use super::call::{Call, Keys, Proof, path_text, query_text};
use super::checksum::Algorithm;
use super::config::Config;
use super::remote::address::{Address, Style};
use super::remote::dialect::{Dialect, Listing, REQUEST_LIFE};
use super::remote::fault::{Fault, by_status};
use super::remote::xml::{Node, escaped};
use super::types::Caps;
use crate::error::{Error, Kind, Result};
use crate::http::Method;
use crate::text;
use crate::text::Text;

const NAMES: &[(Algorithm, &str, &str)] = &[(Algorithm::Crc64, "x-cos-hash-crc64ecma", "CRC64")];

/// The dialect.
pub struct Cos {
    caps: Caps,
}

/// The address and the dialect of a table.
///
/// # Errors
/// [`Kind::Config`] for a missing region, or an address or a bucket that is none.
pub fn connect(config: &Config, bucket: &str) -> Result<(Address, Cos)> {
    let host = match (&config.endpoint, &config.region) {
        (Some(endpoint), _) => endpoint.clone(),
        (None, Some(region)) => format!("https://cos.{region}.myqcloud.com"),
        (None, None) => {
            return Err(
                Error::config(text!("the table has no region", "该表没有设置 region")).hint(text!(
                    "set region, such as ap-guangzhou (or COS_REGION)",
                    "请设置 region，如 ap-guangzhou（或 COS_REGION）"
                )),
            );
        }
    };
    if !bucket.is_empty() && !is_bucket(bucket) {
        return Err(Error::config(text!(
            "{bucket:?} is no COS bucket: it has the account's number behind it",
            "{bucket:?} 不是完整的 COS 存储桶名：后面需要带上 APPID"
        ))
        .hint(text!(
            "write bucket-APPID, such as {bucket}-1250000000; the console shows it",
            "写法为 存储桶名-APPID，如 {bucket}-1250000000；可在控制台查看"
        )));
    }
    let style = match config.addressing.as_deref() {
        _ if config.cname => Style::Own,
        Some("path") => Style::Path,
        Some("virtual") => Style::Virtual,
        _ if Address::is_bare(&host) => Style::Path,
        _ => Style::Virtual,
    };
    let mut address = Address::parse(&host, style)?;
    if config.endpoint.is_none() {
        address.service = Some("service.cos.myqcloud.com".to_owned());
    }
    let dialect = Cos {
        caps: Caps {
            kind: "cos",
            presign: true,
            presign_max: None,
            multipart: true,
            part_min: 1 << 20,
            part_max: 5 << 30,
            parts_max: 10_000,
            put_max: 5 << 30,
            copy_max: 5 << 30,
            checksum: Some(Algorithm::Crc64),
            etag_is_md5: true,
            create_only: true,
            delete_many: 1000,
            page_max: 1000,
            key_max: 850,
            meta: true,
            tags: true,
            acl: true,
            storage_class: true,
            sse: true,
            versions: true,
            restore: true,
            buckets: true,
        },
    };
    Ok((address, dialect))
}

fn is_bucket(name: &str) -> bool {
    let Some((name, account)) = name.rsplit_once('-') else {
        return false;
    };
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty() && name.bytes().all(plain) && !account.is_empty() && account.bytes().all(|b| b.is_ascii_digit())
}

/// The call with all headers that strict buckets want signed.
fn complete(call: &Call, to: &Address) -> Call {
    let mut call = call.clone().header("host", to.host(&call.bucket));
    if matches!(call.method, Method::PUT | Method::POST) {
        let length = call.body.len().to_string();
        call = call.header("content-length", length);
    }
    call
}

impl Dialect for Cos {
    fn caps(&self) -> &Caps {
        &self.caps
    }

    fn prefix(&self) -> &'static str {
        "x-cos-"
    }

    fn listing(&self) -> Listing {
        Listing::V1
    }

    fn plus_is_space(&self) -> bool {
        false
    }

    fn sign(&self, call: &Call, to: &Address, keys: &Keys, now: SystemTime) -> Result<Proof> {
        let call = complete(call, to);
        Ok(sign::sign_header(&signed_path(&call, to), keys, now, REQUEST_LIFE))
    }

    fn sign_url(&self, call: &Call, to: &Address, keys: &Keys, now: SystemTime, life: Duration) -> Result<String> {
        let call = call.clone().header("host", to.host(&call.bucket));
        let proof = sign::sign_url(&signed_path(&call, to), keys, now, life);
        let mut query = call.query.clone();
        query.extend(proof.query);
        // The list of parameters is there even when it is empty.
        let text = query_text(&query).replace("&q-url-param-list&", "&q-url-param-list=&");
        Ok(format!("{}?{text}", to.url(&call.bucket, &call.key)))
    }

    // Source: cos-go-sdk-v5 `toSwitchHost`.
    fn backup(&self, to: &Address) -> Option<Address> {
        let name = to.host.strip_suffix(".myqcloud.com")?;
        let region = name.strip_prefix("cos.")?;
        (to.style == Style::Virtual && region != "accelerate").then(|| Address {
            host: format!("{name}.tencentcos.cn"),
            ..to.clone()
        })
    }

    fn acl_header(&self) -> &'static str {
        "x-cos-acl"
    }

    fn create_only(&self, call: Call) -> Call {
        call.header("x-cos-forbid-overwrite", "true")
    }

    fn sse(&self, call: Call, sse: &str) -> Call {
        match sse.strip_prefix("kms:") {
            Some(key) => call
                .header("x-cos-server-side-encryption", "cos/kms")
                .header("x-cos-server-side-encryption-cos-kms-key-id", key),
            None if sse == "kms" => call.header("x-cos-server-side-encryption", "cos/kms"),
            None => call.header("x-cos-server-side-encryption", sse),
        }
    }

    fn checksum_names(&self) -> &'static [(Algorithm, &'static str, &'static str)] {
        NAMES
    }

    fn copy_source(&self, to: &Address, bucket: &str, key: &str, version: Option<&str>) -> String {
        // The host names the bucket; where only an address can, the path does.
        let host = match to.style {
            Style::Path => format!("{}/{bucket}", to.host),
            _ => to.host(bucket),
        };
        let source = format!("{host}/{}", path_text(key));
        match version {
            Some(version) => format!(
                "{source}?{}",
                query_text(&[("versionId".to_owned(), version.to_owned())])
            ),
            None => source,
        }
    }

    fn directives(&self) -> (&'static str, &'static str) {
        ("Copy", "Replaced")
    }

    fn read_acl(&self, document: &Node) -> String {
        super::remote::canned_acl(document)
    }

    fn restore_document(&self, days: u32, tier: Option<&str>) -> String {
        let tier = escaped(tier.unwrap_or("Standard"));
        format!(
            "<RestoreRequest><Days>{days}</Days><CASJobParameters><Tier>{tier}</Tier></CASJobParameters></RestoreRequest>"
        )
    }

    fn judge(&self, fault: &Fault) -> (Kind, Option<Text>) {
        let kind = match fault.code.as_str() {
            "NoSuchKey" | "NoSuchBucket" | "NoSuchUpload" | "NoSuchVersion" | "NoSuchResource" | "NoSuchTagSet" => {
                Kind::NotFound
            }
            "AccessDenied"
            | "InvalidAccessKeyId"
            | "SignatureDoesNotMatch"
            | "ExpiredToken"
            | "InvalidToken"
            | "RequestIsExpired"
            | "RequestTimeTooSkewed"
            | "UserNetworkTooSlow" => Kind::Auth,
            "PathStyleDomainForbidden" | "NoSuchDomain" => Kind::Config,
            "FileAlreadyExists"
            | "ObjectAlreadyExists"
            | "PathConflict"
            | "PreconditionFailed"
            | "BucketAlreadyExists"
            | "BucketAlreadyOwnedByYou"
            | "BucketNotEmpty"
            | "NotModified"
            | "InvalidObjectState"
            | "RestoreAlreadyInProgress" => Kind::Conflict,
            "BadDigest" | "InvalidDigest" | "InvalidSHA1Digest" => Kind::Integrity,
            "SlowDown" | "ServiceUnavailable" | "InternalError" | "ServerBusy" => Kind::Unavailable,
            "RequestTimeOut" | "RequestTimeout" => Kind::Timeout,
            "TooManyRequests" => Kind::RateLimited,
            "TooManyBuckets" | "QuotaExceeded" => Kind::Quota,
            _ => by_status(fault.status),
        };
        let hint = match fault.code.as_str() {
            "PathStyleDomainForbidden" => Some(text!(
                "this bucket is reached by its own name only: remove addressing = \"path\"",
                "该存储桶只能通过其域名访问：请删除 addressing = \"path\""
            )),
            "DownloadForbidden" => Some(text!(
                "the default domain does not hand out such files: bind a domain of your own (endpoint and cname = true)",
                "默认域名不支持下载此类文件：请绑定自有域名（endpoint 与 cname = true）"
            )),
            "NoSuchBucket" => Some(text!(
                "the name has the account's number behind it (bucket-APPID), and the region must be the bucket's",
                "存储桶名需带 APPID（bucket-APPID），且 region 必须是该存储桶所在地域"
            )),
            "ExpiredToken" => Some(text!(
                "the session token has ended; fetch new keys",
                "会话令牌已过期，请获取新的密钥"
            )),
            _ => None,
        };
        (kind, hint)
    }

    fn check_key(&self, key: &str) -> Result<()> {
        let refuse = |en: &str, zh: &str| {
            Err(Error::new(
                Kind::Invalid,
                text!("the key {key:?} {en}", "键 {key:?} {zh}"),
            ))
        };
        if key.starts_with(['/', '\\']) {
            return refuse("starts with a slash, which COS refuses", "以斜杠开头，COS 不接受");
        }
        if key.bytes().any(|b| (24..=27).contains(&b)) {
            return refuse(
                "has a control character that COS refuses (24 to 27)",
                "含有 COS 不接受的控制字符（24 到 27）",
            );
        }
        Ok(())
    }
}

/// The path that is signed is the one that is sent, decoded: where only a path can name the bucket, it does.
fn signed_path(call: &Call, to: &Address) -> Call {
    let mut call = call.clone();
    if to.style == Style::Path && !call.bucket.is_empty() {
        call.key = match call.key.as_str() {
            "" => call.bucket.clone(),
            key => format!("{}/{key}", call.bucket),
        };
    }
    call
}
