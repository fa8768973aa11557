//! `vh pay` as a user runs it.
