//! Batches handed to a provider's own engine: what was asked, how far it got, what came back. A row says what is about to be
//! done before it is done, so that whoever comes after a crash knows where to look.

use std::sync::LazyLock;

use futures_util::FutureExt;

use super::db::{Area, Database, Row, sql};
use super::in_transaction;
use super::migrations::Step;
use super::phase::Phase;
use crate::error::{Error, Kind, Result};
use crate::text;

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Its name here.
    pub name: String,
    /// Its name on the provider's side, which no other batch has.
    pub marker: String,
    /// The table's name.
    pub provider: String,
    /// `chat` or `embed`.
    pub task: String,
    /// The model, where all requests ask the same.
    pub model: Option<String>,
    /// How long the vectors are to be, where all requests ask the same.
    pub dims: Option<i64>,
    /// How far it is.
    pub phase: Phase,
    /// How many requests it has.
    pub items: i64,
    /// The newest job that the provider knew before this one was sent.
    pub since: Option<String>,
    /// The provider's id of its file.
    pub file_id: Option<String>,
    /// The provider's id of the job.
    pub job_id: Option<String>,
    /// The provider's own word for its state.
    pub state: Option<String>,
    /// Requests that were answered.
    pub done: i64,
    /// Requests that failed.
    pub failed: i64,
    /// Why it failed as a whole.
    pub error: Option<String>,
    /// When it was made, in milliseconds since 1970.
    pub created_ms: i64,
    /// When something was learnt of it last.
    pub updated_ms: i64,
}

impl Batch {
    /// A batch that is about to be written down, at `now_ms`.
    pub fn new(name: &str, marker: &str, provider: &str, task: &str, now_ms: i64) -> Batch {
        Batch {
            name: name.to_owned(),
            marker: marker.to_owned(),
            provider: provider.to_owned(),
            task: task.to_owned(),
            model: None,
            dims: None,
            phase: Phase::Filling,
            items: 0,
            since: None,
            file_id: None,
            job_id: None,
            state: None,
            done: 0,
            failed: 0,
            error: None,
            created_ms: now_ms,
            updated_ms: now_ms,
        }
    }
}

/// A request of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its place, from 0.
    pub number: i64,
    /// The user's own id of it, as JSON.
    pub id: Option<String>,
    /// Tells its content from others'.
    pub digest: String,
    /// The body of the request; empty once the provider has it.
    pub request: String,
    /// What came back: the body of the answer, or what is known of the failure, as JSON.
    pub answer: Option<String>,
    /// Whether it failed.
    pub failed: bool,
}

/// The tables of this interface.
pub const STEPS: &[Step] = &[
    Step {
        area: Area::Work,
        name: "batches.1",
        sql: "
            CREATE TABLE batches (
                name TEXT PRIMARY KEY,
                marker TEXT NOT NULL,
                provider TEXT NOT NULL,
                task TEXT NOT NULL,
                model TEXT,
                digest TEXT,
                phase TEXT NOT NULL,
                items {int} NOT NULL,
                since TEXT,
                file_id TEXT,
                job_id TEXT,
                state TEXT,
                done {int} NOT NULL,
                failed {int} NOT NULL,
                error TEXT,
                created_ms {int} NOT NULL,
                updated_ms {int} NOT NULL
            );
            CREATE TABLE batch_items (
                batch TEXT NOT NULL,
                number {int} NOT NULL,
                own_id TEXT,
                digest TEXT NOT NULL,
                request TEXT NOT NULL,
                answer TEXT,
                failed {int} NOT NULL,
                PRIMARY KEY (batch, number)
            )",
    },
    Step {
        area: Area::Work,
        name: "batches.2",
        sql: "ALTER TABLE batches ADD COLUMN dims {int}",
    },
];

/// The interface.
pub struct Batches<'a> {
    db: &'a dyn Database,
}

const COLUMNS: &str = "name, marker, provider, task, model, phase, items, since, file_id, job_id, state, done, failed, error, \
    created_ms, updated_ms, dims";

