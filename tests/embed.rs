//! `vh embed`: order, limits, refused inputs, rates, outputs, and runs that were killed.

use std::collections::BTreeSet;
use std::process::Stdio;

use serde_json::{Value, json};
use vh::sandbox::llm::completions::Vendor;
use vh::sandbox::llm::embeddings;
use vh::sandbox::{Sandbox, Script};

use crate::harness::{Ran, World, wait};

const DIMS: usize = 8;

/// What OpenAI's sandbox makes of a text in eight dimensions.
fn want(text: &str) -> Vec<f32> {
    let (model, whole) = embeddings::models(Vendor::OpenAi)[0];
    let mut vector = embeddings::vector(model, text, whole);
    vector.truncate(DIMS);
    let length = vector.iter().map(|v| v * v).sum::<f32>().sqrt();
    vector.iter().map(|v| v / length).collect()
}

fn near(a: &[f32], b: &[f32]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-5)
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn numbers(row: &Value) -> Vec<f32> {
    serde_json::from_value(row["embedding"].clone()).unwrap()
}

/// The rows of a `.npy` file, read by the format's own rules.
fn npy(path: &std::path::Path) -> Vec<Vec<f32>> {
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(&bytes[..8], b"\x93NUMPY\x01\x00");
    let end = 10 + usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    assert_eq!((end % 64, bytes[end - 1]), (0, b'\n'));
    let header = std::str::from_utf8(&bytes[10..end]).unwrap();
    let shape = header.split_once("'shape': (").unwrap().1.split_once(')').unwrap().0;
    let (rows, dims) = shape.split_once(", ").unwrap();
    let (rows, dims): (usize, usize) = (rows.parse().unwrap(), dims.parse().unwrap());
    let values: Vec<f32> = bytes[end..]
        .chunks_exact(4)
        .map(|b| f32::from_le_bytes(b.try_into().unwrap()))
        .collect();
    assert_eq!(values.len(), rows * dims, "{header}");
    values.chunks(dims).map(<[f32]>::to_vec).collect()
}

fn texts(n: usize) -> Vec<String> {
    (0..n).map(|i| format!("text number {i}.")).collect()
}

fn input(w: &World, texts: &[String]) -> String {
    w.file("in.txt", texts.join("\n") + "\n").display().to_string()
}

/// The texts that were sent, in requests that were answered.
fn embedded(w: &World) -> Vec<String> {
    let requests = w.sandbox().requests("openai");
    let answered = requests.iter().filter(|r| r.status == Some(200));
    answered
        .flat_map(|r| r.json()["input"].as_array().cloned().unwrap_or_default())
        .map(|t| t.as_str().unwrap().to_owned())
        .collect()
}

fn openai(w: &World, more: &[&str]) -> Ran {
    w.run(&[&["embed", "-p", "openai", "--dims", "8"], more].concat())
}

#[test]
fn the_order_is_kept_over_many_requests_at_once() {
    // Early requests come back late.
    let slow = "[[fault]]\ncontains = 'number 3.'\nwait_ms = 150\n[[fault]]\ncontains = 'number 40.'\nwait_ms = 80\n";
    let w = World::new(slow);
    let texts = texts(300);
    let file = input(&w, &texts);
    let ran = openai(
        &w,
        &["--input", &file, "--batch-size", "7", "--jobs", "8", "-o", "jsonl"],
    )
    .exits(0);
    let rows = lines(&ran.out);
    assert_eq!((rows.len(), w.requests("openai")), (300, 43));
    for (i, row) in rows.iter().enumerate() {
        assert_eq!(row["index"], i);
        assert!(near(&numbers(row), &want(&texts[i])), "{i}");
    }
}

#[test]
fn requests_keep_each_providers_limits() {
    let w = World::new("");
    let file = input(&w, &texts(50));
    w.run(&["embed", "-p", "ark", "--input", &file, "-o", "json"]).exits(0);
    let sizes: Vec<usize> = w
        .sandbox()
        .requests("ark")
        .iter()
        .map(|r| r.json()["input"].as_array().unwrap().len())
        .collect();
    assert!(
        sizes.len() == 13 && sizes.iter().all(|n| *n <= 4),
        "Ark advises four: {sizes:?}"
    );
    w.run(&["embed", "-p", "ark", "--input", &file, "--batch-size", "257"])
        .exits(2);
    let w = World::new("");
    // 300 texts of about 3 000 tokens each: three requests of at most 300 000.
    let long: Vec<String> = (0..300).map(|i| format!("{i} {}", "长文本".repeat(800))).collect();
    let file = input(&w, &long);
    openai(&w, &["--input", &file, "-o", "json"]).exits(0);
    assert!(w.requests("openai") >= 3);
    assert!(w.sandbox().requests("openai").iter().all(|r| r.status == Some(200)));
}

