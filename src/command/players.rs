//! Which of the programs that are installed plays. Their arguments only; `child` starts them.

use std::ffi::OsStr;

use crate::child;
use crate::error::{Error, Result};
use crate::text;

/// What `pcm` means to the providers.
const PCM_HZ: &str = "24000";

/// The command that plays what it is fed. `media_type` is of the audio; raw samples have none.
///
/// # Errors
/// [`crate::error::Kind::Config`] when none is there.
pub fn player(media_type: Option<&str>, path: &OsStr) -> Result<Vec<String>> {
    let raw = [
        format!("ffplay -nodisp -autoexit -loglevel quiet -f s16le -ar {PCM_HZ} -i -"),
        format!(
            "mpv --no-video --really-quiet --demuxer=rawaudio --demuxer-rawaudio-rate={PCM_HZ} --demuxer-rawaudio-channels=1 -"
        ),
        format!("play -q -t raw -e signed -b 16 -L -r {PCM_HZ} -c 1 -"),
        format!("aplay -q -t raw -f S16_LE -r {PCM_HZ} -c 1 -"),
    ];
    let raw = raw.each_ref().map(String::as_str);
    let all: &[&str] = match media_type {
        None => &raw,
        Some("audio/wav") => &[
            "ffplay -nodisp -autoexit -loglevel quiet -i -",
            "mpv --no-video --really-quiet -",
            "play -q -t wav -",
            "aplay -q -",
        ],
        Some("audio/mpeg") => &[
            "ffplay -nodisp -autoexit -loglevel quiet -i -",
            "mpv --no-video --really-quiet -",
            "mpg123 -q -",
            "play -q -t mp3 -",
        ],
        Some(_) => &[
            "ffplay -nodisp -autoexit -loglevel quiet -i -",
            "mpv --no-video --really-quiet -",
        ],
    };
    first(all, path).ok_or_else(none_plays)
}

/// The format to ask for when it is to be played and nobody chose one: with a player of everything the provider's own, else the
/// samples themselves, which every player takes.
///
/// # Errors
/// As [`player`].
pub fn playable_format(path: &OsStr) -> Result<Option<&'static str>> {
    let installed = |program| child::is_installed(program, path);
    if installed("ffplay") || installed("mpv") {
        return Ok(None);
    }
    if installed("play") || installed("aplay") {
        return Ok(Some("pcm"));
    }
    if installed("mpg123") {
        return Ok(Some("mp3"));
    }
    Err(none_plays())
}

fn none_plays() -> Error {
    Error::config(text!("nothing that plays it is installed", "没有安装可播放的程序")).hint(text!(
        "install ffmpeg (ffplay), mpv, sox (play) or alsa-utils (aplay), or write a file with --out",
        "请安装 ffmpeg（ffplay）、mpv、sox（play）或 alsa-utils（aplay），或用 --out 写入文件"
    ))
}

fn first(all: &[&str], path: &OsStr) -> Option<Vec<String>> {
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    all.iter()
        .map(|line| words(line))
        .find(|argv| child::is_installed(&argv[0], path))
}
