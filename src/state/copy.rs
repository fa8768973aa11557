//! All rows of one database into another: `vh state move`, and the backup of a PostgreSQL state.

use super::db::{AREAS, Database, Statement, Value, sql};
use super::migrations;
use crate::error::{Error, Kind, Result};
use crate::text;

/// Copies every table; the target must hold nothing yet. Returns how many rows went over.
///
/// # Errors
/// [`Kind::Conflict`] when the target holds something; [`Kind::Local`] from either side.
pub async fn copy(from: &dyn Database, to: &dyn Database) -> Result<u64> {
    for area in AREAS {
        for table in migrations::tables(area) {
            let there = to
                .run(area, vec![sql!(leak(format!("SELECT 1 FROM {table} LIMIT 1")))])
                .await?;
            if !there.is_empty() {
                let shown = to.describe();
                return Err(Error::new(
                    Kind::Conflict,
                    text!(
                        "{shown} already holds a state (table {table})",
                        "{shown} 已有状态数据（表 {table}）"
                    ),
                ));
            }
        }
    }
    let mut copied = 0;
    for area in AREAS {
        for table in migrations::tables(area) {
            copied += copy_table(from, to, area, table).await?;
        }
    }
    Ok(copied)
}

async fn copy_table(from: &dyn Database, to: &dyn Database, area: super::Area, table: &'static str) -> Result<u64> {
    let columns = columns(area, table).join(", ");
    // Read as one piece: a table of the state is small beside what it is about, and a snapshot must not move.
    let rows = from
        .run(area, vec![sql!(leak(format!("SELECT {columns} FROM {table}")))])
        .await?;
    let total = rows.len() as u64;
    for chunk in rows.chunks(256) {
        let statements = chunk
            .iter()
            .map(|row| {
                let places: Vec<String> = (1..=row.0.len()).map(|n| format!("${n}")).collect();
                Statement {
                    sql: leak(format!(
                        "INSERT INTO {table} ({columns}) VALUES ({})",
                        places.join(", ")
                    )),
                    values: row.0.clone(),
                }
            })
            .collect();
        to.run(area, statements).await?;
    }
    if to.describe().starts_with("postgres:") && is_numbered(area, table) {
        // The next number comes after those that were brought along.
        let next = format!(
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))"
        );
        to.run(area, vec![sql!(leak(next))]).await?;
    }
    Ok(total)
}

/// Whether the database gives the rows of a table their numbers.
fn is_numbered(area: super::Area, table: &str) -> bool {
    migrations::of(area).any(|step| {
        let made = step.sql.split_once(&format!("CREATE TABLE {table} ("));
        made.is_some_and(|(_, body)| body[..closing(body)].contains("id {serial}"))
    })
}

/// The columns of a table, read from the step that makes it and from those that add to it.
fn columns(area: super::Area, table: &str) -> Vec<String> {
    let mut columns = Vec::new();
    for step in migrations::of(area) {
        if let Some((_, body)) = step.sql.split_once(&format!("CREATE TABLE {table} (")) {
            let body = &body[..closing(body)];
            for line in top_level(body) {
                let word = line.split_whitespace().next().unwrap_or("");
                if !["PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].contains(&word) && !word.is_empty() {
                    columns.push(word.to_owned());
                }
            }
        }
        for statement in step.sql.split(';') {
            let words: Vec<&str> = statement.split_whitespace().collect();
            if let ["ALTER", "TABLE", name, "ADD", "COLUMN", column, ..] = words.as_slice()
                && *name == table
            {
                columns.push((*column).to_owned());
            }
        }
    }
    columns
}

/// Where the parenthesis that is open at the start closes.
fn closing(body: &str) -> usize {
    let mut depth = 1;
    for (at, c) in body.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    body.len()
}

/// The parts between commas that no parenthesis encloses.
fn top_level(body: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in body.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&body[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&body[start..]);
    parts
}

/// Statements are fixed texts everywhere else; here they are made from the tables' names, a few dozen in the life of a process.
fn leak(sql: String) -> &'static str {
    Box::leak(sql.into_boxed_str())
}

/// Counts the rows of every table: `(area.table, rows)`.
///
/// # Errors
/// [`Kind::Local`] from the database.
pub async fn counts(db: &dyn Database) -> Result<Vec<(String, i64)>> {
    let mut counts = Vec::new();
    for area in AREAS {
        for table in migrations::tables(area) {
            let rows = db
                .run(area, vec![sql!(leak(format!("SELECT count(*) FROM {table}")))])
                .await?;
            let count = match rows.first().map(|r| &r.0[0]) {
                Some(Value::Int(n)) => *n,
                _ => 0,
            };
            counts.push((format!("{}.{table}", area.name()), count));
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Area;

    #[test]
    fn columns_are_read_from_the_steps() {
        assert_eq!(
            columns(Area::Work, "tokens"),
            ["name", "sealed", "expires_ms", "updated_ms"]
        );
        assert_eq!(columns(Area::Work, "turns").len(), 9);
        assert_eq!(columns(Area::Stats, "calls")[0], "id");
        assert!(is_numbered(Area::Stats, "calls") && !is_numbered(Area::Ledger, "alerts"));
    }
}
