//! What WeChat told, each once, and whether it was handed on.

use futures_util::FutureExt;

use super::Ledger;
use crate::error::{Error, Result};
use crate::state::db::{Area, Row, Transaction, sql};
use crate::state::in_transaction;

/// Something that WeChat told, verified.
#[derive(Debug, Clone)]
pub struct NewNotice {
    /// The merchant.
    pub mchid: String,
    /// The table.
    pub account: String,
    /// `payment` or `refund`.
    pub about: String,
    /// The number it is about.
    pub number: String,
    /// WeChat's number.
    pub transaction_id: Option<String>,
    /// In fen.
    pub amount: i64,
    /// `SUCCESS`, …
    pub state: String,
    /// All that was told, as JSON.
    pub content: String,
    /// The day it happened, in Beijing.
    pub day: Option<String>,
    /// What is handed on carries this, on every attempt.
    pub id: String,
    /// Whether it is to be handed on.
    pub deliver: bool,
    /// Whether the order must be in the ledger.
    pub known_only: bool,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// Written down: the first of its kind.
    New,
    /// It was there already.
    Again,
    /// The ledger's order has another amount.
    WrongAmount(i64),
    /// Another transaction for a number that has one.
    Contradicts,
    /// The ledger has no such order.
    UnknownOrder,
}

/// A notice that is to be handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The same on every attempt.
    pub id: String,
    /// The table.
    pub account: String,
    /// The merchant.
    pub mchid: String,
    /// `payment` or `refund`.
    pub about: String,
    /// The number it is about.
    pub number: String,
    /// WeChat's number.
    pub transaction_id: Option<String>,
    /// In fen.
    pub amount: i64,
    /// `SUCCESS`, …
    pub state: String,
    /// All that was told, as JSON.
    pub content: String,
    /// When it came.
    pub received_ms: i64,
    /// How often it was tried.
    pub attempts: i64,
}

impl Ledger<'_> {
    /// Writes notices down, all in one commit; what became of each.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database; then none is written.
    pub async fn record(&self, notices: Vec<NewNotice>, now_ms: i64) -> Result<Vec<Recorded>> {
        in_transaction(self.db, Area::Ledger, move |t| {
            async move {
                let mut all = Vec::with_capacity(notices.len());
                for notice in &notices {
                    all.push(record_one(t, notice, now_ms).await?);
                }
                Ok(all)
            }
            .boxed()
        })
        .await
    }

    /// Takes at most `limit` notices that are to be handed on now; nobody else gets them for `claim_ms`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn due(&self, limit: i64, claim_ms: i64, now_ms: i64) -> Result<Vec<Parcel>> {
        // Asked in vain most of the time: without a write then.
        let any = sql!(
            "SELECT 1 FROM pay_notices WHERE delivery = 'pending' AND next_ms <= $1 LIMIT 1",
            now_ms
        );
        if self.db.run(Area::Ledger, vec![any]).await?.is_empty() {
            return Ok(Vec::new());
        }
        let statement = sql!(
            "UPDATE pay_notices SET next_ms = $3, attempts = attempts + 1 WHERE delivery_id IN (SELECT delivery_id FROM pay_notices \
             WHERE delivery = 'pending' AND next_ms <= $2 ORDER BY next_ms LIMIT $1) AND delivery = 'pending' AND next_ms <= $2 \
             RETURNING delivery_id, account, mchid, about, number, transaction_id, amount, state, content, received_ms, attempts",
            limit,
            now_ms,
            now_ms.saturating_add(claim_ms)
        );
        let rows = self.db.run(Area::Ledger, vec![statement]).await?;
        rows.iter().map(parcel).collect()
    }

    /// Keeps how attempts to hand on ended: the id, and why it failed with the time of the next attempt.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn delivered(&self, ends: Vec<(String, Option<(String, i64)>)>) -> Result<()> {
        let statements = ends.into_iter().map(|(id, failed)| match failed {
            None => sql!(
                "UPDATE pay_notices SET delivery = 'done', told = NULL WHERE delivery_id = $1",
                id
            ),
            Some((told, next_ms)) => sql!(
                "UPDATE pay_notices SET told = $2, next_ms = $3 WHERE delivery_id = $1 AND delivery = 'pending'",
                id,
                told,
                next_ms
            ),
        });
        let statements: Vec<_> = statements.collect();
        if statements.is_empty() {
            return Ok(());
        }
        self.db.run(Area::Ledger, statements).await.map(|_| ())
    }

    /// The notices about a number, or the one with this id.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn parcels(&self, number_or_id: &str) -> Result<Vec<Parcel>> {
        let statement = sql!(
            "SELECT delivery_id, account, mchid, about, number, transaction_id, amount, state, content, received_ms, attempts \
             FROM pay_notices WHERE number = $1 OR delivery_id = $1 ORDER BY received_ms",
            number_or_id
        );
        let rows = self.db.run(Area::Ledger, vec![statement]).await?;
        rows.iter().map(parcel).collect()
    }
}

