//! `vh pay order`, `params`, `query`, `close`.

use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Which, left_as, masked, new_number, with_number, within_limit};
use crate::cli::pay::{Client, Kind as PlaceKind, NumberArgs, OrderArgs, ParamsArgs, WhichArgs};
use crate::command::{Context, now};
use crate::error::{Error, Kind, Result};
use crate::output::{Format, Record, qr};
use crate::pay::order::check_number;
use crate::pay::qr::Code;
use crate::pay::{Account, Fen, Number, Order, Ordered, Paid, Payment, Place, listen, params as client_params};
use crate::sign;
use crate::state::ledger::{Begun, NewOrder};
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

/// An order that was placed.
#[derive(Serialize)]
struct Placed {
    out_trade_no: String,
    amount_fen: i64,
    kind: &'static str,
    prepay_id: Option<String>,
    code_url: Option<String>,
    h5_url: Option<String>,
}

impl Record for Placed {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("out_trade_no", "商户订单号"),
            Text::pair("amount", "金额"),
            Text::pair("kind", "类型"),
            Text::pair("prepay_id", "预支付标识"),
            Text::pair("code_url", "二维码链接"),
            Text::pair("h5_url", "H5 链接"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        vec![
            self.out_trade_no.clone(),
            Fen::new(self.amount_fen).unwrap_or_default().yuan(),
            self.kind.to_owned(),
            text(&self.prepay_id),
            text(&self.code_url),
            text(&self.h5_url),
        ]
    }
}

/// Everything that was asked, as one value: the same again is a repetition.
pub(super) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_be_bytes());
        hash.update(part.as_bytes());
    }
    sign::hex(&hash.finalize())
}

fn place(kind: PlaceKind) -> Place {
    match kind {
        PlaceKind::Jsapi => Place::Jsapi,
        PlaceKind::Native => Place::Native,
        PlaceKind::App => Place::App,
        PlaceKind::H5 => Place::H5,
    }
}

fn build(account: &Account, args: &OrderArgs) -> Result<Order> {
    let order = Order {
        place: place(args.kind),
        amount: Fen::typed(&args.amount)?,
        body: args.body.clone(),
        out_trade_no: args.out_trade_no.clone().map_or_else(new_number, Ok)?,
        openid: args.openid.clone(),
        client_ip: args.ip.clone(),
        notify_url: account
            .need(args.notify_url.as_ref().or(account.notify_url.as_ref()), "notify_url")?
            .clone(),
        attach: args.attach.clone(),
        detail: args.detail.clone(),
        goods_tag: args.goods_tag.clone(),
        expires: None,
        no_credit: args.no_credit,
        profit_sharing: args.profit_sharing,
    };
    order.check(account.test)?;
    if args.expires.is_some_and(|d| d < Duration::from_secs(60)) {
        return Err(Error::usage(text!(
            "--expires is at least a minute",
            "--expires 至少一分钟"
        )));
    }
    if let Some(path) = &args.qr {
        picture(path)?;
        if args.kind != PlaceKind::Native {
            return Err(Error::usage(text!(
                "--qr is for native orders",
                "--qr 仅用于 native 订单"
            )));
        }
    }
    Ok(order)
}

/// `vh pay order`.
///
/// # Errors
/// [`Kind::Usage`] for a field out of its limits; [`Kind::Refused`] beyond `max_amount`; WeChat's refusal;
/// [`Kind::OutcomeUnknown`] when its answer was lost.
pub async fn order(ctx: &mut Context, which: &Which, args: OrderArgs) -> Result<()> {
    let (account, merchant) = which.merchant(ctx).await?;
    let mut order = build(&account, &args)?;
    within_limit(&account, order.amount)?;
    let dry = ctx.http.is_dry_run();
    let (mut began, mut is_first) = (now(), true);
    if !dry {
        (began, is_first) = begin(ctx, &account, &order, &args).await?;
    }
    // A repetition must be the same in every field, so its time counts from the first.
    order.expires = args.expires.map(|d| began + d);
    let number = &order.out_trade_no;
    let key = (account.mchid.as_str(), number.as_str());
    match merchant.order(&order).await {
        Ok(ordered) => {
            let state = ctx.state().await?;
            state
                .ledger()
                .settle_order(key, Paid::NotPay.word(), None, None, unix_ms(now()))
                .await?;
            show(ctx, &order, ordered, &args)
        }
        Err(e) if dry => Err(e),
        Err(e) => {
            if is_first {
                let state = ctx.state().await?;
                state.ledger().fail_order(key, left_as(&e), unix_ms(now())).await?;
            }
            Err(with_number(e, number, "vh pay query", "--out-trade-no"))
        }
    }
}

