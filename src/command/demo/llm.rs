//! The rows of the large models, and what of them stands in the sandbox's configuration and environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::FutureExt;
use serde_json::{Value, json};

use super::{Row, Seen, World, fault, media, nothing};
use crate::command::sandbox::Sealed;
use crate::error::{Kind, Result};
use crate::llm::fold::{Answer, fold};
use crate::llm::route::{self, Capability, Priority, Wanted};
use crate::llm::{ChatModel, ChatRequest, Failover, Message, Role, Schema, StopReason, Think, Tool};
use crate::sandbox::llm::claude;
use crate::sandbox::llm::completions::{Completions, Vendor};
use crate::sandbox::{Fault, Sandbox};

/// The tables that reach the sandbox.
pub fn sealed(sandbox: &Sandbox) -> Sealed {
    let mut tables = String::new();
    let models = [
        ("ark", Completions::models(Vendor::Ark)[0]),
        ("openai", Completions::models(Vendor::OpenAi)[0]),
        ("claude", claude::MODELS[0]),
    ];
    for (protocol, model) in models {
        let server = sandbox.server(protocol);
        let (url, key) = (&server.url, &server.key);
        tables.push_str(&format!(
            "\n[llm.{protocol}]\nkind = \"{protocol}\"\nbase_url = \"{url}\"\napi_key = \"plain:{key}\"\nmodel = \"{model}\"\n"
        ));
        tables.push_str(&super::embed::sealed(protocol));
        tables.push_str(media::keys(protocol));
    }
    tables.push_str(&media::speech_table(sandbox));
    Sealed {
        defaults: "chat = [\"ark\", \"openai\", \"claude\"]\n",
        tables,
    }
}

/// The vendors' own variables, for foreign clients.
pub fn environment(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let mut set = Vec::new();
    for (protocol, key, address) in [
        ("ark", "ARK_API_KEY", "ARK_BASE_URL"),
        ("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL"),
        ("claude", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"),
        ("volc-speech", "VOLC_SPEECH_API_KEY", "VOLC_SPEECH_BASE_URL"),
    ] {
        let server = sandbox.server(protocol);
        set.push((key, server.key.clone()));
        set.push((address, server.url.clone()));
    }
    set
}

fn wrong_text(marker: &str) -> Fault {
    Fault {
        text: Some("something else".to_owned()),
        ..fault(marker)
    }
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
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
        name: "chat-tools",
        run: |w| tool_call(w).boxed(),
        needs: nothing,
        breaks: || wrong_text("demo chat-tools"),
    },
    Row {
        name: "chat-schema",
        run: |w| shaped(w).boxed(),
        needs: nothing,
        breaks: || wrong_text("demo chat-schema"),
    },
    Row {
        name: "chat-responses",
        run: |w| responses(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            path: Some("/responses".to_owned()),
            ..wrong_text("demo chat-responses")
        },
    },
    Row {
        name: "route",
        run: |w| routed(w).boxed(),
        needs: nothing,
        breaks: || wrong_text("demo route"),
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

impl World {
    async fn model(&self, name: &str) -> Result<Box<dyn ChatModel>> {
        let resolved = self.settings.llm(name).await?;
        let provider = crate::llm::connect(name, resolved.config, resolved.net, self.http.clone())?;
        provider.into_chat()
    }

    pub(super) async fn ask(&self, name: &str, request: &ChatRequest) -> Result<Answer> {
        fold(self.model(name).await?.stream(request).await?).await
    }
}

pub(super) fn question(text: &str) -> ChatRequest {
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
    let result = provider.into_chat()?.stream(&question("demo wrong-key")).await;
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

async fn tool_call(w: &World) -> Result<Seen> {
    let request = ChatRequest {
        tools: vec![Tool {
            name: "weather".to_owned(),
            description: None,
            parameters: json!({"type": "object"}),
        }],
        ..question("demo chat-tools call:weather{\"city\":\"北京\"}")
    };
    let answer = w.ask("claude", &request).await?;
    let call = answer.tool_calls.first();
    let arguments = call.and_then(|c| serde_json::from_str::<Value>(&c.arguments).ok());
    Ok(Seen {
        sent: w.sent(),
        received: call.map_or(answer.text.clone(), |c| format!("{}({})", c.name, c.arguments)),
        compared: "the call and its arguments".to_owned(),
        holds: call.is_some_and(|c| c.name == "weather") && arguments == Some(json!({"city": "北京"})),
    })
}

async fn shaped(w: &World) -> Result<Seen> {
    let schema = json!({"type": "object", "required": ["degrees"], "properties": {"degrees": {"type": "integer"}}});
    let request = ChatRequest {
        schema: Some(Schema {
            name: "weather".to_owned(),
            schema: schema.clone(),
        }),
        ..question("demo chat-schema json:{\"degrees\":25}")
    };
    let answer = w.ask("openai", &request).await?;
    let fits = serde_json::from_str::<Value>(&answer.text).is_ok_and(|v| jsonschema::is_valid(&schema, &v));
    Ok(Seen {
        sent: w.sent(),
        holds: fits,
        received: answer.text,
        compared: "fits its JSON Schema".to_owned(),
    })
}

async fn responses(w: &World) -> Result<Seen> {
    let request = ChatRequest {
        model: Some("gpt-6-pro".to_owned()),
        ..question("demo chat-responses")
    };
    let answer = w.ask("openai", &request).await?;
    let last = w.sandbox.journal().pop().map(|e| e.path).unwrap_or_default();
    Ok(Seen {
        sent: w.sent(),
        holds: answer.text == "openai 收到：demo chat-responses 🚀" && last == "/v1/responses",
        received: answer.text,
        compared: "answered by the API that the model demands".to_owned(),
    })
}

async fn routed(w: &World) -> Result<Seen> {
    let wanted = Wanted {
        capability: Capability::Chat,
        priority: Priority::Cost,
        max_tokens: None,
    };
    let ranked = route::rank(
        &w.settings.models()?,
        &wanted,
        &BTreeMap::new(),
        &route::Callable::default(),
    );
    let best = ranked.first().map(|r| r.row.clone());
    let (provider, model) = best.map_or_else(Default::default, |m| (m.provider, m.model));
    let request = ChatRequest {
        model: Some(model.clone()),
        ..question("demo route")
    };
    let answer = w.ask(&provider, &request).await?;
    let served = answer.served.as_ref().map_or("", |s| s.model.as_str());
    Ok(Seen {
        sent: w.sent(),
        received: format!("{provider} {served}: {}", answer.text),
        compared: "the cheapest of the table answers".to_owned(),
        holds: served == "ep-20241201140014-lite" && answer.text == "ark 收到：demo route 🚀",
    })
}

async fn models(w: &World) -> Result<Seen> {
    let mut found = Vec::new();
    for (name, want) in [("ark", 5), ("openai", 5), ("claude", 2)] {
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
