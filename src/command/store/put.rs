//! `vh store put`: files, directories, patterns, lists of files, standard input.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream};
use futures_util::{FutureExt, StreamExt};

use super::batch::{Batch, Row};
use super::options::Stored;
use super::place::{Place, Stores, Word};
use super::{Memory, engine};
use crate::cli::store::PutArgs;
use crate::command::{Context, stdin};
use crate::error::{Error, Kind, Result};
use crate::output::progress::Meter;
use crate::store::ObjectStore;
use crate::store::beneath::{self, Root};
use crate::store::pick::{self, Pick};
use crate::store::transfer::{Engine, Local};
use crate::store::tree::{Links, Tree};
use crate::text;

/// What is sent.
enum Source {
    Stdin,
    File(PathBuf),
    Dir(PathBuf),
}

/// `vh store put`.
///
/// # Errors
/// [`Kind::Usage`] for what makes no sense, [`Kind::Partial`] when only some could be sent; any of the store.
pub(super) async fn put(ctx: &mut Context, stores: &Stores, args: PutArgs) -> Result<()> {
    let (mut words, to) = split(stores, &args)?;
    let to = match to {
        Some(place) => place,
        None => stores.default()?,
    };
    let named = !to.key.is_empty() || args.args.len() > words.len();
    let listed = match &args.files_from {
        Some(path) => Some(list_of_files(ctx, path).await?),
        None => None,
    };
    let mut sources = Vec::new();
    for word in words.drain(..) {
        sources.extend(source(&word, args.recursive)?);
    }
    let several = sources.len() != 1 || listed.is_some();
    if sources.is_empty() && listed.is_none() {
        return Err(Error::usage(text!("there is nothing to send", "没有要发送的内容")));
    }
    if several && !to.is_prefix() {
        let shown = to.shown();
        return Err(Error::usage(text!(
            "{shown} is one object, and several files are sent",
            "{shown} 是单个对象，但要发送多个文件"
        ))
        .hint(text!("end it with /", "请以 / 结尾")));
    }
    let store = stores.store(&to).await?;
    let stored = Stored::new(&args.stored, &args.moving, stores, &to, &*store)?;
    let pick = Pick::new(&args.pick.include, &args.pick.exclude)?;
    let memory = Memory::of(ctx);
    let meter = Meter::start(ctx.out.err());
    let engine = engine(&args.moving, &memory, &meter);
    let one = !several && !matches!(sources[0], Source::Dir(_));
    let job = Job {
        to: &to,
        store: &store,
        stored: &stored,
        engine: &engine,
        meter: meter.clone(),
    };
    let mut batch = Batch::new(ctx, meter, engine.jobs(), one);
    for source in sources {
        match source {
            Source::Stdin => {
                if to.is_prefix() {
                    return Err(
                        Error::usage(text!("standard input has no name of its own", "标准输入没有文件名")).hint(text!(
                            "name the object: vh store put - NAME:key",
                            "请指定对象：vh store put - NAME:键"
                        )),
                    );
                }
                let put = job.stored.put(&to.key);
                let (store, engine, key) = (job.store, job.engine, &to.key);
                let row = Row::new("put", "-").to(to.shown());
                let plan = row.clone();
                let operation = async move {
                    match engine.upload_stream(&**store, key, standard_input(), None, &put).await {
                        Ok(moved) => (row.moved(moved), None),
                        Err(e) => (row, Some(e)),
                    }
                };
                batch.change(plan, operation.boxed()).await?;
            }
            Source::File(path) => {
                let name = file_name(&path)?;
                if !pick.takes(&name) {
                    continue;
                }
                let key = if to.is_prefix() {
                    format!("{}{name}", to.key)
                } else {
                    to.key.clone()
                };
                job.file(&mut batch, path, key).await?;
            }
            Source::Dir(path) => {
                let below = if named {
                    to.below()
                } else {
                    format!("{}/", file_name(&path)?)
                };
                job.directory(&mut batch, &path, &below, &pick).await?;
            }
        }
    }
    for line in listed.unwrap_or_default() {
        let name = line.trim_start_matches("./").trim_start_matches('/').to_owned();
        if pick.takes(&name) {
            job.file(&mut batch, PathBuf::from(&line), format!("{}{name}", to.key))
                .await?;
        }
    }
    batch.finish().await
}

