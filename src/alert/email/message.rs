//! The letter: headers and parts. Text from elsewhere becomes one line without control characters before it comes near a header.
//! Source: RFC 5322, 2047, 3834 (Auto-Submitted); lettre's builder.

use base64::Engine as _;
use lettre::Address;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, Message, MultiPart};
use std::time::{Duration, SystemTime};

use super::super::look::{Look, one_line};
use super::super::note::{CRITICAL, INFO, Note};
use crate::error::{Error, Kind, Result};
use crate::text;

/// A letter, ready to be sent.
pub struct Letter {
    /// The sender's address.
    pub from: Address,
    /// The recipients' addresses, and as they were given.
    pub to: Vec<(Address, String)>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Letter {
    /// Envelope and content, for a dry run.
    pub fn shown(&self) -> Vec<u8> {
        let mut out = format!("MAIL FROM:<{}>\n", self.from);
        for (address, _) in &self.to {
            out.push_str(&format!("RCPT TO:<{address}>\n"));
        }
        out.push_str("DATA\n");
        let mut out = out.into_bytes();
        out.extend(self.bytes.iter().filter(|b| **b != b'\r'));
        out
    }
}

/// `a@example.com`, or `Name <a@example.com>`.
///
/// # Errors
/// [`Kind::Config`] for what is no address; one with a line break is none.
pub fn mailbox(text: &str) -> Result<Mailbox> {
    let bad = || {
        let shown = one_line(text, 80);
        Error::config(text!("{shown:?} is no mail address", "{shown:?} 不是邮件地址"))
    };
    // lettre panics on a display name with a line break; its parser never makes one.
    if text.chars().any(char::is_control) {
        return Err(bad());
    }
    text.trim().parse().map_err(|_| bad())
}

/// Writes the letter for `note`.
///
/// # Errors
/// [`Kind::Config`] for addresses, [`Kind::Local`] for what cannot be encoded.
pub fn letter(note: &Note, look: &Look, channel: &str, from: &str, to: &[String]) -> Result<Letter> {
    let sender = mailbox(from)?;
    let mut recipients = Vec::new();
    for given in to {
        recipients.push((mailbox(given)?.email, given.clone()));
    }
    let (importance, priority, urgency) = match note.level.as_str() {
        CRITICAL => ("high", "1 (Highest)", "urgent"),
        INFO => ("low", "5 (Lowest)", "non-urgent"),
        _ => ("normal", "3 (Normal)", "normal"),
    };
    let domain = sender.email.domain().to_owned();
    let at = SystemTime::UNIX_EPOCH + Duration::from_millis(note.at_ms.unsigned_abs());
    let mut builder = Message::builder()
        .from(sender.clone())
        .subject(subject(note))
        .date(at)
        .message_id(Some(format!("<{}@{domain}>", note.id)));
    if !note.fingerprint.is_empty() {
        // Mails about one problem form one thread.
        builder = builder.references(format!("<{}@{domain}>", note.fingerprint));
    }
    for given in to {
        builder = builder.to(mailbox(given)?);
    }
    for (name, value) in [
        ("Auto-Submitted", "auto-generated"),
        ("X-Auto-Response-Suppress", "All"),
        ("Importance", importance),
        ("X-Priority", priority),
        ("Priority", urgency),
        ("X-Vh-Level", &note.level),
        ("X-Vh-Fingerprint", &note.fingerprint),
    ] {
        let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|e| Error::bug(e.to_string()))?;
        builder = builder.raw_header(HeaderValue::new(name, one_line(value, 64)));
    }
    let plain = look.text(channel, note);
    let both = MultiPart::alternative_plain_html(plain, super::html::body(note, look, channel));
    let message = if note.attachments.is_empty() {
        builder.multipart(both)
    } else {
        let mut mixed = MultiPart::mixed().multipart(both);
        for a in &note.attachments {
            let data = base64::engine::general_purpose::STANDARD
                .decode(&a.data)
                .map_err(|e| Error::bug(format!("an attachment that cannot be decoded: {e}")))?;
            let octets = ContentType::parse("application/octet-stream").map_err(|e| Error::bug(e.to_string()))?;
            mixed = mixed.singlepart(Attachment::new(one_line(&a.name, 120)).body(data, octets));
        }
        builder.multipart(mixed)
    };
    let message = message
        .map_err(|e| Error::new(Kind::Local, text!("cannot write the mail: {e}", "无法生成邮件：{e}")).source(e))?;
    Ok(Letter {
        from: sender.email,
        to: recipients,
        bytes: message.formatted(),
    })
}

/// `[VoiceHelper Alert - LEVEL] title`, as the original has it. What could be read as an encoded word is taken apart.
fn subject(note: &Note) -> String {
    let level = if note.resolved {
        "RESOLVED".to_owned()
    } else {
        note.level.to_uppercase()
    };
    let title = one_line(&note.title, 180).replace("=?", "= ?");
    format!("[VoiceHelper Alert - {level}] {title}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alert::Alerts;

    fn written(title: &str) -> String {
        let note = Note {
            id: "id1".into(),
            level: CRITICAL.into(),
            title: title.into(),
            text: "x\n.\ny".into(),
            fingerprint: "00ff".into(),
            ..Note::default()
        };
        let look = Look::new(&Alerts::default()).unwrap();
        let letter = letter(&note, &look, "mail", "Ops <ops@example.com>", &["a@example.com".into()]).unwrap();
        String::from_utf8(letter.bytes).unwrap()
    }

    #[test]
    fn headers_cannot_be_injected_and_lines_are_short() {
        let evil = format!("ok\r\nBcc: evil@example.com\u{0}=?utf-8?q?x?= {}", "x".repeat(1200));
        let mail = written(&evil);
        let head = mail.split("\r\n\r\n").next().unwrap();
        assert!(!head.lines().any(|l| l.starts_with("Bcc")), "{head}");
        assert!(mail.lines().all(|l| l.len() <= 998), "{head}");
        let unfolded = head.replace("\r\n ", " ");
        assert!(!unfolded.contains("=?utf-8?q?x?="), "{head}");
    }

    #[test]
    fn the_headers_say_what_it_is() {
        let mail = written("磁盘");
        for line in [
            "Message-ID: <id1@example.com>",
            "References: <00ff@example.com>",
            "Auto-Submitted: auto-generated",
            "Importance: high",
            "X-Vh-Level: critical",
        ] {
            assert!(mail.contains(line), "{line}: {mail}");
        }
        assert!(mail.contains("multipart/alternative"));
    }

    #[test]
    fn addresses_are_read_or_refused() {
        for bad in ["", "x", "a@b\r\nBcc: c@d", "\"x\ny\" <a@example.com>"] {
            assert!(mailbox(bad).is_err(), "{bad:?}");
        }
        assert_eq!(
            mailbox("值班 <a@example.com>").unwrap().email.to_string(),
            "a@example.com"
        );
    }
}
