//! `vh`: one command line for every third party a voice assistant depends on.
//!
//! ```text
//!   argv                                                        stdout · stderr · exit code
//!    ▼                                                                      ▲
//!   cli ─── what was typed ───► command ─── records · tokens · bytes ───► output
//!   config ─── Settings ──────►   │ ▲
//!   (flags > env > profile        │ │ values, streams          nothing below this line prints,
//!    > file > vendor env          ▼ │                          reads config, or knows clap
//!    > defaults)
//!                               llm   pay                      trait + services + one folder per protocol
//!                               │ ▲   ╲                        encode ▼ ▲ decode: pure functions, clock passed in
//!                               ▼ │     ╲
//!                               http    state                  http: attempts · timeouts · SSE · redaction · trace
//!                               ▼ ▲      ▼ ▲                   state: SQLite by default, PostgreSQL for a fleet
//!                               wire   disk / database
//!
//!   sandbox: the servers of the other side on loopback, written from the protocol documents,
//!            importing nothing from the rooms above: it is the judge, not a mirror
//! ```
//!
//! The way of one call, `vh chat "hi"`:
//! 1. `main` calls [`run`].
//! 2. clap fills `cli::chat::ChatArgs`: what was typed, nothing more.
//! 3. [`config::Settings::load`] merges the layers, each value with its origin.
//! 4. `command::chat` builds an [`llm::ChatRequest`] and asks for a model; only now are the table's secrets resolved.
//! 5. `llm::openai::encode` makes the JSON of an [`http::Request`].
//! 6. [`http::retry::attempts`] runs the attempts: open, then read up to the first content event. Whatever fails before that is
//!    tried again by this one loop, nothing after.
//! 7. [`http::sse`] cuts events, `llm::openai::decode` makes [`llm::ChatEvent`]s.
//! 8. The command hands each to [`output::Output`].
//! 9. When the answer is out, its figures go into the state: `command::record`.
//! 10. [`run`] turns the `Result` into an exit code: [`error::Kind::exit`].
//!
//! What a room may import is a table in `tests/house.rs`. [`mod@text`] (both languages of every sentence), [`error`] and [`secret`]
//! are below all rooms; [`sign`], [`child`], [`recorder`] and [`tls`] hold what several rooms share and is no room's own.

pub mod alert;
pub mod child;
pub mod cli;
pub mod command;
pub mod config;
pub mod error;
pub mod http;
pub mod llm;
pub mod output;
pub mod pay;
pub mod recorder;
pub mod sandbox;
pub mod secret;
pub mod sign;
pub mod state;
pub mod text;
pub mod tls;

use std::ffi::OsString;
use std::fs::OpenOptions;
use std::io::IsTerminal;
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Arc;

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

use cli::{Cli, Color, Command, Format, Global, Language};
use command::Context;
use config::{Environment, Flags, Settings};
use error::{Error, Kind, Result};
use output::prompt::Prompt;
use output::{Look, Output, Stderr};
use text::Lang;

/// Runs the program on a command line; its exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let env = Environment::of_process();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(e) => return usage(&args, &env, e),
    };
    let (settings, failed) = match load(&cli, env.clone()) {
        Ok(settings) => (settings, None),
        Err(e) => (Settings::unread(env.clone(), Flags::default()), Some(e)),
    };
    let (out, log_failed) = output(&cli.global, &env, &settings);
    if let Some(e) = failed.or(log_failed) {
        out.error(&e);
        return e.exit();
    }
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            let e = Error::local(text!("cannot start the runtime", "无法启动运行时"), e);
            out.error(&e);
            return e.exit();
        }
    };
    for note in &settings.notes {
        out.err().note(note);
    }
    let mut ctx = context(&cli.global, settings, out);
    let result = runtime.block_on(until_stopped(&mut ctx, cli));
    // A thread may be waiting for input that never comes.
    runtime.shutdown_background();
    finish(&mut ctx, result)
}

/// Commands that must work when the configuration is broken read none of it.
fn load(cli: &Cli, env: Environment) -> Result<Settings> {
    let flags = Flags {
        config: cli.global.config.clone(),
        profile: cli.global.profile.clone(),
        set: cli.global.set.clone(),
        proxy: cli.global.proxy.clone(),
        ca_cert: cli.global.ca_cert.clone(),
    };
    use cli::config::ConfigCommand as C;
    match &cli.command {
        Command::Completions(_)
        | Command::Help(_)
        | Command::Demo(_)
        | Command::Doctor(_)
        | Command::Sandbox(_)
        | Command::Config(C::Path | C::Edit) => Ok(Settings::unread(env, flags)),
        _ => Settings::load(env, flags),
    }
}

