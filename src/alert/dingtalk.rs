//! A DingTalk group robot. Signed per attempt; the answer's `errcode` decides, never the HTTP status.
//! Source: open.dingtalk.com/document/robots/custom-robot-access, customize-robot-security-settings; `reference/alert.md` 1.1.

use base64::Engine as _;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use super::config::{Config, Format};
use super::look::{Look, cut};
use super::robot::{self, Hook, TWENTY_A_MINUTE};
use super::{AlertChannel, Delivery, Note, World};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Credential, Http, Method, Net, Reply, Request};
use crate::secret::Secret;
use crate::sign;
use crate::state::discipline::Robot;
use crate::state::unix_ms;
use crate::text;

/// The whole body, in UTF-8. Source: errcode 460101, "20000bytes 以内".
pub const BODY_LIMIT_BYTES: usize = 20_000;

/// A robot.
pub struct Dingtalk {
    name: String,
    hook: Hook,
    secret: Option<Secret>,
    keyword: Option<String>,
    mobiles: Vec<String>,
    format: Format,
    look: Look,
}

/// The signature of a moment: base64, to be encoded once for the URL.
pub fn signature(secret: &str, timestamp_ms: i64) -> String {
    let message = format!("{timestamp_ms}\n{secret}");
    let mac = sign::hmac_sha256(secret.as_bytes(), message.as_bytes());
    base64::engine::general_purpose::STANDARD.encode(mac)
}

/// The address of one attempt: a `timestamp` and a `sign` that were pasted along are dropped, ours are added where there is a
/// secret.
pub fn signed_url(webhook: &reqwest::Url, secret: Option<&str>, timestamp_ms: i64) -> String {
    let kept: Vec<String> = webhook
        .query_pairs()
        .filter(|(k, _)| k != "timestamp" && k != "sign")
        .map(|(k, v)| format!("{}={}", sign::uri_encode(k.as_bytes()), sign::uri_encode(v.as_bytes())))
        .collect();
    let mut query = kept;
    if let Some(secret) = secret.filter(|s| !s.is_empty()) {
        query.push(format!("timestamp={timestamp_ms}"));
        query.push(format!(
            "sign={}",
            sign::uri_encode(signature(secret, timestamp_ms).as_bytes())
        ));
    }
    let mut url = webhook.clone();
    url.set_query(None);
    url.set_fragment(None);
    format!("{url}?{}", query.join("&"))
}

