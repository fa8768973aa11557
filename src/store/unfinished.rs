//! A file on its way: it gets its final name when it is whole, and never before. Until then it has no name at all, where the file
//! system can do that, so that a program that is ended leaves nothing; or one beside its final name, for another run to go on with.

use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::{AtFlags, FlockOperation, Mode, OFlags, RenameFlags, Timespec, Timestamps};
use rustix::io::Errno;

use super::beneath::{NAME_BYTES, Root, is_file, shown};
use crate::error::{Error, Kind, Result};
use crate::text;

/// How many names are tried.
const NAMES: u32 = 1000;

/// A file that has no final name yet. Dropped, it is removed, unless it is to be kept for another run.
pub struct Unfinished {
    dir: Arc<OwnedFd>,
    key: String,
    name: String,
    /// The name it has meanwhile.
    temporary: Option<String>,
    file: Arc<File>,
    keep: bool,
}

/// What an earlier run left.
pub enum Left {
    /// Nothing, or nothing that is surely ours.
    Nothing,
    /// This file, which nobody else writes to as long as it is open here.
    File(Unfinished),
    /// A file that another process is writing at this moment.
    Busy,
}

impl Root {
    /// A new file for a key.
    ///
    /// # Errors
    /// As [`Root::replaceable`], and [`Kind::Local`].
    pub fn begin(&self, key: &str) -> Result<Unfinished> {
        self.replaceable(key)?;
        let (dir, name) = self.parent(key, true)?;
        if let Some(file) = unnamed(&dir) {
            return Ok(Unfinished::new(dir, key, name, None, file));
        }
        let flags = OFlags::RDWR | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        for n in 0..NAMES {
            let temporary = temporary(name, n);
            match rustix::fs::openat(&*dir, &*temporary, flags, Mode::from_raw_mode(0o666)) {
                Ok(fd) => return Ok(Unfinished::new(dir, key, name, Some(temporary), File::from(fd))),
                Err(Errno::EXIST) => {}
                Err(e) => return Err(self.error(key, e)),
            }
        }
        Err(self.error(key, Errno::EXIST))
    }

    /// The unfinished file that an earlier run left, if it is a regular file of ours with one name.
    ///
    /// # Errors
    /// As [`Root::stat`].
    pub fn resume(&self, key: &str, temporary: &str, identity: &str) -> Result<Left> {
        if temporary.is_empty() || temporary.contains('/') {
            return Ok(Left::Nothing);
        }
        let (dir, name) = match self.parent(key, false) {
            Ok(found) => found,
            Err(e) if e.kind == Kind::NotFound => return Ok(Left::Nothing),
            Err(e) => return Err(e),
        };
        let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let Ok(fd) = rustix::fs::openat(&*dir, temporary, flags, Mode::empty()) else {
            return Ok(Left::Nothing);
        };
        let Ok(stat) = rustix::fs::fstat(&fd) else {
            return Ok(Left::Nothing);
        };
        let ours = stat.st_uid == rustix::process::geteuid().as_raw() && stat.st_nlink == 1;
        if !is_file(&stat) || !ours || self::identity(&fd).ok().as_deref() != Some(identity) {
            return Ok(Left::Nothing);
        }
        if !lock(&fd) {
            return Ok(Left::Busy);
        }
        self.replaceable(key)?;
        let temporary = Some(temporary.to_owned());
        Ok(Left::File(Unfinished::new(dir, key, name, temporary, File::from(fd))))
    }
}

/// A file in a directory that has no name, where there is such a thing and it can be named later: by its owner, and while the
/// system tells where it is.
#[cfg(target_os = "linux")]
fn unnamed(dir: &OwnedFd) -> Option<File> {
    let flags = OFlags::RDWR | OFlags::TMPFILE | OFlags::CLOEXEC;
    let fd = rustix::fs::openat(dir, ".", flags, Mode::from_raw_mode(0o666)).ok()?;
    let stat = rustix::fs::stat(own_path(&fd)).ok()?;
    (stat.st_uid == rustix::process::geteuid().as_raw()).then(|| File::from(fd))
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_dir: &OwnedFd) -> Option<File> {
    None
}

/// What tells a file from any other that was or will be at its place: its number, and when it was made, since numbers are given again.
///
/// # Errors
/// The operating system's.
pub fn identity(fd: impl std::os::fd::AsFd) -> io::Result<String> {
    let number = rustix::fs::fstat(&fd)?.st_ino;
    Ok(format!("{number}.{}", made_at(fd)))
}

