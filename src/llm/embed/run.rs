//! A run over any number of inputs: gathered into requests, several on their way at once, answered in input order through a
//! bounded window. A refused input is found by halving its request and is told for itself; "too fast" slows the run down; any
//! other failure ends it, after everything before it has come out.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use tokio::sync::mpsc::Receiver;

use super::gather::{Batch, Gather, Slot};
use super::pace::Pace;
use super::vector::normalize;
use super::{Embedder, Input, Wanted};
use crate::error::{Error, Kind, Result};
use crate::http::Budget;
use crate::llm::Served;
use crate::text;

/// Inputs that are taken at once.
const TAKEN: usize = 256;

/// Inputs that come slowly are not kept waiting for others for longer than this.
const LINGER: Duration = Duration::from_millis(50);

/// How a run goes about it.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Inputs per request.
    pub items: usize,
    /// Tokens per request.
    pub tokens: usize,
    /// Bytes of one input; a longer one is not sent.
    pub item_bytes: usize,
    /// Requests at once.
    pub jobs: usize,
    /// Vectors are scaled to length one.
    pub normalize: bool,
}

/// One input of a run, with what the caller knows it by.
#[derive(Debug)]
pub enum Given<M> {
    /// To be embedded.
    Input(Input, M),
    /// Not to be sent: the caller saw that it is none.
    Bad(M, Error),
}

/// What became of one input.
#[derive(Debug)]
pub struct Embedded<M> {
    /// What the caller knows it by.
    pub mark: M,
    /// Its vector.
    pub vector: Result<Vec<f32>>,
}

/// A request that was answered.
#[derive(Debug, Clone)]
pub struct Answered {
    /// Who answered.
    pub served: Served,
    /// Tokens of its inputs.
    pub tokens: u64,
    /// How long it took, attempts and waits included.
    pub took: Duration,
}

/// The next inputs, in order, and the requests that it took.
#[derive(Debug)]
pub struct Landed<M> {
    /// The inputs.
    pub embedded: Vec<Embedded<M>>,
    /// The requests.
    pub answered: Vec<Answered>,
}

/// A run.
pub struct Run<'a, M> {
    embedder: &'a dyn Embedder,
    wanted: &'a Wanted,
    plan: Plan,
    given: Receiver<Result<Given<M>>>,
    taken: Vec<Result<Given<M>>>,
    open: bool,
    gather: Gather<M>,
    /// Requests that may leave, by number.
    ready: BTreeMap<u64, Batch<M>>,
    flying: FuturesUnordered<BoxFuture<'a, Flown<M>>>,
    landed: BTreeMap<u64, Landed<M>>,
    next: u64,
    out: u64,
    pace: Pace,
    seen: Arc<Seen>,
    /// When an answer came last.
    progress: Instant,
    /// The number whose turn ends the run, and why.
    fatal: Option<(u64, Error)>,
}

/// What the requests of a run have seen together.
#[derive(Debug, Default)]
struct Seen {
    answered: AtomicU64,
    refused: AtomicU64,
}

/// A request that is back.
struct Flown<M> {
    number: u64,
    epoch: u64,
    batch: Batch<M>,
    result: Result<()>,
    parts: Parts,
}

/// What the parts of a request brought.
#[derive(Default)]
struct Parts {
    vectors: Vec<Result<Vec<f32>>>,
    answered: Vec<Answered>,
    rate_limited: u32,
    /// It was refused whole, and the largest part of it that was not.
    halved: bool,
    largest: usize,
}

