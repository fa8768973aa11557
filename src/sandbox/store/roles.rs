//! The token services beside the stores (Amazon, Aliyun, Tencent): what they give out, the stores of the same vendor accept
//! until it ends. Sources: AWS STS API reference; Aliyun STS, RPC signature 1.0; Tencent STS, TC3-HMAC-SHA256.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::call::{Call, Refusal, decode, encode, unix, xml};
use super::check::{self, SKEW_SECONDS, hex, mac1, mac256, seconds_of, sha256_hex};
use super::keyring::{Keyring, Pair, same};
use crate::sandbox::server::{Answer, Content, Protocol};
use crate::sandbox::{Entry, new_key};

/// The role that the machines have.
pub const ROLE: &str = "sandbox-role";

/// The keyrings of the three stores.
pub(super) struct Rings {
    pub oss: Arc<Keyring>,
    pub cos: Arc<Keyring>,
    pub s3: Arc<Keyring>,
}

/// How long what is given out lives: as a script says in `text`, else an hour.
pub(super) fn life(text: Option<&str>) -> Duration {
    Duration::from_secs(text.and_then(|t| t.parse().ok()).unwrap_or(3600))
}

pub(super) fn ends(pair: &Pair) -> SystemTime {
    pair.expires.unwrap_or(SystemTime::UNIX_EPOCH)
}

pub(super) fn ends_text(pair: &Pair) -> String {
    humantime::format_rfc3339_seconds(ends(pair)).to_string()
}

pub(super) fn token(pair: &Pair) -> &str {
    pair.token.as_deref().unwrap_or_default()
}

pub(super) fn text_answer(status: u16, text: String) -> Answer {
    Answer {
        status,
        headers: vec![("content-type".into(), "text/plain".into())],
        content: Content::Whole(text.into_bytes()),
        problem: (status >= 400).then(|| format!("{status}")),
    }
}

/// The token services of all three, at one address: their protocols cannot be mistaken for one another.
pub(super) struct Sts {
    rings: Arc<Rings>,
    /// The web identity that it believes.
    identity: String,
}

impl Sts {
    pub(super) fn new(rings: Arc<Rings>) -> Sts {
        Sts {
            rings,
            identity: new_key("identity"),
        }
    }

    fn amazon(&self, call: &Call<'_>, fields: &Fields, life: Duration) -> Answer {
        let refused = |refusal: Refusal| {
            Answer {
            status: refusal.status,
            headers: vec![("content-type".into(), "text/xml".into())],
            content: Content::Whole(
                format!(
                    "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{}</Code><Message>{}</Message></Error></ErrorResponse>",
                    xml(&refusal.code),
                    xml(&refusal.message)
                )
                .into_bytes(),
            ),
            problem: Some(refusal.code),
        }
        };
        let action = fields.get("Action");
        let judged = match action {
            "AssumeRole" => self.amazon_signature(call),
            "AssumeRoleWithWebIdentity" => self.identity(fields.get("WebIdentityToken"), "InvalidIdentityToken"),
            _ => Err(Refusal::new(400, "InvalidAction", "Could not find operation")),
        };
        let judged = judged.and_then(|()| role(fields, "arn:aws:iam::"));
        if let Err(refusal) = judged {
            return refused(refusal);
        }
        let pair = self.rings.s3.mint(call.now, life);
        let body = format!(
            "<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result><Credentials><AccessKeyId>{}</AccessKeyId><SecretAccessKey>{}</SecretAccessKey><SessionToken>{}</SessionToken><Expiration>{}</Expiration></Credentials></{action}Result></{action}Response>",
            pair.id,
            pair.secret,
            token(&pair),
            ends_text(&pair)
        );
        Answer {
            status: 200,
            headers: vec![("content-type".into(), "text/xml".into())],
            content: Content::Whole(body.into_bytes()),
            problem: None,
        }
    }

    /// The content is part of what is signed here, though no header names its hash.
    fn amazon_signature(&self, call: &Call<'_>) -> Result<(), Refusal> {
        let mut entry = call.entry.clone();
        entry
            .headers
            .push(("x-amz-content-sha256".to_owned(), sha256_hex(&call.entry.body)));
        let with_hash = Call::read(&entry, &[]);
        super::check_s3::check_unlisted(&with_hash, &self.rings.s3, "us-east-1", "sts")
    }

    fn identity(&self, token: &str, code: &str) -> Result<(), Refusal> {
        if same(token, &self.identity) {
            return Ok(());
        }
        Err(Refusal::new(400, code, "The web identity token is not valid"))
    }