#[cfg(target_os = "linux")]
fn made_at(fd: impl std::os::fd::AsFd) -> String {
    use rustix::fs::StatxFlags;
    let known = rustix::fs::statx(fd, "", AtFlags::EMPTY_PATH, StatxFlags::BTIME);
    let known = known.ok().filter(|s| s.stx_mask & StatxFlags::BTIME.bits() != 0);
    known.map_or(String::new(), |s| {
        format!("{}.{:09}", s.stx_btime.tv_sec, s.stx_btime.tv_nsec)
    })
}

#[cfg(not(target_os = "linux"))]
fn made_at(_fd: impl std::os::fd::AsFd) -> String {
    String::new()
}

/// The path by which the system knows an open file.
fn own_path(fd: &impl AsRawFd) -> String {
    format!("/proc/self/fd/{}", fd.as_raw_fd())
}

/// Takes a file for this process until it is closed; false when another one has it. Where there are no locks, it is ours.
fn lock(fd: impl std::os::fd::AsFd) -> bool {
    rustix::fs::flock(fd, FlockOperation::NonBlockingLockExclusive) != Err(Errno::WOULDBLOCK)
}

/// `NAME.part`, and numbered when that is taken; the whole short enough for a name.
fn temporary(name: &str, n: u32) -> String {
    let ending = if n == 0 {
        ".part".to_owned()
    } else {
        format!(".part-{n}")
    };
    let mut cut = name.len().min(NAME_BYTES - ending.len());
    while !name.is_char_boundary(cut) {
        cut -= 1;
    }
    format!("{}{ending}", &name[..cut])
}

