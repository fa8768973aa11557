//! Event streams as a server writes them.

use super::script::{Eol, Fault};

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    /// The `event:` field, where the protocol has one.
    pub name: Option<&'static str>,
    /// The data.
    pub data: String,
    /// What it is, for the faults.
    pub role: Role,
}

/// What an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Before the content, or between it.
    Frame,
    /// Content.
    Content,
    /// Says why the answer ends.
    Finish,
    /// The last marker.
    Done,
}

/// What a stream becomes.
#[derive(Debug, Default)]
pub struct Rendered {
    /// The events, each written at once.
    pub events: Vec<Vec<u8>>,
    /// The connection stays open after the last.
    pub hangs: bool,
}

/// Renders `events` as the fault wants them; `error` is the protocol's error event.
pub fn render(events: &[Event], fault: &Fault, error: &Event) -> Rendered {
    let mut out = Rendered::default();
    let mut content = 0;
    let here = fault.error_event || fault.malformed || fault.end || fault.hang.is_some();
    for event in events {
        let at = here && content == fault.at && !matches!(event.role, Role::Frame);
        if at && fault.malformed {
            out.events.push(write(None, "{\"choices\": [{\"delta\"", fault));
        }
        if at && fault.error_event {
            out.events.push(write(error.name, &error.data, fault));
            return framed(out, fault);
        }
        if at && (fault.end || fault.hang.is_some()) {
            out.hangs = fault.hang.is_some();
            return framed(out, fault);
        }
        if event.role == Role::Done && fault.no_done {
            continue;
        }
        out.events.push(write(event.name, &event.data, fault));
        if event.role == Role::Content {
            content += 1;
        }
    }
    framed(out, fault)
}

fn framed(mut out: Rendered, fault: &Fault) -> Rendered {
    if fault.bom {
        out.events.insert(0, b"\xEF\xBB\xBF".to_vec());
    }
    out
}

fn write(name: Option<&str>, data: &str, fault: &Fault) -> Vec<u8> {
    let mut text = String::new();
    if fault.comments {
        text.push_str(": keep-alive\n\n");
    }
    if let Some(name) = name {
        text.push_str(&format!("event: {name}\n"));
    }
    text.push_str(&format!("data: {data}\n\n"));
    let eol = match fault.eol {
        None | Some(Eol::Lf) => "\n",
        Some(Eol::Crlf) => "\r\n",
        Some(Eol::Cr) => "\r",
    };
    text.replace('\n', eol).into_bytes()
}

/// Cuts text into the pieces a model would send: two characters each, never inside one.
pub fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.chunks(2).map(|c| c.iter().collect()).collect()
}
