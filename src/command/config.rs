//! `vh config`.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::Value;

use super::{Context, init, stdin};
use crate::child;
use crate::cli::config::{ConfigCommand, KeyArgs, SetArgs};
use crate::config::layer::{Entry, Layer};
use crate::config::reference::Reference;
use crate::config::schema::Type;
use crate::config::{edit, file, key_type, literal_secret, travel, unknown_key};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::text;
use crate::text::Text;

/// `vh config …`.
///
/// # Errors
/// Any [`Kind`] of configuration, and [`Kind::Local`].
pub async fn run(ctx: &mut Context, command: ConfigCommand) -> Result<()> {
    match command {
        ConfigCommand::Path => path(ctx),
        ConfigCommand::Show => show(ctx),
        ConfigCommand::Explain(args) => explain(ctx, &args),
        ConfigCommand::Get(args) => get(ctx, &args),
        ConfigCommand::Set(args) => set(ctx, args).await,
        ConfigCommand::Unset(args) => unset(ctx, &args),
        ConfigCommand::Edit => edit_file(ctx).await,
        ConfigCommand::Check => check(ctx).await,
        ConfigCommand::Init(args) => init::init(ctx, args).await,
    }
}

/// A value in force.
#[derive(Serialize)]
struct Row {
    key: String,
    value: Value,
    layer: &'static str,
    origin: String,
    /// Whether it is in force; `explain` also shows those it hides.
    wins: bool,
}

impl Row {
    fn of(key: &str, entry: &Entry, wins: bool) -> Row {
        Row {
            key: key.to_owned(),
            value: shown(key, entry),
            layer: travel::layer_name(entry.origin.layer),
            origin: entry.origin.place.clone(),
            wins,
        }
    }
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("key", "键"),
            Text::pair("value", "值"),
            Text::pair("layer", "层"),
            Text::pair("origin", "来源"),
            Text::pair("", ""),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let mark = if self.wins { "" } else { "(hidden)" };
        vec![
            self.key.clone(),
            plain(&self.value),
            self.layer.to_owned(),
            self.origin.clone(),
            mark.to_owned(),
        ]
    }
}

/// What may be shown of a value in force.
fn shown(key: &str, entry: &Entry) -> Value {
    show_value(
        key,
        &entry.value,
        matches!(entry.origin.layer, Layer::Env | Layer::Vendor),
    )
}

/// What may be shown of a value as it stands in the file.
pub fn shown_in_file(key: &str, value: &Value) -> Value {
    show_value(key, value, false)
}

