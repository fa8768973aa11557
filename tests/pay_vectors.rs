//! The golden vectors of WeChat Pay, against the pure functions and the judges.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use vh::http::{Http, Net, Options, Trace};
use vh::pay::keys::{Certificate, MerchantKey, PlatformKey, Ring};
use vh::pay::notify::{self, Captured, Expect};
use vh::pay::v2::xml::Fields;
use vh::pay::v2::{self, SignType};
use vh::pay::{Account, Clock, Config, Fen, bill, limits, params, v3};
use vh::secret::Secret;

pub fn vectors() -> &'static Value {
    static ALL: std::sync::LazyLock<Value> =
        std::sync::LazyLock::new(|| serde_json::from_str(include_str!("vectors/pay.json")).unwrap());
    &ALL
}

pub fn group(name: &str) -> &'static [Value] {
    vectors()[name].as_array().unwrap()
}

fn text<'a>(v: &'a Value, name: &str) -> &'a str {
    v[name].as_str().unwrap_or_else(|| panic!("{name} of {v}"))
}

fn fields(v: &Value) -> Fields {
    let object = v.as_object().unwrap();
    Fields(
        object
            .iter()
            .map(|(k, v)| (k.clone(), v.as_str().unwrap().to_owned()))
            .collect(),
    )
}

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_795_442_400)
}

fn nonce() -> vh::error::Result<String> {
    Ok("0123456789abcdefghijklmnopqrstuv".to_owned())
}

fn account(config: Config) -> Account {
    let http = Http::new(Options {
        trace: Trace::silent(),
        dry_run: None,
        sealed: true,
        now,
    });
    let net = Net::with(Duration::from_secs(1), Duration::from_secs(1));
    Account::connect("t", config, net, http, Clock { now, nonce }).unwrap()
}

fn secret(text: &str) -> Option<Secret> {
    Some(Secret::new("t", text.to_owned()))
}

/// The platform keys of the vectors, by id.
pub fn platform_keys() -> Vec<(String, String)> {
    let keys = &vectors()["v3_keys"];
    let mut all = vec![(
        text(keys, "platform_public_key_id").to_owned(),
        text(keys, "platform_public").to_owned(),
    )];
    for (serial, pem) in keys["platform_certs"].as_object().unwrap() {
        all.push((serial.clone(), pem.as_str().unwrap().to_owned()));
    }
    all
}

fn key(name: &str) -> MerchantKey {
    let name = match name {
        "merchant_key_pkcs8" => "merchant_key_pkcs8_der_b64",
        "doc_test_key" => "doc_test_key_pkcs8_der_b64",
        other => other,
    };
    MerchantKey::of_pkcs8(&STANDARD.decode(text(&vectors()["v3_keys"], name)).unwrap()).unwrap()
}

#[test]
fn v2_signatures_are_the_documented_ones() {
    for v in group("v2_sign") {
        let (f, k, name) = (fields(&v["fields"]), text(v, "key"), text(v, "name"));
        // With no field there is nothing before the ampersand; peers write it all the same.
        let sorted = v2::sign::sorted(&f) + k;
        assert_eq!(sorted, text(v, "string"), "{name}");
        assert_eq!(v2::sign::sign(&f, k, SignType::Md5), text(v, "md5"), "{name}");
        assert_eq!(
            v2::sign::sign(&f, k, SignType::HmacSha256),
            text(v, "hmac_sha256"),
            "{name}"
        );
    }
}

#[test]
fn v2_notifications_are_accepted_and_refused_as_the_vectors_say() {
    for v in group("v2_notify") {
        let name = text(v, "name");
        let account = account(Config {
            appid: Some(text(&v["config"], "appid").to_owned()),
            mchid: Some(text(&v["config"], "mch_id").to_owned()),
            api_key: secret(text(v, "key")),
            ..Config::default()
        });
        let captured = Captured {
            headers: Vec::new(),
            body: text(v, "xml").as_bytes().to_vec(),
        };
        let verdict = notify::judge(&account, &captured, &Expect::default(), now());
        assert_eq!(
            verdict.holds(),
            v["expect"]["ok"] == true,
            "{name}: {:?}",
            verdict.checks
        );
        if let Some(want) = v["expect"].get("fields") {
            let mut want = want.clone();
            want.as_object_mut().unwrap().remove("sign");
            assert_eq!(verdict.notice.unwrap().content, want, "{name}");
        }
    }
}

