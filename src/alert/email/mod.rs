//! Mail: one SMTP conversation per alert, recipients one by one, so that a refused one does not lose the others; one deadline
//! round the whole. A lost answer after the last dot is uncertain, and a repetition carries the same Message-ID.
//! Source: RFC 5321, 3207, 4954, 8314; `reference/alert.md` 2.

mod html;
pub mod message;
mod wire;

use std::net::IpAddr;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::config::{Config, Security};
use super::look::Look;
use super::{AlertChannel, Delivery, Note, Outcome, Recipient, World};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Http, Method, Net, Request};
use crate::secret::Secret;
use crate::state::unix_ms;
use crate::text;

/// The whole conversation, names, TLS and all.
const WHOLE: Duration = Duration::from_secs(30);

/// A table of kind `email`.
pub struct Email {
    name: String,
    pub(self) host: String,
    pub(self) port: u16,
    pub(self) security: Security,
    pub(self) login: Option<(String, Secret)>,
    pub(self) auth: Option<String>,
    from: String,
    to: Vec<String>,
    pub(self) net: Net,
    look: Look,
    http: Http,
}

impl Email {
    /// From its table.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing or cannot be; [`Kind::Refused`] for a password that would travel unencrypted.
    pub fn new(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Email> {
        let host = Config::need(name, "host", &config.host)?.clone();
        let security = config.security.unwrap_or(match config.port {
            Some(587) => Security::Starttls,
            _ => Security::Tls,
        });
        let port = config.port.unwrap_or(match security {
            Security::Tls => 465,
            Security::Starttls => 587,
            Security::None => 25,
        });
        let login = match (config.username, config.password) {
            (Some(user), Some(password)) => Some((user, password)),
            (None, None) => None,
            (Some(_), None) => return Err(half(name, "username", "password")),
            (None, Some(_)) => return Err(half(name, "password", "username")),
        };
        if security == Security::None && login.is_some() && !net.plaintext && !is_loopback(&host) {
            return Err(Error::new(
                Kind::Refused,
                text!(
                    "a password would travel unencrypted to {host}",
                    "密码将以明文发送到 {host}"
                ),
            )
            .hint(text!(
                "set security = \"tls\" or \"starttls\", or plaintext = true in [alert.{name}]",
                "请设置 security = \"tls\" 或 \"starttls\"，或在 [alert.{name}] 中设置 plaintext = true"
            ))
            .provider(name));
        }
        if let Some(auth) = &config.auth
            && !["plain", "login", "xoauth2"].contains(&auth.as_str())
        {
            return Err(Error::config(text!(
                "alert.{name}.auth is {auth:?}, and must be plain, login or xoauth2",
                "alert.{name}.auth 为 {auth:?}，只能是 plain、login 或 xoauth2"
            )));
        }
        let from = config.from.or_else(|| login.as_ref().map(|(user, _)| user.clone()));
        let from = Config::need(name, "from", &from)?.clone();
        message::mailbox(&from)?;
        for to in &config.to {
            message::mailbox(to)?;
        }
        Ok(Email {
            name: name.to_owned(),
            host,
            port,
            security,
            login,
            auth: config.auth,
            from,
            to: config.to,
            net,
            look,
            http,
        })
    }

    async fn deliver(&self, note: &Note, to: &[String], world: &World<'_>) -> Delivery {
        let now = (world.now)();
        let to = if to.is_empty() { &self.to } else { to };
        if to.is_empty() {
            let name = &self.name;
            let e = Error::config(text!("[alert.{name}] has no to", "[alert.{name}] 没有 to"));
            return Delivery::failed(e.provider(name), now);
        }
        let letter = match message::letter(note, &self.look, &self.name, &self.from, to) {
            Ok(letter) => letter,
            Err(e) => return Delivery::failed(e.provider(&self.name), now),
        };
        if let Err(e) = self.show(&letter) {
            return Delivery::failed(e, now);
        }
        let mut attempts = 0;
        let retry = self.net.retry;
        loop {
            attempts += 1;
            let progress = wire::Progress::default();
            let result = match tokio::time::timeout(WHOLE, wire::send(self, &letter, &progress)).await {
                Ok(result) => result,
                Err(_) => {
                    let limit = crate::http::human(WHOLE);
                    Err(progress.lost(Error::new(
                        Kind::Timeout,
                        text!(
                            "the mail server did not finish within {limit}",
                            "邮件服务器未在 {limit} 内完成"
                        ),
                    )))
                }
            };
            self.tell(&result);
            let mut delivery = match result {
                Ok(results) => of_recipients(results, unix_ms(now)),
                Err(e) => Delivery::failed(e.provider(&self.name), now),
            };
            delivery.attempts = attempts;
            // Only what certainly did not arrive is tried again at once; greylisting wants minutes, which is the spool's business.
            let again = delivery
                .error
                .as_ref()
                .is_some_and(|e| delivery.outcome == Outcome::Transient && e.outcome == crate::error::Outcome::NotSent);
            if !again || attempts >= retry.attempts {
                return delivery;
            }
            tokio::time::sleep(retry.base.saturating_mul(attempts).min(retry.cap)).await;
        }
    }

    fn tell(&self, result: &Result<Vec<wire::Told>>) {
        let (host, port, name) = (&self.host, self.port, &self.name);
        let line = match result {
            Ok(told) => {
                let good = told.iter().filter(|t| t.result.is_ok()).count();
                format!("{name}: smtp://{host}:{port}: {good} of {} recipients", told.len())
            }
            Err(e) => format!("{name}: smtp://{host}:{port}: {}", e.what.en),
        };
        self.http.trace().note_at(2, format_args!("{line}"));
    }

    /// In a dry run the letter is shown where the wire shows requests.
    fn show(&self, letter: &message::Letter) -> Result<()> {
        let url = format!("smtp://{}:{}", self.host, self.port);
        let mut request = Request::new(Method::from_bytes(b"SMTP").unwrap_or(Method::POST), url);
        request.body = Body::Bytes(letter.shown().into());
        self.http.show(&request)
    }
}

fn half(name: &str, given: &str, missing: &str) -> Error {
    Error::config(text!(
        "[alert.{name}] has {given} but no {missing}",
        "[alert.{name}] 有 {given} 却没有 {missing}"
    ))
    .provider(name)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

fn of_recipients(told: Vec<wire::Told>, now_ms: i64) -> Delivery {
    let mut delivery = Delivery::sent(1);
    let any = told.iter().any(|t| t.result.is_ok());
    for t in told {
        let (outcome, code, error) = match t.result {
            Ok(()) => (Outcome::Sent, None, None),
            Err(e) if e.kind == Kind::Invalid => (Outcome::Recipient, e.code.clone(), Some(e)),
            Err(e) => (Outcome::of(&e, now_ms), e.code.clone(), Some(e)),
        };
        delivery.recipients.push(Recipient {
            to: t.to.clone(),
            raw: t.to,
            outcome: outcome.name(),
            code,
            message_id: None,
        });
        if let Some(e) = error {
            delivery.outcome = if any { Outcome::Sent } else { outcome };
            delivery.error.get_or_insert(e);
        }
    }
    delivery
}

impl AlertChannel for Email {
    fn name(&self) -> &str {
        &self.name
    }

    fn recipients(&self) -> &[String] {
        &self.to
    }

    fn send<'a>(&'a self, note: &'a Note, to: &'a [String], world: &'a World<'a>) -> BoxFuture<'a, Delivery> {
        self.deliver(note, to, world).boxed()
    }
}
