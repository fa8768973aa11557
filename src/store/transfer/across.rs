//! An object to another place: on the other side where both are of one server, else through here as a stream.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream, FuturesUnordered};

use super::reader::Reader;
use super::upload::{Kept, Parts};
use super::{Engine, Moved, Verified};
use crate::error::{Error, Kind, Result};
use crate::store::ObjectStore;
use crate::store::checksum::Hasher;
use crate::store::types::{Copy, Get, Meta, Put, Range, Source};

/// The part size of a copy on the other side: nothing passes here, so parts are large.
const COPY_PART_BYTES: u64 = 64 << 20;

impl Engine<'_> {
    /// Copies an object; `put` replaces its headers and metadata where the user gave any.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without the source; as [`Engine::upload`] otherwise.
    pub async fn copy(
        &self,
        from: &Arc<dyn ObjectStore>,
        source: &str,
        to: &dyn ObjectStore,
        key: &str,
        how: &Copy,
    ) -> Result<Moved> {
        to.check_key(key)?;
        let meta = from.head(source, None).await?;
        let how = &Copy {
            replace: how.replace.as_ref().map(|given| over(to, &meta, given)),
            ..how.clone()
        };
        if from.server() == to.server() {
            match self.copy_there(&**from, source, to, key, how, &meta).await {
                // Its credentials may not read there; ours may.
                Err(e) if e.kind == Kind::Auth && from.name() != to.name() => {}
                other => return other,
            }
        }
        let put = described(&**from, source, to, &meta, how).await?;
        let stream = bytes(from.clone(), source.to_owned(), meta.clone());
        self.upload_stream(to, key, stream, Some(meta.size), &put).await
    }

    async fn copy_there(
        &self,
        from: &dyn ObjectStore,
        name: &str,
        to: &dyn ObjectStore,
        key: &str,
        how: &Copy,
        meta: &Meta,
    ) -> Result<Moved> {
        let source = Source {
            bucket: from.bucket().to_owned(),
            key: from.full_key(name),
            version: None,
            if_match: meta.etag.clone(),
        };
        if meta.size <= to.caps().copy_max || !to.caps().multipart {
            let _stream = self.stream().await?;
            let stored = to.copy(&source, key, how).await?;
            (self.moved)(meta.size);
            let verified = match (meta.checksum, stored.checksum) {
                (Some(a), Some(b)) if a == b => Verified::Checksum(a.algorithm()),
                (Some(a), Some(b)) if a.algorithm() == b.algorithm() => return Err(super::differs(key, a, b)),
                _ => Verified::Length,
            };
            return Ok(Moved {
                size: meta.size,
                resumed: 0,
                verified,
                etag: stored.etag,
                version: stored.version,
            });
        }
        let put = described(from, name, to, meta, how).await?;
        let upload = to.begin(key, &put).await?;
        let parts = Parts {
            store: to,
            key,
            upload: &upload,
            // What the parts do not tell, the source does.
            whole: meta.checksum.filter(|c| Some(c.algorithm()) == to.caps().checksum),
        };
        let copied = self.copy_parts(&parts, &source, meta, how).await;
        if let Err(e) = &copied
            && e.kind != Kind::OutcomeUnknown
        {
            to.abort(key, &upload).await?;
        }
        copied
    }

    async fn copy_parts(&self, to: &Parts<'_>, source: &Source, meta: &Meta, how: &Copy) -> Result<Moved> {
        let caps = to.store.caps();
        let least = self.part_bytes(caps, meta.size)?;
        let part_size = least.max(COPY_PART_BYTES).min(caps.part_max);
        let count = u32::try_from(meta.size.div_ceil(part_size)).unwrap_or(u32::MAX);
        let mut numbers = 1..=count;
        let mut running = FuturesUnordered::new();
        let mut kept = Vec::new();
        loop {
            while running.len() < self.jobs() {
                let Some(number) = numbers.next() else { break };
                let from = u64::from(number - 1) * part_size;
                let range = Range {
                    from,
                    len: part_size.min(meta.size - from),
                };
                running.push(async move {
                    let _stream = self.stream().await?;
                    let part = to.store.part_copy(to.key, to.upload, number, source, range).await?;
                    (self.moved)(range.len);
                    Ok::<_, Error>(Kept {
                        part: crate::store::Part {
                            size: range.len,
                            ..part
                        },
                        sum: None,
                        verified: Verified::Length,
                    })
                });
            }
            let Some(copied) = running.next().await else { break };
            kept.push(copied?);
        }
        drop(running);
        kept.sort_by_key(|k| k.part.number);
        self.finish(to, kept, meta.size, how.if_not_exists).await
    }
}

