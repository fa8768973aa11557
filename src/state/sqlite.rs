//! SQLite: one file per area, because they differ in durability, in contention and in what their corruption would mean. Many
//! processes write at once: every write takes the write lock first (`BEGIN IMMEDIATE`), and waits for it.
//! Source: sqlite.org/wal.html, sqlite.org/lang_transaction.html; `reference/cli.md` B2.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{Mutex, MutexGuard};

use super::db::{AREAS, Area, Database, Row, Statement, Transaction, Value, Work};
use super::files::{is_on_network, make_private, set_aside};
use super::migrations;
use crate::error::{Error, Kind, Result};
use crate::text;
use crate::text::Text;

/// "vh" and a number: tells `file(1)` and us whose file it is.
const APPLICATION_ID: i64 = 0x7668_0001;

/// Writers wait this long for each other before it is an error.
const BUSY: Duration = Duration::from_secs(30);

/// Earlier versions can lose committed writes when two processes write and checkpoint at once.
/// Source: sqlite.org/wal.html, "the WAL reset bug".
const OLDEST_SAFE: (i32, &str) = (3_051_003, "3.51.3");

/// Where notes about the files go.
pub type Notes = Box<dyn Fn(Text) + Send + Sync>;

/// The files below one directory, or none in memory.
pub struct Sqlite {
    dir: Option<PathBuf>,
    open: [Mutex<Option<Connection>>; 3],
    notes: Notes,
}

impl Sqlite {
    /// The files below `dir`, made at first use; `None` keeps everything in memory.
    pub fn new(dir: Option<PathBuf>, notes: Notes) -> Sqlite {
        Sqlite {
            dir,
            open: [Mutex::new(None), Mutex::new(None), Mutex::new(None)],
            notes,
        }
    }

    /// Whether what is written is gone when the process ends.
    pub fn is_in_memory(&self) -> bool {
        self.dir.is_none()
    }

    fn file(&self, area: Area) -> Option<PathBuf> {
        self.dir.as_ref().map(|dir| dir.join(format!("{}.db", area.name())))
    }

    /// The area's connection, opened and brought up to date at its first use.
    async fn connection(&self, area: Area) -> Result<MutexGuard<'_, Option<Connection>>> {
        let mut slot = self.open[area as usize].lock().await;
        if slot.is_none() {
            *slot = Some(self.open_area(area)?);
        }
        Ok(slot)
    }

    fn open_area(&self, area: Area) -> Result<Connection> {
        if rusqlite::version_number() < OLDEST_SAFE.0 {
            let (linked, safe) = (rusqlite::version(), OLDEST_SAFE.1);
            return Err(Error::new(
                Kind::Local,
                text!(
                    "this program was built with SQLite {linked}, which can lose writes; {safe} or newer is needed",
                    "本程序使用的 SQLite {linked} 可能丢失写入；需要 {safe} 或更新版本"
                ),
            ));
        }
        let Some(path) = self.file(area) else {
            let mut connection = Connection::open_in_memory().map_err(|e| broken("memory", e))?;
            migrate(&mut connection, area, "memory")?;
            return Ok(connection);
        };
        match open_file(&path, area, &self.notes) {
            Err(e) if is_corrupt(&e) && area == Area::Stats => {
                // Figures are only figures: kept for whoever wants to look, and begun anew.
                let aside = set_aside(&path)?;
                let (from, to) = (path.display(), aside.display());
                (self.notes)(text!(
                    "{from} was corrupt and is now {to}; figures start anew",
                    "{from} 已损坏，已改名为 {to}；统计数据重新开始"
                ));
                open_file(&path, area, &self.notes)
            }
            result => result,
        }
    }
}

