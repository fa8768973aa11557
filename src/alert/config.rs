//! `[alert.NAME]` and `[alerts]`, as `config` resolves them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::http::config::duration;
use crate::secret::Secret;
use crate::text;

/// What a channel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChannelKind {
    /// A DingTalk robot.
    Dingtalk,
    /// A WeCom robot.
    Wecom,
    /// A Feishu or Lark robot.
    Feishu,
    /// A Slack incoming webhook.
    Slack,
    /// Any webhook.
    Webhook,
    /// Mail.
    Email,
    /// Short messages.
    Sms,
}

/// Whose short messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Vendor {
    /// Aliyun.
    Aliyun,
    /// Tencent Cloud.
    Tencent,
    /// Volcengine.
    Volcengine,
}

/// How mail is protected on its way to the first server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after `STARTTLS`, or nothing is sent.
    Starttls,
    /// None.
    None,
}

/// How a robot's message looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text: the form in which a mention surely works.
    #[default]
    Text,
    /// Markdown.
    Markdown,
}

/// `[alert.NAME]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// What it is.
    pub kind: ChannelKind,
    /// Address of a robot; it holds the robot's token.
    pub webhook: Option<Secret>,
    /// What signs: of a robot, or of a webhook (HMAC-SHA256 of the body).
    pub secret: Option<Secret>,
    /// A word that the robot wants in every message.
    pub keyword: Option<String>,
    /// Who is mentioned.
    #[serde(default)]
    pub mobiles: Vec<String>,
    /// How it looks.
    #[serde(default)]
    pub format: Format,
    /// Address of a webhook.
    pub url: Option<Secret>,
    /// Method of a webhook; `POST` when absent.
    pub method: Option<String>,
    /// Further headers of a webhook.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Template of a webhook's body.
    pub body: Option<String>,
    /// What a webhook must answer: `2xx`, a status, or `/pointer=value`.
    pub ok: Option<String>,
    /// Mail server.
    pub host: Option<String>,
    /// Its port.
    pub port: Option<u16>,
    /// How mail is protected.
    pub security: Option<Security>,
    /// Who sends.
    pub username: Option<String>,
    /// Password, or the token of XOAUTH2.
    pub password: Option<Secret>,
    /// `plain`, `login` or `xoauth2`; without it what the server offers.
    pub auth: Option<String>,
    /// Sender.
    pub from: Option<String>,
    /// Recipients: addresses, or phone numbers.
    #[serde(default)]
    pub to: Vec<String>,
    /// Whose short messages.
    pub vendor: Option<Vendor>,
    /// Key id.
    pub access_key_id: Option<Secret>,
    /// Key.
    pub access_key_secret: Option<Secret>,
    /// Token of a temporary key.
    pub session_token: Option<Secret>,
    /// The approved signature that short messages carry.
    pub sign: Option<String>,
    /// Template of each level; `default` for the others.
    #[serde(default)]
    pub template: BTreeMap<String, Value>,
    /// The template's parameters: `name = "level|title|text|time|host"`, or for Tencent their order as `1`, `2`, …
    pub params: Option<BTreeMap<String, Value>>,
    /// The longest a parameter may be, in characters.
    pub param_length: Option<usize>,
    /// Tencent's application.
    pub sdk_app_id: Option<String>,
    /// Volcengine's message group.
    pub account: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Address of the vendor.
    pub base_url: Option<String>,
    /// Aliyun's signature: `acs3`, or the old `rpc`.
    pub signature: Option<String>,
}

impl Config {
    /// A value that this kind cannot do without.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] naming the key.
    pub fn need<'a, T>(name: &str, key: &str, value: &'a Option<T>) -> Result<&'a T> {
        value.as_ref().ok_or_else(|| {
            Error::config(text!("[alert.{name}] has no {key}", "[alert.{name}] 没有 {key}"))
                .hint(text!(
                    "vh config set alert.{name}.{key} …",
                    "vh config set alert.{name}.{key} …"
                ))
                .provider(name)
        })
    }
}

/// `[alerts]`: what all channels share.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Alerts {
    /// Time zone of the times shown.
    pub timezone: Option<String>,
    /// Name of the system, at the end of a mail.
    pub system: Option<String>,
    /// Steps of each level.
    pub levels: BTreeMap<String, Value>,
    /// Templates: `text`, `markdown`, `html`, or by the name of a channel. A value is the template, or `@FILE`.
    pub templates: BTreeMap<String, Value>,
    /// For how long a problem is told once, by level.
    pub windows: BTreeMap<String, Value>,
    /// A problem that has lasted so long is raised to another level.
    #[serde(deserialize_with = "duration")]
    pub escalate_after: Option<Duration>,
    /// That level; `critical` when absent.
    pub escalate_to: Option<String>,
    /// How long an undelivered alert is tried again.
    #[serde(deserialize_with = "duration")]
    pub spool_age: Option<Duration>,
    /// How long a sender that vanished keeps others from its alert.
    #[serde(deserialize_with = "duration")]
    pub hold: Option<Duration>,
    /// Where relative template files lie; filled in by `config`.
    #[serde(skip)]
    pub base: PathBuf,
}

/// An undelivered alert is tried again for three days.
pub const SPOOL_AGE: Duration = Duration::from_secs(3 * 24 * 3600);

/// Longer than the longest send: the retry budget, and the last answer's timeout.
pub const HOLD: Duration = Duration::from_secs(180);

impl Alerts {
    /// For how long a problem of this level is told once.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for what is no duration.
    pub fn window(&self, level: &str) -> Result<Duration> {
        let Some(value) = self.windows.get(level) else {
            return Ok(Duration::from_secs(match level {
                "critical" => 5 * 60,
                "info" => 4 * 3600,
                _ => 30 * 60,
            }));
        };
        let text = value.as_str().unwrap_or("");
        humantime::parse_duration(text).map_err(|_| {
            Error::config(text!(
                "alerts.windows.{level} is {value}, no duration such as 5m",
                "alerts.windows.{level} 为 {value}，不是 5m 这样的时长"
            ))
        })
    }
}
