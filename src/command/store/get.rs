//! `vh store get` and `vh store cat`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::FutureExt;

use super::batch::{Batch, Row};
use super::place::{Place, Stores, Word};
use super::{Memory, engine};
use crate::cli::store::{CatArgs, GetArgs};
use crate::command::Context;
use crate::error::{Error, Kind, Result};
use crate::output::progress::Meter;
use crate::store::beneath::{self, Root};
use crate::store::checksum::Hasher;
use crate::store::pick::Pick;
use crate::store::transfer::{Reader, Save};
use crate::store::walk::Walk;
use crate::store::{Get, ObjectStore, PageOf};
use crate::text;

/// `vh store get`.
///
/// # Errors
/// [`Kind::NotFound`] without the object, [`Kind::Integrity`] when its bytes do not hold, [`Kind::Refused`] for names that lead
/// elsewhere, [`Kind::Partial`] when only some could be fetched; any of the store.
pub(super) async fn get(ctx: &mut Context, stores: &Stores, args: GetArgs) -> Result<()> {
    let mut words = args.args.clone();
    let mut target = None;
    if words.len() > 1
        && let Some(last) = words.last()
    {
        match stores.word(last)? {
            Word::Local(path) => {
                target = Some(path);
                words.pop();
            }
            Word::Remote(place) => {
                let shown = place.shown();
                return Err(Error::usage(text!(
                    "{shown} stands where a file or directory should: the destination is the last",
                    "{shown} 的位置应为文件或目录：目标写在最后"
                ))
                .hint(text!("for this directory write .", "当前目录请写 .")));
            }
        }
    }
    let places = words.iter().map(|w| stores.remote(w)).collect::<Result<Vec<Place>>>()?;
    if target.as_deref() == Some(Path::new("-")) {
        if args.recursive {
            return Err(Error::usage(text!(
                "many objects do not go to standard output",
                "多个对象无法写到标准输出"
            )));
        }
        return to_stdout(ctx, stores, &places, args.version_id.as_deref()).await;
    }
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    let memory = Memory::of(ctx);
    let meter = Meter::start(ctx.out.err());
    let mut engine = engine(&args.moving, &memory, &meter);
    engine.deep = args.checksum;
    let one = places.len() == 1 && !args.recursive;
    let mut batch = Batch::new(ctx, meter.clone(), engine.jobs(), one);
    let engine = &engine;
    for place in &places {
        let store = stores.store(place).await?;
        if args.recursive {
            let dir = target.clone().unwrap_or_else(|| PathBuf::from("."));
            let root = match batch.plans() {
                true => None,
                false => Some(Arc::new(Root::make(&dir)?)),
            };
            let prefix = place.below();
            let of = PageOf {
                prefix: prefix.clone(),
                ..PageOf::default()
            };
            let mut walk = Walk::new(store.clone(), of);
            while let Some(found) = batch.beside(walk.next()).await? {
                let Some(path) = found.key.get(prefix.len()..) else {
                    continue;
                };
                // The mark of a folder is no file.
                let mark = path.is_empty() || (path.ends_with('/') && found.size == 0);
                if mark || !pick.takes(path) {
                    continue;
                }
                meter.expect(found.size);
                let target = dir.join(path).display().to_string();
                let row = Row::new("get", place.show(&found.key)).to(target);
                let (root, store, path) = (root.clone(), store.clone(), path.to_owned());
                let create_only = args.moving.if_not_exists;
                let plan = Row {
                    size: Some(found.size),
                    ..row.clone()
                };
                let operation = async move {
                    let save = Save {
                        key: &found.key,
                        version: None,
                        size: Some(found.size),
                        path: &path,
                        create_only,
                    };
                    let downloaded = match &root {
                        Some(root) => engine.download(&*store, root, save).await,
                        None => Err(Error::bug("no directory to write to")),
                    };
                    match downloaded {
                        Ok(moved) => (row.moved(moved), None),
                        Err(e) => (row, Some(e)),
                    }
                };
                batch.change(plan, operation.boxed()).await?;
            }
            continue;
        }
        let key = place.object()?.to_owned();
        if key.ends_with('/') {
            let shown = place.shown();
            return Err(Error::usage(text!("{shown} is a prefix", "{shown} 是前缀")).hint(text!("give -r", "请加 -r")));
        }
        let (dir, name) = place_of_file(target.as_deref(), &key, places.len() > 1)?;
        let row = Row::new("get", place.shown()).to(dir.join(&name).display().to_string());
        let (version, create_only) = (args.version_id.clone(), args.moving.if_not_exists);
        let meter = meter.clone();
        let mut plan = row.clone();
        if batch.plans() {
            match batch
                .beside(async { Ok(store.head(&key, version.as_deref()).await) })
                .await?
            {
                Ok(meta) => plan.size = Some(meta.size),
                Err(e) => {
                    batch.fail(row, e)?;
                    continue;
                }
            }
        }
        let operation = async move {
            let got = async {
                let root = Root::make(&dir)?;
                let meta = store.head(&key, version.as_deref()).await?;
                meter.expect(meta.size);
                let save = Save {
                    key: &key,
                    version: version.as_deref(),
                    size: None,
                    path: &name,
                    create_only,
                };
                engine.download_known(&*store, &root, save, &meta).await
            };
            match got.await {
                Ok(moved) => (row.moved(moved), None),
                Err(e) => (row, Some(e)),
            }
        };
        batch.change(plan, operation.boxed()).await?;
    }
    batch.finish().await
}

