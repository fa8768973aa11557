//! What fields may hold, checked before anything is sent, so that the error names the field.
//! Source: the field tables of the order and refund pages, v2 and v3 (pay.weixin.qq.com/doc); `body` is 127 bytes in their prose.

use crate::error::{Error, Result};
use crate::text;
use crate::text::Text;

/// A field with rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// 6 to 32 of `0-9A-Za-z_-|*`.
    OutTradeNo,
    /// 1 to 64 of `0-9A-Za-z_-|*@`.
    OutRefundNo,
    /// WeChat's own order number.
    TransactionId,
    /// What is bought: 1 to 127 bytes, no emoji.
    Body,
    /// Echoed in the notification: at most 127 bytes, no emoji.
    Attach,
    /// Why it is refunded: at most 80 bytes, no emoji.
    Reason,
    /// An absolute https address without a query, at most 255 bytes.
    NotifyUrl,
    /// `yyyyMMddHHmmss`.
    TimeV2,
    /// Who pays.
    OpenId,
    /// 1 to 32 letters and digits.
    Nonce,
    /// Exactly 32 bytes.
    ApiV2Key,
    /// Exactly 32 bytes.
    ApiV3Key,
    /// An IPv4 or IPv6 address.
    ClientIp,
    /// 1 to 32 printable characters.
    Short,
    /// At most 6000 bytes.
    Detail,
    /// The number under a payment code: 16 to 24 digits.
    AuthCode,
}

/// Checks `value`; `name` is what the user calls it.
///
/// # Errors
/// [`crate::error::Kind::Usage`] naming the field and its rule.
pub fn check(field: Field, name: &str, value: &str) -> Result<()> {
    match rule(field, value) {
        None => Ok(()),
        Some(why) => Err(Error::usage(
            text!("{name} cannot be that", "{name} 不合规则").join(": ", why),
        )),
    }
}

fn rule(field: Field, value: &str) -> Option<Text> {
    match field {
        Field::OutTradeNo => number(value, 6, 32, b"_-|*"),
        Field::OutRefundNo => number(value, 1, 64, b"_-|*@"),
        Field::TransactionId => number(value, 1, 32, b""),
        Field::Nonce => number(value, 1, 32, b""),
        Field::AuthCode => {
            let fine = (16..=24).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
            (!fine).then(|| text!("a payment code is 16 to 24 digits", "付款码应为 16 至 24 位数字"))
        }
        Field::Body => text_of(value, 1, 127),
        Field::Attach => text_of(value, 0, 127),
        Field::Reason => text_of(value, 1, 80),
        Field::Detail => text_of(value, 0, 6000),
        Field::Short => text_of(value, 1, 32),
        Field::OpenId => number(value, 1, 128, b"_-"),
        Field::NotifyUrl => notify_url(value),
        Field::TimeV2 => {
            let fine = value.len() == 14 && value.bytes().all(|b| b.is_ascii_digit());
            (!fine).then(|| text!("write yyyyMMddHHmmss", "格式为 yyyyMMddHHmmss"))
        }
        Field::ApiV2Key | Field::ApiV3Key => {
            let got = value.len();
            (got != 32).then(|| {
                text!(
                    "the key has exactly 32 bytes, not {got}",
                    "密钥必须正好 32 字节，现为 {got}"
                )
            })
        }
        Field::ClientIp => value
            .parse::<std::net::IpAddr>()
            .is_err()
            .then(|| text!("write an IPv4 or IPv6 address", "应为 IPv4 或 IPv6 地址")),
    }
}

fn number(value: &str, least: usize, most: usize, marks: &[u8]) -> Option<Text> {
    let count = value.len();
    let bad = value
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !u8::try_from(*c).is_ok_and(|b| marks.contains(&b)));
    let marks = String::from_utf8_lossy(marks);
    if let Some(bad) = bad {
        return Some(text!(
            "{bad:?} is not one of letters, digits {marks}",
            "{bad:?} 不在允许的字母、数字及 {marks} 之内"
        ));
    }
    (count < least || count > most).then(|| {
        text!(
            "{count} characters, not {least} to {most}",
            "长度为 {count}，应为 {least} 至 {most}"
        )
    })
}

fn text_of(value: &str, least: usize, most: usize) -> Option<Text> {
    let count = value.len();
    if count < least || count > most {
        return Some(text!(
            "{count} bytes of UTF-8, not {least} to {most}",
            "UTF-8 编码为 {count} 字节，应为 {least} 至 {most}"
        ));
    }
    // WeChat stores characters of one to three bytes.
    let bad = value.chars().find(|c| c.len_utf8() > 3 || c.is_control());
    bad.map(|c| {
        text!(
            "{c:?} cannot be in it: no emoji, no control characters",
            "不能含有 {c:?}：不允许表情符号与控制字符"
        )
    })
}

fn notify_url(value: &str) -> Option<Text> {
    if value.len() > 255 || !value.is_ascii() || value.bytes().any(|b| b.is_ascii_control() || b == b' ') {
        return Some(text!("at most 255 plain characters", "最多 255 个普通字符"));
    }
    let Some(rest) = value.strip_prefix("https://") else {
        return Some(text!("it must start with https://", "必须以 https:// 开头"));
    };
    if rest.contains(['?', '#']) {
        return Some(text!("it must not have a query", "不能带查询参数"));
    }
    match rest.split_once('/') {
        Some((host, _)) if !host.is_empty() => None,
        _ => Some(text!(
            "it needs a host and a path, such as https://example.com/notify",
            "需要主机与路径，如 https://example.com/notify"
        )),
    }
}

/// Whether an address is on this machine: allowed as `notify_url` where the table is a test.
pub fn is_local_notify_url(value: &str) -> bool {
    let rest = value.strip_prefix("http://").unwrap_or("");
    let host = rest.split(['/', '?']).next().unwrap_or("");
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    !rest.contains('?') && (name == "localhost" || name == "127.0.0.1" || name == "[::1]")
}
