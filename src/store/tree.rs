//! The files below a directory, in the order of their keys: byte order of the whole path, so a directory sorts as `name/`. Names
//! are read one directory at a time; one with more names than memory should hold is sorted on disk.

use std::ffi::OsStr;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::sync::Arc;

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat};

use super::beneath;
use super::sorter::{Sorted, Sorter};
use crate::error::{Error, Kind, Result};
use crate::text;

/// What to do with links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links {
    /// Read what they lead to.
    Follow,
    /// Pass over them.
    Skip,
}

/// A file that was found.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its path below the directory, with `/`.
    pub key: String,
    /// What is known of it.
    pub stat: Stat,
}

/// One step of a walk: a file, or what could not be read and why.
pub type Step = Result<Found, (String, Error)>;

/// A walk.
pub struct Tree {
    stack: Vec<Frame>,
    links: Links,
    start_after: Option<String>,
    /// Directories are told, with `/` at the end, and not entered.
    flat: bool,
    failed: Vec<(String, Error)>,
    skip_top: Option<&'static str>,
}

struct Frame {
    dir: Arc<OwnedFd>,
    prefix: String,
    entries: Sorted,
    place: (u64, u64),
}

impl Tree {
    /// Walks the directory. `skip_top` is a name at its top that is passed over; `start_after` a key up to which nothing is told.
    ///
    /// # Errors
    /// [`Kind::Local`] when the directory cannot be read.
    pub fn new(
        dir: Arc<OwnedFd>,
        links: Links,
        start_after: Option<String>,
        skip_top: Option<&'static str>,
    ) -> Result<Tree> {
        let mut tree = Tree {
            stack: Vec::new(),
            links,
            start_after,
            flat: false,
            failed: Vec::new(),
            skip_top,
        };
        tree.enter(dir, String::new())
            .map_err(|e| Error::local(text!("cannot read the directory", "无法读取目录"), e))?;
        Ok(tree)
    }

    /// Tells directories instead of entering them.
    pub fn flat(mut self) -> Tree {
        self.flat = true;
        self
    }