#[test]
fn a_refused_input_is_found_and_the_others_get_their_vectors() {
    let refused = "[[fault]]\ncontains = 'number 13.'\nstatus = 400\nmessage = 'not this one'\n";
    let texts = texts(40);
    for out in ["v.jsonl", "v.npy"] {
        let w = World::new(refused);
        let file = input(&w, &texts);
        let ran = openai(&w, &["--input", &file, "--batch-size", "16", "--out", out]).exits(10);
        assert!(
            ran.err.contains("input 13") && ran.err.contains("not this one"),
            "{}",
            ran.err
        );
        let path = w.home.path().join(out);
        if out == "v.npy" {
            let rows = npy(&path);
            assert!(rows.len() == 40 && rows[13].iter().all(|v| v.is_nan()));
            assert!((0..40).filter(|i| *i != 13).all(|i| near(&rows[i], &want(&texts[i]))));
        } else {
            let rows = lines(&std::fs::read_to_string(&path).unwrap());
            assert!(
                rows.len() == 40 && rows[13]["error"]["kind"] == "invalid",
                "{}",
                rows[13]
            );
            assert!(
                (0..40)
                    .filter(|i| *i != 13)
                    .all(|i| near(&numbers(&rows[i]), &want(&texts[i])))
            );
        }
        // It is known already, and told again.
        let asked = w.requests("openai");
        openai(&w, &["--input", &file, "--out", out]).exits(10);
        assert_eq!(w.requests("openai"), asked);
    }
}

#[test]
fn a_run_whose_every_input_is_refused_ends_soon() {
    let w = World::new("[[fault]]\nstatus = 400\n");
    let file = input(&w, &texts(500));
    openai(&w, &["--input", &file, "--batch-size", "32", "--jobs", "1"]).exits(6);
    assert!(w.requests("openai") < 12, "{}", w.requests("openai"));
}

#[test]
fn requests_that_are_too_large_teach_the_run() {
    // A server that takes four at a time and says so with a 400 only.
    let w = World::new("[[fault]]\ncontains = 'number 4.'\nafter = 0\ntimes = 2\nstatus = 400\n");
    let file = input(&w, &texts(400));
    let ran = openai(
        &w,
        &["--input", &file, "--batch-size", "16", "--jobs", "1", "-o", "json"],
    )
    .exits(0);
    assert_eq!(lines(&ran.out).len(), 400);
    let sizes: Vec<usize> = w
        .sandbox()
        .requests("openai")
        .iter()
        .map(|r| r.json()["input"].as_array().unwrap().len())
        .collect();
    assert_eq!(&sizes[..2], [16, 8]);
    assert!(
        sizes.iter().rev().take(4).all(|n| *n <= 8),
        "later ones are small from the start: {sizes:?}"
    );
}

#[test]
fn too_fast_slows_the_run_down_and_loses_nothing() {
    let w = World::new("[[fault]]\nstatus = 429\nheaders = { retry-after-ms = '1' }\nafter = 3\ntimes = 25\n");
    let texts = texts(200);
    let file = input(&w, &texts);
    let ran = openai(
        &w,
        &["--input", &file, "--batch-size", "5", "--jobs", "8", "-o", "json"],
    )
    .exits(0);
    let rows = lines(&ran.out);
    assert!(rows.len() == 200 && rows.iter().zip(&texts).all(|(r, t)| near(&numbers(r), &want(t))));
    let answered = embedded(&w);
    assert_eq!(answered.len(), 200, "nothing is paid for twice");
}

