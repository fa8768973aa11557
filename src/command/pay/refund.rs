//! What moves money: `vh pay refund`, `micropay`, `reverse`; and `refund-query`.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::order::{Became, Shown, digest, keep, number};
use super::{Which, confirm, left_as, new_number, today, with_number, within_limit};
use crate::cli::pay::{MicropayArgs, NumberArgs, RefundArgs, RefundNumberArgs};
use crate::command::{Context, now, stdin};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::pay::limits::{Field, check};
use crate::pay::order::check_number;
use crate::pay::{Account, Fen, Merchant, Micropay, Number, Refund, Refunded, Version, v2};
use crate::state::ledger::{Begun, NewOrder, NewRefund};
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

/// The payer is asked for this often.
const PACE: Duration = Duration::from_secs(5);

/// A refund as it is shown.
#[derive(Serialize)]
struct ShownRefund {
    out_refund_no: String,
    refund_id: Option<String>,
    out_trade_no: Option<String>,
    state: String,
    amount_fen: Option<i64>,
    total_fen: Option<i64>,
    done_at: Option<String>,
}

impl From<Refunded> for ShownRefund {
    fn from(r: Refunded) -> ShownRefund {
        ShownRefund {
            out_refund_no: r.out_refund_no,
            refund_id: r.refund_id,
            out_trade_no: r.out_trade_no,
            state: r.state,
            amount_fen: r.amount.map(Fen::fen),
            total_fen: r.total.map(Fen::fen),
            done_at: r.done_at,
        }
    }
}

impl Record for ShownRefund {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("out_refund_no", "商户退款单号"),
            Text::pair("state", "状态"),
            Text::pair("amount", "金额"),
            Text::pair("of", "订单金额"),
            Text::pair("out_trade_no", "商户订单号"),
            Text::pair("refund_id", "微信退款单号"),
            Text::pair("done_at", "完成时间"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        let yuan = |fen: Option<i64>| fen.and_then(Fen::new).map(Fen::yuan).unwrap_or_default();
        vec![
            self.out_refund_no.clone(),
            self.state.clone(),
            yuan(self.amount_fen),
            yuan(self.total_fen),
            text(&self.out_trade_no),
            text(&self.refund_id),
            text(&self.done_at),
        ]
    }
}

async fn build(ctx: &Context, account: &Account, args: &RefundArgs) -> Result<Refund> {
    let number = number(&args.which)?;
    let amount = Fen::typed(&args.amount)?;
    let total = match (&args.total, &number) {
        (Some(text), _) => Fen::typed(text)?,
        (None, Number::OutTradeNo(n)) => {
            let ours = ctx.state().await?.ledger().order_amount(&account.mchid, n).await?;
            ours.and_then(Fen::new).unwrap_or(amount)
        }
        (None, Number::TransactionId(_)) => amount,
    };
    let refund = Refund {
        number,
        out_refund_no: args.out_refund_no.clone().map_or_else(new_number, Ok)?,
        amount,
        total,
        reason: args.reason.clone(),
        notify_url: args.notify_url.clone(),
    };
    refund.check(account.test)?;
    Ok(refund)
}

/// `vh pay refund`.
///
/// # Errors
/// [`Kind::Refused`] before anything is sent, when it is not confirmed or beyond a limit; WeChat's refusal;
/// [`Kind::OutcomeUnknown`] when its answer was lost and a query did not find it.
pub async fn refund(ctx: &mut Context, which: &Which, args: RefundArgs) -> Result<()> {
    let (account, merchant) = which.merchant(ctx).await?;
    let refund = build(ctx, &account, &args).await?;
    within_limit(&account, refund.amount)?;
    let what = text!("refund of {}", "退款，订单 {}", refund.number.text());
    confirm(ctx, &account, &what, Some(refund.amount), &refund.out_refund_no)?;
    if ctx.http.is_dry_run() {
        return merchant.refund(&refund).await.map(|_| ());
    }
    let begun = begin(ctx, &account, &refund, args.out_refund_no.is_none()).await?;
    let number = &refund.out_refund_no;
    let sent = match merchant.refund(&refund).await {
        Err(e) if e.kind == Kind::OutcomeUnknown => settle(ctx, &*merchant, &refund, e).await,
        other => other,
    };
    let key = (account.mchid.as_str(), number.as_str());
    let ledger = ctx.state().await?.ledger();
    match sent {
        Ok(refunded) => {
            ledger
                .settle_refund(key, &refunded.state, refunded.refund_id.as_deref(), unix_ms(now()))
                .await?;
            if refunded.state == "PROCESSING" {
                ctx.out.err().note(&text!(
                    "accepted, not refunded yet: vh pay refund-query {number}",
                    "已受理，尚未到账：vh pay refund-query {number}"
                ));
            }
            ctx.out.record(&ShownRefund::from(refunded))
        }
        Err(e) => {
            if begun.is_first() {
                ledger.fail_refund(key, left_as(&e), unix_ms(now())).await?;
            }
            Err(with_number(e, number, "vh pay refund-query", "--out-refund-no"))
        }
    }
}

