//! A real S3 server (SeaweedFS) under the command; and what s5cmd and rclone write, read by
//! us, and the other way round.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::store::Server;
use crate::conform::store::odd_keys;
use crate::harness::{Ran, World, finish};

const ID: &str = "AKTEST";
const SECRET: &str = "SKTESTSECRET";
const BUCKET: &str = "vhtest";

fn seaweed(dir: &Path) -> Server {
    let server = super::store::seaweed(dir, ID, SECRET);
    let w = world(&server);
    for _ in 0..300 {
        let made = w.run(&["store", "mb", "weed:"]);
        if made.code == 0 || made.err.contains("BucketAlready") {
            return server;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    panic!("the S3 server did not start");
}

fn world(server: &Server) -> World {
    let w = World::empty();
    w.config(&format!(
        "[store.weed]\nkind = 's3'\nbucket = '{BUCKET}'\nendpoint = 'http://127.0.0.1:{}'\naddressing = 'path'\n\
         access_key_id = 'plain:{ID}'\naccess_key_secret = 'plain:{SECRET}'\n",
        server.port
    ));
    w
}

#[test]
fn a_listing_out_of_order_is_noticed_and_sorted() {
    let Some(dir) = super::installed("SeaweedFS") else {
        return;
    };
    let server = seaweed(&dir);
    let w = world(&server);
    for name in ["a-b", "a/x", "a.c", "a0", "b"] {
        let path = w.home.path().join("src").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, name).unwrap();
    }
    w.run(&["store", "sync", "src", "weed:s/"]).exits(0);
    let listed = w.run(&["store", "ls", "-r", "weed:s/", "-o", "plain"]).exits(0);
    let keys: Vec<&str> = listed.out.lines().filter_map(|l| l.split('\t').nth(2)).collect();
    assert!(!keys.is_sorted(), "the server sorts by key now: {keys:?}");
    let again = w
        .run(&["store", "sync", "src", "weed:s/", "--delete", "--yes", "-o", "json"])
        .exits(0);
    let last: serde_json::Value = serde_json::from_str(again.out.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["done"], &last["failed"]),
        (&0.into(), &0.into()),
        "{}",
        again.out
    );
    std::fs::remove_file(w.home.path().join("src/a.c")).unwrap();
    w.run(&["store", "sync", "src", "weed:s/", "--delete", "--yes"])
        .exits(0);
    w.run(&["store", "sync", "weed:s/", "back"]).exits(0);
    assert!(!w.home.path().join("back/a.c").exists());
    assert_eq!(std::fs::read(w.home.path().join("back/a/x")).unwrap(), b"a/x");
}

/// Runs a client that is installed.
fn client(w: &World, program: &Path, args: &[&str], port: u16) -> Ran {
    let mut command = Command::new(program);
    w.prepare(&mut command);
    command
        .args(args)
        .env("AWS_ACCESS_KEY_ID", ID)
        .env("AWS_SECRET_ACCESS_KEY", SECRET)
        .env("AWS_REGION", "us-east-1")
        .env("S3_ENDPOINT_URL", format!("http://127.0.0.1:{port}"))
        .env("RCLONE_CONFIG_W_TYPE", "s3")
        .env("RCLONE_CONFIG_W_PROVIDER", "SeaweedFS")
        .env("RCLONE_CONFIG_W_ENV_AUTH", "true")
        .env("RCLONE_CONFIG_W_ENDPOINT", format!("http://127.0.0.1:{port}"));
    finish(command)
}

