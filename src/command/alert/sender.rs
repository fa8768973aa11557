//! One alert from a note to an exit code: admitted, promised, delivered, settled. When the state is out of order the alert is
//! sent all the same, and what could not be promised is said.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::super::{Context, now};
use crate::alert::deliver::{self, Connect, Held, Known, Plan, Report, StateGate, Stop, Verdict};
use crate::alert::note::{CRITICAL, Note, rank};
use crate::alert::silence::Matcher;
use crate::alert::{self, AlertChannel, Alerts, Look, Open, World};
use crate::config::Settings;
use crate::error::{Error, Kind, Result};
use crate::http::Http;
use crate::output::Stderr;
use crate::state::discipline::{Admission, Arrival};
use crate::state::leases::holder;
use crate::state::spool::{Promise, Settled, Spooled};
use crate::state::{State, unix_ms};
use crate::text;
use crate::text::Text;

/// Sends alerts of one process.
pub(in crate::command) struct Sender<'c> {
    settings: Arc<Settings>,
    http: Http,
    ctx: &'c Context,
    err: Stderr,
    pub(super) alerts: Alerts,
    look: Look,
    made: Mutex<Vec<(String, Arc<dyn AlertChannel>)>>,
}

/// What became of one note.
pub(super) struct Raised {
    pub(super) id: String,
    pub(super) level: String,
    pub(super) title: String,
    pub(super) fingerprint: String,
    pub(super) what: What,
}

/// See [`Raised`].
pub(super) enum What {
    /// Only shown.
    Dry,
    /// Held back: the word, and why.
    Suppressed(&'static str, Text),
    /// Tried.
    Tried {
        report: Report,
        /// It is in the spool; otherwise why it could not be.
        spooled: std::result::Result<(), Text>,
    },
}

fn clock() -> i64 {
    unix_ms(now())
}

impl<'c> Sender<'c> {
    /// Reads `[alerts]`.
    ///
    /// # Errors
    /// [`Kind::Config`] for what cannot be read.
    pub(in crate::command) fn new(ctx: &'c Context) -> Result<Sender<'c>> {
        let alerts = ctx.settings.alerts()?;
        Ok(Sender {
            settings: ctx.settings.clone(),
            http: ctx.http.clone(),
            ctx,
            err: ctx.out.err().clone(),
            look: Look::new(&alerts)?,
            alerts,
            made: Mutex::default(),
        })
    }

    /// The channel of a table, made once.
    ///
    /// # Errors
    /// As [`Settings::alert`] and [`alert::connect`].
    pub(super) async fn channel(&self, name: String) -> Result<Arc<dyn AlertChannel>> {
        let find =
            |made: &[(String, Arc<dyn AlertChannel>)]| made.iter().find(|(n, _)| *n == name).map(|(_, c)| c.clone());
        if let Some(channel) = self.made.lock().ok().and_then(|made| find(&made)) {
            return Ok(channel);
        }
        let resolved = self.settings.alert(&name).await.map_err(|e| e.provider(&name))?;
        let channel = alert::connect(
            &name,
            resolved.config,
            resolved.net,
            self.look.clone(),
            self.http.clone(),
        )?;
        let channel: Arc<dyn AlertChannel> = channel.into();
        if let Ok(mut made) = self.made.lock() {
            made.push((name, channel.clone()));
        }
        Ok(channel)
    }

    fn connect(&self) -> Connect<'_> {
        Box::new(move |name| Box::pin(self.channel(name)))
    }

    /// Where an alert goes: what `--to` names, else the steps of its level.
    ///
    /// # Errors
    /// [`Kind::Config`] for a channel that is not there.
    pub(super) fn plan(&self, level: &str, to: &[String], all: bool) -> Result<Plan> {
        if to.is_empty() {
            let steps = self.settings.alert_steps(level, &self.alerts)?;
            return Ok(Plan { steps, all });
        }
        let mut steps: Vec<Vec<Stop>> = Vec::new();
        for given in to {
            let (channel, people) = given.split_once(':').unwrap_or((given, ""));
            self.settings.known_channel(channel)?;
            let people: Vec<String> = people
                .split(',')
                .map(str::trim)
                .filter(|p| !p.is_empty())
                .map(str::to_owned)
                .collect();
            match steps.iter_mut().flatten().find(|s| s.channel == channel) {
                Some(stop) => stop.to.extend(people),
                None => steps.push(vec![Stop {
                    channel: channel.to_owned(),
                    to: people,
                }]),
            }
        }
        Ok(Plan { steps, all })
    }

