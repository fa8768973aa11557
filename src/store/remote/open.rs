//! Calls that no method of the trait names: signed, sent and judged all the same.

use std::time::SystemTime;

use super::Remote;
use super::fault::Fault;
use super::send::{Leaving, holds_error};
use crate::error::{Error, Result};
use crate::http::client::parse_url;
use crate::http::{Http, Reply, Request, Target};
use crate::store::call::{Call, Keys};

impl Remote {
    /// The wire.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// Where the bucket is; without one, where the service is.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Keys that hold at `now`.
    ///
    /// # Errors
    /// As [`crate::store::credentials::Source::fetch`].
    pub async fn keys(&self, now: SystemTime) -> Result<Keys> {
        let keys = self.credentials.keys(now).await;
        keys.map_err(|e| e.provider(&self.target.name))
    }

    /// The same request, signed. Its address is below the bucket's; where the table has no bucket, the first step of the path
    /// names one.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for an address that is none.
    pub fn sign_request(&self, request: Request, keys: &Keys, now: SystemTime) -> Result<Request> {
        let url = parse_url(&request.url)?;
        let base = parse_url(&self.target.base)?;
        let below = url.path().strip_prefix(base.path().trim_end_matches('/'));
        let path = decoded(below.unwrap_or(url.path()).trim_start_matches('/'));
        let (bucket, key) = match self.bucket.as_str() {
            "" => path.split_once('/').unwrap_or((&path, "")),
            bucket => (bucket, path.as_str()),
        };
        let mut call = Call::new(request.method.clone(), bucket, key);
        // A bare name stays bare, and a space stays one: pairs as forms have them would change both.
        for pair in url.query().unwrap_or_default().split('&').filter(|p| !p.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            call = call.param(&decoded(name), decoded(value));
        }
        for (name, value) in &request.headers {
            call = call.header(name.as_str(), String::from_utf8_lossy(value.as_bytes()));
        }
        let leaving = Leaving {
            progress: request.progress,
            rate: request.rate,
        };
        let (signed, _) = self.signed(&call.content(request.body), &self.address, keys, now, &leaving)?;
        Ok(signed)
    }

    /// The error of an answer that is one, whatever its status.
    pub fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        if reply.is_ok() && !holds_error(body) {
            return None;
        }
        let fault = Fault::read(reply, body, self.dialect.prefix());
        let error = fault.into_error(reply, &*self.dialect, &self.bucket);
        Some(error.provider(&self.target.name))
    }
}

fn decoded(text: &str) -> String {
    super::listing::decoded(text, false)
}
