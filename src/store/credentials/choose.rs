//! Which source a table's keys come from.

use super::command::{Command, words};
use super::door::Door;
use super::machine::{Machine, Maker};
use super::profile::{self, Profile};
use super::role::{Proof, Role};
use super::{Fixed, Source};
use crate::error::{Error, Result};
use crate::http::{Http, Net};
use crate::secret::Secret;
use crate::store::Config;
use crate::store::call::Keys;
use crate::text;

/// Profiles may lead to profiles, so many times.
const STEPS: usize = 5;

/// Everything a source is made of.
struct Making<'a> {
    name: &'a str,
    config: &'a Config,
    net: &'a Net,
    http: &'a Http,
}

/// The source of the table `name`.
///
/// # Errors
/// [`crate::error::Kind::Config`] when there is none, or it is set up wrong.
pub fn source(name: &str, config: &Config, net: &Net, http: &Http) -> Result<Box<dyn Source>> {
    let making = Making {
        name,
        config,
        net,
        http,
    };
    let identity = config.oidc_token_file.as_deref();
    match (&config.role_arn, identity) {
        (Some(arn), Some(file)) if config.credentials.is_none() && config.access_key_id.is_none() => {
            making.role(arn, Proof::Identity(file.to_owned()), None)
        }
        (Some(arn), _) => {
            let base = making.base()?;
            making.role(arn, Proof::Keys(base), None)
        }
        (None, _) => making.base(),
    }
}

/// The region that a profile of Amazon's names, where the keys come from one.
pub fn region(config: &Config) -> Option<String> {
    let name = config.credentials.as_deref()?.strip_prefix("aws:")?;
    let name = if name.is_empty() { "default" } else { name };
    let (of_config, of_credentials) = (
        config.aws_config_file.as_deref(),
        config.aws_credentials_file.as_deref(),
    );
    let profile = profile::read(name, of_config, of_credentials).ok()?;
    profile.get("region").map(str::to_owned)
}

