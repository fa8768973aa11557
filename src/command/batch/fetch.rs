//! `vh batch fetch`: the answers of a batch, in the order of its requests.

use std::path::Path;

use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{alone, look, now_ms, refused, used};
use crate::cli::batch::FetchArgs;
use crate::command::embed::input::{Chain, Mark};
use crate::command::embed::output::{Done, Made, Vectors};
use crate::command::{Context, outlet};
use crate::error::{Error, Kind, Result};
use crate::llm::batch::answer::{self, Dims, Failure};
use crate::llm::batch::drive::Drive;
use crate::llm::batch::{self, Driver, Task};
use crate::llm::embed::vector::normalize;
use crate::llm::presets::Protocol;
use crate::llm::{StopReason, ToolCall, Usage};
use crate::output::Record;
use crate::state::batches::Item;
use crate::state::{Batch, Phase, State};
use crate::text;
use crate::text::Text;

/// Answers that are read at once.
const CHUNK: i64 = 256;

/// Failed requests that are told one by one.
const TOLD: i64 = 10;

/// The end of one request.
#[derive(Debug, Serialize)]
struct Row {
    index: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_calls: Vec<ToolCall>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embedding: Option<Vec<f32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_reason: Option<StopReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage: Option<Usage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
    /// The provider says that it is an answer, and it is none.
    #[serde(skip)]
    is_broken: bool,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("index", "序号"),
            Text::pair("id", "编号"),
            Text::pair("answer", "结果"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let id = match &self.id {
            Some(Value::String(id)) => id.clone(),
            Some(other) => other.to_string(),
            None => String::new(),
        };
        let answer = match (&self.error, &self.text, &self.embedding) {
            (Some(e), ..) => format!("error: {}", e.message),
            (None, Some(text), _) if text.is_empty() && !self.tool_calls.is_empty() => {
                serde_json::to_string(&self.tool_calls).unwrap_or_default()
            }
            (None, Some(text), _) => text.clone(),
            (None, None, Some(vector)) => {
                let numbers: Vec<String> = vector.iter().map(f32::to_string).collect();
                format!("[{}]", numbers.join(","))
            }
            (None, None, None) => String::new(),
        };
        vec![self.index.to_string(), id, answer]
    }
}

/// What the provider sent for one request.
#[derive(Serialize)]
struct RawRow {
    index: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Failure>,
}

/// `vh batch fetch`.
///
/// # Errors
/// [`Kind::Conflict`] when the batch has not ended; [`Kind::Partial`] when requests failed; any [`Kind`] of the wire.
pub async fn fetch(ctx: &mut Context, args: FetchArgs) -> Result<()> {
    let state = ctx.state().await?;
    let mut batch = state.batches().get(&args.name).await?;
    bring(ctx, state, &mut batch).await?;
    let form = Form::of(ctx, &batch, args.normalize).await?;
    used::count(ctx, &batch, &form).await;
    let mut broken = 0;
    match &args.out {
        Some(path) if form.task == Task::Embed => broken += vectors(ctx, &batch, path, &form).await?,
        Some(path) => broken += lines(ctx, &batch, path, &form).await?,
        None => {
            let mut next = 0;
            loop {
                let state = ctx.state().await?;
                let items = state.batches().items(&batch.marker, next, CHUNK, false).await?;
                let Some(last) = items.last() else { break };
                next = last.number + 1;
                let wanted = items.into_iter().filter(|i| i.failed || !args.failed);
                if args.raw {
                    for item in wanted {
                        ctx.out.json(&raw(item)?)?;
                    }
                } else {
                    let rows: Vec<Row> = wanted.map(|i| row(i, &form)).collect();
                    broken += rows.iter().filter(|r| r.is_broken).count() as i64;
                    ctx.out.records(&rows)?;
                }
                ctx.out.flush()?;
            }
        }
    }
    tell(ctx, &batch, broken, args.out.as_deref()).await
}

/// How answers are read.
pub(super) struct Form {
    pub(super) task: Task,
    pub(super) protocol: Protocol,
    pub(super) kind: &'static str,
    pub(super) dims: Dims,
    normalize: bool,
}

