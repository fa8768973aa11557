//! Markdown on a terminal, rendered while it streams: every character is shown as soon as it is known what it is, so that an
//! answer is never held back until a block is complete. What is not understood is shown as it stands.

use super::sanitize::sanitize;

const BOLD: &str = "\u{1b}[1m";
const ITALIC: &str = "\u{1b}[3m";
const CODE: &str = "\u{1b}[36m";
const HEADING: &str = "\u{1b}[1;4m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// The state between two pieces of text.
#[derive(Debug)]
pub struct Markdown {
    /// Characters whose meaning the next ones decide.
    held: String,
    at_line_start: bool,
    in_fence: bool,
    bold: bool,
    italic: bool,
    code: bool,
    heading: bool,
    quote: bool,
    /// The last character that was shown: decides what an asterisk means.
    last: char,
}

impl Default for Markdown {
    fn default() -> Markdown {
        Markdown {
            held: String::new(),
            at_line_start: true,
            in_fence: false,
            bold: false,
            italic: false,
            code: false,
            heading: false,
            quote: false,
            last: '\n',
        }
    }
}

impl Markdown {
    /// Renders the next piece. What it holds of the other side's control characters is made harmless.
    pub fn render(&mut self, piece: &str) -> String {
        let mut out = String::with_capacity(piece.len() + 16);
        for c in sanitize(piece).chars() {
            self.push(c, &mut out);
        }
        out
    }

    /// Shows what was held back, and ends all styles.
    pub fn finish(&mut self) -> String {
        let mut out = String::new();
        if self.at_line_start {
            self.release(&mut out);
        }
        self.settle(' ', &mut out);
        if self.bold || self.italic || self.code || self.heading || self.quote || self.in_fence {
            out.push_str(RESET);
        }
        *self = Markdown::default();
        out
    }

    fn push(&mut self, c: char, out: &mut String) {
        if self.at_line_start {
            self.line_start(c, out);
        } else {
            self.inline(c, out);
        }
    }

    /// At the start of a line marks are collected until they are, or can no longer be, one that means something.
    fn line_start(&mut self, c: char, out: &mut String) {
        self.held.push(c);
        let held = self.held.trim_start_matches(' ').to_owned();
        let indent = self.held.len() - held.len();
        if held.starts_with("```") {
            if c == '\n' {
                // The fence's own line, with its language, is shown dimmed.
                let line = self.held.trim_end_matches('\n').to_owned();
                self.held.clear();
                out.push_str(&format!("{DIM}{line}{RESET}\n"));
                self.in_fence = !self.in_fence;
                if self.in_fence {
                    out.push_str(CODE);
                }
            }
            return;
        }
        if self.in_fence {
            if c == '\n' || !"```".starts_with(held.as_str()) {
                self.show_held(out);
            }
            return;
        }
        match held.as_str() {
            "" | "`" | "``" | "#" | "##" | "###" | "####" | "#####" | "######" | "-" | "*" | "+" | ">" => {}
            "- " | "* " | "+ " => {
                out.push_str(&" ".repeat(indent));
                out.push_str("• ");
                self.begin_line();
            }
            "> " | ">\n" => {
                out.push_str(&format!("{DIM}│ "));
                self.quote = true;
                self.begin_line();
                if c == '\n' {
                    self.inline('\n', out);
                }
            }
            marks if marks.trim_end().chars().all(|m| m == '#') && c == ' ' => {
                out.push_str(HEADING);
                self.heading = true;
                self.begin_line();
            }
            _ => self.release(out),
        }
    }

    fn begin_line(&mut self) {
        self.held.clear();
        self.at_line_start = false;
        self.last = ' ';
    }

    /// Shows held characters of a fence as they are.
    fn show_held(&mut self, out: &mut String) {
        let held = std::mem::take(&mut self.held);
        out.push_str(&held);
        self.at_line_start = held.ends_with('\n');
    }

    /// What was held meant nothing: it goes through as text.
    fn release(&mut self, out: &mut String) {
        let held = std::mem::take(&mut self.held);
        if self.in_fence {
            out.push_str(&held);
            return;
        }
        self.at_line_start = false;
        for c in held.chars() {
            self.text(c, out);
        }
    }

    fn inline(&mut self, c: char, out: &mut String) {
        if self.in_fence {
            out.push(c);
            self.at_line_start = c == '\n';
            return;
        }
        self.text(c, out);
    }

