//! A conversation going on: the turns so far, rounds of tools, the shape of the answer, and what is kept of it.

use tokio::sync::mpsc::UnboundedSender;

use super::answer::{self, Showing, Shown};
use super::session::Session;
use super::{Context, structured, tools};
use crate::cli::chat::ChatArgs;
use crate::error::{Error, Kind, Result};
use crate::http::Budget;
use crate::llm::failover::Entry;
use crate::llm::tools::turns;
use crate::llm::{ChatRequest, Message, Role, ToolChoice};
use crate::text;

/// What is kept without being asked for is no book.
const AUTO_KEEP_BYTES: usize = 256 << 10;

/// A conversation.
pub struct Talk {
    /// Whom to ask, best first.
    pub entries: Vec<Entry>,
    /// What is asked; its messages are the whole conversation.
    pub request: ChatRequest,
    /// Where it is kept.
    pub session: Session,
    /// Who hears the answer as it comes.
    pub heard: Option<UnboundedSender<String>>,
    /// Messages up to here were answered.
    settled: usize,
    /// The last question, when it got no answer.
    unanswered: Option<Message>,
}

impl Talk {
    /// Begins with what the session holds.
    pub fn new(entries: Vec<Entry>, mut request: ChatRequest, mut session: Session) -> Talk {
        request.messages = session.take_messages();
        Talk {
            settled: request.messages.len(),
            heard: None,
            entries,
            request,
            session,
            unanswered: None,
        }
    }

    /// Whether anything was said before.
    pub fn has_turns(&self) -> bool {
        !self.request.messages.is_empty()
    }

    /// Puts the instructions among `new` in the place of those at the beginning.
    pub fn replace_system(&mut self, new: &mut Vec<Message>) {
        if let Some(at) = new.iter().position(|m| m.role == Role::System) {
            let system = new.remove(at);
            self.set_system(system);
        }
    }

    /// Sets the instructions.
    pub fn set_system(&mut self, system: Message) {
        match self.request.messages.first_mut() {
            Some(first) if first.role == Role::System => {
                self.session.instruct(&system, true);
                *first = system;
            }
            _ => {
                self.session.instruct(&system, false);
                self.request.messages.insert(0, system);
                self.settled += 1;
            }
        }
    }

    /// Keeps the instructions with the turns that are kept already.
    pub async fn keep_system(&mut self, ctx: &Context) {
        self.session.keep_instructions(ctx).await;
    }

    /// The last question, to ask it again; where it was answered, it and its answer are taken back.
    pub fn take_back(&mut self) -> Option<Message> {
        if let Some(question) = self.unanswered.take() {
            return Some(question);
        }
        let at = self.request.messages.iter().rposition(|m| m.role == Role::User)?;
        let question = self.request.messages[at].clone();
        self.request.messages.truncate(at);
        self.settled = at;
        self.session.take_back(at);
        Some(question)
    }

    /// Forgets all turns but the instructions.
    pub fn restart(&mut self) {
        self.request.messages.retain(|m| m.role == Role::System);
        // Instructions stand, whatever becomes of the next question.
        self.settled = self.request.messages.len();
        self.unanswered = None;
        self.session.restart();
    }

    /// Keeps the conversation under this name.
    ///
    /// # Errors
    /// As [`Session::save`].
    pub async fn save(&mut self, ctx: &Context, name: &str) -> Result<()> {
        self.session.save(ctx, name, &self.request.messages).await
    }

    /// Adds turns.
    pub fn add(&mut self, messages: Vec<Message>) {
        self.request.messages.extend(messages);
    }

    /// Takes back what was not answered.
    pub fn give_up(&mut self) {
        let mut given_up = self
            .request
            .messages
            .drain(self.settled.min(self.request.messages.len())..);
        if let Some(question) = given_up.rfind(|m| m.role == Role::User) {
            self.unanswered = Some(question);
        }
    }

    /// Asks, runs tools where that is wanted, shows the answer, and keeps both. What could not be answered is taken back.
    ///
    /// # Errors
    /// Any [`Kind`].
    pub async fn ask(&mut self, ctx: &mut Context, args: &ChatArgs) -> Result<Shown> {
        let result = self.rounds(ctx, args).await;
        match result {
            Ok(shown) => {
                self.settled = self.request.messages.len();
                self.unanswered = None;
                self.session.keep(ctx, &self.request.messages, &shown).await;
                Ok(shown)
            }
            Err(e) => {
                self.give_up();
                Err(e)
            }
        }
    }

    async fn rounds(&mut self, ctx: &mut Context, args: &ChatArgs) -> Result<Shown> {
        let most = ctx.settings.tool_rounds()?;
        let mut entries = self.entries.clone();
        let mut request = ChatRequest {
            budget: Budget::start(),
            ..self.request.clone()
        };
        for _ in 0..most {
            let shown = match &request.schema {
                Some(_) if !args.run_tools => structured::ask(ctx, entries.clone(), &request, args).await?,
                _ => answer::ask(ctx, entries.clone(), &request, args, self.showing()).await?,
            };
            let calls = &shown.answer.tool_calls;
            if !args.run_tools || calls.is_empty() {
                self.answered(&shown);
                return Ok(shown);
            }
            let results = tools::run(ctx, calls, args).await?;
            let new = turns(&shown.answer, &results, request.legacy_functions);
            self.request.messages.extend(new.clone());
            request.messages.extend(new);
            request.budget = Budget::start();
            // "Call one" was obeyed; said again, it would be obeyed for ever.
            if let Some(ToolChoice::Required | ToolChoice::Named(_)) = request.tool_choice {
                request.tool_choice = Some(ToolChoice::Auto);
            }
            // Ids and thoughts in these turns mean something to the one who wrote them only.
            if let Some(served) = &shown.answer.served {
                entries = vec![Entry {
                    name: served.provider.clone(),
                    model: served.asked.clone(),
                }];
            }
        }
        Err(Error::new(
            Kind::Refused,
            text!(
                "the model asked for tools {most} times in a row",
                "模型连续 {most} 轮请求工具"
            ),
        )
        .hint(text!(
            "chat.tool_rounds raises the limit",
            "可用 chat.tool_rounds 提高上限"
        )))
    }

    fn answered(&mut self, shown: &Shown) {
        if let Some(text) = shown.text() {
            self.request.messages.push(Message::text(Role::Assistant, text));
        }
    }

    fn showing(&self) -> Showing {
        let keep_bytes = match &self.session {
            s if s.is_named() => usize::MAX,
            s if s.is_kept() => AUTO_KEEP_BYTES,
            _ => 0,
        };
        Showing {
            silent: false,
            keep_bytes,
            heard: self.heard.clone(),
        }
    }
}
