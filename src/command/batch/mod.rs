//! `vh batch`.

pub mod fetch;
pub mod requests;
pub mod submit;
mod used;

use std::time::Duration;

use serde::Serialize;

use super::usage::time;
use super::{Context, now};
use crate::cli::batch::{BatchCommand, NameArgs, NamesArgs, StatusArgs, WaitArgs};
use crate::error::{Error, Kind, Result};
use crate::llm::batch::drive::Drive;
use crate::llm::batch::{self, Driver};
use crate::output::progress::Waiting;
use crate::output::{Record, Stderr};
use crate::state::{Batch, Phase, State, leases, unix_ms};
use crate::text;
use crate::text::Text;

/// How long a process that died keeps others from its batch.
const LEASE: Duration = Duration::from_secs(6);

/// `vh batch …`.
///
/// # Errors
/// Any [`Kind`].
pub async fn run(ctx: &mut Context, command: BatchCommand) -> Result<()> {
    match command {
        BatchCommand::Submit(args) => submit::submit(ctx, *args).await,
        BatchCommand::Status(args) => status(ctx, args).await,
        BatchCommand::Wait(args) => wait(ctx, args).await,
        BatchCommand::Fetch(args) => fetch::fetch(ctx, args).await,
        BatchCommand::Cancel(args) => cancel(ctx, args).await,
        BatchCommand::Ls => list(ctx).await,
        BatchCommand::Rm(args) => remove(ctx, args).await,
    }
}

/// What is known of a batch.
#[derive(Serialize)]
struct Known {
    name: String,
    provider: String,
    task: String,
    model: Option<String>,
    phase: &'static str,
    state: Option<String>,
    items: i64,
    done: i64,
    failed: i64,
    job_id: Option<String>,
    file_id: Option<String>,
    created: String,
    updated: String,
    error: Option<String>,
}

impl Record for Known {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("name", "名称"),
            Text::pair("provider", "服务商"),
            Text::pair("task", "任务"),
            Text::pair("phase", "阶段"),
            Text::pair("state", "服务商状态"),
            Text::pair("items", "请求数"),
            Text::pair("done", "完成"),
            Text::pair("failed", "失败"),
            Text::pair("job", "任务号"),
            Text::pair("created", "创建时间"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.provider.clone(),
            self.task.clone(),
            self.phase.to_owned(),
            self.state.clone().unwrap_or_default(),
            self.items.to_string(),
            self.done.to_string(),
            self.failed.to_string(),
            self.job_id.clone().unwrap_or_default(),
            self.created.clone(),
        ]
    }
}

impl Known {
    fn of(b: Batch) -> Known {
        Known {
            phase: b.phase.word(),
            created: time(b.created_ms),
            updated: time(b.updated_ms),
            name: b.name,
            provider: b.provider,
            task: b.task,
            model: b.model,
            state: b.state,
            items: b.items,
            done: b.done,
            failed: b.failed,
            job_id: b.job_id,
            file_id: b.file_id,
            error: b.error,
        }
    }
}

fn now_ms() -> i64 {
    unix_ms(now())
}

/// Says how to go on with a batch that was not brought over.
fn told(e: Error, batch: &Batch) -> Error {
    if e.hint.is_some() || e.kind == Kind::Closed {
        return e;
    }
    let name = &batch.name;
    e.hint(text!(
        "the batch {name} is written down: vh batch wait {name} goes on with it",
        "批处理 {name} 已记录：vh batch wait {name} 可继续"
    ))
}

/// Brings a batch to its provider, with nobody else at it.
async fn bring(ctx: &Context, state: &State, drive: &Drive<'_>, batch: &mut Batch) -> Result<()> {
    alone(state, ctx.out.err(), &batch.marker.clone(), async {
        // Somebody else may have brought it on while we waited.
        *batch = state.batches().get(&batch.name).await?;
        drive.send(batch).await
    })
    .await
}

