//! The tables, as steps that only grow: a step that was released is never changed, and none is taken out. Each interface keeps
//! its own steps; a database remembers by name which of them it has seen, so that interfaces can grow side by side.

use super::db::Area;
use super::{batches, calls, chats, checkpoints, cooldowns, discipline, leases, ledger, spool, tokens};

/// One step. `{int}`, `{real}`, `{blob}` and `{serial}` are the database's own words for the types.
#[derive(Debug)]
pub struct Step {
    /// The area it belongs to.
    pub area: Area,
    /// Its name: the interface and a number.
    pub name: &'static str,
    /// The statements, separated by semicolons.
    pub sql: &'static str,
}

/// All steps, by interface.
const ALL: &[&[Step]] = &[
    calls::STEPS,
    cooldowns::STEPS,
    leases::STEPS,
    tokens::STEPS,
    chats::STEPS,
    checkpoints::STEPS,
    batches::STEPS,
    spool::STEPS,
    discipline::STEPS,
    ledger::STEPS,
];

/// All steps.
pub fn all() -> impl Iterator<Item = &'static Step> {
    ALL.iter().flat_map(|steps| steps.iter())
}

/// The steps of one area.
pub fn of(area: Area) -> impl Iterator<Item = &'static Step> {
    all().filter(move |s| s.area == area)
}

/// The tables of one area, in the order in which they are made, by the steps' own text.
pub fn tables(area: Area) -> Vec<&'static str> {
    of(area)
        .flat_map(|s| {
            s.sql
                .match_indices("CREATE TABLE ")
                .map(|(at, word)| &s.sql[at + word.len()..])
        })
        .filter_map(|rest| rest.split_whitespace().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_have_names_of_their_own() {
        let mut names: Vec<&str> = all().map(|s| s.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert_eq!(
            tables(Area::Work),
            [
                "leases",
                "tokens",
                "chats",
                "turns",
                "checkpoints",
                "checkpoint_parts",
                "batches",
                "batch_items"
            ]
        );
    }
}
