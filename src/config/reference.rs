//! References to secrets: `env:NAME`, `file:PATH`, `cmd:["argv", …]`, `keyring:service/account`, and `plain:TEXT`. They are read
//! in the configuration file only, and followed only when a command connects to their table.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::child;
use crate::error::{Error, Result};
use crate::text;
use crate::text::Text;

const CAP_BYTES: usize = 64 << 10;
const COMMAND_TIMEOUT: Duration = Duration::from_secs(10);
const KEYRING_TIMEOUT: Duration = Duration::from_secs(3);

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// Here.
    Plain(String),
    /// In this variable.
    Env(String),
    /// In this file, its last line break cut.
    File(String),
    /// On the standard output of this command.
    Command(Vec<String>),
    /// In the desktop's key ring.
    Keyring {
        /// The service's name.
        service: String,
        /// The account's name.
        account: String,
    },
}

impl Reference {
    /// Reads a value of the configuration file.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a reference that is cut short.
    pub fn parse(text: &str) -> Result<Reference> {
        let bad = |why: Text| Error::config(text!("the reference cannot be read", "无法解析该引用").join(": ", why));
        if let Some(rest) = text.strip_prefix("plain:") {
            return Ok(Reference::Plain(rest.to_owned()));
        }
        if let Some(name) = text.strip_prefix("env:") {
            if name.is_empty() || name.contains(['=', '\0']) {
                return Err(bad(text!("env: wants a variable's name", "env: 后应为环境变量名")));
            }
            return Ok(Reference::Env(name.to_owned()));
        }
        if let Some(path) = text.strip_prefix("file:") {
            if path.is_empty() {
                return Err(bad(text!("file: wants a path", "file: 后应为路径")));
            }
            return Ok(Reference::File(path.to_owned()));
        }
        if let Some(array) = text.strip_prefix("cmd:") {
            let argv: Vec<String> = serde_json::from_str(array).unwrap_or_default();
            if argv.is_empty() || argv[0].is_empty() {
                return Err(bad(text!(
                    "cmd: wants an array such as cmd:[\"pass\", \"show\", \"vh/ark\"]",
                    "cmd: 后应为数组，如 cmd:[\"pass\", \"show\", \"vh/ark\"]"
                )));
            }
            return Ok(Reference::Command(argv));
        }
        if let Some(place) = text.strip_prefix("keyring:") {
            return match place.split_once('/') {
                Some((service, account)) if !service.is_empty() && !account.is_empty() => Ok(Reference::Keyring {
                    service: service.to_owned(),
                    account: account.to_owned(),
                }),
                _ => Err(bad(text!(
                    "keyring: wants service/account",
                    "keyring: 后应为 service/account"
                ))),
            };
        }
        Ok(Reference::Plain(text.to_owned()))
    }

    /// Whether the value stands in the file itself.
    pub fn is_plain(&self) -> bool {
        matches!(self, Reference::Plain(_))
    }

    /// Follows it. `env` looks a variable up; relative paths start at `base`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] that says what is missing, never what was found.
    pub async fn resolve(&self, env: &(dyn Fn(&str) -> Option<String> + Sync), base: &Path) -> Result<String> {
        let value = match self {
            Reference::Plain(text) => text.clone(),
            Reference::Env(name) => env(name)
                .ok_or_else(|| Error::config(text!("the variable {name} is not set", "环境变量 {name} 未设置")))?,
            Reference::File(path) => read_file(&place(path, base, env))?,
            Reference::Command(argv) => read_command(argv, COMMAND_TIMEOUT).await?,
            Reference::Keyring { service, account } => read_keyring(service, account).await?,
        };
        if value.is_empty() {
            return Err(Error::config(text!("it is empty", "内容为空")));
        }
        Ok(value)
    }
}

