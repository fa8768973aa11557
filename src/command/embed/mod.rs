//! `vh embed`.

pub mod digits;
pub mod input;
pub mod npy;
pub mod output;
pub mod report;
pub mod writer;

use std::time::Instant;

use serde_json::{Value, json};

use super::inputs::{self, Source};
use super::record::Times;
use super::{Context, batch, chat, question, record, route};
use crate::cli::embed::EmbedArgs;
use crate::error::{Error, Kind, Result};
use crate::llm::embed::{self, Embedder, Failover, Given, Input, Plan, Run, Wanted};
use crate::llm::failover::Entry;
use crate::llm::media::Task;
use crate::llm::route::Capability;
use crate::llm::{self, Content, Part, Source as Picture};
use crate::text;
use input::{Chain, Held, Lines, Mark, Shape};
use output::{Made, Vectors};
use report::{Report, mixed};
use writer::Writer;

/// `vh embed`.
///
/// # Errors
/// Any [`Kind`]; [`Kind::Partial`] when only some inputs got a vector.
pub async fn embed(ctx: &mut Context, args: EmbedArgs) -> Result<()> {
    if args.batch {
        return batch::submit::embed(ctx, args).await;
    }
    let source = source(&args)?;
    let wanted = wanted(&args)?;
    let entries = entries(ctx, &args).await?;
    let embedder = connect(ctx, entries, &wanted, &args).await?;
    let wanted = Wanted {
        model: Some(embedder.model(&wanted)?.to_owned()),
        ..wanted
    };
    let plan = plan(&*embedder, &args)?;
    let (mut vectors, held) = match &args.out {
        Some(path) => {
            let (vectors, held) = Vectors::open(path)?;
            (Some(Writer::start(vectors)), held)
        }
        None => (None, Held::default()),
    };
    check_dims(&args, vectors.as_ref())?;
    let given = match attached(&args)? {
        Some(input) => only(input)?,
        None => {
            let lines = Lines::new(shape(&args, &source), source.shown(), held.clone());
            inputs::read(source, lines)?
        }
    };
    let mut report = Report::new(ctx, &held, args.out.as_deref());
    let started = Instant::now();
    let mut run = Run::new(&*embedder, &wanted, plan, given);
    let result = loop {
        match run.next().await {
            Ok(Some(landed)) => {
                record::requests(ctx, "embed", &landed.answered).await;
                report.take(ctx, landed, vectors.as_mut()).await?;
                report.progress(run.pace());
            }
            Ok(None) => break Ok(()),
            Err(e) => break Err(e),
        }
    };
    drop(run);
    report.page(&mut ctx.out)?;
    ctx.out.flush()?;
    if let Some(vectors) = &mut vectors {
        vectors.finish()?;
    }
    if let Err(e) = result {
        let times = Times { started, first: None };
        record::failed(ctx, "embed", &e, None, wanted.model.as_deref(), times).await;
        return Err(report.stopped(e, args.out.as_deref()));
    }
    report.end(ctx, args.out.as_deref())
}

/// Where the inputs come from.
fn source(args: &EmbedArgs) -> Result<Source> {
    if !args.attach.is_empty() {
        return Ok(Source::Words(args.text.clone()));
    }
    Source::of(&args.text, args.input.as_deref())
}

/// How its lines are read.
pub fn shape(args: &EmbedArgs, source: &Source) -> Shape {
    match &args.field {
        Some(field) => Shape::Json { field: field.clone() },
        None if source.is_json_lines() => Shape::Json {
            field: "text".to_owned(),
        },
        None => Shape::Text,
    }
}

/// What is wanted of every request.
///
/// # Errors
/// [`Kind::Usage`] for an option that cannot be read.
pub fn wanted(args: &EmbedArgs) -> Result<Wanted> {
    Ok(Wanted {
        model: args.model.clone(),
        dims: args.dims.map(|n| n as usize),
        options: chat::options(&args.option)?,
    })
}

fn plan(embedder: &dyn Embedder, args: &EmbedArgs) -> Result<Plan> {
    let limits = embedder.limits();
    let items = args.batch_size.map_or(limits.usual, |n| n as usize);
    if items > limits.items {
        let (name, most) = (embedder.name(), limits.items);
        return Err(Error::usage(text!(
            "{name} takes at most {most} inputs in one request",
            "{name} 每个请求最多 {most} 个输入"
        )));
    }
    Ok(Plan {
        items,
        // Who says how many knows what fits.
        tokens: args.batch_size.map_or(limits.tokens, |_| limits.tokens.max(300_000)),
        item_bytes: limits.item_bytes,
        jobs: args.jobs as usize,
        normalize: args.normalize,
    })
}

/// A text and pictures, together one input.
fn attached(args: &EmbedArgs) -> Result<Option<Input>> {
    if args.attach.is_empty() {
        return Ok(None);
    }
    let message = question::question(args.text.join(" "), &args.attach)?;
    let Content::Parts(parts) = message.content else {
        return Err(Error::bug("attachments are no parts"));
    };
    let parts: Result<Vec<_>> = parts.into_iter().map(part).collect();
    Ok(Some(Input::Parts(parts?)))
}

