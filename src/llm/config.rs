//! `[llm.NAME]`: the keys of a provider, resolved.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::secret::Secret;

/// One table, its secrets resolved. `kind` is always filled in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `ark`, `openai`, `claude`, or a preset's name.
    pub kind: String,
    /// The key.
    pub api_key: Option<Secret>,
    /// `volc-speech` with a key of the older console: the application.
    pub app_id: Option<String>,
    /// … and its access token.
    pub access_key: Option<Secret>,
    /// The address; the kind's own when absent.
    pub base_url: Option<String>,
    /// The chat model.
    pub model: Option<String>,
    /// Which of OpenAI's APIs: `auto`, `chat`, `responses`.
    pub api: Option<String>,
    /// The embedding model.
    pub embed_model: Option<String>,
    /// The picture model.
    pub image_model: Option<String>,
    /// The text-to-speech model.
    pub speech_model: Option<String>,
    /// The speech-to-text model.
    pub transcribe_model: Option<String>,
    /// Sampling temperature, sent only when set.
    pub temperature: Option<f64>,
    /// Answer length, sent only when set (Claude requires one: 4096 then).
    pub max_tokens: Option<u64>,
    /// Further provider fields of every request.
    #[serde(default)]
    pub options: Map<String, Value>,
    /// Voice of text to speech.
    pub voice: Option<String>,
    /// Audio format of text to speech.
    pub speech_format: Option<String>,
    /// `OpenAI-Organization`.
    pub organization: Option<String>,
    /// `OpenAI-Project`.
    pub project: Option<String>,
    /// `anthropic-version`.
    pub version: Option<String>,
    /// Further headers of every request.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// Hosts the key may go to, whoever set the address.
    #[serde(default)]
    pub allowed_hosts: Vec<String>,
}
