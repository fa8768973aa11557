//! Reading v3's answers, after they were verified.

use serde_json::Value;

use super::sign::Refused;
use crate::error::{Error, Kind, Outcome, Result};
use crate::pay::Fen;
use crate::pay::account::Account;
use crate::pay::keys;
use crate::pay::order::{Paid, Payment, Refunded};
use crate::text;

/// The error of an answer that lacks a field.
pub fn malformed(field: &str) -> Error {
    Error::new(
        Kind::Malformed,
        text!("the answer has no usable {field}", "响应缺少可用的 {field}"),
    )
    .outcome(Outcome::Unknown)
}

/// The error of an answer about something else.
pub fn foreign(field: &str) -> Error {
    Error::new(
        Kind::Integrity,
        text!(
            "the answer is about another {field} than the request",
            "响应中的 {field} 与请求不符"
        ),
    )
    .outcome(Outcome::Unknown)
}

/// The error of certificates that nobody vouches for.
pub fn unbelievable() -> Error {
    Error::new(
        Kind::Integrity,
        text!(
            "WeChat's certificates are not signed by one of themselves",
            "平台证书未由其中之一签名"
        ),
    )
    .outcome(Outcome::Sent)
}

/// The error of an answer whose signature does not hold.
pub fn unverified(refused: &Refused) -> Error {
    let error = Error::new(
        Kind::Integrity,
        text!("the answer is not proven to be WeChat's", "无法证明响应来自微信").join(": ", says(refused)),
    )
    .outcome(Outcome::Unknown);
    match refused {
        Refused::Key(keys::Refused::UnknownKey | keys::Refused::Expired) => error.hint(text!(
            "put WeChat's public key or certificate under its id into platform_keys (vh pay certificates)",
            "请将微信支付公钥或平台证书按其 ID 配置到 platform_keys（vh pay certificates）"
        )),
        _ => error,
    }
}

/// Why, in words.
pub fn says(refused: &Refused) -> crate::text::Text {
    match refused {
        Refused::Missing(name) => text!("{name} is missing", "缺少 {name}"),
        Refused::Kind => text!("another signature type", "签名类型不符"),
        Refused::Time(None) => text!("its timestamp is no number of seconds", "时间戳不是秒数"),
        Refused::Time(Some(off)) if *off < 0 => {
            let off = off.unsigned_abs();
            text!("it is {off} s old by this clock", "按本机时钟已过去 {off} 秒")
        }
        Refused::Time(Some(off)) => text!("it is {off} s ahead of this clock", "比本机时钟超前 {off} 秒"),
        Refused::Key(keys::Refused::UnknownKey) => text!("no known key has its id", "没有该 ID 的密钥"),
        Refused::Key(keys::Refused::Expired) => text!("its certificate is not valid now", "其证书当前无效"),
        Refused::Key(keys::Refused::Wrong) => text!("the signature does not hold", "签名不成立"),
    }
}

fn fen(value: &Value, field: &str) -> Result<Option<Fen>> {
    match value {
        Value::Null => Ok(None),
        v => v.as_i64().and_then(Fen::new).map(Some).ok_or_else(|| malformed(field)),
    }
}

/// Whether a payment is this merchant's.
///
/// # Errors
/// [`Kind::Integrity`] when it is another's.
pub fn belongs(account: &Account, got: &Value) -> Result<()> {
    let sub = account.sub.as_ref();
    for (name, ours) in [
        ("mchid", Some(account.mchid.as_str())),
        ("appid", Some(account.appid.as_str())),
        ("sp_mchid", Some(account.mchid.as_str())),
        ("sp_appid", Some(account.appid.as_str())),
        ("sub_mchid", sub.map(|s| s.mchid.as_str())),
    ] {
        if let Some(theirs) = got[name].as_str()
            && ours != Some(theirs)
        {
            return Err(foreign(name));
        }
    }
    Ok(())
}

/// A payment, of a query and of a notification.
///
/// # Errors
/// [`Kind::Malformed`] when it lacks what a payment has.
pub fn payment(got: &Value) -> Result<Payment> {
    let own = |value: &Value| value.as_str().map(str::to_owned);
    let payer = &got["payer"];
    Ok(Payment {
        out_trade_no: own(&got["out_trade_no"]).ok_or_else(|| malformed("out_trade_no"))?,
        transaction_id: own(&got["transaction_id"]),
        state: Paid::of(got["trade_state"].as_str().ok_or_else(|| malformed("trade_state"))?),
        told: own(&got["trade_state_desc"]),
        total: fen(&got["amount"]["total"], "amount.total")?,
        payer_total: fen(&got["amount"]["payer_total"], "amount.payer_total")?,
        openid: own(&payer["openid"])
            .or(own(&payer["sub_openid"]))
            .or(own(&payer["sp_openid"])),
        trade_type: own(&got["trade_type"]),
        paid_at: own(&got["success_time"]),
        attach: own(&got["attach"]),
    })
}

/// The refund `out_refund_no`.
///
/// # Errors
/// [`Kind::Integrity`] when it is another; [`Kind::Malformed`] when it lacks what a refund has.
pub fn refund(got: &Value, out_refund_no: &str) -> Result<Refunded> {
    let own = |value: &Value| value.as_str().map(str::to_owned);
    let number = own(&got["out_refund_no"]).ok_or_else(|| malformed("out_refund_no"))?;
    if number != out_refund_no {
        return Err(foreign("out_refund_no"));
    }
    Ok(Refunded {
        out_refund_no: number,
        refund_id: own(&got["refund_id"]),
        out_trade_no: own(&got["out_trade_no"]),
        state: own(&got["status"])
            .or(own(&got["refund_status"]))
            .ok_or_else(|| malformed("status"))?,
        amount: fen(&got["amount"]["refund"], "amount.refund")?,
        total: fen(&got["amount"]["total"], "amount.total")?,
        done_at: own(&got["success_time"]),
    })
}
