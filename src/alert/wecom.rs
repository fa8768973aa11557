//! A WeCom (企业微信) group robot. The key in the address is the only secret; the answer's `errcode` decides.
//! Source: developer.work.weixin.qq.com/document/path/91770; `reference/alert.md` 1.3.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use super::config::{Config, Format};
use super::look::{Look, cut};
use super::robot::{self, Hook, TWENTY_A_MINUTE};
use super::{AlertChannel, Delivery, Note, World};
use crate::error::{Error, Kind, Result};
use crate::http::{Credential, Http, Method, Net, Reply, Request};
use crate::state::discipline::Robot;
use crate::text;

/// Source: the same page: text 2048 bytes, Markdown 4096.
const TEXT_LIMIT_BYTES: usize = 2048;
const MARKDOWN_LIMIT_BYTES: usize = 4096;

/// A robot.
pub struct Wecom {
    name: String,
    hook: Hook,
    mobiles: Vec<String>,
    format: Format,
    look: Look,
}

impl Wecom {
    /// From its table.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing.
    pub fn new(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Wecom> {
        let webhook = Config::need(name, "webhook", &config.webhook)?;
        Ok(Wecom {
            name: name.to_owned(),
            hook: Hook::new(name, "webhook", webhook, net, http, TWENTY_A_MINUTE)?,
            mobiles: config.mobiles,
            format: config.format,
            look,
        })
    }

    /// The body. Markdown knows no mention by number, so that one who is to be mentioned gets text.
    pub fn encode(&self, note: &Note, to: &[String]) -> Value {
        let mut mobiles: Vec<String> = [&note.mobiles, to, &self.mobiles]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        if note.at_all || (note.level == super::note::CRITICAL && !note.resolved) {
            mobiles.push("@all".to_owned());
        }
        if self.format == Format::Markdown && mobiles.is_empty() {
            let content = cut(&self.look.markdown(&self.name, note), MARKDOWN_LIMIT_BYTES);
            return json!({"msgtype": "markdown", "markdown": {"content": content}});
        }
        let content = cut(&self.look.text(&self.name, note), TEXT_LIMIT_BYTES);
        json!({"msgtype": "text", "text": {"content": content, "mentioned_mobile_list": mobiles}})
    }
}

/// What an answer means.
///
/// # Errors
/// By `errcode`.
pub fn decode(reply: &Reply, body: &[u8]) -> Result<()> {
    if let Some(e) = robot::status_error(reply, body) {
        return Err(e);
    }
    let said = robot::json(body)?;
    let message = super::look::one_line(said["errmsg"].as_str().unwrap_or(""), 300);
    let what = text!("refused: {message}", "被拒绝：{message}");
    let kind = match said["errcode"].as_i64() {
        Some(0) => return Ok(()),
        Some(-1) => return Err(robot::busy(what).code("-1")),
        None => Kind::Malformed,
        Some(45_009) => Kind::RateLimited,
        Some(93_000) => Kind::NotFound,
        Some(40_008 | 40_058 | 44_004) => Kind::Invalid,
        Some(_) => Kind::Refused,
    };
    let error = Error::new(kind, what).retryable(false);
    Err(match said["errcode"].as_i64() {
        Some(code) => error.code(code.to_string()),
        None => error,
    })
}

impl AlertChannel for Wecom {
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
            Ok(request.json(&self.encode(note, to)))
        };
        self.hook.post(world, encode, decode).boxed()
    }
}
