//! Checksums of contents: the CRCs that object stores keep, computed as bytes pass, joined from parts; MD5 where nothing else is
//! told. Sources: CRC-64/XZ as Aliyun OSS and Tencent COS have it, CRC-64/NVME and CRC-32C as S3 has them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use crc_fast::{CrcAlgorithm, Digest};
use md5::{Digest as _, Md5};

use crate::sign;

/// How a checksum is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// CRC-64/XZ: OSS, COS.
    Crc64,
    /// CRC-64/NVME: S3.
    Crc64Nvme,
    /// CRC-32C: S3.
    Crc32c,
    /// MD5.
    Md5,
}

impl Algorithm {
    /// As rows show it: `verified: crc64`.
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Crc64 => "crc64",
            Algorithm::Crc64Nvme => "crc64nvme",
            Algorithm::Crc32c => "crc32c",
            Algorithm::Md5 => "md5",
        }
    }

    fn crc(self) -> Option<CrcAlgorithm> {
        match self {
            Algorithm::Crc64 => Some(CrcAlgorithm::Crc64Xz),
            Algorithm::Crc64Nvme => Some(CrcAlgorithm::Crc64Nvme),
            Algorithm::Crc32c => Some(CrcAlgorithm::Crc32Iscsi),
            Algorithm::Md5 => None,
        }
    }
}

/// A checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checksum {
    /// CRC-64/XZ.
    Crc64(u64),
    /// CRC-64/NVME.
    Crc64Nvme(u64),
    /// CRC-32C.
    Crc32c(u32),
    /// MD5.
    Md5([u8; 16]),
}

impl Checksum {
    /// Of these bytes.
    pub fn of(algorithm: Algorithm, bytes: &[u8]) -> Checksum {
        let mut hasher = Hasher::new(algorithm);
        hasher.update(bytes);
        hasher.finish()
    }

    /// How it was made.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Checksum::Crc64(_) => Algorithm::Crc64,
            Checksum::Crc64Nvme(_) => Algorithm::Crc64Nvme,
            Checksum::Crc32c(_) => Algorithm::Crc32c,
            Checksum::Md5(_) => Algorithm::Md5,
        }
    }

    /// An MD5 from hexadecimal, as ETags have it in either case; `None` for anything else (an ETag of parts has `-N`).
    pub fn md5_of_etag(etag: &str) -> Option<Checksum> {
        let hex = etag.trim_matches('"').as_bytes();
        if hex.len() != 32 {
            return None;
        }
        let mut md5 = [0; 16];
        for (byte, pair) in md5.iter_mut().zip(hex.chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Checksum::Md5(md5))
    }

    /// As S3's headers have it: base64 of the bytes, most significant first.
    pub fn base64(&self) -> String {
        match self {
            Checksum::Crc64(v) | Checksum::Crc64Nvme(v) => BASE64.encode(v.to_be_bytes()),
            Checksum::Crc32c(v) => BASE64.encode(v.to_be_bytes()),
            Checksum::Md5(v) => BASE64.encode(v),
        }
    }

    /// The other way.
    pub fn from_base64(algorithm: Algorithm, text: &str) -> Option<Checksum> {
        let bytes = BASE64.decode(text).ok()?;
        Some(match algorithm {
            Algorithm::Crc64 => Checksum::Crc64(u64::from_be_bytes(bytes.try_into().ok()?)),
            Algorithm::Crc64Nvme => Checksum::Crc64Nvme(u64::from_be_bytes(bytes.try_into().ok()?)),
            Algorithm::Crc32c => Checksum::Crc32c(u32::from_be_bytes(bytes.try_into().ok()?)),
            Algorithm::Md5 => Checksum::Md5(bytes.try_into().ok()?),
        })
    }

    /// In lower-case hexadecimal, for people and for rows.
    pub fn hex(&self) -> String {
        match self {
            Checksum::Crc64(v) | Checksum::Crc64Nvme(v) => format!("{v:016x}"),
            Checksum::Crc32c(v) => format!("{v:08x}"),
            Checksum::Md5(v) => sign::hex(v),
        }
    }

    /// The other way.
    pub fn from_hex(algorithm: Algorithm, text: &str) -> Option<Checksum> {
        Some(match algorithm {
            Algorithm::Crc64 => Checksum::Crc64(u64::from_str_radix(text, 16).ok()?),
            Algorithm::Crc64Nvme => Checksum::Crc64Nvme(u64::from_str_radix(text, 16).ok()?),
            Algorithm::Crc32c => Checksum::Crc32c(u32::from_str_radix(text, 16).ok()?),
            Algorithm::Md5 => Checksum::md5_of_etag(text)?,
        })
    }

    /// The checksum of this content followed by another of `len` bytes; `None` where it cannot be known from the two.
    pub fn join(self, next: Checksum, len: u64) -> Option<Checksum> {
        let joined = |algorithm, a: u64, b: u64| crc_fast::checksum_combine(algorithm, a, b, len);
        match (self, next) {
            (Checksum::Crc64(a), Checksum::Crc64(b)) => Some(Checksum::Crc64(joined(CrcAlgorithm::Crc64Xz, a, b))),
            (Checksum::Crc64Nvme(a), Checksum::Crc64Nvme(b)) => {
                Some(Checksum::Crc64Nvme(joined(CrcAlgorithm::Crc64Nvme, a, b)))
            }
            (Checksum::Crc32c(a), Checksum::Crc32c(b)) => {
                let joined = joined(CrcAlgorithm::Crc32Iscsi, a.into(), b.into());
                Some(Checksum::Crc32c(u32::try_from(joined).ok()?))
            }
            _ => None,
        }
    }
}