    /// Text within a line: an asterisk waits for the next character, which says whether it is one of two.
    fn text(&mut self, c: char, out: &mut String) {
        if c == '*' && !self.code {
            if self.held == "*" {
                self.held.clear();
                self.held.push_str("**");
            } else if self.held == "**" {
                self.settle('*', out);
                self.held.push('*');
            } else {
                self.held.push('*');
            }
            return;
        }
        self.settle(c, out);
        match c {
            '\n' => self.end_line(out),
            '`' => {
                self.code = !self.code;
                out.push_str(if self.code { CODE } else { RESET });
                if !self.code {
                    self.restyle(out);
                }
                self.last = c;
            }
            c => {
                out.push(c);
                self.last = c;
            }
        }
    }

    /// Decides what held asterisks were, now that the character after them is known.
    fn settle(&mut self, next: char, out: &mut String) {
        let held = std::mem::take(&mut self.held);
        match held.as_str() {
            "**" => {
                let opens = !self.bold && !next.is_whitespace();
                let closes = self.bold && !self.last.is_whitespace();
                self.toggle(opens, closes, "**", out, |m| &mut m.bold);
            }
            "*" => {
                // In the middle of a word it is a multiplication, or a name.
                let in_word = self.last.is_alphanumeric() && next.is_alphanumeric();
                let opens = !self.italic && !next.is_whitespace() && !in_word;
                let closes = self.italic && !self.last.is_whitespace();
                self.toggle(opens, closes, "*", out, |m| &mut m.italic);
            }
            other => out.push_str(other),
        }
    }

    fn toggle(
        &mut self,
        opens: bool,
        closes: bool,
        mark: &str,
        out: &mut String,
        style: fn(&mut Markdown) -> &mut bool,
    ) {
        if opens || closes {
            *style(self) = opens;
            out.push_str(RESET);
            self.restyle(out);
        } else {
            out.push_str(mark);
            self.last = '*';
        }
    }

    /// Says again which styles hold: a terminal has only one way to end one.
    fn restyle(&self, out: &mut String) {
        for (on, code) in [
            (self.heading, HEADING),
            (self.quote, DIM),
            (self.bold, BOLD),
            (self.italic, ITALIC),
            (self.code, CODE),
        ] {
            if on {
                out.push_str(code);
            }
        }
    }

    /// Styles end with their line: an asterisk that nobody closed must not colour the rest.
    fn end_line(&mut self, out: &mut String) {
        if self.bold || self.italic || self.code || self.heading || self.quote {
            out.push_str(RESET);
        }
        out.push('\n');
        *self = Markdown::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(text: &str) -> String {
        let mut m = Markdown::default();
        let whole = m.render(text) + &m.finish();
        // However it is cut, the same comes out.
        for size in [1, 2, 3] {
            let mut m = Markdown::default();
            let chars: Vec<char> = text.chars().collect();
            let pieces: String = chars
                .chunks(size)
                .map(|c| m.render(&c.iter().collect::<String>()))
                .collect();
            assert_eq!(pieces + &m.finish(), whole, "in pieces of {size}");
        }
        whole.replace('\u{1b}', "^")
    }

    #[test]
    fn styles_begin_and_end() {
        assert_eq!(render("a **b** c\n"), "a ^[0m^[1mb^[0m c\n");
        assert_eq!(
            render("*it* `co*de`"),
            "^[0m^[3mit^[0m ^[36mco*de^[0m"
                .replace("co*de", "`co*de`")
                .replace('`', "")
        );
        assert_eq!(
            render("# Head **x**\nnext"),
            "^[1;4mHead ^[0m^[1;4m^[1mx^[0m^[1;4m^[0m\nnext"
        );
        assert_eq!(render("- one\n  * two\n> said\n"), "• one\n  • two\n^[2m│ said^[0m\n");
    }

    #[test]
    fn what_is_no_markdown_stays() {
        for plain in [
            "2 * 3 * 4\n",
            "a*b\n",
            "-5 degrees\n",
            "#tag\n",
            "你好，世界\n",
            "snake_case_name\n",
            "a ** b\n",
            "1. one\n",
        ] {
            assert_eq!(render(plain), plain, "{plain}");
        }
        assert_eq!(render("**open\nnext\n"), "^[0m^[1mopen^[0m\nnext\n");
    }

    #[test]
    fn fences_are_code_until_they_end() {
        assert_eq!(
            render("```rust\nlet a = *b; // **x**\n\n  # no\n```\nafter **b**\n"),
            "^[2m```rust^[0m\n^[36mlet a = *b; // **x**\n\n  # no\n^[2m```^[0m\nafter ^[0m^[1mb^[0m\n"
        );
        assert_eq!(render("```\nopen"), "^[2m```^[0m\n^[36mopen^[0m");
    }

    #[test]
    fn control_characters_are_harmless() {
        assert_eq!(render("a\u{1b}[31mb\n"), "a␛[31mb\n");
    }
}
