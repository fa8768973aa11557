//! The program itself, its global options, its commands.

pub(super) const TABLE: &[(&str, &str)] = &[
    ("Print help (see more with '--help')", "打印帮助（--help 显示更多）"),
    ("Print version", "打印版本"),
    (
        "Drive every third party of a voice assistant: large models, WeChat Pay, object stores, alerts",
        "一个命令行，驱动语音助手依赖的所有第三方：大模型、微信支付、对象存储、告警",
    ),
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
    (
        "Show the requests; send and change nothing",
        "只显示请求，不发送、不修改",
    ),
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
        "Help on a command or a topic: exit-codes, config, environment, webhooks",
        "命令或主题的帮助：exit-codes、config、environment、webhooks",
    ),
];
