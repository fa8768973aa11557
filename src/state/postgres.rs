//! PostgreSQL, for a fleet of machines. TLS is verified unless the server is on this machine. Writers of one area take turns by
//! an advisory lock, so that a transaction means the same here as in SQLite.
//! Source: www.postgresql.org/docs/15/functions-admin.html#FUNCTIONS-ADVISORY-LOCKS.

use std::error::Error as StdError;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bytes::BytesMut;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use tokio::sync::{Mutex, MutexGuard};
use tokio_postgres::config::Host;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Config, NoTls};
use tokio_postgres_rustls::MakeRustlsConnect;
use tokio_rustls::rustls;

use super::db::{AREAS, Area, Database, Row, Statement, Transaction, Value, Work};
use super::migrations;
use crate::error::{Error, Kind, Result, find};
use crate::secret::Secret;
use crate::text;
use crate::tls;

/// Advisory locks are numbers for the whole database; ours begin here.
const LOCK_BASE: i64 = 0x7668_0000;

/// How long a restart may take before the server counts as gone.
const RESTART: Duration = Duration::from_secs(2);

/// A PostgreSQL server.
pub struct Postgres {
    config: Config,
    ca_cert: Option<PathBuf>,
    shown: String,
    client: Mutex<Option<Client>>,
}

impl Postgres {
    /// Reads the address; connects at first use.
    ///
    /// # Errors
    /// [`Kind::Config`] for an address that cannot be read, or that holds its password.
    pub fn new(url: &str, password: Option<&Secret>, ca_cert: Option<PathBuf>) -> Result<Postgres> {
        let mut config: Config = url.parse().map_err(|_| {
            Error::config(text!(
                "[state] url is not a PostgreSQL address",
                "[state] url 不是 PostgreSQL 地址"
            ))
            .hint(text!(
                "write it as postgres://user@host/database",
                "写法如 postgres://user@host/database"
            ))
        })?;
        if config.get_password().is_some() {
            return Err(Error::config(text!(
                "[state] url holds a password, which would be shown with it",
                "[state] url 中含有密码，会随地址一起显示"
            ))
            .hint(text!(
                "move it to [state] password, such as env:PGPASSWORD",
                "请移到 [state] password，如 env:PGPASSWORD"
            )));
        }
        if let Some(password) = password {
            config.password(password.expose());
        }
        config.connect_timeout(Duration::from_secs(5)).application_name("vh");
        let hosts: Vec<String> = config
            .get_hosts()
            .iter()
            .map(|h| match h {
                Host::Tcp(name) => name.clone(),
                Host::Unix(path) => path.display().to_string(),
            })
            .collect();
        let shown = format!("postgres://{}/{}", hosts.join(","), config.get_dbname().unwrap_or(""));
        Ok(Postgres {
            config,
            ca_cert,
            shown,
            client: Mutex::new(None),
        })
    }

