//! `vh pay bill` and `vh pay reconcile`.

use std::fs::File;
use std::io::{BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::Which;
use crate::cli::pay::{BillArgs, ReconcileArgs, Rows};
use crate::command::Context;
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::pay::bill::Bill;
use crate::pay::reconcile::{Difference, Item, Piling, orders_csv};
use crate::pay::{BillContent, BillRequest, Fen};
use crate::state::Ledger;
use crate::state::ledger::Entry;
use crate::text;
use crate::text::Text;

/// So many rows of the ledger are read at once.
const PAGE: i64 = 1000;

/// A row of a bill: all of it as JSON, the columns that people look for else.
struct Row {
    shown: [String; 8],
    all: Map<String, Value>,
}

impl Serialize for Row {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.all.serialize(serializer)
    }
}

/// The columns that people look for.
const COLUMNS: [&[&str]; 8] = [
    &["交易时间", "记账时间"],
    &["商户订单号", "微信支付业务单号"],
    &["微信订单号", "资金流水单号"],
    &["交易状态", "业务类型"],
    &["订单金额", "应结订单金额", "收支金额(元)"],
    &["商户退款单号", "收支类型"],
    &["申请退款金额", "退款金额", "账户结余(元)"],
    &["退款状态", "备注"],
];

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("time", "时间"),
            Text::pair("out_trade_no", "商户订单号"),
            Text::pair("transaction_id", "微信订单号"),
            Text::pair("state", "状态"),
            Text::pair("amount", "金额"),
            Text::pair("out_refund_no", "商户退款单号"),
            Text::pair("refund", "退款金额"),
            Text::pair("refund state", "退款状态"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        self.shown.to_vec()
    }
}

/// `2026-11-22`, and not something like it.
fn check_date(date: &str) -> Result<()> {
    let fine = date.parse::<jiff::civil::Date>().is_ok() && date.len() == 10;
    if fine {
        return Ok(());
    }
    Err(Error::usage(text!(
        "{date:?} is no date such as 2026-11-22",
        "{date:?} 不是 2026-11-22 形式的日期"
    )))
}

/// A file beside `path`, or in the system's place for such, that has no name yet or loses it on failure.
struct Part {
    file: File,
    path: PathBuf,
    kept: bool,
}

