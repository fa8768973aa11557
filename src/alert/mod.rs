//! Alert channels: DingTalk, WeCom, Feishu, Slack, any webhook, mail, short messages. An answer of HTTP 200 is success on none of
//! them: each adapter reads what the body says. `deliver` knows only the trait: the order of channels, failover, the spool.
//! Source of the protocols: the heads of the adapters.

pub mod config;
pub mod deliver;
pub mod dingtalk;
pub mod email;
pub mod feishu;
pub mod incoming;
pub mod look;
pub mod note;
pub mod robot;
pub mod shapes;
pub mod silence;
pub mod slack;
pub mod sms;
pub mod webhook;
pub mod wecom;

use std::time::SystemTime;

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Kind, Result};
use crate::http::{Http, Net, Target};
use crate::state::discipline::Robot;
pub use config::{Alerts, ChannelKind, Config};
pub use look::Look;
pub use note::Note;

/// What became of an alert on one channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The other side says that it has it.
    Sent,
    /// Too many for now; the field says until when, in milliseconds since 1970.
    RateLimited(i64),
    /// Not delivered, and may be later.
    Transient,
    /// The channel does not work: a wrong key, a robot that is gone, money.
    Channel,
    /// This message is refused.
    Message,
    /// Every recipient is refused.
    Recipient,
    /// Perhaps delivered.
    Uncertain,
}

impl Outcome {
    /// The name that records show.
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Sent => "sent",
            Outcome::RateLimited(_) => "rate_limited",
            Outcome::Transient => "transient",
            Outcome::Channel => "refused_channel",
            Outcome::Message => "refused_message",
            Outcome::Recipient => "refused_recipient",
            Outcome::Uncertain => "uncertain",
        }
    }

    /// What an error means for the alert. `now_ms` counts a wait.
    pub fn of(error: &Error, now_ms: i64) -> Outcome {
        match error.kind {
            Kind::OutcomeUnknown => Outcome::Uncertain,
            Kind::RateLimited => {
                let wait = error
                    .retry_after
                    .map_or(60_000, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX));
                Outcome::RateLimited(now_ms.saturating_add(wait))
            }
            Kind::Invalid | Kind::ContentPolicy => Outcome::Message,
            Kind::NotFound | Kind::Auth | Kind::Config | Kind::Refused | Kind::Quota | Kind::Conflict => {
                Outcome::Channel
            }
            _ => Outcome::Transient,
        }
    }
}

/// What became of an alert for one recipient.
#[derive(Debug, Clone, Serialize)]
pub struct Recipient {
    /// The address, or the number with its middle hidden.
    pub to: String,
    /// As given, for those who have it already.
    #[serde(skip)]
    pub raw: String,
    /// What became of it.
    pub outcome: &'static str,
    /// The vendor's code.
    pub code: Option<String>,
    /// The vendor's id of the message, by which its fate can be asked for.
    pub message_id: Option<String>,
}

/// What became of an alert on one channel, in full.
#[derive(Debug)]
pub struct Delivery {
    /// In a word.
    pub outcome: Outcome,
    /// What went wrong, where something did.
    pub error: Option<Error>,
    /// By recipient, where the channel has any.
    pub recipients: Vec<Recipient>,
    /// How often it was tried.
    pub attempts: u32,
}

impl Delivery {
    /// Delivered.
    pub fn sent(attempts: u32) -> Delivery {
        Delivery {
            outcome: Outcome::Sent,
            error: None,
            recipients: Vec::new(),
            attempts,
        }
    }

    /// Not delivered, for the reason that `error` gives.
    pub fn failed(error: Error, now: SystemTime) -> Delivery {
        Delivery {
            outcome: Outcome::of(&error, crate::state::unix_ms(now)),
            error: Some(error),
            recipients: Vec::new(),
            attempts: 1,
        }
    }
}

/// Whoever decides whether a robot may be used once more.
pub trait Gate: Send + Sync {
    /// Takes a place; `Some` says until when there is none, in milliseconds since 1970.
    fn enter<'a>(&'a self, robot: &'a Robot) -> BoxFuture<'a, Result<Option<i64>>>;
}

/// Lets everybody through.
#[derive(Debug, Clone, Copy)]
pub struct Open;

impl Gate for Open {
    fn enter<'a>(&'a self, _: &'a Robot) -> BoxFuture<'a, Result<Option<i64>>> {
        Box::pin(async { Ok(None) })
    }
}

/// What a channel needs of the world while it sends.
#[derive(Clone, Copy)]
pub struct World<'w> {
    /// The wall clock.
    pub now: fn() -> SystemTime,
    /// 32 random hexadecimal digits.
    pub nonce: fn() -> String,
    /// Decides about further attempts; the first was decided before.
    pub gate: &'w dyn Gate,
}

/// Random numbers for signatures.
pub fn nonce() -> String {
    format!(
        "{:016x}{:016x}",
        getrandom::u64().unwrap_or(0),
        getrandom::u64().unwrap_or(0)
    )
}

/// One way to reach people.
pub trait AlertChannel: Send + Sync {
    /// The configured table's name.
    fn name(&self) -> &str;
    /// The robot whose uses are counted, where there is one.
    fn robot(&self) -> Option<Robot> {
        None
    }
    /// Its own recipients, where it has any.
    fn recipients(&self) -> &[String] {
        &[]
    }
    /// Whether an alert that perhaps arrived may be sent once more: a message twice is a nuisance, an SMS twice is money.
    fn may_repeat(&self) -> bool {
        true
    }
    /// Sends `note` to the channel's own recipients, or to `to` instead where that names any.
    fn send<'a>(&'a self, note: &'a Note, to: &'a [String], world: &'a World<'a>) -> BoxFuture<'a, Delivery>;
}

/// Makes the channel of a table. Opens nothing.
///
/// # Errors
/// [`Kind::Config`] for what is missing or cannot be.
pub fn connect(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Box<dyn AlertChannel>> {
    Ok(match config.kind {
        ChannelKind::Dingtalk => Box::new(dingtalk::Dingtalk::new(name, config, net, look, http)?),
        ChannelKind::Wecom => Box::new(wecom::Wecom::new(name, config, net, look, http)?),
        ChannelKind::Feishu => Box::new(feishu::Feishu::new(name, config, net, look, http)?),
        ChannelKind::Slack => Box::new(slack::Slack::new(name, config, net, look, http)?),
        ChannelKind::Webhook => Box::new(webhook::Webhook::new(name, config, net, look, http)?),
        ChannelKind::Email => Box::new(email::Email::new(name, config, net, look, http)?),
        ChannelKind::Sms => Box::new(sms::Sms::new(name, config, net, look, http)?),
    })
}

/// A connection to one HTTP address: the wire, and where it goes.
#[derive(Clone)]
pub struct Connection {
    /// The wire.
    pub http: Http,
    /// The table's name, address and network settings.
    pub target: Target,
}
