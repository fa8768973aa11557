//! What every `Speaker` and every `Transcriber` promises. Run on OpenAI and on 豆包语音.

use std::sync::Arc;
use std::time::SystemTime;

use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use vh::error::{Error, Kind};
use vh::http::{Budget, Http, Net, Options, Piece, Trace};
use vh::llm::Provider;
use vh::llm::media::{Audio, Speaker, SpeechRequest, Spoken, TranscribeRequest, Transcriber, Transcript};
use vh::sandbox::{Sandbox, Script};

struct Both<'a> {
    speaker: Arc<dyn Speaker>,
    transcriber: Box<dyn Transcriber>,
    sandbox: &'a Sandbox,
    name: &'a str,
}

type Law = for<'a> fn(&'a Both<'a>) -> LocalBoxFuture<'a, ()>;

const LAWS: &[(&str, Law)] = &[
    ("what is spoken is heard", |b| Box::pin(what_is_spoken_is_heard(b))),
    ("every sentence has its time", |b| {
        Box::pin(every_sentence_has_its_time(b))
    }),
    ("a refusal names provider and request", |b| {
        Box::pin(a_refusal_names_provider_and_request(b))
    }),
    ("a passing failure heals", |b| Box::pin(a_passing_failure_heals(b))),
    ("speech that is cut ends in an error", |b| {
        Box::pin(speech_that_is_cut_ends_in_an_error(b))
    }),
    ("an answer that is none is told", |b| {
        Box::pin(an_answer_that_is_none_is_told(b))
    }),
];

#[tokio::test]
async fn all_who_speak_and_listen_keep_the_laws() {
    for name in ["openai", "volc-speech"] {
        for (law, check) in LAWS {
            eprintln!("{name}: {law}");
            let sandbox = Sandbox::start(Script::default()).unwrap();
            let both = Both {
                speaker: connect(&sandbox, name).into_speaker().unwrap(),
                transcriber: connect(&sandbox, name).into_transcriber().unwrap(),
                sandbox: &sandbox,
                name,
            };
            check(&both).await;
        }
    }
}

fn connect(sandbox: &Sandbox, name: &str) -> Provider {
    let server = sandbox.server(name);
    let (speech, voice) = match name {
        "openai" => ("gpt-4o-mini-tts", "marin"),
        _ => ("seed-tts-2.0", "zh_female_vv_uranus_bigtts"),
    };
    let mut config = serde_json::json!({
        "kind": name, "api_key": server.key, "base_url": server.url, "speech_model": speech, "voice": voice,
    });
    if name == "openai" {
        config["transcribe_model"] = "whisper-1".into();
    }
    let mut net = Net::with(vh::llm::types::FIRST_BYTE, vh::llm::types::IDLE);
    net.retry.base = std::time::Duration::from_millis(1);
    let http = Http::new(Options {
        trace: Trace::silent(),
        dry_run: None,
        sealed: true,
        now: || SystemTime::UNIX_EPOCH,
    });
    vh::llm::connect(name, serde_json::from_value(config).unwrap(), net, http).unwrap()
}

fn script(both: &Both<'_>, fault: &str) {
    let toml = format!("[[fault]]\n{fault}\n");
    both.sandbox.set_script(Script::parse(&toml).unwrap());
}

async fn speak(both: &Both<'_>, text: &str) -> Result<(Vec<u8>, u32), Error> {
    let request = SpeechRequest {
        model: None,
        text: text.to_owned(),
        voice: None,
        format: None,
        speed: None,
        options: serde_json::Map::new(),
        budget: Budget::start(),
    };
    let mut speech = both.speaker.speak(&request).await?;
    assert_eq!(speech.served.provider, both.name);
    assert!(speech.served.request_id.is_some() && Some(&speech.served.model) == both.speaker.model(&request).as_ref());
    let mut audio = Vec::new();
    while let Some(event) = speech.events.next().await {
        if let Spoken::Audio(bytes) = event? {
            audio.extend_from_slice(&bytes);
        }
    }
    Ok((audio, speech.served.attempts))
}

