//! What every object store promises, in groups by what each can do. Run on each adapter against its sandbox, and on real servers.

use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use vh::error::{Kind, Result};
use vh::http::Body;
use vh::store::dir::Dir;
use vh::store::{Algorithm, Checksum, Content, Copy, Finish, Get, ObjectStore, Page, PageOf, Put, Range, Source};

pub type Law = for<'a> fn(&'a dyn ObjectStore) -> LocalBoxFuture<'a, ()>;

macro_rules! laws {
    ($($law:ident),* $(,)?) => { &[$((stringify!($law), |s| Box::pin($law(s)))),*] };
}

/// The laws. Each works under a prefix of its own and leaves nothing behind.
pub const LAWS: &[(&str, Law)] = laws![
    what_is_put_is_got,
    a_range_is_what_was_asked_for,
    what_is_not_there_is_not_found,
    removing_is_done_once_and_no_error_twice,
    many_are_removed_at_once,
    a_copy_is_the_same_bytes,
    pages_join_to_the_whole_listing,
    a_delimiter_sums_up,
    odd_keys_come_back_or_are_refused,
    if_it_is_not_there_means_it,
    a_changed_object_is_noticed,
    headers_and_metadata_are_kept,
    parts_make_the_object,
    parts_are_made_of_ranges_of_an_object,
    parts_can_be_sent_again_and_in_any_order,
    an_aborted_upload_is_gone,
    a_checksum_that_is_wrong_is_noticed,
    an_empty_object_is_an_object,
];

/// Keys that have broken other tools.
pub fn odd_keys() -> Vec<String> {
    let mut keys: Vec<String> = [
        "plain.txt",
        "with space",
        "two  spaces",
        "a+b",
        "a%2Bb",
        "%20",
        "%2F",
        "a%",
        "~tilde",
        "q?x=1&y=2",
        "h#frag",
        "semi;colon",
        "eq=al",
        "comma,",
        "at@",
        "dollar$",
        "star*",
        "paren(s)",
        "br[ack]",
        "br{ace}",
        "pipe|",
        "caret^",
        "back`tick",
        "q\"uote",
        "apos'trophe",
        "lt<gt>",
        "back\\slash",
        "excl!",
        "colon:",
        "中文",
        "全角　空格",
        "日本語/テキスト",
        "emoji🚀",
        "é",
        "e\u{301}",
        "ünïcödé",
        "Ω≈ç√",
        "\u{200b}zero-width",
        "right\u{202e}left",
        "tab\there",
        "a/b",
        "a/b/c/d/e/f",
        "a-b",
        "a.b",
        "a..b",
        "...",
        ".hidden",
        "trailing.",
        "trailing ",
        " leading",
        "-dash",
        "--dashes",
        "-",
        "_",
        "0",
        "con",
        "NUL",
        "aux.txt",
        "a/ b",
        "a /b",
        "name.part",
        "UPPER",
        "upper",
        "100%",
        "%E4%B8%AD",
        "x%00y",
        "&amp;",
        "&#10;",
        "]]>",
        "<!--",
        "{{x}}",
        "${HOME}",
        "$(id)",
        "`id`",
        ";ls",
        "a\u{7f}b",
        "ĲĳſK",
        "한국어",
        "עברית",
        "ไทย",
        "🏳️‍🌈",
        "👩‍👩‍👧‍👦",
        "a=b&c=d",
        "versionId=1",
        "uploads",
        "acl?",
        "?delete",
        "list-type=2",
        "line\nbreak",
        "carriage\rreturn",
        "bell\u{7}",
        "escape\u{1}",
        "unit\u{1f}",
        "\u{feff}bom",
        "\u{fffd}replaced",
        "ﬁ ligature",
        "x-oss-process",
        "..a",
        "a...",
        "/",
        "//",
        "a//b",
        "a/",
        "/a",
        ".",
        "..",
        "a/../b",
        "a/./b",
        "./a",
        "../a",
        "a/..",
        "a/.",
    ]
    .iter()
    .map(|k| (*k).to_owned())
    .collect();
    // Every printable ASCII character in the middle of a name.
    keys.extend((0x20..0x7f_u8).map(|c| format!("c{}d-{c}", char::from(c))));
    keys.push("x".repeat(255));
    keys.push("长".repeat(85));
    keys.push(["d".repeat(100).as_str(); 8].join("/"));
    keys
}

