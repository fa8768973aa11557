//! `[wx.NAME]` and `[gateway.NAME]` resolved.

use super::{Resolved, Settings};
use crate::error::Result;
use crate::http::Net;
use crate::secret::Secret;
use crate::wx;

impl Settings {
    /// Resolves `[wx.NAME]`.
    ///
    /// # Errors
    /// As [`Settings::llm`].
    pub async fn wx(&self, name: &str) -> Result<Resolved<wx::Config>> {
        self.resolve("wx", name, None, Net::with(wx::PATIENCE, wx::PATIENCE))
            .await
    }

    /// The appid of `[wx.NAME]`; its secret is not looked for.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when it has none.
    pub fn wx_appid(&self, name: &str) -> Result<String> {
        wx::appid(name, self.text(&format!("wx.{name}.appid")).map(str::to_owned))
    }

    /// Resolves `[gateway.NAME]`; its code stays the reference that it is.
    ///
    /// # Errors
    /// As [`Settings::llm`].
    pub async fn gateway(&self, name: &str) -> Result<Resolved<wx::gateway::Config>> {
        self.resolve("gateway", name, None, Net::with(wx::PATIENCE, wx::PATIENCE))
            .await
    }

    /// Follows a reference that is followed anew each time; `None` when the key is not set.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] that says what is missing.
    pub async fn fresh_secret(&self, key: &str) -> Result<Option<Secret>> {
        let Some(entry) = self.get(key) else { return Ok(None) };
        let text = entry.value.as_str().unwrap_or("");
        let value = self.follow(key, text, &entry.origin).await?;
        Ok(Some(Secret::new(key, value)))
    }
}
