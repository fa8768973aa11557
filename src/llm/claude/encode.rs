//! A question as the Messages API has it. Pure: no I/O, no clock.

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::llm::Connection;
use crate::llm::merge::merge;
use crate::llm::types::{ChatRequest, Content, Message, Part, Role, Source, Think, ToolChoice};
use crate::text;

/// Required by the API, so it is sent when nobody says anything.
const MAX_TOKENS: u64 = 4096;

/// The least a thinking budget may be.
const MIN_THINKING: u64 = 1024;

/// From this version on, sampling parameters are refused.
const NO_SAMPLING_SINCE: &str = "2026-10-21";

/// What the table adds to every question.
#[derive(Debug, Clone)]
pub struct Defaults<'a> {
    /// `anthropic-version`.
    pub version: &'a str,
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
        Defaults {
            version: c.claude_version(),
            temperature: c.config.temperature,
            max_tokens: c.config.max_tokens,
            options: &c.config.options,
        }
    }
}

/// A body, and what was asked but is not in it.
#[derive(Debug)]
pub struct Encoded {
    /// The body of `POST /v1/messages`.
    pub body: Value,
    /// Parameters that the version refuses.
    pub left_out: Vec<&'static str>,
}

/// The body of `POST /v1/messages`.
///
/// # Errors
/// [`crate::error::Kind::Usage`] for a thinking budget that cannot fit.
pub fn encode_chat(request: &ChatRequest, model: &str, defaults: &Defaults<'_>) -> Result<Encoded> {
    let mut left_out = Vec::new();
    let mut body = Map::new();
    body.insert("model".into(), json!(model));
    let (system, messages) = conversation(&request.messages);
    if !system.is_empty() {
        body.insert("system".into(), json!(system));
    }
    body.insert("messages".into(), Value::Array(messages));
    let max_tokens = request.max_tokens.or(defaults.max_tokens).unwrap_or(MAX_TOKENS);
    body.insert("max_tokens".into(), json!(max_tokens));
    body.insert("stream".into(), json!(true));
    let sampling = [
        ("temperature", request.temperature.or(defaults.temperature)),
        ("top_p", request.top_p),
    ];
    for (name, value) in sampling {
        match value {
            Some(_) if defaults.version >= NO_SAMPLING_SINCE => left_out.push(name),
            Some(value) => {
                body.insert(name.into(), json!(value));
            }
            None => {}
        }
    }
    if request.seed.is_some() {
        left_out.push("seed");
    }
    if !request.stop.is_empty() {
        body.insert("stop_sequences".into(), json!(request.stop));
    }
    if let Some(think) = request.think {
        body.insert("thinking".into(), thinking(think, max_tokens)?);
    }
    let mut output = Map::new();
    if let Some(effort) = &request.effort {
        output.insert("effort".into(), json!(effort));
    }
    if let Some(schema) = &request.schema {
        output.insert("format".into(), json!({"type": "json_schema", "schema": schema.schema}));
    }
    if !output.is_empty() {
        body.insert("output_config".into(), Value::Object(output));
    }
    tools(request, &mut body);
    merge(&mut body, defaults.options);
    merge(&mut body, &request.options);
    Ok(Encoded {
        body: Value::Object(body),
        left_out,
    })
}

fn tools(request: &ChatRequest, body: &mut Map<String, Value>) {
    if request.tools.is_empty() {
        return;
    }
    let listed = request.tools.iter().map(|t| {
        let mut tool = json!({"name": t.name, "input_schema": t.parameters});
        if let Some(description) = &t.description {
            tool["description"] = json!(description);
        }
        tool
    });
    body.insert("tools".into(), listed.collect());
    let choice = match &request.tool_choice {
        None => return,
        Some(ToolChoice::Auto) => json!({"type": "auto"}),
        Some(ToolChoice::None) => json!({"type": "none"}),
        Some(ToolChoice::Required) => json!({"type": "any"}),
        Some(ToolChoice::Named(name)) => json!({"type": "tool", "name": name}),
    };
    body.insert("tool_choice".into(), choice);
}

