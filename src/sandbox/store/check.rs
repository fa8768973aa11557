//! What the signature checks share: digests, and the judgement of a key and its token.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::call::{Call, Refusal};
use super::keyring::{Keyring, Pair};

/// How far clocks may differ.
pub(super) const SKEW_SECONDS: u64 = 900;

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(super) fn sha1_hex(bytes: &[u8]) -> String {
    hex(&Sha1::digest(bytes))
}

pub(super) fn mac256(key: &[u8], message: &[u8]) -> Vec<u8> {
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mac) => mac.chain_update(message).finalize().into_bytes().to_vec(),
        Err(_) => Vec::new(),
    }
}

pub(super) fn mac1(key: &[u8], message: &[u8]) -> Vec<u8> {
    match Hmac::<Sha1>::new_from_slice(key) {
        Ok(mac) => mac.chain_update(message).finalize().into_bytes().to_vec(),
        Err(_) => Vec::new(),
    }
}

/// What the vendors call it.
pub(super) struct Codes {
    pub token_bad: &'static str,
    pub token_ended: &'static str,
}

/// The pair of a key id, when its token came along and it has not ended.
pub(super) fn pair(
    call: &Call<'_>,
    keyring: &Keyring,
    id: &str,
    token: Option<&str>,
    codes: &Codes,
) -> Result<Pair, Refusal> {
    let Some(pair) = keyring.find(id) else {
        return Err(Refusal::new(
            403,
            "InvalidAccessKeyId",
            "The access key id you provided does not exist in our records.",
        ));
    };
    if pair.token.as_deref() != token {
        return Err(Refusal::new(403, codes.token_bad, "The provided token is invalid."));
    }
    if pair.expires.is_some_and(|end| end <= call.now) {
        return Err(Refusal::new(400, codes.token_ended, "The provided token has expired."));
    }
    Ok(pair)
}

/// Seconds of `20260102T030405Z`.
pub(super) fn seconds_of(compact: &str) -> Option<u64> {
    let at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", compact).ok()?;
    let stamp = at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    u64::try_from(stamp.as_second()).ok()
}

/// The refusal of a clock that is too far off.
pub(super) fn skewed() -> Refusal {
    Refusal::new(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
    )
}

/// The refusal of a URL whose time is over.
pub(super) fn over() -> Refusal {
    Refusal::new(403, "AccessDenied", "Request has expired")
}
