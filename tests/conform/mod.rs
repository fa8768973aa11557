//! Suites over the traits: lists of functions over `&dyn Trait`, run on every adapter and every decorator.

mod alert;
mod chat;
mod embed;
mod media;
mod state;
pub mod store;
