//! The rows of embeddings and batches, and what of them stands in the sandbox's configuration.

use futures_util::FutureExt;
use serde_json::json;

use super::{Row, Seen, World, fault, nothing};
use crate::error::Result;
use crate::http::Budget;
use crate::llm::embed::{Embedder, Embeddings, Input, Wanted, embedder};
use crate::sandbox::Fault;
use crate::sandbox::llm::completions::Vendor;
use crate::sandbox::llm::embeddings;

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
];

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
