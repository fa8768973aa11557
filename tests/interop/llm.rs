//! A real model behind llama.cpp's server through all three adapters; and the vendors' own Python clients against the sandbox.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::harness::{VH, World};

struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts `shared/tools/llm_server.py` on a free port.
fn llama(dir: &Path, more: &[&str]) -> Server {
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut child = Command::new(dir.join("venv/bin/python"))
        .arg(super::tool("llm_server.py"))
        .arg("--model")
        .arg(dir.join("models/SmolLM2-135M-Instruct.Q4_1.gguf"))
        .args(["--port", &port.to_string(), "--api-key", "testkey", "--seconds", "600"])
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = lines.find(|l| l.as_ref().is_ok_and(|l| l.starts_with("ready")));
    assert!(ready.is_some(), "the model server did not start");
    Server { child, port }
}

#[test]
fn a_real_model_streams_through_every_adapter() {
    let Some(dir) = super::installed("llama.cpp with SmolLM2") else {
        return;
    };
    let server = llama(&dir, &[]);
    let address = format!("http://127.0.0.1:{}", server.port);
    let w = World::empty();
    let table = |name: &str, kind: &str, url: &str, key: &str| {
        format!("[llm.{name}]\nkind = '{kind}'\nbase_url = '{url}'\napi_key = '{key}'\nmodel = 'smollm2'\n")
    };
    w.config(
        &[
            table("openai", "openai", &format!("{address}/v1"), "testkey"),
            table("ark", "ark", &format!("{address}/v1"), "testkey"),
            table("claude", "claude", &address, "testkey"),
            table("wrong", "openai", &format!("{address}/v1"), "wrongkey"),
            table("wrong-claude", "claude", &address, "wrongkey"),
        ]
        .concat(),
    );
    for name in ["openai", "ark", "claude"] {
        let ask = [
            "chat",
            "-p",
            name,
            "--max-tokens",
            "40",
            "--temperature",
            "0",
            "Name three colours.",
        ];
        let streamed = w.run(&ask).exits(0);
        assert!(streamed.out.trim().len() > 5, "{name}: {:?}", streamed.out);
        let json = w.run(&[&ask[..], &["-o", "json"]].concat()).exits(0).json();
        assert_eq!(
            json["text"].as_str().unwrap().trim_end(),
            streamed.out.trim_end(),
            "{name}: the same question, greedy"
        );
        assert!(json["usage"]["output_tokens"].as_u64().unwrap() > 3, "{json}");
        assert!(json["first_token_ms"].as_u64().unwrap() <= json["latency_ms"].as_u64().unwrap());
        let whole = [&ask[..], &["--no-stream"]].concat();
        assert_eq!(w.run(&whole).exits(0).out, streamed.out, "{name}");
        let unstreamed = [&ask[..], &["-O", "stream=false", "-O", "stream_options=null"]].concat();
        assert_eq!(w.run(&unstreamed).exits(0).out, streamed.out, "{name}");
        let events = w.run(&[&ask[..], &["-o", "jsonl"]].concat()).exits(0);
        assert!(
            events.out.lines().filter(|l| l.contains("\"text\"")).count() > 3,
            "{name} streams: {}",
            events.out
        );
        let models = w.run(&["models", "-p", name]).exits(0);
        assert!(models.out.contains("SmolLM2"), "{}", models.out);
    }
    for name in ["wrong", "wrong-claude"] {
        let ran = w.run(&["chat", "-p", name, "hi"]).exits(4);
        assert!(ran.err.contains("key rejected"), "{}", ran.err);
    }
    drop(server);
    w.run(&["chat", "-p", "openai", "--set", "retry.base=1ms", "hi"])
        .exits(8);
}

#[test]
fn the_vendors_own_clients_work_against_the_sandbox() {
    let Some(dir) = super::installed("the official openai and anthropic clients") else {
        return;
    };
    let w = World::empty();
    let python = dir.join("venv/bin/python");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/official_clients.py");
    let mut command = w.command(&["sandbox", "--"]);
    command.arg(python).arg(script).env("VH", VH);
    let ran = crate::harness::finish(command).exits(0);
    assert!(
        ran.out.contains("openai ok") && ran.out.contains("anthropic ok") && ran.out.contains("ark ok"),
        "{}",
        ran.out
    );
}

#[test]
fn a_real_model_makes_vectors_that_mean_something() {
    let Some(dir) = super::installed("llama.cpp with SmolLM2, for embeddings") else {
        return;
    };
    let server = llama(&dir, &["--embeddings"]);
    let w = World::empty();
    w.config(&format!(
        "[llm.openai]\nbase_url = 'http://127.0.0.1:{}/v1'\napi_key = 'testkey'\nembed_model = 'smollm2'\n",
        server.port
    ));
    let texts = [
        "The cat sleeps on the sofa.",
        "A kitten is sleeping on the couch.",
        "Quarterly revenue rose by nine percent.",
    ];
    let rows = |more: &[&str]| -> Vec<Vec<f64>> {
        let ran = w.run(&[&["embed", "-o", "json"], more, &texts[..]].concat()).exits(0);
        let row = |l: &str| serde_json::from_str::<serde_json::Value>(l).unwrap()["embedding"].clone();
        ran.out
            .lines()
            .map(|l| serde_json::from_value(row(l)).unwrap())
            .collect()
    };
    // One at a time: of several together, in one request or in requests at once, this server makes some another, whoever asks.
    let single = ["--batch-size", "1", "--jobs", "1"];
    let vectors = rows(&single);
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let alike = |a: &[f64], b: &[f64]| dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
    assert!(vectors.iter().all(|v| v.len() == 576));
    let near = alike(&vectors[0], &vectors[1]);
    // Asked without vh, in any order: 0.901 for the two cats, 0.769 and 0.733 for a cat and the revenue.
    let far = [alike(&vectors[0], &vectors[2]), alike(&vectors[1], &vectors[2])];
    assert!(far.iter().all(|f| near > f + 0.1), "{near} {far:?}");
    // As decimal numbers: the same vectors.
    let plain = rows(&[&single[..], &["-O", "encoding_format=float"]].concat());
    assert!((0..3).all(|i| alike(&plain[i], &vectors[i]) > 0.9999));
    assert_eq!(rows(&[]).len(), 3, "together");
    // One length only: another one is refused, not made up.
    w.run(&["embed", "--dims", "64", "x"]).exits(9);
    w.run(&["embed", "x", "--set", "llm.openai.model=x", "--out", "v.npy"])
        .exits(0);
    assert_eq!(
        std::fs::metadata(w.home.path().join("v.npy")).unwrap().len(),
        128 + 576 * 4
    );
}
