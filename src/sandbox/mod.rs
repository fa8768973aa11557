//! The other side: servers of every protocol on loopback, for tests, `vh sandbox` and `vh demo`. Written from the protocol
//! documents and importing nothing of the rooms it judges. It checks keys, paths, headers and the shape of bodies, answers
//! deterministic text, and misbehaves as a [`Script`] says. It keeps a journal and never prints.

pub mod alert;
pub mod llm;
pub mod pay;
pub mod script;
pub mod server;
pub mod sse;
pub mod tls;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::error::{Error, Result};
use crate::text;
pub use script::{Fault, Script};

/// One request that a server saw.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The server: `openai`, `ark`, `claude`.
    pub protocol: &'static str,
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// Headers in order, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// The status it was answered with; `None` while or because it was not.
    pub status: Option<u16>,
    /// What was wrong with it, in the server's eyes.
    pub problem: Option<String>,
}

impl Entry {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// What all servers share.
#[derive(Debug, Default)]
pub struct Shared {
    journal: Mutex<Vec<Entry>>,
    script: Mutex<Script>,
}

impl Shared {
    pub(crate) fn log(&self, entry: Entry) -> usize {
        let mut journal = self.journal.lock().unwrap_or_else(|e| e.into_inner());
        journal.push(entry);
        journal.len() - 1
    }

    pub(crate) fn amend(&self, index: usize, status: u16, problem: Option<String>) {
        let mut journal = self.journal.lock().unwrap_or_else(|e| e.into_inner());
        if let Some(entry) = journal.get_mut(index) {
            entry.status = Some(status);
            entry.problem = problem;
        }
    }

