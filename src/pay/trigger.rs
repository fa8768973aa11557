//! Notifications under test keys, signed as WeChat signs: to see what a receiver does with them. Never under a live key: the v2
//! key signs in both directions, so that would be a forged payment.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa::KeySize;
use serde_json::{Value, json};

use super::keys::{self, MerchantKey};
use super::notify::{About, Captured};
use super::v2::xml::{self, Fields};
use super::v2::{self, refund_notify};
use super::{Account, Fen, Version, params, v3};
use crate::error::{Error, Kind, Result};
use crate::text;

/// What is told.
#[derive(Debug, Clone)]
pub struct Told {
    /// Of a payment or a refund.
    pub about: About,
    /// The order.
    pub out_trade_no: String,
    /// The refund.
    pub out_refund_no: String,
    /// The amount of the order.
    pub total: Fen,
    /// The amount of the refund.
    pub refund: Fen,
    /// Further fields, which replace what would be there.
    pub set: Vec<(String, String)>,
}

/// A key that stands in for WeChat's, with its certificate; both PEM.
#[derive(Debug, Clone)]
pub struct TestKey {
    /// The private key.
    pub private_pem: String,
    /// The certificate, whose subject says what it is.
    pub certificate_pem: String,
}

impl TestKey {
    /// A new one.
    ///
    /// # Errors
    /// [`Kind::Bug`]: nothing outside can make it fail.
    pub fn generate() -> Result<TestKey> {
        let broken = |_| Error::bug("cannot make an RSA key");
        let pair = aws_lc_rs::rsa::KeyPair::generate(KeySize::Rsa2048).map_err(broken)?;
        let der: Pkcs8V1Der<'_> = pair.as_der().map_err(broken)?;
        let private_pem = keys::pem("PRIVATE KEY", der.as_ref());
        let cannot = |e: rcgen::Error| Error::bug(format!("cannot make a certificate: {e}"));
        let key = rcgen::KeyPair::from_pem_and_sign_algo(&private_pem, &rcgen::PKCS_RSA_SHA256).map_err(cannot)?;
        let mut certificate = rcgen::CertificateParams::new(Vec::new()).map_err(cannot)?;
        certificate.distinguished_name = rcgen::DistinguishedName::new();
        certificate
            .distinguished_name
            .push(rcgen::DnType::CommonName, keys::TEST_SUBJECT);
        Ok(TestKey {
            private_pem,
            certificate_pem: certificate.self_signed(&key).map_err(cannot)?.pem(),
        })
    }
}

/// Refuses an account whose keys are live.
///
/// # Errors
/// [`Kind::Refused`].
pub fn check(account: &Account) -> Result<()> {
    if account.test {
        return Ok(());
    }
    let name = &account.name;
    Err(Error::new(
        Kind::Refused,
        text!(
            "[pay.{name}] is no test table: with a live key this would forge a payment",
            "[pay.{name}] 不是测试表：用真实密钥签名等于伪造支付"
        ),
    )
    .hint(text!(
        "make a table with keys of its own and test = true; --yes does not help",
        "请另建一个使用独立密钥且 test = true 的表；--yes 也不行"
    )))
}

/// A notification of `told`, signed with the account's test keys.
///
/// # Errors
/// [`Kind::Refused`] for live keys; [`Kind::Config`] for a key that is missing.
pub fn notification(account: &Account, version: Version, told: &Told, key: Option<&TestKey>) -> Result<Captured> {
    check(account)?;
    match version {
        Version::V2 => notification_v2(account, told),
        Version::V3 => {
            let key = key.ok_or_else(|| Error::bug("a v3 notification without its key"))?;
            notification_v3(account, told, key)
        }
    }
}

fn number(account: &Account) -> Result<String> {
    let now = v3::sign::unix((account.clock.now)());
    let nonce = (account.clock.nonce)()?;
    let digits: String = nonce.bytes().map(|b| char::from(b'0' + b % 10)).take(18).collect();
    Ok(format!("{now}{digits}"))
}

