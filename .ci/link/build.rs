//! Lays the functions that a usual run executes next to each other, as `hot.ld` lists them: the kernel maps a program in windows
//! of 64 KiB, and one that hops over all of its text holds all of it in memory. Only an order: what the program does is the same
//! without, and so are other platforms and linkers.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=.ci/link/hot.ld");
    let is = |name: &str, wanted: &str| env::var(name).is_ok_and(|v| v == wanted);
    let linux = is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu");
    // A linker of the user's choice may not read a script (mold does not).
    let flags = env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    let chosen = flags.contains("linker") || flags.contains("fuse-ld") || env::var_os("RUSTC_LINKER").is_some();
    if linux && is("CARGO_CFG_TARGET_ARCH", "x86_64") && is("PROFILE", "release") && !chosen {
        let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
        println!("cargo::rustc-link-arg-bins=-T{root}/.ci/link/hot.ld");
    }
}
