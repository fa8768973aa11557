//! Text to speech as OpenAI and compatible servers speak it: the answer is the file, streamed.
//! Source: openai-openapi 2.3.0 (CreateSpeechRequest); `reference/llm.md` §4.4.

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, StreamExt};
use serde_json::{Map, Value, json};

use super::{OpenAi, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Chunks, Idempotency, Method, Request, retry};
use crate::llm::fault::shown;
use crate::llm::media::{Speaker, Speech, SpeechRequest, Spoken, Task, cut};
use crate::llm::merge::merge;
use crate::text;

/// What OpenAI takes at once; servers that copied its API are given no more either.
const MOST_CHARS: usize = 4096;

impl Speaker for OpenAi {
    fn name(&self) -> &str {
        &self.connection().target.name
    }

    fn model(&self, request: &SpeechRequest) -> Option<String> {
        let model = self.connection().model_of(Task::Speak, request.model.as_deref());
        model.ok().map(str::to_owned)
    }

    fn most_chars(&self) -> Option<usize> {
        Some(MOST_CHARS)
    }

    fn speak<'a>(&'a self, request: &'a SpeechRequest) -> BoxFuture<'a, Result<Speech>> {
        Box::pin(self.speech(request))
    }
}

impl OpenAi {
    async fn speech(&self, request: &SpeechRequest) -> Result<Speech> {
        let c = self.connection();
        let model = c.model_of(Task::Speak, request.model.as_deref())?;
        let voice = request.voice.as_deref().or(c.config.voice.as_deref());
        if voice.is_none() && super::encode::Defaults::of(c).is_openai {
            let name = &c.target.name;
            return Err(
                Error::config(text!("[llm.{name}] has no voice", "[llm.{name}] 没有设置 voice")).hint(text!(
                    "vh config set llm.{name}.voice marin, or give --voice",
                    "运行 vh config set llm.{name}.voice marin，或使用 --voice"
                )),
            );
        }
        let format = request.format.as_deref().or(c.config.speech_format.as_deref());
        let body = encode(request, model, voice, format, &c.config.options);
        let attempt = |_| self.speech_once(&body).boxed();
        let (opened, attempts) =
            retry::attempts(&c.target, request.budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        let served = c.served_by(model, opened.request_id, attempts);
        let name = c.target.name.clone();
        let first = futures_util::stream::iter([Ok(Spoken::Audio(opened.first.clone()))]);
        let rest = futures_util::stream::unfold(Some((opened.chunks, opened.first.len())), move |state| {
            let name = name.clone();
            async move {
                let (mut chunks, came) = state?;
                match chunks.next().await {
                    Ok(Some(bytes)) => {
                        let came = came + bytes.len();
                        Some((Ok(Spoken::Audio(bytes)), Some((chunks, came))))
                    }
                    Ok(None) => None,
                    Err(e) => Some((Err(cut(e, came).provider(&name)), None)),
                }
            }
        });
        Ok(Speech {
            served,
            events: first.chain(rest).boxed(),
        })
    }

    /// One attempt: up to the first audio.
    async fn speech_once(&self, body: &Value) -> Result<Opened> {
        let c = self.connection();
        let post = c.authorize(Request::new(Method::POST, c.target.url("audio/speech")).json(body))?;
        let mut reply = c.http.open(&c.target, post).await?;
        let request_id = reply.header("x-request-id").map(str::to_owned);
        let content_type = reply.header("content-type").unwrap_or("").to_ascii_lowercase();
        let is_text = content_type.starts_with("application/json") || content_type.starts_with("text/");
        if !reply.is_ok() || is_text {
            let body = reply.read_error().await;
            c.http.trace().body(&reply, &body);
            if reply.is_ok() && !content_type.starts_with("application/json") {
                let start = shown(&body);
                return Err(not_audio(&content_type, &start).request_id(request_id));
            }
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        let mut chunks = reply.chunks;
        loop {
            match chunks.next().await? {
                Some(first) if first.is_empty() => {}
                Some(first) => {
                    return Ok(Opened {
                        first,
                        chunks,
                        request_id,
                    });
                }
                None => return Err(not_audio(&content_type, "").request_id(request_id)),
            }
        }
    }
}

struct Opened {
    first: Bytes,
    chunks: Chunks,
    request_id: Option<String>,
}

/// The body of `POST /audio/speech`.
fn encode(
    request: &SpeechRequest,
    model: &str,
    voice: Option<&str>,
    format: Option<&str>,
    options: &Map<String, Value>,
) -> Value {
    let mut body = Map::new();
    body.insert("model".into(), json!(model));
    body.insert("input".into(), json!(request.text));
    if let Some(voice) = voice {
        body.insert("voice".into(), json!(voice));
    }
    if let Some(format) = format {
        body.insert("response_format".into(), json!(format));
    }
    if let Some(speed) = request.speed {
        body.insert("speed".into(), json!(speed));
    }
    merge(&mut body, options);
    merge(&mut body, &request.options);
    Value::Object(body)
}

fn not_audio(content_type: &str, start: &str) -> Error {
    Error::new(
        Kind::Malformed,
        text!(
            "the answer ({content_type}) holds no audio {start}",
            "响应（{content_type}）中没有音频 {start}"
        ),
    )
    .outcome(Outcome::Sent)
    .retryable(true)
}
