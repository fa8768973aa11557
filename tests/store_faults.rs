//! The faults that object stores are known for, at the adapters: what is retried, what is told, what is never sent.

use vh::error::{Kind, Outcome};
use vh::http::Body;
use vh::store::{Checksum, Content, Copy, Finish, Get, ObjectStore, PageOf, Part, Put, Range, Source};

use crate::adapters::{block, content, sandbox, store, table};

fn source(store: &dyn ObjectStore, key: &str) -> Source {
    Source {
        bucket: store.bucket().to_owned(),
        key: key.to_owned(),
        version: None,
        if_match: None,
    }
}

/// An upload of two parts, up to its end.
async fn two_parts(store: &dyn ObjectStore, key: &str) -> (String, Vec<Part>) {
    let upload = store.begin(key, &Put::default()).await.unwrap();
    let mut parts = Vec::new();
    let first = vec![1; usize::try_from(store.caps().part_min).unwrap()];
    for (number, data) in [(1, first), (2, vec![2; 10])] {
        let sum = store.caps().checksum.map(|a| Checksum::of(a, &data));
        let body = Content::from(Body::Bytes(data.into()));
        parts.push(store.part(key, &upload, number, body, sum.as_ref()).await.unwrap());
    }
    (upload, parts)
}

#[test]
fn an_error_behind_a_200_is_an_error_and_is_tried_again() {
    for vendor in ["cos", "s3"] {
        let fault = |times: &str| {
            format!(
                "[[fault]]\nprotocol = '{vendor}'\nmethod = 'POST'\npath = 'uploadId'\nstatus = 200\ncode = 'InternalError'\n{times}"
            )
        };
        let sandbox = sandbox(&fault("times = 2\n"));
        let s = store(table(&sandbox, vendor));
        block(async {
            let (upload, parts) = two_parts(&*s, "healed").await;
            s.finish("healed", &upload, &parts, &Finish::default()).await.unwrap();
            assert_eq!(s.head("healed", None).await.unwrap().size, s.caps().part_min + 10);
        });
        let sandbox = self::sandbox(&fault(""));
        let s = store(table(&sandbox, vendor));
        let e = block(async {
            let (upload, parts) = two_parts(&*s, "lost").await;
            s.finish("lost", &upload, &parts, &Finish::default()).await.unwrap_err()
        });
        assert_eq!(e.kind, Kind::Unavailable, "{vendor}: {e}");
        assert_eq!(e.code.as_deref(), Some("InternalError"));
        assert_ne!(e.exit(), 0);
        assert_eq!(block(s.head("lost", None)).unwrap_err().kind, Kind::NotFound);
        let ends = sandbox.requests(vendor);
        assert_eq!(
            ends.iter()
                .filter(|e| e.method == "POST" && e.path.contains("uploadId"))
                .count(),
            3
        );
    }
}

#[test]
fn a_copy_that_says_slow_down_behind_a_200_is_tried_again() {
    for vendor in ["oss", "cos", "s3"] {
        let sandbox = sandbox(&format!(
            "[[fault]]\nprotocol = '{vendor}'\nmethod = 'PUT'\npath = 'to'\ntimes = 1\nstatus = 200\ncode = 'SlowDown'\n"
        ));
        let s = store(table(&sandbox, vendor));
        block(async {
            s.put("from", content(b"x"), &Put::default()).await.unwrap();
            s.copy(&source(&*s, "from"), "to", &Copy::default()).await.unwrap();
            assert_eq!(s.head("to", None).await.unwrap().size, 1);
        });
        assert_eq!(
            sandbox.requests(vendor).iter().filter(|e| e.method == "PUT").count(),
            3,
            "{vendor}"
        );
    }
}

#[test]
fn an_end_whose_answer_is_lost_is_not_known_and_the_object_is_there() {
    for vendor in ["oss", "cos", "s3"] {
        let sandbox = sandbox(&format!(
            "[[fault]]\nprotocol = '{vendor}'\nmethod = 'POST'\npath = 'uploadId'\ntimes = 1\nlose = true\n"
        ));
        let s = store(table(&sandbox, vendor));
        block(async {
            let (upload, parts) = two_parts(&*s, "k").await;
            let e = s.finish("k", &upload, &parts, &Finish::default()).await.unwrap_err();
            // Asked again, the upload is gone: the caller looks, and finds.
            assert!(matches!(e.kind, Kind::NotFound | Kind::OutcomeUnknown), "{vendor}: {e}");
            assert_eq!(s.head("k", None).await.unwrap().size, s.caps().part_min + 10);
        });
        let always = format!("[[fault]]\nprotocol = '{vendor}'\nmethod = 'POST'\npath = 'uploadId'\nlose = true\n");
        let sandbox = self::sandbox(&always);
        let s = store(table(&sandbox, vendor));
        let e = block(async {
            let (upload, parts) = two_parts(&*s, "k").await;
            s.finish("k", &upload, &parts, &Finish::default()).await.unwrap_err()
        });
        assert_eq!(
            (e.kind, e.outcome),
            (Kind::OutcomeUnknown, Outcome::Unknown),
            "{vendor}: {e}"
        );
    }
}

