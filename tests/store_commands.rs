//! The commands of `vh store` beside the transfers, as a user runs them: versions, attributes, buckets, signed URLs, keys from
//! elsewhere, dry runs; and that nothing that signs is shown.

use serde_json::Value;
use vh::sandbox::Script;

use crate::harness::{Ran, World};
use crate::store::world;

const REMOTE: [&str; 3] = ["oss", "cos", "s3"];

fn rows(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn also(w: &World, kind: &str, key: &str) -> String {
    let server = w.sandbox().server(kind);
    server.also.iter().find(|(n, _)| *n == key).unwrap().1.clone()
}

#[test]
fn versions_are_listed_fetched_and_removed_one_by_one() {
    let w = world("");
    for kind in REMOTE {
        let on = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        w.run(&["api", &format!("store.{kind}"), "PUT", "/?versioning", "-d", on])
            .exits(0);
        let place = format!("{kind}:v");
        for text in ["first", "second!"] {
            w.file("f", text);
            w.run(&["store", "put", "f", &place]).exits(0);
        }
        w.run(&["store", "rm", &place]).exits(0);
        w.run(&["store", "cat", &place]).exits(5);
        let list = || {
            rows(
                &w.run(&["store", "ls", "--versions", &format!("{kind}:"), "-o", "json"])
                    .exits(0),
            )
        };
        let told = list();
        assert_eq!(told.len(), 3, "{kind}");
        assert_eq!(
            (&told[0]["delete_marker"], &told[0]["latest"]),
            (&true.into(), &true.into())
        );
        let first = told.iter().find(|r| r["size"] == 5).unwrap()["version"]
            .as_str()
            .unwrap();
        let of = ["--version-id", first];
        assert_eq!(
            w.run(&[&["store", "cat", &place], &of[..]].concat()).exits(0).out,
            "first"
        );
        w.run(&[&["store", "get", &place, "old"], &of[..]].concat()).exits(0);
        assert_eq!(std::fs::read(w.home.path().join("old")).unwrap(), b"first");
        let known = w
            .run(&[&["store", "stat", &place, "-o", "json"], &of[..]].concat())
            .exits(0)
            .json();
        assert_eq!((&known["size"], &known["version"]), (&5.into(), &first.into()));
        w.run(&[&["store", "rm", &place], &of[..]].concat()).exits(0);
        assert_eq!(list().len(), 2, "{kind}");
        w.run(&[&["store", "cat", &place], &of[..]].concat()).exits(5);
    }
}

#[test]
fn what_is_said_of_an_object_is_kept_copied_and_shown() {
    let w = world("");
    w.file("f", "x");
    let said = [
        "--tag",
        "team=voice",
        "--acl",
        "public-read",
        "--sse",
        "AES256",
        "--meta",
        "who=me",
        "--cache-control",
        "no-store",
        "--content-disposition",
        "attachment; filename=\"a b\"",
        "--content-encoding",
        "identity",
        "--content-type",
        "text/x",
    ];
    let stat = |place: &str| w.run(&["store", "stat", "-a", place, "-o", "json"]).exits(0).json();
    for kind in REMOTE {
        let class = if kind == "oss" { "IA" } else { "STANDARD_IA" };
        let place = format!("{kind}:said");
        w.run(&[&["store", "put", "f", &place, "--storage-class", class], &said[..]].concat())
            .exits(0);
        let known = stat(&place);
        let of = |key: &str| known[key].as_str().unwrap_or("").to_owned();
        assert_eq!(of("storage_class"), class, "{kind}");
        assert_eq!(
            (of("acl"), of("sse"), of("cache_control")),
            ("public-read".into(), "AES256".into(), "no-store".into())
        );
        assert_eq!(
            (of("content_type"), of("content_encoding")),
            ("text/x".into(), "identity".into())
        );
        assert_eq!(
            (&known["tags"]["team"], &known["meta"]["who"]),
            (&"voice".into(), &"me".into())
        );
        assert!(known["meta"]["upload-time"].as_str().unwrap().ends_with('Z'));
        // A copy keeps what it is not told otherwise.
        let copy = format!("{kind}:copy");
        w.run(&["store", "cp", &place, &copy, "--meta", "who=you", "--sse", "AES256"])
            .exits(0);
        let copied = stat(&copy);
        assert_eq!(
            (&copied["meta"]["who"], &copied["sse"]),
            (&"you".into(), &"AES256".into()),
            "{kind}"
        );
        for key in ["content_type", "cache_control", "content_disposition"] {
            assert_eq!(copied[key], known[key], "{kind} {key}");
        }
        assert_eq!(copied["meta"]["upload-time"], known["meta"]["upload-time"]);
        // What is archived is asked for first.
        let (cold, class) = (
            format!("{kind}:cold"),
            if kind == "oss" { "Archive" } else { "GLACIER" },
        );
        w.run(&["store", "put", "f", &cold, "--storage-class", class]).exits(0);
        let ran = w.run(&["store", "cat", &cold]).exits(6);
        assert!(ran.err.contains("InvalidObjectState"), "{}", ran.err);
        w.run(&["store", "restore", &cold, "--days", "2"]).exits(0);
        assert_eq!(w.run(&["store", "cat", &cold]).exits(0).out, "x");
        w.run(&["store", "restore", &format!("{kind}:none")]).exits(5);
    }
    // A directory keeps none of it, and stores nothing then.
    w.run(&["store", "put", "f", "dir:said", "--meta", "a=b"]).exits(6);
    w.run(&["store", "stat", "dir:said"]).exits(5);
    w.run(&["store", "restore", "dir:said"]).exits(6);
}

#[test]
fn buckets_are_made_listed_and_removed_when_empty() {
    let w = world("");
    w.file("f", "x");
    for kind in REMOTE {
        let name = if kind == "cos" { "other-1250000000" } else { "other" };
        let (bucket, object) = (format!("{kind}://{name}"), format!("{kind}://{name}/f"));
        w.run(&["store", "mb", &bucket]).exits(0);
        w.run(&["store", "mb", &bucket]).exits(6);
        w.run(&["store", "put", "f", &object]).exits(0);
        let listed = rows(&w.run(&["store", "buckets", kind, "-o", "json"]).exits(0));
        assert_eq!(listed.iter().filter(|b| b["name"] == name).count(), 1, "{kind}");
        w.run(&["store", "rb", &bucket]).exits(13);
        w.run(&["store", "rb", &bucket, "--yes"]).exits(6);
        w.run(&["store", "rm", &object]).exits(0);
        w.run(&["store", "rb", &bucket, "--yes"]).exits(0);
        w.run(&["store", "rb", &bucket, "--yes"]).exits(5);
        w.run(&["store", "ls", &bucket]).exits(5);
    }
}

#[test]
fn what_does_not_hold_is_told_by_verify() {
    let w = world("");
    w.file("f", "right");
    w.file("g", "wrong");
    for kind in ["dir", "oss", "cos", "s3"] {
        let place = format!("{kind}:f");
        w.run(&["store", "put", "f", &place]).exits(0);
        w.run(&["store", "verify", &place, "f"]).exits(0);
        w.run(&["store", "verify", &place, "g"]).exits(9);
        w.run(&["store", "verify", &format!("{kind}:no"), "f"]).exits(5);
        w.run(&["store", "put", "g", &place, "--if-not-exists"]).exits(6);
        w.run(&["store", "verify", &place, "f"]).exits(0);
    }
}

#[test]
fn a_signed_url_says_what_it_was_signed_for_and_ends() {
    let w = world("");
    w.file("f", "signed");
    let curl = |line: &str| {
        w.shell(&format!("curl -sS -o out -D head -w '%{{http_code}}' {line}"))
            .exits(0)
            .out
    };
    let read = |name: &str| std::fs::read_to_string(w.home.path().join(name)).unwrap();
    for kind in REMOTE {
        let place = format!("{kind}:a b+中.txt");
        w.run(&["store", "put", "f", &place]).exits(0);
        let sign = |more: &[&str]| {
            let ran = w.run(&[&["store", "sign", &place], more].concat()).exits(0);
            ran.out.trim().to_owned()
        };
        let asks = sign(&[
            "--response-content-type",
            "text/x-asked",
            "--response-content-disposition",
            "attachment; filename=\"x y\"",
            "--response-cache-control",
            "max-age=7",
        ]);
        assert_eq!(curl(&format!("'{asks}'")), "200", "{kind}");
        let head = read("head").to_lowercase();
        for line in [
            "content-type: text/x-asked",
            "content-disposition: attachment; filename=\"x y\"",
            "cache-control: max-age=7",
        ] {
            assert!(head.contains(line), "{kind}: {head}");
        }
        assert_eq!(read("out"), "signed");
        assert_eq!(curl(&format!("'{}'", asks.replace("asked", "other"))), "403", "{kind}");
        assert_eq!(curl(&format!("-X DELETE '{asks}'")), "403", "{kind}");
        let put = sign(&["--method", "PUT", "--content-type", "text/x"]);
        assert_eq!(
            curl(&format!("-T f -H 'content-type: text/plain' '{put}'")),
            "403",
            "{kind}"
        );
        assert_eq!(
            curl(&format!("-T f -H 'content-type: text/x' '{put}'")),
            "200",
            "{kind}"
        );
        assert_eq!(curl(&format!("-I '{}'", sign(&["--method", "HEAD"]))), "200", "{kind}");
        assert_eq!(
            curl(&format!("-X DELETE '{}'", sign(&["--method", "DELETE"]))),
            "204",
            "{kind}"
        );
        w.run(&["store", "stat", &place]).exits(5);
        w.run(&["store", "sign", &place, "--expires", "0s"]).exits(2);
        // A clock that is far ahead has seen it end.
        let short = sign(&["--expires", "1s"]);
        w.sandbox()
            .set_script(Script::parse("[[fault]]\nahead_s = 100\n").unwrap());
        assert_eq!(curl(&format!("'{short}'")), "403", "{kind}");
        assert!(
            read("out").to_lowercase().contains("expired"),
            "{kind}: {}",
            read("out")
        );
        w.sandbox().set_script(Script::default());
    }
}

/// A table of the sandbox's server without keys of its own.
fn keyless(w: &World, name: &str, kind: &str, more: &str) {
    let server = w.sandbox().server(kind);
    w.add_config(&format!(
        "[store.{name}]\nkind = '{kind}'\nbucket = '{}'\nregion = '{}'\nendpoint = '{}'\nsts_endpoint = '{}'\nmetadata_endpoint = '{}'\n{more}\n",
        also(w, kind, "bucket"),
        also(w, kind, "region"),
        server.url,
        w.sandbox().server("sts").url,
        w.sandbox().server("metadata").url,
    ));
}

const ROLES: [(&str, &str); 3] = [
    ("oss", "acs:ram::1:role/vh"),
    ("cos", "qcs::cam::uin/1:roleName/vh"),
    ("s3", "arn:aws:iam::1:role/vh"),
];

#[test]
fn keys_come_from_programs_profiles_roles_and_machines() {
    let w = world("");
    w.file("f", "x");
    w.file("token", w.sandbox().server("sts").key.as_bytes());
    let token = w.home.path().join("token").display().to_string();
    for (kind, role) in ROLES {
        let (id, secret) = (also(&w, kind, "access_key_id"), w.sandbox().server(kind).key.clone());
        let keys = |end: &str| {
            serde_json::json!({"Version": 1, "AccessKeyId": id, "SecretAccessKey": secret, "Expiration": end})
                .to_string()
        };
        let cat = |file: &str, end: &str| {
            let path = w.file(&format!("{kind}-{file}"), keys(end));
            format!("credentials = 'cmd:[\"cat\",\"{}\"]'", path.display())
        };
        let own = format!("access_key_id = 'plain:{id}'\naccess_key_secret = 'plain:{secret}'\nrole_arn = '{role}'");
        let identity = format!(
            "role_arn = '{role}'\noidc_token_file = '{token}'\noidc_provider_arn = 'acs:ram::1:oidc-provider/x'"
        );
        for (name, more) in [
            ("program", cat("program", "2999-01-01T00:00:00Z")),
            ("role", own),
            ("identity", identity),
            ("machine", "credentials = 'instance'".to_owned()),
        ] {
            let table = format!("{kind}-{name}");
            keyless(&w, &table, kind, &more);
            let place = format!("{table}:by-{name}");
            let ran = w.run(&["store", "put", "f", &place]).exits(0);
            assert!(!ran.err.contains(&secret) && !ran.out.contains(&secret));
            assert_eq!(w.run(&["store", "cat", &place]).exits(0).out, "x", "{table}");
        }
        // A URL that is signed with keys that end sooner says so.
        let ran = w
            .run(&["store", "sign", &format!("{kind}-role:f"), "--expires", "3h"])
            .exits(0);
        assert!(ran.err.contains("the URL ends earlier"), "{kind}: {}", ran.err);
        let ran = w
            .run(&["store", "sign", &format!("{kind}-role:f"), "--expires", "1m"])
            .exits(0);
        assert_eq!(ran.err, "", "{kind}");
        // A dry run that shows a plan asks for keys and reads; one that shows a request asks nobody.
        w.sandbox().clear();
        let role = format!("{kind}-role:");
        let plan = w.run(&["store", "rm", &format!("{role}by-role"), "-n"]).exits(0);
        assert!(
            plan.out.contains("by-role") && !plan.out.contains("sts"),
            "{}{}",
            plan.out,
            plan.err
        );
        w.run(&["store", "stat", &format!("{role}by-role")]).exits(0);
        w.sandbox().clear();
        let shown = w.run(&["store", "mb", &role, "-n"]).exits(0);
        assert!(
            format!("{}{}", shown.out, shown.err).contains("PUT"),
            "{} {}",
            shown.out,
            shown.err
        );
        assert!(w.sandbox().journal().is_empty(), "{kind}");
    }
    let (id, secret) = (also(&w, "s3", "access_key_id"), w.sandbox().server("s3").key.clone());
    std::fs::create_dir(w.home.path().join(".aws")).unwrap();
    w.file(
        ".aws/credentials",
        format!("[work]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n"),
    );
    w.file(
        ".aws/config",
        "[profile work]\nregion = us-east-1\n[profile other]\nregion = us-east-1\n",
    );
    keyless(&w, "profile", "s3", "credentials = 'aws:work'");
    keyless(&w, "nobody", "s3", "credentials = 'aws:other'");
    w.run(&["store", "put", "f", "profile:f"]).exits(0);
    w.run(&["store", "put", "f", "nobody:f"]).exits(3);
}

#[test]
fn nothing_that_signs_is_shown_but_by_sign() {
    let w = world("");
    w.file("f", "x");
    for (kind, role) in ROLES {
        keyless(
            &w,
            &format!("{kind}-role"),
            kind,
            &format!(
                "access_key_id = 'plain:{}'\naccess_key_secret = 'plain:{}'\nrole_arn = '{role}'",
                also(&w, kind, "access_key_id"),
                w.sandbox().server(kind).key
            ),
        );
        let secret = w.sandbox().server(kind).key.clone();
        for place in [format!("{kind}:f"), format!("{kind}-role:f"), format!("{kind}:../x")] {
            for args in [
                ["store", "put", "f", &place],
                ["store", "cp", &place, &format!("{kind}:copy")],
            ] {
                for loud in ["-vv", "--debug", "--dump-curl", "-n", "--explain"] {
                    let ran = w.run(&[&args[..], &[loud]].concat());
                    let told = format!("{}{}", ran.out, ran.err);
                    let lower = told.to_lowercase();
                    assert!(!told.contains(&secret), "{args:?} {loud}");
                    let signed = asserts(&lower);
                    assert!(signed.is_none(), "{args:?} {loud}: {signed:?} in {told}");
                }
            }
        }
        let ran = w
            .run(&["store", "sign", &format!("{kind}:f"), "-vv", "--dump-curl", "--debug"])
            .exits(0);
        assert!(asserts(&ran.err.to_lowercase()).is_none() && asserts(&ran.out.to_lowercase()).is_some());
    }
}

/// A signature with its value.
fn asserts(lower: &str) -> Option<String> {
    let mut at = lower;
    while let Some((_, rest)) = at.split_once("signature=") {
        let value: String = rest.chars().take_while(char::is_ascii_hexdigit).collect();
        if value.len() >= 8 {
            return Some(value);
        }
        at = rest;
    }
    None
}

#[test]
fn an_error_of_a_call_without_a_bucket_has_no_empty_subject() {
    let w = world("[[fault]]\nprotocol = 's3'\nstatus = 403\ncode = 'AccessDenied'\nmessage = 'No.'\n");
    let config = w
        .read_config()
        .replace("[store.s3]\nbucket = 'vh-sandbox'\n", "[store.s3]\n");
    w.config(&config);
    for args in [&["api", "store.s3", "GET", "/"][..], &["store", "buckets", "s3"]] {
        let ran = w.run(args).exits(4);
        assert!(ran.err.contains("vh: s3: No. (403"), "{}", ran.err);
    }
}
