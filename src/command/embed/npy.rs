//! Vectors as a `.npy` file: rows of little-endian f32 after a header of a fixed length, which is written anew when the number
//! of rows has grown. A row of NaN stands for an input that was refused. Beside it, `FILE.json` says which model made the rows
//! and of which inputs: the format has no place for that.
//! Source: numpy.lib.format, version 1.0.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::input::{Chain, Held};
use super::output::{Made, hurry};
use crate::error::{Error, Kind, Result};
use crate::text;

/// The header's length, its magic included.
const HEADER_BYTES: usize = 128;

const MAGIC: &[u8] = b"\x93NUMPY\x01\x00";

/// The header and the note beside are brought up to date this often, and at the end.
const CHECKPOINT: Duration = Duration::from_secs(1);

/// What stands beside the file.
#[derive(Debug, Serialize, Deserialize)]
struct Beside {
    model: String,
    dims: usize,
    /// Rows when this was written; the file may hold more.
    rows: u64,
    /// The sum over the inputs of these rows.
    inputs: String,
}

/// The file.
pub struct Npy {
    file: File,
    path: PathBuf,
    made: Option<Made>,
    rows: u64,
    /// The sum over the inputs of all rows.
    chain: Option<Chain>,
    written: Instant,
    /// Refused inputs before the length of a row is known.
    early: u64,
}

impl Npy {
    /// Takes over an open file; what it holds already.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when it is no such file.
    pub fn open(file: File, path: &Path) -> Result<(Npy, Held)> {
        let mut npy = Npy {
            file,
            path: path.to_owned(),
            made: None,
            rows: 0,
            chain: None,
            written: Instant::now(),
            early: 0,
        };
        let len = npy.file.metadata().map_err(|e| npy.cannot(e))?.len();
        if len == 0 {
            return Ok((npy, Held::default()));
        }
        let beside = npy.read_beside()?;
        let dims = beside.as_ref().map_or(0, |b| b.dims);
        let Some(beside) = beside.filter(|_| npy.has_our_header(dims)) else {
            let shown = path.display();
            return Err(Error::new(
                Kind::Conflict,
                text!(
                    "{shown} is there already, and nothing tells which model and inputs it was made of",
                    "{shown} 已存在，且无法得知它由哪个模型和哪些输入生成"
                ),
            )
            .hint(text!(
                "give another --out, or remove it to begin anew",
                "请使用另一个 --out，或删除它重新开始"
            )));
        };
        let row_bytes = beside.dims as u64 * 4;
        npy.rows = (len - HEADER_BYTES as u64) / row_bytes;
        // A row that was cut in the middle is none.
        npy.file
            .set_len(HEADER_BYTES as u64 + npy.rows * row_bytes)
            .map_err(|e| npy.cannot(e))?;
        npy.made = Some(Made {
            model: beside.model,
            dims: beside.dims,
        });
        let held = Held {
            rows: npy.rows,
            failed: npy.refused(beside.dims)?,
            chain: Some((beside.rows.min(npy.rows), beside.inputs)).filter(|_| beside.rows <= npy.rows),
        };
        Ok((npy, held))
    }

    /// Which model made it, and how long its vectors are.
    pub fn made(&self) -> Option<&Made> {
        self.made.as_ref()
    }

