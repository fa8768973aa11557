//! What is asked of a model and what comes back, in no vendor's words. Adapters translate; nothing here does I/O.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::error::{Error, Kind, Result};
use crate::http::Budget;
use crate::text;
use crate::text::Text;

/// One question to a model. What is `None` is not sent.
#[derive(Debug, Clone)]
pub struct ChatRequest {
    /// Overrides the table's model. Failover leaves it out for all but the first provider.
    pub model: Option<String>,
    /// The conversation, oldest first; system prompts are messages with [`Role::System`].
    pub messages: Vec<Message>,
    /// The most tokens of the answer.
    pub max_tokens: Option<u64>,
    /// Sampling temperature.
    pub temperature: Option<f64>,
    /// Nucleus sampling.
    pub top_p: Option<f64>,
    /// Sequences that end the answer.
    pub stop: Vec<String>,
    /// For reproducible sampling, where offered.
    pub seed: Option<i64>,
    /// Whether the model thinks first.
    pub think: Option<Think>,
    /// How hard it thinks: `low`, `medium`, `high`, or what the vendor offers.
    pub effort: Option<String>,
    /// Any further provider fields, merged last and deep.
    pub options: Map<String, Value>,
    /// Wall time over all attempts and providers.
    pub budget: Budget,
}

impl Default for ChatRequest {
    fn default() -> ChatRequest {
        ChatRequest {
            model: None,
            messages: Vec::new(),
            max_tokens: None,
            temperature: None,
            top_p: None,
            stop: Vec::new(),
            seed: None,
            think: None,
            effort: None,
            options: Map::new(),
            budget: Budget::start(),
        }
    }
}

/// Whether a model thinks before it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Think {
    /// Always.
    On,
    /// Never.
    Off,
    /// The model decides.
    Auto,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The operator's instructions.
    System,
    /// The same, as newer OpenAI models name it.
    Developer,
    /// The person.
    User,
    /// The model.
    Assistant,
    /// A tool's result.
    Tool,
    /// A function's result, in the deprecated form.
    Function,
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub content: Content,
    /// Fields of the turn that have no name here (`tool_calls`, `name`, `tool_call_id`, …), kept as they are.
    pub extra: Map<String, Value>,
}

/// The content of a turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing (`null`, or absent).
    None,
    /// Plain text.
    Text(String),
    /// Parts.
    Parts(Vec<Part>),
}

/// A part of a turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text.
    Text(String),
    /// A picture.
    Image(Source),
    /// Any other part, as it would be sent: passed on untouched.
    Raw(Value),
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// An address that the provider fetches itself.
    Url(String),
    /// The bytes, base64-encoded, with their media type.
    Data {
        /// `image/png` and the like.
        media_type: String,
        /// Standard base64.
        base64: String,
    },
}

impl Message {
    /// A turn of plain text.
    pub fn text(role: Role, text: impl Into<String>) -> Message {
        Message {
            role,
            content: Content::Text(text.into()),
            extra: Map::new(),
        }
    }

    /// All its text.
    pub fn plain(&self) -> String {
        match &self.content {
            Content::None => String::new(),
            Content::Text(text) => text.clone(),
            Content::Parts(parts) => parts
                .iter()
                .filter_map(|p| match p {
                    Part::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect(),
        }
    }

    /// Reads one element of a messages array, in the OpenAI form or in Claude's.
    ///
    /// # Errors
    /// [`Kind::Usage`] naming what is wrong with which element.
    pub fn parse(index: usize, value: Value) -> Result<Message> {
        let bad = |why: Text| {
            Error::usage(text!("message {index} cannot be read", "第 {index} 条消息无法读取").join(": ", why))
        };
        let Value::Object(mut fields) = value else {
            return Err(bad(text!("it is not an object", "不是对象")));
        };
        let role = fields
            .shift_remove("role")
            .ok_or_else(|| bad(text!("it has no role", "缺少 role")))?;
        let role: Role = serde_json::from_value(role.clone())
            .map_err(|_| bad(text!("unknown role {role}", "未知的 role {role}")))?;
        let content = match fields.shift_remove("content") {
            None | Some(Value::Null) => Content::None,
            Some(Value::String(text)) => Content::Text(text),
            Some(Value::Array(parts)) => Content::Parts(parts.into_iter().map(Part::parse).collect()),
            Some(_) => {
                return Err(bad(text!(
                    "content is neither text nor a list of parts",
                    "content 既不是文本也不是列表"
                )));
            }
        };
        Ok(Message {
            role,
            content,
            extra: fields,
        })
    }

    /// Reads a whole messages array.
    ///
    /// # Errors
    /// [`Kind::Usage`] when it is not an array, is empty, or an element cannot be read.
    pub fn parse_all(json: &[u8]) -> Result<Vec<Message>> {
        let value: Value = serde_json::from_slice(json)
            .map_err(|e| Error::usage(text!("the messages are not JSON: {e}", "消息不是有效的 JSON：{e}")))?;
        let Value::Array(items) = value else {
            return Err(Error::usage(text!(
                "the messages are not a JSON array",
                "消息不是 JSON 数组"
            )));
        };
        if items.is_empty() {
            return Err(Error::usage(text!("the messages array is empty", "消息数组为空")));
        }
        items
            .into_iter()
            .enumerate()
            .map(|(i, v)| Message::parse(i, v))
            .collect()
    }
}

impl Part {
    /// Recognises text and pictures in both vendors' forms when nothing would be lost by it; else keeps the part raw.
    fn parse(value: Value) -> Part {
        let Some(fields) = value.as_object() else {
            return Part::Raw(value);
        };
        let kind = fields.get("type").and_then(Value::as_str);
        match (kind, fields.len()) {
            (Some("text"), 2) => match fields.get("text") {
                Some(Value::String(text)) => Part::Text(text.clone()),
                _ => Part::Raw(value),
            },
            (Some("image_url"), 2) => {
                let image = fields.get("image_url").and_then(Value::as_object);
                match image.filter(|i| i.len() == 1).and_then(|i| i.get("url")) {
                    Some(Value::String(url)) => Part::Image(Source::from_url(url)),
                    _ => Part::Raw(value),
                }
            }
            (Some("image"), 2) => {
                let text = |name: &str| {
                    fields
                        .get("source")
                        .and_then(|s| s.get(name))
                        .and_then(Value::as_str)
                        .map(str::to_owned)
                };
                match (text("type").as_deref(), text("url"), text("media_type"), text("data")) {
                    (Some("url"), Some(url), ..) => Part::Image(Source::Url(url)),
                    (Some("base64"), _, Some(media_type), Some(base64)) => {
                        Part::Image(Source::Data { media_type, base64 })
                    }
                    _ => Part::Raw(value),
                }
            }
            _ => Part::Raw(value),
        }
    }
}

impl Source {
    /// An address, or the content of a `data:` URL.
    pub fn from_url(url: &str) -> Source {
        if let Some((media_type, base64)) = url.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,")) {
            return Source::Data {
                media_type: media_type.to_owned(),
                base64: base64.to_owned(),
            };
        }
        Source::Url(url.to_owned())
    }

    /// As one URL.
    pub fn to_url(&self) -> String {
        match self {
            Source::Url(url) => url.clone(),
            Source::Data { media_type, base64 } => format!("data:{media_type};base64,{base64}"),
        }
    }
}

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

/// Default timeouts of this room: models may think for minutes before the first byte.
pub const FIRST_BYTE: Duration = Duration::from_secs(120);
/// Between two pieces of an answer.
pub const IDLE: Duration = Duration::from_secs(300);
