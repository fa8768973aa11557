//! `vh store multipart`: what is unfinished, here and there, and what becomes of it.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::FutureExt;
use serde::Serialize;

use super::batch::{Batch, Row};
use super::list::time;
use super::options::Stored;
use super::place::{Place, Stores};
use super::remove::consent;
use super::{Memory, engine};
use crate::cli::multipart::{GcArgs, ResumeArgs, UploadArgs, UploadsArgs};
use crate::cli::store::StoredArgs;
use crate::command::{Context, now};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::output::progress::Meter;
use crate::state::Checkpoint;
use crate::state::unix_ms;
use crate::store::beneath::Root;
use crate::store::transfer::{self, Local, Remember, Save};
use crate::store::{ObjectStore, Upload};
use crate::text;
use crate::text::Text;

/// An unfinished transfer.
#[derive(Serialize)]
struct Unfinished {
    direction: &'static str,
    place: String,
    path: Option<String>,
    size: Option<u64>,
    upload: String,
    since: Option<String>,
}

impl Record for Unfinished {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("direction", "方向"),
            Text::pair("place", "位置"),
            Text::pair("path", "文件"),
            Text::pair("size", "大小"),
            Text::pair("upload", "上传号"),
            Text::pair("since", "时间"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.direction.to_owned(),
            self.place.clone(),
            self.path.clone().unwrap_or_default(),
            self.size.map(|s| s.to_string()).unwrap_or_default(),
            self.upload.clone(),
            self.since.clone().unwrap_or_default(),
        ]
    }
}

/// `vh store multipart ls`.
///
/// # Errors
/// Any of the store and of the state.
pub(super) async fn ls(ctx: &mut Context, stores: &Stores, args: UploadsArgs) -> Result<()> {
    let rows: Vec<Unfinished> = match &args.place {
        Some(word) => {
            let place = stores.remote(word)?;
            let store = stores.store(&place).await?;
            let uploads = all_uploads(&*store, &place.key).await?;
            let row = |u: Upload| Unfinished {
                direction: "up",
                place: place.show(&u.key),
                path: None,
                size: None,
                upload: u.id,
                since: u.started.map(time),
            };
            uploads.into_iter().map(row).collect()
        }
        None => {
            let all = ctx.state().await?.checkpoints().all().await?;
            let row = |c: Checkpoint| Unfinished {
                direction: if c.direction == "up" { "up" } else { "down" },
                place: format!("{}:{}", c.store, c.key),
                path: Some(c.path),
                size: Some(c.size),
                upload: c.handle,
                since: u64::try_from(c.updated_ms)
                    .ok()
                    .map(|ms| time(std::time::UNIX_EPOCH + std::time::Duration::from_millis(ms))),
            };
            all.into_iter().map(row).collect()
        }
    };
    ctx.out.records(&rows)
}

async fn all_uploads(store: &dyn ObjectStore, prefix: &str) -> Result<Vec<Upload>> {
    let mut rows = Vec::new();
    let mut token = None;
    loop {
        let page = store.list_uploads(prefix, token.as_deref()).await?;
        rows.extend(page.rows);
        match page.next {
            // A server that repeats itself would never end.
            Some(next) if token.as_ref() != Some(&next) => token = Some(next),
            _ => return Ok(rows),
        }
    }
}

/// The upload that is meant: the one named, else the only one of the key.
async fn meant(store: &dyn ObjectStore, place: &Place, given: Option<&str>) -> Result<String> {
    if let Some(id) = given {
        return Ok(id.to_owned());
    }
    let key = place.object()?;
    let shown = place.shown();
    let mut of_key = all_uploads(store, key).await?.into_iter().filter(|u| u.key == key);
    match (of_key.next(), of_key.next()) {
        (Some(only), None) => Ok(only.id),
        (None, _) => Err(Error::new(
            Kind::NotFound,
            text!(
                "there is no unfinished upload to {shown}",
                "没有到 {shown} 的未完成上传"
            ),
        )),
        (Some(_), Some(_)) => Err(Error::usage(text!(
            "there are several unfinished uploads to {shown}",
            "有多个到 {shown} 的未完成上传"
        ))
        .hint(text!(
            "name one; they are listed by: vh store multipart ls {shown}",
            "请指定一个；列出它们：vh store multipart ls {shown}"
        ))),
    }
}

