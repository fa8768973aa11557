//! Who may do what only one process may do at a time, for a limited time: a holder that dies does not block the others for
//! longer than that. Machines that share a database must agree on the time to a second or so.

use super::db::{Area, Database, sql};
use super::migrations::Step;
use crate::error::Result;

/// The tables of this interface.
pub const STEPS: &[Step] = &[Step {
    area: Area::Work,
    name: "leases.1",
    sql: "
            CREATE TABLE leases (
                name TEXT PRIMARY KEY,
                holder TEXT NOT NULL,
                until_ms {int} NOT NULL
            )",
}];

/// The interface.
pub struct Leases<'a> {
    db: &'a dyn Database,
}

impl<'a> Leases<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Leases<'a> {
        Leases { db }
    }

    /// Takes the lease `name` for `holder` until `now_ms + ttl_ms`, or extends the holder's own; false while another holds it.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn acquire(&self, name: &str, holder: &str, ttl_ms: i64, now_ms: i64) -> Result<bool> {
        let statement = sql!(
            "INSERT INTO leases (name, holder, until_ms) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET \
             holder = excluded.holder, until_ms = excluded.until_ms \
             WHERE leases.until_ms <= $4 OR leases.holder = excluded.holder RETURNING holder",
            name,
            holder,
            now_ms.saturating_add(ttl_ms),
            now_ms,
        );
        Ok(!self.db.run(Area::Work, vec![statement]).await?.is_empty())
    }

    /// Gives the lease back; false when it was no longer the holder's.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn release(&self, name: &str, holder: &str) -> Result<bool> {
        let statement = sql!(
            "DELETE FROM leases WHERE name = $1 AND holder = $2 RETURNING 1",
            name,
            holder
        );
        Ok(!self.db.run(Area::Work, vec![statement]).await?.is_empty())
    }

    /// Removes those that have passed at `now_ms`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn purge(&self, now_ms: i64) -> Result<u64> {
        let statement = sql!("DELETE FROM leases WHERE until_ms <= $1 RETURNING 1", now_ms);
        Ok(self.db.run(Area::Work, vec![statement]).await?.len() as u64)
    }
}

/// A name for this process as a holder: unique among machines and restarts.
pub fn holder() -> String {
    let random = getrandom::u64().unwrap_or(0);
    format!("{}-{random:016x}", std::process::id())
}
