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
    /// Turns of the conversation that are kept already.
    kept: usize,
    /// Turns that are kept in all: more, when some were taken back since.
    there: usize,
    /// Instructions that are not kept yet, and whether they take the place of others or come before all turns.
    instructions: Option<(Message, bool)>,
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
            there: 0,
            instructions: None,
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
                session.there = session.kept;
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

    /// The conversation has other instructions from now on, `instead` of those it had or before all turns.
    pub fn instruct(&mut self, system: &Message, instead: bool) {
        if self.there == 0 {
            // They are kept with the first turns.
            return;
        }
        if !instead {
            self.kept += 1;
            self.there += 1;
        }
        // Those that were never kept are not there to be replaced.
        let instead = instead && self.instructions.as_ref().is_none_or(|(_, instead)| *instead);
        self.instructions = Some((system.clone(), instead));
    }

    /// Keeps new instructions; what cannot be kept is told.
    pub async fn keep_instructions(&mut self, ctx: &Context) {
        if let Err(e) = self.write_instructions(ctx).await {
            not_kept(ctx, &e);
        }
    }

    async fn write_instructions(&mut self, ctx: &Context) -> Result<()> {
        let (Some(name), Some((system, instead))) = (&self.name, &self.instructions) else {
            return Ok(());
        };
        let at_ms = unix_ms(now());
        let known = self.there - usize::from(!instead);
        let chats = ctx.state().await?.chats();
        chats
            .instruct(name, known as i64, turn(system, at_ms), *instead, at_ms)
            .await?;
        self.instructions = None;
        Ok(())
    }

    /// The turns from number `at` on were taken back.
    pub fn take_back(&mut self, at: usize) {
        self.kept = self.kept.min(at);
    }

    /// Keeps it under this name, with the turns there are and those to come.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when another conversation has that name; [`Kind::Local`] of the state.
    pub async fn save(&mut self, ctx: &Context, name: &str, messages: &[Message]) -> Result<()> {
        if self.name.as_deref() != Some(name) {
            self.write_instructions(ctx).await?;
            let chats = ctx.state().await?.chats();
            if !chats.turns(name).await?.is_empty() {
                return Err(Error::new(
                    Kind::Conflict,
                    text!("there is a conversation {name} already", "已有名为 {name} 的会话"),
                )
                .hint(text!(
                    "choose another name, or: vh session rm {name}",
                    "请换一个名称，或：vh session rm {name}"
                )));
            }
            let at_ms = unix_ms(now());
            let old = self.name.as_deref().filter(|_| self.there > 0);
            let turns = match old {
                Some(old) => chats.turns(old).await?,
                None => messages.iter().map(|m| turn(m, at_ms)).collect(),
            };
            let count = turns.len();
            if count > 0 {
                chats.append(name, 0, turns, at_ms).await?;
            }
            // A name of our own making has served.
            if let Some(old) = old.filter(|_| !self.named) {
                chats.remove(old).await?;
            } else if old.is_none() {
                self.kept = count;
            }
            self.there = count;
            self.name = Some(name.to_owned());
        }
        self.named = true;
        Ok(())
    }

    /// Begins another conversation in its place.
    pub fn restart(&mut self) {
        if self.name.is_some() {
            self.name = Some(new_name());
        }
        self.named = false;
        self.kept = 0;
        self.there = 0;
        self.instructions = None;
    }

    /// Keeps the turns that are new. A conversation that cannot be kept is told; its answer stands all the same.
    pub async fn keep(&mut self, ctx: &Context, messages: &[Message], shown: &Shown) {
        let Some(name) = self.name.clone() else { return };
        if shown.text().is_none() {
            return;
        }
        let new = &messages[self.kept.min(messages.len())..];
        if let Err(e) = self.append(ctx, &name, new, shown).await {
            not_kept(ctx, &e);
        }
    }

    async fn append(&mut self, ctx: &Context, name: &str, new: &[Message], shown: &Shown) -> Result<()> {
        self.write_instructions(ctx).await?;
        let at_ms = unix_ms(now());
        let served = shown.answer.served.as_ref();
        let usage = shown.answer.usage;
        let prices = match served {
            Some(s) => ctx
                .settings
                .prices(&s.provider, s.asked.as_deref().unwrap_or(&s.model))?,
            None => None,
        };
        let mut turns: Vec<Turn> = new.iter().map(|m| turn(m, at_ms)).collect();
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
        let (there, from) = (self.there as i64, self.kept as i64);
        chats.chats().replace(name, there, from, turns, at_ms).await?;
        self.kept += count;
        self.there = self.kept;
        Ok(())
    }
}

fn not_kept(ctx: &Context, e: &Error) {
    let reason = e.line(ctx.out.lang());
    ctx.out.err().note(&text!(
        "note: this conversation was not kept: {reason}",
        "提示：本次会话未能保存：{reason}"
    ));
}

fn turn(message: &Message, at_ms: i64) -> Turn {
    Turn {
        at_ms,
        message: message.to_json().to_string(),
        provider: None,
        model: None,
        input_tokens: None,
        output_tokens: None,
        cost_micro: None,
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
        if ctx.dry_run {
            there(ctx, name).await?;
            ctx.only_tells(text!("would remove the conversation {name}", "将删除会话 {name}"));
        } else if !ctx.state().await?.chats().remove(name).await? {
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
