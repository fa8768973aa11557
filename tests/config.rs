//! Configuration: layers, secrets, where a credential may travel, `vh config`, `vh profile`, `vh init`.

use std::os::unix::fs::{PermissionsExt, symlink};

use serde_json::json;

use crate::harness::World;

fn mode(path: &std::path::Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn everything_works_from_the_environment_alone() {
    let w = World::new("");
    std::fs::remove_file(w.config_path()).unwrap();
    let (url, key) = (
        w.sandbox().server("openai").url.clone(),
        w.sandbox().server("openai").key.clone(),
    );
    let w = w
        .env("OPENAI_API_KEY", key)
        .env("OPENAI_BASE_URL", url)
        .env("VH_LLM_OPENAI_MODEL", "gpt-6-sol");
    assert_eq!(w.run(&["chat", "hi"]).exits(0).out, "openai 收到：hi 🚀\n");
    assert_eq!(w.sandbox().requests("openai")[0].json()["model"], "gpt-6-sol");
    let w = World::new("");
    std::fs::remove_file(w.config_path()).unwrap();
    let (url, key) = (
        w.sandbox().server("ark").url.clone(),
        w.sandbox().server("ark").key.clone(),
    );
    let w = w
        .env("VH_LLM_MINE_KIND", "ark")
        .env("VH_LLM_MINE_BASE_URL", url)
        .env("VH_LLM_MINE_API_KEY", key)
        .env("VH_LLM_MINE_MODEL", "ep-20241201140014-lite")
        .env("VH_RETRY_ATTEMPTS", "1");
    assert_eq!(w.run(&["chat", "hi"]).exits(0).out, "ark 收到：hi 🚀\n");
}

#[test]
fn layers_win_in_order_and_explain_shows_the_losers() {
    let w = World::empty()
        .env("OPENAI_BASE_URL", "https://vendor.example/v1")
        .env("VH_LLM_OPENAI_BASE_URL", "https://env.example/v1");
    w.config("default_profile = 'p'\n[llm.openai]\nbase_url = 'https://file.example/v1'\n[profile.p.llm.openai]\nbase_url = 'https://profile.example/v1'\n");
    let get = |args: &[&str]| w.run(args).exits(0).out.trim().to_owned();
    assert_eq!(get(&["config", "get", "llm.openai.base_url"]), "https://env.example/v1");
    let flag = "llm.openai.base_url=https://flag.example/v1";
    assert_eq!(
        get(&["config", "get", "llm.openai.base_url", "--set", flag]),
        "https://flag.example/v1"
    );
    let ran = w
        .run(&["config", "explain", "llm.openai.base_url", "-o", "json", "--set", flag])
        .exits(0);
    let layers: Vec<String> = ran
        .out
        .lines()
        .map(|l| {
            serde_json::from_str::<serde_json::Value>(l).unwrap()["layer"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(layers, ["flag", "env", "profile", "file", "vendor"]);
    assert!(
        ran.out.contains("config.toml:3") && ran.out.contains("OPENAI_BASE_URL"),
        "{}",
        ran.out
    );
    w.run(&["config", "explain", "llm.openai.voice"]).exits(5);
    let ran = w.run(&["config", "get", "llm.openai.modle"]).exits(2);
    assert!(ran.err.contains("llm.openai.model?"), "{}", ran.err);
}

#[test]
fn secrets_are_followed_and_never_shown() {
    let w = World::new("");
    let (url, key) = (
        w.sandbox().server("ark").url.clone(),
        w.sandbox().server("ark").key.clone(),
    );
    w.file("key.txt", format!("{key}\n"));
    let script = w.file(
        "key.sh",
        format!("#!/bin/sh\n[ \"$#\" = 1 ] && [ \"$1\" = 'two words' ] && printf %s {key}\n"),
    );
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o700)).unwrap();
    let key_file = w.home.path().join("key.txt").display().to_string();
    let command = format!("cmd:[\\\"{}\\\", \\\"two words\\\"]", script.display());
    let references = [
        format!("plain:{key}"),
        key.clone(),
        "env:MY_KEY".to_owned(),
        format!("file:{key_file}"),
        "file:~/key.txt".to_owned(),
        command,
    ];
    let w = w.env("MY_KEY", key.clone());
    for reference in &references {
        w.config(&format!(
            "[llm.ark]\nbase_url = '{url}'\nmodel = 'ep-20241201140014-vbzjz'\napi_key = \"{reference}\"\n"
        ));
        w.run(&["chat", "hi"]).exits(0);
        for args in [
            &["config", "show"][..],
            &["config", "get", "llm.ark.api_key"],
            &["config", "explain", "llm.ark.api_key"],
        ] {
            let ran = w.run(args).exits(0);
            assert!(!ran.out.contains(&key), "{reference}: {}", ran.out);
        }
    }
    let shown = w.run(&["config", "get", "llm.ark.api_key"]).out;
    assert!(shown.starts_with("cmd:["), "{shown}");
    for (broken, why) in [
        ("env:NOT_SET", "NOT_SET is not set"),
        ("file:/nonexistent", "/nonexistent"),
        ("cmd:[\\\"false\\\"]", "false ended with exit code 1"),
        ("cmd:[\\\"/nonexistent/tool\\\"]", "cannot start /nonexistent/tool"),
        ("cmd:rm -rf", "cmd: wants an array"),
        ("keyring:novault", "service/account"),
    ] {
        w.config(&format!(
            "[llm.ark]\nbase_url = '{url}'\nmodel = 'm'\napi_key = \"{broken}\"\n"
        ));
        let ran = w.run(&["chat", "hi"]).exits(3);
        assert!(
            ran.err.contains(why) && ran.err.contains("config.toml:4"),
            "{}",
            ran.err
        );
    }
    assert_eq!(w.requests("ark"), references.len());
}

#[test]
fn a_reference_in_a_variable_is_literal() {
    let w = World::new("")
        .env("VH_LLM_ARK_API_KEY", "env:HOME")
        .env("VH_LLM_ARK_ALLOWED_HOSTS", "127.0.0.1");
    w.run(&["chat", "hi"]).exits(4);
    assert_eq!(
        w.sandbox().requests("ark")[0].header("authorization"),
        Some("Bearer env:HOME")
    );
}

#[test]
fn a_key_does_not_follow_an_address_set_above_it() {
    let evil = World::new("");
    let address = evil.sandbox().server("ark").url.clone();
    let w = World::new("");
    let with = |name: &str, value: &str| {
        let mut command = w.command(&["chat", "hi"]);
        command.env(name, value);
        crate::harness::finish(command)
    };
    let ran = with("VH_LLM_ARK_BASE_URL", &address).exits(13);
    assert!(
        ran.err.contains("config.toml") && ran.err.contains("VH_LLM_ARK_BASE_URL"),
        "{}",
        ran.err
    );
    let set = format!("llm.ark.base_url={address}");
    let ran = w.run(&["chat", "hi", "--set", &set]).exits(13);
    assert!(ran.err.contains("--set llm.ark.base_url"), "{}", ran.err);
    w.add_config(&format!("[profile.p.llm.ark]\nbase_url = '{address}'\n"));
    w.run(&["chat", "hi", "-P", "p"]).exits(13);
    // An address from below does not outrank the file's key, and does not win either.
    w.run(&["chat", "hi", "--set", "retry.attempts=1"]).exits(0);
    assert_eq!(evil.requests("ark"), 0);
    // With a key of its own, or vouched for beside the key, it may.
    let key = evil.sandbox().server("ark").key.clone();
    w.add_config(&format!("api_key = '{key}'\n"));
    w.run(&["chat", "hi", "-P", "p"]).exits(0);
    assert_eq!(evil.requests("ark"), 1);
    w.config(
        &w.read_config()
            .replace("[llm.ark]\n", "[llm.ark]\nallowed_hosts = ['127.0.0.1']\n"),
    );
    with("VH_LLM_ARK_BASE_URL", &address).exits(4);
    assert_eq!(evil.requests("ark"), 2);
}

#[test]
fn keys_travel_in_plain_text_to_this_machine_only() {
    let w = World::empty();
    w.config("[llm.x]\nkind = 'openai'\nbase_url = 'http://192.0.2.1/v1'\napi_key = 'k'\nmodel = 'm'\n");
    let ran = w.run(&["chat", "hi"]).exits(13);
    assert!(
        ran.err.contains("unencrypted") && ran.err.contains("plaintext = true"),
        "{}",
        ran.err
    );
}

#[test]
fn a_config_of_someone_else_is_refused_and_a_readable_one_is_warned_about() {
    let w = World::new("");
    std::fs::set_permissions(w.config_path(), std::fs::Permissions::from_mode(0o644)).unwrap();
    let ran = w.run(&["chat", "hi"]).exits(0);
    assert!(ran.err.contains("can be read by others: chmod 600"), "{}", ran.err);
    std::fs::set_permissions(w.config_path(), std::fs::Permissions::from_mode(0o606)).unwrap();
    w.run(&["chat", "hi"]).exits(13);
    std::fs::set_permissions(w.config_path(), std::fs::Permissions::from_mode(0o600)).unwrap();
    if std::os::unix::fs::chown(w.config_path(), Some(12345), None).is_ok() {
        let ran = w.run(&["chat", "hi"]).exits(13);
        assert!(ran.err.contains("belongs to user 12345"), "{}", ran.err);
    } else {
        eprintln!("skipped: only root can give a file away");
    }
    assert_eq!(w.requests("ark"), 1);
}

#[test]
fn set_and_unset_keep_comments_and_refuse_literal_secrets() {
    let w = World::empty();
    w.run(&["config", "set", "llm.ark.model", "a"]).exits(0);
    assert_eq!(mode(&w.config_path()), 0o600);
    assert_eq!(mode(w.config_path().parent().unwrap()), 0o700);
    w.config("# top\n[llm.ark] # here\nmodel = 'a' # why\n");
    w.run(&["config", "set", "llm.ark.model", "b"]).exits(0);
    w.run(&["config", "set", "llm.ark.max_tokens", "5"]).exits(0);
    w.run(&["config", "set", "llm.ark.api_key", "env:K"]).exits(0);
    assert_eq!(
        w.read_config(),
        "# top\n[llm.ark] # here\nmodel = \"b\" # why\nmax_tokens = 5\napi_key = \"env:K\"\n"
    );
    let ran = w.run(&["config", "set", "llm.ark.api_key", "sk-literal"]).exits(13);
    assert!(!ran.err.contains("sk-literal"), "{}", ran.err);
    w.run(&["chat", "hi", "--set", "llm.ark.api_key=sk-literal"]).exits(13);
    w.pipe("sk-from-stdin\n", &["config", "set", "llm.ark.api_key", "--stdin"])
        .exits(0);
    assert!(w.read_config().contains("api_key = \"sk-from-stdin\""));
    w.pipe("env:looks-like-one", &["config", "set", "llm.ark.api_key", "--stdin"])
        .exits(0);
    assert!(w.read_config().contains("api_key = \"plain:env:looks-like-one\""));
    w.run(&["config", "set", "llm.ark.api_key"]).exits(13);
    w.run(&["config", "set", "llm.ark.max_tokens", "many"]).exits(2);
    w.run(&["config", "set", "llm.ark.nothing", "x"]).exits(2);
    w.run(&["config", "unset", "llm.ark.max_tokens"]).exits(0);
    w.run(&["config", "unset", "llm.ark.max_tokens"]).exits(5);
    assert!(
        w.read_config()
            .starts_with("# top\n[llm.ark] # here\nmodel = \"b\" # why\n")
    );
    w.run(&["config", "set", "-P", "test", "llm.ark.model", "t"]).exits(3);
    w.add_config("[profile.test]\n");
    w.run(&["config", "set", "-P", "test", "llm.ark.model", "t"]).exits(0);
    assert!(
        w.read_config().contains("[profile.test.llm.ark]\nmodel = \"t\"\n"),
        "{}",
        w.read_config()
    );
    assert_eq!(
        w.run(&["config", "get", "llm.ark.model", "-P", "test"]).exits(0).out,
        "t\n"
    );
}

#[test]
fn a_linked_config_stays_linked() {
    let w = World::empty();
    let real = w.file("real.toml", "[llm.ark]\nmodel = 'a'\n");
    std::fs::create_dir_all(w.config_path().parent().unwrap()).unwrap();
    symlink(&real, w.config_path()).unwrap();
    w.run(&["config", "set", "llm.ark.model", "b"]).exits(0);
    assert!(std::fs::symlink_metadata(w.config_path()).unwrap().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().contains("\"b\""));
}

#[test]
fn edit_works_on_a_private_copy_and_keeps_what_does_not_load() {
    let w = World::empty();
    w.config("[llm.ark]\nmodel = 'a'\n");
    let editor = w.file(
        "editor.sh",
        "#!/bin/sh\nstat -c '%a %n' \"$1\" > \"$HOME/seen\"\n[ -z \"$LINE\" ] || echo \"$LINE\" >> \"$1\"\nexit ${CODE:-0}\n",
    );
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o700)).unwrap();
    let edit = |line: &str, code: &str| {
        let mut command = w.command(&["config", "edit"]);
        command.env("EDITOR", &editor).env("LINE", line).env("CODE", code);
        crate::harness::finish(command)
    };
    let dir = w.config_path().parent().unwrap().to_owned();
    let files = || std::fs::read_dir(&dir).unwrap().count();
    edit("max_tokens = 7", "0").exits(0);
    let seen = std::fs::read_to_string(w.home.path().join("seen")).unwrap();
    assert!(
        seen.starts_with("600 ") && seen.contains(dir.to_str().unwrap()),
        "{seen}"
    );
    assert_eq!(w.read_config(), "[llm.ark]\nmodel = 'a'\nmax_tokens = 7\n");
    assert_eq!(files(), 1);
    edit("", "0").exits(0);
    edit("temperature = 1", "1").exits(12);
    assert_eq!((w.read_config().lines().count(), files()), (3, 1));
    let ran = edit("nonsense = 1", "0").exits(3);
    assert_eq!((w.read_config().lines().count(), files()), (3, 2));
    assert!(ran.err.contains("what you wrote is in"), "{}", ran.err);
    // A broken file can be edited too.
    w.config("[llm.ark\n");
    w.run(&["chat", "hi"]).exits(3);
    edit("", "0").exits(0);
    w.run(&["config", "path"]).exits(0);
}

