//! The one integration target: the built binary as a user runs it, against the sandbox; and the suites over the traits.
#![allow(missing_docs, unreachable_pub, clippy::unwrap_used, clippy::print_stderr)]

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
mod doctor;
mod embed;
mod faults;
mod fresh;
mod harness;
mod house;
mod interop;
mod media;
mod pay;
mod pay_listen;
mod pay_vectors;
mod pay_verify;
mod postgres;
mod pure;
mod readme;
mod route;
mod sandbox;
mod secrets;
mod session;
mod state;
mod terminal;
mod tools;
mod vectors;
