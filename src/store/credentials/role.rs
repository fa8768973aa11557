//! A role, taken on with keys or with a web identity: Amazon's, Aliyun's and Tencent's token services.
//! Sources: AWS STS AssumeRole, AssumeRoleWithWebIdentity; Aliyun STS AssumeRole, AssumeRoleWithOIDC (RPC signature 1.0);
//! Tencent STS AssumeRole, AssumeRoleWithWebIdentity (TC3-HMAC-SHA256).

use std::path::PathBuf;
use std::time::SystemTime;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::FutureExt;
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::door::Door;
use super::machine::Maker;
use super::{Source, told};
use crate::error::{Error, Result};
use crate::http::{Body, Credential, Method, Request};
use crate::secret::Secret;
use crate::sign::{hex, hmac_chain, hmac_sha1, uri_encode};
use crate::store::call::{Call, Keys, unix};
use crate::store::remote::xml;
use crate::store::s3;
use crate::text;

/// How long a session lives, in seconds: what all three take.
const LIFE_SECONDS: u64 = 3600;

/// Who takes the role on.
pub(super) enum Proof {
    /// Whoever has these keys.
    Keys(Box<dyn Source>),
    /// Whoever is named in this file, by a third party. It is read each time: others write it.
    Identity(PathBuf),
}

/// A role.
pub(super) struct Role {
    pub maker: Maker,
    pub door: Door,
    pub arn: String,
    pub session: String,
    pub external_id: Option<Secret>,
    pub provider_arn: Option<String>,
    pub region: String,
    pub proof: Proof,
}

impl Role {
    async fn keys(&self, now: SystemTime) -> Result<Keys> {
        match &self.proof {
            Proof::Keys(source) => {
                let keys = source.fetch(now).await?;
                match self.maker {
                    Maker::Amazon => self.amazon(Some(&keys), None, now).await,
                    Maker::Aliyun => self.aliyun(Some(&keys), None, now).await,
                    Maker::Tencent => self.tencent(Some(&keys), None, now).await,
                }
            }
            Proof::Identity(path) => {
                let shown = path.display();
                let token = std::fs::read_to_string(path)
                    .map_err(|e| Error::config(text!("cannot read {shown}: {e}", "无法读取 {shown}：{e}")))?;
                let token = Secret::new(&format!("{}.identity", self.door.label), token.trim().to_owned());
                let token = Some(token.expose());
                match self.maker {
                    Maker::Amazon => self.amazon(None, token, now).await,
                    Maker::Aliyun => self.aliyun(None, token, now).await,
                    Maker::Tencent => self.tencent(None, token, now).await,
                }
            }
        }
    }

    async fn amazon(&self, keys: Option<&Keys>, identity: Option<&str>, now: SystemTime) -> Result<Keys> {
        let mut fields = vec![
            ("Version", "2011-06-15".to_owned()),
            ("RoleArn", self.arn.clone()),
            ("RoleSessionName", self.session.clone()),
            ("DurationSeconds", LIFE_SECONDS.to_string()),
        ];
        match identity {
            Some(token) => {
                fields.push(("Action", "AssumeRoleWithWebIdentity".to_owned()));
                fields.push(("WebIdentityToken", token.to_owned()));
            }
            None => fields.push(("Action", "AssumeRole".to_owned())),
        }
        if let Some(id) = &self.external_id {
            fields.push(("ExternalId", id.expose().to_owned()));
        }
        let body = form(&fields);
        let (reply, answer) = self
            .door
            .ask(|| {
                let mut call = Call::new(Method::POST, "", "");
                call = call.header("content-type", "application/x-www-form-urlencoded");
                let mut request = Request::new(Method::POST, format!("{}/", self.door.target.base))
                    .header("content-type", "application/x-www-form-urlencoded")?;
                if let Some(keys) = keys {
                    let payload = hex(&Sha256::digest(body.as_bytes()));
                    let scope = s3::sign::Scope {
                        region: &self.region,
                        service: "sts",
                    };
                    let proof = s3::sign::sign_header(&call, "/", self.door.host(), &payload, keys, scope, now)?;
                    for (name, value) in &proof.headers {
                        request = signed_header(request, name, value)?;
                    }
                }
                request.credential = credential(keys);
                request.body = Body::Bytes(body.clone().into());
                Ok(request)
            })
            .await?;
        let from = &self.door.target.base;
        let root =
            xml::parse(&answer).map_err(|_| told::refused(from, &reply.status.to_string(), "not XML", reply.status))?;
        let result = root.children.iter().find_map(|n| n.child("Credentials"));
        let keys = result.and_then(|c| {
            let of = |name: &str| c.get(name).map(str::to_owned);
            let value = json!({
                "AccessKeyId": of("AccessKeyId"), "SecretAccessKey": of("SecretAccessKey"),
                "SessionToken": of("SessionToken"), "Expiration": of("Expiration"),
            });
            told::of_value(&value, &self.door.label)
        });
        keys.ok_or_else(|| {
            let error = root.child("Error").unwrap_or(&root);
            let of = |name: &str| error.get(name).unwrap_or_default();
            told::refused(from, of("Code"), of("Message"), reply.status)
        })
    }