/// Does `work` while no other process works on the same batch.
pub(super) async fn alone<T>(
    state: &State,
    err: &Stderr,
    marker: &str,
    work: impl Future<Output = Result<T>>,
) -> Result<T> {
    let (name, holder) = (format!("batch.{marker}"), leases::holder());
    let ttl = i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX);
    let mut waited = false;
    while !state.leases().acquire(&name, &holder, ttl, now_ms()).await? {
        if !waited {
            waited = true;
            err.note(&text!(
                "another process is at this batch, or died a moment ago; waiting for it",
                "另一个进程正在处理此批处理（或刚刚退出）；等待中"
            ));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let keep = async {
        loop {
            tokio::time::sleep(LEASE / 3).await;
            match state.leases().acquire(&name, &holder, ttl, now_ms()).await {
                Ok(true) => {}
                Ok(false) => {
                    return Error::new(
                        Kind::Conflict,
                        text!("another process took this batch over", "另一个进程接管了此批处理"),
                    );
                }
                Err(e) => return e,
            }
        }
    };
    let result = tokio::select! {
        result = work => result,
        e = keep => Err(e),
    };
    state.leases().release(&name, &holder).await?;
    result
}

async fn status(ctx: &mut Context, args: StatusArgs) -> Result<()> {
    let state = ctx.state().await?;
    let batches = match &args.name {
        Some(name) => vec![state.batches().get(name).await?],
        None => state
            .batches()
            .list()
            .await?
            .into_iter()
            .filter(|b| b.phase.is_open())
            .collect(),
    };
    let (mut rows, mut failed) = (Vec::new(), None);
    for mut batch in batches {
        if let Err(e) = look(ctx, state, &mut batch).await {
            failed = Some(e);
        }
        rows.push(Known::of(batch));
    }
    if args.name.is_some() {
        for row in &rows {
            ctx.out.record(row)?;
        }
    } else {
        ctx.out.records(&rows)?;
    }
    failed.map_or(Ok(()), Err)
}

/// Asks the provider about a batch that it has, or may have.
async fn look(ctx: &Context, state: &State, batch: &mut Batch) -> Result<()> {
    let provider = ctx.provider(&batch.provider).await?;
    let Driver::Engine(engine) = batch::driver(&provider)? else {
        return Ok(());
    };
    let drive = Drive {
        engine: &*engine,
        state,
        now_ms,
    };
    if batch.phase == Phase::Sending {
        alone(state, ctx.out.err(), &batch.marker.clone(), async {
            *batch = state.batches().get(&batch.name).await?;
            if batch.phase == Phase::Sending {
                drive.settle(batch).await?;
            }
            Ok(())
        })
        .await?;
    }
    drive.look(batch).await
}

async fn wait(ctx: &mut Context, args: WaitArgs) -> Result<()> {
    let state = ctx.state().await?;
    let mut batch = state.batches().get(&args.name).await?;
    let provider = ctx.provider(&batch.provider).await?;
    let waiting = Waiting::start(ctx.out.err(), &text!("waiting", "等待中"));
    match batch::driver(&provider)? {
        Driver::Held(held) => {
            let all = batch.items;
            alone(state, ctx.out.err(), &batch.marker.clone(), async {
                batch = state.batches().get(&args.name).await?;
                if !batch.phase.is_open() {
                    return Ok(());
                }
                let mut told = |done: i64, failed: i64| waiting.tell(&shown(done, failed, all, None));
                held.run(state, &mut batch, args.jobs as usize, now_ms, &mut told).await
            })
            .await?;
        }
        Driver::Engine(engine) => {
            let drive = Drive {
                engine: &*engine,
                state,
                now_ms,
            };
            loop {
                let step = async {
                    if batch.phase.is_open() && batch.phase != Phase::Submitted {
                        bring(ctx, state, &drive, &mut batch).await?;
                    }
                    drive.look(&mut batch).await
                };
                match step.await {
                    Ok(()) => {}
                    // Which of several it is will be told; a provider that is away comes back.
                    Err(e) if e.is_retryable() || e.kind == Kind::OutcomeUnknown => {
                        ctx.out.err().note(&Text::same(e.line(ctx.out.lang())));
                    }
                    Err(e) => return Err(told(e, &batch)),
                }
                if !batch.phase.is_open() {
                    break;
                }
                let word = batch.state.as_deref();
                waiting.tell(&shown(batch.done, batch.failed, batch.items, word));
                tokio::time::sleep(args.every).await;
            }
        }
    }
    drop(waiting);
    let failed = (batch.phase == Phase::Failed).then(|| refused(&batch));
    ctx.out.record(&Known::of(batch))?;
    failed.map_or(Ok(()), Err)
}

fn shown(done: i64, failed: i64, all: i64, word: Option<&str>) -> Text {
    let word = word.map(|w| format!("{w}, ")).unwrap_or_default();
    text!(
        "{word}{done} of {all} done, {failed} failed",
        "{word}已完成 {done}/{all}，失败 {failed}"
    )
}

/// The provider refused a batch as a whole.
pub(super) fn refused(batch: &Batch) -> Error {
    let name = &batch.name;
    let reason = batch.error.as_deref().unwrap_or("?");
    Error::new(
        Kind::Invalid,
        text!(
            "the batch {name} was refused as a whole: {reason}",
            "批处理 {name} 被整体拒绝：{reason}"
        ),
    )
    .provider(&batch.provider)
}

async fn cancel(ctx: &mut Context, args: NameArgs) -> Result<()> {
    let state = ctx.state().await?;
    let mut batch = state.batches().get(&args.name).await?;
    let provider = ctx.provider(&batch.provider).await?;
    alone(state, ctx.out.err(), &batch.marker.clone(), async {
        batch = state.batches().get(&args.name).await?;
        if let Driver::Engine(engine) = batch::driver(&provider)? {
            let drive = Drive {
                engine: &*engine,
                state,
                now_ms,
            };
            if batch.phase == Phase::Sending {
                drive.settle(&mut batch).await?;
            }
            if batch.phase == Phase::Submitted {
                return drive.cancel(&mut batch).await;
            }
        }
        if batch.phase.is_open() {
            // The provider has nothing of it: it ends here.
            batch.state = Some("cancelled".to_owned());
            batch::drive::finish(state, &mut batch, now_ms()).await?;
        }
        Ok(())
    })
    .await?;
    ctx.out.record(&Known::of(batch))
}

async fn list(ctx: &mut Context) -> Result<()> {
    let state = ctx.state().await?;
    let rows: Vec<Known> = state.batches().list().await?.into_iter().map(Known::of).collect();
    ctx.out.records(&rows)
}

async fn remove(ctx: &mut Context, args: NamesArgs) -> Result<()> {
    let state = ctx.state().await?;
    for name in &args.names {
        let batch = state.batches().get(name).await?;
        if batch.phase.is_open() && !ctx.yes {
            return Err(Error::new(
                Kind::Refused,
                text!(
                    "the batch {name} has not ended, and would be lost sight of",
                    "批处理 {name} 尚未结束，删除后将无法追踪"
                ),
            )
            .hint(text!(
                "vh batch cancel {name} ends it; --yes forgets it all the same",
                "vh batch cancel {name} 可结束它；--yes 仍然删除"
            )));
        }
    }
    let names = args.names.join(", ");
    if ctx.only_tells(text!("would forget {names}", "将删除 {names} 的记录")) {
        return Ok(());
    }
    let state = ctx.state().await?;
    for name in &args.names {
        let batch = state.batches().get(name).await?;
        state.batches().remove(&batch.marker).await?;
    }
    Ok(())
}
