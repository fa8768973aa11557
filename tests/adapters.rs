//! The adapters of OSS, COS and S3 against the sandbox's servers, which judge every signature: the suite of all stores, and what
//! only stores on the network have.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::StreamExt;
use vh::error::Kind;
use vh::http::{Body, Http, Method, Net, Options, Trace};
use vh::sandbox::{Sandbox, Script};
use vh::secret::Secret;
use vh::store::{Config, Content, Get, ObjectStore, Put, Sign, Surroundings, connect};

use crate::conform::store::{LAWS, odd_keys};

/// The protocols of the sandbox.
const VENDORS: [&str; 3] = ["oss", "cos", "s3"];

pub fn sandbox(script: &str) -> Sandbox {
    Sandbox::start(Script::parse(script).unwrap()).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "a test has a clock")]
pub fn now() -> SystemTime {
    SystemTime::now()
}

fn net() -> Net {
    let mut net = Net::with(Duration::from_secs(10), Duration::from_secs(10));
    net.retry.base = Duration::from_millis(1);
    net
}

/// The table of a server.
pub fn table(sandbox: &Sandbox, vendor: &str) -> Config {
    let server = sandbox.server(vendor);
    let also = |key: &str| server.also.iter().find(|(n, _)| *n == key).unwrap().1.clone();
    Config {
        kind: vendor.to_owned(),
        bucket: Some(also("bucket")),
        region: Some(also("region")),
        endpoint: Some(server.url.clone()),
        access_key_id: Some(Secret::new("t.store.id", also("access_key_id"))),
        access_key_secret: Some(Secret::new("t.store.secret", server.key.clone())),
        ..Config::default()
    }
}

fn http() -> Http {
    http_told(Trace::silent())
}

fn http_told(trace: Trace) -> Http {
    Http::new(Options {
        trace,
        dry_run: None,
        sealed: true,
        now,
    })
}

pub fn store(config: Config) -> Box<dyn ObjectStore> {
    let around = Surroundings { now, explain: false };
    let name = config.kind.clone();
    connect(&name, config, net(), http(), around).unwrap()
}

pub fn content(data: &[u8]) -> Content {
    Content::from(Body::Bytes(Bytes::copy_from_slice(data)))
}

pub fn block<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(work)
}

async fn read(store: &dyn ObjectStore, key: &str) -> vh::error::Result<Vec<u8>> {
    let mut reading = store.get(key, &Get::default()).await?;
    let mut all = Vec::new();
    while let Some(piece) = reading.chunks.next().await {
        all.extend_from_slice(&piece?);
    }
    Ok(all)
}

#[test]
fn every_law_holds_on_oss_cos_and_s3() {
    let sandbox = sandbox("");
    for vendor in VENDORS {
        let store = store(table(&sandbox, vendor));
        for (name, law) in LAWS {
            eprintln!("{vendor} {name}");
            block(law(&*store));
        }
        let odd = odd_keys();
        let taken = odd.iter().filter(|k| store.check_key(&format!("odd/{k}")).is_ok());
        assert!(taken.count() >= 200, "{vendor}");
    }
}

#[test]
fn every_law_holds_on_oss_with_its_first_signature() {
    let sandbox = sandbox("");
    let store = store(Config {
        signature: Some("v1".into()),
        ..table(&sandbox, "oss")
    });
    for (name, law) in LAWS {
        eprintln!("v1 {name}");
        block(law(&*store));
    }
}

