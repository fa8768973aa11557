//! What outlives a process, and what many processes and machines share: figures, cooldowns, leases, tokens, conversations. Small
//! typed interfaces over one database; there is no way around them. SQLite by default, PostgreSQL for a fleet.
//!
//! Opening costs nothing until something is asked. What may be lost is kept apart from what may not: see [`db::Area`].

pub mod batches;
pub mod calls;
pub mod chats;
pub mod checkpoints;
pub mod cooldowns;
pub mod copy;
pub mod db;
pub mod discipline;
mod files;
pub mod leases;
pub mod ledger;
pub mod migrations;
pub mod phase;
pub mod postgres;
pub mod seal;
pub mod spool;
pub mod sqlite;
pub mod tokens;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::future::BoxFuture;
use serde::Deserialize;

pub use batches::{Batch, Batches};
pub use calls::{Call, Calls};
pub use chats::{Chat, Chats, Turn};
pub use checkpoints::{Checkpoint, Checkpoints};
pub use cooldowns::Cooldowns;
pub use db::Area;
use db::{Database, Transaction};
pub use discipline::Discipline;
pub use leases::Leases;
pub use ledger::Ledger;
pub use phase::Phase;
pub use seal::SealKey;
pub use spool::Spool;
pub use tokens::{Token, Tokens};

use crate::error::{Error, Kind, Result};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// `[state]`, resolved.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `sqlite:DIR`, `postgres://…`, `memory:`; the state directory of the home when absent.
    pub url: Option<String>,
    /// Of the PostgreSQL user.
    pub password: Option<Secret>,
    /// Certificate authority of the PostgreSQL server.
    pub ca_cert: Option<PathBuf>,
    /// How long figures are kept, as text; 90 days when absent.
    pub keep: Option<String>,
}

/// The state.
pub struct State {
    db: Box<dyn Database>,
    /// Where a random key may be kept, beside the database and never in it.
    dir: Option<PathBuf>,
    durable: bool,
}

/// Milliseconds since 1970.
pub fn unix_ms(at: SystemTime) -> i64 {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

impl State {
    /// Opens the state that `config` names; `home` is the default directory. Notes say what the user should know.
    ///
    /// # Errors
    /// [`Kind::Config`] for an address that cannot be read; [`Kind::Local`] for a named directory that cannot be written.
    pub fn open(config: &Config, home: Option<PathBuf>, notes: sqlite::Notes) -> Result<State> {
        let url = config.url.as_deref();
        if let Some(url) = url.filter(|u| u.starts_with("postgres://") || u.starts_with("postgresql://")) {
            let db = postgres::Postgres::new(url, config.password.as_ref(), config.ca_cert.clone())?;
            return Ok(State {
                db: Box::new(db),
                dir: home,
                durable: true,
            });
        }
        let dir = match url {
            Some("memory:") => None,
            Some(url) => {
                let dir = url.strip_prefix("sqlite:").filter(|d| !d.is_empty()).ok_or_else(|| {
                    Error::config(text!("[state] url {url:?} is no state", "[state] url {url:?} 无效")).hint(text!(
                        "write sqlite:DIR, postgres://… or memory:",
                        "可写 sqlite:目录、postgres://… 或 memory:"
                    ))
                })?;
                let dir = PathBuf::from(dir);
                writable(&dir)?;
                Some(dir)
            }
            None => match home {
                Some(dir) => match writable(&dir) {
                    Ok(()) => Some(dir),
                    Err(e) => {
                        let reason = e.what.clone();
                        notes(text!("the state is kept in memory: ", "状态仅保存在内存中：").join("", reason));
                        None
                    }
                },
                None => {
                    notes(text!(
                        "the state is kept in memory: there is no home directory",
                        "状态仅保存在内存中：没有主目录"
                    ));
                    None
                }
            },
        };
        Ok(State {
            durable: dir.is_some(),
            db: Box::new(sqlite::Sqlite::new(dir.clone(), notes)),
            dir,
        })
    }

    /// Whether what is written survives the process.
    pub fn is_durable(&self) -> bool {
        self.durable
    }

    /// Refuses to go on with a promise that the end of the process would break.
    ///
    /// # Errors
    /// [`Kind::Local`] when the state is in memory only.
    pub fn require_durable(&self) -> Result<()> {
        if self.durable {
            return Ok(());
        }
        Err(Error::new(
            Kind::Local,
            text!(
                "this needs a state that lasts, and there is only memory",
                "此操作需要持久状态，但目前只有内存"
            ),
        )
        .hint(text!(
            "set [state] url to sqlite:DIR or postgres://…",
            "请将 [state] url 设为 sqlite:目录 或 postgres://…"
        )))
    }

    /// Figures of calls.
    pub fn calls(&self) -> Calls<'_> {
        Calls::new(&*self.db)
    }

    /// Who is not to be asked before when.
    pub fn cooldowns(&self) -> Cooldowns<'_> {
        Cooldowns::new(&*self.db)
    }

    /// Who may do what only one may do at a time.
    pub fn leases(&self) -> Leases<'_> {
        Leases::new(&*self.db)
    }

    /// Sealed access tokens.
    pub fn tokens(&self) -> Tokens<'_> {
        Tokens::new(&*self.db)
    }

    /// How far transfers got.
    pub fn checkpoints(&self) -> Checkpoints<'_> {
        Checkpoints::new(&*self.db)
    }

    /// Conversations.
    pub fn chats(&self) -> Chats<'_> {
        Chats::new(&*self.db)
    }

    /// Batches.
    pub fn batches(&self) -> Batches<'_> {
        Batches::new(&*self.db)
    }

    /// Alerts that were promised.
    pub fn spool(&self) -> Spool<'_> {
        Spool::new(&*self.db)
    }

    /// What keeps alerts from becoming noise.
    pub fn discipline(&self) -> Discipline<'_> {
        Discipline::new(&*self.db)
    }

    /// Payments: orders, refunds, what WeChat told.
    pub fn ledger(&self) -> Ledger<'_> {
        Ledger::new(&*self.db)
    }

    /// The key for tokens of a table that has no secret of its own: random, in a file beside the database.
    ///
    /// # Errors
    /// [`Kind::Local`] when it can be neither read nor made.
    pub fn machine_key(&self) -> Result<SealKey> {
        match &self.dir {
            Some(dir) => SealKey::of_file(&dir.join("seal.key")),
            None => SealKey::random(),
        }
    }

    /// The database behind it, for `vh state`.
    pub fn database(&self) -> &dyn Database {
        &*self.db
    }
}

