//! `vh transcribe`; and a recording made ready, which `vh talk` shares.

use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::record::{self, Times};
use super::{Context, chat, stdin};
use crate::cli::media::{TranscribeArgs, TranscriptFormat};
use crate::error::{Error, Kind, Result};
use crate::http::{Budget, Piece};
use crate::llm::fold::Answer;
use crate::llm::media::{Audio, Segment, Task, TranscribeRequest, Transcriber, Transcript};
use crate::llm::{magic, subtitles};
use crate::output::progress::Waiting;
use crate::text;

/// What is looked at to know a format.
const PEEK_BYTES: usize = 64;

/// What `json` prints.
#[derive(Serialize)]
struct Report<'a> {
    text: &'a str,
    language: Option<&'a str>,
    duration_ms: Option<u64>,
    #[serde(skip_serializing_if = "<[Segment]>::is_empty")]
    segments: &'a [Segment],
    provider: &'a str,
    model: &'a str,
    request_id: Option<&'a str>,
    attempts: u32,
    latency_ms: u128,
}

/// `vh transcribe`.
///
/// # Errors
/// Any [`Kind`].
pub async fn transcribe(ctx: &mut Context, args: TranscribeArgs) -> Result<()> {
    let audio = recording(ctx, &args.file).await?;
    let name = ctx.settings.media_table(Task::Transcribe, args.provider.as_deref())?;
    let transcriber = ctx.provider(&name).await?.into_transcriber()?;
    let json = ctx.out.given_format().is_some_and(|f| f.is_json());
    let format = args.format.unwrap_or(if json {
        TranscriptFormat::Json
    } else {
        TranscriptFormat::Text
    });
    let request = TranscribeRequest {
        model: args.model.clone(),
        audio,
        language: args.language.clone(),
        prompt: args.prompt.clone(),
        times: matches!(format, TranscriptFormat::Srt | TranscriptFormat::Vtt),
        options: chat::options(&args.option)?,
        budget: Budget::start(),
    };
    let started = Instant::now();
    let heard = listen(ctx, &*transcriber, &request).await?;
    if heard.text.trim().is_empty() {
        ctx.out.err().note(&text!("no speech was heard", "没有听到语音"));
    }
    match format {
        TranscriptFormat::Text => {
            ctx.out.text(heard.text.trim())?;
            ctx.out.end_line()?;
        }
        TranscriptFormat::Json => {
            let served = heard.served.as_ref();
            ctx.out.json(&Report {
                text: heard.text.trim(),
                language: heard.language.as_deref(),
                duration_ms: heard.duration_ms,
                segments: &heard.segments,
                provider: served.map_or("", |s| &s.provider),
                model: served.map_or("", |s| &s.model),
                request_id: served.and_then(|s| s.request_id.as_deref()),
                attempts: served.map_or(0, |s| s.attempts),
                latency_ms: started.elapsed().as_millis(),
            })?;
        }
        TranscriptFormat::Srt => ctx.out.text(&subtitles::srt(timed(&heard)?))?,
        TranscriptFormat::Vtt => ctx.out.text(&subtitles::vtt(timed(&heard)?))?,
    }
    ctx.out.flush()
}

/// Listens, and leaves the figures.
///
/// # Errors
/// Any [`Kind`].
pub async fn listen(ctx: &Context, transcriber: &dyn Transcriber, request: &TranscribeRequest) -> Result<Transcript> {
    let times = Times {
        started: Instant::now(),
        first: None,
    };
    let name = transcriber.name();
    let waiting = Waiting::start(ctx.out.err(), &text!("{name} listens", "{name} 正在识别"));
    let result = transcriber.transcribe(request).await;
    drop(waiting);
    match result {
        Ok(heard) => {
            let answer = Answer {
                served: heard.served.clone(),
                usage: heard.usage,
                ..Answer::default()
            };
            record::answered(ctx, Task::Transcribe.name(), &answer, times).await;
            Ok(heard)
        }
        Err(e) => {
            let model = transcriber.model(request);
            record::failed(ctx, Task::Transcribe.name(), &e, None, model.as_deref(), times).await;
            Err(e)
        }
    }
}

/// A recording from a file, which is read only when it is sent, or from standard input.
///
/// # Errors
/// [`Kind::NotFound`] and [`Kind::Local`] of the file; [`Kind::Usage`] for what is no recording.
pub async fn recording(ctx: &Context, path: &Path) -> Result<Audio> {
    let (content, given) = if path == Path::new("-") {
        (Piece::Bytes(stdin::read_all(ctx.out.err()).await?.into()), None)
    } else {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
        (Piece::of_path(path)?, name)
    };
    let shown = given.clone().unwrap_or_else(|| "-".to_owned());
    if content.is_empty() {
        return Err(Error::usage(text!("{shown} is empty", "{shown} 是空的")));
    }
    let by_name = given
        .as_deref()
        .and_then(|n| n.rsplit_once('.'))
        .and_then(|(_, ending)| magic::of_extension(ending))
        .filter(|t| t.starts_with("audio/"));
    let by_content = magic::audio(&content.peek(PEEK_BYTES)?);
    let media_type = by_content.or(by_name).ok_or_else(|| {
        Error::usage(text!("{shown} is no recording", "{shown} 不是录音文件")).hint(text!(
            "wav, mp3, m4a, ogg, opus, flac and webm are; raw samples need a header: ffmpeg -f s16le -ar 16000 -ac 1 -i FILE out.wav",
            "支持 wav、mp3、m4a、ogg、opus、flac 和 webm；裸采样需加文件头：ffmpeg -f s16le -ar 16000 -ac 1 -i 文件 out.wav"
        ))
    })?;
    // Providers tell the format by the name.
    let name = match given {
        Some(name) if by_name.is_some() && (by_content.is_none() || by_name == by_content) => name,
        Some(name) => format!("{name}.{}", magic::extension(media_type)),
        None => format!("audio.{}", magic::extension(media_type)),
    };
    Ok(Audio {
        name,
        media_type,
        content,
    })
}

/// What was said and when; a model that does not tell makes no subtitles.
fn timed(heard: &Transcript) -> Result<&[Segment]> {
    if heard.segments.is_empty() && !heard.text.trim().is_empty() {
        let served = heard.served.as_ref();
        let model = served.map_or("", |s| &s.model);
        return Err(Error::new(
            Kind::Invalid,
            text!("{model} does not tell when it was said", "{model} 不提供时间信息"),
        )
        .hint(text!(
            "whisper-1, compatible servers and volc-speech do; -m names another model",
            "whisper-1、兼容服务和 volc-speech 提供；可用 -m 指定其他模型"
        )));
    }
    Ok(&heard.segments)
}
