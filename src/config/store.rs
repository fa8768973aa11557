//! `[store.NAME]` resolved.

use std::path::PathBuf;
use std::time::Duration;

use serde_json::Value;

use super::{Resolved, Settings};
use crate::error::Result;
use crate::http::Net;
use crate::store;

/// To the head of an answer, and between two pieces of it.
const PATIENCE: Duration = Duration::from_secs(30);

/// The kinds whose own table the vendors' variables fill.
pub const KINDS: &[&str] = &["oss", "cos", "s3"];

impl Settings {
    /// Resolves `[store.NAME]`. A table that bears a kind's name is there without a line of configuration: its keys may come
    /// from the vendor's variables, or from the machine.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for what is missing, [`crate::error::Kind::Refused`] for a credential that would travel
    /// where it may not.
    pub async fn store(&self, name: &str) -> Result<Resolved<store::Config>> {
        let implied = KINDS.contains(&name).then(|| ("kind", Value::from(name)));
        let net = Net::with(PATIENCE, PATIENCE);
        let mut resolved: Resolved<store::Config> = self.resolve("store", name, implied, net).await?;
        let config = &mut resolved.config;
        let home = |file: &str| Some(PathBuf::from(self.env.get("HOME")?).join(file));
        if config.aws_config_file.is_none() {
            config.aws_config_file = home(".aws/config");
        }
        if config.aws_credentials_file.is_none() {
            config.aws_credentials_file = home(".aws/credentials");
        }
        let keyless = config.access_key_id.is_none() && config.credentials.is_none() && config.role_arn.is_none();
        if config.kind == "s3" && keyless {
            // As every tool of Amazon's: a profile named in the environment, else the one called default where there is one.
            let named = self.env.get("AWS_PROFILE").filter(|_| name == "s3");
            config.credentials = named.map(|p| format!("aws:{p}"));
        }
        Ok(resolved)
    }
}
