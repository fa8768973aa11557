//! Transfers that were killed, and the same command again: what is sent again, what is left, who is in whose way. The moments are
//! chosen by the server, which stops answering at them; its journal tells what was sent.

use std::process::{Child, Stdio};

use vh::sandbox::{Entry, Script};

use crate::harness::{World, wait};
use crate::store::{noise, rows, world};

const REMOTE: [&str; 3] = ["oss", "cos", "s3"];
const PART: usize = 5 << 20;

fn script(w: &World, script: &str) {
    w.sandbox().set_script(Script::parse(script).unwrap());
}

/// Starts a command and waits until the server has seen what it was to see; it hangs there.
fn hangs(w: &World, args: &[&str], seen: impl Fn(&[Entry]) -> bool) -> Child {
    let mut child = w
        .command(args)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while !seen(&w.sandbox().journal()) {
        assert!(child.try_wait().unwrap().is_none(), "it ended too early: {args:?}");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    child
}

fn kill(mut child: Child) {
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(9));
}

/// The same, and it is killed; the server is well again, and has forgotten what it saw.
fn killed(w: &World, args: &[&str], seen: impl Fn(&[Entry]) -> bool) {
    kill(hangs(w, args, seen));
    script(w, "");
    w.sandbox().clear();
}

/// The numbers of the parts that were sent, in order.
fn parts(journal: &[Entry]) -> Vec<u32> {
    let number = |e: &Entry| {
        let (_, rest) = e.path.split_once("partNumber=").filter(|_| e.method == "PUT")?;
        rest.split('&').next()?.parse().ok()
    };
    let mut numbers: Vec<u32> = journal.iter().filter_map(number).collect();
    numbers.sort_unstable();
    numbers
}

/// The first bytes of the ranges that were fetched, in order.
fn ranges(journal: &[Entry]) -> Vec<usize> {
    let from = |e: &Entry| {
        let range = e.header("range").filter(|_| e.method == "GET")?;
        range.strip_prefix("bytes=")?.split('-').next()?.parse().ok()
    };
    let mut all: Vec<usize> = journal.iter().filter_map(from).collect();
    all.sort_unstable();
    all
}

fn ends(journal: &[Entry]) -> usize {
    let end = |e: &&Entry| e.method == "POST" && e.path.contains("uploadId=");
    journal.iter().filter(end).count()
}

fn nothing_is_left(w: &World, kind: &str) {
    let there = format!("{kind}:");
    for args in [
        &["store", "multipart", "ls"][..],
        &["store", "multipart", "ls", there.as_str()],
    ] {
        assert_eq!(w.run(args).exits(0).out, "", "{args:?}");
    }
    let parts = std::fs::read_dir(w.home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .filter(|n| n.contains(".part"));
    assert_eq!(parts.collect::<Vec<_>>(), [""; 0]);
}

fn comes_back(w: &World, place: &str, data: &[u8]) {
    let back = w.home.path().join("back");
    let _ = std::fs::remove_file(&back);
    w.run(&["store", "get", place, "back"]).exits(0);
    assert!(std::fs::read(back).unwrap() == data, "{place} is another");
}

/// `vh store put big PLACE`, in parts of the least size that all take.
fn put<'a>(place: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let args = ["store", "put", "big", place, "--part-size", "5M", "-j", "2"];
    [&args[..], more].concat()
}

fn get<'a>(place: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let args = ["store", "get", place, "out", "--part-size", "5M", "-j", "2"];
    [&args[..], more].concat()
}

#[test]
fn an_upload_that_was_killed_sends_only_what_the_server_does_not_have() {
    for kind in REMOTE {
        // Part 4 never comes to its end; part 5 is there, and nobody heard of it.
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\npath = 'partNumber=4'\nhang = 'head'\n\
             [[fault]]\nprotocol = '{kind}'\npath = 'partNumber=5'\nlose = true\nhang = 'head'\n"
        ));
        let data = noise(6 * PART - 7);
        w.file("big", &data);
        let place = format!("{kind}:big");
        killed(&w, &put(&place, &[]), |j| {
            let stored = |e: &Entry| e.path.contains("partNumber=5") && e.status == Some(200);
            parts(j) == [1, 2, 3, 4, 5] && j.iter().any(stored)
        });
        w.run(&["store", "stat", &place]).exits(5);
        w.sandbox().clear();
        let told = w.run(&put(&place, &["-o", "json"])).exits(0).json();
        assert_eq!(parts(&w.sandbox().journal()), [4, 6], "{kind}");
        assert_eq!(told["resumed"], 4 * PART, "{kind}");
        assert_ne!(told["verified"], "length", "{kind}");
        comes_back(&w, &place, &data);
        nothing_is_left(&w, kind);
    }
}

