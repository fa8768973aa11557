//! RSA keys of WeChat Pay v3: the merchant's private key, and WeChat's public keys and certificates side by side, chosen by the
//! id that comes with each answer.
//! Source: pay.weixin.qq.com/doc/v3/merchant/4012154180, 4012365336.

use std::collections::BTreeMap;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{
    KeyPair, OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, OaepPublicEncryptingKey, PrivateDecryptingKey,
    PublicEncryptingKey,
};
use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio_rustls::rustls::pki_types::pem::{PemObject, SectionKind};
use x509_cert::der::{Decode, Encode};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::text;

/// The common name of certificates that `vh` makes for tests: nothing that carries it was ever WeChat's.
pub const TEST_SUBJECT: &str = "vh TEST - not WeChat";

/// A certificate, as far as it is used here.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// Upper-case hexadecimal.
    pub serial: String,
    /// Valid from, seconds since 1970.
    pub from_unix: u64,
    /// Valid until.
    pub until_unix: u64,
    /// Whom it names.
    pub subject: String,
    /// Its key, DER.
    spki: Vec<u8>,
}

impl Certificate {
    /// Reads a PEM certificate, the first of the text.
    pub fn of_pem(pem: &str) -> Option<Certificate> {
        let (kind, der) = <(SectionKind, Vec<u8>)>::from_pem_slice(pem.as_bytes()).ok()?;
        (kind == SectionKind::Certificate).then(|| Certificate::of_der(&der))?
    }

    /// Reads a DER certificate.
    pub fn of_der(der: &[u8]) -> Option<Certificate> {
        let certificate = x509_cert::Certificate::from_der(der).ok()?;
        let inner = certificate.tbs_certificate;
        let hex = crate::sign::hex(inner.serial_number.as_bytes()).to_ascii_uppercase();
        Some(Certificate {
            // The sign byte of DER is no digit of the number.
            serial: hex.strip_prefix("00").unwrap_or(&hex).to_owned(),
            from_unix: inner.validity.not_before.to_unix_duration().as_secs(),
            until_unix: inner.validity.not_after.to_unix_duration().as_secs(),
            subject: inner.subject.to_string(),
            spki: inner.subject_public_key_info.to_der().ok()?,
        })
    }

    /// Whether it was made by `vh` for tests.
    pub fn is_test(&self) -> bool {
        self.subject.contains(TEST_SUBJECT)
    }
}

/// The merchant's private key.
pub struct MerchantKey {
    pair: KeyPair,
    pkcs8: Zeroizing<Vec<u8>>,
}

impl MerchantKey {
    /// Reads a PEM key, PKCS#8 or PKCS#1.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] that says what it should be, never what it is.
    pub fn of_pem(pem: &Secret) -> Result<MerchantKey> {
        let bad = || {
            Error::config(text!(
                "private_key is no RSA key in PEM form",
                "private_key 不是 PEM 格式的 RSA 私钥"
            ))
            .hint(text!(
                "give apiclient_key.pem of the merchant platform, as private_key = \"file:apiclient_key.pem\"",
                "请使用商户平台的 apiclient_key.pem，写为 private_key = \"file:apiclient_key.pem\""
            ))
        };
        let (kind, der) = <(SectionKind, Vec<u8>)>::from_pem_slice(pem.expose().as_bytes()).map_err(|_| bad())?;
        let der = Zeroizing::new(der);
        let pkcs8 = match kind {
            SectionKind::PrivateKey => der,
            SectionKind::RsaPrivateKey => Zeroizing::new(wrap_pkcs1(&der)),
            _ => return Err(bad()),
        };
        MerchantKey::of_pkcs8(&pkcs8).ok_or_else(bad)
    }

    /// Reads a DER key, PKCS#8.
    pub fn of_pkcs8(der: &[u8]) -> Option<MerchantKey> {
        Some(MerchantKey {
            pair: KeyPair::from_pkcs8(der).ok()?,
            pkcs8: Zeroizing::new(der.to_vec()),
        })
    }

    /// Signs `message`: RSASSA-PKCS1-v1_5 with SHA-256, base64.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`]: nothing outside can make it fail.
    pub fn sign(&self, message: &[u8]) -> Result<String> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| Error::bug("an RSA key that does not sign"))?;
        Ok(STANDARD.encode(signature))
    }

    /// Decrypts a field that WeChat encrypted for the merchant: RSAES-OAEP with SHA-1. `None` when it is not for this key.
    pub fn decrypt_field(&self, base64: &str) -> Option<Vec<u8>> {
        let key = PrivateDecryptingKey::from_pkcs8(&self.pkcs8).ok()?;
        let key = OaepPrivateDecryptingKey::new(key).ok()?;
        let sealed = STANDARD.decode(base64.trim()).ok()?;
        let mut plain = vec![0; key.min_output_size()];
        let out = key.decrypt(&OAEP_SHA1_MGF1SHA1, &sealed, &mut plain, None).ok()?;
        Some(out.to_vec())
    }

    /// The key as PEM, for TLS.
    pub fn to_pem(&self) -> Zeroizing<String> {
        Zeroizing::new(pem("PRIVATE KEY", &self.pkcs8))
    }
}

/// PKCS#8 around PKCS#1. Source: RFC 5958, RFC 8017 A.1.
fn wrap_pkcs1(der: &[u8]) -> Vec<u8> {
    const RSA: &[u8] = &[
        0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00,
    ];
    let mut inner = vec![0x02, 0x01, 0x00];
    inner.extend_from_slice(RSA);
    inner.extend(tagged(0x04, der));
    tagged(0x30, &inner)
}

fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = vec![tag];
    let bytes = length.to_be_bytes();
    let significant: &[u8] = &bytes[bytes.iter().position(|b| *b != 0).unwrap_or(bytes.len() - 1)..];
    if length < 0x80 {
        out.push(length as u8);
    } else {
        out.push(0x80 | significant.len() as u8);
        out.extend_from_slice(significant);
    }
    out.extend_from_slice(content);
    out
}

/// A PEM section.
pub fn pem(label: &str, der: &[u8]) -> String {
    let body = STANDARD.encode(der);
    let mut out = format!("-----BEGIN {label}-----\n");
    for line in body.as_bytes().chunks(64) {
        out.push_str(&String::from_utf8_lossy(line));
        out.push('\n');
    }
    out.push_str(&format!("-----END {label}-----\n"));
    out
}

/// One of WeChat's keys.
pub struct PlatformKey {
    /// What `Wechatpay-Serial` calls it.
    pub id: String,
    /// The certificate it came in; a bare public key has none and does not expire.
    pub certificate: Option<Certificate>,
    spki: Vec<u8>,
    parsed: ParsedPublicKey,
}

/// Why one of WeChat's signatures is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// No key has that id.
    UnknownKey,
    /// The certificate is not valid now.
    Expired,
    /// It does not fit.
    Wrong,
}

impl PlatformKey {
    fn of_spki(id: &str, spki: Vec<u8>, certificate: Option<Certificate>) -> Option<PlatformKey> {
        Some(PlatformKey {
            id: id.to_owned(),
            parsed: ParsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, &spki).ok()?,
            spki,
            certificate,
        })
    }

    /// Reads a PEM public key or certificate, known as `id`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] naming the id; also for a certificate whose serial is another.
    pub fn of_pem(id: &str, pem: &str) -> Result<PlatformKey> {
        let bad = || {
            Error::config(text!(
                "platform_keys: {id} is neither a public key nor a certificate in PEM form",
                "platform_keys：{id} 既不是 PEM 公钥也不是 PEM 证书"
            ))
        };
        let (kind, der) = <(SectionKind, Vec<u8>)>::from_pem_slice(pem.as_bytes()).map_err(|_| bad())?;
        match kind {
            SectionKind::PublicKey => PlatformKey::of_spki(id, der, None).ok_or_else(bad),
            SectionKind::Certificate => {
                let certificate = Certificate::of_der(&der).ok_or_else(bad)?;
                if !certificate.serial.eq_ignore_ascii_case(id) {
                    let serial = &certificate.serial;
                    return Err(Error::config(text!(
                        "platform_keys: the certificate under {id} has the serial number {serial}",
                        "platform_keys：{id} 处的证书序列号是 {serial}"
                    )));
                }
                let spki = certificate.spki.clone();
                PlatformKey::of_spki(&certificate.serial.clone(), spki, Some(certificate)).ok_or_else(bad)
            }
            _ => Err(bad()),
        }
    }

    /// Whether it is usable at `now_unix`.
    pub fn is_valid(&self, now_unix: u64) -> bool {
        self.certificate
            .as_ref()
            .is_none_or(|c| (c.from_unix..=c.until_unix).contains(&now_unix))
    }

    /// Encrypts a sensitive field for WeChat: RSAES-OAEP with SHA-1, base64. `None` when it is too long (214 bytes for a key of
    /// 2048 bits).
    pub fn encrypt_field(&self, plain: &str) -> Option<String> {
        let key = PublicEncryptingKey::from_der(&self.spki).ok()?;
        let key = OaepPublicEncryptingKey::new(key).ok()?;
        let mut sealed = vec![0; key.ciphertext_size()];
        let out = key
            .encrypt(&OAEP_SHA1_MGF1SHA1, plain.as_bytes(), &mut sealed, None)
            .ok()?;
        Some(STANDARD.encode(out))
    }
}

/// All of WeChat's keys that are known, by id.
#[derive(Default)]
pub struct Ring {
    keys: BTreeMap<String, PlatformKey>,
}

impl Ring {
    /// Adds a key.
    pub fn add(&mut self, key: PlatformKey) {
        self.keys.insert(key.id.to_ascii_uppercase(), key);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The key of this id.
    pub fn get(&self, id: &str) -> Option<&PlatformKey> {
        self.keys.get(&id.to_ascii_uppercase())
    }

    /// The key that answers are to be signed with: a public key before certificates, of those the one that lasts longest.
    pub fn preferred(&self, now_unix: u64) -> Option<&PlatformKey> {
        self.keys
            .values()
            .filter(|k| k.is_valid(now_unix))
            .max_by_key(|k| k.certificate.as_ref().map_or(u64::MAX, |c| c.until_unix))
    }

    /// All keys.
    pub fn iter(&self) -> impl Iterator<Item = &PlatformKey> {
        self.keys.values()
    }

    /// Checks a signature over `message` by the key `id`.
    ///
    /// # Errors
    /// Why it does not hold.
    pub fn verify(&self, id: &str, message: &[u8], base64: &str, now_unix: u64) -> Result<(), Refused> {
        let key = self.get(id).ok_or(Refused::UnknownKey)?;
        if !key.is_valid(now_unix) {
            return Err(Refused::Expired);
        }
        let signature = STANDARD.decode(base64).map_err(|_| Refused::Wrong)?;
        key.parsed.verify_sig(message, &signature).map_err(|_| Refused::Wrong)
    }
}
