//! How the body of a chat completion wants its answer.
//! Source: openai-openapi 2.3.0 (CreateChatCompletionRequest).

use serde_json::{Map, Value};

use super::said::Wanted;

/// How the body wants its answer.
pub(super) fn wanted<'a>(body: &'a Map<String, Value>, text: Option<&'a str>) -> Result<Wanted<'a>, String> {
    let listed = |field: &str| {
        body.get(field)
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
    };
    let mut tools: Vec<&str> = Vec::new();
    for tool in listed("tools") {
        if tool["type"] != "function" || !tool["function"]["parameters"].is_object() {
            return Err("tools: each needs type function and parameters".into());
        }
        tools.push(tool["function"]["name"].as_str().unwrap_or(""));
    }
    tools.extend(listed("functions").iter().filter_map(|f| f["name"].as_str()));
    if tools.is_empty() && (body.contains_key("tool_choice") || body.contains_key("function_call")) {
        return Err("tool_choice is only allowed when tools are specified".into());
    }
    if body.get("tool_choice").is_some_and(|c| c == "none") {
        tools.clear();
    }
    let format = body.get("response_format");
    if let Some(format) = format
        && format["type"] == "json_schema"
        && (!format["json_schema"]["schema"].is_object() || !format["json_schema"]["name"].is_string())
    {
        return Err("response_format.json_schema needs name and schema".into());
    }
    let stops = match body.get("stop") {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(many)) => many.iter().filter_map(|s| s.as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    };
    let effort = body.get("reasoning_effort").and_then(Value::as_str);
    Ok(Wanted {
        tools,
        json: format.is_some_and(|f| f["type"] != "text"),
        thinks: body.get("thinking").is_some_and(|t| t["type"] == "enabled") || effort.is_some_and(|e| e != "none"),
        stops,
        most: ["max_tokens", "max_completion_tokens"]
            .iter()
            .find_map(|f| body.get(*f)?.as_u64()),
        text,
    })
}
