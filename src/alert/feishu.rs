//! A Feishu or Lark group robot. Its signature is not DingTalk's: the time and the secret are the key, the message is empty.
//! Source: open.feishu.cn/document/client-docs/bot-v3/add-custom-bot; `reference/alert.md` 1.2.

use base64::Engine as _;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use super::config::{Config, Format};
use super::look::{Look, cut};
use super::robot::{self, Hook};
use super::{AlertChannel, Delivery, Note, World};
use crate::error::{Error, Kind, Result};
use crate::http::{Credential, Http, Method, Net, Reply, Request};
use crate::secret::Secret;
use crate::sign;
use crate::state::discipline::Robot;
use crate::state::unix_ms;
use crate::text;

/// Source: the same page: 20 KB a message, 5 a second, 100 a minute.
const BODY_LIMIT_BYTES: usize = 20_000;
const LIMITS: &[(i64, i64)] = &[(1_000, 5), (61_000, 95)];

/// A robot.
pub struct Feishu {
    name: String,
    hook: Hook,
    secret: Option<Secret>,
    keyword: Option<String>,
    format: Format,
    look: Look,
}

/// The signature of a second: base64, for the body.
pub fn signature(secret: &str, timestamp_s: i64) -> String {
    let key = format!("{timestamp_s}\n{secret}");
    base64::engine::general_purpose::STANDARD.encode(sign::hmac_sha256(key.as_bytes(), b""))
}

impl Feishu {
    /// From its table.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing.
    pub fn new(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Feishu> {
        let webhook = Config::need(name, "webhook", &config.webhook)?;
        Ok(Feishu {
            name: name.to_owned(),
            hook: Hook::new(name, "webhook", webhook, net, http, LIMITS)?,
            secret: config.secret,
            keyword: config.keyword,
            format: config.format,
            look,
        })
    }

    /// The body of one attempt.
    pub fn encode(&self, note: &Note, to: &[String], timestamp_s: i64) -> Value {
        let all = note.at_all || (note.level == super::note::CRITICAL && !note.resolved);
        let mut tail = String::new();
        for user in to {
            tail.push_str(&format!(
                "\n<at user_id=\"{}\"></at>",
                user.replace(['"', '<', '>'], "")
            ));
        }
        if all {
            tail.push_str("\n<at user_id=\"all\">所有人</at>");
        }
        let mut content = match self.format {
            Format::Text => self.look.text(&self.name, note),
            Format::Markdown => self.look.markdown(&self.name, note),
        };
        if let Some(keyword) = self
            .keyword
            .as_deref()
            .filter(|k| !k.is_empty() && !content.contains(k))
        {
            tail.push_str(&format!("\n{keyword}"));
        }
        loop {
            let mut body = match self.format {
                Format::Text => json!({"msg_type": "text", "content": {"text": format!("{content}{tail}")}}),
                Format::Markdown => json!({"msg_type": "interactive", "card": {
                    "header": {
                        "title": {"tag": "plain_text", "content": note.title},
                        "template": template(note),
                    },
                    "elements": [{"tag": "markdown", "content": format!("{content}{tail}")}],
                }}),
            };
            if let Some(secret) = self.secret.as_ref().filter(|s| !s.expose().is_empty()) {
                body["timestamp"] = json!(timestamp_s.to_string());
                body["sign"] = json!(signature(secret.expose(), timestamp_s));
            }
            let over = body.to_string().len().saturating_sub(BODY_LIMIT_BYTES);
            if over == 0 || content.len() < 64 {
                return body;
            }
            content = cut(&content, content.len() - over.div_ceil(6).max(16));
        }
    }
}

/// The colour of a card's head, by Feishu's names.
fn template(note: &Note) -> &'static str {
    match note.level.as_str() {
        _ if note.resolved => "green",
        super::note::CRITICAL => "red",
        super::note::WARNING => "orange",
        super::note::INFO => "turquoise",
        _ => "grey",
    }
}

/// What an answer means: `code`, or `StatusCode` of the older form. One of them must be there, and each that is must be 0.
///
/// # Errors
/// By that code.
pub fn decode(reply: &Reply, body: &[u8]) -> Result<()> {
    // Refusals come as 400 with the same body as 200.
    let said: Value = match robot::json(body) {
        Ok(said) => said,
        Err(e) => return Err(robot::status_error(reply, body).unwrap_or(e)),
    };
    let codes: Vec<i64> = ["code", "StatusCode"]
        .iter()
        .filter_map(|k| said[*k].as_i64())
        .collect();
    if reply.is_ok() && !codes.is_empty() && codes.iter().all(|c| *c == 0) {
        return Ok(());
    }
    let message = said["msg"].as_str().or(said["StatusMessage"].as_str()).unwrap_or("");
    let message = super::look::one_line(message, 300);
    let what = text!("refused: {message}", "被拒绝：{message}");
    let Some(code) = codes.iter().find(|c| **c != 0) else {
        return Err(robot::status_error(reply, body)
            .unwrap_or_else(|| Error::new(Kind::Malformed, text!("the answer has no code", "响应中没有 code"))));
    };
    let kind = match code {
        19_001 => Kind::NotFound,
        19_021 | 19_022 | 19_024 => Kind::Auth,
        11_232 => Kind::RateLimited,
        9_499 => Kind::Invalid,
        _ => Kind::Refused,
    };
    Err(Error::new(kind, what).code(code.to_string()).retryable(false))
}

impl AlertChannel for Feishu {
    fn name(&self) -> &str {
        &self.name
    }

    fn robot(&self) -> Option<Robot> {
        Some(self.hook.robot.clone())
    }

    fn send<'a>(&'a self, note: &'a Note, to: &'a [String], world: &'a World<'a>) -> BoxFuture<'a, Delivery> {
        let encode = move || {
            let mut request = Request::new(Method::POST, self.hook.url.to_string());
            request.credential = Credential::Bearer;
            Ok(request.json(&self.encode(note, to, unix_ms((world.now)()) / 1000)))
        };
        self.hook.post(world, encode, decode).boxed()
    }
}
