//! The RSA keys of both sides, made once per process when somebody asks for them: making them takes a while.

use std::sync::LazyLock;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The id of the platform's public key.
pub const PUBLIC_KEY_ID: &str = "PUB_KEY_ID_0119000000012026112800000001";

/// Keys and certificates of this process.
pub struct Keys {
    /// The merchant's private key.
    pub merchant_key_pem: String,
    /// The merchant's certificate.
    pub merchant_certificate_pem: String,
    /// Its serial number.
    pub merchant_serial: String,
    /// The platform's public key.
    pub platform_public_pem: String,
    /// The platform's certificate, of the same key.
    pub platform_certificate_pem: String,
    /// Its serial number.
    pub platform_serial: String,
    merchant: KeyPair,
    platform: KeyPair,
}

/// The keys of this process.
///
/// # Panics
/// When the system cannot make keys: then nothing can be tested.
pub fn keys() -> &'static Keys {
    static KEYS: LazyLock<Keys> = LazyLock::new(|| {
        // Both at once: they take as long as everything else together.
        let other = std::thread::spawn(make);
        let merchant = make();
        let platform = other.join().unwrap_or_else(|_| panic!("no RSA keys"));
        let (merchant_certificate_pem, merchant_serial) = certificate(&merchant.1, "vh sandbox TEST merchant");
        let (platform_certificate_pem, platform_serial) = certificate(&platform.1, "vh TEST - not WeChat");
        Keys {
            merchant_key_pem: merchant.1,
            merchant_certificate_pem,
            merchant_serial,
            platform_public_pem: public_pem(&platform.0),
            platform_certificate_pem,
            platform_serial,
            merchant: merchant.0,
            platform: platform.0,
        }
    });
    &KEYS
}

fn make() -> (KeyPair, String) {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap_or_else(|_| panic!("no RSA keys"));
    let der: Pkcs8V1Der<'_> = pair.as_der().unwrap_or_else(|_| panic!("no RSA keys"));
    let text = pem("PRIVATE KEY", der.as_ref());
    (pair, text)
}

fn public_pem(pair: &KeyPair) -> String {
    let der: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap_or_else(|_| panic!("no RSA keys"));
    pem("PUBLIC KEY", der.as_ref())
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = (0..text.len())
        .step_by(64)
        .map(|i| &text[i..(i + 64).min(text.len())])
        .collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

/// A certificate of this key that signs itself, and its serial number.
fn certificate(key_pem: &str, name: &str) -> (String, String) {
    let mut serial = [0; 20];
    getrandom::fill(&mut serial).unwrap_or_default();
    // Forty digits, and no sign byte.
    serial[0] = 0x40 | (serial[0] & 0x3f);
    let made = rcgen::KeyPair::from_pem_and_sign_algo(key_pem, &rcgen::PKCS_RSA_SHA256).and_then(|key| {
        let mut params = rcgen::CertificateParams::new(Vec::new())?;
        params.distinguished_name = rcgen::DistinguishedName::new();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        params.serial_number = Some(rcgen::SerialNumber::from_slice(&serial));
        params.self_signed(&key)
    });
    let pem = made.map(|c| c.pem()).unwrap_or_else(|e| panic!("no certificate: {e}"));
    (pem, serial.iter().map(|b| format!("{b:02X}")).collect())
}

impl Keys {
    /// The platform signs.
    pub(super) fn platform_signs(&self, message: &[u8]) -> String {
        let mut signature = vec![0; self.platform.public_modulus_len()];
        match self
            .platform
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
        {
            Ok(()) => STANDARD.encode(signature),
            Err(_) => String::new(),
        }
    }

    /// Whether the merchant signed.
    pub(super) fn merchant_signed(&self, message: &[u8], signature: &str) -> bool {
        let public = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.merchant.public_key());
        STANDARD
            .decode(signature)
            .is_ok_and(|s| public.verify(message, &s).is_ok())
    }
}
