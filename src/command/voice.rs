//! `vh talk`: a conversation by voice. What is said is recorded and written down, a model answers, and the answer is spoken
//! sentence by sentence while it is still being written.

use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::task::JoinHandle;

use super::outlet::Outlet;
use super::record::Times;
use super::sandbox::TempDir;
use super::session::Session;
use super::speak::{Piece, pour, record_broken, record_spoken, search_path};
use super::talk::Talk;
use super::{Context, chat, players, question, stdin, transcribe};
use crate::cli::chat::ChatArgs;
use crate::cli::media::TalkArgs;
use crate::error::{Error, Kind, Result};
use crate::http::{self, Budget};
use crate::llm::media::{Audio, Speaker, Speech, SpeechRequest, Task, TranscribeRequest, Transcriber};
use crate::llm::sentences::Sentences;
use crate::llm::{ChatRequest, Message, Role, Served};
use crate::recorder::{self, Format, Recorder, Take};
use crate::text;

/// How many sentences are asked for ahead of the one that is heard.
const AHEAD: usize = 1;

/// `vh talk`.
///
/// # Errors
/// Any [`Kind`].
pub async fn talk(ctx: &mut Context, args: TalkArgs) -> Result<()> {
    // All that could be wrong is told before anybody speaks.
    let variable = |name: &str| ctx.settings.passed_on(name).map(OsString::from);
    let recorder = match &args.input {
        Some(_) => None,
        None => Some(recorder::find(&search_path(ctx), Format::Wav, variable).map_err(or_a_file)?),
    };
    let transcriber = ctx
        .settings
        .media_table(Task::Transcribe, args.transcriber.as_deref())?;
    let transcriber = ctx.provider(&transcriber).await?.into_transcriber()?;
    let voice = match args.no_audio {
        true => None,
        false => Some(Voice::new(ctx, &args).await?),
    };
    let chat_args = chat_args(&args);
    let entries = chat::entries(ctx, &chat_args).await?;
    let session = Session::open(ctx, &chat_args).await?;
    let request = ChatRequest {
        model: args.model.clone(),
        ..ChatRequest::default()
    };
    let mut talk = Talk::new(entries, request, session);
    if let Some(system) = question::system_message(chat_args.system.as_deref())?.pop() {
        talk.set_system(system);
    }
    let Some(recorder) = recorder else {
        let input = args.input.as_deref().unwrap_or(Path::new("-"));
        let audio = transcribe::recording(ctx, input).await?;
        return turn(ctx, &args, &chat_args, &*transcriber, voice.as_ref(), &mut talk, audio).await;
    };
    let mut first = true;
    loop {
        let Some(audio) = record(ctx, &args, &recorder, first).await? else {
            return Ok(());
        };
        first = false;
        let done = turn(ctx, &args, &chat_args, &*transcriber, voice.as_ref(), &mut talk, audio).await;
        match done {
            Ok(()) if stdin::is_terminal() => {}
            // At the keyboard a failed turn is told, and the next awaited.
            Err(e) if stdin::is_terminal() && !matches!(e.kind, Kind::Closed | Kind::Local) => ctx.out.error(&e),
            done => return done,
        }
    }
}

/// Whoever has no microphone may have a recording.
fn or_a_file(e: Error) -> Error {
    let other = text!("or give --input FILE", "或使用 --input 文件");
    let hint = match &e.hint {
        Some(hint) => hint.clone().join("; ", other),
        None => other,
    };
    e.hint(hint)
}

fn chat_args(args: &TalkArgs) -> ChatArgs {
    ChatArgs {
        provider: args.provider.clone(),
        model: args.model.clone(),
        system: args.system.clone(),
        session: args.session.clone(),
        continue_last: args.continue_last,
        no_store: args.no_store,
        no_stdin: true,
        ..ChatArgs::default()
    }
}

/// One question and its answer.
async fn turn(
    ctx: &mut Context,
    args: &TalkArgs,
    chat_args: &ChatArgs,
    transcriber: &dyn Transcriber,
    voice: Option<&Voice>,
    talk: &mut Talk,
    audio: Audio,
) -> Result<()> {
    let outlet = match voice {
        Some(voice) => Some(voice.outlet(ctx, args)?),
        None => None,
    };
    let heard = TranscribeRequest {
        model: None,
        audio,
        language: args.language.clone(),
        prompt: None,
        times: false,
        options: serde_json::Map::new(),
        budget: Budget::start(),
    };
    let heard = transcribe::listen(ctx, transcriber, &heard).await?;
    let said = heard.text.trim();
    if said.is_empty() {
        return Err(Error::new(Kind::Invalid, text!("no speech was heard", "没有听到语音")));
    }
    ctx.out.err().note(&text!("you: {said}", "你：{said}"));
    talk.add(vec![Message::text(Role::User, said)]);
    let (Some(voice), Some(outlet)) = (voice, outlet) else {
        return talk.ask(ctx, chat_args).await.map(|_| ());
    };
    let (tell, told) = mpsc::unbounded_channel();
    talk.heard = Some(tell);
    let asking = async {
        let answered = talk.ask(ctx, chat_args).await.map(|_| ());
        // Whoever listens learns from this that it is over.
        talk.heard = None;
        answered
    };
    let (answered, spoken) = tokio::join!(asking, voice.speak(told, outlet));
    for piece in &spoken.pieces {
        record_spoken(ctx, piece).await;
    }
    if let Some((e, served, times)) = &spoken.broken {
        let model = voice.speaker.model(&voice.request);
        record_broken(ctx, e, served.clone(), model.as_deref(), *times).await;
    }
    answered?;
    match spoken.broken.map(|(e, ..)| e).or(spoken.unwritten) {
        Some(e) => Err(e),
        None => Ok(()),
    }
}

