//! `[store.NAME]` as the room takes it: merged, references fetched. Values only.

use std::path::PathBuf;

use serde::Deserialize;

use crate::secret::Secret;

/// A store's table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `oss`, `cos`, `s3`, `dir`.
    pub kind: String,
    /// The bucket; of COS with its `-APPID`.
    pub bucket: Option<String>,
    /// `cn-hangzhou`, `ap-guangzhou`, `us-east-1`.
    pub region: Option<String>,
    /// Where the service is, when not where its region says.
    pub endpoint: Option<String>,
    /// The access key's id.
    #[serde(alias = "secret_id")]
    pub access_key_id: Option<Secret>,
    /// Its secret half.
    #[serde(alias = "secret_key")]
    pub access_key_secret: Option<Secret>,
    /// The token of temporary keys.
    pub session_token: Option<Secret>,
    /// Where keys come from when they do not stand here: `cmd:[…]`, `aws:PROFILE`, `instance`, `instance:ROLE`.
    pub credentials: Option<String>,
    /// A role that is taken on.
    pub role_arn: Option<String>,
    /// What the session with that role is called.
    pub role_session_name: Option<String>,
    /// What the role's owner asks for.
    pub external_id: Option<Secret>,
    /// Of a role that is taken on with a web identity: who vouches (Aliyun).
    pub oidc_provider_arn: Option<String>,
    /// The file that holds the web identity.
    pub oidc_token_file: Option<PathBuf>,
    /// Where roles are taken on.
    pub sts_endpoint: Option<String>,
    /// Where a machine learns its own role.
    pub metadata_endpoint: Option<String>,
    /// Amazon's `config` file, for `aws:PROFILE`.
    pub aws_config_file: Option<PathBuf>,
    /// Amazon's `credentials` file, for `aws:PROFILE`.
    pub aws_credentials_file: Option<PathBuf>,
    /// `auto`, `virtual`, `path`: where the bucket stands in an address.
    pub addressing: Option<String>,
    /// The endpoint is the bucket's own name.
    pub cname: bool,
    /// `v4`, `v1` (OSS).
    pub signature: Option<String>,
    /// The checksum that travels with a content (S3): `crc64nvme`, `crc32c`, `md5`, `none`.
    pub checksum: Option<String>,
    /// What all keys begin with.
    pub prefix: Option<String>,
    /// The canned access rule of what is stored.
    pub acl: Option<String>,
    /// The encryption at rest of what is stored.
    pub sse: Option<String>,
    /// The directory (`dir`).
    pub path: Option<PathBuf>,
}
