//! `vh gateway record`: as the mini program records. Enter or Ctrl-C ends it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::{Source, words_of};
use crate::cli::gateway::RecordArgs;
use crate::command::{Context, now, stdin};
use crate::error::Result;
use crate::output::Record;
use crate::output::file::Written;
use crate::recorder::{self, Format, Take};
use crate::text;
use crate::text::Text;

/// The mini program's own setting.
const VOICE: Format = Format::Mp3 { kbit: 48 };

/// A recording.
#[derive(Serialize)]
struct Recorded {
    file: String,
    bytes: u64,
    seconds: f64,
}

impl Record for Recorded {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("file", "文件"),
            Text::pair("bytes", "字节"),
            Text::pair("seconds", "秒"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.file.clone(),
            self.bytes.to_string(),
            format!("{:.1}", self.seconds),
        ]
    }
}

pub(super) async fn record(ctx: &mut Context, args: RecordArgs) -> Result<()> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let recorder = recorder::find(&path, VOICE, |name| std::env::var_os(name))?;
    let file = args.out.clone().unwrap_or_else(name_of_now);
    // Whether a file may be replaced is settled before anybody speaks.
    drop(Written::create(&file, ctx.yes)?);
    let take = Take {
        path: &file,
        format: VOICE,
        limit: Duration::from_secs(args.seconds),
        device: args.device.as_deref(),
    };
    let (program, seconds) = (recorder.name(), args.seconds);
    ctx.out.err().note(&text!(
        "recording with {program}, at most {seconds} s; Enter or Ctrl-C ends it",
        "正在用 {program} 录音，最长 {seconds} 秒；按 Enter 或 Ctrl-C 结束"
    ));
    ctx.interrupts.take();
    let interrupts = ctx.interrupts.clone();
    let stop = async {
        tokio::select! {
            () = interrupts.wait() => {}
            () = enter() => {}
        }
    };
    recorder.record(&take, stop).await?;
    if args.transcribe {
        let words = words_of(ctx, &args.account, Source::Here(&file), args.probe).await;
        if args.out.is_none() && words.is_ok() {
            // Nobody asked for the file itself.
            let _ = std::fs::remove_file(&file);
        }
        return words;
    }
    ctx.out.record(&told(&file))
}

/// Waits for Enter at the keyboard; for ever where there is none.
async fn enter() {
    if stdin::is_terminal() && matches!(stdin::line().await, Ok(true)) {
        return;
    }
    std::future::pending().await
}

fn told(file: &Path) -> Recorded {
    let bytes = std::fs::metadata(file).map_or(0, |m| m.len());
    Recorded {
        file: file.display().to_string(),
        bytes,
        // A constant bit rate tells the length.
        seconds: bytes as f64 * 8.0 / 48_000.0,
    }
}

fn name_of_now() -> PathBuf {
    let stamp = humantime::format_rfc3339_seconds(now()).to_string();
    PathBuf::from(format!("voice-{}.mp3", stamp.replace([':', '-'], "")))
}
