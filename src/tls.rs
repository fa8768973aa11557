//! TLS for everything that speaks it: requests, mail, the state database. Trusted are the certificate authority that the table
//! names and the system's, or the bundled ones where the system has none. They are looked at one after the other, and read only
//! when their turn comes: most of what TLS costs a short command is reading authorities that it never needs. Whichever of them
//! vouches, names, times and signatures are checked alike.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustls_platform_verifier::Verifier;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use tokio_rustls::rustls::{
    self, CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme,
};

use crate::error::{Error, Kind, Result};
use crate::text;

/// A verifying client configuration; `identity` is our own certificate and its private key, PEM, for servers that want to see one.
///
/// # Errors
/// [`Kind::Config`] for a CA file that cannot be read, and for an identity that is none.
pub fn client_config(ca_cert: Option<&Path>, identity: Option<&[u8]>) -> Result<ClientConfig> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut sources = Vec::new();
    if let Some(path) = ca_cert {
        sources.push(Source::Given(certificates(path)?));
    }
    if !system_has_roots() {
        sources.push(Source::Bundled);
    } else {
        sources.extend(system_bundle().map(|path| Source::File(path.to_owned())));
        sources.push(Source::System);
    }
    let builder = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|e| Error::new(Kind::Local, text!("cannot set up TLS: {e}", "无法初始化 TLS：{e}")))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(InTurn::new(provider, sources)));
    let Some(pem) = identity else {
        return Ok(builder.with_no_client_auth());
    };
    let chain = CertificateDer::pem_slice_iter(pem).filter_map(|c| c.ok()).collect();
    PrivateKeyDer::from_pem_slice(pem)
        .ok()
        .and_then(|key| builder.with_client_auth_cert(chain, key).ok())
        .ok_or_else(|| {
            Error::config(text!(
                "the certificate and its private key do not make an identity",
                "证书与私钥无法组成客户端身份"
            ))
        })
}

/// Where authorities come from.
#[derive(Debug)]
enum Source {
    /// The table's own.
    Given(Vec<CertificateDer<'static>>),
    /// One PEM file with the system's: read in a moment, where all of the system's are hundreds of files.
    File(PathBuf),
    /// All of the system's, as the platform keeps them.
    System,
    /// Those we bring along.
    Bundled,
}

/// A source, and what verifies against it once it was needed.
#[derive(Debug)]
struct Authorities {
    source: Source,
    verifier: OnceLock<std::result::Result<Arc<dyn ServerCertVerifier>, rustls::Error>>,
}

/// Asks one source after the other; the first that vouches is enough, as it would be if all were in one heap.
#[derive(Debug)]
struct InTurn {
    provider: Arc<CryptoProvider>,
    authorities: Vec<Authorities>,
}

impl InTurn {
    fn new(provider: Arc<CryptoProvider>, sources: Vec<Source>) -> InTurn {
        let lazy = |source| Authorities {
            source,
            verifier: OnceLock::new(),
        };
        InTurn {
            provider,
            authorities: sources.into_iter().map(lazy).collect(),
        }
    }

    fn load(&self, source: &Source) -> std::result::Result<Arc<dyn ServerCertVerifier>, rustls::Error> {
        let mut roots = RootCertStore::empty();
        match source {
            Source::Given(certificates) => {
                for certificate in certificates {
                    roots.add(certificate.clone())?;
                }
            }
            Source::File(path) => {
                let pem = std::fs::read(path).map_err(|e| rustls::Error::Other(OtherError(Arc::new(e))))?;
                roots.add_parsable_certificates(CertificateDer::pem_slice_iter(&pem).filter_map(|c| c.ok()));
            }
            Source::System => return Ok(Arc::new(Verifier::new(self.provider.clone())?)),
            Source::Bundled => {
                roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
            }
        }
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), self.provider.clone())
            .build()
            .map_err(|e| rustls::Error::Other(OtherError(Arc::new(e))))?;
        Ok(verifier)
    }
}

/// Whether nobody was found who issued it: anything else that is wrong with a certificate says more.
fn is_unknown(e: &rustls::Error) -> bool {
    matches!(e, rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer))
}

impl ServerCertVerifier for InTurn {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> std::result::Result<ServerCertVerified, rustls::Error> {
        let mut refusal: Option<rustls::Error> = None;
        for authorities in &self.authorities {
            let verifier = authorities.verifier.get_or_init(|| self.load(&authorities.source));
            let verified = verifier
                .clone()
                .and_then(|v| v.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now));
            match verified {
                Ok(verified) => return Ok(verified),
                Err(e) => {
                    let certificate = matches!(e, rustls::Error::InvalidCertificate(_));
                    // A source that cannot be read has nothing to say about the certificate.
                    let better = refusal.as_ref().is_none_or(|r| {
                        certificate && (is_unknown(r) || !matches!(r, rustls::Error::InvalidCertificate(_)))
                    });
                    if better {
                        refusal = Some(e);
                    }
                }
            }
        }
        Err(refusal.unwrap_or(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer)))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> std::result::Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// The certificates of a PEM file.
///
/// # Errors
/// [`Kind::Config`] when it cannot be read or holds none.
fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>> {
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
    let mut roots = RootCertStore::empty();
    for certificate in &found {
        roots.add(certificate.clone()).map_err(|e| {
            Error::config(text!(
                "a certificate in {shown} cannot be used: {e}",
                "{shown} 中有无法使用的证书：{e}"
            ))
        })?;
    }
    Ok(found)
}

