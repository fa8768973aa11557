//! The signers against the golden vectors: computed by the vendors' own SDKs, and published by the vendors themselves.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use vh::http::Method;
use vh::secret::Secret;
use vh::store::call::{Call, Keys, Proof, path_text};
use vh::store::{cos, oss, s3};

fn vectors(group: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("vectors/store.json")).unwrap();
    all[group].as_array().unwrap().clone()
}

fn text<'a>(v: &'a Value, name: &str) -> &'a str {
    v[name].as_str().unwrap_or("")
}

fn at(inputs: &Value) -> SystemTime {
    let seconds = match inputs["timestamp"].as_u64() {
        Some(seconds) => seconds,
        None => {
            let written = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%SZ", text(inputs, "date_iso8601")).unwrap();
            let stamp = written.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
            stamp.as_second().try_into().unwrap()
        }
    };
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

fn keys(inputs: &Value, id: &str, secret: &str, token: &str) -> Keys {
    Keys {
        id: text(inputs, id).to_owned(),
        secret: Secret::new("t.vector.secret", text(inputs, secret).to_owned()),
        token: inputs[token]
            .as_str()
            .filter(|t| !t.is_empty())
            .map(|t| Secret::new("t.vector.token", t.to_owned())),
        expires: None,
    }
}

fn pairs(v: &Value) -> Vec<(String, String)> {
    match v {
        Value::Array(list) => list
            .iter()
            .map(|p| {
                (
                    p[0].as_str().unwrap().to_owned(),
                    p[1].as_str().unwrap_or("").to_owned(),
                )
            })
            .collect(),
        Value::Object(map) => map
            .iter()
            .map(|(k, v)| (k.to_ascii_lowercase(), v.as_str().unwrap().to_owned()))
            .collect(),
        _ => Vec::new(),
    }
}

fn call(inputs: &Value) -> Call {
    let method = Method::from_bytes(text(inputs, "method").as_bytes()).unwrap();
    let mut call = Call::new(method, text(inputs, "bucket"), text(inputs, "key"));
    call.query = pairs(&inputs["query"]);
    call.headers = pairs(&inputs["headers"]);
    if let Some(content_type) = inputs["content_type"].as_str().filter(|t| !t.is_empty())
        && call.get("content-type").is_none()
    {
        call = call.header("content-type", content_type);
    }
    call
}

fn ttl(inputs: &Value) -> Option<Duration> {
    inputs["expires"].as_u64().map(Duration::from_secs)
}

#[track_caller]
fn agrees(id: &str, proof: &Proof, expected: &Value) {
    if let Some(canonical) = expected["canonical_request"]
        .as_str()
        .or(expected["http_string"].as_str())
    {
        assert_eq!(proof.canonical, canonical, "{id}");
    }
    assert_eq!(proof.string_to_sign, text(expected, "string_to_sign"), "{id}");
    assert_eq!(proof.signature, text(expected, "signature"), "{id}");
    if let Some(authorization) = expected["authorization"].as_str().filter(|_| proof.query.is_empty()) {
        let ours = proof.headers.iter().find(|(n, _)| n == "authorization").unwrap();
        assert_eq!(ours.1, authorization, "{id}");
    }
    for (added, ours) in [("headers_added", &proof.headers), ("query_added", &proof.query)] {
        for (name, value) in expected[added].as_object().into_iter().flatten() {
            let name = if added == "headers_added" {
                name.to_ascii_lowercase()
            } else {
                name.clone()
            };
            let found = ours.iter().find(|(n, _)| *n == name);
            assert_eq!(found.map(|(_, v)| v.as_str()), value.as_str(), "{id}: {added} {name}");
        }
    }
}

fn additional(inputs: &Value) -> Vec<&str> {
    let list = inputs["additional_headers"].as_array();
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn oss_v4_signs_as_aliyuns_clients_do() {
    let published = vectors("published");
    let published = published.iter().filter(|v| text(v, "kind").starts_with("oss-v4"));
    let mut seen = 0;
    for v in vectors("oss_v4").iter().chain(published) {
        let (id, inputs) = (text(v, "id"), &v["inputs"]);
        let keys = keys(inputs, "access_key_id", "access_key_secret", "security_token");
        let scope = oss::v4::Scope {
            region: text(inputs, "region"),
            product: text(inputs, "product"),
        };
        let (mut call, additional, now) = (call(inputs), additional(inputs), at(inputs));
        if additional.contains(&"host") {
            let url = reqwest::Url::parse(text(&v["expected"], "url")).unwrap();
            call = call.header("host", url.host_str().unwrap());
        }
        let proof = match ttl(inputs) {
            None => oss::v4::sign_header(&call, &keys, scope, &additional, now),
            Some(ttl) => oss::v4::sign_url(&call, &keys, scope, &additional, now, ttl),
        };
        agrees(id, &proof.unwrap(), &v["expected"]);
        seen += 1;
    }
    assert_eq!(seen, 33);
}

#[test]
fn oss_v1_signs_as_aliyuns_clients_do() {
    let mut seen = 0;
    for v in vectors("oss_v1") {
        let (id, inputs) = (text(&v, "id"), &v["inputs"]);
        let keys = keys(inputs, "access_key_id", "access_key_secret", "security_token");
        let (call, now) = (call(inputs), at(inputs));
        let proof = match ttl(inputs) {
            None => oss::v1::sign_header(&call, &keys, now),
            Some(ttl) => oss::v1::sign_url(&call, &keys, now, ttl),
        };
        agrees(id, &proof, &v["expected"]);
        seen += 1;
    }
    assert_eq!(seen, 8);
}

#[test]
fn oss_v1_signs_as_aliyuns_own_tests_show() {
    let mut seen = 0;
    for v in vectors("published").iter().filter(|v| text(v, "kind") == "oss-v1") {
        let (id, inputs, expected) = (text(v, "id"), &v["inputs"], &v["expected"]);
        let keys = keys(inputs, "access_key_id", "access_key_secret", "security_token");
        // These tell the method and the bucket in the string to sign only.
        let string = text(expected, "string_to_sign");
        let resource = string.lines().last().unwrap();
        let bucket = resource.split('/').nth(1).unwrap();
        let method = string.lines().next().unwrap();
        let mut call = Call::new(method.parse().unwrap(), bucket, text(inputs, "key"));
        call.query = pairs(&inputs["query"]);
        call.headers = pairs(&inputs["headers"]);
        let date = text(inputs, "date");
        let proof = match date.parse::<u64>() {
            Ok(end) => {
                let now = SystemTime::UNIX_EPOCH + Duration::from_secs(end - 60);
                oss::v1::sign_url(&call, &keys, now, Duration::from_secs(60))
            }
            Err(_) => {
                let call = call.header("x-oss-date", date);
                oss::v1::sign_header(&call, &keys, httpdate::parse_http_date(date).unwrap())
            }
        };
        agrees(id, &proof, expected);
        seen += 1;
    }
    assert_eq!(seen, 4);
}

#[test]
fn cos_signs_as_tencents_clients_do() {
    let mut seen = 0;
    for v in vectors("cos") {
        let (id, inputs, expected) = (text(&v, "id"), &v["inputs"], &v["expected"]);
        let keys = keys(inputs, "secret_id", "secret_key", "token");
        let mut call = call(inputs);
        call.headers = pairs(&inputs["signed_headers"]);
        let exact = cos::sign::sign_exactly(&call, &call.query, &call.headers, &keys, text(inputs, "key_time"));
        agrees(id, &exact, expected);
        let of = |name: &str| exact.query.iter().find(|(n, _)| n == name).unwrap().1.clone();
        assert_eq!(of("q-header-list"), text(expected, "header_list"), "{id}");
        assert_eq!(of("q-url-param-list"), text(expected, "url_param_list"), "{id}");
        // The same by the ways that requests and URLs take; a vector without the token among its parts has it added.
        let now = at(inputs);
        let ttl = ttl(inputs).unwrap();
        assert_eq!(cos::sign::key_time(now, ttl), text(inputs, "key_time"), "{id}");
        let whole = if text(&v, "kind") == "header" {
            let token_given = call.headers.iter().any(|(n, _)| n == "x-cos-security-token");
            call.headers.retain(|(n, _)| n != "x-cos-security-token");
            assert_eq!(token_given, keys.token.is_some(), "{id}");
            cos::sign::sign_header(&call, &keys, now, ttl)
        } else {
            call.query.retain(|(n, _)| n != "x-cos-security-token");
            cos::sign::sign_url(&call, &keys, now, ttl)
        };
        assert_eq!(whole.signature, exact.signature, "{id}");
        seen += 1;
    }
    assert_eq!(seen, 22);
}

/// The encoded address of a vector, and its host.
fn address(inputs: &Value) -> (String, String, String) {
    let (endpoint, bucket) = (text(inputs, "endpoint"), text(inputs, "bucket"));
    let (scheme, host) = endpoint.split_once("://").unwrap();
    let key = path_text(text(inputs, "key"));
    let (host, path) = match text(inputs, "addressing") {
        "path" => (host.to_owned(), format!("/{bucket}/{key}")),
        _ => (format!("{bucket}.{host}"), format!("/{key}")),
    };
    let path = if text(inputs, "key").is_empty() && text(inputs, "addressing") == "path" {
        format!("/{bucket}")
    } else {
        path
    };
    (format!("{scheme}://{host}{path}"), host, path)
}

fn query_of(url: &str) -> BTreeMap<String, String> {
    let url = reqwest::Url::parse(url).unwrap();
    url.query_pairs()
        .map(|(k, v)| (k.into_owned(), v.into_owned()))
        .collect()
}

#[test]
fn s3_signs_as_amazons_and_minios_clients_do() {
    let mut seen = 0;
    for v in vectors("s3") {
        let (id, inputs, expected) = (text(&v, "id"), &v["inputs"], &v["expected"]);
        let keys = keys(inputs, "access_key", "secret_key", "session_token");
        let scope = s3::sign::Scope {
            region: text(inputs, "region"),
            service: "s3",
        };
        let (call, now) = (call(inputs), at(inputs));
        let (url, host, path) = address(inputs);
        match ttl(inputs) {
            Some(ttl) => {
                let signed = s3::sign::sign_url(&call, &url, &keys, scope, now, ttl).unwrap();
                let (ours, theirs) = (query_of(&signed), query_of(text(expected, "url")));
                assert_eq!(
                    ours.get("X-Amz-Signature").unwrap(),
                    text(expected, "signature"),
                    "{id}"
                );
                assert_eq!(ours, theirs, "{id}");
            }
            None => {
                // What the signer adds by itself stands in the vector's headers too.
                let mut call = call;
                call.headers.retain(|(n, _)| {
                    !["host", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"].contains(&n.as_str())
                });
                let payload = text(inputs, "payload_sha256");
                let path = {
                    let canonical = text(expected, "canonical_request");
                    let theirs = canonical.lines().nth(1).unwrap();
                    assert!(
                        theirs.trim_end_matches('/') == path.trim_end_matches('/'),
                        "{id}: {theirs} {path}"
                    );
                    theirs.to_owned()
                };
                let proof = s3::sign::sign_header(&call, &path, &host, payload, &keys, scope, now).unwrap();
                agrees(id, &proof, expected);
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 18);
}

#[test]
fn s3_signs_as_amazons_documents_show() {
    let mut seen = 0;
    for v in vectors("published").iter().filter(|v| text(v, "kind") == "s3") {
        let (id, inputs, expected) = (text(v, "id"), &v["inputs"], &v["expected"]);
        let keys = keys(inputs, "access_key", "secret_key", "session_token");
        let scope = s3::sign::Scope {
            region: text(inputs, "region"),
            service: "s3",
        };
        let (mut call, now) = (call(inputs), at(inputs));
        let host = call.get("host").unwrap().to_owned();
        let path = path_text(text(inputs, "path"));
        if id.contains("presign") {
            call.headers.clear();
            let url = format!("https://{host}{path}");
            let of = |name: &str| call.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
            let ttl = of("X-Amz-Expires").and_then(|t| t.parse().ok()).unwrap_or(86400);
            call.query.retain(|(n, _)| !n.starts_with("X-Amz-"));
            let signed = s3::sign::sign_url(&call, &url, &keys, scope, now, Duration::from_secs(ttl)).unwrap();
            assert_eq!(
                query_of(&signed)["X-Amz-Signature"],
                text(expected, "signature"),
                "{id}"
            );
        } else {
            call.headers
                .retain(|(n, _)| !["host", "x-amz-date", "x-amz-content-sha256"].contains(&n.as_str()));
            let payload = text(inputs, "payload_sha256");
            let proof = s3::sign::sign_header(&call, &path, &host, payload, &keys, scope, now).unwrap();
            agrees(id, &proof, expected);
        }
        seen += 1;
    }
    assert_eq!(seen, 5);
}
