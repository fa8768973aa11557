//! What both protocols say about errors: the kind of a status, the words for a kind, the hint.

use crate::error::{Error, Kind};
use crate::http::Reply;
use crate::text;
use crate::text::Text;

/// Content Too Large.
const TOO_LARGE: u16 = 413;

/// The kind of an HTTP status that came without a code anybody knows.
pub fn kind_of_status(status: u16) -> Kind {
    match status {
        401 | 403 => Kind::Auth,
        402 => Kind::Quota,
        404 => Kind::NotFound,
        408 => Kind::Timeout,
        409 => Kind::Conflict,
        429 => Kind::RateLimited,
        500.. => Kind::Unavailable,
        // A 200 that holds an error none of the codes explains: the other side failed at serving it.
        200..=299 => Kind::Unavailable,
        _ => Kind::Invalid,
    }
}

/// The kind of a status that is certain, whatever the code beside it says: OpenAI calls a request that is too large a
/// `server_error`, others call it a limit of the rate, and sending it again helps with neither.
pub fn kind_of_certain(status: u16) -> Option<Kind> {
    (status == TOO_LARGE).then_some(Kind::Invalid)
}

/// The start of a body that is not what it should be, on one line.
pub fn shown(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(512)]);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words before the server's own.
pub fn headline(kind: Kind) -> Text {
    match kind {
        Kind::Auth => text!("key rejected", "密钥被拒绝"),
        Kind::Quota => text!("quota or balance used up", "额度或余额已用尽"),
        Kind::RateLimited => text!("rate limited", "请求过于频繁"),
        Kind::NotFound => text!("no such model or endpoint", "模型或接入点不存在"),
        Kind::ContentPolicy => text!("refused by content policy", "被内容安全策略拒绝"),
        Kind::Invalid => text!("request refused", "请求被拒绝"),
        Kind::Timeout => text!("the server timed out", "服务端超时"),
        Kind::Conflict => text!("conflict", "请求冲突"),
        _ => text!("the server failed", "服务端故障"),
    }
}

/// What every refusing reply adds to its error: status, request id, how long to wait, whether to try again, what to do.
pub fn finish(error: Error, reply: &Reply, request_id: Option<String>, name: &str) -> Error {
    let error = error
        .status(reply.status)
        .request_id(request_id)
        .retry_after(reply.retry_after());
    let error = match reply.should_retry() {
        Some(yes) => error.retryable(yes),
        // The official clients repeat a 409 too: on these APIs it is a lock that passes.
        None if error.kind == Kind::Conflict => error.retryable(true),
        None => error,
    };
    with_hint(error, name)
}

/// What to do about it, where that is known.
fn with_hint(error: Error, name: &str) -> Error {
    match error.kind {
        _ if error.status == Some(TOO_LARGE) => error.hint(text!(
            "the request is too large for {name}: send a smaller file or a shorter text",
            "请求超过 {name} 的大小上限：请使用更小的文件或更短的文本"
        )),
        Kind::Auth => error.hint(text!(
            "check the key: vh config explain llm.{name}.api_key",
            "检查密钥：vh config explain llm.{name}.api_key"
        )),
        Kind::NotFound => error.hint(text!(
            "is the model enabled for this account, and the endpoint id right? vh models -p {name} lists what there is",
            "该账号是否开通了此模型？接入点 ID 是否正确？vh models -p {name} 可列出可用模型"
        )),
        Kind::Quota => error.hint(text!(
            "waiting does not help; check the account's billing page",
            "等待无济于事，请检查账户的费用中心"
        )),
        _ => error,
    }
}
