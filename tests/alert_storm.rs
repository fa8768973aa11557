//! Many processes and sudden deaths: nothing accepted is lost, nothing is sent more than once too often, no robot is overused.

use std::collections::BTreeMap;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::alert::{rows, world};
use crate::harness::World;

/// How often each numbered alert reached the webhook.
fn arrived(w: &World) -> BTreeMap<u32, usize> {
    let mut seen = BTreeMap::new();
    for entry in w.sandbox().requests("webhook") {
        if entry.status == Some(200) {
            let title = entry.json()["title"].as_str().unwrap().to_owned();
            let number = title.strip_prefix("storm ").unwrap().parse().unwrap();
            *seen.entry(number).or_insert(0) += 1;
        }
    }
    seen
}

#[test]
fn fifty_processes_never_use_a_robot_more_than_twenty_times_a_minute() {
    let w = world("");
    let mut children: Vec<Child> = (0..50)
        .map(|i| {
            let title = format!("storm {i}");
            let mut command = w.command(&["alert", "--to", "dingtalk", "-t", &title, "x"]);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    let mut codes = BTreeMap::new();
    for child in &mut children {
        *codes.entry(crate::harness::wait(child).code().unwrap()).or_insert(0) += 1;
    }
    // The sandbox counts as DingTalk does, and would have refused the twenty-first.
    let requests = w.sandbox().requests("dingtalk");
    assert!(requests.iter().all(|e| e.problem.is_none()));
    assert_eq!((requests.len(), codes), (18, BTreeMap::from([(0, 18), (8, 32)])));
    let waiting = rows(&w.run(&["alert", "spool", "ls", "-o", "json"]).exits(0));
    assert_eq!(waiting.len(), 32, "the others wait in the spool");
}

#[test]
fn five_hundred_sends_survive_sigkill_at_any_moment() {
    const SENDS: u32 = 500;
    const TOGETHER: usize = 4;
    let w = world("");
    // How long a send takes here, so that deaths fall on all of its moments.
    let started = std::time::Instant::now();
    w.run(&["alert", "--to", "webhook", "-t", "storm 100000", "x"]).exits(0);
    let usual = started.elapsed();
    let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move || {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        dice
    };
    let mut running: Vec<(Child, std::time::Instant, Option<Duration>)> = Vec::new();
    let (mut next, mut killed) = (0, 0);
    while next < SENDS || !running.is_empty() {
        while next < SENDS && running.len() < TOGETHER {
            let title = format!("storm {next}");
            let mut command = w.command(&[
                "alert",
                "--to",
                "webhook",
                "-t",
                &title,
                "--set",
                "alerts.hold=1ms",
                "x",
            ]);
            let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            // Four of five die, somewhere within one and a half times the usual.
            let dies = (random() % 5 != 0).then(|| usual.mul_f64((random() % 1500) as f64 / 1000.0));
            running.push((child, std::time::Instant::now(), dies));
            next += 1;
        }
        running.retain_mut(|(child, since, dies)| {
            if child.try_wait().unwrap().is_some() {
                return false;
            }
            if dies.is_some_and(|after| since.elapsed() >= after) {
                child.kill().unwrap();
                child.wait().unwrap();
                killed += 1;
                return false;
            }
            true
        });
        std::thread::sleep(Duration::from_millis(1));
    }
    let before = arrived(&w);
    let waiting = rows(&w.run(&["alert", "spool", "ls", "-o", "json"]).exits(0));
    // Two resenders at once, and one of them dies as well.
    let resend = ["alert", "spool", "resend", "--set", "alerts.hold=1s", "-o", "json"];
    let mut doomed = w
        .command(&resend)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut other = w
        .command(&resend)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(usual);
    doomed.kill().unwrap();
    doomed.wait().unwrap();
    crate::harness::wait(&mut other);
    std::thread::sleep(Duration::from_millis(1200));
    w.run(&["alert", "spool", "resend", "--set", "alerts.hold=1ms"]);
    let after = arrived(&w);
    let left: Vec<u32> = rows(&w.run(&["alert", "spool", "ls", "-o", "json"]).exits(0))
        .iter()
        .map(|r| {
            r["title"]
                .as_str()
                .unwrap()
                .strip_prefix("storm ")
                .unwrap()
                .parse()
                .unwrap()
        })
        .collect();
    eprintln!(
        "{SENDS} sends, {killed} killed: {} delivered at first, {} in the spool, {} delivered in the end, {} left",
        before.len(),
        waiting.len(),
        after.len(),
        left.len()
    );
    assert!(killed > 100, "{killed}");
    for (number, times) in &after {
        assert!(*times <= 2, "storm {number} arrived {times} times");
    }
    for row in &waiting {
        let number: u32 = row["title"]
            .as_str()
            .unwrap()
            .strip_prefix("storm ")
            .unwrap()
            .parse()
            .unwrap();
        assert!(
            after.contains_key(&number) || left.contains(&number),
            "storm {number} was promised and is lost"
        );
    }
    for number in before.keys() {
        assert!(after.contains_key(number));
    }
}
