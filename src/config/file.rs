//! The configuration file: read with every value's line, written whole or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde_json::{Map, Number, Value};
use toml_edit::{Document, Item, TableLike};

use super::schema::{self, Key, Section, Type, nearest};
use crate::error::{Error, Kind, Result};
use crate::text;
use crate::text::Text;

/// A configuration is a page or two; a larger file is something else.
const CAP_BYTES: u64 = 4 << 20;

/// One value of the file.
#[derive(Debug)]
pub struct Leaf {
    /// Its dotted key, the profile's name cut off.
    pub key: String,
    /// The profile it stands in.
    pub profile: Option<String>,
    /// The value.
    pub value: Value,
    /// Its line, from 1.
    pub line: usize,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The values, in the order of the file.
    pub leaves: Vec<Leaf>,
    /// All profiles named in it.
    pub profiles: Vec<String>,
}

/// Reads the file and checks who may write it.
///
/// # Errors
/// [`Kind::Config`] when it is not there or not text, [`Kind::Refused`] when someone else owns or may change it.
pub fn read(path: &Path) -> Result<(String, fs::Metadata)> {
    let shown = path.display();
    let cannot = |e: std::io::Error| {
        Error::config(text!(
            "cannot read the configuration {shown}: {e}",
            "无法读取配置文件 {shown}：{e}"
        ))
        .source(e)
    };
    let file = File::open(path).map_err(cannot)?;
    let meta = file.metadata().map_err(cannot)?;
    if !meta.is_file() {
        return Err(Error::config(text!("{shown} is not a file", "{shown} 不是普通文件")));
    }
    let me = rustix::process::geteuid().as_raw();
    if meta.uid() != me && meta.uid() != 0 {
        let owner = meta.uid();
        return Err(Error::new(
            Kind::Refused,
            text!(
                "{shown} belongs to user {owner}, not to you: it could send your keys elsewhere",
                "{shown} 属于用户 {owner} 而不是你：它可能把你的密钥发往别处"
            ),
        )
        .hint(text!(
            "chown it, or copy it to a file of your own",
            "请 chown 该文件，或复制为你自己的文件"
        )));
    }
    if meta.mode() & 0o002 != 0 {
        return Err(Error::new(
            Kind::Refused,
            text!(
                "{shown} can be changed by everyone on this machine",
                "{shown} 可被本机任何用户修改"
            ),
        )
        .hint(text!("chmod 600 {shown}", "chmod 600 {shown}")));
    }
    let mut content = String::new();
    let read = file.take(CAP_BYTES + 1).read_to_string(&mut content).map_err(cannot)?;
    if read as u64 > CAP_BYTES {
        return Err(Error::config(text!(
            "{shown} is larger than {CAP_BYTES} bytes",
            "{shown} 超过 {CAP_BYTES} 字节"
        )));
    }
    Ok((content, meta))
}

/// Reads the text of a configuration; `name` stands in errors.
///
/// # Errors
/// [`Kind::Config`] with the line, and a suggestion for an unknown key.
pub fn parse(content: &str, name: &str) -> Result<Parsed> {
    let document: Document<&str> = Document::parse(content).map_err(|e| {
        let line = e.span().map_or(0, |s| line_of(content, s.start));
        let reason = e.message().to_owned();
        Error::config(text!("{name}:{line}: {reason}", "{name}:{line}：{reason}"))
    })?;
    let mut reader = Reader {
        content,
        name,
        parsed: Parsed::default(),
    };
    reader.top(document.as_table())?;
    Ok(reader.parsed)
}

struct Reader<'a> {
    content: &'a str,
    name: &'a str,
    parsed: Parsed,
}

