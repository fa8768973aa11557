//! `vh store multipart`.

use std::time::Duration;

use clap::{Args, Subcommand};

use super::store::{MoveArgs, PutArgs, lifetime};

// `vh store multipart`: `put` where nothing else is named.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct MultipartArgs {
    /// What to do
    #[command(subcommand)]
    pub command: Option<MultipartCommand>,
    /// What to send
    #[command(flatten)]
    pub put: PutArgs,
}

// `vh store multipart …`.
#[expect(clippy::large_enum_variant, reason = "one value in a process")]
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum MultipartCommand {
    /// Send a file in parts; the same command again goes on where it stopped
    Put(PutArgs),
    /// List unfinished transfers: this machine's, or all of a store
    Ls(UploadsArgs),
    /// List the parts of an unfinished upload
    Parts(UploadArgs),
    /// Go on with unfinished transfers of this machine, all or those named
    Resume(ResumeArgs),
    /// Give up an unfinished upload; its parts are removed
    Abort(UploadArgs),
    /// Give up unfinished transfers that are old
    Gc(GcArgs),
}

// Unfinished uploads.
#[derive(Debug, Clone, Args)]
pub struct UploadsArgs {
    /// A store or a prefix: what the other side knows; without it, what this machine can go on with
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
}

// An unfinished upload.
#[derive(Debug, Clone, Args)]
pub struct UploadArgs {
    /// The object it is for
    #[arg(value_name = "PLACE")]
    pub place: String,
    /// Its id; the only one of that key without it
    #[arg(value_name = "UPLOAD")]
    pub upload: Option<String>,
}

// Transfers to go on with.
#[derive(Debug, Clone, Args)]
pub struct ResumeArgs {
    /// The objects they are for; all without it
    #[arg(value_name = "PLACE")]
    pub places: Vec<String>,
    /// How bytes move
    #[command(flatten)]
    pub moving: MoveArgs,
}

// `vh store multipart gc`.
#[derive(Debug, Clone, Args)]
pub struct GcArgs {
    /// A store or a prefix; the default store without it
    #[arg(value_name = "PLACE")]
    pub place: Option<String>,
    /// Only those that began longer ago than this
    #[arg(long, value_name = "DURATION", default_value = "24h", value_parser = lifetime)]
    pub older_than: Duration,
}
