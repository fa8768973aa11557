//! Orders and refunds: their numbers and contents before the request leaves, and what became of them.

use futures_util::FutureExt;

use super::Ledger;
use crate::error::{Error, Kind, Result};
use crate::state::db::{Area, Row, Transaction, sql};
use crate::state::in_transaction;
use crate::text;

/// An order or a payment by code, before its request leaves.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// The merchant.
    pub mchid: String,
    /// Its number of the order.
    pub out_trade_no: String,
    /// The table.
    pub account: String,
    /// `native`, `micropay`, …
    pub kind: String,
    /// In fen.
    pub amount: i64,
    /// Of everything that was asked: the same number with other content is another order.
    pub digest: String,
}

/// A refund, before its request leaves.
#[derive(Debug, Clone)]
pub struct NewRefund {
    /// The merchant.
    pub mchid: String,
    /// Its number of the refund.
    pub out_refund_no: String,
    /// The table.
    pub account: String,
    /// The order's number, the merchant's or WeChat's.
    pub number: String,
    /// In fen.
    pub amount: i64,
    /// The order's amount.
    pub total: i64,
    /// Of everything that was asked.
    pub digest: String,
    /// The day in Beijing, `2026-11-28`.
    pub day: String,
    /// The most that may be refunded on a day.
    pub day_limit: Option<i64>,
    /// The number was made just now, so it repeats nothing.
    pub is_fresh: bool,
}

/// Whether a number was new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// It was.
    New,
    /// It was used before, with the same content.
    Again {
        /// Its state then.
        state: String,
        /// When it was written down first.
        created_ms: i64,
    },
}

impl Begun {
    /// Whether nothing of this number was under way or done, so that a failure now is the whole truth about it.
    pub fn is_first(&self) -> bool {
        match self {
            Begun::New => true,
            Begun::Again { state, .. } => is_over(state),
        }
    }
}

/// It came to nothing.
fn is_over(state: &str) -> bool {
    state == "FAILED" || state == "CLOSED"
}

/// A payment or a refund as the ledger has it, for comparing with a bill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The merchant's number.
    pub number: String,
    /// In fen.
    pub amount: i64,
    /// Its state.
    pub state: String,
    /// The day it happened, in Beijing.
    pub day: Option<String>,
}

/// Requests that have left and whose answer is not known.
const OPEN: &str = "SENDING";

