//! Judging what WeChat sends by itself: check after check, each with its outcome, and only when all hold is there a payment.
//! Source: pay.weixin.qq.com/doc/v2/merchant/4011986737, doc/v3/merchant/4012071382, wechatpay-skills, 回调处理.

mod explain;
mod v2;
mod v3;

use std::time::SystemTime;

use serde_json::Value;

pub use explain::explain;

use super::{Account, Fen};
use crate::text;
use crate::text::Text;

/// A notification as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Captured {
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

impl Captured {
    /// A header; `None` also when it comes twice, because then it is not clear which counts.
    pub fn header(&self, name: &str) -> Option<String> {
        let mut found = self.headers.iter().filter(|(n, _)| n == name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value.trim().to_owned()),
            _ => None,
        }
    }

    /// Whether a header comes more than once.
    pub fn comes_twice(&self, name: &str) -> bool {
        self.headers.iter().filter(|(n, _)| n == name).count() > 1
    }

    /// Whether it is of v2: XML.
    pub fn is_v2(&self) -> bool {
        let body = self.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.body);
        body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<')
    }
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A payment.
    Payment,
    /// A refund.
    Refund,
    /// Something that is new.
    Other,
}

impl About {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            About::Payment => "payment",
            About::Refund => "refund",
            About::Other => "other",
        }
    }
}

/// What a notification says.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What it is about.
    pub about: About,
    /// WeChat's word for the event: `TRANSACTION.SUCCESS`, …
    pub event: String,
    /// The merchant's number of the order.
    pub out_trade_no: Option<String>,
    /// The merchant's number of the refund.
    pub out_refund_no: Option<String>,
    /// WeChat's number of the payment.
    pub transaction_id: Option<String>,
    /// The state: `SUCCESS`, …
    pub state: String,
    /// The order's amount.
    pub total: Option<Fen>,
    /// The refund's amount.
    pub refund: Option<Fen>,
    /// All that it says.
    pub content: Value,
    /// Whether a signature vouches for it. The refund notification of v2 has none.
    pub is_signed: bool,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It holds.
    Good,
    /// It does not.
    Bad,
    /// It was not made: nothing to compare with.
    Skipped,
}

/// A check.
#[derive(Debug, Clone)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// How it came out.
    pub came: Came,
    /// In words.
    pub told: Text,
}

/// What the user knows of the payment.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// The amount of the order.
    pub total: Option<Fen>,
    /// The merchant's number.
    pub order: Option<String>,
}

/// All checks, and what the notification says as far as it could be read.
#[derive(Debug, Default)]
pub struct Verdict {
    /// In the order in which they were made.
    pub checks: Vec<Check>,
    /// What it says; never to be believed when a check is bad.
    pub notice: Option<Notice>,
}

impl Verdict {
    fn good(&mut self, name: &'static str, told: Text) {
        self.add(name, Came::Good, told);
    }

    fn bad(&mut self, name: &'static str, told: Text) {
        self.add(name, Came::Bad, told);
    }

    fn add(&mut self, name: &'static str, came: Came, told: Text) {
        self.checks.push(Check { name, came, told });
    }

    fn hold(&mut self, name: &'static str, holds: bool, told: Text) {
        self.add(name, if holds { Came::Good } else { Came::Bad }, told);
    }

    /// Whether every check held.
    pub fn holds(&self) -> bool {
        self.notice.is_some() && self.checks.iter().all(|c| c.came != Came::Bad)
    }

    /// The first check that does not hold.
    pub fn first_bad(&self) -> Option<&Check> {
        self.checks.iter().find(|c| c.came == Came::Bad)
    }

    /// Whether it is WeChat's signature that does not fit: WeChat sends such on purpose, to see that they are refused.
    pub fn is_wrong_signature(&self) -> bool {
        self.first_bad().is_some_and(|c| c.name == "signature")
    }
}

/// Judges `captured` as a notification to `account`.
pub fn judge(account: &Account, captured: &Captured, expect: &Expect, now: SystemTime) -> Verdict {
    if captured.is_v2() {
        v2::judge(account, captured, expect)
    } else {
        v3::judge(account, captured, expect, now)
    }
}

fn belongs(verdict: &mut Verdict, name: &'static str, theirs: Option<&str>, ours: Option<&str>) {
    let shown = theirs.unwrap_or("-");
    let holds = theirs.is_some() && theirs == ours;
    let told = if holds {
        text!("{shown}", "{shown}")
    } else {
        text!("{shown} is not this table's", "{shown} 不属于该表")
    };
    verdict.hold(name, holds, told);
}

fn amount(verdict: &mut Verdict, total: Option<Fen>, expect: &Expect, currency: Option<&str>) {
    if let Some(other) = currency.filter(|c| *c != "CNY") {
        verdict.bad("currency", text!("{other} is not CNY", "{other} 不是 CNY"));
    }
    match (total, expect.total) {
        (None, _) => verdict.bad("amount", text!("it names no amount", "没有金额")),
        (Some(is), Some(wanted)) if is == wanted => verdict.good("amount", text!("{is}", "{is}")),
        (Some(is), Some(wanted)) => verdict.bad("amount", text!("{is}, not {wanted}", "{is}，应为 {wanted}")),
        (Some(is), None) => verdict.add(
            "amount",
            Came::Skipped,
            text!(
                "{is}; not compared, because no --expect-total was given",
                "{is}；未比对，因为没有给出 --expect-total"
            ),
        ),
    }
}

fn order(verdict: &mut Verdict, theirs: Option<&str>, expect: &Expect) {
    let shown = theirs.unwrap_or("-");
    match (&expect.order, theirs) {
        (_, None) => verdict.bad("order", text!("it names no order", "没有订单号")),
        (Some(wanted), Some(is)) if wanted != is => {
            verdict.bad("order", text!("{is}, not {wanted}", "{is}，应为 {wanted}"))
        }
        (Some(_), Some(_)) => verdict.good("order", text!("{shown}", "{shown}")),
        (None, Some(_)) => verdict.add(
            "order",
            Came::Skipped,
            text!("{shown}; not compared", "{shown}；未比对"),
        ),
    }
}

fn state(verdict: &mut Verdict, word: &str, transaction: Option<&str>) {
    let id = transaction.unwrap_or("-");
    verdict.hold(
        "state",
        word == "SUCCESS" && transaction.is_some(),
        text!("{word}, transaction {id}", "{word}，交易单号 {id}"),
    );
}
