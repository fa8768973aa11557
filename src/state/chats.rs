//! Conversations: their turns, and what each cost.

use futures_util::FutureExt;

use super::db::{Area, Database, Row, Transaction, sql};
use super::in_transaction;
use super::migrations::Step;
use crate::error::{Error, Kind, Result};
use crate::text;

/// A conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chat {
    /// Its name.
    pub name: String,
    /// When it began, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it went on last.
    pub updated_ms: i64,
    /// Who answered last.
    pub provider: Option<String>,
    /// The model that answered last.
    pub model: Option<String>,
    /// How many turns it has.
    pub turns: i64,
    /// Tokens of all answers and questions.
    pub tokens: i64,
    /// What it cost, in millionths; without the turns whose price is unknown.
    pub cost_micro: i64,
    /// How many of its turns are answers.
    pub answers: i64,
    /// Of them, those whose price is unknown.
    pub unpriced: i64,
}

/// A turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
    /// The message as JSON, in the form of a messages array.
    pub message: String,
    /// Who answered; of answers only.
    pub provider: Option<String>,
    /// The model that answered.
    pub model: Option<String>,
    /// Tokens of the question.
    pub input_tokens: Option<i64>,
    /// Tokens of the answer.
    pub output_tokens: Option<i64>,
    /// What it cost, in millionths.
    pub cost_micro: Option<i64>,
}

/// The tables of this interface.
pub const STEPS: &[Step] = &[Step {
    area: Area::Work,
    name: "chats.1",
    sql: "
            CREATE TABLE chats (
                name TEXT PRIMARY KEY,
                created_ms {int} NOT NULL,
                updated_ms {int} NOT NULL,
                provider TEXT,
                model TEXT
            );
            CREATE TABLE turns (
                chat TEXT NOT NULL,
                number {int} NOT NULL,
                at_ms {int} NOT NULL,
                message TEXT NOT NULL,
                provider TEXT,
                model TEXT,
                input_tokens {int},
                output_tokens {int},
                cost_micro {int},
                PRIMARY KEY (chat, number)
            )",
}];

/// The interface.
pub struct Chats<'a> {
    db: &'a dyn Database,
}