fn bytes(len: usize, seed: u8) -> Bytes {
    let mut x = u32::from(seed) + 1;
    (0..len)
        .map(|_| {
            x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (x >> 24) as u8
        })
        .collect::<Vec<u8>>()
        .into()
}

fn content(data: &Bytes) -> Content {
    Content::from(Body::Bytes(data.clone()))
}

fn sum(store: &dyn ObjectStore, data: &[u8]) -> Option<Checksum> {
    store.caps().checksum.map(|a| Checksum::of(a, data))
}

async fn put(store: &dyn ObjectStore, key: &str, data: &Bytes) -> Result<vh::store::Stored> {
    let how = Put {
        checksum: sum(store, data),
        ..Put::default()
    };
    store.put(key, content(data), &how).await
}

async fn read(store: &dyn ObjectStore, key: &str, get: &Get) -> Result<Vec<u8>> {
    let mut reading = store.get(key, get).await?;
    let mut all = Vec::new();
    while let Some(run) = reading.chunks.next().await {
        all.extend_from_slice(&run?);
    }
    Ok(all)
}

async fn got(store: &dyn ObjectStore, key: &str) -> Vec<u8> {
    read(store, key, &Get::default()).await.unwrap()
}

async fn gone(store: &dyn ObjectStore, keys: &[&str]) {
    for key in keys {
        store.delete(key, None).await.unwrap();
    }
}

fn kind<T: std::fmt::Debug>(result: Result<T>) -> Kind {
    result.unwrap_err().kind
}

async fn listed(store: &dyn ObjectStore, of: PageOf) -> Vec<Page> {
    let mut of = of;
    let mut pages = Vec::new();
    loop {
        let page = store.page(&of).await.unwrap();
        of.token = page.next.clone();
        pages.push(page);
        assert!(pages.len() < 500, "the listing does not end");
        if of.token.is_none() {
            return pages;
        }
    }
}

async fn what_is_put_is_got(s: &dyn ObjectStore) {
    let data = bytes(100_000, 1);
    let stored = put(s, "law1/x", &data).await.unwrap();
    assert!(stored.etag.is_some());
    if let Some(told) = stored.checksum {
        assert_eq!(told, Checksum::of(told.algorithm(), &data));
    }
    assert_eq!(got(s, "law1/x").await, data);
    let meta = s.head("law1/x", None).await.unwrap();
    assert_eq!((meta.size, &meta.etag), (100_000, &stored.etag));
    assert!(meta.modified.is_some());
    if s.caps().etag_is_md5 {
        let md5 = Checksum::of(Algorithm::Md5, &data);
        assert_eq!(Checksum::md5_of_etag(&stored.etag.unwrap()), Some(md5));
    }
    let other = bytes(10, 2);
    put(s, "law1/x", &other).await.unwrap();
    assert_eq!(got(s, "law1/x").await, other);
    gone(s, &["law1/x"]).await;
}

async fn a_range_is_what_was_asked_for(s: &dyn ObjectStore) {
    let data = bytes(10_000, 3);
    put(s, "law2/x", &data).await.unwrap();
    for (from, len) in [(0, 1), (0, 10_000), (5_000, 100), (9_999, 1), (9_000, 5_000)] {
        let get = Get {
            range: Some(Range { from, len }),
            ..Get::default()
        };
        let end = (from + len).min(10_000) as usize;
        let part = read(s, "law2/x", &get).await.unwrap();
        assert_eq!(part, &data[from as usize..end], "{from} {len}");
        assert_eq!(s.get("law2/x", &get).await.unwrap().meta.size, 10_000);
    }
    let beyond = Get {
        range: Some(Range { from: 10_000, len: 5 }),
        ..Get::default()
    };
    assert_eq!(kind(read(s, "law2/x", &beyond).await), Kind::Invalid);
    gone(s, &["law2/x"]).await;
}

