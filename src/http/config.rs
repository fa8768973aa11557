//! The network keys that every table takes, and their defaults. Values come merged from `config`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Deserializer};
use zeroize::Zeroizing;

/// `timeouts`: no total, because an answer may stream for as long as it lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// To a connection, TLS included.
    pub connect: Duration,
    /// From sending to the head of the answer.
    pub first_byte: Duration,
    /// Between two pieces of the body.
    pub idle: Duration,
}

/// `retry`: one loop, one budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// Attempts per target, the first included.
    pub attempts: u32,
    /// Backoff before the second attempt; doubled for each further one, with full jitter.
    pub base: Duration,
    /// The longest backoff.
    pub cap: Duration,
    /// The longest `Retry-After` that is waited for.
    pub retry_after_cap: Duration,
    /// Wall time over all retries and fallbacks of one operation.
    pub budget: Duration,
}

impl Default for Retry {
    fn default() -> Retry {
        Retry {
            attempts: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(20),
            retry_after_cap: Duration::from_secs(60),
            budget: Duration::from_secs(60),
        }
    }
}

/// All network settings of one table.
#[derive(Debug, Clone)]
pub struct Net {
    /// How long to wait.
    pub timeouts: Timeouts,
    /// How often to try.
    pub retry: Retry,
    /// `http://`, `https://` or `socks5h://` proxy. Without it the usual proxy variables hold, except for loopback.
    pub proxy: Option<String>,
    /// PEM file of further certificate authorities.
    pub ca_cert: Option<PathBuf>,
    /// Bearer keys may travel over plain http.
    pub plaintext: bool,
    /// Who we are, for servers that want to see a certificate.
    pub identity: Option<Identity>,
}

/// A certificate and its private key, PEM, one after the other. Cheap to clone; never printed.
#[derive(Clone)]
pub struct Identity(Arc<Zeroizing<String>>);

impl Identity {
    /// From both as PEM.
    pub fn new(pem: String) -> Identity {
        Identity(Arc::new(Zeroizing::new(pem)))
    }

    pub(super) fn pem(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl PartialEq for Identity {
    fn eq(&self, other: &Identity) -> bool {
        self.0 == other.0
    }
}

impl Eq for Identity {}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(crate::secret::REDACTED)
    }
}

impl Net {
    /// Defaults with these timeouts: 5 s to connect.
    pub fn with(first_byte: Duration, idle: Duration) -> Net {
        Net {
            timeouts: Timeouts {
                connect: Duration::from_secs(5),
                first_byte,
                idle,
            },
            retry: Retry::default(),
            proxy: None,
            ca_cert: None,
            plaintext: false,
            identity: None,
        }
    }

    /// These settings with the table's own keys on top, over the `[timeouts]` and `[retry]` of the whole file.
    pub fn overlaid(mut self, keys: &NetKeys) -> Net {
        if let Some(t) = keys.timeouts {
            self.timeouts.connect = t.connect.unwrap_or(self.timeouts.connect);
            self.timeouts.first_byte = t.first_byte.unwrap_or(self.timeouts.first_byte);
            self.timeouts.idle = t.idle.unwrap_or(self.timeouts.idle);
        }
        if let Some(r) = keys.retry {
            self.retry.attempts = r.attempts.unwrap_or(self.retry.attempts);
            self.retry.base = r.base.unwrap_or(self.retry.base);
            self.retry.cap = r.cap.unwrap_or(self.retry.cap);
            self.retry.budget = r.budget.unwrap_or(self.retry.budget);
        }
        if keys.proxy.is_some() {
            self.proxy.clone_from(&keys.proxy);
        }
        if keys.ca_cert.is_some() {
            self.ca_cert.clone_from(&keys.ca_cert);
        }
        self.plaintext = keys.plaintext.unwrap_or(self.plaintext);
        self
    }
}

/// The keys as they stand in a table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct NetKeys {
    /// `timeouts = { connect, first_byte, idle }`.
    pub timeouts: Option<TimeoutKeys>,
    /// `retry = { attempts, base, cap, budget }`.
    pub retry: Option<RetryKeys>,
    /// Proxy URL.
    pub proxy: Option<String>,
    /// PEM file.
    pub ca_cert: Option<PathBuf>,
    /// See [`Net::plaintext`].
    pub plaintext: Option<bool>,
}

/// `[timeouts]`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimeoutKeys {
    /// See [`Timeouts::connect`].
    #[serde(deserialize_with = "duration")]
    pub connect: Option<Duration>,
    /// See [`Timeouts::first_byte`].
    #[serde(deserialize_with = "duration")]
    pub first_byte: Option<Duration>,
    /// See [`Timeouts::idle`].
    #[serde(deserialize_with = "duration")]
    pub idle: Option<Duration>,
}

/// `[retry]`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RetryKeys {
    /// See [`Retry::attempts`].
    pub attempts: Option<u32>,
    /// See [`Retry::base`].
    #[serde(deserialize_with = "duration")]
    pub base: Option<Duration>,
    /// See [`Retry::cap`].
    #[serde(deserialize_with = "duration")]
    pub cap: Option<Duration>,
    /// See [`Retry::budget`].
    #[serde(deserialize_with = "duration")]
    pub budget: Option<Duration>,
}

/// A duration written `500ms`, `2m`, `1h 30m`; a bare number is refused, because its unit would be a guess.
pub fn duration<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Duration>, D::Error> {
    let text = String::deserialize(d)?;
    humantime::parse_duration(&text)
        .map(Some)
        .map_err(|e| serde::de::Error::custom(format!("{text:?} is not a duration such as 500ms or 2m: {e}")))
}
