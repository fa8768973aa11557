//! `vh route` and `vh usage`; and the router's choice for `vh chat --route`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::usage::{cost, money, time};
use super::{Context, now};
use crate::cli::route::{self as cli, RouteArgs, RouteCommand, WantedArgs};
use crate::error::{Error, Kind, Result};
use crate::llm::failover::Entry;
use crate::llm::route::{self, Callable, Capability, Excluded, LOOKED_AT, Measured, Model, Priority, Ranked, Wanted};
use crate::output::Record;
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

/// `vh route …`.
///
/// # Errors
/// [`Kind::NotFound`] when no model fits; [`Kind::Config`] of the table.
pub async fn run(ctx: &mut Context, args: RouteArgs) -> Result<()> {
    match args.command {
        None => select(ctx, &args.wanted).await,
        Some(RouteCommand::Select(wanted)) => select(ctx, &wanted).await,
        Some(RouteCommand::Show(args)) => show(ctx, &args.id),
        Some(RouteCommand::Models) => models(ctx),
        Some(RouteCommand::Stats) => stats(ctx).await,
        Some(RouteCommand::Explain(wanted)) => explain(ctx, &wanted).await,
        Some(RouteCommand::Reset(args)) => reset(ctx, args.id.as_deref()).await,
    }
}

fn wanted(args: &WantedArgs) -> Wanted {
    Wanted {
        capability: capability(args.capability),
        priority: priority(args.priority),
        max_tokens: args.max_tokens,
    }
}

/// The router's word for a typed capability.
pub fn capability(typed: cli::Capability) -> Capability {
    match typed {
        cli::Capability::Chat => Capability::Chat,
        cli::Capability::Embedding => Capability::Embedding,
        cli::Capability::FunctionCall => Capability::FunctionCall,
        cli::Capability::CodeGeneration => Capability::CodeGeneration,
        cli::Capability::Multimodal => Capability::Multimodal,
    }
}

/// The router's word for a typed priority.
pub fn priority(typed: cli::Priority) -> Priority {
    match typed {
        cli::Priority::Balanced => Priority::Balanced,
        cli::Priority::Cost => Priority::Cost,
        cli::Priority::Speed => Priority::Speed,
        cli::Priority::Quality => Priority::Quality,
    }
}

/// The providers and models to ask, best first: keys and cooldowns count, because a call follows.
///
/// # Errors
/// [`Kind::NotFound`] when no model fits.
pub async fn choose(ctx: &Context, wanted: &Wanted) -> Result<Vec<Entry>> {
    let ranked = rank(ctx, wanted, true).await?;
    let entries: Vec<Entry> = ranked
        .into_iter()
        .filter(|r| r.excluded.is_none())
        .map(|r| Entry {
            name: r.row.provider,
            model: Some(r.row.model),
        })
        .collect();
    if entries.is_empty() {
        return Err(no_candidate(wanted, true));
    }
    Ok(entries)
}

async fn rank(ctx: &Context, wanted: &Wanted, to_call: bool) -> Result<Vec<Ranked>> {
    let models = ctx.settings.models()?;
    let mut callable = Callable::default();
    if to_call {
        let providers: Vec<String> = models.iter().map(|m| m.provider.clone()).collect();
        callable.providers = Some(providers.into_iter().filter(|p| ctx.settings.can_call(p)).collect());
    }
    let measured = match measure(ctx, &models, to_call.then_some(&mut callable)).await {
        Ok(measured) => measured,
        Err(e) => {
            let reason = e.line(ctx.out.lang());
            ctx.out.err().note(&text!(
                "note: nothing measured is used: {reason}",
                "提示：未使用实测数据：{reason}"
            ));
            BTreeMap::new()
        }
    };
    Ok(route::rank(&models, wanted, &measured, &callable))
}

async fn measure(
    ctx: &Context,
    models: &[Model],
    callable: Option<&mut Callable>,
) -> Result<BTreeMap<(String, String), Measured>> {
    let state = ctx.state().await?;
    let at = unix_ms(now());
    let mut measured = BTreeMap::new();
    for m in models {
        let calls = state.calls().recent(&m.provider, &m.model, LOOKED_AT).await?;
        if !calls.is_empty() {
            measured.insert((m.provider.clone(), m.model.clone()), Measured::of(&calls, at));
        }
    }
    if let Some(callable) = callable {
        let active = state.cooldowns().active(at).await?;
        callable.cooldowns = active.into_iter().map(|c| (c.name, c.until_ms)).collect();
    }
    Ok(measured)
}

