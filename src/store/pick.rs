//! Which of many: names that match an include, where there are any, and no exclude. `*` matches across `/`, as everywhere in
//! the tools of this trade.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::error::{Error, Result};
use crate::text;

/// A choice.
#[derive(Debug, Clone, Default)]
pub struct Pick {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

impl Pick {
    /// From what was typed.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] for what is no pattern.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Pick> {
        Ok(Pick {
            include: set(include, false)?,
            exclude: set(exclude, false)?,
        })
    }

    /// Whether this name is meant.
    pub fn takes(&self, name: &str) -> bool {
        self.include.as_ref().is_none_or(|s| s.is_match(name))
            && self.exclude.as_ref().is_none_or(|s| !s.is_match(name))
    }
}

fn set(globs: &[String], separate: bool) -> Result<Option<GlobSet>> {
    if globs.is_empty() {
        return Ok(None);
    }
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        let parsed = GlobBuilder::new(glob).literal_separator(separate).build();
        builder.add(
            parsed.map_err(|e| Error::usage(text!("{glob:?} is no pattern: {e}", "{glob:?} 不是有效的模式：{e}")))?,
        );
    }
    let set = builder
        .build()
        .map_err(|e| Error::usage(text!("the patterns cannot be used: {e}", "无法使用这些模式：{e}")))?;
    Ok(Some(set))
}

/// A pattern of file names as a shell has it: `*` stops at `/`.
///
/// # Errors
/// As [`Pick::new`].
pub fn shell(glob: &str) -> Result<GlobSet> {
    Ok(set(&[glob.to_owned()], true)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excludes_win_and_includes_restrict() {
        let pick = |i: &[&str], e: &[&str]| {
            let own = |l: &[&str]| l.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
            Pick::new(&own(i), &own(e)).unwrap()
        };
        assert!(pick(&[], &[]).takes("a/b"));
        assert!(pick(&["*.mp3"], &[]).takes("a/b.mp3"));
        assert!(!pick(&["*.mp3"], &[]).takes("a/b.wav"));
        assert!(!pick(&["*.mp3"], &["a/*"]).takes("a/b.mp3"));
        assert!(pick(&[], &["b/*"]).takes("a/b.mp3"));
        assert!(Pick::new(&["[".to_owned()], &[]).is_err());
        assert!(!shell("*.x").unwrap().is_match("a/b.x"));
    }
}
