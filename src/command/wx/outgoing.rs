//! `vh wx link`, `vh wx scheme`, `vh wx message`.

use serde::Serialize;

use crate::cli::wx::{Env, LinkArgs, MessageArgs};
use crate::command::{Context, now};
use crate::error::{Error, Result};
use crate::output::Record;
use crate::state::unix_ms;
use crate::text;
use crate::text::Text;
use crate::wx::link::{Destination, Form, LONGEST_SECONDS};
use crate::wx::message::Message;

#[derive(Serialize)]
struct Link {
    link: String,
    expires: String,
}

pub(super) async fn link(ctx: &mut Context, form: Form, args: LinkArgs) -> Result<()> {
    let now_unix = unix_ms(now()) / 1000;
    let life = match args.expires {
        None => None,
        Some(life) => {
            let seconds = i64::try_from(life.as_secs()).unwrap_or(i64::MAX);
            if !(60..=LONGEST_SECONDS).contains(&seconds) {
                return Err(Error::usage(text!(
                    "--expires must be between 1 minute and 30 days",
                    "--expires 须在 1 分钟到 30 天之间"
                )));
            }
            Some(seconds)
        }
    };
    let to = Destination {
        page: args.page,
        query: args.query,
        environment: args.env.map(super::code::environment),
        expires_unix: life.map(|life| now_unix + life),
    };
    let wx = ctx.account(&args.account).await?;
    let calls = wx.authorized(ctx.state().await?, now);
    let link = calls.link(form, &to).await?;
    let expires = super::time((now_unix + life.unwrap_or(LONGEST_SECONDS)) * 1000);
    if ctx.out.format().is_json() {
        ctx.out.json(&Link { link, expires })?;
    } else {
        ctx.out.line(&link)?;
    }
    ctx.out.err().note(&text!(
        "note: the link is for one user, until {expires}; for many, vh wx qrcode makes a code",
        "注意：链接仅供一个用户使用，有效期至 {expires}；面向多人请用 vh wx qrcode",
        expires = super::time((now_unix + life.unwrap_or(LONGEST_SECONDS)) * 1000)
    ));
    Ok(())
}

/// A message that was sent.
#[derive(Serialize)]
struct Sent {
    to: String,
    template: String,
    msgid: Option<String>,
}

impl Record for Sent {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("to", "接收者"),
            Text::pair("template", "模板"),
            Text::pair("msgid", "消息号"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.to.clone(),
            self.template.clone(),
            self.msgid.clone().unwrap_or_default(),
        ]
    }
}

pub(super) async fn message(ctx: &mut Context, args: MessageArgs) -> Result<()> {
    let mut data = Vec::new();
    for field in &args.data {
        let (name, value) = field
            .split_once('=')
            .filter(|(name, _)| !name.is_empty())
            .ok_or_else(|| {
                Error::usage(text!(
                    "-d wants FIELD=VALUE, not {field:?}",
                    "-d 的写法是 FIELD=VALUE，而不是 {field:?}"
                ))
            })?;
        data.push((name.to_owned(), value.to_owned()));
    }
    let message = Message {
        openid: args.to,
        template: args.template,
        page: args.page,
        data,
        state: args.env.map(|env| match env {
            Env::Release => "formal",
            Env::Trial => "trial",
            Env::Develop => "developer",
        }),
        lang: args.locale,
    };
    let wx = ctx.account(&args.account).await?;
    let calls = wx.authorized(ctx.state().await?, now);
    let msgid = calls.message(&message).await?;
    ctx.out.record(&Sent {
        to: message.openid,
        template: message.template,
        msgid,
    })
}
