//! `vh image`, `vh speak`, `vh transcribe`, `vh talk`, and what is attached to a chat.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use vh::sandbox::Entry;

use crate::harness::{Ran, World};

/// As [`World::new`], with models for media and a table for 豆包语音.
fn world(script: &str) -> World {
    let w = World::new(script);
    let server = w.sandbox().server("volc-speech");
    let volc = format!(
        "[llm.volc-speech]\nbase_url = \"{}\"\napi_key = \"{}\"\nspeech_model = 'seed-tts-2.0'\nvoice = 'zh_female_vv_uranus_bigtts'\n",
        server.url, server.key
    );
    let config = w
        .read_config()
        .replace(
            "[llm.openai]\n",
            "[llm.openai]\nimage_model = 'gpt-image-2'\nspeech_model = 'gpt-4o-mini-tts'\nvoice = 'marin'\ntranscribe_model = 'whisper-1'\n",
        )
        .replace("[llm.ark]\n", "[llm.ark]\nimage_model = 'doubao-seedream-4-5-251128'\n")
        .replace("chat = [\"ark\"]\n", "chat = ['ark', 'openai', 'claude']\nspeak = 'openai'\n");
    w.config(&(config + &volc));
    w
}

fn names(w: &World) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(w.home.path())
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|n| !n.starts_with(".config") && !n.starts_with(".local"))
        .collect();
    names.sort();
    names
}

fn at(w: &World, path: &str) -> Vec<Entry> {
    let all = w.sandbox().journal().into_iter();
    all.filter(|e| e.path.contains(path)).collect()
}

fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.windows(4).any(|w| w == b"IEND")
}

