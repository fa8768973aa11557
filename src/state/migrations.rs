//! The tables, as a list of steps that only grows: a step that was released is never changed. Each area has its own steps.

use super::db::Area;

/// One step of one area. `{int}`, `{real}`, `{blob}` and `{serial}` are the database's own words for the types.
pub struct Step {
    /// The area.
    pub area: Area,
    /// Its number within the area, from 1.
    pub number: i64,
    /// The statements, separated by semicolons.
    pub sql: &'static str,
}

/// All steps, in order.
pub const STEPS: &[Step] = &[
    Step {
        area: Area::Stats,
        number: 1,
        sql: "
            CREATE TABLE calls (
                id {serial},
                at_ms {int} NOT NULL,
                room TEXT NOT NULL,
                provider TEXT NOT NULL,
                model TEXT NOT NULL,
                ok {int} NOT NULL,
                error TEXT,
                first_ms {int},
                total_ms {int} NOT NULL,
                input_tokens {int} NOT NULL,
                output_tokens {int} NOT NULL,
                cached_tokens {int} NOT NULL,
                cost_micro {int}
            );
            CREATE INDEX calls_by_model ON calls (provider, model, id);
            CREATE INDEX calls_by_time ON calls (at_ms);
            CREATE TABLE cooldowns (
                name TEXT PRIMARY KEY,
                until_ms {int} NOT NULL,
                reason TEXT NOT NULL
            )",
    },
    Step {
        area: Area::Work,
        number: 1,
        sql: "
            CREATE TABLE leases (
                name TEXT PRIMARY KEY,
                holder TEXT NOT NULL,
                until_ms {int} NOT NULL
            );
            CREATE TABLE tokens (
                name TEXT PRIMARY KEY,
                sealed {blob} NOT NULL,
                expires_ms {int},
                updated_ms {int} NOT NULL
            );
            CREATE TABLE chats (
                name TEXT PRIMARY KEY,
                created_ms {int} NOT NULL,
                updated_ms {int} NOT NULL,
                provider TEXT,
                model TEXT
            );
            CREATE TABLE turns (
                chat TEXT NOT NULL,
                number {int} NOT NULL,
                at_ms {int} NOT NULL,
                message TEXT NOT NULL,
                provider TEXT,
                model TEXT,
                input_tokens {int},
                output_tokens {int},
                cost_micro {int},
                PRIMARY KEY (chat, number)
            )",
    },
    Step {
        area: Area::Ledger,
        number: 1,
        // The tables of money and promises come with their rooms; the file and its version are there from the start.
        sql: "CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    },
];

/// The steps of one area.
pub fn of(area: Area) -> impl Iterator<Item = &'static Step> {
    STEPS.iter().filter(move |s| s.area == area)
}

/// The tables of one area, in the order in which they were made, by the steps' own text.
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
    use crate::state::db::AREAS;

    #[test]
    fn steps_are_numbered_without_gaps() {
        for area in AREAS {
            let numbers: Vec<i64> = of(area).map(|s| s.number).collect();
            let want: Vec<i64> = (1..).take(numbers.len()).collect();
            assert_eq!(numbers, want, "{area:?}");
        }
        assert_eq!(tables(Area::Work), ["leases", "tokens", "chats", "turns"]);
    }
}
