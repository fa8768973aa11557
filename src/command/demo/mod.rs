//! `vh demo`: every capability through the real wire against the embedded sandbox, under the sandbox's seal. A row is good only
//! when what came back was compared with what had to come.

pub mod alert;
pub mod embed;
pub mod llm;
mod media;
pub mod pay;
pub mod store;
pub mod wx;

use std::sync::Arc;

use futures_util::future::LocalBoxFuture;
use serde::Serialize;

use super::sandbox::sealed_config;
use super::{Context, now};
use crate::cli::sandbox::DemoArgs;
use crate::config::Settings;
use crate::error::{Error, Kind, Result};
use crate::http::{Http, Options, redact};
use crate::output::Record;
use crate::sandbox::{Fault, Sandbox, Script};
use crate::text;
use crate::text::Text;

/// What a row works with.
struct World {
    sandbox: Sandbox,
    settings: Arc<Settings>,
    http: Http,
}

/// What a row did.
struct Seen {
    sent: String,
    received: String,
    compared: String,
    holds: bool,
}

type Run = for<'a> fn(&'a World) -> LocalBoxFuture<'a, Result<Seen>>;

/// A row: its name, what it does, the fault it needs, and the fault that must make it fail.
struct Row {
    name: &'static str,
    run: Run,
    needs: fn() -> Vec<Fault>,
    breaks: fn() -> Fault,
}

/// What is printed of a row.
#[derive(Serialize)]
struct Shown {
    row: &'static str,
    ok: bool,
    sent: String,
    received: String,
    compared: String,
}

impl Record for Shown {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("row", "项目"),
            Text::pair("ok", "结果"),
            Text::pair("sent", "发送"),
            Text::pair("received", "收到"),
            Text::pair("compared", "比对"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let ok = if self.ok { "ok" } else { "FAIL" };
        vec![
            self.row.to_owned(),
            ok.to_owned(),
            self.sent.clone(),
            self.received.clone(),
            self.compared.clone(),
        ]
    }
}

fn nothing() -> Vec<Fault> {
    Vec::new()
}

/// A fault for the request whose body holds `marker`.
fn fault(marker: &str) -> Fault {
    Fault {
        contains: Some(marker.to_owned()),
        ..Fault::default()
    }
}

/// The rows of all rooms.
fn rows() -> impl Iterator<Item = &'static Row> {
    [
        llm::ROWS,
        media::ROWS,
        alert::ROWS,
        pay::ROWS,
        wx::ROWS,
        store::ROWS,
        embed::ROWS,
    ]
    .into_iter()
    .flatten()
}

/// `vh demo`.
///
/// # Errors
/// [`Kind::Partial`] when a row fails, [`Kind::Integrity`] when all do; [`Kind::Usage`] for a row that is not there.
pub async fn demo(ctx: &mut Context, args: DemoArgs) -> Result<()> {
    if let Some(name) = &args.break_row
        && !rows().any(|r| r.name == name)
    {
        let rows = rows().map(|r| r.name).collect::<Vec<_>>().join(", ");
        return Err(Error::usage(text!("there is no row {name}", "没有名为 {name} 的项目"))
            .hint(text!("rows are {rows}", "可用项目：{rows}")));
    }
    let mut shown = Vec::new();
    for row in rows() {
        let broken = args.break_row.as_deref() == Some(row.name);
        shown.push(run_row(ctx, row, broken).await?);
    }
    ctx.out.records(&shown)?;
    ctx.out.flush()?;
    let failed: Vec<&str> = shown.iter().filter(|r| !r.ok).map(|r| r.row).collect();
    let (count, all, names) = (failed.len(), shown.len(), failed.join(", "));
    if count == 0 {
        ctx.out
            .err()
            .note(&text!("all {all} rows hold", "全部 {all} 项均符合预期"));
        return Ok(());
    }
    let kind = if count == all { Kind::Integrity } else { Kind::Partial };
    Err(Error::new(
        kind,
        text!(
            "{count} of {all} rows failed: {names}",
            "{all} 项中有 {count} 项失败：{names}"
        ),
    ))
}

async fn run_row(ctx: &Context, row: &Row, broken: bool) -> Result<Shown> {
    let mut script = Script { fault: (row.needs)() };
    if broken {
        script.fault.insert(0, (row.breaks)());
    }
    let sandbox = Sandbox::start(script)?;
    let settings = Arc::new(Settings::of_text(&sealed_config(&sandbox, None))?);
    let http = Http::new(Options {
        trace: ctx.http.trace().clone(),
        dry_run: None,
        sealed: true,
        now,
    });
    let world = World {
        sandbox,
        settings,
        http,
    };
    let lang = ctx.out.lang();
    Ok(match (row.run)(&world).await {
        Ok(seen) => Shown {
            row: row.name,
            ok: seen.holds,
            sent: seen.sent,
            received: seen.received,
            compared: seen.compared,
        },
        Err(e) => Shown {
            row: row.name,
            ok: false,
            sent: world.sent(),
            received: e.line(lang),
            compared: String::new(),
        },
    })
}

impl World {
    /// The requests that the sandbox saw, repeated ones counted.
    fn sent(&self) -> String {
        let mut lines: Vec<(String, usize)> = Vec::new();
        for e in self.sandbox.journal() {
            // Some protocols carry their secrets in the query.
            let url = redact::url_text(&format!("http://host{}", e.path));
            let path = url.strip_prefix("http://host").unwrap_or("");
            let line = format!("{} {} {path}", e.protocol, e.method);
            match lines.last_mut() {
                Some((last, n)) if *last == line => *n += 1,
                _ => lines.push((line, 1)),
            }
        }
        let shown = lines
            .into_iter()
            .map(|(line, n)| if n > 1 { format!("{line} ×{n}") } else { line });
        shown.collect::<Vec<_>>().join(", ")
    }
}