impl<'a, M: Send + 'a> Run<'a, M> {
    /// A run over what comes through `given`.
    pub fn new(
        embedder: &'a dyn Embedder,
        wanted: &'a Wanted,
        plan: Plan,
        given: Receiver<Result<Given<M>>>,
    ) -> Run<'a, M> {
        Run {
            embedder,
            wanted,
            plan,
            given,
            taken: Vec::new(),
            open: true,
            gather: Gather::new(plan.items, plan.tokens),
            ready: BTreeMap::new(),
            flying: FuturesUnordered::new(),
            landed: BTreeMap::new(),
            next: 0,
            out: 0,
            pace: Pace::new(plan.jobs),
            seen: Arc::default(),
            progress: Instant::now(),
            fatal: None,
        }
    }

    /// How many requests may be on their way now.
    pub fn pace(&self) -> usize {
        self.pace.limit()
    }

    /// The next inputs in order, or `None` at the end.
    ///
    /// # Errors
    /// Whatever ends the run; everything before it has come out then.
    pub async fn next(&mut self) -> Result<Option<Landed<M>>> {
        loop {
            if let Some(landed) = self.landed.remove(&self.out) {
                self.out += 1;
                return Ok(Some(landed));
            }
            if let Some((_, error)) = self.fatal.take_if(|(number, _)| *number <= self.out) {
                return Err(error);
            }
            let paused = self.pace.until().filter(|until| *until > Instant::now());
            if paused.is_none() {
                self.launch();
            }
            let wants = self.open && self.fatal.is_none() && self.ready.is_empty() && self.has_room();
            if !self.open && self.flying.is_empty() && self.ready.is_empty() && self.landed.is_empty() {
                return Ok(None);
            }
            let spare = self.flying.len() < self.pace.limit() && self.ready.is_empty();
            tokio::select! {
                Some(flown) = self.flying.next(), if !self.flying.is_empty() => self.land(flown),
                n = self.given.recv_many(&mut self.taken, TAKEN), if wants => self.take(n),
                () = sleep_until(paused), if paused.is_some() && !self.ready.is_empty() => {}
                () = tokio::time::sleep(LINGER), if wants && spare && !self.gather.is_empty() => self.queue_held(),
            }
        }
    }

    /// What is on its way or waits for its turn is bounded, so that memory is.
    fn has_room(&self) -> bool {
        let ahead = usize::try_from(self.next - self.out).unwrap_or(usize::MAX);
        ahead < self.plan.jobs.saturating_mul(4)
    }

    fn queue(&mut self, batch: Batch<M>) {
        self.ready.insert(self.next, batch);
        self.next += 1;
    }

    fn queue_held(&mut self) {
        if !self.gather.is_empty() {
            let batch = self.gather.take();
            self.queue(batch);
        }
    }

    /// Gathers what has come; nothing means that no more will.
    fn take(&mut self, n: usize) {
        if n == 0 {
            self.open = false;
            self.queue_held();
        }
        for given in std::mem::take(&mut self.taken) {
            let full = match given {
                Ok(Given::Input(input, mark)) if input.bytes() > self.plan.item_bytes => {
                    let error = too_long(input.bytes(), self.plan.item_bytes);
                    self.gather.push_bad(mark, error)
                }
                Ok(Given::Input(input, mark)) => self.gather.push(input, mark),
                Ok(Given::Bad(mark, error)) => self.gather.push_bad(mark, error),
                Err(error) => {
                    self.queue_held();
                    self.end_at(self.next, error);
                    self.open = false;
                    break;
                }
            };
            if let Some(batch) = full {
                self.queue(batch);
            }
        }
        if self.gather.is_full() {
            self.queue_held();
        }
    }

    fn end_at(&mut self, number: u64, error: Error) {
        if self.fatal.as_ref().is_none_or(|(at, _)| number < *at) {
            // Nothing after it will come out.
            self.ready.retain(|n, _| *n < number);
            self.fatal = Some((number, error));
        }
    }

    fn launch(&mut self) {
        while self.flying.len() < self.pace.limit()
            && let Some((number, batch)) = self.ready.pop_first()
        {
            let (embedder, wanted, seen, epoch) = (self.embedder, self.wanted, self.seen.clone(), self.pace.epoch());
            self.flying.push(
                async move {
                    let mut parts = Parts::default();
                    let result = part(embedder, wanted, &batch.inputs, &seen, &mut parts).await;
                    Flown {
                        number,
                        epoch,
                        batch,
                        result,
                        parts,
                    }
                }
                .boxed(),
            );
        }
    }

    fn land(&mut self, flown: Flown<M>) {
        let Flown {
            number,
            epoch,
            batch,
            result,
            parts,
        } = flown;
        let now = Instant::now();
        match result {
            Ok(()) => {
                self.progress = now;
                if parts.rate_limited > 0 {
                    self.pace.too_fast(epoch, now, Duration::ZERO);
                } else {
                    self.pace.answered();
                }
                if parts.halved && parts.vectors.iter().all(Result::is_ok) {
                    // Nothing was wrong with any of them: there were too many.
                    self.gather.shrink(parts.largest);
                }
                self.landed.insert(number, self.join(batch.slots, parts));
            }
            Err(error) if error.kind == Kind::RateLimited => match self.pause(&error) {
                Some(pause) => {
                    self.pace.too_fast(epoch, now, pause);
                    self.ready.insert(number, batch);
                }
                None => self.end_at(number, error),
            },
            Err(error) => self.end_at(number, error),
        }
    }

    /// How long to wait after a request that stayed refused; `None` when the run has no patience left: nothing was answered
    /// for as long as the table waits.
    fn pause(&self, error: &Error) -> Option<Duration> {
        let retry = self.embedder.retry();
        let pause = error.retry_after.unwrap_or_else(|| {
            let doubled = 1u32.checked_shl(self.pace.refused()).unwrap_or(u32::MAX);
            retry.base.saturating_mul(doubled).min(retry.cap)
        });
        let left = retry.budget.saturating_sub(self.progress.elapsed());
        (pause <= left && pause <= retry.retry_after_cap && !left.is_zero()).then_some(pause)
    }

    fn join(&self, slots: Vec<Slot<M>>, parts: Parts) -> Landed<M> {
        let mut vectors = parts.vectors.into_iter();
        let embedded = slots
            .into_iter()
            .map(|slot| {
                let vector = match slot.bad {
                    Some(error) => Err(error),
                    None => vectors
                        .next()
                        .unwrap_or_else(|| Err(Error::bug("an input without a vector"))),
                };
                let vector = vector.map(|mut v| {
                    if self.plan.normalize {
                        normalize(&mut v);
                    }
                    v
                });
                Embedded {
                    mark: slot.mark,
                    vector,
                }
            })
            .collect();
        Landed {
            embedded,
            answered: parts.answered,
        }
    }
}

