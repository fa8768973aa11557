//! Robots: DingTalk, WeCom, Feishu, Slack; and a plain webhook that believes whoever knows its path. DingTalk counts messages per
//! minute as the real one does. Source: the vendors' pages on custom robots; `reference/alert.md` 1.

use std::collections::VecDeque;
use std::sync::Mutex;

use base64::Engine as _;
use serde_json::{Value, json};

use super::super::Entry;
use super::super::new_key;
use super::super::server::{Answer, Content, Protocol};
use super::{clock_ms, hmac, query};

/// Which robot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// DingTalk.
    Dingtalk,
    /// WeCom.
    Wecom,
    /// Feishu.
    Feishu,
    /// Slack.
    Slack,
    /// A webhook.
    Webhook,
}

/// One robot. Its key is its token; what signs is `also`.
pub struct Robot {
    kind: Kind,
    token: String,
    secret: String,
    uses: Mutex<VecDeque<i64>>,
}

/// 20 messages in a minute.
const MOST_IN_A_MINUTE: usize = 20;
const HOUR_MS: i64 = 3_600_000;

impl Robot {
    /// With a new token and secret.
    pub fn new(kind: Kind) -> Robot {
        Robot {
            kind,
            token: new_key("robot-sandbox"),
            secret: new_key("SECsandbox"),
            uses: Mutex::default(),
        }
    }

    fn is_full(&self) -> bool {
        let now = clock_ms();
        let mut uses = self.uses.lock().unwrap_or_else(|e| e.into_inner());
        while uses.front().is_some_and(|at| *at <= now - 60_000) {
            uses.pop_front();
        }
        if uses.len() >= MOST_IN_A_MINUTE {
            return true;
        }
        uses.push_back(now);
        false
    }

    fn dingtalk(&self, request: &Entry) -> Answer {
        let refuse =
            |code: i64, message: &str| Answer::json(200, &json!({"errcode": code, "errmsg": message})).problem(message);
        if request.method != "POST" {
            return refuse(43_002, "需要POST请求");
        }
        if !request
            .header("content-type")
            .is_some_and(|c| c.starts_with("application/json"))
        {
            return refuse(43_004, "无效的HTTP HEADER Content-Type");
        }
        let query = query(&request.path);
        let get = |key: &str| query.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
        match get("access_token") {
            None => return refuse(40_035, "缺少参数 access_token"),
            Some(token) if token != self.token => return refuse(300_005, "token is not exist"),
            Some(_) => {}
        }
        let (Some(timestamp), Some(sign)) = (get("timestamp"), get("sign")) else {
            return refuse(
                310_000,
                "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中",
            );
        };
        let at = timestamp.parse::<i64>().unwrap_or(0);
        if (clock_ms() - at).abs() > HOUR_MS {
            return refuse(
                310_000,
                "description:机器人发送签名过期;solution:签名生成时间和发送时间请保持在1小时以内",
            );
        }
        let want = hmac(
            self.secret.as_bytes(),
            format!("{timestamp}\n{}", self.secret).as_bytes(),
        );
        if base64::engine::general_purpose::STANDARD.encode(want) != sign {
            return refuse(
                310_000,
                "description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中",
            );
        }
        if request.body.len() > 20_000 {
            return refuse(460_101, "body 大小不合法, 请保证大小在20000bytes以内");
        }
        let body = request.json();
        let (text, at) = match body["msgtype"].as_str() {
            Some("text") => (body["text"]["content"].as_str(), &body["at"]),
            Some("markdown") if body["markdown"]["title"].is_string() => {
                (body["markdown"]["text"].as_str(), &body["at"])
            }
            _ => return refuse(400_105, "unsupported msgtype"),
        };
        let Some(text) = text.filter(|t| !t.is_empty()) else {
            return refuse(40_035, "缺少参数 content");
        };
        // The real one stays silent about a mention that will not be heard; a judge does not.
        for mobile in at["atMobiles"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            if !text.contains(&format!("@{mobile}")) {
                return refuse(40_035, "sandbox: @mobile is not in the text");
            }
        }
        if self.is_full() {
            return refuse(130_101, "send too fast, exceed 20 times per minute");
        }
        Answer::json(200, &json!({"errcode": 0, "errmsg": "ok"}))
    }

