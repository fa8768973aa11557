//! Chinese help: every help text of the tree, by its English. A test holds the table complete.

use clap::Command;

/// `tree` with its help texts in Chinese.
pub fn translate(tree: Command) -> Command {
    let tree = match tree.get_about().and_then(|about| lookup(&about.to_string())) {
        Some(zh) => tree.about(zh),
        None => tree,
    };
    let tree = tree.mut_args(|arg| match arg.get_help().and_then(|help| lookup(&help.to_string())) {
        Some(zh) => arg.help(zh),
        None => arg,
    });
    tree.mut_subcommands(translate)
}

/// The Chinese of an English help text.
pub fn lookup(en: &str) -> Option<&'static str> {
    TABLE.iter().find(|(key, _)| *key == en).map(|(_, zh)| *zh)
}

const TABLE: &[(&str, &str)] = &[
    (
        "Drive every third party of a voice assistant: large models, WeChat Pay, object stores, alerts",
        "一个命令行，驱动语音助手依赖的所有第三方：大模型、微信支付、对象存储、告警",
    ),
    // Global options.
    ("Use this profile of the configuration", "使用配置中的这个配置档"),
    ("Read this configuration file", "读取这个配置文件"),
    (
        "Set a configuration key for this run (never a secret); may be repeated",
        "仅本次运行设置一个配置键（不能是密钥）；可重复",
    ),
    ("Form of the output", "输出格式"),
    (
        "Only results and errors: no notes, no bars",
        "只输出结果和错误：没有提示和进度条",
    ),
    (
        "Tell more: -v who answered and why, -vv one line per request",
        "更详细：-v 谁作答及原因，-vv 每个请求一行",
    ),
    (
        "Show headers and bodies of requests and answers, secrets removed",
        "显示请求与响应的头和内容，已去除密钥",
    ),
    ("Also write notes and traces to this file", "同时把提示和跟踪写入此文件"),
    ("Colours: auto, always or never", "颜色：auto、always 或 never"),
    ("Never ask; fail instead", "从不提问，改为失败"),
    ("Approve what would otherwise be asked", "对需要确认的操作一律同意"),
    ("Show the requests, send nothing", "只显示请求，不发送"),
    (
        "End with exit code 124 after this long, such as 30s or 5m",
        "超过此时长即以退出码 124 结束，如 30s、5m",
    ),
    (
        "Proxy for all requests: http://, https:// or socks5h://",
        "所有请求使用的代理：http://、https:// 或 socks5h://",
    ),
    ("PEM file of further certificate authorities", "额外 CA 证书的 PEM 文件"),
    (
        "Print each request as a curl command, secrets as variables",
        "把每个请求打印为 curl 命令，密钥以变量代替",
    ),
    ("Language of messages", "消息语言"),
    // Commands.
    (
        "Ask a large model; the answer streams to standard output",
        "向大模型提问，答案流式写到标准输出",
    ),
    ("List the models a provider offers", "列出服务商提供的模型"),
    (
        "Send any call of a configured table, signed, and print the answer",
        "对已配置的表发送任意调用（自动签名）并打印响应",
    ),
    ("Set up a configuration", "初始化配置"),
    ("Show and change the configuration", "查看和修改配置"),
    ("Show and choose profiles", "查看和选择配置档"),
    (
        "What outlives a command: figures, tokens, conversations",
        "命令之外长存的数据：统计、令牌、会话",
    ),
    (
        "Where the state is, what it holds, and whether it is sound",
        "状态在哪里、有什么、是否完好",
    ),
    (
        "Remove what is older than state.keep, and what has expired",
        "删除早于 state.keep 的数据和已过期的数据",
    ),
    (
        "Copy the state, consistent while others use it, into a new directory",
        "把状态（使用中也一致）复制到新目录",
    ),
    (
        "Copy everything to another state: sqlite:DIR or postgres://user@host/database",
        "把全部数据复制到另一处：sqlite:目录 或 postgres://user@host/database",
    ),
    (
        "Remove what is older than this instead, such as 30d",
        "改为删除早于此时长的数据，如 30d",
    ),
    ("The directory; it must not exist yet", "目录，必须尚不存在"),
    (
        "The new state's address; it must be empty. The old one stays as it is",
        "新状态的地址，必须为空；旧的保持不变",
    ),
    (
        "Run every capability against the embedded sandbox",
        "在内置沙箱上演示所有能力",
    ),
    (
        "Servers of all providers on loopback, or a command run against them",
        "在本机回环上启动各服务商的沙箱，或在其上运行命令",
    ),
    ("Print the completion script of a shell", "打印某个 shell 的补全脚本"),
    (
        "Help on a command or a topic: exit-codes, config, environment",
        "命令或主题的帮助：exit-codes、config、environment",
    ),
    // Chat and models.
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
        "Attach a picture: a file, or a URL that is passed on; may be repeated",
        "附加图片：文件，或原样转交的 URL；可重复",
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
        "Write the answer exactly as it comes: no newline added at its end",
        "原样输出答案：末尾不补换行",
    ),
    (
        "Only this provider; without it all configured ones",
        "仅此服务商；省略则为所有已配置的服务商",
    ),
    // Api.
    ("The table, such as llm.ark", "配置表，如 llm.ark"),
    ("HTTP method", "HTTP 方法"),
    (
        "Path below the table's address; it may have a query",
        "表中地址之下的路径，可带查询参数",
    ),
    (
        "Body: text, @FILE, or @- for standard input",
        "请求体：文本、@文件，或 @- 表示标准输入",
    ),
    (
        "Further header; may be repeated (never a secret)",
        "额外的请求头；可重复（不能是密钥）",
    ),
    (
        "Print status and headers before the body",
        "在响应体之前打印状态和响应头",
    ),
    // Configuration.
    (
        "Which provider to set up: ark, openai, claude, or a compatible vendor",
        "要设置的服务商：ark、openai、claude 或兼容厂商",
    ),
    (
        "Print where the configuration file is, or would be",
        "打印配置文件所在（或应在）的路径",
    ),
    (
        "Show every value in force, and where it comes from",
        "显示所有生效的值及其来源",
    ),
    (
        "Show which layer sets a key, and which ones it hides",
        "显示某个键由哪一层设置、遮住了哪些层",
    ),
    ("Print the value of a key", "打印某个键的值"),
    ("Set a key in the file; comments stay", "在文件中设置一个键，保留注释"),
    ("Remove a key from the file", "从文件中删除一个键"),
    (
        "Open the file in $VISUAL or $EDITOR, and check it before it is kept",
        "用 $VISUAL 或 $EDITOR 打开文件，检查后才保存",
    ),
    (
        "Check the file, and follow every reference to a secret",
        "检查文件，并解析每个密钥引用",
    ),
    ("The same as vh init", "与 vh init 相同"),
    ("Dotted key, such as llm.ark.model", "带点的键，如 llm.ark.model"),
    (
        "The value. For a secret only a reference (env:NAME, file:PATH, cmd:[…]); without it the secret is asked for",
        "值。密钥只能给引用（env:NAME、file:PATH、cmd:[…]）；省略则提示输入密钥",
    ),
    ("Read the value from standard input", "从标准输入读取值"),
    ("List the profiles", "列出配置档"),
    (
        "Make a profile the default (- for none)",
        "设为默认配置档（- 表示不设）",
    ),
    ("Show what a profile changes", "显示某个配置档改变了什么"),
    ("Its name", "名称"),
    // Sandbox and demo.
    (
        "Write the addresses as JSON to this file once all servers listen",
        "所有服务就绪后，把地址以 JSON 写入此文件",
    ),
    ("Misbehave as this TOML file says", "按此 TOML 文件注入故障"),
    (
        "Run this with a sealed configuration that points everything at the sandbox, and end with its exit code",
        "用指向沙箱的密封配置运行此命令，并以它的退出码结束",
    ),
    (
        "Make the sandbox misbehave for this row: the row must fail",
        "让沙箱在这一行上出错：该行必须失败",
    ),
    // Help.
    ("The shell", "shell 名称"),
    (
        "A command, or a topic: exit-codes, config, environment",
        "命令，或主题：exit-codes、config、environment",
    ),
];