fn notification_v2(account: &Account, told: &Told) -> Result<Captured> {
    let key = account.need(account.api_key.as_ref(), "api_key")?;
    let now = i64::try_from(v3::sign::unix((account.clock.now)())).unwrap_or(0);
    let at = params::beijing(now).map_or(String::new(), |t| t.strftime("%Y%m%d%H%M%S").to_string());
    let mut fields = Fields::default();
    fields.push("return_code", "SUCCESS");
    fields.push("appid", &*account.appid);
    fields.push("mch_id", &*account.mchid);
    fields.push("nonce_str", (account.clock.nonce)()?);
    let set = |fields: &mut Fields| {
        for (name, value) in &told.set {
            fields.0.retain(|(n, _)| n != name);
            fields.push(name, &**value);
        }
    };
    if told.about == About::Refund {
        let mut inner = Fields::default();
        inner.push("out_refund_no", &*told.out_refund_no);
        inner.push("out_trade_no", &*told.out_trade_no);
        inner.push("refund_fee", told.refund.fen().to_string());
        inner.push("refund_id", number(account)?);
        inner.push("refund_status", "SUCCESS");
        inner.push("settlement_refund_fee", told.refund.fen().to_string());
        inner.push("total_fee", told.total.fen().to_string());
        inner.push("transaction_id", number(account)?);
        set(&mut inner);
        let plain = xml::write(&inner);
        let plain = plain.trim_start_matches("<xml>").trim_end_matches("</xml>");
        let sealed = refund_notify::encrypt(format!("<root>{plain}</root>").as_bytes(), key.expose());
        fields.push("req_info", sealed.unwrap_or_default());
    } else {
        fields.push("result_code", "SUCCESS");
        fields.push("openid", "vh-test-openid");
        fields.push("trade_type", "JSAPI");
        fields.push("bank_type", "OTHERS");
        fields.push("total_fee", told.total.fen().to_string());
        fields.push("cash_fee", told.total.fen().to_string());
        fields.push("fee_type", "CNY");
        fields.push("is_subscribe", "N");
        fields.push("transaction_id", number(account)?);
        fields.push("out_trade_no", &*told.out_trade_no);
        fields.push("time_end", at);
        set(&mut fields);
        if account.sign_type == v2::SignType::HmacSha256 {
            fields.push("sign_type", account.sign_type.name());
        }
        let signature = v2::sign::sign(&fields, key.expose(), account.sign_type);
        fields.push("sign", signature);
    }
    Ok(Captured {
        headers: vec![("content-type".to_owned(), "text/xml".to_owned())],
        body: xml::write(&fields).into_bytes(),
    })
}

fn notification_v3(account: &Account, told: &Told, key: &TestKey) -> Result<Captured> {
    let apiv3_key = account.need(account.apiv3_key.as_ref(), "apiv3_key")?;
    let unix = v3::sign::unix((account.clock.now)());
    let seconds = i64::try_from(unix).unwrap_or(0);
    let at = params::beijing(seconds).map_or(String::new(), |t| t.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string());
    let transaction = number(account)?;
    let (total, refund) = (told.total.fen(), told.refund.fen());
    let (event, kind, mut inner) = match told.about {
        About::Refund => (
            "REFUND.SUCCESS",
            "refund",
            json!({"mchid": account.mchid, "out_trade_no": told.out_trade_no, "transaction_id": transaction,
                   "out_refund_no": told.out_refund_no, "refund_id": number(account)?, "refund_status": "SUCCESS",
                   "success_time": at, "user_received_account": "test",
                   "amount": {"total": total, "refund": refund, "payer_total": total, "payer_refund": refund}}),
        ),
        _ => (
            "TRANSACTION.SUCCESS",
            "transaction",
            json!({"mchid": account.mchid, "appid": account.appid, "out_trade_no": told.out_trade_no,
                   "transaction_id": transaction, "trade_type": "JSAPI", "trade_state": "SUCCESS",
                   "trade_state_desc": "支付成功", "bank_type": "OTHERS", "attach": "", "success_time": at,
                   "payer": {"openid": "vh-test-openid"},
                   "amount": {"total": total, "payer_total": total, "currency": "CNY", "payer_currency": "CNY"}}),
        ),
    };
    for (name, value) in &told.set {
        put(&mut inner, name, value);
    }
    let nonce = (account.clock.nonce)()?;
    let sealed = v3::sign::encrypt(inner.to_string().as_bytes(), apiv3_key.expose(), &nonce[..12], kind)
        .ok_or_else(|| Error::bug("cannot encrypt a notification"))?;
    let body = json!({"id": format!("EV-vh-test-{transaction}"), "create_time": at, "resource_type": "encrypt-resource",
                      "event_type": event, "summary": "vh test",
                      "resource": {"original_type": kind, "algorithm": sealed.algorithm, "ciphertext": sealed.ciphertext,
                                   "associated_data": kind, "nonce": sealed.nonce}})
    .to_string();
    let nonce = (account.clock.nonce)()?;
    let private = MerchantKey::of_pem(&crate::secret::Secret::new("pay.test_key", key.private_pem.clone()))?;
    let serial = keys::Certificate::of_pem(&key.certificate_pem)
        .map(|c| c.serial)
        .ok_or_else(|| Error::bug("a test certificate that cannot be read"))?;
    let signature = private.sign(format!("{unix}\n{nonce}\n{body}\n").as_bytes())?;
    let headers = [
        ("content-type", "application/json"),
        ("wechatpay-timestamp", &unix.to_string()),
        ("wechatpay-nonce", &nonce),
        ("wechatpay-serial", &serial),
        ("wechatpay-signature-type", v3::sign::SCHEME),
        ("wechatpay-signature", &signature),
    ];
    Ok(Captured {
        headers: headers.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(),
        body: body.into_bytes(),
    })
}

/// Puts `value` at `amount.total` of an object; digits become a number.
fn put(into: &mut Value, path: &str, value: &str) {
    let mut place = into;
    for part in path.split('.') {
        if !place.is_object() {
            *place = json!({});
        }
        place = &mut place[part];
    }
    *place = value.parse::<i64>().map_or_else(|_| json!(value), |n| json!(n));
}
