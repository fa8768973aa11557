//! `vh pay`.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};

// `vh pay`.
#[derive(Debug, Clone, Args)]
pub struct PayArgs {
    /// The merchant: a table [pay.NAME]
    #[arg(long, global = true, value_name = "NAME")]
    pub account: Option<String>,
    /// Which version of the interface; by default the table's
    #[arg(long, global = true, value_enum, value_name = "VERSION")]
    pub api: Option<Api>,
    /// What to do
    #[command(subcommand)]
    pub command: PayCommand,
}

/// A version of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Api {
    /// XML and a shared key
    V2,
    /// JSON and RSA
    V3,
}

// `vh pay …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum PayCommand {
    /// Place an order; a native one is drawn as a QR code
    Order(Box<OrderArgs>),
    /// Print what the client needs to pay: mini program, JSAPI or app
    Params(ParamsArgs),
    /// Ask how a payment stands
    Query(WhichArgs),
    /// Close an order that is not paid
    Close(NumberArgs),
    /// Give money back
    Refund(RefundArgs),
    /// Ask how a refund stands
    RefundQuery(RefundNumberArgs),
    /// Take a payment by the code on the payer's phone (v2)
    Micropay(MicropayArgs),
    /// Take back a payment by code (v2)
    Reverse(NumberArgs),
    /// Download a bill, verified
    Bill(BillArgs),
    /// Compare a bill with the ledger
    Reconcile(ReconcileArgs),
    /// Check a captured notification, every check shown; needs no network
    Verify(VerifyArgs),
    /// Decrypt the content of a notification or an encrypted field
    Decrypt(DecryptArgs),
    /// Encrypt a sensitive field for WeChat (v3)
    Encrypt(EncryptArgs),
    /// Fetch WeChat's certificates, or list the keys that are configured
    Certificates(CertificatesArgs),
    /// Receive notifications: verify, record once, answer, hand on
    Listen(ListenArgs),
    /// Send a notification under test keys, signed as WeChat signs
    Trigger(TriggerArgs),
    /// What was ordered, refunded and told
    #[command(subcommand)]
    Ledger(LedgerCommand),
}

/// Where the payer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Inside WeChat, or a mini program
    Jsapi,
    /// By scanning a QR code
    Native,
    /// In an app
    App,
    /// In the browser of a phone
    H5,
}

// `vh pay order`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh pay order --kind native --amount 12.34 --body \"Annual plan\"\n  \
    vh pay order --kind jsapi --amount 1fen --body test --openid OPENID\n  \
    vh pay order --kind native --amount 0.01 --body test --qr code.svg")]
pub struct OrderArgs {
    /// Where it is paid
    #[arg(long, value_enum, value_name = "KIND")]
    pub kind: Kind,
    /// How much: 12.34 (yuan) or 1234fen
    #[arg(long, value_name = "AMOUNT")]
    pub amount: String,
    /// What for; the payer reads it
    #[arg(long, value_name = "TEXT")]
    pub body: String,
    /// Your number of the order; made when absent. The same number and content again is the same order
    #[arg(long, value_name = "NUMBER")]
    pub out_trade_no: Option<String>,
    /// Who pays (jsapi)
    #[arg(long, value_name = "OPENID")]
    pub openid: Option<String>,
    /// The payer's own address (h5)
    #[arg(long, value_name = "IP")]
    pub ip: Option<String>,
    /// Where WeChat tells of the payment; by default the table's
    #[arg(long, value_name = "URL")]
    pub notify_url: Option<String>,
    /// Echoed in the notification
    #[arg(long, value_name = "TEXT")]
    pub attach: Option<String>,
    /// Goods, as JSON
    #[arg(long, value_name = "JSON")]
    pub detail: Option<String>,
    /// A tag that coupons refer to
    #[arg(long, value_name = "TAG")]
    pub goods_tag: Option<String>,
    /// How long it can be paid, such as 30m
    #[arg(long, value_name = "DURATION", value_parser = super::duration)]
    pub expires: Option<Duration>,
    /// Take no credit cards
    #[arg(long)]
    pub no_credit: bool,
    /// Mark the money as to be shared
    #[arg(long)]
    pub profit_sharing: bool,
    /// Write the QR code to this file: .svg or .png
    #[arg(long, value_name = "FILE")]
    pub qr: Option<PathBuf>,
}

// `vh pay params`.
#[derive(Debug, Clone, Args)]
pub struct ParamsArgs {
    /// What the order gave
    #[arg(value_name = "PREPAY_ID")]
    pub prepay_id: String,
    /// What the client is
    #[arg(long, value_enum, value_name = "CLIENT", default_value = "mini")]
    pub client: Client,
}

/// What the client is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Client {
    /// A mini program: wx.requestPayment
    Mini,
    /// A page inside WeChat
    Jsapi,
    /// An app
    App,
}

