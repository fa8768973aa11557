//! WeChat Pay, both versions at one address as in life, with keys of its own: XML and a shared key below `/pay` and `/secapi`,
//! JSON and RSA below `/v3`. It checks every signature by its own code and signs every answer. An answer goes out unsigned where a
//! script says `text = "unsigned"`, and refuses where it says `text = "err:CODE"`, signed.
//!
//! `POST /sandbox/pay/NUMBER` pays an order and tells its `notify_url`; the JSON body may say `times`, `at_once`, `after_ms` and
//! `version`.
//! Source: pay.weixin.qq.com/doc/v2, /doc/v3; `reference/wechat.md` 1, 2.

mod bill;
mod books;
mod keys;
mod tell;
mod v2;
mod v3;
mod xml;

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};

use super::server::{Answer, Content, Protocol};
use super::{Entry, new_key};
use books::Books;
pub use keys::{Keys, PUBLIC_KEY_ID, keys};

/// The app of the sandbox's merchant.
pub const APPID: &str = "wx5a6d8ba5c5f1e0aa";
/// The sandbox's merchant.
pub const MCHID: &str = "1900000001";

/// The server.
pub struct WechatPay {
    api_key: String,
    apiv3_key: String,
    books: Arc<Mutex<Books>>,
}

/// All of them, with new keys.
pub(super) fn protocols() -> Vec<Arc<dyn Protocol>> {
    vec![Arc::new(WechatPay {
        api_key: key32("v2"),
        apiv3_key: key32("v3"),
        books: Arc::default(),
    })]
}

/// Both keys of WeChat have exactly 32 characters.
fn key32(prefix: &str) -> String {
    new_key(prefix).replace('-', "").chars().take(32).collect()
}

/// Seconds since 1970, by the clock of the servers.
fn now() -> i64 {
    Timestamp::now().as_second()
}

/// Beijing time, as `form` says.
fn beijing(form: &str) -> String {
    let zone = TimeZone::fixed(Offset::constant(8));
    Timestamp::now().to_zoned(zone).strftime(form).to_string()
}

fn nonce() -> String {
    new_key("").trim_matches('-').to_owned()
}

impl WechatPay {
    fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Pays an order, and tells of it.
    fn pay(&self, request: &Entry, number: &str) -> Answer {
        let said = request.json();
        let paid = self.books().pay(number);
        let Some(order) = paid else {
            return Answer::json(404, &json!({"message": "no such order"})).problem("no such order");
        };
        let secrets = tell::Secrets {
            api_key: self.api_key.clone(),
            apiv3_key: self.apiv3_key.clone(),
        };
        let wanted = tell::Wanted {
            times: said["times"].as_u64().unwrap_or(1),
            at_once: said["at_once"].as_bool().unwrap_or(false),
            after_ms: said["after_ms"].as_u64().unwrap_or(0),
            version: said["version"].as_u64().unwrap_or(order.version),
        };
        let number = order.number.clone();
        tokio::spawn(async move { tell::tell(&order, &secrets, &wanted).await });
        Answer::json(200, &json!({"paid": number}))
    }
}

impl Protocol for WechatPay {
    fn name(&self) -> &'static str {
        "wechatpay"
    }

    fn tls_name(&self) -> Option<&'static str> {
        Some("wechatpay-tls")
    }

    fn key(&self) -> &str {
        &self.api_key
    }

    fn key_name(&self) -> String {
        "pay.wechatpay.api_key".to_owned()
    }

    fn also(&self) -> Vec<(&'static str, String)> {
        vec![("apiv3_key", self.apiv3_key.clone())]
    }

    fn request_id_header(&self) -> &'static str {
        "request-id"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        let path = request.path.split('?').next().unwrap_or("");
        if let Some(number) = path.strip_prefix("/sandbox/pay/") {
            return self.pay(request, &percent_decoded(number));
        }
        if path.starts_with("/v3/") {
            v3::answer(self, request, text)
        } else {
            v2::answer(self, request, text)
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let body: Value = json!({"code": code.unwrap_or("SYSTEM_ERROR"), "message": message});
        Answer::json(status, &body).problem(message)
    }
}

fn whole(content_type: &str, body: Vec<u8>) -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type".into(), content_type.into())],
        content: Content::Whole(body),
        problem: None,
    }
}

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let hex = bytes.get(i + 1..i + 3).and_then(|h| std::str::from_utf8(h).ok());
        match (bytes[i], hex.and_then(|h| u8::from_str_radix(h, 16).ok())) {
            (b'%', Some(byte)) => {
                out.push(byte);
                i += 3;
            }
            (byte, _) => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
