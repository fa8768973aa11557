//! How much of a known number of bytes is done: on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Stderr;
use super::sanitize::sanitize;
use crate::text::Text;

/// A bar; gone when the last of its clones is dropped.
#[derive(Clone)]
pub struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// Shows `what` with a bar of `total` bytes, unless standard error is no terminal or `--quiet` was given.
    pub fn start(err: &Stderr, what: &Text, total: u64) -> Bar {
        if !err.is_terminal() || err.is_quiet() {
            return Bar {
                bar: ProgressBar::hidden(),
            };
        }
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr_with_hz(10));
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {bytes}/{total_bytes} {bytes_per_sec}") {
            bar.set_style(style);
        }
        bar.set_message(sanitize(what.get(err.lang())).into_owned());
        Bar { bar }
    }

    /// So many more are done. What would be more than all is the start of another attempt.
    pub fn add(&self, bytes: u64) {
        match self.bar.length() {
            Some(total) if self.bar.position() + bytes > total => self.bar.set_position(bytes.min(total)),
            _ => self.bar.inc(bytes),
        }
    }

    /// Takes it away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
