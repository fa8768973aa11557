//! `vh state`, and what many processes at once leave in it.

use std::os::unix::fs::PermissionsExt;
use std::process::Child;

use crate::harness::World;
use crate::postgres::Postgres;

fn rows(w: &World, table: &str) -> i64 {
    let ran = w.run(&["state", "info", "-o", "json"]).exits(0);
    let line = ran
        .out
        .lines()
        .find(|l| l.contains(&format!("\"{table}.rows\"")))
        .unwrap()
        .to_owned();
    let fact: serde_json::Value = serde_json::from_str(&line).unwrap();
    fact["value"].as_str().unwrap().parse().unwrap()
}

fn dir(w: &World) -> std::path::PathBuf {
    w.home.path().join(".local/state/vh")
}

#[test]
fn every_call_leaves_its_figures_and_private_files() {
    let w = World::new("[[fault]]\nprotocol = 'ark'\nstatus = 503\n");
    assert!(!dir(&w).exists());
    w.run(&["chat", "-p", "openai", "hi"]).exits(0);
    w.run(&["chat", "-p", "ark,claude", "hi"]).exits(0);
    w.run(&["chat", "-p", "ark", "hi"]).exits(8);
    // openai; ark and claude; ark.
    assert_eq!(rows(&w, "stats.calls"), 4);
    for file in std::fs::read_dir(dir(&w)).unwrap() {
        let file = file.unwrap();
        assert_eq!(
            file.metadata().unwrap().permissions().mode() & 0o777,
            0o600,
            "{:?}",
            file.file_name()
        );
    }
    assert_eq!(std::fs::metadata(dir(&w)).unwrap().permissions().mode() & 0o777, 0o700);
    // A refused command line or configuration asks nobody.
    w.run(&["chat", "-p", "nobody", "hi"]).exits(3);
    assert_eq!(rows(&w, "stats.calls"), 4);
}

#[test]
fn without_a_home_or_a_writable_one_a_chat_goes_on() {
    let w = World::new("");
    let blocked = w.file("blocked", "a file, not a directory");
    let w = w.env("XDG_STATE_HOME", blocked.as_os_str());
    let ran = w.run(&["chat", "hi"]).exits(0);
    assert!(ran.err.contains("kept in memory"), "{}", ran.err);
    // Named by the user, it must work.
    w.add_config(&format!("[state]\nurl = 'sqlite:{}/x'\n", blocked.display()));
    w.run(&["state", "info"]).exits(12);
    let ran = w.run(&["chat", "hi"]).exits(0);
    assert!(ran.err.contains("figures were not kept"), "{}", ran.err);
    w.config(&w.read_config().replace("url = 'sqlite", "url = 'sqlight"));
    w.run(&["state", "info"]).exits(3);
}

#[test]
fn corrupt_figures_are_set_aside_and_corrupt_work_is_told() {
    let w = World::new("");
    w.run(&["chat", "hi"]).exits(0);
    w.run(&["state", "info"]).exits(0);
    let junk = vec![b'x'; 8192];
    let spoil = |area: &str| {
        std::fs::write(dir(&w).join(format!("{area}.db")), &junk).unwrap();
        // The log alone could bring everything back.
        let _ = std::fs::remove_file(dir(&w).join(format!("{area}.db-wal")));
    };
    spoil("stats");
    let ran = w.run(&["chat", "hi"]).exits(0);
    assert!(
        ran.err.contains("was corrupt") && ran.err.contains("stats.db.corrupt-"),
        "{}",
        ran.err
    );
    assert_eq!(rows(&w, "stats.calls"), 1);
    let aside: Vec<_> = std::fs::read_dir(dir(&w))
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| p.to_string_lossy().contains("corrupt"))
        .collect();
    assert_eq!(std::fs::read(&aside[0]).unwrap(), junk, "nothing is thrown away");
    spoil("work");
    let ran = w.run(&["state", "info"]).exits(12);
    assert!(
        ran.err.contains("work.db is corrupt") && ran.err.contains("backup"),
        "{}",
        ran.err
    );
}

