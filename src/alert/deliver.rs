//! Where an alert goes, in which order, and what of it is written down. A service over the trait: it knows no vendor. The promise
//! stands in the spool before this begins; every channel is marked before its first byte and settled after its last.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::{BoxFuture, LocalBoxFuture, join_all};
use serde::{Deserialize, Serialize};

use super::{AlertChannel, Delivery, Gate, Note, Outcome, World};
use crate::error::{Error, Kind, Result};
use crate::state::discipline::Robot;
use crate::state::spool::{Leg, Settled, leg};
use crate::state::{State, unix_ms};
use crate::text;

/// One channel of a step, and who of it; nobody named means the channel's own recipients.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The channel.
    pub channel: String,
    /// Recipients.
    #[serde(default)]
    pub to: Vec<String>,
}

/// Where an alert goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Steps in order; the channels of one step together.
    pub steps: Vec<Vec<Stop>>,
    /// Every channel must have it, not one.
    pub all: bool,
}

impl Plan {
    /// All channels in order, and whether each belongs to the first round.
    pub fn channels(&self) -> Vec<(String, bool)> {
        let mut all = Vec::new();
        for (i, step) in self.steps.iter().enumerate() {
            all.extend(step.iter().map(|s| (s.channel.clone(), i == 0 || self.all)));
        }
        all
    }

    /// The rounds: one for each step, or one for all of them.
    fn rounds(&self) -> Vec<Vec<Stop>> {
        if self.all {
            vec![self.steps.concat()]
        } else {
            self.steps.clone()
        }
    }
}

/// Makes a channel when its turn comes.
pub type Connect<'a> = Box<dyn Fn(String) -> LocalBoxFuture<'a, Result<Arc<dyn AlertChannel>>> + 'a>;

/// What one channel did.
#[derive(Debug)]
pub struct Row {
    /// The channel.
    pub channel: String,
    /// What it came to.
    pub delivery: Delivery,
    /// It had the alert before this round.
    pub before: bool,
    /// It could not be made: its table does not hold.
    pub unready: bool,
    /// How long it took.
    pub took: Duration,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Delivered; `fallback` tells that an earlier step was not.
    Delivered {
        /// Not by the first step.
        fallback: bool,
    },
    /// Some of the channels that must all have it do not.
    Partial,
    /// Nobody has it for certain, and somebody may.
    Uncertain,
    /// Nobody has it.
    Failed,
    /// Nobody has it, because no channel's configuration holds.
    Misconfigured,
}

/// The round of an alert through its plan.
#[derive(Debug)]
pub struct Report {
    /// Every channel that was tried, in order.
    pub rows: Vec<Row>,
    /// How it ended.
    pub verdict: Verdict,
}

/// The spool's row that belongs to this alert, while we hold it.
#[derive(Clone)]
pub struct Held<'a> {
    /// The state.
    pub state: &'a State,
    /// The row.
    pub id: &'a str,
    /// Us.
    pub holder: &'a str,
    /// How long nobody else may touch it, in milliseconds.
    pub hold_ms: i64,
}

/// What is known of a plan's channels before a round: nothing at first, the spool's legs on a repetition.
#[derive(Debug, Default)]
pub struct Known {
    /// The legs.
    pub legs: Vec<Leg>,
    /// Robots that are full: the name, and until when.
    pub full: Vec<(String, i64)>,
    /// The robots of the first round have their places already.
    pub placed: bool,
}

/// Sends `note` along `plan`.
///
/// # Errors
/// [`Kind::Conflict`] when the spool's row was taken over meanwhile; what fails on a channel is in the report.
pub async fn deliver(
    note: &Note,
    plan: &Plan,
    connect: &Connect<'_>,
    known: &Known,
    held: Option<&Held<'_>>,
    world: &World<'_>,
) -> Result<Report> {
    let mut rows: Vec<Row> = Vec::new();
    for (number, stops) in plan.rounds().into_iter().enumerate() {
        let first = number == 0;
        if let Some(held) = held
            && (!first || !known.placed)
        {
            mark(held, &stops, known, world).await?;
        }
        let sends = stops
            .iter()
            .map(|stop| one(note, stop, connect, known, first && known.placed, world));
        let done = join_all(sends).await;
        let delivered = done.iter().any(|r| r.delivery.outcome == Outcome::Sent);
        rows.extend(done);
        if delivered && !plan.all {
            return Ok(Report {
                rows,
                verdict: Verdict::Delivered { fallback: !first },
            });
        }
    }
    let verdict = verdict(&rows, plan);
    Ok(Report { rows, verdict })
}

