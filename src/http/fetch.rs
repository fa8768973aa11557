//! Fetching an address that the other side gave: where it leads is not known, so nothing secret goes along, and only public
//! addresses are reached. Which addresses a name has is checked where the connection is made, so that no second answer of the
//! name server slips past.
//! Source: IANA IPv4 and IPv6 special-purpose address registries, 2026-11.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use bytes::Bytes;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{Http, Method, Request, Target, client};
use crate::error::{Error, Kind, Outcome, Result};
use crate::text;

impl Http {
    /// Fetches `url`, which an answer of `target` named, at most `cap_bytes` of it: without credentials, over https to a public
    /// address, or from the table's own origin. No redirect is followed, and no proxy asked, for it would resolve the name again.
    ///
    /// # Errors
    /// [`Kind::Refused`] for any other address; [`Kind::Malformed`] beyond the cap; what the wire and the server say.
    pub async fn fetch(&self, target: &Target, url: &str, cap_bytes: usize) -> Result<Bytes> {
        let named = |e: Error| e.provider(&target.name);
        let parsed = client::parse_url(url).map_err(|e| named(e.with_kind(Kind::Malformed).outcome(Outcome::Sent)))?;
        let mut request = Request::new(Method::GET, url.to_owned());
        request.public_only = !is_own(target, &parsed);
        if request.public_only {
            check(&parsed).map_err(named)?;
        }
        let mut reply = self.open(target, request).await.map_err(|e| match e.status {
            Some(300..=399) => e.with_what(text!(
                "the address it gave leads elsewhere, and is not followed",
                "对方给出的地址要求跳转，不会跟随"
            )),
            _ => e,
        })?;
        if !reply.is_ok() {
            let status = reply.status;
            let kind = match status {
                401 | 403 | 404 | 410 => Kind::NotFound,
                429 => Kind::RateLimited,
                500.. => Kind::Unavailable,
                _ => Kind::Invalid,
            };
            return Err(named(
                Error::new(
                    kind,
                    text!("the address it gave does not answer", "对方给出的地址无法访问"),
                )
                .status(status)
                .retry_after(reply.retry_after()),
            ));
        }
        reply.read_all(cap_bytes).await.map_err(named)
    }
}

/// The same scheme, host and port as the table's own address.
fn is_own(target: &Target, url: &reqwest::Url) -> bool {
    client::parse_url(&target.base).is_ok_and(|base| base.origin() == url.origin())
}

/// What can be known of an address before its name is resolved.
fn check(url: &reqwest::Url) -> Result<()> {
    let origin = client::origin(url);
    if url.scheme() != "https" {
        return Err(Error::new(
            Kind::Refused,
            text!(
                "it gave the address {origin}, which is not https; it is not fetched",
                "对方给出的地址 {origin} 不是 https，不会下载"
            ),
        )
        .outcome(Outcome::Sent));
    }
    // The resolver never sees an address that is written out.
    match url.host_str().map(|h| h.trim_matches(['[', ']']).parse::<IpAddr>()) {
        Some(Ok(ip)) if !is_public(ip) => Err(NotPublic { ip }.error()),
        _ => Ok(()),
    }
}

/// An address that is not public where only a public one may be reached.
#[derive(Debug)]
pub(super) struct NotPublic {
    ip: IpAddr,
}

impl NotPublic {
    pub(super) fn error(&self) -> Error {
        let ip = self.ip;
        Error::new(
            Kind::Refused,
            text!(
                "it gave an address that leads to {ip}, which is not public; it is not fetched",
                "对方给出的地址指向 {ip}，不是公网地址，不会下载"
            ),
        )
        .outcome(Outcome::Sent)
    }
}

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a public address", self.ip)
    }
}

impl std::error::Error for NotPublic {}

/// Resolves names, and refuses those that have any address which is not public.
pub(super) struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let all: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            match all.iter().find(|a| !is_public(a.ip())) {
                Some(found) => Err(Box::new(NotPublic { ip: found.ip() }) as Box<dyn std::error::Error + Send + Sync>),
                None => Ok(Box::new(all.into_iter()) as Addrs),
            }
        })
    }
}

/// Whether anybody on the internet can be reached there, and nobody closer.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => v4_is_public(ip),
        IpAddr::V6(ip) => v6_is_public(ip),
    }
}

fn v4_is_public(ip: Ipv4Addr) -> bool {
    !matches!(
        ip.octets(),
        [0 | 10 | 127 | 224..=255, ..]          // this network, private, loopback, multicast, reserved, broadcast
            | [100, 64..=127, ..]               // carrier-grade NAT
            | [169, 254, ..]                    // link-local, where clouds keep their metadata
            | [172, 16..=31, ..]
            | [192, 168, ..]
            | [192, 0, 0 | 2, _]                // protocol assignments, documentation
            | [192, 88, 99, _]                  // 6to4 relays
            | [198, 18 | 19, ..]                // benchmarks
            | [198, 51, 100, _]                 // documentation
            | [203, 0, 113, _]
    )
}

/// Global unicast only, without what lies in it for documentation and for carrying IPv4; mapped addresses lie outside.
fn v6_is_public(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let global = s[0] & 0xE000 == 0x2000;
    let special = match (s[0], s[1]) {
        (0x2001, 0..=0x01FF) => true, // protocol assignments: Teredo, ORCHID, …
        (0x2001, 0x0DB8) => true,     // documentation
        (0x2002, _) => true,          // 6to4
        (0x3FFF, 0..=0x0FFF) => true, // documentation
        _ => false,
    };
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_are_public() {
        let public = |ip: &str| is_public(ip.parse().unwrap());
        for yes in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "223.255.255.255",
            "2606:4700::1111",
            "2400:3200::1",
        ] {
            assert!(public(yes), "{yes}");
        }
        for no in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.170",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:1.1.1.1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
        ] {
            assert!(!public(no), "{no}");
        }
    }

    #[test]
    fn an_address_is_looked_at_as_the_url_standard_reads_it() {
        let refused = |url: &str| check(&client::parse_url(url).unwrap()).unwrap_err().kind;
        for odd in [
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.0.0.1/",
            "https://0177.0.0.1/",
            "https://[::ffff:7f00:1]/",
            "https://[::]/",
            "http://example.com/",
        ] {
            assert_eq!(refused(odd), Kind::Refused, "{odd}");
        }
        assert!(check(&client::parse_url("https://example.com/").unwrap()).is_ok());
    }
}
