//! `vh api gateway.NAME`: any call of the backend, with its session.

use std::sync::{Mutex, PoisonError};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use crate::command::Context;
use crate::command::api::Callable;
use crate::error::{Error, Result};
use crate::http::{Http, Reply, Request, Target};
use crate::wx::gateway::session::Session;
use crate::wx::gateway::{Gateway, bearer};

/// A backend and the session with it.
pub(in crate::command) struct Backend<'a> {
    gateway: Gateway<'a>,
    session: Mutex<Session>,
}

impl<'a> Backend<'a> {
    /// `[gateway.NAME]`, logged in.
    pub(in crate::command) async fn new(ctx: &'a Context, name: &str) -> Result<Backend<'a>> {
        let gateway = ctx.backend(name).await?;
        let session = gateway.session(None).await?;
        Ok(Backend {
            gateway,
            session: Mutex::new(session),
        })
    }

    fn session(&self) -> Session {
        self.session.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Callable for Backend<'_> {
    fn http(&self) -> &Http {
        self.gateway.http()
    }

    fn target(&self) -> &Target {
        self.gateway.target()
    }

    fn sign(&self, request: Request) -> Result<Request> {
        bearer(request, &self.session().token)
    }

    fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        self.gateway.judge(reply, body)
    }

    fn renew<'a>(&'a self, error: &'a Error) -> BoxFuture<'a, Result<bool>> {
        async move {
            if error.status != Some(401) || !self.gateway.can_renew() {
                return Ok(false);
            }
            let new = self.gateway.session(Some(&self.session())).await?;
            *self.session.lock().unwrap_or_else(PoisonError::into_inner) = new;
            Ok(true)
        }
        .boxed()
    }
}
