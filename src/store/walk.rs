//! All objects below a prefix, page after page, each asked for while the one before is worked on. No more than two pages are in
//! memory, however long the listing is.

use std::collections::VecDeque;
use std::sync::Arc;

use tokio::task::JoinHandle;

use super::ObjectStore;
use super::types::{Page, PageOf, Row};
use crate::error::{Error, Result};

/// A listing without an end that matters.
pub struct Walk {
    store: Arc<dyn ObjectStore>,
    of: PageOf,
    rows: VecDeque<Row>,
    prefixes: VecDeque<String>,
    next: Option<JoinHandle<Result<Page>>>,
    ended: bool,
}

impl Walk {
    /// Starts to list.
    pub fn new(store: Arc<dyn ObjectStore>, of: PageOf) -> Walk {
        let mut walk = Walk {
            store,
            of,
            rows: VecDeque::new(),
            prefixes: VecDeque::new(),
            next: None,
            ended: false,
        };
        walk.ask();
        walk
    }

    fn ask(&mut self) {
        let (store, of) = (self.store.clone(), self.of.clone());
        self.next = Some(tokio::spawn(async move { store.page(&of).await }));
    }

    async fn fill(&mut self) -> Result<bool> {
        while self.rows.is_empty() && self.prefixes.is_empty() {
            if self.ended {
                return Ok(false);
            }
            let Some(next) = self.next.take() else { return Ok(false) };
            let page = next.await.map_err(|e| Error::bug(format!("a page was lost: {e}")))?;
            let page = page.inspect_err(|_| self.ended = true)?;
            self.rows = page.rows.into();
            self.prefixes = page.prefixes.into();
            match page.next {
                Some(token) => {
                    self.of.token = Some(token);
                    self.ask();
                }
                None => self.ended = true,
            }
        }
        Ok(true)
    }

    /// The next object, in the other side's order.
    ///
    /// # Errors
    /// As [`ObjectStore::page`]; then the listing is over.
    pub async fn next(&mut self) -> Result<Option<Row>> {
        loop {
            if let Some(row) = self.rows.pop_front() {
                return Ok(Some(row));
            }
            self.prefixes.clear();
            if !self.fill().await? {
                return Ok(None);
            }
        }
    }

    /// The next object or prefix; within a page in the order of their names.
    ///
    /// # Errors
    /// As [`Walk::next`].
    pub async fn next_of_both(&mut self) -> Result<Option<Result<Row, String>>> {
        if !self.fill().await? {
            return Ok(None);
        }
        let prefix_first = match (self.rows.front(), self.prefixes.front()) {
            (Some(row), Some(prefix)) => *prefix < row.key,
            (row, _) => row.is_none(),
        };
        Ok(if prefix_first {
            self.prefixes.pop_front().map(Err)
        } else {
            self.rows.pop_front().map(Ok)
        })
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        if let Some(next) = self.next.take() {
            next.abort();
        }
    }
}
