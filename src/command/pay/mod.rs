//! `vh pay`: orders, refunds, notifications, bills, the ledger.

pub mod bill;
mod capture;
pub mod ledger;
pub mod listen;
pub mod order;
pub mod refund;
pub mod trigger;
pub mod verify;

use std::sync::Arc;

use bytes::Bytes;

use super::api::Callable;
use super::{Context, now};
use crate::cli::pay::{Api, PayArgs, PayCommand};
use crate::config::Settings;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Body, Credential, Http, Method, Reply, Request, Target};
use crate::pay::account::Shared;
use crate::pay::v2::xml::Fields;
use crate::pay::{self, Account, Clock, Fen, Merchant, Version, params, v2, v3};
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

/// `vh pay`.
///
/// # Errors
/// Whatever the command says.
pub async fn run(ctx: &mut Context, args: PayArgs) -> Result<()> {
    let which = Which {
        account: args.account,
        api: args.api,
    };
    match args.command {
        PayCommand::Order(args) => order::order(ctx, &which, *args).await,
        PayCommand::Params(args) => order::params(ctx, &which, args).await,
        PayCommand::Query(args) => order::query(ctx, &which, args).await,
        PayCommand::Close(args) => order::close(ctx, &which, args).await,
        PayCommand::Refund(args) => refund::refund(ctx, &which, args).await,
        PayCommand::RefundQuery(args) => refund::query(ctx, &which, args).await,
        PayCommand::Micropay(args) => refund::micropay(ctx, &which, args).await,
        PayCommand::Reverse(args) => refund::reverse(ctx, &which, args).await,
        PayCommand::Bill(args) => bill::bill(ctx, &which, args).await,
        PayCommand::Reconcile(args) => bill::reconcile(ctx, &which, args).await,
        PayCommand::Verify(args) => verify::verify(ctx, &which, args).await,
        PayCommand::Decrypt(args) => verify::decrypt(ctx, &which, args).await,
        PayCommand::Encrypt(args) => verify::encrypt(ctx, &which, args).await,
        PayCommand::Certificates(args) => verify::certificates(ctx, &which, args).await,
        PayCommand::Listen(args) => listen::listen(ctx, &which, args).await,
        PayCommand::Trigger(args) => trigger::trigger(ctx, &which, args).await,
        PayCommand::Ledger(command) => ledger::run(ctx, &which, command).await,
    }
}

/// Which merchant, which version.
pub struct Which {
    account: Option<String>,
    api: Option<Api>,
}

/// Time and chance of the process.
pub(crate) fn clock() -> Clock {
    Clock { now, nonce }
}

/// 32 letters and digits from the system's random numbers.
fn nonce() -> Result<String> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
    Ok(bytes
        .iter()
        .map(|b| char::from(ALPHABET[usize::from(b % 32)]))
        .collect())
}

/// Connects the table `name`.
///
/// # Errors
/// As [`Settings::pay`] and [`Account::connect`].
pub(crate) async fn connect(settings: &Settings, http: &Http, name: &str) -> Result<Account> {
    let resolved = settings.pay(name).await.map_err(|e| e.provider(name))?;
    Account::connect(name, resolved.config, resolved.net, http.clone(), clock())
}

impl Which {
    /// The account that is meant.
    async fn account(&self, ctx: &Context) -> Result<Shared> {
        let name = ctx.settings.table("pay", self.account.as_deref())?;
        Ok(Arc::new(connect(&ctx.settings, &ctx.http, &name).await?))
    }

    /// The version that is meant.
    fn version(&self, account: &Account) -> Version {
        match self.api {
            Some(Api::V2) => Version::V2,
            Some(Api::V3) => Version::V3,
            None => account.version,
        }
    }

    /// Account and merchant.
    async fn merchant(&self, ctx: &Context) -> Result<(Shared, Box<dyn Merchant>)> {
        let account = self.account(ctx).await?;
        let merchant = pay::merchant(account.clone(), self.version(&account))?;
        Ok((account, merchant))
    }
}

/// A number that nobody has used: the time in Beijing, and chance. 32 characters.
fn new_number() -> Result<String> {
    let seconds = unix_ms(now()) / 1000;
    let time = params::beijing(seconds).map_or(String::new(), |t| t.strftime("%Y%m%d%H%M%S").to_string());
    let chance = getrandom::u64().map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
    Ok(format!("vh{time}{chance:016x}"))
}

/// The day in Beijing.
fn today() -> String {
    params::beijing(unix_ms(now()) / 1000).map_or(String::new(), |t| t.strftime("%Y-%m-%d").to_string())
}

/// Stops what passes the table's limit.
///
/// # Errors
/// [`Kind::Refused`].
fn within_limit(account: &Account, amount: Fen) -> Result<()> {
    let Some(limit) = account.max_amount.filter(|limit| !account.test && amount > *limit) else {
        return Ok(());
    };
    Err(Error::new(
        Kind::Refused,
        text!(
            "{amount} is more than max_amount = {limit}",
            "{amount} 超过 max_amount = {limit}"
        ),
    )
    .provider(&account.name)
    .hint(text!(
        "the limit stands in [pay.{}]",
        "该限额设置在 [pay.{}]",
        account.name
    )))
}

