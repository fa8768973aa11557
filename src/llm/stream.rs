//! From the pieces of a body to chat events: shared by both protocols. It holds the rule of commitment: an error before the
//! first content goes back to the retry loop, one after it ends the answer.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;
use futures_util::StreamExt;

use super::ChatStream;
use super::events::{ChatEvent, Served};
use super::fault::shown;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::fault::after_content;
use crate::http::sse::{Decoder, Event};
use crate::http::{Chunks, Reply, Trace};
use crate::text;

/// The largest whole (unstreamed) answer.
const WHOLE_CAP_BYTES: usize = 32 << 20;

/// The events decoded so far and not yet handed out.
pub type Queue = VecDeque<ChatEvent>;

/// One protocol's reading of a stream.
pub trait Decode: Send + Unpin + 'static {
    /// Reads one event.
    ///
    /// # Errors
    /// [`Kind::Malformed`], or the error that the event reports.
    fn event(&mut self, event: Event<'_>, out: &mut Queue) -> Result<()>;

    /// Whether the protocol's end marker was seen; what follows it is not read.
    fn is_done(&self) -> bool;

    /// The body has ended: puts the one `Stop` last.
    ///
    /// # Errors
    /// [`Kind::Truncated`] without the end marker.
    fn end(&mut self, out: &mut Queue) -> Result<()>;

    /// Reads a whole JSON answer, for servers that do not stream.
    ///
    /// # Errors
    /// [`Kind::Malformed`], or the error that the body reports.
    fn whole(&mut self, body: &[u8], out: &mut Queue) -> Result<()>;

    /// The model that answers, as far as it was told.
    fn model(&self) -> Option<&str>;
}

/// An answer being read.
pub struct Events<D> {
    chunks: Chunks,
    sse: Decoder,
    decode: D,
    queue: Queue,
    failure: Option<Error>,
    ended: bool,
    /// Characters of content handed out; the first commits.
    came: Came,
    trace: Option<Trace>,
}

#[derive(Default)]
struct Came {
    chars: usize,
    committed: bool,
}

/// Reads `reply` up to its first content event.
///
/// # Errors
/// Whatever comes before the first content: it may be tried again.
pub async fn begin<D: Decode>(mut reply: Reply, mut decode: D, trace: &Trace) -> Result<Events<D>> {
    let content_type = reply.header("content-type").unwrap_or("").to_ascii_lowercase();
    let mut queue = Queue::new();
    let mut ended = false;
    if content_type.starts_with("application/json") {
        let body = reply.read_all(WHOLE_CAP_BYTES).await?;
        trace.body(&reply, &body);
        decode.whole(&body, &mut queue)?;
        ended = true;
    } else if !content_type.is_empty() && !content_type.starts_with("text/event-stream") {
        let body = reply.read_error().await;
        return Err(not_a_stream(&content_type, &body));
    }
    let mut events = Events {
        chunks: reply.chunks,
        sse: Decoder::for_text(),
        decode,
        queue,
        failure: None,
        ended,
        came: Came::default(),
        trace: trace.shows_bodies().then(|| trace.clone()),
    };
    while !events.ended && !events.queue.iter().any(ChatEvent::is_content) {
        let piece = events.chunks.next().await;
        events.absorb(piece);
        if events.failure.is_some() && !events.queue.iter().any(ChatEvent::is_content) {
            break;
        }
    }
    match events.failure.take() {
        Some(error) if !events.queue.iter().any(ChatEvent::is_content) => Err(error),
        failure => {
            events.failure = failure;
            Ok(events)
        }
    }
}

impl<D: Decode> Events<D> {
    /// The model that answers, as far as it was told.
    pub fn model(&self) -> Option<&str> {
        self.decode.model()
    }

    /// The events, [`Served`] first.
    pub fn into_stream(self, served: Served) -> ChatStream {
        let name = served.provider.clone();
        let first = futures_util::stream::iter([Ok(ChatEvent::Served(served))]);
        let rest = self.map(move |event| event.map_err(|e| e.provider(&name)));
        first.chain(rest).boxed()
    }

    /// Reads one piece of the body into the queue. A failure is kept until what was decoded before it has been handed out.
    fn absorb(&mut self, piece: Result<Option<Bytes>>) {
        let (decode, queue, trace) = (&mut self.decode, &mut self.queue, &self.trace);
        let mut on_event = |event: Event<'_>| {
            if decode.is_done() {
                return Ok(());
            }
            if let Some(trace) = trace {
                trace.event(event.name, event.data);
            }
            decode.event(event, queue)
        };
        let result = match piece {
            Ok(Some(bytes)) => self.sse.feed(&bytes, &mut on_event),
            Ok(None) => {
                self.ended = true;
                self.sse.finish(&mut on_event)
            }
            Err(e) => Err(e),
        };
        let result = match result {
            Ok(()) if self.decode.is_done() || self.ended => {
                self.ended = true;
                self.decode.end(&mut self.queue)
            }
            // After the end marker a broken connection is no longer our business.
            Err(_) if self.decode.is_done() => {
                self.ended = true;
                self.decode.end(&mut self.queue)
            }
            other => other,
        };
        if let Err(error) = result {
            self.ended = true;
            self.failure = Some(error);
        }
    }
}

