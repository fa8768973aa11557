//! What the wire itself can do wrong, as errors. Every reqwest error passes through `from_reqwest`, which drops its URL:
//! queries hold tokens.

use std::error::Error as StdError;
use std::time::Duration;

use tokio_rustls::rustls;

use super::fetch::NotPublic;
use super::{Reply, human};
use crate::error::{Error, Kind, Outcome, Result, find};
use crate::text;
use crate::text::Text;

/// Turns a transport error into ours. `outcome` is what is known of the request if it did leave.
pub(super) fn from_reqwest(e: reqwest::Error, name: &str, outcome: Outcome) -> Error {
    let e = e.without_url();
    let error = classify(&e, outcome).source(e);
    if name.is_empty() { error } else { error.provider(name) }
}

fn classify(e: &reqwest::Error, outcome: Outcome) -> Error {
    if let Some(refused) = find::<NotPublic>(e) {
        return refused.error();
    }
    if let Some(reason) = find::<rustls::Error>(e) {
        let bad_certificate = matches!(reason, rustls::Error::InvalidCertificate(_));
        let error = Error::new(Kind::Network, text!("TLS failed: {reason}", "TLS 失败：{reason}"))
            .outcome(Outcome::NotSent)
            .retryable(!bad_certificate);
        return if bad_certificate {
            error.hint(text!(
                "if the server uses a private certificate authority, give its PEM file with --ca-cert",
                "若服务器使用私有 CA，请用 --ca-cert 指定其 PEM 文件"
            ))
        } else {
            error
        };
    }
    let reason = root_cause(e);
    if e.is_dns() {
        return Error::new(
            Kind::Network,
            text!("the host name does not resolve: {reason}", "域名解析失败：{reason}"),
        );
    }
    if e.is_connect() && e.is_timeout() {
        return Error::new(Kind::Timeout, text!("the connection timed out", "连接超时"));
    }
    if e.is_connect() {
        return Error::new(Kind::Network, text!("cannot connect: {reason}", "无法连接：{reason}"));
    }
    if e.is_builder() {
        return Error::new(
            Kind::Config,
            text!("the request cannot be built: {reason}", "无法构造请求：{reason}"),
        );
    }
    Error::new(
        Kind::Network,
        text!("the connection broke: {reason}", "连接中断：{reason}"),
    )
    .outcome(outcome)
}

/// The answer's head did not come in time.
pub(super) fn no_answer(name: &str, limit: Duration) -> Error {
    let limit = human(limit);
    Error::new(Kind::Timeout, text!("no answer within {limit}", "{limit} 内没有响应"))
        .outcome(Outcome::Unknown)
        .provider(name)
}

/// The body stopped coming.
pub(super) fn stalled(limit: Duration) -> Error {
    let limit = human(limit);
    Error::new(
        Kind::Timeout,
        text!(
            "the answer stalled: nothing for {limit}",
            "响应停滞：{limit} 内没有数据"
        ),
    )
    .outcome(Outcome::Sent)
}

/// An answer that sends us elsewhere. It is never followed: the credentials would go along.
pub(super) fn redirect(reply: &Reply, name: &str) -> Error {
    let to = match reply.header("location") {
        Some(location) => super::redact::url_text(location),
        None => "?".to_owned(),
    };
    Error::new(
        Kind::Refused,
        text!(
            "the server redirects to {to}, and a request with credentials does not follow",
            "服务器要求重定向到 {to}，携带凭据的请求不会跟随"
        ),
    )
    .status(reply.status)
    .provider(name)
    .hint(text!(
        "if that address is right, set it as the table's address",
        "若该地址正确，请把它设为配置表中的地址"
    ))
}

/// Marks an error as having come after the first content: what was printed stays, and nobody tries again.
pub fn after_content(e: Error, came: Text) -> Error {
    let what = e.what.clone().join("; ", came);
    let kind = match e.kind {
        Kind::Network | Kind::Timeout | Kind::Unavailable => Kind::Truncated,
        other => other,
    };
    e.with_kind(kind).with_what(what).retryable(false)
}

/// Passes a result on with the table's name in its error.
///
/// # Errors
/// The same error, named.
pub fn named<T>(result: Result<T>, name: &str) -> Result<T> {
    result.map_err(|e| e.provider(name))
}

/// The last error of the chain: it names the cause, the others only where it was noticed.
fn root_cause(e: &(dyn StdError + 'static)) -> String {
    let mut last = e;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}
