//! Who is not to be asked before when, shared by all processes. A later word never shortens an earlier one.

use super::db::{Area, Database, sql};
use super::migrations::Step;
use crate::error::Result;

/// The tables of this interface.
pub const STEPS: &[Step] = &[Step {
    area: Area::Stats,
    name: "cooldowns.1",
    sql: "
            CREATE TABLE cooldowns (
                name TEXT PRIMARY KEY,
                until_ms {int} NOT NULL,
                reason TEXT NOT NULL
            )",
}];

/// The interface.
pub struct Cooldowns<'a> {
    db: &'a dyn Database,
}

/// A cooldown in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cooldown {
    /// What is cooling down, such as `llm.ark`.
    pub name: String,
    /// Until when, in milliseconds since 1970.
    pub until_ms: i64,
    /// Why.
    pub reason: String,
}

impl<'a> Cooldowns<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Cooldowns<'a> {
        Cooldowns { db }
    }

    /// Sets a cooldown; of two the later deadline stays.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn set(&self, name: &str, until_ms: i64, reason: &str) -> Result<()> {
        let statement = sql!(
            "INSERT INTO cooldowns (name, until_ms, reason) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET \
             until_ms = excluded.until_ms, reason = excluded.reason WHERE excluded.until_ms > cooldowns.until_ms",
            name,
            until_ms,
            reason,
        );
        self.db.run(Area::Stats, vec![statement]).await.map(|_| ())
    }

    /// All cooldowns still in force at `now_ms`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn active(&self, now_ms: i64) -> Result<Vec<Cooldown>> {
        let statement = sql!(
            "SELECT name, until_ms, reason FROM cooldowns WHERE until_ms > $1 ORDER BY name",
            now_ms
        );
        let rows = self.db.run(Area::Stats, vec![statement]).await?;
        rows.iter()
            .map(|r| {
                Ok(Cooldown {
                    name: r.text(0)?,
                    until_ms: r.int(1)?,
                    reason: r.text(2)?,
                })
            })
            .collect()
    }

    /// Ends a cooldown, or all.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn clear(&self, name: Option<&str>) -> Result<u64> {
        let statement = match name {
            Some(name) => sql!("DELETE FROM cooldowns WHERE name = $1 RETURNING 1", name),
            None => sql!("DELETE FROM cooldowns RETURNING 1"),
        };
        Ok(self.db.run(Area::Stats, vec![statement]).await?.len() as u64)
    }

    /// Removes those that have passed at `now_ms`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn purge(&self, now_ms: i64) -> Result<u64> {
        let statement = sql!("DELETE FROM cooldowns WHERE until_ms <= $1 RETURNING 1", now_ms);
        Ok(self.db.run(Area::Stats, vec![statement]).await?.len() as u64)
    }
}
