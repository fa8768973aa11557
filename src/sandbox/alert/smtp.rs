//! A mail server: plain, `STARTTLS` and TLS from the first byte, AUTH PLAIN, LOGIN and XOAUTH2. Faults are chosen by the
//! recipient's name, as `shared/tools/smtp_sink.py` does: `rcpt550@ rcpt451@ data554@ data452@ drop@ slow@ flaky@`; a script's
//! faults of protocol `smtp` work too (`drop`, `lose`, `status`). Every letter stands in the journal: its envelope as headers.
//! Source: RFC 5321, 3207, 4954.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine as _;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::super::{Entry, Shared};

/// How a connection begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// In the clear, and stays so.
    Plain,
    /// In the clear; mail is taken after `STARTTLS` only.
    Starttls,
    /// Encrypted.
    Tls,
}

/// The server.
pub struct Smtp {
    /// Who may send.
    pub user: &'static str,
    /// With this.
    pub password: String,
    flaky: Mutex<BTreeSet<String>>,
}

const LINE_CAP_BYTES: usize = 64 << 10;
const LETTER_CAP_BYTES: usize = 32 << 20;

impl Smtp {
    /// With a new password.
    pub fn new() -> Smtp {
        Smtp {
            user: "vh",
            password: super::new_key("smtp-sandbox"),
            flaky: Mutex::default(),
        }
    }

    /// Serves one connection to its end.
    pub(in crate::sandbox) async fn serve(
        &self,
        tcp: TcpStream,
        start: Start,
        acceptor: &TlsAcceptor,
        shared: &Shared,
    ) {
        match start {
            Start::Plain => {
                let _ = Talk::new(self, tcp, false, shared).run(true).await;
            }
            Start::Tls => {
                if let Ok(stream) = acceptor.accept(tcp).await {
                    let _ = Talk::new(self, stream, false, shared).run(true).await;
                }
            }
            Start::Starttls => {
                let talk = Talk::new(self, tcp, true, shared);
                if let Ok(Some(tcp)) = talk.run(true).await
                    && let Ok(stream) = acceptor.accept(tcp).await
                {
                    let _ = Talk::new(self, stream, false, shared).run(false).await;
                }
            }
        }
    }
}

impl Default for Smtp {
    fn default() -> Smtp {
        Smtp::new()
    }
}

