//! Timed text as subtitles. Pure.
//! Source: SubRip as players read it; W3C WebVTT.

use super::media::Segment;

/// As SubRip.
pub fn srt(segments: &[Segment]) -> String {
    let mut out = String::new();
    for (i, s) in segments.iter().enumerate() {
        let (from, to) = (clock(s.start_ms, ','), clock(s.end_ms, ','));
        out.push_str(&format!("{}\n{from} --> {to}\n{}\n\n", i + 1, cue(&s.text)));
    }
    out
}

/// As WebVTT.
pub fn vtt(segments: &[Segment]) -> String {
    let mut out = String::from("WEBVTT\n\n");
    for s in segments {
        let (from, to) = (clock(s.start_ms, '.'), clock(s.end_ms, '.'));
        // These three mean something in a cue.
        let text = cue(&s.text)
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        out.push_str(&format!("{from} --> {to}\n{text}\n\n"));
    }
    out
}

/// A text in which nothing ends the cue or looks like its times.
fn cue(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.collect::<Vec<_>>().join("\n").replace("-->", "→")
}

fn clock(ms: u64, point: char) -> String {
    let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60);
    format!("{hours:02}:{minutes:02}:{seconds:02}{point}{:03}", ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_numbered_timed_and_stay_cues() {
        let said = |start_ms, end_ms, text: &str| Segment {
            start_ms,
            end_ms,
            text: text.to_owned(),
        };
        let segments = [
            said(0, 1_500, " 你好，世界。 "),
            said(3_661_042, 3_662_000, "a\n\n--> <b> & c"),
        ];
        assert_eq!(
            srt(&segments),
            "1\n00:00:00,000 --> 00:00:01,500\n你好，世界。\n\n2\n01:01:01,042 --> 01:01:02,000\na\n→ <b> & c\n\n"
        );
        assert_eq!(
            vtt(&segments),
            "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\n你好，世界。\n\n01:01:01.042 --> 01:01:02.000\na\n→ &lt;b&gt; &amp; c\n\n"
        );
    }
}
