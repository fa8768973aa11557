//! TLS for what does not go through `http`: the state database, mail. The same roots: the system's, or the bundled ones where
//! the system has none, and the certificate authority that the table names.

use std::path::Path;
use std::sync::Arc;

use rustls_platform_verifier::Verifier;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::error::{Error, Kind, Result};
use crate::text;

/// A verifying client configuration.
///
/// # Errors
/// [`Kind::Config`] for a CA file that cannot be read; [`Kind::Local`] when the system's roots cannot.
pub fn client_config(ca_cert: Option<&Path>) -> Result<ClientConfig> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let broken = |e: tokio_rustls::rustls::Error| {
        Error::new(Kind::Local, text!("cannot set up TLS: {e}", "无法初始化 TLS：{e}"))
    };
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(broken)?;
    let extra = match ca_cert {
        Some(path) => certificates(path)?,
        None => Vec::new(),
    };
    if system_has_roots() {
        let verifier = Verifier::new_with_extra_roots(extra, provider).map_err(broken)?;
        return Ok(builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth());
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
    roots.add_parsable_certificates(extra);
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// The certificates of a PEM file.
///
/// # Errors
/// [`Kind::Config`] when it cannot be read or holds none.
pub fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let shown = path.display();
    let pem = std::fs::read(path).map_err(|e| {
        Error::config(text!(
            "cannot read the CA file {shown}: {e}",
            "无法读取 CA 证书文件 {shown}：{e}"
        ))
        .source(e)
    })?;
    let found: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(&pem).filter_map(|c| c.ok()).collect();
    if found.is_empty() {
        return Err(Error::config(text!(
            "{shown} holds no PEM certificate",
            "{shown} 中没有 PEM 证书"
        )));
    }
    Ok(found)
}

/// Whether the system's certificate store is there at all; what is in it is the verifier's business.
pub fn system_has_roots() -> bool {
    let named = ["SSL_CERT_FILE", "SSL_CERT_DIR"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()));
    // Source: the places that Debian, Fedora, openSUSE, Alpine, FreeBSD and macOS keep it.
    named
        || cfg!(target_os = "macos")
        || [
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem",
            "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
            "/usr/local/etc/ssl/cert.pem",
        ]
        .iter()
        .any(|path| Path::new(path).exists())
}
