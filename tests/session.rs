//! Conversations that are kept: `--session`, `-c`, `vh session`.

use serde_json::{Value, json};

use crate::harness::{Ran, World};

fn rows(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn said(w: &World, at: usize) -> Vec<String> {
    let body = w.sandbox().requests("ark")[at].json();
    body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["content"].as_str().unwrap_or("").to_owned())
        .collect()
}

#[test]
fn a_named_conversation_goes_on_in_another_process() {
    let w = World::new("");
    w.run(&["chat", "--session", "旅行", "-s", "be brief", "one"]).exits(0);
    w.run(&["chat", "--session", "旅行", "two"]).exits(0);
    assert_eq!(said(&w, 1), ["be brief", "one", "ark 收到：one 🚀", "two"]);
    let list = rows(&w.run(&["session", "ls", "-o", "json"]).exits(0));
    assert_eq!(
        (list.len(), &list[0]["name"], &list[0]["turns"]),
        (1, &json!("旅行"), &json!(5))
    );
    assert!(list[0]["tokens"].as_i64().unwrap() > 0);
    let shown = w.run(&["session", "show", "旅行"]).exits(0);
    assert_eq!(
        shown.out,
        "system: be brief\nyou: one\nmodel: ark 收到：one 🚀\nyou: two\nmodel: ark 收到：two 🚀\n"
    );
    let exported = w.run(&["session", "export", "旅行"]).exits(0);
    w.pipe(&exported.out, &["chat", "-p", "claude", "--messages", "-", "three"])
        .exits(0);
    let body = w.sandbox().requests("claude")[0].json();
    assert_eq!(
        (&body["system"], body["messages"].as_array().unwrap().len()),
        (&json!("be brief"), 5)
    );
    w.run(&["session", "rm", "旅行"]).exits(0);
    w.run(&["session", "rm", "旅行"]).exits(5);
    w.run(&["session", "show", "旅行"]).exits(5);
}

#[test]
fn new_instructions_take_the_place_of_the_old_ones_for_good() {
    let w = World::new("");
    w.run(&["chat", "--session", "s", "one"]).exits(0);
    // There were none: they come first. Then there are others.
    w.run(&["chat", "--session", "s", "-s", "be brief", "two"]).exits(0);
    w.run(&["chat", "--session", "s", "-s", "be kind", "three"]).exits(0);
    w.run(&["chat", "--session", "s", "four"]).exits(0);
    assert_eq!(said(&w, 1)[..2], ["be brief", "one"]);
    assert_eq!(said(&w, 2)[..2], ["be kind", "one"]);
    let all = said(&w, 3);
    assert_eq!((all.len(), all[0].as_str(), all[5].as_str()), (8, "be kind", "three"));
    let shown = w.run(&["session", "show", "s"]).exits(0).out;
    assert_eq!(shown.matches("system: ").count(), 1, "{shown}");
    let list = rows(&w.run(&["session", "ls", "-o", "json"]).exits(0));
    assert_eq!(list[0]["turns"], 9);
    // What was spent is not forgotten over it.
    let spent = rows(&w.run(&["usage", "-o", "json"]).exits(0));
    let tokens = |name: &str| spent[0][name].as_i64().unwrap();
    assert_eq!(
        list[0]["tokens"].as_i64().unwrap(),
        tokens("input_tokens") + tokens("output_tokens")
    );
}

#[test]
fn the_latest_conversation_goes_on_with_c() {
    let w = World::new("");
    w.run(&["chat", "-c", "hi"]).exits(5);
    w.run(&["chat", "first"]).exits(0);
    w.run(&["chat", "-c", "second"]).exits(0);
    assert_eq!(said(&w, 1), ["first", "ark 收到：first 🚀", "second"]);
    w.run(&["chat", "--no-store", "secret"]).exits(0);
    w.run(&["chat", "-c", "third"]).exits(0);
    assert_eq!(said(&w, 3).len(), 5);
    assert_eq!(rows(&w.run(&["session", "ls", "-o", "json"]).exits(0)).len(), 1);
    w.add_config("[chat]\nstore = false\n");
    w.run(&["chat", "not kept"]).exits(0);
    assert_eq!(rows(&w.run(&["session", "ls", "-o", "json"]).exits(0)).len(), 1);
    w.run(&["chat", "--session", "kept", "all the same"]).exits(0);
    assert_eq!(rows(&w.run(&["session", "ls", "-o", "json"]).exits(0)).len(), 2);
}

#[test]
fn a_failed_question_is_not_kept_and_cost_is() {
    let w = World::new("[[fault]]\ncontains = 'fail'\nstatus = 400\n");
    w.add_config("[models.p]\nid = 'ep-20241201140014-vbzjz'\nprovider = 'ark'\nprice_in = 1.0\nprice_out = 2.0\n");
    w.run(&["chat", "--session", "s", "good"]).exits(0);
    w.run(&["chat", "--session", "s", "fail"]).exits(6);
    w.run(&["chat", "--session", "s", "again"]).exits(0);
    assert_eq!(said(&w, 2), ["good", "ark 收到：good 🚀", "again"]);
    let list = rows(&w.run(&["session", "ls", "-o", "json"]).exits(0));
    assert!(list[0]["cost"].as_f64().unwrap() > 0.0, "{}", list[0]);
    assert_eq!(list[0]["unpriced_answers"], 0);
    w.run(&["chat", "--session", "free", "-p", "openai", "no price is known"])
        .exits(0);
    let list = rows(&w.run(&["session", "ls", "-o", "json"]).exits(0));
    assert!(list[0]["cost"].is_null(), "{}", list[0]);
    assert!(w.run(&["session", "ls"]).out.lines().next().unwrap().ends_with("\t?"));
}

#[test]
fn tools_of_a_conversation_are_kept_with_it() {
    let w = World::new("");
    w.file("tools.json", r#"[{"name": "clock"}]"#);
    w.add_config("[tools.clock]\ncommand = ['date', '-u', '-d', '@0', '+%Y']\n");
    w.run(&[
        "chat",
        "--session",
        "t",
        "--tools",
        "tools.json",
        "--run-tools",
        "--allow-tool",
        "clock",
        "call:clock{}",
    ])
    .exits(0);
    w.run(&["chat", "--session", "t", "--tools", "tools.json", "and now"])
        .exits(0);
    let body = w.sandbox().requests("ark")[2].json();
    let roles: Vec<&str> = body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["role"].as_str().unwrap())
        .collect();
    assert_eq!(roles, ["user", "assistant", "tool", "assistant", "user"]);
}

#[test]
fn a_long_answer_is_not_kept_unasked() {
    let w = World::new(&format!("[[fault]]\ntext = '{}'\n", "x".repeat(300_000)));
    w.run(&["chat", "hi"]).exits(0);
    assert!(rows(&w.run(&["session", "ls", "-o", "json"]).exits(0)).is_empty());
    w.run(&["chat", "--session", "long", "hi"]).exits(0);
    assert_eq!(
        w.run(&["session", "export", "long"]).exits(0).json()[1]["content"]
            .as_str()
            .unwrap()
            .len(),
        300_000
    );
}
