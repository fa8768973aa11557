//! The front door: every command it shows is run, and its exit-code table is the real one.

use crate::harness::{VH, World};

fn readme() -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The blocks fenced as `sh`, line by line.
fn blocks() -> Vec<Vec<String>> {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    let mut inside = false;
    for line in readme().lines() {
        match line {
            "```sh" => {
                inside = true;
                blocks.push(Vec::new());
            }
            "```" => inside = false,
            line if inside && !line.trim().is_empty() && !line.starts_with('#') => {
                blocks.last_mut().unwrap().push(line.to_owned());
            }
            _ => {}
        }
    }
    blocks
}

/// A block as one script that names the first line whose exit code is not what it should be.
fn script(block: &[String]) -> String {
    let mut script = String::new();
    for line in block {
        let (line, want) = line.split_once("# exit ").unwrap_or((line, "0"));
        let quoted = line.replace('\'', "'\\''");
        script.push_str(&format!(
            "{line}\ncode=$?; [ $code = {want} ] || {{ printf '%s\\n' 'exit '$code', not {want}: {quoted}'; exit 99; }}\n"
        ));
    }
    script
}

#[test]
fn every_command_shown_runs() {
    let blocks = blocks();
    assert!(blocks.iter().map(Vec::len).sum::<usize>() > 30, "the tour has commands");
    let w = World::empty();
    w.file("photo.png", b"\x89PNG\r\n\x1a\nrest");
    w.file("paper.pdf", b"%PDF-1.7\nrest");
    w.file("questions.txt", "one\ntwo\n");
    w.file("voice.mp3", "sound");
    w.file("articles.jsonl", "{\"body\": \"one\"}\n{\"body\": \"two\"}\n");
    w.file(
        "tools.json",
        r#"[{"name": "weather", "description": "Weather of a city"}]"#,
    );
    w.file(
        "city.json",
        r#"{"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}"#,
    );
    w.file(
        "body.json",
        r#"{"model":"gpt-6-luna","messages":[{"role":"user","content":"hi"}]}"#,
    );
    let path = format!(
        "{}:{}",
        std::path::Path::new(VH).parent().unwrap().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    for block in blocks {
        // Installing and testing are what .ci/run itself does with these very lines.
        if block.iter().all(|line| line.starts_with("cargo ")) {
            let ci = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run");
            assert!(std::fs::read_to_string(ci).unwrap().contains("README"), "{block:?}");
            continue;
        }
        // Setting up is run for itself; everything else against one sandbox per block.
        let set_up = ["vh config", "vh init", "vh profile"];
        let ran = if block.iter().any(|line| set_up.iter().any(|s| line.starts_with(s))) {
            w.shell(&script(&block))
        } else {
            let mut command = w.command(&["sandbox", "--", "bash", "-c", &script(&block)]);
            command.env("PATH", &path);
            crate::harness::finish(command)
        };
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
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
