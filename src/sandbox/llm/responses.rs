//! The Responses API as OpenAI serves it.
//! Source: openai-openapi 2.3.0 (CreateResponse, ResponseStreamEvent).

use serde_json::{Map, Value, json};

use super::said::{Asked, End, Said, Wanted};
use crate::sandbox::Entry;
use crate::sandbox::server::Answer;
use crate::sandbox::sse::{Event, Role};

/// A model that chat completions does not serve.
pub const ONLY: &str = "gpt-6-pro";

const FIELDS: &[&str] = &[
    "model",
    "input",
    "instructions",
    "stream",
    "max_output_tokens",
    "temperature",
    "top_p",
    "reasoning",
    "tools",
    "tool_choice",
    "text",
    "store",
    "metadata",
    "parallel_tool_calls",
    "previous_response_id",
    "truncation",
    "include",
    "user",
    "service_tier",
];

/// The answer, or what is wrong with the request.
pub(super) fn answer(request: &Entry, text: Option<&str>) -> Result<Answer, String> {
    let Ok(Value::Object(body)) = serde_json::from_slice::<Value>(&request.body) else {
        return Err("the body is not a JSON object".into());
    };
    if let Some(unknown) = body.keys().find(|k| !FIELDS.contains(&k.as_str())) {
        return Err(format!("Unknown parameter: '{unknown}'."));
    }
    let model = body.get("model").and_then(Value::as_str).ok_or("model is missing")?;
    let asked = conversation(body.get("input"))?;
    let said = Said::new("openai", &asked, &wanted(&body, text)?);
    let input_tokens = asked.prompt.chars().count();
    Ok(if body.get("stream") == Some(&json!(true)) {
        Answer::events(events(&said, model, input_tokens))
    } else {
        Answer::json(200, &whole(&said, model, input_tokens))
    })
}

fn wanted<'a>(body: &'a Map<String, Value>, text: Option<&'a str>) -> Result<Wanted<'a>, String> {
    let mut tools = Vec::new();
    for tool in body.get("tools").and_then(Value::as_array).into_iter().flatten() {
        if tool["type"] != "function" || !tool["parameters"].is_object() {
            return Err("tools: each needs type function, name and parameters".into());
        }
        tools.push(tool["name"].as_str().ok_or("a tool has no name")?);
    }
    let format = body.get("text").map(|t| &t["format"]).filter(|f| !f.is_null());
    if format.is_some_and(|f| f["type"] == "json_schema" && (!f["name"].is_string() || !f["schema"].is_object())) {
        return Err("text.format needs name and schema".into());
    }
    Ok(Wanted {
        tools,
        json: format.is_some(),
        thinks: body
            .get("reasoning")
            .is_some_and(|r| r["effort"].as_str().is_some_and(|e| e != "none")),
        stops: Vec::new(),
        most: body.get("max_output_tokens").and_then(Value::as_u64),
        text,
    })
}

fn conversation(input: Option<&Value>) -> Result<Asked, String> {
    let items = match input {
        Some(Value::String(text)) => {
            return Ok(Asked {
                prompt: text.clone(),
                results: Vec::new(),
            });
        }
        Some(Value::Array(items)) if !items.is_empty() => items,
        _ => return Err("input is missing".into()),
    };
    let mut asked = Asked::default();
    let mut open: Vec<&str> = Vec::new();
    for (i, item) in items.iter().enumerate() {
        match (item["type"].as_str(), item["role"].as_str()) {
            (Some("function_call"), _) => open.push(item["call_id"].as_str().unwrap_or("")),
            (Some("function_call_output"), _) => {
                let id = item["call_id"].as_str().unwrap_or("");
                let at = open.iter().position(|o| *o == id);
                open.remove(at.ok_or_else(|| format!("input[{i}]: no call has the id {id:?}"))?);
                asked.results.push(item["output"].as_str().unwrap_or("").to_owned());
            }
            (Some("reasoning"), _) if item["id"].is_string() => {}
            (None | Some("message"), Some(role @ ("system" | "developer" | "user" | "assistant"))) => {
                let mut text = String::new();
                for part in item["content"].as_array().ok_or("content must be an array of parts")? {
                    let fits = match role {
                        "assistant" => part["type"] == "output_text",
                        _ => ["input_text", "input_image", "input_file"].contains(&part["type"].as_str().unwrap_or("")),
                    };
                    if !fits {
                        return Err(format!("input[{i}]: a part of type {} for {role}", part["type"]));
                    }
                    let other = if part["type"] == "input_file" {
                        "[pdf]"
                    } else {
                        "[image]"
                    };
                    text.push_str(part["text"].as_str().unwrap_or(other));
                }
                if role == "user" {
                    asked = Asked {
                        prompt: text,
                        results: Vec::new(),
                    };
                }
            }
            other => return Err(format!("input[{i}] is {other:?}")),
        }
    }
    if !open.is_empty() {
        return Err(format!("No tool output found for {open:?}"));
    }
    Ok(asked)
}