    /// Whether nothing leaves this machine. An address that is given beside a name is where the connection goes.
    fn is_local(&self) -> bool {
        let is_loopback = |ip: &IpAddr| ip.to_canonical().is_loopback();
        let named = self.config.get_hosts().iter().all(|h| match h {
            Host::Unix(_) => true,
            Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|ip| is_loopback(&ip)),
        });
        named && self.config.get_hostaddrs().iter().all(is_loopback)
    }

    /// Connects. A server that is just being restarted refuses, or says that it is starting: it is waited for, for a moment.
    /// Nothing was sent yet, so nothing can be done twice.
    async fn connect(&self) -> Result<Client> {
        let started = Instant::now();
        let mut pause = Duration::from_millis(50);
        loop {
            match self.connect_once().await {
                Err(e) if is_restarting(&e) && started.elapsed() < RESTART => {
                    tokio::time::sleep(pause).await;
                    pause = (pause * 2).min(Duration::from_millis(400));
                }
                result => return result,
            }
        }
    }

    async fn connect_once(&self) -> Result<Client> {
        let lost = |e: tokio_postgres::Error| self.broken(e);
        let client = if self.is_local() {
            let (client, connection) = self.config.connect(NoTls).await.map_err(lost)?;
            tokio::spawn(connection.map(drop));
            client
        } else {
            let mut config = self.config.clone();
            config.ssl_mode(tokio_postgres::config::SslMode::Require);
            let tls = MakeRustlsConnect::new(tls::client_config(self.ca_cert.as_deref(), None)?);
            let (client, connection) = config.connect(tls).await.map_err(|e| self.unverified(e))?;
            tokio::spawn(connection.map(drop));
            client
        };
        self.migrate(&client).await?;
        Ok(client)
    }

    /// The connection; a new one when there is none, or when the one there was is gone (the server was restarted).
    async fn client(&self) -> Result<MutexGuard<'_, Option<Client>>> {
        let mut slot = self.client.lock().await;
        if slot.as_ref().is_none_or(Client::is_closed) {
            *slot = None;
            *slot = Some(self.connect().await?);
        }
        Ok(slot)
    }

    async fn migrate(&self, client: &Client) -> Result<()> {
        let lost = |e: tokio_postgres::Error| self.broken(e);
        let known = migrations::all().count() as i64;
        // The table is missing in a new database; that is no error.
        if let Ok(row) = client.query_one("SELECT count(*) FROM vh_steps", &[]).await {
            let at: i64 = row.get(0);
            if at > known {
                let shown = &self.shown;
                let what = text!("{shown} was written by a newer vh", "{shown} 由更新版本的 vh 写入");
                return Err(Error::new(Kind::Local, what).hint(text!("upgrade vh", "请升级 vh")));
            }
            if at == known {
                return Ok(());
            }
        }
        let begin = format!(
            "BEGIN; SELECT pg_advisory_xact_lock({LOCK_BASE}); CREATE TABLE IF NOT EXISTS vh_steps (name TEXT PRIMARY KEY)"
        );
        client.batch_execute(&begin).await.map_err(lost)?;
        for step in migrations::all() {
            let seen = "INSERT INTO vh_steps (name) VALUES ($1) ON CONFLICT DO NOTHING";
            if client.execute(seen, &[&step.name]).await.map_err(lost)? == 1 {
                let sql = step
                    .sql
                    .replace("{int}", "BIGINT")
                    .replace("{real}", "DOUBLE PRECISION")
                    .replace("{blob}", "BYTEA")
                    .replace("{serial}", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
                client.batch_execute(&sql).await.map_err(lost)?;
            }
        }
        client.batch_execute("COMMIT").await.map_err(lost)
    }

    /// A connection under TLS that did not come about.
    fn unverified(&self, e: tokio_postgres::Error) -> Error {
        let bad_certificate = matches!(find(&e), Some(rustls::Error::InvalidCertificate(_)));
        let error = self.broken(e);
        if error.code.is_some() {
            return error;
        }
        let retryable = error.is_retryable() && !bad_certificate;
        error.retryable(retryable).hint(text!(
            "a state that is not on this machine is reached by verified TLS only: the server's certificate must be for that \
             host; [state] ca_cert names a private authority's PEM file",
            "非本机的状态数据库只通过经过验证的 TLS 访问：服务器证书须属于该主机；私有 CA 请用 [state] ca_cert 指定其 PEM 文件"
        ))
    }

    fn broken(&self, e: tokio_postgres::Error) -> Error {
        let shown = &self.shown;
        let reason = match e.as_db_error() {
            Some(db) => db.message().to_owned(),
            None => root_cause(&e),
        };
        let code = e.code().map(|c| c.code().to_owned());
        let kind = match code.as_deref() {
            Some(c) if c.starts_with("23") => Kind::Conflict,
            Some(c) if c.starts_with("28") => Kind::Auth,
            _ => Kind::Local,
        };
        let error = Error::new(
            kind,
            text!("the state {shown}: {reason}", "状态数据库 {shown}：{reason}"),
        )
        .source(e);
        match code {
            Some(code) => error.code(code),
            None => error.retryable(true),
        }
    }
}

/// Whether the connection was refused or cut, or the server says that it stops or starts.
/// Source: www.postgresql.org/docs/15/errcodes-appendix.html, class 57.
fn is_restarting(e: &Error) -> bool {
    match e.code.as_deref() {
        Some(code) => ["57P01", "57P02", "57P03"].contains(&code),
        None => e.is_retryable(),
    }
}

fn root_cause(e: &dyn StdError) -> String {
    match e.source() {
        Some(inner) => root_cause(inner),
        None => e.to_string(),
    }
}

/// Begins a transaction that no other writer of the area comes between.
fn begin(area: Area) -> String {
    let lock = LOCK_BASE + 1 + area as i64;
    format!("BEGIN; SELECT pg_advisory_xact_lock({lock})")
}

async fn query(client: &Client, statement: &Statement) -> std::result::Result<Vec<Row>, tokio_postgres::Error> {
    let values: Vec<&(dyn ToSql + Sync)> = statement.values.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
    let rows = client.query(statement.sql, &values).await?;
    let read = |row: tokio_postgres::Row| -> std::result::Result<Row, tokio_postgres::Error> {
        let cells = (0..row.len()).map(|i| row.try_get::<_, Option<Value>>(i).map(|v| v.unwrap_or(Value::Null)));
        Ok(Row(cells.collect::<std::result::Result<_, _>>()?))
    };
    rows.into_iter().map(read).collect()
}

