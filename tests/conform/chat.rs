//! What every `ChatModel` promises. Run on Ark, OpenAI, Claude, and on a failover before each of them.

use std::sync::Arc;
use std::time::SystemTime;

use futures_util::StreamExt;
use vh::error::Kind;
use vh::http::{Http, Net, Options, Trace};
use vh::llm::fold::fold;
use vh::llm::{
    ChatEvent, ChatModel, ChatRequest, Config, Content, Failover, Message, Part, Role, Source, StopReason, Think,
};
use vh::sandbox::{Sandbox, Script};

type Law = for<'a> fn(&'a dyn ChatModel, &'a Sandbox) -> futures_util::future::LocalBoxFuture<'a, ()>;

const LAWS: &[(&str, Law)] = &[
    ("events come in order", |m, s| Box::pin(events_come_in_order(m, s))),
    ("a conversation is carried whole", |m, s| {
        Box::pin(a_conversation_is_carried_whole(m, s))
    }),
    ("thinking is apart", |m, s| Box::pin(thinking_is_apart(m, s))),
    ("limits and stops are told", |m, s| {
        Box::pin(limits_and_stops_are_told(m, s))
    }),
    ("a picture arrives", |m, s| Box::pin(a_picture_arrives(m, s))),
    ("a refusal is an error before any event", |m, s| {
        Box::pin(a_refusal_is_an_error(m, s))
    }),
    ("a cut answer ends in an error", |m, s| {
        Box::pin(a_cut_answer_ends_in_an_error(m, s))
    }),
    ("a passing failure heals", |m, s| {
        Box::pin(a_passing_failure_heals(m, s))
    }),
    ("two questions at once do not mix", |m, s| {
        Box::pin(two_questions_do_not_mix(m, s))
    }),
];

fn connect(sandbox: &Sandbox, name: &str) -> Box<dyn ChatModel> {
    provider(sandbox, name).into_chat().unwrap()
}

pub(super) fn provider(sandbox: &Sandbox, name: &str) -> vh::llm::Provider {
    let server = sandbox.server(name);
    let model = match name {
        "ark" => "ep-20241201140014-vbzjz",
        "openai" => "gpt-6-luna",
        _ => "claude-haiku-5-5",
    };
    let config: Config = serde_json::from_value(serde_json::json!({
        "kind": name, "api_key": server.key, "base_url": server.url, "model": model,
    }))
    .unwrap();
    let mut net = Net::with(vh::llm::types::FIRST_BYTE, vh::llm::types::IDLE);
    net.retry.base = std::time::Duration::from_millis(1);
    let http = Http::new(Options {
        trace: Trace::silent(),
        dry_run: None,
        sealed: true,
        now: || SystemTime::UNIX_EPOCH,
    });
    vh::llm::connect(name, config, net, http).unwrap()
}

#[tokio::test]
async fn every_adapter_and_failover_keeps_the_laws() {
    for name in ["ark", "openai", "claude"] {
        for (law, check) in LAWS {
            eprintln!("{name}: {law}");
            let sandbox = Sandbox::start(Script::default()).unwrap();
            check(&*connect(&sandbox, name), &sandbox).await;
            eprintln!("failover to {name}: {law}");
            let sandbox = Sandbox::start(Script::default()).unwrap();
            let dead = Sandbox::start(Script::default()).unwrap();
            let first = connect(&dead, if name == "ark" { "openai" } else { "ark" });
            drop(dead);
            let models: Vec<Arc<dyn ChatModel>> = vec![first.into(), connect(&sandbox, name).into()];
            check(&Failover::of(models, Trace::silent()), &sandbox).await;
        }
    }
}

fn ask(text: &str) -> ChatRequest {
    ChatRequest {
        messages: vec![Message::text(Role::User, text)],
        ..ChatRequest::default()
    }
}

fn script(sandbox: &Sandbox, toml: &str) {
    sandbox.set_script(Script::parse(toml).unwrap());
}

async fn text(model: &dyn ChatModel, request: &ChatRequest) -> String {
    fold(model.stream(request).await.unwrap()).await.unwrap().text
}

async fn events_come_in_order(model: &dyn ChatModel, _: &Sandbox) {
    let events: Vec<ChatEvent> = model
        .stream(&ask("你好"))
        .await
        .unwrap()
        .map(Result::unwrap)
        .collect()
        .await;
    let ChatEvent::Served(served) = &events[0] else {
        panic!("{:?}", events[0])
    };
    assert!(served.attempts >= 1 && served.request_id.is_some() && !served.model.is_empty());
    assert_eq!(events.iter().filter(|e| matches!(e, ChatEvent::Served(_))).count(), 1);
    assert_eq!(events.iter().filter(|e| matches!(e, ChatEvent::Stop(_))).count(), 1);
    assert!(matches!(events.last(), Some(ChatEvent::Stop(s)) if s.reason == StopReason::Stop));
    assert!(
        events.iter().filter(|e| matches!(e, ChatEvent::Text { .. })).count() > 2,
        "it streams"
    );
    let Some(ChatEvent::Usage(usage)) = events.iter().rev().nth(1) else {
        panic!("usage comes before stop")
    };
    assert_eq!((usage.input_tokens, usage.output_tokens > 0), (2, true));
}

