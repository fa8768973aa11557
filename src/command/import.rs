//! `vh config import`: the stores that another tool knows.

use std::path::PathBuf;

use serde::Serialize;
use serde_json::Value;

use super::Context;
use crate::cli::config::{ImportArgs, ImportTool};
use crate::config::import::{self, Tool};
use crate::config::{edit, file};
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::text;
use crate::text::Text;

/// A table that was made, or was there.
#[derive(Serialize)]
struct Row {
    table: String,
    kind: String,
    imported: bool,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("table", "表"),
            Text::pair("kind", "类型"),
            Text::pair("imported", "已导入"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![self.table.clone(), self.kind.clone(), self.imported.to_string()]
    }
}

/// Where a tool keeps its configuration, below the home directory.
fn places(tool: ImportTool) -> (Tool, &'static [&'static str]) {
    match tool {
        ImportTool::Aws => (Tool::Aws, &[".aws/credentials", ".aws/config"]),
        ImportTool::Ossutil => (Tool::Ossutil, &[".ossutilconfig"]),
        ImportTool::Coscli => (Tool::Coscli, &[".cos.yaml"]),
        ImportTool::Rclone => (Tool::Rclone, &[".config/rclone/rclone.conf"]),
    }
}

/// `vh config import`. A table that is there already is left as it is.
///
/// # Errors
/// [`Kind::NotFound`] without the tool's file, [`Kind::Invalid`] when it has no store.
pub(super) async fn import(ctx: &mut Context, args: ImportArgs, path: PathBuf) -> Result<()> {
    let (tool, places) = places(args.tool);
    let files: Vec<PathBuf> = match &args.file {
        Some(file) => vec![file.clone()],
        None => {
            let home = directories::BaseDirs::new()
                .ok_or_else(|| Error::config(text!("there is no home directory", "没有主目录")))?;
            places.iter().map(|p| home.home_dir().join(p)).collect()
        }
    };
    let mut content = String::new();
    let mut failed = None;
    for file in &files {
        match std::fs::read_to_string(file) {
            Ok(text) => content.push_str(&format!("{text}\n")),
            Err(e) => failed = Some((file, e)),
        }
    }
    if let (true, Some((file, e))) = (content.is_empty(), failed) {
        let shown = file.display();
        let error = Error::local(text!("cannot read {shown}", "无法读取 {shown}"), e);
        return Err(error
            .with_kind(Kind::NotFound)
            .hint(text!("name the file with --file", "请用 --file 指定文件")));
    }
    let found = import::read(tool, &content);
    if found.is_empty() {
        let shown = files
            .iter()
            .map(|f| f.display().to_string())
            .collect::<Vec<_>>()
            .join(", ");
        return Err(Error::new(
            Kind::Invalid,
            text!("{shown} has no object store", "{shown} 中没有对象存储"),
        ));
    }
    let there = ctx.settings.names("store");
    let mut rows = Vec::new();
    for table in found {
        let free = file::is_name(&table.name) && !there.contains(&table.name);
        let name = &table.name;
        let written = free && !ctx.only_tells(text!("would write [store.{name}]", "将写入 [store.{name}]"));
        if written {
            for (key, value) in &table.fields {
                let key = format!("store.{}.{key}", table.name);
                edit::set(&path, None, &key, &Value::String(value.clone()))?;
            }
        }
        if table.get("kind") == Some("cos") && table.get("access_key_id").is_none() {
            ctx.out.err().note(&text!(
                "[store.{name}] has no keys: they are encrypted there; run vh config set store.{name}.secret_id",
                "[store.{name}] 没有密钥：原文件中已加密；请运行 vh config set store.{name}.secret_id",
                name = table.name
            ));
        }
        rows.push(Row {
            kind: table.get("kind").unwrap_or_default().to_owned(),
            table: format!("store.{}", table.name),
            imported: written,
        });
    }
    ctx.out.records(&rows)?;
    ctx.out.flush()
}
