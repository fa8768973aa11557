//! Reading v2's answers: nothing is believed before its signature holds, and then the merchant must be ours.
//! Source: pay.weixin.qq.com/doc/v2/merchant/4011986737 (return, then signature, then result, then state).

use bytes::Bytes;

use super::xml::{self, Fields};
use super::{SignType, fault, sign};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Reply;
use crate::pay::account::Account;
use crate::pay::order::{Paid, Payment, Refunded};
use crate::pay::{Fen, bill};
use crate::secret;
use crate::text;
use crate::text::Text;

/// The verified fields of a good answer.
///
/// # Errors
/// What WeChat refuses, by its code; [`Kind::Integrity`] for an answer that is not WeChat's or not about us.
pub fn read(account: &Account, reply: &Reply, body: &Bytes) -> Result<Fields> {
    if !reply.is_ok() {
        return Err(status(reply, body));
    }
    let key = account.need(account.api_key.as_ref(), "api_key")?;
    let fields = verified(body, key.expose(), Some(account.sign_type))?;
    belongs(account, &fields)?;
    Ok(fields)
}

/// Reads an answer and checks its signature.
///
/// # Errors
/// As [`read`].
pub fn verified(body: &[u8], key: &str, wanted: Option<SignType>) -> Result<Fields> {
    let fields = xml::parse(body, "xml").map_err(|bad| {
        let why = bad.says();
        unsure(
            Kind::Malformed,
            text!("the answer cannot be read: {why}", "无法读取响应：{why}"),
        )
    })?;
    let told = |name: &str| fields.get(name).unwrap_or("").to_owned();
    if let Some(signature) = fields.get("sign") {
        secret::remember("pay.sign", signature);
    }
    if fields.get("return_code") != Some("SUCCESS") {
        // Unsigned, and about the request itself: it says nothing about the state of an order.
        return Err(Error::new(
            Kind::Invalid,
            text!("WeChat did not take the request", "微信未受理该请求").join(": ", Text::same(told("return_msg"))),
        )
        .outcome(Outcome::Sent)
        .hint(text!(
            "usually a wrong key, or a field that is missing",
            "通常是密钥错误，或缺少字段"
        )));
    }
    let refused = fields.get("result_code") != Some("SUCCESS");
    match sign::verify(&fields, key, wanted) {
        Ok(_) => {}
        // Seen in production: an error without a signature. As an error it is taken, as anything else it would not be.
        Err(sign::Refused::Missing) if refused && fields.get("err_code").is_some() => {}
        Err(sign::Refused::Missing) => {
            return Err(unsure(
                Kind::Integrity,
                text!("the answer is not signed", "响应没有签名"),
            ));
        }
        Err(sign::Refused::Kind | sign::Refused::Wrong) => {
            return Err(unsure(
                Kind::Integrity,
                text!("the signature of the answer does not hold", "响应的签名不成立"),
            ));
        }
    }
    if refused {
        return Err(fault::business(
            fields.get("err_code").unwrap_or("?"),
            &told("err_code_des"),
        ));
    }
    Ok(fields)
}

/// An answer that cannot be believed: what it would have told is not known.
fn unsure(kind: Kind, what: Text) -> Error {
    Error::new(kind, what).outcome(Outcome::Unknown)
}

/// Whether the answer is about this merchant.
fn belongs(account: &Account, fields: &Fields) -> Result<()> {
    let sub = account.sub.as_ref();
    for (name, ours) in [
        ("mch_id", Some(account.mchid.as_str())),
        ("appid", Some(account.appid.as_str())),
        ("sub_mch_id", sub.map(|s| s.mchid.as_str())),
    ] {
        if fields.get(name).is_some_and(|theirs| ours.is_some_and(|o| o != theirs)) {
            return Err(foreign(name));
        }
    }
    Ok(())
}

/// The error of an answer about something else.
pub fn foreign(field: &str) -> Error {
    unsure(
        Kind::Integrity,
        text!(
            "the answer is about another {field} than the request",
            "响应中的 {field} 与请求不符"
        ),
    )
}

/// The error of an answer that lacks a field.
pub fn malformed(field: &str) -> Error {
    unsure(
        Kind::Malformed,
        text!("the answer has no usable {field}", "响应缺少可用的 {field}"),
    )
}

