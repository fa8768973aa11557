//! `reference/llm.md` §9.1, items 2–9: what a provider can do wrong, and what the user sees of it. Exit code, standard output,
//! standard error, and the number of requests the server saw.

use std::time::{Duration, Instant};

use crate::harness::World;

const ALL: [&str; 3] = ["ark", "openai", "claude"];

fn ask(w: &World, name: &str) -> crate::harness::Ran {
    w.run(&["chat", "-p", name, "hi"])
}

fn answer(name: &str) -> String {
    format!("{name} 收到：hi 🚀\n")
}

#[test]
fn a_refused_request_is_tried_once() {
    for (status, code) in [(400, 6), (401, 4), (402, 7), (403, 4), (404, 5), (413, 6), (422, 6)] {
        let w = World::new(&format!("[[fault]]\nstatus = {status}\nmessage = 'because'\n"));
        for name in ALL {
            let ran = ask(&w, name).exits(code);
            assert_eq!(w.requests(name), 1, "{name} {status}");
            assert_eq!(ran.out, "");
            assert!(
                ran.err.contains("because") && ran.err.contains(&status.to_string()),
                "{}",
                ran.err
            );
            assert!(ran.err.contains("req_sandbox_"), "the request id is shown: {}", ran.err);
        }
    }
}

#[test]
fn a_spent_quota_is_not_waited_for() {
    let codes: [(&str, u16, &[&str]); 3] = [
        (
            "openai",
            429,
            &[
                "insufficient_quota",
                "credit_balance_exhausted",
                "project_spend_limit_exceeded",
            ],
        ),
        ("ark", 429, &["QuotaExceeded", "SetLimitExceeded"]),
        ("claude", 402, &["billing_error"]),
    ];
    for (name, status, codes) in codes {
        for code in codes {
            let w = World::new(&format!("[[fault]]\nstatus = {status}\ncode = '{code}'\n"));
            let ran = ask(&w, name).exits(7);
            assert_eq!(w.requests(name), 1, "{code}");
            assert!(ran.err.contains(code) && ran.err.contains("quota"), "{}", ran.err);
        }
    }
    let w = World::new("[[fault]]\nstatus = 403\ncode = 'AccountOverdueError'\n");
    ask(&w, "ark").exits(7);
}

#[test]
fn retry_after_is_honoured_up_to_the_cap() {
    for name in ALL {
        let w = World::new("[[fault]]\nstatus = 429\ntimes = 1\nheaders = { retry-after = '1' }\n");
        let started = Instant::now();
        let ran = ask(&w, name).exits(0);
        assert_eq!((ran.out, w.requests(name)), (answer(name), 2));
        assert!(started.elapsed() >= Duration::from_secs(1));
        let w = World::new("[[fault]]\nstatus = 429\nheaders = { retry-after = '7200' }\n");
        let ran = ask(&w, name).exits(7);
        assert_eq!(w.requests(name), 1);
        assert!(ran.err.contains("wait 2h"), "{}", ran.err);
    }
}

#[test]
fn a_retry_date_is_read_against_the_servers_own_clock() {
    let w = World::new(
        "[[fault]]\nstatus = 503\nheaders = { date = 'Mon, 01 Jan 2001 00:00:00 GMT', retry-after = 'Mon, 01 Jan 2001 02:00:00 GMT' }\n",
    );
    let ran = ask(&w, "openai").exits(8);
    assert!(ran.err.contains("wait 2h"), "{}", ran.err);
    assert_eq!(w.requests("openai"), 1);
}

#[test]
fn an_overloaded_server_is_tried_three_times() {
    for status in [500, 502, 503, 504, 529] {
        let w = World::new(&format!("[[fault]]\nstatus = {status}\n"));
        for name in ALL {
            let ran = ask(&w, name).exits(8);
            assert_eq!((w.requests(name), ran.out.as_str()), (3, ""), "{name} {status}");
        }
        let w = World::new(&format!("[[fault]]\nstatus = {status}\ntimes = 2\n"));
        assert_eq!(ask(&w, "ark").exits(0).out, answer("ark"));
        assert_eq!(w.requests("ark"), 3);
    }
    let w = World::new("[[fault]]\nstatus = 500\nheaders = { x-should-retry = 'false' }\n");
    ask(&w, "openai").exits(8);
    assert_eq!(w.requests("openai"), 1);
}

