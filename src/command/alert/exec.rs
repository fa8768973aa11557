//! `vh alert exec -- CMD`: the command runs as if `vh` were not there, and its end is told. Whatever becomes of the alert, the
//! exit code is the command's. Nothing that looks like a secret leaves with its output.

use std::time::{Duration, Instant};

use super::super::Context;
use super::gather::{blank, labels};
use super::sender::Sender;
use super::told;
use crate::alert::look::one_line;
use crate::alert::note::{self, INFO, Note};
use crate::alert::shapes;
use crate::child::watched::{self, Ended};
use crate::cli::alert::{ExecArgs, When};
use crate::error::Result;
use crate::http::human;
use crate::output::sanitize::sanitize;
use crate::secret;
use crate::text;

/// More than the tail is kept, so that a secret is recognised before the cut takes its beginning.
const MARGIN_BYTES: usize = 64 << 10;
const TITLE_CHARS: usize = 200;

pub(super) async fn exec(ctx: &mut Context, args: ExecArgs) -> Result<u8> {
    // What is wrong with the channels is told before the job runs, which may take hours.
    let sender = Sender::new(ctx)?;
    let plan = sender.plan(&args.level, &args.to, false)?;
    let own = labels(&args.label)?;
    let started = Instant::now();
    let ended = watched::run(&args.command, args.timeout, args.tail.saturating_add(MARGIN_BYTES)).await?;
    let took = started.elapsed();
    if let Some(reason) = &ended.not_started {
        let program = args
            .command
            .first()
            .map(|p| p.to_string_lossy().into_owned())
            .unwrap_or_default();
        ctx.out.err().note(&text!(
            "cannot start {program}: {reason}",
            "无法启动 {program}：{reason}"
        ));
    }
    // Connecting resolves the channels' secrets, and so makes them known before anything is written down.
    for (channel, _) in plan.channels() {
        let _ = sender.channel(channel).await;
    }
    remember_environment();
    let mut note = job(ctx, &args, &ended, took);
    note.labels.extend(own);
    note.labels.sort();
    let failed = ended.code != 0;
    if let Err(e) = tell(ctx, &sender, &args, note, failed).await {
        // The job's end is what the caller asked for.
        ctx.out.error(&e);
    }
    Ok(ended.code)
}

async fn tell(ctx: &Context, sender: &Sender<'_>, args: &ExecArgs, mut note: Note, failed: bool) -> Result<()> {
    // A change is told once, however long it lasts.
    let window = match args.on {
        When::Failure => None,
        When::Change => Some(Duration::from_secs(u64::MAX / 4096)),
        When::Always => Some(Duration::ZERO),
    };
    if !failed {
        let known = match ctx.state().await {
            Ok(state) => state
                .discipline()
                .problem(&note.fingerprint)
                .await
                .ok()
                .flatten()
                .is_some(),
            Err(_) => false,
        };
        match args.on {
            When::Failure | When::Change if !known => return Ok(()),
            When::Failure => {
                // It works again: the next failure is news.
                return ctx.state().await?.discipline().forget(&note.fingerprint).await;
            }
            When::Change => note.resolved = true,
            When::Always if known => note.resolved = true,
            When::Always => note.level = INFO.to_owned(),
        }
    } else {
        sender.escalate(&mut note).await;
    }
    let plan = sender.plan(&note.level, &args.to, false)?;
    let raised = sender.raise(note, plan, window).await?;
    for line in told::said(&raised) {
        ctx.out.err().note(&line);
    }
    told::end(raised)
}

/// What the job did, without what must not leave.
fn job(ctx: &Context, args: &ExecArgs, ended: &Ended, took: Duration) -> Note {
    let mut note = blank(ctx);
    let command: Vec<String> = args.command.iter().map(|a| a.to_string_lossy().into_owned()).collect();
    let command = clean(&command.join(" "));
    let name = args.name.clone().unwrap_or_else(|| one_line(&command, 80));
    let took = human(took);
    let code = ended.code;
    let how = match (&ended.not_started, ended.timed_out, code) {
        (Some(_), ..) => format!("无法启动 (exit {code})"),
        (None, true, _) => format!("超时 (exit {code})"),
        (None, false, 0) => "成功".to_owned(),
        (None, false, 129..) => format!("被信号 {} 终止 (exit {code})", code - 128),
        _ => format!("失败 (exit {code})"),
    };
    note.level.clone_from(&args.level);
    note.title = one_line(&clean(&format!("{name} {how}")), TITLE_CHARS);
    let mut text = format!("命令: {command}\n耗时: {took}");
    if let Ok(dir) = std::env::current_dir() {
        text.push_str(&format!("\n目录: {}", dir.display()));
    }
    if let Some(reason) = &ended.not_started {
        text.push_str(&format!("\n原因: {reason}"));
    }
    let tail = tail(&clean(&String::from_utf8_lossy(&ended.tail)), args.tail);
    if !tail.trim().is_empty() {
        text.push_str(&format!("\n\n{}", tail.trim_end()));
    }
    note.text = clean(&text);
    // The job, not how it ended: its recovery is about the same problem.
    note.fingerprint = note::fingerprint(&note.host, &format!("exec {name}"), &[]);
    note
}

fn clean(text: &str) -> String {
    let plain = uncolored(text);
    shapes::hidden(&secret::scrub(&sanitize(&plain)))
}

/// Text without a terminal's colours and cursor movements, and of a line that was written over again (a progress bar) only what
/// stood there last. Source: ECMA-48, 5.4 (CSI), 5.6 (OSC).
fn uncolored(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\u{1b}', Some('[')) => {
                chars.next();
                while chars.next().is_some_and(|c| !('\u{40}'..='\u{7e}').contains(&c)) {}
            }
            ('\u{1b}', Some(']')) => while chars.next().is_some_and(|c| c != '\u{7}' && c != '\u{9c}') {},
            ('\r', Some('\n')) => {}
            ('\r', _) => out.truncate(out.rfind('\n').map_or(0, |at| at + 1)),
            (c, _) => out.push(c),
        }
    }
    out
}

/// The last bytes, from a whole character on.
fn tail(text: &str, most_bytes: usize) -> String {
    let mut start = text.len().saturating_sub(most_bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    if start == 0 {
        text.to_owned()
    } else {
        format!("…{}", &text[start..])
    }
}

/// Values of variables that are secrets by their names.
fn remember_environment() {
    for (name, value) in std::env::vars_os() {
        let (name, value) = (
            name.to_string_lossy().to_ascii_uppercase(),
            value.to_string_lossy().into_owned(),
        );
        if ["KEY", "TOKEN", "SECRET", "PASS"]
            .iter()
            .any(|word| name.contains(word))
        {
            secret::remember(&name, &value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_progress_bars_are_taken_out() {
        assert_eq!(uncolored("\u{1b}[1;31mred\u{1b}[0m\r\n10%\r20%\rdone\n"), "red\ndone\n");
        assert_eq!(uncolored("\u{1b}]0;title\u{7}x"), "x");
        assert_eq!(tail("日本語", 4), "…語");
    }
}
