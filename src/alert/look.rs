//! How an alert looks: the original system's emoji, colours and plain message, with zone, labels and origin added; and templates
//! of the user's own. A template that fails is replaced by the built-in text: an alert is never lost to its looks.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use minijinja::{AutoEscape, Environment};

use super::config::Alerts;
use super::note::{CRITICAL, INFO, Note, WARNING};
use crate::error::{Error, Result};
use crate::text;

/// What every channel needs to know to show an alert.
#[derive(Debug, Clone)]
pub struct Look {
    zone: TimeZone,
    /// The name of the system.
    pub system: String,
    templates: Vec<(String, String)>,
}

/// What a template writes, and so what it must escape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text.
    Text,
    /// The Markdown of robots.
    Markdown,
    /// HTML.
    Html,
    /// JSON.
    Json,
}

impl Form {
    /// The name under which `[alerts] templates` has it.
    fn name(self) -> &'static str {
        match self {
            Form::Text => "text",
            Form::Markdown => "markdown",
            Form::Html => "html",
            Form::Json => "json",
        }
    }
}

/// The emoji of a level.
pub fn emoji(note: &Note) -> &'static str {
    match note.level.as_str() {
        _ if note.resolved => "✅",
        CRITICAL => "🚨",
        WARNING => "⚠️",
        INFO => "ℹ️",
        _ => "🔔",
    }
}

/// The colour of a level, and one that can be read on it (contrast at least 4.5:1, WCAG 2.1, 1.4.3).
pub fn colors(note: &Note) -> (&'static str, &'static str) {
    match note.level.as_str() {
        _ if note.resolved => ("#157347", "#ffffff"),
        CRITICAL => ("#dc3545", "#ffffff"),
        WARNING => ("#ffc107", "#212529"),
        INFO => ("#17a2b8", "#000000"),
        _ => ("#6c757d", "#ffffff"),
    }
}

impl Look {
    /// From `[alerts]`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a time zone that does not exist, and for a template file that cannot be read.
    pub fn new(alerts: &Alerts) -> Result<Look> {
        let name = alerts.timezone.as_deref().unwrap_or("Asia/Shanghai");
        let zone = match TimeZone::get(name) {
            Ok(zone) => zone,
            // China has had one offset since 1991; a system without a zone database can still tell the time there.
            Err(_) if alerts.timezone.is_none() => TimeZone::fixed(jiff::tz::offset(8)),
            Err(_) => {
                return Err(Error::config(text!(
                    "alerts.timezone: there is no time zone {name}",
                    "alerts.timezone：没有时区 {name}"
                ))
                .hint(text!("write it as Asia/Shanghai or UTC", "写法如 Asia/Shanghai 或 UTC")));
            }
        };
        let mut templates = Vec::new();
        for (key, value) in &alerts.templates {
            let source = value.as_str().unwrap_or_default();
            let source = match source.strip_prefix('@') {
                Some(file) => {
                    let path = alerts.base.join(file);
                    let shown = path.display();
                    std::fs::read_to_string(&path).map_err(|e| {
                        Error::config(text!(
                            "alerts.templates.{key}: cannot read {shown}: {e}",
                            "alerts.templates.{key}：无法读取 {shown}：{e}"
                        ))
                    })?
                }
                None => source.to_owned(),
            };
            templates.push((key.clone(), source));
        }
        Ok(Look {
            zone,
            system: alerts
                .system
                .clone()
                .unwrap_or_else(|| "VoiceHelper智能语音助手".to_owned()),
            templates,
        })
    }

    /// The time with its zone: `2026-01-01 08:00:00 +08:00`.
    pub fn time(&self, at_ms: i64) -> String {
        self.strftime("%Y-%m-%d %H:%M:%S %:z", at_ms)
    }

    fn strftime(&self, format: &str, at_ms: i64) -> String {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        at.to_zoned(self.zone.clone()).strftime(format).to_string()
    }

    /// The original system's message, to the character.
    pub fn bare(&self, note: &Note) -> String {
        let time = self.strftime("%Y-%m-%d %H:%M:%S", note.at_ms);
        format!("{} {}\n\n{}\n\n时间: {time}", emoji(note), note.title, note.text)
    }

