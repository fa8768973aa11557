//! Notifications of v2: XML under the shared key; refunds encrypted and signed by nobody.

use serde_json::{Map, Value, json};

use super::{About, Captured, Expect, Notice, Verdict, amount, belongs, order, state};
use crate::pay::v2::refund_notify;
use crate::pay::v2::sign::{self, Refused as R};
use crate::pay::v2::xml::{self, Fields};
use crate::pay::{Account, Fen};
use crate::text;

pub(super) fn judge(account: &Account, captured: &Captured, expect: &Expect) -> Verdict {
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
    match sign::verify(&fields, key.expose(), Some(account.sign_type)) {
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