#[test]
fn v2_answers_are_accepted_and_refused_as_the_vectors_say() {
    use v2::fault::Advice as A;
    for v in group("v2_response") {
        let name = text(v, "name");
        let got = v2::answer::verified(text(v, "xml").as_bytes(), text(v, "key"), None);
        assert_eq!(got.is_ok(), v["expect"]["ok"] == true, "{name}");
        let (Err(error), Some(retry)) = (got, v["expect"]["retry"].as_str()) else {
            continue;
        };
        let advice = error.code.as_deref().map_or(A::Final, |code| v2::fault::judge(code).1);
        let want = match retry {
            "no" => A::Final,
            "query-then-same-params" => A::QueryThenSame,
            "new-out-trade-no" => A::NewNumber,
            "same-params" => A::Same,
            "same-params-backoff" => A::SameLater,
            "same-params-after-60s" => A::SameAfterMinute,
            "poll-query" => A::Poll,
            other => panic!("{other}"),
        };
        assert_eq!(advice, want, "{name}");
    }
}

#[test]
fn v2_refund_notifications_open_with_full_padding_only() {
    for v in group("v2_refund_notify") {
        let name = text(v, "name");
        let plain = v2::refund_notify::decrypt(text(v, "req_info"), text(v, "key"));
        let want = v["expect"]["plaintext"].as_str();
        assert_eq!(plain.map(|p| String::from_utf8(p).unwrap()).as_deref(), want, "{name}");
    }
    let plain = b"<root><a>1</a></root>";
    let sealed = v2::refund_notify::encrypt(plain, "k").unwrap();
    assert_eq!(v2::refund_notify::decrypt(&sealed, "k").unwrap(), plain);
}

fn client(v: &Value) -> params::Client {
    match text(v, "kind") {
        "app" => params::Client::App,
        _ => params::Client::Jsapi,
    }
}

#[test]
fn v2_client_parameters_are_the_documented_ones() {
    for v in group("v2_pay_params") {
        let i = &v["in"];
        let who = (text(i, "appid"), i["mch_id"].as_str().unwrap_or(""));
        let how = match text(i, "sign_type") {
            "MD5" => SignType::Md5,
            _ => SignType::HmacSha256,
        };
        let got = params::v2(
            client(v),
            who,
            text(i, "prepay_id"),
            text(i, "timestamp"),
            text(i, "nonce"),
            (text(v, "key"), how),
        );
        assert_eq!(Value::Object(got), v["expect"], "{}", text(v, "name"));
    }
}

#[test]
fn v3_requests_are_signed_as_documented() {
    for v in group("v3_request_sign") {
        let name = text(v, "name");
        let timestamp = text(v, "timestamp").parse().unwrap();
        let (nonce, body) = (text(v, "nonce"), text(v, "body").as_bytes());
        let message = v3::sign::request_message(text(v, "method"), text(v, "url"), timestamp, nonce, body);
        assert_eq!(
            String::from_utf8(message.clone()).unwrap(),
            text(v, "message"),
            "{name}"
        );
        let who = v3::sign::Signer {
            mchid: text(v, "mchid"),
            serial: text(v, "serial"),
        };
        let key = key(text(v, "key"));
        assert_eq!(key.sign(&message).unwrap(), text(v, "signature"), "{name}");
        let header = v3::sign::authorization(&key, who, &message, timestamp, nonce).unwrap();
        assert_eq!(header, text(v, "authorization"), "{name}");
    }
}

#[test]
fn a_merchant_key_is_read_in_both_forms() {
    let keys = &vectors()["v3_keys"];
    let pem = |label: &str, name: &str| {
        let der = STANDARD.decode(text(keys, name)).unwrap();
        Secret::new("t", vh::pay::keys::pem(label, &der))
    };
    let pkcs8 = MerchantKey::of_pem(&pem("PRIVATE KEY", "merchant_key_pkcs8_der_b64")).unwrap();
    let pkcs1 = MerchantKey::of_pem(&pem("RSA PRIVATE KEY", "merchant_key_pkcs1_der_b64")).unwrap();
    assert_eq!(pkcs8.sign(b"m").unwrap(), pkcs1.sign(b"m").unwrap());
    let certificate = Certificate::of_pem(text(keys, "merchant_cert")).unwrap();
    assert_eq!(certificate.serial, text(keys, "merchant_serial"));
    let bad = MerchantKey::of_pem(&pem("PUBLIC KEY", "merchant_key_pkcs8_der_b64"));
    assert_eq!(bad.err().unwrap().exit(), 3);
}

#[test]
fn v3_client_parameters_are_the_documented_ones() {
    for v in group("v3_pay_params") {
        let i = &v["in"];
        let partner = i["partnerid"].as_str().or(i["mchid"].as_str()).unwrap_or("");
        let partner = v["expect"]["partnerid"].as_str().unwrap_or(partner);
        let got = params::v3(
            client(v),
            (text(i, "appid"), partner),
            text(i, "prepay_id"),
            text(i, "timestamp").parse().unwrap(),
            text(i, "nonce"),
            &key(text(v, "key")),
        );
        assert_eq!(Value::Object(got.unwrap()), v["expect"], "{}", text(v, "name"));
    }
}

