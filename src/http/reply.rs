//! The answer: its head at once, its body piece by piece under the idle timeout.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http_body::Body as _;
use tokio::task::JoinHandle;
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
            chunks: Chunks::new(body, idle),
            now,
        }
    }

    /// Whether the status is 2xx.
    pub fn is_ok(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The error of an answer that sends us elsewhere.
    pub fn redirect(&self, name: &str) -> Error {
        fault::redirect(self, name)
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
///
/// hyper hands over one piece per change of task. A pump of our own makes those changes, cheaply and ahead of the reader, so
/// that the command is woken once for all pieces that are there.
pub struct Chunks {
    queue: Arc<Queue>,
    pump: JoinHandle<()>,
    ready: VecDeque<Bytes>,
    idle: Duration,
    timer: Option<Pin<Box<Sleep>>>,
    armed: bool,
}

/// What the pump may be ahead of the reader.
const AHEAD_BYTES: usize = 256 << 10;
/// A piece is cut from a buffer that hyper made for more, and holds all of it. One of up to this size is copied out, so that the
/// buffer is used again; a larger one counts as all that there may be ahead.
const COPIED_BYTES: usize = 64 << 10;

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    pieces: VecDeque<Bytes>,
    bytes: usize,
    end: Option<Result<()>>,
    reader: Option<Waker>,
    pump: Option<Waker>,
}

impl Chunks {
    fn new(mut body: reqwest::Body, idle: Duration) -> Chunks {
        let queue = Arc::new(Queue::default());
        let for_pump = queue.clone();
        let pump = tokio::spawn(poll_fn(move |cx| for_pump.poll_pump(&mut body, cx)));
        Chunks {
            queue,
            pump,
            ready: VecDeque::new(),
            idle,
            timer: None,
            armed: false,
        }
    }

    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    /// [`Kind::Timeout`] after the idle time without a byte, [`Kind::Network`] when the connection breaks.
    pub async fn next(&mut self) -> Result<Option<Bytes>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// As [`Chunks::next`]. The timer is touched only when there is nothing to read, so a fast stream pays nothing for it.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Bytes>>> {
        if let Some(piece) = self.ready.pop_front() {
            return Poll::Ready(Ok(Some(piece)));
        }
        match self.queue.poll_take(&mut self.ready, cx) {
            Poll::Ready(Ok(())) => {
                self.armed = false;
                Poll::Ready(Ok(self.ready.pop_front()))
            }
            Poll::Ready(Err(e)) => Poll::Ready(Err(e)),
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
                Poll::Ready(Err(fault::stalled(self.idle)))
            }
        }
    }
}

impl Drop for Chunks {
    fn drop(&mut self) {
        // The body, and with it the connection, belongs to the pump.
        self.pump.abort();
    }
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing under the lock can panic half-way.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves pieces from the body into the queue; ends with the body.
    fn poll_pump(&self, body: &mut reqwest::Body, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            // Checked before every frame: the connection wakes this task too, whenever it has another one.
            let mut state = self.lock();
            if state.bytes >= AHEAD_BYTES {
                state.pump = Some(cx.waker().clone());
                return Poll::Pending;
            }
            drop(state);
            let frame = Pin::new(&mut *body).poll_frame(cx);
            let mut state = self.lock();
            let end = match frame {
                Poll::Ready(Some(Ok(frame))) => {
                    if let Ok(piece) = frame.into_data()
                        && !piece.is_empty()
                    {
                        if piece.len() <= COPIED_BYTES {
                            state.bytes += piece.len();
                            state.pieces.push_back(Bytes::copy_from_slice(&piece));
                        } else {
                            state.bytes += AHEAD_BYTES;
                            state.pieces.push_back(piece);
                        }
                    }
                    None
                }
                Poll::Ready(Some(Err(e))) => Some(Err(fault::from_reqwest(e, "", Outcome::Sent))),
                Poll::Ready(None) => Some(Ok(())),
                Poll::Pending => return Poll::Pending,
            };
            if let Some(reader) = state.reader.take() {
                reader.wake();
            }
            if end.is_some() {
                state.end = end;
                return Poll::Ready(());
            }
        }
    }

    /// Takes all pieces that are there; none means the end.
    fn poll_take(&self, into: &mut VecDeque<Bytes>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut state = self.lock();
        if !state.pieces.is_empty() {
            std::mem::swap(&mut state.pieces, into);
            state.bytes = 0;
            if let Some(pump) = state.pump.take() {
                pump.wake();
            }
            return Poll::Ready(Ok(()));
        }
        match &mut state.end {
            Some(Ok(())) => Poll::Ready(Ok(())),
            Some(failed) => Poll::Ready(std::mem::replace(failed, Ok(()))),
            None => {
                state.reader = Some(cx.waker().clone());
                Poll::Pending
            }
        }
    }
}