fn place(path: &str, base: &Path, env: &(dyn Fn(&str) -> Option<String> + Sync)) -> PathBuf {
    match (path.strip_prefix("~/"), env("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => base.join(path),
    }
}

fn read_file(path: &Path) -> Result<String> {
    let shown = path.display();
    let cannot =
        |e: std::io::Error| Error::config(text!("cannot read {shown}: {e}", "无法读取 {shown}：{e}")).source(e);
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|f| f.take(CAP_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(cannot)?;
    if bytes.len() > CAP_BYTES {
        return Err(Error::config(text!(
            "{shown} is larger than {CAP_BYTES} bytes",
            "{shown} 超过 {CAP_BYTES} 字节"
        )));
    }
    one_line(bytes)
}

async fn read_command(argv: &[String], timeout: Duration) -> Result<String> {
    let program = &argv[0];
    let done = child::run(child::Job {
        argv,
        stdin: Vec::new(),
        env: None,
        timeout,
        output_cap_bytes: CAP_BYTES,
    })
    .await
    .map_err(|e| {
        let what = e.what.clone();
        Error::config(what).source(e)
    })?;
    match done.code {
        Some(0) => one_line(done.stdout),
        Some(code) => Err(Error::config(text!(
            "{program} ended with exit code {code}",
            "{program} 以退出码 {code} 结束"
        ))),
        None => Err(Error::config(text!("{program} was killed", "{program} 被终止"))),
    }
}

/// The key ring is asked through the desktop's own tool: no library of it is linked into the program.
async fn read_keyring(service: &str, account: &str) -> Result<String> {
    let argv: &[&str] = if cfg!(target_os = "macos") {
        &["security", "find-generic-password", "-w", "-s", service, "-a", account]
    } else {
        &["secret-tool", "lookup", "service", service, "account", account]
    };
    let argv: Vec<String> = argv.iter().map(|s| (*s).to_owned()).collect();
    read_command(&argv, KEYRING_TIMEOUT).await.map_err(|e| {
        e.hint(text!(
            "on Linux this needs secret-tool (package libsecret-tools) and an unlocked key ring; on a server use file: or cmd:",
            "Linux 上需要 secret-tool（软件包 libsecret-tools）和已解锁的密钥环；服务器上请用 file: 或 cmd:"
        ))
    })
}

/// The text without its last line break: `echo` and editors add one.
fn one_line(bytes: Vec<u8>) -> Result<String> {
    let text =
        String::from_utf8(bytes).map_err(|_| Error::config(text!("it is not UTF-8 text", "内容不是 UTF-8 文本")))?;
    let cut = text.strip_suffix('\n').unwrap_or(&text);
    Ok(cut.strip_suffix('\r').unwrap_or(cut).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Option<Reference> {
        Reference::parse(text).ok()
    }

    #[test]
    fn each_form_is_read_and_broken_ones_are_refused() {
        assert_eq!(parse("env:A"), Some(Reference::Env("A".into())));
        assert_eq!(parse("plain:env:A"), Some(Reference::Plain("env:A".into())));
        assert_eq!(parse("sk-x"), Some(Reference::Plain("sk-x".into())));
        assert_eq!(
            parse(r#"cmd:["a","b"]"#),
            Some(Reference::Command(vec!["a".into(), "b".into()]))
        );
        for bad in ["env:", "file:", "cmd:", "cmd:[]", "cmd:ls", "keyring:x", "keyring:/y"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[tokio::test]
    async fn references_are_followed() {
        let dir = std::env::temp_dir().join(format!("vh-ref-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(dir.join("key"), "from file\r\n").unwrap();
        let env = |name: &str| (name == "A").then(|| "from env".to_owned());
        let get = async |text: &str| Reference::parse(text).unwrap().resolve(&env, &dir).await.ok();
        assert_eq!(get("env:A").await.as_deref(), Some("from env"));
        assert_eq!(get("env:B").await, None);
        assert_eq!(get("file:key").await.as_deref(), Some("from file"));
        assert_eq!(get("file:none").await, None);
        assert_eq!(get(r#"cmd:["printf","a b"]"#).await.as_deref(), Some("a b"));
        assert_eq!(get(r#"cmd:["false"]"#).await, None);
        assert_eq!(get(r#"cmd:["printf",""]"#).await, None);
        std::fs::remove_dir_all(&dir).unwrap();
    }

    #[tokio::test]
    async fn a_command_may_take_only_so_long_and_say_only_so_much() {
        let run = async |argv: &[&str], timeout| {
            let argv: Vec<String> = argv.iter().map(|s| (*s).to_owned()).collect();
            read_command(&argv, timeout).await.unwrap_err()
        };
        let slow = run(&["sleep", "60"], Duration::from_millis(50)).await;
        assert!(slow.what.en.contains("50ms"), "{}", slow.what.en);
        let loud = run(&["yes"], Duration::from_secs(60)).await;
        assert!(loud.what.en.contains("65536"), "{}", loud.what.en);
        for e in [slow, loud] {
            assert_eq!(e.kind, crate::error::Kind::Config);
        }
    }
}