    async fn aliyun(&self, keys: Option<&Keys>, identity: Option<&str>, now: SystemTime) -> Result<Keys> {
        let at = jiff::Timestamp::try_from(now).map_err(|e| Error::bug(format!("no such time: {e}")))?;
        let at = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let nonce = || -> Result<String> {
            let mut random = [0; 16];
            getrandom::fill(&mut random).map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
            Ok(hex(&random))
        };
        let (reply, answer) = self
            .door
            .ask(|| {
                let mut fields = vec![
                    ("Version", "2015-04-01".to_owned()),
                    ("Format", "JSON".to_owned()),
                    ("Timestamp", at.clone()),
                    ("SignatureNonce", nonce()?),
                    ("RoleArn", self.arn.clone()),
                    ("RoleSessionName", self.session.clone()),
                    ("DurationSeconds", LIFE_SECONDS.to_string()),
                ];
                match identity {
                    Some(token) => {
                        fields.push(("Action", "AssumeRoleWithOIDC".to_owned()));
                        fields.push(("OIDCToken", token.to_owned()));
                        fields.extend(self.provider_arn.clone().map(|arn| ("OIDCProviderArn", arn)));
                    }
                    None => fields.push(("Action", "AssumeRole".to_owned())),
                }
                if let Some(id) = &self.external_id {
                    fields.push(("ExternalId", id.expose().to_owned()));
                }
                if let Some(keys) = keys {
                    fields = sign_rpc(fields, keys);
                }
                let mut request = Request::new(Method::POST, format!("{}/", self.door.target.base))
                    .header("content-type", "application/x-www-form-urlencoded")?;
                request.body = Body::Bytes(form(&fields).into());
                request.credential = credential(keys);
                Ok(request)
            })
            .await?;
        self.of_json(&answer, reply.status, |v| v)
    }

    async fn tencent(&self, keys: Option<&Keys>, identity: Option<&str>, now: SystemTime) -> Result<Keys> {
        let mut body = json!({
            "RoleArn": self.arn, "RoleSessionName": self.session, "DurationSeconds": LIFE_SECONDS,
        });
        let action = match identity {
            Some(token) => {
                body["WebIdentityToken"] = token.into();
                body["ProviderId"] = self.provider_arn.clone().into();
                "AssumeRoleWithWebIdentity"
            }
            None => "AssumeRole",
        };
        if let Some(id) = &self.external_id {
            body["ExternalId"] = id.expose().into();
        }
        let body = body.to_string();
        let seconds = unix(now);
        let at = jiff::Timestamp::try_from(now).map_err(|e| Error::bug(format!("no such time: {e}")))?;
        let day = at.strftime("%Y-%m-%d").to_string();
        let (reply, answer) = self
            .door
            .ask(|| {
                let authorization = match keys {
                    Some(keys) => tc3(keys, self.door.host(), action, &body, &day, seconds),
                    // A web identity is proof enough, and this says that nothing else is given.
                    None => "SKIP".to_owned(),
                };
                let mut request = Request::new(Method::POST, format!("{}/", self.door.target.base))
                    .header("content-type", "application/json; charset=utf-8")?
                    .header("x-tc-action", action)?
                    .header("x-tc-version", "2018-08-13")?
                    .header("x-tc-timestamp", &seconds.to_string())?
                    .header("x-tc-region", &self.region)?
                    .secret_header("authorization", &authorization, credential(keys))?;
                if let Some(token) = keys.and_then(Keys::token) {
                    request = request.secret_header("x-tc-token", token, Credential::Signed)?;
                }
                request.body = Body::Bytes(body.clone().into());
                Ok(request)
            })
            .await?;
        self.of_json(&answer, reply.status, |v| &v["Response"])
    }