#[test]
fn a_rate_that_never_ends_is_given_up_and_what_is_there_stays() {
    let w = World::new("[[fault]]\nstatus = 429\nafter = 2\n");
    w.config(
        &w.read_config()
            .replace("base = \"1ms\"\n", "base = \"1ms\"\nbudget = \"300ms\"\n"),
    );
    let file = input(&w, &texts(50));
    let run = [
        "--input",
        &file,
        "--batch-size",
        "10",
        "--jobs",
        "1",
        "--out",
        "v.jsonl",
    ];
    let ran = openai(&w, &run).exits(7);
    assert!(ran.err.contains("v.jsonl holds 20"), "{}", ran.err);
    w.sandbox().set_script(Script::default());
    openai(&w, &run).exits(0);
    assert_eq!(embedded(&w).len(), 50);
}

#[test]
fn a_model_that_stays_too_fast_is_passed_over_by_every_process_for_a_while() {
    let w = World::new("[[fault]]\nprotocol = 'ark'\nstatus = 429\nheaders = { retry-after = '40' }\n");
    w.config(
        &w.read_config()
            .replace("base = \"1ms\"\n", "base = \"1ms\"\nbudget = \"300ms\"\n"),
    );
    w.add_config("[models.small]\nid = 'text-embedding-3-small'\nprovider = 'openai'\ncapabilities = ['embedding']\n");
    w.run(&["embed", "--route", "balanced", "x"]).exits(7);
    w.sandbox().clear();
    let ran = w.run(&["embed", "--route", "balanced", "x", "-o", "json"]).exits(0);
    assert_eq!(lines(&ran.out)[0]["model"], "text-embedding-3-small", "{}", ran.err);
    assert!(w.sandbox().requests("ark").is_empty());
    let explained = w
        .run(&["route", "explain", "--capability", "embedding", "-o", "json"])
        .exits(0);
    let ark = lines(&explained.out)
        .into_iter()
        .find(|r| r["id"] == "doubao-embedding")
        .unwrap();
    assert_eq!(ark["excluded"]["why"], "cooling_down", "{ark}");
    w.run(&["route", "reset"]).exits(0);
    w.sandbox().set_script(Script::default());
    let ran = w.run(&["embed", "--route", "balanced", "x", "-o", "json"]).exits(0);
    assert_eq!(lines(&ran.out)[0]["model"], "text-embedding-v1");
}

