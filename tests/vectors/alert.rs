//! `shared/vectors/alert.json`: DingTalk, Feishu, Aliyun (ACS3, RPC 1.0), Tencent (TC3), Volcengine.

use std::collections::BTreeMap;

use serde_json::Value;
use vh::alert::sms::{aliyun, tencent, volcengine};
use vh::alert::{dingtalk, feishu};

fn all(family: &str, count: usize) -> Vec<Value> {
    let file: Value = serde_json::from_str(include_str!("alert.json")).unwrap();
    let entries = file[family].as_array().unwrap().clone();
    assert_eq!(entries.len(), count, "{family}");
    entries
}

fn text<'a>(entry: &'a Value, key: &str) -> &'a str {
    entry[key].as_str().unwrap_or_else(|| panic!("{key}: {entry}"))
}

fn map(value: &Value) -> BTreeMap<String, String> {
    value
        .as_object()
        .unwrap()
        .iter()
        .map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned()))
        .collect()
}

fn lower(value: &Value) -> BTreeMap<String, String> {
    map(value)
        .into_iter()
        .map(|(k, v)| (k.to_ascii_lowercase(), v))
        .collect()
}

#[test]
fn dingtalk_signs_as_the_vendors_sample_does() {
    for e in all("dingtalk", 11) {
        let at = e["timestamp_ms"].as_i64().unwrap();
        let secret = text(&e, "secret");
        assert_eq!(dingtalk::signature(secret, at), text(&e, "sign_base64"), "{e}");
        let hook = |query: &str| {
            reqwest::Url::parse(&format!(
                "https://oapi.dingtalk.com/robot/send?access_token=FAKETOKEN{query}"
            ))
            .unwrap()
        };
        let url = dingtalk::signed_url(&hook(""), Some(secret), at);
        if secret.is_empty() {
            assert_eq!(url, hook("").as_str(), "without a secret nothing is signed");
            continue;
        }
        assert_eq!(url, text(&e, "url"));
        assert!(!url.contains(text(&e, "wrong_double_encoded")));
        // A signature that was pasted along is replaced.
        let pasted = hook("&timestamp=1&sign=old%3D");
        assert_eq!(dingtalk::signed_url(&pasted, Some(secret), at), url);
    }
}

#[test]
fn feishu_signs_the_other_way_round() {
    for e in all("feishu", 5) {
        let sign = feishu::signature(text(&e, "secret"), e["timestamp_s"].as_i64().unwrap());
        assert_eq!(sign, text(&e, "sign_base64"), "{e}");
        assert_ne!(sign, text(&e, "wrong_dingtalk_scheme"));
    }
}

#[test]
fn aliyuns_old_signature_is_the_sdks() {
    for e in all("aliyun_rpc_v1", 8) {
        let params = map(&e["params"]);
        assert_eq!(aliyun::canonical_query(&params), text(&e, "canonical_query"), "{e}");
        let signature = aliyun::rpc(text(&e, "method"), &params, text(&e, "access_key_secret"));
        assert_eq!(signature, text(&e, "signature"), "{e}");
    }
}

#[test]
fn aliyuns_acs3_is_the_sdks() {
    for e in all("aliyun_acs3", 6) {
        let authorization = aliyun::acs3(
            text(&e, "method"),
            text(&e, "uri"),
            &map(&e["query"]),
            &lower(&e["headers"]),
            text(&e, "body").as_bytes(),
            text(&e, "access_key_id"),
            text(&e, "access_key_secret"),
        );
        assert_eq!(authorization, text(&e, "authorization"), "{e}");
    }
}

#[test]
fn tencents_tc3_is_the_sdks() {
    for e in all("tencent_tc3", 8) {
        let headers = lower(&e["headers"]);
        let sign = |names: &[&str], content_type: Option<&str>| {
            let signed: Vec<(&str, String)> = names
                .iter()
                .map(|n| {
                    let value = content_type.filter(|_| *n == "content-type").unwrap_or(&headers[*n]);
                    (
                        *n,
                        if *n == "x-tc-action" {
                            value.to_lowercase()
                        } else {
                            value.to_owned()
                        },
                    )
                })
                .collect();
            let signed: Vec<(&str, &str)> = signed.iter().map(|(k, v)| (*k, v.as_str())).collect();
            tencent::tc3(
                text(&e, "method"),
                &signed,
                text(&e, "body").as_bytes(),
                text(&e, "service"),
                e["timestamp_s"].as_i64().unwrap(),
                text(&e, "secret_id"),
                text(&e, "secret_key"),
            )
        };
        let names: Vec<&str> = if text(&e, "authorization").contains("host;x-tc-action") {
            vec!["content-type", "host", "x-tc-action"]
        } else {
            vec!["content-type", "host"]
        };
        assert_eq!(sign(&names, None), text(&e, "authorization"), "{e}");
        if let Some(style) = e.get("doc_style_with_x_tc_action") {
            let three = ["content-type", "host", "x-tc-action"];
            assert_eq!(
                sign(&three, style["content_type"].as_str()),
                text(style, "authorization"),
                "{e}"
            );
        }
    }
}

#[test]
fn volcengines_signature_is_the_sdks() {
    for e in all("volcengine", 4) {
        let authorization = volcengine::authorization(
            text(&e, "method"),
            text(&e, "path"),
            &map(&e["query"]),
            &lower(&e["signed_headers"]),
            text(&e, "body").as_bytes(),
            text(&e, "region"),
            text(&e, "access_key_id"),
            text(&e, "secret_access_key"),
        );
        assert_eq!(authorization, text(&e, "authorization"), "{e}");
    }
}
