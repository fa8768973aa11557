//! One row for every call of a model, and one for all of a batch: what the router measures and what was spent. Only added to, so
//! that any number of processes can write at once.

use std::sync::LazyLock;

use super::db::{Area, Database, Row, sql};
use super::migrations::Step;
use crate::error::Result;

/// A call, as it ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// What it was for: `chat`, `embed`, `image`, …
    pub room: String,
    /// The table's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Whether it succeeded.
    pub ok: bool,
    /// The kind of its error.
    pub error: Option<String>,
    /// Time to the first content.
    pub first_ms: Option<i64>,
    /// Time to its end.
    pub total_ms: i64,
    /// Tokens of the question.
    pub input_tokens: i64,
    /// Tokens of the answer.
    pub output_tokens: i64,
    /// Tokens read from a cache.
    pub cached_tokens: i64,
    /// What it cost, in millionths of the currency of the prices; unknown without prices.
    pub cost_micro: Option<i64>,
    /// How many requests it stands for: more than one in a batch, whose times say nothing.
    pub times: i64,
    /// What it is known by, where it may be told more than once and counts only once.
    pub origin: Option<String>,
}

/// The original's four figures of a model, and ours.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The table's name.
    pub provider: String,
    /// The model.
    pub model: String,
    /// Calls.
    pub requests: i64,
    /// Successful ones.
    pub successes: i64,
    /// Mean time to the end of the successful ones.
    pub average_ms: f64,
    /// Mean time to their first content.
    pub first_ms: Option<f64>,
    /// Tokens of questions.
    pub input_tokens: i64,
    /// Tokens of answers.
    pub output_tokens: i64,
    /// What they cost; unknown where a price is.
    pub cost_micro: i64,
    /// Calls whose cost is unknown.
    pub unpriced: i64,
}

/// What was spent on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Spent {
    /// Days since 1970, UTC.
    pub day: i64,
    /// The figures of the day.
    pub summary: Summary,
}

/// The tables of this interface.
pub const STEPS: &[Step] = &[
    Step {
        area: Area::Stats,
        name: "calls.1",
        sql: "
            CREATE TABLE calls (
                id {serial},
                at_ms {int} NOT NULL,
                room TEXT NOT NULL,
                provider TEXT NOT NULL,
                model TEXT NOT NULL,
                ok {int} NOT NULL,
                error TEXT,
                first_ms {int},
                total_ms {int} NOT NULL,
                input_tokens {int} NOT NULL,
                output_tokens {int} NOT NULL,
                cached_tokens {int} NOT NULL,
                cost_micro {int}
            );
            CREATE INDEX calls_by_model ON calls (provider, model, id);
            CREATE INDEX calls_by_time ON calls (at_ms)",
    },
    Step {
        area: Area::Stats,
        name: "calls.2",
        sql: "
            ALTER TABLE calls ADD COLUMN times {int} NOT NULL DEFAULT 1;
            ALTER TABLE calls ADD COLUMN origin TEXT;
            CREATE UNIQUE INDEX calls_by_origin ON calls (origin)",
    },
];

/// The interface.
pub struct Calls<'a> {
    db: &'a dyn Database,
}

const COLUMNS: &str = "at_ms, room, provider, model, ok, error, first_ms, total_ms, input_tokens, output_tokens, cached_tokens, cost_micro, times, origin";

/// Of times, those of a single call are averaged.
const FIGURES: &str = "provider, model, CAST(sum(times) AS BIGINT), CAST(coalesce(sum(ok * times), 0) AS BIGINT), \
    CAST(coalesce(avg(CASE WHEN ok = 1 AND origin IS NULL THEN total_ms END), 0) AS DOUBLE PRECISION), \
    CAST(avg(CASE WHEN ok = 1 AND origin IS NULL THEN first_ms END) AS DOUBLE PRECISION), \
    CAST(coalesce(sum(input_tokens), 0) AS BIGINT), CAST(coalesce(sum(output_tokens), 0) AS BIGINT), \
    CAST(coalesce(sum(cost_micro), 0) AS BIGINT), \
    CAST(coalesce(sum(CASE WHEN ok = 1 AND cost_micro IS NULL THEN times ELSE 0 END), 0) AS BIGINT)";

