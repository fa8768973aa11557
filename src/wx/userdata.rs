//! What the mini program hands over of a user: signed raw data, and encrypted data that only the session key opens. Pure.
//! Source: developers.weixin.qq.com/miniprogram/dev/framework/open-ability/signature.html; `reference/wechat.md` §3.8.

use aes::cipher::{BlockModeDecrypt, KeyIvInit, block_padding::Pkcs7};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use crate::error::{Error, Kind, Result};
use crate::secret::Secret;
use crate::sign;
use crate::text;

/// Older than this is told: the data may be a replay.
const STALE_SECONDS: i64 = 24 * 3600;

/// Data that opened, and belongs to this mini program.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The JSON as it was encrypted.
    pub text: String,
    /// When WeChat encrypted it, in seconds since 1970.
    pub at_unix: Option<i64>,
}

impl Opened {
    /// Whether it is more than a day old at `now_unix`.
    pub fn is_stale(&self, now_unix: i64) -> bool {
        self.at_unix
            .is_none_or(|at| now_unix.saturating_sub(at) > STALE_SECONDS)
    }
}

/// Checks `signature` over the raw data. The session key is used as its base64 text.
///
/// # Errors
/// [`Kind::Integrity`] when it does not hold.
pub fn verify(raw_data: &str, session_key: &Secret, signature: &str) -> Result<()> {
    let mut hash = Sha1::new();
    hash.update(raw_data.as_bytes());
    hash.update(session_key.expose().as_bytes());
    let good = sign::hex(&hash.finalize());
    if sign::equal(good.as_bytes(), signature.as_bytes()) {
        return Ok(());
    }
    Err(refused(text!(
        "the signature does not fit the raw data",
        "签名与 rawData 不符"
    )))
}

/// Opens encrypted data, and refuses what another mini program's user handed over.
///
/// # Errors
/// [`Kind::Integrity`] when it does not open or belongs elsewhere.
pub fn decrypt(appid: &str, session_key: &Secret, iv: &str, data: &str) -> Result<Opened> {
    let key = Zeroizing::new(base64("session_key", session_key.expose())?);
    let iv = base64("iv", iv)?;
    let mut data = Zeroizing::new(base64("encryptedData", data)?);
    let key: &[u8; 16] = exactly("session_key", &key)?;
    let iv: &[u8; 16] = exactly("iv", &iv)?;
    if data.is_empty() || !data.len().is_multiple_of(16) {
        let length = data.len();
        return Err(refused(text!(
            "encryptedData is {length} bytes long, and not whole blocks of 16: it was cut short",
            "encryptedData 长 {length} 字节，不是 16 的整数倍：数据被截断"
        )));
    }
    let plain = cbc::Decryptor::<aes::Aes128>::new(key.into(), iv.into()).decrypt_padded::<Pkcs7>(&mut data);
    // Padding, text and JSON fail alike: the difference would help whoever tries keys.
    let plain = plain.ok().and_then(|p| std::str::from_utf8(p).ok()).map(str::to_owned);
    let value = plain.as_deref().and_then(|p| serde_json::from_str::<Value>(p).ok());
    let (Some(text), Some(Value::Object(value))) = (plain, value) else {
        return Err(refused(text!(
            "the data do not open with this session key",
            "数据无法用此 session_key 解密"
        )));
    };
    let watermark = value.get("watermark");
    let owner = watermark.and_then(|w| w.get("appid")).and_then(Value::as_str);
    match owner {
        Some(owner) if owner == appid => {}
        Some(owner) => {
            return Err(refused(text!(
                "the data belong to the mini program {owner}, not to {appid}",
                "数据属于小程序 {owner}，而不是 {appid}"
            )));
        }
        None => {
            return Err(refused(text!(
                "the data do not say which mini program they belong to (no watermark)",
                "数据没有水印（watermark），无法确认所属小程序"
            )));
        }
    }
    Ok(Opened {
        at_unix: watermark.and_then(|w| w.get("timestamp")).and_then(Value::as_i64),
        text,
    })
}

fn base64(name: &str, value: &str) -> Result<Vec<u8>> {
    STANDARD.decode(value).map_err(|_| {
        let spaced = value.contains(' ');
        let error = Error::new(Kind::Integrity, text!("{name} is not base64", "{name} 不是 base64"));
        if spaced {
            error.hint(text!(
                "it has spaces where + was: a form was decoded on the way; encode + as %2B, or send JSON",
                "其中的 + 变成了空格：传输中被当作表单解码；请把 + 编码为 %2B，或使用 JSON 传输"
            ))
        } else {
            error
        }
    })
}

fn exactly<'a, const N: usize>(name: &str, bytes: &'a [u8]) -> Result<&'a [u8; N]> {
    let length = bytes.len();
    bytes.try_into().map_err(|_| {
        Error::new(
            Kind::Integrity,
            text!(
                "{name} is {length} bytes long, not {N}",
                "{name} 长 {length} 字节，应为 {N}"
            ),
        )
    })
}

/// The usual causes, where nobody can see which it was.
fn refused(what: text::Text) -> Error {
    Error::new(Kind::Integrity, what).hint(text!(
        "usual causes: wx.login was called after the data were taken, which changes the session key; + became a space on the way; the appid is another's",
        "常见原因：取得数据之后又调用了 wx.login，session_key 已变；传输中 + 变成空格；appid 不是同一个小程序"
    ))
}
