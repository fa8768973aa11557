//! A local file on its way up: opened once, read at places, and noticed when it changes meanwhile.

use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use rustix::fs::{OFlags, Stat};

use crate::error::{Error, Kind, Result};
use crate::http::{Body, Piece};
use crate::store::beneath;
use crate::store::checksum::{Algorithm, Checksum, Hasher};
use crate::text;

/// What is read at once for a checksum.
const READ_BYTES: usize = 128 << 10;
/// After so many bytes others get their turn.
const TURN_BYTES: u64 = 8 << 20;
/// Files up to this size are read once, for the checksum and for the wire together.
const SMALL_BYTES: u64 = 256 << 10;

/// A file.
pub struct Local {
    /// Its path, as the user knows it.
    pub path: PathBuf,
    /// Its size when it was opened.
    pub size: u64,
    file: Arc<File>,
    print: String,
}

impl Local {
    /// Opens a regular file; a link is followed.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without it, [`Kind::Local`] when it cannot be read, [`Kind::Usage`] for what is no file.
    pub fn open(path: &Path) -> Result<Local> {
        let shown = path.display();
        let cannot = |e: io::Error| {
            let kind = match e.kind() {
                io::ErrorKind::NotFound => Kind::NotFound,
                _ => Kind::Local,
            };
            Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e).with_kind(kind)
        };
        let nonblock = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
        let file = std::fs::OpenOptions::new()
            .read(true)
            .custom_flags(nonblock)
            .open(path)
            .map_err(cannot)?;
        let stat = rustix::fs::fstat(&file).map_err(|e| cannot(e.into()))?;
        if !beneath::is_file(&stat) {
            return Err(Error::usage(text!(
                "{shown} is no regular file",
                "{shown} 不是普通文件"
            )));
        }
        Ok(Local {
            path: path.to_owned(),
            size: u64::try_from(stat.st_size).unwrap_or(0),
            file: Arc::new(file),
            print: print(&stat),
        })
    }

    /// What tells whether it is still the same.
    pub fn print(&self) -> &str {
        &self.print
    }

    /// Its path from the root, for checkpoints.
    pub fn absolute(&self) -> String {
        let path = std::path::absolute(&self.path).unwrap_or_else(|_| self.path.clone());
        path.to_string_lossy().into_owned()
    }

    /// Refuses a file that changed since it was opened.
    ///
    /// # Errors
    /// [`Kind::Conflict`].
    pub fn check(&self) -> Result<()> {
        let shown = self.path.display();
        let stat = rustix::fs::fstat(&*self.file)
            .map_err(|e| Error::local(text!("cannot look at {shown}", "无法查看 {shown}"), e.into()))?;
        if print(&stat) == self.print {
            return Ok(());
        }
        Err(Error::new(
            Kind::Conflict,
            text!("{shown} changed while it was sent", "{shown} 在发送过程中被修改"),
        ))
    }

    /// A range of it as a content, and its checksum.
    ///
    /// # Errors
    /// [`Kind::Local`] when it cannot be read, [`Kind::Conflict`] when it became shorter.
    pub fn range(&self, from: u64, len: u64, algorithm: Option<Algorithm>) -> Result<(Body, Option<Checksum>)> {
        if len <= SMALL_BYTES {
            let mut bytes = vec![0; usize::try_from(len).unwrap_or(0)];
            self.file.read_exact_at(&mut bytes, from).map_err(|e| self.failed(e))?;
            let sum = algorithm.map(|a| Checksum::of(a, &bytes));
            return Ok((Body::Bytes(Bytes::from(bytes)), sum));
        }
        let sum = algorithm.map(|a| self.hash(from, len, a)).transpose()?;
        let piece = Piece::File {
            file: self.file.clone(),
            from,
            len,
        };
        Ok((Body::Pieces(vec![piece]), sum))
    }

    /// The checksum of a range of it.
    ///
    /// # Errors
    /// As [`Local::range`].
    pub fn hash(&self, from: u64, len: u64, algorithm: Algorithm) -> Result<Checksum> {
        hash(&self.file, from, len, algorithm).map_err(|e| self.failed(e))
    }

    /// The same of a long range: others get their turn meanwhile.
    ///
    /// # Errors
    /// As [`Local::range`].
    pub async fn hash_calmly(&self, from: u64, len: u64, algorithm: Algorithm) -> Result<Checksum> {
        let hash = hash_calmly(&self.file, from, len, algorithm).await;
        hash.map_err(|e| self.failed(e))
    }

    fn failed(&self, e: io::Error) -> Error {
        let shown = self.path.display();
        match e.kind() {
            io::ErrorKind::UnexpectedEof => Error::new(
                Kind::Conflict,
                text!("{shown} became shorter while it was sent", "{shown} 在发送过程中变短"),
            ),
            _ => Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e),
        }
    }
}

/// The checksum of a range of a file.
///
/// # Errors
/// The operating system's; an end before the range's is one.
pub fn hash(file: &File, from: u64, len: u64, algorithm: Algorithm) -> io::Result<Checksum> {
    let mut hasher = Hasher::new(algorithm);
    feed(&mut hasher, file, from, len)?;
    Ok(hasher.finish())
}

/// The same of a long range: others get their turn meanwhile.
///
/// # Errors
/// As [`hash`].
pub(super) async fn hash_calmly(file: &File, from: u64, len: u64, algorithm: Algorithm) -> io::Result<Checksum> {
    let mut hasher = Hasher::new(algorithm);
    let (mut at, end) = (from, from + len);
    while at < end {
        let run = TURN_BYTES.min(end - at);
        feed(&mut hasher, file, at, run)?;
        at += run;
        tokio::task::yield_now().await;
    }
    Ok(hasher.finish())
}

fn feed(hasher: &mut Hasher, file: &File, from: u64, len: u64) -> io::Result<()> {
    let mut buffer = vec![0; READ_BYTES.min(usize::try_from(len).unwrap_or(READ_BYTES))];
    let (mut at, end) = (from, from + len);
    while at < end {
        let want = buffer.len().min(usize::try_from(end - at).unwrap_or(usize::MAX));
        let n = file.read_at(&mut buffer[..want], at)?;
        if n == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        hasher.update(&buffer[..n]);
        at += n as u64;
    }
    Ok(())
}

fn print(stat: &Stat) -> String {
    format!(
        "{}:{}.{:09}:{}:{}",
        stat.st_size, stat.st_mtime, stat.st_mtime_nsec, stat.st_dev, stat.st_ino
    )
}