/// Writes the order down and says its number, before anything leaves; when it was written down first, and whether a failure is
/// the whole truth about it.
async fn begin(ctx: &Context, account: &Account, order: &Order, args: &OrderArgs) -> Result<(SystemTime, bool)> {
    let state = ctx.state().await?;
    if !account.test {
        state.require_durable()?;
    }
    let opt = |o: &Option<String>| o.clone().unwrap_or_default();
    let amount = order.amount.fen().to_string();
    let digest = digest(&[
        order.place.name(),
        &amount,
        &order.body,
        &opt(&order.openid),
        &opt(&order.client_ip),
        &order.notify_url,
        &opt(&order.attach),
        &opt(&order.detail),
        &opt(&order.goods_tag),
        &format!("{:?} {} {}", args.expires, order.no_credit, order.profit_sharing),
    ]);
    let new = NewOrder {
        mchid: account.mchid.clone(),
        out_trade_no: order.out_trade_no.clone(),
        account: account.name.clone(),
        kind: order.place.name().to_owned(),
        amount: order.amount.fen(),
        digest,
    };
    let at = now();
    let begun = state.ledger().begin_order(new, unix_ms(at)).await?;
    let number = &order.out_trade_no;
    let is_first = begun.is_first();
    let (told, first) = match begun {
        Begun::New => (text!("out_trade_no: {number}", "out_trade_no：{number}"), at),
        Begun::Again { state, created_ms } => (
            text!(
                "out_trade_no: {number} (again; it was {state})",
                "out_trade_no：{number}（重复；此前状态 {state}）"
            ),
            UNIX_EPOCH + Duration::from_millis(u64::try_from(created_ms).unwrap_or(0)),
        ),
    };
    ctx.out.err().note(&told);
    Ok((first, is_first))
}

fn show(ctx: &mut Context, order: &Order, ordered: Ordered, args: &OrderArgs) -> Result<()> {
    if let (Some(path), Some(url)) = (&args.qr, &ordered.code_url) {
        write_picture(path, url)?;
    }
    let url = ordered.code_url.clone();
    ctx.out.record(&Placed {
        out_trade_no: order.out_trade_no.clone(),
        amount_fen: order.amount.fen(),
        kind: order.place.name(),
        prepay_id: ordered.prepay_id,
        code_url: ordered.code_url,
        h5_url: ordered.h5_url,
    })?;
    if let (Some(url), Format::Human, true) = (url, ctx.out.format(), ctx.out.is_terminal()) {
        let drawn = qr::draw(&url, ctx.out.is_colored())?;
        ctx.out.rendered(&drawn)?;
    }
    Ok(())
}

/// Which picture a file is to be.
fn picture(path: &Path) -> Result<bool> {
    match path.extension().and_then(|e| e.to_str()) {
        Some("svg") => Ok(true),
        Some("png") => Ok(false),
        _ => {
            let shown = path.display();
            Err(Error::usage(text!(
                "--qr {shown}: end it in .svg or .png",
                "--qr {shown}：应以 .svg 或 .png 结尾"
            )))
        }
    }
}

fn write_picture(path: &Path, url: &str) -> Result<()> {
    let code = Code::new(url)?;
    let bytes = if picture(path)? {
        code.svg().into_bytes()
    } else {
        code.png()?
    };
    let shown = path.display();
    std::fs::write(path, bytes).map_err(|e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e))
}

/// `vh pay params`.
///
/// # Errors
/// As [`client_params::of_account`].
pub async fn params(ctx: &mut Context, which: &Which, args: ParamsArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    let client = match args.client {
        Client::App => client_params::Client::App,
        Client::Mini | Client::Jsapi => client_params::Client::Jsapi,
    };
    let mut made = client_params::of_account(&account, which.version(&account), client, &args.prepay_id)?;
    if args.client == Client::Mini {
        // wx.requestPayment knows its own app.
        made.shift_remove("appId");
    }
    ctx.out.json(&made)
}

/// A payment as it is shown.
#[derive(Serialize)]
pub(super) struct Shown {
    out_trade_no: String,
    transaction_id: Option<String>,
    state: Paid,
    amount_fen: Option<i64>,
    payer_fen: Option<i64>,
    openid: Option<String>,
    trade_type: Option<String>,
    paid_at: Option<String>,
    attach: Option<String>,
    told: Option<String>,
}

