//! The sandbox's signature checks refuse what was changed by one byte; and a refused signature is explained in words.

use std::io::{Read, Write};
use std::net::TcpStream;

use vh::http::Method;
use vh::sandbox::Sandbox;
use vh::store::call::{Call, Keys, Proof, path_text, query_text};
use vh::store::explain::{self, Topic};
use vh::store::remote::fault::Fault;
use vh::store::{cos, oss, s3};

use crate::adapters::{now, sandbox, table};

const KINDS: [&str; 4] = ["oss", "oss-v1", "cos", "s3"];

/// A request as it goes over the wire.
#[derive(Clone, Debug)]
struct Wire {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
}

/// A signed request, and what was signed.
struct Made {
    wire: Wire,
    proof: Proof,
}

fn keys(sandbox: &Sandbox, kind: &str) -> Keys {
    let table = table(sandbox, server(kind));
    Keys {
        id: table.access_key_id.unwrap().expose().to_owned(),
        secret: table.access_key_secret.unwrap(),
        token: None,
        expires: None,
    }
}

fn server(kind: &str) -> &str {
    kind.trim_end_matches("-v1")
}

fn host(sandbox: &Sandbox, kind: &str) -> String {
    sandbox
        .server(server(kind))
        .url
        .strip_prefix("http://")
        .unwrap()
        .to_owned()
}

fn bucket(kind: &str) -> &'static str {
    if kind == "cos" {
        "vh-sandbox-1250000000"
    } else {
        "vh-sandbox"
    }
}

fn call(kind: &str) -> Call {
    let prefix = match server(kind) {
        "oss" => "x-oss-",
        "cos" => "x-cos-",
        _ => "x-amz-",
    };
    Call::new(Method::GET, bucket(kind), "dir/a b+中.txt")
        .param("acl", "")
        .param("versionId", "v 1/2")
        .header("content-type", "text/plain")
        .header(format!("{prefix}meta-author"), "alice smith")
}

/// Signs `call` and writes it down for the wire; `region` and `secret` may be wrong on purpose.
fn made(sandbox: &Sandbox, kind: &str, call: &Call, keys: &Keys, region: Option<&str>, skew: i64) -> Made {
    let host = host(sandbox, kind);
    let by = std::time::Duration::from_secs(skew.unsigned_abs());
    let at = if skew < 0 { now() - by } else { now() + by };
    let proof = match kind {
        "oss" => {
            let scope = oss::v4::Scope {
                region: region.unwrap_or("cn-hangzhou"),
                product: "oss",
            };
            oss::v4::sign_header(call, keys, scope, &[], at).unwrap()
        }
        "oss-v1" => oss::v1::sign_header(call, keys, at),
        "cos" => {
            let mut call = call.clone().header("host", &host);
            call.key = format!("{}/{}", call.bucket, call.key);
            cos::sign::sign_header(&call, keys, at, std::time::Duration::from_secs(600))
        }
        _ => {
            let scope = s3::sign::Scope {
                region: region.unwrap_or("us-east-1"),
                service: "s3",
            };
            let path = format!("/{}/{}", call.bucket, path_text(&call.key));
            s3::sign::sign_header(call, &path, &host, s3::sign::UNSIGNED, keys, scope, at).unwrap()
        }
    };
    let mut headers = vec![("host".to_owned(), host)];
    headers.extend(call.headers.iter().cloned());
    headers.extend(proof.headers.iter().cloned());
    let wire = Wire {
        method: call.method.to_string(),
        path: format!("/{}/{}?{}", call.bucket, path_text(&call.key), query_text(&call.query)),
        headers,
    };
    Made { wire, proof }
}

fn send(sandbox: &Sandbox, kind: &str, wire: &Wire) -> (u16, String) {
    let mut stream = TcpStream::connect(host(sandbox, kind)).unwrap();
    let mut head = format!("{} {} HTTP/1.1\r\n", wire.method, wire.path);
    for (name, value) in &wire.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("content-length: 0\r\n\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut all = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&all).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length: usize = head
                .lines()
                .find_map(|l| l.strip_prefix("content-length: "))
                .map_or(0, |l| l.parse().unwrap());
            if body.len() >= length {
                return (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned());
            }
        }
        let n = stream.read(&mut piece).unwrap();
        if n == 0 {
            return (0, text);
        }
        all.extend_from_slice(&piece[..n]);
    }
}

