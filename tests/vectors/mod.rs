//! Golden vectors, computed by the vendors' own SDKs: every signer against every one of them.

mod alert;
