//! A PostgreSQL server of our own, where Debian's is installed.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A certificate authority of our own, and its certificate.
pub fn authority() -> (String, rcgen::Issuer<'static, rcgen::KeyPair>) {
    let key = rcgen::KeyPair::generate().unwrap();
    let mut ca = rcgen::CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let pem = ca.self_signed(&key).unwrap().pem();
    (pem, rcgen::Issuer::new(ca, key))
}

/// A running server; gone when dropped.
pub struct Postgres {
    dir: TempDir,
    bin: PathBuf,
    port: u16,
}

fn bin() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|e| Some(e.ok()?.path()))
        .collect();
    versions.sort();
    versions
        .into_iter()
        .rev()
        .map(|v| v.join("bin"))
        .find(|b| b.join("initdb").exists())
}

impl Postgres {
    /// Starts one, or says that it was skipped.
    pub fn start() -> Option<Postgres> {
        Postgres::start_with(None)
    }

    /// Starts one that speaks TLS too, as `host`; with it the certificate of the authority that vouches for it.
    pub fn start_tls(host: &str) -> Option<(Postgres, String)> {
        let (ca_pem, issuer) = authority();
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec![host.to_owned()]).unwrap();
        let pems = (params.signed_by(&key, &issuer).unwrap().pem(), key.serialize_pem());
        Some((Postgres::start_with(Some(pems))?, ca_pem))
    }

    fn start_with(tls: Option<(String, String)>) -> Option<Postgres> {
        let Some(bin) = bin() else {
            eprintln!("skipped: PostgreSQL is not installed");
            return None;
        };
        let dir = TempDir::new().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let server = Postgres { dir, bin, port };
        if rustix::process::geteuid().is_root() {
            // The server refuses to run as root.
            let chown = Command::new("chown")
                .arg("postgres")
                .arg(server.dir.path())
                .status()
                .unwrap();
            assert!(chown.success());
        }
        let data = server.data();
        server.run(
            "initdb",
            &["-D", &data, "-A", "trust", "-U", "vh", "--no-sync", "-E", "UTF8"],
        );
        let mut options = format!(
            "-c listen_addresses=127.0.0.1 -p {port} -k {} -c max_connections=200 -c fsync=off",
            server.dir.path().display()
        );
        if let Some((certificate, key)) = tls {
            server.own_file("server.crt", &certificate);
            server.own_file("server.key", &key);
            options += " -c ssl=on";
            // Whoever comes without TLS is turned away.
            server.own_file(
                "pg_hba.conf",
                "local all all trust\nhostssl all all 127.0.0.1/32 trust\n",
            );
        }
        server.run(
            "pg_ctl",
            &["-D", &data, "-w", "-l", &server.log(), "-o", &options, "start"],
        );
        Some(server)
    }

    /// A file in its directory, for its eyes only.
    fn own_file(&self, name: &str, content: &str) {
        let path = Path::new(&self.data()).join(name);
        std::fs::write(&path, content).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        if rustix::process::geteuid().is_root() {
            let chown = Command::new("chown").arg("postgres").arg(&path).status().unwrap();
            assert!(chown.success());
        }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn data(&self) -> String {
        self.dir.path().join("data").display().to_string()
    }

    fn log(&self) -> String {
        self.dir.path().join("log").display().to_string()
    }

    /// Stops it as a crash would, and starts it again.
    pub fn crash_and_restart(&self) {
        self.run(
            "pg_ctl",
            &[
                "-D",
                &self.data(),
                "-w",
                "-m",
                "immediate",
                "-l",
                &self.log(),
                "restart",
            ],
        );
    }

    fn run(&self, program: &str, args: &[&str]) {
        let program = self.bin.join(program);
        let mut command = if rustix::process::geteuid().is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(&program);
            command
        } else {
            Command::new(&program)
        };
        let status = command
            .args(args)
            .current_dir(Path::new("/"))
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success(), "{}", program.display());
    }

    /// An address of its only database.
    pub fn url(&self) -> String {
        format!("postgres://vh@127.0.0.1:{}/postgres", self.port)
    }

    /// A new empty database.
    pub fn database(&self, name: &str) -> String {
        self.run(
            "createdb",
            &["-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "vh", name],
        );
        format!("postgres://vh@127.0.0.1:{}/{name}", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        self.run("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]);
    }
}
