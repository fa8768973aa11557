//! `vh alert`: what goes out, in which order, what is kept, and what the exit code says.

use serde_json::Value;
use vh::sandbox::{Sandbox, Script};

use crate::harness::{Ran, World};

/// A home whose channels are the sandbox's, under their kinds' names; mail goes by STARTTLS to a private authority.
pub fn world(script: &str) -> World {
    let mut w = World::empty();
    let sandbox = Sandbox::start(Script::parse(script).unwrap()).unwrap();
    std::fs::create_dir_all(w.config_path().parent().unwrap()).unwrap();
    w.file("ca.pem", sandbox.ca_pem());
    let tables = vh::command::demo::alert::sealed(&sandbox, Some(w.home.path())).tables;
    w.config(&format!(
        "[defaults]\nalert = ['dingtalk', 'mail']\n[retry]\nbase = '1ms'\n{tables}"
    ));
    w.sandbox = Some(sandbox);
    w
}

pub fn rows(ran: &Ran) -> Vec<Value> {
    ran.out
        .lines()
        .map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}")))
        .collect()
}

fn bodies(w: &World, protocol: &str) -> Vec<Value> {
    w.sandbox()
        .requests(protocol)
        .iter()
        .map(vh::sandbox::Entry::json)
        .collect()
}

fn spool(w: &World) -> Vec<Value> {
    rows(&w.run(&["alert", "spool", "ls", "-o", "json"]).exits(0))
}

/// How each kind says no with HTTP 200 (mail: with a 554).
const REFUSALS: &[(&str, &str, &str)] = &[
    ("dingtalk", "status = 200\ncode = '310000'", "310000"),
    ("wecom", "status = 200\ncode = '93000'", "93000"),
    ("feishu", "status = 200\ncode = '19021'", "19021"),
    ("slack", "status = 200\ncode = 'no_service'", "no_service"),
    ("webhook", "status = 200\ncode = '1'", ""),
    (
        "sms-aliyun",
        "status = 200\ncode = 'isv.AMOUNT_NOT_ENOUGH'",
        "isv.AMOUNT_NOT_ENOUGH",
    ),
    (
        "sms-tencent",
        "status = 200\ncode = 'AuthFailure.SignatureFailure'",
        "AuthFailure.SignatureFailure",
    ),
    ("sms-volcengine", "status = 200\ncode = 'RE:0010'", "RE:0010"),
    ("mail", "status = 554", "554"),
];

#[test]
fn a_refusal_inside_a_200_runs_the_fallback_for_every_kind() {
    for (name, fault, code) in REFUSALS {
        let protocol = if *name == "mail" { "smtp" } else { name };
        let w = world(&format!("[[fault]]\nprotocol = '{protocol}'\n{fault}\n"));
        if *name == "webhook" {
            w.config(
                &w.read_config()
                    .replace("kind = \"webhook\"", "kind = \"webhook\"\nok = '/code=200'"),
            );
        }
        let second = if *name == "wecom" { "slack" } else { "wecom" };
        let ran = w
            .run(&["alert", "--to", name, "--to", second, "-o", "json", "disk full"])
            .exits(0);
        let rows = rows(&ran);
        assert_eq!(rows.len(), 2, "{name}: {}", ran.out);
        assert_ne!(rows[0]["outcome"], "sent", "{name}: {}", ran.out);
        if !code.is_empty() {
            assert_eq!(rows[0]["code"], *code, "{name}");
        }
        assert_eq!(
            (&rows[1]["outcome"], &rows[1]["fallback"]),
            (&"sent".into(), &true.into()),
            "{name}"
        );
        assert!(ran.err.contains(&format!("{name} failed")), "{name}: {}", ran.err);
        assert_eq!(w.requests(second), 1);
        assert!(spool(&w).is_empty(), "delivered is delivered");
    }
}

#[test]
fn every_kind_delivers() {
    let w = world("");
    for (name, ..) in REFUSALS {
        let ran = w
            .run(&["alert", "--to", name, "--title", name, "-o", "json", "all is well"])
            .exits(0);
        let rows = rows(&ran);
        assert_eq!((rows.len(), &rows[0]["outcome"]), (1, &"sent".into()), "{}", ran.out);
    }
    assert!(w.sandbox().journal().iter().all(|e| e.problem.is_none()));
}