    fn wecom(&self, request: &Entry) -> Answer {
        let refuse =
            |code: i64, message: &str| Answer::json(200, &json!({"errcode": code, "errmsg": message})).problem(message);
        let query = query(&request.path);
        if query
            .iter()
            .find(|(k, _)| k == "key")
            .is_none_or(|(_, v)| *v != self.token)
        {
            return refuse(93_000, "invalid webhook url");
        }
        let body = request.json();
        let (text, limit) = match body["msgtype"].as_str() {
            Some("text") => (body["text"]["content"].as_str(), 2048),
            Some("markdown") => (body["markdown"]["content"].as_str(), 4096),
            _ => return refuse(40_008, "invalid message type"),
        };
        match text {
            None | Some("") => refuse(44_004, "content is empty"),
            Some(text) if text.len() > limit => refuse(40_058, "content exceed max length"),
            Some(_) => Answer::json(200, &json!({"errcode": 0, "errmsg": "ok"})),
        }
    }

    fn feishu(&self, request: &Entry) -> Answer {
        let refuse = |code: i64, message: &str| {
            Answer::json(200, &json!({"code": code, "msg": message, "data": {}})).problem(message)
        };
        if !request.path.ends_with(&self.token) {
            return refuse(19_001, "param invalid: incoming webhook access token invalid");
        }
        let body = request.json();
        let timestamp = body["timestamp"].as_str().unwrap_or("");
        let at = timestamp.parse::<i64>().unwrap_or(0);
        let key = format!("{timestamp}\n{}", self.secret);
        let want = base64::engine::general_purpose::STANDARD.encode(hmac(key.as_bytes(), b""));
        if (clock_ms() - at * 1000).abs() > HOUR_MS || body["sign"].as_str() != Some(want.as_str()) {
            return refuse(
                19_021,
                "sign match fail or timestamp is not within one hour from current time",
            );
        }
        let good = match body["msg_type"].as_str() {
            Some("text") => body["content"]["text"].as_str().is_some_and(|t| !t.is_empty()),
            Some("interactive") => body["card"]["elements"].is_array(),
            _ => false,
        };
        if !good || request.body.len() > 20 << 10 {
            return refuse(9_499, "Bad Request");
        }
        Answer::json(
            200,
            &json!({"StatusCode": 0, "StatusMessage": "success", "code": 0, "data": {}, "msg": "success"}),
        )
    }

    fn slack(&self, request: &Entry) -> Answer {
        if !request.path.ends_with(&self.token) {
            return words(404, "no_service").problem("no_service");
        }
        match request.json()["text"].as_str() {
            None => words(400, "invalid_payload").problem("invalid_payload"),
            Some("") => words(400, "no_text").problem("no_text"),
            Some(_) => words(200, "ok"),
        }
    }

    fn webhook(&self, request: &Entry) -> Answer {
        if !request.path.contains(&self.token) {
            return Answer::json(404, &json!({"ok": false, "code": 404, "error": "not found"})).problem("unknown path");
        }
        Answer::json(200, &json!({"ok": true, "code": 200, "status": "success", "errno": 0}))
    }
}

fn words(status: u16, word: &str) -> Answer {
    Answer {
        status,
        headers: vec![("content-type".into(), "text/html".into())],
        content: Content::Whole(word.as_bytes().to_vec()),
        problem: None,
    }
}

impl Protocol for Robot {
    fn name(&self) -> &'static str {
        match self.kind {
            Kind::Dingtalk => "dingtalk",
            Kind::Wecom => "wecom",
            Kind::Feishu => "feishu",
            Kind::Slack => "slack",
            Kind::Webhook => "webhook",
        }
    }

    fn key(&self) -> &str {
        &self.token
    }

    fn key_name(&self) -> String {
        let key = if self.kind == Kind::Webhook { "url" } else { "webhook" };
        format!("alert.{}.{key}", self.name())
    }

    fn also(&self) -> Vec<(&'static str, String)> {
        match self.kind {
            Kind::Dingtalk | Kind::Feishu => vec![("secret", self.secret.clone())],
            _ => Vec::new(),
        }
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, _text: Option<&str>) -> Answer {
        match self.kind {
            Kind::Dingtalk => self.dingtalk(request),
            Kind::Wecom => self.wecom(request),
            Kind::Feishu => self.feishu(request),
            Kind::Slack => self.slack(request),
            Kind::Webhook => self.webhook(request),
        }
    }

    /// With a code the refusal comes as the vendor's own: HTTP 200, and the code in the body.
    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let number = code.and_then(|c| c.parse::<i64>().ok()).unwrap_or(-1);
        let answer = match self.kind {
            Kind::Dingtalk | Kind::Wecom => Answer::json(status, &json!({"errcode": number, "errmsg": message})),
            Kind::Feishu => Answer::json(status, &json!({"code": number, "msg": message})),
            Kind::Slack => words(status, code.unwrap_or(message)),
            Kind::Webhook => Answer::json(status, &json!({"ok": false, "code": number, "error": message})),
        };
        answer.problem(message)
    }
}
