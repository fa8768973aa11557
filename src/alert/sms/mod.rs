//! Short messages: an approved template and its parameters, never free text. Results are per number. None of the vendors knows an
//! idempotency key, so that a lost answer is told as uncertain and nothing is sent twice.

pub mod aliyun;
pub mod fit;
pub mod tencent;
pub mod volcengine;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::config::{Config, Vendor};
use super::look::{Look, emoji};
use super::robot::ANSWER_CAP_BYTES;
use super::{AlertChannel, Connection, Delivery, Note, Outcome, Recipient, World};
use crate::error::{self, Error, Kind, Result};
use crate::http::{Http, Idempotency, Net, Reply, Request, Target, retry};
use crate::secret::Secret;
use crate::state::unix_ms;
use crate::text;

/// What signs.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Key id.
    pub id: Secret,
    /// Key.
    pub secret: Secret,
    /// Of a temporary key.
    pub token: Option<Secret>,
}

/// One message to several numbers, before it is a vendor's request.
#[derive(Debug)]
pub struct Message<'a> {
    /// The numbers as given.
    pub numbers: &'a [String],
    /// The approved signature.
    pub sign: &'a str,
    /// The approved template.
    pub template: String,
    /// Its parameters in order: name and value.
    pub params: Vec<(String, String)>,
    /// Comes back in receipts; the alert's id.
    pub tag: &'a str,
}

/// What became of one number.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The number's place in the request.
    pub at: usize,
    /// `Err` holds the kind and the vendor's words.
    pub result: std::result::Result<(), (Kind, String)>,
    /// The vendor's code.
    pub code: Option<String>,
    /// The vendor's id of the message.
    pub message_id: Option<String>,
}

/// A vendor of short messages: pure encode and decode.
pub trait Provider: Send + Sync {
    /// Its request for a message, unsigned.
    ///
    /// # Errors
    /// [`Kind::Config`] for what cannot be sent.
    fn encode(&self, base: &str, message: &Message<'_>) -> Result<Request>;
    /// Signs a request: its method, address, body.
    ///
    /// # Errors
    /// [`Kind::Config`] when a value cannot stand in a header.
    fn sign(&self, request: Request, keys: &Keys, now: std::time::SystemTime, nonce: &str) -> Result<Request>;
    /// What the answer says of each number; an error where it says one thing of all.
    ///
    /// # Errors
    /// By the vendor's code.
    fn decode(&self, body: &Value, numbers: usize) -> Result<Vec<Told>>;
    /// The error of an answer as a whole, where it is one.
    fn refusal(&self, body: &Value) -> Option<Error>;
    /// How many numbers fit into one request.
    fn most_numbers(&self) -> usize;
    /// The longest a parameter may be, in characters, when the table does not say.
    fn param_length(&self) -> usize;
}

/// A table of kind `sms`.
pub struct Sms {
    name: String,
    connection: Connection,
    provider: Box<dyn Provider>,
    keys: Keys,
    sign: String,
    template: Vec<(String, String)>,
    params: Vec<(String, String)>,
    param_length: usize,
    to: Vec<String>,
    look: Look,
}

impl Sms {
    /// From its table.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing.
    pub fn new(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Sms> {
        let vendor = *Config::need(name, "vendor", &config.vendor)?;
        let keys = Keys {
            id: Config::need(name, "access_key_id", &config.access_key_id)?.clone(),
            secret: Config::need(name, "access_key_secret", &config.access_key_secret)?.clone(),
            token: config.session_token.clone(),
        };
        let region = |default: &str| config.region.clone().unwrap_or_else(|| default.to_owned());
        let (provider, base): (Box<dyn Provider>, &str) = match vendor {
            Vendor::Aliyun => {
                let rpc = match config.signature.as_deref() {
                    None | Some("acs3") => false,
                    Some("rpc") => true,
                    Some(other) => {
                        return Err(Error::config(text!(
                            "alert.{name}.signature is {other:?}, and must be acs3 or rpc",
                            "alert.{name}.signature 为 {other:?}，只能是 acs3 或 rpc"
                        )));
                    }
                };
                let aliyun = aliyun::Aliyun {
                    rpc,
                    region: region("cn-hangzhou"),
                };
                (Box::new(aliyun), aliyun::BASE)
            }
            Vendor::Tencent => {
                let app = Config::need(name, "sdk_app_id", &config.sdk_app_id)?.clone();
                let tencent = tencent::Tencent {
                    app,
                    region: region("ap-guangzhou"),
                };
                (Box::new(tencent), tencent::BASE)
            }
            Vendor::Volcengine => {
                let account = Config::need(name, "account", &config.account)?.clone();
                let volcengine = volcengine::Volcengine {
                    account,
                    region: region("cn-north-1"),
                };
                (Box::new(volcengine), volcengine::BASE)
            }
        };
        let words = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let template: Vec<(String, String)> = config.template.iter().map(|(k, v)| (k.clone(), words(v))).collect();
        let params = match &config.params {
            Some(map) => in_order(map.iter().map(|(k, v)| (k.clone(), words(v))).collect()),
            None => Vec::new(),
        };
        Ok(Sms {
            name: name.to_owned(),
            connection: Connection {
                http,
                target: Target {
                    name: name.to_owned(),
                    base: config.base_url.clone().unwrap_or_else(|| base.to_owned()),
                    net,
                },
            },
            param_length: config.param_length.unwrap_or_else(|| provider.param_length()),
            provider,
            keys,
            sign: config.sign.clone().unwrap_or_default(),
            template,
            params,
            to: config.to,
            look,
        })
    }

    /// The wire and the address, for `vh api`.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Signs any call, for `vh api`.
    ///
    /// # Errors
    /// As [`Provider::sign`].
    pub fn sign(&self, request: Request, world: &World<'_>) -> Result<Request> {
        self.provider.sign(request, &self.keys, (world.now)(), &(world.nonce)())
    }

    /// The error of an answer to any call, for `vh api`.
    pub fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        match serde_json::from_slice::<Value>(body) {
            Ok(said) => self.provider.refusal(&said).map(|e| e.status(reply.status)),
            Err(_) => super::robot::status_error(reply, body),
        }
    }

