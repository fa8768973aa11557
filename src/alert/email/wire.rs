//! The conversation. The connection is ours: without delay for small writes, TLS by the same verifier as everything else. lettre
//! speaks SMTP on it. After `STARTTLS` nothing that came before is believed: lettre begins anew on the encrypted stream.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;

use super::super::look::one_line;
use super::Email;
use super::message::Letter;
use crate::alert::config::Security;
use crate::error::{Error, Kind, Outcome, Result};
use crate::text;
use crate::tls;

/// What a server said of one recipient.
pub(super) struct Told {
    /// As given.
    pub to: String,
    /// Accepted, and then delivered with the letter.
    pub result: Result<()>,
}

/// How far a conversation got, for when it ends in the middle.
#[derive(Default)]
pub(super) struct Progress {
    /// The last dot is, or may be, on its way.
    given: AtomicBool,
}

impl Progress {
    /// What a conversation that ended now means.
    pub(super) fn lost(&self, error: Error) -> Error {
        if self.given.load(Ordering::Relaxed) {
            error
                .with_kind(Kind::OutcomeUnknown)
                .outcome(Outcome::Unknown)
                .retryable(false)
        } else {
            error
        }
    }
}

/// The stream: plain or encrypted. lettre waits for a greeting, which an encrypted stream after `STARTTLS` does not begin with;
/// there the stream greets in the server's place.
struct Stream {
    inner: Inner,
    peer: SocketAddr,
    greeting: &'static [u8],
}

enum Inner {
    Plain(TcpStream),
    Tls(Box<tokio_rustls::client::TlsStream<TcpStream>>),
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stream({})", self.peer)
    }
}

impl AsyncTokioStream for Stream {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.peer)
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        if !self.greeting.is_empty() {
            let n = self.greeting.len().min(buf.remaining());
            buf.put_slice(&self.greeting[..n]);
            self.greeting = &self.greeting[n..];
            return Poll::Ready(Ok(()));
        }
        match &mut self.inner {
            Inner::Plain(s) => Pin::new(s).poll_read(cx, buf),
            Inner::Tls(s) => Pin::new(s.as_mut()).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.inner {
            Inner::Plain(s) => Pin::new(s).poll_write(cx, bytes),
            Inner::Tls(s) => Pin::new(s.as_mut()).poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.inner {
            Inner::Plain(s) => Pin::new(s).poll_flush(cx),
            Inner::Tls(s) => Pin::new(s.as_mut()).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.inner {
            Inner::Plain(s) => Pin::new(s).poll_shutdown(cx),
            Inner::Tls(s) => Pin::new(s.as_mut()).poll_shutdown(cx),
        }
    }
}

/// Sends the letter; what became of each recipient.
///
/// # Errors
/// Of the conversation as a whole: [`Kind::Network`], [`Kind::Auth`], [`Kind::Invalid`] for a refused letter,
/// [`Kind::OutcomeUnknown`] when the answer to it was lost.
pub(super) async fn send(table: &Email, letter: &Letter, progress: &Progress) -> Result<Vec<Told>> {
    let hello = hello();
    let stream = open(table, &hello).await?;
    let mut smtp = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello)
        .await
        .map_err(fault)?;
    if let Some((user, password)) = &table.login {
        let mechanisms = match table.auth.as_deref() {
            Some("plain") => vec![Mechanism::Plain],
            Some("login") => vec![Mechanism::Login],
            Some("xoauth2") => vec![Mechanism::Xoauth2],
            _ => vec![Mechanism::Plain, Mechanism::Login],
        };
        let credentials = Credentials::new(user.clone(), password.expose().to_owned());
        smtp.auth(&mechanisms, &credentials).await.map_err(|e| {
            let error = fault(e);
            // Whatever its number, a refusal of the credentials is one; XOAUTH2's comes as a challenge that nothing answers.
            if error.kind == Kind::Network {
                error
            } else {
                error.with_kind(Kind::Auth)
            }
        })?;
    }
    let told = converse(&mut smtp, letter, progress).await;
    // It is sent or it is not; how the server takes leave changes nothing.
    let _ = tokio::time::timeout(std::time::Duration::from_millis(500), smtp.command(Quit)).await;
    told
}