fn part(part: Part) -> Result<Value> {
    let picture = |url: String| json!({"type": "image_url", "image_url": {"url": url}});
    Ok(match part {
        Part::Text(text) => json!({"type": "text", "text": text}),
        Part::Image(Picture::Url(url)) => picture(url),
        Part::Image(Picture::Data { media_type, base64 }) => picture(format!("data:{media_type};base64,{base64}")),
        Part::Raw(raw) => raw,
        Part::Audio(_) | Part::Document(..) => {
            return Err(Error::usage(text!(
                "recordings and documents have no vectors, only pictures and texts",
                "录音和文档不能转换为向量，只支持图片和文本"
            )));
        }
    })
}

fn only(input: Input) -> Result<tokio::sync::mpsc::Receiver<Result<Given<Mark>>>> {
    let (send, receive) = tokio::sync::mpsc::channel(1);
    let digest = input::digest(&Ok(input.clone()));
    let mark = Mark {
        index: 0,
        id: None,
        chain: Chain::default().and(&digest),
        digest,
    };
    send.try_send(Ok(Given::Input(input, mark)))
        .map_err(|_| Error::bug("a channel without room"))?;
    Ok(receive)
}

/// Whom to ask: the table that is meant and its fallbacks, or the router's choice.
///
/// # Errors
/// [`Kind::Config`] when nobody can be meant, [`Kind::NotFound`] when no model fits, [`Kind::Refused`] for a fallback of another
/// model.
pub async fn entries(ctx: &Context, args: &EmbedArgs) -> Result<Vec<Entry>> {
    if let Some(priority) = args.route {
        let wanted = llm::route::Wanted {
            capability: Capability::Embedding,
            priority: route::priority(priority),
            max_tokens: None,
        };
        let mut entries = route::choose(ctx, &wanted).await?;
        let first = entries[0].model.clone();
        // The router's other choices are other models.
        entries.retain(|e| args.other_model || e.model == first);
        return Ok(entries);
    }
    let settings = &ctx.settings;
    let first = settings.media_table(Task::Embed, args.provider.as_deref())?;
    let model = |name: &str| settings.text(&format!("llm.{name}.embed_model")).map(str::to_owned);
    let asked = args.model.clone().or_else(|| model(&first));
    let mut entries = vec![Entry {
        name: first,
        model: asked.clone(),
    }];
    for list in &args.fallback {
        for name in settings.chat_tables(Some(list))? {
            let own = model(&name);
            if own != asked && !args.other_model {
                return Err(other_model(&name, own.as_deref(), asked.as_deref()));
            }
            if entries.iter().all(|e| e.name != name) {
                entries.push(Entry { name, model: own });
            }
        }
    }
    Ok(entries)
}

fn other_model(name: &str, own: Option<&str>, asked: Option<&str>) -> Error {
    let (own, asked) = (own.unwrap_or("?"), asked.unwrap_or("?"));
    Error::new(
        Kind::Refused,
        text!(
            "the fallback {name} has the model {own}, not {asked}: their vectors do not compare",
            "后备 {name} 的模型是 {own} 而不是 {asked}：两者的向量不可比较"
        ),
    )
    .hint(text!(
        "set llm.{name}.embed_model, or give --other-model if one model or the other will do for the whole run",
        "请设置 llm.{name}.embed_model；若整次运行用哪个模型都可以，请加 --other-model"
    ))
}

/// The first of `entries`, with the others behind it.
async fn connect(ctx: &Context, entries: Vec<Entry>, wanted: &Wanted, args: &EmbedArgs) -> Result<Box<dyn Embedder>> {
    let multimodal = args.multimodal || !args.attach.is_empty();
    let mut rest = entries;
    let first = rest.remove(0);
    let embedder = embed::embedder(ctx.provider(&first.name).await?, multimodal)?;
    let own = Wanted {
        model: first.model,
        ..wanted.clone()
    };
    let model = embedder.model(&own)?.to_owned();
    let (settings, http) = (ctx.settings.clone(), ctx.http.clone());
    let connect: embed::failover::Connect = Box::new(move |entry| {
        let (settings, http, name) = (settings.clone(), http.clone(), entry.name.clone());
        Box::pin(async move { embed::embedder(super::connect(&settings, &name, &http).await?, multimodal) })
    });
    let trace = ctx.http.trace().clone();
    Ok(Box::new(Failover::new(
        embedder,
        model,
        rest,
        connect,
        args.other_model,
        trace,
    )))
}

fn check_dims(args: &EmbedArgs, vectors: Option<&Writer>) -> Result<()> {
    let held = vectors.and_then(Writer::made);
    match (args.dims, held) {
        (Some(dims), Some(made)) if made.dims != dims as usize => {
            let made_now = Made {
                model: made.model.clone(),
                dims: dims as usize,
            };
            Err(mixed(made, &made_now, args.out.as_deref()))
        }
        _ => Ok(()),
    }
}
