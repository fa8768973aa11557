//! Large models: one question, a stream of events back, whoever answers; pictures from text, speech from text and text from
//! speech. The traits and services here know no vendor; one folder per protocol translates. Nothing here prints or reads
//! configuration.

pub mod attach;
pub mod batch;
pub mod claude;
pub mod config;
pub mod embed;
pub mod events;
pub mod failover;
pub mod fault;
pub mod fold;
pub mod magic;
pub mod media;
pub mod merge;
pub mod openai;
pub mod presets;
pub mod route;
pub mod sentences;
pub mod stream;
pub mod subtitles;
pub mod tools;
pub mod types;
pub mod volc;
pub mod wav;

use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

pub use config::Config;
pub use events::{ChatEvent, ModelInfo, Served, Skipped, Stop, StopReason, ToolCall, Usage};
pub use failover::Failover;
pub use types::{ChatRequest, Content, Message, Part, Role, Schema, Source, Think, Tool, ToolChoice};

use crate::error::{Error, Result};
use crate::http::{Credential, Http, Net, Reply, Request, Target};
use crate::text;
use media::{Speaker, Task, Transcriber};
use presets::{KeyHeader, Preset, Protocol};

/// The largest list of models.
const MODELS_CAP_BYTES: usize = 32 << 20;

/// The events of one answer.
pub type ChatStream = BoxStream<'static, Result<ChatEvent>>;

/// Something that answers a conversation. Failover is one too: commands cannot tell.
pub trait ChatModel: Send + Sync {
    /// The configured table's name.
    fn name(&self) -> &str;

    /// The model that a request would ask; of one model only.
    fn model<'a>(&'a self, request: &'a ChatRequest) -> Option<&'a str>;

    /// Asks, and returns once the first content is there: [`ChatEvent::Served`] first, exactly one [`ChatEvent::Stop`] last.
    ///
    /// # Errors
    /// Before the first content any [`crate::error::Kind`]; in the stream [`crate::error::Kind::Truncated`] and [`crate::error::Kind::Malformed`].
    fn stream<'a>(&'a self, request: &'a ChatRequest) -> BoxFuture<'a, Result<ChatStream>>;
}

/// What every adapter of this room needs: the table, resolved.
#[derive(Clone)]
pub struct Connection {
    /// Where it is.
    pub target: Target,
    /// What kind it is.
    pub preset: &'static Preset,
    /// Its keys.
    pub config: Config,
    /// The wire.
    pub http: Http,
}

/// A connected provider.
pub enum Provider {
    /// Speaks OpenAI's protocol: OpenAI, Ark, and every compatible vendor.
    OpenAi(openai::OpenAi),
    /// Speaks Anthropic's.
    Claude(claude::Claude),
    /// 豆包语音.
    VolcSpeech(volc::VolcSpeech),
}

/// Makes the provider of the table `name`. Opens nothing.
///
/// # Errors
/// [`crate::error::Kind::Config`] for an unknown kind, a missing address or a missing key.
pub fn connect(name: &str, config: Config, net: Net, http: Http) -> Result<Provider> {
    let kind = &config.kind;
    let preset = presets::preset(kind).ok_or_else(|| {
        let kinds = presets::PRESETS.iter().map(|p| p.kind).collect::<Vec<_>>().join(", ");
        Error::config(text!(
            "[llm.{name}] has the unknown kind {kind:?}",
            "[llm.{name}] 的 kind {kind:?} 未知"
        ))
        .hint(text!("kinds are {kinds}", "可用的 kind：{kinds}"))
    })?;
    let base = match (&config.base_url, preset.base_url) {
        (Some(url), _) => url.clone(),
        (None, "") => {
            return Err(Error::config(text!(
                "[llm.{name}] has no base_url, and {kind} has none of its own",
                "[llm.{name}] 没有 base_url，而 {kind} 也没有默认地址"
            ))
            .hint(text!(
                "vh config set llm.{name}.base_url https://…",
                "vh config set llm.{name}.base_url https://…"
            )));
        }
        (None, url) => url.to_owned(),
    };
    // A server on this machine may run without a key; everyone else refuses, so say it before sending.
    let own_address = config.base_url.is_some();
    let has_key = config.api_key.is_some() || config.access_key.is_some();
    if !has_key && !preset.keyless && !own_address {
        let variable = preset.key_env;
        return Err(
            Error::config(text!("[llm.{name}] has no api_key", "[llm.{name}] 没有 api_key")).hint(text!(
                "set {variable}, or run: vh config set llm.{name}.api_key",
                "设置环境变量 {variable}，或运行：vh config set llm.{name}.api_key"
            )),
        );
    }
    let base = match preset.protocol {
        // Its paths carry the version; an address pasted with it would have it twice.
        Protocol::Claude => base.trim_end_matches('/').trim_end_matches("/v1").to_owned(),
        Protocol::OpenAi | Protocol::VolcSpeech => base,
    };
    crate::http::client::parse_url(&base).map_err(|e| e.provider(name))?;
    let connection = Connection {
        target: Target {
            name: name.to_owned(),
            base,
            net,
        },
        preset,
        config,
        http,
    };
    Ok(match preset.protocol {
        Protocol::OpenAi => Provider::OpenAi(openai::OpenAi::new(connection)),
        Protocol::Claude => Provider::Claude(claude::Claude::new(connection)),
        Protocol::VolcSpeech => Provider::VolcSpeech(volc::VolcSpeech::new(connection)),
    })
}

