//! `vh sandbox` and `vh demo`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

// `vh sandbox`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh sandbox -- vh chat \"hello\"\n  \
    vh sandbox -- pytest tests/\n  \
    vh sandbox --port-file ports.json --script faults.toml")]
pub struct SandboxArgs {
    /// Write the addresses as JSON to this file once all servers listen
    #[arg(long, value_name = "FILE")]
    pub port_file: Option<PathBuf>,
    /// Misbehave as this TOML file says
    #[arg(long, value_name = "FILE")]
    pub script: Option<PathBuf>,
    /// Run this with a sealed configuration that points everything at the sandbox, and end with its exit code
    #[arg(value_name = "CMD", last = true)]
    pub command: Vec<OsString>,
}

// `vh demo`.
#[derive(Debug, Clone, Args)]
pub struct DemoArgs {
    /// Make the sandbox misbehave for this row: the row must fail
    #[arg(long = "break", value_name = "ROW")]
    pub break_row: Option<String>,
}
