//! Hands on what is in the ledger, until it is taken. What was claimed by a process that died becomes due again.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;

use super::{Event, Inside};
use crate::pay::deliver;
use crate::state::ledger::Parcel;
use crate::state::unix_ms;

/// Handed on at once.
const AT_ONCE: i64 = 16;

/// Looked for without a call, because another process may have recorded something.
const PACE: Duration = Duration::from_secs(1);

/// Runs for ever.
pub(super) async fn run(inside: Arc<Inside>) {
    let Some(way) = inside.listener.way.clone() else { return };
    let account = &inside.listener.account;
    let claim = deliver::limit(account, &way) + Duration::from_secs(2);
    let claim_ms = i64::try_from(claim.as_millis()).unwrap_or(i64::MAX);
    loop {
        let now_ms = unix_ms((account.clock.now)());
        let due = inside.listener.state.ledger().due(AT_ONCE, claim_ms, now_ms).await;
        let parcels = match due {
            Ok(parcels) if !parcels.is_empty() => parcels,
            // A state that cannot be asked now is asked again.
            _ => {
                let _ = tokio::time::timeout(PACE, inside.new.notified()).await;
                continue;
            }
        };
        let attempts = parcels.iter().map(|p| deliver::deliver(account, &way, p));
        let ends = join_all(attempts).await;
        let now_ms = unix_ms((account.clock.now)());
        let mut kept = Vec::new();
        for (parcel, end) in parcels.iter().zip(ends) {
            let mut event = event(parcel);
            let failed = end.err().map(|e| {
                let wait = i64::try_from(deliver::backoff(parcel.attempts).as_millis()).unwrap_or(i64::MAX);
                event.outcome = "waiting";
                event.why = Some(e.what.clone());
                (e.to_string(), now_ms.saturating_add(wait))
            });
            (inside.listener.tell)(event);
            kept.push((parcel.id.clone(), failed));
        }
        // What cannot be kept is handed on once more: at least once.
        let _ = inside.listener.state.ledger().delivered(kept).await;
    }
}

fn event(parcel: &Parcel) -> Event {
    Event {
        about: if parcel.about == "refund" { "refund" } else { "payment" },
        number: parcel.number.clone(),
        amount: parcel.amount,
        state: parcel.state.clone(),
        outcome: "delivered",
        why: None,
        id: parcel.id.clone(),
        is_probe: false,
    }
}
