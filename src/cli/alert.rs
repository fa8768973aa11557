//! `vh alert`: `send` where nothing else is named.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

use super::duration;

// `vh alert`.
#[derive(Debug, Clone, Args)]
#[command(
    args_conflicts_with_subcommands = false,
    subcommand_precedence_over_arg = true,
    after_help = "Examples:\n  \
    vh alert --level critical --title \"disk full\" \"db-1: 98% of /data\"\n  \
    journalctl -n 20 | vh alert --level warning --title \"nightly job\"\n  \
    vh alert --to ops --to mail --require-all \"release 1.4 is out\"\n  \
    vh alert exec --name backup -- ./backup.sh\n  \
    vh alert --from alertmanager < group.json"
)]
pub struct AlertArgs {
    /// What to do
    #[command(subcommand)]
    pub command: Option<AlertCommand>,
    /// The alert
    #[command(flatten)]
    pub send: SendArgs,
}

// `vh alert …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum AlertCommand {
    /// Send an alert; also without the word
    Send(Box<SendArgs>),
    /// Run a command and send an alert when it fails
    Exec(ExecArgs),
    /// Send a marked test through each channel
    Test(TestArgs),
    /// Alerts that are not delivered yet
    #[command(subcommand)]
    Spool(SpoolCommand),
    /// Keep alerts quiet for a while
    #[command(subcommand)]
    Silence(SilenceCommand),
}

// An alert.
#[derive(Debug, Clone, Default, Args)]
pub struct SendArgs {
    /// What happened; - or a pipe reads standard input
    #[arg(value_name = "TEXT")]
    pub text: Vec<String>,
    /// How grave: critical, warning, info, or a word of your own
    #[arg(short, long, value_name = "LEVEL", value_parser = level)]
    pub level: Option<String>,
    /// One line; without it the first line of the text
    #[arg(short, long, value_name = "TITLE")]
    pub title: Option<String>,
    /// Channel, and who of it; repeated, the later ones are the fallback
    #[arg(long, value_name = "CHANNEL[:RECIPIENT,…]")]
    pub to: Vec<String>,
    /// Mention this mobile number; may be repeated
    #[arg(long, value_name = "MOBILE")]
    pub at: Vec<String>,
    /// Mention everybody
    #[arg(long)]
    pub at_all: bool,
    /// A fact about it; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub label: Vec<String>,
    /// A file that goes along by mail; may be repeated
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,
    /// Which problem it is, where title and labels do not tell
    #[arg(long, value_name = "KEY")]
    pub dedup_key: Option<String>,
    /// The problem of this key is over
    #[arg(long, value_name = "KEY", conflicts_with = "dedup_key")]
    pub resolve: Option<String>,
    /// A template of the message, as text or @FILE
    #[arg(long, value_name = "TEXT|@FILE")]
    pub template: Option<String>,
    /// Only emoji, title, text and time
    #[arg(long)]
    pub bare: bool,
    /// Every channel must have it, not one
    #[arg(long)]
    pub require_all: bool,
    /// Read the webhook of a monitoring system from standard input
    #[arg(long, value_enum, value_name = "SYSTEM", conflicts_with_all = ["text", "title", "resolve"])]
    pub from: Option<From>,
    /// Do not read standard input
    #[arg(long)]
    pub no_stdin: bool,
}

// Whose webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum From {
    /// Prometheus Alertmanager
    Alertmanager,
    /// Grafana
    Grafana,
    /// Told by the content
    Auto,
}

// `vh alert exec`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh alert exec -- make deploy\n  \
    vh alert exec --name backup --on change --timeout 1h -- ./backup.sh")]
pub struct ExecArgs {
    /// What the job is called; without it the command
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// When to send: on failure, on change (failed, and worked again), always
    #[arg(long, value_enum, value_name = "WHEN", default_value = "failure")]
    pub on: When,
    /// How grave a failure is
    #[arg(short, long, value_name = "LEVEL", value_parser = level, default_value = "critical")]
    pub level: String,
    /// Channel, and who of it; repeated, the later ones are the fallback
    #[arg(long, value_name = "CHANNEL[:RECIPIENT,…]")]
    pub to: Vec<String>,
    /// A fact about it; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    pub label: Vec<String>,
    /// End the command after this long, such as 1h
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub timeout: Option<Duration>,
    /// How many of the last bytes of its output go along
    #[arg(long, value_name = "BYTES", default_value_t = 4000)]
    pub tail: usize,
    /// The command
    #[arg(value_name = "CMD", last = true, required = true)]
    pub command: Vec<OsString>,
}

// When `exec` sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// It failed
    Failure,
    /// It failed, or works again
    Change,
    /// Always
    Always,
}

// `vh alert test`.
#[derive(Debug, Clone, Args)]
pub struct TestArgs {
    /// Only this channel; may be repeated
    #[arg(long, value_name = "NAME")]
    pub to: Vec<String>,
}

// `vh alert spool …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum SpoolCommand {
    /// List them
    Ls,
    /// Send what is due, or one of them
    Resend(ResendArgs),
    /// Give up on one of them, or on all
    Drop(DropArgs),
}

// `vh alert spool resend`.
#[derive(Debug, Clone, Args)]
pub struct ResendArgs {
    /// The alert; all that are due without it
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

// `vh alert spool drop`.
#[derive(Debug, Clone, Args)]
pub struct DropArgs {
    /// The alert
    #[arg(value_name = "ID", required_unless_present = "all")]
    pub id: Option<String>,
    /// All of them
    #[arg(long)]
    pub all: bool,
}

// `vh alert silence …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum SilenceCommand {
    /// Keep quiet what all of the given parts cover; * stands for anything
    Add(SilenceArgs),
    /// List silences
    Ls,
    /// End a silence
    Rm(UnsilenceArgs),
}

// `vh alert silence add`.
#[derive(Debug, Clone, Args)]
pub struct SilenceArgs {
    /// For how long, such as 2h
    #[arg(long = "for", value_name = "DURATION", value_parser = duration)]
    pub period: Duration,
    /// Titles
    #[arg(short, long, value_name = "PATTERN")]
    pub title: Option<String>,
    /// Levels
    #[arg(short, long, value_name = "PATTERN")]
    pub level: Option<String>,
    /// Machines
    #[arg(long, value_name = "PATTERN")]
    pub host: Option<String>,
    /// Labels; may be repeated
    #[arg(long, value_name = "NAME=PATTERN")]
    pub label: Vec<String>,
    /// One problem, by its fingerprint
    #[arg(long, value_name = "FINGERPRINT")]
    pub problem: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", default_value = "")]
    pub comment: String,
}

// `vh alert silence rm`.
#[derive(Debug, Clone, Args)]
pub struct UnsilenceArgs {
    /// The silence
    #[arg(value_name = "ID")]
    pub id: String,
}

/// A level: `[a-z0-9_-]{1,32}`.
fn level(text: &str) -> Result<String, String> {
    let good = (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b));
    if good {
        Ok(text.to_owned())
    } else {
        Err("a level is 1 to 32 of a-z 0-9 _ -, such as critical, warning, info, deploy".to_owned())
    }
}
