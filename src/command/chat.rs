//! `vh chat`.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Instant;

use futures_util::StreamExt;
use serde::Serialize;
use serde_json::{Map, Value};

use super::record::{self, Times};
use super::{Context, question, repl, route, stdin};
use crate::cli::chat::{ChatArgs, Thinking};
use crate::error::{Error, Kind, Result};
use crate::llm::failover::Entry;
use crate::llm::fold::Answer;
use crate::llm::route::{Capability, Wanted};
use crate::llm::{ChatEvent, ChatRequest, ChatStream, Skipped, StopReason, Think, ToolCall, Usage};
use crate::output::progress::Waiting;
use crate::output::{Format, Output};
use crate::text;

/// `vh chat`.
///
/// # Errors
/// Any [`Kind`].
pub async fn chat(ctx: &mut Context, args: ChatArgs) -> Result<()> {
    let request = base_request(&args)?;
    let entries = entries(ctx, &args).await?;
    if wants_repl(&args) {
        return repl::repl(ctx, entries, request, &args).await;
    }
    let messages = question::conversation(ctx, &args).await?;
    let request = ChatRequest { messages, ..request };
    answer(ctx, entries, &request, &args, false).await.map(|_| ())
}

/// Whom to ask, best first.
async fn entries(ctx: &Context, args: &ChatArgs) -> Result<Vec<Entry>> {
    if let Some(priority) = args.route {
        let derived = if args.attach.is_empty() {
            Capability::Chat
        } else {
            Capability::Multimodal
        };
        let wanted = Wanted {
            capability: args.capability.map_or(derived, route::capability),
            priority: route::priority(priority),
            max_tokens: args.max_tokens,
        };
        return route::choose(ctx, &wanted).await;
    }
    let mut names = ctx.settings.chat_tables(args.provider.as_deref())?;
    for list in &args.fallback {
        for name in ctx.settings.chat_tables(Some(list))? {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    Ok(names.into_iter().map(Entry::from).collect())
}

/// No question anywhere, and somebody at the keyboard.
fn wants_repl(args: &ChatArgs) -> bool {
    args.prompt.is_empty() && args.messages.is_none() && args.attach.is_empty() && stdin::is_terminal()
}

/// Asks and shows the answer; returns it for those who go on with it, its text with `keep` only.
///
/// # Errors
/// Any [`Kind`]; what was printed stays printed.
pub async fn answer(
    ctx: &mut Context,
    entries: Vec<Entry>,
    request: &ChatRequest,
    args: &ChatArgs,
    keep: bool,
) -> Result<Answer> {
    let started = Instant::now();
    let model = ctx.chat_model(entries).await?;
    let waiting = ctx
        .out
        .is_terminal()
        .then(|| Waiting::start(ctx.out.err(), &text!("waiting for {}", "等待 {}", model.name())));
    let stream = model.stream(request).await;
    drop(waiting);
    let mut shown = Shown {
        format: ctx.out.given_format().unwrap_or(Format::Plain),
        stream: !args.no_stream,
        keep,
        answer: Answer::default(),
        started,
        first: None,
    };
    let result = match stream {
        Ok(stream) => shown.show(&mut ctx.out, stream).await,
        Err(e) => Err(e),
    };
    ctx.out.err().end_thinking();
    let times = Times {
        started,
        first: shown.first,
    };
    if let Err(e) = result {
        record::failed(ctx, "chat", &e, Some(&shown.answer), model.model(request), times).await;
        return Err(e);
    }
    ctx.out.err().cursor(ctx.out.is_terminal() && ctx.out.is_mid_line());
    if let Some(served) = &shown.answer.served {
        let (provider, model, attempts) = (&served.provider, &served.model, served.attempts);
        let id = served.request_id.as_deref().unwrap_or("-");
        ctx.http.trace().note_at(
            1,
            format_args!("answered by {provider}, model {model}, attempt {attempts}, request {id}"),
        );
    }
    let finished = shown.finish(&mut ctx.out, args);
    // After the answer is out: nobody waits for figures.
    record::answered(ctx, "chat", &shown.answer, times).await;
    finished?;
    Ok(shown.answer)
}

/// An answer on its way out.
struct Shown {
    format: Format,
    stream: bool,
    /// Somebody goes on with the answer; else a long one is not held in memory.
    keep: bool,
    answer: Answer,
    started: Instant,
    first: Option<Instant>,
}

/// What `-o json` prints.
#[derive(Serialize)]
struct Report<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    thinking: &'a str,
    #[serde(skip_serializing_if = "<[ToolCall]>::is_empty")]
    tool_calls: &'a [ToolCall],
    stop_reason: StopReason,
    usage: Option<Usage>,
    provider: &'a str,
    model: &'a str,
    request_id: Option<&'a str>,
    attempts: u32,
    skipped: &'a [Skipped],
    first_token_ms: Option<u128>,
    latency_ms: u128,
}

impl Shown {
    async fn show(&mut self, out: &mut Output, mut stream: ChatStream) -> Result<()> {
        // Written pieces are handed over whenever there is nothing more to read: at once on a slow stream, in large writes on a
        // fast one.
        let mut unflushed = false;
        loop {
            let next = poll_fn(|cx| match stream.poll_next_unpin(cx) {
                Poll::Pending if unflushed => {
                    unflushed = false;
                    match out.flush() {
                        Ok(()) => Poll::Pending,
                        Err(e) => Poll::Ready(Some(Err(e))),
                    }
                }
                other => other,
            })
            .await;
            match next {
                Some(Ok(event)) => {
                    unflushed = true;
                    self.event(out, event)?;
                }
                Some(Err(e)) => {
                    out.flush()?;
                    out.err().cursor(out.is_terminal() && out.is_mid_line());
                    return Err(e);
                }
                None => return out.flush(),
            }
        }
    }

    fn event(&mut self, out: &mut Output, event: ChatEvent) -> Result<()> {
        if self.first.is_none() && event.is_content() {
            self.first = Some(Instant::now());
        }
        if self.format == Format::Jsonl {
            out.json(&event)?;
        }
        let is_text = !self.format.is_json();
        match event {
            ChatEvent::Text { text } if is_text && self.stream => {
                if out.err().is_terminal() {
                    out.err().end_thinking();
                }
                out.text(&text)?;
                if self.keep {
                    self.answer.text.push_str(&text);
                }
            }
            ChatEvent::Thinking { text } if is_text => {
                out.flush()?;
                out.err().thinking(&text);
            }
            other => self.answer.add(other),
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Output, args: &ChatArgs) -> Result<()> {
        let stop = self
            .answer
            .stop
            .clone()
            .ok_or_else(|| Error::bug("an answer ended without a stop event"))?;
        match self.format {
            Format::Json => out.json(&self.report(stop.reason))?,
            Format::Jsonl => {}
            Format::Human | Format::Plain => {
                if !self.stream {
                    out.text(&self.answer.text)?;
                }
                for call in &self.answer.tool_calls {
                    out.end_line()?;
                    out.json(call)?;
                }
                if !args.raw {
                    out.end_line()?;
                }
            }
        }
        out.flush()?;
        self.tell(out, args);
        match stop.reason {
            StopReason::ContentFilter => Err(Error::new(
                Kind::ContentPolicy,
                text!(
                    "the answer was cut by the provider's content policy",
                    "答案被服务商的内容安全策略截断"
                ),
            )
            .code(stop.raw)),
            StopReason::Length => {
                out.err().note(&text!(
                    "the answer stops at the token limit; --max-tokens raises it",
                    "答案因达到 token 上限而停止；可用 --max-tokens 提高"
                ));
                Ok(())
            }
            StopReason::Pause => {
                out.err().note(&text!(
                    "the provider paused the turn; send the conversation back to go on",
                    "服务商暂停了这一轮；把对话发回即可继续"
                ));
                Ok(())
            }
            StopReason::Stop | StopReason::ToolCalls => Ok(()),
            StopReason::Unknown => {
                let raw = stop.raw;
                out.err()
                    .note(&text!("the answer ended with {raw:?}", "答案以 {raw:?} 结束"));
                Ok(())
            }
        }
    }

    fn report(&self, stop_reason: StopReason) -> Report<'_> {
        let served = self.answer.served.as_ref();
        Report {
            text: &self.answer.text,
            thinking: &self.answer.thinking,
            tool_calls: &self.answer.tool_calls,
            stop_reason,
            usage: self.answer.usage,
            provider: served.map_or("", |s| &s.provider),
            model: served.map_or("", |s| &s.model),
            request_id: served.and_then(|s| s.request_id.as_deref()),
            attempts: served.map_or(0, |s| s.attempts),
            skipped: served.map_or(&[], |s| &s.skipped),
            first_token_ms: self.first.map(|f| f.duration_since(self.started).as_millis()),
            latency_ms: self.started.elapsed().as_millis(),
        }
    }

    fn tell(&self, out: &Output, args: &ChatArgs) {
        out.err().cursor(out.is_terminal() && out.is_mid_line());
        if args.usage
            && !self.format.is_json()
            && let Some(u) = self.answer.usage
        {
            let (input, output) = (u.input_tokens, u.output_tokens);
            let (cached, thought) = (u.cached_tokens, u.reasoning_tokens);
            out.err().note(&text!(
                "tokens: {input} in ({cached} cached), {output} out ({thought} thinking)",
                "token：输入 {input}（缓存 {cached}），输出 {output}（思考 {thought}）"
            ));
        }
    }
}

/// Everything of the request but the conversation.
fn base_request(args: &ChatArgs) -> Result<ChatRequest> {
    Ok(ChatRequest {
        model: args.model.clone(),
        max_tokens: args.max_tokens,
        temperature: args.temperature,
        top_p: args.top_p,
        stop: args.stop.clone(),
        seed: args.seed,
        think: args.think.map(|t| match t {
            Thinking::On => Think::On,
            Thinking::Off => Think::Off,
            Thinking::Auto => Think::Auto,
        }),
        effort: args.effort.clone(),
        options: options(&args.option)?,
        ..ChatRequest::default()
    })
}

/// `KEY=JSON`; what is not JSON is text.
fn options(given: &[String]) -> Result<Map<String, Value>> {
    let mut options = Map::new();
    for option in given {
        let (key, text) = option
            .split_once('=')
            .filter(|(key, _)| !key.is_empty())
            .ok_or_else(|| {
                Error::usage(text!(
                    "-O wants KEY=JSON, not {option:?}",
                    "-O 的写法是 KEY=JSON，而不是 {option:?}"
                ))
            })?;
        let value = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
        options.insert(key.to_owned(), value);
    }
    Ok(options)
}
