//! Canaries: secrets that must come out nowhere, at any verbosity, in any encoding.

use base64::Engine as _;

use crate::harness::World;

const CANARY: &str = "sk-canary/7f+\"x\"-Zq9";
const HEADER_CANARY: &str = "hdr-canary-5521";

/// Every form in which the canary could leak.
fn forms(secret: &str) -> Vec<String> {
    let json = serde_json::to_string(secret).unwrap();
    let percent: String = secret
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
                (b as char).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    let hex: String = secret.bytes().map(|b| format!("{b:02x}")).collect();
    vec![
        secret.to_owned(),
        json.trim_matches('"').to_owned(),
        percent,
        hex,
        base64::engine::general_purpose::STANDARD.encode(secret),
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(secret),
        secret[..12].to_owned(),
    ]
}

fn leaks(text: &str) -> Option<String> {
    [CANARY, HEADER_CANARY]
        .iter()
        .flat_map(|s| forms(s))
        .find(|form| text.contains(form.as_str()))
}

#[test]
fn the_scanner_finds_a_planted_leak() {
    let planted = base64::engine::general_purpose::STANDARD.encode(CANARY);
    assert!(leaks(&format!("x {planted} y")).is_some());
    assert!(leaks("nothing").is_none());
}

#[test]
fn no_secret_comes_out_at_any_verbosity() {
    // The server repeats the key in its error, as some do.
    let message = CANARY.replace('"', "\\\"");
    let faults = [
        String::new(),
        format!("[[fault]]\nstatus = 401\nmessage = \"bad key {message}\"\n"),
        format!("[[fault]]\nerror_event = true\nat = 1\nmessage = \"bad key {message}\"\n"),
        format!("[[fault]]\nstatus = 302\nheaders = {{ location = 'http://127.0.0.1/?key={HEADER_CANARY}' }}\n"),
        "[[fault]]\nstatus = 503\n".to_owned(),
        "[[fault]]\nmalformed = true\n".to_owned(),
        "[[fault]]\ndrop = true\n".to_owned(),
    ];
    for fault in &faults {
        for name in ["ark", "openai", "claude"] {
            let w = World::new(fault);
            let key = w.sandbox().server(name).key.clone();
            let quoted = CANARY.replace('"', "\\\"");
            let config = w.read_config().replace(&format!("\"{key}\""), &format!("\"{quoted}\""));
            w.config(&config.replace(
                &format!("[llm.{name}]\n"),
                &format!("[llm.{name}]\nheaders = {{ x-team = \"{HEADER_CANARY}\" }}\n"),
            ));
            for args in [
                &[
                    "chat",
                    "-p",
                    name,
                    "hi",
                    "--debug",
                    "--dump-curl",
                    "--log-file",
                    "log.txt",
                ][..],
                &["chat", "-p", name, "hi", "-vv", "-o", "json"],
                &["chat", "-p", name, "hi", "-n"],
                &["models", "-p", name, "--debug"],
                &["config", "show"],
                &["config", "show", "-o", "json"],
                &["config", "check"],
                &["api", &format!("llm.{name}"), "GET", "nothing", "--debug"],
            ] {
                let ran = w.run(args);
                let all = format!("{}{}", ran.out, ran.err);
                assert_eq!(leaks(&all), None, "{name} {args:?} {fault}: {all}");
            }
            let log = std::fs::read_to_string(w.home.path().join("log.txt")).unwrap();
            assert!(!log.is_empty());
            assert_eq!(leaks(&log), None, "{log}");
            for file in files(w.home.path()) {
                if !file.ends_with("config.toml") {
                    let content = std::fs::read(&file).unwrap();
                    assert_eq!(leaks(&String::from_utf8_lossy(&content)), None, "{}", file.display());
                }
            }
        }
    }
}

fn files(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all
}

#[test]
fn no_option_takes_a_secret() {
    fn walk(command: &clap::Command, path: &str) {
        for arg in command.get_arguments() {
            let name = arg.get_long().unwrap_or("");
            for word in ["key", "secret", "token", "password"] {
                let harmless = ["max-tokens", "dedup-key"].contains(&name);
                assert!(harmless || !name.contains(word), "{path} --{name}");
            }
        }
        for sub in command.get_subcommands() {
            walk(sub, &format!("{path} {}", sub.get_name()));
        }
    }
    walk(&vh::cli::tree(), "vh");
}

