//! Where a credential may travel: only to an address that was set at least as deep as the credential itself. A variable or a
//! flag that changes a base URL does not get the key that the file holds.

use reqwest::Url;
use serde_json::Value;

use super::layer::{Entry, Layer, Origin, Tree};
use super::schema::Section;
use crate::error::{Error, Kind, Result};
use crate::http::client;
use crate::text;

/// Checks the table at `path` (`llm.ark`, `state`) of `section`.
///
/// # Errors
/// [`Kind::Refused`] naming the address and the secret with their layers.
pub fn check(section: &Section, path: &str, tree: &Tree, proxy_flag: Option<&Entry>) -> Result<()> {
    let get = |key: &str| tree.get(&format!("{path}.{key}"));
    let secrets = section
        .keys
        .iter()
        .filter(|k| k.ty.is_credential())
        .filter_map(|k| Some((k, get(k.name)?)));
    let allowed = get("allowed_hosts");
    for (key, secret) in secrets {
        for address in section.addresses {
            if let Some(entry) = get(address) {
                judge(path, key.name, secret, address, entry, allowed)?;
            }
        }
        // To a plain-http target a proxy sees all that is sent, so it is an address too.
        let plain = section
            .addresses
            .iter()
            .filter_map(|a| get(a))
            .any(|e| e.value.as_str().is_some_and(|v| v.starts_with("http:")));
        if plain {
            if let Some(entry) = get("proxy") {
                judge(path, key.name, secret, "proxy", entry, allowed)?;
            }
            if let Some(entry) = proxy_flag {
                judge(path, key.name, secret, "proxy", entry, allowed)?;
            }
        }
    }
    Ok(())
}

fn judge(path: &str, key: &str, secret: &Entry, address: &str, entry: &Entry, allowed: Option<&Entry>) -> Result<()> {
    if entry.origin.layer <= secret.origin.layer {
        return Ok(());
    }
    // A list that came with the address would vouch for itself.
    let vouched = allowed
        .filter(|a| a.origin.layer <= secret.origin.layer)
        .is_some_and(|a| lists(&a.value, &entry.value));
    if vouched {
        return Ok(());
    }
    Err(refused(path, key, secret, address, &entry.origin))
}

fn lists(hosts: &Value, address: &Value) -> bool {
    let Some(url) = address.as_str().and_then(|a| Url::parse(a).ok()) else {
        return false;
    };
    let (host, origin) = (url.host_str().unwrap_or(""), client::origin(&url));
    let with_port = origin.split_once("://").map_or("", |(_, rest)| rest);
    hosts
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .any(|h| h.eq_ignore_ascii_case(host) || h.eq_ignore_ascii_case(with_port))
}

fn refused(table: &str, key: &str, secret: &Entry, address: &str, origin: &Origin) -> Error {
    let (from, to) = (&secret.origin.place, &origin.place);
    Error::new(
        Kind::Refused,
        text!(
            "{table}.{key} comes from {from}, but {table}.{address} comes from {to}: the key would travel where it was not meant to",
            "{table}.{key} 来自 {from}，而 {table}.{address} 来自 {to}：密钥会被发往并非其本意的地方"
        ),
    )
    .provider(table.rsplit('.').next().unwrap_or(table))
    .hint(text!(
        "set {table}.{key} beside the address, or list the host in {table}.allowed_hosts where the key is",
        "请在设置地址的同一处设置 {table}.{key}，或在密钥所在处把该主机列入 {table}.allowed_hosts"
    ))
}

/// What a layer is called.
pub fn layer_name(layer: Layer) -> &'static str {
    match layer {
        Layer::Vendor => "vendor",
        Layer::File => "file",
        Layer::Profile => "profile",
        Layer::Env => "env",
        Layer::Flag => "flag",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::schema::section;

    fn tree(entries: &[(&str, &str, Layer)]) -> Tree {
        let mut tree = Tree::default();
        for (key, value, layer) in entries {
            let origin = Origin {
                layer: *layer,
                place: format!("{layer:?}"),
            };
            let value = match *key {
                "allowed_hosts" => serde_json::json!([value]),
                _ => Value::from(*value),
            };
            tree.insert(format!("llm.a.{key}"), value, origin);
        }
        tree
    }

    fn ok(entries: &[(&str, &str, Layer)]) -> bool {
        check(section("llm").unwrap(), "llm.a", &tree(entries), None).is_ok()
    }

    const KEY: (&str, &str, Layer) = ("api_key", "k", Layer::File);

    #[test]
    fn a_key_does_not_follow_an_address_set_above_it() {
        assert!(ok(&[KEY, ("base_url", "https://h/", Layer::File)]));
        assert!(ok(&[KEY, ("base_url", "https://h/", Layer::Vendor)]));
        for above in [Layer::Profile, Layer::Env, Layer::Flag] {
            assert!(!ok(&[KEY, ("base_url", "https://h/", above)]), "{above:?}");
            assert!(ok(&[("api_key", "k", above), ("base_url", "https://h/", above)]));
        }
        assert!(!ok(&[
            ("headers", "k", Layer::File),
            ("base_url", "https://h/", Layer::Env)
        ]));
    }

    #[test]
    fn allowed_hosts_vouch_only_from_where_the_key_is() {
        let address = ("base_url", "https://h.example:8443/", Layer::Env);
        for host in ["h.example", "H.EXAMPLE", "h.example:8443"] {
            assert!(ok(&[KEY, address, ("allowed_hosts", host, Layer::File)]), "{host}");
        }
        assert!(!ok(&[KEY, address, ("allowed_hosts", "h.example", Layer::Env)]));
        assert!(!ok(&[KEY, address, ("allowed_hosts", "example", Layer::File)]));
    }

    #[test]
    fn a_proxy_is_an_address_for_plain_http() {
        let proxy = ("proxy", "http://p/", Layer::Env);
        assert!(ok(&[KEY, ("base_url", "https://h/", Layer::File), proxy]));
        assert!(!ok(&[KEY, ("base_url", "http://h/", Layer::File), proxy]));
    }
}
