//! Who is there: a code of `wx.login` becomes an openid and a session key, a code of a `getPhoneNumber` button a phone number.
//! Both codes are made on a phone and are good once, for five minutes.
//! Source: `reference/wechat.md` §§3.1, 3.3.

use serde_json::{Map, Value, json};

use super::api::{Authorized, Call, Content, query, text_of};
use super::{Wx, fault};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Idempotency, Method, Request};
use crate::secret::Secret;
use crate::text;

/// A user who has logged in.
#[derive(Debug, Clone)]
pub struct Session {
    /// The user, to this mini program.
    pub openid: String,
    /// The user, to all programs of its owner.
    pub unionid: Option<String>,
    /// Decrypts and signs this user's data, until the next login.
    pub session_key: Secret,
}

/// A phone number.
#[derive(Debug, Clone)]
pub struct Phone {
    /// With its country code where it is foreign.
    pub number: String,
    /// Without.
    pub pure: String,
    /// The country code.
    pub country: String,
    /// When it was handed out, in seconds since 1970.
    pub at_unix: Option<i64>,
}

impl Wx {
    /// Exchanges a code for the user's session.
    ///
    /// # Errors
    /// Any [`Kind`] of [`fault`]; [`Kind::OutcomeUnknown`] when the answer is lost: the code may be spent.
    pub async fn login(&self, code: &Secret) -> Result<Session> {
        let first = self.exchange(code).await;
        let answer = match first {
            // Busy is said before the code is looked at, as a rule; a spent one is then told as spent.
            Err(e) if e.code.as_deref() == Some("-1") => self.exchange(code).await,
            other => other,
        };
        let answer = answer.map_err(|e| match e.kind {
            Kind::OutcomeUnknown => e.hint(text!(
                "the code may be spent: call wx.login for a new one",
                "该 code 可能已被使用：请重新调用 wx.login 获取"
            )),
            _ => e,
        })?;
        decode_session(&answer)
    }

    async fn exchange(&self, code: &Secret) -> Result<Map<String, Value>> {
        let url = format!(
            "{}?{}",
            self.target.url("sns/jscode2session"),
            query(&[
                ("appid", &self.appid),
                ("secret", self.secret.expose()),
                ("js_code", code.expose()),
                ("grant_type", "authorization_code"),
            ])
        );
        let request = || Ok(Request::new(Method::GET, url.clone()));
        self.attempts(Idempotency::Ambiguous, request).await?.json()
    }
}

fn decode_session(fields: &Map<String, Value>) -> Result<Session> {
    Ok(Session {
        openid: text_of(fields, "openid")?,
        unionid: fields.get("unionid").and_then(Value::as_str).map(str::to_owned),
        session_key: Secret::new("wx.session_key", text_of(fields, "session_key")?),
    })
}

impl Authorized<'_> {
    /// Exchanges a code for the phone number it stands for.
    ///
    /// # Errors
    /// Any [`Kind`] of [`fault`]; [`Kind::OutcomeUnknown`] when the answer is lost: the code may be spent.
    pub async fn phone(&self, code: &Secret, openid: Option<&str>) -> Result<Phone> {
        let mut body = json!({"code": code.expose()});
        if let Some(openid) = openid {
            body["openid"] = openid.into();
        }
        let call = Call {
            path: "wxa/business/getuserphonenumber",
            content: Content::Json(body),
            idempotency: Idempotency::Ambiguous,
        };
        let answer = self.send(&call).await.map_err(|e| match (e.kind, fault::is_spent_code(&e)) {
            (Kind::OutcomeUnknown, _) => e.hint(text!(
                "the code may be spent: let the user press the button again",
                "该 code 可能已被使用：请让用户重新点击按钮"
            )),
            (_, true) => e.hint(text!(
                "it comes from a getPhoneNumber button, is good once and for 5 minutes, and is not the code of wx.login",
                "它来自 getPhoneNumber 按钮，5 分钟内仅可使用一次，与 wx.login 的 code 不同"
            )),
            _ => e,
        })?;
        decode_phone(&answer.json()?)
    }
}

fn decode_phone(fields: &Map<String, Value>) -> Result<Phone> {
    let info = fields.get("phone_info").and_then(Value::as_object).ok_or_else(|| {
        Error::new(
            Kind::Malformed,
            text!("the answer has no phone_info", "响应中没有 phone_info"),
        )
        .outcome(Outcome::Sent)
    })?;
    // A number in the documentation's example, text in its table.
    let country = match info.get("countryCode") {
        Some(Value::String(code)) => code.clone(),
        Some(Value::Number(code)) => code.to_string(),
        _ => String::new(),
    };
    Ok(Phone {
        number: text_of(info, "phoneNumber")?,
        pure: text_of(info, "purePhoneNumber")?,
        country,
        at_unix: info
            .get("watermark")
            .and_then(|w| w.get("timestamp"))
            .and_then(Value::as_i64),
    })
}

/// A number with its middle hidden: `138****6666`.
pub fn masked(number: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    let (head, tail) = if chars.len() >= 11 {
        (chars.len() - 8, 4)
    } else {
        (chars.len() / 4, chars.len() / 4)
    };
    let mut out: String = chars[..head].iter().collect();
    out.push_str(&"*".repeat(chars.len() - head - tail));
    out.extend(&chars[chars.len() - tail..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_code_is_taken_as_a_number_and_as_text() {
        for code in [json!(86), json!("86")] {
            let fields = json!({"errcode": 0, "phone_info": {"phoneNumber": "13580006666", "purePhoneNumber": "13580006666",
                "countryCode": code, "watermark": {"timestamp": 1637744274, "appid": "x"}}});
            let phone = decode_phone(fields.as_object().unwrap()).unwrap();
            assert_eq!((phone.country.as_str(), phone.at_unix), ("86", Some(1_637_744_274)));
        }
        let none = decode_phone(&Map::new()).unwrap_err();
        assert_eq!(none.kind, Kind::Malformed);
    }

    #[test]
    fn a_number_is_masked_whatever_its_length() {
        assert_eq!(masked("13580006666"), "135****6666");
        assert_eq!(masked("+8613580006666"), "+86135****6666");
        assert_eq!(masked("1234"), "1**4");
        assert_eq!(masked("1"), "*");
        assert_eq!(masked(""), "");
    }
}
