//! A certificate authority made for one run, and a server certificate for loopback.

use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::error::{Error, Result};

/// The authority, and an acceptor that its certificate vouches for.
pub struct Authority {
    /// The authority's certificate.
    pub ca_pem: String,
    /// Accepts TLS for `localhost` and 127.0.0.1.
    pub acceptor: TlsAcceptor,
}

impl Authority {
    /// A new one.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`]: nothing outside can make it fail.
    pub fn new() -> Result<Authority> {
        let broken = |e: rcgen::Error| Error::bug(format!("cannot make a certificate: {e}"));
        let ca_key = rcgen::KeyPair::generate().map_err(broken)?;
        let mut ca = rcgen::CertificateParams::new(Vec::new()).map_err(broken)?;
        ca.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        ca.distinguished_name
            .push(rcgen::DnType::CommonName, "vh sandbox TEST authority");
        let ca_certificate = ca.self_signed(&ca_key).map_err(broken)?;
        let issuer = rcgen::Issuer::new(ca, ca_key);
        let key = rcgen::KeyPair::generate().map_err(broken)?;
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let leaf = rcgen::CertificateParams::new(names)
            .and_then(|p| p.signed_by(&key, &issuer))
            .map_err(broken)?;
        let private = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|e| e.to_string())
            .and_then(|b| {
                b.with_no_client_auth()
                    .with_single_cert(vec![leaf.der().clone()], private)
                    .map_err(|e| e.to_string())
            })
            .map_err(|e| Error::bug(format!("cannot set up TLS for the sandbox: {e}")))?;
        Ok(Authority {
            ca_pem: ca_certificate.pem(),
            acceptor: TlsAcceptor::from(Arc::new(config)),
        })
    }
}
