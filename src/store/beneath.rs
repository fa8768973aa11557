//! Files beneath one directory, by names that strangers chose. Every step goes from an open directory to the next, never
//! through a link and never upwards, so no name leads out; and a new file gets its name only when it is whole.

use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use crate::error::{Error, Kind, Result};
use crate::text;

/// The longest name of one file. Source: Linux, NAME_MAX.
pub(super) const NAME_BYTES: usize = 255;

/// The steps of a key as names of files.
///
/// # Errors
/// [`Kind::Refused`] when the key cannot be a path beneath a directory under this very name.
pub fn steps(key: &str) -> Result<Vec<&str>> {
    let shown = shown(key);
    let refuse = |why: crate::text::Text| {
        Error::new(
            Kind::Refused,
            text!("{shown} cannot be a file", "{shown} 无法成为文件").join(": ", why),
        )
    };
    let steps: Vec<&str> = key.split('/').collect();
    for step in &steps {
        let why = match *step {
            "" => text!("an empty name between slashes", "斜杠之间有空名称"),
            "." | ".." => text!("{step} would lead elsewhere", "{step} 会指向别处"),
            step if step.contains('\0') => text!("a zero byte", "含零字节"),
            step if step.len() > NAME_BYTES => text!("a name longer than 255 bytes", "名称超过 255 字节"),
            _ => continue,
        };
        return Err(refuse(why));
    }
    Ok(steps)
}

/// A key as a message shows it: cut where it is very long.
pub fn shown(key: &str) -> String {
    if key.is_empty() {
        return "\"\"".to_owned();
    }
    if key.chars().count() <= 200 {
        return key.to_owned();
    }
    let head: String = key.chars().take(200).collect();
    format!("{head}…")
}

/// A directory that everything happens beneath.
pub struct Root {
    dir: Arc<OwnedFd>,
    path: PathBuf,
    /// The last directory that was opened: files mostly come together.
    last: Mutex<Option<(String, Arc<OwnedFd>)>>,
}

const DIR: OFlags = OFlags::DIRECTORY.union(OFlags::RDONLY).union(OFlags::CLOEXEC);

impl Root {
    /// Opens the directory; its own path is the user's, and may be a link.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without it, [`Kind::Local`] for the rest.
    pub fn open(path: &Path) -> Result<Root> {
        let shown = path.display();
        let dir = rustix::fs::openat(CWD, path, DIR, Mode::empty()).map_err(|e| {
            let kind = if e == Errno::NOENT { Kind::NotFound } else { Kind::Local };
            Error::local(text!("cannot open {shown}", "无法打开 {shown}"), e.into()).with_kind(kind)
        })?;
        Ok(Root {
            dir: Arc::new(dir),
            path: path.to_owned(),
            last: Mutex::new(None),
        })
    }

