//! A configured merchant: its keys, its address, and the one way its requests are sent.

use std::sync::{Arc, RwLock};
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::FutureExt;

use super::config::Config;
use super::keys::{Certificate, MerchantKey, PlatformKey, Ring};
use super::v2::SignType;
use super::{Fen, Version, p12};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Http, Idempotency, Identity, Net, Reply, Request, Target, retry};
use crate::secret::Secret;
use crate::text;

/// The interface, and where to turn when it cannot be reached. Source: every interface page, such as doc3/4013070356.
const MAIN: &str = "https://api.mch.weixin.qq.com";
const BACKUP: &str = "https://api2.mch.weixin.qq.com";

/// The largest answer, bills aside.
const ANSWER_CAP_BYTES: usize = 1 << 20;

/// Time and chance, given from outside.
#[derive(Clone, Copy)]
pub struct Clock {
    /// The wall clock.
    pub now: fn() -> SystemTime,
    /// 32 letters and digits that nobody can guess.
    pub nonce: fn() -> Result<String>,
}

/// A merchant.
pub struct Account {
    /// The table's name.
    pub name: String,
    /// The app.
    pub appid: String,
    /// The merchant.
    pub mchid: String,
    /// A service provider's customer: its app and its merchant number.
    pub sub: Option<Sub>,
    /// Keys of a test.
    pub test: bool,
    /// The v2 key.
    pub api_key: Option<Secret>,
    /// How v2 signs.
    pub sign_type: SignType,
    /// The v3 key for encrypted content.
    pub apiv3_key: Option<Secret>,
    /// The merchant's private key.
    pub key: Option<MerchantKey>,
    /// The serial number of its certificate.
    pub serial: Option<String>,
    /// WeChat's keys.
    pub ring: RwLock<Ring>,
    /// Where WeChat tells of payments.
    pub notify_url: Option<String>,
    /// Which version the table speaks.
    pub version: Version,
    /// The largest payment or refund.
    pub max_amount: Option<Fen>,
    /// The most that is refunded in a day.
    pub max_refund_per_day: Option<Fen>,
    /// Signs what is handed on.
    pub forward_secret: Option<Secret>,
    /// What notifications are handed to.
    pub exec: Vec<String>,
    /// The wire.
    pub http: Http,
    /// Where it is.
    pub target: Target,
    /// Time and chance.
    pub clock: Clock,
    backup: Option<Target>,
    identity: Option<Identity>,
}

/// A service provider's customer.
#[derive(Debug, Clone)]
pub struct Sub {
    /// Its app, where it has its own.
    pub appid: Option<String>,
    /// Its merchant number.
    pub mchid: String,
}

impl Account {
    /// Connects the table `name`.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing or cannot be read.
    pub fn connect(name: &str, config: Config, net: Net, http: Http, clock: Clock) -> Result<Account> {
        Account::read(name, config, net, http, clock).map_err(|e| e.provider(name))
    }

    fn read(name: &str, mut config: Config, net: Net, http: Http, clock: Clock) -> Result<Account> {
        let missing = |key: &str| {
            Error::config(text!("[pay.{name}] has no {key}", "[pay.{name}] 缺少 {key}")).hint(text!(
                "vh config set pay.{name}.{key} …",
                "vh config set pay.{name}.{key} …"
            ))
        };
        let mchid = config.mchid.take().ok_or_else(|| missing("mchid"))?;
        let appid = config.appid.take().ok_or_else(|| missing("appid"))?;
        let mut key = config.private_key.as_ref().map(MerchantKey::of_pem).transpose()?;
        let mut certificate = match &config.certificate {
            Some(pem) => Some((
                Certificate::of_pem(pem.expose()).ok_or_else(|| {
                    Error::config(text!(
                        "certificate is no certificate in PEM form",
                        "certificate 不是 PEM 格式的证书"
                    ))
                })?,
                pem.expose().to_owned(),
            )),
            None => None,
        };
        if let Some(path) = &config.p12 {
            let store = p12::read(path, &mchid)?;
            certificate = certificate.or(Some((store.certificate, store.certificate_pem)));
            key = match key {
                None => Some(store.key),
                given => given,
            };
        }
        let identity = match (&certificate, &key) {
            (Some((_, pem)), Some(key)) => Some(Identity::new(format!("{}\n{pem}", *key.to_pem()))),
            _ => None,
        };
        let serial = config.serial.take().or(certificate.map(|(c, _)| c.serial));
        for (field, label, secret) in [
            (super::limits::Field::ApiV2Key, "api_key", &config.api_key),
            (super::limits::Field::ApiV3Key, "apiv3_key", &config.apiv3_key),
        ] {
            if let Some(secret) = secret {
                super::limits::check(field, &format!("pay.{name}.{label}"), secret.expose())
                    .map_err(|e| e.with_kind(Kind::Config))?;
            }
        }
        let version = match config.version {
            Some(2) => Version::V2,
            Some(3) => Version::V3,
            None if config.apiv3_key.is_some() => Version::V3,
            None => Version::V2,
            Some(_) => {
                return Err(Error::config(text!(
                    "[pay.{name}] version is 2 or 3",
                    "[pay.{name}] version 应为 2 或 3"
                )));
            }
        };
        let mut ring = Ring::default();
        for (id, pem) in &config.platform_keys {
            let key = PlatformKey::of_pem(id, pem.expose())?;
            if key.certificate.as_ref().is_some_and(Certificate::is_test) && !config.test {
                return Err(Error::config(text!(
                    "platform_keys: {id} is a test certificate made by vh, and [pay.{name}] is no test table",
                    "platform_keys：{id} 是 vh 生成的测试证书，而 [pay.{name}] 不是测试表"
                )));
            }
            ring.add(key);
        }
        let limit = |key: &str, value: Option<String>| match value {
            Some(text) => Fen::typed(&text).map(Some).map_err(|e| {
                let what = text!("[pay.{name}] {key}: ", "[pay.{name}] {key}：").join("", e.what.clone());
                Error::config(what)
            }),
            None => Ok(None),
        };
        let base = config.base_url.take();
        let backup = match (config.backup_url.take(), &base) {
            (Some(url), _) => Some(url),
            (None, None) => Some(BACKUP.to_owned()),
            (None, Some(_)) => None,
        };
        let target = Target {
            name: name.to_owned(),
            base: base.unwrap_or_else(|| MAIN.to_owned()),
            net,
        };
        Ok(Account {
            name: name.to_owned(),
            appid,
            mchid,
            sub: config.sub_mchid.take().map(|mchid| Sub {
                appid: config.sub_appid.take(),
                mchid,
            }),
            test: config.test,
            api_key: config.api_key.take(),
            sign_type: config.sign_type.unwrap_or_default(),
            apiv3_key: config.apiv3_key.take(),
            key,
            serial,
            ring: RwLock::new(ring),
            notify_url: config.notify_url.take(),
            version,
            max_amount: limit("max_amount", config.max_amount.take())?,
            max_refund_per_day: limit("max_refund_per_day", config.max_refund_per_day.take())?,
            forward_secret: config.forward_secret.take(),
            exec: std::mem::take(&mut config.exec),
            http,
            backup: backup.map(|base| Target { base, ..target.clone() }),
            target,
            clock,
            identity,
        })
    }

