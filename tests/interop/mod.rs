//! Real servers and real clients. They run where `.ci/run` has installed them (it sets `VH_INTEROP` to their directory), and
//! are reported as skipped elsewhere.

mod alert;
mod audio;
mod llm;
mod pay;

use std::path::PathBuf;

/// The directory of what is installed, or a note that the test was skipped.
pub fn installed(what: &str) -> Option<PathBuf> {
    let dir = std::env::var_os("VH_INTEROP").map(PathBuf::from);
    if dir.is_none() {
        eprintln!("skipped: {what} (VH_INTEROP is not set; .ci/run installs it)");
    }
    dir
}

/// A script of `shared/tools`, where `.ci/run` found them.
pub fn tool(name: &str) -> PathBuf {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/tools");
    std::env::var_os("VH_TOOLS")
        .map_or_else(|| PathBuf::from(beside), PathBuf::from)
        .join(name)
}