#[test]
fn the_bare_message_is_the_originals_and_mentions_stand_in_the_text() {
    let w = world("");
    w.run(&[
        "alert",
        "-l",
        "critical",
        "-t",
        "磁盘满",
        "--bare",
        "--at",
        "13800000001",
        "--to",
        "dingtalk",
        "db-1 95%",
    ])
    .exits(0);
    let body = &bodies(&w, "dingtalk")[0];
    let text = body["text"]["content"].as_str().unwrap();
    assert!(
        text.starts_with("🚨 磁盘满\n\ndb-1 95%\n\n时间: 20") && text.ends_with("\n@13800000001"),
        "{text}"
    );
    assert_eq!(
        (&body["at"]["isAtAll"], &body["at"]["atMobiles"][0]),
        (&true.into(), &"13800000001".into())
    );
    for (level, emoji) in [("warning", "⚠️"), ("info", "ℹ️"), ("deploy_2", "🔔")] {
        w.sandbox().clear();
        w.run(&["alert", "-l", level, "--to", "dingtalk:13800000002", level])
            .exits(0);
        let body = &bodies(&w, "dingtalk")[0];
        let text = body["text"]["content"].as_str().unwrap();
        assert!(
            text.starts_with(emoji) && text.contains("+08:00") && text.contains("来源: "),
            "{text}"
        );
        assert!(text.contains("@13800000002"), "{text}");
        assert_eq!(body["at"]["isAtAll"], false);
    }
    let zone = w
        .run(&[
            "alert",
            "--set",
            "alerts.timezone=UTC",
            "--to",
            "wecom",
            "in another zone",
        ])
        .exits(0);
    assert!(zone.out.contains("sent"));
    let text = bodies(&w, "wecom")[0]["text"]["content"].as_str().unwrap().to_owned();
    assert!(text.contains("+00:00"), "{text}");
    w.run(&["alert", "-l", "Very Bad", "x"]).exits(2);
    w.run(&["alert", "--set", "alerts.timezone=Mars/Base", "x y"]).exits(3);
}

#[test]
fn a_slip_of_the_finger_pages_nobody() {
    let w = world("");
    for slip in ["slience", "spol", "tset", "exce"] {
        let ran = w.run(&["alert", slip]).exits(2);
        assert!(ran.err.contains("did you mean"), "{}", ran.err);
    }
    assert!(w.sandbox().journal().is_empty());
    w.run(&["alert", "send", "slience"]).exits(0);
    w.run(&["alert", "disk", "full"]).exits(0);
    assert_eq!(w.requests("dingtalk"), 2);
}

#[test]
fn an_alert_is_never_lost_to_a_missing_argument() {
    let w = world("");
    let ran = w.run(&["alert", "--level", "critical"]).exits(0);
    assert!(ran.err.contains("no text"), "{}", ran.err);
    let text = bodies(&w, "dingtalk")[0]["text"]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.contains("no text given") && text.contains("来源: "), "{text}");
    w.sandbox().clear();
    w.pipe("first line\nsecond \u{1F4A5}\nthird", &["alert", "--level", "warning"])
        .exits(0);
    let text = bodies(&w, "dingtalk")[0]["text"]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.starts_with("⚠️ first line\n\nsecond 💥\nthird"), "{text}");
    // What is not UTF-8 is sent as well as it can be.
    w.pipe(b"bad \xFF byte", &["alert", "-"]).exits(0);
    assert_eq!(w.requests("dingtalk"), 2);
}

#[test]
fn options_count_before_and_after_the_word_send() {
    let w = world("");
    let ran = w
        .run(&[
            "alert", "--level", "warning", "--to", "wecom", "send", "--title", "T", "--label", "env=prod", "-o",
            "json", "text",
        ])
        .exits(0);
    assert_eq!(
        (&rows(&ran)[0]["level"], &rows(&ran)[0]["title"]),
        (&"warning".into(), &"T".into())
    );
    let text = bodies(&w, "wecom")[0]["text"]["content"].as_str().unwrap().to_owned();
    assert!(text.contains("env: prod"), "{text}");
}