    /// Keys from an answer in JSON, which has them below `Credentials` and their end there or beside.
    fn of_json(&self, answer: &[u8], status: u16, inside: fn(&Value) -> &Value) -> Result<Keys> {
        let from = &self.door.target.base;
        let value: Value =
            serde_json::from_slice(answer).map_err(|_| told::refused(from, &status.to_string(), "not JSON", status))?;
        let value = inside(&value);
        let mut keys = value["Credentials"].clone();
        for name in ["Expiration", "ExpiredTime"] {
            if keys[name].is_null() && !value[name].is_null() {
                keys[name] = value[name].clone();
            }
        }
        told::of_value(&keys, &self.door.label).ok_or_else(|| {
            let error = if value["Error"].is_object() {
                &value["Error"]
            } else {
                value
            };
            let of = |name: &str| error[name].as_str().unwrap_or_default();
            // Tencent tells errors with a 200.
            told::refused(
                from,
                of("Code"),
                of("Message"),
                if status == 200 { 403 } else { status },
            )
        })
    }
}

fn credential(keys: Option<&Keys>) -> Credential {
    match keys {
        Some(_) => Credential::Signed,
        None => Credential::Bearer,
    }
}

fn form(fields: &[(&str, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(n, v)| format!("{n}={}", uri_encode(v.as_bytes())))
        .collect();
    pairs.join("&")
}

fn signed_header(mut request: Request, name: &str, value: &str) -> Result<Request> {
    let mut value = crate::http::header_value(name, value)?;
    value.set_sensitive(true);
    let name = crate::http::HeaderName::try_from(name).map_err(|_| Error::bug(format!("no header {name}")))?;
    request.headers.push((name, value));
    Ok(request)
}

/// Aliyun's RPC signature, version 1.0.
fn sign_rpc<'a>(mut fields: Vec<(&'a str, String)>, keys: &Keys) -> Vec<(&'a str, String)> {
    fields.push(("SignatureMethod", "HMAC-SHA1".to_owned()));
    fields.push(("SignatureVersion", "1.0".to_owned()));
    fields.push(("AccessKeyId", keys.id.clone()));
    if let Some(token) = keys.token() {
        fields.push(("SecurityToken", token.to_owned()));
    }
    fields.sort_by_key(|(n, _)| *n);
    let string = format!("POST&%2F&{}", uri_encode(form(&fields).as_bytes()));
    let key = format!("{}&", keys.secret.expose());
    let signature = STANDARD.encode(hmac_sha1(key.as_bytes(), string.as_bytes()));
    fields.push(("Signature", signature));
    fields
}

/// Tencent's TC3-HMAC-SHA256, over content type, host and action.
fn tc3(keys: &Keys, host: &str, action: &str, body: &str, day: &str, seconds: u64) -> String {
    const SIGNED: &str = "content-type;host;x-tc-action";
    let canonical = format!(
        "POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:{host}\nx-tc-action:{}\n\n{SIGNED}\n{}",
        action.to_ascii_lowercase(),
        hex(&Sha256::digest(body.as_bytes()))
    );
    let scope = format!("{day}/sts/tc3_request");
    let string = format!(
        "TC3-HMAC-SHA256\n{seconds}\n{scope}\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let key = format!("TC3{}", keys.secret.expose());
    let parts: [&[u8]; 4] = [day.as_bytes(), b"sts", b"tc3_request", string.as_bytes()];
    let signature = hex(&hmac_chain(key.as_bytes(), &parts));
    format!(
        "TC3-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={SIGNED}, Signature={signature}",
        keys.id
    )
}

impl Source for Role {
    fn fetch(&self, now: SystemTime) -> BoxFuture<'_, Result<Keys>> {
        self.keys(now).boxed()
    }
}
