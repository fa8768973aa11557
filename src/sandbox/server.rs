//! HTTP/1.1 as the servers speak it, written by hand so that every byte of an answer can go wrong on purpose.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use super::script::{Fault, Hang};
use super::sse::{self, Event};
use super::{Entry, Shared};

const HEAD_CAP_BYTES: usize = 64 << 10;

/// One vendor's server.
pub trait Protocol: Send + Sync {
    /// Its name.
    fn name(&self) -> &'static str;
    /// Its name behind TLS; `None` when it is not served there.
    fn tls_name(&self) -> Option<&'static str> {
        None
    }
    /// The path that base URLs end with.
    fn base_path(&self) -> &'static str {
        ""
    }
    /// The key it accepts.
    fn key(&self) -> &str;
    /// Where that key stands in a configuration, such as `llm.openai.api_key`.
    fn key_name(&self) -> String;
    /// What else a client must know: the configuration key's name, and the value.
    fn also(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    /// The header of its request ids.
    fn request_id_header(&self) -> &'static str;
    /// How much of a body the journal keeps.
    fn kept_bytes(&self) -> usize {
        usize::MAX
    }
    /// The longest body it takes.
    fn body_cap_bytes(&self) -> usize {
        64 << 20
    }
    /// The answer to a request; `text` replaces what it would say.
    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer;
    /// An error in the vendor's shape.
    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer;
    /// An error as an event of a stream, where it streams.
    fn error_event(&self, _code: Option<&str>, message: &str) -> Event {
        Event {
            name: None,
            data: message.to_owned(),
            role: sse::Role::Frame,
        }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers, without those that frame the body.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub content: Content,
    /// What was wrong with the request.
    pub problem: Option<String>,
}

/// The body of an answer.
#[derive(Debug)]
pub enum Content {
    /// All at once.
    Whole(Vec<u8>),
    /// Pieces of a body whose length nobody knows at its beginning.
    Pieces(Vec<Vec<u8>>),
    /// No body, but the length that it would have: the answer to HEAD.
    Length(u64),
    /// As an event stream.
    Events(Vec<Event>),
}

impl Answer {
    /// A JSON answer.
    pub fn json(status: u16, body: &serde_json::Value) -> Answer {
        Answer {
            status,
            headers: vec![("content-type".into(), "application/json".into())],
            content: Content::Whole(body.to_string().into_bytes()),
            problem: None,
        }
    }

    /// An event stream.
    pub fn events(events: Vec<Event>) -> Answer {
        Answer {
            status: 200,
            headers: vec![("content-type".into(), "text/event-stream; charset=utf-8".into())],
            content: Content::Events(events),
            problem: None,
        }
    }

    /// Says what was wrong with the request.
    pub fn problem(mut self, problem: &str) -> Answer {
        self.problem = Some(problem.to_owned());
        self
    }
}

/// Serves one connection to its end.
pub(super) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, protocol: &dyn Protocol, shared: &Shared) {
    let mut buffer = Vec::new();
    while let Ok(Some(mut request)) = read_request(&mut stream, &mut buffer, protocol).await {
        let index = shared.log(kept(&request, protocol.kept_bytes()));
        let fault = shared.fault(&request).unwrap_or_default();
        request.ahead_s = fault.ahead_s;
        match answer(&mut stream, protocol, shared, &request, &fault, index).await {
            Ok(true) => {}
            Ok(false) | Err(_) => break,
        }
    }
    // Says goodbye in TLS too; a peer that is gone does not hear it.
    let _ = stream.shutdown().await;
}

/// What the journal keeps of a request.
fn kept(request: &Entry, bytes: usize) -> Entry {
    let body = request.body.get(..bytes).unwrap_or(&request.body).to_vec();
    let Entry {
        protocol,
        status,
        ahead_s,
        ..
    } = *request;
    Entry {
        protocol,
        method: request.method.clone(),
        path: request.path.clone(),
        headers: request.headers.clone(),
        body,
        status,
        problem: request.problem.clone(),
        ahead_s,
    }
}

