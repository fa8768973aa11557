//! `vh api wx.NAME`: any call of api.weixin.qq.com, with its token.

use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use crate::command::api::Callable;
use crate::command::{Context, now};
use crate::error::{Error, Result};
use crate::http::{Credential, Http, Reply, Request, Target};
use crate::secret::Secret;
use crate::state::State;
use crate::wx::{Wx, api, fault};

/// A mini program and the token it uses.
pub(in crate::command) struct MiniProgram<'a> {
    wx: Wx,
    state: &'a State,
    token: Mutex<Secret>,
}

impl<'a> MiniProgram<'a> {
    /// `[wx.NAME]`, with a token that holds.
    pub(in crate::command) async fn new(ctx: &'a Context, name: &str) -> Result<MiniProgram<'a>> {
        let (wx, state) = (ctx.mini_program(name).await?, ctx.state().await?);
        let token = wx.authorized(state, now).token(None).await?.value;
        Ok(MiniProgram {
            wx,
            state,
            token: Mutex::new(token),
        })
    }

    fn token(&self) -> Secret {
        self.token.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Callable for MiniProgram<'_> {
    fn http(&self) -> &Http {
        self.wx.http()
    }

    fn target(&self) -> &Target {
        self.wx.target()
    }

    fn sign(&self, mut request: Request) -> Result<Request> {
        request.url = api::with_token(&request.url, &self.token());
        request.credential = Credential::Bearer;
        Ok(request)
    }

    fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        let error = api::decode(reply.status, body).err()?;
        Some(error.provider(&self.wx.target().name))
    }

    fn reads_whole(&self) -> bool {
        true
    }

    fn renew<'a>(&'a self, error: &'a Error) -> BoxFuture<'a, Result<bool>> {
        async move {
            if !fault::is_stale_token(error) {
                return Ok(false);
            }
            let old = self.token();
            let new = self.wx.authorized(self.state, now).token(Some(&old)).await?.value;
            *self.token.lock().unwrap_or_else(PoisonError::into_inner) = new;
            Ok(true)
        }
        .boxed()
    }
}
