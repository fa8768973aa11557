//! The calls that both engines make: JSON in and out, and answers that are read as they come.

use futures_util::FutureExt;
use serde_json::Value;

use super::lines::malformed;
use crate::error::{Error, Kind, Result};
use crate::http::{Idempotency, Method, Reply, Request, retry};
use crate::llm::Connection;
use crate::text;

/// Lists and jobs are small.
const CAP_BYTES: usize = 16 << 20;

/// Pages of a list that are looked through.
pub const PAGES: usize = 50;

/// The wire to one provider.
pub struct Wire {
    /// The table.
    pub connection: Connection,
    /// The error of a reply that is not 2xx.
    pub decode_error: fn(&Reply, &[u8], &str) -> Error,
}

impl Wire {
    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        self.connection.target.url(path)
    }

    /// Sends what `request` makes, until there is an answer.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire; a lost answer as `idempotency` says.
    pub async fn call(&self, idempotency: Idempotency, request: impl Fn() -> Result<Request> + Sync) -> Result<Value> {
        let c = &self.connection;
        let request = &request;
        let attempt = |_| {
            async move {
                let (reply, body) = c.http.call(&c.target, c.authorize(request()?)?, CAP_BYTES).await?;
                if !reply.is_ok() {
                    return Err((self.decode_error)(&reply, &body, &c.target.name));
                }
                serde_json::from_slice::<Value>(&body).map_err(malformed)
            }
            .boxed()
        };
        let budget = retry::Budget::start();
        let (value, _) = retry::attempts(&c.target, budget, idempotency, c.http.trace(), attempt).await?;
        Ok(value)
    }

    /// `GET` of something small.
    ///
    /// # Errors
    /// As [`Wire::call`].
    pub async fn get(&self, path: &str) -> Result<Value> {
        let url = self.url(path);
        self.call(Idempotency::Safe, || Ok(Request::new(Method::GET, url.clone())))
            .await
    }

    /// `POST` without a body, which may be repeated.
    ///
    /// # Errors
    /// As [`Wire::call`].
    pub async fn post(&self, path: &str) -> Result<Value> {
        let url = self.url(path);
        self.call(Idempotency::Safe, || Ok(Request::new(Method::POST, url.clone())))
            .await
    }

    /// One page of a list: its members, and whether there are more.
    ///
    /// # Errors
    /// As [`Wire::call`]; [`crate::error::Kind::Malformed`] when it is no list.
    pub async fn page(&self, path: &str) -> Result<(Vec<Value>, bool)> {
        let mut page = self.get(path).await?;
        let more = page["has_more"].as_bool().unwrap_or(false);
        match page.get_mut("data").map(Value::take) {
            Some(Value::Array(data)) => Ok((data, more)),
            _ => Err(malformed("a list without data")),
        }
    }

    /// `GET` of something large, whose body is still to be read.
    ///
    /// # Errors
    /// As [`Wire::call`].
    pub async fn open(&self, path: &str) -> Result<Reply> {
        let c = &self.connection;
        let url = self.url(path);
        let attempt = |_| {
            let url = url.clone();
            async move {
                let get = c.authorize(Request::new(Method::GET, url))?;
                let mut reply = c.http.open(&c.target, get).await?;
                if !reply.is_ok() {
                    let body = reply.read_error().await;
                    return Err((self.decode_error)(&reply, &body, &c.target.name));
                }
                Ok(reply)
            }
            .boxed()
        };
        let budget = retry::Budget::start();
        let (reply, _) = retry::attempts(&c.target, budget, Idempotency::Safe, c.http.trace(), attempt).await?;
        Ok(reply)
    }
}

/// The id of a member of a list.
///
/// # Errors
/// [`crate::error::Kind::Malformed`] for something without.
pub fn id_of(value: &Value) -> Result<String> {
    value["id"]
        .as_str()
        .map(str::to_owned)
        .ok_or_else(|| malformed("something without an id"))
}

/// A list in which nothing can be looked for.
pub fn too_long() -> Error {
    Error::new(
        Kind::OutcomeUnknown,
        text!(
            "the list of batches is too long to look through",
            "批处理列表过长，无法查找"
        ),
    )
}
