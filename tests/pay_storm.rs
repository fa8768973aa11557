//! A storm of notifications, good and bad, at once and again: what a listener takes is what an oracle says, also where two of them
//! share a ledger.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use vh::pay::Version;
use vh::pay::trigger::TestKey;

use crate::harness::World;
use crate::pay::world;
use crate::pay_listen::{Listening, account, answer, connect, ledger, long_ago, now, raw, send, test_key, told};
use crate::postgres::Postgres;

/// How many were to be taken, how many not, and how long it took.
pub struct Weathered {
    pub good: usize,
    pub bad: usize,
    pub took: Duration,
}

/// Sends `count` numbers to the listeners by turns: the very same several times at once, forged, of another merchant, too old, of
/// a wrong amount. Whatever is not to be taken must be refused, and the ledger hold what an oracle says, each once.
pub fn weather(w: &World, listeners: usize, count: usize, start: impl Fn() -> Listening) -> Weathered {
    let key = test_key(w);
    let (ours, theirs) = (account(w, vh::sandbox::pay::MCHID, now), account(w, "1900009999", now));
    let late = account(w, vh::sandbox::pay::MCHID, long_ago);
    // Orders of 1.00 that the ledger knows: a notification of another amount contradicts it.
    for n in 0..5 {
        let number = format!("vh-known-{n}");
        let args = [
            "pay",
            "order",
            "--kind",
            "native",
            "--amount",
            "1.00",
            "--body",
            "x",
            "--out-trade-no",
        ];
        w.run(&[&args[..], &[&number]].concat()).exits(0);
    }
    let mut storm: Vec<(Vec<u8>, bool)> = Vec::new();
    let mut oracle = BTreeSet::new();
    for n in 0..count {
        let number = format!("vh-storm-{n:06}");
        let version = if n % 5 == 0 { Version::V3 } else { Version::V2 };
        let good = raw(&ours, version, &told(&number, 100 + n as i64), Some(&key));
        match n % 10 {
            0..=5 => {
                // The very same several times, all at once.
                for _ in 0..=(n % 3) {
                    storm.push((good.clone(), true));
                }
                oracle.insert(number);
            }
            6 => {
                let text = String::from_utf8(good).unwrap();
                storm.push((text.replacen("CNY", "CNy", 1).into_bytes(), false));
            }
            7 => storm.push((raw(&theirs, version, &told(&number, 100), Some(&key)), false)),
            8 => storm.push((raw(&late, Version::V3, &told(&number, 100), Some(&key)), false)),
            _ => {
                let known = format!("vh-known-{}", n % 5);
                storm.push((raw(&ours, version, &told(&known, 101), Some(&key)), false));
            }
        }
    }
    // A stranger's key, and a second payment of a number that has one.
    let stranger = TestKey::generate().unwrap();
    storm.push((raw(&ours, Version::V3, &told("vh-stranger", 1), Some(&stranger)), false));
    let good = storm.iter().filter(|(_, good)| *good).count();
    let bad = storm.len() - good;
    let all: Vec<Listening> = (0..listeners).map(|_| start()).collect();
    let began = Instant::now();
    let queue = Arc::new(Mutex::new(storm));
    let wrong = Arc::new(Mutex::new(Vec::new()));
    let threads: Vec<_> = (0..32)
        .map(|n| {
            let (queue, wrong, addr) = (queue.clone(), wrong.clone(), all[n % listeners].addr.clone());
            std::thread::spawn(move || {
                let mut stream = connect(&addr);
                loop {
                    let Some((raw, good)) = queue.lock().unwrap().pop() else {
                        return;
                    };
                    stream.write_all(&raw).unwrap();
                    let (status, body) = answer(&mut stream);
                    if (status == 200) != good || status == 0 {
                        wrong
                            .lock()
                            .unwrap()
                            .push((status, body, String::from_utf8_lossy(&raw).into_owned()));
                    }
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
    let took = began.elapsed();
    let wrong = wrong.lock().unwrap();
    assert!(wrong.is_empty(), "{} of them, such as {:?}", wrong.len(), wrong.first());
    let notices: Vec<_> = ledger(w).into_iter().filter(|l| l["what"] == "notice").collect();
    assert_eq!(notices.len(), oracle.len(), "each once");
    let recorded: BTreeSet<String> = notices
        .iter()
        .map(|l| l["number"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(recorded, oracle);
    // Every copy was answered, and counted by somebody.
    let seen: u64 = notices.iter().map(|l| l["seen"].as_u64().unwrap()).sum();
    assert_eq!(seen, good as u64);
    // A second payment under a number that has one is refused, by whichever listener.
    let second = raw(&ours, Version::V2, &told("vh-storm-000000", 100), None);
    for l in &all {
        assert_eq!(send(&l.addr, &second).0, 400);
    }
    Weathered { good, bad, took }
}

#[test]
fn a_storm_of_notifications_leaves_what_an_oracle_says() {
    let w = world("");
    weather(&w, 1, 1500, || Listening::start(&w, &[]));
}

#[test]
fn two_listeners_on_one_postgres_record_each_notification_once() {
    let Some(server) = Postgres::start() else { return };
    let w = world("");
    w.add_config(&format!("[state]\nurl = \"{}\"\n", server.url()));
    weather(&w, 2, 500, || Listening::start(&w, &[]));
}
