//! The VoiceHelper backend's own API, as the mini program calls it: login by a code, a Bearer token on every call, another
//! login and one repetition after a 401. What the original names (paths, fields) is as there; where it says nothing, an answer
//! is read leniently and told as it is.
//! Source: `mission.md` row 13.

pub mod decode;
pub mod message;
pub mod session;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Clock;
use crate::error::{Error, Kind, Result};
use crate::http::{
    Credential, Http, Idempotency, Method, Multipart, Net, Piece, Progress, Reply, Request, Target, retry,
};
use crate::secret::Secret;
use crate::state::State;
use crate::text;
use session::{Session, Sessions};

/// The largest answer that is read whole.
const ANSWER_CAP_BYTES: usize = 32 << 20;

/// `[gateway.NAME]`, resolved.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The backend's address. There is no other.
    pub base_url: Option<String>,
    /// A reference to a code of `wx.login`, followed anew for each login.
    pub code: Option<String>,
    /// Where shares are told.
    pub share_path: Option<String>,
    /// Where orders are made.
    pub pay_path: Option<String>,
    /// Hosts the code may go to, whoever set the address.
    #[serde(default)]
    pub allowed_hosts: Vec<String>,
}

/// Brings a new code of `wx.login`; each is good once.
pub type NewCode = Arc<dyn Fn() -> BoxFuture<'static, Result<Secret>> + Send + Sync>;

/// What decides whose sessions these are.
pub struct Keeping<'a> {
    /// Where they are kept.
    pub state: &'a State,
    /// The profile in use.
    pub profile: Option<String>,
    /// The wall clock.
    pub now: Clock,
    /// Where another code comes from.
    pub new_code: Option<NewCode>,
}

/// A backend that can be asked for.
pub struct Gateway<'a> {
    target: Target,
    config: Config,
    http: Http,
    sessions: Sessions<'a>,
    new_code: Option<NewCode>,
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// From the first attempt to the end of the answer.
    pub took: Duration,
    /// The body.
    pub body: Bytes,
}

impl Answered {
    /// The body as JSON, where it is some.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }
}

/// Makes the backend of the table `name`. Opens nothing.
///
/// # Errors
/// [`Kind::Config`] without an address; [`Kind::Local`] of the machine's key.
pub fn connect<'a>(name: &str, config: Config, net: Net, http: Http, keeping: Keeping<'a>) -> Result<Gateway<'a>> {
    let base = config.base_url.clone().ok_or_else(|| {
        Error::config(text!(
            "[gateway.{name}] has no base_url",
            "[gateway.{name}] 没有 base_url"
        ))
        .hint(text!(
            "vh config set gateway.{name}.base_url https://…",
            "vh config set gateway.{name}.base_url https://…"
        ))
        .provider(name)
    })?;
    crate::http::client::parse_url(&base).map_err(|e| e.provider(name))?;
    let sessions = Sessions::open(name, &base, &keeping)?;
    Ok(Gateway {
        target: Target {
            name: name.to_owned(),
            base,
            net,
        },
        config,
        http,
        sessions,
        new_code: keeping.new_code,
    })
}

/// One request of the mini program.
pub(super) struct Ask {
    pub(super) path: String,
    pub(super) content: Content,
    pub(super) accept: &'static str,
    pub(super) progress: Option<Progress>,
    /// A status that is an answer and no error, whatever it is.
    pub(super) expect: Option<u16>,
}