impl<D: Decode> Stream for Events<D> {
    type Item = Result<ChatEvent>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                match &event {
                    ChatEvent::Text { text } => {
                        self.came.chars += text.chars().count();
                        self.came.committed = true;
                    }
                    ChatEvent::Thinking { .. } | ChatEvent::ToolCall(_) => self.came.committed = true,
                    _ => {}
                }
                return Poll::Ready(Some(Ok(event)));
            }
            if let Some(error) = self.failure.take() {
                let error = if self.came.committed {
                    let chars = self.came.chars;
                    after_content(
                        error,
                        text!("{chars} characters of the answer came", "已收到答案的 {chars} 个字符"),
                    )
                } else {
                    error
                };
                return Poll::Ready(Some(Err(error)));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            let piece = ready!(self.chunks.poll_next(cx));
            self.absorb(piece);
        }
    }
}

/// A stream ended without its protocol's end marker.
pub fn no_end_marker(marker: &str) -> Error {
    Error::new(
        Kind::Truncated,
        text!("the answer ended without {marker}", "答案在没有 {marker} 的情况下结束"),
    )
    .outcome(Outcome::Sent)
    .retryable(true)
}

/// An event that is not what the protocol says.
pub fn malformed(why: impl std::fmt::Display) -> Error {
    Error::new(
        Kind::Malformed,
        text!(
            "an event of the answer cannot be read: {why}",
            "无法解析答案中的一个事件：{why}"
        ),
    )
    .outcome(Outcome::Sent)
    .retryable(true)
}

fn not_a_stream(content_type: &str, body: &[u8]) -> Error {
    let start = shown(body);
    Error::new(
        Kind::Malformed,
        text!(
            "the answer is {content_type}, not an event stream: {start}",
            "响应类型是 {content_type}，不是事件流：{start}"
        ),
    )
    .outcome(Outcome::Sent)
    .hint(text!("is the base_url right?", "base_url 是否正确？"))
}

/// Reads events that differ from the one before only in one string, without parsing the rest again.
///
/// Text deltas are such events: `{…"content":"` token `"}…`. When a parsed event had exactly one `field`, its bytes before and
/// after the string are kept; the next event with the same bytes there is that JSON with another string, and only the string
/// is parsed.
#[derive(Debug, Default)]
pub struct Template {
    before: Vec<u8>,
    after: Vec<u8>,
}

impl Template {
    /// The string in `data`, when the rest is as it was.
    pub fn string(&self, data: &[u8]) -> Option<String> {
        if self.before.is_empty() {
            return None;
        }
        let quoted = data
            .strip_prefix(self.before.as_slice())?
            .strip_suffix(self.after.as_slice())?;
        // Quotes included: an unescaped quote inside would be trailing garbage to the parser, and so refused.
        serde_json::from_slice(quoted).ok()
    }

    /// Learns from an event whose only interesting field is `key` (written `"content":`), with the value `value`.
    pub fn learn(&mut self, data: &[u8], key: &str, value: &str) {
        self.before.clear();
        let mut found = memchr::memmem::find_iter(data, key.as_bytes());
        let (Some(at), None) = (found.next(), found.next()) else {
            return;
        };
        let start = at + key.len();
        let start = start + data[start..].iter().take_while(|b| **b == b' ').count();
        let mut strings = serde_json::Deserializer::from_slice(&data[start..]).into_iter::<String>();
        match strings.next() {
            Some(Ok(text)) if text == value => {
                let end = start + strings.byte_offset();
                self.before.extend_from_slice(&data[..start]);
                self.after.clear();
                self.after.extend_from_slice(&data[end..]);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[test]
    fn a_template_reads_only_what_differs_in_the_one_string() {
        let mut t = Template::default();
        assert_eq!(t.string(b"{}"), None);
        t.learn(br#"{"id":"1","delta":{"content": "a"},"x":null}"#, "\"content\":", "a");
        let read = |s: &str| t.string(s.as_bytes());
        assert_eq!(
            read(r#"{"id":"1","delta":{"content": "你\n\"b"},"x":null}"#).as_deref(),
            Some("你\n\"b")
        );
        assert_eq!(read(r#"{"id":"2","delta":{"content": "b"},"x":null}"#), None);
        assert_eq!(read(r#"{"id":"1","delta":{"content": "b"},"y":"c"},"x":null}"#), None);
        assert_eq!(read(r#"{"id":"1","delta":{"content": null},"x":null}"#), None);
        // The same key twice could be anywhere: nothing is learned.
        t.learn(br#"{"content":"a","b":{"content":"a"}}"#, "\"content\":", "a");
        assert_eq!(t.string(br#"{"content":"a","b":{"content":"a"}}"#), None);
    }
}
