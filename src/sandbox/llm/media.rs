//! Pictures and audio as OpenAI serves them, and pictures as Ark does: as addresses, signed and without a key.
//! Source: openai-openapi 2.3.0 (CreateImageRequest, CreateSpeechRequest, CreateTranscriptionRequest);
//! www.volcengine.com/docs/82379/1541523.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::completions::Vendor;
use super::{form, picture, sound};
use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Content};
use crate::sandbox::sse::{Event, Role};

/// The models for each task.
pub const IMAGE: [&str; 2] = ["gpt-image-2", "doubao-seedream-4-5-251128"];
/// Text to speech.
pub const SPEECH: &str = "gpt-4o-mini-tts";
/// Speech to text.
pub const TRANSCRIBE: [&str; 2] = ["whisper-1", "gpt-4o-transcribe"];

/// The largest recording.
const AUDIO_CAP_BYTES: usize = 25 << 20;

const VOICES: &[&str] = &[
    "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin", "cedar",
];

/// What a request is answered with; `None` when it is for none of this.
pub(super) fn answer(
    vendor: Vendor,
    request: &Entry,
    path: &str,
    text: Option<&str>,
) -> Option<Result<Answer, String>> {
    match (request.method.as_str(), path, vendor) {
        ("POST", "/images/generations", _) => Some(images(vendor, request)),
        ("POST", "/audio/speech", Vendor::OpenAi) => Some(speech(request)),
        ("POST", "/audio/transcriptions", Vendor::OpenAi) => Some(transcription(request, text)),
        _ => None,
    }
}

/// A picture that was given as an address: whoever has the address has the picture, and a key must not come along.
pub(super) fn stored(request: &Entry, path: &str) -> Option<Result<Answer, String>> {
    let name = path.strip_prefix("/pictures/")?.strip_suffix(".png")?;
    if request.header("authorization").is_some() || request.header("x-api-key").is_some() {
        return Some(Err("a key was sent to a signed address".to_owned()));
    }
    if !request.path.contains("X-Tos-Signature=sandbox") {
        return Some(Err("the address is not signed".to_owned()));
    }
    let prompt: Option<Vec<u8>> = name
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    let prompt = String::from_utf8_lossy(&prompt?).into_owned();
    Some(Ok(file("image/png", picture::png(&prompt, 0))))
}

fn file(content_type: &str, content: Vec<u8>) -> Answer {
    Answer {
        status: 200,
        headers: vec![("content-type".into(), content_type.into())],
        content: Content::Whole(content),
        problem: None,
    }
}

fn object(request: &Entry) -> Result<Map<String, Value>, String> {
    if !request
        .header("content-type")
        .is_some_and(|t| t.starts_with("application/json"))
    {
        return Err("content-type must be application/json".to_owned());
    }
    serde_json::from_slice(&request.body).map_err(|_| "the body is not a JSON object".to_owned())
}

fn known(body: &Map<String, Value>, fields: &[&str]) -> Result<(), String> {
    match body.keys().find(|k| !fields.contains(&k.as_str())) {
        Some(unknown) => Err(format!("Unknown parameter: '{unknown}'.")),
        None => Ok(()),
    }
}

fn text<'a>(body: &'a Map<String, Value>, field: &str) -> Result<&'a str, String> {
    let value = body.get(field).and_then(Value::as_str).filter(|t| !t.is_empty());
    value.ok_or_else(|| format!("Missing required parameter: '{field}'."))
}

