//! Alerts that were promised and are not yet all delivered. A row is on the disk before the first byte of it is on the wire, and
//! goes when the last of its channels has it. One process at a time holds a row; a holder that dies loses it when its time is up.

use futures_util::FutureExt;

use super::db::{Area, Database, Row, Statement, Transaction, Work, sql};
use super::in_transaction;
use super::migrations::Step;
use crate::error::Result;

/// What became of an alert on one channel, as it is kept.
pub mod leg {
    /// Not tried yet.
    pub const PENDING: &str = "pending";
    /// On its way: whoever finds it so later does not know whether it arrived.
    pub const SENDING: &str = "sending";
    /// Delivered.
    pub const SENT: &str = "sent";
    /// Certainly not delivered.
    pub const FAILED: &str = "failed";
    /// Perhaps delivered.
    pub const UNCERTAIN: &str = "uncertain";
}

/// What is promised.
#[derive(Debug, Clone)]
pub struct Promise {
    /// Its id.
    pub id: String,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The problem it is about.
    pub fingerprint: String,
    /// Its level.
    pub level: String,
    /// Its title.
    pub title: String,
    /// All of it, as JSON.
    pub note: String,
    /// Where it goes, as JSON.
    pub plan: String,
    /// All channels it may go to, in order; those that are tried first are marked.
    pub channels: Vec<(String, bool)>,
    /// Who sends it.
    pub holder: String,
    /// Until when nobody else may.
    pub held_until_ms: i64,
}

/// An alert on one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leg {
    /// The channel.
    pub channel: String,
    /// One of [`leg`].
    pub status: String,
    /// The vendor's code of the last failure.
    pub code: Option<String>,
    /// The last failure in words.
    pub detail: Option<String>,
    /// How often nobody knew whether it arrived.
    pub unsure: i64,
    /// Recipients that have it already, as JSON; the others are still to be told.
    pub told: Option<String>,
}

/// A row of the spool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spooled {
    /// Its id.
    pub id: String,
    /// When it was promised.
    pub created_ms: i64,
    /// When it was tried last.
    pub updated_ms: i64,
    /// The problem it is about.
    pub fingerprint: String,
    /// Its level.
    pub level: String,
    /// Its title.
    pub title: String,
    /// All of it, as JSON.
    pub note: String,
    /// Where it goes, as JSON.
    pub plan: String,
    /// `open`, `uncertain` or `dead`.
    pub status: String,
    /// How often it was tried.
    pub tries: i64,
    /// Not to be tried again before.
    pub next_ms: i64,
    /// Until when somebody is at it.
    pub held_until_ms: i64,
    /// Its channels.
    pub legs: Vec<Leg>,
}

/// How a round of sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Settled {
    /// Everything that was promised is done: the row goes.
    Done,
    /// Something is left.
    Left {
        /// Nothing but uncertain channels is left.
        uncertain: bool,
        /// Not to be tried again before.
        next_ms: i64,
    },
}

/// The tables of this interface.
pub const STEPS: &[Step] = &[Step {
    area: Area::Ledger,
    name: "spool.1",
    sql: "
            CREATE TABLE alerts (
                id TEXT PRIMARY KEY,
                created_ms {int} NOT NULL,
                updated_ms {int} NOT NULL,
                fingerprint TEXT NOT NULL,
                level TEXT NOT NULL,
                title TEXT NOT NULL,
                note TEXT NOT NULL,
                plan TEXT NOT NULL,
                status TEXT NOT NULL,
                tries {int} NOT NULL,
                next_ms {int} NOT NULL,
                holder TEXT NOT NULL,
                held_until_ms {int} NOT NULL
            );
            CREATE TABLE alert_legs (
                alert TEXT NOT NULL,
                place {int} NOT NULL,
                channel TEXT NOT NULL,
                status TEXT NOT NULL,
                code TEXT,
                detail TEXT,
                unsure {int} NOT NULL,
                told TEXT,
                PRIMARY KEY (alert, channel)
            )",
}];

/// The interface.
pub struct Spool<'a> {
    db: &'a dyn Database,
}

