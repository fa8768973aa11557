//! Comparing a bill with what was written down. Both sides are dealt into files by their numbers, so that any size fits into a
//! little memory: what has the same number meets in the same small pile.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::bill::Bill;
use super::money::Fen;
use crate::error::{Error, Kind, Result};
use crate::text;

/// Into so many piles everything is dealt: a million rows leave some ten thousand in each.
const PILES: usize = 64;

/// A payment or a refund, on either side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Whether it is a refund.
    pub is_refund: bool,
    /// The merchant's number.
    pub number: String,
    /// How much.
    pub amount: Fen,
    /// Its state.
    pub state: String,
    /// Whether the other side must have it.
    pub must: bool,
}

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The ledger has it, the bill does not.
    MissingInBill,
    /// The bill has it, the ledger does not.
    MissingInLedger,
    /// The amounts differ.
    Amount,
    /// The states differ.
    State,
    /// The bill has it more than once.
    Twice,
}

impl Problem {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Problem::MissingInBill => "missing_in_bill",
            Problem::MissingInLedger => "missing_in_ledger",
            Problem::Amount => "amount",
            Problem::State => "state",
            Problem::Twice => "twice",
        }
    }
}

/// A difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub problem: Problem,
    /// Whether it is about a refund.
    pub is_refund: bool,
    /// The number.
    pub number: String,
    /// The bill's side.
    pub bill: Option<(Fen, String)>,
    /// The ledger's side.
    pub ledger: Option<(Fen, String)>,
}

/// How many of each were compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// Rows of the bill.
    pub bill: u64,
    /// Rows of the ledger.
    pub ledger: u64,
    /// Differences.
    pub differences: u64,
}

/// The piles of one side.
struct Piles(Vec<BufWriter<File>>);

/// Both sides.
pub struct Piling {
    bill: Piles,
    ledger: Piles,
    counted: Counted,
}

fn cannot(e: std::io::Error) -> Error {
    Error::local(text!("cannot write a temporary file", "无法写入临时文件"), e)
}

impl Piles {
    fn new(dir: &Path) -> Result<Piles> {
        let open = |_| {
            // Without a name from the start where the system can do that; it is gone with the process in any case.
            let flags = rustix::fs::OFlags::TMPFILE | rustix::fs::OFlags::RDWR | rustix::fs::OFlags::CLOEXEC;
            let file = rustix::fs::open(dir, flags, rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR)
                .map(File::from)
                .or_else(|_| named(dir))
                .map_err(cannot)?;
            Ok(BufWriter::with_capacity(8 << 10, file))
        };
        Ok(Piles((0..PILES).map(open).collect::<Result<_>>()?))
    }

    fn add(&mut self, item: &Item) -> Result<()> {
        let hash = Sha256::digest(item.number.as_bytes());
        let pile = usize::from(hash[0]) % PILES;
        let (kind, must) = (u8::from(item.is_refund), u8::from(item.must));
        let clean = |t: &str| t.replace(['\t', '\n'], " ");
        let (number, state, fen) = (clean(&item.number), clean(&item.state), item.amount.fen());
        writeln!(self.0[pile], "{kind}\t{must}\t{fen}\t{state}\t{number}").map_err(cannot)
    }

    fn read(&mut self, pile: usize) -> Result<impl Iterator<Item = Result<Item>> + '_> {
        self.0[pile].flush().map_err(cannot)?;
        let mut file = self.0[pile].get_ref();
        file.seek(SeekFrom::Start(0)).map_err(cannot)?;
        Ok(BufReader::new(file).lines().map(|line| {
            let line = line.map_err(cannot)?;
            let mut parts = line.splitn(5, '\t');
            let mut next = || parts.next().unwrap_or("");
            Ok(Item {
                is_refund: next() == "1",
                must: next() == "1",
                amount: next().parse().ok().and_then(Fen::new).unwrap_or_default(),
                state: next().to_owned(),
                number: next().to_owned(),
            })
        }))
    }
}

/// A file that is removed as soon as it is open.
fn named(dir: &Path) -> std::io::Result<File> {
    let unique = getrandom::u64().unwrap_or(0);
    let path = dir.join(format!("vh-reconcile-{unique:016x}"));
    let file = File::options().read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(&path)?;
    Ok(file)
}

