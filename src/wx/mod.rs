//! The WeChat mini program: its server side (`api.weixin.qq.com`), and below [`gateway`] the backend as the mini program sees
//! it. Encoding and decoding are pure; [`api`] alone speaks to WeChat; [`token`] shares what is costly to get among all
//! processes. Nothing here prints, reads configuration, or tells a secret.
//! Source: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc; `reference/wechat.md` §3.

pub mod api;
pub mod check;
pub mod code;
pub mod fault;
pub mod gateway;
pub mod link;
pub mod login;
pub mod message;
pub mod token;
pub mod userdata;

use std::time::{Duration, SystemTime};

use serde::Deserialize;

pub use api::{Answer, Authorized, Call};

use crate::error::{Error, Result};
use crate::http::{Http, Net, Target};
use crate::secret::Secret;
use crate::text;

/// How long WeChat and a backend may take to the head of an answer, and between its pieces.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// WeChat's own address.
pub const BASE_URL: &str = "https://api.weixin.qq.com";

/// The wall clock, passed in.
pub type Clock = fn() -> SystemTime;

/// `[wx.NAME]`, resolved.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The mini program's id.
    pub appid: Option<String>,
    /// Its secret.
    pub secret: Option<Secret>,
    /// The address; WeChat's own when absent.
    pub base_url: Option<String>,
    /// `stable` (the default) or `plain`: which of WeChat's two kinds of token.
    pub token: Option<String>,
    /// Hosts the secret may go to, whoever set the address.
    #[serde(default)]
    pub allowed_hosts: Vec<String>,
}

/// A mini program that can be asked for.
#[derive(Clone)]
pub struct Wx {
    target: Target,
    appid: String,
    secret: Secret,
    kind: token::Kind,
    http: Http,
}

/// Makes the mini program of the table `name`. Opens nothing.
///
/// # Errors
/// [`crate::error::Kind::Config`] for what is missing.
pub fn connect(name: &str, config: Config, net: Net, http: Http) -> Result<Wx> {
    let appid = appid(name, config.appid)?;
    let secret = config.secret.ok_or_else(|| missing(name, "secret"))?;
    let base = config.base_url.unwrap_or_else(|| BASE_URL.to_owned());
    crate::http::client::parse_url(&base).map_err(|e| e.provider(name))?;
    let kind = match config.token.as_deref() {
        Some("plain") => token::Kind::Plain,
        _ => token::Kind::Stable,
    };
    Ok(Wx {
        target: Target {
            name: name.to_owned(),
            base,
            net,
        },
        appid,
        secret,
        kind,
        http,
    })
}

/// The id that the table must have.
///
/// # Errors
/// [`crate::error::Kind::Config`] when it has none.
pub fn appid(name: &str, appid: Option<String>) -> Result<String> {
    appid.filter(|id| !id.is_empty()).ok_or_else(|| missing(name, "appid"))
}

fn missing(name: &str, key: &str) -> Error {
    Error::config(text!("[wx.{name}] has no {key}", "[wx.{name}] 没有 {key}"))
        .hint(text!(
            "mp.weixin.qq.com shows it under 开发管理 → 开发设置; then: vh config set wx.{name}.{key}",
            "可在 mp.weixin.qq.com 的 开发管理 → 开发设置 中找到；然后运行：vh config set wx.{name}.{key}"
        ))
        .provider(name)
}

impl Wx {
    /// Where it is.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The wire.
    pub fn http(&self) -> &Http {
        &self.http
    }

    /// The mini program's id.
    pub fn appid(&self) -> &str {
        &self.appid
    }

    /// Its secret.
    pub fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Which kind of token it uses.
    pub fn token_kind(&self) -> token::Kind {
        self.kind
    }
}
