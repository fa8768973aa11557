//! `vh doctor`: what it finds, what it mends, and its exit code.

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::harness::{Ran, World};

fn status(ran: &Ran, check: &str) -> Vec<String> {
    ran.out
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap())
        .filter(|row| row["check"] == check)
        .map(|row| row["status"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_sound_machine_passes_and_no_credential_leaves() {
    let w = World::new("");
    let ran = w.run(&["doctor", "-o", "json"]).exits(0);
    for check in ["config", "llm.ark", "state", "llm.ark network"] {
        assert_eq!(status(&ran, check), ["ok"], "{check}: {}", ran.out);
    }
    let seen = w.sandbox().requests("ark");
    assert!(
        seen.iter()
            .all(|r| r.header("authorization").is_none() && r.method == "GET"),
        "{seen:?}"
    );
    assert_eq!(w.sandbox().requests("claude").len(), 1);
    w.sandbox().clear();
    w.run(&["doctor", "--offline"]).exits(0);
    assert_eq!(w.sandbox().journal().len(), 0, "offline sends nothing");
}

#[test]
fn what_is_broken_is_named_and_sets_the_exit_code() {
    let w = World::new("");
    w.add_config("[llm.gone]\nkind = 'openai'\nbase_url = 'http://127.0.0.1:1/v1'\napi_key = 'x'\n");
    let ran = w.run(&["doctor", "-o", "json"]).exits(8);
    assert_eq!(status(&ran, "llm.gone network"), ["fail"], "{}", ran.out);
    assert_eq!(status(&ran, "llm.ark network"), ["ok"]);
    w.add_config("[llm.mute]\nkind = 'openai'\napi_key = 'env:NOT_SET_ANYWHERE'\n");
    let ran = w.run(&["doctor", "-o", "json"]).exits(3);
    assert_eq!(status(&ran, "llm.mute"), ["fail"], "{}", ran.out);
    w.add_config("[llm.typo]\nbase_ulr = 'x'\n");
    let ran = w.run(&["doctor"]).exits(3);
    assert!(ran.out.contains("base_ulr"), "{}", ran.out);
}

#[test]
fn a_clock_that_signatures_would_not_survive_is_told() {
    let w = World::new("[[fault]]\nprotocol = 'ark'\nheaders = { date = 'Thu, 01 Jan 2026 00:00:00 GMT' }\n");
    let ran = w.run(&["doctor", "-o", "json"]).exits(12);
    assert_eq!(status(&ran, "clock"), ["fail"], "{}", ran.out);
}

#[test]
fn a_variable_that_hides_the_file_is_told() {
    let w = World::new("").env("VH_LLM_ARK_MODEL", "other");
    let ran = w.run(&["doctor", "--offline"]).exits(0);
    assert!(
        ran.out.contains("llm.ark.model: VH_LLM_ARK_MODEL wins over"),
        "{}",
        ran.out
    );
}

#[test]
fn open_permissions_are_told_and_mended_only_when_asked() {
    let w = World::new("");
    let path = w.config_path();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    let ran = w.run(&["doctor", "--offline", "-o", "json"]).exits(0);
    assert!(status(&ran, "files").contains(&"warn".to_owned()), "{}", ran.out);
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o644);
    let ran = w.run(&["doctor", "--offline", "--fix", "-o", "json"]).exits(0);
    assert!(status(&ran, "files").contains(&"fixed".to_owned()), "{}", ran.out);
    assert_eq!(mode(), 0o600);
    let ran = w.run(&["doctor", "--offline", "-o", "json"]).exits(0);
    assert_eq!(status(&ran, "files"), ["ok"]);
}
