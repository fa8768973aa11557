//! `vh batch`, and the front doors `vh chat --batch` and `vh embed --batch`.

pub mod fetch;
pub mod requests;

use std::time::Duration;

use serde::Serialize;

use super::embed::input::{Chain, Shape};
use super::inputs::{self, Source};
use super::usage::time;
use super::{Context, chat as chatting, embed as embedding, now, question};
use crate::cli::batch::{BatchCommand, NameArgs, NamesArgs, StatusArgs, SubmitArgs, Task as TaskWord, WaitArgs};
use crate::cli::chat::ChatArgs;
use crate::cli::embed::EmbedArgs;
use crate::error::{Error, Kind, Result};
use crate::llm::batch::drive::Drive;
use crate::llm::batch::{self, Driver, Limits, Task};
use crate::llm::embed::Wanted;
use crate::llm::{ChatRequest, Provider, media};
use crate::output::progress::Waiting;
use crate::output::{Record, Stderr};
use crate::state::batches::Item;
use crate::state::{Batch, Phase, State, leases, unix_ms};
use crate::text;
use crate::text::Text;
use requests::Requests;

/// Requests that are written down at once.
const CHUNK: usize = 256;

/// How long a process that died keeps others from its batch.
const LEASE: Duration = Duration::from_secs(6);

