//! Error bodies of OpenAI and Ark: one `match` from code to kind. Nothing matches on the words of a message.
//! Source: openai-openapi 2.3.0; www.volcengine.com/docs/82379/1299023; `reference/llm.md` §6.

use serde_json::Value;

use crate::error::{Error, Kind, Outcome};
use crate::http::Reply;
use crate::llm::fault::{finish, headline, kind_of_certain, kind_of_status, shown};
use crate::text::Text;

/// The error of a reply that is not 2xx. `name` is the table's.
pub fn decode_error(reply: &Reply, body: &[u8], name: &str) -> Error {
    let said = Said::read(body);
    let id = reply
        .header("x-request-id")
        .map(str::to_owned)
        .or_else(|| said.request_id());
    finish(said.error(Some(reply.status)), reply, id, name)
}

/// The error of an answer inside another: a line of a batch's results.
pub fn decode_body(status: u16, body: &[u8]) -> Error {
    let said = Said::read(body);
    said.error(Some(status)).status(status).request_id(said.request_id())
}

/// Whether a refusal of chat completions means that the model is served by the Responses API alone. OpenAI has no code for it:
/// a 404 about the parameter `model` with no code, where an unknown model has `model_not_found`.
pub fn wants_responses(status: u16, body: &[u8]) -> bool {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    let error = &value["error"];
    status == 404 && error["param"] == "model" && error["code"].is_null() && error["type"] == "invalid_request_error"
}

/// The error that an event inside a 200 reports.
pub fn decode_stream_error(error: &Value) -> Error {
    let said = Said::of(error);
    said.error(None).outcome(Outcome::Sent).request_id(said.request_id())
}

/// What the other side said, as far as it can be read.
#[derive(Debug, Default)]
struct Said {
    code: Option<String>,
    kind: Option<String>,
    message: String,
}

impl Said {
    fn read(body: &[u8]) -> Said {
        match serde_json::from_slice::<Value>(body) {
            Ok(Value::Object(fields)) => match fields.get("error") {
                Some(error) => Said::of(error),
                None => Said::of(&Value::Object(fields)),
            },
            // A gateway's HTML or plain text: its start is the best there is.
            _ => Said {
                message: shown(body),
                ..Said::default()
            },
        }
    }

