//! The events of a Messages stream. Pure: bytes in, events out. Event types nobody here knows are skipped: the version policy
//! allows new ones at any time.

use serde::Deserialize;
use serde_json::{Value, json};

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
    /// The thinking block that is open: it must go back whole, with its signature, when tools were called.
    thought: Option<Thought>,
    usage: Option<WireUsage>,
    stop: Option<String>,
    done: bool,
}

/// A tool call being put together.
#[derive(Debug)]
struct Tool {
    index: u64,
    id: String,
    name: String,
    input: String,
}

#[derive(Debug, Default)]
struct Thought {
    index: u64,
    thinking: String,
    signature: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Wire {
    MessageStart {
        message: WireMessage,
    },
    ContentBlockStart {
        index: u64,
        content_block: Block,
    },
    ContentBlockDelta {
        index: u64,
        delta: Delta,
    },
    ContentBlockStop {
        index: u64,
    },
    MessageDelta {
        delta: MessageDelta,
        usage: Option<WireUsage>,
    },
    MessageStop,
    Error {
        error: Value,
        request_id: Option<String>,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct WireMessage {
    model: Option<String>,
    #[serde(default)]
    content: Vec<Block>,
    stop_reason: Option<String>,
    usage: Option<WireUsage>,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Block {
    Text {
        text: String,
    },
    Thinking {
        thinking: String,
        #[serde(default)]
        signature: String,
    },
    RedactedThinking {
        data: String,
    },
    ToolUse {
        id: String,
        name: String,
        #[serde(default)]
        input: Value,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
#[serde(tag = "type")]
enum Delta {
    #[serde(rename = "text_delta")]
    Text { text: String },
    #[serde(rename = "thinking_delta")]
    Thinking { thinking: String },
    #[serde(rename = "input_json_delta")]
    InputJson { partial_json: String },
    #[serde(rename = "signature_delta")]
    Signature { signature: String },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct MessageDelta {
    stop_reason: Option<String>,
}

/// Later ones are cumulative, and leave out what did not change.
#[derive(Debug, Default, Clone, Copy, Deserialize)]
struct WireUsage {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
}

impl Decoder {
    fn wire(&mut self, data: &[u8], wire: Wire, out: &mut Queue) -> Result<()> {
        match wire {
            Wire::MessageStart { message } => {
                self.model = message.model;
                self.add_usage(message.usage);
            }
            Wire::ContentBlockStart { index, content_block } => self.block(index, content_block, false, out),
            Wire::ContentBlockDelta { index, delta } => self.delta(index, delta, data, out),
            Wire::ContentBlockStop { index } => {
                self.finish_thought(index, out);
                self.finish_tool(index, out);
            }
            Wire::MessageDelta { delta, usage } => {
                self.stop = delta.stop_reason.or(self.stop.take());
                self.add_usage(usage);
            }
            Wire::MessageStop => self.done = true,
            Wire::Error { error, request_id } => return Err(fault::decode_stream_error(&error, request_id)),
            Wire::Other => {}
        }
        Ok(())
    }

    fn block(&mut self, index: u64, block: Block, whole: bool, out: &mut Queue) {
        match block {
            Block::Text { text } if !text.is_empty() => out.push_back(ChatEvent::Text { text }),
            Block::Thinking { thinking, signature } => {
                if !thinking.is_empty() {
                    out.push_back(ChatEvent::Thinking { text: thinking.clone() });
                }
                self.thought = Some(Thought {
                    index,
                    thinking,
                    signature,
                });
            }
            Block::RedactedThinking { data } => out.push_back(ChatEvent::Block {
                block: json!({"type": "redacted_thinking", "data": data}),
            }),
            Block::ToolUse { id, name, input } => {
                // In a stream the block opens with an empty object, and the input comes as deltas.
                let input = if whole { input.to_string() } else { String::new() };
                self.tools.push(Tool { index, id, name, input });
            }
            _ => {}
        }
    }

    fn delta(&mut self, index: u64, delta: Delta, data: &[u8], out: &mut Queue) {
        match delta {
            Delta::Text { text } => {
                self.text.learn(data, "\"text\":", &text);
                if !text.is_empty() {
                    out.push_back(ChatEvent::Text { text });
                }
            }
            Delta::Thinking { thinking } => {
                self.thinking.learn(data, "\"thinking\":", &thinking);
                self.think(&thinking);
                if !thinking.is_empty() {
                    out.push_back(ChatEvent::Thinking { text: thinking });
                }
            }
            Delta::InputJson { partial_json } => {
                if let Some(tool) = self.tools.iter_mut().find(|t| t.index == index) {
                    tool.input.push_str(&partial_json);
                }
            }
            Delta::Signature { signature } => {
                if let Some(thought) = &mut self.thought {
                    thought.signature.push_str(&signature);
                }
            }
            Delta::Other => {}
        }
    }

    fn think(&mut self, piece: &str) {
        if let Some(thought) = &mut self.thought {
            thought.thinking.push_str(piece);
        }
    }

    /// A signed thought is kept as a block; an unsigned one is not wanted back.
    fn finish_thought(&mut self, index: u64, out: &mut Queue) {
        match self.thought.take() {
            Some(t) if t.index == index && !t.signature.is_empty() => out.push_back(ChatEvent::Block {
                block: json!({"type": "thinking", "thinking": t.thinking, "signature": t.signature}),
            }),
            Some(t) if t.index != index => self.thought = Some(t),
            _ => {}
        }
    }

    fn finish_tool(&mut self, index: u64, out: &mut Queue) {
        if let Some(at) = self.tools.iter().position(|t| t.index == index) {
            let tool = self.tools.remove(at);
            out.push_back(ChatEvent::ToolCall(ToolCall {
                id: tool.id,
                name: tool.name,
                arguments: if tool.input.is_empty() {
                    "{}".to_owned()
                } else {
                    tool.input
                },
            }));
        }
    }

    fn add_usage(&mut self, new: Option<WireUsage>) {
        let Some(new) = new else { return };
        let old = self.usage.unwrap_or_default();
        self.usage = Some(WireUsage {
            input_tokens: new.input_tokens.or(old.input_tokens),
            output_tokens: new.output_tokens.or(old.output_tokens),
            cache_creation_input_tokens: new.cache_creation_input_tokens.or(old.cache_creation_input_tokens),
            cache_read_input_tokens: new.cache_read_input_tokens.or(old.cache_read_input_tokens),
        });
    }
}

impl From<WireUsage> for Usage {
    fn from(u: WireUsage) -> Usage {
        let cached = u.cache_read_input_tokens.unwrap_or(0);
        Usage {
            // The API counts the three apart; together they are the question.
            input_tokens: u.input_tokens.unwrap_or(0) + u.cache_creation_input_tokens.unwrap_or(0) + cached,
            output_tokens: u.output_tokens.unwrap_or(0),
            cached_tokens: cached,
            reasoning_tokens: 0,
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
            self.think(&text);
            if !text.is_empty() {
                out.push_back(ChatEvent::Thinking { text });
            }
            return Ok(());
        }
        let wire: Wire = serde_json::from_slice(event.data).map_err(malformed)?;
        self.wire(event.data, wire, out)
    }

    fn is_done(&self) -> bool {
        self.done
    }

    fn end(&mut self, out: &mut Queue) -> Result<()> {
        if !self.done {
            return Err(no_end_marker("message_stop"));
        }
        if let Some(usage) = self.usage {
            out.push_back(ChatEvent::Usage(usage.into()));
        }
        let raw = self.stop.take().unwrap_or_default();
        out.push_back(ChatEvent::Stop(Stop {
            reason: stop_reason(&raw),
            raw,
        }));
        Ok(())
    }

    fn whole(&mut self, body: &[u8], out: &mut Queue) -> Result<()> {
        let value: Value = serde_json::from_slice(body).map_err(malformed)?;
        if let Some(error) = value.get("error").filter(|e| !e.is_null()) {
            let request_id = value.get("request_id").and_then(Value::as_str).map(str::to_owned);
            return Err(fault::decode_stream_error(error, request_id));
        }
        let message: WireMessage = serde_json::from_value(value).map_err(malformed)?;
        self.model = message.model;
        self.add_usage(message.usage);
        for (index, block) in message.content.into_iter().enumerate() {
            self.block(index as u64, block, true, out);
            self.finish_thought(index as u64, out);
            self.finish_tool(index as u64, out);
        }
        self.stop = message.stop_reason;
        self.done = self.stop.is_some();
        self.end(out)
    }

    fn model(&self) -> Option<&str> {
        self.model.as_deref()
    }
}

fn stop_reason(raw: &str) -> StopReason {
    match raw {
        "end_turn" | "stop_sequence" => StopReason::Stop,
        "max_tokens" | "model_context_window_exceeded" => StopReason::Length,
        "tool_use" => StopReason::ToolCalls,
        "refusal" => StopReason::ContentFilter,
        "pause_turn" => StopReason::Pause,
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

    const START: &str = r#"{"type":"message_start","message":{"model":"c","role":"assistant","usage":{"input_tokens":3,"cache_read_input_tokens":4,"output_tokens":1}}}"#;
    const STOP: &str = r#"{"type":"message_stop"}"#;

    #[test]
    fn a_whole_turn_with_thinking_tools_and_unknown_events() {
        let events = run(&[
            START,
            r#"{"type":"ping"}"#,
            r#"{"type":"brand_new","x":1}"#,
            r#"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}"#,
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"m"}}"#,
            r#"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}"#,
            r#"{"type":"content_block_stop","index":0}"#,
            r#"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}"#,
            r#"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}}"#,
            r#"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1}"}}"#,
            r#"{"type":"content_block_stop","index":1}"#,
            r#"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"u","name":"g","input":{}}}"#,
            r#"{"type":"content_block_stop","index":2}"#,
            r#"{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}"#,
            STOP,
        ])
        .unwrap();
        let thought = |text: &str| ChatEvent::Thinking { text: text.into() };
        let call = |id: &str, name: &str, arguments: &str| {
            ChatEvent::ToolCall(ToolCall {
                id: id.into(),
                name: name.into(),
                arguments: arguments.into(),
            })
        };
        let usage = Usage {
            input_tokens: 7,
            output_tokens: 9,
            cached_tokens: 4,
            reasoning_tokens: 0,
        };
        let stop = Stop {
            reason: StopReason::ToolCalls,
            raw: "tool_use".into(),
        };
        assert_eq!(
            events,
            [
                thought("hm"),
                thought("m"),
                ChatEvent::Block {
                    block: json!({"type": "thinking", "thinking": "hmm", "signature": "s"})
                },
                call("t", "f", r#"{"a":1}"#),
                call("u", "g", "{}"),
                ChatEvent::Usage(usage),
                ChatEvent::Stop(stop)
            ]
        );
    }

    #[test]
    fn no_message_stop_is_truncated_and_an_error_event_is_its_error() {
        let delta = r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}"#;
        assert_eq!(run(&[START, delta]).unwrap_err().kind, Kind::Truncated);
        let e = run(&[r#"{"type":"error","error":{"type":"overloaded_error","message":"busy"},"request_id":"req_1"}"#])
            .unwrap_err();
        assert_eq!((e.kind, e.request_id.as_deref()), (Kind::Unavailable, Some("req_1")));
        assert_eq!(run(&["[1"]).unwrap_err().kind, Kind::Malformed);
    }
}
