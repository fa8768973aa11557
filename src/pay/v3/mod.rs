//! Version 3: JSON, RSA both ways, encrypted content.
//! Source: pay.weixin.qq.com/doc/v3/merchant; wechatpay-openapi.

pub mod answer;
pub mod certificates;
mod encode;
pub mod fault;
pub mod field;
pub mod sign;
pub mod unpack;

use std::io::Write;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Map, Value, json};

use super::account::Account;
use super::keys::{Certificate, MerchantKey, PlatformKey};
use super::order::{BillContent, BillRequest, Number, Order, Ordered, Payment, Refund, Refunded};
use super::{Merchant, bill};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Body, Credential, Idempotency, Method, Reply, Request, Target};
use crate::sign::uri_encode_except;
use crate::text;

/// Version 3 of an account.
pub struct V3 {
    account: Arc<Account>,
}

/// A request before it is signed.
struct Call<'a> {
    method: Method,
    /// Path and query, encoded once.
    path: &'a str,
    body: Option<&'a Value>,
    class: Idempotency,
}

impl V3 {
    /// Needs the merchant's private key and its serial number.
    ///
    /// # Errors
    /// [`Kind::Config`] without them.
    pub fn new(account: Arc<Account>) -> Result<V3> {
        account.need(account.key.as_ref(), "private_key")?;
        account.need(account.serial.as_ref(), "serial")?;
        Ok(V3 { account })
    }

    /// Fetches WeChat's certificates where no key is known: an answer could not be verified.
    async fn ready(&self) -> Result<()> {
        let known = self.account.ring.read().is_ok_and(|ring| !ring.is_empty());
        if !known {
            self.certificates().await?;
        }
        Ok(())
    }

    async fn call<T: Send>(&self, call: Call<'_>, read: impl Fn(&Value) -> Result<T> + Sync) -> Result<T> {
        self.ready().await?;
        let account = &*self.account;
        let body = call.body.map(|b| Bytes::from(b.to_string())).unwrap_or_default();
        let build = |target: &Target| {
            let mut request = Request::new(call.method.clone(), target.url(call.path));
            if call.body.is_some() {
                request.body = Body::Bytes(body.clone());
            }
            signed(account, request)
        };
        let decode = |reply: &Reply, body: &Bytes| {
            judge(account, reply, body)?;
            let value = if body.is_empty() {
                Value::Null
            } else {
                serde_json::from_slice(body).map_err(|_| answer::malformed("JSON"))?
            };
            read(&value)
        };
        account.exchange(&account.target, call.class, &build, &decode).await
    }

    /// Downloads WeChat's certificates. The first of them cannot be verified beforehand: that they decrypt with the APIv3 key
    /// vouches for them, and one of them must then have signed the answer.
    ///
    /// # Errors
    /// [`Kind::NotFound`] for a merchant that has a public key instead; [`Kind::Integrity`] for an answer nobody signed.
    pub async fn certificates(&self) -> Result<Vec<(Certificate, String)>> {
        let account = &*self.account;
        let apiv3_key = account.need(account.apiv3_key.as_ref(), "apiv3_key")?;
        let build = |target: &Target| signed(account, Request::new(Method::GET, target.url("v3/certificates")));
        let decode = |reply: &Reply, body: &Bytes| {
            if !reply.is_ok() {
                return Err(certificates::none_here(fault::error(reply, body)));
            }
            let found = certificates::open(body, apiv3_key.expose())?;
            let mut ring = super::keys::Ring::default();
            for (certificate, pem) in &found {
                if certificate.is_test() && !account.test {
                    return Err(answer::unbelievable());
                }
                ring.add(PlatformKey::of_pem(&certificate.serial, pem)?);
            }
            let signed = sign::Signed::find(|name| reply.header(name).map(str::to_owned));
            sign::verify(&ring, &signed, body, (account.clock.now)()).map_err(|_| answer::unbelievable())?;
            if let Ok(mut known) = account.ring.write() {
                for (certificate, pem) in &found {
                    known.add(PlatformKey::of_pem(&certificate.serial, pem)?);
                }
            }
            Ok(found)
        };
        account
            .exchange(&account.target, Idempotency::Safe, &build, &decode)
            .await
    }
}