/// What is given over what the source has, as far as that place can keep it.
fn over(to: &dyn ObjectStore, meta: &Meta, given: &Put) -> Put {
    let own = taken_over(to, meta, &Copy::default());
    let mut put = given.clone();
    put.content_type = put.content_type.or(own.content_type);
    put.cache_control = put.cache_control.or(own.cache_control);
    put.content_disposition = put.content_disposition.or(own.content_disposition);
    put.content_encoding = put.content_encoding.or(own.content_encoding);
    for (name, value) in own.meta {
        if !put.meta.iter().any(|(n, _)| n.eq_ignore_ascii_case(&name)) {
            put.meta.push((name, value));
        }
    }
    put
}

/// The headers and metadata of an object, for its copy elsewhere; what that place cannot keep is left out.
fn taken_over(to: &dyn ObjectStore, meta: &Meta, how: &Copy) -> Put {
    let mut put = Put {
        if_not_exists: how.if_not_exists,
        storage_class: how.storage_class.clone(),
        acl: how.acl.clone(),
        sse: how.sse.clone(),
        content_type: meta.content_type.clone(),
        ..Put::default()
    };
    if to.caps().meta {
        put.cache_control = meta.cache_control.clone();
        put.content_disposition = meta.content_disposition.clone();
        put.content_encoding = meta.content_encoding.clone();
        put.meta = meta.meta.clone();
    }
    put
}

/// What describes a copy that is written anew: what was asked for, else what the source has, and the source's tags where no others
/// are given.
async fn described(from: &dyn ObjectStore, source: &str, to: &dyn ObjectStore, meta: &Meta, how: &Copy) -> Result<Put> {
    let given = how.replace.clone();
    let mut put = given.unwrap_or_else(|| taken_over(to, meta, how));
    if put.tags.is_empty() && to.caps().tags && meta.tag_count.is_some_and(|n| n > 0) {
        put.tags = from.tags(source).await?;
    }
    Ok(put)
}

/// An object as a stream, held against its own checksum at the end.
fn bytes(store: Arc<dyn ObjectStore>, key: String, meta: Meta) -> BoxStream<'static, Result<Bytes>> {
    /// The hasher is gone when it has been asked.
    type Going = (Reader<Arc<dyn ObjectStore>>, Option<Hasher>);
    let theirs = meta.checksum;
    let open = async move {
        let get = Get {
            if_match: meta.etag,
            ..Get::default()
        };
        Ok::<Going, Error>((
            Reader::open(store, &key, get).await?,
            theirs.map(|c| Hasher::new(c.algorithm())),
        ))
    };
    let step = move |(mut reader, mut hasher): Going| async move {
        if let Some(bytes) = reader.next().await? {
            if let Some(hasher) = &mut hasher {
                hasher.update(&bytes);
            }
            return Ok(Some((bytes, (reader, hasher))));
        }
        match (theirs, hasher.map(Hasher::finish)) {
            (Some(theirs), Some(ours)) if ours != theirs => Err(super::differs(reader.key(), ours, theirs)),
            _ => Ok(None),
        }
    };
    stream::once(open)
        .flat_map(move |opened| match opened {
            Ok(going) => stream::try_unfold(going, step).boxed(),
            Err(e) => stream::once(async { Err(e) }).boxed(),
        })
        .boxed()
}
