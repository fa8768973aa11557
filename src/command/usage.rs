//! `vh usage`: what was spent.

use serde::Serialize;

use super::{Context, now};
use crate::cli::route::UsageArgs;
use crate::error::Result;
use crate::output::Record;
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

/// An amount; with a mark where some of it is unknown.
pub fn money(cost: Option<f64>, unpriced: i64) -> String {
    match (cost, unpriced) {
        (None, _) => "?".to_owned(),
        (Some(cost), 0) => format!("{cost:.6}"),
        (Some(cost), _) => format!("{cost:.6}+?"),
    }
}

/// The cost of calls; `None` when no price of any is known.
pub fn cost(micro: i64, successes: i64, unpriced: i64) -> Option<f64> {
    (successes == 0 || unpriced < successes).then_some(micro as f64 / 1e6)
}

/// A time in milliseconds since 1970, as people and programs read it.
pub fn time(ms: i64) -> String {
    let since = std::time::Duration::from_millis(u64::try_from(ms).unwrap_or(0));
    humantime::format_rfc3339_seconds(std::time::UNIX_EPOCH + since).to_string()
}

/// What was spent.
#[derive(Serialize)]
struct SpentRow {
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    provider: String,
    model: String,
    requests: i64,
    input_tokens: i64,
    output_tokens: i64,
    /// `null`: no price is known.
    cost: Option<f64>,
    unpriced_calls: i64,
}

impl Record for SpentRow {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("day", "日期"),
            Text::pair("provider", "服务商"),
            Text::pair("model", "模型"),
            Text::pair("requests", "请求数"),
            Text::pair("in", "输入"),
            Text::pair("out", "输出"),
            Text::pair("cost", "费用"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.day.clone().unwrap_or_default(),
            self.provider.clone(),
            self.model.clone(),
            self.requests.to_string(),
            self.input_tokens.to_string(),
            self.output_tokens.to_string(),
            money(self.cost, self.unpriced_calls),
        ]
    }
}

/// `vh usage`.
///
/// # Errors
/// [`crate::error::Kind::Local`] of the state.
pub async fn usage(ctx: &mut Context, args: UsageArgs) -> Result<()> {
    const DAY_MS: i64 = 86_400_000;
    let today = unix_ms(now()) / DAY_MS;
    let since = (today - i64::from(args.days.max(1)) + 1).max(0) * DAY_MS;
    let state = ctx.state().await?;
    let found = if args.daily {
        let days = state.calls().spent(since).await?;
        days.into_iter()
            .map(|d| (Some(time(d.day * DAY_MS)[..10].to_owned()), d.summary))
            .collect()
    } else {
        let all = state.calls().summary(since).await?;
        all.into_iter().map(|s| (None, s)).collect::<Vec<_>>()
    };
    let rows: Vec<SpentRow> = found
        .into_iter()
        .map(|(day, s)| SpentRow {
            day,
            requests: s.requests,
            input_tokens: s.input_tokens,
            output_tokens: s.output_tokens,
            cost: cost(s.cost_micro, s.successes, s.unpriced),
            unpriced_calls: s.unpriced,
            provider: s.provider,
            model: s.model,
        })
        .collect();
    ctx.out.records(&rows)?;
    if rows.iter().any(|r| r.unpriced_calls > 0) {
        ctx.out.err().note(&text!(
            "\"?\": set price_in and price_out (per 1 000 000 tokens) in [models.NAME]",
            "“?”：请在 [models.NAME] 中设置 price_in 和 price_out（每 1 000 000 token 的价格）"
        ));
    }
    Ok(())
}