/// Runs `work` in a transaction of `area`; its result comes out when it is committed.
pub(crate) async fn in_transaction<T: Send + 'static>(
    db: &dyn Database,
    area: Area,
    work: impl for<'t> FnOnce(&'t mut dyn Transaction) -> BoxFuture<'t, Result<T>> + Send + 'static,
) -> Result<T> {
    let (send, receive) = std::sync::mpsc::channel();
    db.transaction(
        area,
        Box::new(move |t| {
            let working = work(t);
            Box::pin(async move {
                // The receiver outlives the transaction.
                let _ = send.send(working.await?);
                Ok(())
            })
        }),
    )
    .await?;
    receive
        .try_recv()
        .map_err(|_| Error::bug("a transaction without a result"))
}

/// Makes the directory where it is missing, and checks that it can be written.
fn writable(dir: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let shown = dir.display();
    let cannot = |e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e);
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(cannot)?;
    rustix::fs::access(dir, rustix::fs::Access::WRITE_OK).map_err(|e| cannot(e.into()))
}

/// How long figures are kept when nobody says.
pub const KEEP: Duration = Duration::from_secs(90 * 24 * 3600);

/// Removes what is older than `keep` and what has expired; returns `(what, rows)`.
///
/// # Errors
/// [`Kind::Local`] from the database.
pub async fn purge(state: &State, now_ms: i64, keep: Duration) -> Result<Vec<(Text, u64)>> {
    let before = now_ms.saturating_sub(i64::try_from(keep.as_millis()).unwrap_or(i64::MAX));
    Ok(vec![
        (text!("calls", "调用记录"), state.calls().purge(before).await?),
        (text!("cooldowns", "冷却"), state.cooldowns().purge(now_ms).await?),
        (text!("leases", "租约"), state.leases().purge(now_ms).await?),
        (text!("tokens", "令牌"), state.tokens().purge(now_ms).await?),
        (text!("chats", "会话"), state.chats().purge(before).await?),
        (text!("transfers", "传输断点"), state.checkpoints().purge(before).await?),
        (text!("batches", "批处理"), state.batches().purge(before).await?),
        (text!("alerts", "告警"), state.spool().purge(before).await?),
        (
            text!("problems", "告警问题"),
            state.discipline().purge(now_ms, before).await?,
        ),
    ])
}
