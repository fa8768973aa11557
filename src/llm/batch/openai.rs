//! OpenAI's batches: a file of requests, an order that names it, files of answers. The file's name and the order's metadata carry
//! the marker. Vendors that copied the protocol are served as well.
//! Source: openai-openapi 2.3.0 (createFile, createBatch, listBatches); `reference/llm.md` §5.1.

use futures_util::FutureExt;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{self, BoxStream};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::lines::{self, malformed};
use super::wire::{PAGES, Wire, id_of, too_long};
use super::{Ended, Engine, Found, Frame, Job, Limits, Progress, Task};
use crate::error::{Error, Result};
use crate::http::{Idempotency, Method, Multipart, Piece, Request};
use crate::llm::Connection;
use crate::llm::openai::fault;

/// The engine.
pub struct OpenAi {
    wire: Wire,
}

impl OpenAi {
    /// Over this connection.
    pub fn new(connection: Connection) -> OpenAi {
        OpenAi {
            wire: Wire {
                connection,
                decode_error: fault::decode_error,
            },
        }
    }

    /// Walks through a list, newest first, until `stop` has seen enough; false when the list is longer than anybody reads.
    async fn walk(&self, path: &str, mut stop: impl FnMut(&Value) -> Result<bool>) -> Result<bool> {
        let mut after = String::new();
        for _ in 0..PAGES {
            let (members, more) = self.wire.page(&format!("{path}limit=100{after}")).await?;
            for member in &members {
                if stop(member)? {
                    return Ok(true);
                }
            }
            match members.last().filter(|_| more) {
                Some(last) => after = format!("&after={}", id_of(last)?),
                None => return Ok(true),
            }
        }
        Ok(false)
    }

    async fn upload_file(&self, marker: &str, content: &Piece) -> Result<String> {
        let url = self.wire.url("files");
        let form = || {
            let name = file_name(marker);
            let form = Multipart::default().text("purpose", "batch");
            let form = form.file("file", &name, "application/jsonl", content.clone());
            Request::new(Method::POST, url.clone()).multipart(form)
        };
        // A file that is there twice does nothing: only an order does.
        id_of(&self.wire.call(Idempotency::Safe, form).await?)
    }

    async fn search_file(&self, marker: &str, bytes: u64) -> Result<Option<String>> {
        let mut found = None;
        self.walk("files?purpose=batch&order=desc&", |file| {
            if file["filename"] == file_name(marker).as_str() && file["bytes"] == bytes {
                found = Some(id_of(file)?);
            }
            Ok(found.is_some())
        })
        .await?;
        Ok(found)
    }

    async fn order(&self, marker: &str, task: Task, file_id: &str) -> Result<Job> {
        let url = self.wire.url("batches");
        let body = json!({
            "input_file_id": file_id,
            "endpoint": endpoint(task),
            "completion_window": "24h",
            "metadata": {"vh": marker},
        });
        let post = || Ok(Request::new(Method::POST, url.clone()).json(&body));
        job_of(&self.wire.call(Idempotency::Ambiguous, post).await?)
    }

    async fn search(&self, marker: &str, since: Option<&str>) -> Result<Found> {
        let mut found = Found::Nothing;
        let whole = self
            .walk("batches?", |job| {
                if job["metadata"]["vh"] == marker {
                    found = Found::Job(job_of(job)?);
                    return Ok(true);
                }
                Ok(since.is_some_and(|id| job["id"] == id))
            })
            .await?;
        if whole { Ok(found) } else { Err(too_long()) }
    }

    async fn read_results(&self, job_id: &str) -> Result<BoxStream<'_, Result<Ended>>> {
        let job = self.wire.get(&format!("batches/{job_id}")).await?;
        let mut all: BoxStream<'_, Result<Ended>> = stream::empty().boxed();
        for field in ["output_file_id", "error_file_id"] {
            if let Some(id) = job[field].as_str().filter(|id| !id.is_empty()) {
                let lines = lines::read::<Line>(self.wire.open(&format!("files/{id}/content")).await?);
                all = all.chain(lines.map(|line| line.map(Line::ended))).boxed();
            }
        }
        Ok(all)
    }
}

/// The file's name: it carries the marker.
fn file_name(marker: &str) -> String {
    format!("{marker}.jsonl")
}