#[test]
fn a_dry_run_shows_the_requests_without_secrets_and_leaves_nothing() {
    let w = world("");
    let key = w.sandbox().server("dingtalk").key.clone();
    let password = w.sandbox().server("smtp").key.clone();
    let ran = w
        .run(&[
            "alert",
            "-n",
            "--to",
            "dingtalk",
            "--to",
            "mail",
            "--to",
            "sms-tencent",
            "-t",
            "disk",
            "full",
        ])
        .exits(0);
    for shown in [
        "/robot/send?access_token=…&timestamp=…&sign=…",
        "\"msgtype\":\"text\"",
        "RCPT TO:<ops@example.com>",
        "x-tc-action",
    ] {
        assert!(ran.out.contains(shown), "{shown}: {}", ran.out);
    }
    for secret in [&key, &password] {
        assert!(!ran.out.contains(secret.as_str()) && !ran.err.contains(secret.as_str()));
    }
    assert!(w.sandbox().journal().is_empty());
    assert!(
        !w.home.path().join(".local/state/vh").exists(),
        "nothing is promised in a dry run"
    );
}

#[test]
fn a_problem_is_told_once_in_its_window_and_again_when_it_grows_worse() {
    let w = world("");
    let alert = |level: &str| {
        w.run(&["alert", "-l", level, "-t", "disk", "-o", "json", "95%"])
            .exits(0)
    };
    assert_eq!(rows(&alert("warning"))[0]["outcome"], "sent");
    let ran = alert("warning");
    assert_eq!(rows(&ran)[0]["outcome"], "suppressed");
    assert!(ran.err.contains("held back 1×"), "{}", ran.err);
    alert("info");
    assert_eq!(w.requests("dingtalk"), 1);
    let raised = alert("critical");
    assert_eq!(rows(&raised)[0]["outcome"], "sent");
    let text = bodies(&w, "dingtalk")[1]["text"]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.contains("期间重复 2 次"), "{text}");
    // Another label is another problem; a key of one's own is one problem.
    w.run(&["alert", "-t", "disk", "--label", "host=b", "95%"]).exits(0);
    w.run(&["alert", "--dedup-key", "k", "one"]).exits(0);
    let ran = w.run(&["alert", "--dedup-key", "k", "-o", "json", "two"]).exits(0);
    assert_eq!(rows(&ran)[0]["code"], "repeated");
    assert_eq!(w.requests("dingtalk"), 4);
    let over = w.run(&["alert", "--resolve", "k", "-o", "json"]).exits(0);
    assert_eq!(rows(&over)[0]["outcome"], "sent");
    let text = bodies(&w, "dingtalk")[4]["text"]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.starts_with("✅ one") && text.contains("持续: "), "{text}");
    let again = w.run(&["alert", "--resolve", "k", "-o", "json"]).exits(0);
    assert_eq!(rows(&again)[0]["code"], "not_open");
    // Windows are configuration.
    for _ in 0..2 {
        w.run(&["alert", "--set", "alerts.windows={\"info\":\"0s\"}", "-t", "now", "x"])
            .exits(0);
    }
    assert_eq!(w.requests("dingtalk"), 7);
}

#[test]
fn a_problem_that_lasts_is_raised_to_another_level() {
    let w = world("");
    let set = [
        "--set",
        "alerts.escalate_after=1ms",
        "--set",
        "alerts.windows={\"warning\":\"0s\"}",
    ];
    let base = ["alert", "-l", "warning", "-t", "disk", "-o", "json", "95%"];
    let first = w.run(&[&base[..], &set].concat()).exits(0);
    assert_eq!(rows(&first)[0]["level"], "warning");
    let second = w.run(&[&base[..], &set].concat()).exits(0);
    assert_eq!(rows(&second)[0]["level"], "critical");
    let text = bodies(&w, "dingtalk")[1]["text"]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        text.starts_with("🚨") && text.contains("escalated: warning → critical"),
        "{text}"
    );
}