async fn what_is_not_there_is_not_found(s: &dyn ObjectStore) {
    assert_eq!(kind(s.head("law3/no", None).await), Kind::NotFound);
    assert_eq!(kind(read(s, "law3/no", &Get::default()).await), Kind::NotFound);
    let from = Source {
        bucket: s.bucket().to_owned(),
        key: "law3/no".into(),
        version: None,
        if_match: None,
    };
    assert_eq!(kind(s.copy(&from, "law3/to", &Copy::default()).await), Kind::NotFound);
    if s.caps().multipart {
        let part = s
            .part(
                "law3/x",
                "0123456789abcdef0123456789abcdef",
                1,
                content(&bytes(3, 0)),
                None,
            )
            .await;
        assert_eq!(kind(part), Kind::NotFound);
    }
    let pages = listed(
        s,
        PageOf {
            prefix: "law3/".into(),
            ..PageOf::default()
        },
    )
    .await;
    assert!(pages.iter().all(|p| p.rows.is_empty() && p.prefixes.is_empty()));
}

async fn removing_is_done_once_and_no_error_twice(s: &dyn ObjectStore) {
    put(s, "law4/x", &bytes(3, 0)).await.unwrap();
    s.delete("law4/x", None).await.unwrap();
    assert_eq!(kind(s.head("law4/x", None).await), Kind::NotFound);
    s.delete("law4/x", None).await.unwrap();
}

async fn many_are_removed_at_once(s: &dyn ObjectStore) {
    if s.caps().delete_many < 2 {
        return;
    }
    let keys = ["law5/a", "law5/b &<>\"'", "law5/中 文+%2B", "law5/not there"];
    for key in &keys[..3] {
        put(s, key, &bytes(3, 0)).await.unwrap();
    }
    let all: Vec<(String, Option<String>)> = keys.iter().map(|k| ((*k).to_owned(), None)).collect();
    let failed = s.delete_many(&all).await.unwrap();
    assert!(failed.is_empty(), "{failed:?}");
    for key in keys {
        assert_eq!(kind(s.head(key, None).await), Kind::NotFound, "{key}");
    }
}

async fn a_copy_is_the_same_bytes(s: &dyn ObjectStore) {
    let data = bytes(70_000, 6);
    put(s, "law6/a 中+%2B", &data).await.unwrap();
    let from = Source {
        bucket: s.bucket().to_owned(),
        key: "law6/a 中+%2B".into(),
        version: None,
        if_match: None,
    };
    s.copy(&from, "law6/b&=?", &Copy::default()).await.unwrap();
    assert_eq!(got(s, "law6/b&=?").await, data);
    gone(s, &["law6/a 中+%2B", "law6/b&=?"]).await;
}

async fn pages_join_to_the_whole_listing(s: &dyn ObjectStore) {
    let mut keys: Vec<String> = (0..25).map(|i| format!("law7/{:02}/k {i}+中", i % 4)).collect();
    keys.push("law7-outside".into());
    for key in &keys {
        put(s, key, &bytes(key.len(), 0)).await.unwrap();
    }
    let pages = listed(
        s,
        PageOf {
            prefix: "law7/".into(),
            max: Some(7),
            ..PageOf::default()
        },
    )
    .await;
    assert!(pages.iter().all(|p| p.rows.len() <= 7));
    let rows: Vec<_> = pages.iter().flat_map(|p| &p.rows).collect();
    let mut seen: Vec<&str> = rows.iter().map(|r| r.key.as_str()).collect();
    seen.sort_unstable();
    let mut want: Vec<&str> = keys[..25].iter().map(String::as_str).collect();
    want.sort_unstable();
    assert_eq!(seen, want);
    assert!(
        rows.iter()
            .all(|r| r.size == r.key.len() as u64 && r.modified.is_some() && !r.delete_marker)
    );
    let after = PageOf {
        prefix: "law7/".into(),
        start_after: Some("law7/02/zzz".into()),
        ..PageOf::default()
    };
    let rest: usize = listed(s, after).await.iter().map(|p| p.rows.len()).sum();
    assert_eq!(rest, 6);
    let all: Vec<(String, Option<String>)> = keys.into_iter().map(|k| (k, None)).collect();
    s.delete_many(&all).await.unwrap();
}

