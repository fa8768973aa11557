//! HTTP/1.1 as far as a receiver of notifications needs it, with a bound on everything: head, headers, body, time, requests.
//! What is unclear about a request's length is refused, because a proxy in front could read it otherwise.
//! Source: RFC 9112.

use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::timeout;

use super::Answered;
use crate::pay::notify::Captured;

const HEAD_CAP_BYTES: usize = 16 << 10;
const BODY_CAP_BYTES: usize = 64 << 10;
const HEADERS: usize = 64;

/// From the first byte of a request to its last.
const REQUEST_LIMIT: Duration = Duration::from_secs(10);
/// Between two requests.
const IDLE_LIMIT: Duration = Duration::from_secs(60);
/// For the answer to leave.
const ANSWER_LIMIT: Duration = Duration::from_secs(10);

struct Head {
    method: String,
    headers: Vec<(String, String)>,
    keeps: bool,
    length: Length,
    expects: bool,
}

enum Length {
    Bytes(usize),
    Chunked,
}

/// Why a request is not read.
struct Bad(u16);

/// Serves one connection to its end.
pub(super) async fn serve<'a, S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    receive: impl Fn(Captured) -> BoxFuture<'a, (bool, Answered)>,
) {
    let mut buffer = Vec::with_capacity(4096);
    loop {
        if buffer.is_empty() {
            match timeout(IDLE_LIMIT, fill(&mut stream, &mut buffer)).await {
                Ok(Ok(n)) if n > 0 => {}
                _ => break,
            }
        }
        let read = timeout(REQUEST_LIMIT, read(&mut stream, &mut buffer)).await;
        let (answer, keeps) = match read {
            Ok(Ok(Some((head, _)))) if head.method != "POST" => (plain(405, "allow: POST\r\n"), false),
            Ok(Ok(Some((head, body)))) => {
                let captured = Captured {
                    headers: head.headers,
                    body,
                };
                let (is_v2, answered) = receive(captured).await;
                (render(is_v2, &answered, head.keeps), head.keeps)
            }
            Ok(Ok(None)) => break,
            Ok(Err(Bad(status))) => (plain(status, ""), false),
            Err(_) => (plain(408, ""), false),
        };
        let written = timeout(ANSWER_LIMIT, async {
            stream.write_all(&answer).await?;
            stream.flush().await
        });
        if !matches!(written.await, Ok(Ok(()))) || !keeps {
            break;
        }
    }
    // A peer that is gone does not hear it.
    let _ = timeout(Duration::from_secs(1), stream.shutdown()).await;
}

/// Source: doc2/4011986737 (XML), doc3/4012071382 (JSON); anything but 2xx is tried again.
fn render(is_v2: bool, answered: &Answered, keeps: bool) -> Vec<u8> {
    let status = match answered {
        Answered::Taken => "200 OK",
        Answered::Refused => "400 Bad Request",
        Answered::Later => "503 Service Unavailable",
    };
    let taken = matches!(answered, Answered::Taken);
    let (kind, body) = match (is_v2, taken) {
        (true, true) => (
            "text/xml",
            "<xml><return_code><![CDATA[SUCCESS]]></return_code><return_msg><![CDATA[OK]]></return_msg></xml>",
        ),
        (true, false) => (
            "text/xml",
            "<xml><return_code><![CDATA[FAIL]]></return_code><return_msg><![CDATA[refused]]></return_msg></xml>",
        ),
        (false, true) => ("application/json", r#"{"code":"SUCCESS","message":"成功"}"#),
        (false, false) => ("application/json", r#"{"code":"FAIL","message":"失败"}"#),
    };
    let connection = if keeps { "keep-alive" } else { "close" };
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\nconnection: {connection}\r\n\r\n{body}"
    )
    .into_bytes()
}

fn plain(status: u16, headers: &str) -> Vec<u8> {
    let reason = match status {
        400 => "Bad Request",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        501 => "Not Implemented",
        505 => "HTTP Version Not Supported",
        _ => "Error",
    };
    format!("HTTP/1.1 {status} {reason}\r\n{headers}content-length: 0\r\nconnection: close\r\n\r\n").into_bytes()
}

async fn read<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    buffer: &mut Vec<u8>,
) -> Result<Option<(Head, Vec<u8>)>, Bad> {
    let (head, length) = loop {
        if let Some(parsed) = parse(buffer)? {
            break parsed;
        }
        if buffer.len() > HEAD_CAP_BYTES {
            return Err(Bad(431));
        }
        if fill(stream, buffer).await.unwrap_or(0) == 0 {
            return if buffer.is_empty() { Ok(None) } else { Err(Bad(400)) };
        }
    };
    buffer.drain(..length);
    if head.method != "POST" {
        return Ok(Some((head, Vec::new())));
    }
    if head.expects && stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await.is_err() {
        return Ok(None);
    }
    let body = match head.length {
        Length::Bytes(n) if n > BODY_CAP_BYTES => return Err(Bad(413)),
        Length::Bytes(n) => take(stream, buffer, n).await?,
        Length::Chunked => chunks(stream, buffer).await?,
    };
    Ok(Some((head, body)))
}

