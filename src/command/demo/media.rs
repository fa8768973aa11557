//! The rows of pictures and speech, and what of them stands in the sandbox's configuration.

use futures_util::{FutureExt, StreamExt};
use serde_json::Map;

use super::{Row, Seen, World, fault, nothing};
use crate::error::Result;
use crate::http::{Budget, Piece};
use crate::llm::media::{Audio, ImageRequest, SpeechRequest, Spoken, TranscribeRequest, Transcript};
use crate::llm::sentences::Sentences;
use crate::llm::{Provider, magic};
use crate::sandbox::llm::volc;
use crate::sandbox::{Fault, Sandbox};

/// The models of a table that are for more than chat.
pub(super) fn keys(protocol: &str) -> &'static str {
    match protocol {
        "openai" => {
            "image_model = \"gpt-image-2\"\nspeech_model = \"gpt-4o-mini-tts\"\nvoice = \"marin\"\ntranscribe_model = \"whisper-1\"\n"
        }
        "ark" => "image_model = \"doubao-seedream-4-5-251128\"\n",
        _ => "",
    }
}

/// The table of 豆包语音.
pub(super) fn speech_table(sandbox: &Sandbox) -> String {
    let server = sandbox.server("volc-speech");
    let (url, key, model, voice) = (&server.url, &server.key, volc::SPEECH, volc::VOICE);
    format!(
        "\n[llm.volc-speech]\nkind = \"volc-speech\"\nbase_url = \"{url}\"\napi_key = \"plain:{key}\"\n\
         speech_model = \"{model}\"\nvoice = \"{voice}\"\n"
    )
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "image-openai",
        run: |w| image(w, "openai").boxed(),
        needs: nothing,
        breaks: || no_picture("demo image-openai"),
    },
    Row {
        name: "image-ark",
        run: |w| image(w, "ark").boxed(),
        needs: nothing,
        breaks: || no_picture("demo image-ark"),
    },
    Row {
        name: "image-private",
        run: |w| private(w).boxed(),
        needs: || vec![elsewhere("https://127.0.0.1:1/a.png")],
        breaks: || Fault {
            body: Some(r#"{"data":[{"b64_json":"iVBORw0KGgo="}]}"#.to_owned()),
            ..fault("demo image-private")
        },
    },
    Row {
        name: "speak-openai",
        run: |w| speak(w, "openai").boxed(),
        needs: nothing,
        breaks: || Fault {
            cut_after: Some(20),
            ..fault("demo speak-openai")
        },
    },
    Row {
        name: "speak-volc",
        run: |w| speak(w, "volc-speech").boxed(),
        needs: nothing,
        breaks: || Fault {
            end: true,
            at: 2,
            ..fault("demo speak-volc")
        },
    },
    Row {
        name: "transcribe",
        run: |w| transcribe(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            path: Some("/audio/transcriptions".to_owned()),
            text: Some("something else".to_owned()),
            ..Fault::default()
        },
    },
    Row {
        name: "talk",
        run: |w| talk(w).boxed(),
        needs: nothing,
        breaks: || Fault {
            protocol: Some("ark".to_owned()),
            text: Some("something else.".to_owned()),
            ..Fault::default()
        },
    },
];

