//! `vh api`: any call of a configured table. A room takes part by being [`Callable`].

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::{Context, gateway, now, stdin, wx};
use crate::alert;
use crate::cli::api::ApiArgs;
use crate::error::{Error, Kind, Result};
use crate::http::{Body, HeaderName, Http, Idempotency, Method, Reply, Request, Target, header_value, retry};
use crate::llm::Provider;
use crate::secret;
use crate::text;
use crate::text::Text;

/// A table whose calls can be signed, sent and understood.
pub trait Callable: Send + Sync {
    /// The wire.
    fn http(&self) -> &Http;
    /// Where it is.
    fn target(&self) -> &Target;
    /// Signs one attempt: the method, the whole URL, headers and body are there.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when what signs is missing.
    fn sign(&self, request: Request) -> Result<Request>;
    /// The error of an answer that is not 2xx, or of one that is and says otherwise; `None` for a good one.
    fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error>;
    /// Whether a good answer must be read whole before it is believed: because its signature is checked, or because a 200 may
    /// hold an error.
    fn reads_whole(&self) -> bool {
        false
    }
    /// What a body is taken to be where no header says.
    fn content_type(&self) -> Option<&'static str> {
        Some("application/json")
    }
    /// Why this call wants `--yes`, where it does.
    fn guards(&self, _method: &Method, _path: &str) -> Option<Text> {
        None
    }

    /// Gets another credential after this error, where that may help; whether the call is to be made once more.
    ///
    /// # Errors
    /// Whatever getting it says.
    fn renew<'a>(&'a self, _error: &'a Error) -> BoxFuture<'a, Result<bool>> {
        std::future::ready(Ok(false)).boxed()
    }
}

impl Callable for Provider {
    fn http(&self) -> &Http {
        &self.connection().http
    }

    fn target(&self) -> &Target {
        &self.connection().target
    }

    fn sign(&self, request: Request) -> Result<Request> {
        Provider::authorize(self, request)
    }

    fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        self.is_refused(reply).then(|| self.decode_error(reply, body))
    }

    fn reads_whole(&self) -> bool {
        // There the status is in a header, and may say no where HTTP says 200.
        matches!(self, Provider::VolcSpeech(_))
    }
}

impl Callable for alert::sms::Sms {
    fn http(&self) -> &Http {
        &self.connection().http
    }

    fn target(&self) -> &Target {
        &self.connection().target
    }

    fn sign(&self, request: Request) -> Result<Request> {
        let world = alert::World {
            now,
            nonce: alert::nonce,
            gate: &alert::Open,
        };
        alert::sms::Sms::sign(self, request, &world)
    }

    fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        alert::sms::Sms::judge(self, reply, body)
    }

    fn reads_whole(&self) -> bool {
        true
    }
}

/// A table of short messages; the robots and mail have nothing to call.
async fn sms(ctx: &Context, name: &str) -> Result<alert::sms::Sms> {
    let resolved = ctx.settings.alert(name).await.map_err(|e| e.provider(name))?;
    if resolved.config.kind != alert::ChannelKind::Sms {
        return Err(Error::usage(text!(
            "alert.{name} has no API to call: only tables of kind sms have",
            "alert.{name} 没有可调用的 API：只有 kind 为 sms 的表才有"
        )));
    }
    let look = alert::Look::new(&ctx.settings.alerts()?)?;
    alert::sms::Sms::new(name, resolved.config, resolved.net, look, ctx.http.clone())
}

/// The table that the user named, such as `llm.ark`.
pub(super) async fn table<'a>(ctx: &'a Context, given: &str) -> Result<Box<dyn Callable + 'a>> {
    match given.split_once('.') {
        Some(("llm", name)) => Ok(Box::new(ctx.provider(name).await?)),
        Some(("wx", name)) => Ok(Box::new(wx::callable::MiniProgram::new(ctx, name).await?)),
        Some(("gateway", name)) => Ok(Box::new(gateway::callable::Backend::new(ctx, name).await?)),
        Some(("store", name)) => Ok(Box::new(super::store::callable(ctx, name).await?)),
        Some(("alert", name)) => Ok(Box::new(sms(ctx, name).await?)),
        Some(("pay", name)) => Ok(Box::new(super::pay::Table(
            super::pay::connect(&ctx.settings, &ctx.http, name).await?,
        ))),
        _ => Err(Error::usage(text!(
            "{given} is no table that can be called",
            "{given} 不是可调用的表"
        ))
        .hint(text!(
            "write it as llm.NAME, store.NAME, alert.NAME, pay.NAME, wx.NAME or gateway.NAME",
            "写法为 llm.NAME、store.NAME、alert.NAME、pay.NAME、wx.NAME 或 gateway.NAME"
        ))),
    }
}

/// The largest answer that is read whole before it is printed.
const WHOLE_CAP_BYTES: usize = 64 << 20;

