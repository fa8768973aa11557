//! Standard input: read only where it is a pipe or a file, and never so that an open, silent pipe looks like a hang.

use std::fs::File;
use std::io::{IsTerminal, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileTypeExt;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::error::{Error, Kind, Result};
use crate::output::Stderr;
use crate::text;

/// What is read at most: more is no question to a model.
const CAP_BYTES: u64 = 64 << 20;

/// After this long of silence the user is told what is awaited.
const PATIENCE: Duration = Duration::from_secs(2);

/// Whether standard input is a terminal.
pub fn is_terminal() -> bool {
    std::io::stdin().is_terminal()
}

/// Whether standard input is a pipe, a socket or a file: somebody may have put something there. A device such as /dev/null is
/// not.
pub fn is_given() -> bool {
    let Ok(owned) = std::io::stdin().as_fd().try_clone_to_owned() else {
        return false;
    };
    match File::from(owned).metadata() {
        Ok(meta) => {
            let kind = meta.file_type();
            kind.is_file() || kind.is_fifo() || kind.is_socket()
        }
        Err(_) => false,
    }
}

/// Reads standard input to its end.
///
/// # Errors
/// [`Kind::Local`] when it cannot be read, [`Kind::Usage`] beyond 64 MiB.
pub async fn read_all(err: &Stderr) -> Result<Vec<u8>> {
    let mut answer = in_thread(|| {
        let mut bytes = Vec::new();
        std::io::stdin().lock().take(CAP_BYTES + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    let result = match tokio::time::timeout(PATIENCE, &mut answer).await {
        Ok(result) => result,
        Err(_) => {
            err.note(&text!(
                "reading standard input, which is open and silent; end it, or give --no-stdin",
                "正在读取标准输入，但它已打开且没有数据；请结束它，或使用 --no-stdin"
            ));
            answer.await
        }
    };
    let bytes = finish(result)?;
    if bytes.len() as u64 > CAP_BYTES {
        return Err(Error::usage(text!(
            "standard input is larger than {CAP_BYTES} bytes",
            "标准输入超过 {CAP_BYTES} 字节"
        )));
    }
    Ok(bytes)
}

/// As [`read_all`], as text.
///
/// # Errors
/// As [`read_all`]; [`Kind::Usage`] for what is not UTF-8.
pub async fn read_text(err: &Stderr) -> Result<String> {
    String::from_utf8(read_all(err).await?).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Error::usage(text!(
            "standard input is not UTF-8 text (at byte {at})",
            "标准输入不是 UTF-8 文本（第 {at} 字节处）"
        ))
    })
}

/// Waits for a line; false at the end of input.
///
/// # Errors
/// [`Kind::Local`] when it cannot be read.
pub async fn line() -> Result<bool> {
    let answer = in_thread(|| {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)
    });
    finish(answer.await).map(|bytes| bytes > 0)
}

/// Blocking reads happen on a thread of their own that nobody waits for when the command ends.
fn in_thread<T: Send + 'static>(
    read: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> oneshot::Receiver<std::io::Result<T>> {
    let (send, receive) = oneshot::channel();
    std::thread::spawn(move || {
        // The receiver may have given up; then there is nobody to tell.
        let _ = send.send(read());
    });
    receive
}

fn finish<T>(result: Result<std::io::Result<T>, oneshot::error::RecvError>) -> Result<T> {
    match result {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(e)) => Err(Error::local(text!("cannot read standard input", "无法读取标准输入"), e)),
        Err(_) => Err(Error::new(
            Kind::Bug,
            text!("the reader of standard input died", "标准输入读取线程异常退出"),
        )),
    }
}
