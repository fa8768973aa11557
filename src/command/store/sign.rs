//! `vh store sign`: the URL on standard output, and nowhere else.

use serde::Serialize;

use super::place::Stores;
use crate::cli::sign::{SignArgs, SignMethod};
use crate::command::{Context, now};
use crate::error::Result;
use crate::http::Method;
use crate::store::Sign;
use crate::text;

#[derive(Serialize)]
struct Row {
    url: String,
    method: String,
    expires: String,
}

/// `vh store sign`.
///
/// # Errors
/// [`crate::error::Kind::Invalid`] when the protocol refuses so long a time.
pub(super) async fn sign(ctx: &mut Context, stores: &Stores, args: SignArgs) -> Result<()> {
    let place = stores.remote(&args.place)?;
    let store = stores.store(&place).await?;
    let key = place.object()?;
    store.check_key(key)?;
    let answers = [
        ("response-content-type", &args.response_content_type),
        ("response-content-disposition", &args.response_content_disposition),
        ("response-cache-control", &args.response_cache_control),
        ("response-content-encoding", &args.response_content_encoding),
        ("response-content-language", &args.response_content_language),
        ("response-expires", &args.response_expires),
        ("versionId", &args.version_id),
    ];
    let answers = answers
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value.clone()?)));
    let content_type = args.content_type.clone().map(|v| ("content-type".to_owned(), v));
    let sign = Sign {
        method: match args.method {
            SignMethod::Get => Method::GET,
            SignMethod::Put => Method::PUT,
            SignMethod::Head => Method::HEAD,
            SignMethod::Post => Method::POST,
            SignMethod::Delete => Method::DELETE,
        },
        expires: args.expires,
        headers: content_type.into_iter().chain(args.header).collect(),
        query: args.param.into_iter().chain(answers).collect(),
    };
    let at = now();
    let signed = store.sign(key, &sign, at).await?;
    let expires = at + args.expires;
    if let Some(ends) = signed.credential_ends.filter(|ends| *ends < expires) {
        let ends = humantime::format_rfc3339_seconds(ends);
        ctx.out.err().note(&text!(
            "the URL ends earlier, with the temporary key that signed it: {ends}",
            "签名所用的临时密钥会更早失效，URL 随之失效：{ends}"
        ));
    }
    if ctx.out.format().is_json() {
        return ctx.out.json(&Row {
            url: signed.url,
            method: sign.method.to_string(),
            expires: humantime::format_rfc3339_seconds(expires).to_string(),
        });
    }
    ctx.out.line(&signed.url)
}