/// The error of a gateway.
pub fn status(reply: &Reply, _body: &[u8]) -> Error {
    let kind = match reply.status {
        429 => Kind::RateLimited,
        401 | 403 => Kind::Auth,
        404 => Kind::NotFound,
        s if s >= 500 => Kind::Unavailable,
        _ => Kind::Invalid,
    };
    let error = Error::new(kind, text!("the gateway answered with an error", "网关返回错误"))
        .status(reply.status)
        .retry_after(reply.retry_after());
    if reply.status >= 500 {
        error.outcome(Outcome::Unknown)
    } else {
        error
    }
}

/// The error of a bill that was refused: `error_code` there, not `err_code`.
pub fn bill_refusal(body: &[u8]) -> Error {
    let Ok(fields) = xml::parse(body, "xml") else {
        return malformed("downloadbill");
    };
    match fields.get("error_code").or(fields.get("err_code")) {
        Some("20002") => bill::no_bill().code("20002").outcome(Outcome::Sent),
        Some(code) => fault::business(code, fields.get("return_msg").unwrap_or("")),
        None => Error::new(
            Kind::Invalid,
            text!("WeChat gave no bill", "微信未返回账单")
                .join(": ", Text::same(fields.get("return_msg").unwrap_or("").to_owned())),
        )
        .outcome(Outcome::Sent),
    }
}

fn fen(fields: &Fields, name: &str) -> Result<Option<Fen>> {
    match fields.get(name) {
        Some(text) => Fen::of_protocol(text).map(Some).ok_or_else(|| malformed(name)),
        None => Ok(None),
    }
}

/// A payment, of orderquery and of a notification.
///
/// # Errors
/// [`Kind::Malformed`] when it lacks what a payment has.
pub fn payment(fields: &Fields) -> Result<Payment> {
    let own = |name: &str| fields.get(name).map(str::to_owned);
    Ok(Payment {
        out_trade_no: own("out_trade_no").ok_or_else(|| malformed("out_trade_no"))?,
        transaction_id: own("transaction_id"),
        state: Paid::of(fields.get("trade_state").unwrap_or("")),
        told: own("trade_state_desc"),
        total: fen(fields, "total_fee")?,
        payer_total: fen(fields, "cash_fee")?,
        openid: own("sub_openid").or(own("openid")),
        trade_type: own("trade_type"),
        paid_at: own("time_end"),
        attach: own("attach"),
    })
}

/// A refund that WeChat has accepted; it is not made yet.
///
/// # Errors
/// [`Kind::Malformed`] when it lacks what a refund has.
pub fn accepted(fields: &Fields) -> Result<Refunded> {
    let own = |name: &str| fields.get(name).map(str::to_owned);
    Ok(Refunded {
        out_refund_no: own("out_refund_no").ok_or_else(|| malformed("out_refund_no"))?,
        refund_id: own("refund_id"),
        out_trade_no: own("out_trade_no"),
        state: "PROCESSING".to_owned(),
        amount: fen(fields, "refund_fee")?,
        total: fen(fields, "total_fee")?,
        done_at: None,
    })
}

/// The refund `out_refund_no` among those of an answer, whose fields are numbered.
///
/// # Errors
/// [`Kind::Integrity`] when the answer is about others; [`Kind::Malformed`] when it lacks what a refund has.
pub fn refund(fields: &Fields, out_refund_no: &str) -> Result<Refunded> {
    let at = (0..50)
        .find(|n| fields.get(&format!("out_refund_no_{n}")) == Some(out_refund_no))
        .ok_or_else(|| foreign("out_refund_no"))?;
    let own = |name: &str| fields.get(&format!("{name}_{at}")).map(str::to_owned);
    let state = own("refund_status").ok_or_else(|| malformed("refund_status"))?;
    Ok(Refunded {
        out_refund_no: out_refund_no.to_owned(),
        refund_id: own("refund_id"),
        out_trade_no: fields.get("out_trade_no").map(str::to_owned),
        state: match state.as_str() {
            "REFUNDCLOSE" => "CLOSED".to_owned(),
            "CHANGE" => "ABNORMAL".to_owned(),
            _ => state,
        },
        amount: fen(fields, &format!("refund_fee_{at}"))?,
        total: fen(fields, "total_fee")?,
        done_at: own("refund_success_time"),
    })
}