#[test]
fn nothing_of_wechat_or_the_backend_comes_out_at_any_verbosity() {
    // WeChat's own secrets travel in queries; codes, tokens and session keys are as good.
    const CODE: &str = "wxcode-canary-77415";
    const SESSION: &str = "c2Vzc2lvbi1jYW5hcnktMQ==";
    const TOKEN: &str = "access-canary-90817263";
    const BACKEND: &str = "backend-canary-55120934";
    let answers = format!(
        "[[fault]]\npath = 'jscode2session'\nbody = '{{\"openid\":\"o1\",\"session_key\":\"{SESSION}\"}}'\n\
         [[fault]]\npath = 'stable_token'\nbody = '{{\"access_token\":\"{TOKEN}\",\"expires_in\":7200}}'\n\
         [[fault]]\npath = 'wx-login'\nbody = '{{\"token\":\"{BACKEND}\",\"userInfo\":{{\"nickName\":\"x\"}}}}'\n"
    );
    let message = CANARY.replace('"', "\\\"");
    let faults = [
        String::new(),
        format!("[[fault]]\npath = '/wxa/'\nstatus = 200\ncode = '40001'\nmessage = \"bad {message} {TOKEN}\"\n"),
        format!("[[fault]]\npath = 'getuserphonenumber'\nstatus = 200\ncode = '40029'\nmessage = 'bad {CODE}'\n"),
        format!("[[fault]]\npath = '/api/'\nstatus = 401\nmessage = 'bad {BACKEND}'\n"),
        format!("[[fault]]\nstatus = 302\nheaders = {{ location = 'http://127.0.0.1/?secret={TOKEN}' }}\n"),
        "[[fault]]\nstatus = 502\n".to_owned(),
        "[[fault]]\ndrop = true\n".to_owned(),
        "[[fault]]\nlose = true\n".to_owned(),
    ];
    for fault in &faults {
        let w = World::new(&format!("{answers}{fault}"));
        let key = w.sandbox().server("wx").key.clone();
        let quoted = CANARY.replace('"', "\\\"");
        let config = w.read_config().replace(&format!("\"{key}\""), &format!("\"{quoted}\""));
        w.config(&config.replace(
            "[gateway.voice]\n",
            &format!("[gateway.voice]\ncode = 'plain:{CODE}'\n"),
        ));
        w.file("voice.mp3", "sound");
        for args in [
            &["wx", "login", CODE, "--keep"][..],
            &["wx", "phone", CODE],
            &["wx", "phone", CODE, "-n"],
            &["wx", "link"],
            &["wx", "qrcode", "--scene", "a", "--out", "-"],
            &["gateway", "login", CODE],
            &["gateway", "message", "hi"],
            &["gateway", "upload", "voice.mp3"],
            &["gateway", "profile"],
            &["api", "wx.app", "POST", "wxa/x", "-d", "{}"],
            &["api", "gateway.voice", "POST", "api/x", "-d", "{}"],
            &["config", "show", "-o", "json"],
            &["config", "check"],
            &["state", "info"],
        ] {
            for how in [
                &["--debug", "--dump-curl", "--log-file", "log.txt"][..],
                &["-vv", "-o", "json"],
            ] {
                let ran = w.run(&[args, how].concat());
                let all = format!("{}{}", ran.out, ran.err);
                assert_eq!(leaks(&all), None, "{args:?} {fault}: {all}");
                for secret in [CODE, SESSION, TOKEN, BACKEND] {
                    assert!(!all.contains(secret), "{secret} {args:?} {fault}: {all}");
                }
            }
        }
        for file in files(w.home.path()) {
            if !file.ends_with("config.toml") {
                let content = std::fs::read(&file).unwrap();
                let content = String::from_utf8_lossy(&content);
                assert_eq!(leaks(&content), None, "{}", file.display());
                for secret in [CODE, SESSION, TOKEN, BACKEND] {
                    assert!(!content.contains(secret), "{secret} in {}", file.display());
                }
            }
        }
    }
}

#[test]
fn a_copied_state_database_gives_no_token() {
    let w = World::new("");
    w.run(&["wx", "token"]).exits(0);
    let user = w
        .run(&["wx", "login", "code-123456", "--keep", "-o", "json"])
        .exits(0)
        .json();
    w.run(&["gateway", "login", "code-234567"]).exits(0);
    // Everything but the key beside it, into a home whose owner knows the tables but not the secret.
    let thief = World::new("");
    let (from, to) = (
        w.home.path().join(".local/state/vh"),
        thief.home.path().join(".local/state/vh"),
    );
    std::fs::create_dir_all(&to).unwrap();
    for file in files(&from).iter().filter(|f| !f.ends_with("seal.key")) {
        std::fs::copy(file, to.join(file.file_name().unwrap())).unwrap();
    }
    let secret = w.sandbox().server("wx").key.clone();
    let config = w.read_config().replace(&secret, "another-secret-0001");
    thief.config(&config);
    let before = w.requests("wx");
    let ran = thief.run(&["wx", "token"]).exits(4);
    assert!(ran.err.contains("40125"), "the kept one is of no use: {}", ran.err);
    assert_eq!(w.requests("wx"), before + 1);
    thief.run(&["gateway", "profile"]).exits(4);
    thief.run(&["gateway", "message", "hi"]).exits(4);
    let openid = user["openid"].as_str().unwrap();
    let given = r#"{"rawData":"x","signature":"y"}"#;
    thief.pipe(given, &["wx", "decrypt", "--openid", openid]).exits(5);
    // The owner goes on as before.
    assert_eq!(w.run(&["wx", "token", "-o", "json"]).exits(0).json()["cached"], true);
    w.run(&["gateway", "profile"]).exits(0);
}