fn verdict(rows: &[Row], plan: &Plan) -> Verdict {
    let is = |o: Outcome| rows.iter().filter(|r| r.delivery.outcome == o).count();
    // A recipient who was refused among others who were not is told, and waited for where all must have it.
    let whole = rows
        .iter()
        .all(|r| r.delivery.outcome == Outcome::Sent && r.delivery.error.is_none());
    if is(Outcome::Sent) > 0 {
        return if whole || !plan.all {
            Verdict::Delivered { fallback: false }
        } else {
            Verdict::Partial
        };
    }
    if is(Outcome::Uncertain) > 0 {
        return Verdict::Uncertain;
    }
    let config = |r: &Row| r.unready || r.delivery.error.as_ref().is_some_and(|e| e.kind == Kind::Config);
    if !rows.is_empty() && rows.iter().all(config) {
        return Verdict::Misconfigured;
    }
    Verdict::Failed
}

/// Marks what is about to be sent.
async fn mark(held: &Held<'_>, stops: &[Stop], known: &Known, world: &World<'_>) -> Result<()> {
    let channels = stops
        .iter()
        .filter(|s| !is_done(known, &s.channel))
        .map(|s| s.channel.clone())
        .collect();
    let until = unix_ms((world.now)()).saturating_add(held.hold_ms);
    if held
        .state
        .spool()
        .sending(held.id, held.holder, channels, until)
        .await?
    {
        return Ok(());
    }
    let id = held.id;
    Err(Error::new(
        Kind::Conflict,
        text!("another process took over alert {id}", "告警 {id} 已被其他进程接管"),
    ))
}

fn leg_of<'k>(known: &'k Known, channel: &str) -> Option<&'k Leg> {
    known.legs.iter().find(|l| l.channel == channel)
}

fn is_done(known: &Known, channel: &str) -> bool {
    leg_of(known, channel).is_some_and(|l| l.status == leg::SENT)
}

async fn one(note: &Note, stop: &Stop, connect: &Connect<'_>, known: &Known, placed: bool, world: &World<'_>) -> Row {
    let started = std::time::Instant::now();
    let name = &stop.channel;
    let row = |delivery, before| Row {
        channel: name.clone(),
        delivery,
        before,
        unready: false,
        took: started.elapsed(),
    };
    if is_done(known, name) {
        return row(Delivery::sent(0), true);
    }
    let now = (world.now)();
    let channel = match connect(name.clone()).await {
        Ok(channel) => channel,
        Err(e) => {
            return Row {
                unready: true,
                ..row(Delivery::failed(e.provider(name), now), false)
            };
        }
    };
    let leg = leg_of(known, name);
    if let Some(leg) = leg.filter(|l| l.status == leg::UNCERTAIN)
        && (!channel.may_repeat() || leg.unsure > 1)
    {
        // It may be there: once more is allowed where that is only a nuisance, and never a third time.
        let e = Error::new(
            Kind::OutcomeUnknown,
            text!(
                "it may have arrived, and is not sent again by itself",
                "可能已送达，不会自动重发"
            ),
        );
        return row(Delivery::failed(e.provider(name), now), true);
    }
    if let Some(robot) = channel.robot().filter(|r| !r.limits.is_empty())
        && let Some(until) = place(&robot, known, placed, world).await
    {
        let e = super::robot::full(until, world).provider(name);
        return row(Delivery::failed(e, now), false);
    }
    let told: Vec<String> = leg
        .and_then(|l| l.told.as_deref())
        .and_then(|t| serde_json::from_str(t).ok())
        .unwrap_or_default();
    let to = if told.is_empty() {
        stop.to.clone()
    } else {
        let all = if stop.to.is_empty() {
            channel.recipients()
        } else {
            &stop.to
        };
        let left: Vec<String> = all.iter().filter(|t| !told.contains(t)).cloned().collect();
        if left.is_empty() {
            return row(Delivery::sent(0), true);
        }
        left
    };
    let delivery = channel.send(note, &to, world).await;
    row(delivery, false)
}

/// A robot that is free again so soon is waited for; anything longer is the fallback's or the spool's business.
const PATIENCE: Duration = Duration::from_secs(3);

