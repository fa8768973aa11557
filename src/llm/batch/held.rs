//! Ark's batch calls: each is held open until there is room, for hours if need be. One loop in this process keeps as many open
//! as it may; answers are written down as they come, so that a loop that is stopped goes on with what is open. When Ark says
//! how long to wait, all wait, and come back slowly.
//! Source: volcengine-ark-runtime 5.0.54 (`resources/batch`, `_utils/_model_breaker.py`); `reference/llm.md` §5.3.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use serde_json::Value;

use super::answer::Failure;
use super::{Task, drive};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Budget, Idempotency, Method, Request, Retry, retry};
use crate::llm::Connection;
use crate::llm::openai::fault;
use crate::state::batches::Item;
use crate::state::{Batch, Phase, State};

/// The longest that a call is held.
const HELD: Duration = Duration::from_secs(28 * 24 * 3600);

/// The longest wait between two attempts.
const CAP: Duration = Duration::from_secs(8);

/// After a pause, calls come back during this long.
const SLOW_START: Duration = Duration::from_secs(10);

/// The largest answer.
const CAP_BYTES: usize = 64 << 20;

/// The loop.
pub struct Held {
    connection: Connection,
}

/// Told how many requests were answered and how many failed.
pub type Told<'a> = &'a mut (dyn FnMut(i64, i64) + Send);

impl Held {
    /// Over this connection, as patient as it takes.
    pub fn new(mut connection: Connection) -> Held {
        let net = &mut connection.target.net;
        net.timeouts.first_byte = HELD;
        net.retry = Retry {
            attempts: u32::MAX,
            base: net.retry.base,
            cap: CAP,
            retry_after_cap: HELD,
            budget: HELD,
        };
        Held { connection }
    }

    /// Works through what is open, `jobs` calls at once.
    ///
    /// # Errors
    /// What would refuse every request: a bad key, no balance, no such model; [`Kind::Local`] of the state.
    pub async fn run(
        &self,
        state: &State,
        batch: &mut Batch,
        jobs: usize,
        now_ms: fn() -> i64,
        told: Told<'_>,
    ) -> Result<()> {
        let batches = state.batches();
        let task = Task::of_word(&batch.task)?;
        batch.phase = Phase::Submitted;
        batch.state = Some("running".to_owned());
        batch.updated_ms = now_ms();
        batches.save(batch).await?;
        let breaker = Breaker::default();
        let mut next = 0;
        let mut more = true;
        let mut flying: FuturesUnordered<BoxFuture<'_, (i64, Result<String>)>> = FuturesUnordered::new();
        loop {
            while more && flying.len() < jobs {
                let room = i64::try_from(jobs - flying.len()).unwrap_or(1);
                let open = batches.items(&batch.marker, next, room, true).await?;
                more = !open.is_empty();
                for item in open {
                    next = item.number + 1;
                    let breaker = &breaker;
                    flying.push(async move { (item.number, self.ask(task, &item, breaker).await) }.boxed());
                }
            }
            let Some((number, answer)) = flying.next().await else {
                break;
            };
            let row = match answer {
                Ok(body) => (number, body, false),
                Err(e) if ends_all(&e, batch.done) => return Err(e),
                Err(e) => (number, Failure::of(&e).to_json()?, true),
            };
            if row.2 {
                batch.failed += 1;
            } else {
                batch.done += 1;
            }
            batches.answer(&batch.marker, vec![row]).await?;
            told(batch.done, batch.failed);
        }
        batch.state = Some("completed".to_owned());
        drive::finish(state, batch, now_ms()).await
    }

