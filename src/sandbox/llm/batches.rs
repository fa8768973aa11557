//! Files and batches as OpenAI keeps them, and message batches as Anthropic does. A batch is worked through when it is ordered
//! and tells of it step by step, one step per look (at Anthropic's, at any of them); answers come back in another order than the requests. Lists come in pages
//! of two, so that a client which reads only the first page is found out.
//! Source: openai-openapi 2.3.0 (createFile, createBatch); platform.claude.com/docs/en/api/creating-message-batches.

use std::collections::BTreeSet;
use std::sync::Mutex;

use serde_json::{Value, json};

use super::form;
use super::job::{End, Job};
use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Content};

/// Members of a page.
const PAGE: usize = 2;

/// What is wrong with a request: the status, and words.
pub(super) type Problem = (u16, String);

/// Files and jobs of one server.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    files: Vec<File>,
    jobs: Vec<Job>,
    made: usize,
}

#[derive(Debug)]
struct File {
    id: String,
    name: String,
    purpose: String,
    content: Vec<u8>,
}

/// One request of a batch.
pub(super) struct Asked {
    pub(super) custom_id: String,
    pub(super) body: Value,
}

impl Inner {
    fn id(&mut self, prefix: &str) -> String {
        self.made += 1;
        format!("{prefix}sandbox{:06}", self.made)
    }

    fn file(&self, id: &str) -> Result<&File, Problem> {
        self.files
            .iter()
            .find(|f| f.id == id)
            .ok_or((404, format!("No such File object: {id}")))
    }

    fn job(&mut self, id: &str) -> Result<&mut Job, Problem> {
        self.jobs
            .iter_mut()
            .find(|j| j.id == id)
            .ok_or((404, format!("No batch found with id '{id}'.")))
    }
}

impl Shelf {
    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// OpenAI's files and batches; `work` answers one request.
    pub(super) fn openai(
        &self,
        request: &Entry,
        path: &str,
        work: impl Fn(&str, &Value) -> (u16, Value),
    ) -> Result<Answer, Problem> {
        let query = request.path.split_once('?').map_or("", |(_, q)| q);
        let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
        let mut inner = self.lock();
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", ["files"]) => {
                let file = upload(request)?;
                let id = inner.id("file-");
                inner.files.push(File { id, ..file });
                Ok(Answer::json(200, &inner.files[inner.files.len() - 1].shown()))
            }
            ("GET", ["files"]) => {
                let all = inner.files.iter().rev().map(|f| (f.id.as_str(), f.shown()));
                Ok(page(all, query, "after"))
            }
            ("GET", ["files", id]) => Ok(Answer::json(200, &inner.file(id)?.shown())),
            ("GET", ["files", id, "content"]) => Ok(raw(inner.file(id)?.content.clone())),
            ("DELETE", ["files", id]) => {
                inner.file(id)?;
                inner.files.retain(|f| f.id != *id);
                Ok(Answer::json(200, &json!({"id": id, "object": "file", "deleted": true})))
            }
            ("POST", ["batches"]) => {
                let said: Value = serde_json::from_slice(&request.body).map_err(|e| (400, e.to_string()))?;
                let job = order(&mut inner, said, work)?;
                inner.jobs.push(job);
                let last = inner.jobs.len() - 1;
                Ok(Answer::json(200, &inner.jobs[last].openai()))
            }
            ("GET", ["batches"]) => {
                let all = inner.jobs.iter().rev().map(|j| (j.id.as_str(), j.openai()));
                Ok(page(all, query, "after"))
            }
            ("GET", ["batches", id]) => {
                inner.job(id)?.looks += 1;
                finish(&mut inner, id)?;
                Ok(Answer::json(200, &inner.job(id)?.openai()))
            }
            ("POST", ["batches", id, "cancel"]) => {
                let job = inner.job(id)?;
                if job.is_done() {
                    return Err((409, "Cannot cancel a batch that has ended.".to_owned()));
                }
                job.cancel();
                Ok(Answer::json(200, &job.openai()))
            }
            (method, _) => Err((404, format!("Invalid URL ({method} /v1{path})"))),
        }
    }

    /// Anthropic's message batches, below `/v1/messages/batches`.
    pub(super) fn claude(
        &self,
        request: &Entry,
        rest: &str,
        query: &str,
        work: impl Fn(&Value) -> (u16, Value),
    ) -> Result<Answer, Problem> {
        let parts: Vec<&str> = rest.split('/').filter(|p| !p.is_empty()).collect();
        let mut inner = self.lock();
        match (request.method.as_str(), parts.as_slice()) {
            ("POST", []) => {
                let said: Value = serde_json::from_slice(&request.body).map_err(|e| (400, e.to_string()))?;
                let asked = claude_requests(&said)?;
                let ends = asked.into_iter().map(|a| {
                    let (status, body) = work(&a.body);
                    End {
                        custom_id: a.custom_id,
                        status,
                        body,
                    }
                });
                let ends = ends.collect();
                let id = inner.id("msgbatch_");
                inner.jobs.push(Job::new(id, Value::Null, ends, 4));
                let last = inner.jobs.len() - 1;
                Ok(Answer::json(200, &inner.jobs[last].claude()))
            }
            ("GET", []) => {
                inner.jobs.iter_mut().for_each(|j| j.looks += 1);
                let all = inner.jobs.iter().rev().map(|j| (j.id.as_str(), j.claude()));
                Ok(page(all, query, "after_id"))
            }
            ("GET", [id]) => {
                let job = inner.job(id)?;
                job.looks += 1;
                Ok(Answer::json(200, &job.claude()))
            }
            ("GET", [id, "results"]) => {
                let job = inner.job(id)?;
                if !job.is_done() {
                    return Err((400, format!("Batch {id} has no available results: it has not ended.")));
                }
                Ok(raw(job.claude_results()))
            }
            ("POST", [id, "cancel"]) => {
                let job = inner.job(id)?;
                job.cancel();
                Ok(Answer::json(200, &job.claude()))
            }
            (method, _) => Err((404, format!("Not Found ({method})"))),
        }
    }
}

