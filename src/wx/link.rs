//! Links that open the mini program from a message, a page or another app. A link is for one user.
//! Source: `reference/wechat.md` §3.5.

use serde_json::{Value, json};

use super::api::{Authorized, Call, Content, text_of};
use super::code::check_page;
use crate::error::{Error, Result};
use crate::http::Idempotency;
use crate::text;

/// Which version of the mini program is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// The published one.
    Release,
    /// The one being tried.
    Trial,
    /// The one being written.
    Develop,
}

impl Environment {
    /// Its name to WeChat.
    pub fn name(self) -> &'static str {
        match self {
            Environment::Release => "release",
            Environment::Trial => "trial",
            Environment::Develop => "develop",
        }
    }
}

/// What a link opens.
#[derive(Debug, Clone, Default)]
pub struct Destination {
    /// The page; the first of the mini program when absent.
    pub page: Option<String>,
    /// What the page is told.
    pub query: Option<String>,
    /// Which version is opened.
    pub environment: Option<Environment>,
    /// When it ends, in seconds since 1970; in thirty days when absent.
    pub expires_unix: Option<i64>,
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `https://wxaurl.cn/…`, for short messages, mails and pages.
    Link,
    /// `weixin://dl/business/…`, for other apps.
    Scheme,
}

/// The longest life of a link.
pub const LONGEST_SECONDS: i64 = 30 * 24 * 3600;

const QUERY_MARKS: &[u8] = b"!#$&'()*+,/:;=?@-._~%";

/// The call that makes the link.
///
/// # Errors
/// [`crate::error::Kind::Usage`] for what WeChat would refuse.
pub fn encode(form: Form, to: &Destination) -> Result<Call> {
    let mut place = json!({});
    if let Some(page) = &to.page {
        check_page(page)?;
        place["path"] = page.as_str().into();
    }
    if let Some(query) = &to.query {
        check_query(query)?;
        place["query"] = query.as_str().into();
    }
    if let Some(environment) = to.environment {
        place["env_version"] = environment.name().into();
    }
    let (path, mut body) = match form {
        Form::Link => ("wxa/generate_urllink", place),
        Form::Scheme => ("wxa/generatescheme", json!({"jump_wxa": place})),
    };
    body["expire_type"] = match to.expires_unix {
        Some(at) => {
            body["expire_time"] = at.into();
            0.into()
        }
        None => {
            body["expire_interval"] = 30.into();
            Value::from(1)
        }
    };
    Ok(Call {
        path,
        content: Content::Json(body),
        // Another link is another link; nobody has seen the one that was lost.
        idempotency: Idempotency::Safe,
    })
}

fn check_query(query: &str) -> Result<()> {
    let good = |b: u8| b.is_ascii_alphanumeric() || QUERY_MARKS.contains(&b);
    if query.len() <= 1024 && query.bytes().all(good) {
        return Ok(());
    }
    Err(Error::usage(text!(
        "the query must be at most 1024 letters, digits and !#$&'()*+,/:;=?@-._~%; encode the rest as %XX",
        "query 最长 1024 个字母、数字和 !#$&'()*+,/:;=?@-._~%；其余请编码为 %XX"
    )))
}

impl Authorized<'_> {
    /// Makes a link.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] as [`encode`]; any [`crate::error::Kind`] of [`super::fault`].
    pub async fn link(&self, form: Form, to: &Destination) -> Result<String> {
        let answer = self.send(&encode(form, to)?).await?.json()?;
        let field = match form {
            Form::Link => "url_link",
            Form::Scheme => "openlink",
        };
        text_of(&answer, field).map_err(|e| e.provider(&self.wx().target().name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_nests_what_a_link_has_on_top() {
        let to = Destination {
            page: Some("pages/a".to_owned()),
            query: Some("x=1".to_owned()),
            environment: Some(Environment::Trial),
            expires_unix: Some(1_800_000_000),
        };
        let body = |form| match encode(form, &to).unwrap().content {
            Content::Json(body) => body,
            Content::Picture(..) => Value::Null,
        };
        assert_eq!(
            body(Form::Link),
            json!({"path": "pages/a", "query": "x=1", "env_version": "trial", "expire_time": 1_800_000_000, "expire_type": 0})
        );
        assert_eq!(
            body(Form::Scheme),
            json!({"jump_wxa": {"path": "pages/a", "query": "x=1", "env_version": "trial"},
                "expire_time": 1_800_000_000, "expire_type": 0})
        );
        let query = |query: &str| Destination {
            query: Some(query.to_owned()),
            ..Destination::default()
        };
        assert!(encode(Form::Link, &query("名=1")).is_err());
        assert!(encode(Form::Link, &query(&"x".repeat(1025))).is_err());
        assert!(encode(Form::Link, &query("%E5%90%8D=1")).is_ok());
    }
}