fn open_file(path: &Path, area: Area, notes: &Notes) -> Result<Connection> {
    let shown = path.display().to_string();
    make_private(path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(|e| broken(&shown, e))?;
    connection.busy_timeout(BUSY).map_err(|e| broken(&shown, e))?;
    let journal = if is_on_network(path) {
        notes(text!(
            "{shown} is on a network file system: use [state] url = \"postgres://…\" when several machines share it",
            "{shown} 位于网络文件系统：多台机器共享时请使用 [state] url = \"postgres://…\""
        ));
        "TRUNCATE"
    } else {
        "WAL"
    };
    // WAL is remembered in the file; asking again costs a read, changing it needs the file alone for a moment.
    pragma(&connection, &shown, "journal_mode", journal)?;
    pragma(&connection, &shown, "synchronous", synchronous(area))?;
    pragma(&connection, &shown, "trusted_schema", "OFF")?;
    pragma(&connection, &shown, "cell_size_check", "ON")?;
    pragma(&connection, &shown, "journal_size_limit", "8388608")?;
    // A handful of rows at a time: 256 KiB of pages are plenty.
    pragma(&connection, &shown, "cache_size", "-256")?;
    // Every command would otherwise end by copying the log into the file and waiting for the disk twice. What is committed lies in
    // the log already, on the disk where the area wants that; a long log is still copied on the way.
    connection
        .set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(|e| broken(&shown, e))?;
    migrate(&mut connection, area, &shown)?;
    Ok(connection)
}

/// Whether every commit waits for the disk.
fn synchronous(area: Area) -> &'static str {
    if area == Area::Ledger { "FULL" } else { "NORMAL" }
}

fn pragma(connection: &Connection, shown: &str, name: &str, value: &str) -> Result<()> {
    patiently(|| connection.pragma_update(None, name, value)).map_err(|e| broken(shown, e))
}

/// SQLite does not wait where waiting might never end, as when several processes switch a new file to WAL at once: it says so
/// at once, and whoever tries again later gets through.
fn patiently<T>(mut attempt: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match attempt() {
            Err(e) if is_busy(&e) && started.elapsed() < BUSY => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(50));
            }
            result => return result,
        }
    }
}

fn begin(connection: &Connection) -> rusqlite::Result<rusqlite::Transaction<'_>> {
    use rusqlite::{Transaction, TransactionBehavior};
    patiently(|| Transaction::new_unchecked(connection, TransactionBehavior::Immediate))
}

fn is_busy(e: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode as C;
    matches!(e.sqlite_error_code(), Some(C::DatabaseBusy | C::DatabaseLocked))
}

/// Runs `work` in a transaction that holds the write lock from its beginning.
async fn immediate(connection: &mut Connection, shown: String, work: Work) -> Result<()> {
    patiently(|| connection.execute_batch("BEGIN IMMEDIATE")).map_err(|e| broken(&shown, e))?;
    let mut inside = Inside {
        connection,
        shown,
        ended: false,
    };
    work(&mut inside).await?;
    inside.commit()
}

/// Runs the steps that the file has not seen. `user_version` counts those it has: equal, and nothing else needs to be asked.
fn migrate(connection: &mut Connection, area: Area, shown: &str) -> Result<()> {
    let known = migrations::of(area).count() as i64;
    let count = |c: &Connection| c.pragma_query_value(None, "user_version", |r| r.get::<_, i64>(0));
    let at = patiently(|| count(connection)).map_err(|e| broken(shown, e))?;
    if at == known {
        return Ok(());
    }
    if at > known {
        return Err(Error::new(
            Kind::Local,
            text!(
                "{shown} was written by a newer vh ({at} steps, this one knows {known})",
                "{shown} 由更新版本的 vh 写入（{at} 步，本程序只认识 {known} 步）"
            ),
        )
        .hint(text!(
            "upgrade vh, or point state.url elsewhere",
            "请升级 vh，或将 state.url 指向别处"
        )));
    }
    let transaction = begin(connection).map_err(|e| broken(shown, e))?;
    run_steps(&transaction, area, known).map_err(|e| broken(shown, e))?;
    transaction.commit().map_err(|e| broken(shown, e))
}

fn run_steps(transaction: &rusqlite::Transaction<'_>, area: Area, known: i64) -> rusqlite::Result<()> {
    transaction.execute_batch("CREATE TABLE IF NOT EXISTS vh_steps (name TEXT PRIMARY KEY)")?;
    for step in migrations::of(area) {
        // Another process may have been faster, another version may have known it.
        let new = transaction.execute("INSERT OR IGNORE INTO vh_steps (name) VALUES (?1)", [step.name])?;
        if new == 1 {
            let sql = step
                .sql
                .replace("{int}", "INTEGER")
                .replace("{real}", "REAL")
                .replace("{blob}", "BLOB")
                .replace("{serial}", "INTEGER PRIMARY KEY");
            transaction.execute_batch(&sql)?;
        }
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)
}

