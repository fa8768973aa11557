//! Notifications of v3: JSON under WeChat's own key, its content encrypted.

use std::time::SystemTime;

use serde_json::Value;

use super::{About, Captured, Expect, Notice, Verdict, amount, belongs, order, state};
use crate::pay::v3::answer;
use crate::pay::v3::sign::{self, Refused, Sealed};
use crate::pay::{Account, Fen, keys};
use crate::text;

/// The headers that are signed or say how; one that comes twice leaves open which counts.
const HEADERS: [&str; 5] = [
    "wechatpay-timestamp",
    "wechatpay-nonce",
    "wechatpay-serial",
    "wechatpay-signature",
    "wechatpay-signature-type",
];

pub(super) fn judge(account: &Account, captured: &Captured, expect: &Expect, now: SystemTime) -> Verdict {
    let mut verdict = Verdict::default();
    if let Some(name) = HEADERS.iter().find(|name| captured.comes_twice(name)) {
        verdict.bad("protocol", text!("{name} comes twice", "{name} 出现两次"));
        return verdict;
    }
    let signed = sign::Signed::find(|name| captured.header(name));
    let Ok(ring) = account.ring.read() else {
        verdict.bad("protocol", text!("the ring of keys is poisoned", "密钥环已损坏"));
        return verdict;
    };
    let told = |refused: &Refused| answer::says(refused);
    match sign::verify(&ring, &signed, &captured.body, now) {
        Ok(()) => {
            verdict.good("protocol", text!("version 3, all headers there", "v3，请求头齐全"));
            verdict.good("time", text!("within 300 s of this clock", "与时钟相差 300 秒以内"));
            let id = signed.serial.as_deref().unwrap_or("");
            verdict.good("key", text!("{id}", "{id}"));
            verdict.good(
                "signature",
                text!("RSA-SHA256 over the bytes received", "RSA-SHA256，覆盖收到的原始字节"),
            );
        }
        Err(refused) => {
            let name = match &refused {
                Refused::Missing(_) | Refused::Kind => "protocol",
                Refused::Time(_) => "time",
                Refused::Key(keys::Refused::Wrong) => "signature",
                Refused::Key(_) => "key",
            };
            verdict.bad(name, told(&refused));
            return verdict;
        }
    }
    drop(ring);
    let outer: Value = match serde_json::from_slice(&captured.body) {
        Ok(value) => value,
        Err(_) => {
            verdict.bad("json", text!("the body is no JSON", "正文不是 JSON"));
            return verdict;
        }
    };
    let Some(inner) = open(account, &outer, &mut verdict) else {
        return verdict;
    };
    let event = outer["event_type"].as_str().unwrap_or("").to_owned();
    let own = |value: &Value| value.as_str().map(str::to_owned);
    let about = match event.split('.').next() {
        Some("TRANSACTION") => About::Payment,
        Some("REFUND") => About::Refund,
        _ => About::Other,
    };
    if about == About::Other {
        verdict.bad(
            "event",
            text!("{event:?} is no event that is known here", "{event:?} 不是已知的事件"),
        );
    } else {
        verdict.good("event", text!("{event}", "{event}"));
    }
    let sub = account.sub.as_ref();
    let (app, merchant) = if sub.is_some() {
        ("sp_appid", "sp_mchid")
    } else {
        ("appid", "mchid")
    };
    if about == About::Payment {
        belongs(&mut verdict, "appid", inner[app].as_str(), Some(&account.appid));
    }
    belongs(&mut verdict, "mchid", inner[merchant].as_str(), Some(&account.mchid));
    if let Some(sub) = sub {
        belongs(&mut verdict, "sub_mchid", inner["sub_mchid"].as_str(), Some(&sub.mchid));
    }
    let fen = |value: &Value| value.as_i64().and_then(Fen::new);
    let total = fen(&inner["amount"]["total"]);
    amount(&mut verdict, total, expect, inner["amount"]["currency"].as_str());
    order(&mut verdict, inner["out_trade_no"].as_str(), expect);
    let word = own(&inner["trade_state"])
        .or(own(&inner["refund_status"]))
        .unwrap_or_default();
    if about == About::Payment {
        state(&mut verdict, &word, inner["transaction_id"].as_str());
    }
    if about == About::Refund {
        let agrees = !word.is_empty() && event == format!("REFUND.{word}") && inner["out_refund_no"].is_string();
        verdict.hold("state", agrees, text!("the refund is {word}", "退款状态为 {word}"));
    }
    verdict.notice = Some(Notice {
        about,
        event,
        out_trade_no: own(&inner["out_trade_no"]),
        out_refund_no: own(&inner["out_refund_no"]),
        transaction_id: own(&inner["transaction_id"]),
        state: word,
        total,
        refund: fen(&inner["amount"]["refund"]),
        content: inner,
        is_signed: true,
    });
    verdict
}

/// Decrypts the resource of a notification.
fn open(account: &Account, outer: &Value, verdict: &mut Verdict) -> Option<Value> {
    let Ok(resource) = serde_json::from_value::<sign::Resource>(outer["resource"].clone()) else {
        verdict.bad("decrypt", text!("it has no encrypted resource", "没有加密的 resource"));
        return None;
    };
    let Some(key) = &account.apiv3_key else {
        verdict.bad("decrypt", text!("the table has no apiv3_key", "该表没有 apiv3_key"));
        return None;
    };
    match sign::decrypt(&resource, key.expose()) {
        Ok(plain) => match serde_json::from_slice(&plain) {
            Ok(inner) => {
                verdict.good("decrypt", text!("AES-256-GCM, tag holds", "AES-256-GCM，标签成立"));
                return Some(inner);
            }
            Err(_) => verdict.bad("decrypt", text!("what is inside is no JSON", "内容不是 JSON")),
        },
        Err(Sealed::Algorithm) => verdict.bad(
            "decrypt",
            text!(
                "{:?} is not AEAD_AES_256_GCM",
                "{:?} 不是 AEAD_AES_256_GCM",
                resource.algorithm
            ),
        ),
        Err(Sealed::KeyLength) => verdict.bad("decrypt", text!("apiv3_key has not 32 bytes", "apiv3_key 不是 32 字节")),
        Err(Sealed::Broken) => verdict.bad(
            "decrypt",
            text!("it does not open with apiv3_key", "无法用 apiv3_key 解开"),
        ),
    }
    None
}
