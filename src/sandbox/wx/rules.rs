//! What WeChat demands of a call, and the pictures it draws.
//! Source: developers.weixin.qq.com/miniprogram/dev/OpenApiDoc.

use base64::Engine as _;
use serde_json::{Map, Value, json};

use super::form;
use crate::sandbox::Entry;
use crate::sandbox::server::{Answer, Content};

/// An error code and its message.
pub(super) type Refused = (i64, String);

pub(super) const SCENE_MARKS: &str = "!#$&'()*+,/:;=?@-._~";

/// A parameter of a query, decoded.
pub(super) fn parameter(query: &str, name: &str) -> Option<String> {
    let raw = query.split('&').find_map(|p| p.strip_prefix(name)?.strip_prefix('='))?;
    let mut bytes = Vec::new();
    let mut rest = raw.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let coded = (*first == b'%')
            .then(|| tail.get(..2))
            .flatten()
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match coded {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

pub(super) fn digest(text: &str) -> [u8; 32] {
    use sha2::Digest;
    sha2::Sha256::digest(text.as_bytes()).into()
}

/// 28 characters that begin with `o`, as WeChat's do.
pub(super) fn openid(digest: &[u8; 32]) -> String {
    let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest);
    format!("o{}", &text[..27])
}

pub(super) fn check_place(place: &Map<String, Value>) -> Result<(), Refused> {
    let get = |name: &str| place.get(name).and_then(Value::as_str).unwrap_or("");
    if get("path").starts_with('/') || get("path").contains('?') {
        return Err((40165, "invalid weapp pagepath".into()));
    }
    if get("query").len() > 1024 || !get("query").is_ascii() {
        return Err((40212, "invalid query".into()));
    }
    match get("env_version") {
        "" | "release" | "trial" | "develop" => Ok(()),
        _ => Err((85402, "invalid env_version".into())),
    }
}

pub(super) fn check_life(body: &Map<String, Value>) -> Result<(), Refused> {
    let number = |name: &str| body.get(name).and_then(Value::as_i64);
    match (number("expire_type"), number("expire_time"), number("expire_interval")) {
        (Some(0), Some(at), None) if at > 0 => Ok(()),
        (Some(1), None, Some(1..=30)) => Ok(()),
        _ => Err((85401, "time limit between 1min and 30 days".into())),
    }
}

pub(super) fn check_message(body: &Map<String, Value>) -> Result<(), Refused> {
    let get = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or("");
    let user = get("touser");
    if !user.starts_with('o') || user.len() < 20 {
        return Err((40003, "invalid openid".into()));
    }
    if user.contains("Refused") {
        return Err((43101, "user refuse to accept the msg".into()));
    }
    if get("template_id").is_empty() || get("template_id").starts_with("bad") {
        return Err((40037, "invalid template_id".into()));
    }
    if get("page").starts_with('/') {
        return Err((41030, "invalid page".into()));
    }
    let data = body.get("data").and_then(Value::as_object);
    let data = data.ok_or((47003, "argument invalid! data is empty".to_owned()))?;
    for (name, field) in data {
        let value = field["value"].as_str().unwrap_or("");
        let long = name.starts_with("thing") && value.chars().count() > 20;
        if value.is_empty() || long || name.contains("missing") {
            return Err((47003, format!("argument invalid! data.{name}.value invalid")));
        }
    }
    Ok(())
}

/// What WeChat would think: some words are risky, some doubtful.
pub(super) fn judge(body: &Map<String, Value>) -> Result<Value, Refused> {
    let get = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or("");
    if body.get("version") != Some(&2.into())
        || !(1..=4).contains(&body.get("scene").and_then(Value::as_i64).unwrap_or(0))
    {
        return Err((47001, "data format error".into()));
    }
    if get("openid").is_empty() {
        return Err((40003, "invalid openid".into()));
    }
    if get("openid").contains("Away") {
        return Err((61010, "code is expired".into()));
    }
    let content = get("content");
    if content.is_empty() || content.chars().count() > 2500 {
        return Err((45002, "content size out of limit".into()));
    }
    let (suggest, label) = match content {
        c if c.contains("违规") => ("risky", 20001),
        c if c.contains("存疑") => ("review", 20006),
        _ => ("pass", 100),
    };
    let trace = openid(&digest(content));
    Ok(
        json!({"result": {"suggest": suggest, "label": label}, "trace_id": trace,
        "detail": [{"strategy": "content_model", "errcode": 0, "suggest": suggest, "label": label, "prob": 90}]}),
    )
}

pub(super) fn picture_checked(request: &Entry) -> Result<Answer, Refused> {
    let parts = form::parts(request).map_err(|problem| (41005, format!("media data missing: {problem}")))?;
    let media = parts
        .iter()
        .find(|p| p.name == "media")
        .ok_or((41005, "media data missing".to_owned()))?;
    let known = [&b"\xFF\xD8\xFF"[..], b"\x89PNG", b"GIF8"]
        .iter()
        .any(|m| media.content.starts_with(m));
    if media.file_name.is_none() || !known {
        return Err((40006, "invalid media format".into()));
    }
    if media.content.windows(5).any(|w| w == b"risky") {
        return Err((87014, "risky content".into()));
    }
    Ok(Answer::json(200, &json!({"errcode": 0, "errmsg": "ok"})))
}

/// A real picture of a real code; its type says JSON, as WeChat's has been seen to.
pub(super) fn picture(content: &str, body: &Map<String, Value>) -> Result<Answer, Refused> {
    let failed = |_| (-1, "system error".to_owned());
    let width = body.get("width").and_then(Value::as_u64).unwrap_or(430);
    if !(280..=1280).contains(&width) {
        return Err((40097, "invalid args".into()));
    }
    let code = qrcode::QrCode::new(content).map_err(|_| (-1, "system error".to_owned()))?;
    let (modules, colors) = (code.width(), code.to_colors());
    let scale = (width as usize / (modules + 8)).max(1);
    let side = scale * (modules + 8);
    let mut light = vec![255u8; side * side];
    for y in 0..modules * scale {
        for x in 0..modules * scale {
            if colors[y / scale * modules + x / scale] == qrcode::Color::Dark {
                light[(y + 4 * scale) * side + x + 4 * scale] = 0;
            }
        }
    }
    let mut bytes = Vec::new();
    if body.get("is_hyaline") == Some(&Value::Bool(true)) {
        let dots: Vec<u8> = light.iter().flat_map(|l| [0, 255 - l]).collect();
        let mut encoder = png::Encoder::new(&mut bytes, side as u32, side as u32);
        encoder.set_color(png::ColorType::GrayscaleAlpha);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().map_err(|e| failed(e.to_string()))?;
        writer.write_image_data(&dots).map_err(|e| failed(e.to_string()))?;
        writer.finish().map_err(|e| failed(e.to_string()))?;
    } else {
        let encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
        let side = u16::try_from(side).map_err(|e| failed(e.to_string()))?;
        encoder
            .encode(&light, side, side, jpeg_encoder::ColorType::Luma)
            .map_err(|e| failed(e.to_string()))?;
    }
    Ok(Answer {
        status: 200,
        headers: vec![("content-type".into(), "application/json; encoding=utf-8".into())],
        content: Content::Whole(bytes),
        problem: None,
    })
}
