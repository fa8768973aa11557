//! What the lines of `vh embed` become: texts, or fields of JSON objects. Inputs that the output holds already are passed over,
//! and must be the ones that it was made of.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::command::inputs::Parse;
use crate::error::{Error, Kind, Result};
use crate::llm::embed::{Given, Input};
use crate::text;

/// What an input is known by.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its place among the inputs, from 0.
    pub index: u64,
    /// The `id` of its JSON object.
    pub id: Option<Value>,
    /// The beginning of its SHA-256, in hex: tells one input from another.
    pub digest: String,
    /// The sum over all inputs up to it.
    pub chain: Chain,
}

/// A sum over all inputs up to one: tells one list of inputs from another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chain([u8; 32]);

impl Chain {
    /// With the next input's digest.
    pub fn and(self, digest: &str) -> Chain {
        Chain(
            Sha256::new()
                .chain_update(self.0)
                .chain_update(digest)
                .finalize()
                .into(),
        )
    }

    /// In hex.
    pub fn sum(self) -> String {
        crate::sign::hex(&self.0)
    }
}

/// What an output holds already.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Inputs that were dealt with.
    pub rows: u64,
    /// Of these, inputs that were refused.
    pub failed: u64,
    /// The sum over the first inputs, and of how many.
    pub chain: Option<(u64, String)>,
}

/// How lines are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A line is a text; empty ones are none.
    Text,
    /// A line is a JSON object, and this field of it is the input; or it is a JSON string.
    Json {
        /// The field.
        field: String,
    },
}

/// Reads the lines.
pub struct Lines {
    shape: Shape,
    source: String,
    held: Held,
    index: u64,
    chain: Chain,
}

impl Lines {
    /// Lines of this shape, from a source of this name; those that are `held` are passed over.
    pub fn new(shape: Shape, source: String, held: Held) -> Lines {
        Lines {
            shape,
            source,
            held,
            index: 0,
            chain: Chain::default(),
        }
    }

    fn input(&self, number: u64, line: &str) -> Result<Option<(Option<Value>, Result<Input>)>> {
        let field = match &self.shape {
            Shape::Text if line.trim().is_empty() => return Ok(None),
            Shape::Text => return Ok(Some((None, Ok(Input::Text(line.to_owned()))))),
            Shape::Json { .. } if line.trim().is_empty() => return Ok(None),
            Shape::Json { field } => field,
        };
        let source = &self.source;
        let value: Value = serde_json::from_str(line).map_err(|e| {
            Error::usage(text!(
                "{source}, line {number} is not JSON: {e}",
                "{source} 第 {number} 行不是 JSON：{e}"
            ))
        })?;
        let (id, value) = match value {
            Value::Object(mut object) => {
                let id = object.remove("id").filter(|id| !id.is_null());
                match object.remove(field) {
                    Some(value) => (id, value),
                    None if self.index == 0 => {
                        let there: Vec<&str> = object.keys().map(String::as_str).collect();
                        let there = there.join(", ");
                        return Err(Error::usage(text!(
                            "{source}, line {number} has no field {field}",
                            "{source} 第 {number} 行没有字段 {field}"
                        ))
                        .hint(text!(
                            "it has {there}; choose one with --field",
                            "该行有 {there}；请用 --field 选择"
                        )));
                    }
                    None => (id, Value::Null),
                }
            }
            other => (None, other),
        };
        let input = match value {
            Value::String(text) if text.trim().is_empty() => Err(bad(text!("the text is empty", "文本为空"))),
            Value::String(text) => Ok(Input::Text(text)),
            Value::Array(parts) if parts.iter().all(Value::is_object) && !parts.is_empty() => Ok(Input::Parts(parts)),
            Value::Null => Err(bad(text!("there is no field {field}", "没有字段 {field}"))),
            _ => Err(bad(text!("{field} is no text", "{field} 不是文本"))),
        };
        Ok(Some((id, input)))
    }
}

fn bad(what: crate::text::Text) -> Error {
    Error::new(Kind::Invalid, what)
}