#[test]
fn slow_down_is_waited_for_and_each_attempt_is_signed_anew() {
    for vendor in ["oss", "cos", "s3"] {
        let sandbox = sandbox(&format!(
            "[[fault]]\nprotocol = '{vendor}'\ntimes = 2\nstatus = 503\ncode = 'SlowDown'\nheaders = {{ retry-after = '1' }}\n"
        ));
        let s = store(table(&sandbox, vendor));
        block(s.put("k", content(b"x"), &Put::default())).unwrap();
        let all = sandbox.requests(vendor);
        assert_eq!(
            all.iter().map(|e| e.status).collect::<Vec<_>>(),
            [Some(503), Some(503), Some(200)]
        );
        let signed: std::collections::BTreeSet<_> = all.iter().map(|e| e.header("authorization")).collect();
        // A second passed before each of them.
        assert_eq!(signed.len(), 3, "{vendor}");
    }
}

#[test]
fn a_condition_whose_answer_is_lost_is_not_tried_again() {
    for vendor in ["oss", "cos", "s3"] {
        let sandbox = sandbox(&format!("[[fault]]\nprotocol = '{vendor}'\ntimes = 1\nlose = true\n"));
        let s = store(table(&sandbox, vendor));
        let put = Put {
            if_not_exists: true,
            ..Put::default()
        };
        let e = block(s.put("k", content(b"x"), &put)).unwrap_err();
        assert_eq!(e.kind, Kind::OutcomeUnknown, "{vendor}");
        assert_eq!(sandbox.requests(vendor).len(), 1);
        // Without it, once more is the same effect.
        let sandbox = self::sandbox(&format!("[[fault]]\nprotocol = '{vendor}'\ntimes = 1\nlose = true\n"));
        let s = store(table(&sandbox, vendor));
        block(s.put("k", content(b"x"), &Put::default())).unwrap();
        assert_eq!(sandbox.requests(vendor).len(), 2);
    }
}

#[test]
fn only_the_parts_that_are_there_are_told() {
    for vendor in ["oss", "cos", "s3"] {
        let sandbox = sandbox("");
        let s = store(table(&sandbox, vendor));
        block(async {
            let upload = s.begin("k", &Put::default()).await.unwrap();
            for (number, data) in [(3, &b"three"[..]), (1, b"one")] {
                let sum = s.caps().checksum.map(|a| Checksum::of(a, data));
                s.part("k", &upload, number, content(data), sum.as_ref()).await.unwrap();
            }
            let parts = s.list_parts("k", &upload).await.unwrap();
            assert_eq!(
                parts.iter().map(|p| (p.number, p.size)).collect::<Vec<_>>(),
                [(1, 3), (3, 5)]
            );
            let md5 = Checksum::of(vh::store::Algorithm::Md5, b"one");
            assert_eq!(Checksum::md5_of_etag(&parts[0].etag), Some(md5));
            let told = parts[0].checksum;
            let ours = s.caps().checksum.map(|a| Checksum::of(a, b"one"));
            assert!(told == ours || (vendor == "cos" && told.is_none()), "{vendor}");
        });
    }
}

#[test]
fn names_in_a_listing_are_decoded_as_their_vendor_encodes_them() {
    let plain = "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://www.qcloud.com/document/product/436/7751\">\
        <EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>\
        <Contents><Key>a%2Bb</Key><Size>1</Size></Contents><Contents><Key>%E4%B8%AD</Key><Size>1</Size></Contents>\
        <Contents><Key>x+y</Key><Size>1</Size></Contents></ListBucketResult>";
    let bare = "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a&#x10;b+%2B</Key></Contents></ListBucketResult>";
    for (vendor, third) in [("oss", "x y"), ("cos", "x+y"), ("s3", "x y")] {
        let script = |body: &str| format!("[[fault]]\nprotocol = '{vendor}'\nbody = '''{body}'''\n");
        let sandbox = sandbox(&script(plain));
        let page = block(store(table(&sandbox, vendor)).page(&PageOf::default())).unwrap();
        let keys: Vec<_> = page.rows.iter().map(|r| r.key.as_str()).collect();
        assert_eq!(keys, ["a+b", "中", third], "{vendor}");
        let sandbox = self::sandbox(&script(bare));
        let page = block(store(table(&sandbox, vendor)).page(&PageOf::default())).unwrap();
        assert_eq!(page.rows[0].key, "a\u{10}b+%2B", "{vendor}");
    }
}

