//! The one error of the program: a [`Kind`] that scripts act on, words that a person reads, and what the other side said.
//! Nothing here knows a vendor; each adapter has one `match` from its vendor's codes to a `Kind`.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use serde::Serialize;

use crate::text::{Lang, Text};

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong, as scripts see it. The exit code is a total function of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A fault of ours.
    Bug,
    /// The command line makes no sense.
    Usage,
    /// Configuration, profile or secret reference invalid or missing.
    Config,
    /// Credentials refused.
    Auth,
    /// No such object, order, model, file, candidate.
    NotFound,
    /// The other side's state forbids it: exists already, precondition failed.
    Conflict,
    /// The request was refused as invalid.
    Invalid,
    /// The request was refused by a content policy.
    ContentPolicy,
    /// Quota or balance used up; waiting does not help.
    Quota,
    /// Too many requests; waiting helps.
    RateLimited,
    /// No connection, TLS failure, broken connection.
    Network,
    /// The other side did not answer in time.
    Timeout,
    /// The other side answered that it cannot serve now (5xx).
    Unavailable,
    /// A checksum, signature or certificate does not hold.
    Integrity,
    /// An answer ended, stalled or broke after its first content.
    Truncated,
    /// An answer that cannot be read.
    Malformed,
    /// A batch succeeded in part.
    Partial,
    /// Sent, but the answer was lost: nobody here knows whether it was done.
    OutcomeUnknown,
    /// Disk, permission, state database.
    Local,
    /// Refused by policy: confirmation missing, path escape, credential bound elsewhere.
    Refused,
    /// `--deadline` passed.
    Deadline,
    /// Ended by SIGINT.
    Interrupted,
    /// Ended by SIGTERM.
    Terminated,
    /// The reader of our standard output went away. Not a failure.
    Closed,
}

impl Kind {
    /// The exit code: the table of the README, checked by a test.
    pub const fn exit(self) -> u8 {
        match self {
            Kind::Closed => 0,
            Kind::Bug => 1,
            Kind::Usage => 2,
            Kind::Config => 3,
            Kind::Auth => 4,
            Kind::NotFound => 5,
            Kind::Conflict | Kind::Invalid | Kind::ContentPolicy => 6,
            Kind::Quota | Kind::RateLimited => 7,
            Kind::Network | Kind::Timeout | Kind::Unavailable => 8,
            Kind::Integrity | Kind::Truncated | Kind::Malformed => 9,
            Kind::Partial => 10,
            Kind::OutcomeUnknown => 11,
            Kind::Local => 12,
            Kind::Refused => 13,
            Kind::Deadline => 124,
            Kind::Interrupted => 130,
            Kind::Terminated => 143,
        }
    }

    /// Whether the same call may succeed later without a change on this side.
    pub const fn is_transient(self) -> bool {
        matches!(
            self,
            Kind::RateLimited | Kind::Network | Kind::Timeout | Kind::Unavailable | Kind::Deadline
        )
    }

    /// The snake_case name that `-o json` shows.
    pub fn name(self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|v| v.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

/// What became of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nothing left this machine.
    #[default]
    NotSent,
    /// Sent, and answered.
    Sent,
    /// Sent, or perhaps sent; the answer never came.
    Unknown,
}

/// An error. Build it with one of the constructors, then add what is known.
pub struct Error(Box<Fields>);

/// The fields of an [`Error`].
#[derive(Debug)]
#[non_exhaustive]
pub struct Fields {
    /// What scripts act on.
    pub kind: Kind,
    /// What a person reads; names the thing.
    pub what: Text,
    /// The configured table's name, such as `ark`.
    pub provider: Option<String>,
    /// HTTP status of the answer.
    pub status: Option<u16>,
    /// The vendor's own error code.
    pub code: Option<String>,
    /// The vendor's request id, for its support.
    pub request_id: Option<String>,
    /// What to do about it.
    pub hint: Option<Text>,
    /// What became of the request.
    pub outcome: Outcome,
    /// How long the other side asks to wait.
    pub retry_after: Option<Duration>,
    /// Whether the same call may succeed later, where that is not told by the kind.
    pub retryable: Option<bool>,
    /// The error below.
    pub source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// An error of `kind` that says `what`.
    pub fn new(kind: Kind, what: impl Into<Text>) -> Error {
        Error(Box::new(Fields {
            kind,
            what: what.into(),
            provider: None,
            status: None,
            code: None,
            request_id: None,
            hint: None,
            outcome: Outcome::NotSent,
            retry_after: None,
            retryable: None,
            source: None,
        }))
    }

    /// A [`Kind::Config`] error.
    pub fn config(what: impl Into<Text>) -> Error {
        Error::new(Kind::Config, what)
    }

    /// A [`Kind::Usage`] error.
    pub fn usage(what: impl Into<Text>) -> Error {
        Error::new(Kind::Usage, what)
    }

