//! Pictures and speech, in no vendor's words: what is asked, what comes back, and who can do it.

use bytes::Bytes;
use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;
use serde::Serialize;
use serde_json::{Map, Value};

use super::ChatStream;
use super::events::{Served, Usage};
use super::presets::{Preset, Protocol};
use crate::error::{Error, Kind, Result};
use crate::http::fault::after_content;
use crate::http::{Budget, Piece};
use crate::text;

/// What a model can be wanted for, chat aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Chat.
    Chat,
    /// Pictures from text.
    Image,
    /// Speech from text.
    Speak,
    /// Text from speech.
    Transcribe,
    /// Vectors from texts and pictures.
    Embed,
}

impl Task {
    /// The word for it in the figures, and in `[defaults]`.
    pub fn name(self) -> &'static str {
        match self {
            Task::Chat => "chat",
            Task::Image => "image",
            Task::Speak => "speak",
            Task::Transcribe => "transcribe",
            Task::Embed => "embed",
        }
    }

    /// The configuration key of its model.
    pub fn model_key(self) -> &'static str {
        match self {
            Task::Chat => "model",
            Task::Image => "image_model",
            Task::Speak => "speech_model",
            Task::Transcribe => "transcribe_model",
            Task::Embed => "embed_model",
        }
    }

    /// Whether a kind of provider has an API for it.
    pub fn offered_by(self, preset: &Preset) -> bool {
        match (preset.protocol, self) {
            (_, Task::Chat) => preset.protocol != Protocol::VolcSpeech,
            (Protocol::OpenAi, Task::Image | Task::Embed) => true,
            // Volcengine keeps speech in another product, with other keys.
            (Protocol::OpenAi, Task::Speak | Task::Transcribe) => preset.kind != "ark",
            (Protocol::Claude, _) => false,
            (Protocol::VolcSpeech, task) => matches!(task, Task::Speak | Task::Transcribe),
        }
    }

    /// The error for a kind that has none.
    pub fn not_offered(self, table: &str, kind: &str) -> Error {
        let what = match self {
            Task::Chat => text!(
                "[llm.{table}] is {kind}, which does not chat",
                "[llm.{table}] 是 {kind}，不支持对话"
            ),
            Task::Image => text!(
                "[llm.{table}] is {kind}, which makes no pictures",
                "[llm.{table}] 是 {kind}，不能生成图片"
            ),
            Task::Speak => text!(
                "[llm.{table}] is {kind}, which does not speak",
                "[llm.{table}] 是 {kind}，不支持语音合成"
            ),
            Task::Transcribe => text!(
                "[llm.{table}] is {kind}, which does not transcribe",
                "[llm.{table}] 是 {kind}，不支持语音识别"
            ),
            Task::Embed => text!(
                "[llm.{table}] is {kind}, which has no embeddings",
                "[llm.{table}] 是 {kind}，没有向量接口"
            ),
        };
        let error = Error::config(what);
        match self {
            Task::Speak | Task::Transcribe => error.hint(text!(
                "OpenAI, compatible servers and kind = \"volc-speech\" (豆包语音) do",
                "OpenAI、其兼容服务和 kind = \"volc-speech\"（豆包语音）支持"
            )),
            Task::Image | Task::Embed => error.hint(text!(
                "OpenAI, Ark and compatible servers do",
                "OpenAI、方舟和兼容服务支持"
            )),
            Task::Chat => error,
        }
    }
}

/// A picture that is wanted. What is `None` is not sent.
#[derive(Debug, Clone)]
pub struct ImageRequest {
    /// Overrides the table's model.
    pub model: Option<String>,
    /// What is to be seen.
    pub prompt: String,
    /// The provider's own word for the size: `1024x1024`, `2K`.
    pub size: Option<String>,
    /// `low`, `medium`, `high`, where offered.
    pub quality: Option<String>,
    /// `png`, `jpeg`, `webp`, where offered.
    pub format: Option<String>,
    /// How many.
    pub count: u32,
    /// Any further provider fields, merged last and deep.
    pub options: Map<String, Value>,
    /// Wall time over all attempts.
    pub budget: Budget,
}

/// What was made.
#[derive(Debug, Default)]
pub struct Pictures {
    /// The pictures.
    pub made: Vec<Picture>,
    /// Why some are missing.
    pub failed: Vec<Error>,
    /// What it cost, where told.
    pub usage: Option<Usage>,
    /// Who made them.
    pub served: Option<Served>,
}

/// A picture.
#[derive(Debug, Clone)]
pub struct Picture {
    /// `image/png` and the like, by its own first bytes.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Bytes,
    /// The prompt that the provider made of ours, where told.
    pub revised_prompt: Option<String>,
}

/// A text that is to be spoken. What is `None` is not sent.
#[derive(Debug, Clone)]
pub struct SpeechRequest {
    /// Overrides the table's model.
    pub model: Option<String>,
    /// The text.
    pub text: String,
    /// Overrides the table's voice.
    pub voice: Option<String>,
    /// Overrides the table's format: `mp3`, `opus`, `aac`, `flac`, `wav`, `pcm`.
    pub format: Option<String>,
    /// How fast: 1 is as usual.
    pub speed: Option<f64>,
    /// Any further provider fields, merged last and deep.
    pub options: Map<String, Value>,
    /// Wall time over all attempts.
    pub budget: Budget,
}