impl Reader<'_> {
    fn top(&mut self, table: &dyn TableLike) -> Result<()> {
        for (name, item) in table.iter() {
            let line = self.line(table, name);
            if let Some(key) = schema::TOP.iter().find(|k| k.name == name) {
                self.leaf(name.to_owned(), None, key.ty, item, line)?;
            } else if name == "profile" {
                self.profiles(item, line)?;
            } else {
                self.section(name, item, None, line)?;
            }
        }
        Ok(())
    }

    fn profiles(&mut self, item: &Item, line: usize) -> Result<()> {
        let table = self.table(item, "profile", line)?;
        for (profile, item) in table.iter() {
            let line = self.line(table, profile);
            self.check_name(profile, line)?;
            self.parsed.profiles.push(profile.to_owned());
            let inner = self.table(item, profile, line)?;
            for (name, item) in inner.iter() {
                let line = self.line(inner, name);
                self.section(name, item, Some(profile), line)?;
            }
        }
        Ok(())
    }

    fn section(&mut self, name: &str, item: &Item, profile: Option<&str>, line: usize) -> Result<()> {
        let Some(section) = schema::section(name) else {
            let known = schema::SECTIONS.iter().map(|s| s.name);
            let known = known.chain(["profile"]).chain(schema::TOP.iter().map(|k| k.name));
            return Err(self.unknown(name, nearest(name, known), line));
        };
        let table = self.table(item, name, line)?;
        if !section.named {
            return self.keys(section, name, table, profile);
        }
        for (table_name, item) in table.iter() {
            let line = self.line(table, table_name);
            self.check_name(table_name, line)?;
            let path = format!("{name}.{table_name}");
            let inner = self.table(item, &path, line)?;
            if inner.is_empty() {
                // `[llm.ollama]` alone means the kind of that name.
                self.parsed.leaves.push(Leaf {
                    key: format!("{path}.kind"),
                    profile: profile.map(str::to_owned),
                    value: Value::String(table_name.to_owned()),
                    line,
                });
            }
            self.keys(section, &path, inner, profile)?;
        }
        Ok(())
    }

    fn keys(&mut self, section: &Section, path: &str, table: &dyn TableLike, profile: Option<&str>) -> Result<()> {
        for (name, item) in table.iter() {
            let line = self.line(table, name);
            let Some(key) = section.all_keys().find(|k| k.name == name) else {
                let guess = nearest(name, section.all_keys().map(|k| k.name));
                return Err(self.unknown(&format!("{path}.{name}"), guess, line));
            };
            self.value(key, format!("{path}.{name}"), item, profile, line)?;
        }
        Ok(())
    }

    fn value(&mut self, key: &Key, path: String, item: &Item, profile: Option<&str>, line: usize) -> Result<()> {
        let Type::Table(inner) = key.ty else {
            return self.leaf(path, profile, key.ty, item, line);
        };
        let table = self.table(item, &path, line)?;
        for (name, item) in table.iter() {
            let line = self.line(table, name);
            let path = format!("{path}.{name}");
            match inner.iter().find(|k| k.name == name) {
                Some(key) => self.leaf(path, profile, key.ty, item, line)?,
                None => return Err(self.unknown(&path, nearest(name, inner.iter().map(|k| k.name)), line)),
            }
        }
        Ok(())
    }

    fn leaf(&mut self, key: String, profile: Option<&str>, ty: Type, item: &Item, line: usize) -> Result<()> {
        let value = to_json(item);
        if !ty.admits(&value) {
            let wants = ty.wants();
            return Err(self.at(line, text!("{key} must be ", "{key} 必须是").join("", wants)));
        }
        self.parsed.leaves.push(Leaf {
            key,
            profile: profile.map(str::to_owned),
            value,
            line,
        });
        Ok(())
    }

    fn table<'i>(&self, item: &'i Item, path: &str, line: usize) -> Result<&'i dyn TableLike> {
        item.as_table_like()
            .ok_or_else(|| self.at(line, text!("{path} must be a table", "{path} 必须是表")))
    }

    fn check_name(&self, name: &str, line: usize) -> Result<()> {
        if is_name(name) {
            return Ok(());
        }
        Err(self.at(
            line,
            text!(
                "{name:?} cannot name a table: letters, digits, - and _, at most 64",
                "{name:?} 不能作为表名：只能用字母、数字、- 和 _，最多 64 个"
            ),
        ))
    }

    fn line(&self, table: &dyn TableLike, key: &str) -> usize {
        let span = table
            .get_key_value(key)
            .and_then(|(k, item)| k.span().or_else(|| item.span()));
        span.map_or(0, |s| line_of(self.content, s.start))
    }

    fn unknown(&self, key: &str, guess: Option<&str>, line: usize) -> Error {
        let error = self.at(line, text!("unknown key {key}", "未知的键 {key}"));
        match guess {
            Some(guess) => error.hint(text!("did you mean {guess}?", "是否想写 {guess}？")),
            None => error.hint(text!("vh help config lists all keys", "vh help config 列出所有键")),
        }
    }

    fn at(&self, line: usize, what: Text) -> Error {
        let name = self.name;
        Error::config(text!("{name}:{line}", "{name}:{line}").join(": ", what))
    }
}