async fn a_conversation_is_carried_whole(model: &dyn ChatModel, sandbox: &Sandbox) {
    let request = ChatRequest {
        messages: vec![
            Message::text(Role::System, "be kind"),
            Message::text(Role::User, "one"),
            Message::text(Role::Assistant, "two"),
            Message::text(Role::User, "three"),
        ],
        ..ChatRequest::default()
    };
    assert!(text(model, &request).await.contains("three"));
    let body = sandbox.journal().last().unwrap().json().to_string();
    for said in ["be kind", "one", "two", "three"] {
        assert!(body.contains(said), "{said}: {body}");
    }
}

async fn thinking_is_apart(model: &dyn ChatModel, _: &Sandbox) {
    let request = ChatRequest {
        think: Some(Think::On),
        ..ask("hi")
    };
    let answer = fold(model.stream(&request).await.unwrap()).await.unwrap();
    assert_eq!(answer.thinking, "想一想…");
    assert!(answer.text.contains("收到：hi") && !answer.text.contains("想一想"));
}

async fn limits_and_stops_are_told(model: &dyn ChatModel, _: &Sandbox) {
    let short = ChatRequest {
        max_tokens: Some(2),
        ..ask("hi")
    };
    let answer = fold(model.stream(&short).await.unwrap()).await.unwrap();
    assert_eq!(answer.stop.unwrap().reason, StopReason::Length);
    assert_eq!(answer.text.chars().count(), 4);
    let stopped = ChatRequest {
        stop: vec!["：".to_owned()],
        ..ask("hi")
    };
    let answer = fold(model.stream(&stopped).await.unwrap()).await.unwrap();
    assert_eq!(answer.stop.unwrap().reason, StopReason::Stop);
    assert!(answer.text.ends_with("收到"));
}

async fn a_picture_arrives(model: &dyn ChatModel, _: &Sandbox) {
    let picture = Source::Data {
        media_type: "image/png".to_owned(),
        base64: "iVBORw0KGgo=".to_owned(),
    };
    let request = ChatRequest {
        messages: vec![Message {
            content: Content::Parts(vec![Part::Text("see ".to_owned()), Part::Image(picture)]),
            ..Message::text(Role::User, "")
        }],
        ..ChatRequest::default()
    };
    assert!(text(model, &request).await.contains("see [image]"));
}

async fn a_refusal_is_an_error(model: &dyn ChatModel, sandbox: &Sandbox) {
    script(sandbox, "[[fault]]\nstatus = 400\n");
    let error = model.stream(&ask("hi")).await.err().unwrap();
    assert_eq!(
        (error.kind, error.status, sandbox.journal().len()),
        (Kind::Invalid, Some(400), 1)
    );
    assert!(error.provider.is_some() && error.request_id.is_some());
}

async fn a_cut_answer_ends_in_an_error(model: &dyn ChatModel, sandbox: &Sandbox) {
    script(sandbox, "[[fault]]\nend = true\nat = 2\n");
    let mut stream = model.stream(&ask("hi")).await.unwrap();
    let mut said = String::new();
    let error = loop {
        match stream.next().await {
            Some(Ok(ChatEvent::Text { text })) => said.push_str(&text),
            Some(Ok(ChatEvent::Stop(_))) | None => panic!("a cut answer must not end well"),
            Some(Ok(_)) => {}
            Some(Err(e)) => break e,
        }
    };
    assert_eq!((error.kind, said.chars().count()), (Kind::Truncated, 4));
    assert!(stream.next().await.is_none(), "nothing follows the error");
    assert_eq!(sandbox.journal().len(), 1, "what was said is not asked for again");
}

async fn a_passing_failure_heals(model: &dyn ChatModel, sandbox: &Sandbox) {
    script(
        sandbox,
        "[[fault]]\nstatus = 503\ntimes = 1\n[[fault]]\nerror_event = true\ntimes = 1\n",
    );
    let answer = fold(model.stream(&ask("hi")).await.unwrap()).await.unwrap();
    assert_eq!((answer.served.unwrap().attempts, sandbox.journal().len()), (3, 3));
    assert!(answer.text.contains("收到：hi"));
}

async fn two_questions_do_not_mix(model: &dyn ChatModel, _: &Sandbox) {
    let (a, b) = (ask("first"), ask("second"));
    let (a, b) = tokio::join!(text(model, &a), text(model, &b));
    assert!(a.contains("first") && b.contains("second"), "{a} {b}");
}