/// What it sends.
#[derive(Clone)]
pub(super) enum Content {
    /// JSON.
    Json(Value),
    /// A file: its name, its type, itself.
    File(String, &'static str, Piece),
}

const JSON: &str = "application/json";

impl Gateway<'_> {
    /// Where it is.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The wire.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// The sessions that are kept.
    pub fn sessions(&self) -> &Sessions<'_> {
        &self.sessions
    }

    /// The error of an answer, for calls that nothing here names.
    pub fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        let error = if reply.is_ok() {
            decode::check(body).err()?.status(reply.status)
        } else {
            decode::error(reply, body)
        };
        Some(error.provider(&self.target.name))
    }

    /// Logs in, and keeps the session.
    ///
    /// # Errors
    /// [`Kind::Auth`] when the code is refused, [`Kind::OutcomeUnknown`] when the answer is lost, any other of the wire.
    pub async fn login(&self, code: &Secret, expect: Option<u16>) -> Result<(Answered, Option<Session>)> {
        let answered = self.exchange(code, expect).await?;
        if !(200..300).contains(&answered.status) {
            return Ok((answered, None));
        }
        let session = decode::session(&answered.body).map_err(|e| e.provider(&self.target.name))?;
        self.sessions.keep(&session).await?;
        Ok((answered, Some(session)))
    }

    async fn exchange(&self, code: &Secret, expect: Option<u16>) -> Result<Answered> {
        let ask = Ask {
            path: "api/auth/wx-login".to_owned(),
            content: Content::Json(json!({"code": code.expose()})),
            accept: JSON,
            progress: None,
            expect,
        };
        let began = Instant::now();
        let answered = async {
            let reply = self.open(&ask, None).await?;
            self.read(&ask, reply, began).await
        };
        answered.await.map_err(|e| match e.kind {
            Kind::OutcomeUnknown => e.hint(text!(
                "the code may be spent: make a new one with wx.login",
                "该 code 可能已被使用：请用 wx.login 重新获取"
            )),
            Kind::Auth | Kind::Invalid => e.hint(text!(
                "a code of wx.login is good once and for 5 minutes: make a new one",
                "wx.login 的 code 5 分钟内仅可使用一次：请重新获取"
            )),
            _ => e,
        })
    }

    /// Sends a file as the mini program does: the file itself and its name. The answer tells where it lies.
    ///
    /// # Errors
    /// [`Kind::NotFound`] and [`Kind::Local`] of the file, any of the wire.
    pub async fn upload(&self, file: &Path, progress: Option<Progress>, expect: Option<u16>) -> Result<Answered> {
        let piece = Piece::of_path(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.upload_piece(&name, piece, progress, expect).await
    }

    /// As [`Gateway::upload`], what is not in a file.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    pub async fn upload_piece(
        &self,
        name: &str,
        piece: Piece,
        progress: Option<Progress>,
        expect: Option<u16>,
    ) -> Result<Answered> {
        let ask = Ask {
            path: "api/files/upload".to_owned(),
            content: Content::File(name.to_owned(), content_type(Path::new(name)), piece),
            accept: JSON,
            progress,
            expect,
        };
        self.answered(&ask).await
    }

    /// Has the file at `path` of the backend turned into text.
    ///
    /// # Errors
    /// Any [`Kind`] of the wire.
    pub async fn transcribe(&self, path: &str, expect: Option<u16>) -> Result<Answered> {
        self.post("api/voice/transcribe", json!({"audioPath": path}), expect)
            .await
    }

    /// Tells a share: its title, the page it opens, its picture.
    ///
    /// # Errors
    /// [`Kind::Config`] without `share_path`; any [`Kind`] of the wire.
    pub async fn share(&self, title: &str, page: &str, image: Option<&str>, expect: Option<u16>) -> Result<Answered> {
        let path = self.configured("share_path", self.config.share_path.as_deref())?;
        let mut body = json!({"title": title, "path": page});
        if let Some(image) = image {
            body["imageUrl"] = image.into();
        }
        self.post(path, body, expect).await
    }

    /// Asks for an order: what the backend wants to know of it is the caller's business.
    ///
    /// # Errors
    /// [`Kind::Config`] without `pay_path`; any [`Kind`] of the wire.
    pub async fn pay(&self, order: Value, expect: Option<u16>) -> Result<Answered> {
        let path = self.configured("pay_path", self.config.pay_path.as_deref())?;
        self.post(path, order, expect).await
    }

    fn configured<'p>(&self, key: &str, path: Option<&'p str>) -> Result<&'p str> {
        let name = &self.target.name;
        path.ok_or_else(|| {
            Error::config(text!("[gateway.{name}] has no {key}", "[gateway.{name}] 没有 {key}")).hint(text!(
                "the backend says where: vh config set gateway.{name}.{key} api/…",
                "由后端决定：vh config set gateway.{name}.{key} api/…"
            ))
        })
    }

    async fn post(&self, path: &str, body: Value, expect: Option<u16>) -> Result<Answered> {
        let ask = Ask {
            path: path.to_owned(),
            content: Content::Json(body),
            accept: JSON,
            progress: None,
            expect,
        };
        self.answered(&ask).await
    }

    async fn answered(&self, ask: &Ask) -> Result<Answered> {
        let began = Instant::now();
        let reply = self.open_in_session(ask).await?;
        self.read(ask, reply, began).await
    }

    async fn read(&self, ask: &Ask, mut reply: Reply, began: Instant) -> Result<Answered> {
        let body = reply.read_all(ANSWER_CAP_BYTES).await;
        let body = body.map_err(|e| e.provider(&self.target.name))?;
        self.http.trace().body(&reply, &body);
        if reply.is_ok() && ask.expect.is_none() {
            decode::check(&body).map_err(|e| e.status(reply.status).provider(&self.target.name))?;
        }
        Ok(Answered {
            status: reply.status,
            took: began.elapsed(),
            body,
        })
    }

    /// The head of a good answer, or of one that was expected.
    pub(super) async fn open(&self, ask: &Ask, token: Option<&Secret>) -> Result<Reply> {
        let attempt = |_| self.once(ask, token).boxed();
        let budget = retry::Budget::start();
        let class = Idempotency::Ambiguous;
        let (reply, _) = retry::attempts(&self.target, budget, class, self.http.trace(), attempt).await?;
        Ok(reply)
    }

    async fn once(&self, ask: &Ask, token: Option<&Secret>) -> Result<Reply> {
        let mut request = Request::new(Method::POST, self.target.url(&ask.path)).header("accept", ask.accept)?;
        if let Some(token) = token {
            request = bearer(request, token)?;
        }
        // A code of wx.login is as good as a password.
        request.credential = Credential::Bearer;
        request.progress.clone_from(&ask.progress);
        request = match &ask.content {
            Content::Json(body) => request.json(body),
            Content::File(name, content_type, piece) => request.multipart(
                Multipart::default()
                    .file("file", name, content_type, piece.clone())
                    .text("fileName", name),
            )?,
        };
        let mut reply = self.http.open(&self.target, request).await?;
        if reply.is_ok() || ask.expect == Some(reply.status) {
            return Ok(reply);
        }
        let body = reply.read_error().await;
        self.http.trace().body(&reply, &body);
        Err(decode::error(&reply, &body))
    }
}

/// Adds the token.
///
/// # Errors
/// [`Kind::Config`] when it cannot stand in a header.
pub fn bearer(request: Request, token: &Secret) -> Result<Request> {
    let value = format!("Bearer {}", token.expose());
    request.secret_header("authorization", &value, Credential::Bearer)
}

/// The type of a file by its ending, for what a mini program sends.
fn content_type(file: &Path) -> &'static str {
    let ending = file.extension().unwrap_or_default().to_ascii_lowercase();
    match ending.to_str().unwrap_or("") {
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "m4a" => "audio/mp4",
        "aac" => "audio/aac",
        "ogg" | "opus" => "audio/ogg",
        "amr" => "audio/amr",
        "pcm" => "audio/pcm",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "mp4" => "video/mp4",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}
