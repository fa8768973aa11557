//! What the binary does and says when a vendor refuses for a reason of its own: another name of the service, an older checksum,
//! a hint that says what to do.

use vh::sandbox::Script;

use crate::harness::World;
use crate::recorder::{Heard, Recorder};
use crate::store::world;

const BUSY: &str = "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// A table of Tencent's own names, which a proxy hears.
fn cos(recorder: &Recorder, more: &str) -> World {
    let w = World::empty();
    w.config(&format!(
        "[retry]\nbase = '1ms'\n[store.v]\nkind = 'cos'\nbucket = 'vh-1250000000'\nregion = 'ap-guangzhou'\naccess_key_id = 'id'\n\
         access_key_secret = 'plain:secret'\nproxy = 'http://127.0.0.1:{}'\n{more}",
        recorder.port
    ));
    w.file("f", "x");
    w
}

const OWN: &str = "endpoint = 'http://cos.ap-guangzhou.myqcloud.com'\n";

fn hosts(heard: &[Heard]) -> Vec<String> {
    let host = |h: &Heard| h.headers["host"].trim_start_matches("vh-1250000000.cos.").to_owned();
    heard.iter().map(host).collect()
}

fn signature(heard: &Heard) -> &str {
    heard.headers["authorization"].split("q-signature=").nth(1).unwrap()
}

#[test]
fn tencents_other_name_is_asked_when_nobody_answers_at_the_first() {
    let stored = "HTTP/1.1 200 OK\r\nx-cos-request-id: r\r\netag: \"9dd4e461268c8034f5c8564e155c67a6\"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let away = "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://evil.example/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    for (first, attempts) in [(BUSY, 3), ("", 3), (away, 1)] {
        let recorder = Recorder::start(move |heard| {
            let other = heard.headers["host"].ends_with(".tencentcos.cn");
            if other { stored } else { first }.to_owned()
        });
        let w = cos(&recorder, &format!("{OWN}retry = {{ attempts = {attempts} }}\n"));
        let ran = w.run(&["store", "put", "f", "v:f"]).exits(0);
        let heard = recorder.rest();
        assert_eq!(
            hosts(&heard),
            ["ap-guangzhou.myqcloud.com", "ap-guangzhou.tencentcos.cn"],
            "{first}"
        );
        // Another host is another signature.
        assert_ne!(signature(&heard[0]), signature(&heard[1]));
        assert!(
            ran.err.contains("cos.ap-guangzhou.tencentcos.cn is asked"),
            "{}",
            ran.err
        );
    }
}

#[test]
fn tencents_other_name_is_asked_for_nothing_else() {
    // The service itself is busy; the name is not one of its two; the other name does not answer either.
    let busy = "HTTP/1.1 503 Busy\r\nx-cos-request-id: r\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (guangzhou, other) = ("ap-guangzhou.myqcloud.com", "ap-guangzhou.tencentcos.cn");
    let accelerated = "endpoint = 'http://cos.accelerate.myqcloud.com'\n";
    let named = "endpoint = 'http://files.example.com'\ncname = true\n";
    for (answer, endpoint, asked) in [
        (busy, OWN, [guangzhou; 3]),
        (BUSY, accelerated, ["accelerate.myqcloud.com"; 3]),
        (BUSY, named, ["files.example.com"; 3]),
        (BUSY, OWN, [guangzhou, other, guangzhou]),
    ] {
        let recorder = Recorder::start(|_| answer.to_owned());
        let w = cos(&recorder, endpoint);
        w.run(&["store", "put", "f", "v:f"]).exits(8);
        assert_eq!(hosts(&recorder.rest()), asked, "{endpoint}");
    }
}

#[test]
fn a_server_that_does_not_know_the_newest_checksum_is_told_an_older_one() {
    let fault = |header: &str, status: u16, code: &str| {
        format!("[[fault]]\nprotocol = 's3'\nheader = '{header}'\nstatus = {status}\ncode = '{code}'\n")
    };
    let script = fault("x-amz-checksum-crc64nvme", 501, "NotImplemented")
        + &fault("x-amz-checksum-algorithm: CRC64NVME", 400, "InvalidRequest");
    let w = world(&script);
    let data = vec![7; 12 << 20];
    w.file("small", &data[..1000]);
    w.file("big", &data);
    for file in ["small", "big"] {
        let place = format!("s3:{file}");
        let put = ["store", "put", file, &place, "--part-size", "5M", "-o", "json"];
        assert_eq!(w.run(&put).exits(0).json()["verified"], "crc32c", "{file}");
        w.run(&["store", "verify", &place, file]).exits(0);
    }
    // Of many, the first finds out; and what cannot be read twice is sent once.
    w.sandbox().clear();
    std::fs::create_dir(w.home.path().join("many")).unwrap();
    for n in 0..20 {
        w.file(&format!("many/{n}"), &data[..n]);
    }
    w.run(&["store", "put", "-r", "many", "s3:many/", "-j", "1"]).exits(0);
    let refused = w
        .sandbox()
        .requests("s3")
        .iter()
        .filter(|e| e.status != Some(200))
        .count();
    assert_eq!(refused, 1);
    let ran = w
        .pipe(
            &data,
            &["store", "put", "-", "s3:piped", "--part-size", "5M", "-o", "json"],
        )
        .exits(0);
    assert_eq!(ran.json()["verified"], "crc32c");
    assert!(w.shell("vh store cat s3:piped | cmp - big").code == 0);
    // Whoever asks for it gets the refusal, with what to do.
    w.config(
        &w.read_config()
            .replace("[store.s3]\n", "[store.s3]\nchecksum = 'crc64nvme'\n"),
    );
    w.run(&["store", "put", "small", "s3:again"]).exits(6);
    w.sandbox().set_script(Script::default());
    w.run(&["store", "put", "small", "s3:again"]).exits(0);
}

