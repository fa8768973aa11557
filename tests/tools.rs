//! Tools, structured output, the Responses API.

use std::os::unix::fs::PermissionsExt;

use serde_json::{Value, json};

use crate::harness::World;

const TOOLS: &str = r#"[
    {"type": "function", "function": {"name": "weather", "description": "Weather of a city", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}},
    {"name": "clock", "input_schema": {"type": "object"}}
]"#;

/// A world with the tools file, and a tool that writes down what it got.
fn world(script: &str) -> World {
    let w = World::new(script);
    w.file("tools.json", TOOLS);
    let tool = w.file(
        "tool.sh",
        "#!/bin/sh\nprintf '%s|' \"$@\" >> \"$HOME/seen\"; env | sort >> \"$HOME/seen\"; cat >> \"$HOME/seen\"; echo '晴 25°C'\n",
    );
    std::fs::set_permissions(&tool, std::fs::Permissions::from_mode(0o700)).unwrap();
    w.add_config(&format!(
        "[tools.weather]\ncommand = ['{}', 'an argument']\nenv = ['WEATHER_KEY']\n[tools.clock]\ncommand = ['date', '-u', '-d', '@0', '+%Y']\n",
        tool.display()
    ));
    w.env("WEATHER_KEY", "wk-listed").env("OTHER_SECRET", "not-for-tools")
}

fn seen(w: &World) -> String {
    std::fs::read_to_string(w.home.path().join("seen")).unwrap_or_default()
}

#[test]
fn a_tool_that_is_asked_for_is_printed_as_json() {
    for name in ["ark", "openai", "claude"] {
        let w = world("");
        let ran = w
            .run(&[
                "chat",
                "-p",
                name,
                "--tools",
                "tools.json",
                "call:weather{\"city\": \"北京\"} call:clock{}",
            ])
            .exits(0);
        let calls: Vec<Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(calls.len(), 2, "{name}");
        assert_eq!(
            (&calls[0]["name"], &calls[1]["name"]),
            (&json!("weather"), &json!("clock"))
        );
        let arguments: Value = serde_json::from_str(calls[0]["arguments"].as_str().unwrap()).unwrap();
        assert_eq!(arguments, json!({"city": "北京"}), "{name}: joined by index");
        let ran = w
            .run(&[
                "chat",
                "-p",
                name,
                "--tools",
                "tools.json",
                "-o",
                "json",
                "call:clock{}",
            ])
            .exits(0);
        assert_eq!(
            (&ran.json()["stop_reason"], &ran.json()["tool_calls"][0]["arguments"]),
            (&json!("tool_calls"), &json!("{}"))
        );
        assert_eq!(seen(&w), "", "nothing runs unasked");
    }
}