#[test]
fn an_upload_that_was_killed_at_its_very_end_sends_nothing_again() {
    for kind in REMOTE {
        // The object is made of its parts, and nobody heard of it.
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\ncontains = '<CompleteMultipartUpload'\nlose = true\nhang = 'head'\n"
        ));
        let data = noise(3 * PART);
        w.file("big", &data);
        let place = format!("{kind}:big");
        killed(&w, &put(&place, &[]), |j| {
            j.iter()
                .any(|e| e.method == "POST" && e.path.contains("uploadId=") && e.status == Some(200))
        });
        let told = w.run(&put(&place, &["-o", "json"])).exits(0).json();
        let journal = w.sandbox().journal();
        assert_eq!((parts(&journal), ends(&journal)), (Vec::new(), 0), "{kind}");
        assert_eq!(told["resumed"], 3 * PART, "{kind}");
        assert_ne!(told["verified"], "length", "{kind}");
        comes_back(&w, &place, &data);
        nothing_is_left(&w, kind);
        // Sent again on purpose, it is sent.
        w.run(&put(&place, &[])).exits(0);
        // Killed there, and another has the name by now: it is not taken for ours.
        script(
            &w,
            &format!(
                "[[fault]]\nprotocol = '{kind}'\ncontains = '<CompleteMultipartUpload'\nlose = true\nhang = 'head'\n"
            ),
        );
        w.sandbox().clear();
        killed(&w, &put(&place, &[]), |j| {
            j.iter()
                .any(|e| e.method == "POST" && e.path.contains("uploadId=") && e.status == Some(200))
        });
        w.file("other", "other");
        w.run(&["store", "put", "other", &place]).exits(0);
        w.sandbox().clear();
        w.run(&put(&place, &[])).exits(0);
        assert_eq!(parts(&w.sandbox().journal()), [1, 2, 3], "{kind}");
        comes_back(&w, &place, &data);
        nothing_is_left(&w, kind);
    }
}

#[test]
fn a_download_that_was_killed_fetches_only_what_is_not_there() {
    for kind in REMOTE {
        let w = world("");
        let data = noise(6 * PART - 7);
        w.file("big", &data);
        let place = format!("{kind}:big");
        w.run(&["store", "put", "big", &place]).exits(0);
        // Three ranges come; the next two never do.
        script(
            &w,
            &format!("[[fault]]\nprotocol = '{kind}'\nmethod = 'GET'\npath = 'big'\nafter = 3\nhang = 'head'\n"),
        );
        w.sandbox().clear();
        let child = hangs(&w, &get(&place, &[]), |j| ranges(j).len() == 5);
        let asked = ranges(&w.sandbox().journal());
        kill(child);
        script(&w, "");
        w.sandbox().clear();
        assert!(!w.home.path().join("out").exists());
        let told = w.run(&get(&place, &["-o", "json"])).exits(0).json();
        let again = ranges(&w.sandbox().journal());
        assert_eq!(told["resumed"], 3 * PART, "{kind}");
        assert_eq!(again.len(), 3, "{kind}: {again:?}");
        let mut all = [asked, again].concat();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all, (0..6).map(|n| n * PART).collect::<Vec<_>>(), "{kind}");
        assert!(std::fs::read(w.home.path().join("out")).unwrap() == data, "{kind}");
        nothing_is_left(&w, kind);
    }
}

#[test]
fn a_small_download_that_was_killed_leaves_nothing() {
    let w = world("");
    let data = noise(4 << 20);
    w.file("big", &data);
    w.run(&["store", "put", "big", "s3:big"]).exits(0);
    let args = ["store", "get", "s3:big", "out", "--limit-rate", "1M"];
    let mut child = w.command(&args).stderr(Stdio::null()).spawn().unwrap();
    let writes = || {
        let open = std::fs::read_dir(format!("/proc/{}/fd", child.id())).unwrap();
        let mut paths = open.filter_map(|e| std::fs::read_link(e.ok()?.path()).ok());
        paths.any(|p| p.parent() == Some(w.home.path()))
    };
    while !writes() {}
    if w.home.path().join("out.part").exists() {
        eprintln!("skipped: this file system has no files without a name");
        return kill(child);
    }
    assert!(child.try_wait().unwrap().is_none());
    kill(child);
    nothing_is_left(&w, "s3");
    assert!(!w.home.path().join("out").exists());
    w.file("out", "old");
    w.run(&["store", "get", "s3:big", "out", "--if-not-exists"]).exits(6);
    w.run(&["store", "get", "s3:big", "out"]).exits(0);
    assert!(std::fs::read(w.home.path().join("out")).unwrap() == data);
    nothing_is_left(&w, "s3");
}

