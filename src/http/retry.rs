//! The one retry layer. An attempt goes up to the first content of an answer; whatever fails before that comes here, nothing
//! after it does. One budget of wall time covers all attempts on all providers of one operation, so that retry and failover
//! never multiply.

use std::time::{Duration, Instant};

use futures_util::future::BoxFuture;

use super::{Idempotency, Retry, Target, Trace, human};
use crate::error::{Error, Kind, Outcome, Result};
use crate::text;

/// The wall time that one operation may spend on trying, over all providers.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    started: Instant,
}

impl Budget {
    /// Starts now.
    pub fn start() -> Budget {
        Budget {
            started: Instant::now(),
        }
    }

    /// What is left of `total`.
    pub fn left(&self, total: Duration) -> Duration {
        total.saturating_sub(self.started.elapsed())
    }
}

/// What to do after a failed attempt.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    /// Try again after this long.
    Wait(Duration),
    /// Give up.
    Stop,
    /// Give up because the other side asks for more patience than there is.
    TooLong(Duration),
}

/// Runs `attempt` (it is told its number, from 1) until it succeeds or nothing more may be tried; returns the number of
/// attempts with the result.
///
/// # Errors
/// The last attempt's error. With [`Idempotency::Ambiguous`], [`Idempotency::Keyed`] and [`Idempotency::Never`] a lost answer
/// becomes [`Kind::OutcomeUnknown`].
pub async fn attempts<'a, T>(
    target: &Target,
    budget: Budget,
    idempotency: Idempotency,
    trace: &Trace,
    mut attempt: impl FnMut(u32) -> BoxFuture<'a, Result<T>>,
) -> Result<(T, u32)> {
    let retry = &target.net.retry;
    let mut number = 1;
    loop {
        let error = match attempt(number).await {
            Ok(value) => return Ok((value, number)),
            Err(error) => error.provider(&target.name),
        };
        let left = budget.left(retry.budget);
        match decide(&error, number, idempotency, retry, left, random()) {
            Next::Wait(wait) => {
                trace.note_at(
                    1,
                    format_args!(
                        "{}: attempt {number} of {} failed: {}; next in {}",
                        target.name,
                        retry.attempts,
                        error.what.en,
                        human(wait)
                    ),
                );
                tokio::time::sleep(wait).await;
                number += 1;
            }
            Next::TooLong(wait) => {
                let wait = human(wait);
                let asked = text!("it asks to wait {wait}", "对方要求等待 {wait}");
                let what = error.what.clone().join("; ", asked);
                return Err(error.with_what(what));
            }
            Next::Stop => return Err(settle(error, idempotency)),
        }
    }
}

/// An answer that was lost means "unknown" wherever a second effect would matter.
fn settle(error: Error, idempotency: Idempotency) -> Error {
    if error.outcome == Outcome::Unknown && idempotency != Idempotency::Safe {
        error.with_kind(Kind::OutcomeUnknown).retryable(false)
    } else {
        error
    }
}

/// The whole policy, as a function of what is known. `dice` is uniform in 0..=u64::MAX.
fn decide(error: &Error, number: u32, idempotency: Idempotency, retry: &Retry, left: Duration, dice: u64) -> Next {
    if !error.is_retryable() || !may_repeat(error, idempotency) {
        return Next::Stop;
    }
    if let Some(wait) = error.retry_after
        && (wait > retry.retry_after_cap || wait > left)
    {
        return Next::TooLong(wait);
    }
    if number >= retry.attempts {
        return Next::Stop;
    }
    let wait = error.retry_after.unwrap_or_else(|| backoff(retry, number, dice));
    if wait > left || left.is_zero() {
        return Next::Stop;
    }
    Next::Wait(wait)
}

fn may_repeat(error: &Error, idempotency: Idempotency) -> bool {
    match idempotency {
        Idempotency::Safe | Idempotency::Keyed => true,
        // Refused before it was looked at, or never sent: then a repetition is the first effect.
        Idempotency::Ambiguous => match error.outcome {
            Outcome::NotSent => true,
            // An adapter that calls an answer retryable vouches that it was a refusal.
            Outcome::Sent => matches!(error.status, Some(429 | 503)) || error.retryable == Some(true),
            Outcome::Unknown => false,
        },
        Idempotency::Never => false,
    }
}

