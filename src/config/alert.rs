//! `[alert.NAME]` and `[alerts]` resolved, and the steps that an alert of a level takes.

use std::path::Path;
use std::time::Duration;

use serde_json::{Map, Value};

use super::{Resolved, Settings, schema};
use crate::alert::deliver::Stop;
use crate::alert::{self, Alerts};
use crate::error::{Error, Result};
use crate::http::Net;
use crate::text;

impl Settings {
    /// Resolves `[alert.NAME]`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for what is missing, [`crate::error::Kind::Refused`] for a credential that would travel where it may not.
    pub async fn alert(&self, name: &str) -> Result<Resolved<alert::Config>> {
        let ten = Duration::from_secs(10);
        self.resolve("alert", name, None, Net::with(ten, ten)).await
    }

    /// `[alerts]`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for what cannot be read.
    pub fn alerts(&self) -> Result<Alerts> {
        let fields: Map<String, Value> = self
            .tree
            .below("alerts.")
            .map(|(k, e)| (k.to_owned(), e.value.clone()))
            .collect();
        let mut alerts: Alerts = serde_json::from_value(Value::Object(fields))
            .map_err(|e| Error::config(text!("[alerts]: {e}", "[alerts]：{e}")))?;
        let dir = self.path.as_deref().and_then(Path::parent);
        alerts.base = dir.unwrap_or(Path::new(".")).to_owned();
        Ok(alerts)
    }

    /// The steps of a level: `alerts.levels.LEVEL`, else `defaults.alert`, else the only channel there is.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`] for a channel that is not there, and when nothing says where to.
    pub fn alert_steps(&self, level: &str, alerts: &Alerts) -> Result<Vec<Vec<Stop>>> {
        let key = format!("alerts.levels.{level}");
        let steps = match (alerts.levels.get(level), self.tree.get("defaults.alert")) {
            (Some(value), _) => steps(value, &key)?,
            (None, Some(entry)) => steps(&entry.value, "defaults.alert")?,
            (None, None) => vec![vec![self.table("alert", None)?]],
        };
        let mut stops = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for step in &steps {
            let mut together = Vec::new();
            for name in step {
                self.known_channel(name)?;
                // A channel that failed in one step is not asked again in the next.
                if !seen.contains(&name.as_str()) {
                    seen.push(name);
                    together.push(Stop {
                        channel: name.clone(),
                        to: Vec::new(),
                    });
                }
            }
            if !together.is_empty() {
                stops.push(together);
            }
        }
        if stops.is_empty() {
            return Err(Error::config(text!("{key} names no channel", "{key} 没有指定渠道")));
        }
        Ok(stops)
    }

    /// Fails with a suggestion when there is no such channel.
    ///
    /// # Errors
    /// [`crate::error::Kind::Config`].
    pub fn known_channel(&self, name: &str) -> Result<()> {
        if self.tree.names("alert").iter().any(|n| n == name) {
            return Ok(());
        }
        let section = schema::section("alert").ok_or_else(|| Error::bug("no section alert"))?;
        Err(self.no_such_table(section, name))
    }
}

/// A name; a list of names and lists.
fn steps(value: &Value, key: &str) -> Result<Vec<Vec<String>>> {
    let name = |v: &Value| {
        v.as_str().map(str::to_owned).ok_or_else(|| {
            Error::config(text!(
                "{key} is no name, nor a list of names and of lists of names",
                "{key} 不是名称，也不是由名称与名称列表组成的列表"
            ))
        })
    };
    let step = |v: &Value| match v {
        Value::Array(together) => together.iter().map(name).collect(),
        one => Ok(vec![name(one)?]),
    };
    match value {
        Value::Array(list) => list.iter().map(step).collect(),
        one => Ok(vec![step(one)?]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(content: &str, level: &str) -> Result<Vec<Vec<String>>, String> {
        let settings = Settings::of_text(content).unwrap();
        let alerts = settings.alerts().unwrap();
        let steps = settings
            .alert_steps(level, &alerts)
            .map_err(|e| e.what.en.to_string())?;
        Ok(steps
            .into_iter()
            .map(|s| s.into_iter().map(|stop| stop.channel).collect())
            .collect())
    }

    #[test]
    fn a_level_has_its_own_steps_or_the_default_ones() {
        let tables = "[alert.ops]\nkind = 'slack'\n[alert.sms]\nkind = 'sms'\n[alert.mail]\nkind = 'email'\n";
        let content = format!(
            "[defaults]\nalert = [['ops', 'sms'], 'mail', 'ops']\n{tables}[alerts]\nlevels = {{ info = 'mail' }}\n"
        );
        assert_eq!(names(&content, "critical").unwrap(), [vec!["ops", "sms"], vec!["mail"]]);
        assert_eq!(names(&content, "info").unwrap(), [vec!["mail"]]);
        assert_eq!(names("[alert.ops]\nkind = 'slack'\n", "x").unwrap(), [vec!["ops"]]);
        assert!(names(tables, "x").unwrap_err().contains("ops"));
        assert!(
            names("[alerts]\nlevels = { x = 'nobody' }\n", "x")
                .unwrap_err()
                .contains("nobody")
        );
    }
}
