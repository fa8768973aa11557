//! `vh doctor`.

use clap::Args;

// `vh doctor`.
#[derive(Debug, Clone, Args)]
pub struct DoctorArgs {
    /// Send nothing
    #[arg(long)]
    pub offline: bool,
    /// Mend what can be mended without a question: permissions of our own files
    #[arg(long)]
    pub fix: bool,
}
