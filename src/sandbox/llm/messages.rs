//! An answer as the Messages API writes it: whole, or as events.
//! Source: platform.claude.com/docs/en/api/messages, /streaming.

use serde_json::{Value, json};

use super::claude::SIGNATURE;
use super::said::{End, Said};
use crate::sandbox::sse::{Event, Role, tokens};

/// An answer in this protocol's words.
pub(super) struct Reply {
    pub(super) said: Said,
    pub(super) input_tokens: usize,
}

impl Reply {
    fn stop(&self) -> &'static str {
        match self.said.end {
            End::Stop => "end_turn",
            End::Sequence => "stop_sequence",
            End::Length => "max_tokens",
            End::Calls => "tool_use",
        }
    }

    pub(super) fn whole(&self, id: &str, model: &str) -> Value {
        let mut content = Vec::new();
        if !self.said.thinking.is_empty() {
            content.push(json!({"type": "thinking", "thinking": self.said.thinking.concat(), "signature": SIGNATURE}));
        }
        if !self.said.tokens.is_empty() {
            content.push(json!({"type": "text", "text": self.said.text()}));
        }
        for call in &self.said.calls {
            let input: Value = serde_json::from_str(&call.arguments).unwrap_or_default();
            content.push(json!({"type": "tool_use", "id": call.id, "name": call.name, "input": input}));
        }
        json!({
            "id": id,
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": content,
            "stop_reason": self.stop(),
            "stop_sequence": null,
            "usage": {"input_tokens": self.input_tokens, "output_tokens": self.said.tokens.len() + self.said.calls.len()},
        })
    }

    pub(super) fn events(&self, id: &str, model: &str) -> Vec<Event> {
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
        let mut block = |start: Value, deltas: Vec<Value>, role: Role| {
            let open = json!({"index": index, "content_block": start});
            events.push(event("content_block_start", open, Role::Frame));
            for delta in deltas {
                events.push(event(
                    "content_block_delta",
                    json!({"index": index, "delta": delta}),
                    role,
                ));
            }
            events.push(event("content_block_stop", json!({"index": index}), Role::Frame));
            index += 1;
        };
        if !self.said.thinking.is_empty() {
            let pieces = self
                .said
                .thinking
                .iter()
                .map(|t| json!({"type": "thinking_delta", "thinking": t}));
            let signed = pieces.chain([json!({"type": "signature_delta", "signature": SIGNATURE})]);
            block(
                json!({"type": "thinking", "thinking": "", "signature": ""}),
                signed.collect(),
                Role::Frame,
            );
        }
        if self.said.calls.is_empty() {
            let pieces = self
                .said
                .tokens
                .iter()
                .map(|t| json!({"type": "text_delta", "text": t}));
            block(json!({"type": "text", "text": ""}), pieces.collect(), Role::Content);
        }
        for call in &self.said.calls {
            // A tool without arguments streams none at all.
            let json = if call.arguments == "{}" { "" } else { &call.arguments };
            let pieces = tokens(json)
                .into_iter()
                .map(|p| json!({"type": "input_json_delta", "partial_json": p}));
            let start = json!({"type": "tool_use", "id": call.id, "name": call.name, "input": {}});
            block(start, pieces.collect(), Role::Content);
        }
        let delta = json!({
            "delta": {"stop_reason": self.stop(), "stop_sequence": null},
            "usage": {"output_tokens": self.said.tokens.len() + self.said.calls.len()},
        });
        events.push(event("message_delta", delta, Role::Finish));
        events.push(event("message_stop", json!({}), Role::Done));
        events
    }
}
