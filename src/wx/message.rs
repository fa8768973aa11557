//! Subscription messages: one consent of the user is one message. There is no number that makes a repetition harmless, so one
//! that may have been sent is never sent again. Values are checked before WeChat sees them.
//! Source: `reference/wechat.md` §3.6.

use serde_json::{Map, Value, json};

use super::api::{Authorized, Call, Content};
use super::code;
use crate::error::{Error, Kind, Result};
use crate::http::Idempotency;
use crate::text;
use crate::text::Text;

/// A message.
#[derive(Debug, Clone, Default)]
pub struct Message {
    /// The user.
    pub openid: String,
    /// The template.
    pub template: String,
    /// What it opens, with its query.
    pub page: Option<String>,
    /// The template's fields, in order: `thing1` and the like.
    pub data: Vec<(String, String)>,
    /// `developer`, `trial` or `formal`.
    pub state: Option<&'static str>,
    /// `zh_CN`, `en_US`, `zh_HK` or `zh_TW`.
    pub lang: Option<String>,
}

/// The call that sends it.
///
/// # Errors
/// [`Kind::Usage`] naming the field that does not fit.
pub fn encode(message: &Message) -> Result<Call> {
    let mut data = Map::new();
    for (name, value) in &message.data {
        check(name, value)?;
        if data.insert(name.clone(), json!({"value": value})).is_some() {
            return Err(Error::usage(text!(
                "the field {name} is given twice",
                "字段 {name} 重复"
            )));
        }
    }
    let mut body = json!({"touser": message.openid, "template_id": message.template, "data": data});
    if let Some(page) = &message.page {
        code::check_page(page.split('?').next().unwrap_or(""))?;
        body["page"] = page.as_str().into();
    }
    if let Some(state) = message.state {
        body["miniprogram_state"] = state.into();
    }
    if let Some(lang) = &message.lang {
        body["lang"] = lang.as_str().into();
    }
    Ok(Call {
        path: "cgi-bin/message/subscribe/send",
        content: Content::Json(body),
        idempotency: Idempotency::Ambiguous,
    })
}

/// Checks a value by the kind that its field's name tells. A kind that is not known here is left to WeChat.
fn check(name: &str, value: &str) -> Result<()> {
    let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let count = value.chars().count();
    let ascii = value.is_ascii();
    let letters = |c: char| c.is_ascii_alphabetic();
    let (good, want) = match kind {
        "thing" => (count <= 20, text!("at most 20 characters", "最多 20 个字符")),
        "number" => (
            is_number(value),
            text!("a number of at most 32 digits", "最多 32 位的数字"),
        ),
        "letter" => (
            count <= 32 && value.chars().all(letters),
            text!("at most 32 letters", "最多 32 个字母"),
        ),
        "symbol" => (
            count <= 5 && !value.chars().any(char::is_alphanumeric),
            text!("at most 5 symbols", "最多 5 个符号"),
        ),
        "character_string" => (
            count <= 32 && ascii,
            text!("at most 32 letters, digits and symbols", "最多 32 位字母、数字或符号"),
        ),
        "time" => (
            has_clock(value),
            text!(
                "a time such as 15:01, or with its date",
                "24 小时制时间，如 15:01，可带日期"
            ),
        ),
        "date" => (
            value.chars().any(|c| c.is_ascii_digit()) && value.contains(['年', '-', '/']),
            text!("a date such as 2019年10月1日", "日期，如 2019年10月1日"),
        ),
        "amount" => (
            is_amount(value),
            text!(
                "an amount such as ￥12.50 or 12.50元, of at most 10 digits",
                "金额，如 ￥12.50 或 12.50元，最多 10 位"
            ),
        ),
        "phone_number" => (
            count <= 17 && value.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c)),
            text!(
                "a phone number of at most 17 digits and symbols",
                "最多 17 位的电话号码"
            ),
        ),
        "car_number" => (count <= 8, text!("at most 8 characters", "最多 8 位")),
        "name" => (
            count <= if ascii { 20 } else { 10 },
            text!(
                "at most 10 Chinese characters or 20 letters",
                "最多 10 个汉字或 20 个字母"
            ),
        ),
        "phrase" => (
            count <= 5 && value.chars().all(is_han),
            text!("at most 5 Chinese characters", "最多 5 个汉字"),
        ),
        _ => return Ok(()),
    };
    if good && !value.is_empty() {
        return Ok(());
    }
    Err(unfit(name, want))
}

