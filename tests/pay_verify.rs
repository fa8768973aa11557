//! `vh pay verify` and `decrypt`: the notification vectors through the binary, and every way to present a bad one.

use serde_json::{Value, json};

use crate::harness::World;
use crate::pay::world;
use crate::pay_vectors::{group, platform_keys, vectors};

const NOW: &str = "1795442400";

fn text<'a>(v: &'a Value, name: &str) -> &'a str {
    v[name].as_str().unwrap()
}

/// A table with the keys of the v3 vectors.
fn v3_world() -> World {
    let w = World::empty();
    let keys = &vectors()["v3_keys"];
    let mut config = format!(
        "[pay.t]\nappid = 'wxd678efh567hg6787'\nmchid = '{}'\napiv3_key = '{}'\nplatform_keys = {{",
        text(keys, "mchid"),
        text(keys, "apiv3_key")
    );
    for (id, pem) in platform_keys() {
        config.push_str(&format!(" {id} = {},", json!(pem)));
    }
    w.config(&(config.trim_end_matches(',').to_owned() + " }\n"));
    w
}

fn v2_world(key: &str, appid: &str, mchid: &str) -> World {
    let w = World::empty();
    w.config(&format!(
        "[pay.t]\nappid = '{appid}'\nmchid = '{mchid}'\napi_key = '{key}'\n"
    ));
    w
}

fn header_lines(v: &Value) -> String {
    let headers = v["headers"].as_object().unwrap().iter();
    headers
        .map(|(n, v)| format!("{n}: {}\n", v.as_str().unwrap()))
        .collect()
}

#[test]
fn v2_vectors_through_the_binary() {
    for v in group("v2_notify") {
        let (name, config) = (text(v, "name"), &v["config"]);
        let w = v2_world(text(v, "key"), text(config, "appid"), text(config, "mch_id"));
        w.file("n.xml", text(v, "xml"));
        let ok = v["expect"]["ok"] == true;
        let total = v["expect"]["fields"]["total_fee"].as_str().unwrap_or("26900");
        let total = format!("{total}fen");
        let ran = w.run(&["pay", "verify", "n.xml", "--expect-total", &total, "-o", "json"]);
        assert_eq!(ran.code, if ok { 0 } else { 9 }, "{name}: {}{}", ran.out, ran.err);
        let got: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(got["holds"], ok, "{name}");
        assert_eq!(
            got["notice"].is_object(),
            ok,
            "{name}: nothing is told that is not to be believed"
        );
        assert!(!ran.out.contains("root:x:0"), "{name} read a file");
        // Another amount is another payment.
        if ok {
            w.run(&["pay", "verify", "n.xml", "--expect-total", "0.02"]).exits(9);
            let loud = w.run(&["pay", "verify", "n.xml"]).exits(0);
            assert!(loud.err.contains("THE AMOUNT WAS NOT COMPARED"), "{}", loud.err);
        }
    }
}

#[test]
fn v3_vectors_through_the_binary() {
    let w = v3_world();
    for v in group("v3_notify") {
        let name = text(v, "name");
        w.file("b.json", text(v, "body"));
        w.file("h.txt", header_lines(v));
        let about = if name == "good-refund" { "refund" } else { "payment" };
        let args = [
            "pay",
            "verify",
            "b.json",
            "--headers",
            "h.txt",
            "--at",
            NOW,
            "--about",
            about,
        ];
        let ran = w.run(&args);
        let ok = v["expect"]["ok"] == true;
        let lenient = v["expect"]["lenient"] == true;
        assert!(
            lenient || ran.code == if ok { 0 } else { 9 },
            "{name}: {}{}",
            ran.out,
            ran.err
        );
        if ok && !lenient {
            // By this machine's clock they are long past, or not yet there.
            w.run(&args[..5]).exits(9);
            let other = if about == "refund" { "payment" } else { "refund" };
            w.run(&[&args[..7], &["--about", other]].concat()).exits(9);
        }
    }
}

#[test]
fn a_raw_request_and_standard_input_are_read() {
    let w = v3_world();
    let v = &group("v3_notify")[0];
    let body = text(v, "body");
    for eol in ["\r\n", "\n"] {
        let head = header_lines(v).replace('\n', eol);
        let raw = format!(
            "POST /n HTTP/1.1{eol}Host: x{eol}Content-Length: {}{eol}{head}{eol}{body}",
            body.len()
        );
        w.pipe(&raw, &["pay", "verify", "-", "--at", NOW, "--expect-total", "1.00"])
            .exits(0);
        w.pipe(&raw, &["pay", "verify", "-", "--at", "2026-11-23T22:00:00+08:00"])
            .exits(0);
        let short = &raw[..raw.len() - 3];
        w.pipe(short, &["pay", "verify", "-", "--at", NOW]).exits(2);
        // What a proxy added behind the body is no part of it.
        w.pipe(format!("{raw}\n\n"), &["pay", "verify", "-", "--at", NOW])
            .exits(0);
    }
    let clock = w.pipe("{}", &["pay", "verify", "-", "--at", "yesterday"]);
    clock.exits(2);
    w.run(&["pay", "verify", "nothing.xml"]).exits(5);
}

