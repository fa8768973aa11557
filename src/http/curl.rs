//! A request as a curl command that can be pasted into a shell: secrets stand in it as variables, named as our own environment
//! layer names them.

use super::{Body, Request};
use crate::secret;

/// The command, on one line.
pub fn command(request: &Request) -> String {
    let mut out = format!("curl -sSN -X {} {}", request.method, quoted(&request.url));
    for (name, value) in &request.headers {
        let text = String::from_utf8_lossy(value.as_bytes());
        // A word before it, as Bearer, may stand beside a key; a signature may not.
        let beside = secret::replace(&text, |_| String::new());
        let hidden = value.is_sensitive() && (beside == text || !is_word(&beside));
        let line = if hidden {
            // A signature, or a key that came from nowhere we know: still not printed.
            format!("\"{name}: $VH_SECRET\"")
        } else {
            quoted(&format!("{name}: {text}"))
        };
        out.push_str(" -H ");
        out.push_str(&line);
    }
    match &request.body {
        Body::Empty => {}
        Body::Bytes(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => {
                out.push_str(" --data-binary ");
                out.push_str(&quoted(text));
            }
            Err(_) => out.push_str(&format!(" --data-binary @- # {} bytes", bytes.len())),
        },
        Body::Pieces(_) => out.push_str(&format!(" --data-binary @- # {} bytes", request.body.len())),
    }
    out
}

/// `VH_LLM_ARK_API_KEY` for `llm.ark.api_key`.
fn variable(label: &str) -> String {
    let name: String = label
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_uppercase()
            } else {
                '_'
            }
        })
        .collect();
    format!("${{VH_{name}}}")
}

fn is_word(text: &str) -> bool {
    text.trim().bytes().all(|b| b.is_ascii_alphabetic())
}

/// Shell-quotes `text`; where a secret stood, the single quotes are left for a double-quoted variable.
fn quoted(text: &str) -> String {
    // The mark cannot stand in a header or in JSON, so that a `${` of the text itself is never taken for ours.
    let marked = secret::replace(text, |label| format!("\u{1}{}\u{1}", variable(label)));
    let mut out = String::from("'");
    for (i, part) in marked.split('\u{1}').enumerate() {
        if i % 2 == 0 {
            out.push_str(&part.replace('\'', r"'\''"));
        } else {
            out.push_str(&format!("'\"{part}\"'"));
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::{Credential, Method};
    use crate::secret::Secret;

    #[test]
    fn secrets_are_variables_and_the_rest_is_quoted() {
        let key = Secret::new("llm.my-ark.api_key", "sk-curl-canary-1".into());
        let request = Request::new(Method::POST, "http://127.0.0.1/v1/x?y=$HOME".into())
            .secret_header("authorization", &format!("Bearer {}", key.expose()), Credential::Bearer)
            .unwrap()
            .secret_header("x-signature", "deadbeef", Credential::Signed)
            .unwrap()
            .json(&serde_json::json!({"a": "it's"}));
        assert_eq!(
            command(&request),
            "curl -sSN -X POST 'http://127.0.0.1/v1/x?y=$HOME' -H 'authorization: Bearer '\"${VH_LLM_MY_ARK_API_KEY}\"'' \
             -H \"x-signature: $VH_SECRET\" -H 'content-type: application/json' --data-binary '{\"a\":\"it'\\''s\"}'"
        );
    }
}
