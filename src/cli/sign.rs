//! `vh store sign`.

use std::time::Duration;

use clap::{Args, ValueEnum};

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=').unwrap_or((text, "")) {
        ("", _) => Err("write NAME=VALUE, or NAME".to_owned()),
        (name, value) => Ok((name.to_owned(), value.to_owned())),
    }
}

fn header(text: &str) -> Result<(String, String), String> {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    match text.split_once(':') {
        Some((name, value)) if !name.is_empty() && name.bytes().all(token) && !value.contains(char::is_control) => {
            Ok((name.to_ascii_lowercase(), value.trim().to_owned()))
        }
        _ => Err("write NAME: VALUE".to_owned()),
    }
}

// What a signed URL allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SignMethod {
    /// Read
    #[value(name = "GET", alias = "get")]
    Get,
    /// Write
    #[value(name = "PUT", alias = "put")]
    Put,
    /// Ask what is known of it
    #[value(name = "HEAD", alias = "head")]
    Head,
    /// Whatever the parameters say, such as uploads
    #[value(name = "POST", alias = "post")]
    Post,
    /// Remove
    #[value(name = "DELETE", alias = "delete")]
    Delete,
}

// `vh store sign`.
#[derive(Debug, Clone, Args)]
pub struct SignArgs {
    /// The object
    #[arg(value_name = "PLACE")]
    pub place: String,
    /// What it allows
    #[arg(long, value_enum, value_name = "METHOD", default_value = "GET", ignore_case = true)]
    pub method: SignMethod,
    /// How long it lives
    #[arg(long, value_name = "DURATION", default_value = "15m", value_parser = super::store::lifetime)]
    pub expires: Duration,
    /// The content type that whoever writes must send
    #[arg(long, value_name = "TYPE")]
    pub content_type: Option<String>,
    /// Another header that whoever uses it must send; may be repeated
    #[arg(short = 'H', long, value_name = "NAME: VALUE", value_parser = header)]
    pub header: Vec<(String, String)>,
    /// A parameter that is signed too, such as x-oss-process=image/resize,w_100; may be repeated
    #[arg(long, value_name = "NAME[=VALUE]", value_parser = parameter)]
    pub param: Vec<(String, String)>,
    /// Content type of the answer
    #[arg(long, value_name = "TYPE")]
    pub response_content_type: Option<String>,
    /// Content-Disposition of the answer, such as attachment; filename="a.mp3"
    #[arg(long, value_name = "VALUE")]
    pub response_content_disposition: Option<String>,
    /// Cache-Control of the answer
    #[arg(long, value_name = "VALUE")]
    pub response_cache_control: Option<String>,
    /// Content-Encoding of the answer
    #[arg(long, value_name = "VALUE")]
    pub response_content_encoding: Option<String>,
    /// Content-Language of the answer
    #[arg(long, value_name = "VALUE")]
    pub response_content_language: Option<String>,
    /// Expires of the answer
    #[arg(long, value_name = "VALUE")]
    pub response_expires: Option<String>,
    /// This version of the object
    #[arg(long, value_name = "ID")]
    pub version_id: Option<String>,
}