#[test]
fn silences_keep_quiet_what_they_cover() {
    let w = world("");
    w.run(&["alert", "silence", "add", "--for", "1h"]).exits(2);
    let ran = w
        .run(&[
            "alert",
            "silence",
            "add",
            "--for",
            "1h",
            "--title",
            "disk*",
            "--label",
            "env=st*",
            "--comment",
            "move",
            "-o",
            "json",
        ])
        .exits(0);
    let id = ran.json()["id"].as_str().unwrap().to_owned();
    let quiet = w
        .run(&["alert", "-t", "disk full", "--label", "env=staging", "-o", "json", "x"])
        .exits(0);
    assert_eq!(rows(&quiet)[0]["code"], "silenced");
    w.run(&["alert", "-t", "disk full", "--label", "env=prod", "x"])
        .exits(0);
    assert_eq!(w.requests("dingtalk"), 1);
    let ls = rows(&w.run(&["alert", "silence", "ls", "-o", "json"]).exits(0));
    assert_eq!(
        (&ls[0]["hits"], &ls[0]["covers"]),
        (&1.into(), &"title=disk* env=st*".into())
    );
    w.run(&["alert", "silence", "rm", &id]).exits(0);
    w.run(&["alert", "silence", "rm", &id]).exits(5);
    w.run(&["alert", "-t", "disk full", "--label", "env=staging", "x"])
        .exits(0);
    assert_eq!(w.requests("dingtalk"), 2);
}

#[test]
fn what_nobody_got_is_spooled_and_sent_later() {
    let w = world(
        "[[fault]]\nstatus = 200\ncode = '310000'\nprotocol = 'dingtalk'\n[[fault]]\nprotocol = 'smtp'\nstatus = 451\n",
    );
    let ran = w
        .run(&["alert", "-l", "critical", "-t", "disk", "-o", "json", "95%"])
        .exits(8);
    assert_eq!(ran.error()["exit"], 8);
    assert!(
        ran.error()["message"].as_str().unwrap().contains("spooled"),
        "{}",
        ran.err
    );
    let waiting = spool(&w);
    assert_eq!((waiting.len(), &waiting[0]["status"]), (1, &"open".into()));
    assert_eq!(waiting[0]["channels"][0]["code"], "310000");
    // The failure was nobody's news: the next arrival is not held back.
    w.run(&["alert", "-l", "critical", "-t", "disk", "95%"]).exits(8);
    assert_eq!(spool(&w).len(), 2);
    w.run(&["alert", "spool", "resend"]).exits(8);
    w.sandbox().set_script(Script::default());
    w.sandbox().clear();
    let id = waiting[0]["id"].as_str().unwrap();
    let ran = w.run(&["alert", "spool", "resend", &id[..12], "-o", "json"]).code;
    assert!(
        ran == 0 || ran == 2,
        "a beginning of an id is enough, unless it begins two"
    );
    w.run(&["alert", "spool", "resend"]).exits(0);
    assert_eq!(w.requests("dingtalk"), 2);
    assert!(spool(&w).is_empty());
    let text = bodies(&w, "dingtalk")[0]["text"]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(text.starts_with("🚨 disk"), "{text}");
    w.run(&["alert", "spool", "resend", "ffff"]).exits(5);
}

#[test]
fn old_alerts_are_given_up_and_any_can_be_dropped() {
    let w = world("[[fault]]\nprotocol = 'wecom'\nstatus = 500\n");
    w.run(&["alert", "--to", "wecom", "one"]).exits(8);
    w.run(&["alert", "--to", "wecom", "two"]).exits(8);
    let ran = w
        .run(&["alert", "spool", "resend", "--set", "alerts.spool_age=0s"])
        .exits(0);
    assert!(ran.err.contains("2 alerts are too old"), "{}", ran.err);
    let dead = spool(&w);
    assert!(dead.iter().all(|r| r["status"] == "dead"), "{dead:?}");
    let id = dead[0]["id"].as_str().unwrap();
    w.run(&["alert", "spool", "drop", id]).exits(0);
    assert_eq!(spool(&w).len(), 1);
    w.run(&["alert", "spool", "drop", "--all"]).exits(13);
    w.run(&["alert", "spool", "drop", "--all", "--yes"]).exits(0);
    assert!(spool(&w).is_empty());
}