    /// Raises the level of a problem that lasts too long.
    pub(super) async fn escalate(&self, note: &mut Note) {
        let Some(after) = self.alerts.escalate_after else {
            return;
        };
        let to = self.alerts.escalate_to.as_deref().unwrap_or(CRITICAL);
        if note.resolved || rank(&note.level) >= rank(to) || self.http.is_dry_run() {
            return;
        }
        // Without a state nobody knows how long it has lasted.
        let Ok(state) = self.ctx.state().await else { return };
        if let Ok(Some(problem)) = state.discipline().problem(&note.fingerprint).await
            && note.at_ms.saturating_sub(problem.first_ms) >= ms(after)
        {
            let lasted = crate::http::human(Duration::from_millis(
                note.at_ms.saturating_sub(problem.first_ms).unsigned_abs(),
            ));
            note.labels
                .push(("escalated".to_owned(), format!("{} → {to}, {lasted}", note.level)));
            note.level = to.to_owned();
        }
    }

    /// The state, if it keeps promises; else why it does not.
    async fn durable(&self) -> std::result::Result<&'c State, Text> {
        let state = self.ctx.state().await.map_err(|e| e.what.clone())?;
        state.require_durable().map_err(|e| e.what.clone())?;
        Ok(state)
    }

    /// Sends a note along a plan. `window` replaces the one of its level.
    ///
    /// # Errors
    /// [`Kind::Config`]; what fails on a channel is in what comes back.
    pub(super) async fn raise(&self, mut note: Note, plan: Plan, window: Option<Duration>) -> Result<Raised> {
        let raised = |note: &Note, what| Raised {
            id: note.id.clone(),
            level: note.level.clone(),
            title: note.title.clone(),
            fingerprint: note.fingerprint.clone(),
            what,
        };
        let window = match window {
            Some(window) => window,
            None => self.alerts.window(&note.level)?,
        };
        if self.http.is_dry_run() {
            deliver::deliver(
                &note,
                &Plan { all: true, ..plan },
                &self.connect(),
                &Known::default(),
                None,
                &world(&Open),
            )
            .await?;
            return Ok(raised(&note, What::Dry));
        }
        let state = match self.durable().await {
            Ok(state) => state,
            Err(why) => return Ok(raised(&note, self.unspooled(&note, &plan, why).await?)),
        };
        if note.resolved && !self.known(state, &mut note).await {
            let why = text!("no such problem is open", "没有这样的未恢复问题");
            return Ok(raised(&note, What::Suppressed("not_open", why)));
        }
        let holder = holder();
        let robots = deliver::robots(&plan, |name| self.channel(name)).await;
        let arrival = match self.arrival(&note, &plan, &holder, robots, window) {
            Ok(arrival) => arrival,
            Err(e) => return Err(e),
        };
        let admission = match state.discipline().admit(arrival).await {
            Ok(admission) => admission,
            Err(e) => return Ok(raised(&note, self.unspooled(&note, &plan, e.what.clone()).await?)),
        };
        let full = match admission {
            Admission::Repeated { count, until_ms } => {
                let until = self.look.time(until_ms);
                let why = text!(
                    "told not long ago; held back {count} times, until {until}",
                    "不久前已告警；已抑制 {count} 次，直到 {until}"
                );
                return Ok(raised(&note, What::Suppressed("repeated", why)));
            }
            Admission::Silenced { id, until_ms } => {
                let until = self.look.time(until_ms);
                let why = text!("silenced by {id} until {until}", "被静默规则 {id} 静默至 {until}");
                return Ok(raised(&note, What::Suppressed("silenced", why)));
            }
            Admission::Passed { held, first_ms, full } => {
                if let Some(held) = held {
                    let (first, last) = (self.look.time(held.first_ms), self.look.time(held.last_ms));
                    note.held = Some(format!("期间重复 {} 次: {first} 至 {last}", held.count));
                }
                if note.resolved {
                    let lasted = note.at_ms.saturating_sub(first_ms).unsigned_abs();
                    let lasted = crate::http::human(Duration::from_millis(lasted));
                    note.labels.push(("持续".to_owned(), lasted));
                }
                full
            }
        };
        let known = Known {
            legs: Vec::new(),
            full,
            placed: true,
        };
        let id = note.id.clone();
        let report = self.sent(state, &id, &holder, &note, &plan, &known).await?;
        let spooled = match report.verdict {
            Verdict::Delivered { .. } | Verdict::Misconfigured => Err(text!("", "")),
            _ => Ok(()),
        };
        Ok(raised(&note, What::Tried { report, spooled }))
    }

    /// Delivers what we hold, and writes down what came of it.
    async fn sent(
        &self,
        state: &State,
        id: &str,
        holder: &str,
        note: &Note,
        plan: &Plan,
        known: &Known,
    ) -> Result<Report> {
        let held = Held {
            state,
            id,
            holder,
            hold_ms: self.hold_ms(),
        };
        let gate = StateGate { state, clock };
        let report = deliver::deliver(note, plan, &self.connect(), known, Some(&held), &world(&gate)).await?;
        let (legs, how) = deliver::settled(&report, plan, known, clock());
        if let Err(e) = state.spool().settle(id, holder, legs, how, clock()).await {
            let reason = e.line(self.err.lang());
            self.err.note(&text!(
                "note: what became of the alert was not written down: {reason}",
                "提示：告警结果未能写入状态：{reason}"
            ));
        }
        let mut robots = Vec::new();
        for row in &report.rows {
            if let Ok(channel) = self.channel(row.channel.clone()).await
                && let Some(robot) = channel.robot()
            {
                robots.push((row.channel.clone(), robot));
            }
        }
        for (robot, until_ms) in deliver::blocked(&report, &robots) {
            // Helps the next process; this one has its answer.
            let _ = state.discipline().block(&robot, until_ms).await;
        }
        if !matches!(how, Settled::Done) || report.verdict == Verdict::Misconfigured {
            // Nobody was told, so that the next arrival of the problem must not be held back.
            let _ = state.discipline().untold(&note.fingerprint).await;
        }
        Ok(report)
    }

