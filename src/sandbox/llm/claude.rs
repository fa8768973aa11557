//! The Messages API as Anthropic serves it.
//! Source: platform.claude.com/docs/en/api/messages, /streaming, /errors, /versioning, migration-2026-10-21.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Map, Value, json};

use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Protocol};
use crate::sandbox::sse::{Event, Role, tokens};

/// The server.
#[derive(Debug)]
pub struct Claude {
    key: String,
    requests: AtomicU64,
}

/// The models it offers.
pub const MODELS: &[&str] = &["claude-haiku-5-5", "claude-sonnet-5-5"];

const VERSIONS: &[&str] = &["2023-06-01", "2026-10-21"];

const FIELDS: &[&str] = &[
    "model",
    "messages",
    "max_tokens",
    "system",
    "stream",
    "temperature",
    "top_p",
    "top_k",
    "stop_sequences",
    "tools",
    "tool_choice",
    "thinking",
    "metadata",
    "output_config",
    "service_tier",
    "cache_control",
    "container",
    "speed",
];

impl Claude {
    /// A server that accepts this key.
    pub fn new(key: String) -> Claude {
        Claude {
            key,
            requests: AtomicU64::new(0),
        }
    }

    fn invalid(&self, message: &str) -> Answer {
        self.error(400, Some("invalid_request_error"), message)
    }

    fn list(&self, query: &str) -> Answer {
        // Pages of one, so that a client which reads only the first page is found out.
        let after = query.split('&').find_map(|p| p.strip_prefix("after_id="));
        let start = match after {
            Some(id) => MODELS.iter().position(|m| *m == id).map_or(MODELS.len(), |i| i + 1),
            None => 0,
        };
        let data: Vec<Value> = MODELS[start..]
            .iter()
            .take(1)
            .map(|id| json!({"type": "model", "id": id, "display_name": id, "created_at": "2026-09-15T00:00:00Z"}))
            .collect();
        let last = data.last().map(|m| m["id"].clone());
        Answer::json(
            200,
            &json!({"data": data, "has_more": start + 1 < MODELS.len(), "first_id": last, "last_id": last}),
        )
    }

    fn messages(&self, request: &Entry, text: Option<&str>) -> Answer {
        let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&request.body) else {
            return self.invalid("the body is not a JSON object");
        };
        if let Err(problem) = check(&body, request.header("anthropic-version").unwrap_or("")) {
            return self.invalid(&problem);
        }
        let model = body["model"].as_str().unwrap_or("");
        if !MODELS.contains(&model) {
            return self.error(404, Some("not_found_error"), &format!("model: {model}"));
        }
        let prompt = match conversation(&body["messages"]) {
            Ok(prompt) => prompt,
            Err(problem) => return self.invalid(&problem),
        };
        let reply = Reply::new(&body, &prompt, text);
        let id = format!("msg_sandbox_{}", self.requests.load(Ordering::Relaxed));
        if body.get("stream") == Some(&json!(true)) {
            Answer::events(reply.events(&id, model))
        } else {
            Answer::json(200, &reply.whole(&id, model))
        }
    }
}

fn check(body: &Map<String, Value>, version: &str) -> Result<(), String> {
    if let Some(unknown) = body.keys().find(|k| !FIELDS.contains(&k.as_str())) {
        return Err(format!("{unknown}: Extra inputs are not permitted"));
    }
    if body.get("model").and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err("model: Field required".into());
    }
    let Some(max_tokens) = body.get("max_tokens").and_then(Value::as_u64) else {
        return Err("max_tokens: Field required".into());
    };
    if version == "2026-10-21" {
        for sampling in ["temperature", "top_p", "top_k"] {
            if body.contains_key(sampling) {
                return Err(format!("{sampling}: not supported in API version 2026-10-21"));
            }
        }
    }
    if body.get("thinking").is_some_and(|t| t["type"] == "enabled") {
        let budget = body["thinking"]["budget_tokens"].as_u64().unwrap_or(0);
        if budget < 1024 || budget >= max_tokens {
            return Err("thinking.budget_tokens: must be at least 1024 and below max_tokens".into());
        }
    }
    Ok(())
}

