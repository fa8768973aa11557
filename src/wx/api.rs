//! The adapter for api.weixin.qq.com: a [`Call`] becomes a request with its token, an answer JSON or a picture. A token that is
//! refused is replaced once and the call repeated once: WeChat refuses it before it looks at the call.

use bytes::Bytes;
use futures_util::FutureExt;
use serde_json::{Map, Value};

use super::token::{self, Cache};
use super::{Clock, Wx, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Credential, Idempotency, Method, Multipart, Piece, Request, retry};
use crate::secret::Secret;
use crate::sign;
use crate::state::State;

/// The largest answer: a picture of 1280 dots is far below.
const ANSWER_CAP_BYTES: usize = 16 << 20;

/// One call, as data.
#[derive(Debug, Clone)]
pub struct Call {
    /// Path below the address.
    pub path: &'static str,
    /// What is sent.
    pub content: Content,
    /// What repeating it can do.
    pub idempotency: Idempotency,
}

/// What a call sends.
#[derive(Debug, Clone)]
pub enum Content {
    /// JSON.
    Json(Value),
    /// A picture as a form: file name, type, content.
    Picture(String, &'static str, Piece),
}

/// What came back.
#[derive(Debug, Clone)]
pub enum Answer {
    /// JSON that says it is no error.
    Json(Map<String, Value>),
    /// A picture.
    Picture(Format, Bytes),
}

/// What a picture is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl Format {
    /// The format of a picture that begins with these bytes.
    pub fn of(bytes: &[u8]) -> Option<Format> {
        if bytes.starts_with(b"\xFF\xD8\xFF") {
            Some(Format::Jpeg)
        } else if bytes.starts_with(b"\x89PNG") {
            Some(Format::Png)
        } else {
            None
        }
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "jpeg",
            Format::Png => "png",
        }
    }
}

impl Answer {
    /// The JSON.
    ///
    /// # Errors
    /// [`Kind::Malformed`] for a picture.
    pub fn json(self) -> Result<Map<String, Value>> {
        match self {
            Answer::Json(fields) => Ok(fields),
            Answer::Picture(..) => Err(malformed()),
        }
    }
}

/// Reads an answer: a picture by its first bytes, JSON whose `errcode` is absent or 0, else the error. The content type is not
/// asked: WeChat sends errors as pictures and pictures as JSON.
///
/// # Errors
/// Any [`Kind`] of [`fault`]; [`Kind::Malformed`] for what is neither.
pub fn decode(status: u16, body: &[u8]) -> Result<Answer> {
    if let Some(format) = Format::of(body).filter(|_| (200..300).contains(&status)) {
        return Ok(Answer::Picture(format, Bytes::copy_from_slice(body)));
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(fields)) => match fault::read(&fields, status) {
            Some(error) => Err(error),
            None if (200..300).contains(&status) => Ok(Answer::Json(fields)),
            None => Err(fault::of_status(status)),
        },
        _ if !(200..300).contains(&status) => Err(fault::of_status(status)),
        _ => Err(malformed().status(status)),
    }
}

fn malformed() -> Error {
    Error::new(
        Kind::Malformed,
        crate::text!("the answer is neither JSON nor a picture", "响应既不是 JSON 也不是图片"),
    )
    .outcome(Outcome::Sent)
}

/// A text field of an answer, which must be there.
///
/// # Errors
/// [`Kind::Malformed`] naming it.
pub fn text_of(fields: &Map<String, Value>, name: &str) -> Result<String> {
    let found = fields.get(name).and_then(Value::as_str).filter(|v| !v.is_empty());
    found.map(str::to_owned).ok_or_else(|| {
        Error::new(
            Kind::Malformed,
            crate::text!("the answer has no {name}", "响应中没有 {name}"),
        )
        .outcome(Outcome::Sent)
    })
}

/// A query of pairs, encoded.
pub(super) fn query(pairs: &[(&str, &str)]) -> String {
    let pairs = pairs
        .iter()
        .map(|(k, v)| format!("{k}={}", sign::uri_encode(v.as_bytes())));
    pairs.collect::<Vec<_>>().join("&")
}

impl Wx {
    /// Sends a request without a token once, and reads the answer.
    pub(super) async fn once(&self, mut request: Request) -> Result<Answer> {
        // What travels in the query or the body is as good as a password.
        request.credential = Credential::Bearer;
        let (reply, body) = self.http.call(&self.target, request, ANSWER_CAP_BYTES).await?;
        decode(reply.status, &body).map_err(|e| e.retry_after(reply.retry_after()).provider(&self.target.name))
    }

