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

/// How many bytes moved: a bar on a terminal, else a line now and then.
#[derive(Clone)]
pub struct Meter {
    bar: ProgressBar,
    shown: bool,
}

/// Between two lines where there is no terminal.
pub const METER_PAUSE: Duration = Duration::from_secs(10);

impl Meter {
    /// Nothing has moved yet.
    pub fn start(err: &Stderr) -> Meter {
        let shown = err.is_terminal() && !err.is_quiet();
        if !shown {
            return Meter {
                bar: ProgressBar::hidden(),
                shown,
            };
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(8));
        let template = "{spinner} {binary_bytes} / {binary_total_bytes}  {binary_bytes_per_sec}  {wide_bar} {eta} ";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Meter { bar, shown }
    }

    /// So many bytes more are to move.
    pub fn expect(&self, bytes: u64) {
        self.bar.inc_length(bytes);
    }

    /// So many bytes moved.
    pub fn moved(&self, bytes: u64) {
        self.bar.inc(bytes);
    }

    /// How many moved.
    pub fn bytes(&self) -> u64 {
        self.bar.position()
    }

    /// How many are to move in all, as far as that is known.
    pub fn expected(&self) -> u64 {
        self.bar.length().unwrap_or(0)
    }

    /// How fast, in bytes a second.
    pub fn rate(&self) -> u64 {
        let seconds = self.bar.elapsed().as_secs_f64();
        if seconds > 0.0 {
            (self.bytes() as f64 / seconds) as u64
        } else {
            0
        }
    }

    /// Runs `print` while the bar is out of the way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        if self.shown { self.bar.suspend(print) } else { print() }
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if self.shown {
            self.bar.finish_and_clear();
        }
    }
}
