//! Many requests handed to a provider's own engine: cheaper, slower, and on the provider's machines. A thin state machine over
//! three kinds of engine; what is about to happen is written down before it happens, so that a crash at any point neither loses
//! a batch nor orders it twice.
//!
//! OpenAI takes a file and an order, Anthropic the requests themselves; both are an [`Engine`]. Ark holds each call open until
//! there is room: [`held`]. Every request carries an id made of the batch's marker and its number, so that an answer tells
//! which batch it belongs to.
//! Source: openai-openapi 2.3.0 (batches, files); platform.claude.com/docs/en/api/batches; volcengine-ark-runtime 5.0.54;
//! `reference/llm.md` §5.

pub mod answer;
pub mod anthropic;
pub mod body;
pub mod drive;
pub mod held;
pub mod lines;
pub mod openai;
pub mod wire;

use futures_util::future::BoxFuture;
use futures_util::stream::BoxStream;

use super::{Provider, media};
use crate::error::{Error, Result};
use crate::http::Piece;

/// What a batch asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Answers.
    Chat,
    /// Vectors.
    Embed,
}

impl Task {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Task::Chat => "chat",
            Task::Embed => "embed",
        }
    }

    /// The task of a word.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`] for another.
    pub fn of_word(word: &str) -> Result<Task> {
        match word {
            "chat" => Ok(Task::Chat),
            "embed" => Ok(Task::Embed),
            _ => Err(Error::bug(format!("a batch of {word:?}"))),
        }
    }
}

/// How much one batch takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Requests.
    pub items: u64,
    /// Bytes of all of them.
    pub bytes: u64,
}

/// How far the provider is with a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// At work, or about to be.
    Running,
    /// Done with it, wholly or in part: there may be answers.
    Ended,
    /// It refused the whole.
    Failed,
}

/// A job, as the provider tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub progress: Progress,
    /// The provider's own word for that.
    pub word: String,
    /// Requests that were answered.
    pub done: u64,
    /// Requests that failed.
    pub failed: u64,
    /// Why it failed as a whole.
    pub error: Option<String>,
}

/// What the provider knows of a batch that may have been sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing: it was not sent.
    Nothing,
    /// This job.
    Job(Job),
    /// One of these, and which cannot be told yet.
    Perhaps(Vec<String>),
}

/// One request's end.
#[derive(Debug)]
pub struct Ended {
    /// The id that the request carried.
    pub wire_id: String,
    /// The body of the answer as JSON, or why there is none.
    pub answer: Result<String>,
}

/// How the requests of a batch are put together.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Before the first.
    pub before: &'static str,
    /// Between two.
    pub between: &'static str,
    /// After the last.
    pub after: &'static str,
}

/// The provider's own engine for batches.
pub trait Engine: Send + Sync {
    /// The configured table's name.
    fn name(&self) -> &str;

    /// How much one batch takes.
    fn limits(&self) -> Limits;

    /// How requests are put together.
    fn frame(&self) -> Frame;

    /// One request, as it stands between the others. `body` is JSON.
    fn request(&self, task: Task, wire_id: &str, body: &str) -> String;

    /// Hands over the requests as a file; `None` where they travel with the order.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    fn upload<'a>(&'a self, marker: &'a str, content: Piece) -> BoxFuture<'a, Result<Option<String>>>;

    /// The file of a batch that may have been handed over.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    fn find_file<'a>(&'a self, marker: &'a str, bytes: u64) -> BoxFuture<'a, Result<Option<String>>>;

    /// The newest job there is.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    fn newest(&self) -> BoxFuture<'_, Result<Option<String>>>;

    /// Orders a batch: once, because a second order is a second batch.
    ///
    /// # Errors
    /// [`crate::error::Kind::OutcomeUnknown`] when the answer was lost.
    fn submit<'a>(
        &'a self,
        marker: &'a str,
        task: Task,
        file_id: Option<&'a str>,
        content: Piece,
    ) -> BoxFuture<'a, Result<Job>>;

    /// Looks for a batch of `items` requests among the jobs after `since`.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    fn find<'a>(&'a self, marker: &'a str, items: u64, since: Option<&'a str>) -> BoxFuture<'a, Result<Found>>;

    /// How far a job is.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    fn look<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<Job>>;

    /// The ends of a job's requests, in no order.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    fn results<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<BoxStream<'a, Result<Ended>>>>;

    /// Asks the provider to stop.
    ///
    /// # Errors
    /// Any [`crate::error::Kind`] of the wire.
    fn cancel<'a>(&'a self, job_id: &'a str) -> BoxFuture<'a, Result<Job>>;
}

/// Who works through a batch.
pub enum Driver {
    /// The provider, told once.
    Engine(Box<dyn Engine>),
    /// This process, through calls that the provider holds open.
    Held(Box<held::Held>),
}

/// The driver of `provider`.
///
/// # Errors
/// [`crate::error::Kind::Config`] for a kind that does not chat.
pub fn driver(provider: &Provider) -> Result<Driver> {
    let connection = provider.connection().clone();
    Ok(match provider {
        Provider::OpenAi(_) if connection.preset.kind == "ark" => Driver::Held(Box::new(held::Held::new(connection))),
        Provider::OpenAi(_) => Driver::Engine(Box::new(openai::OpenAi::new(connection))),
        Provider::Claude(_) => Driver::Engine(Box::new(anthropic::Claude::new(connection))),
        Provider::VolcSpeech(_) => return Err(provider.cannot(media::Task::Chat)),
    })
}

/// The id that the request `number` of a batch carries.
pub fn wire_id(marker: &str, number: i64) -> String {
    format!("{marker}-{number}")
}

/// The number of a request of the batch `marker`; `None` for another batch's.
pub fn number_of(marker: &str, wire_id: &str) -> Option<i64> {
    wire_id.strip_prefix(marker)?.strip_prefix('-')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_batch_and_its_number() {
        let id = wire_id("vh-00ff", 12);
        assert_eq!(id, "vh-00ff-12");
        assert_eq!(number_of("vh-00ff", &id), Some(12));
        assert_eq!(number_of("vh-00fe", &id), None);
        assert_eq!(number_of("vh-00f", &id), None);
        assert_eq!(number_of("vh-00ff", "vh-00ff-x"), None);
    }
}