/// Everything that the operations of one command share.
struct Job<'j> {
    to: &'j Place,
    store: &'j Arc<dyn ObjectStore>,
    stored: &'j Stored,
    engine: &'j Engine<'j>,
    meter: Meter,
}

impl<'j> Job<'j> {
    async fn file(&self, batch: &mut Batch<'j>, path: PathBuf, key: String) -> Result<()> {
        let row = Row::new("put", path.display().to_string()).to(self.to.show(&key));
        let mut plan = row.clone();
        if batch.plans() {
            match Local::open(&path) {
                Ok(local) => plan.size = Some(local.size),
                Err(e) => return batch.fail(row, e),
            }
        }
        let (store, engine, put, meter) = (self.store, self.engine, self.stored.put(&key), self.meter.clone());
        let operation = async move {
            let sent = async {
                let local = Local::open(&path)?;
                meter.expect(local.size);
                engine.upload(&**store, &key, &local, &put).await
            };
            match sent.await {
                Ok(moved) => (row.moved(moved), None),
                Err(e) => (row, Some(e)),
            }
        };
        batch.change(plan, operation.boxed()).await
    }

    async fn directory(&self, batch: &mut Batch<'j>, path: &Path, below: &str, pick: &Pick) -> Result<()> {
        let root = Root::open(path)?;
        for step in Tree::new(root.dir(), Links::Follow, None, None)? {
            match step {
                Ok(found) if !pick.takes(&found.key) => {}
                Ok(found) => {
                    let key = format!("{below}{}", found.key);
                    self.file(batch, path.join(&found.key), key).await?;
                }
                Err((key, _)) if !pick.takes(&key) => {}
                Err((key, e)) => {
                    let row = Row::new("put", path.join(&key).display().to_string());
                    batch.fail(row, e)?;
                }
            }
        }
        Ok(())
    }
}

/// The sources, and the destination where the last word is one.
fn split(stores: &Stores, args: &PutArgs) -> Result<(Vec<String>, Option<Place>)> {
    let mut words = args.args.clone();
    let alone = words.len() == 1 && args.files_from.is_none();
    if let Some(last) = words.last()
        && let Word::Remote(place) = stores.word(last)?
    {
        if alone {
            let shown = place.shown();
            return Err(Error::usage(text!(
                "there is nothing to send to {shown}",
                "没有要发送到 {shown} 的内容"
            ))
            .hint(text!(
                "write: vh store put FILE {shown}",
                "写法：vh store put 文件 {shown}"
            )));
        }
        words.pop();
        return Ok((words, Some(place)));
    }
    for word in &words {
        if let Word::Remote(place) = stores.word(word)? {
            let shown = place.shown();
            return Err(Error::usage(text!(
                "{shown} stands where a file should: the destination is the last",
                "{shown} 的位置应为文件：目标写在最后"
            ))
            .hint(text!(
                "vh store cp copies from one store to another",
                "在存储之间复制请用 vh store cp"
            )));
        }
    }
    Ok((words, None))
}

/// What a word means: `-`, a file, a directory, or a pattern that the shell left alone.
fn source(word: &str, recursive: bool) -> Result<Vec<Source>> {
    if word == "-" {
        return Ok(vec![Source::Stdin]);
    }
    let path = PathBuf::from(word);
    if path.is_dir() {
        if !recursive {
            return Err(Error::usage(text!("{word} is a directory", "{word} 是目录")).hint(text!("give -r", "请加 -r")));
        }
        return Ok(vec![Source::Dir(path)]);
    }
    if path.symlink_metadata().is_ok() || !word.contains(['*', '?', '[']) {
        return Ok(vec![Source::File(path)]);
    }
    expand(word)
}

