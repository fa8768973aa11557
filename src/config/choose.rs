//! Which table of a section a command means: the one it names, else the default one, else the only one.

use serde_json::Value;

use super::{Settings, schema};
use crate::error::{Error, Result};
use crate::text;

impl Settings {
    /// The table of `section` that is meant: `given`, else the first of `[defaults]`, else the only one there is.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a table that is not there, and when none or no single one can be meant.
    pub fn table(&self, section: &str, given: Option<&str>) -> Result<String> {
        let names = self.tree.names(section);
        if let Some(name) = given.or(self.default_table(section)) {
            if names.iter().any(|n| n == name) {
                return Ok(name.to_owned());
            }
            let known = schema::section(section).ok_or_else(|| Error::bug(format!("no section {section}")))?;
            return Err(self.no_such_table(known, name));
        }
        match names.as_slice() {
            [only] => Ok(only.clone()),
            [] => Err(
                Error::config(text!("no [{section}.NAME] is configured", "尚未配置 [{section}.NAME]")).hint(text!(
                    "vh init sets one up; vh help config lists the keys",
                    "可用 vh init 创建；vh help config 列出所有键"
                )),
            ),
            names => {
                let list = names.join(", ");
                Err(Error::config(text!(
                    "several tables of {section} are configured and none is the default: {list}",
                    "{section} 配置了多个表但没有默认：{list}"
                ))
                .hint(text!(
                    "name one, or run: vh config set defaults.{section} NAME",
                    "请指定一个，或运行：vh config set defaults.{section} NAME"
                )))
            }
        }
    }

    /// What `[defaults]` says for `key`: its name, or the first of its list.
    pub(super) fn default_table(&self, key: &str) -> Option<&str> {
        match &self.tree.get(&format!("defaults.{key}"))?.value {
            Value::Array(list) => list.first().and_then(Value::as_str),
            value => value.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Settings;

    fn meant(content: &str, given: Option<&str>) -> Result<String, String> {
        let settings = Settings::of_text(content).unwrap();
        settings.table("llm", given).map_err(|e| e.what.en.to_string())
    }

    #[test]
    fn a_name_wins_over_the_default_and_the_default_over_the_only_one() {
        let two = "[llm.a]\nkind = 'openai'\n[llm.b]\nkind = 'openai'\n";
        assert_eq!(meant(two, Some("b")).unwrap(), "b");
        assert!(meant(two, None).unwrap_err().contains("a, b"));
        assert_eq!(meant("[llm.a]\nkind = 'openai'\n", None).unwrap(), "a");
        assert!(meant(two, Some("c")).unwrap_err().contains("llm.c"));
        assert!(meant("", None).unwrap_err().contains("[llm.NAME]"));
    }

    #[test]
    fn the_first_of_a_list_is_the_default() {
        let content = "[defaults]\nwx = ['b', 'a']\n";
        let settings = Settings::of_text(content).unwrap();
        // The table is looked for, and told as missing by the name that the default has.
        assert!(settings.table("wx", None).is_err());
        assert!(settings.get("defaults.wx").is_some());
    }
}