impl Unfinished {
    fn new(dir: Arc<OwnedFd>, key: &str, name: &str, temporary: Option<String>, file: File) -> Unfinished {
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

    /// What [`identity`] says of it.
    ///
    /// # Errors
    /// [`Kind::Local`].
    pub fn identity(&self) -> Result<String> {
        identity(&*self.file).map_err(|e| self.local(e))
    }

    /// Writes at a place.
    ///
    /// # Errors
    /// [`Kind::Local`], such as a full disk.
    pub fn write(&self, bytes: &[u8], at: u64) -> Result<()> {
        self.file.write_all_at(bytes, at).map_err(|e| self.local(e))
    }

    /// The name under which another run will find it: the one it has, else one that nothing has. It is to be noted before the file
    /// takes it, so that there is no moment at which a file lies there that nobody knows of.
    ///
    /// # Errors
    /// [`Kind::Local`].
    pub fn choose_name(&self) -> Result<String> {
        if let Some(name) = &self.temporary {
            return Ok(name.clone());
        }
        for n in 0..NAMES {
            let name = temporary(&self.name, n);
            match rustix::fs::statat(&*self.dir, &*name, AtFlags::SYMLINK_NOFOLLOW) {
                Err(Errno::NOENT) => return Ok(name),
                Ok(_) => {}
                Err(e) => return Err(self.local(e.into())),
            }
        }
        Err(self.local(Errno::EXIST.into()))
    }

    /// Takes that name, and stays when it is dropped; false when something has it by now.
    ///
    /// # Errors
    /// [`Kind::Local`].
    pub fn keep_as(&mut self, name: String) -> Result<bool> {
        // Nobody else can have it: the file is new.
        lock(&*self.file);
        if self.temporary.is_none() {
            match self.link(&name) {
                Ok(()) => self.temporary = Some(name),
                Err(Errno::EXIST) => return Ok(false),
                Err(e) => return Err(self.local(e.into())),
            }
        }
        self.keep = true;
        Ok(true)
    }

    /// Stays when it is dropped.
    pub fn keep(&mut self) {
        self.keep = true;
    }

    /// Is removed when it is dropped.
    pub fn give_up(mut self) {
        self.keep = false;
    }

    fn link(&self, name: &str) -> rustix::io::Result<()> {
        let own = own_path(&*self.file);
        rustix::fs::linkat(rustix::fs::CWD, own, &*self.dir, name, AtFlags::SYMLINK_FOLLOW)
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
        if self.temporary.is_none() {
            match self.link(&self.name) {
                Ok(()) => return Ok(()),
                Err(Errno::EXIST) if create_only => return Err(self.taken()),
                // What is there is replaced, which only a file that has a name can do.
                Err(Errno::EXIST) => self.take_any_name()?,
                Err(e) => return Err(self.local(e.into())),
            }
        }
        self.rename(create_only)
    }

    fn taken(&self) -> Error {
        let shown = shown(&self.key);
        Error::new(Kind::Conflict, text!("{shown} is there already", "{shown} 已存在"))
    }

    fn take_any_name(&mut self) -> Result<()> {
        for n in 0..NAMES {
            let name = temporary(&self.name, n);
            match self.link(&name) {
                Ok(()) => {
                    self.temporary = Some(name);
                    return Ok(());
                }
                Err(Errno::EXIST) => {}
                Err(e) => return Err(self.local(e.into())),
            }
        }
        Err(self.local(Errno::EXIST.into()))
    }

    fn rename(mut self, create_only: bool) -> Result<()> {
        let temporary = self.temporary.clone().unwrap_or_default();
        // Another program may have taken the name away, and then it is not this file's any more.
        let named = rustix::fs::statat(&*self.dir, &*temporary, AtFlags::SYMLINK_NOFOLLOW);
        let own = rustix::fs::fstat(&*self.file).map_err(|e| self.local(e.into()))?;
        if !named.is_ok_and(|s| s.st_ino == own.st_ino && s.st_dev == own.st_dev) {
            self.keep = true;
            let shown = shown(&self.key);
            return Err(Error::new(
                Kind::Conflict,
                text!(
                    "{shown} could not get its name: {temporary} was replaced meanwhile",
                    "{shown} 无法改名：{temporary} 已被替换"
                ),
            ));
        }
        let renamed = if create_only {
            let flags = RenameFlags::NOREPLACE;
            rustix::fs::renameat_with(&*self.dir, &*temporary, &*self.dir, &*self.name, flags)
        } else {
            rustix::fs::renameat(&*self.dir, &*temporary, &*self.dir, &*self.name)
        };
        match renamed {
            Ok(()) => {
                self.keep = true;
                Ok(())
            }
            Err(Errno::EXIST) => Err(self.taken()),
            Err(e) => Err(self.local(e.into())),
        }
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(temporary) = self.temporary.as_deref().filter(|_| !self.keep) {
            // What cannot be removed is left under its temporary name.
            let _ = rustix::fs::unlinkat(&*self.dir, temporary, AtFlags::empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(name: &str) -> Root {
        let path = std::env::temp_dir().join(format!("vh-unfinished-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        Root::make(&path).unwrap()
    }

    fn names(root: &Root) -> Vec<String> {
        let all = std::fs::read_dir(root.path()).unwrap();
        let mut names: Vec<String> = all.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_gets_its_name_when_it_is_whole() {
        let root = root("whole");
        let path = root.path().to_owned();
        std::fs::write(path.join("x.part"), "somebody's").unwrap();
        let new = root.begin("x").unwrap();
        new.write(b"hello", 0).unwrap();
        assert_eq!(names(&root), ["x.part"], "no name at all until then");
        new.finish(None, true).unwrap();
        assert_eq!(std::fs::read(path.join("x")).unwrap(), b"hello");
        let second = root.begin("x").unwrap();
        assert_eq!(second.finish(None, true).unwrap_err().kind, Kind::Conflict);
        let third = root.begin("x").unwrap();
        third.write(b"other", 0).unwrap();
        third.finish(None, false).unwrap();
        assert_eq!(std::fs::read(path.join("x")).unwrap(), b"other");
        assert_eq!(std::fs::read(path.join("x.part")).unwrap(), b"somebody's");
        drop(root.begin("d/e/f").unwrap());
        assert!(path.join("d/e").is_dir());
        assert_eq!(std::fs::read_dir(path.join("d/e")).unwrap().count(), 0);
        assert_eq!(names(&root), ["d", "x", "x.part"]);
    }

    #[test]
    fn what_is_kept_is_found_again_by_one_process_at_a_time() {
        let root = root("kept");
        std::fs::write(root.path().join("x.part"), "somebody's").unwrap();
        let mut new = root.begin("x").unwrap();
        let name = new.choose_name().unwrap();
        assert_eq!(name, "x.part-1");
        assert!(new.keep_as(name.clone()).unwrap());
        new.write(b"half", 0).unwrap();
        let it = new.identity().unwrap();
        assert!(matches!(root.resume("x", &name, &it).unwrap(), Left::Busy));
        drop(new);
        assert!(matches!(
            root.resume("x", &name, &format!("{it}1")).unwrap(),
            Left::Nothing
        ));
        assert!(matches!(root.resume("x", "x.part", &it).unwrap(), Left::Nothing));
        let Left::File(mut again) = root.resume("x", &name, &it).unwrap() else {
            panic!("it is there");
        };
        again.keep();
        drop(again);
        let Left::File(again) = root.resume("x", &name, &it).unwrap() else {
            panic!("it is there");
        };
        again.finish(None, true).unwrap();
        assert_eq!(names(&root), ["x", "x.part"]);
        // Its name was taken while it was being chosen.
        let mut new = root.begin("y").unwrap();
        let name = new.choose_name().unwrap();
        std::fs::write(root.path().join(&name), "somebody's").unwrap();
        assert!(!new.keep_as(name).unwrap());
        drop(new);
        assert_eq!(names(&root), ["x", "x.part", "y.part"]);
    }
}