    async fn ask(&self, task: Task, item: &Item, breaker: &Breaker) -> Result<String> {
        let c = &self.connection;
        let url = c.target.url(path(task, &item.request));
        let body = Bytes::from(item.request.clone());
        let attempt = |_| {
            let (url, body) = (url.clone(), body.clone());
            async move {
                breaker.pass().await;
                let result = self.once(url, body).await;
                if let Err(Some(wait)) = result.as_ref().map_err(|e| e.retry_after) {
                    breaker.close(wait);
                }
                result
            }
            .boxed()
        };
        let budget = Budget::start();
        let (body, _) = retry::attempts(&c.target, budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        Ok(body)
    }

    async fn once(&self, url: String, body: Bytes) -> Result<String> {
        let c = &self.connection;
        let mut post = Request::new(Method::POST, url).header("content-type", "application/json")?;
        post.body = Body::Bytes(body);
        let (reply, body) = c.http.call(&c.target, c.authorize(post)?, CAP_BYTES).await?;
        if !reply.is_ok() {
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        String::from_utf8(body.to_vec()).map_err(|_| super::lines::malformed("an answer that is not UTF-8"))
    }
}

fn path(task: Task, request: &str) -> &'static str {
    match task {
        Task::Chat => "batch/chat/completions",
        Task::Embed => {
            let body: Value = serde_json::from_str(request).unwrap_or_default();
            if body["input"][0].is_object() {
                "batch/embeddings/multimodal"
            } else {
                "batch/embeddings"
            }
        }
    }
}

/// Whether every other request would end the same way. A model that is not there is one request's fault once another was
/// answered.
fn ends_all(e: &Error, done: i64) -> bool {
    match e.kind {
        Kind::NotFound => done == 0,
        kind => matches!(
            kind,
            Kind::Auth | Kind::Quota | Kind::Config | Kind::Refused | Kind::Closed | Kind::Bug
        ),
    }
}

/// Holds all calls back while Ark asks to wait, and lets them come back slowly: 1, 2, 4, … in the seconds after.
#[derive(Debug, Default)]
struct Breaker {
    inner: Mutex<Closed>,
}

#[derive(Debug, Default)]
struct Closed {
    until: Option<Instant>,
    passed: u32,
}

impl Breaker {
    fn close(&self, wait: Duration) {
        if let (Ok(mut closed), Some(until)) = (self.inner.lock(), Instant::now().checked_add(wait)) {
            if closed.until.is_none_or(|u| u < until) {
                closed.until = Some(until);
            }
            closed.passed = 0;
        }
    }

    /// How long to wait before asking again; `None` lets one through.
    fn ask(&self, now: Instant) -> Option<Duration> {
        let Ok(mut closed) = self.inner.lock() else { return None };
        let until = closed.until?;
        let Some(open) = now.checked_duration_since(until) else {
            return Some(until - now);
        };
        if open >= SLOW_START {
            closed.until = None;
            return None;
        }
        let may = 1u32.checked_shl(open.as_secs() as u32).unwrap_or(u32::MAX);
        if closed.passed < may {
            closed.passed += 1;
            return None;
        }
        Some(Duration::from_millis(50))
    }

    async fn pass(&self) {
        while let Some(wait) = self.ask(Instant::now()) {
            tokio::time::sleep(wait).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_pause_calls_come_back_slowly() {
        let breaker = Breaker::default();
        let now = Instant::now();
        assert_eq!(breaker.ask(now), None, "open");
        breaker.close(Duration::from_secs(5));
        assert!(breaker.ask(now).is_some_and(|w| w > Duration::from_secs(4)));
        let at = |s: u64| now + Duration::from_secs(s) + Duration::from_millis(100);
        let passing = |s| (0..100).take_while(|_| breaker.ask(at(s)).is_none()).count();
        assert_eq!(passing(5), 1);
        assert_eq!(passing(6), 1, "two in all");
        assert_eq!(passing(8), 6, "eight in all");
        assert_eq!(passing(16), 100, "open again");
    }

    #[test]
    fn parts_go_to_the_multimodal_endpoint() {
        assert_eq!(path(Task::Embed, r#"{"input":["x"]}"#), "batch/embeddings");
        assert_eq!(
            path(Task::Embed, r#"{"input":[{"type":"text"}]}"#),
            "batch/embeddings/multimodal"
        );
        assert_eq!(path(Task::Chat, "{}"), "batch/chat/completions");
    }
}
