//! A message to the assistant: answered whole, or as events where the backend streams. What came before a broken end is handed
//! out, and the end is told.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Ask, Content, Gateway, decode};
use crate::error::{Error, Result};
use crate::http::fault::after_content;
use crate::http::sse::{Decoder, Event};
use crate::http::{Chunks, Reply};
use crate::text;

/// What is said.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// The conversation; the session's own when absent.
    pub conversation: Option<&'a str>,
    /// The words.
    pub content: &'a str,
    /// Their kind, such as `text`.
    pub content_type: &'a str,
    /// Whether a stream is welcome.
    pub stream: bool,
}

/// An answer to a message, as it comes.
pub struct Coming {
    /// HTTP status.
    pub status: u16,
    began: Instant,
    source: Source,
    queue: VecDeque<Piece>,
    whole: bool,
    chars: usize,
    name: String,
}

/// A piece of an answer.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The words in it, where any are known.
    pub words: Option<String>,
    /// The whole of it, as the backend sent it.
    pub raw: Value,
}

enum Source {
    Stream(Box<Chunks>, Box<Decoder>),
    End,
}

impl Gateway<'_> {
    /// Says something.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire before the answer begins.
    pub async fn message(&self, message: &Message<'_>, expect: Option<u16>) -> Result<Coming> {
        let began = Instant::now();
        // The conversation of the session that is there when the message is written; another login does not change it.
        let conversation = match message.conversation {
            Some(conversation) => conversation.to_owned(),
            None => self.session(None).await?.conversation,
        };
        let ask = Ask {
            path: "api/chat/message".to_owned(),
            content: Content::Json(json!({
                "sessionId": conversation, "content": message.content, "contentType": message.content_type
            })),
            accept: if message.stream {
                "text/event-stream, application/json"
            } else {
                "application/json"
            },
            progress: None,
            expect,
        };
        let reply = self.open_in_session(&ask).await?;
        self.begin(reply, began, expect).await
    }

    async fn begin(&self, mut reply: Reply, began: Instant, expect: Option<u16>) -> Result<Coming> {
        let name = self.target.name.clone();
        let streams = reply
            .header("content-type")
            .is_some_and(|t| t.to_ascii_lowercase().starts_with("text/event-stream"));
        let mut queue = VecDeque::new();
        let (status, source) = if streams {
            let status = reply.status;
            (
                status,
                Source::Stream(Box::new(reply.chunks), Box::new(Decoder::for_text())),
            )
        } else {
            let body = reply.read_all(super::ANSWER_CAP_BYTES).await;
            let body = body.map_err(|e| e.provider(&name))?;
            self.http.trace().body(&reply, &body);
            if reply.is_ok() && expect.is_none() {
                decode::check(&body).map_err(|e| e.status(reply.status).provider(&name))?;
            }
            queue.push_back(piece(&body));
            (reply.status, Source::End)
        };
        Ok(Coming {
            status,
            began,
            source,
            queue,
            whole: !streams,
            chars: 0,
            name,
        })
    }
}

impl Coming {
    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    /// [`crate::error::Kind::Truncated`] when the answer breaks after its first words; before them any of the wire.
    pub async fn next(&mut self) -> Result<Option<Piece>> {
        loop {
            if let Some(piece) = self.queue.pop_front() {
                self.chars += piece.words.as_deref().unwrap_or("").chars().count();
                return Ok(Some(piece));
            }
            let Source::Stream(chunks, decoder) = &mut self.source else {
                return Ok(None);
            };
            let queue = &mut self.queue;
            let mut done = false;
            let mut take = |event: Event<'_>| {
                if event.name == "error" {
                    return Err(decode::event_error(event.data));
                }
                if event.data == b"[DONE]" {
                    done = true;
                } else if !done && !event.data.is_empty() {
                    queue.push_back(piece(event.data));
                }
                Ok(())
            };
            let fed = match chunks.next().await {
                Ok(Some(bytes)) => decoder.feed(&bytes, &mut take),
                Ok(None) => {
                    let finished = decoder.finish(&mut take);
                    done = true;
                    finished
                }
                Err(e) => Err(e),
            };
            if done || fed.is_err() {
                self.source = Source::End;
            }
            fed.map_err(|e| self.broken(e))?;
        }
    }

    fn broken(&self, e: Error) -> Error {
        let e = e.provider(&self.name);
        let chars = self.chars;
        if chars == 0 {
            return e;
        }
        after_content(
            e,
            text!("{chars} characters came before that", "此前已收到 {chars} 个字符"),
        )
    }

    /// Whether it came in one piece.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// How long it has taken.
    pub fn took(&self) -> Duration {
        self.began.elapsed()
    }
}

/// A whole answer or an event: JSON, or plain words.
fn piece(bytes: &[u8]) -> Piece {
    match serde_json::from_slice::<Value>(bytes) {
        Ok(raw) if raw.is_object() => Piece {
            words: decode::words(&raw),
            raw,
        },
        _ => {
            let words = String::from_utf8_lossy(bytes).into_owned();
            Piece {
                raw: Value::String(words.clone()),
                words: Some(words),
            }
        }
    }
}
