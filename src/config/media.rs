//! Which `[llm.NAME]` makes pictures, speaks or writes down when nobody says.

use serde_json::Value;

use super::Settings;
use crate::error::{Error, Result};
use crate::llm;
use crate::llm::media::Task;
use crate::text;

impl Settings {
    /// Whether the table's kind has an API for the task.
    pub fn offers(&self, name: &str, task: Task) -> bool {
        let kind = self.text(&format!("llm.{name}.kind")).unwrap_or(name);
        llm::presets::preset(kind).is_none_or(|p| task.offered_by(p))
    }

    /// The table for a task: the one given, else the default one, else of those that can do it the one with a model for it, the
    /// order of a chat deciding between several.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] when none or no single one can be meant.
    pub fn media_table(&self, task: Task, given: Option<&str>) -> Result<String> {
        let word = task.name();
        if let Some(name) = given.or(self.default_table(word)) {
            // One name: what was begun with one voice is not ended with another.
            let mut names = self.chat_tables(Some(name))?;
            return match names.len() {
                1 => Ok(names.remove(0)),
                _ => Err(Error::usage(text!(
                    "one provider, not a list: {name}",
                    "请指定一个服务商，而不是列表：{name}"
                ))),
            };
        }
        let names: Vec<String> = self.tree.names("llm");
        let able: Vec<String> = names.into_iter().filter(|n| self.offers(n, task)).collect();
        let key = task.model_key();
        let set_up: Vec<String> = able
            .iter()
            .filter(|n| self.tree.get(&format!("llm.{n}.{key}")).is_some())
            .cloned()
            .collect();
        let candidates = if set_up.is_empty() { able } else { set_up };
        match candidates.as_slice() {
            [] => Err(Error::config(text!(
                "no provider that can do it is configured",
                "尚未配置能完成此任务的服务商"
            ))
            .hint(text!(
                "set OPENAI_API_KEY, or run: vh init openai; vh demo shows everything without a key",
                "请设置 OPENAI_API_KEY，或运行 vh init openai；无需密钥可先试 vh demo"
            ))),
            [only] => Ok(only.clone()),
            several => {
                let order = self.tree.get("defaults.chat").map(|e| &e.value);
                let order = order.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
                let first = order
                    .iter()
                    .filter_map(Value::as_str)
                    .find(|n| several.iter().any(|s| s == n));
                first.map(str::to_owned).ok_or_else(|| {
                    let list = several.join(", ");
                    Error::config(text!(
                        "several providers can do it and none is the default: {list}",
                        "有多个服务商可完成此任务但没有默认：{list}"
                    ))
                    .hint(text!(
                        "give -p NAME, or run: vh config set defaults.{word} NAME",
                        "请使用 -p NAME，或运行：vh config set defaults.{word} NAME"
                    ))
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_for_a_task_is_the_one_that_is_set_up_for_it() {
        let meant = |content: &str, task| {
            let settings = Settings::of_text(content).unwrap();
            settings.media_table(task, None).map_err(|e| e.what.en.to_string())
        };
        let all = "[llm.ark]\napi_key='k'\n[llm.openai]\napi_key='k'\n[llm.claude]\napi_key='k'\n[llm.volc-speech]\napi_key='k'\n";
        assert!(meant(all, Task::Speak).unwrap_err().contains("openai, volc-speech"));
        assert!(meant(all, Task::Image).unwrap_err().contains("ark, openai"));
        let set_up = format!("{all}speech_model = 'seed-tts-2.0'\n");
        assert_eq!(meant(&set_up, Task::Speak).unwrap(), "volc-speech");
        let ordered = format!("[defaults]\nchat = ['claude', 'openai']\n{all}");
        assert_eq!(meant(&ordered, Task::Image).unwrap(), "openai");
        let default = format!("[defaults]\ntranscribe = 'volc-speech'\n{all}");
        assert_eq!(meant(&default, Task::Transcribe).unwrap(), "volc-speech");
        assert!(meant("[llm.claude]\napi_key='k'\n", Task::Speak).is_err());
    }
}
