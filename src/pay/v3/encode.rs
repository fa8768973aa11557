//! What v3 is asked, as paths and JSON.

use serde_json::{Map, Value, json};

use super::V3;
use super::sign;
use crate::pay::order::{Order, Place};
use crate::pay::params;

impl V3 {
    /// `?mchid=…`, or the two of a service provider.
    pub(super) fn who_query(&self) -> String {
        match &self.account.sub {
            Some(sub) => format!("sp_mchid={}&sub_mchid={}", self.account.mchid, sub.mchid),
            None => format!("mchid={}", self.account.mchid),
        }
    }

    pub(super) fn transactions(&self) -> &'static str {
        match self.account.sub {
            Some(_) => "v3/pay/partner/transactions",
            None => "v3/pay/transactions",
        }
    }

    /// The fields that say who sells.
    pub(super) fn who(&self, with_app: bool) -> Map<String, Value> {
        let mut who = Map::new();
        match &self.account.sub {
            Some(sub) => {
                if with_app {
                    who.insert("sp_appid".into(), json!(self.account.appid));
                    if let Some(appid) = &sub.appid {
                        who.insert("sub_appid".into(), json!(appid));
                    }
                }
                who.insert("sp_mchid".into(), json!(self.account.mchid));
                who.insert("sub_mchid".into(), json!(sub.mchid));
            }
            None => {
                if with_app {
                    who.insert("appid".into(), json!(self.account.appid));
                }
                who.insert("mchid".into(), json!(self.account.mchid));
            }
        }
        who
    }

    pub(super) fn order_body(&self, order: &Order) -> Value {
        let mut body = self.who(true);
        body.insert("description".into(), json!(order.body));
        body.insert("out_trade_no".into(), json!(order.out_trade_no));
        if let Some(at) = order.expires {
            let seconds = i64::try_from(sign::unix(at)).unwrap_or(i64::MAX);
            let text = params::beijing(seconds).map(|t| t.strftime("%Y-%m-%dT%H:%M:%S+08:00").to_string());
            body.insert("time_expire".into(), json!(text));
        }
        for (name, value) in [("attach", &order.attach), ("goods_tag", &order.goods_tag)] {
            if let Some(value) = value {
                body.insert(name.into(), json!(value));
            }
        }
        body.insert("notify_url".into(), json!(order.notify_url));
        if order.profit_sharing {
            body.insert("settle_info".into(), json!({"profit_sharing": true}));
        }
        if order.no_credit {
            body.insert("limit_pay".into(), json!(["no_credit"]));
        }
        if let Some(detail) = order
            .detail
            .as_deref()
            .and_then(|d| serde_json::from_str::<Value>(d).ok())
        {
            body.insert("detail".into(), detail);
        }
        body.insert("amount".into(), json!({"total": order.amount.fen(), "currency": "CNY"}));
        if let (Place::Jsapi, Some(openid)) = (order.place, &order.openid) {
            let name = match &self.account.sub {
                None => "openid",
                Some(sub) if sub.appid.is_some() => "sub_openid",
                Some(_) => "sp_openid",
            };
            body.insert("payer".into(), json!({name: openid}));
        }
        match (order.place, &order.client_ip) {
            (Place::H5, Some(ip)) => {
                let scene = json!({"payer_client_ip": ip, "h5_info": {"type": "Wap"}});
                body.insert("scene_info".into(), scene);
            }
            (_, Some(ip)) => {
                body.insert("scene_info".into(), json!({"payer_client_ip": ip}));
            }
            _ => {}
        }
        Value::Object(body)
    }
}
