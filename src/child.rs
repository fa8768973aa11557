//! The one runner of other programs: an argv array, never a shell; bounded in time and in output. Nothing else in the crate
//! starts a process.

pub mod watched;

use std::ffi::{OsStr, OsString};
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStdin, Command};

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

/// A program that is fed while it runs: a player. Ended when dropped before [`Fed::end`].
#[derive(Debug)]
pub struct Fed {
    name: String,
    child: Child,
    stdin: Option<ChildStdin>,
}

impl Fed {
    /// Starts it.
    ///
    /// # Errors
    /// [`Kind::NotFound`] and [`Kind::Local`] when it cannot be started.
    pub fn start(argv: &[String]) -> Result<Fed> {
        let [program, args @ ..] = argv else {
            return Err(Error::usage(text!("the command is empty", "命令为空")));
        };
        let mut child = Command::new(program)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| cannot_start(OsStr::new(program), e))?;
        Ok(Fed {
            name: program.clone(),
            stdin: child.stdin.take(),
            child,
        })
    }

    /// Feeds it; waits where it is slower.
    ///
    /// # Errors
    /// [`Kind::Local`] when it takes no more.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let name = &self.name;
        match &mut self.stdin {
            Some(stdin) => stdin
                .write_all(bytes)
                .await
                .map_err(|e| Error::local(text!("{name} stopped listening", "{name} 已停止接收"), e)),
            None => Ok(()),
        }
    }

    /// That was all: waits for its end.
    ///
    /// # Errors
    /// [`Kind::Local`] when it failed.
    pub async fn end(mut self) -> Result<()> {
        drop(self.stdin.take());
        let name = &self.name;
        let status = self.child.wait().await;
        let status = status.map_err(|e| Error::local(text!("waiting for {name}", "等待 {name}"), e))?;
        if status.success() {
            return Ok(());
        }
        Err(Error::new(
            Kind::Local,
            text!("{name} failed ({status})", "{name} 失败（{status}）"),
        ))
    }
}

/// Whether a program can be found as a shell would find it, among the directories of `path`.
pub fn is_installed(program: &str, path: &OsStr) -> bool {
    std::env::split_paths(path).any(|dir| {
        let file = dir.join(program);
        file.is_file() && rustix::fs::access(&file, rustix::fs::Access::EXEC_OK).is_ok()
    })
}

/// How a program ended that ran until it was stopped.
#[derive(Debug)]
pub struct Ended {
    /// The exit code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// Whether it was asked to end.
    pub stopped: bool,
    /// The end of what it wrote to its standard error.
    pub said: String,
}

/// How long a program may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(5);

/// What is kept of its standard error.
const SAID_BYTES: usize = 4 << 10;

/// Runs a program without standard input or output until it ends or `stop` does: then it gets the signal of Ctrl-C, which a
/// recorder or a player ends properly on, and is killed when it does not. Ctrl-C itself does not reach it.
///
/// # Errors
/// [`Kind::NotFound`] and [`Kind::Local`] when it cannot be started.
pub async fn until(argv: &[OsString], stop: impl Future<Output = ()>) -> Result<Ended> {
    let [program, args @ ..] = argv else {
        return Err(Error::usage(text!("the command is empty", "命令为空")));
    };
    let mut command = Command::new(program);
    command
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .process_group(0)
        .kill_on_drop(true);
    let mut child = command.spawn().map_err(|e| cannot_start(program, e))?;
    let stderr = child.stderr.take();
    let id = child.id().and_then(|id| i32::try_from(id).ok());
    let listen = async {
        let mut said = Vec::new();
        if let Some(mut pipe) = stderr {
            let mut piece = [0; 1024];
            while let Ok(n @ 1..) = pipe.read(&mut piece).await {
                said.extend_from_slice(&piece[..n]);
                let over = said.len().saturating_sub(SAID_BYTES);
                said.drain(..over);
            }
        }
        String::from_utf8_lossy(&said).into_owned()
    };
    let end = async {
        tokio::select! {
            status = child.wait() => return (status, false),
            () = stop => {}
        }
        if let Some(pid) = id.and_then(rustix::process::Pid::from_raw) {
            // It may have ended by itself meanwhile.
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::INT);
        }
        match tokio::time::timeout(GRACE, child.wait()).await {
            Ok(status) => (status, true),
            Err(_) => {
                let _ = child.start_kill();
                (child.wait().await, true)
            }
        }
    };
    let (said, (status, stopped)) = tokio::join!(listen, end);
    let shown = program.display();
    let status = status.map_err(|e| Error::local(text!("waiting for {shown}", "等待 {shown}"), e))?;
    Ok(Ended {
        code: status.code(),
        stopped,
        said,
    })
}

fn cannot_start(program: &OsStr, e: std::io::Error) -> Error {
    let shown = program.display();
    let kind = if e.kind() == std::io::ErrorKind::NotFound {
        Kind::NotFound
    } else {
        Kind::Local
    };
    Error::local(text!("cannot start {shown}", "无法启动 {shown}"), e).with_kind(kind)
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
    let mut child = command.spawn().map_err(|e| cannot_start(program.as_ref(), e))?;
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
    async fn a_player_is_fed_and_its_failure_told() {
        let argv = |script: &str| ["sh".to_owned(), "-c".to_owned(), script.to_owned()];
        let mut fed = Fed::start(&argv("[ \"$(cat)\" = onetwo ]")).unwrap();
        fed.write(b"one").await.unwrap();
        fed.write(b"two").await.unwrap();
        fed.end().await.unwrap();
        let fed = Fed::start(&argv("exit 3")).unwrap();
        assert_eq!(fed.end().await.unwrap_err().kind, Kind::Local);
        assert!(
            is_installed("sh", OsStr::new("/nowhere:/bin:/usr/bin")) && !is_installed("sh", OsStr::new("/nowhere"))
        );
    }

    #[tokio::test]
    async fn output_code_and_bounds_are_kept() {
        let done = sh("cat; exit 3", 5_000, 64).await.unwrap();
        assert_eq!((done.stdout.as_slice(), done.code), (&b"in"[..], Some(3)));
        assert_eq!(sh("sleep 60", 50, 64).await.unwrap_err().kind, Kind::Timeout);
        assert_eq!(sh("yes", 5_000, 64).await.unwrap_err().kind, Kind::Local);
    }
}