impl<'a> Batches<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Batches<'a> {
        Batches { db }
    }

    /// Begins a batch: under its marker, until all of it is written down.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn begin(&self, batch: &Batch) -> Result<()> {
        let statement = sql!(
            "INSERT INTO batches (name, marker, provider, task, phase, items, done, failed, created_ms, updated_ms) \
             VALUES ($1, $1, $2, $3, $4, 0, 0, 0, $5, $5)",
            &batch.marker,
            &batch.provider,
            &batch.task,
            Phase::Filling.word(),
            batch.created_ms,
        );
        self.db.run(Area::Work, vec![statement]).await.map(|_| ())
    }

    /// Writes requests down.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn add(&self, batch: &Batch, items: &[Item]) -> Result<()> {
        let statements = items.iter().map(|i| {
            sql!(
                "INSERT INTO batch_items (batch, number, own_id, digest, request, failed) VALUES ($1, $2, $3, $4, $5, 0)",
                &batch.marker,
                i.number,
                i.id.clone(),
                &i.digest,
                &i.request,
            )
        });
        self.db.run(Area::Work, statements.collect()).await.map(|_| ())
    }

    /// All requests of a batch are written down, and `digest` tells them from others': it gets its name. Where the same requests
    /// went to the same provider before and did not fail as a whole, this batch is given up, and the name of that one returned;
    /// `again` is for those who want it twice.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when there is another of that name; [`Kind::Local`] from the database.
    pub async fn filled(&self, batch: &Batch, digest: &str, again: bool) -> Result<Option<String>> {
        let (batch, digest) = (batch.clone(), digest.to_owned());
        in_transaction(self.db, Area::Work, move |t| {
            async move {
                if !again {
                    let same = t
                        .query(sql!(
                            "SELECT name FROM batches WHERE provider = $1 AND digest = $2 \
                             AND phase <> 'filling' AND phase <> 'failed' ORDER BY created_ms DESC LIMIT 1",
                            &batch.provider,
                            &digest,
                        ))
                        .await?;
                    if let Some(row) = same.first() {
                        t.execute(sql!("DELETE FROM batch_items WHERE batch = $1", &batch.marker))
                            .await?;
                        t.execute(sql!("DELETE FROM batches WHERE marker = $1", &batch.marker))
                            .await?;
                        return row.text(0).map(Some);
                    }
                }
                let named = t
                    .query(sql!("SELECT 1 FROM batches WHERE name = $1", &batch.name))
                    .await?;
                if !named.is_empty() {
                    return Err(taken(&batch.name));
                }
                t.execute(sql!(
                    "UPDATE batches SET name = $5, digest = $2, phase = $3, items = $4, model = $6, dims = $7 WHERE marker = $1",
                    &batch.marker,
                    &digest,
                    Phase::Ready.word(),
                    batch.items,
                    &batch.name,
                    batch.model.clone(),
                    batch.dims,
                ))
                .await?;
                Ok(None)
            }
            .boxed()
        })
        .await
    }

    /// Writes down what is known of a batch.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when it was removed meanwhile; [`Kind::Local`] from the database.
    pub async fn save(&self, b: &Batch) -> Result<()> {
        let statement = sql!(
            "UPDATE batches SET phase = $2, since = $3, file_id = $4, job_id = $5, state = $6, done = $7, failed = $8, \
             error = $9, updated_ms = $10 WHERE name = $1 RETURNING name",
            &b.name,
            b.phase.word(),
            b.since.clone(),
            b.file_id.clone(),
            b.job_id.clone(),
            b.state.clone(),
            b.done,
            b.failed,
            b.error.clone(),
            b.updated_ms,
        );
        if self.db.run(Area::Work, vec![statement]).await?.is_empty() {
            return Err(missing(&b.name));
        }
        Ok(())
    }

    /// The batch of this name.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when there is none; [`Kind::Local`] from the database.
    pub async fn get(&self, name: &str) -> Result<Batch> {
        static SQL: LazyLock<String> =
            LazyLock::new(|| format!("SELECT {COLUMNS} FROM batches WHERE name = $1 AND phase <> 'filling'"));
        let rows = self.db.run(Area::Work, vec![sql!(SQL.as_str(), name)]).await?;
        rows.first().map_or_else(|| Err(missing(name)), read)
    }

    /// All batches, the latest first.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn list(&self) -> Result<Vec<Batch>> {
        static SQL: LazyLock<String> = LazyLock::new(|| {
            format!("SELECT {COLUMNS} FROM batches WHERE phase <> 'filling' ORDER BY created_ms DESC, name")
        });
        let rows = self.db.run(Area::Work, vec![sql!(SQL.as_str())]).await?;
        rows.iter().map(read).collect()
    }

    /// Requests of a batch from `number` on, at most `limit`; only those without an answer where `open` is set.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn items(&self, marker: &str, number: i64, limit: i64, open: bool) -> Result<Vec<Item>> {
        let statement = sql!(
            "SELECT number, own_id, digest, request, answer, failed FROM batch_items WHERE batch = $1 AND number >= $2 \
             AND ($4 = 0 OR answer IS NULL) ORDER BY number LIMIT $3",
            marker,
            number,
            limit,
            open,
        );
        let rows = self.db.run(Area::Work, vec![statement]).await?;
        rows.iter()
            .map(|r| {
                Ok(Item {
                    number: r.int(0)?,
                    id: r.opt(1, Row::text)?,
                    digest: r.text(2)?,
                    request: r.text(3)?,
                    answer: r.opt(4, Row::text)?,
                    failed: r.int(5)? != 0,
                })
            })
            .collect()
    }

    /// Writes answers down: number, answer, whether it is a failure. What was asked is not needed any more.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn answer(&self, marker: &str, answers: Vec<(i64, String, bool)>) -> Result<()> {
        if answers.is_empty() {
            return Ok(());
        }
        let statements = answers.into_iter().map(|(number, answer, failed)| {
            sql!(
                "UPDATE batch_items SET answer = $3, failed = $4, request = '' WHERE batch = $1 AND number = $2",
                marker,
                number,
                answer,
                failed,
            )
        });
        self.db.run(Area::Work, statements.collect()).await.map(|_| ())
    }

    /// How many requests were answered, and how many failed.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn counts(&self, marker: &str) -> Result<(i64, i64)> {
        let statement = sql!(
            "SELECT CAST(coalesce(sum(CASE WHEN answer IS NOT NULL AND failed = 0 THEN 1 ELSE 0 END), 0) AS BIGINT), \
             CAST(coalesce(sum(failed), 0) AS BIGINT) FROM batch_items WHERE batch = $1",
            marker
        );
        let rows = self.db.run(Area::Work, vec![statement]).await?;
        rows.first().map_or(Ok((0, 0)), |r| Ok((r.int(0)?, r.int(1)?)))
    }

    /// Drops the bodies of the requests: the provider has them.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn drop_requests(&self, marker: &str) -> Result<()> {
        let statement = sql!("UPDATE batch_items SET request = '' WHERE batch = $1", marker);
        self.db.run(Area::Work, vec![statement]).await.map(|_| ())
    }

    /// Removes a batch here; false when there was none.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn remove(&self, marker: &str) -> Result<bool> {
        let statements = vec![
            sql!("DELETE FROM batch_items WHERE batch = $1", marker),
            sql!("DELETE FROM batches WHERE marker = $1 RETURNING 1", marker),
        ];
        Ok(!self.db.run(Area::Work, statements).await?.is_empty())
    }

    /// Removes batches of which nothing was learnt since `before_ms` and that are not open, and those that were never filled.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn purge(&self, before_ms: i64) -> Result<u64> {
        let statements = vec![
            sql!(
                "DELETE FROM batch_items WHERE batch IN (SELECT marker FROM batches WHERE updated_ms < $1 \
                 AND phase IN ('filling', 'fetched', 'failed'))",
                before_ms
            ),
            sql!(
                "DELETE FROM batches WHERE updated_ms < $1 AND phase IN ('filling', 'fetched', 'failed') RETURNING 1",
                before_ms
            ),
        ];
        Ok(self.db.run(Area::Work, statements).await?.len() as u64)
    }
}

fn taken(name: &str) -> Error {
    Error::new(
        Kind::Conflict,
        text!("there is a batch {name} already", "已有名为 {name} 的批处理"),
    )
    .hint(text!("vh batch ls shows them", "vh batch ls 列出所有批处理"))
}

fn missing(name: &str) -> Error {
    Error::new(Kind::NotFound, text!("there is no batch {name}", "没有批处理 {name}"))
        .hint(text!("vh batch ls shows them", "vh batch ls 列出所有批处理"))
}

fn read(r: &Row) -> Result<Batch> {
    Ok(Batch {
        name: r.text(0)?,
        marker: r.text(1)?,
        provider: r.text(2)?,
        task: r.text(3)?,
        model: r.opt(4, Row::text)?,
        phase: Phase::of_word(&r.text(5)?)?,
        items: r.int(6)?,
        since: r.opt(7, Row::text)?,
        file_id: r.opt(8, Row::text)?,
        job_id: r.opt(9, Row::text)?,
        state: r.opt(10, Row::text)?,
        done: r.int(11)?,
        failed: r.int(12)?,
        error: r.opt(13, Row::text)?,
        created_ms: r.int(14)?,
        updated_ms: r.int(15)?,
        dims: r.opt(16, Row::int)?,
    })
}
