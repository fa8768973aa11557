//! `vh batch`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

// `vh batch`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum BatchCommand {
    /// Hand requests to a provider's batch engine; the same requests are never handed over twice
    Submit(Box<SubmitArgs>),
    /// Ask the provider how far it is
    Status(StatusArgs),
    /// Wait until a batch has ended; a batch that a crash left half-sent goes on, and Ark's are worked through
    Wait(WaitArgs),
    /// Print the answers, in the order of the requests
    Fetch(FetchArgs),
    /// Ask the provider to stop; what was answered can be fetched
    Cancel(NameArgs),
    /// List the batches, the latest first
    Ls,
    /// Forget batches and their answers
    Rm(NamesArgs),
}

// `vh batch submit`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "A line is a question (or a text), or with .jsonl a JSON object: {\"id\": …, \"prompt\": …}, {\"id\": …, \"messages\": […]},\n\
    or a request as the provider takes it, {\"custom_id\": …, \"body\": {…}} or {\"custom_id\": …, \"params\": {…}}.\n\
    Examples:\n  \
    vh batch submit questions.txt -p openai -s \"Answer in one word\" --name colours\n  \
    vh batch wait colours && vh batch fetch colours -o json"
)]
pub struct SubmitArgs {
    /// The requests, one per line: text, or JSON where it ends in .jsonl (- is standard input)
    #[arg(value_name = "FILE|-")]
    pub input: PathBuf,
    /// Provider
    #[arg(short, long, value_name = "NAME")]
    pub provider: Option<String>,
    /// Model of the requests that name none
    #[arg(short, long, value_name = "ID")]
    pub model: Option<String>,
    /// What is wanted: answers, or vectors
    #[arg(long = "for", value_enum, value_name = "TASK", default_value = "chat")]
    pub task: Task,
    /// Its name here; made up without
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Lines are JSON objects, and this field is the question or the text
    #[arg(long, value_name = "NAME")]
    pub field: Option<String>,
    /// System prompt, or @FILE
    #[arg(short, long, value_name = "TEXT|@FILE")]
    pub system: Option<String>,
    /// The most tokens of the answer
    #[arg(long, value_name = "N")]
    pub max_tokens: Option<u64>,
    /// Sampling temperature
    #[arg(long, value_name = "T")]
    pub temperature: Option<f64>,
    /// How long the vectors are to be
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub dims: Option<u32>,
    /// Use Ark's multimodal endpoint for texts too
    #[arg(long)]
    pub multimodal: bool,
    /// Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated
    #[arg(short = 'O', long, value_name = "KEY=JSON")]
    pub option: Vec<String>,
    /// Hand the same requests over once more
    #[arg(long)]
    pub again: bool,
}

/// What a batch is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Answers
    Chat,
    /// Vectors
    Embed,
}

// A batch.
#[derive(Debug, Clone, Args)]
pub struct NameArgs {
    /// The batch's name
    #[arg(value_name = "NAME")]
    pub name: String,
}

// Batches.
#[derive(Debug, Clone, Args)]
pub struct NamesArgs {
    /// The batch's name
    #[arg(value_name = "NAME", required = true)]
    pub names: Vec<String>,
}

// `vh batch status`.
#[derive(Debug, Clone, Args)]
pub struct StatusArgs {
    /// The batch's name; without it all that have not ended
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
}

// `vh batch wait`.
#[derive(Debug, Clone, Args)]
pub struct WaitArgs {
    /// The batch's name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Ask so often
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = super::duration)]
    pub every: Duration,
    /// Calls that are held open at once, of Ark
    #[arg(short, long, value_name = "N", default_value_t = 32, value_parser = clap::value_parser!(u32).range(1..=1000))]
    pub jobs: u32,
}

// `vh batch fetch`.
#[derive(Debug, Clone, Args)]
pub struct FetchArgs {
    /// The batch's name
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Write the answers to this new file: .jsonl, or for vectors .npy
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Only the requests that failed
    #[arg(long, conflicts_with = "out")]
    pub failed: bool,
    /// Print the bodies of the answers as the provider sent them
    #[arg(long, conflicts_with = "out")]
    pub raw: bool,
    /// Scale every vector to length one
    #[arg(long)]
    pub normalize: bool,
}
