//! Pictures as OpenAI and as Ark (Seedream) make them. Ark makes one a request, and answers with an address unless asked for
//! bytes.
//! Source: openai-openapi 2.3.0 (CreateImageRequest, ImagesResponse); www.volcengine.com/docs/82379/1541523; `reference/llm.md`
//! §§4.1, 4.2.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::FutureExt;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{OpenAi, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Budget, Idempotency, Method, Request, retry};
use crate::llm::events::Usage;
use crate::llm::magic;
use crate::llm::media::{ImageRequest, Picture, Pictures, Task};
use crate::llm::merge::merge;
use crate::text;

/// Ten large pictures in base64.
const ANSWER_CAP_BYTES: usize = 512 << 20;

/// The largest picture that is fetched.
const PICTURE_CAP_BYTES: usize = 64 << 20;

/// What OpenAI makes in one request.
const MOST_AT_ONCE: u32 = 10;

impl OpenAi {
    /// Makes pictures, in as many requests as it takes. What was made before a request failed is not lost.
    ///
    /// # Errors
    /// Any [`Kind`], when not one picture was made; [`Kind::Usage`] for what the kind does not take.
    pub async fn images(&self, request: &ImageRequest) -> Result<Pictures> {
        let c = self.connection();
        let model = c.model_of(Task::Image, request.model.as_deref())?;
        let is_ark = c.preset.kind == "ark";
        if is_ark && request.quality.is_some() {
            return Err(Error::usage(text!(
                "Ark's picture models take no quality",
                "方舟的图片模型不支持 quality"
            ))
            .provider(&c.target.name)
            .hint(text!(
                "--size 2K or 4K makes larger ones",
                "可用 --size 2K 或 4K 生成更大的图片"
            )));
        }
        let at_once = if is_ark { 1 } else { MOST_AT_ONCE };
        let mut all = Pictures::default();
        let mut left = request.count;
        while left > 0 {
            let count = left.min(at_once);
            left -= count;
            let body = encode(request, model, count, is_ark, &c.config.options);
            let attempt = |_| self.images_once(&body).boxed();
            let budget = if all.served.is_none() {
                request.budget
            } else {
                Budget::start()
            };
            match retry::attempts(&c.target, budget, Idempotency::Safe, c.http.trace(), attempt).await {
                Ok(((wire, request_id), attempts)) => {
                    self.collect(wire, &mut all).await;
                    all.served
                        .get_or_insert_with(|| c.served_by(model, request_id, attempts));
                }
                Err(e) => {
                    let hopeless = !e.is_retryable() || e.kind == Kind::RateLimited;
                    all.failed.push(e);
                    if hopeless {
                        // The next would be refused for the same reason.
                        break;
                    }
                }
            }
        }
        match (all.made.is_empty(), all.failed.pop()) {
            (true, Some(e)) => Err(e),
            (_, last) => {
                all.failed.extend(last);
                Ok(all)
            }
        }
    }

    async fn images_once(&self, body: &Value) -> Result<(Wire, Option<String>)> {
        let c = self.connection();
        let post = c.authorize(Request::new(Method::POST, c.target.url("images/generations")).json(body))?;
        let (reply, answer) = c.http.call(&c.target, post, ANSWER_CAP_BYTES).await?;
        let said_error = || fault::decode_error(&reply, &answer, &c.target.name);
        if !reply.is_ok() {
            return Err(said_error());
        }
        let id = reply.header("x-request-id").map(str::to_owned);
        let wire: Wire =
            serde_json::from_slice(&answer).map_err(|e| malformed(&e.to_string()).request_id(id.clone()))?;
        if wire.error.as_ref().is_some_and(|e| !e.is_null()) {
            return Err(said_error());
        }
        if wire.data.is_empty() {
            return Err(malformed("it holds no picture").request_id(id));
        }
        Ok((wire, id))
    }

