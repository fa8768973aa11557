//! From v2's error codes to kinds, and what may be done about each.
//! Source: the error tables of the v2 interface pages; `reference/wechat.md` 1.11.

use crate::error::{Error, Kind, Outcome};
use crate::text;
use crate::text::Text;

/// What may be done after an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Nothing: the answer is final.
    Final,
    /// Ask for the state; then the same again, with the same number.
    QueryThenSame,
    /// The same again, with the same number.
    Same,
    /// The same again, with the same number, after a while.
    SameLater,
    /// The same again, with the same number, after a minute.
    SameAfterMinute,
    /// The payer is not done: ask for the state every few seconds.
    Poll,
    /// Only another order, with another number.
    NewNumber,
}

/// The kind of a code and what may be done about it.
pub fn judge(code: &str) -> (Kind, Advice) {
    match code {
        "SYSTEMERROR" => (Kind::Unavailable, Advice::QueryThenSame),
        "BIZERR_NEED_RETRY" => (Kind::Unavailable, Advice::Same),
        "FREQUENCY_LIMITED" | "RATELIMIT_EXCEEDED" | "RATELIMIT_EXCEED" | "FREQUENCY_LIMIT_EXCEED" => {
            (Kind::RateLimited, Advice::SameLater)
        }
        "INVALID_REQ_TOO_MUCH" => (Kind::RateLimited, Advice::SameAfterMinute),
        "USERPAYING" | "BANKERROR" => (Kind::Unavailable, Advice::Poll),
        "ORDERCLOSED" => (Kind::Conflict, Advice::NewNumber),
        "ORDERPAID" | "OUT_TRADE_NO_USED" | "ORDERREVERSED" | "TRADE_STATE_ERROR" | "TRADE_OVERDUE"
        | "REVERSE_EXPIRE" => (Kind::Conflict, Advice::Final),
        "NOTENOUGH" | "USER_ACCOUNT_ABNORMAL" => (Kind::Quota, Advice::Final),
        "ORDERNOTEXIST" | "REFUNDNOTEXIST" | "RESULTNULL" => (Kind::NotFound, Advice::Final),
        "SIGNERROR"
        | "SIGN_ERROR"
        | "NOAUTH"
        | "MCHID_NOT_EXIST"
        | "APPID_NOT_EXIST"
        | "APPID_MCHID_NOT_MATCH"
        | "CERT_ERROR" => (Kind::Auth, Advice::Final),
        // Parameters, payment codes that have passed, and every code that is new: the answer stands.
        _ => (Kind::Invalid, Advice::Final),
    }
}

/// The error of a business refusal. `code` is WeChat's, `told` its words.
pub fn business(code: &str, told: &str) -> Error {
    let (kind, advice) = judge(code);
    let told = Text::same(told.to_owned());
    let error = Error::new(kind, text!("refused by WeChat", "微信拒绝了请求").join(": ", told))
        .code(code)
        .outcome(match advice {
            Advice::QueryThenSame | Advice::Same | Advice::Poll => Outcome::Unknown,
            _ => Outcome::Sent,
        })
        .retryable(matches!(
            advice,
            Advice::QueryThenSame | Advice::Same | Advice::SameLater
        ));
    match hint(advice) {
        Some(hint) => error.hint(hint),
        None => error,
    }
}

fn hint(advice: Advice) -> Option<Text> {
    Some(match advice {
        Advice::Final => return None,
        Advice::QueryThenSame => text!(
            "it may have been done: query it, then repeat with the same number and content",
            "可能已经执行：请先查询，再用相同的单号和内容重试"
        ),
        Advice::Same | Advice::SameLater => {
            text!("repeat it with the same number and content", "请用相同的单号和内容重试")
        }
        Advice::SameAfterMinute => text!(
            "repeat it after a minute, with the same number and content",
            "请一分钟后用相同的单号和内容重试"
        ),
        Advice::Poll => text!(
            "the payer is not done: query the order until it is decided",
            "付款人尚未完成：请查询订单直至有结果"
        ),
        Advice::NewNumber => text!("place a new order, with another number", "请用新的单号重新下单"),
    })
}
