//! The rows of the object stores, and what of them stands in the sandbox's configuration and environment.

use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};

use super::{Row, Seen, World, nothing};
use crate::command::now;
use crate::command::sandbox::Sealed;
use crate::error::{Error, Result};
use crate::http::{Body, Method};
use crate::sandbox::{Fault, Sandbox, Server};
use crate::store::{Checksum, Content, Finish, Get, ObjectStore, Put, Sign, Surroundings, connect};

const KINDS: [&str; 3] = ["oss", "cos", "s3"];

fn also<'a>(server: &'a Server, key: &str) -> &'a str {
    server.also.iter().find(|(n, _)| *n == key).map_or("", |(_, v)| v)
}

/// The tables that reach the sandbox.
pub fn sealed(sandbox: &Sandbox) -> Sealed {
    let mut tables = String::new();
    for kind in KINDS {
        let server = sandbox.server(kind);
        tables.push_str(&format!(
            "\n[store.{kind}]\nkind = \"{kind}\"\nendpoint = \"{}\"\nregion = \"{}\"\nbucket = \"{}\"\n\
             access_key_id = \"plain:{}\"\naccess_key_secret = \"plain:{}\"\n",
            server.url,
            also(server, "region"),
            also(server, "bucket"),
            also(server, "access_key_id"),
            server.key
        ));
    }
    Sealed {
        defaults: "store = \"oss\"\n",
        tables,
    }
}

/// The vendors' own variables, for foreign clients.
pub fn environment(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let mut set = Vec::new();
    for (kind, id, secret, region, endpoint) in [
        (
            "oss",
            "OSS_ACCESS_KEY_ID",
            "OSS_ACCESS_KEY_SECRET",
            "OSS_REGION",
            "OSS_ENDPOINT",
        ),
        ("cos", "COS_SECRET_ID", "COS_SECRET_KEY", "COS_REGION", "COS_ENDPOINT"),
        (
            "s3",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_REGION",
            "AWS_ENDPOINT_URL_S3",
        ),
    ] {
        let server = sandbox.server(kind);
        set.push((id, also(server, "access_key_id").to_owned()));
        set.push((secret, server.key.clone()));
        set.push((region, also(server, "region").to_owned()));
        set.push((endpoint, server.url.clone()));
    }
    set.push(("OSS_BUCKET", also(sandbox.server("oss"), "bucket").to_owned()));
    set.push(("COS_BUCKET", also(sandbox.server("cos"), "bucket").to_owned()));
    set
}

/// A content that comes back changed.
fn other_content(protocol: &str) -> Fault {
    Fault {
        protocol: Some(protocol.to_owned()),
        method: Some("GET".to_owned()),
        body: Some("something else".to_owned()),
        ..Fault::default()
    }
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "store-oss",
        run: |w| round(w, "oss").boxed(),
        needs: nothing,
        breaks: || other_content("oss"),
    },
    Row {
        name: "store-cos",
        run: |w| round(w, "cos").boxed(),
        needs: nothing,
        breaks: || other_content("cos"),
    },
    Row {
        name: "store-s3",
        run: |w| round(w, "s3").boxed(),
        needs: nothing,
        breaks: || other_content("s3"),
    },
    Row {
        name: "store-parts",
        run: |w| parts(w).boxed(),
        needs: nothing,
        // Said with a 200, as these servers do.
        breaks: || Fault {
            protocol: Some("cos".to_owned()),
            method: Some("POST".to_owned()),
            path: Some("uploadId".to_owned()),
            status: Some(200),
            code: Some("InternalError".to_owned()),
            ..Fault::default()
        },
    },
    Row {
        name: "store-clock",
        run: |w| clock(w).boxed(),
        needs: || {
            vec![Fault {
                protocol: Some("oss".to_owned()),
                ahead_s: 1200,
                ..Fault::default()
            }]
        },
        breaks: || Fault {
            protocol: Some("oss".to_owned()),
            status: Some(403),
            code: Some("RequestTimeTooSkewed".to_owned()),
            ..Fault::default()
        },
    },
    Row {
        name: "store-sign",
        run: |w| signed(w).boxed(),
        needs: nothing,
        breaks: || other_content("s3"),
    },
];

impl World {
    async fn store(&self, name: &str) -> Result<Box<dyn ObjectStore>> {
        let resolved = self.settings.store(name).await?;
        let around = Surroundings { now, explain: false };
        connect(name, resolved.config, resolved.net, self.http.clone(), around)
    }
}

