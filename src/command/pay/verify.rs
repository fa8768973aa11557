//! `vh pay verify`, `decrypt`, `certificates`: what needs no order.

use std::time::{Duration, UNIX_EPOCH};

use serde::Serialize;
use serde_json::{Value, json};

use super::Which;
use super::capture::{captured, clock, read};
use super::trigger::trust_test_key;
use crate::cli::pay::{About, CertificatesArgs, DecryptArgs, EncryptArgs, VerifyArgs};
use crate::command::{Context, now};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::pay::keys::Certificate;
use crate::pay::notify::{self, Came, Captured, Check, Expect};
use crate::pay::v2::{refund_notify, xml};
use crate::pay::{Account, Fen, v3};
use crate::text;
use crate::text::{Lang, Text};

/// A check as it is shown.
#[derive(Serialize)]
struct Row {
    check: &'static str,
    came: &'static str,
    told: String,
}

impl Row {
    fn of(check: &Check, lang: Lang) -> Row {
        Row {
            check: check.name,
            came: match check.came {
                Came::Good => "ok",
                Came::Bad => "FAIL",
                Came::Skipped => "-",
            },
            told: check.told.get(lang).to_owned(),
        }
    }
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("check", "检查"),
            Text::pair("", ""),
            Text::pair("told", "说明"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.check.to_owned(), self.came.to_owned(), self.told.clone()]
    }
}

/// `vh pay verify`.
///
/// # Errors
/// [`Kind::Integrity`] unless every check holds and it is a notification of what it must be about.
pub async fn verify(ctx: &mut Context, which: &Which, args: VerifyArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    trust_test_key(ctx, &account).await?;
    let expect = Expect {
        total: args.expect_total.as_deref().map(Fen::typed).transpose()?,
        order: args.expect_order.clone(),
    };
    let at = args.at.as_deref().map(clock).transpose()?;
    let captured = captured(ctx, &args).await?;
    let mut verdict = notify::judge(&account, &captured, &expect, at.unwrap_or_else(now));
    if !captured.is_v2() {
        let told = match &args.at {
            Some(text) => text!("its time was judged by --at {text}", "按 --at {text} 判断时效"),
            None => text!("its time was judged by this machine's clock", "按本机时钟判断时效"),
        };
        verdict.checks.push(Check {
            name: "clock",
            came: Came::Skipped,
            told,
        });
    }
    let wanted = match args.about {
        About::Payment => notify::About::Payment,
        About::Refund => notify::About::Refund,
    };
    if let Some(notice) = &verdict.notice {
        let (is, want) = (notice.about.name(), wanted.name());
        if notice.about != wanted {
            verdict.checks.push(Check {
                name: "about",
                came: Came::Bad,
                told: text!("it is about a {is}, not a {want}", "它是 {is} 通知，而不是 {want} 通知"),
            });
        } else if !notice.is_signed {
            verdict.checks.push(Check {
                name: "signature",
                came: Came::Bad,
                told: text!(
                    "v2 does not sign refund notifications: confirm it with vh pay refund-query",
                    "v2 的退款通知没有签名：请用 vh pay refund-query 确认"
                ),
            });
        }
    }
    show(ctx, &account, &captured, &verdict, args.explain)
}

fn show(
    ctx: &mut Context,
    account: &Account,
    captured: &Captured,
    verdict: &notify::Verdict,
    explain: bool,
) -> Result<()> {
    let lang = ctx.out.lang();
    let rows: Vec<Row> = verdict.checks.iter().map(|c| Row::of(c, lang)).collect();
    let explained = if explain {
        notify::explain(account, captured)
    } else {
        Vec::new()
    };
    let holds = verdict.holds();
    if ctx.out.format().is_json() {
        let notice = verdict.notice.as_ref().filter(|_| holds).map(|n| {
            json!({"about": n.about.name(), "event": n.event, "out_trade_no": n.out_trade_no,
                   "out_refund_no": n.out_refund_no, "transaction_id": n.transaction_id, "state": n.state,
                   "total_fen": n.total, "refund_fen": n.refund, "content": n.content})
        });
        let explained: Vec<&str> = explained.iter().map(|t| t.get(Lang::En)).collect();
        ctx.out
            .json(&json!({"holds": holds, "checks": rows, "notice": notice, "explain": explained}))?;
    } else {
        ctx.out.records(&rows)?;
        for line in &explained {
            ctx.out.line(line.get(lang))?;
        }
    }
    ctx.out.flush()?;
    if let (true, Some(n)) = (holds, &verdict.notice) {
        let total = n.total.unwrap_or_default();
        let number = n.out_trade_no.clone().unwrap_or_default();
        let compared = verdict
            .checks
            .iter()
            .any(|c| c.name == "amount" && c.came == Came::Good);
        let told = text!(
            "a {} of order {number}, {total}, verified",
            "订单 {number} 的{}通知，{total}，校验通过",
            n.about.name()
        );
        ctx.out.err().note(&if compared {
            told
        } else {
            told.join(
                "; ",
                text!(
                    "THE AMOUNT WAS NOT COMPARED: give --expect-total",
                    "金额未比对：请给出 --expect-total"
                ),
            )
        });
        return Ok(());
    }
    let error = match verdict.first_bad() {
        Some(check) => Error::new(
            Kind::Integrity,
            text!("not to be believed: {}: ", "不可信：{}：", check.name).join("", check.told.clone()),
        ),
        None => Error::new(Kind::Integrity, text!("it says nothing", "没有内容")),
    };
    let error = error.provider(&account.name);
    Err(if explain {
        error
    } else {
        error.hint(text!("--explain shows what was signed", "--explain 可显示待签名串"))
    })
}

