//! The files that SQLite keeps the state in: whose they are, where they lie. What is in them is `sqlite`'s business.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::text;

/// The file exists with our mode before SQLite sees it: its own files copy the mode of the main one.
pub(super) fn make_private(path: &Path) -> Result<()> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    let shown = path.display();
    let cannot = |e| Error::local(text!("cannot open the state {shown}", "无法打开状态文件 {shown}"), e);
    if let Some(dir) = path.parent() {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(dir)
            .map_err(cannot)?;
    }
    std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)
        .map_err(cannot)?;
    Ok(())
}

/// Renames a file that cannot be read; its new name.
pub(super) fn set_aside(path: &Path) -> Result<PathBuf> {
    let unique = getrandom::u32().unwrap_or(0);
    let aside = path.with_extension(format!("db.corrupt-{unique:08x}"));
    let shown = path.display();
    std::fs::rename(path, &aside)
        .map_err(|e| Error::local(text!("cannot set aside {shown}", "无法移开 {shown}"), e))?;
    for ending in ["db-wal", "db-shm"] {
        // They belong to the file that is gone.
        let _ = std::fs::remove_file(path.with_extension(ending));
    }
    Ok(aside)
}

/// Whether another machine may write to it. Source: statfs(2), the magic numbers of NFS, SMB, CIFS, SMB2, FUSE, AFS, 9P, Ceph.
pub(super) fn is_on_network(path: &Path) -> bool {
    const NETWORK: [u64; 8] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x6573_5546,
        0x5346_414F,
        0x0102_1997,
        0x00C3_6400,
    ];
    rustix::fs::statfs(path).is_ok_and(|s| NETWORK.contains(&(s.f_type as u64 & 0xFFFF_FFFF)))
}
