//! `vh pay trigger`: notifications under test keys, and the key that stands in for WeChat's.

use std::time::Instant;

use bytes::Bytes;
use futures_util::future::join_all;
use serde::Serialize;

use super::{Which, new_number};
use crate::cli::pay::{About, TriggerArgs};
use crate::command::{Context, now};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Credential, HeaderName, Method, Request, Target, header_value};
use crate::output::Record;
use crate::pay::keys::{Certificate, PlatformKey};
use crate::pay::notify::{self, Captured};
use crate::pay::trigger::{self as triggers, TestKey, Told};
use crate::pay::{Account, Fen, Version};
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;

/// The largest answer of a receiver that is read.
const ANSWER_CAP_BYTES: usize = 64 << 10;

/// The key of a test table that stands in for WeChat's; kept sealed in the state, so that `listen` and `verify` know it.
async fn test_key(ctx: &Context, account: &Account, make: bool) -> Result<Option<TestKey>> {
    let state = ctx.state().await?;
    let seal = state.machine_key()?;
    let name = format!("pay.{}.test_key", account.name);
    let at = unix_ms(now());
    if let Some(token) = state.tokens().get(&name, at, &seal).await?
        && let Some((private_pem, certificate_pem)) = token.value.expose().split_once("\n\n")
    {
        return Ok(Some(TestKey {
            private_pem: private_pem.to_owned(),
            certificate_pem: certificate_pem.to_owned(),
        }));
    }
    if !make {
        return Ok(None);
    }
    let key = TestKey::generate()?;
    let both = format!("{}\n\n{}", key.private_pem.trim_end(), key.certificate_pem);
    state.tokens().put(&name, &both, None, at, &seal).await?;
    Ok(Some(key))
}

/// Lets a test table trust the certificate that `vh pay trigger` signs with. No other table ever does.
pub(super) async fn trust_test_key(ctx: &Context, account: &Account) -> Result<()> {
    if !account.test || account.apiv3_key.is_none() {
        return Ok(());
    }
    let Some(key) = test_key(ctx, account, false).await? else {
        return Ok(());
    };
    let certificate = Certificate::of_pem(&key.certificate_pem)
        .ok_or_else(|| Error::bug("a test certificate that cannot be read"))?;
    if let Ok(mut ring) = account.ring.write() {
        ring.add(PlatformKey::of_pem(&certificate.serial, &key.certificate_pem)?);
    }
    Ok(())
}

/// What the receiver said.
#[derive(Serialize)]
struct Sent {
    number: String,
    status: Option<u16>,
    taken: bool,
    took_ms: u64,
    answer: String,
}

impl Record for Sent {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("number", "单号"),
            Text::pair("status", "状态码"),
            Text::pair("taken", "已接受"),
            Text::pair("ms", "毫秒"),
            Text::pair("answer", "应答"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.number.clone(),
            self.status.map(|s| s.to_string()).unwrap_or_default(),
            if self.taken { "yes" } else { "no" }.to_owned(),
            self.took_ms.to_string(),
            self.answer.clone(),
        ]
    }
}

fn told(args: &TriggerArgs) -> Result<Told> {
    let amount = Fen::typed(&args.amount)?;
    let set = args.field.iter().map(|f| {
        f.split_once('=')
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .ok_or_else(|| Error::usage(text!("--field {f}: write NAME=VALUE", "--field {f}：应为 NAME=VALUE")))
    });
    Ok(Told {
        about: match args.kind {
            About::Payment => notify::About::Payment,
            About::Refund => notify::About::Refund,
        },
        out_trade_no: args.out_trade_no.clone().map_or_else(new_number, Ok)?,
        out_refund_no: args.out_refund_no.clone().map_or_else(new_number, Ok)?,
        total: amount,
        refund: amount,
        set: set.collect::<Result<_>>()?,
    })
}

/// `vh pay trigger`.
///
/// # Errors
/// [`Kind::Refused`] for a table with live keys, whatever `--yes` says; [`Kind::Conflict`] when a receiver did not take it.
pub async fn trigger(ctx: &mut Context, which: &Which, args: TriggerArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    triggers::check(&account).map_err(|e| e.provider(&account.name))?;
    let told = told(&args)?;
    let version = which.version(&account);
    let key = match version {
        Version::V3 => test_key(ctx, &account, true).await?,
        Version::V2 => None,
    };
    let captured = triggers::notification(&account, version, &told, key.as_ref())?;
    let Some(to) = &args.to else {
        if args.print {
            return print(ctx, &captured);
        }
        return Err(Error::usage(text!(
            "where to? give --to URL or --print",
            "发往哪里？请给出 --to URL 或 --print"
        )));
    };
    let target = Target {
        name: account.name.clone(),
        base: to.clone(),
        net: account.target.net.clone(),
    };
    let number = match told.about {
        notify::About::Refund => &told.out_refund_no,
        _ => &told.out_trade_no,
    };
    let request = request(to, &captured)?;
    let once = || send(ctx, &target, request.clone(), number);
    let mut rows = Vec::new();
    if args.at_once {
        for row in join_all((0..args.times).map(|_| once())).await {
            rows.push(row?);
        }
    } else {
        for _ in 0..args.times {
            rows.push(once().await?);
        }
    }
    let refused = rows.iter().filter(|r| !r.taken).count();
    ctx.out.records(&rows)?;
    ctx.out.flush()?;
    if refused == 0 {
        return Ok(());
    }
    let all = rows.len();
    Err(Error::new(
        if refused == all { Kind::Conflict } else { Kind::Partial },
        text!(
            "the receiver did not take {refused} of {all}",
            "接收方未接受 {all} 条中的 {refused} 条"
        ),
    ))
}

fn request(to: &str, captured: &Captured) -> Result<Request> {
    let mut request = Request::new(Method::POST, to.to_owned());
    for (name, value) in &captured.headers {
        let header: HeaderName = name.parse().map_err(|_| Error::bug(format!("a header named {name}")))?;
        let value = header_value(name, value)?;
        request.headers.push((header, value));
    }
    request.body = Body::Bytes(Bytes::copy_from_slice(&captured.body));
    request.credential = Credential::Signed;
    Ok(request)
}

async fn send(ctx: &Context, target: &Target, request: Request, number: &str) -> Result<Sent> {
    let started = Instant::now();
    let (reply, body) = ctx.http.call(target, request, ANSWER_CAP_BYTES).await?;
    let answer = String::from_utf8_lossy(&body).into_owned();
    // v2 takes only one answer for yes; v3 takes any 2xx.
    let refused = answer.contains("FAIL");
    Ok(Sent {
        number: number.to_owned(),
        status: Some(reply.status),
        taken: reply.is_ok() && !refused,
        took_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        answer,
    })
}

fn print(ctx: &mut Context, captured: &Captured) -> Result<()> {
    let mut head = String::from("POST / HTTP/1.1\r\nhost: localhost\r\n");
    for (name, value) in &captured.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", captured.body.len()));
    ctx.out.bytes(head.as_bytes())?;
    ctx.out.bytes(&captured.body)
}