impl Database for Sqlite {
    fn run(&self, area: Area, statements: Vec<Statement>) -> BoxFuture<'_, Result<Vec<Row>>> {
        async move {
            let shown = self.describe();
            let mut slot = self.connection(area).await?;
            let connection = slot.as_mut().ok_or_else(|| Error::bug("a closed connection"))?;
            if let [only] = statements.as_slice() {
                // One statement is a transaction of its own; a read takes no lock that a writer would wait for.
                return patiently(|| query(connection, only)).map_err(|e| broken(&shown, e));
            }
            let transaction = begin(connection).map_err(|e| broken(&shown, e))?;
            let mut rows = Vec::new();
            for statement in &statements {
                rows = query(&transaction, statement).map_err(|e| broken(&shown, e))?;
            }
            transaction.commit().map_err(|e| broken(&shown, e))?;
            Ok(rows)
        }
        .boxed()
    }

    fn transaction(&self, area: Area, work: Work) -> BoxFuture<'_, Result<()>> {
        async move {
            let shown = self.describe();
            let mut slot = self.connection(area).await?;
            let connection = slot.as_mut().ok_or_else(|| Error::bug("a closed connection"))?;
            immediate(connection, shown, work).await
        }
        .boxed()
    }

    fn unhurried(&self, area: Area, work: Work) -> BoxFuture<'_, Result<()>> {
        async move {
            if self.is_in_memory() {
                return self.transaction(area, work).await;
            }
            let shown = self.describe();
            let mut slot = self.connection(area).await?;
            // Taken out meanwhile: dropped half-way, it is opened anew and in its right mode.
            let mut connection = slot.take().ok_or_else(|| Error::bug("a closed connection"))?;
            pragma(&connection, &shown, "synchronous", "NORMAL")?;
            let result = immediate(&mut connection, shown.clone(), work).await;
            pragma(&connection, &shown, "synchronous", synchronous(area))?;
            *slot = Some(connection);
            result
        }
        .boxed()
    }

    fn describe(&self) -> String {
        match &self.dir {
            Some(dir) => format!("sqlite:{}", dir.display()),
            None => "memory:".to_owned(),
        }
    }

    fn facts(&self) -> BoxFuture<'_, Result<Vec<(String, String)>>> {
        async move {
            let mut facts = vec![("sqlite".to_owned(), rusqlite::version().to_owned())];
            for area in AREAS {
                let name = area.name();
                let mut slot = self.connection(area).await?;
                let connection = slot.as_mut().ok_or_else(|| Error::bug("a closed connection"))?;
                let ask = |pragma: &str| {
                    connection
                        .pragma_query_value(None, pragma, |r| r.get::<_, rusqlite::types::Value>(0))
                        .map(|v| match v {
                            rusqlite::types::Value::Integer(n) => n.to_string(),
                            rusqlite::types::Value::Text(t) => t,
                            _ => String::new(),
                        })
                        .map_err(|e| broken(name, e))
                };
                facts.push((format!("{name}.journal"), ask("journal_mode")?));
                facts.push((format!("{name}.check"), ask("integrity_check")?));
                if let Some(path) = self.file(area) {
                    let size = std::fs::metadata(&path).map_or(0, |m| m.len());
                    facts.push((format!("{name}.bytes"), size.to_string()));
                }
            }
            Ok(facts)
        }
        .boxed()
    }

    fn backup<'a>(&'a self, dir: &'a Path) -> BoxFuture<'a, Result<()>> {
        async move {
            for area in AREAS {
                let to = dir.join(format!("{}.db", area.name()));
                let shown = to.display().to_string();
                make_private(&to)?;
                let mut slot = self.connection(area).await?;
                let from = slot.as_mut().ok_or_else(|| Error::bug("a closed connection"))?;
                let mut copy = Connection::open(&to).map_err(|e| broken(&shown, e))?;
                // A copy page by page, consistent while others write.
                rusqlite::backup::Backup::new(from, &mut copy)
                    .and_then(|b| b.run_to_completion(1024, Duration::ZERO, None))
                    .map_err(|e| broken(&shown, e))?;
            }
            Ok(())
        }
        .boxed()
    }
}

