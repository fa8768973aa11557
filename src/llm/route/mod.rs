//! Which model to ask: the original's table and scores, then the figures that calls have left. Pure: the figures are passed in.
//!
//! A model is a candidate when it has the capability and takes that many tokens. Candidates are ranked by one priority; measured
//! figures replace the table's own step by step, from none at no sample to all at twenty. Ties go to the name.

pub mod measured;
pub mod table;

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

pub use measured::{Figures, LOOKED_AT, Measured, figures};
pub use table::{Capability, Model, built_in};

/// What to prefer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// 0.4 quality, 0.3 latency, 0.3 cost.
    Balanced,
    /// The cheapest.
    Cost,
    /// The lowest latency.
    Speed,
    /// The highest quality.
    Quality,
}

/// The score of a model; higher is better. The original's formula, its terms kept from falling below nothing.
pub fn score(figures: &Figures, priority: Priority) -> f64 {
    match priority {
        Priority::Cost => -figures.cost,
        Priority::Speed => -figures.latency_ms,
        Priority::Quality => figures.quality,
        Priority::Balanced => {
            0.4 * figures.quality
                + 0.3 * (1.0 - figures.latency_ms / 1000.0).max(0.0)
                + 0.3 * (1.0 - figures.cost / 1.0).max(0.0)
        }
    }
}

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// What it must be able to do.
    pub capability: Capability,
    /// What to prefer.
    pub priority: Priority,
    /// How many tokens of answer it must take.
    pub max_tokens: Option<u64>,
}

/// Why a model is no candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "why")]
pub enum Excluded {
    /// It cannot do it.
    Capability,
    /// It takes fewer tokens.
    MaxTokens,
    /// Its provider has no table or no key.
    NoKey,
    /// It failed a moment ago.
    CoolingDown {
        /// Until when, in milliseconds since 1970.
        until_ms: i64,
    },
}

/// A model, looked at.
#[derive(Debug, Clone, Serialize)]
pub struct Ranked {
    /// The model.
    #[serde(flatten)]
    pub row: Model,
    /// What it is ranked by.
    pub figures: Figures,
    /// What was measured.
    pub measured: Measured,
    /// Its score.
    pub score: f64,
    /// Why it is no candidate; `None` for one.
    pub excluded: Option<Excluded>,
}

/// What is known about whether models can be called now; empty where only the choice is asked for.
#[derive(Debug, Default)]
pub struct Callable {
    /// Providers with a key; `None` where that does not matter.
    pub providers: Option<Vec<String>>,
    /// Ends of cooldowns, by [`cooldown_names`].
    pub cooldowns: BTreeMap<String, i64>,
}

/// The cooldowns that hold for a model: its provider's, and its own.
pub fn cooldown_names(provider: &str, model: &str) -> [String; 2] {
    [format!("llm.{provider}"), format!("llm.{provider}/{model}")]
}

/// All models, the best candidate first, then those that are none. Figures are by `(provider, model)`.
pub fn rank(
    models: &[Model],
    wanted: &Wanted,
    measured: &BTreeMap<(String, String), Measured>,
    callable: &Callable,
) -> Vec<Ranked> {
    let mut all: Vec<Ranked> = models
        .iter()
        .map(|row| {
            let seen = measured
                .get(&(row.provider.clone(), row.model.clone()))
                .copied()
                .unwrap_or_default();
            let figures = figures(row, &seen);
            Ranked {
                score: score(&figures, wanted.priority),
                excluded: exclude(row, wanted, callable),
                row: row.clone(),
                figures,
                measured: seen,
            }
        })
        .collect();
    all.sort_by(order);
    spare_the_last(&mut all);
    all
}

fn exclude(row: &Model, wanted: &Wanted, callable: &Callable) -> Option<Excluded> {
    if !row.capabilities.contains(&wanted.capability) {
        return Some(Excluded::Capability);
    }
    if wanted.max_tokens.is_some_and(|n| n > row.max_tokens) {
        return Some(Excluded::MaxTokens);
    }
    if callable.providers.as_ref().is_some_and(|p| !p.contains(&row.provider)) {
        return Some(Excluded::NoKey);
    }
    let until = cooldown_names(&row.provider, &row.model)
        .iter()
        .filter_map(|name| callable.cooldowns.get(name))
        .max();
    until.map(|until_ms| Excluded::CoolingDown { until_ms: *until_ms })
}

/// Candidates before others, by score, then by name.
fn order(a: &Ranked, b: &Ranked) -> Ordering {
    a.excluded
        .is_some()
        .cmp(&b.excluded.is_some())
        .then(b.score.total_cmp(&a.score))
        .then_with(|| a.row.id.cmp(&b.row.id))
}

