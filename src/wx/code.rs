//! Pictures that lead into the mini program: its round code for any number of scenes, its round code for a path, and the
//! square QR code. Pure but for [`Authorized::code`].
//! Source: `reference/wechat.md` §3.4.

use serde_json::{Value, json};

use super::api::{Answer, Authorized, Call, Content};
use super::link::Environment;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Idempotency;
use crate::text;

/// Which picture.
#[derive(Debug, Clone)]
pub enum Code {
    /// The round code, as many as are wanted, each with a short scene.
    Unlimited {
        /// 1 to 32 characters that the page is told.
        scene: String,
        /// The page; the first of the mini program when absent.
        page: Option<String>,
        /// Whether the page must be published.
        check_path: bool,
    },
    /// The round code for a path with its query; 100 000 in all, together with the square ones.
    Path(String),
    /// The square QR code for a path with its query.
    Square(String),
}

/// How it looks.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Which version of the mini program it opens.
    pub environment: Option<Environment>,
    /// Its width in dots, 280 to 1280.
    pub width: Option<u32>,
    /// WeChat chooses the colour of the lines.
    pub auto_color: bool,
    /// The colour of the lines.
    pub line_color: Option<[u8; 3]>,
    /// Without a background, as PNG.
    pub transparent: bool,
}

const SCENE_MARKS: &[u8] = b"!#$&'()*+,/:;=?@-._~";

/// The call that draws `code`.
///
/// # Errors
/// [`Kind::Usage`] for what WeChat would refuse.
pub fn encode(code: &Code, look: &Look) -> Result<Call> {
    if let Some(width) = look.width
        && !(280..=1280).contains(&width)
    {
        return Err(Error::usage(text!(
            "the width {width} is not between 280 and 1280",
            "宽度 {width} 不在 280 到 1280 之间"
        )));
    }
    let (path, mut body, idempotency) = match code {
        Code::Unlimited {
            scene,
            page,
            check_path,
        } => {
            check_scene(scene)?;
            let mut body = json!({"scene": scene, "check_path": check_path});
            if let Some(page) = page {
                check_page(page)?;
                body["page"] = page.as_str().into();
            }
            ("wxa/getwxacodeunlimit", body, Idempotency::Safe)
        }
        // Each counts against the 100 000.
        Code::Path(path) => (
            "wxa/getwxacode",
            json!({"path": checked_path(path)?}),
            Idempotency::Ambiguous,
        ),
        Code::Square(path) => {
            let body = json!({"path": checked_path(path)?});
            ("cgi-bin/wxaapp/createwxaqrcode", body, Idempotency::Ambiguous)
        }
    };
    if let Some(width) = look.width {
        body["width"] = width.into();
    }
    if matches!(code, Code::Square(_)) {
        let colored = look.auto_color || look.line_color.is_some();
        if colored || look.transparent || look.environment.is_some() {
            return Err(Error::usage(text!(
                "the square code has only a width: no colour, no transparency, no --env",
                "方形二维码只能设置宽度：不支持颜色、透明和 --env"
            )));
        }
    } else {
        dress(&mut body, look);
    }
    Ok(Call {
        path,
        content: Content::Json(body),
        idempotency,
    })
}

fn dress(body: &mut Value, look: &Look) {
    if let Some(environment) = look.environment {
        body["env_version"] = environment.name().into();
    }
    if look.auto_color {
        body["auto_color"] = true.into();
    }
    if let Some([r, g, b]) = look.line_color {
        body["line_color"] = json!({"r": r, "g": g, "b": b});
    }
    if look.transparent {
        body["is_hyaline"] = true.into();
    }
}

fn check_scene(scene: &str) -> Result<()> {
    let length = scene.len();
    let good = |b: u8| b.is_ascii_alphanumeric() || SCENE_MARKS.contains(&b);
    if (1..=32).contains(&length) && scene.bytes().all(good) {
        return Ok(());
    }
    Err(Error::usage(text!(
        "the scene must be 1 to 32 letters, digits and !#$&'()*+,/:;=?@-._~",
        "scene 须为 1 至 32 个字母、数字和 !#$&'()*+,/:;=?@-._~"
    ))
    .hint(text!(
        "keep what is longer, or not ASCII, on the server under a short name",
        "更长或含中文的内容请存在服务器端，用短名称引用"
    )))
}

/// A page without its query.
///
/// # Errors
/// [`Kind::Usage`] for a leading slash or a query.
pub fn check_page(page: &str) -> Result<()> {
    if page.starts_with('/') || page.contains(['?', '#']) || page.is_empty() {
        return Err(Error::usage(text!(
            "{page:?} must be a page such as pages/index/index: no leading slash, no query",
            "{page:?} 须为页面路径，如 pages/index/index：不能以 / 开头，不能带参数"
        )));
    }
    Ok(())
}

/// A path may have a query; 1024 bytes.
fn checked_path(path: &str) -> Result<&str> {
    let length = path.len();
    if path.starts_with('/') || path.is_empty() || length > 1024 {
        return Err(Error::usage(text!(
            "the path must be like pages/index/index?x=1, without a leading slash, and at most 1024 bytes",
            "路径须形如 pages/index/index?x=1，不能以 / 开头，最长 1024 字节"
        )));
    }
    Ok(path)
}

impl Authorized<'_> {
    /// Has a code drawn.
    ///
    /// # Errors
    /// [`Kind::Usage`] as [`encode`]; any [`Kind`] of [`super::fault`]; [`Kind::Malformed`] for an answer that is no picture.
    pub async fn code(&self, code: &Code, look: &Look) -> Result<(super::api::Format, bytes::Bytes)> {
        match self.send(&encode(code, look)?).await? {
            Answer::Picture(format, bytes) => Ok((format, bytes)),
            Answer::Json(_) => Err(
                Error::new(Kind::Malformed, text!("the answer is no picture", "响应不是图片"))
                    .outcome(Outcome::Sent)
                    .provider(&self.wx().target().name),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene(scene: &str) -> Code {
        Code::Unlimited {
            scene: scene.to_owned(),
            page: None,
            check_path: true,
        }
    }

    #[test]
    fn a_scene_is_short_and_plain() {
        let ok = |s: &str| encode(&scene(s), &Look::default()).is_ok();
        assert!(ok("a=1") && ok(&"x".repeat(32)) && ok("!#$&'()*+,/:;=?@-._~"));
        for bad in ["", "50%", "中文", "a b", &"x".repeat(33)] {
            assert!(!ok(bad), "{bad}");
        }
    }

    #[test]
    fn what_wechat_would_refuse_is_not_sent() {
        let page = |page: &str| Code::Unlimited {
            scene: "s".to_owned(),
            page: Some(page.to_owned()),
            check_path: false,
        };
        assert!(encode(&page("pages/index"), &Look::default()).is_ok());
        for bad in ["/pages/index", "pages/index?x=1", ""] {
            assert!(encode(&page(bad), &Look::default()).is_err(), "{bad}");
        }
        let wide = Look {
            width: Some(2000),
            ..Look::default()
        };
        assert!(encode(&scene("s"), &wide).is_err());
        let clear = Look {
            transparent: true,
            ..Look::default()
        };
        assert!(encode(&Code::Square("p".to_owned()), &clear).is_err());
        assert!(encode(&Code::Path("p?x=1".to_owned()), &clear).is_ok());
    }
}