#[test]
fn what_is_wrong_is_named() {
    let explained = |name: &str| {
        let v = group("v2_notify").iter().find(|v| v["name"] == name).unwrap();
        let w = v2_world(
            text(v, "key"),
            text(&v["config"], "appid"),
            text(&v["config"], "mch_id"),
        );
        w.file("n.xml", text(v, "xml"));
        let ran = w.run(&["pay", "verify", "n.xml", "--explain"]).exits(9);
        assert!(!ran.out.contains(text(v, "key")), "the key is masked");
        assert!(ran.out.contains("&key=****"));
        ran.out
    };
    assert!(explained("seed-style-fixed-fields").contains("a fixed list of fields only"));
    assert!(explained("added-field").contains("was added after signing"));
    assert!(explained("wrong-key").contains("another key"));
    let w = v3_world();
    for (name, says) in [
        ("extra-lf", "without the last line break"),
        ("rogue-signer", "no usual mistake"),
    ] {
        let v = group("v3_notify").iter().find(|v| v["name"] == name).unwrap();
        w.file("b.json", text(v, "body"));
        w.file("h.txt", header_lines(v));
        let ran = w
            .run(&[
                "pay",
                "verify",
                "b.json",
                "--headers",
                "h.txt",
                "--at",
                NOW,
                "--explain",
            ])
            .exits(9);
        assert!(ran.out.contains(says), "{name}: {}", ran.out);
    }
}

/// Bad notifications made of good ones, one change each.
fn changed_v2(xml: &str) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, body: String| all.push((name.to_owned(), body.into_bytes()));
    // Every field: changed, dropped, doubled, emptied, renamed.
    let fields: Vec<&str> = xml
        .split("</")
        .skip(1)
        .filter_map(|p| p.split('>').next())
        .filter(|n| *n != "xml")
        .collect();
    for name in &fields {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let start = xml.find(&open).unwrap();
        let end = xml.find(&close).unwrap() + close.len();
        let element = &xml[start..end];
        add(&format!("drop {name}"), xml.replace(element, ""));
        add(&format!("double {name}"), xml.replace(element, &element.repeat(2)));
        add(
            &format!("empty {name}"),
            xml.replace(element, &format!("{open}{close}")),
        );
        add(
            &format!("change {name}"),
            xml.replace(element, &format!("{open}1x{close}")),
        );
    }
    for (name, insert) in [
        ("add field", "<zz>1</zz>"),
        ("add sub_mch_id", "<sub_mch_id>1</sub_mch_id>"),
        ("comment", "<!-- x -->"),
        ("instruction", "<?x y?>"),
        ("nested", "<a><b>1</b></a>"),
        ("attribute", "<a b='1'>1</a>"),
    ] {
        add(name, xml.replacen("<xml>", &format!("<xml>{insert}"), 1));
    }
    add("doctype", format!("<!DOCTYPE xml>{xml}"));
    add(
        "entity",
        format!("<!DOCTYPE xml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>{xml}"),
    );
    add("garbage", format!("{xml}x"));
    add("twice", xml.repeat(2));
    add("cut", xml[..xml.len() - 7].to_owned());
    add(
        "other root",
        xml.replace("<xml>", "<root>").replace("</xml>", "</root>"),
    );
    add("upper case", xml.to_uppercase());
    add("nothing", String::new());
    add("space", " ".to_owned());
    add("json", "{}".to_owned());
    add("huge", format!("<xml><a>{}</a></xml>", "x".repeat(70_000)));
    all.push((
        "not utf-8".to_owned(),
        [b"<xml><a>\xff</a></xml>", xml.as_bytes()].concat(),
    ));
    all
}

