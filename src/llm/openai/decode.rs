//! The chunks of an OpenAI-style stream. Pure: bytes in, events out.

use serde::Deserialize;
use serde_json::Value;

use super::fault;
use crate::error::Result;
use crate::http::sse::Event;
use crate::llm::events::{ChatEvent, Stop, StopReason, ToolCall, Usage};
use crate::llm::stream::{Decode, Queue, Template, malformed, no_end_marker};

/// Reads one answer.
#[derive(Debug, Default)]
pub struct Decoder {
    model: Option<String>,
    text: Template,
    thinking: Template,
    tools: Vec<Tool>,
    usage: Option<Usage>,
    finish: Option<String>,
    done: bool,
}

/// A tool call being put together: fragments are joined by index, because several calls interleave.
#[derive(Debug, Default)]
struct Tool {
    index: u64,
    id: String,
    name: String,
    arguments: String,
}

#[derive(Deserialize)]
struct Chunk {
    error: Option<Value>,
    model: Option<String>,
    #[serde(default)]
    choices: Option<Vec<Choice>>,
    usage: Option<WireUsage>,
}

#[derive(Deserialize)]
struct Choice {
    #[serde(default)]
    index: u64,
    #[serde(alias = "message")]
    delta: Option<Delta>,
    finish_reason: Option<String>,
}

#[derive(Default, Deserialize)]
struct Delta {
    content: Option<String>,
    /// Ark, DeepSeek, DashScope and llama.cpp.
    reasoning_content: Option<String>,
    /// OpenRouter, vLLM and Ollama.
    reasoning: Option<String>,
    refusal: Option<String>,
    tool_calls: Option<Vec<ToolDelta>>,
    function_call: Option<FunctionDelta>,
}

#[derive(Deserialize)]
struct ToolDelta {
    index: Option<u64>,
    id: Option<String>,
    function: Option<FunctionDelta>,
}

#[derive(Deserialize)]
struct FunctionDelta {
    name: Option<String>,
    arguments: Option<String>,
}

#[derive(Deserialize)]
struct WireUsage {
    #[serde(default)]
    prompt_tokens: u64,
    #[serde(default)]
    completion_tokens: u64,
    prompt_tokens_details: Option<PromptDetails>,
    completion_tokens_details: Option<CompletionDetails>,
}

#[derive(Deserialize)]
struct PromptDetails {
    cached_tokens: Option<u64>,
}

#[derive(Deserialize)]
struct CompletionDetails {
    reasoning_tokens: Option<u64>,
}

impl Decoder {
    fn chunk(&mut self, data: &[u8], out: &mut Queue) -> Result<()> {
        let chunk: Chunk = serde_json::from_slice(data).map_err(malformed)?;
        if let Some(error) = chunk.error.filter(|e| !e.is_null()) {
            return Err(fault::decode_stream_error(&error));
        }
        if self.model.is_none() {
            self.model = chunk.model.filter(|m| !m.is_empty());
        }
        let plain = chunk.usage.is_none();
        if let Some(usage) = chunk.usage {
            self.usage = Some(usage.into());
        }
        let choices = chunk.choices.unwrap_or_default();
        let single = choices.len() == 1;
        for choice in choices {
            // Other alternatives (`n` > 1) cannot be told apart in one text.
            if choice.index != 0 {
                continue;
            }
            let delta = choice.delta.unwrap_or_default();
            let learn = plain && single && choice.finish_reason.is_none() && delta.is_one_string();
            self.delta(delta, learn.then_some(data), out);
            if let Some(reason) = choice.finish_reason.filter(|r| !r.is_empty()) {
                self.finish = Some(reason);
                self.hand_out_tools(out);
            }
        }
        Ok(())
    }

    fn delta(&mut self, delta: Delta, learn: Option<&[u8]>, out: &mut Queue) {
        for (key, thought) in [
            ("\"reasoning_content\":", delta.reasoning_content),
            ("\"reasoning\":", delta.reasoning),
        ] {
            if let Some(text) = thought.filter(|t| !t.is_empty()) {
                if let Some(data) = learn {
                    self.thinking.learn(data, key, &text);
                }
                out.push_back(ChatEvent::Thinking { text });
            }
        }
        if let Some(text) = delta.content.filter(|t| !t.is_empty()) {
            if let Some(data) = learn {
                self.text.learn(data, "\"content\":", &text);
            }
            out.push_back(ChatEvent::Text { text });
        }
        if let Some(text) = delta.refusal.filter(|t| !t.is_empty()) {
            out.push_back(ChatEvent::Text { text });
        }
        for (place, call) in delta.tool_calls.into_iter().flatten().enumerate() {
            // A whole answer has no indexes; its order is the index.
            let index = call.index.unwrap_or(place as u64);
            let tool = self.tool(index);
            if let Some(id) = call.id.filter(|id| !id.is_empty()) {
                tool.id = id;
            }
            if let Some(function) = call.function {
                tool.add(function);
            }
        }
        if let Some(function) = delta.function_call {
            self.tool(0).add(function);
        }
    }

    fn tool(&mut self, index: u64) -> &mut Tool {
        let at = match self.tools.iter().position(|t| t.index == index) {
            Some(at) => at,
            None => {
                self.tools.push(Tool {
                    index,
                    ..Tool::default()
                });
                self.tools.len() - 1
            }
        };
        &mut self.tools[at]
    }

