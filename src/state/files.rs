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

/// Whether another machine may write to it.
pub(super) fn is_on_network(path: &Path) -> bool {
    rustix::fs::statfs(path).is_ok_and(|s| is_network_type(s.f_type as u64))
}

/// Whether a file system of this type keeps its files on another machine, or does not say.
/// Source: statfs(2), and the magic numbers of Linux's `magic.h` and of the file systems outside of it.
fn is_network_type(magic: u64) -> bool {
    const NETWORK: [(u64, &str); 12] = [
        (0x6969, "NFS"),
        (0x517B, "SMB"),
        (0xFF53_4D42, "CIFS"),
        (0xFE53_4D42, "SMB2"),
        // sshfs, s3fs, GlusterFS and others.
        (0x6573_5546, "FUSE"),
        (0x5346_414F, "AFS"),
        (0x6B41_4653, "AFS of the kernel"),
        (0x0102_1997, "9P"),
        (0x00C3_6400, "Ceph"),
        (0x7375_7245, "Coda"),
        (0x0BD0_0BD0, "Lustre"),
        (0x4750_4653, "GPFS"),
    ];
    // The field is signed and as wide as the machine likes.
    NETWORK.iter().any(|(known, _)| *known == magic & 0xFFFF_FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_systems_of_other_machines_are_told_from_those_of_this_one() {
        // As an i32 that is sign-extended, too.
        for network in [0x6969, 0xFF53_4D42, 0xFFFF_FFFF_FF53_4D42, 0x6573_5546, 0x0BD0_0BD0] {
            assert!(is_network_type(network), "{network:#x}");
        }
        // ext4, xfs, btrfs, tmpfs, overlay, ZFS, APFS's and HFS's numbers.
        for local in [
            0xEF53,
            0x5846_5342,
            0x9123_683E,
            0x0102_1994,
            0x794C_7630,
            0x2FC1_2FC1,
            0x1A,
            0x11,
        ] {
            assert!(!is_network_type(local), "{local:#x}");
        }
        assert!(!is_on_network(Path::new("/proc")));
    }
}