#[test]
fn no_way_to_present_a_bad_notification_ends_with_success() {
    let w = world("");
    let trigger = |api: &str, kind: &str| {
        let args = ["pay", "trigger", kind, "--print", "--amount", "12.34", "--api", api];
        w.run(&args).exits(0).out
    };
    let raw = trigger("v2", "payment");
    let xml = raw.split("\r\n\r\n").nth(1).unwrap();
    let mut ways = 0;
    let mut refused = |name: &str, raw: &[u8], more: &[&str]| {
        w.file("n.txt", raw);
        let ran = w.run(&[&["pay", "verify", "n.txt", "--expect-total", "12.34"][..], more].concat());
        assert!(
            ran.code == 9 || ran.code == 2,
            "{name}: {} {}{}",
            ran.code,
            ran.out,
            ran.err
        );
        ways += 1;
    };
    w.file("n.txt", xml);
    w.run(&["pay", "verify", "n.txt", "--expect-total", "12.34"]).exits(0);
    for (name, body) in changed_v2(xml) {
        refused(&name, &body, &[]);
    }
    for (name, args) in [
        ("other amount", &["--expect-total", "12.35"][..]),
        ("other order", &["--expect-order", "another-order"]),
        ("as a refund", &["--about", "refund"]),
        ("as another merchant", &["--account", "other"]),
    ] {
        if name == "as another merchant" {
            let key = w.sandbox().server("wechatpay").key.clone();
            w.add_config(&format!(
                "[pay.other]\nappid='wx5a6d8ba5c5f1e0aa'\nmchid='1'\napi_key='{key}'\ntest=true\n"
            ));
        }
        w.file("n.txt", xml);
        let args = [&["pay", "verify", "n.txt"][..], args].concat();
        assert_eq!(w.run(&args).code, 9, "{name}");
        ways += 1;
    }
    let mut refused = |name: &str, raw: &str| {
        w.file("n.txt", raw);
        let ran = w.run(&["pay", "verify", "n.txt", "--expect-total", "12.34"]);
        assert!(
            ran.code == 9 || ran.code == 2,
            "{name}: {} {}{}",
            ran.code,
            ran.out,
            ran.err
        );
        ways += 1;
    };
    // A refund of v2 is signed by nobody, and a state that is no success is no payment.
    refused("v2 refund", &trigger("v2", "refund"));
    for state in [
        "result_code=FAIL",
        "return_code=FAIL",
        "transaction_id=",
        "fee_type=USD",
    ] {
        let args = [
            "pay", "trigger", "payment", "--print", "--amount", "12.34", "--api", "v2", "--field", state,
        ];
        refused(state, &w.run(&args).exits(0).out);
    }
    let raw = trigger("v3", "payment");
    w.file("n.txt", &raw);
    w.run(&["pay", "verify", "n.txt", "--expect-total", "12.34"]).exits(0);
    for field in [
        "trade_state=NOTPAY",
        "trade_state=REFUND",
        "mchid=1900000002",
        "appid=wxother",
        "amount.total=1",
        "amount.currency=USD",
        "out_trade_no.x=1",
    ] {
        let args = [
            "pay", "trigger", "payment", "--print", "--amount", "12.34", "--field", field,
        ];
        refused(field, &w.run(&args).exits(0).out);
    }
    refused("v3 refund", &trigger("v3", "refund"));
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    for line in head.lines().filter(|l| l.starts_with("wechatpay-")) {
        let (name, value) = line.split_once(": ").unwrap();
        let without = |new: &str| format!("{}\r\n\r\n{body}", head.replace(line, new));
        if name != "wechatpay-signature-type" {
            refused(&format!("without {name}"), &without("x-nothing: 1"));
        }
        refused(
            &format!("empty {name}"),
            &without(&format!("{name}:")).replace("wechatpay-signature-type:\r", "wechatpay-signature-type: x\r"),
        );
        refused(
            &format!("doubled {name}"),
            &without(&format!("{line}\r\n{line}"))
                .replace(&format!("{line}\r\n{line}"), &format!("{line}\r\n{name}: x")),
        );
        refused(&format!("changed {name}"), &without(&format!("{name}: 1{value}")));
    }
    for (name, from, to) in [
        ("body space", "{\"id\"", "{ \"id\""),
        ("other event", "TRANSACTION.SUCCESS", "TRANSACTION.CLOSED"),
        ("other algorithm", "AEAD_AES_256_GCM", "AEAD_SM4_GCM"),
        ("cipher", "\"ciphertext\":\"", "\"ciphertext\":\"A"),
    ] {
        refused(
            name,
            &format!("{head}\r\n\r\n{}", body.replace(from, to)).replace("content-length", "x-length"),
        );
    }
    let later = w.run(&["pay", "verify", "n.txt", "--at", "4000000000"]);
    assert_eq!(later.code, 9);
    assert!(ways >= 120, "{ways} ways");
}

#[test]
fn what_is_encrypted_is_decrypted() {
    let w = world("");
    for api in ["v2", "v3"] {
        let raw = w
            .run(&["pay", "trigger", "refund", "--print", "--api", api])
            .exits(0)
            .out;
        let body = raw.split("\r\n\r\n").nth(1).unwrap();
        let ran = w.pipe(body, &["pay", "decrypt", "-"]).exits(0);
        assert!(ran.out.contains("out_refund_no"), "{}", ran.out);
        assert_eq!(ran.err.contains("nothing vouches"), api == "v2", "{}", ran.err);
        w.pipe(body.replace("\"nonce\":\"", "\"nonce\":\"A"), &["pay", "decrypt", "-"])
            .exits(if api == "v2" { 0 } else { 9 });
    }
    w.pipe("nonsense", &["pay", "decrypt", "-"]).exits(9);
    // A field that WeChat encrypted for the merchant.
    let w = World::empty();
    let keys = &vectors()["v3_keys"];
    let der = text(keys, "merchant_key_pkcs8_der_b64");
    let pem = format!("-----BEGIN PRIVATE KEY-----\\n{der}\\n-----END PRIVATE KEY-----\\n");
    w.config(&format!(
        "[pay.t]\nappid='a'\nmchid='1'\nserial='1'\nprivate_key=\"{pem}\"\n"
    ));
    let v = &group("v3_oaep")[0];
    assert_eq!(
        w.pipe(text(v, "ciphertext"), &["pay", "decrypt", "-"]).exits(0).out,
        "张三\n"
    );
}
