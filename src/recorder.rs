//! Sound from the microphone by a recorder that is installed: ffmpeg, SoX, or arecord; mono at 16 kHz, as recognisers take it.
//! The finder and the command lines are pure; nothing is recorded that was not asked for, and a file appears only whole.

use std::ffi::{OsStr, OsString};
use std::future::Future;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::child::{self, Ended};
use crate::error::{Error, Kind, Result};
use crate::text;

/// Samples per second.
pub const RATE_HZ: u32 = 16_000;

/// What the file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// MP3 at a constant bit rate.
    Mp3 {
        /// Thousands of bits per second.
        kbit: u32,
    },
    /// 16-bit PCM with a header.
    Wav,
}

/// What to record.
#[derive(Debug, Clone)]
pub struct Take<'a> {
    /// Where to; replaced when it is there.
    pub path: &'a Path,
    /// As what.
    pub format: Format,
    /// The longest it may be.
    pub limit: Duration,
    /// The input, as the recorder names it; its default without one.
    pub device: Option<&'a str>,
}

/// An installed recorder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorder {
    program: Program,
    /// It writes WAV, and `lame` makes MP3 of it.
    lame: bool,
    input: Input,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Program {
    Ffmpeg,
    Rec,
    Sox,
    Arecord,
}

/// Which of ffmpeg's inputs the microphone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Input {
    Pulse,
    Alsa,
    AvFoundation,
}

/// The first recorder on the search path `path` that can write `format`; `env` looks a variable up.
///
/// # Errors
/// [`Kind::NotFound`] that says what to install.
pub fn find(path: &OsStr, format: Format, env: impl Fn(&str) -> Option<OsString>) -> Result<Recorder> {
    let there = |name: &str| child::is_installed(name, path);
    let lame = format != Format::Wav && there("lame");
    let choice = if there("ffmpeg") {
        Some((Program::Ffmpeg, false))
    } else if there("rec") {
        Some((Program::Rec, lame))
    } else if there("sox") {
        Some((Program::Sox, lame))
    } else if there("arecord") && (lame || format == Format::Wav) {
        Some((Program::Arecord, lame))
    } else {
        None
    };
    let (program, lame) = choice.ok_or_else(|| {
        Error::new(
            Kind::NotFound,
            text!("no program that records is installed", "没有安装录音程序"),
        )
        .hint(text!(
            "install ffmpeg; or sox (with libsox-fmt-mp3 or lame); or alsa-utils and lame",
            "请安装 ffmpeg；或 sox（及 libsox-fmt-mp3 或 lame）；或 alsa-utils 与 lame"
        ))
    })?;
    let pulse = env("PULSE_SERVER").is_some()
        || env("XDG_RUNTIME_DIR").is_some_and(|dir| Path::new(&dir).join("pulse/native").exists());
    let input = if cfg!(target_os = "macos") {
        Input::AvFoundation
    } else if pulse {
        Input::Pulse
    } else {
        Input::Alsa
    };
    Ok(Recorder { program, lame, input })
}