    fn aliyun(&self, call: &Call<'_>, fields: &Fields, life: Duration) -> Answer {
        let judged = match fields.get("Action") {
            "AssumeRole" => self.aliyun_signature(call, fields),
            "AssumeRoleWithOIDC" if fields.get("OIDCProviderArn").starts_with("acs:ram::") => {
                self.identity(fields.get("OIDCToken"), "AuthenticationFail.OIDCToken.Invalid")
            }
            _ => Err(Refusal::new(
                400,
                "InvalidAction.NotFound",
                "Specified api is not found",
            )),
        };
        match judged.and_then(|()| role(fields, "acs:ram::")) {
            Err(refusal) => Answer::json(
                refusal.status,
                &json!({"Code": refusal.code, "Message": refusal.message}),
            )
            .problem(&refusal.code),
            Ok(()) => {
                let pair = self.rings.oss.mint(call.now, life);
                Answer::json(
                    200,
                    &json!({"RequestId": "sandbox", "Credentials": {
                        "AccessKeyId": pair.id, "AccessKeySecret": pair.secret,
                        "SecurityToken": token(&pair), "Expiration": ends_text(&pair),
                    }}),
                )
            }
        }
    }

    fn aliyun_signature(&self, call: &Call<'_>, fields: &Fields) -> Result<(), Refusal> {
        let codes = check::Codes {
            token_bad: "InvalidSecurityToken",
            token_ended: "InvalidSecurityToken.Expired",
        };
        let given = Some(fields.get("SecurityToken")).filter(|t| !t.is_empty());
        let pair = check::pair(call, &self.rings.oss, fields.get("AccessKeyId"), given, &codes)?;
        let stamp: String = fields.get("Timestamp").chars().filter(|c| !"-:".contains(*c)).collect();
        if seconds_of(&stamp).is_none_or(|at| at.abs_diff(unix(call.now)) > SKEW_SECONDS) {
            return Err(Refusal::new(
                400,
                "InvalidTimeStamp.Expired",
                "Specified time stamp is expired",
            ));
        }
        if fields.get("SignatureNonce").len() < 16 {
            return Err(Refusal::new(
                400,
                "MissingSignatureNonce",
                "SignatureNonce is mandatory",
            ));
        }
        let mut pairs: Vec<String> = fields
            .0
            .iter()
            .filter(|(n, _)| n != "Signature")
            .map(|(n, v)| format!("{}={}", encode(n, ""), encode(v, "")))
            .collect();
        pairs.sort();
        let string = format!("{}&%2F&{}", call.entry.method, encode(&pairs.join("&"), ""));
        let key = format!("{}&", pair.secret);
        if same(
            &STANDARD.encode(mac1(key.as_bytes(), string.as_bytes())),
            fields.get("Signature"),
        ) {
            return Ok(());
        }
        Err(Refusal::new(
            400,
            "SignatureDoesNotMatch",
            "Specified signature is not matched with our calculation",
        ))
    }

    fn tencent(&self, call: &Call<'_>, life: Duration) -> Answer {
        let body: Value = serde_json::from_slice(&call.entry.body).unwrap_or_default();
        let of = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let action = call.header("x-tc-action").unwrap_or_default();
        let judged = match action {
            "AssumeRole" => self.tencent_signature(call),
            "AssumeRoleWithWebIdentity" if call.header("authorization") == Some("SKIP") => {
                self.identity(&of("WebIdentityToken"), "InvalidParameter.WebIdentityTokenError")
            }
            _ => Err(Refusal::new(200, "InvalidAction", "The action is not valid")),
        };
        let fields = Fields(
            ["RoleArn", "RoleSessionName", "ExternalId"]
                .map(|n| (n.to_owned(), of(n)))
                .into(),
        );
        match judged.and_then(|()| role(&fields, "qcs::cam::")) {
            // Errors come with a 200.
            Err(refusal) => Answer::json(
                200,
                &json!({"Response": {"Error": {"Code": refusal.code, "Message": refusal.message}}}),
            )
            .problem(&refusal.code),
            Ok(()) => {
                let pair = self.rings.cos.mint(call.now, life);
                Answer::json(
                    200,
                    &json!({"Response": {"Credentials": {
                        "TmpSecretId": pair.id, "TmpSecretKey": pair.secret, "Token": token(&pair),
                    }, "ExpiredTime": unix(ends(&pair)), "Expiration": ends_text(&pair)}}),
                )
            }
        }
    }

