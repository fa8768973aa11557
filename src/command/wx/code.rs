//! `vh wx qrcode`.

use std::path::Path;

use serde::Serialize;

use crate::cli::wx::{CodeKind, Env, QrcodeArgs};
use crate::command::{Context, now};
use crate::error::Result;
use crate::output::file::Written;
use crate::output::{Record, picture};
use crate::text;
use crate::text::Text;
use crate::wx::code::{Code, Look};
use crate::wx::link::Environment;

/// A picture that was written.
#[derive(Serialize)]
struct Drawn {
    file: String,
    format: &'static str,
    bytes: usize,
}

impl Record for Drawn {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("file", "文件"),
            Text::pair("format", "格式"),
            Text::pair("bytes", "字节"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.file.clone(), self.format.to_owned(), self.bytes.to_string()]
    }
}

pub(super) fn environment(env: Env) -> Environment {
    match env {
        Env::Release => Environment::Release,
        Env::Trial => Environment::Trial,
        Env::Develop => Environment::Develop,
    }
}

pub(super) async fn qrcode(ctx: &mut Context, args: QrcodeArgs) -> Result<()> {
    let code = match (args.scene, args.path) {
        (Some(scene), _) => Code::Unlimited {
            scene,
            page: args.page,
            check_path: !args.no_check_path,
        },
        (None, path) => {
            let path = path.unwrap_or_default();
            match args.kind {
                CodeKind::Round => Code::Path(path),
                CodeKind::Square => Code::Square(path),
            }
        }
    };
    let look = Look {
        environment: args.env.map(environment),
        width: args.width,
        auto_color: args.auto_color,
        line_color: args.line_color,
        transparent: args.transparent,
    };
    let wx = ctx.account(&args.account).await?;
    let calls = wx.authorized(ctx.state().await?, now);
    // Whether a file may be replaced is settled before one of the codes is used up.
    let file = match args.out.as_deref() {
        Some(path) if path != Path::new("-") => Some(Written::create(path, ctx.yes)?),
        _ => None,
    };
    let (format, bytes) = calls.code(&code, &look).await?;
    match file {
        Some(mut file) => {
            let path = file.path().display().to_string();
            file.write(&bytes)?;
            file.finish()?;
            ctx.out.record(&Drawn {
                file: path,
                format: format.name(),
                bytes: bytes.len(),
            })
        }
        None if args.out.is_none() && ctx.out.is_terminal() => show(ctx, &bytes),
        None => ctx.out.bytes(&bytes),
    }
}

fn show(ctx: &mut Context, bytes: &[u8]) -> Result<()> {
    // The line below is the shell's.
    let (columns, rows) = ctx.out.size().unwrap_or((80, 24));
    let rows = usize::from(rows).saturating_sub(1).max(1);
    let drawing = picture::draw(bytes, usize::from(columns), rows, ctx.out.is_colored())?;
    ctx.out.rendered(&drawing.text)?;
    if !drawing.exact {
        ctx.out.err().note(&text!(
            "if a phone does not read it, make the terminal larger, or give --out FILE",
            "若手机无法识别，请放大终端窗口，或使用 --out FILE"
        ));
    }
    Ok(())
}
