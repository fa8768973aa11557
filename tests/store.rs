//! `vh store` as a user runs it: the same on every kind of store, interrupted, faulty, unfriendly.

use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use vh::sandbox::{Sandbox, Script};

use crate::harness::{Ran, World, wait};

const KINDS: [&str; 4] = ["dir", "oss", "cos", "s3"];

/// One table of each kind, named as the kind; `dir` is the default.
pub fn world(script: &str) -> World {
    let mut world = World::empty();
    let sandbox = Sandbox::start(Script::parse(script).unwrap()).unwrap();
    let mut config = String::from(
        "[defaults]\nstore = 'dir'\n[retry]\nbase = '1ms'\n[store.dir]\nkind = 'dir'\npath = '../../store'\n",
    );
    for kind in ["oss", "cos", "s3"] {
        let server = sandbox.server(kind);
        let also = |key: &str| server.also.iter().find(|(n, _)| *n == key).unwrap().1.clone();
        config.push_str(&format!(
            "[store.{kind}]\nbucket = '{}'\nregion = '{}'\nendpoint = '{}'\naccess_key_id = 'plain:{}'\naccess_key_secret = 'plain:{}'\n",
            also("bucket"),
            also("region"),
            server.url,
            also("access_key_id"),
            server.key
        ));
    }
    world.sandbox = Some(sandbox);
    world.config(&config);
    std::fs::create_dir(world.home.path().join("store")).unwrap();
    world
}

pub fn rows(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

pub fn noise(len: usize) -> Vec<u8> {
    let mut x = len as u32 | 1;
    (0..len)
        .map(|_| {
            x ^= x << 13;
            x ^= x >> 17;
            x ^= x << 5;
            x as u8
        })
        .collect()
}

/// A small tree, with names that have made trouble.
fn tree(w: &World, name: &str) -> Vec<String> {
    let names = ["a-b", "a/x", "a/x-y", "a/中 文+%2B", "b", "c/d/e", "z.mp3"];
    for file in names {
        let path = w.home.path().join(name).join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, noise(1000 + file.len())).unwrap();
    }
    names.iter().map(|n| (*n).to_owned()).collect()
}

fn same_trees(a: &Path, b: &Path, names: &[String]) {
    for name in names {
        assert_eq!(
            std::fs::read(a.join(name)).unwrap(),
            std::fs::read(b.join(name)).unwrap(),
            "{name}"
        );
    }
}

fn keys(w: &World, place: &str) -> Vec<String> {
    let mut keys: Vec<String> = rows(&w.run(&["store", "ls", "-r", place, "-o", "json"]).exits(0))
        .iter()
        .map(|r| r["key"].as_str().unwrap().to_owned())
        .collect();
    keys.sort();
    keys
}

#[test]
fn a_tree_goes_up_and_comes_back_on_every_kind() {
    let w = world("");
    let names = tree(&w, "src");
    for kind in KINDS {
        let place = format!("{kind}:t/");
        let ran = w.run(&["store", "put", "-r", "src", &place, "-o", "json"]).exits(0);
        let told = rows(&ran);
        let summary = told.last().unwrap();
        assert_eq!(
            (&summary["op"], &summary["done"], &summary["failed"]),
            (&"summary".into(), &7.into(), &0.into())
        );
        assert!(told.iter().all(|r| r["verified"] != "length"), "{kind}: {}", ran.out);
        let want: Vec<String> = names.iter().map(|n| format!("t/{n}")).collect();
        assert_eq!(keys(&w, &place), want);
        let back = format!("back-{kind}");
        w.run(&["store", "get", "-r", &place, &back]).exits(0);
        same_trees(&w.home.path().join("src"), &w.home.path().join(&back), &names);
        w.run(&["store", "verify", "-r", &place, "src"]).exits(0);
        std::fs::write(w.home.path().join(&back).join("b"), "other").unwrap();
        let ran = w.run(&["store", "verify", "-r", &place, &back]).exits(10);
        assert!(ran.err.contains("t/b has"), "{}", ran.err);
        let sum = w.run(&["store", "du", &place, "-o", "json"]).exits(0).json();
        assert_eq!(sum["objects"], 7);
        w.run(&["store", "rm", "-r", &place]).exits(13);
        w.run(&["store", "rm", "-r", &place, "--exclude", "a/*", "--yes"])
            .exits(0);
        assert_eq!(keys(&w, &place), ["t/a/x", "t/a/x-y", "t/a/中 文+%2B"]);
    }
}