/// Of a secret the reference, or that it is set. `literal` values are never references.
fn show_value(key: &str, value: &Value, literal: bool) -> Value {
    let hide = |value: &Value| {
        let text = value.as_str().unwrap_or("");
        let plain = literal || Reference::parse(text).map_or(true, |r| r.is_plain());
        Value::String(if plain { "(set)".to_owned() } else { text.to_owned() })
    };
    match key_type(key) {
        Some(Type::Secret) => hide(value),
        Some(Type::SecretMap) => match value {
            Value::Object(fields) => fields.iter().map(|(k, v)| (k.clone(), hide(v))).collect(),
            _ => Value::Null,
        },
        // An address may carry a token in its query.
        _ => match value {
            Value::String(text) if text.contains("://") => crate::http::redact::url_text(text).into(),
            other => other.clone(),
        },
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn config_path(ctx: &Context) -> Result<PathBuf> {
    ctx.settings.path.clone().ok_or_else(|| {
        Error::config(text!(
            "there is no home directory for a configuration",
            "没有可放置配置的主目录"
        ))
        .hint(text!(
            "set VH_CONFIG, or give --config FILE",
            "请设置 VH_CONFIG，或使用 --config FILE"
        ))
    })
}

fn path(ctx: &mut Context) -> Result<()> {
    let path = config_path(ctx)?;
    ctx.out.line(&path.display().to_string())
}

fn show(ctx: &mut Context) -> Result<()> {
    let rows: Vec<Row> = ctx
        .settings
        .iter()
        .map(|(key, entry)| Row::of(key, entry, true))
        .collect();
    if rows.is_empty() {
        ctx.out.err().note(&text!("nothing is configured", "尚无任何配置"));
    }
    ctx.out.records(&rows)
}

fn explain(ctx: &mut Context, args: &KeyArgs) -> Result<()> {
    let key = &args.key;
    key_type(key).ok_or_else(|| unknown_key(key))?;
    let rows: Vec<Row> = ctx
        .settings
        .all(key)
        .iter()
        .enumerate()
        .map(|(i, entry)| Row::of(key, entry, i == 0))
        .collect();
    if rows.is_empty() {
        return Err(not_set(key));
    }
    ctx.out.records(&rows)
}

fn get(ctx: &mut Context, args: &KeyArgs) -> Result<()> {
    let key = &args.key;
    key_type(key).ok_or_else(|| unknown_key(key))?;
    let entry = ctx.settings.get(key).ok_or_else(|| not_set(key))?;
    let value = shown(key, entry);
    if ctx.out.format().is_json() {
        ctx.out.json(&value)
    } else {
        ctx.out.line(&plain(&value))
    }
}

fn not_set(key: &str) -> Error {
    Error::new(
        Kind::NotFound,
        text!("{key} is not set in any layer", "{key} 在任何层都未设置"),
    )
}

async fn set(ctx: &mut Context, args: SetArgs) -> Result<()> {
    let path = config_path(ctx)?;
    let key = &args.key;
    let ty = key_type(key).ok_or_else(|| unknown_key(key))?;
    let text = match (args.value, args.stdin) {
        (Some(value), _) if ty.is_secret() && Reference::parse(&value)?.is_plain() => return Err(literal_secret(key)),
        (Some(value), _) => value,
        (None, true) => literal(
            ty,
            stdin::read_text(ctx.out.err())
                .await?
                .trim_end_matches(['\n', '\r'])
                .to_owned(),
        ),
        (None, false) => {
            let question = text!("{key}", "{key}");
            let instead = text!("give the value, or --stdin", "请给出值，或使用 --stdin");
            let typed = if ty.is_secret() {
                ctx.prompt.secret(&question, instead)?
            } else {
                ctx.prompt.text(&question, None, instead)?
            };
            literal(ty, typed)
        }
    };
    if text.is_empty() {
        return Err(Error::usage(text!("the value is empty", "值为空")).hint(text!(
            "vh config unset {key} removes a key",
            "vh config unset {key} 可删除键"
        )));
    }
    let value = ty.parse(&text).ok_or_else(|| {
        let wants = ty.wants();
        Error::usage(text!("{key} must be ", "{key} 必须是").join("", wants))
    })?;
    edit::set(&path, profile_of(ctx), key, &value)
}

/// What is typed or piped is the secret itself, even when it looks like a reference.
fn literal(ty: Type, text: String) -> String {
    let looks_like_one = Reference::parse(&text).map_or(true, |r| !r.is_plain()) || text.starts_with("plain:");
    if matches!(ty, Type::Secret) && looks_like_one {
        format!("plain:{text}")
    } else {
        text
    }
}

/// Only `-P` writes into a profile: a default profile must not catch what is meant for all.
fn profile_of(ctx: &Context) -> Option<&str> {
    ctx.settings.given_profile()
}

fn unset(ctx: &mut Context, args: &KeyArgs) -> Result<()> {
    let path = config_path(ctx)?;
    let key = &args.key;
    key_type(key).ok_or_else(|| unknown_key(key))?;
    if ctx.settings.exists && edit::unset(&path, profile_of(ctx), key)? {
        return Ok(());
    }
    let shown = path.display();
    Err(Error::new(
        Kind::NotFound,
        text!("{key} is not set in {shown}", "{shown} 中没有设置 {key}"),
    ))
}

/// The editor works on a copy that only its owner can read, in the configuration's own directory; what does not load is not
/// kept, and what was typed is not lost.
async fn edit_file(ctx: &mut Context) -> Result<()> {
    let path = config_path(ctx)?;
    let editor = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| ctx.settings.variable(name))
        .unwrap_or("vi");
    let before = if ctx.settings.exists {
        file::read(&path)?.0
    } else {
        init::TEMPLATE.to_owned()
    };
    let copy = file::temp_beside(&path).with_extension("toml");
    file::write(&copy, &before)?;
    let mut argv: Vec<String> = editor.split_whitespace().map(str::to_owned).collect();
    argv.push(copy.display().to_string());
    let code = match child::pass_through(&argv, &[], &[]).await {
        Ok(code) => code,
        Err(e) => {
            remove(&copy);
            return Err(e);
        }
    };
    if code != 0 {
        remove(&copy);
        return Err(Error::new(
            Kind::Local,
            text!("{editor} ended with exit code {code}", "{editor} 以退出码 {code} 结束"),
        ));
    }
    let kept = copy.display().to_string();
    let keep = |e: Error| {
        e.hint(text!(
            "nothing was changed; what you wrote is in {kept}",
            "未做任何修改；你写的内容保存在 {kept}"
        ))
    };
    let after = file::read(&copy).map_err(keep)?.0;
    if after == before {
        remove(&copy);
        ctx.out.err().note(&text!("nothing was changed", "没有修改"));
        return Ok(());
    }
    file::parse(&after, &path.display().to_string()).map_err(keep)?;
    let now = if ctx.settings.exists {
        file::read(&path)?.0
    } else {
        init::TEMPLATE.to_owned()
    };
    if now != before {
        return Err(keep(Error::new(
            Kind::Conflict,
            text!("the configuration was changed meanwhile", "配置在此期间被修改了"),
        )));
    }
    file::write(&path, &after)?;
    remove(&copy);
    Ok(())
}

fn remove(path: &Path) {
    // A copy that cannot be removed is only left over.
    let _ = std::fs::remove_file(path);
}

/// A table that was checked.
#[derive(Serialize)]
struct Checked {
    table: String,
    ok: bool,
    problem: Option<String>,
    hint: Option<String>,
}

impl Record for Checked {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("table", "表"),
            Text::pair("ok", "正常"),
            Text::pair("problem", "问题"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let ok = if self.ok { "ok" } else { "FAIL" };
        let problem = [self.problem.as_deref(), self.hint.as_deref()];
        let problem: Vec<&str> = problem.into_iter().flatten().collect();
        vec![self.table.clone(), ok.to_owned(), problem.join("; ")]
    }
}

/// A table or a default, and what is wrong with it.
pub(super) struct Table {
    /// `llm.ark`, `defaults.chat`.
    pub(super) name: String,
    /// Why it cannot be used.
    pub(super) error: Option<Error>,
}

/// Resolves every configured table and every default, each with its secrets.
pub(super) async fn tables(ctx: &Context) -> Vec<Table> {
    let mut tables = Vec::new();
    for name in ctx.settings.names("llm") {
        tables.push(Table {
            error: ctx.provider(&name).await.err(),
            name: format!("llm.{name}"),
        });
    }
    if ctx.settings.get("defaults.chat").is_some() {
        tables.push(Table {
            name: "defaults.chat".to_owned(),
            error: ctx.settings.chat_tables(None).err(),
        });
    }
    tables
}

async fn check(ctx: &mut Context) -> Result<()> {
    let lang = ctx.out.lang();
    let rows: Vec<Checked> = tables(ctx)
        .await
        .into_iter()
        .map(|table| Checked {
            table: table.name,
            ok: table.error.is_none(),
            problem: table.error.as_ref().map(|e| e.what.get(lang).to_owned()),
            hint: table
                .error
                .and_then(|e| e.hint.as_ref().map(|h| h.get(lang).to_owned())),
        })
        .collect();
    let failed = rows.iter().filter(|r| !r.ok).count();
    ctx.out.records(&rows)?;
    ctx.out.flush()?;
    if failed > 0 {
        let all = rows.len();
        return Err(Error::config(text!(
            "{failed} of {all} tables cannot be used",
            "{all} 个表中有 {failed} 个不可用"
        )));
    }
    Ok(())
}
