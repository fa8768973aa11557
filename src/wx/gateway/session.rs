//! The session with a backend: token and user, kept sealed per profile, shared by all processes of this machine. The key is
//! the machine's own, in a file beside the database: a copied database opens nothing.

use serde_json::{Value, json};

use super::{Ask, Gateway, Keeping};
use crate::error::{Error, Kind, Result};
use crate::http::Reply;
use crate::secret::Secret;
use crate::text;
use crate::wx::token::{Cache, Fresh};

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// What every call carries.
    pub token: Secret,
    /// What the backend says of the user.
    pub user: Value,
    /// The conversation that messages belong to when nobody names one.
    pub conversation: String,
}

impl Session {
    /// A session with a conversation of its own.
    ///
    /// # Errors
    /// [`Kind::Bug`] when the system has no random numbers.
    pub fn new(token: String, user: Value) -> Result<Session> {
        let random = getrandom::u64().map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
        Ok(Session {
            token: Secret::new("gateway.token", token),
            user,
            conversation: format!("vh-{random:016x}"),
        })
    }

    fn encode(&self) -> Fresh {
        let value = json!({"token": self.token.expose(), "user": self.user, "conversation": self.conversation});
        Fresh {
            value: value.to_string(),
            expires_ms: None,
        }
    }

    fn decode(kept: &Secret) -> Result<Session> {
        let value: Value = serde_json::from_str(kept.expose()).unwrap_or_default();
        let text = |name: &str| value[name].as_str().unwrap_or("").to_owned();
        if text("token").is_empty() {
            return Err(Error::new(
                Kind::Local,
                text!("the kept session cannot be read", "无法读取保存的会话"),
            ));
        }
        Ok(Session {
            token: Secret::new("gateway.token", text("token")),
            user: value["user"].clone(),
            conversation: text("conversation"),
        })
    }
}

/// The sessions of one table and profile: there is one, or none.
pub struct Sessions<'a> {
    cache: Cache<'a>,
}

impl<'a> Sessions<'a> {
    pub(super) fn open(name: &str, base: &str, keeping: &Keeping<'a>) -> Result<Sessions<'a>> {
        let (profile, base) = (keeping.profile.as_deref().unwrap_or("-"), base.trim_end_matches('/'));
        let name = format!("gateway.{profile}.{name}@{base}");
        let key = keeping.state.machine_key()?;
        Ok(Sessions {
            cache: Cache::new(keeping.state, name, key, keeping.now),
        })
    }

    /// The session that is there.
    ///
    /// # Errors
    /// [`Kind::Local`] of the state.
    pub async fn current(&self) -> Result<Option<Session>> {
        let found = self.cache.peek().await?;
        found.map(|f| Session::decode(&f.value)).transpose()
    }

    /// Keeps a session.
    ///
    /// # Errors
    /// [`Kind::Local`] of the state.
    pub async fn keep(&self, session: &Session) -> Result<()> {
        self.cache.put(&session.encode()).await.map(|_| ())
    }

    /// Forgets the session; whether there was one.
    ///
    /// # Errors
    /// [`Kind::Local`] of the state.
    pub async fn forget(&self) -> Result<bool> {
        self.cache.forget().await
    }
}

impl Gateway<'_> {
    /// The head of an answer to a call with the session's token; to one more call with another session when the backend
    /// refuses this one and a new code can be had. Where 401 is expected, being refused is the answer.
    pub(super) async fn open_in_session(&self, ask: &Ask) -> Result<Reply> {
        let session = self.session(None).await?;
        let refused = match self.open(ask, Some(&session.token)).await {
            Err(e) if is_refused(&e) => e,
            other => return other,
        };
        if !self.can_renew() {
            return Err(self.logged_out(refused));
        }
        let session = self.session(Some(&session)).await?;
        let again = self.open(ask, Some(&session.token)).await;
        again.map_err(|e| if is_refused(&e) { self.logged_out(e) } else { e })
    }

    /// Whether another session can be had without a person.
    pub fn can_renew(&self) -> bool {
        self.new_code.is_some()
    }

    /// A session, another than `refused`: the kept one, else one from a new code, which one process makes for all.
    ///
    /// # Errors
    /// [`Kind::Auth`] without either; any [`Kind`] of a login.
    pub async fn session(&self, refused: Option<&Session>) -> Result<Session> {
        let refused = refused.map(|s| s.encode().value);
        let Some(new_code) = &self.new_code else {
            return match self.sessions.current().await? {
                Some(session) => Ok(session),
                None => Err(self.logged_out(Error::new(Kind::Auth, text!("not logged in", "尚未登录")))),
            };
        };
        let login = async {
            let code = new_code().await?;
            let answered = self.exchange(&code, None).await?;
            let session = super::decode::session(&answered.body)?;
            Ok(session.encode())
        };
        let found = self.sessions.cache.get(refused.as_deref(), login).await;
        let found = found.map_err(|e| e.provider(&self.target.name))?;
        Session::decode(&found.value)
    }

    fn logged_out(&self, e: Error) -> Error {
        let name = &self.target.name;
        e.with_kind(Kind::Auth).provider(name).hint(text!(
            "vh gateway login CODE, with a code of wx.login; or set [gateway.{name}] code = 'cmd:[…]', which is asked for one",
            "请用 wx.login 的 code 运行 vh gateway login CODE；或设置 [gateway.{name}] code = 'cmd:[…]' 自动获取"
        ))
    }
}

fn is_refused(e: &Error) -> bool {
    e.status == Some(401)
}