    /// Takes the pictures out of an answer; those that are given as addresses are fetched at once, for they expire.
    async fn collect(&self, wire: Wire, all: &mut Pictures) {
        let name = &self.connection().target.name;
        for item in wire.data {
            match self.picture(item).await {
                Ok(picture) => all.made.push(picture),
                Err(e) => all.failed.push(e.provider(name)),
            }
        }
        if let Some(u) = wire.usage {
            let sum = all.usage.get_or_insert_with(Usage::default);
            sum.input_tokens += u.input_tokens;
            sum.output_tokens += u.output_tokens;
        }
    }

    async fn picture(&self, item: Item) -> Result<Picture> {
        let bytes = match (item.error, item.b64_json, item.url) {
            (Some(error), ..) if !error.is_null() => return Err(fault::decode_stream_error(&error)),
            (_, Some(base64), _) => STANDARD
                .decode(base64.as_bytes())
                .map(Bytes::from)
                .map_err(|e| malformed(&format!("a picture is no base64: {e}")))?,
            (_, _, Some(url)) => self.fetch(&url).await?,
            _ => return Err(malformed("a picture has neither bytes nor an address")),
        };
        let media_type = magic::picture(&bytes).ok_or_else(|| malformed("what it calls a picture is none"))?;
        Ok(Picture {
            media_type,
            bytes,
            revised_prompt: item.revised_prompt,
        })
    }

    async fn fetch(&self, url: &str) -> Result<Bytes> {
        let c = self.connection();
        let attempt = |_| c.http.fetch(&c.target, url, PICTURE_CAP_BYTES).boxed();
        let fetched = retry::attempts(&c.target, Budget::start(), Idempotency::Safe, c.http.trace(), attempt).await;
        fetched.map(|(bytes, _)| bytes).map_err(|e| match &e.hint {
            Some(_) => e,
            None => e.hint(text!(
                "-O response_format=b64_json asks for the picture itself instead of its address",
                "用 -O response_format=b64_json 可直接获取图片内容而非地址"
            )),
        })
    }
}

/// The body of `POST /images/generations`.
fn encode(request: &ImageRequest, model: &str, count: u32, is_ark: bool, options: &Map<String, Value>) -> Value {
    let mut body = Map::new();
    body.insert("model".into(), json!(model));
    body.insert("prompt".into(), json!(request.prompt));
    if count > 1 && !is_ark {
        body.insert("n".into(), json!(count));
    }
    let words = [
        ("size", &request.size),
        ("quality", &request.quality),
        ("output_format", &request.format),
    ];
    for (field, value) in words {
        if let Some(value) = value {
            body.insert(field.into(), json!(value));
        }
    }
    merge(&mut body, options);
    merge(&mut body, &request.options);
    Value::Object(body)
}

#[derive(Debug, Deserialize)]
struct Wire {
    #[serde(default)]
    data: Vec<Item>,
    usage: Option<Tokens>,
    error: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Item {
    b64_json: Option<String>,
    url: Option<String>,
    revised_prompt: Option<String>,
    error: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Tokens {
    #[serde(default)]
    input_tokens: u64,
    #[serde(default)]
    output_tokens: u64,
}

fn malformed(why: &str) -> Error {
    Error::new(
        Kind::Malformed,
        text!("the answer cannot be used: {why}", "响应无法使用：{why}"),
    )
    .outcome(Outcome::Sent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unasked_is_sent_and_ark_knows_no_number() {
        let mut request = ImageRequest {
            model: None,
            prompt: "a cat".to_owned(),
            size: None,
            quality: None,
            format: None,
            count: 3,
            options: Map::new(),
            budget: Budget::start(),
        };
        let none = Map::new();
        assert_eq!(
            encode(&request, "m", 1, false, &none),
            json!({"model": "m", "prompt": "a cat"})
        );
        assert_eq!(encode(&request, "m", 3, false, &none)["n"], json!(3));
        assert_eq!(encode(&request, "m", 3, true, &none).get("n"), None);
        request.size = Some("2K".to_owned());
        request.options = json!({"watermark": false}).as_object().cloned().unwrap();
        assert_eq!(
            encode(&request, "m", 1, true, &none),
            json!({"model": "m", "prompt": "a cat", "size": "2K", "watermark": false})
        );
    }
}
