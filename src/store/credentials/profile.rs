//! A profile of Amazon's files: `~/.aws/config` and `~/.aws/credentials`. Source: AWS SDKs reference guide, "Shared config and
//! credentials files".

use std::path::Path;

use crate::error::{Error, Result};
use crate::text;

/// What a profile says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    pub fields: Vec<(String, String)>,
}

impl Profile {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// Reads the profile `name`: the credentials file wins over the other.
///
/// # Errors
/// [`crate::error::Kind::Config`] when neither file has it.
pub(super) fn read(name: &str, config: Option<&Path>, credentials: Option<&Path>) -> Result<Profile> {
    let content = |path: Option<&Path>| path.and_then(|p| std::fs::read_to_string(p).ok()).unwrap_or_default();
    let of_credentials = section(&content(credentials), |head| head == name);
    let of_config = section(&content(config), |head| {
        head.strip_prefix("profile").map(str::trim) == Some(name) || (name == "default" && head == "default")
    });
    if of_credentials.is_none() && of_config.is_none() {
        let shown = credentials.map(|p| p.display().to_string()).unwrap_or_default();
        return Err(
            Error::config(text!("there is no AWS profile {name}", "没有 AWS 配置档 {name}")).hint(text!(
                "profiles stand in {shown} and in the config file beside it",
                "配置档位于 {shown} 及同目录的 config 文件"
            )),
        );
    }
    let mut fields = of_credentials.unwrap_or_default();
    fields.extend(of_config.unwrap_or_default());
    Ok(Profile { fields })
}

/// The fields of the first section whose head fits.
fn section(content: &str, fits: impl Fn(&str) -> bool) -> Option<Vec<(String, String)>> {
    let mut found: Option<Vec<(String, String)>> = None;
    let mut inside = false;
    for line in content.lines() {
        let bare = line.trim();
        if bare.is_empty() || bare.starts_with(['#', ';']) {
            continue;
        }
        if let Some(head) = bare.strip_prefix('[').and_then(|l| l.split(']').next()) {
            inside = fits(head.trim());
            if inside {
                found.get_or_insert_default();
            }
            continue;
        }
        // An indented line belongs to a nested setting, none of which is ours.
        if inside
            && !line.starts_with([' ', '\t'])
            && let (Some(fields), Some((name, value))) = (found.as_mut(), bare.split_once('='))
        {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_read_as_amazons_clients_do() {
        let content = "# x\n[default]\naws_access_key_id = A\n\n[profile dev]\nregion=eu-west-1\ns3 =\n  max = 5\nrole_arn = r ; note\n[other]\nregion=x\n";
        let dev = section(content, |h| h == "profile dev").unwrap();
        assert_eq!(dev[0], ("region".to_owned(), "eu-west-1".to_owned()));
        assert!(!dev.iter().any(|(n, _)| n == "max"));
        assert_eq!(section(content, |h| h == "default").unwrap().len(), 1);
        assert!(section(content, |h| h == "profile none").is_none());
    }
}
