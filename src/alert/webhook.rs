//! Any webhook: method, headers and body are the user's, and so is what counts as success (`ok`). Without a body template the
//! alert goes out as JSON. A retry carries the same `idempotency-key`.

use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use super::config::Config;
use super::look::{Form, Look, emoji};
use super::robot::{self, Hook};
use super::{AlertChannel, Delivery, Note, World};
use crate::error::{Error, Kind, Result};
use crate::http::{Body, Credential, HeaderName, Http, Method, Net, Reply, Request, header_value};
use crate::secret::Secret;
use crate::sign;
use crate::text;

/// A webhook.
pub struct Webhook {
    name: String,
    hook: Hook,
    method: Method,
    headers: Vec<(HeaderName, Secret)>,
    body: Option<String>,
    ok: Ok,
    secret: Option<Secret>,
    look: Look,
}

/// What a good answer looks like.
#[derive(Debug, Clone, PartialEq)]
pub enum Ok {
    /// Any 2xx.
    Any2xx,
    /// This status.
    Status(u16),
    /// 2xx, and JSON that has this value at this pointer.
    Pointer(String, Value),
}

impl Ok {
    /// Reads `2xx`, `204`, `/code=200`, `/ok=true`, `/status=success`.
    ///
    /// # Errors
    /// [`Kind::Config`] for anything else.
    pub fn parse(name: &str, text: &str) -> Result<Ok> {
        if text == "2xx" {
            return Result::Ok(Ok::Any2xx);
        }
        if let Result::Ok(status) = text.parse::<u16>()
            && (100..600).contains(&status)
        {
            return Result::Ok(Ok::Status(status));
        }
        if let Some((pointer, value)) = text.split_once('=')
            && pointer.starts_with('/')
        {
            // `200` is a number and `success` a word; quotes make a word of a number.
            let value = serde_json::from_str(value).unwrap_or_else(|_| Value::String(value.to_owned()));
            return Result::Ok(Ok::Pointer(pointer.to_owned(), value));
        }
        Err(
            Error::config(text!("alert.{name}.ok is {text:?}", "alert.{name}.ok 为 {text:?}")).hint(text!(
                "write a status (2xx, 204) or a JSON pointer and its value (/code=0)",
                "可写状态码（2xx、204）或 JSON 指针与值（/code=0）"
            )),
        )
    }
}

impl Webhook {
    /// From its table.
    ///
    /// # Errors
    /// [`Kind::Config`] for what is missing or cannot be.
    pub fn new(name: &str, config: Config, net: Net, look: Look, http: Http) -> Result<Webhook> {
        let url = Config::need(name, "url", &config.url)?;
        let method = config.method.as_deref().unwrap_or("POST").to_ascii_uppercase();
        let method = Method::from_bytes(method.as_bytes()).map_err(|_| {
            Error::config(text!(
                "alert.{name}.method is no method",
                "alert.{name}.method 不是合法方法"
            ))
        })?;
        let mut headers = Vec::new();
        for (header, value) in config.headers {
            let header: HeaderName = header.to_ascii_lowercase().parse().map_err(|_| {
                Error::config(text!(
                    "alert.{name}.headers: {header:?} is no header name",
                    "alert.{name}.headers：{header:?} 不是合法的请求头名"
                ))
            })?;
            header_value(header.as_str(), value.expose())?;
            headers.push((header, value));
        }
        Result::Ok(Webhook {
            name: name.to_owned(),
            hook: Hook::new(name, "url", url, net, http, &[])?,
            method,
            headers,
            body: config.body,
            ok: Ok::parse(name, config.ok.as_deref().unwrap_or("2xx"))?,
            secret: config.secret,
            look,
        })
    }

    fn content_type(&self) -> &str {
        let given = self.headers.iter().find(|(n, _)| n == "content-type");
        given.map_or("application/json", |(_, v)| v.expose())
    }

