//! Tencent COS.

pub mod sign;