fn images(vendor: Vendor, request: &Entry) -> Result<Answer, String> {
    let body = object(request)?;
    let prompt = text(&body, "prompt")?;
    let model = text(&body, "model")?;
    match vendor {
        Vendor::OpenAi => {
            // These models always answer with bytes, and refuse the field that chose between the two.
            known(
                &body,
                &[
                    "prompt",
                    "model",
                    "n",
                    "size",
                    "quality",
                    "background",
                    "output_format",
                    "output_compression",
                    "moderation",
                    "user",
                ],
            )?;
            if model != IMAGE[0] {
                return Err(format!("The model '{model}' does not exist."));
            }
            let n = body
                .get("n")
                .map_or(Some(1), Value::as_u64)
                .filter(|n| (1..=10).contains(n));
            let n = n.ok_or("n must be between 1 and 10")?;
            let data: Vec<Value> = (0..n)
                .map(|i| json!({"b64_json": STANDARD.encode(picture::png(prompt, i as usize))}))
                .collect();
            let tokens = prompt.chars().count();
            let usage =
                json!({"input_tokens": tokens, "output_tokens": 100 * n, "total_tokens": tokens as u64 + 100 * n});
            Ok(Answer::json(
                200,
                &json!({"created": 1_757_894_400, "data": data, "usage": usage, "output_format": "png"}),
            ))
        }
        Vendor::Ark => {
            known(
                &body,
                &[
                    "prompt",
                    "model",
                    "image",
                    "size",
                    "seed",
                    "guidance_scale",
                    "watermark",
                    "response_format",
                    "output_format",
                    "sequential_image_generation",
                    "sequential_image_generation_options",
                    "optimize_prompt_options",
                    "stream",
                ],
            )?;
            if model != IMAGE[1] {
                return Err(format!("The model {model} does not exist."));
            }
            let as_bytes = match body.get("response_format").map(|f| f.as_str().unwrap_or("")) {
                None | Some("url") => false,
                Some("b64_json") => true,
                Some(other) => return Err(format!("response_format {other} is not supported")),
            };
            let item = if as_bytes {
                json!({"b64_json": STANDARD.encode(picture::png(prompt, 0)), "size": "2048x2048"})
            } else {
                let host = request.header("host").unwrap_or("");
                let scheme = if host.starts_with("localhost") { "https" } else { "http" };
                let name: String = prompt.bytes().map(|b| format!("{b:02x}")).collect();
                let signed = "X-Tos-Expires=86400&X-Tos-Signature=sandbox";
                json!({"url": format!("{scheme}://{host}/pictures/{name}.png?{signed}"), "size": "2048x2048"})
            };
            let usage = json!({"generated_images": 1, "output_tokens": 16_384, "total_tokens": 16_384});
            Ok(Answer::json(
                200,
                &json!({"model": model, "created": 1_757_894_400, "data": [item], "usage": usage}),
            ))
        }
    }
}

fn speech(request: &Entry) -> Result<Answer, String> {
    let body = object(request)?;
    known(
        &body,
        &[
            "model",
            "input",
            "voice",
            "instructions",
            "response_format",
            "speed",
            "stream_format",
        ],
    )?;
    let input = text(&body, "input")?;
    if input.chars().count() > 4096 {
        return Err("'input' is too long: at most 4096 characters".to_owned());
    }
    let model = text(&body, "model")?;
    if model != SPEECH {
        return Err(format!("The model '{model}' does not exist."));
    }
    let voice = text(&body, "voice")?;
    if !VOICES.contains(&voice) {
        return Err(format!("The voice '{voice}' does not exist."));
    }
    let format = body.get("response_format").map_or("mp3", |f| f.as_str().unwrap_or(""));
    let content_type = match format {
        "mp3" => "audio/mpeg",
        "opus" => "audio/ogg",
        "aac" => "audio/aac",
        "flac" => "audio/flac",
        "wav" => "audio/wav",
        "pcm" => "audio/pcm",
        other => return Err(format!("response_format {other} is not supported")),
    };
    Ok(file(content_type, sound::file(format, input)))
}