fn v3_account() -> Account {
    let keys = &vectors()["v3_keys"];
    account(Config {
        appid: Some("wxd678efh567hg6787".to_owned()),
        mchid: Some(text(keys, "mchid").to_owned()),
        apiv3_key: secret(text(keys, "apiv3_key")),
        serial: Some(text(keys, "merchant_serial").to_owned()),
        platform_keys: platform_keys()
            .into_iter()
            .map(|(id, pem)| (id, Secret::new("t", pem)))
            .collect(),
        ..Config::default()
    })
}

fn captured(v: &Value) -> Captured {
    let headers = v["headers"].as_object().unwrap().iter();
    Captured {
        headers: headers
            .map(|(n, v)| (n.to_ascii_lowercase(), v.as_str().unwrap().to_owned()))
            .collect(),
        body: text(v, "body").as_bytes().to_vec(),
    }
}

#[test]
fn v3_notifications_are_accepted_and_refused_as_the_vectors_say() {
    let account = v3_account();
    for v in group("v3_notify") {
        let name = text(v, "name");
        assert_eq!(v["now"], 1_795_442_400, "{name}");
        let verdict = notify::judge(&account, &captured(v), &Expect::default(), now());
        let lenient = v["expect"]["lenient"] == true;
        assert!(
            lenient || verdict.holds() == (v["expect"]["ok"] == true),
            "{name}: {:?}",
            verdict.checks
        );
        if let (Some(plain), true) = (v["expect"]["plaintext"].as_str(), verdict.holds()) {
            let want: Value = serde_json::from_str(plain).unwrap();
            assert_eq!(verdict.notice.unwrap().content, want, "{name}");
        }
    }
}

#[test]
fn v3_answers_are_verified_over_the_bytes_that_came() {
    for v in group("v3_response") {
        let mut ring = Ring::default();
        // The documentation's own answer names no key: its only one is meant.
        let serial = v["headers"]["Wechatpay-Serial"].as_str().unwrap_or("PUB_KEY_ID_0");
        match v["public_key"].as_str() {
            Some(name) => ring.add(PlatformKey::of_pem(serial, text(&vectors()["v3_keys"], name)).unwrap()),
            None => {
                for (id, pem) in platform_keys() {
                    ring.add(PlatformKey::of_pem(&id, &pem).unwrap());
                }
            }
        }
        let mut captured = captured(v);
        if captured.header("wechatpay-serial").is_none() {
            captured
                .headers
                .push(("wechatpay-serial".to_owned(), serial.to_owned()));
        }
        let signed = v3::sign::Signed::find(|name| captured.header(name));
        let at = UNIX_EPOCH + Duration::from_secs(v["now"].as_u64().unwrap());
        let got = v3::sign::verify(&ring, &signed, &captured.body, at);
        assert_eq!(got.is_ok(), v["expect"]["ok"] == true, "{}: {got:?}", text(v, "name"));
    }
}

#[test]
fn resources_open_with_a_whole_key_only() {
    for v in group("v3_aead") {
        let resource = v3::sign::Resource {
            algorithm: "AEAD_AES_256_GCM".to_owned(),
            ciphertext: text(v, "ciphertext").to_owned(),
            nonce: text(v, "nonce").to_owned(),
            associated_data: Some(text(v, "aad").to_owned()),
        };
        let got = v3::sign::decrypt(&resource, text(v, "key")).map(|p| String::from_utf8(p).unwrap());
        assert_eq!(
            got.ok().as_deref(),
            v["expect"]["plaintext"].as_str(),
            "{}",
            text(v, "name")
        );
        if v["expect"]["ok"] == true {
            let sealed = v3::sign::encrypt(
                text(&v["expect"], "plaintext").as_bytes(),
                text(v, "key"),
                text(v, "nonce"),
                text(v, "aad"),
            );
            assert_eq!(sealed.unwrap().ciphertext, text(v, "ciphertext"), "{}", text(v, "name"));
        }
    }
}