impl Dingtalk {
    /// From its table.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing.
    pub fn new(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Dingtalk> {
        let webhook = Config::need(name, "webhook", &config.webhook)?;
        Ok(Dingtalk {
            name: name.to_owned(),
            hook: Hook::new(name, "webhook", webhook, net, http, TWENTY_A_MINUTE)?,
            secret: config.secret,
            keyword: config.keyword,
            mobiles: config.mobiles,
            format: config.format,
            look,
        })
    }

    /// The body. A mention works only when `@number` stands in the text too.
    pub fn encode(&self, note: &Note, to: &[String]) -> Value {
        let mobiles: Vec<&String> = [&note.mobiles, to, &self.mobiles].into_iter().flatten().collect();
        let mut content = match self.format {
            Format::Text => self.look.text(&self.name, note),
            Format::Markdown => self.look.markdown(&self.name, note),
        };
        let mut tail = String::new();
        if !mobiles.is_empty() {
            let mentions: Vec<String> = mobiles.iter().map(|m| format!("@{m}")).collect();
            tail = format!("\n{}", mentions.join(" "));
        }
        let mut title = note.title.clone();
        if let Some(keyword) = self.keyword.as_deref().filter(|k| !k.is_empty()) {
            if !content.contains(keyword) {
                tail.push_str(&format!("\n{keyword}"));
            }
            if !title.contains(keyword) {
                title = format!("{keyword} {title}");
            }
        }
        let at = json!({
            "atMobiles": mobiles,
            "isAtAll": note.at_all || (note.level == super::note::CRITICAL && !note.resolved),
        });
        let build = |content: &str| match self.format {
            Format::Text => json!({"msgtype": "text", "text": {"content": content}, "at": at}),
            Format::Markdown => json!({"msgtype": "markdown", "markdown": {"title": title, "text": content}, "at": at}),
        };
        loop {
            let whole = build(&format!("{content}{tail}"));
            let over = whole.to_string().len().saturating_sub(BODY_LIMIT_BYTES);
            if over == 0 || content.len() < 64 {
                return whole;
            }
            // Escapes make the JSON longer than the text: at least one byte of text for six of it.
            content = cut(&content, content.len() - over.div_ceil(6).max(16));
        }
    }

    fn request(&self, note: &Note, to: &[String], now_ms: i64) -> Result<Request> {
        let secret = self.secret.as_ref().map(Secret::expose);
        let mut request = Request::new(Method::POST, signed_url(&self.hook.url, secret, now_ms));
        request.credential = Credential::Bearer;
        Ok(request.json(&self.encode(note, to)))
    }
}

/// What an answer means.
///
/// # Errors
/// By `errcode`: [`Kind::RateLimited`], [`Kind::Auth`] for the security settings, [`Kind::NotFound`] for a robot that is gone,
/// [`Kind::ContentPolicy`], [`Kind::Invalid`].
pub fn decode(reply: &Reply, body: &[u8], now_ms: i64) -> Result<()> {
    if let Some(e) = robot::status_error(reply, body) {
        return Err(e);
    }
    let said = robot::json(body)?;
    let message = super::look::one_line(said["errmsg"].as_str().unwrap_or(""), 300);
    let Some(code) = said["errcode"].as_i64() else {
        // The gateway against abuse answers 200 without an errcode: {"status":1111,"wait":5,"punish":"deny"}.
        let wait = said["wait"].as_u64().map(std::time::Duration::from_secs);
        let kind = if wait.is_some() || said.get("punish").is_some() {
            Kind::RateLimited
        } else {
            Kind::Malformed
        };
        return Err(
            Error::new(kind, text!("the answer has no errcode", "响应中没有 errcode"))
                .outcome(Outcome::Sent)
                .retry_after(wait)
                .retryable(false),
        );
    };
    let what = text!("refused: {message}", "被拒绝：{message}");
    let kind = match code {
        0 => return Ok(()),
        -1 => return Err(robot::busy(what).code("-1")),
        130_101 | 410_100 => {
            // Throttled for ten minutes from now on.
            return Err(Error::new(Kind::RateLimited, what)
                .code(code.to_string())
                .retry_after(Some(std::time::Duration::from_secs(600)))
                .retryable(false));
        }
        310_000 => Kind::Auth,
        300_001 | 300_005 | 400_101 | 400_102 | 400_106 | 400_013 => Kind::NotFound,
        430_101..=430_104 => Kind::ContentPolicy,
        460_101 | 101_002 | 400_105 | 40_035 | 43_002 | 43_004 => Kind::Invalid,
        _ => Kind::Refused,
    };
    let error = Error::new(kind, what).code(code.to_string());
    Err(if code == 310_000 {
        hinted(error, reply, now_ms)
    } else {
        error
    })
}

/// 310000 has four meanings; a clock that is off is told apart by the server's own.
fn hinted(error: Error, reply: &Reply, now_ms: i64) -> Error {
    let server = reply
        .header("date")
        .and_then(|d| httpdate::parse_http_date(d).ok())
        .map(unix_ms);
    match server.map(|s| (s - now_ms) / 1000) {
        Some(skew) if skew.abs() > 3000 => error.hint(text!(
            "this machine's clock differs from DingTalk's by {skew}s; a signature holds for an hour",
            "本机时钟与钉钉相差 {skew} 秒；签名有效期为一小时"
        )),
        _ => error.hint(text!(
            "check the robot's security settings: keyword, secret (SEC…), allowed addresses",
            "请检查机器人的安全设置：关键词、加签密钥（SEC…）、IP 白名单"
        )),
    }
}

impl AlertChannel for Dingtalk {
    fn name(&self) -> &str {
        &self.name
    }

    fn robot(&self) -> Option<Robot> {
        Some(self.hook.robot.clone())
    }

    fn send<'a>(&'a self, note: &'a Note, to: &'a [String], world: &'a World<'a>) -> BoxFuture<'a, Delivery> {
        self.hook
            .post(
                world,
                move || self.request(note, to, unix_ms((world.now)())),
                move |reply, body| decode(reply, body, unix_ms((world.now)())),
            )
            .boxed()
    }
}