    /// A key that must be there, named by its place in the configuration.
    ///
    /// # Errors
    /// [`Kind::Config`] when it is not.
    pub fn need<'a, T>(&self, value: Option<&'a T>, key: &str) -> Result<&'a T> {
        let name = &self.name;
        value.ok_or_else(|| {
            Error::config(text!("[pay.{name}] has no {key}", "[pay.{name}] 缺少 {key}"))
                .provider(name)
                .hint(text!(
                    "vh config set pay.{name}.{key} file:…",
                    "vh config set pay.{name}.{key} file:…"
                ))
        })
    }

    /// Whether a certificate of the merchant can be shown to WeChat.
    pub fn has_identity(&self) -> bool {
        self.identity.is_some()
    }

    /// Where calls go that want the merchant's certificate: over TLS it must be there.
    ///
    /// # Errors
    /// [`Kind::Config`] when it is not.
    pub fn secured(&self) -> Result<Target> {
        if self.identity.is_none() && self.target.base.starts_with("https:") {
            let name = &self.name;
            return Err(Error::config(text!(
                "this call wants the merchant's certificate, and [pay.{name}] has none",
                "此调用需要商户 API 证书，而 [pay.{name}] 没有配置"
            ))
            .provider(name)
            .hint(text!(
                "set certificate = \"file:apiclient_cert.pem\" and private_key = \"file:apiclient_key.pem\", or p12",
                "请设置 certificate = \"file:apiclient_cert.pem\" 与 private_key = \"file:apiclient_key.pem\"，或 p12"
            )));
        }
        let mut target = self.target.clone();
        target.net.identity.clone_from(&self.identity);
        Ok(target)
    }

    /// Sends what `build` makes, at most as often as `class` allows, and reads it with `decode`. When the main address cannot be
    /// reached the backup is asked: after nothing left this machine, or where repeating is harmless.
    ///
    /// # Errors
    /// From the wire, and what `decode` says.
    pub async fn exchange<T: Send>(
        &self,
        target: &Target,
        class: Idempotency,
        build: &(dyn Fn(&Target) -> Result<Request> + Sync),
        decode: &(dyn Fn(&Reply, &Bytes) -> Result<T> + Sync),
    ) -> Result<T> {
        let first = self.attempts(target, class, build, decode).await;
        let (error, backup) = match (first, &self.backup) {
            (Err(error), Some(backup)) => (error, backup),
            (result, _) => return result,
        };
        let unreached = matches!(error.kind, Kind::Network | Kind::Timeout);
        let harmless = error.outcome == Outcome::NotSent || class == Idempotency::Safe;
        if !(unreached && harmless) {
            return Err(error);
        }
        let mut backup = backup.clone();
        backup.net.clone_from(&target.net);
        self.http.trace().note_at(
            1,
            format_args!("{}: {}; trying {}", self.name, error.what.en, backup.base),
        );
        self.attempts(&backup, class, build, decode).await
    }

    async fn attempts<T: Send>(
        &self,
        target: &Target,
        class: Idempotency,
        build: &(dyn Fn(&Target) -> Result<Request> + Sync),
        decode: &(dyn Fn(&Reply, &Bytes) -> Result<T> + Sync),
    ) -> Result<T> {
        let once = |_| {
            async {
                let (reply, body) = self.http.call(target, build(target)?, ANSWER_CAP_BYTES).await?;
                decode(&reply, &body)
            }
            .boxed()
        };
        let budget = retry::Budget::start();
        let (value, _) = retry::attempts(target, budget, class, self.http.trace(), once).await?;
        Ok(value)
    }
}

/// An account that others hold as well.
pub type Shared = Arc<Account>;