impl Provider {
    /// As a chat model.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a kind that does not chat.
    pub fn into_chat(self) -> Result<Box<dyn ChatModel>> {
        match self {
            Provider::OpenAi(model) => Ok(Box::new(model)),
            Provider::Claude(model) => Ok(Box::new(model)),
            other @ Provider::VolcSpeech(_) => Err(other.cannot(Task::Chat)),
        }
    }

    /// As something that makes pictures.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a kind that makes none.
    pub fn into_painter(self) -> Result<openai::OpenAi> {
        match self {
            Provider::OpenAi(model) => Ok(model),
            other => Err(other.cannot(Task::Image)),
        }
    }

    /// As something that speaks.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a kind that does not.
    pub fn into_speaker(self) -> Result<Arc<dyn Speaker>> {
        match self {
            Provider::OpenAi(model) if Task::Speak.offered_by(model.connection().preset) => Ok(Arc::new(model)),
            Provider::VolcSpeech(model) => Ok(Arc::new(model)),
            other => Err(other.cannot(Task::Speak)),
        }
    }

    /// As something that writes down what is said.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a kind that does not.
    pub fn into_transcriber(self) -> Result<Box<dyn Transcriber>> {
        match self {
            Provider::OpenAi(model) if Task::Transcribe.offered_by(model.connection().preset) => Ok(Box::new(model)),
            Provider::VolcSpeech(model) => Ok(Box::new(model)),
            other => Err(other.cannot(Task::Transcribe)),
        }
    }

    pub(in crate::llm) fn cannot(&self, task: Task) -> Error {
        let c = self.connection();
        task.not_offered(&c.target.name, c.preset.kind)
    }

    /// What the provider offers, in its own order.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    pub async fn models(&self) -> Result<Vec<ModelInfo>> {
        match self {
            Provider::OpenAi(model) => model.models().await,
            Provider::Claude(model) => model.models().await,
            // The products are named in the documentation, and nowhere listed.
            Provider::VolcSpeech(_) => Ok(Vec::new()),
        }
    }

    /// The error of an answer that is not 2xx, for calls that no adapter names.
    pub fn decode_error(&self, reply: &Reply, body: &[u8]) -> Error {
        let name = &self.connection().target.name;
        match self {
            Provider::OpenAi(_) => openai::fault::decode_error(reply, body, name),
            Provider::Claude(_) => claude::fault::decode_error(reply, body, name),
            Provider::VolcSpeech(_) => volc::fault::decode_error(reply, body, name),
        }
    }

    /// Adds key and headers, for calls that no adapter names.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when a value cannot stand in a header.
    pub fn authorize(&self, request: Request) -> Result<Request> {
        match self {
            Provider::VolcSpeech(model) => model.authorize(request),
            other => other.connection().authorize(request),
        }
    }

    /// Whether a reply is an error, for calls that no adapter names.
    pub fn is_refused(&self, reply: &Reply) -> bool {
        match self {
            Provider::VolcSpeech(_) => volc::fault::is_refused(reply),
            _ => !reply.is_ok(),
        }
    }

    /// The connection, for calls that no adapter names.
    pub fn connection(&self) -> &Connection {
        match self {
            Provider::OpenAi(model) => model.connection(),
            Provider::Claude(model) => model.connection(),
            Provider::VolcSpeech(model) => model.connection(),
        }
    }
}

