//! Why a signature was refused: what was signed here beside what was signed there, and the first difference in words.
//! Servers tell what they signed in `StringToSign` and `CanonicalRequest` (COS: `FormatString`) of their refusal.

mod request;

use std::time::SystemTime;

use super::call::Proof;
use super::remote::fault::Fault;
use crate::text;
use crate::text::Text;

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The clocks.
    Clock,
    /// The region.
    Region,
    /// The service, or the kind of signature.
    Service,
    /// The key's id.
    KeyId,
    /// The secret half: all else is the same.
    Secret,
    /// The method.
    Method,
    /// The bucket.
    Bucket,
    /// The object's key.
    Path,
    /// How the object's key is encoded.
    PathEncoding,
    /// A parameter.
    Query,
    /// How a parameter is encoded.
    QueryEncoding,
    /// A header is signed on one side only, or its value differs.
    Header,
    /// Spaces in a header's value.
    HeaderSpaces,
    /// The list of signed headers.
    SignedHeaders,
    /// The checksum of the content.
    Payload,
    /// Something, and the server does not tell what.
    OnTheWay,
}

/// The first difference.
#[derive(Debug, Clone)]
pub struct Difference {
    /// What differs.
    pub topic: Topic,
    /// In words.
    pub words: Text,
}

fn difference(topic: Topic, words: Text) -> Difference {
    Difference { topic, words }
}

/// The first difference between what was signed here and what the refusal says was signed there.
pub fn compare(ours: &Proof, fault: &Fault, now: SystemTime) -> Difference {
    match fault.code.as_str() {
        "RequestTimeTooSkewed" | "RequestIsExpired" => return clock(fault, now),
        "InvalidAccessKeyId" => {
            return difference(
                Topic::KeyId,
                text!(
                    "the server does not know the access key that was sent",
                    "服务器不认识所发送的访问密钥"
                ),
            );
        }
        _ => {}
    }
    if let Some(region) = &fault.region
        && !ours.string_to_sign.contains(&format!("/{region}/"))
    {
        return region_differs(scope_of(&ours.string_to_sign).map_or("", |s| s.1), region);
    }
    let Some(theirs) = &fault.string_to_sign else {
        return silent();
    };
    let theirs = theirs.replace("\r\n", "\n");
    let (ours_sts, theirs_sts) = (ours.string_to_sign.trim_end(), theirs.trim_end());
    if ours_sts == theirs_sts {
        return difference(
            Topic::Secret,
            text!(
                "both sides signed the same text, so the secret of this access key is another one there",
                "双方签名的内容相同，因此该访问密钥的 secret 与服务器上的不同"
            ),
        );
    }
    if ours.canonical.is_empty() {
        return request::v1(ours_sts, theirs_sts);
    }
    if let Some(found) = heads(ours_sts, theirs_sts) {
        return found;
    }
    match &fault.canonical {
        Some(canonical) => {
            let canonical = canonical.replace("\r\n", "\n");
            request::canonicals(&ours.canonical, &canonical).unwrap_or_else(silent)
        }
        None => silent(),
    }
}

/// Both texts of both sides, line by line, for `--explain`.
pub fn laid_out(ours: &Proof, fault: &Fault) -> Vec<String> {
    let mut out = Vec::new();
    let theirs = [
        ("canonical request", &ours.canonical, &fault.canonical),
        ("string to sign", &ours.string_to_sign, &fault.string_to_sign),
    ];
    for (title, ours, theirs) in theirs {
        if ours.is_empty() && theirs.is_none() {
            continue;
        }
        out.push(format!("{title}, ours and the server's:"));
        let theirs = theirs.as_deref().unwrap_or("(not told)").replace("\r\n", "\n");
        let (mut ours, mut theirs) = (ours.lines(), theirs.lines());
        loop {
            match (ours.next(), theirs.next()) {
                (None, None) => break,
                (Some(a), Some(b)) if a == b => out.push(format!("    {a}")),
                (a, b) => {
                    out.extend(a.map(|a| format!("  - {a}")));
                    out.extend(b.map(|b| format!("  + {b}")));
                }
            }
        }
    }
    out
}

fn silent() -> Difference {
    difference(
        Topic::OnTheWay,
        text!(
            "the server does not tell what it signed; a proxy may have changed the request, or the secret is another one",
            "服务器没有说明它签名的内容；可能是代理修改了请求，或密钥不符"
        ),
    )
}

fn clock(fault: &Fault, now: SystemTime) -> Difference {
    let theirs = fault.date.map_or_else(|| "?".to_owned(), httpdate::fmt_http_date);
    let ours = httpdate::fmt_http_date(now);
    difference(
        Topic::Clock,
        text!(
            "the clocks differ: the request says {ours}, the server {theirs}",
            "时钟不一致：请求为 {ours}，服务器为 {theirs}"
        ),
    )
}

fn region_differs(ours: &str, theirs: &str) -> Difference {
    difference(
        Topic::Region,
        text!(
            "the region is {theirs}, and {ours} was signed: set region = \"{theirs}\"",
            "区域应为 {theirs}，而签名用的是 {ours}：请设置 region = \"{theirs}\""
        ),
    )
}

/// Day, region and service of a version-4 string to sign.
fn scope_of(string: &str) -> Option<(&str, &str, &str)> {
    let mut parts = string.lines().nth(2)?.split('/');
    Some((parts.next()?, parts.next()?, parts.next()?))
}

/// The lines before the hash.
fn heads(ours: &str, theirs: &str) -> Option<Difference> {
    let (ours_lines, theirs_lines): (Vec<&str>, Vec<&str>) = (ours.lines().collect(), theirs.lines().collect());
    let (a, b) = (ours_lines.first()?, theirs_lines.first()?);
    if a != b {
        return Some(difference(
            Topic::Service,
            text!(
                "the kind of signature is {b} there and {a} here",
                "签名算法服务器为 {b}，本地为 {a}"
            ),
        ));
    }
    let (a, b) = (ours_lines.get(1)?, theirs_lines.get(1)?);
    if a != b {
        return Some(difference(
            Topic::Clock,
            text!(
                "the time that was signed is {a} here and {b} there",
                "签名时间本地为 {a}，服务器为 {b}"
            ),
        ));
    }
    let (a, b) = (scope_of(ours)?, scope_of(theirs)?);
    if a.1 != b.1 {
        return Some(region_differs(a.1, b.1));
    }
    if a.2 != b.2 {
        let (a, b) = (a.2, b.2);
        return Some(difference(
            Topic::Service,
            text!(
                "the service is {b} there and {a} here",
                "服务名服务器为 {b}，本地为 {a}"
            ),
        ));
    }
    (a.0 != b.0).then(|| {
        let (a, b) = (a.0, b.0);
        difference(
            Topic::Clock,
            text!(
                "the day that was signed is {a} here and {b} there",
                "签名日期本地为 {a}，服务器为 {b}"
            ),
        )
    })
}
