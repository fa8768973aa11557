//! Reading what was captured: a body, its headers, or a whole request as somebody wrote it down.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::cli::pay::VerifyArgs;
use crate::command::{Context, stdin};
use crate::error::{Error, Kind, Result};
use crate::pay::notify::Captured;
use crate::text;
use crate::text::Text;

/// The largest notification that is read from a file.
const CAP_BYTES: u64 = 1 << 20;

/// The bytes of a file, or of standard input.
pub(super) async fn read(ctx: &Context, path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        return stdin::read_all(ctx.out.err()).await;
    }
    let shown = path.display();
    let cannot = |e: std::io::Error| {
        let kind = if e.kind() == std::io::ErrorKind::NotFound {
            Kind::NotFound
        } else {
            Kind::Local
        };
        Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e).with_kind(kind)
    };
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(cannot)?;
    std::io::Read::read_to_end(&mut std::io::Read::take(file, CAP_BYTES + 1), &mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > CAP_BYTES {
        return Err(Error::usage(text!(
            "{shown} is too large for a notification",
            "{shown} 过大，不是通知"
        )));
    }
    Ok(bytes)
}

/// Header lines; what is none is refused, because it could be half of one.
fn headers(text: &str) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for line in text.lines().map(str::trim_end).filter(|l| !l.is_empty()) {
        let (name, value) = line
            .split_once(':')
            .filter(|(n, _)| !n.trim().is_empty())
            .ok_or_else(|| {
                Error::usage(text!(
                    "{line:?} is no header: write NAME: VALUE",
                    "{line:?} 不是请求头：应为 NAME: VALUE"
                ))
            })?;
        all.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
    Ok(all)
}

/// A whole HTTP request, as a proxy or a debugger writes it down.
fn request(bytes: &[u8]) -> Result<Option<Captured>> {
    let line = bytes.split(|b| *b == b'\n').next().unwrap_or(b"");
    let line = String::from_utf8_lossy(line);
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    if words.len() != 3 || !words[2].starts_with("HTTP/") {
        return Ok(None);
    }
    let bad = |why: Text| Error::usage(text!("the HTTP request cannot be read", "无法读取 HTTP 请求").join(": ", why));
    let find = |mark: &[u8]| {
        bytes
            .windows(mark.len())
            .position(|w| w == mark)
            .map(|at| (at, at + mark.len()))
    };
    let (end, start) = match (find(b"\r\n\r\n"), find(b"\n\n")) {
        (Some(a), Some(b)) => a.min(b),
        (Some(a), None) => a,
        (None, Some(b)) => b,
        (None, None) => return Err(bad(text!("it has no empty line before its body", "正文之前缺少空行"))),
    };
    let head = std::str::from_utf8(&bytes[line.len().min(end)..end])
        .map_err(|_| bad(text!("its headers are no text", "请求头不是文本")))?;
    let headers = headers(head)?;
    let mut body = bytes[start..].to_vec();
    let get = |name: &str| headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    if get("transfer-encoding").is_some() {
        return Err(bad(text!(
            "its body is in chunks: write down the body itself",
            "正文为分块编码：请保存解码后的正文"
        )));
    }
    if let Some(length) = get("content-length") {
        let length: usize = length
            .parse()
            .map_err(|_| bad(text!("content-length is no number", "content-length 不是数字")))?;
        if body.len() < length {
            let (got, want) = (body.len(), length);
            return Err(bad(text!(
                "its body has {got} bytes of {want}",
                "正文只有 {got} 字节，应为 {want} 字节"
            )));
        }
        body.truncate(length);
    }
    Ok(Some(Captured { headers, body }))
}

/// A clock: RFC 3339, or seconds since 1970.
pub(super) fn clock(text: &str) -> Result<SystemTime> {
    let seconds = match text.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => text
            .parse::<jiff::Timestamp>()
            .ok()
            .and_then(|t| u64::try_from(t.as_second()).ok())
            .ok_or_else(|| {
                Error::usage(text!(
                    "--at {text}: write 2026-11-28T10:00:00+08:00 or seconds since 1970",
                    "--at {text}：应为 2026-11-28T10:00:00+08:00 或 Unix 秒"
                ))
            })?,
    };
    if seconds > 1 << 40 {
        return Err(Error::usage(text!(
            "--at {text}: too far ahead",
            "--at {text}：超出范围"
        )));
    }
    Ok(UNIX_EPOCH + Duration::from_secs(seconds))
}

/// What was captured, and the account that it was for.
pub(super) async fn captured(ctx: &Context, args: &VerifyArgs) -> Result<Captured> {
    let bytes = read(ctx, &args.file).await?;
    let mut captured = match request(&bytes)? {
        Some(captured) => captured,
        None => Captured {
            headers: Vec::new(),
            body: bytes,
        },
    };
    if let Some(path) = &args.headers {
        let bytes = read(ctx, path).await?;
        let text =
            String::from_utf8(bytes).map_err(|_| Error::usage(text!("the headers are no text", "请求头不是文本")))?;
        captured.headers = headers(&text)?;
    }
    Ok(captured)
}
