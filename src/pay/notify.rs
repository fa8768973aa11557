//! Judging what WeChat sends by itself: check after check, each with its outcome, and only when all hold is there a payment.
//! Source: pay.weixin.qq.com/doc/v2/merchant/4011986737, doc/v3/merchant/4012071382, wechatpay-skills, 回调处理.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::v2::xml::{self, Fields};
use super::v2::{self, refund_notify};
use super::v3::{self, sign::Refused};
use super::{Account, Fen, keys};
use crate::text;
use crate::text::Text;

/// A notification as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Captured {
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}

impl Captured {
    /// A header; `None` also when it comes twice, because then it is not clear which counts.
    pub fn header(&self, name: &str) -> Option<String> {
        let mut found = self.headers.iter().filter(|(n, _)| n == name);
        match (found.next(), found.next()) {
            (Some((_, value)), None) => Some(value.trim().to_owned()),
            _ => None,
        }
    }

    /// Whether it is of v2: XML.
    pub fn is_v2(&self) -> bool {
        let body = self.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.body);
        body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<')
    }
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A payment.
    Payment,
    /// A refund.
    Refund,
    /// Something that is new.
    Other,
}

impl About {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            About::Payment => "payment",
            About::Refund => "refund",
            About::Other => "other",
        }
    }
}

/// What a notification says.
#[derive(Debug, Clone)]
pub struct Notice {
    /// What it is about.
    pub about: About,
    /// WeChat's word for the event: `TRANSACTION.SUCCESS`, …
    pub event: String,
    /// The merchant's number of the order.
    pub out_trade_no: Option<String>,
    /// The merchant's number of the refund.
    pub out_refund_no: Option<String>,
    /// WeChat's number of the payment.
    pub transaction_id: Option<String>,
    /// The state: `SUCCESS`, …
    pub state: String,
    /// The order's amount.
    pub total: Option<Fen>,
    /// The refund's amount.
    pub refund: Option<Fen>,
    /// All that it says.
    pub content: Value,
    /// Whether a signature vouches for it. The refund notification of v2 has none.
    pub is_signed: bool,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// It holds.
    Good,
    /// It does not.
    Bad,
    /// It was not made: nothing to compare with.
    Skipped,
}

/// A check.
#[derive(Debug, Clone)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// How it came out.
    pub came: Came,
    /// In words.
    pub told: Text,
}

/// What the user knows of the payment.
#[derive(Debug, Clone, Default)]
pub struct Expect {
    /// The amount of the order.
    pub total: Option<Fen>,
    /// The merchant's number.
    pub order: Option<String>,
}

/// All checks, and what the notification says as far as it could be read.
#[derive(Debug, Default)]
pub struct Verdict {
    /// In the order in which they were made.
    pub checks: Vec<Check>,
    /// What it says; never to be believed when a check is bad.
    pub notice: Option<Notice>,
}

impl Verdict {
    fn good(&mut self, name: &'static str, told: Text) {
        self.add(name, Came::Good, told);
    }

    fn bad(&mut self, name: &'static str, told: Text) {
        self.add(name, Came::Bad, told);
    }

    fn add(&mut self, name: &'static str, came: Came, told: Text) {
        self.checks.push(Check { name, came, told });
    }

    fn hold(&mut self, name: &'static str, holds: bool, told: Text) {
        self.add(name, if holds { Came::Good } else { Came::Bad }, told);
    }

    /// Whether every check held.
    pub fn holds(&self) -> bool {
        self.notice.is_some() && self.checks.iter().all(|c| c.came != Came::Bad)
    }

    /// The first check that does not hold.
    pub fn first_bad(&self) -> Option<&Check> {
        self.checks.iter().find(|c| c.came == Came::Bad)
    }

    /// Whether it is WeChat's signature that does not fit: WeChat sends such on purpose, to see that they are refused.
    pub fn is_wrong_signature(&self) -> bool {
        self.first_bad().is_some_and(|c| c.name == "signature")
    }
}

/// Judges `captured` as a notification to `account`.
pub fn judge(account: &Account, captured: &Captured, expect: &Expect, now: SystemTime) -> Verdict {
    if captured.is_v2() {
        judge_v2(account, captured, expect)
    } else {
        judge_v3(account, captured, expect, now)
    }
}

