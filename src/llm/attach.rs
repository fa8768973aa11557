//! Which attachments a provider takes in a conversation. What it does not take is told before anything is sent, and another
//! provider may be asked.
//! Source: `reference/llm.md` §2.1, content parts.

use super::Connection;
use super::presets::Protocol;
use super::types::{ChatRequest, Content, Part, Source};
use crate::error::{Error, Kind, Result};
use crate::text;
use crate::text::Text;

/// Fails when the request holds an attachment that this provider has no form for. `responses` is the API that is used.
///
/// # Errors
/// [`Kind::Invalid`] naming provider and attachment; nothing was sent.
pub fn check(request: &ChatRequest, c: &Connection, responses: bool) -> Result<()> {
    for message in &request.messages {
        let Content::Parts(parts) = &message.content else {
            continue;
        };
        for part in parts {
            if let Some(why) = refused(part, c, responses) {
                let error = Error::new(Kind::Invalid, why).provider(&c.target.name);
                return Err(error.hint(hint(part)));
            }
        }
    }
    Ok(())
}

fn refused(part: &Part, c: &Connection, responses: bool) -> Option<Text> {
    let kind = c.preset.kind;
    let claude = c.preset.protocol == Protocol::Claude;
    match part {
        Part::Audio(_) if claude => Some(text!("{kind} takes no audio", "{kind} 不接受音频")),
        Part::Audio(_) if responses => Some(text!("the Responses API takes no audio", "Responses API 不接受音频")),
        Part::Audio(Source::Url(_)) if kind == "openai" => Some(text!(
            "{kind} takes audio as a file, not as an address",
            "{kind} 只接受音频文件，不接受地址"
        )),
        Part::Audio(Source::Data { media_type, .. })
            if kind == "openai" && !["audio/wav", "audio/mpeg"].contains(&media_type.as_str()) =>
        {
            Some(text!(
                "{kind} takes audio as wav or mp3, not as {media_type}",
                "{kind} 接受 wav 或 mp3 音频，不接受 {media_type}"
            ))
        }
        Part::Document(..) if kind == "ark" => Some(text!("{kind} takes no PDF in a chat", "{kind} 的对话不接受 PDF")),
        Part::Document(Source::Url(_), _) if !claude && !responses => Some(text!(
            "{kind} takes a PDF as a file, not as an address",
            "{kind} 只接受 PDF 文件，不接受地址"
        )),
        _ => None,
    }
}

fn hint(part: &Part) -> Text {
    match part {
        Part::Audio(_) => text!(
            "vh transcribe FILE | vh chat …, or another provider: openai and ark take audio",
            "可用 vh transcribe 文件 | vh chat …，或换用接受音频的 openai、ark"
        ),
        _ => text!(
            "another provider may: openai takes a PDF as a file, claude also as an address",
            "可换用其他服务商：openai 接受 PDF 文件，claude 还接受地址"
        ),
    }
}