#[test]
fn tools_run_with_their_arguments_on_standard_input_and_a_small_environment() {
    for name in ["ark", "openai", "claude"] {
        let w = world("");
        let ran = w
            .run(&[
                "chat",
                "-p",
                name,
                "--tools",
                "tools.json",
                "--run-tools",
                "--allow-tool",
                "weather",
                "--allow-tool",
                "clock",
                "call:weather{\"city\":\"北京\"} call:clock{}",
            ])
            .exits(0);
        assert_eq!(
            ran.out,
            format!("{name} 工具返回：晴 25°C\n，1970\n\n").replace("\n\n", "\n")
        );
        let seen = seen(&w);
        assert!(seen.starts_with("an argument|"), "{seen}");
        assert!(
            seen.contains(r#"{"city":"北京"}"#) && seen.contains("WEATHER_KEY=wk-listed"),
            "{seen}"
        );
        assert!(!seen.contains("not-for-tools") && !seen.contains("XDG"), "{seen}");
        assert_eq!(w.requests(name), 2);
        assert!(ran.err.contains("running the tool weather"), "{}", ran.err);
        let ran = w
            .run(&[
                "chat",
                "-p",
                name,
                "--tools",
                "tools.json",
                "--run-tools",
                "--allow-tool",
                "clock",
                "-o",
                "json",
                "call:clock{}",
            ])
            .exits(0);
        assert_eq!(
            ran.json()["text"],
            format!("{name} 工具返回：1970\n"),
            "one object, of the last answer"
        );
    }
}

#[test]
fn thoughts_go_back_unchanged_with_the_results() {
    let w = world("");
    let ran = w
        .run(&[
            "chat",
            "-p",
            "claude",
            "--think",
            "on",
            "--tools",
            "tools.json",
            "--run-tools",
            "--allow-tool",
            "clock",
            "call:clock{}",
        ])
        .exits(0);
    assert_eq!(ran.out, "claude 工具返回：1970\n");
    let second = w.sandbox().requests("claude")[1].json();
    assert_eq!(
        second["messages"][1]["content"][0],
        json!({"type": "thinking", "thinking": "想一想…", "signature": "c2ln"})
    );
}

#[test]
fn yes_never_approves_a_tool() {
    let w = world("");
    let ask = &["chat", "--tools", "tools.json", "--run-tools", "call:weather{}"];
    let ran = w.run(&[&ask[..], &["--yes"]].concat()).exits(13);
    assert!(ran.err.contains("--allow-tool weather"), "{}", ran.err);
    assert_eq!(seen(&w), "");
    // Another tool's approval is not this one's.
    w.run(&[&ask[..], &["--allow-tool", "clock"]].concat()).exits(13);
}

#[test]
fn what_goes_wrong_in_a_tool_is_told_to_the_model() {
    let w = world("");
    w.config(
        &w.read_config()
            .replace("'date', '-u', '-d', '@0', '+%Y'", "'sh', '-c', 'echo half; exit 3'"),
    );
    let ran = w
        .run(&[
            "chat",
            "--tools",
            "tools.json",
            "--run-tools",
            "--allow-tool",
            "clock",
            "call:clock{}",
        ])
        .exits(0);
    assert!(
        ran.out.contains("exit code 3") && ran.out.contains("half"),
        "{}",
        ran.out
    );
    w.config(
        &w.read_config()
            .replace("'echo half; exit 3'", "'sleep 30'")
            .replace("[tools.clock]\n", "[tools.clock]\ntimeout = '50ms'\n"),
    );
    let ran = w
        .run(&[
            "chat",
            "-p",
            "claude",
            "--tools",
            "tools.json",
            "--run-tools",
            "--allow-tool",
            "clock",
            "call:clock{}",
        ])
        .exits(0);
    assert!(ran.out.contains("did not end within"), "{}", ran.out);
    assert_eq!(
        w.sandbox().requests("claude")[1].json()["messages"][2]["content"][0]["is_error"],
        true
    );
    w.config(
        &w.read_config()
            .replace("'sleep 30'", "'yes'")
            .replace("timeout = '50ms'", "output_bytes = 1000"),
    );
    let ran = w
        .run(&[
            "chat",
            "--tools",
            "tools.json",
            "--run-tools",
            "--allow-tool",
            "clock",
            "call:clock{}",
        ])
        .exits(0);
    assert!(ran.out.contains("more than 1000 bytes"), "{}", ran.out);
}

#[test]
fn a_model_that_never_stops_asking_is_stopped() {
    // Every answer asks again: the results are hidden from the server by a fault that repeats the call.
    let body = r#"{"model":"m","choices":[{"index":0,"message":{"content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"clock","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"#;
    let w = world(&format!(
        "[[fault]]\nbody = '{body}'\nheaders = {{ content-type = 'application/json' }}\n"
    ));
    w.add_config("[chat]\ntool_rounds = 3\n");
    let ran = w
        .run(&[
            "chat",
            "--tools",
            "tools.json",
            "--run-tools",
            "--allow-tool",
            "clock",
            "go",
        ])
        .exits(13);
    assert!(
        ran.err.contains("3 times") && ran.err.contains("chat.tool_rounds"),
        "{}",
        ran.err
    );
    assert_eq!(w.requests("ark"), 3);
}

#[test]
fn tools_that_cannot_be_are_refused_before_anything_is_asked() {
    let w = world("");
    w.file("other.json", r#"[{"name": "unknown"}]"#);
    w.run(&["chat", "--tools", "other.json", "--run-tools", "hi"]).exits(3);
    w.file("bad.json", r#"[{"name": "a b"}]"#);
    w.run(&["chat", "--tools", "bad.json", "hi"]).exits(2);
    w.run(&["chat", "--tools", "missing.json", "hi"]).exits(5);
    w.run(&["chat", "--run-tools", "hi"]).exits(2);
    assert_eq!(w.requests("ark"), 0);
}

#[test]
fn the_choice_of_tools_and_the_deprecated_form_are_said() {
    let w = world("");
    w.run(&["chat", "--tools", "tools.json", "--tool-choice", "none", "call:clock{}"])
        .exits(0);
    let ran = w
        .run(&[
            "chat",
            "-p",
            "claude",
            "--tools",
            "tools.json",
            "--tool-choice",
            "weather",
            "hi",
        ])
        .exits(0);
    assert!(ran.out.contains("收到"));
    assert_eq!(
        w.sandbox().requests("claude")[0].json()["tool_choice"],
        json!({"type": "tool", "name": "weather"})
    );
    let args = &[
        "chat",
        "-p",
        "openai",
        "--tools",
        "tools.json",
        "--legacy-functions",
        "--run-tools",
        "--allow-tool",
        "clock",
        "call:clock{}",
    ];
    assert_eq!(w.run(args).exits(0).out, "openai 工具返回：1970\n");
    let bodies: Vec<Value> = w.sandbox().requests("openai").iter().map(|e| e.json()).collect();
    assert_eq!(
        (&bodies[0]["function_call"], bodies[0].get("tools")),
        (&json!("auto"), None)
    );
    assert_eq!(bodies[0]["functions"][1]["name"], "clock");
    assert_eq!(
        bodies[1]["messages"][2],
        json!({"role": "function", "content": "1970\n", "name": "clock"})
    );
}

const SCHEMA: &str = r#"{"type": "object", "properties": {"city": {"type": "string"}, "degrees": {"type": "integer"}}, "required": ["city", "degrees"], "additionalProperties": false}"#;

#[test]
fn an_answer_that_fits_its_schema_is_printed_and_another_is_asked_for_once_more() {
    for name in ["ark", "openai", "claude"] {
        let w = World::new(
            "[[fault]]\ncontains = 'does not fit the JSON Schema'\ntext = '{\"city\":\"北京\",\"degrees\":25}'\n",
        );
        w.file("city.json", SCHEMA);
        let good = r#"json:{"city":"上海","degrees":30}"#;
        let ran = w.run(&["chat", "-p", name, "--schema", "city.json", good]).exits(0);
        assert_eq!(ran.json(), json!({"city": "上海", "degrees": 30}));
        assert_eq!(w.requests(name), 1, "{name}");
        let ran = w
            .run(&[
                "chat",
                "-p",
                name,
                "--schema",
                "city.json",
                "-v",
                r#"json:{"city":"上海","degrees":"warm"}"#,
            ])
            .exits(0);
        assert_eq!(ran.json(), json!({"city": "北京", "degrees": 25}));
        assert_eq!(w.requests(name), 3, "{name}");
        assert!(ran.err.contains("asking once more"), "{}", ran.err);
        let body = w.sandbox().requests(name)[0].json();
        let native = match name {
            "claude" => &body["output_config"]["format"]["schema"],
            _ => &body["response_format"]["json_schema"]["schema"],
        };
        assert_eq!(native["required"], json!(["city", "degrees"]), "asked for natively");
    }
}

#[test]
fn an_answer_that_never_fits_is_exit_9_and_nothing_is_printed() {
    let w = World::new("");
    w.file("city.json", SCHEMA);
    let ran = w.run(&["chat", "--schema", "city.json", "not json at all"]).exits(9);
    assert_eq!((ran.out.as_str(), w.requests("ark")), ("", 2));
    assert!(ran.err.contains("asked twice"), "{}", ran.err);
    w.file("bad.json", r#"{"type": "nothing"}"#);
    w.run(&["chat", "--schema", "bad.json", "hi"]).exits(2);
    // Where only JSON can be promised, the schema goes into the instructions.
    let (url, key) = (
        w.sandbox().server("openai").url.clone(),
        w.sandbox().server("openai").key.clone(),
    );
    w.add_config(&format!(
        "[llm.deep]\nkind = 'deepseek'\nbase_url = '{url}'\napi_key = '{key}'\nmodel = 'gpt-6-luna'\n"
    ));
    w.run(&[
        "chat",
        "-p",
        "deep",
        "--schema",
        "city.json",
        r#"json:{"city":"a","degrees":1}"#,
    ])
    .exits(0);
    let body = w.sandbox().requests("openai")[0].json();
    assert_eq!(body["response_format"], json!({"type": "json_object"}));
    assert!(
        body["messages"][0]["content"]
            .as_str()
            .unwrap()
            .contains("additionalProperties")
    );
}

#[test]
fn a_model_that_demands_the_responses_api_gets_it() {
    let w = world("");
    w.config(&w.read_config().replace("gpt-6-luna", "gpt-6-pro"));
    let ran = w
        .run(&[
            "chat", "-p", "openai", "--think", "on", "-s", "be brief", "-o", "json", "你好",
        ])
        .exits(0);
    let answer = ran.json();
    assert_eq!(
        (&answer["text"], &answer["thinking"], &answer["attempts"]),
        (&json!("openai 收到：你好 🚀"), &json!("想一想…"), &json!(1))
    );
    assert!(answer["usage"]["reasoning_tokens"].as_u64().unwrap() > 0);
    let paths: Vec<String> = w.sandbox().requests("openai").iter().map(|e| e.path.clone()).collect();
    assert_eq!(paths, ["/v1/chat/completions", "/v1/responses"]);
    w.config(
        &w.read_config()
            .replace("[llm.openai]\n", "[llm.openai]\napi = 'responses'\n"),
    );
    w.sandbox().clear();
    let ran = w
        .run(&[
            "chat",
            "-p",
            "openai",
            "--think",
            "on",
            "--tools",
            "tools.json",
            "--run-tools",
            "--allow-tool",
            "clock",
            "call:clock{}",
        ])
        .exits(0);
    assert_eq!(ran.out, "openai 工具返回：1970\n");
    assert!(w.sandbox().requests("openai").iter().all(|e| e.path == "/v1/responses"));
    let ran = w.run(&["chat", "-p", "openai", "-O", "stream=false", "hi"]).exits(0);
    assert_eq!(ran.out, "openai 收到：hi 🚀\n");
    let ran = w.run(&["chat", "-p", "openai", "--max-tokens", "2", "hi"]).exits(0);
    assert!(ran.err.contains("token limit"), "{}", ran.err);
    w.file("city.json", SCHEMA);
    w.run(&[
        "chat",
        "-p",
        "openai",
        "--schema",
        "city.json",
        r#"json:{"city":"a","degrees":1}"#,
    ])
    .exits(0);
    // A model that is simply unknown is not tried twice.
    w.config(
        &w.read_config()
            .replace("api = 'responses'\n", "")
            .replace("gpt-6-pro", "gpt-none"),
    );
    w.sandbox().clear();
    w.run(&["chat", "-p", "openai", "hi"]).exits(5);
    assert_eq!(w.requests("openai"), 1);
}
