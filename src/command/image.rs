//! `vh image`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use super::record::{self, Times};
use super::{Context, chat, outlet, stdin};
use crate::cli::media::ImageArgs;
use crate::error::{Error, Kind, Result};
use crate::http::Budget;
use crate::llm::fold::Answer;
use crate::llm::magic;
use crate::llm::media::{ImageRequest, Picture, Pictures, Task};
use crate::output::Record;
use crate::output::file::Written;
use crate::output::progress::Waiting;
use crate::text;
use crate::text::Text;

/// A picture that was written.
#[derive(Serialize)]
struct Saved {
    path: String,
    media_type: &'static str,
    bytes: usize,
    provider: String,
    model: String,
    request_id: Option<String>,
    revised_prompt: Option<String>,
}

impl Record for Saved {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("file", "文件"),
            Text::pair("type", "类型"),
            Text::pair("bytes", "字节"),
            Text::pair("model", "模型"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.path.clone(),
            self.media_type.to_owned(),
            self.bytes.to_string(),
            self.model.clone(),
        ]
    }
}

/// `vh image`.
///
/// # Errors
/// Any [`Kind`]; [`Kind::Partial`] when only some of several were made.
pub async fn image(ctx: &mut Context, args: ImageArgs) -> Result<()> {
    let to_stdout = args.out.as_deref() == Some(Path::new("-"));
    if to_stdout && args.count > 1 {
        return Err(Error::usage(text!(
            "standard output takes one picture, not {}",
            "标准输出只能写一张图片，而不是 {} 张",
            args.count
        )));
    }
    if to_stdout {
        outlet::refuse_terminal(ctx)?;
    }
    let prompt = prompt(ctx, &args).await?;
    let name = ctx.settings.media_table(Task::Image, args.provider.as_deref())?;
    let painter = ctx.provider(&name).await?.into_painter()?;
    // What stands in the way of a file is told before anything is paid for.
    let begun = match &args.out {
        Some(path) if !to_stdout => numbered(path, args.count)
            .iter()
            .map(|path| outlet::open(ctx, path))
            .collect::<Result<Vec<_>>>()?,
        _ => Vec::new(),
    };
    let request = ImageRequest {
        model: args.model.clone(),
        prompt,
        size: args.size.clone(),
        quality: args.quality.clone(),
        format: args.format.clone(),
        count: args.count,
        options: chat::options(&args.option)?,
        budget: Budget::start(),
    };
    let times = Times {
        started: Instant::now(),
        first: None,
    };
    let waiting = Waiting::start(ctx.out.err(), &text!("waiting for {name}", "等待 {name}"));
    let result = painter.images(&request).await;
    drop(waiting);
    let made = match result {
        Ok(made) => made,
        Err(e) => {
            let model = painter.connection().model_of(Task::Image, args.model.as_deref()).ok();
            record::failed(ctx, Task::Image.name(), &e, None, model, times).await;
            return Err(e);
        }
    };
    let written = write(ctx, &made, begun, to_stdout);
    let answer = Answer {
        served: made.served.clone(),
        usage: made.usage,
        ..Answer::default()
    };
    record::answered(ctx, Task::Image.name(), &answer, times).await;
    written?;
    partial(ctx, &made)
}

fn write(ctx: &mut Context, made: &Pictures, begun: Vec<Written>, to_stdout: bool) -> Result<()> {
    if let (true, [only, ..]) = (to_stdout, made.made.as_slice()) {
        ctx.out.bytes(&only.bytes)?;
        return ctx.out.flush();
    }
    let mut saved = Vec::new();
    let mut files = begun.into_iter();
    for picture in &made.made {
        let path = match files.next() {
            Some(mut file) => {
                file.write(&picture.bytes)?;
                let path = file.path().to_owned();
                file.finish()?;
                path
            }
            None => save_beside(picture)?,
        };
        outlet::tell_mismatch(ctx, &path, Some(picture.media_type));
        let served = made.served.as_ref();
        saved.push(Saved {
            path: path.display().to_string(),
            media_type: picture.media_type,
            bytes: picture.bytes.len(),
            provider: served.map_or_else(String::new, |s| s.provider.clone()),
            model: served.map_or_else(String::new, |s| s.model.clone()),
            request_id: served.and_then(|s| s.request_id.clone()),
            revised_prompt: picture.revised_prompt.clone(),
        });
    }
    ctx.out.records(&saved)?;
    ctx.out.flush()
}

/// `image.png`, or the next name that is free.
fn save_beside(picture: &Picture) -> Result<PathBuf> {
    let ending = magic::extension(picture.media_type);
    for n in 1..10_000 {
        let path = match n {
            1 => PathBuf::from(format!("image.{ending}")),
            n => PathBuf::from(format!("image-{n}.{ending}")),
        };
        if path.exists() {
            continue;
        }
        let mut file = Written::create(&path, false)?;
        file.write(&picture.bytes)?;
        match file.finish() {
            Ok(()) => return Ok(path),
            // Somebody else took the name meanwhile.
            Err(e) if e.kind == Kind::Refused => {}
            Err(e) => return Err(e),
        }
    }
    Err(Error::new(
        Kind::Refused,
        text!(
            "no name is free; give --out FILE",
            "没有可用的文件名；请使用 --out 文件"
        ),
    ))
}

/// `a.png`, or `a-1.png`, `a-2.png`, …
fn numbered(path: &Path, count: u32) -> Vec<PathBuf> {
    if count == 1 {
        return vec![path.to_owned()];
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path
        .extension()
        .map(|e| format!(".{}", e.to_string_lossy()))
        .unwrap_or_default();
    (1..=count)
        .map(|n| path.with_file_name(format!("{stem}-{n}{ending}")))
        .collect()
}

fn partial(ctx: &Context, made: &Pictures) -> Result<()> {
    let (failed, all) = (made.failed.len(), made.failed.len() + made.made.len());
    if failed == 0 {
        return Ok(());
    }
    for e in &made.failed {
        ctx.out.error(e);
    }
    Err(Error::new(
        Kind::Partial,
        text!(
            "{failed} of {all} pictures were not made",
            "{all} 张图片中有 {failed} 张未能生成"
        ),
    ))
}

async fn prompt(ctx: &Context, args: &ImageArgs) -> Result<String> {
    let mut prompt = args.prompt.join(" ");
    if prompt.is_empty() && stdin::is_given() {
        prompt = stdin::read_text(ctx.out.err()).await?;
    }
    if prompt.trim().is_empty() {
        return Err(Error::usage(text!("there is no prompt", "没有画面描述")).hint(text!(
            "vh image \"A red lantern in the snow\"",
            "vh image \"雪中的红灯笼\""
        )));
    }
    Ok(prompt.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::numbered;
    use std::path::Path;

    #[test]
    fn several_files_are_numbered_before_their_ending() {
        let names = |path: &str, n| -> Vec<String> {
            numbered(Path::new(path), n)
                .iter()
                .map(|p| p.display().to_string())
                .collect()
        };
        assert_eq!(names("a.png", 1), ["a.png"]);
        assert_eq!(names("d/a.b.png", 2), ["d/a.b-1.png", "d/a.b-2.png"]);
        assert_eq!(names("a", 2), ["a-1", "a-2"]);
    }
}
