//! From v3's answers to kinds: by the HTTP status first, then by the code, whose spelling varies by underscores.
//! Source: pay.weixin.qq.com/wiki/doc/apiv3/Share/error_code.shtml; wechatpay-skills, the error table.

use serde_json::Value;

use crate::error::{Error, Kind, Outcome};
use crate::http::Reply;
use crate::text;
use crate::text::Text;

fn kind(status: u16, code: &str) -> Kind {
    let code = code.replace('_', "");
    match (status, code.as_str()) {
        (401, _) => Kind::Auth,
        (404, _) => Kind::NotFound,
        (429, _) => Kind::RateLimited,
        (_, "OPENIDMISMATCH") => Kind::Invalid,
        (_, "NOSTATEMENTEXIST") => Kind::NotFound,
        (_, "NOTENOUGH" | "USERACCOUNTABNORMAL") => Kind::Quota,
        (_, "ORDERCLOSED" | "ORDERPAID" | "OUTTRADENOUSED" | "RULELIMIT" | "TRADEERROR" | "STATEMENTCREATING") => {
            Kind::Conflict
        }
        (_, "ORDERNOTEXIST" | "RESOURCENOTEXISTS") => Kind::NotFound,
        (_, "NOAUTH" | "SIGNERROR" | "MCHNOTEXISTS" | "APPIDMCHIDNOTMATCH") => Kind::Auth,
        (_, "RATELIMITEXCEEDED" | "FREQUENCYLIMITED" | "FREQUENCYLIMITEXCEED") => Kind::RateLimited,
        // Taken, and not yet done: the same request asks again.
        (202, _) => Kind::Unavailable,
        (403, _) => Kind::Conflict,
        (s, _) if s >= 500 => Kind::Unavailable,
        _ => Kind::Invalid,
    }
}

/// The error of an answer that is not good.
pub fn error(reply: &Reply, body: &[u8]) -> Error {
    let said: Value = serde_json::from_slice(body).unwrap_or_default();
    let code = said["code"].as_str().unwrap_or("");
    let kind = kind(reply.status, code);
    let mut told = said["message"].as_str().unwrap_or("").to_owned();
    for part in ["field", "issue"] {
        if let Some(detail) = said["detail"][part].as_str().filter(|d| !d.is_empty()) {
            told.push_str(&format!(" ({part}: {detail})"));
        }
    }
    let what = match reply.status {
        202 => text!("WeChat has taken it and is not done", "微信已受理，尚未完成"),
        _ => text!("refused by WeChat", "微信拒绝了请求"),
    };
    let what = if told.is_empty() {
        what
    } else {
        what.join(": ", Text::same(told))
    };
    let mut error = Error::new(kind, what)
        .status(reply.status)
        .request_id(reply.header("request-id").map(str::to_owned))
        .retry_after(reply.retry_after());
    if !code.is_empty() {
        error = error.code(code);
    }
    if kind == Kind::Unavailable {
        error = error.outcome(Outcome::Unknown);
    }
    match (kind, code.replace('_', "").as_str()) {
        (Kind::Unavailable, _) => error.hint(text!(
            "it may have been done: query it, then repeat with the same number and content",
            "可能已经执行：请先查询，再用相同的单号和内容重试"
        )),
        (_, "SIGNERROR") => error.hint(text!(
            "is serial the number of the certificate that private_key belongs to?",
            "serial 是否为 private_key 所属证书的序列号？"
        )),
        (_, "STATEMENTCREATING") => error.hint(text!(
            "it is made at about 10:00 (Beijing) of the next day",
            "账单在次日约 10:00（北京时间）生成"
        )),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_comes_first_and_underscores_do_not_matter() {
        for (status, code, want) in [
            (404, "ORDERNOTEXIST", Kind::NotFound),
            (404, "ORDER_NOT_EXIST", Kind::NotFound),
            (403, "NOTENOUGH", Kind::Quota),
            (403, "NOT_ENOUGH", Kind::Quota),
            (403, "NO_AUTH", Kind::Auth),
            (403, "OUT_TRADE_NO_USED", Kind::Conflict),
            (401, "SIGN_ERROR", Kind::Auth),
            (400, "PARAM_ERROR", Kind::Invalid),
            (400, "ORDER_CLOSED", Kind::Conflict),
            (429, "FREQUENCY_LIMITED", Kind::RateLimited),
            (500, "SYSTEM_ERROR", Kind::Unavailable),
            (500, "OPENID_MISMATCH", Kind::Invalid),
            (502, "", Kind::Unavailable),
            (202, "", Kind::Unavailable),
        ] {
            assert_eq!(kind(status, code), want, "{status} {code}");
        }
    }
}
