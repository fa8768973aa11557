//! `[wx.NAME]` and `[gateway.NAME]`.

use super::{Key, Section, Type, key};

const WX: &[Key] = &[
    key("appid", Type::Text),
    key("secret", Type::Secret),
    key("base_url", Type::Text),
    key("token", Type::Choice(&["stable", "plain"])),
];

/// `[wx.NAME]`.
pub const SECTION: Section = Section {
    name: "wx",
    named: true,
    keys: WX,
    addresses: &["base_url"],
    pairs: &[],
};

const KEYS: &[Key] = &[
    key("base_url", Type::Text),
    key("code", Type::FreshSecret),
    key("share_path", Type::Text),
    key("pay_path", Type::Text),
];

/// `[gateway.NAME]`.
pub const GATEWAY: Section = Section {
    name: "gateway",
    named: true,
    keys: KEYS,
    addresses: &["base_url"],
    pairs: &[],
};

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_fields_agree() {
        super::super::agrees::<crate::wx::Config>(&super::SECTION, &[]);
        super::super::agrees::<crate::wx::gateway::Config>(&super::GATEWAY, &[]);
    }
}
