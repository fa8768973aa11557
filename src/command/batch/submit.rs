//! Batches on their way in: `vh batch submit`, and the front doors `vh chat --batch` and `vh embed --batch`.

use serde::Deserialize;

use super::requests::Requests;
use super::{Known, bring, now_ms, told};
use crate::cli::batch::{SubmitArgs, Task as TaskWord};
use crate::cli::chat::ChatArgs;
use crate::cli::embed::EmbedArgs;
use crate::command::embed::input::{Chain, Shape};
use crate::command::inputs::{self, Source};
use crate::command::{Context, chat as chatting, embed as embedding, question};
use crate::error::{Error, Kind, Result};
use crate::llm::batch::drive::Drive;
use crate::llm::batch::{self, Driver, Limits, Task};
use crate::llm::embed::Wanted;
use crate::llm::{ChatRequest, Provider, media};
use crate::state::batches::Item;
use crate::state::{Batch, State};
use crate::text;

/// Requests that are written down at once.
const CHUNK: usize = 256;

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

/// How lines of a batch are read.
fn shape(field: Option<&str>, source: &Source, usual: &str) -> Shape {
    match field {
        Some(field) => Shape::Json {
            field: field.to_owned(),
        },
        None if source.is_json_lines() => Shape::Json {
            field: usual.to_owned(),
        },
        None => Shape::Text,
    }
}

/// `vh batch submit`.
///
/// # Errors
/// Any [`Kind`].
pub async fn submit(ctx: &mut Context, args: SubmitArgs) -> Result<()> {
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

async fn begin(state: &State, order: &Order) -> Result<Batch> {
    let random = getrandom::u64().map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
    let marker = format!("vh-{random:016x}");
    let made_up = format!("batch-{:08x}", random & 0xffff_ffff);
    let name = order.name.as_deref().unwrap_or(&made_up);
    let batch = Batch::new(name, &marker, &order.provider, order.task.word(), now_ms());
    state.batches().begin(&batch).await?;
    Ok(batch)
}

/// What all requests ask for, as far as they ask for the same.
#[derive(Default, Deserialize)]
struct Same {
    model: Option<String>,
    dimensions: Option<i64>,
}

impl Same {
    fn and(self, other: &Same) -> Same {
        Same {
            model: self.model.filter(|m| Some(m) == other.model.as_ref()),
            dimensions: self.dimensions.filter(|d| Some(*d) == other.dimensions),
        }
    }
}

/// Writes the requests down; what tells them from others'.
async fn fill(state: &State, batch: &mut Batch, order: Order, provider: Provider, limits: Limits) -> Result<String> {
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
    let mut same: Option<Same> = None;
    while let Some(item) = given.recv().await.transpose()? {
        chain = chain.and(&item.digest);
        // What the provider adds to each is a line's worth.
        bytes += item.request.len() as u64 + 160;
        batch.items += 1;
        check(batch, bytes, limits)?;
        let asked: Same = serde_json::from_str(&item.request).unwrap_or_default();
        same = Some(match same {
            Some(same) => same.and(&asked),
            None => asked,
        });
        chunk.push(item);
        if chunk.len() == CHUNK {
            state.batches().add(batch, &std::mem::take(&mut chunk)).await?;
        }
    }
    state.batches().add(batch, &chunk).await?;
    if let Some(same) = same {
        (batch.model, batch.dims) = (same.model, same.dimensions);
    }
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
