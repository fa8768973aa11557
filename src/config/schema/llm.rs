//! `[llm.NAME]`.

use super::{Key, Section, Type, VendorVariable, key};
use crate::llm::presets::PRESETS;

const LLM: &[Key] = &[
    key("kind", Type::Text),
    key("api_key", Type::Secret),
    key("app_id", Type::Text),
    key("access_key", Type::Secret),
    key("base_url", Type::Text),
    key("model", Type::Text),
    key("api", Type::Choice(&["auto", "chat", "responses"])),
    key("embed_model", Type::Text),
    key("image_model", Type::Text),
    key("speech_model", Type::Text),
    key("transcribe_model", Type::Text),
    key("temperature", Type::Number),
    key("max_tokens", Type::Integer),
    key("options", Type::Map),
    key("voice", Type::Text),
    key("speech_format", Type::Text),
    key("organization", Type::Text),
    key("project", Type::Text),
    key("version", Type::Text),
    key("headers", Type::SecretMap),
];

/// `[llm.NAME]`.
pub const SECTION: Section = Section {
    name: "llm",
    named: true,
    keys: LLM,
    addresses: &["base_url"],
    pairs: &[("app_id", "access_key")],
};

/// The vendors' own variables.
pub fn vendor_variables() -> Vec<VendorVariable> {
    let mut all = Vec::new();
    for p in PRESETS {
        for (variable, key) in [(p.key_env, "api_key"), (p.base_url_env, "base_url")] {
            if !variable.is_empty() {
                all.push(VendorVariable {
                    variable,
                    section: "llm",
                    table: p.kind,
                    key,
                });
            }
        }
    }
    for (variable, key) in [("OPENAI_ORG_ID", "organization"), ("OPENAI_PROJECT_ID", "project")] {
        all.push(VendorVariable {
            variable,
            section: "llm",
            table: "openai",
            key,
        });
    }
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_and_fields_agree() {
        super::super::agrees::<crate::llm::Config>(&super::SECTION, &[("kind", "ark")]);
    }
}
