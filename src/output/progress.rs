//! Signs of life on standard error: shown on a terminal, and only while there is something to wait for.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Stderr;
use super::sanitize::sanitize;
use crate::text::{Lang, Text};

/// A spinner; gone when dropped.
pub struct Waiting {
    bar: ProgressBar,
    lang: Lang,
}

impl Waiting {
    /// Shows `what` with a spinner, unless standard error is no terminal or `--quiet` was given.
    pub fn start(err: &Stderr, what: &Text) -> Waiting {
        if !err.is_terminal() || err.is_quiet() {
            return Waiting {
                bar: ProgressBar::hidden(),
                lang: err.lang(),
            };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        bar.set_message(sanitize(what.get(err.lang())).into_owned());
        bar.enable_steady_tick(Duration::from_millis(120));
        Waiting { bar, lang: err.lang() }
    }
}

impl Waiting {
    /// Says something else from now on.
    pub fn tell(&self, what: &Text) {
        self.bar.set_message(sanitize(what.get(self.lang)).into_owned());
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
