//! `vh wx`: the mini program's server side. Secrets and codes come from the configuration or standard input where they can;
//! session keys and phone numbers are shown only when asked for.

pub(super) mod callable;
mod code;
mod judge;
mod outgoing;

use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use super::{Context, now, stdin};
use crate::cli::wx::{AccountArgs, DecryptArgs, LoginArgs, PhoneArgs, TokenArgs, WxCommand};
use crate::error::{Error, Kind, Result};
use crate::http::Http;
use crate::output::Record;
use crate::secret::Secret;
use crate::state::{SealKey, State, unix_ms};
use crate::text;
use crate::text::Text;
use crate::wx::{self, Wx, login, userdata};

/// `vh wx …`.
///
/// # Errors
/// Any [`Kind`].
pub async fn run(ctx: &mut Context, command: WxCommand) -> Result<()> {
    match command {
        WxCommand::Login(args) => log_in(ctx, args).await,
        WxCommand::Token(args) => token(ctx, args).await,
        WxCommand::Phone(args) => phone(ctx, args).await,
        WxCommand::Decrypt(args) => decrypt(ctx, args).await,
        WxCommand::Qrcode(args) => code::qrcode(ctx, args).await,
        WxCommand::Link(args) => outgoing::link(ctx, wx::link::Form::Link, args).await,
        WxCommand::Scheme(args) => outgoing::link(ctx, wx::link::Form::Scheme, args).await,
        WxCommand::Message(args) => outgoing::message(ctx, args).await,
        WxCommand::CheckText(args) => judge::text(ctx, args).await,
        WxCommand::CheckImage(args) => judge::image(ctx, args).await,
    }
}

impl Context {
    /// Connects the mini program of the table `name`.
    ///
    /// # Errors
    /// As [`crate::config::Settings::wx`] and [`wx::connect`].
    pub async fn mini_program(&self, name: &str) -> Result<Wx> {
        connect(&self.settings, name, &self.http).await
    }

    /// The mini program that is meant.
    async fn account(&self, account: &AccountArgs) -> Result<Wx> {
        let name = self.settings.table("wx", account.account.as_deref())?;
        self.mini_program(&name).await
    }
}

/// Connects `[wx.NAME]` of these settings.
///
/// # Errors
/// As [`crate::config::Settings::wx`] and [`wx::connect`].
pub(super) async fn connect(settings: &crate::config::Settings, name: &str, http: &Http) -> Result<Wx> {
    let resolved = settings.wx(name).await.map_err(|e| e.provider(name))?;
    wx::connect(name, resolved.config, resolved.net, http.clone())
}

/// A code as it was typed, or from standard input. It is as good as a password, and never told.
pub(super) async fn code(ctx: &Context, typed: &str) -> Result<Secret> {
    let code = match typed {
        "-" => stdin::read_text(ctx.out.err()).await?.trim().to_owned(),
        typed => typed.trim().to_owned(),
    };
    if code.is_empty() {
        return Err(Error::usage(text!("the code is empty", "code 为空")));
    }
    Ok(Secret::new("wx.code", code))
}

/// A user who has logged in.
#[derive(Serialize)]
struct User {
    openid: String,
    unionid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_key: Option<String>,
}

impl Record for User {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("openid", "openid"),
            Text::pair("unionid", "unionid"),
            Text::pair("session_key", "session_key"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![self.openid.clone(), self.unionid.clone().unwrap_or_default()];
        cells.extend(self.session_key.clone());
        cells
    }
}

async fn log_in(ctx: &mut Context, args: LoginArgs) -> Result<()> {
    let wx = ctx.account(&args.account).await?;
    let code = code(ctx, &args.code).await?;
    let session = wx.login(&code).await?;
    if args.keep {
        let (name, key) = session_place(wx.appid(), &session.openid, ctx.state().await?)?;
        let now_ms = unix_ms(now());
        let kept = session.session_key.expose();
        ctx.state().await?.tokens().put(&name, kept, None, now_ms, &key).await?;
    }
    ctx.out.record(&User {
        openid: session.openid,
        unionid: session.unionid,
        session_key: args.show_session.then(|| session.session_key.expose().to_owned()),
    })
}

/// Where a user's session key is kept, and what seals it there: this machine's own key, so that opening needs no secret of
/// WeChat's.
fn session_place(appid: &str, openid: &str, state: &State) -> Result<(String, SealKey)> {
    Ok((format!("wx.{appid}.session.{openid}"), state.machine_key()?))
}

/// A token.
#[derive(Serialize)]
struct Token {
    access_token: String,
    expires: Option<String>,
    kind: &'static str,
    cached: bool,
}

impl Record for Token {
    fn headings() -> Vec<Text> {
        vec![Text::pair("access_token", "access_token")]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.access_token.clone()]
    }
}

async fn token(ctx: &mut Context, args: TokenArgs) -> Result<()> {
    let wx = ctx.account(&args.account).await?;
    let state = ctx.state().await?;
    let calls = wx.authorized(state, now);
    let found = if args.refresh {
        calls.renew().await?
    } else {
        calls.token(None).await?
    };
    let token = Token {
        access_token: found.value.expose().to_owned(),
        expires: found.expires_ms.map(time),
        kind: wx.token_kind().name(),
        cached: found.cached,
    };
    if ctx.out.format().is_json() {
        ctx.out.json(&token)
    } else {
        // A single value: as it is, for $(vh wx token).
        ctx.out.line(&token.access_token)
    }
}

pub(super) fn time(ms: i64) -> String {
    super::usage::time(ms)
}

/// A phone number.
#[derive(Serialize)]
struct Number {
    phone: String,
    country: String,
    masked: bool,
}

