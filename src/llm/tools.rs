//! Tools: reading their descriptions in every vendor's form, and the turns that a call and its result become.

use serde_json::{Map, Value, json};

use super::events::ToolCall;
use super::fold::Answer;
use super::types::{Content, Message, Part, Role, Tool};
use crate::error::{Error, Result};
use crate::text;
use crate::text::Text;

/// Reads a list of tools: OpenAI's form, its inner `function` alone, or Claude's with `input_schema`.
///
/// # Errors
/// [`crate::error::Kind::Usage`] naming the tool that cannot be read.
pub fn parse(json: &[u8]) -> Result<Vec<Tool>> {
    let value: Value = serde_json::from_slice(json)
        .map_err(|e| Error::usage(text!("the tools are not JSON: {e}", "工具定义不是有效的 JSON：{e}")))?;
    let list = match value {
        Value::Array(list) => list,
        one @ Value::Object(_) => vec![one],
        _ => {
            return Err(Error::usage(text!(
                "the tools are no JSON array",
                "工具定义不是 JSON 数组"
            )));
        }
    };
    let tools: Vec<Tool> = list
        .iter()
        .enumerate()
        .map(|(i, v)| parse_one(i, v))
        .collect::<Result<_>>()?;
    for (i, tool) in tools.iter().enumerate() {
        if tools[..i].iter().any(|t| t.name == tool.name) {
            let name = &tool.name;
            return Err(Error::usage(text!(
                "the tool {name} is there twice",
                "工具 {name} 重复"
            )));
        }
    }
    Ok(tools)
}

fn parse_one(index: usize, value: &Value) -> Result<Tool> {
    let bad =
        |why: Text| Error::usage(text!("tool {index} cannot be read", "第 {index} 个工具无法读取").join(": ", why));
    let fields = value.get("function").unwrap_or(value);
    let name = fields["name"].as_str().unwrap_or("");
    // Source: OpenAI's and Anthropic's rule for names.
    let fine = (1..=64).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    if !fine {
        return Err(bad(text!(
            "its name {name:?} must be letters, digits, _ and -, at most 64",
            "名称 {name:?} 只能用字母、数字、_ 和 -，最多 64 个"
        )));
    }
    let parameters = fields.get("parameters").or_else(|| fields.get("input_schema"));
    let parameters = match parameters {
        None => json!({"type": "object", "properties": {}}),
        Some(schema @ Value::Object(_)) => schema.clone(),
        Some(_) => return Err(bad(text!("its parameters are no JSON Schema", "参数不是 JSON Schema"))),
    };
    Ok(Tool {
        name: name.to_owned(),
        description: fields["description"].as_str().map(str::to_owned),
        parameters,
    })
}

/// What became of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolResult {
    /// What it wrote, or what went wrong.
    pub content: String,
    /// Whether it went wrong.
    pub is_error: bool,
}

/// The turns that a round of calls adds to the conversation: the answer that asked, and the results in its order.
pub fn turns(answer: &Answer, results: &[(ToolCall, ToolResult)], legacy: bool) -> Vec<Message> {
    let mut asked = Message {
        role: Role::Assistant,
        content: said(answer),
        extra: Map::new(),
    };
    if let (true, [(call, result)]) = (legacy, results) {
        asked.extra.insert(
            "function_call".to_owned(),
            json!({"name": call.name, "arguments": call.arguments}),
        );
        let mut reply = Message::text(Role::Function, result.content.clone());
        reply.extra.insert("name".to_owned(), json!(call.name));
        return vec![asked, reply];
    }
    let calls: Vec<Value> = results
        .iter()
        .map(|(call, _)| {
            json!({"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}})
        })
        .collect();
    asked.extra.insert("tool_calls".to_owned(), Value::Array(calls));
    let mut turns = vec![asked];
    for (call, result) in results {
        let mut reply = Message::text(Role::Tool, result.content.clone());
        reply.extra.insert("tool_call_id".to_owned(), json!(call.id));
        if result.is_error {
            reply.extra.insert("is_error".to_owned(), json!(true));
        }
        turns.push(reply);
    }
    turns
}

/// What the answer said, the provider's own parts first.
fn said(answer: &Answer) -> Content {
    if answer.blocks.is_empty() {
        return match answer.text.as_str() {
            "" => Content::None,
            text => Content::Text(text.to_owned()),
        };
    }
    let mut parts: Vec<Part> = answer.blocks.iter().cloned().map(Part::Raw).collect();
    if !answer.text.is_empty() {
        parts.push(Part::Text(answer.text.clone()));
    }
    Content::Parts(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_are_read_in_every_form() {
        let schema = json!({"type": "object"});
        let forms = json!([
            {"type": "function", "function": {"name": "a", "description": "d", "parameters": schema}},
            {"name": "b", "parameters": schema},
            {"name": "c", "input_schema": schema},
            {"name": "d"}
        ]);
        let tools = parse(forms.to_string().as_bytes()).unwrap();
        let names: Vec<&str> = tools.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["a", "b", "c", "d"]);
        assert!(tools[..3].iter().all(|t| t.parameters == schema));
        for bad in [
            "{",
            "5",
            "[{}]",
            r#"[{"name":"a b"}]"#,
            r#"[{"name":"a"},{"name":"a"}]"#,
            r#"[{"name":"a","parameters":1}]"#,
        ] {
            assert!(parse(bad.as_bytes()).is_err(), "{bad}");
        }
    }
}
