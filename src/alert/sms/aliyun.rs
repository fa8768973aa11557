//! Aliyun Dysmsapi 2017-05-25: ACS3-HMAC-SHA256, and the old RPC signature 1.0. A business failure is HTTP 200 with another Code.
//! Source: help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature, …/rpc-mechanism, 101346 (codes);
//! `reference/alert.md` 3.1.

use std::collections::BTreeMap;
use std::time::SystemTime;

use base64::Engine as _;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::{Keys, Message, Provider, Told, body, host, url};
use crate::error::{Error, Kind, Result};
use crate::http::{Credential, Method, Request};
use crate::sign::{self, uri_encode};
use crate::text;

/// The public address.
pub const BASE: &str = "https://dysmsapi.aliyuncs.com";
const VERSION: &str = "2017-05-25";

/// Aliyun.
pub struct Aliyun {
    /// Signs the old way.
    pub rpc: bool,
    /// Region, of the old way.
    pub region: String,
}

/// `k=v` in order, both RFC 3986.
pub fn canonical_query(params: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> = params
        .iter()
        .map(|(k, v)| format!("{}={}", uri_encode(k.as_bytes()), uri_encode(v.as_bytes())))
        .collect();
    pairs.join("&")
}

/// The value of `Authorization` under ACS3. `headers` are those that are signed, names in lower case.
pub fn acs3(
    method: &str,
    path: &str,
    query: &BTreeMap<String, String>,
    headers: &BTreeMap<String, String>,
    body: &[u8],
    id: &str,
    secret: &str,
) -> String {
    let lines: String = headers.iter().map(|(k, v)| format!("{k}:{}\n", v.trim())).collect();
    let names = headers.keys().cloned().collect::<Vec<_>>().join(";");
    let hash = sign::hex(&Sha256::digest(body));
    let canonical = format!("{method}\n{path}\n{}\n{lines}\n{names}\n{hash}", canonical_query(query));
    let to_sign = format!("ACS3-HMAC-SHA256\n{}", sign::hex(&Sha256::digest(canonical.as_bytes())));
    let signature = sign::hex(&sign::hmac_sha256(secret.as_bytes(), to_sign.as_bytes()));
    format!("ACS3-HMAC-SHA256 Credential={id},SignedHeaders={names},Signature={signature}")
}

/// The signature of the old way: base64.
pub fn rpc(method: &str, params: &BTreeMap<String, String>, secret: &str) -> String {
    let to_sign = format!("{method}&%2F&{}", uri_encode(canonical_query(params).as_bytes()));
    let key = format!("{secret}&");
    match Hmac::<Sha1>::new_from_slice(key.as_bytes()) {
        Ok(mut mac) => {
            mac.update(to_sign.as_bytes());
            base64::engine::general_purpose::STANDARD.encode(mac.finalize().into_bytes())
        }
        // HMAC takes keys of any length.
        Err(_) => String::new(),
    }
}

fn time(now: SystemTime) -> String {
    humantime::format_rfc3339_seconds(now).to_string()
}

impl Provider for Aliyun {
    fn encode(&self, base: &str, message: &Message<'_>) -> Result<Request> {
        let mut numbers = Vec::new();
        for given in message.numbers {
            numbers.push(super::fit::number(given)?.0);
        }
        let params: Map<String, Value> = message
            .params
            .iter()
            .map(|(k, v)| (k.clone(), v.clone().into()))
            .collect();
        let query = BTreeMap::from([
            ("Action".to_owned(), "SendSms".to_owned()),
            ("Version".to_owned(), VERSION.to_owned()),
            ("PhoneNumbers".to_owned(), numbers.join(",")),
            ("SignName".to_owned(), message.sign.to_owned()),
            ("TemplateCode".to_owned(), message.template.clone()),
            ("TemplateParam".to_owned(), Value::Object(params).to_string()),
            ("OutId".to_owned(), message.tag.to_owned()),
        ]);
        let url = format!("{}/?{}", base.trim_end_matches('/'), canonical_query(&query));
        Ok(Request::new(Method::POST, url))
    }

