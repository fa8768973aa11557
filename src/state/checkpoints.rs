//! How far transfers got: what a run that was ended leaves for the next one. The other side's own list of parts and the bytes on
//! disk are the truth; this only says where to look and what was there.

use super::db::{Area, Database, Row, sql};
use super::migrations::Step;
use crate::error::Result;

/// The tables of this interface.
pub const STEPS: &[Step] = &[Step {
    area: Area::Work,
    name: "checkpoints.1",
    sql: "
            CREATE TABLE checkpoints (
                id TEXT PRIMARY KEY,
                direction TEXT NOT NULL,
                store TEXT NOT NULL,
                place TEXT NOT NULL,
                key TEXT NOT NULL,
                path TEXT NOT NULL,
                source TEXT NOT NULL,
                size {int} NOT NULL,
                part_size {int} NOT NULL,
                handle TEXT NOT NULL,
                updated_ms {int} NOT NULL
            );
            CREATE TABLE checkpoint_parts (
                id TEXT NOT NULL,
                number {int} NOT NULL,
                etag TEXT NOT NULL,
                checksum TEXT NOT NULL,
                PRIMARY KEY (id, number)
            )",
}];

/// A transfer that is not done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkpoint {
    /// A number of the direction, the place, the key and the path.
    pub id: String,
    /// `up` or `down`.
    pub direction: String,
    /// The configured table's name.
    pub store: String,
    /// Which bucket of which server.
    pub place: String,
    /// The object's key.
    pub key: String,
    /// The file's path.
    pub path: String,
    /// What tells whether the source is still the same: of a file its size, time and number, of an object its ETag.
    pub source: String,
    /// Its size in bytes.
    pub size: u64,
    /// The size of a part.
    pub part_size: u64,
    /// The upload's id, or the unfinished file's name and number.
    pub handle: String,
    /// When it was last written.
    pub updated_ms: i64,
}

/// A part that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// From 1.
    pub number: u32,
    /// As the other side told it.
    pub etag: String,
    /// Of its bytes, in hexadecimal.
    pub checksum: String,
}

/// The interface.
pub struct Checkpoints<'a> {
    db: &'a dyn Database,
}

impl<'a> Checkpoints<'a> {
    pub(super) fn new(db: &'a dyn Database) -> Checkpoints<'a> {
        Checkpoints { db }
    }

    /// Starts one; false when there is one of the same id, which another process began.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] from the database.
    pub async fn begin(&self, c: &Checkpoint) -> Result<bool> {
        let statements = vec![
            sql!(
                "DELETE FROM checkpoint_parts WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM checkpoints WHERE checkpoints.id = $1)",
                &c.id
            ),
            sql!(
                "INSERT INTO checkpoints (id, direction, store, place, key, path, source, size, part_size, handle, updated_ms) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING RETURNING 1",
                &c.id,
                &c.direction,
                &c.store,
                &c.place,
                &c.key,
                &c.path,
                &c.source,
                c.size,
                c.part_size,
                &c.handle,
                c.updated_ms
            ),
        ];
        Ok(!self.db.run(Area::Work, statements).await?.is_empty())
    }

    /// The one of this id, and its parts that are done.
    ///
    /// # Errors
    /// As [`Checkpoints::begin`].
    pub async fn find(&self, id: &str) -> Result<Option<(Checkpoint, Vec<Done>)>> {
        let one = sql!(
            "SELECT id, direction, store, place, key, path, source, size, part_size, handle, updated_ms FROM checkpoints WHERE id = $1",
            id
        );
        let rows = self.db.run(Area::Work, vec![one]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let parts = sql!(
            "SELECT number, etag, checksum FROM checkpoint_parts WHERE id = $1 ORDER BY number",
            id
        );
        let rows = self.db.run(Area::Work, vec![parts]).await?;
        let parts = rows
            .iter()
            .map(|r| {
                Ok(Done {
                    number: u32::try_from(r.int(0)?).unwrap_or(0),
                    etag: r.text(1)?,
                    checksum: r.text(2)?,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Some((checkpoint(row)?, parts)))
    }

    /// Notes a part that is done.
    ///
    /// # Errors
    /// As [`Checkpoints::begin`].
    pub async fn done(&self, id: &str, part: &Done, now_ms: i64) -> Result<()> {
        let statements = vec![
            sql!(
                "INSERT INTO checkpoint_parts (id, number, etag, checksum) VALUES ($1, $2, $3, $4) ON CONFLICT (id, number) \
                 DO UPDATE SET etag = excluded.etag, checksum = excluded.checksum",
                id,
                i64::from(part.number),
                &part.etag,
                &part.checksum
            ),
            sql!("UPDATE checkpoints SET updated_ms = $2 WHERE id = $1", id, now_ms),
        ];
        self.db.run(Area::Work, statements).await.map(|_| ())
    }

    /// Forgets one: it is done, or given up. One of the same id that another process began meanwhile has another handle, and stays.
    ///
    /// # Errors
    /// As [`Checkpoints::begin`].
    pub async fn remove(&self, id: &str, handle: &str) -> Result<()> {
        let statements = vec![
            sql!(
                "DELETE FROM checkpoint_parts WHERE id = $1 AND EXISTS \
                 (SELECT 1 FROM checkpoints WHERE checkpoints.id = $1 AND handle = $2)",
                id,
                handle
            ),
            sql!("DELETE FROM checkpoints WHERE id = $1 AND handle = $2", id, handle),
        ];
        self.db.run(Area::Work, statements).await.map(|_| ())
    }

    /// All of them, the latest first.
    ///
    /// # Errors
    /// As [`Checkpoints::begin`].
    pub async fn all(&self) -> Result<Vec<Checkpoint>> {
        let statement = sql!(
            "SELECT id, direction, store, place, key, path, source, size, part_size, handle, updated_ms FROM checkpoints \
             ORDER BY updated_ms DESC, id"
        );
        let rows = self.db.run(Area::Work, vec![statement]).await?;
        rows.iter().map(checkpoint).collect()
    }

    /// Removes those that nobody touched since `before_ms`.
    ///
    /// # Errors
    /// As [`Checkpoints::begin`].
    pub async fn purge(&self, before_ms: i64) -> Result<u64> {
        let statements = vec![
            sql!(
                "DELETE FROM checkpoint_parts WHERE id IN (SELECT id FROM checkpoints WHERE updated_ms < $1)",
                before_ms
            ),
            sql!("DELETE FROM checkpoints WHERE updated_ms < $1 RETURNING 1", before_ms),
        ];
        Ok(self.db.run(Area::Work, statements).await?.len() as u64)
    }
}

fn checkpoint(r: &Row) -> Result<Checkpoint> {
    let size = |at| Ok::<_, crate::error::Error>(u64::try_from(r.int(at)?).unwrap_or(0));
    Ok(Checkpoint {
        id: r.text(0)?,
        direction: r.text(1)?,
        store: r.text(2)?,
        place: r.text(3)?,
        key: r.text(4)?,
        path: r.text(5)?,
        source: r.text(6)?,
        size: size(7)?,
        part_size: size(8)?,
        handle: r.text(9)?,
        updated_ms: r.int(10)?,
    })
}
