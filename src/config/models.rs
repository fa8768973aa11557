//! `[models.NAME]`: rows that extend the router's table, or change its built-in ones key by key.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Settings;
use crate::error::{Error, Result};
use crate::llm::route::{Capability, Model, built_in};
use crate::text;

/// A row as it stands in the configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Row {
    /// What the provider calls the model; the row's own name when absent.
    pub id: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// The table of its provider.
    pub provider: Option<String>,
    /// What it can do; chat when absent.
    pub capabilities: Option<Vec<String>>,
    /// The most tokens of one answer.
    pub max_tokens: Option<u64>,
    /// The router's figure of cost.
    pub cost_per_1k_tokens: Option<f64>,
    /// Price of 1 000 000 tokens of questions.
    pub price_in: Option<f64>,
    /// Price of 1 000 000 tokens of answers.
    pub price_out: Option<f64>,
    /// The router's figure of latency.
    pub latency_ms: Option<f64>,
    /// From 0 to 1.
    pub quality: Option<f64>,
}

impl Settings {
    /// The router's table: the built-in models, changed and extended by the configuration.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a row that cannot be: no provider, an unknown capability, a figure out of range.
    pub fn models(&self) -> Result<Vec<Model>> {
        let mut models = built_in();
        for name in self.names("models") {
            let prefix = format!("models.{name}.");
            let fields: Map<String, Value> = self
                .tree
                .below(&prefix)
                .map(|(k, e)| (k.to_owned(), e.value.clone()))
                .collect();
            let row: Row = serde_json::from_value(Value::Object(fields))
                .map_err(|e| Error::config(text!("[models.{name}]: {e}", "[models.{name}]：{e}")))?;
            match models.iter_mut().find(|m| m.id == name) {
                Some(model) => apply(model, row, &name)?,
                None => models.push(new(row, &name)?),
            }
        }
        Ok(models)
    }

    /// The prices of a model as it is called: `(in, out)` for 1 000 000 tokens each.
    ///
    /// # Errors
    /// As [`Settings::models`].
    pub fn prices(&self, provider: &str, model: &str) -> Result<Option<(f64, f64)>> {
        let models = self.models()?;
        let mut rows = models.iter().filter(|m| m.provider == provider && m.model == model);
        Ok(rows.find_map(|m| Some((m.price_in?, m.price_out?))))
    }
}

/// A new row: what it does not say is what a middling model would.
fn new(row: Row, name: &str) -> Result<Model> {
    let Some(provider) = row.provider.clone() else {
        return Err(Error::config(text!(
            "[models.{name}] has no provider",
            "[models.{name}] 没有 provider"
        ))
        .hint(text!("name the table of it, such as ark", "请写明它的服务表名，如 ark")));
    };
    let mut model = Model {
        id: name.to_owned(),
        model: name.to_owned(),
        name: name.to_owned(),
        provider,
        capabilities: vec![Capability::Chat],
        max_tokens: 4096,
        cost_per_1k_tokens: 1.0,
        latency_ms: 1000.0,
        quality: 0.5,
        price_in: None,
        price_out: None,
    };
    apply(&mut model, row, name)?;
    Ok(model)
}

fn apply(model: &mut Model, row: Row, name: &str) -> Result<()> {
    let figure = |key: &str, value: Option<f64>, most: f64| match value {
        Some(v) if !(0.0..=most).contains(&v) => Err(Error::config(text!(
            "models.{name}.{key} is {v}, and must be between 0 and {most}",
            "models.{name}.{key} 为 {v}，必须在 0 到 {most} 之间"
        ))),
        value => Ok(value),
    };
    const MOST: f64 = 1e9;
    model.cost_per_1k_tokens =
        figure("cost_per_1k_tokens", row.cost_per_1k_tokens, MOST)?.unwrap_or(model.cost_per_1k_tokens);
    model.latency_ms = figure("latency_ms", row.latency_ms, MOST)?.unwrap_or(model.latency_ms);
    model.quality = figure("quality", row.quality, 1.0)?.unwrap_or(model.quality);
    model.price_in = figure("price_in", row.price_in, MOST)?.or(model.price_in);
    model.price_out = figure("price_out", row.price_out, MOST)?.or(model.price_out);
    model.max_tokens = row.max_tokens.unwrap_or(model.max_tokens);
    if let Some(id) = row.id {
        model.model = id;
    }
    if let Some(provider) = row.provider {
        model.provider = provider;
    }
    if let Some(shown) = row.name {
        model.name = shown;
    }
    if let Some(words) = row.capabilities {
        let known = Capability::ALL.map(Capability::word).join(", ");
        model.capabilities = words
            .iter()
            .map(|word| {
                Capability::of_word(word).ok_or_else(|| {
                    Error::config(text!(
                        "models.{name}.capabilities has {word:?}",
                        "models.{name}.capabilities 中有 {word:?}"
                    ))
                    .hint(text!("capabilities are {known}", "可用的能力：{known}"))
                })
            })
            .collect::<Result<_>>()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_change_built_in_models_key_by_key_and_add_new_ones() {
        let settings = Settings::of_text(
            "[models.doubao-pro]\nlatency_ms = 900\n[models.gpt]\nid = 'gpt-6-sol'\nprovider = 'openai'\n\
             capabilities = ['chat', 'multimodal']\nquality = 0.97\nprice_in = 2\nprice_out = 10\n",
        )
        .unwrap();
        let models = settings.models().unwrap();
        assert_eq!(
            (models.len(), models[0].latency_ms, models[0].quality),
            (4, 900.0, 0.92)
        );
        assert_eq!(
            (models[3].model.as_str(), models[3].capabilities.len()),
            ("gpt-6-sol", 2)
        );
        assert_eq!(settings.prices("openai", "gpt-6-sol").unwrap(), Some((2.0, 10.0)));
        assert_eq!(settings.prices("openai", "other").unwrap(), None);
        for bad in [
            "[models.x]\nquality = 0.5\n",
            "[models.x]\nprovider = 'a'\nquality = 1.5\n",
            "[models.x]\nprovider = 'a'\nlatency_ms = -1\n",
            "[models.x]\nprovider = 'a'\ncapabilities = ['fly']\n",
        ] {
            assert!(Settings::of_text(bad).unwrap().models().is_err(), "{bad}");
        }
    }
}
