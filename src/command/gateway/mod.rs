//! `vh gateway`: the backend, called as the mini program calls it; each call is a health probe too.

pub(super) mod callable;
mod probe;
mod record;
mod say;

use std::path::Path;
use std::sync::Arc;

use futures_util::FutureExt;
use serde::Serialize;
use serde_json::{Map, Value};

use super::wx::code;
use super::{Context, chat, now, stdin};
use crate::cli::gateway::{GatewayCommand, LoginArgs, PayArgs, ProbeArgs, ShareArgs, TranscribeArgs, UploadArgs};
use crate::cli::wx::AccountArgs;
use crate::config::Settings;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::{Http, Piece, Progress};
use crate::output::Record;
use crate::output::bar::Bar;
use crate::state::State;
use crate::text;
use crate::text::Text;
use crate::wx::gateway::{self, Answered, Gateway, Keeping, NewCode, decode};
use probe::Probe;

/// `vh gateway …`.
///
/// # Errors
/// Any [`Kind`].
pub async fn run(ctx: &mut Context, command: GatewayCommand) -> Result<()> {
    match command {
        GatewayCommand::Login(args) => log_in(ctx, args).await,
        GatewayCommand::Logout(account) => log_out(ctx, &account).await,
        GatewayCommand::Profile(account) => profile(ctx, &account).await,
        GatewayCommand::Message(args) => say::message(ctx, args).await,
        GatewayCommand::Upload(args) => upload(ctx, args).await,
        GatewayCommand::Transcribe(args) => transcribe(ctx, args).await,
        GatewayCommand::Record(args) => record::record(ctx, args).await,
        GatewayCommand::Share(args) => share(ctx, args).await,
        GatewayCommand::Pay(args) => pay(ctx, args).await,
    }
}

impl Context {
    /// Connects the backend of the table `name`.
    ///
    /// # Errors
    /// As [`Settings::gateway`] and [`gateway::connect`].
    pub async fn backend(&self, name: &str) -> Result<Gateway<'_>> {
        connect(&self.settings, name, &self.http, self.state().await?).await
    }

    /// The backend that is meant.
    async fn gateway(&self, account: &AccountArgs) -> Result<Gateway<'_>> {
        let name = self.settings.table("gateway", account.account.as_deref())?;
        self.backend(&name).await
    }
}

/// Connects `[gateway.NAME]` of these settings.
///
/// # Errors
/// As [`Settings::gateway`] and [`gateway::connect`].
pub(super) async fn connect<'a>(
    settings: &Arc<Settings>,
    name: &str,
    http: &Http,
    state: &'a State,
) -> Result<Gateway<'a>> {
    let resolved = settings.gateway(name).await.map_err(|e| e.provider(name))?;
    let new_code = resolved.config.code.as_ref().map(|_| new_code(settings.clone(), name));
    let keeping = Keeping {
        state,
        profile: settings.profile.clone(),
        now,
        new_code,
    };
    gateway::connect(name, resolved.config, resolved.net, http.clone(), keeping)
}

/// Follows `[gateway.NAME] code` each time it is called: a code is good once.
fn new_code(settings: Arc<Settings>, name: &str) -> NewCode {
    let key = format!("gateway.{name}.code");
    Arc::new(move || {
        let (settings, key) = (settings.clone(), key.clone());
        async move {
            let code = settings.fresh_secret(&key).await?;
            code.ok_or_else(|| Error::bug("the code of a gateway went away"))
        }
        .boxed()
    })
}

/// Who is logged in.
#[derive(Serialize)]
struct User {
    gateway: String,
    logged_in: bool,
    user: Value,
    session: Option<String>,
}

impl Record for User {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("gateway", "后端"),
            Text::pair("user", "用户"),
            Text::pair("session", "会话"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let user = match &self.user {
            Value::Null => String::new(),
            user => user.to_string(),
        };
        vec![self.gateway.clone(), user, self.session.clone().unwrap_or_default()]
    }
}