// Which order.
#[derive(Debug, Clone, Args)]
pub struct WhichArgs {
    /// Your number of the order
    #[arg(value_name = "OUT_TRADE_NO", required_unless_present = "transaction_id")]
    pub out_trade_no: Option<String>,
    /// WeChat's number instead
    #[arg(long, value_name = "ID", conflicts_with = "out_trade_no")]
    pub transaction_id: Option<String>,
}

// Which order, by your number.
#[derive(Debug, Clone, Args)]
pub struct NumberArgs {
    /// Your number of the order
    #[arg(value_name = "OUT_TRADE_NO")]
    pub out_trade_no: String,
}

// `vh pay refund`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh pay refund ORDER-1 --amount 12.34\n  \
    vh pay refund ORDER-1 --amount 1.00 --total 12.34 --reason \"sold out\"\n  \
    vh pay refund ORDER-1 --amount 12.34 --out-refund-no R-1      the same again, after a lost answer")]
pub struct RefundArgs {
    /// Which order
    #[command(flatten)]
    pub which: WhichArgs,
    /// How much: 12.34 (yuan) or 1234fen
    #[arg(long, value_name = "AMOUNT")]
    pub amount: String,
    /// The order's amount; by default the ledger's, else the amount that is refunded
    #[arg(long, value_name = "AMOUNT")]
    pub total: Option<String>,
    /// Your number of the refund; made when absent. The same number and content again is the same refund
    #[arg(long, value_name = "NUMBER")]
    pub out_refund_no: Option<String>,
    /// Why; the payer reads it
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Where WeChat tells of the refund
    #[arg(long, value_name = "URL")]
    pub notify_url: Option<String>,
}

// Which refund.
#[derive(Debug, Clone, Args)]
pub struct RefundNumberArgs {
    /// Your number of the refund
    #[arg(value_name = "OUT_REFUND_NO")]
    pub out_refund_no: String,
}

// `vh pay micropay`.
#[derive(Debug, Clone, Args)]
pub struct MicropayArgs {
    /// The number under the payer's code; - reads it from standard input
    #[arg(long, value_name = "DIGITS|-")]
    pub auth_code: String,
    /// How much: 12.34 (yuan) or 1234fen
    #[arg(long, value_name = "AMOUNT")]
    pub amount: String,
    /// What for; the payer reads it
    #[arg(long, value_name = "TEXT")]
    pub body: String,
    /// Your number of the order; made when absent. The same number and content again is the same order
    #[arg(long, value_name = "NUMBER")]
    pub out_trade_no: Option<String>,
    /// The address of the till
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub ip: String,
    /// Echoed in the notification
    #[arg(long, value_name = "TEXT")]
    pub attach: Option<String>,
    /// How long to wait for a payer who types a password
    #[arg(long, value_name = "DURATION", default_value = "30s", value_parser = super::duration)]
    pub wait: Duration,
}

/// Which rows of a bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rows {
    /// Payments and refunds
    All,
    /// Payments
    Success,
    /// Refunds
    Refund,
    /// How the account's money moved (v3)
    Fund,
}

// `vh pay bill`.
#[derive(Debug, Clone, Args)]
pub struct BillArgs {
    /// The day, such as 2026-11-22
    #[arg(long, value_name = "DATE")]
    pub date: String,
    /// Which rows
    #[arg(long, value_enum, value_name = "ROWS", default_value = "all")]
    pub rows: Rows,
    /// Write the bill itself to this file; - for standard output
    #[arg(long, value_name = "FILE|-")]
    pub out: Option<PathBuf>,
}

// `vh pay reconcile`.
#[derive(Debug, Clone, Args)]
pub struct ReconcileArgs {
    /// The day, such as 2026-11-22; its bill is downloaded unless --bill names one
    #[arg(long, value_name = "DATE", required_unless_present = "bill")]
    pub date: Option<String>,
    /// A bill that was downloaded
    #[arg(long, value_name = "FILE")]
    pub bill: Option<PathBuf>,
    /// Compare with this CSV instead of the ledger: out_trade_no,amount[,state]
    #[arg(long, value_name = "CSV")]
    pub orders: Option<PathBuf>,
}

/// What a notification is expected to be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum About {
    /// A payment
    Payment,
    /// A refund
    Refund,
}

// `vh pay verify`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh pay verify notification.xml --expect-total 12.34\n  \
    vh pay verify body.json --headers headers.txt --expect-total 12.34 --at 2026-11-28T10:00:00+08:00\n  \
    vh pay verify - < raw-http-request.txt")]
