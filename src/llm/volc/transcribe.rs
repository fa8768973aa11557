//! 豆包语音 writes down: flash recognition, one request with the recording in base64, streamed from the disk.
//! Source: www.volcengine.com/docs/6561/1631584.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{VolcSpeech, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Body, Idempotency, Method, Piece, Request, retry};
use crate::llm::ChatStream;
use crate::llm::media::{Segment, TranscribeRequest, Transcriber, Transcript};
use crate::llm::merge::merge;
use crate::text;

/// The one product that answers in the same request.
const FLASH: &str = "volc.bigasr.auc_turbo";

const CAP_BYTES: u64 = 100 << 20;

const ANSWER_CAP_BYTES: usize = 64 << 20;

/// Where the recording stands in the body.
const HERE: &str = "\u{1}";

impl Transcriber for VolcSpeech {
    fn name(&self) -> &str {
        &self.connection.target.name
    }

    fn model(&self, request: &TranscribeRequest) -> Option<String> {
        Some(self.resource(request).to_owned())
    }

    fn transcribe<'a>(&'a self, request: &'a TranscribeRequest) -> BoxFuture<'a, Result<Transcript>> {
        Box::pin(self.transcript(request))
    }

    fn follow<'a>(&'a self, _: &'a TranscribeRequest) -> BoxFuture<'a, Result<ChatStream>> {
        let error = Error::usage(text!(
            "豆包语音 writes down a whole recording at once, and streams nothing",
            "豆包语音一次返回整段识别结果，不支持流式输出"
        ));
        Box::pin(std::future::ready(Err(error.provider(&self.connection.target.name))))
    }
}

impl VolcSpeech {
    fn resource<'a>(&'a self, request: &'a TranscribeRequest) -> &'a str {
        let configured = self.connection.config.transcribe_model.as_deref();
        request.model.as_deref().or(configured).unwrap_or(FLASH)
    }

