//! Two requests as they were signed, compared step by step: method, path, parameters, headers, content.
//! Sources: canonical requests of AWS Signature Version 4, OSS V4 and V1, COS V5.

use super::{Difference, Topic, difference, silent};
use crate::text;

/// A canonical request, taken apart.
struct Canonical<'a> {
    method: &'a str,
    path: &'a str,
    query: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    names: &'a str,
    payload: &'a str,
}

/// Takes one apart: version 4 has a header per line, COS all of them on one.
fn take_apart(text: &str) -> Option<Canonical<'_>> {
    let lines: Vec<&str> = text.trim_end_matches('\n').split('\n').collect();
    let (method, path) = (lines.first().copied()?, lines.get(1).copied()?);
    let query = lines.get(2).copied().unwrap_or_default();
    if method.bytes().all(|b| b.is_ascii_lowercase()) {
        let line = lines.get(3).copied().unwrap_or_default();
        return Some(Canonical {
            method,
            path,
            query,
            headers: line.split('&').filter_map(|pair| pair.split_once('=')).collect(),
            names: "",
            payload: "",
        });
    }
    let [.., names, payload] = lines.as_slice() else {
        return None;
    };
    let end = lines.len().saturating_sub(2);
    let headers = lines.get(3..end)?.iter().filter_map(|l| l.split_once(':'));
    Some(Canonical {
        method,
        path,
        query,
        headers: headers.collect(),
        names,
        payload,
    })
}

/// The first difference between two canonical requests; none where they are the same.
pub(super) fn canonicals(ours: &str, theirs: &str) -> Option<Difference> {
    let (a, b) = (take_apart(ours)?, take_apart(theirs)?);
    if a.method != b.method {
        return Some(method(a.method, b.method));
    }
    if a.path != b.path {
        return Some(path(a.path, b.path));
    }
    if a.query != b.query {
        return Some(query(&params(a.query), &params(b.query)));
    }
    if a.payload != b.payload {
        let (a, b) = (a.payload, b.payload);
        return Some(difference(
            Topic::Payload,
            text!(
                "the content's checksum is {a} here and {b} there",
                "内容校验和本地为 {a}，服务器为 {b}"
            ),
        ));
    }
    if let Some(found) = headers(&a.headers, &b.headers) {
        return Some(found);
    }
    // The same headers, named or put in order in another way.
    let order = |headers: &[(&str, &str)]| headers.iter().map(|(n, _)| *n).collect::<Vec<_>>().join(";");
    let ordered = (order(&a.headers), order(&b.headers));
    let named = (a.names.to_owned(), b.names.to_owned());
    let (a, b) = [named, ordered].into_iter().find(|(a, b)| a != b)?;
    Some(difference(
        Topic::SignedHeaders,
        text!(
            "the signed headers are {a} here and {b} there",
            "签名的请求头本地为 {a}，服务器为 {b}"
        ),
    ))
}

fn method(a: &str, b: &str) -> Difference {
    difference(
        Topic::Method,
        text!("the method is {a} here and {b} there", "方法本地为 {a}，服务器为 {b}"),
    )
}

fn path(a: &str, b: &str) -> Difference {
    if decoded(a) == decoded(b) {
        return difference(
            Topic::PathEncoding,
            text!(
                "the key is encoded as {a} here and as {b} there",
                "键的编码本地为 {a}，服务器为 {b}"
            ),
        );
    }
    let bucket = |p| -> Option<(&str, &str)> {
        let p: &str = p;
        p.strip_prefix('/')?.split_once('/')
    };
    if let (Some((a, rest)), Some((b, same))) = (bucket(a), bucket(b))
        && a != b
        && rest == same
    {
        return difference(
            Topic::Bucket,
            text!("the bucket is {a} here and {b} there", "存储桶本地为 {a}，服务器为 {b}"),
        );
    }
    difference(
        Topic::Path,
        text!("the path is {a} here and {b} there", "路径本地为 {a}，服务器为 {b}"),
    )
}

