//! `[store.NAME]`.

use super::{Key, Section, Type, VendorVariable, key};

const STORE: &[Key] = &[
    key("kind", Type::Choice(&["oss", "cos", "s3", "dir"])),
    key("bucket", Type::Text),
    key("region", Type::Text),
    key("endpoint", Type::Text),
    key("access_key_id", Type::Secret),
    key("secret_id", Type::Secret),
    key("access_key_secret", Type::Secret),
    key("secret_key", Type::Secret),
    key("session_token", Type::Secret),
    key("credentials", Type::Source),
    key("role_arn", Type::Text),
    key("role_session_name", Type::Text),
    key("external_id", Type::Secret),
    key("oidc_provider_arn", Type::Text),
    key("oidc_token_file", Type::Path),
    key("sts_endpoint", Type::Text),
    key("metadata_endpoint", Type::Text),
    key("aws_config_file", Type::Path),
    key("aws_credentials_file", Type::Path),
    key("addressing", Type::Choice(&["auto", "virtual", "path"])),
    key("cname", Type::Boolean),
    key("signature", Type::Choice(&["v4", "v1"])),
    key("checksum", Type::Choice(&["crc64nvme", "crc32c", "md5", "none"])),
    key("prefix", Type::Text),
    key("acl", Type::Text),
    key("sse", Type::Text),
    key("path", Type::Path),
];

/// `[store.NAME]`.
pub const SECTION: Section = Section {
    name: "store",
    named: true,
    keys: STORE,
    addresses: &["endpoint", "sts_endpoint", "metadata_endpoint"],
    pairs: &[("access_key_id", "access_key_secret"), ("secret_id", "secret_key")],
};

/// The vendors' own variables; of two for one key the later one wins.
const VARIABLES: &[(&str, &str, &str)] = &[
    ("OSS_ACCESS_KEY_ID", "oss", "access_key_id"),
    ("OSS_ACCESS_KEY_SECRET", "oss", "access_key_secret"),
    ("OSS_SESSION_TOKEN", "oss", "session_token"),
    ("OSS_REGION", "oss", "region"),
    ("OSS_ENDPOINT", "oss", "endpoint"),
    ("OSS_BUCKET", "oss", "bucket"),
    ("ALIBABA_CLOUD_ROLE_ARN", "oss", "role_arn"),
    ("ALIBABA_CLOUD_ROLE_SESSION_NAME", "oss", "role_session_name"),
    ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "oss", "oidc_provider_arn"),
    ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "oss", "oidc_token_file"),
    ("COS_SECRET_ID", "cos", "secret_id"),
    ("COS_SECRET_KEY", "cos", "secret_key"),
    ("COS_SESSION_TOKEN", "cos", "session_token"),
    ("COS_REGION", "cos", "region"),
    ("COS_ENDPOINT", "cos", "endpoint"),
    ("COS_BUCKET", "cos", "bucket"),
    ("AWS_ACCESS_KEY_ID", "s3", "access_key_id"),
    ("AWS_SECRET_ACCESS_KEY", "s3", "access_key_secret"),
    ("AWS_SESSION_TOKEN", "s3", "session_token"),
    ("AWS_DEFAULT_REGION", "s3", "region"),
    ("AWS_REGION", "s3", "region"),
    ("S3_ENDPOINT_URL", "s3", "endpoint"),
    ("AWS_ENDPOINT_URL", "s3", "endpoint"),
    ("AWS_ENDPOINT_URL_S3", "s3", "endpoint"),
    ("AWS_ENDPOINT_URL_STS", "s3", "sts_endpoint"),
    ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "s3", "metadata_endpoint"),
    ("AWS_ROLE_ARN", "s3", "role_arn"),
    ("AWS_ROLE_SESSION_NAME", "s3", "role_session_name"),
    ("AWS_WEB_IDENTITY_TOKEN_FILE", "s3", "oidc_token_file"),
    ("AWS_CONFIG_FILE", "s3", "aws_config_file"),
    ("AWS_SHARED_CREDENTIALS_FILE", "s3", "aws_credentials_file"),
];

/// The vendors' own variables.
pub fn vendor_variables() -> Vec<VendorVariable> {
    let variable = |&(variable, table, key)| VendorVariable {
        variable,
        section: "store",
        table,
        key,
    };
    VARIABLES.iter().map(variable).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_fields_agree() {
        super::super::agrees::<crate::store::Config>(&super::SECTION, &[("kind", "s3")]);
    }
}
