//! `vh api`: any call of a configured table.

use bytes::Bytes;
use futures_util::FutureExt;

use super::{Context, stdin};
use crate::cli::api::ApiArgs;
use crate::error::{Error, Result};
use crate::http::{Body, HeaderName, Idempotency, Method, Reply, Request, header_value, retry};
use crate::llm::Provider;
use crate::secret;
use crate::text;

/// `vh api`.
///
/// # Errors
/// Any [`crate::error::Kind`]: the provider's error where it answered one, its body printed all the same.
pub async fn api(ctx: &mut Context, args: ApiArgs) -> Result<()> {
    let Some(("llm", name)) = args.table.split_once('.') else {
        let table = &args.table;
        return Err(Error::usage(text!(
            "{table} is no table that can be called",
            "{table} 不是可调用的表"
        ))
        .hint(text!("write it as llm.NAME", "写法为 llm.NAME")));
    };
    let provider = ctx.provider(name).await?;
    let request = build(ctx, &args, &provider).await?;
    let c = provider.connection();
    let (trace, budget) = (c.http.trace(), retry::Budget::start());
    let class = match request.method {
        Method::GET | Method::HEAD | Method::OPTIONS => Idempotency::Safe,
        _ => Idempotency::Ambiguous,
    };
    let attempt = |_| once(&provider, &request).boxed();
    let ((mut reply, failed), _) = retry::attempts(&c.target, budget, class, trace, attempt).await?;
    if args.include {
        head(ctx, &reply)?;
    }
    if let Some((body, error)) = failed {
        // Some servers repeat the key they refuse.
        ctx.out.text(&secret::scrub(&String::from_utf8_lossy(&body)))?;
        ctx.out.end_line()?;
        ctx.out.flush()?;
        return Err(error);
    }
    while let Some(piece) = reply.chunks.next().await.map_err(|e| e.provider(name))? {
        write(ctx, &piece)?;
        ctx.out.flush()?;
    }
    if ctx.out.is_terminal() {
        ctx.out.end_line()?;
    }
    Ok(())
}

/// One attempt. An error that trying again may heal goes to the retry loop; any other comes back with its body.
async fn once(provider: &Provider, request: &Request) -> Result<(Reply, Option<(Bytes, Error)>)> {
    let c = provider.connection();
    let mut reply = c.http.open(&c.target, request.clone()).await?;
    if reply.is_ok() {
        return Ok((reply, None));
    }
    let body = reply.read_error().await;
    let error = provider.decode_error(&reply, &body);
    if error.is_retryable() {
        Err(error)
    } else {
        Ok((reply, Some((body, error))))
    }
}

async fn build(ctx: &Context, args: &ApiArgs, provider: &Provider) -> Result<Request> {
    let c = provider.connection();
    let method = Method::from_bytes(args.method.to_ascii_uppercase().as_bytes())
        .map_err(|_| Error::usage(text!("{} is no HTTP method", "{} 不是 HTTP 方法", args.method)))?;
    let path = &args.path;
    if path.contains("://") || path.starts_with("//") || path.split(['/', '?']).any(|part| part == "..") {
        return Err(Error::usage(text!(
            "{path}: the path is below the table's own address",
            "{path}：路径必须在该表自己的地址之下"
        )));
    }
    let mut request = Request::new(method, c.target.url(path));
    if let Some(data) = &args.data {
        let body = match data.strip_prefix('@') {
            Some("-") => stdin::read_all(ctx.out.err()).await?,
            Some(file) => {
                std::fs::read(file).map_err(|e| Error::local(text!("cannot read {file}", "无法读取 {file}"), e))?
            }
            None => data.clone().into_bytes(),
        };
        request.body = Body::Bytes(body.into());
        request = request.header("content-type", "application/json")?;
    }
    request = c.authorize(request)?;
    for line in &args.header {
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
