//! Chat completions as OpenAI and as Ark serve them.
//! Source: openai-openapi 2.3.0 (CreateChatCompletionRequest, ErrorResponse); www.volcengine.com/docs/82379/1298459, 1299023.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Value, json};

use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Protocol};
use crate::sandbox::sse::{Event, Role, tokens};

/// Whose server it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vendor {
    /// OpenAI.
    OpenAi,
    /// Volcengine Ark.
    Ark,
}

/// The server.
#[derive(Debug)]
pub struct Completions {
    vendor: Vendor,
    key: String,
    requests: AtomicU64,
}

/// Fields that both take.
const FIELDS: &[&str] = &[
    "model",
    "messages",
    "stream",
    "stream_options",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
    "top_p",
    "stop",
    "tools",
    "tool_choice",
    "parallel_tool_calls",
    "response_format",
    "reasoning_effort",
    "frequency_penalty",
    "presence_penalty",
    "logit_bias",
    "logprobs",
    "top_logprobs",
    "n",
    "user",
    "service_tier",
    "functions",
    "function_call",
];
const OPENAI_FIELDS: &[&str] = &[
    "seed",
    "store",
    "metadata",
    "verbosity",
    "modalities",
    "audio",
    "prediction",
    "prompt_cache_key",
    "safety_identifier",
    "web_search_options",
];
const ARK_FIELDS: &[&str] = &["thinking", "repetition_penalty", "seed"];

impl Completions {
    /// A server that accepts this key.
    pub fn new(vendor: Vendor, key: String) -> Completions {
        Completions {
            vendor,
            key,
            requests: AtomicU64::new(0),
        }
    }

    /// The models it offers.
    pub fn models(vendor: Vendor) -> &'static [&'static str] {
        match vendor {
            Vendor::OpenAi => &["gpt-6-luna", "gpt-6-sol"],
            Vendor::Ark => &[
                "ep-20241201140014-vbzjz",
                "ep-20241201140014-lite",
                "doubao-seed-2-1-pro-260915",
            ],
        }
    }

    fn invalid(&self, message: &str) -> Answer {
        let code = match self.vendor {
            Vendor::OpenAi => None,
            Vendor::Ark => Some("InvalidParameter"),
        };
        self.error(400, code, message)
    }

    fn list(&self) -> Answer {
        let owner = match self.vendor {
            Vendor::OpenAi => "openai",
            Vendor::Ark => "volcengine",
        };
        let data: Vec<Value> = Completions::models(self.vendor)
            .iter()
            .map(|id| json!({"id": id, "object": "model", "created": 1_757_894_400, "owned_by": owner}))
            .collect();
        Answer::json(200, &json!({"object": "list", "data": data}))
    }

    fn chat(&self, request: &Entry, text: Option<&str>) -> Answer {
        if !request
            .header("content-type")
            .is_some_and(|t| t.starts_with("application/json"))
        {
            return self.invalid("content-type must be application/json");
        }
        let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&request.body) else {
            return self.invalid("the body is not a JSON object");
        };
        let own = match self.vendor {
            Vendor::OpenAi => OPENAI_FIELDS,
            Vendor::Ark => ARK_FIELDS,
        };
        if let Some(unknown) = body
            .keys()
            .find(|k| !FIELDS.contains(&k.as_str()) && !own.contains(&k.as_str()))
        {
            return self.invalid(&format!("Unrecognized request argument supplied: {unknown}"));
        }
        if body.contains_key("max_tokens") && body.contains_key("max_completion_tokens") {
            return self.invalid("max_tokens and max_completion_tokens exclude each other");
        }
        let Some(model) = body.get("model").and_then(Value::as_str) else {
            return self.invalid("you must provide a model parameter");
        };
        if !Completions::models(self.vendor).contains(&model) {
            return match self.vendor {
                Vendor::OpenAi => self.error(
                    404,
                    Some("model_not_found"),
                    &format!("The model `{model}` does not exist"),
                ),
                Vendor::Ark => self.error(
                    404,
                    Some("InvalidEndpointOrModel.NotFound"),
                    &format!("The model or endpoint {model} does not exist or you do not have access to it."),
                ),
            };
        }
        let prompt = match self.conversation(body.get("messages")) {
            Ok(prompt) => prompt,
            Err(problem) => return self.invalid(&problem),
        };
        if body.get("stream_options").is_some() && body.get("stream") != Some(&json!(true)) {
            return self.invalid("stream_options is only allowed when stream is set");
        }
        let reply = Reply::new(self.label(), &Value::Object(body.clone()), &prompt, text);
        let id = format!("chatcmpl-sandbox-{}", self.requests.load(Ordering::Relaxed));
        if body.get("stream") == Some(&json!(true)) {
            Answer::events(reply.chunks(&id, model, &body))
        } else {
            Answer::json(200, &reply.whole(&id, model))
        }
    }

    fn label(&self) -> &'static str {
        match self.vendor {
            Vendor::OpenAi => "openai",
            Vendor::Ark => "ark",
        }
    }

    /// Checks the turns; the last user turn is what is answered.
    fn conversation(&self, messages: Option<&Value>) -> Result<String, String> {
        let turns = messages
            .and_then(Value::as_array)
            .filter(|m| !m.is_empty())
            .ok_or("messages must be a non-empty array")?;
        let mut prompt = String::new();
        for (i, turn) in turns.iter().enumerate() {
            let role = turn["role"].as_str().unwrap_or("");
            let known = match self.vendor {
                Vendor::OpenAi => ["system", "developer", "user", "assistant", "tool", "function"].contains(&role),
                Vendor::Ark => ["system", "user", "assistant", "tool", "function"].contains(&role),
            };
            if !known {
                return Err(format!("messages[{i}].role {role:?} is not supported"));
            }
            let text = match &turn["content"] {
                Value::String(text) => text.clone(),
                Value::Array(parts) => self.parts(i, parts)?,
                Value::Null if role == "assistant" && self.vendor == Vendor::OpenAi => String::new(),
                _ => return Err(format!("messages[{i}].content is missing")),
            };
            if role == "user" {
                prompt = text;
            }
        }
        Ok(prompt)
    }

    fn parts(&self, turn: usize, parts: &[Value]) -> Result<String, String> {
        let mut text = String::new();
        for part in parts {
            match part["type"].as_str() {
                Some("text") => text.push_str(part["text"].as_str().ok_or("a text part has no text")?),
                Some("image_url") => {
                    let url = part["image_url"]["url"].as_str().unwrap_or("");
                    let data = url.strip_prefix("data:image/").is_some_and(|d| d.contains(";base64,"));
                    if !data && !url.starts_with("http") {
                        return Err(format!("messages[{turn}] has an image_url that is no URL"));
                    }
                    text.push_str("[image]");
                }
                other => return Err(format!("messages[{turn}] has a part of type {other:?}")),
            }
        }
        Ok(text)
    }
}

