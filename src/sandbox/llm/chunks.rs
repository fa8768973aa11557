//! An answer as chat completions write it: whole, or in chunks.
//! Source: openai-openapi 2.3.0 (CreateChatCompletionResponse, CreateChatCompletionStreamResponse).

use serde_json::{Map, Value, json};

use super::said::{Call, End, Said};
use crate::sandbox::sse::{Event, Role};

/// An answer in this protocol's words.
pub(super) struct Reply {
    pub(super) said: Said,
    pub(super) legacy: bool,
    pub(super) prompt_tokens: usize,
}

impl Reply {
    fn finish(&self) -> &'static str {
        match self.said.end {
            End::Stop | End::Sequence => "stop",
            End::Length => "length",
            End::Calls if self.legacy => "function_call",
            End::Calls => "tool_calls",
        }
    }

    fn usage(&self) -> Value {
        let completion = self.said.count();
        json!({
            "prompt_tokens": self.prompt_tokens,
            "completion_tokens": completion,
            "total_tokens": self.prompt_tokens + completion,
            "prompt_tokens_details": {"cached_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": self.said.thinking.len()},
        })
    }

    pub(super) fn whole(&self, id: &str, model: &str) -> Value {
        let mut message = json!({"role": "assistant", "content": self.said.text(), "refusal": null});
        if !self.said.thinking.is_empty() {
            message["reasoning_content"] = json!(self.said.thinking.concat());
        }
        if let [first, ..] = self.said.calls.as_slice() {
            message["content"] = Value::Null;
            if self.legacy {
                message["function_call"] = json!({"name": first.name, "arguments": first.arguments});
            } else {
                message["tool_calls"] = self.said.calls.iter().map(call).collect();
            }
        }
        json!({
            "id": id,
            "object": "chat.completion",
            "created": 1_757_894_400,
            "model": model,
            "choices": [{"index": 0, "message": message, "finish_reason": self.finish(), "logprobs": null}],
            "usage": self.usage(),
        })
    }

    /// The deltas of the calls, their arguments in two pieces that interleave.
    fn call_deltas(&self) -> Vec<Value> {
        let halves = |text: &str| {
            let middle = (0..=text.len() / 2)
                .rev()
                .find(|i| text.is_char_boundary(*i))
                .unwrap_or(0);
            [text[..middle].to_owned(), text[middle..].to_owned()]
        };
        if let (true, [first, ..]) = (self.legacy, self.said.calls.as_slice()) {
            let [a, b] = halves(&first.arguments);
            return vec![
                json!({"function_call": {"name": first.name, "arguments": a}}),
                json!({"function_call": {"arguments": b}}),
            ];
        }
        let mut deltas = Vec::new();
        for (i, c) in self.said.calls.iter().enumerate() {
            let [a, _] = halves(&c.arguments);
            let function = json!({"name": c.name, "arguments": a});
            deltas.push(json!({"tool_calls": [{"index": i, "id": c.id, "type": "function", "function": function}]}));
        }
        for (i, c) in self.said.calls.iter().enumerate() {
            let [_, b] = halves(&c.arguments);
            deltas.push(json!({"tool_calls": [{"index": i, "function": {"arguments": b}}]}));
        }
        deltas
    }

    pub(super) fn chunks(&self, id: &str, model: &str, body: &Map<String, Value>) -> Vec<Event> {
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
        for piece in &self.said.thinking {
            events.push(event(
                delta(json!({"reasoning_content": piece}), Value::Null),
                Role::Frame,
            ));
        }
        for piece in &self.said.tokens {
            events.push(event(delta(json!({"content": piece}), Value::Null), Role::Content));
        }
        for calls in self.call_deltas() {
            events.push(event(delta(calls, Value::Null), Role::Content));
        }
        events.push(event(delta(json!({}), json!(self.finish())), Role::Finish));
        if wants_usage {
            events.push(event(chunk(json!([]), Some(self.usage())), Role::Frame));
        }
        events.push(event("[DONE]".to_owned(), Role::Done));
        events
    }
}

fn call(c: &Call) -> Value {
    json!({"id": c.id, "type": "function", "function": {"name": c.name, "arguments": c.arguments}})
}
