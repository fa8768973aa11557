//! Handing on what was recorded: to an address, or to a program. At least once: whoever receives it tells repetitions by the id.

use std::time::Duration;

use bytes::Bytes;
use serde_json::{Value, json};

use super::v3::sign::unix;
use super::{Account, Fen};
use crate::child::{self, Job};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Credential, Method, Request, Target};
use crate::secret::Secret;
use crate::sign;
use crate::state::ledger::Parcel;
use crate::text;

/// A program that takes longer is ended, and tried again.
const EXEC_LIMIT: Duration = Duration::from_secs(30);

/// Where things are handed on.
#[derive(Clone)]
pub enum Way {
    /// By POST, signed.
    Forward {
        /// The address.
        url: String,
        /// Signs it.
        secret: Secret,
    },
    /// To a program: its arguments, never a shell.
    Exec {
        /// The program and its arguments.
        argv: Vec<String>,
        /// The variables that it gets.
        env: Vec<(String, String)>,
    },
}

/// What is handed on, as JSON.
pub fn content(parcel: &Parcel) -> Value {
    let inside: Value = serde_json::from_str(&parcel.content).unwrap_or_default();
    let amount = Fen::new(parcel.amount).unwrap_or_default();
    json!({
        "id": parcel.id,
        "type": parcel.about,
        "account": parcel.account,
        "mchid": parcel.mchid,
        "number": parcel.number,
        "transaction_id": parcel.transaction_id,
        "state": parcel.state,
        "amount_fen": amount.fen(),
        "received_ms": parcel.received_ms,
        "content": inside,
    })
}

/// The longest that one attempt takes.
pub fn limit(account: &Account, way: &Way) -> Duration {
    match way {
        Way::Forward { .. } => account.target.net.timeouts.connect + account.target.net.timeouts.first_byte,
        Way::Exec { .. } => EXEC_LIMIT,
    }
}

/// One attempt.
///
/// # Errors
/// Whatever kept it from being taken.
pub async fn deliver(account: &Account, way: &Way, parcel: &Parcel) -> Result<()> {
    let body = content(parcel).to_string();
    match way {
        Way::Forward { url, secret } => forward(account, url, secret, parcel, body).await,
        Way::Exec { argv, env } => exec(argv, env, parcel, body).await,
    }
}

/// The signature over what is handed on: HMAC-SHA256 of `TIMESTAMP.BODY`, lower-case hexadecimal.
pub fn signature(secret: &str, timestamp: u64, body: &str) -> String {
    sign::hex(&sign::hmac_sha256(
        secret.as_bytes(),
        format!("{timestamp}.{body}").as_bytes(),
    ))
}

async fn forward(account: &Account, url: &str, secret: &Secret, parcel: &Parcel, body: String) -> Result<()> {
    let timestamp = unix((account.clock.now)());
    let signature = signature(secret.expose(), timestamp, &body);
    let mut request = Request::new(Method::POST, url.to_owned())
        .header("content-type", "application/json")?
        .header("vh-delivery-id", &parcel.id)?
        .header("vh-delivery-attempt", &parcel.attempts.to_string())?
        .header("vh-timestamp", &timestamp.to_string())?
        .secret_header("vh-signature", &format!("v1={signature}"), Credential::Signed)?;
    request.body = Body::Bytes(Bytes::from(body));
    let target = Target {
        name: format!("{}→", account.name),
        base: url.to_owned(),
        net: account.target.net.clone(),
    };
    let reply = account.http.open(&target, request).await?;
    if reply.is_ok() {
        return Ok(());
    }
    Err(Error::new(
        Kind::Unavailable,
        text!("the receiver did not take it", "接收方没有接受"),
    )
    .status(reply.status))
}

async fn exec(argv: &[String], env: &[(String, String)], parcel: &Parcel, body: String) -> Result<()> {
    let mut env = env.to_vec();
    env.push(("VH_DELIVERY_ID".to_owned(), parcel.id.clone()));
    env.push(("VH_DELIVERY_ATTEMPT".to_owned(), parcel.attempts.to_string()));
    let job = Job {
        argv,
        stdin: body.into_bytes(),
        env: Some(env),
        timeout: EXEC_LIMIT,
        output_cap_bytes: 1 << 20,
    };
    match child::run(job).await?.code {
        Some(0) => Ok(()),
        code => {
            let told = code.map_or_else(|| "a signal".to_owned(), |c| c.to_string());
            Err(Error::new(
                Kind::Unavailable,
                text!("the program ended with {told}", "程序以 {told} 结束"),
            ))
        }
    }
}

/// When the next attempt is due after `attempts` of them failed: a second, doubled each time, at most ten minutes.
pub fn backoff(attempts: i64) -> Duration {
    let doubled = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    Duration::from_secs(1 << doubled).min(Duration::from_secs(600))
}
