//! From a table to a store.

use super::config::Config;
use super::credentials::{self, Credentials};
use super::remote::address::Address;
use super::remote::dialect::Dialect;
use super::remote::{Remote, Surroundings};
use super::{ObjectStore, cos, dir, oss, s3};
use crate::error::{Error, Result};
use crate::http::{Http, Net, Target};
use crate::text;

/// Makes the store of the table `name`. Opens nothing on the network.
///
/// # Errors
/// [`crate::error::Kind::Config`] for an unknown kind, an address or a bucket that is none, missing keys.
pub fn connect(name: &str, config: Config, net: Net, http: Http, around: Surroundings) -> Result<Box<dyn ObjectStore>> {
    if config.kind == "dir" {
        let Some(path) = &config.path else {
            return Err(
                Error::config(text!("[store.{name}] has no path", "[store.{name}] 没有设置 path")).hint(text!(
                    "vh config set store.{name}.path DIRECTORY",
                    "vh config set store.{name}.path 目录"
                )),
            );
        };
        return Ok(Box::new(dir::Dir::new(name, path)));
    }
    Ok(Box::new(remote(name, config, net, http, around)?))
}

/// Makes the store of a table that is on the network.
///
/// # Errors
/// As [`connect`].
pub fn remote(name: &str, mut config: Config, net: Net, http: Http, around: Surroundings) -> Result<Remote> {
    if config.region.is_none() {
        config.region = credentials::region(&config);
    }
    let bucket = config.bucket.clone().unwrap_or_default();
    let made = match config.kind.as_str() {
        "oss" => oss::connect(&config, &bucket).map(|(a, d)| -> (Address, Box<dyn Dialect>) { (a, Box::new(d)) }),
        "cos" => cos::connect(&config, &bucket).map(|(a, d)| -> (Address, Box<dyn Dialect>) { (a, Box::new(d)) }),
        "s3" => s3::connect(&config, &bucket).map(|(a, d)| -> (Address, Box<dyn Dialect>) { (a, Box::new(d)) }),
        kind => Err(
            Error::config(text!("the kind {kind:?} is unknown", "未知的 kind {kind:?}"))
                .hint(text!("kinds are oss, cos, s3, dir", "可用的 kind：oss、cos、s3、dir")),
        ),
    };
    let (address, dialect) = made.map_err(|e| e.provider(name))?;
    let source = credentials::source(name, &config, &net, &http).map_err(|e| e.provider(name))?;
    let target = Target {
        name: name.to_owned(),
        base: address.url(&bucket, ""),
        net,
    };
    Ok(Remote::new(
        target,
        bucket,
        address,
        dialect,
        Credentials::new(source),
        http,
        around,
    ))
}
