//! The XML that object stores answer, as a small tree of local names: vendors differ in namespaces, and in nothing else that
//! matters here. Bodies that hold characters XML forbids, as COS sends of strange keys, are read as far as they go.

use std::time::SystemTime;

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

use crate::error::{Error, Kind, Outcome, Result};
use crate::text;

/// An element: its local name, its text, what is in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// Without a namespace prefix.
    pub name: String,
    /// All text directly in it.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Node>,
}

impl Node {
    /// The first element of this name in it.
    pub fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|n| n.name == name)
    }

    /// The text of the first element of this name; none for an empty one.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.child(name).map(|n| n.text.as_str()).filter(|t| !t.is_empty())
    }

    /// All elements of this name in it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |n| n.name == name)
    }

    /// A number.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.get(name)?.trim().parse().ok()
    }

    /// A moment, as RFC 3339 writes it.
    pub fn time(&self, name: &str) -> Option<SystemTime> {
        self.get(name)?.trim().parse::<jiff::Timestamp>().ok().map(Into::into)
    }
}

/// Reads a document.
///
/// # Errors
/// [`Kind::Malformed`] for what is none.
pub fn parse(body: &[u8]) -> Result<Node> {
    let malformed = || {
        Error::new(
            Kind::Malformed,
            text!("the answer is not the XML it should be", "响应不是应有的 XML"),
        )
        .outcome(Outcome::Sent)
    };
    let text = String::from_utf8_lossy(body);
    let mut reader = quick_xml::Reader::from_str(text.trim_start());
    let mut open: Vec<Node> = vec![Node::default()];
    loop {
        match reader.read_event().map_err(|_| malformed())? {
            Event::Start(start) => open.push(named(start.local_name().as_ref())),
            Event::Empty(start) => {
                let node = named(start.local_name().as_ref());
                open.last_mut().ok_or_else(malformed)?.children.push(node);
            }
            Event::End(_) => {
                let node = open.pop().ok_or_else(malformed)?;
                open.last_mut().ok_or_else(malformed)?.children.push(node);
            }
            Event::Text(piece) => {
                open.last_mut().ok_or_else(malformed)?.text.push_str(&piece);
            }
            Event::CData(piece) => {
                open.last_mut().ok_or_else(malformed)?.text.push_str(&piece);
            }
            Event::GeneralRef(reference) => {
                let into = &mut open.last_mut().ok_or_else(malformed)?.text;
                match reference.resolve_char_ref() {
                    Ok(Some(c)) => into.push(c),
                    _ => {
                        into.push_str(resolve_predefined_entity(&reference).ok_or_else(malformed)?);
                    }
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    let [root] = open.as_mut_slice() else {
        return Err(malformed());
    };
    root.children.pop().ok_or_else(malformed)
}

fn named(name: &str) -> Node {
    Node {
        name: name.to_owned(),
        ..Node::default()
    }
}

/// Text as it stands in an element. Characters that XML cannot hold even as references never get here: such keys are sent in
/// addresses and headers only.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser would make line breaks of these, or drop them.
            '\r' | '\n' | '\t' => out.push_str(&format!("&#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Whether a text can stand in XML 1.0 at all. Source: XML 1.0, production 2.
pub fn can_hold(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_local_and_references_are_characters() {
        let spaced =
            b"   \n<?xml version=\"1.0\"?><a:List xmlns:a=\"http://www.qcloud.com/document/product/436/7751\">\
            <Key>x&#x10;y&amp;&lt;\xe4\xb8\xad</Key><Key/><Size> 5 </Size><At>2026-01-02T03:04:05.000Z</At></a:List>";
        let root = parse(spaced).unwrap();
        assert_eq!(root.name, "List");
        assert_eq!(root.get("Key"), Some("x\u{10}y&<中"));
        assert_eq!(root.all("Key").count(), 2);
        assert_eq!(root.number("Size"), Some(5));
        assert!(root.time("At").is_some());
        for bad in [&b""[..], b"plain", b"<a><b></a>", b"<a>", b"{}"] {
            assert_eq!(parse(bad).unwrap_err().kind, Kind::Malformed, "{bad:?}");
        }
        assert_eq!(
            parse(escaped_document("a\r\n<&\"b").as_bytes()).unwrap().text,
            "a\r\n<&\"b"
        );
    }

    fn escaped_document(text: &str) -> String {
        format!("<k>{}</k>", escaped(text))
    }
}
