//! Content safety: WeChat's judgement of a text or a picture. An `errcode` of 0 says that it was judged, not that it passed.
//! Source: `reference/wechat.md` §3.7; developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center.

use serde_json::{Map, Value, json};

use super::api::{Authorized, Call, Content, text_of};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Idempotency, Piece};
use crate::text;

/// Where the content would be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scene {
    /// A user's profile.
    Profile,
    /// A comment.
    Comment,
    /// A forum.
    Forum,
    /// A social log.
    Social,
}

impl Scene {
    fn number(self) -> u8 {
        match self {
            Scene::Profile => 1,
            Scene::Comment => 2,
            Scene::Forum => 3,
            Scene::Social => 4,
        }
    }
}

/// A text to judge.
#[derive(Debug, Clone)]
pub struct Script<'a> {
    /// The text, at most 2500 characters.
    pub content: &'a str,
    /// Its writer, who used the mini program in the last two hours.
    pub openid: &'a str,
    /// Where it would be shown.
    pub scene: Scene,
    /// The title above it.
    pub title: Option<&'a str>,
    /// The writer's name.
    pub nickname: Option<&'a str>,
    /// The writer's motto, in a profile.
    pub signature: Option<&'a str>,
}

/// What WeChat thinks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggest {
    /// Nothing is wrong.
    Pass,
    /// A person should look.
    Review,
    /// It must not be shown.
    Risky,
    /// The judgement comes later, as a message to the mini program's server.
    Pending,
}

impl Suggest {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Suggest::Pass => "pass",
            Suggest::Review => "review",
            Suggest::Risky => "risky",
            Suggest::Pending => "pending",
        }
    }
}

/// A judgement.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// What to do.
    pub suggest: Suggest,
    /// Why: 100 normal, 10001 advertising, 20001 politics, 20002 pornography, 20003 abuse, 20006 crime, 20008 fraud, …
    pub label: Option<i64>,
    /// For WeChat's support, and for the message that comes later.
    pub trace_id: Option<String>,
}

/// The call that has a text judged.
///
/// # Errors
/// [`Kind::Usage`] for a text that is empty or too long.
pub fn encode(script: &Script<'_>) -> Result<Call> {
    let count = script.content.chars().count();
    if count == 0 || count > 2500 {
        return Err(Error::usage(text!(
            "the text has {count} characters; WeChat judges 1 to 2500",
            "文本有 {count} 个字符；微信可检测 1 至 2500 个"
        )));
    }
    let mut body = json!({
        "version": 2, "content": script.content, "scene": script.scene.number(), "openid": script.openid
    });
    for (name, value) in [
        ("title", script.title),
        ("nickname", script.nickname),
        ("signature", script.signature),
    ] {
        if let Some(value) = value {
            body[name] = value.into();
        }
    }
    Ok(Call {
        path: "wxa/msg_sec_check",
        content: Content::Json(body),
        idempotency: Idempotency::Safe,
    })
}

/// Reads a judgement: what it does not say is not a pass.
fn decode(fields: &Map<String, Value>) -> Result<Verdict> {
    let result = fields.get("result");
    let word = result.and_then(|r| r.get("suggest")).and_then(Value::as_str);
    let suggest = match word {
        Some("pass") => Suggest::Pass,
        Some("review") => Suggest::Review,
        Some("risky") => Suggest::Risky,
        _ => {
            return Err(Error::new(
                Kind::Malformed,
                text!(
                    "the answer holds no judgement (result.suggest)",
                    "响应中没有检测结论（result.suggest）"
                ),
            )
            .outcome(Outcome::Sent));
        }
    };
    Ok(Verdict {
        suggest,
        label: result.and_then(|r| r.get("label")).and_then(Value::as_i64),
        trace_id: fields.get("trace_id").and_then(Value::as_str).map(str::to_owned),
    })
}

impl Authorized<'_> {
    /// Has a text judged.
    ///
    /// # Errors
    /// [`Kind::Usage`] as [`encode`]; any [`Kind`] of [`super::fault`]; [`Kind::Malformed`] without a judgement.
    pub async fn check_text(&self, script: &Script<'_>) -> Result<Verdict> {
        let answer = self.send(&encode(script)?).await?.json()?;
        decode(&answer).map_err(|e| e.provider(&self.wx().target().name))
    }

    /// Has a picture judged at once. The interface has no judgement beside its error code.
    ///
    /// # Errors
    /// Any [`Kind`] of [`super::fault`].
    pub async fn check_picture(&self, name: &str, content_type: &'static str, content: Piece) -> Result<Verdict> {
        let call = Call {
            path: "wxa/img_sec_check",
            content: Content::Picture(name.to_owned(), content_type, content),
            idempotency: Idempotency::Safe,
        };
        let suggest = match self.send(&call).await {
            Ok(answer) => answer.json().map(|_| Suggest::Pass)?,
            Err(e) if e.code.as_deref() == Some("87014") => Suggest::Risky,
            Err(e) => return Err(e),
        };
        Ok(Verdict {
            suggest,
            label: None,
            trace_id: None,
        })
    }

    /// Has the picture at `url` judged; the judgement comes later, to the mini program's server.
    ///
    /// # Errors
    /// Any [`Kind`] of [`super::fault`].
    pub async fn check_picture_at(&self, url: &str, openid: &str, scene: Scene) -> Result<Verdict> {
        let call = Call {
            path: "wxa/media_check_async",
            content: Content::Json(json!({
                "media_url": url, "media_type": 2, "version": 2, "openid": openid, "scene": scene.number()
            })),
            idempotency: Idempotency::Safe,
        };
        let answer = self.send(&call).await?.json()?;
        Ok(Verdict {
            suggest: Suggest::Pending,
            label: None,
            trace_id: Some(text_of(&answer, "trace_id").map_err(|e| e.provider(&self.wx().target().name))?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_say_pass_is_none() {
        let of = |v: Value| decode(v.as_object().unwrap()).map(|v| v.suggest).map_err(|e| e.kind);
        assert_eq!(
            of(json!({"errcode": 0, "result": {"suggest": "pass", "label": 100}})),
            Ok(Suggest::Pass)
        );
        assert_eq!(
            of(json!({"errcode": 0, "result": {"suggest": "risky"}})),
            Ok(Suggest::Risky)
        );
        assert_eq!(of(json!({"errcode": 0, "errmsg": "ok"})), Err(Kind::Malformed));
        assert_eq!(of(json!({"result": {"suggest": "fine"}})), Err(Kind::Malformed));
    }
}
