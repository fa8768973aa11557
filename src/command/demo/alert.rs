//! The rows of the alert channels, and what of them stands in the sandbox's configuration and environment.

use std::path::Path;

use futures_util::FutureExt;

use super::{Row, Seen, World, fault, nothing};
use crate::alert::deliver::{self, Connect, Known, Plan, Stop, Verdict};
use crate::alert::note::{self, CRITICAL, Note};
use crate::alert::{self, Look, Open};
use crate::command::now;
use crate::command::sandbox::Sealed;
use crate::error::Result;
use crate::sandbox::alert::sms::{APP, SIGN, TEMPLATE};
use crate::sandbox::{Fault, Sandbox};
use crate::state::unix_ms;

/// The robots: the table, the key of the address, and the path before the token.
const ROBOTS: [(&str, &str, &str); 5] = [
    ("dingtalk", "webhook", "/robot/send?access_token="),
    ("wecom", "webhook", "/cgi-bin/webhook/send?key="),
    ("feishu", "webhook", "/open-apis/bot/v2/hook/"),
    ("slack", "webhook", "/services/T0/B0/"),
    ("webhook", "url", "/hook/"),
];

const SMS: [(&str, &str); 3] = [
    ("sms-aliyun", "aliyun"),
    ("sms-tencent", "tencent"),
    ("sms-volcengine", "volcengine"),
];

/// The tables that reach the sandbox. Where `dir` has its authority's certificate mail goes encrypted.
pub fn sealed(sandbox: &Sandbox, dir: Option<&Path>) -> Sealed {
    let mut tables = String::new();
    for (name, key, path) in ROBOTS {
        let server = sandbox.server(name);
        let (url, token) = (&server.url, &server.key);
        tables.push_str(&format!(
            "\n[alert.{name}]\nkind = \"{name}\"\n{key} = \"plain:{url}{path}{token}\"\n"
        ));
        for (also, value) in &server.also {
            tables.push_str(&format!("{also} = \"plain:{value}\"\n"));
        }
    }
    for (name, vendor) in SMS {
        let server = sandbox.server(name);
        let (url, key, id) = (&server.url, &server.key, &server.also[0].1);
        let own = match vendor {
            "tencent" => format!("sdk_app_id = \"{APP}\"\n"),
            "volcengine" => format!("account = \"{APP}\"\n"),
            _ => String::new(),
        };
        tables.push_str(&format!(
            "\n[alert.{name}]\nkind = \"sms\"\nvendor = \"{vendor}\"\nbase_url = \"{url}\"\n\
             access_key_id = \"plain:{id}\"\naccess_key_secret = \"plain:{key}\"\nsign = \"{SIGN}\"\n\
             template = {{ default = \"{TEMPLATE}\" }}\nparams = {{ title = \"title\" }}\nparam_length = 40\n\
             to = [\"13900000001\"]\n{own}"
        ));
    }
    let (server, security) = match dir {
        Some(_) => (sandbox.server("smtp"), "starttls"),
        None => (sandbox.server("smtp-plain"), "none"),
    };
    let (port, password, user) = (port(&server.url), &server.key, &server.also[0].1);
    let ca = dir.map_or(String::new(), |d| {
        format!("ca_cert = {:?}\n", d.join("ca.pem").display().to_string())
    });
    tables.push_str(&format!(
        "\n[alert.mail]\nkind = \"email\"\nhost = \"localhost\"\nport = {port}\nsecurity = \"{security}\"\n\
         username = \"{user}\"\npassword = \"plain:{password}\"\nfrom = \"VoiceHelper <vh@example.com>\"\n\
         to = [\"ops@example.com\"]\n{ca}"
    ));
    Sealed {
        defaults: "alert = [\"dingtalk\", \"mail\"]\n",
        tables,
    }
}

fn port(url: &str) -> &str {
    url.rsplit(':').next().unwrap_or("")
}

/// Addresses and keys for foreign clients.
pub fn environment(sandbox: &Sandbox) -> Vec<(&'static str, String)> {
    let mut set = Vec::new();
    let robots = [
        ("DINGTALK_WEBHOOK", "DINGTALK_SECRET"),
        ("WECOM_WEBHOOK", ""),
        ("FEISHU_WEBHOOK", "FEISHU_SECRET"),
        ("SLACK_WEBHOOK_URL", ""),
    ];
    for ((name, _, path), (address, secret)) in ROBOTS.into_iter().zip(robots) {
        let server = sandbox.server(name);
        set.push((address, format!("{}{path}{}", server.url, server.key)));
        if let (false, Some((_, value))) = (secret.is_empty(), server.also.first()) {
            set.push((secret, value.clone()));
        }
    }
    for ((name, _), (address, id, key)) in SMS.into_iter().zip([
        ("SMS_ALIYUN_URL", "SMS_ALIYUN_ID", "SMS_ALIYUN_KEY"),
        ("SMS_TENCENT_URL", "SMS_TENCENT_ID", "SMS_TENCENT_KEY"),
        ("SMS_VOLCENGINE_URL", "SMS_VOLCENGINE_ID", "SMS_VOLCENGINE_KEY"),
    ]) {
        let server = sandbox.server(name);
        set.push((address, server.url.clone()));
        set.push((id, server.also[0].1.clone()));
        set.push((key, server.key.clone()));
    }
    let mail = sandbox.server("smtp");
    set.push(("SMTP_HOST", "localhost".to_owned()));
    set.push(("SMTP_PORT", port(&mail.url).to_owned()));
    set.push(("SMTP_USER", mail.also[0].1.clone()));
    set.push(("SMTP_PASSWORD", mail.key.clone()));
    set
}

