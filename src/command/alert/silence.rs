//! `vh alert silence`.

use serde::Serialize;

use super::super::{Context, now};
use super::gather::labels;
use crate::alert::silence::Matcher;
use crate::cli::alert::{SilenceArgs, SilenceCommand};
use crate::error::{Error, Kind, Result};
use crate::http;
use crate::output::Record;
use crate::state::discipline::Silence;
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

pub(super) async fn run(ctx: &mut Context, command: SilenceCommand) -> Result<()> {
    match command {
        SilenceCommand::Add(args) => add(ctx, args).await,
        SilenceCommand::Ls => {
            let silences = ctx.state().await?.discipline().silences(unix_ms(now())).await?;
            let rows: Vec<Row> = silences.into_iter().map(row).collect();
            ctx.out.records(&rows)
        }
        SilenceCommand::Rm(args) => {
            let id = &args.id;
            let silences = ctx.state().await?.discipline().silences(unix_ms(now())).await?;
            if silences.iter().any(|s| s.id == *id)
                && (ctx.only_tells(text!("would end the silence {id}", "将结束静默 {id}"))
                    || ctx.state().await?.discipline().unsilence(id).await?)
            {
                return Ok(());
            }
            Err(
                Error::new(Kind::NotFound, text!("there is no silence {id}", "没有静默规则 {id}"))
                    .hint(text!("vh alert silence ls lists them", "vh alert silence ls 列出全部")),
            )
        }
    }
}

async fn add(ctx: &mut Context, args: SilenceArgs) -> Result<()> {
    let matcher = Matcher {
        fingerprint: args.problem,
        level: args.level,
        title: args.title,
        host: args.host,
        labels: labels(&args.label)?,
    };
    if matcher.is_empty() {
        return Err(Error::usage(text!(
            "a silence without a part would keep every alert quiet",
            "没有任何条件的静默会静默所有告警"
        ))
        .hint(text!(
            "give --title, --level, --host, --label or --problem; --title '*' is everything",
            "请给出 --title、--level、--host、--label 或 --problem；--title '*' 表示全部"
        )));
    }
    let (what, long) = (matcher.words(), http::human(args.period));
    if ctx.only_tells(text!(
        "would keep {what} quiet for {long}",
        "将静默 {what}，时长 {long}"
    )) {
        return Ok(());
    }
    let state = ctx.state().await?;
    state.require_durable()?;
    let at = unix_ms(now());
    let random = getrandom::u32().map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
    let silence = Silence {
        id: format!("{random:08x}"),
        created_ms: at,
        until_ms: at.saturating_add(i64::try_from(args.period.as_millis()).unwrap_or(i64::MAX)),
        matcher: serde_json::to_string(&matcher).map_err(|e| Error::bug(e.to_string()))?,
        comment: args.comment,
        hits: 0,
    };
    state.discipline().silence(silence.clone()).await?;
    ctx.out.record(&row(silence))
}

#[derive(Serialize)]
struct Row {
    id: String,
    until: String,
    covers: String,
    matcher: Matcher,
    comment: String,
    hits: i64,
}

fn row(s: Silence) -> Row {
    let matcher: Matcher = serde_json::from_str(&s.matcher).unwrap_or_default();
    Row {
        id: s.id,
        until: super::spool::utc(s.until_ms),
        covers: matcher.words(),
        matcher,
        comment: s.comment,
        hits: s.hits,
    }
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("id", "编号"),
            Text::pair("until", "截止"),
            Text::pair("covers", "条件"),
            Text::pair("comment", "原因"),
            Text::pair("hits", "命中"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.until.clone(),
            self.covers.clone(),
            self.comment.clone(),
            self.hits.to_string(),
        ]
    }
}
