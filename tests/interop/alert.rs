//! A real mail sink with TLS and AUTH, a real MTA, the vendors' own clients of short messages, and apprise beside us.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::alert::{rows, world};
use crate::harness::{Ran, World};

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// A certificate authority and a server certificate, by openssl.
fn certificates(w: &World) {
    let ran = w.shell(
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=vh test CA' -keyout ca.key -out ca.pem && \
         openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout srv.key -out srv.csr && \
         printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\\nextendedKeyUsage=serverAuth\\n' > ext && \
         openssl x509 -req -in srv.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -out srv.pem -extfile ext && chmod 600 *.key",
    );
    assert_eq!(ran.code, 0, "{}", ran.err);
}

fn mail_table(port: u16, security: &str, password: &str, auth: &str) -> String {
    format!(
        "[alert.mail]\nkind = 'email'\nhost = 'localhost'\nport = {port}\nsecurity = '{security}'\nusername = 'vh'\n\
         password = '{password}'\n{auth}from = 'vh@example.com'\nto = ['ops@example.com']\nca_cert = '../../ca.pem'\n"
    )
}

/// What the sink wrote of its letters.
fn envelopes(dir: &Path) -> Vec<Value> {
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "json"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|p| serde_json::from_slice(&std::fs::read(p).unwrap()).unwrap())
        .collect()
}

