//! Embeddings as OpenAI and as Ark serve them. A vector is a function of the model and the input, so that anybody can tell which
//! input it belongs to.
//! Source: openai-openapi 2.3.0 (CreateEmbeddingRequest); www.volcengine.com/docs/82379/1302003, 1409290.

use base64::Engine as _;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::completions::Vendor;

/// The models of a vendor that embed texts, with the length of their vectors.
pub fn models(vendor: Vendor) -> &'static [(&'static str, usize)] {
    match vendor {
        Vendor::OpenAi => &[("text-embedding-3-small", 1536), ("text-embedding-3-large", 3072)],
        Vendor::Ark => &[("text-embedding-v1", 1024), ("doubao-embedding-text-240715", 2560)],
    }
}

/// Ark's models that embed texts with pictures.
pub const MULTIMODAL: &[(&str, usize)] = &[("doubao-embedding-vision-251215", 2048)];

/// The vector of one input: unit length, the same for the same model and input.
pub fn vector(model: &str, input: &str, dims: usize) -> Vec<f32> {
    let mut values: Vec<f32> = Vec::with_capacity(dims);
    let mut block: [u8; 32] = Sha256::digest(format!("{model}\n{input}")).into();
    while values.len() < dims {
        for pair in block.chunks_exact(2) {
            if values.len() < dims {
                values.push(f32::from(i16::from_be_bytes([pair[0], pair[1]])) / 32768.0);
            }
        }
        block = Sha256::digest(block).into();
    }
    unit(values)
}

fn unit(mut values: Vec<f32>) -> Vec<f32> {
    let length = values.iter().map(|v| v * v).sum::<f32>().sqrt();
    if length > 0.0 {
        values.iter_mut().for_each(|v| *v /= length);
    }
    values
}

/// What is wrong with a request: the status, the vendor's code, and words.
pub(super) type Problem = (u16, Option<&'static str>, String);

fn invalid(vendor: Vendor, message: impl Into<String>) -> Problem {
    let code = (vendor == Vendor::Ark).then_some("InvalidParameter");
    (400, code, message.into())
}

fn fields(vendor: Vendor, body: &Map<String, Value>, more: &[&str]) -> Result<(), Problem> {
    const FIELDS: &[&str] = &["model", "input", "dimensions", "encoding_format", "user"];
    match body
        .keys()
        .find(|k| !FIELDS.contains(&k.as_str()) && !more.contains(&k.as_str()))
    {
        Some(unknown) => Err(invalid(
            vendor,
            format!("Unrecognized request argument supplied: {unknown}"),
        )),
        None => Ok(()),
    }
}

fn model<'a>(
    vendor: Vendor,
    body: &'a Map<String, Value>,
    known: &[(&str, usize)],
) -> Result<(&'a str, usize), Problem> {
    let Some(model) = body.get("model").and_then(Value::as_str) else {
        return Err(invalid(vendor, "you must provide a model parameter"));
    };
    match (known.iter().find(|(id, _)| *id == model), vendor) {
        (Some((_, dims)), _) => Ok((model, *dims)),
        (None, Vendor::OpenAi) => Err((
            404,
            Some("model_not_found"),
            format!("The model `{model}` does not exist"),
        )),
        (None, Vendor::Ark) => Err((
            404,
            Some("InvalidEndpointOrModel.NotFound"),
            format!("The model or endpoint {model} does not exist or you do not have access to it."),
        )),
    }
}

/// As this server counts them.
fn tokens(text: &str) -> usize {
    let (ascii, others): (Vec<char>, Vec<char>) = text.chars().partition(char::is_ascii);
    ascii.len().div_ceil(4) + others.len()
}

fn encoded(values: &[f32], body: &Map<String, Value>, vendor: Vendor) -> Result<Value, Problem> {
    match body.get("encoding_format").and_then(Value::as_str) {
        None | Some("float") => Ok(json!(values)),
        Some("base64") => {
            let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
            Ok(json!(base64::engine::general_purpose::STANDARD.encode(bytes)))
        }
        Some(other) => Err(invalid(vendor, format!("encoding_format {other:?} is not supported"))),
    }
}

