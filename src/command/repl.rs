//! The conversation at the keyboard that `vh chat` without a question opens: plain lines, the turns so far remembered.

use super::{Context, chat, question, stdin};
use crate::cli::chat::ChatArgs;
use crate::error::{Kind, Result};
use crate::http::Budget;
use crate::llm::failover::Entry;
use crate::llm::{ChatRequest, Message, Role};
use crate::text;

/// Reads questions until the end of input.
///
/// # Errors
/// What ends the program: a closed or broken output, a signal. A failed answer is told, and the next question awaited.
pub async fn repl(ctx: &mut Context, entries: Vec<Entry>, request: ChatRequest, args: &ChatArgs) -> Result<()> {
    let mut messages = question::system_message(args)?;
    let first = entries.first().map(|e| e.name.clone()).unwrap_or_default();
    ctx.out.err().note(&text!(
        "talking to {first}; Ctrl-D ends",
        "正在与 {first} 对话；按 Ctrl-D 结束"
    ));
    loop {
        ctx.out.text("> ")?;
        ctx.out.flush()?;
        let Some(line) = stdin::read_line().await? else {
            return ctx.out.line("");
        };
        if line.trim().is_empty() {
            continue;
        }
        messages.push(Message::text(Role::User, line));
        let request = ChatRequest {
            messages: messages.clone(),
            budget: Budget::start(),
            ..request.clone()
        };
        match chat::answer(ctx, entries.clone(), &request, args, true).await {
            Ok(answer) => messages.push(Message::text(Role::Assistant, answer.text)),
            Err(e) if matches!(e.kind, Kind::Closed | Kind::Local | Kind::Interrupted) => return Err(e),
            Err(e) => {
                // The question stays unanswered, so it must not stay in the conversation.
                messages.pop();
                ctx.out.error(&e);
            }
        }
    }
}
