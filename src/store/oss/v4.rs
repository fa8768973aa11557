//! Aliyun's V4 signature, in a header or in a URL. Pure: the clock is an argument.
//! Source: Aliyun "V4 signature"; alibabacloud-oss-v2 1.4.1; `reference/store.md` §1.1; `vectors/store.json` oss_v4.

use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::sign::{self, hex, uri_encode};
use crate::store::call::{Call, Keys, Proof, compact, path_text};

const ALGORITHM: &str = "OSS4-HMAC-SHA256";
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The place a signature holds for.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// `cn-hangzhou`.
    pub region: &'a str,
    /// `oss`; `oss-cloudbox` in a cloud box.
    pub product: &'a str,
}

/// Signs by header. `additional` names headers that are signed beside those that always are.
///
/// # Errors
/// [`crate::error::Kind::Bug`] for a time beyond the year 9999.
pub fn sign_header(call: &Call, keys: &Keys, scope: Scope<'_>, additional: &[&str], now: SystemTime) -> Result<Proof> {
    let date = compact(now)?;
    let mut added = vec![
        ("x-oss-date".to_owned(), date.clone()),
        ("x-oss-content-sha256".to_owned(), UNSIGNED.to_owned()),
    ];
    if let Some(token) = keys.token() {
        added.push(("x-oss-security-token".to_owned(), token.to_owned()));
    }
    let mut headers = call.headers.clone();
    headers.retain(|(n, _)| !added.iter().any(|(a, _)| a == n));
    headers.extend(added.iter().cloned());
    let additional = present(additional, &headers);
    let mut proof = prove(call, &call.query, &headers, &additional, keys, scope, &date);
    let extra = match additional.as_slice() {
        // An empty field is refused: EC 0002-00000209.
        [] => String::new(),
        names => format!("AdditionalHeaders={},", names.join(";")),
    };
    let credential = credential(keys, scope, &date);
    added.push((
        "authorization".to_owned(),
        format!(
            "{ALGORITHM} Credential={credential},{extra}Signature={}",
            proof.signature
        ),
    ));
    proof.headers = added;
    Ok(proof)
}

/// Signs by parameters, for a URL that others use. The call's headers must be sent with it.
///
/// # Errors
/// As [`sign_header`].
pub fn sign_url(
    call: &Call,
    keys: &Keys,
    scope: Scope<'_>,
    additional: &[&str],
    now: SystemTime,
    ttl: Duration,
) -> Result<Proof> {
    let date = compact(now)?;
    let additional = present(additional, &call.headers);
    let mut added = vec![
        ("x-oss-signature-version".to_owned(), ALGORITHM.to_owned()),
        ("x-oss-credential".to_owned(), credential(keys, scope, &date)),
        ("x-oss-date".to_owned(), date.clone()),
        ("x-oss-expires".to_owned(), ttl.as_secs().to_string()),
    ];
    if let Some(token) = keys.token() {
        added.push(("x-oss-security-token".to_owned(), token.to_owned()));
    }
    if !additional.is_empty() {
        added.push(("x-oss-additional-headers".to_owned(), additional.join(";")));
    }
    let mut query = call.query.clone();
    query.extend(added.iter().cloned());
    let mut proof = prove(call, &query, &call.headers, &additional, keys, scope, &date);
    added.push(("x-oss-signature".to_owned(), proof.signature.clone()));
    proof.query = added;
    Ok(proof)
}

fn credential(keys: &Keys, scope: Scope<'_>, date: &str) -> String {
    format!("{}/{}", keys.id, scope_text(scope, date))
}

fn scope_text(scope: Scope<'_>, date: &str) -> String {
    format!("{}/{}/{}/aliyun_v4_request", day(date), scope.region, scope.product)
}

fn day(date: &str) -> &str {
    date.get(..8).unwrap_or(date)
}

fn always_signed(name: &str) -> bool {
    name == "content-type" || name == "content-md5" || name.starts_with("x-oss-")
}

/// The additional names that are there, have a value, and are not signed anyway.
fn present(additional: &[&str], headers: &[(String, String)]) -> Vec<String> {
    let mut names: Vec<String> = additional.iter().map(|n| n.to_ascii_lowercase()).collect();
    names.retain(|n| !always_signed(n) && headers.iter().any(|(h, v)| h == n && !v.is_empty()));
    names.sort();
    names.dedup();
    names
}

fn prove(
    call: &Call,
    query: &[(String, String)],
    headers: &[(String, String)],
    additional: &[String],
    keys: &Keys,
    scope: Scope<'_>,
    date: &str,
) -> Proof {
    // The bucket stands in the canonical path wherever it stands on the wire.
    let path = if call.bucket.is_empty() {
        "/".to_owned()
    } else {
        format!("/{}/{}", call.bucket, path_text(&call.key))
    };
    let mut params: Vec<(String, String)> = query
        .iter()
        .map(|(n, v)| (uri_encode(n.as_bytes()), uri_encode(v.as_bytes())))
        .collect();
    params.sort();
    let params: Vec<String> = params
        .into_iter()
        .map(|(n, v)| if v.is_empty() { n } else { format!("{n}={v}") })
        .collect();
    let mut signed: Vec<(&str, &str)> = headers
        .iter()
        .filter(|(n, _)| always_signed(n) || additional.contains(n))
        .map(|(n, v)| (n.as_str(), v.trim()))
        .collect();
    signed.sort();
    let signed: String = signed.iter().map(|(n, v)| format!("{n}:{v}\n")).collect();
    let canonical = format!(
        "{}\n{path}\n{}\n{signed}\n{}\n{UNSIGNED}",
        call.method,
        params.join("&"),
        additional.join(";")
    );
    let string_to_sign = format!(
        "{ALGORITHM}\n{date}\n{}\n{}",
        scope_text(scope, date),
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let key = format!("aliyun_v4{}", keys.secret.expose());
    let signature = sign::hmac_chain(
        key.as_bytes(),
        &[
            day(date).as_bytes(),
            scope.region.as_bytes(),
            scope.product.as_bytes(),
            b"aliyun_v4_request",
            string_to_sign.as_bytes(),
        ],
    );
    Proof {
        canonical,
        string_to_sign,
        signature: hex(&signature),
        ..Proof::default()
    }
}
