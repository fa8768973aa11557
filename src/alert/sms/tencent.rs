//! Tencent Cloud SMS 2021-01-11, signed by TC3-HMAC-SHA256. The answer has one status for each number.
//! Source: cloud.tencent.com/document/api/382/55981, …/api/382/52062 (signature), the SDK's error codes; `reference/alert.md` 3.2.

use std::time::SystemTime;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Keys, Message, Provider, Told, body, host, url};
use crate::error::{Error, Kind, Result};
use crate::http::{Credential, Method, Request};
use crate::sign;
use crate::state::unix_ms;
use crate::text;

/// The public address.
pub const BASE: &str = "https://sms.tencentcloudapi.com";
const VERSION: &str = "2021-01-11";

/// Tencent Cloud.
pub struct Tencent {
    /// SmsSdkAppId.
    pub app: String,
    /// Region.
    pub region: String,
}

/// The value of `Authorization`. `headers` are those that are signed, in order, names and values in lower case as TC3 wants them.
pub fn tc3(
    method: &str,
    headers: &[(&str, &str)],
    body: &[u8],
    service: &str,
    timestamp_s: i64,
    id: &str,
    key: &str,
) -> String {
    let at = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(timestamp_s.unsigned_abs());
    // The date is UTC's, whatever the machine's zone.
    let date = humantime::format_rfc3339_seconds(at).to_string()[..10].to_owned();
    let lines: String = headers.iter().map(|(k, v)| format!("{k}:{v}\n")).collect();
    let names = headers.iter().map(|(k, _)| *k).collect::<Vec<_>>().join(";");
    let canonical = format!("{method}\n/\n\n{lines}\n{names}\n{}", sign::hex(&Sha256::digest(body)));
    let scope = format!("{date}/{service}/tc3_request");
    let hash = sign::hex(&Sha256::digest(canonical.as_bytes()));
    let to_sign = format!("TC3-HMAC-SHA256\n{timestamp_s}\n{scope}\n{hash}");
    let first = format!("TC3{key}");
    let key = sign::hmac_chain(first.as_bytes(), &[date.as_bytes(), service.as_bytes(), b"tc3_request"]);
    let signature = sign::hex(&sign::hmac_sha256(&key, to_sign.as_bytes()));
    format!("TC3-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}")
}

impl Provider for Tencent {
    fn encode(&self, base: &str, message: &Message<'_>) -> Result<Request> {
        let mut numbers = Vec::new();
        for given in message.numbers {
            let (digits, mainland) = super::fit::number(given)?;
            numbers.push(if mainland {
                format!("+86{digits}")
            } else {
                format!("+{digits}")
            });
        }
        let values: Vec<&String> = message.params.iter().map(|(_, v)| v).collect();
        let body = json!({
            "PhoneNumberSet": numbers,
            "SmsSdkAppId": self.app,
            "TemplateId": message.template,
            "SignName": message.sign,
            "TemplateParamSet": values,
            "SessionContext": message.tag,
        });
        let url = format!("{}/?Action=SendSms", base.trim_end_matches('/'));
        Ok(Request::new(Method::POST, url).json(&body))
    }

    /// The action stands in the query of an unsigned request, as with the other vendors; TC3 wants it in a header.
    fn sign(&self, request: Request, keys: &Keys, now: SystemTime, _nonce: &str) -> Result<Request> {
        let mut address = url(&request)?;
        let find = |key: &str| {
            address
                .query_pairs()
                .find(|(k, _)| k == key)
                .map(|(_, v)| v.into_owned())
        };
        let action = find("Action").unwrap_or_default();
        let version = find("Version").unwrap_or_else(|| VERSION.to_owned());
        let timestamp = unix_ms(now) / 1000;
        let content_type = "application/json";
        let host = host(&address);
        let signature = tc3(
            request.method.as_str(),
            &[("content-type", content_type), ("host", &host)],
            body(&request),
            "sms",
            timestamp,
            keys.id.expose(),
            keys.secret.expose(),
        );
        address.set_query(None);
        let mut request = Request {
            url: address.to_string(),
            ..request
        };
        request.headers.retain(|(n, _)| n != "content-type");
        request = request
            .header("content-type", content_type)?
            .header("x-tc-action", &action)?
            .header("x-tc-version", &version)?
            .header("x-tc-timestamp", &timestamp.to_string())?
            .header("x-tc-region", &self.region)?;
        if let Some(token) = &keys.token {
            request = request.secret_header("x-tc-token", token.expose(), Credential::Signed)?;
        }
        request.secret_header("authorization", &signature, Credential::Signed)
    }

    fn refusal(&self, said: &Value) -> Option<Error> {
        let error = &said["Response"]["Error"];
        let code = error["Code"].as_str()?;
        let message = crate::alert::look::one_line(error["Message"].as_str().unwrap_or(""), 200);
        Some(
            Error::new(kind(code), text!("refused: {message}", "被拒绝：{message}"))
                .code(code)
                .request_id(said["Response"]["RequestId"].as_str().map(str::to_owned)),
        )
    }

    fn decode(&self, said: &Value, numbers: usize) -> Result<Vec<Told>> {
        let set = said["Response"]["SendStatusSet"]
            .as_array()
            .filter(|s| s.len() == numbers);
        let Some(set) = set else {
            let what = text!("the answer does not tell of every number", "响应没有给出每个号码的结果");
            return Err(Error::new(Kind::OutcomeUnknown, what));
        };
        let told = |(at, status): (usize, &Value)| {
            let code = status["Code"].as_str().unwrap_or("");
            let message = crate::alert::look::one_line(status["Message"].as_str().unwrap_or(""), 200);
            Told {
                at,
                result: if code == "Ok" {
                    Ok(())
                } else {
                    Err((kind(code), message))
                },
                code: Some(code.to_owned()),
                message_id: status["SerialNo"].as_str().filter(|s| !s.is_empty()).map(str::to_owned),
            }
        };
        Ok(set.iter().enumerate().map(told).collect())
    }

    fn most_numbers(&self) -> usize {
        200
    }

    /// Of accounts opened after 2024-01-25; the table's `param_length` raises it.
    fn param_length(&self) -> usize {
        6
    }
}

fn kind(code: &str) -> Kind {
    match code {
        "FailedOperation.InsufficientBalanceInSmsPackage" => Kind::Quota,
        "LimitExceeded.AppDailyLimit" | "LimitExceeded.AppMainlandChinaDailyLimit" | "LimitExceeded.DailyLimit" => {
            Kind::Quota
        }
        "InternalError.Timeout"
        | "InternalError.SendAndRecvFail"
        | "InternalError.OtherError"
        | "InternalError.UnknownError"
        | "InternalError" => Kind::OutcomeUnknown,
        "InternalError.RequestTimeException" => Kind::Auth,
        "InvalidParameterValue.IncorrectPhoneNumber"
        | "UnsupportedOperation.ContainDomesticAndInternationalPhoneNumber" => Kind::Invalid,
        "FailedOperation.PhoneNumberInBlacklist" => Kind::Invalid,
        code => match code.split('.').next().unwrap_or("") {
            "LimitExceeded" | "RequestLimitExceeded" => Kind::RateLimited,
            "AuthFailure" | "UnauthorizedOperation" => Kind::Auth,
            "InvalidParameterValue" | "InvalidParameter" | "MissingParameter" | "UnsupportedOperation" => Kind::Invalid,
            "ResourceUnavailable" | "ServiceUnavailable" => Kind::Unavailable,
            _ => Kind::Refused,
        },
    }
}