fn judge_v2(account: &Account, captured: &Captured, expect: &Expect) -> Verdict {
    let mut verdict = Verdict::default();
    let Some(key) = &account.api_key else {
        verdict.bad(
            "protocol",
            text!(
                "it is of version 2, and the table has no api_key",
                "这是 v2 通知，而该表没有 api_key"
            ),
        );
        return verdict;
    };
    let fields = match xml::parse(&captured.body, "xml") {
        Ok(fields) => fields,
        Err(bad) => {
            let why = bad.says();
            verdict.bad("protocol", text!("XML that is refused: {why}", "XML 被拒绝：{why}"));
            return verdict;
        }
    };
    let get = |name: &str| fields.get(name).unwrap_or("").to_owned();
    let taken = fields.get("return_code") == Some("SUCCESS");
    let told = text!("version 2, return_code {}", "v2，return_code 为 {}", get("return_code"));
    verdict.hold("protocol", taken, told);
    if !taken {
        return verdict;
    }
    if fields.get("req_info").is_some() {
        judge_v2_refund(account, &fields, key.expose(), expect, &mut verdict);
        return verdict;
    }
    use v2::sign::Refused as R;
    match v2::sign::verify(&fields, key.expose(), Some(account.sign_type)) {
        Ok(how) => {
            let how = how.name();
            verdict.good("signature", text!("{how} over every field", "{how}，覆盖全部字段"));
        }
        Err(refused) => {
            let told = match refused {
                R::Missing => text!("there is none", "没有签名"),
                R::Kind => text!("its kind is not the table's", "签名类型与该表不符"),
                R::Wrong => text!("it does not hold", "签名不成立"),
            };
            verdict.bad("signature", told);
            return verdict;
        }
    }
    let result = get("result_code");
    verdict.hold(
        "result",
        result == "SUCCESS",
        text!("result_code {result}", "result_code 为 {result}"),
    );
    let sub = account.sub.as_ref();
    belongs(&mut verdict, "appid", fields.get("appid"), Some(&account.appid));
    belongs(&mut verdict, "mchid", fields.get("mch_id"), Some(&account.mchid));
    if sub.is_some() || fields.get("sub_mch_id").is_some() {
        belongs(
            &mut verdict,
            "sub_mchid",
            fields.get("sub_mch_id"),
            sub.map(|s| s.mchid.as_str()),
        );
    }
    let total = fields.get("total_fee").and_then(Fen::of_protocol);
    amount(&mut verdict, total, expect, fields.get("fee_type"));
    order(&mut verdict, fields.get("out_trade_no"), expect);
    let transaction = fields.get("transaction_id");
    state(&mut verdict, &result, transaction);
    verdict.notice = Some(Notice {
        about: About::Payment,
        event: "TRANSACTION.SUCCESS".to_owned(),
        out_trade_no: fields.get("out_trade_no").map(str::to_owned),
        out_refund_no: None,
        transaction_id: transaction.map(str::to_owned),
        state: result,
        total,
        refund: None,
        content: object(&fields),
        is_signed: true,
    });
    verdict
}

/// All fields but the signature.
fn object(fields: &Fields) -> Value {
    let kept = fields.0.iter().filter(|(n, _)| n != "sign");
    Value::Object(kept.map(|(n, v)| (n.clone(), json!(v))).collect::<Map<_, _>>())
}