#[test]
fn a_million_keys_are_listed_page_by_page() {
    let sandbox = sandbox("");
    for (vendor, bucket) in [
        ("oss", "synthetic-1000000"),
        ("cos", "synthetic-1000000-1250000000"),
        ("s3", "synthetic-1000000"),
    ] {
        let mut config = table(&sandbox, vendor);
        config.bucket = Some(bucket.into());
        let s = store(config);
        block(async {
            let first = s.page(&PageOf::default()).await.unwrap();
            assert_eq!((first.rows.len(), first.rows[0].key.as_str()), (1000, "k/00000000"));
            // From near the end, so that a test need not fetch them all.
            let mut of = PageOf {
                start_after: Some("k/00997999".into()),
                ..PageOf::default()
            };
            let mut keys = Vec::new();
            loop {
                let page = s.page(&of).await.unwrap();
                keys.extend(page.rows.into_iter().map(|r| r.key));
                of.token = page.next;
                if of.token.is_none() {
                    break;
                }
            }
            assert_eq!(keys.len(), 2000, "{vendor}");
            assert_eq!((keys[0].as_str(), keys[1999].as_str()), ("k/00998000", "k/00999999"));
        });
    }
}

#[test]
fn a_listing_that_cannot_be_whole_is_no_listing() {
    let page = |inside: &str| {
        format!(
            "[[fault]]\nprotocol = 's3'\nbody = '<ListBucketResult><IsTruncated>true</IsTruncated>{inside}<Contents><Key>a/1</Key><Size>1</Size></Contents></ListBucketResult>'\n"
        )
    };
    let list = |script: &str, prefix: &str, token: Option<&str>| {
        let sandbox = sandbox(script);
        let s = store(table(&sandbox, "s3"));
        let of = PageOf {
            prefix: prefix.to_owned(),
            token: token.map(str::to_owned),
            ..PageOf::default()
        };
        block(s.page(&of)).map(|page| page.next)
    };
    let next = "<NextContinuationToken>t1</NextContinuationToken>";
    assert_eq!(list(&page(next), "a/", None).unwrap().as_deref(), Some("t1"));
    // There is more, and no way to ask for it; or only the same again; or keys that were not asked for.
    for (inside, prefix, token) in [("", "a/", None), (next, "a/", Some("t1")), (next, "b/", None)] {
        let e = list(&page(inside), prefix, token).unwrap_err();
        assert_eq!(e.kind, Kind::Malformed, "{prefix} {token:?}: {e}");
    }
}

#[test]
fn other_bytes_than_those_asked_for_are_refused() {
    for vendor in ["oss", "cos", "s3"] {
        let read = |script: &str, from: u64| {
            let sandbox = sandbox(script);
            let s = store(table(&sandbox, vendor));
            block(async {
                s.put("k", content(b"0123456789"), &Put::default()).await.unwrap();
                let get = Get {
                    range: Some(Range { from, len: 4 }),
                    ..Get::default()
                };
                s.get("k", &get).await.map(|reading| reading.meta.size)
            })
        };
        // A server that does not know ranges answers with all of it; another with those that it likes better.
        let whole = "[[fault]]\nmethod = 'GET'\nstatus = 200\nbody = '0123456789'\n";
        let other = "[[fault]]\nmethod = 'GET'\nheaders = { content-range = 'bytes 2-5/10' }\n";
        assert_eq!(read("", 3).unwrap(), 10, "{vendor}");
        assert_eq!(read(whole, 0).unwrap(), 10, "{vendor}");
        for script in [whole, other] {
            assert_eq!(read(script, 3).unwrap_err().kind, Kind::Malformed, "{vendor}: {script}");
        }
    }
}

#[test]
fn an_object_whose_length_is_not_told_is_not_taken_for_empty() {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request).unwrap();
        let answer = "HTTP/1.1 200 OK\r\netag: \"x\"\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
        stream.write_all(answer.as_bytes()).unwrap();
    });
    let sandbox = sandbox("");
    let s = store(vh::store::Config {
        endpoint: Some(url),
        ..table(&sandbox, "s3")
    });
    let e = block(s.get("k", &Get::default())).err().unwrap();
    assert_eq!(e.kind, Kind::Malformed, "{e}");
    server.join().unwrap();
}
