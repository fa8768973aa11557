//! `vh session`.

use clap::{Args, Subcommand};

// `vh session`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum SessionCommand {
    /// List the conversations, the latest first
    Ls,
    /// Print a conversation
    Show(SessionArgs),
    /// Remove conversations
    Rm(SessionsArgs),
    /// Print a conversation as a JSON array that --messages takes
    Export(SessionArgs),
}

// A conversation.
#[derive(Debug, Clone, Args)]
pub struct SessionArgs {
    /// The conversation's name
    #[arg(value_name = "NAME")]
    pub name: String,
}

// Conversations.
#[derive(Debug, Clone, Args)]
pub struct SessionsArgs {
    /// The conversation's name
    #[arg(value_name = "NAME", required = true)]
    pub names: Vec<String>,
}
