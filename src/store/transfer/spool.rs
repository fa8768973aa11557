//! A stream of unknown length to an object: cut into parts that wait in unnamed files, so that a part can be sent again and no
//! part is held in memory. Parts grow as their number does, so that no length is too long.

use std::fs::File;
use std::io::{self, Write};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{BoxStream, FuturesUnordered};

use super::upload::{Kept, Parts};
use super::{Engine, Moved, PART_BYTES, hash};
use crate::error::{Error, Result};
use crate::http::{Body, Piece};
use crate::store::checksum::{Algorithm, Checksum, Hasher};
use crate::store::types::Put;
use crate::store::{ObjectStore, sorter};
use crate::text;

/// After so many parts they become twice as large.
const GROW_AFTER: u32 = 1000;
/// How many parts may wait at once.
const WAITING: usize = 4;

/// A part that waits.
struct Waiting {
    file: Arc<File>,
    len: u64,
    sum: Option<Checksum>,
}

impl Waiting {
    fn body(&self) -> Body {
        Body::Pieces(vec![Piece::File {
            file: self.file.clone(),
            from: 0,
            len: self.len,
        }])
    }

    fn hash(&self, algorithm: Algorithm) -> Result<Checksum> {
        hash(&self.file, 0, self.len, algorithm).map_err(cannot)
    }
}

fn cannot(e: io::Error) -> Error {
    Error::local(text!("cannot use a temporary file", "无法使用临时文件"), e)
}

/// Cuts a stream.
struct Cutter {
    stream: BoxStream<'static, Result<Bytes>>,
    rest: Bytes,
    ended: bool,
}

impl Cutter {
    /// The next `most` bytes, or what there is before the end.
    async fn part(&mut self, most: u64, algorithm: Option<Algorithm>) -> Result<Waiting> {
        let mut file = sorter::unnamed().map_err(cannot)?;
        let mut hasher = algorithm.map(Hasher::new);
        let mut len = 0;
        while len < most {
            if self.rest.is_empty() {
                match self.stream.next().await {
                    Some(bytes) => self.rest = bytes?,
                    None => {
                        self.ended = true;
                        break;
                    }
                }
            }
            let take = self.rest.len().min(usize::try_from(most - len).unwrap_or(usize::MAX));
            let run = self.rest.split_to(take);
            file.write_all(&run).map_err(cannot)?;
            if let Some(hasher) = &mut hasher {
                hasher.update(&run);
            }
            len += take as u64;
        }
        Ok(Waiting {
            file: Arc::new(file),
            len,
            sum: hasher.map(Hasher::finish),
        })
    }
}

impl Engine<'_> {
    /// Sends all bytes of a stream; `size` where it is known.
    ///
    /// # Errors
    /// As [`Engine::upload`]; the stream's own. Then nothing of it is left on the other side.
    pub async fn upload_stream(
        &self,
        store: &dyn ObjectStore,
        key: &str,
        stream: BoxStream<'static, Result<Bytes>>,
        size: Option<u64>,
        put: &Put,
    ) -> Result<Moved> {
        store.check_key(key)?;
        let caps = store.caps();
        let mut cutter = Cutter {
            stream,
            rest: Bytes::new(),
            ended: false,
        };
        let part_size = match size {
            Some(size) => self.part_bytes(caps, size)?,
            None => self.part_bytes(caps, PART_BYTES)?,
        };
        let first = if caps.multipart { part_size } else { u64::MAX };
        let first = cutter.part(first, caps.checksum).await?;
        if cutter.ended {
            let _stream = self.stream().await?;
            return self
                .put(store, key, first.body(), first.sum, put, |a| first.hash(a))
                .await;
        }
        let upload = store.begin(key, put).await?;
        let to = Parts {
            store,
            key,
            upload: &upload,
            whole: None,
        };
        let sent = self.send_stream(&to, cutter, first, part_size, put).await;
        if let Err(e) = &sent
            && e.kind != crate::error::Kind::OutcomeUnknown
        {
            // A stream cannot be had again, so its parts are of no use.
            store.abort(key, &upload).await?;
        }
        sent
    }

    async fn send_stream(
        &self,
        to: &Parts<'_>,
        mut cutter: Cutter,
        first: Waiting,
        part_size: u64,
        put: &Put,
    ) -> Result<Moved> {
        let algorithm = to.store.caps().checksum;
        let mut running = FuturesUnordered::new();
        let mut kept: Vec<Kept> = Vec::new();
        let (mut number, mut size) = (1, first.len);
        running.push(self.send_waiting(to, number, first));
        while !cutter.ended || !running.is_empty() {
            if !cutter.ended && running.len() < WAITING.min(self.jobs()) {
                let most = part_size << (number / GROW_AFTER).min(20);
                let most = most.min(to.store.caps().part_max);
                // What is on its way goes on while the next part comes in.
                let mut next = Box::pin(cutter.part(most, algorithm));
                let part = loop {
                    tokio::select! {
                        part = &mut next => break part?,
                        Some(sent) = running.next() => kept.push(sent?),
                    }
                };
                drop(next);
                if part.len > 0 {
                    number += 1;
                    size += part.len;
                    running.push(self.send_waiting(to, number, part));
                }
                continue;
            }
            if let Some(sent) = running.next().await {
                kept.push(sent?);
            }
        }
        drop(running);
        kept.sort_by_key(|k| k.part.number);
        self.finish(to, kept, size, put.if_not_exists).await
    }

    async fn send_waiting(&self, to: &Parts<'_>, number: u32, part: Waiting) -> Result<Kept> {
        let _stream = self.stream().await?;
        self.send_part(to, number, part.body(), part.sum, |a| part.hash(a))
            .await
    }
}
