//! The wire: every request of every provider leaves through here. It knows attempts, timeouts, caps and what may be shown of
//! a request; it knows no vendor, reads no configuration and prints nothing.
//!
//! One [`Http`] is made per process. An adapter encodes a [`Request`], calls [`Http::open`] (a stream) or [`Http::call`] (a
//! whole answer) inside [`retry::attempts`], and decodes every [`Reply`], 2xx or not.

pub mod client;
pub mod config;
pub mod content;
pub mod curl;
pub mod fault;
pub mod fetch;
pub mod pace;
pub mod redact;
pub mod reply;
pub mod retry;
pub mod sse;
pub mod trace;

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
pub use reqwest::Method;
pub use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

pub use config::{Identity, Net, Retry, Timeouts};
pub use content::{Body, Multipart, Piece, Progress};
pub use pace::Rate;
pub use reply::{Chunks, Reply};
pub use retry::Budget;
pub use trace::Trace;

use crate::error::{Error, Kind, Outcome, Result};
use crate::text;

/// Where one configured table's requests go, and how patient they are.
#[derive(Debug, Clone)]
pub struct Target {
    /// The table's name, shown in errors.
    pub name: String,
    /// Base URL without a trailing slash; it may have a path, which survives joining.
    pub base: String,
    /// Timeouts, retry, proxy, certificate authority.
    pub net: Net,
}

impl Target {
    /// `base` and `path` joined as text, so that a base like `https://host/api/v3` keeps its path.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{}", self.base.trim_end_matches('/'), path.trim_start_matches('/'))
    }
}

/// What a repeated request can do to the other side; the adapter states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idempotency {
    /// Repeating changes nothing, or nothing that anyone sees.
    Safe,
    /// Repeating with the same number and body is one effect.
    Keyed,
    /// Repeating may do it twice: only what was certainly refused or not sent is repeated.
    Ambiguous,
    /// Never repeated.
    Never,
}

/// Which credential a request carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// None.
    None,
    /// A key, password or token that whoever sees it can use.
    Bearer,
    /// A signature over this one request.
    Signed,
}

/// One request, complete: signed, with all its headers.
#[derive(Debug, Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// Headers in order. Secret values are marked sensitive.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// The content.
    pub body: Body,
    /// Which credential it carries.
    pub credential: Credential,
    /// Told of the bytes of the content as they leave, again from the start on another attempt.
    pub progress: Option<Progress>,
    /// How fast a streamed content may leave.
    pub rate: Option<Arc<Rate>>,
    /// Only public addresses may be reached by it, whatever its name resolves to.
    pub public_only: bool,
    /// An answer that sends elsewhere is handed out like any other, because it may say why. It is not followed either way.
    pub sees_redirects: bool,
}

impl Request {
    /// A request without headers, body or credential.
    pub fn new(method: Method, url: String) -> Request {
        Request {
            method,
            url,
            headers: Vec::new(),
            body: Body::Empty,
            credential: Credential::None,
            progress: None,
            rate: None,
            public_only: false,
            sees_redirects: false,
        }
    }

    /// Adds a header.
    ///
    /// # Errors
    /// [`Kind::Config`] when the value cannot stand in a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Result<Request> {
        self.headers
            .push((HeaderName::from_static(name), header_value(name, value)?));
        Ok(self)
    }

    /// Adds a header whose value is a secret.
    ///
    /// # Errors
    /// [`Kind::Config`] when the value cannot stand in a header.
    pub fn secret_header(mut self, name: &'static str, value: &str, credential: Credential) -> Result<Request> {
        let mut value = header_value(name, value)?;
        value.set_sensitive(true);
        self.headers.push((HeaderName::from_static(name), value));
        self.credential = credential;
        Ok(self)
    }

    /// Sets a multipart body, with its content type.
    ///
    /// # Errors
    /// [`Kind::Bug`] when the system has no random numbers.
    pub fn multipart(mut self, parts: Multipart) -> Result<Request> {
        let (content_type, body) = parts.finish()?;
        self = self.header("content-type", &content_type)?;
        self.body = body;
        Ok(self)
    }

    /// Sets a JSON body.
    pub fn json(mut self, body: &serde_json::Value) -> Request {
        self.headers.push((
            reqwest::header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ));
        self.body = Body::Bytes(Bytes::from(body.to_string()));
        self
    }
}

