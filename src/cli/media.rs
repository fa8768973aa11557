//! `vh image`, `vh speak`, `vh transcribe`, `vh talk`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};

// `vh image`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh image \"A red lantern in the snow\"\n  \
    vh image -p ark --size 2K --out poster.png \"雪中的红灯笼\"\n  \
    vh image --count 4 --out idea.png \"A logo for a voice assistant\"")]
pub struct ImageArgs {
    /// What is to be seen; several words are joined. Without it standard input is read
    #[arg(value_name = "PROMPT")]
    pub prompt: Vec<String>,
    /// Provider
    #[arg(short, long, value_name = "NAME")]
    pub provider: Option<String>,
    /// Model
    #[arg(short, long, value_name = "ID")]
    pub model: Option<String>,
    /// Size, in the provider's own words: 1024x1024, 2K
    #[arg(long, value_name = "SIZE")]
    pub size: Option<String>,
    /// Quality, where offered: low, medium, high
    #[arg(long, value_name = "LEVEL")]
    pub quality: Option<String>,
    /// Format of the file, where offered: png, jpeg, webp
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// How many pictures
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub count: u32,
    /// File to write, or - for standard output; several are numbered. Without it: image.png, or the next free name
    #[arg(long, value_name = "FILE|-")]
    pub out: Option<PathBuf>,
    /// Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated
    #[arg(short = 'O', long, value_name = "KEY=JSON")]
    pub option: Vec<String>,
}

// `vh speak`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh speak --out hello.mp3 \"Hello\"\n  \
    vh chat \"Tell a story\" | vh speak - --play\n  \
    vh speak -p volc-speech --voice zh_female_vv_uranus_bigtts --out 你好.mp3 \"你好\"")]
pub struct SpeakArgs {
    /// The text; several words are joined; - is standard input, which is also read without it
    #[arg(value_name = "TEXT|-")]
    pub text: Vec<String>,
    /// Provider
    #[arg(short, long, value_name = "NAME")]
    pub provider: Option<String>,
    /// Model
    #[arg(short, long, value_name = "ID")]
    pub model: Option<String>,
    /// Voice
    #[arg(long, value_name = "NAME")]
    pub voice: Option<String>,
    /// Format of the audio: mp3, opus, aac, flac, wav, pcm, where offered
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// How fast: 1 is as usual
    #[arg(long, value_name = "FACTOR")]
    pub speed: Option<f64>,
    /// File to write, or - for standard output
    #[arg(long, value_name = "FILE|-")]
    pub out: Option<PathBuf>,
    /// Play it
    #[arg(long, conflicts_with = "out")]
    pub play: bool,
    /// Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated
    #[arg(short = 'O', long, value_name = "KEY=JSON")]
    pub option: Vec<String>,
}

/// Form of a transcript.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TranscriptFormat {
    /// The words
    Text,
    /// Words, times and who listened, as JSON
    Json,
    /// Subtitles: SubRip
    Srt,
    /// Subtitles: WebVTT
    Vtt,
}

// `vh transcribe`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh transcribe meeting.mp3\n  \
    vh transcribe --format srt talk.m4a > talk.srt\n  \
    ffmpeg -i film.mkv -vn -f mp3 - | vh transcribe - --language zh")]
pub struct TranscribeArgs {
    /// The recording, or - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// Provider
    #[arg(short, long, value_name = "NAME")]
    pub provider: Option<String>,
    /// Model
    #[arg(short, long, value_name = "ID")]
    pub model: Option<String>,
    /// Language that is spoken, such as zh or en
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// Names and words that occur in it
    #[arg(long, value_name = "TEXT")]
    pub prompt: Option<String>,
    /// Form of the transcript
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<TranscriptFormat>,
    /// Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated
    #[arg(short = 'O', long, value_name = "KEY=JSON")]
    pub option: Vec<String>,
}

// `vh talk`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh talk\n  \
    vh talk --input question.wav --no-audio\n  \
    vh talk --input question.wav --out answer.mp3 -p ark --speaker volc-speech")]
pub struct TalkArgs {
    /// A recording instead of the microphone, or - for standard input; one question then
    #[arg(long, value_name = "FILE|-")]
    pub input: Option<PathBuf>,
    /// Only show the answer, do not speak it
    #[arg(long)]
    pub no_audio: bool,
    /// Write the spoken answer into this file instead of playing it
    #[arg(long, value_name = "FILE", conflicts_with = "no_audio")]
    pub out: Option<PathBuf>,
    /// Who answers: a provider, or a list that is tried in order
    #[arg(short, long, value_name = "NAME|LIST")]
    pub provider: Option<String>,
    /// Model that answers
    #[arg(short, long, value_name = "ID")]
    pub model: Option<String>,
    /// System prompt, or @FILE
    #[arg(short, long, value_name = "TEXT|@FILE")]
    pub system: Option<String>,
    /// Provider that listens
    #[arg(long, value_name = "NAME")]
    pub transcriber: Option<String>,
    /// Provider that speaks
    #[arg(long, value_name = "NAME")]
    pub speaker: Option<String>,
    /// Voice
    #[arg(long, value_name = "NAME")]
    pub voice: Option<String>,
    /// Format of the spoken answer: mp3, opus, aac, wav, pcm, where offered
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// Language that is spoken, such as zh or en
    #[arg(long, value_name = "LANG")]
    pub language: Option<String>,
    /// Stop recording after this long
    #[arg(long, value_name = "DURATION", default_value = "60s", value_parser = super::duration)]
    pub record: Duration,
    /// Microphone, as the recorder names it
    #[arg(long, value_name = "NAME")]
    pub device: Option<String>,
    /// Go on with the conversation of this name, or begin it
    #[arg(long, value_name = "NAME")]
    pub session: Option<String>,
    /// Go on with the latest conversation
    #[arg(short, long = "continue", conflicts_with = "session")]
    pub continue_last: bool,
    /// Do not keep this conversation
    #[arg(long)]
    pub no_store: bool,
}
