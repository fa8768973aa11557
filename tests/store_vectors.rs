//! The golden vectors of object stores through the built binary, with a fixed clock from outside: signed URLs by `vh store sign`,
//! headers by `vh api`, which a recording proxy sees, checksums by `vh store put`. What the binary never says is listed by name.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::harness::{Ran, World, finish};
use crate::recorder::{EMPTY, Recorder};

const CLOUDBOX: &str = "CloudBox is a product of its own that vh has no table for";
const ADDITIONAL: &str = "vh signs no header beyond those that OSS always signs";
const LENGTH: &str = "vh signs the length of every body it sends to COS, which strict buckets want";
const SLASH: &str = "vh writes a bucket in a path without a slash behind it, as Amazon's own clients do now";
const HOST: &str = "vh signs the host of every request to COS";

/// The vectors that no command of the binary can make, and why.
const NOT_SAID: &[(&str, &str)] = &[
    ("oss4-h-additional", ADDITIONAL),
    ("oss4-p-host", ADDITIONAL),
    ("pub-oss4-h-cloudbox", CLOUDBOX),
    ("pub-oss4-h-additional", ADDITIONAL),
    ("pub-oss4-p-additional", ADDITIONAL),
    ("cos-h-put-zh", LENGTH),
    ("cos-h-initiate", LENGTH),
    ("cos-h-complete", LENGTH),
    ("cos-h-copy", LENGTH),
    ("cos-h-partcopy", LENGTH),
    ("cos-h-delete-multi", LENGTH),
    ("cos-h-conditional-nohost", HOST),
    ("cos-p-nohost", HOST),
    ("s3-h-list-v2", SLASH),
];

fn reason(id: &str) -> Option<&'static str> {
    NOT_SAID.iter().find(|(name, _)| *name == id).map(|(_, why)| *why)
}

fn vectors() -> Value {
    serde_json::from_str(include_str!("vectors/store.json")).unwrap()
}

fn text<'a>(v: &'a Value, name: &str) -> &'a str {
    v[name].as_str().unwrap_or("")
}

/// The library that gives the program a clock that stands still.
fn clock(w: &World) -> String {
    let library = w.home.path().join("clock.so");
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clock.c"));
    finish(cc).exits(0);
    library.to_str().unwrap().to_owned()
}

/// RFC 3986, with code that is not the program's.
fn encoded(text: &str, also: &str) -> String {
    text.bytes()
        .map(|b| match char::from(b) {
            c if c.is_ascii_alphanumeric() || "-_.~".contains(c) || also.contains(c) => c.to_string(),
            _ => format!("%{b:02X}"),
        })
        .collect()
}

/// One vector as one run of the binary.
struct Case {
    id: String,
    presign: bool,
    kind: &'static str,
    v1: bool,
    bucket: String,
    key: String,
    method: String,
    /// With a scheme.
    endpoint: String,
    addressing: String,
    region: String,
    id_and_secret: (String, String),
    token: String,
    query: Vec<(String, Option<String>)>,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    at: u64,
    expires: u64,
    expected: Value,
}

fn query(v: &Value) -> Vec<(String, Option<String>)> {
    let pair = |p: &Value| (p[0].as_str().unwrap().to_owned(), p[1].as_str().map(str::to_owned));
    v["query"].as_array().unwrap().iter().map(pair).collect()
}

fn headers(v: &Value, skip: &[&str]) -> Vec<(String, String)> {
    let all = v.as_object().unwrap().iter();
    all.map(|(n, v)| (n.clone(), v.as_str().unwrap().to_owned()))
        .filter(|(n, _)| !skip.contains(&n.to_ascii_lowercase().as_str()))
        .collect()
}

fn second(inputs: &Value) -> u64 {
    if let Some(at) = inputs["timestamp"].as_u64() {
        return at;
    }
    let written = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text(inputs, "date_iso8601")).unwrap();
    let stamp = written.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
    stamp.as_second().try_into().unwrap()
}

