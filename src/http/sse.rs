//! Server-sent events: bytes in, events out, across any split of the bytes. No reconnection: asking again would ask twice.
//! Source: WHATWG HTML, "Server-sent events", parsing an event stream.

use crate::error::{Error, Kind, Outcome, Result};
use crate::text;

/// One event. Its data is bytes: whether they are UTF-8 is the JSON decoder's question, asked once per whole line.
#[derive(Debug, PartialEq, Eq)]
pub struct Event<'a> {
    /// The `event:` field; empty when absent.
    pub name: &'a str,
    /// The `data:` lines, joined by line feeds.
    pub data: &'a [u8],
}

/// Turns pieces of a body into events.
#[derive(Debug)]
pub struct Decoder {
    /// An unfinished line.
    line: Vec<u8>,
    data: Vec<u8>,
    has_data: bool,
    name: String,
    /// The last byte was a CR: an LF that follows belongs to it.
    after_cr: bool,
    /// Bytes of a byte order mark seen so far; 3 once the start is over.
    bom: u8,
    line_cap_bytes: usize,
    event_cap_bytes: usize,
}

const BOM: [u8; 3] = [0xEF, 0xBB, 0xBF];

impl Decoder {
    /// Caps for text streams: a line of 1 MiB, an event of 8 MiB.
    pub fn for_text() -> Decoder {
        Decoder::with_caps(1 << 20, 8 << 20)
    }

    /// A decoder with its own caps.
    pub fn with_caps(line_cap_bytes: usize, event_cap_bytes: usize) -> Decoder {
        Decoder {
            line: Vec::new(),
            data: Vec::new(),
            has_data: false,
            name: String::new(),
            after_cr: false,
            bom: 0,
            line_cap_bytes,
            event_cap_bytes,
        }
    }

    /// Reads a piece and hands every event it completes to `take`.
    ///
    /// # Errors
    /// [`Kind::Malformed`] when a line or an event outgrows its cap; whatever `take` returns.
    pub fn feed(&mut self, mut piece: &[u8], take: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        if self.bom < 3 {
            piece = self.skip_bom(piece);
        }
        if self.after_cr && !piece.is_empty() {
            self.after_cr = false;
            piece = piece.strip_prefix(b"\n").unwrap_or(piece);
        }
        while let Some(end) = memchr::memchr2(b'\n', b'\r', piece) {
            let cr = piece[end] == b'\r';
            if self.line.is_empty() {
                self.cap(end)?;
                self.take_line(Line::Piece(&piece[..end]), take)?;
            } else {
                self.cap(self.line.len() + end)?;
                self.line.extend_from_slice(&piece[..end]);
                self.take_line(Line::Kept, take)?;
                self.line.clear();
            }
            piece = &piece[end + 1..];
            if cr {
                match piece.first() {
                    Some(b'\n') => piece = &piece[1..],
                    Some(_) => {}
                    None => self.after_cr = true,
                }
            }
        }
        self.cap(self.line.len() + piece.len())?;
        self.line.extend_from_slice(piece);
        Ok(())
    }

    /// The end of the body: an event without its blank line is handed over too. Whether the stream was complete is for its
    /// protocol to say, by its end marker.
    ///
    /// # Errors
    /// Whatever `take` returns.
    pub fn finish(&mut self, take: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        if !self.line.is_empty() {
            self.take_line(Line::Kept, take)?;
            self.line.clear();
        }
        self.dispatch(take)
    }

    fn skip_bom<'a>(&mut self, mut piece: &'a [u8]) -> &'a [u8] {
        while self.bom < 3 {
            let Some(&first) = piece.first() else { return piece };
            if first == BOM[usize::from(self.bom)] {
                self.bom += 1;
                piece = &piece[1..];
            } else {
                // No mark after all: what looked like its start is the start of the first line.
                self.line.extend_from_slice(&BOM[..usize::from(self.bom)]);
                self.bom = 3;
            }
        }
        piece
    }

    fn cap(&self, line_bytes: usize) -> Result<()> {
        if line_bytes > self.line_cap_bytes {
            return Err(too_large("a line", "一行", self.line_cap_bytes));
        }
        Ok(())
    }

    fn take_line(&mut self, line: Line<'_>, take: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        let kept = match line {
            Line::Kept => std::mem::take(&mut self.line),
            Line::Piece(_) => Vec::new(),
        };
        let bytes = match line {
            Line::Kept => &kept,
            Line::Piece(piece) => piece,
        };
        let result = if bytes.is_empty() {
            self.dispatch(take)
        } else {
            self.field(bytes)
        };
        if matches!(line, Line::Kept) {
            // Give the buffer back, so that a stream of split lines does not allocate for each.
            self.line = kept;
        }
        result
    }

    fn field(&mut self, line: &[u8]) -> Result<()> {
        let (name, value) = match memchr::memchr(b':', line) {
            Some(0) => return Ok(()),
            Some(colon) => {
                let value = &line[colon + 1..];
                (&line[..colon], value.strip_prefix(b" ").unwrap_or(value))
            }
            None => (line, &b""[..]),
        };
        match name {
            b"data" => {
                if self.data.len() + value.len() > self.event_cap_bytes {
                    return Err(too_large("an event", "一个事件", self.event_cap_bytes));
                }
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.has_data = true;
                self.data.extend_from_slice(value);
            }
            b"event" => {
                self.name.clear();
                self.name.push_str(&String::from_utf8_lossy(value));
            }
            _ => {}
        }
        Ok(())
    }

    fn dispatch(&mut self, take: &mut dyn FnMut(Event<'_>) -> Result<()>) -> Result<()> {
        let result = if self.has_data {
            take(Event {
                name: &self.name,
                data: &self.data,
            })
        } else {
            Ok(())
        };
        self.data.clear();
        self.has_data = false;
        self.name.clear();
        result
    }
}

