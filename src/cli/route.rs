//! `vh route` and `vh usage`.

use clap::{Args, Subcommand, ValueEnum};

// `vh route`: `select` where nothing else is named.
#[derive(Debug, Clone, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "Examples:\n  \
    vh route --priority cost\n  \
    vh route explain --capability function_call\n  \
    vh chat --route quality \"hello\""
)]
pub struct RouteArgs {
    /// What to do
    #[command(subcommand)]
    pub command: Option<RouteCommand>,
    /// What is wanted
    #[command(flatten)]
    pub wanted: WantedArgs,
}

// `vh route …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum RouteCommand {
    /// Choose a model; needs no key
    Select(WantedArgs),
    /// Show one model of the table
    Show(ModelArgs),
    /// Show the table of models
    Models,
    /// Show what calls have shown: latency, success, requests, tokens, cost
    Stats,
    /// Show why a model is chosen: every figure and score, and why others are not
    Explain(WantedArgs),
    /// Forget what was measured, of one model or of all
    Reset(ResetArgs),
}

// What is wanted of a model.
#[derive(Debug, Clone, Args)]
pub struct WantedArgs {
    /// What it must be able to do: chat, embedding, function_call, code_generation, multimodal
    #[arg(long, value_enum, value_name = "CAPABILITY", default_value = "chat")]
    pub capability: Capability,
    /// What to prefer
    #[arg(long, value_enum, value_name = "PRIORITY", default_value = "balanced")]
    pub priority: Priority,
    /// How many tokens of answer it must take
    #[arg(long, value_name = "N")]
    pub max_tokens: Option<u64>,
}

// A model of the table.
#[derive(Debug, Clone, Args)]
pub struct ModelArgs {
    /// Its name in the table, or what the provider calls it
    #[arg(value_name = "MODEL")]
    pub id: String,
}

// `vh route reset`.
#[derive(Debug, Clone, Args)]
pub struct ResetArgs {
    /// Only this model
    #[arg(value_name = "MODEL")]
    pub id: Option<String>,
}

/// What a model can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum Capability {
    /// Conversation
    Chat,
    /// Vectors of texts
    Embedding,
    /// Tools
    FunctionCall,
    /// Program code
    CodeGeneration,
    /// Pictures and sound beside text
    Multimodal,
}

/// What to prefer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Priority {
    /// Quality, latency and cost together
    Balanced,
    /// The cheapest
    Cost,
    /// The lowest latency
    Speed,
    /// The highest quality
    Quality,
}

// `vh usage`.
#[derive(Debug, Clone, Args)]
pub struct UsageArgs {
    /// The last so many days, today included (UTC)
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub days: u32,
    /// One row for each day as well
    #[arg(long)]
    pub daily: bool,
}
