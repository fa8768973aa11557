//! Version 2: XML, a shared key, the merchant's certificate for what gives money back.
//! Source: pay.weixin.qq.com/doc/v2/merchant.

pub mod answer;
pub mod fault;
pub mod refund_notify;
pub mod sign;
pub mod xml;

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;

pub use sign::SignType;
use xml::Fields;

use super::account::Account;
use super::order::{BillContent, BillRequest, Micropay, Number, Order, Ordered, Payment, Place, Refund, Refunded};
use super::{Merchant, bill, v3};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Credential, Idempotency, Method, Reply, Request, Target};
use crate::secret;
use crate::text;

/// Version 2 of an account.
pub struct V2 {
    account: Arc<Account>,
}

impl V2 {
    /// Needs the v2 key.
    ///
    /// # Errors
    /// [`Kind::Config`] without one.
    pub fn new(account: Arc<Account>) -> Result<V2> {
        account.need(account.api_key.as_ref(), "api_key")?;
        Ok(V2 { account })
    }

    /// Adds who asks, signs, and writes the document.
    fn seal(&self, fields: Fields) -> Result<Vec<u8>> {
        seal(&self.account, fields)
    }

    /// Sends one document and reads the verified answer. The bytes stay the same on every attempt.
    async fn call(&self, path: &str, fields: Fields, class: Idempotency, secured: bool) -> Result<Fields> {
        let body = Bytes::from(self.seal(fields)?);
        let account = &*self.account;
        let target = if secured {
            account.secured()?
        } else {
            account.target.clone()
        };
        let build = |target: &Target| request(target, path, body.clone());
        let decode = |reply: &Reply, body: &Bytes| answer::read(account, reply, body);
        account.exchange(&target, class, &build, &decode).await
    }

    /// Asks once how a payment by code stands. Anything but a state is its error.
    async fn micropay_once(&self, fields: Fields) -> Result<Payment> {
        let got = self.call("pay/micropay", fields, Idempotency::Never, false).await?;
        let mut payment = answer::payment(&got)?;
        // A verified SUCCESS of micropay is the payment; it carries no trade_state.
        payment.state = super::Paid::Success;
        Ok(payment)
    }

    /// Pays by the code on the payer's phone, and waits for the payer at most `patience`.
    ///
    /// # Errors
    /// [`Kind::OutcomeUnknown`] when it is not decided by then; the caller reverses or queries.
    pub async fn micropay(&self, pay: &Micropay, patience: Duration, pace: Duration) -> Result<Payment> {
        let mut fields = Fields::default();
        fields.push("body", &*pay.body);
        fields.push("attach", pay.attach.clone().unwrap_or_default());
        fields.push("out_trade_no", &*pay.out_trade_no);
        fields.push("total_fee", pay.amount.fen().to_string());
        fields.push("spbill_create_ip", &*pay.client_ip);
        fields.push("auth_code", &*pay.auth_code);
        let error = match self.micropay_once(fields).await {
            Ok(payment) => return Ok(payment),
            Err(error) if error.outcome == crate::error::Outcome::Unknown => error,
            Err(error) => return Err(error),
        };
        // Not decided, or the answer was lost: only the state counts from now on.
        let number = Number::OutTradeNo(pay.out_trade_no.clone());
        let mut waited = Duration::ZERO;
        while waited < patience {
            tokio::time::sleep(pace).await;
            waited += pace;
            match self.query(&number).await {
                Ok(payment) if payment.state != super::Paid::UserPaying && payment.state != super::Paid::NotPay => {
                    return Ok(payment);
                }
                Ok(_) => {}
                Err(e) if e.is_retryable() || e.kind == Kind::NotFound => {}
                Err(e) => return Err(e),
            }
        }
        Err(error.with_kind(Kind::OutcomeUnknown).retryable(false))
    }

    /// Takes a payment by code back, as often as WeChat asks for.
    ///
    /// # Errors
    /// [`Kind::OutcomeUnknown`] when it still asks for more.
    pub async fn reverse(&self, out_trade_no: &str) -> Result<()> {
        for _ in 0..5 {
            let mut fields = Fields::default();
            fields.push("out_trade_no", out_trade_no);
            let got = self
                .call("secapi/pay/reverse", fields, Idempotency::Keyed, true)
                .await?;
            if got.get("recall") != Some("Y") {
                return Ok(());
            }
            tokio::time::sleep(self.account.target.net.retry.base).await;
        }
        Err(Error::new(
            Kind::OutcomeUnknown,
            text!(
                "WeChat asks again and again to repeat the reversal of {out_trade_no}",
                "微信持续要求重复撤销 {out_trade_no}"
            ),
        ))
    }
}

