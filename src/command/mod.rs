//! One async function per leaf of the command tree, short: resolve, call, render.

pub mod alert;
pub mod answer;
pub mod api;
pub mod batch;
pub mod chat;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod embed;
pub mod gateway;
pub mod help;
pub mod image;
mod import;
pub mod init;
pub mod inputs;
pub mod models;
pub mod outlet;
pub mod pay;
pub mod players;
pub mod profile;
pub mod question;
pub mod record;
pub mod repl;
pub mod route;
pub mod sandbox;
pub mod session;
pub mod speak;
pub mod state;
pub mod stdin;
pub mod store;
pub mod structured;
pub mod talk;
pub mod tools;
pub mod transcribe;
pub mod usage;
pub mod voice;
pub mod wx;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use tokio::sync::{Notify, OnceCell};

use crate::cli::{Cli, Command};
use crate::config::Settings;
use crate::error::Result;
use crate::http::Http;
use crate::llm::failover::Entry;
use crate::llm::{self, ChatModel, Failover};
use crate::output::prompt::Prompt;
use crate::output::{Output, Stderr};
use crate::state::State;
use crate::text;
use crate::text::Text;

/// Everything a command needs.
pub struct Context {
    /// The merged configuration.
    pub settings: Arc<Settings>,
    /// The writers.
    pub out: Output,
    /// The wire.
    pub http: Http,
    /// Who can be asked.
    pub prompt: Prompt,
    /// `--yes`.
    pub yes: bool,
    /// `--dry-run`.
    pub dry_run: bool,
    /// Opened when it is first needed.
    pub state: Arc<OnceCell<State>>,
    /// Who takes a Ctrl-C.
    pub interrupts: Arc<Interrupts>,
}

/// Ctrl-C ends the program, unless a command takes it for itself.
#[derive(Debug, Default)]
pub struct Interrupts {
    taken: AtomicBool,
    came: Notify,
}

impl Interrupts {
    /// From now on the command takes it.
    pub fn take(&self) {
        self.taken.store(true, Ordering::Relaxed);
    }

    /// Passes one on to the command; false when nobody took it.
    pub fn pass_on(&self) -> bool {
        let taken = self.taken.load(Ordering::Relaxed);
        if taken {
            self.came.notify_waiters();
        }
        taken
    }

    /// Waits for the next one.
    pub async fn wait(&self) {
        self.came.notified().await;
    }
}

/// The wall clock. Nothing else in the crate reads it.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the wall clock")]
pub fn now() -> SystemTime {
    SystemTime::now()
}

/// Runs a command; its exit code, unless it fails.
///
/// # Errors
/// Whatever the command says.
pub async fn run(ctx: &mut Context, cli: Cli) -> Result<u8> {
    let done = match cli.command {
        Command::Chat(args) => chat::chat(ctx, *args).await,
        Command::Image(args) => image::image(ctx, args).await,
        Command::Speak(args) => speak::speak(ctx, args).await,
        Command::Transcribe(args) => transcribe::transcribe(ctx, args).await,
        Command::Talk(args) => voice::talk(ctx, args).await,
        Command::Session(command) => session::run(ctx, command).await,
        Command::Embed(args) => embed::embed(ctx, *args).await,
        Command::Batch(command) => batch::run(ctx, command).await,
        Command::Models(args) => models::models(ctx, args).await,
        Command::Route(args) => route::run(ctx, args).await,
        Command::Usage(args) => usage::usage(ctx, args).await,
        Command::Store(args) => store::run(ctx, *args).await,
        Command::Alert(args) => return alert::run(ctx, *args).await,
        Command::Pay(args) => pay::run(ctx, args).await,
        Command::Wx(command) => wx::run(ctx, command).await,
        Command::Gateway(command) => gateway::run(ctx, command).await,
        Command::Api(args) => api::api(ctx, args).await,
        Command::Init(args) => init::init(ctx, args).await,
        Command::Config(command) => config::run(ctx, command).await,
        Command::Profile(command) => profile::run(ctx, command),
        Command::State(command) => state::run(ctx, command).await,
        Command::Doctor(args) => doctor::doctor(ctx, args).await,
        Command::Demo(args) => demo::demo(ctx, args).await,
        Command::Sandbox(args) => return sandbox::sandbox(ctx, args).await,
        Command::Completions(args) => help::completions(ctx, &args),
        Command::Help(args) => help::help(ctx, &args),
    };
    done.map(|()| 0)
}

