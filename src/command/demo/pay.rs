//! The rows of WeChat Pay, and what of it stands in the sandbox's configuration and environment.

use std::sync::Arc;

use futures_util::FutureExt;
use serde_json::json;

use super::{Row, Seen, World, nothing};
use crate::command::now;
use crate::command::pay::connect;
use crate::command::sandbox::Sealed;
use crate::error::{Kind, Result};
use crate::pay::notify::{self, Captured, Expect};
use crate::pay::trigger::{self, TestKey, Told};
use crate::pay::{Account, Fen, Merchant, Number, Order, Paid, Place, Refund, Version, merchant, v2};
use crate::sandbox::pay::{APPID, MCHID, PUBLIC_KEY_ID, keys};
use crate::sandbox::{Fault, Sandbox};

/// The table that reaches the sandbox.
pub fn sealed(sandbox: &Sandbox) -> Sealed {
    let server = sandbox.server("wechatpay");
    let keys = keys();
    let apiv3_key = server.also.first().map_or("", |(_, key)| key);
    let tables = format!(
        "\n[pay.wechatpay]\nbase_url = {}\nappid = \"{APPID}\"\nmchid = \"{MCHID}\"\ntest = true\napi_key = {}\napiv3_key = {}\n\
         private_key = {}\ncertificate = {}\nserial = \"{}\"\nnotify_url = \"http://127.0.0.1:8787/\"\n\
         forward_secret = \"plain:sandbox-forward-secret\"\nplatform_keys = {{ {PUBLIC_KEY_ID} = {} }}\n",
        json!(server.url),
        json!(format!("plain:{}", server.key)),
        json!(format!("plain:{apiv3_key}")),
        json!(format!("plain:{}", keys.merchant_key_pem)),
        json!(format!("plain:{}", keys.merchant_certificate_pem)),
        keys.merchant_serial,
        json!(format!("plain:{}", keys.platform_public_pem)),
    );
    Sealed {
        defaults: "pay = \"wechatpay\"\n",
        tables,
    }
}

/// What foreign clients need: WeChat has no variables of its own, so these are the sandbox's.
pub fn environment(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let server = sandbox.server("wechatpay");
    let keys = keys();
    let apiv3_key = server.also.first().map_or("", |(_, key)| key);
    vec![
        ("SANDBOX_WECHATPAY_URL", server.url.clone()),
        ("SANDBOX_WECHATPAY_APPID", APPID.to_owned()),
        ("SANDBOX_WECHATPAY_MCHID", MCHID.to_owned()),
        ("SANDBOX_WECHATPAY_API_KEY", server.key.clone()),
        ("SANDBOX_WECHATPAY_APIV3_KEY", apiv3_key.to_owned()),
        ("SANDBOX_WECHATPAY_PRIVATE_KEY", keys.merchant_key_pem.clone()),
        ("SANDBOX_WECHATPAY_SERIAL", keys.merchant_serial.clone()),
        ("SANDBOX_WECHATPAY_PUBLIC_KEY", keys.platform_public_pem.clone()),
        ("SANDBOX_WECHATPAY_PUBLIC_KEY_ID", PUBLIC_KEY_ID.to_owned()),
    ]
}

fn at(path: &str) -> Fault {
    Fault {
        protocol: Some("wechatpay".to_owned()),
        path: Some(path.to_owned()),
        ..Fault::default()
    }
}