/// Writes the refund down, counts it, and says its number, before anything leaves.
async fn begin(ctx: &Context, account: &Account, refund: &Refund, is_fresh: bool) -> Result<Begun> {
    let state = ctx.state().await?;
    if !account.test {
        state.require_durable()?;
    }
    let (part, whole) = (refund.amount.fen().to_string(), refund.total.fen().to_string());
    let opt = |o: &Option<String>| o.clone().unwrap_or_default();
    let new = NewRefund {
        mchid: account.mchid.clone(),
        out_refund_no: refund.out_refund_no.clone(),
        account: account.name.clone(),
        number: refund.number.text().to_owned(),
        amount: refund.amount.fen(),
        total: refund.total.fen(),
        digest: digest(&[
            refund.number.text(),
            &part,
            &whole,
            &opt(&refund.reason),
            &opt(&refund.notify_url),
        ]),
        day: today(),
        day_limit: account.max_refund_per_day.filter(|_| !account.test).map(Fen::fen),
        is_fresh,
    };
    let begun = state
        .ledger()
        .begin_refund(new, unix_ms(now()))
        .await
        .map_err(|e| e.provider(&account.name))?;
    let number = &refund.out_refund_no;
    ctx.out.err().note(&match &begun {
        Begun::New => text!("out_refund_no: {number}", "out_refund_no：{number}"),
        Begun::Again { state, .. } => text!(
            "out_refund_no: {number} (again; it was {state})",
            "out_refund_no：{number}（重复；此前状态 {state}）"
        ),
    });
    Ok(begun)
}

/// After a lost answer: only a refund that WeChat has settles it. That it has none yet proves nothing.
async fn settle(ctx: &Context, merchant: &dyn Merchant, refund: &Refund, lost: Error) -> Result<Refunded> {
    match merchant.refund_query(&refund.out_refund_no).await {
        Ok(found) if found.amount == Some(refund.amount) => {
            ctx.out.err().note(&text!(
                "the answer was lost; the query found the refund",
                "应答丢失；查询确认退款已受理"
            ));
            Ok(found)
        }
        _ => Err(lost),
    }
}

/// `vh pay refund-query`.
///
/// # Errors
/// [`Kind::NotFound`] for a refund that WeChat does not know; what else it says.
pub async fn query(ctx: &mut Context, which: &Which, args: RefundNumberArgs) -> Result<()> {
    check(Field::OutRefundNo, "OUT_REFUND_NO", &args.out_refund_no)?;
    let (account, merchant) = which.merchant(ctx).await?;
    let refunded = merchant.refund_query(&args.out_refund_no).await?;
    let key = (account.mchid.as_str(), refunded.out_refund_no.as_str());
    let state = ctx.state().await?;
    let id = refunded.refund_id.as_deref();
    state
        .ledger()
        .settle_refund(key, &refunded.state, id, unix_ms(now()))
        .await?;
    ctx.out.record(&ShownRefund::from(refunded))
}

/// Micropay and its reversal are of v2 only.
fn only_v2(which: &Which, account: &Arc<Account>) -> Result<v2::V2> {
    if which.api.is_some() && which.version(account) == Version::V3 {
        return Err(Error::usage(text!(
            "payments by code are of version 2: --api v2",
            "付款码支付仅支持 v2：--api v2"
        )));
    }
    v2::V2::new(account.clone())
}

