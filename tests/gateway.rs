//! `vh gateway` against the sandbox's backend: sessions, messages, uploads, recordings, and what a probe demands.

use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::harness::{World, installed, wait};
use crate::wx::{count, poke, together};

fn word(v: &Value) -> &str {
    v.as_str().unwrap()
}

fn logged_in(script: &str) -> World {
    let w = World::new(script);
    w.run(&["gateway", "login", "code-123456"]).exits(0);
    w
}

/// A program that brings a new code each time, and counts.
fn with_codes(w: &World) {
    let script = w.file(
        "newcode",
        "#!/bin/sh\necho x >> codes.txt\necho code-$$-$(wc -l < codes.txt)\n",
    );
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let config = w.read_config();
    w.config(&config.replace(
        "[gateway.voice]\n",
        &format!("[gateway.voice]\ncode = 'cmd:[\"{}\"]'\n", script.display()),
    ));
}

fn codes(w: &World) -> usize {
    std::fs::read_to_string(w.home.path().join("codes.txt")).map_or(0, |t| t.lines().count())
}

#[test]
fn a_login_is_kept_and_forgotten() {
    let w = World::new("");
    let ran = w.run(&["gateway", "message", "你好", "-o", "json"]).exits(4);
    assert!(
        word(&ran.error()["hint"]).contains("vh gateway login CODE"),
        "{}",
        ran.err
    );
    assert_eq!(w.requests("gateway"), 0);
    w.run(&["gateway", "profile"]).exits(4);
    let ran = w.run(&["gateway", "login", "code-123456", "-o", "json"]).exits(0);
    assert_eq!(ran.json()["user"]["nickName"], "小明");
    assert!(!ran.out.contains("token-"), "{}", ran.out);
    assert_eq!(
        w.run(&["gateway", "profile", "-o", "json"]).exits(0).json()["user"]["nickName"],
        "小明"
    );
    w.run(&["gateway", "message", "你好"]).exits(0);
    w.run(&["gateway", "logout"]).exits(0);
    w.run(&["gateway", "message", "你好"]).exits(4);
    w.run(&["gateway", "logout"]).exits(0);
    // A code is good once.
    let ran = w.run(&["gateway", "login", "code-123456"]).exits(6);
    assert!(ran.err.contains("wx.login"), "{}", ran.err);
    w.run(&["gateway", "login"]).exits(2);
    w.pipe("code-234567\n", &["gateway", "login", "-"]).exits(0);
}

#[test]
fn each_profile_has_a_session_of_its_own() {
    let w = World::new("");
    w.add_config("[profile.staging.output]\nformat = 'plain'\n");
    w.run(&["-P", "staging", "gateway", "login", "code-123456"]).exits(0);
    w.run(&["-P", "staging", "gateway", "message", "x"]).exits(0);
    w.run(&["gateway", "message", "x"]).exits(4);
}

#[test]
fn an_answer_streams_or_comes_whole_and_a_conversation_goes_on() {
    let w = logged_in("");
    assert_eq!(
        w.run(&["gateway", "message", "你好", "世界"]).exits(0).out,
        "第 1 条，收到：你好 世界\n"
    );
    assert_eq!(
        w.run(&["gateway", "message", "again", "--no-stream"]).exits(0).out,
        "第 2 条，收到：again\n"
    );
    let other = w
        .run(&[
            "gateway",
            "message",
            "hi",
            "--session",
            "s-1",
            "--type",
            "voice",
            "-o",
            "json",
        ])
        .exits(0);
    assert_eq!(other.json()["text"], "第 1 条，收到：hi");
    let sent = w.sandbox().requests("gateway").last().unwrap().json();
    assert_eq!(
        sent,
        json!({"sessionId": "s-1", "content": "hi", "contentType": "voice"})
    );
    let events = w.run(&["gateway", "message", "hi", "-o", "jsonl"]).exits(0);
    assert!(
        events.out.lines().count() > 3 && events.out.lines().all(|l| l.starts_with("{\"content\"")),
        "{}",
        events.out
    );
    assert_eq!(
        w.pipe("piped", &["gateway", "message", "-"]).exits(0).out,
        "第 4 条，收到：piped\n"
    );
    w.run(&["gateway", "message", " "]).exits(2);
    let bearer = w
        .sandbox()
        .requests("gateway")
        .last()
        .unwrap()
        .header("authorization")
        .unwrap()
        .to_owned();
    assert!(bearer.starts_with("Bearer token-"), "{bearer}");
}