impl Recorder {
    /// Its name.
    pub fn name(&self) -> &'static str {
        match self.program {
            Program::Ffmpeg => "ffmpeg",
            Program::Rec => "rec",
            Program::Sox => "sox",
            Program::Arecord => "arecord",
        }
    }

    /// Records until `limit` or until `stop` ends; the file then is there, whole.
    ///
    /// # Errors
    /// [`Kind::Local`] with what the recorder said when it fails, or when nothing was recorded.
    pub async fn record(&self, take: &Take<'_>, stop: impl Future<Output = ()>) -> Result<()> {
        let part = with_suffix(take.path, ".part");
        let caught = if self.lame {
            with_suffix(take.path, ".wav.part")
        } else {
            part.clone()
        };
        let result = self.run(take, &caught, &part, stop).await;
        let result = match result {
            Ok(()) => std::fs::rename(&part, take.path).map_err(|e| {
                let shown = take.path.display();
                Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e)
            }),
            Err(e) => Err(e),
        };
        for left in [&part, &caught] {
            // Usually gone already.
            let _ = std::fs::remove_file(left);
        }
        result
    }

    async fn run(&self, take: &Take<'_>, caught: &Path, part: &Path, stop: impl Future<Output = ()>) -> Result<()> {
        let argv = self.capture(take, caught);
        let ended = child::until(&argv, stop).await?;
        // Stopped at the keyboard they end with codes of their own; then the file alone tells.
        if !ended.stopped && ended.code != Some(0) {
            return Err(failed(self.name(), &ended));
        }
        if !holds_sound(caught) {
            return Err(failed(self.name(), &ended));
        }
        if let (true, Format::Mp3 { kbit }) = (self.lame, take.format) {
            let ended = child::until(&encode(kbit, caught, part), std::future::pending()).await?;
            if ended.code != Some(0) {
                return Err(failed("lame", &ended));
            }
        }
        Ok(())
    }

    /// The command line that records into `to`.
    fn capture(&self, take: &Take<'_>, to: &Path) -> Vec<OsString> {
        let seconds = format!("{}", take.limit.as_secs_f64());
        let rate = RATE_HZ.to_string();
        let direct = if self.lame { Format::Wav } else { take.format };
        // `rec` is SoX under another name, and always takes the default input.
        let sox = self.program == Program::Sox || (self.program == Program::Rec && take.device.is_some());
        let program = if sox { "sox" } else { self.name() };
        let mut argv: Vec<OsString> = vec![program.into()];
        let mut add = |words: &[&str]| argv.extend(words.iter().map(OsString::from));
        match self.program {
            Program::Ffmpeg => {
                let (input, default) = match self.input {
                    Input::Pulse => ("pulse", "default"),
                    Input::Alsa => ("alsa", "default"),
                    Input::AvFoundation => ("avfoundation", ":default"),
                };
                add(&["-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-f", input]);
                add(&[
                    "-i",
                    take.device.unwrap_or(default),
                    "-t",
                    &seconds,
                    "-ac",
                    "1",
                    "-ar",
                    &rate,
                ]);
                match direct {
                    Format::Mp3 { kbit } => add(&["-c:a", "libmp3lame", "-b:a", &format!("{kbit}k"), "-f", "mp3"]),
                    Format::Wav => add(&["-c:a", "pcm_s16le", "-f", "wav"]),
                }
                argv.push(to.into());
            }
            Program::Rec | Program::Sox => {
                add(&["-q"]);
                match take.device {
                    // A device is a file of its driver.
                    Some(device) => add(&["-t", self.driver(), device]),
                    None if sox => add(&["-d"]),
                    None => {}
                }
                add(&["-r", &rate, "-c", "1"]);
                match direct {
                    Format::Mp3 { kbit } => add(&["-t", "mp3", "-C", &kbit.to_string()]),
                    Format::Wav => add(&["-t", "wav", "-b", "16"]),
                }
                argv.push(to.into());
                argv.extend(["trim", "0", &seconds].map(OsString::from));
            }
            Program::Arecord => {
                add(&["-q", "-t", "wav", "-f", "S16_LE", "-r", &rate, "-c", "1"]);
                // It counts whole seconds.
                let whole = take.limit.as_secs().max(1).to_string();
                add(&["-d", &whole]);
                if let Some(device) = take.device {
                    add(&["-D", device]);
                }
                argv.push(to.into());
            }
        }
        argv
    }

    fn driver(&self) -> &'static str {
        match self.input {
            Input::Pulse => "pulseaudio",
            Input::Alsa => "alsa",
            Input::AvFoundation => "coreaudio",
        }
    }
}

