//! Questions to the person at the terminal. Off a terminal, or with `--no-input`, every question is an error that says what to
//! give instead.

use std::io::IsTerminal;

use super::sanitize::sanitize;
use crate::error::{Error, Kind, Result};
use crate::text;
use crate::text::{Lang, Text};

/// Asks, when there is someone to ask.
#[derive(Debug, Clone, Copy)]
pub struct Prompt {
    allowed: bool,
    lang: Lang,
}

impl Prompt {
    /// `allowed` is false with `--no-input`; questions also need a terminal to be asked on.
    pub fn new(allowed: bool, lang: Lang) -> Prompt {
        let terminal = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        Prompt {
            allowed: allowed && terminal,
            lang,
        }
    }

    /// Whether there is someone to ask.
    pub fn can_ask(&self) -> bool {
        self.allowed
    }

    /// Asks for a secret; what is typed is not shown.
    ///
    /// # Errors
    /// [`Kind::Refused`] without a terminal, with `instead` as its hint.
    pub fn secret(&self, question: &Text, instead: Text) -> Result<String> {
        self.check(question, instead)?;
        dialoguer::Password::new()
            .with_prompt(question.get(self.lang))
            .interact()
            .map_err(broken)
    }

    /// Asks for a line of text.
    ///
    /// # Errors
    /// As [`Prompt::secret`].
    pub fn text(&self, question: &Text, default: Option<&str>, instead: Text) -> Result<String> {
        self.check(question, instead)?;
        let mut input = dialoguer::Input::<String>::new().with_prompt(question.get(self.lang));
        input = match default {
            Some(default) => input.default(default.to_owned()),
            None => input.allow_empty(true),
        };
        input.interact_text().map_err(broken)
    }

    /// Asks to choose one of `items`; returns its index.
    ///
    /// # Errors
    /// As [`Prompt::secret`].
    pub fn choose(&self, question: &Text, items: &[&str], instead: Text) -> Result<usize> {
        self.check(question, instead)?;
        dialoguer::Select::new()
            .with_prompt(question.get(self.lang))
            .items(items)
            .default(0)
            .interact()
            .map_err(broken)
    }

    /// Asks yes or no; no is the default.
    ///
    /// # Errors
    /// As [`Prompt::secret`].
    pub fn confirm(&self, question: &Text, instead: Text) -> Result<bool> {
        self.check(question, instead)?;
        let shown = sanitize(question.get(self.lang)).into_owned();
        dialoguer::Confirm::new()
            .with_prompt(shown)
            .default(false)
            .interact()
            .map_err(broken)
    }

    fn check(&self, question: &Text, instead: Text) -> Result<()> {
        if self.allowed {
            return Ok(());
        }
        let what = text!("cannot ask without a terminal", "没有终端，无法提问").join(": ", question.clone());
        Err(Error::new(Kind::Refused, what).hint(instead))
    }
}

fn broken(e: dialoguer::Error) -> Error {
    let dialoguer::Error::IO(e) = e;
    if e.kind() == std::io::ErrorKind::Interrupted {
        return Error::new(Kind::Interrupted, text!("interrupted", "已中断"));
    }
    Error::local(text!("cannot read the answer", "无法读取回答"), e)
}