    fn message<'a>(&'a self, note: &'a Note, numbers: &'a [String]) -> Result<Message<'a>> {
        let name = &self.name;
        let find = |level: &str| self.template.iter().find(|(k, _)| k == level).map(|(_, t)| t.clone());
        let level = if note.resolved { "resolved" } else { note.level.as_str() };
        let template = find(level).or_else(|| find("default")).ok_or_else(|| {
            let level = &note.level;
            Error::config(text!(
                "alert.{name}.template has none for {level}, and no default",
                "alert.{name}.template 没有 {level} 的模板，也没有 default"
            ))
        })?;
        if self.sign.is_empty() {
            return Err(Error::config(text!(
                "[alert.{name}] has no sign",
                "[alert.{name}] 没有 sign"
            )));
        }
        let params = self
            .params
            .iter()
            .map(|(key, what)| (key.clone(), fit::sanitised(&self.value(what, note), self.param_length)))
            .collect();
        Ok(Message {
            numbers,
            sign: &self.sign,
            template,
            params,
            tag: &note.id,
        })
    }

    /// `level`, `title`, `text`, `time`, `host`; anything else stands for itself.
    fn value(&self, what: &str, note: &Note) -> String {
        match what {
            "level" => note.level.clone(),
            "title" => note.title.clone(),
            "text" => note.text.clone(),
            "time" => self.look.time(note.at_ms),
            "host" => note.host.clone(),
            "emoji" => emoji(note).to_owned(),
            other => match other.strip_prefix("label:") {
                Some(label) => note
                    .labels
                    .iter()
                    .find(|(k, _)| k == label)
                    .map(|(_, v)| v.clone())
                    .unwrap_or_default(),
                None => other.to_owned(),
            },
        }
    }

    async fn deliver(&self, note: &Note, to: &[String], world: &World<'_>) -> Delivery {
        let given = if to.is_empty() { &self.to } else { to };
        let now = (world.now)();
        if given.is_empty() {
            let name = &self.name;
            let e = Error::config(text!("[alert.{name}] has no to", "[alert.{name}] 没有 to"));
            return Delivery::failed(e.provider(name), now);
        }
        let mut delivery = Delivery::sent(0);
        for numbers in given.chunks(self.provider.most_numbers()) {
            let (told, error, attempts) = self.round(note, numbers, world).await;
            delivery.attempts = delivery.attempts.max(attempts);
            for (i, number) in numbers.iter().enumerate() {
                let of = told.iter().find(|t| t.at == i);
                delivery
                    .recipients
                    .push(recipient(number, of, error.as_ref(), unix_ms(now)));
            }
            if let Some(e) = error {
                delivery.error.get_or_insert(e);
            } else if let Some(first) = told.iter().find(|t| t.result.is_err()) {
                delivery.error.get_or_insert_with(|| of_number(first, &self.name));
            }
        }
        delivery.outcome = summary(&delivery, unix_ms(now));
        if delivery.outcome == Outcome::Sent && delivery.recipients.iter().all(|r| r.outcome == "sent") {
            delivery.error = None;
        }
        delivery
    }

    async fn round(&self, note: &Note, numbers: &[String], world: &World<'_>) -> (Vec<Told>, Option<Error>, u32) {
        let Connection { http, target } = &self.connection;
        let unsigned = self
            .message(note, numbers)
            .and_then(|m| self.provider.encode(&target.base, &m));
        let unsigned = match unsigned {
            Ok(request) => request,
            Err(e) => return (Vec::new(), Some(e.provider(&self.name)), 1),
        };
        let unsigned = &unsigned;
        let attempt = |_| {
            async move {
                let request = self.sign(unsigned.clone(), world)?;
                let (reply, body) = http.call(target, request, ANSWER_CAP_BYTES).await?;
                let sent = |e: Error| {
                    let e = e.status(reply.status);
                    // The vendor itself does not know.
                    if e.kind == Kind::OutcomeUnknown {
                        e.outcome(error::Outcome::Unknown)
                    } else {
                        e
                    }
                };
                let Ok(said) = serde_json::from_slice::<Value>(&body) else {
                    let e = super::robot::status_error(&reply, &body).unwrap_or_else(|| {
                        Error::new(Kind::OutcomeUnknown, text!("the answer cannot be read", "无法读取响应"))
                    });
                    return Err(sent(e));
                };
                if let Some(e) = self.provider.refusal(&said) {
                    return Err(sent(e));
                }
                self.provider.decode(&said, numbers.len()).map_err(sent)
            }
            .boxed()
        };
        let class = Idempotency::Ambiguous;
        match retry::attempts(target, retry::Budget::start(), class, http.trace(), attempt).await {
            Ok((told, attempts)) => (told, None, attempts),
            Err(e) => (Vec::new(), Some(e), 1),
        }
    }
}