async fn read(store: &dyn ObjectStore, key: &str) -> Result<Vec<u8>> {
    let mut reading = store.get(key, &Get::default()).await?;
    let mut all = Vec::new();
    while let Some(piece) = reading.chunks.next().await {
        all.extend_from_slice(&piece?);
    }
    Ok(all)
}

fn content(data: &'static [u8]) -> Content {
    Content::from(Body::Bytes(Bytes::from_static(data)))
}

/// Puts, reads and removes an object whose key is hard to sign.
async fn round(w: &World, kind: &str) -> Result<Seen> {
    const KEY: &str = "demo 演示/a+b %2F.txt";
    const DATA: &[u8] = "demo 收到".as_bytes();
    let store = w.store(kind).await?;
    let sum = store.caps().checksum.map(|a| Checksum::of(a, DATA));
    let put = Put {
        checksum: sum,
        ..Put::default()
    };
    let stored = store.put(KEY, content(DATA), &put).await?;
    let came = read(&*store, KEY).await?;
    store.delete(KEY, None).await?;
    let gone = store.head(KEY, None).await.is_err();
    Ok(Seen {
        sent: w.sent(),
        received: String::from_utf8_lossy(&came).into_owned(),
        compared: format!(
            "bytes, {} told = ours, gone after rm",
            sum.map_or("etag", |s| s.algorithm().name())
        ),
        holds: came == DATA && stored.checksum == sum && gone,
    })
}

/// An upload in parts, whose end is told after a while, behind a 200.
async fn parts(w: &World) -> Result<Seen> {
    let store = w.store("cos").await?;
    let big = Bytes::from(vec![7; 1 << 20]);
    let small = Bytes::from_static(b"the end");
    let upload = store.begin("demo/parts", &Put::default()).await?;
    let mut made = Vec::new();
    for (number, data) in [(1, &big), (2, &small)] {
        let body = Content::from(Body::Bytes(data.clone()));
        made.push(store.part("demo/parts", &upload, number, body, None).await?);
    }
    let finish = Finish {
        size: (big.len() + small.len()) as u64,
        ..Finish::default()
    };
    let stored = store.finish("demo/parts", &upload, &made, &finish).await?;
    let parts = made.iter().map(|p| p.checksum);
    let joined = match parts.collect::<Option<Vec<Checksum>>>().as_deref() {
        Some([a, b]) => a.join(*b, small.len() as u64),
        _ => None,
    };
    Ok(Seen {
        sent: w.sent(),
        received: stored.checksum.map_or_else(String::new, |c| c.hex()),
        compared: "crc64 of the whole = crc64 of the parts, joined".to_owned(),
        holds: stored.checksum.is_some() && stored.checksum == joined,
    })
}

/// The server's clock is ahead: the request is signed again by it.
async fn clock(w: &World) -> Result<Seen> {
    let store = w.store("oss").await?;
    store.put("demo/clock", content(b"x"), &Put::default()).await?;
    let statuses: Vec<u16> = w.sandbox.requests("oss").iter().filter_map(|e| e.status).collect();
    Ok(Seen {
        sent: w.sent(),
        received: format!("{statuses:?}"),
        compared: "refused once, then signed by the server's clock".to_owned(),
        holds: statuses == [403, 200],
    })
}

/// A URL that whoever has it can read.
async fn signed(w: &World) -> Result<Seen> {
    let store = w.store("s3").await?;
    store.put("demo/signed", content(b"for you"), &Put::default()).await?;
    let sign = Sign {
        method: Method::GET,
        expires: std::time::Duration::from_secs(60),
        headers: Vec::new(),
        query: Vec::new(),
    };
    let url = store.sign("demo/signed", &sign, now()).await?.url;
    let target = crate::http::Target {
        name: "signed".to_owned(),
        base: url.clone(),
        net: w.settings.store("s3").await?.net,
    };
    let request = crate::http::Request::new(Method::GET, url);
    let (reply, body) = w.http.call(&target, request, 1 << 16).await?;
    if !reply.is_ok() {
        return Err(Error::bug(format!("the signed URL was answered {}", reply.status)));
    }
    Ok(Seen {
        sent: w.sent(),
        received: String::from_utf8_lossy(&body).into_owned(),
        compared: "bytes, without any key".to_owned(),
        holds: body.as_ref() == b"for you",
    })
}