/// Makes a checksum of bytes as they pass.
#[derive(Clone)]
pub struct Hasher {
    algorithm: Algorithm,
    state: State,
}

#[expect(
    clippy::large_enum_variant,
    reason = "made once for a content, and updated with every run of it"
)]
#[derive(Clone)]
enum State {
    Crc(Digest),
    Md5(Box<Md5>),
}

impl Hasher {
    /// Nothing yet.
    pub fn new(algorithm: Algorithm) -> Hasher {
        let state = match algorithm.crc() {
            Some(crc) => State::Crc(Digest::new(crc)),
            None => State::Md5(Box::new(Md5::new())),
        };
        Hasher { algorithm, state }
    }

    /// The next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.state {
            State::Crc(digest) => digest.update(bytes),
            State::Md5(md5) => md5.update(bytes),
        }
    }

    /// The checksum of all of them.
    pub fn finish(self) -> Checksum {
        match self.state {
            State::Md5(md5) => Checksum::Md5(md5.finalize().into()),
            State::Crc(digest) => {
                let value = digest.finalize();
                match self.algorithm {
                    Algorithm::Crc64Nvme => Checksum::Crc64Nvme(value),
                    // The upper half is empty.
                    Algorithm::Crc32c => Checksum::Crc32c(value as u32),
                    _ => Checksum::Crc64(value),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: &[u8] = b"123456789";

    #[test]
    fn the_published_check_values_hold() {
        assert_eq!(
            Checksum::of(Algorithm::Crc64, DIGITS),
            Checksum::Crc64(11_051_210_869_376_104_954)
        );
        assert_eq!(Checksum::of(Algorithm::Crc64Nvme, DIGITS).base64(), "rosUhgp5mIg=");
        assert_eq!(Checksum::of(Algorithm::Crc32c, DIGITS).base64(), "4waSgw==");
        assert_eq!(
            Checksum::of(Algorithm::Md5, DIGITS).hex(),
            "25f9e794323b453885f5181f1b624d0b"
        );
    }

    #[test]
    fn parts_join_to_the_whole_and_texts_read_back() {
        for algorithm in [Algorithm::Crc64, Algorithm::Crc64Nvme, Algorithm::Crc32c] {
            for cut in 0..=DIGITS.len() {
                let (a, b) = DIGITS.split_at(cut);
                let joined = Checksum::of(algorithm, a).join(Checksum::of(algorithm, b), b.len() as u64);
                assert_eq!(joined, Some(Checksum::of(algorithm, DIGITS)), "{algorithm:?} {cut}");
            }
        }
        for algorithm in [
            Algorithm::Crc64,
            Algorithm::Crc64Nvme,
            Algorithm::Crc32c,
            Algorithm::Md5,
        ] {
            let sum = Checksum::of(algorithm, DIGITS);
            assert_eq!(Checksum::from_base64(algorithm, &sum.base64()), Some(sum));
            assert_eq!(Checksum::from_hex(algorithm, &sum.hex()), Some(sum));
        }
        assert_eq!(Checksum::md5_of_etag("25F9E794323B453885F5181F1B624D0B-3"), None);
    }
}
