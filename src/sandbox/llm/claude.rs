//! The Messages API as Anthropic serves it.
//! Source: platform.claude.com/docs/en/api/messages, /streaming, /errors, /versioning, migration-2026-10-21.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Map, Value, json};

use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Protocol};
use crate::sandbox::sse::{Event, Role};

use super::batches::{self, Shelf};
use super::messages::Reply;
use super::said::{Asked, Said, Wanted};

/// The server.
#[derive(Debug)]
pub struct Claude {
    key: String,
    requests: AtomicU64,
    shelf: Shelf,
}

/// The models it offers.
pub const MODELS: &[&str] = &["claude-haiku-5-5", "claude-sonnet-5-5"];

/// Signs the sandbox's thoughts.
pub(super) const SIGNATURE: &str = "c2ln";

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
            shelf: Shelf::default(),
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

    /// One request of a batch.
    fn one(&self, params: &Value, version: &str) -> Answer {
        if params.get("stream").is_some() {
            return self.invalid("stream: not supported in a batch");
        }
        let request = Entry {
            protocol: "claude",
            method: "POST".to_owned(),
            path: "/v1/messages".to_owned(),
            headers: vec![("anthropic-version".to_owned(), version.to_owned())],
            body: params.to_string().into_bytes(),
            status: None,
            problem: None,
            ahead_s: 0,
        };
        self.messages(&request, None)
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
        let asked = match conversation(&body["messages"], wants_thinking(&body)) {
            Ok(asked) => asked,
            Err(problem) => return self.invalid(&problem),
        };
        let wanted = match wanted(&body, text) {
            Ok(wanted) => wanted,
            Err(problem) => return self.invalid(&problem),
        };
        let reply = Reply {
            said: Said::new("claude", &asked, &wanted),
            input_tokens: asked.prompt.chars().count(),
        };
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

fn wants_thinking(body: &Map<String, Value>) -> bool {
    body.get("thinking")
        .is_some_and(|t| t["type"] == "enabled" || t["type"] == "adaptive")
}

/// How the body wants its answer.
fn wanted<'a>(body: &'a Map<String, Value>, text: Option<&'a str>) -> Result<Wanted<'a>, String> {
    let listed = |field: &str| {
        body.get(field)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    let mut tools = Vec::new();
    for tool in listed("tools") {
        if !tool["input_schema"].is_object() {
            return Err("tools: input_schema: Field required".into());
        }
        tools.push(tool["name"].as_str().unwrap_or(""));
    }
    if body.get("tool_choice").is_some_and(|c| c["type"] == "none") {
        tools.clear();
    }
    let format = body.get("output_config").map(|o| &o["format"]).filter(|f| !f.is_null());
    if format.is_some_and(|f| f["type"] != "json_schema" || !f["schema"].is_object()) {
        return Err("output_config.format: needs type json_schema and schema".into());
    }
    Ok(Wanted {
        tools,
        json: format.is_some(),
        thinks: wants_thinking(body),
        stops: listed("stop_sequences")
            .iter()
            .filter_map(|s| s.as_str().map(str::to_owned))
            .collect(),
        most: body["max_tokens"].as_u64(),
        text,
    })
}

/// Checks the turns; the end of them is what is answered.
fn conversation(messages: &Value, thinks: bool) -> Result<Asked, String> {
    let turns = messages
        .as_array()
        .filter(|m| !m.is_empty())
        .ok_or("messages: at least one message is required")?;
    let mut asked = Asked::default();
    let mut open: Vec<&str> = Vec::new();
    for (i, turn) in turns.iter().enumerate() {
        let role = turn["role"].as_str().unwrap_or("");
        if !["user", "assistant"].contains(&role) {
            return Err(format!(
                "messages.{i}.role: Input should be 'user' or 'assistant', not {role:?}"
            ));
        }
        let plain = match &turn["content"] {
            Value::String(text) => vec![json!({"type": "text", "text": text})],
            Value::Array(blocks) => blocks.clone(),
            _ => return Err(format!("messages.{i}.content: Field required")),
        };
        let text = blocks_text(i, &plain)?;
        let results: Vec<&Value> = blocks(turn, "tool_result").collect();
        for id in std::mem::take(&mut open) {
            if !results.iter().any(|r| r["tool_use_id"] == id) {
                return Err(format!("messages.{i}: tool_use {id} has no tool_result right after it"));
            }
        }
        if role == "assistant" {
            open = blocks(turn, "tool_use")
                .map(|b| b["id"].as_str().unwrap_or(""))
                .collect();
            let thought = turn["content"][0]["type"] == "thinking" && turn["content"][0]["signature"] == SIGNATURE;
            if thinks && !open.is_empty() && !thought {
                return Err(format!(
                    "messages.{i}: a turn with tool_use must start with its thinking block, unchanged"
                ));
            }
        } else if results.is_empty() {
            asked = Asked {
                prompt: text,
                results: Vec::new(),
            };
        } else {
            asked
                .results
                .extend(results.iter().map(|r| r["content"].as_str().unwrap_or("").to_owned()));
        }
    }
    if turns.last().is_some_and(|t| t["role"] == "assistant") {
        return Err("assistant prefill is not supported by this model".into());
    }
    Ok(asked)
}

fn blocks<'a>(turn: &'a Value, kind: &'a str) -> impl Iterator<Item = &'a Value> {
    turn["content"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(move |b| b["type"] == kind)
}

fn blocks_text(turn: usize, blocks: &[Value]) -> Result<String, String> {
    let mut text = String::new();
    for block in blocks {
        match block["type"].as_str() {
            Some("text") => match block["text"].as_str() {
                None | Some("") => return Err(format!("messages.{turn}: text content blocks must be non-empty")),
                Some(said) => text.push_str(said),
            },
            Some(kind @ ("image" | "document")) => {
                let source = &block["source"];
                let ok = match source["type"].as_str() {
                    Some("base64") => source["media_type"].is_string() && source["data"].is_string(),
                    Some("url") => source["url"].as_str().is_some_and(|u| u.starts_with("http")),
                    _ => false,
                };
                if !ok {
                    return Err(format!("messages.{turn}: {kind} has no readable source"));
                }
                text.push_str(if kind == "image" { "[image]" } else { "[pdf]" });
            }
            Some("tool_use") if block["input"].is_object() => {}
            Some("tool_result" | "thinking") => {}
            other => return Err(format!("messages.{turn}: a block of type {other:?}")),
        }
    }
    Ok(text)
}

impl Protocol for Claude {
    fn name(&self) -> &'static str {
        "claude"
    }

    fn tls_name(&self) -> Option<&'static str> {
        Some("claude-tls")
    }

    fn key(&self) -> &str {
        &self.key
    }

    fn key_name(&self) -> String {
        "llm.claude.api_key".to_owned()
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
                (_, path) if path.starts_with("/v1/messages/batches") => {
                    let work = |params: &Value| batches::outcome(self.one(params, version));
                    let rest = &path["/v1/messages/batches".len()..];
                    match self.shelf.claude(request, rest, query, work) {
                        Ok(answer) => answer,
                        Err((404, message)) => self.error(404, Some("not_found_error"), &message),
                        Err((_, message)) => self.invalid(&message),
                    }
                }
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