fn thinking(think: Think, max_tokens: u64) -> Result<Value> {
    match think {
        Think::Off => Ok(json!({"type": "disabled"})),
        Think::Auto => Ok(json!({"type": "adaptive"})),
        Think::On if max_tokens > MIN_THINKING => {
            Ok(json!({"type": "enabled", "budget_tokens": (max_tokens / 2).max(MIN_THINKING)}))
        }
        Think::On => Err(Error::usage(text!(
            "--think on needs more than {MIN_THINKING} tokens, and --max-tokens is {max_tokens}",
            "--think on 需要超过 {MIN_THINKING} 个 token，而 --max-tokens 为 {max_tokens}"
        ))),
    }
}

/// The system prompt, and the turns: system turns are lifted out, tool results become user turns, and turns of one speaker in
/// a row become one.
fn conversation(messages: &[Message]) -> (String, Vec<Value>) {
    let mut system = Vec::new();
    let mut turns: Vec<(&'static str, Vec<Value>, Map<String, Value>)> = Vec::new();
    for message in messages {
        let (speaker, blocks, extra) = match message.role {
            Role::System | Role::Developer => {
                system.push(message.plain());
                continue;
            }
            Role::User => ("user", blocks(&message.content), message.extra.clone()),
            Role::Assistant => assistant(message),
            Role::Tool | Role::Function => ("user", vec![tool_result(message)], Map::new()),
        };
        match turns.last_mut() {
            Some((last, before, _)) if *last == speaker && message.role != Role::Assistant => before.extend(blocks),
            _ => turns.push((speaker, blocks, extra)),
        }
    }
    let turns = turns
        .into_iter()
        .map(|(speaker, blocks, extra)| {
            let content = match blocks.as_slice() {
                // Plain text stays plain.
                [Value::Object(only)] if only.len() == 2 && only["type"] == "text" => only["text"].clone(),
                _ => Value::Array(blocks),
            };
            let mut turn = Map::new();
            turn.insert("role".into(), json!(speaker));
            turn.insert("content".into(), content);
            turn.extend(extra);
            Value::Object(turn)
        })
        .collect();
    (system.join("\n\n"), turns)
}

fn blocks(content: &Content) -> Vec<Value> {
    match content {
        Content::None => Vec::new(),
        Content::Text(text) => vec![json!({"type": "text", "text": text})],
        Content::Parts(parts) => parts.iter().map(block).collect(),
    }
}

fn block(part: &Part) -> Value {
    match part {
        Part::Text(text) => json!({"type": "text", "text": text}),
        Part::Image(Source::Url(url)) => json!({"type": "image", "source": {"type": "url", "url": url}}),
        Part::Image(Source::Data { media_type, base64 }) => {
            json!({"type": "image", "source": {"type": "base64", "media_type": media_type, "data": base64}})
        }
        Part::Document(Source::Url(url), _) => json!({"type": "document", "source": {"type": "url", "url": url}}),
        Part::Document(Source::Data { media_type, base64 }, name) => json!({
            "type": "document",
            "title": name,
            "source": {"type": "base64", "media_type": media_type, "data": base64},
        }),
        // Refused before: see `attach`.
        Part::Audio(_) => Value::Null,
        Part::Raw(value) => value.clone(),
    }
}

/// An assistant's turn; tool calls in OpenAI's form become blocks, their argument text an object.
fn assistant(message: &Message) -> (&'static str, Vec<Value>, Map<String, Value>) {
    let mut out = blocks(&message.content);
    // An empty text beside tool calls is what OpenAI-style histories hold; here it is refused.
    out.retain(|b| !(b["type"] == "text" && b["text"] == ""));
    let mut extra = message.extra.clone();
    if let Some(Value::Array(calls)) = extra.shift_remove("tool_calls") {
        for call in calls {
            let function = &call["function"];
            let input = function["arguments"]
                .as_str()
                .and_then(|text| serde_json::from_str::<Value>(text).ok())
                .unwrap_or_else(|| json!({}));
            out.push(json!({"type": "tool_use", "id": call["id"], "name": function["name"], "input": input}));
        }
    }
    ("assistant", out, extra)
}

fn tool_result(message: &Message) -> Value {
    let id = message.extra.get("tool_call_id").or_else(|| message.extra.get("name"));
    let mut block = json!({"type": "tool_result", "tool_use_id": id, "content": message.plain()});
    if message.extra.get("is_error") == Some(&json!(true)) {
        block["is_error"] = json!(true);
    }
    block
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn defaults<'a>(version: &'a str, options: &'a Map<String, Value>) -> Defaults<'a> {
        Defaults {
            version,
            temperature: None,
            max_tokens: None,
            options,
        }
    }

    fn encode(version: &str, request: &ChatRequest) -> Encoded {
        encode_chat(request, "claude-x", &defaults(version, &Map::new())).unwrap()
    }

    #[test]
    fn only_the_required_max_tokens_is_added() {
        let request = ChatRequest {
            messages: vec![Message::text(Role::System, "be brief"), Message::text(Role::User, "hi")],
            ..Default::default()
        };
        assert_eq!(
            encode("2023-06-01", &request).body,
            json!({
                "model": "claude-x",
                "system": "be brief",
                "messages": [{"role": "user", "content": "hi"}],
                "max_tokens": 4096,
                "stream": true
            })
        );
    }

    #[test]
    fn sampling_is_left_out_where_the_version_refuses_it() {
        let request = ChatRequest {
            temperature: Some(0.5),
            top_p: Some(0.9),
            ..Default::default()
        };
        let old = encode("2023-06-01", &request);
        assert_eq!((&old.body["temperature"], old.left_out.len()), (&json!(0.5), 0));
        let new = encode("2026-10-21", &request);
        assert_eq!(new.body.get("temperature"), None);
        assert_eq!(new.left_out, ["temperature", "top_p"]);
    }

    #[test]
    fn an_openai_history_with_tools_and_pictures_is_translated() {
        let history = json!([
            {"role": "system", "content": "s1"},
            {"role": "user", "content": [
                {"type": "text", "text": "look"},
                {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
            ]},
            {"role": "assistant", "content": "", "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}},
                {"id": "c2", "type": "function", "function": {"name": "g", "arguments": ""}}
            ]},
            {"role": "tool", "tool_call_id": "c1", "content": "r1"},
            {"role": "tool", "tool_call_id": "c2", "content": "r2"}
        ]);
        let request = ChatRequest {
            messages: Message::parse_all(history.to_string().as_bytes()).unwrap(),
            ..Default::default()
        };
        let body = encode("2023-06-01", &request).body;
        assert_eq!(body["system"], json!("s1"));
        assert_eq!(
            body["messages"],
            json!([
                {"role": "user", "content": [
                    {"type": "text", "text": "look"},
                    {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "AAAA"}}
                ]},
                {"role": "assistant", "content": [
                    {"type": "tool_use", "id": "c1", "name": "f", "input": {"a": 1}},
                    {"type": "tool_use", "id": "c2", "name": "g", "input": {}}
                ]},
                {"role": "user", "content": [
                    {"type": "tool_result", "tool_use_id": "c1", "content": "r1"},
                    {"type": "tool_result", "tool_use_id": "c2", "content": "r2"}
                ]}
            ])
        );
    }

    #[test]
    fn thinking_needs_room() {
        let mut request = ChatRequest {
            think: Some(Think::On),
            ..Default::default()
        };
        assert_eq!(
            encode("2023-06-01", &request).body["thinking"],
            json!({"type": "enabled", "budget_tokens": 2048})
        );
        request.max_tokens = Some(100);
        let refused = encode_chat(&request, "m", &defaults("2023-06-01", &Map::new()));
        assert_eq!(refused.unwrap_err().kind, Kind::Usage);
    }
}
