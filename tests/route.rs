//! `vh route`, `vh usage`, `vh chat --route`: the table, the scores, what was measured.

use serde_json::{Value, json};

use crate::harness::{Ran, World};

fn rows(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

const SOL: &str = "[models.sol]\nid = 'gpt-6-sol'\nprovider = 'openai'\ncapabilities = ['chat', 'multimodal', 'function_call']\n\
    max_tokens = 128000\ncost_per_1k_tokens = 0.6\nlatency_ms = 700\nquality = 0.98\nprice_in = 2.0\nprice_out = 10.0\n";

#[test]
fn the_choice_needs_no_key_and_no_configuration() {
    let w = World::empty();
    let select = |args: &[&str]| w.run(&[&["route"], args, &["-o", "json"]].concat()).exits(0).json()["id"].clone();
    assert_eq!(select(&[]), "doubao-lite");
    assert_eq!(select(&["select", "--priority", "quality"]), "doubao-pro");
    assert_eq!(select(&["--capability", "embedding"]), "doubao-embedding");
    assert_eq!(
        select(&["--capability", "function_call", "--priority", "cost"]),
        "doubao-pro"
    );
    let ran = w.run(&["route", "--capability", "multimodal"]).exits(5);
    assert!(ran.err.contains("multimodal"), "{}", ran.err);
    w.run(&["route", "--max-tokens", "5000"]).exits(5);
    w.run(&["route", "--priority", "luck"]).exits(2);
    let models = w.run(&["route", "models"]).exits(0);
    assert_eq!(models.out.lines().count(), 3);
    for name in ["豆包Pro", "豆包Lite", "豆包嵌入模型"] {
        assert!(models.out.contains(name), "{}", models.out);
    }
    assert_eq!(
        w.run(&["route", "show", "text-embedding-v1", "-o", "json"])
            .exits(0)
            .json()["id"],
        "doubao-embedding"
    );
    w.run(&["route", "show", "nothing"]).exits(5);
}

#[test]
fn cost_chooses_doubao_and_quality_another_provider_and_both_are_called() {
    let w = World::new("");
    w.add_config(SOL);
    let ask = |priority: &str| {
        w.run(&["chat", "--route", priority, "-o", "json", "hi"])
            .exits(0)
            .json()
    };
    let cheap = ask("cost");
    assert_eq!(
        (&cheap["provider"], &cheap["model"]),
        (&json!("ark"), &json!("ep-20241201140014-lite"))
    );
    let good = ask("quality");
    assert_eq!(
        (&good["provider"], &good["model"]),
        (&json!("openai"), &json!("gpt-6-sol"))
    );
    assert_eq!((w.requests("ark"), w.requests("openai")), (1, 1));
    assert_eq!(w.sandbox().requests("ark")[0].json()["model"], "ep-20241201140014-lite");
    // The capability comes from the request where it is not given.
    let png = w.file("p.png", b"\x89PNG\r\n\x1a\n");
    let seen = w
        .run(&[
            "chat",
            "--route",
            "cost",
            "-a",
            png.to_str().unwrap(),
            "-o",
            "json",
            "hi",
        ])
        .exits(0)
        .json();
    assert_eq!(seen["provider"], "openai");
    w.file("tools.json", r#"[{"name": "clock"}]"#);
    let tools = ["chat", "--route", "cost", "--tools", "tools.json", "-o", "json", "hi"];
    assert_eq!(w.run(&tools).exits(0).json()["model"], "ep-20241201140014-vbzjz");
    assert_eq!(
        w.run(&[
            "chat",
            "--route",
            "speed",
            "--capability",
            "code_generation",
            "-o",
            "json",
            "hi"
        ])
        .exits(0)
        .json()["model"],
        "ep-20241201140014-vbzjz"
    );
    w.run(&[
        "chat",
        "--route",
        "cost",
        "--capability",
        "embedding",
        "-o",
        "json",
        "--max-tokens",
        "9999",
        "hi",
    ])
    .exits(5);
    w.run(&["chat", "--route", "cost", "-p", "ark", "hi"]).exits(2);
}

#[test]
fn without_a_key_a_provider_is_no_candidate_for_a_call() {
    let w = World::new("");
    w.add_config(SOL);
    let config = w.read_config();
    let (before, rest) = config.split_once("[llm.ark]").unwrap();
    let (_, after) = rest.split_once("[llm.openai]").unwrap();
    w.config(&format!("{before}[llm.openai]{after}"));
    assert_eq!(
        w.run(&["chat", "--route", "cost", "-o", "json", "hi"]).exits(0).json()["provider"],
        "openai"
    );
    let why = rows(&w.run(&["route", "explain", "-o", "json"]).exits(0));
    let pro = why.iter().find(|r| r["id"] == "doubao-pro").unwrap();
    assert_eq!(pro["excluded"]["why"], "no_key");
    let w = World::empty();
    let ran = w.run(&["chat", "--route", "cost", "hi"]).exits(5);
    assert!(ran.err.contains("route explain"), "{}", ran.err);
}

#[test]
fn what_calls_show_flips_the_choice() {
    // Ark's lite model is slow to its first token; the table says it is the fastest.
    let w = World::new("[[fault]]\nprotocol = 'ark'\ncontains = '-lite'\nwait_ms = 80\n");
    w.add_config("[models.doubao-pro]\nlatency_ms = 50\n[models.doubao-lite]\nlatency_ms = 1\n");
    let choice = || w.run(&["route", "--priority", "speed", "-o", "json"]).exits(0).json()["id"].clone();
    assert_eq!(choice(), "doubao-lite");
    for _ in 0..20 {
        w.run(&["chat", "-p", "ark", "-m", "ep-20241201140014-lite", "hi"])
            .exits(0);
    }
    assert_eq!(choice(), "doubao-pro");
    let why = rows(
        &w.run(&["route", "explain", "--priority", "speed", "-o", "json"])
            .exits(0),
    );
    let lite = why.iter().find(|r| r["id"] == "doubao-lite").unwrap();
    assert_eq!(lite["measured"]["samples"], 20);
    assert!(lite["figures"]["latency_ms"].as_f64().unwrap() >= 80.0, "{lite}");
    w.run(&["route", "reset", "doubao-lite"]).exits(0);
    assert_eq!(choice(), "doubao-lite");
}

#[test]
fn a_failure_cools_a_model_down_for_every_process() {
    let w = World::new(
        "[[fault]]\nprotocol = 'ark'\ncontains = '-lite'\nstatus = 429\nheaders = { retry-after = '120' }\n",
    );
    w.add_config(SOL);
    let first = w.run(&["chat", "--route", "cost", "-o", "json", "hi"]).exits(0).json();
    assert_eq!(
        (&first["model"], &first["skipped"][0]["retry_after_ms"]),
        (&json!("ep-20241201140014-vbzjz"), &json!(120_000))
    );
    // The next process does not ask it again.
    let second = w.run(&["chat", "--route", "cost", "-o", "json", "hi"]).exits(0).json();
    assert_eq!(
        (&second["model"], second["skipped"].as_array().unwrap().len()),
        (&json!("ep-20241201140014-vbzjz"), 0)
    );
    assert_eq!(w.requests("ark"), 3);
    let why = rows(
        &w.run(&["route", "explain", "--priority", "cost", "-o", "json"])
            .exits(0),
    );
    let lite = why.iter().find(|r| r["id"] == "doubao-lite").unwrap();
    assert_eq!(lite["excluded"]["why"], "cooling_down");
    // A choice without a call does not care.
    assert_eq!(
        w.run(&["route", "--priority", "cost", "-o", "json"]).exits(0).json()["id"],
        "doubao-lite"
    );
    w.run(&["route", "reset"]).exits(0);
    let after = w.run(&["chat", "--route", "cost", "-o", "json", "hi"]).exits(0).json();
    assert_eq!(after["skipped"].as_array().unwrap().len(), 1, "asked again");
}

#[test]
fn a_spent_quota_cools_the_whole_provider() {
    let w = World::new("[[fault]]\nprotocol = 'ark'\nstatus = 429\ncode = 'QuotaExceeded'\n");
    w.add_config(SOL);
    assert_eq!(
        w.run(&["chat", "--route", "cost", "-o", "json", "hi"]).exits(0).json()["provider"],
        "openai"
    );
    assert_eq!(w.requests("ark"), 2, "both of its models, this once");
    w.run(&["chat", "--route", "cost", "hi"]).exits(0);
    assert_eq!(w.requests("ark"), 2);
}

#[test]
fn stats_and_usage_tell_requests_tokens_and_money() {
    let w = World::new("[[fault]]\nprotocol = 'claude'\nstatus = 400\n");
    w.add_config(SOL);
    w.run(&["chat", "-p", "openai", "-m", "gpt-6-sol", "four"]).exits(0);
    w.run(&["chat", "-p", "ark", "four"]).exits(0);
    w.run(&["chat", "-p", "claude", "four"]).exits(6);
    let stats = rows(&w.run(&["route", "stats", "-o", "json"]).exits(0));
    let of = |name: &str| stats.iter().find(|r| r["provider"] == name).unwrap().clone();
    assert_eq!(
        (&of("openai")["requests"], &of("openai")["success_rate"]),
        (&json!(1), &json!(1.0))
    );
    assert_eq!(
        (&of("claude")["requests"], &of("claude")["success_rate"]),
        (&json!(1), &json!(0.0))
    );
    assert_eq!(of("claude")["model"], "claude-haiku-5-5");
    let usage = w.run(&["usage", "-o", "json"]).exits(0);
    let spent = rows(&usage);
    let sol = spent.iter().find(|r| r["model"] == "gpt-6-sol").unwrap();
    let (input, output) = (
        sol["input_tokens"].as_f64().unwrap(),
        sol["output_tokens"].as_f64().unwrap(),
    );
    assert!(input > 0.0 && output > 0.0);
    let cost = sol["cost"].as_f64().unwrap();
    assert!((cost - (2.0 * input + 10.0 * output) / 1e6).abs() < 1e-9, "{sol}");
    let ark = spent.iter().find(|r| r["provider"] == "ark").unwrap();
    assert_eq!((&ark["cost"], &ark["unpriced_calls"]), (&Value::Null, &json!(1)));
    assert!(usage.err.contains("price_in"), "{}", usage.err);
    let days = rows(&w.run(&["usage", "--daily", "--days", "2", "-o", "json"]).exits(0));
    assert!(days.iter().all(|d| d["day"].as_str().is_some_and(|d| d.len() == 10)));
    assert_eq!(days.len(), 3);
}

#[test]
fn a_failover_leaves_figures_of_both() {
    let w = World::new("[[fault]]\nprotocol = 'ark'\nstatus = 503\n");
    w.run(&["chat", "-p", "ark,claude", "four"]).exits(0);
    let stats = rows(&w.run(&["route", "stats", "-o", "json"]).exits(0));
    let of = |name: &str| {
        let row = stats.iter().find(|r| r["provider"] == name).unwrap();
        (
            row["requests"].clone(),
            row["success_rate"].clone(),
            row["tokens"].as_i64().unwrap() > 0,
        )
    };
    assert_eq!(of("ark"), (json!(1), json!(0.0), false));
    assert_eq!(of("claude"), (json!(1), json!(1.0), true));
}