async fn a_delimiter_sums_up(s: &dyn ObjectStore) {
    let keys = ["law8/a", "law8/b/x", "law8/b/y", "law8/c d/x", "law8/e+%/z/z", "law8/f"];
    for key in keys {
        put(s, key, &bytes(1, 0)).await.unwrap();
    }
    for max in [None, Some(2)] {
        let of = PageOf {
            prefix: "law8/".into(),
            delimiter: Some("/".into()),
            max,
            ..PageOf::default()
        };
        let pages = listed(s, of).await;
        let rows: Vec<&str> = pages.iter().flat_map(|p| &p.rows).map(|r| r.key.as_str()).collect();
        let mut prefixes: Vec<&str> = pages.iter().flat_map(|p| &p.prefixes).map(String::as_str).collect();
        prefixes.sort_unstable();
        assert_eq!(rows, ["law8/a", "law8/f"]);
        assert_eq!(prefixes, ["law8/b/", "law8/c d/", "law8/e+%/"]);
    }
    gone(s, &keys).await;
}

async fn odd_keys_come_back_or_are_refused(s: &dyn ObjectStore) {
    let mut kept = Vec::new();
    let mut paths = s.caps().kind == "dir";
    for (i, odd) in odd_keys().iter().enumerate() {
        let key = format!("law9/{odd}");
        let data = bytes(20, i as u8);
        match s.check_key(&key) {
            Ok(()) => {}
            Err(e) => {
                assert_eq!(e.kind, Kind::Invalid, "{key:?}: {e}");
                continue;
            }
        }
        match put(s, &key, &data).await {
            Ok(_) => kept.push((key, data)),
            // A server that keeps keys as paths is found out when one is sent.
            Err(e) if e.kind == Kind::Invalid => paths = true,
            Err(e) => assert!(matches!(e.kind, Kind::Invalid | Kind::Conflict), "{key:?}: {e}"),
        }
    }
    let want = if paths { 180 } else { 200 };
    assert!(
        kept.len() >= want,
        "only {} of {} were kept",
        kept.len(),
        odd_keys().len()
    );
    let pages = listed(
        s,
        PageOf {
            prefix: "law9/".into(),
            ..PageOf::default()
        },
    )
    .await;
    let mut seen: Vec<String> = pages.into_iter().flat_map(|p| p.rows).map(|r| r.key).collect();
    seen.sort();
    let mut names: Vec<String> = kept.iter().map(|(k, _)| k.clone()).collect();
    names.sort();
    assert_eq!(seen, names);
    for (key, data) in &kept {
        assert_eq!(got(s, key).await, *data, "{key:?}");
        assert_eq!(s.head(key, None).await.unwrap().size, 20, "{key:?}");
    }
    for (key, _) in &kept {
        s.delete(key, None).await.unwrap();
    }
    let left = listed(
        s,
        PageOf {
            prefix: "law9/".into(),
            ..PageOf::default()
        },
    )
    .await;
    assert!(left.iter().all(|p| p.rows.is_empty()));
}

async fn if_it_is_not_there_means_it(s: &dyn ObjectStore) {
    if !s.caps().create_only {
        return;
    }
    let (first, second) = (bytes(10, 1), bytes(10, 2));
    let how = |data: &Bytes| Put {
        if_not_exists: true,
        checksum: sum(s, data),
        ..Put::default()
    };
    s.put("law10/x", content(&first), &how(&first)).await.unwrap();
    assert_eq!(
        kind(s.put("law10/x", content(&second), &how(&second)).await),
        Kind::Conflict
    );
    assert_eq!(got(s, "law10/x").await, first);
    gone(s, &["law10/x"]).await;
}

async fn a_changed_object_is_noticed(s: &dyn ObjectStore) {
    put(s, "law11/x", &bytes(10, 1)).await.unwrap();
    let etag = s.head("law11/x", None).await.unwrap().etag;
    let get = Get {
        if_match: etag,
        ..Get::default()
    };
    assert_eq!(read(s, "law11/x", &get).await.unwrap(), bytes(10, 1));
    put(s, "law11/x", &bytes(11, 2)).await.unwrap();
    assert_eq!(kind(read(s, "law11/x", &get).await), Kind::Conflict);
    gone(s, &["law11/x"]).await;
}

