//! What every call of a model leaves in the state: the figures that the router and `vh usage` read. A call that succeeded is not
//! made to fail by a state that cannot be written; it is told.

use std::time::{Duration, Instant};

use super::{Context, now};
use crate::error::{Error, Kind};
use crate::llm::failover::AllFailed;
use crate::llm::fold::Answer;
use crate::llm::{Served, Skipped};
use crate::state::{Call, unix_ms};
use crate::text;

/// When a call began and when its first content came.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    /// The beginning.
    pub started: Instant,
    /// The first content.
    pub first: Option<Instant>,
}

impl Times {
    fn first_ms(&self) -> Option<i64> {
        self.first.map(|f| ms(f.duration_since(self.started)))
    }
}

fn ms(d: Duration) -> i64 {
    i64::try_from(d.as_millis()).unwrap_or(i64::MAX)
}

/// Records a chat: the answer, and those who were asked before.
pub async fn answered(ctx: &Context, room: &str, answer: &Answer, times: Times) {
    let Some(served) = &answer.served else { return };
    let mut calls = skipped(room, &served.skipped);
    calls.push(call(room, served, answer, times, None));
    write(ctx, calls).await;
}

/// Records a chat that failed: after its first content, or before with all who were asked.
pub async fn failed(
    ctx: &Context,
    room: &str,
    error: &Error,
    answer: Option<&Answer>,
    model: Option<&str>,
    times: Times,
) {
    if matches!(
        error.kind,
        Kind::Closed | Kind::Interrupted | Kind::Terminated | Kind::Config | Kind::Usage | Kind::Refused
    ) {
        // Nobody answered badly: nobody was asked, or the user went away.
        return;
    }
    let mut calls = Vec::new();
    if let Some(all) = std::error::Error::source(error).and_then(|s| s.downcast_ref::<AllFailed>()) {
        calls = skipped(room, &all.skipped);
    }
    let kind = Some(error.kind.name());
    match answer.and_then(|a| a.served.as_ref().map(|s| (a, s))) {
        Some((answer, served)) => {
            calls.extend(skipped(room, &served.skipped));
            calls.push(call(room, served, answer, times, kind));
        }
        None => {
            if let Some(provider) = &error.provider {
                calls.push(Call {
                    total_ms: ms(times.started.elapsed()),
                    ..unanswered(room, provider, model.unwrap_or(""), kind)
                });
            }
        }
    }
    write(ctx, calls).await;
}

fn call(room: &str, served: &Served, answer: &Answer, times: Times, error: Option<String>) -> Call {
    let usage = answer.usage.unwrap_or_default();
    let tokens = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Call {
        ok: error.is_none(),
        first_ms: times.first_ms(),
        total_ms: ms(times.started.elapsed()),
        input_tokens: tokens(usage.input_tokens),
        output_tokens: tokens(usage.output_tokens),
        cached_tokens: tokens(usage.cached_tokens),
        ..unanswered(room, &served.provider, &served.model, error)
    }
}

fn skipped(room: &str, skipped: &[Skipped]) -> Vec<Call> {
    let one = |s: &Skipped| unanswered(room, &s.provider, s.model.as_deref().unwrap_or(""), Some(s.kind.name()));
    skipped.iter().map(one).collect()
}

fn unanswered(room: &str, provider: &str, model: &str, error: Option<String>) -> Call {
    Call {
        at_ms: unix_ms(now()),
        room: room.to_owned(),
        provider: provider.to_owned(),
        model: model.to_owned(),
        ok: false,
        error,
        first_ms: None,
        total_ms: 0,
        input_tokens: 0,
        output_tokens: 0,
        cached_tokens: 0,
        cost_micro: None,
    }
}

async fn write(ctx: &Context, calls: Vec<Call>) {
    let work = async {
        let state = ctx.state().await?;
        state.calls().record(&calls).await?;
        // Now and then somebody has to clear away what is old.
        if getrandom::u32().unwrap_or(1).is_multiple_of(512) {
            let keep = i64::try_from(ctx.keep().await?.as_millis()).unwrap_or(i64::MAX);
            state.calls().purge(unix_ms(now()).saturating_sub(keep)).await?;
        }
        Ok::<_, Error>(())
    };
    if let Err(e) = work.await {
        let lang = ctx.out.lang();
        let reason = e.line(lang);
        ctx.out.err().note(&text!(
            "note: this call's figures were not kept: {reason}",
            "提示：本次调用的统计未能保存：{reason}"
        ));
    }
}
