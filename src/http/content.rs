//! The content of a request. Always replayable: bytes in memory, or ranges of an open file that are read again for each attempt.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

use super::pace::{Pulse, Rate};
use crate::error::{Error, Kind, Result};
use crate::sign;
use crate::text;

/// What is read of a file at once: large enough that system calls do not count, small enough that many streams fit in memory.
const READ_BYTES: usize = 64 << 10;

/// Told of every run of bytes that leaves: for bars, and for checksums on the way.
#[derive(Clone)]
pub struct Progress(pub Arc<Told>);

type Told = dyn Fn(&[u8]) + Send + Sync;

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Progress")
    }
}

/// The content of a request.
#[derive(Debug, Clone)]
pub enum Body {
    /// None.
    Empty,
    /// These bytes.
    Bytes(Bytes),
    /// These pieces, one after the other, streamed.
    Pieces(Vec<Piece>),
}

/// A piece of a streamed content.
#[derive(Debug, Clone)]
pub enum Piece {
    /// These bytes.
    Bytes(Bytes),
    /// A whole file in standard base64, for a field of a JSON body.
    Base64 {
        /// The file.
        file: Arc<File>,
        /// Where what is not yet sent starts.
        from: u64,
        /// How long it is, before it is encoded.
        len: u64,
    },
    /// A range of a file.
    File {
        /// The file; reads are positioned, so many requests may share it.
        file: Arc<File>,
        /// Where the range starts.
        from: u64,
        /// How long it is.
        len: u64,
    },
}

