//! Markdown on a terminal, rendered while it streams: every character is shown as soon as it is known what it is, so that an
//! answer is never held back until a block is complete; only a table waits for its last row, because every row has a say in
//! where its columns stand. What is not understood is shown as it stands.

mod line;
mod table;

use super::sanitize::sanitize;
use line::{BOLD, CODE, DIM, HEADING, LINK, Line, RESET};
use table::Table;

/// A link that is longer is none.
const LINK_BYTES: usize = 2048;

/// A row of a table or a mark at the start of a line that is longer is none.
const LINE_BYTES: usize = 4096;

/// Columns of a terminal that does not say.
const USUAL_COLUMNS: usize = 80;

/// The state between two pieces of text.
#[derive(Debug)]
pub struct Markdown {
    columns: usize,
    /// Characters whose meaning the next ones decide.
    held: String,
    at_line_start: bool,
    /// The marks that opened a block of code.
    fence: Option<String>,
    table: Table,
    line: Line,
}

impl Default for Markdown {
    fn default() -> Markdown {
        Markdown::new(USUAL_COLUMNS)
    }
}

impl Markdown {
    /// For a terminal of so many columns.
    pub fn new(columns: usize) -> Markdown {
        Markdown {
            columns,
            held: String::new(),
            at_line_start: true,
            fence: None,
            table: Table::default(),
            line: Line::default(),
        }
    }

    /// Renders the next piece. What it holds of the other side's control characters is made harmless.
    pub fn render(&mut self, piece: &str) -> String {
        let mut out = String::with_capacity(piece.len() + 16);
        for c in sanitize(piece).chars() {
            if self.at_line_start {
                self.line_start(c, &mut out);
            } else {
                self.inline(c, &mut out);
            }
        }
        out
    }

    /// Shows what was held back, and ends all styles.
    pub fn finish(&mut self) -> String {
        let mut out = String::new();
        if self.at_line_start {
            if self.held.trim_start().starts_with('|') && self.fence.is_none() {
                let row = std::mem::take(&mut self.held);
                self.table.add(&row);
                self.end_table(&mut out);
                // A last row without its line break has none on the terminal either.
                out.pop();
            }
            self.end_table(&mut out);
            self.release(&mut out);
        }
        self.settle(' ', &mut out);
        if self.line.is_styled() || self.fence.is_some() {
            out.push_str(RESET);
        }
        *self = Markdown::new(self.columns);
        out
    }

    /// At the start of a line marks are collected until they are, or can no longer be, one that means something.
    fn line_start(&mut self, c: char, out: &mut String) {
        self.held.push(c);
        if self.held.len() > LINE_BYTES {
            self.end_table(out);
            self.release(out);
            return;
        }
        let held = self.held.trim_start_matches(' ').to_owned();
        let indent = self.held.len() - held.len();
        if held.is_empty() {
            return;
        }
        if let Some(fence) = self.fence.clone() {
            self.in_fence(&fence, &held, c, out);
            return;
        }
        if held.starts_with('|') {
            if c == '\n' {
                let row = std::mem::take(&mut self.held);
                if !self.table.add(row.trim_end_matches('\n')) {
                    self.end_table(out);
                }
            }
            return;
        }
        self.end_table(out);
        if held.starts_with("```") || held.starts_with("~~~") {
            if c == '\n' {
                // The fence's own line, with its language, is shown dimmed.
                let line = std::mem::take(&mut self.held);
                out.push_str(&format!("{DIM}{}{RESET}\n{CODE}", line.trim_end_matches('\n')));
                let mark = if held.starts_with('`') { '`' } else { '~' };
                self.fence = Some(held.chars().take_while(|m| *m == mark).collect());
            }
            return;
        }
        let marks = held.trim_end_matches('\n');
        match marks {
            "`" | "``" | "~" | "~~" | "#" | "##" | "###" | "####" | "#####" | "######" | "+" if c != '\n' => {}
            "- " | "* " | "+ " => {
                out.push_str(&" ".repeat(indent));
                out.push_str("• ");
                self.begin_line();
            }
            "> " => {
                out.push_str(&format!("{DIM}│ "));
                self.line.quote = true;
                self.begin_line();
            }
            ">" if c == '\n' => {
                out.push_str(&format!("{DIM}│{RESET}\n"));
                self.held.clear();
            }
            ">" => {}
            _ if is_rule(marks) => {
                if c == '\n' {
                    let wide = "─".repeat(self.columns.clamp(3, 40));
                    out.push_str(&format!("{DIM}{wide}{RESET}\n"));
                    self.held.clear();
                }
            }
            "-" | "--" | "*" | "**" | "_" | "__" if c != '\n' => {}
            _ if c == ' ' && (2..=7).contains(&marks.len()) && marks.trim_end().chars().all(|m| m == '#') => {
                out.push_str(HEADING);
                self.line.heading = true;
                self.begin_line();
            }
            _ => self.release(out),
        }
    }

