//! What v3 signs and how: requests, client parameters, answers and notifications; and the decryption of resources.
//! Source: pay.weixin.qq.com/doc/v3/merchant/4012365336, 4012365340, 4012365341; wechatpay-skills, 签名与验签规则.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::error::Result;
use crate::pay::keys::{self, MerchantKey, Ring};

/// The scheme of the Authorization header, and the one signature type there is.
pub const SCHEME: &str = "WECHATPAY2-SHA256-RSA2048";

/// An answer or a notification as old as this is refused, and one as far ahead.
pub const WINDOW: Duration = Duration::from_secs(300);

/// Seconds since 1970.
pub fn unix(at: SystemTime) -> u64 {
    at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// The text that a request's signature covers. `target` is the path with its query, exactly as sent.
pub fn request_message(method: &str, target: &str, timestamp: u64, nonce: &str, body: &[u8]) -> Vec<u8> {
    let mut message = format!("{method}\n{target}\n{timestamp}\n{nonce}\n").into_bytes();
    message.extend_from_slice(body);
    message.push(b'\n');
    message
}

/// Who signs.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    /// The merchant.
    pub mchid: &'a str,
    /// The serial number of its API certificate.
    pub serial: &'a str,
}

/// The value of the Authorization header.
///
/// # Errors
/// As [`MerchantKey::sign`].
pub fn authorization(
    key: &MerchantKey,
    who: Signer<'_>,
    message: &[u8],
    timestamp: u64,
    nonce: &str,
) -> Result<String> {
    let signature = key.sign(message)?;
    let Signer { mchid, serial } = who;
    Ok(format!(
        "{SCHEME} mchid=\"{mchid}\",nonce_str=\"{nonce}\",signature=\"{signature}\",timestamp=\"{timestamp}\",serial_no=\"{serial}\""
    ))
}

/// The text that `paySign` covers, for the mini program and JSAPI.
pub fn jsapi_message(appid: &str, timestamp: u64, nonce: &str, prepay_id: &str) -> String {
    format!("{appid}\n{timestamp}\n{nonce}\nprepay_id={prepay_id}\n")
}

/// The text that `sign` covers, for an app: the bare id.
pub fn app_message(appid: &str, timestamp: u64, nonce: &str, prepay_id: &str) -> String {
    format!("{appid}\n{timestamp}\n{nonce}\n{prepay_id}\n")
}

/// The headers that come with an answer or a notification.
#[derive(Debug, Clone, Default)]
pub struct Signed {
    /// `Wechatpay-Timestamp`.
    pub timestamp: Option<String>,
    /// `Wechatpay-Nonce`.
    pub nonce: Option<String>,
    /// `Wechatpay-Serial`.
    pub serial: Option<String>,
    /// `Wechatpay-Signature`.
    pub signature: Option<String>,
    /// `Wechatpay-Signature-Type`.
    pub kind: Option<String>,
}

impl Signed {
    /// Finds them with `header`, which takes lower-case names; empty values count as absent.
    pub fn find(header: impl Fn(&str) -> Option<String>) -> Signed {
        let get = |name: &str| header(name).filter(|v| !v.is_empty());
        Signed {
            timestamp: get("wechatpay-timestamp"),
            nonce: get("wechatpay-nonce"),
            serial: get("wechatpay-serial"),
            signature: get("wechatpay-signature"),
            kind: get("wechatpay-signature-type"),
        }
    }
}

/// Why an answer or a notification is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// This header is missing or empty.
    Missing(&'static str),
    /// Another signature type.
    Kind,
    /// Outside the window; how far, in seconds, behind (negative) or ahead, where it is a number at all.
    Time(Option<i64>),
    /// The signature, by its key.
    Key(keys::Refused),
}