#[test]
fn require_all_is_partial_until_the_last_has_it_and_nobody_gets_it_twice() {
    let w = world("[[fault]]\nprotocol = 'slack'\nstatus = 500\ntimes = 1\n");
    let args = [
        "alert",
        "--to",
        "dingtalk",
        "--to",
        "slack",
        "--to",
        "mail",
        "--require-all",
        "-o",
        "json",
        "release",
    ];
    let ran = w.run(&args).exits(10);
    let outcomes: Vec<Value> = rows(&ran).into_iter().map(|r| r["outcome"].clone()).collect();
    assert_eq!(outcomes, ["sent", "transient", "sent"]);
    assert_eq!(spool(&w).len(), 1);
    let ran = w.run(&["alert", "spool", "resend", "-o", "json"]).exits(0);
    let outcomes: Vec<Value> = rows(&ran).into_iter().map(|r| r["outcome"].clone()).collect();
    assert_eq!(outcomes, ["sent_before", "sent", "sent_before"]);
    assert_eq!(
        (w.requests("dingtalk"), w.requests("smtp"), w.requests("slack")),
        (1, 1, 2)
    );
    assert!(spool(&w).is_empty());
}

#[test]
fn a_lost_answer_is_uncertain_and_short_messages_are_never_repeated() {
    for (name, protocol, again) in [
        ("dingtalk", "dingtalk", 1),
        ("mail", "smtp", 1),
        ("sms-aliyun", "sms-aliyun", 0),
    ] {
        let w = world(&format!("[[fault]]\nprotocol = '{protocol}'\nlose = true\n"));
        let ran = w.run(&["alert", "--to", name, "-o", "json", "lost answer"]).exits(11);
        assert_eq!(rows(&ran)[0]["outcome"], "uncertain", "{name}: {}", ran.out);
        assert_eq!(ran.error()["outcome"], "unknown");
        assert_eq!(spool(&w)[0]["status"], "uncertain");
        assert_eq!(w.requests(protocol), 1, "{name}: not tried again at once");
        w.run(&["alert", "spool", "resend"]).exits(11);
        assert_eq!(w.requests(protocol), 1 + again, "{name}");
        // Once more is the most.
        w.run(&["alert", "spool", "resend"]).exits(11);
        assert_eq!(w.requests(protocol), 1 + again, "{name}");
        if name == "mail" {
            let ids: Vec<String> = w
                .sandbox()
                .requests("smtp")
                .iter()
                .map(|e| header(&e.body, "message-id"))
                .collect();
            assert_eq!(ids[0], ids[1], "a repetition can be recognised");
        }
    }
}

fn header(letter: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(letter).into_owned();
    let line = text
        .lines()
        .find(|l| l.to_ascii_lowercase().starts_with(&format!("{name}:")));
    line.unwrap_or("").to_owned()
}

#[test]
fn without_a_state_it_is_sent_and_said_to_be_unspooled() {
    let w = world("[[fault]]\nprotocol = 'slack'\nstatus = 500\n");
    let memory = ["--set", "state.url=memory:"];
    let ran = w
        .run(&[&["alert", "--to", "wecom", "x y"][..], &memory].concat())
        .exits(0);
    assert!(ran.err.contains("not spooled"), "{}", ran.err);
    let ran = w
        .run(&[&["alert", "--to", "slack", "x y"][..], &memory].concat())
        .exits(12);
    assert!(ran.err.contains("not spooled"), "{}", ran.err);
    w.run(&[&["alert", "spool", "ls"][..], &memory].concat()).exits(12);
}

