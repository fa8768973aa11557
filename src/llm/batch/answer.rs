//! The answers of a batch: bodies as the provider would have sent them one by one. Pure.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::{Error, Kind, Result};
use crate::llm::embed::multimodal::decode_parts;
pub use crate::llm::embed::texts::Dims;
use crate::llm::embed::texts::decode_texts;
use crate::llm::fold::Answer;
use crate::llm::presets::Protocol;
use crate::llm::stream::{Decode, Queue};
use crate::llm::{claude, openai};

/// Reads the body of an answer to a question.
///
/// # Errors
/// [`Kind::Malformed`], or the error that the body reports.
pub fn chat(protocol: Protocol, body: &str) -> Result<Answer> {
    let mut queue = Queue::new();
    let body = body.as_bytes();
    let model = match protocol {
        Protocol::OpenAi => {
            let mut decoder = openai::decode::Decoder::default();
            decoder.whole(body, &mut queue)?;
            decoder.model().map(str::to_owned)
        }
        Protocol::VolcSpeech => None,
        Protocol::Claude => {
            let mut decoder = claude::decode::Decoder::default();
            decoder.whole(body, &mut queue)?;
            decoder.model().map(str::to_owned)
        }
    };
    let mut answer = Answer::default();
    queue.into_iter().for_each(|event| answer.add(event));
    answer.served = model.map(|model| crate::llm::Served {
        provider: String::new(),
        model,
        asked: None,
        request_id: None,
        attempts: 1,
        skipped: Vec::new(),
    });
    Ok(answer)
}

/// A vector that came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Vector {
    /// The model that made it, where told.
    pub model: Option<String>,
    /// It.
    pub values: Vec<f32>,
    /// Tokens of its input.
    pub tokens: u64,
}

/// Reads the body of an answer that holds one vector of the length that was wanted.
///
/// # Errors
/// [`Kind::Malformed`], or the error that the body reports.
pub fn vector(body: &str, dims: Dims) -> Result<Vector> {
    // The multimodal form has an object where the other has a list.
    let is_list = serde_json::from_str::<Form>(body).is_ok_and(|f| f.data.get().starts_with('['));
    let body = body.as_bytes();
    let mut answer = match is_list {
        true => decode_texts(body, 1, dims)?,
        false => decode_parts(body, dims.wanted)?,
    };
    Ok(Vector {
        model: answer.model,
        values: answer.vectors.pop().unwrap_or_default(),
        tokens: answer.tokens,
    })
}

#[derive(Deserialize)]
struct Form<'a> {
    #[serde(borrow)]
    data: &'a RawValue,
}

/// Why a request has no answer, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The error's kind.
    pub kind: String,
    /// The vendor's code.
    pub code: Option<String>,
    /// Its words.
    pub message: String,
}

impl Failure {
    /// Of an error.
    pub fn of(e: &Error) -> Failure {
        Failure {
            kind: e.kind.name(),
            code: e.code.clone(),
            message: e.what.en.to_string(),
        }
    }

    /// No answer came back.
    pub fn nothing() -> Failure {
        Failure {
            kind: Kind::Unavailable.name(),
            code: None,
            message: "no answer came back".to_owned(),
        }
    }

    /// As JSON.
    ///
    /// # Errors
    /// [`Kind::Bug`] for what cannot be written.
    pub fn to_json(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|e| Error::bug(format!("cannot write JSON: {e}")))
    }
}
