//! The refund notification of v2: its content is encrypted with AES-256-ECB and not signed. ECB has no integrity; blocks of one
//! notification can be put into another. What comes out is a hint, to be confirmed by a query.
//! Source: the v2 refund notification page; `reference/wechat.md` 1.9.

use aes::Aes256;
use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};

use crate::sign;

const BLOCK: usize = 16;

fn cipher(api_key: &str) -> Option<Aes256> {
    let key = sign::hex(&Md5::digest(api_key.as_bytes()));
    Aes256::new_from_slice(key.as_bytes()).ok()
}

/// Decrypts `req_info`; `None` when it is not base64, not whole blocks, or its padding is wrong.
pub fn decrypt(req_info: &str, api_key: &str) -> Option<Vec<u8>> {
    let compact: String = req_info.split_ascii_whitespace().collect();
    let mut bytes = STANDARD.decode(compact).ok()?;
    if bytes.is_empty() || !bytes.len().is_multiple_of(BLOCK) {
        return None;
    }
    let cipher = cipher(api_key)?;
    for chunk in bytes.chunks_exact_mut(BLOCK) {
        let block: &mut Block<Aes256> = chunk.try_into().ok()?;
        cipher.decrypt_block(block);
    }
    let pad = usize::from(*bytes.last()?);
    let start = bytes.len().checked_sub(pad)?;
    // All of PKCS#7: 1 to 16 bytes, all the same.
    if !(1..=BLOCK).contains(&pad) || bytes[start..].iter().any(|b| usize::from(*b) != pad) {
        return None;
    }
    bytes.truncate(start);
    Some(bytes)
}

/// Encrypts the content of a notification, as WeChat does; for notifications under test keys.
pub fn encrypt(plain: &[u8], api_key: &str) -> Option<String> {
    let cipher = cipher(api_key)?;
    let pad = BLOCK - plain.len() % BLOCK;
    let mut bytes = plain.to_vec();
    bytes.extend(std::iter::repeat_n(pad as u8, pad));
    for chunk in bytes.chunks_exact_mut(BLOCK) {
        let block: &mut Block<Aes256> = chunk.try_into().ok()?;
        cipher.encrypt_block(block);
    }
    Some(STANDARD.encode(bytes))
}