/// Changes one byte of a text into another that may stand there.
fn changed(text: &str, at: usize) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let old = *bytes.get(at)?;
    bytes[at] = match old {
        b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y' => old + 1,
        b'9' => b'8',
        b'z' => b'y',
        b'Z' => b'Y',
        _ => return None,
    };
    String::from_utf8(bytes).ok()
}

/// All requests that differ from this one in one byte of what is signed.
fn mutations(wire: &Wire, signed: impl Fn(&str) -> bool) -> Vec<Wire> {
    let mut out = Vec::new();
    // Not within a percent escape: another byte there is another key as well, and is counted by its own place.
    for at in 1..wire.path.len() {
        if let Some(path) = changed(&wire.path, at) {
            out.push(Wire { path, ..wire.clone() });
        }
    }
    for (i, (name, value)) in wire.headers.iter().enumerate() {
        if !signed(name) {
            continue;
        }
        for at in 0..value.len() {
            if let Some(value) = changed(value, at) {
                let mut mutated = wire.clone();
                mutated.headers[i].1 = value;
                out.push(mutated);
            }
        }
    }
    out
}

#[test]
fn no_signature_holds_after_one_byte_was_changed() {
    let sandbox = sandbox("");
    for kind in KINDS {
        let made = made(&sandbox, kind, &call(kind), &keys(&sandbox, kind), None, 0);
        // As it is, only the object is missing.
        let (status, body) = send(&sandbox, kind, &made.wire);
        assert_eq!(status, 404, "{kind}: {body}");
        let signed = |name: &str| match kind {
            // These two sign no host.
            "oss" | "oss-v1" => name != "host",
            _ => name != "host" && name != "date",
        };
        let all = mutations(&made.wire, signed);
        assert!(all.len() >= 60, "{kind}: {}", all.len());
        for (i, wire) in all.iter().enumerate() {
            let (status, body) = send(&sandbox, kind, wire);
            // V1 does not sign the names of parameters that are no part of the resource.
            let unsigned_name = kind == "oss-v1" && (body.contains("NoSuchKey") || body.contains("NoSuchBucket"));
            let told = made.wire.path != wire.path && unsigned_name;
            assert!(
                matches!(status, 400 | 403) || told,
                "{kind} {i}: {status} {wire:?} {body}"
            );
            assert_ne!(status, 200, "{kind} {i}");
        }
    }
}

/// What the refusal of a changed request is explained by.
fn explained(sandbox: &Sandbox, kind: &str, made: &Made, wire: &Wire) -> explain::Difference {
    let (status, body) = send(sandbox, kind, wire);
    assert!(matches!(status, 400 | 403), "{kind}: {status} {body}");
    let mut fault = Fault::of_document(status, body.as_bytes());
    fault.date = Some(now());
    explain::compare(&made.proof, &fault, now())
}

