//! Cuts a text that is still being written into sentences that can be spoken, and takes out what is written only for the eye.
//! Pure.

/// Longer runs without the end of a sentence are cut at a pause, or where they are.
const LONGEST_CHARS: usize = 200;

/// Shorter sentences wait for the next: a voice needs a phrase to find its tone, and every call has its price.
const SHORTEST_CHARS: usize = 6;

/// The sentences of a text that comes in pieces.
#[derive(Debug, Default)]
pub struct Sentences {
    rest: String,
}

impl Sentences {
    /// Takes in a piece; the sentences that are complete now.
    pub fn push(&mut self, piece: &str) -> Vec<String> {
        self.rest.push_str(piece);
        let mut done = Vec::new();
        while let Some(end) = end_of_first(&self.rest) {
            let sentence: String = self.rest.drain(..end).collect();
            done.extend(spoken(&sentence));
        }
        done
    }

    /// What is left at the end.
    pub fn finish(&mut self) -> Option<String> {
        spoken(&std::mem::take(&mut self.rest))
    }
}

/// Cuts a whole text into pieces of at most `most` characters, at the ends of sentences where there are any. Nothing is taken out.
pub fn pieces(text: &str, most: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = text.trim();
    while rest.chars().count() > most {
        let limit = rest.char_indices().nth(most).map_or(rest.len(), |(i, _)| i);
        let end = ends(&rest[..limit])
            .last()
            .or_else(|| pause_before(rest, limit))
            .unwrap_or(limit);
        let (piece, next) = rest.split_at(end);
        out.push(piece.trim().to_owned());
        rest = next.trim_start();
    }
    if !rest.is_empty() {
        out.push(rest.to_owned());
    }
    out.retain(|p| !p.is_empty());
    out
}

/// Where the first sentence that is long enough ends; `None` while it may go on.
fn end_of_first(text: &str) -> Option<usize> {
    // What ends the text so far may still grow: "3." may become "3.14", "。" may be followed by a closing quote.
    let settled = text.char_indices().next_back().map_or(0, |(i, _)| i);
    let long_enough = |end: usize| text[..end].chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_CHARS;
    if let Some(end) = ends(text).find(|e| *e <= settled && long_enough(*e)) {
        return Some(end);
    }
    let (limit, _) = text.char_indices().nth(LONGEST_CHARS)?;
    Some(pause_before(text, limit).unwrap_or(limit))
}

/// Marks that end a sentence, and may come in a row.
const MARKS: &str = "。！？；…!?;.";

/// What closes around a sentence.
const QUOTES: &str = "”’」』）)\"'";

/// Whether a sentence can be over where this follows its mark.
fn closes(next: char) -> bool {
    next.is_whitespace() || MARKS.contains(next) || QUOTES.contains(next)
}

/// All places where a sentence ends.
fn ends(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let mut found = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        let (at, c) = chars[i];
        let next = chars.get(i + 1).map(|(_, c)| *c);
        let is_end = match c {
            '。' | '！' | '？' | '；' | '…' | '\n' => true,
            '!' | '?' | ';' => next.is_none_or(closes),
            // A point within a number, a name or an address ends nothing.
            '.' => next.is_none_or(closes) && !is_initial(&text[..at]),
            _ => false,
        };
        i += 1;
        if !is_end {
            continue;
        }
        // Further marks and closing quotes belong to the sentence.
        while let Some((_, c)) = chars.get(i)
            && (MARKS.contains(*c) || QUOTES.contains(*c))
        {
            i += 1;
        }
        found.push(chars.get(i).map_or(text.len(), |(at, _)| *at));
    }
    found.into_iter()
}

/// A single letter or a number of a list before the point: "J.", "1."
fn is_initial(before: &str) -> bool {
    let word: String = before.chars().rev().take_while(|c| c.is_alphanumeric()).collect();
    let number = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let alone = before.trim_start().chars().count() == word.chars().count();
    word.chars().count() == 1 && word.chars().all(|c| c.is_ascii_uppercase()) || (number && alone)
}

fn pause_before(text: &str, limit: usize) -> Option<usize> {
    let pauses = |c: char| "，、,：: ".contains(c);
    let at = text[..limit].rfind(pauses)?;
    let wide = text[at..].chars().next().map_or(1, char::len_utf8);
    (at > 0).then_some(at + wide)
}

/// The words of a sentence, without Markdown; `None` when nothing is left to say.
fn spoken(text: &str) -> Option<String> {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with("```") || line.chars().all(|c| "-=_*|: ".contains(c)) {
            continue;
        }
        let line = line.trim_start_matches(['#', '>']).trim_start();
        let line = line
            .strip_prefix("- ")
            .or_else(|| line.strip_prefix("* "))
            .unwrap_or(line);
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&without_marks(line));
    }
    let out = out.trim().to_owned();
    out.chars().any(char::is_alphanumeric).then_some(out)
}

/// Emphasis and code marks go, and of a link its words stay.
fn without_marks(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('[') {
        let link = rest[open..].find("](").and_then(|middle| {
            let close = rest[open + middle..].find(')')?;
            Some((&rest[open + 1..open + middle], open + middle + close + 1))
        });
        match link {
            Some((words, end)) => {
                out.push_str(rest[..open].trim_end_matches('!'));
                out.push_str(words);
                rest = &rest[end..];
            }
            None => {
                out.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
            }
        }
    }
    out.push_str(rest);
    out.replace(['*', '`'], "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(pieces: &[&str]) -> Vec<String> {
        let mut sentences = Sentences::default();
        let mut all: Vec<String> = pieces.iter().flat_map(|p| sentences.push(p)).collect();
        all.extend(sentences.finish());
        all
    }

    #[test]
    fn sentences_are_the_same_however_the_text_is_cut() {
        let text = "今天北京晴，最高气温二十五度。出门不用带伞！It costs 3.14 dollars. Ask J. Smith \"today!\" 好的。再见，祝你愉快";
        let want = [
            "今天北京晴，最高气温二十五度。",
            "出门不用带伞！",
            "It costs 3.14 dollars.",
            "Ask J. Smith \"today!\"",
            "好的。再见，祝你愉快",
        ];
        assert_eq!(cut(&[text]), want);
        let chars: Vec<String> = text.chars().map(String::from).collect();
        let chars: Vec<&str> = chars.iter().map(String::as_str).collect();
        assert_eq!(cut(&chars), want);
    }

    #[test]
    fn what_is_for_the_eye_is_not_spoken() {
        let text = "## 天气\n\n- **北京**：晴朗的一天\n- `code` 见[官网](https://example.com/a)吧\n\n---\n```\n";
        assert_eq!(cut(&[text]).join("|"), "天气 北京：晴朗的一天|code 见官网吧");
    }

    #[test]
    fn a_run_without_end_is_cut_at_a_pause() {
        let long = format!("{}，{}", "长".repeat(150), "句".repeat(150));
        let cut = cut(&[&long]);
        assert_eq!(cut.len(), 2);
        assert!(cut[0].ends_with('，') && cut[0].chars().count() == 151);
    }

    #[test]
    fn a_long_text_is_cut_into_pieces_and_loses_nothing() {
        let text = "One two three. ".repeat(20);
        let cut = pieces(&text, 50);
        assert!(
            cut.iter().all(|p| p.chars().count() <= 50 && p.ends_with('.')),
            "{cut:?}"
        );
        assert_eq!(cut.join(" "), text.trim());
        assert_eq!(pieces("短", 50), ["短"]);
        assert_eq!(pieces(&"字".repeat(120), 50).concat(), "字".repeat(120));
        assert!(pieces("  ", 50).is_empty());
    }
}
