//! One small door to a SQL database: statements with numbered parameters, rows of plain values, transactions. Two implementers,
//! SQLite and PostgreSQL; the typed interfaces above it are written once, in SQL that both understand.

use futures_util::future::BoxFuture;

use crate::error::{Error, Result};

/// Which part of the state: they differ in what their loss would mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Area {
    /// Money and promises: every commit reaches the disk before it is told.
    Ledger,
    /// Work in progress and conversations.
    Work,
    /// Figures that help and may be deleted at any time.
    Stats,
}

/// All areas.
pub const AREAS: [Area; 3] = [Area::Ledger, Area::Work, Area::Stats];

impl Area {
    /// Its name: the file's, without its ending.
    pub fn name(self) -> &'static str {
        match self {
            Area::Ledger => "ledger",
            Area::Work => "work",
            Area::Stats => "stats",
        }
    }
}

/// A value in a row or a parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// A whole number, or a time in milliseconds since 1970.
    Int(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl From<i64> for Value {
    fn from(v: i64) -> Value {
        Value::Int(v)
    }
}

impl From<u64> for Value {
    fn from(v: u64) -> Value {
        Value::Int(i64::try_from(v).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value {
    fn from(v: f64) -> Value {
        Value::Real(v)
    }
}

impl From<bool> for Value {
    fn from(v: bool) -> Value {
        Value::Int(i64::from(v))
    }
}

impl From<&str> for Value {
    fn from(v: &str) -> Value {
        Value::Text(v.to_owned())
    }
}

impl From<&String> for Value {
    fn from(v: &String) -> Value {
        Value::Text(v.clone())
    }
}

impl From<String> for Value {
    fn from(v: String) -> Value {
        Value::Text(v)
    }
}

impl From<Vec<u8>> for Value {
    fn from(v: Vec<u8>) -> Value {
        Value::Blob(v)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(v: Option<T>) -> Value {
        v.map_or(Value::Null, Into::into)
    }
}

/// A row; its cells are taken from left to right or by index.
#[derive(Debug, Clone, PartialEq)]
pub struct Row(pub Vec<Value>);

impl Row {
    /// A whole number.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`] when the cell is something else: the query and its reader disagree.
    pub fn int(&self, at: usize) -> Result<i64> {
        match self.0.get(at) {
            Some(Value::Int(v)) => Ok(*v),
            other => Err(wrong(at, "a number", other)),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn real(&self, at: usize) -> Result<f64> {
        match self.0.get(at) {
            Some(Value::Real(v)) => Ok(*v),
            // A sum or an average of whole numbers may come as one.
            Some(Value::Int(v)) => Ok(*v as f64),
            other => Err(wrong(at, "a number", other)),
        }
    }

    /// Text.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn text(&self, at: usize) -> Result<String> {
        match self.0.get(at) {
            Some(Value::Text(v)) => Ok(v.clone()),
            other => Err(wrong(at, "text", other)),
        }
    }

    /// Bytes.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn blob(&self, at: usize) -> Result<Vec<u8>> {
        match self.0.get(at) {
            Some(Value::Blob(v)) => Ok(v.clone()),
            other => Err(wrong(at, "bytes", other)),
        }
    }

    /// `None` for NULL, else what `read` makes of the cell.
    ///
    /// # Errors
    /// As [`Row::int`].
    pub fn opt<T>(&self, at: usize, read: impl Fn(&Row, usize) -> Result<T>) -> Result<Option<T>> {
        match self.0.get(at) {
            Some(Value::Null) => Ok(None),
            _ => read(self, at).map(Some),
        }
    }
}

fn wrong(at: usize, want: &str, got: Option<&Value>) -> Error {
    let got = match got {
        None => "nothing",
        Some(Value::Null) => "NULL",
        Some(Value::Int(_)) => "a whole number",
        Some(Value::Real(_)) => "a number",
        Some(Value::Text(_)) => "text",
        Some(Value::Blob(_)) => "bytes",
    };
    Error::bug(format!("column {at} of a state query holds {got}, not {want}"))
}

/// One statement and its parameters: `$1`, `$2`, … in both databases.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The SQL.
    pub sql: &'static str,
    /// The parameters.
    pub values: Vec<Value>,
}

/// Builds a [`Statement`]: `sql!("UPDATE t SET a = $1 WHERE b = $2", a, b)`.
macro_rules! sql {
    ($sql:expr $(, $value:expr)* $(,)?) => {
        $crate::state::db::Statement { sql: $sql, values: vec![$($crate::state::db::Value::from($value)),*] }
    };
}
pub(crate) use sql;

/// Statements inside one transaction.
pub trait Transaction: Send {
    /// Runs a statement; its rows.
    fn query(&mut self, statement: Statement) -> BoxFuture<'_, Result<Vec<Row>>>;
    /// Runs a statement; how many rows it changed.
    fn execute(&mut self, statement: Statement) -> BoxFuture<'_, Result<u64>>;
}

/// What a transaction does. It must wait for nothing but the transaction: other writers stand still meanwhile. It owns what it
/// works with; `in_transaction` brings its result out.
pub type Work = Box<dyn for<'t> FnOnce(&'t mut dyn Transaction) -> BoxFuture<'t, Result<()>> + Send>;

/// A SQL database with the tables of the state.
pub trait Database: Send + Sync {
    /// Runs statements that belong together: all or none. The rows of the last.
    fn run(&self, area: Area, statements: Vec<Statement>) -> BoxFuture<'_, Result<Vec<Row>>>;

    /// Runs `work` in a transaction that no other writer can come between, and commits when it succeeds. The result travels
    /// through what `work` captures.
    fn transaction(&self, area: Area, work: Work) -> BoxFuture<'_, Result<()>>;

    /// As [`Database::transaction`], for what may come undone when the power fails: it is there for every process at once, and on
    /// the disk with the next commit that must be.
    fn unhurried(&self, area: Area, work: Work) -> BoxFuture<'_, Result<()>> {
        self.transaction(area, work)
    }

    /// What it is, for people.
    fn describe(&self) -> String;

    /// Facts about it: `(name, value)`.
    fn facts(&self) -> BoxFuture<'_, Result<Vec<(String, String)>>>;

    /// Copies all of it into files below `dir`.
    fn backup<'a>(&'a self, dir: &'a std::path::Path) -> BoxFuture<'a, Result<()>>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::state::sqlite::Sqlite;
    use futures_util::FutureExt;

    async fn number(db: &dyn Database, sql: &'static str) -> i64 {
        let rows = db.run(Area::Ledger, vec![sql!(sql)]).await.unwrap();
        rows.first().map_or(0, |r| r.int(0).unwrap())
    }

    #[tokio::test]
    async fn what_is_unhurried_is_seen_by_all_and_the_next_commit_waits_for_the_disk_again() {
        let dir = tempfile::tempdir().unwrap();
        let open = || Sqlite::new(Some(dir.path().to_owned()), Box::new(|_| ()));
        let (ours, theirs) = (open(), open());
        let made = vec![sql!("CREATE TABLE kept (n INTEGER)")];
        ours.run(Area::Ledger, made).await.unwrap();
        let keep = |fails: bool| -> Work {
            Box::new(move |t| {
                async move {
                    let mode = t.query(sql!("PRAGMA synchronous")).await?[0].int(0)?;
                    t.execute(sql!("INSERT INTO kept (n) VALUES ($1)", mode)).await?;
                    if fails { Err(Error::bug("as asked")) } else { Ok(()) }
                }
                .boxed()
            })
        };
        const FULL: i64 = 2;
        assert_eq!(number(&ours, "PRAGMA synchronous").await, FULL);
        ours.unhurried(Area::Ledger, keep(false)).await.unwrap();
        assert_eq!(number(&theirs, "SELECT n FROM kept").await, 1, "NORMAL meanwhile");
        assert_eq!(number(&ours, "PRAGMA synchronous").await, FULL);
        // What fails leaves nothing, and the connection as it was.
        ours.unhurried(Area::Ledger, keep(true)).await.unwrap_err();
        assert_eq!(number(&theirs, "SELECT count(*) FROM kept").await, 1);
        assert_eq!(number(&ours, "PRAGMA synchronous").await, FULL);
        // Given up half-way, the next who comes finds it opened anew and in its right mode.
        let forever: Work = Box::new(|_| std::future::pending::<Result<()>>().boxed());
        let given_up = tokio::time::timeout(
            std::time::Duration::from_millis(50),
            ours.unhurried(Area::Ledger, forever),
        );
        given_up.await.unwrap_err();
        assert_eq!(number(&ours, "PRAGMA synchronous").await, FULL);
        ours.unhurried(Area::Ledger, keep(false)).await.unwrap();
        assert_eq!(number(&theirs, "SELECT count(*) FROM kept").await, 2);
    }
}
