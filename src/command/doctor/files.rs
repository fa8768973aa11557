//! Who may read and change our own files.

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::{Finding, Status};
use crate::command::{Context, state_home};
use crate::error::{Error, Kind, Result};
use crate::text;

/// Checks the configuration's and the state's directories and files; mends their modes where `fix` says so.
///
/// # Errors
/// [`Kind::Local`] when a mode cannot be mended.
pub(super) fn check(ctx: &Context, fix: bool, found: &mut Vec<Finding>) -> Result<()> {
    let mut places: Vec<(PathBuf, u32)> = Vec::new();
    if let Some(path) = &ctx.settings.path {
        // A directory that somebody named may be shared on purpose.
        if ctx.settings.variable("VH_CONFIG").is_none()
            && let Some(dir) = path.parent()
        {
            places.push((dir.to_owned(), 0o700));
        }
        places.push((path.clone(), 0o600));
    }
    let dir = match ctx.settings.text("state.url") {
        Some(url) => url.strip_prefix("sqlite:").map(PathBuf::from),
        None => state_home(),
    };
    if let Some(dir) = dir {
        for entry in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            places.push((entry.path(), 0o600));
        }
        places.push((dir, 0o700));
    }
    let before = found.len();
    for (path, most) in places {
        found.extend(mode(&path, most, fix)?);
    }
    if found.len() == before {
        let detail = text!("only you can read and change them", "仅你本人可读写");
        found.push(Finding::new("files", Status::Ok, detail));
    }
    Ok(())
}

/// What is wrong with the mode of one file or directory, if anything.
fn mode(path: &Path, most: u32, fix: bool) -> Result<Option<Finding>> {
    let Ok(meta) = std::fs::symlink_metadata(path) else {
        return Ok(None);
    };
    let shown = path.display();
    if meta.uid() != rustix::process::geteuid().as_raw() {
        let detail = text!("{shown} belongs to user {}", "{shown} 属于用户 {}", meta.uid());
        return Ok(Some(Finding::new("files", Status::Warn, detail)));
    }
    let mode = meta.mode() & 0o777;
    if meta.is_symlink() || meta.is_dir() != (most == 0o700) || mode & !most == 0 {
        return Ok(None);
    }
    let detail = text!("{shown} has mode {mode:o}", "{shown} 的权限为 {mode:o}");
    if !fix {
        let finding = Finding::new("files", Status::Warn, detail);
        return Ok(Some(finding.hint(text!("vh doctor --fix", "vh doctor --fix"))));
    }
    std::fs::set_permissions(path, Permissions::from_mode(mode & most))
        .map_err(|e| Error::local(text!("cannot change {shown}", "无法修改 {shown}"), e).with_kind(Kind::Local))?;
    Ok(Some(Finding::new("files", Status::Fixed, detail)))
}
