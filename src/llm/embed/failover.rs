//! Several embedders as one. Vectors of different models do not compare, so another model is asked only where the caller allows
//! it, and only before the first vector: a run has the vectors of one model.

use std::sync::{Arc, OnceLock};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::Mutex;

use super::gather::Limits;
use super::{Embedder, Embeddings, Input, Wanted};
use crate::error::{Error, Result};
use crate::http::{Budget, Retry, Trace};
use crate::llm::events::Skipped;
use crate::llm::failover::{Entry, moves_on};
use crate::text::Lang;

/// Makes the embedder of an entry, when it is needed.
pub type Connect = Box<dyn Fn(&Entry) -> BoxFuture<'static, Result<Box<dyn Embedder>>> + Send + Sync>;

/// A list of embedders in order of preference.
pub struct Failover {
    first: Arc<dyn Embedder>,
    model: String,
    rest: Vec<Entry>,
    connect: Connect,
    may_change: bool,
    trace: Trace,
    /// How many were given up, and who is asked now.
    now: Mutex<(usize, Arc<dyn Embedder>)>,
    answered: OnceLock<()>,
}

impl Failover {
    /// `first`, which is asked for `model`, then `rest`; another model than the first's only if it `may_change`.
    pub fn new(
        first: Box<dyn Embedder>,
        model: String,
        rest: Vec<Entry>,
        connect: Connect,
        may_change: bool,
        trace: Trace,
    ) -> Failover {
        let first: Arc<dyn Embedder> = first.into();
        Failover {
            now: Mutex::new((0, first.clone())),
            first,
            model,
            rest,
            connect,
            may_change,
            trace,
            answered: OnceLock::new(),
        }
    }

    async fn ask(&self, inputs: &[Input], wanted: &Wanted, budget: Budget) -> Result<Embeddings> {
        let mut skipped = Vec::new();
        let (mut at, mut embedder) = self.now.lock().await.clone();
        loop {
            let entry = at.checked_sub(1).and_then(|i| self.rest.get(i));
            let own = Wanted {
                model: entry.map_or_else(|| wanted.model.clone(), |e| e.model.clone()),
                ..wanted.clone()
            };
            let error = match embedder.embed(inputs, &own, budget).await {
                Ok(mut embeddings) => {
                    let _ = self.answered.set(());
                    embeddings.served.skipped = skipped;
                    return Ok(embeddings);
                }
                Err(error) => error.provider(embedder.name()),
            };
            let next = self.rest.get(at).filter(|next| self.may_ask(next));
            let Some(next) = next.filter(|_| moves_on(&error)) else {
                return Err(error);
            };
            self.trace
                .note_at(0, format_args!("{}; asking {}", error.line(Lang::En), next.name));
            skipped.push(skip(embedder.name(), &own, &error));
            (at, embedder) = self.advance(at, next).await?;
        }
    }

    fn may_ask(&self, next: &Entry) -> bool {
        next.model.as_deref() == Some(&self.model) || (self.may_change && self.answered.get().is_none())
    }

    /// Goes on to `next`, unless another request did already.
    async fn advance(&self, from: usize, next: &Entry) -> Result<(usize, Arc<dyn Embedder>)> {
        let mut now = self.now.lock().await;
        if now.0 == from {
            *now = (from + 1, (self.connect)(next).await?.into());
        }
        Ok(now.clone())
    }
}

fn skip(name: &str, wanted: &Wanted, error: &Error) -> Skipped {
    Skipped {
        provider: name.to_owned(),
        model: wanted.model.clone(),
        kind: error.kind,
        retry_after_ms: error
            .retry_after
            .map(|d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX)),
        reason: error.line(Lang::En),
    }
}

impl Embedder for Failover {
    fn name(&self) -> &str {
        self.first.name()
    }

    fn model<'a>(&'a self, _: &'a Wanted) -> Result<&'a str> {
        Ok(&self.model)
    }

    fn limits(&self) -> Limits {
        self.first.limits()
    }

    fn retry(&self) -> Retry {
        self.first.retry()
    }

    fn embed<'a>(
        &'a self,
        inputs: &'a [Input],
        wanted: &'a Wanted,
        budget: Budget,
    ) -> BoxFuture<'a, Result<Embeddings>> {
        self.ask(inputs, wanted, budget).boxed()
    }
}
