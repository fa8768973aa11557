//! Keys of the machine itself, from the metadata service beside it: Amazon's IMDSv2, Aliyun's ECS, Tencent's CVM.
//! Sources: AWS "Use IMDSv2"; Aliyun "Instance RAM roles" (hardened mode); Tencent "Instance metadata: cam".

use std::time::SystemTime;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::door::Door;
use super::{Source, told};
use crate::error::{Error, Kind, Result};
use crate::http::{Credential, HeaderName, Method, Request};
use crate::store::call::Keys;
use crate::text;

/// Whose machine it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Maker {
    Amazon,
    Aliyun,
    Tencent,
}

impl Maker {
    pub(super) fn of(kind: &str) -> Maker {
        match kind {
            "oss" => Maker::Aliyun,
            "cos" => Maker::Tencent,
            _ => Maker::Amazon,
        }
    }

    /// Where its machines ask.
    pub(super) fn address(self) -> &'static str {
        match self {
            Maker::Amazon => "http://169.254.169.254",
            Maker::Aliyun => "http://100.100.100.200",
            Maker::Tencent => "http://metadata.tencentyun.com",
        }
    }

    fn path(self) -> &'static str {
        match self {
            Maker::Amazon => "latest/meta-data/iam/security-credentials/",
            Maker::Aliyun => "latest/meta-data/ram/security-credentials/",
            Maker::Tencent => "latest/meta-data/cam/security-credentials/",
        }
    }

    /// The headers of its session: what asks for a token, and what carries it.
    fn session(self) -> Option<(&'static str, &'static str)> {
        match self {
            Maker::Amazon => Some(("x-aws-ec2-metadata-token-ttl-seconds", "x-aws-ec2-metadata-token")),
            Maker::Aliyun => Some(("x-aliyun-ecs-metadata-token-ttl-seconds", "x-aliyun-ecs-metadata-token")),
            Maker::Tencent => None,
        }
    }
}

/// The machine's own role.
pub(super) struct Machine {
    pub maker: Maker,
    pub door: Door,
    /// The role's name; asked for without it.
    pub role: Option<String>,
}

impl Machine {
    async fn keys(&self) -> Result<Keys> {
        let token = self.token().await?;
        let path = self.maker.path();
        let role = match &self.role {
            Some(role) => role.clone(),
            None => {
                let listed = self.get(path, token.as_deref()).await?;
                let listed = String::from_utf8_lossy(&listed).into_owned();
                let first = listed.lines().map(str::trim).find(|l| !l.is_empty());
                first.ok_or_else(|| self.no_role())?.to_owned()
            }
        };
        let body = self.get(&format!("{path}{role}"), token.as_deref()).await?;
        told::read(&body, &format!("{} ({role})", self.door.target.base), &self.door.label)
    }

    fn no_role(&self) -> Error {
        let base = &self.door.target.base;
        Error::config(text!(
            "this machine has no role ({base} names none)",
            "这台机器没有绑定角色（{base} 未给出角色）"
        ))
    }

    /// A token for the questions after; a machine that gives none is asked without.
    async fn token(&self) -> Result<Option<String>> {
        let Some((ask, _)) = self.maker.session() else {
            return Ok(None);
        };
        let url = self.door.target.url("latest/api/token");
        let asked = self
            .door
            .ask(|| Request::new(Method::PUT, url.clone()).header(ask, "21600"))
            .await;
        let (reply, body) = asked.map_err(unreachable)?;
        if !reply.is_ok() {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&body).trim().to_owned()))
    }

    async fn get(&self, path: &str, token: Option<&str>) -> Result<bytes::Bytes> {
        let url = self.door.target.url(path);
        let (reply, body) = self
            .door
            .ask(|| {
                let request = Request::new(Method::GET, url.clone());
                match (self.maker.session(), token) {
                    (Some((_, carries)), Some(token)) => {
                        let mut value = crate::http::header_value(carries, token)?;
                        value.set_sensitive(true);
                        let mut request = request;
                        request.headers.push((HeaderName::from_static(carries), value));
                        // It opens nothing beyond this machine.
                        request.credential = Credential::None;
                        Ok(request)
                    }
                    _ => Ok(request),
                }
            })
            .await
            .map_err(unreachable)?;
        match reply.status {
            200 => Ok(body),
            404 => Err(self.no_role()),
            status => Err(told::refused(&self.door.target.base, &status.to_string(), "", status)),
        }
    }
}

/// Away from such a machine nobody answers: that is how the table is set up, not the network.
fn unreachable(e: Error) -> Error {
    match e.kind {
        Kind::Network | Kind::Timeout => e.hint(text!(
            "credentials = \"instance\" works on a cloud machine with a role only",
            "credentials = \"instance\" 仅适用于绑定了角色的云主机"
        )),
        _ => e,
    }
}

impl Source for Machine {
    fn fetch(&self, _: SystemTime) -> BoxFuture<'_, Result<Keys>> {
        self.keys().boxed()
    }
}
