//! The question of `vh chat`: arguments, standard input, system prompt, attachments, or a whole conversation as JSON.

use std::path::Path;

use base64::Engine as _;
use serde_json::Map;

use super::{Context, stdin};
use crate::cli::chat::ChatArgs;
use crate::error::{Error, Kind, Result};
use crate::llm::{Content, Message, Part, Role, Source, magic};
use crate::text;

/// The largest attachment: what the largest provider takes, before base64.
const ATTACH_CAP_BYTES: u64 = 20 << 20;

/// The conversation that the arguments make.
///
/// # Errors
/// [`Kind::Usage`] for none, or one that cannot be read; [`Kind::NotFound`] and [`Kind::Local`] of files.
pub async fn conversation(ctx: &Context, args: &ChatArgs) -> Result<Vec<Message>> {
    if let Some(path) = &args.messages {
        let mut messages = Message::parse_all(&read_messages(ctx, path).await?)?;
        if !args.prompt.is_empty() || !args.attach.is_empty() {
            messages.push(question(args.prompt.join(" "), &args.attach)?);
        }
        return Ok(messages);
    }
    let mut prompt = args.prompt.join(" ");
    if !args.no_stdin && stdin::is_given() {
        let piped = stdin::read_text(ctx.out.err()).await?;
        let piped = piped.trim_end_matches(['\n', '\r']);
        if !prompt.is_empty() && !piped.is_empty() {
            prompt.push_str("\n\n");
        }
        prompt.push_str(piped);
    }
    if prompt.trim().is_empty() && args.attach.is_empty() {
        return Err(Error::usage(text!("there is no question", "没有问题")).hint(text!(
            "vh chat \"…\", or pipe one into it",
            "vh chat \"…\"，或用管道传入"
        )));
    }
    let mut messages = system_message(args.system.as_deref())?;
    messages.push(question(prompt, &args.attach)?);
    Ok(messages)
}

/// The system prompt as the first turn, where one is given.
///
/// # Errors
/// [`Kind::NotFound`] and [`Kind::Local`] for a file that cannot be read.
pub fn system_message(system: Option<&str>) -> Result<Vec<Message>> {
    let Some(system) = system else {
        return Ok(Vec::new());
    };
    let text = match system.strip_prefix('@') {
        Some(path) => String::from_utf8(read_file(Path::new(path), ATTACH_CAP_BYTES)?)
            .map_err(|_| Error::usage(text!("{path} is not UTF-8 text", "{path} 不是 UTF-8 文本")))?,
        None => system.to_owned(),
    };
    Ok(vec![Message::text(Role::System, text)])
}

async fn read_messages(ctx: &Context, path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        stdin::read_all(ctx.out.err()).await
    } else {
        read_file(path, 64 << 20)
    }
}

/// A question with its attachments.
///
/// # Errors
/// As [`read_file`]; [`Kind::Usage`] for what no model takes.
pub fn question(prompt: String, attach: &[String]) -> Result<Message> {
    if attach.is_empty() {
        return Ok(Message::text(Role::User, prompt));
    }
    let mut parts = Vec::new();
    if !prompt.is_empty() {
        parts.push(Part::Text(prompt));
    }
    for place in attach {
        parts.push(attachment(place)?);
    }
    Ok(Message {
        role: Role::User,
        content: Content::Parts(parts),
        extra: Map::new(),
    })
}

/// A file by its content, an address by how it ends: addresses are passed on, and never fetched here.
fn attachment(place: &str) -> Result<Part> {
    if place.starts_with("http://") || place.starts_with("https://") {
        let path = place.split(['?', '#']).next().unwrap_or(place);
        let (_, ending) = path.rsplit_once('.').unwrap_or(("", ""));
        let source = Source::Url(place.to_owned());
        return Ok(part(magic::of_extension(ending).unwrap_or("image/*"), source, path));
    }
    let bytes = read_file(Path::new(place), ATTACH_CAP_BYTES)?;
    let media_type = magic::media_type(&bytes).ok_or_else(|| {
        Error::usage(text!(
            "{place} is nothing that models take: a picture, a recording or a PDF",
            "{place} 不是模型可接受的图片、音频或 PDF"
        ))
    })?;
    let source = Source::Data {
        media_type: media_type.to_owned(),
        base64: base64::engine::general_purpose::STANDARD.encode(bytes),
    };
    Ok(part(media_type, source, place))
}

fn part(media_type: &str, source: Source, place: &str) -> Part {
    match media_type {
        "application/pdf" => {
            let name = place.rsplit('/').next().unwrap_or(place);
            Part::Document(source, name.to_owned())
        }
        audio if audio.starts_with("audio/") => Part::Audio(source),
        _ => Part::Image(source),
    }
}

/// A whole file, at most `cap_bytes`.
///
/// # Errors
/// [`Kind::NotFound`], [`Kind::Local`], and [`Kind::Usage`] beyond the cap.
pub fn read_file(path: &Path, cap_bytes: u64) -> Result<Vec<u8>> {
    let shown = path.display();
    let cannot = |e: std::io::Error| {
        let what = text!("cannot read {shown}", "无法读取 {shown}");
        let missing = e.kind() == std::io::ErrorKind::NotFound;
        let error = Error::local(what, e);
        if missing {
            error.with_kind(Kind::NotFound)
        } else {
            error
        }
    };
    let size = std::fs::metadata(path).map_err(cannot)?.len();
    if size > cap_bytes {
        return Err(Error::usage(text!(
            "{shown} has {size} bytes, and at most {cap_bytes} can be sent",
            "{shown} 有 {size} 字节，最多可发送 {cap_bytes} 字节"
        )));
    }
    std::fs::read(path).map_err(cannot)
}