async fn hear(both: &Both<'_>, audio: Vec<u8>, times: bool) -> Result<Transcript, Error> {
    let request = TranscribeRequest {
        model: None,
        audio: Audio {
            name: "a.mp3".to_owned(),
            media_type: "audio/mpeg",
            content: Piece::Bytes(audio.into()),
        },
        language: None,
        prompt: None,
        times,
        options: serde_json::Map::new(),
        budget: Budget::start(),
    };
    both.transcriber.transcribe(&request).await
}

async fn what_is_spoken_is_heard(both: &Both<'_>) {
    let (audio, attempts) = speak(both, "你好，世界。").await.unwrap();
    assert_eq!((vh::llm::magic::audio(&audio), attempts), (Some("audio/mpeg"), 1));
    let heard = hear(both, audio, false).await.unwrap();
    assert_eq!(heard.text, "你好，世界。");
    let served = heard.served.unwrap();
    assert!(served.provider == both.name && served.request_id.is_some() && served.attempts == 1);
}

async fn every_sentence_has_its_time(both: &Both<'_>) {
    let (audio, _) = speak(both, "一二三四。五六七八。").await.unwrap();
    let heard = hear(both, audio, true).await.unwrap();
    let times: Vec<(u64, u64, &str)> = heard
        .segments
        .iter()
        .map(|s| (s.start_ms, s.end_ms, s.text.as_str()))
        .collect();
    assert_eq!(times, [(0, 1250, "一二三四。"), (1250, 2500, "五六七八。")]);
    assert_eq!(heard.duration_ms, Some(2500));
}

async fn a_refusal_names_provider_and_request(both: &Both<'_>) {
    script(both, "status = 401\ncode = '45000010'");
    let errors = [
        speak(both, "x").await.unwrap_err(),
        hear(both, b"ID3\x03rest".to_vec(), false).await.unwrap_err(),
    ];
    for e in errors {
        assert_eq!(
            (e.kind, e.provider.as_deref(), e.status),
            (Kind::Auth, Some(both.name), Some(401))
        );
        assert!(e.request_id.is_some());
    }
    assert_eq!(both.sandbox.journal().len(), 2, "a wrong key is tried once");
}

async fn a_passing_failure_heals(both: &Both<'_>) {
    script(both, "status = 503\ntimes = 2");
    assert_eq!(speak(both, "x").await.unwrap().1, 3);
    script(both, "drop = true\ntimes = 1");
    let heard = hear(both, b"ID3\x03vhsays:e4bda0;".to_vec(), false).await.unwrap();
    assert_eq!((heard.text.as_str(), heard.served.unwrap().attempts), ("你", 2));
}

async fn speech_that_is_cut_ends_in_an_error(both: &Both<'_>) {
    // Where the audio is the body itself, and where it is in events.
    let cut = if both.name == "openai" {
        "cut_after = 90"
    } else {
        "end = true\nat = 2"
    };
    script(both, cut);
    let e = speak(both, "这是一个比较长的句子，会在中间断开。").await.unwrap_err();
    assert_eq!(
        (e.kind, e.provider.as_deref(), e.is_retryable()),
        (Kind::Truncated, Some(both.name), false)
    );
    assert_eq!(both.sandbox.journal().len(), 1);
}

async fn an_answer_that_is_none_is_told(both: &Both<'_>) {
    script(
        both,
        "body = '<html>gateway</html>'\nheaders = { content-type = 'text/html' }",
    );
    let e = speak(both, "x").await.unwrap_err();
    assert_eq!(e.kind, Kind::Malformed, "{e}");
    script(both, "body = '{\"unexpected\": 1}'");
    let e = hear(both, b"ID3\x03rest".to_vec(), false).await.unwrap_err();
    assert_eq!(e.kind, Kind::Malformed, "{e}");
}