#[test]
fn one_file_goes_where_it_is_told() {
    let w = world("");
    w.file("song.mp3", noise(3000));
    w.run(&["store", "put", "song.mp3"]).exits(0);
    w.run(&["store", "put", "song.mp3", "dir:x/"]).exits(0);
    w.run(&["store", "put", "song.mp3", "dir:x/other"]).exits(0);
    w.run(&["store", "put", "./song.mp3", "song.mp3", "dir:x/y"]).exits(2);
    assert_eq!(keys(&w, "dir:"), ["song.mp3", "x/other", "x/song.mp3"]);
    w.pipe("from a pipe", &["store", "put", "-", "dir:piped"]).exits(0);
    w.pipe("from a pipe", &["store", "put", "-"]).exits(2);
    assert_eq!(w.run(&["store", "cat", "dir:piped"]).exits(0).out, "from a pipe");
    assert_eq!(w.run(&["store", "get", "dir:piped", "-"]).exits(0).out, "from a pipe");
    w.run(&["store", "get", "dir:x/other", "here/"]).exits(0);
    assert_eq!(std::fs::read(w.home.path().join("here/other")).unwrap(), noise(3000));
    w.run(&["store", "get", "dir:x/other", "named"]).exits(0);
    w.run(&["store", "get", "dir:x/other", "named", "--if-not-exists"])
        .exits(6);
    w.run(&["store", "put", "song.mp3", "dir:piped", "--if-not-exists"])
        .exits(6);
    w.file("12:30.mp3", "x");
    w.run(&["store", "put", "./12:30.mp3"]).exits(0);
    w.run(&["store", "put", "*.mp3", "dir:globbed/"]).exits(0);
    assert_eq!(keys(&w, "dir:globbed/"), ["globbed/12:30.mp3", "globbed/song.mp3"]);
    w.pipe("song.mp3\n", &["store", "put", "--files-from", "-", "dir:listed/"])
        .exits(0);
    assert_eq!(keys(&w, "dir:listed/"), ["listed/song.mp3"]);
}

#[test]
fn everything_works_from_the_environment_alone() {
    let configured = world("");
    let server = configured.sandbox().server("oss");
    let also = |key: &str| server.also.iter().find(|(n, _)| *n == key).unwrap().1.clone();
    let w = World::empty()
        .env("OSS_ACCESS_KEY_ID", also("access_key_id"))
        .env("OSS_ACCESS_KEY_SECRET", &server.key)
        .env("OSS_REGION", also("region"))
        .env("OSS_ENDPOINT", &server.url);
    w.file("a.html", "<p>");
    let place = format!("oss://{}/site/a.html", also("bucket"));
    w.run(&["store", "put", "a.html", &place]).exits(0);
    let known = w.run(&["store", "stat", &place, "-o", "json"]).exits(0).json();
    assert_eq!(known["content_type"], "text/html; charset=utf-8");
    assert!(known["meta"]["upload-time"].as_str().unwrap().ends_with('Z'));
    assert_eq!(w.run(&["store", "cat", &place]).exits(0).out, "<p>");
}

