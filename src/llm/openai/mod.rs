//! OpenAI's chat completions, and with other data every vendor that speaks them: Ark (豆包) above all.
//! Source: OpenAI OpenAPI 2.3.0; volcengine-ark-runtime 5.0.54; `reference/llm.md` §§1, 2, 6.

pub mod decode;
pub mod encode;
pub mod fault;
pub mod image;
pub mod responses;
pub mod speech;
pub mod transcribe;

use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::Value;

use super::events::ModelInfo;
use super::stream::{Decode, Events, Queue};
use super::types::ChatRequest;
use super::{ChatModel, ChatStream, Connection, MODELS_CAP_BYTES, attach, stream};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::sse::Event;
use crate::http::{Idempotency, Method, Request, retry};
use crate::text;

/// A provider that speaks OpenAI's protocol.
pub struct OpenAi {
    connection: Connection,
    /// The model was found to need the Responses API.
    needs_responses: AtomicBool,
}

/// The two forms of an answer.
enum Form {
    /// Chat completions.
    Chat(decode::Decoder),
    /// Responses.
    Response(responses::Decoder),
}

type Opened = (Events<Form>, Option<String>);

impl OpenAi {
    /// Over this connection.
    pub fn new(connection: Connection) -> OpenAi {
        let needs_responses = AtomicBool::new(connection.config.api.as_deref() == Some("responses"));
        OpenAi {
            connection,
            needs_responses,
        }
    }

    /// The connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
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
    async fn open(&self, request: &ChatRequest) -> Result<Opened> {
        let c = &self.connection;
        let model = c.chat_model(request)?;
        let defaults = encode::Defaults::of(c);
        if !self.needs_responses.load(Ordering::Relaxed) {
            attach::check(request, c, false)?;
            let body = encode::encode_chat(request, model, &defaults);
            match self
                .post("chat/completions", &body, Form::Chat(decode::Decoder::default()))
                .await?
            {
                Posted::Opened(opened) => return Ok(*opened),
                // Nothing was refused but the door: the other one is tried within the same attempt.
                Posted::WrongDoor => self.needs_responses.store(true, Ordering::Relaxed),
            }
        }
        attach::check(request, c, true)?;
        let body = responses::encode_response(request, model, &defaults);
        match self
            .post("responses", &body, Form::Response(responses::Decoder::default()))
            .await?
        {
            Posted::Opened(opened) => Ok(*opened),
            Posted::WrongDoor => Err(Error::bug("the Responses API asks for the Responses API")),
        }
    }

    async fn post(&self, path: &str, body: &Value, form: Form) -> Result<Posted> {
        let c = &self.connection;
        let trace = c.http.trace();
        let post = Request::new(Method::POST, c.target.url(path)).json(body);
        let post = c.authorize(post)?.header("accept", "text/event-stream")?;
        let mut reply = c.http.open(&c.target, post).await?;
        if !reply.is_ok() {
            let body = reply.read_error().await;
            trace.body(&reply, &body);
            let may_switch = matches!(form, Form::Chat(_)) && c.config.api.as_deref() != Some("chat");
            if may_switch && fault::wants_responses(reply.status, &body) {
                return Ok(Posted::WrongDoor);
            }
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        let request_id = reply.header("x-request-id").map(str::to_owned);
        let events = stream::begin(reply, form, trace).await;
        let events = events.map_err(|e| e.request_id(request_id.clone()))?;
        Ok(Posted::Opened(Box::new((events, request_id))))
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

/// What became of a question.
enum Posted {
    /// It is being answered.
    Opened(Box<Opened>),
    /// The model is served by the other API.
    WrongDoor,
}

impl Decode for Form {
    fn event(&mut self, event: Event<'_>, out: &mut Queue) -> Result<()> {
        match self {
            Form::Chat(d) => d.event(event, out),
            Form::Response(d) => d.event(event, out),
        }
    }

    fn is_done(&self) -> bool {
        match self {
            Form::Chat(d) => d.is_done(),
            Form::Response(d) => d.is_done(),
        }
    }

    fn end(&mut self, out: &mut Queue) -> Result<()> {
        match self {
            Form::Chat(d) => d.end(out),
            Form::Response(d) => d.end(out),
        }
    }

    fn whole(&mut self, body: &[u8], out: &mut Queue) -> Result<()> {
        match self {
            Form::Chat(d) => d.whole(body, out),
            Form::Response(d) => d.whole(body, out),
        }
    }

    fn model(&self) -> Option<&str> {
        match self {
            Form::Chat(d) => d.model(),
            Form::Response(d) => d.model(),
        }
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
