//! Where speech goes: a file, standard output, or a player. Several pieces in a row become one file.

use std::ffi::OsString;
use std::path::Path;

use super::{Context, players};
use crate::child::Fed;
use crate::error::{Error, Result};
use crate::llm::{magic, wav};
use crate::output::Output;
use crate::output::file::Written;
use crate::text;

/// An open way out for speech.
pub struct Outlet {
    place: Place,
    /// More than one piece comes, so that WAV files must be made one.
    several: bool,
    /// WAV files that wait to be joined.
    held: Vec<Vec<u8>>,
    /// Whether the piece that comes has begun.
    begun: bool,
    /// What the first bytes showed it to be; samples without a header show nothing.
    pub media_type: Option<&'static str>,
    /// Bytes so far.
    pub bytes: u64,
}

enum Place {
    Stdout,
    File(Written),
    Player { path: OsString, playing: Option<Fed> },
}

impl Outlet {
    /// Into a file; whether one that is there may be replaced is settled now, before anything is paid for.
    ///
    /// # Errors
    /// [`crate::error::Kind::Refused`] when it may not; [`crate::error::Kind::Local`].
    pub fn file(ctx: &Context, path: &Path) -> Result<Outlet> {
        Ok(Outlet::new(Place::File(open(ctx, path)?)))
    }

    /// To standard output, unless that is a terminal.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`].
    pub fn stdout(ctx: &Context) -> Result<Outlet> {
        refuse_terminal(ctx)?;
        Ok(Outlet::new(Place::Stdout))
    }

    /// To whichever player is found on `path`.
    pub fn player(path: OsString) -> Outlet {
        Outlet::new(Place::Player { path, playing: None })
    }

    fn new(place: Place) -> Outlet {
        Outlet {
            place,
            several: false,
            held: Vec::new(),
            begun: false,
            media_type: None,
            bytes: 0,
        }
    }

    /// More than one piece will come.
    pub fn several(mut self) -> Outlet {
        self.several = true;
        self
    }

    /// Takes some bytes of a piece. Only standard output needs `out`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`], [`crate::error::Kind::Closed`].
    pub async fn write(&mut self, out: Option<&mut Output>, bytes: &[u8]) -> Result<()> {
        if !self.begun {
            self.begun = true;
            self.media_type = magic::audio(bytes);
            if self.holds() {
                self.held.push(Vec::new());
            }
        }
        self.bytes += bytes.len() as u64;
        if let (true, Some(last)) = (self.holds(), self.held.last_mut()) {
            last.extend_from_slice(bytes);
            return Ok(());
        }
        match &mut self.place {
            Place::Player { path, playing } => {
                let playing = match playing {
                    Some(playing) => playing,
                    None => playing.insert(Fed::start(&players::player(self.media_type, path)?)?),
                };
                playing.write(bytes).await
            }
            place => put(place, out, bytes),
        }
    }

    /// A file of several WAV files has one header, with the size of all: they are held until then.
    fn holds(&self) -> bool {
        let player = matches!(self.place, Place::Player { .. });
        self.several && !player && self.media_type == Some("audio/wav")
    }

    /// Ends a piece: a player is waited for.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`].
    pub async fn end_piece(&mut self) -> Result<()> {
        self.begun = false;
        match &mut self.place {
            Place::Player { playing, .. } => match playing.take() {
                Some(playing) => playing.end().await,
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Ends all of it: now the file has its name.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`], [`crate::error::Kind::Refused`]; [`crate::error::Kind::Malformed`] when WAV files cannot be joined.
    pub fn finish(mut self, out: Option<&mut Output>) -> Result<u64> {
        if !self.held.is_empty() {
            let joined = wav::join(&self.held)?;
            self.bytes = joined.len() as u64;
            put(&mut self.place, out, &joined)?;
        }
        if let Place::File(file) = self.place {
            file.finish()?;
        }
        Ok(self.bytes)
    }
}

fn put(place: &mut Place, out: Option<&mut Output>, bytes: &[u8]) -> Result<()> {
    match (place, out) {
        (Place::File(file), _) => file.write(bytes),
        (Place::Stdout, Some(out)) => {
            out.bytes(bytes)?;
            out.flush()
        }
        _ => Err(Error::bug("speech has no way out")),
    }
}

/// Begins a file; asks before one that is there is replaced.
///
/// # Errors
/// As [`Written::create`].
pub fn open(ctx: &Context, path: &Path) -> Result<Written> {
    let replace = ctx.yes || (path.is_file() && ctx.prompt.can_ask() && confirmed(ctx, path)?);
    Written::create(path, replace)
}

fn confirmed(ctx: &Context, path: &Path) -> Result<bool> {
    let shown = path.display();
    let question = text!("{shown} is there already. Overwrite it?", "{shown} 已存在，是否覆盖？");
    ctx.prompt.confirm(&question, text!("--yes", "--yes"))
}

/// Bytes of a picture or of audio mean nothing to a terminal.
///
/// # Errors
/// [`crate::error::Kind::Usage`] when standard output is one.
pub fn refuse_terminal(ctx: &Context) -> Result<()> {
    if !ctx.out.is_terminal() {
        return Ok(());
    }
    Err(Error::usage(text!("it is not written to a terminal", "不会写到终端"))
        .hint(text!("give --out FILE, or pipe it on", "请使用 --out 文件，或接到管道")))
}

/// Told, but not renamed: the user chose the name.
pub fn tell_mismatch(ctx: &Context, path: &Path, real: Option<&'static str>) {
    let promised = path.extension().and_then(|e| magic::of_extension(&e.to_string_lossy()));
    if let (Some(promised), Some(real)) = (promised, real)
        && promised != real
    {
        let shown = path.display();
        ctx.out.err().note(&text!(
            "note: {shown} is {real}, not {promised} as its name says; --format asks for another",
            "提示：{shown} 实际是 {real}，而不是其名称所示的 {promised}；可用 --format 指定格式"
        ));
    }
}