    /// The body: of the template where it holds, else the alert as JSON (as text where the content type says so).
    fn encode(&self, note: &Note, to: &[String]) -> String {
        let json = self.content_type().contains("json");
        let form = if json { Form::Json } else { Form::Text };
        if let Some(source) = &self.body
            && let Result::Ok(body) = self.look.render(source, form, note)
            && (!json || serde_json::from_str::<Value>(&body).is_ok())
        {
            return body;
        }
        if json {
            self.plain(note, to).to_string()
        } else {
            self.look.text(&self.name, note)
        }
    }

    fn plain(&self, note: &Note, to: &[String]) -> Value {
        let labels: serde_json::Map<String, Value> = note.labels.iter().map(|(k, v)| (k.clone(), json!(v))).collect();
        json!({
            "id": note.id, "level": note.level, "emoji": emoji(note), "title": note.title, "text": note.text,
            "labels": labels, "host": note.host, "caller": note.caller, "time": self.look.time(note.at_ms),
            "at_ms": note.at_ms, "fingerprint": note.fingerprint, "resolved": note.resolved, "held": note.held,
            "link": note.link, "to": to, "message": self.look.text(&self.name, note),
        })
    }

    fn request(&self, note: &Note, to: &[String]) -> Result<Request> {
        let mut request = Request::new(self.method.clone(), self.hook.url.to_string());
        request.credential = Credential::Bearer;
        for (header, value) in &self.headers {
            let mut shown = header_value(header.as_str(), value.expose())?;
            shown.set_sensitive(header != "content-type");
            request.headers.push((header.clone(), shown));
        }
        if ![Method::GET, Method::HEAD].contains(&self.method) {
            let body = self.encode(note, to);
            if !self.headers.iter().any(|(n, _)| n == "content-type") {
                request = request.header("content-type", "application/json")?;
            }
            if let Some(secret) = &self.secret {
                let mac = sign::hex(&sign::hmac_sha256(secret.expose().as_bytes(), body.as_bytes()));
                request = request.secret_header("x-signature-256", &format!("sha256={mac}"), Credential::Bearer)?;
            }
            request.body = Body::Bytes(body.into());
        }
        request.header("idempotency-key", &note.id)
    }

    fn decode(&self, reply: &Reply, body: &[u8]) -> Result<()> {
        match &self.ok {
            Ok::Status(status) if reply.status == *status => Result::Ok(()),
            Ok::Any2xx if reply.is_ok() => Result::Ok(()),
            Ok::Pointer(pointer, want) if reply.is_ok() => {
                let said = robot::json(body)?;
                match said.pointer(pointer) {
                    Some(value) if value == want => Result::Ok(()),
                    other => {
                        let other = other.map_or("nothing".to_owned(), |v| super::look::one_line(&v.to_string(), 120));
                        Err(Error::new(
                            Kind::Refused,
                            text!(
                                "the answer has {other} at {pointer}, not {want}",
                                "响应在 {pointer} 处为 {other}，而不是 {want}"
                            ),
                        ))
                    }
                }
            }
            _ => Err(robot::status_error(reply, body).unwrap_or_else(|| {
                Error::new(
                    Kind::Refused,
                    text!("the answer is not what ok wants", "响应不符合 ok 的要求"),
                )
                .status(reply.status)
            })),
        }
    }
}

impl AlertChannel for Webhook {
    fn name(&self) -> &str {
        &self.name
    }

    fn send<'a>(&'a self, note: &'a Note, to: &'a [String], world: &'a World<'a>) -> BoxFuture<'a, Delivery> {
        self.hook
            .post(
                world,
                move || self.request(note, to),
                move |reply, body| self.decode(reply, body),
            )
            .boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_success_is_read() {
        let parse = |text| Ok::parse("w", text).unwrap();
        assert_eq!(parse("2xx"), Ok::Any2xx);
        assert_eq!(parse("204"), Ok::Status(204));
        assert_eq!(parse("/code=0"), Ok::Pointer("/code".into(), json!(0)));
        assert_eq!(
            parse("/status=success"),
            Ok::Pointer("/status".into(), json!("success"))
        );
        assert_eq!(parse("/code=\"0\""), Ok::Pointer("/code".into(), json!("0")));
        assert!(Ok::parse("w", "yes").is_err());
    }
}