/// Takes a place of the robot, unless that was done with the promise; `Some` says until when there is none.
async fn place(robot: &Robot, known: &Known, placed: bool, world: &World<'_>) -> Option<i64> {
    let mut until = match placed {
        true => known
            .full
            .iter()
            .find(|(n, _)| *n == robot.name)
            .map(|(_, until)| *until),
        // A gate that is out of order must not keep an alert back.
        false => world.gate.enter(robot).await.ok().flatten(),
    };
    let started = std::time::Instant::now();
    while let Some(free) = until {
        let wait = free.saturating_sub(unix_ms((world.now)())).max(0).unsigned_abs();
        let wait = Duration::from_millis(wait + 1);
        if wait + started.elapsed() > PATIENCE {
            return Some(free);
        }
        tokio::time::sleep(wait).await;
        until = world.gate.enter(robot).await.ok().flatten();
    }
    None
}

/// What the spool keeps of a round: the legs, and whether anything is left to do.
pub fn settled(report: &Report, plan: &Plan, known: &Known, now_ms: i64) -> (Vec<Leg>, Settled) {
    let mut legs = Vec::new();
    let mut next_ms = i64::MAX;
    for row in &report.rows {
        let d = &row.delivery;
        let unsure = leg_of(known, &row.channel).map_or(0, |l| l.unsure);
        let whole = d.outcome == Outcome::Sent && (d.error.is_none() || !plan.all);
        let status = match d.outcome {
            _ if whole => leg::SENT,
            Outcome::Uncertain => leg::UNCERTAIN,
            _ => leg::FAILED,
        };
        let told: Vec<&str> = d
            .recipients
            .iter()
            .filter(|r| r.outcome == "sent")
            .map(|r| r.raw.as_str())
            .collect();
        legs.push(Leg {
            channel: row.channel.clone(),
            status: status.to_owned(),
            code: d.error.as_ref().and_then(|e| e.code.clone()),
            detail: d.error.as_ref().map(|e| crate::secret::scrub(&e.what.en).into_owned()),
            unsure: unsure + i64::from(d.outcome == Outcome::Uncertain && !row.before),
            told: (!told.is_empty()).then(|| serde_json::to_string(&told).unwrap_or_default()),
        });
        next_ms = next_ms.min(match d.outcome {
            Outcome::RateLimited(until) => until,
            _ => now_ms,
        });
    }
    let how = match report.verdict {
        Verdict::Delivered { .. } | Verdict::Misconfigured => Settled::Done,
        verdict => Settled::Left {
            uncertain: verdict == Verdict::Uncertain,
            next_ms: if next_ms == i64::MAX { now_ms } else { next_ms },
        },
    };
    (legs, how)
}

/// The robots of a plan's first round, so that their places can be taken with the promise.
pub async fn robots<F>(plan: &Plan, connect: impl Fn(String) -> F) -> Vec<Robot>
where
    F: Future<Output = Result<Arc<dyn AlertChannel>>>,
{
    let mut robots: Vec<Robot> = Vec::new();
    for (channel, first) in plan.channels() {
        if first
            && let Ok(channel) = connect(channel).await
            && let Some(robot) = channel.robot().filter(|r| !r.limits.is_empty())
            && !robots.contains(&robot)
        {
            robots.push(robot);
        }
    }
    robots
}

/// Robots that said themselves that they are used too much: nobody is to use them before.
pub fn blocked(report: &Report, robots: &[(String, Robot)]) -> Vec<(String, i64)> {
    let until = |row: &Row| match row.delivery.outcome {
        // Ours was full, which it knows already; theirs comes with a code.
        Outcome::RateLimited(until) if row.delivery.error.as_ref().is_some_and(|e| e.code.is_some()) => Some(until),
        _ => None,
    };
    report
        .rows
        .iter()
        .filter_map(|row| {
            let robot = robots.iter().find(|(channel, _)| *channel == row.channel)?;
            Some((robot.1.name.clone(), until(row)?))
        })
        .collect()
}

/// The gate that the state keeps.
pub struct StateGate<'a> {
    /// The state.
    pub state: &'a State,
    /// The wall clock, in milliseconds since 1970.
    pub clock: fn() -> i64,
}

impl Gate for StateGate<'_> {
    fn enter<'a>(&'a self, robot: &'a Robot) -> BoxFuture<'a, Result<Option<i64>>> {
        Box::pin(async move { self.state.discipline().take(robot.clone(), self.clock).await })
    }
}