#[test]
fn check_follows_every_reference_and_shows_each_table() {
    let w = World::empty();
    w.config(
        "[llm.ark]\napi_key = 'k'\n[llm.openai]\napi_key = 'env:NOT_SET'\n[llm.odd]\nkind = 'odd'\n[llm.ollama]\n",
    );
    let ran = w.run(&["config", "check", "-o", "json"]).exits(3);
    let rows: Vec<serde_json::Value> = ran.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let ok: Vec<_> = rows
        .iter()
        .map(|r| (r["table"].as_str().unwrap(), r["ok"].as_bool().unwrap()))
        .collect();
    assert_eq!(
        ok,
        [
            ("llm.ark", true),
            ("llm.odd", false),
            ("llm.ollama", true),
            ("llm.openai", false)
        ]
    );
    assert_eq!(ran.error()["kind"], "config");
    w.config("[llm.ark]\napi_key = 'k'\n");
    w.run(&["config", "check"]).exits(0);
    w.config("[llm.ark]\napi_kee = 'k'\n");
    let ran = w.run(&["config", "check"]).exits(3);
    assert!(
        ran.err.contains("config.toml:2: unknown key llm.ark.api_kee") && ran.err.contains("api_key?"),
        "{}",
        ran.err
    );
}

#[test]
fn profiles_are_listed_shown_and_chosen() {
    let w = World::empty();
    w.config("[llm.ark]\nmodel = 'a'\n[profile.prod.llm.ark]\nmodel = 'p'\napi_key = 'sk-secret-x'\n[profile.test]\n");
    assert_eq!(w.run(&["profile", "ls"]).exits(0).out, "prod\t\ntest\t\n");
    w.run(&["profile", "use", "prod"]).exits(0);
    assert_eq!(w.run(&["profile", "ls"]).exits(0).out, "prod\t*\ntest\t\n");
    assert_eq!(w.run(&["config", "get", "llm.ark.model"]).exits(0).out, "p\n");
    let shown = w.run(&["profile", "show", "prod"]).exits(0).out;
    assert!(
        shown.contains("llm.ark.model\tp\t") && shown.contains("llm.ark.api_key\t(set)\t"),
        "{shown}"
    );
    w.run(&["profile", "use", "none"]).exits(5);
    w.run(&["profile", "use", "-"]).exits(0);
    assert_eq!(w.run(&["config", "get", "llm.ark.model"]).exits(0).out, "a\n");
    let ran = w.run(&["chat", "hi", "-P", "prd"]).exits(3);
    assert!(ran.err.contains("prod, test"), "{}", ran.err);
    let w = w.env("VH_PROFILE", "prod");
    assert_eq!(w.run(&["config", "get", "llm.ark.model"]).exits(0).out, "p\n");
}

