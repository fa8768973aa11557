//! One call on its way: keys fetched, signed, sent, judged; again while that may help. Every attempt has a signature of its own.

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::FutureExt;

use super::Remote;
use super::address::Address;
use super::fault::Fault;
use super::xml::{self, Node};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{
    Body, Credential, HeaderName, HeaderValue, Idempotency, Method, Progress, Rate, Reply, Request, retry,
};
use crate::store::call::{Call, Keys, Proof, query_text};
use crate::store::explain;
use crate::text;

/// The largest document that is read: a page of a thousand keys of a thousand bytes, encoded, fits.
pub(super) const DOCUMENT_CAP_BYTES: usize = 16 << 20;

/// A clock that is less wrong than this is not what was refused.
const SKEW_FLOOR_SECONDS: i64 = 60;

/// How a content leaves.
#[derive(Clone, Default)]
pub(super) struct Leaving {
    pub progress: Option<Progress>,
    pub rate: Option<std::sync::Arc<Rate>>,
}

/// What is done with the body of a good answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Take {
    /// It is left to the caller.
    Open,
    /// It is read, and believed only when it holds no error.
    Whole,
}

impl Remote {
    /// Now, by the other side's clock as far as it is known.
    pub(super) fn now(&self) -> SystemTime {
        let ahead = self.ahead.load(Ordering::Relaxed);
        let now = (self.around.now)();
        let by = Duration::from_secs(ahead.unsigned_abs());
        let moved = if ahead < 0 {
            now.checked_sub(by)
        } else {
            now.checked_add(by)
        };
        moved.unwrap_or(now)
    }

    /// Sends a call and leaves the body of the answer to be read; its attempts.
    pub(super) async fn open(&self, call: Call, class: Idempotency) -> Result<(Reply, u32)> {
        let ((reply, _), attempts) = self.run(call, Leaving::default(), class, Take::Open).await?;
        Ok((reply, attempts))
    }

    /// Sends a call with its content, and reads the whole answer. One that says 200 and holds an error is that error.
    pub(super) async fn whole(&self, call: Call, leaving: Leaving, class: Idempotency) -> Result<Answered> {
        let ((reply, body), attempts) = self.run(call, leaving, class, Take::Whole).await?;
        Ok(Answered { reply, body, attempts })
    }

    /// Sends a call and reads the document that it answers.
    pub(super) async fn document(&self, call: Call, class: Idempotency) -> Result<(Node, Answered)> {
        let answered = self.whole(call, Leaving::default(), class).await?;
        let node = xml::parse(&answered.body).map_err(|e| e.provider(&self.target.name))?;
        Ok((node, answered))
    }

    async fn run(&self, call: Call, leaving: Leaving, class: Idempotency, take: Take) -> Result<((Reply, Bytes), u32)> {
        let (call, leaving) = (&call, &leaving);
        let attempt = move |_| self.attempt(call, leaving, take).boxed();
        let budget = retry::Budget::start();
        retry::attempts(&self.target, budget, class, self.http.trace(), attempt).await
    }

    /// One attempt; within it a wrong clock and ended keys are put right, once each.
    async fn attempt(&self, call: &Call, leaving: &Leaving, take: Take) -> Result<(Reply, Bytes)> {
        let (mut clock_set, mut renewed, mut turned) = (false, false, false);
        loop {
            let keys = self.keys((self.around.now)()).await?;
            let (to, signed_at) = (self.address_of(call), self.now());
            let (request, proof) = self.signed(call, to, &keys, signed_at, leaving)?;
            let opened = self.http.open(&self.target, request).await;
            let mut reply = opened.inspect_err(|e| {
                if matches!(e.kind, Kind::Network | Kind::Timeout) {
                    self.turns(call, to);
                }
            })?;
            let ok = reply.is_ok();
            let body = match (ok, take) {
                (true, Take::Open) => Bytes::new(),
                // The answer to what was done is lost when its body is: nobody knows what it said.
                (true, Take::Whole) => {
                    let read = reply.read_all(DOCUMENT_CAP_BYTES).await;
                    read.map_err(|e| e.outcome(Outcome::Unknown))?
                }
                (false, _) => reply.read_error().await,
            };
            self.http.trace().body(&reply, &body);
            if ok && !holds_error(&body) {
                return Ok((reply, body));
            }
            let fault = Fault::read(&reply, &body, self.dialect.prefix());
            // What has no id was answered by something before the service, which did nothing.
            let before = fault.request_id.is_none();
            let away = matches!(reply.status, 301 | 302 | 307);
            // A failure also turns the next call to the other name; only what was sent away is asked again at once.
            let turns = before && (away || reply.status >= 500) && self.turns(call, to);
            if turns && away && !turned {
                turned = true;
                continue;
            }
            if (300..400).contains(&reply.status) && fault.is_silent {
                return Err(reply.redirect(&self.target.name));
            }
            if self.dialect.learns(call, &fault) {
                let (name, words) = (
                    &self.target.name,
                    "refused the checksum; an older one is told from now on",
                );
                self.http.trace().note_at(1, format_args!("{name}: {words}"));
            }
            if !clock_set && self.sets_clock(&fault) {
                clock_set = true;
                continue;
            }
            if !renewed && is_ended(&fault.code) && self.credentials.renew(&keys).await {
                renewed = true;
                continue;
            }
            return Err(self.error(call, &proof, fault, &reply));
        }
    }

