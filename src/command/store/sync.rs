//! `vh store sync`: one side made like the other. Deletions come last, and only when both listings ended without an error and
//! everything else went well.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::batch::{Batch, Done, Row, SAME};
use super::options::Stored;
use super::place::{Place, Stores, Word};
use super::remove::{consent, remove};
use super::{Memory, engine};
use crate::cli::store::SyncArgs;
use crate::command::Context;
use crate::error::{Error, Kind, Result};
use crate::output::progress::Meter;
use crate::store::beneath::Root;
use crate::store::checksum::Checksum;
use crate::store::pick::Pick;
use crate::store::sorter::Sorter;
use crate::store::sync::{self as service, Found, Item, Merge, Side};
use crate::store::transfer::{Engine, Local, Save};
use crate::store::{Algorithm, ObjectStore};
use crate::text;

/// One side, as it was typed.
#[derive(Clone)]
enum End {
    Local(PathBuf),
    Remote(Place, Arc<dyn ObjectStore>, String),
}

impl End {
    async fn of(stores: &Stores, word: &str) -> Result<End> {
        Ok(match stores.word(word)? {
            Word::Local(path) => End::Local(path),
            Word::Remote(place) => {
                let store = stores.store(&place).await?;
                let below = place.below();
                End::Remote(place, store, below)
            }
        })
    }

    fn side(&self) -> Side {
        match self {
            End::Local(path) => Side::Local(path.clone()),
            End::Remote(_, store, below) => Side::Remote(store.clone(), below.clone()),
        }
    }

    fn show(&self, name: &str) -> String {
        match self {
            End::Local(path) => path.join(name).display().to_string(),
            End::Remote(place, _, below) => place.show(&format!("{below}{name}")),
        }
    }
}

/// `vh store sync`.
///
/// # Errors
/// [`Kind::Refused`] for deletions without consent or beyond `--max-delete`; [`Kind::Partial`] when something failed: nothing is
/// deleted then.
pub(super) async fn sync(ctx: &mut Context, stores: &Stores, args: SyncArgs) -> Result<()> {
    let (from, to) = (
        End::of(stores, &args.source).await?,
        End::of(stores, &args.target).await?,
    );
    service::check_apart(&from.side(), &to.side())?;
    let stored = match &to {
        End::Remote(place, store, _) => Some(Stored::new(&args.stored, &args.moving, stores, place, &**store)?),
        End::Local(_) if matches!(from, End::Local(_)) => {
            return Err(Error::usage(text!(
                "both sides are directories here",
                "两侧都是本地目录"
            )));
        }
        End::Local(_) => None,
    };
    if args.delete {
        let shown = to.show("");
        consent(
            ctx,
            &text!(
                "remove from {shown} what the source does not have?",
                "从 {shown} 中删除源侧没有的内容？"
            ),
        )?;
    }
    if let (End::Local(path), true) = (&from, args.delete)
        && !path.is_dir()
    {
        let shown = path.display();
        return Err(Error::new(
            Kind::NotFound,
            text!("{shown} is no directory", "{shown} 不是目录"),
        ));
    }
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    let memory = Memory::of(ctx);
    let meter = Meter::start(ctx.out.err());
    let engine = engine(&args.moving, &memory, &meter);
    let root = match &to {
        End::Local(path) if !ctx.dry_run => Some(Root::make(path)?),
        _ => None,
    };
    let job = Job {
        from: &from,
        to: &to,
        root: root.as_ref(),
        stored: stored.as_ref(),
        engine: &engine,
        args: &args,
        plans: ctx.dry_run,
    };
    let mut batch = Batch::new(ctx, meter.clone(), engine.jobs(), false);
    let mut sort = (false, false);
    let extra = loop {
        match job.pass(&mut batch, &meter, &pick, sort).await {
            Ok(extra) => break extra,
            // Which side it was is not worth knowing: a sorted one costs one more reading.
            Err(e) if service::is_disorder(&e) && !sort.0 => sort = (true, true),
            Err(e) => return Err(e),
        }
    };
    batch.drain().await?;
    let refused = match args.delete {
        true => job.delete(&mut batch, extra).await?,
        false => None,
    };
    batch.finish().await?;
    refused.map_or(Ok(()), Err)
}

/// What only the target has: how many, and their names sorted on disk where they are many.
struct Extra {
    count: u64,
    names: Sorter,
}

