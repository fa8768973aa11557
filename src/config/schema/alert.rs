//! `[alert.NAME]` and `[alerts]`.

use super::{Key, Section, Type, key};

const CHANNEL: &[Key] = &[
    key(
        "kind",
        Type::Choice(&["dingtalk", "email", "sms", "webhook", "wecom", "feishu", "slack"]),
    ),
    key("webhook", Type::Secret),
    key("secret", Type::Secret),
    key("keyword", Type::Text),
    key("mobiles", Type::List),
    key("format", Type::Choice(&["text", "markdown"])),
    key("url", Type::Secret),
    key("method", Type::Text),
    key("headers", Type::SecretMap),
    key("body", Type::Text),
    key("ok", Type::Text),
    key("host", Type::Text),
    key("port", Type::Integer),
    key("security", Type::Choice(&["tls", "starttls", "none"])),
    key("username", Type::Text),
    key("password", Type::Secret),
    key("auth", Type::Choice(&["plain", "login", "xoauth2"])),
    key("from", Type::Text),
    key("to", Type::List),
    key("vendor", Type::Choice(&["aliyun", "tencent", "volcengine"])),
    key("access_key_id", Type::Secret),
    key("access_key_secret", Type::Secret),
    key("session_token", Type::Secret),
    key("sign", Type::Text),
    key("template", Type::Map),
    key("params", Type::Map),
    key("param_length", Type::Integer),
    key("sdk_app_id", Type::Text),
    key("account", Type::Text),
    key("region", Type::Text),
    key("base_url", Type::Text),
    key("signature", Type::Choice(&["acs3", "rpc"])),
];

/// `[alert.NAME]`.
pub const SECTION: Section = Section {
    name: "alert",
    named: true,
    keys: CHANNEL,
    addresses: &["webhook", "url", "host", "base_url"],
    pairs: &[("access_key_id", "access_key_secret")],
};

/// `[alerts]`.
pub const SHARED: Section = Section {
    name: "alerts",
    named: false,
    keys: &[
        key("timezone", Type::Text),
        key("system", Type::Text),
        key("levels", Type::Map),
        key("templates", Type::Map),
        key("windows", Type::Map),
        key("escalate_after", Type::Duration),
        key("escalate_to", Type::Text),
        key("spool_age", Type::Duration),
        key("hold", Type::Duration),
    ],
    addresses: &[],
    pairs: &[],
};

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_fields_agree() {
        super::super::agrees::<crate::alert::Config>(&super::SECTION, &[("kind", "dingtalk")]);
        super::super::agrees::<crate::alert::Alerts>(&super::SHARED, &[]);
    }
}
