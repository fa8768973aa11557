//! `[llm.NAME]` resolved, and which of them a chat means when it does not say.

use serde_json::Value;

use super::{Resolved, Settings, schema};
use crate::error::{Error, Result};
use crate::http::Net;
use crate::llm;
use crate::llm::media::Task;
use crate::text;

impl Settings {
    /// Resolves `[llm.NAME]`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for what is missing, [`crate::error::Kind::Refused`] for a credential that would travel where it may not.
    pub async fn llm(&self, name: &str) -> Result<Resolved<llm::Config>> {
        let known = |n: &str| llm::presets::preset(n).is_some();
        let implied = known(name).then(|| ("kind", Value::from(name)));
        let net = Net::with(llm::types::FIRST_BYTE, llm::types::IDLE);
        self.resolve("llm", name, implied, net).await
    }
    /// Whether the table `name` has what a call needs: a key, or an address of its own that may do without.
    pub fn can_call(&self, name: &str) -> bool {
        let has = |key: &str| self.tree.get(&format!("llm.{name}.{key}")).is_some();
        let keyless = || {
            let kind = self.text(&format!("llm.{name}.kind")).unwrap_or(name);
            let listed = self.tree.names("llm").iter().any(|n| n == name);
            listed && llm::presets::preset(kind).is_some_and(|p| p.keyless)
        };
        has("api_key") || has("base_url") || keyless()
    }

    /// The providers of a chat, in failover order: those given, else the default ones, else the only one there can be.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when none or no single one can be meant.
    pub fn chat_tables(&self, given: Option<&str>) -> Result<Vec<String>> {
        if let Some(list) = given {
            return self.checked_names(list.split(',').map(str::trim));
        }
        match self.tree.get("defaults.chat").map(|e| &e.value) {
            Some(Value::String(one)) => return self.checked_names([one.as_str()]),
            Some(Value::Array(list)) => return self.checked_names(list.iter().filter_map(Value::as_str)),
            _ => {}
        }
        let names: Vec<String> = self.tree.names("llm");
        let names: Vec<String> = names.into_iter().filter(|n| self.offers(n, Task::Chat)).collect();
        let keyed: Vec<&String> = names
            .iter()
            .filter(|n| self.tree.get(&format!("llm.{n}.api_key")).is_some())
            .collect();
        match (names.as_slice(), keyed.as_slice()) {
            ([], _) => Err(Error::config(text!("no model provider is configured", "尚未配置任何模型服务")).hint(text!(
                "set ARK_API_KEY, OPENAI_API_KEY or ANTHROPIC_API_KEY, or run vh init; vh demo shows everything without a key",
                "请设置 ARK_API_KEY、OPENAI_API_KEY 或 ANTHROPIC_API_KEY，或运行 vh init；无需密钥可先试 vh demo"
            ))),
            ([only], _) => Ok(vec![only.clone()]),
            (_, keyed) if keyed.iter().any(|n| *n == "ark") => Ok(vec!["ark".to_owned()]),
            (_, [only]) => Ok(vec![(*only).clone()]),
            _ => {
                let list = names.join(", ");
                Err(Error::config(text!(
                    "several model providers are configured and none is the default: {list}",
                    "配置了多个模型服务但没有默认：{list}"
                ))
                .hint(text!(
                    "give -p NAME, or run: vh config set defaults.chat NAME",
                    "请使用 -p NAME，或运行：vh config set defaults.chat NAME"
                )))
            }
        }
    }

    fn checked_names<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>> {
        let mut list: Vec<String> = Vec::new();
        for name in names {
            if name.is_empty() {
                return Err(Error::usage(text!("an empty provider name", "服务名为空")));
            }
            let there = self.tree.names("llm").iter().any(|n| n == name);
            if !there && llm::presets::preset(name).is_none() {
                let section = schema::section("llm").ok_or_else(|| Error::bug("no llm section"))?;
                return Err(self.no_such_table(section, name));
            }
            if !list.iter().any(|n| n == name) {
                list.push(name.to_owned());
            }
        }
        Ok(list)
    }
}
