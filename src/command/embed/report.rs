//! What a run of `vh embed` hands on and tells: vectors, progress, refused inputs.

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::input::{Held, Mark};
use super::output::{Done, Made, Row};
use super::writer::Writer;
use crate::command::Context;
use crate::error::{Error, Kind, Result};
use crate::llm::embed::{Answered, Landed};
use crate::output::progress::Waiting;
use crate::output::{Format, Output, Record};
use crate::text;
use crate::text::Text;

/// Refused inputs that are told one by one.
const TOLD: usize = 10;

/// Rows of a table for a person at once.
const PAGE: usize = 256;

/// Two kinds of vectors that would stand together.
pub fn mixed(there: &Made, now: &Made, path: Option<&Path>) -> Error {
    let (model, dims, other, other_dims) = (&there.model, there.dims, &now.model, now.dims);
    match path {
        Some(path) => Error::new(
            Kind::Conflict,
            text!(
                "{path} holds vectors of {model} with {dims} dimensions, and these are of {other} with {other_dims}",
                "{path} 中是 {model} 的 {dims} 维向量，而现在的是 {other} 的 {other_dims} 维向量",
                path = path.display()
            ),
        )
        .hint(text!(
            "give another --out, or remove it to begin anew",
            "请使用另一个 --out，或删除它重新开始"
        )),
        None => Error::new(
            Kind::Integrity,
            text!(
                "the provider began with vectors of {model} with {dims} dimensions, and went on with {other}, {other_dims}",
                "服务商先返回 {model} 的 {dims} 维向量，之后变为 {other} 的 {other_dims} 维"
            ),
        ),
    }
}

/// A vector as people and shells see it.
#[derive(Serialize)]
struct Shown {
    index: u64,
    model: String,
    dims: String,
    vector: String,
}

impl Record for Shown {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("index", "序号"),
            Text::pair("model", "模型"),
            Text::pair("dims", "维数"),
            Text::pair("vector", "向量"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.index.to_string(),
            self.model.clone(),
            self.dims.clone(),
            self.vector.clone(),
        ]
    }
}

impl Shown {
    fn of(row: &Row<'_>, short: bool) -> Shown {
        let numbers = |v: &[f32]| v.iter().map(f32::to_string).collect::<Vec<_>>().join(",");
        let vector = match (row.embedding, &row.error) {
            (Some(v), _) if short => {
                let first: Vec<String> = v.iter().take(4).map(|n| format!("{n:.4}")).collect();
                let more = if v.len() > 4 { " …" } else { "" };
                format!("{}{more}", first.join(" "))
            }
            (Some(v), _) => format!("[{}]", numbers(v)),
            (None, Some(why)) => format!("error: {}", why.message),
            (None, None) => String::new(),
        };
        Shown {
            index: row.index,
            model: row.model.unwrap_or("").to_owned(),
            dims: row.embedding.map(|v| v.len().to_string()).unwrap_or_default(),
            vector,
        }
    }
}

/// What is told of a run.
pub struct Report {
    format: Format,
    made: Option<Made>,
    page: Vec<Shown>,
    path: Option<std::path::PathBuf>,
    /// Inputs that an earlier run dealt with, and those of them that were refused.
    held: Held,
    good: u64,
    failed: u64,
    told: Vec<String>,
    last: Option<Error>,
    tokens: u64,
    requests: u64,
    waiting: Waiting,
    shown: Instant,
}

impl Report {
    /// Nothing happened yet, but for what is `held`.
    pub fn new(ctx: &Context, held: &Held, path: Option<&Path>) -> Report {
        if held.rows > 0 {
            let rows = held.rows;
            ctx.out
                .err()
                .note(&text!("going on after {rows} inputs", "从第 {rows} 个输入之后继续"));
        }
        Report {
            format: ctx.out.format(),
            made: None,
            page: Vec::new(),
            path: path.map(Path::to_owned),
            held: held.clone(),
            good: 0,
            failed: 0,
            told: Vec::new(),
            last: None,
            tokens: 0,
            requests: 0,
            waiting: Waiting::start(ctx.out.err(), &text!("embedding", "正在转换")),
            shown: Instant::now(),
        }
    }

    /// Hands the next inputs on.
    ///
    /// # Errors
    /// [`Kind::Conflict`] and [`Kind::Integrity`] when vectors of two kinds would stand together; what the output says.
    pub async fn take(&mut self, ctx: &mut Context, landed: Landed<Mark>, vectors: Option<&mut Writer>) -> Result<()> {
        self.requests += landed.answered.len() as u64;
        self.tokens += landed.answered.iter().map(|a: &Answered| a.tokens).sum::<u64>();
        let model = landed.answered.first().map(|a| a.served.model.clone());
        let dims = landed
            .embedded
            .iter()
            .find_map(|e| e.vector.as_ref().ok())
            .map(Vec::len);
        if let (Some(model), Some(dims)) = (model, dims) {
            let now = Made { model, dims };
            let there = self.made.get_or_insert_with(|| now.clone());
            if *there != now {
                return Err(mixed(there, &now, None));
            }
            if let Some(there) = vectors.as_ref().and_then(|v| v.made())
                && *there != now
            {
                return Err(mixed(there, &now, self.path.as_deref()));
            }
        }
        let done: Vec<Done> = landed
            .embedded
            .into_iter()
            .map(|e| Done {
                mark: e.mark,
                vector: e.vector,
            })
            .collect();
        for one in &done {
            match &one.vector {
                Ok(_) => self.good += 1,
                Err(e) => self.refused(ctx, &one.mark, e),
            }
        }
        match vectors {
            Some(vectors) => vectors.append(self.made.as_ref(), done).await,
            None => self.print(&mut ctx.out, &done),
        }
    }

