//! `[chat]` and `[tools.NAME]`.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Settings;
use crate::error::{Error, Result};
use crate::http::config::duration;
use crate::text;

/// Rounds of tools in one answer, when nobody says.
const TOOL_ROUNDS: u64 = 8;

/// `[tools.NAME]`: a program that a model may ask for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ToolCommand {
    /// The program and its arguments; the call's arguments come as JSON on its standard input.
    pub command: Vec<String>,
    /// Variables it gets beside `PATH`, `HOME` and `LANG`.
    pub env: Vec<String>,
    /// How long it may take.
    #[serde(deserialize_with = "duration")]
    pub timeout: Option<Duration>,
    /// How much it may write.
    pub output_bytes: Option<u64>,
}

impl Settings {
    /// The program of a tool; `None` when there is no such table.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a table without a command.
    pub fn tool(&self, name: &str) -> Result<Option<ToolCommand>> {
        let prefix = format!("tools.{name}.");
        let fields: Map<String, Value> = self
            .tree
            .below(&prefix)
            .map(|(k, e)| (k.to_owned(), e.value.clone()))
            .collect();
        if fields.is_empty() {
            return Ok(None);
        }
        let tool: ToolCommand = serde_json::from_value(Value::Object(fields))
            .map_err(|e| Error::config(text!("[tools.{name}]: {e}", "[tools.{name}]：{e}")))?;
        if tool.command.first().is_none_or(String::is_empty) {
            return Err(Error::config(text!(
                "[tools.{name}] has no command",
                "[tools.{name}] 没有 command"
            )));
        }
        Ok(Some(tool))
    }

    /// How often a model may ask for tools before it answers.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for none at all.
    pub fn tool_rounds(&self) -> Result<u64> {
        match self.get("chat.tool_rounds").and_then(|e| e.value.as_u64()) {
            Some(0) => Err(Error::config(text!(
                "chat.tool_rounds must be at least 1",
                "chat.tool_rounds 至少为 1"
            ))),
            Some(n) => Ok(n),
            None => Ok(TOOL_ROUNDS),
        }
    }

    /// Whether conversations are kept without being named.
    pub fn stores_chats(&self) -> bool {
        self.get("chat.store").is_none_or(|e| e.value != false)
    }
}