/// Signs a request and names the key its answer is to be signed with.
///
/// # Errors
/// [`Kind::Config`] when what signs is missing.
pub fn signed(account: &Account, request: Request) -> Result<Request> {
    let key: &MerchantKey = account.need(account.key.as_ref(), "private_key")?;
    let serial = account.need(account.serial.as_ref(), "serial")?;
    let url: http::Uri = request
        .url
        .parse()
        .map_err(|_| Error::usage(text!("the address cannot be read", "无法解析地址")))?;
    let target = url.path_and_query().map_or("/", |p| p.as_str());
    let timestamp = sign::unix((account.clock.now)());
    let nonce = (account.clock.nonce)()?;
    let empty = Bytes::new();
    let body = match &request.body {
        Body::Bytes(bytes) => bytes,
        _ => &empty,
    };
    let message = sign::request_message(request.method.as_str(), target, timestamp, &nonce, body);
    let signer = sign::Signer {
        mchid: &account.mchid,
        serial,
    };
    let authorization = sign::authorization(key, signer, &message, timestamp, &nonce)?;
    let has_body = !request.body.is_empty();
    let mut request = request.header("accept", "application/json")?.secret_header(
        "authorization",
        &authorization,
        Credential::Signed,
    )?;
    if has_body && !request.headers.iter().any(|(n, _)| n == "content-type") {
        request = request.header("content-type", "application/json")?;
    }
    let preferred = account
        .ring
        .read()
        .ok()
        .and_then(|ring| ring.preferred(timestamp).map(|k| k.id.clone()));
    match preferred {
        Some(id) => request.header("wechatpay-serial", &id),
        None => Ok(request),
    }
}

/// Whether an answer is good and WeChat's.
///
/// # Errors
/// What it refuses; [`Kind::Integrity`] when a good one is not signed by WeChat.
pub fn judge(account: &Account, reply: &Reply, body: &[u8]) -> Result<()> {
    if !reply.is_ok() || reply.status == 202 {
        return Err(fault::error(reply, body));
    }
    let signed = sign::Signed::find(|name| reply.header(name).map(str::to_owned));
    let ring = account
        .ring
        .read()
        .map_err(|_| Error::bug("the ring of keys is poisoned"))?;
    sign::verify(&ring, &signed, body, (account.clock.now)()).map_err(|refused| answer::unverified(&refused))
}

/// A number in a path: `*` and the unreserved stay, `|` does not.
fn segment(text: &str) -> String {
    uri_encode_except(text.as_bytes(), b"*")
}

impl Merchant for V3 {
    fn order<'a>(&'a self, order: &'a Order) -> BoxFuture<'a, Result<Ordered>> {
        async move {
            let body = self.order_body(order);
            let path = format!("{}/{}", self.transactions(), order.place.name());
            let call = Call {
                method: Method::POST,
                path: &path,
                body: Some(&body),
                class: Idempotency::Keyed,
            };
            self.call(call, |got| {
                let own = |name: &str| got[name].as_str().map(str::to_owned);
                let ordered = Ordered {
                    prepay_id: own("prepay_id"),
                    code_url: own("code_url"),
                    h5_url: own("h5_url"),
                };
                if ordered == Ordered::default() {
                    return Err(answer::malformed("prepay_id"));
                }
                Ok(ordered)
            })
            .await
        }
        .boxed()
    }

    fn query<'a>(&'a self, number: &'a Number) -> BoxFuture<'a, Result<Payment>> {
        async move {
            let place = match number {
                Number::OutTradeNo(n) => format!("out-trade-no/{}", segment(n)),
                Number::TransactionId(n) => format!("id/{}", segment(n)),
            };
            let path = format!("{}/{place}?{}", self.transactions(), self.who_query());
            let call = Call {
                method: Method::GET,
                path: &path,
                body: None,
                class: Idempotency::Safe,
            };
            self.call(call, |got| {
                let payment = answer::payment(got)?;
                answer::belongs(&self.account, got)?;
                let asked = match number {
                    Number::OutTradeNo(n) => payment.out_trade_no == *n,
                    Number::TransactionId(n) => payment.transaction_id.as_ref() == Some(n),
                };
                if asked {
                    Ok(payment)
                } else {
                    Err(answer::foreign("number"))
                }
            })
            .await
        }
        .boxed()
    }

    fn close<'a>(&'a self, out_trade_no: &'a str) -> BoxFuture<'a, Result<()>> {
        async move {
            let body = Value::Object(self.who(false));
            let path = format!("{}/out-trade-no/{}/close", self.transactions(), segment(out_trade_no));
            let call = Call {
                method: Method::POST,
                path: &path,
                body: Some(&body),
                class: Idempotency::Keyed,
            };
            self.call(call, |_| Ok(())).await
        }
        .boxed()
    }

