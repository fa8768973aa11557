//! `vh sandbox` and `vh demo`: the seal, and that a demo row can fail.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::harness::{VH, World};

#[test]
fn every_demo_row_holds_and_every_row_can_be_broken() {
    let w = World::empty();
    let ran = w.run(&["demo", "-o", "json"]).exits(0);
    let rows: Vec<String> = ran
        .out
        .lines()
        .map(|l| {
            let row: serde_json::Value = serde_json::from_str(l).unwrap();
            assert_eq!(row["ok"], true, "{l}");
            for field in ["sent", "received", "compared"] {
                assert!(!row[field].as_str().unwrap().is_empty(), "{l}");
            }
            row["row"].as_str().unwrap().to_owned()
        })
        .collect();
    assert!(rows.len() >= 9);
    for broken in &rows {
        let ran = w.run(&["demo", "--break", broken, "-o", "json"]).exits(10);
        let failed: Vec<String> = ran
            .out
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap())
            .filter(|row| row["ok"] == false)
            .map(|row| row["row"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(failed, std::slice::from_ref(broken));
    }
    w.run(&["demo", "--break", "nothing"]).exits(2);
}

#[test]
fn a_demo_needs_no_home_and_no_valid_configuration() {
    let w = World::empty();
    w.config("broken [");
    w.run(&["demo"]).exits(0);
    w.run(&["sandbox", "--", "true"]).exits(0);
}

#[test]
fn the_command_reaches_the_sandbox_and_its_exit_code_is_ours() {
    let w = World::empty();
    let ran = w.run(&["sandbox", "--", VH, "chat", "hi"]).exits(0);
    assert_eq!(ran.out, "ark 收到：hi 🚀\n");
    w.run(&["sandbox", "--", "sh", "-c", "exit 42"]).exits(42);
    w.run(&["sandbox", "--", "sh", "-c", "kill -TERM $$"]).exits(143);
    w.run(&["sandbox", "--", "/nonexistent/program"]).exits(5);
    let script = w.file("faults.toml", "[[fault]]\nprotocol = 'ark'\nstatus = 401\n");
    w.run(&[
        "sandbox",
        "--script",
        script.to_str().unwrap(),
        "--",
        VH,
        "chat",
        "-p",
        "ark",
        "hi",
    ])
    .exits(4);
    let bad = w.file("bad.toml", "[[fault]]\nsatus = 1\n");
    let ran = w
        .run(&["sandbox", "--script", bad.to_str().unwrap(), "--", "true"])
        .exits(2);
    assert!(ran.err.contains("satus"), "{}", ran.err);
}

#[test]
fn foreign_clients_get_the_sandboxs_own_variables() {
    let w = World::empty();
    let line = "curl -sS \"$OPENAI_BASE_URL/models\" -H \"Authorization: Bearer $OPENAI_API_KEY\"";
    let ran = w.run(&["sandbox", "--", "sh", "-c", line]).exits(0);
    assert!(ran.out.contains("gpt-6-luna"), "{}", ran.out);
}

/// Counts connections.
fn canary() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let hits = Arc::new(AtomicUsize::new(0));
    let counter = hits.clone();
    std::thread::spawn(move || {
        for _ in listener.incoming() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    (port, hits)
}

#[test]
fn under_the_seal_production_variables_lead_nowhere() {
    let (port, hits) = canary();
    let url = format!("http://127.0.0.1:{port}");
    let mut w = World::empty();
    for name in [
        "OPENAI_BASE_URL",
        "ANTHROPIC_BASE_URL",
        "VH_LLM_ARK_BASE_URL",
        "VH_LLM_OPENAI_BASE_URL",
        "http_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
    ] {
        w = w.env(name, url.clone());
    }
    for name in [
        "ARK_API_KEY",
        "OPENAI_API_KEY",
        "ANTHROPIC_API_KEY",
        "VH_LLM_ARK_API_KEY",
        "DEEPSEEK_API_KEY",
        "AWS_ACCESS_KEY_ID",
    ] {
        w = w.env(name, "production-key");
    }
    let w = w.env("VH_DEFAULTS_CHAT", "openai").env("VH_PROFILE", "prod");
    for name in ["ark", "openai", "claude"] {
        w.run(&["sandbox", "--", VH, "chat", "-p", name, "hi"]).exits(0);
    }
    let ran = w.run(&["sandbox", "--", "env"]).exits(0);
    assert!(
        !ran.out.contains("production-key") && !ran.out.contains(&url),
        "{}",
        ran.out
    );
    w.run(&["demo"]).exits(0);
    assert_eq!(hits.load(Ordering::SeqCst), 0);
}

#[test]
fn a_sealed_configuration_reads_no_other_layer_and_reaches_loopback_only() {
    let w = World::new("");
    w.config(&format!("sealed = true\n{}", w.read_config()));
    let w = w.env("VH_LLM_ARK_MODEL", "other").env("VH_DEFAULTS_CHAT", "claude");
    assert_eq!(w.run(&["chat", "hi"]).exits(0).out, "ark 收到：hi 🚀\n");
    w.run(&["chat", "hi", "--set", "llm.ark.model=x"]).exits(13);
    w.config("sealed = true\n[llm.ark]\nbase_url = 'https://192.0.2.1/api/v3'\napi_key = 'k'\nmodel = 'm'\n");
    let ran = w.run(&["chat", "hi"]).exits(13);
    assert!(ran.err.contains("sealed"), "{}", ran.err);
    // The kind's own address is elsewhere too.
    w.config("sealed = true\n[llm.ark]\napi_key = 'k'\nmodel = 'm'\n");
    w.run(&["chat", "hi"]).exits(13);
}

#[test]
fn the_port_file_tells_where_everything_is() {
    let w = World::empty();
    let mut child = w
        .command(&["sandbox", "--port-file", "ports.json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ports: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(w.home.path().join("ports.json")).unwrap()).unwrap();
    let config = ports["config"].as_str().unwrap().to_owned();
    assert_eq!(line.trim(), format!("export VH_CONFIG='{config}'"));
    assert_eq!(ports["openai"]["key"], "llm.openai.api_key");
    assert!(ports["ark"]["url"].as_str().unwrap().ends_with("/api/v3"));
    let ran = w.run(&["chat", "hi", "--config", &config]).exits(0);
    assert_eq!(ran.out, "ark 收到：hi 🚀\n");
    let ca = ports["ca_cert"].as_str().unwrap();
    let url = ports["claude-tls"]["url"].as_str().unwrap();
    let line = format!("curl -sS --cacert {ca} {url}/v1/models");
    assert!(w.shell(&line).exits(0).out.contains("authentication_error"));
    let status = std::process::Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(child.wait().unwrap().code(), Some(143));
    assert!(!std::path::Path::new(&config).exists(), "the run's keys are removed");
}
