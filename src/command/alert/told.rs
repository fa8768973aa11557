//! What became of alerts, as rows, as notes for a person, and as the error that ends the command.

use serde::Serialize;

use super::super::Context;
use super::sender::{Raised, What};
use crate::alert::deliver::{Row, Verdict};
use crate::alert::{self, Outcome};
use crate::error::{self, Error, Kind, Result};
use crate::output::Record;
use crate::text;
use crate::text::Text;

/// One channel of one alert, or one alert that went nowhere.
#[derive(Serialize)]
struct Shown {
    alert: String,
    level: String,
    title: String,
    fingerprint: String,
    channel: Option<String>,
    outcome: &'static str,
    code: Option<String>,
    detail: Option<String>,
    request_id: Option<String>,
    attempts: u32,
    ms: u64,
    fallback: bool,
    recipients: Vec<alert::Recipient>,
}

impl Record for Shown {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("alert", "告警"),
            Text::pair("channel", "渠道"),
            Text::pair("outcome", "结果"),
            Text::pair("code", "代码"),
            Text::pair("detail", "说明"),
            Text::pair("recipients", "接收人"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let people: Vec<String> = self
            .recipients
            .iter()
            .map(|r| format!("{} {}", r.to, r.outcome))
            .collect();
        vec![
            self.alert.clone(),
            self.channel.clone().unwrap_or_default(),
            self.outcome.to_owned(),
            self.code.clone().unwrap_or_default(),
            self.detail.clone().unwrap_or_default(),
            people.join(", "),
        ]
    }
}

fn shown(raised: &Raised, row: &Row, fallback: bool) -> Shown {
    let d = &row.delivery;
    let clean = |e: &Error| crate::secret::scrub(&e.what.en).into_owned();
    Shown {
        alert: raised.id.clone(),
        level: raised.level.clone(),
        title: raised.title.clone(),
        fingerprint: raised.fingerprint.clone(),
        channel: Some(row.channel.clone()),
        outcome: if row.before && d.outcome == Outcome::Sent {
            "sent_before"
        } else {
            d.outcome.name()
        },
        code: d.error.as_ref().and_then(|e| e.code.clone()),
        detail: d.error.as_ref().map(clean),
        request_id: d.error.as_ref().and_then(|e| e.request_id.clone()),
        attempts: d.attempts,
        ms: u64::try_from(row.took.as_millis()).unwrap_or(u64::MAX),
        fallback,
        recipients: d.recipients.clone(),
    }
}

/// Prints what became of alerts, and makes the error that ends the command.
///
/// # Errors
/// The one of the only alert; [`Kind::Partial`] where several ended differently.
pub(super) fn tell(ctx: &mut Context, all: Vec<Raised>) -> Result<()> {
    let mut rows = Vec::new();
    for raised in &all {
        match &raised.what {
            What::Dry => {}
            What::Suppressed(word, why) => rows.push(Shown {
                alert: raised.id.clone(),
                level: raised.level.clone(),
                title: raised.title.clone(),
                fingerprint: raised.fingerprint.clone(),
                channel: None,
                outcome: "suppressed",
                code: Some((*word).to_owned()),
                detail: Some(why.en.to_string()),
                request_id: None,
                attempts: 0,
                ms: 0,
                fallback: false,
                recipients: Vec::new(),
            }),
            What::Tried { report, .. } => {
                let sent_first = matches!(report.verdict, Verdict::Delivered { fallback: false });
                for row in &report.rows {
                    let fallback = !sent_first
                        && matches!(report.verdict, Verdict::Delivered { .. })
                        && row.delivery.outcome == Outcome::Sent;
                    rows.push(shown(raised, row, fallback));
                }
            }
        }
    }
    ctx.out.records(&rows)?;
    ctx.out.flush()?;
    let mut ends = Vec::new();
    for raised in all {
        for line in said(&raised) {
            ctx.out.err().note(&line);
        }
        ends.push(end(raised));
    }
    combined(ends)
}

