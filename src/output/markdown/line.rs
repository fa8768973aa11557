//! The styles within a line of Markdown, and the marks that begin and end them. Pure.

pub(super) const BOLD: &str = "\u{1b}[1m";
pub(super) const ITALIC: &str = "\u{1b}[3m";
pub(super) const STRUCK: &str = "\u{1b}[9m";
pub(super) const CODE: &str = "\u{1b}[36m";
pub(super) const HEADING: &str = "\u{1b}[1;4m";
pub(super) const LINK: &str = "\u{1b}[4m";
pub(super) const DIM: &str = "\u{1b}[2m";
pub(super) const RESET: &str = "\u{1b}[0m";

/// The state within a line.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) struck: bool,
    pub(super) heading: bool,
    pub(super) quote: bool,
    /// Backticks that opened a span of code.
    pub(super) code: usize,
    /// The last character that was shown: decides what a mark means.
    pub(super) last: char,
}

impl Default for Line {
    fn default() -> Line {
        Line {
            bold: false,
            italic: false,
            struck: false,
            heading: false,
            quote: false,
            code: 0,
            last: '\n',
        }
    }
}

impl Line {
    /// Whether something but plain text is being shown.
    pub(super) fn is_styled(&self) -> bool {
        self.bold || self.italic || self.struck || self.heading || self.quote || self.code > 0
    }

    /// Decides what marks are that stand between the last character and `next`: the beginning or the end of a style, or text.
    pub(super) fn marks(&mut self, marks: &str, next: char, out: &mut String) {
        let mark = marks.chars().next().unwrap_or(' ');
        let last = self.last;
        // In the middle of a word an asterisk is a multiplication, and an underscore a part of a name.
        let in_word = last.is_alphanumeric() && next.is_alphanumeric();
        let is_glued = |other: char| mark == '_' && other.is_alphanumeric();
        let can = |on: bool| match on {
            true => !last.is_whitespace() && !is_glued(next),
            false => !next.is_whitespace() && !is_glued(last),
        };
        match marks {
            "**" | "__" if can(self.bold) => self.bold = !self.bold,
            "~~" if can(self.struck) => self.struck = !self.struck,
            "*" | "_" if can(self.italic) && (self.italic || !in_word) => self.italic = !self.italic,
            _ if mark == '`' && self.code == 0 => self.code = marks.len(),
            _ if mark == '`' && self.code == marks.len() => self.code = 0,
            _ => {
                out.push_str(marks);
                self.last = mark;
                return;
            }
        }
        out.push_str(RESET);
        self.restyle(out);
        if mark == '`' {
            self.last = mark;
        }
    }

    /// Says again which styles hold: a terminal has only one way to end one.
    pub(super) fn restyle(&self, out: &mut String) {
        for (on, code) in [
            (self.heading, HEADING),
            (self.quote, DIM),
            (self.bold, BOLD),
            (self.italic, ITALIC),
            (self.struck, STRUCK),
            (self.code > 0, CODE),
        ] {
            if on {
                out.push_str(code);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::render;

    #[test]
    fn words_have_more_than_one_way_to_stand_out() {
        assert_eq!(
            render("__b__ _i_ ~~s~~\n"),
            "^[0m^[1mb^[0m ^[0m^[3mi^[0m ^[0m^[9ms^[0m\n"
        );
        assert_eq!(render("``a ` b`` c\n"), "^[0m^[36ma ` b^[0m c\n");
        assert_eq!(render(r"\*no\* \d"), r"*no* \d");
        assert_eq!(
            render("a *very **long** way*\n"),
            "a ^[0m^[3mvery ^[0m^[1m^[3mlong^[0m^[3m way^[0m\n"
        );
    }

    #[test]
    fn links_show_where_they_lead() {
        assert_eq!(
            render("see [the **docs**](https://x.y/a_(b)).\n"),
            "see ^[4mthe ^[0m^[1mdocs^[0m^[0m^[2m (https://x.y/a_(b))^[0m.\n"
        );
        assert_eq!(render("[https://x.y](https://x.y)\n"), "^[4mhttps://x.y^[0m\n");
        for plain in [
            "[ ] open\n",
            "a[0] = [1, 2]\n",
            "[no\nlink](x)\n",
            "[a] (b)\n",
            "[a](b c)\n",
            "[",
            "[a](",
            "[[x]]\n",
        ] {
            assert_eq!(render(plain), plain, "{plain}");
        }
        // An address is text like any other: nothing of it reaches the terminal.
        let hostile = render("[a](http://x\u{1b}]0;t\u{7})\n");
        assert_eq!(hostile, "^[4ma^[0m^[2m (http://x␛]0;t␇)^[0m\n");
    }
}
