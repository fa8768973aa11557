//! `vh init`, `vh config`, `vh profile`.

use clap::{Args, Subcommand};

// `vh init`.
#[derive(Debug, Clone, Args)]
pub struct InitArgs {
    /// Which provider to set up: ark, openai, claude, or a compatible vendor
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
}

// `vh config`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum ConfigCommand {
    /// Print where the configuration file is, or would be
    Path,
    /// Show every value in force, and where it comes from
    Show,
    /// Show which layer sets a key, and which ones it hides
    Explain(KeyArgs),
    /// Print the value of a key
    Get(KeyArgs),
    /// Set a key in the file; comments stay
    Set(SetArgs),
    /// Remove a key from the file
    Unset(KeyArgs),
    /// Open the file in $VISUAL or $EDITOR, and check it before it is kept
    Edit,
    /// Check the file, and follow every reference to a secret
    Check,
    /// The same as vh init
    Init(InitArgs),
}

// A key.
#[derive(Debug, Clone, Args)]
pub struct KeyArgs {
    /// Dotted key, such as llm.ark.model
    #[arg(value_name = "KEY")]
    pub key: String,
}

// `vh config set`.
#[derive(Debug, Clone, Args)]
pub struct SetArgs {
    /// Dotted key, such as llm.ark.model
    #[arg(value_name = "KEY")]
    pub key: String,
    /// The value. For a secret only a reference (env:NAME, file:PATH, cmd:[…]); without it the secret is asked for
    #[arg(value_name = "VALUE")]
    pub value: Option<String>,
    /// Read the value from standard input
    #[arg(long, conflicts_with = "value")]
    pub stdin: bool,
}

// `vh profile`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum ProfileCommand {
    /// List the profiles
    Ls,
    /// Make a profile the default (- for none)
    Use(ProfileArgs),
    /// Show what a profile changes
    Show(ProfileArgs),
}

// A profile.
#[derive(Debug, Clone, Args)]
pub struct ProfileArgs {
    /// Its name
    #[arg(value_name = "NAME")]
    pub name: String,
}
