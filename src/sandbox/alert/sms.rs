//! Short messages of Aliyun, Tencent Cloud and Volcengine: signatures recomputed from the documents, templates and numbers looked
//! at, results per number. A number that ends in 0000 is refused, one in 9999 is sent too often.
//! Source: the vendors' pages on signatures and SendSms; `reference/alert.md` 3.

use std::collections::BTreeMap;

use base64::Engine as _;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha1::Sha1;

use super::super::Entry;
use super::super::server::{Answer, Protocol};
use super::{clock_ms, encoded, hex, hmac, query, sha256_hex};

/// Whose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    /// Aliyun.
    Aliyun,
    /// Tencent Cloud.
    Tencent,
    /// Volcengine.
    Volcengine,
}

/// The one template that is approved.
pub const TEMPLATE: &str = "SMS_SANDBOX";
/// The one signature that is approved.
pub const SIGN: &str = "沙箱";
/// The one application, or message group.
pub const APP: &str = "1400000000";

/// One vendor's server.
pub struct Sms {
    vendor: Vendor,
    id: String,
    secret: String,
}

/// What is wrong with a request: the vendor's code, and words.
type Problem = (&'static str, String);

impl Sms {
    /// With this secret key.
    pub fn new(vendor: Vendor, secret: String) -> Sms {
        let id = match vendor {
            Vendor::Aliyun => "LTAIsandbox",
            Vendor::Tencent => "AKIDsandbox",
            Vendor::Volcengine => "AKLTsandbox",
        };
        Sms {
            vendor,
            id: super::new_key(id),
            secret,
        }
    }

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

    fn acs3(&self, request: &Entry) -> Result<(), Problem> {
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
    fn rpc(&self, request: &Entry, params: &BTreeMap<String, String>) -> Result<(), Problem> {
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

    fn aliyun(&self, request: &Entry) -> Answer {
        let mut params: BTreeMap<String, String> = query(&request.path).into_iter().collect();
        let form = format!("?{}", String::from_utf8_lossy(&request.body));
        if request
            .header("content-type")
            .is_some_and(|c| c.starts_with("application/x-www-form-urlencoded"))
        {
            params.extend(query(&form.replace('+', "%20")));
        }
        let refuse = |status: u16, (code, words): Problem| {
            let body = json!({"Code": code, "Message": words, "RequestId": "SANDBOX-REQUEST"});
            Answer::json(status, &body).problem(code)
        };
        let checked = if params.contains_key("Signature") {
            self.rpc(request, &params)
        } else {
            self.acs3(request)
        };
        if let Err(problem) = checked {
            return refuse(
                if problem.0.starts_with("InvalidAccessKey") {
                    404
                } else {
                    400
                },
                problem,
            );
        }
        let get = |key: &str| params.get(key).map_or("", String::as_str);
        let action = request.header("x-acs-action").unwrap_or(get("Action"));
        match action {
            "SendSms" => {}
            "QuerySendDetails" => {
                let body = json!({"Code": "OK", "Message": "OK", "RequestId": "SANDBOX-REQUEST", "TotalCount": 0,
                    "SmsSendDetailDTOs": {"SmsSendDetailDTO": []}});
                return Answer::json(200, &body);
            }
            other => {
                return refuse(
                    404,
                    ("InvalidAction.NotFound", format!("Specified api {other} is not found")),
                );
            }
        }
        if get("SignName") != SIGN {
            return refuse(200, ("isv.SMS_SIGNATURE_ILLEGAL", "短信签名不合法".into()));
        }
        if get("TemplateCode") != TEMPLATE {
            return refuse(200, ("isv.SMS_TEMPLATE_ILLEGAL", "短信模版不合法".into()));
        }
        let values = serde_json::from_str::<Value>(get("TemplateParam"));
        if !get("TemplateParam").is_empty() && !values.is_ok_and(|v| v.is_object()) {
            return refuse(200, ("isv.INVALID_JSON_PARAM", "JSON参数不合法".into()));
        }
        let numbers: Vec<&str> = get("PhoneNumbers").split(',').collect();
        if numbers
            .iter()
            .any(|n| n.is_empty() || !n.bytes().all(|b| b.is_ascii_digit()) || n.ends_with("0000"))
        {
            return refuse(200, ("isv.MOBILE_NUMBER_ILLEGAL", "非法手机号".into()));
        }
        if numbers.iter().any(|n| n.ends_with("9999")) {
            return refuse(200, ("isv.BUSINESS_LIMIT_CONTROL", "触发分钟级流控Permits:1".into()));
        }
        let body =
            json!({"Code": "OK", "Message": "OK", "BizId": "900000000000000000^0", "RequestId": "SANDBOX-REQUEST"});
        Answer::json(200, &body)
    }

    fn tc3(&self, request: &Entry) -> Result<(), Problem> {
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

    fn tencent(&self, request: &Entry) -> Answer {
        let refuse = |(code, words): Problem| {
            let body = json!({"Response": {"Error": {"Code": code, "Message": words}, "RequestId": "sandbox-request"}});
            Answer::json(200, &body).problem(code)
        };
        if let Err(problem) = self.tc3(request) {
            return refuse(problem);
        }
        if request.header("x-tc-version") != Some("2021-01-11") {
            return refuse(("NoSuchVersion", "version".into()));
        }
        if request.header("x-tc-region").is_none_or(|r| !r.starts_with("ap-")) {
            return refuse(("UnsupportedRegion", "region".into()));
        }
        match request.header("x-tc-action") {
            Some("SendSms") => {}
            Some("PullSmsSendStatusByPhoneNumber") => {
                let body = json!({"Response": {"PullSmsSendStatusSet": [], "RequestId": "sandbox-request"}});
                return Answer::json(200, &body);
            }
            _ => return refuse(("InvalidAction", "action".into())),
        }
        let body = request.json();
        let numbers: Vec<&str> = body["PhoneNumberSet"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if numbers.is_empty() {
            return refuse(("MissingParameter.EmptyPhoneNumberSet", "传入的号码列表为空".into()));
        }
        let status = |number: &&str| {
            let code = if !number.starts_with('+') || number.ends_with("0000") {
                "InvalidParameterValue.IncorrectPhoneNumber"
            } else if number.ends_with("9999") {
                "LimitExceeded.PhoneNumberThirtySecondLimit"
            } else if body["SmsSdkAppId"] != APP {
                "UnauthorizedOperation.SmsSdkAppIdVerifyFail"
            } else if body["SignName"] != SIGN {
                "FailedOperation.SignatureIncorrectOrUnapproved"
            } else if body["TemplateId"] != TEMPLATE {
                "FailedOperation.TemplateIncorrectOrUnapproved"
            } else {
                "Ok"
            };
            let serial = if code == "Ok" { "2640:0000001" } else { "" };
            json!({"SerialNo": serial, "PhoneNumber": number, "Fee": i32::from(code == "Ok"), "SessionContext": "",
                "Code": code, "Message": if code == "Ok" { "send success" } else { code }, "IsoCode": "CN"})
        };
        let set: Vec<Value> = numbers.iter().map(status).collect();
        Answer::json(
            200,
            &json!({"Response": {"SendStatusSet": set, "RequestId": "sandbox-request"}}),
        )
    }

    fn volc_signature(&self, request: &Entry) -> Result<(), Problem> {
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

    fn volcengine(&self, request: &Entry) -> Answer {
        let refuse = |status: u16, (code, words): Problem| {
            let body = json!({"ResponseMetadata": {"RequestId": "sandbox-request", "Action": "SendSms",
                "Version": "2020-01-01", "Service": "volcSMS", "Region": "cn-north-1",
                "Error": {"Code": code, "Message": words}}});
            Answer::json(status, &body).problem(code)
        };
        if let Err(problem) = self.volc_signature(request) {
            return refuse(401, problem);
        }
        let query = query(&request.path);
        let get = |key: &str| query.iter().find(|(k, _)| k == key).map_or("", |(_, v)| v.as_str());
        match (get("Action"), get("Version")) {
            ("SendSms", "2020-01-01") => {}
            ("GetSmsSendDetails", "2021-01-11") => {
                let body =
                    json!({"ResponseMetadata": {"RequestId": "sandbox-request"}, "Result": {"total": 0, "list": []}});
                return Answer::json(200, &body);
            }
            _ => return refuse(404, ("InvalidActionOrVersion", "Could not find operation".into())),
        }
        let body = request.json();
        let numbers: Vec<&str> = body["PhoneNumbers"].as_str().unwrap_or("").split(',').collect();
        let problem = if body["SmsAccount"] != APP {
            Some("RE:0003")
        } else if body["Sign"] != SIGN {
            Some("RE:0004")
        } else if body["TemplateID"] != TEMPLATE {
            Some("RE:0005")
        } else if numbers.iter().any(|n| n.is_empty() || n.ends_with("0000")) {
            Some("RE:0006")
        } else if numbers.iter().any(|n| n.ends_with("9999")) {
            Some("RE:0013")
        } else if !body["TemplateParam"]
            .as_str()
            .is_some_and(|p| serde_json::from_str::<Value>(p).is_ok())
        {
            Some("RE:0009")
        } else {
            None
        };
        if let Some(code) = problem {
            return refuse(200, (code, format!("sandbox {code}")));
        }
        let ids: Vec<String> = (0..numbers.len()).map(|i| format!("sandbox-message-{i}")).collect();
        Answer::json(
            200,
            &json!({"ResponseMetadata": {"RequestId": "sandbox-request"}, "Result": {"MessageID": ids}}),
        )
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

impl Protocol for Sms {
    fn name(&self) -> &'static str {
        match self.vendor {
            Vendor::Aliyun => "sms-aliyun",
            Vendor::Tencent => "sms-tencent",
            Vendor::Volcengine => "sms-volcengine",
        }
    }

    fn key(&self) -> &str {
        &self.secret
    }

    fn key_name(&self) -> String {
        format!("alert.{}.access_key_secret", self.name())
    }

    fn also(&self) -> Vec<(&'static str, String)> {
        vec![("access_key_id", self.id.clone())]
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, _text: Option<&str>) -> Answer {
        match self.vendor {
            Vendor::Aliyun => self.aliyun(request),
            Vendor::Tencent => self.tencent(request),
            Vendor::Volcengine => self.volcengine(request),
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let code = code.unwrap_or("InternalError");
        let body = match self.vendor {
            Vendor::Aliyun => json!({"Code": code, "Message": message, "RequestId": "SANDBOX-REQUEST"}),
            Vendor::Tencent => {
                json!({"Response": {"Error": {"Code": code, "Message": message}, "RequestId": "sandbox-request"}})
            }
            Vendor::Volcengine => {
                json!({"ResponseMetadata": {"RequestId": "sandbox-request", "Error": {"Code": code, "Message": message}}})
            }
        };
        Answer::json(status, &body).problem(message)
    }
}
