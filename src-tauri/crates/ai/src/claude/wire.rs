//! The words of the Messages API, as far as they are used here. Reading is
//! tolerant: a field that is missing or new never breaks an answer.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::reply::Stop;
use crate::request::{Effort, Message, Request, Role};
use crate::usage::Usage;

#[derive(Debug, Serialize)]
pub(super) struct Ask<'a> {
    model: &'a str,
    max_tokens: u32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    system: Vec<SystemBlock<'a>>,
    messages: Vec<Turn<'a>>,
    output_config: OutputConfig<'a>,
}

#[derive(Debug, Serialize)]
struct SystemBlock<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: &'a str,
    cache_control: CacheControl,
}

#[derive(Debug, Serialize)]
struct CacheControl {
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct Turn<'a> {
    role: &'static str,
    content: &'a str,
}

#[derive(Debug, Serialize)]
struct OutputConfig<'a> {
    format: Format<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    effort: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Format<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    schema: &'a Value,
}

impl<'a> Ask<'a> {
    /// `schema` is the request's, in the dialect that the API takes.
    pub(super) fn new(model: &'a str, request: &'a Request, schema: &'a Value) -> Self {
        let system = (!request.system.is_empty()).then(|| SystemBlock {
            kind: "text",
            text: &request.system,
            cache_control: CacheControl { kind: "ephemeral" },
        });
        Self {
            model,
            max_tokens: request.max_tokens,
            system: system.into_iter().collect(),
            messages: request.messages.iter().map(Turn::of).collect(),
            output_config: OutputConfig {
                format: Format {
                    kind: "json_schema",
                    schema,
                },
                effort: request.effort.map(word),
            },
        }
    }
}

impl<'a> Turn<'a> {
    fn of(message: &'a Message) -> Self {
        let role = match message.role {
            Role::User => "user",
            Role::Assistant => "assistant",
        };
        Self {
            role,
            content: &message.text,
        }
    }
}

fn word(effort: Effort) -> &'static str {
    match effort {
        Effort::Low => "low",
        Effort::Medium => "medium",
        Effort::High => "high",
        Effort::Max => "max",
    }
}

#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    pub(super) model: Option<String>,
    #[serde(default)]
    content: Vec<Block>,
    #[serde(default)]
    stop_reason: Option<String>,
    #[serde(default)]
    stop_details: Option<StopDetails>,
    #[serde(default)]
    usage: WireUsage,
}

#[derive(Deserialize)]
struct Block {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    text: Option<String>,
}

#[derive(Deserialize)]
struct StopDetails {
    #[serde(default)]
    category: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct WireUsage {
    input_tokens: Option<u64>,
    output_tokens: Option<u64>,
    cache_read_input_tokens: Option<u64>,
    cache_creation_input_tokens: Option<u64>,
}

impl Answer {
    /// The words of the answer; thinking and unknown blocks are left out.
    pub(super) fn text(&self) -> String {
        let texts = self.content.iter().filter(|block| block.kind == "text");
        texts.filter_map(|block| block.text.as_deref()).collect()
    }

    pub(super) fn stop(&self) -> Stop {
        match self.stop_reason.as_deref() {
            Some("end_turn") => Stop::EndTurn,
            Some("stop_sequence") => Stop::StopSequence,
            Some("max_tokens") => Stop::MaxTokens,
            Some("model_context_window_exceeded") => Stop::ContextExceeded,
            Some("refusal") => Stop::Refusal,
            Some("tool_use") => Stop::ToolUse,
            Some("pause_turn") => Stop::PauseTurn,
            other => Stop::Other(closed_word(other.unwrap_or("none"))),
        }
    }

    pub(super) fn refusal_category(&self) -> Option<String> {
        self.stop_details
            .as_ref()?
            .category
            .as_deref()
            .map(closed_word)
    }

    pub(super) fn usage(&self) -> Usage {
        Usage {
            input: self.usage.input_tokens.unwrap_or(0),
            output: self.usage.output_tokens.unwrap_or(0),
            cache_read: self.usage.cache_read_input_tokens.unwrap_or(0),
            cache_write: self.usage.cache_creation_input_tokens.unwrap_or(0),
        }
    }
}

/// `{"type":"error","error":{...},"request_id":"..."}`
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorAnswer {
    pub(super) error: ErrorBody,
    pub(super) request_id: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorBody {
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) details: Option<ErrorDetails>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ErrorDetails {
    pub(super) error_code: Option<String>,
}

/// A word of the API's closed lists; anything else, which may hold words of
/// others, is "unknown".
pub(super) fn closed_word(word: &str) -> String {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    let closed = (1..=64).contains(&word.len()) && word.bytes().all(letter);
    if closed {
        word.to_owned()
    } else {
        "unknown".to_owned()
    }
}

/// A number or name that the server gave out, without anything that could do
/// harm in a log or an address.
pub(super) fn plain_name(name: &str) -> String {
    let safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/');
    name.chars().filter(safe).take(64).collect()
}
