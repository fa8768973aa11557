//! `vh completions` and `vh help`.

use clap::Args;
use clap_complete::Shell;

// `vh completions`.
#[derive(Debug, Clone, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

// `vh help`.
#[derive(Debug, Clone, Args)]
pub struct HelpArgs {
    /// A command, or a topic: exit-codes, config, environment, webhooks
    #[arg(value_name = "COMMAND|TOPIC")]
    pub topic: Vec<String>,
}
