//! Codes of 豆包语音: one `match` from code to kind. They come in a header, in a body or in an event; the HTTP status says little.
//! Source: www.volcengine.com/docs/6561/1598757 §4, 1631584.

use serde_json::Value;

use crate::error::{Error, Kind, Outcome};
use crate::http::Reply;
use crate::llm::fault::{finish, headline, kind_of_status, shown};
use crate::text;
use crate::text::Text;

/// All is well.
pub const OK: i64 = 20_000_000;

/// The recording holds no speech.
pub const SILENT: i64 = 20_000_003;

/// The error of a reply whose status or whose code in the header says so.
pub fn decode_error(reply: &Reply, body: &[u8], name: &str) -> Error {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    // A gateway in front of it nests its own.
    let inner = ["header", "error"].iter().find_map(|f| value.get(f)).unwrap_or(&value);
    let in_body = || inner["code"].as_i64().filter(|c| *c != 0);
    let code = header_code(reply).filter(|c| *c != OK).or_else(in_body);
    let message = reply
        .header("x-api-message")
        .filter(|m| *m != "OK")
        .or_else(|| inner["message"].as_str())
        .map_or_else(|| shown(body), str::to_owned);
    let kind = match (reply.status, code) {
        // These are certain; the code only repeats that something was wrong.
        (401 | 403 | 413 | 429, _) | (_, None) => kind_of_status(reply.status),
        (_, Some(code)) => kind_of_code(code),
    };
    finish(error(kind, code, &message), reply, log_id(reply), name)
}

/// The error of an event inside a 200.
pub fn decode_event(code: i64, message: &str, log_id: Option<String>) -> Error {
    error(kind_of_code(code), Some(code), message)
        .outcome(Outcome::Sent)
        .request_id(log_id)
}

/// Whether a reply says by its status, or by the code in its header, that it refuses.
pub fn is_refused(reply: &Reply) -> bool {
    !reply.is_ok() || header_code(reply).is_some_and(|c| !(OK..OK + 100).contains(&c))
}

/// The code that a header carries.
pub fn header_code(reply: &Reply) -> Option<i64> {
    reply.header("x-api-status-code")?.parse().ok()
}

/// What the vendor's support asks for.
pub fn log_id(reply: &Reply) -> Option<String> {
    reply.header("x-tt-logid").map(str::to_owned)
}

fn kind_of_code(code: i64) -> Kind {
    match code {
        // The voice is not enabled for the account, or belongs to another resource.
        45_000_000 => Kind::Auth,
        40_402_003 | 45_000_001 | 45_000_002 | 45_000_151 => Kind::Invalid,
        55_000_000..=55_999_999 => Kind::Unavailable,
        45_000_003..=45_999_999 | 40_000_000..=40_999_999 => Kind::Invalid,
        _ => Kind::Unavailable,
    }
}

fn error(kind: Kind, code: Option<i64>, message: &str) -> Error {
    let mut what = match code {
        Some(40_402_003) => text!("the text is too long", "文本过长"),
        Some(45_000_000) => text!("the voice was refused", "音色被拒绝"),
        Some(45_000_002) => text!("the recording is empty", "音频为空"),
        Some(45_000_151) => text!("the recording has a format it does not take", "音频格式不受支持"),
        _ => headline(kind),
    };
    let message: String = message.chars().take(512).collect();
    if !message.is_empty() {
        what = what.join(": ", Text::same(message));
    }
    let error = Error::new(kind, what);
    let error = match code {
        Some(45_000_000) => error.hint(text!(
            "is the voice enabled for this account, and of the generation that speech_model names (seed-tts-1.0, seed-tts-2.0)?",
            "该音色是否已开通？是否属于 speech_model 指定的版本（seed-tts-1.0、seed-tts-2.0）？"
        )),
        _ => error,
    };
    match code {
        Some(code) => error.code(code.to_string()),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_code_has_its_kind() {
        for (code, want) in [
            (40_402_003, Kind::Invalid),
            (45_000_000, Kind::Auth),
            (45_000_001, Kind::Invalid),
            (45_000_002, Kind::Invalid),
            (45_000_151, Kind::Invalid),
            (55_000_000, Kind::Unavailable),
            (55_000_031, Kind::Unavailable),
        ] {
            let e = decode_event(code, "said", Some("2025log".to_owned()));
            assert_eq!((e.kind, e.code.as_deref()), (want, Some(code.to_string().as_str())));
            assert_eq!(e.request_id.as_deref(), Some("2025log"));
        }
    }
}
