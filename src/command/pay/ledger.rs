//! `vh pay ledger`.

use std::time::{Duration, UNIX_EPOCH};

use serde::Serialize;

use super::Which;
use super::listen::way;
use crate::cli::pay::{LedgerCommand, LedgerReplayArgs};
use crate::command::{Context, now};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::pay::{Fen, deliver};
use crate::state::ledger::Line;
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

/// A line as it is shown.
#[derive(Serialize)]
struct Row {
    what: String,
    number: String,
    amount_fen: i64,
    state: String,
    account: String,
    at: String,
    id: Option<String>,
    delivery: Option<String>,
    attempts: Option<i64>,
    seen: Option<i64>,
    told: Option<String>,
    delivery_id: Option<String>,
}

impl From<Line> for Row {
    fn from(l: Line) -> Row {
        let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(l.at_ms).unwrap_or(0));
        Row {
            what: l.what,
            number: l.number,
            amount_fen: l.amount,
            state: l.state,
            account: l.account,
            at: humantime::format_rfc3339_seconds(at).to_string(),
            id: l.id,
            delivery: l.delivery,
            attempts: l.attempts,
            seen: l.seen,
            told: l.told,
            delivery_id: l.delivery_id,
        }
    }
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("what", "类型"),
            Text::pair("number", "单号"),
            Text::pair("amount", "金额"),
            Text::pair("state", "状态"),
            Text::pair("account", "账户"),
            Text::pair("at", "时间"),
            Text::pair("id", "微信单号"),
            Text::pair("delivery", "转交"),
            Text::pair("attempts", "尝试"),
            Text::pair("seen", "收到"),
            Text::pair("told", "原因"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        let count = |o: Option<i64>| o.map(|n| n.to_string()).unwrap_or_default();
        vec![
            self.what.clone(),
            self.number.clone(),
            Fen::new(self.amount_fen).unwrap_or_default().yuan(),
            self.state.clone(),
            self.account.clone(),
            self.at.clone(),
            text(&self.id),
            text(&self.delivery),
            count(self.attempts),
            count(self.seen),
            text(&self.told),
        ]
    }
}

/// `vh pay ledger …`.
///
/// # Errors
/// [`Kind::Local`] without a state that lasts; [`Kind::NotFound`] for a number that is not in it.
pub async fn run(ctx: &mut Context, which: &Which, command: LedgerCommand) -> Result<()> {
    ctx.state().await?.require_durable()?;
    match command {
        LedgerCommand::Ls(args) => {
            let ledger = ctx.state().await?.ledger();
            let lines = ledger.lines(args.stuck, None, i64::from(args.limit)).await?;
            let rows: Vec<Row> = lines.into_iter().map(Row::from).collect();
            ctx.out.records(&rows)
        }
        LedgerCommand::Show(args) => {
            let ledger = ctx.state().await?.ledger();
            let lines = ledger.lines(false, Some(&args.number), 1000).await?;
            if lines.is_empty() {
                return Err(not_there(&args.number));
            }
            let rows: Vec<Row> = lines.into_iter().map(Row::from).collect();
            ctx.out.records(&rows)
        }
        LedgerCommand::Replay(args) => replay(ctx, which, args).await,
    }
}

fn not_there(number: &str) -> Error {
    Error::new(
        Kind::NotFound,
        text!("{number} is not in the ledger", "账本中没有 {number}"),
    )
}

/// What became of one delivery.
#[derive(Serialize)]
struct Replayed {
    id: String,
    number: String,
    delivered: bool,
    why: Option<String>,
}

impl Record for Replayed {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("id", "ID"),
            Text::pair("number", "单号"),
            Text::pair("delivered", "已转交"),
            Text::pair("why", "原因"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let done = if self.delivered { "yes" } else { "no" };
        vec![
            self.id.clone(),
            self.number.clone(),
            done.to_owned(),
            self.why.clone().unwrap_or_default(),
        ]
    }
}

async fn replay(ctx: &mut Context, which: &Which, args: LedgerReplayArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    let way = way(ctx, &account, args.forward_to.as_deref(), args.exec)?.ok_or_else(|| {
        Error::usage(text!(
            "where to? give --forward-to URL or --exec",
            "转交到哪里？请给出 --forward-to URL 或 --exec"
        ))
    })?;
    let ledger = ctx.state().await?.ledger();
    let parcels = ledger.parcels(&args.number).await?;
    if parcels.is_empty() {
        return Err(not_there(&args.number));
    }
    let mut rows = Vec::new();
    let mut ends = Vec::new();
    for parcel in parcels {
        let end = deliver::deliver(&account, &way, &parcel).await;
        let why = end.err().map(|e| e.to_string());
        let wait = i64::try_from(deliver::backoff(parcel.attempts).as_millis()).unwrap_or(i64::MAX);
        let failed = why.clone().map(|w| (w, unix_ms(now()).saturating_add(wait)));
        ends.push((parcel.id.clone(), failed));
        rows.push(Replayed {
            id: parcel.id,
            number: parcel.number,
            delivered: why.is_none(),
            why,
        });
    }
    ledger.delivered(ends).await?;
    let failed = rows.iter().filter(|r| !r.delivered).count();
    let all = rows.len();
    ctx.out.records(&rows)?;
    ctx.out.flush()?;
    if failed == 0 {
        return Ok(());
    }
    Err(Error::new(
        if failed == all {
            Kind::Unavailable
        } else {
            Kind::Partial
        },
        text!("{failed} of {all} were not taken", "{all} 条中有 {failed} 条未被接受"),
    ))
}
