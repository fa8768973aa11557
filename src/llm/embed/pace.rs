//! How many requests may be on their way at once: halved when the provider says "too fast", one more after a long run of
//! answers. Pure: the time is passed in.

use std::time::{Duration, Instant};

/// Answers that it takes, per request on its way, until one more is tried.
const PATIENCE: usize = 8;

/// How many requests may be on their way.
#[derive(Debug)]
pub struct Pace {
    most: usize,
    now: usize,
    good: usize,
    /// Refusals in a row, for how long to pause.
    refused: u32,
    /// Counts slowdowns: the requests that were on their way at one are refused together, and count once.
    epoch: u64,
    until: Option<Instant>,
}

impl Pace {
    /// At most `most` at once.
    pub fn new(most: usize) -> Pace {
        Pace {
            most: most.max(1),
            now: most.max(1),
            good: 0,
            refused: 0,
            epoch: 0,
            until: None,
        }
    }

    /// How many may be on their way now.
    pub fn limit(&self) -> usize {
        self.now
    }

    /// Which slowdown a request that leaves now comes after.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Until when nothing may leave.
    pub fn until(&self) -> Option<Instant> {
        self.until
    }

    /// Refusals in a row.
    pub fn refused(&self) -> u32 {
        self.refused
    }

    /// A request was answered without a word about the rate.
    pub fn answered(&mut self) {
        self.refused = 0;
        self.good += 1;
        if self.now < self.most && self.good >= self.now * PATIENCE {
            self.now += 1;
            self.good = 0;
        }
    }

    /// A request that left in `epoch` was refused because it came too fast; nothing leaves for `pause`.
    pub fn too_fast(&mut self, epoch: u64, now: Instant, pause: Duration) {
        self.good = 0;
        if !pause.is_zero() {
            let until = now + pause;
            self.until = Some(self.until.map_or(until, |u| u.max(until)));
        }
        if epoch == self.epoch {
            self.epoch += 1;
            self.refused += 1;
            self.now = (self.now / 2).max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_halves_once_for_all_that_left_together_and_recovers_slowly() {
        let now = Instant::now();
        let mut pace = Pace::new(8);
        for _ in 0..8 {
            pace.too_fast(0, now, Duration::ZERO);
        }
        assert_eq!(pace.limit(), 4);
        for _ in 0..3 {
            pace.too_fast(pace.epoch(), now, Duration::ZERO);
        }
        assert_eq!((pace.limit(), pace.refused()), (1, 4), "never less than one");
        let mut answers = 0;
        while pace.limit() < 8 {
            pace.answered();
            answers += 1;
        }
        // 8·(1 + 2 + … + 7)
        assert_eq!((answers, pace.refused()), (224, 0));
        for _ in 0..1000 {
            pace.answered();
        }
        assert_eq!(pace.limit(), 8, "never more than asked for");
    }

    #[test]
    fn the_longest_pause_counts() {
        let now = Instant::now();
        let mut pace = Pace::new(2);
        pace.too_fast(0, now, Duration::from_secs(5));
        pace.too_fast(0, now, Duration::from_secs(1));
        assert_eq!(pace.until(), Some(now + Duration::from_secs(5)));
    }
}
