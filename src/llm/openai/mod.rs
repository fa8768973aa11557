//! OpenAI's chat completions, and with other data every vendor that speaks them: Ark (豆包) above all.
//! Source: OpenAI OpenAPI 2.3.0; volcengine-ark-runtime 5.0.54; `reference/llm.md` §§1, 2, 6.

pub mod decode;
pub mod encode;
pub mod fault;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;

use super::stream::Events;
use super::types::{ChatRequest, ModelInfo};
use super::{ChatModel, ChatStream, Connection, MODELS_CAP_BYTES, stream};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Idempotency, Method, Request, retry};
use crate::text;
use decode::Decoder;

/// A provider that speaks OpenAI's protocol.
pub struct OpenAi {
    connection: Connection,
}

impl OpenAi {
    /// Over this connection.
    pub fn new(connection: Connection) -> OpenAi {
        OpenAi { connection }
    }

    /// The connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    fn chat_request(&self, request: &ChatRequest) -> Result<Request> {
        let c = &self.connection;
        let model = c.chat_model(request)?;
        let body = encode::encode_chat(request, model, &encode::Defaults::of(c));
        let post = Request::new(Method::POST, c.target.url("chat/completions")).json(&body);
        c.authorize(post)?.header("accept", "text/event-stream")
    }

    async fn ask(&self, request: &ChatRequest) -> Result<ChatStream> {
        let c = &self.connection;
        let attempt = |_| self.open(request).boxed();
        let (opened, attempts) =
            retry::attempts(&c.target, request.budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        let (events, request_id) = opened;
        let served = c.served(events.model(), request, request_id, attempts)?;
        Ok(events.into_stream(served))
    }

    /// One attempt: up to the first content.
    async fn open(&self, request: &ChatRequest) -> Result<(Events<Decoder>, Option<String>)> {
        let c = &self.connection;
        let trace = c.http.trace();
        let mut reply = c.http.open(&c.target, self.chat_request(request)?).await?;
        if !reply.is_ok() {
            let body = reply.read_error().await;
            trace.body(&reply, &body);
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        let request_id = reply.header("x-request-id").map(str::to_owned);
        let events = stream::begin(reply, Decoder::default(), trace).await;
        Ok((events.map_err(|e| e.request_id(request_id.clone()))?, request_id))
    }

    /// `GET /models`.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    pub async fn models(&self) -> Result<Vec<ModelInfo>> {
        let c = &self.connection;
        let attempt = |_| self.models_once().boxed();
        let budget = retry::Budget::start();
        let (models, _) = retry::attempts(&c.target, budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        Ok(models)
    }

    async fn models_once(&self) -> Result<Vec<ModelInfo>> {
        let c = &self.connection;
        let get = c.authorize(Request::new(Method::GET, c.target.url("models")))?;
        let (reply, body) = c.http.call(&c.target, get, MODELS_CAP_BYTES).await?;
        if !reply.is_ok() {
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        decode_models(&body)
    }
}

impl ChatModel for OpenAi {
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
struct Models {
    data: Vec<Model>,
}

#[derive(Deserialize)]
struct Model {
    id: String,
    owned_by: Option<String>,
    created: Option<i64>,
    shutdown_date: Option<String>,
}

fn decode_models(body: &[u8]) -> Result<Vec<ModelInfo>> {
    let list: Models = serde_json::from_slice(body).map_err(|e| {
        Error::new(
            Kind::Malformed,
            text!("the list of models cannot be read: {e}", "无法解析模型列表：{e}"),
        )
        .outcome(Outcome::Sent)
    })?;
    let info = |m: Model| ModelInfo {
        id: m.id,
        owner: m.owned_by,
        created_unix: m.created.filter(|c| *c > 0),
        shutdown_date: m.shutdown_date,
    };
    Ok(list.data.into_iter().map(info).collect())
}
