//! The VoiceHelper backend as its mini program knows it: sessions, messages that are answered whole or streamed, uploads as
//! forms, transcripts of what was uploaded, shares, orders.
//! Source: `mission.md` rows 13, 15, 17.

use std::collections::{BTreeMap, HashSet};
use std::sync::Mutex;

use serde_json::{Map, Value, json};

use super::form;
use crate::sandbox::server::{Answer, Protocol};
use crate::sandbox::sse::{self, Event, Role};
use crate::sandbox::{Entry, new_key};

/// The server.
pub struct Backend {
    /// A code that is good any number of times, as a backend has one for its tests.
    code: String,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    tokens: HashSet<String>,
    used: HashSet<String>,
    messages: BTreeMap<String, u64>,
    files: BTreeMap<String, (String, usize)>,
    orders: u64,
}

impl Backend {
    /// A server that takes this code again and again.
    pub fn new(code: String) -> Backend {
        Backend {
            code,
            kept: Mutex::default(),
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(|e| e.into_inner())
    }

    fn refuse(&self, status: u16, message: &str) -> Answer {
        let body = json!({"code": status, "message": message, "data": null});
        Answer::json(status, &body).problem(message)
    }

    fn log_in(&self, body: &Map<String, Value>) -> Answer {
        let code = body.get("code").and_then(Value::as_str).unwrap_or("");
        if code.len() < 6 || code.starts_with("bad") {
            return self.refuse(400, "invalid code");
        }
        let mut kept = self.kept();
        if code != self.code && !kept.used.insert(code.to_owned()) {
            return self.refuse(400, "code has been used");
        }
        let token = new_key("token");
        kept.tokens.insert(token.clone());
        let user = json!({"nickName": "小明", "openid": format!("o-{}", code.len())});
        Answer::json(200, &json!({"token": token, "userInfo": user}))
    }

    fn is_logged_in(&self, request: &Entry) -> bool {
        let token = request.header("authorization").and_then(|v| v.strip_prefix("Bearer "));
        token.is_some_and(|t| self.kept().tokens.contains(t))
    }

    fn message(&self, body: &Map<String, Value>, request: &Entry, text: Option<&str>) -> Answer {
        let get = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or("");
        for name in ["sessionId", "content", "contentType"] {
            if get(name).is_empty() {
                return self.refuse(400, &format!("{name} is required"));
            }
        }
        let number = {
            let mut kept = self.kept();
            let count = kept.messages.entry(get("sessionId").to_owned()).or_default();
            *count += 1;
            *count
        };
        let said = match text {
            Some(text) => text.to_owned(),
            None => format!("第 {number} 条，收到：{}", get("content")),
        };
        let streams = request
            .header("accept")
            .is_some_and(|a| a.contains("text/event-stream"));
        if !streams {
            let reply = json!({"sessionId": get("sessionId"), "content": said, "contentType": "text"});
            return Answer::json(200, &json!({"code": 0, "message": "ok", "data": reply}));
        }
        let event = |data: String, role| Event { name: None, data, role };
        let mut events: Vec<Event> = sse::tokens(&said)
            .into_iter()
            .map(|piece| event(json!({"content": piece}).to_string(), Role::Content))
            .collect();
        events.push(event("[DONE]".to_owned(), Role::Done));
        Answer::events(events)
    }

    fn upload(&self, request: &Entry) -> Answer {
        let parts = match form::parts(request) {
            Ok(parts) => parts,
            Err(problem) => return self.refuse(400, &problem),
        };
        let find = |name: &str| parts.iter().find(|p| p.name == name);
        let Some(file) = find("file").filter(|f| f.file_name.is_some()) else {
            return self.refuse(400, "file is required, as a file");
        };
        let Some(name) = find("fileName").filter(|f| f.file_name.is_none()) else {
            return self.refuse(400, "fileName is required, as a field");
        };
        if file.content_type.as_deref().unwrap_or("").is_empty() {
            return self.refuse(400, "the file has no content type");
        }
        if file.content.is_empty() {
            return self.refuse(400, "the file is empty");
        }
        let name = String::from_utf8_lossy(&name.content).into_owned();
        let mut kept = self.kept();
        let path = format!("/uploads/{:04}/{name}", kept.files.len() + 1);
        kept.files.insert(path.clone(), (name, file.content.len()));
        Answer::json(
            200,
            &json!({"code": 0, "message": "ok", "data": {"filePath": path, "size": file.content.len()}}),
        )
    }

    fn transcribe(&self, body: &Map<String, Value>, text: Option<&str>) -> Answer {
        let path = body.get("audioPath").and_then(Value::as_str).unwrap_or("");
        let kept = self.kept();
        let Some((name, length)) = kept.files.get(path) else {
            return self.refuse(404, &format!("no such recording: {path}"));
        };
        let said = text.map_or_else(|| format!("{name} 的文字，{length} 字节"), str::to_owned);
        Answer::json(
            200,
            &json!({"code": 0, "message": "ok", "data": {"text": said, "duration": 1}}),
        )
    }

    fn share(&self, body: &Map<String, Value>) -> Answer {
        let get = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or("");
        if get("title").is_empty() || get("path").is_empty() || get("path").starts_with('/') {
            return self.refuse(400, "title and path are required");
        }
        Answer::json(
            200,
            &json!({"code": 0, "message": "ok", "data": {"title": get("title")}}),
        )
    }

    fn order(&self) -> Answer {
        let mut kept = self.kept();
        kept.orders += 1;
        let id = format!("wx2026{:08}", kept.orders);
        Answer::json(
            200,
            &json!({"code": 0, "message": "ok", "data": {"orderInfo": {
                "timeStamp": "1795442400", "nonceStr": new_key("n"), "package": format!("prepay_id={id}"),
                "signType": "RSA", "paySign": new_key("sign")
            }}}),
        )
    }
}

impl Protocol for Backend {
    fn name(&self) -> &'static str {
        "gateway"
    }

    fn tls_name(&self) -> Option<&'static str> {
        Some("gateway-tls")
    }

    fn key(&self) -> &str {
        &self.code
    }

    fn key_name(&self) -> String {
        "gateway.sandbox.code".to_owned()
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        let path = request.path.split('?').next().unwrap_or("");
        if request.method != "POST" {
            return self.refuse(404, "Not Found");
        }
        if path == "/sandbox/expire" {
            self.kept().tokens.clear();
            return Answer::json(200, &json!({"expired": true}));
        }
        if path != "/api/auth/wx-login" && !self.is_logged_in(request) {
            return self.refuse(401, "token is missing or has expired");
        }
        if path == "/api/files/upload" {
            return self.upload(request);
        }
        let body: Map<String, Value> = match serde_json::from_slice(&request.body) {
            Ok(body) => body,
            Err(_) => return self.refuse(400, "the body is not a JSON object"),
        };
        match path {
            "/api/auth/wx-login" => self.log_in(&body),
            "/api/chat/message" => self.message(&body, request, text),
            "/api/voice/transcribe" => self.transcribe(&body, text),
            "/api/share" => self.share(&body),
            "/api/pay/order" => self.order(),
            _ => self.refuse(404, "Not Found"),
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let code = code.and_then(|c| c.parse::<i64>().ok()).unwrap_or(i64::from(status));
        let body = json!({"code": code, "message": message, "data": null});
        Answer::json(status, &body).problem(message)
    }

    fn error_event(&self, _code: Option<&str>, message: &str) -> Event {
        Event {
            name: Some("error"),
            data: json!({"code": 500, "message": message}).to_string(),
            role: Role::Frame,
        }
    }
}
