//! `vh wx check-text`, `vh wx check-image`: only a pass ends with 0.

use std::path::Path;

use serde::Serialize;

use crate::cli::wx::{CheckImageArgs, CheckScene, CheckTextArgs};
use crate::command::{Context, now, stdin};
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Piece;
use crate::output::Record;
use crate::text;
use crate::text::Text;
use crate::wx::check::{Scene, Script, Suggest, Verdict};

/// The largest picture that is judged at once. Source: img_sec_check.
const PICTURE_BYTES: u64 = 1 << 20;

/// A judgement.
#[derive(Serialize)]
struct Judged {
    suggest: &'static str,
    label: Option<i64>,
    trace_id: Option<String>,
}

impl Record for Judged {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("suggest", "建议"),
            Text::pair("label", "标签"),
            Text::pair("trace_id", "追踪号"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.suggest.to_owned(),
            self.label.map(|l| l.to_string()).unwrap_or_default(),
            self.trace_id.clone().unwrap_or_default(),
        ]
    }
}

fn scene(scene: CheckScene) -> Scene {
    match scene {
        CheckScene::Profile => Scene::Profile,
        CheckScene::Comment => Scene::Comment,
        CheckScene::Forum => Scene::Forum,
        CheckScene::Social => Scene::Social,
    }
}

pub(super) async fn text(ctx: &mut Context, args: CheckTextArgs) -> Result<()> {
    let content = match args.text.as_deref() {
        None | Some("-") => stdin::read_text(ctx.out.err()).await?,
        Some(text) => text.to_owned(),
    };
    let script = Script {
        content: content.trim_end_matches(['\n', '\r']),
        openid: &args.openid,
        scene: scene(args.scene),
        title: args.title.as_deref(),
        nickname: args.nickname.as_deref(),
        signature: args.signature.as_deref(),
    };
    let wx = ctx.account(&args.account).await?;
    let calls = wx.authorized(ctx.state().await?, now);
    let verdict = calls.check_text(&script).await?;
    tell(ctx, &wx.target().name, verdict)
}

pub(super) async fn image(ctx: &mut Context, args: CheckImageArgs) -> Result<()> {
    let url = args.image.starts_with("https://") || args.image.starts_with("http://");
    let wx = ctx.account(&args.account).await?;
    let verdict = if url {
        let openid = args.openid.ok_or_else(|| {
            Error::usage(text!(
                "the picture at a URL is judged for a user: give --openid",
                "检测 URL 图片需要用户：请给出 --openid"
            ))
        })?;
        let calls = wx.authorized(ctx.state().await?, now);
        calls.check_picture_at(&args.image, &openid, scene(args.scene)).await?
    } else {
        let path = Path::new(&args.image);
        let (content_type, piece) = picture(path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let calls = wx.authorized(ctx.state().await?, now);
        calls.check_picture(&name, content_type, piece).await?
    };
    tell(ctx, &wx.target().name, verdict)
}

fn picture(path: &Path) -> Result<(&'static str, Piece)> {
    let piece = Piece::of_path(path)?;
    let shown = path.display();
    if piece.len() > PICTURE_BYTES {
        let length = piece.len();
        return Err(Error::usage(text!(
            "{shown} has {length} bytes; WeChat judges pictures of at most 1 MiB",
            "{shown} 有 {length} 字节；微信只检测不超过 1 MiB 的图片"
        )));
    }
    let bytes = std::fs::read(path).map_err(|e| Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e))?;
    let content_type = match bytes.as_slice() {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        _ => {
            return Err(Error::usage(text!(
                "{shown} is no JPEG, PNG or GIF",
                "{shown} 不是 JPEG、PNG 或 GIF"
            )));
        }
    };
    Ok((content_type, Piece::Bytes(bytes.into())))
}

fn tell(ctx: &mut Context, name: &str, verdict: Verdict) -> Result<()> {
    ctx.out.record(&Judged {
        suggest: verdict.suggest.name(),
        label: verdict.label,
        trace_id: verdict.trace_id.clone(),
    })?;
    ctx.out.flush()?;
    let error = match verdict.suggest {
        Suggest::Pass => return Ok(()),
        Suggest::Risky => Error::new(Kind::ContentPolicy, text!("the content is risky", "内容违规"))
            .hint(text!("do not show it to others", "请勿向他人展示")),
        Suggest::Review => {
            Error::new(Kind::ContentPolicy, text!("a person should look at it", "建议人工复审")).hint(text!(
                "WeChat is not sure: hold it back until somebody has looked",
                "微信无法确定：请在人工复审前暂不展示"
            ))
        }
        Suggest::Pending => Error::new(Kind::OutcomeUnknown, text!("not judged yet", "尚未得出结论")).hint(text!(
            "the judgement goes to the mini program's server as the event wxa_media_check, with this trace_id",
            "结论将以 wxa_media_check 事件推送到小程序服务器，带有此 trace_id"
        )),
    };
    let error = match verdict.trace_id {
        Some(id) if verdict.suggest == Suggest::Pending => error.request_id(Some(id)),
        _ => error,
    };
    Err(error.outcome(Outcome::Sent).provider(name))
}