#[test]
fn a_broken_answer_is_told_and_a_message_is_not_said_twice() {
    for (fault, exit) in [
        ("at = 3\nerror_event = true\nmessage = 'overloaded'", 9),
        ("cut_after = 60", 9),
        ("at = 0\nerror_event = true", 8),
        ("lose = true", 11),
        ("hang = 'head'", 11),
        ("status = 502", 11),
        ("status = 400\nmessage = 'no such session'", 6),
        ("body = '{\"code\":5001,\"message\":\"busy\"}'", 6),
    ] {
        let w = logged_in(&format!("[[fault]]\npath = '/api/chat'\n{fault}\n"));
        w.add_config("[timeouts]\nfirst_byte = '500ms'\n");
        let ran = w.run(&["gateway", "message", "hello there", "--no-stream"]);
        // Streams break in their midst; whole answers as well, but these faults are the stream's.
        let ran = if fault.contains("event") || fault.contains("cut") {
            w.run(&["gateway", "message", "hello there"])
        } else {
            ran
        };
        let ran = ran.exits(exit);
        assert!(!ran.err.is_empty());
        let most = if fault.contains("event") || fault.contains("cut") {
            2
        } else {
            1
        };
        assert_eq!(count(&w, "/api/chat/message"), most, "{fault}");
    }
}

#[test]
fn after_a_401_a_new_code_logs_in_and_the_call_is_repeated_once() {
    let w = World::new("");
    with_codes(&w);
    // Nobody has logged in yet: the first call does.
    assert_eq!(
        w.run(&["gateway", "message", "one"]).exits(0).out,
        "第 1 条，收到：one\n"
    );
    assert_eq!(codes(&w), 1);
    w.run(&["gateway", "message", "two"]).exits(0);
    assert_eq!(codes(&w), 1, "a code is not asked for without need");
    poke(&w.sandbox().server("gateway").url.clone(), "/sandbox/expire");
    w.run(&["gateway", "message", "three"]).exits(0);
    assert_eq!(
        (codes(&w), count(&w, "/api/chat/message"), count(&w, "wx-login")),
        (2, 4, 2)
    );
    // Uploads too: the form is sent again, whole.
    poke(&w.sandbox().server("gateway").url.clone(), "/sandbox/expire");
    w.file("voice.mp3", "sound");
    assert!(
        w.run(&["gateway", "upload", "voice.mp3"])
            .exits(0)
            .out
            .ends_with("voice.mp3\n")
    );
    assert_eq!(codes(&w), 3);
    // Any other call.
    poke(&w.sandbox().server("gateway").url.clone(), "/sandbox/expire");
    let call = [
        "api",
        "gateway.voice",
        "POST",
        "api/share",
        "-d",
        r#"{"title":"t","path":"p"}"#,
    ];
    w.run(&call).exits(0);
    assert_eq!(codes(&w), 4);
    w.run(&["config", "check"]);
    assert_eq!(codes(&w), 4, "checking spends no code");
    assert!(w.run(&["config", "show"]).exits(0).out.contains("cmd:"));
}