/// A header value, or an error that names the header and not the value.
///
/// # Errors
/// [`Kind::Config`] for line breaks and other bytes that cannot stand in a header.
pub fn header_value(name: &str, value: &str) -> Result<HeaderValue> {
    HeaderValue::from_str(value).map_err(|_| {
        Error::config(text!(
            "the value of header {name} has a character that cannot stand in a header (a line break?)",
            "请求头 {name} 的值含有不允许的字符（是否有换行？）"
        ))
    })
}

/// Everything that is the same for all requests of the process.
pub struct Options {
    /// Where attempts are told, and how much.
    pub trace: Trace,
    /// Nothing is sent; each request goes here instead.
    pub dry_run: Option<DrySink>,
    /// Only loopback may be reached.
    pub sealed: bool,
    /// The wall clock, for dates in answers.
    pub now: fn() -> SystemTime,
}

/// Takes each request of a dry run.
pub type DrySink = Arc<dyn Fn(&Request) + Send + Sync>;

/// The transport. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    inner: Arc<Inner>,
    /// Whether a dry run sends what only reads.
    reads: bool,
}

struct Inner {
    clients: Mutex<Vec<(client::Key, reqwest::Client)>>,
    options: Options,
}

impl Http {
    /// The process's transport. Opens nothing.
    pub fn new(options: Options) -> Http {
        Http {
            inner: Arc::new(Inner {
                clients: Mutex::new(Vec::new()),
                options,
            }),
            reads: false,
        }
    }

    /// The same transport, which in a dry run sends what only reads: for a plan of many changes, which needs to know what is
    /// there.
    pub fn reading(&self) -> Http {
        Http {
            reads: true,
            ..self.clone()
        }
    }

    /// Where attempts are told.
    pub fn trace(&self) -> &Trace {
        &self.inner.options.trace
    }

    /// Whether nothing is sent, and each request is only shown.
    pub fn is_dry_run(&self) -> bool {
        self.inner.options.dry_run.is_some()
    }

    /// In a dry run shows the request, and ends it.
    ///
    /// # Errors
    /// [`Kind::Closed`] in a dry run: nothing is sent.
    pub fn show(&self, request: &Request) -> Result<()> {
        match &self.inner.options.dry_run {
            Some(_) if self.reads && request.method.is_safe() => Ok(()),
            Some(dry) => {
                dry(request);
                Err(Error::new(Kind::Closed, text!("dry run", "试运行")))
            }
            None => Ok(()),
        }
    }

    /// Sends `request` once and waits for the head of the answer; the body is read from the reply.
    ///
    /// # Errors
    /// [`Kind::Refused`] when policy forbids the address, [`Kind::Network`] and [`Kind::Timeout`] from the wire.
    pub async fn open(&self, target: &Target, request: Request) -> Result<Reply> {
        let started = Instant::now();
        let url = self.admit(target, &request)?;
        self.show(&request)?;
        self.trace().request(&request);
        let method = request.method.clone();
        let result = self.send(target, request, url.clone()).await;
        let took = started.elapsed();
        match &result {
            Ok(reply) => self.trace().reply(target, &method, &url, reply, took),
            Err(e) => self.trace().failure(target, &method, &url, e, took),
        }
        result
    }

    /// Sends `request` once and reads the whole answer, at most `cap_bytes`.
    ///
    /// # Errors
    /// As [`Http::open`]; [`Kind::Malformed`] when the answer outgrows the cap.
    pub async fn call(&self, target: &Target, request: Request, cap_bytes: usize) -> Result<(Reply, Bytes)> {
        let mut reply = self.open(target, request).await?;
        let body = reply.read_all(cap_bytes).await.map_err(|e| e.provider(&target.name))?;
        self.trace().body(&reply, &body);
        Ok((reply, body))
    }