impl Form {
    async fn of(ctx: &Context, batch: &Batch, normalize: bool) -> Result<Form> {
        let provider = ctx.provider(&batch.provider).await?;
        let preset = provider.connection().preset;
        Ok(Form {
            task: Task::of_word(&batch.task)?,
            protocol: preset.protocol,
            kind: preset.kind,
            dims: Dims::of_kind(preset.kind, batch.dims.and_then(|n| usize::try_from(n).ok())),
            normalize,
        })
    }
}

/// Brings the answers here, unless they are.
async fn bring(ctx: &Context, state: &State, batch: &mut Batch) -> Result<()> {
    if batch.phase.is_open() {
        look(ctx, state, batch).await?;
    }
    match batch.phase {
        Phase::Fetched => Ok(()),
        Phase::Failed => Err(refused(batch)),
        Phase::Ended => {
            let provider = ctx.provider(&batch.provider).await?;
            let Driver::Engine(engine) = batch::driver(&provider)? else {
                return Err(Error::bug("a held batch that ended elsewhere"));
            };
            let drive = Drive {
                engine: &*engine,
                state,
                now_ms,
            };
            alone(state, ctx.out.err(), &batch.marker.clone(), drive.fetch(batch)).await
        }
        _ => {
            let (name, word) = (&batch.name, batch.state.as_deref().unwrap_or(batch.phase.word()));
            Err(Error::new(
                Kind::Conflict,
                text!(
                    "the batch {name} has not ended: {word}",
                    "批处理 {name} 尚未结束：{word}"
                ),
            )
            .provider(&batch.provider)
            .hint(text!("vh batch wait {name}", "vh batch wait {name}")))
        }
    }
}

fn id(item: &Item) -> Option<Value> {
    item.id.as_deref().and_then(|id| serde_json::from_str(id).ok())
}

fn failure(item: &Item) -> Option<Failure> {
    let text = item.answer.as_deref().filter(|_| item.failed)?;
    Some(serde_json::from_str(text).unwrap_or_else(|_| Failure::nothing()))
}

fn row(item: Item, form: &Form) -> Row {
    let mut row = Row {
        index: item.number,
        id: id(&item),
        model: None,
        text: None,
        tool_calls: Vec::new(),
        embedding: None,
        stop_reason: None,
        usage: None,
        error: failure(&item),
        is_broken: false,
    };
    let Some(body) = item.answer.filter(|_| !item.failed) else {
        return row;
    };
    let read = match form.task {
        Task::Chat => answer::chat(form.protocol, &body).map(|answer| {
            row.model = answer.served.map(|s| s.model);
            row.text = Some(answer.text);
            row.tool_calls = answer.tool_calls;
            row.stop_reason = answer.stop.map(|s| s.reason);
            row.usage = answer.usage;
        }),
        Task::Embed => answer::vector(&body, form.dims).map(|mut vector| {
            if form.normalize {
                normalize(&mut vector.values);
            }
            row.model = vector.model;
            row.embedding = Some(vector.values);
        }),
    };
    if let Err(e) = read {
        row.error = Some(Failure::of(&e));
        row.is_broken = true;
    }
    row
}

fn raw(item: Item) -> Result<RawRow> {
    let body = item.answer.clone().filter(|_| !item.failed);
    Ok(RawRow {
        index: item.number,
        id: id(&item),
        body: body
            .map(RawValue::from_string)
            .transpose()
            .map_err(|e| Error::bug(format!("kept JSON: {e}")))?,
        error: failure(&item),
    })
}

/// All answers into a file, which appears when it is whole; how many of them are none.
async fn lines(ctx: &Context, batch: &Batch, path: &Path, form: &Form) -> Result<i64> {
    let state = ctx.state().await?;
    let mut file = outlet::open(ctx, path)?;
    let (mut next, mut broken) = (0, 0);
    loop {
        let items = state.batches().items(&batch.marker, next, CHUNK, false).await?;
        let Some(last) = items.last() else { break };
        next = last.number + 1;
        let mut bytes = Vec::new();
        for item in items {
            let row = row(item, form);
            broken += i64::from(row.is_broken);
            serde_json::to_writer(&mut bytes, &row).map_err(|e| Error::bug(format!("cannot write JSON: {e}")))?;
            bytes.push(b'\n');
        }
        file.write(&bytes)?;
    }
    file.finish()?;
    Ok(broken)
}

