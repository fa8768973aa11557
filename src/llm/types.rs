//! What is asked of a model, in no vendor's words. Adapters translate; nothing here does I/O.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::magic;
use crate::error::{Error, Result};
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
    /// Tools it may ask for.
    pub tools: Vec<Tool>,
    /// Which of them.
    pub tool_choice: Option<ToolChoice>,
    /// Says tools in the deprecated form, `functions`.
    pub legacy_functions: bool,
    /// The shape that the answer must have.
    pub schema: Option<Schema>,
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
            tools: Vec::new(),
            tool_choice: None,
            legacy_functions: false,
            schema: None,
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

/// A tool that a model may ask for.
#[derive(Debug, Clone, PartialEq)]
pub struct Tool {
    /// Its name.
    pub name: String,
    /// What it does, for the model.
    pub description: Option<String>,
    /// JSON Schema of its arguments.
    pub parameters: Value,
}

/// Which tool is to be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ToolChoice {
    /// The model decides.
    Auto,
    /// None.
    None,
    /// Any, but one.
    Required,
    /// This one.
    Named(String),
}

/// The shape of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// Its name, for the provider.
    pub name: String,
    /// JSON Schema.
    pub schema: Value,
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
    /// A recording.
    Audio(Source),
    /// A PDF, and its name.
    Document(Source, String),
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

    /// As an element of a messages array, in OpenAI's form.
    pub fn to_json(&self) -> Value {
        let mut out = Map::new();
        out.insert("role".into(), serde_json::json!(self.role));
        let content = match &self.content {
            Content::Text(text) => Value::String(text.clone()),
            Content::Parts(parts) => parts.iter().map(Part::to_json).collect(),
            Content::None => Value::Null,
        };
        out.insert("content".into(), content);
        out.extend(self.extra.clone());
        Value::Object(out)
    }

    /// Reads one element of a messages array, in the OpenAI form or in Claude's.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] naming what is wrong with which element.
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
    /// [`crate::error::Kind::Usage`] when it is not an array, is empty, or an element cannot be read.
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
    fn to_json(&self) -> Value {
        match self {
            Part::Text(text) => serde_json::json!({"type": "text", "text": text}),
            Part::Image(source) => serde_json::json!({"type": "image_url", "image_url": {"url": source.to_url()}}),
            Part::Audio(Source::Url(url)) => serde_json::json!({"type": "input_audio", "input_audio": {"url": url}}),
            Part::Audio(Source::Data { media_type, base64 }) => {
                let format = magic::extension(media_type);
                serde_json::json!({"type": "input_audio", "input_audio": {"data": base64, "format": format}})
            }
            Part::Document(source, name) => {
                serde_json::json!({"type": "file", "file": {"filename": name, "file_data": source.to_url()}})
            }
            Part::Raw(value) => value.clone(),
        }
    }

    fn audio(fields: &Map<String, Value>) -> Option<Part> {
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        match (fields.len(), text("data"), text("format"), text("url")) {
            (1, None, None, Some(url)) => Some(Part::Audio(Source::Url(url.to_owned()))),
            (2, Some(data), Some(format), None) => {
                let media_type = magic::of_extension(format).filter(|t| magic::extension(t) == format)?;
                Some(Part::Audio(Source::Data {
                    media_type: media_type.to_owned(),
                    base64: data.to_owned(),
                }))
            }
            _ => None,
        }
    }

    fn document(fields: &Map<String, Value>) -> Option<Part> {
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        match (fields.len(), text("filename"), text("file_data")) {
            (2, Some(name), Some(data)) => Some(Part::Document(Source::from_url(data), name.to_owned())),
            _ => None,
        }
    }

    /// Recognises text, pictures, recordings and documents in both vendors' forms when nothing would be lost by it; else keeps the part raw.
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
            (Some("input_audio"), 2) => match fields.get("input_audio").and_then(Value::as_object) {
                Some(audio) => Part::audio(audio).unwrap_or(Part::Raw(value)),
                None => Part::Raw(value),
            },
            (Some("file"), 2) => match fields.get("file").and_then(Value::as_object) {
                Some(file) => Part::document(file).unwrap_or(Part::Raw(value)),
                None => Part::Raw(value),
            },
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

/// Default timeouts of this room: models may think for minutes before the first byte.
pub const FIRST_BYTE: Duration = Duration::from_secs(120);
/// Between two pieces of an answer.
pub const IDLE: Duration = Duration::from_secs(300);
