//! Aliyun OSS.

pub mod v1;
pub mod v4;
