//! Values and where they came from. A key may be set in several layers; the highest wins and the others are remembered, so that
//! `config explain` can show them all.

use std::collections::BTreeMap;

use serde_json::Value;

/// The layers, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// The vendor's own variables.
    Vendor,
    /// The configuration file.
    File,
    /// The profile in it.
    Profile,
    /// `VH_…` variables.
    Env,
    /// The command line.
    Flag,
}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The layer.
    pub layer: Layer,
    /// The place in it: `config.toml:12`, a variable's name, a flag.
    pub place: String,
}

/// A value in one layer.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The value; a secret's is as written, not resolved.
    pub value: Value,
    /// Where it came from.
    pub origin: Origin,
}

/// All values of all layers, by dotted key.
#[derive(Debug, Default)]
pub struct Tree {
    entries: BTreeMap<String, Vec<Entry>>,
}

impl Tree {
    /// Adds a value; the last of one layer wins in it.
    pub fn insert(&mut self, key: String, value: Value, origin: Origin) {
        let entries = self.entries.entry(key).or_default();
        entries.retain(|e| e.origin.layer != origin.layer);
        let at = entries.partition_point(|e| e.origin.layer > origin.layer);
        entries.insert(at, Entry { value, origin });
    }

    /// The winning value.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)?.first()
    }

    /// The values of all layers, the winner first.
    pub fn all(&self, key: &str) -> &[Entry] {
        self.entries.get(key).map_or(&[], Vec::as_slice)
    }

    /// The winning values whose key starts with `prefix` (`llm.ark.`), by the rest of the key.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        self.entries
            .range(prefix.to_owned()..)
            .take_while(move |(key, _)| key.starts_with(prefix))
            .filter_map(move |(key, entries)| Some((&key[prefix.len()..], entries.first()?)))
    }

    /// All keys with their winning values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().filter_map(|(k, e)| Some((k.as_str(), e.first()?)))
    }

    /// The names of the tables of a section, in order.
    pub fn names(&self, section: &str) -> Vec<String> {
        let prefix = format!("{section}.");
        let mut names: Vec<String> = Vec::new();
        for (rest, _) in self.below(&prefix) {
            let name = rest.split('.').next().unwrap_or(rest);
            if names.last().is_none_or(|last| last != name) {
                names.push(name.to_owned());
            }
        }
        // By key `a-b` comes before `a`, because `-` sorts before the dot.
        names.sort();
        names
    }

    /// Removes what one layer says below `prefix`.
    pub fn forget(&mut self, prefix: &str, layer: Layer) {
        for (key, entries) in &mut self.entries {
            if key.starts_with(prefix) {
                entries.retain(|e| e.origin.layer != layer);
            }
        }
        self.entries.retain(|_, entries| !entries.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(layer: Layer) -> Origin {
        Origin {
            layer,
            place: format!("{layer:?}"),
        }
    }

    #[test]
    fn the_highest_layer_wins_whatever_the_order() {
        let mut tree = Tree::default();
        for layer in [Layer::Env, Layer::Vendor, Layer::Flag, Layer::File] {
            tree.insert("llm.a.model".into(), format!("{layer:?}").into(), origin(layer));
        }
        let layers: Vec<_> = tree.all("llm.a.model").iter().map(|e| e.origin.layer).collect();
        assert_eq!(layers, [Layer::Flag, Layer::Env, Layer::File, Layer::Vendor]);
        tree.insert("llm.a-b.model".into(), "x".into(), origin(Layer::File));
        assert_eq!(tree.names("llm"), ["a", "a-b"]);
        tree.forget("llm.a.", Layer::Flag);
        assert_eq!(tree.get("llm.a.model").unwrap().value, "Env");
    }
}
