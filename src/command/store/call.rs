//! Calls of a store's table that no command names: `vh api store.NAME …`.

use crate::command::api::Callable;
use crate::command::{Context, now};
use crate::error::{Error, Result};
use crate::http::{Http, Reply, Request, Target};
use crate::store::call::Keys;
use crate::store::{Remote, Surroundings, connect};
use crate::text;

/// A table, and the keys that sign for it.
pub(crate) struct Table {
    remote: Remote,
    keys: Keys,
}

/// The table `name`, its keys fetched.
///
/// # Errors
/// As [`connect::remote`]; [`crate::error::Kind::Usage`] for a directory, which has no calls.
pub(crate) async fn callable(ctx: &Context, name: &str) -> Result<Table> {
    let resolved = ctx.settings.store(name).await?;
    if resolved.config.kind == "dir" {
        return Err(Error::usage(text!(
            "[store.{name}] is a directory, and has no calls",
            "[store.{name}] 是本地目录，没有可调用的接口"
        )));
    }
    let around = Surroundings { now, explain: false };
    let remote = connect::remote(name, resolved.config, resolved.net, ctx.http.clone(), around)?;
    let keys = remote.keys(now()).await?;
    Ok(Table { remote, keys })
}

impl Callable for Table {
    fn http(&self) -> &Http {
        self.remote.http()
    }

    fn target(&self) -> &Target {
        self.remote.target()
    }

    fn sign(&self, request: Request) -> Result<Request> {
        self.remote.sign_request(request, &self.keys, now())
    }

    fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        self.remote.judge(reply, body)
    }

    fn content_type(&self) -> Option<&'static str> {
        None
    }

    fn reads_whole(&self) -> bool {
        // Their 200 may hold an error.
        true
    }
}
