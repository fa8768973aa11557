//! `vh alert spool`: what is not delivered yet. Safe to run from any number of places at once: each alert is held by one.

use serde::Serialize;

use super::super::{Context, now};
use super::digest;
use super::gather::blank;
use super::sender::Sender;
use super::told;
use crate::alert;
use crate::cli::alert::{DropArgs, ResendArgs, SpoolCommand};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::state::spool::Spooled;
use crate::state::{State, unix_ms};
use crate::text;
use crate::text::Text;

pub(super) async fn run(ctx: &mut Context, command: SpoolCommand) -> Result<()> {
    let state = ctx.state().await?;
    state.require_durable()?;
    match command {
        SpoolCommand::Ls => {
            let rows: Vec<Row> = state.spool().list().await?.into_iter().map(row).collect();
            ctx.out.records(&rows)
        }
        SpoolCommand::Resend(args) => resend(ctx, args).await,
        SpoolCommand::Drop(args) => drop_rows(ctx, args).await,
    }
}

/// The row whose id begins with what was typed.
async fn find(state: &State, given: &str) -> Result<Spooled> {
    let mut rows: Vec<Spooled> = state.spool().list().await?;
    rows.retain(|r| r.id.starts_with(given));
    match rows.len() {
        1 => Ok(rows.swap_remove(0)),
        0 => Err(Error::new(
            Kind::NotFound,
            text!("the spool has no alert {given}", "暂存区没有告警 {given}"),
        )
        .hint(text!("vh alert spool ls lists them", "vh alert spool ls 列出全部"))),
        n => Err(Error::usage(text!(
            "{given} begins {n} alerts",
            "{given} 对应 {n} 条告警"
        ))),
    }
}

async fn resend(ctx: &mut Context, args: ResendArgs) -> Result<()> {
    let sender = Sender::new(ctx)?;
    let state = ctx.state().await?;
    let at = unix_ms(now());
    let age = sender.alerts.spool_age.unwrap_or(alert::config::SPOOL_AGE);
    let oldest = at.saturating_sub(i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
    let rows = match &args.id {
        Some(id) => vec![find(state, id).await?],
        None => {
            let buried = state.spool().bury(oldest, at).await?;
            if buried > 0 {
                ctx.out.err().note(&text!(
                    "note: {buried} alerts are too old and will not be tried again",
                    "提示：{buried} 条告警过期，不再重试"
                ));
            }
            let mut rows = state.spool().list().await?;
            rows.retain(|r| r.status != "dead" && (args.now || r.next_ms <= at) && r.held_until_ms <= at);
            rows
        }
    };
    let mut raised = Vec::new();
    let mut rows = rows;
    if args.id.is_none() {
        for (channel, group) in digest::groups(&rows) {
            let (note, plan) = digest::note(&sender, blank(ctx), &channel, &group);
            raised.push(sender.digest(state, &group, note, plan).await?);
            rows.retain(|r| !group.iter().any(|g| g.id == r.id));
        }
    }
    for row in &rows {
        match sender.resend(state, row).await? {
            Some(one) => raised.push(one),
            None => {
                let id = &row.id;
                ctx.out.err().note(&text!(
                    "note: alert {id} is being sent by another process",
                    "提示：告警 {id} 正由其他进程发送"
                ));
            }
        }
    }
    told::tell(ctx, raised)
}

async fn drop_rows(ctx: &mut Context, args: DropArgs) -> Result<()> {
    let state = ctx.state().await?;
    let rows = match &args.id {
        Some(id) => vec![find(state, id).await?],
        None => state.spool().list().await?,
    };
    let count = rows.len();
    if ctx.only_tells(text!("would give up on {count} alerts", "将放弃 {count} 条告警")) {
        return Ok(());
    }
    let state = ctx.state().await?;
    if args.all && !rows.is_empty() && !ctx.yes {
        let question = text!("Give up on {count} alerts?", "放弃 {count} 条告警？");
        if !ctx.prompt.confirm(&question, text!("give --yes", "请使用 --yes"))? {
            return Err(Error::new(
                Kind::Refused,
                text!("nothing was dropped", "未放弃任何告警"),
            ));
        }
    }
    for row in &rows {
        state.spool().remove(&row.id).await?;
    }
    ctx.out
        .err()
        .note(&text!("dropped {count} alerts", "已放弃 {count} 条告警"));
    Ok(())
}

/// A time for lists: UTC, RFC 3339.
pub(super) fn utc(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms)
        .map_or_else(|_| String::new(), |t| t.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}

#[derive(Serialize)]
struct Row {
    id: String,
    status: String,
    created: String,
    level: String,
    title: String,
    fingerprint: String,
    tries: i64,
    next: String,
    held: bool,
    channels: Vec<Channel>,
}

#[derive(Serialize)]
struct Channel {
    channel: String,
    status: String,
    code: Option<String>,
    detail: Option<String>,
}

fn row(s: Spooled) -> Row {
    Row {
        held: s.held_until_ms > unix_ms(now()),
        id: s.id,
        status: s.status,
        created: utc(s.created_ms),
        level: s.level,
        title: s.title,
        fingerprint: s.fingerprint,
        tries: s.tries,
        next: utc(s.next_ms),
        channels: s
            .legs
            .into_iter()
            .map(|l| Channel {
                channel: l.channel,
                status: l.status,
                code: l.code,
                detail: l.detail,
            })
            .collect(),
    }
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("id", "编号"),
            Text::pair("status", "状态"),
            Text::pair("created", "时间"),
            Text::pair("level", "级别"),
            Text::pair("title", "标题"),
            Text::pair("channels", "渠道"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let channels: Vec<String> = self
            .channels
            .iter()
            .map(|c| match &c.code {
                Some(code) => format!("{} {} ({code})", c.channel, c.status),
                None => format!("{} {}", c.channel, c.status),
            })
            .collect();
        vec![
            self.id.clone(),
            self.status.clone(),
            self.created.clone(),
            self.level.clone(),
            self.title.clone(),
            channels.join(", "),
        ]
    }
}
