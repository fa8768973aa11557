//! `vh embed`.

use std::path::PathBuf;

use clap::Args;

use super::route::Priority;

// `vh embed`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh embed \"some text\" -o json | jq -c .embedding\n  \
    vh embed --input texts.txt --out vectors.npy\n  \
    vh embed --input articles.jsonl --field body --out vectors.jsonl\n  \
    vh embed -p ark --attach photo.jpg \"what is in it\" -o json\n\
    A run that was stopped goes on where it was when it is started again with the same --out.")]
pub struct EmbedArgs {
    /// Texts, one vector for each; without any, the lines of --input or of standard input
    #[arg(value_name = "TEXT", conflicts_with = "input")]
    pub text: Vec<String>,
    /// Provider
    #[arg(short, long, value_name = "NAME")]
    pub provider: Option<String>,
    /// Embedding model
    #[arg(short, long, value_name = "ID")]
    pub model: Option<String>,
    /// Let the router choose the provider and model: balanced, cost, speed or quality
    #[arg(long, value_enum, value_name = "PRIORITY", conflicts_with_all = ["provider", "fallback", "model"])]
    pub route: Option<Priority>,
    /// Providers of the same model to go on with when the first cannot serve; may be repeated
    #[arg(long, value_name = "LIST")]
    pub fallback: Vec<String>,
    /// A fallback may have another model, as long as there is no vector yet: vectors of two models do not compare
    #[arg(long)]
    pub other_model: bool,
    /// Read inputs from this file, one per line: text, or JSON where it ends in .jsonl (- is standard input)
    #[arg(long, value_name = "FILE|-")]
    pub input: Option<PathBuf>,
    /// Lines are JSON objects, and this field is embedded
    #[arg(long, value_name = "NAME")]
    pub field: Option<String>,
    /// Embed this picture together with the text, as one vector: a file, or a URL that is passed on; may be repeated
    #[arg(short, long, value_name = "FILE|URL", conflicts_with = "input")]
    pub attach: Vec<String>,
    /// Use Ark's multimodal endpoint for texts too
    #[arg(long)]
    pub multimodal: bool,
    /// How long the vectors are to be
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub dims: Option<u32>,
    /// Scale every vector to length one
    #[arg(long)]
    pub normalize: bool,
    /// Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated
    #[arg(short = 'O', long, value_name = "KEY=JSON")]
    pub option: Vec<String>,
    /// Inputs per request; by default what suits the provider
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub batch_size: Option<u32>,
    /// Requests at once; fewer while the provider says that they come too fast
    #[arg(short, long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=256))]
    pub jobs: u32,
    /// Write the vectors to this file, .jsonl or .npy, and go on where it ends when it is there already
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Hand all inputs to the provider's batch engine instead: cheaper, and done within a day
    #[arg(long, conflicts_with_all = ["out", "attach", "fallback", "normalize", "jobs", "batch_size", "route"])]
    pub batch: bool,
}
