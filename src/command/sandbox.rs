//! `vh sandbox`: the sandbox for foreign programs and for scripts.

use std::ffi::OsString;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{Context, demo};
use crate::child;
use crate::cli::sandbox::SandboxArgs;
use crate::config::schema;
use crate::error::{Error, Result};
use crate::sandbox::{Sandbox, Script};
use crate::text;

/// Beginnings of the variables that could lead a program to the real vendors.
const VENDOR_PREFIXES: &[&str] = &[
    "VH_",
    "ARK_",
    "VOLC_",
    "VOLCENGINE_",
    "DOUBAO_",
    "OPENAI_",
    "AZURE_",
    "ANTHROPIC_",
    "CLAUDE_",
    "DEEPSEEK_",
    "DASHSCOPE_",
    "MOONSHOT_",
    "ZHIPUAI_",
    "MINIMAX_",
    "SILICONFLOW_",
    "OLLAMA_",
    "OSS_",
    "ALIBABA_CLOUD_",
    "ALIBABACLOUD_",
    "ALICLOUD_",
    "COS_",
    "TENCENTCLOUD_",
    "QCLOUD_",
    "AWS_",
    "S3_",
    "MINIO_",
    "MC_HOST_",
    "RCLONE_",
    "WECHAT_",
    "WECHATPAY_",
    "WXPAY_",
    "WX_",
    "DINGTALK_",
    "FEISHU_",
    "LARK_",
    "WECOM_",
    "SLACK_",
    "SMTP_",
    "SMS_",
    "PG",
    "DATABASE_URL",
];

const PROXIES: &[&str] = &["http_proxy", "https_proxy", "all_proxy", "no_proxy", "ftp_proxy"];

/// `vh sandbox`: the exit code of the command, where there is one.
///
/// # Errors
/// [`crate::error::Kind::Usage`] for a script that cannot be read, [`crate::error::Kind::Local`] for the rest.
pub async fn sandbox(ctx: &mut Context, args: SandboxArgs) -> Result<u8> {
    let script = match &args.script {
        Some(path) => {
            let shown = path.display();
            let content = std::fs::read_to_string(path)
                .map_err(|e| Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e))?;
            Script::parse(&content)?
        }
        None => Script::default(),
    };
    let sandbox = Sandbox::start(script)?;
    let dir = TempDir::new()?;
    let config = dir.path.join("config.toml");
    private_file(&config, &sealed_config(&sandbox, Some(&dir.path)))?;
    let ca = dir.path.join("ca.pem");
    private_file(&ca, sandbox.ca_pem())?;
    if let Some(path) = &args.port_file {
        let ports = ports(&sandbox, &config, &ca).to_string() + "\n";
        crate::config::file::write(path, &ports)?;
    }
    if args.command.is_empty() {
        ctx.out.line(&format!("export VH_CONFIG='{}'", config.display()))?;
        ctx.out.flush()?;
        ctx.out.err().note(&text!(
            "the sandbox listens; Ctrl-C ends it",
            "沙箱正在监听；按 Ctrl-C 结束"
        ));
        std::future::pending::<()>().await;
    }
    let (mut set, unset) = environment(&sandbox, std::env::vars_os().map(|(name, _)| name));
    set.push(("VH_CONFIG".to_owned(), config.into_os_string()));
    set.push(("SANDBOX_CA_CERT".to_owned(), ca.into_os_string()));
    let code = child::pass_through(&args.command, &set, &unset).await?;
    let journal = sandbox.journal();
    let (all, refused) = (journal.len(), journal.iter().filter(|e| e.problem.is_some()).count());
    ctx.http.trace().note_at(
        1,
        format_args!("sandbox: {all} requests, {refused} of them answered with an error"),
    );
    Ok(code)
}

/// What changes in the environment of a command that must reach the sandbox and nothing else: what to set, what to remove.
pub fn environment(
    sandbox: &Sandbox,
    names: impl Iterator<Item = OsString>,
) -> (Vec<(String, OsString)>, Vec<OsString>) {
    let vendor: Vec<&str> = schema::vendor_variables().iter().map(|v| v.variable).collect();
    let foreign = |name: &str| {
        VENDOR_PREFIXES.iter().any(|p| name.starts_with(p))
            || vendor.contains(&name)
            || PROXIES.iter().any(|p| name.eq_ignore_ascii_case(p))
    };
    let unset = names.filter(|name| foreign(&name.to_string_lossy())).collect();
    let rooms = [
        demo::llm::environment(sandbox),
        demo::alert::environment(sandbox),
        demo::pay::environment(sandbox),
    ];
    let set = rooms
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.to_owned(), OsString::from(value)))
        .collect();
    (set, unset)
}

/// What one room puts into the sandbox's configuration.
pub struct Sealed {
    /// Lines of `[defaults]`.
    pub defaults: &'static str,
    /// Its tables.
    pub tables: String,
}

/// A configuration that reaches the sandbox and nothing else.
pub fn sealed_config(sandbox: &Sandbox, dir: Option<&Path>) -> String {
    let rooms = [
        demo::llm::sealed(sandbox),
        demo::alert::sealed(sandbox, dir),
        demo::pay::sealed(sandbox),
    ];
    let mut out = String::from("# Made by vh sandbox for one run.\nsealed = true\n\n[defaults]\n");
    for room in &rooms {
        out.push_str(room.defaults);
    }
    for room in &rooms {
        out.push_str(&room.tables);
    }
    let state = match dir {
        Some(dir) => format!("sqlite:{}", dir.join("state").display()),
        None => "memory:".to_owned(),
    };
    out.push_str(&format!(
        "\n[state]\nurl = {}\n\n[retry]\nbase = \"50ms\"\n",
        json!(state)
    ));
    out
}

fn ports(sandbox: &Sandbox, config: &Path, ca: &Path) -> Value {
    let mut all = Map::new();
    for server in sandbox.servers() {
        let shown = json!({"url": server.url, "key": server.key_name});
        all.insert(server.protocol.to_owned(), shown);
    }
    all.insert("config".to_owned(), json!(config));
    all.insert("ca_cert".to_owned(), json!(ca));
    Value::Object(all)
}

/// A directory for one run, readable by its owner only; removed at the end.
pub(super) struct TempDir {
    pub(super) path: PathBuf,
}

impl TempDir {
    pub(super) fn new() -> Result<TempDir> {
        let unique = getrandom::u64().map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
        let path = std::env::temp_dir().join(format!("vh-{unique:016x}"));
        let shown = path.display().to_string();
        std::fs::DirBuilder::new()
            .mode(0o700)
            .create(&path)
            .map_err(|e| Error::local(text!("cannot make {shown}", "无法创建 {shown}"), e))?;
        Ok(TempDir { path })
    }
}

impl Drop for TempDir {
    fn drop(&mut self) {
        // What is left over holds nothing but this run's keys.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

fn private_file(path: &Path, content: &str) -> Result<()> {
    let shown = path.display();
    std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut f| f.write_all(content.as_bytes()))
        .map_err(|e| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e))
}
