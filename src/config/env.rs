//! Variables as a layer: our own `VH_…`, and the vendors'. Their values are literal; a reference in one is not followed.

use super::layer::{Layer, Origin, Tree};
use super::schema::{self, Section, Type};
use crate::error::{Error, Result};
use crate::text;
use crate::text::Text;

/// `VH_…` variables that are not keys of the configuration.
const OURS: &[&str] = &["VH_CONFIG", "VH_PROFILE", "VH_LANG", "VH_NO_INPUT", "VH_BLESS"];

/// The environment, as it was at the start.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    variables: Vec<(String, String)>,
}

impl Environment {
    /// From the process. What is not UTF-8 cannot be a setting of ours, and is passed over.
    pub fn of_process() -> Environment {
        let variables = std::env::vars_os()
            .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
            .collect();
        Environment { variables }
    }

    /// These variables.
    pub fn of(variables: Vec<(String, String)>) -> Environment {
        Environment { variables }
    }

    /// A variable; an empty one counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables
            .iter()
            .find(|(k, v)| k == name && !v.is_empty())
            .map(|(_, v)| v.as_str())
    }
}

/// Adds the vendors' variables.
pub fn add_vendor(env: &Environment, tree: &mut Tree) {
    for v in schema::vendor_variables() {
        if let Some(value) = env.get(v.variable) {
            let key = format!("{}.{}.{}", v.section, v.table, v.key);
            tree.insert(
                key,
                value.into(),
                Origin {
                    layer: Layer::Vendor,
                    place: v.variable.to_owned(),
                },
            );
        }
    }
}

/// Adds our own variables; returns notes about those nobody knows.
///
/// # Errors
/// [`crate::error::Kind::Config`] for a value that is not of its key's type.
pub fn add_ours(env: &Environment, tree: &mut Tree) -> Result<Vec<Text>> {
    let mut notes = Vec::new();
    for (variable, value) in &env.variables {
        let Some(rest) = variable.strip_prefix("VH_") else {
            continue;
        };
        if OURS.contains(&variable.as_str()) || value.is_empty() {
            continue;
        }
        let Some((key, ty)) = find(rest, tree) else {
            notes.push(text!(
                "{variable} is set, but no configuration key has that name",
                "设置了 {variable}，但没有对应的配置键"
            ));
            continue;
        };
        let parsed = ty.parse(value).ok_or_else(|| {
            let wants = ty.wants();
            Error::config(text!("{variable} ({key}) must be ", "{variable}（{key}）必须是").join("", wants))
        })?;
        tree.insert(
            key,
            parsed,
            Origin {
                layer: Layer::Env,
                place: variable.clone(),
            },
        );
    }
    Ok(notes)
}

/// The key that `LLM_ARK_BASE_URL` names: the section that begins it, the longest known key that ends it, and what is left
/// between is the table's name.
fn find(rest: &str, tree: &Tree) -> Option<(String, Type)> {
    for section in schema::SECTIONS {
        let Some(rest) = rest
            .strip_prefix(&section.name.to_ascii_uppercase())
            .and_then(|r| r.strip_prefix('_'))
        else {
            continue;
        };
        if let Some(found) = find_in(section, rest, tree) {
            return Some(found);
        }
    }
    None
}

fn find_in(section: &Section, rest: &str, tree: &Tree) -> Option<(String, Type)> {
    let mut leaves = section.leaves();
    leaves.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, ty) in leaves {
        let upper = name.replace('.', "_").to_ascii_uppercase();
        if !section.named {
            if rest == upper {
                return Some((format!("{}.{name}", section.name), ty));
            }
            continue;
        }
        let table = rest.strip_suffix(&upper).and_then(|r| r.strip_suffix('_'));
        if let Some(table) = table.filter(|t| super::file::is_name(t)) {
            let table = table_name(section.name, table, tree);
            return Some((format!("{}.{table}.{name}", section.name), ty));
        }
    }
    None
}

/// `MY_ARK` is the table `my-ark` where the file has one, else `my_ark`.
fn table_name(section: &str, upper: &str, tree: &Tree) -> String {
    let fold = |name: &str| name.replace('-', "_").to_ascii_uppercase();
    tree.names(section)
        .into_iter()
        .find(|name| fold(name) == upper)
        .unwrap_or_else(|| upper.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_known_key_that_ends_a_name_is_meant() {
        let mut tree = Tree::default();
        let origin = Origin {
            layer: Layer::File,
            place: String::new(),
        };
        tree.insert("llm.my-ark.model".into(), "m".into(), origin);
        let key = |name: &str| find(name, &tree).map(|(key, _)| key);
        assert_eq!(key("LLM_ARK_BASE_URL").as_deref(), Some("llm.ark.base_url"));
        assert_eq!(key("LLM_ARK_EMBED_MODEL").as_deref(), Some("llm.ark.embed_model"));
        assert_eq!(key("LLM_MY_ARK_MODEL").as_deref(), Some("llm.my-ark.model"));
        assert_eq!(
            key("LLM_ARK_TIMEOUTS_FIRST_BYTE").as_deref(),
            Some("llm.ark.timeouts.first_byte")
        );
        assert_eq!(key("RETRY_BASE").as_deref(), Some("retry.base"));
        assert_eq!(key("DEFAULTS_CHAT").as_deref(), Some("defaults.chat"));
        assert_eq!(key("LLM_ARK_KEY"), None);
        assert_eq!(key("LLM_MODEL"), None);
    }

    #[test]
    fn unknown_variables_are_noted_and_bad_values_refused() {
        let env = |k: &str, v: &str| Environment::of(vec![(k.into(), v.into())]);
        let mut tree = Tree::default();
        assert_eq!(add_ours(&env("VH_LLM_ARK_KEY", "x"), &mut tree).unwrap().len(), 1);
        assert!(add_ours(&env("VH_RETRY_ATTEMPTS", "x"), &mut tree).is_err());
        assert!(add_ours(&env("VH_RETRY_ATTEMPTS", "2"), &mut tree).unwrap().is_empty());
        assert_eq!(tree.get("retry.attempts").unwrap().value, 2);
    }
}
