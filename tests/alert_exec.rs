//! `vh alert exec`: the job as if `vh` were not there, and what is told of it.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use base64::Engine as _;

use crate::alert::world;
use crate::harness::World;

fn texts(w: &World) -> Vec<String> {
    let requests = w.sandbox().requests("dingtalk");
    requests
        .iter()
        .map(|e| e.json()["text"]["content"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn streams_and_the_exit_code_are_the_jobs_own() {
    let w = world("");
    let ran = w
        .pipe(
            "in\n",
            &["alert", "exec", "--", "sh", "-c", "cat; echo err >&2; exit 3"],
        )
        .exits(3);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("in\n", "err\n"));
    let text = texts(&w).remove(0);
    for part in [
        "🚨",
        "失败 (exit 3)",
        "命令: sh -c",
        "耗时: ",
        "目录: ",
        "\nin\n",
        "\nerr\n",
        "来源: ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    w.run(&["alert", "exec", "--", "true"]).exits(0);
    assert_eq!(texts(&w).len(), 1, "success is no news");
}

#[test]
fn whatever_becomes_of_the_alert_the_exit_code_stays() {
    let w = world("[[fault]]\nstatus = 500\n");
    let ran = w
        .run(&["alert", "exec", "--to", "wecom", "--", "sh", "-c", "exit 42"])
        .exits(42);
    assert!(ran.err.contains("spooled"), "{}", ran.err);
    // What is wrong before the job is told before it runs.
    let marker = w.home.path().join("ran");
    let touch = marker.to_str().unwrap();
    w.run(&["alert", "exec", "--to", "nobody", "--", "touch", touch])
        .exits(3);
    assert!(!marker.exists());
}

#[test]
fn jobs_that_cannot_start_or_are_killed_are_told() {
    let w = world("");
    w.run(&["alert", "exec", "--name", "gone", "--", "/nonexistent/program"])
        .exits(127);
    let plain = w.file("plain", "not a program");
    w.run(&["alert", "exec", "--name", "plain", "--", plain.to_str().unwrap()])
        .exits(126);
    w.run(&["alert", "exec", "--name", "killed", "--", "sh", "-c", "kill -9 $$"])
        .exits(137);
    w.run(&[
        "alert",
        "exec",
        "--name",
        "slow",
        "--timeout",
        "200ms",
        "--",
        "sleep",
        "60",
    ])
    .exits(124);
    let all = texts(&w);
    for (text, part) in all.iter().zip([
        "gone 无法启动 (exit 127)",
        "plain 无法启动 (exit 126)",
        "killed 被信号 9",
        "slow 超时",
    ]) {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn signals_reach_the_job() {
    let w = world("");
    let mut command = w.command(&["alert", "exec", "--name", "trap", "--", "bash", "-c"]);
    command.arg("trap 'echo caught; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let status = crate::harness::wait(&mut child);
    let mut rest = String::new();
    lines.read_to_string(&mut rest).unwrap();
    assert_eq!(
        (line.as_str(), rest.as_str(), status.code()),
        ("ready\n", "caught\n", Some(7))
    );
    assert!(texts(&w)[0].contains("失败 (exit 7)"));
}

#[test]
fn a_change_is_told_once_and_so_is_the_recovery() {
    let w = world("");
    let job = |code: &str, on: &str| {
        let line = format!("exit {code}");
        w.run(&["alert", "exec", "--name", "backup", "--on", on, "--", "sh", "-c", &line])
            .code
    };
    for (code, told) in [("0", 0), ("1", 1), ("2", 1), ("0", 2), ("0", 2), ("1", 3)] {
        assert_eq!(job(code, "change").to_string(), code);
        assert_eq!(texts(&w).len(), told, "after exit {code}");
    }
    let all = texts(&w);
    assert!(
        all[1].starts_with("✅ backup 成功") && all[1].contains("持续: "),
        "{}",
        all[1]
    );
    for _ in 0..2 {
        job("0", "always");
    }
    assert_eq!(texts(&w).len(), 5);
    // With `failure` a job that works again makes its next failure news.
    let w = world("");
    let run = |code: &str| {
        w.run(&[
            "alert",
            "exec",
            "--name",
            "f",
            "--",
            "sh",
            "-c",
            &format!("exit {code}"),
        ])
    };
    for code in ["1", "1", "0", "1"] {
        run(code);
    }
    assert_eq!(texts(&w).len(), 2);
}

#[test]
fn nothing_that_looks_like_a_secret_leaves() {
    let secret = "p\"q/correct horse";
    let w = world("")
        .env("DB_PASSWORD", secret)
        .env("DEPLOY_TOKEN", "tok-5f5f5f5f")
        .env("HARMLESS", "stays");
    let ours = w.sandbox().server("dingtalk").also[0].1.clone();
    let b64 = base64::engine::general_purpose::STANDARD.encode(secret);
    let json = serde_json::to_string(secret).unwrap();
    let percent = "p%22q%2Fcorrect%20horse";
    let basic = base64::engine::general_purpose::STANDARD.encode(format!("user:{secret}"));
    let script = w.file(
        "job.sh",
        format!(
            "echo \"$DB_PASSWORD\"; echo '{b64}'; echo '{json}'; echo '{percent}'; echo 'Basic {basic}'; echo $DEPLOY_TOKEN $HARMLESS; \
             echo {ours}; echo sk-abcdefghijklmnopqrst AKIAIOSFODNN7EXAMPLE LTAI5tVhFakeKeyId0000001 AKIDz8krbsJ5yKBZQpn74WFk; \
             printf -- '-----BEGIN PRIVATE KEY-----\\nMIIEvQ\\n-----END PRIVATE KEY-----\\n'; printf '\\033[31mred\\033[0m\\n'; exit 1"
        ),
    );
    w.run(&[
        "alert",
        "exec",
        "--name",
        "leaky tok-5f5f5f5f",
        "--",
        "sh",
        script.to_str().unwrap(),
    ])
    .exits(1);
    let text = texts(&w).remove(0);
    for leak in [
        secret,
        &b64,
        &json,
        percent,
        &basic,
        "tok-5f5f5f5f",
        &ours,
        "sk-abcdef",
        "AKIAIOSF",
        "LTAI5tVh",
        "AKIDz8kr",
        "MIIEvQ",
        "\u{1b}",
    ] {
        assert!(!text.contains(leak), "{leak}: {text}");
    }
    assert!(
        text.contains("stays") && text.contains("red") && text.contains("(redacted)"),
        "{text}"
    );
}

#[test]
fn the_tail_is_bounded_and_a_secret_at_its_cut_does_not_show() {
    let w = world("").env("API_KEY", "abcdefghijklmnop");
    // The cut falls into the middle of the secret.
    let line =
        "head -c 200000 /dev/zero | tr '\\0' x; printf '%s' \"$API_KEY\"; head -c 95 /dev/zero | tr '\\0' y; exit 1";
    let ran = w
        .run(&["alert", "exec", "--tail", "100", "--", "sh", "-c", line])
        .exits(1);
    assert_eq!(ran.out.len(), 200_000 + 16 + 95);
    let text = texts(&w).remove(0);
    assert!(
        text.contains(&"y".repeat(95)) && !text.contains("nop") && text.len() < 2000,
        "{text}"
    );
}

#[test]
fn a_child_left_behind_does_not_hold_the_job() {
    let w = world("");
    let started = std::time::Instant::now();
    w.run(&["alert", "exec", "--", "sh", "-c", "sleep 30 & exit 5"])
        .exits(5);
    assert!(started.elapsed().as_secs() < 20);
}
