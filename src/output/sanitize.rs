//! Text from elsewhere on its way to a terminal. Every control character becomes a visible mark, one for one: there is no
//! sequence to parse, so nothing can be split across two pieces, left open, or swallow what follows.

use std::borrow::Cow;

/// `text` without anything a terminal would obey; line breaks and tabs stay, a carriage return before a line break goes.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    let Some((first, _)) = text.char_indices().find(|(_, c)| mark(*c).is_some()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str(&text[..first]);
    for c in text[first..].chars() {
        match mark(c) {
            None => out.push(c),
            Some(Some(mark)) => out.push(mark),
            Some(None) => {}
        }
    }
    Cow::Owned(out)
}

/// What stands for a character: `None` keeps it, `Some(None)` drops it.
fn mark(c: char) -> Option<Option<char>> {
    match c {
        '\n' | '\t' => None,
        // Progress over one line would overwrite what was said before; without it CRLF text still reads well.
        '\r' => Some(None),
        '\0'..='\u{1F}' => Some(char::from_u32(0x2400 + c as u32)),
        '\u{7F}' => Some(Some('\u{2421}')),
        '\u{80}'..='\u{9F}' => Some(Some('\u{FFFD}')),
        // Overrides of the reading direction can make one file name look like another.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => {
            Some(Some('\u{FFFD}'))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_terminal_obeys_is_left_at_any_split() {
        let hostile = "a\u{1b}[31mb\u{1b}]0;title\u{7}c\u{9b}2Jd\r\ne\u{8}f\u{202e}g\0h\u{7f}i";
        let whole = sanitize(hostile).into_owned();
        assert_eq!(whole, "a␛[31mb␛]0;title␇c\u{FFFD}2Jd\ne␈f\u{FFFD}g␀h␡i");
        for (at, _) in hostile.char_indices() {
            let split = sanitize(&hostile[..at]).into_owned() + &sanitize(&hostile[at..]);
            assert_eq!(split, whole, "at {at}");
        }
        assert!(matches!(sanitize("你好\t🚀\n"), Cow::Borrowed(_)));
    }
}