fn transcription(request: &Entry, said: Option<&str>) -> Result<Answer, String> {
    let parts = form::parse(request.header("content-type").unwrap_or(""), &request.body)?;
    let field = |name: &str| {
        let part = parts.iter().find(|p| p.name == name && p.file_name.is_none());
        part.map(|p| String::from_utf8_lossy(&p.content).into_owned())
    };
    let fields = [
        "model",
        "language",
        "prompt",
        "response_format",
        "temperature",
        "timestamp_granularities[]",
        "include[]",
        "stream",
        "file",
        "keywords[]",
        "chunking_strategy",
    ];
    if let Some(unknown) = parts.iter().find(|p| !fields.contains(&p.name.as_str())) {
        return Err(format!("Unknown parameter: '{}'.", unknown.name));
    }
    let audio = parts.iter().find(|p| p.name == "file").ok_or("file is required")?;
    let ending = audio
        .file_name
        .as_deref()
        .and_then(|n| n.rsplit_once('.'))
        .map_or("", |(_, e)| e);
    if !["flac", "mp3", "mp4", "mpeg", "mpga", "m4a", "ogg", "wav", "webm"].contains(&ending) {
        return Err(format!("Unrecognized file format: {ending:?}"));
    }
    if audio.content.len() > AUDIO_CAP_BYTES {
        return Ok(Answer::json(
            413,
            &json!({"error": {"message": "Maximum content size limit (26214400) exceeded", "type": "server_error", "param": null, "code": null}}),
        )
        .problem("too large"));
    }
    let model = field("model").ok_or("model is required")?;
    if !TRANSCRIBE.contains(&model.as_str()) {
        return Err(format!("The model '{model}' does not exist."));
    }
    let timed = model == TRANSCRIBE[0];
    let heard = said
        .map(str::to_owned)
        .or_else(|| sound::words(&audio.content))
        .unwrap_or_else(|| format!("{} 字节的录音。", audio.content.len()));
    let format = field("response_format").unwrap_or_else(|| "json".to_owned());
    let seconds = heard.chars().count().div_ceil(4);
    match format.as_str() {
        "json" => {
            let usage = if timed {
                json!({"type": "duration", "seconds": seconds})
            } else {
                json!({"type": "tokens", "input_tokens": seconds * 10, "output_tokens": heard.chars().count(), "total_tokens": seconds * 10 + heard.chars().count()})
            };
            if field("stream").as_deref() == Some("true") && !timed {
                return Ok(Answer::events(deltas(&heard, usage)));
            }
            Ok(Answer::json(200, &json!({"text": heard, "usage": usage})))
        }
        "text" => Ok(file("text/plain; charset=utf-8", format!("{heard}\n").into_bytes())),
        "verbose_json" if timed => {
            let mut at = 0.0;
            let segments: Vec<Value> = sentences(&heard)
                .enumerate()
                .map(|(i, s)| {
                    let start = at;
                    at += s.chars().count() as f64 / 4.0;
                    json!({"id": i, "seek": 0, "start": start, "end": at, "text": format!(" {s}"), "tokens": [], "temperature": 0.0})
                })
                .collect();
            Ok(Answer::json(
                200,
                &json!({"task": "transcribe", "language": field("language").unwrap_or_else(|| "chinese".into()), "duration": at, "text": heard,
                        "segments": segments, "usage": {"type": "duration", "seconds": seconds}}),
            ))
        }
        other => Err(format!(
            "response_format '{other}' is not compatible with model '{model}'."
        )),
    }
}

/// The sentences of a text.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['。', '！', '？', '.'])
        .filter(|s| !s.trim().is_empty())
}

fn deltas(heard: &str, usage: Value) -> Vec<Event> {
    let event = |data: Value, role| Event {
        name: None,
        data: data.to_string(),
        role,
    };
    let pieces = crate::sandbox::sse::tokens(heard).into_iter();
    let mut all: Vec<Event> = pieces
        .map(|d| event(json!({"type": "transcript.text.delta", "delta": d}), Role::Content))
        .collect();
    all.push(event(
        json!({"type": "transcript.text.done", "text": heard, "usage": usage}),
        Role::Done,
    ));
    all
}
