//! Sensitive fields: RSAES-OAEP under WeChat's key, or under the merchant's.
//! Source: pay.weixin.qq.com/doc/v3/merchant, 敏感信息加解密.

use base64::Engine as _;

use super::sign;
use crate::error::{Error, Result};
use crate::pay::account::Account;
use crate::text;

/// Encrypts a sensitive field; with the id that must stand in `Wechatpay-Serial`.
///
/// # Errors
/// [`crate::error::Kind::Config`] without a key of WeChat's; [`crate::error::Kind::Usage`] for what is too long.
pub fn encrypt(account: &Account, plain: &str) -> Result<(String, String)> {
    let now = sign::unix((account.clock.now)());
    let ring = account
        .ring
        .read()
        .map_err(|_| Error::bug("the ring of keys is poisoned"))?;
    let key = account.need(ring.preferred(now), "platform_keys")?;
    let sealed = key.encrypt_field(plain).ok_or_else(|| {
        Error::usage(text!(
            "a sensitive field holds at most 214 bytes",
            "敏感字段最多 214 字节"
        ))
    })?;
    Ok((key.id.clone(), sealed))
}

/// Whether `text` could be an encrypted field: base64 of a whole RSA block.
pub fn looks_encrypted(text: &str) -> bool {
    let bytes = base64::engine::general_purpose::STANDARD.decode(text.trim());
    bytes.is_ok_and(|b| b.len() >= 256 && b.len().is_multiple_of(128))
}