/// The request of one document.
fn request(target: &Target, path: &str, body: Bytes) -> Result<Request> {
    let mut request = Request::new(Method::POST, target.url(path)).header("content-type", "text/xml; charset=utf-8")?;
    request.body = Body::Bytes(body);
    request.credential = Credential::Signed;
    Ok(request)
}

/// Adds who asks and a nonce, signs, and writes the document.
///
/// # Errors
/// [`Kind::Config`] without a v2 key.
pub fn seal(account: &Account, given: Fields) -> Result<Vec<u8>> {
    let key = account.need(account.api_key.as_ref(), "api_key")?;
    let mut fields = Fields::default();
    fields.push("appid", &*account.appid);
    fields.push("mch_id", &*account.mchid);
    if let Some(sub) = &account.sub {
        fields.push("sub_appid", sub.appid.clone().unwrap_or_default());
        fields.push("sub_mch_id", &*sub.mchid);
    }
    fields.push("nonce_str", (account.clock.nonce)()?);
    if account.sign_type == SignType::HmacSha256 {
        fields.push("sign_type", account.sign_type.name());
    }
    for (name, value) in given.0 {
        fields.0.retain(|(n, _)| *n != name);
        fields.push(&name, value);
    }
    let signature = sign::sign(&fields, key.expose(), account.sign_type);
    // Whoever has it can ask the same once more: it is shown nowhere.
    secret::remember("pay.sign", &signature);
    fields.push("sign", signature);
    Ok(xml::write(&fields).into_bytes())
}

/// Beijing time as v2 writes it.
fn time(at: SystemTime) -> String {
    let seconds = i64::try_from(v3::sign::unix(at)).unwrap_or(i64::MAX);
    super::params::beijing(seconds).map_or(String::new(), |t| t.strftime("%Y%m%d%H%M%S").to_string())
}

fn number_field(fields: &mut Fields, number: &Number) {
    match number {
        Number::OutTradeNo(n) => fields.push("out_trade_no", &**n),
        Number::TransactionId(n) => fields.push("transaction_id", &**n),
    }
}

