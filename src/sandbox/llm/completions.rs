//! Chat completions as OpenAI and as Ark serve them.
//! Source: openai-openapi 2.3.0 (CreateChatCompletionRequest, ErrorResponse); www.volcengine.com/docs/82379/1298459, 1299023.

use std::sync::atomic::{AtomicU64, Ordering};

use serde_json::{Map, Value, json};

use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Protocol};
use crate::sandbox::sse::{Event, Role};

use super::batches::{self, Shelf};
use super::chunks::Reply;
use super::embeddings;
use super::media;
use super::responses;
use super::said::{Asked, Said};
use super::wanted::wanted;

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
    shelf: Shelf,
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
            shelf: Shelf::default(),
        }
    }

    /// The models it offers.
    pub fn models(vendor: Vendor) -> &'static [&'static str] {
        match vendor {
            Vendor::OpenAi => &["gpt-6-luna", "gpt-6-sol", responses::ONLY],
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
        let embed = embeddings::models(self.vendor).iter().map(|(id, _)| id);
        let data: Vec<Value> = Completions::models(self.vendor)
            .iter()
            .chain(embed)
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
        if model == responses::ONLY {
            let message = "This model is only supported in v1/responses and not in v1/chat/completions.";
            let error = json!({"message": message, "type": "invalid_request_error", "param": "model", "code": null});
            return Answer::json(404, &json!({"error": error})).problem(message);
        }
        let asked = match self.conversation(body.get("messages")) {
            Ok(asked) => asked,
            Err(problem) => return self.invalid(&problem),
        };
        if body.get("stream_options").is_some() && body.get("stream") != Some(&json!(true)) {
            return self.invalid("stream_options is only allowed when stream is set");
        }
        let wanted = match wanted(&body, text) {
            Ok(wanted) => wanted,
            Err(problem) => return self.invalid(&problem),
        };
        let reply = Reply {
            said: Said::new(self.label(), &asked, &wanted),
            legacy: body.contains_key("functions"),
            prompt_tokens: asked.prompt.chars().count(),
        };
        let id = format!("chatcmpl-sandbox-{}", self.requests.load(Ordering::Relaxed));
        if body.get("stream") == Some(&json!(true)) {
            Answer::events(reply.chunks(&id, model, &body))
        } else {
            Answer::json(200, &reply.whole(&id, model))
        }
    }

    fn embeddings(
        &self,
        request: &Entry,
        answer: impl Fn(&Map<String, Value>) -> Result<Value, embeddings::Problem>,
    ) -> Answer {
        let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&request.body) else {
            return self.invalid("the body is not a JSON object");
        };
        match answer(&body) {
            Ok(body) => Answer::json(200, &body),
            Err((status, code, message)) => self.error(status, code, &message),
        }
    }

    /// One request of a batch.
    fn one(&self, endpoint: &str, body: &Value) -> Answer {
        if body.get("stream").is_some() {
            return self.invalid("stream is not supported in a batch");
        }
        let request = Entry {
            protocol: self.label(),
            method: "POST".to_owned(),
            path: endpoint.to_owned(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: body.to_string().into_bytes(),
            status: None,
            problem: None,
            ahead_s: 0,
        };
        match endpoint {
            "/v1/embeddings" => self.embeddings(&request, |body| embeddings::texts(self.vendor, body, None)),
            _ => self.chat(&request, None),
        }
    }

    /// Ark's calls that are held open until there is room; here there always is.
    fn held(&self, request: &Entry, path: &str, text: Option<&str>) -> Answer {
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        if body.get("stream").is_some() || body.get("service_tier").is_some() {
            return self.invalid("stream and service_tier are not supported in a batch");
        }
        match path {
            "/chat/completions" => self.chat(request, text),
            "/embeddings" => self.embeddings(request, |body| embeddings::texts(self.vendor, body, text)),
            "/embeddings/multimodal" => self.embeddings(request, |body| embeddings::multimodal(body, text)),
            _ => self.error(404, None, "Invalid URL"),
        }
    }

    fn label(&self) -> &'static str {
        match self.vendor {
            Vendor::OpenAi => "openai",
            Vendor::Ark => "ark",
        }
    }

    /// Checks the turns; the end of them is what is answered.
    fn conversation(&self, messages: Option<&Value>) -> Result<Asked, String> {
        let turns = messages
            .and_then(Value::as_array)
            .filter(|m| !m.is_empty())
            .ok_or("messages must be a non-empty array")?;
        let mut asked = Asked::default();
        let mut open: Vec<&str> = Vec::new();
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
            if role != "tool" && !open.is_empty() {
                return Err(format!("messages[{i}]: tool calls {open:?} were not answered"));
            }
            match role {
                "user" => {
                    asked = Asked {
                        prompt: text,
                        results: Vec::new(),
                    };
                }
                "tool" => {
                    let id = turn["tool_call_id"].as_str().unwrap_or("");
                    let at = open.iter().position(|o| *o == id);
                    open.remove(at.ok_or_else(|| format!("messages[{i}]: no call has the id {id:?}"))?);
                    asked.results.push(text);
                }
                "function" => asked.results.push(text),
                _ => {}
            }
            for call in turn["tool_calls"].as_array().into_iter().flatten() {
                if !call["function"]["arguments"].is_string() {
                    return Err(format!("messages[{i}]: arguments must be a string"));
                }
                open.push(call["id"].as_str().unwrap_or(""));
            }
        }
        if !open.is_empty() {
            return Err(format!("tool calls {open:?} were not answered"));
        }
        Ok(asked)
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
                Some("input_audio") => {
                    let audio = &part["input_audio"];
                    let url = self.vendor == Vendor::Ark && audio["url"].is_string();
                    let formats = ["wav", "mp3"].contains(&audio["format"].as_str().unwrap_or(""));
                    let data = audio["data"].is_string() && formats;
                    if !url && !data {
                        return Err(format!("messages[{turn}] has an input_audio without data and format"));
                    }
                    text.push_str("[audio]");
                }
                Some("file") if self.vendor == Vendor::OpenAi => {
                    let data = part["file"]["file_data"].as_str().unwrap_or("");
                    if !data.starts_with("data:application/pdf;base64,") || !part["file"]["filename"].is_string() {
                        return Err(format!("messages[{turn}] has a file without filename and file_data"));
                    }
                    text.push_str("[pdf]");
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

    fn tls_name(&self) -> Option<&'static str> {
        match self.vendor {
            Vendor::OpenAi => Some("openai-tls"),
            Vendor::Ark => Some("ark-tls"),
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

    fn key_name(&self) -> String {
        format!("llm.{}.api_key", self.name())
    }

    fn request_id_header(&self) -> &'static str {
        "x-request-id"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        self.requests.fetch_add(1, Ordering::Relaxed);
        let path = request.path.split('?').next().unwrap_or("");
        if let Some(answer) = media::stored(request, path) {
            return answer.unwrap_or_else(|problem| self.error(403, None, &problem));
        }
        if request.header("authorization") != Some(&format!("Bearer {}", self.key)) {
            match self.vendor {
                Vendor::OpenAi => self.error(401, Some("invalid_api_key"), "Incorrect API key provided."),
                Vendor::Ark => self.error(401, Some("AuthenticationError"), "The API key doesn't exist."),
            }
        } else {
            let below = path.strip_prefix(self.base_path());
            if let Some(answer) = below.and_then(|p| media::answer(self.vendor, request, p, text)) {
                return answer.unwrap_or_else(|problem| self.invalid(&problem));
            }
            match (request.method.as_str(), below) {
                ("POST", Some("/chat/completions")) => self.chat(request, text),
                ("POST", Some("/responses")) if self.vendor == Vendor::OpenAi => match responses::answer(request, text)
                {
                    Ok(answer) => answer,
                    Err(problem) => self.invalid(&problem),
                },
                ("POST", Some("/embeddings")) => {
                    self.embeddings(request, |body| embeddings::texts(self.vendor, body, text))
                }
                ("POST", Some("/embeddings/multimodal")) if self.vendor == Vendor::Ark => {
                    self.embeddings(request, |body| embeddings::multimodal(body, text))
                }
                ("GET", Some("/models")) => self.list(),
                (_, Some(path)) if self.vendor == Vendor::OpenAi && is_shelf(path) => {
                    let work = |endpoint: &str, body: &Value| batches::outcome(self.one(endpoint, body));
                    match self.shelf.openai(request, path, work) {
                        Ok(answer) => answer,
                        Err((status, message)) => self.error(status, None, &message),
                    }
                }
                ("POST", Some(path)) if self.vendor == Vendor::Ark && path.starts_with("/batch/") => {
                    self.held(request, &path["/batch".len()..], text)
                }
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

fn is_shelf(path: &str) -> bool {
    ["/files", "/batches"].iter().any(|p| path.starts_with(p))
}