fn unfit(name: &str, want: Text) -> Error {
    Error::usage(text!("{name} must be ", "{name} 须为").join("", want))
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    all(whole) && all(rest) && digits.bytes().filter(u8::is_ascii_digit).count() <= 32
}

/// One currency sign before, 元 after, both optional.
fn is_amount(value: &str) -> bool {
    let value = value.strip_suffix('元').unwrap_or(value);
    let value = value.trim_start_matches(|c: char| !c.is_ascii_digit());
    is_number(value) && value.bytes().filter(u8::is_ascii_digit).count() <= 10
}

fn has_clock(value: &str) -> bool {
    value.match_indices(':').any(|(at, _)| {
        let hour = value[..at].bytes().last().is_some_and(|b| b.is_ascii_digit());
        let minute = value[at + 1..].bytes().take(2).filter(u8::is_ascii_digit).count() == 2;
        hour && minute
    })
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || ('\u{3400}'..='\u{4dbf}').contains(&c)
}

impl Authorized<'_> {
    /// Sends a message; its id, where WeChat tells it.
    ///
    /// # Errors
    /// [`Kind::Usage`] as [`encode`]; [`Kind::Refused`] without the user's consent; [`Kind::OutcomeUnknown`] when the answer is
    /// lost; any [`Kind`] of [`super::fault`].
    pub async fn message(&self, message: &Message) -> Result<Option<String>> {
        let answer = self.send(&encode(message)?).await.map_err(|e| match e.kind {
            Kind::OutcomeUnknown => e.hint(text!(
                "nothing tells whether it arrived but the user's phone; sending again may send it twice",
                "只有用户的手机能确认是否送达；再次发送可能重复"
            )),
            _ => e,
        })?;
        // A number beyond what a double can hold: its digits are kept.
        Ok(answer.json()?.get("msgid").map(|id| match id {
            Value::String(id) => id.clone(),
            other => other.to_string(),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_checked_by_the_name_of_their_field() {
        for (name, good) in [
            ("thing1", "二十个字以内"),
            ("number2", "-12.50"),
            ("letter3", "abc"),
            ("symbol4", "￥"),
            ("character_string5", "No.2026-1"),
            ("time6", "2026年11月28日 15:01"),
            ("date7", "2026年11月28日"),
            ("amount8", "￥12.50"),
            ("amount8", "12.50元"),
            ("phone_number9", "+86-0766-66888866"),
            ("car_number10", "粤A8Z888挂"),
            ("name11", "欧阳小明"),
            ("phrase12", "配送中"),
            ("brand_new13", "anything at all that WeChat may have invented"),
        ] {
            assert!(check(name, good).is_ok(), "{name} {good}");
        }
        for (name, bad) in [
            ("thing1", "这个句子实在是太长了因为它有二十个字以上啊"),
            ("thing1", ""),
            ("number2", "12a"),
            ("number2", "."),
            ("letter3", "a1"),
            ("symbol4", "ab"),
            ("character_string5", "中文"),
            ("time6", "noon"),
            ("date7", "tomorrow"),
            ("amount8", "twelve"),
            ("amount8", "12345678901"),
            ("phone_number9", "call me"),
            ("car_number10", "粤A8Z888888"),
            ("name11", "一二三四五六七八九十一"),
            ("phrase12", "ready"),
        ] {
            let e = check(name, bad);
            assert!(
                e.is_err_and(|e| e.kind == Kind::Usage && e.what.en.starts_with(name)),
                "{name} {bad}"
            );
        }
    }
}
