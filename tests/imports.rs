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

#[test]
fn what_each_tool_keeps_works_after_it_was_imported() {
    let sandbox = sandbox("");
    let of = |vendor: &str| {
        let own = table(&sandbox, vendor);
        let secret = |s: Option<vh::secret::Secret>| s.unwrap().expose().to_owned();
        (
            secret(own.access_key_id),
            secret(own.access_key_secret),
            own.endpoint.unwrap(),
            own.bucket.unwrap(),
        )
    };
    let (s3, oss, cos) = (of("s3"), of("oss"), of("cos"));
    let bare = |url: &str| url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    for (tool, file, content, secret) in [
        (
            "aws",
            ".aws/credentials",
            format!(
                "[work]\naws_access_key_id = {}\naws_secret_access_key = {}\n",
                s3.0, s3.1
            ),
            &s3.1,
        ),
        (
            "ossutil",
            ".ossutilconfig",
            format!(
                "[Credentials]\nlanguage=EN\naccessKeyID={}\naccessKeySecret={}\nendpoint={}\nregion=cn-hangzhou\n",
                oss.0, oss.1, oss.2
            ),
            &oss.1,
        ),
        (
            "coscli",
            ".cos.yaml",
            format!(
                "cos:\n  base:\n    secretid: {}\n    secretkey: {}\n    sessiontoken: \"\"\n    disableencryption: \"true\"\n    protocol: http\n  buckets:\n  - name: {}\n    alias: media\n    region: ap-guangzhou\n    endpoint: {}\n",
                cos.0,
                cos.1,
                cos.3,
                bare(&cos.2)
            ),
            &cos.1,
        ),
    ] {
        let w = World::empty();
        std::fs::create_dir_all(w.home.path().join(".aws")).unwrap();
        w.file(file, content);
        w.file("f", tool);
        // Each tool's own place is known.
        let ran = w.run(&["config", "import", tool, "-o", "json"]).exits(0);
        assert!(
            !ran.out.contains(secret.as_str()) && !ran.err.contains(secret.as_str()),
            "{tool}"
        );
        let row: serde_json::Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
        let name = row["table"]
            .as_str()
            .unwrap()
            .strip_prefix("store.")
            .unwrap()
            .to_owned();
        assert_eq!(row["imported"], true, "{tool}");
        // Amazon's files name no server: ours is told.
        if tool == "aws" {
            for (key, value) in [
                ("endpoint", &s3.2),
                ("region", &"us-east-1".to_owned()),
                ("bucket", &s3.3),
            ] {
                w.run(&["config", "set", &format!("store.{name}.{key}"), value])
                    .exits(0);
            }
        }
        if tool == "ossutil" {
            w.run(&["config", "set", &format!("store.{name}.bucket"), &oss.3])
                .exits(0);
        }
        let place = format!("{name}:f");
        w.run(&["store", "put", "f", &place]).exits(0);
        assert_eq!(w.run(&["store", "cat", &place]).exits(0).out, tool);
    }
}
