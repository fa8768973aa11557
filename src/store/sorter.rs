//! Sorting more than memory should hold: records gather in a small buffer, full ones go sorted to an unnamed file, and come back
//! merged. A record is a key, a zero byte and whatever belongs to it, so the order of bytes is the order of keys.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};

/// What is held in memory before it goes to disk.
const BUFFER_BYTES: usize = 1 << 20;
/// What all runs together may hold in memory while they are merged.
const MERGE_BYTES: usize = 1 << 20;
const LEAST_RUN_BYTES: usize = 4 << 10;

/// Takes records in any order.
#[derive(Default)]
pub struct Sorter {
    bytes: Vec<u8>,
    records: Vec<(u32, u32)>,
    runs: Vec<(u64, u64)>,
    file: Option<File>,
}

impl Sorter {
    /// Takes one.
    ///
    /// # Errors
    /// The operating system's, when the temporary file cannot be written.
    pub fn push(&mut self, record: &[u8]) -> io::Result<()> {
        if self.bytes.len() + record.len() + self.records.len() * 8 > BUFFER_BYTES && !self.records.is_empty() {
            self.spill()?;
        }
        let from = u32::try_from(self.bytes.len()).map_err(|_| too_long())?;
        let len = u32::try_from(record.len()).map_err(|_| too_long())?;
        self.bytes.extend_from_slice(record);
        self.records.push((from, len));
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let slice = |(from, len): (u32, u32)| &bytes[from as usize..from as usize + len as usize];
        self.records.sort_unstable_by(|a, b| slice(*a).cmp(slice(*b)));
    }

    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let from = self.runs.last().map_or(0, |(_, end)| *end);
        if self.file.is_none() {
            self.file = Some(unnamed()?);
        }
        let Some(file) = &self.file else { return Ok(()) };
        let mut out = BufWriter::with_capacity(64 << 10, file);
        let mut end = from;
        for &(at, len) in &self.records {
            out.write_all(&len.to_le_bytes())?;
            out.write_all(&self.bytes[at as usize..at as usize + len as usize])?;
            end += 4 + u64::from(len);
        }
        out.flush()?;
        drop(out);
        self.runs.push((from, end));
        self.bytes.clear();
        self.records.clear();
        Ok(())
    }

    /// All of them, in order.
    ///
    /// # Errors
    /// As [`Sorter::push`].
    pub fn finish(mut self) -> io::Result<Sorted> {
        let Some(file) = self.file.take() else {
            self.sort();
            self.records.reverse();
            return Ok(Sorted {
                memory: self.records,
                bytes: self.bytes,
                ..Sorted::default()
            });
        };
        self.file = Some(file);
        self.spill()?;
        let mut sorted = Sorted {
            file: self.file.take(),
            ..Sorted::default()
        };
        let each = (MERGE_BYTES / self.runs.len()).max(LEAST_RUN_BYTES);
        for &(from, end) in &self.runs {
            sorted.runs.push(Run {
                at: from,
                end,
                buffer: Vec::new(),
                read: 0,
                each,
            });
        }
        for run in 0..sorted.runs.len() {
            sorted.refill(run)?;
        }
        Ok(sorted)
    }
}

fn too_long() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "a record is too long")
}

/// A file without a name: gone with its last descriptor, however the process ends.
pub(super) fn unnamed() -> io::Result<File> {
    let unique = getrandom::u64().map_err(io::Error::other)?;
    let path = std::env::temp_dir().join(format!("vh-sort-{unique:016x}"));
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

/// Records in order.
#[derive(Default)]
pub struct Sorted {
    bytes: Vec<u8>,
    memory: Vec<(u32, u32)>,
    file: Option<File>,
    runs: Vec<Run>,
    heap: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
}

struct Run {
    at: u64,
    end: u64,
    buffer: Vec<u8>,
    read: usize,
    each: usize,
}

impl Run {
    /// The next record of this run.
    fn next(&mut self, file: &File) -> io::Result<Option<Vec<u8>>> {
        if !self.has(file, 4)? {
            return Ok(None);
        }
        let head = [0, 1, 2, 3].map(|i| self.buffer[self.read + i]);
        let len = u32::from_le_bytes(head) as usize;
        if !self.has(file, 4 + len)? {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let from = self.read + 4;
        self.read = from + len;
        Ok(Some(self.buffer[from..from + len].to_vec()))
    }

    /// Makes sure that so many bytes are there to read.
    fn has(&mut self, file: &File, want: usize) -> io::Result<bool> {
        let there = self.buffer.len() - self.read;
        if there >= want {
            return Ok(true);
        }
        self.buffer.drain(..self.read);
        self.read = 0;
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let take = left.min(self.each.max(want - there));
        let old = self.buffer.len();
        self.buffer.resize(old + take, 0);
        file.read_exact_at(&mut self.buffer[old..], self.at)?;
        self.at += take as u64;
        Ok(self.buffer.len() >= want)
    }
}

impl Sorted {
    fn refill(&mut self, run: usize) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        if let Some(record) = self.runs[run].next(file)? {
            self.heap.push(Reverse((record, run)));
        }
        Ok(())
    }

    fn take(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some((from, len)) = self.memory.pop() {
            return Ok(Some(self.bytes[from as usize..from as usize + len as usize].to_vec()));
        }
        let Some(Reverse((record, run))) = self.heap.pop() else {
            return Ok(None);
        };
        self.refill(run)?;
        Ok(Some(record))
    }
}

impl Iterator for Sorted {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<io::Result<Vec<u8>>> {
        self.take().transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(count: u64, width: usize) -> (Vec<Vec<u8>>, usize) {
        let mut sorter = Sorter::default();
        for i in 0..count {
            // A fixed walk through all numbers.
            let n = (i * 7_919 + 13) % count;
            sorter.push(format!("{n:0width$}").as_bytes()).unwrap();
        }
        let runs = sorter.runs.len();
        (sorter.finish().unwrap().map(Result::unwrap).collect(), runs)
    }

    #[test]
    fn few_stay_in_memory_and_many_go_through_the_disk() {
        for (count, width, spills) in [(0, 4, false), (1, 4, false), (1_000, 8, false), (100_003, 60, true)] {
            let (all, runs) = sorted(count, width);
            assert_eq!(runs > 0, spills, "{count}");
            assert_eq!(all.len() as u64, count);
            for (i, record) in all.iter().enumerate() {
                assert_eq!(*record, format!("{i:0width$}").into_bytes());
            }
        }
    }

    #[test]
    fn a_zero_byte_keeps_the_order_of_keys() {
        let mut sorter = Sorter::default();
        for record in [&b"a-b\0x"[..], b"a\0z", b"a/x\0y", b"a\0a"] {
            sorter.push(record).unwrap();
        }
        let all: Vec<Vec<u8>> = sorter.finish().unwrap().map(Result::unwrap).collect();
        assert_eq!(all, [&b"a\0a"[..], b"a\0z", b"a-b\0x", b"a/x\0y"]);
    }
}
