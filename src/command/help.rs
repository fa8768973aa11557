//! `vh help` and `vh completions`.

use super::Context;
use crate::cli;
use crate::cli::help::{CompletionsArgs, HelpArgs};
use crate::config::schema::{self, Type};
use crate::error::{Error, Result};
use crate::output::Output;
use crate::text;
use crate::text::Lang;

/// What each exit code means: the README's table is held against this.
pub const EXIT_CODES: &[(u8, &str, &str)] = &[
    (
        0,
        "done, and verified where verification was asked; an empty list is success; a closed stdout too",
        "完成，需要校验的也已校验；空列表算成功；标准输出被关闭也算",
    ),
    (1, "unclassified failure: a bug of ours", "未分类的失败：我们的缺陷"),
    (2, "usage: the command line makes no sense", "用法错误：命令行有误"),
    (
        3,
        "configuration, profile or secret reference invalid or missing; nothing was sent",
        "配置、配置档或密钥引用无效或缺失；没有发送任何内容",
    ),
    (
        4,
        "credentials refused (401/403, bad key)",
        "凭据被拒绝（401/403、密钥错误）",
    ),
    (
        5,
        "not found: object, order, model, file, candidate",
        "不存在：对象、订单、模型、文件、候选",
    ),
    (
        6,
        "conflict or precondition; request refused as invalid or by content policy",
        "冲突或前提不满足；请求无效或被内容安全策略拒绝",
    ),
    (
        7,
        "quota, rate limit or balance after the retry budget",
        "重试预算用尽后仍受额度、限流或余额限制",
    ),
    (
        8,
        "network, TLS, 5xx, timeout after the retry budget; nothing was changed",
        "重试预算用尽后仍有网络、TLS、5xx 或超时问题；未作任何更改",
    ),
    (
        9,
        "integrity: checksum, signature, replay, certificate; an answer cut after its first content; a malformed reply",
        "完整性：校验和、签名、重放、证书；答案在首段内容后中断；响应格式错误",
    ),
    (
        10,
        "a batch succeeded in part: the failures are listed",
        "批量操作部分成功：失败项已列出",
    ),
    (
        11,
        "outcome unknown: sent, answer lost; says which query settles it",
        "结果未知：已发送但响应丢失；会说明用哪个查询来确认",
    ),
    (
        12,
        "local: disk, permission, state database, /dev/full",
        "本地：磁盘、权限、状态数据库、/dev/full",
    ),
    (
        13,
        "refused by policy: needs --yes, path escape, credential bound elsewhere",
        "被策略拒绝：需要 --yes、路径逃逸、凭据绑定在别处",
    ),
    (124, "--deadline passed", "超过 --deadline"),
    (
        130,
        "SIGINT, after the checkpoint is written",
        "收到 SIGINT，检查点已写入",
    ),
    (
        143,
        "SIGTERM, after the checkpoint is written",
        "收到 SIGTERM，检查点已写入",
    ),
];

/// `vh help`.
///
/// # Errors
/// [`crate::error::Kind::Usage`] for a topic nobody knows; what the output says.
pub fn help(ctx: &mut Context, args: &HelpArgs) -> Result<()> {
    let words: Vec<&str> = args.topic.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["exit-codes"] => exit_codes(&mut ctx.out),
        ["config"] => config_keys(&mut ctx.out),
        ["environment"] => environment(&mut ctx.out),
        ["webhooks"] => ctx.out.bytes(super::alert::EXAMPLES.as_bytes()),
        path => command_help(&mut ctx.out, path),
    }
}

fn exit_codes(out: &mut Output) -> Result<()> {
    let lang = out.lang();
    for (code, en, zh) in EXIT_CODES {
        let words = if lang == Lang::Zh { zh } else { en };
        out.line(&format!("{code:>3}  {words}"))?;
    }
    Ok(())
}

fn config_keys(out: &mut Output) -> Result<()> {
    let lang = out.lang();
    for key in schema::TOP {
        out.line(&format!("{:<34} {}", key.name, key.ty.wants().get(lang)))?;
    }
    for section in schema::SECTIONS {
        let name = if section.named {
            format!("{}.NAME", section.name)
        } else {
            section.name.to_owned()
        };
        out.line(&format!("\n[{name}]"))?;
        for (key, ty) in section.leaves() {
            out.line(&format!("{key:<34} {}", ty.wants().get(lang)))?;
        }
    }
    out.line(
        text!(
            "\n[profile.PROFILE.…] overlays any of these tables.",
            "\n[profile.PROFILE.…] 可覆盖以上任意表。"
        )
        .get(lang),
    )
}

fn environment(out: &mut Output) -> Result<()> {
    let lang = out.lang();
    let ours = [
        ("VH_CONFIG", text!("the configuration file", "配置文件")),
        ("VH_PROFILE", text!("the profile", "配置档")),
        ("VH_LANG", text!("language of messages: zh or en", "消息语言：zh 或 en")),
        (
            "VH_NO_INPUT",
            text!("never ask, as --no-input", "从不提问，同 --no-input"),
        ),
        (
            "NO_COLOR, CLICOLOR_FORCE",
            text!("colours off, or on", "关闭或强制颜色"),
        ),
        (
            "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
            text!("proxies, except for loopback", "代理（本机回环除外）"),
        ),
        (
            "VISUAL, EDITOR",
            text!("the editor of vh config edit", "vh config edit 使用的编辑器"),
        ),
    ];
    for (name, what) in ours {
        out.line(&format!("{name:<46} {}", what.get(lang)))?;
    }
    out.line("")?;
    for v in schema::vendor_variables() {
        out.line(&format!("{:<46} {}.{}.{}", v.variable, v.section, v.table, v.key))?;
    }
    out.line("")?;
    for section in schema::SECTIONS {
        for (key, ty) in section.leaves() {
            let name = if section.named { "_NAME" } else { "" };
            let key = key.replace('.', "_");
            let variable = format!("VH_{}{name}_{key}", section.name).to_ascii_uppercase();
            let literal = if matches!(ty, Type::SecretMap | Type::Map) {
                " (JSON)"
            } else {
                ""
            };
            out.line(&format!("{variable}{literal}"))?;
        }
    }
    Ok(())
}

fn command_help(out: &mut Output, path: &[&str]) -> Result<()> {
    let mut tree = cli::tree();
    if out.lang() == Lang::Zh {
        tree = cli::zh::translate(tree);
    }
    let mut command = &mut tree;
    for word in path {
        command = command.find_subcommand_mut(word).ok_or_else(|| {
            Error::usage(text!(
                "there is no command or topic {word}",
                "没有名为 {word} 的命令或主题"
            ))
            .hint(text!(
                "topics are exit-codes, config, environment, webhooks",
                "主题有 exit-codes、config、environment、webhooks"
            ))
        })?;
    }
    let rendered = command.render_long_help();
    let shown = if out.is_terminal() {
        rendered.ansi().to_string()
    } else {
        rendered.to_string()
    };
    // Our own text: its colours may reach the terminal.
    out.bytes(shown.as_bytes())
}

/// `vh completions`.
///
/// # Errors
/// What the output says.
pub fn completions(ctx: &mut Context, args: &CompletionsArgs) -> Result<()> {
    ctx.out.bytes(&completion_script(args.shell))
}

/// The completion script of a shell.
pub fn completion_script(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::tree(), "vh", &mut script);
    script
}
