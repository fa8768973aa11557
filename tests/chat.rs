//! `vh chat`, `vh models`, `vh api`: what is sent, what comes out.

use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use serde_json::json;

use crate::harness::World;

#[test]
fn the_answer_streams_from_each_provider_and_nothing_unasked_is_sent() {
    for (name, path) in [
        ("ark", "/api/v3/chat/completions"),
        ("openai", "/v1/chat/completions"),
        ("claude", "/v1/messages"),
    ] {
        let w = World::new("");
        let ran = w.run(&["chat", "-p", name, "你好", "world"]).exits(0);
        assert_eq!(ran.out, format!("{name} 收到：你好 world 🚀\n"));
        assert_eq!(ran.err, "");
        let seen = w.sandbox().requests(name);
        assert_eq!(seen.len(), 1);
        assert_eq!((seen[0].method.as_str(), seen[0].path.as_str()), ("POST", path));
        let mut body = seen[0].json();
        let fields: Vec<&String> = body.as_object().unwrap().keys().collect();
        let want: &[&str] = match name {
            "claude" => &["model", "messages", "max_tokens", "stream"],
            _ => &["model", "messages", "stream", "stream_options"],
        };
        assert_eq!(fields, want);
        assert_eq!(
            body["messages"].take(),
            json!([{"role": "user", "content": "你好 world"}])
        );
    }
}

#[test]
fn one_json_object_holds_everything() {
    let w = World::new("");
    let ran = w
        .run(&["chat", "-p", "claude", "hi", "-o", "json", "--think", "on"])
        .exits(0);
    let mut answer = ran.json();
    for time in ["first_token_ms", "latency_ms"] {
        assert!(answer[time].take().is_u64(), "{time}");
    }
    assert_eq!(
        answer,
        json!({
            "text": "claude 收到：hi 🚀", "thinking": "想一想…", "stop_reason": "stop",
            "usage": {"input_tokens": 2, "output_tokens": 7, "cached_tokens": 0, "reasoning_tokens": 0},
            "provider": "claude", "model": "claude-haiku-5-5", "request_id": "req_sandbox_000001",
            "attempts": 1, "skipped": [], "first_token_ms": null, "latency_ms": null
        })
    );
}

#[test]
fn jsonl_is_one_event_per_line_served_first_stop_last() {
    let w = World::new("");
    let ran = w.run(&["chat", "hi", "-o", "jsonl"]).exits(0);
    let events: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(events[0]["type"], "served");
    assert_eq!(events[0]["provider"], "ark");
    let text: String = events.iter().filter_map(|e| e["text"].as_str()).collect();
    assert_eq!(text, "ark 收到：hi 🚀");
    assert_eq!(events[events.len() - 2]["type"], "usage");
    assert_eq!(
        events[events.len() - 1],
        json!({"type": "stop", "reason": "stop", "raw": "stop"})
    );
}

#[test]
fn arguments_and_standard_input_make_one_question() {
    let w = World::new("");
    w.pipe("from a pipe\n", &["chat", "say"]).exits(0);
    w.pipe("only a pipe\n", &["chat"]).exits(0);
    w.pipe("not read", &["chat", "--no-stdin", "alone"]).exits(0);
    let contents: Vec<_> = w
        .sandbox()
        .requests("ark")
        .iter()
        .map(|e| e.json()["messages"][0]["content"].clone())
        .collect();
    assert_eq!(
        contents,
        [json!("say\n\nfrom a pipe"), json!("only a pipe"), json!("alone")]
    );
    w.pipe("", &["chat"]).exits(2);
    w.pipe(b"\xFF\xFE", &["chat"]).exits(2);
    w.run(&["chat"]).exits(2);
}

#[test]
fn a_loop_over_lines_keeps_its_input() {
    let w = World::new("");
    let ran = w
        .shell("printf 'a\\nb\\n' | while read -r x; do vh chat --no-stdin \"$x\"; done")
        .exits(0);
    assert_eq!(ran.out, "ark 收到：a 🚀\nark 收到：b 🚀\n");
}