/// `vh pay decrypt`.
///
/// # Errors
/// [`Kind::Integrity`] for what does not open; [`Kind::Config`] for a key that is missing.
pub async fn decrypt(ctx: &mut Context, which: &Which, args: DecryptArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    let bytes = read(ctx, &args.file).await?;
    let closed = || {
        Error::new(
            Kind::Integrity,
            text!(
                "it does not open with the keys of {}",
                "无法用 {} 的密钥解开",
                account.name
            ),
        )
    };
    let plain = if let Ok(value) = serde_json::from_slice::<Value>(&bytes) {
        let inner = if value["resource"].is_object() {
            &value["resource"]
        } else {
            &value
        };
        let resource: v3::sign::Resource = serde_json::from_value(inner.clone()).map_err(|_| {
            Error::usage(text!(
                "the JSON has no encrypted resource",
                "JSON 中没有加密的 resource"
            ))
        })?;
        let key = account.need(account.apiv3_key.as_ref(), "apiv3_key")?;
        v3::sign::decrypt(&resource, key.expose()).map_err(|_| closed())?
    } else {
        let text = String::from_utf8(bytes).map_err(|_| Error::usage(text!("it is no text", "不是文本")))?;
        let info = match xml::parse(text.trim().as_bytes(), "xml") {
            Ok(fields) => fields
                .get("req_info")
                .map(str::to_owned)
                .ok_or_else(|| Error::usage(text!("the XML has no req_info", "XML 中没有 req_info")))?,
            Err(_) => text.trim().to_owned(),
        };
        let field = account
            .key
            .as_ref()
            .filter(|_| v3::field::looks_encrypted(&info))
            .and_then(|k| k.decrypt_field(&info));
        match field {
            Some(plain) => plain,
            None => {
                let key = account.need(account.api_key.as_ref(), "api_key")?;
                let plain = refund_notify::decrypt(&info, key.expose()).ok_or_else(closed)?;
                ctx.out.err().note(&text!(
                    "nothing vouches for this content: confirm it with vh pay refund-query",
                    "该内容没有任何签名保证：请用 vh pay refund-query 确认"
                ));
                plain
            }
        }
    };
    ctx.out.text(&String::from_utf8_lossy(&plain))?;
    ctx.out.end_line()
}

/// A field that only WeChat can read.
#[derive(Serialize)]
struct Encrypted {
    ciphertext: String,
    serial: String,
}

impl Record for Encrypted {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("ciphertext", "密文"),
            Text::pair("Wechatpay-Serial", "Wechatpay-Serial"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.ciphertext.clone(), self.serial.clone()]
    }
}

/// `vh pay encrypt`.
///
/// # Errors
/// [`Kind::Config`] without a key of WeChat's; [`Kind::Usage`] for what is too long.
pub async fn encrypt(ctx: &mut Context, which: &Which, args: EncryptArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    let text = String::from_utf8(read(ctx, &args.file).await?)
        .map_err(|_| Error::usage(text!("it is no text", "不是文本")))?;
    let (serial, ciphertext) = v3::field::encrypt(&account, text.trim_end_matches(['\r', '\n']))?;
    ctx.out.record(&Encrypted { ciphertext, serial })
}

/// A key of WeChat's as it is shown.
#[derive(Serialize)]
struct KeyRow {
    id: String,
    kind: &'static str,
    valid_from: Option<String>,
    valid_until: Option<String>,
    subject: Option<String>,
}

impl KeyRow {
    fn of(id: &str, certificate: Option<&Certificate>) -> KeyRow {
        let day = |unix: u64| humantime::format_rfc3339_seconds(UNIX_EPOCH + Duration::from_secs(unix)).to_string();
        KeyRow {
            id: id.to_owned(),
            kind: if certificate.is_some() {
                "certificate"
            } else {
                "public_key"
            },
            valid_from: certificate.map(|c| day(c.from_unix.min(1 << 37))),
            valid_until: certificate.map(|c| day(c.until_unix.min(1 << 37))),
            subject: certificate.map(|c| c.subject.clone()),
        }
    }
}

impl Record for KeyRow {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("id", "ID"),
            Text::pair("kind", "类型"),
            Text::pair("valid from", "生效"),
            Text::pair("valid until", "失效"),
            Text::pair("subject", "主体"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        vec![
            self.id.clone(),
            self.kind.to_owned(),
            text(&self.valid_from),
            text(&self.valid_until),
            text(&self.subject),
        ]
    }
}

/// `vh pay certificates`.
///
/// # Errors
/// [`Kind::NotFound`] for a merchant that has a public key instead; [`Kind::Integrity`] for certificates nobody vouches for.
pub async fn certificates(ctx: &mut Context, which: &Which, args: CertificatesArgs) -> Result<()> {
    let account = which.account(ctx).await?;
    if args.configured {
        let rows: Vec<KeyRow> = match account.ring.read() {
            Ok(ring) => ring.iter().map(|k| KeyRow::of(&k.id, k.certificate.as_ref())).collect(),
            Err(_) => Vec::new(),
        };
        return ctx.out.records(&rows);
    }
    let found = v3::V3::new(account.clone())?.certificates().await?;
    if let Some(dir) = &args.out {
        let shown = dir.display();
        let cannot = |e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e);
        std::fs::create_dir_all(dir).map_err(cannot)?;
        for (certificate, pem) in &found {
            let path = dir.join(format!("{}.pem", certificate.serial));
            std::fs::write(path, pem).map_err(cannot)?;
        }
    }
    let rows: Vec<KeyRow> = found.iter().map(|(c, _)| KeyRow::of(&c.serial, Some(c))).collect();
    ctx.out.records(&rows)
}
