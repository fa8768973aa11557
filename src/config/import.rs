//! The configuration of other tools as tables of ours: Amazon's files, ossutil, coscli, rclone. Text in, tables out; secrets are
//! taken over where a tool keeps them in the open, and referred to where it has a place of its own for them.

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// `~/.aws/credentials`, `~/.aws/config`.
    Aws,
    /// `~/.ossutilconfig`.
    Ossutil,
    /// `~/.cos.yaml`.
    Coscli,
    /// `rclone.conf`.
    Rclone,
}

/// A table, as it would stand in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name: `media` of `[store.media]`.
    pub name: String,
    /// Its keys and values.
    pub fields: Vec<(&'static str, String)>,
}

impl Found {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.fields.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str())
    }
}

/// What `content` holds. What is encrypted there is left out.
pub fn read(tool: Tool, content: &str) -> Vec<Found> {
    match tool {
        Tool::Aws => aws(content),
        Tool::Ossutil => ossutil(content),
        Tool::Coscli => coscli(content),
        Tool::Rclone => rclone(content),
    }
}

/// The sections of an INI file: heads, and fields with their names in lower case.
fn sections(content: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut out: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for line in content.lines().map(str::trim) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(head) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            out.push((head.trim().to_owned(), Vec::new()));
        } else if let (Some((name, value)), Some((_, fields))) = (line.split_once('='), out.last_mut()) {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    out
}

fn field<'a>(fields: &'a [(String, String)], names: &[&str]) -> Option<&'a str> {
    let found = names.iter().find_map(|name| fields.iter().find(|(n, _)| n == name));
    found.map(|(_, v)| v.as_str()).filter(|v| !v.is_empty())
}

/// A name that a table may have.
fn name(text: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
            c
        } else {
            '-'
        }
    };
    text.to_ascii_lowercase().chars().map(plain).collect()
}

/// A secret that is taken as it is, whatever it looks like.
fn literal(secret: &str) -> String {
    format!("plain:{secret}")
}

fn pushed(fields: &mut Vec<(&'static str, String)>, key: &'static str, value: Option<&str>) {
    if let Some(value) = value {
        fields.push((key, value.to_owned()));
    }
}

/// Profiles stay where they are: tables refer to them, so that what renews them goes on.
fn aws(content: &str) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for (head, fields) in sections(content) {
        if head.starts_with("sso-session") || head.starts_with("services") {
            continue;
        }
        let profile = head.strip_prefix("profile ").map_or(head.as_str(), str::trim);
        let table = if profile == "default" {
            "s3".to_owned()
        } else {
            name(profile)
        };
        let region = field(&fields, &["region"]);
        if let Some(known) = out.iter_mut().find(|f| f.name == table) {
            if known.get("region").is_none() {
                pushed(&mut known.fields, "region", region);
            }
            continue;
        }
        let mut made = vec![("kind", "s3".to_owned()), ("credentials", format!("aws:{profile}"))];
        pushed(&mut made, "region", region);
        pushed(&mut made, "endpoint", field(&fields, &["endpoint_url"]));
        out.push(Found {
            name: table,
            fields: made,
        });
    }
    out
}

fn ossutil(content: &str) -> Vec<Found> {
    let mut out = Vec::new();
    for (head, fields) in sections(content) {
        let (Some(id), Some(secret)) = (field(&fields, &["accesskeyid"]), field(&fields, &["accesskeysecret"])) else {
            continue;
        };
        let profile = head.strip_prefix("profile ").map_or(head.as_str(), str::trim);
        let table = match profile {
            "Credentials" | "default" => "oss".to_owned(),
            profile => name(profile),
        };
        let mut made = vec![
            ("kind", "oss".to_owned()),
            ("access_key_id", literal(id)),
            ("access_key_secret", literal(secret)),
        ];
        if let Some(token) = field(&fields, &["ststoken"]) {
            made.push(("session_token", literal(token)));
        }
        pushed(&mut made, "region", field(&fields, &["region"]));
        pushed(&mut made, "endpoint", field(&fields, &["endpoint"]));
        out.push(Found {
            name: table,
            fields: made,
        });
    }
    out
}

fn rclone(content: &str) -> Vec<Found> {
    let mut out = Vec::new();
    for (head, fields) in sections(content) {
        if field(&fields, &["type"]) != Some("s3") {
            continue;
        }
        let kind = match field(&fields, &["provider"]) {
            Some("Alibaba") => "oss",
            Some("TencentCOS") => "cos",
            _ => "s3",
        };
        let mut made = vec![("kind", kind.to_owned())];
        if let (Some(id), Some(secret)) = (
            field(&fields, &["access_key_id"]),
            field(&fields, &["secret_access_key"]),
        ) {
            made.push(("access_key_id", literal(id)));
            made.push(("access_key_secret", literal(secret)));
        }
        if let Some(token) = field(&fields, &["session_token"]) {
            made.push(("session_token", literal(token)));
        }
        pushed(&mut made, "endpoint", field(&fields, &["endpoint"]));
        let region = field(&fields, &["region"]).map(str::to_owned);
        // Of COS, the endpoint names the region.
        let region = region.or_else(|| {
            let endpoint = field(&fields, &["endpoint"])?;
            let region = endpoint.trim_start_matches("https://").strip_prefix("cos.")?;
            Some(region.split('.').next()?.to_owned()).filter(|_| kind == "cos")
        });
        pushed(&mut made, "region", region.as_deref());
        out.push(Found {
            name: name(&head),
            fields: made,
        });
    }
    out
}

