//! What calls have shown of a model, and how it takes the place of the table's figures.

use serde::Serialize;

use super::table::Model;
use crate::state::Call;

/// Samples from which on only measured figures count.
pub const ENOUGH_SAMPLES: u64 = 20;

/// Calls that are looked at, newest first.
pub const LOOKED_AT: i64 = 200;

/// A call counts half as much after this long.
const HALF_LIFE_MS: f64 = 24.0 * 3600.0 * 1000.0;

/// What calls have shown of a model.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Measured {
    /// Calls looked at.
    pub samples: u64,
    /// Share of successes, recent ones weighing more.
    pub success: f64,
    /// Mean time to the first content of the successful ones.
    pub first_ms: Option<f64>,
    /// Tokens per second after it.
    pub tokens_per_second: Option<f64>,
    /// Mean cost of 1 000 tokens, where prices are known.
    pub cost_per_1k_tokens: Option<f64>,
}

impl Measured {
    /// From calls, at `now_ms`.
    pub fn of(calls: &[Call], now_ms: i64) -> Measured {
        let weight = |c: &Call| 0.5f64.powf((now_ms - c.at_ms).max(0) as f64 / HALF_LIFE_MS);
        let mean = |values: &mut dyn Iterator<Item = (f64, f64)>| {
            let (sum, weights) = values.fold((0.0, 0.0), |(s, w), (v, vw)| (s + v * vw, w + vw));
            (weights > 0.0).then(|| sum / weights)
        };
        let good = || calls.iter().filter(|c| c.ok);
        let speed = |c: &Call| {
            let writing_ms = c.total_ms - c.first_ms?;
            (writing_ms > 0 && c.output_tokens > 1).then(|| c.output_tokens as f64 * 1000.0 / writing_ms as f64)
        };
        let tokens: i64 = good()
            .filter(|c| c.cost_micro.is_some())
            .map(|c| c.input_tokens + c.output_tokens)
            .sum();
        let cost: i64 = good().filter_map(|c| c.cost_micro).sum();
        Measured {
            samples: calls.len() as u64,
            success: mean(&mut calls.iter().map(|c| (f64::from(u8::from(c.ok)), weight(c)))).unwrap_or(1.0),
            first_ms: mean(&mut good().map(|c| (c.first_ms.unwrap_or(c.total_ms) as f64, weight(c)))),
            tokens_per_second: mean(&mut good().filter_map(|c| Some((speed(c)?, weight(c))))),
            cost_per_1k_tokens: (tokens > 0).then(|| cost as f64 / 1000.0 / tokens as f64),
        }
    }
}

/// The figures that a model is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figures {
    /// Cost of 1 000 tokens.
    pub cost: f64,
    /// Expected time to the first content, failures and all.
    pub latency_ms: f64,
    /// Quality, failures and all.
    pub quality: f64,
}

/// The table's figures, and what was measured, mixed by how often it was measured.
pub fn figures(model: &Model, measured: &Measured) -> Figures {
    let share = measured.samples.min(ENOUGH_SAMPLES) as f64 / ENOUGH_SAMPLES as f64;
    let mix = |own: f64, seen: Option<f64>| seen.map_or(own, |seen| own + (seen - own) * share);
    // Who fails half the time is asked twice on average: a fast failure must not look like speed.
    let expected = match (measured.first_ms, measured.success) {
        (Some(first), success) if success > 0.0 => Some(first / success),
        _ if measured.samples > 0 => Some(1e9),
        _ => None,
    };
    Figures {
        cost: mix(model.cost_per_1k_tokens, measured.cost_per_1k_tokens),
        latency_ms: mix(model.latency_ms, expected),
        quality: mix(
            model.quality,
            (measured.samples > 0).then_some(model.quality * measured.success),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::llm::route::built_in;

    fn call(ok: bool, first_ms: i64) -> Call {
        Call {
            at_ms: 0,
            room: "chat".into(),
            provider: "ark".into(),
            model: "m".into(),
            ok,
            error: None,
            first_ms: ok.then_some(first_ms),
            total_ms: first_ms + 1000,
            input_tokens: 500,
            output_tokens: 500,
            cached_tokens: 0,
            cost_micro: Some(40_000),
            times: 1,
            origin: None,
        }
    }

    #[test]
    fn measured_figures_take_over_step_by_step() {
        let model = &built_in()[0];
        let at = |n: usize| figures(model, &Measured::of(&vec![call(true, 900); n], 0));
        assert_eq!(at(0).latency_ms, 300.0);
        assert_eq!(at(10).latency_ms, 600.0);
        assert_eq!(at(20).latency_ms, 900.0);
        assert_eq!(at(500).latency_ms, 900.0);
        // 40 000 millionths for 1 000 tokens.
        assert!((at(20).cost - 0.04).abs() < 1e-12);
        assert!((at(10).cost - 0.07).abs() < 1e-12);
        assert_eq!(Measured::of(&[call(true, 900)], 0).tokens_per_second, Some(500.0));
    }

    #[test]
    fn a_fast_failure_is_not_speed() {
        let model = &built_in()[0];
        let half: Vec<Call> = (0..40).map(|i| call(i % 2 == 0, 200)).collect();
        let f = figures(model, &Measured::of(&half, 0));
        assert!(
            (f.latency_ms - 400.0).abs() < 1e-9 && (f.quality - 0.46).abs() < 1e-9,
            "{f:?}"
        );
        let dead = figures(model, &Measured::of(&vec![call(false, 1); 20], 0));
        assert!(dead.latency_ms >= 1e9 && dead.quality == 0.0);
    }

    #[test]
    fn what_happened_long_ago_counts_less() {
        let day = 24 * 3600 * 1000;
        let old = Call {
            at_ms: -10 * day,
            ..call(false, 1)
        };
        let m = Measured::of(&[old, call(true, 100)], 0);
        assert!(m.success > 0.99, "{m:?}");
    }
}