#[test]
fn an_upload_that_is_suddenly_gone_begins_anew() {
    for kind in REMOTE {
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\npath = 'partNumber=2'\ntimes = 1\nstatus = 404\ncode = 'NoSuchUpload'\n"
        ));
        let data = noise(3 * PART);
        w.file("big", &data);
        let place = format!("{kind}:big");
        w.run(&put(&place, &[])).exits(0);
        comes_back(&w, &place, &data);
        nothing_is_left(&w, kind);
    }
}

#[test]
fn a_part_that_arrives_as_other_bytes_is_sent_again_and_never_used() {
    for (kind, header, wrong) in [
        ("oss", "x-oss-hash-crc64ecma", "1"),
        ("cos", "x-cos-hash-crc64ecma", "1"),
        ("s3", "x-amz-checksum-crc64nvme", "AAAAAAAAAAE="),
    ] {
        let spoilt = format!(
            "[[fault]]\nprotocol = '{kind}'\nmethod = 'PUT'\npath = 'partNumber=2'\nheaders = {{ {header} = '{wrong}' }}\n"
        );
        let w = world(&format!("{spoilt}times = 1\n"));
        let data = noise(2 * PART + 1);
        w.file("big", &data);
        let place = format!("{kind}:big");
        w.run(&put(&place, &[])).exits(0);
        assert_eq!(parts(&w.sandbox().journal()), [1, 2, 2, 3], "{kind}");
        comes_back(&w, &place, &data);
        w.run(&["store", "rm", &place]).exits(0);
        // Every time: the object is not made, and the error names what differs.
        script(&w, &spoilt);
        w.sandbox().clear();
        let ran = w.run(&put(&place, &[])).exits(9);
        assert!(ran.err.contains("crc64"), "{kind}: {}", ran.err);
        assert_eq!(ends(&w.sandbox().journal()), 0, "{kind}");
        w.run(&["store", "stat", &place]).exits(5);
    }
}

#[test]
fn two_uploads_of_one_file_to_one_place_do_not_harm_each_other() {
    for kind in REMOTE {
        // The first waits for an answer long enough for the second to do all of it.
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\npath = 'partNumber=2'\ntimes = 1\nwait_ms = 2500\n"
        ));
        let data = noise(3 * PART);
        w.file("big", &data);
        let place = format!("{kind}:big");
        let mut first = hangs(&w, &put(&place, &[]), |j| parts(j).contains(&2));
        let told = w.run(&put(&place, &["-o", "json"])).exits(0).json();
        assert_eq!(told["size"], 3 * PART);
        assert!(wait(&mut first).success(), "{kind}");
        comes_back(&w, &place, &data);
        nothing_is_left(&w, kind);
    }
}

#[test]
fn two_downloads_to_one_place_do_not_harm_each_other() {
    let w = world("");
    let data = noise(6 * PART);
    w.file("big", &data);
    w.run(&["store", "put", "big", "s3:big"]).exits(0);
    script(
        &w,
        "[[fault]]\nmethod = 'GET'\npath = 'big'\nafter = 3\nhang = 'head'\n",
    );
    w.sandbox().clear();
    let first = hangs(&w, &get("s3:big", &[]), |j| ranges(j).len() == 5);
    script(&w, "");
    w.sandbox().clear();
    // The first one is alive: its file is its own, and the second fetches everything itself.
    let told = w.run(&get("s3:big", &["-o", "json"])).exits(0).json();
    assert_eq!(told.get("resumed"), None);
    assert!(std::fs::read(w.home.path().join("out")).unwrap() == data);
    assert!(w.home.path().join("out.part").exists());
    // Not even one that begins anew, or gives up what is old, takes it away.
    w.run(&get("s3:big", &["--no-resume"])).exits(0);
    w.run(&["store", "multipart", "gc", "s3:", "--older-than", "0s", "--yes"])
        .exits(0);
    assert!(w.home.path().join("out.part").exists());
    kill(first);
    let told = w.run(&get("s3:big", &["-o", "json"])).exits(0).json();
    assert_eq!(told["resumed"], 3 * PART);
    assert!(std::fs::read(w.home.path().join("out")).unwrap() == data);
    nothing_is_left(&w, "s3");
}