    /// The message as text: of the template where there is one, else the built-in one.
    pub fn text(&self, channel: &str, note: &Note) -> String {
        if note.bare {
            return self.bare(note);
        }
        self.templated(channel, Form::Text, note).unwrap_or_else(|| {
            let mut out = format!("{} {}", emoji(note), note.title);
            if !note.text.is_empty() {
                out.push_str(&format!("\n\n{}", note.text));
            }
            out.push_str("\n\n");
            for (name, value) in &note.labels {
                out.push_str(&format!("{name}: {value}\n"));
            }
            out.push_str(&format!("时间: {}", self.time(note.at_ms)));
            for line in self.origin(note) {
                out.push_str(&format!("\n{line}"));
            }
            out
        })
    }

    /// The message as a robot's Markdown.
    pub fn markdown(&self, channel: &str, note: &Note) -> String {
        self.templated(channel, Form::Markdown, note).unwrap_or_else(|| {
            let mut out = format!("#### {} {}", emoji(note), markdown_escaped(&note.title));
            if !note.text.is_empty() {
                out.push_str(&format!("\n\n{}", markdown_escaped(&note.text)));
            }
            out.push('\n');
            for (name, value) in &note.labels {
                out.push_str(&format!(
                    "\n- **{}**: {}",
                    markdown_escaped(name),
                    markdown_escaped(value)
                ));
            }
            out.push_str(&format!("\n- **时间**: {}", self.time(note.at_ms)));
            if !note.bare {
                for line in self.origin(note) {
                    out.push_str(&format!("\n- {}", markdown_escaped(&line)));
                }
            }
            out
        })
    }

    /// Where it comes from, what was held back, where to read on.
    pub fn origin(&self, note: &Note) -> Vec<String> {
        let mut lines = Vec::new();
        let from: Vec<&str> = [note.host.as_str(), note.caller.as_str()]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        if !from.is_empty() {
            lines.push(format!("来源: {}", from.join(" · ")));
        }
        if let Some(held) = &note.held {
            lines.push(held.clone());
        }
        if let Some(link) = &note.link {
            lines.push(format!("链接: {link}"));
        }
        lines
    }

    /// What the user's template for this channel makes of it; `None` without one, or when it fails.
    pub fn templated(&self, channel: &str, form: Form, note: &Note) -> Option<String> {
        let find = |key: &str| self.templates.iter().find(|(k, _)| k == key).map(|(_, t)| t.as_str());
        let source = note
            .template
            .as_deref()
            .or_else(|| find(channel))
            .or_else(|| find(form.name()))?;
        self.render(source, form, note).ok()
    }

    /// Renders a template.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] with the template's own reason.
    pub fn render(&self, source: &str, form: Form, note: &Note) -> Result<String> {
        let mut env = Environment::new();
        // A template that never ends would hold the alert back for ever.
        env.set_recursion_limit(64);
        env.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
        env.set_auto_escape_callback(move |_| match form {
            Form::Html => AutoEscape::Html,
            Form::Json => AutoEscape::Json,
            Form::Markdown => AutoEscape::Custom("markdown".into()),
            Form::Text => AutoEscape::None,
        });
        env.set_formatter(|out, state, value| match state.auto_escape() {
            AutoEscape::Custom(_) if !value.is_safe() => out
                .write_str(&markdown_escaped(&value.to_string()))
                .map_err(minijinja::Error::from),
            AutoEscape::Custom(_) => out.write_str(&value.to_string()).map_err(minijinja::Error::from),
            _ => minijinja::escape_formatter(out, state, value),
        });
        let labels: std::collections::BTreeMap<&String, &String> = note.labels.iter().map(|(k, v)| (k, v)).collect();
        let message = if note.bare { self.bare(note) } else { self.plain(note) };
        let (color, time) = (colors(note).0, self.time(note.at_ms));
        let values = serde_json::json!({
            "id": note.id, "level": note.level, "emoji": emoji(note), "color": color, "title": note.title, "text": note.text,
            "labels": labels, "host": note.host, "caller": note.caller, "time": time, "at_ms": note.at_ms,
            "fingerprint": note.fingerprint, "resolved": note.resolved, "held": note.held, "link": note.link,
            "system": self.system, "message": message,
        });
        env.render_str(source, minijinja::Value::from(minijinja::value::Serde(values)))
            .map_err(|e| Error::config(text!("the template fails: {e:#}", "模板出错：{e:#}")))
    }

