//! XML as WeChat's side reads and writes it: one root, flat elements, CDATA.

/// Fields in order.
pub(super) type Fields = Vec<(String, String)>;

/// A field's value.
pub(super) fn get<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
}

/// Reads `<xml>` with flat elements; `None` for anything else.
pub(super) fn parse(text: &str) -> Option<Fields> {
    let mut rest = text.trim().strip_prefix("<xml>")?.strip_suffix("</xml>")?;
    let mut fields = Fields::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return Some(fields);
        }
        let end = rest.find('>')?;
        let name = rest.strip_prefix('<')?[..end - 1].to_owned();
        let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if !plain || fields.iter().any(|(n, _)| *n == name) {
            return None;
        }
        rest = &rest[end + 1..];
        let mut value = String::new();
        let close = format!("</{name}>");
        loop {
            if let Some(after) = rest.strip_prefix("<![CDATA[") {
                let end = after.find("]]>")?;
                value.push_str(&after[..end]);
                rest = &after[end + 3..];
            } else if let Some(after) = rest.strip_prefix(&*close) {
                rest = after;
                break;
            } else {
                let end = rest.find('<').filter(|e| *e > 0)?;
                let text = &rest[..end];
                value.push_str(&text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
                rest = &rest[end..];
            }
        }
        fields.push((name, value));
    }
}

/// Writes a document with this root.
pub(super) fn write(root: &str, fields: &[(String, String)]) -> String {
    let inner: String = fields
        .iter()
        .map(|(n, v)| format!("<{n}><![CDATA[{v}]]></{n}>"))
        .collect();
    format!("<{root}>{inner}</{root}>")
}