impl Case {
    fn of(v: &Value, group: &str) -> Case {
        let i = &v["inputs"];
        let kind = match (group, text(v, "kind")) {
            ("published", "s3") | ("s3", _) => "s3",
            ("cos", _) => "cos",
            _ => "oss",
        };
        let of = |names: [&str; 3]| {
            let given = names.into_iter().map(|n| text(i, n)).find(|t| !t.is_empty());
            given.unwrap_or("").to_owned()
        };
        let mut case = Case {
            id: text(v, "id").to_owned(),
            presign: text(v, "kind").ends_with("presign") || text(v, "id").contains("presign"),
            kind,
            v1: group == "oss_v1" || text(v, "kind") == "oss-v1",
            bucket: text(i, "bucket").to_owned(),
            key: text(i, "key").to_owned(),
            method: text(i, "method").to_owned(),
            endpoint: match text(i, "endpoint") {
                "" => "https://oss-cn-hangzhou.aliyuncs.com".to_owned(),
                e if e.contains("://") => e.to_owned(),
                e => format!("https://{e}"),
            },
            addressing: text(i, "addressing").to_owned(),
            region: text(i, "region").to_owned(),
            id_and_secret: (
                of(["access_key_id", "secret_id", "access_key"]),
                of(["access_key_secret", "secret_key", "secret_key"]),
            ),
            token: of(["security_token", "token", "session_token"]),
            query: query(i),
            headers: match kind {
                "cos" => headers(
                    &i["signed_headers"],
                    &["host", "content-length", "x-cos-security-token"],
                ),
                _ => headers(
                    &i["headers"],
                    &["host", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"],
                ),
            },
            body: None,
            at: i.get("date").map_or_else(|| second(i), |_| 0),
            expires: i["expires"].as_u64().unwrap_or(0),
            expected: v["expected"].clone(),
        };
        match kind {
            "cos" => case.cos(i),
            "s3" => case.s3(i),
            _ => case.oss(i),
        }
        case
    }

    fn oss(&mut self, i: &Value) {
        if let Some(content_type) = i["content_type"].as_str().filter(|t| !t.is_empty())
            && !self.headers.iter().any(|(n, _)| n.eq_ignore_ascii_case("content-type"))
        {
            self.headers.push(("content-type".to_owned(), content_type.to_owned()));
        }
        // Aliyun's own tests of V1 tell the method and the bucket in the string to sign, and one moment.
        let Some(date) = i["date"].as_str() else { return };
        let string = text(&self.expected, "string_to_sign").to_owned();
        self.method = string.lines().next().unwrap().to_owned();
        self.bucket = string.lines().last().unwrap().split('/').nth(1).unwrap().to_owned();
        if let Ok(end) = date.parse::<u64>() {
            (self.presign, self.at, self.expires) = (true, end - 60, 60);
        } else {
            let moment = httpdate::parse_http_date(date).unwrap();
            self.at = moment.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
            self.headers.push(("x-oss-date".to_owned(), date.to_owned()));
        }
    }

    fn cos(&mut self, i: &Value) {
        let host = text(i, "host").strip_prefix(&format!("{}.", self.bucket)).unwrap();
        self.endpoint = format!("https://{host}");
        self.query.retain(|(n, _)| n != "x-cos-security-token");
        let length = text(&i["signed_headers"], "Content-Length").parse();
        self.body = length.ok().map(|n| vec![b'x'; n]);
    }

    fn s3(&mut self, i: &Value) {
        if i.get("path").is_some() {
            // Amazon's documents tell the host and the path.
            let host = text(&i["headers"], "host");
            let (bucket, host) = host.split_once('.').unwrap();
            (self.bucket, self.endpoint) = (bucket.to_owned(), format!("https://{host}"));
            self.key = text(i, "path").trim_start_matches('/').to_owned();
            self.addressing = "virtual".to_owned();
            self.query.retain(|(n, _)| !n.starts_with("X-Amz-"));
            self.expires = 86400;
        }
        if self.presign {
            return;
        }
        match text(i, "payload_sha256") {
            // Of nothing, of `hello vh`, and of the body in Amazon's document: the program reckons these itself.
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" => {}
            "cfd27e5cd63ec39993f834ddde4ccc40174acaee991e1844edab0ea70aaf5cc8" => self.body = Some(b"hello vh".into()),
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072" => {
                self.body = Some(b"Welcome to Amazon S3.".into());
            }
            other => self.headers.push(("x-amz-content-sha256".to_owned(), other.to_owned())),
        }
    }

    /// The table, with its service reached in the open where a proxy is to hear it: a scheme is no part of any signature.
    fn table(&self, proxy: Option<u16>) -> String {
        let mut table = format!(
            "[store.v]\nkind = '{}'\nregion = '{}'\naccess_key_id = '{}'\naccess_key_secret = 'plain:{}'\n",
            self.kind, self.region, self.id_and_secret.0, self.id_and_secret.1
        );
        if !self.bucket.is_empty() {
            table.push_str(&format!("bucket = '{}'\n", self.bucket));
        }
        if !self.token.is_empty() {
            table.push_str(&format!("session_token = 'plain:{}'\n", self.token));
        }
        match self.addressing.as_str() {
            "cname" => table.push_str("cname = true\n"),
            "" => {}
            style => table.push_str(&format!("addressing = '{style}'\n")),
        }
        if self.v1 {
            table.push_str("signature = 'v1'\n");
        }
        match proxy {
            Some(port) => table.push_str(&format!(
                "endpoint = '{}'\nproxy = 'http://127.0.0.1:{port}'\n",
                self.endpoint.replace("https://", "http://")
            )),
            None => table.push_str(&format!("endpoint = '{}'\n", self.endpoint)),
        }
        table
    }