/// Whether `name` may name a table or a profile.
pub fn is_name(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn line_of(content: &str, offset: usize) -> usize {
    1 + content.as_bytes()[..offset.min(content.len())]
        .iter()
        .filter(|b| **b == b'\n')
        .count()
}

fn to_json(item: &Item) -> Value {
    match item {
        Item::None => Value::Null,
        Item::Value(value) => value_to_json(value),
        Item::Table(table) => Value::Object(table.iter().map(|(k, v)| (k.to_owned(), to_json(v))).collect()),
        Item::ArrayOfTables(tables) => tables
            .iter()
            .map(|t| Value::Object(t.iter().map(|(k, v)| (k.to_owned(), to_json(v))).collect::<Map<_, _>>()))
            .collect(),
    }
}

fn value_to_json(value: &toml_edit::Value) -> Value {
    match value {
        toml_edit::Value::String(v) => Value::String(v.value().clone()),
        toml_edit::Value::Integer(v) => Value::from(*v.value()),
        toml_edit::Value::Float(v) => Number::from_f64(*v.value()).map_or(Value::Null, Value::Number),
        toml_edit::Value::Boolean(v) => Value::Bool(*v.value()),
        toml_edit::Value::Datetime(v) => Value::String(v.value().to_string()),
        toml_edit::Value::Array(items) => items.iter().map(value_to_json).collect(),
        toml_edit::Value::InlineTable(table) => {
            Value::Object(table.iter().map(|(k, v)| (k.to_owned(), value_to_json(v))).collect())
        }
    }
}

/// Writes `content` so that a crash leaves the old file or the new one: temporary file beside it, fsync, rename, fsync of the
/// directory. A link is followed, so that a linked configuration stays linked.
///
/// # Errors
/// [`Kind::Local`] naming the path.
pub fn write(path: &Path, content: &str) -> Result<()> {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let shown = path.display().to_string();
    let cannot = |e: std::io::Error| Error::local(text!("cannot write {shown}", "无法写入 {shown}"), e);
    let dir = path
        .parent()
        .filter(|d| !d.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    make_dir(dir)?;
    let temp = temp_beside(&path);
    let result = (|| {
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&temp)?;
        file.write_all(content.as_bytes())?;
        file.sync_all()?;
        fs::rename(&temp, &path)?;
        File::open(dir)?.sync_all()
    })();
    if result.is_err() {
        // Nothing to do about a failure here: the error below is the one that matters.
        let _ = fs::remove_file(&temp);
    }
    result.map_err(cannot)
}

/// Makes a directory that only its owner may read.
///
/// # Errors
/// [`Kind::Local`] naming it.
pub fn make_dir(dir: &Path) -> Result<()> {
    let shown = dir.display();
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(dir)
        .map_err(|e| Error::local(text!("cannot make the directory {shown}", "无法创建目录 {shown}"), e))
}

/// A name for a temporary file in the same directory.
pub fn temp_beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let unique = getrandom::u64().unwrap_or(0);
    path.with_file_name(format!(".{name}.{}.{unique:016x}.tmp", std::process::id()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(content: &str) -> String {
        let e = parse(content, "c.toml").unwrap_err();
        let hint = e.hint.as_ref().map(|h| h.en.to_string()).unwrap_or_default();
        format!("{} | {hint}", e.what.en)
    }

    #[test]
    fn an_unknown_key_is_told_with_its_line_and_a_suggestion() {
        assert_eq!(
            error("# x\n[llm.ark]\nmodle = 'm'\n"),
            "c.toml:3: unknown key llm.ark.modle | did you mean model?"
        );
        assert_eq!(error("[lm.ark]\n"), "c.toml:1: unknown key lm | did you mean llm?");
        assert_eq!(
            error("[llm.ark]\ntimeouts = { idel = '1s' }\n"),
            "c.toml:2: unknown key llm.ark.timeouts.idel | did you mean idle?"
        );
        assert_eq!(
            error("[profile.p.llm.ark]\nkey = 1\n"),
            "c.toml:2: unknown key llm.ark.key | vh help config lists all keys"
        );
    }

    #[test]
    fn a_wrong_type_says_what_is_wanted() {
        assert_eq!(
            error("[llm.ark]\nmax_tokens = 'x'\n"),
            "c.toml:2: llm.ark.max_tokens must be a whole number | "
        );
        assert_eq!(
            error("[llm.ark]\nmax_tokens = -1\n"),
            "c.toml:2: llm.ark.max_tokens must be a whole number | "
        );
        assert_eq!(
            error("[timeouts]\nidle = 5\n"),
            "c.toml:2: timeouts.idle must be a duration such as 500ms or 2m | "
        );
        assert!(error("llm = 5\n").starts_with("c.toml:1: llm must be a table"));
        assert!(error("[llm.'a b']\n").starts_with("c.toml:1: \"a b\" cannot name a table"));
        assert!(error("[llm.ark\n").starts_with("c.toml:1:"));
    }

    #[test]
    fn profiles_and_tables_are_read_with_their_lines() {
        let parsed = parse(
            "default_profile = 'p'\n[llm.ark]\nmodel = 'm'\ntimeouts.idle = '5s'\n[profile.p.llm.ark]\nmodel = 'n'\n",
            "c",
        )
        .unwrap();
        let seen: Vec<_> = parsed
            .leaves
            .iter()
            .map(|l| (l.key.as_str(), l.profile.as_deref(), l.line))
            .collect();
        assert_eq!(
            seen,
            [
                ("default_profile", None, 1),
                ("llm.ark.model", None, 3),
                ("llm.ark.timeouts.idle", None, 4),
                ("llm.ark.model", Some("p"), 6)
            ]
        );
        assert_eq!(parsed.profiles, ["p"]);
    }
}
