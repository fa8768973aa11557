//! The ledger of payments: orders and refunds, written down before their request leaves, and what WeChat told of them, each
//! once. Unique keys see to it that one number has one effect, whatever comes twice or at once.
//!
//! It holds who paid inside `content`; lists do not show that.

mod notices;
mod orders;

pub use notices::{NewNotice, Parcel, Recorded};
pub use orders::{Begun, Entry, NewOrder, NewRefund};

use super::db::{Area, Database, Row, sql};
use super::migrations::Step;
use crate::error::Result;

/// The tables of this interface.
pub const STEPS: &[Step] = &[Step {
    area: Area::Ledger,
    name: "ledger.1",
    sql: "
            CREATE TABLE pay_orders (
                mchid TEXT NOT NULL,
                out_trade_no TEXT NOT NULL,
                account TEXT NOT NULL,
                kind TEXT NOT NULL,
                amount {int} NOT NULL,
                digest TEXT NOT NULL,
                state TEXT NOT NULL,
                transaction_id TEXT,
                day TEXT,
                created_ms {int} NOT NULL,
                updated_ms {int} NOT NULL,
                PRIMARY KEY (mchid, out_trade_no)
            );
            CREATE INDEX pay_orders_by_time ON pay_orders (created_ms);
            CREATE TABLE pay_refunds (
                mchid TEXT NOT NULL,
                out_refund_no TEXT NOT NULL,
                account TEXT NOT NULL,
                number TEXT NOT NULL,
                amount {int} NOT NULL,
                total {int} NOT NULL,
                digest TEXT NOT NULL,
                state TEXT NOT NULL,
                refund_id TEXT,
                day TEXT NOT NULL,
                created_ms {int} NOT NULL,
                updated_ms {int} NOT NULL,
                PRIMARY KEY (mchid, out_refund_no)
            );
            CREATE INDEX pay_refunds_by_day ON pay_refunds (mchid, day);
            CREATE TABLE pay_notices (
                mchid TEXT NOT NULL,
                effect TEXT NOT NULL,
                delivery_id TEXT NOT NULL,
                account TEXT NOT NULL,
                about TEXT NOT NULL,
                number TEXT NOT NULL,
                transaction_id TEXT,
                amount {int} NOT NULL,
                state TEXT NOT NULL,
                content TEXT NOT NULL,
                seen {int} NOT NULL,
                delivery TEXT NOT NULL,
                attempts {int} NOT NULL,
                next_ms {int} NOT NULL,
                told TEXT,
                received_ms {int} NOT NULL,
                PRIMARY KEY (mchid, effect)
            );
            CREATE UNIQUE INDEX pay_notices_by_id ON pay_notices (delivery_id);
            CREATE INDEX pay_notices_by_delivery ON pay_notices (delivery, next_ms)",
}];

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// `order`, `refund`, `notice`.
    pub what: String,
    /// The number.
    pub number: String,
    /// The table.
    pub account: String,
    /// In fen.
    pub amount: i64,
    /// Its state.
    pub state: String,
    /// WeChat's number.
    pub id: Option<String>,
    /// Of a notice: `none`, `pending`, `done`.
    pub delivery: Option<String>,
    /// Of a notice: how often it came.
    pub seen: Option<i64>,
    /// Of a notice: how often it was handed on in vain or not.
    pub attempts: Option<i64>,
    /// Of a notice: why the last attempt failed.
    pub told: Option<String>,
    /// Of a notice: the name that its delivery carries.
    pub delivery_id: Option<String>,
    /// When it was written down.
    pub at_ms: i64,
}

/// The interface.
pub struct Ledger<'a> {
    db: &'a dyn Database,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Ledger<'a> {
        Ledger { db }
    }

    /// The newest lines; `stuck` only those that wait for something; `number` only those about it.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn lines(&self, stuck: bool, number: Option<&str>, limit: i64) -> Result<Vec<Line>> {
        let stuck = i64::from(stuck);
        let orders = sql!(
            "SELECT 'order', out_trade_no, account, amount, state, transaction_id, created_ms FROM pay_orders \
             WHERE (CAST($1 AS BIGINT) = 0 OR state IN ('SENDING', 'UNKNOWN', 'USERPAYING')) AND ($2 = '' OR out_trade_no = $2 OR transaction_id = $2) \
             ORDER BY created_ms DESC LIMIT $3",
            stuck,
            number.unwrap_or(""),
            limit
        );
        let refunds = sql!(
            "SELECT 'refund', out_refund_no, account, amount, state, refund_id, created_ms FROM pay_refunds \
             WHERE (CAST($1 AS BIGINT) = 0 OR state IN ('SENDING', 'UNKNOWN', 'PROCESSING', 'ABNORMAL')) \
             AND ($2 = '' OR out_refund_no = $2 OR number = $2 OR refund_id = $2) ORDER BY created_ms DESC LIMIT $3",
            stuck,
            number.unwrap_or(""),
            limit
        );
        let notices = sql!(
            "SELECT 'notice', number, account, amount, state, transaction_id, received_ms, delivery, seen, attempts, told, delivery_id \
             FROM pay_notices WHERE (CAST($1 AS BIGINT) = 0 OR delivery = 'pending') AND ($2 = '' OR number = $2 OR transaction_id = $2 OR delivery_id = $2) \
             ORDER BY received_ms DESC LIMIT $3",
            stuck,
            number.unwrap_or(""),
            limit
        );
        let mut lines = Vec::new();
        for statement in [orders, refunds, notices] {
            for row in self.db.run(Area::Ledger, vec![statement]).await? {
                lines.push(line(&row)?);
            }
        }
        lines.sort_by_key(|l| std::cmp::Reverse(l.at_ms));
        lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(lines)
    }
}

fn line(r: &Row) -> Result<Line> {
    let is_notice = r.0.len() > 7;
    let opt_text = |at: usize| if is_notice { r.opt(at, Row::text) } else { Ok(None) };
    let opt_int = |at: usize| if is_notice { r.opt(at, Row::int) } else { Ok(None) };
    Ok(Line {
        what: r.text(0)?,
        number: r.text(1)?,
        account: r.text(2)?,
        amount: r.int(3)?,
        state: r.text(4)?,
        id: r.opt(5, Row::text)?,
        at_ms: r.int(6)?,
        delivery: opt_text(7)?,
        seen: opt_int(8)?,
        attempts: opt_int(9)?,
        told: opt_text(10)?,
        delivery_id: opt_text(11)?,
    })
}