fn endpoint(task: Task) -> &'static str {
    match task {
        Task::Chat => "/v1/chat/completions",
        Task::Embed => "/v1/embeddings",
    }
}

fn job_of(job: &Value) -> Result<Job> {
    let word = job["status"].as_str().unwrap_or("").to_owned();
    let progress = match word.as_str() {
        "completed" | "expired" | "cancelled" => Progress::Ended,
        "failed" => Progress::Failed,
        // validating, in_progress, finalizing, cancelling, and what may be added.
        _ => Progress::Running,
    };
    let count = |name: &str| job["request_counts"][name].as_u64().unwrap_or(0);
    let error = job["errors"]["data"].as_array().and_then(|all| all.first()).map(|e| {
        let word = |name: &str| e[name].as_str().unwrap_or("").to_owned();
        let line = e["line"].as_u64().map(|n| format!(" (line {n})")).unwrap_or_default();
        format!("{}: {}{line}", word("code"), word("message"))
    });
    Ok(Job {
        id: id_of(job)?,
        progress,
        word,
        done: count("completed"),
        failed: count("failed"),
        error,
    })
}

#[derive(Deserialize)]
struct Line {
    custom_id: String,
    response: Option<Response>,
    error: Option<Value>,
}

#[derive(Deserialize)]
struct Response {
    status_code: u16,
    request_id: Option<String>,
    body: Box<RawValue>,
}

impl Line {
    fn ended(self) -> Ended {
        let answer = match (self.response, self.error) {
            (Some(r), _) if (200..300).contains(&r.status_code) => Ok(r.body.get().to_owned()),
            (Some(r), _) => Err(fault::decode_body(r.status_code, r.body.get().as_bytes()).request_id(r.request_id)),
            (None, Some(error)) => Err(fault::decode_stream_error(&error)),
            (None, None) => Err(malformed("a request with neither answer nor error")),
        };
        Ended {
            wire_id: self.custom_id,
            answer,
        }
    }
}

impl Engine for OpenAi {
    fn name(&self) -> &str {
        &self.wire.connection.target.name
    }

    fn limits(&self) -> Limits {
        Limits {
            items: 50_000,
            bytes: 200 << 20,
        }
    }

    fn frame(&self) -> Frame {
        Frame {
            before: "",
            between: "\n",
            after: "\n",
        }
    }

    fn request(&self, task: Task, wire_id: &str, body: &str) -> String {
        let url = endpoint(task);
        format!(
            "{{\"custom_id\":{},\"method\":\"POST\",\"url\":\"{url}\",\"body\":{body}}}",
            json!(wire_id)
        )
    }

    fn upload<'a>(&'a self, marker: &'a str, content: Piece) -> BoxFuture<'a, Result<Option<String>>> {
        async move { self.upload_file(marker, &content).await.map(Some) }.boxed()
    }

    fn find_file<'a>(&'a self, marker: &'a str, bytes: u64) -> BoxFuture<'a, Result<Option<String>>> {
        self.search_file(marker, bytes).boxed()
    }

    fn newest(&self) -> BoxFuture<'_, Result<Option<String>>> {
        async {
            let (jobs, _) = self.wire.page("batches?limit=1").await?;
            jobs.first().map(id_of).transpose()
        }
        .boxed()
    }

    fn submit<'a>(
        &'a self,
        marker: &'a str,
        task: Task,
        file_id: Option<&'a str>,
        _: Piece,
    ) -> BoxFuture<'a, Result<Job>> {
        async move {
            let file_id = file_id.ok_or_else(|| Error::bug("an order without its file"))?;
            self.order(marker, task, file_id).await
        }
        .boxed()
    }

    fn find<'a>(&'a self, marker: &'a str, _: u64, since: Option<&'a str>) -> BoxFuture<'a, Result<Found>> {
        self.search(marker, since).boxed()
    }

    fn look<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<Job>> {
        async move { job_of(&self.wire.get(&format!("batches/{job_id}")).await?) }.boxed()
    }

    fn results<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<BoxStream<'a, Result<Ended>>>> {
        self.read_results(job_id).boxed()
    }

    fn cancel<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<Job>> {
        async move { job_of(&self.wire.post(&format!("batches/{job_id}/cancel")).await?) }.boxed()
    }
}
