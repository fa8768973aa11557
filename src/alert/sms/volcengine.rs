//! Volcengine SMS 2020-01-01, signed by its HMAC-SHA256: the key chain begins with the bare secret.
//! Source: www.volcengine.com/docs/6361/67380, …/docs/6369/67269 (signature), …/docs/6361/173288 (codes); `reference/alert.md` 3.3.

use std::collections::BTreeMap;
use std::time::SystemTime;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{Keys, Message, Provider, Told, body, host, url};
use crate::error::{Error, Kind, Result};
use crate::http::{Credential, Method, Request};
use crate::sign;
use crate::text;

/// The public address.
pub const BASE: &str = "https://sms.volcengineapi.com";
const VERSION: &str = "2020-01-01";

/// Volcengine.
pub struct Volcengine {
    /// The message group, SmsAccount.
    pub account: String,
    /// Region.
    pub region: String,
}

/// The value of `Authorization`. `headers` are those that are signed, names in lower case.
pub fn authorization(
    method: &str,
    path: &str,
    query: &BTreeMap<String, String>,
    headers: &BTreeMap<String, String>,
    body: &[u8],
    region: &str,
    id: &str,
    secret: &str,
) -> String {
    let x_date = headers.get("x-date").map_or("", String::as_str);
    let date = x_date.get(..8).unwrap_or("");
    let lines: String = headers.iter().map(|(k, v)| format!("{k}:{}\n", v.trim())).collect();
    let names = headers.keys().cloned().collect::<Vec<_>>().join(";");
    let hash = sign::hex(&Sha256::digest(body));
    let canonical = format!(
        "{method}\n{path}\n{}\n{lines}\n{names}\n{hash}",
        super::aliyun::canonical_query(query)
    );
    let scope = format!("{date}/{region}/volcSMS/request");
    let to_sign = format!(
        "HMAC-SHA256\n{x_date}\n{scope}\n{}",
        sign::hex(&Sha256::digest(canonical.as_bytes()))
    );
    let key = sign::hmac_chain(
        secret.as_bytes(),
        &[date.as_bytes(), region.as_bytes(), b"volcSMS", b"request"],
    );
    let signature = sign::hex(&sign::hmac_sha256(&key, to_sign.as_bytes()));
    format!("HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}")
}

/// `20260101T000000Z`.
fn x_date(now: SystemTime) -> String {
    humantime::format_rfc3339_seconds(now)
        .to_string()
        .replace(['-', ':'], "")
}

impl Provider for Volcengine {
    fn encode(&self, base: &str, message: &Message<'_>) -> Result<Request> {
        let mut numbers = Vec::new();
        for given in message.numbers {
            let (digits, mainland) = super::fit::number(given)?;
            numbers.push(if mainland { digits } else { format!("+{digits}") });
        }
        let params: Map<String, Value> = message
            .params
            .iter()
            .map(|(k, v)| (k.clone(), v.clone().into()))
            .collect();
        let body = json!({
            "SmsAccount": self.account,
            "Sign": message.sign,
            "TemplateID": message.template,
            "TemplateParam": Value::Object(params).to_string(),
            "PhoneNumbers": numbers.join(","),
            "Tag": message.tag,
        });
        let url = format!("{}/?Action=SendSms&Version={VERSION}", base.trim_end_matches('/'));
        Ok(Request::new(Method::POST, url).json(&body))
    }

    fn sign(&self, request: Request, keys: &Keys, now: SystemTime, _nonce: &str) -> Result<Request> {
        let address = url(&request)?;
        let query: BTreeMap<String, String> = address.query_pairs().into_owned().collect();
        let date = x_date(now);
        let hash = sign::hex(&Sha256::digest(body(&request)));
        let mut headers = BTreeMap::from([
            ("host".to_owned(), host(&address)),
            ("x-date".to_owned(), date.clone()),
            ("x-content-sha256".to_owned(), hash.clone()),
        ]);
        if let Some((_, value)) = request.headers.iter().find(|(n, _)| n == "content-type") {
            headers.insert("content-type".to_owned(), value.to_str().unwrap_or("").to_owned());
        }
        if let Some(token) = &keys.token {
            headers.insert("x-security-token".to_owned(), token.expose().to_owned());
        }
        let signature = authorization(
            request.method.as_str(),
            address.path(),
            &query,
            &headers,
            body(&request),
            &self.region,
            keys.id.expose(),
            keys.secret.expose(),
        );
        let mut request = request.header("x-date", &date)?.header("x-content-sha256", &hash)?;
        if let Some(token) = &keys.token {
            request = request.secret_header("x-security-token", token.expose(), Credential::Signed)?;
        }
        request.secret_header("authorization", &signature, Credential::Signed)
    }

    fn refusal(&self, said: &Value) -> Option<Error> {
        let meta = &said["ResponseMetadata"];
        let code = meta["Error"]["Code"].as_str().filter(|c| !c.is_empty())?;
        let message = crate::alert::look::one_line(meta["Error"]["Message"].as_str().unwrap_or(""), 200);
        Some(
            Error::new(kind(code), text!("refused: {message}", "被拒绝：{message}"))
                .code(code)
                .request_id(meta["RequestId"].as_str().map(str::to_owned)),
        )
    }

    fn decode(&self, said: &Value, numbers: usize) -> Result<Vec<Told>> {
        // One id for each number, in order; what goes wrong later comes as a receipt.
        let ids = said["Result"]["MessageID"]
            .as_array()
            .filter(|ids| ids.len() == numbers);
        let Some(ids) = ids else {
            let what = text!("the answer does not tell of every number", "响应没有给出每个号码的结果");
            return Err(Error::new(Kind::OutcomeUnknown, what));
        };
        Ok(ids
            .iter()
            .enumerate()
            .map(|(at, id)| Told {
                at,
                result: Ok(()),
                code: None,
                message_id: id.as_str().map(str::to_owned),
            })
            .collect())
    }

    fn most_numbers(&self) -> usize {
        200
    }

    fn param_length(&self) -> usize {
        35
    }
}

fn kind(code: &str) -> Kind {
    match code.strip_prefix("RE:").unwrap_or(code) {
        "0000" | "0001" | "0003" | "0007" => Kind::Auth,
        "0004" | "0005" => Kind::NotFound,
        "0006" | "0009" | "0011" | "0012" => Kind::Invalid,
        "0010" => Kind::Quota,
        "0013" => Kind::RateLimited,
        "0500" => Kind::OutcomeUnknown,
        "SignatureDoesNotMatch" | "InvalidCredential" | "InvalidAccessKey" | "AccessDenied" | "InvalidTimestamp" => {
            Kind::Auth
        }
        "FlowLimitExceeded" => Kind::RateLimited,
        _ => Kind::Refused,
    }
}