async fn converse(smtp: &mut AsyncSmtpConnection, letter: &Letter, progress: &Progress) -> Result<Vec<Told>> {
    let mut options = Vec::new();
    let info = smtp.server_info();
    if info.supports_feature(Extension::EightBitMime) {
        options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
    }
    let foreign = |a: &lettre::Address| !<lettre::Address as AsRef<str>>::as_ref(a).is_ascii();
    if foreign(&letter.from) || letter.to.iter().any(|(a, _)| foreign(a)) {
        if !info.supports_feature(Extension::SmtpUtfEight) {
            return Err(Error::new(
                Kind::Invalid,
                text!(
                    "the server takes no addresses outside ASCII",
                    "服务器不支持非 ASCII 邮件地址"
                ),
            )
            .outcome(Outcome::Sent));
        }
        options.push(MailParameter::SmtpUtfEight);
    }
    smtp.command(Mail::new(Some(letter.from.clone()), options))
        .await
        .map_err(fault)?;
    let mut told = Vec::new();
    for (address, given) in &letter.to {
        let result = match smtp.command(Rcpt::new(address.clone(), Vec::new())).await {
            Ok(_) => Ok(()),
            Err(e) if e.status().is_some() => Err(fault(e)),
            Err(e) => return Err(fault(e)),
        };
        told.push(Told {
            to: given.clone(),
            result,
        });
    }
    if told.iter().all(|t| t.result.is_err()) {
        return Ok(told);
    }
    smtp.command(Data).await.map_err(fault)?;
    progress.given.store(true, Ordering::Relaxed);
    match smtp.message(&letter.bytes).await {
        Ok(_) => Ok(told),
        Err(e) if e.status().is_some() => Err(fault(e)),
        Err(e) => Err(progress.lost(fault(e))),
    }
}

/// Connects, and encrypts where the table says so.
async fn open(table: &Email, hello: &ClientId) -> Result<Stream> {
    let (host, port) = (table.host.as_str(), table.port);
    let connect = TcpStream::connect((host, port));
    let tcp = match tokio::time::timeout(table.net.timeouts.connect, connect).await {
        Ok(Ok(tcp)) => tcp,
        Ok(Err(e)) => {
            return Err(Error::new(
                Kind::Network,
                text!("cannot connect to {host}:{port}: {e}", "无法连接 {host}:{port}：{e}"),
            )
            .source(e));
        }
        Err(_) => {
            return Err(Error::new(
                Kind::Timeout,
                text!("the connection to {host}:{port} timed out", "连接 {host}:{port} 超时"),
            ));
        }
    };
    let broken =
        |e: io::Error| Error::new(Kind::Network, text!("the connection broke: {e}", "连接中断：{e}")).source(e);
    // The letter and its last dot are two writes; without this the second waits for an acknowledgement of the first.
    tcp.set_nodelay(true).map_err(broken)?;
    let peer = tcp.peer_addr().map_err(broken)?;
    let (inner, greeting): (Inner, &'static [u8]) = match table.security {
        Security::None => (Inner::Plain(tcp), b""),
        Security::Tls => (Inner::Tls(Box::new(encrypt(table, tcp).await?)), b""),
        Security::Starttls => {
            let tcp = ask_for_tls(tcp, hello).await?;
            (Inner::Tls(Box::new(encrypt(table, tcp).await?)), b"220 ready\r\n")
        }
    };
    Ok(Stream { inner, peer, greeting })
}

async fn encrypt(table: &Email, tcp: TcpStream) -> Result<tokio_rustls::client::TlsStream<TcpStream>> {
    let host = &table.host;
    let name = ServerName::try_from(host.clone())
        .map_err(|_| Error::config(text!("{host} is no host name", "{host} 不是合法主机名")))?;
    let config = tls::client_config(table.net.ca_cert.as_deref(), None)?;
    TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
        .map_err(|e| {
            let certificate = e
                .get_ref()
                .and_then(|inner| inner.downcast_ref::<tokio_rustls::rustls::Error>())
                .is_some_and(|e| matches!(e, tokio_rustls::rustls::Error::InvalidCertificate(_)));
            let error = Error::new(Kind::Network, text!("TLS failed: {e}", "TLS 失败：{e}"))
                .source(e)
                .retryable(!certificate);
            if certificate {
                error.with_kind(Kind::Refused).hint(text!(
                    "if the server uses a private certificate authority, set ca_cert in its table",
                    "若服务器使用私有 CA，请在其表中设置 ca_cert"
                ))
            } else {
                error
            }
        })
}

