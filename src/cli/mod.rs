//! What can be typed. Structs only: help, man pages and completions are made from them, and commands give them their meaning.
//!
//! A command line builds only the commands it names (`defer`): there are many, and starting must cost nothing. What a command is
//! for stands at its variant; a doc comment at its struct would replace that, so those have none.
#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "help texts show brackets that are no links"
)]
#![expect(
    missing_docs,
    reason = "a doc comment on a struct of arguments would become its command's help text"
)]

pub mod alert;
pub mod api;
pub mod batch;
pub mod chat;
pub mod config;
pub mod doctor;
pub mod embed;
pub mod gateway;
pub mod help;
pub mod media;
pub mod multipart;
pub mod pay;
pub mod route;
pub mod sandbox;
pub mod session;
pub mod sign;
pub mod state;
pub mod store;
pub mod wx;
pub mod zh;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

/// Drive every third party of a voice assistant: large models, WeChat Pay, object stores, alerts.
#[derive(Debug, Parser)]
#[command(
    name = "vh",
    version,
    propagate_version = false,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "First steps: vh demo (no key needed), then vh init, then vh chat \"hello\".\n\
                  Exit codes: vh help exit-codes. Configuration keys: vh help config."
)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// Use this profile of the configuration
    #[arg(short = 'P', long, global = true, value_name = "NAME")]
    pub profile: Option<String>,
    /// Read this configuration file
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Set a configuration key for this run (never a secret); may be repeated
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// Form of the output
    #[arg(short, long, global = true, value_enum, value_name = "FORMAT")]
    pub output: Option<Format>,
    /// Only results and errors: no notes, no bars
    #[arg(short, long, global = true, conflicts_with_all = ["verbose", "debug"])]
    pub quiet: bool,
    /// Tell more: -v who answered and why, -vv one line per request
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Show headers and bodies of requests and answers, secrets removed
    #[arg(long, global = true)]
    pub debug: bool,
    /// Also write notes and traces to this file
    #[arg(long, global = true, value_name = "FILE")]
    pub log_file: Option<PathBuf>,
    /// Colours: auto, always or never
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    pub color: Option<Color>,
    /// Never ask; fail instead
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Approve what would otherwise be asked
    #[arg(short, long, global = true)]
    pub yes: bool,
    /// Show the requests; send and change nothing
    #[arg(short = 'n', long, global = true)]
    pub dry_run: bool,
    /// End with exit code 124 after this long, such as 30s or 5m
    #[arg(long, global = true, value_name = "DURATION", value_parser = duration)]
    pub deadline: Option<Duration>,
    /// Proxy for all requests: http://, https:// or socks5h://
    #[arg(long, global = true, value_name = "URL")]
    pub proxy: Option<String>,
    /// PEM file of further certificate authorities
    #[arg(long, global = true, value_name = "FILE")]
    pub ca_cert: Option<PathBuf>,
    /// Print each request as a curl command, secrets as variables
    #[arg(long, global = true)]
    pub dump_curl: bool,
    /// Language of messages
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<Language>,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Tables and text for a person
    Human,
    /// Tab-separated values without headings
    Plain,
    /// One JSON object per line
    Json,
    /// The same; for chat, events as they arrive
    Jsonl,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Chinese
    Zh,
    /// English
    En,
}

// The commands.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Ask a large model; the answer streams to standard output
    Chat(Box<chat::ChatArgs>),
    /// Make pictures from text
    Image(media::ImageArgs),
    /// Speak a text: into a file, a pipe or the loudspeaker
    Speak(media::SpeakArgs),
    /// Write down what is said in a recording
    Transcribe(media::TranscribeArgs),
    /// Talk with a model by voice: record, transcribe, answer, speak
    Talk(media::TalkArgs),
    /// Conversations that are kept
    #[command(subcommand)]
    Session(session::SessionCommand),
    /// Turn texts, or texts with pictures, into vectors
    Embed(Box<embed::EmbedArgs>),
    /// Hand many requests to a provider's batch engine: half the price, done within a day
    #[command(subcommand)]
    Batch(batch::BatchCommand),
    /// List the models a provider offers
    Models(chat::ModelsArgs),
    /// Choose a model by cost, speed, quality and what calls have shown
    Route(route::RouteArgs),
    /// What was spent: tokens and cost per provider and model
    Usage(route::UsageArgs),
    /// Move files to, from and between object stores
    Store(Box<store::StoreCli>),
    /// Send alerts: DingTalk, WeCom, Feishu, Slack, mail, SMS, any webhook
    Alert(Box<alert::AlertArgs>),
    /// WeChat Pay: orders, refunds, notifications, bills, the ledger
    Pay(pay::PayArgs),
    /// The WeChat mini program's server side: login, tokens, codes, links, messages, content checks
    #[command(subcommand)]
    Wx(wx::WxCommand),
    /// The VoiceHelper backend, called as the mini program calls it
    #[command(subcommand)]
    Gateway(gateway::GatewayCommand),
    /// Send any call of a configured table, signed, and print the answer
    Api(api::ApiArgs),
    /// Set up a configuration
    Init(config::InitArgs),
    /// Show and change the configuration
    #[command(subcommand)]
    Config(config::ConfigCommand),
    /// Show and choose profiles
    #[command(subcommand)]
    Profile(config::ProfileCommand),
    /// What outlives a command: figures, tokens, conversations
    #[command(subcommand)]
    State(state::StateCommand),
    /// Find what could keep the next command from working
    Doctor(doctor::DoctorArgs),
    /// Run every capability against the embedded sandbox
    Demo(sandbox::DemoArgs),
    /// Servers of all providers on loopback, or a command run against them
    Sandbox(sandbox::SandboxArgs),
    /// Print the completion script of a shell
    Completions(help::CompletionsArgs),
    /// Help on a command or a topic: exit-codes, config, environment, webhooks
    Help(help::HelpArgs),
}

/// A duration such as `500ms`, `2m`, `1h30m`.
fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|e| format!("{e}; write 500ms, 30s, 5m"))
}

/// The whole tree, built, for help, man pages and completions.
pub fn tree() -> clap::Command {
    let mut tree = Cli::command();
    tree.build();
    tree
}