impl From<Payment> for Shown {
    fn from(p: Payment) -> Shown {
        Shown {
            out_trade_no: p.out_trade_no,
            transaction_id: p.transaction_id,
            state: p.state,
            amount_fen: p.total.map(Fen::fen),
            payer_fen: p.payer_total.map(Fen::fen),
            openid: p.openid,
            trade_type: p.trade_type,
            paid_at: p.paid_at,
            attach: p.attach,
            told: p.told,
        }
    }
}

impl Record for Shown {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("out_trade_no", "商户订单号"),
            Text::pair("state", "状态"),
            Text::pair("amount", "金额"),
            Text::pair("transaction_id", "微信支付订单号"),
            Text::pair("payer", "付款人"),
            Text::pair("type", "类型"),
            Text::pair("paid_at", "支付时间"),
            Text::pair("attach", "附加数据"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        let yuan = |fen: Option<i64>| fen.and_then(Fen::new).map(Fen::yuan).unwrap_or_default();
        vec![
            self.out_trade_no.clone(),
            self.state.word().to_owned(),
            yuan(self.amount_fen),
            text(&self.transaction_id),
            self.openid.as_deref().map(masked).unwrap_or_default(),
            text(&self.trade_type),
            text(&self.paid_at),
            text(&self.attach),
        ]
    }
}

/// The number of the command line.
pub(super) fn number(args: &WhichArgs) -> Result<Number> {
    let number = match (&args.out_trade_no, &args.transaction_id) {
        (_, Some(id)) => Number::TransactionId(id.clone()),
        (Some(number), None) => Number::OutTradeNo(number.clone()),
        (None, None) => return Err(Error::usage(text!("which order?", "哪个订单？"))),
    };
    check_number(&number)?;
    Ok(number)
}

/// `vh pay query`.
///
/// # Errors
/// [`Kind::NotFound`] for an order that WeChat does not know; what else it says.
pub async fn query(ctx: &mut Context, which: &Which, args: WhichArgs) -> Result<()> {
    let number = number(&args)?;
    let (account, merchant) = which.merchant(ctx).await?;
    let payment = merchant.query(&number).await?;
    keep(ctx, &account, &payment).await?;
    ctx.out.record(&Shown::from(payment))
}

/// Keeps what WeChat said of an order.
pub(super) async fn keep(ctx: &Context, account: &Account, payment: &Payment) -> Result<()> {
    let state = ctx.state().await?;
    if let Some(ours) = state
        .ledger()
        .order_amount(&account.mchid, &payment.out_trade_no)
        .await?
        && payment.total.is_some_and(|t| t.fen() != ours)
    {
        let (ours, theirs) = (Fen::new(ours).unwrap_or_default(), payment.total.unwrap_or_default());
        return Err(Error::new(
            Kind::Integrity,
            text!(
                "WeChat's order is of {theirs}, the ledger's of {ours}",
                "微信的订单金额为 {theirs}，账本为 {ours}"
            ),
        )
        .provider(&account.name));
    }
    let day = payment.paid_at.as_deref().and_then(listen::day_of);
    let key = (account.mchid.as_str(), payment.out_trade_no.as_str());
    let id = payment.transaction_id.as_deref();
    state
        .ledger()
        .settle_order(key, payment.state.word(), id, day.as_deref(), unix_ms(now()))
        .await
}

/// What became of a number.
#[derive(Serialize)]
pub(super) struct Became {
    pub(super) out_trade_no: String,
    pub(super) state: &'static str,
}

impl Record for Became {
    fn headings() -> Vec<Text> {
        vec![Text::pair("out_trade_no", "商户订单号"), Text::pair("state", "状态")]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.out_trade_no.clone(), self.state.to_owned()]
    }
}

/// `vh pay close`.
///
/// # Errors
/// [`Kind::Conflict`] for an order that was paid; what else WeChat says.
pub async fn close(ctx: &mut Context, which: &Which, args: NumberArgs) -> Result<()> {
    check_number(&Number::OutTradeNo(args.out_trade_no.clone()))?;
    let (account, merchant) = which.merchant(ctx).await?;
    let number = args.out_trade_no;
    merchant
        .close(&number)
        .await
        .map_err(|e| with_number(e, &number, "vh pay query", "the same number"))?;
    let state = ctx.state().await?;
    let key = (account.mchid.as_str(), number.as_str());
    state
        .ledger()
        .settle_order(key, "CLOSED", None, None, unix_ms(now()))
        .await?;
    ctx.out.record(&Became {
        out_trade_no: number,
        state: "CLOSED",
    })
}
