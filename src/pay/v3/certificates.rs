//! WeChat's certificates, as they are downloaded: encrypted with the APIv3 key.
//! Source: pay.weixin.qq.com/doc/v3/merchant, 获取平台证书列表.

use super::{answer, sign};
use crate::error::{Error, Kind, Result};
use crate::pay::keys::Certificate;
use crate::text;

/// Merchants since autumn 2024 have a public key and no certificates.
pub(super) fn none_here(error: Error) -> Error {
    if error.kind != Kind::NotFound {
        return error;
    }
    error.hint(text!(
        "this merchant has WeChat's public key instead: download it in the merchant platform (API security), and set platform_keys = {{ PUB_KEY_ID_… = \"file:pub_key.pem\" }}",
        "该商户使用微信支付公钥：请在商户平台（API 安全）下载公钥，并设置 platform_keys = {{ PUB_KEY_ID_… = \"file:pub_key.pem\" }}"
    ))
}

/// Decrypts the certificates of a download.
///
/// # Errors
/// [`Kind::Malformed`] for what is none; [`Kind::Config`] when the APIv3 key does not open it.
pub fn open(body: &[u8], apiv3_key: &str) -> Result<Vec<(Certificate, String)>> {
    #[derive(serde::Deserialize)]
    struct List {
        data: Vec<Item>,
    }
    #[derive(serde::Deserialize)]
    struct Item {
        serial_no: String,
        encrypt_certificate: sign::Resource,
    }
    let list: List = serde_json::from_slice(body).map_err(|_| answer::malformed("data"))?;
    let mut found = Vec::new();
    for item in list.data {
        let plain = sign::decrypt(&item.encrypt_certificate, apiv3_key).map_err(|_| {
            Error::new(
                Kind::Integrity,
                text!(
                    "apiv3_key does not open WeChat's certificates",
                    "apiv3_key 无法解开平台证书"
                ),
            )
            .hint(text!(
                "is it the APIv3 key of this merchant?",
                "它是该商户的 APIv3 密钥吗？"
            ))
        })?;
        let pem = String::from_utf8(plain).map_err(|_| answer::malformed("certificate"))?;
        let certificate = Certificate::of_pem(&pem).ok_or_else(|| answer::malformed("certificate"))?;
        if !certificate.serial.eq_ignore_ascii_case(&item.serial_no) {
            return Err(answer::malformed("serial_no"));
        }
        found.push((certificate, pem));
    }
    Ok(found)
}