#[test]
fn init_takes_what_the_environment_has_and_asks_nobody() {
    let w = World::empty()
        .env("ARK_API_KEY", "ark-key-value-1")
        .env("ANTHROPIC_API_KEY", "ant-key-value-1");
    w.run(&["init"]).exits(0);
    let config = w.read_config();
    assert!(
        config.contains("[llm.ark]") && config.contains("api_key = \"env:ARK_API_KEY\""),
        "{config}"
    );
    assert!(
        config.contains("[llm.claude]") && !config.contains("key-value"),
        "{config}"
    );
    assert_eq!(mode(&w.config_path()), 0o600);
    w.run(&["config", "check"]).exits(0);
    let w = World::empty();
    w.run(&["init"]).exits(13);
    w.run(&["init", "nobody"]).exits(2);
    w.run(&["config", "init", "openai"]).exits(0);
    assert!(w.read_config().contains("env:OPENAI_API_KEY"));
    // A second time changes nothing that is there.
    w.add_config("model = 'kept'\n");
    w.run(&["init", "openai"]).exits(0);
    assert!(w.read_config().contains("model = 'kept'"));
}

#[test]
fn without_any_provider_it_says_how_to_start() {
    let w = World::empty();
    let ran = w.run(&["chat", "hi"]).exits(3);
    assert!(
        ran.err.contains("ARK_API_KEY") && ran.err.contains("vh init") && ran.err.contains("vh demo"),
        "{}",
        ran.err
    );
    w.run(&["chat", "-p", "ark", "hi"]).exits(3);
    let ran = w.run(&["chat", "-p", "arc", "hi"]).exits(3);
    assert!(ran.err.contains("no [llm.arc]"), "{}", ran.err);
}

