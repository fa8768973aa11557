//! OpenAI's Responses API, for models that chat completions does not serve.
//! Source: openai-openapi 2.3.0 (CreateResponse, ResponseStreamEvent); `reference/llm.md` §2.4.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::encode::Defaults;
use super::fault;
use crate::error::Result;
use crate::http::sse::Event;
use crate::llm::events::{ChatEvent, Stop, StopReason, ToolCall, Usage};
use crate::llm::merge::merge;
use crate::llm::stream::{Decode, Queue, malformed, no_end_marker};
use crate::llm::types::{ChatRequest, Content, Message, Part, Role, Source, Think, ToolChoice};

/// The body of `POST /responses`.
pub fn encode_response(request: &ChatRequest, model: &str, defaults: &Defaults<'_>) -> Value {
    let mut body = Map::new();
    body.insert("model".into(), json!(model));
    body.insert("input".into(), request.messages.iter().flat_map(items).collect());
    body.insert("stream".into(), json!(true));
    let numbers = [
        ("temperature", request.temperature.or(defaults.temperature)),
        ("top_p", request.top_p),
    ];
    for (name, value) in numbers {
        if let Some(value) = value {
            body.insert(name.into(), json!(value));
        }
    }
    if let Some(n) = request.max_tokens.or(defaults.max_tokens) {
        body.insert("max_output_tokens".into(), json!(n));
    }
    let effort = request.effort.clone().or(match request.think {
        Some(Think::On) => Some("medium".to_owned()),
        Some(Think::Off) => Some("none".to_owned()),
        Some(Think::Auto) | None => None,
    });
    if let Some(effort) = effort {
        body.insert("reasoning".into(), json!({"effort": effort}));
    }
    if !request.tools.is_empty() {
        let tools = request.tools.iter().map(|t| {
            let mut tool = json!({"type": "function", "name": t.name, "parameters": t.parameters, "strict": false});
            if let Some(description) = &t.description {
                tool["description"] = json!(description);
            }
            tool
        });
        body.insert("tools".into(), tools.collect());
        let choice = match &request.tool_choice {
            None => None,
            Some(ToolChoice::Auto) => Some(json!("auto")),
            Some(ToolChoice::None) => Some(json!("none")),
            Some(ToolChoice::Required) => Some(json!("required")),
            Some(ToolChoice::Named(name)) => Some(json!({"type": "function", "name": name})),
        };
        if let Some(choice) = choice {
            body.insert("tool_choice".into(), choice);
        }
    }
    if let Some(schema) = &request.schema {
        let format = json!({"type": "json_schema", "name": schema.name, "schema": schema.schema, "strict": true});
        body.insert("text".into(), json!({"format": format}));
    }
    merge(&mut body, defaults.options);
    merge(&mut body, &request.options);
    Value::Object(body)
}

/// One turn as input items: text and pictures in a message, calls and results as items of their own.
fn items(m: &Message) -> Vec<Value> {
    if let Role::Tool | Role::Function = m.role {
        return vec![
            json!({"type": "function_call_output", "call_id": m.extra.get("tool_call_id"), "output": m.plain()}),
        ];
    }
    let text_type = if m.role == Role::Assistant {
        "output_text"
    } else {
        "input_text"
    };
    let mut out = Vec::new();
    let mut content = Vec::new();
    match &m.content {
        Content::None => {}
        Content::Text(text) => content.push(json!({"type": text_type, "text": text})),
        Content::Parts(parts) => {
            for part in parts {
                match part {
                    Part::Text(text) => content.push(json!({"type": text_type, "text": text})),
                    Part::Image(source) => content.push(json!({"type": "input_image", "image_url": source.to_url()})),
                    Part::Document(Source::Url(url), _) => content.push(json!({"type": "input_file", "file_url": url})),
                    Part::Document(source, name) => {
                        content.push(json!({"type": "input_file", "filename": name, "file_data": source.to_url()}))
                    }
                    // Refused before: see `attach`.
                    Part::Audio(_) => {}
                    // The model's own reasoning goes back as the item it was.
                    Part::Raw(item) if item["type"] == "reasoning" => out.push(item.clone()),
                    Part::Raw(part) => content.push(part.clone()),
                }
            }
        }
    }
    if !content.is_empty() {
        out.push(json!({"role": m.role, "content": content}));
    }
    if let Some(Value::Array(calls)) = m.extra.get("tool_calls") {
        for call in calls {
            let function = &call["function"];
            out.push(json!({
                "type": "function_call", "call_id": call["id"], "name": function["name"], "arguments": function["arguments"],
            }));
        }
    }
    out
}