pub struct VerifyArgs {
    /// The notification: v2 XML, v3 JSON, or a whole HTTP request; - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// The headers that came with it, one NAME: VALUE a line
    #[arg(long, value_name = "FILE")]
    pub headers: Option<PathBuf>,
    /// The amount of the order
    #[arg(long, value_name = "AMOUNT")]
    pub expect_total: Option<String>,
    /// Your number of the order
    #[arg(long, value_name = "OUT_TRADE_NO")]
    pub expect_order: Option<String>,
    /// What it must be about
    #[arg(long, value_enum, value_name = "ABOUT", default_value = "payment")]
    pub about: About,
    /// Judge its time by this clock: 2026-11-28T10:00:00+08:00 or seconds since 1970
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Show what was signed, the key masked, and name what is wrong
    #[arg(long)]
    pub explain: bool,
}

// `vh pay decrypt`.
#[derive(Debug, Clone, Args)]
pub struct DecryptArgs {
    /// A v3 notification or its resource, a v2 refund notification or its req_info, or an encrypted field; - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
}

// `vh pay encrypt`.
#[derive(Debug, Clone, Args)]
pub struct EncryptArgs {
    /// The field's text, in a file; - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
}

// `vh pay certificates`.
#[derive(Debug, Clone, Args)]
pub struct CertificatesArgs {
    /// List the keys of the configuration; nothing is sent
    #[arg(long)]
    pub configured: bool,
    /// Write each certificate into this directory as SERIAL.pem
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

// `vh pay listen`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  \
    vh pay listen --forward-to http://127.0.0.1:3000/paid\n  \
    vh pay listen --addr unix:/run/vh/pay.sock --exec")]
pub struct ListenArgs {
    /// Where to listen: HOST:PORT, or unix:/PATH
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8787")]
    pub addr: String,
    /// Listen on an address that others can reach; TLS is the reverse proxy's
    #[arg(long)]
    pub public: bool,
    /// Hand each notification on to this address, signed with forward_secret; at least once
    #[arg(long, value_name = "URL", conflicts_with = "exec")]
    pub forward_to: Option<String>,
    /// Hand each notification on to the table's exec program, JSON on its standard input; at least once
    #[arg(long)]
    pub exec: bool,
    /// Refuse payments of orders that are not in the ledger
    #[arg(long)]
    pub known_only: bool,
    /// Write the address to this file once it listens
    #[arg(long, value_name = "FILE")]
    pub port_file: Option<PathBuf>,
}

// `vh pay trigger`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example:\n  \
    vh pay trigger payment --to http://127.0.0.1:8787/ --amount 12.34 --times 3 --at-once")]
pub struct TriggerArgs {
    /// What it tells of
    #[arg(value_enum, value_name = "KIND")]
    pub kind: About,
    /// Where it is sent
    #[arg(long, value_name = "URL")]
    pub to: Option<String>,
    /// The number of the order; made when absent
    #[arg(long, value_name = "NUMBER")]
    pub out_trade_no: Option<String>,
    /// The number of the refund; made when absent
    #[arg(long, value_name = "NUMBER")]
    pub out_refund_no: Option<String>,
    /// How much: 12.34 (yuan) or 1234fen
    #[arg(long, value_name = "AMOUNT", default_value = "0.01")]
    pub amount: String,
    /// Another value of a field, such as total_fee=1 or amount.total=1; may be repeated
    #[arg(long = "field", value_name = "NAME=VALUE")]
    pub field: Vec<String>,
    /// Send it so often
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub times: u32,
    /// All at once, instead of one after the other
    #[arg(long)]
    pub at_once: bool,
    /// Print the HTTP request instead of sending it
    #[arg(long, conflicts_with = "to")]
    pub print: bool,
}

// `vh pay ledger …`.
#[derive(Debug, Clone, Subcommand)]
#[command(defer = true)]
pub enum LedgerCommand {
    /// List orders, refunds and notifications, newest first
    Ls(LedgerLsArgs),
    /// Show everything about a number
    Show(LedgerShowArgs),
    /// Hand a notification on once more, under the same id
    Replay(LedgerReplayArgs),
}

// `vh pay ledger ls`.
#[derive(Debug, Clone, Args)]
pub struct LedgerLsArgs {
    /// Only what waits for something: an answer, WeChat, a receiver
    #[arg(long)]
    pub stuck: bool,
    /// At most so many
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub limit: u32,
}

// `vh pay ledger show`.
#[derive(Debug, Clone, Args)]
pub struct LedgerShowArgs {
    /// A number of yours or of WeChat's, or a delivery's id
    #[arg(value_name = "NUMBER")]
    pub number: String,
}

// `vh pay ledger replay`.
#[derive(Debug, Clone, Args)]
pub struct LedgerReplayArgs {
    /// A number of yours, or a delivery's id
    #[arg(value_name = "NUMBER")]
    pub number: String,
    /// Hand it on to this address, signed with forward_secret
    #[arg(long, value_name = "URL", conflicts_with = "exec")]
    pub forward_to: Option<String>,
    /// Hand it on to the table's exec program
    #[arg(long)]
    pub exec: bool,
}
