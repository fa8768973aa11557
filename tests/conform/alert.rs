//! What every alert channel promises, whatever it is.

use std::sync::Arc;

use vh::alert::{self, AlertChannel, Look, Note, Open, Outcome, World};
use vh::config::Settings;
use vh::http::{Http, Options, Trace};
use vh::sandbox::{Sandbox, Script};

/// All tables of the sandbox's configuration, the server behind each, and a refusal of its own.
const CHANNELS: &[(&str, &str, &str)] = &[
    ("dingtalk", "dingtalk", "status = 200\ncode = '310000'"),
    ("wecom", "wecom", "status = 200\ncode = '93000'"),
    ("feishu", "feishu", "status = 200\ncode = '19001'"),
    ("slack", "slack", "status = 404\ncode = 'no_service'"),
    ("webhook", "webhook", "status = 404"),
    ("sms-aliyun", "sms-aliyun", "status = 200\ncode = 'isv.OUT_OF_SERVICE'"),
    (
        "sms-tencent",
        "sms-tencent",
        "status = 200\ncode = 'UnauthorizedOperation.RequestIpNotInWhitelist'",
    ),
    ("sms-volcengine", "sms-volcengine", "status = 200\ncode = 'RE:0001'"),
    ("mail", "smtp", "status = 535"),
];

fn note() -> Note {
    Note {
        id: "00000000000000000000000000000001".into(),
        level: "warning".into(),
        title: "title".into(),
        text: "text".into(),
        fingerprint: "0011223344556677".into(),
        ..Note::default()
    }
}

async fn channel(sandbox: &Sandbox, name: &str) -> Box<dyn AlertChannel> {
    channel_of(&vh::command::demo::alert::sealed(sandbox, None).tables, name).await
}

async fn channel_of(tables: &str, name: &str) -> Box<dyn AlertChannel> {
    let settings = Settings::of_text(&format!("[retry]\nbase = '1ms'\n{tables}")).unwrap();
    let resolved = settings.alert(name).await.unwrap();
    let http = Http::new(Options {
        trace: Trace::new(0, false, Arc::new(|_, _| {})),
        dry_run: None,
        sealed: true,
        now: vh::command::now,
    });
    let look = Look::new(&settings.alerts().unwrap()).unwrap();
    alert::connect(name, resolved.config, resolved.net, look, http).unwrap()
}

fn world() -> World<'static> {
    World {
        now: vh::command::now,
        nonce: alert::nonce,
        gate: &Open,
    }
}

async fn send(script: &str, name: &str) -> (alert::Delivery, usize, Sandbox) {
    let sandbox = Sandbox::start(Script::parse(script).unwrap()).unwrap();
    let channel = channel(&sandbox, name).await;
    assert_eq!(channel.name(), name);
    let delivery = channel.send(&note(), &[], &world()).await;
    let requests = sandbox.journal().len();
    (delivery, requests, sandbox)
}

#[tokio::test]
async fn what_is_taken_is_sent_and_nothing_is_wrong_with_it() {
    for (name, ..) in CHANNELS {
        let (delivery, requests, sandbox) = send("", name).await;
        assert_eq!(
            (delivery.outcome, requests, delivery.attempts),
            (Outcome::Sent, 1, 1),
            "{name}: {:?}",
            delivery.error
        );
        assert!(
            delivery.error.is_none() && sandbox.journal()[0].problem.is_none(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_refusal_is_never_success_and_is_not_repeated() {
    for (name, server, fault) in CHANNELS {
        let (delivery, requests, _) = send(&format!("[[fault]]\nprotocol = '{server}'\n{fault}\n"), name).await;
        assert!(
            matches!(delivery.outcome, Outcome::Channel | Outcome::Message),
            "{name}: {:?}",
            delivery.outcome
        );
        assert!(delivery.error.is_some(), "{name}");
        assert_eq!(requests, 1, "{name}");
    }
}

#[tokio::test]
async fn an_answer_that_says_nothing_is_a_failure() {
    for body in ["", "{}", "<html>ok</html>", "null", "[]"] {
        for (name, server, _) in CHANNELS.iter().filter(|(name, ..)| !["mail", "webhook"].contains(name)) {
            let (delivery, _, _) = send(&format!("[[fault]]\nprotocol = '{server}'\nbody = '{body}'\n"), name).await;
            assert_ne!(delivery.outcome, Outcome::Sent, "{name} {body:?}");
        }
    }
}

#[tokio::test]
async fn a_lost_answer_is_uncertain_and_not_repeated() {
    for (name, server, _) in CHANNELS {
        let (delivery, requests, _) = send(&format!("[[fault]]\nprotocol = '{server}'\nlose = true\n"), name).await;
        assert_eq!(
            (delivery.outcome, requests),
            (Outcome::Uncertain, 1),
            "{name}: {:?}",
            delivery.error
        );
    }
}

#[tokio::test]
async fn what_was_certainly_not_taken_is_tried_again() {
    for (name, server, _) in CHANNELS.iter().filter(|(name, ..)| *name != "mail") {
        let script = format!("[[fault]]\nprotocol = '{server}'\nstatus = 503\nbody = 'busy'\ntimes = 1\n");
        let (delivery, requests, _) = send(&script, name).await;
        assert_eq!(
            (delivery.outcome, requests),
            (Outcome::Sent, 2),
            "{name}: {:?}",
            delivery.error
        );
    }
}

#[tokio::test]
async fn a_dead_address_is_transient() {
    let sandbox = Sandbox::start(Script::default()).unwrap();
    let mut tables = vh::command::demo::alert::sealed(&sandbox, None).tables;
    // A port that nobody else is given meanwhile.
    for server in sandbox.servers() {
        let port = server.url.rsplit(':').next().unwrap();
        tables = tables.replace(&format!("127.0.0.1:{port}"), "127.0.0.1:1");
        tables = tables.replace(&format!("port = {port}\n"), "port = 1\n");
    }
    for (name, ..) in CHANNELS {
        let channel = channel_of(&tables, name).await;
        let delivery = channel.send(&note(), &[], &world()).await;
        assert_eq!(delivery.outcome, Outcome::Transient, "{name}: {:?}", delivery.error);
    }
}

#[tokio::test]
async fn only_short_messages_forbid_a_repetition() {
    let sandbox = Sandbox::start(Script::default()).unwrap();
    for (name, ..) in CHANNELS {
        let channel = channel(&sandbox, name).await;
        assert_eq!(channel.may_repeat(), !name.starts_with("sms-"), "{name}");
    }
}

#[tokio::test]
async fn a_long_alert_is_cut_and_arrives() {
    for (name, ..) in CHANNELS {
        let sandbox = Sandbox::start(Script::default()).unwrap();
        let channel = channel(&sandbox, name).await;
        let long = Note {
            text: "行 \"quoted\" \\ 🚨\n".repeat(3000),
            ..note()
        };
        let delivery = channel.send(&long, &[], &world()).await;
        assert_eq!(delivery.outcome, Outcome::Sent, "{name}: {:?}", delivery.error);
        assert!(sandbox.journal()[0].problem.is_none(), "{name}");
    }
}
