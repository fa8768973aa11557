//! Aliyun's V1 signature, closed to new accounts and for old buckets only: `signature = "v1"` asks for it. Pure: the clock is an
//! argument. Source: Aliyun "V1 signature"; oss2 2.19.1; `reference/store.md` §1.2; `vectors/store.json` oss_v1.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::sign;
use crate::store::call::{Call, Keys, Proof, unix};

/// The parameters that are part of the resource. Source: oss2 `auth.py`, aliyun-oss-go-sdk-v2 `signer/v1.go`.
const SUBRESOURCES: &[&str] = &[
    "acl",
    "append",
    "asyncFetch",
    "bucketInfo",
    "callback",
    "callback-var",
    "cname",
    "comp",
    "continuation-token",
    "cors",
    "delete",
    "encryption",
    "endTime",
    "group",
    "inventory",
    "inventoryId",
    "lifecycle",
    "link",
    "live",
    "location",
    "logging",
    "metaQuery",
    "objectInfo",
    "objectMeta",
    "partNumber",
    "policy",
    "position",
    "qos",
    "qosInfo",
    "referer",
    "regionList",
    "replication",
    "replicationLocation",
    "replicationProgress",
    "requestPayment",
    "resourceGroup",
    "response-cache-control",
    "response-content-disposition",
    "response-content-encoding",
    "response-content-language",
    "response-content-type",
    "response-expires",
    "restore",
    "security-token",
    "sequential",
    "startTime",
    "stat",
    "status",
    "style",
    "styleName",
    "symlink",
    "tagging",
    "transferAcceleration",
    "uploadId",
    "uploads",
    "versionId",
    "versioning",
    "versions",
    "vod",
    "website",
    "worm",
    "wormExtend",
    "wormId",
];

/// Signs by header.
pub fn sign_header(call: &Call, keys: &Keys, now: SystemTime) -> Proof {
    let date = httpdate::fmt_http_date(now);
    let mut added = vec![("date".to_owned(), date.clone())];
    if let Some(token) = keys.token() {
        added.push(("x-oss-security-token".to_owned(), token.to_owned()));
    }
    let mut headers = call.headers.clone();
    headers.extend(added.iter().cloned());
    // Where both are there, the vendor's own header is the one that is signed.
    let line = call.get("x-oss-date").unwrap_or(&date).to_owned();
    let mut proof = prove(call, &headers, &call.query, &line, keys);
    added.push((
        "authorization".to_owned(),
        format!("OSS {}:{}", keys.id, proof.signature),
    ));
    proof.headers = added;
    proof
}

/// Signs by parameters; the end is a moment, not a span.
pub fn sign_url(call: &Call, keys: &Keys, now: SystemTime, ttl: Duration) -> Proof {
    let expires = (unix(now) + ttl.as_secs()).to_string();
    let mut added = vec![
        ("OSSAccessKeyId".to_owned(), keys.id.clone()),
        ("Expires".to_owned(), expires.clone()),
    ];
    if let Some(token) = keys.token() {
        added.push(("security-token".to_owned(), token.to_owned()));
    }
    let mut query = call.query.clone();
    query.extend(added.iter().cloned());
    let mut proof = prove(call, &call.headers, &query, &expires, keys);
    added.push(("Signature".to_owned(), proof.signature.clone()));
    proof.query = added;
    proof
}

fn prove(call: &Call, headers: &[(String, String)], query: &[(String, String)], date: &str, keys: &Keys) -> Proof {
    let get = |name: &str| headers.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str());
    let mut own: Vec<(&str, &str)> = headers
        .iter()
        .filter(|(n, _)| n.starts_with("x-oss-"))
        .map(|(n, v)| (n.as_str(), v.trim()))
        .collect();
    own.sort();
    let own: String = own.iter().map(|(n, v)| format!("{n}:{v}\n")).collect();
    let mut resource = if call.bucket.is_empty() {
        "/".to_owned()
    } else {
        format!("/{}/{}", call.bucket, call.key)
    };
    let mut params: Vec<&(String, String)> = query
        .iter()
        .filter(|(n, _)| SUBRESOURCES.contains(&n.as_str()) || n.starts_with("x-oss-"))
        .collect();
    params.sort();
    for (i, (name, value)) in params.into_iter().enumerate() {
        resource.push(if i == 0 { '?' } else { '&' });
        resource.push_str(name);
        if !value.is_empty() {
            resource.push('=');
            resource.push_str(value);
        }
    }
    let string_to_sign = format!(
        "{}\n{}\n{}\n{date}\n{own}{resource}",
        call.method,
        get("content-md5"),
        get("content-type")
    );
    let mac = sign::hmac_sha1(keys.secret.expose().as_bytes(), string_to_sign.as_bytes());
    Proof {
        signature: STANDARD.encode(mac),
        string_to_sign,
        ..Proof::default()
    }
}