async fn log_in(ctx: &mut Context, args: LoginArgs) -> Result<()> {
    let probe = Probe::new(args.probe);
    let gateway = ctx.gateway(&args.account).await?;
    let name = gateway.target().name.clone();
    let code = match &args.code {
        Some(typed) => code(ctx, typed).await?,
        None => {
            let kept = ctx.settings.fresh_secret(&format!("gateway.{name}.code")).await?;
            kept.ok_or_else(|| {
                Error::usage(text!("there is no code", "没有 code")).hint(text!(
                    "vh gateway login CODE, with a code of wx.login; or set [gateway.{name}] code = 'cmd:[…]'",
                    "请运行 vh gateway login CODE（code 来自 wx.login）；或设置 [gateway.{name}] code = 'cmd:[…]'"
                ))
            })?
        }
    };
    let (answered, session) = probe.told(gateway.login(&code, probe.status()).await)?;
    drop(gateway);
    let shown = User {
        gateway: name,
        logged_in: session.is_some(),
        user: session.as_ref().map(|s| s.user.clone()).unwrap_or_default(),
        session: session.map(|s| s.conversation),
    };
    ctx.out.record(&shown)?;
    probe.hold(&shown.gateway, answered.status, answered.took)
}

async fn log_out(ctx: &mut Context, account: &AccountArgs) -> Result<()> {
    let gateway = ctx.gateway(account).await?;
    let name = gateway.target().name.clone();
    if ctx.only_tells(text!("would forget the session of {name}", "将清除 {name} 的会话")) {
        return Ok(());
    }
    let was = gateway.sessions().forget().await?;
    ctx.out.err().note(&if was {
        text!(
            "{name}: logged out: the session is forgotten here",
            "{name}：已退出：本机保存的会话已清除"
        )
    } else {
        text!("{name}: nobody was logged in", "{name}：没有登录的用户")
    });
    Ok(())
}

async fn profile(ctx: &mut Context, account: &AccountArgs) -> Result<()> {
    let gateway = ctx.gateway(account).await?;
    let name = gateway.target().name.clone();
    let session = gateway.sessions().current().await?.ok_or_else(|| {
        Error::new(Kind::Auth, text!("not logged in", "尚未登录"))
            .provider(&name)
            .hint(text!(
                "vh gateway login CODE, with a code of wx.login",
                "请用 wx.login 的 code 运行 vh gateway login CODE"
            ))
    })?;
    ctx.out.record(&User {
        gateway: name,
        logged_in: true,
        user: session.user,
        session: Some(session.conversation),
    })
}

/// An answer as the backend sent it, and what was read of it.
#[derive(Serialize)]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    status: u16,
    latency_ms: u64,
    answer: Value,
}

impl Told {
    fn of(answered: &Answered) -> Told {
        let answer = answered
            .json()
            .unwrap_or_else(|| Value::String(String::from_utf8_lossy(&answered.body).into_owned()));
        Told {
            path: None,
            text: None,
            status: answered.status,
            latency_ms: u64::try_from(answered.took.as_millis()).unwrap_or(u64::MAX),
            answer,
        }
    }

    /// The one word that a shell wants, or the whole for a program.
    fn show(&self, ctx: &mut Context, word: Option<&str>) -> Result<()> {
        match word {
            Some(word) if !ctx.out.format().is_json() => ctx.out.line(word),
            _ => ctx.out.json(self),
        }
    }
}

/// A missing field is a fault of the backend's only where its answer was a good one.
fn wanted(found: Option<String>, answered: &Answered, name: &str, what: Text) -> Result<Option<String>> {
    if found.is_some() || !(200..300).contains(&answered.status) {
        return Ok(found);
    }
    let what = text!("the answer has no ", "响应中没有").join("", what);
    Err(Error::new(Kind::Malformed, what)
        .outcome(Outcome::Sent)
        .provider(name)
        .hint(text!("-vv --debug shows it", "可用 -vv --debug 查看")))
}

/// Uploads a file with a bar.
async fn send(ctx: &Context, gateway: &Gateway<'_>, file: &Path, expect: Option<u16>) -> Result<Answered> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let total = Piece::of_path(file)?.len();
    let bar = Bar::start(ctx.out.err(), &text!("uploading {name}", "正在上传 {name}"), total);
    let for_wire = bar.clone();
    let progress = Progress(Arc::new(move |bytes: &[u8]| for_wire.add(bytes.len() as u64)));
    let answered = gateway.upload(file, Some(progress), expect).await;
    bar.end();
    answered
}

async fn upload(ctx: &mut Context, args: UploadArgs) -> Result<()> {
    let probe = Probe::new(args.probe);
    let gateway = ctx.gateway(&args.account).await?;
    let name = gateway.target().name.clone();
    let answered = probe.told(send(ctx, &gateway, &args.file, probe.status()).await)?;
    drop(gateway);
    let mut told = Told::of(&answered);
    told.path = decode::uploaded_path(&told.answer);
    let path = told.path.clone();
    told.show(ctx, path.as_deref())?;
    probe.hold(&name, answered.status, answered.took)
}

