//! What comes back from a model, in no vendor's words.

use serde::Serialize;
use serde_json::Value;

use crate::error::Kind;

/// What comes back, piece by piece: [`ChatEvent::Served`] first, exactly one [`ChatEvent::Stop`] last.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatEvent {
    /// Who answers.
    Served(Served),
    /// A piece of the answer.
    Text {
        /// The piece.
        text: String,
    },
    /// A piece of the model's thinking.
    Thinking {
        /// The piece.
        text: String,
    },
    /// A tool the model wants called, complete.
    ToolCall(ToolCall),
    /// A part of the turn that only its provider understands and wants back unchanged when tools were called.
    Block {
        /// The part, in the provider's own form.
        block: Value,
    },
    /// What it cost; the last one counts.
    Usage(Usage),
    /// The end.
    Stop(Stop),
}

impl ChatEvent {
    /// Whether this is content: after the first of it nothing is tried again.
    pub fn is_content(&self) -> bool {
        matches!(
            self,
            ChatEvent::Text { .. } | ChatEvent::Thinking { .. } | ChatEvent::ToolCall(_)
        )
    }
}

/// Who answered, and who did not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Served {
    /// The table's name.
    pub provider: String,
    /// The model that answered, as the provider names it.
    pub model: String,
    /// The model that was asked for, where it was called otherwise: an endpoint id.
    #[serde(skip)]
    pub asked: Option<String>,
    /// The provider's request id.
    pub request_id: Option<String>,
    /// Attempts on this provider.
    pub attempts: u32,
    /// Providers asked before, and why they did not answer.
    pub skipped: Vec<Skipped>,
}

/// A provider that did not answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Skipped {
    /// The table's name.
    pub provider: String,
    /// The model that was asked.
    pub model: Option<String>,
    /// The error's kind.
    pub kind: Kind,
    /// How long it asked to wait.
    pub retry_after_ms: Option<u64>,
    /// The error's line.
    pub reason: String,
}

/// A tool the model wants called.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToolCall {
    /// The provider's id of the call.
    pub id: String,
    /// The tool's name.
    pub name: String,
    /// Its arguments, as the JSON text that the model wrote; may be invalid.
    pub arguments: String,
}

/// Tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// Tokens of the question, cached ones included.
    pub input_tokens: u64,
    /// Tokens of the answer, thinking included.
    pub output_tokens: u64,
    /// Of the input, read from a cache.
    pub cached_tokens: u64,
    /// Of the output, spent on thinking.
    pub reasoning_tokens: u64,
}

/// How an answer ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stop {
    /// The reason.
    pub reason: StopReason,
    /// The provider's own word for it.
    pub raw: String,
}

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// It was finished.
    Stop,
    /// The token limit.
    Length,
    /// Tools are to be called.
    ToolCalls,
    /// A content policy cut it or refused it.
    ContentFilter,
    /// The provider paused a long turn; sending it back goes on.
    Pause,
    /// A word nobody here knows.
    Unknown,
}

/// A model that a provider offers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModelInfo {
    /// What to put into `model`.
    pub id: String,
    /// Who made it, or its display name.
    pub owner: Option<String>,
    /// When it was published, seconds since 1970.
    pub created_unix: Option<i64>,
    /// When it will be switched off, where told.
    pub shutdown_date: Option<String>,
}
