//! Answers of a backend whose contract is known in part: the fields the mini program reads are looked for at the top and in
//! `data`, and an envelope that says it failed is believed. Pure.

use serde_json::{Map, Value};

use super::session::Session;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Reply;
use crate::text;
use crate::text::Text;

/// The error of an answer that is not 2xx.
pub(super) fn error(reply: &Reply, body: &[u8]) -> Error {
    let (kind, what) = match reply.status {
        401 => (Kind::Auth, text!("the session is refused", "登录状态无效")),
        403 => (Kind::Auth, text!("not allowed", "没有权限")),
        404 => (Kind::NotFound, text!("not found", "不存在")),
        408 => (Kind::Timeout, text!("the backend timed out", "后端超时")),
        409 => (Kind::Conflict, text!("conflict", "请求冲突")),
        402 => (Kind::Quota, text!("quota used up", "额度已用尽")),
        429 => (Kind::RateLimited, text!("too many requests", "请求过于频繁")),
        500.. => (Kind::Unavailable, text!("the backend cannot serve", "后端暂时不可用")),
        _ => (Kind::Invalid, text!("request refused", "请求被拒绝")),
    };
    let said = serde_json::from_slice::<Value>(body).ok();
    let what = match said.as_ref().and_then(message_of) {
        Some(message) => what.join(": ", Text::same(message)),
        None => what,
    };
    let id = reply.header("x-request-id").map(str::to_owned);
    let error = Error::new(kind, what)
        .status(reply.status)
        .request_id(id)
        .retry_after(reply.retry_after());
    // A gateway in between that gives up may have handed the call on.
    match reply.status {
        500 | 502 | 504 => error.outcome(Outcome::Unknown),
        _ => error,
    }
}

/// Believes a 200 whose envelope says that it failed: `success: false`, or a `code` that is neither 0 nor 200 beside a message.
///
/// # Errors
/// [`Kind::Invalid`] with the backend's message.
pub(super) fn check(body: &[u8]) -> Result<()> {
    let Ok(Value::Object(fields)) = serde_json::from_slice::<Value>(body) else {
        return Ok(());
    };
    let code = fields.get("code").and_then(Value::as_i64);
    let failed = fields.get("success") == Some(&Value::Bool(false))
        || (code.is_some_and(|c| c != 0 && c != 200) && fields.contains_key("message"));
    if !failed {
        return Ok(());
    }
    let what = text!("the backend refused", "后端拒绝了请求");
    let what = match message_of(&Value::Object(fields)) {
        Some(message) => what.join(": ", Text::same(message)),
        None => what,
    };
    let error = Error::new(Kind::Invalid, what).outcome(Outcome::Sent);
    Err(match code {
        Some(code) => error.code(code.to_string()),
        None => error,
    })
}

/// The error that an event in a stream reports.
pub(super) fn event_error(data: &[u8]) -> Error {
    let what = text!("the backend failed", "后端故障");
    let said = serde_json::from_slice::<Value>(data).ok();
    let what = match said.as_ref().and_then(message_of) {
        Some(message) => what.join(": ", Text::same(message)),
        None => what,
    };
    Error::new(Kind::Unavailable, what).outcome(Outcome::Sent)
}

fn message_of(value: &Value) -> Option<String> {
    let at = |value: &Value| {
        ["message", "msg", "detail", "error"]
            .iter()
            .find_map(|name| value.get(name).and_then(Value::as_str).map(str::to_owned))
    };
    let message = at(value).or_else(|| value.get("error").and_then(at))?;
    let message: String = message.chars().take(512).collect();
    (!message.is_empty()).then_some(message)
}

/// The first of `names` that is there, at the top or in `data`.
pub fn field<'v>(body: &'v Value, names: &[&str]) -> Option<&'v Value> {
    let places = [Some(body), body.get("data"), body.get("result")];
    let found = |name: &&str| {
        places
            .iter()
            .flatten()
            .find_map(|place| place.get(*name).filter(|v| !v.is_null()))
    };
    names.iter().find_map(found)
}

/// As [`field`], as text.
pub fn text_field(body: &Value, names: &[&str]) -> Option<String> {
    field(body, names).and_then(Value::as_str).map(str::to_owned)
}

/// What a login brought.
///
/// # Errors
/// [`Kind::Malformed`] without a token.
pub(super) fn session(body: &[u8]) -> Result<Session> {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    let token = text_field(&value, &["token"])
        .filter(|t| !t.is_empty())
        .ok_or_else(|| {
            Error::new(
                Kind::Malformed,
                text!("the answer to the login has no token", "登录响应中没有 token"),
            )
            .outcome(Outcome::Sent)
        })?;
    let user = field(&value, &["userInfo", "user"]).cloned().unwrap_or_default();
    Session::new(token, user)
}

/// Where an uploaded file lies on the backend.
pub fn uploaded_path(body: &Value) -> Option<String> {
    let names = ["path", "filePath", "audioPath", "fileUrl", "url"];
    text_field(body, &names).or_else(|| body.get("data").and_then(Value::as_str).map(str::to_owned))
}

/// The text of a transcription.
pub fn transcript(body: &Value) -> Option<String> {
    text_field(body, &["text", "transcript", "transcription", "content", "result"])
        .or_else(|| body.get("data").and_then(Value::as_str).map(str::to_owned))
}

