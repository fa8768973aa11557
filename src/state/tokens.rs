//! Access tokens and session keys that many processes share: sealed, with the time they end.

use super::db::{Area, Database, Row, sql};
use super::migrations::Step;
use super::seal::SealKey;
use crate::error::Result;
use crate::secret::Secret;

/// A token.
#[derive(Debug, Clone)]
pub struct Token {
    /// The token itself.
    pub value: Secret,
    /// When it ends, in milliseconds since 1970; `None` when that is not known.
    pub expires_ms: Option<i64>,
    /// When it was written.
    pub updated_ms: i64,
}

/// The tables of this interface.
pub const STEPS: &[Step] = &[Step {
    area: Area::Work,
    name: "tokens.1",
    sql: "
            CREATE TABLE tokens (
                name TEXT PRIMARY KEY,
                sealed {blob} NOT NULL,
                expires_ms {int},
                updated_ms {int} NOT NULL
            )",
}];

/// The interface.
pub struct Tokens<'a> {
    db: &'a dyn Database,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Tokens<'a> {
        Tokens { db }
    }

    /// Keeps a token under `name`, such as `wx.app.access_token`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn put(
        &self,
        name: &str,
        value: &str,
        expires_ms: Option<i64>,
        now_ms: i64,
        key: &SealKey,
    ) -> Result<()> {
        let statement = sql!(
            "INSERT INTO tokens (name, sealed, expires_ms, updated_ms) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO UPDATE SET \
             sealed = excluded.sealed, expires_ms = excluded.expires_ms, updated_ms = excluded.updated_ms",
            name,
            key.seal(name, value.as_bytes())?,
            expires_ms,
            now_ms,
        );
        self.db.run(Area::Work, vec![statement]).await.map(|_| ())
    }

    /// The token under `name` that is still good at `now_ms`. One that was sealed with another key (the secret was changed) is
    /// none.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn get(&self, name: &str, now_ms: i64, key: &SealKey) -> Result<Option<Token>> {
        let statement = sql!(
            "SELECT sealed, expires_ms, updated_ms FROM tokens WHERE name = $1 AND (expires_ms IS NULL OR expires_ms > $2)",
            name,
            now_ms
        );
        let rows = self.db.run(Area::Work, vec![statement]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let Some(plain) = key.open(name, &row.blob(0)?)? else {
            return Ok(None);
        };
        let value = String::from_utf8_lossy(&plain).into_owned();
        Ok(Some(Token {
            value: Secret::new(name, value),
            expires_ms: row.opt(1, Row::int)?,
            updated_ms: row.int(2)?,
        }))
    }

    /// Forgets a token.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn remove(&self, name: &str) -> Result<bool> {
        let statement = sql!("DELETE FROM tokens WHERE name = $1 RETURNING 1", name);
        Ok(!self.db.run(Area::Work, vec![statement]).await?.is_empty())
    }

    /// Removes those that have ended at `now_ms`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn purge(&self, now_ms: i64) -> Result<u64> {
        let statement = sql!("DELETE FROM tokens WHERE expires_ms <= $1 RETURNING 1", now_ms);
        Ok(self.db.run(Area::Work, vec![statement]).await?.len() as u64)
    }
}