/// Checks the turns; the last user turn is what is answered.
fn conversation(messages: &Value) -> Result<String, String> {
    let turns = messages
        .as_array()
        .filter(|m| !m.is_empty())
        .ok_or("messages: at least one message is required")?;
    let mut prompt = String::new();
    for (i, turn) in turns.iter().enumerate() {
        let role = turn["role"].as_str().unwrap_or("");
        if !["user", "assistant"].contains(&role) {
            return Err(format!(
                "messages.{i}.role: Input should be 'user' or 'assistant', not {role:?}"
            ));
        }
        let text = match &turn["content"] {
            Value::String(text) => text.clone(),
            Value::Array(blocks) => blocks_text(i, blocks)?,
            _ => return Err(format!("messages.{i}.content: Field required")),
        };
        if text.is_empty() {
            return Err(format!("messages.{i}: text content blocks must be non-empty"));
        }
        if role == "user" {
            prompt = text;
        }
    }
    if turns.last().is_some_and(|t| t["role"] == "assistant") {
        return Err("assistant prefill is not supported by this model".into());
    }
    Ok(prompt)
}

fn blocks_text(turn: usize, blocks: &[Value]) -> Result<String, String> {
    let mut text = String::new();
    for block in blocks {
        match block["type"].as_str() {
            Some("text") => text.push_str(block["text"].as_str().unwrap_or("")),
            Some("image") => {
                let source = &block["source"];
                let ok = match source["type"].as_str() {
                    Some("base64") => source["media_type"].is_string() && source["data"].is_string(),
                    Some("url") => source["url"].as_str().is_some_and(|u| u.starts_with("http")),
                    _ => false,
                };
                if !ok {
                    return Err(format!("messages.{turn}: an image has no readable source"));
                }
                text.push_str("[image]");
            }
            Some("tool_use") if block["input"].is_object() => text.push_str("[tool_use]"),
            Some("tool_result") => text.push_str(block["content"].as_str().unwrap_or("[tool_result]")),
            other => return Err(format!("messages.{turn}: a block of type {other:?}")),
        }
    }
    Ok(text)
}

impl Protocol for Claude {
    fn name(&self) -> &'static str {
        "claude"
    }

    fn tls_name(&self) -> &'static str {
        "claude-tls"
    }

    fn base_path(&self) -> &'static str {
        ""
    }

    fn key(&self) -> &str {
        &self.key
    }

    fn request_id_header(&self) -> &'static str {
        "request-id"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
        let bearer = format!("Bearer {}", self.key);
        let has_key =
            request.header("x-api-key") == Some(&self.key) || request.header("authorization") == Some(&bearer);
        let version = request.header("anthropic-version").unwrap_or("");
        if !has_key {
            self.error(401, Some("authentication_error"), "invalid x-api-key")
        } else if !VERSIONS.contains(&version) {
            self.invalid(&format!("anthropic-version: {version:?} is not a valid version"))
        } else {
            match (request.method.as_str(), path) {
                ("POST", "/v1/messages") => self.messages(request, text),
                ("GET", "/v1/models") => self.list(query),
                _ => self.error(404, Some("not_found_error"), "Not Found"),
            }
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let kind = code.unwrap_or(match status {
            401 => "authentication_error",
            402 => "billing_error",
            403 => "permission_error",
            404 => "not_found_error",
            409 => "conflict_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            504 => "timeout_error",
            529 => "overloaded_error",
            400..=499 => "invalid_request_error",
            _ => "api_error",
        });
        let body =
            json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_sandbox_error"});
        Answer::json(status, &body).problem(message)
    }

    fn error_event(&self, code: Option<&str>, message: &str) -> Event {
        let kind = code.unwrap_or("overloaded_error");
        Event {
            name: Some("error"),
            data:
                json!({"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_sandbox_event"})
                    .to_string(),
            role: Role::Frame,
        }
    }
}