    pub(crate) fn fault(&self, entry: &Entry) -> Option<Fault> {
        self.script.lock().unwrap_or_else(|e| e.into_inner()).next(entry)
    }
}

/// One running server.
#[derive(Debug, Clone)]
pub struct Server {
    /// `openai`, `ark`, `claude`; with `-tls` the same behind TLS.
    pub protocol: &'static str,
    /// Its base URL as clients take it.
    pub url: String,
    /// The key it accepts.
    pub key: String,
    /// Where that key stands in a configuration.
    pub key_name: String,
    /// What else a client must know: the configuration key's name, and the value.
    pub also: Vec<(&'static str, String)>,
}

/// The running servers. They end when it is dropped.
pub struct Sandbox {
    servers: Vec<Server>,
    shared: Arc<Shared>,
    ca_pem: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Starts all servers, on ports the system chooses, with random keys.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] when loopback cannot be listened on.
    pub fn start(script: Script) -> Result<Sandbox> {
        let shared = Arc::new(Shared {
            journal: Mutex::default(),
            script: Mutex::new(script),
        });
        let authority = tls::Authority::new()?;
        let ca_pem = authority.ca_pem.clone();
        let (ready_send, ready) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let for_thread = shared.clone();
        let thread = std::thread::Builder::new()
            .name("sandbox".to_owned())
            .spawn(move || serve_all(&for_thread, &authority, &ready_send, stopped))
            .map_err(|e| Error::local(text!("cannot start the sandbox", "无法启动沙箱"), e))?;
        let servers = ready
            .recv()
            .map_err(|_| Error::bug("the sandbox ended before it listened"))??;
        Ok(Sandbox {
            servers,
            shared,
            ca_pem,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// All servers.
    pub fn servers(&self) -> &[Server] {
        &self.servers
    }

    /// The server of a protocol.
    ///
    /// # Panics
    /// When there is no such protocol: a fault of the caller.
    pub fn server(&self, protocol: &str) -> &Server {
        match self.servers.iter().find(|s| s.protocol == protocol) {
            Some(server) => server,
            None => panic!("the sandbox has no server {protocol}"),
        }
    }

    /// All requests so far.
    pub fn journal(&self) -> Vec<Entry> {
        self.shared.journal.lock().unwrap_or_else(|e| e.into_inner()).clone()
    }

    /// The requests that one server saw.
    pub fn requests(&self, protocol: &str) -> Vec<Entry> {
        self.journal().into_iter().filter(|e| e.protocol == protocol).collect()
    }

    /// Forgets all requests.
    pub fn clear(&self) {
        self.shared.journal.lock().unwrap_or_else(|e| e.into_inner()).clear();
    }

    /// Follows another script from now on.
    pub fn set_script(&self, script: Script) {
        *self.shared.script.lock().unwrap_or_else(|e| e.into_inner()) = script;
    }

    /// The certificate authority of the TLS servers, made for this run.
    pub fn ca_pem(&self) -> &str {
        &self.ca_pem
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It may have ended already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

type Started = Result<Vec<Server>>;

fn serve_all(
    shared: &Arc<Shared>,
    authority: &tls::Authority,
    ready: &mpsc::Sender<Started>,
    stopped: oneshot::Receiver<()>,
) {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(e) => {
            let _ = ready.send(Err(Error::local(text!("cannot start the sandbox", "无法启动沙箱"), e)));
            return;
        }
    };
    runtime.block_on(async {
        let started = listen_all(shared, authority).await;
        let listening = started.is_ok();
        let _ = ready.send(started);
        if listening {
            let _ = stopped.await;
        }
    });
    runtime.shutdown_background();
}

async fn listen_all(shared: &Arc<Shared>, authority: &tls::Authority) -> Started {
    let mut servers = Vec::new();
    for protocol in [llm::protocols(), alert::protocols(), pay::protocols()]
        .into_iter()
        .flatten()
    {
        let server = |name, origin: String| Server {
            protocol: name,
            url: format!("{origin}{}", protocol.base_path()),
            key: protocol.key().to_owned(),
            key_name: protocol.key_name(),
            also: protocol.also(),
        };
        let plain = listen(protocol.clone(), shared.clone(), None).await?;
        servers.push(server(protocol.name(), format!("http://{plain}")));
        if let Some(name) = protocol.tls_name() {
            let secure = listen(protocol.clone(), shared.clone(), Some(authority.acceptor.clone())).await?;
            servers.push(server(name, format!("https://localhost:{}", secure.port())));
        }
    }
    let smtp = Arc::new(alert::smtp::Smtp::new());
    for (name, scheme, start) in [
        ("smtp", "smtp", alert::smtp::Start::Starttls),
        ("smtp-tls", "smtps", alert::smtp::Start::Tls),
        ("smtp-plain", "smtp", alert::smtp::Start::Plain),
    ] {
        let (for_server, shared, acceptor) = (smtp.clone(), shared.clone(), authority.acceptor.clone());
        let address = accept(move |stream| {
            let (smtp, shared, acceptor) = (for_server.clone(), shared.clone(), acceptor.clone());
            async move { smtp.serve(stream, start, &acceptor, &shared).await }
        })
        .await?;
        servers.push(Server {
            protocol: name,
            url: format!("{scheme}://localhost:{}", address.port()),
            key: smtp.password.clone(),
            key_name: "alert.mail.password".to_owned(),
            also: vec![("username", smtp.user.to_owned())],
        });
    }
    Ok(servers)
}

async fn listen(
    protocol: Arc<dyn server::Protocol>,
    shared: Arc<Shared>,
    tls: Option<tokio_rustls::TlsAcceptor>,
) -> Result<SocketAddr> {
    accept(move |stream| {
        let (protocol, shared, tls) = (protocol.clone(), shared.clone(), tls.clone());
        async move {
            match tls {
                None => server::serve(stream, &*protocol, &shared).await,
                Some(acceptor) => {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        server::serve(stream, &*protocol, &shared).await;
                    }
                }
            }
        }
    })
    .await
}

/// Listens on loopback and serves every connection on its own.
async fn accept<F: Future<Output = ()> + Send + 'static>(
    serve: impl Fn(TcpStream) -> F + Send + 'static,
) -> Result<SocketAddr> {
    let cannot = |e| Error::local(text!("cannot listen on loopback", "无法监听本机回环"), e);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(cannot)?;
    let address = listener.local_addr().map_err(cannot)?;
    tokio::spawn(async move {
        // A listener that fails once (out of descriptors) may work again.
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                tokio::task::yield_now().await;
                continue;
            };
            let _ = stream.set_nodelay(true);
            tokio::spawn(serve(stream));
        }
    });
    Ok(address)
}

/// A key nobody can know before this run.
fn new_key(prefix: &str) -> String {
    let random = |()| getrandom::u64().unwrap_or(0);
    format!("{prefix}-{:016x}{:016x}", random(()), random(()))
}