/// Writes a promise, inside the transaction that admits it.
pub(super) async fn insert(t: &mut dyn Transaction, p: Promise) -> Result<()> {
    t.execute(sql!(
        "INSERT INTO alerts (id, created_ms, updated_ms, fingerprint, level, title, note, plan, status, tries, next_ms, holder, \
         held_until_ms) VALUES ($1, $2, $2, $3, $4, $5, $6, $7, 'open', 1, $2, $8, $9)",
        &p.id,
        p.at_ms,
        p.fingerprint,
        p.level,
        p.title,
        p.note,
        p.plan,
        p.holder,
        p.held_until_ms,
    ))
    .await?;
    for (place, (channel, first)) in p.channels.into_iter().enumerate() {
        let status = if first { leg::SENDING } else { leg::PENDING };
        t.execute(sql!(
            "INSERT INTO alert_legs (alert, place, channel, status, unsure) VALUES ($1, $2, $3, $4, 0)",
            &p.id,
            place as i64,
            channel,
            status,
        ))
        .await?;
    }
    Ok(())
}

fn read(r: &Row, legs: Vec<Leg>) -> Result<Spooled> {
    Ok(Spooled {
        id: r.text(0)?,
        created_ms: r.int(1)?,
        updated_ms: r.int(2)?,
        fingerprint: r.text(3)?,
        level: r.text(4)?,
        title: r.text(5)?,
        note: r.text(6)?,
        plan: r.text(7)?,
        status: r.text(8)?,
        tries: r.int(9)?,
        next_ms: r.int(10)?,
        held_until_ms: r.int(11)?,
        legs,
    })
}

fn legs_of(id: &str) -> Statement {
    sql!(
        "SELECT channel, status, code, detail, unsure, told FROM alert_legs WHERE alert = $1 ORDER BY place",
        id
    )
}

fn read_leg(r: &Row) -> Result<Leg> {
    Ok(Leg {
        channel: r.text(0)?,
        status: r.text(1)?,
        code: r.opt(2, Row::text)?,
        detail: r.opt(3, Row::text)?,
        unsure: r.int(4)?,
        told: r.opt(5, Row::text)?,
    })
}

