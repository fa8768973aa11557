//! Notifications: signed as WeChat signs, sent late, again and at once as it does.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::books::Order;
use super::keys::{PUBLIC_KEY_ID, keys};
use super::{APPID, MCHID, beijing, nonce, now, v2, v3, xml};

/// What signs and encrypts.
pub(super) struct Secrets {
    pub(super) api_key: String,
    pub(super) apiv3_key: String,
}

/// How it is told.
pub(super) struct Wanted {
    pub(super) times: u64,
    pub(super) at_once: bool,
    pub(super) after_ms: u64,
    pub(super) version: u64,
}

/// Tells of a paid order. Only addresses on this machine are reached.
pub(super) async fn tell(order: &Order, secrets: &Secrets, wanted: &Wanted) {
    tokio::time::sleep(Duration::from_millis(wanted.after_ms)).await;
    let Some((host, path)) = place(&order.notify_url) else {
        return;
    };
    let request = if wanted.version == 2 {
        notification_v2(order, secrets, host, path)
    } else {
        notification_v3(order, secrets, host, path)
    };
    if wanted.at_once {
        let all = (0..wanted.times).map(|_| send(host, &request));
        futures_util::future::join_all(all).await;
    } else {
        for _ in 0..wanted.times {
            send(host, &request).await;
        }
    }
}

/// Host with port, and path, of an http address on loopback.
fn place(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("http://")?;
    let at = rest.find('/')?;
    let host = &rest[..at];
    (host.starts_with("127.0.0.1:") || host.starts_with("localhost:")).then_some((host, &rest[at..]))
}

async fn send(host: &str, request: &[u8]) {
    // A receiver that is not there is told of nothing; WeChat would try again later.
    let Ok(mut stream) = TcpStream::connect(host).await else {
        return;
    };
    if stream.write_all(request).await.is_ok() {
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    }
}

fn post(host: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

fn notification_v2(order: &Order, secrets: &Secrets, host: &str, path: &str) -> Vec<u8> {
    let mut fields = vec![
        ("return_code".to_owned(), "SUCCESS".to_owned()),
        ("result_code".to_owned(), "SUCCESS".to_owned()),
        ("appid".to_owned(), APPID.to_owned()),
        ("mch_id".to_owned(), MCHID.to_owned()),
        ("nonce_str".to_owned(), nonce()),
        ("is_subscribe".to_owned(), "N".to_owned()),
        ("coupon_fee_0".to_owned(), "0".to_owned()),
    ];
    fields.extend(
        v2::told(order)
            .into_iter()
            .filter(|(n, _)| !n.starts_with("trade_state")),
    );
    let sign = v2::signature(&fields, &secrets.api_key);
    fields.push(("sign".to_owned(), sign));
    post(host, path, "content-type: text/xml\r\n", &xml::write("xml", &fields))
}

fn notification_v3(order: &Order, secrets: &Secrets, host: &str, path: &str) -> Vec<u8> {
    let inner = v3::told(order).to_string();
    let mut resource = v3::seal(inner.as_bytes(), &secrets.apiv3_key, "transaction");
    resource["original_type"] = json!("transaction");
    let body = json!({"id": format!("EV-{}", nonce()), "create_time": beijing("%Y-%m-%dT%H:%M:%S+08:00"),
        "resource_type": "encrypt-resource", "event_type": "TRANSACTION.SUCCESS", "summary": "支付成功",
        "resource": resource})
    .to_string();
    let (timestamp, nonce) = (now(), nonce());
    let signature = keys().platform_signs(format!("{timestamp}\n{nonce}\n{body}\n").as_bytes());
    let headers = format!(
        "content-type: application/json\r\nWechatpay-Timestamp: {timestamp}\r\nWechatpay-Nonce: {nonce}\r\n\
         Wechatpay-Serial: {PUBLIC_KEY_ID}\r\nWechatpay-Signature: {signature}\r\n\
         Wechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048\r\n"
    );
    post(host, path, &headers, &body)
}
