//! A bill on its way to the disk: unpacked where it is compressed, hashed as it passes, within bounds.

use std::io::Write;

use flate2::write::GzDecoder;
use sha1::{Digest, Sha1};

use crate::error::{Error, Kind, Result};
use crate::text;

/// The largest bill, unpacked.
const CAP_BYTES: u64 = 8 << 30;

/// Takes the bytes of a bill as they come.
pub struct Unpack<'a> {
    way: Option<Way<'a>>,
    begun: bool,
}

enum Way<'a> {
    Plain(Hashed<'a>),
    Packed(Box<GzDecoder<Hashed<'a>>>),
}

/// Counts, hashes and passes on.
struct Hashed<'a> {
    sink: &'a mut (dyn Write + Send),
    hash: Sha1,
    count: u64,
}

impl Write for Hashed<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.count += bytes.len() as u64;
        if self.count > CAP_BYTES {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.hash.update(bytes);
        self.sink.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.sink.flush()
    }
}

fn cannot(e: std::io::Error) -> Error {
    match e.kind() {
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
            Error::new(
                Kind::Integrity,
                text!("the bill is packed badly: {e}", "账单压缩数据损坏：{e}"),
            )
        }
        _ => Error::local(text!("cannot write the bill", "无法写入账单"), e),
    }
}

impl<'a> Unpack<'a> {
    /// Into `sink`.
    pub fn new(sink: &'a mut (dyn Write + Send)) -> Unpack<'a> {
        let hashed = Hashed {
            sink,
            hash: Sha1::new(),
            count: 0,
        };
        Unpack {
            way: Some(Way::Plain(hashed)),
            begun: false,
        }
    }

    /// Takes some more.
    ///
    /// # Errors
    /// [`Kind::Integrity`] for what cannot be unpacked; [`Kind::Local`] for what cannot be written.
    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        if !self.begun && !bytes.is_empty() {
            self.begun = true;
            // The first byte of gzip; a bill begins with a letter or a byte order mark.
            if bytes[0] == 0x1f {
                self.way = match self.way.take() {
                    Some(Way::Plain(hashed)) => Some(Way::Packed(Box::new(GzDecoder::new(hashed)))),
                    other => other,
                };
            }
        }
        match &mut self.way {
            Some(Way::Plain(w)) => w.write_all(bytes).map_err(cannot),
            Some(Way::Packed(w)) => w.write_all(bytes).map_err(cannot),
            None => Ok(()),
        }
    }

    /// All came; the SHA-1 of the bill itself, in lower-case hexadecimal.
    ///
    /// # Errors
    /// As [`Unpack::write`].
    pub fn finish(self) -> Result<String> {
        let mut hashed = match self.way {
            Some(Way::Plain(hashed)) => hashed,
            Some(Way::Packed(packed)) => packed.finish().map_err(cannot)?,
            None => return Err(Error::bug("a bill without its way")),
        };
        hashed.flush().map_err(cannot)?;
        Ok(crate::sign::hex(&hashed.hash.finalize()))
    }
}