    fn hand_out_tools(&mut self, out: &mut Queue) {
        self.tools.sort_by_key(|t| t.index);
        for tool in self.tools.drain(..) {
            out.push_back(ChatEvent::ToolCall(ToolCall {
                id: tool.id,
                name: tool.name,
                arguments: if tool.arguments.is_empty() {
                    "{}".to_owned()
                } else {
                    tool.arguments
                },
            }));
        }
    }
}

impl Delta {
    /// Whether it carries text or thinking and nothing else that a template would miss.
    fn is_one_string(&self) -> bool {
        let strings = [&self.content, &self.reasoning_content, &self.reasoning]
            .iter()
            .filter(|s| s.as_ref().is_some_and(|t| !t.is_empty()))
            .count();
        strings == 1 && self.refusal.is_none() && self.tool_calls.is_none() && self.function_call.is_none()
    }
}

impl Tool {
    fn add(&mut self, function: FunctionDelta) {
        if let Some(name) = function.name {
            self.name.push_str(&name);
        }
        if let Some(arguments) = function.arguments {
            self.arguments.push_str(&arguments);
        }
    }
}

impl From<WireUsage> for Usage {
    fn from(u: WireUsage) -> Usage {
        Usage {
            input_tokens: u.prompt_tokens,
            output_tokens: u.completion_tokens,
            cached_tokens: u.prompt_tokens_details.and_then(|d| d.cached_tokens).unwrap_or(0),
            reasoning_tokens: u
                .completion_tokens_details
                .and_then(|d| d.reasoning_tokens)
                .unwrap_or(0),
        }
    }
}

impl Decode for Decoder {
    fn event(&mut self, event: Event<'_>, out: &mut Queue) -> Result<()> {
        if let Some(text) = self.text.string(event.data) {
            if !text.is_empty() {
                out.push_back(ChatEvent::Text { text });
            }
            return Ok(());
        }
        if let Some(text) = self.thinking.string(event.data) {
            if !text.is_empty() {
                out.push_back(ChatEvent::Thinking { text });
            }
            return Ok(());
        }
        if event.data.starts_with(b"[DONE]") {
            self.done = true;
            return Ok(());
        }
        if event.data.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        self.chunk(event.data, out)
    }

    fn is_done(&self) -> bool {
        self.done
    }

    fn end(&mut self, out: &mut Queue) -> Result<()> {
        let Some(raw) = self.finish.take() else {
            return Err(no_end_marker("finish_reason"));
        };
        if let Some(usage) = self.usage {
            out.push_back(ChatEvent::Usage(usage));
        }
        out.push_back(ChatEvent::Stop(Stop {
            reason: stop_reason(&raw),
            raw,
        }));
        Ok(())
    }

    fn whole(&mut self, body: &[u8], out: &mut Queue) -> Result<()> {
        self.chunk(body, out)?;
        self.end(out)
    }

    fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }
}

fn stop_reason(raw: &str) -> StopReason {
    match raw {
        "stop" | "eos" => StopReason::Stop,
        "length" => StopReason::Length,
        "tool_calls" | "function_call" => StopReason::ToolCalls,
        "content_filter" => StopReason::ContentFilter,
        _ => StopReason::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    fn run(events: &[&str]) -> Result<Vec<ChatEvent>> {
        let mut decoder = Decoder::default();
        let mut out = Queue::new();
        for data in events {
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

    fn text(text: &str) -> ChatEvent {
        ChatEvent::Text { text: text.into() }
    }

    #[test]
    fn tool_fragments_are_joined_by_index() {
        let events = run(&[
            r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"g","arguments":"{\"y\""}}]}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":""}}]}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":":2}"}}]}}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#,
        ])
        .unwrap();
        let call = |id: &str, name: &str, arguments: &str| {
            ChatEvent::ToolCall(ToolCall {
                id: id.into(),
                name: name.into(),
                arguments: arguments.into(),
            })
        };
        assert_eq!(events[..2], [call("a", "f", "{}"), call("b", "g", r#"{"y":2}"#)]);
    }

    #[test]
    fn usage_comes_before_the_one_stop() {
        let events = run(&[
            r#"{"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"你"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{"content":"好"}}]}"#,
            r#"{"choices":[{"index":1,"delta":{"content":"other"}}]}"#,
            r#"{"choices":[{"index":0,"delta":{},"finish_reason":"length"}]}"#,
            r#"{"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5,"completion_tokens_details":{"reasoning_tokens":2}}}"#,
        ])
        .unwrap();
        let usage = Usage {
            input_tokens: 3,
            output_tokens: 5,
            cached_tokens: 0,
            reasoning_tokens: 2,
        };
        let stop = Stop {
            reason: StopReason::Length,
            raw: "length".into(),
        };
        assert_eq!(
            events,
            [text("你"), text("好"), ChatEvent::Usage(usage), ChatEvent::Stop(stop)]
        );
    }

    #[test]
    fn no_finish_reason_is_truncated_and_junk_is_malformed() {
        let e = run(&[r#"{"choices":[{"index":0,"delta":{"content":"a"}}]}"#, "[DONE]"]).unwrap_err();
        assert_eq!(e.kind, Kind::Truncated);
        assert_eq!(run(&["{nope"]).unwrap_err().kind, Kind::Malformed);
        let e = run(&[r#"{"error":{"message":"m","code":"rate_limit_exceeded"}}"#]).unwrap_err();
        assert_eq!(e.kind, Kind::RateLimited);
    }
}
