//! On a real (pseudo) terminal: hostile text is harmless, thinking is dimmed, a conversation goes on.

use std::fs::File;
use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::harness::World;

/// A run on a terminal of its own.
struct Session {
    child: std::process::Child,
    keyboard: File,
    screen: mpsc::Receiver<Vec<u8>>,
    seen: String,
}

impl Session {
    fn start(w: &World, args: &[&str]) -> Session {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let slave = || -> OwnedFd {
            File::options()
                .read(true)
                .write(true)
                .open(name.to_str().unwrap())
                .unwrap()
                .into()
        };
        let mut command = w.command(args);
        command
            .env("TERM", "xterm")
            .stdin(Stdio::from(slave()))
            .stdout(Stdio::from(slave()))
            .stderr(Stdio::from(slave()));
        let child = command.spawn().unwrap();
        drop(command);
        let mut reader = File::from(master.try_clone().unwrap());
        let (send, screen) = mpsc::channel();
        std::thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(n) = reader.read(&mut piece) {
                if n == 0 || send.send(piece[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        Session {
            child,
            keyboard: File::from(master),
            screen,
            seen: String::new(),
        }
    }

    fn wait_for(&mut self, text: &str) {
        while !self.seen.contains(text) {
            match self.screen.recv_timeout(Duration::from_secs(20)) {
                Ok(piece) => self.seen.push_str(&String::from_utf8_lossy(&piece)),
                Err(_) => panic!("{text:?} never came: {:?}", self.seen),
            }
        }
    }

    /// Until the line editor has asked so often.
    fn wait_for_prompts(&mut self, n: usize) {
        while self.seen.matches("\u{1b}[K> ").count() < n {
            match self.screen.recv_timeout(Duration::from_secs(20)) {
                Ok(piece) => self.seen.push_str(&String::from_utf8_lossy(&piece)),
                Err(_) => panic!("prompt {n} never came: {:?}", self.seen),
            }
        }
        self.wait_for_no_echo();
    }

    /// Until the program reads without showing what is typed; what came before that is thrown away.
    fn wait_for_no_echo(&self) {
        let shows = || {
            let modes = rustix::termios::tcgetattr(&self.keyboard).unwrap().local_modes;
            modes.contains(rustix::termios::LocalModes::ECHO)
        };
        for _ in 0..2000 {
            if !shows() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        panic!("the terminal still shows what is typed");
    }

    /// At the prompt, types something; then waits for what is shown, at least for the line itself.
    fn say(&mut self, typed: &str, shown: &str) {
        while !without_sequences(&self.seen).trim_end_matches('\r').ends_with("> ") {
            match self.screen.recv_timeout(Duration::from_secs(20)) {
                Ok(piece) => self.seen.push_str(&String::from_utf8_lossy(&piece)),
                Err(_) => panic!("the prompt never came: {:?}", self.seen),
            }
        }
        self.wait_for_no_echo();
        self.seen.clear();
        self.type_in(typed);
        self.wait_for(if shown.is_empty() { typed.trim_end() } else { shown });
    }

    fn type_in(&mut self, text: &str) {
        self.keyboard.write_all(text.as_bytes()).unwrap();
    }

    fn finish(mut self) -> (Option<i32>, String) {
        let status = crate::harness::wait(&mut self.child);
        while let Ok(piece) = self.screen.recv_timeout(Duration::from_millis(200)) {
            self.seen.push_str(&String::from_utf8_lossy(&piece));
        }
        (status.code(), self.seen)
    }
}

/// What is on the screen, without the sequences that move and colour.
fn without_sequences(seen: &str) -> String {
    let mut out = String::new();
    let mut parts = seen.split("\u{1b}[");
    out.push_str(parts.next().unwrap());
    for part in parts {
        out.push_str(
            part.trim_start_matches(|c: char| !c.is_ascii_alphabetic())
                .get(1..)
                .unwrap_or(""),
        );
    }
    out
}

const HOSTILE: &str = "a\\u001b]0;owned\\u0007b\\u001b[31mred\\u009b2Jc\\u202ed";

#[test]
fn hostile_text_never_reaches_a_terminal_raw() {
    for name in ["ark", "claude"] {
        let w = World::new(&format!("[[fault]]\ntext = \"{HOSTILE}\"\nsplit = 1\n"));
        let (code, seen) = Session::start(&w, &["chat", "-p", name, "hi", "--color", "never"]).finish();
        assert_eq!(code, Some(0), "{seen}");
        assert!(seen.contains("a␛]0;owned␇b␛[31mred"), "{seen:?}");
        for raw in ['\u{7}', '\u{9b}', '\u{202e}'] {
            assert!(!seen.contains(raw), "{seen:?}");
        }
        assert!(!seen.contains("\u{1b}]0;") && !seen.contains("\u{1b}[31m"), "{seen:?}");
        // In a pipe it is what it is.
        let ran = w.run(&["chat", "-p", name, "hi"]).exits(0);
        assert!(ran.out.contains("a\u{1b}]0;owned\u{7}b"), "{:?}", ran.out);
    }
}

#[test]
fn hostile_errors_models_and_headers_are_harmless_too() {
    let w = World::new(&format!("[[fault]]\nstatus = 400\nmessage = \"{HOSTILE}\"\n"));
    for args in [
        &["chat", "hi"][..],
        &["chat", "hi", "-o", "json"],
        &["chat", "hi", "--debug"],
        &["models"],
    ] {
        let (_, seen) = Session::start(&w, &[args, &["--color", "never"]].concat()).finish();
        assert!(
            !seen.contains("\u{1b}]0;") && !seen.contains('\u{9b}') && !seen.contains('\u{7}'),
            "{seen:?}"
        );
    }
    let body = "{\\\"object\\\":\\\"list\\\",\\\"data\\\":[{\\\"id\\\":\\\"x\\\\u001b[2Jy\\\"}]}";
    let w = World::new(&format!("[[fault]]\nbody = \"{body}\"\n"));
    for args in [
        &["models", "-p", "ark"][..],
        &["models", "-p", "ark", "-o", "json"],
        &["api", "llm.ark", "GET", "models"],
    ] {
        let (_, seen) = Session::start(&w, &[args, &["--color", "never"]].concat()).finish();
        assert!(seen.contains('x') && !seen.contains("\u{1b}[2J"), "{seen:?}");
    }
}

#[test]
fn thinking_is_dimmed_beside_the_answer() {
    let w = World::new("");
    let (code, seen) = Session::start(&w, &["chat", "--think", "on", "hi"]).finish();
    assert_eq!(code, Some(0));
    assert!(seen.contains("\u{1b}[2m") && seen.contains("想一"), "{seen:?}");
    assert!(seen.contains("ark 收到：hi 🚀"), "{seen:?}");
}

#[test]
fn a_conversation_remembers_its_turns() {
    let w = World::new("");
    let mut session = Session::start(&w, &["chat", "-s", "be brief", "-v"]);
    for (prompt, typed, shown) in [
        (1, "one\n", "ark 收到：one 🚀"),
        (2, "two\n", "ark 收到：two 🚀"),
        (3, "/nothing\n", "there is no command /nothing"),
        (4, "/provider claude\n", ""),
        (5, "three\\\nlines\n", "claude 收到：three"),
        // One for the line that went on.
        (7, "/save kept\n", ""),
        (8, "/retry\n", "request req_sandbox_000004"),
        (9, "\u{4}", ""),
    ] {
        session.wait_for_prompts(prompt);
        session.type_in(typed);
        session.wait_for(shown);
    }
    let (code, screen) = session.finish();
    assert_eq!(code, Some(0), "{screen}");
    let claude = w.sandbox().requests("claude");
    assert_eq!(claude.len(), 2, "asked again");
    assert_eq!(claude[1].json()["messages"].as_array().unwrap().len(), 5);
    assert_eq!(claude[1].json()["messages"][4]["content"], "three\nlines");
    assert!(w.run(&["session", "show", "kept"]).exits(0).out.contains("you: two"));
    let seen = w.sandbox().requests("ark");
    let turns: Vec<_> = seen[1].json()["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["content"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(turns, ["be brief", "one", "ark 收到：one 🚀", "two"]);
}

#[test]
fn a_conversation_is_saved_asked_again_and_steered() {
    let w = World::new("[[fault]]\ncontains = 'fails once'\nstatus = 400\ntimes = 1\n");
    let png = w.file("p.png", b"\x89PNG\r\n\x1a\nrest");
    let attach = format!("/attach {}\n", png.display());
    w.run(&["chat", "--session", "taken", "hi"]).exits(0);
    let mut session = Session::start(&w, &["chat", "-s", "be kind"]);
    // What failed is asked again, and the instructions are not forgotten over it.
    session.say("/retry\n", "nothing to ask again");
    session.say("it fails once\n", "(400");
    session.say("/retry\n", "ark 收到：it fails once 🚀");
    // Several lines, a picture, another model, the tokens.
    session.say("/model ep-20241201140014-lite\n", "");
    session.say("/usage\n", "told after each answer");
    session.say("/attach nothing.png\n", "cannot read nothing.png");
    session.say(&attach, "");
    session.say("\"\"\"\na\n  b\n\"\"\"\n", "[image] 🚀");
    session.wait_for("tokens: ");
    session.say("/save taken\n", "there is a conversation taken already");
    session.say("/save kept\n", "");
    // Completed by a key; a line given up by another.
    session.say("/mod\t", "/model ");
    session.type_in("\u{3}");
    session.seen.clear();
    session.say("/usage\n", "no longer told");
    session.say("/exit\n", "");
    let (code, screen) = session.finish();
    assert_eq!(code, Some(0), "{screen}");
    let asked: Vec<serde_json::Value> = w.sandbox().requests("ark").iter().map(|r| r.json()).collect();
    assert_eq!(asked.len(), 4);
    assert_eq!(asked[2]["messages"].to_string(), asked[1]["messages"].to_string());
    assert_eq!(asked[2]["messages"][0]["content"], "be kind");
    assert_eq!(asked[3]["model"], "ep-20241201140014-lite");
    let parts = &asked[3]["messages"][3]["content"];
    assert_eq!(
        (&parts[0]["text"], &parts[1]["type"]),
        (&"a\n  b".into(), &"image_url".into())
    );
    // Saved at once, under that name only, with what it cost.
    let kept = w.run(&["session", "show", "kept"]).exits(0).out;
    assert!(kept.contains("it fails once") && kept.contains("[image] 🚀"), "{kept}");
    let list = w.run(&["session", "ls", "-o", "json"]).exits(0).out;
    assert_eq!(list.lines().count(), 2, "{list}");
    let row: serde_json::Value = serde_json::from_str(list.lines().find(|l| l.contains("\"kept\"")).unwrap()).unwrap();
    assert_eq!(row["turns"], 5);
    assert!(row["tokens"].as_i64().unwrap() > 10, "{row}");
}

#[test]
fn instructions_given_in_the_midst_of_a_conversation_are_kept_and_sent() {
    let w = World::new("");
    let mut session = Session::start(&w, &["chat", "--session", "s"]);
    session.say("one\n", "ark 收到：one 🚀");
    session.say("/system be brief\n", "");
    session.say("two\n", "ark 收到：two 🚀");
    session.say("/system be kind\n", "");
    session.say("/retry\n", "ark 收到：two 🚀");
    session.say("/system the last word\n", "");
    session.say("/exit\n", "");
    assert_eq!(session.finish().0, Some(0));
    let contents = |at: usize| -> Vec<String> {
        let body = w.sandbox().requests("ark")[at].json();
        let all = body["messages"].as_array().unwrap().iter();
        all.map(|m| m["content"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(contents(1), ["be brief", "one", "ark 收到：one 🚀", "two"]);
    assert_eq!(contents(2), ["be kind", "one", "ark 收到：one 🚀", "two"]);
    // Kept at once, though nothing was asked after it.
    assert_eq!(
        w.run(&["session", "show", "s"]).exits(0).out,
        "system: the last word\nyou: one\nmodel: ark 收到：one 🚀\nyou: two\nmodel: ark 收到：two 🚀\n"
    );
}

#[test]
fn an_answer_that_is_asked_again_takes_the_place_of_the_old_one() {
    let w = World::new("");
    let mut session = Session::start(&w, &["chat", "--session", "s"]);
    for (prompt, typed, shown) in [
        (1, "one\n", "ark 收到：one 🚀"),
        (2, "/provider claude\n", ""),
        (3, "/retry\n", "claude 收到：one 🚀"),
        (4, "two\n", "claude 收到：two 🚀"),
        (5, "\u{4}", ""),
    ] {
        session.wait_for_prompts(prompt);
        session.type_in(typed);
        session.wait_for(shown);
    }
    assert_eq!(session.finish().0, Some(0));
    assert_eq!(
        w.run(&["session", "show", "s"]).exits(0).out,
        "you: one\nmodel: claude 收到：one 🚀\nyou: two\nmodel: claude 收到：two 🚀\n"
    );
}

#[test]
fn ctrl_c_stops_the_answer_and_not_the_conversation() {
    let w = World::new(
        "[[fault]]\ncontains = 'slow'\npace_ms = 40\ntext = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'\n",
    );
    let mut session = Session::start(&w, &["chat"]);
    session.wait_for_prompts(1);
    session.type_in("slow\n");
    session.wait_for("abcd");
    let kill = std::process::Command::new("kill")
        .arg("-INT")
        .arg(session.child.id().to_string())
        .status();
    assert!(kill.unwrap().success());
    session.wait_for("stopped");
    session.wait_for_prompts(2);
    session.type_in("quick\n");
    session.wait_for("ark 收到：quick 🚀");
    session.wait_for_prompts(3);
    session.type_in("/exit\n");
    let (code, screen) = session.finish();
    assert_eq!(code, Some(0), "{screen}");
    let last = w.sandbox().requests("ark").pop().unwrap().json();
    assert_eq!(
        last["messages"].as_array().unwrap().len(),
        1,
        "what was stopped is forgotten"
    );
}

#[test]
fn markdown_is_rendered_on_a_terminal_and_raw_in_a_pipe() {
    let w = World::new("[[fault]]\ntext = \"# Title\\n- **one** `x`\\n\"\n");
    let (_, seen) = Session::start(&w, &["chat", "hi"]).finish();
    assert!(
        seen.contains("\u{1b}[1;4mTitle") && seen.contains("• ") && !seen.contains("**"),
        "{seen:?}"
    );
    let w2 = World::new("[[fault]]\ntext = \"[docs](https://x.y)\\n\\n| 名 | n |\\n|---|--:|\\n| 你好 | 10 |\\n\"\n");
    let (_, seen) = Session::start(&w2, &["chat", "hi"]).finish();
    let plain = without_sequences(&seen);
    assert!(
        plain.contains("docs (https://x.y)") && plain.contains("名   │  n") && plain.contains("你好 │ 10"),
        "{plain:?}"
    );
    for args in [&["chat", "hi", "--raw"][..], &["chat", "hi", "--color", "never"]] {
        let (_, seen) = Session::start(&w, args).finish();
        assert!(seen.contains("# Title") && seen.contains("**one**"), "{seen:?}");
    }
    assert!(w.run(&["chat", "hi"]).exits(0).out.starts_with("# Title"));
}

#[test]
fn a_tool_is_run_when_the_person_says_so() {
    let w = World::new("");
    w.file("tools.json", r#"[{"name": "clock"}]"#);
    w.add_config("[tools.clock]\ncommand = ['date', '-u', '-d', '@0', '+%Y']\n");
    for (answer, want) in [("y", "工具返回：1970"), ("n", "the user refused")] {
        let mut session = Session::start(&w, &["chat", "--tools", "tools.json", "--run-tools", "call:clock{}"]);
        session.wait_for("Run the tool clock with {}?");
        session.wait_for_no_echo();
        session.type_in(answer);
        session.wait_for(want);
        assert_eq!(session.finish().0, Some(0));
    }
}

#[test]
fn a_secret_is_asked_for_and_not_shown() {
    let w = World::empty();
    let mut session = Session::start(&w, &["config", "set", "llm.ark.api_key"]);
    session.wait_for("llm.ark.api_key");
    session.wait_for_no_echo();
    session.type_in("sk-typed-secret\n");
    let (code, seen) = session.finish();
    assert_eq!(code, Some(0), "{seen}");
    assert!(!seen.contains("sk-typed"), "{seen:?}");
    assert!(w.read_config().contains("api_key = \"sk-typed-secret\""));
}

#[test]
fn money_moves_when_the_amount_is_typed_once_more() {
    let w = crate::pay::live("", "");
    crate::pay::paid(&w, "vh-t-0001", "10.00");
    let before = w.requests("wechatpay");
    let args = ["pay", "refund", "vh-t-0001", "--amount", "2.00", "--total", "10.00"];
    let mut session = Session::start(&w, &args);
    session.wait_for("Type the amount once more");
    session.type_in("20.00\r");
    let (code, seen) = session.finish();
    assert_eq!(code, Some(13), "{seen}");
    assert_eq!(w.requests("wechatpay"), before);
    let mut session = Session::start(&w, &args);
    session.wait_for("Type the amount once more");
    session.type_in("2.00\r");
    let (code, seen) = session.finish();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("1900000001") && seen.contains("¥2.00"), "{seen}");
}

#[test]
fn a_native_order_is_drawn_on_a_terminal() {
    let w = crate::pay::world("");
    let args = ["pay", "order", "--kind", "native", "--amount", "1.00", "--body", "x"];
    let (code, seen) = Session::start(&w, &args).finish();
    assert_eq!(code, Some(0), "{seen}");
    assert!(seen.contains("weixin://") && seen.contains('▀'), "{seen}");
}

#[test]
fn an_alert_without_words_asks_for_them() {
    let w = crate::alert::world("");
    let mut session = Session::start(&w, &["alert", "--level", "warning", "--to", "wecom"]);
    session.wait_for("What happened?");
    session.wait_for_no_echo();
    session.type_in("typed by hand\r");
    let (code, seen) = session.finish();
    assert_eq!(code, Some(0), "{seen}");
    let text = w.sandbox().requests("wecom")[0].json()["text"]["content"].to_string();
    assert!(text.contains("typed by hand"), "{text}");
}