impl Ledger<'_> {
    /// Writes an order down. The same number with the same content is a repetition.
    ///
    /// # Errors
    /// [`Kind::Conflict`] for the same number with other content; [`Kind::Local`] from the database.
    pub async fn begin_order(&self, order: NewOrder, now_ms: i64) -> Result<Begun> {
        in_transaction(self.db, Area::Ledger, move |t| {
            async move {
                let rows = t
                    .query(sql!(
                        "SELECT digest, state, created_ms FROM pay_orders WHERE mchid = $1 AND out_trade_no = $2",
                        &order.mchid,
                        &order.out_trade_no
                    ))
                    .await?;
                if let Some(row) = rows.first() {
                    let begun = again(row, &order.digest, &order.out_trade_no)?;
                    if begun.is_first() {
                        t.execute(sql!(
                            "UPDATE pay_orders SET state = $3, updated_ms = $4 WHERE mchid = $1 AND out_trade_no = $2",
                            order.mchid,
                            order.out_trade_no,
                            OPEN,
                            now_ms
                        ))
                        .await?;
                    }
                    return Ok(begun);
                }
                t.execute(sql!(
                    "INSERT INTO pay_orders (mchid, out_trade_no, account, kind, amount, digest, state, created_ms, updated_ms) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
                    order.mchid,
                    order.out_trade_no,
                    order.account,
                    order.kind,
                    order.amount,
                    order.digest,
                    OPEN,
                    now_ms
                ))
                .await?;
                Ok(Begun::New)
            }
            .boxed()
        })
        .await
    }

    /// Writes a refund down, and counts it against the day's limit.
    ///
    /// # Errors
    /// [`Kind::Refused`] beyond the limit; [`Kind::Conflict`] for the same number with other content, and for a fresh number while
    /// the same refund may have been made under another; [`Kind::Local`] from the database.
    pub async fn begin_refund(&self, refund: NewRefund, now_ms: i64) -> Result<Begun> {
        in_transaction(self.db, Area::Ledger, move |t| {
            async move {
                let rows = t
                    .query(sql!(
                        "SELECT digest, state, created_ms FROM pay_refunds WHERE mchid = $1 AND out_refund_no = $2",
                        &refund.mchid,
                        &refund.out_refund_no
                    ))
                    .await?;
                if let Some(row) = rows.first() {
                    let begun = again(row, &refund.digest, &refund.out_refund_no)?;
                    // One that failed was not counted: it counts again, and on this day.
                    if begun.is_first() {
                        if let Some(limit) = refund.day_limit {
                            within(t, &refund, limit).await?;
                        }
                        t.execute(sql!(
                            "UPDATE pay_refunds SET state = $3, day = $4, updated_ms = $5 WHERE mchid = $1 AND out_refund_no = $2",
                            refund.mchid,
                            refund.out_refund_no,
                            OPEN,
                            refund.day,
                            now_ms
                        ))
                        .await?;
                    }
                    return Ok(begun);
                }
                if refund.is_fresh {
                    undecided(t, &refund).await?;
                }
                if let Some(limit) = refund.day_limit {
                    within(t, &refund, limit).await?;
                }
                t.execute(sql!(
                    "INSERT INTO pay_refunds (mchid, out_refund_no, account, number, amount, total, digest, state, day, created_ms, \
                     updated_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)",
                    refund.mchid,
                    refund.out_refund_no,
                    refund.account,
                    refund.number,
                    refund.amount,
                    refund.total,
                    refund.digest,
                    OPEN,
                    refund.day,
                    now_ms
                ))
                .await?;
                Ok(Begun::New)
            }
            .boxed()
        })
        .await
    }

    /// Keeps what became of an order. `day` is when it was paid, in Beijing. That it is not paid is older news than that it is.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn settle_order(
        &self,
        (mchid, out_trade_no): (&str, &str),
        state: &str,
        transaction_id: Option<&str>,
        day: Option<&str>,
        now_ms: i64,
    ) -> Result<()> {
        let statement = sql!(
            "UPDATE pay_orders SET state = $3, transaction_id = coalesce($4, transaction_id), day = coalesce($5, day), \
             updated_ms = $6 WHERE mchid = $1 AND out_trade_no = $2 \
             AND NOT (state IN ('SUCCESS', 'REFUND') AND $3 IN ('NOTPAY', 'USERPAYING'))",
            mchid,
            out_trade_no,
            state,
            transaction_id,
            day,
            now_ms
        );
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// Keeps what became of a refund. That it is under way is older news than that it is done.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn settle_refund(
        &self,
        (mchid, out_refund_no): (&str, &str),
        state: &str,
        refund_id: Option<&str>,
        now_ms: i64,
    ) -> Result<()> {
        let statement = sql!(
            "UPDATE pay_refunds SET state = $3, refund_id = coalesce($4, refund_id), updated_ms = $5 \
             WHERE mchid = $1 AND out_refund_no = $2 AND NOT (state = 'SUCCESS' AND $3 = 'PROCESSING')",
            mchid,
            out_refund_no,
            state,
            refund_id,
            now_ms
        );
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// Keeps that an order's request failed, unless somebody knows more by now. Only for who found [`Begun::is_first`]: that a
    /// repetition fails says nothing of what it repeats.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn fail_order(&self, (mchid, out_trade_no): (&str, &str), state: &str, now_ms: i64) -> Result<()> {
        let statement = sql!(
            "UPDATE pay_orders SET state = $3, updated_ms = $4 WHERE mchid = $1 AND out_trade_no = $2 AND state = $5",
            mchid,
            out_trade_no,
            state,
            now_ms,
            OPEN
        );
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// Keeps that a refund's request failed, as [`Ledger::fail_order`].
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn fail_refund(&self, (mchid, out_refund_no): (&str, &str), state: &str, now_ms: i64) -> Result<()> {
        let statement = sql!(
            "UPDATE pay_refunds SET state = $3, updated_ms = $4 WHERE mchid = $1 AND out_refund_no = $2 AND state = $5",
            mchid,
            out_refund_no,
            state,
            now_ms,
            OPEN
        );
        self.db.run(Area::Ledger, vec![statement]).await.map(|_| ())
    }

    /// The amount of an order, where the ledger has it.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn order_amount(&self, mchid: &str, out_trade_no: &str) -> Result<Option<i64>> {
        let statement = sql!(
            "SELECT amount FROM pay_orders WHERE mchid = $1 AND out_trade_no = $2",
            mchid,
            out_trade_no
        );
        let rows = self.db.run(Area::Ledger, vec![statement]).await?;
        rows.first().map(|r| r.int(0)).transpose()
    }

    /// A page of the orders that a bill of `day` may speak of: paid on it, or written down within `from_ms..to_ms`; after the
    /// number `after`, in the order of numbers.
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn orders(
        &self,
        mchid: &str,
        day: &str,
        (from_ms, to_ms): (i64, i64),
        after: &str,
        limit: i64,
    ) -> Result<Vec<Entry>> {
        let statement = sql!(
            "SELECT out_trade_no, amount, state, day FROM pay_orders WHERE mchid = $1 AND out_trade_no > $5 \
             AND (day = $2 OR (created_ms >= $3 AND created_ms < $4)) ORDER BY out_trade_no LIMIT $6",
            mchid,
            day,
            from_ms,
            to_ms,
            after,
            limit
        );
        entries(self.db.run(Area::Ledger, vec![statement]).await?)
    }

    /// A page of the refunds of a day, as [`Ledger::orders`].
    ///
    /// # Errors
    /// [`Kind::Local`] from the database.
    pub async fn refunds(&self, mchid: &str, day: &str, after: &str, limit: i64) -> Result<Vec<Entry>> {
        let statement = sql!(
            "SELECT out_refund_no, amount, state, day FROM pay_refunds WHERE mchid = $1 AND out_refund_no > $3 AND day = $2 \
             ORDER BY out_refund_no LIMIT $4",
            mchid,
            day,
            after,
            limit
        );
        entries(self.db.run(Area::Ledger, vec![statement]).await?)
    }
}