impl<'a> Calls<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Calls<'a> {
        Calls { db }
    }

    /// Adds calls; one whose origin is known already is passed over.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn record(&self, calls: &[Call]) -> Result<()> {
        if calls.is_empty() {
            return Ok(());
        }
        let statements = calls.iter().map(|c| {
            sql!(
                "INSERT INTO calls (at_ms, room, provider, model, ok, error, first_ms, total_ms, input_tokens, output_tokens, \
                 cached_tokens, cost_micro, times, origin) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
                 $14) ON CONFLICT (origin) DO NOTHING",
                c.at_ms,
                &c.room,
                &c.provider,
                &c.model,
                c.ok,
                c.error.clone(),
                c.first_ms,
                c.total_ms,
                c.input_tokens,
                c.output_tokens,
                c.cached_tokens,
                c.cost_micro,
                c.times,
                c.origin.clone(),
            )
        });
        self.db.run(Area::Stats, statements.collect()).await.map(|_| ())
    }

    /// Whether something of this origin was added.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn is_known(&self, origin: &str) -> Result<bool> {
        let statement = sql!("SELECT 1 FROM calls WHERE origin = $1", origin);
        Ok(!self.db.run(Area::Stats, vec![statement]).await?.is_empty())
    }

    /// The last `limit` calls of a model, newest first; without those of batches, which nobody waited for.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn recent(&self, provider: &str, model: &str, limit: i64) -> Result<Vec<Call>> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            format!(
                "SELECT {COLUMNS} FROM calls WHERE provider = $1 AND model = $2 AND origin IS NULL ORDER BY id DESC LIMIT $3"
            )
        });
        let statement = sql!(SQL.as_str(), provider, model, limit);
        let rows = self.db.run(Area::Stats, vec![statement]).await?;
        rows.iter().map(read).collect()
    }

    /// The figures of every model since `since_ms`, by provider and model.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn summary(&self, since_ms: i64) -> Result<Vec<Summary>> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            format!("SELECT {FIGURES} FROM calls WHERE at_ms >= $1 GROUP BY provider, model ORDER BY provider, model")
        });
        let rows = self.db.run(Area::Stats, vec![sql!(SQL.as_str(), since_ms)]).await?;
        rows.iter().map(read_summary).collect()
    }

    /// The figures of every model and day since `since_ms`, newest day first.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn spent(&self, since_ms: i64) -> Result<Vec<Spent>> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            format!(
                "SELECT {FIGURES}, at_ms / 86400000 AS day FROM calls WHERE at_ms >= $1 \
                 GROUP BY provider, model, day ORDER BY day DESC, provider, model"
            )
        });
        let rows = self.db.run(Area::Stats, vec![sql!(SQL.as_str(), since_ms)]).await?;
        rows.iter()
            .map(|r| {
                Ok(Spent {
                    day: r.int(10)?,
                    summary: read_summary(r)?,
                })
            })
            .collect()
    }

    /// Removes calls before `before_ms`; returns how many.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn purge(&self, before_ms: i64) -> Result<u64> {
        let rows = self
            .db
            .run(
                Area::Stats,
                vec![sql!("DELETE FROM calls WHERE at_ms < $1 RETURNING 1", before_ms)],
            )
            .await?;
        Ok(rows.len() as u64)
    }

    /// Forgets a model's calls, or all.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn forget(&self, model: Option<(&str, &str)>) -> Result<u64> {
        let statement = match model {
            Some((provider, model)) => {
                sql!(
                    "DELETE FROM calls WHERE provider = $1 AND model = $2 RETURNING 1",
                    provider,
                    model
                )
            }
            None => sql!("DELETE FROM calls RETURNING 1"),
        };
        Ok(self.db.run(Area::Stats, vec![statement]).await?.len() as u64)
    }
}

fn read(r: &Row) -> Result<Call> {
    Ok(Call {
        at_ms: r.int(0)?,
        room: r.text(1)?,
        provider: r.text(2)?,
        model: r.text(3)?,
        ok: r.int(4)? != 0,
        error: r.opt(5, Row::text)?,
        first_ms: r.opt(6, Row::int)?,
        total_ms: r.int(7)?,
        input_tokens: r.int(8)?,
        output_tokens: r.int(9)?,
        cached_tokens: r.int(10)?,
        cost_micro: r.opt(11, Row::int)?,
        times: r.int(12)?,
        origin: r.opt(13, Row::text)?,
    })
}

fn read_summary(r: &Row) -> Result<Summary> {
    Ok(Summary {
        provider: r.text(0)?,
        model: r.text(1)?,
        requests: r.int(2)?,
        successes: r.int(3)?,
        average_ms: r.real(4)?,
        first_ms: r.opt(5, Row::real)?,
        input_tokens: r.int(6)?,
        output_tokens: r.int(7)?,
        cost_micro: r.int(8)?,
        unpriced: r.int(9)?,
    })
}