/// Reads one answer.
#[derive(Debug, Default)]
pub struct Decoder {
    model: Option<String>,
    called: bool,
    usage: Option<Usage>,
    stop: Option<Stop>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(rename = "type")]
    kind: String,
    delta: Option<String>,
    item: Option<Value>,
    response: Option<Response>,
    code: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
struct Response {
    model: Option<String>,
    status: Option<String>,
    #[serde(default)]
    output: Vec<Value>,
    error: Option<Value>,
    incomplete_details: Option<Incomplete>,
    usage: Option<WireUsage>,
}

#[derive(Deserialize)]
struct Incomplete {
    reason: Option<String>,
}

#[derive(Deserialize)]
struct WireUsage {
    #[serde(default)]
    input_tokens: u64,
    #[serde(default)]
    output_tokens: u64,
    input_tokens_details: Option<Value>,
    output_tokens_details: Option<Value>,
}

impl Decoder {
    fn item(&mut self, item: Value, whole: bool, out: &mut Queue) {
        let text = |value: &Value| value.as_str().unwrap_or("").to_owned();
        match item["type"].as_str() {
            Some("function_call") => {
                self.called = true;
                out.push_back(ChatEvent::ToolCall(ToolCall {
                    id: text(&item["call_id"]),
                    name: text(&item["name"]),
                    arguments: match text(&item["arguments"]) {
                        empty if empty.is_empty() => "{}".to_owned(),
                        arguments => arguments,
                    },
                }));
            }
            Some("reasoning") => {
                if whole {
                    for part in item["summary"].as_array().into_iter().flatten() {
                        out.push_back(ChatEvent::Thinking {
                            text: text(&part["text"]),
                        });
                    }
                }
                out.push_back(ChatEvent::Block { block: item });
            }
            Some("message") if whole => {
                for part in item["content"].as_array().into_iter().flatten() {
                    let said = part["text"].as_str().or(part["refusal"].as_str()).unwrap_or("");
                    if !said.is_empty() {
                        out.push_back(ChatEvent::Text { text: said.to_owned() });
                    }
                }
            }
            _ => {}
        }
    }

    /// The answer's own end.
    fn ended(&mut self, response: Response) -> Result<()> {
        self.model = response.model.or(self.model.take());
        self.usage = response.usage.map(|u| {
            let detail =
                |details: &Option<Value>, name: &str| details.as_ref().and_then(|d| d[name].as_u64()).unwrap_or(0);
            Usage {
                input_tokens: u.input_tokens,
                output_tokens: u.output_tokens,
                cached_tokens: detail(&u.input_tokens_details, "cached_tokens"),
                reasoning_tokens: detail(&u.output_tokens_details, "reasoning_tokens"),
            }
        });
        let why = response.incomplete_details.and_then(|d| d.reason);
        let (reason, raw) = match (response.status.as_deref(), why.as_deref()) {
            (Some("failed"), _) => return Err(fault::decode_stream_error(&response.error.unwrap_or_default())),
            (Some("incomplete"), Some("max_output_tokens")) => (StopReason::Length, "max_output_tokens"),
            (Some("incomplete"), Some("content_filter")) => (StopReason::ContentFilter, "content_filter"),
            (Some("completed"), _) if self.called => (StopReason::ToolCalls, "completed"),
            (Some("completed"), _) => (StopReason::Stop, "completed"),
            (other, why) => (StopReason::Unknown, why.or(other).unwrap_or("")),
        };
        self.stop = Some(Stop {
            reason,
            raw: raw.to_owned(),
        });
        Ok(())
    }
}

