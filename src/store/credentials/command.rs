//! Keys that a program prints: Amazon's `credential_process`, and Aliyun's form of it.

use std::time::{Duration, SystemTime};

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::{Source, told};
use crate::child::{self, Job};
use crate::error::{Error, Result};
use crate::store::call::Keys;
use crate::text;

const TIMEOUT: Duration = Duration::from_secs(60);
const OUTPUT_CAP_BYTES: usize = 64 << 10;

/// A program and its arguments.
pub(super) struct Command {
    pub argv: Vec<String>,
    pub label: String,
}

impl Source for Command {
    fn fetch(&self, _: SystemTime) -> BoxFuture<'_, Result<Keys>> {
        async {
            let done = child::run(Job {
                argv: &self.argv,
                stdin: Vec::new(),
                env: None,
                timeout: TIMEOUT,
                output_cap_bytes: OUTPUT_CAP_BYTES,
            })
            .await?;
            let program = self.argv.first().map_or("", String::as_str);
            if done.code != Some(0) {
                let code = done.code.map_or_else(|| "?".to_owned(), |c| c.to_string());
                return Err(Error::config(text!(
                    "{program}, which should print the keys, ended with {code}",
                    "{program} 本应输出密钥，却以 {code} 结束"
                )));
            }
            told::read(&done.stdout, program, &self.label)
        }
        .boxed()
    }
}

/// The words of a command line, as Amazon's files have one: blanks part words, quotes keep them, nothing is expanded.
pub(super) fn words(line: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => out.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    out.extend(word);
    out
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn quotes_keep_words_together() {
        assert_eq!(
            words(r#"/opt/x  --a "b c" '' d'e f'"#),
            ["/opt/x", "--a", "b c", "", "de f"]
        );
    }
}
