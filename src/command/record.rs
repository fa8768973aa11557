//! What every call of a model leaves in the state: the figures that the router and `vh usage` read. A call that succeeded is not
//! made to fail by a state that cannot be written; it is told.

use std::time::{Duration, Instant};

use super::{Context, now};
use crate::error::{Error, Kind};
use crate::llm::embed::Answered;
use crate::llm::failover::AllFailed;
use crate::llm::fold::Answer;
use crate::llm::route::cooldown_names;
use crate::llm::{Served, Skipped, Usage};
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
    let mut ended = Ended::default();
    ended.skip(room, &served.skipped);
    ended.calls.push(call(ctx, room, served, answer, times, None));
    write(ctx, ended).await;
}

/// Records requests that were answered whole, such as those of embeddings.
pub async fn requests(ctx: &Context, room: &str, answered: &[Answered]) {
    let mut ended = Ended::default();
    for a in answered {
        ended.skip(room, &a.served.skipped);
        let usage = Usage {
            input_tokens: a.tokens,
            ..Usage::default()
        };
        let answer = Answer {
            usage: Some(usage),
            ..Answer::default()
        };
        let now = Instant::now();
        let started = now.checked_sub(a.took).unwrap_or(now);
        let times = Times {
            started,
            first: Some(now),
        };
        ended.calls.push(call(ctx, room, &a.served, &answer, times, None));
    }
    if !ended.calls.is_empty() {
        write(ctx, ended).await;
    }
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
    let mut ended = Ended::default();
    let all = std::error::Error::source(error).and_then(|s| s.downcast_ref::<AllFailed>());
    if let Some(all) = all {
        ended.skip(room, &all.skipped);
    }
    match answer.and_then(|a| a.served.as_ref().map(|s| (a, s))) {
        Some((answer, served)) => {
            ended.skip(room, &served.skipped);
            ended
                .calls
                .push(call(ctx, room, served, answer, times, Some(error.kind.name())));
        }
        None => {
            if let Some(provider) = &error.provider {
                let model = model.or(all.and_then(|a| a.model.as_deref()));
                let wait = error
                    .retry_after
                    .map(|d| u64::try_from(d.as_millis()).unwrap_or(u64::MAX));
                ended.fail(room, provider, model, error.kind, wait);
                if let Some(last) = ended.calls.last_mut() {
                    last.total_ms = ms(times.started.elapsed());
                }
            }
        }
    }
    write(ctx, ended).await;
}

/// What is to be written of one operation.
#[derive(Default)]
struct Ended {
    calls: Vec<Call>,
    /// Name, how long, why.
    cooldowns: Vec<(String, i64, String)>,
}

impl Ended {
    fn skip(&mut self, room: &str, skipped: &[Skipped]) {
        for s in skipped {
            self.fail(room, &s.provider, s.model.as_deref(), s.kind, s.retry_after_ms);
        }
    }

    fn fail(&mut self, room: &str, provider: &str, model: Option<&str>, kind: Kind, wait_ms: Option<u64>) {
        let model = model.unwrap_or("");
        self.calls.push(unanswered(room, provider, model, Some(kind.name())));
        let [whole, own] = cooldown_names(provider, model);
        let wait_ms = wait_ms.map(|w| i64::try_from(w).unwrap_or(i64::MAX));
        let (name, least_ms) = match kind {
            // The account's trouble, whatever the model; waiting a moment does not end it.
            Kind::Quota => (whole, 3_600_000),
            Kind::Auth => (whole, 600_000),
            Kind::Network => (whole, 10_000),
            Kind::RateLimited => (own, 30_000),
            Kind::Timeout | Kind::Unavailable | Kind::Truncated | Kind::Malformed => (own, 10_000),
            _ => return,
        };
        self.cooldowns.push((name, wait_ms.unwrap_or(least_ms), kind.name()));
    }
}

fn call(ctx: &Context, room: &str, served: &Served, answer: &Answer, times: Times, error: Option<String>) -> Call {
    let usage = answer.usage.unwrap_or_default();
    let tokens = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let asked = served.asked.as_deref().unwrap_or(&served.model);
    // A table that cannot be read is told where it is used, not after an answer.
    let prices = answer
        .usage
        .and_then(|_| ctx.settings.prices(&served.provider, asked).ok().flatten());
    Call {
        ok: error.is_none(),
        first_ms: times.first_ms(),
        total_ms: ms(times.started.elapsed()),
        input_tokens: tokens(usage.input_tokens),
        output_tokens: tokens(usage.output_tokens),
        cached_tokens: tokens(usage.cached_tokens),
        // Prices are per million tokens, so the product is in millionths.
        cost_micro: prices
            .map(|(i, o)| (i * usage.input_tokens as f64 + o * usage.output_tokens as f64).round() as i64),
        ..unanswered(room, &served.provider, asked, error)
    }
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
        times: 1,
        origin: None,
    }
}

async fn write(ctx: &Context, ended: Ended) {
    let work = async {
        let state = ctx.state().await?;
        state.calls().record(&ended.calls).await?;
        let at = unix_ms(now());
        for (name, wait_ms, why) in &ended.cooldowns {
            state.cooldowns().set(name, at.saturating_add(*wait_ms), why).await?;
        }
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