fn refused(marker: &str, code: &str) -> Fault {
    Fault {
        status: Some(200),
        code: Some(code.to_owned()),
        ..fault(marker)
    }
}

/// The rows.
pub(super) const ROWS: &[Row] = &[
    Row {
        name: "alert-dingtalk",
        run: |w| one(w, "dingtalk").boxed_local(),
        needs: nothing,
        breaks: || refused("demo alert-dingtalk", "310000"),
    },
    Row {
        name: "alert-wecom",
        run: |w| one(w, "wecom").boxed_local(),
        needs: nothing,
        breaks: || refused("demo alert-wecom", "93000"),
    },
    Row {
        name: "alert-feishu",
        run: |w| one(w, "feishu").boxed_local(),
        needs: nothing,
        breaks: || refused("demo alert-feishu", "19021"),
    },
    Row {
        name: "alert-slack",
        run: |w| one(w, "slack").boxed_local(),
        needs: nothing,
        breaks: || refused("demo alert-slack", "no_service"),
    },
    Row {
        name: "alert-webhook",
        run: |w| one(w, "webhook").boxed_local(),
        needs: nothing,
        breaks: || Fault {
            status: Some(500),
            ..fault("demo alert-webhook")
        },
    },
    Row {
        name: "alert-sms-aliyun",
        run: |w| one(w, "sms-aliyun").boxed_local(),
        needs: nothing,
        breaks: || Fault {
            status: Some(200),
            code: Some("isv.AMOUNT_NOT_ENOUGH".to_owned()),
            path: Some("demo%20alert-sms-aliyun".to_owned()),
            ..Fault::default()
        },
    },
    Row {
        name: "alert-sms-tencent",
        run: |w| one(w, "sms-tencent").boxed_local(),
        needs: nothing,
        breaks: || refused("demo alert-sms-tencent", "AuthFailure.SignatureFailure"),
    },
    Row {
        name: "alert-sms-volcengine",
        run: |w| one(w, "sms-volcengine").boxed_local(),
        needs: nothing,
        breaks: || refused("demo alert-sms-volcengine", "RE:0010"),
    },
    Row {
        name: "alert-mail",
        run: |w| one(w, "mail").boxed_local(),
        needs: nothing,
        breaks: || Fault {
            status: Some(554),
            ..fault("demo alert-mail")
        },
    },
    Row {
        name: "alert-failover",
        run: |w| failover(w).boxed_local(),
        needs: || {
            vec![Fault {
                times: Some(1),
                ..refused("demo alert-failover", "310000")
            }]
        },
        breaks: || Fault {
            status: Some(200),
            code: Some("1".to_owned()),
            ..fault("demo alert-failover")
        },
    },
];

fn note(row: &str) -> Note {
    let at = now();
    Note {
        id: note::new_id(at),
        level: CRITICAL.to_owned(),
        title: format!("demo alert-{row}"),
        text: "一切正常".to_owned(),
        at_ms: unix_ms(at),
        ..Note::default()
    }
}

/// One note along a plan of these channels.
async fn send(w: &World, note: &Note, names: &[&str]) -> Result<deliver::Report> {
    let stop = |name: &&str| {
        vec![Stop {
            channel: (*name).to_owned(),
            to: Vec::new(),
        }]
    };
    let plan = Plan {
        steps: names.iter().map(stop).collect(),
        all: false,
    };
    let look = Look::new(&w.settings.alerts()?)?;
    let connect: Connect<'_> = Box::new(|name| {
        let look = look.clone();
        Box::pin(async move {
            let resolved = w.settings.alert(&name).await?;
            Ok(alert::connect(&name, resolved.config, resolved.net, look, w.http.clone())?.into())
        })
    });
    let world = alert::World {
        now,
        nonce: alert::nonce,
        gate: &Open,
    };
    deliver::deliver(note, &plan, &connect, &Known::default(), None, &world).await
}

fn seen(w: &World, report: &deliver::Report, compared: String, holds: bool) -> Seen {
    let outcomes = report.rows.iter().map(|r| {
        let why = r
            .delivery
            .error
            .as_ref()
            .map_or(String::new(), |e| format!(" ({})", e.what.en));
        format!("{} {}{why}", r.channel, r.delivery.outcome.name())
    });
    Seen {
        sent: w.sent(),
        received: outcomes.collect::<Vec<_>>().join(", "),
        compared,
        holds,
    }
}

async fn one(w: &World, name: &str) -> Result<Seen> {
    let note = note(name);
    let report = send(w, &note, &[name]).await?;
    let good = matches!(report.verdict, Verdict::Delivered { fallback: false });
    // The server recomputed the signature and looked at the body; here it is asked what it thought.
    let journal = w.sandbox.journal();
    let taken = journal.len() == 1 && journal.iter().all(|e| e.problem.is_none());
    Ok(seen(w, &report, "outcome, signature, body".to_owned(), good && taken))
}

async fn failover(w: &World) -> Result<Seen> {
    let report = send(w, &note("failover"), &["dingtalk", "wecom"]).await?;
    let code = report.rows[0].delivery.error.as_ref().and_then(|e| e.code.as_deref()) == Some("310000");
    let good = matches!(report.verdict, Verdict::Delivered { fallback: true });
    Ok(seen(
        w,
        &report,
        "200 with errcode 310000, then the next".to_owned(),
        good && code,
    ))
}
