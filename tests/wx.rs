//! `vh wx` against the sandbox's WeChat: vectors, errors, tokens that fifty processes share.

use std::io::{Read, Write};
use std::process::Child;

use serde_json::{Value, json};
use vh::sandbox::Script;

use crate::harness::{Ran, World, installed};
use crate::postgres::Postgres;

const OPENID: &str = "oRhHa1XxnSTM2w3ybVq7VL6Hb";

fn vectors(group: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("vectors/mini.json")).unwrap();
    all[group].as_array().unwrap().clone()
}

fn word(v: &Value) -> &str {
    v.as_str().unwrap()
}

/// A POST that is no part of WeChat: it makes the sandbox do something.
pub fn poke(url: &str, path: &str) {
    let host = url.strip_prefix("http://").unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
    )
    .unwrap();
    let mut answer = [0; 64];
    let n = stream.read(&mut answer).unwrap();
    assert!(String::from_utf8_lossy(&answer[..n]).contains("200"));
}

/// How many requests went to a path.
pub fn count(w: &World, path: &str) -> usize {
    w.sandbox().journal().iter().filter(|e| e.path.contains(path)).count()
}

/// Starts as many, then waits for all.
pub fn together(w: &World, n: usize, args: impl Fn(usize) -> Vec<String>) -> Vec<Ran> {
    let children: Vec<Child> = (0..n)
        .map(|i| {
            let args = args(i);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            w.command(&args).spawn().unwrap()
        })
        .collect();
    let end = |child: Child| {
        let output = child.wait_with_output().unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    };
    children.into_iter().map(end).collect()
}

#[test]
fn user_data_open_as_the_vectors_say() {
    for v in vectors("mini_userdata") {
        let name = word(&v["name"]);
        let w = World::empty();
        // The secret is not needed for it.
        w.config(&format!("[wx.app]\nappid = \"{}\"\n", word(&v["appid"])));
        let given = json!({"session_key": v["session_key"], "iv": v["iv"], "encryptedData": v["encrypted_data"]});
        let ran = w.pipe(given.to_string(), &["wx", "decrypt"]);
        if v["expect"]["ok"] == true {
            assert_eq!(
                ran.exits(0).out,
                format!("{}\n", word(&v["expect"]["plaintext"])),
                "{name}"
            );
            continue;
        }
        let ran = w.pipe(given.to_string(), &["wx", "decrypt", "-o", "json"]).exits(9);
        assert_eq!(ran.out, "", "{name}");
        let error = ran.error();
        assert_eq!(error["kind"], "integrity", "{name}");
        let message = word(&error["message"]);
        let names = match word(&v["expect"]["why"]) {
            "appid_mismatch" => "belong to the mini program",
            "watermark" => "watermark",
            "decrypt" => "do not open",
            "key_length" => "15 bytes",
            "base64" => "not base64",
            "length" => "cut short",
            other => panic!("{other}"),
        };
        assert!(message.contains(names), "{name}: {message}");
        if name == "plus-became-space" {
            assert!(word(&error["hint"]).contains('+'), "{error}");
        }
    }
}

#[test]
fn old_user_data_are_opened_and_told_as_old() {
    let now = serde_json::from_str::<Value>(include_str!("vectors/mini.json")).unwrap()["now"]
        .as_i64()
        .unwrap();
    for v in vectors("mini_userdata").iter().filter(|v| v["expect"]["ok"] == true) {
        let key = vh::secret::Secret::new("t.session", word(&v["session_key"]).to_owned());
        let opened = vh::wx::userdata::decrypt(word(&v["appid"]), &key, word(&v["iv"]), word(&v["encrypted_data"]));
        let old = ["official-demo", "stale-watermark"].contains(&word(&v["name"]));
        assert_eq!(opened.unwrap().is_stale(now), old, "{}", v["name"]);
    }
    let v = &vectors("mini_userdata")[0];
    let w = World::empty();
    w.config(&format!("[wx.app]\nappid = \"{}\"\n", word(&v["appid"])));
    let given = json!({"session_key": v["session_key"], "iv": v["iv"], "encryptedData": v["encrypted_data"]});
    let file = w.file("user.json", given.to_string());
    let ran = w.run(&["wx", "decrypt", file.to_str().unwrap(), "-o", "json"]).exits(0);
    let data = ran.json();
    assert_eq!(
        (&data["stale"], &data["data"]["nickName"]),
        (&json!(true), &json!("Band"))
    );
    assert!(ran.err.contains("older than a day"), "{}", ran.err);
}

