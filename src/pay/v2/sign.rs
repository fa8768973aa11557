//! The signature of v2, over every field there is: not over a list of names, because interfaces grow.
//! Source: pay.weixin.qq.com/doc/v2/merchant/4011985891.

use md5::{Digest, Md5};
use serde::Deserialize;

use super::xml::Fields;
use crate::sign;

/// How v2 signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub enum SignType {
    /// The default of v2.
    #[default]
    #[serde(rename = "MD5")]
    Md5,
    /// The key is both the key of the MAC and the end of the text.
    #[serde(rename = "HMAC-SHA256")]
    HmacSha256,
}

impl SignType {
    /// As the field `sign_type` says it.
    pub fn name(self) -> &'static str {
        match self {
            SignType::Md5 => "MD5",
            SignType::HmacSha256 => "HMAC-SHA256",
        }
    }

    fn named(name: &str) -> Option<SignType> {
        match name {
            "MD5" => Some(SignType::Md5),
            "HMAC-SHA256" => Some(SignType::HmacSha256),
            _ => None,
        }
    }

    fn length(self) -> usize {
        match self {
            SignType::Md5 => 32,
            SignType::HmacSha256 => 64,
        }
    }
}

/// The text that is signed, up to the key: `a=1&b=2&key=`. Names in byte order; empty values and `sign` left out.
pub fn sorted(fields: &Fields) -> String {
    let mut kept: Vec<&(String, String)> = fields.0.iter().filter(|(n, v)| n != "sign" && !v.is_empty()).collect();
    // Names, not `name=value`: a digit sorts before `=`.
    kept.sort_unstable_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
    let mut out = String::new();
    for (name, value) in kept {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    }
    out.push_str("&key=");
    out
}

/// Signs `fields`: upper-case hexadecimal.
pub fn sign(fields: &Fields, key: &str, how: SignType) -> String {
    let text = zeroize::Zeroizing::new(sorted(fields) + key);
    let digest = match how {
        SignType::Md5 => sign::hex(&Md5::digest(text.as_bytes())),
        SignType::HmacSha256 => sign::hex(&sign::hmac_sha256(key.as_bytes(), text.as_bytes())),
    };
    digest.to_ascii_uppercase()
}

/// Why a signature is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is none.
    Missing,
    /// Its kind is unknown, weaker than the table wants, or not the kind that the fields name.
    Kind,
    /// It is wrong.
    Wrong,
}

/// Checks the signature in `fields`; `wanted` is what the table names, and nothing weaker is taken.
///
/// # Errors
/// Why it does not hold.
pub fn verify(fields: &Fields, key: &str, wanted: Option<SignType>) -> Result<SignType, Refused> {
    let given = fields.get("sign").ok_or(Refused::Missing)?;
    let by_length = match given.len() {
        32 => SignType::Md5,
        64 => SignType::HmacSha256,
        _ => return Err(Refused::Wrong),
    };
    let how = match fields.get("sign_type") {
        Some(name) => SignType::named(name).ok_or(Refused::Kind)?,
        None => by_length,
    };
    if wanted == Some(SignType::HmacSha256) && how == SignType::Md5 {
        return Err(Refused::Kind);
    }
    if given.len() != how.length() {
        return Err(Refused::Wrong);
    }
    if sign::equal(given.as_bytes(), sign(fields, key, how).as_bytes()) {
        Ok(how)
    } else {
        Err(Refused::Wrong)
    }
}
