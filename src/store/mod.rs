//! Object stores.

pub mod call;
pub mod cos;
pub mod oss;
pub mod s3;