/// Where a whole line stands: in the piece just read, or in the buffer of unfinished lines.
#[derive(Clone, Copy)]
enum Line<'a> {
    Piece(&'a [u8]),
    Kept,
}

fn too_large(en: &str, zh: &str, cap_bytes: usize) -> Error {
    Error::new(
        Kind::Malformed,
        text!(
            "{en} of the stream is larger than {cap_bytes} bytes",
            "流中的{zh}超过 {cap_bytes} 字节"
        ),
    )
    .outcome(Outcome::Sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Seen = Vec<(String, String)>;

    fn decode(pieces: &[&[u8]]) -> Result<Seen> {
        let mut seen = Seen::new();
        let mut take = |e: Event<'_>| {
            seen.push((e.name.to_owned(), String::from_utf8(e.data.to_vec()).unwrap()));
            Ok(())
        };
        let mut decoder = Decoder::with_caps(64, 128);
        for piece in pieces {
            decoder.feed(piece, &mut take)?;
        }
        decoder.finish(&mut take)?;
        Ok(seen)
    }

    fn one(text: &str) -> Seen {
        decode(&[text.as_bytes()]).unwrap()
    }

    fn event(name: &str, data: &str) -> (String, String) {
        (name.to_owned(), data.to_owned())
    }

    #[test]
    fn every_split_of_every_line_ending_gives_the_same_events() {
        let lf = "\u{FEFF}: hello\nevent: a\ndata: 你好，🚀\ndata:two\nid: 7\nretry: 3\nunknown: x\n\ndata\n\n\ndata: [DONE]\n\n";
        let want = vec![event("a", "你好，🚀\ntwo"), event("", ""), event("", "[DONE]")];
        for ending in ["\n", "\r\n", "\r"] {
            let body = lf.replace('\n', ending);
            let body = body.as_bytes();
            assert_eq!(decode(&[body]).unwrap(), want);
            for at in 0..=body.len() {
                assert_eq!(decode(&[&body[..at], &body[at..]]).unwrap(), want, "{ending:?} at {at}");
            }
            let bytes: Vec<&[u8]> = body.chunks(1).collect();
            assert_eq!(decode(&bytes).unwrap(), want, "{ending:?} byte by byte");
            let triples: Vec<&[u8]> = body.chunks(3).collect();
            assert_eq!(decode(&triples).unwrap(), want, "{ending:?} by threes");
        }
    }

    #[test]
    fn a_partial_byte_order_mark_is_content() {
        assert_eq!(one("data: x\n\n"), vec![event("", "x")]);
        // EF BB without BF starts a field name nobody knows.
        assert_eq!(
            decode(&[b"\xEF", b"\xBBdata: x\n\ndata: y\n\n"]).unwrap(),
            vec![event("", "y")]
        );
    }

    #[test]
    fn an_event_without_its_blank_line_comes_at_the_end() {
        assert_eq!(one("data: a\n\ndata: b"), vec![event("", "a"), event("", "b")]);
    }

    #[test]
    fn events_without_data_are_nothing_and_names_do_not_leak() {
        assert_eq!(one("event: ping\n\ndata: a\n\n"), vec![event("", "a")]);
        assert_eq!(one(": comment\n\n"), vec![]);
    }

    #[test]
    fn only_one_space_is_cut() {
        assert_eq!(one("data:  a \n\n"), vec![event("", " a ")]);
    }

    #[test]
    fn lines_and_events_are_capped() {
        let long = format!("data: {}\n\n", "x".repeat(64));
        assert_eq!(decode(&[long.as_bytes()]).unwrap_err().kind, Kind::Malformed);
        let endless = [b'x'; 65];
        assert_eq!(decode(&[&endless]).unwrap_err().kind, Kind::Malformed);
        let many = "data: 0123456789012345678901234567890123456789\n".repeat(4);
        assert_eq!(decode(&[many.as_bytes()]).unwrap_err().kind, Kind::Malformed);
    }
}
