//! `--run-tools`: the tools that a model asks for, run as the configuration says. A tool runs only when the person at the
//! terminal says so, or `--allow-tool` names it; nothing else approves one.

use std::time::Duration;

use super::Context;
use crate::child;
use crate::cli::chat::ChatArgs;
use crate::config::chat::ToolCommand;
use crate::error::{Error, Kind, Result};
use crate::llm::ToolCall;
use crate::llm::tools::ToolResult;
use crate::text;

/// How long a tool may take when the configuration does not say.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How much it may write when the configuration does not say.
const OUTPUT_BYTES: u64 = 64 << 10;

/// Variables every tool gets.
const ENVIRONMENT: [&str; 3] = ["PATH", "HOME", "LANG"];

/// Runs the calls of one round, one after the other.
///
/// # Errors
/// [`Kind::Refused`] when a tool needs an approval that nobody can give. What goes wrong in a tool is a result: the model is
/// told.
pub async fn run(ctx: &Context, calls: &[ToolCall], args: &ChatArgs) -> Result<Vec<(ToolCall, ToolResult)>> {
    let mut results = Vec::new();
    for call in calls {
        let result = match ctx.settings.tool(&call.name)? {
            None => failed(format!("there is no tool {}", call.name)),
            Some(_) if serde_json::from_str::<serde_json::Value>(&call.arguments).is_err() => {
                failed("the arguments are not JSON".to_owned())
            }
            Some(_) if !approved(ctx, call, args)? => failed("the user refused to run it".to_owned()),
            Some(tool) => one(ctx, call, tool).await,
        };
        results.push((call.clone(), result));
    }
    Ok(results)
}

fn failed(content: String) -> ToolResult {
    ToolResult {
        content,
        is_error: true,
    }
}

fn approved(ctx: &Context, call: &ToolCall, args: &ChatArgs) -> Result<bool> {
    if args.allow_tool.contains(&call.name) {
        return Ok(true);
    }
    let (name, arguments) = (&call.name, &call.arguments);
    ctx.prompt.confirm(
        &text!(
            "Run the tool {name} with {arguments}?",
            "是否用 {arguments} 运行工具 {name}？"
        ),
        text!("allow it with --allow-tool {name}", "用 --allow-tool {name} 允许"),
    )
}

async fn one(ctx: &Context, call: &ToolCall, tool: ToolCommand) -> ToolResult {
    let name = &call.name;
    ctx.out
        .err()
        .note(&text!("running the tool {name}", "正在运行工具 {name}"));
    let listed = tool.env.iter().map(String::as_str);
    let env = ENVIRONMENT
        .into_iter()
        .chain(listed)
        .filter_map(|name| Some((name.to_owned(), ctx.settings.passed_on(name)?.to_owned())))
        .collect();
    let cap = tool.output_bytes.unwrap_or(OUTPUT_BYTES);
    let done = child::run(child::Job {
        argv: &tool.command,
        stdin: call.arguments.clone().into_bytes(),
        env: Some(env),
        timeout: tool.timeout.unwrap_or(TIMEOUT),
        output_cap_bytes: usize::try_from(cap).unwrap_or(usize::MAX),
    })
    .await;
    match done {
        Ok(done) => {
            let output = String::from_utf8_lossy(&done.stdout).into_owned();
            match done.code {
                Some(0) => ToolResult {
                    content: output,
                    is_error: false,
                },
                Some(code) => failed(format!("exit code {code}\n{output}")),
                None => failed(format!("killed by a signal\n{output}")),
            }
        }
        Err(e) => failed(e.what.en.to_string()),
    }
}

/// A tool's name that no table has, among those the request describes: told before anything is asked.
///
/// # Errors
/// [`Kind::Config`] naming it.
pub fn check(ctx: &Context, names: impl Iterator<Item = String>) -> Result<()> {
    for name in names {
        if ctx.settings.tool(&name)?.is_none() {
            return Err(Error::new(
                Kind::Config,
                text!(
                    "--run-tools, and there is no [tools.{name}]",
                    "使用了 --run-tools，但没有 [tools.{name}]"
                ),
            )
            .hint(text!(
                "[tools.{name}] command = [\"program\", \"argument\"]: it gets the arguments as JSON on standard input",
                "[tools.{name}] command = [\"程序\", \"参数\"]：参数以 JSON 从标准输入传入"
            )));
        }
    }
    Ok(())
}