    fn enter(&mut self, dir: Arc<OwnedFd>, prefix: String) -> io::Result<()> {
        let stat = rustix::fs::fstat(&*dir)?;
        let place = (stat.st_dev, stat.st_ino);
        if self.stack.iter().any(|f| f.place == place) {
            return Err(io::Error::other("a link leads back to a directory above"));
        }
        let mut sorter = Sorter::default();
        let mut reader = Dir::read_from(&*dir)?;
        while let Some(entry) = reader.read() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name == b"." || name == b".." {
                continue;
            }
            if prefix.is_empty() && self.skip_top.is_some_and(|s| s.as_bytes() == name) {
                continue;
            }
            let mut ty = entry.file_type();
            let os = OsStr::from_bytes(name);
            if ty == FileType::Unknown {
                ty = rustix::fs::statat(&*dir, os, AtFlags::SYMLINK_NOFOLLOW)
                    .map_or(FileType::Unknown, |s| FileType::from_raw_mode(s.st_mode));
            }
            if ty == FileType::Symlink {
                if self.links == Links::Skip {
                    continue;
                }
                match rustix::fs::statat(&*dir, os, AtFlags::empty()) {
                    Ok(stat) => ty = FileType::from_raw_mode(stat.st_mode),
                    Err(e) => {
                        let key = format!("{prefix}{}", String::from_utf8_lossy(name));
                        let error = Error::local(text!("a link that leads nowhere", "悬空的链接"), e.into())
                            .with_kind(Kind::NotFound);
                        self.failed.push((key, error));
                        continue;
                    }
                }
            }
            match ty {
                FileType::Directory => sorter.push(&[name, b"/"].concat())?,
                FileType::RegularFile => sorter.push(name)?,
                _ if self.links == Links::Skip => {}
                _ => {
                    let key = format!("{prefix}{}", String::from_utf8_lossy(name));
                    let error = Error::new(
                        Kind::Invalid,
                        text!(
                            "neither a file nor a directory (a pipe, a socket or a device)",
                            "既不是文件也不是目录（管道、套接字或设备）"
                        ),
                    );
                    self.failed.push((key, error));
                }
            }
        }
        self.stack.push(Frame {
            dir,
            prefix,
            entries: sorter.finish()?,
            place,
        });
        Ok(())
    }

    fn step(&mut self, frame: usize, name: &[u8]) -> Option<Step> {
        let Frame { dir, prefix, .. } = &self.stack[frame];
        let (dir, prefix) = (dir.clone(), prefix.clone());
        let (plain, is_dir) = match name.strip_suffix(b"/") {
            Some(plain) => (plain, true),
            None => (name, false),
        };
        let Ok(text) = std::str::from_utf8(plain) else {
            let key = format!("{prefix}{}", String::from_utf8_lossy(plain));
            let why = text!(
                "its name is not UTF-8, so it can be no key",
                "名称不是 UTF-8，无法作为键"
            );
            return Some(Err((key, Error::new(Kind::Invalid, why))));
        };
        let key = format!("{prefix}{text}");
        let os = OsStr::from_bytes(plain);
        let fail = |key: String, e: io::Error| Some(Err((key, Error::local(text!("cannot be read", "无法读取"), e))));
        if is_dir {
            let below = format!("{key}/");
            if let Some(after) = &self.start_after
                && *after >= below
                && (self.flat || !after.starts_with(&below))
            {
                return None;
            }
            if self.flat {
                let stat = rustix::fs::statat(&*dir, os, AtFlags::empty()).ok()?;
                return Some(Ok(Found { key: below, stat }));
            }
            let nofollow = match self.links {
                Links::Follow => OFlags::empty(),
                Links::Skip => OFlags::NOFOLLOW,
            };
            let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC | nofollow;
            let opened = rustix::fs::openat(&*dir, os, flags, Mode::empty()).map_err(io::Error::from);
            return match opened.and_then(|fd| self.enter(Arc::new(fd), below)) {
                Ok(()) => None,
                Err(e) => fail(key, e),
            };
        }
        if self.start_after.as_ref().is_some_and(|after| *after >= key) {
            return None;
        }
        let follow = match self.links {
            Links::Follow => AtFlags::empty(),
            Links::Skip => AtFlags::SYMLINK_NOFOLLOW,
        };
        match rustix::fs::statat(&*dir, os, follow) {
            Ok(stat) if beneath::is_file(&stat) => Some(Ok(Found { key, stat })),
            // Gone or changed since the directory was read.
            Ok(_) => None,
            Err(rustix::io::Errno::NOENT) => None,
            Err(e) => fail(key, e.into()),
        }
    }
}

impl Iterator for Tree {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            if let Some(failed) = self.failed.pop() {
                return Some(Err(failed));
            }
            let frame = self.stack.len().checked_sub(1)?;
            match self.stack[frame].entries.next() {
                None => {
                    self.stack.pop();
                }
                Some(Err(e)) => {
                    let key = self.stack[frame].prefix.clone();
                    self.stack.pop();
                    return Some(Err((key, Error::local(text!("cannot be sorted", "无法排序"), e))));
                }
                Some(Ok(name)) => {
                    if let Some(step) = self.step(frame, &name) {
                        return Some(step);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::beneath::Root;

    #[test]
    fn files_come_in_the_order_of_their_keys() {
        let path = std::env::temp_dir().join(format!("vh-tree-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        let keys = ["a-b", "a/x", "a/x-y", "a/x/z", "a0", "b", "中/文"];
        for key in keys.iter().rev().filter(|k| **k != "a/x") {
            let file = path.join(key);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, key).unwrap();
        }
        std::os::unix::fs::symlink("nowhere", path.join("dangling")).unwrap();
        std::os::unix::fs::symlink("..", path.join("a/loop")).unwrap();
        let root = Root::open(&path).unwrap();
        let walk = |links, after: Option<&str>| {
            let tree = Tree::new(root.dir(), links, after.map(str::to_owned), None).unwrap();
            tree.fold((Vec::new(), Vec::new()), |(mut good, mut bad), step| {
                match step {
                    Ok(found) => good.push(found.key),
                    Err((key, _)) => bad.push(key),
                }
                (good, bad)
            })
        };
        let (good, bad) = walk(Links::Follow, None);
        assert_eq!(good, ["a-b", "a/x-y", "a/x/z", "a0", "b", "中/文"]);
        assert_eq!(bad, ["dangling", "a/loop"]);
        let (good, bad) = walk(Links::Skip, Some("a/x-y"));
        assert_eq!(good, ["a/x/z", "a0", "b", "中/文"]);
        assert!(bad.is_empty());
    }
}