    fn sign(&self, request: Request, keys: &Keys, now: SystemTime, nonce: &str) -> Result<Request> {
        let mut address = url(&request)?;
        let mut query: BTreeMap<String, String> = address.query_pairs().into_owned().collect();
        let (id, secret) = (keys.id.expose(), keys.secret.expose());
        if self.rpc {
            for (key, value) in [
                ("Format", "JSON"),
                ("SignatureMethod", "HMAC-SHA1"),
                ("SignatureVersion", "1.0"),
                ("RegionId", &self.region),
                ("SignatureNonce", nonce),
                ("Timestamp", &time(now)),
                ("AccessKeyId", id),
            ] {
                query.insert(key.to_owned(), value.to_owned());
            }
            query.entry("Version".to_owned()).or_insert_with(|| VERSION.to_owned());
            if let Some(token) = &keys.token {
                query.insert("SecurityToken".to_owned(), token.expose().to_owned());
            }
            let signature = rpc(request.method.as_str(), &query, secret);
            query.insert("Signature".to_owned(), signature);
            address.set_query(None);
            let mut request = Request {
                url: format!("{address}?{}", canonical_query(&query)),
                ..request
            };
            request.credential = Credential::Signed;
            return Ok(request);
        }
        let action = query.remove("Action").unwrap_or_default();
        let version = query.remove("Version").unwrap_or_else(|| VERSION.to_owned());
        let hash = sign::hex(&Sha256::digest(body(&request)));
        let mut headers = BTreeMap::from([
            ("host".to_owned(), host(&address)),
            ("x-acs-action".to_owned(), action),
            ("x-acs-version".to_owned(), version),
            ("x-acs-date".to_owned(), time(now)),
            ("x-acs-signature-nonce".to_owned(), nonce.to_owned()),
            ("x-acs-content-sha256".to_owned(), hash),
        ]);
        if let Some((_, value)) = request.headers.iter().find(|(n, _)| n == "content-type") {
            headers.insert("content-type".to_owned(), value.to_str().unwrap_or("").to_owned());
        }
        if let Some(token) = &keys.token {
            headers.insert("x-acs-security-token".to_owned(), token.expose().to_owned());
            headers.insert("x-acs-accesskey-id".to_owned(), id.to_owned());
        }
        let path = address.path().to_owned();
        let signature = acs3(
            request.method.as_str(),
            &path,
            &query,
            &headers,
            body(&request),
            id,
            secret,
        );
        address.set_query(None);
        let mut request = Request {
            url: format!("{address}?{}", canonical_query(&query)),
            ..request
        };
        // Without a query there is no question mark.
        request.url = request.url.trim_end_matches('?').to_owned();
        for (name, value) in headers {
            match name.as_str() {
                // The wire writes it.
                "host" | "content-type" => {}
                "x-acs-action" => request = request.header("x-acs-action", &value)?,
                "x-acs-version" => request = request.header("x-acs-version", &value)?,
                "x-acs-date" => request = request.header("x-acs-date", &value)?,
                "x-acs-signature-nonce" => request = request.header("x-acs-signature-nonce", &value)?,
                "x-acs-content-sha256" => request = request.header("x-acs-content-sha256", &value)?,
                "x-acs-accesskey-id" => request = request.header("x-acs-accesskey-id", &value)?,
                _ => request = request.secret_header("x-acs-security-token", &value, Credential::Signed)?,
            }
        }
        request.secret_header("authorization", &signature, Credential::Signed)
    }

    fn refusal(&self, said: &Value) -> Option<Error> {
        let code = said["Code"].as_str()?;
        let kind = kind(code)?;
        let message = crate::alert::look::one_line(said["Message"].as_str().unwrap_or(""), 200);
        let error = Error::new(kind, text!("refused: {message}", "被拒绝：{message}"))
            .code(code)
            .request_id(said["RequestId"].as_str().map(str::to_owned));
        Some(match code {
            // The carrier's window, not ours: a minute, an hour or a day.
            "isv.BUSINESS_LIMIT_CONTROL" => error.retryable(false),
            code if code.starts_with("Throttling") => error.retryable(true),
            _ => error,
        })
    }

    fn decode(&self, said: &Value, numbers: usize) -> Result<Vec<Told>> {
        if said["Code"].as_str() != Some("OK") {
            return Err(Error::new(
                Kind::OutcomeUnknown,
                text!("the answer has no Code", "响应中没有 Code"),
            ));
        }
        let id = said["BizId"].as_str().map(str::to_owned);
        Ok((0..numbers)
            .map(|at| Told {
                at,
                result: Ok(()),
                code: Some("OK".to_owned()),
                message_id: id.clone(),
            })
            .collect())
    }

    fn most_numbers(&self) -> usize {
        1000
    }

    fn param_length(&self) -> usize {
        35
    }
}

/// The vendor's codes; `None` for success.
fn kind(code: &str) -> Option<Kind> {
    Some(match code {
        "OK" => return None,
        "isv.BUSINESS_LIMIT_CONTROL" => Kind::RateLimited,
        "isv.DAY_LIMIT_CONTROL" | "isv.MONTH_LIMIT_CONTROL" | "isv.AMOUNT_NOT_ENOUGH" | "isv.OUT_OF_SERVICE" => {
            Kind::Quota
        }
        "isv.MOBILE_NUMBER_ILLEGAL" | "isv.MOBILE_COUNT_OVER_LIMIT" | "isv.DOMESTIC_NUMBER_NOT_SUPPORTED" => {
            Kind::Invalid
        }
        "isv.TEMPLATE_MISSING_PARAMETERS"
        | "isv.INVALID_JSON_PARAM"
        | "isv.PARAM_LENGTH_LIMIT"
        | "isv.INVALID_PARAMETERS" => Kind::Invalid,
        "isv.SMS_TEMPLATE_ILLEGAL" | "isv.SMS_SIGNATURE_ILLEGAL" | "isv.SIGN_STATE_ILLEGAL" => Kind::NotFound,
        "isp.SYSTEM_ERROR" | "isv.SYSTEM_ERROR" => Kind::OutcomeUnknown,
        "isp.RAM_PERMISSION_DENY" | "isv.RAM_PERMISSION_DENY" | "isv.DENY_IP_RANGE" => Kind::Auth,
        "SignatureDoesNotMatch"
        | "IncompleteSignature"
        | "InvalidAccessKeyId.NotFound"
        | "InvalidAccessKeyId.Inactive" => Kind::Auth,
        "InvalidTimeStamp.Expired" | "InvalidSecurityToken.Expired" => Kind::Auth,
        // Somebody used the nonce before: a repetition that the network made.
        "SignatureNonceUsed" => Kind::OutcomeUnknown,
        "ServiceUnavailable" | "InternalError" => Kind::OutcomeUnknown,
        code if code.starts_with("Throttling") => Kind::RateLimited,
        _ => Kind::Refused,
    })
}