    /// Whether this request may go to this address at all.
    fn admit(&self, target: &Target, request: &Request) -> Result<reqwest::Url> {
        let url = client::parse_url(&request.url).map_err(|e| e.provider(&target.name))?;
        let local = client::is_loopback(&url);
        if self.inner.options.sealed && !local {
            let origin = client::origin(&url);
            return Err(Error::new(
                Kind::Refused,
                text!(
                    "this configuration is sealed to loopback, and {origin} is elsewhere",
                    "此配置仅限本机回环，而 {origin} 不是本机"
                ),
            )
            .provider(&target.name));
        }
        if url.scheme() == "http" && !local && !target.net.plaintext {
            let origin = client::origin(&url);
            match request.credential {
                Credential::Bearer => {
                    return Err(Error::new(
                        Kind::Refused,
                        text!(
                            "a key would travel unencrypted to {origin}",
                            "密钥将以明文发送到 {origin}"
                        ),
                    )
                    .hint(text!(
                        "use https, or set plaintext = true in the table of {name}",
                        "请使用 https，或在 {name} 的配置表中设置 plaintext = true",
                        name = target.name
                    ))
                    .provider(&target.name));
                }
                Credential::Signed => self.trace().note(&format!(
                    "{}: note: the request is signed, and its content travels unencrypted to {origin}",
                    target.name
                )),
                Credential::None => {}
            }
        }
        Ok(url)
    }

    async fn send(&self, target: &Target, request: Request, url: reqwest::Url) -> Result<Reply> {
        let client = self.client(target, &url, request.public_only)?;
        let mut head = HeaderMap::with_capacity(request.headers.len());
        for (name, value) in request.headers {
            head.append(name, value);
        }
        let mut builder = client.request(request.method, url).headers(head);
        let pulse = pace::Pulse::start();
        builder = match request.body {
            Body::Empty => builder,
            Body::Bytes(bytes) => builder.body(bytes),
            Body::Pieces(pieces) => {
                let (progress, rate) = (request.progress, request.rate);
                builder.body(content::stream(pieces, progress, rate, pulse.clone()))
            }
        };
        let first_byte = target.net.timeouts.first_byte;
        let answer = tokio::select! {
            answer = builder.send() => answer.map_err(|e| fault::from_reqwest(e, &target.name, Outcome::Unknown))?,
            () = pulse.stopped(first_byte) => return Err(fault::no_answer(&target.name, first_byte)),
        };
        let reply = Reply::new(answer, target.net.timeouts.idle, self.inner.options.now);
        if (300..400).contains(&reply.status) && !request.sees_redirects {
            return Err(reply.redirect(&target.name));
        }
        Ok(reply)
    }

    /// The client for this target: made at its first request, shared by all later ones that need the same.
    fn client(&self, target: &Target, url: &reqwest::Url, public_only: bool) -> Result<reqwest::Client> {
        let key = client::Key::of(target, url, self.inner.options.sealed, public_only);
        let mut clients = self
            .inner
            .clients
            .lock()
            .map_err(|_| Error::bug("the list of clients is poisoned"))?;
        if let Some((_, client)) = clients.iter().find(|(k, _)| *k == key) {
            return Ok(client.clone());
        }
        let client = client::build(&key).map_err(|e| e.provider(&target.name))?;
        clients.push((key, client.clone()));
        Ok(client)
    }
}

/// A duration as people write it: `350ms`, `2.5s`, `3m 20s`, `90d`.
pub fn human(d: Duration) -> String {
    const DAY: u64 = 86_400;
    let (days, rest) = (d.as_secs() / DAY, Duration::from_secs(d.as_secs() % DAY));
    if days > 0 && rest.is_zero() {
        format!("{days}d")
    } else if days > 0 {
        // Months and years are not always as long; days are.
        format!("{days}d {}", humantime::format_duration(rest))
    } else if d < Duration::from_secs(1) {
        format!("{}ms", d.as_millis())
    } else if d < Duration::from_secs(10) && d.subsec_millis() != 0 {
        format!("{:.1}s", d.as_secs_f64())
    } else {
        humantime::format_duration(rest).to_string()
    }
}
