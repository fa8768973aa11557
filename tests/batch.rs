//! `vh batch`: the way of a batch, and that neither a crash nor a lost answer loses it or orders it twice.

use std::process::{Child, Stdio};

use serde_json::{Value, json};
use vh::sandbox::Script;
use vh::sandbox::llm::completions::Vendor;
use vh::sandbox::llm::embeddings;

use crate::harness::{Ran, World, wait};

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn questions(w: &World) {
    w.file(
        "q.jsonl",
        "{\"id\": \"first\", \"prompt\": \"one\"}\n{\"id\": 2, \"prompt\": \"two\"}\n{\"prompt\": \"three\"}\n",
    );
}

fn script(w: &World, toml: &str) {
    w.sandbox().set_script(Script::parse(toml).unwrap());
}

fn waited(w: &World, name: &str) -> Ran {
    w.run(&[
        "batch",
        "wait",
        name,
        "--every",
        "5ms",
        "-o",
        "json",
        "--deadline",
        "60s",
    ])
}

fn fetched(w: &World, name: &str) -> Vec<Value> {
    lines(&w.run(&["batch", "fetch", name, "-o", "json"]).exits(0).out)
}

/// How many orders a provider took.
fn orders(w: &World, provider: &str) -> usize {
    let path = if provider == "claude" {
        "/v1/messages/batches"
    } else {
        "/v1/batches"
    };
    let all = w.sandbox().requests(provider);
    all.iter()
        .filter(|r| r.method == "POST" && r.path == path && r.status == Some(200))
        .count()
}

#[track_caller]
fn answers_are_right(rows: &[Value], provider: &str) {
    assert_eq!(rows.len(), 3, "{rows:?}");
    for (i, text) in ["one", "two", "three"].iter().enumerate() {
        assert_eq!(rows[i]["index"], i);
        assert_eq!(rows[i]["text"], format!("{provider} 收到：{text} 🚀"));
    }
    assert_eq!(
        (&rows[0]["id"], &rows[1]["id"], rows[2].get("id")),
        (&json!("first"), &json!(2), None)
    );
    assert!(rows[0]["usage"]["output_tokens"].as_u64().unwrap() > 0);
}

#[test]
fn a_batch_goes_its_way_on_every_provider() {
    for provider in ["openai", "claude", "ark"] {
        let w = World::new("");
        questions(&w);
        let submitted = w
            .run(&[
                "batch", "submit", "q.jsonl", "-p", provider, "--name", "b", "-o", "json",
            ])
            .exits(0);
        assert_eq!(
            (&submitted.json()["name"], &submitted.json()["items"]),
            (&json!("b"), &json!(3))
        );
        let early = w.run(&["batch", "fetch", "b"]).exits(6);
        assert!(
            early.err.contains("has not ended") && early.err.contains("vh batch wait b"),
            "{}",
            early.err
        );
        w.run(&["batch", "status", "b"]).exits(0);
        let ended = waited(&w, "b").exits(0).json();
        assert_eq!((&ended["done"], &ended["failed"]), (&json!(3), &json!(0)), "{ended}");
        answers_are_right(&fetched(&w, "b"), provider);
        // What is here is not asked for again.
        w.sandbox().clear();
        answers_are_right(&fetched(&w, "b"), provider);
        assert!(w.sandbox().journal().is_empty());
        let listed = w.run(&["batch", "ls", "-o", "json"]).exits(0).json();
        assert_eq!((&listed["name"], &listed["phase"]), (&json!("b"), &json!("fetched")));
        w.run(&["batch", "rm", "b"]).exits(0);
        w.run(&["batch", "status", "b"]).exits(5);
    }
}

