//! What does not go in one request: streams of unknown length, and copies on the other side of objects above its limit.

use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;
use std::time::SystemTime;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use vh::error::{Kind, Result};
use vh::sandbox::{Entry, Script};
use vh::state::{Checkpoints, State};
use vh::store::transfer::{Engine, Remember, Verified};
use vh::store::{
    Caps, Content, Copy, Finish, Get, Meta, ObjectStore, Page, PageOf, Part, Put, Range, Reading, Sign, Signed, Source,
    Stored, Uploads,
};

use crate::adapters::{block, content, now, sandbox, store, table};
use crate::harness::{Ran, World, wait};
use crate::store::{noise, world};

const VENDORS: [&str; 3] = ["oss", "cos", "s3"];
const PART: usize = 5 << 20;

/// Puts what a program writes, so many bytes at a time.
fn pipe(w: &World, data: &[u8], piece: usize, args: &[&str]) -> Ran {
    let mut child = w.command(args).stdin(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    for piece in data.chunks(piece) {
        // It may be gone: then the exit code tells.
        if stdin.write_all(piece).is_err() {
            break;
        }
    }
    drop(stdin);
    let code = wait(&mut child).code().unwrap_or(-1);
    let output = child.wait_with_output().unwrap();
    Ran {
        code,
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn sent(journal: &[Entry], word: &str) -> usize {
    journal
        .iter()
        .filter(|e| e.method == "PUT" && e.path.contains(word))
        .count()
}

#[test]
fn a_stream_of_many_parts_arrives_whole_and_verified() {
    for kind in VENDORS {
        let w = world("");
        let place = format!("{kind}:piped");
        let args = ["store", "put", "-", &place, "--part-size", "5M", "-o", "json"];
        // To the byte at a part's end, one beyond it, and within.
        for (len, piece, parts) in [
            (2 * PART, 1 << 20, 2),
            (2 * PART + 1, 777_777, 3),
            (3 * PART - 9, 64 << 10, 3),
        ] {
            w.sandbox().clear();
            let data = noise(len);
            let told = pipe(&w, &data, piece, &args).exits(0).json();
            assert_eq!(told["size"], len, "{kind}");
            assert_ne!(told["verified"], "length", "{kind}");
            assert_eq!(sent(&w.sandbox().journal(), "partNumber="), parts, "{kind} {len}");
            w.run(&["store", "get", &place, "back"]).exits(0);
            assert!(
                std::fs::read(w.home.path().join("back")).unwrap() == data,
                "{kind} {len}"
            );
        }
        // Up to one part is one request; nothing at all is an object too.
        for len in [PART - 1, 0] {
            w.sandbox().clear();
            let told = pipe(&w, &noise(len)[..len], 1 << 20, &args).exits(0).json();
            assert_eq!(
                (&told["size"], sent(&w.sandbox().journal(), "partNumber=")),
                (&len.into(), 0)
            );
        }
    }
}

#[test]
fn a_stream_that_cannot_be_sent_leaves_no_parts() {
    for kind in VENDORS {
        let w = world(&format!(
            "[[fault]]\nprotocol = '{kind}'\npath = 'partNumber=2'\nstatus = 403\ncode = 'AccessDenied'\n"
        ));
        let place = format!("{kind}:piped");
        let args = ["store", "put", "-", &place, "--part-size", "5M"];
        pipe(&w, &noise(3 * PART), 1 << 20, &args).exits(4);
        w.run(&["store", "stat", &place]).exits(5);
        let there = w.run(&["store", "multipart", "ls", &format!("{kind}:")]).exits(0);
        assert_eq!(there.out, "", "{kind}");
        // A part that comes to nothing on its way is sent again, from the file it waits in.
        let again = format!("[[fault]]\nprotocol = '{kind}'\npath = 'partNumber=2'\ntimes = 1\ndrop = true\n");
        w.sandbox().set_script(Script::parse(&again).unwrap());
        let data = noise(3 * PART);
        pipe(&w, &data, 1 << 20, &args).exits(0);
        w.run(&["store", "get", &place, "back"]).exits(0);
        assert!(std::fs::read(w.home.path().join("back")).unwrap() == data, "{kind}");
    }
}

/// A store whose limits are low.
struct Low(Arc<dyn ObjectStore>, Caps);

fn low(inner: Arc<dyn ObjectStore>) -> Arc<dyn ObjectStore> {
    let part = inner.caps().part_min.max(1 << 20);
    let caps = Caps {
        copy_max: 2 << 20,
        part_max: part,
        ..inner.caps().clone()
    };
    Arc::new(Low(inner, caps))
}

macro_rules! through {
    ($($name:ident($($arg:ident: $ty:ty),*) -> $out:ty;)*) => {
        $(fn $name<'a>(&'a self, $($arg: $ty),*) -> BoxFuture<'a, Result<$out>> { self.0.$name($($arg),*) })*
    };
}

impl ObjectStore for Low {
    fn name(&self) -> &str {
        self.0.name()
    }

    fn place(&self) -> String {
        self.0.place()
    }

    fn bucket(&self) -> &str {
        self.0.bucket()
    }

    fn caps(&self) -> &Caps {
        &self.1
    }

    fn check_key(&self, key: &str) -> Result<()> {
        self.0.check_key(key)
    }

    fn part<'a>(
        &'a self,
        key: &'a str,
        upload: &'a str,
        number: u32,
        content: Content,
        checksum: Option<&'a vh::store::Checksum>,
    ) -> BoxFuture<'a, Result<Part>> {
        self.0.part(key, upload, number, content, checksum)
    }

    through! {
        put(key: &'a str, content: Content, put: &'a Put) -> Stored;
        get(key: &'a str, get: &'a Get) -> Reading;
        head(key: &'a str, version: Option<&'a str>) -> Meta;
        delete(key: &'a str, version: Option<&'a str>) -> ();
        delete_many(keys: &'a [(String, Option<String>)]) -> Vec<(usize, vh::error::Error)>;
        copy(from: &'a Source, key: &'a str, copy: &'a Copy) -> Stored;
        page(of: &'a PageOf) -> Page;
        sign(key: &'a str, sign: &'a Sign, now: SystemTime) -> Signed;
        begin(key: &'a str, put: &'a Put) -> String;
        part_copy(key: &'a str, upload: &'a str, number: u32, from: &'a Source, range: Range) -> Part;
        list_parts(key: &'a str, upload: &'a str) -> Vec<Part>;
        finish(key: &'a str, upload: &'a str, parts: &'a [Part], finish: &'a Finish) -> Stored;
        abort(key: &'a str, upload: &'a str) -> ();
        list_uploads(prefix: &'a str, token: Option<&'a str>) -> Uploads;
        tags(key: &'a str) -> Vec<(String, String)>;
    }
}

struct Forgetful(State);

impl Remember for Forgetful {
    fn checkpoints(&self) -> BoxFuture<'_, Result<Checkpoints<'_>>> {
        async { Ok(self.0.checkpoints()) }.boxed()
    }
}

fn forgetful() -> Forgetful {
    let config = vh::state::Config {
        url: Some("memory:".to_owned()),
        ..vh::state::Config::default()
    };
    Forgetful(State::open(&config, None, Box::new(|_| {})).unwrap())
}

async fn read(s: &dyn ObjectStore, key: &str) -> Vec<u8> {
    use futures_util::TryStreamExt;
    let reading = s.get(key, &Get::default()).await.unwrap();
    let chunks: Vec<bytes::Bytes> = reading.chunks.try_collect().await.unwrap();
    chunks.concat()
}

#[test]
fn an_object_above_the_limit_is_copied_there_in_parts() {
    for vendor in VENDORS {
        let sandbox = sandbox("");
        let s = low(store(table(&sandbox, vendor)).into());
        let (part, data) = (s.caps().part_max, noise(11 << 20));
        let remember = forgetful();
        let mut engine = Engine::new(4, &remember, now);
        engine.part_size = Some(part);
        block(async {
            let put = Put {
                content_type: Some("audio/mpeg".to_owned()),
                meta: vec![("song".to_owned(), "one".to_owned())],
                tags: vec![("kind".to_owned(), "music".to_owned())],
                ..Put::default()
            };
            s.put("from", content(&data), &put).await.unwrap();
            let moved = engine.copy(&s, "from", &*s, "to", &Copy::default()).await.unwrap();
            assert_eq!(moved.size, 11 << 20);
            // No byte passed here, and all of them are known to be right.
            assert!(matches!(moved.verified, Verified::Checksum(_)), "{vendor}: {moved:?}");
            assert!(read(&*s, "to").await == data, "{vendor}");
            let meta = s.head("to", None).await.unwrap();
            assert_eq!(meta.content_type.as_deref(), Some("audio/mpeg"), "{vendor}");
            assert!(meta.meta.contains(&("song".to_owned(), "one".to_owned())), "{vendor}");
            assert_eq!(
                s.tags("to").await.unwrap(),
                [("kind".to_owned(), "music".to_owned())],
                "{vendor}"
            );
        });
        let journal = sandbox.requests(vendor);
        let parts = (11_u64 << 20).div_ceil(part);
        assert_eq!(
            sent(&journal, "partNumber="),
            usize::try_from(parts).unwrap(),
            "{vendor}"
        );
        assert_eq!(
            journal
                .iter()
                .filter(|e| e.method == "GET" && e.path.contains("from"))
                .count(),
            1,
            "its tags"
        );
        // The source is another in the middle of it: nothing is made, and nothing is left.
        block(async {
            sandbox.set_script(
                Script::parse(
                    "[[fault]]\nmethod = 'PUT'\npath = 'partNumber=2'\nstatus = 412\ncode = 'PreconditionFailed'\n",
                )
                .unwrap(),
            );
            let e = engine
                .copy(&s, "from", &*s, "other", &Copy::default())
                .await
                .unwrap_err();
            assert_eq!(e.kind, Kind::Conflict, "{vendor}");
            sandbox.set_script(Script::default());
            assert_eq!(s.head("other", None).await.unwrap_err().kind, Kind::NotFound);
            assert_eq!(s.list_uploads("", None).await.unwrap().rows.len(), 0, "{vendor}");
            // The end's answer is lost: looked at, it is there.
            sandbox.set_script(
                Script::parse("[[fault]]\ncontains = '<CompleteMultipartUpload'\ntimes = 1\nlose = true\n").unwrap(),
            );
            let moved = engine.copy(&s, "from", &*s, "settled", &Copy::default()).await.unwrap();
            assert!(matches!(moved.verified, Verified::Checksum(_)), "{vendor}: {moved:?}");
            assert!(read(&*s, "settled").await == data, "{vendor}");
        });
    }
}