impl Piling {
    /// Nothing on either side; files go into `dir`.
    ///
    /// # Errors
    /// [`Kind::Local`] when it cannot be written.
    pub fn new(dir: &Path) -> Result<Piling> {
        Ok(Piling {
            bill: Piles::new(dir)?,
            ledger: Piles::new(dir)?,
            counted: Counted::default(),
        })
    }

    /// Adds what the ledger has.
    ///
    /// # Errors
    /// [`Kind::Local`] when it cannot be written.
    pub fn add_ledger(&mut self, item: &Item) -> Result<()> {
        self.counted.ledger += 1;
        self.ledger.add(item)
    }

    /// Adds all rows of a bill.
    ///
    /// # Errors
    /// [`Kind::Malformed`] and [`Kind::Integrity`] for a bill that cannot be read; [`Kind::Local`] for a disk that cannot be
    /// written.
    pub fn add_bill<R: Read + BufRead>(&mut self, bill: &mut Bill<R>) -> Result<()> {
        let columns = Columns::of(bill)?;
        while let Some(row) = bill.row()? {
            self.counted.bill += 1;
            self.bill.add(&columns.item(&row)?)?;
        }
        Ok(())
    }

    /// Compares; `each` takes every difference.
    ///
    /// # Errors
    /// What `each` says; [`Kind::Local`] for a disk that cannot be read.
    pub fn compare(mut self, mut each: impl FnMut(Difference) -> Result<()>) -> Result<Counted> {
        let mut differences = 0;
        for pile in 0..PILES {
            let mut ours: HashMap<(bool, String), (Fen, String, bool, bool)> = HashMap::new();
            for item in self.ledger.read(pile)? {
                let item = item?;
                ours.insert(
                    (item.is_refund, item.number),
                    (item.amount, item.state, item.must, false),
                );
            }
            for item in self.bill.read(pile)? {
                let item = item?;
                let key = (item.is_refund, item.number.clone());
                let theirs = (item.amount, item.state.clone());
                let mut found = |problem, ledger: Option<(Fen, String)>| {
                    differences += 1;
                    each(Difference {
                        problem,
                        is_refund: item.is_refund,
                        number: item.number.clone(),
                        bill: Some(theirs.clone()),
                        ledger,
                    })
                };
                let Some((amount, state, _, seen)) = ours.get_mut(&key) else {
                    found(Problem::MissingInLedger, None)?;
                    continue;
                };
                let side = Some((*amount, state.clone()));
                if *seen {
                    found(Problem::Twice, side)?;
                } else if *amount != item.amount {
                    found(Problem::Amount, side)?;
                } else if !agree(&item.state, state, item.is_refund) {
                    found(Problem::State, side)?;
                }
                *seen = true;
            }
            for ((is_refund, number), (amount, state, must, seen)) in ours {
                if must && !seen {
                    differences += 1;
                    each(Difference {
                        problem: Problem::MissingInBill,
                        is_refund,
                        number,
                        bill: None,
                        ledger: Some((amount, state)),
                    })?;
                }
            }
        }
        self.counted.differences = differences;
        Ok(self.counted)
    }
}

/// Whether the states of both sides can be true at once. A bill tells a payment as SUCCESS even when it was refunded since.
fn agree(bill: &str, ledger: &str, is_refund: bool) -> bool {
    if ledger.is_empty() {
        return true;
    }
    match (is_refund, bill) {
        (false, "SUCCESS") => matches!(ledger, "SUCCESS" | "REFUND"),
        (false, "REVOKED") => ledger == "REVOKED",
        (true, "SUCCESS") => matches!(ledger, "SUCCESS" | "PROCESSING"),
        (true, "PROCESSING") => ledger == "PROCESSING",
        (true, "CHANGE") => ledger == "ABNORMAL",
        (_, word) => word == ledger,
    }
}

/// Where a bill keeps what is compared.
struct Columns {
    order: usize,
    state: usize,
    total: usize,
    refund: Option<(usize, usize, usize)>,
}