    fn of(error: &Value) -> Said {
        let word = |name: &str| match error.get(name) {
            Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        match error {
            Value::String(message) => Said {
                message: message.clone(),
                ..Said::default()
            },
            _ => Said {
                code: word("code"),
                kind: word("type"),
                message: word("message").unwrap_or_default(),
            },
        }
    }

    fn error(&self, status: Option<u16>) -> Error {
        let by_word = |word: &Option<String>| word.as_deref().and_then(kind_of_code);
        let by_number = || self.code.as_deref().and_then(|c| c.parse().ok()).map(kind_of_status);
        let kind = status
            .and_then(kind_of_certain)
            .or_else(|| by_word(&self.code))
            .or_else(|| by_word(&self.kind))
            .or_else(|| status.map(kind_of_status))
            .or_else(by_number)
            .or_else(|| (self.kind.as_deref() == Some("invalid_request_error")).then_some(Kind::Invalid))
            .unwrap_or(Kind::Unavailable);
        let mut what = headline(kind);
        if !self.message.is_empty() {
            let message: String = self.message.chars().take(512).collect();
            what = what.join(": ", Text::same(message));
        }
        let error = Error::new(kind, what);
        match self.code.as_ref().or(self.kind.as_ref()) {
            Some(code) => error.code(code.clone()),
            None => error,
        }
    }

    /// Ark repeats its request id inside the message; errors inside a stream have it nowhere else.
    fn request_id(&self) -> Option<String> {
        let (_, rest) = self.message.split_once("Request id: ")?;
        let id: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
        (!id.is_empty()).then_some(id)
    }
}

/// What a vendor's code means. Ark's are dotted: the family before the first dot decides, unless the whole is known.
fn kind_of_code(code: &str) -> Option<Kind> {
    let kind = match code {
        "insufficient_quota"
        | "credit_balance_exhausted"
        | "organization_usage_limit_exceeded"
        | "billing_hard_limit_reached"
        | "billing_not_active" => Kind::Quota,
        "rate_limit_exceeded" | "slow_down" | "rate_limit_error" => Kind::RateLimited,
        "server_is_overloaded" | "server_error" | "overloaded_error" | "engine_overloaded" | "api_error" => {
            Kind::Unavailable
        }
        "timeout_error" => Kind::Timeout,
        "content_policy_violation" | "content_filter" => Kind::ContentPolicy,
        "invalid_api_key" | "authentication_error" | "permission_error" | "unsupported_country_region_territory" => {
            Kind::Auth
        }
        "model_not_found" | "not_found_error" => Kind::NotFound,
        "context_length_exceeded" | "unsupported_parameter" | "unsupported_value" => Kind::Invalid,
        _ if code.ends_with("_spend_limit_exceeded") => Kind::Quota,
        _ => return ark_code(code),
    };
    Some(kind)
}

fn ark_code(code: &str) -> Option<Kind> {
    let family = code.split('.').next().unwrap_or(code);
    let kind = match code {
        "InvalidEndpointOrModel.NotFound" | "InvalidEndpointOrModel.ModelIDAccessDisabled" => Kind::NotFound,
        _ => match family {
            "AuthenticationError" | "InvalidAccountStatus" | "AccessDenied" | "OperationDenied" => Kind::Auth,
            "AccountOverdueError" | "InvalidSubscription" | "QuotaExceeded" | "SetLimitExceeded" => Kind::Quota,
            "RateLimitExceeded"
            | "ModelAccountRpmRateLimitExceeded"
            | "ModelAccountTpmRateLimitExceeded"
            | "ModelAccountIpmRateLimitExceeded"
            | "APIAccountRpmRateLimitExceeded"
            | "AccountRateLimitExceeded"
            | "RequestBurstTooFast"
            | "InflightBatchsizeExceeded" => Kind::RateLimited,
            "ServerOverloaded" | "InternalServiceError" => Kind::Unavailable,
            "ModelNotOpen" => Kind::NotFound,
            "MissingParameter" | "InvalidParameter" | "OutofContextError" | "InvalidImageURL" | "InvalidEndpoint"
            | "UnsupportedModel" => Kind::Invalid,
            _ if family.ends_with("SensitiveContentDetected") || family.ends_with("RiskDetection") => {
                Kind::ContentPolicy
            }
            _ => return None,
        },
    };
    Some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_decide_before_the_status() {
        let kind = |body: &str, status| Said::read(body.as_bytes()).error(Some(status)).kind;
        assert_eq!(
            kind(r#"{"error":{"code":"insufficient_quota","message":"m"}}"#, 429),
            Kind::Quota
        );
        assert_eq!(kind(r#"{"error":{"code":"AccountOverdueError"}}"#, 403), Kind::Quota);
        assert_eq!(
            kind(r#"{"error":{"code":"RateLimitExceeded.EndpointRPMExceeded"}}"#, 429),
            Kind::RateLimited
        );
        assert_eq!(kind(r#"{"error":{"code":"ServerOverloaded"}}"#, 429), Kind::Unavailable);
        assert_eq!(
            kind(r#"{"error":{"code":"InputTextSensitiveContentDetected.Any"}}"#, 400),
            Kind::ContentPolicy
        );
        assert_eq!(
            kind(r#"{"error":{"code":"InvalidEndpointOrModel.NotFound"}}"#, 404),
            Kind::NotFound
        );
        assert_eq!(
            kind(r#"{"error":{"code":null,"type":"invalid_request_error"}}"#, 401),
            Kind::Auth
        );
        assert_eq!(
            kind(
                r#"{"error":{"code":401,"message":"Invalid API Key","type":"authentication_error"}}"#,
                401
            ),
            Kind::Auth
        );
        assert_eq!(kind("<html>502</html>", 502), Kind::Unavailable);
        for code in ["server_error", "rate_limit_exceeded"] {
            let body = format!(r#"{{"error":{{"message":"m","type":"{code}"}}}}"#);
            assert_eq!(kind(&body, 413), Kind::Invalid, "it stays too large");
        }
        assert_eq!(kind("", 404), Kind::NotFound);
        assert_eq!(kind(r#"{"error":"plain"}"#, 400), Kind::Invalid);
    }

    #[test]
    fn arks_request_id_is_found_in_its_message() {
        let said = Said::read(br#"{"error":{"message":"bad. Request id: 0217abc, x"}}"#);
        assert_eq!(said.request_id().as_deref(), Some("0217abc"));
    }
}