impl File {
    fn shown(&self) -> Value {
        json!({
            "id": self.id, "object": "file", "bytes": self.content.len(), "created_at": 1_790_000_000,
            "filename": self.name, "purpose": self.purpose, "status": "processed",
        })
    }
}

/// An order of OpenAI's: checked, and worked through.
fn order(inner: &mut Inner, said: Value, work: impl Fn(&str, &Value) -> (u16, Value)) -> Result<Job, Problem> {
    let fields = [
        "input_file_id",
        "endpoint",
        "completion_window",
        "metadata",
        "output_expires_after",
    ];
    if let Some(unknown) = said
        .as_object()
        .and_then(|o| o.keys().find(|k| !fields.contains(&k.as_str())))
    {
        return Err((400, format!("Unrecognized request argument supplied: {unknown}")));
    }
    let endpoint = said["endpoint"].as_str().unwrap_or("").to_owned();
    if !["/v1/chat/completions", "/v1/embeddings", "/v1/responses"].contains(&endpoint.as_str()) {
        return Err((400, format!("Invalid value: '{endpoint}'.")));
    }
    if said["completion_window"] != "24h" {
        return Err((400, "Invalid value for completion_window.".to_owned()));
    }
    let file = inner.file(said["input_file_id"].as_str().unwrap_or(""))?;
    if file.purpose != "batch" {
        return Err((400, "Invalid file purpose.".to_owned()));
    }
    let (asked, errors) = openai_requests(&file.content, &endpoint);
    let mut ends = Vec::new();
    if errors.is_empty() {
        for a in asked {
            let (status, body) = work(&endpoint, &a.body);
            ends.push(End {
                custom_id: a.custom_id,
                status,
                body,
            });
        }
    }
    let id = inner.id("batch_");
    let mut job = Job::new(id, said, ends, 2);
    job.errors = errors;
    Ok(job)
}

/// Lays the files of a job that is done on the shelf.
fn finish(inner: &mut Inner, id: &str) -> Result<(), Problem> {
    let job = inner.job(id)?;
    if !job.is_done() || !job.errors.is_empty() || !job.said["output_file_id"].is_null() {
        return Ok(());
    }
    let outputs = [
        ("output_file_id", job.openai_results(true)),
        ("error_file_id", job.openai_results(false)),
    ];
    for (field, content) in outputs {
        if content.is_empty() {
            continue;
        }
        let file_id = inner.id("file-");
        inner.files.push(File {
            id: file_id.clone(),
            name: format!("{id}_{field}.jsonl"),
            purpose: "batch_output".to_owned(),
            content,
        });
        inner.job(id)?.said[field] = json!(file_id);
    }
    Ok(())
}

