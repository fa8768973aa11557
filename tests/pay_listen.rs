//! `vh pay listen`: what comes at once, again, forged, from elsewhere; and what happens when it is killed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Child;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use serde_json::Value;
use vh::pay::notify::About;
use vh::pay::trigger::{self, TestKey, Told};
use vh::pay::{Account, Clock, Config, Fen, Version};

use crate::harness::World;
use crate::pay::world;

/// A listener of the binary; ended with the test.
pub struct Listening {
    child: Child,
    pub addr: String,
}

impl Listening {
    pub fn start(w: &World, more: &[&str]) -> Listening {
        Listening::of(w, env!("CARGO_BIN_EXE_vh"), more)
    }

    /// As [`Listening::start`], of another binary.
    pub fn of(w: &World, vh: impl AsRef<std::ffi::OsStr>, more: &[&str]) -> Listening {
        let file = w.home.path().join("port");
        let _ = std::fs::remove_file(&file);
        let mut args = vec![
            "pay",
            "listen",
            "--addr",
            "127.0.0.1:0",
            "--port-file",
            "port",
            "-o",
            "json",
        ];
        args.extend(more);
        let mut command = std::process::Command::new(vh);
        w.prepare(&mut command);
        command.args(&args);
        command.stdout(std::fs::File::create(w.home.path().join("listen.out")).unwrap());
        command.stderr(std::fs::File::create(w.home.path().join("listen.err")).unwrap());
        // It is waited for when it is dropped.
        let mut listening = Listening {
            child: command.spawn().unwrap(),
            addr: String::new(),
        };
        for _ in 0..3000 {
            if let Ok(addr) = std::fs::read_to_string(&file) {
                listening.addr = addr.trim().to_owned();
                return listening;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("{}", std::fs::read_to_string(w.home.path().join("listen.err")).unwrap());
    }

    /// Ends it as a crash does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One answer from a connection: its status and its body.
pub fn answer(stream: &mut TcpStream) -> (u16, String) {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|l| l.strip_prefix("content-length: "))
                .map_or(0, |n| n.parse().unwrap());
            if body.len() >= length {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                return (status, body.to_owned());
            }
        }
        match stream.read(&mut piece) {
            Ok(n) if n > 0 => bytes.extend_from_slice(&piece[..n]),
            _ => return (0, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
}

pub fn connect(addr: &str) -> TcpStream {
    let stream = TcpStream::connect(addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

pub fn send(addr: &str, raw: &[u8]) -> (u16, String) {
    let mut stream = connect(addr);
    // A listener that refuses early may close before all is written.
    let _ = stream.write_all(raw);
    answer(&mut stream)
}

pub fn now() -> SystemTime {
    vh::command::now()
}

pub fn long_ago() -> SystemTime {
    vh::command::now() - Duration::from_secs(301)
}

fn nonce() -> vh::error::Result<String> {
    use std::sync::atomic::{AtomicU64, Ordering};
    static N: AtomicU64 = AtomicU64::new(0);
    // WeChat's numbers are made of its first digits.
    Ok(format!("{:018}{:014}", N.fetch_add(1, Ordering::Relaxed), 0))
}

/// The sandbox's merchant, for making notifications.
pub fn account(w: &World, mchid: &str, now: fn() -> SystemTime) -> Account {
    let server = w.sandbox().server("wechatpay");
    let secret = |text: &str| Some(vh::secret::Secret::new("t", text.to_owned()));
    let config = Config {
        appid: Some(vh::sandbox::pay::APPID.to_owned()),
        mchid: Some(mchid.to_owned()),
        api_key: secret(&server.key),
        apiv3_key: secret(&server.also[0].1),
        test: true,
        ..Config::default()
    };
    let http = vh::http::Http::new(vh::http::Options {
        trace: vh::http::Trace::silent(),
        dry_run: None,
        sealed: true,
        now,
    });
    let net = vh::http::Net::with(Duration::from_secs(1), Duration::from_secs(1));
    Account::connect("t", config, net, http, Clock { now, nonce }).unwrap()
}

pub fn told(number: &str, fen: i64) -> Told {
    Told {
        about: About::Payment,
        out_trade_no: number.to_owned(),
        out_refund_no: String::new(),
        total: Fen::new(fen).unwrap(),
        refund: Fen::ZERO,
        set: Vec::new(),
    }
}

/// A notification as an HTTP request.
pub fn raw(account: &Account, version: Version, told: &Told, key: Option<&TestKey>) -> Vec<u8> {
    let captured = trigger::notification(account, version, told, key).unwrap();
    let mut raw = String::from("POST /n HTTP/1.1\r\nhost: x\r\n");
    for (name, value) in &captured.headers {
        raw.push_str(&format!("{name}: {value}\r\n"));
    }
    raw.push_str(&format!("content-length: {}\r\n\r\n", captured.body.len()));
    [raw.into_bytes(), captured.body].concat()
}

/// The key that the binary's own test table trusts.
pub fn test_key(w: &World) -> TestKey {
    // It is made by the first trigger, and sealed in the state; a table of its own trusts this one.
    let key = TestKey::generate().unwrap();
    let certificate = vh::pay::keys::Certificate::of_pem(&key.certificate_pem).unwrap();
    let config = w.read_config().replace(
        "platform_keys = { ",
        &format!(
            "platform_keys = {{ {} = {}, ",
            certificate.serial,
            serde_json::json!(key.certificate_pem)
        ),
    );
    w.config(&config);
    key
}

pub fn ledger(w: &World) -> Vec<Value> {
    let ran = w
        .run(&["pay", "ledger", "ls", "-o", "json", "--limit", "100000"])
        .exits(0);
    ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn the_sandbox_pays_and_tells_and_it_is_recorded_once() {
    let w = world("");
    let l = Listening::start(&w, &[]);
    let config = w
        .read_config()
        .replace("http://127.0.0.1:8787/", &format!("http://{}/n", l.addr));
    w.config(&config);
    let control = w
        .sandbox()
        .server("wechatpay")
        .url
        .trim_start_matches("http://")
        .to_owned();
    for (api, number) in [("v2", "vh-t-0002"), ("v3", "vh-t-0003")] {
        let args = [
            "pay", "order", "--kind", "native", "--amount", "1.00", "--body", "x", "--api", api,
        ];
        w.run(&[&args[..], &["--out-trade-no", number]].concat()).exits(0);
        let body = "{\"times\": 8, \"at_once\": true, \"after_ms\": 20}";
        let request = format!(
            "POST /sandbox/pay/{number} HTTP/1.1\r\nhost: x\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        assert_eq!(send(&control, request.as_bytes()).0, 200);
        let mut line = Value::Null;
        for _ in 0..1000 {
            let found = ledger(&w)
                .into_iter()
                .find(|l| l["what"] == "notice" && l["number"] == number);
            line = found.unwrap_or_default();
            if line["seen"] == 8 {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(
            (&line["seen"], &line["state"]),
            (&8.into(), &"SUCCESS".into()),
            "{line}"
        );
        let order = ledger(&w)
            .into_iter()
            .find(|l| l["what"] == "order" && l["number"] == number);
        assert_eq!(order.unwrap()["state"], "SUCCESS");
    }
}

/// A receiver of what is handed on: it notes ids and bodies, and takes them or not.
fn receiver(takes: impl Fn(usize) -> bool + Send + 'static) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = listener.local_addr().unwrap().to_string();
    let got = Arc::new(Mutex::new(Vec::new()));
    let noted = got.clone();
    std::thread::spawn(move || {
        for (n, stream) in listener.incoming().enumerate() {
            let Ok(mut stream) = stream else { return };
            let mut bytes = Vec::new();
            let mut piece = [0; 8192];
            loop {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
                    let length = head.lines().find_map(|l| {
                        l.to_ascii_lowercase()
                            .strip_prefix("content-length: ")
                            .map(str::to_owned)
                    });
                    length.is_some_and(|n| body.len() >= n.parse().unwrap())
                });
                if whole {
                    break;
                }
                match stream.read(&mut piece) {
                    Ok(n) if n > 0 => bytes.extend_from_slice(&piece[..n]),
                    _ => break,
                }
            }
            noted.lock().unwrap().push(String::from_utf8_lossy(&bytes).into_owned());
            let status = if takes(n) { "200 OK" } else { "500 No" };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            );
        }
    });
    (addr, got)
}

fn header(request: &str, name: &str) -> String {
    let line = request
        .lines()
        .find(|l| l.to_ascii_lowercase().starts_with(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("{name} in {request}"))
        .split_once(": ")
        .unwrap()
        .1
        .to_owned()
}

fn until(mut done: impl FnMut() -> bool) {
    for _ in 0..3000 {
        if done() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("it did not happen within half a minute");
}

#[test]
fn what_is_recorded_is_handed_on_signed_until_it_is_taken() {
    let w = world("");
    let ours = account(&w, vh::sandbox::pay::MCHID, now);
    let (to, got) = receiver(|n| n > 0);
    let url = format!("http://{to}/paid");
    let l = Listening::start(&w, &["--forward-to", &url]);
    assert_eq!(
        send(&l.addr, &raw(&ours, Version::V2, &told("vh-t-0001", 100), None)).0,
        200
    );
    until(|| got.lock().unwrap().len() >= 2);
    let requests = got.lock().unwrap().clone();
    let ids: BTreeSet<String> = requests.iter().map(|r| header(r, "vh-delivery-id")).collect();
    assert_eq!(ids.len(), 1, "the same id on every attempt");
    for request in &requests {
        let body = request.split_once("\r\n\r\n").unwrap().1;
        let timestamp = header(request, "vh-timestamp").parse().unwrap();
        let want = vh::pay::deliver::signature("sandbox-forward-secret", timestamp, body);
        assert_eq!(header(request, "vh-signature"), format!("v1={want}"));
        let body: Value = serde_json::from_str(body).unwrap();
        assert_eq!(
            (&body["number"], &body["amount_fen"]),
            (&"vh-t-0001".into(), &100.into())
        );
    }
    until(|| ledger(&w)[0]["delivery"] == "done");
    // Once more by hand: the same id.
    w.run(&["pay", "ledger", "replay", "vh-t-0001", "--forward-to", &url])
        .exits(0);
    let last = got.lock().unwrap().last().unwrap().clone();
    assert!(ids.contains(&header(&last, "vh-delivery-id")));
    w.run(&["pay", "ledger", "replay", "nothing-there", "--forward-to", &url])
        .exits(5);
    w.run(&["pay", "ledger", "show", "vh-t-0001"]).exits(0);
    w.run(&["pay", "ledger", "show", "nothing-there"]).exits(5);
}

#[test]
fn a_kill_between_recording_and_handing_on_loses_nothing() {
    let w = world("");
    let config = w.read_config();
    // The receiver's port is taken, and nobody answers there until the listener is dead.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    w.config(&config.replace(
        "[pay.wechatpay]\n",
        "[pay.wechatpay]\ntimeouts = { connect = \"200ms\", first_byte = \"300ms\" }\n",
    ));
    let ours = account(&w, vh::sandbox::pay::MCHID, now);
    let l = Listening::start(&w, &["--forward-to", &url]);
    let mut sent = BTreeMap::new();
    for n in 0..20 {
        let number = format!("vh-kill-{n:02}");
        let status = send(&l.addr, &raw(&ours, Version::V2, &told(&number, 100), None)).0;
        sent.insert(number, status);
    }
    l.kill();
    assert!(sent.values().all(|s| *s == 200), "{sent:?}");
    let stuck = w.run(&["pay", "ledger", "ls", "--stuck", "-o", "json"]).exits(0);
    assert_eq!(stuck.out.lines().count(), 20, "all were answered, none was handed on");
    drop(silent);
    let (to, got) = receiver(|_| true);
    let again = Listening::start(&w, &["--forward-to", &format!("http://{to}/")]);
    until(|| {
        let got = got.lock().unwrap();
        let numbers: BTreeSet<String> = got
            .iter()
            .map(|r| {
                let body: Value = serde_json::from_str(r.split_once("\r\n\r\n").unwrap().1).unwrap();
                body["number"].as_str().unwrap().to_owned()
            })
            .collect();
        numbers.len() == 20
    });
    drop(again);
}

#[test]
fn a_program_gets_each_notification_as_json_and_no_shell() {
    let w = world("");
    let script = w.file(
        "paid.sh",
        "#!/bin/sh\ncat >> got.jsonl\necho >> got.jsonl\nenv > env.txt\n",
    );
    std::fs::set_permissions(&script, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let exec = format!("[pay.wechatpay]\nexec = [{}]\n", serde_json::json!(script));
    w.config(&w.read_config().replace("[pay.wechatpay]\n", &exec));
    let w = w.env("SECRET_OF_OURS", "not-for-children");
    let ours = account(&w, vh::sandbox::pay::MCHID, now);
    let l = Listening::start(&w, &["--exec"]);
    assert_eq!(
        send(&l.addr, &raw(&ours, Version::V2, &told("vh-t-0001", 100), None)).0,
        200
    );
    until(|| ledger(&w).first().is_some_and(|l| l["delivery"] == "done"));
    let read = |name: &str| std::fs::read_to_string(w.home.path().join(name)).unwrap();
    let got: Value = serde_json::from_str(read("got.jsonl").lines().next().unwrap()).unwrap();
    assert_eq!(got["number"], "vh-t-0001");
    let env = read("env.txt");
    assert!(
        env.contains("VH_DELIVERY_ID=") && !env.contains("not-for-children"),
        "{env}"
    );
    w.run(&["pay", "ledger", "replay", "vh-t-0001"]).exits(2);
}

#[test]
fn refunds_of_v2_are_believed_only_when_wechat_confirms_them() {
    let w = world("");
    w.run(&[
        "pay",
        "micropay",
        "--auth-code",
        "134567890123456781",
        "--amount",
        "1.00",
        "--body",
        "x",
        "--out-trade-no",
        "vh-t-0001",
    ])
    .exits(0);
    w.run(&[
        "pay",
        "refund",
        "vh-t-0001",
        "--amount",
        "1.00",
        "--out-refund-no",
        "r1",
        "--api",
        "v2",
    ])
    .exits(0);
    let ours = account(&w, vh::sandbox::pay::MCHID, now);
    let l = Listening::start(&w, &[]);
    let refund = |number: &str, fen: i64| {
        let mut told = told("vh-t-0001", 100);
        told.about = About::Refund;
        told.out_refund_no = number.to_owned();
        told.refund = Fen::new(fen).unwrap();
        send(&l.addr, &raw(&ours, Version::V2, &told, None)).0
    };
    assert_eq!(refund("r1", 100), 200);
    assert_eq!(refund("r1", 99), 400, "another amount than WeChat's");
    assert_ne!(refund("r2", 100), 200, "WeChat knows no such refund");
    let notices = ledger(&w).into_iter().filter(|l| l["what"] == "notice").count();
    assert_eq!(notices, 1);
}

#[test]
fn attacks_on_the_listener_are_answered_or_cut_and_it_goes_on() {
    let w = world("");
    let l = Listening::start(&w, &["--known-only"]);
    let ours = account(&w, vh::sandbox::pay::MCHID, now);
    let good = raw(&ours, Version::V2, &told("vh-unknown-1", 100), None);
    assert_eq!(send(&l.addr, &good).0, 400, "the ledger has no such order");
    let post = |headers: &str, body: &str| format!("POST / HTTP/1.1\r\nhost: x\r\n{headers}\r\n{body}");
    let cases: Vec<(String, Vec<u16>)> = vec![
        ("GET / HTTP/1.1\r\nhost: x\r\n\r\n".into(), vec![405]),
        (
            "PUT / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi".into(),
            vec![405],
        ),
        ("CONNECT x:1 HTTP/1.1\r\n\r\n".into(), vec![405]),
        ("nonsense\r\n\r\n".into(), vec![400]),
        ("\u{0}\u{1}\u{2}".into(), vec![400]),
        ("POST / HTTP/9.9\r\n\r\n".into(), vec![400, 505]),
        (post("content-length: 70000\r\n", ""), vec![413]),
        (post("content-length: 99999999999999999999\r\n", ""), vec![413]),
        (post("content-length: -1\r\n", "x"), vec![400]),
        (post("content-length: +1\r\n", "x"), vec![400]),
        (post("content-length: 1, 1\r\n", "x"), vec![400]),
        (post("content-length: 1\r\ncontent-length: 2\r\n", "xy"), vec![400]),
        (
            post("content-length: 1\r\ntransfer-encoding: chunked\r\n", "0\r\n\r\n"),
            vec![400],
        ),
        (post("transfer-encoding: gzip\r\n", ""), vec![501]),
        (
            post(
                "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n",
                "0\r\n\r\n",
            ),
            vec![400],
        ),
        (post("transfer-encoding: chunked\r\n", "zz\r\n"), vec![400]),
        (post("transfer-encoding: chunked\r\n", "fffffffff\r\n"), vec![400]),
        (post("transfer-encoding: chunked\r\n", "ffffff\r\n"), vec![413]),
        (post("transfer-encoding: chunked\r\n", "2\r\nhixx0\r\n\r\n"), vec![400]),
        (post("transfer-encoding: chunked\r\n", &"x".repeat(400)), vec![400]),
        (post(&"a: b\r\n".repeat(100), ""), vec![431]),
        (post(&format!("a: {}\r\n", "x".repeat(20_000)), ""), vec![431]),
        (post("a b: c\r\n", ""), vec![400]),
        (post(" a: c\r\n", ""), vec![400]),
        (post("content-length: 0\r\n", ""), vec![400]),
        (post("content-length: 2\r\n", "{}"), vec![400]),
        (post("content-length: 2\r\n", "hi"), vec![400]),
        (post("content-length: 3\r\n", "[1]"), vec![400]),
        (post("content-length: 6\r\n", "<xml/>"), vec![400]),
        (
            post("content-length: 30\r\n", "<!DOCTYPE x [<!ENTITY a 'b'>]>"),
            vec![400],
        ),
        (post("content-length: 4\r\nexpect: 100-continue\r\n", "null"), vec![100]),
        (
            post("transfer-encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
            vec![400],
        ),
        (
            post(
                "wechatpay-timestamp: 1\r\nwechatpay-timestamp: 2\r\ncontent-length: 2\r\n",
                "{}",
            ),
            vec![400],
        ),
        (
            post(
                &format!("wechatpay-signature: {}\r\ncontent-length: 2\r\n", "A".repeat(9000)),
                "{}",
            ),
            vec![400],
        ),
    ];
    for (raw, want) in &cases {
        let (status, body) = send(&l.addr, raw.as_bytes());
        assert!(
            want.contains(&status),
            "{status} {body:?} for {:?}",
            &raw[..raw.len().min(120)]
        );
    }
    // Connections that say nothing, say little, or go away.
    let mut silent: Vec<TcpStream> = (0..40).map(|_| connect(&l.addr)).collect();
    for stream in &mut silent {
        stream.write_all(b"POST / HT").unwrap();
    }
    drop(connect(&l.addr));
    let mut half = connect(&l.addr);
    half.write_all(post("content-length: 100\r\n", "abc").as_bytes())
        .unwrap();
    drop(half);
    // It still serves, and one connection takes many requests.
    let mut stream = connect(&l.addr);
    for _ in 0..3 {
        stream.write_all(&good).unwrap();
        assert_eq!(answer(&mut stream).0, 400);
    }
    let two = [good.clone(), good].concat();
    stream.write_all(&two).unwrap();
    assert_eq!((answer(&mut stream).0, ledger(&w).len()), (400, 0));
}

#[test]
fn only_this_machine_is_listened_to_unless_it_is_meant() {
    let w = world("");
    let ran = w.run(&["pay", "listen", "--addr", "0.0.0.0:0"]).exits(13);
    assert!(ran.err.contains("--public"), "{}", ran.err);
    w.run(&["pay", "listen", "--addr", "nonsense"]).exits(2);
    w.run(&["pay", "listen", "--addr", "127.0.0.1:0", "--exec"]).exits(3);
    let memory = w.read_config() + "[state]\nurl = 'memory:'\n";
    w.config(&memory);
    w.run(&["pay", "listen", "--addr", "127.0.0.1:0"]).exits(12);
    w.run(&["pay", "ledger", "ls"]).exits(12);
}

#[test]
fn a_socket_of_this_machine_works_too() {
    let w = world("");
    let path = w.home.path().join("pay.sock");
    let addr = format!("unix:{}", path.display());
    let mut command = w.command(&["pay", "listen", "--addr", &addr, "--port-file", "port"]);
    let mut child = command.spawn().unwrap();
    until(|| w.home.path().join("port").exists());
    let ours = account(&w, vh::sandbox::pay::MCHID, now);
    let mut stream = std::os::unix::net::UnixStream::connect(&path).unwrap();
    stream
        .write_all(&raw(&ours, Version::V2, &told("vh-t-0001", 100), None))
        .unwrap();
    let mut piece = [0; 512];
    let n = stream.read(&mut piece).unwrap();
    let said = String::from_utf8_lossy(&piece[..n]).into_owned();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        said.starts_with("HTTP/1.1 200") && said.contains("<return_code><![CDATA[SUCCESS]]>"),
        "{said}"
    );
}

#[test]
fn a_trigger_reaches_the_listener_in_both_versions() {
    let w = world("");
    // The first trigger makes the key that stands in for WeChat's; the listener knows it from the state.
    w.run(&["pay", "trigger", "payment", "--print"]).exits(0);
    let l = Listening::start(&w, &[]);
    let to = format!("http://{}/", l.addr);
    for api in ["v2", "v3"] {
        let args = [
            "pay",
            "trigger",
            "payment",
            "--to",
            &to,
            "--api",
            api,
            "--times",
            "5",
            "--at-once",
            "-o",
            "json",
        ];
        let ran = w.run(&args).exits(0);
        assert_eq!(ran.out.lines().count(), 5);
    }
    let seen: Vec<Value> = ledger(&w).into_iter().map(|l| l["seen"].clone()).collect();
    assert_eq!(seen, [5, 5]);
    let ran = w
        .run(&["pay", "trigger", "payment", "--to", &to, "--field", "mchid=1"])
        .exits(6);
    assert!(ran.out.contains("400"), "{}", ran.out);
}

#[test]
fn two_thousand_refunds_whose_answers_are_lost_are_made_once_each() {
    use vh::pay::{Merchant, Number, Refund, v3};
    use vh::sandbox::{Sandbox, Script};
    const COUNT: usize = 2000;
    let sandbox = Sandbox::start(Script::default()).unwrap();
    let tables = sealed_account(&sandbox);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let account = Arc::new(tables);
        let v2 = vh::pay::v2::V2::new(account.clone()).unwrap();
        let pay = vh::pay::Micropay {
            auth_code: "134567890123456781".to_owned(),
            amount: Fen::new(COUNT as i64).unwrap(),
            body: "x".to_owned(),
            out_trade_no: "vh-many-0001".to_owned(),
            client_ip: "127.0.0.1".to_owned(),
            attach: None,
        };
        v2.micropay(&pay, Duration::ZERO, Duration::ZERO).await.unwrap();
        let merchant = v3::V3::new(account.clone()).unwrap();
        for n in 0..COUNT {
            let script = "[[fault]]\npath = '/refund/domestic/refunds'\nlose = true\ntimes = 1\n";
            sandbox.set_script(Script::parse(script).unwrap());
            let refund = Refund {
                number: Number::OutTradeNo("vh-many-0001".to_owned()),
                out_refund_no: format!("r-{n:05}"),
                amount: Fen::new(1).unwrap(),
                total: Fen::new(COUNT as i64).unwrap(),
                reason: None,
                notify_url: None,
            };
            let done = merchant.refund(&refund).await.unwrap();
            assert_eq!(done.out_refund_no, refund.out_refund_no);
        }
        // All the money is given back, and not one fen more.
        let more = Refund {
            number: Number::OutTradeNo("vh-many-0001".to_owned()),
            out_refund_no: "r-more".to_owned(),
            amount: Fen::new(1).unwrap(),
            total: Fen::new(COUNT as i64).unwrap(),
            reason: None,
            notify_url: None,
        };
        assert_eq!(merchant.refund(&more).await.unwrap_err().exit(), 7);
    });
    let mut sent: BTreeMap<String, usize> = BTreeMap::new();
    for entry in sandbox
        .journal()
        .iter()
        .filter(|e| e.path == "/v3/refund/domestic/refunds")
    {
        let number = entry.json()["out_refund_no"].as_str().unwrap().to_owned();
        *sent.entry(number).or_default() += 1;
    }
    assert_eq!(sent.len(), COUNT + 1);
    assert!(
        sent.iter().filter(|(n, _)| *n != "r-more").all(|(_, n)| *n == 2),
        "lost once, sent twice"
    );
}

/// The sandbox's merchant with all its keys.
fn sealed_account(sandbox: &vh::sandbox::Sandbox) -> Account {
    let settings = vh::config::Settings::of_text(&vh::command::sandbox::sealed_config(sandbox, None)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mut resolved = runtime.block_on(settings.pay("wechatpay")).unwrap();
    resolved.net.retry.base = Duration::ZERO;
    let http = vh::http::Http::new(vh::http::Options {
        trace: vh::http::Trace::silent(),
        dry_run: None,
        sealed: true,
        now,
    });
    Account::connect("wechatpay", resolved.config, resolved.net, http, Clock { now, nonce }).unwrap()
}