/// coscli writes one shape of YAML, read here line by line: `base:` with the keys, `buckets:` with a list.
fn coscli(content: &str) -> Vec<Found> {
    let mut base: Vec<(String, String)> = Vec::new();
    let mut buckets: Vec<Vec<(String, String)>> = Vec::new();
    let mut in_buckets = false;
    for line in content.lines() {
        let bare = line.trim();
        let (bare, starts) = match bare.strip_prefix("- ") {
            Some(rest) => (rest.trim(), true),
            None => (bare, false),
        };
        let Some((key, value)) = bare.split_once(':') else {
            continue;
        };
        let (key, value) = (key.trim().to_ascii_lowercase(), value.trim().trim_matches(['"', '\'']));
        match key.as_str() {
            "base" => in_buckets = false,
            "buckets" => in_buckets = true,
            _ if in_buckets => {
                if starts {
                    buckets.push(Vec::new());
                }
                if let Some(bucket) = buckets.last_mut() {
                    bucket.push((key, value.to_owned()));
                }
            }
            _ => base.push((key, value.to_owned())),
        }
    }
    // Encrypted unless it says otherwise, and only coscli can open that.
    let open = field(&base, &["disableencryption"]) == Some("true");
    let keys = field(&base, &["secretid"])
        .zip(field(&base, &["secretkey"]))
        .filter(|_| open);
    let found = buckets.iter().filter_map(|bucket| {
        let full = field(bucket, &["name"])?;
        let mut made = vec![("kind", "cos".to_owned()), ("bucket", full.to_owned())];
        if let Some((id, secret)) = keys {
            made.push(("access_key_id", literal(id)));
            made.push(("access_key_secret", literal(secret)));
        }
        pushed(&mut made, "region", field(bucket, &["region"]));
        // What the file says of the protocol holds for all its buckets.
        let endpoint = match (field(bucket, &["endpoint"]), field(&base, &["protocol"])) {
            (Some(host), Some("http")) if !host.contains("://") => Some(format!("http://{host}")),
            (host, _) => host.map(str::to_owned),
        };
        pushed(&mut made, "endpoint", endpoint.as_deref());
        Some(Found {
            name: name(field(bucket, &["alias"]).unwrap_or(full)),
            fields: made,
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(tool: Tool, content: &str) -> Found {
        let all = read(tool, content);
        assert_eq!(all.len(), 1, "{all:?}");
        all.into_iter().next().unwrap()
    }

    #[test]
    fn profiles_of_amazon_are_referred_to() {
        let content = "[default]\naws_access_key_id = A\n[dev]\naws_access_key_id = B\n\n[profile dev]\nregion = eu-west-1\n[sso-session x]\n";
        let all = read(Tool::Aws, content);
        assert_eq!(all.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["s3", "dev"]);
        assert_eq!(all[1].get("credentials"), Some("aws:dev"));
        assert_eq!(all[1].get("region"), Some("eu-west-1"));
        assert!(all.iter().all(|f| f.get("access_key_id").is_none()));
    }

    #[test]
    fn the_others_are_taken_over() {
        let oss = one(
            Tool::Ossutil,
            "[Credentials]\nlanguage=EN\nendpoint=oss-cn-hangzhou.aliyuncs.com\naccessKeyID=I\naccessKeySecret=S\n",
        );
        assert_eq!(
            (oss.name.as_str(), oss.get("access_key_secret")),
            ("oss", Some("plain:S"))
        );
        assert_eq!(oss.get("endpoint"), Some("oss-cn-hangzhou.aliyuncs.com"));
        let rclone = one(
            Tool::Rclone,
            "[gd]\ntype = drive\n[My Cos]\ntype = s3\nprovider = TencentCOS\naccess_key_id = I\nsecret_access_key = S\nendpoint = cos.ap-guangzhou.myqcloud.com\n",
        );
        assert_eq!((rclone.name.as_str(), rclone.get("kind")), ("my-cos", Some("cos")));
        assert_eq!(rclone.get("region"), Some("ap-guangzhou"));
        let yaml = "cos:\n  base:\n    secretid: I\n    secretkey: S\n    disableencryption: \"true\"\n  buckets:\n  - name: b-125\n    alias: media\n    region: ap-guangzhou\n";
        let cos = one(Tool::Coscli, yaml);
        assert_eq!((cos.name.as_str(), cos.get("bucket")), ("media", Some("b-125")));
        assert_eq!(cos.get("access_key_id"), Some("plain:I"));
        let sealed = one(Tool::Coscli, &yaml.replace("\"true\"", "\"false\""));
        assert_eq!(sealed.get("access_key_id"), None);
    }
}
