//! `vh chat` and `vh models`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::route::{Capability, Priority};

// `vh chat`.
#[derive(Debug, Clone, Default, Args)]
#[command(after_help = "Examples:\n  \
    vh chat \"What is 豆包?\"\n  \
    git diff | vh chat -p ark,openai \"Write a commit message\"\n  \
    vh chat -a photo.jpg \"What is in it?\" -o json | jq -r .text\n  \
    while read -r q; do vh chat --no-stdin \"$q\"; done < questions.txt")]
pub struct ChatArgs {
    /// The question; several words are joined. Standard input, where it is a pipe or a file, is appended
    #[arg(value_name = "PROMPT")]
    pub prompt: Vec<String>,
    /// Provider, or a list that is tried in order: ark,openai,claude
    #[arg(short, long, value_name = "NAME|LIST")]
    pub provider: Option<String>,
    /// Providers to try when the first cannot serve; may be repeated
    #[arg(long, value_name = "LIST")]
    pub fallback: Vec<String>,
    /// Let the router choose the provider and model: balanced, cost, speed or quality
    #[arg(long, value_enum, value_name = "PRIORITY", conflicts_with_all = ["provider", "fallback", "model"])]
    pub route: Option<Priority>,
    /// What the routed model must be able to do; by default what the request needs
    #[arg(long, value_enum, value_name = "CAPABILITY", requires = "route")]
    pub capability: Option<Capability>,
    /// Model, for the first provider; others use their own
    #[arg(short, long, value_name = "ID")]
    pub model: Option<String>,
    /// System prompt, or @FILE
    #[arg(short, long, value_name = "TEXT|@FILE")]
    pub system: Option<String>,
    /// Attach a picture, a recording or a PDF: a file, or a URL that is passed on; may be repeated
    #[arg(short, long, value_name = "FILE|URL")]
    pub attach: Vec<String>,
    /// The whole conversation as a JSON array, as the API takes it (- is standard input)
    #[arg(long, value_name = "FILE|-", conflicts_with_all = ["system"])]
    pub messages: Option<PathBuf>,
    /// Hand the questions of this file, one per line, to the provider's batch engine: cheaper, and done within a day (- is standard input)
    #[arg(long, value_name = "FILE|-", conflicts_with_all = ["prompt", "attach", "messages", "session", "continue_last", "run_tools", "route", "fallback"])]
    pub batch: Option<PathBuf>,
    /// Never read standard input
    #[arg(long)]
    pub no_stdin: bool,
    /// Print the answer when it is complete
    #[arg(long)]
    pub no_stream: bool,
    /// The most tokens of the answer
    #[arg(long, value_name = "N")]
    pub max_tokens: Option<u64>,
    /// Sampling temperature
    #[arg(long, value_name = "T")]
    pub temperature: Option<f64>,
    /// Nucleus sampling
    #[arg(long, value_name = "P")]
    pub top_p: Option<f64>,
    /// End the answer at this text; may be repeated
    #[arg(long, value_name = "TEXT")]
    pub stop: Vec<String>,
    /// Seed for reproducible sampling, where offered
    #[arg(long, value_name = "N")]
    pub seed: Option<i64>,
    /// Whether the model thinks before it answers
    #[arg(long, value_enum, value_name = "WHEN")]
    pub think: Option<Thinking>,
    /// How hard it thinks: low, medium, high, or what the provider offers
    #[arg(long, value_name = "LEVEL")]
    pub effort: Option<String>,
    /// Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated
    #[arg(short = 'O', long, value_name = "KEY=JSON")]
    pub option: Vec<String>,
    /// Tools the model may ask for: a JSON file of functions with JSON Schemas
    #[arg(long, value_name = "FILE")]
    pub tools: Option<PathBuf>,
    /// Which tool: auto, none, required, or a tool's name
    #[arg(long, value_name = "CHOICE", requires = "tools")]
    pub tool_choice: Option<String>,
    /// Run the tools it asks for, as [tools.NAME] of the configuration says, and go on with their results
    #[arg(long, requires = "tools")]
    pub run_tools: bool,
    /// Run this tool without asking; may be repeated (--yes never does)
    #[arg(long, value_name = "NAME")]
    pub allow_tool: Vec<String>,
    /// Describe tools in the deprecated form, as functions
    #[arg(long, requires = "tools")]
    pub legacy_functions: bool,
    /// The answer must be JSON that fits this JSON Schema; it is checked, and asked for once more
    #[arg(long, value_name = "FILE")]
    pub schema: Option<PathBuf>,
    /// Go on with the conversation of this name, or begin it
    #[arg(long, value_name = "NAME")]
    pub session: Option<String>,
    /// Go on with the latest conversation
    #[arg(short, long = "continue", conflicts_with = "session")]
    pub continue_last: bool,
    /// Do not keep this conversation
    #[arg(long)]
    pub no_store: bool,
    /// Tell on standard error how many tokens were used
    #[arg(long)]
    pub usage: bool,
    /// Write the answer exactly as it comes: no Markdown rendered, no newline added at its end
    #[arg(long)]
    pub raw: bool,
}

/// Whether a model thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Thinking {
    /// Always
    On,
    /// Never
    Off,
    /// The model decides
    Auto,
}

// `vh models`.
#[derive(Debug, Clone, Args)]
pub struct ModelsArgs {
    /// Only this provider; without it all configured ones
    #[arg(short, long, value_name = "NAME")]
    pub provider: Option<String>,
}
