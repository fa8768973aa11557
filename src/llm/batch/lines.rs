//! JSON lines of an answer as they arrive: results of a batch are hundreds of megabytes, and are never held whole.

use futures_util::stream::{self, BoxStream, StreamExt};
use serde::de::DeserializeOwned;

use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Reply;
use crate::text;

/// The longest line: one answer of one model.
const LINE_CAP_BYTES: usize = 64 << 20;

/// The lines of `reply`, each read as a `T`.
pub fn read<T: DeserializeOwned + Send + 'static>(reply: Reply) -> BoxStream<'static, Result<T>> {
    let state = Lines {
        reply,
        buffer: Vec::new(),
        seen: 0,
        ended: false,
    };
    stream::unfold(state, |mut lines| async move {
        let next = lines.next().await.transpose()?;
        if next.is_err() {
            lines.ended = true;
            lines.buffer.clear();
        }
        Some((next, lines))
    })
    .boxed()
}

struct Lines {
    reply: Reply,
    buffer: Vec<u8>,
    /// Of the buffer, looked at for a line break.
    seen: usize,
    ended: bool,
}

impl Lines {
    async fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.buffer[self.seen..]) {
                let line: Vec<u8> = self.buffer.drain(..=self.seen + at).collect();
                self.seen = 0;
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                return decode(&line).map(Some);
            }
            self.seen = self.buffer.len();
            if self.ended {
                let rest = std::mem::take(&mut self.buffer);
                self.seen = 0;
                if rest.iter().all(u8::is_ascii_whitespace) {
                    return Ok(None);
                }
                return decode(&rest).map(Some);
            }
            if self.buffer.len() > LINE_CAP_BYTES {
                return Err(malformed("a line is too long"));
            }
            match self.reply.chunks.next().await? {
                Some(piece) => self.buffer.extend_from_slice(&piece),
                None => self.ended = true,
            }
        }
    }
}

fn decode<T: DeserializeOwned>(line: &[u8]) -> Result<T> {
    serde_json::from_slice(line).map_err(malformed)
}

/// Something of a batch that cannot be read.
pub fn malformed(what: impl std::fmt::Display) -> Error {
    Error::new(
        Kind::Malformed,
        text!("the batch cannot be read: {what}", "无法解析批处理结果：{what}"),
    )
    .outcome(Outcome::Sent)
}