/// The lines of an input file, or what is wrong with them.
fn openai_requests(content: &[u8], endpoint: &str) -> (Vec<Asked>, Vec<Value>) {
    let text = String::from_utf8_lossy(content);
    let (mut asked, mut errors, mut ids) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut wrong = |line: usize, code: &str, message: &str| {
        errors.push(json!({"code": code, "line": line, "message": message, "param": null}));
    };
    for (i, line) in text.lines().enumerate() {
        let Ok(value) = serde_json::from_str::<Value>(line) else {
            wrong(i + 1, "invalid_json_line", "This line is not parseable as valid JSON.");
            continue;
        };
        let custom_id = value["custom_id"].as_str().unwrap_or("");
        if custom_id.is_empty() || !ids.insert(custom_id.to_owned()) {
            wrong(i + 1, "duplicate_custom_id", "The custom_id is missing or not unique.");
        } else if value["method"] != "POST" || value["url"] != endpoint || !value["body"].is_object() {
            wrong(i + 1, "invalid_request", "method, url or body do not fit the batch.");
        } else {
            asked.push(Asked {
                custom_id: custom_id.to_owned(),
                body: value["body"].clone(),
            });
        }
    }
    if asked.is_empty() && errors.is_empty() {
        errors.push(json!({"code": "empty_file", "line": null, "message": "The input file is empty.", "param": null}));
    }
    (asked, errors)
}

/// The requests of an order of Anthropic's.
fn claude_requests(said: &Value) -> Result<Vec<Asked>, Problem> {
    let requests = said["requests"]
        .as_array()
        .filter(|r| !r.is_empty())
        .ok_or((400, "requests: Field required".to_owned()))?;
    let mut ids = BTreeSet::new();
    let mut asked = Vec::new();
    for (i, request) in requests.iter().enumerate() {
        let id = request["custom_id"].as_str().unwrap_or("");
        let fits =
            (1..=64).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if !fits {
            return Err((
                400,
                format!("requests.{i}.custom_id: String should match pattern '^[a-zA-Z0-9_-]{{1,64}}$'"),
            ));
        }
        if !ids.insert(id) {
            return Err((400, format!("requests.{i}.custom_id: must be unique")));
        }
        if !request["params"].is_object() {
            return Err((400, format!("requests.{i}.params: Field required")));
        }
        asked.push(Asked {
            custom_id: id.to_owned(),
            body: request["params"].clone(),
        });
    }
    Ok(asked)
}

/// The file of an upload.
fn upload(request: &Entry) -> Result<File, Problem> {
    let mut file = File {
        id: String::new(),
        name: String::new(),
        purpose: String::new(),
        content: Vec::new(),
    };
    let parts = form::parse(request.header("content-type").unwrap_or(""), &request.body).map_err(|e| (400, e))?;
    for part in parts {
        match part.name.as_str() {
            "purpose" => file.purpose = String::from_utf8_lossy(&part.content).into_owned(),
            "file" => {
                file.name = part.file_name.unwrap_or_default();
                file.content = part.content;
            }
            // Forms of the official client say how long a file is to be kept.
            name if name.starts_with("expires_after") => {}
            other => return Err((400, format!("Unrecognized request argument supplied: {other}"))),
        }
    }
    if !["batch", "user_data", "assistants"].contains(&file.purpose.as_str()) || file.name.is_empty() {
        return Err((400, "purpose and file are required".to_owned()));
    }
    Ok(file)
}

/// A page of a list, newest first.
fn page<'a>(all: impl Iterator<Item = (&'a str, Value)>, query: &str, field: &str) -> Answer {
    let given = |name: &str| query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('='));
    let limit = given("limit").and_then(|l| l.parse().ok()).unwrap_or(PAGE).min(PAGE);
    let mut all: Vec<(&str, Value)> = all.collect();
    if let Some(after) = given(field)
        && let Some(at) = all.iter().position(|(id, _)| *id == after)
    {
        all.drain(..=at);
    }
    let more = all.len() > limit;
    let data: Vec<Value> = all.into_iter().take(limit).map(|(_, shown)| shown).collect();
    let id = |v: Option<&Value>| v.map(|v| v["id"].clone()).unwrap_or_default();
    let (first, last) = (id(data.first()), id(data.last()));
    Answer::json(
        200,
        &json!({"object": "list", "data": data, "first_id": first, "last_id": last, "has_more": more}),
    )
}

fn raw(content: Vec<u8>) -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type".into(), "application/octet-stream".into())],
        content: Content::Whole(content),
        problem: None,
    }
}

/// The status and the JSON of an answer.
pub(super) fn outcome(answer: Answer) -> (u16, Value) {
    let body = match answer.content {
        Content::Whole(body) => serde_json::from_slice(&body).unwrap_or_default(),
        Content::Pieces(_) | Content::Length(_) | Content::Events(_) => Value::Null,
    };
    (answer.status, body)
}
