//! What a batch used, as `vh usage` counts it: once, however often its answers are fetched, and whoever died meanwhile. The
//! router measures nothing by it: nobody waited for these answers.

use std::collections::BTreeMap;

use super::fetch::Form;
use crate::command::Context;
use crate::error::Result;
use crate::llm::Usage;
use crate::llm::batch::{Task, answer};
use crate::state::batches::Item;
use crate::state::{Batch, Call};
use crate::text;

/// Answers that are read at once.
const CHUNK: i64 = 256;

/// What the answers of one model used.
#[derive(Default)]
struct Sum {
    answers: i64,
    usage: Usage,
    /// All of them told it.
    told: bool,
}

/// Counts what a fetched batch used. The answers are there whether that works or not.
pub(super) async fn count(ctx: &Context, batch: &Batch, form: &Form) {
    if let Err(e) = write(ctx, batch, form).await {
        let reason = e.line(ctx.out.lang());
        ctx.out.err().note(&text!(
            "note: what this batch used was not kept: {reason}",
            "提示：此批处理的用量未能保存：{reason}"
        ));
    }
}

async fn write(ctx: &Context, batch: &Batch, form: &Form) -> Result<()> {
    let state = ctx.state().await?;
    let origin = |n: usize| format!("{}:{n}", batch.marker);
    if state.calls().is_known(&origin(0)).await? {
        return Ok(());
    }
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    let mut next = 0;
    loop {
        let items = state.batches().items(&batch.marker, next, CHUNK, false).await?;
        let Some(last) = items.last() else { break };
        next = last.number + 1;
        for item in items.iter().filter(|i| !i.failed) {
            let Some((model, usage)) = used(item, form) else {
                continue;
            };
            let model = batch.model.clone().or(model).unwrap_or_default();
            let sum = sums.entry(model).or_insert_with(|| Sum {
                told: true,
                ..Sum::default()
            });
            sum.answers += 1;
            sum.told &= usage.is_some();
            let usage = usage.unwrap_or_default();
            sum.usage.input_tokens += usage.input_tokens;
            sum.usage.output_tokens += usage.output_tokens;
            sum.usage.cached_tokens += usage.cached_tokens;
        }
    }
    let calls: Vec<Call> = sums
        .into_iter()
        .enumerate()
        .map(|(n, (model, sum))| call(ctx, batch, form, model, sum, origin(n)))
        .collect();
    state.calls().record(&calls).await
}

/// The model that an answer names, and what it says that it used; `None` for what is no answer.
fn used(item: &Item, form: &Form) -> Option<(Option<String>, Option<Usage>)> {
    let body = item.answer.as_deref()?;
    match form.task {
        Task::Chat => {
            let answer = answer::chat(form.protocol, body).ok()?;
            Some((answer.served.map(|s| s.model), answer.usage))
        }
        Task::Embed => {
            let vector = answer::vector(body, form.dims).ok()?;
            let usage = Usage {
                input_tokens: vector.tokens,
                ..Usage::default()
            };
            Some((vector.model, Some(usage)))
        }
    }
}

fn call(ctx: &Context, batch: &Batch, form: &Form, model: String, sum: Sum, origin: String) -> Call {
    let tokens = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    // A table that cannot be read is told where it is used, not after an answer.
    let prices = ctx.settings.prices(&batch.provider, &model).ok().flatten();
    let share = share(form.kind);
    Call {
        at_ms: batch.updated_ms,
        room: "batch".to_owned(),
        provider: batch.provider.clone(),
        model,
        ok: true,
        error: None,
        first_ms: None,
        total_ms: 0,
        input_tokens: tokens(sum.usage.input_tokens),
        output_tokens: tokens(sum.usage.output_tokens),
        cached_tokens: tokens(sum.usage.cached_tokens),
        // Prices are per million tokens, so the product is in millionths.
        cost_micro: prices.filter(|_| sum.told).map(|(i, o)| {
            let whole = i * sum.usage.input_tokens as f64 + o * sum.usage.output_tokens as f64;
            (whole * share).round() as i64
        }),
        times: sum.answers,
        origin: Some(origin),
    }
}

/// What a batch costs of the price of single calls.
/// Source: `reference/llm.md` §2.5 (half at OpenAI, Anthropic and Ark).
fn share(kind: &str) -> f64 {
    match kind {
        "openai" | "azure" | "claude" | "ark" => 0.5,
        _ => 1.0,
    }
}
