//! The rows of embeddings and batches, and what of them stands in the sandbox's configuration.

use futures_util::FutureExt;
use serde_json::json;

use super::{Row, Seen, World, fault, nothing};
use crate::command::now;
use crate::error::Result;
use crate::http::Budget;
use crate::llm::batch::drive::Drive;
use crate::llm::batch::{self, Driver, Task};
use crate::llm::embed::{Embedder, Embeddings, Input, Wanted, embedder};
use crate::llm::{ChatRequest, Message, Role};
use crate::sandbox::Fault;
use crate::sandbox::llm::completions::Vendor;
use crate::sandbox::llm::embeddings;
use crate::state::batches::Item;
use crate::state::{self, Batch, Phase, State, unix_ms};

/// What a provider's table says of embeddings.
pub fn sealed(protocol: &str) -> String {
    let vendor = match protocol {
        "openai" => Vendor::OpenAi,
        "ark" => Vendor::Ark,
        _ => return String::new(),
    };
    format!("embed_model = \"{}\"\n", embeddings::models(vendor)[0].0)
}

fn other_text(marker: &str) -> Fault {
    Fault {
        text: Some("something else".to_owned()),
        ..fault(marker)
    }
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "embed-openai",
        run: |w| texts(w, "openai").boxed(),
        needs: nothing,
        breaks: || other_text("demo embed-openai"),
    },
    Row {
        name: "embed-ark",
        run: |w| texts(w, "ark").boxed(),
        needs: nothing,
        breaks: || other_text("demo embed-ark"),
    },
    Row {
        name: "embed-multimodal",
        run: |w| picture(w).boxed(),
        needs: nothing,
        breaks: || other_text("demo embed-multimodal"),
    },
    Row {
        name: "batch-openai",
        run: |w| many(w, "openai").boxed(),
        needs: nothing,
        breaks: || refused("demo batch-openai"),
    },
    Row {
        name: "batch-claude",
        run: |w| many(w, "claude").boxed(),
        needs: nothing,
        breaks: || refused("demo batch-claude"),
    },
    Row {
        name: "batch-ark",
        run: |w| many(w, "ark").boxed(),
        needs: nothing,
        breaks: || other_text("demo batch-ark"),
    },
    Row {
        name: "batch-lost-answer",
        run: |w| lost(w).boxed(),
        needs: || {
            vec![Fault {
                path: Some("/batches".to_owned()),
                lose: true,
                times: Some(1),
                ..fault("input_file_id")
            }]
        },
        breaks: || Fault {
            path: Some("/batches".to_owned()),
            drop: true,
            ..fault("input_file_id")
        },
    },
];

fn refused(marker: &str) -> Fault {
    Fault {
        status: Some(400),
        ..fault(marker)
    }
}

impl World {
    async fn embedder(&self, name: &str, multimodal: bool) -> Result<Box<dyn Embedder>> {
        let resolved = self.settings.llm(name).await?;
        let provider = crate::llm::connect(name, resolved.config, resolved.net, self.http.clone())?;
        embedder(provider, multimodal)
    }

    fn embedded(&self, got: &Embeddings, want: &[Vec<f32>]) -> Seen {
        let near = |a: &[f32], b: &[f32]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-6);
        let (count, dims) = (got.vectors.len(), got.vectors.first().map_or(0, Vec::len));
        Seen {
            sent: self.sent(),
            received: format!("{count} vectors of {dims} numbers, {} tokens", got.tokens),
            compared: "each the vector of its own text, in order".to_owned(),
            holds: count == want.len() && got.vectors.iter().zip(want).all(|(g, w)| near(g, w)) && got.tokens > 0,
        }
    }
}

async fn texts(w: &World, name: &str) -> Result<Seen> {
    let vendor = if name == "ark" { Vendor::Ark } else { Vendor::OpenAi };
    let (model, dims) = embeddings::models(vendor)[0];
    let said = [format!("demo embed-{name}"), "你好".to_owned(), "🚀".to_owned()];
    let inputs = said.clone().map(Input::Text);
    let embedder = w.embedder(name, false).await?;
    let got = embedder.embed(&inputs, &Wanted::default(), Budget::start()).await?;
    Ok(w.embedded(&got, &said.map(|text| embeddings::vector(model, &text, dims))))
}

