//! `[models.NAME]`.

use super::{Key, Section, Type, key};

const MODELS: &[Key] = &[
    key("id", Type::Text),
    key("name", Type::Text),
    key("provider", Type::Text),
    key("capabilities", Type::List),
    key("max_tokens", Type::Integer),
    key("cost_per_1k_tokens", Type::Number),
    key("price_in", Type::Number),
    key("price_out", Type::Number),
    key("latency_ms", Type::Number),
    key("quality", Type::Number),
];

/// `[models.NAME]`.
pub const SECTION: Section = Section {
    name: "models",
    named: true,
    keys: MODELS,
    addresses: &[],
    pairs: &[],
};

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_fields_agree() {
        super::super::agrees::<crate::config::models::Row>(&super::SECTION, &[]);
    }
}
