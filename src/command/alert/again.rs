//! What the spool has, sent once more: row by row, or several as one message.

use super::sender::{Raised, Sender, What, clock, world};
use crate::alert::deliver::{self, Known, Plan, StateGate};
use crate::alert::note::Note;
use crate::error::{Error, Kind, Result};
use crate::state::State;
use crate::state::leases::holder;
use crate::state::spool::Spooled;
use crate::text;

impl Sender<'_> {
    /// Sends once more what the spool has; `None` when somebody else is at it.
    ///
    /// # Errors
    /// [`Kind::Local`] from the state.
    pub(super) async fn resend(&self, state: &State, row: &Spooled) -> Result<Option<Raised>> {
        let holder = holder();
        let until = clock().saturating_add(self.hold_ms());
        let Some(row) = state.spool().claim(&row.id, &holder, until, clock()).await? else {
            return Ok(None);
        };
        let broken = |e: serde_json::Error| {
            let id = &row.id;
            Error::new(
                Kind::Local,
                text!(
                    "alert {id} of the spool cannot be read: {e}",
                    "无法读取暂存的告警 {id}：{e}"
                ),
            )
        };
        let note: Note = serde_json::from_str(&row.note).map_err(broken)?;
        let plan: Plan = serde_json::from_str(&row.plan).map_err(broken)?;
        let known = Known {
            legs: row.legs.clone(),
            ..Known::default()
        };
        let report = self.sent(state, &row.id, &holder, &note, &plan, &known).await?;
        Ok(Some(Raised {
            id: row.id.clone(),
            level: note.level.clone(),
            title: note.title.clone(),
            fingerprint: note.fingerprint.clone(),
            what: What::Tried {
                report,
                spooled: Ok(()),
            },
        }))
    }

    /// Sends a note that stands for several rows, which are held meanwhile and settled as one.
    ///
    /// # Errors
    /// [`Kind::Local`] from the state.
    pub(super) async fn digest(&self, state: &State, rows: &[Spooled], note: Note, plan: Plan) -> Result<Raised> {
        let holder = holder();
        let until = clock().saturating_add(self.hold_ms());
        let channels: Vec<String> = plan.channels().into_iter().map(|(channel, _)| channel).collect();
        let mut mine = Vec::new();
        for row in rows {
            if let Some(row) = state.spool().claim(&row.id, &holder, until, clock()).await?
                && state.spool().sending(&row.id, &holder, channels.clone(), until).await?
            {
                mine.push(row);
            }
        }
        let gate = StateGate { state, clock };
        let report = deliver::deliver(&note, &plan, &self.connect(), &Known::default(), None, &world(&gate)).await?;
        for row in &mine {
            let known = Known {
                legs: row.legs.clone(),
                ..Known::default()
            };
            let (legs, how) = deliver::settled(&report, &plan, &known, clock());
            state.spool().settle(&row.id, &holder, legs, how, clock()).await?;
        }
        Ok(Raised {
            id: note.id.clone(),
            level: note.level.clone(),
            title: note.title.clone(),
            fingerprint: note.fingerprint.clone(),
            what: What::Tried {
                report,
                spooled: Ok(()),
            },
        })
    }
}
