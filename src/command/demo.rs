//! `vh demo`: every capability through the real wire against the embedded sandbox, under the sandbox's seal. A row is good only
//! when what came back was compared with what had to come.

use std::sync::Arc;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Serialize;

use super::sandbox::sealed_config;
use super::{Context, now};
use crate::cli::sandbox::DemoArgs;
use crate::config::Settings;
use crate::error::{Error, Kind, Result};
use crate::http::{Http, Options};
use crate::llm::fold::{Answer, fold};
use crate::llm::{ChatModel, ChatRequest, Failover, Message, Role, StopReason, Think};
use crate::output::Record;
use crate::sandbox::{Fault, Sandbox, Script};
use crate::text;
use crate::text::Text;

/// What a row works with.
struct World {
    sandbox: Sandbox,
    settings: Settings,
    http: Http,
}

/// What a row did.
struct Seen {
    sent: String,
    received: String,
    compared: String,
    holds: bool,
}

type Run = for<'a> fn(&'a World) -> BoxFuture<'a, Result<Seen>>;

/// A row: its name, what it does, the fault it needs, and the fault that must make it fail.
struct Row {
    name: &'static str,
    run: Run,
    needs: fn() -> Vec<Fault>,
    breaks: fn() -> Fault,
}

/// What is printed of a row.
#[derive(Serialize)]
struct Shown {
    row: &'static str,
    ok: bool,
    sent: String,
    received: String,
    compared: String,
}

impl Record for Shown {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("row", "项目"),
            Text::pair("ok", "结果"),
            Text::pair("sent", "发送"),
            Text::pair("received", "收到"),
            Text::pair("compared", "比对"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let ok = if self.ok { "ok" } else { "FAIL" };
        vec![
            self.row.to_owned(),
            ok.to_owned(),
            self.sent.clone(),
            self.received.clone(),
            self.compared.clone(),
        ]
    }
}

fn nothing() -> Vec<Fault> {
    Vec::new()
}

/// A fault for the request whose body holds `marker`.
fn fault(marker: &str) -> Fault {
    Fault {
        contains: Some(marker.to_owned()),
        ..Fault::default()
    }
}

fn wrong_text(marker: &str) -> Fault {
    Fault {
        text: Some("something else".to_owned()),
        ..fault(marker)
    }
}

