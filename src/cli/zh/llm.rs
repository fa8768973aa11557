//! `vh chat`, `vh models`.

pub(super) const TABLE: &[(&str, &str)] = &[
    (
        "The question; several words are joined. Standard input, where it is a pipe or a file, is appended",
        "问题；多个词会连在一起。标准输入若为管道或文件，会附加在后",
    ),
    (
        "Provider, or a list that is tried in order: ark,openai,claude",
        "服务商，或按顺序尝试的列表：ark,openai,claude",
    ),
    (
        "Providers to try when the first cannot serve; may be repeated",
        "第一个不可用时依次尝试的服务商；可重复",
    ),
    (
        "Model, for the first provider; others use their own",
        "第一个服务商使用的模型；其余使用各自的模型",
    ),
    ("System prompt, or @FILE", "系统提示词，或 @文件"),
    (
        "Attach a picture, a recording or a PDF: a file, or a URL that is passed on; may be repeated",
        "附加图片、音频或 PDF：文件，或原样转交的 URL；可重复",
    ),
    (
        "The whole conversation as a JSON array, as the API takes it (- is standard input)",
        "完整对话的 JSON 数组，与 API 所用格式相同（- 表示标准输入）",
    ),
    ("Never read standard input", "从不读取标准输入"),
    ("Print the answer when it is complete", "答案完整后再打印"),
    ("The most tokens of the answer", "答案的最大 token 数"),
    ("Sampling temperature", "采样温度"),
    ("Nucleus sampling", "核采样"),
    (
        "End the answer at this text; may be repeated",
        "遇到此文本即结束答案；可重复",
    ),
    (
        "Seed for reproducible sampling, where offered",
        "可复现采样的种子（若支持）",
    ),
    ("Whether the model thinks before it answers", "模型是否先思考再回答"),
    (
        "How hard it thinks: low, medium, high, or what the provider offers",
        "思考强度：low、medium、high 或服务商支持的值",
    ),
    (
        "Any field of the request, merged last; JSON or plain text; null takes a field out; may be repeated",
        "请求的任意字段，最后合并；JSON 或纯文本；null 表示去掉字段；可重复",
    ),
    (
        "Tell on standard error how many tokens were used",
        "在标准错误上报告 token 用量",
    ),
    (
        "Write the answer exactly as it comes: no Markdown rendered, no newline added at its end",
        "原样输出答案：不渲染 Markdown，末尾不补换行",
    ),
    (
        "Only this provider; without it all configured ones",
        "仅此服务商；省略则为所有已配置的服务商",
    ),
    (
        "Tools the model may ask for: a JSON file of functions with JSON Schemas",
        "模型可请求的工具：带 JSON Schema 的函数 JSON 文件",
    ),
    (
        "Which tool: auto, none, required, or a tool's name",
        "选择工具：auto、none、required 或工具名",
    ),
    (
        "Run the tools it asks for, as [tools.NAME] of the configuration says, and go on with their results",
        "按配置 [tools.NAME] 运行模型请求的工具，并用结果继续",
    ),
    (
        "Run this tool without asking; may be repeated (--yes never does)",
        "无需确认即运行此工具；可重复（--yes 从不代替确认）",
    ),
    (
        "Describe tools in the deprecated form, as functions",
        "以已弃用的 functions 形式描述工具",
    ),
    (
        "The answer must be JSON that fits this JSON Schema; it is checked, and asked for once more",
        "答案必须是符合此 JSON Schema 的 JSON；会校验，不符则重问一次",
    ),
    (
        "Go on with the conversation of this name, or begin it",
        "继续（或开始）此名称的会话",
    ),
    ("Go on with the latest conversation", "继续最近的会话"),
    ("Do not keep this conversation", "不保存本次会话"),
    ("Conversations that are kept", "保存的会话"),
    ("List the conversations, the latest first", "列出会话，最近的在前"),
    ("Print a conversation", "打印一个会话"),
    ("Remove conversations", "删除会话"),
    (
        "Print a conversation as a JSON array that --messages takes",
        "以 --messages 可用的 JSON 数组打印会话",
    ),
    ("The conversation's name", "会话名称"),
];