fn no_picture(marker: &str) -> Fault {
    Fault {
        body: Some(r#"{"data":[{"b64_json":"bm8gcGljdHVyZQ=="}]}"#.to_owned()),
        ..fault(marker)
    }
}

fn elsewhere(url: &str) -> Fault {
    Fault {
        body: Some(format!("{{\"data\":[{{\"url\":\"{url}\"}}]}}")),
        ..fault("demo image-private")
    }
}

impl World {
    async fn provider(&self, name: &str) -> Result<Provider> {
        let resolved = self.settings.llm(name).await?;
        crate::llm::connect(name, resolved.config, resolved.net, self.http.clone())
    }

    async fn say(&self, name: &str, text: &str, format: &str) -> Result<Vec<u8>> {
        let request = SpeechRequest {
            model: None,
            text: text.to_owned(),
            voice: None,
            format: Some(format.to_owned()),
            speed: None,
            options: Map::new(),
            budget: Budget::start(),
        };
        let mut speech = self.provider(name).await?.into_speaker()?.speak(&request).await?;
        let mut audio = Vec::new();
        while let Some(event) = speech.events.next().await {
            if let Spoken::Audio(bytes) = event? {
                audio.extend_from_slice(&bytes);
            }
        }
        Ok(audio)
    }

    async fn hear(&self, name: &str, audio: Vec<u8>) -> Result<Transcript> {
        let request = TranscribeRequest {
            model: None,
            audio: Audio {
                name: "demo.mp3".to_owned(),
                media_type: "audio/mpeg",
                content: Piece::Bytes(audio.into()),
            },
            language: None,
            prompt: None,
            times: true,
            options: Map::new(),
            budget: Budget::start(),
        };
        self.provider(name)
            .await?
            .into_transcriber()?
            .transcribe(&request)
            .await
    }
}

fn picture(prompt: &str) -> ImageRequest {
    ImageRequest {
        model: None,
        prompt: prompt.to_owned(),
        size: None,
        quality: None,
        format: None,
        count: 2,
        options: Map::new(),
        budget: Budget::start(),
    }
}

async fn image(w: &World, name: &str) -> Result<Seen> {
    let painter = w.provider(name).await?.into_painter()?;
    let made = painter
        .images(&picture(&format!("demo image-{name} 雪中的红灯笼")))
        .await?;
    let real = made
        .made
        .iter()
        .filter(|p| magic::picture(&p.bytes) == Some("image/png"))
        .count();
    let keyless = w
        .sandbox
        .requests(name)
        .iter()
        .filter(|e| e.path.contains("/pictures/"))
        .count();
    Ok(Seen {
        sent: w.sent(),
        received: format!("{real} PNG files"),
        compared: "two pictures, by their bytes; addresses fetched without the key".to_owned(),
        holds: real == 2 && made.failed.is_empty() && keyless == if name == "ark" { 2 } else { 0 },
    })
}

async fn private(w: &World) -> Result<Seen> {
    let painter = w.provider("ark").await?.into_painter()?;
    let result = painter
        .images(&ImageRequest {
            count: 1,
            ..picture("demo image-private")
        })
        .await;
    let error = result.err();
    Ok(Seen {
        sent: w.sent(),
        received: error
            .as_ref()
            .map_or("a picture".to_owned(), |e| e.line(crate::text::Lang::En)),
        compared: "an address of this machine is not fetched, exit 13".to_owned(),
        holds: error.is_some_and(|e| e.kind == crate::error::Kind::Refused),
    })
}

async fn speak(w: &World, name: &str) -> Result<Seen> {
    let label = if name == "openai" { "openai" } else { "volc" };
    let text = format!("demo speak-{label}，你好。");
    let audio = w.say(name, &text, "mp3").await?;
    let heard = w.hear(name, audio.clone()).await?;
    Ok(Seen {
        sent: w.sent(),
        received: format!("{} bytes: {}", audio.len(), heard.text),
        compared: "what was spoken is heard again".to_owned(),
        holds: heard.text == text && magic::audio(&audio) == Some("audio/mpeg"),
    })
}

async fn transcribe(w: &World) -> Result<Seen> {
    let audio = w.say("openai", "第一句。第二句。", "mp3").await?;
    let heard = w.hear("openai", audio).await?;
    let srt = crate::llm::subtitles::srt(&heard.segments);
    Ok(Seen {
        sent: w.sent(),
        received: srt.replace('\n', " "),
        compared: "two subtitles, one after the other".to_owned(),
        holds: srt.starts_with("1\n00:00:00,000 --> 00:00:01,000\n第一句。\n\n2\n00:00:01,000 --> "),
    })
}

/// The way of `vh talk`: heard, asked, and spoken sentence by sentence.
async fn talk(w: &World) -> Result<Seen> {
    let question = w.say("openai", "demo talk。今天天气怎么样？", "mp3").await?;
    let heard = w.hear("openai", question).await?.text;
    let answer = w.ask("ark", &super::llm::question(&heard)).await?;
    let mut sentences = Sentences::default();
    let mut all = sentences.push(&answer.text);
    all.extend(sentences.finish());
    let mut audio = Vec::new();
    for sentence in &all {
        audio.extend(w.say("volc-speech", sentence, "mp3").await?);
    }
    let spoken = w.hear("volc-speech", audio).await?.text;
    Ok(Seen {
        sent: w.sent(),
        received: spoken.clone(),
        compared: "the answer, spoken, says what the model wrote".to_owned(),
        holds: all.len() == 2 && spoken == format!("{}{}", all[0], all[1]) && spoken.contains("收到：demo talk"),
    })
}
