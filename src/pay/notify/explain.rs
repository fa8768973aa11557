//! What could be wrong with a signature, found by trying what people and programs do wrong.

use serde_json::Value;

use super::Captured;
use crate::pay::Account;
use crate::pay::v2::xml::{self, Fields};
use crate::pay::{v2, v3};
use crate::text;
use crate::text::Text;

/// What could be wrong with the signature, found by trying what people and programs do wrong.
pub fn explain(account: &Account, captured: &Captured) -> Vec<Text> {
    if captured.is_v2() {
        explain_v2(account, captured)
    } else {
        explain_v3(account, captured)
    }
}

fn explain_v2(account: &Account, captured: &Captured) -> Vec<Text> {
    let (Ok(fields), Some(key)) = (xml::parse(&captured.body, "xml"), &account.api_key) else {
        return Vec::new();
    };
    let text = v2::sign::sorted(&fields);
    let mut told = vec![text!("signed text: {text}****", "待签名串：{text}****")];
    let key = key.expose();
    let holds = |f: &Fields| v2::sign::verify(f, key, None).is_ok();
    if v2::sign::verify(&fields, key, Some(account.sign_type)).is_ok() {
        return told;
    }
    if holds(&fields) {
        told.push(text!(
            "it holds as MD5, but the table wants HMAC-SHA256",
            "按 MD5 成立，但该表要求 HMAC-SHA256"
        ));
        return told;
    }
    let changed = |change: &dyn Fn(&str, &str) -> Option<String>| {
        let kept = fields.0.iter().filter_map(|(n, v)| Some((n.clone(), change(n, v)?)));
        Fields(kept.collect())
    };
    if holds(&changed(&|_, v| Some(v.trim().to_owned()))) {
        told.push(text!(
            "it holds when spaces around values are cut: whoever signed it changed values",
            "去掉值两端空格后成立：签名方改动了字段值"
        ));
    }
    let covers = |list: &[&str]| holds(&changed(&|n, v| list.contains(&n).then(|| v.to_owned())));
    if FIXED.iter().any(|list| covers(list)) {
        told.push(text!(
            "it covers a fixed list of fields only: WeChat signs every field, so this is not WeChat's",
            "签名只覆盖固定的若干字段：微信会对全部字段签名，因此它不是微信发出的"
        ));
    }
    for (name, _) in fields.0.iter().filter(|(n, _)| n != "sign") {
        if holds(&changed(&|n, v| (n != name).then(|| v.to_owned()))) {
            told.push(text!(
                "it holds without {name}: that field was added after signing",
                "去掉 {name} 后成立：该字段是签名之后加入的"
            ));
        }
    }
    if told.len() == 1 {
        told.push(text!(
            "no usual mistake makes it hold: another key, or a value that was changed",
            "不属于常见错误：密钥不同，或字段值被改动"
        ));
    }
    told
}

/// The lists of fields that hand-written programs take for all there are: the short one, and the one of the old examples.
const FIXED: [&[&str]; 2] = [
    &[
        "appid",
        "device_info",
        "mch_id",
        "nonce_str",
        "openid",
        "out_trade_no",
        "result_code",
        "return_code",
        "return_msg",
        "sign",
        "total_fee",
        "trade_type",
        "transaction_id",
    ],
    &[
        "appid",
        "attach",
        "bank_type",
        "cash_fee",
        "fee_type",
        "is_subscribe",
        "mch_id",
        "nonce_str",
        "openid",
        "out_trade_no",
        "result_code",
        "return_code",
        "sign",
        "time_end",
        "total_fee",
        "trade_type",
        "transaction_id",
    ],
];

fn explain_v3(account: &Account, captured: &Captured) -> Vec<Text> {
    let signed = v3::sign::Signed::find(|name| captured.header(name));
    let (Some(at), Some(nonce), Some(id), Some(signature)) =
        (&signed.timestamp, &signed.nonce, &signed.serial, &signed.signature)
    else {
        return Vec::new();
    };
    let length = captured.body.len();
    let mut told = vec![text!(
        "signed text: {at}\\n{nonce}\\n(body, {length} bytes)\\n",
        "待签名串：{at}\\n{nonce}\\n（正文 {length} 字节）\\n"
    )];
    let Ok(ring) = account.ring.read() else { return told };
    let Ok(unix) = at.parse() else { return told };
    let holds = |id: &str, body: &[u8]| {
        let mut message = format!("{at}\n{nonce}\n").into_bytes();
        message.extend_from_slice(body);
        message.push(b'\n');
        ring.verify(id, &message, signature, unix).is_ok()
    };
    if holds(id, &captured.body) {
        return told;
    }
    for key in ring.iter().filter(|k| !k.id.eq_ignore_ascii_case(id)) {
        if holds(&key.id, &captured.body) {
            let other = &key.id;
            told.push(text!(
                "it is the signature of {other}, not of {id}",
                "这是 {other} 的签名，而不是 {id} 的"
            ));
        }
    }
    if let Some(cut) = captured.body.strip_suffix(b"\n")
        && holds(id, cut)
    {
        told.push(text!(
            "it holds without the last line break: something added one to the body",
            "去掉末尾换行后成立：正文被多加了一个换行"
        ));
    }
    if let Ok(value) = serde_json::from_slice::<Value>(&captured.body)
        && holds(id, value.to_string().as_bytes())
    {
        told.push(text!(
            "it holds over compact JSON: the body was written anew; keep the bytes as they came",
            "对压缩后的 JSON 成立：正文被重新序列化，请保留原始字节"
        ));
    }
    if told.len() == 1 {
        told.push(text!(
            "no usual mistake makes it hold: the body, nonce or timestamp was changed, or the signer is another",
            "不属于常见错误：正文、随机串或时间戳被改动，或签名方不同"
        ));
    }
    told
}