#[test]
fn a_real_mail_sink_takes_every_way_in_and_its_faults_are_told() {
    let Some(dir) = super::installed("aiosmtpd") else {
        return;
    };
    let w = World::empty();
    certificates(&w);
    let (smtps, starttls, plain) = (free_port(), free_port(), free_port());
    let mut child = Command::new(dir.join("venv/bin/python"))
        .args(["-W", "ignore"])
        .arg(super::tool("smtp_sink.py"))
        .args(["--dir", "sink", "--cert", "srv.pem", "--key", "srv.key"])
        .args([
            "--smtps",
            &smtps.to_string(),
            "--starttls",
            &starttls.to_string(),
            "--plain",
            &plain.to_string(),
        ])
        .current_dir(w.home.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let ready = BufReader::new(child.stdout.take().unwrap()).lines().next();
    let _server = Server(child);
    assert!(ready.is_some_and(|l| l.unwrap().starts_with("ready")));
    for (port, security) in [(smtps, "tls"), (starttls, "starttls"), (plain, "none")] {
        for auth in ["", "auth = 'login'\n", "auth = 'xoauth2'\n"] {
            w.config(&mail_table(port, security, "s3cret", auth));
            let ran = w
                .run(&["alert", "-t", &format!("{security} {auth}"), "-o", "json", "中文 🚨"])
                .exits(0);
            assert_eq!(rows(&ran)[0]["outcome"], "sent");
        }
        w.config(&mail_table(port, security, "wrong!!", ""));
        let ran = w
            .run(&["alert", "-t", &format!("wrong {security}"), "-o", "json", "x"])
            .exits(8);
        assert_eq!(rows(&ran)[0]["outcome"], "refused_channel", "{}", ran.out);
    }
    let sink = w.home.path().join("sink");
    assert_eq!(envelopes(&sink).len(), 9);
    w.config(&mail_table(starttls, "starttls", "s3cret", ""));
    for (to, want) in [
        ("ok@x.example,rcpt550@x.example,ok2@x.example", "sent"),
        ("rcpt451@x.example", "transient"),
        ("data554@x.example", "refused_message"),
        ("data452@x.example", "transient"),
        ("drop@x.example", "uncertain"),
    ] {
        let ran = w.run(&["alert", "--to", &format!("mail:{to}"), "-t", to, "-o", "json", "x"]);
        assert_eq!(rows(&ran)[0]["outcome"], want, "{to}: {}", ran.out);
    }
    let partial = envelopes(&sink).into_iter().nth(9).unwrap();
    assert_eq!(
        partial["rcpt_tos"],
        serde_json::json!(["ok@x.example", "ok2@x.example"])
    );
    let eml = std::fs::read_to_string(sink.join("001.eml")).unwrap();
    assert!(eml.contains("Auto-Submitted: auto-generated") && eml.lines().all(|l| l.len() <= 998));
}

#[test]
fn a_real_mta_delivers() {
    let Some(_) = super::installed("opensmtpd") else { return };
    let smtpd = "/usr/sbin/smtpd";
    if !Path::new(smtpd).exists() || !rustix::process::getuid().is_root() {
        eprintln!("skipped: opensmtpd is not installed, or this is not root");
        return;
    }
    let w = World::empty();
    certificates(&w);
    let port = free_port();
    let home = w.home.path().display();
    w.file(
        "smtpd.conf",
        format!(
            "pki localhost cert \"{home}/srv.pem\"\npki localhost key \"{home}/srv.key\"\n\
             listen on 127.0.0.1 port {port} tls-require pki localhost\n\
             action \"keep\" mda \"cat >> /tmp/vh-mta-{port}\" user nobody\nmatch from any for any action \"keep\"\n"
        ),
    );
    let queue = format!("/tmp/vh-mta-{port}");
    let _ = std::fs::remove_file(&queue);
    // The daemon's own directories are fixed; it stays in the foreground and ends with the test.
    let child = Command::new(smtpd)
        .args(["-d", "-f"])
        .arg(w.home.path().join("smtpd.conf"))
        .stderr(Stdio::null())
        .spawn();
    let _server = Server(child.unwrap());
    let table = mail_table(port, "starttls", "unused", "").replace("username = 'vh'\npassword = 'unused'\n", "");
    w.config(&table.replace("ops@example.com", "root@localhost"));
    let mut last: Option<Ran> = None;
    for _ in 0..50 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        let ran = w.run(&[
            "alert",
            "-t",
            "real MTA",
            "--set",
            "alerts.windows={\"info\":\"0s\"}",
            "-o",
            "json",
            "中文",
        ]);
        let done = ran.code == 0;
        last = Some(ran);
        if done {
            break;
        }
    }
    let ran = last.unwrap().exits(0);
    assert_eq!(rows(&ran)[0]["outcome"], "sent");
    for _ in 0..100 {
        if std::fs::read_to_string(&queue).is_ok_and(|t| t.contains("[VoiceHelper Alert - INFO] real MTA")) {
            let _ = std::fs::remove_file(&queue);
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("the MTA took the letter and did not deliver it");
}

#[test]
fn the_vendors_own_clients_of_short_messages_work_against_the_sandbox() {
    let Some(dir) = super::installed("the clients of Aliyun, Tencent Cloud and Volcengine") else {
        return;
    };
    let w = World::empty();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/sms_clients.py");
    let mut command = w.command(&["sandbox", "--"]);
    command
        .arg(dir.join("venv/bin/python"))
        .args(["-W", "ignore"])
        .arg(script);
    let ran = crate::harness::finish(command).exits(0);
    for line in ["aliyun acs3 ok", "aliyun v2 ok", "tencent ok", "volcengine ok"] {
        assert!(ran.out.contains(line), "{line}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn where_apprise_believes_a_refusal_we_go_on_to_the_fallback() {
    let Some(dir) = super::installed("apprise") else { return };
    let w = world("[[fault]]\nprotocol = 'dingtalk'\nstatus = 200\ncode = '310000'\n");
    let url = |name: &str| w.sandbox().server(name).url.trim_start_matches("http://").to_owned();
    let script = w.file(
        "peer.py",
        format!(
            "import apprise\nfrom apprise.plugins.dingtalk import NotifyDingTalk\n\
             NotifyDingTalk.notify_url = 'http://{}/robot/send?access_token={{token}}'\n\
             a = apprise.Apprise()\na.add('dingtalk://' + 'a' * 64)\nprint(a.notify(body='x'))\n",
            url("dingtalk")
        ),
    );
    let mut command = Command::new(dir.join("venv/bin/python"));
    w.prepare(&mut command);
    let ran = crate::harness::finish({
        command.arg(script);
        command
    });
    assert_eq!(
        ran.out.trim(),
        "True",
        "the peer calls errcode 310000 delivered: {}",
        ran.err
    );
    let ran = w
        .run(&[
            "alert",
            "--to",
            "dingtalk",
            "--to",
            "webhook",
            "-o",
            "json",
            "disk full",
        ])
        .exits(0);
    assert_eq!(
        (&rows(&ran)[0]["code"], &rows(&ran)[1]["fallback"]),
        (&"310000".into(), &true.into())
    );
}
