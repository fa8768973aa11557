//! The XML of v2: one root, flat elements, text. Everything that parsers disagree about is refused: a DOCTYPE, attributes,
//! nesting, comments, processing instructions, names that come twice.
//! Source: pay.weixin.qq.com/doc/v2/merchant/4011986737; WeChat's notice on external entities (2018-07).

use std::borrow::Cow;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

/// A larger document is refused before it is read.
pub const CAP_BYTES: usize = 64 << 10;

/// More elements than any answer has.
const CAP_FIELDS: usize = 2048;

/// The fields of a document, in order, names unique.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// A field's value; an empty one counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(n, _)| n == name)?;
        Some(value.as_str()).filter(|v| !v.is_empty())
    }

    /// Adds a field, unless its value is empty.
    pub fn push(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((name.to_owned(), value));
        }
    }
}

/// Why a document is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bad {
    /// A document type definition.
    Dtd,
    /// A name that comes twice.
    Duplicate,
    /// Larger than [`CAP_BYTES`].
    TooLarge,
    /// Anything else.
    Malformed,
}

impl Bad {
    /// In words, for an error.
    pub fn says(self) -> &'static str {
        match self {
            Bad::Dtd => "it has a DOCTYPE",
            Bad::Duplicate => "a field comes twice",
            Bad::TooLarge => "it is larger than 64 KiB",
            Bad::Malformed => "it is not flat XML",
        }
    }
}

/// Reads a document whose root is `root`.
///
/// # Errors
/// What is wrong with it.
pub fn parse(bytes: &[u8], root: &str) -> Result<Fields, Bad> {
    if bytes.len() > CAP_BYTES {
        return Err(Bad::TooLarge);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Bad::Malformed)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut fields = Fields::default();
    let mut place = Place::Before;
    let mut value = String::new();
    let mut declared = false;
    loop {
        let event = reader.read_event().map_err(|_| Bad::Malformed)?;
        match (event, &place) {
            (Event::DocType(_), _) => return Err(Bad::Dtd),
            (Event::Decl(_), Place::Before) if !declared && reader.buffer_position() < 256 => declared = true,
            (Event::Start(e), _) => {
                if e.attributes().next().is_some() {
                    return Err(Bad::Malformed);
                }
                let name = tag(e.name().as_ref())?;
                place = match place {
                    Place::Before if name == root => Place::Root,
                    Place::Root => {
                        value.clear();
                        Place::Field(name)
                    }
                    _ => return Err(Bad::Malformed),
                };
            }
            (Event::Empty(e), Place::Root) => {
                if e.attributes().next().is_some() {
                    return Err(Bad::Malformed);
                }
                add(&mut fields, tag(e.name().as_ref())?, String::new())?;
            }
            (Event::Text(t), Place::Field(_)) => {
                value.push_str(&t.xml_content(XmlVersion::Implicit1_0));
            }
            (Event::Text(t), _) => {
                // Only layout may stand between elements.
                if t.into_inner().contains(|c: char| !c.is_ascii_whitespace()) {
                    return Err(Bad::Malformed);
                }
            }
            (Event::CData(t), Place::Field(_)) => value.push_str(&t.xml_content(XmlVersion::Implicit1_0)),
            (Event::GeneralRef(r), Place::Field(_)) => match r.resolve_char_ref().map_err(|_| Bad::Malformed)? {
                Some(c) => value.push(c),
                None => value.push_str(resolve_xml_entity(&r.into_inner()).ok_or(Bad::Malformed)?),
            },
            (Event::End(_), _) => {
                place = match place {
                    Place::Field(name) => {
                        add(&mut fields, name, std::mem::take(&mut value))?;
                        Place::Root
                    }
                    Place::Root => Place::After,
                    Place::Before | Place::After => return Err(Bad::Malformed),
                };
            }
            (Event::Eof, Place::After) => return Ok(fields),
            _ => return Err(Bad::Malformed),
        }
    }
}

enum Place {
    Before,
    Root,
    Field(String),
    After,
}

fn tag(name: &str) -> Result<String, Bad> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b));
    if name.is_empty() || name.len() > 64 || !plain {
        return Err(Bad::Malformed);
    }
    Ok(name.to_owned())
}

fn add(fields: &mut Fields, name: String, value: String) -> Result<(), Bad> {
    if fields.0.len() >= CAP_FIELDS {
        return Err(Bad::TooLarge);
    }
    if fields.0.iter().any(|(n, _)| *n == name) {
        return Err(Bad::Duplicate);
    }
    fields.0.push((name, value));
    Ok(())
}

/// Writes a document: values in CDATA, unless they are plain.
pub fn write(fields: &Fields) -> String {
    let mut out = String::from("<xml>");
    for (name, value) in &fields.0 {
        out.push_str(&format!("<{name}>{}</{name}>", content(value)));
    }
    out.push_str("</xml>");
    out
}

fn content(value: &str) -> Cow<'_, str> {
    if value.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Cow::Borrowed(value);
    }
    // What would end the section is cut in two.
    Cow::Owned(format!("<![CDATA[{}]]>", value.replace("]]>", "]]]]><![CDATA[>")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut fields = Fields::default();
        for (name, value) in [
            ("a", "plain1"),
            ("b", " <b>\"1\" & '2'</b> "),
            ("c", "x]]>y]]>"),
            ("d", "中文\nline"),
            ("e", "{\"k\":[1]}"),
        ] {
            fields.push(name, value);
        }
        assert_eq!(parse(write(&fields).as_bytes(), "xml"), Ok(fields));
    }

    #[test]
    fn what_parsers_disagree_about_is_refused() {
        for (xml, bad) in [
            ("<!DOCTYPE xml><xml><a>1</a></xml>", Bad::Dtd),
            ("<xml><a>1</a><a>2</a></xml>", Bad::Duplicate),
            ("<xml><a/><a>2</a></xml>", Bad::Duplicate),
            ("<xml><a x='1'>1</a></xml>", Bad::Malformed),
            ("<xml><a x='1'/></xml>", Bad::Malformed),
            ("<xml y='1'><a>1</a></xml>", Bad::Malformed),
            ("<xml><a><b>1</b></a></xml>", Bad::Malformed),
            ("<xml><a>1<!-- --></a></xml>", Bad::Malformed),
            ("<xml><!-- --><a>1</a></xml>", Bad::Malformed),
            ("<xml><?p x?><a>1</a></xml>", Bad::Malformed),
            ("<xml><a>&x;</a></xml>", Bad::Malformed),
            ("<xml><a>&#0;</a></xml>", Bad::Malformed),
            ("<xml>t<a>1</a></xml>", Bad::Malformed),
            ("<xml><a>1</a></xml>t", Bad::Malformed),
            ("<xml><a>1</a></xml><xml/>", Bad::Malformed),
            ("<xml><a>1</b></xml>", Bad::Malformed),
            ("<xml><a>1</a>", Bad::Malformed),
            ("<xml/>", Bad::Malformed),
            ("<other><a>1</a></other>", Bad::Malformed),
            ("", Bad::Malformed),
            ("<xml><a>1</a></xml><!DOCTYPE x>", Bad::Dtd),
        ] {
            assert_eq!(parse(xml.as_bytes(), "xml"), Err(bad), "{xml}");
        }
        assert_eq!(parse(&vec![b' '; CAP_BYTES + 1], "xml"), Err(Bad::TooLarge));
        assert_eq!(parse(b"<xml><a>\xff</a></xml>", "xml"), Err(Bad::Malformed));
    }
}
