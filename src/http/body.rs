//! The answer: its head at once, its body piece by piece under the idle timeout.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use tokio::time::{Instant, Sleep};

use super::{HeaderMap, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::text;

/// The head of an answer, and its body still to be read.
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body.
    pub chunks: Chunks,
    now: fn() -> SystemTime,
}

impl Reply {
    pub(super) fn new(answer: reqwest::Response, idle: Duration, now: fn() -> SystemTime) -> Reply {
        let status = answer.status().as_u16();
        let (parts, body) = http::Response::<reqwest::Body>::from(answer).into_parts();
        Reply {
            status,
            headers: parts.headers,
            chunks: Chunks {
                body: Box::pin(body),
                idle,
                timer: None,
                armed: false,
            },
            now,
        }
    }

    /// Whether the status is 2xx.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// A header as text; empty values count as absent.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .filter(|v| !v.is_empty())
    }

    /// How long the other side asks to wait: `retry-after-ms`, or `retry-after` as seconds or as a date.
    pub fn retry_after(&self) -> Option<Duration> {
        if let Some(ms) = self.header("retry-after-ms").and_then(|v| v.parse::<u64>().ok()) {
            return Some(Duration::from_millis(ms));
        }
        let value = self.header("retry-after")?.trim();
        if let Ok(seconds) = value.parse::<f64>() {
            // Beyond 10⁹ s the sum with any date overflows somewhere; nobody waits that long anyway.
            return Some(Duration::from_secs_f64(seconds.clamp(0.0, 1e9)));
        }
        let at = httpdate::parse_http_date(value).ok()?;
        // The answer's own clock where it tells it, so that a wrong clock here does not matter.
        let now = self
            .header("date")
            .and_then(|d| httpdate::parse_http_date(d).ok())
            .unwrap_or_else(self.now);
        Some(at.duration_since(now).unwrap_or_default())
    }

    /// What `x-should-retry` orders, where a gateway sends it.
    pub fn should_retry(&self) -> Option<bool> {
        match self.header("x-should-retry")? {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        }
    }

    /// Reads the whole body.
    ///
    /// # Errors
    /// [`Kind::Malformed`] beyond `cap_bytes`; [`Kind::Network`] and [`Kind::Timeout`] from the wire.
    pub async fn read_all(&mut self, cap_bytes: usize) -> Result<Bytes> {
        let mut all = BytesMut::new();
        while let Some(piece) = self.chunks.next().await? {
            if all.len() + piece.len() > cap_bytes {
                return Err(Error::new(
                    Kind::Malformed,
                    text!(
                        "the answer is larger than {cap_bytes} bytes",
                        "响应超过 {cap_bytes} 字节"
                    ),
                )
                .outcome(Outcome::Sent));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// Reads an error body: its first 64 KiB, whatever happens to the rest.
    pub async fn read_error(&mut self) -> Bytes {
        let mut all = BytesMut::new();
        while all.len() < 64 << 10 {
            match self.chunks.next().await {
                Ok(Some(piece)) => all.extend_from_slice(&piece),
                Ok(None) | Err(_) => break,
            }
        }
        all.freeze()
    }
}

/// The pieces of a body, as they arrive.
pub struct Chunks {
    body: Pin<Box<reqwest::Body>>,
    idle: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    armed: bool,
}

impl Chunks {
    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    /// [`Kind::Timeout`] after the idle time without a byte, [`Kind::Network`] when the connection breaks.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// As [`Chunks::next`]. The timer is touched only when there is nothing to read, so a fast stream pays nothing for it.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>>> {
        loop {
            match self.body.as_mut().poll_frame(cx) {
                Poll::Ready(None) => return Poll::Ready(Ok(None)),
                Poll::Ready(Some(Ok(frame))) => {
                    self.armed = false;
                    if let Ok(data) = frame.into_data()
                        && !data.is_empty()
                    {
                        return Poll::Ready(Ok(Some(data)));
                    }
                }
                Poll::Ready(Some(Err(e))) => {
                    return Poll::Ready(Err(fault::from_reqwest(e, "", Outcome::Sent)));
                }
                Poll::Pending => {
                    let deadline = Instant::now() + self.idle;
                    let timer = self
                        .timer
                        .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(deadline)));
                    if !self.armed {
                        timer.as_mut().reset(deadline);
                        self.armed = true;
                    }
                    ready!(timer.as_mut().poll(cx));
                    return Poll::Ready(Err(fault::stalled(self.idle)));
                }
            }
        }
    }
}