    /// The start of a line of code: its end, or code.
    fn in_fence(&mut self, fence: &str, held: &str, c: char, out: &mut String) {
        let closes = held.trim_end();
        let is_mark = closes.chars().all(|m| fence.starts_with(m));
        if c == '\n' && is_mark && closes.len() >= fence.len() {
            let line = std::mem::take(&mut self.held);
            out.push_str(&format!("{RESET}{DIM}{}{RESET}\n", line.trim_end_matches('\n')));
            self.fence = None;
        } else if c == '\n' || !is_mark {
            let held = std::mem::take(&mut self.held);
            out.push_str(&held);
            self.at_line_start = c == '\n';
        }
    }

    fn begin_line(&mut self) {
        self.held.clear();
        self.at_line_start = false;
        self.line.last = ' ';
    }

    /// Shows a table that is whole; rows that are none go through as text.
    fn end_table(&mut self, out: &mut String) {
        if self.table.is_empty() {
            return;
        }
        let table = std::mem::take(&mut self.table);
        match table.render(self.columns) {
            Some(rendered) => out.push_str(&rendered),
            None => {
                let held = std::mem::take(&mut self.held);
                for row in table.rows() {
                    self.at_line_start = false;
                    row.chars().chain(['\n']).for_each(|c| self.text(c, out));
                }
                self.held = held;
                self.at_line_start = true;
            }
        }
    }

    /// What was held meant nothing: it goes through as text.
    fn release(&mut self, out: &mut String) {
        let held = std::mem::take(&mut self.held);
        if self.fence.is_some() {
            out.push_str(&held);
            self.at_line_start = held.ends_with('\n');
            return;
        }
        self.at_line_start = false;
        for c in held.chars() {
            self.text(c, out);
        }
    }

    fn inline(&mut self, c: char, out: &mut String) {
        if self.fence.is_some() {
            out.push(c);
            self.at_line_start = c == '\n';
            return;
        }
        self.text(c, out);
    }

    /// Text within a line: a mark waits for the next character, which says what it is.
    fn text(&mut self, c: char, out: &mut String) {
        if self.held.starts_with('[') {
            self.link(c, out);
            return;
        }
        if self.held == "\\" {
            self.held.clear();
            if !c.is_ascii_punctuation() {
                self.show('\\', out);
                self.text(c, out);
                return;
            }
            self.show(c, out);
            return;
        }
        let continues = match c {
            '`' => self.held.chars().all(|h| h == '`'),
            '*' | '_' | '~' if self.line.code == 0 => self.held.len() < 2 && self.held.chars().all(|h| h == c),
            _ => false,
        };
        if continues {
            self.held.push(c);
            return;
        }
        self.settle(c, out);
        match c {
            '`' => self.held.push(c),
            '*' | '_' | '~' | '[' | '\\' if self.line.code == 0 => self.held.push(c),
            '\n' => self.end_line(out),
            c => self.show(c, out),
        }
    }

    fn show(&mut self, c: char, out: &mut String) {
        out.push(c);
        self.line.last = c;
    }

    /// Within what may be a link: `[words](address)`.
    fn link(&mut self, c: char, out: &mut String) {
        let words_end = self.held.find(']');
        let may_go_on = match words_end {
            None => c != '\n' && c != '[',
            Some(at) if at + 1 == self.held.len() => c == '(',
            Some(_) => !c.is_whitespace(),
        };
        if !may_go_on || self.held.len() > LINK_BYTES {
            let held = std::mem::take(&mut self.held);
            self.show('[', out);
            held[1..].chars().chain([c]).for_each(|c| self.text(c, out));
            return;
        }
        self.held.push(c);
        let (Some(at), ')') = (words_end, c) else { return };
        let opened = self.held[at + 1..].matches('(').count();
        if opened > self.held[at + 1..].matches(')').count() {
            // An address with parentheses of its own.
            return;
        }
        let held = std::mem::take(&mut self.held);
        let (words, address) = (&held[1..at], &held[at + 2..held.len() - 1]);
        out.push_str(LINK);
        for c in words.chars() {
            self.text(c, out);
        }
        self.settle(' ', out);
        out.push_str(RESET);
        self.line.restyle(out);
        if words != address {
            out.push_str(&format!("{DIM} ({address}){RESET}"));
            self.line.restyle(out);
        }
        self.line.last = ')';
    }