/// When every candidate is cooling down, the one that is ready soonest is asked all the same: a call that may fail is better
/// than one that surely does.
fn spare_the_last(all: &mut [Ranked]) {
    if all.iter().any(|r| r.excluded.is_none()) {
        return;
    }
    let soonest = all
        .iter_mut()
        .filter_map(|r| match r.excluded {
            Some(Excluded::CoolingDown { until_ms }) => Some((until_ms, r)),
            _ => None,
        })
        .min_by_key(|(until, _)| *until);
    if let Some((_, ranked)) = soonest {
        ranked.excluded = None;
    }
    all.sort_by(order);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(capability: Capability, priority: Priority, max_tokens: Option<u64>) -> Wanted {
        Wanted {
            capability,
            priority,
            max_tokens,
        }
    }

    fn choose(models: &[Model], w: Wanted) -> Option<String> {
        let ranked = rank(models, &w, &BTreeMap::new(), &Callable::default());
        ranked.into_iter().find(|r| r.excluded.is_none()).map(|r| r.row.id)
    }

    #[test]
    fn the_originals_scores_are_exact() {
        let none = Measured::default();
        let scores: Vec<f64> = built_in()
            .iter()
            .map(|m| score(&figures(m, &none), Priority::Balanced))
            .collect();
        // 0.4·0.92 + 0.3·0.7 + 0.3·0.9; 0.4·0.85 + 0.3·0.85 + 0.3·0.95; 0.4·0.9 + 0.3·0.9 + 0.3·0.98.
        for (got, want) in scores.iter().zip([0.848, 0.88, 0.924]) {
            assert!((got - want).abs() < 1e-12, "{got} {want}");
        }
        let slow = Figures {
            cost: 7.0,
            latency_ms: 30_000.0,
            quality: 0.5,
        };
        assert_eq!(score(&slow, Priority::Balanced), 0.2);
    }

    #[test]
    fn the_original_choices() {
        let models = built_in();
        let pick = |c, p, n| choose(&models, wanted(c, p, n));
        assert_eq!(
            pick(Capability::Chat, Priority::Cost, None).as_deref(),
            Some("doubao-lite")
        );
        assert_eq!(
            pick(Capability::Chat, Priority::Speed, None).as_deref(),
            Some("doubao-lite")
        );
        assert_eq!(
            pick(Capability::Chat, Priority::Quality, None).as_deref(),
            Some("doubao-pro")
        );
        assert_eq!(
            pick(Capability::Chat, Priority::Balanced, None).as_deref(),
            Some("doubao-lite")
        );
        assert_eq!(
            pick(Capability::Chat, Priority::Cost, Some(4000)).as_deref(),
            Some("doubao-pro")
        );
        assert_eq!(
            pick(Capability::Embedding, Priority::Balanced, None).as_deref(),
            Some("doubao-embedding")
        );
        assert_eq!(
            pick(Capability::FunctionCall, Priority::Cost, None).as_deref(),
            Some("doubao-pro")
        );
        assert_eq!(pick(Capability::Multimodal, Priority::Cost, None), None);
        assert_eq!(pick(Capability::Chat, Priority::Cost, Some(5000)), None);
    }

    #[test]
    fn ties_go_to_the_name() {
        let mut models = built_in();
        models[0].cost_per_1k_tokens = 0.05;
        assert_eq!(
            choose(&models, wanted(Capability::Chat, Priority::Cost, None)).as_deref(),
            Some("doubao-lite")
        );
        models.reverse();
        assert_eq!(
            choose(&models, wanted(Capability::Chat, Priority::Cost, None)).as_deref(),
            Some("doubao-lite")
        );
    }

    #[test]
    fn keys_and_cooldowns_exclude_and_the_last_candidate_is_spared() {
        let models = built_in();
        let w = wanted(Capability::Chat, Priority::Cost, None);
        let none = BTreeMap::new();
        let first = |callable: &Callable| {
            let ranked = rank(&models, &w, &none, callable);
            ranked.into_iter().find(|r| r.excluded.is_none()).map(|r| r.row.id)
        };
        let no_key = Callable {
            providers: Some(vec!["openai".into()]),
            ..Callable::default()
        };
        assert_eq!(first(&no_key), None);
        let mut cooling = Callable::default();
        cooling.cooldowns.insert("llm.ark/ep-20241201140014-lite".into(), 50);
        assert_eq!(first(&cooling).as_deref(), Some("doubao-pro"));
        cooling.cooldowns.insert("llm.ark/ep-20241201140014-vbzjz".into(), 40);
        assert_eq!(first(&cooling).as_deref(), Some("doubao-pro"), "the soonest");
    }
}
