//! `vh alert test`: a marked message through each channel, past discipline and spool.

use super::super::Context;
use super::gather;
use super::sender::{Raised, Sender, What};
use super::told;
use crate::alert::deliver::{Plan, Stop, Verdict};
use crate::alert::note::INFO;
use crate::cli::alert::TestArgs;
use crate::error::{Error, Result};
use crate::text;

pub(super) async fn test(ctx: &mut Context, args: TestArgs) -> Result<()> {
    let names = if args.to.is_empty() {
        ctx.settings.names("alert")
    } else {
        args.to
    };
    if names.is_empty() {
        // Says what is missing.
        ctx.settings.table("alert", None)?;
    }
    let mut note = gather::blank(ctx);
    note.level = INFO.to_owned();
    note.title = "vh alert test / 测试消息".to_owned();
    note.text = "This is a test. 这是一条测试消息，请忽略。".to_owned();
    note.fingerprint = crate::alert::note::fingerprint(&note.host, &note.title, &[]);
    let sender = Sender::new(ctx)?;
    let mut stops = Vec::new();
    for name in names {
        ctx.settings.known_channel(&name)?;
        stops.push(Stop {
            channel: name,
            to: Vec::new(),
        });
    }
    let plan = Plan {
        steps: vec![stops],
        all: true,
    };
    let report = sender.probe(&note, &plan).await?;
    if ctx.http.is_dry_run() {
        return Ok(());
    }
    let verdict = report.verdict;
    let all = report.rows.len();
    let failed: Vec<String> = report
        .rows
        .iter()
        .filter(|r| r.delivery.error.is_some())
        .map(|r| r.channel.clone())
        .collect();
    let (count, names) = (failed.len(), failed.join(", "));
    let kind = report
        .rows
        .iter()
        .find_map(|r| r.delivery.error.as_ref())
        .map(|e| e.kind);
    let raised = Raised {
        id: note.id.clone(),
        level: note.level.clone(),
        title: note.title.clone(),
        fingerprint: note.fingerprint.clone(),
        what: What::Tried {
            report,
            spooled: Err(text!("a test is not", "测试消息不暂存")),
        },
    };
    let told = told::tell(ctx, vec![raised]);
    match (verdict, kind) {
        (Verdict::Delivered { .. }, _) | (_, None) => told,
        // The failure of the only channel is the failure of the test, with its own exit code.
        (_, Some(kind)) if count == all => Err(Error::new(
            kind,
            text!(
                "{count} of {all} channels failed: {names}",
                "{all} 个渠道中有 {count} 个失败：{names}"
            ),
        )),
        _ => Err(Error::new(
            crate::error::Kind::Partial,
            text!(
                "{count} of {all} channels failed: {names}",
                "{all} 个渠道中有 {count} 个失败：{names}"
            ),
        )),
    }
}
