//! The merchant's certificate and key as the one file that the merchant platform gives: PKCS#12, its password the merchant's
//! number. Files of old are encrypted with RC2 and triple DES, which OpenSSL 3 no longer opens.
//! Source: the platform's certificate guide; RFC 7292.

use std::path::Path;

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};

use super::keys::{Certificate, MerchantKey, pem};
use crate::error::{Error, Result};
use crate::text;

/// A file larger than this holds more than one certificate and one key.
const CAP_BYTES: u64 = 1 << 20;

/// What was in the file.
pub struct Store {
    /// The merchant's key.
    pub key: MerchantKey,
    /// The merchant's certificate.
    pub certificate: Certificate,
    /// The same as PEM.
    pub certificate_pem: String,
}

/// Reads `path` with the merchant's number as its password.
///
/// # Errors
/// [`crate::error::Kind::Config`] naming the file.
pub fn read(path: &Path, mchid: &str) -> Result<Store> {
    let shown = path.display();
    let cannot = |why: String| {
        Error::config(text!(
            "p12: {shown} cannot be read: {why}",
            "p12：无法读取 {shown}：{why}"
        ))
    };
    let size = std::fs::metadata(path).map_err(|e| cannot(e.to_string()))?.len();
    if size > CAP_BYTES {
        return Err(cannot(format!("{size} bytes")));
    }
    let bytes = std::fs::read(path).map_err(|e| cannot(e.to_string()))?;
    // The library's reasons may repeat what is inside; which of the two it is, is all that is told.
    let store = KeyStore::from_pkcs12(&bytes, mchid, Pkcs12ImportPolicy::Relaxed).map_err(|_| {
        Error::config(text!(
            "p12: {shown} is no PKCS#12 file, or its password is not mchid",
            "p12：{shown} 不是 PKCS#12 文件，或其密码不是 mchid"
        ))
    })?;
    let none = || {
        Error::config(text!(
            "p12: {shown} holds no key with its certificate",
            "p12：{shown} 中没有密钥及其证书"
        ))
    };
    let (_, chain) = store.private_key_chain().ok_or_else(none)?;
    let der = chain.certs().first().ok_or_else(none)?.as_der();
    Ok(Store {
        key: MerchantKey::of_pkcs8(chain.key().as_der()).ok_or_else(none)?,
        certificate: Certificate::of_der(der).ok_or_else(none)?,
        certificate_pem: pem("CERTIFICATE", der),
    })
}
