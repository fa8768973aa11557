//! `vh embed`.

pub mod input;
pub mod npy;
pub mod output;

use std::path::Path;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::{Value, json};

use super::inputs::{self, Source};
use super::record::Times;
use super::{Context, batch, chat, question, record, route};
use crate::cli::embed::EmbedArgs;
use crate::error::{Error, Kind, Result};
use crate::llm::embed::{self, Answered, Embedder, Failover, Given, Input, Landed, Plan, Run, Wanted};
use crate::llm::failover::Entry;
use crate::llm::media::Task;
use crate::llm::route::Capability;
use crate::llm::{self, Content, Part, Source as Picture};
use crate::output::progress::Waiting;
use crate::output::{Format, Output, Record};
use crate::text;
use crate::text::Text;
use input::{Chain, Held, Lines, Mark, Shape};
use output::{Done, Made, Row, Vectors};

/// Refused inputs that are told one by one.
const TOLD: usize = 10;

/// Rows of a table for a person at once.
const PAGE: usize = 256;

/// `vh embed`.
///
/// # Errors
/// Any [`Kind`]; [`Kind::Partial`] when only some inputs got a vector.
pub async fn embed(ctx: &mut Context, args: EmbedArgs) -> Result<()> {
    if args.batch {
        return batch::embed(ctx, args).await;
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
            (Some(vectors), held)
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
                report.take(ctx, landed, vectors.as_mut())?;
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
        None if source.is_json_lines() => Shape::Json { field: "text".to_owned() },
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
async fn connect(
    ctx: &Context,
    entries: Vec<Entry>,
    wanted: &Wanted,
    args: &EmbedArgs,
) -> Result<Box<dyn Embedder>> {
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

fn check_dims(args: &EmbedArgs, vectors: Option<&Vectors>) -> Result<()> {
    let held = vectors.and_then(Vectors::made);
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

/// Two kinds of vectors that would stand together.
fn mixed(there: &Made, now: &Made, path: Option<&Path>) -> Error {
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
struct Report {
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
    fn new(ctx: &Context, held: &Held, path: Option<&Path>) -> Report {
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
    fn take(&mut self, ctx: &mut Context, landed: Landed<Mark>, vectors: Option<&mut Vectors>) -> Result<()> {
        self.requests += landed.answered.len() as u64;
        self.tokens += landed.answered.iter().map(|a: &Answered| a.tokens).sum::<u64>();
        let model = landed.answered.first().map(|a| a.served.model.clone());
        let dims = landed.embedded.iter().find_map(|e| e.vector.as_ref().ok()).map(Vec::len);
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
            Some(vectors) => vectors.append(self.made.as_ref(), &done),
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
        for one in done {
            let row = one.row(self.made.as_ref());
            match self.format {
                Format::Json | Format::Jsonl => out.json(&row)?,
                Format::Plain => out.record(&Shown::of(&row, false))?,
                Format::Human => self.page.push(Shown::of(&row, true)),
            }
        }
        if self.page.len() >= PAGE {
            self.page(out)?;
        }
        out.flush()
    }

    fn page(&mut self, out: &mut Output) -> Result<()> {
        out.records(&std::mem::take(&mut self.page))
    }

    fn progress(&mut self, jobs: usize) {
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
    fn stopped(&self, e: Error, out: Option<&Path>) -> Error {
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
    fn end(self, ctx: &mut Context, out: Option<&Path>) -> Result<()> {
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
