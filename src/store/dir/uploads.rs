//! Uploads in parts of a directory: `.vh-uploads/ID/` with the key in a file and each part as a file of its number. The parts
//! are joined into a new file when the upload is finished.

use std::sync::Arc;

use super::{UPLOADS, write};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Piece};
use crate::sign;
use crate::store::beneath::{self, Root};
use crate::store::checksum::Checksum;
use crate::store::tree::{Links, Tree};
use crate::store::types::{Content, Part, Upload};
use crate::store::unfinished::Unfinished;
use crate::text;

const KEY: &str = "key";

pub(super) fn begin(root: &Root, key: &str) -> Result<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
    let id = sign::hex(&random);
    let new = root.begin(&format!("{UPLOADS}/{id}/{KEY}"))?;
    new.write(key.as_bytes(), 0)?;
    new.finish(None, true)?;
    Ok(id)
}

/// Refuses an id that is not of this key.
fn check(root: &Root, key: &str, id: &str) -> Result<()> {
    let known = id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
    let kept = known.then(|| key_of(root, id)).and_then(Result::ok);
    if kept.as_deref() == Some(key) {
        return Ok(());
    }
    Err(Error::new(Kind::NotFound, text!("there is no upload {id}", "没有上传 {id}")).code("NoSuchUpload"))
}

fn key_of(root: &Root, id: &str) -> Result<String> {
    let (mut file, _) = root.read(&format!("{UPLOADS}/{id}/{KEY}"))?;
    let mut key = String::new();
    std::io::Read::read_to_string(&mut file, &mut key)
        .map_err(|e| Error::local(text!("cannot read an upload's key", "无法读取上传的键"), e))?;
    Ok(key)
}

fn place(id: &str, number: u32) -> String {
    format!("{UPLOADS}/{id}/{number:05}")
}

pub(super) async fn part(root: &Root, key: &str, id: &str, number: u32, content: Content) -> Result<Part> {
    check(root, key, id)?;
    let size = content.body.len();
    let new = root.begin(&place(id, number))?;
    let checksum = write(&new, content, 0).await?;
    new.finish(None, false)?;
    Ok(Part {
        number,
        size,
        etag: checksum.hex(),
        checksum: Some(checksum),
    })
}

pub(super) fn parts(root: &Root, key: &str, id: &str) -> Result<Vec<Part>> {
    check(root, key, id)?;
    let dir = root.sub(&format!("{UPLOADS}/{id}/"))?;
    let mut parts = Vec::new();
    for step in Tree::new(dir, Links::Skip, None, None)? {
        let found = step.map_err(|(_, e)| e)?;
        let Ok(number) = found.key.parse() else { continue };
        let checksum = checksum(root, id, number)?;
        parts.push(Part {
            number,
            size: u64::try_from(found.stat.st_size).unwrap_or(0),
            etag: checksum.hex(),
            checksum: Some(checksum),
        });
    }
    Ok(parts)
}

fn content(root: &Root, id: &str, number: u32) -> Result<Content> {
    let (file, stat) = root.read(&place(id, number))?;
    Ok(Content::from(Body::Pieces(vec![Piece::File {
        file: Arc::new(file),
        from: 0,
        len: u64::try_from(stat.st_size).unwrap_or(0),
    }])))
}

fn checksum(root: &Root, id: &str, number: u32) -> Result<Checksum> {
    let mut hasher = crate::store::checksum::Hasher::new(crate::store::Algorithm::Crc64);
    for run in content(root, id, number)?.body.runs() {
        hasher.update(&run.map_err(|e| Error::local(text!("cannot read a part", "无法读取分片"), e))?);
    }
    Ok(hasher.finish())
}

/// Writes the parts one after the other; the checksum of the whole.
pub(super) async fn join(root: &Root, key: &str, id: &str, parts: &[Part], new: &Unfinished) -> Result<Checksum> {
    check(root, key, id)?;
    let mut at = 0;
    let mut whole: Option<Checksum> = None;
    for part in parts {
        let content = content(root, id, part.number).map_err(|e| {
            let number = part.number;
            match e.kind {
                Kind::NotFound => Error::new(Kind::Invalid, text!("there is no part {number}", "没有分片 {number}"))
                    .code("InvalidPart"),
                _ => e,
            }
        })?;
        let len = content.body.len();
        let checksum = write(new, content, at).await?;
        if checksum.hex() != part.etag {
            let number = part.number;
            let why = text!(
                "part {number} is not the one that was sent",
                "分片 {number} 与发送时不同"
            );
            return Err(Error::new(Kind::Integrity, why));
        }
        whole = match whole {
            None => Some(checksum),
            Some(before) => before.join(checksum, len),
        };
        at += len;
    }
    whole.ok_or_else(|| Error::new(Kind::Invalid, text!("an upload without parts", "上传没有任何分片")))
}

/// Removes an upload with all it has; what cannot be removed is found again by `all`.
pub(super) fn remove(root: &Root, id: &str) {
    let Ok(dir) = root.sub(&format!("{UPLOADS}/{id}/")) else {
        return;
    };
    let Ok(tree) = Tree::new(dir, Links::Skip, None, None) else {
        return;
    };
    let names: Vec<String> = tree.filter_map(|step| step.ok().map(|f| f.key)).collect();
    // The key goes last: an upload that lost it is none.
    for name in names.iter().filter(|n| *n != KEY) {
        let _ = root.remove(&format!("{UPLOADS}/{id}/{name}"), false);
    }
    let _ = root.remove(&format!("{UPLOADS}/{id}/{KEY}"), true);
}

pub(super) fn all(root: &Root, prefix: &str) -> Result<Vec<Upload>> {
    let dir = match root.sub(&format!("{UPLOADS}/")) {
        Ok(dir) => dir,
        Err(e) if e.kind == Kind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(e),
    };
    let mut rows = Vec::new();
    for step in Tree::new(dir, Links::Skip, None, None)? {
        let found = step.map_err(|(_, e)| e)?;
        let Some(id) = found.key.strip_suffix("/key") else {
            continue;
        };
        let key = key_of(root, id)?;
        if key.starts_with(prefix) {
            rows.push(Upload {
                key,
                id: id.to_owned(),
                started: Some(beneath::modified(&found.stat)),
            });
        }
    }
    rows.sort_by(|a, b| (&a.key, a.started).cmp(&(&b.key, b.started)));
    Ok(rows)
}
