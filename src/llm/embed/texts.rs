//! `POST /embeddings` as OpenAI, Ark and every compatible vendor have it.
//! Source: openai-openapi 2.3.0 (CreateEmbeddingRequest); www.volcengine.com/docs/82379/1302003; `reference/llm.md` §3.

use std::sync::atomic::{AtomicU32, Ordering};

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::gather::Limits;
use super::vector::{Vector, normalize};
use super::{CAP_BYTES, Embedder, Embeddings, Input, Wanted};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Body, Budget, Idempotency, Method, Request, Retry, retry};
use crate::llm::media::Task;
use crate::llm::openai::fault;
use crate::llm::{Connection, Served};
use crate::text;

/// Embeds texts.
pub struct Texts {
    connection: Connection,
}

impl Texts {
    /// Over this connection.
    pub fn new(connection: Connection) -> Texts {
        Texts { connection }
    }

    async fn ask(&self, inputs: &[Input], wanted: &Wanted, budget: Budget) -> Result<Embeddings> {
        let c = &self.connection;
        let body = Bytes::from(encode_texts(inputs, wanted, c)?);
        let dims = Dims::of_kind(c.preset.kind, wanted.dims);
        post(c, "embeddings", &body, wanted, budget, |body| {
            decode_texts(body, inputs.len(), dims)
        })
        .await
    }
}

impl Embedder for Texts {
    fn name(&self) -> &str {
        &self.connection.target.name
    }

    fn model<'a>(&'a self, wanted: &'a Wanted) -> Result<&'a str> {
        self.connection.model_of(Task::Embed, wanted.model.as_deref())
    }

