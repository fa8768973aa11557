//! The order of the house: who may import whom, how long a file may be, what is said in both languages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Which of our rooms each room may import; `error`, `secret` and `text` are below all.
#[rustfmt::skip]
const TABLE: &[(&str, &[&str])] = &[
    ("text",    &[]),
    ("error",   &["text"]),
    ("sign",    &[]),
    ("secret",  &["sign"]),
    ("child",   &[]),
    ("recorder", &["child"]),
    ("tls",     &[]),
    ("http",    &["tls", "sign"]),
    ("state",   &["sign", "tls"]),
    ("llm",     &["http", "state", "sign", "child"]),
    ("store",   &["http", "state", "sign", "child"]),
    ("pay",     &["http", "state", "sign", "child"]),
    ("wx",      &["http", "state", "sign", "child", "recorder"]),
    ("alert",   &["http", "state", "sign", "child", "tls"]),
    ("config",  &["llm", "store", "pay", "wx", "alert", "http", "state", "child"]),
    ("cli",     &[]),
    ("output",  &[]),
    ("sandbox", &[]),
    ("command", &["cli", "config", "llm", "store", "pay", "wx", "alert", "http", "state", "output", "sandbox", "sign", "child", "recorder"]),
];

const BELOW_ALL: &[&str] = &["error", "secret", "text"];

fn sources() -> Vec<PathBuf> {
    fn walk(dir: &Path, out: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|e| e == "rs") {
                out.push(path);
            }
        }
    }
    let mut out = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    out.sort();
    out
}

fn room(path: &Path) -> String {
    let inside = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap();
    let first = inside.iter().next().unwrap().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn rooms_import_only_what_they_may() {
    let mut wrong = Vec::new();
    for path in sources() {
        let room = room(&path);
        if room == "lib" || room == "main" {
            continue;
        }
        let allowed = TABLE
            .iter()
            .find(|(name, _)| *name == room)
            .unwrap_or_else(|| panic!("{room} is not in the table"))
            .1;
        let content = std::fs::read_to_string(&path).unwrap();
        // Tests inside a room may look at others.
        let content = content.split("#[cfg(test)]").next().unwrap();
        for (at, _) in content.match_indices("crate::") {
            let name: String = content[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            let fine = name == room || BELOW_ALL.contains(&name.as_str()) || allowed.contains(&name.as_str());
            if !fine {
                wrong.push(format!("{}: crate::{name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_sandbox_judges_without_help_from_the_judged() {
    for path in sources().iter().filter(|p| room(p) == "sandbox") {
        let content = std::fs::read_to_string(path).unwrap();
        for word in ["crate::llm", "crate::http", "crate::config", "reqwest"] {
            assert!(!content.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn no_file_is_two_ideas() {
    let long: Vec<String> = sources()
        .iter()
        .map(|p| (p, std::fs::read_to_string(p).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > 450)
        .map(|(p, lines)| format!("{} {lines}", p.display()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn every_file_says_what_it_is() {
    for path in sources() {
        let content = std::fs::read_to_string(&path).unwrap();
        assert!(content.starts_with("//!"), "{}", path.display());
    }
}

#[test]
fn every_help_text_has_its_chinese() {
    fn walk(command: &clap::Command, missing: &mut BTreeSet<String>) {
        let mut need = |text: Option<String>| {
            if let Some(text) = text
                && vh::cli::zh::lookup(&text).is_none()
            {
                missing.insert(text);
            }
        };
        need(command.get_about().map(ToString::to_string));
        for arg in command.get_arguments() {
            need(arg.get_help().map(ToString::to_string));
        }
        for sub in command.get_subcommands() {
            walk(sub, missing);
        }
    }
    let mut missing = BTreeSet::new();
    walk(&vh::cli::tree(), &mut missing);
    assert!(missing.is_empty(), "add to src/cli/zh.rs: {missing:#?}");
}

#[test]
fn a_command_says_the_same_of_itself_as_its_parent_does() {
    fn walk(shallow: &clap::Command, built: &clap::Command, path: &str) {
        for sub in shallow.get_subcommands() {
            let name = sub.get_name();
            let whole = built.find_subcommand(name).unwrap();
            let text = |c: &clap::Command| c.get_about().map(ToString::to_string);
            let cure = "its struct in src/cli must have no doc comment";
            assert_eq!(text(sub), text(whole), "{path} {name}: {cure}");
            walk(sub, whole, &format!("{path} {name}"));
        }
    }
    let shallow = <vh::cli::Cli as clap::CommandFactory>::command();
    walk(&shallow, &vh::cli::tree(), "vh");
}

#[test]
fn every_option_takes_one_value() {
    fn walk(command: &clap::Command) {
        for arg in command.get_arguments().filter(|a| !a.is_positional()) {
            let most = arg.get_num_args().map_or(1, |n| n.max_values());
            assert!(most <= 1, "{} {:?}", command.get_name(), arg.get_long());
        }
        command.get_subcommands().for_each(walk);
    }
    walk(&vh::cli::tree());
}

#[test]
fn exit_codes_are_told_as_they_are() {
    use vh::error::Kind;
    let told: Vec<u8> = vh::command::help::EXIT_CODES.iter().map(|(code, ..)| *code).collect();
    let kinds = [
        Kind::Closed,
        Kind::Bug,
        Kind::Usage,
        Kind::Config,
        Kind::Auth,
        Kind::NotFound,
        Kind::Conflict,
        Kind::Invalid,
        Kind::ContentPolicy,
        Kind::Quota,
        Kind::RateLimited,
        Kind::Network,
        Kind::Timeout,
        Kind::Unavailable,
        Kind::Integrity,
        Kind::Truncated,
        Kind::Malformed,
        Kind::Partial,
        Kind::OutcomeUnknown,
        Kind::Local,
        Kind::Refused,
        Kind::Deadline,
        Kind::Interrupted,
        Kind::Terminated,
    ];
    let real: BTreeSet<u8> = kinds.iter().map(|k| k.exit()).collect();
    assert_eq!(told.iter().copied().collect::<BTreeSet<u8>>(), real);
}