fn output(global: &Global, env: &Environment, settings: &Settings) -> (Output, Option<Error>) {
    let lang = match global.lang {
        Some(Language::Zh) => Lang::Zh,
        Some(Language::En) => Lang::En,
        None => language(env, settings.text("output.lang")),
    };
    let color = match (global.color, settings.text("output.color")) {
        (Some(Color::Always), _) | (None, Some("always")) => Some(true),
        (Some(Color::Never), _) | (None, Some("never")) => Some(false),
        _ => color_by_environment(env),
    };
    let format = match (global.output, settings.text("output.format")) {
        (Some(Format::Human), _) | (None, Some("human")) => Some(output::Format::Human),
        (Some(Format::Plain), _) | (None, Some("plain")) => Some(output::Format::Plain),
        (Some(Format::Json), _) | (None, Some("json")) => Some(output::Format::Json),
        (Some(Format::Jsonl), _) | (None, Some("jsonl")) => Some(output::Format::Jsonl),
        _ => None,
    };
    let mut failed = None;
    let log = global.log_file.as_ref().and_then(|path| {
        let shown = path.display();
        OpenOptions::new()
            .append(true)
            .create(true)
            .mode(0o600)
            .open(path)
            .map_err(|e| {
                failed = Some(Error::local(
                    text!("cannot open the log {shown}", "无法打开日志 {shown}"),
                    e,
                ))
            })
            .ok()
    });
    let err = Stderr::of_process(lang, global.quiet, color, log);
    let look = Look {
        format,
        lang,
        color,
        quiet: global.quiet,
    };
    (Output::of_process(look, err), failed)
}

/// `VH_LANG` > configuration > the locale.
fn language(env: &Environment, configured: Option<&str>) -> Lang {
    env.get("VH_LANG")
        .or(configured)
        .or_else(|| ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| env.get(name)))
        .map_or(Lang::En, Lang::from_locale)
}

fn color_by_environment(env: &Environment) -> Option<bool> {
    if env.get("CLICOLOR_FORCE").is_some_and(|v| v != "0") || env.get("FORCE_COLOR").is_some_and(|v| v != "0") {
        return Some(true);
    }
    let off = env.get("NO_COLOR").is_some() || env.get("CLICOLOR") == Some("0") || env.get("TERM") == Some("dumb");
    off.then_some(false)
}

fn context(global: &Global, settings: Settings, out: Output) -> Context {
    let lang = out.lang();
    let level = if global.debug { 3 } else { global.verbose.min(2) };
    let err = out.err().clone();
    let trace = http::Trace::new(level, global.dump_curl, Arc::new(move |_, line: &str| err.trace(line)));
    let dry_run = global.dry_run.then(|| {
        let sink: http::DrySink = Arc::new(|request: &http::Request| output::dry_run(request_shown(request)));
        sink
    });
    let asks = !global.no_input && settings.variable("VH_NO_INPUT").is_none() && settings.variable("CI").is_none();
    Context {
        http: http::Http::new(http::Options {
            trace,
            dry_run,
            sealed: settings.sealed,
            now: command::now,
        }),
        settings: Arc::new(settings),
        out,
        prompt: Prompt::new(asks, lang),
        yes: global.yes,
        state: Default::default(),
        interrupts: Default::default(),
    }
}

/// Runs the command until it ends, a signal comes or the deadline passes.
async fn until_stopped(ctx: &mut Context, cli: Cli) -> Result<u8> {
    let deadline = cli.global.deadline;
    // The child of `vh sandbox -- CMD` gets the signals itself.
    // So does the one of `vh alert exec`.
    let own_signals = !match &cli.command {
        Command::Sandbox(args) => !args.command.is_empty(),
        Command::Alert(args) => matches!(args.command, Some(cli::alert::AlertCommand::Exec(_))),
        _ => false,
    };
    let interrupts = ctx.interrupts.clone();
    let stopped = async {
        let (Ok(mut int), Ok(mut term)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) else {
            return std::future::pending().await;
        };
        loop {
            tokio::select! {
                _ = int.recv() => if !interrupts.pass_on() {
                    return Error::new(Kind::Interrupted, text!("interrupted", "已中断"));
                },
                _ = term.recv() => return Error::new(Kind::Terminated, text!("terminated", "已被终止")),
            }
        }
    };
    let passed = async {
        let Some(limit) = deadline else {
            return std::future::pending().await;
        };
        tokio::time::sleep(limit).await;
        let shown = http::human(limit);
        Error::new(
            Kind::Deadline,
            text!("the deadline of {shown} passed", "已超过 {shown} 的时限"),
        )
    };
    tokio::select! {
        result = command::run(ctx, cli) => result,
        error = stopped, if own_signals => Err(error),
        error = passed => Err(error),
    }
}