#[test]
fn what_one_client_writes_the_others_read() {
    let Some(dir) = super::installed("SeaweedFS, s5cmd, rclone") else {
        return;
    };
    let server = seaweed(&dir);
    let w = world(&server);
    let files: Vec<(String, Vec<u8>)> = [("small.txt", 10), ("中文 name+.bin", 100_000), ("large.bin", 21 << 20)]
        .iter()
        .map(|(name, len)| {
            let data: Vec<u8> = (0..*len)
                .map(|i: usize| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
                .collect();
            ((*name).to_owned(), data)
        })
        .collect();
    let (s5cmd, rclone) = (dir.join("venv/bin/s5cmd"), dir.join("venv/bin/rclone"));
    for (name, data) in &files {
        w.file(name, data);
        let same = |file: &str, who: &str| {
            assert!(
                std::fs::read(w.home.path().join(file)).unwrap() == *data,
                "{who}: {name}"
            );
        };
        w.run(&["store", "put", &format!("./{name}"), &format!("weed:ours/{name}")])
            .exits(0);
        client(
            &w,
            &s5cmd,
            &["cp", "--raw", &format!("s3://{BUCKET}/ours/{name}"), "by-s5cmd"],
            server.port,
        )
        .exits(0);
        same("by-s5cmd", "s5cmd");
        let remote = format!("w:{BUCKET}/ours/{name}");
        client(&w, &rclone, &["copyto", &remote, "by-rclone"], server.port).exits(0);
        same("by-rclone", "rclone");
        client(
            &w,
            &s5cmd,
            &["cp", "--raw", name, &format!("s3://{BUCKET}/s5cmd/{name}")],
            server.port,
        )
        .exits(0);
        w.run(&["store", "get", &format!("weed:s5cmd/{name}"), "ours"]).exits(0);
        same("ours", "from s5cmd");
        client(
            &w,
            &rclone,
            &["copyto", name, &format!("w:{BUCKET}/rclone/{name}")],
            server.port,
        )
        .exits(0);
        w.run(&["store", "get", &format!("weed:rclone/{name}"), "ours"])
            .exits(0);
        same("ours", "from rclone");
    }
    w.run(&["store", "verify", "-r", "weed:rclone/"]).exits(0);
}

#[test]
fn odd_keys_go_through_the_command_and_a_real_server() {
    let Some(dir) = super::installed("SeaweedFS") else {
        return;
    };
    let server = seaweed(&dir);
    let w = world(&server);
    let src = w.home.path().join("src");
    let mut names = 0;
    for key in odd_keys() {
        let path = src.join(&key);
        let plain = !key.split('/').any(|s| matches!(s, "" | "." | "..")) && !key.contains('\0');
        if plain
            && path.parent().is_some_and(|p| std::fs::create_dir_all(p).is_ok())
            && std::fs::write(&path, &key).is_ok()
        {
            names += 1;
        }
    }
    assert!(names > 150, "{names}");
    // This server keeps keys as paths: what would get another name is refused and told.
    let ran = w.run(&["store", "put", "-r", "src", "weed:odd/"]).exits(10);
    assert!(ran.err.contains("under another name"), "{}", ran.err);
    w.run(&["store", "get", "-r", "weed:odd/", "back"]).exits(0);
    let differ = w.shell("diff -r src back").exits(1);
    let refused = |line: &str| line.starts_with("Only in src") && line.contains('\\');
    assert!(differ.out.lines().all(refused), "{}", differ.out);
}

#[test]
fn a_key_that_the_server_would_take_for_another_reaches_nothing() {
    let Some(dir) = super::installed("SeaweedFS") else {
        return;
    };
    let server = seaweed(&dir);
    let w = world(&server);
    w.file("f", "kept");
    w.run(&["store", "put", "f", "weed:p/a/b"]).exits(0);
    for key in ["p//a/b", "p/a//b", "p\\a\\b", "/p/a/b"] {
        let place = format!("weed:{key}");
        for args in [
            &["store", "put", "f", &place][..],
            &["store", "cat", &place],
            &["store", "stat", &place],
            &["store", "get", &place, "out"],
            &["store", "rm", &place],
            &["store", "rm", &place, "weed:p/none"],
            &["store", "cp", &place, "weed:p/copy"],
            &["store", "mv", "weed:p/a/b", &place],
        ] {
            let ran = w.run(args);
            assert!([5, 6, 10].contains(&ran.code), "{args:?}: {} {}", ran.code, ran.err);
            assert!(ran.err.contains("under another name"), "{args:?}: {}", ran.err);
        }
    }
    assert!(!w.home.path().join("out").exists());
    let listed = w.run(&["store", "ls", "-r", "weed:p/", "-o", "plain"]).exits(0);
    let keys: Vec<&str> = listed.out.lines().filter_map(|l| l.split('\t').nth(2)).collect();
    assert_eq!(keys, ["p/a/b"]);
}
