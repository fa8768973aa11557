//! Amazon's Signature Version 4: in headers by hand, in URLs by rusty-s3. Pure: the clock is an argument.
//! Source: AWS "Authenticating Requests (AWS Signature Version 4)"; `reference/store.md` §3.1; `vectors/store.json` s3.

use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::http::{Method, client};
use crate::sign::{self, hex, uri_encode};
use crate::store::call::{Call, Keys, Proof, compact};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A content that is not hashed: it streams, and its checksum stands in a signed header.
pub const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The place a signature holds for.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// `us-east-1`.
    pub region: &'a str,
    /// `s3`; `sts` for role calls.
    pub service: &'a str,
}

/// Signs by header: all of the call's headers and `host`. `path` is the encoded path as it is sent; `payload` is the content's
/// SHA-256 in hexadecimal, or [`UNSIGNED`].
///
/// # Errors
/// [`crate::error::Kind::Bug`] for a time beyond the year 9999.
pub fn sign_header(
    call: &Call,
    path: &str,
    host: &str,
    payload: &str,
    keys: &Keys,
    scope: Scope<'_>,
    now: SystemTime,
) -> Result<Proof> {
    let date = compact(now)?;
    let day = date.get(..8).unwrap_or(&date);
    let mut added = vec![("x-amz-date".to_owned(), date.clone())];
    if scope.service == "s3" {
        added.push(("x-amz-content-sha256".to_owned(), payload.to_owned()));
    }
    if let Some(token) = keys.token() {
        added.push(("x-amz-security-token".to_owned(), token.to_owned()));
    }
    let host = ("host".to_owned(), host.to_owned());
    let mut signed: Vec<(&str, String)> = call
        .headers
        .iter()
        .filter(|(n, _)| *n != host.0 && !added.iter().any(|(a, _)| a == n))
        .chain(&added)
        .chain([&host])
        .map(|(n, v)| (n.as_str(), collapsed(v)))
        .collect();
    signed.sort();
    let names: Vec<&str> = signed.iter().map(|(n, _)| *n).collect();
    let names = names.join(";");
    let lines: String = signed.iter().map(|(n, v)| format!("{n}:{v}\n")).collect();
    let mut params: Vec<(String, String)> = call
        .query
        .iter()
        .map(|(n, v)| (uri_encode(n.as_bytes()), uri_encode(v.as_bytes())))
        .collect();
    params.sort();
    let params: Vec<String> = params.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let canonical = format!(
        "{}\n{path}\n{}\n{lines}\n{names}\n{payload}",
        call.method,
        params.join("&")
    );
    let place = format!("{day}/{}/{}/aws4_request", scope.region, scope.service);
    let string_to_sign = format!(
        "{ALGORITHM}\n{date}\n{place}\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let key = format!("AWS4{}", keys.secret.expose());
    let signature = hex(&sign::hmac_chain(
        key.as_bytes(),
        &[
            day.as_bytes(),
            scope.region.as_bytes(),
            scope.service.as_bytes(),
            b"aws4_request",
            string_to_sign.as_bytes(),
        ],
    ));
    added.push((
        "authorization".to_owned(),
        format!(
            "{ALGORITHM} Credential={}/{place}, SignedHeaders={names}, Signature={signature}",
            keys.id
        ),
    ));
    Ok(Proof {
        canonical,
        string_to_sign,
        signature,
        headers: added,
        query: Vec::new(),
    })
}

/// A URL that others use: `url` is the encoded address without a query. The call's headers must be sent with it.
///
/// # Errors
/// [`crate::error::Kind::Bug`] for a method or a time that cannot be signed.
pub fn sign_url(
    call: &Call,
    url: &str,
    keys: &Keys,
    scope: Scope<'_>,
    now: SystemTime,
    ttl: Duration,
) -> Result<String> {
    let method = match call.method {
        Method::GET => rusty_s3::Method::Get,
        Method::HEAD => rusty_s3::Method::Head,
        Method::PUT => rusty_s3::Method::Put,
        Method::POST => rusty_s3::Method::Post,
        Method::DELETE => rusty_s3::Method::Delete,
        ref other => return Err(Error::bug(format!("{other} cannot be signed"))),
    };
    let at = jiff::Timestamp::try_from(now).map_err(|e| Error::bug(format!("no such time: {e}")))?;
    let mut query: Vec<(&str, &str)> = call.query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    query.sort_unstable();
    let headers: Vec<(&str, String)> = call.headers.iter().map(|(n, v)| (n.as_str(), collapsed(v))).collect();
    let mut headers: Vec<(&str, &str)> = headers.iter().map(|(n, v)| (*n, v.as_str())).collect();
    headers.sort_unstable();
    let signed = rusty_s3::signing::sign(
        &at,
        method,
        client::parse_url(url)?,
        &keys.id,
        keys.secret.expose(),
        keys.token(),
        scope.region,
        ttl.as_secs(),
        query.iter().copied(),
        headers.iter().copied(),
    );
    Ok(signed.into())
}

/// Trimmed, with runs of spaces as one.
fn collapsed(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