#[test]
fn a_broken_configuration_is_3_and_does_not_stop_the_other_channels() {
    let w = world("");
    w.run(&["alert", "--to", "nobody", "x y"]).exits(3);
    w.add_config(
        "[alert.broken]\nkind = 'dingtalk'\n[alert.far]\nkind = 'email'\nhost = 'mail.example.com'\nsecurity = 'none'\n\
                  username = 'u'\npassword = 'pppppp'\nfrom = 'a@example.com'\nto = ['b@example.com']\n",
    );
    let ran = w.run(&["alert", "--to", "broken", "x y"]).exits(3);
    assert!(ran.err.contains("webhook"), "{}", ran.err);
    assert!(
        w.run(&["alert", "--to", "far", "x y"])
            .exits(13)
            .err
            .contains("unencrypted")
    );
    assert!(spool(&w).is_empty());
    let ran = w.run(&["alert", "--to", "broken", "--to", "wecom", "x y z"]).exits(0);
    assert!(ran.err.contains("broken failed"), "{}", ran.err);
    World::empty().run(&["alert", "x y"]).exits(3);
    let check = w.run(&["config", "check", "-o", "json"]).exits(3);
    let broken: Vec<Value> = rows(&check)
        .into_iter()
        .filter(|r| r["ok"] == false)
        .map(|r| r["table"].clone())
        .collect();
    assert_eq!(broken, ["alert.broken", "alert.far"]);
}

#[test]
fn levels_have_their_own_steps_and_a_list_inside_goes_to_all() {
    let w = world("");
    w.add_config("[alerts]\nlevels = { critical = [['dingtalk', 'sms-tencent'], 'mail'], info = 'wecom' }\n");
    let ran = w.run(&["alert", "-l", "critical", "-o", "json", "a b"]).exits(0);
    let names: Vec<Value> = rows(&ran).into_iter().map(|r| r["channel"].clone()).collect();
    assert_eq!(names, ["dingtalk", "sms-tencent"]);
    w.run(&["alert", "-l", "info", "c d"]).exits(0);
    assert_eq!((w.requests("wecom"), w.requests("smtp")), (1, 0));
    w.run(&["alert", "-l", "warning", "e f"]).exits(0);
    assert_eq!(w.requests("dingtalk"), 2);
}

#[test]
fn a_robots_minute_is_kept_and_a_throttled_robot_is_left_alone() {
    let w = world("");
    let ran = w.shell("for i in $(seq 20); do vh alert --to dingtalk -o json \"alert number $i\"; done 2>/dev/null");
    let sent = ran.out.lines().filter(|l| l.contains("\"outcome\":\"sent\"")).count();
    assert_eq!((sent, w.requests("dingtalk")), (18, 18), "{}", ran.out);
    assert!(ran.out.contains("rate_limited"));
    assert_eq!(spool(&w).len(), 2, "the others wait in the spool");
    let w = world(
        "[[fault]]\nprotocol = 'wecom'\nstatus = 200\ncode = '45009'\n[[fault]]\nprotocol = 'dingtalk'\nstatus = 200\ncode = '130101'\n",
    );
    for _ in 0..2 {
        let ran = w.run(&[
            "alert",
            "--to",
            "dingtalk",
            "--to",
            "slack",
            "-o",
            "json",
            "--set",
            "alerts.windows={\"info\":\"0s\"}",
            "a b",
        ]);
        assert_eq!(rows(&ran.exits(0))[0]["outcome"], "rate_limited");
    }
    assert_eq!(w.requests("dingtalk"), 1, "ten minutes without a try");
    assert_eq!(w.requests("slack"), 2, "one a second, waited for");
}

#[test]
fn what_waits_for_a_robot_is_told_as_one_message() {
    let w = world("");
    w.shell("for i in $(seq 24); do vh alert -l warning --to wecom \"storm number $i\"; done >/dev/null 2>&1");
    assert_eq!((w.requests("wecom"), spool(&w).len()), (18, 6));
    // Until a place is free nothing is due.
    w.run(&["alert", "spool", "resend"]).exits(0);
    assert_eq!(w.requests("wecom"), 18);
    // The same robot by another address has places of its own.
    w.config(
        &w.read_config()
            .replace("/cgi-bin/webhook/send?key=", "/cgi-bin/webhook/send?again=1&key="),
    );
    w.run(&["alert", "spool", "resend", "--now"]).exits(0);
    let text = bodies(&w, "wecom")[18]["text"]["content"].as_str().unwrap().to_owned();
    assert!(
        text.contains("积压的 6 条告警") && text.contains("⚠️ storm number 24"),
        "{text}"
    );
    assert_eq!((w.requests("wecom"), spool(&w).len()), (19, 0));
}

