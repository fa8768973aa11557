//! What is generated and committed: man pages and completions. `VH_BLESS=1 cargo test fresh` writes them anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap_complete::Shell;

const CURE: &str = "run: VH_BLESS=1 cargo test fresh";

fn generated() -> BTreeMap<PathBuf, Vec<u8>> {
    let mut all = BTreeMap::new();
    for (shell, name) in [
        (Shell::Bash, "vh.bash"),
        (Shell::Zsh, "_vh"),
        (Shell::Fish, "vh.fish"),
        (Shell::PowerShell, "_vh.ps1"),
        (Shell::Elvish, "vh.elv"),
    ] {
        all.insert(
            Path::new("completions").join(name),
            vh::command::help::completion_script(shell),
        );
    }
    let tree = vh::cli::tree();
    pages(&tree, "vh", &mut all);
    all
}

fn pages(command: &clap::Command, name: &str, all: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let mut page = Vec::new();
    let named = command
        .clone()
        .name(&*name.to_owned().leak())
        .version(env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(named)
        .date("2026-11-23")
        .render(&mut page)
        .unwrap();
    all.insert(Path::new("man").join(format!("{name}.1")), page);
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        pages(sub, &format!("{name}-{}", sub.get_name()), all);
    }
}

#[test]
fn man_pages_and_completions_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let want = generated();
    if std::env::var_os("VH_BLESS").is_some() {
        for dir in ["completions", "man"] {
            let _ = std::fs::remove_dir_all(root.join(dir));
            std::fs::create_dir_all(root.join(dir)).unwrap();
        }
        for (path, content) in &want {
            std::fs::write(root.join(path), content).unwrap();
        }
    }
    for (path, content) in &want {
        let there = std::fs::read(root.join(path)).unwrap_or_else(|_| panic!("{} is missing; {CURE}", path.display()));
        assert!(there == *content, "{} is stale; {CURE}", path.display());
    }
    for dir in ["completions", "man"] {
        for entry in std::fs::read_dir(root.join(dir)).unwrap() {
            let path = Path::new(dir).join(entry.unwrap().file_name());
            assert!(want.contains_key(&path), "{} is left over; {CURE}", path.display());
        }
    }
}
