//! The models that can be chosen: the original's three, and what a row says of one.

use serde::{Deserialize, Serialize};

/// What a model can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// Conversation.
    Chat,
    /// Vectors of texts.
    Embedding,
    /// Tools.
    FunctionCall,
    /// Program code.
    CodeGeneration,
    /// Pictures and sound beside text.
    Multimodal,
}

impl Capability {
    /// All of them.
    pub const ALL: [Capability; 5] = [
        Capability::Chat,
        Capability::Embedding,
        Capability::FunctionCall,
        Capability::CodeGeneration,
        Capability::Multimodal,
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Capability::Chat => "chat",
            Capability::Embedding => "embedding",
            Capability::FunctionCall => "function_call",
            Capability::CodeGeneration => "code_generation",
            Capability::Multimodal => "multimodal",
        }
    }

    /// The capability of a word.
    pub fn of_word(word: &str) -> Option<Capability> {
        Capability::ALL.into_iter().find(|c| c.word() == word)
    }
}

/// A model of the table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Model {
    /// Its name in the table, such as `doubao-pro`.
    pub id: String,
    /// What the provider calls it: an endpoint or a model id.
    pub model: String,
    /// What people call it.
    pub name: String,
    /// The table of its provider, `[llm.NAME]`.
    pub provider: String,
    /// What it can do.
    pub capabilities: Vec<Capability>,
    /// The most tokens of one answer.
    pub max_tokens: u64,
    /// The router's figure of cost, per 1 000 tokens.
    pub cost_per_1k_tokens: f64,
    /// The router's figure of latency.
    pub latency_ms: f64,
    /// From 0 to 1.
    pub quality: f64,
    /// Price of 1 000 000 tokens of questions, for what is spent.
    pub price_in: Option<f64>,
    /// Price of 1 000 000 tokens of answers.
    pub price_out: Option<f64>,
}

/// The original's table.
pub fn built_in() -> Vec<Model> {
    use Capability as C;
    let row = |id: &str, model: &str, name: &str, capabilities: &[C], max_tokens, cost, latency_ms, quality| Model {
        id: id.to_owned(),
        model: model.to_owned(),
        name: name.to_owned(),
        provider: "ark".to_owned(),
        capabilities: capabilities.to_vec(),
        max_tokens,
        cost_per_1k_tokens: cost,
        latency_ms,
        quality,
        price_in: None,
        price_out: None,
    };
    vec![
        row(
            "doubao-pro",
            "ep-20241201140014-vbzjz",
            "豆包Pro",
            &[C::Chat, C::FunctionCall, C::CodeGeneration],
            4096,
            0.1,
            300.0,
            0.92,
        ),
        row(
            "doubao-lite",
            "ep-20241201140014-lite",
            "豆包Lite",
            &[C::Chat],
            2048,
            0.05,
            150.0,
            0.85,
        ),
        row(
            "doubao-embedding",
            "text-embedding-v1",
            "豆包嵌入模型",
            &[C::Embedding],
            512,
            0.02,
            100.0,
            0.90,
        ),
    ]
}