fn unsigned(path: &str) -> Fault {
    Fault {
        text: Some("unsigned".to_owned()),
        ..at(path)
    }
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "pay-order-v3",
        run: |w| order(w, Version::V3).boxed(),
        needs: nothing,
        breaks: || unsigned("/v3/pay/transactions/native"),
    },
    Row {
        name: "pay-order-v2",
        run: |w| order(w, Version::V2).boxed(),
        needs: nothing,
        breaks: || unsigned("/pay/unifiedorder"),
    },
    Row {
        name: "pay-refund-lost",
        run: |w| refund_lost(w).boxed(),
        needs: || {
            vec![Fault {
                lose: true,
                times: Some(1),
                ..at("/v3/refund/domestic/refunds")
            }]
        },
        breaks: || Fault {
            text: Some("err:NOT_ENOUGH".to_owned()),
            ..at("/v3/refund/domestic/refunds")
        },
    },
    Row {
        name: "pay-micropay",
        run: |w| micropay(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            text: Some("err:AUTH_CODE_INVALID".to_owned()),
            ..at("/pay/micropay")
        },
    },
    Row {
        name: "pay-bill",
        run: |w| bill(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            body: Some("not the bill that was announced".to_owned()),
            ..at("/v3/billdownload")
        },
    },
    Row {
        name: "pay-notify",
        run: |w| notification(w).boxed(),
        needs: nothing,
        // What was ordered decides what a notification must say: with another amount nothing holds.
        breaks: || Fault {
            status: Some(500),
            ..at("/v3/pay/transactions/native")
        },
    },
];

impl World {
    async fn account(&self) -> Result<Arc<Account>> {
        Ok(Arc::new(connect(&self.settings, &self.http, "wechatpay").await?))
    }

    async fn pay(&self, version: Version) -> Result<Box<dyn Merchant>> {
        merchant(self.account().await?, version)
    }
}

fn one_yuan() -> Fen {
    Fen::new(100).unwrap_or_default()
}

fn native(number: &str) -> Order {
    Order {
        place: Place::Native,
        amount: one_yuan(),
        body: "vh demo 演示".to_owned(),
        out_trade_no: number.to_owned(),
        openid: None,
        client_ip: None,
        notify_url: "https://example.com/notify".to_owned(),
        attach: None,
        detail: None,
        goods_tag: None,
        expires: None,
        no_credit: false,
        profit_sharing: false,
    }
}

async fn order(w: &World, version: Version) -> Result<Seen> {
    let pay = w.pay(version).await?;
    let number = "vh-demo-0001";
    let ordered = pay.order(&native(number)).await?;
    let again = pay.order(&native(number)).await?;
    let payment = pay.query(&Number::OutTradeNo(number.to_owned())).await?;
    let url = ordered.code_url.clone().unwrap_or_default();
    Ok(Seen {
        sent: w.sent(),
        received: format!("{url}, {}", payment.state.word()),
        compared: "a verified code_url; the same order again is the same; not paid yet".to_owned(),
        holds: url.starts_with("weixin://") && ordered == again && payment.state == Paid::NotPay,
    })
}

/// Pays an order by the code on a phone, which needs no payer.
async fn paid(w: &World, number: &str) -> Result<()> {
    let v2 = v2::V2::new(w.account().await?)?;
    let pay = crate::pay::Micropay {
        auth_code: "134567890123456781".to_owned(),
        amount: one_yuan(),
        body: "vh demo".to_owned(),
        out_trade_no: number.to_owned(),
        client_ip: "127.0.0.1".to_owned(),
        attach: None,
    };
    let second = std::time::Duration::from_secs(1);
    v2.micropay(&pay, second, second).await.map(|_| ())
}

async fn refund_lost(w: &World) -> Result<Seen> {
    paid(w, "vh-demo-0002").await?;
    let pay = w.pay(Version::V3).await?;
    let refund = Refund {
        number: Number::OutTradeNo("vh-demo-0002".to_owned()),
        out_refund_no: "vh-demo-r-1".to_owned(),
        amount: one_yuan(),
        total: one_yuan(),
        reason: None,
        notify_url: None,
    };
    let refunded = pay.refund(&refund).await?;
    let found = pay.refund_query("vh-demo-r-1").await?;
    let attempts = w
        .sandbox
        .journal()
        .iter()
        .filter(|e| e.path == "/v3/refund/domestic/refunds")
        .count();
    Ok(Seen {
        sent: w.sent(),
        received: format!("{} {}", refunded.out_refund_no, found.state),
        compared: "the answer was lost after the refund was made: sent twice, the same number, one refund".to_owned(),
        holds: attempts == 2 && refunded.refund_id == found.refund_id && found.amount == Some(one_yuan()),
    })
}