/// What a person should hear beside the rows: a channel that failed while another did not.
pub(super) fn said(raised: &Raised) -> Vec<Text> {
    match &raised.what {
        What::Suppressed(_, why) => {
            let fingerprint = &raised.fingerprint;
            vec![text!("not sent ({fingerprint}): ", "未发送（{fingerprint}）：").join("", why.clone())]
        }
        What::Tried { report, .. } if matches!(report.verdict, Verdict::Delivered { .. }) => report
            .rows
            .iter()
            .filter_map(|row| {
                let e = row.delivery.error.as_ref()?;
                let channel = &row.channel;
                let line = Text::built(e.line(crate::text::Lang::En), e.line(crate::text::Lang::Zh));
                Some(if row.delivery.outcome == Outcome::Sent {
                    text!("note: not everybody of {channel}: ", "提示：{channel} 未全部送达：").join("", line)
                } else {
                    text!("note: {channel} failed: ", "提示：{channel} 失败：").join("", line)
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The end of one alert.
pub(super) fn end(raised: Raised) -> Result<()> {
    let What::Tried { mut report, spooled } = raised.what else {
        return Ok(());
    };
    let id = &raised.id;
    let first = report.rows.iter_mut().find_map(|r| r.delivery.error.take());
    let reason = first.as_ref().map_or(text!("no channel", "没有渠道"), |e| {
        Text::built(e.line(crate::text::Lang::En), e.line(crate::text::Lang::Zh))
    });
    let resend = text!(
        "vh alert spool resend {id} sends it again; vh alert spool ls lists what waits",
        "vh alert spool resend {id} 可重发；vh alert spool ls 列出待发告警"
    );
    let error = |kind, what: Text| {
        let e = Error::new(kind, what.join(": ", reason.clone()));
        match first.as_ref().and_then(|e| e.code.clone()) {
            Some(code) => e.code(code),
            None => e,
        }
    };
    match (report.verdict, spooled) {
        (Verdict::Delivered { .. }, _) => Ok(()),
        (Verdict::Misconfigured, _) => Err(first.unwrap_or_else(|| Error::config(text!("no channel", "没有渠道")))),
        (Verdict::Partial, Ok(())) => {
            let what = text!(
                "not every channel has the alert; the rest is spooled",
                "并非所有渠道都已送达；其余已暂存"
            );
            Err(error(Kind::Partial, what).hint(resend))
        }
        (Verdict::Partial, Err(why)) => {
            let what = text!(
                "not every channel has the alert, and it is not spooled (",
                "并非所有渠道都已送达，且未能暂存（"
            )
            .join("", why)
            .join("", text!(")", "）"));
            Err(error(Kind::Partial, what))
        }
        (Verdict::Uncertain, spooled) => {
            let what = if spooled.is_ok() {
                text!(
                    "it may have arrived; spooled as uncertain",
                    "可能已送达；已作为不确定暂存"
                )
            } else {
                text!("it may have arrived", "可能已送达")
            };
            Err(error(Kind::OutcomeUnknown, what)
                .hint(resend)
                .outcome(error::Outcome::Unknown))
        }
        (Verdict::Failed, Ok(())) => {
            let what = text!("nobody has the alert; it is spooled", "告警未送达；已暂存");
            Err(error(Kind::Unavailable, what).hint(resend))
        }
        (Verdict::Failed, Err(why)) => {
            let what = text!(
                "nobody has the alert, and it is not spooled (",
                "告警未送达，且未能暂存（"
            )
            .join("", why)
            .join("", text!(")", "）"));
            Err(error(Kind::Local, what))
        }
    }
}

/// The end of several alerts.
pub(super) fn combined(ends: Vec<Result<()>>) -> Result<()> {
    let all = ends.len();
    let mut failed: Vec<Error> = ends.into_iter().filter_map(Result::err).collect();
    let count = failed.len();
    if count == 0 {
        return Ok(());
    }
    let same = failed.iter().all(|e| e.kind == failed[0].kind);
    let first = failed.swap_remove(0);
    if count == all && same {
        return Err(first);
    }
    let what = text!("{count} of {all} alerts: ", "{all} 条告警中有 {count} 条：").join("", first.what.clone());
    Err(Error::new(Kind::Partial, what))
}
