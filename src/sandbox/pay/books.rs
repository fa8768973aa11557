//! What the other side knows: orders and refunds, and what may become of them.

use std::collections::BTreeMap;

/// An order.
#[derive(Debug, Clone)]
pub(super) struct Order {
    pub(super) number: String,
    pub(super) amount: i64,
    /// Everything that was asked: the same number again must be the same.
    pub(super) asked: String,
    pub(super) trade_type: String,
    pub(super) prepay_id: String,
    pub(super) transaction_id: String,
    pub(super) state: &'static str,
    pub(super) notify_url: String,
    pub(super) openid: String,
    pub(super) attach: String,
    pub(super) version: u64,
    /// A payer who types a password is asked for this many times.
    pub(super) typing: u32,
}

/// A refund.
#[derive(Debug, Clone)]
pub(super) struct Refund {
    pub(super) number: String,
    pub(super) refund_id: String,
    pub(super) order: String,
    pub(super) amount: i64,
    pub(super) total: i64,
    pub(super) asked: String,
    pub(super) state: &'static str,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) orders: BTreeMap<String, Order>,
    pub(super) refunds: BTreeMap<String, Refund>,
    count: u64,
}

/// Why not.
pub(super) type Code = &'static str;

impl Books {
    fn next(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// Places an order, or finds the same one.
    pub(super) fn place(&mut self, mut order: Order) -> Result<Order, Code> {
        if let Some(there) = self.orders.get(&order.number) {
            return match there.state {
                "NOTPAY" if there.asked == order.asked => Ok(there.clone()),
                "SUCCESS" | "REFUND" => Err("ORDERPAID"),
                "CLOSED" | "REVOKED" => Err("ORDERCLOSED"),
                _ => Err("OUT_TRADE_NO_USED"),
            };
        }
        let n = self.next();
        order.prepay_id = format!("wx{n:032}");
        order.transaction_id = format!("4200{n:024}");
        self.orders.insert(order.number.clone(), order.clone());
        Ok(order)
    }

    /// Finds an order by either number.
    pub(super) fn find(&mut self, out_trade_no: &str, transaction_id: &str) -> Option<&mut Order> {
        if transaction_id.is_empty() {
            return self.orders.get_mut(out_trade_no);
        }
        // A number exists for the payer's side only once it is paid.
        self.orders
            .values_mut()
            .find(|o| o.transaction_id == transaction_id && o.state != "NOTPAY")
    }

    /// How an order stands; a payer who types becomes a payer who paid.
    pub(super) fn look(&mut self, out_trade_no: &str, transaction_id: &str) -> Option<Order> {
        let order = self.find(out_trade_no, transaction_id)?;
        if order.state == "USERPAYING" {
            order.typing = order.typing.saturating_sub(1);
            if order.typing == 0 {
                order.state = "SUCCESS";
                return Some(Order {
                    state: "USERPAYING",
                    ..order.clone()
                });
            }
        }
        Some(order.clone())
    }

    /// The payer pays.
    pub(super) fn pay(&mut self, number: &str) -> Option<Order> {
        let order = self
            .orders
            .get_mut(number)
            .filter(|o| o.state == "NOTPAY" || o.state == "SUCCESS")?;
        order.state = "SUCCESS";
        Some(order.clone())
    }

    /// Closes an order; again is the same.
    pub(super) fn close(&mut self, number: &str) -> Result<(), Code> {
        let order = self.orders.get_mut(number).ok_or("ORDERNOTEXIST")?;
        match order.state {
            "NOTPAY" | "CLOSED" => {
                order.state = "CLOSED";
                Ok(())
            }
            _ => Err("ORDERPAID"),
        }
    }

    /// Takes a payment by code back; again is the same.
    pub(super) fn reverse(&mut self, number: &str) -> Result<(), Code> {
        let order = self.orders.get_mut(number).ok_or("ORDERNOTEXIST")?;
        if order.trade_type != "MICROPAY" {
            return Err("INVALID_REQUEST");
        }
        order.state = "REVOKED";
        Ok(())
    }

    /// Refunds, or finds the same refund.
    pub(super) fn refund(&mut self, mut refund: Refund, transaction_id: &str) -> Result<Refund, Code> {
        if let Some(there) = self.refunds.get(&refund.number) {
            return if there.asked == refund.asked {
                Ok(there.clone())
            } else {
                Err("INVALID_REQUEST")
            };
        }
        let n = self.next();
        let order_number = refund.order.clone();
        let refunded: i64 = {
            let order = self.find(&order_number, transaction_id).ok_or("ORDERNOTEXIST")?;
            if order.state != "SUCCESS" && order.state != "REFUND" {
                return Err("TRADE_STATE_ERROR");
            }
            if order.amount != refund.total {
                return Err("PARAM_ERROR");
            }
            refund.order = order.number.clone();
            self.refunds
                .values()
                .filter(|r| r.order == refund.order)
                .map(|r| r.amount)
                .sum()
        };
        if refund.amount < 1 || refunded + refund.amount > refund.total {
            return Err("NOTENOUGH");
        }
        refund.refund_id = format!("5030{n:024}");
        if let Some(order) = self.orders.get_mut(&refund.order) {
            order.state = "REFUND";
        }
        self.refunds.insert(refund.number.clone(), refund.clone());
        Ok(refund)
    }

    /// How a refund stands; whoever asks finds it done the next time.
    pub(super) fn look_refund(&mut self, number: &str) -> Option<Refund> {
        let refund = self.refunds.get_mut(number)?;
        refund.state = "SUCCESS";
        Some(refund.clone())
    }
}