struct Job<'j> {
    from: &'j End,
    to: &'j End,
    root: Option<&'j Root>,
    stored: Option<&'j Stored>,
    engine: &'j Engine<'j>,
    args: &'j SyncArgs,
    plans: bool,
}

fn disk(e: std::io::Error) -> Error {
    Error::local(text!("cannot keep a list on disk", "无法在磁盘上保存列表"), e)
}

impl<'j> Job<'j> {
    /// Reads both sides once, and starts whatever is to be sent.
    async fn pass(&self, batch: &mut Batch<'j>, meter: &Meter, pick: &Pick, sort: (bool, bool)) -> Result<Extra> {
        let (from, to) = (self.from.side(), self.to.side());
        let mut merge = batch.beside(Merge::open(&from, &to, pick, sort)).await?;
        let mut extra = Extra {
            count: 0,
            names: Sorter::default(),
        };
        let mut perhaps = Sorter::default();
        while let Some(found) = batch.beside(merge.next()).await? {
            for (key, e) in merge.source.failed.drain(..) {
                batch.fail(Row::new("sync", self.from.show(&key)), e)?;
            }
            for (key, e) in merge.target.failed.drain(..) {
                batch.fail(Row::new("sync", self.to.show(&key)), e)?;
            }
            match found {
                Found::Missing(item) => {
                    meter.expect(item.size);
                    batch.push(self.send(item, None)).await?;
                }
                Found::Perhaps(item) => perhaps.push(&service::encode(&item)).map_err(disk)?,
                Found::Both(ours, theirs) => match self.quick(&ours, &theirs) {
                    Some(true) => batch.same(),
                    Some(false) => {
                        meter.expect(ours.size);
                        batch.push(self.send(ours, None)).await?;
                    }
                    None => batch.push(self.send(ours, Some(theirs))).await?,
                },
                Found::Extra(item) => {
                    extra.count += 1;
                    if self.args.delete {
                        extra.names.push(item.key.as_bytes()).map_err(disk)?;
                    }
                }
            }
        }
        for (key, e) in merge.source.failed.drain(..).chain(merge.target.failed.drain(..)) {
            batch.fail(Row::new("sync", key), e)?;
        }
        for record in perhaps.finish().map_err(disk)? {
            let item =
                service::decode(&record.map_err(disk)?).ok_or_else(|| Error::bug("a record that cannot be read"))?;
            meter.expect(item.size);
            batch.push(self.send(item, None)).await?;
        }
        Ok(extra)
    }

    /// Whether they are the same, by what the listings say; `None` when contents must be compared.
    fn quick(&self, ours: &Item, theirs: &Item) -> Option<bool> {
        if ours.size != theirs.size {
            return Some(false);
        }
        if self.args.size_only {
            return Some(true);
        }
        if self.args.checksum {
            return None;
        }
        Some(!service::is_newer(ours, theirs))
    }

