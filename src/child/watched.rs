//! A command on our own standard streams whose end is to be told: its output passes through, its last bytes are kept, signals
//! reach it.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::process::Stdio;
use std::sync::Mutex;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

use crate::error::{Error, Result};
use crate::text;

/// How a watched command ended.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code; 128 + N when signal N ended it, 124 after the time limit, 127 and 126 when it could not be started.
    pub code: u8,
    /// The last bytes of its output and errors, as they came.
    pub tail: Vec<u8>,
    /// The time limit ended it.
    pub timed_out: bool,
    /// Why it could not be started.
    pub not_started: Option<String>,
}

/// After its end a command's output is waited for this long: somebody it left behind may hold the pipe for ever.
const AFTERGLOW: Duration = Duration::from_secs(1);

/// From the polite signal to the other one.
const GRACE: Duration = Duration::from_secs(10);

/// Runs a command on our own standard streams, keeps the last `keep_bytes` of what it writes, and passes signals on to it.
///
/// # Errors
/// [`crate::error::Kind::Local`] when signals cannot be watched. A command that cannot be started is no error but an end of its own.
pub async fn run(argv: &[OsString], timeout: Option<Duration>, keep_bytes: usize) -> Result<Ended> {
    let [program, args @ ..] = argv else {
        return Err(Error::usage(text!("the command is empty", "命令为空")));
    };
    let mut command = Command::new(program);
    command
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(e) => {
            let code = if e.kind() == std::io::ErrorKind::NotFound {
                127
            } else {
                126
            };
            return Ok(Ended {
                code,
                tail: Vec::new(),
                timed_out: false,
                not_started: Some(e.to_string()),
            });
        }
    };
    let tail = Mutex::new(VecDeque::new());
    let out = pump(child.stdout.take(), tokio::io::stdout(), &tail, keep_bytes);
    let err = pump(child.stderr.take(), tokio::io::stderr(), &tail, keep_bytes);
    let outputs = async {
        tokio::join!(out, err);
    };
    tokio::pin!(outputs);
    let supervised = supervise(&mut child, timeout);
    tokio::pin!(supervised);
    let mut all_read = false;
    let (status, timed_out) = loop {
        tokio::select! {
            result = &mut supervised => break result?,
            () = &mut outputs, if !all_read => all_read = true,
        }
    };
    if !all_read {
        let _ = tokio::time::timeout(AFTERGLOW, &mut outputs).await;
    }
    let code = match (status.code(), std::os::unix::process::ExitStatusExt::signal(&status)) {
        _ if timed_out => 124,
        (Some(code), _) => code,
        (None, Some(signal)) => 128 + signal,
        (None, None) => 1,
    };
    let kept = std::mem::take(&mut *tail.lock().unwrap_or_else(|e| e.into_inner()));
    Ok(Ended {
        code: u8::try_from(code & 0xFF).unwrap_or(1),
        tail: kept.into(),
        timed_out,
        not_started: None,
    })
}

/// Copies a pipe of the child to a stream of ours, and keeps its end.
async fn pump(
    from: Option<impl tokio::io::AsyncRead + Unpin>,
    mut to: impl tokio::io::AsyncWrite + Unpin,
    tail: &Mutex<VecDeque<u8>>,
    keep_bytes: usize,
) {
    let Some(mut from) = from else { return };
    let mut piece = vec![0; 16 << 10];
    loop {
        let Ok(n @ 1..) = from.read(&mut piece).await else {
            return;
        };
        {
            let mut tail = tail.lock().unwrap_or_else(|e| e.into_inner());
            tail.extend(&piece[..n]);
            let over = tail.len().saturating_sub(keep_bytes);
            tail.drain(..over);
        }
        // A reader that went away is the child's to notice: its pipe is closed, as ours was.
        if to.write_all(&piece[..n]).await.is_err() || to.flush().await.is_err() {
            return;
        }
    }
}

/// Waits for the child, passes signals on, and ends it at the time limit; tells whether that happened.
async fn supervise(
    child: &mut tokio::process::Child,
    timeout: Option<Duration>,
) -> Result<(std::process::ExitStatus, bool)> {
    use rustix::process::{Pid, Signal, kill_process};
    use tokio::signal::unix::{SignalKind, signal};
    let cannot = |e| Error::local(text!("cannot watch signals", "无法监听信号"), e);
    let mut interrupt = signal(SignalKind::interrupt()).map_err(cannot)?;
    let mut quit = signal(SignalKind::quit()).map_err(cannot)?;
    let mut terminate = signal(SignalKind::terminate()).map_err(cannot)?;
    let mut hangup = signal(SignalKind::hangup()).map_err(cannot)?;
    let mut user1 = signal(SignalKind::user_defined1()).map_err(cannot)?;
    let mut user2 = signal(SignalKind::user_defined2()).map_err(cannot)?;
    let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
    let pass = |signal| {
        if let Some(pid) = pid {
            // It may be gone already.
            let _ = kill_process(pid, signal);
        }
    };
    // What is typed at a terminal reaches the child by itself.
    let typed = std::io::IsTerminal::is_terminal(&std::io::stdin());
    // Without a limit the timer is never asked.
    let limit = tokio::time::sleep(timeout.unwrap_or_default());
    tokio::pin!(limit);
    let (mut timed_out, mut killed) = (false, false);
    loop {
        tokio::select! {
            status = child.wait() => {
                let status = status.map_err(|e| Error::local(text!("waiting for the command", "等待命令"), e))?;
                return Ok((status, timed_out));
            }
            () = &mut limit, if timeout.is_some() && !killed => {
                pass(if timed_out { Signal::KILL } else { Signal::TERM });
                killed = timed_out;
                timed_out = true;
                limit.as_mut().reset(tokio::time::Instant::now() + GRACE);
            }
            _ = interrupt.recv() => if !typed { pass(Signal::INT) },
            _ = quit.recv() => if !typed { pass(Signal::QUIT) },
            _ = terminate.recv() => pass(Signal::TERM),
            _ = hangup.recv() => pass(Signal::HUP),
            _ = user1.recv() => pass(Signal::USR1),
            _ = user2.recv() => pass(Signal::USR2),
        }
    }
}