    /// The built-in text, whatever templates there are.
    fn plain(&self, note: &Note) -> String {
        let bare = Look {
            templates: Vec::new(),
            ..self.clone()
        };
        let note = Note {
            template: None,
            ..note.clone()
        };
        bare.text("", &note)
    }
}

/// Text from elsewhere, so that it stays text among Markdown: marks at the start of a line, backticks, links and emphasis are
/// escaped, line breaks kept by two spaces.
pub fn markdown_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            out.push_str("  \n");
        }
        let mut start = true;
        for c in line.chars() {
            let mark = matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<');
            if mark || (start && matches!(c, '#' | '>' | '-' | '+' | '=')) {
                out.push('\\');
            }
            start = start && c.is_whitespace();
            out.push(c);
        }
    }
    out
}

/// `text` cut to `limit_bytes`, with a word that says so.
pub fn cut(text: &str, limit_bytes: usize) -> String {
    const MARK: &str = "\n…(已截断)";
    if text.len() <= limit_bytes {
        return text.to_owned();
    }
    let mut end = limit_bytes.saturating_sub(MARK.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{MARK}", &text[..end])
}

/// One line without control characters.
pub fn one_line(text: &str, most_chars: usize) -> String {
    let clean = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut out: String = clean.take(most_chars).collect();
    if text.chars().count() > most_chars {
        out.pop();
        out.push('…');
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note() -> Note {
        Note {
            level: CRITICAL.into(),
            title: "磁盘满".into(),
            text: "db-1 95%\n- <b>".into(),
            labels: vec![("env".into(), "prod".into())],
            host: "h".into(),
            at_ms: 1_767_225_600_000,
            ..Note::default()
        }
    }

    #[test]
    fn the_bare_message_is_the_originals() {
        let look = Look::new(&Alerts::default()).unwrap();
        assert_eq!(
            look.bare(&note()),
            "🚨 磁盘满\n\ndb-1 95%\n- <b>\n\n时间: 2026-01-01 08:00:00"
        );
        let full = look.text("ops", &note());
        assert!(
            full.contains("时间: 2026-01-01 08:00:00 +08:00") && full.contains("env: prod"),
            "{full}"
        );
    }

    #[test]
    fn strangers_text_stays_text_in_every_form() {
        let look = Look::new(&Alerts::default()).unwrap();
        let md = look.markdown("ops", &note());
        assert!(md.contains("\n\\- \\<b>"), "{md}");
        let render = |form, source: &str| look.render(source, form, &note()).unwrap();
        assert_eq!(render(Form::Html, "{{ text }}"), "db-1 95%\n- &lt;b&gt;");
        assert_eq!(
            render(Form::Json, r#"{"t": {{ text }}}"#),
            r#"{"t": "db-1 95%\n- <b>"}"#
        );
        assert_eq!(
            render(Form::Markdown, "**{{ title }}** {{ text }}"),
            "**磁盘满** db-1 95%  \n\\- \\<b>"
        );
    }

    #[test]
    fn a_broken_template_gives_way_to_the_built_in_text() {
        let alerts = Alerts {
            templates: [("text".to_owned(), "{{ nothing.at.all }}".into())].into(),
            ..Alerts::default()
        };
        let look = Look::new(&alerts).unwrap();
        assert!(look.text("ops", &note()).starts_with("🚨 磁盘满"));
        assert!(look.render("{{", Form::Text, &note()).is_err());
    }

    #[test]
    fn texts_are_cut_at_characters() {
        assert_eq!(cut("短", 10), "短");
        let long = cut(&"界".repeat(100), 60);
        assert!(long.len() <= 60 && long.ends_with("…(已截断)"), "{long}");
        assert_eq!(one_line("a\r\nb\tc", 10), "a  b c");
        assert_eq!(one_line("abcdef", 4), "abc…");
    }

    #[test]
    fn every_color_can_be_read() {
        fn luminance(hex: &str) -> f64 {
            let part = |at: usize| {
                let v = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
                if v <= 0.04045 {
                    v / 12.92
                } else {
                    ((v + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
        }
        for level in [CRITICAL, WARNING, INFO, "deploy"] {
            let (back, front) = colors(&Note {
                level: level.into(),
                ..Note::default()
            });
            let (a, b) = (luminance(back), luminance(front));
            let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(contrast >= 4.5, "{level}: {contrast}");
        }
    }
}
