//! The bodies of a batch's requests: what the provider would be asked one by one, without what only a stream has. Pure.

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::llm::embed::{Input, Wanted, multimodal, texts};
use crate::llm::media::Task;
use crate::llm::{ChatRequest, Connection, Provider, claude, openai};

/// A question as the body of a request, and what of it the API version does not take.
///
/// # Errors
/// [`crate::error::Kind::Config`] without a model, [`crate::error::Kind::Usage`] for what cannot be asked.
pub fn chat(provider: &Provider, request: &ChatRequest) -> Result<(Value, Vec<&'static str>)> {
    let c = provider.connection();
    let model = c.chat_model(request)?;
    let (body, left_out) = match provider {
        Provider::OpenAi(_) => {
            let defaults = openai::encode::Defaults::of(c);
            (openai::encode::encode_chat(request, model, &defaults), Vec::new())
        }
        Provider::Claude(_) => {
            let encoded = claude::encode::encode_chat(request, model, &claude::encode::Defaults::of(c))?;
            (encoded.body, encoded.left_out)
        }
        Provider::VolcSpeech(_) => return Err(provider.cannot(Task::Chat)),
    };
    Ok((unstreamed(body), left_out))
}

/// An input as the body of a request for its vector.
///
/// # Errors
/// [`crate::error::Kind::Config`] without a model, [`crate::error::Kind::Usage`] for parts where there are texts only.
pub fn embed(c: &Connection, input: &Input, wanted: &Wanted, multimodal: bool) -> Result<Value> {
    if multimodal {
        return Ok(multimodal::encode_parts(
            input,
            wanted,
            c.model_of(Task::Embed, wanted.model.as_deref())?,
        ));
    }
    let bytes = texts::encode_texts(std::slice::from_ref(input), wanted, c)?;
    serde_json::from_slice(&bytes).map_err(|e| Error::bug(format!("our own JSON: {e}")))
}

/// A body that the user wrote, with the model where it names none.
pub fn own(mut body: Map<String, Value>, model: Option<&str>) -> Value {
    if let Some(model) = model.filter(|_| !body.contains_key("model")) {
        body.insert("model".into(), model.into());
    }
    unstreamed(Value::Object(body))
}

/// No batch streams.
fn unstreamed(mut body: Value) -> Value {
    if let Value::Object(fields) = &mut body {
        fields.shift_remove("stream");
        fields.shift_remove("stream_options");
    }
    body
}