#[test]
fn pictures_are_written_and_nothing_is_overwritten_unasked() {
    let w = world("");
    let first = w
        .run(&["image", "-p", "openai", "a", "lantern", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(
        (first["path"].as_str(), first["media_type"].as_str()),
        (Some("image.png"), Some("image/png"))
    );
    assert!(is_png(&fs::read(w.home.path().join("image.png")).unwrap()));
    w.run(&["image", "-p", "openai", "again"]).exits(0);
    w.run(&["image", "-p", "openai", "--count", "2", "--out", "x.png", "two"])
        .exits(0);
    assert_eq!(names(&w), ["image-2.png", "image.png", "x-1.png", "x-2.png"]);
    assert_eq!(w.requests("openai"), 3, "two pictures are one request");
    assert_ne!(
        fs::read(w.home.path().join("x-1.png")).unwrap(),
        fs::read(w.home.path().join("x-2.png")).unwrap()
    );
    let before = fs::read(w.home.path().join("x-2.png")).unwrap();
    let refused = w
        .run(&["image", "-p", "openai", "--count", "2", "--out", "x.png", "three"])
        .exits(13);
    assert!(
        refused.err.contains("x-1.png is there already") && refused.err.contains("--yes"),
        "{}",
        refused.err
    );
    assert_eq!(w.requests("openai"), 3, "nothing was paid for");
    assert_eq!(fs::read(w.home.path().join("x-2.png")).unwrap(), before);
    w.run(&["image", "-p", "openai", "--out", "x-2.png", "-y", "three"])
        .exits(0);
    assert_ne!(fs::read(w.home.path().join("x-2.png")).unwrap(), before);
    w.run(&["image", "-p", "openai", "-n", "--out", "dry.png", "three"])
        .exits(0);
    assert_eq!(names(&w).len(), 4, "{:?}", names(&w));
    let body = at(&w, "/images/generations")[0].json();
    assert_eq!(body, serde_json::json!({"model": "gpt-image-2", "prompt": "a lantern"}));
}

#[test]
fn a_picture_goes_into_a_pipe_and_its_prompt_may_come_from_one() {
    let w = world("");
    let ran = w
        .shell("echo 一只猫 | vh image -p openai --out - > cat.png && vh image -p openai --out - --count 2 x")
        .exits(2);
    assert!(ran.err.contains("one picture, not 2"), "{}", ran.err);
    assert!(is_png(&fs::read(w.home.path().join("cat.png")).unwrap()));
    assert_eq!(at(&w, "/images")[0].json()["prompt"], "一只猫");
    let noted = w.run(&["image", "-p", "openai", "--out", "a.jpg", "x"]).exits(0);
    assert!(noted.err.contains("a.jpg is image/png"), "{}", noted.err);
    w.run(&["image", "-p", "openai"]).exits(2);
    w.run(&["image", "-p", "openai", "--out", "no/such/dir.png", "x"])
        .exits(12);
    w.run(&["image", "-p", "openai", "--count", "0", "x"]).exits(2);
}

#[test]
fn arks_addresses_are_fetched_at_once_and_without_the_key() {
    let w = world("");
    w.run(&[
        "image", "-p", "ark", "--size", "2K", "--count", "2", "--out", "a.png", "雪",
    ])
    .exits(0);
    assert!(is_png(&fs::read(w.home.path().join("a-2.png")).unwrap()));
    let made = at(&w, "/images/generations");
    assert_eq!(made.len(), 2, "one picture a request");
    assert_eq!(
        made[0].json(),
        serde_json::json!({"model": "doubao-seedream-4-5-251128", "prompt": "雪", "size": "2K"})
    );
    let fetched = at(&w, "/pictures/");
    assert_eq!((fetched.len(), fetched[0].status), (2, Some(200)));
    let key = &w.sandbox().server("ark").key;
    for request in &fetched {
        assert!(
            request.headers.iter().all(|(_, v)| !v.contains(key.as_str())),
            "{:?}",
            request.headers
        );
    }
    w.run(&["image", "-p", "ark", "-O", "response_format=b64_json", "雪"])
        .exits(0);
    assert_eq!(at(&w, "/pictures/").len(), 2, "bytes were asked for, and came");
}

#[test]
fn an_address_that_is_not_public_is_never_fetched() {
    let trap = TcpListener::bind("127.0.0.1:0").unwrap();
    trap.set_nonblocking(true).unwrap();
    let port = trap.local_addr().unwrap().port();
    for address in [
        format!("https://127.0.0.1:{port}/a.png"),
        format!("https://localhost:{port}/a.png"),
        format!("https://[::ffff:127.0.0.1]:{port}/a.png"),
        format!("https://127.1:{port}/a.png"),
        format!("http://127.0.0.1:{port}/a.png"),
        format!("https://0:{port}/a.png"),
        "https://10.0.0.1/a.png".to_owned(),
        "https://100.64.0.1/a.png".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://[fe80::1]/a.png".to_owned(),
        "https://224.0.0.1/a.png".to_owned(),
    ] {
        let body = format!("{{\"data\":[{{\"url\":\"{address}\"}}]}}");
        let w = world(&format!("[[fault]]\npath = '/images'\nbody = '{body}'\n"));
        let ran = w.run(&["image", "-p", "ark", "--out", "a.png", "x"]).exits(13);
        assert!(ran.err.contains("not fetched"), "{address}: {}", ran.err);
        assert_eq!(names(&w), [""; 0], "{address}");
    }
    assert!(trap.accept().is_err(), "somebody came");
    // Neither is another server of this very machine, even one that the configuration names for something else.
    let w = world("");
    let other = w
        .sandbox()
        .server("openai")
        .url
        .replace("/v1", "/pictures/61.png?X-Tos-Signature=sandbox");
    w.sandbox().set_script(
        vh::sandbox::Script::parse(&format!(
            "[[fault]]\npath = '/images'\nbody = '{{\"data\":[{{\"url\":\"{other}\"}}]}}'\n"
        ))
        .unwrap(),
    );
    w.run(&["image", "-p", "ark", "x"]).exits(13);
    assert_eq!(w.requests("openai"), 0);
}

#[test]
fn what_comes_instead_of_a_picture_is_told() {
    let cases = [
        ("body = '{\"data\":[{\"b64_json\":\"PGh0bWw+\"}]}'", 9, "none"),
        ("body = '{\"data\":[{\"b64_json\":\"%%%\"}]}'", 9, "base64"),
        ("body = '{\"data\":[{}]}'", 9, "neither bytes nor an address"),
        ("body = '{\"data\":[]}'", 9, "no picture"),
        ("body = '<html>'", 9, "cannot be used"),
        (
            "status = 400\ncode = 'OutputImageSensitiveContentDetected'",
            6,
            "content policy",
        ),
        ("status = 401\ncode = 'AuthenticationError'", 4, "key rejected"),
    ];
    for (fault, code, says) in cases {
        let w = world(&format!("[[fault]]\npath = '/images'\n{fault}\n"));
        let ran = w.run(&["image", "-p", "ark", "--out", "a.png", "x"]).exits(code);
        assert!(ran.err.contains(says), "{fault}: {}", ran.err);
        assert_eq!(names(&w), [""; 0], "{fault}");
        assert_eq!(at(&w, "/images").len(), 1, "{fault}");
    }
}

#[test]
fn what_was_made_is_kept_when_the_rest_fails() {
    let w =
        world("[[fault]]\npath = '/images'\nafter = 1\nstatus = 400\ncode = 'OutputImageSensitiveContentDetected'\n");
    let ran = w
        .run(&["image", "-p", "ark", "--count", "3", "--out", "a.png", "x"])
        .exits(10);
    assert_eq!(names(&w), ["a-1.png"]);
    assert!(
        ran.err.contains("1 of 2 pictures") && ran.err.contains("content policy"),
        "{}",
        ran.err
    );
    assert!(ran.out.starts_with("a-1.png\t"));
    let w = world(
        "[[fault]]\npath = '/images'\ntimes = 1\nstatus = 503\n[[fault]]\npath = '/pictures/'\ntimes = 1\nstatus = 503\n",
    );
    w.run(&["image", "-p", "ark", "x"]).exits(0);
    assert_eq!(
        (at(&w, "/images").len(), at(&w, "/pictures").len()),
        (2, 2),
        "both are tried again"
    );
}

#[test]
fn speech_goes_into_a_file_or_a_pipe() {
    let w = world("");
    let saved = w
        .run(&["speak", "--out", "a.mp3", "你好，", "世界。", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(
        (saved["path"].as_str(), saved["media_type"].as_str()),
        (Some("a.mp3"), Some("audio/mpeg"))
    );
    assert!(saved["first_audio_ms"].as_u64().unwrap() <= saved["latency_ms"].as_u64().unwrap());
    assert_eq!(
        at(&w, "/audio/speech")[0].json(),
        serde_json::json!({"model": "gpt-4o-mini-tts", "input": "你好， 世界。", "voice": "marin"})
    );
    w.run(&["speak", "--out", "a.mp3", "again"]).exits(13);
    let piped = w
        .shell("echo 一二三 | vh speak - --format wav --voice nova --speed 1.5 | vh transcribe -p openai -")
        .exits(0);
    assert_eq!(piped.out, "一二三\n");
    let body = at(&w, "/audio/speech")[1].json();
    assert_eq!(
        (&body["speed"], &body["response_format"]),
        (&serde_json::json!(1.5), &serde_json::json!("wav"))
    );
    let noted = w.run(&["speak", "--out", "b.wav", "x"]).exits(0);
    assert!(noted.err.contains("b.wav is audio/mpeg"), "{}", noted.err);
    w.run(&["speak", "--out", "c.mp3"]).exits(2);
    w.run(&["speak", "--out", "/dev/null", "x"]).exits(0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
    w.run(&["speak", "--out", "/dev/full", "x"]).exits(12);
}

#[test]
fn a_long_text_is_spoken_in_pieces_that_are_one_file() {
    let w = world("");
    let text = "这是一个很长的故事。".repeat(600);
    w.pipe(&text, &["speak", "-", "--format", "wav", "--out", "a.wav"])
        .exits(0);
    let asked: Vec<usize> = at(&w, "/audio/speech")
        .iter()
        .map(|e| e.json()["input"].as_str().unwrap().chars().count())
        .collect();
    assert_eq!((asked.len(), asked.iter().sum::<usize>()), (2, 6000));
    assert!(
        asked.iter().all(|n| *n <= 4096 && n % 10 == 0),
        "cut at the ends of sentences: {asked:?}"
    );
    let wav = fs::read(w.home.path().join("a.wav")).unwrap();
    let size = u32::from_le_bytes(wav[4..8].try_into().unwrap()) as usize;
    let data = u32::from_le_bytes(wav[40..44].try_into().unwrap()) as usize;
    assert_eq!(
        (size, data),
        (wav.len() - 8, wav.len() - 44),
        "one header that tells the truth"
    );
    let heard = w.run(&["transcribe", "-p", "openai", "a.wav"]).exits(0);
    assert_eq!(heard.out.trim(), text);
}

#[test]
fn speech_that_breaks_off_is_an_error_and_leaves_no_file() {
    for (fault, provider, code) in [
        ("cut_after = 40", "openai", 9),
        ("cut_after = 0", "openai", 8),
        ("end = true\nat = 2", "volc-speech", 9),
        ("end = true\nat = 0", "volc-speech", 9),
        ("error_event = true\nat = 2\ncode = '55000000'", "volc-speech", 6 + 2),
        ("malformed = true\nat = 1", "volc-speech", 9),
        ("drop = true", "volc-speech", 8),
        (
            "status = 200\nbody = '{\"error\":{\"code\":\"insufficient_quota\"}}'",
            "openai",
            7,
        ),
    ] {
        let w = world(&format!("[[fault]]\nprotocol = '{provider}'\n{fault}\n"));
        let ran = w.run(&["speak", "-p", provider, "--out", "a.mp3", "你好，世界。"]);
        assert_eq!(names(&w), [""; 0], "{fault}: {ran:?}");
        let after_audio = fault.contains("at = 2") || fault.contains("cut_after = 40");
        let code = if after_audio { 9 } else { code };
        let ran = ran.exits(code);
        let attempts = at(&w, "/speech").len() + at(&w, "/tts/").len();
        if after_audio {
            assert!(ran.err.contains("bytes of audio came"), "{fault}: {}", ran.err);
            assert_eq!(attempts, 1, "{fault}: what was heard is not asked for again");
        }
    }
}

#[test]
fn doubao_speaks_over_events_and_tells_what_it_charges() {
    let w = world("");
    let saved = w
        .run(&[
            "speak",
            "-p",
            "volc-speech",
            "--out",
            "a.mp3",
            "--speed",
            "2",
            "你好，世界。",
            "-o",
            "json",
        ])
        .exits(0)
        .json();
    assert_eq!(
        (saved["characters"].as_u64(), saved["model"].as_str()),
        (Some(6), Some("seed-tts-2.0"))
    );
    let request = at(&w, "/tts/").remove(0);
    assert_eq!(request.path, "/api/v3/tts/unidirectional/sse");
    assert_eq!(request.header("x-api-resource-id"), Some("seed-tts-2.0"));
    assert_eq!(request.header("x-api-request-id").unwrap().len(), 36);
    assert_eq!(request.json()["req_params"]["audio_params"]["speech_rate"], 100);
    for (args, code) in [
        (&["--format", "flac"][..], 2),
        (&["--speed", "9"], 2),
        (&["--voice", "zh_male_other"], 4),
        (&["-m", "seed-tts-1.0"], 4),
    ] {
        let ran = w.run(&[&["speak", "-p", "volc-speech", "--out", "b.mp3", "x"], args].concat());
        assert_eq!(names(&w), ["a.mp3"]);
        ran.exits(code);
    }
    let w = world("[[fault]]\nerror_event = true\ntimes = 2\ncode = '55000031'\n");
    w.run(&["speak", "-p", "volc-speech", "--out", "a.mp3", "x"]).exits(0);
    assert_eq!(
        at(&w, "/tts/").len(),
        3,
        "a busy server is asked again before the first audio"
    );
    for fault in ["split = 1", "eol = 'crlf'", "comments = true\nbom = true"] {
        let w = world(&format!("[[fault]]\nprotocol = 'volc-speech'\n{fault}\n"));
        w.run(&["speak", "-p", "volc-speech", "--out", "a.mp3", "你好，世界。"])
            .exits(0);
        assert_eq!(
            w.run(&["transcribe", "-p", "openai", "a.mp3"]).exits(0).out,
            "你好，世界。\n",
            "{fault}"
        );
    }
}

#[test]
fn the_older_consoles_account_works_too() {
    let w = world("");
    let server = w.sandbox().server("volc-speech").clone();
    let also = |name: &str| server.also.iter().find(|(n, _)| *n == name).unwrap().1.clone();
    w.add_config(&format!(
        "[llm.old]\nkind = 'volc-speech'\nbase_url = '{}'\napp_id = '{}'\naccess_key = '{}'\nspeech_model = 'seed-tts-2.0'\nvoice = 'zh_female_vv_uranus_bigtts'\n",
        server.url,
        also("app_id"),
        also("access_key")
    ));
    w.run(&["speak", "-p", "old", "--out", "a.mp3", "你好"]).exits(0);
    assert_eq!(w.run(&["transcribe", "-p", "old", "a.mp3"]).exits(0).out, "你好\n");
    let [spoken, heard] = [at(&w, "/tts/").remove(0), at(&w, "/flash").remove(0)];
    assert!(spoken.header("x-api-key").is_none() && spoken.header("x-api-app-id").is_some());
    assert!(heard.header("x-api-app-key").is_some() && heard.header("x-api-app-id").is_none());
    w.add_config("[llm.half]\nkind = 'volc-speech'\napp_id = '1'\n");
    let ran = w.run(&["speak", "-p", "half", "--out", "b.mp3", "x"]).exits(3);
    assert!(ran.err.contains("no access_key"), "{}", ran.err);
    w.add_config("[llm.wrong]\nkind = 'volc-speech'\nbase_url = 'http://127.0.0.1:1'\napi_key = 'wrong-key'\n");
    let wrong = w.read_config().replace("http://127.0.0.1:1", &server.url);
    w.config(&wrong);
    w.run(&["transcribe", "-p", "wrong", "a.mp3"]).exits(4);
}

#[test]
fn any_call_of_the_speech_product_is_signed_and_judged_by_its_header() {
    let w = world("");
    let body =
        r#"{"user":{"uid":"1"},"audio":{"data":"SUQzA3Zoc2F5czplNGJkYTA7"},"request":{"model_name":"bigmodel"}}"#;
    let call = |resource: &str| {
        let resource = format!("x-api-resource-id: {resource}");
        let args = [
            "api",
            "llm.volc-speech",
            "POST",
            "auc/bigmodel/recognize/flash",
            "-d",
            body,
            "-H",
            "x-api-sequence: -1",
            "-H",
            &resource,
        ];
        w.run(&args)
    };
    assert_eq!(call("volc.bigasr.auc_turbo").exits(0).json()["result"]["text"], "你");
    let refused = call("volc.bigasr.auc").exits(6);
    assert!(refused.err.contains("45000001"), "{}", refused.err);
}

#[test]
fn speech_leaves_as_it_comes() {
    let w = world("[[fault]]\nprotocol = 'volc-speech'\nhang = 'body'\nat = 2\n");
    let mut child = w
        .command(&["speak", "-p", "volc-speech", "你好，世界。"])
        .spawn()
        .unwrap();
    let mut first = [0; 3];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(
        &first, b"ID3",
        "the first audio is there while the server still works on the rest"
    );
    assert!(child.try_wait().unwrap().is_none());
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_transcript_has_the_form_that_is_wanted() {
    let w = world("");
    w.run(&["speak", "--out", "a.mp3", "第一句话。第二句话！"]).exits(0);
    let run = |args: &[&str]| w.run(&[&["transcribe", "a.mp3"], args].concat()).exits(0);
    for provider in ["openai", "volc-speech"] {
        assert_eq!(run(&["-p", provider]).out, "第一句话。第二句话！\n");
        assert_eq!(
            run(&["-p", provider, "--format", "srt"]).out,
            "1\n00:00:00,000 --> 00:00:01,250\n第一句话。\n\n2\n00:00:01,250 --> 00:00:02,500\n第二句话！\n\n"
        );
        assert!(
            run(&["-p", provider, "--format", "vtt"])
                .out
                .starts_with("WEBVTT\n\n00:00:00.000 --> 00:00:01.250\n第一句话。\n\n")
        );
        let json = run(&["-p", provider, "--format", "json"]).json();
        assert_eq!(
            (json["text"].as_str(), json["provider"].as_str()),
            (Some("第一句话。第二句话！"), Some(provider))
        );
        assert!(json["request_id"].is_string() && json["attempts"] == 1);
    }
    assert_eq!(
        run(&["-p", "openai", "-m", "gpt-4o-transcribe"]).out,
        "第一句话。第二句话！\n"
    );
    assert_eq!(
        run(&["-p", "openai", "-O", "response_format=text"]).out,
        "第一句话。第二句话！\n"
    );
    let none = w
        .run(&[
            "transcribe",
            "a.mp3",
            "-p",
            "openai",
            "-m",
            "gpt-4o-transcribe",
            "--format",
            "srt",
        ])
        .exits(6);
    assert!(none.err.contains("verbose_json"), "{}", none.err);
    run(&[
        "-p",
        "openai",
        "--language",
        "zh",
        "--prompt",
        "名称",
        "-O",
        "temperature=0",
        "-O",
        "include=[\"logprobs\"]",
    ]);
    let sent = String::from_utf8_lossy(&at(&w, "/transcriptions").pop().unwrap().body).into_owned();
    for field in [
        "\"language\"\r\n\r\nzh\r\n",
        "\"prompt\"\r\n\r\n名称\r\n",
        "\"temperature\"\r\n\r\n0\r\n",
        "\"include[]\"\r\n\r\nlogprobs\r\n",
        "filename=\"a.mp3\"",
    ] {
        assert!(sent.contains(field), "{field}: {sent}");
    }
    run(&["-p", "volc-speech", "--language", "zh"]);
    assert_eq!(at(&w, "/flash").pop().unwrap().json()["audio"]["language"], "zh-CN");
    let dry = w.run(&["transcribe", "a.mp3", "-p", "openai", "-n"]).exits(0).out;
    assert!(
        dry.starts_with("POST http://127.0.0.1") && dry.trim_end().ends_with(" bytes)"),
        "{dry}"
    );
    w.run(&["transcribe", "a.mp3", "-p", "volc-speech", "--prompt", "x"])
        .exits(2);
}

#[test]
fn words_are_printed_as_they_are_recognised() {
    let w = world("");
    w.run(&["speak", "--out", "a.mp3", "第一句话。第二句话！"]).exits(0);
    let args = [
        "transcribe",
        "a.mp3",
        "-p",
        "openai",
        "--stream",
        "-m",
        "gpt-4o-transcribe",
    ];
    assert_eq!(w.run(&args).exits(0).out, "第一句话。第二句话！\n");
    let events = w.run(&[&args[..], &["-o", "jsonl"]].concat()).exits(0).out;
    assert!(
        events.lines().filter(|l| l.contains("\"text\":")).count() > 3,
        "{events}"
    );
    assert_eq!(
        w.run(&["transcribe", "a.mp3", "-p", "openai", "--stream"]).exits(0).out,
        "第一句话。第二句话！\n"
    );
    w.run(&["transcribe", "a.mp3", "-p", "volc-speech", "--stream"])
        .exits(2);
    for (fault, code, attempts) in [
        ("end = true\nat = 2", 9, 1),
        ("end = true\nat = 0", 9, 3),
        ("malformed = true\nat = 1", 9, 1),
    ] {
        w.sandbox().clear();
        w.sandbox()
            .set_script(vh::sandbox::Script::parse(&format!("[[fault]]\n{fault}\n")).unwrap());
        w.run(&args).exits(code);
        assert_eq!(at(&w, "/transcriptions").len(), attempts, "{fault}");
    }
    w.sandbox()
        .set_script(vh::sandbox::Script::parse("[[fault]]\nhang = 'body'\nat = 3\n").unwrap());
    let mut child = w.command(&args).spawn().unwrap();
    let mut first = [0; "第一句话。第".len()];
    child.stdout.as_mut().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(String::from_utf8_lossy(&first), "第一句话。第");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_recording_is_known_by_its_content_and_may_be_piped() {
    let w = world("");
    w.run(&["speak", "--format", "wav", "--out", "a.wav", "你好"]).exits(0);
    fs::copy(w.home.path().join("a.wav"), w.home.path().join("noending")).unwrap();
    fs::copy(w.home.path().join("a.wav"), w.home.path().join("lies.mp3")).unwrap();
    for (file, sent_as) in [("noending", "noending.wav"), ("lies.mp3", "lies.mp3.wav")] {
        assert_eq!(w.run(&["transcribe", "-p", "openai", file]).exits(0).out, "你好\n");
        let body = String::from_utf8_lossy(&at(&w, "/transcriptions").pop().unwrap().body).into_owned();
        assert!(body.contains(&format!("filename=\"{sent_as}\"")), "{body}");
    }
    let piped = w.pipe(
        fs::read(w.home.path().join("a.wav")).unwrap(),
        &["transcribe", "-p", "openai", "-"],
    );
    assert_eq!(piped.exits(0).out, "你好\n");
    let before = w.sandbox().journal().len();
    w.file("text.txt", "no sound");
    w.file("empty.wav", "");
    for (file, code) in [("text.txt", 2), ("empty.wav", 2), ("missing.wav", 5), (".", 2)] {
        w.run(&["transcribe", "-p", "openai", file]).exits(code);
    }
    w.file("a.flac", b"fLaC\0\0\0\"");
    let told = w.run(&["transcribe", "-p", "volc-speech", "a.flac"]).exits(6);
    assert!(told.err.contains("takes wav, mp3 and ogg"), "{}", told.err);
    assert_eq!(w.sandbox().journal().len(), before, "nothing was sent");
    let silent = world("[[fault]]\npath = '/flash'\ntext = ''\n");
    silent.file("a.mp3", b"ID3\x03rest");
    let ran = silent.run(&["transcribe", "-p", "volc-speech", "a.mp3"]).exits(0);
    assert!(
        ran.out.trim().is_empty() && ran.err.contains("no speech was heard"),
        "{ran:?}"
    );
}

#[test]
fn a_recording_that_is_too_large_is_told_before_it_is_sent() {
    let w = world("");
    let sparse = |name: &str, bytes: u64| {
        let path = w.file(name, b"RIFF\0\0\0\0WAVEfmt ");
        fs::OpenOptions::new()
            .write(true)
            .open(path)
            .unwrap()
            .set_len(bytes)
            .unwrap();
    };
    sparse("large.wav", (25 << 20) + 1);
    sparse("huge.wav", (100 << 20) + 1);
    // OpenAI's own address; what would reach it is a failure of this test.
    w.add_config("[llm.real]\nkind = 'openai'\napi_key = 'sk-none'\ntranscribe_model = 'whisper-1'\nproxy = 'http://127.0.0.1:9'\n");
    let told = w.run(&["transcribe", "-p", "real", "large.wav", "-o", "json"]).exits(6);
    let error = told.error();
    assert_eq!(error["outcome"], "not_sent");
    assert!(error["message"].as_str().unwrap().contains("at most 25 MiB"), "{error}");
    let told = w.run(&["transcribe", "-p", "volc-speech", "huge.wav"]).exits(6);
    assert!(told.err.contains("at most 100 MiB"), "{}", told.err);
    assert_eq!(w.sandbox().journal().len(), 0);
}

#[test]
fn what_a_server_finds_too_large_is_told_as_that_and_not_sent_again() {
    let w = world("");
    w.file(
        "large.wav",
        [b"RIFF\0\0\0\0WAVEfmt ".as_slice(), &vec![0; 25 << 20]].concat(),
    );
    let told = w
        .run(&["transcribe", "-p", "openai", "large.wav", "-o", "json"])
        .exits(6);
    let error = told.error();
    assert_eq!(
        (&error["kind"], &error["status"]),
        (&"invalid".into(), &413.into()),
        "{error}"
    );
    assert!(error["hint"].as_str().unwrap().contains("smaller file"), "{error}");
    assert_eq!(w.sandbox().requests("openai").len(), 1);
}

#[test]
fn what_doubao_finds_too_large_is_told_as_that_too() {
    let w = world(
        "[[fault]]\nprotocol = 'volc-speech'\nstatus = 413\nbody = '<html>413 Request Entity Too Large</html>'\n",
    );
    w.file("one.wav", b"RIFF\0\0\0\0WAVEfmt ");
    for args in [
        &["transcribe", "-p", "volc-speech", "one.wav"][..],
        &["speak", "-p", "volc-speech", "hi", "--out", "s.mp3"],
    ] {
        w.sandbox().clear();
        let error = w.run(&[args, &["-o", "json"]].concat()).exits(6).error();
        assert_eq!(
            (&error["kind"], &error["status"]),
            (&"invalid".into(), &413.into()),
            "{error}"
        );
        assert!(error["hint"].is_string(), "{error}");
        assert_eq!(w.sandbox().requests("volc-speech").len(), 1);
    }
    assert_eq!(names(&w), ["one.wav"]);
}

#[test]
fn models_that_are_nowhere_listed_are_named() {
    let w = world("");
    let ran = w.run(&["models", "-p", "volc-speech"]).exits(0);
    assert!(ran.out.is_empty() && ran.err.contains("docs/6561"), "{}", ran.err);
    assert!(w.sandbox().journal().is_empty());
}

#[test]
fn a_recording_is_sent_again_byte_by_byte_when_the_first_attempt_fails() {
    for provider in ["openai", "volc-speech"] {
        let w = world(&format!(
            "[[fault]]\nprotocol = '{provider}'\ntimes = 2\nstatus = 503\n"
        ));
        let mut audio = b"RIFF\0\0\0\0WAVEfmt vhsays:e4bda0e5a5bd;".to_vec();
        audio.extend((0..3_000_001u32).map(|i| (i % 251) as u8));
        w.file("a.wav", &audio);
        assert_eq!(w.run(&["transcribe", "-p", provider, "a.wav"]).exits(0).out, "你好\n");
        let sent: Vec<usize> = w.sandbox().requests(provider).iter().map(|e| e.body.len()).collect();
        assert_eq!(sent.len(), 3);
        assert!(sent.iter().all(|n| *n == sent[0] && *n > 3_000_000), "{sent:?}");
    }
}

#[test]
fn who_cannot_do_it_says_so_before_anything_is_sent() {
    let w = world("");
    w.file("a.mp3", b"ID3\x03rest");
    for (args, says) in [
        (&["image", "-p", "claude", "x"][..], "makes no pictures"),
        (&["image", "-p", "volc-speech", "x"], "makes no pictures"),
        (&["speak", "-p", "ark", "--out", "x.mp3", "x"], "does not speak"),
        (&["speak", "-p", "claude", "--out", "x.mp3", "x"], "does not speak"),
        (&["transcribe", "-p", "ark", "a.mp3"], "does not transcribe"),
        (&["chat", "-p", "volc-speech", "x"], "does not chat"),
    ] {
        let ran = w.run(args).exits(3);
        assert!(ran.err.contains(says), "{args:?}: {}", ran.err);
    }
    let quality = w.run(&["image", "-p", "ark", "--quality", "high", "x"]).exits(2);
    assert!(quality.err.contains("quality"), "{}", quality.err);
    let config = w.read_config().replace("image_model = 'gpt-image-2'\n", "");
    w.config(&config);
    let ran = w.run(&["image", "-p", "openai", "x"]).exits(3);
    assert!(ran.err.contains("vh config set llm.openai.image_model"), "{}", ran.err);
    let chosen = w.run(&["image", "x"]).exits(0);
    assert!(
        chosen.out.contains("doubao"),
        "the one that has a model for it: {}",
        chosen.out
    );
    assert_eq!(
        w.requests("claude") + w.requests("openai") + w.requests("volc-speech"),
        0
    );
}

/// A directory with programs that stand in for real ones, and nothing else to be found.
fn programs(w: World, scripts: &[(&str, &str)]) -> World {
    let bin = w.home.path().join("bin");
    fs::create_dir(&bin).unwrap();
    for (name, script) in scripts {
        let path = bin.join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let path = bin.into_os_string();
    w.env("PATH", path)
}

/// A recorder whose every recording says "今天天气怎么样？".
fn recorder() -> String {
    let hex: String = "今天天气怎么样？".bytes().map(|b| format!("{b:02x}")).collect();
    format!("for file; do :; done; printf 'RIFF....WAVEfmt ................data....vhsays:{hex};' > \"$file\"")
}

#[test]
fn a_talk_is_recorded_heard_answered_and_spoken() {
    let w = programs(
        world(""),
        &[
            ("arecord", &recorder()),
            ("aplay", "/bin/cat > played.$$; echo \"$@\" >> calls"),
        ],
    );
    let ran = w
        .run(&["talk", "--record", "2s", "--transcriber", "openai", "-s", "简短"])
        .exits(0);
    assert_eq!(ran.out, "ark 收到：今天天气怎么样？ 🚀\n");
    assert!(ran.err.contains("you: 今天天气怎么样？"), "{}", ran.err);
    let wav = String::from_utf8_lossy(&at(&w, "/transcriptions")[0].body).into_owned();
    assert!(
        wav.contains("RIFF") && wav.contains("question.wav"),
        "samples were given a header"
    );
    let spoken = at(&w, "/audio/speech");
    assert_eq!(spoken[0].json()["response_format"], "pcm", "what aplay takes");
    assert_eq!(spoken[0].json()["input"], "ark 收到：今天天气怎么样？");
    let played: Vec<String> = names(&w).into_iter().filter(|n| n.starts_with("played")).collect();
    assert_eq!(played.len(), spoken.len());
    let calls = fs::read_to_string(w.home.path().join("calls")).unwrap();
    assert!(calls.starts_with("-q -t raw -f S16_LE -r 24000 -c 1 -\n"), "{calls}");
    // And speech by itself.
    w.run(&["speak", "--play", "你好"]).exits(0);
    assert_eq!(
        names(&w).iter().filter(|n| n.starts_with("played")).count(),
        played.len() + 1
    );
}

#[test]
fn a_talk_says_what_is_missing_before_anybody_speaks() {
    let w = programs(world(""), &[]);
    w.file("a.mp3", b"ID3\x03rest");
    let ran = w.run(&["talk"]).exits(5);
    assert!(ran.err.contains("no program that records"), "{}", ran.err);
    let ran = w.run(&["talk", "--input", "a.mp3"]).exits(3);
    assert!(
        ran.err.contains("nothing that plays") && ran.err.contains("--out"),
        "{}",
        ran.err
    );
    w.run(&["speak", "--play", "x"]).exits(3);
    w.run(&["talk", "--input", "a.mp3", "--out", "a.flac", "--format", "flac"])
        .exits(2);
    assert_eq!(w.sandbox().journal().len(), 0);
    let deaf = programs(world(""), &[("arecord", "exit 1")]);
    let ran = deaf.run(&["talk", "--record", "5s", "--no-audio"]).exits(12);
    assert!(ran.err.contains("is a microphone connected"), "{}", ran.err);
}

#[test]
fn a_talk_from_a_file_is_one_question_and_its_answer_one_file() {
    let w = world("");
    w.run(&["speak", "--out", "q.mp3", "今天天气怎么样？我想出门走走。"])
        .exits(0);
    let said = "ark 收到：今天天气怎么样？我想出门走走。 🚀";
    for (format, file) in [("mp3", "a.mp3"), ("wav", "a.wav")] {
        let ran = w
            .run(&[
                "talk",
                "--input",
                "q.mp3",
                "--transcriber",
                "openai",
                "--format",
                format,
                "--out",
                file,
            ])
            .exits(0);
        assert_eq!(ran.out, format!("{said}\n"));
        let heard = w.run(&["transcribe", "-p", "openai", file]).exits(0).out;
        assert_eq!(heard, "ark 收到：今天天气怎么样？我想出门走走。\n");
    }
    let shown = w
        .run(&[
            "talk",
            "--input",
            "q.mp3",
            "--transcriber",
            "openai",
            "--no-audio",
            "-o",
            "json",
        ])
        .exits(0);
    assert_eq!(shown.json()["text"], said);
    let before = at(&w, "/audio/speech").len();
    w.run(&["talk", "--input", "q.mp3", "--transcriber", "openai", "--out", "a.mp3"])
        .exits(13);
    assert_eq!(at(&w, "/audio/speech").len(), before);
    // It is a conversation like any other.
    w.run(&[
        "talk",
        "--input",
        "q.mp3",
        "--transcriber",
        "openai",
        "--no-audio",
        "--session",
        "voice",
    ])
    .exits(0);
    let kept = w.run(&["session", "show", "voice"]).exits(0).out;
    assert!(kept.contains("我想出门走走"), "{kept}");
}

#[test]
fn the_first_sentence_is_spoken_while_the_answer_is_still_being_written() {
    // Two characters an event: after 16 of them the first sentence is over, and the model says no more.
    let w = world(
        "[[fault]]\nprotocol = 'ark'\nhang = 'body'\nat = 16\ntext = '今天北京晴，最高气温二十五度。出门不用带伞，可以穿短袖，祝你愉快。'\n",
    );
    w.run(&["speak", "--out", "q.mp3", "天气？"]).exits(0);
    let mut child = w
        .command(&[
            "talk",
            "--input",
            "q.mp3",
            "--transcriber",
            "openai",
            "--speaker",
            "volc-speech",
            "--out",
            "a.mp3",
        ])
        .spawn()
        .unwrap();
    for _ in 0..3000 {
        if !at(&w, "/tts/").is_empty() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let spoken = at(&w, "/tts/");
    assert!(child.try_wait().unwrap().is_none(), "the answer goes on");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(spoken[0].json()["req_params"]["text"], "今天北京晴，最高气温二十五度。");
}

#[test]
fn a_talk_whose_voice_fails_still_shows_the_answer() {
    let w = world("[[fault]]\nprotocol = 'volc-speech'\nstatus = 401\n");
    w.run(&["speak", "--out", "q.mp3", "天气？"]).exits(0);
    let ran = w
        .run(&[
            "talk",
            "--input",
            "q.mp3",
            "--transcriber",
            "openai",
            "--speaker",
            "volc-speech",
            "--out",
            "a.mp3",
        ])
        .exits(4);
    assert_eq!(ran.out, "ark 收到：天气？ 🚀\n");
    assert_eq!(names(&w), ["q.mp3"]);
    let silent = world("[[fault]]\npath = '/transcriptions'\ntext = ' '\n");
    silent.file("q.mp3", b"ID3\x03rest");
    let ran = silent
        .run(&["talk", "--input", "q.mp3", "--transcriber", "openai", "--no-audio"])
        .exits(6);
    assert!(ran.err.contains("no speech was heard"), "{}", ran.err);
    assert_eq!(silent.requests("ark"), 0);
}

#[test]
fn recordings_and_documents_are_attached_where_they_are_taken() {
    let w = world("");
    w.file("a.wav", b"RIFF\0\0\0\0WAVEfmt ");
    w.file("a.mp3", b"ID3\x03rest");
    w.file("a.flac", b"fLaC\0\0\0\"");
    w.file("a.pdf", b"%PDF-1.7\n");
    w.file("p.png", b"\x89PNG\r\n\x1a\nrest");
    let ask = |provider: &str, file: &str| -> Ran { w.run(&["chat", "-p", provider, "-a", file, "look "]) };
    for (provider, file, says) in [
        ("openai", "a.wav", "[audio]"),
        ("openai", "a.mp3", "[audio]"),
        ("openai", "a.pdf", "[pdf]"),
        ("openai", "p.png", "[image]"),
        ("ark", "a.mp3", "[audio]"),
        ("ark", "https://example.com/a.wav?sign=1", "[audio]"),
        ("ark", "https://example.com/a.jpg", "[image]"),
        ("claude", "a.pdf", "[pdf]"),
        ("claude", "https://example.com/a.pdf", "[pdf]"),
        ("claude", "p.png", "[image]"),
    ] {
        let ran = ask(provider, file).exits(0);
        assert!(ran.out.contains(says), "{provider} {file}: {}", ran.out);
    }
    let responses = w
        .run(&["chat", "-p", "openai", "-m", "gpt-6-pro", "-a", "a.pdf", "look"])
        .exits(0);
    assert!(responses.out.contains("[pdf]"), "{}", responses.out);
    let before = w.sandbox().journal().len();
    for (provider, file, says) in [
        ("claude", "a.mp3", "claude takes no audio"),
        ("ark", "a.pdf", "ark takes no PDF"),
        ("openai", "a.flac", "wav or mp3, not as audio/flac"),
        ("openai", "https://example.com/a.pdf", "as a file, not as an address"),
        ("openai", "https://example.com/a.mp3", "as a file, not as an address"),
    ] {
        let ran = ask(provider, file).exits(6);
        assert!(ran.err.contains(says), "{provider} {file}: {}", ran.err);
    }
    ask("openai", "a.txt").exits(5);
    w.file("a.txt", "words");
    ask("openai", "a.txt").exits(2);
    assert_eq!(
        w.sandbox().journal().len(),
        before,
        "nothing was sent, and no address was fetched"
    );
    // Another provider may take what the first does not.
    let ran = w
        .run(&["chat", "-p", "ark,claude", "-a", "a.pdf", "look", "-o", "json"])
        .exits(0)
        .json();
    assert_eq!(
        (ran["provider"].as_str(), ran["skipped"][0]["provider"].as_str()),
        (Some("claude"), Some("ark"))
    );
    // What was attached stays in the conversation, and is translated for whoever goes on with it.
    w.run(&["chat", "-p", "openai", "--session", "s", "-a", "a.pdf", "look"])
        .exits(0);
    w.run(&["chat", "-p", "claude", "--session", "s", "and?"]).exits(0);
    let turns = w.sandbox().requests("claude").pop().unwrap().json()["messages"].clone();
    assert_eq!(turns[0]["content"][1]["type"], "document", "{turns}");
}

#[test]
fn media_leave_their_figures_like_a_chat() {
    let w = world("[[fault]]\nprotocol = 'volc-speech'\nstatus = 401\n");
    w.run(&["image", "-p", "openai", "x"]).exits(0);
    w.run(&["speak", "--out", "a.mp3", "你好"]).exits(0);
    w.run(&["transcribe", "-p", "openai", "-m", "gpt-4o-transcribe", "a.mp3"])
        .exits(0);
    w.run(&["transcribe", "-p", "volc-speech", "a.mp3"]).exits(4);
    let usage = w.run(&["usage", "-o", "json"]).exits(0).out;
    let row = |model: &str| -> serde_json::Value {
        let line = usage
            .lines()
            .find(|l| l.contains(model))
            .unwrap_or_else(|| panic!("{model}: {usage}"));
        serde_json::from_str(line).unwrap()
    };
    assert_eq!(row("gpt-image-2")["output_tokens"], 100);
    assert!(row("gpt-4o-transcribe")["output_tokens"].as_u64().unwrap() > 0);
    assert_eq!(row("gpt-4o-mini-tts")["requests"], 1);
    let stats = w.run(&["route", "stats", "-o", "json"]).exits(0).out;
    assert!(stats.contains("volc.bigasr.auc_turbo"), "{stats}");
}

#[test]
fn no_key_of_the_speech_product_comes_out() {
    const CANARY: &str = "volc-canary-7f31-Zq9";
    for fault in [
        "",
        "[[fault]]\nprotocol = 'volc-speech'\nstatus = 401\nmessage = 'bad key volc-canary-7f31-Zq9'\n",
    ] {
        let w = world(fault);
        let url = w.sandbox().server("volc-speech").url.clone();
        for keys in [
            format!("api_key = '{CANARY}'"),
            format!("app_id = '1'\naccess_key = '{CANARY}'"),
        ] {
            w.file("a.mp3", b"ID3\x03rest");
            w.config(&format!(
                "[llm.v]\nkind = 'volc-speech'\nbase_url = '{url}'\n{keys}\nspeech_model = 'seed-tts-2.0'\nvoice = 'zh_female_vv_uranus_bigtts'\n"
            ));
            for args in [
                &["speak", "-p", "v", "x", "--debug", "--dump-curl"][..],
                &["transcribe", "-p", "v", "a.mp3", "--debug", "--dump-curl"],
                &["speak", "-p", "v", "x", "-n"],
                &["transcribe", "-p", "v", "a.mp3", "-n"],
                &["speak", "-p", "v", "x", "-o", "json"],
                &["config", "show"],
            ] {
                let ran = w.run(args);
                assert!(!format!("{}{}", ran.out, ran.err).contains(CANARY), "{args:?}: {ran:?}");
            }
        }
    }
}

#[test]
fn a_fetch_has_a_cap_and_tells_what_does_not_answer() {
    let sandbox = vh::sandbox::Sandbox::start(vh::sandbox::Script::default()).unwrap();
    let http = vh::http::Http::new(vh::http::Options {
        trace: vh::http::Trace::silent(),
        dry_run: None,
        sealed: true,
        now: || std::time::SystemTime::UNIX_EPOCH,
    });
    let base = sandbox.server("ark").url.clone();
    let net = vh::http::Net::with(std::time::Duration::from_secs(5), std::time::Duration::from_secs(5));
    let target = vh::http::Target {
        name: "ark".to_owned(),
        base: base.clone(),
        net,
    };
    let origin = base.replace("/api/v3", "");
    let fetch = |path: &str, cap: usize| {
        let url = format!("{origin}{path}");
        let (http, target) = (http.clone(), target.clone());
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move { http.fetch(&target, &url, cap).await })
    };
    let signed = "/pictures/61.png?X-Tos-Signature=sandbox";
    assert!(is_png(&fetch(signed, 1 << 20).unwrap()));
    assert_eq!(fetch(signed, 50).unwrap_err().kind, vh::error::Kind::Malformed);
    assert_eq!(
        fetch("/pictures/61.png", 1 << 20).unwrap_err().kind,
        vh::error::Kind::NotFound
    );
    let elsewhere = "[[fault]]\nstatus = 302\nheaders = { location = 'http://127.0.0.1/' }\n";
    sandbox.set_script(vh::sandbox::Script::parse(elsewhere).unwrap());
    let refused = fetch(signed, 1 << 20).unwrap_err();
    assert_eq!(refused.kind, vh::error::Kind::Refused);
    assert!(refused.what.en.contains("not followed"));
}