    fn run(&self, w: &World, clock: &str, args: &[&str]) -> Ran {
        let mut command = w.command(args);
        command.env("LD_PRELOAD", clock).env("FIXED_CLOCK", self.at.to_string());
        finish(command)
    }

    /// `vh store sign`, and its URL against the vector's.
    fn signs_the_url(&self, w: &World, clock: &str) {
        w.config(&self.table(None));
        let (place, expires) = (format!("v:{}", self.key), format!("{}s", self.expires));
        let mut args: Vec<String> = ["store", "sign", &place, "--method", &self.method, "--expires", &expires]
            .map(str::to_owned)
            .into();
        for (name, value) in &self.headers {
            if name.eq_ignore_ascii_case("content-type") {
                args.extend(["--content-type".to_owned(), value.clone()]);
            } else {
                args.extend(["-H".to_owned(), format!("{name}: {value}")]);
            }
        }
        for (name, value) in &self.query {
            match value {
                Some(value) if name.starts_with("response-") => args.extend([format!("--{name}"), value.clone()]),
                Some(value) => args.extend(["--param".to_owned(), format!("{name}={value}")]),
                None => args.extend(["--param".to_owned(), name.clone()]),
            }
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = self.run(w, clock, &args);
        assert_eq!(ran.code, 0, "{}: {}", self.id, ran.err);
        let ours = reqwest::Url::parse(ran.out.trim()).unwrap();
        let pairs = |url: &reqwest::Url| -> BTreeMap<String, String> { url.query_pairs().into_owned().collect() };
        let given = ["url", "url_sdk"].map(|n| text(&self.expected, n));
        if let Some(theirs) = given.into_iter().find(|u| !u.is_empty()) {
            let theirs = reqwest::Url::parse(theirs).unwrap();
            assert_eq!(ours.host_str(), theirs.host_str(), "{}", self.id);
            assert_eq!(ours.path(), theirs.path(), "{}", self.id);
            assert_eq!(pairs(&ours), pairs(&theirs), "{}", self.id);
        }
        let signature = text(&self.expected, "signature");
        assert!(
            pairs(&ours).values().any(|v| v == signature),
            "{}: {} in {ours}",
            self.id,
            signature
        );
    }

    /// `vh api`, and what it said against the vector's headers.
    fn signs_the_headers(&self, w: &World, clock: &str, recorder: &Recorder) {
        w.config(&self.table(Some(recorder.port)));
        let mut path = format!("/{}", encoded(&self.key, "/"));
        for (n, (name, value)) in self.query.iter().enumerate() {
            path.push(if n == 0 { '?' } else { '&' });
            path.push_str(&encoded(name, ""));
            if let Some(value) = value {
                path.push_str(&format!("={}", encoded(value, "")));
            }
        }
        let mut args = vec!["api".to_owned(), "store.v".to_owned(), self.method.clone(), path];
        for (name, value) in &self.headers {
            args.extend(["-H".to_owned(), format!("{name}: {value}")]);
        }
        if let Some(body) = &self.body {
            args.extend(["-d".to_owned(), format!("@{}", w.file("body", body).display())]);
        }
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = self.run(w, clock, &args);
        assert_eq!(ran.code, 0, "{}: {}", self.id, ran.err);
        let heard = recorder.next();
        let authorization = &heard.headers["authorization"];
        match text(&self.expected, "authorization") {
            "" => assert!(
                authorization.contains(text(&self.expected, "signature")),
                "{}: {authorization}",
                self.id
            ),
            theirs => assert_eq!(authorization, theirs, "{}", self.id),
        }
        for (name, value) in self.expected["headers_added"].as_object().into_iter().flatten() {
            assert_eq!(
                Some(heard.headers[&name.to_ascii_lowercase()].as_str()),
                value.as_str(),
                "{}: {name}",
                self.id
            );
        }
        // The path that was sent is the one that the vendors' clients send.
        if let Some(theirs) = ["url", "object_url"]
            .map(|n| text(&self.expected, n))
            .into_iter()
            .find(|u| !u.is_empty())
        {
            let (_, below) = theirs.split_once("://").unwrap();
            let theirs = below.split('?').next().unwrap().trim_end_matches('/');
            let ours = heard.line.split(' ').nth(1).unwrap().strip_prefix("http://").unwrap();
            let ours = ours.split('?').next().unwrap().trim_end_matches('/');
            assert_eq!(ours, theirs, "{}", self.id);
        }
    }
}

#[test]
fn the_binary_signs_as_the_vendors_clients_do() {
    let w = World::empty();
    let (clock, recorder, all) = (clock(&w), Recorder::start(|_| EMPTY.to_owned()), vectors());
    let (mut urls, mut requests, mut not_said) = (0, 0, Vec::new());
    for group in ["oss_v4", "oss_v1", "cos", "s3", "published"] {
        for v in all[group].as_array().unwrap() {
            let case = Case::of(v, group);
            if reason(&case.id).is_some() {
                not_said.push(case.id);
            } else if case.presign {
                case.signs_the_url(&w, &clock);
                urls += 1;
            } else {
                case.signs_the_headers(&w, &clock, &recorder);
                requests += 1;
            }
        }
    }
    let mut listed: Vec<&str> = NOT_SAID.iter().map(|(id, _)| *id).collect();
    listed.sort_unstable();
    not_said.sort();
    assert_eq!(not_said, listed);
    assert_eq!((urls, requests, not_said.len()), (38, 38, 14));
}

#[test]
fn the_clock_that_signs_is_the_machines() {
    let w = World::empty();
    let clock = clock(&w);
    let all = vectors();
    let mut case = Case::of(&all["oss_v4"][16], "oss_v4");
    assert!(case.presign);
    case.at += 1;
    w.config(&case.table(None));
    let place = format!("v:{}", case.key);
    let ran = case
        .run(&w, &clock, &["store", "sign", &place, "--expires", "3600s"])
        .exits(0);
    assert!(ran.out.contains("x-oss-date=20260102T030406Z"), "{}", ran.out);
    assert!(!ran.out.contains(text(&case.expected, "signature")));
}

/// The content of a checksum's vector.
fn data(v: &Value) -> Vec<u8> {
    match v["hex_data"].as_str() {
        Some(hex) => (0..hex.len() / 2)
            .map(|i| u8::from_str_radix(&hex[2 * i..2 * i + 2], 16).unwrap())
            .collect(),
        None => (0..v["length"].as_u64().unwrap()).map(|i| (i * 31 + 7) as u8).collect(),
    }
}

#[test]
fn the_binary_reckons_checksums_as_the_vendors_clients_do() {
    let w = crate::store::world("");
    let table = w.read_config();
    let s3 = table
        .split("[store.")
        .find(|t| t.starts_with("s3]"))
        .unwrap()
        .to_owned();
    for (name, checksum) in [("crc32c", "crc32c"), ("md5", "md5")] {
        w.add_config(&format!(
            "[store.{}kind = 's3'\nchecksum = '{checksum}'\n",
            s3.replace("s3]", &format!("{name}]"))
        ));
    }
    let last = |protocol: &str| w.sandbox().requests(protocol).pop().unwrap();
    let all = vectors();
    for v in all["checksums"]["values"].as_array().unwrap() {
        let name = text(v, "name");
        w.file("f", data(v));
        for (table, header, value) in [
            ("s3", "x-amz-checksum-crc64nvme", "crc64nvme_b64"),
            ("crc32c", "x-amz-checksum-crc32c", "crc32c_b64"),
            ("md5", "content-md5", "md5_b64"),
        ] {
            w.run(&["store", "put", "f", &format!("{table}:f")]).exits(0);
            let put = last("s3");
            assert_eq!(put.header(header), Some(text(v, value)), "{name}");
            // Contents up to a mebibyte are hashed whole.
            let sha256: String = STANDARD
                .decode(text(v, "sha256_b64"))
                .unwrap()
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            let hashed = put.header("x-amz-content-sha256").unwrap();
            assert!(hashed == sha256 || hashed == "UNSIGNED-PAYLOAD", "{name}: {hashed}");
        }
        for kind in ["oss", "cos"] {
            // The server reckons it too, and the row says that both are the same.
            let row = w
                .run(&["store", "put", "f", &format!("{kind}:f"), "-o", "json"])
                .exits(0)
                .json();
            assert_eq!(row["verified"], "crc64", "{name}");
            let known = w
                .run(&["store", "stat", &format!("{kind}:f"), "-o", "json"])
                .exits(0)
                .json();
            let crc = text(v, "crc64ecma_decimal").parse::<u64>().unwrap();
            assert_eq!(known["checksum"], format!("crc64:{crc:016x}"), "{name}");
        }
    }
}
