//! `vh store cp` and `vh store mv`.

use std::sync::Arc;

use futures_util::FutureExt;

use super::batch::{Batch, Row};
use super::options::Stored;
use super::place::{Place, Stores};
use super::{Memory, engine};
use crate::cli::store::CopyArgs;
use crate::command::Context;
use crate::error::{Error, Result};
use crate::output::progress::Meter;
use crate::store::pick::Pick;
use crate::store::transfer::Engine;
use crate::store::walk::Walk;
use crate::store::{ObjectStore, PageOf};
use crate::text;

/// `vh store cp`, and `vh store mv` with `away`: the source is removed when its copy is there.
///
/// # Errors
/// [`crate::error::Kind::NotFound`] without the source, [`crate::error::Kind::Partial`] when only some were copied.
pub(super) async fn copy(ctx: &mut Context, stores: &Stores, args: CopyArgs, away: bool) -> Result<()> {
    let (from, to) = (places(stores, &args.source)?, places(stores, &args.target)?);
    let (source, target) = (stores.store(&from).await?, stores.store(&to).await?);
    let stored = Stored::new(&args.stored, &args.moving, stores, &to, &*target)?;
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    let memory = Memory::of(ctx);
    let meter = Meter::start(ctx.out.err());
    let engine = engine(&args.moving, &memory, &meter);
    let job = Job {
        from: &from,
        to: &to,
        source: &source,
        target: &target,
        stored: &stored,
        engine: &engine,
        away,
    };
    let same_bucket = source.place() == target.place();
    if !args.recursive {
        let key = from.object()?.to_owned();
        let own = key.rsplit('/').next().unwrap_or(&key);
        let new = if to.is_prefix() {
            format!("{}{own}", to.key)
        } else {
            to.key.clone()
        };
        if same_bucket && new == key {
            return Err(onto_itself(&from));
        }
        let mut batch = Batch::new(ctx, meter, engine.jobs(), true);
        let plan = job.row(&key, &new);
        batch.change(plan, job.one(key, new).boxed()).await?;
        return batch.finish().await;
    }
    let (prefix, below) = (from.below(), to.below());
    // What is copied below its own source would be listed again.
    if same_bucket && (below.starts_with(&prefix) || (away && prefix.starts_with(&below) && prefix == below)) {
        return Err(onto_itself(&from));
    }
    let of = PageOf {
        prefix: prefix.clone(),
        ..PageOf::default()
    };
    let mut walk = Walk::new(source.clone(), of);
    let mut batch = Batch::new(ctx, meter.clone(), engine.jobs(), false);
    let job = &job;
    while let Some(found) = batch.beside(walk.next()).await? {
        let name = found.key[prefix.len()..].to_owned();
        if pick.takes(&name) {
            meter.expect(found.size);
            let new = format!("{below}{name}");
            let plan = Row {
                size: Some(found.size),
                ..job.row(&found.key, &new)
            };
            batch.change(plan, job.one(found.key, new).boxed()).await?;
        }
    }
    batch.finish().await
}

fn places(stores: &Stores, word: &str) -> Result<Place> {
    stores
        .remote(word)
        .map_err(|e| match std::path::Path::new(word).exists() {
            true => Error::usage(text!("{word} is a file here", "{word} 是本地文件")).hint(text!(
                "vh store put sends files, vh store get fetches them",
                "发送文件请用 vh store put，取回请用 vh store get"
            )),
            false => e,
        })
}

fn onto_itself(place: &Place) -> Error {
    let shown = place.shown();
    Error::usage(text!("{shown} onto itself", "{shown} 的源与目标重叠"))
}

struct Job<'j> {
    from: &'j Place,
    to: &'j Place,
    source: &'j Arc<dyn ObjectStore>,
    target: &'j Arc<dyn ObjectStore>,
    stored: &'j Stored,
    engine: &'j Engine<'j>,
    away: bool,
}

impl<'j> Job<'j> {
    fn row(&self, key: &str, new: &str) -> Row {
        let op = if self.away { "mv" } else { "cp" };
        Row::new(op, self.from.show(key)).to(self.to.show(new))
    }

    fn one(&self, key: String, new: String) -> impl Future<Output = super::batch::Done> + Send + use<'j> {
        let row = self.row(&key, &new);
        let (source, target, engine, away) = (self.source, self.target, self.engine, self.away);
        let how = self.stored.copy(&new);
        async move {
            let copied = async {
                source.check_key(&key)?;
                let moved = engine.copy(source, &key, &**target, &new, &how).await?;
                if away {
                    source.delete(&key, None).await?;
                }
                Ok(moved)
            };
            match copied.await {
                Ok(moved) => (row.moved(moved), None),
                Err(e) => (row, Some(e)),
            }
        }
    }
}
