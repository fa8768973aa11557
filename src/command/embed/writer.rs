//! The file of `vh embed`, written on a thread of its own: numbers become text while the next requests are on their way.

use std::thread::JoinHandle;

use tokio::sync::mpsc::{self, Sender};

use super::output::{Done, Made, Vectors};
use crate::error::{Error, Result};

/// Requests whose vectors may wait for the thread, so that memory is bounded.
const AHEAD: usize = 2;

/// A file of vectors, and the thread that writes it. Whatever happens, what was handed to it is written before it is gone.
pub struct Writer {
    made: Option<Made>,
    send: Option<Sender<(Option<Made>, Vec<Done>)>>,
    thread: Option<JoinHandle<Result<Vectors>>>,
}

impl Writer {
    /// Begins.
    pub fn start(mut vectors: Vectors) -> Writer {
        let made = vectors.made().cloned();
        let (send, mut receive) = mpsc::channel::<(Option<Made>, Vec<Done>)>(AHEAD);
        let thread = std::thread::spawn(move || {
            while let Some((made, done)) = receive.blocking_recv() {
                vectors.append(made.as_ref(), &done)?;
            }
            Ok(vectors)
        });
        Writer {
            made,
            send: Some(send),
            thread: Some(thread),
        }
    }

    /// Which model made what it holds, and how long its vectors are; `None` before the first vector.
    pub fn made(&self) -> Option<&Made> {
        self.made.as_ref()
    }

    /// Adds what became of the next inputs.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] of the disk, for these inputs or for earlier ones.
    pub async fn append(&mut self, made: Option<&Made>, done: Vec<Done>) -> Result<()> {
        if self.made.is_none() {
            self.made = made.cloned();
        }
        let sent = match &self.send {
            Some(send) => send.send((made.cloned(), done)).await.is_ok(),
            None => false,
        };
        if sent {
            return Ok(());
        }
        // It takes no more: it says why.
        self.join()?;
        Err(Error::bug("the thread that writes vectors is gone"))
    }

    /// Waits for everything that was added, and for the disk.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] of the disk.
    pub fn finish(&mut self) -> Result<()> {
        match self.join()? {
            Some(mut vectors) => vectors.finish(),
            None => Ok(()),
        }
    }

    fn join(&mut self) -> Result<Option<Vectors>> {
        self.send = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result.map(Some),
            Some(Err(_)) => Err(Error::bug("the thread that writes vectors failed")),
            None => Ok(None),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.join();
    }
}