impl Database for Postgres {
    fn run(&self, area: Area, statements: Vec<Statement>) -> BoxFuture<'_, Result<Vec<Row>>> {
        async move {
            if let [only] = statements.as_slice() {
                let slot = self.client().await?;
                let client = slot.as_ref().ok_or_else(|| Error::bug("a closed connection"))?;
                return query(client, only).await.map_err(|e| self.broken(e));
            }
            super::in_transaction(self, area, move |t| {
                async move {
                    let mut rows = Vec::new();
                    for statement in statements {
                        rows = t.query(statement).await?;
                    }
                    Ok(rows)
                }
                .boxed()
            })
            .await
        }
        .boxed()
    }

    fn transaction(&self, area: Area, work: Work) -> BoxFuture<'_, Result<()>> {
        async move {
            let mut slot = self.client().await?;
            // Taken out for as long as the transaction is open: a future that is dropped half-way drops the connection with
            // it, and the server rolls back.
            let client = slot.take().ok_or_else(|| Error::bug("a closed connection"))?;
            client.batch_execute(&begin(area)).await.map_err(|e| self.broken(e))?;
            let mut inside = Inside {
                client: &client,
                database: self,
            };
            match work(&mut inside).await {
                Ok(()) => client.batch_execute("COMMIT").await.map_err(|e| self.broken(e))?,
                Err(e) => {
                    if client.batch_execute("ROLLBACK").await.is_ok() {
                        *slot = Some(client);
                    }
                    return Err(e);
                }
            }
            *slot = Some(client);
            Ok(())
        }
        .boxed()
    }

    fn describe(&self) -> String {
        self.shown.clone()
    }

    fn facts(&self) -> BoxFuture<'_, Result<Vec<(String, String)>>> {
        async move {
            let ask = async |sql: &'static str| -> Result<String> {
                let rows = self.run(Area::Stats, vec![super::db::sql!(sql)]).await?;
                rows.first().map_or_else(|| Ok(String::new()), |r| r.text(0))
            };
            let mut facts = vec![("postgres".to_owned(), ask("SHOW server_version").await?)];
            let local = if self.is_local() {
                "no (this machine)"
            } else {
                "verified"
            };
            facts.push(("tls".to_owned(), local.to_owned()));
            for area in AREAS {
                facts.push((format!("{}.tables", area.name()), migrations::tables(area).join(" ")));
            }
            Ok(facts)
        }
        .boxed()
    }

    fn backup<'a>(&'a self, dir: &'a Path) -> BoxFuture<'a, Result<()>> {
        async move {
            let copy = super::sqlite::Sqlite::new(Some(dir.to_owned()), Box::new(|_| {}));
            super::copy::copy(self, &copy).await.map(|_| ())
        }
        .boxed()
    }
}

/// A transaction.
struct Inside<'c> {
    client: &'c Client,
    database: &'c Postgres,
}

impl Transaction for Inside<'_> {
    fn query(&mut self, statement: Statement) -> BoxFuture<'_, Result<Vec<Row>>> {
        async move {
            query(self.client, &statement)
                .await
                .map_err(|e| self.database.broken(e))
        }
        .boxed()
    }

    fn execute(&mut self, statement: Statement) -> BoxFuture<'_, Result<u64>> {
        async move {
            let values: Vec<&(dyn ToSql + Sync)> = statement.values.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
            let changed = self.client.execute(statement.sql, &values).await;
            changed.map_err(|e| self.database.broken(e))
        }
        .boxed()
    }
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            // The server decides what a parameter is; a whole number may be wanted as any of its numbers.
            Value::Int(v) => match *ty {
                Type::INT4 => i32::try_from(*v)?.to_sql(ty, out),
                Type::FLOAT8 => (*v as f64).to_sql(ty, out),
                Type::BOOL => (*v != 0).to_sql(ty, out),
                _ => v.to_sql(ty, out),
            },
            Value::Real(v) => v.to_sql(ty, out),
            Value::Text(v) => v.to_sql(ty, out),
            Value::Blob(v) => v.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> std::result::Result<Value, Box<dyn StdError + Sync + Send>> {
        Ok(match *ty {
            Type::INT2 => Value::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::INT4 => Value::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT8 => Value::Int(i64::from_sql(ty, raw)?),
            Type::BOOL => Value::Int(i64::from(bool::from_sql(ty, raw)?)),
            Type::FLOAT4 => Value::Real(f64::from(f32::from_sql(ty, raw)?)),
            Type::FLOAT8 => Value::Real(f64::from_sql(ty, raw)?),
            Type::BYTEA => Value::Blob(Vec::<u8>::from_sql(ty, raw)?),
            _ => Value::Text(String::from_sql(ty, raw)?),
        })
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::INT2
                | Type::INT4
                | Type::INT8
                | Type::BOOL
                | Type::FLOAT4
                | Type::FLOAT8
                | Type::BYTEA
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_where_the_connection_goes_and_not_what_it_is_called() {
        let local = |url: &str| Postgres::new(url, None, None).unwrap().is_local();
        for here in [
            "postgres://vh@localhost/x",
            "postgres://vh@127.0.0.9/x",
            "postgres://vh@[::1]/x",
            "postgres:///x?host=/run/postgresql",
            "postgres://vh@localhost/x?hostaddr=127.0.0.1",
        ] {
            assert!(local(here), "{here}");
        }
        for there in [
            "postgres://vh@db.example.com/x",
            "postgres://vh@192.0.2.1/x",
            "postgres://vh@localhost/x?hostaddr=192.0.2.1",
            "postgres://vh@db.example.com/x?hostaddr=127.0.0.1",
            "postgres://vh@localhost,db.example.com/x",
        ] {
            assert!(!local(there), "{there}");
        }
    }
}