/// Numbered parameters by number, others by name.
fn in_order(mut params: Vec<(String, String)>) -> Vec<(String, String)> {
    params.sort_by_key(|(k, _)| k.parse::<u32>().unwrap_or(u32::MAX));
    params
}

/// The error of one number.
fn of_number(told: &Told, name: &str) -> Error {
    let (kind, said) = match &told.result {
        Err((kind, said)) => (*kind, said.clone()),
        Ok(()) => (Kind::Bug, String::new()),
    };
    let e = Error::new(kind, text!("a number was refused: {said}", "有号码被拒绝：{said}")).provider(name);
    match &told.code {
        Some(code) => e.code(code.clone()),
        None => e,
    }
}

fn recipient(number: &str, told: Option<&Told>, error: Option<&Error>, now_ms: i64) -> Recipient {
    let outcome = match (told, error) {
        (Some(Told { result: Ok(()), .. }), _) => Outcome::Sent,
        (
            Some(Told {
                result: Err((kind, _)), ..
            }),
            _,
        ) => match kind {
            Kind::Invalid | Kind::NotFound => Outcome::Recipient,
            kind => Outcome::of(&Error::new(*kind, text!("", "")), now_ms),
        },
        (None, Some(e)) => Outcome::of(e, now_ms),
        (None, None) => Outcome::Uncertain,
    };
    Recipient {
        to: fit::masked(number),
        raw: number.to_owned(),
        outcome: outcome.name(),
        code: told
            .and_then(|t| t.code.clone())
            .or_else(|| error.and_then(|e| e.code.clone())),
        message_id: told.and_then(|t| t.message_id.clone()),
    }
}

/// One word for all numbers: sent when one was; else the gravest doubt.
fn summary(delivery: &Delivery, now_ms: i64) -> Outcome {
    let any = |word: &str| delivery.recipients.iter().any(|r| r.outcome == word);
    if any("sent") {
        return Outcome::Sent;
    }
    if any("uncertain") {
        return Outcome::Uncertain;
    }
    if delivery.recipients.iter().all(|r| r.outcome == "refused_recipient") && !delivery.recipients.is_empty() {
        return Outcome::Recipient;
    }
    delivery
        .error
        .as_ref()
        .map_or(Outcome::Transient, |e| Outcome::of(e, now_ms))
}

/// The host as it stands in the request's own header.
pub(super) fn host(url: &reqwest::Url) -> String {
    let host = url.host_str().unwrap_or("");
    url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"))
}

/// The address of a request.
pub(super) fn url(request: &Request) -> Result<reqwest::Url> {
    reqwest::Url::parse(&request.url)
        .map_err(|_| Error::config(text!("the vendor's address cannot be read", "无法解析服务商地址")))
}

/// The bytes of a request's body.
pub(super) fn body(request: &Request) -> &[u8] {
    match &request.body {
        crate::http::Body::Bytes(bytes) => bytes,
        _ => b"",
    }
}

impl AlertChannel for Sms {
    fn name(&self) -> &str {
        &self.name
    }

    fn may_repeat(&self) -> bool {
        false
    }

    fn recipients(&self) -> &[String] {
        &self.to
    }

    fn send<'a>(&'a self, note: &'a Note, to: &'a [String], world: &'a World<'a>) -> BoxFuture<'a, Delivery> {
        self.deliver(note, to, world).boxed()
    }
}