/// Kills a run when so many inputs are in its file; the server never answers one of them.
fn killed(w: &World, out: &str, file: &str) -> usize {
    w.sandbox()
        .set_script(Script::parse("[[fault]]\ncontains = 'number 60.'\nhang = 'head'\n").unwrap());
    let mut command = w.command(&[
        "embed",
        "-p",
        "openai",
        "--dims",
        "8",
        "--input",
        file,
        "--batch-size",
        "5",
        "--jobs",
        "3",
        "--out",
        out,
    ]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let path = w.home.path().join(out);
    let rows = || match std::fs::read(&path) {
        Ok(bytes) if out.ends_with(".npy") => bytes.len().saturating_sub(128) / (4 * DIMS),
        Ok(bytes) => bytes.iter().filter(|b| **b == b'\n').count(),
        Err(_) => 0,
    };
    // Everything before the one that hangs comes out.
    while rows() < 60 {
        assert!(child.try_wait().unwrap().is_none(), "it waits for the one that hangs");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    child.kill().unwrap();
    wait(&mut child);
    w.sandbox().set_script(Script::default());
    rows()
}

#[test]
fn a_killed_run_goes_on_and_embeds_nothing_again_that_was_written() {
    for out in ["v.jsonl", "v.npy"] {
        let w = World::new("");
        let texts = texts(150);
        let file = input(&w, &texts);
        let rows = killed(&w, out, &file);
        assert_eq!(rows, 60);
        // It was killed in the middle of a row, too.
        let path = w.home.path().join(out);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend_from_slice(if out == "v.npy" {
            b"\x01\x02\x03"
        } else {
            b"{\"index\":60,\"dig"
        });
        std::fs::write(&path, bytes).unwrap();
        w.sandbox().clear();
        let ran = openai(&w, &["--input", &file, "--out", out]).exits(0);
        assert!(ran.err.contains("going on after 60 inputs"), "{}", ran.err);
        let again: BTreeSet<String> = embedded(&w).into_iter().collect();
        assert!(texts[..60].iter().all(|t| !again.contains(t)));
        assert_eq!(again.len(), 90);
        let vectors = if out == "v.npy" {
            npy(&path)
        } else {
            let rows = lines(&std::fs::read_to_string(&path).unwrap());
            assert!(rows.iter().enumerate().all(|(i, r)| r["index"] == i));
            rows.iter().map(numbers).collect()
        };
        assert!(vectors.len() == 150 && vectors.iter().zip(&texts).all(|(v, t)| near(v, &want(t))));
    }
}

#[test]
fn a_file_takes_only_what_belongs_to_it() {
    for out in ["v.jsonl", "v.npy"] {
        let w = World::new("");
        w.add_config("[llm.other]\nkind = 'openai'\nembed_model = 'text-embedding-3-large'\n");
        let server = w.sandbox().server("openai").clone();
        w.config(&w.read_config().replace(
            "[llm.other]\n",
            &format!("[llm.other]\nbase_url = '{}'\napi_key = '{}'\n", server.url, server.key),
        ));
        let file = input(&w, &texts(10));
        openai(&w, &["--input", &file, "--out", out]).exits(0);
        let before = std::fs::read(w.home.path().join(out)).unwrap();
        let longer = w.file("longer.txt", texts(12).join("\n")).display().to_string();
        // Another model, other dimensions, other inputs, fewer inputs.
        let other = w
            .run(&["embed", "-p", "other", "--dims", "8", "--input", &longer, "--out", out])
            .exits(6);
        assert!(other.err.contains("text-embedding-3-large"), "{}", other.err);
        let ran = w
            .run(&["embed", "-p", "openai", "--dims", "9", "--input", &longer, "--out", out])
            .exits(6);
        assert!(ran.err.contains("dimensions"), "{}", ran.err);
        let changed = w
            .file("changed.txt", texts(12).join("\n").replace("number 4.", "number four."))
            .display()
            .to_string();
        let ran = openai(&w, &["--input", &changed, "--out", out]).exits(6);
        assert!(ran.err.contains("other inputs"), "{}", ran.err);
        let fewer = w.file("fewer.txt", texts(9).join("\n")).display().to_string();
        openai(&w, &["--input", &fewer, "--out", out]).exits(6);
        assert_eq!(
            std::fs::read(w.home.path().join(out)).unwrap(),
            before,
            "nothing was touched"
        );
        openai(&w, &["--input", &longer, "--out", out]).exits(0);
    }
    let w = World::new("");
    w.file("notes.jsonl", "{\"my\": \"notes\"}\n");
    w.file("raw.npy", "not numpy");
    for out in ["notes.jsonl", "raw.npy"] {
        let before = std::fs::read(w.home.path().join(out)).unwrap();
        openai(&w, &["x", "--out", out]).exits(6);
        assert_eq!(std::fs::read(w.home.path().join(out)).unwrap(), before);
    }
    assert_eq!(w.requests("openai"), 0);
}

#[test]
fn only_one_process_writes_a_file() {
    let w = World::new("[[fault]]\nhang = 'head'\ntimes = 1\n");
    let mut command = w.command(&["embed", "-p", "openai", "x", "--out", "v.jsonl"]);
    command.stderr(Stdio::null());
    let mut first = command.spawn().unwrap();
    while w.requests("openai") == 0 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let ran = openai(&w, &["x", "--out", "v.jsonl"]).exits(6);
    assert!(ran.err.contains("another process"), "{}", ran.err);
    first.kill().unwrap();
    wait(&mut first);
}

#[test]
fn inputs_come_from_everywhere() {
    let w = World::new("");
    let ran = w
        .pipe(
            "one\r\n\ntwo\n",
            &["embed", "-p", "openai", "--dims", "8", "-o", "json"],
        )
        .exits(0);
    let rows = lines(&ran.out);
    assert!(rows.len() == 2 && near(&numbers(&rows[0]), &want("one")) && near(&numbers(&rows[1]), &want("two")));
    w.file(
        "in.jsonl",
        "{\"id\": \"a\", \"body\": \"one\"}\n{\"id\": 2, \"body\": \"\"}\n{\"title\": \"x\"}\n{\"id\": null, \"body\": \"two\"}\n",
    );
    let ran = openai(&w, &["--input", "in.jsonl", "--field", "body", "-o", "json"]).exits(10);
    let rows = lines(&ran.out);
    assert_eq!(
        (&rows[0]["id"], &rows[1]["id"], rows[3].get("id")),
        (&json!("a"), &json!(2), None)
    );
    assert!(near(&numbers(&rows[3]), &want("two")));
    assert_eq!(rows.iter().filter(|r| r["error"]["kind"] == "invalid").count(), 2);
    let ran = openai(&w, &["--input", "in.jsonl"]).exits(2);
    assert!(
        ran.err.contains("no field text") && ran.err.contains("--field"),
        "{}",
        ran.err
    );
    let broken = w
        .file("broken.jsonl", "{\"text\": \"one\"}\n{\"text\": \n")
        .display()
        .to_string();
    let ran = openai(&w, &["--input", &broken, "--out", "v.jsonl"]).exits(2);
    assert!(ran.err.contains("line 2"), "{}", ran.err);
    assert_eq!(
        lines(&std::fs::read_to_string(w.home.path().join("v.jsonl")).unwrap()).len(),
        1
    );
    w.file("latin.txt", b"caf\xe9\n");
    assert!(openai(&w, &["--input", "latin.txt"]).exits(2).err.contains("line 1"));
    openai(&w, &["--input", "missing.txt"]).exits(5);
    openai(&w, &[]).exits(2);
    openai(&w, &["--input", "."]).exits(2);
}

#[test]
fn a_vector_is_shown_as_it_is_wanted() {
    let w = World::new("");
    let plain = openai(&w, &["one", "two"]).exits(0);
    let fields: Vec<Vec<&str>> = plain.out.lines().map(|l| l.split('\t').collect()).collect();
    assert_eq!((fields.len(), fields[1][0], fields[1][2]), (2, "1", "8"));
    let vector: Vec<f32> = serde_json::from_str(fields[1][3]).unwrap();
    assert!(near(&vector, &want("two")));
    let human = openai(&w, &["one", "-o", "human"]).exits(0);
    assert!(
        human.out.contains("VECTOR") && human.out.contains(" …"),
        "{}",
        human.out
    );
    let scaled = w
        .run(&["embed", "-p", "ark", "x", "--dims", "5", "--normalize", "-o", "json"])
        .exits(0);
    let length: f32 = numbers(&lines(&scaled.out)[0]).iter().map(|v| v * v).sum();
    assert!((length - 1.0).abs() < 1e-5);
}

#[test]
fn a_picture_and_a_text_get_one_vector_from_ark() {
    let w = World::new("");
    let (model, dims) = embeddings::MULTIMODAL[0];
    w.file("photo.png", b"\x89PNG\r\n\x1a\nrest");
    let ran = w
        .run(&[
            "embed",
            "-p",
            "ark",
            "-m",
            model,
            "-a",
            "photo.png",
            "what is it",
            "-o",
            "json",
        ])
        .exits(0);
    let sent = w.sandbox().requests("ark").pop().unwrap();
    assert_eq!(sent.path, "/api/v3/embeddings/multimodal");
    let url = sent.json()["input"][1]["image_url"]["url"].as_str().unwrap().to_owned();
    assert!(url.starts_with("data:image/png;base64,"));
    let want = embeddings::vector(model, &format!("what is it{url}"), dims);
    assert!(near(&numbers(&lines(&ran.out)[0]), &want));
    w.file(
        "parts.jsonl",
        "{\"text\": [{\"type\": \"text\", \"text\": \"a\"}]}\n{\"text\": \"b\"}\n",
    );
    let ran = w
        .run(&[
            "embed",
            "-p",
            "ark",
            "-m",
            model,
            "--multimodal",
            "--input",
            "parts.jsonl",
            "-o",
            "json",
        ])
        .exits(0);
    let rows = lines(&ran.out);
    for (row, text) in rows.iter().zip(["a", "b"]) {
        assert!(near(&numbers(row), &embeddings::vector(model, text, dims)));
    }
    let refused = w.run(&["embed", "-p", "openai", "-a", "photo.png", "x"]).exits(3);
    assert!(refused.err.contains("texts only"), "{}", refused.err);
}

#[test]
fn the_router_chooses_an_embedding_model_and_learns_from_its_calls() {
    let w = World::new("");
    let ran = w.run(&["embed", "--route", "balanced", "x", "-o", "json"]).exits(0);
    assert_eq!(lines(&ran.out)[0]["model"], "text-embedding-v1");
    let stats = w.run(&["route", "stats", "-o", "json"]).exits(0).json();
    assert_eq!(
        (&stats["model"], &stats["requests"], &stats["tokens"]),
        (&json!("text-embedding-v1"), &json!(1), &json!(1))
    );
    let explained = w
        .run(&["route", "explain", "--capability", "embedding", "-o", "json"])
        .exits(0);
    let row: Value = serde_json::from_str(explained.out.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&row["id"], &row["measured"]["samples"]),
        (&json!("doubao-embedding"), &json!(1))
    );
    w.run(&["embed", "-p", "openai", "x", "--set", "llm.openai.embed_model=none"])
        .exits(5);
    let stats = w.run(&["route", "stats", "-o", "json"]).exits(0);
    let failed = stats.out.lines().find(|l| l.contains("\"none\"")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(failed).unwrap()["success_rate"], 0.0);
}

#[test]
fn a_fallback_has_the_same_model_unless_another_is_allowed() {
    let w = World::new("[[fault]]\nprotocol = 'openai'\nstatus = 503\n");
    let ran = w.run(&["embed", "-p", "openai", "--fallback", "ark", "x"]).exits(13);
    assert!(
        ran.err.contains("do not compare") && w.sandbox().journal().is_empty(),
        "{}",
        ran.err
    );
    let ran = w
        .run(&[
            "embed",
            "-p",
            "openai",
            "--fallback",
            "ark",
            "--other-model",
            "x",
            "-o",
            "json",
        ])
        .exits(0);
    assert_eq!(lines(&ran.out)[0]["model"], "text-embedding-v1");
    assert!(ran.err.contains("asking ark"), "{}", ran.err);
    // The same model behind another address.
    let spare = Sandbox::start(Script::default()).unwrap();
    let server = spare.server("openai");
    w.add_config(&format!(
        "[llm.spare]\nkind = 'openai'\nbase_url = '{}'\napi_key = '{}'\nembed_model = 'text-embedding-3-small'\n",
        server.url, server.key
    ));
    let ran = openai(&w, &["--fallback", "spare", "x", "y", "-o", "json"]).exits(0);
    assert!(near(&numbers(&lines(&ran.out)[1]), &want("y")));
    // Once there is a vector, another model is too late.
    let w = World::new("[[fault]]\nprotocol = 'openai'\nafter = 1\nstatus = 503\n");
    let many = [
        "embed",
        "-p",
        "openai",
        "--fallback",
        "ark",
        "--other-model",
        "--batch-size",
        "1",
        "--jobs",
        "1",
        "x",
        "y",
    ];
    w.run(&many).exits(8);
    assert_eq!(w.requests("ark"), 0);
}

#[test]
fn a_provider_that_changes_its_model_midway_is_found_out() {
    let other = r#"{"model":"another","data":[{"index":0,"embedding":[1,0,0,0,0,0,0,0]}]}"#;
    let w = World::new(&format!("[[fault]]\nafter = 1\nbody = '{other}'\n"));
    let ran = openai(&w, &["--batch-size", "1", "--jobs", "1", "--out", "v.jsonl", "x", "y"]).exits(9);
    assert!(ran.err.contains("another"), "{}", ran.err);
    assert_eq!(
        lines(&std::fs::read_to_string(w.home.path().join("v.jsonl")).unwrap()).len(),
        1
    );
}

#[test]
fn what_cannot_work_is_told_before_anything_is_sent() {
    let w = World::new("");
    let ran = w.run(&["embed", "-p", "openai", "one", "", "three"]).exits(2);
    assert!(ran.err.contains("text 2 is empty"), "{}", ran.err);
    w.run(&["embed", "-p", "claude", "x"]).exits(3);
    w.run(&[
        "embed",
        "-p",
        "openai",
        "x",
        "--set",
        "llm.openai.embed_model=text-embedding-3-small",
        "--dims",
        "0",
    ])
    .exits(2);
    w.config(
        &w.read_config()
            .replace("embed_model = \"text-embedding-3-small\"\n", ""),
    );
    let ran = w.run(&["embed", "-p", "openai", "x"]).exits(3);
    assert!(ran.err.contains("embed_model"), "{}", ran.err);
    w.run(&["embed", "-p", "nobody", "x"]).exits(3);
    w.run(&["embed", "-p", "ark", "x", "--out", "no/such/dir/v.npy"])
        .exits(12);
    assert!(w.sandbox().journal().is_empty());
    let w = World::new("");
    w.config(
        &w.read_config()
            .replace(&w.sandbox().server("openai").key.clone(), "sk-wrong"),
    );
    openai(&w, &["x"]).exits(4);
    assert_eq!(w.requests("openai"), 1);
}
