//! `vh speak`; and one piece of speech on its way out, which `vh talk` shares.

use std::ffi::OsString;
use std::path::Path;
use std::time::Instant;

use futures_util::StreamExt;
use serde::Serialize;

use super::outlet::{self, Outlet};
use super::record::{self, Times};
use super::{Context, chat, players, stdin};
use crate::cli::media::SpeakArgs;
use crate::error::{Error, Result};
use crate::http::Budget;
use crate::llm::fold::Answer;
use crate::llm::media::{Speech, SpeechRequest, Spoken, Task};
use crate::llm::{Served, sentences};
use crate::output::{Output, Record};
use crate::text;
use crate::text::Text;

/// A file of speech.
#[derive(Serialize)]
struct Saved {
    path: String,
    media_type: Option<&'static str>,
    bytes: u64,
    provider: String,
    model: String,
    request_id: Option<String>,
    characters: Option<u64>,
    first_audio_ms: Option<u128>,
    latency_ms: u128,
}

impl Record for Saved {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("file", "文件"),
            Text::pair("type", "类型"),
            Text::pair("bytes", "字节"),
            Text::pair("model", "模型"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.path.clone(),
            self.media_type.unwrap_or_default().to_owned(),
            self.bytes.to_string(),
            self.model.clone(),
        ]
    }
}

/// What one piece of speech was.
pub struct Piece {
    /// Who spoke.
    pub served: Served,
    /// When it began and when the first audio was there.
    pub times: Times,
    /// What the provider charges.
    pub characters: Option<u64>,
}

/// `vh speak`.
///
/// # Errors
/// Any [`crate::error::Kind`]. A file that was begun is not left behind.
pub async fn speak(ctx: &mut Context, args: SpeakArgs) -> Result<()> {
    let path = search_path(ctx);
    let mut format = args.format.clone();
    let outlet = match &args.out {
        Some(file) if file != Path::new("-") => Outlet::file(ctx, file)?,
        _ if args.play => {
            if format.is_none() {
                format = players::playable_format(&path)?.map(str::to_owned);
            }
            Outlet::player(path)
        }
        _ => Outlet::stdout(ctx)?,
    };
    let text = text(ctx, &args).await?;
    let name = ctx.settings.media_table(Task::Speak, args.provider.as_deref())?;
    let speaker = ctx.provider(&name).await?.into_speaker()?;
    let pieces = match speaker.most_chars() {
        Some(most) => sentences::pieces(&text, most),
        None => vec![text],
    };
    let mut outlet = if pieces.len() > 1 { outlet.several() } else { outlet };
    let options = chat::options(&args.option)?;
    let started = Instant::now();
    let mut said: Vec<Piece> = Vec::new();
    for text in pieces {
        let request = SpeechRequest {
            model: args.model.clone(),
            text,
            voice: args.voice.clone(),
            format: format.clone(),
            speed: args.speed,
            options: options.clone(),
            budget: Budget::start(),
        };
        let times = Times {
            started: Instant::now(),
            first: None,
        };
        let speech = match speaker.speak(&request).await {
            Ok(speech) => speech,
            Err(e) => {
                record_broken(ctx, &e, None, speaker.model(&request).as_deref(), times).await;
                return Err(e);
            }
        };
        let served = speech.served.clone();
        match pour(speech, times, &mut outlet, Some(&mut ctx.out)).await {
            Ok(piece) => {
                record_spoken(ctx, &piece).await;
                said.push(piece);
            }
            Err(e) => {
                record_broken(ctx, &e, Some(served), None, times).await;
                return Err(e);
            }
        }
    }
    let media_type = outlet.media_type;
    let bytes = outlet.finish(Some(&mut ctx.out))?;
    if let (Some(file), Some(first)) = (args.out.as_deref().filter(|p| *p != Path::new("-")), said.first()) {
        let counted = said.iter().filter_map(|p| p.characters);
        let saved = Saved {
            path: file.display().to_string(),
            media_type,
            bytes,
            provider: first.served.provider.clone(),
            model: first.served.model.clone(),
            request_id: first.served.request_id.clone(),
            characters: counted.reduce(|a, b| a + b),
            first_audio_ms: first.times.first.map(|f| f.duration_since(started).as_millis()),
            latency_ms: started.elapsed().as_millis(),
        };
        outlet::tell_mismatch(ctx, file, media_type);
        ctx.out.record(&saved)?;
    }
    ctx.out.flush()
}

/// Lets one piece of speech out as it comes.
///
/// # Errors
/// The stream's own; what the outlet says.
pub async fn pour(
    mut speech: Speech,
    mut times: Times,
    outlet: &mut Outlet,
    mut out: Option<&mut Output>,
) -> Result<Piece> {
    let mut characters = None;
    while let Some(event) = speech.events.next().await {
        match event? {
            Spoken::Audio(bytes) => {
                times.first.get_or_insert_with(Instant::now);
                outlet.write(out.as_deref_mut(), &bytes).await?;
            }
            Spoken::Characters(n) => characters = Some(n),
        }
    }
    outlet.end_piece().await?;
    Ok(Piece {
        served: speech.served,
        times,
        characters,
    })
}

/// Leaves the figures of a piece.
pub async fn record_spoken(ctx: &Context, piece: &Piece) {
    let answer = Answer {
        served: Some(piece.served.clone()),
        ..Answer::default()
    };
    record::answered(ctx, Task::Speak.name(), &answer, piece.times).await;
}

/// Leaves the figures of a piece that was refused, or broke off while somebody spoke.
pub async fn record_broken(ctx: &Context, e: &Error, served: Option<Served>, model: Option<&str>, times: Times) {
    let answer = served.map(|served| Answer {
        served: Some(served),
        ..Answer::default()
    });
    record::failed(ctx, Task::Speak.name(), e, answer.as_ref(), model, times).await;
}

/// Where programs are looked for.
pub fn search_path(ctx: &Context) -> OsString {
    ctx.settings.passed_on("PATH").unwrap_or_default().into()
}

async fn text(ctx: &Context, args: &SpeakArgs) -> Result<String> {
    let mut text = args.text.join(" ");
    let from_stdin = text == "-" || (text.is_empty() && stdin::is_given());
    if from_stdin {
        text = stdin::read_text(ctx.out.err()).await?;
    }
    if text.trim().is_empty() {
        return Err(
            Error::usage(text!("there is nothing to say", "没有要朗读的内容")).hint(text!(
                "vh speak --out hello.mp3 \"Hello\", or pipe a text into it",
                "vh speak --out hello.mp3 \"你好\"，或用管道传入"
            )),
        );
    }
    Ok(text.trim().to_owned())
}