fn query(a: &[(&str, &str)], b: &[(&str, &str)]) -> Difference {
    for (name, value) in a {
        match b.iter().find(|(n, _)| n == name) {
            None => {
                if let Some((other, _)) = b.iter().find(|(n, _)| decoded(n) == decoded(name)) {
                    return difference(
                        Topic::QueryEncoding,
                        text!(
                            "the parameter {name} is encoded as {other} there",
                            "参数 {name} 在服务器上编码为 {other}"
                        ),
                    );
                }
                return difference(
                    Topic::Query,
                    text!(
                        "the parameter {name} was signed and did not arrive",
                        "参数 {name} 已签名但未送达"
                    ),
                );
            }
            Some((_, other)) if other != value => {
                let same = decoded(other) == decoded(value);
                let topic = if same { Topic::QueryEncoding } else { Topic::Query };
                return difference(
                    topic,
                    text!(
                        "the parameter {name} is {value} here and {other} there",
                        "参数 {name} 本地为 {value}，服务器为 {other}"
                    ),
                );
            }
            Some(_) => {}
        }
    }
    if let Some((name, _)) = b.iter().find(|(n, _)| !a.iter().any(|(m, _)| m == n)) {
        return difference(
            Topic::Query,
            text!(
                "the parameter {name} arrived and was not signed",
                "参数 {name} 已送达但未签名"
            ),
        );
    }
    difference(
        Topic::QueryEncoding,
        text!("the parameters are in another order there", "服务器上的参数顺序不同"),
    )
}

fn headers(a: &[(&str, &str)], b: &[(&str, &str)]) -> Option<Difference> {
    for (name, value) in a {
        match b.iter().find(|(n, _)| n == name) {
            None => {
                return Some(difference(
                    Topic::Header,
                    text!(
                        "the header {name} was signed and did not arrive",
                        "请求头 {name} 已签名但未送达"
                    ),
                ));
            }
            Some((_, other)) if other != value => {
                let plain = |v: &str| v.replace("%20", " ").split_whitespace().collect::<Vec<_>>().join(" ");
                let topic = if ["x-amz-date", "x-oss-date", "date"].contains(name) {
                    Topic::Clock
                } else if plain(other) == plain(value) {
                    Topic::HeaderSpaces
                } else {
                    Topic::Header
                };
                return Some(difference(
                    topic,
                    text!(
                        "the header {name} is {value:?} here and {other:?} there",
                        "请求头 {name} 本地为 {value:?}，服务器为 {other:?}"
                    ),
                ));
            }
            Some(_) => {}
        }
    }
    let (name, _) = b.iter().find(|(n, _)| !a.iter().any(|(m, _)| m == n))?;
    Some(difference(
        Topic::Header,
        text!(
            "the header {name} is signed there and was not here",
            "服务器签名包含请求头 {name}，而本地没有"
        ),
    ))
}

/// The strings of OSS V1: method, MD5, type, date, its own headers, the resource.
pub(super) fn v1(ours: &str, theirs: &str) -> Difference {
    let (a, b): (Vec<&str>, Vec<&str>) = (ours.split('\n').collect(), theirs.split('\n').collect());
    let at = |lines: &[&str], i: usize| lines.get(i).copied().unwrap_or_default().to_owned();
    if at(&a, 0) != at(&b, 0) {
        return method(&at(&a, 0), &at(&b, 0));
    }
    for (i, name) in [(1, "content-md5"), (2, "content-type"), (3, "date")] {
        let (value, other) = (at(&a, i), at(&b, i));
        if value != other {
            return headers(&[(name, &value)], &[(name, &other)]).unwrap_or_else(silent);
        }
    }
    if let Some(found) = headers(&own_headers(&a), &own_headers(&b)) {
        return found;
    }
    let (a, b) = (
        a.last().copied().unwrap_or_default(),
        b.last().copied().unwrap_or_default(),
    );
    let (pa, qa) = a.split_once('?').unwrap_or((a, ""));
    let (pb, qb) = b.split_once('?').unwrap_or((b, ""));
    if pa != pb {
        return path(pa, pb);
    }
    query(&params(qa), &params(qb))
}

/// The vendor's own headers of a V1 string: between the date and the resource.
fn own_headers<'a>(lines: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let own = lines.iter().skip(4).take(lines.len().saturating_sub(5));
    own.filter_map(|l| l.split_once(':')).collect()
}

/// Parameters as pairs, as they are encoded.
fn params(query: &str) -> Vec<(&str, &str)> {
    let pairs = query.split('&').filter(|p| !p.is_empty());
    pairs.map(|p| p.split_once('=').unwrap_or((p, ""))).collect()
}

/// Percent-decoded as often as there is something to decode: two encodings of one text become one.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..2 {
        let mut out = Vec::with_capacity(bytes.len());
        let mut i = 0;
        while i < bytes.len() {
            let hex = bytes
                .get(i + 1..i + 3)
                .filter(|_| bytes[i] == b'%')
                .and_then(|h| u8::from_str_radix(std::str::from_utf8(h).ok()?, 16).ok());
            match hex {
                Some(byte) => {
                    out.push(byte);
                    i += 3;
                }
                None => {
                    out.push(if bytes[i] == b'+' { b' ' } else { bytes[i] });
                    i += 1;
                }
            }
        }
        bytes = out;
    }
    bytes
}
