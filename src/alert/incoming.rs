//! What Alertmanager and Grafana post to a webhook, as notes: one for each alert of the group. Unknown fields are passed over.
//! Source: prometheus.io/docs/alerting/latest/configuration/#webhook_config (version 4); grafana.com/docs … webhook-notifier.

use serde::Deserialize;
use serde_json::Value;

use super::note::{self, Note, level_of_severity};
use crate::error::{Error, Kind, Result};
use crate::state::unix_ms;
use crate::text;

/// Whose form it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Prometheus Alertmanager.
    Alertmanager,
    /// Grafana.
    Grafana,
    /// Told by the content.
    Auto,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    #[serde(default)]
    alerts: Vec<Alert>,
    #[serde(default, rename = "externalURL")]
    external_url: String,
    #[serde(default, rename = "orgId")]
    org_id: Option<Value>,
    #[serde(default)]
    truncated_alerts: u64,
    #[serde(default)]
    receiver: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Alert {
    #[serde(default)]
    status: String,
    #[serde(default)]
    labels: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    annotations: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    starts_at: String,
    #[serde(default)]
    ends_at: String,
    #[serde(default, rename = "generatorURL")]
    generator_url: String,
    #[serde(default)]
    fingerprint: String,
    #[serde(default, rename = "panelURL")]
    panel_url: String,
    #[serde(default, rename = "dashboardURL")]
    dashboard_url: String,
    #[serde(default)]
    value_string: String,
}

/// Reads a group of alerts.
///
/// # Errors
/// [`Kind::Invalid`] for what is no such group.
pub fn read(bytes: &[u8], source: Source, now_ms: i64) -> Result<Vec<Note>> {
    let group: Group = serde_json::from_slice(bytes).map_err(|e| {
        Error::new(
            Kind::Invalid,
            text!(
                "standard input is no webhook of Alertmanager or Grafana: {e}",
                "标准输入不是 Alertmanager 或 Grafana 的 webhook 内容：{e}"
            ),
        )
    })?;
    if group.alerts.is_empty() {
        return Err(Error::new(
            Kind::Invalid,
            text!("the webhook holds no alerts", "webhook 内容中没有告警"),
        ));
    }
    let grafana = source == Source::Grafana || (source == Source::Auto && group.org_id.is_some());
    let last = group.alerts.len() - 1;
    let mut notes = Vec::new();
    for (i, alert) in group.alerts.into_iter().enumerate() {
        let mut note = note_of(alert, grafana, &group.external_url, now_ms);
        note.caller.clone_from(&group.receiver);
        if i == last && group.truncated_alerts > 0 {
            let more = group.truncated_alerts;
            note.text.push_str(&format!("\n(另有 {more} 条告警被截断)"));
        }
        notes.push(note);
    }
    Ok(notes)
}

fn note_of(alert: Alert, grafana: bool, external_url: &str, now_ms: i64) -> Note {
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|n| alert.annotations.get(*n).filter(|v| !v.is_empty()))
            .cloned()
    };
    let resolved = alert.status == "resolved";
    let name = alert.labels.get("alertname").cloned();
    let title = first(&["summary", "title"])
        .or_else(|| name.clone())
        .unwrap_or_else(|| "alert".to_owned());
    let mut text = first(&["description", "message"]).unwrap_or_default();
    if grafana && !alert.value_string.is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&alert.value_string);
    }
    let labels: Vec<(String, String)> = alert.labels.clone().into_iter().collect();
    let links = [&alert.panel_url, &alert.dashboard_url, &alert.generator_url];
    let link = links
        .into_iter()
        .map(String::as_str)
        .find(|l| !l.is_empty())
        .unwrap_or(external_url);
    // `0001-01-01T00:00:00Z` is Go's way of saying "not yet".
    let at = if resolved {
        time(&alert.ends_at).or_else(|| time(&alert.starts_at))
    } else {
        time(&alert.starts_at)
    };
    let fingerprint = if alert.fingerprint.is_empty() {
        note::fingerprint(name.as_deref().unwrap_or(""), &title, &labels)
    } else {
        note::fingerprint_of_key(&alert.fingerprint)
    };
    let severity = alert.labels.get("severity").or_else(|| alert.labels.get("level"));
    Note {
        level: level_of_severity(severity.map_or("", String::as_str)),
        title,
        text,
        host: alert.labels.get("instance").cloned().unwrap_or_default(),
        labels,
        at_ms: at.unwrap_or(now_ms),
        fingerprint,
        resolved,
        link: Some(link.to_owned()).filter(|l| !l.is_empty()),
        ..Note::default()
    }
}

fn time(text: &str) -> Option<i64> {
    let at: jiff::Timestamp = text.parse().ok()?;
    let ms = at.as_millisecond();
    (ms > unix_ms(std::time::SystemTime::UNIX_EPOCH)).then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_becomes_notes() {
        let body = r#"{"version":"4","groupKey":"{}:{alertname=\"Disk\"}","truncatedAlerts":2,"status":"firing","receiver":"vh",
            "externalURL":"http://am:9093","alerts":[
            {"status":"firing","labels":{"alertname":"Disk","severity":"page","instance":"db-1"},
             "annotations":{"summary":"disk full","description":"95%"},"startsAt":"2026-01-01T00:00:00Z",
             "endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prom/g","fingerprint":"ab12"},
            {"status":"resolved","labels":{"alertname":"Load"},"startsAt":"2026-01-01T00:00:00Z",
             "endsAt":"2026-01-01T01:00:00Z","new":1}]}"#;
        let notes = read(body.as_bytes(), Source::Auto, 0).unwrap();
        let [a, b] = notes.as_slice() else { panic!("{notes:?}") };
        assert_eq!(
            (a.level.as_str(), a.title.as_str(), a.text.as_str()),
            ("critical", "disk full", "95%")
        );
        assert_eq!(
            (a.host.as_str(), a.at_ms, a.resolved),
            ("db-1", 1_767_225_600_000, false)
        );
        assert_eq!(a.link.as_deref(), Some("http://prom/g"));
        assert_eq!(a.fingerprint, note::fingerprint_of_key("ab12"));
        assert_eq!(
            (b.title.as_str(), b.resolved, b.at_ms),
            ("Load", true, 1_767_229_200_000)
        );
        assert!(b.text.contains('2') && b.link.as_deref() == Some("http://am:9093"));
        for bad in ["", "[]", "{}", "{\"alerts\":[]}"] {
            assert_eq!(
                read(bad.as_bytes(), Source::Auto, 0).unwrap_err().kind,
                Kind::Invalid,
                "{bad}"
            );
        }
    }

    #[test]
    fn grafana_brings_values_and_panels() {
        let body = r#"{"orgId":1,"title":"t","alerts":[{"status":"firing","labels":{"alertname":"A"},
            "valueString":"[ var='A' value=1 ]","panelURL":"http://g/p","silenceURL":"http://g/s"}]}"#;
        let notes = read(body.as_bytes(), Source::Auto, 5).unwrap();
        assert_eq!(notes[0].text, "[ var='A' value=1 ]");
        assert_eq!((notes[0].link.as_deref(), notes[0].at_ms), (Some("http://g/p"), 5));
    }
}
