//! 豆包语音 speaks: one request, audio in events as it is made.
//! Source: www.volcengine.com/docs/6561/1598757 §§2.1–2.3, 3.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::{FutureExt, Stream, StreamExt};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{VolcSpeech, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::sse::{Decoder, Event};
use crate::http::{Chunks, Idempotency, Method, Request, Trace, retry};
use crate::llm::fault::shown;
use crate::llm::media::{Speaker, Speech, SpeechRequest, Spoken, Task, cut};
use crate::llm::merge::merge;
use crate::llm::stream::{malformed, no_end_marker};
use crate::text;

/// A piece of audio is some seconds long, in base64 on one line.
const EVENT_CAP_BYTES: usize = 16 << 20;

impl Speaker for VolcSpeech {
    fn name(&self) -> &str {
        &self.connection.target.name
    }

    fn model(&self, request: &SpeechRequest) -> Option<String> {
        let model = self.connection.model_of(Task::Speak, request.model.as_deref());
        model.ok().map(str::to_owned)
    }

    fn most_chars(&self) -> Option<usize> {
        None
    }

    fn speak<'a>(&'a self, request: &'a SpeechRequest) -> BoxFuture<'a, Result<Speech>> {
        Box::pin(self.speech(request))
    }
}

impl VolcSpeech {
    async fn speech(&self, request: &SpeechRequest) -> Result<Speech> {
        let c = &self.connection;
        let name = &c.target.name;
        let resource = c.model_of(Task::Speak, request.model.as_deref())?;
        let voice = request.voice.as_deref().or(c.config.voice.as_deref()).ok_or_else(|| {
            Error::config(text!("[llm.{name}] has no voice", "[llm.{name}] 没有设置 voice")).hint(text!(
                "vh config set llm.{name}.voice zh_female_…, or give --voice; the voices are listed at www.volcengine.com/docs/6561/1257544",
                "运行 vh config set llm.{name}.voice zh_female_…，或使用 --voice；音色列表见 www.volcengine.com/docs/6561/1257544"
            ))
        })?;
        let format = request.format.as_deref().or(c.config.speech_format.as_deref());
        let body = encode(request, voice, format, self.user(), &c.config.options)?;
        let attempt = |_| self.speech_once(&body, resource).boxed();
        let (opened, attempts) =
            retry::attempts(&c.target, request.budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        let served = c.served_by(resource, opened.log_id.clone(), attempts);
        let name = name.clone();
        Ok(Speech {
            served,
            events: opened.map(move |e| e.map_err(|e| e.provider(&name))).boxed(),
        })
    }

    /// One attempt: up to the first audio.
    async fn speech_once(&self, body: &Value, resource: &str) -> Result<Pieces> {
        let c = &self.connection;
        let post = Request::new(Method::POST, c.target.url("tts/unidirectional/sse")).json(body);
        let post = self
            .authorize(post)?
            .header("x-api-resource-id", resource)?
            .header("accept", "text/event-stream")?
            .header("x-control-require-usage-tokens-return", "text_words")?;
        let mut reply = c.http.open(&c.target, post).await?;
        let content_type = reply.header("content-type").unwrap_or("").to_ascii_lowercase();
        if !reply.is_ok() || content_type.starts_with("application/json") {
            let body = reply.read_error().await;
            c.http.trace().body(&reply, &body);
            return Err(fault::decode_error(&reply, &body, &c.target.name));
        }
        if !content_type.is_empty() && !content_type.starts_with("text/event-stream") {
            let body = reply.read_error().await;
            return Err(malformed(format!("it is {content_type}: {}", shown(&body))).retryable(false));
        }
        let log_id = fault::log_id(&reply);
        let mut pieces = Pieces::new(reply.chunks, log_id, c.http.trace());
        pieces.begin().await?;
        Ok(pieces)
    }
}

/// The body of `POST /tts/unidirectional/sse`.
///
/// # Errors
/// [`Kind::Usage`] for a format that is not made, and a speed out of range.
fn encode(
    request: &SpeechRequest,
    voice: &str,
    format: Option<&str>,
    user: &str,
    options: &Map<String, Value>,
) -> Result<Value> {
    let mut audio = Map::new();
    if let Some(format) = format {
        audio.insert("format".into(), json!(format_word(format)?));
    }
    if let Some(speed) = request.speed {
        audio.insert("speech_rate".into(), json!(speech_rate(speed)?));
    }
    let mut body = Map::new();
    body.insert("user".into(), json!({"uid": user}));
    let params = json!({"text": request.text, "speaker": voice, "audio_params": audio});
    body.insert("req_params".into(), params);
    merge(&mut body, options);
    merge(&mut body, &request.options);
    Ok(Value::Object(body))
}

fn format_word(format: &str) -> Result<&'static str> {
    match format {
        "mp3" => Ok("mp3"),
        "opus" | "ogg" | "ogg_opus" => Ok("ogg_opus"),
        "pcm" => Ok("pcm"),
        // Asked for wav, it sends a header with every piece.
        other => Err(Error::usage(text!(
            "豆包语音 does not stream {other}; it makes mp3, opus and pcm",
            "豆包语音不支持流式 {other}；可用 mp3、opus 和 pcm"
        ))),
    }
}

/// From 0.5 (−50) over 1 (0) to 2 (100).
fn speech_rate(speed: f64) -> Result<i64> {
    if !(0.5..=2.0).contains(&speed) {
        return Err(Error::usage(text!(
            "豆包语音 speaks at speeds from 0.5 to 2, not {speed}",
            "豆包语音的语速范围是 0.5 到 2，而不是 {speed}"
        )));
    }
    Ok(((speed - 1.0) * 100.0).round() as i64)
}

