//! The original system's mail: a header bar in the colour of the level, the content with its lines, time, name of the system.
//! Everything that is not ours is escaped; no picture is fetched; styles stand inline, because mail programs drop all others.

use super::super::look::{Form, Look, colors, emoji};
use super::super::note::Note;

/// The HTML part.
pub(super) fn body(note: &Note, look: &Look, channel: &str) -> String {
    if let Some(own) = look.templated(channel, Form::Html, note) {
        return own;
    }
    let (back, front) = colors(note);
    let title = escaped(&note.title);
    let text = escaped(&note.text).replace('\n', "<br>\n");
    let mut rows = String::new();
    let mut row = |name: &str, value: &str| {
        rows.push_str(&format!(
            "<tr><td style=\"padding:2px 12px 2px 0;color:#495057;white-space:nowrap\">{}</td>\
             <td style=\"padding:2px 0\">{}</td></tr>\n",
            escaped(name),
            escaped(value)
        ));
    };
    if !note.bare {
        for (name, value) in &note.labels {
            row(name, value);
        }
    }
    row("时间", &look.time(note.at_ms));
    if !note.bare {
        for line in look.origin(note) {
            let (name, value) = line.split_once(": ").unwrap_or(("", &line));
            row(name, value);
        }
    }
    row("系统", &look.system);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body style=\"margin:0;padding:16px;background:#ffffff;color:#212529;font-family:sans-serif\">\n\
         <div style=\"max-width:640px;margin:0 auto;border:1px solid #dee2e6\">\n\
         <div style=\"background:{back};color:{front};padding:12px 16px\">\
         <h2 style=\"margin:0;font-size:18px\">{emoji} {title}</h2></div>\n\
         <div style=\"padding:16px;line-height:1.5\">{text}</div>\n\
         <table style=\"padding:0 16px 16px;font-size:13px;border-collapse:collapse\">\n{rows}</table>\n\
         </div>\n</body></html>\n",
        emoji = emoji(note)
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\r' => {}
            // What HTML forbids in text. Source: HTML, "noncharacters and controls".
            c if c.is_control() && c != '\n' && c != '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::Alerts;

    #[test]
    fn what_is_not_ours_is_escaped_and_lines_are_kept() {
        let note = Note {
            level: "critical".into(),
            title: "<script>alert(1)</script>".into(),
            text: "a & b\n\"c\"".into(),
            labels: vec![("k'".into(), "<v>".into())],
            ..Note::default()
        };
        let html = body(&note, &Look::new(&Alerts::default()).unwrap(), "mail");
        assert!(!html.contains("<script>") && !html.contains("<v>"), "{html}");
        assert!(html.contains("a &amp; b<br>\n&quot;c&quot;"), "{html}");
        assert!(html.contains("#dc3545") && html.contains("VoiceHelper智能语音助手"));
        assert!(!html.contains("http"), "nothing is fetched");
    }
}