/// Checks headers, type, time, key, certificate, signature, in this order.
///
/// # Errors
/// The first that does not hold.
pub fn verify(ring: &Ring, signed: &Signed, body: &[u8], now: SystemTime) -> Result<(), Refused> {
    let need = |value: &Option<String>, name: &'static str| value.clone().ok_or(Refused::Missing(name));
    let timestamp = need(&signed.timestamp, "Wechatpay-Timestamp")?;
    let nonce = need(&signed.nonce, "Wechatpay-Nonce")?;
    let serial = need(&signed.serial, "Wechatpay-Serial")?;
    let signature = need(&signed.signature, "Wechatpay-Signature")?;
    if signed.kind.as_deref().is_some_and(|k| k != SCHEME) {
        return Err(Refused::Kind);
    }
    check_time(&timestamp, now)?;
    let mut message = format!("{timestamp}\n{nonce}\n").into_bytes();
    message.extend_from_slice(body);
    message.push(b'\n');
    ring.verify(&serial, &message, &signature, unix(now))
        .map_err(Refused::Key)
}

/// Whether `timestamp` is a number of seconds within the window around `now`.
///
/// # Errors
/// [`Refused::Time`].
pub fn check_time(timestamp: &str, now: SystemTime) -> Result<(), Refused> {
    let plain = !timestamp.is_empty() && timestamp.len() <= 12 && timestamp.bytes().all(|b| b.is_ascii_digit());
    let at: i64 = match timestamp.parse() {
        Ok(at) if plain => at,
        _ => return Err(Refused::Time(None)),
    };
    let off = at - i64::try_from(unix(now)).unwrap_or(i64::MAX);
    if off.unsigned_abs() >= WINDOW.as_secs() {
        return Err(Refused::Time(Some(off)));
    }
    Ok(())
}

/// An encrypted resource.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Resource {
    /// `AEAD_AES_256_GCM`; nothing else is taken.
    pub algorithm: String,
    /// Base64, the tag at its end.
    pub ciphertext: String,
    /// 12 bytes.
    pub nonce: String,
    /// What is authenticated with it; may be empty or absent.
    #[serde(default)]
    pub associated_data: Option<String>,
}

/// Why a resource is not decrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// Another algorithm.
    Algorithm,
    /// The key does not have 32 bytes.
    KeyLength,
    /// It was changed, or the key is another.
    Broken,
}

/// Decrypts a resource with the APIv3 key. Source: pay.weixin.qq.com/doc/v3/merchant/4012071382.
///
/// # Errors
/// Why not.
pub fn decrypt(resource: &Resource, apiv3_key: &str) -> Result<Vec<u8>, Sealed> {
    if resource.algorithm != "AEAD_AES_256_GCM" {
        return Err(Sealed::Algorithm);
    }
    if apiv3_key.len() != 32 {
        return Err(Sealed::KeyLength);
    }
    let key = UnboundKey::new(&AES_256_GCM, apiv3_key.as_bytes()).map_err(|_| Sealed::KeyLength)?;
    let nonce: [u8; NONCE_LEN] = resource.nonce.as_bytes().try_into().map_err(|_| Sealed::Broken)?;
    let mut bytes = STANDARD.decode(&resource.ciphertext).map_err(|_| Sealed::Broken)?;
    let aad = Aad::from(resource.associated_data.as_deref().unwrap_or("").as_bytes());
    let plain = LessSafeKey::new(key)
        .open_in_place(Nonce::assume_unique_for_key(nonce), aad, &mut bytes)
        .map_err(|_| Sealed::Broken)?;
    Ok(plain.to_vec())
}

/// Encrypts a resource, as WeChat does; for notifications under test keys.
pub fn encrypt(plain: &[u8], apiv3_key: &str, nonce: &str, aad: &str) -> Option<Resource> {
    let key = UnboundKey::new(&AES_256_GCM, apiv3_key.as_bytes()).ok()?;
    let bytes: [u8; NONCE_LEN] = nonce.as_bytes().try_into().ok()?;
    let mut sealed = plain.to_vec();
    LessSafeKey::new(key)
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(bytes),
            Aad::from(aad.as_bytes()),
            &mut sealed,
        )
        .ok()?;
    Some(Resource {
        algorithm: "AEAD_AES_256_GCM".to_owned(),
        ciphertext: STANDARD.encode(sealed),
        nonce: nonce.to_owned(),
        associated_data: Some(aad.to_owned()),
    })
}