    /// Opens the directory, made where it is missing.
    ///
    /// # Errors
    /// [`Kind::Local`] naming it.
    pub fn make(path: &Path) -> Result<Root> {
        let shown = path.display();
        std::fs::create_dir_all(path).map_err(|e| Error::local(text!("cannot make {shown}", "无法创建 {shown}"), e))?;
        Root::open(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The open directory.
    pub fn dir(&self) -> Arc<OwnedFd> {
        self.dir.clone()
    }

    pub(super) fn error(&self, key: &str, e: Errno) -> Error {
        let shown = shown(key);
        let place = self.path.display();
        match e {
            Errno::LOOP | Errno::MLINK => Error::new(
                Kind::Refused,
                text!(
                    "{shown} leads through a link below {place}, and links are not followed",
                    "{shown} 经过 {place} 下的链接，链接不会被跟随"
                ),
            ),
            Errno::NOTDIR | Errno::ISDIR | Errno::EXIST | Errno::NOTEMPTY => Error::new(
                Kind::Conflict,
                text!(
                    "{shown} is in the way of another: one is a file, one a directory, below {place}",
                    "{shown} 与另一项冲突：{place} 下一个是文件，一个是目录"
                ),
            ),
            Errno::NOENT => Error::new(Kind::NotFound, text!("there is no {shown}", "没有 {shown}")),
            e => Error::local(
                text!("cannot use {shown} below {place}", "无法使用 {place} 下的 {shown}"),
                e.into(),
            ),
        }
    }

    /// The directory that holds a key, and its name there.
    pub(super) fn parent<'k>(&self, key: &'k str, make: bool) -> Result<(Arc<OwnedFd>, &'k str)> {
        let steps = steps(key)?;
        let Some((name, dirs)) = steps.split_last() else {
            return Err(Error::bug("a key without a name"));
        };
        let prefix = &key[..key.len() - name.len()];
        if prefix.is_empty() {
            return Ok((self.dir.clone(), name));
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((path, dir)) = &*last
            && path == prefix
            // A directory that was removed meanwhile has no links left.
            && rustix::fs::fstat(dir).is_ok_and(|s| s.st_nlink > 0)
        {
            return Ok((dir.clone(), name));
        }
        let mut dir = self.dir.clone();
        for step in dirs {
            let open = || rustix::fs::openat(&*dir, *step, DIR | OFlags::NOFOLLOW, Mode::empty());
            let opened = match open() {
                Err(Errno::NOENT) if make => {
                    match rustix::fs::mkdirat(&*dir, *step, Mode::from_raw_mode(0o777)) {
                        Ok(()) | Err(Errno::EXIST) => {}
                        Err(e) => return Err(self.error(key, e)),
                    }
                    open()
                }
                other => other,
            };
            let opened = opened.map_err(|e| {
                // Linux says "not a directory" of a link that is not followed.
                let link = e == Errno::NOTDIR
                    && rustix::fs::statat(&*dir, *step, AtFlags::SYMLINK_NOFOLLOW).is_ok_and(|s| is_link(&s));
                self.error(key, if link { Errno::LOOP } else { e })
            })?;
            dir = Arc::new(opened);
        }
        *last = Some((prefix.to_owned(), dir.clone()));
        Ok((dir, name))
    }

    /// Opens a directory beneath, by a path that ends with `/`; the whole when it is empty.
    ///
    /// # Errors
    /// As [`Root::stat`]; [`Kind::NotFound`] without it.
    pub fn sub(&self, prefix: &str) -> Result<Arc<OwnedFd>> {
        Ok(self.parent(&format!("{prefix}x"), false)?.0)
    }

    /// What is known of a file; `None` when there is none. Never of what a link leads to.
    ///
    /// # Errors
    /// [`Kind::Refused`] for a key that is no path or goes through a link, [`Kind::Local`] for the rest.
    pub fn stat(&self, key: &str) -> Result<Option<Stat>> {
        let (dir, name) = match self.parent(key, false) {
            Ok(found) => found,
            Err(e) if matches!(e.kind, Kind::NotFound | Kind::Conflict) => return Ok(None),
            Err(e) => return Err(e),
        };
        match rustix::fs::statat(&*dir, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(stat)),
            Err(Errno::NOENT) => Ok(None),
            Err(e) => Err(self.error(key, e)),
        }
    }

    /// Opens a regular file for reading.
    ///
    /// # Errors
    /// [`Kind::NotFound`] without it or for what is no regular file; else as [`Root::stat`].
    pub fn read(&self, key: &str) -> Result<(File, Stat)> {
        let (dir, name) = match self.parent(key, false) {
            // A file on the way: then there is no such object.
            Err(e) if e.kind == Kind::Conflict => return Err(self.error(key, Errno::NOENT)),
            other => other?,
        };
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let fd = rustix::fs::openat(&*dir, name, flags, Mode::empty()).map_err(|e| self.error(key, e))?;
        let stat = rustix::fs::fstat(&fd).map_err(|e| self.error(key, e))?;
        if !is_file(&stat) {
            return Err(self.error(key, Errno::NOENT));
        }
        Ok((File::from(fd), stat))
    }

    /// Removes a file, and directories above it that are empty then; false when there was none.
    ///
    /// # Errors
    /// As [`Root::stat`].
    pub fn remove(&self, key: &str, prune: bool) -> Result<bool> {
        let (dir, name) = match self.parent(key, false) {
            Ok(found) => found,
            Err(e) if matches!(e.kind, Kind::NotFound | Kind::Conflict) => return Ok(false),
            Err(e) => return Err(e),
        };
        match rustix::fs::unlinkat(&*dir, name, AtFlags::empty()) {
            Ok(()) => {}
            Err(Errno::NOENT | Errno::ISDIR | Errno::PERM) => return Ok(false),
            Err(e) => return Err(self.error(key, e)),
        }
        let mut above = key;
        while prune && let Some((parent, _)) = above.rsplit_once('/') {
            let Ok((dir, name)) = self.parent(parent, false) else {
                break;
            };
            if rustix::fs::unlinkat(&*dir, name, AtFlags::REMOVEDIR).is_err() {
                break;
            }
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = None;
            above = parent;
        }
        Ok(true)
    }

    /// Refuses a final name that is taken by something that a file must not replace.
    ///
    /// # Errors
    /// [`Kind::Refused`] for links, devices, pipes and sockets, [`Kind::Conflict`] for a directory.
    pub fn replaceable(&self, key: &str) -> Result<Option<Stat>> {
        let Some(stat) = self.stat(key)? else { return Ok(None) };
        if is_file(&stat) {
            return Ok(Some(stat));
        }
        if FileType::from_raw_mode(stat.st_mode) == FileType::Directory {
            return Err(self.error(key, Errno::ISDIR));
        }
        let shown = shown(key);
        Err(Error::new(
            Kind::Refused,
            text!(
                "{shown} is there already and is no regular file (a link, a device or a pipe)",
                "{shown} 已存在且不是普通文件（链接、设备或管道）"
            ),
        ))
    }
}

/// Whether it is a regular file.
pub fn is_file(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile
}

fn is_link(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::Symlink
}

/// When a file was last written.
pub fn modified(stat: &Stat) -> SystemTime {
    let seconds = u64::try_from(stat.st_mtime).unwrap_or(0);
    let nanos = u32::try_from(stat.st_mtime_nsec).unwrap_or(0);
    UNIX_EPOCH + std::time::Duration::new(seconds, nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dir(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("vh-beneath-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        path
    }

    #[test]
    fn no_key_leads_out() {
        for bad in ["", "/", "/a", "a/", "a//b", "..", "a/../b", "./a", "a/.", "a\0b"] {
            assert_eq!(steps(bad).unwrap_err().kind, Kind::Refused, "{bad:?}");
        }
        assert!(steps(&"x".repeat(256)).is_err());
        assert_eq!(steps("a/b\\c/...").unwrap(), ["a", "b\\c", "..."]);
    }

    #[test]
    fn links_are_neither_followed_nor_replaced() {
        let path = dir("links");
        let outside = dir("outside");
        std::os::unix::fs::symlink(&outside, path.join("link")).unwrap();
        std::os::unix::fs::symlink(outside.join("target"), path.join("file")).unwrap();
        let root = Root::open(&path).unwrap();
        for key in ["link/x", "link/x/y", "file"] {
            assert_eq!(root.begin(key).err().map(|e| e.kind), Some(Kind::Refused), "{key}");
            assert!(root.read(key).is_err(), "{key}");
        }
        assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
    }
}