fn no_candidate(wanted: &Wanted, to_call: bool) -> Error {
    let capability = wanted.capability.word();
    let what = match wanted.max_tokens {
        Some(n) => text!(
            "no model of the table does {capability} with {n} tokens",
            "模型表中没有支持 {capability} 且可输出 {n} 个 token 的模型"
        ),
        None => text!(
            "no model of the table does {capability}",
            "模型表中没有支持 {capability} 的模型"
        ),
    };
    let error = Error::new(Kind::NotFound, what);
    if to_call {
        error.hint(text!(
            "vh route explain says why; a provider needs a key, and a row in [models.NAME]",
            "vh route explain 会说明原因；服务商需要有密钥，并在 [models.NAME] 中有一行"
        ))
    } else {
        error.hint(text!("vh route models shows the table", "vh route models 显示模型表"))
    }
}

#[derive(Serialize)]
struct ModelRow {
    #[serde(flatten)]
    model: Model,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
}

impl Record for ModelRow {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("id", "编号"),
            Text::pair("model", "模型"),
            Text::pair("name", "名称"),
            Text::pair("provider", "服务商"),
            Text::pair("capabilities", "能力"),
            Text::pair("max tokens", "最大 token"),
            Text::pair("cost", "成本"),
            Text::pair("latency", "延迟"),
            Text::pair("quality", "质量"),
            Text::pair("score", "得分"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let m = &self.model;
        let words: Vec<&str> = m.capabilities.iter().map(|c| c.word()).collect();
        vec![
            m.id.clone(),
            m.model.clone(),
            m.name.clone(),
            m.provider.clone(),
            words.join(","),
            m.max_tokens.to_string(),
            m.cost_per_1k_tokens.to_string(),
            m.latency_ms.to_string(),
            m.quality.to_string(),
            self.score.map(|s| format!("{s:.4}")).unwrap_or_default(),
        ]
    }
}

async fn select(ctx: &mut Context, args: &WantedArgs) -> Result<()> {
    let wanted = wanted(args);
    let ranked = rank(ctx, &wanted, false).await?;
    match ranked.into_iter().find(|r| r.excluded.is_none()) {
        Some(best) => ctx.out.record(&ModelRow {
            model: best.row,
            score: Some(best.score),
        }),
        None => Err(no_candidate(&wanted, false)),
    }
}

fn show(ctx: &mut Context, id: &str) -> Result<()> {
    let models = ctx.settings.models()?;
    match models.into_iter().find(|m| m.id == id || m.model == id) {
        Some(model) => ctx.out.record(&ModelRow { model, score: None }),
        None => Err(
            Error::new(Kind::NotFound, text!("there is no model {id}", "没有模型 {id}"))
                .hint(text!("vh route models shows the table", "vh route models 显示模型表")),
        ),
    }
}

fn models(ctx: &mut Context) -> Result<()> {
    let rows: Vec<ModelRow> = ctx
        .settings
        .models()?
        .into_iter()
        .map(|model| ModelRow { model, score: None })
        .collect();
    ctx.out.records(&rows)
}

#[derive(Serialize)]
struct Explained {
    #[serde(flatten)]
    ranked: Ranked,
}

impl Record for Explained {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("id", "编号"),
            Text::pair("provider", "服务商"),
            Text::pair("score", "得分"),
            Text::pair("quality", "质量"),
            Text::pair("latency", "延迟"),
            Text::pair("cost", "成本"),
            Text::pair("samples", "样本"),
            Text::pair("success", "成功率"),
            Text::pair("excluded", "排除原因"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let r = &self.ranked;
        let why = match r.excluded {
            None => String::new(),
            Some(Excluded::Capability) => "capability".to_owned(),
            Some(Excluded::MaxTokens) => "max_tokens".to_owned(),
            Some(Excluded::NoKey) => "no key".to_owned(),
            Some(Excluded::CoolingDown { until_ms }) => format!("cooling down until {}", time(until_ms)),
        };
        vec![
            r.row.id.clone(),
            r.row.provider.clone(),
            format!("{:.4}", r.score),
            format!("{:.3}", r.figures.quality),
            format!("{:.0}ms", r.figures.latency_ms),
            format!("{:.4}", r.figures.cost),
            r.measured.samples.to_string(),
            if r.measured.samples == 0 {
                String::new()
            } else {
                format!("{:.0}%", r.measured.success * 100.0)
            },
            why,
        ]
    }
}

