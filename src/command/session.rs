//! Conversations that are kept: `vh session`, `--session`, `-c`.

use serde::Serialize;

use super::answer::Shown;
use super::usage::{cost, money, time};
use super::{Context, now};
use crate::cli::chat::ChatArgs;
use crate::cli::session::SessionCommand;
use crate::error::{Error, Kind, Result};
use crate::llm::{Message, Role};
use crate::output::Record;
use crate::state::{Turn, unix_ms};
use crate::text;
use crate::text::Text;

/// Where a conversation is kept, and how much of it is there already.
pub struct Session {
    name: Option<String>,
    /// The user chose the name, or goes on with it.
    named: bool,
    messages: Vec<Message>,
    /// Turns that are kept already.
    kept: usize,
}

impl Session {
    /// The conversation that the arguments name, with its turns; a new one under a name of its own where they name none.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when there is none to go on with; [`Kind::Local`] of the state, for a named one.
    pub async fn open(ctx: &Context, args: &ChatArgs) -> Result<Session> {
        let mut session = Session {
            name: None,
            named: false,
            messages: Vec::new(),
            kept: 0,
        };
        if args.continue_last {
            let latest = ctx.state().await?.chats().list().await?.into_iter().next();
            let latest = latest.ok_or_else(|| {
                Error::new(
                    Kind::NotFound,
                    text!("there is no conversation to go on with", "没有可继续的会话"),
                )
            })?;
            session.name = Some(latest.name);
        } else if let Some(name) = &args.session {
            session.name = Some(name.clone());
        }
        match &session.name {
            Some(name) => {
                session.named = true;
                session.messages = load(ctx, name).await?;
                session.kept = session.messages.len();
            }
            None if !args.no_store && ctx.settings.stores_chats() => session.name = Some(new_name()),
            None => {}
        }
        Ok(session)
    }

    /// The turns there are.
    pub fn take_messages(&mut self) -> Vec<Message> {
        std::mem::take(&mut self.messages)
    }

    /// Whether it is kept at all.
    pub fn is_kept(&self) -> bool {
        self.name.is_some()
    }

    /// Whether the user chose its name.
    pub fn is_named(&self) -> bool {
        self.named
    }

    /// From now on it is kept under this name, from its beginning.
    pub fn rename(&mut self, name: &str) {
        self.name = Some(name.to_owned());
        self.named = true;
        self.kept = 0;
    }

    /// Begins another conversation in its place.
    pub fn restart(&mut self) {
        if self.name.is_some() {
            self.name = Some(new_name());
        }
        self.named = false;
        self.kept = 0;
    }

    /// Keeps the turns that are new. A conversation that cannot be kept is told; its answer stands all the same.
    pub async fn keep(&mut self, ctx: &Context, messages: &[Message], shown: &Shown) {
        let Some(name) = self.name.clone() else { return };
        if shown.text().is_none() {
            return;
        }
        let new = &messages[self.kept.min(messages.len())..];
        if let Err(e) = self.append(ctx, &name, new, shown).await {
            let reason = e.line(ctx.out.lang());
            ctx.out.err().note(&text!(
                "note: this conversation was not kept: {reason}",
                "提示：本次会话未能保存：{reason}"
            ));
        }
    }

    async fn append(&mut self, ctx: &Context, name: &str, new: &[Message], shown: &Shown) -> Result<()> {
        let at_ms = unix_ms(now());
        let served = shown.answer.served.as_ref();
        let usage = shown.answer.usage;
        let prices = match served {
            Some(s) => ctx
                .settings
                .prices(&s.provider, s.asked.as_deref().unwrap_or(&s.model))?,
            None => None,
        };
        let mut turns: Vec<Turn> = new
            .iter()
            .map(|m| Turn {
                at_ms,
                message: m.to_json().to_string(),
                provider: None,
                model: None,
                input_tokens: None,
                output_tokens: None,
                cost_micro: None,
            })
            .collect();
        if let (Some(last), Some(served)) = (turns.last_mut(), served) {
            let tokens = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
            last.provider = Some(served.provider.clone());
            last.model = Some(served.model.clone());
            last.input_tokens = usage.map(|u| tokens(u.input_tokens));
            last.output_tokens = usage.map(|u| tokens(u.output_tokens));
            last.cost_micro = usage
                .zip(prices)
                .map(|(u, (i, o))| (i * u.input_tokens as f64 + o * u.output_tokens as f64).round() as i64);
        }
        let count = turns.len();
        let chats = ctx.state().await?;
        chats.chats().append(name, self.kept as i64, turns, at_ms).await?;
        self.kept += count;
        Ok(())
    }
}