#[test]
fn templates_are_escaped_per_channel_and_broken_ones_give_way() {
    let w = world("");
    let say = |template: &str, to: &str, title: &str| {
        w.sandbox().clear();
        w.run(&["alert", "--template", template, "--to", to, "-t", title, "a & <b>"])
            .exits(0);
    };
    say("{{ level }}|{{ title }}|{{ text }}", "slack", "one");
    assert_eq!(bodies(&w, "slack")[0]["text"], "info|one|a &amp; &lt;b&gt;");
    say("{{ level }}|{{ nothing }}", "wecom", "two");
    let text = bodies(&w, "wecom")[0]["text"]["content"].as_str().unwrap().to_owned();
    assert!(text.starts_with("ℹ️ two"), "{text}");
    w.add_config("[alerts]\ntemplates = { wecom = '{{ emoji }} {{ title }} on {{ host }}' }\n");
    w.run(&["alert", "--to", "wecom", "-t", "three", "x"]).exits(0);
    let text = bodies(&w, "wecom")[1]["text"]["content"].as_str().unwrap().to_owned();
    assert!(text.starts_with("ℹ️ three on "), "{text}");
}

#[test]
fn monitoring_systems_post_their_groups() {
    let w = world("");
    let group = r#"{"version":"4","status":"firing","receiver":"vh","externalURL":"http://am","alerts":[
        {"status":"firing","labels":{"alertname":"Disk","severity":"page"},"annotations":{"summary":"disk full"},
         "startsAt":"2026-01-01T00:00:00Z","fingerprint":"aa"},
        {"status":"firing","labels":{"alertname":"Load","severity":"warning"},"annotations":{"summary":"load high"},
         "startsAt":"2026-01-01T00:00:00Z","fingerprint":"bb"}]}"#;
    let ran = w
        .pipe(
            group,
            &["alert", "--from", "alertmanager", "--to", "dingtalk", "-o", "json"],
        )
        .exits(0);
    let levels: Vec<Value> = rows(&ran).into_iter().map(|r| r["level"].clone()).collect();
    assert_eq!(levels, ["critical", "warning"]);
    let text = bodies(&w, "dingtalk")[0]["text"]["content"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        text.contains("disk full") && text.contains("2026-01-01 08:00:00 +08:00"),
        "{text}"
    );
    // Alertmanager repeats; the problem is told once. When it is over, that is told once.
    let ran = w
        .pipe(group, &["alert", "--from", "auto", "--to", "dingtalk", "-o", "json"])
        .exits(0);
    assert!(rows(&ran).iter().all(|r| r["outcome"] == "suppressed"));
    let over = group.replace("\"status\":\"firing\",\"labels\"", "\"status\":\"resolved\",\"labels\"");
    let ran = w
        .pipe(over, &["alert", "--from", "auto", "--to", "dingtalk", "-o", "json"])
        .exits(0);
    assert!(rows(&ran).iter().all(|r| r["outcome"] == "sent"), "{}", ran.out);
    assert_eq!(w.requests("dingtalk"), 4);
    w.pipe("nonsense", &["alert", "--from", "grafana"]).exits(6);
}

#[test]
fn a_test_goes_through_every_channel_and_its_failure_is_the_channels() {
    let w = world("");
    let ran = w.run(&["alert", "test", "-o", "json"]).exits(0);
    assert_eq!(rows(&ran).len(), 9);
    w.sandbox()
        .set_script(Script::parse("[[fault]]\nprotocol = 'dingtalk'\nstatus = 200\ncode = '310000'\n").unwrap());
    w.run(&["alert", "test", "--to", "dingtalk"]).exits(4);
    w.run(&["alert", "test"]).exits(10);
    assert!(spool(&w).is_empty());
    World::empty().run(&["alert", "test"]).exits(3);
}

