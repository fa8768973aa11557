//! Error bodies of the Messages API: one `match` from type to kind.
//! Source: platform.claude.com/docs/en/api/errors; `reference/llm.md` §6.

use serde_json::Value;

use crate::error::{Error, Kind, Outcome};
use crate::http::Reply;
use crate::llm::fault::{finish, headline, kind_of_certain, kind_of_status, shown};
use crate::text::Text;

/// The error of a reply that is not 2xx. `name` is the table's.
pub fn decode_error(reply: &Reply, body: &[u8], name: &str) -> Error {
    let parsed = serde_json::from_slice::<Value>(body).ok();
    let error = match parsed.as_ref().and_then(|v| v.get("error")) {
        Some(error) => read(error, Some(reply.status)),
        None => {
            let kind = kind_of_status(reply.status);
            let start = shown(body);
            let what = headline(kind);
            Error::new(
                kind,
                if start.is_empty() {
                    what
                } else {
                    what.join(": ", Text::same(start))
                },
            )
        }
    };
    let in_body = parsed
        .as_ref()
        .and_then(|v| v.get("request_id"))
        .and_then(Value::as_str)
        .map(str::to_owned);
    let id = reply.header("request-id").map(str::to_owned).or(in_body);
    finish(error, reply, id, name)
}

/// The error that an event inside a 200 reports.
pub fn decode_stream_error(error: &Value, request_id: Option<String>) -> Error {
    read(error, None).outcome(Outcome::Sent).request_id(request_id)
}

fn read(error: &Value, status: Option<u16>) -> Error {
    let word = |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    let kind_word = word(error, "type");
    let detail = error.get("details").and_then(|d| word(d, "error_code"));
    let kind = status
        .and_then(kind_of_certain)
        .or_else(|| detail.as_deref().and_then(kind_of_type))
        .or_else(|| kind_word.as_deref().and_then(kind_of_type))
        .or_else(|| status.map(kind_of_status))
        .unwrap_or(Kind::Unavailable);
    let mut what = headline(kind);
    if let Some(message) = word(error, "message").filter(|m| !m.is_empty()) {
        let message: String = message.chars().take(512).collect();
        what = what.join(": ", Text::same(message));
    }
    let error = Error::new(kind, what);
    match detail.or(kind_word) {
        Some(code) => error.code(code),
        None => error,
    }
}

fn kind_of_type(word: &str) -> Option<Kind> {
    let kind = match word {
        "invalid_request_error" | "request_too_large" => Kind::Invalid,
        "authentication_error" | "permission_error" => Kind::Auth,
        "billing_error" | "enforced_spend_limit_reached" | "contract_spend_limit_reached" => Kind::Quota,
        "not_found_error" => Kind::NotFound,
        "conflict_error" => Kind::Conflict,
        "rate_limit_error" | "ramp_limit_exceeded" => Kind::RateLimited,
        "timeout_error" => Kind::Timeout,
        "overloaded_error" | "api_error" => Kind::Unavailable,
        _ => return None,
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_detail_decides_before_the_type() {
        let kind = |v: Value, status| read(&v, Some(status)).kind;
        assert_eq!(kind(json!({"type": "rate_limit_error"}), 429), Kind::RateLimited);
        let spent = json!({"type": "rate_limit_error", "details": {"error_code": "enforced_spend_limit_reached"}});
        assert_eq!(kind(spent, 429), Kind::Quota);
        assert_eq!(kind(json!({"type": "brand_new"}), 529), Kind::Unavailable);
        assert_eq!(kind(json!({"type": "billing_error"}), 402), Kind::Quota);
        assert_eq!(kind(json!({"type": "api_error"}), 413), Kind::Invalid);
    }
}
