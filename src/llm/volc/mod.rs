//! 豆包语音: Volcengine's speech product, which has its own account, keys and conventions. It speaks over server-sent events and
//! writes down in one request; it does not chat.
//! Source: www.volcengine.com/docs/6561/1598757 (speech), 1631584 (flash recognition); `reference/llm.md` §4.5.

pub mod fault;
pub mod speech;
pub mod transcribe;

use super::Connection;
use crate::error::{Error, Result};
use crate::http::{Credential, Request};
use crate::sign;

/// A table of `kind = "volc-speech"`.
pub struct VolcSpeech {
    connection: Connection,
}

impl VolcSpeech {
    /// Over this connection.
    pub fn new(connection: Connection) -> VolcSpeech {
        VolcSpeech { connection }
    }

    /// The connection.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Adds the key, a new number for the request, and the table's own headers. The two APIs name the older console's account
    /// differently.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when a value cannot stand in a header.
    pub fn authorize(&self, mut request: Request) -> Result<Request> {
        let config = &self.connection.config;
        if let Some(key) = &config.api_key {
            request = request.secret_header("x-api-key", key.expose(), Credential::Bearer)?;
        }
        if let Some(app) = &config.app_id {
            let recognition = request.url.contains("/auc/") || request.url.contains("/sauc/");
            let header = if recognition { "x-api-app-key" } else { "x-api-app-id" };
            request = request.header(header, app)?;
        }
        if let Some(key) = &config.access_key {
            request = request.secret_header("x-api-access-key", key.expose(), Credential::Bearer)?;
        }
        request = request.header("x-api-request-id", &request_id()?)?;
        self.connection.add_headers(request)
    }

    /// Whoever speaks, for the vendor's own books.
    fn user(&self) -> &str {
        self.connection.config.app_id.as_deref().unwrap_or("vh")
    }
}

/// A random UUID. Source: RFC 9562, version 4.
fn request_id() -> Result<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
    random[6] = random[6] & 0x0F | 0x40;
    random[8] = random[8] & 0x3F | 0x80;
    let hex = sign::hex(&random);
    Ok(format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    ))
}
