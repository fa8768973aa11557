//! Where keys come from, each source against a server that gives keys which the stores of the sandbox then accept.

use std::time::Duration;

use vh::error::{Kind, Result};
use vh::sandbox::Sandbox;
use vh::secret::Secret;
use vh::store::{Config, ObjectStore, Put};

use crate::adapters::{block, content, now, sandbox, store, table};

fn keyless(sandbox: &Sandbox, vendor: &str) -> Config {
    Config {
        access_key_id: None,
        access_key_secret: None,
        sts_endpoint: Some(sandbox.server("sts").url.clone()),
        metadata_endpoint: Some(sandbox.server("metadata").url.clone()),
        ..table(sandbox, vendor)
    }
}

fn works(store: &dyn ObjectStore) -> Result<()> {
    block(store.put("k", content(b"x"), &Put::default())).map(|_| ())
}

const ROLES: [(&str, &str); 3] = [
    ("oss", "acs:ram::1:role/vh"),
    ("cos", "qcs::cam::uin/1:roleName/vh"),
    ("s3", "arn:aws:iam::1:role/vh"),
];

#[test]
fn a_role_is_taken_on_with_keys() {
    let sandbox = sandbox("");
    for (vendor, arn) in ROLES {
        let config = Config {
            role_arn: Some(arn.into()),
            sts_endpoint: Some(sandbox.server("sts").url.clone()),
            ..table(&sandbox, vendor)
        };
        works(&*store(config.clone())).unwrap_or_else(|e| panic!("{vendor}: {e}"));
        let guarded = format!("{arn}/guarded");
        let refused = works(&*store(Config {
            role_arn: Some(guarded.clone()),
            ..config.clone()
        }));
        assert_eq!(refused.unwrap_err().kind, Kind::Auth, "{vendor}");
        works(&*store(Config {
            role_arn: Some(guarded),
            external_id: Some(Secret::new("t.external", "open sesame".into())),
            ..config.clone()
        }))
        .unwrap_or_else(|e| panic!("{vendor}: {e}"));
        let wrong = works(&*store(Config {
            access_key_secret: Some(Secret::new("t.wrong", "not the secret".into())),
            ..config
        }));
        assert_eq!(wrong.unwrap_err().kind, Kind::Auth, "{vendor}");
    }
}

#[test]
fn a_role_is_taken_on_with_a_web_identity() {
    let sandbox = sandbox("");
    let dir = tempfile::TempDir::new().unwrap();
    let file = dir.path().join("token");
    for (vendor, arn) in ROLES {
        let config = Config {
            role_arn: Some(arn.into()),
            oidc_provider_arn: Some("acs:ram::1:oidc-provider/x".into()),
            oidc_token_file: Some(file.clone()),
            ..keyless(&sandbox, vendor)
        };
        std::fs::write(&file, format!("{}\n", sandbox.server("sts").key)).unwrap();
        works(&*store(config.clone())).unwrap_or_else(|e| panic!("{vendor}: {e}"));
        std::fs::write(&file, "somebody else").unwrap();
        assert_eq!(works(&*store(config)).unwrap_err().kind, Kind::Auth, "{vendor}");
    }
}

#[test]
fn a_machine_has_keys_of_its_own() {
    let sandbox = sandbox("");
    for (vendor, _) in ROLES {
        for credentials in ["instance", "instance:sandbox-role"] {
            let config = Config {
                credentials: Some(credentials.into()),
                ..keyless(&sandbox, vendor)
            };
            works(&*store(config)).unwrap_or_else(|e| panic!("{vendor} {credentials}: {e}"));
        }
        let config = Config {
            credentials: Some("instance:another-role".into()),
            ..keyless(&sandbox, vendor)
        };
        assert_eq!(works(&*store(config)).unwrap_err().kind, Kind::Config, "{vendor}");
    }
}

#[test]
fn keys_that_are_about_to_end_are_fetched_again_and_others_are_not() {
    let count = |script: &str, puts: usize| {
        let sandbox = sandbox(script);
        let store = store(Config {
            credentials: Some("instance".into()),
            ..keyless(&sandbox, "s3")
        });
        for _ in 0..puts {
            works(&*store).unwrap();
        }
        let asked = sandbox.requests("metadata");
        assert!(sandbox.requests("s3").iter().all(|e| e.status == Some(200)));
        asked.iter().filter(|e| e.path.ends_with("sandbox-role")).count()
    };
    assert_eq!(count("", 4), 1);
    // Seconds from their end they are not used any more.
    assert_eq!(
        count(
            "[[fault]]\nprotocol = 'metadata'\npath = 'sandbox-role'\ntext = '5'\n",
            4
        ),
        4
    );
}

