//! Sealing: tokens that must be kept lie in the database encrypted, under a key that is never in it. A copied database gives
//! nothing. AES-256-GCM; the name of the token is authenticated with it, so that rows cannot be exchanged.

use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::sign;
use crate::text;

/// The form of what is sealed: this byte, the nonce, the ciphertext with its tag.
const VERSION: u8 = 1;

/// A key for sealing.
pub struct SealKey(Zeroizing<[u8; 32]>);

impl SealKey {
    /// From the table's own secret: every machine that knows the secret can open what another sealed.
    pub fn of_secret(secret: &Secret, table: &str) -> SealKey {
        let key = sign::hkdf_sha256(secret.expose().as_bytes(), b"vh state seal v1", table.as_bytes());
        SealKey(Zeroizing::new(key))
    }

    /// From a file that only its owner can read, made at first use.
    ///
    /// # Errors
    /// [`crate::error::Kind::Local`] when it can be neither read nor made.
    pub fn of_file(path: &Path) -> Result<SealKey> {
        let shown = path.display();
        let cannot = |e| Error::local(text!("cannot use the key file {shown}", "无法使用密钥文件 {shown}"), e);
        if !path.exists() {
            make(path).map_err(cannot)?;
        }
        let mut key = Zeroizing::new([0; 32]);
        std::fs::File::open(path)
            .and_then(|mut f| f.read_exact(&mut *key))
            .map_err(cannot)?;
        Ok(SealKey(key))
    }

    /// A key for this process only.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`] when the system has no random numbers.
    pub fn random() -> Result<SealKey> {
        let mut key = Zeroizing::new([0; 32]);
        getrandom::fill(&mut *key).map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
        Ok(SealKey(key))
    }

    fn cipher(&self) -> Result<LessSafeKey> {
        UnboundKey::new(&AES_256_GCM, &*self.0)
            .map(LessSafeKey::new)
            .map_err(|_| Error::bug("a sealing key of the wrong length"))
    }

    /// Seals `plain` under `name`.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`]: nothing outside can make it fail.
    pub fn seal(&self, name: &str, plain: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|e| Error::bug(format!("no random numbers: {e}")))?;
        let mut sealed = plain.to_vec();
        self.cipher()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(name), &mut sealed)
            .map_err(|_| Error::bug("sealing failed"))?;
        let mut out = vec![VERSION];
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what was sealed under `name`; `None` when it was sealed otherwise, or changed since.
    ///
    /// # Errors
    /// [`crate::error::Kind::Bug`]: nothing outside can make it fail.
    pub fn open(&self, name: &str, sealed: &[u8]) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let Some((&VERSION, rest)) = sealed.split_first() else {
            return Ok(None);
        };
        let Some((nonce, rest)) = rest.split_first_chunk::<NONCE_LEN>() else {
            return Ok(None);
        };
        let mut text = Zeroizing::new(rest.to_vec());
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let length = match self.cipher()?.open_in_place(nonce, Aad::from(name), &mut text) {
            Ok(plain) => plain.len(),
            Err(_) => return Ok(None),
        };
        text.truncate(length);
        Ok(Some(text))
    }
}

/// Of several processes that make the file at once, one wins, and all read the same key.
fn make(path: &Path) -> std::io::Result<()> {
    if let Some(dir) = path.parent() {
        // Where the state is a server's, nothing else may have been kept here yet.
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    }
    let mut key = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *key).map_err(std::io::Error::from)?;
    let temp = path.with_extension(format!("{:016x}.tmp", getrandom::u64().map_err(std::io::Error::from)?));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&temp)?;
    let written = file.write_all(&*key).and_then(|()| file.sync_all());
    // A link does not replace what is there.
    let linked = written.and_then(|()| std::fs::hard_link(&temp, path));
    std::fs::remove_file(&temp)?;
    match linked {
        Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_with_its_key_and_name() {
        let key = SealKey::of_secret(&Secret::new("t.seal", "table secret".into()), "wx.app");
        let sealed = key.seal("wx.app.token", b"the token").unwrap();
        assert!(!sealed.windows(9).any(|w| w == b"the token"));
        assert_eq!(
            key.open("wx.app.token", &sealed).unwrap().unwrap().as_slice(),
            b"the token"
        );
        assert!(key.open("wx.other.token", &sealed).unwrap().is_none());
        let other = SealKey::of_secret(&Secret::new("t.seal2", "table secret".into()), "wx.other");
        assert!(other.open("wx.app.token", &sealed).unwrap().is_none());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open("wx.app.token", &changed).unwrap().is_none(), "byte {at}");
        }
        assert!(key.open("x", b"").unwrap().is_none());
        assert_ne!(key.seal("n", b"p").unwrap(), key.seal("n", b"p").unwrap());
    }

    #[test]
    fn the_key_file_is_made_once_and_private() {
        use std::os::unix::fs::PermissionsExt;
        let dir = std::env::temp_dir().join(format!("vh-seal-{}", std::process::id()));
        let path = dir.join("seal.key");
        let first = SealKey::of_file(&path).unwrap();
        let again = SealKey::of_file(&path).unwrap();
        assert_eq!(*first.0, *again.0);
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(&dir).unwrap().count(), 1);
        std::fs::remove_dir_all(&dir).unwrap();
    }
}