#[test]
fn a_newer_state_is_refused() {
    let w = World::new("");
    w.run(&["chat", "hi"]).exits(0);
    let line = format!(
        "python3 -c \"import sqlite3; sqlite3.connect('{}').execute('PRAGMA user_version=99')\"",
        dir(&w).join("stats.db").display()
    );
    w.shell(&line).exits(0);
    let ran = w.run(&["state", "info"]).exits(12);
    assert!(ran.err.contains("newer vh"), "{}", ran.err);
}

#[test]
fn backup_and_move_take_everything_along() {
    let w = World::new("");
    w.run(&["chat", "hi"]).exits(0);
    w.run(&["state", "backup", "copy"]).exits(0);
    w.run(&["state", "backup", "copy"]).exits(12);
    let copy = format!("sqlite:{}", w.home.path().join("copy").display());
    let ran = w
        .run(&["state", "info", "--set", &format!("state.url={copy}"), "-o", "json"])
        .exits(0);
    assert!(
        ran.out.contains(r#"{"name":"stats.calls.rows","value":"1"}"#),
        "{}",
        ran.out
    );
    let moved = format!("sqlite:{}", w.home.path().join("moved").display());
    w.run(&["state", "move", &moved]).exits(0);
    w.run(&["state", "move", &moved]).exits(6);
    w.run(&["state", "purge", "--older-than", "0s"]).exits(0);
    assert_eq!(rows(&w, "stats.calls"), 0);
    w.add_config(&format!("[state]\nurl = '{moved}'\n"));
    assert_eq!(rows(&w, "stats.calls"), 1);
}

#[test]
fn a_dry_run_changes_neither_state_nor_configuration() {
    let w = World::new("");
    w.add_config("[profile.p]\n");
    let config = w.read_config();
    w.run(&["chat", "--session", "kept", "hi"]).exits(0);
    let silence = w.run(&["alert", "silence", "add", "--title", "x", "--for", "1h", "-o", "json"]);
    let silence = silence.exits(0).json()["id"].as_str().unwrap().to_owned();
    std::fs::write(w.home.path().join("q.txt"), "one").unwrap();
    let batch = w.run(&["batch", "submit", "q.txt", "-p", "openai", "-o", "json"]);
    let batch = batch.exits(0).json()["name"].as_str().unwrap().to_owned();
    let aws = "[default]\naws_access_key_id = AKTEST\naws_secret_access_key = SKTEST\nregion = eu-west-1\n";
    std::fs::write(w.home.path().join("aws"), aws).unwrap();
    std::fs::set_permissions(dir(&w), std::fs::Permissions::from_mode(0o755)).unwrap();
    let moved = format!("sqlite:{}", w.home.path().join("moved").display());
    for args in [
        &["session", "rm", "kept"][..],
        &["state", "purge", "--older-than", "0s"],
        &["state", "backup", "copy"],
        &["state", "move", &moved],
        &["route", "reset"],
        &["config", "set", "llm.ark.model", "other"],
        &["config", "unset", "llm.ark.model"],
        &["config", "edit"],
        &["profile", "use", "p"],
        &["init", "deepseek"],
        &["alert", "silence", "add", "--title", "y", "--for", "90d"],
        &["alert", "silence", "rm", &silence],
        &["alert", "spool", "drop", "--all"],
        &["batch", "rm", &batch, "--yes"],
        &["config", "import", "aws", "--file", "aws"],
    ] {
        let ran = w.run(&[args, &["-n"]].concat()).exits(0);
        assert!(ran.err.contains("dry run: would "), "{args:?}: {}", ran.err);
    }
    w.run(&["doctor", "--fix", "--offline", "-n"]).exits(0);
    assert_eq!(w.read_config(), config);
    assert_eq!((rows(&w, "stats.calls"), rows(&w, "work.chats")), (1, 1));
    assert_eq!((rows(&w, "ledger.silences"), rows(&w, "work.batches")), (1, 1));
    assert!(!w.home.path().join("copy").exists() && !w.home.path().join("moved").exists());
    assert_eq!(std::fs::metadata(dir(&w)).unwrap().permissions().mode() & 0o777, 0o755);
    // What would be refused is refused.
    w.run(&["session", "rm", "nothing", "-n"]).exits(5);
    w.run(&["profile", "use", "nothing", "-n"]).exits(5);
    w.run(&["alert", "silence", "rm", "nothing", "-n"]).exits(5);
    w.run(&["config", "set", "llm.ark.nothing", "x", "-n"]).exits(2);
}

#[test]
fn a_password_does_not_stand_in_the_address() {
    let w = World::new("");
    w.add_config("[state]\nurl = 'postgres://vh:hunter2-canary@127.0.0.1:1/x'\n");
    let ran = w.run(&["state", "info"]).exits(3);
    assert!(
        ran.err.contains("state] password") && !ran.err.contains("hunter2"),
        "{}",
        ran.err
    );
    assert!(!w.run(&["config", "show"]).exits(0).out.contains("hunter2"));
    w.config("[state]\nurl = 'postgres://vh@127.0.0.1:1/x'\npassword = 'env:PW'\n");
    let ran = w.run(&["state", "info"]).exits(3);
    assert!(ran.err.contains("PW is not set"), "{}", ran.err);
    let w = w.env("PW", "x").env("VH_STATE_URL", "postgres://vh@127.0.0.1:2/x");
    w.run(&["state", "info"]).exits(13);
}

/// 64 processes at once, some of them killed: what was acknowledged is there.
fn storm(w: &World, between: impl Fn(usize)) {
    let mut acknowledged = 0;
    for round in 0..3 {
        let mut children: Vec<Child> = (0..64)
            .map(|_| w.command(&["chat", "-p", "openai", "hi"]).spawn().unwrap())
            .collect();
        between(round);
        for (i, child) in children.iter_mut().enumerate() {
            if i % 5 == round {
                std::thread::sleep(std::time::Duration::from_millis(getrandom::u32().unwrap() as u64 % 20));
                child.kill().unwrap();
            }
        }
        for mut child in children {
            let killed = !crate::harness::wait(&mut child).success();
            let mut err = String::new();
            std::io::Read::read_to_string(child.stderr.as_mut().unwrap(), &mut err).unwrap();
            assert!(!err.contains("locked") && !err.contains("busy"), "{err}");
            if !killed && !err.contains("not kept") {
                acknowledged += 1;
            }
        }
    }
    let there = rows(w, "stats.calls");
    assert!(there >= acknowledged, "{there} rows of {acknowledged} acknowledged");
    // Else it would have shown nothing. How many a crashed server turns away is the machine's business.
    assert!(acknowledged >= 64, "of 192, about 154 are not killed: {acknowledged}");
}

#[test]
fn a_storm_of_processes_loses_nothing_on_sqlite() {
    let w = World::new("");
    storm(&w, |_| {});
    let ran = w.run(&["state", "info", "-o", "json"]).exits(0);
    assert!(
        ran.out.contains(r#"{"name":"stats.check","value":"ok"}"#),
        "{}",
        ran.out
    );
}

#[test]
fn processes_that_make_the_state_at_once_wait_for_each_other() {
    // SQLite gives up at once where two of them switch a new file to WAL; it takes some rounds to meet.
    for _ in 0..8 {
        let w = World::new("");
        let add = ["alert", "silence", "add", "--title", "x", "--for", "1h"];
        let children: Vec<Child> = (0..24).map(|_| w.command(&add).spawn().unwrap()).collect();
        for child in children {
            let ended = child.wait_with_output().unwrap();
            assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
        }
        assert_eq!(rows(&w, "ledger.silences"), 24);
    }
}

#[test]
fn a_storm_of_processes_loses_nothing_on_postgres_that_crashes() {
    let Some(server) = Postgres::start() else { return };
    let w = World::new("");
    w.add_config(&format!("[state]\nurl = '{}'\n", server.url()));
    w.run(&["chat", "hi"]).exits(0);
    // In the midst of every round.
    storm(&w, |_| server.crash_and_restart());
}
