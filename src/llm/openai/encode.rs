//! A question as OpenAI's protocol has it. Pure: no I/O, no clock.

use serde_json::{Map, Value, json};

use crate::llm::Connection;
use crate::llm::merge::merge;
use crate::llm::presets::{KeyHeader, MaxTokens, Quirks, Structure, Thinking};
use crate::llm::types::{ChatRequest, Content, Message, Role, Schema, Think, ToolChoice};

/// What the table adds to every question.
#[derive(Debug, Clone)]
pub struct Defaults<'a> {
    /// The kind's differences.
    pub quirks: Quirks,
    /// Whether the address is OpenAI's own.
    pub is_openai: bool,
    /// Ark refuses turns whose content is null.
    pub content_required: bool,
    /// The table's `temperature`.
    pub temperature: Option<f64>,
    /// The table's `max_tokens`.
    pub max_tokens: Option<u64>,
    /// The table's `options`.
    pub options: &'a Map<String, Value>,
}

impl<'a> Defaults<'a> {
    /// From a connection.
    pub fn of(c: &'a Connection) -> Defaults<'a> {
        let host = reqwest::Url::parse(&c.target.base).ok();
        let host = host.as_ref().and_then(|u| u.host_str()).unwrap_or("");
        Defaults {
            quirks: c.preset.quirks,
            is_openai: host == "api.openai.com"
                || host.ends_with(".api.openai.com")
                || c.preset.quirks.key_header == KeyHeader::ApiKey,
            content_required: c.preset.kind == "ark",
            temperature: c.config.temperature,
            max_tokens: c.config.max_tokens,
            options: &c.config.options,
        }
    }
}

/// The body of `POST /chat/completions`.
pub fn encode_chat(request: &ChatRequest, model: &str, defaults: &Defaults<'_>) -> Value {
    let mut body = Map::new();
    body.insert("model".into(), json!(model));
    let messages = request.messages.iter().map(|m| message(m, defaults)).collect();
    body.insert("messages".into(), Value::Array(messages));
    body.insert("stream".into(), json!(true));
    body.insert("stream_options".into(), json!({"include_usage": true}));
    if let Some(n) = request.max_tokens.or(defaults.max_tokens) {
        body.insert(max_tokens_field(model, defaults).into(), json!(n));
    }
    if let Some(t) = request.temperature.or(defaults.temperature) {
        body.insert("temperature".into(), json!(t));
    }
    if let Some(p) = request.top_p {
        body.insert("top_p".into(), json!(p));
    }
    if !request.stop.is_empty() {
        body.insert("stop".into(), json!(request.stop));
    }
    if let Some(seed) = request.seed {
        body.insert("seed".into(), json!(seed));
    }
    thinking(request, defaults.quirks.thinking, &mut body);
    tools(request, &mut body);
    if let Some(schema) = &request.schema {
        structure(schema, defaults.quirks.structure, &mut body);
    }
    merge(&mut body, defaults.options);
    merge(&mut body, &request.options);
    Value::Object(body)
}

/// OpenAI's own models take `max_completion_tokens` and its reasoning models nothing else; servers that copied the protocol
/// mostly know `max_tokens` only.
fn max_tokens_field(model: &str, defaults: &Defaults<'_>) -> &'static str {
    let reasoning = model
        .strip_prefix('o')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let openai_model = reasoning || model.starts_with("gpt-") || model.starts_with("chatgpt-");
    match defaults.quirks.max_tokens {
        MaxTokens::MaxCompletionTokens if defaults.is_openai || openai_model => "max_completion_tokens",
        _ => "max_tokens",
    }
}

fn thinking(request: &ChatRequest, style: Thinking, body: &mut Map<String, Value>) {
    match (style, request.think) {
        (_, None) => {}
        (Thinking::Object, Some(think)) => {
            let word = match think {
                Think::On => "enabled",
                Think::Off => "disabled",
                Think::Auto => "auto",
            };
            body.insert("thinking".into(), json!({"type": word}));
        }
        (Thinking::Flag, Some(Think::On)) => {
            body.insert("enable_thinking".into(), json!(true));
        }
        (Thinking::Flag, Some(Think::Off)) => {
            body.insert("enable_thinking".into(), json!(false));
        }
        (Thinking::Effort, Some(Think::On)) => {
            body.insert("reasoning_effort".into(), json!("medium"));
        }
        (Thinking::Effort, Some(Think::Off)) => {
            body.insert("reasoning_effort".into(), json!("none"));
        }
        // "auto" is what these do when nothing is said.
        (Thinking::Flag | Thinking::Effort, Some(Think::Auto)) => {}
    }
    if let Some(effort) = &request.effort {
        body.insert("reasoning_effort".into(), json!(effort));
    }
}

fn tools(request: &ChatRequest, body: &mut Map<String, Value>) {
    if request.tools.is_empty() {
        return;
    }
    let described = request.tools.iter().map(|t| {
        let mut function = json!({"name": t.name, "parameters": t.parameters});
        if let Some(description) = &t.description {
            function["description"] = json!(description);
        }
        function
    });
    if request.legacy_functions {
        body.insert("functions".into(), described.collect());
        let choice = match &request.tool_choice {
            None | Some(ToolChoice::Auto | ToolChoice::Required) => json!("auto"),
            Some(ToolChoice::None) => json!("none"),
            Some(ToolChoice::Named(name)) => json!({"name": name}),
        };
        body.insert("function_call".into(), choice);
        return;
    }
    let listed = described.map(|function| json!({"type": "function", "function": function}));
    body.insert("tools".into(), listed.collect());
    let choice = match &request.tool_choice {
        None => return,
        Some(ToolChoice::Auto) => json!("auto"),
        Some(ToolChoice::None) => json!("none"),
        Some(ToolChoice::Required) => json!("required"),
        Some(ToolChoice::Named(name)) => json!({"type": "function", "function": {"name": name}}),
    };
    body.insert("tool_choice".into(), choice);
}

/// Where only JSON as such can be promised, the schema goes into the instructions; it is checked here in any case.
fn structure(schema: &Schema, style: Structure, body: &mut Map<String, Value>) {
    match style {
        Structure::Schema => {
            let format = json!({"name": schema.name, "schema": schema.schema, "strict": true});
            body.insert(
                "response_format".into(),
                json!({"type": "json_schema", "json_schema": format}),
            );
        }
        Structure::Object => {
            body.insert("response_format".into(), json!({"type": "json_object"}));
            let instruction = format!(
                "Answer with one JSON value that fits this JSON Schema: {}",
                schema.schema
            );
            if let Some(Value::Array(messages)) = body.get_mut("messages") {
                messages.insert(0, json!({"role": "system", "content": instruction}));
            }
        }
    }
}

fn message(m: &Message, defaults: &Defaults<'_>) -> Value {
    let mut out = m.to_json();
    if let Value::Object(fields) = &mut out {
        // Ours, for providers that have a word for it.
        fields.shift_remove("is_error");
        if defaults.content_required && m.role == Role::Assistant && m.content == Content::None {
            fields.insert("content".into(), json!(""));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::presets::preset;

    fn encode(kind: &str, model: &str, request: &ChatRequest) -> Value {
        let options = Map::new();
        let defaults = Defaults {
            quirks: preset(kind).unwrap().quirks,
            is_openai: false,
            content_required: kind == "ark",
            temperature: None,
            max_tokens: None,
            options: &options,
        };
        encode_chat(request, model, &defaults)
    }

    #[test]
    fn nothing_unasked_is_sent() {
        let request = ChatRequest {
            messages: vec![Message::text(Role::User, "hi")],
            ..Default::default()
        };
        assert_eq!(
            encode("ark", "ep-1", &request),
            json!({
                "model": "ep-1",
                "messages": [{"role": "user", "content": "hi"}],
                "stream": true,
                "stream_options": {"include_usage": true}
            })
        );
    }

    #[test]
    fn max_tokens_is_mapped_to_what_the_model_takes() {
        let request = ChatRequest {
            max_tokens: Some(9),
            ..Default::default()
        };
        let field = |kind, model| {
            let body = encode(kind, model, &request);
            ["max_tokens", "max_completion_tokens"].map(|f| body.get(f).and_then(Value::as_u64))
        };
        assert_eq!(field("openai", "gpt-6-luna"), [None, Some(9)]);
        assert_eq!(field("openai", "o3"), [None, Some(9)]);
        assert_eq!(field("openai", "SmolLM2"), [Some(9), None]);
        assert_eq!(field("openai", "opus"), [Some(9), None]);
        assert_eq!(field("ark", "gpt-oss"), [Some(9), None]);
        assert_eq!(field("azure", "gpt-6-luna"), [None, Some(9)]);
    }

    #[test]
    fn thinking_is_said_in_each_vendors_words() {
        let ask = |kind, think, effort: Option<&str>| {
            let request = ChatRequest {
                think,
                effort: effort.map(str::to_owned),
                ..Default::default()
            };
            let body = encode(kind, "m", &request);
            ["thinking", "enable_thinking", "reasoning_effort"].map(|f| body.get(f).cloned().unwrap_or_default())
        };
        assert_eq!(
            ask("ark", Some(Think::Off), None),
            [json!({"type": "disabled"}), Value::Null, Value::Null]
        );
        assert_eq!(
            ask("dashscope", Some(Think::On), None),
            [Value::Null, json!(true), Value::Null]
        );
        assert_eq!(
            ask("openai", Some(Think::Off), None),
            [Value::Null, Value::Null, json!("none")]
        );
        assert_eq!(
            ask("openai", None, Some("high")),
            [Value::Null, Value::Null, json!("high")]
        );
    }

    #[test]
    fn messages_given_as_json_are_sent_as_given() {
        let given = json!([
            {"role": "system", "content": "s"},
            {"role": "user", "content": [
                {"type": "text", "text": "look"},
                {"type": "image_url", "image_url": {"url": "https://x/y.png", "detail": "low"}},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
                {"type": "input_audio", "input_audio": {"data": "AA", "format": "wav"}}
            ]},
            {"role": "assistant", "content": null, "tool_calls": [{"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
            {"role": "tool", "content": "42", "tool_call_id": "c"}
        ]);
        let request = ChatRequest {
            messages: Message::parse_all(given.to_string().as_bytes()).unwrap(),
            ..Default::default()
        };
        assert_eq!(encode("openai", "m", &request)["messages"], given);
        // Ark refuses a turn without content.
        assert_eq!(encode("ark", "m", &request)["messages"][2]["content"], json!(""));
    }

    #[test]
    fn options_are_merged_last_and_null_takes_out() {
        let options = json!({"stream_options": {"chunk_include_usage": true}, "stream": false, "n": null, "top_k": 5});
        let mut request = ChatRequest {
            options: options.as_object().cloned().unwrap(),
            ..Default::default()
        };
        let body = encode("ark", "m", &request);
        assert_eq!(
            body["stream_options"],
            json!({"include_usage": true, "chunk_include_usage": true})
        );
        assert_eq!((&body["stream"], &body["top_k"]), (&json!(false), &json!(5)));
        assert_eq!(body.get("n"), None);
        request.options = json!({"stream_options": null}).as_object().cloned().unwrap();
        assert_eq!(encode("ark", "m", &request).get("stream_options"), None);
    }
}