impl Protocol for Completions {
    fn name(&self) -> &'static str {
        self.label()
    }

    fn tls_name(&self) -> &'static str {
        match self.vendor {
            Vendor::OpenAi => "openai-tls",
            Vendor::Ark => "ark-tls",
        }
    }

    fn base_path(&self) -> &'static str {
        match self.vendor {
            Vendor::OpenAi => "/v1",
            Vendor::Ark => "/api/v3",
        }
    }

    fn key(&self) -> &str {
        &self.key
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let path = request.path.split('?').next().unwrap_or("");
        if request.header("authorization") != Some(&format!("Bearer {}", self.key)) {
            match self.vendor {
                Vendor::OpenAi => self.error(401, Some("invalid_api_key"), "Incorrect API key provided."),
                Vendor::Ark => self.error(401, Some("AuthenticationError"), "The API key doesn't exist."),
            }
        } else {
            match (request.method.as_str(), path.strip_prefix(self.base_path())) {
                ("POST", Some("/chat/completions")) => self.chat(request, text),
                ("GET", Some("/models")) => self.list(),
                (method, _) => self.error(404, None, &format!("Invalid URL ({method} {path})")),
            }
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let kind = match (self.vendor, status) {
            (Vendor::OpenAi, 429) => "requests",
            (Vendor::OpenAi, 400..=499) => "invalid_request_error",
            (Vendor::OpenAi, _) => "server_error",
            (Vendor::Ark, 401) => "Unauthorized",
            (Vendor::Ark, 403) => "Forbidden",
            (Vendor::Ark, 404) => "NotFound",
            (Vendor::Ark, 429) => "TooManyRequests",
            (Vendor::Ark, 400..=499) => "BadRequest",
            (Vendor::Ark, _) => "InternalServerError",
        };
        let body = json!({"error": {"message": message, "type": kind, "param": null, "code": code}});
        Answer::json(status, &body).problem(message)
    }

    fn error_event(&self, code: Option<&str>, message: &str) -> Event {
        Event {
            name: None,
            data: json!({"error": {"message": message, "type": "server_error", "param": null, "code": code}})
                .to_string(),
            role: Role::Frame,
        }
    }
}

