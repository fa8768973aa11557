//! Several models as one: the next is asked when the one before cannot serve, and only before the first content left.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;

use super::events::{ChatEvent, Skipped};
use super::{ChatModel, ChatRequest, ChatStream};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Trace;
use crate::text;
use crate::text::Lang;

/// Makes the models of the list, one at a time: the keys of a fallback are resolved only when it is needed.
pub type Connect = Box<dyn Fn(usize) -> BoxFuture<'static, Result<Box<dyn ChatModel>>> + Send + Sync>;

/// One of the list: a provider, and the model to ask it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The table's name.
    pub name: String,
    /// The model; without it the request's for the first, and the table's own for the others.
    pub model: Option<String>,
}

impl From<String> for Entry {
    fn from(name: String) -> Entry {
        Entry { name, model: None }
    }
}

/// A list of models in order of preference.
pub struct Failover {
    entries: Vec<Entry>,
    connect: Connect,
    trace: Trace,
}

impl Failover {
    /// The models of `entries`, made by `connect` from their place in the list.
    pub fn new(entries: Vec<Entry>, connect: Connect, trace: Trace) -> Failover {
        Failover {
            entries,
            connect,
            trace,
        }
    }

    /// Models that are made already.
    pub fn of(models: Vec<Arc<dyn ChatModel>>, trace: Trace) -> Failover {
        let entries = models.iter().map(|m| m.name().to_owned().into()).collect();
        let connect: Connect = Box::new(move |i| {
            let model = Shared(models[i].clone());
            Box::pin(async move { Ok(Box::new(model) as Box<dyn ChatModel>) })
        });
        Failover::new(entries, connect, trace)
    }

    async fn ask(&self, request: &ChatRequest) -> Result<ChatStream> {
        let mut skipped: Vec<Skipped> = Vec::new();
        for (i, Entry { name, model }) in self.entries.iter().enumerate() {
            let mut request = request.clone();
            if model.is_some() || i > 0 {
                // A model's name means nothing to another provider.
                request.model.clone_from(model);
            }
            let mut asked = None;
            let result = match (self.connect)(i).await {
                Ok(model) => {
                    asked = model.model(&request).map(str::to_owned);
                    model.stream(&request).await
                }
                Err(e) => Err(e),
            };
            let error = match result {
                Ok(stream) => return Ok(with_skipped(stream, skipped)),
                Err(error) => error.provider(name),
            };
            let last = i + 1 == self.entries.len();
            if last || !moves_on(&error) {
                return Err(all_failed(error, skipped, asked));
            }
            // A refused key is a fault of the set-up that a quiet fallback would hide for weeks.
            let level = u8::from(error.kind != Kind::Auth);
            self.trace.note_at(
                level,
                format_args!("{}; asking {}", error.line(Lang::En), self.entries[i + 1].name),
            );
            skipped.push(Skipped {
                provider: name.clone(),
                model: asked,
                kind: error.kind,
                retry_after_ms: error
                    .retry_after
                    .map(|d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX)),
                reason: error.line(Lang::En),
            });
        }
        Err(Error::bug("failover without providers"))
    }
}

impl ChatModel for Failover {
    fn name(&self) -> &str {
        self.entries.first().map_or("", |e| e.name.as_str())
    }

    fn model<'a>(&'a self, _: &'a ChatRequest) -> Option<&'a str> {
        None
    }

    fn stream<'a>(&'a self, request: &'a ChatRequest) -> BoxFuture<'a, Result<ChatStream>> {
        Box::pin(self.ask(request))
    }
}

/// Whether another provider may do better. A request that is itself refused would be refused there too, or worse, answered.
pub(super) fn moves_on(error: &Error) -> bool {
    match error.kind {
        Kind::Network
        | Kind::Timeout
        | Kind::Unavailable
        | Kind::RateLimited
        | Kind::Quota
        | Kind::Auth
        | Kind::Truncated
        | Kind::Malformed => true,
        Kind::Conflict => error.is_retryable(),
        // Nothing was sent: this provider has no form for what is attached, and another may have.
        Kind::Invalid => error.outcome == Outcome::NotSent,
        _ => false,
    }
}

fn with_skipped(stream: ChatStream, skipped: Vec<Skipped>) -> ChatStream {
    if skipped.is_empty() {
        return stream;
    }
    let mut skipped = Some(skipped);
    stream
        .map(move |event| match event {
            Ok(ChatEvent::Served(mut served)) => {
                served.skipped = skipped.take().unwrap_or_default();
                Ok(ChatEvent::Served(served))
            }
            other => other,
        })
        .boxed()
}

/// Who was asked before the last one failed too.
#[derive(Debug)]
pub struct AllFailed {
    /// Those before the last.
    pub skipped: Vec<Skipped>,
    /// The model that the last was asked for.
    pub model: Option<String>,
}

impl std::fmt::Display for AllFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} providers failed before it", self.skipped.len())
    }
}

impl std::error::Error for AllFailed {}

fn all_failed(error: Error, skipped: Vec<Skipped>, model: Option<String>) -> Error {
    if skipped.is_empty() {
        return error.source(AllFailed { skipped, model });
    }
    let before = skipped.iter().map(|s| s.reason.as_str()).collect::<Vec<_>>().join("; ");
    let what = error
        .what
        .clone()
        .join("; ", text!("before it: {before}", "此前：{before}"));
    error.with_what(what).source(AllFailed { skipped, model })
}

struct Shared(Arc<dyn ChatModel>);

impl ChatModel for Shared {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn model<'a>(&'a self, request: &'a ChatRequest) -> Option<&'a str> {
        self.0.model(request)
    }

    fn stream<'a>(&'a self, request: &'a ChatRequest) -> BoxFuture<'a, Result<ChatStream>> {
        self.0.stream(request)
    }
}
