//! `[pay.NAME]` resolved.

use std::time::Duration;

use super::{Resolved, Settings};
use crate::error::Result;
use crate::http::Net;
use crate::pay;

/// WeChat answers within a few seconds or not at all.
const PATIENCE: Duration = Duration::from_secs(10);

impl Settings {
    /// Resolves `[pay.NAME]`.
    ///
    /// # Errors
    /// As [`Settings::llm`].
    pub async fn pay(&self, name: &str) -> Result<Resolved<pay::Config>> {
        self.resolve("pay", name, None, Net::with(PATIENCE, PATIENCE)).await
    }
}
