//! How objects are stored, as the options and the table say.

use crate::cli::store::{MoveArgs, StoredArgs};
use crate::command::now;
use crate::error::{Error, Result};
use crate::store::media::content_type;
use crate::store::{Copy, ObjectStore, Put};
use crate::text;

use super::place::{Place, Stores};

/// What is the same for all objects of one command.
pub(super) struct Stored {
    args: StoredArgs,
    if_not_exists: bool,
    acl: Option<String>,
    sse: Option<String>,
    upload_time: Option<String>,
}

impl Stored {
    /// From the options, and from the table where they are silent.
    ///
    /// # Errors
    /// [`crate::error::Kind::Usage`] for what cannot stand in a header.
    pub(super) fn new(
        args: &StoredArgs,
        moving: &MoveArgs,
        stores: &Stores,
        to: &Place,
        store: &dyn ObjectStore,
    ) -> Result<Stored> {
        let texts = [
            &args.content_type,
            &args.cache_control,
            &args.content_disposition,
            &args.content_encoding,
            &args.acl,
            &args.storage_class,
            &args.sse,
        ];
        let pairs = args.meta.iter().chain(&args.tag);
        let all = texts
            .into_iter()
            .flatten()
            .chain(pairs.clone().flat_map(|(n, v)| [n, v]));
        for text in all {
            if text.chars().any(|c| c.is_control()) {
                return Err(Error::usage(text!(
                    "{text:?} has a control character, which no header may have",
                    "{text:?} 含有控制字符，请求头中不允许"
                )));
            }
        }
        for (name, _) in &args.meta {
            let fine = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
            if !name.bytes().all(fine) {
                return Err(Error::usage(text!(
                    "{name:?} cannot be the name of metadata: letters, digits, - _ . only",
                    "{name:?} 不能作为元数据名：只允许字母、数字、- _ ."
                )));
            }
        }
        let caps = store.caps();
        let own = |given: &Option<String>, key: &str, can: bool| {
            given.clone().or_else(|| stores.setting(to, key).filter(|_| can))
        };
        let upload_time = caps.meta.then(|| humantime::format_rfc3339_seconds(now()).to_string());
        Ok(Stored {
            acl: own(&args.acl, "acl", caps.acl),
            sse: own(&args.sse, "sse", caps.sse),
            if_not_exists: moving.if_not_exists,
            args: args.clone(),
            upload_time,
        })
    }

    /// For one object, by its name.
    pub(super) fn put(&self, name: &str) -> Put {
        let args = &self.args;
        let mut meta = args.meta.clone();
        if let Some(time) = &self.upload_time
            && !meta.iter().any(|(n, _)| n.eq_ignore_ascii_case("upload-time"))
        {
            meta.push(("upload-time".to_owned(), time.clone()));
        }
        Put {
            content_type: Some(
                args.content_type
                    .clone()
                    .unwrap_or_else(|| content_type(name).to_owned()),
            ),
            cache_control: args.cache_control.clone(),
            content_disposition: args.content_disposition.clone(),
            content_encoding: args.content_encoding.clone(),
            meta,
            tags: args.tag.clone(),
            acl: self.acl.clone(),
            storage_class: args.storage_class.clone(),
            sse: self.sse.clone(),
            if_not_exists: self.if_not_exists,
            checksum: None,
        }
    }

    /// For the copy of an object: its own headers and metadata, unless any are given.
    pub(super) fn copy(&self, name: &str) -> Copy {
        let args = &self.args;
        let replaces = args.content_type.is_some()
            || args.cache_control.is_some()
            || args.content_disposition.is_some()
            || args.content_encoding.is_some()
            || !args.meta.is_empty()
            || !args.tag.is_empty();
        let given = Put {
            // Not guessed: the source has one.
            content_type: args.content_type.clone(),
            meta: args.meta.clone(),
            ..self.put(name)
        };
        Copy {
            replace: replaces.then_some(given),
            storage_class: args.storage_class.clone(),
            acl: self.acl.clone(),
            sse: self.sse.clone(),
            if_not_exists: self.if_not_exists,
        }
    }
}