    fn refused(&mut self, ctx: &Context, mark: &Mark, e: &Error) {
        self.failed += 1;
        if self.told.len() < TOLD {
            let index = mark.index;
            let id = mark.id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
            let reason = e.line(ctx.out.lang());
            let line = text!("input {index}{id}: {reason}", "输入 {index}{id}：{reason}");
            self.told.push(line.get(ctx.out.lang()).to_owned());
        }
        let error = Error::new(e.kind, e.what.clone());
        self.last = Some(match &e.provider {
            Some(name) => error.provider(name),
            None => error,
        });
    }

    fn print(&mut self, out: &mut Output, done: &[Done]) -> Result<()> {
        if self.format.is_json() {
            let mut lines = Vec::new();
            for one in done {
                one.row(self.made.as_ref()).write(&mut lines)?;
            }
            // On a terminal it is made harmless.
            out.text(&String::from_utf8_lossy(&lines))?;
            return out.flush();
        }
        for one in done {
            let row = one.row(self.made.as_ref());
            match self.format {
                Format::Human => self.page.push(Shown::of(&row, true)),
                _ => out.record(&Shown::of(&row, false))?,
            }
        }
        if self.page.len() >= PAGE {
            self.page(out)?;
        }
        out.flush()
    }

    /// Prints the rows of a table that wait.
    ///
    /// # Errors
    /// What the output says.
    pub fn page(&mut self, out: &mut Output) -> Result<()> {
        out.records(&std::mem::take(&mut self.page))
    }

    /// Shows how far it is.
    pub fn progress(&mut self, jobs: usize) {
        if self.shown.elapsed() < Duration::from_millis(100) {
            return;
        }
        self.shown = Instant::now();
        let (count, tokens) = (self.held.rows + self.good + self.failed, self.tokens);
        self.waiting.tell(&text!(
            "{count} embedded, {tokens} tokens, {jobs} at once",
            "已完成 {count}，{tokens} token，并发 {jobs}"
        ));
    }

    /// The error of a run that ended early: it tells what is safe.
    pub fn stopped(&self, e: Error, out: Option<&Path>) -> Error {
        let (Some(path), rows) = (out, self.held.rows + self.good + self.failed) else {
            return e;
        };
        if rows == 0 || matches!(e.kind, Kind::Closed | Kind::Conflict | Kind::Usage) {
            return e;
        }
        let shown = path.display();
        let what = e.what.clone().join(
            "; ",
            text!(
                "{shown} holds {rows}, and the same command goes on there",
                "{shown} 已有 {rows} 个，重复同一命令即可继续"
            ),
        );
        e.with_what(what)
    }

    /// Lists the refused inputs, and says what there is.
    ///
    /// # Errors
    /// [`Kind::Partial`] when some inputs have no vector; their own error when none has.
    pub fn end(self, ctx: &mut Context, out: Option<&Path>) -> Result<()> {
        drop(self.waiting);
        let err = ctx.out.err();
        for line in &self.told {
            err.note(&Text::same(line.clone()));
        }
        let untold = self.failed - self.told.len() as u64;
        if untold > 0 {
            err.note(&text!("and {untold} more", "另有 {untold} 个"));
        }
        let (tokens, requests, good) = (self.tokens, self.requests, self.good);
        match (out, &self.made) {
            (Some(path), Some(made)) => {
                let (path, model, dims) = (path.display(), &made.model, made.dims);
                let all = self.held.rows + self.good + self.failed;
                err.note(&text!(
                    "{path}: {all} rows, {good} of them new; {model}, {dims} dimensions, {tokens} tokens, {requests} requests",
                    "{path}：共 {all} 行，新增 {good}；{model}，{dims} 维，{tokens} token，{requests} 个请求"
                ));
            }
            (Some(path), None) => {
                let (path, rows) = (path.display(), self.held.rows);
                err.note(&text!(
                    "{path}: {rows} rows, nothing new",
                    "{path}：共 {rows} 行，没有新增"
                ));
            }
            (None, _) => ctx
                .http
                .trace()
                .note_at(1, format_args!("{good} vectors, {tokens} tokens, {requests} requests")),
        }
        let failed = self.held.failed + self.failed;
        let all = self.held.rows + self.good + self.failed;
        match self.last {
            _ if failed == 0 => Ok(()),
            Some(e) if failed == all && failed == 1 => Err(e),
            last => {
                let kind = match last {
                    Some(e) if failed == all => e.kind,
                    _ => Kind::Partial,
                };
                Err(Error::new(
                    kind,
                    text!(
                        "{failed} of {all} inputs have no vector",
                        "{all} 个输入中有 {failed} 个没有得到向量"
                    ),
                ))
            }
        }
    }
}