impl Piece {
    /// A whole file.
    ///
    /// # Errors
    /// [`Kind::NotFound`] and [`Kind::Local`] naming it.
    pub fn of_path(path: &Path) -> Result<Piece> {
        let shown = path.display();
        let cannot = |e: io::Error| {
            let kind = if e.kind() == io::ErrorKind::NotFound {
                Kind::NotFound
            } else {
                Kind::Local
            };
            Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e).with_kind(kind)
        };
        let file = File::open(path).map_err(cannot)?;
        let meta = file.metadata().map_err(cannot)?;
        if !meta.is_file() {
            return Err(Error::usage(text!("{shown} is not a file", "{shown} 不是普通文件")));
        }
        Ok(Piece::File {
            file: Arc::new(file),
            from: 0,
            len: meta.len(),
        })
    }

    /// The same in standard base64.
    pub fn into_base64(self) -> Piece {
        match self {
            Piece::Bytes(bytes) => Piece::Bytes(STANDARD.encode(bytes).into()),
            Piece::File { file, from, len } => Piece::Base64 { file, from, len },
            encoded @ Piece::Base64 { .. } => encoded,
        }
    }

    /// Its length in bytes, as it is sent.
    pub fn len(&self) -> u64 {
        match self {
            Piece::Bytes(bytes) => bytes.len() as u64,
            Piece::Base64 { len, .. } => len.div_ceil(3) * 4,
            Piece::File { len, .. } => *len,
        }
    }

    /// Its first bytes, as they are before any encoding; fewer where there are fewer.
    ///
    /// # Errors
    /// [`Kind::Local`] when the file cannot be read.
    pub fn peek(&self, most: usize) -> Result<Vec<u8>> {
        match self {
            Piece::Bytes(bytes) => Ok(bytes[..bytes.len().min(most)].to_vec()),
            Piece::Base64 { file, from, len } | Piece::File { file, from, len } => {
                let mut start = vec![0; most.min(usize::try_from(*len).unwrap_or(most))];
                let read = read_full(file, &mut start, *from);
                let n = read.map_err(|e| Error::local(text!("cannot read the file", "无法读取文件"), e))?;
                start.truncate(n);
                Ok(start)
            }
        }
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Body {
    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Body::Empty => 0,
            Body::Bytes(bytes) => bytes.len() as u64,
            Body::Pieces(pieces) => pieces.iter().map(Piece::len).sum(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its bytes, run by run, for whoever does not send them; read as they are asked for.
    pub fn runs(self) -> impl Iterator<Item = io::Result<Bytes>> {
        let pieces = match self {
            Body::Empty => Vec::new(),
            Body::Bytes(bytes) => vec![Piece::Bytes(bytes)],
            Body::Pieces(pieces) => pieces,
        };
        let mut streamed = Streamed::new(pieces, None, None, Pulse::start());
        std::iter::from_fn(move || streamed.next().transpose())
    }
}

/// The parts of a form, as `multipart/form-data`. Source: RFC 7578.
#[derive(Debug, Default)]
pub struct Multipart {
    parts: Vec<(String, Piece)>,
}

impl Multipart {
    /// Adds a field of text.
    pub fn text(mut self, name: &str, value: &str) -> Multipart {
        let head = format!("content-disposition: form-data; name=\"{}\"", quoted(name));
        self.parts
            .push((head, Piece::Bytes(Bytes::copy_from_slice(value.as_bytes()))));
        self
    }

    /// Adds a file.
    pub fn file(mut self, name: &str, file_name: &str, content_type: &str, content: Piece) -> Multipart {
        let head = format!(
            "content-disposition: form-data; name=\"{}\"; filename=\"{}\"\r\ncontent-type: {content_type}",
            quoted(name),
            quoted(file_name)
        );
        self.parts.push((head, content));
        self
    }

    /// The content type with its boundary, and the body.
    ///
    /// # Errors
    /// [`Kind::Bug`] when the system has no random numbers.
    pub fn finish(self) -> Result<(String, Body)> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
        let boundary = format!("vh-{}", sign::hex(&random));
        let mut pieces = Vec::new();
        for (head, content) in self.parts {
            pieces.push(Piece::Bytes(format!("--{boundary}\r\n{head}\r\n\r\n").into()));
            pieces.push(content);
            pieces.push(Piece::Bytes(Bytes::from_static(b"\r\n")));
        }
        pieces.push(Piece::Bytes(format!("--{boundary}--\r\n").into()));
        Ok((
            format!("multipart/form-data; boundary={boundary}"),
            Body::Pieces(pieces),
        ))
    }
}

/// A name in quotes; what would end it is percent-encoded, as browsers do. Source: WHATWG HTML, multipart/form-data.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

pub(super) fn stream(
    pieces: Vec<Piece>,
    progress: Option<Progress>,
    rate: Option<Arc<Rate>>,
    pulse: Pulse,
) -> reqwest::Body {
    reqwest::Body::wrap(Streamed::new(pieces, progress, rate, pulse))
}

/// Pieces on their way out. Files are read where they are asked for: a page that is in memory costs less than a thread.
struct Streamed {
    pieces: std::vec::IntoIter<Piece>,
    current: Option<Piece>,
    left: u64,
    progress: Option<Progress>,
    rate: Option<Arc<Rate>>,
    wait: Option<Pin<Box<Sleep>>>,
    pulse: Pulse,
}

impl Streamed {
    fn new(pieces: Vec<Piece>, progress: Option<Progress>, rate: Option<Arc<Rate>>, pulse: Pulse) -> Streamed {
        Streamed {
            left: pieces.iter().map(Piece::len).sum(),
            pieces: pieces.into_iter(),
            current: None,
            progress,
            rate,
            wait: None,
            pulse,
        }
    }

    fn next(&mut self) -> io::Result<Option<Bytes>> {
        loop {
            let piece = match self.current.take() {
                Some(piece) => piece,
                None => match self.pieces.next() {
                    Some(piece) => piece,
                    None => return Ok(None),
                },
            };
            match piece {
                Piece::Bytes(bytes) if bytes.is_empty() => {}
                Piece::Bytes(bytes) => return Ok(Some(bytes)),
                Piece::File { len: 0, .. } | Piece::Base64 { len: 0, .. } => {}
                Piece::Base64 { file, from, len } => {
                    // Whole groups of three, but for the last: so that no padding stands in the middle.
                    let want = (READ_BYTES / 3 * 3).min(usize::try_from(len).unwrap_or(READ_BYTES));
                    let mut buffer = vec![0; want];
                    if read_full(&file, &mut buffer, from)? < want {
                        return Err(shorter());
                    }
                    self.current = Some(Piece::Base64 {
                        file,
                        from: from + want as u64,
                        len: len - want as u64,
                    });
                    return Ok(Some(STANDARD.encode(buffer).into()));
                }
                Piece::File { file, from, len } => {
                    let want = READ_BYTES.min(usize::try_from(len).unwrap_or(READ_BYTES));
                    let mut buffer = vec![0; want];
                    let n = file.read_at(&mut buffer, from)?;
                    if n == 0 {
                        return Err(shorter());
                    }
                    buffer.truncate(n);
                    self.current = Some(Piece::File {
                        file,
                        from: from + n as u64,
                        len: len - n as u64,
                    });
                    return Ok(Some(buffer.into()));
                }
            }
        }
    }
}

/// Reads until the buffer is full or the file ends.
fn read_full(file: &File, buffer: &mut [u8], from: u64) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read_at(&mut buffer[filled..], from + filled as u64)? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

fn shorter() -> io::Error {
    io::Error::new(
        io::ErrorKind::UnexpectedEof,
        "the file became shorter while it was sent",
    )
}

impl HttpBody for Streamed {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if let Some(wait) = &mut self.wait {
            ready!(wait.as_mut().poll(cx));
            self.wait = None;
        }
        Poll::Ready(match self.next() {
            Ok(Some(bytes)) => {
                self.left -= bytes.len() as u64;
                let next = match &self.rate {
                    Some(rate) => {
                        let next = rate.pass(bytes.len());
                        self.wait = Some(Box::pin(tokio::time::sleep_until(next)));
                        next
                    }
                    None => Instant::now(),
                };
                self.pulse.beat(next);
                if let Some(progress) = &self.progress {
                    progress.0(&bytes);
                }
                Some(Ok(Frame::data(bytes)))
            }
            Ok(None) => None,
            Err(e) => Some(Err(e)),
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(body: Body) -> Vec<u8> {
        body.runs().flat_map(|run| run.unwrap().to_vec()).collect()
    }

    #[test]
    fn a_file_in_base64_is_as_long_as_was_said() {
        let path = std::env::temp_dir().join(format!("vh-base64-{}", std::process::id()));
        for length in [0, 1, 2, 3, 65_535, 65_536, 200_001] {
            let content: Vec<u8> = (0..length).map(|i: u32| (i % 251) as u8).collect();
            std::fs::write(&path, &content).unwrap();
            let piece = Piece::of_path(&path).unwrap().into_base64();
            let told = piece.len();
            let bytes = all(Body::Pieces(vec![piece]));
            assert_eq!((bytes.len() as u64, STANDARD.decode(&bytes).unwrap()), (told, content));
        }
        std::fs::remove_file(&path).unwrap();
    }

    #[test]
    fn a_form_is_written_as_the_standard_has_it_and_its_length_is_known() {
        let path = std::env::temp_dir().join(format!("vh-form-{}", std::process::id()));
        std::fs::write(&path, vec![b'x'; 200_000]).unwrap();
        let form = Multipart::default().text("model", "whisper").file(
            "file",
            "a\"b\n.mp3",
            "audio/mpeg",
            Piece::of_path(&path).unwrap(),
        );
        let (content_type, body) = form.finish().unwrap();
        let boundary = content_type
            .strip_prefix("multipart/form-data; boundary=")
            .unwrap()
            .to_owned();
        let length = body.len();
        let bytes = all(body);
        assert_eq!(bytes.len() as u64, length);
        let head = format!(
            "--{boundary}\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nwhisper\r\n--{boundary}\r\n\
             content-disposition: form-data; name=\"file\"; filename=\"a%22b%0A.mp3\"\r\ncontent-type: audio/mpeg\r\n\r\nxxx"
        );
        assert!(bytes.starts_with(head.as_bytes()));
        assert!(bytes.ends_with(format!("xxx\r\n--{boundary}--\r\n").as_bytes()));
        std::fs::remove_file(&path).unwrap();
    }
}
