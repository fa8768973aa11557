//! What keeps alerts from becoming noise, shared by all processes: which problems were told when, how often a robot was used,
//! silences. A problem is admitted, its robots' places are taken and its promise is written in one transaction.

use futures_util::FutureExt;

use super::db::{Area, Database, Row, Transaction, sql};
use super::in_transaction;
use super::migrations::Step;
use super::spool::{self, Promise};
use crate::error::Result;

/// The tables of this interface. They lie beside the spool, because one transaction covers both.
pub const STEPS: &[Step] = &[Step {
    area: Area::Ledger,
    name: "discipline.1",
    sql: "
            CREATE TABLE problems (
                fingerprint TEXT PRIMARY KEY,
                level TEXT NOT NULL,
                rank {int} NOT NULL,
                title TEXT NOT NULL,
                first_ms {int} NOT NULL,
                told_ms {int} NOT NULL,
                held {int} NOT NULL,
                held_first_ms {int},
                held_last_ms {int}
            );
            CREATE TABLE robot_uses (
                robot TEXT NOT NULL,
                at_ms {int} NOT NULL
            );
            CREATE INDEX robot_uses_at ON robot_uses (robot, at_ms);
            CREATE TABLE robot_blocks (
                robot TEXT PRIMARY KEY,
                until_ms {int} NOT NULL
            );
            CREATE TABLE silences (
                id TEXT PRIMARY KEY,
                created_ms {int} NOT NULL,
                until_ms {int} NOT NULL,
                matcher TEXT NOT NULL,
                comment TEXT NOT NULL,
                hits {int} NOT NULL
            )",
}];

/// A robot, and how often it may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robot {
    /// Its name: the same for all that use it, and no secret.
    pub name: String,
    /// So many uses within so many milliseconds, each.
    pub limits: &'static [(i64, i64)],
}

/// An alert that asks to be sent.
pub struct Arrival {
    /// The problem.
    pub fingerprint: String,
    /// Its level.
    pub level: String,
    /// How grave that is; more is graver.
    pub rank: i64,
    /// Its title.
    pub title: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// For so long after it was told the same problem is not told again.
    pub window_ms: i64,
    /// What is written when it is admitted.
    pub promise: Promise,
    /// The robots it is sent through first.
    pub robots: Vec<Robot>,
    /// The time, in milliseconds since 1970, when it is this process's turn: a place counts from then, not from when it began
    /// to wait for the others.
    pub clock: fn() -> i64,
    /// Whether a silence (its matcher) covers it.
    pub silenced: Box<dyn Fn(&str) -> bool + Send>,
    /// Whether the problem is over: it is told whatever the window says, and then forgotten.
    pub over: bool,
}

/// What was held back of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// How often it came.
    pub count: i64,
    /// When it came first.
    pub first_ms: i64,
    /// When it came last.
    pub last_ms: i64,
}

/// The decision about an arrival.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// It is promised, and must be sent.
    Passed {
        /// What was held back since it was told last.
        held: Option<Held>,
        /// When the problem came first.
        first_ms: i64,
        /// Robots that may not be used now: the name, and until when.
        full: Vec<(String, i64)>,
    },
    /// The same problem was told not long ago.
    Repeated {
        /// How often it was held back since.
        count: i64,
        /// Until when it will be.
        until_ms: i64,
    },
    /// A silence covers it.
    Silenced {
        /// Its id.
        id: String,
        /// Until when.
        until_ms: i64,
    },
}

/// A silence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub created_ms: i64,
    /// When it ends.
    pub until_ms: i64,
    /// What it covers, as JSON.
    pub matcher: String,
    /// Why.
    pub comment: String,
    /// How many alerts it kept.
    pub hits: i64,
}

/// A problem that was told and is not over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its level.
    pub level: String,
    /// Its title.
    pub title: String,
    /// When it came first.
    pub first_ms: i64,
}

/// The interface.
pub struct Discipline<'a> {
    db: &'a dyn Database,
}

