//! `vh store rm`. What is removed in numbers is asked for first; the numbers of one request are removed together.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::batch::{Batch, Row};
use super::place::{Place, Stores};
use crate::cli::store::RmArgs;
use crate::command::Context;
use crate::error::{Error, Result};
use crate::output::progress::Meter;
use crate::store::pick::Pick;
use crate::store::walk::Walk;
use crate::store::{ObjectStore, PageOf};
use crate::text;
use crate::text::Text;

/// How many are removed at once where each is a request of its own.
const JOBS: usize = 16;

/// `vh store rm`.
///
/// # Errors
/// [`crate::error::Kind::Refused`] for many without consent, [`crate::error::Kind::NotFound`] for an object that is not there.
pub(super) async fn rm(ctx: &mut Context, stores: &Stores, args: RmArgs) -> Result<()> {
    let places = args
        .places
        .iter()
        .map(|w| stores.remote(w))
        .collect::<Result<Vec<Place>>>()?;
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    if args.recursive {
        let shown = places.iter().map(|p| p.show(&p.below())).collect::<Vec<_>>().join(" ");
        consent(
            ctx,
            &text!("remove everything below {shown}?", "删除 {shown} 下的全部对象？"),
        )?;
    }
    let one = places.len() == 1 && !args.recursive;
    let meter = Meter::start(ctx.out.err());
    let mut batch = Batch::new(ctx, meter, JOBS, one);
    for place in &places {
        let store = stores.store(place).await?;
        if !args.recursive {
            let key = place.object()?.to_owned();
            let version = args.version_id.clone();
            let row = Row::new("rm", place.shown());
            let plans = batch.plans();
            let operation = async move {
                let removed = async {
                    store.check_key(&key)?;
                    // Stores remove what is not there without a word; a person who mistypes wants to know.
                    if version.is_none() {
                        store.head(&key, None).await?;
                    }
                    match plans {
                        true => Ok(()),
                        false => store.delete(&key, version.as_deref()).await,
                    }
                };
                (row, removed.await.err())
            };
            batch.push(operation.boxed()).await?;
            continue;
        }
        let of = PageOf {
            prefix: place.below(),
            ..PageOf::default()
        };
        let mut walk = Walk::new(store.clone(), of);
        let mut keys = Vec::new();
        loop {
            let found = batch.beside(walk.next()).await?;
            let ended = found.is_none();
            if let Some(found) = found
                && pick.takes(&found.key[place.below().len()..])
            {
                keys.push(found.key);
            }
            if !keys.is_empty() && (ended || keys.len() >= store.caps().delete_many) {
                let keys = std::mem::take(&mut keys);
                remove(&mut batch, &store, place, keys).await?;
            }
            if ended {
                break;
            }
        }
    }
    batch.finish().await
}

/// Removes many in one request; a row for each, and in a dry run only that.
pub(super) async fn remove<'b>(
    batch: &mut Batch<'b>,
    store: &Arc<dyn ObjectStore>,
    place: &Place,
    keys: Vec<String>,
) -> Result<()> {
    let store = store.clone();
    let rows: Vec<Row> = keys.iter().map(|k| Row::new("rm", place.show(k))).collect();
    if batch.plans() {
        return rows.into_iter().try_for_each(|row| batch.tell((row, None)));
    }
    let request: BoxFuture<'_, Result<Vec<(usize, Error)>>> = async move {
        let keys: Vec<(String, Option<String>)> = keys.into_iter().map(|k| (k, None)).collect();
        if let [(key, _)] = keys.as_slice() {
            store.delete(key, None).await?;
            return Ok(Vec::new());
        }
        store.delete_many(&keys).await
    }
    .boxed();
    let mut failed = match batch.beside(async { Ok(request.await) }).await? {
        Ok(failed) => failed,
        Err(e) => {
            // Nothing is known of any of them.
            for row in rows {
                let same = Error::new(e.kind, e.what.clone());
                batch.fail(row, same)?;
            }
            return Ok(());
        }
    };
    for (i, row) in rows.into_iter().enumerate() {
        let at = failed.iter().position(|(n, _)| *n == i);
        batch.tell((row, at.map(|at| failed.swap_remove(at).1)))?;
    }
    Ok(())
}

/// Asks before much is lost; off a terminal only `--yes` is consent. A dry run loses nothing.
pub(super) fn consent(ctx: &Context, question: &Text) -> Result<()> {
    if ctx.yes || ctx.dry_run {
        return Ok(());
    }
    let instead = text!("give --yes", "请加 --yes");
    if ctx.prompt.confirm(question, instead)? {
        return Ok(());
    }
    Err(Error::new(
        crate::error::Kind::Refused,
        text!("nothing was removed", "没有删除任何内容"),
    ))
}
