//! `vh store buckets`, `mb`, `rb`, `restore`.

use serde::Serialize;

use super::list::time;
use super::place::{Place, Stores};
use super::remove::consent;
use crate::cli::store::{RestoreArgs, StoreArgs};
use crate::command::Context;
use crate::error::{Error, Result};
use crate::output::Record;
use crate::store::{Bucket, Restore};
use crate::text;
use crate::text::Text;

/// A bucket.
#[derive(Serialize)]
struct Row {
    name: String,
    region: Option<String>,
    created: Option<String>,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("name", "名称"),
            Text::pair("region", "地域"),
            Text::pair("created", "创建时间"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        vec![self.name.clone(), text(&self.region), text(&self.created)]
    }
}

/// `vh store buckets`.
///
/// # Errors
/// Any of the store.
pub(super) async fn buckets(ctx: &mut Context, stores: &Stores, args: StoreArgs) -> Result<()> {
    let place = stores.named(args.name.as_deref())?;
    let row = |b: Bucket| Row {
        name: b.name,
        region: b.region,
        created: b.created.map(time),
    };
    let rows: Vec<Row> = stores
        .store(&place)
        .await?
        .buckets()
        .await?
        .into_iter()
        .map(row)
        .collect();
    ctx.out.records(&rows)
}

fn bucket(stores: &Stores, word: &str) -> Result<Place> {
    let place = stores.remote(word)?;
    if place.key.is_empty() {
        return Ok(place);
    }
    let shown = place.shown();
    Err(Error::usage(text!("{shown} is no bucket", "{shown} 不是存储桶")))
}

/// `vh store mb`.
///
/// # Errors
/// [`crate::error::Kind::Conflict`] when it is there.
pub(super) async fn mb(ctx: &mut Context, stores: &Stores, word: &str) -> Result<()> {
    let place = bucket(stores, word)?;
    let (store, shown) = (stores.store(&place).await?, place.shown());
    // The wire does so for the others.
    if store.caps().kind == "dir" && ctx.only_tells(text!("make {shown}", "创建 {shown}")) {
        return Ok(());
    }
    store.mb().await?;
    ctx.out.err().note(&text!("{shown} is there", "{shown} 已创建"));
    Ok(())
}

/// `vh store rb`.
///
/// # Errors
/// [`crate::error::Kind::Conflict`] when it is not empty, [`crate::error::Kind::Refused`] without consent.
pub(super) async fn rb(ctx: &mut Context, stores: &Stores, word: &str) -> Result<()> {
    let place = bucket(stores, word)?;
    let shown = place.shown();
    consent(ctx, &text!("remove the bucket {shown}?", "删除存储桶 {shown}？"))?;
    let store = stores.store(&place).await?;
    if store.caps().kind == "dir" && ctx.only_tells(text!("remove {shown}", "删除 {shown}")) {
        return Ok(());
    }
    store.rb().await?;
    ctx.out.err().note(&text!("{shown} is gone", "{shown} 已删除"));
    Ok(())
}

/// `vh store restore`.
///
/// # Errors
/// [`crate::error::Kind::Conflict`] while it is going on already, [`crate::error::Kind::Invalid`] for what is not archived.
pub(super) async fn restore(ctx: &mut Context, stores: &Stores, args: RestoreArgs) -> Result<()> {
    let how = Restore {
        days: args.days,
        tier: args.tier,
    };
    for word in &args.places {
        let place = stores.remote(word)?;
        let store = stores.store(&place).await?;
        store.restore(place.object()?, &how).await?;
        let shown = place.shown();
        ctx.out.err().note(&text!(
            "{shown} is being restored; vh store stat shows how far it is",
            "{shown} 正在解冻；可用 vh store stat 查看进度"
        ));
    }
    Ok(())
}