impl Context {
    /// Whether this is a dry run: then it is told that `what` would be done, and the caller leaves it undone. The wire does
    /// so for requests; this is for files and for the state.
    pub fn only_tells(&self, what: Text) -> bool {
        if self.dry_run {
            self.out.err().note(&text!("dry run: ", "试运行：").join("", what));
        }
        self.dry_run
    }

    /// Connects the provider `name`.
    ///
    /// # Errors
    /// As [`Settings::llm`] and [`llm::connect`].
    pub async fn provider(&self, name: &str) -> Result<llm::Provider> {
        connect(&self.settings, name, &self.http).await
    }

    /// Connects the providers of `entries`: one alone, or several as a failover whose later members are connected when needed.
    ///
    /// # Errors
    /// As [`Context::provider`], for one alone.
    pub async fn chat_model(&self, entries: Vec<Entry>) -> Result<Box<dyn ChatModel>> {
        if let [Entry { name, model: None }] = entries.as_slice() {
            return self.provider(name).await?.into_chat();
        }
        let (settings, http) = (self.settings.clone(), self.http.clone());
        let names: Vec<String> = entries.iter().map(|e| e.name.clone()).collect();
        let connect: llm::failover::Connect = Box::new(move |i| {
            let (settings, http, name) = (settings.clone(), http.clone(), names[i].clone());
            Box::pin(async move { connect(&settings, &name, &http).await?.into_chat() })
        });
        Ok(Box::new(Failover::new(entries, connect, self.http.trace().clone())))
    }
}

impl Context {
    /// The state, opened when it is first asked for.
    ///
    /// # Errors
    /// As [`State::open`].
    pub async fn state(&self) -> Result<&State> {
        opened(&self.state, &self.settings, self.out.err()).await
    }

    /// The state, opened for a task that outlives its borrow of this.
    ///
    /// # Errors
    /// As [`State::open`].
    pub async fn open_state(&self) -> Result<State> {
        let err = self.out.err().clone();
        let config = self.settings.state().await?;
        State::open(&config, state_home(), Box::new(move |note| err.note(&note)))
    }

    /// How long figures are kept.
    ///
    /// # Errors
    /// As [`Settings::state`].
    pub async fn keep(&self) -> Result<Duration> {
        let keep = self.settings.state().await?.keep;
        Ok(keep
            .and_then(|k| humantime::parse_duration(&k).ok())
            .unwrap_or(crate::state::KEEP))
    }
}

/// The state, opened when it is first asked for; for whoever cannot hold on to the context meanwhile.
pub(crate) async fn opened<'s>(cell: &'s OnceCell<State>, settings: &Settings, err: &Stderr) -> Result<&'s State> {
    let open = async || {
        let err = err.clone();
        let config = settings.state().await?;
        State::open(&config, state_home(), Box::new(move |note| err.note(&note)))
    };
    cell.get_or_try_init(open).await
}

/// Where the state is when nobody says.
pub(crate) fn state_home() -> Option<PathBuf> {
    let dirs = directories::BaseDirs::new()?;
    let dir = match dirs.state_dir() {
        Some(dir) => dir.to_owned(),
        None => dirs.home_dir().join(".local/state"),
    };
    Some(dir.join("vh"))
}

async fn connect(settings: &Settings, name: &str, http: &Http) -> Result<llm::Provider> {
    let resolved = settings.llm(name).await.map_err(|e| e.provider(name))?;
    llm::connect(name, resolved.config, resolved.net, http.clone())
}
