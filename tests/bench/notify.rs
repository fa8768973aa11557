//! How many notifications a listener verifies and records in a second, how long the slowest of a hundred takes, and what memory
//! it needs: `VH_BENCH=target/release/vh cargo test --test main -- --ignored --nocapture bench_notify`. Every tenth is of v3.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Mutex};
use std::time::{Duration, Instant};

use vh::pay::Version;
use vh::pay::trigger::TestKey;

use crate::pay::world;
use crate::pay_listen::{Listening, account, answer, connect, now, raw, told};
use crate::pay_storm::weather;

const COUNT: usize = 20_000;
const CONNECTIONS: usize = 64;

#[test]
#[ignore = "a benchmark: tests/bench/run notify runs it, with the release binary"]
fn bench_notify() {
    let Some(vh) = std::env::var_os("VH_BENCH") else {
        eprintln!("skipped: VH_BENCH names no binary");
        return;
    };
    let w = world("");
    let key = TestKey::generate().unwrap();
    let certificate = vh::pay::keys::Certificate::of_pem(&key.certificate_pem).unwrap();
    let trusted = format!(
        "platform_keys = {{ {} = {}, ",
        certificate.serial,
        serde_json::json!(key.certificate_pem)
    );
    w.config(&w.read_config().replace("platform_keys = { ", &trusted));
    let ours = account(&w, vh::sandbox::pay::MCHID, now);
    let requests: Vec<Vec<u8>> = (0..COUNT)
        .map(|n| {
            let version = if n % 10 == 0 { Version::V3 } else { Version::V2 };
            raw(&ours, version, &told(&format!("vh-bench-{n:06}"), 100), Some(&key))
        })
        .collect();
    let mut command = std::process::Command::new(vh);
    w.prepare(&mut command);
    command.args([
        "pay",
        "listen",
        "--addr",
        "127.0.0.1:0",
        "--port-file",
        "port",
        "-o",
        "json",
    ]);
    command.stdout(std::fs::File::create(w.home.path().join("out")).unwrap());
    let mut child = command.spawn().unwrap();
    while !w.home.path().join("port").exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
    let addr = std::fs::read_to_string(w.home.path().join("port"))
        .unwrap()
        .trim()
        .to_owned();
    let requests = Arc::new(requests);
    let next = Arc::new(AtomicUsize::new(0));
    let took = Arc::new(Mutex::new(Vec::with_capacity(COUNT)));
    let start = Arc::new(Barrier::new(CONNECTIONS + 1));
    let threads: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (requests, next, took, start, addr) = (
                requests.clone(),
                next.clone(),
                took.clone(),
                start.clone(),
                addr.clone(),
            );
            std::thread::spawn(move || {
                let mut stream = connect(&addr);
                let mut own = Vec::new();
                start.wait();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(raw) = requests.get(n) else { break };
                    let began = Instant::now();
                    stream.write_all(raw).unwrap();
                    assert_eq!(answer(&mut stream).0, 200);
                    own.push(began.elapsed());
                }
                took.lock().unwrap().extend(own);
            })
        })
        .collect();
    start.wait();
    let began = Instant::now();
    threads.into_iter().for_each(|t| t.join().unwrap());
    let whole = began.elapsed();
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status.lines().find(|l| l.starts_with("VmHWM")).unwrap().to_owned();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut took = took.lock().unwrap().clone();
    took.sort();
    let at = |share: f64| took[((COUNT as f64 * share) as usize).min(COUNT - 1)];
    eprintln!(
        "notifications: {COUNT} over {CONNECTIONS} connections in {whole:.2?}: {:.0} a second; p50 {:.1?}, p99 {:.1?}, most {:.1?}; {peak}",
        COUNT as f64 / whole.as_secs_f64(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
    let rows = w
        .run(&["pay", "ledger", "ls", "--limit", "100000", "-o", "json"])
        .exits(0);
    assert_eq!(rows.out.lines().count(), COUNT, "each was recorded, once");
}

#[test]
#[ignore = "a benchmark: tests/bench/run notify runs it, with the release binary"]
fn bench_notify_mixed() {
    let Some(vh) = std::env::var_os("VH_BENCH") else {
        eprintln!("skipped: VH_BENCH names no binary");
        return;
    };
    let w = world("");
    let seen = weather(&w, 1, COUNT, || Listening::of(&w, &vh, &[]));
    eprintln!(
        "mixed notifications: {} taken and {} refused as the oracle says, in {:.2?}: {:.0} a second",
        seen.good,
        seen.bad,
        seen.took,
        (seen.good + seen.bad) as f64 / seen.took.as_secs_f64()
    );
}
