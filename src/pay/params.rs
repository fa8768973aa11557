//! What a client needs to pay for an order: signed parameters for the mini program, JSAPI and apps, in both versions.
//! Source: the mini program payment page (v2); pay.weixin.qq.com/doc/v3/merchant/4012365340, 4012365341.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde_json::{Map, Value, json};

use super::v2::sign::{SignType, sign};
use super::v2::xml::Fields;
use super::v3::sign::{app_message, jsapi_message};
use super::{Account, Version, v3};
use crate::error::{Error, Result};
use crate::text;

/// What the client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Client {
    /// A page inside WeChat, or a mini program.
    Jsapi,
    /// An app.
    App,
}

/// A time in Beijing, where WeChat's days begin.
pub fn beijing(unix_seconds: i64) -> Option<Zoned> {
    let at = Timestamp::from_second(unix_seconds).ok()?;
    Some(at.to_zoned(TimeZone::fixed(Offset::constant(8))))
}

fn object(pairs: &[(&str, &str)]) -> Map<String, Value> {
    pairs.iter().map(|(k, v)| ((*k).to_owned(), json!(v))).collect()
}

/// The parameters of v2: signed like everything in v2.
pub fn v2(
    client: Client,
    (appid, mchid): (&str, &str),
    prepay_id: &str,
    timestamp: &str,
    nonce: &str,
    (key, how): (&str, SignType),
) -> Map<String, Value> {
    let package = format!("prepay_id={prepay_id}");
    let (pairs, name) = match client {
        Client::Jsapi => (
            vec![
                ("appId", appid),
                ("timeStamp", timestamp),
                ("nonceStr", nonce),
                ("package", package.as_str()),
                ("signType", how.name()),
            ],
            "paySign",
        ),
        Client::App => (
            vec![
                ("appid", appid),
                ("partnerid", mchid),
                ("prepayid", prepay_id),
                ("package", "Sign=WXPay"),
                ("noncestr", nonce),
                ("timestamp", timestamp),
            ],
            "sign",
        ),
    };
    let mut fields = Fields::default();
    for (name, value) in &pairs {
        fields.push(name, *value);
    }
    let mut params = object(&pairs);
    params.insert(name.to_owned(), json!(sign(&fields, key, how)));
    params
}

/// The parameters of v3.
///
/// # Errors
/// As [`super::keys::MerchantKey::sign`].
pub fn v3(
    client: Client,
    (appid, mchid): (&str, &str),
    prepay_id: &str,
    timestamp: u64,
    nonce: &str,
    key: &super::keys::MerchantKey,
) -> Result<Map<String, Value>> {
    let at = timestamp.to_string();
    Ok(match client {
        Client::Jsapi => {
            let signature = key.sign(jsapi_message(appid, timestamp, nonce, prepay_id).as_bytes())?;
            let package = format!("prepay_id={prepay_id}");
            object(&[
                ("appId", appid),
                ("timeStamp", &at),
                ("nonceStr", nonce),
                ("package", &package),
                ("signType", "RSA"),
                ("paySign", &signature),
            ])
        }
        Client::App => {
            let signature = key.sign(app_message(appid, timestamp, nonce, prepay_id).as_bytes())?;
            object(&[
                ("appid", appid),
                ("partnerid", mchid),
                ("prepayid", prepay_id),
                ("package", "Sign=WXPay"),
                ("noncestr", nonce),
                ("timestamp", &at),
                ("sign", &signature),
            ])
        }
    })
}

/// The parameters for an order of `account`.
///
/// # Errors
/// [`crate::error::Kind::Usage`] for what is no prepay id; [`crate::error::Kind::Config`] for a key that is missing.
pub fn of_account(account: &Account, version: Version, client: Client, prepay_id: &str) -> Result<Map<String, Value>> {
    let plain = !prepay_id.is_empty() && prepay_id.len() <= 64 && prepay_id.bytes().all(|b| b.is_ascii_alphanumeric());
    if !plain {
        return Err(Error::usage(text!(
            "{prepay_id:?} is no prepay_id",
            "{prepay_id:?} 不是 prepay_id"
        )));
    }
    // A service provider's customer pays in its own app, where it has one.
    let sub = account.sub.as_ref();
    let appid = sub.and_then(|s| s.appid.as_deref()).unwrap_or(&account.appid);
    let mchid = sub.map_or(account.mchid.as_str(), |s| &s.mchid);
    let who = (appid, mchid);
    let timestamp = v3::sign::unix((account.clock.now)());
    let nonce = (account.clock.nonce)()?;
    match version {
        Version::V2 => {
            let key = account.need(account.api_key.as_ref(), "api_key")?;
            let how = (key.expose(), account.sign_type);
            Ok(v2(client, who, prepay_id, &timestamp.to_string(), &nonce, how))
        }
        Version::V3 => {
            let key = account.need(account.key.as_ref(), "private_key")?;
            v3(client, who, prepay_id, timestamp, &nonce, key)
        }
    }
}