#[test]
fn what_failed_is_told_and_the_rest_is_done() {
    let w = world("");
    tree(&w, "src");
    symlink("nowhere", w.home.path().join("src/dangling")).unwrap();
    let ran = w.run(&["store", "put", "-r", "src", "dir:t/", "-o", "json"]).exits(10);
    let told = rows(&ran);
    let failed: Vec<&Value> = told.iter().filter(|r| r.get("error").is_some()).collect();
    assert_eq!(failed.len(), 1);
    assert!(failed[0]["source"].as_str().unwrap().ends_with("dangling"));
    assert_eq!(told.last().unwrap()["done"], 7);
    w.run(&["store", "put", "src/dangling"]).exits(5);
    w.run(&["store", "put", "missing"]).exits(5);
    w.run(&["store", "put", "src"]).exits(2);
    for kind in KINDS {
        w.run(&["store", "get", &format!("{kind}:missing")]).exits(5);
        w.run(&["store", "cat", &format!("{kind}:missing")]).exits(5);
        w.run(&["store", "stat", &format!("{kind}:missing")]).exits(5);
        w.run(&["store", "rm", &format!("{kind}:missing")]).exits(5);
        let empty = w.run(&["store", "ls", &format!("{kind}:nothing/")]).exits(0);
        assert!(empty.out.is_empty());
    }
    assert!(!w.home.path().join("missing").exists());
    w.run(&["store", "ls", "nobody:"]).exits(3);
}

#[test]
fn keys_that_lead_elsewhere_are_refused_before_anything_is_sent() {
    let w = world("");
    w.file("f", "x");
    for kind in KINDS {
        for key in ["..", ".", "a/../b", "../../etc/x", "a/./b"] {
            let place = format!("{kind}:{key}");
            w.run(&["store", "put", "f", &place]).exits(6);
            w.run(&["store", "rm", &place]).exits(6);
            w.run(&["store", "cat", &place]).exits(6);
        }
    }
    assert!(w.sandbox().journal().is_empty(), "{:?}", w.sandbox().journal());
}