fn entries(rows: Vec<Row>) -> Result<Vec<Entry>> {
    let read = |r: &Row| {
        Ok(Entry {
            number: r.text(0)?,
            amount: r.int(1)?,
            state: r.text(2)?,
            day: r.opt(3, Row::text)?,
        })
    };
    rows.iter().map(read).collect()
}

/// A number that was used before.
fn again(row: &Row, digest: &str, number: &str) -> Result<Begun> {
    if row.text(0)? == digest {
        return Ok(Begun::Again {
            state: row.text(1)?,
            created_ms: row.int(2)?,
        });
    }
    Err(Error::new(
        Kind::Conflict,
        text!(
            "{number} was used before, for something else",
            "单号 {number} 已用于其他内容"
        ),
    )
    .hint(text!(
        "a repetition must be the same in every field; something else needs a number of its own",
        "重试必须每个字段都相同；其他业务请使用新的单号"
    )))
}

/// Stops a second number for what may have been done under a first: same order, by either of its numbers, and same amount.
async fn undecided(t: &mut dyn Transaction, refund: &NewRefund) -> Result<()> {
    let rows = t
        .query(sql!(
            "SELECT out_refund_no FROM pay_refunds WHERE mchid = $1 AND amount = $3 AND state IN ('SENDING', 'UNKNOWN') \
             AND (number = $2 OR number IN (SELECT transaction_id FROM pay_orders WHERE mchid = $1 AND out_trade_no = $2) \
             OR number IN (SELECT out_trade_no FROM pay_orders WHERE mchid = $1 AND transaction_id = $2)) \
             ORDER BY created_ms LIMIT 1",
            &refund.mchid,
            &refund.number,
            refund.amount
        ))
        .await?;
    let Some(row) = rows.first() else { return Ok(()) };
    let earlier = row.text(0)?;
    Err(Error::new(
        Kind::Conflict,
        text!(
            "the same refund may have been made already, as {earlier}",
            "相同的退款可能已以单号 {earlier} 执行"
        ),
    )
    .hint(text!(
        "vh pay refund-query {earlier} tells; --out-refund-no {earlier} repeats it; a second refund needs --out-refund-no with a number of its own",
        "用 vh pay refund-query {earlier} 查询；重试请带 --out-refund-no {earlier}；若确为另一笔退款，请用 --out-refund-no 指定新单号"
    )))
}

/// What the day's refunds come to with this one.
async fn within(t: &mut dyn Transaction, refund: &NewRefund, limit: i64) -> Result<()> {
    let rows = t
        .query(sql!(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM pay_refunds WHERE mchid = $1 AND day = $2 \
             AND state NOT IN ('FAILED', 'CLOSED')",
            &refund.mchid,
            &refund.day
        ))
        .await?;
    let spent = rows.first().map_or(Ok(0), |r| r.int(0))?;
    if spent.saturating_add(refund.amount) <= limit {
        return Ok(());
    }
    let yuan = |fen: i64| format!("¥{}.{:02}", fen / 100, fen % 100);
    let (spent, more, limit) = (yuan(spent), yuan(refund.amount), yuan(limit));
    Err(Error::new(
        Kind::Refused,
        text!(
            "{spent} were refunded today, and {more} more would pass max_refund_per_day = {limit}",
            "今日已退款 {spent}，再退 {more} 将超过 max_refund_per_day = {limit}"
        ),
    ))
}
