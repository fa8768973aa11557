//! Numbers of vectors as text: the shortest digits that read back as the same `f32`, exactly as `serde_json` writes them. A run
//! writes millions, most of them of one kind: below one, and not very near zero. For these all is exact in integers, and no
//! branch waits for a digit. Every other number is left to `zmij`.
//! Source: R. Giulietti, "The Schubfach way to render doubles" (the test of the two neighbours).

/// Room that one number takes at most, with the comma after it.
const ROOM: usize = 32;

/// Numbers that are put together before they are added to a line.
const PIECE_BYTES: usize = 4096;

/// Powers of two below one that are written here: down to 2^-14, about 0.00006.
const BINADES: usize = 14;

/// Digits after the point that are made of each number.
const DECIMALS: u32 = 12;

/// What is known of all numbers from 2^-(n+1) to 2^-n. They are multiples of one unit, 2^-(24+n).
#[derive(Clone, Copy)]
struct Binade {
    /// Times the multiple: the number in steps of the finest power of ten that is no finer than the unit, as 64.64 fixed point.
    scale: u64,
    /// Times tenths of these steps: the number in steps of 10^-12.
    pad: u64,
}

static BINADE: [Binade; BINADES] = binades();

const fn binades() -> [Binade; BINADES] {
    let mut all = [Binade { scale: 0, pad: 0 }; BINADES];
    let mut n = 0;
    while n < BINADES {
        let (mut ten, mut pad) = (1, 10u64.pow(DECIMALS - 1));
        while ten * 10 <= 1u64 << (24 + n) {
            ten *= 10;
            pad /= 10;
        }
        all[n] = Binade {
            scale: ten << (40 - n),
            pad,
        };
        n += 1;
    }
    all
}

/// The four digits of every number below 10 000, the first in the lowest byte.
static FOUR: [u32; 10_000] = fours();

const fn fours() -> [u32; 10_000] {
    let mut all = [0; 10_000];
    let mut n = 0;
    while n < 10_000 {
        let digits = [n / 1000, n / 100 % 10, n / 10 % 10, n % 10];
        all[n as usize] = digits[0] | digits[1] << 8 | digits[2] << 16 | digits[3] << 24;
        n += 1;
    }
    all
}

/// Adds numbers with commas between them.
pub fn push(bytes: &mut Vec<u8>, vector: &[f32]) {
    let mut piece = [0; PIECE_BYTES];
    let mut n = 0;
    for value in vector {
        if n + ROOM > PIECE_BYTES {
            bytes.extend_from_slice(&piece[..n]);
            n = 0;
        }
        if let Some(place) = piece[n..].first_chunk_mut() {
            n += write(*value, place);
        }
    }
    bytes.extend_from_slice(&piece[..n.saturating_sub(1)]);
}

/// Writes one number and a comma; how many bytes both are.
#[inline(always)]
fn write(value: f32, place: &mut [u8; ROOM]) -> usize {
    let bits = value.to_bits();
    let fraction = bits & 0x7f_ffff;
    let exponent = bits >> 23 & 0xff;
    // A power of two is nearer to the number below it than to the one above.
    let binade = match BINADE.get(126_u32.wrapping_sub(exponent) as usize) {
        Some(binade) if fraction != 0 => binade,
        _ => return write_any(value, place),
    };
    let steps = u128::from(fraction | 0x80_0000) * u128::from(binade.scale);
    let (whole, part) = ((steps >> 64) as u64, steps as u64);
    // Half a unit: what lies within it of the number reads back as the number; what lies on its edge, only for an even one.
    let half = binade.scale / 2 - u64::from(bits & 1);
    let down = part <= half;
    let (_, up) = part.overflowing_add(half);
    // No step reads back: the nearest tenth of one does. Of two equally near ones it is the even one.
    let tenth = ((u128::from(part) * 10 + (1 << 63)) >> 64) as u64;
    let tenth = if part == 1 << 62 { 2 } else { tenth };
    let tenths = (whole + u64::from(up)) * 10 + if down | up { 0 } else { tenth };
    let twelve = tenths * binade.pad;
    let (first, rest) = ((twelve / 100_000_000) as u32, (twelve % 100_000_000) as u32);
    let (first, rest) = (
        four(first),
        u64::from(four(rest / 10_000)) | u64::from(four(rest % 10_000)) << 32,
    );
    // Zeros at the end are not written. Of the last eight digits there are seven at most, unless all are zeros.
    let zeros_of_first = 1 + ((first | 1).leading_zeros() >> 3);
    let zeros = ((rest | 1).leading_zeros() >> 3) + u32::from(rest == 0) * zeros_of_first;
    let sign = (bits >> 31) as usize;
    place[0] = b'-';
    let place = &mut place[sign..];
    put(place, 0, *b"0.");
    put(place, 2, (first | 0x3030_3030).to_le_bytes());
    put(place, 6, (rest | 0x3030_3030_3030_3030).to_le_bytes());
    let len = 14 - zeros as usize;
    place[len] = b',';
    sign + len + 1
}

