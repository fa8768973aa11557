//! The front door: every command it shows is run, and its exit-code table is the real one.

use crate::harness::{VH, World};

fn readme() -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The lines of all blocks fenced as `sh`.
fn commands() -> Vec<String> {
    let mut lines = Vec::new();
    let mut inside = false;
    for line in readme().lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside && !line.trim().is_empty() && !line.starts_with('#') => lines.push(line.to_owned()),
            _ => {}
        }
    }
    lines
}

#[test]
fn every_command_shown_runs() {
    let commands = commands();
    assert!(commands.len() > 10, "the tour has commands");
    let w = World::empty();
    w.file("photo.png", b"\x89PNG\r\n\x1a\nrest");
    w.file("questions.txt", "one\ntwo\n");
    w.file(
        "body.json",
        r#"{"model":"gpt-6-luna","messages":[{"role":"user","content":"hi"}]}"#,
    );
    let path = format!(
        "{}:{}",
        std::path::Path::new(VH).parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for line in commands {
        // Installing and testing are what .ci/run itself does with these very lines.
        if line.starts_with("cargo ") {
            let ci = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run");
            assert!(std::fs::read_to_string(ci).unwrap().contains("README"), "{line}");
            continue;
        }
        let (line, want) = match line.split_once("# exit ") {
            Some((line, code)) => (line.trim().to_owned(), code.trim().parse().unwrap()),
            None => (line, 0),
        };
        // Setting up is run for itself; everything else against the sandbox.
        let ran = if line.contains("vh config") || line.contains("vh init") || line.contains("vh profile") {
            w.shell(&line)
        } else {
            let mut command = w.command(&["sandbox", "--", "bash", "-c", &line]);
            command.env("PATH", &path);
            crate::harness::finish(command)
        };
        assert_eq!(ran.code, want, "{line}\n{}{}", ran.out, ran.err);
    }
}

#[test]
fn the_exit_code_table_is_the_programs_own() {
    let readme = readme();
    for (code, en, _) in vh::command::help::EXIT_CODES {
        let row = format!("| {code} | {en} |");
        assert!(readme.contains(&row), "missing in README.md: {row}");
    }
}
