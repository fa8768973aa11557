//! `[pay.NAME]`.

use super::{Key, Section, Type, key};

const PAY: &[Key] = &[
    key("appid", Type::Text),
    key("mchid", Type::Text),
    key("sub_appid", Type::Text),
    key("sub_mchid", Type::Text),
    key("api_key", Type::Secret),
    key("sign_type", Type::Choice(&["MD5", "HMAC-SHA256"])),
    key("apiv3_key", Type::Secret),
    key("private_key", Type::Secret),
    key("serial", Type::Text),
    key("certificate", Type::Secret),
    key("p12", Type::Path),
    key("version", Type::Integer),
    key("platform_keys", Type::SecretMap),
    key("notify_url", Type::Text),
    key("base_url", Type::Text),
    key("backup_url", Type::Text),
    key("test", Type::Boolean),
    key("max_amount", Type::Text),
    key("max_refund_per_day", Type::Text),
    key("forward_secret", Type::Secret),
    key("exec", Type::List),
];

/// `[pay.NAME]`.
pub const SECTION: Section = Section {
    name: "pay",
    named: true,
    keys: PAY,
    addresses: &["base_url", "backup_url"],
    pairs: &[],
};

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_fields_agree() {
        super::super::agrees::<crate::pay::Config>(&super::SECTION, &[]);
    }
}
