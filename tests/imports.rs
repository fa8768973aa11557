//! `vh config import`, and `vh api` of a store's table.

use crate::adapters::{sandbox, table};
use crate::harness::World;

#[test]
fn the_stores_of_another_tool_become_tables_and_none_is_overwritten() {
    let sandbox = sandbox("");
    let own = table(&sandbox, "oss");
    let w = World::empty();
    w.config("[store.kept]\nkind = 'dir'\npath = '/tmp'\n");
    let (id, secret) = (own.access_key_id.unwrap(), own.access_key_secret.unwrap());
    let file = w.file(
        "rclone.conf",
        format!(
            "[media]\ntype = s3\nprovider = Alibaba\naccess_key_id = {}\nsecret_access_key = {}\nendpoint = {}\nregion = cn-hangzhou\n\
             [kept]\ntype = s3\nprovider = Minio\naccess_key_id = a\nsecret_access_key = b\n",
            id.expose(),
            secret.expose(),
            own.endpoint.unwrap()
        ),
    );
    let ran = w
        .run(&[
            "config",
            "import",
            "rclone",
            "--file",
            file.to_str().unwrap(),
            "-o",
            "json",
        ])
        .exits(0);
    assert!(!ran.out.contains(secret.expose()) && !ran.err.contains(secret.expose()));
    let rows: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(rows[0]["table"], "store.media");
    assert_eq!(
        (&rows[0]["imported"], &rows[1]["imported"]),
        (&true.into(), &false.into())
    );
    assert!(w.read_config().contains("kind = 'dir'"));
    // And it works: the bucket of a table without one stands in the path.
    let ran = w
        .run(&["api", "store.media", "GET", "/vh-sandbox?list-type=2"])
        .exits(0);
    assert!(ran.out.contains("<ListBucketResult>"), "{}", ran.out);
    w.run(&["config", "import", "rclone", "--file", "/no/such"]).exits(5);
    w.run(&[
        "config",
        "import",
        "rclone",
        "--file",
        w.file("empty", "").to_str().unwrap(),
    ])
    .exits(6);
    w.run(&["config", "import", "s3cmd"]).exits(2);
}

#[test]
fn any_call_of_a_store_is_signed_and_judged() {
    let sandbox = sandbox("");
    for vendor in ["oss", "cos", "s3"] {
        let own = table(&sandbox, vendor);
        let w = World::empty();
        w.config(&format!(
            "[store.x]\nkind = '{vendor}'\nbucket = '{}'\nregion = '{}'\nendpoint = '{}'\naccess_key_id = 'plain:{}'\naccess_key_secret = 'plain:{}'\n",
            own.bucket.unwrap(),
            own.region.unwrap(),
            own.endpoint.unwrap(),
            own.access_key_id.unwrap().expose(),
            own.access_key_secret.unwrap().expose()
        ));
        let data = w.file("data", "some data");
        let at = format!("@{}", data.display());
        w.run(&["api", "store.x", "PUT", "/a%20b%2B%E4%B8%AD", "-d", &at])
            .exits(0);
        let ran = w.run(&["api", "store.x", "GET", "/a%20b%2B%E4%B8%AD"]).exits(0);
        assert_eq!(ran.out, "some data", "{vendor}");
        let ran = w.run(&["api", "store.x", "GET", "/a%20b%2B%E4%B8%AD?acl"]).exits(0);
        assert!(ran.out.contains("<AccessControlPolicy"), "{vendor}: {}", ran.out);
        // Headers are signed with the rest.
        let about = ["-H", "content-type: text/x", "-H", "cache-control: no-store"];
        w.run(&[&["api", "store.x", "PUT", "/typed", "-d", &at], &about[..]].concat())
            .exits(0);
        let ran = w.run(&["api", "store.x", "HEAD", "/typed", "-i"]).exits(0);
        assert!(
            ran.out.to_lowercase().contains("content-type: text/x\n"),
            "{vendor}: {}",
            ran.out
        );
        let ran = w.run(&["api", "store.x", "GET", "/no"]).exits(5);
        assert!(ran.out.contains("NoSuchKey"), "{vendor}: {}", ran.out);
        let ran = w
            .run(&["api", "store.x", "PUT", "/y?partNumber=1&uploadId=none", "-d", &at])
            .exits(5);
        assert!(ran.err.contains("NoSuchUpload"), "{vendor}: {}", ran.err);
    }
}