struct Talk<'a, S> {
    server: &'a Smtp,
    stream: S,
    buffer: Vec<u8>,
    /// `STARTTLS` must come first.
    bare: bool,
    user: Option<String>,
    from: Option<String>,
    to: Vec<String>,
    shared: &'a Shared,
}

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Talk<'a, S> {
    fn new(server: &'a Smtp, stream: S, bare: bool, shared: &'a Shared) -> Self {
        Talk {
            server,
            stream,
            buffer: Vec::new(),
            bare,
            user: None,
            from: None,
            to: Vec::new(),
            shared,
        }
    }

    async fn say(&mut self, line: &str) -> std::io::Result<()> {
        self.stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        self.stream.flush().await
    }

    /// A line without its end; `None` when the peer is gone.
    async fn line(&mut self) -> std::io::Result<Option<String>> {
        loop {
            if let Some(at) = self.buffer.iter().position(|b| *b == b'\n') {
                let line: Vec<u8> = self.buffer.drain(..=at).collect();
                return Ok(Some(
                    String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned(),
                ));
            }
            if self.buffer.len() > LINE_CAP_BYTES || !self.fill().await? {
                return Ok(None);
            }
        }
    }

    async fn fill(&mut self) -> std::io::Result<bool> {
        let mut piece = [0; 16 << 10];
        let n = self.stream.read(&mut piece).await?;
        self.buffer.extend_from_slice(&piece[..n]);
        Ok(n > 0)
    }

    /// Talks until the end; the stream when `STARTTLS` was granted.
    async fn run(mut self, greet: bool) -> std::io::Result<Option<S>> {
        if greet {
            self.say("220 sandbox.localhost ESMTP vh-sandbox").await?;
        }
        while let Some(line) = self.line().await? {
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            let rest = rest.to_owned();
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => {
                    let auth = if self.bare {
                        "250-STARTTLS"
                    } else {
                        "250-AUTH PLAIN LOGIN XOAUTH2"
                    };
                    for line in [
                        "250-sandbox.localhost",
                        "250-8BITMIME",
                        "250-SMTPUTF8",
                        auth,
                        "250 SIZE 33554432",
                    ] {
                        self.say(line).await?;
                    }
                }
                "STARTTLS" if self.bare => {
                    self.say("220 2.0.0 go ahead").await?;
                    // What was sent along in the clear is not part of the encrypted conversation.
                    return Ok(Some(self.stream));
                }
                "QUIT" => {
                    self.say("221 2.0.0 bye").await?;
                    let _ = self.stream.shutdown().await;
                    return Ok(None);
                }
                "NOOP" => self.say("250 2.0.0 ok").await?,
                "RSET" => {
                    self.from = None;
                    self.to.clear();
                    self.say("250 2.0.0 ok").await?;
                }
                _ if self.bare => self.say("530 5.7.0 Must issue a STARTTLS command first").await?,
                "AUTH" => self.auth(&rest).await?,
                "MAIL" if self.user.is_none() => self.say("530 5.7.0 Authentication required").await?,
                "MAIL" => {
                    self.from = Some(address(&rest));
                    self.to.clear();
                    self.say("250 2.1.0 ok").await?;
                }
                "RCPT" if self.from.is_some() => self.rcpt(&rest).await?,
                "DATA" if !self.to.is_empty() => {
                    if !self.data().await? {
                        return Ok(None);
                    }
                }
                "RCPT" | "DATA" => self.say("503 5.5.1 bad sequence of commands").await?,
                _ => self.say("500 5.5.2 unknown command").await?,
            }
        }
        Ok(None)
    }

    async fn auth(&mut self, rest: &str) -> std::io::Result<()> {
        let (mechanism, initial) = rest.split_once(' ').unwrap_or((rest, ""));
        let mechanism = mechanism.to_ascii_uppercase();
        let mut first = initial.to_owned();
        if first.is_empty() {
            let challenge = if mechanism == "LOGIN" {
                "334 VXNlcm5hbWU6"
            } else {
                "334 "
            };
            self.say(challenge).await?;
            first = self.line().await?.unwrap_or_default();
        }
        let decode = |text: &str| {
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(text)
                .unwrap_or_default();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let (user, password) = (self.server.user, self.server.password.clone());
        let good = match mechanism.as_str() {
            "PLAIN" => decode(&first) == format!("\0{user}\0{password}"),
            "LOGIN" => {
                self.say("334 UGFzc3dvcmQ6").await?;
                let second = self.line().await?.unwrap_or_default();
                decode(&first) == user && decode(&second) == password
            }
            "XOAUTH2" => decode(&first) == format!("user={user}\x01auth=Bearer {password}\x01\x01"),
            _ => return self.say("504 5.5.4 unrecognized authentication type").await,
        };
        if good {
            self.user = Some(format!("{user} {mechanism}"));
            return self.say("235 2.7.0 Authentication successful").await;
        }
        if mechanism == "XOAUTH2" {
            self.say("334 eyJzdGF0dXMiOiI0MDAifQ==").await?;
            let _ = self.line().await?;
        }
        self.say("535 5.7.8 Authentication credentials invalid").await
    }

    async fn rcpt(&mut self, rest: &str) -> std::io::Result<()> {
        let to = address(rest);
        match to.split('@').next().unwrap_or("") {
            "rcpt550" => {
                self.say(&format!("550 5.1.1 <{to}>: Recipient address rejected: User unknown"))
                    .await
            }
            "rcpt451" => {
                self.say(&format!("451 4.7.1 <{to}>: Greylisted, try again later"))
                    .await
            }
            _ => {
                self.to.push(to);
                self.say("250 2.1.5 ok").await
            }
        }
    }

    /// Takes a letter; whether the connection goes on.
    async fn data(&mut self) -> std::io::Result<bool> {
        self.say("354 end with a dot").await?;
        let mut letter = Vec::new();
        loop {
            let Some(line) = self.raw_line().await? else {
                return Ok(false);
            };
            if line == b".\r\n" {
                break;
            }
            // RFC 5321, 4.5.2: a dot at the start of a line was doubled.
            letter.extend_from_slice(line.strip_prefix(b".").filter(|r| r.starts_with(b".")).unwrap_or(&line));
            if letter.len() > LETTER_CAP_BYTES {
                self.say("552 5.3.4 too large").await?;
                return Ok(false);
            }
        }
        let mut headers = vec![("mail-from".to_owned(), self.from.clone().unwrap_or_default())];
        headers.extend(self.to.iter().map(|to| ("rcpt-to".to_owned(), to.clone())));
        headers.push(("auth".to_owned(), self.user.clone().unwrap_or_default()));
        let entry = Entry {
            protocol: "smtp",
            method: "DATA".to_owned(),
            path: "/".to_owned(),
            headers,
            body: letter,
            status: None,
            problem: None,
        };
        let fault = self.shared.fault(&entry).unwrap_or_default();
        let names: Vec<&str> = self.to.iter().map(|t| t.split('@').next().unwrap_or("")).collect();
        let is = |name: &str| names.contains(&name);
        if fault.drop {
            return Ok(false);
        }
        if fault.hang.is_some() {
            let index = self.shared.log(entry);
            self.shared.amend(index, 0, Some("hang".to_owned()));
            while self.fill().await? {}
            return Ok(false);
        }
        let refused = if let Some(status) = fault.status {
            Some(format!(
                "{status} 5.0.0 {}",
                fault.message.as_deref().unwrap_or("scripted fault")
            ))
        } else if is("data554") {
            Some("554 5.7.1 Message rejected as spam".to_owned())
        } else if is("data452") {
            Some("452 4.3.1 Insufficient system storage".to_owned())
        } else if is("flaky") && self.first_time("flaky") {
            Some("451 4.3.0 Temporary failure".to_owned())
        } else {
            None
        };
        if let Some(line) = refused {
            let index = self.shared.log(entry);
            let status = line.get(..3).and_then(|s| s.parse().ok()).unwrap_or(0);
            self.shared.amend(index, status, Some(line.clone()));
            self.from = None;
            self.say(&line).await?;
            return Ok(true);
        }
        let index = self.shared.log(entry);
        self.shared.amend(index, 250, None);
        if is("slow") || fault.wait_ms > 0 {
            tokio::time::sleep(Duration::from_millis(fault.wait_ms.max(if is("slow") {
                5000
            } else {
                0
            })))
            .await;
        }
        if is("drop") || fault.lose {
            return Ok(false);
        }
        self.from = None;
        self.to.clear();
        self.say(&format!("250 2.0.0 Ok: queued as {index:03}")).await?;
        Ok(true)
    }

    fn first_time(&self, name: &str) -> bool {
        self.server
            .flaky
            .lock()
            .unwrap_or_else(|e| e.into_inner())
            .insert(name.to_owned())
    }

    async fn raw_line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(at) = self.buffer.iter().position(|b| *b == b'\n') {
                return Ok(Some(self.buffer.drain(..=at).collect()));
            }
            if !self.fill().await? {
                return Ok(None);
            }
        }
    }
}

/// The address of `FROM:<a@b> SIZE=1`.
fn address(rest: &str) -> String {
    let inner = rest
        .split_once('<')
        .and_then(|(_, r)| r.split_once('>'))
        .map(|(a, _)| a);
    inner.unwrap_or(rest).to_owned()
}
