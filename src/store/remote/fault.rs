//! The errors of object stores: the same XML of all vendors, in a body, or for HEAD (OSS) in a header. What a code means is the
//! vendor's to say.

use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::dialect::Dialect;
use super::xml;
use crate::error::{Error, Kind, Outcome};
use crate::http::Reply;
use crate::text;
use crate::text::Text;

/// An error, as it was told.
#[derive(Debug, Clone, Default)]
pub struct Fault {
    /// HTTP status.
    pub status: u16,
    /// The vendor's code; made up from the status where none came.
    pub code: String,
    /// The code is made up.
    pub is_silent: bool,
    /// What it says.
    pub message: String,
    /// The vendor's finer code (OSS: `EC`).
    pub detail: Option<String>,
    /// The region that it names.
    pub region: Option<String>,
    /// What it signed.
    pub string_to_sign: Option<String>,
    /// From what.
    pub canonical: Option<String>,
    /// Its clock.
    pub date: Option<SystemTime>,
    /// Its id for the request.
    pub request_id: Option<String>,
}

impl Fault {
    /// Reads an answer that is an error.
    pub fn read(reply: &Reply, body: &[u8], prefix: &str) -> Fault {
        let told = reply.header("x-oss-err").and_then(|b| STANDARD.decode(b).ok());
        let document = if body.trim_ascii().is_empty() {
            told.as_deref().unwrap_or(body)
        } else {
            body
        };
        let mut fault = Fault::of_document(reply.status, document);
        fault.request_id = id(reply, prefix).or(fault.request_id);
        fault.date = reply.header("date").and_then(|d| httpdate::parse_http_date(d).ok());
        let header = |name: &str| reply.header(name).map(str::to_owned);
        fault.region = fault.region.or_else(|| header("x-amz-bucket-region"));
        fault.detail = fault.detail.or_else(|| header("x-oss-ec"));
        if fault.is_silent && (300..400).contains(&fault.status) && fault.region.is_some() {
            // To HEAD, which has no body, Amazon names the right region all the same.
            "PermanentRedirect".clone_into(&mut fault.code);
            fault.is_silent = false;
        }
        fault
    }

    /// Reads a document: XML, JSON, or what is left of either.
    pub fn of_document(status: u16, document: &[u8]) -> Fault {
        let mut fault = Fault {
            status,
            ..Fault::default()
        };
        if let Ok(root) = xml::parse(document) {
            let of = |name: &str| root.get(name).map(str::to_owned);
            fault.code = of("Code").unwrap_or_default();
            fault.message = of("Message").unwrap_or_default();
            fault.detail = of("EC");
            fault.region = of("Region");
            fault.string_to_sign = of("StringToSign");
            fault.canonical = of("CanonicalRequest").or_else(|| of("FormatString"));
            fault.request_id = of("RequestId");
        } else if let Ok(json) = serde_json::from_slice::<serde_json::Value>(document) {
            let of = |names: [&str; 2]| {
                names
                    .into_iter()
                    .find_map(|n| json[n].as_str())
                    .unwrap_or_default()
                    .to_owned()
            };
            fault.code = of(["code", "Code"]);
            fault.message = of(["message", "Message"]);
        } else {
            // An illegal character somewhere must not hide the code.
            let text = String::from_utf8_lossy(document);
            fault.code = between(&text, "<Code>", "</Code>");
            fault.message = between(&text, "<Message>", "</Message>");
        }
        fault.is_silent = fault.code.is_empty();
        if fault.is_silent {
            fault.code = made_up(status).to_owned();
        }
        fault
    }

    /// As the one error of the program.
    pub fn into_error(self, reply: &Reply, dialect: &dyn Dialect, subject: &str) -> Error {
        let (kind, hint) = dialect.judge(&self);
        let words = match (kind, self.message.is_empty()) {
            (Kind::NotFound, _) => text!("{subject} is not there", "{subject} 不存在"),
            (_, true) => text!("{subject} was refused", "{subject} 被拒绝"),
            (_, false) => Text::same(format!("{subject}: {}", self.message)),
        };
        let code = match &self.detail {
            Some(detail) => format!("{} {detail}", self.code),
            None => self.code.clone(),
        };
        let mut error = Error::new(kind, words)
            .status(self.status)
            .code(code)
            .request_id(self.request_id)
            .retry_after(reply.retry_after())
            .outcome(Outcome::Sent);
        if let Some(hint) = hint {
            error = error.hint(hint);
        }
        error
    }
}

/// The vendor's id of a request.
pub fn id(reply: &Reply, prefix: &str) -> Option<String> {
    reply.header(&format!("{prefix}request-id")).map(str::to_owned)
}

/// What a status means when nothing else is told, as to HEAD.
fn made_up(status: u16) -> &'static str {
    match status {
        304 => "NotModified",
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "AccessDenied",
        404 => "NoSuchKey",
        405 => "MethodNotAllowed",
        409 => "Conflict",
        411 => "MissingContentLength",
        412 => "PreconditionFailed",
        416 => "InvalidRange",
        429 => "TooManyRequests",
        501 => "NotImplemented",
        503 => "ServiceUnavailable",
        500.. => "InternalError",
        _ => "Unknown",
    }
}

/// What is true of a status, whoever answered it; a vendor's codes come first.
pub fn by_status(status: u16) -> Kind {
    match status {
        401 | 403 => Kind::Auth,
        404 => Kind::NotFound,
        409 | 412 => Kind::Conflict,
        408 => Kind::Timeout,
        429 => Kind::RateLimited,
        501 => Kind::Invalid,
        500.. => Kind::Unavailable,
        _ => Kind::Invalid,
    }
}

fn between(text: &str, start: &str, end: &str) -> String {
    text.split_once(start)
        .and_then(|(_, rest)| rest.split_once(end))
        .map(|(inside, _)| inside.to_owned())
        .unwrap_or_default()
}
