//! Where a bucket is: the host and the path that one request goes to. Keys are encoded here and nowhere else.

use crate::error::{Error, Result};
use crate::http::client;
use crate::store::call::path_text;
use crate::text;

/// Where the bucket stands in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// In the host's name.
    Virtual,
    /// At the beginning of the path.
    Path,
    /// Nowhere: the host is the bucket's own.
    Own,
}

/// Where a service is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// `https` or `http`.
    pub scheme: String,
    /// The host, with a port that is not the scheme's own.
    pub host: String,
    /// Where the bucket stands.
    pub style: Style,
    /// The host for calls of no bucket, where it is another.
    pub service: Option<String>,
}

impl Address {
    /// Reads `host`, `host:port` or a URL of either.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for what is none, or has a path.
    pub fn parse(endpoint: &str, style: Style) -> Result<Address> {
        let with_scheme = if endpoint.contains("://") {
            endpoint.to_owned()
        } else {
            format!("https://{endpoint}")
        };
        let url = client::parse_url(&with_scheme)?;
        if url.path() != "/" || url.query().is_some() {
            return Err(Error::config(text!(
                "the endpoint {endpoint} has a path; an endpoint is a host, such as https://oss-cn-hangzhou.aliyuncs.com",
                "endpoint {endpoint} 带有路径；endpoint 应只是主机，如 https://oss-cn-hangzhou.aliyuncs.com"
            )));
        }
        let origin = client::origin(&url);
        let host = origin.split_once("://").map_or("", |(_, host)| host);
        Ok(Address {
            scheme: url.scheme().to_owned(),
            host: host.to_owned(),
            style,
            service: None,
        })
    }

    /// Whether the host is a number, or this machine: such a name has no names below it.
    pub fn is_bare(endpoint: &str) -> bool {
        let host = endpoint.split_once("://").map_or(endpoint, |(_, host)| host);
        let host = host.split('/').next().unwrap_or(host);
        let host = match host.strip_prefix('[') {
            Some(_) => return true,
            None => host.split(':').next().unwrap_or(host),
        };
        host == "localhost" || host.parse::<std::net::Ipv4Addr>().is_ok()
    }

    /// The host of a bucket, or of the service without one.
    pub fn host(&self, bucket: &str) -> String {
        match self.style {
            Style::Virtual if !bucket.is_empty() => format!("{bucket}.{}", self.host),
            _ if bucket.is_empty() => self.service.clone().unwrap_or_else(|| self.host.clone()),
            _ => self.host.clone(),
        }
    }

    /// The encoded path of a key, as it is sent.
    pub fn path(&self, bucket: &str, key: &str) -> String {
        match self.style {
            Style::Path if !bucket.is_empty() && key.is_empty() => format!("/{bucket}"),
            Style::Path if !bucket.is_empty() => format!("/{bucket}/{}", path_text(key)),
            _ => format!("/{}", path_text(key)),
        }
    }

    /// The address of a key, without parameters.
    pub fn url(&self, bucket: &str, key: &str) -> String {
        format!("{}://{}{}", self.scheme, self.host(bucket), self.path(bucket, key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bucket_stands_where_the_style_says() {
        let url = |endpoint: &str, style| Address::parse(endpoint, style).unwrap().url("b", "a b/中");
        assert_eq!(url("h.example", Style::Virtual), "https://b.h.example/a%20b/%E4%B8%AD");
        assert_eq!(
            url("http://127.0.0.1:9000/", Style::Path),
            "http://127.0.0.1:9000/b/a%20b/%E4%B8%AD"
        );
        assert_eq!(
            url("https://cdn.example:443", Style::Own),
            "https://cdn.example/a%20b/%E4%B8%AD"
        );
        assert!(Address::parse("https://h/x", Style::Path).is_err());
        assert!(Address::is_bare("http://127.0.0.1:9000") && Address::is_bare("[::1]:80") && !Address::is_bare("h.cn"));
    }
}
