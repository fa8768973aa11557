//! Speech to text as OpenAI and compatible servers hear it: a form whose file is streamed from the disk, and read again for
//! another attempt.
//! Source: openai-openapi 2.3.0 (CreateTranscriptionRequest, …ResponseVerboseJson); `reference/llm.md` §4.3.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::Value;

use super::{OpenAi, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::sse::Event;
use crate::http::{Idempotency, Method, Multipart, Request, retry};
use crate::llm::ChatStream;
use crate::llm::events::{ChatEvent, Stop, StopReason, Usage};
use crate::llm::media::{Segment, Task, TranscribeRequest, Transcriber, Transcript};
use crate::llm::stream::{self, Decode, Events, Queue};
use crate::text;

/// What OpenAI takes. Source: help.openai.com 7031512.
const OPENAI_CAP_BYTES: u64 = 25 << 20;

/// The largest answer.
const ANSWER_CAP_BYTES: usize = 32 << 20;

impl Transcriber for OpenAi {
    fn name(&self) -> &str {
        &self.connection().target.name
    }

    fn model(&self, request: &TranscribeRequest) -> Option<String> {
        let model = self.connection().model_of(Task::Transcribe, request.model.as_deref());
        model.ok().map(str::to_owned)
    }

    fn transcribe<'a>(&'a self, request: &'a TranscribeRequest) -> BoxFuture<'a, Result<Transcript>> {
        Box::pin(self.transcript(request))
    }

    fn follow<'a>(&'a self, request: &'a TranscribeRequest) -> BoxFuture<'a, Result<ChatStream>> {
        Box::pin(self.words(request))
    }
}

impl OpenAi {
    async fn transcript(&self, request: &TranscribeRequest) -> Result<Transcript> {
        let c = self.connection();
        let model = self.prepared(request)?;
        let attempt = |_| self.transcript_once(request, model).boxed();
        let ((mut heard, id), attempts) =
            retry::attempts(&c.target, request.budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        heard.served = Some(c.served_by(model, id, attempts));
        Ok(heard)
    }

    async fn words(&self, request: &TranscribeRequest) -> Result<ChatStream> {
        let c = self.connection();
        let model = self.prepared(request)?;
        let attempt = |_| self.words_once(request, model).boxed();
        let ((events, id), attempts) =
            retry::attempts(&c.target, request.budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        Ok(events.into_stream(c.served_by(model, id, attempts)))
    }

    /// One attempt: up to the first word.
    async fn words_once(&self, request: &TranscribeRequest, model: &str) -> Result<(Events<Words>, Option<String>)> {
        let c = self.connection();
        let form = encode(request, model).text("stream", "true");
        let post = Request::new(Method::POST, c.target.url("audio/transcriptions")).multipart(form)?;
        let mut reply = c.http.open(&c.target, c.authorize(post)?).await?;
        if !reply.is_ok() {
            let body = reply.read_error().await;
            c.http.trace().body(&reply, &body);
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        let id = reply.header("x-request-id").map(str::to_owned);
        let events = stream::begin(reply, Words::default(), c.http.trace()).await;
        Ok((events.map_err(|e| e.request_id(id.clone()))?, id))
    }

    /// What is settled before anything is sent: the model, and that the recording is not too large.
    fn prepared<'a>(&'a self, request: &'a TranscribeRequest) -> Result<&'a str> {
        let c = self.connection();
        let model = c.model_of(Task::Transcribe, request.model.as_deref())?;
        if super::encode::Defaults::of(c).is_openai {
            request.audio.fits(OPENAI_CAP_BYTES, &c.target.name)?;
        }
        Ok(model)
    }

    async fn transcript_once(&self, request: &TranscribeRequest, model: &str) -> Result<(Transcript, Option<String>)> {
        let c = self.connection();
        let form = encode(request, model);
        let post = Request::new(Method::POST, c.target.url("audio/transcriptions")).multipart(form)?;
        let (reply, body) = c.http.call(&c.target, c.authorize(post)?, ANSWER_CAP_BYTES).await?;
        let id = reply.header("x-request-id").map(str::to_owned);
        let is_json = reply
            .header("content-type")
            .is_some_and(|t| t.to_ascii_lowercase().starts_with("application/json"));
        if !reply.is_ok() {
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        if !is_json {
            // What was asked for with `response_format`: plain text, or subtitles as they are.
            let text = String::from_utf8(body.into()).map_err(|e| malformed(&e.to_string()))?;
            let heard = Transcript {
                text,
                ..Transcript::default()
            };
            return Ok((heard, id));
        }
        let value: Value = serde_json::from_slice(&body).map_err(|e| malformed(&e.to_string()))?;
        if value.get("text").is_none() && value.get("error").is_some() {
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        let heard = decode(value).map_err(|e| e.request_id(id.clone()))?;
        Ok((heard, id))
    }
}

/// The form of `POST /audio/transcriptions`.
fn encode(request: &TranscribeRequest, model: &str) -> Multipart {
    let mut fields: Vec<(String, String)> = vec![("model".into(), model.into())];
    let mut set = |name: &str, value: String| {
        let same = |(n, _): &(String, String)| n == name;
        fields.retain(|f| !same(f));
        fields.push((name.to_owned(), value));
    };
    if let Some(language) = &request.language {
        set("language", language.clone());
    }
    if let Some(prompt) = &request.prompt {
        set("prompt", prompt.clone());
    }
    if request.times {
        set("response_format", "verbose_json".to_owned());
    }
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut lists = Vec::new();
    for (name, value) in &request.options {
        match value {
            // A list is its name with brackets, once for each item.
            Value::Array(items) => lists.extend(items.iter().map(|i| (format!("{name}[]"), plain(i)))),
            Value::Null => {}
            value => set(name, plain(value)),
        }
    }
    let nulls = |name: &str| request.options.get(name).is_some_and(Value::is_null);
    fields.retain(|(name, _)| !nulls(name));
    fields.extend(lists);
    let form = Multipart::default();
    let form = fields.iter().fold(form, |form, (name, value)| form.text(name, value));
    let audio = &request.audio;
    form.file("file", &audio.name, audio.media_type, audio.content.clone())
}

/// Reads the words of a recording as they are recognised. Models that do not stream answer whole.
#[derive(Debug, Default)]
struct Words {
    done: bool,
}

#[derive(Deserialize)]
struct WordEvent {
    #[serde(rename = "type")]
    kind: String,
    delta: Option<String>,
    usage: Option<Tokens>,
    error: Option<Value>,
}

impl Decode for Words {
    fn event(&mut self, event: Event<'_>, out: &mut Queue) -> Result<()> {
        let word: WordEvent = serde_json::from_slice(event.data).map_err(stream::malformed)?;
        if let Some(error) = &word.error {
            return Err(fault::decode_stream_error(error));
        }
        match (word.kind.as_str(), word.delta) {
            ("transcript.text.delta", Some(text)) => out.push_back(ChatEvent::Text { text }),
            ("transcript.text.done", _) => {
                self.done = true;
                out.extend(word.usage.as_ref().and_then(tokens).map(ChatEvent::Usage));
            }
            _ => {}
        }
        Ok(())
    }

    fn is_done(&self) -> bool {
        self.done
    }

    fn end(&mut self, out: &mut Queue) -> Result<()> {
        if !self.done {
            return Err(stream::no_end_marker("transcript.text.done"));
        }
        out.push_back(ChatEvent::Stop(Stop {
            reason: StopReason::Stop,
            raw: "done".to_owned(),
        }));
        Ok(())
    }

    fn whole(&mut self, body: &[u8], out: &mut Queue) -> Result<()> {
        let heard = decode(serde_json::from_slice(body).map_err(|e| malformed(&e.to_string()))?)?;
        self.done = true;
        out.push_back(ChatEvent::Text { text: heard.text });
        out.extend(heard.usage.map(ChatEvent::Usage));
        self.end(out)
    }

    fn model(&self) -> Option<&str> {
        None
    }
}

fn tokens(usage: &Tokens) -> Option<Usage> {
    Some(Usage {
        input_tokens: usage.input_tokens?,
        output_tokens: usage.output_tokens.unwrap_or(0),
        ..Usage::default()
    })
}

#[derive(Deserialize)]
struct Wire {
    text: String,
    language: Option<String>,
    duration: Option<f64>,
    #[serde(default)]
    segments: Vec<Part>,
    usage: Option<Tokens>,
}

#[derive(Deserialize)]
struct Part {
    start: f64,
    end: f64,
    text: String,
}

/// Tokens, or for older models the seconds of the recording.
#[derive(Deserialize)]
struct Tokens {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    seconds: Option<f64>,
}

fn decode(value: Value) -> Result<Transcript> {
    let wire: Wire = serde_json::from_value(value).map_err(|e| malformed(&e.to_string()))?;
    let seconds = wire.duration.or(wire.usage.as_ref().and_then(|u| u.seconds));
    let usage = wire.usage.as_ref().and_then(tokens);
    let segment = |p: Part| Segment {
        start_ms: ms(p.start),
        end_ms: ms(p.end),
        text: p.text.trim().to_owned(),
    };
    Ok(Transcript {
        text: wire.text,
        language: wire.language,
        duration_ms: seconds.map(ms),
        segments: wire.segments.into_iter().map(segment).collect(),
        usage,
        served: None,
    })
}

/// Seconds as the wire has them; nothing below zero.
fn ms(seconds: f64) -> u64 {
    (seconds.max(0.0) * 1000.0).round() as u64
}

fn malformed(why: &str) -> Error {
    Error::new(
        Kind::Malformed,
        text!("the transcript cannot be read: {why}", "无法解析识别结果：{why}"),
    )
    .outcome(Outcome::Sent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn both_kinds_of_usage_and_segments_are_read() {
        let tokens = decode(json!({"text": "hi", "usage": {"type": "tokens", "input_tokens": 14, "output_tokens": 3, "total_tokens": 17}})).unwrap();
        assert_eq!(tokens.usage.map(|u| (u.input_tokens, u.output_tokens)), Some((14, 3)));
        let timed = decode(json!({
            "task": "transcribe", "language": "english", "duration": 2.5, "text": "Hello there.",
            "segments": [{"id": 0, "start": 0.0, "end": 1.2345, "text": " Hello"}, {"id": 1, "start": 1.2345, "end": 2.5, "text": " there."}],
            "usage": {"type": "duration", "seconds": 3}
        }))
        .unwrap();
        assert_eq!((timed.duration_ms, timed.usage), (Some(2500), None));
        assert_eq!(
            (timed.segments[0].end_ms, timed.segments[1].text.as_str()),
            (1235, "there.")
        );
        assert_eq!(decode(json!({"texts": 1})).unwrap_err().kind, Kind::Malformed);
    }
}
