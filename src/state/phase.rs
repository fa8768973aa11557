//! How far a batch is: the words that stand in its row.

use crate::error::{Error, Result};

/// How far a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Its requests are being written down; nothing else happens before that is done.
    Filling,
    /// All is written down, nothing is sent.
    Ready,
    /// Its file is on the way, or lost on it.
    Uploading,
    /// The provider has its file.
    Uploaded,
    /// The order is on the way: the provider may have it or not.
    Sending,
    /// The provider has it.
    Submitted,
    /// The provider is done with it, wholly or in part.
    Ended,
    /// Its answers are here.
    Fetched,
    /// The provider refused it as a whole.
    Failed,
}

impl Phase {
    const ALL: [Phase; 9] = [
        Phase::Filling,
        Phase::Ready,
        Phase::Uploading,
        Phase::Uploaded,
        Phase::Sending,
        Phase::Submitted,
        Phase::Ended,
        Phase::Fetched,
        Phase::Failed,
    ];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Phase::Filling => "filling",
            Phase::Ready => "ready",
            Phase::Uploading => "uploading",
            Phase::Uploaded => "uploaded",
            Phase::Sending => "sending",
            Phase::Submitted => "submitted",
            Phase::Ended => "ended",
            Phase::Fetched => "fetched",
            Phase::Failed => "failed",
        }
    }

    pub(super) fn of_word(word: &str) -> Result<Phase> {
        Phase::ALL
            .into_iter()
            .find(|p| p.word() == word)
            .ok_or_else(|| Error::bug(format!("a batch in the phase {word:?}")))
    }

    /// Whether the provider is not done with it, or not known to be.
    pub fn is_open(self) -> bool {
        !matches!(self, Phase::Ended | Phase::Fetched | Phase::Failed)
    }
}