    fn refund<'a>(&'a self, refund: &'a Refund) -> BoxFuture<'a, Result<Refunded>> {
        async move {
            let mut body = Map::new();
            if let Some(sub) = &self.account.sub {
                body.insert("sub_mchid".into(), json!(sub.mchid));
            }
            match &refund.number {
                Number::OutTradeNo(n) => body.insert("out_trade_no".into(), json!(n)),
                Number::TransactionId(n) => body.insert("transaction_id".into(), json!(n)),
            };
            body.insert("out_refund_no".into(), json!(refund.out_refund_no));
            for (name, value) in [("reason", &refund.reason), ("notify_url", &refund.notify_url)] {
                if let Some(value) = value {
                    body.insert(name.into(), json!(value));
                }
            }
            let (part, whole) = (refund.amount.fen(), refund.total.fen());
            let amount = json!({"refund": part, "total": whole, "currency": "CNY"});
            body.insert("amount".into(), amount);
            let body = Value::Object(body);
            let call = Call {
                method: Method::POST,
                path: "v3/refund/domestic/refunds",
                body: Some(&body),
                class: Idempotency::Keyed,
            };
            self.call(call, |got| answer::refund(got, &refund.out_refund_no)).await
        }
        .boxed()
    }

    fn refund_query<'a>(&'a self, out_refund_no: &'a str) -> BoxFuture<'a, Result<Refunded>> {
        async move {
            let mut path = format!("v3/refund/domestic/refunds/{}", segment(out_refund_no));
            if let Some(sub) = &self.account.sub {
                path.push_str(&format!("?sub_mchid={}", sub.mchid));
            }
            let call = Call {
                method: Method::GET,
                path: &path,
                body: None,
                class: Idempotency::Safe,
            };
            self.call(call, |got| answer::refund(got, out_refund_no)).await
        }
        .boxed()
    }

    fn bill<'a>(&'a self, which: &'a BillRequest, sink: &'a mut (dyn Write + Send)) -> BoxFuture<'a, Result<()>> {
        async move {
            let date = &which.date;
            let path = match which.content {
                BillContent::Fund => format!("v3/bill/fundflowbill?bill_date={date}&account_type=BASIC&tar_type=GZIP"),
                BillContent::All => format!("v3/bill/tradebill?bill_date={date}&bill_type=ALL&tar_type=GZIP"),
                BillContent::Success => format!("v3/bill/tradebill?bill_date={date}&bill_type=SUCCESS&tar_type=GZIP"),
                BillContent::Refund => format!("v3/bill/tradebill?bill_date={date}&bill_type=REFUND&tar_type=GZIP"),
            };
            let call = Call {
                method: Method::GET,
                path: &path,
                body: None,
                class: Idempotency::Safe,
            };
            let place = self
                .call(call, |got| {
                    let own = |name: &str| got[name].as_str().map(str::to_owned);
                    match (own("hash_type"), own("hash_value"), own("download_url")) {
                        (Some(kind), Some(hash), Some(url)) => Ok((kind, hash, url)),
                        _ => Err(answer::malformed("download_url")),
                    }
                })
                .await;
            let (kind, hash, url) = place.map_err(|e| match e.code.as_deref() {
                // A day without trades is no fault.
                Some("NO_STATEMENT_EXIST") => bill::no_bill().code("NO_STATEMENT_EXIST").outcome(Outcome::Sent),
                _ => e,
            })?;
            let account = &*self.account;
            let target = download_target(account, &url)?;
            // This one answer carries no signature (doc3/4013071254); the hash vouches for it.
            let request = signed(account, Request::new(Method::GET, url))?;
            let mut reply = account.http.open(&target, request).await?;
            if !reply.is_ok() {
                let body = reply.read_error().await;
                return Err(fault::error(&reply, &body));
            }
            let mut unpack = unpack::Unpack::new(sink);
            while let Some(piece) = reply.chunks.next().await? {
                unpack.write(&piece)?;
            }
            let is = unpack.finish()?;
            if kind == "SHA1" && crate::sign::equal(is.as_bytes(), hash.to_ascii_lowercase().as_bytes()) {
                return Ok(());
            }
            bill::check_hash(&kind, &hash, b"")
        }
        .boxed()
    }
}

/// A bill's address carries a signed request: it must be WeChat's own, or the table's.
fn download_target(account: &Account, url: &str) -> Result<Target> {
    let refused = || {
        let shown = crate::http::redact::url_text(url);
        Error::new(
            Kind::Refused,
            text!(
                "the bill's address {shown} is not WeChat's, and a signed request goes nowhere else",
                "账单地址 {shown} 不属于微信，已签名的请求不会发往别处"
            ),
        )
        .provider(&account.name)
    };
    let parsed = crate::http::client::parse_url(url).map_err(|_| refused())?;
    let base = crate::http::client::parse_url(&account.target.base)?;
    let same = crate::http::client::origin(&parsed) == crate::http::client::origin(&base);
    let host = parsed.host_str().unwrap_or("");
    let theirs =
        parsed.scheme() == "https" && (host.ends_with(".mch.weixin.qq.com") || host.ends_with(".wechatpay.cn"));
    if !(same || theirs) {
        return Err(refused());
    }
    Ok(account.target.clone())
}
