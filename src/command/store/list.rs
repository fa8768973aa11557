//! `vh store ls`, `stat`, `du`. A listing is written as it comes: none is held, however long.

use std::time::SystemTime;

use serde::Serialize;
use serde_json::{Map, Value};

use super::place::{Place, Stores};
use crate::cli::store::{DuArgs, LsArgs, StatArgs};
use crate::command::Context;
use crate::error::{Error, Kind, Result};
use crate::output::{Format, Record};
use crate::store::pick::Pick;
use crate::store::transfer::human;
use crate::store::walk::Walk;
use crate::store::{Meta, PageOf, Row as Object};
use crate::text;
use crate::text::Text;

/// An object or a prefix in a listing.
#[derive(Serialize)]
struct Row {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    storage_class: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delete_marker: Option<bool>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    prefix: bool,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("modified", "修改时间"),
            Text::pair("size", "大小"),
            Text::pair("key", "键"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![
            self.modified.clone().unwrap_or_default(),
            self.size.map(|s| s.to_string()).unwrap_or_default(),
            self.key.clone(),
        ];
        cells.extend(self.version.clone());
        cells
    }
}

pub(super) fn time(at: SystemTime) -> String {
    humantime::format_rfc3339_seconds(at).to_string()
}

impl Row {
    fn of(object: Object, versions: bool) -> Row {
        Row {
            key: object.key,
            size: (!object.delete_marker).then_some(object.size),
            modified: object.modified.map(time),
            etag: object.etag,
            storage_class: object.storage_class,
            latest: versions.then_some(object.latest),
            delete_marker: (versions && object.delete_marker).then_some(true),
            version: object.version.filter(|_| versions),
            prefix: false,
        }
    }

    fn of_prefix(key: String) -> Row {
        Row {
            key,
            size: None,
            modified: None,
            etag: None,
            storage_class: None,
            version: None,
            latest: None,
            delete_marker: None,
            prefix: true,
        }
    }

    fn line(&self) -> String {
        let size = match self.size {
            Some(size) => human(size),
            None if self.prefix => String::new(),
            None => "-".to_owned(),
        };
        let modified = self.modified.as_deref().unwrap_or("");
        let mut line = format!("{modified:20}  {size:>9}  {}", self.key);
        if let Some(version) = &self.version {
            line.push_str(&format!("  {version}"));
        }
        line
    }
}

/// `vh store ls`.
///
/// # Errors
/// Any of the store; an empty listing is none.
pub(super) async fn ls(ctx: &mut Context, stores: &Stores, args: LsArgs) -> Result<()> {
    let place = stores.remote_or_default(args.place.as_deref())?;
    let store = stores.store(&place).await?;
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    let page_max = store.caps().page_max as u64;
    let of = PageOf {
        prefix: place.key.clone(),
        delimiter: (!args.recursive).then(|| "/".to_owned()),
        max: args.limit.map(|n| usize::try_from(n.min(page_max)).unwrap_or(1)),
        versions: args.versions,
        ..PageOf::default()
    };
    let mut left = args.limit.unwrap_or(u64::MAX);
    if left == 0 {
        return Ok(());
    }
    let mut walk = Walk::new(store, of);
    while let Some(next) = walk.next_of_both().await? {
        let row = match next {
            Ok(object) if pick.takes(&object.key) => Row::of(object, args.versions),
            Err(prefix) if pick.takes(&prefix) => Row::of_prefix(prefix),
            _ => continue,
        };
        match ctx.out.format() {
            Format::Human => ctx.out.line(&row.line())?,
            _ => ctx.out.records(&[row])?,
        }
        left -= 1;
        if left == 0 {
            break;
        }
    }
    Ok(())
}

/// `vh store du`.
#[derive(Serialize)]
struct Sum {
    place: String,
    objects: u64,
    bytes: u64,
}

impl Record for Sum {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("place", "位置"),
            Text::pair("objects", "对象数"),
            Text::pair("bytes", "字节"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.place.clone(), self.objects.to_string(), self.bytes.to_string()]
    }
}

/// `vh store du`.
///
/// # Errors
/// Any of the store.
pub(super) async fn du(ctx: &mut Context, stores: &Stores, args: DuArgs) -> Result<()> {
    let place = stores.remote_or_default(args.place.as_deref())?;
    let store = stores.store(&place).await?;
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    let of = PageOf {
        prefix: place.key.clone(),
        ..PageOf::default()
    };
    let mut walk = Walk::new(store, of);
    let (mut objects, mut bytes) = (0_u64, 0_u64);
    while let Some(object) = walk.next().await? {
        if pick.takes(&object.key) {
            objects += 1;
            bytes += object.size;
        }
    }
    if ctx.out.format() == Format::Human {
        let (shown, size) = (place.shown(), human(bytes));
        return ctx.out.line(&format!("{size}  {objects}  {shown}"));
    }
    ctx.out.record(&Sum {
        place: place.shown(),
        objects,
        bytes,
    })
}

