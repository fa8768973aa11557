//! A black and white picture as text, as [`super::qr`] draws codes. A square QR code is found by its corners and drawn again,
//! module by module, so that it reads at any size; anything else is scaled to what fits.

use std::io::Cursor;

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::qr;
use crate::error::{Error, Kind, Result};
use crate::text;

/// The largest side of a picture that is looked at.
const SIDE: usize = 4096;

/// A drawing, and whether it is exact.
#[derive(Debug)]
pub struct Drawing {
    /// Lines of characters.
    pub text: String,
    /// Every module of a code is there.
    pub exact: bool,
}

/// The JPEG or PNG `bytes`, in at most `columns` by `rows` characters.
///
/// # Errors
/// [`Kind::Malformed`] for what is no such picture.
pub fn draw(bytes: &[u8], columns: usize, rows: usize, colored: bool) -> Result<Drawing> {
    let picture = if bytes.starts_with(b"\x89PNG") {
        png(bytes)
    } else {
        jpeg(bytes)
    };
    let dots = picture.ok_or_else(unreadable)?.dots().ok_or_else(unreadable)?;
    if let Some(code) = Square::find(&dots) {
        let all = code.modules + 8;
        if all <= columns && all.div_ceil(2) <= rows {
            let dark = |x: usize, y: usize| match (x.checked_sub(4), y.checked_sub(4)) {
                (Some(x), Some(y)) if x < code.modules && y < code.modules => code.module(&dots, x, y),
                _ => false,
            };
            return Ok(Drawing {
                text: qr::blocks(all, all, dark, colored),
                exact: true,
            });
        }
    }
    let scale = (dots.width as f64 / columns as f64)
        .max(dots.height as f64 / (2 * rows) as f64)
        .max(1.0);
    let side = |length: usize| ((length as f64 / scale) as usize).max(1);
    let dark = |x: usize, y: usize| dots.share(x as f64 * scale, y as f64 * scale, scale) >= 0.5;
    Ok(Drawing {
        text: qr::blocks(side(dots.width), side(dots.height), dark, colored),
        exact: false,
    })
}

fn unreadable() -> Error {
    Error::new(Kind::Malformed, text!("the picture cannot be read", "无法解析图片"))
        .hint(text!("--out FILE writes it as it is", "可用 --out FILE 原样保存"))
}

/// Brightness of every dot.
struct Gray {
    width: usize,
    height: usize,
    light: Vec<u8>,
}

/// Whether each dot is dark.
struct Dots {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

fn png(bytes: &[u8]) -> Option<Gray> {
    let mut decoder = png::Decoder::new(Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let (width, height) = (reader.info().width as usize, reader.info().height as usize);
    if width > SIDE || height > SIDE {
        return None;
    }
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut buffer).ok()?;
    let samples = info.color_type.samples();
    let light = buffer[..info.buffer_size()]
        .chunks_exact(samples)
        .map(|dot| match dot {
            [g] => *g,
            [g, alpha] => on_white(*g, *alpha),
            [r, g, b] => luma(*r, *g, *b),
            [r, g, b, alpha] => on_white(luma(*r, *g, *b), *alpha),
            _ => 255,
        })
        .collect();
    Some(Gray { width, height, light })
}

fn jpeg(bytes: &[u8]) -> Option<Gray> {
    let options = DecoderOptions::default()
        .set_max_width(SIDE)
        .set_max_height(SIDE)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let light = decoder.decode().ok()?;
    let info = decoder.info()?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    (light.len() == width * height).then_some(Gray { width, height, light })
}

fn luma(r: u8, g: u8, b: u8) -> u8 {
    ((u32::from(r) * 299 + u32::from(g) * 587 + u32::from(b) * 114) / 1000) as u8
}

fn on_white(light: u8, alpha: u8) -> u8 {
    let (light, alpha) = (u32::from(light), u32::from(alpha));
    ((light * alpha + 255 * (255 - alpha)) / 255) as u8
}

impl Gray {
    /// Halfway between the darkest and the lightest divides them: lines may be of any colour.
    fn dots(self) -> Option<Dots> {
        let (least, most) = (*self.light.iter().min()?, *self.light.iter().max()?);
        let middle = least.midpoint(most);
        let fits = self.light.len() == self.width * self.height && least < most;
        fits.then(|| Dots {
            width: self.width,
            height: self.height,
            dark: self.light.iter().map(|l| *l <= middle).collect(),
        })
    }
}

impl Dots {
    fn at(&self, x: usize, y: usize) -> bool {
        x < self.width && y < self.height && self.dark[y * self.width + x]
    }

