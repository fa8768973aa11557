//! Version 3.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::books::{Order, Refund};
use super::keys::{PUBLIC_KEY_ID, keys};
use super::{APPID, MCHID, WechatPay, beijing, bill, nonce, now, percent_decoded, whole};
use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Content};

/// What is wrong: status and code.
type Wrong = (u16, &'static str);

pub(super) fn answer(server: &WechatPay, request: &Entry, text: Option<&str>) -> Answer {
    if let Err(problem) = authorized(request) {
        // Whoever is not known gets an answer all the same, signed.
        let body = json!({"code": "SIGN_ERROR", "message": problem});
        return signed(Answer::json(401, &body).problem(&problem), request, text);
    }
    if let Some(code) = text.and_then(|t| t.strip_prefix("err:")) {
        let status = if code.starts_with("SYSTEM") { 500 } else { 403 };
        let body = json!({"code": code, "message": "sandbox"});
        return signed(Answer::json(status, &body).problem(code), request, text);
    }
    let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
    if path == "/v3/billdownload/file" {
        // The one answer without a signature.
        return file(server, query);
    }
    let answer = match act(server, request, path, query) {
        Ok(Value::Null) => Answer {
            status: 204,
            headers: Vec::new(),
            content: Content::Whole(Vec::new()),
            problem: None,
        },
        Ok(body) => Answer::json(200, &body),
        Err((status, code)) => {
            let body = json!({"code": code, "message": format!("sandbox: {code}")});
            Answer::json(status, &body).problem(code)
        }
    };
    signed(answer, request, text)
}

/// Whether the merchant signed exactly what arrived, just now.
fn authorized(request: &Entry) -> Result<(), String> {
    let header = request.header("authorization").unwrap_or("");
    let rest = header
        .strip_prefix("WECHATPAY2-SHA256-RSA2048 ")
        .ok_or("another scheme")?;
    let part = |name: &str| {
        rest.split(',')
            .find_map(|p| p.trim().strip_prefix(&format!("{name}=\""))?.strip_suffix('"'))
            .ok_or(format!("no {name}"))
    };
    let (timestamp, nonce) = (part("timestamp")?, part("nonce_str")?);
    if part("mchid")? != MCHID {
        return Err("another mchid".into());
    }
    if part("serial_no")? != keys().merchant_serial {
        return Err("another serial_no".into());
    }
    let at: i64 = timestamp.parse().map_err(|_| "timestamp")?;
    if (at - now()).abs() >= 300 {
        return Err("timestamp outside the window".into());
    }
    if request.header("accept") != Some("application/json") {
        return Err("Accept must be application/json".into());
    }
    if !request.body.is_empty() && request.header("content-type") != Some("application/json") {
        return Err("Content-Type must be application/json".into());
    }
    let mut message = format!("{}\n{}\n{timestamp}\n{nonce}\n", request.method, request.path).into_bytes();
    message.extend_from_slice(&request.body);
    message.push(b'\n');
    if keys().merchant_signed(&message, part("signature")?) {
        Ok(())
    } else {
        Err("the signature does not hold".into())
    }
}

/// Signs an answer with the key that the request asks for.
fn signed(mut answer: Answer, request: &Entry, text: Option<&str>) -> Answer {
    if text == Some("unsigned") {
        return answer;
    }
    let keys = keys();
    let id = match request.header("wechatpay-serial") {
        Some(id) if id == PUBLIC_KEY_ID && !request.path.starts_with("/v3/certificates") => PUBLIC_KEY_ID,
        _ => keys.platform_serial.as_str(),
    };
    let body: &[u8] = match &answer.content {
        Content::Whole(body) => body,
        Content::Events(_) => b"",
    };
    let (timestamp, nonce) = (now().to_string(), nonce());
    let mut message = format!("{timestamp}\n{nonce}\n").into_bytes();
    message.extend_from_slice(body);
    message.push(b'\n');
    for (name, value) in [
        ("wechatpay-timestamp", timestamp.clone()),
        ("wechatpay-nonce", nonce.clone()),
        ("wechatpay-serial", id.to_owned()),
        ("wechatpay-signature", keys.platform_signs(&message)),
        ("wechatpay-signature-type", "WECHATPAY2-SHA256-RSA2048".to_owned()),
    ] {
        answer.headers.push((name.to_owned(), value));
    }
    answer
}

fn wrong(code: super::books::Code) -> Wrong {
    match code {
        "ORDERNOTEXIST" => (404, "ORDER_NOT_EXIST"),
        "ORDERPAID" => (400, "ORDERPAID"),
        "ORDERCLOSED" => (400, "ORDER_CLOSED"),
        "OUT_TRADE_NO_USED" => (403, "OUT_TRADE_NO_USED"),
        "NOTENOUGH" => (403, "NOT_ENOUGH"),
        "TRADE_STATE_ERROR" => (403, "TRADE_ERROR"),
        _ => (400, "INVALID_REQUEST"),
    }
}

fn act(server: &WechatPay, request: &Entry, path: &str, query: &str) -> Result<Value, Wrong> {
    let parts: Vec<String> = path.split('/').skip(2).map(percent_decoded).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let body = request.json();
    let own_query = || {
        let fine = query.split('&').any(|p| p == format!("mchid={MCHID}"));
        if fine { Ok(()) } else { Err((400, "PARAM_ERROR")) }
    };
    match (request.method.as_str(), parts.as_slice()) {
        ("POST", ["pay", "transactions", kind @ ("jsapi" | "native" | "app" | "h5")]) => place(server, kind, &body),
        ("GET", ["pay", "transactions", "out-trade-no", number]) => {
            own_query()?;
            let order = server.books().look(number, "").ok_or((404, "ORDER_NOT_EXIST"))?;
            Ok(told(&order))
        }
        ("GET", ["pay", "transactions", "id", id]) => {
            own_query()?;
            let order = server.books().look("", id).ok_or((404, "ORDER_NOT_EXIST"))?;
            Ok(told(&order))
        }
        ("POST", ["pay", "transactions", "out-trade-no", number, "close"]) => {
            if body["mchid"] != MCHID {
                return Err((400, "PARAM_ERROR"));
            }
            server.books().close(number).map_err(wrong)?;
            Ok(Value::Null)
        }
        ("POST", ["refund", "domestic", "refunds"]) => refund(server, &body),
        ("GET", ["refund", "domestic", "refunds", number]) => {
            let refund = server.books().look_refund(number).ok_or((404, "RESOURCE_NOT_EXISTS"))?;
            Ok(told_refund(&refund))
        }
        ("GET", ["certificates"]) => Ok(certificates(server)),
        ("GET", ["bill", "tradebill" | "fundflowbill"]) => announce(server, request, query),
        _ => Err((404, "RESOURCE_NOT_EXISTS")),
    }
}

fn place(server: &WechatPay, kind: &str, body: &Value) -> Result<Value, Wrong> {
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let parameter = (400, "PARAM_ERROR");
    let amount = body["amount"]["total"].as_i64().filter(|n| *n > 0).ok_or(parameter)?;
    let missing = [&body["description"], &body["out_trade_no"], &body["notify_url"]]
        .iter()
        .any(|v| v.as_str().is_none_or(str::is_empty));
    if missing || body["appid"] != APPID || body["mchid"] != MCHID || body["amount"]["currency"] != "CNY" {
        return Err(parameter);
    }
    let openid = text(&body["payer"]["openid"]);
    if (kind == "jsapi" && openid.is_empty()) || (kind == "h5" && !body["scene_info"]["payer_client_ip"].is_string()) {
        return Err(parameter);
    }
    let order = Order {
        number: text(&body["out_trade_no"]),
        amount,
        asked: body.to_string(),
        trade_type: if kind == "h5" {
            "MWEB".to_owned()
        } else {
            kind.to_ascii_uppercase()
        },
        prepay_id: String::new(),
        transaction_id: String::new(),
        state: "NOTPAY",
        notify_url: text(&body["notify_url"]),
        openid: if openid.is_empty() {
            "sandbox-payer".to_owned()
        } else {
            openid
        },
        attach: text(&body["attach"]),
        version: 3,
        typing: 0,
    };
    let order = server.books().place(order).map_err(wrong)?;
    Ok(match kind {
        "native" => json!({"code_url": format!("weixin://wxpay/bizpayurl?pr={}", &order.prepay_id[24..])}),
        "h5" => {
            json!({"h5_url": format!("https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={}", order.prepay_id)})
        }
        _ => json!({"prepay_id": order.prepay_id}),
    })
}

/// An order as it is told.
pub(super) fn told(order: &Order) -> Value {
    let mut told = json!({"appid": APPID, "mchid": MCHID, "out_trade_no": order.number, "trade_state": order.state,
        "trade_state_desc": "sandbox", "attach": order.attach});
    if order.state != "NOTPAY" && order.state != "CLOSED" {
        told["transaction_id"] = json!(order.transaction_id);
        told["trade_type"] = json!(order.trade_type);
        told["bank_type"] = json!("OTHERS");
        told["success_time"] = json!(beijing("%Y-%m-%dT%H:%M:%S+08:00"));
        told["payer"] = json!({"openid": order.openid});
    }
    told["amount"] =
        json!({"total": order.amount, "payer_total": order.amount, "currency": "CNY", "payer_currency": "CNY"});
    told
}

fn refund(server: &WechatPay, body: &Value) -> Result<Value, Wrong> {
    let text = |v: &Value| v.as_str().unwrap_or("").to_owned();
    let number = |v: &Value| v.as_i64().filter(|n| *n > 0).ok_or((400, "PARAM_ERROR"));
    let refund = Refund {
        number: text(&body["out_refund_no"]),
        refund_id: String::new(),
        order: text(&body["out_trade_no"]),
        amount: number(&body["amount"]["refund"])?,
        total: number(&body["amount"]["total"])?,
        asked: body.to_string(),
        state: "PROCESSING",
    };
    if refund.number.is_empty() {
        return Err((400, "PARAM_ERROR"));
    }
    let refund = server
        .books()
        .refund(refund, &text(&body["transaction_id"]))
        .map_err(wrong)?;
    Ok(told_refund(&refund))
}

fn told_refund(refund: &Refund) -> Value {
    json!({"refund_id": refund.refund_id, "out_refund_no": refund.number, "out_trade_no": refund.order,
        "channel": "ORIGINAL", "status": refund.state, "create_time": beijing("%Y-%m-%dT%H:%M:%S+08:00"),
        "amount": {"total": refund.total, "refund": refund.amount, "payer_total": refund.total,
                   "payer_refund": refund.amount, "currency": "CNY"}})
}

/// Encrypts a resource.
pub(super) fn seal(plain: &[u8], key: &str, aad: &str) -> Value {
    let nonce = nonce()[..12].to_owned();
    let mut bytes = plain.to_vec();
    let mut iv = [0; 12];
    iv.copy_from_slice(nonce.as_bytes());
    let sealed = UnboundKey::new(&AES_256_GCM, key.as_bytes()).and_then(|k| {
        LessSafeKey::new(k).seal_in_place_append_tag(
            Nonce::assume_unique_for_key(iv),
            Aad::from(aad.as_bytes()),
            &mut bytes,
        )
    });
    debug_assert!(sealed.is_ok());
    json!({"algorithm": "AEAD_AES_256_GCM", "nonce": nonce, "associated_data": aad, "ciphertext": STANDARD.encode(bytes)})
}

fn certificates(server: &WechatPay) -> Value {
    let keys = keys();
    let sealed = seal(
        keys.platform_certificate_pem.as_bytes(),
        &server.apiv3_key,
        "certificate",
    );
    json!({"data": [{"serial_no": keys.platform_serial, "effective_time": "2020-01-01T00:00:00+08:00",
        "expire_time": "4000-01-01T00:00:00+08:00", "encrypt_certificate": sealed}]})
}

/// Says where a bill is, and its hash.
fn announce(server: &WechatPay, request: &Entry, query: &str) -> Result<Value, Wrong> {
    let (date, kind) = wanted(query);
    if date.len() != 10 {
        return Err((400, "PARAM_ERROR"));
    }
    let text = bill::of(&server.books(), &date, &kind).ok_or((400, "NO_STATEMENT_EXIST"))?;
    let host = request.header("host").unwrap_or("127.0.0.1");
    let scheme = if host.starts_with("localhost") { "https" } else { "http" };
    let tar = if query.contains("tar_type=GZIP") {
        "&tar_type=GZIP"
    } else {
        ""
    };
    Ok(json!({"hash_type": "SHA1", "hash_value": bill::hash(&text),
        "download_url": format!("{scheme}://{host}/v3/billdownload/file?bill_date={date}&bill_type={kind}{tar}")}))
}

fn wanted(query: &str) -> (String, String) {
    let find = |name: &str| {
        let found = query.split('&').find_map(|p| p.strip_prefix(&format!("{name}=")));
        found.unwrap_or("").to_owned()
    };
    let kind = find("bill_type");
    (find("bill_date"), if kind.is_empty() { "ALL".to_owned() } else { kind })
}

fn file(server: &WechatPay, query: &str) -> Answer {
    let (date, kind) = wanted(query);
    match bill::of(&server.books(), &date, &kind) {
        Some(text) if query.contains("tar_type=GZIP") => whole("application/x-gzip", bill::packed(&text)),
        Some(text) => whole("text/plain", text.into_bytes()),
        None => Answer::json(404, &json!({"code": "RESOURCE_NOT_EXISTS", "message": "no bill"})),
    }
}