#[test]
fn the_default_provider_is_ark_or_the_only_one_or_asked_for() {
    let w = World::new("");
    let config = w.read_config().replace("[defaults]\nchat = [\"ark\"]\n", "");
    w.config(&config);
    assert!(w.run(&["chat", "hi"]).exits(0).out.starts_with("ark"));
    let without_ark = config.replace("[llm.ark]", "[llm.mine]\nkind = 'ark'");
    w.config(&without_ark);
    let ran = w.run(&["chat", "hi"]).exits(3);
    assert!(ran.err.contains("claude, mine, openai"), "{}", ran.err);
    w.run(&["config", "set", "defaults.chat", "claude"]).exits(0);
    assert!(w.run(&["chat", "hi"]).exits(0).out.starts_with("claude"));
}

#[test]
fn unknown_variables_are_noted_and_wrong_values_refused() {
    let w = World::new("").env("VH_LLM_ARK_MODLE", "x");
    let ran = w.run(&["chat", "hi"]).exits(0);
    assert!(ran.err.contains("VH_LLM_ARK_MODLE"), "{}", ran.err);
    let w = w.env("VH_RETRY_ATTEMPTS", "x");
    let ran = w.run(&["chat", "hi"]).exits(3);
    assert!(ran.err.contains("VH_RETRY_ATTEMPTS"), "{}", ran.err);
}

#[test]
fn nothing_is_read_from_the_working_directory() {
    let w = World::empty();
    w.file("config.toml", "[llm.ark]\nmodel = 'cwd'\n");
    w.file(".env", "ARK_API_KEY=x\n");
    w.file("vh.toml", "[llm.ark]\nmodel = 'cwd'\n");
    assert_eq!(w.run(&["config", "show"]).exits(0).out, "");
}

#[test]
fn a_named_file_must_be_there_and_an_implied_one_need_not() {
    let w = World::empty();
    w.run(&["config", "show"]).exits(0);
    w.run(&["config", "show", "--config", "/nonexistent.toml"]).exits(3);
    let other = w.file("other.toml", "[llm.ark]\nmodel = 'o'\n");
    let w = w.env("VH_CONFIG", other.as_os_str());
    assert_eq!(w.run(&["config", "get", "llm.ark.model"]).exits(0).out, "o\n");
    assert_eq!(
        w.run(&["config", "get", "llm.ark.model", "-o", "json"]).exits(0).json(),
        json!("o")
    );
}
