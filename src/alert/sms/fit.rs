//! What must be made fit for short messages: values for templates, numbers for vendors, numbers for eyes.

use super::super::look::one_line;
use crate::error::{Error, Kind, Result};
use crate::text;

/// A value as templates take it: no control characters, no emoji, nothing that looks like an address; cut.
pub fn sanitised(value: &str, most_chars: usize) -> String {
    let flat: String = value
        .replace("https://", "")
        .replace("http://", "")
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '【' | '】') {
                ' '
            } else {
                c
            }
        })
        .filter(|c| !is_emoji(*c))
        .collect();
    let words = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    one_line(&words, most_chars.max(1))
}

/// What the carriers' alphabets do not have. Source: Unicode's emoji blocks, variation selectors, joiners.
fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x200D | 0x20E3 | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0xFE00..=0xFE0F | 0x1F000..=0x1FAFF | 0xE0000..=0xE007F)
}

/// `139****0001`.
pub fn masked(number: &str) -> String {
    let chars: Vec<char> = number.chars().collect();
    if chars.len() < 8 {
        return "*".repeat(chars.len());
    }
    let (head, tail) = (chars.len() - 8, chars.len() - 4);
    let mut out: String = chars[..head].iter().collect();
    out.push_str("****");
    out.extend(&chars[tail..]);
    out
}

/// A number without its spaces and dashes, and whether it is of mainland China: then its last 11 digits.
///
/// # Errors
/// [`Kind::Invalid`] for what is no number.
pub fn number(given: &str) -> Result<(String, bool)> {
    let clean: String = given.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let digits = clean.strip_prefix('+').unwrap_or(&clean);
    if digits.is_empty() || digits.len() > 20 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        let shown = masked(given);
        return Err(Error::new(
            Kind::Invalid,
            text!("{shown} is no phone number", "{shown} 不是电话号码"),
        ));
    }
    let bare = if clean.starts_with('+') {
        digits.strip_prefix("86")
    } else {
        digits
            .strip_prefix("0086")
            .or_else(|| digits.strip_prefix("86").filter(|d| d.len() == 11))
            .or(Some(digits).filter(|d| d.len() == 11 && d.starts_with('1')))
    };
    Ok(match bare.filter(|d| d.len() == 11) {
        Some(mainland) => (mainland.to_owned(), true),
        None => (digits.trim_start_matches("00").to_owned(), false),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_made_fit_for_a_template() {
        assert_eq!(sanitised("🚨 disk\n95%\u{7} 【x】", 20), "disk 95% x");
        assert_eq!(sanitised("see https://x.example/a", 40), "see x.example/a");
        assert_eq!(sanitised("abcdefgh", 6), "abcde…");
    }

    #[test]
    fn numbers_are_read_and_masked() {
        for given in ["13900000001", "+8613900000001", "8613900000001", "0086 139-0000-0001"] {
            assert_eq!(number(given).unwrap(), ("13900000001".to_owned(), true), "{given}");
        }
        assert_eq!(number("+85251234567").unwrap(), ("85251234567".to_owned(), false));
        assert!(number("ops@example.com").is_err() && number("").is_err());
        assert_eq!(masked("13900000001"), "139****0001");
        assert_eq!(masked("123"), "***");
    }
}