#[test]
fn any_call_of_a_vendor_of_short_messages_is_signed() {
    let w = world("");
    for (table, args) in [
        (
            "alert.sms-aliyun",
            vec![
                "POST",
                "/?Action=QuerySendDetails&PhoneNumber=13900000001&SendDate=20260101&PageSize=10&CurrentPage=1",
            ],
        ),
        (
            "alert.sms-tencent",
            vec![
                "POST",
                "/?Action=PullSmsSendStatusByPhoneNumber",
                "-d",
                "{\"Limit\":10}",
            ],
        ),
        (
            "alert.sms-volcengine",
            vec!["POST", "/?Action=GetSmsSendDetails&Version=2021-01-11", "-d", "{}"],
        ),
    ] {
        let ran = w.run(&[&["api", table][..], &args].concat()).exits(0);
        assert!(ran.out.contains("equest"), "{table}: {}", ran.out);
    }
    let ran = w.run(&["api", "alert.sms-tencent", "POST", "/?Action=Nothing", "-d", "{}"]);
    assert!(ran.code != 0 && ran.out.contains("InvalidAction"), "{ran:?}");
    w.run(&["api", "alert.dingtalk", "POST", "/"]).exits(2);
    // Aliyun's old signature is a setting away.
    w.config(
        &w.read_config()
            .replace("vendor = \"aliyun\"", "vendor = \"aliyun\"\nsignature = 'rpc'"),
    );
    w.run(&["alert", "--to", "sms-aliyun", "old signature"]).exits(0);
    assert!(
        w.sandbox()
            .requests("sms-aliyun")
            .last()
            .unwrap()
            .path
            .contains("SignatureMethod=HMAC-SHA1")
    );
}

#[test]
fn numbers_are_told_one_by_one_and_masked() {
    let w = world("");
    let to = "sms-tencent:13900000001,13900000000,13900009999";
    let ran = w
        .run(&["alert", "--to", to, "-o", "json", "磁盘满 🚨 https://x.example/y"])
        .exits(0);
    let people = rows(&ran)[0]["recipients"].clone();
    let seen: Vec<(String, String)> = people
        .as_array()
        .unwrap()
        .iter()
        .map(|p| {
            (
                p["to"].as_str().unwrap().to_owned(),
                p["outcome"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("139****0001".into(), "sent".into()),
            ("139****0000".into(), "refused_recipient".into()),
            ("139****9999".into(), "rate_limited".into())
        ]
    );
    assert!(!ran.out.contains("13900000001") && !ran.err.contains("13900000001"));
    let body = &bodies(&w, "sms-tencent")[0];
    assert_eq!(body["TemplateParamSet"][0], "磁盘满 x.example/y", "fit for a template");
    assert_eq!(body["PhoneNumberSet"][0], "+8613900000001");
}

#[test]
fn shipped_examples_are_configurations_that_hold() {
    let w = world("");
    let example = w.run(&["help", "webhooks"]).exits(0).out.clone();
    let hook = w.sandbox().server("webhook");
    // The addresses become the sandbox's; all else is as shipped.
    let mut local = String::new();
    for line in example.lines() {
        match line.strip_prefix("url = \"env:") {
            Some(_) => local.push_str(&format!("url = \"plain:{}/hook/{}\"\n", hook.url, hook.key)),
            None => local.push_str(&format!("{line}\n")),
        }
    }
    w.add_config(&local);
    for (name, marker) in [
        ("telegram", "chat_id"),
        ("bark", "level"),
        ("pushplus", "template"),
        ("serverchan", "desp"),
    ] {
        w.sandbox().clear();
        w.sandbox().set_script(Script::default());
        w.run(&[
            "alert",
            "-l",
            "critical",
            "--to",
            name,
            "-t",
            name,
            "quote \" and\nline",
        ])
        .exits(0);
        let entry = w.sandbox().requests("webhook").pop().unwrap();
        assert!(
            entry.json()[marker].is_string(),
            "{name}: {}",
            String::from_utf8_lossy(&entry.body)
        );
        let text = String::from_utf8_lossy(&entry.body).into_owned();
        assert!(text.contains("quote \\\" and"), "{text}");
        // Their way of saying no inside a 200 is seen.
        w.sandbox()
            .set_script(Script::parse("[[fault]]\nprotocol = 'webhook'\nstatus = 200\ncode = '903'\n").unwrap());
        w.run(&["alert", "--to", name, "-t", &format!("{name} refuses"), "x"])
            .exits(8);
    }
}
