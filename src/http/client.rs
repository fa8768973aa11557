//! One lazy client per set of things that matter to a connection. Certificate roots are loaded only when something on the way
//! is TLS: for loopback work in plain http nothing is read.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;

use super::fetch::PublicOnly;
use super::{Identity, Target};
use crate::error::{Error, Kind, Result};
use crate::text;
use crate::tls;

/// What makes two requests share a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    table: String,
    tls: bool,
    proxy: Option<String>,
    env_proxy: bool,
    ca_cert: Option<PathBuf>,
    identity: Option<Identity>,
    connect: Duration,
    public_only: bool,
}

impl Key {
    pub(super) fn of(target: &Target, url: &Url, sealed: bool, public_only: bool) -> Key {
        // A proxy would resolve the name a second time, and nobody would look at its answer.
        let proxy = target.net.proxy.clone().filter(|_| !public_only);
        // What listens on this machine is not reached through a proxy elsewhere, unless the table says so.
        let env_proxy = proxy.is_none() && !sealed && !public_only && !is_loopback(url);
        let proxy_tls = proxy.as_deref().is_some_and(|p| p.starts_with("https:"));
        Key {
            table: target.name.clone(),
            // A proxy from the environment may itself be https; which one is known only to the client.
            tls: url.scheme() == "https" || proxy_tls || (env_proxy && env_proxy_is_tls()),
            proxy,
            env_proxy,
            ca_cert: target.net.ca_cert.clone(),
            identity: target.net.identity.clone(),
            connect: target.net.timeouts.connect,
            public_only,
        }
    }
}

fn env_proxy_is_tls() -> bool {
    ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        .iter()
        .any(|name| std::env::var(name).is_ok_and(|v| v.starts_with("https:")))
}

pub(super) fn build(key: &Key) -> Result<reqwest::Client> {
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("vh/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .connect_timeout(key.connect)
        .tcp_nodelay(true)
        .referer(false);
    if !key.env_proxy {
        builder = builder.no_proxy();
    }
    if key.public_only {
        builder = builder.https_only(true).dns_resolver(PublicOnly);
    }
    if let Some(proxy) = &key.proxy {
        let proxy = reqwest::Proxy::all(proxy).map_err(|_| {
            Error::config(text!("the proxy address cannot be read", "无法解析代理地址")).hint(text!(
                "write it as http://host:port or socks5h://host:port",
                "写法如 http://host:port 或 socks5h://host:port"
            ))
        })?;
        builder = builder.proxy(proxy);
    }
    if !key.tls {
        return finish(builder.tls_certs_only([]));
    }
    let identity = key.identity.as_ref().map(Identity::pem);
    let mut config = tls::client_config(key.ca_cert.as_deref(), identity)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    finish(builder.tls_backend_preconfigured(config))
}

fn finish(builder: reqwest::ClientBuilder) -> Result<reqwest::Client> {
    builder
        .build()
        .map_err(|e| Error::new(Kind::Local, text!("cannot set up TLS: {e}", "无法初始化 TLS：{e}")).source(e))
}

/// Parses an address that requests may go to.
///
/// # Errors
/// [`Kind::Config`] for anything but an absolute http or https URL with a host and without a user part.
pub fn parse_url(text: &str) -> Result<Url> {
    let shown = super::redact::url_text(text);
    let bad = |why: crate::text::Text| {
        Error::config(text!("{shown} is not a usable address", "{shown} 不是可用的地址").join(": ", why))
    };
    let url = Url::parse(text).map_err(|e| bad(crate::text::Text::same(e.to_string())))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad(text!(
            "it must start with http:// or https://",
            "必须以 http:// 或 https:// 开头"
        )));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(bad(text!(
            "a user name or password in it would be shown in logs",
            "地址中的用户名或密码会出现在日志里"
        )));
    }
    Ok(url)
}

/// Whether the address is on this machine: `localhost`, 127.0.0.0/8, `::1`.
pub fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    if host.eq_ignore_ascii_case("localhost") {
        return true;
    }
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(ip) => ip.to_canonical().is_loopback(),
        Err(_) => false,
    }
}

/// Scheme, host and port: what may be shown of any address.
pub fn origin(url: &Url) -> String {
    let host = url.host_str().unwrap_or("");
    match url.port() {
        Some(port) => format!("{}://{host}:{port}", url.scheme()),
        None => format!("{}://{host}", url.scheme()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_is_this_machine_only() {
        for yes in [
            "http://127.0.0.1:1/",
            "http://localhost/",
            "http://[::1]:3/",
            "http://127.9.9.9",
            "http://[::ffff:127.0.0.1]/",
        ] {
            assert!(is_loopback(&parse_url(yes).unwrap()), "{yes}");
        }
        for no in [
            "http://10.0.0.1/",
            "http://localhost.evil.example/",
            "http://127.0.0.1.nip.io/",
            "http://[::2]/",
        ] {
            assert!(!is_loopback(&parse_url(no).unwrap()), "{no}");
        }
    }

    #[test]
    fn an_address_must_be_plain() {
        for bad in ["ftp://h/", "h", "", "https://u:p@h/", "https://"] {
            assert_eq!(parse_url(bad).unwrap_err().kind, Kind::Config, "{bad}");
        }
    }
}