#[test]
fn an_open_silent_pipe_is_told_and_still_read() {
    let w = World::new("");
    let mut child = w.command(&["chat", "say"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut note = String::new();
    let mut err = BufReader::new(child.stderr.take().unwrap());
    err.read_line(&mut note).unwrap();
    assert!(note.contains("--no-stdin"), "{note}");
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"late").unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(
        w.sandbox().requests("ark")[0].json()["messages"][0]["content"],
        "say\n\nlate"
    );
}

#[test]
fn system_prompt_messages_and_options_reach_the_provider() {
    let w = World::new("");
    let system = w.file("system.txt", "be brief");
    let at = format!("@{}", system.display());
    w.run(&[
        "chat",
        "hi",
        "-s",
        &at,
        "--temperature",
        "0.5",
        "--max-tokens",
        "100",
        "--stop",
        "🚀",
        "-O",
        "user=me",
        "-O",
        "n=1",
    ])
    .exits(0);
    let body = w.sandbox().requests("ark")[0].json();
    assert_eq!(body["messages"][0], json!({"role": "system", "content": "be brief"}));
    assert_eq!(
        [
            &body["temperature"],
            &body["max_tokens"],
            &body["stop"],
            &body["user"],
            &body["n"]
        ],
        [&json!(0.5), &json!(100), &json!(["🚀"]), &json!("me"), &json!(1)]
    );
    let messages = r#"[{"role":"system","content":"s"},{"role":"user","content":"q"}]"#;
    w.pipe(messages, &["chat", "--messages", "-"]).exits(0);
    let file = w.file("m.json", messages);
    w.run(&["chat", "-p", "claude", "--messages", file.to_str().unwrap()])
        .exits(0);
    assert_eq!(w.sandbox().requests("ark")[1].json()["messages"].to_string(), messages);
    let claude = w.sandbox().requests("claude")[0].json();
    assert_eq!(
        (&claude["system"], &claude["messages"]),
        (&json!("s"), &json!([{"role": "user", "content": "q"}]))
    );
    w.pipe("{}", &["chat", "--messages", "-"]).exits(2);
    w.pipe("[{\"role\":\"king\"}]", &["chat", "--messages", "-"]).exits(2);
    w.run(&["chat", "hi", "-O", "broken"]).exits(2);
    w.run(&["chat", "hi", "-s", "@nowhere"]).exits(5);
}

#[test]
fn pictures_are_attached_by_file_and_by_url() {
    let w = World::new("");
    let png = w.file("p.dat", b"\x89PNG\r\n\x1a\nrest");
    for name in ["ark", "claude"] {
        let ran = w
            .run(&[
                "chat",
                "-p",
                name,
                "see",
                "-a",
                png.to_str().unwrap(),
                "-a",
                "https://x.example/y.jpg",
            ])
            .exits(0);
        assert_eq!(ran.out, format!("{name} 收到：see[image][image] 🚀\n"));
    }
    let ark = w.sandbox().requests("ark")[0].json();
    let parts = &ark["messages"][0]["content"];
    assert_eq!(parts[1]["image_url"]["url"], "data:image/png;base64,iVBORw0KGgpyZXN0");
    assert_eq!(parts[2]["image_url"]["url"], "https://x.example/y.jpg");
    let claude = w.sandbox().requests("claude")[0].json();
    assert_eq!(claude["messages"][0]["content"][1]["source"]["media_type"], "image/png");
    let text = w.file("t.txt", "no picture");
    w.run(&["chat", "see", "-a", text.to_str().unwrap()]).exits(2);
    w.run(&["chat", "see", "-a", "missing.png"]).exits(5);
    assert_eq!(w.requests("ark"), 1);
}

#[test]
fn no_stream_prints_at_the_end_and_raw_adds_nothing() {
    let w = World::new("");
    assert_eq!(w.run(&["chat", "--no-stream", "hi"]).exits(0).out, "ark 收到：hi 🚀\n");
    assert_eq!(w.run(&["chat", "--raw", "hi"]).exits(0).out, "ark 收到：hi 🚀");
    // A server that answers whole, asked for it or not, is read too.
    for name in ["ark", "openai"] {
        let ran = w
            .run(&[
                "chat",
                "-p",
                name,
                "-O",
                "stream=false",
                "-O",
                "stream_options=null",
                "hi",
            ])
            .exits(0);
        assert_eq!(ran.out, format!("{name} 收到：hi 🚀\n"));
    }
    let ran = w
        .run(&[
            "chat",
            "-p",
            "claude",
            "-O",
            "stream=false",
            "--think",
            "on",
            "-o",
            "json",
            "hi",
        ])
        .exits(0);
    assert_eq!(
        (&ran.json()["text"], &ran.json()["thinking"]),
        (&json!("claude 收到：hi 🚀"), &json!("想一想…"))
    );
}

#[test]
fn the_token_limit_is_success_with_a_note() {
    let w = World::new("");
    for name in ["ark", "openai", "claude"] {
        let ran = w
            .run(&["chat", "-p", name, "--max-tokens", "2", "--usage", "hi"])
            .exits(0);
        assert_eq!(ran.out.trim_end_matches('\n').chars().count(), 4, "{}", ran.out);
        assert!(
            ran.err.contains("token limit") && ran.err.contains("2 out"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn failover_moves_on_and_tells_who_answered() {
    let w = World::new("[[fault]]\nprotocol = 'ark'\nstatus = 503\n");
    let ran = w
        .run(&[
            "chat",
            "-p",
            "ark,openai,claude",
            "-m",
            "ep-20241201140014-lite",
            "-v",
            "hi",
        ])
        .exits(0);
    assert_eq!(ran.out, "openai 收到：hi 🚀\n");
    assert!(
        ran.err.contains("asking openai") && ran.err.contains("answered by openai"),
        "{}",
        ran.err
    );
    assert_eq!(
        (w.requests("ark"), w.requests("openai"), w.requests("claude")),
        (3, 1, 0)
    );
    // -m is for the first only: the second gets its own.
    assert_eq!(w.sandbox().requests("ark")[0].json()["model"], "ep-20241201140014-lite");
    assert_eq!(w.sandbox().requests("openai")[0].json()["model"], "gpt-6-luna");
    let ran = w.run(&["chat", "--fallback", "claude", "-o", "json", "hi"]).exits(0);
    let answer = ran.json();
    assert_eq!(answer["provider"], "claude");
    assert_eq!(
        (&answer["skipped"][0]["provider"], &answer["skipped"][0]["kind"]),
        (&json!("ark"), &json!("unavailable"))
    );
}

#[test]
fn a_refused_key_fails_over_loudly_and_a_refused_request_does_not() {
    let w = World::new("[[fault]]\nprotocol = 'ark'\nstatus = 401\n[[fault]]\nprotocol = 'openai'\nstatus = 400\n");
    let ran = w.run(&["chat", "-p", "ark,claude", "hi"]).exits(0);
    assert!(
        ran.err.contains("key rejected") && ran.err.contains("asking claude"),
        "{}",
        ran.err
    );
    w.run(&["chat", "-p", "openai,claude", "hi"]).exits(6);
    assert_eq!((w.requests("openai"), w.requests("claude")), (1, 1));
    let ran = w.run(&["chat", "-p", "ark,openai", "hi"]).exits(6);
    assert!(ran.err.contains("before it: ark: key rejected"), "{}", ran.err);
}

#[test]
fn quota_and_rate_limits_fail_over_too() {
    let w = World::new(
        "[[fault]]\nprotocol = 'ark'\nstatus = 429\nheaders = { retry-after = '9999' }\n\
         [[fault]]\nprotocol = 'openai'\nstatus = 429\ncode = 'insufficient_quota'\n",
    );
    let ran = w.run(&["chat", "-p", "ark,openai,claude", "-o", "json", "hi"]).exits(0);
    let kinds: Vec<_> = ran.json()["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["kind"].clone())
        .collect();
    assert_eq!(kinds, [json!("rate_limited"), json!("quota")]);
    assert_eq!((w.requests("ark"), w.requests("openai")), (1, 1));
}

#[test]
fn without_a_model_it_says_what_to_set_and_how_to_list() {
    let w = World::new("");
    w.config(&w.read_config().replace("model = \"gpt-6-luna\"\n", ""));
    let ran = w.run(&["chat", "-p", "openai", "hi"]).exits(3);
    assert!(
        ran.err.contains("vh models -p openai") && ran.err.contains("llm.openai.model"),
        "{}",
        ran.err
    );
    assert_eq!(w.requests("openai"), 0);
}

#[test]
fn models_of_all_or_one_are_listed() {
    let w = World::new("");
    let ran = w.run(&["models", "-o", "json"]).exits(0);
    let ids: Vec<String> = ran
        .out
        .lines()
        .map(|l| {
            serde_json::from_str::<serde_json::Value>(l).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 12);
    assert!(ids.contains(&"claude-sonnet-5-5".to_owned()) && ids.contains(&"ep-20241201140014-lite".to_owned()));
    let ran = w.run(&["models", "-p", "claude"]).exits(0);
    assert_eq!(ran.out.lines().count(), 2);
    assert!(
        ran.out
            .starts_with("claude\tclaude-haiku-5-5\tclaude-haiku-5-5\t2026-09-15T00:00:00Z")
    );
    let w = World::new("[[fault]]\nprotocol = 'openai'\nstatus = 401\n");
    let ran = w.run(&["models"]).exits(10);
    assert!(
        ran.err.contains("key rejected") && ran.out.contains("ep-"),
        "{}{}",
        ran.out,
        ran.err
    );
    w.run(&["models", "-p", "openai"]).exits(4);
}

#[test]
fn api_reaches_any_path_of_a_table_and_no_other() {
    let w = World::new("");
    let ran = w.run(&["api", "llm.openai", "get", "models"]).exits(0);
    assert_eq!(ran.json()["object"], "list");
    let body = r#"{"model":"gpt-6-luna","messages":[{"role":"user","content":"raw"}]}"#;
    let ran = w
        .run(&["api", "llm.openai", "POST", "/chat/completions", "-d", body])
        .exits(0);
    assert_eq!(ran.json()["choices"][0]["message"]["content"], "openai 收到：raw 🚀");
    let file = w.file("b.json", body);
    w.run(&[
        "api",
        "llm.openai",
        "POST",
        "chat/completions",
        "-d",
        &format!("@{}", file.display()),
    ])
    .exits(0);
    w.pipe(body, &["api", "llm.openai", "POST", "chat/completions", "-d", "@-"])
        .exits(0);
    let ran = w.run(&["api", "llm.claude", "GET", "v1/nothing"]).exits(5);
    assert!(ran.out.contains("not_found_error"), "{}", ran.out);
    let ran = w.run(&["api", "llm.ark", "GET", "models", "-i"]).exits(0);
    assert!(
        ran.out.starts_with("HTTP 200\n") && ran.out.contains("x-request-id: req_sandbox_"),
        "{}",
        ran.out
    );
    for bad in ["http://evil.example/x", "//evil.example/x", "../x", "a/../../x"] {
        w.run(&["api", "llm.openai", "GET", bad]).exits(2);
    }
    w.run(&["api", "nothing", "GET", "x"]).exits(2);
    w.run(&["api", "llm.nothing", "GET", "x"]).exits(3);
}

#[test]
fn a_dry_run_shows_the_request_and_sends_nothing() {
    let w = World::new("");
    let ran = w.run(&["chat", "-n", "hi"]).exits(0);
    let key = &w.sandbox().server("ark").key;
    assert!(
        ran.out.starts_with("POST http://127.0.0.1:") && ran.out.contains("\"content\":\"hi\""),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("authorization: (redacted)") && !ran.out.contains(key.as_str()),
        "{}",
        ran.out
    );
    assert_eq!(w.requests("ark"), 0);
}

#[test]
fn a_dumped_curl_command_does_what_we_did() {
    let w = World::new("");
    let ran = w.run(&["chat", "--dump-curl", "it's 你好"]).exits(0);
    let curl = ran.err.lines().find(|l| l.starts_with("curl ")).unwrap().to_owned();
    let key = w.sandbox().server("ark").key.clone();
    assert!(curl.contains("${VH_LLM_ARK_API_KEY}") && !curl.contains(&key), "{curl}");
    let w = w.env("VH_LLM_ARK_API_KEY", key);
    let again = w.shell(&curl).exits(0);
    assert!(again.out.ends_with("data: [DONE]\n\n"), "{}", again.out);
    let seen = w.sandbox().requests("ark");
    assert_eq!(
        (&seen[0].body, seen[0].header("authorization")),
        (&seen[1].body, seen[1].header("authorization"))
    );
}

#[test]
fn a_closed_pipe_ends_quietly_and_a_full_disk_does_not() {
    let long = "x".repeat(200_000);
    let w = World::new(&format!("[[fault]]\ntext = '{long}'\n"));
    let ran = w.shell("set -o pipefail; vh chat hi | head -c 1").exits(0);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("x", ""));
    let ran = w.shell("vh chat hi > /dev/full").exits(12);
    assert!(ran.err.contains("cannot write standard output"), "{}", ran.err);
}

#[test]
fn sigint_ends_with_what_was_printed() {
    let w = World::new(
        "[[fault]]\npace_ms = 30\ntext = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'\n",
    );
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut child = w.command(&["chat", "hi"]).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut first = [0; 2];
        out.read_exact(&mut first).unwrap();
        assert_eq!(&first, b"ab");
        let kill = std::process::Command::new("kill")
            .arg(format!("-{signal}"))
            .arg(child.id().to_string())
            .status();
        assert!(kill.unwrap().success());
        assert_eq!(child.wait().unwrap().code(), Some(code));
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert!(
            "cdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz".starts_with(&rest),
            "{rest}"
        );
    }
}

#[test]
fn a_deadline_is_124() {
    let w = World::new("[[fault]]\nhang = 'head'\n");
    let ran = w.run(&["chat", "--deadline", "200ms", "-o", "json", "hi"]).exits(124);
    assert_eq!(
        (&ran.error()["kind"], &ran.error()["exit"]),
        (&json!("deadline"), &json!(124))
    );
}

#[test]
fn a_private_certificate_authority_is_trusted_only_when_named() {
    let w = World::new("");
    let (url, key) = {
        let server = w.sandbox().server("openai-tls");
        (server.url.clone(), server.key.clone())
    };
    w.add_config(&format!(
        "[llm.tls]\nkind = 'openai'\nbase_url = '{url}'\napi_key = '{key}'\nmodel = 'gpt-6-luna'\n"
    ));
    let ran = w.run(&["chat", "-p", "tls", "hi"]).exits(8);
    assert!(ran.err.contains("TLS") && ran.err.contains("--ca-cert"), "{}", ran.err);
    let ca = w.file("ca.pem", w.sandbox().ca_pem());
    let ran = w
        .run(&["chat", "-p", "tls", "hi", "--ca-cert", ca.to_str().unwrap()])
        .exits(0);
    assert_eq!(ran.out, "openai 收到：hi 🚀\n");
    w.run(&["chat", "-p", "tls", "hi", "--ca-cert", "/nonexistent.pem"])
        .exits(3);
}

/// Answers one request with a list of models and returns what it was asked.
fn proxy() -> (String, std::thread::JoinHandle<String>) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut head = String::new();
        BufReader::new(stream.try_clone().unwrap())
            .read_line(&mut head)
            .unwrap();
        let body = r#"{"data":[{"id":"by-proxy"}]}"#;
        let answer = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        std::io::Write::write_all(&mut stream, answer.as_bytes()).unwrap();
        head
    });
    (address, served)
}

#[test]
fn a_proxy_that_is_named_is_used_and_one_from_the_environment_not_for_this_machine() {
    let w = World::new("");
    let (address, served) = proxy();
    w.config(
        &w.read_config()
            .replace("[llm.openai]\n", &format!("[llm.openai]\nproxy = '{address}'\n")),
    );
    assert!(w.run(&["models", "-p", "openai"]).exits(0).out.contains("by-proxy"));
    assert!(
        served.join().unwrap().starts_with("GET http://127.0.0.1:"),
        "asked for the whole address"
    );
    assert_eq!(w.requests("openai"), 0);
    let (address, served) = proxy();
    let w = World::new("").env("http_proxy", address.clone());
    w.run(&["models", "-p", "openai"]).exits(0);
    assert_eq!(w.requests("openai"), 1);
    // A name elsewhere does go through it; plain http, so with permission.
    w.add_config(
        "[llm.far]\nkind = 'openai'\nbase_url = 'http://models.example/v1'\napi_key = 'k'\nplaintext = true\n",
    );
    assert!(w.run(&["models", "-p", "far"]).exits(0).out.contains("by-proxy"));
    assert!(
        served
            .join()
            .unwrap()
            .starts_with("GET http://models.example/v1/models")
    );
}

#[test]
fn a_proxy_of_the_command_line_gets_plain_keys_only_where_it_is_vouched_for() {
    let w = World::new("");
    let (address, served) = proxy();
    let ran = w.run(&["models", "-p", "openai", "--proxy", &address]).exits(13);
    assert!(
        ran.err.contains("--proxy") && ran.err.contains("allowed_hosts"),
        "{}",
        ran.err
    );
    w.config(
        &w.read_config()
            .replace("[llm.openai]\n", "[llm.openai]\nallowed_hosts = ['127.0.0.1']\n"),
    );
    let ran = w.run(&["models", "-p", "openai", "--proxy", &address]).exits(0);
    assert!(ran.out.contains("by-proxy"), "{}", ran.out);
    served.join().unwrap();
}

#[test]
fn an_answer_without_end_is_cut_at_a_cap() {
    let line = "x".repeat(1_200_000);
    let w = World::new(&format!("[[fault]]\ntext = '{line}'\n[[fault]]\n"));
    // Events of two characters each: large in all, small each.
    assert_eq!(w.run(&["chat", "hi"]).exits(0).out.len(), line.len() + 1);
    let w = World::new(&format!(
        "[[fault]]\nbody = \"data: {line}\"\nheaders = {{ content-type = 'text/event-stream' }}\n"
    ));
    let ran = w.run(&["chat", "hi"]).exits(9);
    assert!(ran.err.contains("larger than 1048576 bytes"), "{}", ran.err);
}
