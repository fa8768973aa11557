//! A file on its way: written beside its final name, which it gets when it is whole, and never before.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{AtFlags, RenameFlags, Timespec, Timestamps};
use rustix::io::Errno;

use super::beneath::shown;
use crate::error::{Error, Kind, Result};
use crate::text;

/// A file that has no final name yet. Dropped, it is removed, unless it is to be kept for another run.
pub struct Unfinished {
    dir: Arc<OwnedFd>,
    key: String,
    name: String,
    temporary: String,
    file: Arc<File>,
    keep: bool,
}

impl Unfinished {
    pub(super) fn new(dir: Arc<OwnedFd>, key: &str, name: &str, temporary: String, file: File) -> Unfinished {
        Unfinished {
            dir,
            key: key.to_owned(),
            name: name.to_owned(),
            temporary,
            file: Arc::new(file),
            keep: false,
        }
    }

    /// Its open file.
    pub fn file(&self) -> &Arc<File> {
        &self.file
    }

    /// The name it has meanwhile.
    pub fn temporary(&self) -> &str {
        &self.temporary
    }

    /// Its number in the file system.
    ///
    /// # Errors
    /// [`Kind::Local`].
    pub fn ino(&self) -> Result<u64> {
        Ok(rustix::fs::fstat(&*self.file).map_err(|e| self.local(e.into()))?.st_ino)
    }

    /// Writes at a place.
    ///
    /// # Errors
    /// [`Kind::Local`], such as a full disk.
    pub fn write(&self, bytes: &[u8], at: u64) -> Result<()> {
        self.file.write_all_at(bytes, at).map_err(|e| self.local(e))
    }

    /// Stays when it is dropped.
    pub fn keep(&mut self) {
        self.keep = true;
    }

    /// What is written reaches the disk.
    ///
    /// # Errors
    /// [`Kind::Local`].
    pub fn sync(&self) -> Result<()> {
        self.file.sync_data().map_err(|e| self.local(e))
    }

    fn local(&self, e: io::Error) -> Error {
        let shown = shown(&self.key);
        Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e)
    }

    /// Gives it its final name and its time; `create_only` refuses to replace.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when the name is taken and must not be replaced; [`Kind::Local`].
    pub fn finish(mut self, modified: Option<SystemTime>, create_only: bool) -> Result<()> {
        if let Some(modified) = modified {
            let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
            let at = Timespec {
                tv_sec: i64::try_from(since.as_secs()).unwrap_or(0),
                tv_nsec: since.subsec_nanos().into(),
            };
            let times = Timestamps {
                last_access: at,
                last_modification: at,
            };
            rustix::fs::futimens(&*self.file, &times).map_err(|e| self.local(e.into()))?;
        }
        // Another download may have taken the temporary name for its final one: then this file has none any more.
        let named = rustix::fs::statat(&*self.dir, &*self.temporary, AtFlags::SYMLINK_NOFOLLOW);
        let own = rustix::fs::fstat(&*self.file).map_err(|e| self.local(e.into()))?;
        if !named.is_ok_and(|s| s.st_ino == own.st_ino && s.st_dev == own.st_dev) {
            self.keep = true;
            let (shown, temporary) = (shown(&self.key), &self.temporary);
            return Err(Error::new(
                Kind::Conflict,
                text!(
                    "{shown} could not get its name: {temporary} was replaced meanwhile",
                    "{shown} 无法改名：{temporary} 已被替换"
                ),
            ));
        }
        let flags = if create_only {
            RenameFlags::NOREPLACE
        } else {
            RenameFlags::empty()
        };
        let renamed = if create_only {
            rustix::fs::renameat_with(&*self.dir, &*self.temporary, &*self.dir, &*self.name, flags)
        } else {
            rustix::fs::renameat(&*self.dir, &*self.temporary, &*self.dir, &*self.name)
        };
        match renamed {
            Ok(()) => {
                self.keep = true;
                Ok(())
            }
            Err(Errno::EXIST) => {
                let shown = shown(&self.key);
                Err(Error::new(
                    Kind::Conflict,
                    text!("{shown} is there already", "{shown} 已存在"),
                ))
            }
            Err(e) => Err(self.local(e.into())),
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.keep {
            // What cannot be removed is left under its temporary name.
            let _ = rustix::fs::unlinkat(&*self.dir, &*self.temporary, AtFlags::empty());
        }
    }
}