#[test]
fn a_gateways_own_page_is_shown_and_not_swallowed() {
    let w = World::new(
        "[[fault]]\nstatus = 502\nbody = '<html>Bad  Gateway</html>'\nheaders = { content-type = 'text/html' }\n",
    );
    let ran = ask(&w, "claude").exits(8);
    assert!(ran.err.contains("<html>Bad Gateway</html>"), "{}", ran.err);
    let w = World::new("[[fault]]\nbody = '<html>Login</html>'\nheaders = { content-type = 'text/html' }\n");
    let ran = ask(&w, "ark").exits(9);
    assert!(
        ran.err.contains("not an event stream") && ran.err.contains("base_url"),
        "{}",
        ran.err
    );
    assert_eq!(w.requests("ark"), 1);
}

#[test]
fn an_error_inside_a_200_is_an_error() {
    let body = r#"{"error":{"message":"too many","code":"rate_limit_exceeded"}}"#;
    let w = World::new(&format!(
        "[[fault]]\nbody = '{body}'\nheaders = {{ content-type = 'application/json' }}\n"
    ));
    let ran = ask(&w, "openai").exits(7);
    assert!(ran.err.contains("too many"), "{}", ran.err);
    assert_eq!(w.requests("openai"), 3);
}

#[test]
fn an_error_event_before_the_content_is_retried_and_after_it_is_not() {
    for name in ALL {
        let code = if name == "claude" {
            "overloaded_error"
        } else {
            "server_error"
        };
        let w = World::new(&format!("[[fault]]\nerror_event = true\ncode = '{code}'\ntimes = 1\n"));
        assert_eq!(ask(&w, name).exits(0).out, answer(name));
        assert_eq!(w.requests(name), 2, "{name}");
        let w = World::new(&format!(
            "[[fault]]\nerror_event = true\nat = 2\ncode = '{code}'\nmessage = 'broke'\n"
        ));
        let ran = ask(&w, name).exits(9);
        assert_eq!(w.requests(name), 1, "{name}");
        let partial: String = answer(name).chars().take(4).collect();
        assert_eq!(ran.out, partial);
        assert!(
            ran.err.contains("broke") && ran.err.contains("4 characters"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn an_error_event_first_fails_over() {
    let w = World::new("[[fault]]\nprotocol = 'claude'\nerror_event = true\n");
    let ran = w.run(&["chat", "-p", "claude,ark", "hi"]).exits(0);
    assert_eq!(ran.out, answer("ark"));
}

#[test]
fn any_split_of_the_bytes_gives_the_same_text() {
    for name in ALL {
        for fault in [
            "split = 1",
            "split = 2",
            "split = 7",
            "eol = 'crlf'",
            "eol = 'crlf'\nsplit = 1",
            "eol = 'cr'",
            "eol = 'cr'\nsplit = 3",
            "bom = true\nsplit = 1",
            "comments = true",
        ] {
            let w = World::new(&format!(
                "[[fault]]\n{fault}\ntext = '中文与 emoji 👩‍👩‍👧‍👦 混排\\\\n\"引号\"'\n"
            ));
            let ran = ask(&w, name).exits(0);
            assert_eq!(ran.out, "中文与 emoji 👩‍👩‍👧‍👦 混排\\\\n\"引号\"\n", "{name} {fault}");
        }
    }
}

#[test]
fn an_end_without_its_marker_is_a_failure() {
    for name in ALL {
        let w = World::new("[[fault]]\nend = true\nat = 3\n");
        let ran = ask(&w, name).exits(9);
        let partial: String = answer(name).chars().take(6).collect();
        assert_eq!((ran.out, w.requests(name)), (partial, 1), "{name}");
        assert!(ran.err.contains("6 characters"), "{}", ran.err);
        // Cut in the middle of a chunk: the connection breaks.
        let w =
            World::new("[[fault]]\ncut_after = 1000\ntext = 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz'\n");
        let ran = ask(&w, name).exits(9);
        assert_eq!(w.requests(name), 1, "{name}");
        assert!(
            ran.out.starts_with("ab") && ran.err.contains("characters"),
            "{} {}",
            ran.out,
            ran.err
        );
        // Nothing came: nothing is lost by asking again.
        let w = World::new("[[fault]]\nend = true\n");
        ask(&w, name).exits(9);
        assert_eq!(w.requests(name), 3, "{name}");
    }
}

#[test]
fn only_the_last_marker_may_be_missing() {
    for (name, code) in [("ark", 0), ("openai", 0), ("claude", 9)] {
        let w = World::new("[[fault]]\nno_done = true\n");
        let ran = ask(&w, name).exits(code);
        assert_eq!(ran.out.trim_end(), answer(name).trim_end());
    }
}

#[test]
fn a_malformed_event_is_a_failure() {
    for name in ALL {
        let w = World::new("[[fault]]\nmalformed = true\nat = 1\n");
        let ran = ask(&w, name).exits(9);
        assert_eq!(w.requests(name), 1, "{name}");
        assert!(ran.err.contains("cannot be read"), "{}", ran.err);
    }
}

#[test]
fn a_stall_ends_by_the_idle_timeout_and_a_slow_stream_does_not() {
    for name in ALL {
        let w = World::new("[[fault]]\nhang = 'body'\nat = 2\n");
        w.add_config("[timeouts]\nidle = '150ms'\n");
        let ran = ask(&w, name).exits(9);
        assert_eq!(w.requests(name), 1);
        assert!(
            ran.err.contains("stalled") && ran.err.contains("4 characters"),
            "{}",
            ran.err
        );
        let w = World::new("[[fault]]\nhang = 'body'\n");
        w.add_config("[timeouts]\nidle = '100ms'\n");
        ask(&w, name).exits(8);
        assert_eq!(w.requests(name), 3);
        // Longer than every timeout in all, never silent for one.
        let w = World::new("[[fault]]\npace_ms = 60\n");
        w.add_config("[timeouts]\nidle = '5s'\nfirst_byte = '300ms'\n");
        assert_eq!(ask(&w, name).exits(0).out, answer(name));
    }
}

#[test]
fn comments_reset_the_idle_timer() {
    // Events are further apart than the idle timeout; only comments come in between.
    let script = |ping: &str| format!("[[fault]]\npace_ms = 1500\n{ping}\ntext = 'ab'\n");
    for name in ALL {
        let w = World::new(&script("ping_ms = 20"));
        w.add_config("[timeouts]\nidle = '1s'\n");
        assert_eq!(ask(&w, name).exits(0).out, "ab\n");
    }
    let w = World::new(&script(""));
    w.add_config("[timeouts]\nidle = '1s'\n");
    ask(&w, "openai").exits(8);
}

#[test]
fn no_answer_at_all_is_a_timeout() {
    for name in ALL {
        let w = World::new("[[fault]]\nhang = 'head'\n");
        w.add_config("[timeouts]\nfirst_byte = '100ms'\n");
        let ran = ask(&w, name).exits(8);
        assert_eq!(w.requests(name), 3);
        assert!(ran.err.contains("no answer within 100ms"), "{}", ran.err);
        let w = World::new("[[fault]]\ndrop = true\n");
        ask(&w, name).exits(8);
        assert_eq!(w.requests(name), 3);
    }
}

#[test]
fn a_server_that_is_gone_is_a_network_error() {
    // Its sandbox ends with the statement.
    let config = World::new("").read_config();
    let w = World::empty();
    w.config(&config);
    let ran = ask(&w, "openai").exits(8);
    assert!(ran.err.contains("cannot connect"), "{}", ran.err);
    let ran = w.run(&["chat", "-p", "openai", "hi", "-o", "json"]).exits(8);
    assert_eq!(
        (&ran.error()["kind"], &ran.error()["outcome"]),
        (&"network".into(), &"not_sent".into())
    );
    assert_eq!(ran.error()["retryable"], true);
}

#[test]
fn redirects_are_not_followed() {
    for status in [301, 302, 307, 308] {
        let w = World::new(&format!(
            "[[fault]]\nprotocol = 'openai'\nstatus = {status}\nheaders = {{ location = 'http://127.0.0.1:9/elsewhere?token=abc' }}\n"
        ));
        let ran = ask(&w, "openai").exits(13);
        assert!(
            ran.err.contains("redirects to http://127.0.0.1:9/elsewhere?token=…"),
            "{}",
            ran.err
        );
        assert_eq!(w.requests("openai"), 1);
    }
}

#[test]
fn the_budget_covers_all_attempts_and_providers() {
    let w = World::new("[[fault]]\nstatus = 503\n");
    w.config(&w.read_config().replace("[retry]\n", "[retry]\nbudget = '0ms'\n"));
    w.run(&["chat", "-p", "ark,openai,claude", "hi"]).exits(8);
    assert_eq!(
        (w.requests("ark"), w.requests("openai"), w.requests("claude")),
        (1, 1, 1)
    );
}
