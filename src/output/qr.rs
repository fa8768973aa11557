//! A QR code as text: two modules per character, half blocks, with the quiet zone that readers need. With colours it is black
//! on white whatever the terminal's own colours are; without them the light modules are drawn, which reads on a dark terminal.
//! Source: ISO/IEC 18004 (quiet zone of four modules).

use qrcode::{EcLevel, QrCode};

use crate::error::{Error, Kind, Result};
use crate::text;

/// Light modules around the code.
const QUIET: usize = 4;

/// Black on white, from the part of the palette that themes leave alone.
const INK: &str = "\u{1b}[38;5;16;48;5;231m";
const PLAIN: &str = "\u{1b}[0m";

/// `content` as lines of characters, each ended by a line break.
///
/// # Errors
/// [`Kind::Invalid`] when it is too long for a QR code.
pub fn draw(content: &str, colored: bool) -> Result<String> {
    let code = QrCode::with_error_correction_level(content, EcLevel::M).map_err(|e| {
        let length = content.len();
        Error::new(
            Kind::Invalid,
            text!(
                "{length} bytes make no QR code: {e}",
                "{length} 字节无法生成二维码：{e}"
            ),
        )
    })?;
    let width = code.width();
    let modules = code.into_colors();
    let all = width + 2 * QUIET;
    let dark = |x: usize, y: usize| {
        let (x, y) = (x.wrapping_sub(QUIET), y.wrapping_sub(QUIET));
        x < width && y < width && modules[y * width + x] == qrcode::Color::Dark
    };
    Ok(blocks(all, all, dark, colored))
}

/// A picture of `width` by `height` dots, `dark` or light, two dots per character.
pub(super) fn blocks(width: usize, height: usize, dark: impl Fn(usize, usize) -> bool, colored: bool) -> String {
    let mut out = String::new();
    for y in (0..height).step_by(2) {
        if colored {
            out.push_str(INK);
        }
        for x in 0..width {
            // What is inked: the dark dots where the paper is ours, else the light ones.
            let ink = |y: usize| y < height && dark(x, y) == colored;
            out.push(match (ink(y), ink(y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            });
        }
        if colored {
            out.push_str(PLAIN);
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dots of a drawing, read back.
    fn dots(drawn: &str, colored: bool) -> Vec<Vec<bool>> {
        let mut rows = Vec::new();
        for line in drawn.lines() {
            let line = line.trim_start_matches(INK).trim_end_matches(PLAIN);
            for upper in [true, false] {
                let row = line.chars().map(|c| {
                    let ink = c == '█' || c == if upper { '▀' } else { '▄' };
                    ink == colored
                });
                rows.push(row.collect());
            }
        }
        rows
    }

    #[test]
    fn both_inks_show_the_same_code_with_its_quiet_zone() {
        let url = "weixin://wxpay/bizpayurl?pr=p4lpSuKzz";
        let dark = dots(&draw(url, true).unwrap(), true);
        let light = dots(&draw(url, false).unwrap(), false);
        // 29 modules and the quiet zone: 37 columns in 19 lines.
        assert_eq!((dark.len(), dark[0].len()), (38, 37));
        assert_eq!(dark[..37], light[..37]);
        #[expect(clippy::needless_range_loop, reason = "rows and columns alike")]
        for at in 0..37 {
            for edge in [0, 1, 2, 3, 33, 34, 35, 36] {
                assert!(!dark[edge][at] && !dark[at][edge], "{edge} {at}");
            }
        }
        // A finder pattern: seven dark, five light inside, three dark at its heart.
        let row = |y: usize| (4..11).map(|x| dark[y][x]).collect::<Vec<_>>();
        assert_eq!(row(4), [true; 7]);
        assert_eq!(row(5), [true, false, false, false, false, false, true]);
        assert_eq!(row(7), [true, false, true, true, true, false, true]);
        assert_eq!(draw(&"x".repeat(3000), true).unwrap_err().kind, Kind::Invalid);
    }
}