/// A plain client: what a browser or curl does with a signed URL.
fn fetch(method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> (u16, Vec<u8>, String) {
    use std::io::{Read, Write};
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut stream = std::net::TcpStream::connect(host).unwrap();
    let mut head = format!("{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut all = Vec::new();
    let mut piece = [0; 4096];
    // The server keeps the connection; the length says where the answer ends.
    loop {
        if let Some(end) = all.windows(4).position(|w| w == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&all[..end]).to_ascii_lowercase();
            let length: usize = head
                .lines()
                .find_map(|l| l.strip_prefix("content-length: "))
                .map_or(0, |l| l.parse().unwrap());
            if all.len() >= end + 4 + length {
                let status = head.split(' ').nth(1).unwrap().parse().unwrap();
                return (status, all[end + 4..].to_vec(), head);
            }
        }
        let n = stream.read(&mut piece).unwrap();
        assert!(n > 0, "the answer is cut: {:?}", String::from_utf8_lossy(&all));
        all.extend_from_slice(&piece[..n]);
    }
}

fn signs(method: Method, seconds: u64) -> Sign {
    Sign {
        method,
        expires: Duration::from_secs(seconds),
        headers: Vec::new(),
        query: Vec::new(),
    }
}

#[test]
fn a_signed_url_is_honoured_until_it_ends_and_not_when_it_is_changed() {
    let sandbox = sandbox("");
    for vendor in VENDORS {
        for key in ["a b/中文+%2F?&=.txt", "plain"] {
            let store = store(table(&sandbox, vendor));
            block(async {
                store.put(key, content(b"hello"), &Put::default()).await.unwrap();
                let url = store.sign(key, &signs(Method::GET, 60), now()).await.unwrap().url;
                let (status, body, _) = fetch("GET", &url, &[], b"");
                assert_eq!((status, body.as_slice()), (200, &b"hello"[..]));
                // The wrong method, another key, another time: all are refused.
                assert_eq!(fetch("PUT", &url, &[], b"x").0, 403, "{vendor}");
                assert_eq!(
                    fetch(
                        "GET",
                        &url.replacen("plain", "plaim", 1).replacen("txt", "txs", 1),
                        &[],
                        b""
                    )
                    .0,
                    403
                );
                let later = url.replace("=60", "=61").replace(
                    &format!(
                        "{}",
                        now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() + 60
                    ),
                    &format!(
                        "{}",
                        now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() + 61
                    ),
                );
                if later != url {
                    assert_eq!(fetch("GET", &later, &[], b"").0, 403, "{vendor}");
                }
                let long_ago = now() - Duration::from_secs(120);
                let ended = store.sign(key, &signs(Method::GET, 60), long_ago).await.unwrap().url;
                let (status, body, _) = fetch("GET", &ended, &[], b"");
                assert_eq!(status, 403);
                assert!(String::from_utf8_lossy(&body).contains("expired"), "{vendor}");
                // With a content type that must be the same, and with what the answer shall say.
                let put = Sign {
                    headers: vec![("content-type".into(), "text/x-vh".into())],
                    ..signs(Method::PUT, 60)
                };
                let url = store.sign(key, &put, now()).await.unwrap().url;
                assert_eq!(fetch("PUT", &url, &[("content-type", "text/plain")], b"new").0, 403);
                assert_eq!(fetch("PUT", &url, &[("content-type", "text/x-vh")], b"new").0, 200);
                let get = Sign {
                    query: vec![(
                        "response-content-disposition".into(),
                        "attachment; filename=\"a b.txt\"".into(),
                    )],
                    ..signs(Method::GET, 60)
                };
                let url = store.sign(key, &get, now()).await.unwrap().url;
                let (status, body, head) = fetch("GET", &url, &[], b"");
                assert_eq!((status, body.as_slice()), (200, &b"new"[..]));
                assert!(
                    head.contains("content-disposition: attachment; filename=\"a b.txt\""),
                    "{head}"
                );
                assert!(head.contains("content-type: text/x-vh"), "{head}");
            });
        }
        let store = store(table(&sandbox, vendor));
        let eight_days = block(store.sign("k", &signs(Method::GET, 8 * 86400), now()));
        assert_eq!(
            eight_days.err().map(|e| e.kind),
            (vendor != "cos").then_some(Kind::Invalid)
        );
    }
}

#[test]
fn tags_rules_classes_versions_and_buckets_are_kept() {
    let sandbox = sandbox("");
    for vendor in VENDORS {
        let store = store(table(&sandbox, vendor));
        block(async {
            let class = if vendor == "oss" { "IA" } else { "STANDARD_IA" };
            let put = Put {
                tags: vec![("team".into(), "voice & co".into()), ("中".into(), "文".into())],
                acl: Some("public-read".into()),
                storage_class: Some(class.into()),
                sse: Some("AES256".into()),
                meta: vec![("upload-time".into(), "2026-01-02".into())],
                ..Put::default()
            };
            store.put("k", content(b"x"), &put).await.unwrap();
            let meta = store.head("k", None).await.unwrap();
            assert_eq!(meta.storage_class.as_deref(), Some(class), "{vendor}");
            assert_eq!(meta.sse.as_deref(), Some("AES256"));
            assert_eq!(meta.tag_count, Some(2));
            assert_eq!(meta.meta, [("upload-time".to_owned(), "2026-01-02".to_owned())]);
            assert_eq!(store.tags("k").await.unwrap(), put.tags);
            assert_eq!(store.acl("k").await.unwrap(), "public-read");
            let names: Vec<String> = store.buckets().await.unwrap().into_iter().map(|b| b.name).collect();
            assert_eq!(names, [store.bucket()]);
            let archived = Put {
                storage_class: Some(if vendor == "oss" { "Archive" } else { "GLACIER" }.into()),
                ..Put::default()
            };
            store.put("cold", content(b"x"), &archived).await.unwrap();
            let refused = read(&*store, "cold").await.unwrap_err();
            assert!(
                refused.code.as_deref().unwrap().starts_with("InvalidObjectState"),
                "{refused}"
            );
            let restore = vh::store::Restore { days: 1, tier: None };
            store.restore("cold", &restore).await.unwrap();
            assert_eq!(read(&*store, "cold").await.unwrap(), b"x");
        });
        let mut other = table(&sandbox, vendor);
        let name = if vendor == "cos" { "other-1250000000" } else { "other" };
        other.bucket = Some(name.into());
        let other = self::store(other);
        block(async {
            assert_eq!(other.head("k", None).await.unwrap_err().kind, Kind::NotFound);
            other.mb().await.unwrap();
            assert_eq!(other.mb().await.unwrap_err().kind, Kind::Conflict);
            other.put("k", content(b"x"), &Put::default()).await.unwrap();
            assert_eq!(other.rb().await.unwrap_err().kind, Kind::Conflict);
            other.delete("k", None).await.unwrap();
            other.rb().await.unwrap();
            assert_eq!(other.rb().await.unwrap_err().kind, Kind::NotFound);
        });
    }
}

#[test]
fn a_wrong_clock_is_put_right_once() {
    for vendor in VENDORS {
        // A COS signature holds for an hour from a minute ago.
        let behind_and_ahead = if vendor == "cos" { [7200, -7200] } else { [1200, -1200] };
        for ahead in behind_and_ahead {
            let sandbox = sandbox(&format!("[[fault]]\nprotocol = '{vendor}'\nahead_s = {ahead}\n"));
            let store = store(table(&sandbox, vendor));
            block(async {
                store.put("k", content(b"x"), &Put::default()).await.unwrap();
                assert_eq!(read(&*store, "k").await.unwrap(), b"x");
            });
            let statuses: Vec<u16> = sandbox.requests(vendor).iter().filter_map(|e| e.status).collect();
            assert_eq!(statuses, [403, 200, 200], "{vendor} {ahead}");
        }
    }
}

#[test]
fn errors_are_told_with_their_code_and_what_to_do() {
    let cases = [
        ("oss", 400, "PublicEndpointForbidden", Kind::Config, "cname"),
        ("cos", 403, "PathStyleDomainForbidden", Kind::Config, "addressing"),
        ("cos", 404, "NoSuchBucket", Kind::NotFound, "APPID"),
        ("s3", 403, "AccessDenied", Kind::Auth, ""),
        ("s3", 503, "SlowDown", Kind::Unavailable, ""),
        ("oss", 409, "FileAlreadyExists", Kind::Conflict, ""),
        ("s3", 412, "PreconditionFailed", Kind::Conflict, ""),
        ("cos", 429, "TooManyRequests", Kind::RateLimited, ""),
        ("s3", 507, "XMinioStorageFull", Kind::Quota, ""),
    ];
    for (vendor, status, code, kind, hint) in cases {
        let fault = format!("[[fault]]\nprotocol = '{vendor}'\nstatus = {status}\ncode = '{code}'\n");
        let sandbox = sandbox(&fault);
        let store = store(table(&sandbox, vendor));
        let e = block(store.put("k", content(b"x"), &Put::default())).unwrap_err();
        assert_eq!(e.kind, kind, "{vendor} {code}");
        assert!(e.code.as_deref().unwrap().starts_with(code), "{e}");
        assert!(e.request_id.is_some(), "{vendor} {code}");
        let told = e.hint.as_ref().map(|h| h.en.to_string()).unwrap_or_default();
        assert!(told.contains(hint), "{vendor} {code}: {told:?}");
    }
}

#[test]
fn a_missing_object_of_oss_is_named_though_head_has_no_body() {
    let sandbox = sandbox("");
    let store = store(table(&sandbox, "oss"));
    let e = block(store.head("no", None)).unwrap_err();
    assert_eq!(e.kind, Kind::NotFound);
    assert_eq!(e.code.as_deref(), Some("NoSuchKey 0026-00000001"));
    assert!(e.request_id.is_some());
}

#[test]
fn a_region_that_is_wrong_is_named() {
    let sandbox = sandbox("");
    for (vendor, right) in [("oss", "cn-hangzhou"), ("s3", "us-east-1")] {
        let store = store(Config {
            region: Some("xx-nowhere-1".into()),
            ..table(&sandbox, vendor)
        });
        let e = block(store.head("k", None)).unwrap_err();
        // A HEAD of S3 cannot say; a GET can.
        let e = if vendor == "s3" {
            block(read(&*store, "k")).unwrap_err()
        } else {
            e
        };
        let told = format!("{e} {}", e.hint.as_ref().map(|h| h.en.to_string()).unwrap_or_default());
        assert!(told.contains(right), "{vendor}: {told}");
    }
}

#[test]
fn keys_that_would_name_something_else_never_leave() {
    let sandbox = sandbox("");
    for vendor in VENDORS {
        let store = store(table(&sandbox, vendor));
        for key in ["", ".", "..", "a/../b", "./a", "a/."] {
            assert_eq!(
                block(store.delete(key, None)).unwrap_err().kind,
                Kind::Invalid,
                "{key:?}"
            );
            let put = block(store.put(key, content(b""), &Put::default()));
            assert_eq!(put.unwrap_err().kind, Kind::Invalid, "{key:?}");
        }
        assert_eq!(sandbox.requests(vendor).len(), 0);
    }
}

#[test]
fn a_note_says_when_the_clock_is_wrong() {
    let sandbox = sandbox("[[fault]]\nprotocol = 's3'\nahead_s = 3600\n");
    let told = Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = told.clone();
    let trace = Trace::new(
        0,
        false,
        Arc::new(move |_: u8, line: &str| sink.lock().unwrap().push(line.to_owned())),
    );
    let around = Surroundings { now, explain: true };
    let store = connect("s3", table(&sandbox, "s3"), net(), http_told(trace), around).unwrap();
    block(store.put("k", content(b"x"), &Put::default())).unwrap();
    let told = told.lock().unwrap().join("\n");
    assert!(told.contains("behind the server's"), "{told}");
}
