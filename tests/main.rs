//! The one integration target: the built binary as a user runs it, against the sandbox; and the suites over the traits.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::print_stderr)]

mod adapters;
mod chat;
mod config;
mod conform;
mod credentials;
mod doctor;
mod faults;
mod fresh;
mod harness;
mod house;
mod imports;
mod interop;
mod media;
mod postgres;
mod pure;
mod readme;
mod route;
mod sandbox;
mod secrets;
mod session;
mod signatures;
mod signers;
mod state;
mod store_faults;
mod store;
mod terminal;
mod tools;
