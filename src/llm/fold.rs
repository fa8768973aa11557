//! Folds the events of an answer into one value.

use futures_util::StreamExt;
use serde::Serialize;

use super::ChatStream;
use super::events::{ChatEvent, Served, Stop, ToolCall, Usage};
use crate::error::Result;

/// A whole answer.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Answer {
    /// Its text.
    pub text: String,
    /// What the model thought.
    pub thinking: String,
    /// Tools it wants called.
    pub tool_calls: Vec<ToolCall>,
    /// Parts that only the provider understands.
    pub blocks: Vec<serde_json::Value>,
    /// What it cost, where told.
    pub usage: Option<Usage>,
    /// Who answered.
    pub served: Option<Served>,
    /// How it ended.
    pub stop: Option<Stop>,
}

impl Answer {
    /// Takes in one event.
    pub fn add(&mut self, event: ChatEvent) {
        match event {
            ChatEvent::Served(served) => self.served = Some(served),
            ChatEvent::Text { text } => self.text.push_str(&text),
            ChatEvent::Thinking { text } => self.thinking.push_str(&text),
            ChatEvent::ToolCall(call) => self.tool_calls.push(call),
            ChatEvent::Block { block } => self.blocks.push(block),
            ChatEvent::Usage(usage) => self.usage = Some(usage),
            ChatEvent::Stop(stop) => self.stop = Some(stop),
        }
    }
}

/// Reads an answer to its end.
///
/// # Errors
/// The stream's own; what came before is lost, so this is for callers that show nothing early.
pub async fn fold(mut stream: ChatStream) -> Result<Answer> {
    let mut answer = Answer::default();
    while let Some(event) = stream.next().await {
        answer.add(event?);
    }
    Ok(answer)
}
