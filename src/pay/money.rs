//! Money: whole fen, never a float. What a person types says its unit; what the protocols carry is read strictly.

use std::fmt;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::text;

/// More than any single payment can be, and far from where sums would overflow: 10 000 million yuan.
const MOST: i64 = 1_000_000_000_000;

/// An amount in fen (0.01 yuan). Not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Fen(i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Fen = Fen(0);

    /// `fen`, where it is an amount that can be.
    pub fn new(fen: i64) -> Option<Fen> {
        (0..=MOST).contains(&fen).then_some(Fen(fen))
    }

    /// The number of fen.
    pub fn fen(self) -> i64 {
        self.0
    }

    /// `12.34`.
    pub fn yuan(self) -> String {
        format!("{}.{:02}", self.0 / 100, self.0 % 100)
    }

    /// Reads what a person typed: `12.34`, `12.3` (yuan) or `1234fen`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] for anything else, and for nothing (0).
    pub fn typed(text: &str) -> Result<Fen> {
        let bad = |why: crate::text::Text| {
            Error::usage(text!("{text:?} is no amount", "{text:?} 不是有效金额").join(": ", why))
        };
        let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
        if digits(text) {
            return Err(bad(text!(
                "write {text}.00 for yuan or {text}fen",
                "元请写 {text}.00，分请写 {text}fen"
            )));
        }
        let fen = match text.strip_suffix("fen") {
            Some(fen) => Fen::of_protocol(fen),
            None => Fen::of_yuan(text),
        };
        match fen {
            Some(Fen(0)) => Err(bad(text!("it must be more than nothing", "金额必须大于零"))),
            Some(fen) => Ok(fen),
            None => Err(bad(text!(
                "write yuan with one or two decimals (12.34) or whole fen (1234fen)",
                "请写一至两位小数的元（12.34），或整数的分（1234fen）"
            ))),
        }
    }

    /// Reads the fen of a protocol field: plain digits without leading zeros.
    pub fn of_protocol(text: &str) -> Option<Fen> {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !plain || (text.len() > 1 && text.starts_with('0')) {
            return None;
        }
        text.parse().ok().and_then(Fen::new)
    }

    /// Reads yuan as bills write them: `12.34`, `12.3`, with one or two decimals; no sign, no leading zeros.
    pub fn of_yuan(text: &str) -> Option<Fen> {
        let (yuan, cents) = text.split_once('.')?;
        let yuan = Fen::of_protocol(yuan)?;
        let cents = match cents.as_bytes() {
            [a] if a.is_ascii_digit() => i64::from(a - b'0') * 10,
            [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => i64::from(a - b'0') * 10 + i64::from(b - b'0'),
            _ => return None,
        };
        Fen::new(yuan.0.checked_mul(100)?.checked_add(cents)?)
    }
}

/// In yuan, with the sign that a person expects: `¥12.34`.
impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "¥{}", self.yuan())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_says_its_unit() {
        for (text, fen) in [
            ("12.34", 1234),
            ("12.3", 1230),
            ("0.01", 1),
            ("1fen", 1),
            ("1234fen", 1234),
            ("0.10", 10),
        ] {
            assert_eq!(Fen::typed(text).unwrap().fen(), fen, "{text}");
        }
        for text in [
            "100",
            "0",
            "",
            "fen",
            "-1.00",
            "+1.00",
            "1.234",
            "1.",
            ".5",
            "1e3",
            "1e3fen",
            "１.００",
            "1,000.00",
            "01.00",
            "00.01",
            " 1.00",
            "1.00 ",
            "0.00",
            "0fen",
            "01fen",
            "1.5fen",
            "99999999999999999999fen",
            "NaN",
            "inf",
            "¥1.00",
            "1.0０",
        ] {
            assert_eq!(Fen::typed(text).unwrap_err().exit(), 2, "{text}");
        }
        assert!(Fen::typed("100").unwrap_err().what.en.contains("100fen"));
    }

    #[test]
    fn yuan_round_trips() {
        for fen in [0, 1, 9, 10, 99, 100, 101, 123_456] {
            let amount = Fen::new(fen).unwrap();
            assert_eq!(Fen::of_yuan(&amount.yuan()), Some(amount));
        }
        assert_eq!(Fen::new(1234).unwrap().to_string(), "¥12.34");
    }
}
