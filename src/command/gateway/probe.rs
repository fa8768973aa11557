//! What a health probe demands of a call: a status, and a time.

use std::time::Duration;

use crate::cli::gateway::ProbeArgs;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::human;
use crate::text;

/// The demands of one call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Probe {
    args: ProbeArgs,
}

impl Probe {
    pub(super) fn new(args: ProbeArgs) -> Probe {
        Probe { args }
    }

    /// The status that is an answer, whatever it is.
    pub(super) fn status(&self) -> Option<u16> {
        self.args.expect_status
    }

    /// An error says what was expected, too.
    pub(super) fn told<T>(&self, result: Result<T>) -> Result<T> {
        result.map_err(|e| match (self.args.expect_status, e.status) {
            (Some(want), Some(got)) if want != got => {
                let what = text!("expected status {want}, got {got}", "期望状态 {want}，实际 {got}");
                let what = what.join(": ", e.what.clone());
                e.with_what(what)
            }
            _ => e,
        })
    }

    /// Whether an answer is what was demanded.
    pub(super) fn hold(&self, name: &str, status: u16, took: Duration) -> Result<()> {
        if let Some(want) = self.args.expect_status
            && want != status
        {
            return Err(Error::new(
                Kind::Conflict,
                text!("expected status {want}, got {status}", "期望状态 {want}，实际 {status}"),
            )
            .status(status)
            .provider(name));
        }
        if let Some(most) = self.args.max_latency
            && took > most
        {
            let (took, most) = (human(took), human(most));
            return Err(Error::new(
                Kind::Timeout,
                text!(
                    "the answer took {took}, more than {most}",
                    "响应耗时 {took}，超过 {most}"
                ),
            )
            .outcome(Outcome::Sent)
            .status(status)
            .provider(name));
        }
        Ok(())
    }
}