impl Making<'_> {
    /// Where keys come from before any role.
    fn base(&self) -> Result<Box<dyn Source>> {
        let config = self.config;
        if let Some(from) = &config.credentials {
            return self.named(from);
        }
        let (Some(id), Some(secret)) = (&config.access_key_id, &config.access_key_secret) else {
            return Err(self.none());
        };
        Ok(Box::new(Fixed(Keys {
            id: id.expose().to_owned(),
            secret: secret.clone(),
            token: config.session_token.clone(),
            expires: None,
        })))
    }

    fn none(&self) -> Error {
        let name = self.name;
        let (id, secret) = match self.config.kind.as_str() {
            "oss" => ("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET"),
            "cos" => ("COS_SECRET_ID", "COS_SECRET_KEY"),
            _ => ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
        };
        Error::config(text!("[store.{name}] has no keys", "[store.{name}] 没有密钥")).hint(text!(
            "set {id} and {secret}, or run: vh config set store.{name}.access_key_id, or set credentials (cmd:[…], aws:PROFILE, instance)",
            "设置 {id} 与 {secret}，或运行：vh config set store.{name}.access_key_id，或设置 credentials（cmd:[…]、aws:配置档、instance）"
        ))
    }

    /// `cmd:[…]`, `aws:PROFILE`, `instance[:ROLE]`.
    fn named(&self, from: &str) -> Result<Box<dyn Source>> {
        let (kind, rest) = from.split_once(':').unwrap_or((from, ""));
        match kind {
            "cmd" => {
                let argv: Vec<String> = serde_json::from_str(rest).map_err(|_| {
                    Error::config(text!(
                        "credentials = {from:?}: after cmd: comes a list, such as [\"program\", \"argument\"]",
                        "credentials = {from:?}：cmd: 之后应是列表，如 [\"程序\", \"参数\"]"
                    ))
                })?;
                Ok(self.command(argv))
            }
            "aws" => self.profile(if rest.is_empty() { "default" } else { rest }, STEPS),
            "instance" => {
                let maker = Maker::of(&self.config.kind);
                let address = self.config.metadata_endpoint.as_deref().unwrap_or(maker.address());
                // It is beside the machine, or it is not there at all; and it never goes through a proxy.
                let mut net = self.net.clone();
                net.timeouts.connect = net.timeouts.connect.min(std::time::Duration::from_secs(2));
                net.proxy = None;
                Ok(Box::new(Machine {
                    maker,
                    door: Door::new(self.http, self.name, address, &net),
                    role: Some(rest.to_owned()).filter(|r| !r.is_empty()),
                }))
            }
            _ => Err(Error::config(text!(
                "credentials = {from:?} is no place that keys come from",
                "credentials = {from:?} 不是可用的密钥来源"
            ))
            .hint(text!(
                "write cmd:[…], aws:PROFILE, instance, or instance:ROLE",
                "写法：cmd:[…]、aws:配置档、instance 或 instance:角色"
            ))),
        }
    }

    fn command(&self, argv: Vec<String>) -> Box<dyn Source> {
        let label = format!("store.{}.session", self.name);
        Box::new(Command { argv, label })
    }

    fn profile(&self, name: &str, steps: usize) -> Result<Box<dyn Source>> {
        let (config, credentials) = (&self.config.aws_config_file, &self.config.aws_credentials_file);
        let profile = profile::read(name, config.as_deref(), credentials.as_deref())?;
        let get = |field: &str| profile.get(field);
        if let Some(arn) = get("role_arn") {
            if let Some(token) = get("web_identity_token_file") {
                return self.role(arn, Proof::Identity(token.into()), Some(&profile));
            }
            let source = match get("source_profile") {
                Some(from) if from == name => self.keys(&profile),
                Some(from) if steps > 0 => Some(self.profile(from, steps - 1)?),
                Some(_) => None,
                None if get("credential_source") == Some("Ec2InstanceMetadata") => Some(self.named("instance")?),
                None => self.keys(&profile),
            };
            let source = source.ok_or_else(|| {
                Error::config(text!(
                    "the AWS profile {name} takes on a role, and says not with what",
                    "AWS 配置档 {name} 需要扮演角色，但没有说明用什么凭据"
                ))
            })?;
            if get("mfa_serial").is_some() {
                return Err(self.elsewhere(name, "mfa_serial"));
            }
            return self.role(arn, Proof::Keys(source), Some(&profile));
        }
        if let Some(keys) = self.keys(&profile) {
            return Ok(keys);
        }
        if let Some(line) = get("credential_process") {
            return Ok(self.command(words(line)));
        }
        let field = if get("sso_session").or(get("sso_start_url")).is_some() {
            "sso_session"
        } else {
            "aws_access_key_id"
        };
        Err(self.elsewhere(name, field))
    }

    /// What a profile may want, and only Amazon's own client can do.
    fn elsewhere(&self, name: &str, field: &str) -> Error {
        let error = if field == "aws_access_key_id" {
            Error::config(text!(
                "the AWS profile {name} has no keys",
                "AWS 配置档 {name} 没有密钥"
            ))
        } else {
            Error::config(text!(
                "the AWS profile {name} uses {field}, which needs a person",
                "AWS 配置档 {name} 使用 {field}，需要人工参与"
            ))
        };
        error.hint(text!(
            "let Amazon's client fetch them: credentials = 'cmd:[\"aws\", \"configure\", \"export-credentials\", \"--profile\", \"{name}\"]'",
            "可由 AWS CLI 获取：credentials = 'cmd:[\"aws\", \"configure\", \"export-credentials\", \"--profile\", \"{name}\"]'"
        ))
    }

    fn keys(&self, profile: &Profile) -> Option<Box<dyn Source>> {
        let label = format!("store.{}.profile", self.name);
        let secret = Secret::new(
            &format!("{label}.secret"),
            profile.get("aws_secret_access_key")?.to_owned(),
        );
        let token = profile
            .get("aws_session_token")
            .map(|t| Secret::new(&format!("{label}.token"), t.to_owned()));
        Some(Box::new(Fixed(Keys {
            id: profile.get("aws_access_key_id")?.to_owned(),
            secret,
            token,
            expires: None,
        })))
    }

    fn role(&self, arn: &str, proof: Proof, profile: Option<&Profile>) -> Result<Box<dyn Source>> {
        let config = self.config;
        let maker = Maker::of(&config.kind);
        let of = |field: &str| profile.and_then(|p| p.get(field)).map(str::to_owned);
        let region = config.region.clone().or_else(|| of("region"));
        let region = region.unwrap_or_else(|| {
            match maker {
                Maker::Amazon => "us-east-1",
                Maker::Aliyun => "cn-hangzhou",
                Maker::Tencent => "ap-guangzhou",
            }
            .to_owned()
        });
        let own = match maker {
            Maker::Amazon => format!("https://sts.{region}.amazonaws.com"),
            Maker::Aliyun => "https://sts.aliyuncs.com".to_owned(),
            Maker::Tencent => "https://sts.tencentcloudapi.com".to_owned(),
        };
        let address = config.sts_endpoint.clone().unwrap_or(own);
        crate::http::client::parse_url(&address)?;
        let session = config.role_session_name.clone().or_else(|| of("role_session_name"));
        let external = of("external_id").map(|id| Secret::new(&format!("store.{}.external_id", self.name), id));
        Ok(Box::new(Role {
            maker,
            door: Door::new(self.http, self.name, &address, self.net),
            arn: arn.to_owned(),
            session: session.unwrap_or_else(|| "vh".to_owned()),
            external_id: config.external_id.clone().or(external),
            provider_arn: config.oidc_provider_arn.clone(),
            region,
            proof,
        }))
    }
}