/// Full jitter: uniform between nothing and the doubled base, so that many processes do not return together.
fn backoff(retry: &Retry, number: u32, dice: u64) -> Duration {
    let ceiling = retry
        .base
        .saturating_mul(1u32.checked_shl(number - 1).unwrap_or(u32::MAX))
        .min(retry.cap);
    ceiling.mul_f64(dice as f64 / u64::MAX as f64)
}

fn random() -> u64 {
    getrandom::u64().unwrap_or(u64::MAX / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    const MINUTE: Duration = Duration::from_secs(60);

    fn error(kind: Kind) -> Error {
        Error::new(kind, Text::pair("x", "x"))
    }

    fn ask(e: &Error, number: u32, class: Idempotency) -> Next {
        decide(e, number, class, &Retry::default(), MINUTE, u64::MAX)
    }

    #[test]
    fn backoff_doubles_under_a_cap_and_jitter_reaches_zero() {
        let r = Retry::default();
        let at = |n, dice| backoff(&r, n, dice);
        assert_eq!(at(1, u64::MAX), Duration::from_millis(500));
        assert_eq!(at(2, u64::MAX), Duration::from_secs(1));
        assert_eq!(at(40, u64::MAX), Duration::from_secs(20));
        assert_eq!(at(3, 0), Duration::ZERO);
    }

    #[test]
    fn only_transient_kinds_are_repeated_and_only_so_often() {
        let e = error(Kind::Unavailable).status(503);
        assert_eq!(ask(&e, 1, Idempotency::Safe), Next::Wait(Duration::from_millis(500)));
        assert_eq!(ask(&e, 3, Idempotency::Safe), Next::Stop);
        for kind in [Kind::Auth, Kind::Quota, Kind::Invalid, Kind::NotFound, Kind::Malformed] {
            assert_eq!(ask(&error(kind), 1, Idempotency::Safe), Next::Stop, "{kind:?}");
        }
    }

    #[test]
    fn retry_after_is_honoured_up_to_the_cap_and_the_budget() {
        let wait = |s| {
            error(Kind::RateLimited)
                .status(429)
                .retry_after(Some(Duration::from_secs(s)))
        };
        assert_eq!(ask(&wait(3), 1, Idempotency::Safe), Next::Wait(Duration::from_secs(3)));
        assert_eq!(
            ask(&wait(61), 1, Idempotency::Safe),
            Next::TooLong(Duration::from_secs(61))
        );
        let left = Duration::from_secs(2);
        let next = decide(&wait(3), 1, Idempotency::Safe, &Retry::default(), left, 0);
        assert_eq!(next, Next::TooLong(Duration::from_secs(3)));
    }

    #[test]
    fn an_ambiguous_request_is_repeated_only_when_it_was_certainly_not_done() {
        let lost = error(Kind::Timeout).outcome(Outcome::Unknown);
        assert_eq!(ask(&lost, 1, Idempotency::Ambiguous), Next::Stop);
        assert_eq!(
            settle(error(Kind::Timeout).outcome(Outcome::Unknown), Idempotency::Ambiguous).kind,
            Kind::OutcomeUnknown
        );
        assert!(matches!(
            ask(&error(Kind::Network), 1, Idempotency::Ambiguous),
            Next::Wait(_)
        ));
        assert!(matches!(
            ask(&error(Kind::RateLimited).status(429), 1, Idempotency::Ambiguous),
            Next::Wait(_)
        ));
        assert_eq!(
            ask(&error(Kind::Unavailable).status(500), 1, Idempotency::Ambiguous),
            Next::Stop
        );
        assert!(matches!(ask(&lost, 1, Idempotency::Safe), Next::Wait(_)));
        assert_eq!(ask(&error(Kind::Network), 1, Idempotency::Never), Next::Stop);
    }
}
