//! How a source of keys reaches the service that gives them.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;

use crate::error::Result;
use crate::http::{Http, Idempotency, Net, Reply, Request, Target, retry};

/// What an answer holds at most.
const ANSWER_CAP_BYTES: usize = 256 << 10;

/// The wire, and a service's address.
#[derive(Clone)]
pub(super) struct Door {
    pub http: Http,
    pub target: Target,
    /// What secrets that come from here are remembered as.
    pub label: Arc<str>,
}

impl Door {
    pub(super) fn new(http: &Http, name: &str, base: &str, net: &Net) -> Door {
        Door {
            http: http.asking(),
            target: Target {
                name: name.to_owned(),
                base: base.trim_end_matches('/').to_owned(),
                net: net.clone(),
            },
            label: format!("store.{name}.session").into(),
        }
    }

    /// The host, with its port.
    pub(super) fn host(&self) -> &str {
        let host = self
            .target
            .base
            .split_once("://")
            .map_or(self.target.base.as_str(), |(_, h)| h);
        host.split('/').next().unwrap_or(host)
    }

    /// Sends what `make` makes, anew on each attempt, and reads the answer. A 5xx is tried again.
    pub(super) async fn ask(&self, make: impl Fn() -> Result<Request> + Send + Sync) -> Result<(Reply, Bytes)> {
        let make = &make;
        let attempt = move |_| {
            async move {
                let (reply, body) = self.http.call(&self.target, make()?, ANSWER_CAP_BYTES).await?;
                if reply.status >= 500 {
                    let code = reply.status.to_string();
                    return Err(super::told::refused(&self.target.base, &code, "", reply.status));
                }
                Ok((reply, body))
            }
            .boxed()
        };
        let budget = retry::Budget::start();
        let (answer, _) = retry::attempts(&self.target, budget, Idempotency::Safe, self.http.trace(), attempt).await?;
        Ok(answer)
    }
}
