//! `vh api`.

use clap::Args;

// `vh api`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh api llm.openai GET models\n  \
    vh api llm.ark POST embeddings -d '{\"model\":\"…\",\"input\":[\"hi\"]}'\n  \
    vh api llm.claude POST v1/messages/count_tokens -d @body.json")]
pub struct ApiArgs {
    /// The table, such as llm.ark
    #[arg(value_name = "ROOM.NAME")]
    pub table: String,
    /// HTTP method
    #[arg(value_name = "METHOD")]
    pub method: String,
    /// Path below the table's address; it may have a query
    #[arg(value_name = "PATH")]
    pub path: String,
    /// Body: text, @FILE, or @- for standard input
    #[arg(short, long, value_name = "TEXT|@FILE")]
    pub data: Option<String>,
    /// Further header; may be repeated (never a secret)
    #[arg(short = 'H', long, value_name = "NAME: VALUE")]
    pub header: Vec<String>,
    /// Print status and headers before the body
    #[arg(short, long)]
    pub include: bool,
}
