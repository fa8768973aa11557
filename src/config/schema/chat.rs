//! `[chat]` and `[tools.NAME]`.

use super::{Section, Type, key};

/// `[chat]`.
pub const CHAT: Section = Section {
    name: "chat",
    named: false,
    keys: &[key("store", Type::Boolean), key("tool_rounds", Type::Integer)],
    addresses: &[],
    pairs: &[],
};

/// `[tools.NAME]`.
pub const TOOLS: Section = Section {
    name: "tools",
    named: true,
    keys: &[
        key("command", Type::List),
        key("env", Type::List),
        key("timeout", Type::Duration),
        key("output_bytes", Type::Integer),
    ],
    addresses: &[],
    pairs: &[],
};

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_fields_agree() {
        super::super::agrees::<crate::config::chat::ToolCommand>(&super::TOOLS, &[]);
    }
}