    /// Sends an item; with `unless` only if the target's content is another.
    fn send(&self, item: Item, unless: Option<Item>) -> BoxFuture<'j, Done> {
        let row = Row::new("sync", self.from.show(&item.key)).to(self.to.show(&item.key));
        let (from, to, root, engine) = (self.from, self.to, self.root, self.engine);
        let put = self.stored.map(|s| s.put(&item.key));
        let copy = self.stored.map(|s| s.copy(&item.key));
        let (create_only, plans) = (self.args.moving.if_not_exists, self.plans);
        let planned = Row {
            size: Some(item.size),
            ..row.clone()
        };
        async move {
            let sent = async {
                if let Some(theirs) = &unless
                    && same_content(from, to, &item, theirs).await?
                {
                    return Ok(Row {
                        op: SAME,
                        ..row.clone()
                    });
                }
                if plans {
                    return Ok(planned);
                }
                let moved = match (from, to) {
                    (End::Local(path), End::Remote(_, store, below)) => {
                        let local = Local::open(&path.join(&item.key))?;
                        let put = put.unwrap_or_default();
                        engine
                            .upload(&**store, &format!("{below}{}", item.key), &local, &put)
                            .await?
                    }
                    (End::Remote(_, store, below), End::Local(_)) => {
                        let root = root.ok_or_else(|| Error::bug("no directory to write to"))?;
                        let save = Save {
                            key: &format!("{below}{}", item.key),
                            version: None,
                            size: Some(item.size),
                            path: &item.key,
                            create_only,
                        };
                        engine.download(&**store, root, save).await?
                    }
                    (End::Remote(_, source, a), End::Remote(_, target, b)) => {
                        let (key, new) = (format!("{a}{}", item.key), format!("{b}{}", item.key));
                        let how = copy.unwrap_or_default();
                        engine.copy(source, &key, &**target, &new, &how).await?
                    }
                    (End::Local(_), End::Local(_)) => return Err(Error::bug("two directories")),
                };
                Ok(row.clone().moved(moved))
            };
            match sent.await {
                Ok(row) => (row, None),
                Err(e) => (row, Some(e)),
            }
        }
        .boxed()
    }

    /// Removes what only the target has; an error is a refusal, and then nothing was.
    async fn delete(&self, batch: &mut Batch<'j>, extra: Extra) -> Result<Option<Error>> {
        let count = extra.count;
        if count == 0 {
            return Ok(None);
        }
        if batch.failures() > 0 {
            batch.note(&text!(
                "nothing was removed, since not everything went well before ({count} would be)",
                "由于此前并非全部成功，没有删除任何内容（本应删除 {count} 项）"
            ));
            return Ok(None);
        }
        if let Some(most) = self.args.max_delete.filter(|most| count > *most) {
            let why = text!(
                "nothing was removed: {count} would be, and --max-delete is {most}",
                "没有删除任何内容：需删除 {count} 项，而 --max-delete 为 {most}"
            );
            return Ok(Some(Error::new(Kind::Refused, why)));
        }
        let mut keys = Vec::new();
        for name in extra.names.finish().map_err(disk)? {
            let name = String::from_utf8_lossy(&name.map_err(disk)?).into_owned();
            match self.to {
                End::Local(path) => {
                    let row = Row::new("rm", path.join(&name).display().to_string());
                    if batch.plans() {
                        batch.tell((row, None))?;
                        continue;
                    }
                    let root = self.root.ok_or_else(|| Error::bug("no directory"))?;
                    let removed = root.remove(&name, true);
                    batch.tell((row, removed.err()))?;
                }
                End::Remote(place, store, below) => {
                    keys.push(format!("{below}{name}"));
                    if keys.len() >= store.caps().delete_many {
                        remove(batch, store, place, std::mem::take(&mut keys)).await?;
                    }
                }
            }
        }
        if let (End::Remote(place, store, _), false) = (self.to, keys.is_empty()) {
            remove(batch, store, place, keys).await?;
        }
        Ok(None)
    }
}

/// Whether two contents of the same size are the same, by a checksum that both have.
async fn same_content(from: &End, to: &End, ours: &Item, theirs: &Item) -> Result<bool> {
    match (from, to) {
        (End::Local(path), End::Remote(_, store, below)) => is_file(path, ours, store, below, theirs).await,
        (End::Remote(_, store, below), End::Local(path)) => is_file(path, theirs, store, below, ours).await,
        (End::Remote(_, a, below_a), End::Remote(_, b, below_b)) => {
            if ours.etag.is_some() && md5(&**a, ours).is_some() && md5(&**a, ours) == md5(&**b, theirs) {
                return Ok(true);
            }
            let ours = a.head(&format!("{below_a}{}", ours.key), None).await?;
            let theirs = b.head(&format!("{below_b}{}", theirs.key), None).await?;
            Ok(ours.checksum.is_some() && ours.checksum == theirs.checksum)
        }
        (End::Local(_), End::Local(_)) => Ok(false),
    }
}

fn md5(store: &dyn ObjectStore, item: &Item) -> Option<Checksum> {
    let etag = item.etag.as_deref().filter(|_| store.caps().etag_is_md5)?;
    Checksum::md5_of_etag(etag)
}

/// Whether a file is what an object holds.
async fn is_file(dir: &Path, file: &Item, store: &Arc<dyn ObjectStore>, below: &str, object: &Item) -> Result<bool> {
    let local = Local::open(&dir.join(&file.key))?;
    let whole = |algorithm: Algorithm| local.hash(0, local.size, algorithm);
    if let Some(theirs) = md5(&**store, object) {
        return Ok(whole(Algorithm::Md5)? == theirs);
    }
    let meta = store.head(&format!("{below}{}", object.key), None).await?;
    match meta.checksum {
        Some(theirs) => Ok(whole(theirs.algorithm())? == theirs),
        None => Ok(false),
    }
}