/// Audio coming out of events.
struct Pieces {
    chunks: Chunks,
    sse: Decoder,
    read: Read,
    failure: Option<Error>,
    ended: bool,
    trace: Option<Trace>,
    log_id: Option<String>,
}

/// What was read of the events so far.
#[derive(Default)]
struct Read {
    queue: VecDeque<Spoken>,
    bytes: usize,
    done: bool,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    code: i64,
    #[serde(default)]
    message: String,
    data: Option<String>,
    usage: Option<Words>,
}

#[derive(Deserialize)]
struct Words {
    text_words: Option<u64>,
}

impl Pieces {
    fn new(chunks: Chunks, log_id: Option<String>, trace: &Trace) -> Pieces {
        Pieces {
            chunks,
            sse: Decoder::with_caps(EVENT_CAP_BYTES, EVENT_CAP_BYTES),
            read: Read::default(),
            failure: None,
            ended: false,
            trace: trace.shows_bodies().then(|| trace.clone()),
            log_id,
        }
    }

    /// Reads up to the first audio: what fails before it may be tried again.
    async fn begin(&mut self) -> Result<()> {
        while !self.ended && self.read.queue.is_empty() {
            let piece = self.chunks.next().await;
            self.absorb(piece);
        }
        match self.failure.take() {
            Some(e) if self.read.bytes == 0 => Err(e),
            failure => {
                self.failure = failure;
                Ok(())
            }
        }
    }

    fn absorb(&mut self, piece: Result<Option<Bytes>>) {
        let (read, trace, log_id) = (&mut self.read, &self.trace, &self.log_id);
        let mut on_event = |event: Event<'_>| {
            if let Some(trace) = trace {
                trace.event(event.name, event.data);
            }
            read.event(event.data, log_id)
        };
        let result = match piece {
            Ok(Some(bytes)) => self.sse.feed(&bytes, &mut on_event),
            Ok(None) => {
                self.ended = true;
                self.sse.finish(&mut on_event)
            }
            Err(e) => Err(e),
        };
        let result = match result {
            Err(_) if self.read.done => Ok(()),
            Ok(()) if self.ended && !self.read.done => Err(no_end_marker("code 20000000")),
            other => other,
        };
        if self.read.done && self.read.bytes == 0 {
            self.failure = Some(
                Error::new(Kind::Malformed, text!("the answer holds no audio", "响应中没有音频"))
                    .outcome(Outcome::Sent),
            );
        }
        if let Err(e) = result {
            self.failure = Some(e);
        }
        self.ended |= self.read.done || self.failure.is_some();
    }
}

impl Read {
    fn event(&mut self, data: &[u8], log_id: &Option<String>) -> Result<()> {
        if self.done {
            return Ok(());
        }
        let wire: Wire = serde_json::from_slice(data).map_err(malformed)?;
        if wire.code != 0 && wire.code != fault::OK {
            return Err(fault::decode_event(wire.code, &wire.message, log_id.clone()));
        }
        let audio = wire.data.filter(|d| !d.is_empty());
        // The code that ends it comes with no audio.
        self.done = wire.code == fault::OK && audio.is_none();
        if let Some(base64) = audio {
            let bytes = STANDARD.decode(base64).map_err(malformed)?;
            self.bytes += bytes.len();
            self.queue.push_back(Spoken::Audio(bytes.into()));
        }
        if let Some(words) = wire.usage.and_then(|u| u.text_words) {
            self.queue.push_back(Spoken::Characters(words));
        }
        Ok(())
    }
}

impl Stream for Pieces {
    type Item = Result<Spoken>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(spoken) = self.read.queue.pop_front() {
                return Poll::Ready(Some(Ok(spoken)));
            }
            if let Some(e) = self.failure.take() {
                let came = self.read.bytes;
                return Poll::Ready(Some(Err(if came > 0 { cut(e, came) } else { e })));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            let piece = ready!(self.chunks.poll_next(cx));
            self.absorb(piece);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::Budget;

    #[test]
    fn the_body_is_as_the_documentation_shows_it() {
        let mut request = SpeechRequest {
            model: None,
            text: "你好".to_owned(),
            voice: None,
            format: None,
            speed: Some(0.5),
            options: Map::new(),
            budget: Budget::start(),
        };
        let none = Map::new();
        assert_eq!(
            encode(&request, "zh_female_x", Some("opus"), "123", &none).unwrap(),
            json!({
                "user": {"uid": "123"},
                "req_params": {
                    "text": "你好",
                    "speaker": "zh_female_x",
                    "audio_params": {"format": "ogg_opus", "speech_rate": -50},
                },
            })
        );
        assert_eq!(
            encode(&request, "v", Some("wav"), "1", &none).unwrap_err().kind,
            Kind::Usage
        );
        request.speed = Some(3.0);
        assert_eq!(encode(&request, "v", None, "1", &none).unwrap_err().kind, Kind::Usage);
    }

    #[test]
    fn events_are_read_as_the_documentation_shows_them() {
        let mut read = Read::default();
        let mut event = |data: &str| read.event(data.as_bytes(), &None);
        event(r#"{"code":0,"message":"","data":"AQID"}"#).unwrap();
        event(r#"{"code":0,"message":"","data":null,"sentence":{"phonemes":[],"text":"好。","words":[]}}"#).unwrap();
        event(r#"{"code":20000000,"message":"OK","data":null,"usage":{"text_words":11}}"#).unwrap();
        assert!(read.done);
        assert_eq!(
            read.queue,
            [Spoken::Audio(Bytes::from_static(&[1, 2, 3])), Spoken::Characters(11)]
        );
        let refused = Read::default().event(br#"{"code":45000000,"message":"speaker permission denied"}"#, &None);
        assert_eq!(refused.unwrap_err().kind, Kind::Auth);
    }
}