/// Answers one request; whether the connection can go on.
async fn answer<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    protocol: &dyn Protocol,
    shared: &Shared,
    request: &Entry,
    fault: &Fault,
    index: usize,
) -> io::Result<bool> {
    if fault.wait_ms > 0 {
        tokio::time::sleep(Duration::from_millis(fault.wait_ms)).await;
    }
    if fault.drop {
        return Ok(false);
    }
    if fault.hang == Some(Hang::Head) && !fault.lose {
        return wait_for_close(stream).await;
    }
    let message = fault.message.as_deref().unwrap_or("scripted fault");
    let mut answer = match fault.status {
        Some(status) => protocol.error(status, fault.code.as_deref(), message),
        None => protocol.answer(request, fault.text.as_deref()),
    };
    answer.headers.push((
        protocol.request_id_header().to_owned(),
        format!("req_sandbox_{:06}", index + 1),
    ));
    if let Some(body) = &fault.body {
        answer.content = Content::Whole(body.clone().into_bytes());
    }
    for (name, value) in &fault.headers {
        answer.headers.retain(|(n, _)| !n.eq_ignore_ascii_case(name));
        answer.headers.push((name.clone(), value.clone()));
    }
    shared.amend(index, answer.status, answer.problem.clone());
    if fault.lose {
        return match fault.hang {
            Some(Hang::Head) => wait_for_close(stream).await,
            _ => Ok(false),
        };
    }
    match &answer.content {
        Content::Whole(body) => whole(stream, &answer, body, fault).await,
        Content::Length(length) => {
            let head = head(&answer, &format!("content-length: {length}"));
            stream.write_all(&head).await?;
            stream.flush().await?;
            Ok(true)
        }
        Content::Pieces(pieces) => pieces_of(stream, &answer, pieces, fault).await,
        Content::Events(events) => {
            let error = protocol.error_event(fault.code.as_deref(), message);
            let rendered = sse::render(events, fault, &error);
            stream_events(stream, &answer, rendered, fault).await
        }
    }
}

fn head(answer: &Answer, framing: &str) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} {}\r\n", answer.status, reason(answer.status));
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(framing);
    head.push_str("\r\n\r\n");
    head.into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        206 => "Partial Content",
        304 => "Not Modified",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        409 => "Conflict",
        412 => "Precondition Failed",
        416 => "Range Not Satisfiable",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "Status",
    }
}

async fn pieces_of<S: AsyncWrite + Unpin>(
    stream: &mut S,
    answer: &Answer,
    pieces: &[Vec<u8>],
    fault: &Fault,
) -> io::Result<bool> {
    let mut bytes = head(answer, "transfer-encoding: chunked");
    let mut left = fault.cut_after.unwrap_or(usize::MAX);
    for piece in pieces {
        let piece = &piece[..piece.len().min(left)];
        left -= piece.len();
        if !piece.is_empty() {
            bytes.extend_from_slice(format!("{:x}\r\n", piece.len()).as_bytes());
            bytes.extend_from_slice(piece);
            bytes.extend_from_slice(b"\r\n");
        }
    }
    if left > 0 {
        bytes.extend_from_slice(b"0\r\n\r\n");
    }
    stream.write_all(&bytes).await?;
    stream.flush().await?;
    Ok(left > 0)
}

async fn whole<S: AsyncWrite + Unpin>(stream: &mut S, answer: &Answer, body: &[u8], fault: &Fault) -> io::Result<bool> {
    // Neither has a body, and a length would promise one.
    let framing = match answer.status {
        204 | 304 => "x-content: none".to_owned(),
        _ => format!("content-length: {}", body.len()),
    };
    let mut bytes = head(answer, &framing);
    let kept = fault.cut_after.unwrap_or(body.len()).min(body.len());
    bytes.extend_from_slice(&body[..kept]);
    stream.write_all(&bytes).await?;
    stream.flush().await?;
    Ok(kept == body.len())
}

/// Waits between two events, with comments meanwhile where the fault wants them.
async fn pause<S: AsyncWrite + Unpin>(stream: &mut S, fault: &Fault) -> io::Result<()> {
    let mut left = fault.pace_ms;
    while fault.ping_ms > 0 && left > fault.ping_ms {
        tokio::time::sleep(Duration::from_millis(fault.ping_ms)).await;
        chunk(stream, b": ping\n\n").await?;
        left -= fault.ping_ms;
    }
    tokio::time::sleep(Duration::from_millis(left)).await;
    Ok(())
}

async fn chunk<S: AsyncWrite + Unpin>(stream: &mut S, piece: &[u8]) -> io::Result<()> {
    stream.write_all(format!("{:x}\r\n", piece.len()).as_bytes()).await?;
    stream.write_all(piece).await?;
    stream.write_all(b"\r\n").await?;
    stream.flush().await
}