async fn micropay(w: &World) -> Result<Seen> {
    paid(w, "vh-demo-0003").await?;
    let number = Number::OutTradeNo("vh-demo-0003".to_owned());
    let payment = w.pay(Version::V2).await?.query(&number).await?;
    Ok(Seen {
        sent: w.sent(),
        received: format!("{} {}", payment.state.word(), payment.total.unwrap_or_default()),
        compared: "SUCCESS ¥1.00, both answers verified".to_owned(),
        holds: payment.state == Paid::Success && payment.total == Some(one_yuan()),
    })
}

async fn bill(w: &World) -> Result<Seen> {
    paid(w, "vh-demo-0004").await?;
    let pay = w.pay(Version::V3).await?;
    let which = crate::pay::BillRequest {
        date: "2026-11-22".to_owned(),
        content: crate::pay::BillContent::All,
    };
    let mut bytes = Vec::new();
    pay.bill(&which, &mut bytes).await?;
    let mut bill = crate::pay::bill::Bill::open(bytes.as_slice())?;
    let mut rows = 0;
    while bill.row()?.is_some() {
        rows += 1;
    }
    Ok(Seen {
        sent: w.sent(),
        received: format!("{} bytes, {rows} row", bytes.len()),
        compared: "its SHA-1 is the announced one; its summary counts 1 row".to_owned(),
        holds: rows == 1,
    })
}

async fn notification(w: &World) -> Result<Seen> {
    let pay = w.pay(Version::V3).await?;
    pay.order(&native("vh-demo-0005")).await?;
    let account = w.account().await?;
    let told = Told {
        about: notify::About::Payment,
        out_trade_no: "vh-demo-0005".to_owned(),
        out_refund_no: String::new(),
        total: one_yuan(),
        refund: one_yuan(),
        set: Vec::new(),
    };
    let key = TestKey::generate()?;
    let captured = trigger::notification(&account, Version::V2, &told, None)?;
    let stranger = trigger::notification(&account, Version::V3, &told, Some(&key))?;
    let expect = |fen| Expect {
        total: Fen::new(fen),
        order: Some("vh-demo-0005".to_owned()),
    };
    let judge = |captured: &Captured, fen| notify::judge(&account, captured, &expect(fen), now());
    let good = judge(&captured, 100);
    let wrong_amount = judge(&captured, 101);
    let unknown_key = judge(&stranger, 100);
    let mut changed = captured.clone();
    changed.body = String::from_utf8_lossy(&captured.body)
        .replace(">100<", ">1<")
        .into_bytes();
    let changed = judge(&changed, 1);
    let live = {
        let settings = &w.settings;
        let mut resolved = settings.pay("wechatpay").await?;
        resolved.config.test = false;
        let clock = crate::command::pay::clock();
        let account = Account::connect("wechatpay", resolved.config, resolved.net, w.http.clone(), clock)?;
        trigger::notification(&account, Version::V2, &told, None)
    };
    let named = |v: &notify::Verdict| v.first_bad().map_or("-", |c| c.name);
    Ok(Seen {
        sent: w.sent(),
        received: format!(
            "good: {}; wrong amount: {}; other key: {}; changed: {}",
            good.holds(),
            named(&wrong_amount),
            named(&unknown_key),
            named(&changed)
        ),
        compared: "true; amount; key; signature; and a live key signs none".to_owned(),
        holds: good.holds()
            && named(&wrong_amount) == "amount"
            && named(&unknown_key) == "key"
            && named(&changed) == "signature"
            && live.is_err_and(|e| e.kind == Kind::Refused),
    })
}
