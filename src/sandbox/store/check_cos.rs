//! Tencent's COS signature, judged. Source: COS document 436/7778 "Request signature".

use super::call::{Call, Refusal, decode, encode, unix};
use super::check::{Codes, SKEW_SECONDS, hex, mac1, over, pair, sha1_hex, skewed};
use super::keyring::{Keyring, same};

const CODES: Codes = Codes {
    token_bad: "InvalidToken",
    token_ended: "ExpiredToken",
};

/// Judges the signature of a request.
pub(super) fn check(call: &Call<'_>, keyring: &Keyring) -> Result<(), Refusal> {
    let header = call.header("authorization").unwrap_or_default();
    let in_header: Vec<(&str, String)> = header
        .split('&')
        .filter_map(|f| f.split_once('='))
        .map(|(n, v)| (n, decode(v, false)))
        .collect();
    let of = |name: &str| -> Option<String> {
        let found = in_header.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
        found.or_else(|| call.param(name).map(str::to_owned))
    };
    let Some(signature) = of("q-signature") else {
        return Err(Refusal::new(403, "AccessDenied", "Access Denied."));
    };
    let get = |name: &str| of(name).unwrap_or_default();
    let (sign_time, key_time) = (get("q-sign-time"), get("q-key-time"));
    let (start, end) = times(&sign_time).ok_or_else(malformed)?;
    if get("q-sign-algorithm") != "sha1" || times(&key_time).is_none() {
        return Err(malformed());
    }
    let token = call
        .header("x-cos-security-token")
        .or_else(|| call.param("x-cos-security-token"));
    let secret = pair(call, keyring, &get("q-ak"), token, &CODES)?.secret;
    let now = unix(call.now);
    if start > now + SKEW_SECONDS {
        return Err(skewed());
    }
    if now > end {
        // A request is signed for a while from now on: one that is over by then has another clock behind it.
        return Err(if header.is_empty() { over() } else { skewed() });
    }
    let (headers, params) = (get("q-header-list"), get("q-url-param-list"));
    let pairs = |list: &str, value: &dyn Fn(&str) -> Option<String>| -> String {
        let names = list.split(';').filter(|n| !n.is_empty());
        // What is listed and did not come is not signed here: the texts differ then.
        let pairs: Vec<String> = names
            .filter_map(|n| Some(format!("{n}={}", encode(&value(n)?, ""))))
            .collect();
        pairs.join("&")
    };
    let header_text = pairs(&headers, &|name| call.header(&decode(name, false)).map(str::to_owned));
    let param_text = pairs(&params, &|name| {
        let lower = |n: &str| encode(n, "").to_ascii_lowercase();
        let found = call.query.iter().find(|(n, _)| lower(n) == name)?;
        Some(found.1.clone().unwrap_or_default())
    });
    let http_string = format!(
        "{}\n{}\n{param_text}\n{header_text}\n",
        call.entry.method.to_ascii_lowercase(),
        call.path
    );
    let string_to_sign = format!("sha1\n{sign_time}\n{}\n", sha1_hex(http_string.as_bytes()));
    let sign_key = hex(&mac1(secret.as_bytes(), key_time.as_bytes()));
    if same(&hex(&mac1(sign_key.as_bytes(), string_to_sign.as_bytes())), &signature) {
        return Ok(());
    }
    Err(
        Refusal::new(403, "SignatureDoesNotMatch", "The Signature you specified is invalid.")
            .also("StringToSign", &string_to_sign)
            .also("FormatString", &http_string),
    )
}

fn times(text: &str) -> Option<(u64, u64)> {
    let (start, end) = text.split_once(';')?;
    Some((start.parse().ok()?, end.parse().ok()?))
}

fn malformed() -> Refusal {
    Refusal::new(403, "InvalidArgument", "The authorization is malformed.")
}