/// Where systems keep all of their authorities in one file. Source: Debian, Fedora, openSUSE, Alpine, FreeBSD.
const BUNDLES: [&str; 6] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/usr/local/etc/ssl/cert.pem",
];

/// Whether somebody said where the system's certificates are.
fn is_named() -> bool {
    ["SSL_CERT_FILE", "SSL_CERT_DIR"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

/// Whether the system's certificate store is there at all; what is in it is the verifier's business.
fn system_has_roots() -> bool {
    is_named() || cfg!(target_os = "macos") || BUNDLES.iter().any(|path| Path::new(path).exists())
}

/// The system's authorities in one file, where that file is all that the platform itself would begin with: macOS decides by more
/// than a list, and a variable may name fewer.
fn system_bundle() -> Option<&'static Path> {
    if is_named() || cfg!(target_os = "macos") {
        return None;
    }
    BUNDLES.iter().map(Path::new).find(|path| path.exists())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ca {
        pem: String,
        issuer: rcgen::Issuer<'static, rcgen::KeyPair>,
    }

    fn ca(name: &str) -> Ca {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        let pem = params.self_signed(&key).unwrap().pem();
        Ca {
            pem,
            issuer: rcgen::Issuer::new(params, key),
        }
    }

    /// A certificate for mail.example, good in 2026 and 2027.
    fn leaf(ca: &Ca) -> CertificateDer<'static> {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(vec!["mail.example".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2026, 1, 1);
        params.not_after = rcgen::date_time_ymd(2028, 1, 1);
        params.signed_by(&key, &ca.issuer).unwrap().der().clone()
    }

    fn given(ca: &Ca) -> Source {
        let pem = ca.pem.as_bytes();
        Source::Given(CertificateDer::pem_slice_iter(pem).map(|c| c.unwrap()).collect())
    }

    fn verifier(sources: Vec<Source>) -> InTurn {
        InTurn::new(Arc::new(aws_lc_rs::default_provider()), sources)
    }

    /// Midway through 2026, in seconds since 1970.
    const GOOD: u64 = 1_782_000_000;

    fn ask(
        verifier: &InTurn,
        leaf: &CertificateDer<'_>,
        name: &'static str,
        at: u64,
    ) -> std::result::Result<(), String> {
        let name = ServerName::try_from(name).unwrap();
        let at = UnixTime::since_unix_epoch(std::time::Duration::from_secs(at));
        match verifier.verify_server_cert(leaf, &[], &name, &[], at) {
            Ok(_) => Ok(()),
            Err(rustls::Error::InvalidCertificate(e)) => Err(format!("{e:?}")),
            Err(e) => Err(format!("not about the certificate: {e}")),
        }
    }

    #[test]
    fn a_private_authority_is_enough_and_the_systems_are_not_read() {
        let ours = ca("ours");
        let v = verifier(vec![given(&ours), Source::File("/nonexistent".into()), Source::System]);
        assert_eq!(ask(&v, &leaf(&ours), "mail.example", GOOD), Ok(()));
        assert!(v.authorities[0].verifier.get().is_some());
        assert!(v.authorities[1..].iter().all(|a| a.verifier.get().is_none()));
    }

    #[test]
    fn another_authority_is_refused_after_all_were_asked() {
        let (ours, theirs, stranger) = (ca("ours"), ca("theirs"), ca("stranger"));
        let v = verifier(vec![given(&ours), given(&theirs), Source::Bundled]);
        assert_eq!(
            ask(&v, &leaf(&stranger), "mail.example", GOOD),
            Err("UnknownIssuer".into())
        );
        // The same name with another key is another authority.
        let twin = leaf(&ca("ours"));
        assert!(ask(&v, &twin, "mail.example", GOOD).is_err());
        assert!(v.authorities.iter().all(|a| a.verifier.get().is_some()));
    }

    #[test]
    fn the_systems_are_used_where_the_tables_own_does_not_vouch() {
        let (ours, public) = (ca("ours"), ca("public"));
        let file = std::env::temp_dir().join(format!("vh-tls-{}.pem", std::process::id()));
        std::fs::write(&file, &public.pem).unwrap();
        let v = verifier(vec![given(&ours), Source::File(file.clone())]);
        let verified = ask(&v, &leaf(&public), "mail.example", GOOD);
        std::fs::remove_file(file).unwrap();
        assert_eq!(verified, Ok(()));
        // A file that is gone hides nobody behind it.
        let v = verifier(vec![Source::File("/nonexistent".into()), given(&public)]);
        assert_eq!(ask(&v, &leaf(&public), "mail.example", GOOD), Ok(()));
    }

    #[test]
    fn names_and_times_are_checked_whoever_vouches() {
        let (ours, public) = (ca("ours"), ca("public"));
        let v = verifier(vec![given(&ours), given(&public)]);
        for ca in [&ours, &public] {
            let leaf = leaf(ca);
            let wrong = ask(&v, &leaf, "other.example", GOOD).unwrap_err();
            assert!(wrong.starts_with("NotValidForName"), "{wrong}");
            let late = ask(&v, &leaf, "mail.example", GOOD + 200_000_000).unwrap_err();
            assert!(late.starts_with("Expired"), "{late}");
            let early = ask(&v, &leaf, "mail.example", 1_000_000_000).unwrap_err();
            assert!(early.starts_with("NotValidYet"), "{early}");
        }
    }

    #[test]
    fn no_authorities_verify_nothing() {
        let ours = ca("ours");
        for v in [verifier(vec![]), verifier(vec![Source::File("/nonexistent".into())])] {
            assert!(ask(&v, &leaf(&ours), "mail.example", GOOD).is_err());
        }
    }
}