#[test]
fn certificates_open_and_carry_their_numbers() {
    let v = &group("v3_certificates")[0];
    let found = v3::certificates::open(text(v, "body").as_bytes(), text(v, "apiv3_key")).unwrap();
    let serials: Vec<&str> = found.iter().map(|(c, _)| c.serial.as_str()).collect();
    let body: Value = serde_json::from_str(text(v, "body")).unwrap();
    let want: Vec<&str> = body["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| text(d, "serial_no"))
        .collect();
    assert_eq!(serials, want);
    let mut ring = Ring::default();
    for (certificate, pem) in &found {
        ring.add(PlatformKey::of_pem(&certificate.serial, pem).unwrap());
    }
    let captured = captured(v);
    let signed = v3::sign::Signed::find(|name| captured.header(name));
    assert_eq!(v3::sign::verify(&ring, &signed, &captured.body, now()), Ok(()));
    // The newer certificate is the one to be answered with.
    assert_eq!(
        ring.preferred(1_795_442_400).unwrap().id,
        text(&v["headers"], "Wechatpay-Serial")
    );
    assert!(v3::certificates::open(text(v, "body").as_bytes(), "another-key-of-thirty-two-bytes!").is_err());
    let none = &group("v3_certificates")[1];
    assert!(v3::certificates::open(text(none, "body").as_bytes(), text(v, "apiv3_key")).is_err());
}

#[test]
fn sensitive_fields_are_oaep_and_nothing_else() {
    for v in group("v3_oaep") {
        if let Some(ciphertext) = v["ciphertext"].as_str() {
            let got = key(text(v, "decrypt_with")).decrypt_field(ciphertext);
            let got = got.map(|p| String::from_utf8(p).unwrap());
            assert_eq!(got.as_deref(), v["expect"]["plaintext"].as_str(), "{}", text(v, "name"));
        } else {
            let (id, pem) = &platform_keys()[0];
            assert!(
                PlatformKey::of_pem(id, pem)
                    .unwrap()
                    .encrypt_field(text(v, "plaintext"))
                    .is_none()
            );
        }
    }
    let public = text(&vectors()["v3_keys"], "merchant_public");
    let sealed = PlatformKey::of_pem("PUB_KEY_ID_1", public)
        .unwrap()
        .encrypt_field("张三")
        .unwrap();
    assert_eq!(
        key("merchant_key_pkcs8").decrypt_field(&sealed).unwrap(),
        "张三".as_bytes()
    );
}

#[test]
fn bills_are_read_whole_or_refused() {
    for v in group("bill") {
        let name = text(v, "name");
        let unpack = |b64: &str| {
            let mut out = Vec::new();
            let mut unpack = v3::unpack::Unpack::new(&mut out);
            // In small pieces, as they come.
            for piece in STANDARD.decode(b64).unwrap().chunks(7) {
                unpack.write(piece)?;
            }
            let hash = unpack.finish()?;
            Ok::<_, vh::error::Error>((out, hash))
        };
        let read = || {
            let packed = v["gzip_base64"].as_str();
            let (bytes, hash) = unpack(packed.or(v["csv_base64"].as_str()).unwrap())?;
            if let Some(want) = v["hash_value"].as_str() {
                bill::check_hash(text(v, "hash_type"), want, &bytes)?;
                assert_eq!(hash, want.to_lowercase());
            }
            let mut bill = bill::Bill::open(bytes.as_slice())?;
            let mut rows = Vec::new();
            while let Some(row) = bill.row()? {
                rows.push(row);
            }
            let summary = bill.summary().unwrap();
            Ok::<_, vh::error::Error>(serde_json::json!({
                "ok": true, "header": bill.header(), "rows": rows,
                "summary_header": summary.header, "summary": summary.values,
            }))
        };
        match read() {
            Ok(got) => assert_eq!(got, v["expect"], "{name}"),
            Err(e) => {
                assert_eq!(v["expect"]["ok"], false, "{name}: {e}");
                let exit = if v["expect"]["why"] == "no_bill" { 5 } else { 9 };
                assert_eq!(e.exit(), exit, "{name}");
            }
        }
    }
}

#[test]
fn fields_are_limited_as_the_vectors_say() {
    use limits::Field as F;
    for v in group("limits") {
        let (field, value) = (text(v, "field"), text(v, "value"));
        let ok = match field {
            "out_trade_no" => limits::check(F::OutTradeNo, field, value).is_ok(),
            "out_refund_no" => limits::check(F::OutRefundNo, field, value).is_ok(),
            "total_fee" => Fen::of_protocol(value).is_some_and(|f| f > Fen::ZERO),
            "yuan" => {
                let got = Fen::typed(value);
                assert_eq!(got.as_ref().ok().map(|f| f.fen()), v["yuan_to_fen"].as_i64(), "{value}");
                got.is_ok()
            }
            "body" => limits::check(F::Body, field, value).is_ok(),
            "attach" => limits::check(F::Attach, field, value).is_ok(),
            "notify_url" => limits::check(F::NotifyUrl, field, value).is_ok(),
            "time_expire_v2" => limits::check(F::TimeV2, field, value).is_ok(),
            "apiv3_key" => limits::check(F::ApiV3Key, field, value).is_ok(),
            "apiv2_key" => limits::check(F::ApiV2Key, field, value).is_ok(),
            "nonce_str" => limits::check(F::Nonce, field, value).is_ok(),
            other => panic!("no rule for {other}"),
        };
        let lenient = v["expect"]["lenient"] == true;
        assert!(lenient || ok == (v["expect"]["ok"] == true), "{field} {value:?}: {ok}");
    }
}