#[test]
fn what_is_stored_otherwise_is_not_gone_on_with() {
    let w = world("");
    let data = noise(4 * PART);
    w.file("big", &data);
    let hang = "[[fault]]\npath = 'partNumber=3'\nhang = 'head'\n[[fault]]\npath = 'partNumber=4'\nhang = 'head'\n";
    let begun = put("s3:big", &["--content-type", "text/one", "--acl", "public-read"]);
    let stopped = |w: &World| {
        script(w, hang);
        w.sandbox().clear();
        killed(w, &begun, |j| parts(j) == [1, 2, 3, 4]);
    };
    stopped(&w);
    // It would have been readable by everyone.
    let told = w
        .run(&put("s3:big", &["--content-type", "text/two", "-o", "json"]))
        .exits(0)
        .json();
    assert_eq!(told.get("resumed"), None);
    assert_eq!(parts(&w.sandbox().journal()), [1, 2, 3, 4]);
    let known = w.run(&["store", "stat", "s3:big", "-o", "json"]).exits(0).json();
    assert_eq!(known["content_type"], "text/two");
    nothing_is_left(&w, "s3");
    // Gone on with by itself, it is what it was begun as.
    stopped(&w);
    w.run(&["store", "multipart", "resume", "s3:big"]).exits(0);
    assert_eq!(parts(&w.sandbox().journal()), [3, 4]);
    let known = w.run(&["store", "stat", "s3:big", "-o", "json"]).exits(0).json();
    assert_eq!(known["content_type"], "text/one");
    nothing_is_left(&w, "s3");
    // When its parts are gone, only the command that began it knows what it was to be.
    stopped(&w);
    let id = w
        .run(&["store", "multipart", "ls", "s3:", "-o", "json"])
        .exits(0)
        .json()["upload"]
        .clone();
    let other = World::empty();
    other.config(&w.read_config());
    other
        .run(&["store", "multipart", "abort", "s3:big", id.as_str().unwrap()])
        .exits(0);
    w.run(&["store", "multipart", "resume", "s3:big"]).exits(6);
    w.run(&begun).exits(0);
    comes_back(&w, "s3:big", &data);
    nothing_is_left(&w, "s3");
}

#[test]
fn a_file_that_changes_while_it_is_sent_is_told_and_leaves_nothing() {
    for kind in REMOTE {
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\npath = 'partNumber=3'\ntimes = 1\nwait_ms = 1500\n"
        ));
        w.file("big", noise(4 * PART));
        let place = format!("{kind}:big");
        let mut child = hangs(&w, &put(&place, &[]), |j| parts(j).contains(&3));
        let file = std::fs::OpenOptions::new().append(true).open(w.home.path().join("big"));
        std::io::Write::write_all(&mut file.unwrap(), b"more").unwrap();
        assert_eq!(wait(&mut child).code(), Some(6), "{kind}");
        w.run(&["store", "stat", &place]).exits(5);
        nothing_is_left(&w, kind);
    }
}

#[test]
fn downloads_that_nobody_goes_on_with_are_given_up_by_age() {
    let w = world("");
    w.file("big", noise(6 * PART));
    w.run(&["store", "put", "big", "s3:big"]).exits(0);
    script(
        &w,
        "[[fault]]\nmethod = 'GET'\npath = 'big'\nafter = 3\nhang = 'head'\n",
    );
    w.sandbox().clear();
    killed(&w, &get("s3:big", &[]), |j| ranges(j).len() == 5);
    let gc = |more: &[&str]| w.run(&[&["store", "multipart", "gc", "s3:"][..], more].concat());
    gc(&["--yes"]).exits(0);
    assert!(w.home.path().join("out.part").exists(), "too young");
    gc(&["--older-than", "0s"]).exits(13);
    let told = gc(&["--older-than", "0s", "--yes", "-o", "json"]).exits(0);
    assert_eq!(rows(&told)[0]["op"], "abort");
    nothing_is_left(&w, "s3");
    // A file of that name which is not ours is left alone.
    script(
        &w,
        "[[fault]]\nmethod = 'GET'\npath = 'big'\nafter = 3\nhang = 'head'\n",
    );
    w.sandbox().clear();
    killed(&w, &get("s3:big", &[]), |j| ranges(j).len() == 5);
    std::fs::remove_file(w.home.path().join("out.part")).unwrap();
    w.file("mine", "mine");
    std::fs::rename(w.home.path().join("mine"), w.home.path().join("out.part")).unwrap();
    gc(&["--older-than", "0s", "--yes"]).exits(0);
    assert_eq!(std::fs::read(w.home.path().join("out.part")).unwrap(), b"mine");
}
