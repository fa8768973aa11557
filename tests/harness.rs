//! Runs the built binary with a cleared environment and a home of its own.

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;
use vh::sandbox::{Sandbox, Script};

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Fails unless the run ended with this code.
    #[track_caller]
    pub fn exits(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "stdout: {}\nstderr: {}", self.out, self.err);
        self
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {:?}", self.out))
    }

    /// The JSON error on standard error.
    pub fn error(&self) -> serde_json::Value {
        let line = self
            .err
            .lines()
            .find(|l| l.starts_with("{\"error\""))
            .unwrap_or_else(|| panic!("{:?}", self.err));
        serde_json::from_str::<serde_json::Value>(line).unwrap()["error"].clone()
    }
}

/// A home directory, and the sandbox where one was started.
pub struct World {
    pub home: TempDir,
    pub sandbox: Option<Sandbox>,
    env: Vec<(OsString, OsString)>,
}

pub const VH: &str = env!("CARGO_BIN_EXE_vh");

impl World {
    /// Nothing is configured.
    pub fn empty() -> World {
        World {
            home: TempDir::new().unwrap(),
            sandbox: None,
            env: Vec::new(),
        }
    }

    /// The sandbox misbehaves as `script` says; the configuration points at it with ordinary settings, quick ones.
    pub fn new(script: &str) -> World {
        let mut world = World::empty();
        let sandbox = Sandbox::start(Script::parse(script).unwrap()).unwrap();
        let mut config = String::from("[defaults]\nchat = [\"ark\"]\n[retry]\nbase = \"1ms\"\n");
        for (name, model, more) in [
            (
                "ark",
                "ep-20241201140014-vbzjz",
                "embed_model = \"text-embedding-v1\"\n",
            ),
            ("openai", "gpt-6-luna", "embed_model = \"text-embedding-3-small\"\n"),
            ("claude", "claude-haiku-5-5", ""),
        ] {
            let server = sandbox.server(name);
            config.push_str(&format!(
                "[llm.{name}]\nbase_url = \"{}\"\napi_key = \"{}\"\nmodel = \"{model}\"\n{more}",
                server.url, server.key
            ));
        }
        let (wx, gateway) = (sandbox.server("wx"), sandbox.server("gateway"));
        let appid = &wx.also[0].1;
        config.push_str(&format!(
            "[wx.app]\nbase_url = \"{}\"\nappid = \"{appid}\"\nsecret = \"{}\"\n[gateway.voice]\nbase_url = \"{}\"\n",
            wx.url, wx.key, gateway.url
        ));
        world.sandbox = Some(sandbox);
        world.config(&config);
        world
    }

    pub fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().unwrap()
    }

    /// How many requests a server saw.
    pub fn requests(&self, protocol: &str) -> usize {
        self.sandbox().requests(protocol).len()
    }

    pub fn config_path(&self) -> PathBuf {
        self.home.path().join(".config/vh/config.toml")
    }

    pub fn read_config(&self) -> String {
        std::fs::read_to_string(self.config_path()).unwrap()
    }

    /// Writes the configuration.
    pub fn config(&self, content: &str) {
        let path = self.config_path();
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&path, private).unwrap();
    }

    /// Adds to the configuration.
    pub fn add_config(&self, content: &str) {
        self.config(&(self.read_config() + content));
    }

    /// A file in the home directory.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> World {
        self.env.push((name.into(), value.into()));
        self
    }

    /// The command, ready to be changed.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(VH);
        self.prepare(&mut command);
        command.args(args);
        command
    }

    /// A cleared environment with this home.
    pub fn prepare(&self, command: &mut Command) {
        command
            .env_clear()
            .env("HOME", self.home.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .envs(self.env.iter().map(|(k, v)| (k, v)))
            .current_dir(self.home.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
    }

    /// Runs `vh` to its end with nothing on standard input.
    pub fn run(&self, args: &[&str]) -> Ran {
        finish(self.command(args))
    }

    /// Runs `vh` with a pipe on standard input that holds `input`.
    pub fn pipe(&self, input: impl AsRef<[u8]>, args: &[&str]) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A child that does not read its input may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        ran(child.wait_with_output().unwrap())
    }

    /// Runs a shell line with `vh` on the path.
    pub fn shell(&self, line: &str) -> Ran {
        let mut command = Command::new("bash");
        self.prepare(&mut command);
        let path = format!(
            "{}:{}",
            Path::new(VH).parent().unwrap().display(),
            std::env::var("PATH").unwrap_or_default()
        );
        command.env("PATH", path).arg("-c").arg(line);
        finish(command)
    }
}

pub fn finish(mut command: Command) -> Ran {
    ran(command.output().unwrap())
}

fn ran(output: std::process::Output) -> Ran {
    Ran {
        code: output
            .status
            .code()
            .unwrap_or_else(|| -std::os::unix::process::ExitStatusExt::signal(&output.status).unwrap_or(0)),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Waits for a child; one that does not end is ended, and the test fails.
pub fn wait(child: &mut std::process::Child) -> std::process::ExitStatus {
    for _ in 0..6000 {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    panic!("the program did not end within a minute");
}

/// Whether a program is installed.
pub fn installed(program: impl AsRef<OsStr>) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}
