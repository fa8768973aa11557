//! `vh doctor`: what could keep the next command from working, found before it does: the configuration and its secrets, the
//! files and who may read them, the state, the clock, the way to each configured server. Nothing is sent that costs anything
//! or carries a credential.

mod files;
mod network;

use std::sync::Arc;

use serde::Serialize;

use super::{Context, config};
use crate::cli::doctor::DoctorArgs;
use crate::error::{Error, Kind, Result};
use crate::output::Record;
use crate::text;
use crate::text::{Lang, Text};

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Ok,
    Warn,
    Fail,
    Fixed,
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Status::Ok => "ok",
            Status::Warn => "warn",
            Status::Fail => "FAIL",
            Status::Fixed => "fixed",
        }
    }
}

/// What one check found.
struct Finding {
    check: String,
    status: Status,
    detail: Text,
    hint: Option<Text>,
    /// What it means for the exit code when it failed.
    kind: Kind,
}

impl Finding {
    fn new(check: impl Into<String>, status: Status, detail: impl Into<Text>) -> Finding {
        Finding {
            check: check.into(),
            status,
            detail: detail.into(),
            hint: None,
            kind: Kind::Config,
        }
    }

    fn hint(mut self, hint: impl Into<Text>) -> Finding {
        self.hint = Some(hint.into());
        self
    }

    fn kind(mut self, kind: Kind) -> Finding {
        self.kind = kind;
        self
    }

    /// A failed check, as the error tells it.
    fn failed(check: impl Into<String>, e: &Error) -> Finding {
        Finding {
            check: check.into(),
            status: Status::Fail,
            detail: e.what.clone(),
            hint: e.hint.clone(),
            kind: e.kind,
        }
    }

    fn shown(&self, lang: Lang) -> Shown {
        Shown {
            check: self.check.clone(),
            status: self.status,
            detail: self.detail.get(lang).to_owned(),
            hint: self.hint.as_ref().map(|h| h.get(lang).to_owned()),
        }
    }
}

/// What is printed of a check.
#[derive(Serialize)]
struct Shown {
    check: String,
    status: Status,
    detail: String,
    hint: Option<String>,
}

impl Record for Shown {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("check", "检查"),
            Text::pair("status", "结果"),
            Text::pair("detail", "详情"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let detail = match &self.hint {
            Some(hint) => format!("{}; {hint}", self.detail),
            None => self.detail.clone(),
        };
        vec![self.check.clone(), self.status.name().to_owned(), detail]
    }
}

/// `vh doctor`.
///
/// # Errors
/// The [`Kind`] of the gravest failed check: configuration, then the local machine, then the network.
pub async fn doctor(ctx: &mut Context, args: DoctorArgs) -> Result<()> {
    let mut found = Vec::new();
    read_settings(ctx, &mut found);
    files::check(ctx, args.fix, &mut found)?;
    let tables = config::tables(ctx).await;
    for table in &tables {
        found.push(match &table.error {
            Some(e) => Finding::failed(&table.name, e),
            None => Finding::new(&table.name, Status::Ok, text!("complete", "完整")),
        });
    }
    state(ctx, &mut found).await;
    if args.offline {
        ctx.out
            .err()
            .note(&text!("offline: no server was asked", "离线：未访问任何服务器"));
    } else {
        let usable: Vec<String> = tables
            .into_iter()
            .filter(|t| t.error.is_none())
            .map(|t| t.name)
            .collect();
        network::check(ctx, &usable, &mut found).await;
    }
    let lang = ctx.out.lang();
    let rows: Vec<Shown> = found.iter().map(|f| f.shown(lang)).collect();
    ctx.out.records(&rows)?;
    ctx.out.flush()?;
    judge(&found)
}

/// Reads the configuration, which other commands need sound and this one does not.
fn read_settings(ctx: &mut Context, found: &mut Vec<Finding>) {
    let place = ctx.settings.path.as_ref().map(|p| p.display().to_string());
    match ctx.settings.read_again() {
        Ok(settings) => {
            let detail = match (place, settings.exists) {
                (Some(place), true) => Text::same(place),
                (Some(place), false) => text!("no file at {place}: environment only", "{place} 不存在：仅使用环境变量"),
                (None, _) => text!("no home directory: environment only", "没有主目录：仅使用环境变量"),
            };
            found.push(Finding::new("config", Status::Ok, detail));
            for note in &settings.notes {
                found.push(Finding::new("config", Status::Warn, note.clone()));
            }
            for (key, winner, loser) in settings.shadowed() {
                found.push(Finding::new(
                    "config",
                    Status::Warn,
                    text!("{key}: {winner} wins over {loser}", "{key}：{winner} 覆盖了 {loser}"),
                ));
            }
            ctx.settings = Arc::new(settings);
        }
        Err(e) => found.push(Finding::failed("config", &e)),
    }
}

/// Whether the state can be opened, lasts, and is sound.
async fn state(ctx: &Context, found: &mut Vec<Finding>) {
    let facts = async {
        let state = ctx.state().await?;
        let facts = state.database().facts().await?;
        Ok::<_, Error>((state.database().describe(), state.is_durable(), facts))
    };
    let (place, durable, facts) = match facts.await {
        Ok(known) => known,
        Err(e) => {
            found.push(Finding::failed("state", &e));
            return;
        }
    };
    let unsound: Vec<String> = facts
        .iter()
        .filter(|(name, value)| name.ends_with(".check") && value != "ok")
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    found.push(if !unsound.is_empty() {
        let list = unsound.join("; ");
        Finding::new("state", Status::Fail, text!("not sound: {list}", "不完整：{list}"))
            .hint(text!(
                "restore a copy made by vh state backup",
                "请恢复 vh state backup 的备份"
            ))
            .kind(Kind::Local)
    } else if !durable {
        let detail = text!(
            "in memory only: nothing outlives a command",
            "仅在内存中：命令结束后全部丢失"
        );
        Finding::new("state", Status::Warn, detail).hint(text!(
            "set [state] url to sqlite:DIR or postgres://…",
            "请将 [state] url 设为 sqlite:目录 或 postgres://…"
        ))
    } else {
        Finding::new("state", Status::Ok, Text::same(place))
    });
}

fn judge(found: &[Finding]) -> Result<()> {
    let failed: Vec<&Finding> = found.iter().filter(|f| f.status == Status::Fail).collect();
    let grave = |f: &&&Finding| match f.kind {
        Kind::Network | Kind::Timeout | Kind::Unavailable => 2,
        Kind::Local => 1,
        _ => 0,
    };
    let Some(gravest) = failed.iter().min_by_key(grave) else {
        return Ok(());
    };
    let (count, all) = (failed.len(), found.len());
    Err(Error::new(
        gravest.kind,
        text!("{count} of {all} checks failed", "{all} 项检查中有 {count} 项失败"),
    ))
}
