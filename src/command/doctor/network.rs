//! The way to each configured server: name, connection, TLS, any answer at all; and this machine's clock by theirs. The request
//! is a GET of the base address without a credential.

use std::time::{Duration, Instant, SystemTime};

use super::{Finding, Status};
use crate::command::{Context, api, now};
use crate::error::Kind;
use crate::http::{self, Method, Request};
use crate::text;

/// Signatures of the vendors hold for a quarter of an hour around their own clocks; half of that is worth a word.
/// Source: `reference/store.md` §0; `reference/alert.md` (DingTalk: one hour).
const SKEW_WARN: Duration = Duration::from_secs(60);
const SKEW_FAIL: Duration = Duration::from_secs(15 * 60);

/// Asks the server of each table.
pub(super) async fn check(ctx: &Context, tables: &[String], found: &mut Vec<Finding>) {
    let mut skew: Option<(Duration, String)> = None;
    for name in tables {
        let Ok(table) = api::table(ctx, name).await else {
            // No HTTP server behind it, or none that can be asked without cost.
            continue;
        };
        let target = table.target();
        let origin =
            http::client::parse_url(&target.base).map_or_else(|_| target.base.clone(), |u| http::client::origin(&u));
        let check = format!("{name} network");
        let started = Instant::now();
        let request = Request::new(Method::GET, target.url(""));
        match table.http().open(target, request).await {
            Ok(reply) => {
                let took = http::human(started.elapsed());
                let status = reply.status;
                let detail = text!(
                    "{origin} answers {status} in {took}",
                    "{origin} 在 {took} 内回应 {status}"
                );
                found.push(Finding::new(check, Status::Ok, detail));
                let date = reply.header("date").and_then(|d| httpdate::parse_http_date(d).ok());
                if let Some(off) = date.map(|date| apart(date, now()))
                    && skew.as_ref().is_none_or(|(most, _)| off > *most)
                {
                    skew = Some((off, origin));
                }
            }
            // Any answer shows that the way is open.
            Err(e) if e.status.is_some() => {
                found.push(Finding::new(
                    check,
                    Status::Ok,
                    text!("{origin} answers", "{origin} 有回应"),
                ));
            }
            Err(e) => found.push(Finding::failed(check, &e)),
        }
    }
    if let Some((off, origin)) = skew {
        found.push(clock(off, &origin));
    }
}

fn apart(a: SystemTime, b: SystemTime) -> Duration {
    a.duration_since(b).or_else(|_| b.duration_since(a)).unwrap_or_default()
}

fn clock(off: Duration, origin: &str) -> Finding {
    let shown = http::human(off);
    let detail = text!(
        "this clock and that of {origin} are {shown} apart",
        "本机时钟与 {origin} 相差 {shown}"
    );
    let status = match off {
        off if off > SKEW_FAIL => Status::Fail,
        off if off > SKEW_WARN => Status::Warn,
        // Dates have whole seconds.
        _ => return Finding::new("clock", Status::Ok, text!("right within {shown}", "误差不超过 {shown}")),
    };
    Finding::new("clock", status, detail)
        .hint(text!(
            "set the clock: signatures are refused",
            "请校准时钟，否则签名会被拒绝"
        ))
        .kind(Kind::Local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_clock_is_told_by_how_much() {
        let status = |seconds| clock(Duration::from_secs(seconds), "https://x").status;
        assert_eq!(status(2), Status::Ok);
        assert_eq!(status(120), Status::Warn);
        assert_eq!(status(3600), Status::Fail);
        let epoch = SystemTime::UNIX_EPOCH;
        assert_eq!(apart(epoch, epoch + Duration::from_secs(9)), Duration::from_secs(9));
        assert_eq!(apart(epoch + Duration::from_secs(9), epoch), Duration::from_secs(9));
    }
}