fn too_long(bytes: usize, most: usize) -> Error {
    Error::new(
        Kind::Invalid,
        text!(
            "the text has {bytes} bytes, and at most {most} are taken",
            "文本有 {bytes} 字节，最多接受 {most} 字节"
        ),
    )
}

async fn sleep_until(at: Option<Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at.into()).await,
        None => std::future::pending().await,
    }
}

/// Embeds inputs; a refused request is halved until the inputs stand alone that are refused themselves.
fn part<'x>(
    embedder: &'x dyn Embedder,
    wanted: &'x Wanted,
    inputs: &'x [Input],
    seen: &'x Seen,
    parts: &'x mut Parts,
) -> BoxFuture<'x, Result<()>> {
    async move {
        if inputs.is_empty() {
            return Ok(());
        }
        let started = Instant::now();
        match embedder.embed(inputs, wanted, Budget::start()).await {
            Ok(embeddings) => {
                seen.answered.fetch_add(1, Ordering::Relaxed);
                parts.rate_limited += embeddings.rate_limited;
                parts.largest = parts.largest.max(inputs.len());
                parts.answered.push(Answered {
                    served: embeddings.served,
                    tokens: embeddings.tokens,
                    took: started.elapsed(),
                });
                parts.vectors.extend(embeddings.vectors.into_iter().map(Ok));
                Ok(())
            }
            Err(error) if is_refusal(&error) && inputs.len() > 1 => {
                parts.halved = true;
                let (left, right) = inputs.split_at(inputs.len() / 2);
                part(embedder, wanted, left, seen, parts).await?;
                part(embedder, wanted, right, seen, parts).await
            }
            Err(error) if is_refusal(&error) => {
                let refused = seen.refused.fetch_add(1, Ordering::Relaxed) + 1;
                if refused > 1 && seen.answered.load(Ordering::Relaxed) == 0 {
                    // It is not the inputs that are refused.
                    return Err(error);
                }
                parts.vectors.push(Err(error));
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
    .boxed()
}

/// Whether one input may be to blame.
fn is_refusal(error: &Error) -> bool {
    matches!(error.kind, Kind::Invalid | Kind::ContentPolicy)
}