/// A transaction; rolled back when it is dropped before its commit.
struct Inside<'c> {
    connection: &'c mut Connection,
    shown: String,
    ended: bool,
}

impl Inside<'_> {
    fn commit(mut self) -> Result<()> {
        self.connection
            .execute_batch("COMMIT")
            .map_err(|e| broken(&self.shown, e))?;
        self.ended = true;
        Ok(())
    }
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        if !self.ended {
            // The connection may be the reason for it all.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }
}

impl Transaction for Inside<'_> {
    fn query(&mut self, statement: Statement) -> BoxFuture<'_, Result<Vec<Row>>> {
        let rows = query(self.connection, &statement).map_err(|e| broken(&self.shown, e));
        async move { rows }.boxed()
    }

    fn execute(&mut self, statement: Statement) -> BoxFuture<'_, Result<u64>> {
        let changed = query(self.connection, &statement)
            .map(|_| self.connection.changes())
            .map_err(|e| broken(&self.shown, e));
        async move { changed }.boxed()
    }
}

fn query(connection: &Connection, statement: &Statement) -> rusqlite::Result<Vec<Row>> {
    // `$1` is a name to SQLite, and names are numbered as they come; `?1` is a number.
    let sql = statement.sql.replace('$', "?");
    let mut prepared = connection.prepare(&sql)?;
    for (i, value) in statement.values.iter().enumerate() {
        match value {
            Value::Null => prepared.raw_bind_parameter(i + 1, rusqlite::types::Null)?,
            Value::Int(v) => prepared.raw_bind_parameter(i + 1, v)?,
            Value::Real(v) => prepared.raw_bind_parameter(i + 1, v)?,
            Value::Text(v) => prepared.raw_bind_parameter(i + 1, v)?,
            Value::Blob(v) => prepared.raw_bind_parameter(i + 1, v)?,
        }
    }
    let columns = prepared.column_count();
    let mut rows = prepared.raw_query();
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let cell = |at| -> rusqlite::Result<Value> {
            Ok(match row.get_ref(at)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(v) => Value::Int(v),
                ValueRef::Real(v) => Value::Real(v),
                ValueRef::Text(v) => Value::Text(String::from_utf8_lossy(v).into_owned()),
                ValueRef::Blob(v) => Value::Blob(v.to_vec()),
            })
        };
        all.push(Row((0..columns).map(cell).collect::<rusqlite::Result<_>>()?));
    }
    Ok(all)
}

fn is_corrupt(e: &Error) -> bool {
    e.code.as_deref() == Some("corrupt")
}

fn broken(shown: &str, e: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as C;
    match e.sqlite_error_code() {
        Some(C::DatabaseCorrupt | C::NotADatabase) => Error::new(
            Kind::Local,
            text!("the state {shown} is corrupt: {e}", "状态文件 {shown} 已损坏：{e}"),
        )
        .code("corrupt")
        .hint(text!(
            "restore a copy made by vh state backup, or save what can be saved with: sqlite3 FILE .recover",
            "请恢复 vh state backup 的备份，或用 sqlite3 FILE .recover 挽救可读的内容"
        )),
        _ if is_busy(&e) => Error::new(
            Kind::Local,
            text!(
                "other processes kept the state {shown} busy for {BUSY:?}",
                "其他进程占用状态文件 {shown} 超过 {BUSY:?}"
            ),
        )
        .retryable(true),
        Some(C::DiskFull) => Error::new(
            Kind::Local,
            text!("no space for the state {shown}", "状态文件 {shown} 空间不足"),
        ),
        Some(C::ReadOnly | C::CannotOpen | C::PermissionDenied) => Error::new(
            Kind::Local,
            text!(
                "the state {shown} cannot be written: {e}",
                "状态文件 {shown} 不可写：{e}"
            ),
        )
        .code("read_only"),
        Some(C::ConstraintViolation) => Error::new(
            Kind::Conflict,
            text!("the state {shown} refuses it: {e}", "状态文件 {shown} 拒绝该写入：{e}"),
        ),
        _ => Error::new(Kind::Local, text!("the state {shown}: {e}", "状态文件 {shown}：{e}")),
    }
    .source(e)
}