/// `vh api`.
///
/// # Errors
/// Any [`crate::error::Kind`]: the provider's error where it answered one, its body printed all the same.
pub async fn api(ctx: &mut Context, args: ApiArgs) -> Result<()> {
    let table = table(ctx, &args.table).await?;
    let request = build(ctx, &args, &*table).await?;
    if let Some(why) = table
        .guards(&request.method, &args.path)
        .filter(|_| !ctx.yes && !ctx.http.is_dry_run())
    {
        return Err(Error::new(Kind::Refused, why)
            .provider(&table.target().name)
            .hint(text!("give --yes when it is meant", "确认无误请加 --yes")));
    }
    let class = match request.method {
        Method::GET | Method::HEAD | Method::OPTIONS => Idempotency::Safe,
        _ => Idempotency::Ambiguous,
    };
    let budget = retry::Budget::start();
    let mut renewed = false;
    let answered = loop {
        let attempt = |_| once(&*table, &request, &args.header).boxed();
        let (answered, _) = retry::attempts(table.target(), budget, class, table.http().trace(), attempt).await?;
        match &answered.error {
            Some(error) if !renewed && table.renew(error).await? => renewed = true,
            _ => break answered,
        }
    };
    let target = table.target().clone();
    drop(table);
    let Answered { mut reply, body, error } = answered;
    if args.include {
        head(ctx, &reply)?;
    }
    match (body, error) {
        (Some(body), Some(error)) => {
            // Some servers repeat the key they refuse.
            ctx.out.text(&secret::scrub(&String::from_utf8_lossy(&body)))?;
            ctx.out.end_line()?;
            ctx.out.flush()?;
            return Err(error);
        }
        // What vouches for an answer is no part of what it says.
        (Some(body), None) => match std::str::from_utf8(&body) {
            Ok(text) => write(ctx, secret::scrub(text).as_bytes())?,
            Err(_) => write(ctx, &body)?,
        },
        (None, _) => {
            while let Some(piece) = reply.chunks.next().await.map_err(|e| e.provider(&target.name))? {
                write(ctx, &piece)?;
                ctx.out.flush()?;
            }
        }
    }
    if ctx.out.is_terminal() {
        ctx.out.end_line()?;
    }
    Ok(())
}

/// What came back: its body where it was read whole, and what is wrong with it.
struct Answered {
    reply: Reply,
    body: Option<Bytes>,
    error: Option<Error>,
}

/// One attempt. An error that trying again may heal goes to the retry loop; any other comes back with its body.
async fn once(table: &dyn Callable, request: &Request, headers: &[String]) -> Result<Answered> {
    // They stand even where the table would say something else.
    let signed = add_headers(table.sign(request.clone())?, headers)?;
    let mut reply = table.http().open(table.target(), signed).await?;
    if reply.is_ok() && !table.reads_whole() {
        return Ok(Answered {
            reply,
            body: None,
            error: None,
        });
    }
    let body = if reply.is_ok() {
        reply.read_all(WHOLE_CAP_BYTES).await?
    } else {
        reply.read_error().await
    };
    match table.judge(&reply, &body) {
        Some(error) if error.is_retryable() => Err(error),
        error => Ok(Answered {
            reply,
            body: Some(body),
            error,
        }),
    }
}

async fn build(ctx: &Context, args: &ApiArgs, table: &dyn Callable) -> Result<Request> {
    let method = Method::from_bytes(args.method.to_ascii_uppercase().as_bytes())
        .map_err(|_| Error::usage(text!("{} is no HTTP method", "{} 不是 HTTP 方法", args.method)))?;
    let path = &args.path;
    if path.contains("://") || path.starts_with("//") || path.split(['/', '?']).any(|part| part == "..") {
        return Err(Error::usage(text!(
            "{path}: the path is below the table's own address",
            "{path}：路径必须在该表自己的地址之下"
        )));
    }
    let mut request = Request::new(method, table.target().url(path));
    if let Some(data) = &args.data {
        let body = match data.strip_prefix('@') {
            Some("-") => stdin::read_all(ctx.out.err()).await?,
            Some(file) => {
                std::fs::read(file).map_err(|e| Error::local(text!("cannot read {file}", "无法读取 {file}"), e))?
            }
            None => data.clone().into_bytes(),
        };
        request.body = Body::Bytes(body.into());
        if let Some(content_type) = table.content_type() {
            request = request.header("content-type", content_type)?;
        }
    }
    // Signed like all others, where headers are signed.
    add_headers(request, &args.header)
}

fn add_headers(mut request: Request, headers: &[String]) -> Result<Request> {
    for line in headers {
        let (header, value) = line
            .split_once(':')
            .ok_or_else(|| Error::usage(text!("-H wants NAME: VALUE", "-H 的写法是 NAME: VALUE")))?;
        let header: HeaderName = header
            .trim()
            .parse()
            .map_err(|_| Error::usage(text!("{header:?} is no header name", "{header:?} 不是合法的请求头名")))?;
        let value = header_value(header.as_str(), value.trim())?;
        request.headers.retain(|(n, _)| *n != header);
        request.headers.push((header, value));
    }
    Ok(request)
}

fn head(ctx: &mut Context, reply: &Reply) -> Result<()> {
    ctx.out.line(&format!("HTTP {}", reply.status))?;
    for (name, value) in &reply.headers {
        ctx.out
            .line(&format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))?;
    }
    ctx.out.line("")
}

/// Bytes into a pipe as they are; text on a terminal made harmless.
fn write(ctx: &mut Context, piece: &[u8]) -> Result<()> {
    if ctx.out.is_terminal() {
        ctx.out.text(&String::from_utf8_lossy(piece))
    } else {
        ctx.out.bytes(piece)
    }
}
