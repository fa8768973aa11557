//! `vh state`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

// `vh state`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum StateCommand {
    /// Where the state is, what it holds, and whether it is sound
    Info,
    /// Remove what is older than state.keep, and what has expired
    Purge(PurgeArgs),
    /// Copy the state, consistent while others use it, into a new directory
    Backup(BackupArgs),
    /// Copy everything to another state: sqlite:DIR or postgres://user@host/database
    Move(MoveArgs),
}

// `vh state purge`.
#[derive(Debug, Clone, Args)]
pub struct PurgeArgs {
    /// Remove what is older than this instead, such as 30d
    #[arg(long, value_name = "DURATION", value_parser = super::duration)]
    pub older_than: Option<Duration>,
}

// `vh state backup`.
#[derive(Debug, Clone, Args)]
pub struct BackupArgs {
    /// The directory; it must not exist yet
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

// `vh state move`.
#[derive(Debug, Clone, Args)]
pub struct MoveArgs {
    /// The new state's address; it must be empty. The old one stays as it is
    #[arg(value_name = "URL")]
    pub url: String,
}