/// A part.
#[derive(Serialize)]
struct PartRow {
    number: u32,
    size: u64,
    etag: String,
    checksum: Option<String>,
}

impl Record for PartRow {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("number", "编号"),
            Text::pair("size", "大小"),
            Text::pair("etag", "ETag"),
            Text::pair("checksum", "校验和"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.number.to_string(),
            self.size.to_string(),
            self.etag.clone(),
            self.checksum.clone().unwrap_or_default(),
        ]
    }
}

/// `vh store multipart parts`.
///
/// # Errors
/// [`Kind::NotFound`] without the upload.
pub(super) async fn parts(ctx: &mut Context, stores: &Stores, args: UploadArgs) -> Result<()> {
    let place = stores.remote(&args.place)?;
    let store = stores.store(&place).await?;
    let upload = meant(&*store, &place, args.upload.as_deref()).await?;
    let parts = store.list_parts(place.object()?, &upload).await?;
    let rows: Vec<PartRow> = parts
        .into_iter()
        .map(|p| PartRow {
            number: p.number,
            size: p.size,
            etag: p.etag,
            checksum: p.checksum.map(|c| format!("{}:{}", c.algorithm().name(), c.hex())),
        })
        .collect();
    ctx.out.records(&rows)
}

/// `vh store multipart abort`.
///
/// # Errors
/// [`Kind::NotFound`] without the upload.
pub(super) async fn abort(ctx: &mut Context, stores: &Stores, args: UploadArgs) -> Result<()> {
    let place = stores.remote(&args.place)?;
    let store = stores.store(&place).await?;
    let upload = meant(&*store, &place, args.upload.as_deref()).await?;
    let key = place.object()?;
    // One that is not there is told; removing it again would be silent.
    store.list_parts(key, &upload).await?;
    let shown = place.shown();
    if ctx.only_tells(text!("give up the upload to {shown}", "放弃到 {shown} 的上传")) {
        return Ok(());
    }
    store.abort(key, &upload).await?;
    forget(ctx, &upload).await?;
    ctx.out
        .err()
        .note(&text!("the upload to {shown} is given up", "已放弃到 {shown} 的上传"));
    Ok(())
}

/// Forgets the checkpoints of an upload.
async fn forget(ctx: &Context, upload: &str) -> Result<()> {
    let memory = ctx.state().await?.checkpoints();
    for c in memory
        .all()
        .await?
        .iter()
        .filter(|c| c.direction == "up" && c.handle == upload)
    {
        memory.remove(&c.id, &c.handle).await?;
    }
    Ok(())
}

/// `vh store multipart gc`.
///
/// # Errors
/// [`Kind::Refused`] without consent.
pub(super) async fn gc(ctx: &mut Context, stores: &Stores, args: GcArgs) -> Result<()> {
    let place = stores.remote_or_default(args.place.as_deref())?;
    let store = stores.store(&place).await?;
    let before = now() - args.older_than;
    let all = all_uploads(&*store, &place.key).await?;
    let here = ctx.state().await?.checkpoints().all().await?;
    let here = here.into_iter().filter(|c| {
        let ours = c.place == store.place() && c.key.starts_with(&place.key);
        ours && c.updated_ms <= unix_ms(before)
    });
    let (up, down): (Vec<Checkpoint>, Vec<Checkpoint>) = here.partition(|c| c.direction == "up");
    let old: Vec<&Upload> = all.iter().filter(|u| u.started.is_none_or(|at| at <= before)).collect();
    if !ctx.dry_run {
        // Nothing is there any more that they could be gone on with.
        let memory = ctx.state().await?.checkpoints();
        for c in up.iter().filter(|c| !all.iter().any(|u| u.id == c.handle)) {
            memory.remove(&c.id, &c.handle).await?;
        }
    }
    if old.is_empty() && down.is_empty() {
        ctx.out
            .err()
            .note(&text!("there is nothing to give up", "没有需要清理的传输"));
        return Ok(());
    }
    let (count, shown) = (old.len() + down.len(), place.shown());
    consent(
        ctx,
        &text!(
            "give up {count} unfinished transfers of {shown}?",
            "放弃 {shown} 的 {count} 个未完成传输？"
        ),
    )?;
    if !ctx.dry_run {
        for upload in &old {
            forget(ctx, &upload.id).await?;
        }
    }
    let memory = Memory::of(ctx);
    let meter = Meter::start(ctx.out.err());
    let mut batch = Batch::new(ctx, meter, 8, false);
    for upload in old {
        let row = Row::new("abort", place.show(&upload.key));
        let store = store.clone();
        let plan = row.clone();
        let operation = async move { (row, store.abort(&upload.key, &upload.id).await.err()) };
        batch.change(plan, operation.boxed()).await?;
    }
    for c in down {
        let row = Row::new("abort", place.show(&c.key)).to(c.path.clone());
        let (memory, plan) = (&memory, row.clone());
        let operation = async move {
            let given_up = async {
                if transfer::give_up(&c)? {
                    memory.checkpoints().await?.remove(&c.id, &c.handle).await?;
                }
                Ok(())
            };
            (row, given_up.await.err())
        };
        batch.change(plan, operation.boxed()).await?;
    }
    batch.finish().await
}

