//! The one integration target: the built binary as a user runs it, against the sandbox; and the suites over the traits.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::print_stderr)]

mod adapters;
mod alert;
mod alert_exec;
mod alert_judges;
mod alert_mail;
mod alert_storm;
mod batch;
#[path = "bench/notify.rs"]
mod bench_notify;
mod chat;
mod config;
mod conform;
mod credentials;
mod doctor;
mod embed;
mod faults;
mod fresh;
mod gateway;
mod harness;
mod house;
mod imports;
mod interop;
mod media;
mod pay;
mod pay_listen;
mod pay_storm;
mod pay_vectors;
mod pay_verify;
mod postgres;
mod presets;
mod pure;
mod readme;
mod route;
mod sandbox;
mod secrets;
mod session;
mod signatures;
mod signers;
mod state;
mod store;
mod store_faults;
mod terminal;
mod tools;
mod vectors;
mod wx;
