//! What is costly to get and good for many calls: kept sealed in the state, fetched by one process while the others wait for
//! it, replaced when the other side refuses it. WeChat's access tokens and the backend's sessions both live here.
//! Source: `reference/wechat.md` §3.2.

use std::future::Future;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::api::{query, text_of};
use super::{Clock, Wx};
use crate::error::{Error, Kind as ErrorKind, Result};
use crate::http::{Idempotency, Method, Request, human};
use crate::secret::Secret;
use crate::state::{SealKey, State, leases, unix_ms};
use crate::text;

/// Which of WeChat's tokens. One kind never ends the other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Everyone who asks gets the same one: a command beside a running server disturbs nobody.
    Stable,
    /// Every request ends the one before.
    Plain,
}

impl Kind {
    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Stable => "stable",
            Kind::Plain => "plain",
        }
    }
}

/// A token, and where it is from.
#[derive(Debug, Clone)]
pub struct Found {
    /// The token.
    pub value: Secret,
    /// When it is to be replaced, in milliseconds since 1970; `None` when that is not known.
    pub expires_ms: Option<i64>,
    /// Whether it was there already.
    pub cached: bool,
}

impl Found {
    /// Stands where a token would stand: for what is shown and not sent.
    pub(super) fn placeholder() -> Found {
        Found {
            value: Secret::new("wx.access_token", "$ACCESS_TOKEN".to_owned()),
            expires_ms: None,
            cached: false,
        }
    }
}

/// What was fetched.
#[derive(Debug)]
pub struct Fresh {
    /// The value.
    pub value: String,
    /// When it is to be replaced.
    pub expires_ms: Option<i64>,
}

/// A holder that dies keeps the others waiting for no longer than this.
const LEASE: Duration = Duration::from_secs(9);
/// A holder that lives says so this often.
const RENEWAL: Duration = Duration::from_secs(3);
/// How long one process waits for another's.
const WAIT: Duration = Duration::from_secs(90);

/// One value that all processes share.
pub struct Cache<'a> {
    state: &'a State,
    name: String,
    key: SealKey,
    now: Clock,
}

impl<'a> Cache<'a> {
    /// The value `name`, sealed with `key`.
    pub fn new(state: &'a State, name: String, key: SealKey, now: Clock) -> Cache<'a> {
        Cache { state, name, key, now }
    }

    pub(super) fn clock(&self) -> Clock {
        self.now
    }

    fn now_ms(&self) -> i64 {
        unix_ms((self.now)())
    }

    /// The value that is there and holds.
    ///
    /// # Errors
    /// [`ErrorKind::Local`] of the state.
    pub async fn peek(&self) -> Result<Option<Found>> {
        let token = self.state.tokens().get(&self.name, self.now_ms(), &self.key).await?;
        Ok(token.map(|t| Found {
            value: t.value,
            expires_ms: t.expires_ms,
            cached: true,
        }))
    }

    /// Keeps a value.
    ///
    /// # Errors
    /// [`ErrorKind::Local`] of the state.
    pub async fn put(&self, fresh: &Fresh) -> Result<Found> {
        let tokens = self.state.tokens();
        tokens
            .put(&self.name, &fresh.value, fresh.expires_ms, self.now_ms(), &self.key)
            .await?;
        Ok(Found {
            value: Secret::new(&self.name, fresh.value.clone()),
            expires_ms: fresh.expires_ms,
            cached: false,
        })
    }

    /// Forgets the value; whether there was one.
    ///
    /// # Errors
    /// [`ErrorKind::Local`] of the state.
    pub async fn forget(&self) -> Result<bool> {
        self.state.tokens().remove(&self.name).await
    }

    /// The value, unless it is the one that was `rejected`; else what `fetch` brings: one process fetches, the others wait.
    ///
    /// # Errors
    /// Those of `fetch`; [`ErrorKind::Timeout`] when another process fetches for too long; [`ErrorKind::Local`] of the state.
    pub async fn get(
        &self,
        rejected: Option<&str>,
        fetch: impl Future<Output = Result<Fresh>> + Send,
    ) -> Result<Found> {
        if let Some(found) = self.good(rejected).await? {
            return Ok(found);
        }
        let holder = leases::holder();
        let begun = self.now_ms();
        let mut wait = Duration::from_millis(25);
        while !self.acquire(&holder).await? {
            if self.now_ms().saturating_sub(begun) > ms(WAIT) {
                let waited = human(WAIT);
                return Err(Error::new(
                    ErrorKind::Timeout,
                    text!(
                        "another process has been fetching the token for {waited}",
                        "另一个进程获取令牌已超过 {waited}"
                    ),
                ));
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(Duration::from_millis(250));
            if let Some(found) = self.good(rejected).await? {
                return Ok(found);
            }
        }
        let result = self.fetch_as(&holder, rejected, fetch).await;
        // It would pass by itself; the others need not wait for that.
        let released = self.state.leases().release(&self.name, &holder).await;
        let found = result?;
        released?;
        Ok(found)
    }

    /// Fetches, whatever is there.
    ///
    /// # Errors
    /// Those of `fetch`; [`ErrorKind::Local`] of the state.
    pub async fn renew(&self, fetch: impl Future<Output = Result<Fresh>> + Send) -> Result<Found> {
        let fresh = fetch.await?;
        self.put(&fresh).await
    }

    async fn good(&self, rejected: Option<&str>) -> Result<Option<Found>> {
        let found = self.peek().await?;
        Ok(found.filter(|f| rejected != Some(f.value.expose())))
    }

    async fn acquire(&self, holder: &str) -> Result<bool> {
        self.state
            .leases()
            .acquire(&self.name, holder, ms(LEASE), self.now_ms())
            .await
    }

    async fn fetch_as(
        &self,
        holder: &str,
        rejected: Option<&str>,
        fetch: impl Future<Output = Result<Fresh>> + Send,
    ) -> Result<Found> {
        // Whoever held the lease before may have brought it since we looked.
        if let Some(found) = self.good(rejected).await? {
            return Ok(found);
        }
        let mut fetch = std::pin::pin!(fetch);
        let fresh = loop {
            tokio::select! {
                fresh = &mut fetch => break fresh?,
                () = tokio::time::sleep(RENEWAL) => { self.acquire(holder).await?; }
            }
        };
        self.put(&fresh).await
    }
}

fn ms(d: Duration) -> i64 {
    i64::try_from(d.as_millis()).unwrap_or(i64::MAX)
}

/// The shared token of a mini program. Whoever knows its secret can open it; a copied database gives nothing.
pub(super) fn cache<'a>(wx: &Wx, state: &'a State, now: Clock) -> Cache<'a> {
    let (appid, base) = (&wx.appid, wx.target.base.trim_end_matches('/'));
    let kind = wx.kind.name();
    let name = format!("wx.{appid}.{kind}_token@{base}");
    let key = SealKey::of_secret(&wx.secret, &name);
    Cache::new(state, name, key, now)
}