impl<'a> Discipline<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Discipline<'a> {
        Discipline { db }
    }

    /// Decides about an arrival, and writes its promise when it passes.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn admit(&self, arrival: Arrival) -> Result<Admission> {
        in_transaction(self.db, Area::Ledger, move |t| admit(t, arrival).boxed()).await
    }

    /// Takes a place of a robot; `Some` says until when there is none.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn take(&self, robot: Robot, clock: fn() -> i64) -> Result<Option<i64>> {
        in_transaction(self.db, Area::Ledger, move |t| {
            async move { take(t, &robot, clock()).await }.boxed()
        })
        .await
    }

    /// Keeps everybody from a robot until then; a later word never shortens an earlier one.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn block(&self, robot: &str, until_ms: i64) -> Result<()> {
        let statement = sql!(
            "INSERT INTO robot_blocks (robot, until_ms) VALUES ($1, $2) ON CONFLICT (robot) DO UPDATE SET \
             until_ms = excluded.until_ms WHERE excluded.until_ms > robot_blocks.until_ms",
            robot,
            until_ms,
        );
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// Forgets that a problem was told: the telling failed, and its next arrival is to pass.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn untold(&self, fingerprint: &str) -> Result<()> {
        let statement = sql!("UPDATE problems SET told_ms = 0 WHERE fingerprint = $1", fingerprint);
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// Forgets a problem without a word: it is over.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn forget(&self, fingerprint: &str) -> Result<()> {
        let statement = sql!("DELETE FROM problems WHERE fingerprint = $1", fingerprint);
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// A problem that is not over.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn problem(&self, fingerprint: &str) -> Result<Option<Problem>> {
        let statement = sql!(
            "SELECT level, title, first_ms FROM problems WHERE fingerprint = $1",
            fingerprint
        );
        let rows = self.db.run(Area::Ledger, vec![statement]).await?;
        let read = |r: &Row| {
            Ok(Problem {
                level: r.text(0)?,
                title: r.text(1)?,
                first_ms: r.int(2)?,
            })
        };
        rows.first().map(read).transpose()
    }

    /// Adds a silence.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn silence(&self, s: Silence) -> Result<()> {
        let statement = sql!(
            "INSERT INTO silences (id, created_ms, until_ms, matcher, comment, hits) VALUES ($1, $2, $3, $4, $5, 0)",
            s.id,
            s.created_ms,
            s.until_ms,
            s.matcher,
            s.comment,
        );
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// The silences in force.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn silences(&self, now_ms: i64) -> Result<Vec<Silence>> {
        let statement = sql!(
            "SELECT id, created_ms, until_ms, matcher, comment, hits FROM silences WHERE until_ms > $1 ORDER BY created_ms, id",
            now_ms
        );
        let rows = self.db.run(Area::Ledger, vec![statement]).await?;
        let read = |r: &Row| {
            Ok(Silence {
                id: r.text(0)?,
                created_ms: r.int(1)?,
                until_ms: r.int(2)?,
                matcher: r.text(3)?,
                comment: r.text(4)?,
                hits: r.int(5)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// Ends a silence; false when there is none.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn unsilence(&self, id: &str) -> Result<bool> {
        let statement = sql!("DELETE FROM silences WHERE id = $1 RETURNING 1", id);
        Ok(!self.db.run(Area::Ledger, vec![statement]).await?.is_empty())
    }

    /// Removes what has passed at `now_ms`, and problems that were not told since `before_ms`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn purge(&self, now_ms: i64, before_ms: i64) -> Result<u64> {
        let mut removed = 0;
        for statement in [
            sql!("DELETE FROM silences WHERE until_ms <= $1 RETURNING 1", now_ms),
            sql!("DELETE FROM robot_blocks WHERE until_ms <= $1 RETURNING 1", now_ms),
            sql!(
                "DELETE FROM problems WHERE told_ms < $1 AND first_ms < $1 RETURNING 1",
                before_ms
            ),
        ] {
            removed += self.db.run(Area::Ledger, vec![statement]).await?.len() as u64;
        }
        Ok(removed)
    }
}

