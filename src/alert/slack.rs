//! A Slack incoming webhook: success is status 200 and the body `ok`.
//! Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; `reference/alert.md` 1.4.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use super::config::Config;
use super::look::{Look, cut};
use super::robot::{self, Hook};
use super::{AlertChannel, Delivery, Note, World};
use crate::error::{Error, Kind, Result};
use crate::http::{Credential, Http, Method, Net, Reply, Request};
use crate::state::discipline::Robot;
use crate::text;

/// Source: the same pages: about one a second; texts beyond 40 000 characters are cut by Slack itself.
const LIMITS: &[(i64, i64)] = &[(1_000, 1)];
const TEXT_LIMIT_BYTES: usize = 39_000;

/// A webhook.
pub struct Slack {
    name: String,
    hook: Hook,
    look: Look,
}

impl Slack {
    /// From its table.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing.
    pub fn new(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Slack> {
        let webhook = Config::need(name, "webhook", &config.webhook)?;
        Ok(Slack {
            name: name.to_owned(),
            hook: Hook::new(name, "webhook", webhook, net, http, LIMITS)?,
            look,
        })
    }

    /// The body.
    pub fn encode(&self, note: &Note, to: &[String]) -> Value {
        let text = cut(&self.look.text(&self.name, note), TEXT_LIMIT_BYTES);
        let mut text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        for user in to {
            text.push_str(&format!("\n<@{}>", user.replace(['<', '>', '|'], "")));
        }
        if note.at_all || (note.level == super::note::CRITICAL && !note.resolved) {
            text.push_str("\n<!channel>");
        }
        json!({ "text": text })
    }
}

/// What an answer means: the word in the body is Slack's code.
///
/// # Errors
/// By the word, then by the status.
pub fn decode(reply: &Reply, body: &[u8]) -> Result<()> {
    let word = super::look::one_line(&String::from_utf8_lossy(body), 100);
    if reply.is_ok() && word == "ok" {
        return Ok(());
    }
    let kind = match word.as_str() {
        "invalid_payload" | "no_text" | "too_many_attachments" | "user_not_found" => Kind::Invalid,
        "invalid_token" | "action_prohibited" | "posting_to_general_channel_denied" => Kind::Auth,
        "no_service" | "no_service_id" | "no_team" | "team_disabled" | "channel_not_found" | "channel_is_archived" => {
            Kind::NotFound
        }
        _ => {
            return Err(robot::status_error(reply, body).unwrap_or_else(|| {
                Error::new(
                    Kind::Malformed,
                    text!("the answer is not ok but {word:?}", "响应不是 ok 而是 {word:?}"),
                )
            }));
        }
    };
    Err(Error::new(kind, text!("refused: {word}", "被拒绝：{word}"))
        .status(reply.status)
        .code(word))
}

impl AlertChannel for Slack {
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
