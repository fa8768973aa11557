//! Alerts that wait for one robot, as one message: a robot with twenty places a minute would otherwise tell a storm for hours.

use super::sender::Sender;
use crate::alert::deliver::{Plan, Stop};
use crate::alert::look::emoji;
use crate::alert::note::{Note, rank};
use crate::state::spool::{Spooled, leg};

/// So many alerts are told one by one.
const FEW: usize = 3;
/// So many titles are listed; the others are counted.
const LISTED: usize = 40;

/// The rows that wait for nothing but a place of the same robot, by channel, where they are more than a few.
pub(super) fn groups(rows: &[Spooled]) -> Vec<(String, Vec<Spooled>)> {
    let mut groups: Vec<(String, Vec<Spooled>)> = Vec::new();
    for row in rows {
        // A failure without a vendor's code and with one leg is ours: the place was missing.
        let [only] = row.legs.as_slice() else { continue };
        let waits = only.status == leg::FAILED && only.code.is_none() && is_plain(row);
        if !waits {
            continue;
        }
        match groups.iter_mut().find(|(channel, _)| *channel == only.channel) {
            Some((_, group)) => group.push(row.clone()),
            None => groups.push((only.channel.clone(), vec![row.clone()])),
        }
    }
    groups.retain(|(_, group)| group.len() > FEW);
    groups
}

/// Whether a row goes to everybody of its channel: those that name people are told by themselves.
fn is_plain(row: &Spooled) -> bool {
    let plan = serde_json::from_str::<Plan>(&row.plan);
    plan.is_ok_and(|p| p.steps.iter().flatten().all(|stop| stop.to.is_empty()))
}

/// One note for a group, and its plan: the gravest level of them all, their titles and times in order.
pub(super) fn note(sender: &Sender<'_>, blank: Note, channel: &str, group: &[Spooled]) -> (Note, Plan) {
    let gravest = group.iter().max_by_key(|r| rank(&r.level)).map(|r| r.level.clone());
    let count = group.len();
    let mut lines: Vec<String> = group
        .iter()
        .take(LISTED)
        .map(|r| {
            let shown = Note {
                level: r.level.clone(),
                ..Note::default()
            };
            format!("{} {} ({})", emoji(&shown), r.title, sender.time(r.created_ms))
        })
        .collect();
    if count > LISTED {
        lines.push(format!("… 另有 {} 条", count - LISTED));
    }
    let note = Note {
        level: gravest.unwrap_or(blank.level.clone()),
        title: format!("限流期间积压的 {count} 条告警"),
        text: lines.join("\n"),
        fingerprint: crate::alert::note::fingerprint_of_key(&format!("digest {channel}")),
        ..blank
    };
    let plan = Plan {
        steps: vec![vec![Stop {
            channel: channel.to_owned(),
            to: Vec::new(),
        }]],
        all: false,
    };
    (note, plan)
}