impl Connection {
    /// Adds the key, the version and organisation headers, and the table's own headers.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when a value cannot stand in a header.
    pub fn authorize(&self, mut request: Request) -> Result<Request> {
        if let Some(key) = &self.config.api_key {
            let key = key.expose();
            request = match self.preset.quirks.key_header {
                KeyHeader::Bearer => {
                    request.secret_header("authorization", &format!("Bearer {key}"), Credential::Bearer)?
                }
                KeyHeader::ApiKey => request.secret_header("api-key", key, Credential::Bearer)?,
                KeyHeader::XApiKey => request.secret_header("x-api-key", key, Credential::Bearer)?,
            };
        }
        if self.preset.protocol == Protocol::Claude {
            request = request.header("anthropic-version", self.claude_version())?;
        }
        if let Some(organization) = &self.config.organization {
            request = request.header("openai-organization", organization)?;
        }
        if let Some(project) = &self.config.project {
            request = request.header("openai-project", project)?;
        }
        self.add_headers(request)
    }

    /// Adds the table's own headers.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when one is no header.
    pub fn add_headers(&self, mut request: Request) -> Result<Request> {
        for (name, value) in &self.config.headers {
            let header = crate::http::HeaderName::try_from(name.as_str()).map_err(|_| {
                Error::config(text!(
                    "{name:?} in [llm.{table}] headers is not a header name",
                    "[llm.{table}] 的 headers 中 {name:?} 不是合法的请求头名",
                    table = self.target.name
                ))
            })?;
            let mut value = crate::http::header_value(name, value.expose())?;
            value.set_sensitive(true);
            request.credential = Credential::Bearer;
            request.headers.retain(|(n, _)| *n != header);
            request.headers.push((header, value));
        }
        Ok(request)
    }

    /// The `anthropic-version` that is sent: the older one still honours sampling parameters.
    pub fn claude_version(&self) -> &str {
        self.config.version.as_deref().unwrap_or("2023-06-01")
    }

    /// The chat model: the request's, else the table's.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] that says what to set and how to list models. No model is built in: names die.
    pub fn chat_model<'a>(&'a self, request: &'a ChatRequest) -> Result<&'a str> {
        let name = &self.target.name;
        request
            .model
            .as_deref()
            .or(self.config.model.as_deref())
            .ok_or_else(|| {
                Error::config(text!("[llm.{name}] has no model", "[llm.{name}] 没有设置 model")).hint(text!(
                    "list them with: vh models -p {name}; then: vh config set llm.{name}.model ID, or give -m ID",
                    "先运行 vh models -p {name} 查看可用模型，再运行 vh config set llm.{name}.model ID，或使用 -m ID"
                ))
            })
    }

    /// The model for a task: the request's, else the table's.
    ///
    /// # Errors
    /// As [`Connection::chat_model`].
    pub fn model_of<'a>(&'a self, task: Task, given: Option<&'a str>) -> Result<&'a str> {
        let config = &self.config;
        let configured = match task {
            Task::Chat => &config.model,
            Task::Image => &config.image_model,
            Task::Speak => &config.speech_model,
            Task::Transcribe => &config.transcribe_model,
            Task::Embed => &config.embed_model,
        };
        let (name, key) = (&self.target.name, task.model_key());
        given.or(configured.as_deref()).ok_or_else(|| {
            Error::config(text!("[llm.{name}] has no {key}", "[llm.{name}] 没有设置 {key}")).hint(text!(
                "vh config set llm.{name}.{key} ID, or give -m ID; vh models -p {name} lists what there is",
                "运行 vh config set llm.{name}.{key} ID，或使用 -m ID；vh models -p {name} 可列出可用模型"
            ))
        })
    }

    /// Who served, for calls that are no chat.
    pub(in crate::llm) fn served_by(&self, asked: &str, request_id: Option<String>, attempts: u32) -> Served {
        Served {
            provider: self.target.name.clone(),
            model: asked.to_owned(),
            asked: Some(asked.to_owned()),
            request_id,
            attempts,
            skipped: Vec::new(),
        }
    }

    /// Who answers: the model as the answer names it, else as it was asked for.
    fn served(
        &self,
        told: Option<&str>,
        request: &ChatRequest,
        request_id: Option<String>,
        attempts: u32,
    ) -> Result<Served> {
        let model = match told {
            Some(model) => model,
            None => self.chat_model(request)?,
        };
        Ok(Served {
            provider: self.target.name.clone(),
            model: model.to_owned(),
            asked: self.chat_model(request).ok().map(str::to_owned),
            request_id,
            attempts,
            skipped: Vec::new(),
        })
    }
}
