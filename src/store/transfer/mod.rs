//! Moving bytes: files and streams up, objects down, objects across. Parts in parallel with positioned reads and writes, so memory
//! depends on the number of streams and on nothing else; every content checked on both sides; what was interrupted goes on where
//! it stopped. It sees only the trait.

mod across;
mod download;
mod earlier;
mod finish;
mod local;
mod ranges;
mod reader;
mod spool;
mod upload;

use std::sync::Arc;
use std::time::SystemTime;

use futures_util::future::BoxFuture;
use tokio::sync::Semaphore;

pub use download::Save;
pub use local::{Local, hash};
pub use ranges::{give_up, version};
pub use reader::Reader;

use super::checksum::{Algorithm, Checksum};
use super::types::{Caps, Content};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Progress, Rate};
use crate::state::Checkpoints;
use crate::text;

/// The size of a part when nobody says: few enough requests, and little to repeat.
pub const PART_BYTES: u64 = 8 << 20;
/// As large as parts of large objects become by themselves: more does not make them faster.
const LARGE_PART_BYTES: u64 = 32 << 20;
/// How many parts an object has before they become larger.
const USUAL_PARTS: u64 = 32;
/// How many streams one object has at most; more objects share the rest.
const STREAMS: usize = 8;
/// What is sent in one request, so many parts long.
const SINGLE_PARTS: u64 = 2;

/// How the checkpoints are reached; opening them is left until one is needed.
pub trait Remember: Send + Sync {
    /// Opens them.
    fn checkpoints(&self) -> BoxFuture<'_, Result<Checkpoints<'_>>>;
}

/// How transfers run.
pub struct Engine<'a> {
    /// The size of a part, where the user says.
    pub part_size: Option<u64>,
    /// How fast all together may go.
    pub rate: Option<Arc<Rate>>,
    /// Whether an earlier run's parts are used.
    pub resume: bool,
    /// Whether what was begun goes on as it was begun, whatever is said of it now.
    pub as_begun: bool,
    /// Whether what has no checksum is held against the MD5 in its ETag, at the cost of another reading.
    pub deep: bool,
    /// Told of bytes as they move.
    pub moved: Arc<dyn Fn(u64) + Send + Sync>,
    /// The checkpoints.
    pub remember: &'a dyn Remember,
    /// The wall clock.
    pub now: fn() -> SystemTime,
    jobs: usize,
    streams: Semaphore,
}

/// How a content was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// Both sides have the same checksum.
    Checksum(Algorithm),
    /// The length is right, and the object was the same from the first byte to the last.
    Length,
}

impl Verified {
    /// As rows show it.
    pub fn name(self) -> &'static str {
        match self {
            Verified::Checksum(algorithm) => algorithm.name(),
            Verified::Length => "length",
        }
    }

    /// Of two contents that make one.
    fn weaker(self, other: Verified) -> Verified {
        if self == other { self } else { Verified::Length }
    }
}

/// What a transfer did.
#[derive(Debug, Clone)]
pub struct Moved {
    /// The object's size.
    pub size: u64,
    /// How much of it an earlier run had done.
    pub resumed: u64,
    /// How it was checked.
    pub verified: Verified,
    /// Without quotes.
    pub etag: Option<String>,
    /// The version it made.
    pub version: Option<String>,
}

impl<'a> Engine<'a> {
    /// `jobs` streams at most, whatever they belong to.
    pub fn new(jobs: usize, remember: &'a dyn Remember, now: fn() -> SystemTime) -> Engine<'a> {
        let jobs = jobs.max(1);
        Engine {
            part_size: None,
            rate: None,
            resume: true,
            as_begun: false,
            deep: false,
            moved: Arc::new(|_| {}),
            remember,
            now,
            jobs,
            streams: Semaphore::new(jobs),
        }
    }

    /// How many streams run at most.
    pub fn jobs(&self) -> usize {
        self.jobs
    }

    /// How many streams one object has at most.
    fn streams_each(&self) -> usize {
        self.jobs.min(STREAMS)
    }

    /// Waits until another stream may run.
    async fn stream(&self) -> Result<tokio::sync::SemaphorePermit<'_>> {
        self.streams
            .acquire()
            .await
            .map_err(|_| Error::bug("the streams are closed"))
    }

    /// A content that is told of and paced.
    fn content(&self, body: Body) -> Content {
        let moved = self.moved.clone();
        Content {
            body,
            progress: Some(Progress(Arc::new(move |run: &[u8]| moved(run.len() as u64)))),
            rate: self.rate.clone(),
        }
    }