    /// Sends what `request` makes, again where `idempotency` allows it.
    pub(super) async fn attempts(
        &self,
        idempotency: Idempotency,
        request: impl Fn() -> Result<Request> + Send + Sync,
    ) -> Result<Answer> {
        let attempt = |_| {
            let request = request();
            async move { self.once(request?).await.map_err(|e| unsettled(e, idempotency)) }.boxed()
        };
        let budget = retry::Budget::start();
        let (answer, _) = retry::attempts(&self.target, budget, idempotency, self.http.trace(), attempt).await?;
        Ok(answer)
    }

    /// The mini program with its tokens, for the calls that need one.
    pub fn authorized<'a>(&'a self, state: &'a State, now: Clock) -> Authorized<'a> {
        Authorized {
            cache: token::cache(self, state, now),
            wx: self,
        }
    }
}

/// A gateway in between that gives up (502, 504) may have handed the call on: whether it was done is then not known.
fn unsettled(error: Error, idempotency: Idempotency) -> Error {
    let between = error.code.is_none() && matches!(error.status, Some(500 | 502 | 504));
    if between && idempotency != Idempotency::Safe {
        error.outcome(Outcome::Unknown)
    } else {
        error
    }
}

/// A mini program and its tokens.
pub struct Authorized<'a> {
    wx: &'a Wx,
    cache: Cache<'a>,
}

impl Authorized<'_> {
    /// The mini program.
    pub fn wx(&self) -> &Wx {
        self.wx
    }

    /// A token that holds; another than `rejected`.
    ///
    /// # Errors
    /// As [`Cache::get`].
    pub async fn token(&self, rejected: Option<&Secret>) -> Result<token::Found> {
        let rejected = rejected.map(Secret::expose);
        match self
            .cache
            .get(rejected, token::fetch(self.wx, rejected, self.cache.clock()))
            .await
        {
            // A dry run has shown how the token would be asked for; the call is shown with a name in its place.
            Err(e) if e.kind == Kind::Closed => Ok(token::Found::placeholder()),
            other => other,
        }
    }

    /// Asks WeChat for a new token, whatever the old one is worth.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    pub async fn renew(&self) -> Result<token::Found> {
        self.cache.renew(token::force(self.wx, self.cache.clock())).await
    }

    /// Makes a call.
    ///
    /// # Errors
    /// Any [`Kind`] of [`fault`] and of the wire.
    pub async fn send(&self, call: &Call) -> Result<Answer> {
        let token = self.token(None).await?.value;
        match self.send_with(call, &token).await {
            Err(e) if fault::is_stale_token(&e) => {
                let token = self.token(Some(&token)).await?.value;
                self.send_with(call, &token).await
            }
            other => other,
        }
    }

    async fn send_with(&self, call: &Call, token: &Secret) -> Result<Answer> {
        let request = || {
            let url = with_token(&self.wx.target.url(call.path), token);
            let request = Request::new(Method::POST, url);
            match &call.content {
                Content::Json(body) => Ok(request.json(body)),
                Content::Picture(name, content_type, piece) => {
                    request.multipart(Multipart::default().file("media", name, content_type, piece.clone()))
                }
            }
        };
        self.wx.attempts(call.idempotency, request).await
    }
}

/// The URL with the token in its query: the only place WeChat takes it.
pub fn with_token(url: &str, token: &Secret) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{}", query(&[("access_token", token.expose())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_their_first_bytes() {
        assert!(matches!(
            decode(200, b"\xFF\xD8\xFF\xE0rest"),
            Ok(Answer::Picture(Format::Jpeg, _))
        ));
        assert!(matches!(
            decode(200, b"\x89PNG\r\n"),
            Ok(Answer::Picture(Format::Png, _))
        ));
        assert_eq!(decode(200, b"").unwrap_err().kind, Kind::Malformed);
        assert_eq!(decode(200, b"GIF89a").unwrap_err().kind, Kind::Malformed);
        assert_eq!(decode(502, b"\xFF\xD8\xFF").unwrap_err().kind, Kind::Unavailable);
        assert_eq!(decode(200, b"[]").unwrap_err().kind, Kind::Malformed);
    }

    #[test]
    fn a_number_beyond_a_double_stays_itself() {
        let answer = decode(200, br#"{"errcode":0,"msgid":1988810812324364291}"#).unwrap();
        assert_eq!(answer.json().unwrap()["msgid"].to_string(), "1988810812324364291");
    }
}