/// The greeting, `EHLO`, `STARTTLS`, byte by byte: nothing may be read beyond the last answer, or a stranger on the line could
/// put words into the encrypted conversation. Source: RFC 3207, 4 and 6; CVE-2011-0411.
async fn ask_for_tls(mut tcp: TcpStream, hello: &ClientId) -> Result<TcpStream> {
    expect(&mut tcp, "220").await?;
    say(&mut tcp, &format!("EHLO {hello}\r\n")).await?;
    let offers = expect(&mut tcp, "250").await?;
    if !offers
        .iter()
        .any(|l| l.get(4..).is_some_and(|w| w.trim().eq_ignore_ascii_case("STARTTLS")))
    {
        return Err(Error::new(
            Kind::Refused,
            text!(
                "the server offers no STARTTLS, and nothing is sent unencrypted",
                "服务器不支持 STARTTLS，不会以明文发送"
            ),
        ));
    }
    say(&mut tcp, "STARTTLS\r\n").await?;
    expect(&mut tcp, "220").await?;
    Ok(tcp)
}

async fn say(tcp: &mut TcpStream, line: &str) -> Result<()> {
    tcp.write_all(line.as_bytes()).await.map_err(network)
}

fn network(e: io::Error) -> Error {
    Error::new(Kind::Network, text!("the connection broke: {e}", "连接中断：{e}")).source(e)
}

/// The lines of one answer, which must begin with `code`.
async fn expect(tcp: &mut TcpStream, code: &str) -> Result<Vec<String>> {
    const CAP_BYTES: usize = 8 << 10;
    let (mut lines, mut line, mut total) = (Vec::new(), Vec::new(), 0);
    loop {
        let byte = tcp.read_u8().await.map_err(network)?;
        total += 1;
        if total > CAP_BYTES {
            return Err(Error::new(Kind::Malformed, text!("no SMTP server", "不是 SMTP 服务器")));
        }
        if byte != b'\n' {
            line.push(byte);
            continue;
        }
        let text = String::from_utf8_lossy(&line).trim_end().to_owned();
        line.clear();
        let last = text.as_bytes().get(3) != Some(&b'-');
        if !text.starts_with(code) {
            let said = one_line(&text, 200);
            let kind = if said.starts_with('4') {
                Kind::Unavailable
            } else {
                Kind::Refused
            };
            return Err(Error::new(kind, text!("the server says {said}", "服务器返回 {said}")));
        }
        lines.push(text);
        if last {
            return Ok(lines);
        }
    }
}

/// The name we greet with.
fn hello() -> ClientId {
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    ClientId::Domain(if plain { name } else { "localhost".to_owned() })
}

/// lettre's error as ours: by the number that the server gave, else by what it was about.
fn fault(e: lettre::transport::smtp::Error) -> Error {
    let said = one_line(&e.to_string(), 300);
    let Some(status) = e.status() else {
        let kind = if e.is_client() { Kind::Auth } else { Kind::Network };
        return Error::new(kind, text!("the mail server: {said}", "邮件服务器：{said}")).source(e);
    };
    let code = status.to_string();
    let number = code.parse::<u16>().unwrap_or(0);
    // Source: RFC 5321, 4.2.3; RFC 4954, 6.
    let kind = match number {
        421 | 450 | 451 | 452 | 454 | 432 => Kind::Unavailable,
        530 | 534 | 535 | 538 => Kind::Auth,
        550..=553 | 501 | 556 => Kind::Invalid,
        554 | 555 => Kind::ContentPolicy,
        400..=499 => Kind::Unavailable,
        _ => Kind::Refused,
    };
    Error::new(kind, text!("the mail server: {said}", "邮件服务器：{said}"))
        .code(code)
        .outcome(Outcome::Sent)
        .source(e)
}