/// What is known of an object.
#[derive(Serialize)]
struct Known {
    place: String,
    key: String,
    size: u64,
    etag: Option<String>,
    modified: Option<String>,
    checksum: Option<String>,
    content_type: Option<String>,
    cache_control: Option<String>,
    content_disposition: Option<String>,
    content_encoding: Option<String>,
    storage_class: Option<String>,
    sse: Option<String>,
    version: Option<String>,
    restore: Option<String>,
    meta: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acl: Option<String>,
}

impl Record for Known {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("place", "位置"),
            Text::pair("size", "大小"),
            Text::pair("etag", "ETag"),
            Text::pair("modified", "修改时间"),
            Text::pair("checksum", "校验和"),
            Text::pair("content type", "内容类型"),
            Text::pair("cache control", "缓存控制"),
            Text::pair("content disposition", "内容处置"),
            Text::pair("content encoding", "内容编码"),
            Text::pair("storage class", "存储类型"),
            Text::pair("encryption", "加密"),
            Text::pair("version", "版本"),
            Text::pair("restore", "解冻"),
            Text::pair("metadata", "元数据"),
            Text::pair("tags", "标签"),
            Text::pair("acl", "权限"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        let pairs = |m: &Map<String, Value>| {
            let one = |(n, v): (&String, &Value)| format!("{n}={}", v.as_str().unwrap_or(""));
            m.iter().map(one).collect::<Vec<_>>().join(" ")
        };
        vec![
            self.place.clone(),
            self.size.to_string(),
            text(&self.etag),
            text(&self.modified),
            text(&self.checksum),
            text(&self.content_type),
            text(&self.cache_control),
            text(&self.content_disposition),
            text(&self.content_encoding),
            text(&self.storage_class),
            text(&self.sse),
            text(&self.version),
            text(&self.restore),
            pairs(&self.meta),
            self.tags.as_ref().map(pairs).unwrap_or_default(),
            text(&self.acl),
        ]
    }
}

fn map(pairs: Vec<(String, String)>) -> Map<String, Value> {
    pairs.into_iter().map(|(n, v)| (n, Value::String(v))).collect()
}

impl Known {
    fn of(place: &Place, meta: Meta) -> Known {
        Known {
            place: place.shown(),
            key: place.key.clone(),
            size: meta.size,
            etag: meta.etag,
            modified: meta.modified.map(time),
            checksum: meta.checksum.map(|c| format!("{}:{}", c.algorithm().name(), c.hex())),
            content_type: meta.content_type,
            cache_control: meta.cache_control,
            content_disposition: meta.content_disposition,
            content_encoding: meta.content_encoding,
            storage_class: meta.storage_class,
            sse: meta.sse,
            version: meta.version,
            restore: meta.restore,
            meta: map(meta.meta),
            tags: None,
            acl: None,
        }
    }
}

/// `vh store stat`.
///
/// # Errors
/// [`Kind::NotFound`] for one that is not there, [`Kind::Partial`] when some of several are not.
pub(super) async fn stat(ctx: &mut Context, stores: &Stores, args: StatArgs) -> Result<()> {
    let places = args
        .places
        .iter()
        .map(|w| stores.remote(w))
        .collect::<Result<Vec<Place>>>()?;
    let mut failed = Vec::new();
    for place in &places {
        let store = stores.store(place).await?;
        let known = async {
            let key = place.object()?;
            store.check_key(key)?;
            let mut known = Known::of(place, store.head(key, args.version_id.as_deref()).await?);
            if args.all && store.caps().tags {
                known.tags = Some(map(store.tags(key).await?));
            }
            if args.all && store.caps().acl {
                known.acl = Some(store.acl(key).await?);
            }
            Ok(known)
        };
        match known.await {
            Ok(known) => ctx.out.record(&known)?,
            Err(e) if places.len() == 1 => return Err(e),
            Err(e) => {
                ctx.out.err().error(&e);
                failed.push(e);
            }
        }
    }
    let (count, all) = (failed.len(), places.len());
    match failed.into_iter().next() {
        None => Ok(()),
        Some(first) => {
            let kind = if count == all { first.kind } else { Kind::Partial };
            Err(Error::new(
                kind,
                text!("{count} of {all} failed", "{all} 项中有 {count} 项失败"),
            ))
        }
    }
}