fn encode(kbit: u32, from: &Path, to: &Path) -> Vec<OsString> {
    let kbit = kbit.to_string();
    let mut argv: Vec<OsString> = ["lame", "--silent", "-m", "m", "--cbr", "-b", &kbit]
        .iter()
        .map(OsString::from)
        .collect();
    argv.extend([from.into(), to.into()]);
    argv
}

/// More than a header.
fn holds_sound(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| m.len() > 44)
}

fn failed(program: &str, ended: &Ended) -> Error {
    let said = ended.said.trim();
    let what = text!("{program} recorded nothing", "{program} 没有录到声音");
    let what = if said.is_empty() {
        what
    } else {
        what.join(": ", text::Text::same(said))
    };
    Error::new(Kind::Local, what).hint(text!(
        "is a microphone connected, and may this terminal use it? --device names another input",
        "麦克风是否已连接？此终端是否有权使用？可用 --device 指定其他输入"
    ))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    const VOICE: Format = Format::Mp3 { kbit: 48 };

    fn dir(name: &str, programs: &[&str]) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("vh-rec-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&dir).unwrap();
        for program in programs {
            let file = dir.join(program);
            std::fs::write(&file, "#!/bin/sh\n").unwrap();
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        dir
    }

    fn found(name: &str, programs: &[&str], format: Format) -> Option<Recorder> {
        let dir = dir(name, programs);
        let recorder = find(dir.as_os_str(), format, |_| None).ok();
        std::fs::remove_dir_all(&dir).unwrap();
        recorder
    }

    fn line(recorder: &Recorder, device: Option<&str>) -> String {
        let take = Take {
            path: Path::new("a.mp3"),
            format: VOICE,
            limit: Duration::from_secs(60),
            device,
        };
        let argv = recorder.capture(&take, Path::new("out"));
        let words: Vec<String> = argv.iter().map(|w| w.to_string_lossy().into_owned()).collect();
        words.join(" ")
    }

    #[test]
    fn what_is_installed_decides() {
        let name = |programs: &[&str], format| found("which", programs, format).map(|r| (r.name(), r.lame));
        assert_eq!(
            name(&["arecord", "lame", "sox", "rec", "ffmpeg"], VOICE),
            Some(("ffmpeg", false))
        );
        assert_eq!(name(&["rec", "sox"], VOICE), Some(("rec", false)));
        assert_eq!(name(&["sox", "lame"], VOICE), Some(("sox", true)));
        assert_eq!(name(&["arecord", "lame"], VOICE), Some(("arecord", true)));
        assert_eq!(name(&["arecord"], VOICE), None);
        assert_eq!(name(&["arecord"], Format::Wav), Some(("arecord", false)));
        assert_eq!(name(&["lame"], VOICE), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_command_lines_ask_for_sixty_seconds_of_mono_at_16_khz_and_48_kbit() {
        let of = |programs: &[&str]| found("line", programs, VOICE).unwrap();
        assert_eq!(
            line(&of(&["ffmpeg"]), None),
            "ffmpeg -nostdin -hide_banner -loglevel error -y -f alsa -i default -t 60 -ac 1 -ar 16000 -c:a libmp3lame -b:a 48k -f mp3 out"
        );
        assert_eq!(
            line(&of(&["rec"]), None),
            "rec -q -r 16000 -c 1 -t mp3 -C 48 out trim 0 60"
        );
        assert_eq!(
            line(&of(&["sox", "lame"]), Some("hw:1")),
            "sox -q -t alsa hw:1 -r 16000 -c 1 -t wav -b 16 out trim 0 60"
        );
        assert_eq!(
            line(&of(&["arecord", "lame"]), Some("hw:1")),
            "arecord -q -t wav -f S16_LE -r 16000 -c 1 -d 60 -D hw:1 out"
        );
        let argv = encode(48, Path::new("a"), Path::new("b"));
        assert_eq!(argv.join(OsStr::new(" ")), "lame --silent -m m --cbr -b 48 a b");
    }
}
