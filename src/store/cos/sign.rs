//! Tencent's COS signature, in a header or in a URL. Pure: the clock is an argument.
//! Source: COS document 436/7778; cos-go-sdk-v5 @cc9846d; `reference/store.md` §2.1; `vectors/store.json` cos.

use std::time::{Duration, SystemTime};

use sha1::{Digest, Sha1};

use crate::http::Method;
use crate::sign::{hex, hmac_sha1, uri_encode};
use crate::store::call::{Call, Keys, Proof, unix};

/// How far in the past a signature begins, so that a clock that is a little ahead does no harm.
const HEAD_START: Duration = Duration::from_secs(60);

/// The headers that are signed where they are there; strict buckets refuse what leaves one out.
const SIGNED: &[&str] = &[
    "access-control-request-headers",
    "access-control-request-method",
    "cache-control",
    "content-disposition",
    "content-encoding",
    "content-length",
    "content-md5",
    "content-type",
    "expect",
    "expires",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-unmodified-since",
    "origin",
    "pic-operations",
    "range",
    "transfer-encoding",
];

/// Whether a header takes part in the signature.
pub fn is_signed(name: &str) -> bool {
    SIGNED.contains(&name) || name.starts_with("x-cos-") || name.starts_with("x-ci-")
}

/// The seconds between which a signature made at `now` holds for `ttl`: `start;end`.
pub fn key_time(now: SystemTime, ttl: Duration) -> String {
    let now = unix(now);
    format!("{};{}", now.saturating_sub(HEAD_START.as_secs()), now + ttl.as_secs())
}

/// Signs by header. The call's headers hold `host` and, where there is a body, `content-length`.
pub fn sign_header(call: &Call, keys: &Keys, now: SystemTime, ttl: Duration) -> Proof {
    let mut added = Vec::new();
    if let Some(token) = keys.token() {
        added.push(("x-cos-security-token".to_owned(), token.to_owned()));
    }
    let headers: Vec<(String, String)> = call
        .headers
        .iter()
        .chain(&added)
        .filter(|(n, _)| is_signed(n))
        .cloned()
        .collect();
    let mut proof = sign_exactly(call, &call.query, &headers, keys, &key_time(now, ttl));
    let fields = std::mem::take(&mut proof.query);
    let authorization: Vec<String> = fields.iter().map(|(n, v)| format!("{n}={v}")).collect();
    added.push(("authorization".to_owned(), authorization.join("&")));
    proof.headers = added;
    proof
}

/// Signs by parameters, for a URL that others use. The call's headers must be sent with it.
pub fn sign_url(call: &Call, keys: &Keys, now: SystemTime, ttl: Duration) -> Proof {
    let mut query = call.query.clone();
    let mut added = Vec::new();
    if let Some(token) = keys.token() {
        added.push(("x-cos-security-token".to_owned(), token.to_owned()));
    }
    query.extend(added.iter().cloned());
    let headers: Vec<(String, String)> = call.headers.iter().filter(|(n, _)| is_signed(n)).cloned().collect();
    let mut proof = sign_exactly(call, &query, &headers, keys, &key_time(now, ttl));
    added.append(&mut proof.query);
    proof.query = added;
    proof
}

/// The signature over exactly these parameters and headers, as the seven `q-` fields in [`Proof::query`].
pub fn sign_exactly(
    call: &Call,
    query: &[(String, String)],
    headers: &[(String, String)],
    keys: &Keys,
    key_time: &str,
) -> Proof {
    let (params, param_list) = pairs(query);
    let (signed, header_list) = pairs(headers);
    // The path is not encoded: the server signs what it has decoded.
    let canonical = format!("{}\n/{}\n{params}\n{signed}\n", lower(&call.method), call.key);
    let string_to_sign = format!("sha1\n{key_time}\n{}\n", hex(&Sha1::digest(canonical.as_bytes())));
    let sign_key = hex(&hmac_sha1(keys.secret.expose().as_bytes(), key_time.as_bytes()));
    let signature = hex(&hmac_sha1(sign_key.as_bytes(), string_to_sign.as_bytes()));
    let fields = [
        ("q-sign-algorithm", "sha1"),
        ("q-ak", &keys.id),
        ("q-sign-time", key_time),
        ("q-key-time", key_time),
        ("q-header-list", &header_list),
        ("q-url-param-list", &param_list),
        ("q-signature", &signature),
    ];
    Proof {
        query: fields.map(|(n, v)| (n.to_owned(), v.to_owned())).into(),
        canonical,
        string_to_sign,
        signature,
        headers: Vec::new(),
    }
}

fn lower(method: &Method) -> String {
    method.as_str().to_ascii_lowercase()
}

/// `k=v&…` in order of the encoded, then lower-cased names, and the list of those names.
fn pairs(items: &[(String, String)]) -> (String, String) {
    let mut items: Vec<(String, String)> = items
        .iter()
        .map(|(n, v)| (uri_encode(n.as_bytes()).to_ascii_lowercase(), uri_encode(v.as_bytes())))
        .collect();
    items.sort();
    let text: Vec<String> = items.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let names: Vec<&str> = items.iter().map(|(n, _)| n.as_str()).collect();
    (text.join("&"), names.join(";"))
}