#[test]
fn raw_data_are_checked_as_the_vectors_say() {
    let w = World::empty();
    w.config("[wx.app]\nappid = 'wx1'\n");
    for v in vectors("mini_rawdata_signature") {
        let given = json!({"session_key": v["session_key"], "rawData": v["raw_data"], "signature": v["signature"]});
        let ran = w.pipe(given.to_string(), &["wx", "decrypt"]);
        if v["expect"]["ok"] == true {
            assert_eq!(ran.exits(0).out, format!("{}\n", word(&v["raw_data"])), "{}", v["name"]);
        } else {
            let ran = ran.exits(9);
            assert!(
                ran.out.is_empty() && ran.err.contains("signature"),
                "{}: {}",
                v["name"],
                ran.err
            );
        }
    }
    w.pipe("{}", &["wx", "decrypt"]).exits(2);
    w.pipe("not json", &["wx", "decrypt"]).exits(2);
    w.pipe(r#"{"session_key":"k","iv":"x"}"#, &["wx", "decrypt"]).exits(2);
    w.pipe(r#"{"rawData":"k","signature":"x"}"#, &["wx", "decrypt"])
        .exits(2);
    w.run(&["wx", "decrypt", "nowhere.json"]).exits(5);
}

/// The path that an interface has, and a command that calls it.
fn interface(api: &str) -> (&'static str, Vec<&'static str>) {
    match api {
        "code2session" => ("/sns/jscode2session", vec!["wx", "login", "code-123456"]),
        "token" | "any" => ("/cgi-bin/stable_token", vec!["wx", "token"]),
        "phone" => ("/wxa/business/getuserphonenumber", vec!["wx", "phone", "code-123456"]),
        "subscribe" => (
            "/cgi-bin/message/subscribe/send",
            vec![
                "wx",
                "message",
                "--to",
                OPENID,
                "--template",
                "priTmpl1",
                "-d",
                "thing1=语音会员",
            ],
        ),
        "wxacode" => (
            "/wxa/getwxacodeunlimit",
            vec!["wx", "qrcode", "--scene", "a=1", "--out", "code.jpg"],
        ),
        "msgsec" => (
            "/wxa/msg_sec_check",
            vec!["wx", "check-text", "你好", "--openid", OPENID],
        ),
        other => panic!("{other}"),
    }
}

#[test]
fn every_answer_of_the_vectors_ends_with_its_exit_code_and_a_hint() {
    for v in vectors("wx_api") {
        let (path, args) = interface(word(&v["api"]));
        let body = word(&v["body"]);
        let class = word(&v["expect"]["class"]);
        let script = match (body, v["status"].as_u64().unwrap()) {
            ("<JPEG>", _) => String::new(),
            (body, 200) => format!("[[fault]]\npath = '{path}'\nbody = {}\n", json!(body)),
            (body, status) => format!(
                "[[fault]]\npath = '{path}'\nstatus = {status}\nbody = {}\n",
                json!(body)
            ),
        };
        let w = World::new(&script);
        let ran = w.run(&[&args[..], &["-o", "json"]].concat());
        let (exit, kind) = match class {
            "ok" => (0, ""),
            "retry" => (8, "unavailable"),
            "refresh_token" => (4, "auth"),
            "user_code" if body.contains("40163") => (6, "conflict"),
            "user_code" | "argument" => (6, "invalid"),
            "user_refused" | "blocked" => (13, "refused"),
            "rate" => (7, "rate_limited"),
            "quota" => (7, "quota"),
            "config" | "ip_not_allowed" => (4, "auth"),
            "risky" | "review" => (6, "content_policy"),
            "protocol" => (9, "malformed"),
            other => panic!("{other}"),
        };
        let ran = ran.exits(exit);
        if exit == 0 {
            continue;
        }
        let error = ran.error();
        assert_eq!(error["kind"], kind, "{v}");
        let hinted = error["hint"].as_str().is_some_and(|h| !h.is_empty());
        // A page of a proxy and an empty body say nothing that a hint could follow.
        let mute = class == "protocol" || body.starts_with('<');
        assert!(hinted || mute, "{v}: {error}");
        if class == "refresh_token" {
            assert_eq!(count(&w, path), 2, "the call is repeated once: {v}");
            assert_eq!(count(&w, "stable_token"), 3, "asked, asked again, forced: {v}");
        }
        if class == "ip_not_allowed" {
            assert!(word(&error["hint"]).contains("1.2.3.4"), "{error}");
        }
        if body.contains("rid: 1") {
            assert_eq!(error["request_id"], "1", "{error}");
        }
        let zh = World::new(&script)
            .run(&[&args[..], &["--lang", "zh"]].concat())
            .exits(exit);
        assert!(mute || zh.err.contains("hint: "), "{}", zh.err);
        assert!(
            zh.err.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
            "{}",
            zh.err
        );
    }
}

#[test]
fn a_code_is_exchanged_once_and_the_session_key_stays_inside() {
    let w = World::new("");
    let ran = w.run(&["wx", "login", "code-123456", "-o", "json"]).exits(0);
    let user = ran.json();
    assert_eq!(word(&user["openid"]).len(), 28);
    assert!(user.get("session_key").is_none(), "{user}");
    assert_eq!(w.run(&["wx", "login", "code-123456"]).exits(6).out, "");
    let shown = w
        .run(&["wx", "login", "code-234567", "--show-session", "-o", "json"])
        .exits(0)
        .json();
    let key = word(&shown["session_key"]).to_owned();
    assert_eq!(key.len(), 24);
    // From standard input it is in no list of processes.
    let piped = w
        .pipe("code-345678\n", &["wx", "login", "-", "-o", "json"])
        .exits(0)
        .json();
    assert_ne!(piped["openid"], user["openid"]);
    // A kept one opens data later.
    let kept = w
        .run(&["wx", "login", "code-456789", "--keep", "-o", "json"])
        .exits(0)
        .json();
    let openid = word(&kept["openid"]);
    let raw = r#"{"nickName":"小明"}"#;
    let given = json!({"rawData": raw, "signature": "00"});
    let ran = w
        .pipe(given.to_string(), &["wx", "decrypt", "--openid", openid])
        .exits(9);
    assert!(ran.err.contains("signature"), "{}", ran.err);
    w.pipe(given.to_string(), &["wx", "decrypt", "--openid", "nobody"])
        .exits(5);
    // Another login of the same user changes the key; the good signature is checked with the kept one.
    let session = World::new("");
    let v = &vectors("mini_rawdata_signature")[0];
    session.sandbox().set_script(
        Script::parse(&format!(
            "[[fault]]\npath = 'jscode2session'\nbody = {}\n",
            json!(json!({"openid": OPENID, "session_key": v["session_key"]}).to_string())
        ))
        .unwrap(),
    );
    session.run(&["wx", "login", "code-123456", "--keep"]).exits(0);
    let given = json!({"rawData": v["raw_data"], "signature": v["signature"]});
    let ran = session
        .pipe(given.to_string(), &["wx", "decrypt", "--openid", OPENID])
        .exits(0);
    assert_eq!(ran.out.trim_end(), word(&v["raw_data"]));
}

#[test]
fn a_busy_wechat_is_asked_once_more_for_a_session_and_a_lost_answer_is_told() {
    let busy = "[[fault]]\npath = 'jscode2session'\nstatus = 200\ncode = '-1'\ntimes = 1\n";
    let w = World::new(busy);
    w.run(&["wx", "login", "code-123456"]).exits(0);
    assert_eq!(count(&w, "jscode2session"), 2);
    let w = World::new("[[fault]]\npath = 'jscode2session'\nlose = true\n");
    let ran = w.run(&["wx", "login", "code-123456", "-o", "json"]).exits(11);
    assert!(word(&ran.error()["hint"]).contains("wx.login"), "{}", ran.err);
    assert_eq!(count(&w, "jscode2session"), 1);
}

#[test]
fn a_token_is_shared_sealed_and_kept_until_five_minutes_before_its_end() {
    let w = World::new("");
    let first = w.run(&["wx", "token", "-o", "json"]).exits(0).json();
    let second = w.run(&["wx", "token", "-o", "json"]).exits(0).json();
    assert_eq!((&first["cached"], &second["cached"]), (&json!(false), &json!(true)));
    assert_eq!(first["access_token"], second["access_token"]);
    assert_eq!(
        w.run(&["wx", "token"]).exits(0).out.trim(),
        word(&first["access_token"])
    );
    assert_eq!((count(&w, "stable_token"), count(&w, "cgi-bin/token")), (1, 0));
    let forced = w.run(&["wx", "token", "--refresh", "-o", "json"]).exits(0).json();
    assert_ne!(forced["access_token"], first["access_token"]);
    assert_eq!(w.sandbox().requests("wx").last().unwrap().json()["force_refresh"], true);
    // The plain kind is another token, and ends no stable one.
    let w2 = w.env("VH_WX_APP_TOKEN", "plain");
    let plain = w2.run(&["wx", "token", "-o", "json"]).exits(0).json();
    assert_eq!((&plain["kind"], count(&w2, "cgi-bin/token")), (&json!("plain"), 1));
}

fn fifty_ask_at_once(w: &World) {
    // Slow enough that all of them are there before it answers.
    let slow = "[[fault]]\npath = 'stable_token'\nwait_ms = 1500\n";
    w.sandbox().set_script(Script::parse(slow).unwrap());
    let ran = together(w, 50, |_| ["wx", "token"].map(String::from).to_vec());
    let tokens: std::collections::BTreeSet<String> = ran.into_iter().map(|r| r.exits(0).out).collect();
    assert_eq!(tokens.len(), 1, "{tokens:?}");
    assert_eq!(count(w, "stable_token"), 1);
    // WeChat ends it: one of twenty replaces it, and every call is made.
    w.sandbox().set_script(Script::default());
    poke(&w.sandbox().server("wx").url.clone(), "/sandbox/expire");
    let ran = together(w, 20, |i| {
        ["wx", "phone", &format!("phone-code-{i}")].map(String::from).to_vec()
    });
    ran.into_iter().for_each(|r| drop(r.exits(0)));
    assert_eq!(count(w, "stable_token"), 2);
    let calls = count(w, "getuserphonenumber");
    assert!(
        (20..=40).contains(&calls),
        "each once, and once more where its token had ended: {calls}"
    );
}

#[test]
fn fifty_processes_cause_one_request_on_sqlite() {
    fifty_ask_at_once(&World::new(""));
}

#[test]
fn fifty_processes_cause_one_request_on_postgres() {
    let Some(server) = Postgres::start() else { return };
    let w = World::new("");
    w.add_config(&format!("[state]\nurl = \"{}\"\n", server.url()));
    fifty_ask_at_once(&w);
}

#[test]
fn a_process_that_dies_while_it_fetches_does_not_block_the_others() {
    let w = World::new("[[fault]]\npath = 'stable_token'\nhang = 'head'\ntimes = 1\n");
    let mut first = w.command(&["wx", "token"]).spawn().unwrap();
    while count(&w, "stable_token") == 0 {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    first.kill().unwrap();
    first.wait().unwrap();
    w.run(&["wx", "token"]).exits(0);
    assert_eq!(count(&w, "stable_token"), 2);
}

#[test]
fn a_phone_number_is_masked_unless_it_is_asked_for() {
    let w = World::new("");
    let ran = w.run(&["wx", "phone", "code-123456", "-o", "json"]).exits(0).json();
    let masked = word(&ran["phone"]);
    assert!(masked.starts_with("138****"), "{masked}");
    let ran = w
        .run(&["wx", "phone", "code-234567", "--full", "-o", "json"])
        .exits(0)
        .json();
    assert!(word(&ran["phone"]).bytes().all(|b| b.is_ascii_digit()), "{ran}");
    w.run(&["wx", "phone", "bad-code"]).exits(6);
}

#[test]
fn codes_are_pictures_in_a_file_and_errors_are_no_pictures() {
    let w = World::new("");
    let path = w.home.path().join("code.jpg");
    let ran = w
        .run(&[
            "wx",
            "qrcode",
            "--scene",
            "order=1001",
            "--out",
            "code.jpg",
            "-o",
            "json",
        ])
        .exits(0);
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"\xFF\xD8\xFF"));
    assert_eq!(
        (&ran.json()["format"], &ran.json()["bytes"]),
        (&json!("jpeg"), &json!(bytes.len()))
    );
    for (args, path) in [
        (&["pages/index/index?x=1"][..], "/wxa/getwxacode"),
        (
            &["pages/index/index?x=1", "--kind", "square"],
            "/cgi-bin/wxaapp/createwxaqrcode",
        ),
    ] {
        let args = [&["wx", "qrcode", "--yes", "--out", "other.jpg"], args].concat();
        w.run(&args).exits(0);
        assert!(w.sandbox().requests("wx").last().unwrap().path.starts_with(path));
    }
    w.run(&["wx", "qrcode", "p/x", "--transparent", "--out", "clear.png"])
        .exits(0);
    assert!(
        std::fs::read(w.home.path().join("clear.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    let look = [
        "wx",
        "qrcode",
        "p/x",
        "--line-color",
        "#10aEff",
        "--width",
        "500",
        "--env",
        "trial",
        "--out",
        "-",
    ];
    w.run(&look).exits(0);
    let body = w.sandbox().requests("wx").last().unwrap().json();
    assert_eq!(
        body,
        json!({"path": "p/x", "width": 500, "env_version": "trial", "line_color": {"r": 16, "g": 174, "b": 255}})
    );
    // A file that is there stays, and no code is used up.
    let seen = w.requests("wx");
    w.run(&["wx", "qrcode", "p/x", "--out", "clear.png"]).exits(13);
    assert_eq!(w.requests("wx"), seen);
    // What WeChat answers instead of a picture is an error, and no file is left.
    let ran = w
        .run(&[
            "wx",
            "qrcode",
            "--scene",
            "a",
            "--page",
            "unpublished",
            "--out",
            "none.jpg",
        ])
        .exits(6);
    assert!(ran.err.contains("41030"), "{}", ran.err);
    assert!(!w.home.path().join("none.jpg").exists());
    for bad in [
        &["--scene", "中文"][..],
        &["--scene", "a", "--page", "/p"],
        &["p", "--scene", "a"],
        &["/p"],
        &["p", "--kind", "square", "--transparent"],
        &["p", "--width", "10"],
        &["p", "--line-color", "red"],
        &[],
    ] {
        w.run(&[&["wx", "qrcode"], bad].concat()).exits(2);
    }
}

#[test]
fn links_name_their_page_and_their_end() {
    let w = World::new("");
    let ran = w
        .run(&["wx", "link", "pages/a", "--query", "id=1", "--env", "trial"])
        .exits(0);
    assert!(ran.out.starts_with("https://wxaurl.cn/"), "{}", ran.out);
    assert!(ran.err.contains("one user"), "{}", ran.err);
    let body = w.sandbox().requests("wx").last().unwrap().json();
    assert_eq!(
        (&body["expire_type"], &body["expire_interval"]),
        (&json!(1), &json!(30))
    );
    let ran = w.run(&["wx", "scheme", "--expires", "2h", "-o", "json"]).exits(0);
    assert!(word(&ran.json()["link"]).starts_with("weixin://dl/business/"));
    let body = w.sandbox().requests("wx").last().unwrap().json();
    assert_eq!((&body["expire_type"], &body["jump_wxa"]), (&json!(0), &json!({})));
    for bad in [
        &["/pages/a"][..],
        &["pages/a?x=1"],
        &["--query", "名=1"],
        &["--expires", "31d"],
        &["--expires", "1s"],
    ] {
        w.run(&[&["wx", "link"], bad].concat()).exits(2);
    }
}

fn message<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["wx", "message", "--to", OPENID, "--template", "priTmpl1"], more].concat()
}

#[test]
fn a_message_is_checked_sent_once_and_never_again() {
    let w = World::new("");
    let ran = w
        .run(&message(&[
            "-d",
            "thing1=语音会员",
            "-d",
            "amount2=￥12.50",
            "-o",
            "json",
        ]))
        .exits(0);
    let id = word(&ran.json()["msgid"]).to_owned();
    assert!(
        id.starts_with("19888108123243642") || id.starts_with("19888108123243643"),
        "no digit is lost: {id}"
    );
    let seen = w.requests("wx");
    w.run(&message(&["-d", "thing1=这个句子实在是太长了因为它有二十个字以上啊"]))
        .exits(2);
    w.run(&message(&["-d", "nothing"])).exits(2);
    w.run(&message(&["-d", "thing1=a", "-d", "thing1=b"])).exits(2);
    assert_eq!(w.requests("wx"), seen, "nothing was sent");
    // The server names the field.
    let ran = w.run(&message(&["-d", "missing1=x"])).exits(6);
    assert!(ran.err.contains("missing1"), "{}", ran.err);
    let refused = [
        "wx",
        "message",
        "--to",
        "oRefused1XxnSTM2w3ybVq7",
        "--template",
        "t",
        "-d",
        "thing1=x",
    ];
    let ran = w.run(&refused).exits(13);
    assert!(ran.err.contains("requestSubscribeMessage"), "{}", ran.err);
    for (fault, exit, sent) in [
        ("lose = true", 11, 1),
        ("status = 502", 11, 1),
        ("status = 504", 11, 1),
        ("hang = 'head'", 11, 1),
        ("status = 200\ncode = '-1'", 8, 1),
        // Not looked at: then the next is the first.
        ("status = 503\ntimes = 1", 0, 2),
        ("status = 200\ncode = '42001'\ntimes = 1", 0, 2),
    ] {
        let w = World::new(&format!("[[fault]]\npath = 'subscribe/send'\n{fault}\n"));
        w.add_config("[timeouts]\nfirst_byte = '300ms'\n");
        w.run(&message(&["-d", "thing1=x"])).exits(exit);
        assert_eq!(count(&w, "subscribe/send"), sent, "{fault}");
    }
}

#[test]
fn only_a_pass_is_a_pass() {
    let w = World::new("");
    let check = |text: &str| w.run(&["wx", "check-text", text, "--openid", OPENID, "-o", "json"]);
    assert_eq!(check("你好").exits(0).json()["suggest"], "pass");
    assert_eq!(check("违规内容").exits(6).json()["suggest"], "risky");
    assert_eq!(check("存疑内容").exits(6).json()["suggest"], "review");
    w.pipe("你好\n", &["wx", "check-text", "--openid", OPENID]).exits(0);
    w.run(&["wx", "check-text", "x", "--openid", "oAway1XxnSTM2w3ybVq7VL6Hb"])
        .exits(6);
    w.pipe("", &["wx", "check-text", "--openid", OPENID]).exits(2);
    w.pipe("x".repeat(2501), &["wx", "check-text", "--openid", OPENID])
        .exits(2);
    // 0 without a judgement is none.
    let w = World::new("[[fault]]\npath = 'msg_sec_check'\nbody = '{\"errcode\":0,\"errmsg\":\"ok\"}'\n");
    w.run(&["wx", "check-text", "x", "--openid", OPENID]).exits(9);
    let w = World::new("");
    w.file("good.png", b"\x89PNG\r\n\x1a\nfine");
    w.file("bad.jpg", b"\xFF\xD8\xFFrisky");
    w.file("note.txt", "hello");
    w.file("big.gif", [&b"GIF89a"[..], &vec![0; 1 << 20]].concat());
    w.run(&["wx", "check-image", "good.png"]).exits(0);
    w.run(&["wx", "check-image", "bad.jpg"]).exits(6);
    w.run(&["wx", "check-image", "note.txt"]).exits(2);
    w.run(&["wx", "check-image", "big.gif"]).exits(2);
    w.run(&["wx", "check-image", "nothing.png"]).exits(5);
    let url = ["wx", "check-image", "https://h.example/p.png"];
    w.run(&url).exits(2);
    let ran = w
        .run(&[&url[..], &["--openid", OPENID, "-o", "json"]].concat())
        .exits(11);
    assert_eq!(ran.json()["suggest"], "pending");
    assert!(word(&ran.error()["hint"]).contains("wxa_media_check"));
}

#[test]
fn any_call_is_made_with_its_token_and_its_errors_are_known() {
    let w = World::new("");
    let call = [
        "api",
        "wx.app",
        "POST",
        "wxa/generate_urllink",
        "-d",
        r#"{"expire_type":1,"expire_interval":1}"#,
    ];
    let ran = w.run(&call).exits(0);
    assert!(ran.json()["url_link"].is_string());
    poke(&w.sandbox().server("wx").url.clone(), "/sandbox/expire");
    w.run(&call).exits(0);
    assert_eq!((count(&w, "generate_urllink"), count(&w, "stable_token")), (3, 2));
    let ran = w.run(&["api", "wx.app", "POST", "wxa/nothing", "-d", "{}"]).exits(6);
    assert!(
        ran.out.contains("40066") && ran.err.contains("40066"),
        "{}{}",
        ran.out,
        ran.err
    );
    w.run(&["api", "wx.none", "POST", "x"]).exits(3);
}

#[test]
fn what_is_missing_is_named() {
    let w = World::empty();
    assert!(w.run(&["wx", "token"]).exits(3).err.contains("[wx.NAME]"));
    w.config("[wx.app]\nappid = 'wx1'\n");
    let ran = w.run(&["wx", "token"]).exits(3);
    assert!(
        ran.err.contains("[wx.app] has no secret") && ran.err.contains("config set wx.app.secret"),
        "{}",
        ran.err
    );
    let ran = w.run(&["config", "check"]).exits(3);
    assert!(ran.out.contains("wx.app"), "{}", ran.out);
    w.config("[wx.a]\nappid = 'wx1'\n[wx.b]\nappid = 'wx2'\n");
    assert!(w.run(&["wx", "token"]).exits(3).err.contains("a, b"));
    w.run(&["wx", "token", "--account", "c"]).exits(3);
    // The address is above the secret: the secret does not follow it.
    let w = World::new("").env("VH_WX_APP_BASE_URL", "http://127.0.0.1:1/");
    w.run(&["wx", "token"]).exits(13);
}

#[test]
fn a_dry_run_shows_both_requests_and_no_secret() {
    let w = World::new("");
    let secret = w.sandbox().server("wx").key.clone();
    let ran = w.run(&["wx", "phone", "code-123456", "-n"]).exits(0);
    assert!(
        ran.out.contains("/cgi-bin/stable_token") && ran.out.contains("/wxa/business/getuserphonenumber"),
        "{}",
        ran.out
    );
    assert!(
        !ran.out.contains(&secret) && !ran.out.contains("code-123456"),
        "{}",
        ran.out
    );
    assert_eq!(w.requests("wx"), 0);
}

#[test]
fn a_terminal_shows_the_code() {
    if !installed("script") {
        eprintln!("skipped: script is not installed");
        return;
    }
    let w = World::new("");
    let line = "stty rows 60 cols 120; vh wx qrcode pages/index --kind square";
    let ran = w.shell(&format!("script -qec '{line}' /dev/null")).exits(0);
    assert!(
        ran.out.contains("▀") && ran.out.contains("\u{1b}[38;5;16;48;5;231m"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("--out FILE"), "it fits: {}", ran.out);
}