/// What will be said.
struct Reply {
    thinking: Vec<String>,
    tokens: Vec<String>,
    stop: &'static str,
    input_tokens: usize,
}

impl Reply {
    fn new(body: &Map<String, Value>, prompt: &str, text: Option<&str>) -> Reply {
        let mut said = match text {
            Some(text) => text.to_owned(),
            None => format!("claude 收到：{prompt} 🚀"),
        };
        let mut stop = "end_turn";
        for sequence in body
            .get("stop_sequences")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if let Some(at) = sequence.as_str().and_then(|s| said.find(s)) {
                said.truncate(at);
                stop = "stop_sequence";
            }
        }
        let mut all = tokens(&said);
        let cap = body["max_tokens"]
            .as_u64()
            .and_then(|c| usize::try_from(c).ok())
            .unwrap_or(usize::MAX);
        if cap < all.len() {
            all.truncate(cap);
            stop = "max_tokens";
        }
        let thinks = body
            .get("thinking")
            .is_some_and(|t| t["type"] == "enabled" || t["type"] == "adaptive");
        Reply {
            thinking: if thinks { tokens("想一想…") } else { Vec::new() },
            tokens: all,
            stop,
            input_tokens: prompt.chars().count(),
        }
    }

    fn whole(&self, id: &str, model: &str) -> Value {
        let mut content = Vec::new();
        if !self.thinking.is_empty() {
            content.push(json!({"type": "thinking", "thinking": self.thinking.concat(), "signature": "c2ln"}));
        }
        content.push(json!({"type": "text", "text": self.tokens.concat()}));
        json!({
            "id": id,
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": content,
            "stop_reason": self.stop,
            "stop_sequence": null,
            "usage": {"input_tokens": self.input_tokens, "output_tokens": self.tokens.len()},
        })
    }

    fn events(&self, id: &str, model: &str) -> Vec<Event> {
        let event = |name: &'static str, mut data: Value, role: Role| {
            data["type"] = json!(name);
            Event {
                name: Some(name),
                data: data.to_string(),
                role,
            }
        };
        let mut events = vec![event(
            "message_start",
            json!({"message": {
                "id": id, "type": "message", "role": "assistant", "model": model, "content": [],
                "stop_reason": null, "stop_sequence": null,
                "usage": {"input_tokens": self.input_tokens, "output_tokens": 1},
            }}),
            Role::Frame,
        )];
        events.push(event("ping", json!({}), Role::Frame));
        let mut index = 0;
        if !self.thinking.is_empty() {
            let block = json!({"index": 0, "content_block": {"type": "thinking", "thinking": "", "signature": ""}});
            events.push(event("content_block_start", block, Role::Frame));
            for piece in &self.thinking {
                let delta = json!({"index": 0, "delta": {"type": "thinking_delta", "thinking": piece}});
                events.push(event("content_block_delta", delta, Role::Frame));
            }
            let signature = json!({"index": 0, "delta": {"type": "signature_delta", "signature": "c2ln"}});
            events.push(event("content_block_delta", signature, Role::Frame));
            events.push(event("content_block_stop", json!({"index": 0}), Role::Frame));
            index = 1;
        }
        let block = json!({"index": index, "content_block": {"type": "text", "text": ""}});
        events.push(event("content_block_start", block, Role::Frame));
        for piece in &self.tokens {
            let delta = json!({"index": index, "delta": {"type": "text_delta", "text": piece}});
            events.push(event("content_block_delta", delta, Role::Content));
        }
        events.push(event("content_block_stop", json!({"index": index}), Role::Frame));
        let delta = json!({
            "delta": {"stop_reason": self.stop, "stop_sequence": null},
            "usage": {"output_tokens": self.tokens.len()},
        });
        events.push(event("message_delta", delta, Role::Finish));
        events.push(event("message_stop", json!({}), Role::Done));
        events
    }
}