impl<'a> Spool<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Spool<'a> {
        Spool { db }
    }

    /// All rows, the oldest first.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn list(&self) -> Result<Vec<Spooled>> {
        const SELECT: &str = "SELECT id, created_ms, updated_ms, fingerprint, level, title, note, plan, status, tries, next_ms, \
                              held_until_ms FROM alerts ORDER BY created_ms, id";
        let rows = self.db.run(Area::Ledger, vec![sql!(SELECT)]).await?;
        let mut all = Vec::new();
        for row in &rows {
            let legs = self.db.run(Area::Ledger, vec![legs_of(&row.text(0)?)]).await?;
            all.push(read(row, legs.iter().map(read_leg).collect::<Result<_>>()?)?);
        }
        Ok(all)
    }

    /// How many rows wait.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn waiting(&self) -> Result<i64> {
        let rows = self
            .db
            .run(
                Area::Ledger,
                vec![sql!("SELECT count(*) FROM alerts WHERE status <> 'dead'")],
            )
            .await?;
        rows.first().map_or(Ok(0), |r| r.int(0))
    }

    /// Takes the row `id` for `holder`, unless somebody else holds it. What was on its way when its holder died is uncertain
    /// from now on.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn claim(&self, id: &str, holder: &str, held_until_ms: i64, now_ms: i64) -> Result<Option<Spooled>> {
        let (id, holder) = (id.to_owned(), holder.to_owned());
        in_transaction(self.db, Area::Ledger, move |t| {
            async move {
                let taken = t
                    .execute(sql!(
                        "UPDATE alerts SET holder = $2, held_until_ms = $3, tries = tries + 1, updated_ms = $4 \
                         WHERE id = $1 AND held_until_ms <= $4",
                        &id,
                        holder,
                        held_until_ms,
                        now_ms,
                    ))
                    .await?;
                if taken == 0 {
                    return Ok(None);
                }
                t.execute(sql!(
                    "UPDATE alert_legs SET status = 'uncertain', unsure = unsure + 1 WHERE alert = $1 AND status = 'sending'",
                    &id,
                ))
                .await?;
                let rows = t
                    .query(sql!(
                        "SELECT id, created_ms, updated_ms, fingerprint, level, title, note, plan, status, tries, next_ms, \
                         held_until_ms FROM alerts WHERE id = $1",
                        &id,
                    ))
                    .await?;
                let legs = t.query(legs_of(&id)).await?;
                let legs = legs.iter().map(read_leg).collect::<Result<_>>()?;
                rows.first().map(|r| read(r, legs)).transpose()
            }
            .boxed()
        })
        .await
    }

    /// Marks channels as on their way, before their first byte; false when the row is no longer the holder's, who must then
    /// not send.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn sending(&self, id: &str, holder: &str, channels: Vec<String>, held_until_ms: i64) -> Result<bool> {
        let (id, holder) = (id.to_owned(), holder.to_owned());
        in_transaction(self.db, Area::Ledger, move |t| {
            async move {
                let mine = t
                    .execute(sql!(
                        "UPDATE alerts SET held_until_ms = $3 WHERE id = $1 AND holder = $2",
                        &id,
                        holder,
                        held_until_ms,
                    ))
                    .await?;
                if mine == 0 {
                    return Ok(false);
                }
                for channel in channels {
                    t.execute(sql!(
                        "UPDATE alert_legs SET status = 'sending' WHERE alert = $1 AND channel = $2",
                        &id,
                        channel,
                    ))
                    .await?;
                }
                Ok(true)
            }
            .boxed()
        })
        .await
    }

    /// Writes what a round of sending came to, and gives the row back.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn settle(&self, id: &str, holder: &str, legs: Vec<Leg>, how: Settled, now_ms: i64) -> Result<()> {
        let (id, holder) = (id.to_owned(), holder.to_owned());
        let Settled::Left { uncertain, next_ms } = how else {
            // Nobody waits for the disk: where the power fails now, the alert is found again as one that may have arrived.
            let forget: Work = Box::new(move |t| {
                async move {
                    let mine = sql!("DELETE FROM alerts WHERE id = $1 AND holder = $2", &id, holder);
                    if t.execute(mine).await? > 0 {
                        t.execute(sql!("DELETE FROM alert_legs WHERE alert = $1", &id)).await?;
                    }
                    Ok(())
                }
                .boxed()
            });
            return self.db.unhurried(Area::Ledger, forget).await;
        };
        let status = if uncertain { "uncertain" } else { "open" };
        in_transaction(self.db, Area::Ledger, move |t| {
            async move {
                let mine = sql!(
                    "UPDATE alerts SET status = $3, next_ms = $4, held_until_ms = 0, updated_ms = $5 \
                     WHERE id = $1 AND holder = $2",
                    &id,
                    holder,
                    status,
                    next_ms,
                    now_ms,
                );
                if t.execute(mine).await? == 0 {
                    // Somebody took it over; what they write counts.
                    return Ok(());
                }
                for l in legs {
                    t.execute(sql!(
                        "UPDATE alert_legs SET status = $3, code = $4, detail = $5, unsure = $6, told = $7 \
                         WHERE alert = $1 AND channel = $2",
                        &id,
                        l.channel,
                        l.status,
                        l.code,
                        l.detail,
                        l.unsure,
                        l.told,
                    ))
                    .await?;
                }
                Ok(())
            }
            .boxed()
        })
        .await
    }

    /// Gives up on rows promised before `before_ms`: they stay, and are not tried again.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn bury(&self, before_ms: i64, now_ms: i64) -> Result<u64> {
        let statement = sql!(
            "UPDATE alerts SET status = 'dead' WHERE created_ms < $1 AND held_until_ms <= $2 AND status <> 'dead' RETURNING 1",
            before_ms,
            now_ms,
        );
        Ok(self.db.run(Area::Ledger, vec![statement]).await?.len() as u64)
    }

    /// Removes a row; false when there is none.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn remove(&self, id: &str) -> Result<bool> {
        let statements = vec![
            sql!("DELETE FROM alert_legs WHERE alert = $1", id),
            sql!("DELETE FROM alerts WHERE id = $1 RETURNING 1", id),
        ];
        Ok(!self.db.run(Area::Ledger, statements).await?.is_empty())
    }

    /// Removes what was given up before `before_ms`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn purge(&self, before_ms: i64) -> Result<u64> {
        let statements = vec![
            sql!(
                "DELETE FROM alert_legs WHERE alert IN (SELECT id FROM alerts WHERE status = 'dead' AND updated_ms < $1)",
                before_ms
            ),
            sql!(
                "DELETE FROM alerts WHERE status = 'dead' AND updated_ms < $1 RETURNING 1",
                before_ms
            ),
        ];
        Ok(self.db.run(Area::Ledger, statements).await?.len() as u64)
    }
}
