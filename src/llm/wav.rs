//! WAV files: several as one. Pure.
//! Source: Microsoft RIFF, WAVE format; sizes of a file that was streamed are unknown and written as their largest value.

use crate::error::{Error, Kind, Result};
use crate::text;

fn with_format(format: &[u8], data_bytes: u32) -> Vec<u8> {
    let format_bytes = u32::try_from(format.len()).unwrap_or(0);
    let mut out = Vec::with_capacity(28 + format.len());
    out.extend(b"RIFF");
    out.extend(data_bytes.saturating_add(20 + format_bytes).to_le_bytes());
    out.extend(b"WAVEfmt ");
    out.extend(format_bytes.to_le_bytes());
    out.extend(format);
    out.extend(b"data");
    out.extend(data_bytes.to_le_bytes());
    out
}

/// Several files as one.
///
/// # Errors
/// [`Kind::Malformed`] when one is no WAV file, or they differ in their format.
pub fn join<T: AsRef<[u8]>>(files: &[T]) -> Result<Vec<u8>> {
    let mut format: Option<&[u8]> = None;
    let mut data = Vec::new();
    for file in files {
        let (own, samples) = parts(file.as_ref()).ok_or_else(|| {
            Error::new(
                Kind::Malformed,
                text!("a piece of the speech is no WAV file", "语音片段不是 WAV 文件"),
            )
        })?;
        if *format.get_or_insert(own) != own {
            return Err(Error::new(
                Kind::Malformed,
                text!(
                    "the pieces of the speech differ in their format",
                    "语音片段的格式不一致"
                ),
            ));
        }
        data.extend_from_slice(samples);
    }
    let bytes = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let mut out = with_format(format.unwrap_or_default(), bytes);
    out.append(&mut data);
    Ok(out)
}

/// The format and the samples of a file.
fn parts(file: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut rest = file.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WAVE")?;
    let mut format = None;
    loop {
        let (name, size, body) = (
            rest.get(..4)?,
            u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?),
            &rest[8..],
        );
        // The size may be unknown, or larger than what came.
        let bytes = usize::try_from(size).unwrap_or(usize::MAX).min(body.len());
        match name {
            b"fmt " => format = Some(&body[..bytes]),
            b"data" => return Some((format?, &body[..bytes])),
            _ => {}
        }
        rest = body.get(bytes + bytes % 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(data_bytes: u32, rate: u32, channels: u16) -> Vec<u8> {
        let block = channels * 2;
        let mut format = Vec::with_capacity(16);
        format.extend(1u16.to_le_bytes());
        format.extend(channels.to_le_bytes());
        format.extend(rate.to_le_bytes());
        format.extend((rate * u32::from(block)).to_le_bytes());
        format.extend(block.to_le_bytes());
        format.extend(16u16.to_le_bytes());
        with_format(&format, data_bytes)
    }

    #[test]
    fn files_are_joined_whatever_their_headers_say_of_sizes() {
        let file = |data: &[u8], size: u32| [header(size, 16_000, 1), data.to_vec()].concat();
        let mut with_list = header(4, 16_000, 1);
        let at = with_list.len() - 8;
        with_list.splice(at..at, b"LIST\x03\x00\x00\x00abc\0".iter().copied());
        with_list.extend([5, 6, 7, 8]);
        let joined = join(&[file(&[1, 2], 2), file(&[3, 4], u32::MAX), with_list]).unwrap();
        assert_eq!(joined, file(&[1, 2, 3, 4, 5, 6, 7, 8], 8));
        assert_eq!(joined.len(), 44 + 8);
        let other = [header(2, 8_000, 1), vec![0, 0]].concat();
        assert_eq!(join(&[file(&[1, 2], 2), other]).unwrap_err().kind, Kind::Malformed);
        assert_eq!(join(&[b"ID3".to_vec()]).unwrap_err().kind, Kind::Malformed);
    }
}
