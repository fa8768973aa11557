//! The way of a batch through a provider's engine, step by step; each step is written down before it is taken. Whoever comes
//! after a crash reads the phase and goes on: a file that may have arrived is looked for by its name, an order that may have
//! been taken is looked for by its marker, and only what was certainly not done is done again.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;

use super::answer::Failure;
use super::{Engine, Found, Job, Progress, Task, number_of, wire_id};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Piece;
use crate::state::{Batch, Phase, State};
use crate::text;

/// Requests and answers that are moved at once.
const CHUNK: usize = 256;

/// An order whose answer was lost may still be on its way into the provider's list: it is looked for no sooner than this.
const SETTLES: Duration = Duration::from_secs(2);

/// A batch on its way.
pub struct Drive<'a> {
    /// The engine.
    pub engine: &'a dyn Engine,
    /// The state.
    pub state: &'a State,
    /// The wall clock, in milliseconds since 1970.
    pub now_ms: fn() -> i64,
}

impl Drive<'_> {
    async fn save(&self, batch: &mut Batch, phase: Phase) -> Result<()> {
        batch.phase = phase;
        batch.updated_ms = (self.now_ms)();
        self.state.batches().save(batch).await
    }

    /// Brings a batch to the provider, from wherever it is.
    ///
    /// # Errors
    /// [`Kind::OutcomeUnknown`] when an order's answer was lost and nothing tells yet what became of it; any [`Kind`] of the
    /// wire, with the batch as it was.
    pub async fn send(&self, batch: &mut Batch) -> Result<()> {
        loop {
            match batch.phase {
                Phase::Ready | Phase::Uploading => self.upload(batch).await?,
                Phase::Uploaded => self.order(batch).await?,
                Phase::Sending => self.settle(batch).await?,
                Phase::Submitted | Phase::Ended | Phase::Fetched | Phase::Failed => return Ok(()),
                Phase::Filling => return Err(Error::bug("a batch that is not written down")),
            }
        }
    }

    async fn upload(&self, batch: &mut Batch) -> Result<()> {
        let content = self.content(batch).await?;
        if batch.phase == Phase::Uploading {
            batch.file_id = self.engine.find_file(&batch.marker, content.len()).await?;
        } else {
            self.save(batch, Phase::Uploading).await?;
        }
        if batch.file_id.is_none() {
            batch.file_id = self.engine.upload(&batch.marker, content).await?;
        }
        self.save(batch, Phase::Uploaded).await
    }

    async fn order(&self, batch: &mut Batch) -> Result<()> {
        let content = match batch.file_id {
            Some(_) => Piece::Bytes(Default::default()),
            None => self.content(batch).await?,
        };
        batch.since = self.engine.newest().await?;
        let task = Task::of_word(&batch.task)?;
        self.save(batch, Phase::Sending).await?;
        let submitted = self
            .engine
            .submit(&batch.marker, task, batch.file_id.as_deref(), content)
            .await;
        match submitted {
            Ok(job) => self.adopt(batch, job).await,
            Err(e) if may_have_been_taken(&e) => {
                // The answer was lost. What is found now settles it; what is not found may still come.
                match self
                    .engine
                    .find(&batch.marker, items(batch), batch.since.as_deref())
                    .await
                {
                    Ok(Found::Job(job)) => self.adopt(batch, job).await,
                    _ => Err(unsettled(e, &batch.name)),
                }
            }
            Err(e) => {
                self.save(batch, Phase::Uploaded).await?;
                Err(e)
            }
        }
    }

    /// Finds out what became of an order that somebody sent.
    ///
    /// # Errors
    /// [`Kind::OutcomeUnknown`] when it cannot be told yet; any [`Kind`] of the wire.
    pub async fn settle(&self, batch: &mut Batch) -> Result<()> {
        let age = (self.now_ms)().saturating_sub(batch.updated_ms);
        let age = Duration::from_millis(u64::try_from(age).unwrap_or(0));
        tokio::time::sleep(SETTLES.saturating_sub(age)).await;
        match self
            .engine
            .find(&batch.marker, items(batch), batch.since.as_deref())
            .await?
        {
            Found::Job(job) => self.adopt(batch, job).await,
            Found::Nothing => self.save(batch, Phase::Uploaded).await,
            Found::Perhaps(ids) => {
                let (name, ids) = (&batch.name, ids.join(", "));
                Err(Error::new(
                    Kind::OutcomeUnknown,
                    text!(
                        "the batch {name} may be one of {ids}: their answers will tell when they have ended",
                        "批处理 {name} 可能是 {ids} 之一：待其结束后可由结果判断"
                    ),
                )
                .provider(self.engine.name())
                .outcome(Outcome::Unknown)
                .hint(text!(
                    "vh batch wait {name} looks until it is told",
                    "vh batch wait {name} 会一直查询到有结论"
                )))
            }
        }
    }

    async fn adopt(&self, batch: &mut Batch, job: Job) -> Result<()> {
        learn(batch, job);
        let phase = batch.phase;
        self.save(batch, phase).await?;
        self.state.batches().drop_requests(&batch.marker).await
    }

    /// Asks how far the provider is.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    pub async fn look(&self, batch: &mut Batch) -> Result<()> {
        if let (Phase::Submitted, Some(id)) = (batch.phase, batch.job_id.clone()) {
            let job = self.engine.look(&id).await?;
            learn(batch, job);
            let phase = batch.phase;
            self.save(batch, phase).await?;
        }
        Ok(())
    }

    /// Asks the provider to stop.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    pub async fn cancel(&self, batch: &mut Batch) -> Result<()> {
        if let (Phase::Submitted, Some(id)) = (batch.phase, batch.job_id.clone()) {
            let job = self.engine.cancel(&id).await?;
            learn(batch, job);
            let phase = batch.phase;
            self.save(batch, phase).await?;
        }
        Ok(())
    }

    /// Brings the answers of an ended batch here. What was brought before is brought again, to the same place.
    ///
    /// # Errors
    /// [`Kind::Integrity`] when the answers are another batch's; any [`Kind`] of the wire.
    pub async fn fetch(&self, batch: &mut Batch) -> Result<()> {
        let Some(id) = batch.job_id.clone() else {
            return Err(Error::bug("an ended batch without a job"));
        };
        let batches = self.state.batches();
        let mut results = self.engine.results(&id).await?;
        let mut chunk = Vec::new();
        while let Some(ended) = results.next().await.transpose()? {
            let number = number_of(&batch.marker, &ended.wire_id).filter(|n| (0..batch.items).contains(n));
            let Some(number) = number else {
                let (name, wire_id) = (&batch.name, &ended.wire_id);
                return Err(Error::new(
                    Kind::Integrity,
                    text!(
                        "the job {id} has an answer {wire_id:?}, which is none of the batch {name}",
                        "任务 {id} 含有结果 {wire_id:?}，不属于批处理 {name}"
                    ),
                )
                .provider(self.engine.name()));
            };
            chunk.push(match ended.answer {
                Ok(body) => (number, body, false),
                Err(e) => (number, Failure::of(&e).to_json()?, true),
            });
            if chunk.len() == CHUNK {
                batches.answer(&batch.marker, std::mem::take(&mut chunk)).await?;
            }
        }
        batches.answer(&batch.marker, chunk).await?;
        finish(self.state, batch, (self.now_ms)()).await
    }

    /// The requests as one file without a name.
    async fn content(&self, batch: &Batch) -> Result<Piece> {
        let task = Task::of_word(&batch.task)?;
        let cannot = |e| Error::local(text!("cannot write a temporary file", "无法写入临时文件"), e);
        let mut file = BufWriter::new(unnamed().map_err(cannot)?);
        let frame = self.engine.frame();
        file.write_all(frame.before.as_bytes()).map_err(cannot)?;
        let mut next = 0;
        loop {
            let items = self
                .state
                .batches()
                .items(&batch.marker, next, CHUNK as i64, false)
                .await?;
            let Some(last) = items.last() else { break };
            for item in &items {
                if item.number > 0 {
                    file.write_all(frame.between.as_bytes()).map_err(cannot)?;
                }
                let id = wire_id(&batch.marker, item.number);
                let request = self.engine.request(task, &id, &item.request);
                file.write_all(request.as_bytes()).map_err(cannot)?;
            }
            next = last.number + 1;
        }
        file.write_all(frame.after.as_bytes()).map_err(cannot)?;
        let file = file.into_inner().map_err(|e| cannot(e.into_error()))?;
        let len = file.metadata().map_err(cannot)?.len();
        Ok(Piece::File {
            file: Arc::new(file),
            from: 0,
            len,
        })
    }
}

