//! A store on the network. Aliyun, Tencent and everyone who speaks S3 share one protocol in three dialects: this is the protocol,
//! `oss`, `cos` and `s3` are the dialects. It signs, sends, reads; it compares nothing.

mod acl;
pub mod address;
pub mod dialect;
pub mod fault;
mod listing;
mod objects;
mod open;
mod parts;
mod send;
mod store;
pub mod xml;

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::SystemTime;

use address::Address;
use dialect::Dialect;

pub use acl::canned as canned_acl;
pub use objects::plain_source as objects_source;

use super::call::Call;
use super::credentials::Credentials;
use crate::error::{Error, Kind, Result};
use crate::http::{Http, Method, Target};
use crate::text;

/// What a request of the room depends on, beyond its table.
#[derive(Clone, Copy)]
pub struct Surroundings {
    /// The wall clock.
    pub now: fn() -> SystemTime,
    /// Whether a refused signature is laid out in full.
    pub explain: bool,
}

/// A bucket on the network.
pub struct Remote {
    pub(super) target: Target,
    pub(super) bucket: String,
    pub(super) address: Address,
    /// Where the service is asked for when nobody answers at its address, and whether it is now.
    backup: Option<Address>,
    on_backup: AtomicBool,
    pub(super) dialect: Box<dyn Dialect>,
    pub(super) credentials: Credentials,
    pub(super) http: Http,
    pub(super) around: Surroundings,
    /// How far the other side's clock is ahead, in seconds; learnt from a refusal.
    pub(super) ahead: AtomicI64,
    /// Whether the other side keeps keys as paths of a file system.
    pub(super) paths: tokio::sync::OnceCell<bool>,
}

impl Remote {
    /// Over this wire. Opens nothing.
    pub fn new(
        target: Target,
        bucket: String,
        address: Address,
        dialect: Box<dyn Dialect>,
        credentials: Credentials,
        http: Http,
        around: Surroundings,
    ) -> Remote {
        Remote {
            target,
            bucket,
            backup: dialect.backup(&address),
            on_backup: AtomicBool::new(false),
            address,
            dialect,
            credentials,
            http,
            around,
            ahead: AtomicI64::new(0),
            paths: tokio::sync::OnceCell::new(),
        }
    }

    /// Where a call goes: of a bucket, to the service's other name while its first does not answer.
    fn address_of(&self, call: &Call) -> &Address {
        match &self.backup {
            Some(backup) if !call.bucket.is_empty() && self.on_backup.load(Ordering::Relaxed) => backup,
            _ => &self.address,
        }
    }

    /// Nobody answered at `from`: the next call goes to the other name, if there is one.
    fn turns(&self, call: &Call, from: &Address) -> bool {
        let Some(backup) = self.backup.as_ref().filter(|_| !call.bucket.is_empty()) else {
            return false;
        };
        let was_first = from != backup;
        if self.on_backup.swap(was_first, Ordering::Relaxed) != was_first && was_first {
            let (name, first, other) = (&self.target.name, &from.host, &backup.host);
            let told = format!("{name}: note: {first} does not answer; {other} is asked");
            self.http.trace().note(&told);
        }
        was_first
    }

    /// A call of the bucket, or of a key in it.
    ///
    /// # Errors
    /// [`Kind::Config`] without a bucket.
    fn call(&self, method: Method, key: &str) -> Result<Call> {
        if self.bucket.is_empty() {
            let name = &self.target.name;
            return Err(
                Error::config(text!("[store.{name}] has no bucket", "[store.{name}] 没有设置 bucket"))
                    .provider(name)
                    .hint(text!(
                        "vh config set store.{name}.bucket NAME, or name it: {kind}://BUCKET/KEY",
                        "vh config set store.{name}.bucket 名称，或直接写：{kind}://存储桶/键",
                        kind = self.dialect.caps().kind
                    )),
            );
        }
        Ok(Call::new(method, &self.bucket, key))
    }

    /// A call of a key, which must be one.
    fn object(&self, method: Method, key: &str) -> Result<Call> {
        self.check(key)?;
        self.call(method, key)
    }

    /// Refuses a key that this server would keep under another name: SeaweedFS keeps keys as paths, in which `\` is `/` and
    /// empty steps vanish. It is asked who it is only for such a key.
    ///
    /// # Errors
    /// [`Kind::Invalid`].
    async fn keeps(&self, key: &str) -> Result<()> {
        let steps = key.contains('\\') || key.contains("//") || key.starts_with('/') || key.ends_with('/');
        if self.dialect.caps().kind != "s3" || !steps {
            return Ok(());
        }
        let ask = async || {
            let call = self.call(Method::HEAD, "")?;
            let (reply, _) = self.open(call, crate::http::Idempotency::Safe).await?;
            Ok::<_, Error>(reply.header("server").is_some_and(|s| s.contains("SeaweedFS")))
        };
        if !*self.paths.get_or_try_init(ask).await? {
            return Ok(());
        }
        Err(Error::new(
            Kind::Invalid,
            text!(
                "this server keeps keys as paths, and would keep {key:?} under another name",
                "该服务器以路径保存键，{key:?} 会被存成别的名称"
            ),
        )
        .provider(&self.target.name))
    }

    /// Refuses a key that would become another, or none: an empty one would mean the bucket itself.
    fn check(&self, key: &str) -> Result<()> {
        let refuse = |en: &str, zh: &str| {
            Err(Error::new(Kind::Invalid, text!("the key {key:?} {en}", "键 {key:?} {zh}")).provider(&self.target.name))
        };
        let caps = self.dialect.caps();
        if key.is_empty() {
            return refuse("is empty", "为空");
        }
        if key.len() > caps.key_max {
            let max = caps.key_max;
            return refuse(&format!("is longer than {max} bytes"), &format!("超过 {max} 字节"));
        }
        // Whoever parses an address takes these for steps in a tree.
        if key.split('/').any(|part| part == "." || part == "..") {
            return refuse(
                "has . or .. between slashes, which would name another object",
                "含有 . 或 .. 路径段，会指向另一个对象",
            );
        }
        self.dialect.check_key(key).map_err(|e| e.provider(&self.target.name))
    }
}