impl Record for Number {
    fn headings() -> Vec<Text> {
        vec![Text::pair("phone", "手机号"), Text::pair("country", "国家代码")]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.phone.clone(), self.country.clone()]
    }
}

async fn phone(ctx: &mut Context, args: PhoneArgs) -> Result<()> {
    let wx = ctx.account(&args.account).await?;
    let code = code(ctx, &args.code).await?;
    let calls = wx.authorized(ctx.state().await?, now);
    let phone = calls.phone(&code, args.openid.as_deref()).await?;
    ctx.out.record(&Number {
        phone: if args.full {
            phone.pure
        } else {
            login::masked(&phone.pure)
        },
        country: phone.country,
        masked: !args.full,
    })
}

/// What was opened and checked.
#[derive(Serialize)]
struct Data {
    /// What the encrypted data held, else the raw data.
    data: Value,
    /// Whether a signature was there and holds.
    signed: bool,
    /// When WeChat encrypted them.
    at: Option<String>,
    /// Older than a day.
    stale: bool,
}

async fn decrypt(ctx: &mut Context, args: DecryptArgs) -> Result<()> {
    let name = ctx.settings.table("wx", args.account.account.as_deref())?;
    let appid = ctx.settings.wx_appid(&name)?;
    let given = given(ctx, args.file.as_deref()).await?;
    let session_key = match (text_of(&given, &["session_key", "sessionKey"]), &args.openid) {
        (Some(_), Some(_)) => {
            return Err(Error::usage(text!(
                "--openid, and a session_key in the data: which of them?",
                "同时给出了 --openid 和 session_key：请只用其一"
            )));
        }
        (Some(key), None) => Secret::new("wx.session_key", key),
        (None, Some(openid)) => kept_key(ctx, &appid, openid).await?,
        (None, None) => {
            return Err(
                Error::usage(text!("there is no session_key", "没有 session_key")).hint(text!(
                    "put it into the JSON, or keep it with vh wx login CODE --keep and give --openid",
                    "请写入 JSON，或用 vh wx login CODE --keep 保存后给出 --openid"
                )),
            );
        }
    };
    let raw = text_of(&given, &["rawData", "raw_data"]);
    let signature = text_of(&given, &["signature"]);
    let signed = match (&raw, &signature) {
        (Some(raw), Some(signature)) => {
            userdata::verify(raw, &session_key, signature)?;
            true
        }
        (None, Some(_)) => return Err(incomplete("signature", "rawData")),
        (Some(_), None) => return Err(incomplete("rawData", "signature")),
        (None, None) => false,
    };
    let sealed = text_of(&given, &["encryptedData", "encrypted_data"]);
    let iv = text_of(&given, &["iv"]);
    let (text, at, stale) = match (sealed, iv) {
        (Some(sealed), Some(iv)) => {
            let opened = userdata::decrypt(&appid, &session_key, &iv, &sealed)?;
            let now = unix_ms(now()) / 1000;
            let stale = opened.is_stale(now);
            (opened.text, opened.at_unix, stale)
        }
        (Some(_), None) => return Err(incomplete("encryptedData", "iv")),
        (None, Some(_)) => return Err(incomplete("iv", "encryptedData")),
        (None, None) => match raw {
            Some(raw) => (raw, None, false),
            None => {
                return Err(Error::usage(text!(
                    "there is neither encryptedData with iv nor rawData with signature",
                    "既没有 encryptedData 和 iv，也没有 rawData 和 signature"
                )));
            }
        },
    };
    if stale {
        ctx.out.err().note(&text!(
            "note: the data are older than a day: are they a replay?",
            "注意：数据已超过一天，是否为重放？"
        ));
    }
    if !ctx.out.format().is_json() {
        // As it was, byte by byte.
        return ctx.out.line(&text);
    }
    let data = Data {
        data: serde_json::from_str(&text).unwrap_or(Value::String(text)),
        signed,
        at: at.map(|at| time(at.saturating_mul(1000))),
        stale,
    };
    ctx.out.json(&data)
}

fn incomplete(there: &str, missing: &str) -> Error {
    Error::usage(text!("{there} without {missing}", "有 {there} 却没有 {missing}"))
}

async fn kept_key(ctx: &Context, appid: &str, openid: &str) -> Result<Secret> {
    let state = ctx.state().await?;
    let (name, key) = session_place(appid, openid, state)?;
    let kept = state.tokens().get(&name, unix_ms(now()), &key).await?;
    kept.map(|t| t.value).ok_or_else(|| {
        Error::new(
            Kind::NotFound,
            text!(
                "no session key is kept for {openid}",
                "没有为 {openid} 保存 session_key"
            ),
        )
        .hint(text!(
            "vh wx login CODE --keep keeps it",
            "vh wx login CODE --keep 可保存"
        ))
    })
}

async fn given(ctx: &Context, file: Option<&Path>) -> Result<Value> {
    let text = match file {
        Some(path) if path != Path::new("-") => {
            let shown = path.display();
            std::fs::read_to_string(path).map_err(|e| {
                let missing = e.kind() == std::io::ErrorKind::NotFound;
                let kind = if missing { Kind::NotFound } else { Kind::Local };
                Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e).with_kind(kind)
            })?
        }
        _ => stdin::read_text(ctx.out.err()).await?,
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(fields)) => Ok(Value::Object(fields)),
        _ => Err(Error::usage(text!("the data are no JSON object", "数据不是 JSON 对象"))),
    }
}

fn text_of(value: &Value, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| value.get(name).and_then(Value::as_str))
        .map(str::to_owned)
}
