//! `--schema`: an answer of a given shape. Asked for natively where that is offered, checked here in any case, asked for once
//! more when it does not fit, and printed only when it does.

use std::path::Path;

use serde_json::Value;

use super::answer::{self, Showing, Shown};
use super::{Context, question};
use crate::cli::chat::ChatArgs;
use crate::error::{Error, Kind, Outcome, Result};
use crate::http::Budget;
use crate::llm::failover::Entry;
use crate::llm::{ChatRequest, Message, Role, Schema};
use crate::text;

const CAP_BYTES: u64 = 1 << 20;

/// Reads the schema, and refuses one that nothing could be checked against.
///
/// # Errors
/// [`Kind::Usage`] for what is no JSON Schema; [`Kind::NotFound`] and [`Kind::Local`] of the file.
pub fn schema(path: Option<&Path>) -> Result<Option<Schema>> {
    let Some(path) = path else { return Ok(None) };
    let shown = path.display();
    let bytes = question::read_file(path, CAP_BYTES)?;
    let schema: Value = serde_json::from_slice(&bytes)
        .map_err(|e| Error::usage(text!("{shown} is not JSON: {e}", "{shown} 不是有效的 JSON：{e}")))?;
    validator(&schema)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name: String = stem
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_' || *c == '-')
        .take(64)
        .collect();
    Ok(Some(Schema {
        name: if name.is_empty() { "answer".to_owned() } else { name },
        schema,
    }))
}

fn validator(schema: &Value) -> Result<jsonschema::Validator> {
    jsonschema::validator_for(schema)
        .map_err(|e| Error::usage(text!("this is no JSON Schema: {e}", "这不是有效的 JSON Schema：{e}")))
}

/// Asks, checks, asks once more, and shows what fits.
///
/// # Errors
/// [`Kind::Malformed`] when neither answer fits; any [`Kind`] of the questions.
pub async fn ask(ctx: &mut Context, entries: Vec<Entry>, request: &ChatRequest, args: &ChatArgs) -> Result<Shown> {
    let silent = Showing {
        silent: true,
        keep_bytes: usize::MAX,
        heard: None,
    };
    let schema = match &request.schema {
        Some(schema) => validator(&schema.schema)?,
        None => return Err(Error::bug("a shape is wanted without a schema")),
    };
    let mut first = answer::ask(ctx, entries.clone(), request, args, silent.clone()).await?;
    let problem = match check(&schema, &first.answer.text) {
        Ok(()) => {
            first.report(&mut ctx.out, args)?;
            return Ok(first);
        }
        Err(problem) => problem,
    };
    ctx.http.trace().note_at(
        1,
        format_args!("the answer does not fit the schema ({problem}); asking once more"),
    );
    let mut repair = ChatRequest {
        budget: Budget::start(),
        ..request.clone()
    };
    repair.messages.push(Message::text(Role::Assistant, first.answer.text));
    repair.messages.push(Message::text(
        Role::User,
        format!("That does not fit the JSON Schema: {problem}. Answer again with only the corrected JSON."),
    ));
    let mut second = answer::ask(ctx, entries, &repair, args, silent).await?;
    match check(&schema, &second.answer.text) {
        Ok(()) => {
            second.report(&mut ctx.out, args)?;
            Ok(second)
        }
        Err(problem) => Err(Error::new(
            Kind::Malformed,
            text!(
                "the answer does not fit the schema, asked twice: {problem}",
                "两次询问后答案仍不符合 schema：{problem}"
            ),
        )
        .outcome(Outcome::Sent)),
    }
}

fn check(schema: &jsonschema::Validator, text: &str) -> Result<(), String> {
    let value: Value = serde_json::from_str(text.trim()).map_err(|e| format!("it is not JSON: {e}"))?;
    let problems: Vec<String> = schema
        .iter_errors(&value)
        .take(5)
        .map(|e| format!("{e} (at {:?})", e.instance_path().to_string()))
        .collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("; "))
    }
}