impl Part {
    fn new(dir: &Path) -> Result<Part> {
        let unique = getrandom::u64().map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
        let path = dir.join(format!(".vh-bill-{unique:016x}"));
        let shown = path.display().to_string();
        let file = std::os::unix::fs::OpenOptionsExt::mode(&mut File::options(), 0o600)
            .read(true)
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(|e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e))?;
        Ok(Part {
            file,
            path,
            kept: false,
        })
    }

    /// From its start.
    fn reader(&self) -> Result<BufReader<&File>> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))
            .map_err(|e| Error::local(text!("cannot read the bill", "无法读取账单"), e))?;
        Ok(BufReader::new(file))
    }

    fn keep(mut self, to: &Path) -> Result<()> {
        let shown = to.display();
        self.file
            .sync_all()
            .and_then(|()| std::fs::rename(&self.path, to))
            .map_err(|e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e))?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.kept {
            // It may be gone already.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Downloads a bill into a file and reads it through: nothing of it is used before it was found whole.
async fn download(ctx: &Context, which: &Which, request: &BillRequest, dir: &Path) -> Result<Part> {
    let (account, merchant) = which.merchant(ctx).await?;
    let part = Part::new(dir)?;
    let mut sink = &part.file;
    merchant
        .bill(request, &mut sink)
        .await
        .map_err(|e| e.provider(&account.name))?;
    let mut bill = Bill::open(part.reader()?).map_err(|e| e.provider(&account.name))?;
    while bill.row().map_err(|e| e.provider(&account.name))?.is_some() {}
    Ok(part)
}

fn content(rows: Rows) -> BillContent {
    match rows {
        Rows::All => BillContent::All,
        Rows::Success => BillContent::Success,
        Rows::Refund => BillContent::Refund,
        Rows::Fund => BillContent::Fund,
    }
}

/// `vh pay bill`.
///
/// # Errors
/// [`Kind::Integrity`] for a bill that was cut or changed; what WeChat says. A day without trades is none.
pub async fn bill(ctx: &mut Context, which: &Which, args: BillArgs) -> Result<()> {
    check_date(&args.date)?;
    let request = BillRequest {
        date: args.date,
        content: content(args.rows),
    };
    let to = args.out.as_deref().filter(|p| *p != Path::new("-"));
    let dir = match to.and_then(Path::parent) {
        Some(dir) if dir.as_os_str().is_empty() => PathBuf::from("."),
        Some(dir) => dir.to_owned(),
        None => std::env::temp_dir(),
    };
    let part = match download(ctx, which, &request, &dir).await {
        Err(e) if e.kind == Kind::NotFound => {
            let mut told = e.what.clone();
            if let Some(hint) = &e.hint {
                told = told.join(". ", hint.clone());
            }
            ctx.out.err().note(&told);
            return Ok(());
        }
        other => other?,
    };
    if let Some(to) = to {
        return part.keep(to);
    }
    if args.out.is_some() {
        let mut reader = part.reader()?;
        let mut piece = [0; 64 << 10];
        loop {
            let n = std::io::Read::read(&mut reader, &mut piece)
                .map_err(|e| Error::local(text!("cannot read the bill", "无法读取账单"), e))?;
            if n == 0 {
                return Ok(());
            }
            ctx.out.bytes(&piece[..n])?;
        }
    }
    let mut bill = Bill::open(part.reader()?)?;
    let places = COLUMNS.map(|names| bill.column(names));
    let header = bill.header().to_vec();
    let mut page = Vec::new();
    while let Some(cells) = bill.row()? {
        let shown = places.map(|at| at.and_then(|i| cells.get(i)).cloned().unwrap_or_default());
        let all = header.iter().zip(&cells).map(|(h, c)| (h.clone(), json!(c))).collect();
        page.push(Row { shown, all });
        if page.len() == 500 {
            ctx.out.records(&page)?;
            page.clear();
        }
    }
    ctx.out.records(&page)
}

/// A difference as it is shown.
#[derive(Serialize)]
struct Shown {
    problem: &'static str,
    what: &'static str,
    number: String,
    bill_fen: Option<i64>,
    bill_state: Option<String>,
    ledger_fen: Option<i64>,
    ledger_state: Option<String>,
}

impl From<Difference> for Shown {
    fn from(d: Difference) -> Shown {
        let fen = |side: &Option<(Fen, String)>| side.as_ref().map(|(f, _)| f.fen());
        let state = |side: Option<(Fen, String)>| side.map(|(_, s)| s).filter(|s| !s.is_empty());
        Shown {
            problem: d.problem.name(),
            what: if d.is_refund { "refund" } else { "payment" },
            number: d.number,
            bill_fen: fen(&d.bill),
            ledger_fen: fen(&d.ledger),
            bill_state: state(d.bill),
            ledger_state: state(d.ledger),
        }
    }
}

impl Record for Shown {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("problem", "差异"),
            Text::pair("what", "类型"),
            Text::pair("number", "单号"),
            Text::pair("bill", "账单金额"),
            Text::pair("bill state", "账单状态"),
            Text::pair("ledger", "账本金额"),
            Text::pair("ledger state", "账本状态"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let yuan = |fen: Option<i64>| fen.and_then(Fen::new).map(Fen::yuan).unwrap_or_default();
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        vec![
            self.problem.to_owned(),
            self.what.to_owned(),
            self.number.clone(),
            yuan(self.bill_fen),
            text(&self.bill_state),
            yuan(self.ledger_fen),
            text(&self.ledger_state),
        ]
    }
}

/// `vh pay reconcile`.
///
/// # Errors
/// [`Kind::Partial`] when something differs, its rows printed; [`Kind::Integrity`] for a bill that was cut.
pub async fn reconcile(ctx: &mut Context, which: &Which, args: ReconcileArgs) -> Result<()> {
    if let Some(date) = &args.date {
        check_date(date)?;
    }
    let mut piling = Piling::new(&std::env::temp_dir())?;
    let date = match &args.bill {
        Some(path) => {
            let open = || {
                let shown = path.display();
                File::open(path)
                    .map(BufReader::new)
                    .map_err(|e| Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e))
            };
            let date = match &args.date {
                Some(date) => date.clone(),
                None => day_of(&mut Bill::open(open()?)?)?,
            };
            piling.add_bill(&mut Bill::open(open()?)?)?;
            date
        }
        None => {
            let date = args.date.clone().unwrap_or_default();
            let request = BillRequest {
                date: date.clone(),
                content: BillContent::All,
            };
            match download(ctx, which, &request, &std::env::temp_dir()).await {
                Ok(part) => piling.add_bill(&mut Bill::open(part.reader()?)?)?,
                // No trades there: then there must be none here either.
                Err(e) if e.kind == Kind::NotFound => ctx.out.err().note(&e.what),
                Err(e) => return Err(e),
            }
            date
        }
    };
    match &args.orders {
        Some(path) => {
            let shown = path.display();
            let file =
                File::open(path).map_err(|e| Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e))?;
            orders_csv(BufReader::new(file), |item| piling.add_ledger(&item))?;
        }
        None => {
            let account = which.account(ctx).await?;
            from_ledger(&ctx.state().await?.ledger(), &account.mchid, &date, &mut piling).await?;
        }
    }
    let mut page = Vec::new();
    let counted = piling.compare(|difference| {
        page.push(Shown::from(difference));
        if page.len() == 500 {
            ctx.out.records(&page)?;
            page.clear();
        }
        Ok(())
    })?;
    ctx.out.records(&page)?;
    ctx.out.flush()?;
    let (bill, ledger, differ) = (counted.bill, counted.ledger, counted.differences);
    let told = text!(
        "{date}: {bill} rows in the bill, {ledger} in the ledger, {differ} differ",
        "{date}：账单 {bill} 行，账本 {ledger} 行，差异 {differ} 处"
    );
    if differ == 0 {
        ctx.out.err().note(&told);
        return Ok(());
    }
    Err(Error::new(Kind::Partial, told))
}