/// `vh pay micropay`.
///
/// # Errors
/// [`Kind::Refused`] before anything is sent, when it is not confirmed or beyond the limit; WeChat's refusal;
/// [`Kind::OutcomeUnknown`] when it is not decided in time.
pub async fn micropay(ctx: &mut Context, which: &Which, args: MicropayArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    let v2 = only_v2(which, &account)?;
    let auth_code = match args.auth_code.as_str() {
        "-" => stdin::read_text(ctx.out.err()).await?.trim().to_owned(),
        code => code.to_owned(),
    };
    let pay = Micropay {
        auth_code,
        amount: Fen::typed(&args.amount)?,
        body: args.body,
        out_trade_no: args.out_trade_no.map_or_else(new_number, Ok)?,
        client_ip: args.ip,
        attach: args.attach,
    };
    pay.check()?;
    within_limit(&account, pay.amount)?;
    let what = text!("payment by code", "付款码支付");
    confirm(ctx, &account, &what, Some(pay.amount), &pay.out_trade_no)?;
    let number = &pay.out_trade_no;
    if !ctx.http.is_dry_run() {
        let state = ctx.state().await?;
        if !account.test {
            state.require_durable()?;
        }
        let amount = pay.amount.fen().to_string();
        let new = NewOrder {
            mchid: account.mchid.clone(),
            out_trade_no: number.clone(),
            account: account.name.clone(),
            kind: "micropay".to_owned(),
            amount: pay.amount.fen(),
            digest: digest(&["micropay", &amount, &pay.body, &pay.client_ip]),
        };
        let begun = state.ledger().begin_order(new, unix_ms(now())).await?;
        ctx.out
            .err()
            .note(&text!("out_trade_no: {number}", "out_trade_no：{number}"));
        if begun != Begun::New {
            // The code can be used once: what became of it is asked, never paid again.
            let payment = v2.query(&Number::OutTradeNo(number.clone())).await?;
            keep(ctx, &account, &payment).await?;
            return ctx.out.record(&Shown::from(payment));
        }
    }
    let pace = PACE.min(args.wait.max(Duration::from_millis(1)));
    match v2.micropay(&pay, args.wait, pace).await {
        Ok(payment) => {
            keep(ctx, &account, &payment).await?;
            let state = payment.state.word().to_owned();
            let paid = payment.state == crate::pay::Paid::Success;
            ctx.out.record(&Shown::from(payment))?;
            if paid {
                return Ok(());
            }
            Err(Error::new(
                Kind::Conflict,
                text!("it was not paid: {state}", "未支付成功：{state}"),
            ))
        }
        Err(e) if ctx.http.is_dry_run() => Err(e),
        Err(e) => {
            let key = (account.mchid.as_str(), number.as_str());
            let ledger = ctx.state().await?.ledger();
            ledger.fail_order(key, left_as(&e), unix_ms(now())).await?;
            let unknown = e.kind == Kind::OutcomeUnknown;
            let e = with_number(e, number, "vh pay query", "--out-trade-no");
            Err(if unknown {
                e.hint(text!(
                    "vh pay query {number} tells whether it was paid; vh pay reverse {number} takes it back",
                    "vh pay query {number} 查询是否已支付；vh pay reverse {number} 撤销"
                ))
            } else {
                e
            })
        }
    }
}

/// `vh pay reverse`.
///
/// # Errors
/// As [`micropay`].
pub async fn reverse(ctx: &mut Context, which: &Which, args: NumberArgs) -> Result<()> {
    check_number(&Number::OutTradeNo(args.out_trade_no.clone()))?;
    let account = which.account(ctx).await?;
    let v2 = only_v2(which, &account)?;
    let number = args.out_trade_no;
    let ours = match ctx.http.is_dry_run() {
        true => None,
        false => {
            ctx.state()
                .await?
                .ledger()
                .order_amount(&account.mchid, &number)
                .await?
        }
    };
    let what = text!("take the payment back", "撤销支付");
    confirm(ctx, &account, &what, ours.and_then(Fen::new), &number)?;
    v2.reverse(&number)
        .await
        .map_err(|e| with_number(e, &number, "vh pay query", "the same number"))?;
    let key = (account.mchid.as_str(), number.as_str());
    let ledger = ctx.state().await?.ledger();
    ledger.settle_order(key, "REVOKED", None, None, unix_ms(now())).await?;
    ctx.out.record(&Became {
        out_trade_no: number,
        state: "REVOKED",
    })
}