fn new_name() -> String {
    let at = humantime::format_rfc3339_seconds(now()).to_string();
    let unique = getrandom::u32().unwrap_or(0) & 0xFFFF;
    format!("{}-{unique:04x}", at.trim_end_matches('Z').replace([':', 'T'], "-"))
}

async fn load(ctx: &Context, name: &str) -> Result<Vec<Message>> {
    let turns = ctx.state().await?.chats().turns(name).await?;
    turns
        .into_iter()
        .enumerate()
        .map(|(i, turn)| {
            let value = serde_json::from_str(&turn.message)
                .map_err(|e| Error::bug(format!("turn {i} of {name} in the state is no JSON: {e}")))?;
            Message::parse(i, value)
        })
        .collect()
}

/// `vh session …`.
///
/// # Errors
/// [`Kind::NotFound`] for a conversation that is not there; [`Kind::Local`] of the state.
pub async fn run(ctx: &mut Context, command: SessionCommand) -> Result<()> {
    match command {
        SessionCommand::Ls => ls(ctx).await,
        SessionCommand::Show(args) => show(ctx, &args.name).await,
        SessionCommand::Rm(args) => rm(ctx, &args.names).await,
        SessionCommand::Export(args) => export(ctx, &args.name).await,
    }
}

#[derive(Serialize)]
struct Row {
    name: String,
    updated: String,
    created: String,
    turns: i64,
    provider: Option<String>,
    model: Option<String>,
    tokens: i64,
    cost: Option<f64>,
    unpriced_answers: i64,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("name", "名称"),
            Text::pair("updated", "更新"),
            Text::pair("turns", "轮次"),
            Text::pair("provider", "服务商"),
            Text::pair("model", "模型"),
            Text::pair("tokens", "token"),
            Text::pair("cost", "费用"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.updated.clone(),
            self.turns.to_string(),
            self.provider.clone().unwrap_or_default(),
            self.model.clone().unwrap_or_default(),
            self.tokens.to_string(),
            money(self.cost, self.unpriced_answers),
        ]
    }
}

async fn ls(ctx: &mut Context) -> Result<()> {
    let chats = ctx.state().await?.chats().list().await?;
    let rows: Vec<Row> = chats
        .into_iter()
        .map(|c| Row {
            name: c.name,
            updated: time(c.updated_ms),
            created: time(c.created_ms),
            turns: c.turns,
            provider: c.provider,
            model: c.model,
            tokens: c.tokens,
            cost: cost(c.cost_micro, c.answers, c.unpriced),
            unpriced_answers: c.unpriced,
        })
        .collect();
    ctx.out.records(&rows)
}

async fn there(ctx: &Context, name: &str) -> Result<Vec<Message>> {
    let messages = load(ctx, name).await?;
    if messages.is_empty() {
        return Err(missing(name));
    }
    Ok(messages)
}

fn missing(name: &str) -> Error {
    Error::new(
        Kind::NotFound,
        text!("there is no conversation {name}", "没有名为 {name} 的会话"),
    )
    .hint(text!("vh session ls lists them", "vh session ls 列出所有会话"))
}

async fn show(ctx: &mut Context, name: &str) -> Result<()> {
    let messages = there(ctx, name).await?;
    if ctx.out.format().is_json() && ctx.out.given_format().is_some() {
        return messages.iter().try_for_each(|m| ctx.out.json(&m.to_json()));
    }
    for message in messages {
        let speaker = match message.role {
            Role::System | Role::Developer => text!("system", "系统"),
            Role::User => text!("you", "你"),
            Role::Assistant => text!("model", "模型"),
            Role::Tool | Role::Function => text!("tool", "工具"),
        };
        let speaker = speaker.get(ctx.out.lang()).to_owned();
        ctx.out.line(&format!("{speaker}: {}", message.plain()))?;
    }
    Ok(())
}

async fn rm(ctx: &mut Context, names: &[String]) -> Result<()> {
    let mut missed = Vec::new();
    for name in names {
        if !ctx.state().await?.chats().remove(name).await? {
            missed.push(name.as_str());
        }
    }
    match missed.as_slice() {
        [] => Ok(()),
        [only] if names.len() == 1 => Err(missing(only)),
        missed => {
            let list = missed.join(", ");
            let kind = if missed.len() == names.len() {
                Kind::NotFound
            } else {
                Kind::Partial
            };
            Err(Error::new(kind, text!("there is no {list}", "不存在：{list}")))
        }
    }
}

async fn export(ctx: &mut Context, name: &str) -> Result<()> {
    let messages = there(ctx, name).await?;
    let array: serde_json::Value = messages.iter().map(Message::to_json).collect();
    ctx.out.json(&array)
}
