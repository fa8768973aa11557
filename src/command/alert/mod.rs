//! `vh alert`: what was typed becomes a note and a plan, the room delivers it, and the exit code says what came of it.

mod again;
mod digest;
mod exec;
mod gather;
mod sender;
mod silence;
mod spool;
mod test;
mod told;

use super::Context;
use super::config::Table;
use crate::cli::alert::{AlertArgs, AlertCommand, From, SendArgs};
use crate::config::schema::nearest;
use crate::error::{Error, Result};
use crate::text;
pub(in crate::command) use sender::Sender;

/// Tables for push services that are webhooks, to copy: `vh help webhooks`.
pub(in crate::command) const EXAMPLES: &str = include_str!("examples.toml");

/// The words that are commands here.
const COMMANDS: [&str; 5] = ["send", "exec", "test", "spool", "silence"];

/// `vh alert …`: the exit code of `exec` is the command's own.
///
/// # Errors
/// As the README's table says: 8 spooled, 10 in part, 11 uncertain, 12 neither delivered nor spooled, 3 configuration.
pub async fn run(ctx: &mut Context, args: AlertArgs) -> Result<u8> {
    let AlertArgs { command, send } = args;
    match command {
        None => {
            mistyped(&send)?;
            raise(ctx, send).await
        }
        Some(AlertCommand::Send(after)) => raise(ctx, joined(send, *after)).await,
        Some(AlertCommand::Exec(args)) => return exec::exec(ctx, args).await,
        Some(AlertCommand::Test(args)) => test::test(ctx, args).await,
        Some(AlertCommand::Spool(command)) => spool::run(ctx, command).await,
        Some(AlertCommand::Silence(command)) => silence::run(ctx, command).await,
    }
    .map(|()| 0)
}

/// Every channel with its secrets, and where alerts go by default and by level, for `vh config check`.
pub(in crate::command) async fn tables(ctx: &Context) -> Vec<Table> {
    let names = ctx.settings.names("alert");
    let sender = match Sender::new(ctx) {
        Ok(sender) => sender,
        Err(e) => {
            return vec![Table {
                name: "alerts".to_owned(),
                error: Some(e),
            }];
        }
    };
    let mut tables = Vec::new();
    for name in names {
        tables.push(Table {
            error: sender.channel(name.clone()).await.err(),
            name: format!("alert.{name}"),
        });
    }
    let levels = sender
        .alerts
        .levels
        .keys()
        .map(|level| (format!("alerts.levels.{level}"), level.as_str()));
    let default = ctx
        .settings
        .get("defaults.alert")
        .map(|_| ("defaults.alert".to_owned(), ""));
    for (name, level) in levels.chain(default) {
        tables.push(Table {
            error: sender.plan(level, &[], false).err(),
            name,
        });
    }
    tables
}

/// One bare word that is nearly a command was meant as one: nobody is paged by a slip of the finger.
fn mistyped(args: &SendArgs) -> Result<()> {
    let [word] = args.text.as_slice() else {
        return Ok(());
    };
    let alone = args.title.is_none() && args.level.is_none() && args.resolve.is_none();
    match nearest(word, COMMANDS).filter(|_| alone && !word.contains(char::is_whitespace)) {
        Some(guess) => Err(Error::usage(text!(
            "{word} is no command of vh alert",
            "{word} 不是 vh alert 的子命令"
        ))
        .hint(text!(
            "did you mean vh alert {guess}? To send the word itself: vh alert send {word}",
            "是否想写 vh alert {guess}？若要发送这个词本身：vh alert send {word}"
        ))),
        None => Ok(()),
    }
}

/// Options before and after `send` count alike; of two the later.
fn joined(before: SendArgs, after: SendArgs) -> SendArgs {
    let both = |mut a: Vec<String>, b: Vec<String>| {
        a.extend(b);
        a
    };
    SendArgs {
        text: both(before.text, after.text),
        level: after.level.or(before.level),
        title: after.title.or(before.title),
        to: both(before.to, after.to),
        at: both(before.at, after.at),
        at_all: before.at_all || after.at_all,
        label: both(before.label, after.label),
        attach: [before.attach, after.attach].concat(),
        dedup_key: after.dedup_key.or(before.dedup_key),
        resolve: after.resolve.or(before.resolve),
        template: after.template.or(before.template),
        bare: before.bare || after.bare,
        require_all: before.require_all || after.require_all,
        from: after.from.or(before.from),
        no_stdin: before.no_stdin || after.no_stdin,
    }
}

async fn raise(ctx: &mut Context, args: SendArgs) -> Result<()> {
    let notes = match args.from {
        Some(from) => gather::webhook(ctx, &args, from).await?,
        None => vec![gather::note(ctx, &args).await?],
    };
    let sender = Sender::new(ctx)?;
    let mut raised = Vec::new();
    for mut note in notes {
        sender.escalate(&mut note).await;
        let plan = sender.plan(&note.level, &args.to, args.require_all)?;
        raised.push(sender.raise(note, plan, None).await?);
    }
    told::tell(ctx, raised)
}