/// The directory and the name of one object's file.
fn place_of_file(target: Option<&Path>, key: &str, several: bool) -> Result<(PathBuf, String)> {
    let own = key.rsplit('/').next().unwrap_or(key).to_owned();
    let Some(target) = target else {
        beneath::steps(&own)?;
        return Ok((PathBuf::from("."), own));
    };
    let text = target.as_os_str().to_string_lossy();
    if several || target.is_dir() || text.ends_with('/') {
        beneath::steps(&own)?;
        return Ok((target.to_owned(), own));
    }
    let Some(name) = target.file_name().and_then(|n| n.to_str()) else {
        let shown = target.display();
        return Err(Error::usage(text!(
            "{shown} is no name of a file",
            "{shown} 不是文件名"
        )));
    };
    let dir = match target.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok((dir, name.to_owned()))
}

/// `vh store cat`.
///
/// # Errors
/// As [`get`].
pub(super) async fn cat(ctx: &mut Context, stores: &Stores, args: CatArgs) -> Result<()> {
    let places = args
        .places
        .iter()
        .map(|w| stores.remote(w))
        .collect::<Result<Vec<Place>>>()?;
    to_stdout(ctx, stores, &places, args.version_id.as_deref()).await
}

async fn to_stdout(ctx: &mut Context, stores: &Stores, places: &[Place], version: Option<&str>) -> Result<()> {
    for place in places {
        let store = stores.store(place).await?;
        write(ctx, &*store, place.object()?, version).await?;
    }
    Ok(())
}

/// Writes an object, and says at the end whether its bytes held.
async fn write(ctx: &mut Context, store: &dyn ObjectStore, key: &str, version: Option<&str>) -> Result<()> {
    let get = Get {
        version: version.map(str::to_owned),
        ..Get::default()
    };
    store.check_key(key)?;
    let mut reader = Reader::open(store, key, get).await?;
    let mut hasher = reader.meta.checksum.map(|c| Hasher::new(c.algorithm()));
    while let Some(bytes) = reader.next().await? {
        if let Some(hasher) = &mut hasher {
            hasher.update(&bytes);
        }
        if ctx.out.is_terminal() {
            ctx.out.text(&String::from_utf8_lossy(&bytes))?;
        } else {
            ctx.out.bytes(&bytes)?;
        }
    }
    ctx.out.flush()?;
    let ours = hasher.map(Hasher::finish);
    if ours != reader.meta.checksum {
        let shown = beneath::shown(key);
        return Err(Error::new(
            Kind::Integrity,
            text!(
                "what was written of {shown} does not have its checksum",
                "已输出的 {shown} 与其校验和不符"
            ),
        )
        .provider(store.name()));
    }
    Ok(())
}