/// Hands out what is left, tells what failed, and makes the exit code.
fn finish(ctx: &mut Context, result: Result<u8>) -> u8 {
    let flushed = ctx.out.flush();
    ctx.out.err().cursor(ctx.out.is_terminal() && ctx.out.is_mid_line());
    let result = match (result, flushed) {
        // What the command says comes first; a result that could not be written is no success.
        (Ok(_), Err(e)) => Err(e),
        (result, _) => result,
    };
    match result {
        Ok(code) => code,
        Err(e) => {
            if e.kind != Kind::Closed {
                ctx.out.error(&e);
            }
            e.exit()
        }
    }
}

/// Help and version are output; everything else clap says is a usage error.
fn usage(args: &[OsString], env: &Environment, e: clap::Error) -> u8 {
    use clap::error::ErrorKind as K;
    let lang = match asked_language(args) {
        Some(lang) => lang,
        None => language(env, None),
    };
    let is_help = matches!(e.kind(), K::DisplayHelp | K::DisplayHelpOnMissingArgumentOrSubcommand);
    // Clap speaks English; with another language the same command line is read again by a translated tree.
    let e = if is_help && lang == Lang::Zh {
        match cli::zh::translate(cli::tree()).try_get_matches_from(args) {
            Err(zh) => zh,
            Ok(_) => e,
        }
    } else {
        e
    };
    let rendered = e.render();
    let (is_terminal, is_error) = if e.use_stderr() {
        (std::io::stderr().is_terminal(), true)
    } else {
        (std::io::stdout().is_terminal(), false)
    };
    let color = color_by_environment(env).unwrap_or(is_terminal);
    let shown = if color {
        rendered.ansi().to_string()
    } else {
        rendered.to_string()
    };
    if !is_error {
        return output::print_once(shown.as_bytes());
    }
    let code = if e.exit_code() == 0 { 0 } else { Kind::Usage.exit() };
    if asked_json(args) && code != 0 {
        let err = Stderr::of_process(lang, false, Some(false), None);
        let message = rendered.to_string();
        let message = message.trim().trim_start_matches("error: ").to_owned();
        err.json_error(&Error::usage(message));
    } else {
        output::print_error_once(shown.as_bytes());
    }
    code
}

fn asked_language(args: &[OsString]) -> Option<Lang> {
    let words: Vec<_> = args.iter().map(|a| a.to_string_lossy()).collect();
    let joined = words.iter().find_map(|w| w.strip_prefix("--lang=").map(str::to_owned));
    let apart = words.windows(2).find(|w| w[0] == "--lang").map(|w| w[1].to_string());
    joined.or(apart).map(|name| Lang::from_locale(&name))
}

fn asked_json(args: &[OsString]) -> bool {
    let words: Vec<_> = args.iter().map(|a| a.to_string_lossy()).collect();
    let json = |w: &str| w == "json" || w == "jsonl";
    words.iter().any(|w| {
        w.strip_prefix("--output=")
            .or_else(|| w.strip_prefix("-o"))
            .is_some_and(json)
    }) || words
        .windows(2)
        .any(|w| (w[0] == "-o" || w[0] == "--output") && json(&w[1]))
}

/// A request of a dry run, secrets removed.
fn request_shown(request: &http::Request) -> String {
    let mut lines = vec![format!("{} {}", request.method, http::redact::url_text(&request.url))];
    for (name, value) in &request.headers {
        lines.push(http::redact::header(name.as_str(), value));
    }
    if let http::Body::Bytes(bytes) = &request.body {
        lines.push(String::new());
        lines.push(String::from_utf8_lossy(bytes).into_owned());
    }
    lines.join("\n") + "\n"
}