/// Who speaks, and how.
struct Voice {
    speaker: Arc<dyn Speaker>,
    request: SpeechRequest,
}

/// What became of an answer's speech.
#[derive(Default)]
struct Spoken {
    pieces: Vec<Piece>,
    /// What ended it early: the error, who spoke, and since when.
    broken: Option<(Error, Option<Served>, Times)>,
    /// It was spoken, and could not be kept.
    unwritten: Option<Error>,
}

impl Spoken {
    fn ended_by(self, e: Error, served: Option<Served>, times: Times) -> Spoken {
        Spoken {
            broken: Some((e, served, times)),
            ..self
        }
    }
}

impl Voice {
    async fn new(ctx: &Context, args: &TalkArgs) -> Result<Voice> {
        let name = ctx.settings.media_table(Task::Speak, args.speaker.as_deref())?;
        let mut format = args.format.clone();
        if args.out.is_none() && format.is_none() {
            format = players::playable_format(&search_path(ctx))?.map(str::to_owned);
        }
        if args.out.is_some() && format.as_deref() == Some("flac") {
            return Err(Error::usage(text!(
                "sentences in flac cannot be one file; take mp3, opus, aac, wav or pcm",
                "多段 flac 不能合成一个文件；请用 mp3、opus、aac、wav 或 pcm"
            )));
        }
        Ok(Voice {
            speaker: ctx.provider(&name).await?.into_speaker()?,
            request: SpeechRequest {
                model: None,
                text: String::new(),
                voice: args.voice.clone(),
                format,
                speed: None,
                options: serde_json::Map::new(),
                budget: Budget::start(),
            },
        })
    }

    fn outlet(&self, ctx: &Context, args: &TalkArgs) -> Result<Outlet> {
        let outlet = match &args.out {
            Some(path) => Outlet::file(ctx, path)?,
            None => Outlet::player(search_path(ctx)),
        };
        Ok(outlet.several())
    }

    /// Speaks what it is told, in order; the next sentence is asked for while one is heard.
    async fn speak(&self, mut told: UnboundedReceiver<String>, mut outlet: Outlet) -> Spoken {
        let (ahead, mut next) = mpsc::channel::<(Times, JoinHandle<Result<Speech>>)>(AHEAD);
        let asking = async move {
            let mut sentences = Sentences::default();
            while let Some(piece) = told.recv().await {
                for sentence in sentences.push(&piece) {
                    if ahead.send(self.begin(sentence)).await.is_err() {
                        return;
                    }
                }
            }
            if let Some(sentence) = sentences.finish() {
                // A listener that has given up needs no last word.
                let _ = ahead.send(self.begin(sentence)).await;
            }
        };
        // It owns the way the sentences come, so that the asking side learns when nobody listens any more.
        let hearing = async move {
            let mut spoken = Spoken::default();
            while let Some((times, speech)) = next.recv().await {
                let lost = |e| Err(Error::bug(format!("a sentence was lost: {e}")));
                let speech = match speech.await.unwrap_or_else(lost) {
                    Ok(speech) => speech,
                    Err(e) => return spoken.ended_by(e, None, times),
                };
                let served = speech.served.clone();
                match pour(speech, times, &mut outlet, None).await {
                    Ok(piece) => spoken.pieces.push(piece),
                    Err(e) => return spoken.ended_by(e, Some(served), times),
                }
            }
            if !spoken.pieces.is_empty() {
                spoken.unwritten = outlet.finish(None).err();
            }
            spoken
        };
        let ((), spoken) = tokio::join!(asking, hearing);
        spoken
    }

    /// Asks for a sentence.
    fn begin(&self, text: String) -> (Times, JoinHandle<Result<Speech>>) {
        let speaker = self.speaker.clone();
        let request = SpeechRequest {
            text,
            budget: Budget::start(),
            ..self.request.clone()
        };
        let times = Times {
            started: Instant::now(),
            first: None,
        };
        (times, tokio::spawn(async move { speaker.speak(&request).await }))
    }
}

/// Records until Enter, or for as long as was allowed; `None` when the keyboard ends.
async fn record(ctx: &Context, args: &TalkArgs, recorder: &Recorder, first: bool) -> Result<Option<Audio>> {
    let keyboard = stdin::is_terminal();
    let limit = http::human(args.record);
    if keyboard {
        if !first {
            ctx.out
                .err()
                .note(&text!("Enter speaks again, Ctrl-D ends", "回车继续说话，Ctrl-D 结束"));
            if !stdin::line().await? {
                return Ok(None);
            }
        }
        ctx.out.err().note(&text!(
            "recording; Enter ends it (at most {limit})",
            "正在录音；按回车结束（最长 {limit}）"
        ));
    } else {
        ctx.out.err().note(&text!("recording for {limit}", "录音 {limit}"));
    }
    let stop = async {
        if keyboard {
            // A keyboard that ends stops the recording too.
            let _ = stdin::line().await;
        } else {
            std::future::pending().await
        }
    };
    // What was said is nobody else's to hear, not for a moment.
    let dir = TempDir::new()?;
    let path = dir.path.join("question.wav");
    let take = Take {
        path: &path,
        format: Format::Wav,
        limit: args.record,
        device: args.device.as_deref(),
    };
    recorder.record(&take, stop).await?;
    // The file stays open when its name is gone.
    Ok(Some(Audio {
        name: "question.wav".to_owned(),
        media_type: "audio/wav",
        content: http::Piece::of_path(&path)?,
    }))
}