    /// The size of a part of an object of `size` bytes.
    fn part_bytes(&self, caps: &Caps, size: u64) -> Result<u64> {
        part_bytes(caps, size, self.part_size)
    }

    /// The largest object that is sent in one request.
    fn single_bytes(&self, caps: &Caps) -> u64 {
        let part = self.part_size.unwrap_or(PART_BYTES).max(caps.part_min);
        if caps.multipart {
            (part * SINGLE_PARTS).min(caps.put_max)
        } else {
            caps.put_max
        }
    }

    fn now_ms(&self) -> i64 {
        crate::state::unix_ms((self.now)())
    }
}

/// The size of a part: what the user says, else a usual one, and as much larger as the number of parts demands.
fn part_bytes(caps: &Caps, size: u64, asked: Option<u64>) -> Result<u64> {
    const MIB: u64 = 1 << 20;
    if let Some(asked) = asked
        && (asked < caps.part_min || asked > caps.part_max)
    {
        let (least, most) = (human(caps.part_min), human(caps.part_max));
        return Err(Error::usage(text!(
            "a part has between {least} and {most} there",
            "该存储的分片大小须在 {least} 与 {most} 之间"
        )));
    }
    let fits = size.div_ceil(u64::from(caps.parts_max).max(1));
    let fits = if fits > PART_BYTES {
        fits.next_multiple_of(MIB)
    } else {
        fits
    };
    let usual = (size / USUAL_PARTS)
        .next_multiple_of(MIB)
        .clamp(PART_BYTES, LARGE_PART_BYTES);
    let part = asked.unwrap_or(usual).max(caps.part_min).max(fits);
    if part > caps.part_max {
        let (size, most) = (human(size), caps.parts_max);
        return Err(Error::new(
            Kind::Invalid,
            text!(
                "{size} is more than {most} parts of the largest size",
                "{size} 超过了 {most} 个最大分片的总和"
            ),
        ));
    }
    Ok(part)
}

/// A number of bytes as people write it.
pub fn human(bytes: u64) -> String {
    const UNITS: [&str; 6] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} B"),
        _ if value < 10.0 && value.fract() != 0.0 => format!("{value:.1} {}", UNITS[unit]),
        _ => format!("{value:.0} {}", UNITS[unit]),
    }
}

/// The number of a transfer: the same whenever the same thing is moved to the same place.
fn transfer_id(direction: &str, place: &str, key: &str, path: &str) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for word in [direction, place, key, path] {
        hash.update((word.len() as u64).to_le_bytes());
        hash.update(word);
    }
    crate::sign::hex(&hash.finalize()[..16])
}

/// The error for a content that is not what was sent or told.
fn differs(key: &str, ours: Checksum, theirs: Checksum) -> Error {
    let shown = super::beneath::shown(key);
    let (name, ours, theirs) = (ours.algorithm().name(), ours.hex(), theirs.hex());
    Error::new(
        Kind::Integrity,
        text!(
            "{shown} does not hold: {name} is {ours} here and {theirs} there",
            "{shown} 校验不符：本地 {name} 为 {ours}，对端为 {theirs}"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_grow_with_the_object_and_stay_within_the_limits() {
        let dir = super::super::dir::Dir::new("x", std::path::Path::new("/"));
        let mut caps = super::super::ObjectStore::caps(&dir).clone();
        (caps.part_min, caps.part_max, caps.parts_max) = (5 << 20, 5 << 30, 10_000);
        let of = |size, asked| part_bytes(&caps, size, asked);
        assert_eq!(of(100 << 20, None).unwrap(), 8 << 20);
        assert_eq!(of(1 << 30, None).unwrap(), 32 << 20);
        assert_eq!(of(1 << 40, None).unwrap(), 105 << 20);
        assert!((1_u64 << 40).div_ceil(of(1 << 40, None).unwrap()) <= 10_000);
        assert_eq!(of(1 << 30, Some(64 << 20)).unwrap(), 64 << 20);
        assert_eq!(of(1 << 30, Some(1)).unwrap_err().kind, Kind::Usage);
        assert_eq!(of(1 << 60, None).unwrap_err().kind, Kind::Invalid);
        assert_eq!(human(0), "0 B");
        assert_eq!(human(1536), "1.5 KiB");
        assert_eq!(human(8 << 20), "8 MiB");
    }
}
