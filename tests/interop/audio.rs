//! Real speech: Piper speaks what Whisper then writes down, through `vh speak` and `vh transcribe`, as words that must be found
//! again.

use std::collections::HashSet;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::harness::World;

const TEXT: &str = "The weather in the mountains is cold today. Please bring a warm coat and a good pair of shoes. \
    We will leave early in the morning and come back before dinner.";

struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts `shared/tools/audio_server.py` on a free port.
fn server(dir: &Path) -> Server {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let child = Command::new(dir.join("venv/bin/python"))
        .arg(super::tool("audio_server.py"))
        .arg(port.to_string())
        .env("OMP_NUM_THREADS", "1")
        .env("HF_HUB_OFFLINE", "1")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server { child, port };
    for _ in 0..1200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return server;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("the speech server did not start within two minutes");
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_owned).collect()
}

/// Which part of the words was heard again.
fn overlap(said: &str, heard: &str) -> f64 {
    let heard: HashSet<String> = words(heard).into_iter().collect();
    let said = words(said);
    let found = said.iter().filter(|w| heard.contains(*w)).count();
    found as f64 / said.len() as f64
}

#[test]
fn what_a_real_voice_says_a_real_ear_hears() {
    let Some(dir) = super::installed("Whisper and Piper") else {
        return;
    };
    let server = server(&dir);
    let w = World::new("");
    w.add_config(&format!(
        "[llm.voice]\nkind = 'openai'\nbase_url = 'http://127.0.0.1:{}/v1'\nspeech_model = 'piper'\ntranscribe_model = 'whisper'\n",
        server.port
    ));
    w.run(&["speak", "-p", "voice", "--format", "wav", "--out", "a.wav", TEXT])
        .exits(0);
    let heard = w.run(&["transcribe", "-p", "voice", "a.wav"]).exits(0).out;
    let share = overlap(TEXT, &heard);
    eprintln!("heard again: {:.0} % of the words: {}", share * 100.0, heard.trim());
    assert!(share >= 0.8, "{share}: {heard}");
    let srt = w
        .run(&["transcribe", "-p", "voice", "--format", "srt", "a.wav"])
        .exits(0)
        .out;
    assert!(srt.starts_with("1\n00:00:00,") && overlap(TEXT, &srt) >= 0.8, "{srt}");
    let json = w
        .run(&["transcribe", "-p", "voice", "-o", "json", "a.wav"])
        .exits(0)
        .json();
    assert_eq!(
        (json["provider"].as_str(), json["model"].as_str()),
        (Some("voice"), Some("whisper"))
    );
    // The whole way: heard, answered by the sandbox's model, which repeats it, spoken in sentences, one file.
    w.run(&[
        "talk",
        "--input",
        "a.wav",
        "--out",
        "b.wav",
        "-p",
        "ark",
        "--transcriber",
        "voice",
        "--speaker",
        "voice",
    ])
    .exits(0);
    let again = w.run(&["transcribe", "-p", "voice", "b.wav"]).exits(0).out;
    let share = overlap(TEXT, &again);
    eprintln!("after talk: {:.0} % of the words", share * 100.0);
    assert!(share >= 0.7, "{share}: {again}");
}