/// Requests that got no answer have failed; the batch is whole.
///
/// # Errors
/// [`Kind::Local`] of the state.
pub async fn finish(state: &State, batch: &mut Batch, now_ms: i64) -> Result<()> {
    let batches = state.batches();
    loop {
        let open = batches.items(&batch.marker, 0, CHUNK as i64, true).await?;
        if open.is_empty() {
            break;
        }
        let nothing = Failure::nothing().to_json()?;
        let answers = open.into_iter().map(|i| (i.number, nothing.clone(), true)).collect();
        batches.answer(&batch.marker, answers).await?;
    }
    (batch.done, batch.failed) = batches.counts(&batch.marker).await?;
    batch.phase = Phase::Fetched;
    batch.updated_ms = now_ms;
    batches.save(batch).await
}

fn items(batch: &Batch) -> u64 {
    u64::try_from(batch.items).unwrap_or(0)
}

fn learn(batch: &mut Batch, job: Job) {
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    batch.job_id = Some(job.id);
    batch.state = Some(job.word);
    batch.done = count(job.done);
    batch.failed = count(job.failed);
    batch.error = job.error;
    batch.phase = match job.progress {
        Progress::Running => Phase::Submitted,
        Progress::Ended => Phase::Ended,
        Progress::Failed => Phase::Failed,
    };
}

/// Whether an order may have been taken although its answer says otherwise or never came.
fn may_have_been_taken(e: &Error) -> bool {
    e.kind == Kind::OutcomeUnknown || e.outcome == Outcome::Unknown || e.status.is_some_and(|s| s >= 500)
}

fn unsettled(e: Error, name: &str) -> Error {
    e.with_kind(Kind::OutcomeUnknown)
        .outcome(Outcome::Unknown)
        .retryable(false)
        .hint(text!(
            "vh batch status {name} settles whether the provider has it; vh batch wait {name} goes on",
            "vh batch status {name} 可查明服务商是否已收到；vh batch wait {name} 继续"
        ))
}

/// A temporary file that nobody else can open and that ends with us.
fn unnamed() -> std::io::Result<File> {
    let random = getrandom::u64().map_err(std::io::Error::other)?;
    let path = std::env::temp_dir().join(format!("vh-batch-{random:016x}"));
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}