impl Columns {
    fn of<R: BufRead>(bill: &Bill<R>) -> Result<Columns> {
        let need = |names: &[&str]| {
            let first = names[0];
            bill.column(names).ok_or_else(|| {
                Error::new(
                    Kind::Malformed,
                    text!("the bill has no column {first}", "账单缺少“{first}”列"),
                )
            })
        };
        let refund = (
            bill.column(&["商户退款单号"]),
            // What was asked for, where the bill has it; else what was settled.
            bill.column(&["申请退款金额"]).or_else(|| bill.column(&["退款金额"])),
            bill.column(&["退款状态"]),
        );
        Ok(Columns {
            order: need(&["商户订单号"])?,
            state: need(&["交易状态"])?,
            total: need(&["订单金额", "应结订单金额", "总金额"])?,
            refund: match refund {
                (Some(number), Some(amount), Some(state)) => Some((number, amount, state)),
                _ => None,
            },
        })
    }

    /// The payment, or the refund, of a row.
    fn item(&self, row: &[String]) -> Result<Item> {
        let cell = |at: usize| row.get(at).map_or("", |c| c.trim());
        let money = |text: &str| {
            Fen::of_yuan(text)
                .or_else(|| Fen::of_protocol(text).and_then(|f| Fen::new(f.fen() * 100)))
                .ok_or_else(|| {
                    Error::new(
                        Kind::Malformed,
                        text!("{text:?} is no amount in yuan", "{text:?} 不是以元计的金额"),
                    )
                })
        };
        let state = cell(self.state);
        if state == "REFUND" || state == "REVOKED" {
            let number = self.refund.map_or("", |(n, ..)| cell(n));
            if let Some((_, amount, refunded)) = self.refund
                && !number.is_empty()
                && number != "0"
            {
                return Ok(Item {
                    is_refund: true,
                    number: number.to_owned(),
                    amount: money(cell(amount))?,
                    state: cell(refunded).to_owned(),
                    must: true,
                });
            }
        }
        Ok(Item {
            is_refund: false,
            number: cell(self.order).to_owned(),
            amount: money(cell(self.total))?,
            state: state.to_owned(),
            must: true,
        })
    }
}

/// Where another system's CSV keeps what is compared.
struct OrderColumns {
    order: Option<usize>,
    refund: Option<usize>,
    amount: usize,
    state: Option<usize>,
}

/// Reads what another system has, as CSV with a header: `out_trade_no` or `out_refund_no`, `amount`, and perhaps `state`.
///
/// # Errors
/// [`Kind::Usage`] naming the line.
pub fn orders_csv(lines: impl BufRead, mut each: impl FnMut(Item) -> Result<()>) -> Result<()> {
    let mut header: Option<OrderColumns> = None;
    for (at, line) in lines.lines().enumerate() {
        let line = line.map_err(|e| Error::local(text!("cannot read the orders", "无法读取订单文件"), e))?;
        let line = line.trim_start_matches('\u{feff}').trim_end();
        if line.is_empty() {
            continue;
        }
        let at = at + 1;
        let bad = |why: crate::text::Text| {
            Error::usage(text!("line {at} of the orders", "订单文件第 {at} 行").join(": ", why))
        };
        let cells: Vec<&str> = line.split(',').map(|c| c.trim().trim_matches('"')).collect();
        let Some(columns) = &header else {
            let find = |name: &str| cells.iter().position(|c| *c == name);
            let (order, refund) = (find("out_trade_no"), find("out_refund_no"));
            let Some(amount) = find("amount").filter(|_| order.is_some() || refund.is_some()) else {
                return Err(bad(text!(
                    "it needs a header with out_trade_no (or out_refund_no) and amount",
                    "表头应含 out_trade_no（或 out_refund_no）与 amount"
                )));
            };
            header = Some(OrderColumns {
                order,
                refund,
                amount,
                state: find("state"),
            });
            continue;
        };
        let cell = |at: Option<usize>| at.and_then(|i| cells.get(i)).copied().unwrap_or("");
        let refund_no = cell(columns.refund);
        let is_refund = !refund_no.is_empty();
        let number = if is_refund { refund_no } else { cell(columns.order) };
        if number.is_empty() {
            return Err(bad(text!("no number", "没有单号")));
        }
        each(Item {
            is_refund,
            number: number.to_owned(),
            amount: Fen::typed(cell(Some(columns.amount))).map_err(|e| bad(e.what.clone()))?,
            state: cell(columns.state).to_owned(),
            must: true,
        })?;
    }
    Ok(())
}
