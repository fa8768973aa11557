//! Forms, read as a strict server reads them. Source: RFC 7578, RFC 2046.

use crate::sandbox::Entry;

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content: Vec<u8>,
}

/// The parts of a form; what is wrong with it otherwise.
pub(super) fn parts(request: &Entry) -> Result<Vec<Part>, String> {
    let content_type = request.header("content-type").unwrap_or("");
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .ok_or("the content type is not multipart/form-data with a boundary")?;
    let open = format!("--{boundary}\r\n").into_bytes();
    let between = format!("\r\n--{boundary}").into_bytes();
    let mut rest = request
        .body
        .strip_prefix(open.as_slice())
        .ok_or("the body does not begin with the boundary")?;
    let mut parts = Vec::new();
    loop {
        let head_end = find(rest, b"\r\n\r\n").ok_or("a part has no head")?;
        let head = std::str::from_utf8(&rest[..head_end]).map_err(|_| "a part's head is not UTF-8")?;
        rest = &rest[head_end + 4..];
        let end = find(rest, &between).ok_or("a part does not end")?;
        parts.push(part(head, &rest[..end])?);
        rest = &rest[end + between.len()..];
        if rest == b"--\r\n" {
            return Ok(parts);
        }
        rest = rest
            .strip_prefix(b"\r\n")
            .ok_or("the boundary is followed by something else")?;
    }
}

fn part(head: &str, content: &[u8]) -> Result<Part, String> {
    let mut disposition = None;
    let mut content_type = None;
    for line in head.split("\r\n") {
        let (name, value) = line.split_once(':').ok_or("a part's head has a line without a colon")?;
        match name.to_ascii_lowercase().as_str() {
            "content-disposition" => disposition = Some(value.trim()),
            "content-type" => content_type = Some(value.trim().to_owned()),
            _ => {}
        }
    }
    let disposition = disposition
        .and_then(|d| d.strip_prefix("form-data;"))
        .ok_or("a part is no form-data")?;
    let value = |key: &str| {
        disposition.split(';').find_map(|field| {
            let (name, value) = field.trim().split_once('=')?;
            (name == key).then(|| value.trim_matches('"').to_owned())
        })
    };
    Ok(Part {
        name: value("name").ok_or("a part has no name")?,
        file_name: value("filename"),
        content_type,
        content: content.to_vec(),
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w == needle)
}