impl Merchant for V2 {
    fn order<'a>(&'a self, order: &'a Order) -> BoxFuture<'a, Result<Ordered>> {
        async move {
            let mut fields = Fields::default();
            let text = |o: &Option<String>| o.clone().unwrap_or_default();
            fields.push("body", &*order.body);
            fields.push("detail", text(&order.detail));
            fields.push("attach", text(&order.attach));
            fields.push("out_trade_no", &*order.out_trade_no);
            fields.push("total_fee", order.amount.fen().to_string());
            fields.push(
                "spbill_create_ip",
                order.client_ip.clone().unwrap_or_else(|| "127.0.0.1".to_owned()),
            );
            fields.push("time_expire", order.expires.map(time).unwrap_or_default());
            fields.push("goods_tag", text(&order.goods_tag));
            fields.push("notify_url", &*order.notify_url);
            let trade_type = match order.place {
                Place::Jsapi => "JSAPI",
                Place::Native => "NATIVE",
                Place::App => "APP",
                Place::H5 => "MWEB",
            };
            fields.push("trade_type", trade_type);
            match order.place {
                Place::Native => fields.push("product_id", &*order.out_trade_no),
                Place::H5 => fields.push("scene_info", r#"{"h5_info":{"type":"Wap"}}"#),
                Place::Jsapi => {
                    let own_app = self.account.sub.as_ref().is_some_and(|s| s.appid.is_some());
                    fields.push(if own_app { "sub_openid" } else { "openid" }, text(&order.openid));
                }
                Place::App => {}
            }
            if order.no_credit {
                fields.push("limit_pay", "no_credit");
            }
            if order.profit_sharing {
                fields.push("profit_sharing", "Y");
            }
            let got = self.call("pay/unifiedorder", fields, Idempotency::Keyed, false).await?;
            let own = |name: &str| got.get(name).map(str::to_owned);
            let ordered = Ordered {
                prepay_id: own("prepay_id"),
                code_url: own("code_url"),
                h5_url: own("mweb_url"),
            };
            if ordered.prepay_id.is_none() {
                return Err(answer::malformed("prepay_id"));
            }
            Ok(ordered)
        }
        .boxed()
    }

    fn query<'a>(&'a self, number: &'a Number) -> BoxFuture<'a, Result<Payment>> {
        async move {
            let mut fields = Fields::default();
            number_field(&mut fields, number);
            let got = self.call("pay/orderquery", fields, Idempotency::Safe, false).await?;
            answer::payment(&got)
        }
        .boxed()
    }

    fn close<'a>(&'a self, out_trade_no: &'a str) -> BoxFuture<'a, Result<()>> {
        async move {
            let mut fields = Fields::default();
            fields.push("out_trade_no", out_trade_no);
            self.call("pay/closeorder", fields, Idempotency::Keyed, false).await?;
            Ok(())
        }
        .boxed()
    }

    fn refund<'a>(&'a self, refund: &'a Refund) -> BoxFuture<'a, Result<Refunded>> {
        async move {
            let mut fields = Fields::default();
            number_field(&mut fields, &refund.number);
            fields.push("out_refund_no", &*refund.out_refund_no);
            fields.push("total_fee", refund.total.fen().to_string());
            fields.push("refund_fee", refund.amount.fen().to_string());
            fields.push("refund_desc", refund.reason.clone().unwrap_or_default());
            fields.push("notify_url", refund.notify_url.clone().unwrap_or_default());
            let got = self.call("secapi/pay/refund", fields, Idempotency::Keyed, true).await?;
            let refunded = answer::accepted(&got)?;
            if refunded.out_refund_no != refund.out_refund_no {
                return Err(answer::foreign("out_refund_no"));
            }
            Ok(refunded)
        }
        .boxed()
    }

    fn refund_query<'a>(&'a self, out_refund_no: &'a str) -> BoxFuture<'a, Result<Refunded>> {
        async move {
            let mut fields = Fields::default();
            fields.push("out_refund_no", out_refund_no);
            let got = self.call("pay/refundquery", fields, Idempotency::Safe, false).await?;
            answer::refund(&got, out_refund_no)
        }
        .boxed()
    }

    fn bill<'a>(&'a self, which: &'a BillRequest, sink: &'a mut (dyn Write + Send)) -> BoxFuture<'a, Result<()>> {
        async move {
            let content = match which.content {
                BillContent::All => "ALL",
                BillContent::Success => "SUCCESS",
                BillContent::Refund => "REFUND",
                BillContent::Fund => {
                    return Err(Error::usage(text!(
                        "the fund bill is of version 3: --api v3",
                        "资金账单仅 v3 提供：--api v3"
                    )));
                }
            };
            let mut fields = Fields::default();
            fields.push("bill_date", which.date.replace('-', ""));
            fields.push("bill_type", content);
            fields.push("tar_type", "GZIP");
            let body = Bytes::from(self.seal(fields)?);
            let account = &*self.account;
            let request = request(&account.target, "pay/downloadbill", body)?;
            let mut reply = account.http.open(&account.target, request).await?;
            if !reply.is_ok() {
                let body = reply.read_error().await;
                return Err(answer::status(&reply, &body));
            }
            let mut unpack = v3::unpack::Unpack::new(sink);
            let mut first = Vec::new();
            while let Some(piece) = reply.chunks.next().await? {
                // A refusal comes as XML, and small; a bill never begins like that.
                if first.is_empty() && piece.first() == Some(&b'<') || first.first() == Some(&b'<') {
                    first.extend_from_slice(&piece);
                    if first.len() > xml::CAP_BYTES {
                        return Err(answer::malformed("downloadbill"));
                    }
                    continue;
                }
                first = vec![b'.'];
                unpack.write(&piece)?;
            }
            if first.first() == Some(&b'<') {
                return Err(answer::bill_refusal(&first));
            }
            unpack.finish().map(|_| ())
        }
        .boxed()
    }
}

/// The error of a bill that is not there, for those who read one from a file.
pub fn no_bill() -> Error {
    bill::no_bill()
}
