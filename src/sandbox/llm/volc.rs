//! 豆包语音 as it serves: speech over events, and recognition whose status is in a header.
//! Source: www.volcengine.com/docs/6561/1598757, 1631584.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::{media, sound};
use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Protocol};
use crate::sandbox::sse::{Event, Role};

/// The voices it offers, of the second generation.
pub const VOICE: &str = "zh_female_vv_uranus_bigtts";
/// Their product.
pub const SPEECH: &str = "seed-tts-2.0";
const FLASH: &str = "volc.bigasr.auc_turbo";

/// The server. It takes a key of the new console, or an application with its token of the old.
#[derive(Debug)]
pub struct Volc {
    key: String,
    app: String,
    token: String,
}

impl Volc {
    /// A server that accepts this key.
    pub fn new(key: String, token: String) -> Volc {
        Volc {
            key,
            app: "1234567890".to_owned(),
            token,
        }
    }

    fn admits(&self, request: &Entry, app_header: &str) -> bool {
        let old =
            request.header(app_header) == Some(&self.app) && request.header("x-api-access-key") == Some(&self.token);
        request.header("x-api-key") == Some(&self.key) || old
    }

    fn speech(&self, request: &Entry) -> Answer {
        if !self.admits(request, "x-api-app-id") {
            return self.error(401, Some("45000010"), "load grant: requested grant not found");
        }
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        let params = &body["req_params"];
        let failed = |code: i64, message: &str| {
            let data = json!({"code": code, "message": message, "data": null});
            Answer::events(vec![event("153", &data, Role::Frame)]).problem(message)
        };
        let (Some(text), Some(voice)) = (params["text"].as_str(), params["speaker"].as_str()) else {
            return failed(45_000_001, "req_params.text and req_params.speaker are required");
        };
        if !body["user"]["uid"].is_string() || !params["audio_params"].is_object() {
            return failed(45_000_001, "user.uid and req_params.audio_params are required");
        }
        if request.header("x-api-resource-id") != Some(SPEECH) || voice != VOICE {
            return failed(45_000_000, "speaker permission denied: get resource id: access denied");
        }
        if text.chars().count() > 3000 {
            return failed(40_402_003, "TTSExceededTextLimit:exceed max limit");
        }
        let format = params["audio_params"]["format"].as_str().unwrap_or("mp3");
        if !["mp3", "ogg_opus", "pcm"].contains(&format) {
            return failed(45_000_001, "unsupported format");
        }
        let audio = sound::file(format, text);
        let mut events = Vec::new();
        for piece in audio.chunks(audio.len().div_ceil(4).max(1)) {
            let data = json!({"code": 0, "message": "", "data": STANDARD.encode(piece)});
            events.push(event("352", &data, Role::Content));
        }
        let sentence =
            json!({"code": 0, "message": "", "data": null, "sentence": {"phonemes": [], "text": text, "words": []}});
        events.push(event("351", &sentence, Role::Frame));
        let mut end = json!({"code": 20_000_000, "message": "OK", "data": null});
        if request.header("x-control-require-usage-tokens-return").is_some() {
            end["usage"] = json!({"text_words": text.chars().count()});
        }
        events.push(event("152", &end, Role::Done));
        Answer::events(events)
    }

    fn flash(&self, request: &Entry, said: Option<&str>) -> Answer {
        if !self.admits(request, "x-api-app-key") {
            return self.error(401, Some("45000010"), "Invalid X-Api-Key");
        }
        let coded = |code: i64, message: &str, body: Value| {
            let mut answer = Answer::json(200, &body);
            answer.headers.push(("X-Api-Status-Code".into(), code.to_string()));
            answer.headers.push(("X-Api-Message".into(), message.into()));
            if code == 20_000_000 {
                answer
            } else {
                answer.problem(message)
            }
        };
        let wrong = |message: &str| coded(45_000_001, message, json!({}));
        if request.header("x-api-resource-id") != Some(FLASH) || request.header("x-api-sequence") != Some("-1") {
            return wrong("X-Api-Resource-Id or X-Api-Sequence is wrong");
        }
        if request.header("x-api-request-id").is_none_or(|id| id.len() != 36) {
            return wrong("X-Api-Request-Id is no UUID");
        }
        let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
        if body["request"]["model_name"] != "bigmodel" || !body["user"]["uid"].is_string() {
            return wrong("request.model_name and user.uid are required");
        }
        let Some(audio) = body["audio"]["data"].as_str().and_then(|d| STANDARD.decode(d).ok()) else {
            return wrong("audio.data is no base64");
        };
        if audio.is_empty() {
            return coded(45_000_002, "empty audio", json!({}));
        }
        if ![&b"RIFF"[..], b"ID3", b"\xFF\xFB", b"OggS"]
            .iter()
            .any(|head| audio.starts_with(head))
        {
            return coded(45_000_151, "invalid audio format", json!({}));
        }
        let heard = said
            .map(str::to_owned)
            .or_else(|| sound::words(&audio))
            .unwrap_or_else(|| format!("{} 字节的录音。", audio.len()));
        if heard.is_empty() {
            return coded(20_000_003, "no valid speech in audio", json!({}));
        }
        let mut at = 0;
        let utterances: Vec<Value> = media::sentences(&heard)
            .map(|s| {
                let start = at;
                at += 250 * s.chars().count();
                json!({"start_time": start, "end_time": at, "text": s, "words": []})
            })
            .collect();
        let mut result = json!({"text": heard, "additions": {"duration": at.to_string()}});
        if body["request"]["show_utterances"] == true {
            result["utterances"] = json!(utterances);
        }
        coded(
            20_000_000,
            "OK",
            json!({"audio_info": {"duration": at}, "result": result}),
        )
    }
}

fn event(name: &'static str, data: &Value, role: Role) -> Event {
    Event {
        name: Some(name),
        data: data.to_string(),
        role,
    }
}

impl Protocol for Volc {
    fn name(&self) -> &'static str {
        "volc-speech"
    }

    fn base_path(&self) -> &'static str {
        "/api/v3"
    }

    fn key(&self) -> &str {
        &self.key
    }

    fn key_name(&self) -> String {
        "llm.volc-speech.api_key".to_owned()
    }

    fn also(&self) -> Vec<(&'static str, String)> {
        vec![("app_id", self.app.clone()), ("access_key", self.token.clone())]
    }

    fn request_id_header(&self) -> &'static str {
        "X-Tt-Logid"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        let path = request.path.split('?').next().unwrap_or("");
        match (request.method.as_str(), path) {
            ("POST", "/api/v3/tts/unidirectional/sse") => self.speech(request),
            ("POST", "/api/v3/auc/bigmodel/recognize/flash") => self.flash(request, text),
            (method, _) => self.error(404, None, &format!("no such path: {method} {path}")),
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        let number = code.and_then(|c| c.parse::<i64>().ok());
        let mut answer = Answer::json(
            status,
            &json!({"header": {"reqid": "", "code": number, "message": message}}),
        );
        if let Some(code) = code {
            answer.headers.push(("X-Api-Status-Code".into(), code.to_owned()));
            answer.headers.push(("X-Api-Message".into(), message.to_owned()));
        }
        answer.problem(message)
    }

    fn error_event(&self, code: Option<&str>, message: &str) -> Event {
        let number = code.and_then(|c| c.parse::<i64>().ok()).unwrap_or(55_000_000);
        event(
            "153",
            &json!({"code": number, "message": message, "data": null}),
            Role::Frame,
        )
    }
}