fn parse(buffer: &[u8]) -> Result<Option<(Head, usize)>, Bad> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let length = match request.parse(buffer) {
        Ok(httparse::Status::Partial) => return Ok(None),
        Ok(httparse::Status::Complete(length)) if length > HEAD_CAP_BYTES => return Err(Bad(431)),
        Ok(httparse::Status::Complete(length)) => length,
        Err(httparse::Error::TooManyHeaders) => return Err(Bad(431)),
        Err(httparse::Error::Version) => return Err(Bad(505)),
        Err(_) => return Err(Bad(400)),
    };
    let mut kept = Vec::new();
    for header in request.headers.iter() {
        let value = std::str::from_utf8(header.value).map_err(|_| Bad(400))?;
        kept.push((header.name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let all = |name: &str| {
        kept.iter()
            .filter(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
            .collect::<Vec<_>>()
    };
    let length_of = match (all("content-length").as_slice(), all("transfer-encoding").as_slice()) {
        ([], []) => Length::Bytes(0),
        ([n], []) if !n.is_empty() && n.len() < 10 && n.bytes().all(|b| b.is_ascii_digit()) => {
            Length::Bytes(n.parse().map_err(|_| Bad(400))?)
        }
        ([n], []) if n.len() >= 10 && n.bytes().all(|b| b.is_ascii_digit()) => return Err(Bad(413)),
        ([], [te]) if te.eq_ignore_ascii_case("chunked") => Length::Chunked,
        ([], [_]) => return Err(Bad(501)),
        // Two lengths, or two ways to tell one.
        _ => return Err(Bad(400)),
    };
    let connection = all("connection").concat().to_ascii_lowercase();
    let keeps = match request.version {
        Some(1) => !connection.contains("close"),
        _ => connection.contains("keep-alive"),
    };
    let expects = all("expect").iter().any(|v| v.eq_ignore_ascii_case("100-continue"));
    let head = Head {
        method: request.method.unwrap_or("").to_owned(),
        keeps,
        length: length_of,
        expects,
        headers: kept,
    };
    Ok(Some((head, length)))
}

async fn chunks<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>) -> Result<Vec<u8>, Bad> {
    let mut body = Vec::new();
    loop {
        let end = loop {
            if let Some(end) = buffer.windows(2).position(|w| w == b"\r\n") {
                break end;
            }
            if buffer.len() > 256 || fill(stream, buffer).await.unwrap_or(0) == 0 {
                return Err(Bad(400));
            }
        };
        let line = String::from_utf8_lossy(&buffer[..end]).into_owned();
        buffer.drain(..end + 2);
        let size = line.split(';').next().unwrap_or("");
        if size.is_empty() || size.len() > 8 || !size.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(Bad(400));
        }
        let size = usize::from_str_radix(size, 16).map_err(|_| Bad(400))?;
        if body.len() + size > BODY_CAP_BYTES {
            return Err(Bad(413));
        }
        body.extend(take(stream, buffer, size).await?);
        // No trailers: what follows the last chunk is the empty line.
        if take(stream, buffer, 2).await? != b"\r\n" {
            return Err(Bad(400));
        }
        if size == 0 {
            return Ok(body);
        }
    }
}

async fn take<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>, length: usize) -> Result<Vec<u8>, Bad> {
    while buffer.len() < length {
        if fill(stream, buffer).await.unwrap_or(0) == 0 {
            return Err(Bad(400));
        }
    }
    Ok(buffer.drain(..length).collect())
}

async fn fill<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>) -> std::io::Result<usize> {
    let mut piece = [0; 8 << 10];
    let n = stream.read(&mut piece).await?;
    buffer.extend_from_slice(&piece[..n]);
    Ok(n)
}
