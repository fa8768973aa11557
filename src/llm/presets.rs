//! Kinds of provider as data: where they are, which variable holds their key, how they take it. A vendor that speaks OpenAI's
//! protocol is a row here or a `base_url` in the configuration, never code.
//! Source: each vendor's quick-start page, 2026-11; `reference/llm.md` §1.

/// Which protocol a kind speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    /// OpenAI's chat completions.
    OpenAi,
    /// Anthropic's messages.
    Claude,
    /// Volcengine's speech product.
    VolcSpeech,
}

/// How a kind differs from OpenAI itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quirks {
    /// The field for the answer's length.
    pub max_tokens: MaxTokens,
    /// How thinking is switched.
    pub thinking: Thinking,
    /// How an answer's shape is asked for.
    pub structure: Structure,
    /// The header of the key.
    pub key_header: KeyHeader,
}

/// How `--schema` is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Structure {
    /// The provider holds the answer to the schema.
    Schema,
    /// It promises JSON only.
    Object,
}

/// Which field carries `--max-tokens`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaxTokens {
    /// `max_tokens`.
    MaxTokens,
    /// `max_completion_tokens` for OpenAI's own models, all of which take it; its `max_tokens` is deprecated and the
    /// reasoning models refuse it.
    MaxCompletionTokens,
}

/// How `--think` is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thinking {
    /// `thinking: {type: enabled|disabled|auto}` (Ark, and vendors that copied it).
    Object,
    /// `enable_thinking: true|false`.
    Flag,
    /// Only `reasoning_effort`: `none` is off.
    Effort,
}

/// Where the key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyHeader {
    /// `Authorization: Bearer`.
    Bearer,
    /// `api-key`.
    ApiKey,
    /// `x-api-key`.
    XApiKey,
}

/// A kind of provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// The word for `kind`.
    pub kind: &'static str,
    /// What it speaks.
    pub protocol: Protocol,
    /// Its public address; empty where every customer has an own one.
    pub base_url: &'static str,
    /// The vendor's own variable for the key; empty where there is none.
    pub key_env: &'static str,
    /// The vendor's own variable for the address; empty where there is none.
    pub base_url_env: &'static str,
    /// Whether it answers without a key.
    pub keyless: bool,
    /// Its differences.
    pub quirks: Quirks,
}

const PLAIN: Quirks = Quirks {
    max_tokens: MaxTokens::MaxTokens,
    thinking: Thinking::Effort,
    structure: Structure::Schema,
    key_header: KeyHeader::Bearer,
};

const fn row(kind: &'static str, base_url: &'static str, key_env: &'static str, thinking: Thinking) -> Preset {
    Preset {
        kind,
        protocol: Protocol::OpenAi,
        base_url,
        key_env,
        base_url_env: "",
        keyless: false,
        quirks: Quirks { thinking, ..PLAIN },
    }
}

/// A row whose provider promises JSON, not a schema.
const fn json_row(kind: &'static str, base_url: &'static str, key_env: &'static str, thinking: Thinking) -> Preset {
    let row = row(kind, base_url, key_env, thinking);
    Preset {
        quirks: Quirks {
            structure: Structure::Object,
            ..row.quirks
        },
        ..row
    }
}

/// All kinds.
pub const PRESETS: &[Preset] = &[
    row(
        "ark",
        "https://ark.cn-beijing.volces.com/api/v3",
        "ARK_API_KEY",
        Thinking::Object,
    ),
    Preset {
        base_url_env: "OPENAI_BASE_URL",
        quirks: Quirks {
            max_tokens: MaxTokens::MaxCompletionTokens,
            ..PLAIN
        },
        ..row(
            "openai",
            "https://api.openai.com/v1",
            "OPENAI_API_KEY",
            Thinking::Effort,
        )
    },
    Preset {
        protocol: Protocol::Claude,
        base_url_env: "ANTHROPIC_BASE_URL",
        quirks: Quirks {
            key_header: KeyHeader::XApiKey,
            ..PLAIN
        },
        ..row(
            "claude",
            "https://api.anthropic.com",
            "ANTHROPIC_API_KEY",
            Thinking::Object,
        )
    },
    Preset {
        protocol: Protocol::VolcSpeech,
        ..row(
            "volc-speech",
            "https://openspeech.bytedance.com/api/v3",
            "VOLC_SPEECH_API_KEY",
            Thinking::Effort,
        )
    },
    json_row(
        "deepseek",
        "https://api.deepseek.com/v1",
        "DEEPSEEK_API_KEY",
        Thinking::Object,
    ),
    row(
        "dashscope",
        "https://dashscope.aliyuncs.com/compatible-mode/v1",
        "DASHSCOPE_API_KEY",
        Thinking::Flag,
    ),
    json_row(
        "moonshot",
        "https://api.moonshot.cn/v1",
        "MOONSHOT_API_KEY",
        Thinking::Object,
    ),
    json_row(
        "zhipu",
        "https://open.bigmodel.cn/api/paas/v4",
        "ZHIPUAI_API_KEY",
        Thinking::Object,
    ),
    json_row(
        "minimax",
        "https://api.minimaxi.com/v1",
        "MINIMAX_API_KEY",
        Thinking::Effort,
    ),
    json_row(
        "siliconflow",
        "https://api.siliconflow.cn/v1",
        "SILICONFLOW_API_KEY",
        Thinking::Flag,
    ),
    Preset {
        keyless: true,
        ..row("ollama", "http://127.0.0.1:11434/v1", "", Thinking::Effort)
    },
    Preset {
        quirks: Quirks {
            max_tokens: MaxTokens::MaxCompletionTokens,
            key_header: KeyHeader::ApiKey,
            ..PLAIN
        },
        ..row("azure", "", "AZURE_OPENAI_API_KEY", Thinking::Effort)
    },
];

/// The row of `kind`.
pub fn preset(kind: &str) -> Option<&'static Preset> {
    PRESETS.iter().find(|p| p.kind == kind)
}
