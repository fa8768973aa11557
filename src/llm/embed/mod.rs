//! Vectors: texts, or texts with pictures, in; one vector for each out, in the same order. The trait and the services here know
//! no vendor; `texts` and `multimodal` translate. Nothing here reads files, prints, or mixes the vectors of two models.

pub mod failover;
pub mod gather;
pub mod multimodal;
pub mod pace;
pub mod run;
pub mod texts;
pub mod vector;

use futures_util::future::BoxFuture;
use serde_json::{Map, Value};

use super::Provider;
use super::events::Served;
use super::media::Task;
use crate::error::{Error, Result};
use crate::http::{Budget, Retry};
use crate::text;
pub use failover::Failover;
pub use gather::Limits;
pub use run::{Answered, Embedded, Given, Landed, Plan, Run};

/// The largest answer: the largest request of the largest vectors, as text.
const CAP_BYTES: usize = 256 << 20;

/// What gets one vector.
#[derive(Debug, Clone, PartialEq)]
pub enum Input {
    /// A text.
    Text(String),
    /// Texts, pictures and videos together, as parts in the provider's own form.
    Parts(Vec<Value>),
}

impl Input {
    /// Its length in bytes, as far as a limit counts it.
    pub fn bytes(&self) -> usize {
        match self {
            Input::Text(text) => text.len(),
            Input::Parts(parts) => parts.iter().filter_map(|p| p["text"].as_str()).map(str::len).sum(),
        }
    }
}

/// How vectors are wanted: the same for all requests of a run.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Overrides the table's `embed_model`.
    pub model: Option<String>,
    /// How long the vectors are to be; the model's own length when absent.
    pub dims: Option<usize>,
    /// Any further provider fields, merged last.
    pub options: Map<String, Value>,
}

/// The vectors of one request.
#[derive(Debug, Clone, PartialEq)]
pub struct Embeddings {
    /// Who answered.
    pub served: Served,
    /// One for each input, in input order, all of one length.
    pub vectors: Vec<Vec<f32>>,
    /// Tokens of the inputs, where told.
    pub tokens: u64,
    /// Attempts that were refused because they came too fast.
    pub rate_limited: u32,
}

/// Something that makes vectors. Failover is one too.
pub trait Embedder: Send + Sync {
    /// The configured table's name.
    fn name(&self) -> &str;

    /// The model that would be asked.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] where none is set.
    fn model<'a>(&'a self, wanted: &'a Wanted) -> Result<&'a str>;

    /// How much one request takes.
    fn limits(&self) -> Limits;

    /// How patient the table is.
    fn retry(&self) -> Retry;

    /// Embeds what fits into one request.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`]; [`crate::error::Kind::Malformed`] when the answer has not one vector of one length for each
    /// input.
    fn embed<'a>(
        &'a self,
        inputs: &'a [Input],
        wanted: &'a Wanted,
        budget: Budget,
    ) -> BoxFuture<'a, Result<Embeddings>>;
}

/// `provider` as an embedder: of texts alone, or of texts with pictures.
///
/// # Errors
/// [`crate::error::Kind::Config`] where the provider has no such thing.
pub fn embedder(provider: Provider, multimodal: bool) -> Result<Box<dyn Embedder>> {
    match provider {
        Provider::OpenAi(model) if multimodal => {
            let connection = model.connection().clone();
            if connection.preset.kind != "ark" {
                let name = &connection.target.name;
                return Err(Error::config(text!(
                    "{name} embeds texts only; pictures are embedded by Ark",
                    "{name} 只支持文本向量；图文向量请使用方舟"
                )));
            }
            Ok(Box::new(multimodal::Multimodal::new(connection)))
        }
        Provider::OpenAi(model) => Ok(Box::new(texts::Texts::new(model.connection().clone()))),
        other => Err(other.cannot(Task::Embed)),
    }
}