/// The beginning of an input's SHA-256.
pub fn digest(input: &Result<Input>) -> String {
    let sum = match input {
        Ok(Input::Text(text)) => Sha256::digest(text),
        Ok(Input::Parts(parts)) => Sha256::digest(Value::Array(parts.clone()).to_string()),
        Err(_) => Sha256::digest(""),
    };
    crate::sign::hex(&sum[..8])
}

impl Parse for Lines {
    type Item = Given<Mark>;

    fn line(&mut self, number: u64, line: &str) -> Result<Option<Given<Mark>>> {
        let Some((id, input)) = self.input(number, line)? else {
            return Ok(None);
        };
        let digest = digest(&input);
        self.chain = self.chain.and(&digest);
        let mark = Mark {
            index: self.index,
            id,
            digest,
            chain: self.chain,
        };
        self.index += 1;
        if mark.index < self.held.rows {
            if let Some((rows, sum)) = &self.held.chain
                && *rows == self.index
                && *sum != self.chain.sum()
            {
                return Err(other_inputs());
            }
            return Ok(None);
        }
        Ok(Some(match input {
            Ok(input) => Given::Input(input, mark),
            Err(error) => Given::Bad(mark, error),
        }))
    }

    fn end(&mut self) -> Result<()> {
        if self.index < self.held.rows {
            return Err(other_inputs());
        }
        Ok(())
    }
}

fn other_inputs() -> Error {
    Error::new(
        Kind::Conflict,
        text!(
            "the output was made of other inputs than these",
            "输出文件由另一批输入生成，与当前输入不一致"
        ),
    )
    .hint(text!(
        "give another --out, or remove it to begin anew",
        "请使用另一个 --out，或删除它重新开始"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(shape: Shape, held: Held) -> Lines {
        Lines::new(shape, "x".into(), held)
    }

    fn json() -> Shape {
        Shape::Json { field: "text".into() }
    }

    #[test]
    fn lines_become_inputs() {
        let mut l = lines(json(), Held::default());
        let mut read = |line: &str| l.line(1, line).unwrap();
        assert!(matches!(
            read(r#"{"id": 7, "text": "a"}"#),
            Some(Given::Input(Input::Text(t), Mark { index: 0, id: Some(id), .. })) if t == "a" && id == 7
        ));
        assert!(matches!(read("\"b\""), Some(Given::Input(Input::Text(t), _)) if t == "b"));
        assert!(read("  ").is_none());
        assert!(matches!(
            read(r#"{"text": [{"type": "text", "text": "a"}]}"#),
            Some(Given::Input(Input::Parts(_), Mark { index: 2, .. }))
        ));
        for line in [r#"{"text": ""}"#, r#"{"other": "x"}"#, r#"{"text": 3}"#] {
            assert!(matches!(read(line), Some(Given::Bad(..))), "{line}");
        }
        assert_eq!(l.line(9, "{").err().unwrap().kind, Kind::Usage);
        let first = lines(json(), Held::default())
            .line(1, r#"{"body": "x"}"#)
            .err()
            .unwrap();
        assert!(first.hint.as_ref().unwrap().en.contains("body"));
    }

    #[test]
    fn what_is_held_is_passed_over_and_must_be_the_same() {
        let chain = ["a", "b"].iter().fold(Chain::default(), |chain, text| {
            chain.and(&digest(&Ok(Input::Text((*text).into()))))
        });
        let held = Held {
            rows: 2,
            failed: 0,
            chain: Some((2, chain.sum())),
        };
        let mut same = lines(Shape::Text, held.clone());
        assert!(same.line(1, "a").unwrap().is_none() && same.line(2, "b").unwrap().is_none());
        assert!(matches!(
            same.line(3, "c").unwrap(),
            Some(Given::Input(_, Mark { index: 2, .. }))
        ));
        let mut other = lines(Shape::Text, held.clone());
        other.line(1, "a").unwrap();
        assert_eq!(other.line(2, "B").err().unwrap().kind, Kind::Conflict);
        let mut short = lines(Shape::Text, held);
        short.line(1, "a").unwrap();
        assert_eq!(short.end().err().unwrap().kind, Kind::Conflict);
    }
}