/// `vh store multipart resume`.
///
/// # Errors
/// [`Kind::NotFound`] when nothing of that name is unfinished here; as the transfers.
pub(super) async fn resume(ctx: &mut Context, stores: &Stores, args: ResumeArgs) -> Result<()> {
    let all = ctx.state().await?.checkpoints().all().await?;
    let mut chosen = Vec::new();
    let named = args
        .places
        .iter()
        .map(|w| stores.remote(w))
        .collect::<Result<Vec<Place>>>()?;
    for c in all {
        let (store, place) = match store_of(stores, &c, &named).await {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(e) if named.is_empty() => return Err(e),
            Err(_) => continue,
        };
        chosen.push((c, store, place));
    }
    if chosen.is_empty() && !named.is_empty() {
        let shown = named.iter().map(Place::shown).collect::<Vec<_>>().join(" ");
        return Err(Error::new(
            Kind::NotFound,
            text!("nothing of {shown} is unfinished here", "此处没有 {shown} 的未完成传输"),
        ));
    }
    let memory = Memory::of(ctx);
    let meter = Meter::start(ctx.out.err());
    let mut engine = engine(&args.moving, &memory, &meter);
    engine.as_begun = true;
    let mut batch = Batch::new(ctx, meter.clone(), engine.jobs(), false);
    let engine = &engine;
    for (c, store, place) in chosen {
        let up = c.direction == "up";
        let (remote, local) = (place.show(&c.key), c.path.clone());
        let row = match up {
            true => Row::new("put", local).to(remote),
            false => Row::new("get", remote).to(local),
        };
        meter.expect(c.size);
        let stored = Stored::new(&StoredArgs::default(), &args.moving, stores, &place, &*store)?;
        let plan = row.clone();
        let operation = async move {
            let path = PathBuf::from(&c.path);
            let moved = async {
                if up {
                    let local = Local::open(&path)?;
                    return engine.upload(&*store, &c.key, &local, &stored.put(&c.key)).await;
                }
                let dir = path.parent().unwrap_or(std::path::Path::new("/"));
                let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
                let save = Save {
                    key: &c.key,
                    version: transfer::version(&c),
                    size: Some(c.size),
                    path: name,
                    create_only: false,
                };
                engine.download(&*store, &Root::open(dir)?, save).await
            };
            match moved.await {
                Ok(moved) => (row.moved(moved), None),
                Err(e) => (row, Some(e)),
            }
        };
        batch.change(plan, operation.boxed()).await?;
    }
    batch.finish().await
}

/// The store of a checkpoint, where it is one of those named.
async fn store_of(stores: &Stores, c: &Checkpoint, named: &[Place]) -> Result<Option<(Arc<dyn ObjectStore>, Place)>> {
    for place in named {
        let store = stores.store(place).await?;
        if store.place() == c.place && place.key == c.key {
            return Ok(Some((store, place.clone())));
        }
    }
    if !named.is_empty() {
        return Ok(None);
    }
    let place = stores.named(Some(&c.store))?;
    let store = stores.store(&place).await?;
    if store.place() == c.place {
        return Ok(Some((store, place)));
    }
    // The same table, another bucket.
    let kind = store.caps().kind;
    let Some(bucket) = c.place.strip_prefix(&store.server()).filter(|b| !b.is_empty()) else {
        return Ok(None);
    };
    let place = stores.remote(&format!("{kind}://{bucket}/"))?;
    let store = stores.store(&place).await?;
    Ok((store.place() == c.place).then_some((store, place)))
}
