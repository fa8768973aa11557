//! The one runner of other programs: an argv array, never a shell; bounded in time and in output. Nothing else in the crate
//! starts a process.

use std::ffi::{OsStr, OsString};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

use crate::error::{Error, Kind, Result};
use crate::text;

/// What to run, and within which bounds.
#[derive(Debug, Clone)]
pub struct Job<'a> {
    /// The program and its arguments. Never empty.
    pub argv: &'a [String],
    /// Written to its standard input, which is then closed.
    pub stdin: Vec<u8>,
    /// Environment variables; `None` inherits ours.
    pub env: Option<Vec<(String, String)>>,
    /// Killed after this long.
    pub timeout: Duration,
    /// Killed when it writes more than this.
    pub output_cap_bytes: usize,
}

/// What it wrote and how it ended.
#[derive(Debug)]
pub struct Done {
    /// Standard output.
    pub stdout: Vec<u8>,
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
}

/// Runs `job` to its end. Its standard error goes nowhere: it may hold secrets.
///
/// # Errors
/// [`Kind::Config`] when it cannot be started, [`Kind::Timeout`] and [`Kind::Local`] when it outgrows its bounds.
pub async fn run(job: Job<'_>) -> Result<Done> {
    let [program, args @ ..] = job.argv else {
        return Err(Error::config(text!("the command is empty", "命令为空")));
    };
    let mut command = Command::new(program);
    command
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    if let Some(env) = job.env {
        command.env_clear().envs(env);
    }
    let mut child = command
        .spawn()
        .map_err(|e| Error::config(text!("cannot start {program}: {e}", "无法启动 {program}：{e}")).source(e))?;
    let mut stdin = child.stdin.take();
    let stdout = child.stdout.take();
    let cap = job.output_cap_bytes;
    let work = async {
        let feed = async {
            if let Some(pipe) = stdin.as_mut() {
                // A child that does not read its input closes the pipe; its answer still counts.
                let _ = pipe.write_all(&job.stdin).await;
            }
            drop(stdin.take());
        };
        let read = async {
            let mut out = Vec::new();
            if let Some(pipe) = stdout {
                pipe.take(cap as u64 + 1).read_to_end(&mut out).await?;
            }
            Ok::<_, std::io::Error>(out)
        };
        let ((), out) = tokio::join!(feed, read);
        let out = out?;
        if out.len() > cap {
            return Ok(None);
        }
        let status = child.wait().await?;
        Ok::<_, std::io::Error>(Some(Done {
            stdout: out,
            code: status.code(),
        }))
    };
    match tokio::time::timeout(job.timeout, work).await {
        Ok(Ok(Some(done))) => Ok(done),
        Ok(Ok(None)) => Err(Error::new(
            Kind::Local,
            text!(
                "{program} wrote more than {cap} bytes",
                "{program} 的输出超过 {cap} 字节"
            ),
        )),
        Ok(Err(e)) => Err(Error::local(text!("running {program}", "运行 {program}"), e)),
        Err(_) => Err(Error::new(
            Kind::Timeout,
            text!(
                "{program} did not end within {limit:?}",
                "{program} 未在 {limit:?} 内结束",
                limit = job.timeout
            ),
        )),
    }
}

/// Runs a program on our own standard streams and waits for it: an editor, the command of `vh sandbox -- CMD`. `set` and
/// `unset` change its environment. Returns its exit code, 128 + N when signal N ended it.
///
/// # Errors
/// [`Kind::NotFound`] and [`Kind::Local`] when it cannot be started.
pub async fn pass_through(argv: &[impl AsRef<OsStr>], set: &[(String, OsString)], unset: &[OsString]) -> Result<u8> {
    let [program, args @ ..] = argv else {
        return Err(Error::usage(text!("the command is empty", "命令为空")));
    };
    let mut command = Command::new(program);
    command.args(args);
    for name in unset {
        command.env_remove(name);
    }
    command.envs(set.iter().map(|(k, v)| (k, v)));
    let shown = program.as_ref().display();
    let mut child = command.spawn().map_err(|e| {
        let kind = if e.kind() == std::io::ErrorKind::NotFound {
            Kind::NotFound
        } else {
            Kind::Local
        };
        Error::local(text!("cannot start {shown}", "无法启动 {shown}"), e).with_kind(kind)
    })?;
    // A signal from the keyboard reaches the child as well; it decides what becomes of it, and we tell its end.
    let mut interrupt = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt())
        .map_err(|e| Error::local(text!("cannot watch signals", "无法监听信号"), e))?;
    let status = loop {
        tokio::select! {
            status = child.wait() => break status,
            _ = interrupt.recv() => {}
        }
    };
    let status = status.map_err(|e| Error::local(text!("waiting for {shown}", "等待 {shown}"), e))?;
    let code = match (status.code(), std::os::unix::process::ExitStatusExt::signal(&status)) {
        (Some(code), _) => code,
        (None, Some(signal)) => 128 + signal,
        (None, None) => 1,
    };
    Ok(u8::try_from(code & 0xFF).unwrap_or(1))
}

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
/// [`Kind::Local`] when signals cannot be watched. A command that cannot be started is no error but an end of its own.
pub async fn watched(argv: &[OsString], timeout: Option<Duration>, keep_bytes: usize) -> Result<Ended> {
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
    let tail = std::sync::Mutex::new(std::collections::VecDeque::new());
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
    tail: &std::sync::Mutex<std::collections::VecDeque<u8>>,
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

#[cfg(test)]
mod tests {
    use super::*;

    async fn sh(script: &str, timeout_ms: u64, cap: usize) -> Result<Done> {
        let argv = ["sh".to_owned(), "-c".to_owned(), script.to_owned()];
        run(Job {
            argv: &argv,
            stdin: b"in".to_vec(),
            env: None,
            timeout: Duration::from_millis(timeout_ms),
            output_cap_bytes: cap,
        })
        .await
    }

    #[tokio::test]
    async fn output_code_and_bounds_are_kept() {
        let done = sh("cat; exit 3", 5_000, 64).await.unwrap();
        assert_eq!((done.stdout.as_slice(), done.code), (&b"in"[..], Some(3)));
        assert_eq!(sh("sleep 60", 50, 64).await.unwrap_err().kind, Kind::Timeout);
        assert_eq!(sh("yes", 5_000, 64).await.unwrap_err().kind, Kind::Local);
    }
}
