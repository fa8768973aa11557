//! When bytes leave: how fast they may, and when the last ones did.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How fast bytes may leave or come, shared by all that run at once.
#[derive(Debug)]
pub struct Rate {
    bytes_per_second: u64,
    /// Until when what has passed was paid for.
    free_at: Mutex<Option<Instant>>,
}

impl Rate {
    /// So many bytes a second.
    pub fn new(bytes_per_second: u64) -> Rate {
        Rate {
            bytes_per_second: bytes_per_second.max(1),
            free_at: Mutex::new(None),
        }
    }

    /// Takes note of `bytes` that pass now, and says until when the next ones must wait.
    pub fn pass(&self, bytes: usize) -> Instant {
        let now = Instant::now();
        let mut free_at = self.free_at.lock().unwrap_or_else(PoisonError::into_inner);
        let paid = free_at.filter(|at| *at > now).unwrap_or(now);
        let cost = Duration::from_secs_f64(bytes as f64 / self.bytes_per_second as f64);
        let next = paid + cost;
        *free_at = Some(next);
        next
    }
}

/// When bytes last left, or are next allowed to: the wait for an answer begins there, however slow the line and large the content.
#[derive(Clone)]
pub(super) struct Pulse(Arc<Mutex<Instant>>);

impl Pulse {
    pub(super) fn start() -> Pulse {
        Pulse(Arc::new(Mutex::new(Instant::now())))
    }

    pub(super) fn beat(&self, at: Instant) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }

    /// Waits until nothing has left for `patience`.
    pub(super) async fn stopped(&self, patience: Duration) {
        loop {
            let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let due = last + patience;
            if due <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(due).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_for_an_answer_begins_when_the_last_bytes_left() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let (pulse, started) = (Pulse::start(), Instant::now());
            let patience = Duration::from_millis(40);
            // The content is allowed to leave for as long as it takes: here until then.
            let last = started + Duration::from_millis(200);
            pulse.beat(last);
            pulse.stopped(patience).await;
            assert!(started.elapsed() >= Duration::from_millis(240));
        });
    }
}
