//! `POST /embeddings/multimodal` as Ark has it: all parts of a request get one vector together, and `data` is an object.
//! Source: www.volcengine.com/docs/82379/1409290; volcengine-ark-runtime 5.0.54; `reference/llm.md` §3.

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::gather::Limits;
use super::texts::{Answer, Dims, Usage, malformed, post, shape};
use super::vector::Vector;
use super::{Embedder, Embeddings, Input, Wanted};
use crate::error::{Error, Result};
use crate::http::{Budget, Retry};
use crate::llm::Connection;
use crate::llm::media::Task;
use crate::llm::openai::fault;

/// Embeds texts and pictures.
pub struct Multimodal {
    connection: Connection,
}

impl Multimodal {
    /// Over this connection.
    pub fn new(connection: Connection) -> Multimodal {
        Multimodal { connection }
    }

    async fn ask(&self, inputs: &[Input], wanted: &Wanted, budget: Budget) -> Result<Embeddings> {
        let c = &self.connection;
        let [input] = inputs else {
            return Err(Error::bug("the multimodal endpoint makes one vector at a time"));
        };
        let body = encode_parts(input, wanted, c.model_of(Task::Embed, wanted.model.as_deref())?);
        let body = Bytes::from(body.to_string());
        post(c, "embeddings/multimodal", &body, wanted, budget, |body| {
            decode_parts(body, wanted.dims)
        })
        .await
    }
}

impl Embedder for Multimodal {
    fn name(&self) -> &str {
        &self.connection.target.name
    }

    fn model<'a>(&'a self, wanted: &'a Wanted) -> Result<&'a str> {
        self.connection.model_of(Task::Embed, wanted.model.as_deref())
    }

    fn limits(&self) -> Limits {
        Limits::one_by_one()
    }

    fn retry(&self) -> Retry {
        self.connection.target.net.retry
    }

    fn embed<'a>(
        &'a self,
        inputs: &'a [Input],
        wanted: &'a Wanted,
        budget: Budget,
    ) -> BoxFuture<'a, Result<Embeddings>> {
        self.ask(inputs, wanted, budget).boxed()
    }
}

/// The body of `POST /embeddings/multimodal`.
pub fn encode_parts(input: &Input, wanted: &Wanted, model: &str) -> Value {
    let parts = match input {
        Input::Text(text) => vec![json!({"type": "text", "text": text})],
        Input::Parts(parts) => parts.clone(),
    };
    let mut body = Map::new();
    body.insert("model".into(), json!(model));
    body.insert("input".into(), Value::Array(parts));
    body.insert("encoding_format".into(), json!("base64"));
    if let Some(dims) = wanted.dims {
        body.insert("dimensions".into(), json!(dims));
    }
    crate::llm::merge::merge(&mut body, &wanted.options);
    Value::Object(body)
}

#[derive(Deserialize)]
struct One {
    error: Option<Value>,
    data: Option<Data>,
    model: Option<String>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Data {
    embedding: Vector,
}

/// The vector of an answer.
pub(in crate::llm) fn decode_parts(body: &[u8], dims: Option<usize>) -> Result<Answer> {
    let one: One = serde_json::from_slice(body).map_err(malformed)?;
    if let Some(error) = one.error.filter(|e| !e.is_null()) {
        return Err(fault::decode_stream_error(&error));
    }
    let data = one.data.ok_or_else(|| malformed("there is none"))?;
    let mut vectors = vec![data.embedding.0];
    let dims = Dims {
        wanted: dims,
        cut: true,
    };
    shape(&mut vectors, dims)?;
    Ok(Answer {
        model: one.model.filter(|m| !m.is_empty()),
        vectors,
        tokens: one.usage.map_or(0, |u| u.tokens()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Kind;

    #[test]
    fn the_data_of_an_answer_is_an_object() {
        let body = br#"{"model":"m","data":{"object":"embedding","embedding":[1,2]},"usage":{"total_tokens":9}}"#;
        let answer = decode_parts(body, None).unwrap();
        assert_eq!((answer.vectors, answer.tokens), (vec![vec![1.0, 2.0]], 9));
        let list = br#"{"data":[{"index":0,"embedding":[1,2]}]}"#;
        assert_eq!(decode_parts(list, None).err().unwrap().kind, Kind::Malformed);
    }

    #[test]
    fn a_text_alone_is_a_part() {
        let body = encode_parts(&Input::Text("x".into()), &Wanted::default(), "m");
        assert_eq!(body["input"], json!([{"type": "text", "text": "x"}]));
    }
}