    /// Shows what held marks were, now that the character after them is known.
    fn settle(&mut self, next: char, out: &mut String) {
        let held = std::mem::take(&mut self.held);
        if !held.is_empty() {
            self.line.marks(&held, next, out);
        }
    }

    /// Styles end with their line: a mark that nobody closed must not colour the rest.
    fn end_line(&mut self, out: &mut String) {
        if self.line.is_styled() {
            out.push_str(RESET);
        }
        out.push('\n');
        self.line = Line::default();
        self.at_line_start = true;
    }
}

/// Whether a line of these marks is drawn across.
fn is_rule(marks: &str) -> bool {
    let mark = marks.chars().next().filter(|m| "-*_".contains(*m));
    marks.len() >= 3 && marks.chars().all(|m| Some(m) == mark)
}

/// The marks within a cell of a table, rendered.
fn rendered_inline(text: &str) -> String {
    let mut inner = Markdown {
        at_line_start: false,
        ..Markdown::default()
    };
    let mut out = String::new();
    for c in text.chars() {
        inner.text(c, &mut out);
    }
    out + &inner.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a terminal gets it, with `^` for escape.
    pub(super) fn render(text: &str) -> String {
        let mut m = Markdown::default();
        let whole = m.render(text) + &m.finish();
        // However it is cut, the same comes out: in pieces of one size, and in two at any place.
        let chars: Vec<char> = text.chars().collect();
        let cut = |pieces: Vec<&[char]>| {
            let mut m = Markdown::default();
            let shown: String = pieces.iter().map(|c| m.render(&c.iter().collect::<String>())).collect();
            assert_eq!(shown + &m.finish(), whole, "{pieces:?}");
        };
        (1..=3).for_each(|size| cut(chars.chunks(size).collect()));
        (0..=chars.len()).for_each(|at| cut(vec![&chars[..at], &chars[at..]]));
        whole.replace('\u{1b}', "^")
    }

    #[test]
    fn styles_begin_and_end() {
        assert_eq!(render("a **b** c\n"), "a ^[0m^[1mb^[0m c\n");
        assert_eq!(
            render("*it* `co*de`"),
            "^[0m^[3mit^[0m ^[0m^[36mco*de^[0m"
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
            "^[2m```rust^[0m\n^[36mlet a = *b; // **x**\n\n  # no\n^[0m^[2m```^[0m\nafter ^[0m^[1mb^[0m\n"
        );
        assert_eq!(render("```\nopen"), "^[2m```^[0m\n^[36mopen^[0m");
    }

    #[test]
    fn control_characters_are_harmless() {
        assert_eq!(render("a\u{1b}[31mb\n"), "a␛[31mb\n");
    }

    #[test]
    fn rules_and_fences_of_other_marks() {
        let rule = format!("^[2m{}^[0m\n", "─".repeat(40));
        assert_eq!(render("---\n***\n____\nx\n"), rule.repeat(3) + "x\n");
        assert_eq!(render("--x\n-\n"), "--x\n-\n");
        assert_eq!(
            render("~~~~\n```\n~~~\n~~~~\nx\n"),
            "^[2m~~~~^[0m\n^[36m```\n~~~\n^[0m^[2m~~~~^[0m\nx\n"
        );
        assert_eq!(render(">\n> a\n"), "^[2m│^[0m\n^[2m│ a^[0m\n");
    }

    #[test]
    fn what_never_ends_is_shown_as_it_stands() {
        let mut m = Markdown::default();
        for long in [
            "|".repeat(5000),
            " ".repeat(5000),
            format!("```{}", "x".repeat(5000)),
            format!("[{}", "x".repeat(5000)),
        ] {
            let shown = m.render(&long);
            assert!(shown.len() > 2000 && shown.len() <= long.len() + 16, "{}", shown.len());
            m.finish();
        }
    }

    #[test]
    fn nothing_is_held_back_that_is_known() {
        let mut m = Markdown::default();
        assert_eq!(m.render("Hel"), "Hel");
        assert_eq!(m.render("lo *"), "lo ");
        assert_eq!(m.render("w"), "\u{1b}[0m\u{1b}[3mw");
        assert_eq!(
            m.render("*\n```c\nint x"),
            "\u{1b}[0m\n\u{1b}[2m```c\u{1b}[0m\n\u{1b}[36mint x"
        );
    }
}
