//! A code to be scanned as a picture: SVG or PNG. What a terminal shows is drawn by `output::qr`.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use qrcode::{Color, QrCode};

use crate::error::{Error, Result};
use crate::text;

/// Light cells around the code, which scanners need. Source: ISO/IEC 18004, 6.3.8.
const QUIET: usize = 4;

/// A code as cells, the quiet zone included.
pub struct Code {
    side: usize,
    dark: Vec<bool>,
}

impl Code {
    /// The code of `content`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] for more than a code can hold.
    pub fn new(content: &str) -> Result<Code> {
        let code = QrCode::new(content.as_bytes())
            .map_err(|_| Error::usage(text!("too long for a QR code", "内容过长，无法生成二维码")))?;
        let inner = code.width();
        let side = inner + 2 * QUIET;
        let mut dark = vec![false; side * side];
        for (i, color) in code.to_colors().into_iter().enumerate() {
            let (x, y) = (i % inner + QUIET, i / inner + QUIET);
            dark[y * side + x] = color == Color::Dark;
        }
        Ok(Code { side, dark })
    }

    fn is_dark(&self, x: usize, y: usize) -> bool {
        y < self.side && self.dark[y * self.side + x]
    }

    /// As SVG, black on white.
    pub fn svg(&self) -> String {
        let side = self.side;
        let mut path = String::new();
        for y in 0..side {
            for x in (0..side).filter(|x| self.is_dark(*x, y)) {
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" width=\"{0}\" height=\"{0}\" \
             shape-rendering=\"crispEdges\"><rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n",
            side * 8
        )
    }

    /// As PNG, one bit per pixel, eight pixels per cell. Source: RFC 2083.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`]: nothing outside can make it fail.
    pub fn png(&self) -> Result<Vec<u8>> {
        let pixels = u32::try_from(self.side * 8).map_err(|_| Error::bug("a code too large"))?;
        let mut raw = Vec::new();
        for y in 0..self.side {
            let mut row = vec![0];
            // A cell is eight pixels wide: exactly one byte.
            row.extend((0..self.side).map(|x| if self.is_dark(x, y) { 0x00 } else { 0xff }));
            for _ in 0..8 {
                raw.extend_from_slice(&row);
            }
        }
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        let packed = packed
            .write_all(&raw)
            .and_then(|()| packed.finish())
            .map_err(|e| Error::bug(format!("cannot pack a picture: {e}")))?;
        let mut head = Vec::new();
        head.extend_from_slice(&pixels.to_be_bytes());
        head.extend_from_slice(&pixels.to_be_bytes());
        head.extend_from_slice(&[1, 0, 0, 0, 0]);
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        for (name, content) in [(b"IHDR", &head), (b"IDAT", &packed), (b"IEND", &Vec::new())] {
            let length = u32::try_from(content.len()).map_err(|_| Error::bug("a picture too large"))?;
            let mut crc = flate2::Crc::new();
            crc.update(name);
            crc.update(content);
            out.extend_from_slice(&length.to_be_bytes());
            out.extend_from_slice(name);
            out.extend_from_slice(content);
            out.extend_from_slice(&crc.sum().to_be_bytes());
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_have_the_same_cells() {
        let code = Code::new("weixin://wxpay/bizpayurl?pr=JyC91EIz1").unwrap();
        assert_eq!(code.side, 29 + 8);
        let dark = code.dark.iter().filter(|d| **d).count();
        assert_eq!(code.svg().matches("h1v1h-1z").count(), dark);
        assert!(code.png().unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
    }
}