#[test]
fn without_a_code_a_401_says_how_to_log_in_and_a_second_one_ends_it() {
    let w = logged_in("");
    poke(&w.sandbox().server("gateway").url.clone(), "/sandbox/expire");
    let ran = w.run(&["gateway", "message", "x", "-o", "json"]).exits(4);
    assert!(
        word(&ran.error()["hint"]).contains("vh gateway login CODE"),
        "{}",
        ran.err
    );
    assert_eq!(count(&w, "/api/chat/message"), 1);
    let w = World::new("[[fault]]\npath = '/api/chat'\nstatus = 401\n");
    with_codes(&w);
    w.run(&["gateway", "message", "x"]).exits(4);
    assert_eq!((codes(&w), count(&w, "/api/chat/message")), (2, 2));
}

#[test]
fn twenty_processes_log_in_once() {
    let w = World::new("[[fault]]\npath = 'wx-login'\nwait_ms = 800\n");
    with_codes(&w);
    let ran = together(&w, 20, |i| {
        ["gateway", "message", &format!("m{i}")].map(String::from).to_vec()
    });
    ran.into_iter().for_each(|r| drop(r.exits(0)));
    assert_eq!((codes(&w), count(&w, "wx-login")), (1, 1));
}

#[test]
fn a_file_is_uploaded_as_the_mini_program_does_and_its_path_is_transcribed() {
    let w = logged_in("");
    let sound: Vec<u8> = (0..200_000u32).map(|i| (i % 251) as u8).collect();
    w.file("语音 1.mp3", &sound);
    let ran = w
        .run(&["gateway", "upload", "语音 1.mp3", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(word(&ran["path"]), "/uploads/0001/语音 1.mp3");
    assert_eq!(ran["answer"]["data"]["size"], 200_000);
    let ran = w.run(&["gateway", "transcribe", "语音 1.mp3"]).exits(0);
    assert_eq!(ran.out, "语音 1.mp3 的文字，200000 字节\n");
    assert_eq!(
        w.sandbox().requests("gateway").last().unwrap().json(),
        json!({"audioPath": "/uploads/0002/语音 1.mp3"})
    );
    let uploads = count(&w, "/api/files/upload");
    w.run(&["gateway", "transcribe", "--path", "/uploads/0001/语音 1.mp3"])
        .exits(0);
    assert_eq!(count(&w, "/api/files/upload"), uploads, "a path is sent as it is");
    w.run(&["gateway", "transcribe", "--path", "/nowhere.mp3"]).exits(5);
    w.run(&["gateway", "upload", "nothing.mp3"]).exits(5);
    w.run(&["gateway", "transcribe"]).exits(2);
    w.file("empty.mp3", "");
    w.run(&["gateway", "upload", "empty.mp3"]).exits(6);
}

#[test]
fn a_probe_demands_a_status_and_a_time() {
    let w = logged_in("[[fault]]\ncontains = 'ill'\nstatus = 503\n[[fault]]\ncontains = 'slow'\nwait_ms = 300\n");
    let say = |args: &[&str]| w.run(&[&["gateway", "message"], args].concat());
    say(&["well", "--expect-status", "200", "--max-latency", "30s"]).exits(0);
    say(&["ill", "--expect-status", "503"]).exits(0);
    assert_eq!(count(&w, "/api/chat/message"), 2, "what is expected is not tried again");
    let ran = say(&["ill", "--expect-status", "200"]).exits(8);
    assert!(ran.err.contains("expected status 200, got 503"), "{}", ran.err);
    let ran = say(&["well", "--expect-status", "404"]).exits(6);
    assert!(ran.err.contains("expected status 404, got 200"), "{}", ran.err);
    let ran = say(&["slow", "--max-latency", "100ms"]).exits(8);
    assert!(
        ran.err.contains("more than 100ms") && ran.out.contains("slow"),
        "{}",
        ran.err
    );
    // Being refused may be what is wanted.
    poke(&w.sandbox().server("gateway").url.clone(), "/sandbox/expire");
    say(&["x", "--expect-status", "401"]).exits(0);
    w.run(&["gateway", "login", "bad", "--expect-status", "400"]).exits(0);
    w.run(&["gateway", "login", "bad", "--expect-status", "200"]).exits(6);
    let down = World::empty();
    down.config("[gateway.voice]\nbase_url = 'http://127.0.0.1:1'\n[retry]\nattempts = 1\n");
    down.run(&["gateway", "login", "code-123456", "--expect-status", "200"])
        .exits(8);
}

#[test]
fn shares_and_orders_go_where_the_configuration_says() {
    let w = logged_in("");
    let share = ["gateway", "share", "--title", "听听这个", "--path", "pages/a?x=1"];
    let ran = w.run(&share).exits(3);
    assert!(ran.err.contains("share_path"), "{}", ran.err);
    w.run(&["gateway", "pay", "-O", "amount=1200"]).exits(3);
    let config = w.read_config();
    w.config(&config.replace(
        "[gateway.voice]\n",
        "[gateway.voice]\nshare_path = 'api/share'\npay_path = 'api/pay/order'\n",
    ));
    w.file("cover.png", b"\x89PNG");
    w.run(&[&share[..], &["--image", "cover.png"]].concat()).exits(0);
    let sent = w.sandbox().requests("gateway").last().unwrap().json();
    assert_eq!(
        sent,
        json!({"title": "听听这个", "path": "pages/a?x=1", "imageUrl": "/uploads/0001/cover.png"})
    );
    w.run(&[&share[..], &["--image", "https://h.example/c.png"]].concat())
        .exits(0);
    let ran = w
        .run(&[
            "gateway",
            "pay",
            "-d",
            r#"{"productId":"vip","amount":1}"#,
            "-O",
            "amount=1200",
            "-o",
            "json",
        ])
        .exits(0);
    let params = ran.json();
    assert!(word(&params["package"]).starts_with("prepay_id=") && params["timeStamp"].is_string());
    let sent = w.sandbox().requests("gateway").last().unwrap().json();
    assert_eq!(sent, json!({"productId": "vip", "amount": 1200}));
    w.run(&["gateway", "pay", "-d", "[]"]).exits(2);
    let numeric = "[[fault]]\npath = '/api/pay'\nbody = '{\"data\":{\"timeStamp\":1795442400,\"nonceStr\":\"n\"}}'\n";
    w.sandbox().set_script(vh::sandbox::Script::parse(numeric).unwrap());
    let ran = w.run(&["gateway", "pay"]).exits(9);
    assert!(ran.err.contains("timeStamp"), "{}", ran.err);
}

#[test]
fn a_backend_needs_an_address() {
    let w = World::empty();
    w.config("[gateway.voice]\nshare_path = 'x'\n");
    let ran = w.run(&["gateway", "message", "x"]).exits(3);
    assert!(ran.err.contains("base_url"), "{}", ran.err);
    let ran = w.run(&["config", "check"]).exits(3);
    assert!(ran.out.contains("gateway.voice"), "{}", ran.out);
}

/// A recorder that writes its arguments, and sound until it is interrupted.
fn recorder(w: &World, name: &str, body: &str) {
    let dir = w.home.path().join("bin");
    std::fs::create_dir_all(&dir).unwrap();
    let file = dir.join(name);
    std::fs::write(
        &file,
        format!(
            "#!/bin/sh\necho \"$0 $*\" >> \"{}/argv.txt\"\n{body}",
            w.home.path().display()
        ),
    )
    .unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
}

const FFMPEG: &str = "for last; do :; done\nhead -c 6000 /dev/zero > \"$last\"\n";

/// Only what is in `bin`, and what a shell needs.
fn with_path(w: World) -> World {
    let bin = w.home.path().join("bin");
    for tool in ["sh", "head", "sleep", "cp", "cat"] {
        let real = std::env::split_paths(&std::env::var_os("PATH").unwrap())
            .map(|d| d.join(tool))
            .find(|p| p.exists())
            .unwrap();
        let _ = std::os::unix::fs::symlink(real, bin.join(tool));
    }
    let path = bin.into_os_string();
    w.env("PATH", path)
}

#[test]
fn a_recording_is_made_by_what_is_installed_and_turned_into_words() {
    let w = logged_in("");
    recorder(&w, "ffmpeg", FFMPEG);
    let w = with_path(w);
    let ran = w
        .run(&["gateway", "record", "--out", "voice.mp3", "-o", "json"])
        .exits(0);
    assert_eq!(
        (&ran.json()["bytes"], &ran.json()["seconds"]),
        (&json!(6000), &json!(1.0))
    );
    let argv = std::fs::read_to_string(w.home.path().join("argv.txt")).unwrap();
    for part in ["-t 60 ", "-ac 1 ", "-ar 16000 ", "-b:a 48k "] {
        assert!(argv.contains(part), "{argv}");
    }
    let ran = w.run(&["gateway", "record", "--seconds", "5", "--transcribe"]).exits(0);
    assert!(ran.out.contains("6000 字节"), "{}", ran.out);
    let left: Vec<String> = std::fs::read_dir(w.home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| n.contains("voice"))
        .collect();
    assert_eq!(left, ["voice.mp3"], "what nobody asked for is not left behind");
    w.run(&["gateway", "record", "--seconds", "61"]).exits(2);
}

#[test]
fn arecord_and_lame_do_it_together_and_a_failing_recorder_is_heard() {
    let w = World::new("");
    recorder(&w, "arecord", FFMPEG);
    recorder(&w, "lame", "for last; do :; done\nhead -c 600 /dev/zero > \"$last\"\n");
    let w = with_path(w);
    w.run(&["gateway", "record", "--out", "voice.mp3"]).exits(0);
    let argv = std::fs::read_to_string(w.home.path().join("argv.txt")).unwrap();
    assert!(argv.contains("-r 16000 -c 1 -d 60") && argv.contains("-b 48"), "{argv}");
    recorder(&w, "arecord", "echo 'audio open error: No such device' >&2\nexit 1\n");
    let ran = w.run(&["gateway", "record", "--out", "other.mp3"]).exits(12);
    assert!(ran.err.contains("No such device"), "{}", ran.err);
    assert!(!w.home.path().join("other.mp3").exists());
    std::fs::remove_file(w.home.path().join("bin/lame")).unwrap();
    let ran = w.run(&["gateway", "record"]).exits(5);
    assert!(ran.err.contains("ffmpeg"), "{}", ran.err);
}

#[test]
fn ctrl_c_ends_a_recording_and_keeps_it() {
    let w = World::new("");
    // As ffmpeg: what it has is written when it is interrupted, and the code is 255.
    recorder(
        &w,
        "ffmpeg",
        "for last; do :; done\ntrap 'head -c 3000 /dev/zero > \"$last\"; exit 255' INT\ntouch_me=1\n: > started\nwhile :; do sleep 0.05; done\n",
    );
    let w = with_path(w);
    let mut child = w.command(&["gateway", "record", "--out", "voice.mp3"]).spawn().unwrap();
    while !w.home.path().join("started").exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let pid = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert!(wait(&mut child).success());
    assert_eq!(std::fs::metadata(w.home.path().join("voice.mp3")).unwrap().len(), 3000);
}

#[test]
fn enter_ends_a_recording_on_a_terminal() {
    if !installed("script") {
        eprintln!("skipped: script is not installed");
        return;
    }
    let w = World::new("");
    recorder(
        &w,
        "ffmpeg",
        "for last; do :; done\ntrap 'head -c 3000 /dev/zero > \"$last\"; exit 255' INT\n: > started\nwhile :; do sleep 0.05; done\n",
    );
    let bin = w.home.path().join("bin");
    let line = format!(
        "(while ! [ -e started ]; do sleep 0.05; done; sleep 0.2; echo; sleep 5) | PATH={}:$PATH script -qec 'vh gateway record --out voice.mp3' /dev/null",
        bin.display()
    );
    w.shell(&line).exits(0);
    assert_eq!(std::fs::metadata(w.home.path().join("voice.mp3")).unwrap().len(), 3000);
}