/// What a refusal says on a terminal and in JSON.
#[track_caller]
fn refused(w: &World, args: &[&str], exit: i32, says: &[&str]) {
    let ran = w.run(args).exits(exit);
    for text in says {
        assert!(ran.err.contains(text), "{text}: {}", ran.err);
    }
    let error = w.run(&[args, &["-o", "json"]].concat()).exits(exit).error();
    assert_eq!(error["exit"], exit);
    let told = format!("{} {} {}", error["message"], error["hint"], error["code"]).replace("\\\"", "\"");
    for text in says {
        assert!(told.contains(text), "{text}: {error}");
    }
}

#[test]
fn a_refusal_that_has_a_cure_names_it() {
    let fault = |kind: &str, method: &str, status: u16, code: &str, more: &str| {
        format!("[[fault]]\nprotocol = '{kind}'\nmethod = '{method}'\nstatus = {status}\ncode = '{code}'\n{more}\n")
    };
    let w = world("");
    w.file("f", "x");
    let script = |text: String| w.sandbox().set_script(Script::parse(&text).unwrap());
    script(fault("oss", "PUT", 400, "PublicEndpointForbidden", ""));
    let cure = [
        "PublicEndpointForbidden",
        "0048-00000401",
        "cname = true",
        "oss-cn-hangzhou-internal.aliyuncs.com",
    ];
    refused(&w, &["store", "put", "f", "oss:f"], 3, &cure);
    script(fault("cos", "PUT", 403, "PathStyleDomainForbidden", ""));
    let cure = ["PathStyleDomainForbidden", "remove addressing = \"path\""];
    refused(&w, &["store", "put", "f", "cos:f"], 3, &cure);
    // Amazon sends elsewhere, with a document or, to HEAD, with a header only.
    let moved = "headers = { x-amz-bucket-region = 'eu-west-3', location = 'http://127.0.0.1:9/' }";
    script(fault("s3", "PUT", 301, "PermanentRedirect", moved) + &fault("s3", "HEAD", 301, "PermanentRedirect", moved));
    let cure = ["the bucket is in eu-west-3", "set region = \"eu-west-3\""];
    refused(&w, &["store", "put", "f", "s3:f"], 3, &cure);
    refused(&w, &["store", "stat", "s3:f"], 3, &cure);
    script(fault("s3", "PUT", 403, "ExpiredToken", ""));
    refused(
        &w,
        &["store", "put", "f", "s3:f"],
        4,
        &["ExpiredToken", "fetch new keys"],
    );
}

#[test]
fn a_table_that_lacks_something_says_what_before_anything_is_sent() {
    let w = world("");
    w.file("f", "x");
    w.add_config(
        "[store.nowhere]\nkind = 'oss'\nbucket = 'abc'\naccess_key_id = 'a'\naccess_key_secret = 'plain:b'\n\
         [store.away]\nkind = 's3'\nbucket = 'abc'\naccess_key_id = 'a'\naccess_key_secret = 'plain:b'\n\
         [store.far]\nkind = 'cos'\nbucket = 'abc-1'\naccess_key_id = 'a'\naccess_key_secret = 'plain:b'\n\
         [store.bare]\nkind = 'cos'\nbucket = 'abc'\nregion = 'ap-guangzhou'\naccess_key_id = 'a'\naccess_key_secret = 'plain:b'\n\
         [store.keyless]\nkind = 'oss'\nbucket = 'abc'\nregion = 'cn-hangzhou'\n\
         [store.odd]\nkind = 'oss'\nbucket = 'A_b'\nregion = 'cn-hangzhou'\naccess_key_id = 'a'\naccess_key_secret = 'plain:b'\n",
    );
    for (table, says) in [
        ("nowhere", ["no region", "cn-hangzhou"]),
        ("away", ["no region", "AWS_REGION"]),
        ("far", ["no region", "ap-guangzhou"]),
        ("bare", ["\"abc\" is no COS bucket", "abc-1250000000"]),
        ("keyless", ["access_key_id", "vh config set"]),
        ("odd", ["\"A_b\" is no bucket name", "3 to 63"]),
    ] {
        refused(&w, &["store", "put", "f", &format!("{table}:f")], 3, &says);
    }
    assert!(w.sandbox().journal().is_empty());
}

#[test]
fn a_wrong_clock_is_put_right_once_and_told() {
    for kind in ["oss", "cos", "s3"] {
        let w = world(&format!("[[fault]]\nprotocol = '{kind}'\nahead_s = 90500\n"));
        w.file("f", "x");
        let place = format!("{kind}:f");
        let ran = w.run(&["store", "put", "f", &place]).exits(0);
        assert!(ran.err.contains("this machine's clock is 90"), "{kind}: {}", ran.err);
        let asked = w.sandbox().requests(kind);
        let statuses: Vec<_> = asked.iter().map(|e| e.status).collect();
        assert_eq!(statuses, [Some(403), Some(200)], "{kind}");
    }
}
