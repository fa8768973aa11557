//! The servers of the mini program: WeChat's own, and the VoiceHelper backend.

pub mod backend;
mod form;
mod rules;
pub mod weixin;

use std::sync::Arc;

use super::new_key;
use super::server::Protocol;

/// Both of them, with new keys.
pub(super) fn protocols() -> Vec<Arc<dyn Protocol>> {
    vec![
        Arc::new(weixin::Weixin::new(new_key("wxsecret-sandbox"))),
        Arc::new(backend::Backend::new(new_key("code-sandbox"))),
    ]
}