fn items(said: &Said) -> Vec<Value> {
    let mut items = Vec::new();
    if !said.thinking.is_empty() {
        let summary = json!([{"type": "summary_text", "text": said.thinking.concat()}]);
        items.push(json!({"type": "reasoning", "id": "rs_sandbox_1", "summary": summary}));
    }
    if !said.tokens.is_empty() {
        let part = json!({"type": "output_text", "text": said.text(), "annotations": []});
        items.push(json!({"type": "message", "id": "msg_sandbox_1", "role": "assistant", "status": "completed", "content": [part]}));
    }
    for (i, c) in said.calls.iter().enumerate() {
        items.push(json!({
            "type": "function_call", "id": format!("fc_sandbox_{i}"), "call_id": c.id, "name": c.name, "arguments": c.arguments,
            "status": "completed",
        }));
    }
    items
}

fn whole(said: &Said, model: &str, input_tokens: usize) -> Value {
    let output_tokens = said.count();
    let (status, why) = match said.end {
        End::Length => ("incomplete", json!({"reason": "max_output_tokens"})),
        End::Stop | End::Sequence | End::Calls => ("completed", Value::Null),
    };
    json!({
        "id": "resp_sandbox_1", "object": "response", "created_at": 1_757_894_400, "model": model, "status": status,
        "error": null, "incomplete_details": why, "output": items(said), "parallel_tool_calls": true, "tools": [],
        "tool_choice": "auto",
        "usage": {
            "input_tokens": input_tokens, "output_tokens": output_tokens, "total_tokens": input_tokens + output_tokens,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": said.thinking.len()},
        },
    })
}

fn events(said: &Said, model: &str, input_tokens: usize) -> Vec<Event> {
    let mut number = 0;
    let mut event = |name: &'static str, mut data: Value, role: Role| {
        data["type"] = json!(name);
        data["sequence_number"] = json!(number);
        number += 1;
        Event {
            name: Some(name),
            data: data.to_string(),
            role,
        }
    };
    let mut opened = whole(said, model, input_tokens);
    opened["status"] = json!("in_progress");
    opened["output"] = json!([]);
    opened["usage"] = Value::Null;
    let mut events = vec![event("response.created", json!({"response": opened}), Role::Frame)];
    for piece in &said.thinking {
        let at = json!({"item_id": "rs_sandbox_1", "output_index": 0, "summary_index": 0, "delta": piece});
        events.push(event("response.reasoning_summary_text.delta", at, Role::Frame));
    }
    for piece in &said.tokens {
        let at =
            json!({"item_id": "msg_sandbox_1", "output_index": 0, "content_index": 0, "delta": piece, "logprobs": []});
        events.push(event("response.output_text.delta", at, Role::Content));
    }
    for (i, item) in items(said).into_iter().enumerate() {
        let role = if item["type"] == "function_call" {
            Role::Content
        } else {
            Role::Frame
        };
        events.push(event(
            "response.output_item.done",
            json!({"output_index": i, "item": item}),
            role,
        ));
    }
    let name = if said.end == End::Length {
        "response.incomplete"
    } else {
        "response.completed"
    };
    events.push(event(
        name,
        json!({"response": whole(said, model, input_tokens)}),
        Role::Done,
    ));
    events
}
