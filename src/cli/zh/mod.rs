//! Chinese help: every help text of the tree, by its English. A test holds the table complete.

mod alert;
mod batch;
mod common;
mod embed;
mod llm;
mod media;
mod pay;
mod route;
mod setup;
mod store;
mod wx;

use clap::Command;

const TABLES: &[&[(&str, &str)]] = &[
    alert::TABLE,
    batch::TABLE,
    common::TABLE,
    embed::TABLE,
    llm::TABLE,
    media::TABLE,
    pay::TABLE,
    route::TABLE,
    setup::TABLE,
    wx::TABLE,
    store::TABLE,
];

/// `tree` with its help texts in Chinese.
pub fn translate(tree: Command) -> Command {
    let tree = match tree.get_about().and_then(|about| lookup(&about.to_string())) {
        Some(zh) => tree.about(zh),
        None => tree,
    };
    let tree = tree.mut_args(|arg| match arg.get_help().and_then(|help| lookup(&help.to_string())) {
        Some(zh) => arg.help(zh),
        None => arg,
    });
    tree.mut_subcommands(translate)
}

/// The Chinese of an English help text.
pub fn lookup(en: &str) -> Option<&'static str> {
    TABLES
        .iter()
        .flat_map(|t| t.iter())
        .find(|(key, _)| *key == en)
        .map(|(_, zh)| *zh)
}
