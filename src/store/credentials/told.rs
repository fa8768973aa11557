//! Keys in the JSON that programs and metadata services print: Amazon's, Aliyun's and Tencent's names for the same four things.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use crate::error::{Error, Kind, Result};
use crate::secret::Secret;
use crate::store::call::Keys;
use crate::text;

const IDS: &[&str] = &["AccessKeyId", "access_key_id", "TmpSecretId", "SecretId", "secretId"];
const SECRETS: &[&str] = &[
    "SecretAccessKey",
    "AccessKeySecret",
    "access_key_secret",
    "TmpSecretKey",
    "SecretKey",
    "secretKey",
];
const TOKENS: &[&str] = &[
    "SessionToken",
    "SecurityToken",
    "Token",
    "sts_token",
    "security_token",
    "sessionToken",
];
const ENDS: &[&str] = &["Expiration", "expiration"];
const SECONDS: &[&str] = &["ExpiredTime", "expiredTime"];

/// Keys from JSON; `from` is who told them, `label` what their secrets are remembered as.
///
/// # Errors
/// [`Kind::Config`] when something is missing.
pub(super) fn read(body: &[u8], from: &str, label: &str) -> Result<Keys> {
    let broken = |what: &str| Error::config(text!("{from} told no keys: {what}", "{from} 没有给出密钥：{what}"));
    let value: Value = serde_json::from_slice(body).map_err(|_| broken("not JSON"))?;
    if let Some(code) = value["Code"].as_str().filter(|c| *c != "Success") {
        return Err(broken(code));
    }
    of_value(&value, label).ok_or_else(|| broken("AccessKeyId, SecretAccessKey"))
}

/// Keys from a value that has them.
pub(super) fn of_value(value: &Value, label: &str) -> Option<Keys> {
    let get = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| value[*n].as_str())
            .filter(|v| !v.is_empty())
            .map(str::to_owned)
    };
    let seconds = SECONDS.iter().find_map(|n| value[*n].as_u64());
    let ends = match (get(ENDS), seconds) {
        (Some(text), _) => text.parse::<jiff::Timestamp>().ok().map(Into::into),
        (None, Some(seconds)) => Some(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)),
        (None, None) => None,
    };
    Some(Keys {
        id: get(IDS)?,
        secret: Secret::new(&format!("{label}.secret"), get(SECRETS)?),
        token: get(TOKENS).map(|t| Secret::new(&format!("{label}.token"), t)),
        expires: ends,
    })
}

/// The refusal of somebody who was asked for keys.
pub(super) fn refused(from: &str, code: &str, message: &str, status: u16) -> Error {
    let kind = if status >= 500 { Kind::Unavailable } else { Kind::Auth };
    let words = text!("{from} gives no keys: {message}", "{from} 没有给出密钥：{message}");
    Error::new(kind, words).status(status).code(code.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_vendors_names_are_known() {
        for body in [
            r#"{"Version":1,"AccessKeyId":"id","SecretAccessKey":"secret","SessionToken":"token","Expiration":"2026-01-02T03:04:05Z"}"#,
            r#"{"Code":"Success","AccessKeyId":"id","AccessKeySecret":"secret","SecurityToken":"token","Expiration":"2026-01-02T03:04:05Z"}"#,
            r#"{"mode":"StsToken","access_key_id":"id","access_key_secret":"secret","sts_token":"token","expiration":"2026-01-02T03:04:05Z"}"#,
            r#"{"Code":"Success","TmpSecretId":"id","TmpSecretKey":"secret","Token":"token","ExpiredTime":1767323045}"#,
        ] {
            let keys = read(body.as_bytes(), "test", "t.told").unwrap();
            assert_eq!(
                (keys.id.as_str(), keys.secret.expose(), keys.token()),
                ("id", "secret", Some("token"))
            );
            let ends = keys.expires.unwrap().duration_since(SystemTime::UNIX_EPOCH).unwrap();
            assert_eq!(ends.as_secs(), 1_767_323_045, "{body}");
        }
        assert!(read(b"{\"Code\":\"Failed\"}", "test", "t.told").is_err());
        assert!(read(b"{\"AccessKeyId\":\"id\"}", "test", "t.told").is_err());
    }
}
