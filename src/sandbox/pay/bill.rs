//! Bills of the sandbox's books.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha1::{Digest, Sha1};

use super::books::Books;
use super::{APPID, MCHID};

const HEADER: &str = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
const SUMMARY: &str = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// The bill of a day; `None` when there is nothing to tell.
pub(super) fn of(books: &Books, date: &str, kind: &str) -> Option<String> {
    let mut rows = Vec::new();
    let (mut paid, mut refunded) = (0, 0);
    let cells = |cells: &[&str]| cells.iter().map(|c| format!("`{c}")).collect::<Vec<_>>().join(",");
    let time = format!("{date} 12:00:00");
    if kind != "REFUND" {
        for o in books
            .orders
            .values()
            .filter(|o| o.state == "SUCCESS" || o.state == "REFUND")
        {
            paid += o.amount;
            let amount = yuan(o.amount);
            rows.push(cells(&[
                &time,
                APPID,
                MCHID,
                "0",
                "",
                &o.transaction_id,
                &o.number,
                &o.openid,
                &o.trade_type,
                "SUCCESS",
                "OTHERS",
                "CNY",
                &amount,
                "0.00",
                "0",
                "0",
                "0.00",
                "0.00",
                "",
                "",
                "逗号,和\"引号",
                &o.attach,
                "0.00000",
                "0.60%",
                &amount,
                "0.00",
                "",
            ]));
        }
    }
    if kind != "SUCCESS" {
        for r in books.refunds.values() {
            refunded += r.amount;
            let amount = yuan(r.amount);
            rows.push(cells(&[
                &time,
                APPID,
                MCHID,
                "0",
                "",
                "",
                &r.order,
                "",
                "",
                "REFUND",
                "OTHERS",
                "CNY",
                "0.00",
                "0.00",
                &r.refund_id,
                &r.number,
                &amount,
                "0.00",
                "ORIGINAL",
                "SUCCESS",
                "",
                "",
                "0.00000",
                "0.60%",
                "0.00",
                &amount,
                "",
            ]));
        }
    }
    if rows.is_empty() {
        return None;
    }
    let count = format!("{}.0", rows.len());
    let (paid, refunded) = (yuan(paid), yuan(refunded));
    let summary = cells(&[&count, &paid, &refunded, "0.00", "0.00000", &paid, &refunded]);
    Some(format!(
        "\u{feff}{HEADER}\r\n{}\r\n{SUMMARY}\r\n{summary}\r\n",
        rows.join("\r\n")
    ))
}

/// The same, compressed.
pub(super) fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let _ = packer.write_all(text.as_bytes());
    packer.finish().unwrap_or_default()
}

/// Its hash: of the bill itself.
pub(super) fn hash(text: &str) -> String {
    Sha1::digest(text.as_bytes())
        .iter()
        .map(|b| format!("{b:02x}"))
        .collect()
}