    fn limits(&self) -> Limits {
        Limits::of_kind(self.connection.preset.kind)
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

/// What an answer holds, whatever its form was.
pub(in crate::llm) struct Answer {
    pub(in crate::llm) model: Option<String>,
    pub(in crate::llm) vectors: Vec<Vec<f32>>,
    pub(in crate::llm) tokens: u64,
}

/// How long vectors are to be.
#[derive(Debug, Clone, Copy)]
pub struct Dims {
    /// This long; as long as they are where nobody said.
    pub wanted: Option<usize>,
    /// Longer ones are cut: the vendor says that the beginning of its vectors is a vector too.
    pub cut: bool,
}

impl Dims {
    /// As `kind` of provider makes vectors.
    pub fn of_kind(kind: &str, wanted: Option<usize>) -> Dims {
        Dims {
            wanted,
            cut: kind == "ark",
        }
    }
}

/// Sends a body until it is answered; counts refusals for the rate.
pub(super) async fn post(
    c: &Connection,
    path: &str,
    body: &Bytes,
    wanted: &Wanted,
    budget: Budget,
    decode: impl Fn(&[u8]) -> Result<Answer> + Sync,
) -> Result<Embeddings> {
    let rate_limited = AtomicU32::new(0);
    let decode = &decode;
    let attempt = |_| {
        let counted = &rate_limited;
        async move {
            let result = once(c, path, body.clone(), decode).await;
            if result.as_ref().is_err_and(|e| e.kind == Kind::RateLimited) {
                counted.fetch_add(1, Ordering::Relaxed);
            }
            result
        }
        .boxed()
    };
    let ((answer, request_id), attempts) =
        retry::attempts(&c.target, budget, Idempotency::Safe, c.http.trace(), attempt).await?;
    let asked = c.model_of(Task::Embed, wanted.model.as_deref())?;
    Ok(Embeddings {
        served: Served {
            model: answer.model.unwrap_or_else(|| asked.to_owned()),
            ..c.served_by(asked, request_id, attempts)
        },
        vectors: answer.vectors,
        tokens: answer.tokens,
        rate_limited: rate_limited.into_inner(),
    })
}

async fn once(
    c: &Connection,
    path: &str,
    body: Bytes,
    decode: &(impl Fn(&[u8]) -> Result<Answer> + Sync),
) -> Result<(Answer, Option<String>)> {
    let mut post = Request::new(Method::POST, c.target.url(path)).header("content-type", "application/json")?;
    post.body = Body::Bytes(body);
    let (reply, body) = c.http.call(&c.target, c.authorize(post)?, CAP_BYTES).await?;
    if !reply.is_ok() {
        return Err(fault::decode_error(&reply, &body, &c.target.name));
    }
    let id = reply.header("x-request-id").map(str::to_owned);
    let answer = decode(&body).map_err(|e| e.request_id(id.clone()))?;
    Ok((answer, id))
}

#[derive(Serialize)]
struct Asked<'a> {
    model: &'a str,
    input: Vec<&'a str>,
    #[serde(flatten)]
    fields: Map<String, Value>,
}

/// The body of `POST /embeddings`.
///
/// # Errors
/// [`Kind::Usage`] for an input that is more than a text.
pub fn encode_texts(inputs: &[Input], wanted: &Wanted, c: &Connection) -> Result<Vec<u8>> {
    let mut input = Vec::with_capacity(inputs.len());
    for one in inputs {
        match one {
            Input::Text(text) => input.push(text.as_str()),
            Input::Parts(_) => {
                return Err(Error::usage(text!(
                    "parts are embedded by Ark's multimodal models only: give --multimodal",
                    "多段输入只有方舟的多模态向量模型支持：请使用 --multimodal"
                )));
            }
        }
    }
    let mut fields = Map::new();
    if speaks_base64(c.preset.kind) {
        // A third of the bytes of decimal numbers, and none of the time of reading them.
        fields.insert("encoding_format".into(), json!("base64"));
    }
    if let Some(dims) = wanted.dims {
        fields.insert("dimensions".into(), json!(dims));
    }
    crate::llm::merge::merge(&mut fields, &wanted.options);
    let model = c.model_of(Task::Embed, wanted.model.as_deref())?;
    serde_json::to_vec(&Asked { model, input, fields }).map_err(|e| Error::bug(format!("cannot write JSON: {e}")))
}

/// Vendors whose documents name base64; others are left to their default.
fn speaks_base64(kind: &str) -> bool {
    ["openai", "azure", "ark"].contains(&kind)
}

#[derive(Deserialize)]
struct List {
    error: Option<Value>,
    data: Option<Vec<Entry>>,
    model: Option<String>,
    usage: Option<Usage>,
}

#[derive(Deserialize)]
struct Entry {
    index: Option<usize>,
    embedding: Vector,
}

#[derive(Deserialize)]
pub(super) struct Usage {
    #[serde(default)]
    pub(super) prompt_tokens: u64,
    #[serde(default)]
    pub(super) total_tokens: u64,
}

impl Usage {
    /// Tokens of the inputs; some vendors tell only the total.
    pub(super) fn tokens(&self) -> u64 {
        self.prompt_tokens.max(self.total_tokens)
    }
}

pub(super) fn malformed(what: impl std::fmt::Display) -> Error {
    Error::new(
        Kind::Malformed,
        text!("the vectors cannot be read: {what}", "无法解析向量：{what}"),
    )
    .outcome(Outcome::Sent)
}

/// The vectors of an answer to `inputs` texts, sorted by index: exactly one each.
pub(in crate::llm) fn decode_texts(body: &[u8], inputs: usize, dims: Dims) -> Result<Answer> {
    let list: List = serde_json::from_slice(body).map_err(malformed)?;
    if let Some(error) = list.error.filter(|e| !e.is_null()) {
        return Err(fault::decode_stream_error(&error));
    }
    let data = list.data.unwrap_or_default();
    if data.len() != inputs {
        let got = data.len();
        return Err(malformed(format!("{got} vectors for {inputs} texts")));
    }
    let mut slots: Vec<Option<Vec<f32>>> = vec![None; inputs];
    for (place, entry) in data.into_iter().enumerate() {
        // Servers that leave the index out keep the order.
        let index = entry.index.unwrap_or(place);
        let slot = slots
            .get_mut(index)
            .ok_or_else(|| malformed(format!("a vector has the index {index}")))?;
        if slot.replace(entry.embedding.0).is_some() {
            return Err(malformed(format!("two vectors have the index {index}")));
        }
    }
    let mut vectors: Vec<Vec<f32>> = slots.into_iter().flatten().collect();
    shape(&mut vectors, dims)?;
    Ok(Answer {
        model: list.model.filter(|m| !m.is_empty()),
        vectors,
        tokens: list.usage.map_or(0, |u| u.tokens()),
    })
}

/// Holds vectors to one length, the wanted one.
pub(super) fn shape(vectors: &mut [Vec<f32>], dims: Dims) -> Result<()> {
    let Some(first) = vectors.first().map(Vec::len) else {
        return Ok(());
    };
    if let Some(other) = vectors.iter().map(Vec::len).find(|n| *n != first) {
        return Err(malformed(format!("vectors of {first} and of {other} numbers")));
    }
    match dims.wanted {
        Some(n) if n < first && dims.cut => {
            for vector in vectors {
                vector.truncate(n);
                // The beginning of a vector of length one is shorter than one.
                normalize(vector);
            }
            Ok(())
        }
        Some(n) if n != first => Err(malformed(format!(
            "{n} dimensions were asked for, and {first} came: this model has one length only"
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: Dims = Dims {
        wanted: None,
        cut: false,
    };

    #[test]
    fn vectors_are_sorted_by_index_and_counted() {
        let body = br#"{"model":"m","data":[{"index":1,"embedding":[2,0]},{"index":0,"embedding":[1,0]}],"usage":{"prompt_tokens":3,"total_tokens":3}}"#;
        let answer = decode_texts(body, 2, ANY).unwrap();
        assert_eq!(answer.vectors, [[1.0, 0.0], [2.0, 0.0]]);
        assert_eq!((answer.model.as_deref(), answer.tokens), (Some("m"), 3));
        let no_index = br#"{"data":[{"embedding":[1]},{"embedding":[2]}]}"#;
        assert_eq!(decode_texts(no_index, 2, ANY).unwrap().vectors, [[1.0], [2.0]]);
    }

    #[test]
    fn an_answer_that_does_not_match_is_malformed() {
        for (body, inputs) in [
            (r#"{"data":[{"index":0,"embedding":[1]}]}"#, 2),
            (
                r#"{"data":[{"index":0,"embedding":[1]},{"index":0,"embedding":[1]}]}"#,
                2,
            ),
            (
                r#"{"data":[{"index":2,"embedding":[1]},{"index":0,"embedding":[1]}]}"#,
                2,
            ),
            (
                r#"{"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":[1,2]}]}"#,
                2,
            ),
            (r#"{"data":{"embedding":[1]}}"#, 1),
            (r#"<html>"#, 1),
            (r#"{}"#, 1),
        ] {
            let error = decode_texts(body.as_bytes(), inputs, ANY).err().unwrap();
            assert_eq!(error.kind, Kind::Malformed, "{body}");
        }
        let error = decode_texts(br#"{"error":{"code":"ServerOverloaded","message":"m"}}"#, 1, ANY);
        assert_eq!(error.err().unwrap().kind, Kind::Unavailable);
    }

    #[test]
    fn longer_vectors_are_cut_only_where_the_vendor_says_so() {
        let body = br#"{"data":[{"index":0,"embedding":[3,4,12]}]}"#;
        let wanted = |cut| Dims { wanted: Some(2), cut };
        let cut = decode_texts(body, 1, wanted(true)).unwrap().vectors;
        assert_eq!(cut, [[0.6, 0.8]]);
        assert_eq!(
            decode_texts(body, 1, wanted(false)).err().unwrap().kind,
            Kind::Malformed
        );
        let longer = Dims {
            wanted: Some(4),
            cut: true,
        };
        assert!(decode_texts(body, 1, longer).is_err(), "nothing is made up");
    }
}