async fn stream_events<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    answer: &Answer,
    rendered: sse::Rendered,
    fault: &Fault,
) -> io::Result<bool> {
    stream.write_all(&head(answer, "transfer-encoding: chunked")).await?;
    let mut left = fault.cut_after.unwrap_or(usize::MAX);
    for (i, event) in rendered.events.iter().enumerate() {
        if i > 0 && fault.pace_ms > 0 {
            pause(stream, fault).await?;
        }
        let event = &event[..event.len().min(left)];
        left -= event.len();
        for piece in event.chunks(fault.split.unwrap_or(usize::MAX).max(1)) {
            chunk(stream, piece).await?;
            if fault.split.is_some() {
                // A piece the reader has not seen yet would be joined to the next.
                tokio::task::yield_now().await;
            }
        }
        if left == 0 {
            return Ok(false);
        }
    }
    if rendered.hangs {
        return wait_for_close(stream).await;
    }
    stream.write_all(b"0\r\n\r\n").await?;
    stream.flush().await?;
    Ok(true)
}

/// Says nothing more, until the other side goes away.
async fn wait_for_close<S: AsyncRead + Unpin>(stream: &mut S) -> io::Result<bool> {
    let mut sink = [0; 512];
    while stream.read(&mut sink).await? > 0 {}
    Ok(false)
}

/// Reads one request; `None` when the connection ends before one begins.
async fn read_request<S: AsyncRead + AsyncWrite + Unpin>(
    stream: &mut S,
    buffer: &mut Vec<u8>,
    protocol: &dyn Protocol,
) -> io::Result<Option<Entry>> {
    let cap = protocol.body_cap_bytes();
    let (mut entry, head_len) = loop {
        if let Some(parsed) = parse_head(buffer, protocol.name())? {
            break parsed;
        }
        if buffer.len() > HEAD_CAP_BYTES || fill(stream, buffer).await? == 0 {
            return Ok(None);
        }
    };
    buffer.drain(..head_len);
    if entry.header("expect").is_some() {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").await?;
    }
    let chunked = entry
        .header("transfer-encoding")
        .is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    entry.body = if chunked {
        read_chunked(stream, buffer, cap).await?
    } else {
        let length = entry.header("content-length").and_then(|v| v.parse().ok()).unwrap_or(0);
        take(stream, buffer, length, cap).await?
    };
    Ok(Some(entry))
}

fn parse_head(buffer: &[u8], protocol: &'static str) -> io::Result<Option<(Entry, usize)>> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut request = httparse::Request::new(&mut headers);
    match request.parse(buffer) {
        Ok(httparse::Status::Partial) => Ok(None),
        Ok(httparse::Status::Complete(length)) => {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let entry = Entry {
                protocol,
                method: request.method.unwrap_or_default().to_owned(),
                path: request.path.unwrap_or_default().to_owned(),
                headers: request
                    .headers
                    .iter()
                    .map(|h| (h.name.to_ascii_lowercase(), text(h.value)))
                    .collect(),
                body: Vec::new(),
                status: None,
                problem: None,
                ahead_s: 0,
            };
            Ok(Some((entry, length)))
        }
        Err(e) => Err(io::Error::new(io::ErrorKind::InvalidData, e)),
    }
}

async fn read_chunked<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>, cap: usize) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = loop {
            if let Some(end) = buffer.windows(2).position(|w| w == b"\r\n") {
                let line = String::from_utf8_lossy(&buffer[..end]).into_owned();
                buffer.drain(..end + 2);
                break line;
            }
            if fill(stream, buffer).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        };
        let size = line.split(';').next().unwrap_or("").trim();
        let size = usize::from_str_radix(size, 16).map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
        let piece = take(stream, buffer, size, cap).await?;
        body.extend_from_slice(&piece);
        take(stream, buffer, 2, cap).await?;
        if size == 0 {
            return Ok(body);
        }
        if body.len() > cap {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
    }
}

async fn take<S: AsyncRead + Unpin>(
    stream: &mut S,
    buffer: &mut Vec<u8>,
    length: usize,
    cap: usize,
) -> io::Result<Vec<u8>> {
    if length > cap {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut body: Vec<u8> = buffer.drain(..buffer.len().min(length)).collect();
    // Large bodies are read where they stay.
    let have = body.len();
    body.resize(length, 0);
    stream.read_exact(&mut body[have..]).await?;
    Ok(body)
}

async fn fill<S: AsyncRead + Unpin>(stream: &mut S, buffer: &mut Vec<u8>) -> io::Result<usize> {
    let mut piece = [0; 16 << 10];
    let n = stream.read(&mut piece).await?;
    buffer.extend_from_slice(&piece[..n]);
    Ok(n)
}