    /// A [`Kind::Local`] error about `path`, with the operating system's reason.
    pub fn local(what: impl Into<Text>, source: std::io::Error) -> Error {
        let reason = Text::same(source.to_string());
        Error::new(Kind::Local, what.into().join(": ", reason)).source(source)
    }

    /// A [`Kind::Bug`]: something that cannot happen did.
    pub fn bug(what: impl Into<String>) -> Error {
        Error::new(Kind::Bug, Text::same(what))
    }

    /// Names the configured table.
    pub fn provider(mut self, name: &str) -> Error {
        self.0.provider.get_or_insert_with(|| name.to_owned());
        self
    }

    /// Sets the HTTP status; the request was then sent and answered.
    pub fn status(mut self, status: u16) -> Error {
        self.0.status = Some(status);
        self.0.outcome = Outcome::Sent;
        self
    }

    /// Sets the vendor's code.
    pub fn code(mut self, code: impl Into<String>) -> Error {
        self.0.code = Some(code.into());
        self
    }

    /// Sets the vendor's request id, where there is one.
    pub fn request_id(mut self, id: Option<String>) -> Error {
        if id.is_some() {
            self.0.request_id = id;
        }
        self
    }

    /// Says what to do about it.
    pub fn hint(mut self, hint: impl Into<Text>) -> Error {
        self.0.hint = Some(hint.into());
        self
    }

    /// Says what became of the request.
    pub fn outcome(mut self, outcome: Outcome) -> Error {
        self.0.outcome = outcome;
        self
    }

    /// How long the other side asks to wait.
    pub fn retry_after(mut self, wait: Option<Duration>) -> Error {
        self.0.retry_after = wait;
        self
    }

    /// Says whether the same call may succeed later, where the kind alone would tell it wrong.
    pub fn retryable(mut self, yes: bool) -> Error {
        self.0.retryable = Some(yes);
        self
    }

    /// Whether the same call may succeed later without a change on this side.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable.unwrap_or_else(|| self.0.kind.is_transient())
    }

    /// Keeps the error below.
    pub fn source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Error {
        self.0.source = Some(source.into());
        self
    }

    /// The same error under another kind: the caller knows more than the wire did.
    pub fn with_kind(mut self, kind: Kind) -> Error {
        self.0.kind = kind;
        self
    }

    /// The same error with other words.
    pub fn with_what(mut self, what: impl Into<Text>) -> Error {
        self.0.what = what.into();
        self
    }

    /// The exit code of the process that ends with this error.
    pub fn exit(&self) -> u8 {
        self.0.kind.exit()
    }

    /// The first line for a person: provider, what, and in brackets status, code and request id.
    pub fn line(&self, lang: Lang) -> String {
        let f = &*self.0;
        let mut line = String::new();
        if let Some(provider) = &f.provider {
            line.push_str(provider);
            line.push_str(": ");
        }
        line.push_str(f.what.get(lang));
        let mut facts = Vec::new();
        if let Some(status) = f.status {
            facts.push(status.to_string());
        }
        if let Some(code) = &f.code {
            facts.push(code.clone());
        }
        if let Some(id) = &f.request_id {
            let word = Text::pair("request", "请求号");
            facts.push(format!("{} {id}", word.get(lang)));
        }
        if !facts.is_empty() {
            line.push_str(&format!(" ({})", facts.join(", ")));
        }
        line
    }
}

impl std::ops::Deref for Error {
    type Target = Fields;
    fn deref(&self) -> &Fields {
        &self.0
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line(Lang::En))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|e| e as &(dyn StdError + 'static))
    }
}

/// The first error of type `E` in the chain, looking inside `std::io::Error`s too.
pub fn find<'a, E: std::error::Error + 'static>(e: &'a (dyn std::error::Error + 'static)) -> Option<&'a E> {
    let mut next = Some(e);
    while let Some(e) = next {
        if let Some(found) = e.downcast_ref::<E>() {
            return Some(found);
        }
        if let Some(inner) = e.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref)
            && let Some(found) = find::<E>(inner)
        {
            return Some(found);
        }
        next = e.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_names_provider_status_code_and_request() {
        let e = Error::new(Kind::Auth, Text::pair("key rejected", "密钥被拒绝"))
            .provider("ark")
            .status(401)
            .code("AuthenticationError")
            .request_id(Some("0217".into()));
        assert_eq!(
            e.line(Lang::En),
            "ark: key rejected (401, AuthenticationError, request 0217)"
        );
        assert_eq!(
            e.line(Lang::Zh),
            "ark: 密钥被拒绝 (401, AuthenticationError, 请求号 0217)"
        );
        assert_eq!(e.exit(), 4);
    }

    #[test]
    fn kinds_are_snake_case_in_json() {
        assert_eq!(Kind::OutcomeUnknown.name(), "outcome_unknown");
    }
}