const ROWS: &[Row] = &[
    Row {
        name: "chat-ark",
        run: |w| chat(w, "ark").boxed(),
        needs: nothing,
        breaks: || wrong_text("demo chat-ark"),
    },
    Row {
        name: "chat-openai",
        run: |w| chat(w, "openai").boxed(),
        needs: nothing,
        breaks: || wrong_text("demo chat-openai"),
    },
    Row {
        name: "chat-claude",
        run: |w| chat(w, "claude").boxed(),
        needs: nothing,
        breaks: || wrong_text("demo chat-claude"),
    },
    Row {
        name: "chat-thinking",
        run: |w| thinking(w).boxed(),
        needs: nothing,
        breaks: || wrong_text("demo chat-thinking"),
    },
    Row {
        name: "chat-retry",
        run: |w| retry(w).boxed(),
        needs: || {
            vec![Fault {
                status: Some(429),
                code: Some("RateLimitExceeded.EndpointRPMExceeded".to_owned()),
                headers: [("retry-after-ms".to_owned(), "5".to_owned())].into(),
                times: Some(1),
                ..fault("demo chat-retry")
            }]
        },
        breaks: || Fault {
            status: Some(429),
            code: Some("QuotaExceeded".to_owned()),
            ..fault("demo chat-retry")
        },
    },
    Row {
        name: "chat-failover",
        run: |w| failover(w).boxed(),
        needs: || {
            vec![Fault {
                protocol: Some("ark".to_owned()),
                status: Some(503),
                ..fault("demo chat-failover")
            }]
        },
        breaks: || Fault {
            status: Some(400),
            ..fault("demo chat-failover")
        },
    },
    Row {
        name: "chat-truncated",
        run: |w| truncated(w).boxed(),
        needs: || {
            vec![Fault {
                at: 3,
                end: true,
                ..fault("demo chat-truncated")
            }]
        },
        breaks: || Fault {
            comments: true,
            ..fault("demo chat-truncated")
        },
    },
    Row {
        name: "wrong-key",
        run: |w| wrong_key(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            status: Some(200),
            body: Some(
                r#"{"model":"m","choices":[{"index":0,"message":{"content":"welcome"},"finish_reason":"stop"}]}"#
                    .to_owned(),
            ),
            ..fault("demo wrong-key")
        },
    },
    Row {
        name: "models",
        run: |w| models(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            path: Some("/models".to_owned()),
            body: Some(r#"{"object":"list","data":[]}"#.to_owned()),
            ..Fault::default()
        },
    },
];

/// `vh demo`.
///
/// # Errors
/// [`Kind::Partial`] when a row fails, [`Kind::Integrity`] when all do; [`Kind::Usage`] for a row that is not there.
pub async fn demo(ctx: &mut Context, args: DemoArgs) -> Result<()> {
    if let Some(name) = &args.break_row
        && !ROWS.iter().any(|r| r.name == name)
    {
        let rows = ROWS.iter().map(|r| r.name).collect::<Vec<_>>().join(", ");
        return Err(Error::usage(text!("there is no row {name}", "没有名为 {name} 的项目"))
            .hint(text!("rows are {rows}", "可用项目：{rows}")));
    }
    let mut shown = Vec::new();
    for row in ROWS {
        let broken = args.break_row.as_deref() == Some(row.name);
        shown.push(run_row(ctx, row, broken).await?);
    }
    ctx.out.records(&shown)?;
    ctx.out.flush()?;
    let failed: Vec<&str> = shown.iter().filter(|r| !r.ok).map(|r| r.row).collect();
    let (count, all, names) = (failed.len(), shown.len(), failed.join(", "));
    if count == 0 {
        ctx.out
            .err()
            .note(&text!("all {all} rows hold", "全部 {all} 项均符合预期"));
        return Ok(());
    }
    let kind = if count == all { Kind::Integrity } else { Kind::Partial };
    Err(Error::new(
        kind,
        text!(
            "{count} of {all} rows failed: {names}",
            "{all} 项中有 {count} 项失败：{names}"
        ),
    ))
}

async fn run_row(ctx: &Context, row: &Row, broken: bool) -> Result<Shown> {
    let mut script = Script { fault: (row.needs)() };
    if broken {
        script.fault.insert(0, (row.breaks)());
    }
    let sandbox = Sandbox::start(script)?;
    let settings = Settings::of_text(&sealed_config(&sandbox, None))?;
    let http = Http::new(Options {
        trace: ctx.http.trace().clone(),
        dry_run: None,
        sealed: true,
        now,
    });
    let world = World {
        sandbox,
        settings,
        http,
    };
    let lang = ctx.out.lang();
    Ok(match (row.run)(&world).await {
        Ok(seen) => Shown {
            row: row.name,
            ok: seen.holds,
            sent: seen.sent,
            received: seen.received,
            compared: seen.compared,
        },
        Err(e) => Shown {
            row: row.name,
            ok: false,
            sent: world.sent(),
            received: e.line(lang),
            compared: String::new(),
        },
    })
}

impl World {
    async fn model(&self, name: &str) -> Result<Box<dyn ChatModel>> {
        let resolved = self.settings.llm(name).await?;
        let provider = crate::llm::connect(name, resolved.config, resolved.net, self.http.clone())?;
        Ok(provider.into_chat())
    }

    async fn ask(&self, name: &str, request: &ChatRequest) -> Result<Answer> {
        fold(self.model(name).await?.stream(request).await?).await
    }

    /// The requests that the sandbox saw, repeated ones counted.
    fn sent(&self) -> String {
        let mut lines: Vec<(String, usize)> = Vec::new();
        for e in self.sandbox.journal() {
            let line = format!("{} {} {}", e.protocol, e.method, e.path);
            match lines.last_mut() {
                Some((last, n)) if *last == line => *n += 1,
                _ => lines.push((line, 1)),
            }
        }
        let shown = lines
            .into_iter()
            .map(|(line, n)| if n > 1 { format!("{line} ×{n}") } else { line });
        shown.collect::<Vec<_>>().join(", ")
    }
}

fn question(text: &str) -> ChatRequest {
    ChatRequest {
        messages: vec![Message::text(Role::User, text)],
        ..ChatRequest::default()
    }
}

async fn chat(w: &World, name: &str) -> Result<Seen> {
    let answer = w.ask(name, &question(&format!("demo chat-{name} 你好"))).await?;
    let want = format!("{name} 收到：demo chat-{name} 你好 🚀");
    let stopped = answer.stop.as_ref().is_some_and(|s| s.reason == StopReason::Stop);
    let counted = answer.usage.is_some_and(|u| u.input_tokens > 0 && u.output_tokens > 0);
    Ok(Seen {
        sent: w.sent(),
        holds: answer.text == want && stopped && counted,
        received: answer.text,
        compared: format!("text = {want:?}, stop, usage"),
    })
}

async fn thinking(w: &World) -> Result<Seen> {
    let request = ChatRequest {
        think: Some(Think::On),
        ..question("demo chat-thinking")
    };
    let answer = w.ask("claude", &request).await?;
    Ok(Seen {
        sent: w.sent(),
        holds: answer.thinking == "想一想…" && answer.text == "claude 收到：demo chat-thinking 🚀",
        received: format!("{} | {}", answer.thinking, answer.text),
        compared: "thinking apart from text".to_owned(),
    })
}

async fn retry(w: &World) -> Result<Seen> {
    let answer = w.ask("ark", &question("demo chat-retry")).await?;
    let attempts = answer.served.as_ref().map_or(0, |s| s.attempts);
    let requests = w.sandbox.requests("ark").len();
    Ok(Seen {
        sent: w.sent(),
        received: format!("429 once, then {}", answer.text),
        compared: "2 attempts told, 2 requests seen".to_owned(),
        holds: attempts == 2 && requests == 2 && answer.text == "ark 收到：demo chat-retry 🚀",
    })
}

async fn failover(w: &World) -> Result<Seen> {
    let models: Vec<Arc<dyn ChatModel>> = vec![w.model("ark").await?.into(), w.model("openai").await?.into()];
    let model = Failover::of(models, w.http.trace().clone());
    let answer = fold(model.stream(&question("demo chat-failover")).await?).await?;
    let served = answer.served.as_ref();
    let by = served.map_or("", |s| s.provider.as_str());
    let skipped = served.is_some_and(|s| s.skipped.len() == 1 && s.skipped[0].provider == "ark");
    Ok(Seen {
        sent: w.sent(),
        received: format!("{by}: {}", answer.text),
        compared: "ark answers 503, openai serves".to_owned(),
        holds: by == "openai" && skipped,
    })
}

async fn truncated(w: &World) -> Result<Seen> {
    let stream = w
        .model("openai")
        .await?
        .stream(&question("demo chat-truncated"))
        .await?;
    let result = fold(stream).await;
    let kind = result.as_ref().err().map(|e| e.kind);
    Ok(Seen {
        sent: w.sent(),
        received: match &result {
            Ok(answer) => answer.text.clone(),
            Err(e) => e.line(crate::text::Lang::En),
        },
        compared: "a cut answer is an error, exit 9".to_owned(),
        holds: kind == Some(Kind::Truncated),
    })
}

async fn wrong_key(w: &World) -> Result<Seen> {
    let mut resolved = w.settings.llm("openai").await?;
    resolved.config.api_key = Some(crate::secret::Secret::new("demo.key", "sk-not-the-key".to_owned()));
    let provider = crate::llm::connect("openai", resolved.config, resolved.net, w.http.clone())?;
    let result = provider.into_chat().stream(&question("demo wrong-key")).await;
    let error = result.err();
    Ok(Seen {
        sent: w.sent(),
        received: error
            .as_ref()
            .map_or("an answer".to_owned(), |e| e.line(crate::text::Lang::En)),
        compared: "401 is told as exit 4, one request".to_owned(),
        holds: error.is_some_and(|e| e.kind == Kind::Auth) && w.sandbox.requests("openai").len() == 1,
    })
}

async fn models(w: &World) -> Result<Seen> {
    let mut found = Vec::new();
    for (name, want) in [("ark", 3), ("openai", 2), ("claude", 2)] {
        let resolved = w.settings.llm(name).await?;
        let provider = crate::llm::connect(name, resolved.config, resolved.net, w.http.clone())?;
        found.push((provider.models().await?.len(), want));
    }
    let total: usize = found.iter().map(|(n, _)| n).sum();
    Ok(Seen {
        sent: w.sent(),
        received: format!("{total} models"),
        compared: "all of three vendors, all pages".to_owned(),
        holds: found.iter().all(|(n, want)| n == want),
    })
}
