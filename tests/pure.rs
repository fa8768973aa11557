//! Commands that need nothing open nothing: no socket, no database, no certificate store.

use crate::harness::{VH, World, installed};

#[test]
fn pure_commands_open_no_socket_and_no_certificates() {
    if !installed("strace") {
        eprintln!("skipped: strace is not installed");
        return;
    }
    let w = World::new("");
    for args in [
        "--version",
        "--help",
        "help exit-codes",
        "help config",
        "help webhooks",
        "completions bash",
        "config show",
        "config path",
        "config get llm.ark.model",
        "profile ls",
        "chat -n hi",
    ] {
        let line = format!("strace -f -qq -e trace=%network,openat -o trace.txt {VH} {args}");
        w.shell(&line).exits(0);
        let trace = std::fs::read_to_string(w.home.path().join("trace.txt")).unwrap();
        for forbidden in ["socket(AF_INET", "connect(", "/etc/ssl", "/etc/pki", ".db\""] {
            assert!(!trace.contains(forbidden), "{args}: {forbidden}\n{trace}");
        }
    }
    // And a question to this machine reads no certificates.
    w.shell(&format!("strace -f -qq -e trace=openat -o trace.txt {VH} chat hi"))
        .exits(0);
    let trace = std::fs::read_to_string(w.home.path().join("trace.txt")).unwrap();
    assert!(!trace.contains("/etc/ssl"), "{trace}");
}

#[test]
fn version_help_and_usage_errors() {
    let w = World::empty();
    assert_eq!(
        w.run(&["--version"]).exits(0).out,
        format!("vh {}\n", env!("CARGO_PKG_VERSION"))
    );
    assert!(w.run(&["chat", "--help"]).exits(0).out.contains("--fallback"));
    assert!(
        w.run(&["chat", "--help", "--lang", "zh"])
            .exits(0)
            .out
            .contains("系统提示词")
    );
    assert!(
        w.run(&["help", "chat", "--lang", "zh"])
            .exits(0)
            .out
            .contains("系统提示词")
    );
    assert!(
        w.run(&["help", "store-nothing"])
            .exits(2)
            .err
            .contains("no command or topic")
    );
    let ran = w.run(&["chta"]).exits(2);
    assert!(ran.err.contains("'chat'"), "{}", ran.err);
    let ran = w.run(&["chat", "--nothing", "-o", "json"]).exits(2);
    assert_eq!(
        (&ran.error()["kind"], &ran.error()["exit"]),
        (&"usage".into(), &2.into())
    );
    assert_eq!(w.run(&[]).exits(2).out, "");
    let zh = w.env("LANG", "zh_CN.UTF-8");
    assert!(zh.run(&["chat", "hi"]).exits(3).err.contains("尚未配置任何模型服务"));
    let ran = zh.run(&["chat", "hi", "-o", "json"]).exits(3);
    assert!(
        ran.error()["message"].as_str().unwrap().is_ascii(),
        "JSON is not translated"
    );
}
