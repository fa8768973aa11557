//! What was typed, piped or posted, as notes. An alert is never lost to a missing argument: with nothing to say it still says
//! where and by whom it was raised.

use std::path::Path;
use std::time::Duration;

use base64::Engine as _;

use super::super::{Context, now, stdin};
use super::{From, SendArgs};
use crate::alert::incoming::{self, Source};
use crate::alert::look::one_line;
use crate::alert::note::{self, Attachment, INFO, Note};
use crate::error::{Error, Kind, Result};
use crate::state::unix_ms;
use crate::text;

/// The longest title.
const TITLE_CHARS: usize = 200;
/// What may go along, in all.
const ATTACHED_CAP_BYTES: u64 = 10 << 20;
/// A pipe that nobody writes to must not hold an alert back for longer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The machine's name.
pub(super) fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Who called.
pub(super) fn caller(ctx: &Context) -> String {
    let user = ["SUDO_USER", "USER", "LOGNAME"]
        .iter()
        .find_map(|name| ctx.settings.passed_on(name));
    match user {
        Some(user) => user.to_owned(),
        None => format!("uid {}", rustix::process::getuid().as_raw()),
    }
}

/// A note with what every note has.
pub(super) fn blank(ctx: &Context) -> Note {
    let at = now();
    Note {
        id: note::new_id(at),
        at_ms: unix_ms(at),
        host: host(),
        caller: caller(ctx),
        ..Note::default()
    }
}

/// `NAME=VALUE` of `--label`.
pub(super) fn labels(given: &[String]) -> Result<Vec<(String, String)>> {
    let mut labels = Vec::new();
    for text in given {
        let (name, value) = text
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| Error::usage(text!("--label wants NAME=VALUE", "--label 的写法是 NAME=VALUE")))?;
        labels.push((one_line(name, 100), one_line(value, 1000)));
    }
    labels.sort();
    Ok(labels)
}

/// The note of a command line.
pub(super) async fn note(ctx: &mut Context, args: &SendArgs) -> Result<Note> {
    let mut note = blank(ctx);
    note.level = args.level.clone().unwrap_or_else(|| INFO.to_owned());
    note.labels = labels(&args.label)?;
    note.mobiles.clone_from(&args.at);
    note.at_all = args.at_all;
    note.bare = args.bare;
    note.resolved = args.resolve.is_some();
    note.template = template(args)?;
    note.attachments = attachments(&args.attach)?;
    let words = said(ctx, args).await?;
    let (title, text) = match &args.title {
        Some(title) => (title.clone(), words),
        None => match words.split_once('\n') {
            Some((first, rest)) => (first.to_owned(), rest.to_owned()),
            None => (words, String::new()),
        },
    };
    note.title = one_line(&title, TITLE_CHARS);
    note.text = text.trim_end().to_owned();
    if note.title.is_empty() && note.text.is_empty() && args.resolve.is_none() {
        if ctx.prompt.can_ask() {
            let nothing = text!("give the text as an argument", "请以参数给出内容");
            let typed = ctx
                .prompt
                .text(&text!("What happened?", "发生了什么？"), None, nothing)?;
            note.title = one_line(&typed, TITLE_CHARS);
        }
        if note.title.is_empty() {
            note.title = "no text given".to_owned();
            ctx.out.err().note(&text!(
                "no text and no title were given; the alert is sent all the same",
                "没有给出内容和标题；告警仍会发送"
            ));
        }
    } else if note.title.is_empty() {
        note.title = one_line(
            note.text.lines().find(|l| !l.trim().is_empty()).unwrap_or(""),
            TITLE_CHARS,
        );
    }
    note.fingerprint = match args.dedup_key.as_ref().or(args.resolve.as_ref()) {
        Some(key) => note::fingerprint_of_key(key),
        None => note::fingerprint(&note.host, &note.title, &note.labels),
    };
    Ok(note)
}

/// The text of the arguments, or of standard input.
async fn said(ctx: &Context, args: &SendArgs) -> Result<String> {
    let explicit = args.text.iter().any(|t| t == "-");
    if !args.text.is_empty() && !explicit {
        return Ok(args.text.join(" "));
    }
    let bytes = if explicit {
        stdin::read_all(ctx.out.err()).await?
    } else if !args.no_stdin && stdin::is_given() {
        match tokio::time::timeout(PATIENCE, stdin::read_all(ctx.out.err())).await {
            Ok(bytes) => bytes?,
            Err(_) => {
                ctx.out.err().note(&text!(
                    "standard input stays silent; the alert is sent without it",
                    "标准输入一直没有数据；告警将不带该内容发送"
                ));
                Vec::new()
            }
        }
    } else {
        Vec::new()
    };
    // A log is not always UTF-8; an alert is sent whatever it is.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn template(args: &SendArgs) -> Result<Option<String>> {
    match args.template.as_deref().map(|t| (t, t.strip_prefix('@'))) {
        None => Ok(None),
        Some((_, Some(file))) => std::fs::read_to_string(file)
            .map(Some)
            .map_err(|e| Error::local(text!("cannot read {file}", "无法读取 {file}"), e)),
        Some((text, None)) => Ok(Some(text.to_owned())),
    }
}

fn attachments(files: &[std::path::PathBuf]) -> Result<Vec<Attachment>> {
    let (mut all, mut total) = (Vec::new(), 0);
    for path in files {
        let shown = path.display();
        let cannot = |e| Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e);
        total += std::fs::metadata(path).map_err(cannot)?.len();
        if total > ATTACHED_CAP_BYTES {
            return Err(Error::new(
                Kind::Usage,
                text!(
                    "the attachments are larger than {ATTACHED_CAP_BYTES} bytes",
                    "附件总计超过 {ATTACHED_CAP_BYTES} 字节"
                ),
            ));
        }
        let bytes = std::fs::read(path).map_err(cannot)?;
        let name = path.file_name().unwrap_or(Path::new("file").as_os_str());
        all.push(Attachment {
            name: one_line(&name.to_string_lossy(), 120),
            data: base64::engine::general_purpose::STANDARD.encode(bytes),
        });
    }
    Ok(all)
}

/// The notes of a monitoring system's webhook.
pub(super) async fn webhook(ctx: &mut Context, args: &SendArgs, from: From) -> Result<Vec<Note>> {
    let source = match from {
        From::Alertmanager => Source::Alertmanager,
        From::Grafana => Source::Grafana,
        From::Auto => Source::Auto,
    };
    let bytes = stdin::read_all(ctx.out.err()).await?;
    let blank = blank(ctx);
    let mut notes = incoming::read(&bytes, source, blank.at_ms)?;
    let own = labels(&args.label)?;
    let template = template(args)?;
    for note in &mut notes {
        note.id = note::new_id(now());
        if note.host.is_empty() {
            note.host.clone_from(&blank.host);
        }
        if let Some(level) = &args.level {
            note.level.clone_from(level);
        }
        note.title = one_line(&note.title, TITLE_CHARS);
        note.labels.extend(own.iter().cloned());
        note.mobiles.clone_from(&args.at);
        note.at_all = args.at_all;
        note.bare = args.bare;
        note.template.clone_from(&template);
    }
    Ok(notes)
}
