//! `[pay.NAME]` as it stands in the configuration.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use super::v2::SignType;
use crate::secret::Secret;

/// The keys of `[pay.NAME]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The app that payments belong to.
    pub appid: Option<String>,
    /// The merchant.
    pub mchid: Option<String>,
    /// Of a service provider: its customer's app.
    pub sub_appid: Option<String>,
    /// Of a service provider: its customer.
    pub sub_mchid: Option<String>,
    /// The v2 key.
    pub api_key: Option<Secret>,
    /// How v2 signs; nothing weaker is taken in answers.
    pub sign_type: Option<SignType>,
    /// The v3 key for encrypted content.
    pub apiv3_key: Option<Secret>,
    /// The merchant's private key, PEM.
    pub private_key: Option<Secret>,
    /// The serial number of the merchant's certificate.
    pub serial: Option<String>,
    /// The merchant's certificate, PEM.
    pub certificate: Option<Secret>,
    /// The merchant's certificate and key as one PKCS#12 file.
    pub p12: Option<PathBuf>,
    /// 2 or 3.
    pub version: Option<u8>,
    /// WeChat's public keys and certificates, by id.
    pub platform_keys: BTreeMap<String, Secret>,
    /// Where WeChat tells of payments.
    pub notify_url: Option<String>,
    /// Another address of the interface.
    pub base_url: Option<String>,
    /// Where to turn when that one cannot be reached.
    pub backup_url: Option<String>,
    /// Keys of a test, not of a live merchant.
    pub test: bool,
    /// The largest payment or refund.
    pub max_amount: Option<String>,
    /// The most that is refunded in one day (Beijing).
    pub max_refund_per_day: Option<String>,
    /// Signs what `vh pay listen` hands on.
    pub forward_secret: Option<Secret>,
    /// The program that `vh pay listen --exec` hands notifications to.
    pub exec: Vec<String>,
}
