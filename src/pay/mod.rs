//! WeChat Pay. Two adapters, [`v2`] and [`v3`], speak the two versions behind one trait, [`Merchant`]; [`notify`] judges what
//! WeChat sends by itself; [`listen`] receives it; [`bill`] and [`reconcile`] compare it with what was written down.
//!
//! A room: it reads no configuration, prints nothing and knows no clock but the one it is given. Nothing WeChat says is believed
//! before its signature is checked, and a good signature alone is not a payment.

pub mod account;
pub mod bill;
pub mod config;
pub mod deliver;
pub mod keys;
pub mod limits;
pub mod listen;
pub mod money;
pub mod notify;
pub mod order;
pub mod p12;
pub mod params;
pub mod qr;
pub mod reconcile;
pub mod trigger;
pub mod v2;
pub mod v3;

use std::io::Write;
use std::sync::Arc;

use futures_util::future::BoxFuture;

pub use account::{Account, Clock};
pub use config::Config;
pub use money::Fen;
pub use order::{BillContent, BillRequest, Micropay, Number, Order, Ordered, Paid, Payment, Place, Refund, Refunded};

use crate::error::Result;

/// Which version of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// XML and a shared key.
    V2,
    /// JSON and RSA.
    V3,
}

/// What both versions can do. Every answer was verified before it comes out.
pub trait Merchant: Send + Sync {
    /// Places an order. Repeating it with the same number and content is one order.
    fn order<'a>(&'a self, order: &'a Order) -> BoxFuture<'a, Result<Ordered>>;
    /// Asks for the state of a payment.
    fn query<'a>(&'a self, number: &'a Number) -> BoxFuture<'a, Result<Payment>>;
    /// Closes an order that is not paid.
    fn close<'a>(&'a self, out_trade_no: &'a str) -> BoxFuture<'a, Result<()>>;
    /// Refunds. Repeating it with the same number and content is one refund.
    fn refund<'a>(&'a self, refund: &'a Refund) -> BoxFuture<'a, Result<Refunded>>;
    /// Asks for the state of a refund.
    fn refund_query<'a>(&'a self, out_refund_no: &'a str) -> BoxFuture<'a, Result<Refunded>>;
    /// Writes a bill into `sink`, unpacked; checked by its hash where there is one.
    fn bill<'a>(&'a self, which: &'a BillRequest, sink: &'a mut (dyn Write + Send)) -> BoxFuture<'a, Result<()>>;
}

/// The merchant of an account, by the version that is asked for, else by the table's, else by the keys it has.
///
/// # Errors
/// [`crate::error::Kind::Config`] naming the key that is missing.
pub fn merchant(account: Arc<Account>, version: Version) -> Result<Box<dyn Merchant>> {
    Ok(match version {
        Version::V2 => Box::new(v2::V2::new(account)?),
        Version::V3 => Box::new(v3::V3::new(account)?),
    })
}
