//! What every signer shares: encodings, HMAC chains, constant-time comparison. Pure functions over bytes; the time is an
//! argument wherever it matters.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// Percent-encodes all but the unreserved characters. Source: RFC 3986, 2.3.
pub fn uri_encode(bytes: &[u8]) -> String {
    uri_encode_except(bytes, b"")
}

/// As [`uri_encode`], leaving the bytes of `keep` as they are, such as `/` in a path.
pub fn uri_encode_except(bytes: &[u8], keep: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for &b in bytes {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) || keep.contains(&b) {
            out.push(char::from(b));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(b >> 4)].to_ascii_uppercase()));
            out.push(char::from(HEX[usize::from(b & 15)].to_ascii_uppercase()));
        }
    }
    out
}

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for &b in bytes {
        out.push(char::from(HEX[usize::from(b >> 4)]));
        out.push(char::from(HEX[usize::from(b & 15)]));
    }
    out
}

/// HMAC-SHA256.
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> [u8; 32] {
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
        // HMAC takes keys of any length.
        Err(_) => [0; 32],
    }
}

/// HMAC-SHA1: older protocols (OSS V1, COS) are built on it, and it is sound as a MAC.
pub fn hmac_sha1(key: &[u8], message: &[u8]) -> [u8; 20] {
    match Hmac::<Sha1>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().into()
        }
        // HMAC takes keys of any length.
        Err(_) => [0; 20],
    }
}

/// A chain of HMAC-SHA256: each part is signed with the result of the one before, the first with `key`.
pub fn hmac_chain(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut result = [0; 32];
    let mut current = key;
    for part in parts {
        result = hmac_sha256(current, part);
        current = &result;
    }
    result
}

/// 32 bytes of key for one purpose. Source: RFC 5869 with one block of output.
pub fn hkdf_sha256(secret: &[u8], salt: &[u8], purpose: &[u8]) -> [u8; 32] {
    let extracted = hmac_sha256(salt, secret);
    hmac_sha256(&extracted, &[purpose, &[1]].concat())
}

/// Whether two values are equal, in a time that depends on their lengths only.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_answers() {
        // RFC 4231, case 2.
        assert_eq!(
            hex(&hmac_sha256(b"Jefe", b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        // RFC 2202, case 2.
        assert_eq!(
            hex(&hmac_sha1(b"Jefe", b"what do ya want for nothing?")),
            "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
        );
        // RFC 5869, case 1, the first 32 bytes.
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let salt: Vec<u8> = (0..=12).collect();
        assert_eq!(
            hex(&hkdf_sha256(&[0x0b; 22], &salt, &info)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        );
        assert_eq!(
            hmac_chain(b"k", &[b"a", b"b"]),
            hmac_sha256(&hmac_sha256(b"k", b"a"), b"b")
        );
    }

    #[test]
    fn encodings_and_comparison() {
        assert_eq!(uri_encode("a b/~é".as_bytes()), "a%20b%2F~%C3%A9");
        assert_eq!(uri_encode_except(b"a/b c", b"/"), "a/b%20c");
        assert!(equal(b"abc", b"abc") && !equal(b"abc", b"abd") && !equal(b"abc", b"ab"));
    }
}
