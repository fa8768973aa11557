//! `vh store verify`: whether objects are what they say they are, or what is here.

use std::path::{Path, PathBuf};

use futures_util::FutureExt;

use super::batch::{Batch, Row};
use super::place::Stores;
use crate::cli::store::VerifyArgs;
use crate::command::Context;
use crate::error::{Error, Kind, Result};
use crate::output::progress::Meter;
use crate::store::beneath;
use crate::store::checksum::{Algorithm, Checksum, Hasher};
use crate::store::pick::Pick;
use crate::store::sync::{Found, Merge, Side};
use crate::store::transfer::{Local, Reader};
use crate::store::walk::Walk;
use crate::store::{Get, Meta, ObjectStore, PageOf};
use crate::text;

/// How many are compared at once.
const JOBS: usize = 8;

/// `vh store verify`.
///
/// # Errors
/// [`Kind::Integrity`] when one does not hold, [`Kind::NotFound`] when it is missing on a side, [`Kind::Partial`] for some of
/// many.
pub(super) async fn verify(ctx: &mut Context, stores: &Stores, args: VerifyArgs) -> Result<()> {
    let place = stores.remote(&args.place)?;
    let store = stores.store(&place).await?;
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    let meter = Meter::start(ctx.out.err());
    let mut batch = Batch::new(ctx, meter.clone(), JOBS, !args.recursive);
    let check = |key: String, local: Option<PathBuf>| {
        let row = Row::new("verify", place.show(&key));
        let row = match &local {
            Some(path) => row.to(path.display().to_string()),
            None => row,
        };
        let (store, meter) = (store.clone(), meter.clone());
        async move {
            match holds(&*store, &key, local.as_deref(), &meter).await {
                Ok((size, by)) => {
                    let row = Row {
                        size: Some(size),
                        verified: Some(by),
                        ..row
                    };
                    (row, None)
                }
                Err(e) => (row, Some(e)),
            }
        }
        .boxed()
    };
    if !args.recursive {
        batch.push(check(place.object()?.to_owned(), args.local)).await?;
        return batch.finish().await;
    }
    let below = place.below();
    let Some(dir) = args.local else {
        let of = PageOf {
            prefix: below.clone(),
            ..PageOf::default()
        };
        let mut walk = Walk::new(store.clone(), of);
        while let Some(found) = batch.beside(walk.next()).await? {
            if pick.takes(&found.key[below.len()..]) {
                batch.push(check(found.key, None)).await?;
            }
        }
        return batch.finish().await;
    };
    let (remote, local) = (Side::Remote(store.clone(), below.clone()), Side::Local(dir.clone()));
    if !dir.is_dir() {
        let shown = dir.display();
        return Err(Error::new(Kind::NotFound, text!("there is no {shown}", "没有 {shown}")));
    }
    // Sorted from the start: what is missing is told once, and rightly, whatever the order of the listing.
    let mut merge = batch.beside(Merge::open(&remote, &local, &pick, (true, false))).await?;
    loop {
        match batch.beside(merge.next()).await {
            Ok(None) => return batch.finish().await,
            Ok(Some(Found::Both(item, _))) => {
                let path = dir.join(&item.key);
                batch.push(check(format!("{below}{}", item.key), Some(path))).await?;
            }
            Ok(Some(Found::Missing(item) | Found::Perhaps(item))) => {
                let shown = place.show(&format!("{below}{}", item.key));
                let error = Error::new(Kind::NotFound, text!("it is not here", "本地不存在"));
                batch.fail(Row::new("verify", shown), error)?;
            }
            Ok(Some(Found::Extra(item))) => {
                let error = Error::new(Kind::NotFound, text!("it is not in the store", "存储中不存在"));
                batch.fail(Row::new("verify", dir.join(&item.key).display().to_string()), error)?;
            }
            Err(e) => return Err(e),
        }
    }
}

/// Whether an object is what it must be: its size, and how that was found out.
async fn holds(store: &dyn ObjectStore, key: &str, local: Option<&Path>, meter: &Meter) -> Result<(u64, &'static str)> {
    store.check_key(key)?;
    let meta = store.head(key, None).await?;
    meter.expect(meta.size);
    let Some(path) = local else {
        let theirs = told(store, &meta).ok_or_else(|| {
            Error::new(
                Kind::Invalid,
                text!("it carries no checksum to hold it against", "该对象没有可比对的校验和"),
            )
            .hint(text!("name the local file it must equal", "请指定它应当等同的本地文件"))
        })?;
        let ours = read(store, key, theirs.algorithm(), meter).await?;
        return equal(key, ours, theirs).map(|by| (meta.size, by));
    };
    let file = Local::open(path)?;
    if file.size != meta.size {
        let (a, b, shown) = (file.size, meta.size, beneath::shown(key));
        return Err(Error::new(
            Kind::Integrity,
            text!(
                "{shown} has {b} bytes, here it has {a}",
                "{shown} 为 {b} 字节，本地为 {a} 字节"
            ),
        ));
    }
    let theirs = match told(store, &meta) {
        Some(theirs) => theirs,
        // Nothing is told of it: then it is read.
        None => read(store, key, Algorithm::Crc64, meter).await?,
    };
    let ours = file.hash(0, file.size, theirs.algorithm())?;
    equal(key, ours, theirs).map(|by| (meta.size, by))
}

fn told(store: &dyn ObjectStore, meta: &Meta) -> Option<Checksum> {
    let etag = meta.etag.as_deref().filter(|_| store.caps().etag_is_md5);
    meta.checksum.or_else(|| etag.and_then(Checksum::md5_of_etag))
}

async fn read(store: &dyn ObjectStore, key: &str, algorithm: Algorithm, meter: &Meter) -> Result<Checksum> {
    let mut reader = Reader::open(store, key, Get::default()).await?;
    let mut hasher = Hasher::new(algorithm);
    while let Some(bytes) = reader.next().await? {
        hasher.update(&bytes);
        meter.moved(bytes.len() as u64);
    }
    Ok(hasher.finish())
}

fn equal(key: &str, ours: Checksum, theirs: Checksum) -> Result<&'static str> {
    if ours == theirs {
        return Ok(ours.algorithm().name());
    }
    let (shown, name, a, b) = (beneath::shown(key), ours.algorithm().name(), ours.hex(), theirs.hex());
    Err(Error::new(
        Kind::Integrity,
        text!(
            "{shown} does not hold: {name} {a}, told {b}",
            "{shown} 校验不符：{name} 为 {a}，应为 {b}"
        ),
    ))
}