async fn picture(w: &World) -> Result<Seen> {
    let (model, dims) = embeddings::MULTIMODAL[0];
    let url = "data:image/png;base64,iVBORw0KGgo=";
    let input = Input::Parts(vec![
        json!({"type": "text", "text": "demo embed-multimodal"}),
        json!({"type": "image_url", "image_url": {"url": url}}),
    ]);
    let wanted = Wanted {
        model: Some(model.to_owned()),
        ..Wanted::default()
    };
    let embedder = w.embedder("ark", true).await?;
    let got = embedder.embed(&[input], &wanted, Budget::start()).await?;
    let want = embeddings::vector(model, &format!("demo embed-multimodal{url}"), dims);
    Ok(w.embedded(&got, &[want]))
}

/// Two questions as a batch, on their whole way; the answers that came back.
async fn worked(w: &World, name: &str, said: &str) -> Result<Vec<String>> {
    let resolved = w.settings.llm(name).await?;
    let provider = crate::llm::connect(name, resolved.config, resolved.net, w.http.clone())?;
    let memory = state::Config {
        url: Some("memory:".to_owned()),
        ..state::Config::default()
    };
    let state = State::open(&memory, None, Box::new(|_| {}))?;
    let now_ms = || unix_ms(now());
    let marker = format!("vh-{:016x}", getrandom::u64().unwrap_or(0));
    let mut batch = Batch {
        items: 2,
        ..Batch::new(said, &marker, name, Task::Chat.word(), now_ms())
    };
    state.batches().begin(&batch).await?;
    for number in 0..2 {
        let question = ChatRequest {
            messages: vec![Message::text(Role::User, format!("{said} {number}"))],
            ..ChatRequest::default()
        };
        let item = Item {
            number,
            id: None,
            digest: String::new(),
            request: batch::body::chat(&provider, &question)?.0.to_string(),
            answer: None,
            failed: false,
        };
        state.batches().add(&batch, &[item]).await?;
    }
    state.batches().filled(&batch, said, false).await?;
    batch.phase = Phase::Ready;
    match batch::driver(&provider)? {
        Driver::Held(held) => held.run(&state, &mut batch, 2, now_ms, &mut |_, _| {}).await?,
        Driver::Engine(engine) => {
            let drive = Drive {
                engine: &*engine,
                state: &state,
                now_ms,
            };
            drive.send(&mut batch).await?;
            while batch.phase == Phase::Submitted {
                drive.look(&mut batch).await?;
            }
            drive.fetch(&mut batch).await?;
        }
    }
    let protocol = provider.connection().preset.protocol;
    let items = state.batches().items(&batch.marker, 0, 9, false).await?;
    items
        .into_iter()
        .map(|i| Ok(batch::answer::chat(protocol, &i.answer.unwrap_or_default())?.text))
        .collect()
}

async fn many(w: &World, name: &str) -> Result<Seen> {
    let said = format!("demo batch-{name}");
    let answers = worked(w, name, &said).await?;
    let want: Vec<String> = (0..2).map(|n| format!("{name} 收到：{said} {n} 🚀")).collect();
    Ok(Seen {
        sent: w.sent(),
        holds: answers == want,
        received: answers.join(" | "),
        compared: "each question its own answer".to_owned(),
    })
}

async fn lost(w: &World) -> Result<Seen> {
    let answers = worked(w, "openai", "demo batch-lost-answer").await?;
    let orders = w
        .sandbox
        .requests("openai")
        .iter()
        .filter(|r| r.method == "POST" && r.path.ends_with("/batches"))
        .count();
    Ok(Seen {
        sent: w.sent(),
        holds: answers.len() == 2 && orders == 1,
        received: format!("{} answers, {orders} order", answers.len()),
        compared: "an order whose answer was lost is found, not repeated".to_owned(),
    })
}
