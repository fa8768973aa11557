//! `vh gateway message`.

use serde::Serialize;
use serde_json::Value;

use super::probe::Probe;
use crate::cli::gateway::MessageArgs;
use crate::command::{Context, stdin};
use crate::error::{Error, Result};
use crate::output::Format;
use crate::text;
use crate::wx::gateway::message::Message;

/// A whole answer.
#[derive(Serialize)]
struct Said {
    text: Option<String>,
    status: u16,
    latency_ms: u64,
    /// What the backend sent: one object, or the events of a stream.
    answer: Value,
}

pub(super) async fn message(ctx: &mut Context, args: MessageArgs) -> Result<()> {
    let probe = Probe::new(args.probe);
    let content = match args.text.as_slice() {
        [one] if one == "-" => stdin::read_text(ctx.out.err()).await?,
        words => words.join(" "),
    };
    if content.trim().is_empty() {
        return Err(Error::usage(text!("the message is empty", "消息为空")));
    }
    let message = Message {
        conversation: args.session.as_deref(),
        content: &content,
        content_type: &args.r#type,
        stream: !args.no_stream,
    };
    let (name, mut coming) = {
        let gateway = ctx.gateway(&args.account).await?;
        let coming = probe.told(gateway.message(&message, probe.status()).await)?;
        (gateway.target().name.clone(), coming)
    };
    let format = ctx.out.format();
    let (mut text, mut raw) = (None::<String>, Vec::new());
    while let Some(piece) = coming.next().await? {
        if let Some(words) = &piece.words {
            text.get_or_insert_default().push_str(words);
        }
        match format {
            Format::Json => raw.push(piece.raw),
            Format::Jsonl => ctx.out.json(&piece.raw)?,
            Format::Human | Format::Plain => match &piece.words {
                Some(words) => ctx.out.text(words)?,
                // Nothing in it is known: it is shown as it is, unless it only frames the words.
                None if coming.is_whole() => ctx.out.line(&piece.raw.to_string())?,
                None => {}
            },
        }
        ctx.out.flush()?;
    }
    let took = coming.took();
    if format == Format::Json {
        let answer = match raw.len() {
            1 => raw.remove(0),
            _ => Value::Array(raw),
        };
        ctx.out.json(&Said {
            text,
            status: coming.status,
            latency_ms: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            answer,
        })?;
    } else {
        ctx.out.end_line()?;
    }
    ctx.out.flush()?;
    probe.hold(&name, coming.status, took)
}
