//! `vh pay listen`.

use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;
use tokio::net::{TcpListener, UnixListener};
use tokio::sync::mpsc;

use super::Which;
use super::trigger::trust_test_key;
use crate::cli::pay::ListenArgs;
use crate::command::Context;
use crate::error::{Error, Kind, Result};
use crate::http::client;
use crate::output::Record;
use crate::pay::deliver::Way;
use crate::pay::listen::{self as listening, Door, Event, Listener};
use crate::pay::{Account, Fen, Merchant, v2};
use crate::text;
use crate::text::{Lang, Text};

/// Lines that wait for a slow reader; the ledger has all of them in any case.
const LINES: usize = 10_000;

/// A notification as it is told.
#[derive(Serialize)]
struct Row {
    outcome: &'static str,
    about: &'static str,
    number: String,
    amount_fen: i64,
    state: String,
    id: String,
    why: Option<String>,
}

impl Row {
    fn of(event: Event, lang: Lang) -> Row {
        Row {
            outcome: event.outcome,
            about: event.about,
            number: event.number,
            amount_fen: event.amount,
            state: event.state,
            id: event.id,
            why: event.why.map(|w| w.get(lang).to_owned()),
        }
    }
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("outcome", "结果"),
            Text::pair("about", "类型"),
            Text::pair("number", "单号"),
            Text::pair("amount", "金额"),
            Text::pair("state", "状态"),
            Text::pair("id", "ID"),
            Text::pair("why", "原因"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.outcome.to_owned(),
            self.about.to_owned(),
            self.number.clone(),
            Fen::new(self.amount_fen).unwrap_or_default().yuan(),
            self.state.clone(),
            self.id.clone(),
            self.why.clone().unwrap_or_default(),
        ]
    }
}

/// The way that things are handed on.
///
/// # Errors
/// [`Kind::Config`] for a program or a secret that is missing.
pub(super) fn way(ctx: &Context, account: &Account, forward_to: Option<&str>, exec: bool) -> Result<Option<Way>> {
    if let Some(url) = forward_to {
        client::parse_url(url)?;
        let secret = account.need(account.forward_secret.as_ref(), "forward_secret")?;
        return Ok(Some(Way::Forward {
            url: url.to_owned(),
            secret: secret.clone(),
        }));
    }
    if !exec {
        return Ok(None);
    }
    if account.exec.is_empty() {
        let name = &account.name;
        return Err(
            Error::config(text!("[pay.{name}] has no exec", "[pay.{name}] 缺少 exec"))
                .hint(text!(
                    "set it in the file: exec = [\"/usr/local/bin/paid\"]",
                    "请在配置文件中设置：exec = [\"/usr/local/bin/paid\"]"
                ))
                .provider(name),
        );
    }
    // A small environment: what a program needs to run, and nothing that is ours.
    let kept = ["PATH", "HOME", "LANG", "LC_ALL", "TZ"];
    let env = kept
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), ctx.settings.passed_on(name)?.to_owned())))
        .collect();
    Ok(Some(Way::Exec {
        argv: account.exec.clone(),
        env,
    }))
}

async fn open(args: &ListenArgs) -> Result<(Door, String)> {
    let addr = &args.addr;
    if let Some(path) = args.addr.strip_prefix("unix:") {
        return unix(Path::new(path)).map(|door| (door, addr.clone()));
    }
    let found = tokio::net::lookup_host(addr).await.ok().and_then(|mut all| all.next());
    let Some(address): Option<SocketAddr> = found else {
        return Err(Error::usage(text!(
            "--addr {addr}: write HOST:PORT or unix:/PATH",
            "--addr {addr}：应为 HOST:PORT 或 unix:/路径"
        )));
    };
    let local = match address.ip() {
        IpAddr::V4(ip) => ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_loopback(),
    };
    if !local && !args.public {
        return Err(Error::new(
            Kind::Refused,
            text!(
                "{addr} can be reached by others, in plain http",
                "{addr} 可被他人以明文 http 访问"
            ),
        )
        .hint(text!(
            "put a reverse proxy with TLS in front of 127.0.0.1, or give --public",
            "请在 127.0.0.1 之前放置带 TLS 的反向代理，或加 --public"
        )));
    }
    let cannot = |e| Error::local(text!("cannot listen on {addr}", "无法监听 {addr}"), e);
    let listener = TcpListener::bind(address).await.map_err(cannot)?;
    let shown = listener.local_addr().map_err(cannot)?.to_string();
    Ok((Door::Tcp(listener), shown))
}

fn unix(path: &Path) -> Result<Door> {
    let shown = path.display();
    let cannot = |e| Error::local(text!("cannot listen on {shown}", "无法监听 {shown}"), e);
    // One that a dead process left; one that answers is somebody's.
    if std::os::unix::net::UnixStream::connect(path).is_err()
        && std::fs::symlink_metadata(path).is_ok_and(|m| std::os::unix::fs::FileTypeExt::is_socket(&m.file_type()))
    {
        std::fs::remove_file(path).map_err(cannot)?;
    }
    let listener = UnixListener::bind(path).map_err(cannot)?;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o660)).map_err(cannot)?;
    Ok(Door::Unix(listener, PathBuf::from(path)))
}

/// `vh pay listen`: until it is stopped.
///
/// # Errors
/// [`Kind::Refused`] for an address others can reach without `--public`; [`Kind::Local`] without a state that lasts.
pub async fn listen(ctx: &mut Context, which: &Which, args: ListenArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    let state = Arc::new(ctx.open_state().await?);
    state.require_durable()?;
    trust_test_key(ctx, &account).await?;
    let way = way(ctx, &account, args.forward_to.as_deref(), args.exec)?;
    let (door, shown) = open(&args).await?;
    if let Some(path) = &args.port_file {
        crate::config::file::write(path, &format!("{shown}\n"))?;
    }
    let name = &account.name;
    ctx.out.err().note(&text!(
        "{name}: listening on {shown}; Ctrl-C ends it",
        "{name}：正在监听 {shown}；按 Ctrl-C 结束"
    ));
    if way.is_some() {
        ctx.out.err().note(&text!(
            "each notification is handed on at least once: tell repetitions by Vh-Delivery-Id",
            "每条通知至少转交一次：请按 Vh-Delivery-Id 去重"
        ));
    }
    let confirm: Option<Box<dyn Merchant>> = match v2::V2::new(account.clone()) {
        Ok(v2) => Some(Box::new(v2)),
        // A table of v3 has no such notifications.
        Err(_) => None,
    };
    let (send, mut receive) = mpsc::channel(LINES);
    let trace = ctx.http.trace().clone();
    let listener = Listener {
        account,
        confirm,
        state,
        way,
        known_only: args.known_only,
        tell: Arc::new(move |event: Event| {
            if event.is_probe {
                trace.note_at(1, format_args!("a notification with a wrong signature was refused"));
            } else {
                // A reader that does not keep up misses lines, not records.
                let _ = send.try_send(event);
            }
        }),
    };
    let lang = ctx.out.lang();
    let listening = listening::listen(listener, door);
    tokio::pin!(listening);
    loop {
        tokio::select! {
            ended = &mut listening => return ended,
            event = receive.recv() => {
                let Some(event) = event else { continue };
                ctx.out.records(&[Row::of(event, lang)])?;
                if receive.is_empty() {
                    ctx.out.flush()?;
                }
            }
        }
    }
}
