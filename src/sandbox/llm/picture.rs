//! Pictures: small real PNG files, of a colour that their prompt decides.
//! Source: W3C PNG; RFC 1950.

use std::io::Write as _;

use flate2::Crc;
use flate2::write::ZlibEncoder;

const SIDE: u32 = 8;

/// A picture of a prompt; `number` tells several of one prompt apart.
pub(super) fn png(prompt: &str, number: usize) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(prompt.as_bytes());
    crc.update(&number.to_le_bytes());
    let [r, g, b, _] = crc.sum().to_be_bytes();
    let row: Vec<u8> = std::iter::once(0)
        .chain([r, g, b].into_iter().cycle().take(3 * SIDE as usize))
        .collect();
    let mut zlib = ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    // Into memory, where nothing fails.
    let _ = zlib.write_all(&row.repeat(SIDE as usize));
    let pixels = zlib.finish().unwrap_or_default();
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [SIDE.to_be_bytes(), SIDE.to_be_bytes()].concat();
    chunk(&mut out, b"IHDR", &[size.as_slice(), &[8, 2, 0, 0, 0]].concat());
    chunk(
        &mut out,
        b"tEXt",
        &[b"Comment\0".as_slice(), prompt.as_bytes()].concat(),
    );
    chunk(&mut out, b"IDAT", &pixels);
    chunk(&mut out, b"IEND", b"");
    out
}

fn chunk(out: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    out.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    let mut crc = Crc::new();
    crc.update(name);
    crc.update(data);
    out.extend(name);
    out.extend(data);
    out.extend(crc.sum().to_be_bytes());
}
