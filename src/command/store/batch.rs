//! Many operations at once: each tells what it did as it is done, failures are told and do not stop the others, and the exit code
//! says how it went.

use std::sync::Arc;
use std::time::Instant;

use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use serde::Serialize;

use crate::command::{Context, Interrupts};
use crate::error::{Error, Kind, Result};
use crate::output::progress::{METER_PAUSE, Meter};
use crate::output::{Format, Output, Record};
use crate::store::transfer::{Moved, human};
use crate::text;
use crate::text::Text;

/// The operation of a content that turned out to be there already: it is counted and not shown.
pub(super) const SAME: &str = "same";

/// What one operation did.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Row {
    /// `put`, `get`, `cp`, `mv`, `rm`, …
    pub(super) op: &'static str,
    /// From.
    pub(super) source: String,
    /// To.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) target: Option<String>,
    /// Bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) size: Option<u64>,
    /// How the content was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) verified: Option<&'static str>,
    /// Bytes that an earlier run had done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) resumed: Option<u64>,
    /// Without quotes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) etag: Option<String>,
    /// The version it made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<String>,
    /// It would be done: this is a dry run.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) dry_run: bool,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<Failure>,
}

/// Why an operation failed.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Failure {
    kind: String,
    code: Option<String>,
    exit: u8,
    message: String,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("operation", "操作"),
            Text::pair("source", "源"),
            Text::pair("target", "目标"),
            Text::pair("size", "大小"),
            Text::pair("verified", "校验"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.op.to_owned(),
            self.source.clone(),
            self.target.clone().unwrap_or_default(),
            self.size.map(|s| s.to_string()).unwrap_or_default(),
            self.verified.unwrap_or_default().to_owned(),
        ]
    }
}

impl Row {
    /// Of an operation on one thing.
    pub(super) fn new(op: &'static str, source: impl Into<String>) -> Row {
        Row {
            op,
            source: source.into(),
            ..Row::default()
        }
    }

    /// Of one that goes somewhere.
    pub(super) fn to(mut self, target: impl Into<String>) -> Row {
        self.target = Some(target.into());
        self
    }

    /// With what a transfer did.
    pub(super) fn moved(mut self, moved: Moved) -> Row {
        self.size = Some(moved.size);
        self.verified = Some(moved.verified.name());
        self.resumed = (moved.resumed > 0).then_some(moved.resumed);
        self.etag = moved.etag;
        self.version = moved.version;
        self
    }

    fn line(&self) -> String {
        let mut line = format!("{} {}", self.op, self.source);
        if let Some(target) = &self.target {
            line.push_str(&format!(" → {target}"));
        }
        if let Some(size) = self.size {
            line.push_str(&format!("  {}", human(size)));
        }
        if let Some(verified) = self.verified {
            line.push_str(&format!("  {verified}"));
        }
        if let Some(resumed) = self.resumed {
            line.push_str(&format!("  (+{})", human(resumed)));
        }
        line
    }
}

/// What all of them did.
#[derive(Serialize)]
struct Summary {
    op: &'static str,
    done: u64,
    failed: u64,
    same: u64,
    bytes: u64,
    seconds: f64,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
}

/// An operation that ended.
pub(super) type Done = (Row, Option<Error>);

/// Operations at once.
pub(super) struct Batch<'b> {
    out: &'b mut Output,
    meter: Meter,
    interrupts: Arc<Interrupts>,
    running: FuturesUnordered<BoxFuture<'b, Done>>,
    limit: usize,
    one: bool,
    plans: bool,
    done: u64,
    same: u64,
    bytes: u64,
    failed: u64,
    first: Option<Error>,
    alike: bool,
    started: Instant,
    ticks: tokio::time::Interval,
}

