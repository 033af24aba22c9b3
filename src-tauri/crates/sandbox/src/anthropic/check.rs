//! What a request must not hold. The words are those of the real refusals.

use serde_json::Value;

use super::schema;

/// Members that a request may have.
const KNOWN: [&str; 18] = [
    "cache_control",
    "container",
    "diagnostics",
    "inference_geo",
    "max_tokens",
    "messages",
    "metadata",
    "model",
    "output_config",
    "service_tier",
    "speed",
    "stop_sequences",
    "stream",
    "system",
    "thinking",
    "tool_choice",
    "tools",
    "mcp_servers",
];

/// Sampling may still be set under the old version of the API.
const SAMPLING: [&str; 3] = ["temperature", "top_p", "top_k"];

/// The first thing that is wrong with a request.
pub(super) fn fault(body: &Value, version: &str) -> Option<String> {
    let Some(members) = body.as_object() else {
        return Some("The request body is not valid JSON".to_owned());
    };
    let old = version == "2023-06-01";
    let foreign = members.keys().find(|name| {
        let name = name.as_str();
        !(KNOWN.contains(&name) || old && SAMPLING.contains(&name))
    });
    if let Some(name) = foreign {
        return Some(format!("{name}: Extra inputs are not permitted"));
    }
    for name in ["model", "max_tokens", "messages"] {
        if !members.contains_key(name) {
            return Some(format!("{name}: Field required"));
        }
    }
    if at(body, "/max_tokens").as_u64().unwrap_or(0) == 0 {
        return Some("max_tokens: Input should be greater than or equal to 1".to_owned());
    }
    messages(body)
        .or_else(|| tools(body))
        .or_else(|| thinking(body))
        .or_else(|| format(body))
}

fn messages(body: &Value) -> Option<String> {
    let Some(turns) = at(body, "/messages")
        .as_array()
        .filter(|turns| !turns.is_empty())
    else {
        return Some("messages: at least one message is required".to_owned());
    };
    for (place, turn) in turns.iter().enumerate() {
        let role = at(turn, "/role").as_str().unwrap_or_default();
        if !matches!(role, "user" | "assistant") {
            return Some(format!(
                "messages.{place}.role: Input should be 'user' or 'assistant'"
            ));
        }
        if text(at(turn, "/content")).trim().is_empty() {
            return Some(format!(
                "messages.{place}: messages must have non-empty content"
            ));
        }
    }
    let last = turns.last().and_then(|turn| at(turn, "/role").as_str());
    (last == Some("assistant")).then(|| {
        "This model does not support assistant message prefill. The conversation must end with a \
         user message."
            .to_owned()
    })
}

/// What stands at `pointer`; nothing is null.
pub(super) fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    static NULL: Value = Value::Null;
    value.pointer(pointer).unwrap_or(&NULL)
}

/// The words of a message, written as text or as blocks.
pub(super) fn text(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(blocks) => {
            let texts = blocks
                .iter()
                .filter_map(|block| at(block, "/text").as_str());
            texts.collect()
        }
        _ => String::new(),
    }
}

fn tools(body: &Value) -> Option<String> {
    let kind = at(body, "/tool_choice/type").as_str()?;
    matches!(kind, "any" | "tool")
        .then(|| format!("tool_choice.type: '{kind}' is not supported by this model, use 'auto'"))
}

fn thinking(body: &Value) -> Option<String> {
    let manual = *at(body, "/thinking/type") == "enabled";
    let budget = at(body, "/thinking").get("budget_tokens").is_some();
    (manual || budget).then(|| {
        "thinking.type: 'enabled' is not supported by this model, use 'adaptive'".to_owned()
    })
}

fn format(body: &Value) -> Option<String> {
    if *at(body, "/stream") == true {
        return Some("stream: the sandbox answers in one piece".to_owned());
    }
    let format = at(body, "/output_config")
        .get("format")
        .filter(|one| !one.is_null())?;
    if *at(format, "/type") != "json_schema" {
        return Some("output_config.format.type: Input should be 'json_schema'".to_owned());
    }
    schema::fault(at(format, "/schema"))
        .map(|fault| format!("output_config.format.schema: {fault}"))
}