async fn headers_and_metadata_are_kept(s: &dyn ObjectStore) {
    if !s.caps().meta {
        let how = Put {
            meta: vec![("a".into(), "b".into())],
            ..Put::default()
        };
        assert_eq!(kind(s.put("law12/x", content(&bytes(1, 0)), &how).await), Kind::Invalid);
        assert_eq!(kind(s.head("law12/x", None).await), Kind::NotFound);
        return;
    }
    let data = bytes(10, 1);
    let how = Put {
        content_type: Some("audio/mpeg".into()),
        cache_control: Some("max-age=60".into()),
        content_disposition: Some("attachment; filename=\"a b.mp3\"".into()),
        meta: vec![
            ("upload-time".into(), "2026-01-02T03:04:05Z".into()),
            ("who".into(), "me".into()),
        ],
        checksum: sum(s, &data),
        ..Put::default()
    };
    s.put("law12/x", content(&data), &how).await.unwrap();
    let meta = s.head("law12/x", None).await.unwrap();
    assert_eq!(meta.content_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(meta.cache_control.as_deref(), Some("max-age=60"));
    assert_eq!(meta.content_disposition, how.content_disposition);
    let mut kept = meta.meta.clone();
    kept.sort();
    assert_eq!(kept, how.meta);
    gone(s, &["law12/x"]).await;
}

async fn parts_make_the_object(s: &dyn ObjectStore) {
    if !s.caps().multipart {
        return;
    }
    let size = usize::try_from(s.caps().part_min.max(1000)).unwrap();
    let datas = [bytes(size, 1), bytes(size, 2), bytes(777, 3)];
    let key = "law13/parts 中+";
    let upload = s
        .begin(
            key,
            &Put {
                content_type: Some("text/plain".into()),
                ..Put::default()
            },
        )
        .await
        .unwrap();
    let mut parts = Vec::new();
    for (i, data) in datas.iter().enumerate() {
        let sum = sum(s, data);
        let part = s
            .part(key, &upload, i as u32 + 1, content(data), sum.as_ref())
            .await
            .unwrap();
        if let (Some(told), Some(ours)) = (part.checksum, sum) {
            assert_eq!(told, ours);
        }
        parts.push(part);
    }
    assert_eq!(kind(s.head(key, None).await), Kind::NotFound);
    let told = s.list_parts(key, &upload).await.unwrap();
    let sizes: Vec<u64> = told.iter().map(|p| p.size).collect();
    assert_eq!(sizes, datas.iter().map(|d| d.len() as u64).collect::<Vec<_>>());
    assert_eq!(told[2].etag, parts[2].etag);
    let uploads = s.list_uploads(key, None).await.unwrap();
    assert!(uploads.rows.iter().any(|u| u.key == key && u.id == upload));
    let whole: Vec<u8> = datas.iter().flat_map(|d| d.to_vec()).collect();
    let finish = Finish {
        checksum: sum(s, &whole),
        size: whole.len() as u64,
        if_not_exists: false,
    };
    let stored = s.finish(key, &upload, &parts, &finish).await.unwrap();
    if let Some(told) = stored.checksum {
        assert_eq!(told, Checksum::of(told.algorithm(), &whole));
    }
    assert_eq!(got(s, key).await, whole);
    assert_eq!(kind(s.list_parts(key, &upload).await), Kind::NotFound);
    gone(s, &[key]).await;
}

async fn parts_are_made_of_ranges_of_an_object(s: &dyn ObjectStore) {
    if !s.caps().multipart {
        return;
    }
    let size = usize::try_from(s.caps().part_min.max(1000)).unwrap();
    let data = bytes(2 * size + 777, 4);
    let (from, key) = ("law13/a source 中+", "law13/made of it");
    let there = put(s, from, &data).await.unwrap();
    let source = Source {
        bucket: s.bucket().to_owned(),
        key: s.full_key(from),
        version: None,
        if_match: there.etag.clone(),
    };
    let upload = s.begin(key, &Put::default()).await.unwrap();
    let mut parts = Vec::new();
    // The last first.
    for (number, at, len) in [(3, 2 * size, 777), (1, 0, size), (2, size, size)] {
        let range = Range {
            from: at as u64,
            len: len as u64,
        };
        parts.push(s.part_copy(key, &upload, number, &source, range).await.unwrap());
    }
    parts.sort_by_key(|p| p.number);
    let sizes: Vec<u64> = s
        .list_parts(key, &upload)
        .await
        .unwrap()
        .iter()
        .map(|p| p.size)
        .collect();
    assert_eq!(sizes, [size as u64, size as u64, 777]);
    let finish = Finish {
        checksum: None,
        size: data.len() as u64,
        if_not_exists: false,
    };
    let stored = s.finish(key, &upload, &parts, &finish).await.unwrap();
    if let Some(told) = stored.checksum {
        assert_eq!(told, Checksum::of(told.algorithm(), &data));
    }
    assert_eq!(got(s, key).await, data);
    // Another object by now, or none: no part is made of it.
    put(s, from, &bytes(size, 5)).await.unwrap();
    let upload = s.begin(key, &Put::default()).await.unwrap();
    let range = Range { from: 0, len: 10 };
    assert_eq!(kind(s.part_copy(key, &upload, 1, &source, range).await), Kind::Conflict);
    gone(s, &[from]).await;
    let missing = Source {
        if_match: None,
        ..source.clone()
    };
    assert_eq!(
        kind(s.part_copy(key, &upload, 1, &missing, range).await),
        Kind::NotFound
    );
    s.abort(key, &upload).await.unwrap();
    assert_eq!(got(s, key).await, data);
    gone(s, &[key]).await;
}

async fn parts_can_be_sent_again_and_in_any_order(s: &dyn ObjectStore) {
    if !s.caps().multipart {
        return;
    }
    let size = usize::try_from(s.caps().part_min.max(1000)).unwrap();
    let (one, two, wrong) = (bytes(size, 1), bytes(500, 2), bytes(400, 9));
    let key = "law14/x";
    let upload = s.begin(key, &Put::default()).await.unwrap();
    s.part(key, &upload, 2, content(&wrong), sum(s, &wrong).as_ref())
        .await
        .unwrap();
    let second = s
        .part(key, &upload, 2, content(&two), sum(s, &two).as_ref())
        .await
        .unwrap();
    let first = s
        .part(key, &upload, 1, content(&one), sum(s, &one).as_ref())
        .await
        .unwrap();
    let whole = [one.to_vec(), two.to_vec()].concat();
    let finish = Finish {
        checksum: sum(s, &whole),
        size: whole.len() as u64,
        if_not_exists: false,
    };
    s.finish(key, &upload, &[first, second], &finish).await.unwrap();
    assert_eq!(got(s, key).await, whole);
    gone(s, &[key]).await;
}

async fn an_aborted_upload_is_gone(s: &dyn ObjectStore) {
    if !s.caps().multipart {
        return;
    }
    let data = bytes(100, 1);
    let upload = s.begin("law15/x", &Put::default()).await.unwrap();
    s.part("law15/x", &upload, 1, content(&data), sum(s, &data).as_ref())
        .await
        .unwrap();
    s.abort("law15/x", &upload).await.unwrap();
    assert_eq!(kind(s.list_parts("law15/x", &upload).await), Kind::NotFound);
    s.abort("law15/x", &upload).await.unwrap();
    let left = s.list_uploads("law15/x", None).await.unwrap();
    assert!(left.rows.is_empty());
}

async fn a_checksum_that_is_wrong_is_noticed(s: &dyn ObjectStore) {
    let Some(algorithm) = s.caps().checksum else { return };
    let data = bytes(1000, 1);
    let wrong = Checksum::of(algorithm, b"something else");
    let how = Put {
        checksum: Some(wrong),
        ..Put::default()
    };
    // Either it is refused, or what comes back is not what was told: whoever compares sees it.
    match s.put("law16/x", content(&data), &how).await {
        Err(e) => assert!(matches!(e.kind, Kind::Integrity | Kind::Invalid), "{e}"),
        Ok(stored) => {
            assert!(stored.checksum.is_none_or(|told| told != wrong));
            gone(s, &["law16/x"]).await;
        }
    }
}

async fn an_empty_object_is_an_object(s: &dyn ObjectStore) {
    put(s, "law17/empty", &Bytes::new()).await.unwrap();
    assert!(got(s, "law17/empty").await.is_empty());
    assert_eq!(s.head("law17/empty", None).await.unwrap().size, 0);
    gone(s, &["law17/empty"]).await;
}

/// Holds a store to all laws.
pub async fn holds(store: &dyn ObjectStore) {
    for (law, check) in LAWS {
        eprintln!("{}: {law}", store.caps().kind);
        check(store).await;
    }
}

#[tokio::test]
async fn a_directory_keeps_the_laws() {
    let dir = tempfile::TempDir::new().unwrap();
    holds(&Dir::new("local", dir.path())).await;
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "something was left");
}