/// A token from WeChat, another than `rejected`: the stable one is forced only when WeChat hands out the very one it refuses,
/// because it may be forced twenty times a day.
pub(super) async fn fetch(wx: &Wx, rejected: Option<&str>, now: Clock) -> Result<Fresh> {
    let fresh = ask(wx, false, now).await?;
    match rejected {
        Some(old) if old == fresh.value && wx.kind == Kind::Stable => ask(wx, true, now).await,
        _ => Ok(fresh),
    }
}

/// A new token, the stable one forced.
pub(super) async fn force(wx: &Wx, now: Clock) -> Result<Fresh> {
    ask(wx, true, now).await
}

async fn ask(wx: &Wx, force: bool, now: Clock) -> Result<Fresh> {
    let request = || encode(wx, force);
    let answer = wx.attempts(Idempotency::Safe, request).await?;
    decode(&answer.json()?, unix_ms(now()))
}

fn encode(wx: &Wx, force: bool) -> Result<Request> {
    let (appid, secret) = (wx.appid.as_str(), wx.secret.expose());
    Ok(match wx.kind {
        Kind::Stable => Request::new(Method::POST, wx.target.url("cgi-bin/stable_token")).json(&json!({
            "grant_type": "client_credential", "appid": appid, "secret": secret, "force_refresh": force
        })),
        Kind::Plain => {
            let query = query(&[
                ("grant_type", "client_credential"),
                ("appid", appid),
                ("secret", secret),
            ]);
            Request::new(Method::GET, format!("{}?{query}", wx.target.url("cgi-bin/token")))
        }
    })
}

/// A token is replaced five minutes before its end, and not asked for more than once a minute.
fn decode(fields: &Map<String, Value>, now_ms: i64) -> Result<Fresh> {
    let value = text_of(fields, "access_token")?;
    let lives = fields.get("expires_in").and_then(Value::as_i64).unwrap_or(0);
    let used = (lives - 300).max(60);
    Ok(Fresh {
        value,
        expires_ms: Some(now_ms.saturating_add(used.saturating_mul(1000))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_replaced_before_its_end() {
        let at = |expires: i64| {
            let fields = json!({"access_token": "t", "expires_in": expires});
            decode(fields.as_object().unwrap(), 1_000).unwrap().expires_ms
        };
        assert_eq!(at(7200), Some(1_000 + 6_900_000));
        assert_eq!(at(310), Some(1_000 + 60_000));
        assert_eq!(at(5), Some(1_000 + 60_000));
        let empty = json!({"expires_in": 7200});
        assert_eq!(
            decode(empty.as_object().unwrap(), 0).unwrap_err().kind,
            ErrorKind::Malformed
        );
    }
}
