//! S3.

pub mod sign;
