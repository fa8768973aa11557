//! Bills: a header, rows whose every cell begins with a backtick, a summary. Read row by row, so that a bill of any size fits.
//! Source: pay.weixin.qq.com/doc/v2/merchant/4011987833, doc/v3/merchant/4012556654.

use std::io::{BufRead, Read};

use crate::error::{Error, Kind, Result};
use crate::text;

/// A line longer than this is no bill's.
const LINE_CAP_BYTES: u64 = 64 << 10;

/// What a bill says at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Names of the values.
    pub header: Vec<String>,
    /// The values.
    pub values: Vec<String>,
}

/// Reads a bill: [`Bill::header`], then [`Bill::row`] until there are no more, then [`Bill::summary`] which was checked.
pub struct Bill<R> {
    lines: R,
    header: Vec<String>,
    rows: u64,
    next: Option<String>,
    summary: Option<Summary>,
}

impl<R: BufRead> Bill<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// [`Kind::NotFound`] when it says that there is no bill; [`Kind::Malformed`] when it is none.
    pub fn open(mut lines: R) -> Result<Bill<R>> {
        let first = line(&mut lines)?.unwrap_or_default();
        let first = first.strip_prefix('\u{feff}').unwrap_or(&first).to_owned();
        if first.starts_with('<') {
            return Err(no_bill());
        }
        let header: Vec<String> = first.split(',').map(str::to_owned).collect();
        if first.starts_with('`') || header.len() < 2 {
            return Err(broken(text!("it has no header", "缺少表头")));
        }
        let next = line(&mut lines)?;
        Ok(Bill {
            lines,
            header,
            rows: 0,
            next,
            summary: None,
        })
    }

    /// The names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The place of a column, by any of its names.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        self.header.iter().position(|h| names.contains(&h.trim()))
    }

    /// The next row; `None` at the end, which is then known to be the whole bill.
    ///
    /// # Errors
    /// [`Kind::Integrity`] when rows are missing or too many, or the summary is; [`Kind::Malformed`] for a row of another width.
    pub fn row(&mut self) -> Result<Option<Vec<String>>> {
        let Some(current) = self.next.take() else {
            return if self.summary.is_some() {
                Ok(None)
            } else {
                Err(no_summary())
            };
        };
        if current.starts_with('`') {
            let cells = cells(&current);
            let (got, want) = (cells.len(), self.header.len());
            if got != want {
                // A last row that is cut is a bill that is cut.
                if line(&mut self.lines)?.is_none() {
                    return Err(no_summary());
                }
                let at = self.rows + 1;
                return Err(broken(text!(
                    "row {at} has {got} cells and not {want}",
                    "第 {at} 行有 {got} 列，应为 {want} 列"
                )));
            }
            self.rows += 1;
            self.next = line(&mut self.lines)?;
            return Ok(Some(cells));
        }
        let values = line(&mut self.lines)?
            .filter(|v| v.starts_with('`'))
            .ok_or_else(no_summary)?;
        let summary = Summary {
            header: current.split(',').map(str::to_owned).collect(),
            values: cells(&values),
        };
        let said = summary
            .values
            .first()
            .and_then(|n| n.split('.').next()?.parse::<u64>().ok());
        let rows = self.rows;
        if said != Some(rows) {
            let said = summary.values.first().cloned().unwrap_or_default();
            return Err(Error::new(
                Kind::Integrity,
                text!(
                    "the bill has {rows} rows and its summary says {said}",
                    "账单有 {rows} 行，汇总却写 {said}"
                ),
            ));
        }
        while let Some(more) = line(&mut self.lines)? {
            if !more.trim().is_empty() {
                return Err(broken(text!("something follows its summary", "汇总之后还有内容")));
            }
        }
        self.summary = Some(summary);
        Ok(None)
    }

    /// The summary, once all rows are read.
    pub fn summary(&self) -> Option<&Summary> {
        self.summary.as_ref()
    }
}

/// Product names may hold commas and quotes, so cells end where the next backtick follows a comma.
fn cells(line: &str) -> Vec<String> {
    let rest = line.strip_prefix('`').unwrap_or(line);
    rest.split(",`").map(str::to_owned).collect()
}

fn line<R: BufRead>(lines: &mut R) -> Result<Option<String>> {
    let mut bytes = Vec::new();
    let cannot = |e| Error::local(text!("cannot read the bill", "无法读取账单"), e);
    lines
        .by_ref()
        .take(LINE_CAP_BYTES)
        .read_until(b'\n', &mut bytes)
        .map_err(cannot)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() as u64 == LINE_CAP_BYTES {
        return Err(broken(text!("a line is too long", "有过长的行")));
    }
    while bytes.last().is_some_and(|b| *b == b'\n' || *b == b'\r') {
        bytes.pop();
    }
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|_| broken(text!("it is not UTF-8", "不是 UTF-8 编码")))
}

/// The error of a day without trades.
pub fn no_bill() -> Error {
    Error::new(Kind::NotFound, text!("there is no bill for that day", "该日没有账单")).hint(text!(
        "a day without trades has none; a bill is made at about 10:00 (Beijing) of the next day, and kept for three months",
        "没有交易的日子没有账单；账单在次日约 10:00（北京时间）生成，保留三个月"
    ))
}

fn no_summary() -> Error {
    Error::new(
        Kind::Integrity,
        text!(
            "the bill ends without its summary: it was cut",
            "账单缺少汇总：内容不完整"
        ),
    )
}

fn broken(why: crate::text::Text) -> Error {
    Error::new(
        Kind::Malformed,
        text!("the bill cannot be read", "无法读取账单").join(": ", why),
    )
}

/// Checks the hash that came with a bill's address: SHA-1 over the bill itself, never over its compressed form.
///
/// # Errors
/// [`Kind::Integrity`] when it is another, or of another kind.
pub fn check_hash(kind: &str, said: &str, content: &[u8]) -> Result<()> {
    use sha1::Digest;
    let is = crate::sign::hex(&sha1::Sha1::digest(content));
    if kind == "SHA1" && crate::sign::equal(is.as_bytes(), said.to_ascii_lowercase().as_bytes()) {
        return Ok(());
    }
    Err(Error::new(
        Kind::Integrity,
        text!(
            "the bill is not what WeChat announced: its {kind} is another",
            "账单与微信声明的不符：{kind} 不一致"
        ),
    ))
}
