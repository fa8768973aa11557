//! A result that goes into a file: beside it first, under its name only when it is whole, and never over a file that is there
//! unless that was approved.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};
use crate::text;

/// A file being written. Dropped before [`Written::finish`] it leaves nothing behind.
#[derive(Debug)]
pub struct Written {
    path: PathBuf,
    /// Where it is while it is not whole; `None` for a device or a pipe, which is written as it is.
    temp: Option<PathBuf>,
    file: File,
    replace: bool,
}

impl Written {
    /// Begins `path`; with `replace` it may take the place of a file.
    ///
    /// # Errors
    /// [`Kind::Refused`] when a file is there and may not be replaced; [`Kind::Local`] when it cannot be written.
    pub fn create(path: &Path, replace: bool) -> Result<Written> {
        let shown = path.display();
        let cannot = |e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e);
        let there = std::fs::metadata(path);
        if there.as_ref().is_ok_and(|m| m.is_dir()) {
            return Err(Error::usage(text!("{shown} is a directory", "{shown} 是目录")));
        }
        if there.as_ref().is_ok_and(|m| !m.is_file()) {
            let file = OpenOptions::new().write(true).open(path).map_err(cannot)?;
            return Ok(Written {
                path: path.to_owned(),
                temp: None,
                file,
                replace: true,
            });
        }
        if there.is_ok() && !replace {
            return Err(exists(path));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let unique = getrandom::u64().unwrap_or(0);
        let temp = path.with_file_name(format!(".{name}.{unique:016x}.part"));
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temp)
            .map_err(cannot)?;
        Ok(Written {
            path: path.to_owned(),
            temp: Some(temp),
            file,
            replace,
        })
    }

    /// Its final name.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds bytes.
    ///
    /// # Errors
    /// [`Kind::Local`].
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.file.write_all(bytes).map_err(|e| self.cannot(e))
    }

    /// It is whole: gives it its name.
    ///
    /// # Errors
    /// [`Kind::Local`]; [`Kind::Refused`] when a file has appeared there meanwhile.
    pub fn finish(mut self) -> Result<()> {
        let Some(temp) = self.temp.clone() else {
            return Ok(());
        };
        self.file.sync_all().map_err(|e| self.cannot(e))?;
        if self.replace {
            std::fs::rename(&temp, &self.path).map_err(|e| self.cannot(e))?;
            self.temp = None;
            return Ok(());
        }
        // Unlike a renaming, a link never takes another file's place.
        match std::fs::hard_link(&temp, &self.path) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == ErrorKind::AlreadyExists => Err(exists(&self.path)),
            // A file system without links.
            Err(_) if !self.path.exists() => {
                std::fs::rename(&temp, &self.path).map_err(|e| self.cannot(e))?;
                self.temp = None;
                Ok(())
            }
            Err(_) => Err(exists(&self.path)),
        }
    }

    fn cannot(&self, e: std::io::Error) -> Error {
        let shown = self.path.display();
        Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        if let Some(temp) = &self.temp {
            // Gone already, or on a disk that is gone: there is nobody to tell.
            let _ = std::fs::remove_file(temp);
        }
    }
}

fn exists(path: &Path) -> Error {
    let shown = path.display();
    Error::new(Kind::Refused, text!("{shown} is there already", "{shown} 已存在"))
        .hint(text!("--yes overwrites it", "--yes 会覆盖它"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all_and_never_over_another() {
        let dir = std::env::temp_dir().join(format!("vh-written-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        let path = dir.join("a.bin");
        let names = || std::fs::read_dir(&dir).unwrap().count();
        let mut first = Written::create(&path, false).unwrap();
        first.write(b"one").unwrap();
        assert!(!path.exists());
        drop(first);
        assert_eq!(names(), 0);
        let (mut a, mut b) = (
            Written::create(&path, false).unwrap(),
            Written::create(&path, false).unwrap(),
        );
        a.write(b"a").unwrap();
        b.write(b"b").unwrap();
        a.finish().unwrap();
        assert_eq!(b.finish().unwrap_err().kind, Kind::Refused);
        assert_eq!(Written::create(&path, false).unwrap_err().kind, Kind::Refused);
        assert_eq!(std::fs::read(&path).unwrap(), b"a");
        let mut c = Written::create(&path, true).unwrap();
        c.write(b"c").unwrap();
        c.finish().unwrap();
        assert_eq!((std::fs::read(&path).unwrap(), names()), (b"c".to_vec(), 1));
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
