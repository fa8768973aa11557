//! The servers of large models.

mod batches;
mod chunks;
pub mod claude;
pub mod completions;
pub mod embeddings;
mod form;
mod job;
pub mod media;
mod messages;
mod picture;
pub mod responses;
pub mod said;
mod sound;
pub mod volc;
mod wanted;

use std::sync::Arc;

use super::new_key;
use super::server::Protocol;
use completions::{Completions, Vendor};

/// All of them, with new keys.
pub(super) fn protocols() -> Vec<Arc<dyn Protocol>> {
    vec![
        Arc::new(Completions::new(Vendor::Ark, new_key("ark-sandbox"))),
        Arc::new(Completions::new(Vendor::OpenAi, new_key("sk-sandbox"))),
        Arc::new(claude::Claude::new(new_key("sk-ant-sandbox"))),
        Arc::new(volc::Volc::new(new_key("volc-sandbox"), new_key("volc-token"))),
    ]
}