#[inline(always)]
fn four(n: u32) -> u32 {
    FOUR.get(n as usize).copied().unwrap_or_default()
}

#[inline(always)]
fn put<const N: usize>(place: &mut [u8], at: usize, bytes: [u8; N]) {
    if let Some(place) = place[at..].first_chunk_mut() {
        *place = bytes;
    }
}

#[cold]
#[inline(never)]
fn write_any(value: f32, place: &mut [u8; ROOM]) -> usize {
    let mut number = zmij::Buffer::new();
    let text = number.format_finite(value).as_bytes();
    place[..text.len()].copy_from_slice(text);
    place[text.len()] = b',';
    text.len() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds numbers to what `serde_json` writes, and to what Rust reads.
    fn check(numbers: impl Iterator<Item = u32>) {
        let (mut reference, mut place) = (zmij::Buffer::new(), [0; ROOM]);
        for bits in numbers {
            let value = f32::from_bits(bits);
            if !value.is_finite() {
                continue;
            }
            let len = write(value, &mut place);
            let text = std::str::from_utf8(&place[..len]).unwrap().strip_suffix(',').unwrap();
            assert_eq!(text, reference.format_finite(value), "{bits:#x}");
            assert_eq!(text.parse::<f32>().unwrap().to_bits(), bits, "{text}");
        }
    }

    #[test]
    fn the_digits_are_the_shortest_that_read_back() {
        // A prime step: all exponents, both signs, and all kinds of endings.
        check((0..u32::MAX).step_by(4099));
        // Around every power of two, and around every short decimal number.
        let around = |bits: u32| (-40..=40).map(move |n| bits.wrapping_add_signed(n));
        check((0..512).flat_map(|exponent| around(exponent << 23)));
        check((1..10_000).flat_map(|n| {
            (1..=8)
                .map(move |k| n as f32 / 10f32.powi(k))
                .flat_map(|x| around(x.to_bits()))
        }));
    }

    /// Ten minutes: `cargo test --profile profiling every_number -- --ignored`.
    #[test]
    #[ignore = "every f32 there is"]
    fn the_digits_of_every_number_are_right() {
        check(0..=u32::MAX);
    }

    #[test]
    fn commas_stand_between_numbers_only() {
        let text = |v: &[f32]| {
            let mut bytes = b"[".to_vec();
            push(&mut bytes, v);
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(text(&[]), "[");
        assert_eq!(text(&[0.5]), "[0.5");
        assert_eq!(
            text(&[0.1, -0.0, 12.25, -0.023_094_324]),
            "[0.1,-0.0,12.25,-0.023094324"
        );
        // More than one piece.
        let many = vec![-0.123_456_79; 3000];
        assert_eq!(
            text(&many),
            format!("[{}", serde_json::to_string(&many).unwrap().trim_matches(['[', ']']))
        );
    }
}
