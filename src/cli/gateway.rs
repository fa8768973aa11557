//! `vh gateway`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand};

use super::wx::AccountArgs;

// `vh gateway …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum GatewayCommand {
    /// Log in with a code of wx.login, and keep the session
    Login(LoginArgs),
    /// Forget the session
    Logout(AccountArgs),
    /// Show who is logged in, as the backend told at login
    Profile(AccountArgs),
    /// Say something to the assistant; a streamed answer is printed as it comes
    Message(MessageArgs),
    /// Upload a file
    Upload(UploadArgs),
    /// Turn a recording into text: upload it, then ask for its words
    Transcribe(TranscribeArgs),
    /// Record from the microphone as the mini program does: at most 60 s, 16 kHz, mono, 48 kbit/s MP3
    Record(RecordArgs),
    /// Tell the backend of a share
    Share(ShareArgs),
    /// Ask for an order, and show what wx.requestPayment takes
    Pay(PayArgs),
}

// What a health probe demands.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Probe")]
pub struct ProbeArgs {
    /// Succeed with this HTTP status, and with no other (exit 6)
    #[arg(long, value_name = "STATUS")]
    pub expect_status: Option<u16>,
    /// Fail when the whole answer took longer than this (exit 8)
    #[arg(long, value_name = "DURATION", value_parser = super::duration)]
    pub max_latency: Option<Duration>,
}

// `vh gateway login`.
#[derive(Debug, Clone, Args)]
pub struct LoginArgs {
    /// The code, good once; - reads it from standard input; without it [gateway.NAME] code is asked for one
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
    /// What is demanded
    #[command(flatten)]
    pub probe: ProbeArgs,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh gateway message`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh gateway message \"你好\"\n  \
    vh gateway message ping --expect-status 200 --max-latency 2s   (a probe for CI)")]
pub struct MessageArgs {
    /// The words; several are joined; - reads standard input
    #[arg(value_name = "TEXT", required = true)]
    pub text: Vec<String>,
    /// The conversation; the login's own without it
    #[arg(long, value_name = "ID")]
    pub session: Option<String>,
    /// The kind of content
    #[arg(long, value_name = "TYPE", default_value = "text")]
    pub r#type: String,
    /// Ask for the answer in one piece
    #[arg(long)]
    pub no_stream: bool,
    /// What is demanded
    #[command(flatten)]
    pub probe: ProbeArgs,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh gateway upload`.
#[derive(Debug, Clone, Args)]
pub struct UploadArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// What is demanded
    #[command(flatten)]
    pub probe: ProbeArgs,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh gateway transcribe`.
#[derive(Debug, Clone, Args)]
pub struct TranscribeArgs {
    /// The recording; it is uploaded first
    #[arg(value_name = "FILE", required_unless_present = "path", conflicts_with = "path")]
    pub file: Option<PathBuf>,
    /// A path of the backend, sent as it is
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
    /// What is demanded
    #[command(flatten)]
    pub probe: ProbeArgs,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh gateway record`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Enter or Ctrl-C ends the recording. It uses ffmpeg, SoX or arecord with lame, whichever is installed.\n\
    Examples:\n  \
    vh gateway record --out voice.mp3\n  \
    vh gateway record --seconds 10 --transcribe"
)]
pub struct RecordArgs {
    /// Where to; the current directory under a name with the time without it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The longest it may be, up to 60
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub seconds: u64,
    /// The input, as the recorder names it
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// Upload it and print its words
    #[arg(long)]
    pub transcribe: bool,
    /// What is demanded
    #[command(flatten)]
    pub probe: ProbeArgs,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh gateway share`.
#[derive(Debug, Clone, Args)]
pub struct ShareArgs {
    /// The title
    #[arg(long, value_name = "TEXT")]
    pub title: String,
    /// The page it opens, with its query
    #[arg(long, value_name = "PATH", default_value = "pages/index/index")]
    pub path: String,
    /// Its picture: a URL, or a file that is uploaded first
    #[arg(long, value_name = "URL|FILE")]
    pub image: Option<String>,
    /// What is demanded
    #[command(flatten)]
    pub probe: ProbeArgs,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}

// `vh gateway pay`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh gateway pay -O productId=vip-month -O amount=1200\n  \
    vh gateway pay -d @order.json -o json | jq -r .package")]
pub struct PayArgs {
    /// The order as JSON: text, @FILE, or @- for standard input
    #[arg(short, long, value_name = "JSON|@FILE")]
    pub data: Option<String>,
    /// A field of the order, merged last; JSON or plain text; may be repeated
    #[arg(short = 'O', long, value_name = "KEY=JSON")]
    pub option: Vec<String>,
    /// What is demanded
    #[command(flatten)]
    pub probe: ProbeArgs,
    /// Which table
    #[command(flatten)]
    pub account: AccountArgs,
}