    fn tencent_signature(&self, call: &Call<'_>) -> Result<(), Refusal> {
        let wrong = |why: &str| Refusal::new(200, "AuthFailure.SignatureFailure", why);
        let header = call.header("authorization").unwrap_or_default();
        let rest = header
            .strip_prefix("TC3-HMAC-SHA256 ")
            .ok_or_else(|| wrong("the algorithm is unknown"))?;
        let field = |name: &str| {
            rest.split(',')
                .map(str::trim)
                .find_map(|f| f.strip_prefix(name)?.strip_prefix('='))
                .unwrap_or_default()
        };
        let [id, day, service, end] = field("Credential").split('/').collect::<Vec<_>>()[..] else {
            return Err(wrong("the credential is mal-formed"));
        };
        let codes = check::Codes {
            token_bad: "AuthFailure.TokenFailure",
            token_ended: "AuthFailure.TokenFailure",
        };
        let pair = check::pair(call, &self.rings.cos, id, call.header("x-tc-token"), &codes)?;
        let at = call.header("x-tc-timestamp").unwrap_or_default();
        let seconds: u64 = at.parse().map_err(|_| wrong("the time is mal-formed"))?;
        if seconds.abs_diff(unix(call.now)) > SKEW_SECONDS {
            return Err(Refusal::new(
                200,
                "AuthFailure.SignatureExpire",
                "The signature has expired",
            ));
        }
        let signed = field("SignedHeaders");
        for needed in ["content-type", "host"] {
            if !signed.split(';').any(|n| n == needed) {
                return Err(wrong("content-type and host must be signed"));
            }
        }
        let lines: String = signed
            .split(';')
            .map(|n| {
                format!(
                    "{n}:{}\n",
                    call.header(n).unwrap_or_default().trim().to_ascii_lowercase()
                )
            })
            .collect();
        let canonical = format!(
            "{}\n/\n\n{lines}\n{signed}\n{}",
            call.entry.method,
            sha256_hex(&call.entry.body)
        );
        let string = format!(
            "TC3-HMAC-SHA256\n{at}\n{day}/{service}/{end}\n{}",
            sha256_hex(canonical.as_bytes())
        );
        let mut key = format!("TC3{}", pair.secret).into_bytes();
        for step in [day, service, end] {
            key = mac256(&key, step.as_bytes());
        }
        if service == "sts" && same(&hex(&mac256(&key, string.as_bytes())), field("Signature")) {
            return Ok(());
        }
        Err(wrong("The provided credentials could not be validated."))
    }
}

/// The fields of a form.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn read(body: &[u8]) -> Fields {
        let text = String::from_utf8_lossy(body).into_owned();
        let pairs = text.split('&').filter_map(|p| p.split_once('='));
        Fields(pairs.map(|(n, v)| (decode(n, true), decode(v, true))).collect())
    }

    fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(n, _)| n == name).map_or("", |(_, v)| v)
    }
}

/// Whether a role is one of this vendor's, is named as it must be, and its owner is content.
fn role(fields: &Fields, start: &str) -> Result<(), Refusal> {
    let arn = fields.get("RoleArn");
    if !arn.starts_with(start) {
        return Err(Refusal::new(400, "ValidationError", &format!("{arn} is no role")));
    }
    if fields.get("RoleSessionName").len() < 2 {
        return Err(Refusal::new(400, "ValidationError", "RoleSessionName is too short"));
    }
    if arn.ends_with("/guarded") && fields.get("ExternalId") != "open sesame" {
        return Err(Refusal::new(
            403,
            "AccessDenied",
            "not authorized to perform sts:AssumeRole",
        ));
    }
    Ok(())
}

impl Protocol for Sts {
    fn name(&self) -> &'static str {
        "sts"
    }

    fn key(&self) -> &str {
        &self.identity
    }

    fn key_name(&self) -> String {
        "store.s3.oidc_token_file".to_owned()
    }

    fn request_id_header(&self) -> &'static str {
        "x-amzn-requestid"
    }

    fn answer(&self, request: &Entry, text: Option<&str>) -> Answer {
        let call = Call::read(request, &[]);
        let fields = Fields::read(&request.body);
        let life = life(text);
        if call.header("x-tc-action").is_some() {
            return self.tencent(&call, life);
        }
        match fields.get("Version") {
            "2011-06-15" => self.amazon(&call, &fields, life),
            "2015-04-01" => self.aliyun(&call, &fields, life),
            version => text_answer(400, format!("no token service speaks version {version:?}\n")),
        }
    }

    fn error(&self, status: u16, code: Option<&str>, message: &str) -> Answer {
        Answer::json(
            status,
            &json!({"Code": code.unwrap_or("InternalError"), "Message": message}),
        )
        .problem(message)
    }
}
