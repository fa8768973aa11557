//! The signatures of short messages, recomputed: Aliyun's ACS3 and RPC 1.0, Tencent Cloud's TC3, Volcengine's HMAC-SHA256.
//! Source: the vendors' pages on signatures; `reference/alert.md` 3.

use std::collections::BTreeMap;

use base64::Engine as _;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use super::super::Entry;
use super::sms::{Problem, Sms};
use super::{clock_ms, encoded, hex, hmac, query, sha256_hex};

impl Sms {
    /// The names that `SignedHeaders` has, with their lines; `None` when one is missing.
    fn signed(request: &Entry, names: &str) -> Option<String> {
        let mut lines = String::new();
        for name in names.split(';') {
            lines.push_str(&format!("{name}:{}\n", request.header(name)?.trim()));
        }
        Some(lines)
    }

    fn part<'a>(authorization: &'a str, name: &str) -> Option<&'a str> {
        let start = authorization.find(&format!("{name}="))? + name.len() + 1;
        let rest = &authorization[start..];
        Some(rest.split([',', ' ']).next().unwrap_or(rest))
    }

    fn sorted_query(path: &str) -> String {
        let pairs: BTreeMap<String, String> = query(path).into_iter().collect();
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(k, v)| format!("{}={}", encoded(k), encoded(v)))
            .collect();
        pairs.join("&")
    }

    fn path(request: &Entry) -> &str {
        request.path.split('?').next().unwrap_or("/")
    }

    pub(super) fn acs3(&self, request: &Entry) -> Result<(), Problem> {
        let bad = |code, words: &str| Err((code, words.to_owned()));
        let authorization = request.header("authorization").unwrap_or("");
        let Some(names) = Self::part(authorization, "SignedHeaders") else {
            return bad("IncompleteSignature", "no SignedHeaders");
        };
        if Self::part(authorization, "Credential") != Some(self.id.as_str()) {
            return bad("InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        }
        for needed in [
            "host",
            "x-acs-action",
            "x-acs-version",
            "x-acs-date",
            "x-acs-signature-nonce",
            "x-acs-content-sha256",
        ] {
            if !names.split(';').any(|n| n == needed) {
                return bad("IncompleteSignature", needed);
            }
        }
        let hash = sha256_hex(&request.body);
        if request.header("x-acs-content-sha256") != Some(hash.as_str()) {
            return bad("SignatureDoesNotMatch", "x-acs-content-sha256 is not the body's");
        }
        if !fresh(request.header("x-acs-date").unwrap_or(""), 900) {
            return bad(
                "InvalidTimeStamp.Expired",
                "Specified time stamp or date value is expired.",
            );
        }
        let Some(lines) = Self::signed(request, names) else {
            return bad("IncompleteSignature", "a signed header is missing");
        };
        let canonical = format!(
            "{}\n{}\n{}\n{lines}\n{names}\n{hash}",
            request.method,
            Self::path(request),
            Self::sorted_query(&request.path)
        );
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", sha256_hex(canonical.as_bytes()));
        let want = hex(&hmac(self.secret.as_bytes(), to_sign.as_bytes()));
        if Self::part(authorization, "Signature") != Some(want.as_str())
            || !authorization.starts_with("ACS3-HMAC-SHA256 ")
        {
            return bad(
                "SignatureDoesNotMatch",
                "Specified signature does not match our calculation.",
            );
        }
        Ok(())
    }

    /// The old way: everything in the query or a form.
    pub(super) fn rpc(&self, request: &Entry, params: &BTreeMap<String, String>) -> Result<(), Problem> {
        let bad = |code, words: &str| Err((code, words.to_owned()));
        if params.get("AccessKeyId") != Some(&self.id) {
            return bad("InvalidAccessKeyId.NotFound", "Specified access key is not found.");
        }
        if !fresh(params.get("Timestamp").map_or("", String::as_str), 900) {
            return bad(
                "InvalidTimeStamp.Expired",
                "Specified time stamp or date value is expired.",
            );
        }
        if params.get("SignatureNonce").is_none_or(String::is_empty) {
            return bad("MissingParameter", "SignatureNonce");
        }
        let pairs: Vec<String> = params
            .iter()
            .filter(|(k, _)| *k != "Signature")
            .map(|(k, v)| format!("{}={}", encoded(k), encoded(v)))
            .collect();
        let to_sign = format!("{}&%2F&{}", request.method, encoded(&pairs.join("&")));
        let key = format!("{}&", self.secret);
        let want = Hmac::<Sha1>::new_from_slice(key.as_bytes())
            .map(|mut mac| {
                mac.update(to_sign.as_bytes());
                base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes())
            })
            .unwrap_or_default();
        if params.get("Signature") != Some(&want) {
            return bad(
                "SignatureDoesNotMatch",
                "Specified signature is not matched with our calculation.",
            );
        }
        Ok(())
    }

    pub(super) fn tc3(&self, request: &Entry) -> Result<(), Problem> {
        let bad = |code, words: &str| Err((code, words.to_owned()));
        let authorization = request.header("authorization").unwrap_or("");
        let timestamp = request.header("x-tc-timestamp").unwrap_or("");
        let at = timestamp.parse::<i64>().unwrap_or(0);
        if (clock_ms() / 1000 - at).abs() > 300 {
            return bad("AuthFailure.SignatureExpire", "签名过期");
        }
        let date = utc_date(at);
        let (Some(names), Some(credential)) = (
            Self::part(authorization, "SignedHeaders"),
            Self::part(authorization, "Credential"),
        ) else {
            return bad(
                "AuthFailure.InvalidAuthorization",
                "请求头部的 Authorization 不符合腾讯云标准",
            );
        };
        let scope = format!("{date}/sms/tc3_request");
        if credential != format!("{}/{scope}", self.id) {
            return bad("AuthFailure.SecretIdNotFound", "密钥不存在");
        }
        let Some(lines) = Self::signed(request, names).filter(|_| names.starts_with("content-type;host")) else {
            return bad("AuthFailure.InvalidAuthorization", "SignedHeaders");
        };
        let canonical = format!(
            "{}\n/\n\n{}\n{names}\n{}",
            request.method,
            lines.to_lowercase(),
            sha256_hex(&request.body)
        );
        let to_sign = format!(
            "TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{}",
            sha256_hex(canonical.as_bytes())
        );
        let mut key = hmac(format!("TC3{}", self.secret).as_bytes(), date.as_bytes());
        key = hmac(&key, b"sms");
        key = hmac(&key, b"tc3_request");
        let want = hex(&hmac(&key, to_sign.as_bytes()));
        if Self::part(authorization, "Signature") != Some(want.as_str())
            || !authorization.starts_with("TC3-HMAC-SHA256 ")
        {
            return bad("AuthFailure.SignatureFailure", "签名错误");
        }
        Ok(())
    }

    pub(super) fn volc_signature(&self, request: &Entry) -> Result<(), Problem> {
        let bad = |code, words: &str| Err((code, words.to_owned()));
        let authorization = request.header("authorization").unwrap_or("");
        let x_date = request.header("x-date").unwrap_or("");
        let parsed = (x_date.len() == 16).then(|| {
            let p = |from: usize, to: usize| x_date.get(from..to).unwrap_or("");
            format!(
                "{}-{}-{}T{}:{}:{}Z",
                p(0, 4),
                p(4, 6),
                p(6, 8),
                p(9, 11),
                p(11, 13),
                p(13, 15)
            )
        });
        if !parsed.is_some_and(|date| fresh(&date, 900)) {
            return bad("InvalidTimestamp", "The request timestamp is not valid");
        }
        let hash = sha256_hex(&request.body);
        if request.header("x-content-sha256").is_some_and(|given| given != hash) {
            return bad("SignatureDoesNotMatch", "x-content-sha256 is not the body's");
        }
        let (Some(names), Some(credential)) = (
            Self::part(authorization, "SignedHeaders"),
            Self::part(authorization, "Credential"),
        ) else {
            return bad("InvalidAuthorization", "no SignedHeaders or Credential");
        };
        let (id, scope) = credential.split_once('/').unwrap_or((credential, ""));
        let parts: Vec<&str> = scope.split('/').collect();
        let [date, region, "volcSMS", "request"] = parts.as_slice() else {
            return bad("InvalidCredential", "scope");
        };
        if id != self.id || *date != &x_date[..8] {
            return bad(
                "InvalidAccessKey",
                "The security token included in the request is invalid",
            );
        }
        let Some(lines) = Self::signed(request, names) else {
            return bad("InvalidAuthorization", "a signed header is missing");
        };
        for needed in ["host", "x-date", "x-content-sha256"] {
            if !names.split(';').any(|n| n == needed) {
                return bad("InvalidAuthorization", needed);
            }
        }
        let canonical = format!(
            "{}\n{}\n{}\n{lines}\n{names}\n{hash}",
            request.method,
            Self::path(request),
            Self::sorted_query(&request.path)
        );
        let to_sign = format!("HMAC-SHA256\n{x_date}\n{scope}\n{}", sha256_hex(canonical.as_bytes()));
        let mut key = hmac(self.secret.as_bytes(), date.as_bytes());
        for part in [region, "volcSMS", "request"] {
            key = hmac(&key, part.as_bytes());
        }
        let want = hex(&hmac(&key, to_sign.as_bytes()));
        if Self::part(authorization, "Signature") != Some(want.as_str()) || !authorization.starts_with("HMAC-SHA256 ") {
            return bad(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match",
            );
        }
        Ok(())
    }
}

/// Whether an RFC 3339 time is within so many seconds of now.
fn fresh(time: &str, within_s: i64) -> bool {
    humantime::parse_rfc3339(time).is_ok_and(|at| {
        let since = at.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let ms = i64::try_from(since.as_millis()).unwrap_or(0);
        (clock_ms() - ms).abs() <= within_s * 1000
    })
}

fn utc_date(seconds: i64) -> String {
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds.unsigned_abs());
    humantime::format_rfc3339_seconds(at)
        .to_string()
        .get(..10)
        .unwrap_or("")
        .to_owned()
}
