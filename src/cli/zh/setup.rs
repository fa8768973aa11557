//! `vh api`, `vh init`, `vh config`, `vh profile`, `vh sandbox`, `vh demo`, `vh help`.

pub(super) const TABLE: &[(&str, &str)] = &[
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
    (
        "Which provider to set up: ark, openai, claude, or a compatible vendor",
        "要设置的服务商：ark、openai、claude 或兼容厂商",
    ),
    (
        "Take over the object stores that another tool is set up for",
        "导入其他工具已配置的对象存储",
    ),
    ("The tool", "工具名"),
    (
        "Its file, when it is not where the tool looks for it",
        "其配置文件（若不在默认位置）",
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
    ("The shell", "shell 名称"),
    (
        "A command, or a topic: exit-codes, config, environment, webhooks",
        "命令，或主题：exit-codes、config、environment、webhooks",
    ),
    (
        "Find what could keep the next command from working",
        "检查可能妨碍下一条命令的问题",
    ),
    ("Send nothing", "不发送任何请求"),
    (
        "Mend what can be mended without a question: permissions of our own files",
        "修复无需询问即可修复的问题：本程序文件的权限",
    ),
];