    fn error(&self, call: &Call, proof: &Proof, fault: Fault, reply: &Reply) -> Error {
        let subject = match (call.bucket.is_empty(), call.key.is_empty()) {
            (true, _) => String::new(),
            (_, true) => call.bucket.clone(),
            _ => format!("{}/{}", call.bucket, call.key),
        };
        let told = is_signature(&fault.code).then(|| explain::compare(proof, &fault, self.now()));
        let mut error = fault.clone().into_error(reply, &*self.dialect, &subject);
        if let Some(difference) = told {
            if self.around.explain {
                for line in explain::laid_out(proof, &fault) {
                    self.http.trace().note(&line);
                }
            }
            error = error.hint(difference.words);
        }
        error.provider(&self.target.name)
    }

    /// Whether a refusal is the clock's, and the clock could be put right.
    fn sets_clock(&self, fault: &Fault) -> bool {
        if !["RequestTimeTooSkewed", "RequestIsExpired"].contains(&fault.code.as_str()) {
            return false;
        }
        let Some(theirs) = fault.date else { return false };
        let ours = (self.around.now)();
        let ahead = match theirs.duration_since(ours) {
            Ok(ahead) => i64::try_from(ahead.as_secs()).unwrap_or(i64::MAX),
            Err(behind) => -i64::try_from(behind.duration().as_secs()).unwrap_or(i64::MAX),
        };
        let before = self.ahead.swap(ahead, Ordering::Relaxed);
        if (ahead - before).abs() < SKEW_FLOOR_SECONDS {
            return false;
        }
        self.http.trace().note(&format!(
            "{}: note: this machine's clock is {} s {} the server's; requests are signed by the server's",
            self.target.name,
            ahead.unsigned_abs(),
            if ahead > 0 { "behind" } else { "ahead of" }
        ));
        true
    }

    /// The request of a call, signed.
    pub(super) fn signed(
        &self,
        call: &Call,
        to: &Address,
        keys: &Keys,
        now: SystemTime,
        leaving: &Leaving,
    ) -> Result<(Request, Proof)> {
        let proof = self.dialect.sign(call, to, keys, now)?;
        let mut url = to.url(&call.bucket, &call.key);
        let query = query_text(&call.query);
        if !query.is_empty() {
            url.push('?');
            url.push_str(&query);
        }
        let mut request = Request::new(call.method.clone(), url);
        for (name, value) in &call.headers {
            // The wire writes these itself.
            if name != "host" && name != "content-length" {
                request.headers.push(header(name, value)?);
            }
        }
        for (name, value) in &proof.headers {
            let (name, mut value) = header(name, value)?;
            // Of what signing adds, these are worth something to whoever reads them.
            value.set_sensitive(name == "authorization" || name.as_str().ends_with("-security-token"));
            request.headers.retain(|(n, _)| *n != name);
            request.headers.push((name, value));
        }
        if call.body.is_empty() && matches!(call.method, Method::PUT | Method::POST) {
            // Said, because some servers want to be told that nothing comes.
            request
                .headers
                .push((HeaderName::from_static("content-length"), HeaderValue::from_static("0")));
        }
        request.body = match &call.body {
            body if body.is_empty() => Body::Empty,
            body => body.clone(),
        };
        request.credential = Credential::Signed;
        request.sees_redirects = true;
        request.progress.clone_from(&leaving.progress);
        request.rate.clone_from(&leaving.rate);
        Ok((request, proof))
    }
}

/// An answer, read.
pub(super) struct Answered {
    pub reply: Reply,
    pub body: Bytes,
    pub attempts: u32,
}

/// A header; its value may be UTF-8, which only the far side looks at.
fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue)> {
    let refused = || {
        Error::new(
            Kind::Invalid,
            text!("{name} cannot stand in a header", "{name} 不能作为请求头"),
        )
    };
    let name = HeaderName::try_from(name).map_err(|_| refused())?;
    let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| refused())?;
    Ok((name, value))
}

/// Whether the body of a 200 is an error: its root says so.
pub(super) fn holds_error(body: &[u8]) -> bool {
    let start = body.trim_ascii_start();
    start.starts_with(b"<") && xml::parse(start).is_ok_and(|root| root.name == "Error")
}

fn is_ended(code: &str) -> bool {
    [
        "ExpiredToken",
        "InvalidToken",
        "TokenRefreshRequired",
        "SecurityTokenExpired",
    ]
    .contains(&code)
}

fn is_signature(code: &str) -> bool {
    [
        "SignatureDoesNotMatch",
        "RequestTimeTooSkewed",
        "AuthorizationHeaderMalformed",
        "InvalidAccessKeyId",
    ]
    .contains(&code)
}
