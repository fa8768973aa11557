//! What of a request or an answer may be shown. An allow list: a header, field or query value nobody has thought of is hidden.

use reqwest::Url;
use serde_json::Value;

use super::HeaderMap;
use super::client;
use crate::secret;

/// Header values that say nothing secret.
const HEADERS: &[&str] = &[
    "accept",
    "accept-ranges",
    "anthropic-beta",
    "anthropic-organization-id",
    "anthropic-version",
    "cache-control",
    "connection",
    "content-disposition",
    "content-encoding",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expect",
    "host",
    "idempotency-key",
    "if-match",
    "if-none-match",
    "last-modified",
    "openai-organization",
    "openai-processing-ms",
    "openai-version",
    "range",
    "request-id",
    "retry-after",
    "retry-after-ms",
    "server",
    "transfer-encoding",
    "user-agent",
    "vary",
    "via",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-version",
    "x-client-request-id",
    "x-content-sha256",
    "x-date",
    "x-request-id",
    "x-should-retry",
    "x-tc-action",
    "x-tc-region",
    "x-tc-timestamp",
    "x-tc-version",
];

/// Header families that say nothing secret.
const HEADER_PREFIXES: &[&str] = &["anthropic-ratelimit-", "x-ratelimit-"];

/// Query parameters whose values say nothing secret.
const QUERY: &[&str] = &[
    "Action",
    "Version",
    "after",
    "after_id",
    "api-version",
    "before_id",
    "delimiter",
    "limit",
    "list-type",
    "marker",
    "max-keys",
    "partNumber",
    "prefix",
    "uploads",
];

/// JSON fields whose text may be shown; numbers, booleans and nulls always may.
const FIELDS: &[&str] = &[
    "arguments",
    "code",
    "content",
    "created",
    "delta",
    "display_name",
    "effort",
    "encoding_format",
    "errcode",
    "errmsg",
    "event",
    "finish_reason",
    "id",
    "input",
    "kind",
    "message",
    "model",
    "name",
    "object",
    "owned_by",
    "param",
    "partial_json",
    "prompt",
    "reasoning_content",
    "reasoning_effort",
    "refusal",
    "role",
    "service_tier",
    "status",
    "stop",
    "stop_reason",
    "stop_sequence",
    "stop_sequences",
    "system",
    "system_fingerprint",
    "text",
    "thinking",
    "type",
];

/// A URL with its query values hidden, unless they are harmless; any user part is dropped.
pub fn url_text(text: &str) -> String {
    match Url::parse(text) {
        Ok(url) if url.has_host() => url_shown(&url),
        // What does not parse may hold anything after the first mark.
        _ => {
            let end = text.find(['?', '#', '@']).unwrap_or(text.len());
            secret::scrub(&text[..end]).into_owned()
        }
    }
}

/// As [`url_text`], for a parsed URL.
pub fn url_shown(url: &Url) -> String {
    let mut out = client::origin(url);
    out.push_str(url.path());
    for (i, (name, value)) in url.query_pairs().enumerate() {
        out.push(if i == 0 { '?' } else { '&' });
        out.push_str(&name);
        if !value.is_empty() {
            out.push('=');
            out.push_str(if QUERY.contains(&&*name) { &value } else { "…" });
        }
    }
    secret::scrub(&out).into_owned()
}

/// Whether a header's value may be shown.
pub fn header_is_harmless(name: &str) -> bool {
    HEADERS.contains(&name) || HEADER_PREFIXES.iter().any(|p| name.starts_with(p))
}

/// Headers as lines `name: value`.
pub fn headers(headers: &HeaderMap) -> Vec<String> {
    headers.iter().map(|(n, v)| header(n.as_str(), v)).collect()
}

/// One header as a line.
pub fn header(name: &str, value: &reqwest::header::HeaderValue) -> String {
    match value.to_str() {
        Ok(text) if header_is_harmless(name) && !value.is_sensitive() => format!("{name}: {}", secret::scrub(text)),
        _ => format!("{name}: {} {} bytes", secret::REDACTED, value.len()),
    }
}

/// A body for the trace: JSON field by field, anything else by its size. At most 4000 characters.
pub fn body(bytes: &[u8]) -> String {
    const SHOWN_CHARS: usize = 4000;
    let shown = match serde_json::from_slice::<Value>(bytes) {
        Ok(mut value) => {
            hide(&mut value, true);
            value.to_string()
        }
        Err(_) => return format!("({} bytes)", bytes.len()),
    };
    let shown = secret::scrub(&shown);
    match shown.char_indices().nth(SHOWN_CHARS) {
        Some((cut, _)) => format!("{}… ({} bytes)", &shown[..cut], bytes.len()),
        None => shown.into_owned(),
    }
}

fn hide(value: &mut Value, shown: bool) {
    match value {
        Value::String(text) if !shown => *text = format!("{} {} bytes", secret::REDACTED, text.len()),
        Value::Array(items) => {
            for item in items {
                hide(item, shown);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                hide(field, FIELDS.contains(&name.as_str()));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_values_are_hidden() {
        let shown = url_text("https://u:p@api.example.com/cgi?access_token=abc&limit=5&secret=");
        assert_eq!(shown, "https://api.example.com/cgi?access_token=…&limit=5&secret");
        assert_eq!(url_text("not a url?x=1"), "not a url");
    }

    #[test]
    fn unknown_headers_and_fields_are_hidden() {
        let mut map = HeaderMap::new();
        map.insert("authorization", "Bearer abc".parse().unwrap());
        map.insert("date", "today".parse().unwrap());
        map.insert("x-new-vendor-key", "abc".parse().unwrap());
        assert_eq!(
            headers(&map),
            [
                "authorization: (redacted) 10 bytes",
                "date: today",
                "x-new-vendor-key: (redacted) 3 bytes"
            ]
        );
        let shown =
            body(br#"{"model":"m","token":"abc","n":5,"messages":[{"role":"user","content":"hi","sig":"abc"}]}"#);
        assert_eq!(
            shown,
            r#"{"model":"m","token":"(redacted) 3 bytes","n":5,"messages":[{"role":"user","content":"hi","sig":"(redacted) 3 bytes"}]}"#
        );
        assert_eq!(body(b"\xFF\xFE"), "(2 bytes)");
    }
}
