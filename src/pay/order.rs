//! What is asked of WeChat Pay and what it answers, the same for both versions.

use std::time::SystemTime;

use serde::Serialize;

use super::Fen;
use super::limits::{Field, check, is_local_notify_url};
use crate::error::{Error, Result};
use crate::text;

/// Where the payer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// In a page inside WeChat, or a mini program.
    Jsapi,
    /// By scanning a code.
    Native,
    /// In an app.
    App,
    /// In a browser of the phone.
    H5,
}

impl Place {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Place::Jsapi => "jsapi",
            Place::Native => "native",
            Place::App => "app",
            Place::H5 => "h5",
        }
    }
}

/// An order.
#[derive(Debug, Clone)]
pub struct Order {
    /// Where it is paid.
    pub place: Place,
    /// How much.
    pub amount: Fen,
    /// What for.
    pub body: String,
    /// The merchant's number.
    pub out_trade_no: String,
    /// Who pays; for [`Place::Jsapi`].
    pub openid: Option<String>,
    /// The payer's address; for [`Place::H5`].
    pub client_ip: Option<String>,
    /// Where WeChat tells of the payment.
    pub notify_url: String,
    /// Echoed in the notification.
    pub attach: Option<String>,
    /// Goods, as JSON.
    pub detail: Option<String>,
    /// A tag that coupons refer to.
    pub goods_tag: Option<String>,
    /// After this it can no longer be paid.
    pub expires: Option<SystemTime>,
    /// No credit cards.
    pub no_credit: bool,
    /// The money will be shared.
    pub profit_sharing: bool,
}

impl Order {
    /// Checks every field by WeChat's own limits. A test table may be notified on this machine.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] naming the field.
    pub fn check(&self, is_test: bool) -> Result<()> {
        check(Field::OutTradeNo, "--out-trade-no", &self.out_trade_no)?;
        check(Field::Body, "--body", &self.body)?;
        if !(is_test && is_local_notify_url(&self.notify_url)) {
            check(Field::NotifyUrl, "notify_url", &self.notify_url)?;
        }
        for (field, name, value) in [
            (Field::Attach, "--attach", &self.attach),
            (Field::Detail, "--detail", &self.detail),
            (Field::Short, "--goods-tag", &self.goods_tag),
            (Field::OpenId, "--openid", &self.openid),
            (Field::ClientIp, "--ip", &self.client_ip),
        ] {
            if let Some(value) = value {
                check(field, name, value)?;
            }
        }
        if let Some(detail) = &self.detail
            && serde_json::from_str::<serde_json::Value>(detail).is_err()
        {
            return Err(Error::usage(text!("--detail is no JSON", "--detail 不是 JSON")));
        }
        if self.place == Place::Jsapi && self.openid.is_none() {
            return Err(Error::usage(text!(
                "a jsapi order needs --openid: who pays",
                "jsapi 订单需要 --openid（付款人）"
            )));
        }
        if self.place == Place::H5 && self.client_ip.is_none() {
            return Err(Error::usage(text!(
                "an h5 order needs --ip: the payer's own address",
                "h5 订单需要 --ip（付款人的真实地址）"
            )));
        }
        Ok(())
    }
}

/// What WeChat gives for an order: one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ordered {
    /// For the client's parameters; two hours.
    pub prepay_id: Option<String>,
    /// To be drawn as a QR code; two hours.
    pub code_url: Option<String>,
    /// To be opened in the phone's browser; five minutes.
    pub h5_url: Option<String>,
}

/// Which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// By the merchant's number.
    OutTradeNo(String),
    /// By WeChat's.
    TransactionId(String),
}

impl Number {
    /// The number itself.
    pub fn text(&self) -> &str {
        match self {
            Number::OutTradeNo(n) | Number::TransactionId(n) => n,
        }
    }
}

/// The state of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Paid {
    /// Paid.
    Success,
    /// Paid, and refunded since, at least in part.
    Refund,
    /// Not paid.
    #[serde(rename = "NOTPAY")]
    NotPay,
    /// Closed.
    Closed,
    /// Taken back.
    Revoked,
    /// The payer is typing the password.
    #[serde(rename = "USERPAYING")]
    UserPaying,
    /// Failed.
    #[serde(rename = "PAYERROR")]
    PayError,
    /// One that is new.
    #[serde(untagged)]
    Other(String),
}

impl Paid {
    /// By WeChat's word.
    pub fn of(word: &str) -> Paid {
        match word {
            "SUCCESS" => Paid::Success,
            "REFUND" => Paid::Refund,
            "NOTPAY" => Paid::NotPay,
            "CLOSED" => Paid::Closed,
            "REVOKED" => Paid::Revoked,
            "USERPAYING" => Paid::UserPaying,
            "PAYERROR" => Paid::PayError,
            other => Paid::Other(other.to_owned()),
        }
    }

