//! Version 2.

use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};

use super::books::{Order, Refund};
use super::xml::{self, Fields, get};
use super::{APPID, MCHID, WechatPay, bill, nonce, whole};
use crate::sandbox::Entry;
use crate::sandbox::server::Answer;

/// The signature over all fields but the empty ones and `sign`.
pub(super) fn signature(fields: &Fields, key: &str) -> String {
    let mut pairs: Vec<(&str, &str)> = fields
        .iter()
        .filter(|(n, v)| n != "sign" && !v.is_empty())
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    pairs.sort_by(|a, b| a.0.cmp(b.0));
    let joined: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
    let text = format!("{}&key={key}", joined.join("&"));
    let bytes: Vec<u8> = if get(fields, "sign_type") == "HMAC-SHA256" {
        match Hmac::<sha2::Sha256>::new_from_slice(key.as_bytes()) {
            Ok(mut mac) => {
                mac.update(text.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
            Err(_) => Vec::new(),
        }
    } else {
        Md5::digest(text.as_bytes()).to_vec()
    };
    bytes.iter().map(|b| format!("{b:02X}")).collect()
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs
        .iter()
        .filter(|(_, v)| !v.is_empty())
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect()
}

/// The request was not taken: unsigned, as WeChat does it.
fn not_taken(why: &str) -> Answer {
    let fields = fields(&[("return_code", "FAIL"), ("return_msg", why)]);
    whole("text/xml", xml::write("xml", &fields).into_bytes()).problem(why)
}

pub(super) fn answer(server: &WechatPay, request: &Entry, text: Option<&str>) -> Answer {
    if request.method != "POST" {
        return not_taken("REQUIRE_POST_METHOD");
    }
    let Some(asked) = std::str::from_utf8(&request.body).ok().and_then(xml::parse) else {
        return not_taken("XML_FORMAT_ERROR");
    };
    let nonce_str = get(&asked, "nonce_str");
    if get(&asked, "appid") != APPID || get(&asked, "mch_id") != MCHID {
        return not_taken("appid and mch_id do not match");
    }
    if nonce_str.is_empty() || nonce_str.len() > 32 {
        return not_taken("nonce_str");
    }
    if get(&asked, "sign") != signature(&asked, &server.api_key) {
        return not_taken("签名错误");
    }
    let path = request.path.split('?').next().unwrap_or("");
    if path == "/pay/downloadbill" {
        return download(server, &asked);
    }
    let done = match text.and_then(|t| t.strip_prefix("err:")) {
        Some(code) => Err(code.to_owned()),
        None => act(server, path, &asked),
    };
    let mut said = fields(&[
        ("return_code", "SUCCESS"),
        ("return_msg", "OK"),
        ("appid", APPID),
        ("mch_id", MCHID),
        ("nonce_str", &nonce()),
    ]);
    let mut problem = None;
    match done {
        Ok(more) => {
            said.push(("result_code".into(), "SUCCESS".into()));
            said.extend(more.into_iter().filter(|(_, v)| !v.is_empty()));
        }
        Err(code) if code == "PATH" => return not_taken("no such interface"),
        Err(code) => {
            said.extend(fields(&[
                ("result_code", "FAIL"),
                ("err_code", &code),
                ("err_code_des", &format!("sandbox: {code}")),
            ]));
            problem = Some(code);
        }
    }
    if get(&asked, "sign_type") == "HMAC-SHA256" {
        said.push(("sign_type".into(), "HMAC-SHA256".into()));
    }
    if text != Some("unsigned") {
        let sign = signature(&said, &server.api_key);
        said.push(("sign".into(), sign));
    }
    let answer = whole("text/xml", xml::write("xml", &said).into_bytes());
    match problem {
        Some(code) => answer.problem(&code),
        None => answer,
    }
}

fn money(fields: &Fields, name: &str) -> Result<i64, String> {
    let text = get(fields, name);
    let plain = !text.is_empty() && !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    match text.parse() {
        Ok(fen) if plain => Ok(fen),
        _ => Err("PARAM_ERROR".to_owned()),
    }
}

/// Everything but what differs between two attempts at the same.
fn asked(fields: &Fields) -> String {
    let kept: Fields = fields
        .iter()
        .filter(|(n, _)| n != "nonce_str" && n != "sign")
        .cloned()
        .collect();
    xml::write("asked", &kept)
}

fn need(fields: &Fields, names: &[&str]) -> Result<(), String> {
    match names.iter().find(|n| get(fields, n).is_empty()) {
        Some(_) => Err("LACK_PARAMS".to_owned()),
        None => Ok(()),
    }
}

fn act(server: &WechatPay, path: &str, asked_for: &Fields) -> Result<Fields, String> {
    let got = |name: &str| get(asked_for, name).to_owned();
    let mut books = server.books();
    match path {
        "/pay/unifiedorder" => {
            need(
                asked_for,
                &["body", "out_trade_no", "spbill_create_ip", "notify_url", "trade_type"],
            )?;
            let trade_type = got("trade_type");
            match trade_type.as_str() {
                "JSAPI" => need(asked_for, &["openid"])?,
                "NATIVE" => need(asked_for, &["product_id"])?,
                "MWEB" => need(asked_for, &["scene_info"])?,
                "APP" => {}
                _ => return Err("PARAM_ERROR".to_owned()),
            }
            let order = books.place(Order {
                number: got("out_trade_no"),
                amount: money(asked_for, "total_fee")?,
                asked: asked(asked_for),
                trade_type: trade_type.clone(),
                prepay_id: String::new(),
                transaction_id: String::new(),
                state: "NOTPAY",
                notify_url: got("notify_url"),
                openid: got("openid"),
                attach: got("attach"),
                version: 2,
                typing: 0,
            })?;
            let code = format!("weixin://wxpay/bizpayurl?pr={}", &order.prepay_id[24..]);
            let page = format!(
                "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id={}",
                order.prepay_id
            );
            Ok(fields(&[
                ("trade_type", &trade_type),
                ("prepay_id", &order.prepay_id),
                ("code_url", if trade_type == "NATIVE" { &code } else { "" }),
                ("mweb_url", if trade_type == "MWEB" { &page } else { "" }),
            ]))
        }
        "/pay/orderquery" => {
            let order = books
                .look(&got("out_trade_no"), &got("transaction_id"))
                .ok_or("ORDERNOTEXIST")?;
            Ok(told(&order))
        }
        "/pay/closeorder" => {
            books.close(&got("out_trade_no"))?;
            Ok(Fields::new())
        }
        "/pay/micropay" => {
            need(asked_for, &["body", "out_trade_no", "spbill_create_ip", "auth_code"])?;
            let code = got("auth_code");
            if code.len() != 18 || !code.starts_with('1') {
                return Err("AUTH_CODE_INVALID".to_owned());
            }
            // A code that ends in 9 belongs to a payer who must type a password.
            let types = code.ends_with('9');
            let mut order = books.place(Order {
                number: got("out_trade_no"),
                amount: money(asked_for, "total_fee")?,
                asked: asked(asked_for),
                trade_type: "MICROPAY".to_owned(),
                prepay_id: String::new(),
                transaction_id: String::new(),
                state: if types { "USERPAYING" } else { "SUCCESS" },
                notify_url: String::new(),
                openid: "sandbox-payer".to_owned(),
                attach: got("attach"),
                version: 2,
                typing: 2,
            })?;
            if types {
                return Err("USERPAYING".to_owned());
            }
            order.state = "SUCCESS";
            let mut said = told(&order);
            said.retain(|(n, _)| n != "trade_state");
            Ok(said)
        }
        "/secapi/pay/reverse" => {
            books.reverse(&got("out_trade_no"))?;
            Ok(fields(&[("recall", "N")]))
        }
        "/secapi/pay/refund" => {
            need(asked_for, &["out_refund_no"])?;
            let refund = Refund {
                number: got("out_refund_no"),
                refund_id: String::new(),
                order: got("out_trade_no"),
                amount: money(asked_for, "refund_fee")?,
                total: money(asked_for, "total_fee")?,
                asked: asked(asked_for),
                state: "PROCESSING",
            };
            let refund = books.refund(refund, &got("transaction_id"))?;
            Ok(fields(&[
                ("out_trade_no", &refund.order),
                ("out_refund_no", &refund.number),
                ("refund_id", &refund.refund_id),
                ("refund_fee", &refund.amount.to_string()),
                ("total_fee", &refund.total.to_string()),
            ]))
        }
        "/pay/refundquery" => {
            let refund = books.look_refund(&got("out_refund_no")).ok_or("REFUNDNOTEXIST")?;
            Ok(fields(&[
                ("out_trade_no", &refund.order),
                ("total_fee", &refund.total.to_string()),
                ("refund_count", "1"),
                ("out_refund_no_0", &refund.number),
                ("refund_id_0", &refund.refund_id),
                ("refund_fee_0", &refund.amount.to_string()),
                ("refund_status_0", refund.state),
            ]))
        }
        _ => Err("PATH".to_owned()),
    }
}

/// An order as it is told.
pub(super) fn told(order: &Order) -> Fields {
    let paid = order.state != "NOTPAY" && order.state != "CLOSED";
    let only = |text: &str| if paid { text.to_owned() } else { String::new() };
    let amount = order.amount.to_string();
    fields(&[
        ("out_trade_no", &order.number),
        ("trade_state", order.state),
        ("trade_state_desc", "sandbox"),
        ("attach", &order.attach),
        ("total_fee", &amount),
        ("cash_fee", &only(&amount)),
        ("fee_type", "CNY"),
        ("transaction_id", &only(&order.transaction_id)),
        ("openid", &only(&order.openid)),
        ("trade_type", &only(&order.trade_type)),
        ("bank_type", &only("OTHERS")),
        ("time_end", &only(&super::beijing("%Y%m%d%H%M%S"))),
    ])
}

fn download(server: &WechatPay, asked: &Fields) -> Answer {
    let date = get(asked, "bill_date");
    if date.len() != 8 {
        return not_taken("bill_date");
    }
    let date = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]);
    match bill::of(&server.books(), &date, get(asked, "bill_type")) {
        Some(text) if get(asked, "tar_type") == "GZIP" => whole("application/x-gzip", bill::packed(&text)),
        Some(text) => whole("text/plain", text.into_bytes()),
        None => {
            let said = fields(&[
                ("return_code", "FAIL"),
                ("return_msg", "No Bill Exist"),
                ("error_code", "20002"),
            ]);
            whole("text/xml", xml::write("xml", &said).into_bytes())
        }
    }
}