/// The day of a bill, by its first row.
fn day_of<R: std::io::BufRead>(bill: &mut Bill<R>) -> Result<String> {
    let at = bill.column(&["交易时间"]);
    let row = bill.row()?;
    let day = row
        .as_ref()
        .and_then(|r| r.get(at?))
        .and_then(|t| t.get(..10))
        .unwrap_or("");
    check_date(day).map_err(|_| {
        Error::usage(text!(
            "the bill does not tell its day: give --date",
            "账单未写明日期：请给出 --date"
        ))
    })?;
    Ok(day.to_owned())
}

/// Adds what the ledger has of a day, and what it has of the days around, which the bill may speak of as well.
async fn from_ledger(ledger: &Ledger<'_>, mchid: &str, date: &str, piling: &mut Piling) -> Result<()> {
    let day: jiff::civil::Date = date.parse().map_err(|_| Error::bug("a date that was checked"))?;
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::Offset::constant(8));
    let start = day
        .to_zoned(zone)
        .map_err(|_| Error::bug("a date that was checked"))?
        .timestamp()
        .as_millisecond();
    const DAY_MS: i64 = 24 * 3600 * 1000;
    let around = (start - 2 * DAY_MS, start + 2 * DAY_MS);
    let mut after = String::new();
    loop {
        let page = ledger.orders(mchid, date, around, &after, PAGE).await?;
        for entry in &page {
            let paid = entry.state == "SUCCESS" || entry.state == "REFUND";
            let must = paid && entry.day.as_deref() == Some(date);
            piling.add_ledger(&item(entry, false, must))?;
        }
        match page.last() {
            Some(last) => after.clone_from(&last.number),
            None => break,
        }
    }
    after.clear();
    loop {
        let page = ledger.refunds(mchid, date, &after, PAGE).await?;
        for entry in &page {
            let must = entry.state == "SUCCESS" || entry.state == "PROCESSING";
            piling.add_ledger(&item(entry, true, must))?;
        }
        match page.last() {
            Some(last) => after.clone_from(&last.number),
            None => return Ok(()),
        }
    }
}

fn item(entry: &Entry, is_refund: bool, must: bool) -> Item {
    Item {
        is_refund,
        number: entry.number.clone(),
        amount: Fen::new(entry.amount).unwrap_or_default(),
        state: entry.state.clone(),
        must,
    }
}