#[test]
fn downloads_stay_below_their_directory_and_touch_nothing_special() {
    let w = world("");
    w.file("f", "good");
    for key in ["ok", "link/x", "double//slash", "pipe", "dir/file"] {
        w.run(&["store", "put", "f", &format!("s3:d/{key}")]).exits(0);
    }
    let out = w.home.path().join("out");
    std::fs::create_dir_all(out.join("dir/file")).unwrap();
    std::fs::create_dir(w.home.path().join("outside")).unwrap();
    symlink("../outside", out.join("link")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        out.join("pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    let ran = w.run(&["store", "get", "-r", "s3:d/", "out", "-o", "json"]).exits(10);
    let told = rows(&ran);
    let failed = told.iter().filter(|r| r.get("error").is_some()).count();
    assert_eq!((failed, told.len()), (4, 6), "{}", ran.out);
    assert_eq!(std::fs::read(out.join("ok")).unwrap(), b"good");
    assert_eq!(std::fs::read_dir(w.home.path().join("outside")).unwrap().count(), 0);
    assert!(std::fs::symlink_metadata(out.join("link")).unwrap().is_symlink());
}

#[test]
fn a_side_is_made_like_the_other_and_only_what_differs_is_sent() {
    let w = world("");
    let names = tree(&w, "src");
    for (i, kind) in KINDS.into_iter().enumerate() {
        let place = format!("{kind}:s/");
        let count = |ran: &Ran| rows(ran).last().unwrap()["done"].as_u64().unwrap();
        assert_eq!(
            count(&w.run(&["store", "sync", "src", &place, "-o", "json"]).exits(0)),
            7
        );
        assert_eq!(
            count(&w.run(&["store", "sync", "src", &place, "-o", "json"]).exits(0)),
            0
        );
        std::fs::write(w.home.path().join("src/b"), "x".repeat(i + 1)).unwrap();
        assert_eq!(
            count(&w.run(&["store", "sync", "src", &place, "-o", "json"]).exits(0)),
            1
        );
        w.file("f", "extra");
        for extra in ["extra", "a/extra", "kept/extra"] {
            w.run(&["store", "put", "f", &format!("{place}{extra}")]).exits(0);
        }
        let delete = [
            "store",
            "sync",
            "src",
            place.as_str(),
            "--delete",
            "--exclude",
            "kept/*",
        ];
        w.run(&delete).exits(13);
        let ran = w
            .run(&[&delete[..], &["--yes", "--max-delete", "1"]].concat())
            .exits(13);
        assert!(ran.err.contains("--max-delete is 1"), "{}", ran.err);
        assert_eq!(keys(&w, &place).len(), 10);
        w.run(&[&delete[..], &["--yes"]].concat()).exits(0);
        let mut want: Vec<String> = names.iter().map(|n| format!("s/{n}")).collect();
        want.push("s/kept/extra".to_owned());
        want.sort();
        assert_eq!(keys(&w, &place), want);
        let back = format!("back-{kind}");
        w.run(&["store", "sync", &place, &back, "--exclude", "kept/*"]).exits(0);
        same_trees(&w.home.path().join("src"), &w.home.path().join(&back), &names);
        let again = w
            .run(&["store", "sync", &place, &back, "--exclude", "kept/*", "-o", "json"])
            .exits(0);
        assert_eq!(count(&again), 0, "{}", again.out);
        std::fs::write(w.home.path().join(&back).join("more"), "x").unwrap();
        w.run(&[
            "store",
            "sync",
            &place,
            &back,
            "--exclude",
            "kept/*",
            "--delete",
            "--yes",
        ])
        .exits(0);
        assert!(!w.home.path().join(&back).join("more").exists());
    }
}

#[test]
fn stores_of_different_vendors_are_made_alike() {
    let w = world("");
    let names = tree(&w, "src");
    w.run(&["store", "put", "-r", "src", "oss:x/"]).exits(0);
    for (from, to) in [("oss", "cos"), ("cos", "s3"), ("s3", "dir")] {
        w.run(&["store", "sync", &format!("{from}:x/"), &format!("{to}:x/")])
            .exits(0);
        let again = w
            .run(&[
                "store",
                "sync",
                &format!("{from}:x/"),
                &format!("{to}:x/"),
                "-o",
                "json",
            ])
            .exits(0);
        assert_eq!(rows(&again).last().unwrap()["done"], 0);
    }
    same_trees(&w.home.path().join("src"), &w.home.path().join("store/x"), &names);
    w.run(&["store", "cp", "s3:x/b", "s3:copied"]).exits(0);
    w.run(&["store", "mv", "s3:copied", "oss:moved/"]).exits(0);
    w.run(&["store", "stat", "s3:copied"]).exits(5);
    assert_eq!(keys(&w, "oss:moved/"), ["moved/copied"]);
    w.run(&["store", "cp", "-r", "oss:x/", "oss:x/below/"]).exits(2);
    w.run(&["store", "sync", "oss:x/", "oss:x/below/"]).exits(2);
}

#[test]
fn a_dry_run_lists_shows_the_plan_and_changes_nothing() {
    for kind in KINDS {
        let w = world("");
        tree(&w, "src");
        let there = format!("{kind}:there/");
        w.run(&["store", "sync", "src", &there]).exits(0);
        w.file("src/new", "new");
        std::fs::remove_file(w.home.path().join("src/b")).unwrap();
        let before = keys(&w, &format!("{kind}:"));
        let plan = |args: &[&str]| {
            let ran = w.run(&[&["store"], args, &["-n", "-o", "json"]].concat()).exits(0);
            let mut rows = rows(&ran);
            let summary = rows.pop().unwrap();
            assert_eq!(summary["dry_run"], true, "{kind} {args:?}: {}", ran.out);
            assert!(rows.iter().all(|r| r["dry_run"] == true), "{kind}: {}", ran.out);
            let row = |r: &Value| format!("{} {}", r["op"].as_str().unwrap(), r["source"].as_str().unwrap());
            rows.iter().map(row).collect::<Vec<_>>()
        };
        let gone = format!("rm {kind}:there/b");
        assert_eq!(
            plan(&["sync", "src", &there, "--delete"]),
            ["sync src/new".to_owned(), gone]
        );
        let all: Vec<String> = before.iter().map(|k| format!("rm {kind}:{k}")).collect();
        assert_eq!(plan(&["rm", "-r", &there]), all);
        assert_eq!(plan(&["put", "-r", "src", &format!("{kind}:else/")]).len(), 7);
        assert_eq!(plan(&["get", "-r", &there, "back"]).len(), 7);
        assert_eq!(plan(&["sync", &there, "back"]).len(), 7);
        assert_eq!(plan(&["mv", "-r", &there, &format!("{kind}:else/")]).len(), 7);
        w.run(&["store", "rm", &format!("{kind}:there/b"), "-n"]).exits(0);
        w.run(&["store", "put", "src/new", &there, "-n"]).exits(0);
        w.run(&["store", "rm", &format!("{kind}:nothing"), "-n"]).exits(5);
        assert_eq!(keys(&w, &format!("{kind}:")), before);
        assert!(!w.home.path().join("back").exists());
    }
}

#[test]
fn deletions_wait_for_everything_else() {
    let w = world("[[fault]]\nprotocol = 's3'\npath = '/s/b'\nstatus = 403\ncode = 'AccessDenied'\n");
    tree(&w, "src");
    w.file("f", "x");
    w.run(&["store", "put", "f", "s3:s/extra"]).exits(0);
    let ran = w.run(&["store", "sync", "src", "s3:s/", "--delete", "--yes"]).exits(10);
    assert!(ran.err.contains("nothing was removed"), "{}", ran.err);
    assert!(keys(&w, "s3:s/").contains(&"s/extra".to_owned()));
}

#[test]
fn an_upload_that_was_ended_goes_on_where_it_stopped() {
    for kind in ["oss", "cos", "s3", "dir"] {
        let w = world("");
        let data = noise(30 << 20);
        w.file("big", &data);
        let place = format!("{kind}:big");
        let put = [
            "store",
            "put",
            "big",
            place.as_str(),
            "--part-size",
            "5M",
            "-j",
            "2",
            "-o",
            "json",
        ];
        // So slow that it is certainly not done when it is ended.
        let mut child = w
            .command(&[&put[..], &["--limit-rate", "12M"]].concat())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let started = || {
            let ran = w.run(&["store", "multipart", "parts", &place, "-o", "json"]);
            ran.code == 0 && rows(&ran).len() >= 2
        };
        while !started() {
            assert!(child.try_wait().unwrap().is_none(), "{kind}: it ended too early");
        }
        child.kill().unwrap();
        child.wait().unwrap();
        w.run(&["store", "stat", &place]).exits(5);
        let unfinished = w.run(&["store", "multipart", "ls", "-o", "json"]).exits(0);
        assert_eq!(rows(&unfinished).len(), 1, "{kind}: {}", unfinished.out);
        let done = w.run(&put).exits(0).json();
        assert!(done["resumed"].as_u64().unwrap() >= 5 << 20, "{kind}: {done}");
        w.run(&["store", "get", &place, "back"]).exits(0);
        assert!(std::fs::read(w.home.path().join("back")).unwrap() == data, "{kind}");
        assert!(w.run(&["store", "multipart", "ls"]).exits(0).out.is_empty());
        assert!(
            w.run(&["store", "multipart", "ls", &format!("{kind}:")])
                .exits(0)
                .out
                .is_empty()
        );
    }
}

#[test]
fn a_changed_source_starts_anew_and_leaves_no_parts() {
    let w = world("");
    w.file("big", noise(24 << 20));
    let put = ["store", "put", "big", "s3:big", "--part-size", "5M"];
    let mut child = w
        .command(&[&put[..], &["--limit-rate", "12M"]].concat())
        .spawn()
        .unwrap();
    while rows(&w.run(&["store", "multipart", "ls", "s3:", "-o", "json"]).exits(0)).is_empty() {
        assert!(child.try_wait().unwrap().is_none());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let other = noise((24 << 20) + 1);
    w.file("big", &other);
    let ran = w.run(&[&put[..], &["-o", "json"]].concat()).exits(0);
    assert!(ran.json().get("resumed").is_none());
    w.run(&["store", "get", "s3:big", "back"]).exits(0);
    assert!(std::fs::read(w.home.path().join("back")).unwrap() == other);
    assert!(w.run(&["store", "multipart", "ls", "s3:"]).exits(0).out.is_empty());
}

#[test]
fn a_download_that_was_ended_goes_on_where_it_stopped() {
    for kind in KINDS {
        let w = world("");
        let data = noise(30 << 20);
        w.file("big", &data);
        w.run(&["store", "put", "big", &format!("{kind}:big")]).exits(0);
        let place = format!("{kind}:big");
        let get = [
            "store",
            "get",
            place.as_str(),
            "out",
            "--part-size",
            "5M",
            "-j",
            "2",
            "-o",
            "json",
        ];
        let mut child = w
            .command(&[&get[..], &["--limit-rate", "12M"]].concat())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let written = || {
            w.home
                .path()
                .join("out.part")
                .metadata()
                .map_or(0, |m| m.blocks() * 512)
        };
        while written() < 14 << 20 {
            assert!(child.try_wait().unwrap().is_none(), "{kind}: it ended too early");
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!w.home.path().join("out").exists());
        let done = w.run(&get).exits(0).json();
        assert!(done["resumed"].as_u64().unwrap() >= 5 << 20, "{kind}: {done}");
        assert!(std::fs::read(w.home.path().join("out")).unwrap() == data, "{kind}");
        assert!(!w.home.path().join("out.part").exists());
    }
}

#[test]
fn an_unfinished_file_that_was_tampered_with_is_fetched_again() {
    let w = world("");
    let data = noise(20 << 20);
    w.file("big", &data);
    w.run(&["store", "put", "big", "s3:big"]).exits(0);
    let get = ["store", "get", "s3:big", "out", "--part-size", "5M", "-j", "1"];
    let mut child = w
        .command(&[&get[..], &["--limit-rate", "10M"]].concat())
        .spawn()
        .unwrap();
    let part = w.home.path().join("out.part");
    while part.metadata().map_or(0, |m| m.len()) < 12 << 20 {
        assert!(child.try_wait().unwrap().is_none());
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let mut bytes = std::fs::read(&part).unwrap();
    bytes[100] ^= 1;
    // The same file, not a new one.
    std::fs::OpenOptions::new()
        .write(true)
        .open(&part)
        .and_then(|f| std::os::unix::fs::FileExt::write_all_at(&f, &bytes, 0))
        .unwrap();
    w.run(&get).exits(0);
    assert!(std::fs::read(w.home.path().join("out")).unwrap() == data);
}

#[test]
fn ctrl_c_keeps_the_parts_and_says_how_to_go_on() {
    let w = world("");
    w.file("big", noise(24 << 20));
    let put = [
        "store",
        "put",
        "big",
        "s3:big",
        "--part-size",
        "5M",
        "--limit-rate",
        "12M",
    ];
    let mut child = w.command(&put).spawn().unwrap();
    while rows(&w.run(&["store", "multipart", "ls", "s3:", "-o", "json"]).exits(0)).is_empty() {
        assert!(child.try_wait().unwrap().is_none());
    }
    rustix::process::kill_process(rustix::process::Pid::from_child(&child), rustix::process::Signal::INT).unwrap();
    let status = wait(&mut child);
    let mut err = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut err).unwrap();
    assert_eq!(status.code(), Some(130), "{err}");
    assert!(err.contains("the same command goes on"), "{err}");
    assert_eq!(
        rows(&w.run(&["store", "multipart", "ls", "s3:", "-o", "json"]).exits(0)).len(),
        1
    );
    w.run(&["store", "multipart", "resume", "s3:big"]).exits(0);
    assert_eq!(
        w.run(&["store", "stat", "s3:big", "-o", "json"]).exits(0).json()["size"],
        24 << 20
    );
}

#[test]
fn unfinished_uploads_are_given_up_one_by_one_or_by_age() {
    let w = world("");
    w.file("big", noise(24 << 20));
    for n in ["1", "2"] {
        let place = format!("s3:{n}");
        let put = [
            "store",
            "put",
            "big",
            &place,
            "--part-size",
            "5M",
            "--limit-rate",
            "12M",
        ];
        let mut child = w.command(&put).spawn().unwrap();
        while rows(&w.run(&["store", "multipart", "ls", &place, "-o", "json"]).exits(0)).is_empty() {
            assert!(child.try_wait().unwrap().is_none());
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
    w.run(&["store", "multipart", "abort", "s3:1"]).exits(0);
    w.run(&["store", "multipart", "abort", "s3:1"]).exits(5);
    w.run(&["store", "multipart", "gc", "s3:", "--yes"]).exits(0);
    assert_eq!(
        rows(&w.run(&["store", "multipart", "ls", "s3:", "-o", "json"]).exits(0)).len(),
        1,
        "too young"
    );
    w.run(&["store", "multipart", "gc", "s3:", "--older-than", "0s"])
        .exits(13);
    w.run(&["store", "multipart", "gc", "s3:", "--older-than", "0s", "--yes"])
        .exits(0);
    assert!(w.run(&["store", "multipart", "ls", "s3:"]).exits(0).out.is_empty());
    assert!(w.run(&["store", "multipart", "ls"]).exits(0).out.is_empty());
}

#[test]
fn a_complete_whose_answer_was_lost_is_settled_by_looking() {
    for kind in ["oss", "cos", "s3"] {
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\ncontains = '<CompleteMultipartUpload'\ntimes = 1\nlose = true\n"
        ));
        let data = noise(12 << 20);
        w.file("big", &data);
        let place = format!("{kind}:big");
        let ran = w
            .run(&["store", "put", "big", &place, "--part-size", "5M", "-o", "json"])
            .exits(0);
        assert_ne!(ran.json()["verified"], "length", "{kind}");
        w.run(&["store", "get", &place, "back"]).exits(0);
        assert!(std::fs::read(w.home.path().join("back")).unwrap() == data, "{kind}");
    }
}

#[test]
fn a_200_that_holds_an_error_is_no_success() {
    for kind in ["cos", "s3"] {
        let data = noise(12 << 20);
        let end = format!("[[fault]]\nprotocol = '{kind}'\ncontains = '<CompleteMultipartUpload'\n");
        let place = format!("{kind}:big");
        let put = ["store", "put", "big", &place, "--part-size", "5M", "-o", "json"];
        let comes_back = |w: &World| {
            w.run(&["store", "get", &place, "back"]).exits(0);
            assert!(std::fs::read(w.home.path().join("back")).unwrap() == data, "{kind}");
        };
        // Always, and nothing was done: it is the error that it holds, nothing is there, and what was sent is kept.
        let w = world(&format!("{end}status = 200\ncode = 'InternalError'\n"));
        w.file("big", &data);
        w.run(&put).exits(8);
        w.run(&["store", "stat", &place]).exits(5);
        let left = w.run(&["store", "multipart", "ls", &format!("{kind}:")]).exits(0).out;
        assert_eq!(left.lines().count(), 1, "{kind}: {left}");
        // Once: it is asked again, and no part is sent again.
        w.sandbox()
            .set_script(Script::parse(&format!("{end}times = 1\nstatus = 200\ncode = 'InternalError'\n")).unwrap());
        assert_eq!(w.run(&put).exits(0).json()["resumed"], 12 << 20, "{kind}");
        comes_back(&w);
        // It was done, whatever the answer says: the object that is there settles it.
        let body = "   \\n  <Error><Code>InternalError</Code><Message>merge failed</Message></Error>";
        let w = world(&format!("{end}body = \"{body}\"\n"));
        w.file("big", &data);
        w.run(&put).exits(0);
        comes_back(&w);
    }
}

#[test]
fn busy_servers_are_waited_for_and_nothing_is_stored_twice() {
    for kind in ["oss", "cos", "s3"] {
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\ntimes = 2\nstatus = 503\ncode = 'SlowDown'\nheaders = {{ retry-after-ms = '5' }}\n"
        ));
        w.file("f", noise(100_000));
        w.run(&["store", "put", "f", &format!("{kind}:f")]).exits(0);
        assert_eq!(w.requests(kind), 3);
        assert_eq!(keys(&w, &format!("{kind}:")), ["f"]);
    }
}

#[test]
fn a_download_whose_connection_breaks_goes_on_in_the_middle() {
    for kind in ["oss", "cos", "s3"] {
        let w = world("");
        let data = noise(6 << 20);
        w.file("big", &data);
        w.run(&["store", "put", "big", &format!("{kind}:big")]).exits(0);
        let fault =
            format!("[[fault]]\nprotocol = '{kind}'\npath = 'big'\nafter = 1\ntimes = 2\ncut_after = 1000000\n");
        w.sandbox().set_script(Script::parse(&fault).unwrap());
        w.run(&["store", "get", &format!("{kind}:big"), "back"]).exits(0);
        assert!(std::fs::read(w.home.path().join("back")).unwrap() == data, "{kind}");
        let fault = format!("[[fault]]\nprotocol = '{kind}'\npath = 'big'\nafter = 1\ncut_after = 0\n");
        w.sandbox().set_script(Script::parse(&fault).unwrap());
        w.run(&["store", "get", &format!("{kind}:big"), "cut"]).exits(9);
        assert!(!w.home.path().join("cut").exists());
    }
}

#[test]
fn a_signed_url_is_shown_once_and_works() {
    let w = world("");
    w.file("f", "signed");
    for kind in ["oss", "cos", "s3"] {
        let place = format!("{kind}:f");
        w.run(&["store", "put", "f", &place]).exits(0);
        let ran = w.run(&["store", "sign", &place, "-vv"]).exits(0);
        let url = ran.out.trim();
        assert!(!ran.err.to_lowercase().contains("signature="), "{}", ran.err);
        let got = w.shell(&format!("curl -sS '{url}'")).exits(0);
        assert_eq!(got.out, "signed", "{kind}");
        let put = w
            .run(&["store", "sign", &place, "--method", "PUT", "--content-type", "text/x"])
            .exits(0);
        let url = put.out.trim();
        w.shell(&format!(
            "printf new | curl -sSf -T - -H 'content-type: text/x' '{url}'"
        ))
        .exits(0);
        assert_eq!(w.run(&["store", "cat", &place]).exits(0).out, "new");
    }
    w.run(&["store", "sign", "oss:f", "--expires", "8d"]).exits(6);
    w.run(&["store", "sign", "s3:f", "--expires", "8d"]).exits(6);
    w.run(&["store", "sign", "cos:f", "--expires", "8d"]).exits(0);
    w.run(&["store", "sign", "dir:f"]).exits(6);
}

#[test]
fn a_part_of_a_bucket_is_a_store_of_its_own() {
    let w = world("");
    w.add_config("[store.part]\nkind = 'dir'\npath = '../../store'\nprefix = 'inner/'\n");
    w.file("f", "x");
    w.run(&["store", "put", "f", "part:a/f"]).exits(0);
    assert_eq!(keys(&w, "dir:"), ["inner/a/f"]);
    assert_eq!(keys(&w, "part:"), ["a/f"]);
    w.run(&["store", "cp", "part:a/f", "dir:out"]).exits(0);
    w.run(&["store", "cp", "dir:out", "part:in"]).exits(0);
    assert_eq!(keys(&w, "dir:"), ["inner/a/f", "inner/in", "out"]);
}

#[test]
fn memory_does_not_grow_with_the_listing() {
    let w = world("");
    let peak = |args: &[&str]| {
        let mut child = w.command(args).stdout(Stdio::null()).spawn().unwrap();
        let path = format!("/proc/{}/status", child.id());
        let mut most = 0;
        loop {
            let status = std::fs::read_to_string(&path).unwrap_or_default();
            let hwm = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
            let kib = hwm.and_then(|v| v.trim().trim_end_matches(" kB").parse::<u64>().ok());
            most = most.max(kib.unwrap_or(0));
            if let Some(status) = child.try_wait().unwrap() {
                assert!(status.success(), "{args:?}");
                return most;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    };
    std::fs::create_dir(w.home.path().join("empty")).unwrap();
    let few = peak(&["store", "ls", "-r", "s3://synthetic-2000/"]);
    let many = peak(&["store", "ls", "-r", "s3://synthetic-100000/"]);
    assert!(many < few + 4096, "{few} KiB for 2 000 keys, {many} KiB for 100 000");
    let few = peak(&[
        "store",
        "sync",
        "s3://synthetic-2000/",
        "s3://synthetic-2000-b/",
        "--size-only",
    ]);
    let many = peak(&[
        "store",
        "sync",
        "s3://synthetic-100000/",
        "s3://synthetic-100000-b/",
        "--size-only",
    ]);
    assert!(many < few + 4096, "{few} KiB for 2 000 keys, {many} KiB for 100 000");
}
