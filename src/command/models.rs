//! `vh models`.

use serde::Serialize;

use super::Context;
use crate::cli::chat::ModelsArgs;
use crate::error::{Error, Kind, Result};
use crate::llm::{ModelInfo, Provider};
use crate::output::Record;
use crate::text;
use crate::text::Text;

/// A model on offer.
#[derive(Serialize)]
struct Row {
    provider: String,
    id: String,
    owner: Option<String>,
    created: Option<String>,
    shutdown_date: Option<String>,
}

impl Record for Row {
    fn headings() -> Vec<Text> {
        vec![
            Text::pair("provider", "服务商"),
            Text::pair("id", "模型"),
            Text::pair("owner", "所有者"),
            Text::pair("created", "发布"),
            Text::pair("shutdown", "下线"),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        vec![
            self.provider.clone(),
            self.id.clone(),
            text(&self.owner),
            text(&self.created),
            text(&self.shutdown_date),
        ]
    }
}

impl Row {
    fn of(provider: &str, m: ModelInfo) -> Row {
        let created = m.created_unix.and_then(|s| u64::try_from(s).ok()).map(|s| {
            let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(s);
            humantime::format_rfc3339_seconds(at).to_string()
        });
        Row {
            provider: provider.to_owned(),
            id: m.id,
            owner: m.owner,
            created,
            shutdown_date: m.shutdown_date,
        }
    }
}

/// Why a list is empty.
fn unlisted(name: &str, provider: Provider) -> Text {
    match provider {
        Provider::VolcSpeech(_) => text!(
            "{name} has no list of its models; www.volcengine.com/docs/6561 names them: seed-tts-2.0 and others for \
             speech_model, and recordings need none",
            "{name} 没有模型列表接口；型号见 www.volcengine.com/docs/6561：speech_model 可填 seed-tts-2.0 等，语音识别无需填写"
        ),
        _ => text!("{name} lists no models", "{name} 没有列出任何模型"),
    }
}

/// `vh models`.
///
/// # Errors
/// The provider's error for one; [`Kind::Partial`] when only some of several answered.
pub async fn models(ctx: &mut Context, args: ModelsArgs) -> Result<()> {
    let names = match &args.provider {
        Some(_) => ctx.settings.chat_tables(args.provider.as_deref())?,
        None => match ctx.settings.names("llm") {
            names if names.is_empty() => ctx.settings.chat_tables(None)?,
            names => names,
        },
    };
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for name in &names {
        let listed = match ctx.provider(name).await {
            Ok(provider) => provider.models().await,
            Err(e) => Err(e),
        };
        match listed {
            Ok(models) => {
                if models.is_empty() && args.provider.is_some() {
                    ctx.out.err().note(&unlisted(name, ctx.provider(name).await?));
                }
                rows.extend(models.into_iter().map(|m| Row::of(name, m)));
            }
            Err(e) if e.kind == Kind::Closed => return Err(e),
            Err(e) => failures.push(e),
        }
    }
    ctx.out.records(&rows)?;
    ctx.out.flush()?;
    let (failed, all) = (failures.len(), names.len());
    match failures.pop() {
        None => Ok(()),
        Some(e) if failed == all && failed == 1 => Err(e),
        Some(last) => {
            failures.push(last);
            for e in &failures {
                ctx.out.error(e);
            }
            let kind = if failed == all { failures[0].kind } else { Kind::Partial };
            Err(Error::new(
                kind,
                text!(
                    "{failed} of {all} providers did not answer",
                    "{all} 个服务商中有 {failed} 个没有响应"
                ),
            ))
        }
    }
}
