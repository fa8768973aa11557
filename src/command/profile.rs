//! `vh profile`.

use serde::Serialize;

use super::Context;
use crate::cli::config::{ProfileArgs, ProfileCommand};
use crate::config::{edit, file};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::text;
use crate::text::Text;

/// `vh profile …`.
///
/// # Errors
/// [`Kind::NotFound`] for a profile that is not there; [`Kind::Config`] and [`Kind::Local`] of the file.
pub fn run(ctx: &mut Context, command: ProfileCommand) -> Result<()> {
    match command {
        ProfileCommand::Ls => ls(ctx),
        ProfileCommand::Use(args) => choose(ctx, &args),
        ProfileCommand::Show(args) => show(ctx, &args),
    }
}

#[derive(Serialize)]
struct Row {
    name: String,
    active: bool,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![Text::pair("name", "名称"), Text::pair("active", "使用中")]
    }

    fn cells(&self) -> Vec<String> {
        let mark = if self.active { "*" } else { "" };
        vec![self.name.clone(), mark.to_owned()]
    }
}

fn ls(ctx: &mut Context) -> Result<()> {
    let active = ctx.settings.profile.clone();
    let row = |name: &String| Row {
        name: name.clone(),
        active: Some(name) == active.as_ref(),
    };
    let rows: Vec<Row> = ctx.settings.profiles.iter().map(row).collect();
    ctx.out.records(&rows)
}

fn choose(ctx: &mut Context, args: &ProfileArgs) -> Result<()> {
    let path = ctx
        .settings
        .path
        .clone()
        .filter(|_| ctx.settings.exists)
        .ok_or_else(|| no_profile(&args.name))?;
    let (name, shown) = (&args.name, path.display());
    if name != "-" && !ctx.settings.profiles.contains(name) {
        return Err(no_profile(name));
    }
    if ctx.only_tells(text!(
        "would make {name} the default profile in {shown}",
        "将在 {shown} 中把 {name} 设为默认配置档"
    )) {
        return Ok(());
    }
    if name == "-" {
        edit::unset(&path, None, "default_profile")?;
        return Ok(());
    }
    edit::set(&path, None, "default_profile", &name.as_str().into())
}

#[derive(Serialize)]
struct Change {
    key: String,
    value: serde_json::Value,
    line: usize,
}

impl Record for Change {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("key", "键"),
            Text::pair("value", "值"),
            Text::pair("line", "行"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let value = match &self.value {
            serde_json::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        vec![self.key.clone(), value, self.line.to_string()]
    }
}

fn show(ctx: &mut Context, args: &ProfileArgs) -> Result<()> {
    let path = ctx
        .settings
        .path
        .clone()
        .filter(|_| ctx.settings.exists)
        .ok_or_else(|| no_profile(&args.name))?;
    if !ctx.settings.profiles.contains(&args.name) {
        return Err(no_profile(&args.name));
    }
    let (content, _) = file::read(&path)?;
    let rows: Vec<Change> = file::parse(&content, &path.display().to_string())?
        .leaves
        .into_iter()
        .filter(|leaf| leaf.profile.as_ref() == Some(&args.name))
        .map(|leaf| Change {
            value: super::config::shown_in_file(&leaf.key, &leaf.value),
            key: leaf.key,
            line: leaf.line,
        })
        .collect();
    ctx.out.records(&rows)
}

fn no_profile(name: &str) -> Error {
    Error::new(
        Kind::NotFound,
        text!("there is no profile {name}", "没有名为 {name} 的配置档"),
    )
    .hint(text!("vh profile ls lists them", "vh profile ls 列出所有配置档"))
}