impl<'a> Chats<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Chats<'a> {
        Chats { db }
    }

    /// Adds turns to the conversation `name`, which had `known` of them when it was read: someone else's turns in between are
    /// a conflict, not a mixture. Begins it where it is new.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when it went on meanwhile; [`Kind::Local`] from the database.
    pub async fn append(&self, name: &str, known: i64, turns: Vec<Turn>, now_ms: i64) -> Result<()> {
        self.replace(name, known, known, turns, now_ms).await
    }

    /// As [`Chats::append`], in the place of the turns from number `from` on: a question was asked again.
    ///
    /// # Errors
    /// As [`Chats::append`].
    pub async fn replace(&self, name: &str, known: i64, from: i64, turns: Vec<Turn>, now_ms: i64) -> Result<()> {
        let name = name.to_owned();
        in_transaction(self.db, Area::Work, move |t| {
            async move {
                expect(t, &name, known).await?;
                let last = turns.iter().rev().find(|turn| turn.provider.is_some());
                let (provider, model) = last.map_or((None, None), |l| (l.provider.clone(), l.model.clone()));
                t.execute(sql!(
                    "INSERT INTO chats (name, created_ms, updated_ms, provider, model) VALUES ($1, $2, $2, $3, $4) \
                     ON CONFLICT (name) DO UPDATE SET updated_ms = excluded.updated_ms, \
                     provider = coalesce(excluded.provider, chats.provider), model = coalesce(excluded.model, chats.model)",
                    &name,
                    now_ms,
                    provider,
                    model,
                ))
                .await?;
                if from < known {
                    t.execute(sql!("DELETE FROM turns WHERE chat = $1 AND number >= $2", &name, from))
                        .await?;
                }
                for (i, turn) in turns.into_iter().enumerate() {
                    t.execute(sql!(
                        "INSERT INTO turns (chat, number, at_ms, message, provider, model, input_tokens, output_tokens, cost_micro) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        &name,
                        from + i as i64,
                        turn.at_ms,
                        turn.message,
                        turn.provider,
                        turn.model,
                        turn.input_tokens,
                        turn.output_tokens,
                        turn.cost_micro,
                    ))
                    .await?;
                }
                Ok(())
            }
            .boxed()
        })
        .await
    }

    /// Other instructions for a conversation that has `known` turns: `instead` of its first turn, or before it.
    ///
    /// # Errors
    /// As [`Chats::append`].
    pub async fn instruct(&self, name: &str, known: i64, turn: Turn, instead: bool, now_ms: i64) -> Result<()> {
        let name = name.to_owned();
        in_transaction(self.db, Area::Work, move |t| {
            async move {
                expect(t, &name, known).await?;
                if instead {
                    t.execute(sql!("DELETE FROM turns WHERE chat = $1 AND number = 0", &name))
                        .await?;
                } else {
                    // Every turn moves up by one; on the way no two may have one number.
                    t.execute(sql!("UPDATE turns SET number = -2 - number WHERE chat = $1", &name))
                        .await?;
                    t.execute(sql!("UPDATE turns SET number = -1 - number WHERE chat = $1", &name))
                        .await?;
                }
                t.execute(sql!(
                    "INSERT INTO turns (chat, number, at_ms, message) VALUES ($1, 0, $2, $3)",
                    &name,
                    turn.at_ms,
                    turn.message,
                ))
                .await?;
                t.execute(sql!("UPDATE chats SET updated_ms = $2 WHERE name = $1", &name, now_ms))
                    .await?;
                Ok(())
            }
            .boxed()
        })
        .await
    }

    /// The turns of a conversation, oldest first; none when there is no such conversation.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn turns(&self, name: &str) -> Result<Vec<Turn>> {
        let statement = sql!(
            "SELECT at_ms, message, provider, model, input_tokens, output_tokens, cost_micro FROM turns WHERE chat = $1 \
             ORDER BY number",
            name
        );
        let rows = self.db.run(Area::Work, vec![statement]).await?;
        rows.iter()
            .map(|r| {
                Ok(Turn {
                    at_ms: r.int(0)?,
                    message: r.text(1)?,
                    provider: r.opt(2, Row::text)?,
                    model: r.opt(3, Row::text)?,
                    input_tokens: r.opt(4, Row::int)?,
                    output_tokens: r.opt(5, Row::int)?,
                    cost_micro: r.opt(6, Row::int)?,
                })
            })
            .collect()
    }

    /// All conversations, the latest first.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn list(&self) -> Result<Vec<Chat>> {
        let statement = sql!(
            "SELECT c.name, c.created_ms, c.updated_ms, c.provider, c.model, count(t.number), \
             CAST(coalesce(sum(coalesce(t.input_tokens, 0) + coalesce(t.output_tokens, 0)), 0) AS BIGINT), \
             CAST(coalesce(sum(t.cost_micro), 0) AS BIGINT), \
             count(t.provider), count(CASE WHEN t.cost_micro IS NULL THEN t.provider END) \
             FROM chats c LEFT JOIN turns t ON t.chat = c.name \
             GROUP BY c.name, c.created_ms, c.updated_ms, c.provider, c.model ORDER BY c.updated_ms DESC, c.name"
        );
        let rows = self.db.run(Area::Work, vec![statement]).await?;
        rows.iter()
            .map(|r| {
                Ok(Chat {
                    name: r.text(0)?,
                    created_ms: r.int(1)?,
                    updated_ms: r.int(2)?,
                    provider: r.opt(3, Row::text)?,
                    model: r.opt(4, Row::text)?,
                    turns: r.int(5)?,
                    tokens: r.int(6)?,
                    cost_micro: r.int(7)?,
                    answers: r.int(8)?,
                    unpriced: r.int(9)?,
                })
            })
            .collect()
    }

    /// Removes a conversation; false when there was none.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn remove(&self, name: &str) -> Result<bool> {
        let statements = vec![
            sql!("DELETE FROM turns WHERE chat = $1", name),
            sql!("DELETE FROM chats WHERE name = $1 RETURNING 1", name),
        ];
        Ok(!self.db.run(Area::Work, statements).await?.is_empty())
    }

    /// Removes conversations that did not go on since `before_ms`.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn purge(&self, before_ms: i64) -> Result<u64> {
        let statements = vec![
            sql!(
                "DELETE FROM turns WHERE chat IN (SELECT name FROM chats WHERE updated_ms < $1)",
                before_ms
            ),
            sql!("DELETE FROM chats WHERE updated_ms < $1 RETURNING 1", before_ms),
        ];
        Ok(self.db.run(Area::Work, statements).await?.len() as u64)
    }
}

/// Holds a conversation to the number of turns that it had when it was read.
async fn expect(t: &mut dyn Transaction, name: &str, known: i64) -> Result<()> {
    let rows = t
        .query(sql!("SELECT count(*) FROM turns WHERE chat = $1", name))
        .await?;
    let there = rows.first().map_or(Ok(0), |r| r.int(0))?;
    if there == known {
        return Ok(());
    }
    Err(Error::new(
        Kind::Conflict,
        text!(
            "the conversation {name} went on elsewhere meanwhile",
            "会话 {name} 在别处已有新内容"
        ),
    ))
}
