//! `vh chat`.

use serde_json::{Map, Value};

use super::session::Session;
use super::talk::Talk;
use super::{Context, batch, question, repl, route, stdin, structured};
use crate::cli::chat::{ChatArgs, Thinking};
use crate::error::{Error, Result};
use crate::llm::failover::Entry;
use crate::llm::route::{Capability, Wanted};
use crate::llm::{ChatRequest, Think, ToolChoice, tools};
use crate::text;

/// A list of tools is a page or two.
const TOOLS_CAP_BYTES: u64 = 1 << 20;

/// `vh chat`.
///
/// # Errors
/// Any [`crate::error::Kind`].
pub async fn chat(ctx: &mut Context, args: ChatArgs) -> Result<()> {
    if args.batch.is_some() {
        return batch::submit::chat(ctx, args).await;
    }
    let request = base_request(&args)?;
    let entries = entries(ctx, &args).await?;
    if args.run_tools {
        crate::command::tools::check(ctx, request.tools.iter().map(|t| t.name.clone()))?;
    }
    let session = Session::open(ctx, &args).await?;
    let mut talk = Talk::new(entries, request, session);
    if wants_repl(&args) {
        return repl::repl(ctx, talk, args).await;
    }
    let mut messages = question::conversation(ctx, &args).await?;
    if talk.has_turns() {
        // The instructions stand at the beginning of the conversation already, unless new ones were given.
        talk.replace_system(&mut messages);
    }
    talk.add(messages);
    talk.ask(ctx, &args).await.map(|_| ())
}

/// Whom to ask, best first.
///
/// # Errors
/// [`crate::error::Kind::Config`] when nobody can be meant, [`crate::error::Kind::NotFound`] when no model fits.
pub async fn entries(ctx: &Context, args: &ChatArgs) -> Result<Vec<Entry>> {
    if let Some(priority) = args.route {
        let derived = match (args.tools.is_some(), args.attach.is_empty()) {
            (true, _) => Capability::FunctionCall,
            (false, false) => Capability::Multimodal,
            (false, true) => Capability::Chat,
        };
        let wanted = Wanted {
            capability: args.capability.map_or(derived, route::capability),
            priority: route::priority(priority),
            max_tokens: args.max_tokens,
        };
        return route::choose(ctx, &wanted).await;
    }
    let mut names = ctx.settings.chat_tables(args.provider.as_deref())?;
    for list in &args.fallback {
        for name in ctx.settings.chat_tables(Some(list))? {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    Ok(names.into_iter().map(Entry::from).collect())
}

/// No question anywhere, and somebody at the keyboard.
fn wants_repl(args: &ChatArgs) -> bool {
    args.prompt.is_empty() && args.messages.is_none() && args.attach.is_empty() && stdin::is_terminal()
}

/// Everything of the request but the conversation.
///
/// # Errors
/// [`crate::error::Kind::Usage`] for an option, a tool or a schema that cannot be read.
pub fn base_request(args: &ChatArgs) -> Result<ChatRequest> {
    Ok(ChatRequest {
        model: args.model.clone(),
        max_tokens: args.max_tokens,
        temperature: args.temperature,
        top_p: args.top_p,
        stop: args.stop.clone(),
        seed: args.seed,
        think: args.think.map(|t| match t {
            Thinking::On => Think::On,
            Thinking::Off => Think::Off,
            Thinking::Auto => Think::Auto,
        }),
        effort: args.effort.clone(),
        tools: match &args.tools {
            Some(path) => tools::parse(&question::read_file(path, TOOLS_CAP_BYTES)?)?,
            None => Vec::new(),
        },
        tool_choice: args.tool_choice.as_deref().map(|word| match word {
            "auto" => ToolChoice::Auto,
            "none" => ToolChoice::None,
            "required" => ToolChoice::Required,
            name => ToolChoice::Named(name.to_owned()),
        }),
        legacy_functions: args.legacy_functions,
        schema: structured::schema(args.schema.as_deref())?,
        options: options(&args.option)?,
        ..ChatRequest::default()
    })
}

/// The options of `-O KEY=JSON`; what is not JSON is text.
///
/// # Errors
/// [`crate::error::Kind::Usage`] for one that is no pair.
pub fn options(given: &[String]) -> Result<Map<String, Value>> {
    let mut options = Map::new();
    for option in given {
        let (key, text) = option
            .split_once('=')
            .filter(|(key, _)| !key.is_empty())
            .ok_or_else(|| {
                Error::usage(text!(
                    "-O wants KEY=JSON, not {option:?}",
                    "-O 的写法是 KEY=JSON，而不是 {option:?}"
                ))
            })?;
        let value = serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
        options.insert(key.to_owned(), value);
    }
    Ok(options)
}