    /// Adds rows; `None` is an input that was refused.
    ///
    /// # Errors
    /// [`Kind::Local`] of the disk; the file ends with a whole row then.
    pub fn append<'a>(
        &mut self,
        made: Option<&Made>,
        rows: impl Iterator<Item = (Chain, Option<&'a [f32]>)>,
    ) -> Result<()> {
        let dims = match (&self.made, made) {
            (Some(known), _) => known.dims,
            (None, Some(made)) => {
                self.begin(made)?;
                made.dims
            }
            (None, None) => {
                // How long a row is will be known when there is one.
                for (chain, _) in rows {
                    self.chain = Some(chain);
                    self.early += 1;
                }
                return Ok(());
            }
        };
        let mut bytes = Vec::with_capacity(rows.size_hint().0 * dims * 4);
        let nothing = vec![f32::NAN; dims];
        for _ in 0..std::mem::take(&mut self.early) {
            push(&mut bytes, &nothing);
        }
        for (chain, vector) in rows {
            self.chain = Some(chain);
            push(&mut bytes, vector.unwrap_or(&nothing));
        }
        let at = HEADER_BYTES as u64 + self.rows * dims as u64 * 4;
        if let Err(e) = self.file.write_all_at(&bytes, at) {
            // Whoever goes on with it finds whole rows.
            let _ = self.file.set_len(at);
            return Err(self.cannot(e));
        }
        hurry(&self.file, at, at + bytes.len() as u64);
        self.rows += bytes.len() as u64 / (dims as u64 * 4);
        if self.written.elapsed() >= CHECKPOINT {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// Brings the header and the note beside up to date, and waits for the disk.
    ///
    /// # Errors
    /// [`Kind::Local`] of the disk.
    pub fn finish(&mut self) -> Result<()> {
        self.checkpoint()?;
        self.file.sync_data().map_err(|e| self.cannot(e))
    }

    fn begin(&mut self, made: &Made) -> Result<()> {
        self.made = Some(made.clone());
        // The note comes first: rows that nobody can tell the model of are worth nothing.
        let beside = Beside {
            model: made.model.clone(),
            dims: made.dims,
            rows: 0,
            inputs: Chain::default().sum(),
        };
        self.write_beside(&beside)?;
        let header = header(0, made.dims);
        self.file.write_all_at(&header, 0).map_err(|e| self.cannot(e))
    }

    fn checkpoint(&mut self) -> Result<()> {
        self.written = Instant::now();
        let (Some(made), Some(chain)) = (&self.made, self.chain) else {
            // Nothing was added.
            return Ok(());
        };
        let header = header(self.rows, made.dims);
        self.file.write_all_at(&header, 0).map_err(|e| self.cannot(e))?;
        self.write_beside(&Beside {
            model: made.model.clone(),
            dims: made.dims,
            rows: self.rows,
            inputs: chain.sum(),
        })
    }

    fn beside(&self) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".json");
        name.into()
    }

    fn write_beside(&self, beside: &Beside) -> Result<()> {
        let json = serde_json::to_string(beside).map_err(|e| Error::bug(format!("cannot write JSON: {e}")))?;
        let path = self.beside();
        let part = path.with_extension("json.part");
        std::fs::write(&part, json + "\n")
            .and_then(|()| std::fs::rename(&part, &path))
            .map_err(|e| self.cannot(e))
    }

    fn read_beside(&self) -> Result<Option<Beside>> {
        match std::fs::read(self.beside()) {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok().filter(|b: &Beside| b.dims > 0)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(self.cannot(e)),
        }
    }

    fn has_our_header(&self, dims: usize) -> bool {
        let mut there = [0; HEADER_BYTES];
        let mut file = &self.file;
        if file.read_exact(&mut there).is_err() {
            return false;
        }
        let text = String::from_utf8_lossy(&there);
        there.starts_with(MAGIC)
            && text.contains("'descr': '<f4', 'fortran_order': False, ")
            && text.contains(&format!(", {dims})"))
    }

    /// How many rows stand for refused inputs.
    fn refused(&self, dims: usize) -> Result<u64> {
        let mut count = 0;
        let mut first = [0; 4];
        for row in 0..self.rows {
            let at = HEADER_BYTES as u64 + row * dims as u64 * 4;
            self.file.read_exact_at(&mut first, at).map_err(|e| self.cannot(e))?;
            count += u64::from(f32::from_le_bytes(first).is_nan());
        }
        Ok(count)
    }

    fn cannot(&self, e: std::io::Error) -> Error {
        let shown = self.path.display();
        Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e)
    }
}

impl Drop for Npy {
    fn drop(&mut self) {
        // A run that is stopped leaves a file that others can read; one that cannot be written was told already.
        let _ = self.checkpoint();
    }
}

/// The header for so many rows, always of one length.
fn header(rows: u64, dims: usize) -> [u8; HEADER_BYTES] {
    let mut header = [b' '; HEADER_BYTES];
    header[..8].copy_from_slice(MAGIC);
    header[8..10].copy_from_slice(&(HEADER_BYTES as u16 - 10).to_le_bytes());
    let text = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {dims}), }}");
    header[10..10 + text.len()].copy_from_slice(text.as_bytes());
    header[HEADER_BYTES - 1] = b'\n';
    header
}

/// Adds a row.
fn push(bytes: &mut Vec<u8>, row: &[f32]) {
    let at = bytes.len();
    bytes.resize(at + row.len() * 4, 0);
    for (place, value) in bytes[at..].as_chunks_mut::<4>().0.iter_mut().zip(row) {
        *place = value.to_le_bytes();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_numpys_and_has_room_for_any_number() {
        let h = header(3, 1536);
        assert!(
            h.starts_with(b"\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1536), }")
        );
        assert_eq!(h[127], b'\n');
        assert_eq!(header(u64::MAX, 1 << 20).len(), 128);
    }
}