/// The words of an answer to a message, or of a piece of one.
pub fn words(body: &Value) -> Option<String> {
    let direct = text_field(body, &["content", "reply", "answer", "text", "delta"]);
    direct.or_else(|| {
        // A message object, as an own one or as OpenAI's.
        let nested = field(body, &["message", "delta"]).or_else(|| {
            field(body, &["choices"])
                .and_then(|c| c.get(0))
                .and_then(|c| c.get("delta"))
        })?;
        match nested {
            Value::String(text) => Some(text.clone()),
            other => text_field(other, &["content", "text"]),
        }
    })
}

/// What `wx.requestPayment` takes, complete.
///
/// # Errors
/// [`Kind::Malformed`] naming what is missing or of the wrong form.
pub fn payment(body: &Value) -> Result<Map<String, Value>> {
    const NAMES: [&str; 5] = ["timeStamp", "nonceStr", "package", "signType", "paySign"];
    let nested = field(body, &["orderInfo", "payment", "payParams", "requestPayment"]);
    let place = [nested, body.get("data"), Some(body)]
        .into_iter()
        .flatten()
        .find(|place| NAMES.iter().any(|name| place.get(name).is_some()))
        .unwrap_or(body);
    let wrong = |name: &str, want: Text| {
        let what = text!("{name} of the payment ", "支付参数 {name} ").join("", want);
        Error::new(Kind::Malformed, what).outcome(Outcome::Sent)
    };
    let mut params = Map::new();
    for name in NAMES {
        match place.get(name) {
            Some(Value::String(value)) if !value.is_empty() => params.insert(name.to_owned(), value.as_str().into()),
            Some(Value::Number(_)) if name == "timeStamp" => {
                return Err(wrong(
                    name,
                    text!(
                        "is a number; wx.requestPayment takes text",
                        "是数字，wx.requestPayment 要求字符串"
                    ),
                ));
            }
            _ => return Err(wrong(name, text!("is missing", "缺失"))),
        };
    }
    let text = |name: &str| params.get(name).and_then(Value::as_str).unwrap_or("");
    if !text("package").starts_with("prepay_id=") {
        return Err(wrong(
            "package",
            text!("does not begin with prepay_id=", "不是以 prepay_id= 开头"),
        ));
    }
    if !["MD5", "HMAC-SHA256", "RSA"].contains(&text("signType")) {
        return Err(wrong(
            "signType",
            text!("is none of MD5, HMAC-SHA256, RSA", "不是 MD5、HMAC-SHA256 或 RSA"),
        ));
    }
    if text("timeStamp").len() != 10 || !text("timeStamp").bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong("timeStamp", text!("is not in seconds", "不是以秒为单位")));
    }
    Ok(params)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_found_at_the_top_and_in_the_envelope() {
        for body in [
            json!({"token": "t-1234567", "userInfo": {"name": "小明"}}),
            json!({"code": 0, "data": {"token": "t-1234567", "userInfo": {"name": "小明"}}}),
        ] {
            let session = session(body.to_string().as_bytes()).unwrap();
            assert_eq!(
                (session.token.expose(), &session.user["name"]),
                ("t-1234567", &json!("小明"))
            );
        }
        assert_eq!(session(b"{}").unwrap_err().kind, Kind::Malformed);
        assert_eq!(words(&json!({"data": {"reply": "好"}})).as_deref(), Some("好"));
        assert_eq!(
            words(&json!({"choices": [{"delta": {"content": "好"}}]})).as_deref(),
            Some("好")
        );
        assert_eq!(words(&json!({"message": {"content": "好"}})).as_deref(), Some("好"));
        assert_eq!(
            uploaded_path(&json!({"data": {"filePath": "/u/1.mp3"}})).as_deref(),
            Some("/u/1.mp3")
        );
    }

    #[test]
    fn an_envelope_that_failed_is_an_error() {
        let kind = |v: Value| check(v.to_string().as_bytes()).map_err(|e| e.what.en.to_string());
        assert!(kind(json!({"code": 0, "message": "ok"})).is_ok());
        assert!(kind(json!({"code": 200, "message": "ok"})).is_ok());
        assert!(kind(json!({"code": 7})).is_ok());
        assert!(
            kind(json!({"code": 5001, "message": "busy"}))
                .unwrap_err()
                .ends_with("busy")
        );
        assert!(
            kind(json!({"success": false, "error": {"message": "no"}}))
                .unwrap_err()
                .ends_with("no")
        );
        assert!(check(b"not json").is_ok());
    }

    #[test]
    fn payment_parameters_are_complete_or_refused() {
        let good = json!({"timeStamp": "1795442400", "nonceStr": "n", "package": "prepay_id=wx1", "signType": "RSA", "paySign": "s"});
        assert_eq!(payment(&json!({"data": {"orderInfo": good}})).unwrap().len(), 5);
        assert_eq!(payment(&json!({"data": good})).unwrap().len(), 5);
        assert!(payment(&good).is_ok());
        for (name, bad) in [
            ("timeStamp", json!(1_795_442_400)),
            ("timeStamp", json!("1795442400000")),
            ("package", json!("wx1")),
            ("signType", json!("SHA1")),
            ("paySign", json!("")),
            ("nonceStr", Value::Null),
        ] {
            let mut broken = good.clone();
            broken[name] = bad;
            let e = payment(&broken).unwrap_err();
            assert!(e.kind == Kind::Malformed && e.what.en.starts_with(name), "{name}: {e}");
        }
    }
}