    async fn transcript(&self, request: &TranscribeRequest) -> Result<Transcript> {
        let c = &self.connection;
        let name = &c.target.name;
        request.audio.fits(CAP_BYTES, name)?;
        let resource = self.resource(request);
        let body = encode(request, self.user(), &c.config.options).map_err(|e| e.provider(name))?;
        let attempt = |_| self.transcript_once(&body, resource).boxed();
        let ((mut heard, id), attempts) =
            retry::attempts(&c.target, request.budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        heard.served = Some(c.served_by(resource, id, attempts));
        Ok(heard)
    }

    async fn transcript_once(&self, body: &Body, resource: &str) -> Result<(Transcript, Option<String>)> {
        let c = &self.connection;
        let mut post = Request::new(Method::POST, c.target.url("auc/bigmodel/recognize/flash"))
            .header("content-type", "application/json")?
            .header("x-api-resource-id", resource)?
            .header("x-api-sequence", "-1")?;
        post.body = body.clone();
        let (reply, answer) = c.http.call(&c.target, self.authorize(post)?, ANSWER_CAP_BYTES).await?;
        let id = fault::log_id(&reply);
        // The status is in a header; a gateway that drops it leaves only HTTP's own.
        match fault::header_code(&reply) {
            Some(fault::SILENT) if reply.is_ok() => return Ok((Transcript::default(), id)),
            Some(fault::OK) | None if reply.is_ok() => {}
            _ => return Err(fault::decode_error(&reply, &answer, &c.target.name)),
        }
        let heard = decode(&answer).map_err(|e| e.request_id(id.clone()))?;
        Ok((heard, id))
    }
}

/// The body of `POST /auc/bigmodel/recognize/flash`.
///
/// # Errors
/// [`Kind::Invalid`] for a format it does not take, [`Kind::Usage`] for a prompt.
fn encode(request: &TranscribeRequest, user: &str, options: &Map<String, Value>) -> Result<Body> {
    let audio = &request.audio;
    let format = match audio.media_type {
        "audio/wav" => "wav",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        other => {
            let name = &audio.name;
            return Err(Error::new(
                Kind::Invalid,
                text!(
                    "豆包语音 takes wav, mp3 and ogg, and {name} is {other}",
                    "豆包语音接受 wav、mp3 和 ogg，而 {name} 是 {other}"
                ),
            )
            .hint(text!(
                "nothing was sent; convert it: ffmpeg -i {name} -ac 1 -ar 16000 speech.mp3",
                "没有发送任何内容；请先转换：ffmpeg -i {name} -ac 1 -ar 16000 speech.mp3"
            )));
        }
    };
    if request.prompt.is_some() {
        return Err(
            Error::usage(text!("豆包语音 takes no prompt", "豆包语音不支持 prompt")).hint(text!(
                "its hot words are set with -O 'request={{\"corpus\":…}}'",
                "热词可用 -O 'request={{\"corpus\":…}}' 设置"
            )),
        );
    }
    let mut body = Map::new();
    body.insert("user".into(), json!({"uid": user}));
    let mut said = json!({"format": format});
    if let Some(language) = &request.language {
        said["language"] = json!(language_tag(language));
    }
    body.insert("audio".into(), said);
    let mut how = json!({"model_name": "bigmodel"});
    if request.times {
        how["show_utterances"] = json!(true);
    }
    body.insert("request".into(), how);
    merge(&mut body, options);
    merge(&mut body, &request.options);
    body["audio"]["data"] = json!(HERE);
    let text = Value::Object(body).to_string();
    let mark = json!(HERE).to_string();
    let (before, after) = text
        .split_once(mark.trim_matches('"'))
        .ok_or_else(|| Error::bug("the recording has no place in the body"))?;
    Ok(Body::Pieces(vec![
        Piece::Bytes(before.to_owned().into()),
        audio.content.clone().into_base64(),
        Piece::Bytes(after.to_owned().into()),
    ]))
}

/// Languages are told with their region here.
fn language_tag(language: &str) -> &str {
    match language {
        "zh" => "zh-CN",
        "en" => "en-US",
        "ja" => "ja-JP",
        "ko" => "ko-KR",
        "yue" => "yue-CN",
        other => other,
    }
}

#[derive(Deserialize)]
struct Wire {
    audio_info: Option<Info>,
    result: Option<Heard>,
}

#[derive(Deserialize)]
struct Info {
    duration: Option<u64>,
}

#[derive(Deserialize)]
struct Heard {
    #[serde(default)]
    text: String,
    #[serde(default)]
    utterances: Vec<Utterance>,
}

#[derive(Deserialize)]
struct Utterance {
    start_time: i64,
    end_time: i64,
    #[serde(default)]
    text: String,
}

fn decode(body: &[u8]) -> Result<Transcript> {
    let malformed = |why: String| {
        Error::new(
            Kind::Malformed,
            text!("the transcript cannot be read: {why}", "无法解析识别结果：{why}"),
        )
        .outcome(Outcome::Sent)
    };
    let wire: Wire = serde_json::from_slice(body).map_err(|e| malformed(e.to_string()))?;
    let heard = wire.result.ok_or_else(|| malformed("it has no result".to_owned()))?;
    let ms = |t: i64| u64::try_from(t).unwrap_or(0);
    let segment = |u: Utterance| Segment {
        start_ms: ms(u.start_time),
        end_ms: ms(u.end_time),
        text: u.text,
    };
    Ok(Transcript {
        text: heard.text,
        duration_ms: wire.audio_info.and_then(|i| i.duration),
        segments: heard.utterances.into_iter().map(segment).collect(),
        ..Transcript::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_answer_is_read() {
        let body = r#"{"audio_info":{"duration":2499},"result":{"additions":{"duration":"2499"},"text":"关闭透传。",
            "utterances":[{"end_time":1530,"start_time":450,"text":"关闭透传。","words":[{"confidence":0,"end_time":770,"start_time":450,"text":"关"}]}]}}"#;
        let heard = decode(body.as_bytes()).unwrap();
        assert_eq!((heard.text.as_str(), heard.duration_ms), ("关闭透传。", Some(2499)));
        assert_eq!((heard.segments[0].start_ms, heard.segments[0].end_ms), (450, 1530));
        assert_eq!(decode(b"{}").unwrap_err().kind, Kind::Malformed);
    }
}