/// All vectors into a new file, one row for each request; how many answers are none.
async fn vectors(ctx: &Context, batch: &Batch, path: &Path, form: &Form) -> Result<i64> {
    let state = ctx.state().await?;
    // Settles whether one that is there may go.
    drop(outlet::open(ctx, path)?);
    if path.is_file() {
        let shown = path.display();
        std::fs::remove_file(path).map_err(|e| Error::local(text!("cannot replace {shown}", "无法替换 {shown}"), e))?;
    }
    let (mut vectors, _) = Vectors::open(path)?;
    let mut made: Option<Made> = None;
    let (mut next, mut chain, mut broken) = (0, Chain::default(), 0);
    loop {
        let items = state.batches().items(&batch.marker, next, CHUNK, false).await?;
        let Some(last) = items.last() else { break };
        next = last.number + 1;
        let mut done = Vec::new();
        for item in items {
            chain = chain.and(&item.digest);
            let mark = Mark {
                index: u64::try_from(item.number).unwrap_or(0),
                id: id(&item),
                digest: item.digest.clone(),
                chain,
            };
            let row = row(item, form);
            broken += i64::from(row.is_broken);
            let vector = match (row.embedding, row.error) {
                (Some(vector), _) => {
                    let now = Made {
                        model: row.model.or_else(|| batch.model.clone()).unwrap_or_default(),
                        dims: vector.len(),
                    };
                    if *made.get_or_insert_with(|| now.clone()) != now {
                        return Err(Error::new(
                            Kind::Integrity,
                            text!(
                                "the batch holds vectors of different models or lengths",
                                "批处理中含有不同模型或维数的向量"
                            ),
                        ));
                    }
                    Ok(vector)
                }
                (None, error) => {
                    let message = error.map(|e| e.message).unwrap_or_default();
                    Err(Error::new(Kind::Invalid, Text::same(message)))
                }
            };
            done.push(Done { mark, vector });
        }
        vectors.append(made.as_ref(), &done)?;
    }
    vectors.finish()?;
    Ok(broken)
}

/// Lists what failed, and counts the `broken` answers with it.
async fn tell(ctx: &Context, batch: &Batch, broken: i64, out: Option<&Path>) -> Result<()> {
    let (all, failed) = (batch.items, batch.failed + broken);
    if let Some(path) = out {
        let (path, done) = (path.display(), batch.done - broken);
        ctx.out.err().note(&text!(
            "{path}: {done} answers of {all}",
            "{path}：{all} 个请求中 {done} 个有结果"
        ));
    }
    if failed == 0 {
        return Ok(());
    }
    let state = ctx.state().await?;
    let (mut next, mut told) = (0, 0);
    'pages: loop {
        let items = state.batches().items(&batch.marker, next, CHUNK, false).await?;
        let Some(last) = items.last() else { break };
        next = last.number + 1;
        for item in &items {
            if let Some(e) = failure(item) {
                let (number, message) = (item.number, e.message);
                let id = item.id.as_deref().map(|id| format!(" ({id})")).unwrap_or_default();
                ctx.out.err().note(&text!(
                    "request {number}{id}: {message}",
                    "请求 {number}{id}：{message}"
                ));
                told += 1;
                if told == TOLD {
                    break 'pages;
                }
            }
        }
    }
    let more = batch.failed - told;
    if more > 0 {
        ctx.out.err().note(&text!("and {more} more", "另有 {more} 个"));
    }
    Err(Error::new(
        Kind::Partial,
        text!("{failed} of {all} requests failed", "{all} 个请求中有 {failed} 个失败"),
    )
    .provider(&batch.provider))
}