/// Speech that has begun to come.
pub struct Speech {
    /// Who speaks.
    pub served: Served,
    /// The rest of it.
    pub events: BoxStream<'static, Result<Spoken>>,
}

/// A piece of speech.
#[derive(Debug, Clone, PartialEq)]
pub enum Spoken {
    /// Bytes of the file.
    Audio(Bytes),
    /// How many characters the provider charges.
    Characters(u64),
}

/// Marks an error as having come after `bytes` of audio.
pub(super) fn cut(e: Error, bytes: usize) -> Error {
    after_content(e, text!("{bytes} bytes of audio came", "已收到 {bytes} 字节音频"))
}

/// Something that speaks.
pub trait Speaker: Send + Sync {
    /// The configured table's name.
    fn name(&self) -> &str;

    /// The model that a request would ask.
    fn model(&self, request: &SpeechRequest) -> Option<String>;

    /// The most characters it takes at once, where that is known.
    fn most_chars(&self) -> Option<usize>;

    /// Speaks, and returns once the first audio is there.
    ///
    /// # Errors
    /// Before the first audio any [`Kind`]; in the stream [`Kind::Truncated`] and [`Kind::Malformed`].
    fn speak<'a>(&'a self, request: &'a SpeechRequest) -> BoxFuture<'a, Result<Speech>>;
}

/// Speech that is to be written down. What is `None` is not sent.
#[derive(Debug, Clone)]
pub struct TranscribeRequest {
    /// Overrides the table's model.
    pub model: Option<String>,
    /// The recording.
    pub audio: Audio,
    /// The language spoken, such as `zh`.
    pub language: Option<String>,
    /// Names and words that occur in it.
    pub prompt: Option<String>,
    /// When what was said is wanted too.
    pub times: bool,
    /// Any further provider fields, merged last.
    pub options: Map<String, Value>,
    /// Wall time over all attempts.
    pub budget: Budget,
}

/// A recording.
#[derive(Debug, Clone)]
pub struct Audio {
    /// Its name, for providers that tell the format by it.
    pub name: String,
    /// `audio/wav` and the like.
    pub media_type: &'static str,
    /// The file, replayable.
    pub content: Piece,
}

impl Audio {
    /// Fails when it is larger than `cap_bytes`: it is told before anything is sent.
    ///
    /// # Errors
    /// [`Kind::Invalid`].
    pub fn fits(&self, cap_bytes: u64, table: &str) -> Result<()> {
        let bytes = self.content.len();
        if bytes <= cap_bytes {
            return Ok(());
        }
        let (name, mib) = (&self.name, cap_bytes >> 20);
        Err(Error::new(
            Kind::Invalid,
            text!(
                "{name} has {bytes} bytes, and at most {mib} MiB are taken",
                "{name} 有 {bytes} 字节，最多接受 {mib} MiB"
            ),
        )
        .provider(table)
        .hint(text!(
            "nothing was sent; make it smaller, say: ffmpeg -i {name} -ac 1 -ar 16000 -b:a 32k smaller.mp3",
            "没有发送任何内容；可先压缩：ffmpeg -i {name} -ac 1 -ar 16000 -b:a 32k smaller.mp3"
        )))
    }
}

/// What was said.
#[derive(Debug, Clone, Default)]
pub struct Transcript {
    /// All of it.
    pub text: String,
    /// In which language, where told.
    pub language: Option<String>,
    /// How long the recording is.
    pub duration_ms: Option<u64>,
    /// When what was said.
    pub segments: Vec<Segment>,
    /// What it cost, where told.
    pub usage: Option<Usage>,
    /// Who listened.
    pub served: Option<Served>,
}

/// A part of what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// When it begins.
    pub start_ms: u64,
    /// When it ends.
    pub end_ms: u64,
    /// The words.
    pub text: String,
}

/// Something that writes down what is said.
pub trait Transcriber: Send + Sync {
    /// The configured table's name.
    fn name(&self) -> &str;

    /// The model that a request would ask.
    fn model(&self, request: &TranscribeRequest) -> Option<String>;

    /// Listens to the whole recording.
    ///
    /// # Errors
    /// [`Kind::Invalid`] for one that is too large or of a wrong format, before anything is sent; any [`Kind`] of the wire.
    fn transcribe<'a>(&'a self, request: &'a TranscribeRequest) -> BoxFuture<'a, Result<Transcript>>;

    /// Listens, and tells the words as they are recognised: as the events of a chat.
    ///
    /// # Errors
    /// As [`Transcriber::transcribe`]; [`Kind::Usage`] where that is not offered.
    fn follow<'a>(&'a self, request: &'a TranscribeRequest) -> BoxFuture<'a, Result<ChatStream>>;
}
