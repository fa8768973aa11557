//! Anthropic's message batches: the requests travel with the order. A batch has neither a name nor metadata there, so one that
//! may have been sent is looked for among those that came after the newest one known before, and told by the ids of its
//! requests as soon as it has ended.
//! Source: platform.claude.com/docs/en/api/creating-message-batches, listing-message-batches; `reference/llm.md` §5.2.

use futures_util::FutureExt;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::lines::{self, malformed};
use super::wire::{PAGES, Wire, id_of, too_long};
use super::{Ended, Engine, Found, Frame, Job, Limits, Progress, Task, number_of};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Body, Idempotency, Method, Piece, Request};
use crate::llm::Connection;
use crate::llm::claude::fault;
use crate::text;

/// The engine.
pub struct Claude {
    wire: Wire,
}

impl Claude {
    /// Over this connection.
    pub fn new(connection: Connection) -> Claude {
        Claude {
            wire: Wire {
                connection,
                decode_error: fault::decode_error,
            },
        }
    }

    async fn order(&self, content: &Piece) -> Result<Job> {
        let url = self.wire.url("v1/messages/batches");
        let post = || {
            let mut post = Request::new(Method::POST, url.clone()).header("content-type", "application/json")?;
            post.body = Body::Pieces(vec![content.clone()]);
            Ok(post)
        };
        job_of(&self.wire.call(Idempotency::Ambiguous, post).await?)
    }

    /// The jobs after `since` that have as many requests.
    async fn candidates(&self, items: u64, since: Option<&str>) -> Result<Vec<Job>> {
        let mut found = Vec::new();
        let mut after = String::new();
        for _ in 0..PAGES {
            let (jobs, more) = self.wire.page(&format!("v1/messages/batches?limit=100{after}")).await?;
            for job in &jobs {
                if since.is_some_and(|id| job["id"] == id) {
                    return Ok(found);
                }
                if total(job) == items {
                    found.push(job_of(job)?);
                }
            }
            match jobs.last().filter(|_| more) {
                Some(last) => after = format!("&after_id={}", id_of(last)?),
                None => return Ok(found),
            }
        }
        Err(too_long())
    }

    async fn search(&self, marker: &str, items: u64, since: Option<&str>) -> Result<Found> {
        let mut perhaps = Vec::new();
        for job in self.candidates(items, since).await? {
            if job.progress != Progress::Ended {
                perhaps.push(job);
                continue;
            }
            // Any one answer tells whose batch it is.
            let first = self.read_results(&job.id).await?.next().await.transpose()?;
            if first.is_some_and(|e| number_of(marker, &e.wire_id).is_some()) {
                return Ok(Found::Job(job));
            }
        }
        Ok(match perhaps.as_slice() {
            [] => Found::Nothing,
            _ => Found::Perhaps(perhaps.into_iter().map(|j| j.id).collect()),
        })
    }

    async fn read_results(&self, job_id: &str) -> Result<BoxStream<'_, Result<Ended>>> {
        // The job tells a URL of its own; the documented path is the same place without trusting that URL with the key.
        let reply = self.wire.open(&format!("v1/messages/batches/{job_id}/results")).await?;
        Ok(lines::read::<Line>(reply).map(|line| line.map(Line::ended)).boxed())
    }
}

fn total(job: &Value) -> u64 {
    let counts = &job["request_counts"];
    ["processing", "succeeded", "errored", "canceled", "expired"]
        .iter()
        .filter_map(|name| counts[*name].as_u64())
        .sum()
}

fn job_of(job: &Value) -> Result<Job> {
    let word = job["processing_status"].as_str().unwrap_or("").to_owned();
    let count = |name: &str| job["request_counts"][name].as_u64().unwrap_or(0);
    Ok(Job {
        id: id_of(job)?,
        progress: if word == "ended" {
            Progress::Ended
        } else {
            Progress::Running
        },
        word,
        done: count("succeeded"),
        failed: count("errored") + count("canceled") + count("expired"),
        error: None,
    })
}

#[derive(Deserialize)]
struct Line {
    custom_id: String,
    result: Verdict,
}

#[derive(Deserialize)]
struct Verdict {
    #[serde(rename = "type")]
    kind: String,
    message: Option<Box<RawValue>>,
    error: Option<Value>,
}

impl Line {
    fn ended(self) -> Ended {
        let result = self.result;
        let answer = match (result.kind.as_str(), result.message) {
            ("succeeded", Some(message)) => Ok(message.get().to_owned()),
            ("errored", _) => {
                let error = result.error.unwrap_or_default();
                let id = error["request_id"].as_str().map(str::to_owned);
                // The error stands in an envelope of its own.
                let inner = if error["error"].is_object() {
                    &error["error"]
                } else {
                    &error
                };
                Err(fault::decode_stream_error(inner, id))
            }
            (kind @ ("canceled" | "expired"), _) => Err(Error::new(
                Kind::Unavailable,
                text!(
                    "the request was {kind} before it was looked at",
                    "请求在处理之前已 {kind}"
                ),
            )
            .code(kind)
            .outcome(Outcome::Sent)),
            (other, _) => Err(malformed(format!("a result of type {other:?}"))),
        };
        Ended {
            wire_id: self.custom_id,
            answer,
        }
    }
}

impl Engine for Claude {
    fn name(&self) -> &str {
        &self.wire.connection.target.name
    }

    fn limits(&self) -> Limits {
        Limits {
            items: 100_000,
            bytes: 256 << 20,
        }
    }

    fn frame(&self) -> Frame {
        Frame {
            before: "{\"requests\":[",
            between: ",",
            after: "]}",
        }
    }

    fn request(&self, _: Task, wire_id: &str, body: &str) -> String {
        format!("{{\"custom_id\":{},\"params\":{body}}}", json!(wire_id))
    }

    fn upload<'a>(&'a self, _: &'a str, _: Piece) -> BoxFuture<'a, Result<Option<String>>> {
        async { Ok(None) }.boxed()
    }

    fn find_file<'a>(&'a self, _: &'a str, _: u64) -> BoxFuture<'a, Result<Option<String>>> {
        async { Ok(None) }.boxed()
    }

    fn newest(&self) -> BoxFuture<'_, Result<Option<String>>> {
        async {
            let (jobs, _) = self.wire.page("v1/messages/batches?limit=1").await?;
            jobs.first().map(id_of).transpose()
        }
        .boxed()
    }

    fn submit<'a>(&'a self, _: &'a str, _: Task, _: Option<&'a str>, content: Piece) -> BoxFuture<'a, Result<Job>> {
        async move { self.order(&content).await }.boxed()
    }

    fn find<'a>(&'a self, marker: &'a str, items: u64, since: Option<&'a str>) -> BoxFuture<'a, Result<Found>> {
        self.search(marker, items, since).boxed()
    }

    fn look<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<Job>> {
        async move { job_of(&self.wire.get(&format!("v1/messages/batches/{job_id}")).await?) }.boxed()
    }

    fn results<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<BoxStream<'a, Result<Ended>>>> {
        self.read_results(job_id).boxed()
    }

    fn cancel<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<Job>> {
        async move { job_of(&self.wire.post(&format!("v1/messages/batches/{job_id}/cancel")).await?) }.boxed()
    }
}
