//! What all robots behind a webhook share: the address with its token, one POST of JSON per attempt, and a place at the gate for
//! each. What an answer means is each robot's own.

use bytes::Bytes;
use futures_util::FutureExt;
use reqwest::Url;
use sha2::{Digest, Sha256};

use super::{Connection, Delivery, World};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Http, Idempotency, Net, Reply, Request, Target, retry};
use crate::secret::Secret;
use crate::sign;
use crate::state::discipline::Robot;
use crate::text;

/// The largest answer that is read.
pub(super) const ANSWER_CAP_BYTES: usize = 256 << 10;

/// 20 in a minute and then ten minutes of silence: two places and a second are left for whoever else uses the robot, and for
/// what lies between taking a place and the server's clock.
pub(super) const TWENTY_A_MINUTE: &[(i64, i64)] = &[(61_000, 18)];

/// A robot's address.
pub(super) struct Hook {
    /// The wire.
    pub connection: Connection,
    /// The whole address.
    pub url: Url,
    /// Its name, without its token.
    pub robot: Robot,
}

impl Hook {
    /// Reads the address.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is no http address; the address itself is not shown.
    pub(super) fn new(
        name: &str,
        key: &str,
        address: &Secret,
        net: Net,
        http: Http,
        limits: &'static [(i64, i64)],
    ) -> Result<Hook> {
        let url = Url::parse(address.expose().trim())
            .ok()
            .filter(|u| matches!(u.scheme(), "http" | "https") && u.has_host());
        let Some(url) = url else {
            return Err(Error::config(text!(
                "alert.{name}.{key} is no http:// or https:// address",
                "alert.{name}.{key} 不是 http:// 或 https:// 地址"
            ))
            .provider(name));
        };
        let digest = Sha256::digest(url.as_str().as_bytes());
        let target = Target {
            name: name.to_owned(),
            base: url.to_string(),
            net,
        };
        Ok(Hook {
            connection: Connection { http, target },
            url,
            robot: Robot {
                name: sign::hex(&digest[..8]),
                limits,
            },
        })
    }

    /// Posts what `encode` makes, afresh on every attempt, until `decode` is content or nothing more may be tried.
    pub(super) async fn post<'a>(
        &'a self,
        world: &'a World<'a>,
        encode: impl Fn() -> Result<Request> + Sync + 'a,
        decode: impl Fn(&Reply, &[u8]) -> Result<()> + Sync + 'a,
    ) -> Delivery {
        let Connection { http, target } = &self.connection;
        let (encode, decode) = (&encode, &decode);
        let attempt = |number: u32| {
            async move {
                if number > 1
                    && !self.robot.limits.is_empty()
                    && let Some(until) = world.gate.enter(&self.robot).await?
                {
                    return Err(full(until, world));
                }
                let (reply, body): (Reply, Bytes) = http.call(target, encode()?, ANSWER_CAP_BYTES).await?;
                decode(&reply, &body).map_err(|e| told(e, &reply))
            }
            .boxed()
        };
        let result = retry::attempts(
            target,
            retry::Budget::start(),
            Idempotency::Ambiguous,
            http.trace(),
            attempt,
        )
        .await;
        match result {
            Ok(((), attempts)) => Delivery::sent(attempts),
            Err(e) => Delivery::failed(e, (world.now)()),
        }
    }
}

/// The error of a robot that may not be used for now.
pub(super) fn full(until_ms: i64, world: &World<'_>) -> Error {
    let wait = until_ms.saturating_sub(crate::state::unix_ms((world.now)())).max(0);
    let seconds = (wait + 999) / 1000;
    Error::new(
        Kind::RateLimited,
        text!(
            "the robot's messages of this minute are used up; free in {seconds}s",
            "该机器人本分钟的消息额度已用完；{seconds} 秒后可用"
        ),
    )
    .retry_after(Some(std::time::Duration::from_millis(wait.unsigned_abs())))
    .retryable(false)
}

/// An answer came, whatever it says.
fn told(e: Error, reply: &Reply) -> Error {
    let e = if e.status.is_none() { e.status(reply.status) } else { e };
    e.outcome(Outcome::Sent)
}

/// The error of an answer whose HTTP status says it already; `None` for 2xx.
pub(super) fn status_error(reply: &Reply, body: &[u8]) -> Option<Error> {
    if reply.is_ok() {
        return None;
    }
    let said = super::look::one_line(&String::from_utf8_lossy(body), 200);
    let kind = match reply.status {
        401 | 403 => Kind::Auth,
        404 | 410 => Kind::NotFound,
        408 | 425 => Kind::Unavailable,
        429 => Kind::RateLimited,
        500.. => Kind::Unavailable,
        _ => Kind::Invalid,
    };
    let what = if said.is_empty() {
        text!("refused", "被拒绝")
    } else {
        text!("refused: {said}", "被拒绝：{said}")
    };
    Some(
        Error::new(kind, what)
            .status(reply.status)
            .retry_after(reply.retry_after()),
    )
}

/// The answer as JSON; what is none is a failure, never success.
pub(super) fn json(body: &[u8]) -> Result<serde_json::Value> {
    serde_json::from_slice(body).map_err(|_| {
        let said = super::look::one_line(&String::from_utf8_lossy(body), 120);
        Error::new(
            Kind::Malformed,
            text!("the answer is no JSON: {said:?}", "响应不是 JSON：{said:?}"),
        )
        .outcome(Outcome::Sent)
    })
}

/// Refused for now and surely not delivered: the same message may be sent again at once.
pub(super) fn busy(what: crate::text::Text) -> Error {
    Error::new(Kind::Unavailable, what).retryable(true)
}
