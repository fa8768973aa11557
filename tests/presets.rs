//! The vendors that users run beside the three: where a question goes, and in whose words.

use serde_json::{Value, json};

use crate::harness::World;

/// What a dry run shows: the first line, the header lines, the body.
fn shown(w: &World, args: &[&str]) -> (String, Vec<String>, Value) {
    let out = w.run(&[&["chat", "-n", "hi"], args].concat()).exits(0).out;
    let (head, body) = out.split_once("\n\n").unwrap();
    let mut lines = head.lines().map(str::to_owned);
    let first = lines.next().unwrap();
    (first, lines.collect(), serde_json::from_str(body.trim()).unwrap())
}

#[test]
fn each_vendor_is_asked_at_its_address_with_its_key_and_in_its_words() {
    let on = |field: &str, value: Value| Some((field.to_owned(), value));
    for (kind, variable, address, think) in [
        (
            "deepseek",
            "DEEPSEEK_API_KEY",
            "https://api.deepseek.com/v1",
            on("thinking", json!({"type": "enabled"})),
        ),
        (
            "dashscope",
            "DASHSCOPE_API_KEY",
            "https://dashscope.aliyuncs.com/compatible-mode/v1",
            on("enable_thinking", json!(true)),
        ),
        (
            "moonshot",
            "MOONSHOT_API_KEY",
            "https://api.moonshot.cn/v1",
            on("thinking", json!({"type": "enabled"})),
        ),
        (
            "zhipu",
            "ZHIPUAI_API_KEY",
            "https://open.bigmodel.cn/api/paas/v4",
            on("thinking", json!({"type": "enabled"})),
        ),
        (
            "minimax",
            "MINIMAX_API_KEY",
            "https://api.minimaxi.com/v1",
            on("reasoning_effort", json!("medium")),
        ),
        (
            "siliconflow",
            "SILICONFLOW_API_KEY",
            "https://api.siliconflow.cn/v1",
            on("enable_thinking", json!(true)),
        ),
        (
            "ollama",
            "",
            "http://127.0.0.1:11434/v1",
            on("reasoning_effort", json!("medium")),
        ),
    ] {
        let w = World::empty();
        let w = if variable.is_empty() {
            w
        } else {
            w.env(variable, "k-value-1234")
        };
        let (first, headers, mut body) = shown(&w, &["-p", kind, "-m", "m", "--max-tokens", "9", "--think", "on"]);
        assert_eq!(first, format!("POST {address}/chat/completions"), "{kind}");
        let has_key = headers.iter().any(|h| h.starts_with("authorization: (redacted)"));
        assert_eq!(has_key, !variable.is_empty(), "{kind}: {headers:?}");
        let fields = body.as_object_mut().unwrap();
        assert_eq!(fields.shift_remove("max_tokens"), Some(json!(9)), "{kind}");
        let (field, value) = think.unwrap();
        assert_eq!(fields.shift_remove(&field), Some(value), "{kind}");
        let left: Vec<&String> = fields.keys().collect();
        assert_eq!(
            left,
            ["model", "messages", "stream", "stream_options"],
            "{kind}: nothing unasked"
        );
        // Without its key it says which one.
        if !variable.is_empty() {
            let ran = World::empty().run(&["chat", "-p", kind, "-m", "m", "hi"]).exits(3);
            assert!(ran.err.contains(variable), "{}", ran.err);
        }
    }
}

#[test]
fn azure_needs_its_own_address_and_takes_its_key_in_its_own_header() {
    let w = World::empty().env("AZURE_OPENAI_API_KEY", "k-value-1234");
    let ran = w.run(&["chat", "-p", "azure", "-m", "m", "hi"]).exits(3);
    assert!(ran.err.contains("llm.azure.base_url"), "{}", ran.err);
    let address = "[llm.azure]\nbase_url = 'https://mine.openai.azure.com/openai/v1'\nmodel = 'deployed'\n";
    // A variable's key does not follow a file's address by itself.
    w.config(address);
    w.run(&["chat", "-p", "azure", "hi"]).exits(13);
    w.config(&format!("{address}api_key = 'env:AZURE_OPENAI_API_KEY'\n"));
    let (first, headers, body) = shown(&w, &["-p", "azure", "--max-tokens", "9"]);
    assert_eq!(first, "POST https://mine.openai.azure.com/openai/v1/chat/completions");
    assert!(
        headers.iter().any(|h| h.starts_with("api-key: (redacted)")),
        "{headers:?}"
    );
    assert_eq!(
        (&body["model"], &body["max_completion_tokens"]),
        (&json!("deployed"), &json!(9))
    );
}

#[test]
fn openai_and_ark_take_the_length_in_their_own_fields() {
    let w = World::new("");
    for (name, field) in [
        ("ark", "max_tokens"),
        ("openai", "max_completion_tokens"),
        ("claude", "max_tokens"),
    ] {
        let (_, _, body) = shown(&w, &["-p", name, "--max-tokens", "9"]);
        assert_eq!(body[field], 9, "{name}");
    }
}

#[test]
fn a_version_of_claude_that_refuses_sampling_is_not_sent_any() {
    let w = World::new("");
    w.config(
        &w.read_config()
            .replace("[llm.claude]\n", "[llm.claude]\nversion = '2026-10-21'\n"),
    );
    // The sandbox refuses it as the API does.
    let ran = w
        .run(&["chat", "-p", "claude", "--temperature", "0.5", "--top-p", "0.9", "hi"])
        .exits(0);
    assert!(
        ran.err.contains("temperature") && ran.err.contains("top_p"),
        "{}",
        ran.err
    );
    let seen = &w.sandbox().requests("claude")[0];
    assert_eq!(seen.header("anthropic-version"), Some("2026-10-21"));
    assert!(seen.json().get("temperature").is_none());
}