    /// How much of the square at `x`, `y` is dark.
    fn share(&self, x: f64, y: f64, side: f64) -> f64 {
        let range = |from: f64, end: usize| from as usize..((from + side).ceil() as usize).min(end);
        let (mut dark, mut all) = (0, 0);
        for y in range(y, self.height) {
            for x in range(x, self.width) {
                all += 1;
                dark += usize::from(self.at(x, y));
            }
        }
        f64::from(dark as u32) / f64::from(all.max(1) as u32)
    }
}

/// Where a square QR code lies in a picture.
struct Square {
    left: usize,
    top: usize,
    module: f64,
    modules: usize,
}

impl Square {
    /// The code that fills the dark part of the picture; `None` when that is no such code.
    /// Source: ISO/IEC 18004: finder patterns of seven modules, 17 + 4 × version modules a side.
    fn find(dots: &Dots) -> Option<Square> {
        let row = |y: usize| (0..dots.width).any(|x| dots.at(x, y));
        let column = |x: usize| (0..dots.height).any(|y| dots.at(x, y));
        let (top, bottom) = (
            (0..dots.height).find(|y| row(*y))?,
            (0..dots.height).rfind(|y| row(*y))?,
        );
        let (left, right) = (
            (0..dots.width).find(|x| column(*x))?,
            (0..dots.width).rfind(|x| column(*x))?,
        );
        let (width, height) = (right - left + 1, bottom - top + 1);
        // The bar at the top of the first finder pattern, a little below the edge, which may be blurred.
        let below = top + height / 180;
        let bar = (left..=right).take_while(|x| dots.at(*x, below)).count();
        let module = bar as f64 / 7.0;
        if module < 1.0 || width.abs_diff(height) as f64 > module {
            return None;
        }
        let modules = (width as f64 / module).round() as usize;
        if !(21..=177).contains(&modules) || !(modules - 17).is_multiple_of(4) {
            return None;
        }
        let code = Square {
            left,
            top,
            module: width as f64 / modules as f64,
            modules,
        };
        let far = modules - 7;
        let corners = [(0, 0), (far, 0), (0, far)];
        corners
            .iter()
            .all(|(x, y)| code.has_finder(dots, *x, *y))
            .then_some(code)
    }

    fn module(&self, dots: &Dots, x: usize, y: usize) -> bool {
        let centre = |start: usize, n: usize| start + ((n as f64 + 0.5) * self.module) as usize;
        dots.at(centre(self.left, x), centre(self.top, y))
    }

    fn has_finder(&self, dots: &Dots, x: usize, y: usize) -> bool {
        (0..7).all(|dy: usize| {
            (0..7).all(|dx: usize| {
                let ring = dx.abs_diff(3).max(dy.abs_diff(3));
                self.module(dots, x + dx, y + dy) == (ring != 2)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A grey PNG of these dots, `scale` wide each, with a margin.
    fn picture(width: usize, scale: usize, margin: usize, dark: impl Fn(usize, usize) -> bool) -> Vec<u8> {
        let side = (width * scale) + 2 * margin;
        let mut light = vec![255; side * side];
        for y in 0..width * scale {
            for x in 0..width * scale {
                if dark(x / scale, y / scale) {
                    light[(y + margin) * side + x + margin] = 20;
                }
            }
        }
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.write_header().unwrap().write_image_data(&light).unwrap();
        bytes
    }

    #[test]
    fn a_square_code_is_drawn_module_by_module() {
        let text = "https://mp.weixin.qq.com/a/~~ab";
        let code = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M).unwrap();
        let (width, colors) = (code.width(), code.to_colors());
        for (scale, margin) in [(3, 12), (7, 40)] {
            let bytes = picture(width, scale, margin, |x, y| {
                colors[y * width + x] == qrcode::Color::Dark
            });
            let drawn = draw(&bytes, 80, 40, true).unwrap();
            assert!(drawn.exact);
            assert_eq!(drawn.text, qr::draw(text, true).unwrap());
            // Where it does not fit it is scaled like any picture.
            assert!(!draw(&bytes, 20, 10, true).unwrap().exact);
        }
    }

    #[test]
    fn anything_else_is_scaled_to_what_fits() {
        let round = picture(40, 4, 0, |x, y| x.abs_diff(20).pow(2) + y.abs_diff(20).pow(2) < 300);
        let drawn = draw(&round, 40, 20, true).unwrap();
        assert!(!drawn.exact);
        assert_eq!(drawn.text.lines().count(), 20);
        let middle = drawn.text.lines().nth(10).unwrap();
        assert!(middle.contains("██████████"), "{middle}");
        for bad in [&b"\xFF\xD8\xFFnot really"[..], b"\x89PNG", b""] {
            assert_eq!(draw(bad, 40, 20, true).unwrap_err().kind, Kind::Malformed);
        }
        let empty = picture(4, 1, 0, |_, _| false);
        assert!(draw(&empty, 40, 20, true).is_err());
    }
}
