//! A table of Markdown, with its columns one below the other. Wide characters count as two, as terminals show them. Pure.

use unicode_width::UnicodeWidthStr;

use super::{BOLD, DIM, RESET, rendered_inline};

/// A table with more rows is shown as it stands.
const MOST_ROWS: usize = 1000;

/// Rows, as long as they may be of one table.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<String>,
}

/// Where the cells of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Middle,
    Right,
}

impl Table {
    /// Adds a row; false when it is known now that this is no table, or too long a one.
    pub(super) fn add(&mut self, row: &str) -> bool {
        self.rows.push(row.to_owned());
        (self.rows.len() != 2 || sides(row).is_some()) && self.rows.len() <= MOST_ROWS
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// As they came.
    pub(super) fn rows(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(String::as_str)
    }

    /// The whole table, a line for each row; `None` when it is none.
    pub(super) fn render(&self, columns: usize) -> Option<String> {
        let sides = sides(self.rows.get(1)?)?;
        let rows: Vec<Vec<(String, usize)>> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != 1)
            .map(|(_, row)| cells(row).iter().map(|c| measured(c)).collect())
            .collect();
        let count = rows.iter().map(Vec::len).max()?;
        let mut widths = vec![0; count];
        for row in &rows {
            for (width, (_, cell)) in widths.iter_mut().zip(row) {
                *width = (*width).max(*cell);
            }
        }
        // Columns that do not fit side by side are not padded: a terminal would break every line.
        if widths.iter().sum::<usize>() + 3 * (count - 1) > columns {
            widths.fill(0);
        }
        let mut out = String::new();
        for (n, row) in rows.iter().enumerate() {
            let mut line = String::new();
            for (i, width) in widths.iter().enumerate() {
                if i > 0 {
                    line.push_str(&format!("{DIM} │ {RESET}"));
                }
                let (text, own) = row.get(i).map_or(("", 0), |(text, own)| (text.as_str(), *own));
                let spare = width.saturating_sub(own);
                let before = match sides.get(i).unwrap_or(&Side::Left) {
                    Side::Left => 0,
                    Side::Middle => spare / 2,
                    Side::Right => spare,
                };
                line.push_str(&" ".repeat(before));
                match n {
                    0 => line.push_str(&format!("{BOLD}{text}{RESET}")),
                    _ => line.push_str(text),
                }
                line.push_str(&" ".repeat(spare - before));
            }
            out.push_str(line.trim_end_matches(' '));
            out.push('\n');
            if n == 0 {
                let lines: Vec<String> = widths.iter().map(|w| "─".repeat((*w).max(1))).collect();
                out.push_str(&format!("{DIM}{}{RESET}\n", lines.join("─┼─")));
            }
        }
        Some(out)
    }
}

/// The cells of a row: between bars that are not escaped and not in code.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let (mut cells, mut cell, mut code, mut escaped) = (Vec::new(), String::new(), false, false);
    for c in row.chars() {
        match c {
            '|' if escaped => {
                // The backslash has served.
                cell.pop();
                cell.push('|');
            }
            '|' if !code => cells.push(std::mem::take(&mut cell)),
            _ => {
                code ^= c == '`' && !escaped;
                cell.push(c);
            }
        }
        escaped = c == '\\' && !escaped;
    }
    if !cell.trim().is_empty() {
        cells.push(cell);
    }
    cells.iter().map(|c| c.trim().to_owned()).collect()
}

/// What the second row of a table says of its columns; `None` when it is none.
fn sides(row: &str) -> Option<Vec<Side>> {
    let cells = cells(row);
    let side = |cell: &String| {
        let inner = cell.trim_matches(':');
        let is_line = !inner.is_empty() && inner.chars().all(|c| c == '-');
        is_line.then(|| match (cell.starts_with(':'), cell.ends_with(':')) {
            (true, true) => Side::Middle,
            (false, true) => Side::Right,
            _ => Side::Left,
        })
    };
    let sides: Option<Vec<Side>> = cells.iter().map(side).collect();
    sides.filter(|s| !s.is_empty())
}

/// A cell rendered, and its columns on a terminal.
fn measured(cell: &str) -> (String, usize) {
    let text = rendered_inline(cell);
    let mut shown = String::new();
    let mut rest = text.as_str();
    // Only our own sequences are in it: the other side's are harmless text by now.
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        shown.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    shown.push_str(rest);
    (text, shown.width())
}

#[cfg(test)]
mod tests {
    use super::super::Markdown;
    use super::super::tests::render;
    use super::*;

    #[test]
    fn cells_stand_between_bars() {
        assert_eq!(cells("| a | b |"), ["a", "b"]);
        assert_eq!(cells(r"| a \| b | `x|y` |"), ["a | b", "`x|y`"]);
        assert_eq!(cells("| a | | c"), ["a", "", "c"]);
        assert_eq!(
            sides("|---|:-:|--:|"),
            Some(vec![Side::Left, Side::Middle, Side::Right])
        );
        assert_eq!(sides("| a | b |"), None);
        assert_eq!(sides("||"), None);
    }

    #[test]
    fn wide_characters_count_as_two() {
        assert_eq!(measured("**你好**").1, 4);
        assert_eq!(measured("`ab`").1, 2);
    }

    #[test]
    fn a_table_has_its_columns_one_below_the_other() {
        let bar = "^[2m │ ^[0m";
        assert_eq!(
            render("| 名称 | n |\n|:--|--:|\n| `a` | 1 |\n| 你好吗 | 100 |\nafter\n"),
            format!(
                "^[1m名称^[0m  {bar}  ^[1mn^[0m\n^[2m───────┼────^[0m\n^[0m^[36ma^[0m     {bar}  1\n你好吗{bar}100\nafter\n"
            )
            .replace("───────┼────", "───────┼────")
        );
        // What only looks like one stays, and so does one without an end.
        for plain in ["|x| = 3\nnext\n", "| a | b |\n\n", "||\n", "|"] {
            assert_eq!(render(plain), plain, "{plain}");
        }
        assert!(render("| a |\n|---|\n| b").ends_with("\nb"));
        assert!(render("| a |\n|---|\n| \u{1b}[2J |\n").ends_with("\n␛[2J\n"));
        // One that is too wide for the terminal is not made wider still.
        let mut narrow = Markdown::new(10);
        let shown = narrow.render("| a | b |\n|---|---|\n| 0123456789 | x |\n\n");
        assert!(!shown.contains("  "), "{shown:?}");
    }
}