/// The answer to `POST /embeddings`; `text` replaces every input.
pub(super) fn texts(vendor: Vendor, body: &Map<String, Value>, text: Option<&str>) -> Result<Value, Problem> {
    fields(vendor, body, &[])?;
    let (model, whole) = model(vendor, body, models(vendor))?;
    let inputs: Vec<&str> = match body.get("input") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many
            .iter()
            .map(|v| v.as_str().ok_or_else(|| invalid(vendor, "'$.input' is invalid.")))
            .collect::<Result<_, _>>()?,
        _ => return Err(invalid(vendor, "'$.input' is missing.")),
    };
    let (most, most_tokens, all_tokens, most_bytes) = match vendor {
        Vendor::OpenAi => (2048, 8192, 300_000, usize::MAX),
        Vendor::Ark => (256, 4096, usize::MAX, 100_000),
    };
    if inputs.is_empty() || inputs.len() > most {
        return Err(invalid(vendor, format!("'$.input' must have 1 to {most} items.")));
    }
    let mut count = 0;
    for (i, input) in inputs.iter().enumerate() {
        if input.is_empty() {
            return Err(invalid(vendor, format!("'$.input[{i}]' cannot be an empty string.")));
        }
        if tokens(input) > most_tokens || input.len() > most_bytes {
            return Err(invalid(
                vendor,
                format!("'$.input[{i}]': maximum input length is {most_tokens} tokens."),
            ));
        }
        count += tokens(input);
    }
    if count > all_tokens {
        return Err(invalid(
            vendor,
            format!("Requested {count} tokens, max {all_tokens} tokens per request"),
        ));
    }
    let dims = match (body.get("dimensions"), vendor) {
        (None, _) => whole,
        (Some(n), Vendor::OpenAi) => {
            let n = n.as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            if n == 0 || n > whole {
                return Err(invalid(vendor, format!("dimensions must be 1 to {whole}")));
            }
            n
        }
        // Ark's text models leave the cut to the client.
        (Some(_), Vendor::Ark) => whole,
    };
    let mut data = Vec::with_capacity(inputs.len());
    for (index, input) in inputs.iter().enumerate() {
        let mut values = vector(model, text.unwrap_or(input), whole);
        values.truncate(dims);
        let embedding = encoded(&unit(values), body, vendor)?;
        data.push(json!({"object": "embedding", "index": index, "embedding": embedding}));
    }
    // The order of an answer is no promise.
    data.reverse();
    let usage = json!({"prompt_tokens": count, "total_tokens": count});
    Ok(match vendor {
        Vendor::OpenAi => json!({"object": "list", "data": data, "model": model, "usage": usage}),
        Vendor::Ark => json!({
            "id": "emb-sandbox", "created": 1_790_000_000, "object": "list", "data": data, "model": model, "usage": usage,
        }),
    })
}

/// The answer to Ark's `POST /embeddings/multimodal`.
pub(super) fn multimodal(body: &Map<String, Value>, text: Option<&str>) -> Result<Value, Problem> {
    let vendor = Vendor::Ark;
    fields(vendor, body, &["instructions", "sparse_embedding"])?;
    let (model, whole) = model(vendor, body, MULTIMODAL)?;
    let parts = body
        .get("input")
        .and_then(Value::as_array)
        .filter(|p| !p.is_empty())
        .ok_or_else(|| invalid(vendor, "input must be a list of parts"))?;
    let (mut said, mut text_tokens, mut image_tokens) = (String::new(), 0, 0);
    for part in parts {
        match part["type"].as_str() {
            Some("text") => {
                let piece = part["text"].as_str().filter(|t| !t.is_empty());
                let piece = piece.ok_or_else(|| invalid(vendor, "a text part has no text"))?;
                text_tokens += tokens(piece);
                said.push_str(piece);
            }
            Some(kind @ ("image_url" | "video_url")) => {
                let url = part[kind]["url"].as_str().unwrap_or("");
                if !url.starts_with("http") && !url.starts_with("data:") {
                    return Err(invalid(vendor, format!("{kind} has no url")));
                }
                image_tokens += 100;
                said.push_str(url);
            }
            other => return Err(invalid(vendor, format!("a part of type {other:?}"))),
        }
    }
    let dims = match body.get("dimensions").map(Value::as_u64) {
        None => whole,
        Some(Some(n @ (1024 | 2048))) => n as usize,
        Some(_) => return Err(invalid(vendor, "dimensions must be 1024 or 2048")),
    };
    let mut values = vector(model, text.unwrap_or(&said), whole);
    values.truncate(dims);
    let total = text_tokens + image_tokens;
    Ok(json!({
        "id": "emb-sandbox", "created": 1_790_000_000, "object": "list", "model": model,
        "data": {"object": "embedding", "embedding": encoded(&unit(values), body, vendor)?},
        "usage": {
            "prompt_tokens": total, "total_tokens": total,
            "prompt_tokens_details": {"text_tokens": text_tokens, "image_tokens": image_tokens},
        },
    }))
}