/// Shows what a call would meet: keys and cooldowns count here too.
async fn explain(ctx: &mut Context, args: &WantedArgs) -> Result<()> {
    let ranked = rank(ctx, &wanted(args), true).await?;
    let rows: Vec<Explained> = ranked.into_iter().map(|ranked| Explained { ranked }).collect();
    ctx.out.records(&rows)
}

/// The original's four figures, and ours.
#[derive(Serialize)]
struct Stat {
    provider: String,
    model: String,
    requests: i64,
    success_rate: f64,
    average_latency_ms: f64,
    tokens: i64,
    first_token_ms: Option<f64>,
    tokens_per_second: Option<f64>,
    cost: Option<f64>,
    unpriced_calls: i64,
}

impl Record for Stat {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("provider", "服务商"),
            Text::pair("model", "模型"),
            Text::pair("requests", "请求数"),
            Text::pair("success", "成功率"),
            Text::pair("latency", "平均延迟"),
            Text::pair("tokens", "token"),
            Text::pair("first token", "首 token"),
            Text::pair("tokens/s", "token/秒"),
            Text::pair("cost", "费用"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let ms = |v: Option<f64>| v.map(|v| format!("{v:.0}ms")).unwrap_or_default();
        vec![
            self.provider.clone(),
            self.model.clone(),
            self.requests.to_string(),
            format!("{:.1}%", self.success_rate * 100.0),
            ms(Some(self.average_latency_ms)),
            self.tokens.to_string(),
            ms(self.first_token_ms),
            self.tokens_per_second.map(|v| format!("{v:.1}")).unwrap_or_default(),
            money(self.cost, self.unpriced_calls),
        ]
    }
}

async fn stats(ctx: &mut Context) -> Result<()> {
    let at = unix_ms(now());
    let state = ctx.state().await?;
    let mut rows = Vec::new();
    for s in state.calls().summary(0).await? {
        let recent = Measured::of(&state.calls().recent(&s.provider, &s.model, LOOKED_AT).await?, at);
        rows.push(Stat {
            success_rate: s.successes as f64 / s.requests.max(1) as f64,
            average_latency_ms: s.average_ms,
            tokens: s.input_tokens + s.output_tokens,
            first_token_ms: s.first_ms,
            tokens_per_second: recent.tokens_per_second,
            cost: cost(s.cost_micro, s.successes, s.unpriced),
            unpriced_calls: s.unpriced,
            requests: s.requests,
            provider: s.provider,
            model: s.model,
        });
    }
    ctx.out.records(&rows)
}

async fn reset(ctx: &mut Context, id: Option<&str>) -> Result<()> {
    let models = ctx.settings.models()?;
    let chosen = match id {
        Some(id) => match models.iter().find(|m| m.id == id || m.model == id) {
            Some(model) => Some(model),
            None => {
                return Err(Error::new(
                    Kind::NotFound,
                    text!("there is no model {id}", "没有模型 {id}"),
                ));
            }
        },
        None => None,
    };
    let whose = chosen.map_or("*", |m| m.id.as_str());
    if ctx.only_tells(text!("would forget the calls of {whose}", "将清除 {whose} 的调用数据")) {
        return Ok(());
    }
    let state = ctx.state().await?;
    let calls = state
        .calls()
        .forget(chosen.map(|m| (m.provider.as_str(), m.model.as_str())))
        .await?;
    match chosen {
        Some(m) => {
            for name in route::cooldown_names(&m.provider, &m.model) {
                state.cooldowns().clear(Some(&name)).await?;
            }
        }
        None => {
            state.cooldowns().clear(None).await?;
        }
    }
    ctx.out
        .err()
        .note(&text!("{calls} calls forgotten", "已清除 {calls} 次调用的数据"));
    Ok(())
}
