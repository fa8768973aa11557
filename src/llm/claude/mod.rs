//! Anthropic's Messages API.
//! Source: platform.claude.com/docs/en/api, anthropic 2.12.0; `reference/llm.md` §§1–2, 6.

pub mod decode;
pub mod encode;
pub mod fault;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::Value;

use super::events::ModelInfo;
use super::stream::Events;
use super::types::ChatRequest;
use super::{ChatModel, ChatStream, Connection, MODELS_CAP_BYTES, attach, stream};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Idempotency, Method, Request, retry};
use crate::text;
use decode::Decoder;

/// A provider that speaks the Messages API.
pub struct Claude {
    connection: Connection,
}

impl Claude {
    /// Over this connection.
    pub fn new(connection: Connection) -> Claude {
        Claude { connection }
    }

    /// The connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    async fn ask(&self, request: &ChatRequest) -> Result<ChatStream> {
        let c = &self.connection;
        let trace = c.http.trace();
        attach::check(request, c, false)?;
        let encoded = encode::encode_chat(request, c.chat_model(request)?, &encode::Defaults::of(c))?;
        if !encoded.left_out.is_empty() {
            let (name, left_out) = (&c.target.name, encoded.left_out.join(", "));
            trace.note(&format!(
                "{name}: note: not sent, because this API version takes no {left_out}"
            ));
        }
        let attempt = |_| self.open(&encoded.body).boxed();
        let (opened, attempts) = retry::attempts(&c.target, request.budget, Idempotency::Safe, trace, attempt).await?;
        let (events, request_id) = opened;
        let served = c.served(events.model(), request, request_id, attempts)?;
        Ok(events.into_stream(served))
    }

    /// One attempt: up to the first content.
    async fn open(&self, body: &Value) -> Result<(Events<Decoder>, Option<String>)> {
        let c = &self.connection;
        let trace = c.http.trace();
        let post = Request::new(Method::POST, c.target.url("v1/messages")).json(body);
        let post = c.authorize(post)?.header("accept", "text/event-stream")?;
        let mut reply = c.http.open(&c.target, post).await?;
        if !reply.is_ok() {
            let body = reply.read_error().await;
            trace.body(&reply, &body);
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        let request_id = reply.header("request-id").map(str::to_owned);
        let events = stream::begin(reply, Decoder::default(), trace).await;
        Ok((events.map_err(|e| e.request_id(request_id.clone()))?, request_id))
    }

    /// `GET /v1/models`, all pages.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    pub async fn models(&self) -> Result<Vec<ModelInfo>> {
        let c = &self.connection;
        let mut all = Vec::new();
        let mut after = String::new();
        loop {
            let path = format!("v1/models?limit=1000{after}");
            let attempt = |_| self.models_page(&path).boxed();
            let budget = retry::Budget::start();
            let (page, _) = retry::attempts(&c.target, budget, Idempotency::Safe, c.http.trace(), attempt).await?;
            let last = page.data.last().map(|m| m.id.clone());
            all.extend(page.data.into_iter().map(Model::info));
            match last {
                Some(last) if page.has_more => after = format!("&after_id={last}"),
                _ => return Ok(all),
            }
        }
    }

    async fn models_page(&self, path: &str) -> Result<Page> {
        let c = &self.connection;
        let get = c.authorize(Request::new(Method::GET, c.target.url(path)))?;
        let (reply, body) = c.http.call(&c.target, get, MODELS_CAP_BYTES).await?;
        if !reply.is_ok() {
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        decode_models(&body)
    }
}

impl ChatModel for Claude {
    fn name(&self) -> &str {
        &self.connection.target.name
    }

    fn model<'a>(&'a self, request: &'a ChatRequest) -> Option<&'a str> {
        self.connection.chat_model(request).ok()
    }

    fn stream<'a>(&'a self, request: &'a ChatRequest) -> BoxFuture<'a, Result<ChatStream>> {
        Box::pin(self.ask(request))
    }
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Model>,
    #[serde(default)]
    has_more: bool,
}

#[derive(Deserialize)]
struct Model {
    id: String,
    display_name: Option<String>,
    created_at: Option<String>,
    created: Option<i64>,
    shutdown_date: Option<String>,
}

impl Model {
    fn info(self) -> ModelInfo {
        let published = self
            .created_at
            .as_deref()
            .and_then(|t| humantime::parse_rfc3339_weak(t).ok())
            .and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok())
            .map(|d| d.as_secs().cast_signed());
        ModelInfo {
            id: self.id,
            owner: self.display_name,
            created_unix: published.or(self.created),
            shutdown_date: self.shutdown_date,
        }
    }
}

fn decode_models(body: &[u8]) -> Result<Page> {
    serde_json::from_slice(body).map_err(|e| {
        Error::new(
            Kind::Malformed,
            text!("the list of models cannot be read: {e}", "无法解析模型列表：{e}"),
        )
        .outcome(Outcome::Sent)
    })
}
