//! Audio that remembers what it says: a real header of each format, then the words where the transcribing servers find them.

/// Begins the words, which follow in hexadecimal up to `;`.
const MARK: &str = "vhsays:";

/// A file of `format` that says `text`.
pub(super) fn file(format: &str, text: &str) -> Vec<u8> {
    let words = marked(text);
    match format {
        "wav" => wav(&words),
        "pcm" => words,
        "opus" | "ogg_opus" => [b"OggS\x00\x02".to_vec(), words].concat(),
        "flac" => [b"fLaC\x00".to_vec(), words].concat(),
        "aac" => [b"\xFF\xF1\x50\x80".to_vec(), words].concat(),
        _ => mp3(&words),
    }
}

/// What the recording says; `None` when nobody made it here.
pub(super) fn words(audio: &[u8]) -> Option<String> {
    let mut said = String::new();
    let mut rest = audio;
    let mut found = false;
    while let Some(at) = find(rest, MARK.as_bytes()) {
        let from = &rest[at + MARK.len()..];
        let end = from.iter().position(|b| *b == b';')?;
        let bytes: Option<Vec<u8>> = from[..end]
            .chunks(2)
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect();
        said.push_str(&String::from_utf8_lossy(&bytes?));
        rest = &from[end..];
        found = true;
    }
    found.then_some(said)
}

fn find(all: &[u8], part: &[u8]) -> Option<usize> {
    all.windows(part.len()).position(|w| w == part)
}

/// An even number of bytes, so that they are samples too.
fn marked(text: &str) -> Vec<u8> {
    let hex: String = text.bytes().map(|b| format!("{b:02x}")).collect();
    let mut out = format!("{MARK}{hex};").into_bytes();
    if out.len() % 2 == 1 {
        out.push(0);
    }
    out
}

/// Mono, 24 kHz, 16 bits; as servers that stream do it, the sizes are not known.
fn wav(samples: &[u8]) -> Vec<u8> {
    let mut out = b"RIFF\xFF\xFF\xFF\xFFWAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00".to_vec();
    out.extend(24_000u32.to_le_bytes());
    out.extend(48_000u32.to_le_bytes());
    out.extend(b"\x02\x00\x10\x00data\xFF\xFF\xFF\xFF");
    out.extend(samples);
    out
}

/// A tag with the words, and one silent frame. Source: id3.org, ID3v2.3.0; ISO 11172-3.
fn mp3(words: &[u8]) -> Vec<u8> {
    let mut frame = b"TXXX".to_vec();
    let size = u32::try_from(words.len() + 2).unwrap_or(0);
    frame.extend(size.to_be_bytes());
    frame.extend(b"\x00\x00\x00\x00");
    frame.extend(words);
    let mut out = b"ID3\x03\x00\x00".to_vec();
    let tag = u32::try_from(frame.len()).unwrap_or(0);
    // Seven bits a byte.
    out.extend([21, 14, 7, 0].map(|shift| (tag >> shift & 0x7F) as u8));
    out.extend(frame);
    out.extend(b"\xFF\xFB\x10\x00");
    out.resize(out.len() + 100, 0);
    out
}
