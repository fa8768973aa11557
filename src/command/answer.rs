//! One answer: asked for, shown as it comes, reported and recorded.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Instant;

use futures_util::StreamExt;
use serde::Serialize;
use tokio::sync::mpsc::UnboundedSender;

use super::Context;
use super::record::{self, Times};
use crate::cli::chat::ChatArgs;
use crate::error::{Error, Kind, Result};
use crate::llm::failover::Entry;
use crate::llm::fold::Answer;
use crate::llm::{ChatEvent, ChatRequest, ChatStream, Skipped, StopReason, ToolCall, Usage};
use crate::output::markdown::Markdown;
use crate::output::progress::Waiting;
use crate::output::{Format, Output};
use crate::text;

/// How an answer is shown.
#[derive(Debug, Clone)]
pub struct Showing {
    /// Not at all: somebody looks at it first, and shows it with [`Shown::report`].
    pub silent: bool,
    /// How much of its text somebody goes on with, in bytes; a longer one is not held in memory.
    pub keep_bytes: usize,
    /// Who hears the text as it comes.
    pub heard: Option<UnboundedSender<String>>,
}

/// Asks, and shows the answer as it comes.
///
/// # Errors
/// Any [`Kind`]; what was printed stays printed.
pub async fn ask(
    ctx: &mut Context,
    entries: Vec<Entry>,
    request: &ChatRequest,
    args: &ChatArgs,
    showing: Showing,
) -> Result<Shown> {
    let started = Instant::now();
    let model = ctx.chat_model(entries).await?;
    let waiting = ctx
        .out
        .is_terminal()
        .then(|| Waiting::start(ctx.out.err(), &text!("waiting for {}", "等待 {}", model.name())));
    let stream = model.stream(request).await;
    drop(waiting);
    let silent = showing.silent;
    let mut shown = Shown::new(&ctx.out, args, showing, started);
    let result = match stream {
        Ok(stream) => shown.show(&mut ctx.out, stream).await,
        Err(e) => Err(e),
    };
    ctx.out.err().end_thinking();
    if let Err(e) = result {
        let asked = model.model(request).map(str::to_owned);
        record::failed(ctx, "chat", &e, Some(&shown.answer), asked.as_deref(), shown.times()).await;
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
    let goes_on = args.run_tools && !shown.answer.tool_calls.is_empty();
    let finished = if silent || goes_on {
        ctx.out.flush()
    } else {
        shown.report(&mut ctx.out, args)
    };
    // After the answer is out: nobody waits for figures.
    record::answered(ctx, "chat", &shown.answer, shown.times()).await;
    finished?;
    Ok(shown)
}

/// An answer on its way out.
pub struct Shown {
    format: Format,
    stream: bool,
    keep_bytes: usize,
    heard: Option<UnboundedSender<String>>,
    /// The text was longer than what is kept.
    cut: bool,
    markdown: Option<Markdown>,
    /// The answer so far.
    pub answer: Answer,
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
    fn new(out: &Output, args: &ChatArgs, showing: Showing, started: Instant) -> Shown {
        let format = out.given_format().unwrap_or(Format::Plain);
        let rendered = out.is_terminal() && out.is_colored() && !args.raw && !format.is_json();
        Shown {
            format: if showing.silent && format == Format::Jsonl {
                Format::Json
            } else {
                format
            },
            stream: !args.no_stream && !showing.silent,
            keep_bytes: showing.keep_bytes,
            heard: showing.heard,
            cut: false,
            markdown: rendered.then(|| {
                out.size()
                    .map_or_else(Markdown::default, |(columns, _)| Markdown::new(columns.into()))
            }),
            answer: Answer::default(),
            started,
            first: None,
        }
    }

    /// The whole text, unless it was longer than what was to be kept.
    pub fn text(&self) -> Option<&str> {
        (!self.cut).then_some(self.answer.text.as_str())
    }

    fn times(&self) -> Times {
        Times {
            started: self.started,
            first: self.first,
        }
    }

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
        if let (Some(heard), ChatEvent::Text { text }) = (&self.heard, &event) {
            // Nobody may listen any more.
            let _ = heard.send(text.clone());
        }
        match event {
            ChatEvent::Text { text } if is_text && self.stream => {
                if out.err().is_terminal() {
                    out.err().end_thinking();
                }
                match &mut self.markdown {
                    Some(markdown) => out.rendered(&markdown.render(&text))?,
                    None => out.text(&text)?,
                }
                self.keep(&text);
            }
            ChatEvent::Thinking { text } if is_text => {
                out.flush()?;
                out.err().thinking(&text);
            }
            other => self.answer.add(other),
        }
        Ok(())
    }

    fn keep(&mut self, text: &str) {
        if self.answer.text.len() + text.len() > self.keep_bytes {
            self.cut = true;
            self.answer.text = String::new();
        }
        if !self.cut {
            self.answer.text.push_str(text);
        }
    }

    /// Prints what is left to print: the whole answer where it was not streamed, tool calls, the JSON object; and says what is
    /// to be said about it.
    ///
    /// # Errors
    /// [`Kind::ContentPolicy`] when the provider cut it; what the output says.
    pub fn report(&mut self, out: &mut Output, args: &ChatArgs) -> Result<()> {
        let stop = self
            .answer
            .stop
            .clone()
            .ok_or_else(|| Error::bug("an answer ended without a stop event"))?;
        match self.format {
            Format::Json => out.json(&self.summary(stop.reason))?,
            Format::Jsonl => {}
            Format::Human | Format::Plain => {
                match &mut self.markdown {
                    Some(markdown) if !self.stream => {
                        let whole = markdown.render(&self.answer.text) + &markdown.finish();
                        out.rendered(&whole)?;
                    }
                    Some(markdown) => out.rendered(&markdown.finish())?,
                    None if !self.stream => out.text(&self.answer.text)?,
                    None => {}
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

    fn summary(&self, stop_reason: StopReason) -> Report<'_> {
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