#[test]
fn keys_that_the_server_says_have_ended_are_fetched_once_more() {
    for (vendor, code) in [
        ("s3", "ExpiredToken"),
        ("oss", "SecurityTokenExpired"),
        ("cos", "ExpiredToken"),
    ] {
        let sandbox = sandbox(&format!(
            "[[fault]]\nprotocol = '{vendor}'\nafter = 1\ntimes = 1\nstatus = 403\ncode = '{code}'\n"
        ));
        let store = store(Config {
            credentials: Some("instance".into()),
            ..keyless(&sandbox, vendor)
        });
        works(&*store).unwrap();
        works(&*store).unwrap();
        let statuses: Vec<_> = sandbox.requests(vendor).iter().map(|e| e.status).collect();
        assert_eq!(statuses, [Some(200), Some(403), Some(200)], "{vendor}");
        let fetched = sandbox.requests("metadata");
        assert_eq!(fetched.iter().filter(|e| e.path.ends_with("sandbox-role")).count(), 2);
        // Keys that stand in the table cannot be fetched again, and the refusal is told.
        let fixed = self::store(table(&sandbox, vendor));
        works(&*fixed).unwrap();
    }
}

#[test]
fn a_program_prints_keys() {
    let sandbox = sandbox("");
    for vendor in ["oss", "cos", "s3"] {
        let own = table(&sandbox, vendor);
        let (id, secret) = (own.access_key_id.unwrap(), own.access_key_secret.unwrap());
        let forms = [
            format!(
                r#"{{"Version":1,"AccessKeyId":"{}","SecretAccessKey":"{}","Expiration":"2999-01-01T00:00:00Z"}}"#,
                id.expose(),
                secret.expose()
            ),
            format!(
                r#"{{"mode":"AK","access_key_id":"{}","access_key_secret":"{}"}}"#,
                id.expose(),
                secret.expose()
            ),
        ];
        for form in forms {
            let config = Config {
                credentials: Some(format!("cmd:{}", serde_json::json!(["printf", "%s", form]))),
                ..keyless(&sandbox, vendor)
            };
            works(&*store(config)).unwrap_or_else(|e| panic!("{vendor}: {e}"));
        }
        for broken in [r#"["false"]"#, r#"["printf","x"]"#, r#"["/no/such/program"]"#] {
            let config = Config {
                credentials: Some(format!("cmd:{broken}")),
                ..keyless(&sandbox, vendor)
            };
            assert_eq!(works(&*store(config)).unwrap_err().kind, Kind::Config, "{broken}");
        }
    }
}

#[test]
fn a_profile_of_amazons_files_has_keys_a_role_or_a_program() {
    let sandbox = sandbox("");
    let dir = tempfile::TempDir::new().unwrap();
    let own = table(&sandbox, "s3");
    let (id, secret) = (own.access_key_id.unwrap(), own.access_key_secret.unwrap());
    let (id, secret) = (id.expose(), secret.expose());
    let credentials = dir.path().join("credentials");
    std::fs::write(
        &credentials,
        format!("[base]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n"),
    )
    .unwrap();
    let config = dir.path().join("config");
    let program = serde_json::json!({"Version": 1, "AccessKeyId": id, "SecretAccessKey": secret}).to_string();
    std::fs::write(dir.path().join("keys.json"), program).unwrap();
    std::fs::write(
        &config,
        format!(
            "[profile base]\nregion = us-east-1\n[profile role]\nrole_arn = arn:aws:iam::1:role/vh\nsource_profile = base\n\
             [profile program]\ncredential_process = cat '{}'\n[profile sso]\nsso_session = x\n",
            dir.path().join("keys.json").display()
        ),
    )
    .unwrap();
    let with = |profile: &str| Config {
        credentials: Some(format!("aws:{profile}")),
        aws_config_file: Some(config.clone()),
        aws_credentials_file: Some(credentials.clone()),
        ..keyless(&sandbox, "s3")
    };
    for profile in ["base", "role", "program"] {
        works(&*store(with(profile))).unwrap_or_else(|e| panic!("{profile}: {e}"));
    }
    for profile in ["sso", "none"] {
        let net = vh::http::Net::with(Duration::from_secs(5), Duration::from_secs(5));
        let http = vh::http::Http::new(vh::http::Options {
            trace: vh::http::Trace::silent(),
            dry_run: None,
            sealed: true,
            now,
        });
        let around = vh::store::Surroundings { now, explain: false };
        let refused = vh::store::connect("s3", with(profile), net, http, around)
            .err()
            .unwrap();
        assert_eq!(refused.kind, Kind::Config, "{profile}");
        assert!(refused.hint.is_some(), "{profile}");
    }
}
