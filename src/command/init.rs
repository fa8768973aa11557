//! `vh init`: a first configuration.

use super::Context;
use crate::cli::config::InitArgs;
use crate::config::edit;
use crate::config::reference::Reference;
use crate::error::{Error, Result};
use crate::llm::presets::{PRESETS, Preset, preset};
use crate::text;

/// What a new file holds before anything is set.
pub const TEMPLATE: &str = "\
# The configuration of vh. All keys: vh help config. What is in force, and why: vh config show.
# Secrets are best kept elsewhere: \"env:NAME\", \"file:PATH\", 'cmd:[\"pass\", \"show\", \"vh/ark\"]', \"keyring:service/account\".
";

/// `vh init`. On a terminal it asks; elsewhere, or with `--yes`, it takes the vendors whose variables are set.
///
/// # Errors
/// [`crate::error::Kind::Refused`] when there is nobody to ask and nothing to take; [`crate::error::Kind::Local`].
pub async fn init(ctx: &mut Context, args: InitArgs) -> Result<()> {
    let path = ctx.settings.path.clone().ok_or_else(|| {
        Error::config(text!(
            "there is no home directory for a configuration",
            "没有可放置配置的主目录"
        ))
        .hint(text!("give --config FILE", "请使用 --config FILE"))
    })?;
    let chosen = choose(ctx, args.kind.as_deref())?;
    let shown = path.display();
    let kinds = chosen.iter().map(|p| p.kind).collect::<Vec<_>>().join(", ");
    if ctx.only_tells(text!("would write {kinds} into {shown}", "将把 {kinds} 写入 {shown}")) {
        return Ok(());
    }
    if !path.exists() {
        crate::config::file::write(&path, TEMPLATE)?;
    }
    let profile = ctx.settings.given_profile().map(str::to_owned);
    let set = |key: String, value: &str| edit::set(&path, profile.as_deref(), &key, &value.into());
    for p in &chosen {
        let kind = p.kind;
        let table = |key: &str| format!("llm.{kind}.{key}");
        set(table("kind"), kind)?;
        if p.base_url.is_empty() && ctx.settings.get(&table("base_url")).is_none() {
            let question = text!("Address of {kind} (base_url)", "{kind} 的地址（base_url）");
            let instead = text!(
                "vh config set llm.{kind}.base_url URL",
                "vh config set llm.{kind}.base_url URL"
            );
            set(table("base_url"), &ctx.prompt.text(&question, None, instead)?)?;
        }
        if let Some(key) = key(ctx, p)? {
            set(table("api_key"), &key)?;
        }
        if ctx.prompt.can_ask() && !ctx.yes {
            let question = text!(
                "Model of {kind} (empty: choose later with vh models -p {kind})",
                "{kind} 的模型（留空：稍后用 vh models -p {kind} 选择）"
            );
            let model = ctx.prompt.text(&question, None, text!("", ""))?;
            if !model.trim().is_empty() {
                set(table("model"), model.trim())?;
            }
        }
    }
    ctx.out.err().note(&text!(
        "{shown} now has {kinds}; check it with: vh config check",
        "{shown} 已写入 {kinds}；可用 vh config check 检查"
    ));
    ctx.out.line(&path.display().to_string())
}

fn choose(ctx: &Context, given: Option<&str>) -> Result<Vec<&'static Preset>> {
    let kinds: Vec<&str> = PRESETS.iter().map(|p| p.kind).collect();
    if let Some(kind) = given {
        let list = kinds.join(", ");
        return preset(kind).map(|p| vec![p]).ok_or_else(|| {
            Error::usage(text!("there is no provider kind {kind}", "没有名为 {kind} 的服务商"))
                .hint(text!("kinds are {list}", "可用：{list}"))
        });
    }
    let found: Vec<&Preset> = PRESETS
        .iter()
        .filter(|p| !p.key_env.is_empty() && ctx.settings.variable(p.key_env).is_some())
        .collect();
    if !ctx.prompt.can_ask() || ctx.yes {
        if !found.is_empty() {
            return Ok(found);
        }
        let instead = text!(
            "name a kind (vh init ark), or set ARK_API_KEY, OPENAI_API_KEY or ANTHROPIC_API_KEY first",
            "请指定服务商（vh init ark），或先设置 ARK_API_KEY、OPENAI_API_KEY 或 ANTHROPIC_API_KEY"
        );
        let question = text!("which provider?", "选择哪个服务商？");
        return Err(Error::new(crate::error::Kind::Refused, question).hint(instead));
    }
    let question = text!("Which provider?", "选择哪个服务商？");
    let at = ctx
        .prompt
        .choose(&question, &kinds, text!("vh init KIND", "vh init KIND"))?;
    Ok(vec![&PRESETS[at]])
}

/// Where the key will be: in the vendor's variable where that is set, else as typed.
fn key(ctx: &Context, p: &Preset) -> Result<Option<String>> {
    let variable = p.key_env;
    if !variable.is_empty() && ctx.settings.variable(variable).is_some() {
        return Ok(Some(format!("env:{variable}")));
    }
    if p.keyless {
        return Ok(None);
    }
    if !ctx.prompt.can_ask() || ctx.yes {
        // A reference to the variable that will be set: the file then never holds the key.
        return Ok(Some(format!("env:{variable}")));
    }
    let kind = p.kind;
    let question = text!(
        "Key of {kind}, or a reference such as env:{variable} (not shown)",
        "{kind} 的密钥，或 env:{variable} 之类的引用（不显示）"
    );
    let instead = text!("vh config set llm.{kind}.api_key", "vh config set llm.{kind}.api_key");
    let typed = ctx.prompt.secret(&question, instead)?;
    Reference::parse(&typed)?;
    Ok((!typed.is_empty()).then_some(typed))
}