async fn admit(t: &mut dyn Transaction, a: Arrival) -> Result<Admission> {
    let silences = t
        .query(sql!(
            "SELECT id, until_ms, matcher FROM silences WHERE until_ms > $1 ORDER BY created_ms",
            a.at_ms
        ))
        .await?;
    for row in &silences {
        if (a.silenced)(&row.text(2)?) {
            let (id, until_ms) = (row.text(0)?, row.int(1)?);
            t.execute(sql!("UPDATE silences SET hits = hits + 1 WHERE id = $1", &id))
                .await?;
            return Ok(Admission::Silenced { id, until_ms });
        }
    }
    let known = t
        .query(sql!(
            "SELECT rank, first_ms, told_ms, held, held_first_ms, held_last_ms FROM problems WHERE fingerprint = $1",
            &a.fingerprint
        ))
        .await?;
    let mut held = None;
    let mut first_ms = a.at_ms;
    if let Some(row) = known.first() {
        let until_ms = row.int(2)?.saturating_add(a.window_ms);
        let count = row.int(3)?;
        first_ms = row.int(1)?;
        if !a.over && a.rank <= row.int(0)? && a.at_ms < until_ms {
            t.execute(sql!(
                "UPDATE problems SET held = held + 1, held_first_ms = coalesce(held_first_ms, $2), held_last_ms = $2 \
                 WHERE fingerprint = $1",
                &a.fingerprint,
                a.at_ms,
            ))
            .await?;
            return Ok(Admission::Repeated {
                count: count + 1,
                until_ms,
            });
        }
        if count > 0 {
            held = Some(Held {
                count,
                first_ms: row.opt(4, Row::int)?.unwrap_or(first_ms),
                last_ms: row.opt(5, Row::int)?.unwrap_or(first_ms),
            });
        }
    }
    if a.over {
        t.execute(sql!("DELETE FROM problems WHERE fingerprint = $1", &a.fingerprint))
            .await?;
    } else {
        t.execute(sql!(
            "INSERT INTO problems (fingerprint, level, rank, title, first_ms, told_ms, held) VALUES ($1, $2, $3, $4, $5, $6, 0) \
             ON CONFLICT (fingerprint) DO UPDATE SET level = excluded.level, rank = excluded.rank, title = excluded.title, \
             told_ms = excluded.told_ms, held = 0, held_first_ms = NULL, held_last_ms = NULL",
            &a.fingerprint,
            a.level,
            a.rank,
            a.title,
            first_ms,
            a.at_ms,
        ))
        .await?;
    }
    let mut full = Vec::new();
    for robot in &a.robots {
        if let Some(until) = take(t, robot, (a.clock)()).await? {
            full.push((robot.name.clone(), until));
        }
    }
    spool::insert(t, a.promise).await?;
    Ok(Admission::Passed { held, first_ms, full })
}

/// A place of a robot: exact over every window, because each use is remembered for as long as a window looks back.
async fn take(t: &mut dyn Transaction, robot: &Robot, now_ms: i64) -> Result<Option<i64>> {
    let blocked = t
        .query(sql!(
            "SELECT until_ms FROM robot_blocks WHERE robot = $1 AND until_ms > $2",
            &robot.name,
            now_ms
        ))
        .await?;
    if let Some(row) = blocked.first() {
        return row.int(0).map(Some);
    }
    let longest = robot.limits.iter().map(|(within, _)| *within).max().unwrap_or(0);
    t.execute(sql!(
        "DELETE FROM robot_uses WHERE robot = $1 AND at_ms <= $2",
        &robot.name,
        now_ms.saturating_sub(longest),
    ))
    .await?;
    for (within, most) in robot.limits {
        // The oldest use that must leave the window before there is a place.
        let rows = t
            .query(sql!(
                "SELECT at_ms FROM robot_uses WHERE robot = $1 AND at_ms > $2 ORDER BY at_ms DESC LIMIT 1 OFFSET $3",
                &robot.name,
                now_ms.saturating_sub(*within),
                most - 1,
            ))
            .await?;
        if let Some(row) = rows.first() {
            return Ok(Some(row.int(0)?.saturating_add(*within)));
        }
    }
    t.execute(sql!(
        "INSERT INTO robot_uses (robot, at_ms) VALUES ($1, $2)",
        &robot.name,
        now_ms
    ))
    .await?;
    Ok(None)
}