impl Decode for Decoder {
    fn event(&mut self, event: Event<'_>, out: &mut Queue) -> Result<()> {
        let wire: Wire = serde_json::from_slice(event.data).map_err(malformed)?;
        match wire.kind.as_str() {
            "response.output_text.delta" | "response.refusal.delta" => {
                if let Some(text) = wire.delta.filter(|d| !d.is_empty()) {
                    out.push_back(ChatEvent::Text { text });
                }
            }
            "response.reasoning_summary_text.delta" | "response.reasoning_text.delta" => {
                if let Some(text) = wire.delta.filter(|d| !d.is_empty()) {
                    out.push_back(ChatEvent::Thinking { text });
                }
            }
            "response.output_item.done" => {
                if let Some(item) = wire.item {
                    self.item(item, false, out);
                }
            }
            "response.completed" | "response.incomplete" | "response.failed" => {
                let response = wire.response.ok_or_else(|| malformed("an end without a response"))?;
                self.ended(response)?;
            }
            "error" => {
                return Err(fault::decode_stream_error(
                    &json!({"code": wire.code, "message": wire.message}),
                ));
            }
            "response.created" => self.model = wire.response.and_then(|r| r.model),
            _ => {}
        }
        Ok(())
    }

    fn is_done(&self) -> bool {
        self.stop.is_some()
    }

    fn end(&mut self, out: &mut Queue) -> Result<()> {
        let Some(stop) = self.stop.clone() else {
            return Err(no_end_marker("response.completed"));
        };
        if let Some(usage) = self.usage {
            out.push_back(ChatEvent::Usage(usage));
        }
        out.push_back(ChatEvent::Stop(stop));
        Ok(())
    }

    fn whole(&mut self, body: &[u8], out: &mut Queue) -> Result<()> {
        let mut response: Response = serde_json::from_slice(body).map_err(malformed)?;
        if let Some(error) = response.error.take().filter(|e| !e.is_null()) {
            return Err(fault::decode_stream_error(&error));
        }
        for item in std::mem::take(&mut response.output) {
            self.item(item, true, out);
        }
        self.ended(response)?;
        self.end(out)
    }

    fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn run(events: &[Value]) -> Result<Vec<ChatEvent>> {
        let mut decoder = Decoder::default();
        let mut out = Queue::new();
        for event in events {
            let data = event.to_string();
            decoder.event(
                Event {
                    name: "",
                    data: data.as_bytes(),
                },
                &mut out,
            )?;
        }
        decoder.end(&mut out)?;
        Ok(out.into())
    }

    #[test]
    fn a_stream_with_thinking_text_and_a_call() {
        let reasoning = json!({"type": "reasoning", "id": "rs_1", "summary": []});
        let events = run(&[
            json!({"type": "response.created", "response": {"model": "gpt-x"}}),
            json!({"type": "response.reasoning_summary_text.delta", "delta": "hm"}),
            json!({"type": "response.output_item.done", "item": reasoning}),
            json!({"type": "response.output_text.delta", "delta": "你好"}),
            json!({"type": "response.brand_new"}),
            json!({"type": "response.output_item.done", "item": {"type": "function_call", "call_id": "c", "name": "f", "arguments": ""}}),
            json!({"type": "response.completed", "response": {"model": "gpt-x", "status": "completed",
                "usage": {"input_tokens": 3, "output_tokens": 4, "output_tokens_details": {"reasoning_tokens": 2}}}}),
        ])
        .unwrap();
        let usage = Usage {
            input_tokens: 3,
            output_tokens: 4,
            cached_tokens: 0,
            reasoning_tokens: 2,
        };
        assert_eq!(
            events,
            [
                ChatEvent::Thinking { text: "hm".into() },
                ChatEvent::Block { block: reasoning },
                ChatEvent::Text { text: "你好".into() },
                ChatEvent::ToolCall(ToolCall {
                    id: "c".into(),
                    name: "f".into(),
                    arguments: "{}".into()
                }),
                ChatEvent::Usage(usage),
                ChatEvent::Stop(Stop {
                    reason: StopReason::ToolCalls,
                    raw: "completed".into()
                }),
            ]
        );
        let cut = run(&[json!({"type": "response.output_text.delta", "delta": "x"})]);
        assert_eq!(cut.unwrap_err().kind, Kind::Truncated);
        let failed = json!({"type": "response.failed", "response": {"status": "failed", "error": {"code": "rate_limit_exceeded", "message": "m"}}});
        assert_eq!(run(&[failed]).unwrap_err().kind, Kind::RateLimited);
    }
}