/// `vh batch …`.
///
/// # Errors
/// Any [`Kind`].
pub async fn run(ctx: &mut Context, command: BatchCommand) -> Result<()> {
    match command {
        BatchCommand::Submit(args) => submit(ctx, *args).await,
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

/// A batch to be ordered.
struct Order {
    task: Task,
    provider: String,
    name: Option<String>,
    again: bool,
    source: Source,
    shape: Shape,
    template: ChatRequest,
    wanted: Wanted,
    multimodal: bool,
}

fn now_ms() -> i64 {
    unix_ms(now())
}

/// How lines of a batch are read.
fn shape(field: Option<&str>, source: &Source, usual: &str) -> Shape {
    match field {
        Some(field) => Shape::Json { field: field.to_owned() },
        None if source.is_json_lines() => Shape::Json { field: usual.to_owned() },
        None => Shape::Text,
    }
}

async fn submit(ctx: &mut Context, args: SubmitArgs) -> Result<()> {
    let source = Source::of(&[], Some(&args.input))?;
    let task = match args.task {
        TaskWord::Chat => Task::Chat,
        TaskWord::Embed => Task::Embed,
    };
    let provider = match task {
        Task::Chat => first(ctx.settings.chat_tables(args.provider.as_deref())?)?,
        Task::Embed => ctx.settings.media_table(media::Task::Embed, args.provider.as_deref())?,
    };
    let options = chatting::options(&args.option)?;
    let order = Order {
        shape: shape(
            args.field.as_deref(),
            &source,
            if task == Task::Chat { "prompt" } else { "text" },
        ),
        task,
        provider,
        name: args.name,
        again: args.again,
        source,
        template: ChatRequest {
            model: args.model.clone(),
            messages: question::system_message(args.system.as_deref())?,
            max_tokens: args.max_tokens,
            temperature: args.temperature,
            options: options.clone(),
            ..ChatRequest::default()
        },
        wanted: Wanted {
            model: args.model,
            dims: args.dims.map(|n| n as usize),
            options,
        },
        multimodal: args.multimodal,
    };
    place(ctx, order).await
}

fn first(names: Vec<String>) -> Result<String> {
    names.into_iter().next().ok_or_else(|| Error::bug("no table"))
}

/// `vh chat --batch`.
///
/// # Errors
/// Any [`Kind`].
pub async fn chat(ctx: &mut Context, args: ChatArgs) -> Result<()> {
    let source = Source::of(&[], args.batch.as_deref())?;
    let mut template = chatting::base_request(&args)?;
    template.messages = question::system_message(args.system.as_deref())?;
    let order = Order {
        task: Task::Chat,
        provider: first(ctx.settings.chat_tables(args.provider.as_deref())?)?,
        name: None,
        again: false,
        shape: shape(None, &source, "prompt"),
        source,
        template,
        wanted: Wanted::default(),
        multimodal: false,
    };
    place(ctx, order).await
}

/// `vh embed --batch`.
///
/// # Errors
/// Any [`Kind`].
pub async fn embed(ctx: &mut Context, args: EmbedArgs) -> Result<()> {
    let source = Source::of(&args.text, args.input.as_deref())?;
    let order = Order {
        task: Task::Embed,
        provider: ctx.settings.media_table(media::Task::Embed, args.provider.as_deref())?,
        name: None,
        again: false,
        shape: embedding::shape(&args, &source),
        source,
        template: ChatRequest::default(),
        wanted: embedding::wanted(&args)?,
        multimodal: args.multimodal,
    };
    place(ctx, order).await
}

/// Writes a batch down, hands it over, and prints what is known of it.
async fn place(ctx: &mut Context, order: Order) -> Result<()> {
    let provider = ctx.provider(&order.provider).await?;
    if order.task == Task::Embed {
        // Refuses providers without embeddings before anything is read.
        crate::llm::embed::embedder(ctx.provider(&order.provider).await?, order.multimodal)?;
    }
    let driver = batch::driver(&provider)?;
    let state = ctx.state().await?;
    state.require_durable()?;
    let again = order.again;
    let mut batch = begin(state, &order).await?;
    let limits = match &driver {
        Driver::Engine(engine) => engine.limits(),
        Driver::Held(_) => Limits {
            items: 1_000_000,
            bytes: 1 << 30,
        },
    };
    let filled = match fill(state, &mut batch, order, provider, limits).await {
        Ok(digest) => state.batches().filled(&batch, &digest, again).await,
        Err(e) => Err(e),
    };
    match filled {
        Ok(None) => {}
        Ok(Some(same)) => {
            ctx.out.err().note(&text!(
                "the same requests are the batch {same} already; --again hands them over once more",
                "相同的请求已是批处理 {same}；--again 可再次提交"
            ));
            batch.name = same;
        }
        Err(e) => {
            // Nothing was sent: nothing stays behind.
            state.batches().remove(&batch.marker).await?;
            return Err(e);
        }
    }
    let mut batch = state.batches().get(&batch.name).await?;
    match driver {
        Driver::Engine(engine) => {
            let drive = Drive {
                engine: &*engine,
                state,
                now_ms,
            };
            let sent = bring(ctx, state, &drive, &mut batch).await;
            if let Err(e) = sent {
                if e.kind == Kind::Closed {
                    // A dry run.
                    state.batches().remove(&batch.marker).await?;
                }
                return Err(told(e, &batch));
            }
        }
        Driver::Held(_) => {
            let name = &batch.name;
            ctx.out.err().note(&text!(
                "Ark answers while somebody waits: vh batch wait {name}",
                "方舟的批处理在等待时执行：vh batch wait {name}"
            ));
        }
    }
    ctx.out.record(&Known::of(batch))
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

async fn begin(state: &State, order: &Order) -> Result<Batch> {
    let random = getrandom::u64().map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
    let at = now_ms();
    let batch = Batch {
        name: order
            .name
            .clone()
            .unwrap_or_else(|| format!("batch-{:08x}", random & 0xffff_ffff)),
        marker: format!("vh-{random:016x}"),
        provider: order.provider.clone(),
        task: order.task.word().to_owned(),
        model: match order.task {
            Task::Chat => order.template.model.clone(),
            Task::Embed => order.wanted.model.clone(),
        },
        phase: Phase::Filling,
        items: 0,
        since: None,
        file_id: None,
        job_id: None,
        state: None,
        done: 0,
        failed: 0,
        error: None,
        created_ms: at,
        updated_ms: at,
    };
    state.batches().begin(&batch).await?;
    Ok(batch)
}

/// Writes the requests down; what tells them from others'.
async fn fill(
    state: &State,
    batch: &mut Batch,
    order: Order,
    provider: Provider,
    limits: Limits,
) -> Result<String> {
    let source = order.source.shown();
    let requests = Requests {
        provider,
        task: order.task,
        shape: order.shape,
        template: order.template,
        wanted: order.wanted,
        multimodal: order.multimodal,
        source,
        number: 0,
    };
    let mut given = inputs::read(order.source, requests)?;
    let (mut chain, mut bytes, mut chunk) = (Chain::default(), 0, Vec::<Item>::new());
    while let Some(item) = given.recv().await.transpose()? {
        chain = chain.and(&item.digest);
        // What the provider adds to each is a line's worth.
        bytes += item.request.len() as u64 + 160;
        batch.items += 1;
        check(batch, bytes, limits)?;
        chunk.push(item);
        if chunk.len() == CHUNK {
            state.batches().add(batch, &std::mem::take(&mut chunk)).await?;
        }
    }
    state.batches().add(batch, &chunk).await?;
    Ok(format!("{}-{}", order.task.word(), chain.sum()))
}

fn check(batch: &Batch, bytes: u64, limits: Limits) -> Result<()> {
    let name = &batch.provider;
    if u64::try_from(batch.items).unwrap_or(u64::MAX) > limits.items {
        let most = limits.items;
        return Err(Error::usage(text!(
            "{name} takes at most {most} requests in a batch",
            "{name} 的一个批处理最多 {most} 个请求"
        )));
    }
    if bytes > limits.bytes {
        let most = limits.bytes >> 20;
        return Err(Error::usage(text!(
            "{name} takes at most {most} MiB in a batch",
            "{name} 的一个批处理最多 {most} MiB"
        )));
    }
    Ok(())
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
                        text!(
                            "another process took this batch over",
                            "另一个进程接管了此批处理"
                        ),
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
        None => state.batches().list().await?.into_iter().filter(|b| b.phase.is_open()).collect(),
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
                held.run(state, &mut batch, args.jobs as usize, now_ms, &mut told)
                    .await
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
    for name in &args.names {
        let batch = state.batches().get(name).await?;
        state.batches().remove(&batch.marker).await?;
    }
    Ok(())
}
