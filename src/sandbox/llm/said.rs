//! What the sandbox's models say. They echo, unless the question asks for more:
//! `call:NAME{…}` asks for that tool where it is offered; `json:…` says what follows where JSON is wanted; results of tools are
//! told.

use serde_json::Value;

use crate::sandbox::sse::tokens;

/// A tool that is asked for.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// JSON text.
    pub arguments: String,
}

/// The end of a conversation, as it is answered.
#[derive(Debug, Default)]
pub struct Asked {
    /// The last thing the user said.
    pub prompt: String,
    /// Results of tools that came after it.
    pub results: Vec<String>,
}

/// How an answer is wanted.
#[derive(Debug, Default)]
pub struct Wanted<'a> {
    /// Tools that may be asked for.
    pub tools: Vec<&'a str>,
    /// JSON is wanted.
    pub json: bool,
    /// Thinking is wanted.
    pub thinks: bool,
    /// Texts that end the answer.
    pub stops: Vec<String>,
    /// The most pieces of it.
    pub most: Option<u64>,
    /// Said instead.
    pub text: Option<&'a str>,
}

/// Why an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It is finished.
    Stop,
    /// One of the texts that end it.
    Sequence,
    /// The limit.
    Length,
    /// Tools are asked for.
    Calls,
}

/// An answer.
#[derive(Debug)]
pub struct Said {
    /// Pieces of thinking.
    pub thinking: Vec<String>,
    /// Pieces of text.
    pub tokens: Vec<String>,
    /// Tools.
    pub calls: Vec<Call>,
    /// Why it ends.
    pub end: End,
}

impl Said {
    /// What `label` answers.
    pub fn new(label: &str, asked: &Asked, wanted: &Wanted<'_>) -> Said {
        let thinking = if wanted.thinks {
            tokens("想一想…")
        } else {
            Vec::new()
        };
        let calls = if asked.results.is_empty() && wanted.text.is_none() {
            calls(&asked.prompt, &wanted.tools)
        } else {
            Vec::new()
        };
        if !calls.is_empty() {
            return Said {
                thinking,
                tokens: Vec::new(),
                calls,
                end: End::Calls,
            };
        }
        let mut text = match (wanted.text, asked.prompt.split_once("json:")) {
            (Some(text), _) => text.to_owned(),
            (None, Some((_, json))) if wanted.json => json.to_owned(),
            (None, _) if asked.results.is_empty() => format!("{label} 收到：{} 🚀", asked.prompt),
            (None, _) => format!("{label} 工具返回：{}", asked.results.join("，")),
        };
        let mut end = End::Stop;
        for stop in &wanted.stops {
            if let Some(at) = text.find(stop.as_str()) {
                text.truncate(at);
                end = End::Sequence;
            }
        }
        let mut all = tokens(&text);
        if let Some(most) = wanted.most.and_then(|m| usize::try_from(m).ok())
            && most < all.len()
        {
            all.truncate(most);
            end = End::Length;
        }
        Said {
            thinking,
            tokens: all,
            calls,
            end,
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.tokens.concat()
    }

    /// Tokens of the answer.
    pub fn count(&self) -> usize {
        self.tokens.len() + self.thinking.len() + self.calls.len()
    }
}

/// The calls that a prompt asks for: `call:NAME{json}`, as often as it likes.
fn calls(prompt: &str, tools: &[&str]) -> Vec<Call> {
    let mut found = Vec::new();
    for rest in prompt.split("call:").skip(1) {
        let Some(open) = rest.find('{') else { continue };
        let name = &rest[..open];
        let mut json = serde_json::Deserializer::from_str(&rest[open..]).into_iter::<Value>();
        if !tools.contains(&name) || !matches!(json.next(), Some(Ok(Value::Object(_)))) {
            continue;
        }
        found.push(Call {
            id: format!("call_{}", found.len() + 1),
            name: name.to_owned(),
            arguments: rest[open..open + json.byte_offset()].to_owned(),
        });
    }
    found
}