    /// Sends once more what the spool has; `None` when somebody else is at it.
    ///
    /// # Errors
    /// [`Kind::Local`] from the state.
    pub(super) async fn resend(&self, state: &State, row: &Spooled) -> Result<Option<Raised>> {
        let holder = holder();
        let until = clock().saturating_add(self.hold_ms());
        let Some(row) = state.spool().claim(&row.id, &holder, until, clock()).await? else {
            return Ok(None);
        };
        let broken = |e: serde_json::Error| {
            let id = &row.id;
            Error::new(
                Kind::Local,
                text!(
                    "alert {id} of the spool cannot be read: {e}",
                    "无法读取暂存的告警 {id}：{e}"
                ),
            )
        };
        let note: Note = serde_json::from_str(&row.note).map_err(broken)?;
        let plan: Plan = serde_json::from_str(&row.plan).map_err(broken)?;
        let known = Known {
            legs: row.legs.clone(),
            ..Known::default()
        };
        let report = self.sent(state, &row.id, &holder, &note, &plan, &known).await?;
        Ok(Some(Raised {
            id: row.id.clone(),
            level: note.level.clone(),
            title: note.title.clone(),
            fingerprint: note.fingerprint.clone(),
            what: What::Tried {
                report,
                spooled: Ok(()),
            },
        }))
    }

    /// Without a promise: what is not delivered now is lost, and said to be.
    async fn unspooled(&self, note: &Note, plan: &Plan, why: Text) -> Result<What> {
        let report = deliver::deliver(note, plan, &self.connect(), &Known::default(), None, &world(&Open)).await?;
        if matches!(report.verdict, Verdict::Delivered { .. }) {
            let note = text!("note: not spooled: ", "提示：未写入暂存区：").join("", why.clone());
            self.err.note(&note);
        }
        Ok(What::Tried {
            report,
            spooled: Err(why),
        })
    }

    /// A test: to every stop, past discipline and spool.
    ///
    /// # Errors
    /// Of the plan; what fails on a channel is in the report.
    pub(super) async fn probe(&self, note: &Note, plan: &Plan) -> Result<Report> {
        deliver::deliver(note, plan, &self.connect(), &Known::default(), None, &world(&Open)).await
    }

    /// Whether the problem that is over was told; its level and title are taken over.
    async fn known(&self, state: &State, note: &mut Note) -> bool {
        match state.discipline().problem(&note.fingerprint).await {
            Ok(Some(problem)) => {
                if note.title.is_empty() {
                    note.title = problem.title;
                }
                true
            }
            Ok(None) => false,
            // When nobody knows, it is told.
            Err(_) => true,
        }
    }

    fn arrival(
        &self,
        note: &Note,
        plan: &Plan,
        holder: &str,
        robots: Vec<crate::state::discipline::Robot>,
        window: Duration,
    ) -> Result<Arrival> {
        let json = |e: serde_json::Error| Error::bug(format!("a note that cannot be written: {e}"));
        let matched = note.clone();
        Ok(Arrival {
            fingerprint: note.fingerprint.clone(),
            level: note.level.clone(),
            rank: rank(&note.level),
            title: note.title.clone(),
            at_ms: clock(),
            window_ms: ms(window),
            promise: Promise {
                id: note.id.clone(),
                at_ms: clock(),
                fingerprint: note.fingerprint.clone(),
                level: note.level.clone(),
                title: note.title.clone(),
                note: serde_json::to_string(note).map_err(json)?,
                plan: serde_json::to_string(plan).map_err(json)?,
                channels: plan.channels(),
                holder: holder.to_owned(),
                held_until_ms: clock().saturating_add(self.hold_ms()),
            },
            robots,
            clock,
            silenced: Box::new(move |matcher| {
                serde_json::from_str::<Matcher>(matcher).is_ok_and(|m| m.covers(&matched))
            }),
            over: note.resolved,
        })
    }

    fn hold_ms(&self) -> i64 {
        ms(self.alerts.hold.unwrap_or(alert::config::HOLD))
    }
}

fn ms(d: Duration) -> i64 {
    i64::try_from(d.as_millis()).unwrap_or(i64::MAX)
}

fn world(gate: &dyn alert::Gate) -> World<'_> {
    World {
        now,
        nonce: alert::nonce,
        gate,
    }
}