async fn transcribe(ctx: &mut Context, args: TranscribeArgs) -> Result<()> {
    let source = match (&args.file, &args.path) {
        (_, Some(path)) => Source::There(path),
        (Some(file), None) => Source::Here(file),
        (None, None) => return Err(Error::usage(text!("there is no recording", "没有录音"))),
    };
    words_of(ctx, &args.account, source, args.probe).await
}

/// Where a recording is.
enum Source<'a> {
    /// A file of ours, which is uploaded.
    Here(&'a Path),
    /// A path of the backend's.
    There(&'a str),
}

/// Uploads a recording where that is needed, and prints its words.
async fn words_of(ctx: &mut Context, account: &AccountArgs, source: Source<'_>, probe: ProbeArgs) -> Result<()> {
    let probe = Probe::new(probe);
    let gateway = ctx.gateway(account).await?;
    let name = gateway.target().name.clone();
    let path = match source {
        Source::There(path) => path.to_owned(),
        Source::Here(file) => {
            // What is demanded is demanded of the transcription.
            let uploaded = send(ctx, &gateway, file, None).await?;
            let path = decode::uploaded_path(&uploaded.json().unwrap_or_default());
            wanted(path, &uploaded, &name, text!("path of the file", "文件路径"))?.unwrap_or_default()
        }
    };
    let answered = probe.told(gateway.transcribe(&path, probe.status()).await)?;
    drop(gateway);
    let mut told = Told::of(&answered);
    told.path = Some(path);
    told.text = wanted(
        decode::transcript(&told.answer),
        &answered,
        &name,
        text!("text", "文字"),
    )?;
    let text = told.text.clone();
    told.show(ctx, text.as_deref())?;
    probe.hold(&name, answered.status, answered.took)
}

async fn share(ctx: &mut Context, args: ShareArgs) -> Result<()> {
    let probe = Probe::new(args.probe);
    let gateway = ctx.gateway(&args.account).await?;
    let name = gateway.target().name.clone();
    let image = match args.image.as_deref() {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => Some(url.to_owned()),
        Some(file) => {
            let uploaded = send(ctx, &gateway, Path::new(file), None).await?;
            let path = decode::uploaded_path(&uploaded.json().unwrap_or_default());
            wanted(path, &uploaded, &name, text!("path of the picture", "图片路径"))?
        }
        None => None,
    };
    let answered = gateway
        .share(&args.title, &args.path, image.as_deref(), probe.status())
        .await;
    let answered = probe.told(answered)?;
    drop(gateway);
    Told::of(&answered).show(ctx, None)?;
    probe.hold(&name, answered.status, answered.took)
}

/// What `wx.requestPayment` takes.
#[derive(Serialize)]
struct Payment(Map<String, Value>);

impl Record for Payment {
    fn headings() -> Vec<Text> {
        ["timeStamp", "nonceStr", "package", "signType", "paySign"]
            .iter()
            .map(|name| Text::pair(name, name))
            .collect()
    }

    fn cells(&self) -> Vec<String> {
        self.0
            .values()
            .map(|v| v.as_str().unwrap_or_default().to_owned())
            .collect()
    }
}

async fn pay(ctx: &mut Context, args: PayArgs) -> Result<()> {
    let probe = Probe::new(args.probe);
    let mut order = order(ctx, args.data.as_deref()).await?;
    order.extend(chat::options(&args.option)?);
    let gateway = ctx.gateway(&args.account).await?;
    let name = gateway.target().name.clone();
    let answered = probe.told(gateway.pay(Value::Object(order), probe.status()).await)?;
    drop(gateway);
    let body = answered.json().unwrap_or_default();
    if (200..300).contains(&answered.status) {
        let params = decode::payment(&body).map_err(|e| e.provider(&name).status(answered.status))?;
        ctx.out.record(&Payment(params))?;
    } else {
        Told::of(&answered).show(ctx, None)?;
    }
    probe.hold(&name, answered.status, answered.took)
}

async fn order(ctx: &Context, data: Option<&str>) -> Result<Map<String, Value>> {
    let text = match data {
        None => return Ok(Map::new()),
        Some(data) => match data.strip_prefix('@') {
            Some("-") => stdin::read_text(ctx.out.err()).await?,
            Some(file) => std::fs::read_to_string(file)
                .map_err(|e| Error::local(text!("cannot read {file}", "无法读取 {file}"), e))?,
            None => data.to_owned(),
        },
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Error::usage(text!("the order is no JSON object", "订单不是 JSON 对象"))),
    }
}
