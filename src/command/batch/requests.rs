//! What the lines of a batch become: requests as the provider takes them.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::command::embed::input::Shape;
use crate::command::inputs::Parse;
use crate::error::{Error, Result};
use crate::llm::batch::{Task, body};
use crate::llm::embed::{Input, Wanted};
use crate::llm::{ChatRequest, Message, Provider, Role};
use crate::state::batches::Item;
use crate::text;

/// Reads lines into requests.
pub struct Requests {
    /// Who will be asked.
    pub provider: Provider,
    /// What is wanted.
    pub task: Task,
    /// How lines are read.
    pub shape: Shape,
    /// Everything of a question but the question.
    pub template: ChatRequest,
    /// How vectors are wanted.
    pub wanted: Wanted,
    /// Texts go to the multimodal endpoint.
    pub multimodal: bool,
    /// What to call the source in an error.
    pub source: String,
    /// Requests so far.
    pub number: i64,
}

impl Requests {
    fn question(&self, messages: Vec<Message>) -> Result<Value> {
        let mut request = self.template.clone();
        request.messages.extend(messages);
        let (body, left_out) = body::chat(&self.provider, &request)?;
        if let [first, ..] = left_out.as_slice() {
            return Err(Error::usage(text!(
                "this API version takes no {first}",
                "此 API 版本不支持 {first}"
            )));
        }
        Ok(body)
    }

    fn said(&self, input: Value) -> Result<Option<Value>> {
        let parts = |v: &Value| v.as_array().is_some_and(|a| a.iter().all(Value::is_object));
        let body = match (self.task, input) {
            (_, Value::String(text)) if text.trim().is_empty() => return Ok(None),
            (Task::Chat, Value::String(text)) => self.question(vec![Message::text(Role::User, text)])?,
            (Task::Embed, Value::String(text)) => self.vector(&Input::Text(text))?,
            (Task::Embed, Value::Array(all)) if parts(&Value::Array(all.clone())) => self.vector(&Input::Parts(all))?,
            _ => return Ok(None),
        };
        Ok(Some(body))
    }

    fn vector(&self, input: &Input) -> Result<Value> {
        body::embed(self.provider.connection(), input, &self.wanted, self.multimodal)
    }

    fn model(&self) -> Option<&str> {
        let config = &self.provider.connection().config;
        match self.task {
            Task::Chat => self.template.model.as_deref().or(config.model.as_deref()),
            Task::Embed => self.wanted.model.as_deref().or(config.embed_model.as_deref()),
        }
    }

    /// A line that is a JSON object: a request, a conversation or a field.
    fn object(&self, mut object: Map<String, Value>, field: &str) -> Result<Option<(Option<Value>, Value)>> {
        let own = object.remove("custom_id").filter(|id| !id.is_null());
        let id = own.or_else(|| object.remove("id").filter(|id| !id.is_null()));
        for name in ["body", "params"] {
            if let Some(Value::Object(inner)) = object.get_mut(name) {
                let inner = std::mem::take(inner);
                let url = object.get("url").and_then(Value::as_str).unwrap_or("");
                let fits = match self.task {
                    Task::Chat => !url.ends_with("/embeddings"),
                    Task::Embed => url.is_empty() || url.ends_with("/embeddings") || url.ends_with("/multimodal"),
                };
                if !fits {
                    let task = self.task.word();
                    return Err(Error::usage(text!(
                        "a request to {url} in a batch for {task}",
                        "{task} 批处理中含有发往 {url} 的请求"
                    ))
                    .hint(text!(
                        "give --for embed, or --for chat",
                        "请使用 --for embed 或 --for chat"
                    )));
                }
                return Ok(Some((id, body::own(inner, self.model()))));
            }
        }
        if let (Task::Chat, Some(messages @ Value::Array(_))) = (self.task, object.get("messages")) {
            let messages = Message::parse_all(messages.to_string().as_bytes())?;
            return Ok(Some((id, self.question(messages)?)));
        }
        match object.remove(field) {
            Some(input) => Ok(self.said(input)?.map(|body| (id, body))),
            None => Ok(None),
        }
    }

    fn at(&self, number: u64, e: &Error) -> Error {
        let (source, reason) = (&self.source, e.what.clone());
        let error = Error::usage(text!("{source}, line {number}: ", "{source} 第 {number} 行：").join("", reason));
        match &e.hint {
            Some(hint) => error.with_kind(e.kind).hint(hint.clone()),
            None => error.with_kind(e.kind),
        }
    }
}

impl Parse for Requests {
    type Item = Item;

    fn line(&mut self, number: u64, line: &str) -> Result<Option<Item>> {
        if line.trim().is_empty() {
            return Ok(None);
        }
        let found = match &self.shape {
            Shape::Text => self
                .said(Value::String(line.to_owned()))
                .map(|body| body.map(|b| (None, b))),
            Shape::Json { field } => match serde_json::from_str(line) {
                Ok(Value::Object(object)) => self.object(object, field),
                Ok(other) => self.said(other).map(|body| body.map(|b| (None, b))),
                Err(e) => Err(Error::usage(text!("it is not JSON: {e}", "不是 JSON：{e}"))),
            },
        };
        let (id, body) = found.map_err(|e| self.at(number, &e))?.ok_or_else(|| {
            let field = match &self.shape {
                Shape::Json { field } => field.as_str(),
                Shape::Text => "text",
            };
            let nothing = Error::usage(text!(
                "there is no request: it needs {field}, messages, body or params",
                "没有请求：需要 {field}、messages、body 或 params"
            ));
            self.at(
                number,
                &nothing.hint(text!("--field names another field", "可用 --field 指定其他字段")),
            )
        })?;
        let id = id.map(|id| id.to_string());
        let request = body.to_string();
        let digest = Sha256::new()
            .chain_update(id.as_deref().unwrap_or(""))
            .chain_update("\0")
            .chain_update(&request)
            .finalize();
        let item = Item {
            number: self.number,
            id,
            digest: crate::sign::hex(&digest[..8]),
            request,
            answer: None,
            failed: false,
        };
        self.number += 1;
        Ok(Some(item))
    }

    fn end(&mut self) -> Result<()> {
        if self.number == 0 {
            let source = &self.source;
            return Err(Error::usage(text!("{source} holds no requests", "{source} 中没有请求")));
        }
        Ok(())
    }
}
