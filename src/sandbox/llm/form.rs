//! Forms as a server reads them. Source: RFC 7578, RFC 2046.

/// A part of a form.
#[derive(Debug)]
pub(super) struct Part {
    /// Its name.
    pub(super) name: String,
    /// The name of its file, where it is one.
    pub(super) file_name: Option<String>,
    /// Its content.
    pub(super) content: Vec<u8>,
}

/// The parts of a body.
///
/// # Errors
/// What is wrong with it.
pub(super) fn parse(content_type: &str, body: &[u8]) -> Result<Vec<Part>, String> {
    let boundary = content_type
        .strip_prefix("multipart/form-data;")
        .and_then(|rest| rest.trim().strip_prefix("boundary="))
        .ok_or("content-type must be multipart/form-data with a boundary")?;
    let mark = format!("--{}", boundary.trim_matches('"'));
    let mut rest = body
        .strip_prefix(mark.as_bytes())
        .ok_or("the body does not begin with its boundary")?;
    let mut parts = Vec::new();
    let mark = format!("\r\n{mark}");
    loop {
        if rest == b"--\r\n" || rest == b"--" {
            return Ok(parts);
        }
        rest = rest
            .strip_prefix(b"\r\n")
            .ok_or("a boundary is not followed by a line break")?;
        let end = find(rest, mark.as_bytes()).ok_or("a part has no end")?;
        let head = find(&rest[..end], b"\r\n\r\n").ok_or("a part has no head")?;
        parts.push(part(&String::from_utf8_lossy(&rest[..head]), &rest[head + 4..end])?);
        rest = &rest[end + mark.len()..];
    }
}

fn part(head: &str, content: &[u8]) -> Result<Part, String> {
    let disposition = head
        .split("\r\n")
        .find(|l| l.to_ascii_lowercase().starts_with("content-disposition:"))
        .ok_or("a part has no content-disposition")?;
    let word = |name: &str| {
        let (_, rest) = disposition.split_once(&format!(" {name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    Ok(Part {
        name: word("name").ok_or("a part has no name")?,
        file_name: word("filename"),
        content: content.to_vec(),
    })
}

fn find(all: &[u8], part: &[u8]) -> Option<usize> {
    all.windows(part.len()).position(|w| w == part)
}