async fn record_one(t: &mut dyn Transaction, notice: &NewNotice, now_ms: i64) -> Result<Recorded> {
    let is_refund = notice.about == "refund";
    let known = if is_refund {
        sql!(
            "SELECT amount FROM pay_refunds WHERE mchid = $1 AND out_refund_no = $2",
            &notice.mchid,
            &notice.number
        )
    } else {
        sql!(
            "SELECT amount FROM pay_orders WHERE mchid = $1 AND out_trade_no = $2",
            &notice.mchid,
            &notice.number
        )
    };
    let known = t.query(known).await?.first().map(|r| r.int(0)).transpose()?;
    match known {
        Some(amount) if amount != notice.amount => return Ok(Recorded::WrongAmount(amount)),
        None if notice.known_only => return Ok(Recorded::UnknownOrder),
        _ => {}
    }
    // A payment happens once; a refund may end in more than one way, one after the other.
    let effect = if is_refund {
        format!("refund:{}:{}", notice.number, notice.state)
    } else {
        format!("payment:{}", notice.number)
    };
    let rows = t
        .query(sql!(
            "INSERT INTO pay_notices (mchid, effect, delivery_id, account, about, number, transaction_id, amount, state, content, seen, \
             delivery, attempts, next_ms, received_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, 0, $12, $12) \
             ON CONFLICT (mchid, effect) DO UPDATE SET seen = pay_notices.seen + 1 RETURNING seen, transaction_id, amount",
            &notice.mchid,
            effect,
            &notice.id,
            &notice.account,
            &notice.about,
            &notice.number,
            notice.transaction_id.clone(),
            notice.amount,
            &notice.state,
            &notice.content,
            if notice.deliver { "pending" } else { "none" },
            now_ms
        ))
        .await?;
    let row = rows
        .first()
        .ok_or_else(|| Error::bug("an insert that returns nothing"))?;
    if row.int(0)? > 1 {
        let same = row.opt(1, Row::text)? == notice.transaction_id && row.int(2)? == notice.amount;
        return Ok(if same { Recorded::Again } else { Recorded::Contradicts });
    }
    if known.is_some() {
        let settle = if is_refund {
            sql!(
                "UPDATE pay_refunds SET state = $3, updated_ms = $4 WHERE mchid = $1 AND out_refund_no = $2",
                &notice.mchid,
                &notice.number,
                &notice.state,
                now_ms
            )
        } else {
            sql!(
                "UPDATE pay_orders SET state = $3, transaction_id = coalesce($4, transaction_id), day = coalesce($5, day), \
                 updated_ms = $6 WHERE mchid = $1 AND out_trade_no = $2",
                &notice.mchid,
                &notice.number,
                &notice.state,
                notice.transaction_id.clone(),
                notice.day.clone(),
                now_ms
            )
        };
        t.execute(settle).await?;
    }
    Ok(Recorded::New)
}

fn parcel(r: &Row) -> Result<Parcel> {
    Ok(Parcel {
        id: r.text(0)?,
        account: r.text(1)?,
        mchid: r.text(2)?,
        about: r.text(3)?,
        number: r.text(4)?,
        transaction_id: r.opt(5, Row::text)?,
        amount: r.int(6)?,
        state: r.text(7)?,
        content: r.text(8)?,
        received_ms: r.int(9)?,
        attempts: r.int(10)?,
    })
}