type Mistake = (&'static str, fn(&mut Wire), Topic);

#[test]
fn twenty_deliberate_mistakes_are_each_named() {
    let sandbox = sandbox("");
    fn header(wire: &mut Wire, name: &str, value: &str) {
        let found = wire.headers.iter_mut().find(|(n, _)| n.ends_with(name)).unwrap();
        found.1 = value.to_owned();
    }
    // Mistakes on the way: what arrives is not what was signed.
    let on_the_way: &[Mistake] = &[
        ("another method", |w| w.method = "PUT".into(), Topic::Method),
        ("another key", |w| w.path = w.path.replace("dir/", "dri/"), Topic::Path),
        (
            "a key encoded twice",
            |w| w.path = w.path.replace("a%20b", "a%2520b"),
            Topic::PathEncoding,
        ),
        (
            "a parameter that is missing",
            |w| w.path = w.path.replace("acl&", ""),
            Topic::Query,
        ),
        (
            "a parameter with another value",
            |w| w.path = w.path.replace("v%201", "v%202"),
            Topic::Query,
        ),
        (
            "a header with another value",
            |w| header(w, "meta-author", "bob"),
            Topic::Header,
        ),
        (
            "another content type",
            |w| header(w, "content-type", "text/html"),
            Topic::Header,
        ),
        (
            "a header that is missing",
            |w| w.headers.retain(|(n, _)| !n.ends_with("meta-author")),
            Topic::Header,
        ),
    ];
    let mut seen = 0;
    for kind in KINDS {
        for (what, change, topic) in on_the_way {
            let made = made(&sandbox, kind, &call(kind), &keys(&sandbox, kind), None, 0);
            let mut wire = made.wire.clone();
            change(&mut wire);
            let told = explained(&sandbox, kind, &made, &wire);
            let ok = told.topic == *topic
                // Signed as it is, a key that was encoded once too often is simply another.
                || (*topic == Topic::PathEncoding && told.topic == Topic::Path && kind != "s3");
            assert!(ok, "{kind}, {what}: {told:?}");
            seen += 1;
        }
        // Mistakes at home: the secret, its name, the clock, the region.
        let own = keys(&sandbox, kind);
        let wrong = Keys {
            secret: vh::secret::Secret::new("t.wrong", "not-the-secret".into()),
            ..own.clone()
        };
        let m = made(&sandbox, kind, &call(kind), &wrong, None, 0);
        assert_eq!(explained(&sandbox, kind, &m, &m.wire).topic, Topic::Secret, "{kind}");
        let unknown = Keys {
            id: "AKNOBODY".into(),
            ..own.clone()
        };
        let m = made(&sandbox, kind, &call(kind), &unknown, None, 0);
        assert_eq!(explained(&sandbox, kind, &m, &m.wire).topic, Topic::KeyId, "{kind}");
        let m = made(&sandbox, kind, &call(kind), &own, None, -7200);
        assert_eq!(explained(&sandbox, kind, &m, &m.wire).topic, Topic::Clock, "{kind}");
        seen += 3;
        if matches!(kind, "oss" | "s3") {
            let m = made(&sandbox, kind, &call(kind), &own, Some("xx-elsewhere-9"), 0);
            let told = explained(&sandbox, kind, &m, &m.wire);
            assert_eq!(told.topic, Topic::Region, "{kind}");
            assert!(told.words.en.contains("xx-elsewhere-9"), "{told:?}");
            seen += 1;
        }
    }
    // Spaces that a proxy collapses matter to OSS and COS; another bucket is told as one.
    let spaced = |kind: &str| {
        let mut call = call(kind);
        for (name, value) in &mut call.headers {
            if name.ends_with("author") {
                *value = "alice  smith".into();
            }
        }
        made(&sandbox, kind, &call, &keys(&sandbox, kind), None, 0)
    };
    for kind in ["oss", "cos"] {
        let m = spaced(kind);
        let mut wire = m.wire.clone();
        header(&mut wire, "meta-author", "alice smith");
        assert_eq!(
            explained(&sandbox, kind, &m, &wire).topic,
            Topic::HeaderSpaces,
            "{kind}"
        );
        seen += 1;
    }
    for kind in ["oss", "s3"] {
        let m = made(&sandbox, kind, &call(kind), &keys(&sandbox, kind), None, 0);
        let mut wire = m.wire.clone();
        wire.path = wire.path.replace("vh-sandbox", "vh-sandpit");
        assert_eq!(explained(&sandbox, kind, &m, &wire).topic, Topic::Bucket, "{kind}");
        seen += 1;
    }
    assert!(seen >= 20, "{seen}");
}

#[test]
fn what_was_signed_is_laid_out_beside_what_the_server_signed() {
    let sandbox = sandbox("");
    let m = made(&sandbox, "s3", &call("s3"), &keys(&sandbox, "s3"), None, 0);
    let mut wire = m.wire.clone();
    wire.path = wire.path.replace("dir/", "dri/");
    let (status, body) = send(&sandbox, "s3", &wire);
    let lines = explain::laid_out(&m.proof, &Fault::of_document(status, body.as_bytes()));
    let ours = lines
        .iter()
        .position(|l| l == "  - /vh-sandbox/dir/a%20b%2B%E4%B8%AD.txt")
        .unwrap();
    assert_eq!(lines[ours + 1], "  + /vh-sandbox/dri/a%20b%2B%E4%B8%AD.txt");
    assert!(lines.iter().any(|l| l.starts_with("string to sign")), "{lines:#?}");
}