/// What will be said.
struct Reply {
    thinking: Vec<String>,
    tokens: Vec<String>,
    finish: &'static str,
    prompt_tokens: usize,
}

impl Reply {
    fn new(label: &str, body: &Value, prompt: &str, text: Option<&str>) -> Reply {
        let mut said = match text {
            Some(text) => text.to_owned(),
            None => format!("{label} 收到：{prompt} 🚀"),
        };
        let stops = match &body["stop"] {
            Value::String(one) => vec![one.clone()],
            Value::Array(many) => many.iter().filter_map(|s| s.as_str().map(str::to_owned)).collect(),
            _ => Vec::new(),
        };
        for stop in stops {
            if let Some(at) = said.find(&stop) {
                said.truncate(at);
            }
        }
        let thinks = body["thinking"]["type"] == "enabled"
            || matches!(body["reasoning_effort"].as_str(), Some(e) if e != "none");
        let mut all = tokens(&said);
        let cap = ["max_tokens", "max_completion_tokens"]
            .iter()
            .find_map(|f| body[*f].as_u64());
        let finish = match cap.and_then(|c| usize::try_from(c).ok()) {
            Some(cap) if cap < all.len() => {
                all.truncate(cap);
                "length"
            }
            _ => "stop",
        };
        Reply {
            thinking: if thinks { tokens("想一想…") } else { Vec::new() },
            tokens: all,
            finish,
            prompt_tokens: prompt.chars().count(),
        }
    }

    fn usage(&self) -> Value {
        let completion = self.tokens.len() + self.thinking.len();
        json!({
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": completion,
            "total_tokens": self.prompt_tokens + completion,
            "prompt_tokens_details": {"cached_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": self.thinking.len()},
        })
    }

    fn whole(&self, id: &str, model: &str) -> Value {
        let mut message = json!({"role": "assistant", "content": self.tokens.concat(), "refusal": null});
        if !self.thinking.is_empty() {
            message["reasoning_content"] = json!(self.thinking.concat());
        }
        json!({
            "id": id,
            "object": "chat.completion",
            "created": 1_757_894_400,
            "model": model,
            "choices": [{"index": 0, "message": message, "finish_reason": self.finish, "logprobs": null}],
            "usage": self.usage(),
        })
    }

    fn chunks(&self, id: &str, model: &str, body: &serde_json::Map<String, Value>) -> Vec<Event> {
        let chunk = |choices: Value, usage: Option<Value>| {
            let mut chunk = json!({
                "id": id,
                "object": "chat.completion.chunk",
                "created": 1_757_894_400,
                "model": model,
                "choices": choices,
            });
            if let Some(usage) = usage {
                chunk["usage"] = usage;
            }
            chunk.to_string()
        };
        let wants_usage = body.get("stream_options").is_some_and(|o| o["include_usage"] == true);
        let quiet = wants_usage.then_some(Value::Null);
        let delta = |delta: Value, finish: Value| {
            let choice = json!([{"index": 0, "delta": delta, "logprobs": null, "finish_reason": finish}]);
            chunk(choice, quiet.clone())
        };
        let event = |data: String, role: Role| Event { name: None, data, role };
        let mut events = vec![event(
            delta(json!({"role": "assistant", "content": ""}), Value::Null),
            Role::Frame,
        )];
        for piece in &self.thinking {
            events.push(event(
                delta(json!({"reasoning_content": piece}), Value::Null),
                Role::Frame,
            ));
        }
        for piece in &self.tokens {
            events.push(event(delta(json!({"content": piece}), Value::Null), Role::Content));
        }
        events.push(event(delta(json!({}), json!(self.finish)), Role::Finish));
        if wants_usage {
            events.push(event(chunk(json!([]), Some(self.usage())), Role::Frame));
        }
        events.push(event("[DONE]".to_owned(), Role::Done));
        events
    }
}