/// The files that match a pattern, in order.
fn expand(word: &str) -> Result<Vec<Source>> {
    let meta = word.find(['*', '?', '[']).unwrap_or(0);
    let (base, pattern) = match word[..meta].rfind('/') {
        Some(at) => (&word[..=at], &word[at + 1..]),
        None => ("./", word),
    };
    let matches = pick::shell(pattern)?;
    let root = Root::open(Path::new(base))?;
    let depth = pattern.matches('/').count();
    let tree = Tree::new(root.dir(), Links::Follow, None, None)?;
    let tree = if depth == 0 { tree.flat() } else { tree };
    let found = tree
        .filter_map(std::result::Result::ok)
        .filter(|f| matches.is_match(&f.key));
    let prefix = if word.starts_with("./") || base != "./" {
        base
    } else {
        ""
    };
    let sources: Vec<Source> = found
        .map(|f| Source::File(PathBuf::from(format!("{prefix}{}", f.key))))
        .collect();
    if sources.is_empty() {
        return Err(Error::new(
            Kind::NotFound,
            text!("no file matches {word}", "没有文件匹配 {word}"),
        ));
    }
    Ok(sources)
}

fn file_name(path: &Path) -> Result<String> {
    let shown = path.display();
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let name = match absolute.file_name() {
        // `.` and `..` have a name only where they lead.
        None => return Err(Error::usage(text!("{shown} has no name", "{shown} 没有名称"))),
        Some(name) if name == ".." => absolute
            .canonicalize()
            .ok()
            .and_then(|p| p.file_name().map(ToOwned::to_owned)),
        Some(name) => Some(name.to_owned()),
    };
    name.and_then(|n| n.into_string().ok()).ok_or_else(|| {
        Error::new(
            Kind::Invalid,
            text!(
                "the name of {shown} is not UTF-8, so it can be no key",
                "{shown} 的名称不是 UTF-8，无法作为键"
            ),
        )
    })
}

async fn list_of_files(ctx: &Context, path: &Path) -> Result<Vec<String>> {
    let bytes = if path == Path::new("-") {
        stdin::read_all(ctx.out.err()).await?
    } else {
        let shown = path.display();
        std::fs::read(path).map_err(|e| Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e))?
    };
    let text = String::from_utf8(bytes)
        .map_err(|_| Error::usage(text!("the list of files is not UTF-8", "文件列表不是 UTF-8")))?;
    let lines = text.lines().map(|l| l.trim_end_matches('\r')).filter(|l| !l.is_empty());
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    if let Some(bad) = lines.iter().find(|l| l.split('/').any(|s| s == "..")) {
        let shown = beneath::shown(bad);
        return Err(Error::usage(text!(
            "{shown} leads upwards, and its place in the store would be another",
            "{shown} 指向上级目录，无法对应到存储中的位置"
        )));
    }
    Ok(lines)
}

/// Standard input as a stream: read by a thread, a few pieces ahead.
fn standard_input() -> BoxStream<'static, Result<Bytes>> {
    const PIECE_BYTES: usize = 64 << 10;
    let (send, receive) = tokio::sync::mpsc::channel::<Result<Bytes>>(4);
    std::thread::spawn(move || {
        use std::io::Read;
        let mut input = std::io::stdin().lock();
        loop {
            let mut piece = vec![0; PIECE_BYTES];
            let read = match input.read(&mut piece) {
                Ok(0) => return,
                Ok(n) => {
                    piece.truncate(n);
                    Ok(Bytes::from(piece))
                }
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => Err(Error::local(text!("cannot read standard input", "无法读取标准输入"), e)),
            };
            let failed = read.is_err();
            // Nobody listens any more: the upload has failed.
            if send.blocking_send(read).is_err() || failed {
                return;
            }
        }
    });
    stream::unfold(receive, |mut receive| async move {
        receive.recv().await.map(|piece| (piece, receive))
    })
    .boxed()
}