/// Asks before money moves: the amount must be typed once more, or `--yes` be given where nobody can be asked.
///
/// # Errors
/// [`Kind::Refused`] without either, and for another amount.
fn confirm(ctx: &Context, account: &Account, what: &Text, amount: Option<Fen>, number: &str) -> Result<()> {
    if account.test || ctx.http.is_dry_run() {
        return Ok(());
    }
    let (name, mchid) = (&account.name, &account.mchid);
    let yuan = amount.map_or_else(|| "?".to_owned(), |a| a.to_string());
    ctx.out.err().note(
        &text!(
            "{name} (merchant {mchid}): {yuan}, {number}: ",
            "{name}（商户 {mchid}）：{yuan}，{number}："
        )
        .join("", what.clone()),
    );
    if ctx.yes {
        return Ok(());
    }
    let instead = text!("give --yes when it is meant", "确认无误请加 --yes");
    let question = match amount {
        Some(_) => text!("Type the amount once more, in yuan", "请再次输入金额（元）"),
        None => text!("Type the order's number once more", "请再次输入订单号"),
    };
    let typed = ctx.prompt.text(&question, None, instead)?;
    let typed = typed.trim();
    let same = match amount {
        Some(amount) => typed == amount.yuan() || Fen::typed(typed).is_ok_and(|t| t == amount),
        None => typed == number,
    };
    if same {
        return Ok(());
    }
    Err(Error::new(
        Kind::Refused,
        text!(
            "not what was typed before: nothing was sent",
            "与之前输入的不一致：未发送任何请求"
        ),
    ))
}

/// What an error leaves in the ledger.
fn left_as(error: &Error) -> &'static str {
    if error.kind == Kind::OutcomeUnknown || error.outcome == Outcome::Unknown {
        "UNKNOWN"
    } else {
        "FAILED"
    }
}

/// Names the number in an error, and what settles an unknown outcome.
fn with_number(error: Error, number: &str, query: &str, option: &str) -> Error {
    match error.kind {
        Kind::OutcomeUnknown => error.hint(text!(
            "it may have been done. {query} {number} settles it; repeat only with {option} {number}",
            "可能已经执行。用 {query} {number} 确认；重试时务必带 {option} {number}"
        )),
        Kind::Network | Kind::Timeout | Kind::Unavailable | Kind::RateLimited => {
            error.hint(text!("repeat with {option} {number}", "重试时请带 {option} {number}"))
        }
        _ => error,
    }
}

/// Who paid, as lists show it: the ends only.
fn masked(openid: &str) -> String {
    let chars: Vec<char> = openid.chars().collect();
    if chars.len() <= 8 {
        return "…".to_owned();
    }
    let (head, tail) = (&chars[..4], &chars[chars.len() - 3..]);
    format!(
        "{}…{}",
        head.iter().collect::<String>(),
        tail.iter().collect::<String>()
    )
}

/// An account whose calls `vh api` can make: v3 as they are, v2 from a JSON object of fields.
pub struct Table(pub Account);

impl Table {
    fn is_v3(request: &Request, target: &Target) -> bool {
        let path = request
            .url
            .strip_prefix(target.base.trim_end_matches('/'))
            .unwrap_or("");
        path.starts_with("/v3/")
    }
}

impl Callable for Table {
    fn http(&self) -> &Http {
        &self.0.http
    }

    fn target(&self) -> &Target {
        &self.0.target
    }

    fn sign(&self, request: Request) -> Result<Request> {
        if Table::is_v3(&request, &self.0.target) {
            return v3::signed(&self.0, request);
        }
        let given = match &request.body {
            Body::Bytes(bytes) => {
                serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(bytes).map_err(|_| {
                    Error::usage(text!(
                        "a v2 call takes a JSON object of fields",
                        "v2 调用的正文应为字段的 JSON 对象"
                    ))
                })?
            }
            _ => Default::default(),
        };
        let mut fields = Fields::default();
        for (name, value) in given {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            fields.push(&name, text);
        }
        let mut request = request;
        request.body = Body::Bytes(Bytes::from(v2::seal(&self.0, fields)?));
        request.headers.retain(|(n, _)| n != "content-type");
        request.credential = Credential::Signed;
        request.header("content-type", "text/xml; charset=utf-8")
    }

    fn judge(&self, reply: &Reply, body: &[u8]) -> Option<Error> {
        let is_xml = body.first() == Some(&b'<');
        if is_xml {
            let bytes = Bytes::copy_from_slice(body);
            return v2::answer::read(&self.0, reply, &bytes)
                .err()
                .map(|e| e.provider(&self.0.name));
        }
        v3::judge(&self.0, reply, body).err().map(|e| e.provider(&self.0.name))
    }

    fn reads_whole(&self) -> bool {
        true
    }

    fn guards(&self, method: &Method, path: &str) -> Option<Text> {
        let moves = [
            "refund",
            "transfer",
            "micropay",
            "reverse",
            "profitsharing",
            "codepay",
            "mmpaymkttransfers",
        ];
        let path = path.to_ascii_lowercase();
        let dangerous = !self.0.test && *method != Method::GET && moves.iter().any(|m| path.contains(m));
        dangerous.then(|| {
            text!(
                "this call may move money, and no limit of the table is counted for it",
                "此调用可能划转资金，且不计入该表的限额"
            )
        })
    }
}