#[test]
fn the_same_requests_are_handed_over_once() {
    for provider in ["openai", "claude"] {
        let w = World::new("");
        questions(&w);
        for name in ["a", "b"] {
            let ran = w
                .run(&[
                    "batch", "submit", "q.jsonl", "-p", provider, "--name", name, "-o", "json",
                ])
                .exits(0);
            assert_eq!(ran.json()["name"], "a", "{}", ran.err);
        }
        assert_eq!(orders(&w, provider), 1);
        w.run(&["batch", "submit", "q.jsonl", "-p", provider, "--name", "b", "--again"])
            .exits(0);
        assert_eq!(orders(&w, provider), 2);
        // Anything else is another batch; a name is taken once.
        w.run(&[
            "batch",
            "submit",
            "q.jsonl",
            "-p",
            provider,
            "--name",
            "c",
            "--max-tokens",
            "9",
        ])
        .exits(0);
        assert_eq!(orders(&w, provider), 3);
        w.run(&[
            "batch",
            "submit",
            "q.jsonl",
            "-p",
            provider,
            "--name",
            "c",
            "--max-tokens",
            "8",
        ])
        .exits(6);
        assert_eq!(orders(&w, provider), 3);
    }
}

/// Starts a command and waits until the server has seen a request of this kind.
fn until(w: &World, args: &[&str], provider: &str, method: &str, path: &str) -> Child {
    w.sandbox().clear();
    let mut command = w.command(args);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    for _ in 0..6000 {
        let seen = w.sandbox().requests(provider);
        if seen.iter().any(|r| r.method == method && r.path.contains(path)) {
            return child;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    wait(&mut child);
    panic!("{provider} never saw {method} {path}");
}

/// Kills `vh batch submit` at one step, then goes on.
fn killed_at(provider: &str, method: &str, path: &str, fault: &str) {
    let w = World::new("");
    questions(&w);
    // Another batch is there already, of the same size.
    w.file("other.txt", "x\ny\nz\n");
    w.run(&["batch", "submit", "other.txt", "-p", provider, "--name", "other"])
        .exits(0);
    let taken = orders(&w, provider);
    script(&w, &format!("[[fault]]\nprotocol = '{provider}'\n{fault}"));
    let submit = ["batch", "submit", "q.jsonl", "-p", provider, "--name", "b"];
    let mut child = until(&w, &submit, provider, method, path);
    // What a server does before it loses its answer is done when it has said the status.
    let lost = fault.contains("lose");
    let done = || {
        w.sandbox()
            .requests(provider)
            .iter()
            .any(|r| r.method == method && r.path.contains(path) && r.status.is_some())
    };
    while lost && !done() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    wait(&mut child);
    let before = orders(&w, provider);
    script(&w, "");
    let again = w.run(&submit);
    assert!([0, 11].contains(&again.code), "{method} {path}: {}", again.err);
    waited(&w, "b").exits(0);
    answers_are_right(&fetched(&w, "b"), provider);
    let after = orders(&w, provider);
    assert_eq!(
        before.max(after),
        1,
        "{provider} {method} {path} {fault}: one order and no second ({taken} before)"
    );
    let listed = w.run(&["batch", "ls", "-o", "json"]).exits(0);
    assert_eq!(listed.out.lines().count(), 2);
}

#[test]
fn a_submit_killed_at_any_step_goes_on_and_orders_once() {
    let hang = "hang = 'head'\n";
    let done = "hang = 'head'\nlose = true\n";
    let steps = [
        ("openai", "POST", "/v1/files", format!("path = '/v1/files'\n{hang}")),
        ("openai", "POST", "/v1/files", format!("path = '/v1/files'\n{done}")),
        (
            "openai",
            "GET",
            "/v1/batches?",
            format!("path = '/v1/batches?'\n{hang}"),
        ),
        (
            "openai",
            "POST",
            "/v1/batches",
            format!("path = '/v1/batches'\ncontains = 'input_file_id'\n{hang}"),
        ),
        (
            "openai",
            "POST",
            "/v1/batches",
            format!("path = '/v1/batches'\ncontains = 'input_file_id'\n{done}"),
        ),
        (
            "claude",
            "GET",
            "/v1/messages/batches?",
            format!("path = 'batches?'\n{hang}"),
        ),
        (
            "claude",
            "POST",
            "/v1/messages/batches",
            format!("contains = 'requests'\n{hang}"),
        ),
        (
            "claude",
            "POST",
            "/v1/messages/batches",
            format!("contains = 'requests'\n{done}"),
        ),
    ];
    std::thread::scope(|scope| {
        for (provider, method, path, fault) in &steps {
            scope.spawn(move || killed_at(provider, method, path, fault));
        }
    });
}

#[test]
fn a_wait_or_a_fetch_that_is_killed_is_done_again() {
    for (provider, results) in [("openai", "/content"), ("claude", "/results")] {
        let w = World::new("");
        questions(&w);
        w.run(&["batch", "submit", "q.jsonl", "-p", provider, "--name", "b"])
            .exits(0);
        script(&w, "[[fault]]\npath = '/batch'\nhang = 'head'\n");
        let mut child = until(&w, &["batch", "wait", "b"], provider, "GET", "batch");
        child.kill().unwrap();
        wait(&mut child);
        script(&w, "");
        waited(&w, "b").exits(0);
        script(&w, &format!("[[fault]]\npath = '{results}'\nhang = 'head'\n"));
        let mut child = until(&w, &["batch", "fetch", "b"], provider, "GET", results);
        child.kill().unwrap();
        wait(&mut child);
        // Cut in the middle of a line, too.
        script(
            &w,
            &format!("[[fault]]\npath = '{results}'\ncut_after = 700\ntimes = 1\n"),
        );
        let cut = w.run(&["batch", "fetch", "b"]);
        assert!([8, 9].contains(&cut.code), "{} {}", cut.code, cut.err);
        answers_are_right(&fetched(&w, "b"), provider);
    }
}

#[test]
fn arks_loop_that_is_killed_keeps_what_was_answered() {
    let w = World::new("[[fault]]\ncontains = 'three'\nhang = 'head'\n");
    questions(&w);
    w.run(&["batch", "submit", "q.jsonl", "-p", "ark", "--name", "b"])
        .exits(0);
    let mut child = until(
        &w,
        &["batch", "wait", "b", "--jobs", "1"],
        "ark",
        "POST",
        "/batch/chat/completions",
    );
    while w.requests("ark") < 3 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    wait(&mut child);
    script(&w, "");
    w.sandbox().clear();
    waited(&w, "b").exits(0);
    assert_eq!(w.requests("ark"), 1, "only the one that was open");
    answers_are_right(&fetched(&w, "b"), "ark");
}

#[test]
fn a_half_written_batch_is_no_batch() {
    let w = World::new("");
    let mut command = w.command(&["batch", "submit", "-", "-p", "openai", "--name", "b"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    use std::io::Write;
    for i in 0..600 {
        writeln!(stdin, "question {i}").unwrap();
    }
    stdin.flush().unwrap();
    let rows = || {
        let info = w.run(&["state", "info", "-o", "json"]);
        let count = lines(&info.out)
            .into_iter()
            .find(|f| f["name"] == "batch_items.rows" || f["name"] == "work.batch_items.rows");
        count
            .and_then(|f| f["value"].as_str().and_then(|n| n.parse::<u64>().ok()))
            .unwrap_or(0)
    };
    while rows() < 256 {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    child.kill().unwrap();
    wait(&mut child);
    assert_eq!(w.run(&["batch", "ls"]).exits(0).out, "");
    let ran = w
        .pipe(
            "one\ntwo\n",
            &["batch", "submit", "-", "-p", "openai", "--name", "b", "-o", "json"],
        )
        .exits(0);
    assert_eq!(ran.json()["items"], 2);
    w.run(&["state", "purge", "--older-than", "0s"]).exits(0);
    assert_eq!(rows(), 2, "what the dead one wrote is gone");
}

#[test]
fn a_lost_answer_is_looked_for_and_never_guessed() {
    // The order was taken, the answer lost: the marker finds it.
    let w = World::new("[[fault]]\npath = '/v1/batches'\ncontains = 'input_file_id'\nlose = true\n");
    questions(&w);
    w.run(&["batch", "submit", "q.jsonl", "-p", "openai", "--name", "b"])
        .exits(0);
    assert_eq!(orders(&w, "openai"), 1);
    // Neither the answer nor the list comes: nobody knows, and nobody orders again.
    let w = World::new(
        "[[fault]]\npath = '/v1/batches'\ncontains = 'input_file_id'\nlose = true\n[[fault]]\npath = '/v1/batches?'\nafter = 1\ndrop = true\n",
    );
    questions(&w);
    let ran = w
        .run(&[
            "batch", "submit", "q.jsonl", "-p", "openai", "--name", "b", "-o", "json",
        ])
        .exits(11);
    assert_eq!(
        (&ran.error()["kind"], &ran.error()["outcome"]),
        (&json!("outcome_unknown"), &json!("unknown"))
    );
    assert!(ran.error()["hint"].as_str().unwrap().contains("vh batch status b"));
    script(&w, "");
    let known = w.run(&["batch", "status", "b", "-o", "json"]).exits(0).json();
    assert_eq!(
        (&known["phase"], orders(&w, "openai")),
        (&json!("submitted"), 1),
        "{known}"
    );
    // Never taken: it is ordered when somebody goes on.
    let w = World::new("[[fault]]\npath = '/v1/batches'\ncontains = 'input_file_id'\ndrop = true\ntimes = 1\n");
    questions(&w);
    w.run(&["batch", "submit", "q.jsonl", "-p", "openai", "--name", "b"])
        .exits(11);
    waited(&w, "b").exits(0);
    assert_eq!(orders(&w, "openai"), 1);
    answers_are_right(&fetched(&w, "b"), "openai");
}

#[test]
fn anthropics_nameless_batches_are_told_by_their_answers() {
    let w = World::new("[[fault]]\nprotocol = 'claude'\ncontains = 'requests'\nlose = true\ntimes = 1\n");
    questions(&w);
    let ran = w
        .run(&["batch", "submit", "q.jsonl", "-p", "claude", "--name", "b"])
        .exits(11);
    assert!(ran.err.contains("vh batch status b"), "{}", ran.err);
    // Somebody else orders as many at the same time.
    w.file("other.txt", "x\ny\nz\n");
    w.run(&["batch", "submit", "other.txt", "-p", "claude", "--name", "other"])
        .exits(0);
    let ran = w.run(&["batch", "status", "b"]).exits(11);
    assert!(
        ran.err.contains("may be one of") && ran.err.matches("msgbatch_").count() >= 2,
        "{}",
        ran.err
    );
    waited(&w, "other").exits(0);
    // Both have ended by now, and their answers tell whose they are.
    waited(&w, "b").exits(0);
    answers_are_right(&fetched(&w, "b"), "claude");
    assert_eq!(orders(&w, "claude"), 2);
}

#[test]
fn what_failed_is_listed_and_the_rest_is_there() {
    for provider in ["openai", "claude", "ark"] {
        let w = World::new("");
        let body = match provider {
            "claude" => {
                r#"{"id":"bad","params":{"model":"nope","max_tokens":5,"messages":[{"role":"user","content":"x"}]}}"#
            }
            "ark" => r#"{"id":"bad","body":{"messages":[]}}"#,
            _ => {
                r#"{"custom_id":"bad","method":"POST","url":"/v1/chat/completions","body":{"model":"nope","messages":[{"role":"user","content":"x"}]}}"#
            }
        };
        w.file("q.jsonl", format!("{{\"id\":\"good\",\"prompt\":\"hi\"}}\n{body}\n"));
        w.run(&["batch", "submit", "q.jsonl", "-p", provider, "--name", "b"])
            .exits(0);
        waited(&w, "b").exits(0);
        let ran = w.run(&["batch", "fetch", "b", "-o", "json"]).exits(10);
        let rows = lines(&ran.out);
        assert_eq!((rows.len(), &rows[1]["id"]), (2, &json!("bad")));
        assert!(rows[1]["error"]["message"].is_string() && rows[0]["text"].as_str().unwrap().contains("hi"));
        assert!(ran.err.contains("request 1 (\"bad\")"), "{}", ran.err);
        let failed = w.run(&["batch", "fetch", "b", "--failed", "-o", "json"]).exits(10);
        assert_eq!(lines(&failed.out).len(), 1);
        let raw = w.run(&["batch", "fetch", "b", "--raw"]).exits(10);
        assert!(lines(&raw.out)[0]["body"]["model"].is_string());
        w.run(&["batch", "fetch", "b", "--out", "a.jsonl"]).exits(10);
        assert_eq!(
            lines(&std::fs::read_to_string(w.home.path().join("a.jsonl")).unwrap()),
            rows
        );
        w.run(&["batch", "fetch", "b", "--out", "a.jsonl"]).exits(13);
        w.run(&["batch", "fetch", "b", "--out", "a.jsonl", "--yes"]).exits(10);
    }
}

#[test]
fn a_batch_that_is_stopped_keeps_its_answers() {
    for provider in ["openai", "claude"] {
        let w = World::new("");
        w.file("q.txt", "one\ntwo\nthree\nfour\n");
        w.run(&["batch", "submit", "q.txt", "-p", provider, "--name", "b"])
            .exits(0);
        w.run(&["batch", "rm", "b"]).exits(13);
        w.run(&["batch", "cancel", "b"]).exits(0);
        waited(&w, "b").exits(0);
        let rows = lines(&w.run(&["batch", "fetch", "b", "-o", "json"]).exits(10).out);
        assert!(rows[1]["text"].is_string() && rows[3]["error"].is_object(), "{rows:?}");
    }
    let w = World::new("");
    questions(&w);
    w.run(&["batch", "submit", "q.jsonl", "-p", "ark", "--name", "b"])
        .exits(0);
    w.run(&["batch", "cancel", "b"]).exits(0);
    w.run(&["batch", "fetch", "b"]).exits(10);
    assert_eq!(w.requests("ark"), 0);
}

#[test]
fn a_batch_that_is_refused_as_a_whole_says_why() {
    let body = r#"{"id":"batch_x","status":"failed","errors":{"data":[{"code":"token_limit_exceeded","message":"too much"}]}}"#;
    let w = World::new(&format!("[[fault]]\npath = '/v1/batches/'\nbody = '{body}'\n"));
    questions(&w);
    w.run(&["batch", "submit", "q.jsonl", "-p", "openai", "--name", "b"])
        .exits(0);
    for ran in [waited(&w, "b"), w.run(&["batch", "fetch", "b"])] {
        assert!(ran.err.contains("token_limit_exceeded"), "{}", ran.err);
        ran.exits(6);
    }
    // The same may be tried again.
    script(&w, "");
    w.run(&["batch", "submit", "q.jsonl", "-p", "openai", "--name", "c"])
        .exits(0);
    assert_eq!(orders(&w, "openai"), 2);
}

#[test]
fn what_a_batch_used_is_counted_once() {
    for (provider, model) in [
        ("openai", "gpt-6-luna"),
        ("claude", "claude-haiku-5-5"),
        ("ark", "ep-20241201140014-vbzjz"),
    ] {
        let w = World::new("");
        w.add_config(&format!(
            "[models.one]\nid = '{model}'\nprovider = '{provider}'\nprice_in = 2.0\nprice_out = 10.0\n"
        ));
        questions(&w);
        let submit = ["batch", "submit", "q.jsonl", "-p", provider, "-m", model, "--name", "b"];
        w.run(&submit).exits(0);
        waited(&w, "b").exits(0);
        let first = fetched(&w, "b");
        assert_eq!(fetched(&w, "b"), first);
        w.run(&["batch", "fetch", "b", "--raw", "-o", "json"]).exits(0);
        let sum = |name: &str| first.iter().map(|r| r["usage"][name].as_f64().unwrap()).sum::<f64>();
        let (input, output) = (sum("input_tokens"), sum("output_tokens"));
        let spent = w.run(&["usage", "-o", "json"]).exits(0).json();
        assert_eq!(
            (&spent["provider"], &spent["model"], &spent["requests"]),
            (&json!(provider), &json!(model), &json!(3)),
            "{spent}"
        );
        assert_eq!(
            (&spent["input_tokens"], &spent["output_tokens"]),
            (&json!(input as i64), &json!(output as i64))
        );
        // Half of what single calls cost.
        let cost = spent["cost"].as_f64().unwrap();
        assert!((cost - (2.0 * input + 10.0 * output) / 2e6).abs() < 1e-6, "{spent}");
        let stats = w.run(&["route", "stats", "-o", "json"]).exits(0).json();
        assert_eq!(stats["requests"], 3, "{stats}");
    }
}

#[test]
fn arks_vectors_of_a_batch_have_the_length_that_was_wanted() {
    let w = World::new("");
    w.file("q.txt", "one\ntwo\n");
    let (model, whole) = embeddings::models(Vendor::Ark)[0];
    let submitted = |dims: &str| {
        let embed = [
            "embed", "-p", "ark", "-m", model, "--batch", "--dims", dims, "--input", "q.txt", "-o", "json",
        ];
        let name = w.run(&embed).exits(0).json()["name"].as_str().unwrap().to_owned();
        waited(&w, &name).exits(0);
        name
    };
    let name = submitted("4");
    for (row, text) in fetched(&w, &name).iter().zip(["one", "two"]) {
        let got: Vec<f32> = serde_json::from_value(row["embedding"].clone()).unwrap();
        let begin = &embeddings::vector(model, text, whole)[..4];
        let length = begin.iter().map(|v| v * v).sum::<f32>().sqrt();
        assert_eq!(got.len(), 4);
        assert!(
            got.iter().zip(begin).all(|(a, b)| (a - b / length).abs() < 1e-6),
            "{text}: {got:?}"
        );
    }
    w.run(&["batch", "fetch", &name, "--out", "v.npy"]).exits(0);
    assert_eq!(
        std::fs::read(w.home.path().join("v.npy")).unwrap().len(),
        128 + 2 * 4 * 4
    );
    // Longer than they are made: nothing is made up, and each is told.
    let name = submitted("4000");
    let ran = w.run(&["batch", "fetch", &name, "-o", "json"]).exits(10);
    assert!(ran.err.contains("2 of 2"), "{}", ran.err);
    assert!(
        lines(&ran.out).iter().all(|r| r["error"]["kind"] == "malformed"),
        "{}",
        ran.out
    );
}

#[test]
fn the_front_doors_lead_to_the_same_house() {
    let w = World::new("");
    w.file("q.txt", "one\ntwo\nthree\n");
    let name = |ran: Ran| ran.exits(0).json()["name"].as_str().unwrap().to_owned();
    let chat = name(w.run(&[
        "chat",
        "-p",
        "claude",
        "-s",
        "be brief",
        "--max-tokens",
        "50",
        "--batch",
        "q.txt",
        "-o",
        "json",
    ]));
    waited(&w, &chat).exits(0);
    assert_eq!(fetched(&w, &chat)[1]["text"], "claude 收到：two 🚀");
    let sent = w
        .sandbox()
        .requests("claude")
        .into_iter()
        .find(|r| r.method == "POST")
        .unwrap()
        .json();
    assert_eq!(
        (
            &sent["requests"][0]["params"]["system"],
            &sent["requests"][0]["params"]["max_tokens"]
        ),
        (&json!("be brief"), &json!(50))
    );
    let (model, whole) = embeddings::models(Vendor::OpenAi)[0];
    let embed = name(w.run(&["embed", "-p", "openai", "--batch", "--input", "q.txt", "-o", "json"]));
    waited(&w, &embed).exits(0);
    for (row, text) in fetched(&w, &embed).iter().zip(["one", "two", "three"]) {
        let got: Vec<f32> = serde_json::from_value(row["embedding"].clone()).unwrap();
        let want = embeddings::vector(model, text, whole);
        assert!(got.iter().zip(&want).all(|(a, b)| (a - b).abs() < 1e-6), "{text}");
    }
    w.run(&["batch", "fetch", &embed, "--out", "v.npy"]).exits(0);
    let bytes = std::fs::read(w.home.path().join("v.npy")).unwrap();
    assert_eq!(bytes.len(), 128 + 3 * whole * 4);
    assert!(String::from_utf8_lossy(&bytes[..128]).contains("(3, 1536)"));
    let (model, whole) = embeddings::MULTIMODAL[0];
    let ark = name(w.run(&[
        "embed",
        "-p",
        "ark",
        "-m",
        model,
        "--multimodal",
        "--batch",
        "x",
        "y",
        "-o",
        "json",
    ]));
    waited(&w, &ark).exits(0);
    let got: Vec<f32> = serde_json::from_value(fetched(&w, &ark)[1]["embedding"].clone()).unwrap();
    let want = embeddings::vector(model, "y", whole);
    assert!(got.iter().zip(&want).all(|(a, b)| (a - b).abs() < 1e-6));
    w.run(&["embed", "-p", "claude", "--batch", "x"]).exits(3);
}

#[test]
fn ark_says_how_long_to_wait_and_all_wait() {
    let w = World::new(
        "[[fault]]\nstatus = 429\ncode = 'RateLimitExceeded.EndpointRPMExceeded'\nheaders = { retry-after-ms = '20' }\ntimes = 5\n",
    );
    questions(&w);
    w.run(&["batch", "submit", "q.jsonl", "-p", "ark", "--name", "b"])
        .exits(0);
    waited(&w, "b").exits(0);
    answers_are_right(&fetched(&w, "b"), "ark");
    assert_eq!(w.requests("ark"), 8);
    // What would refuse them all ends the loop, and costs none of them.
    let w = World::new("[[fault]]\nstatus = 401\n");
    questions(&w);
    w.run(&["batch", "submit", "q.jsonl", "-p", "ark", "--name", "b"])
        .exits(0);
    waited(&w, "b").exits(4);
    script(&w, "");
    waited(&w, "b").exits(0);
    answers_are_right(&fetched(&w, "b"), "ark");
}

#[test]
fn a_batch_that_cannot_be_leaves_nothing() {
    let w = World::new("");
    w.file("empty.txt", "\n\n");
    w.file("broken.jsonl", "{\"prompt\": \"x\"}\n{\n");
    w.file("odd.jsonl", "{\"prompt\": \"x\"}\n{\"nothing\": 1}\n");
    w.file("mixed.jsonl", "{\"body\": {}, \"url\": \"/v1/embeddings\"}\n");
    for (file, said) in [
        ("empty.txt", "no requests"),
        ("broken.jsonl", "line 2"),
        ("odd.jsonl", "line 2"),
        ("mixed.jsonl", "/v1/embeddings"),
    ] {
        let ran = w
            .run(&["batch", "submit", file, "-p", "openai", "--name", "b"])
            .exits(2);
        assert!(ran.err.contains(said), "{file}: {}", ran.err);
    }
    w.file("q.txt", "x\n");
    let dry = w.run(&["batch", "submit", "q.txt", "-p", "openai", "-n"]).exits(0);
    assert!(dry.out.contains("POST") && !dry.out.contains(&w.sandbox().server("openai").key));
    assert_eq!(w.run(&["batch", "ls"]).exits(0).out, "");
    assert!(w.sandbox().journal().is_empty());
    // A promise that only memory would keep is not made.
    w.add_config("[state]\nurl = 'memory:'\n");
    w.run(&["batch", "submit", "q.txt", "-p", "openai"]).exits(12);
    assert!(w.sandbox().journal().is_empty());
}