fn judge_v2_refund(account: &Account, fields: &Fields, key: &str, expect: &Expect, verdict: &mut Verdict) {
    let inner = refund_notify::decrypt(fields.get("req_info").unwrap_or(""), key);
    let inner = inner.and_then(|plain| xml::parse(&plain, "root").ok());
    let Some(inner) = inner else {
        verdict.bad(
            "decrypt",
            text!("req_info does not open with this key", "req_info 无法用该密钥解开"),
        );
        return;
    };
    verdict.good(
        "decrypt",
        text!("req_info opens with this key", "req_info 可用该密钥解开"),
    );
    belongs(verdict, "appid", fields.get("appid"), Some(&account.appid));
    belongs(verdict, "mchid", fields.get("mch_id"), Some(&account.mchid));
    let total = inner.get("total_fee").and_then(Fen::of_protocol);
    amount(verdict, total, expect, None);
    order(verdict, inner.get("out_trade_no"), expect);
    let own = |name: &str| inner.get(name).map(str::to_owned);
    let word = own("refund_status").unwrap_or_default();
    verdict.notice = Some(Notice {
        about: About::Refund,
        event: format!("REFUND.{word}"),
        out_trade_no: own("out_trade_no"),
        out_refund_no: own("out_refund_no"),
        transaction_id: own("transaction_id"),
        state: match word.as_str() {
            "REFUNDCLOSE" => "CLOSED".to_owned(),
            "CHANGE" => "ABNORMAL".to_owned(),
            _ => word,
        },
        total,
        refund: inner.get("refund_fee").and_then(Fen::of_protocol),
        content: object(&inner),
        is_signed: false,
    });
}

fn judge_v3(account: &Account, captured: &Captured, expect: &Expect, now: SystemTime) -> Verdict {
    let mut verdict = Verdict::default();
    let signed = v3::sign::Signed::find(|name| captured.header(name));
    let Ok(ring) = account.ring.read() else {
        verdict.bad("protocol", text!("the ring of keys is poisoned", "密钥环已损坏"));
        return verdict;
    };
    let told = |refused: &Refused| v3::answer::says(refused);
    match v3::sign::verify(&ring, &signed, &captured.body, now) {
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
    let Ok(resource) = serde_json::from_value::<v3::sign::Resource>(outer["resource"].clone()) else {
        verdict.bad("decrypt", text!("it has no encrypted resource", "没有加密的 resource"));
        return None;
    };
    let Some(key) = &account.apiv3_key else {
        verdict.bad("decrypt", text!("the table has no apiv3_key", "该表没有 apiv3_key"));
        return None;
    };
    use v3::sign::Sealed;
    match v3::sign::decrypt(&resource, key.expose()) {
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

fn belongs(verdict: &mut Verdict, name: &'static str, theirs: Option<&str>, ours: Option<&str>) {
    let shown = theirs.unwrap_or("-");
    let holds = theirs.is_some() && theirs == ours;
    let told = if holds {
        text!("{shown}", "{shown}")
    } else {
        text!("{shown} is not this table's", "{shown} 不属于该表")
    };
    verdict.hold(name, holds, told);
}

fn amount(verdict: &mut Verdict, total: Option<Fen>, expect: &Expect, currency: Option<&str>) {
    if let Some(other) = currency.filter(|c| *c != "CNY") {
        verdict.bad("currency", text!("{other} is not CNY", "{other} 不是 CNY"));
    }
    match (total, expect.total) {
        (None, _) => verdict.bad("amount", text!("it names no amount", "没有金额")),
        (Some(is), Some(wanted)) if is == wanted => verdict.good("amount", text!("{is}", "{is}")),
        (Some(is), Some(wanted)) => verdict.bad("amount", text!("{is}, not {wanted}", "{is}，应为 {wanted}")),
        (Some(is), None) => verdict.add(
            "amount",
            Came::Skipped,
            text!(
                "{is}; not compared, because no --expect-total was given",
                "{is}；未比对，因为没有给出 --expect-total"
            ),
        ),
    }
}

fn order(verdict: &mut Verdict, theirs: Option<&str>, expect: &Expect) {
    let shown = theirs.unwrap_or("-");
    match (&expect.order, theirs) {
        (_, None) => verdict.bad("order", text!("it names no order", "没有订单号")),
        (Some(wanted), Some(is)) if wanted != is => {
            verdict.bad("order", text!("{is}, not {wanted}", "{is}，应为 {wanted}"))
        }
        (Some(_), Some(_)) => verdict.good("order", text!("{shown}", "{shown}")),
        (None, Some(_)) => verdict.add(
            "order",
            Came::Skipped,
            text!("{shown}; not compared", "{shown}；未比对"),
        ),
    }
}

fn state(verdict: &mut Verdict, word: &str, transaction: Option<&str>) {
    let id = transaction.unwrap_or("-");
    verdict.hold(
        "state",
        word == "SUCCESS" && transaction.is_some(),
        text!("{word}, transaction {id}", "{word}，交易单号 {id}"),
    );
}

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
