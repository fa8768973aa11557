//! `vh state`.

use std::os::unix::fs::DirBuilderExt;

use serde::Serialize;

use super::{Context, now};
use crate::cli::state::{BackupArgs, MoveArgs, PurgeArgs, StateCommand};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::state::{self, State, copy, unix_ms};
use crate::text;
use crate::text::Text;

/// `vh state …`.
///
/// # Errors
/// [`Kind::Local`] from the database; [`Kind::Integrity`] when `info` finds it unsound.
pub async fn run(ctx: &mut Context, command: StateCommand) -> Result<()> {
    match command {
        StateCommand::Info => info(ctx).await,
        StateCommand::Purge(args) => purge(ctx, args).await,
        StateCommand::Backup(args) => backup(ctx, args).await,
        StateCommand::Move(args) => move_to(ctx, args).await,
    }
}

/// A fact, or a count.
#[derive(Serialize)]
struct Fact {
    name: String,
    value: String,
}

impl Record for Fact {
    fn headings() -> Vec<Text> {
        vec![Text::pair("name", "名称"), Text::pair("value", "值")]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.name.clone(), self.value.clone()]
    }
}

async fn info(ctx: &mut Context) -> Result<()> {
    let state = ctx.state().await?;
    let db = state.database();
    let mut facts = vec![
        ("state".to_owned(), db.describe()),
        ("durable".to_owned(), state.is_durable().to_string()),
    ];
    facts.extend(db.facts().await?);
    let counts = copy::counts(db).await?;
    facts.extend(
        counts
            .into_iter()
            .map(|(name, n)| (format!("{name}.rows"), n.to_string())),
    );
    let unsound: Vec<String> = facts
        .iter()
        .filter(|(name, value)| name.ends_with(".check") && value != "ok")
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    let rows: Vec<Fact> = facts.into_iter().map(|(name, value)| Fact { name, value }).collect();
    ctx.out.records(&rows)?;
    if unsound.is_empty() {
        return Ok(());
    }
    let list = unsound.join("; ");
    Err(Error::new(
        Kind::Integrity,
        text!("the state is not sound: {list}", "状态数据不完整：{list}"),
    )
    .hint(text!(
        "restore a copy made by vh state backup",
        "请恢复 vh state backup 的备份"
    )))
}

async fn purge(ctx: &mut Context, args: PurgeArgs) -> Result<()> {
    let keep = match args.older_than {
        Some(age) => age,
        None => ctx.keep().await?,
    };
    let age = crate::http::human(keep);
    if ctx.only_tells(text!(
        "would remove what is older than {age}, and what has expired",
        "将删除早于 {age} 的数据和已过期的数据"
    )) {
        return Ok(());
    }
    let lang = ctx.out.lang();
    let removed = state::purge(ctx.state().await?, unix_ms(now()), keep).await?;
    let rows: Vec<Fact> = removed
        .into_iter()
        .map(|(what, n)| Fact {
            name: what.get(lang).to_owned(),
            value: n.to_string(),
        })
        .collect();
    ctx.out.records(&rows)
}

async fn backup(ctx: &mut Context, args: BackupArgs) -> Result<()> {
    let shown = args.dir.display().to_string();
    if ctx.only_tells(text!("would copy the state to {shown}", "将把状态复制到 {shown}")) {
        return Ok(());
    }
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(&args.dir)
        .map_err(|e| Error::local(text!("cannot make {shown}", "无法创建 {shown}"), e))?;
    ctx.state().await?.database().backup(&args.dir).await?;
    ctx.out.err().note(&text!(
        "use it with: vh --set state.url=sqlite:{shown} state info",
        "使用方法：vh --set state.url=sqlite:{shown} state info"
    ));
    ctx.out.line(&shown)
}

async fn move_to(ctx: &mut Context, args: MoveArgs) -> Result<()> {
    let target = &args.url;
    if ctx.only_tells(text!("would copy the state to {target}", "将把状态复制到 {target}")) {
        return Ok(());
    }
    let from = ctx.state().await?;
    let err = ctx.out.err().clone();
    let config = state::Config {
        url: Some(args.url.clone()),
        ..ctx.settings.state().await?
    };
    let to = State::open(&config, None, Box::new(move |note| err.note(&note)))?;
    to.require_durable()?;
    if from.database().describe() == to.database().describe() {
        return Err(Error::usage(text!("the state is there already", "状态已在该处")));
    }
    let rows = copy::copy(from.database(), to.database()).await?;
    let url = to.database().describe();
    ctx.out.err().note(&text!(
        "{rows} rows are now in {url} too; to use it: vh config set state.url {target}",
        "{rows} 行已复制到 {url}；若要启用：vh config set state.url {target}",
        target = args.url
    ));
    Ok(())
}