impl<'b> Batch<'b> {
    /// At most `limit` at once. `one` says that there is only one operation: its failure is the command's own.
    pub(super) fn new(ctx: &'b mut Context, meter: Meter, limit: usize, one: bool) -> Batch<'b> {
        ctx.interrupts.take();
        let start = tokio::time::Instant::now() + METER_PAUSE;
        Batch {
            interrupts: ctx.interrupts.clone(),
            out: &mut ctx.out,
            meter,
            running: FuturesUnordered::new(),
            limit: limit.max(1),
            one,
            plans: ctx.dry_run,
            done: 0,
            same: 0,
            bytes: 0,
            failed: 0,
            first: None,
            alike: true,
            started: Instant::now(),
            ticks: tokio::time::interval_at(start, METER_PAUSE),
        }
    }

    /// Starts an operation, when there is room.
    ///
    /// # Errors
    /// [`Kind::Interrupted`] by Ctrl-C; when standard output cannot be written.
    pub(super) async fn push(&mut self, operation: BoxFuture<'b, Done>) -> Result<()> {
        while self.running.len() >= self.limit {
            self.step().await?;
        }
        self.running.push(operation);
        Ok(())
    }

    /// Starts an operation that changes something; in a dry run only its row is told.
    ///
    /// # Errors
    /// As [`Batch::push`].
    pub(super) async fn change(&mut self, row: Row, operation: BoxFuture<'b, Done>) -> Result<()> {
        if self.plans {
            return self.tell((row, None));
        }
        self.push(operation).await
    }

    /// Whether nothing is done, and what would be is told: a dry run.
    pub(super) fn plans(&self) -> bool {
        self.plans
    }

    /// Something that could not even be started.
    ///
    /// # Errors
    /// As [`Batch::push`].
    pub(super) fn fail(&mut self, row: Row, error: Error) -> Result<()> {
        self.tell((row, Some(error)))
    }

    /// Something that had not to be done.
    pub(super) fn same(&mut self) {
        self.same += 1;
    }

    /// Says something, with the bar out of the way.
    pub(super) fn note(&self, note: &Text) {
        self.meter.aside(|| self.out.err().note(note));
    }

    /// How many failed so far.
    pub(super) fn failures(&self) -> u64 {
        self.failed
    }

    /// Waits for all that run.
    ///
    /// # Errors
    /// As [`Batch::push`].
    pub(super) async fn drain(&mut self) -> Result<()> {
        while !self.running.is_empty() {
            self.step().await?;
        }
        Ok(())
    }

    /// Waits for something else, while operations go on.
    ///
    /// # Errors
    /// As [`Batch::push`], and its own.
    pub(super) async fn beside<T>(&mut self, other: impl Future<Output = Result<T>>) -> Result<T> {
        let mut other = std::pin::pin!(other);
        loop {
            let interrupts = self.interrupts.clone();
            tokio::select! {
                result = &mut other => return result,
                Some(done) = self.running.next() => self.tell(done)?,
                () = interrupts.wait() => return Err(interrupted()),
                _ = self.ticks.tick() => self.tick(),
            }
        }
    }

    async fn step(&mut self) -> Result<()> {
        let interrupts = self.interrupts.clone();
        tokio::select! {
            Some(done) = self.running.next() => self.tell(done),
            () = interrupts.wait() => Err(interrupted()),
            _ = self.ticks.tick() => {
                self.tick();
                Ok(())
            }
        }
    }

    /// A sign of life where there is no bar.
    fn tick(&self) {
        let err = self.out.err();
        if err.is_terminal() {
            return;
        }
        let (moved, rate) = (human(self.meter.bytes()), human(self.meter.rate()));
        let (expected, done) = (self.meter.expected(), self.done);
        if expected > 0 {
            let expected = human(expected);
            err.note(&text!(
                "{moved} of {expected}, {rate}/s, {done} done",
                "{moved} / {expected}，{rate}/s，已完成 {done} 项"
            ));
        } else {
            err.note(&text!(
                "{moved}, {rate}/s, {done} done",
                "{moved}，{rate}/s，已完成 {done} 项"
            ));
        }
    }

    /// Something that was done, or failed, elsewhere.
    ///
    /// # Errors
    /// As [`Batch::push`].
    pub(super) fn tell(&mut self, (mut row, error): Done) -> Result<()> {
        match error {
            None if row.op == SAME => {
                self.same += 1;
                return Ok(());
            }
            None => {
                self.done += 1;
                row.dry_run = self.plans;
                self.bytes += row.size.unwrap_or(0);
            }
            Some(error) => {
                if error.kind == Kind::Closed {
                    return Err(error);
                }
                self.failed += 1;
                if let Some(first) = &self.first {
                    self.alike &= first.kind == error.kind;
                }
                if self.one {
                    self.first = Some(error);
                    return Ok(());
                }
                row.error = Some(Failure {
                    kind: error.kind.name(),
                    code: error.code.clone(),
                    exit: error.exit(),
                    message: error.what.en.to_string(),
                });
                let what = Text::same(row.source.clone()).join(": ", error.what.clone());
                let told = Error::new(error.kind, what);
                let told = match &error.hint {
                    Some(hint) if self.first.is_none() => told.hint(hint.clone()),
                    _ => told,
                };
                let json = self.out.format().is_json();
                self.meter.aside(|| {
                    if !json {
                        self.out.err().error(&told);
                    }
                });
                self.first.get_or_insert(error);
                if !json {
                    return Ok(());
                }
            }
        }
        let (out, meter) = (&mut *self.out, &self.meter);
        meter.aside(|| {
            match out.format() {
                Format::Human => out.line(&row.line())?,
                _ => out.records(&[row])?,
            }
            if out.is_terminal() { out.flush() } else { Ok(()) }
        })
    }

    /// Waits for all of them, and tells how it went.
    ///
    /// # Errors
    /// The failure of the only one; else [`Kind::Partial`], or the failures' own kind when all failed alike.
    pub(super) async fn finish(mut self) -> Result<()> {
        self.drain().await?;
        let (done, failed, same) = (self.done, self.failed, self.same);
        let all = done + failed;
        let seconds = self.started.elapsed().as_secs_f64();
        if !self.one {
            let (out, meter) = (&mut *self.out, &self.meter);
            if out.format().is_json() {
                let summary = Summary {
                    op: "summary",
                    done,
                    failed,
                    same,
                    bytes: self.bytes,
                    seconds: (seconds * 1000.0).round() / 1000.0,
                    dry_run: self.plans,
                };
                out.json(&summary)?;
            } else {
                let (bytes, took) = (human(self.bytes), crate::http::human(self.started.elapsed()));
                let already = if same > 0 {
                    text!(", {same} the same already", "，{same} 项已相同")
                } else {
                    Text::pair("", "")
                };
                let note = match self.plans {
                    true => text!(
                        "dry run: {done} would be done, {bytes}; nothing was changed",
                        "试运行：将处理 {done} 项，{bytes}；没有任何改动"
                    ),
                    false => text!("{done} done, {bytes}, {took}", "完成 {done} 项，{bytes}，用时 {took}"),
                };
                let note = note.join("", already);
                meter.aside(|| out.err().note(&note));
            }
        }
        let Some(first) = self.first else { return Ok(()) };
        if all == 1 && self.one {
            return Err(first);
        }
        let kind = if done == 0 && same == 0 && self.alike {
            first.kind
        } else {
            Kind::Partial
        };
        Err(Error::new(
            kind,
            text!("{failed} of {all} failed", "{all} 项中有 {failed} 项失败"),
        ))
    }
}

fn interrupted() -> Error {
    Error::new(
        Kind::Interrupted,
        text!("interrupted; what was sent is kept", "已中断；已传输的部分已保留"),
    )
    .hint(text!(
        "the same command goes on where it stopped; vh store multipart ls shows what is unfinished",
        "再次运行同一命令即可继续；vh store multipart ls 可查看未完成的传输"
    ))
}