    /// WeChat's word.
    pub fn word(&self) -> &str {
        match self {
            Paid::Success => "SUCCESS",
            Paid::Refund => "REFUND",
            Paid::NotPay => "NOTPAY",
            Paid::Closed => "CLOSED",
            Paid::Revoked => "REVOKED",
            Paid::UserPaying => "USERPAYING",
            Paid::PayError => "PAYERROR",
            Paid::Other(word) => word,
        }
    }
}

/// A payment, as WeChat tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// The merchant's number.
    pub out_trade_no: String,
    /// WeChat's number, once there is one.
    pub transaction_id: Option<String>,
    /// Its state.
    pub state: Paid,
    /// The state in words.
    pub told: Option<String>,
    /// The amount of the order, once there is one.
    pub total: Option<Fen>,
    /// What the payer paid.
    pub payer_total: Option<Fen>,
    /// Who paid.
    pub openid: Option<String>,
    /// Where: `JSAPI`, `NATIVE`, …
    pub trade_type: Option<String>,
    /// When, as WeChat writes it.
    pub paid_at: Option<String>,
    /// What was attached to the order.
    pub attach: Option<String>,
}

/// A refund to be made.
#[derive(Debug, Clone)]
pub struct Refund {
    /// Of which order.
    pub number: Number,
    /// The merchant's number of the refund.
    pub out_refund_no: String,
    /// How much.
    pub amount: Fen,
    /// Of how much.
    pub total: Fen,
    /// Why; the payer reads it.
    pub reason: Option<String>,
    /// Where WeChat tells of it.
    pub notify_url: Option<String>,
}

impl Refund {
    /// Checks every field by WeChat's own limits.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] naming the field.
    pub fn check(&self, is_test: bool) -> Result<()> {
        check(Field::OutRefundNo, "--out-refund-no", &self.out_refund_no)?;
        check_number(&self.number)?;
        if let Some(reason) = &self.reason {
            check(Field::Reason, "--reason", reason)?;
        }
        if let Some(url) = &self.notify_url
            && !(is_test && is_local_notify_url(url))
        {
            check(Field::NotifyUrl, "--notify-url", url)?;
        }
        if self.amount > self.total {
            let (amount, total) = (self.amount, self.total);
            return Err(Error::usage(text!(
                "a refund of {amount} is more than the order's {total}",
                "退款 {amount} 超过订单金额 {total}"
            )));
        }
        Ok(())
    }
}

/// Checks a number.
///
/// # Errors
/// [`crate::error::Kind::Usage`] naming it.
pub fn check_number(number: &Number) -> Result<()> {
    match number {
        Number::OutTradeNo(n) => check(Field::OutTradeNo, "--out-trade-no", n),
        Number::TransactionId(n) => check(Field::TransactionId, "--transaction-id", n),
    }
}

/// A refund, as WeChat tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refunded {
    /// The merchant's number of it.
    pub out_refund_no: String,
    /// WeChat's number of it.
    pub refund_id: Option<String>,
    /// The order's number.
    pub out_trade_no: Option<String>,
    /// `SUCCESS`, `PROCESSING`, `CLOSED`, `ABNORMAL`; accepted and not more where WeChat says no state.
    pub state: String,
    /// How much.
    pub amount: Option<Fen>,
    /// Of how much.
    pub total: Option<Fen>,
    /// When it was done, as WeChat writes it.
    pub done_at: Option<String>,
}

/// Which bill.
#[derive(Debug, Clone)]
pub struct BillRequest {
    /// `2026-11-22`.
    pub date: String,
    /// Which rows.
    pub content: BillContent,
}

/// Which rows of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BillContent {
    /// Payments and refunds.
    All,
    /// Payments.
    Success,
    /// Refunds.
    Refund,
    /// How the account's money moved; v3.
    Fund,
}

/// A payment by the code on the payer's phone; v2.
#[derive(Debug, Clone)]
pub struct Micropay {
    /// The number under the code.
    pub auth_code: String,
    /// How much.
    pub amount: Fen,
    /// What for.
    pub body: String,
    /// The merchant's number.
    pub out_trade_no: String,
    /// The address of the till.
    pub client_ip: String,
    /// Echoed in answers.
    pub attach: Option<String>,
}

impl Micropay {
    /// Checks every field by WeChat's own limits.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] naming the field.
    pub fn check(&self) -> Result<()> {
        check(Field::OutTradeNo, "--out-trade-no", &self.out_trade_no)?;
        check(Field::Body, "--body", &self.body)?;
        check(Field::AuthCode, "--auth-code", &self.auth_code)?;
        check(Field::ClientIp, "--ip", &self.client_ip)?;
        match &self.attach {
            Some(attach) => check(Field::Attach, "--attach", attach),
            None => Ok(()),
        }
    }
}
