//! Mail through the sandbox's server: TLS, AUTH, recipients one by one, what is in a letter.

use serde_json::Value;

use crate::alert::{rows, world};
use crate::harness::World;

/// The mail table with other values: `key = value` lines replace or are added.
fn mail(w: &World, changes: &[(&str, &str)]) {
    let config = w.read_config();
    let (head, table) = config.split_once("[alert.mail]\n").unwrap();
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    for (key, value) in changes {
        lines.retain(|l| !l.starts_with(&format!("{key} =")));
        if !value.is_empty() {
            lines.push(format!("{key} = {value}"));
        }
    }
    w.config(&format!("{head}[alert.mail]\n{}\n", lines.join("\n")));
}

fn port(w: &World, server: &str) -> String {
    w.sandbox().server(server).url.rsplit(':').next().unwrap().to_owned()
}

fn outcome(w: &World, to: &str) -> Value {
    let to = format!("mail:{to}");
    let ran = w.run(&["alert", "--to", &to, "-t", &to, "-o", "json", "text"]);
    rows(&ran)[0].clone()
}

#[test]
fn every_way_in_works_and_the_wrong_ones_are_told() {
    let w = world("");
    for (server, security) in [("smtp", "'starttls'"), ("smtp-tls", "'tls'"), ("smtp-plain", "'none'")] {
        mail(&w, &[("port", &port(&w, server)), ("security", security)]);
        for auth in ["'plain'", "'login'", "'xoauth2'", ""] {
            mail(&w, &[("auth", auth)]);
            let row = outcome(&w, &format!("{server}{}@example.com", auth.trim_matches('\'')));
            assert_eq!(row["outcome"], "sent", "{server} {auth}: {row}");
        }
        let used: Vec<String> = w
            .sandbox()
            .requests("smtp")
            .iter()
            .map(|e| e.header("auth").unwrap().to_owned())
            .collect();
        assert_eq!(used, ["vh PLAIN", "vh LOGIN", "vh XOAUTH2", "vh PLAIN"]);
        w.sandbox().clear();
        for auth in ["'plain'", "'login'", "'xoauth2'"] {
            mail(&w, &[("auth", auth), ("password", "'not the password'")]);
            let row = outcome(&w, &format!("wrong{server}{}@example.com", auth.trim_matches('\'')));
            assert_eq!(row["outcome"], "refused_channel", "{server} {auth}: {row}");
        }
        let password = format!("'{}'", w.sandbox().server("smtp").key);
        mail(&w, &[("password", &password)]);
    }
    // A certificate nobody vouches for.
    mail(
        &w,
        &[
            ("port", &port(&w, "smtp")),
            ("security", "'starttls'"),
            ("ca_cert", ""),
            ("auth", ""),
        ],
    );
    let row = outcome(&w, "untrusted@example.com");
    assert_eq!(row["outcome"], "refused_channel", "{row}");
    assert!(row["detail"].as_str().unwrap().contains("TLS failed"), "{row}");
    // A server without STARTTLS gets nothing.
    mail(&w, &[("port", &port(&w, "smtp-plain")), ("security", "'starttls'")]);
    let row = outcome(&w, "stripped@example.com");
    assert!(row["detail"].as_str().unwrap().contains("no STARTTLS"), "{row}");
    assert!(w.sandbox().requests("smtp").is_empty());
}

#[test]
fn the_systems_authorities_vouch_where_the_table_names_none() {
    let mut w = world("");
    let config = w.read_config();
    let ours = config.lines().find_map(|l| l.strip_prefix("ca_cert = ")).unwrap();
    let ours = ours.trim_matches('"').to_owned();
    mail(&w, &[("ca_cert", "")]);
    // What the system trusts is a file of ours here; of a stranger's authority, in the same place, it trusts nothing of ours.
    let stranger = w.home.path().join("stranger.pem");
    let key = rcgen::KeyPair::generate().unwrap();
    let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    std::fs::write(&stranger, params.self_signed(&key).unwrap().pem()).unwrap();
    for (file, wanted) in [(ours, "sent"), (stranger.display().to_string(), "refused_channel")] {
        w = w.env("SSL_CERT_FILE", &file);
        let row = outcome(&w, &format!("{wanted}@example.com"));
        assert_eq!(row["outcome"], wanted, "{row}");
    }
}

#[test]
fn a_refused_recipient_does_not_lose_the_others() {
    let w = world("");
    let row = outcome(&w, "ok@x.example,rcpt550@x.example,rcpt451@x.example,ok2@x.example");
    let seen: Vec<&str> = row["recipients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(seen, ["sent", "refused_recipient", "transient", "sent"], "{row}");
    let letters = w.sandbox().requests("smtp");
    let to: Vec<&str> = letters[0]
        .headers
        .iter()
        .filter(|(n, _)| n == "rcpt-to")
        .map(|(_, v)| v.as_str())
        .collect();
    assert_eq!(to, ["ok@x.example", "ok2@x.example"]);
    // With --require-all the one who may take it later is asked again, alone.
    let ran = w
        .run(&[
            "alert",
            "--to",
            "mail:a@x.example,rcpt451@x.example",
            "--require-all",
            "-t",
            "all",
            "x",
        ])
        .exits(10);
    assert!(ran.err.contains("spooled"), "{}", ran.err);
    w.sandbox().clear();
    w.run(&["alert", "spool", "resend"]).exits(8);
    assert!(w.sandbox().requests("smtp").is_empty(), "a@ is not told twice");
}

#[test]
fn answers_have_their_classes() {
    let w = world("");
    for (to, want, code, letters) in [
        ("rcpt550@x.example", "refused_recipient", "550", 0),
        ("rcpt451@x.example", "transient", "451", 0),
        ("data554@x.example", "refused_message", "554", 1),
        ("data452@x.example", "transient", "452", 1),
        ("drop@x.example", "uncertain", "", 1),
    ] {
        w.sandbox().clear();
        let row = outcome(&w, to);
        assert_eq!(row["outcome"], want, "{row}");
        assert_eq!(row["code"].as_str().unwrap_or(""), code, "{row}");
        assert_eq!(w.requests("smtp"), letters, "{to}");
    }
    mail(&w, &[("port", "1")]);
    assert_eq!(outcome(&w, "nobody@x.example")["outcome"], "transient");
}

#[test]
fn a_silent_server_is_given_up_at_the_deadline() {
    // Accepts, and says nothing: `--deadline` bounds the whole.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let w = world("");
    mail(&w, &[("port", &silent.local_addr().unwrap().port().to_string())]);
    w.run(&["alert", "--to", "mail", "--deadline", "300ms", "x y"])
        .exits(124);
    let waiting = rows(&w.run(&["alert", "spool", "ls", "-o", "json"]).exits(0));
    assert_eq!(waiting.len(), 1, "what was promised stays promised");
}

#[test]
fn the_letter_is_the_originals_design_without_its_holes() {
    let w = world("");
    w.file("report.txt", "attached\n");
    w.run(&[
        "alert",
        "-l",
        "critical",
        "--to",
        "mail:值班 <ops@example.com>",
        "-t",
        "磁盘满\r\nBcc: evil@example.com",
        "--label",
        "env=<prod>",
        "--attach",
        "report.txt",
        "line one\nline <two>",
    ])
    .exits(0);
    let letter = String::from_utf8(w.sandbox().requests("smtp").remove(0).body).unwrap();
    let head = letter.split("\r\n\r\n").next().unwrap();
    assert!(!head.lines().any(|l| l.starts_with("Bcc:")), "{head}");
    for line in [
        "Auto-Submitted: auto-generated",
        "Importance: high",
        "X-Vh-Level: critical",
        "From: VoiceHelper <vh@example.com>",
    ] {
        assert!(head.contains(line), "{line}: {head}");
    }
    assert!(
        head.contains("Subject: [VoiceHelper Alert - CRITICAL] =?utf-8?b?"),
        "{head}"
    );
    assert!(
        letter.contains("multipart/alternative") && letter.contains("filename=\"report.txt\""),
        "{letter}"
    );
    let html = decoded_html(&letter);
    for part in [
        "background:#dc3545",
        "line one<br>\nline &lt;two&gt;",
        "&lt;prod&gt;",
        "VoiceHelper智能语音助手",
        "+08:00",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

/// The HTML part of a letter, whatever its encoding.
fn decoded_html(letter: &str) -> String {
    use base64::Engine as _;
    let part = letter.split("Content-Type: text/html").nth(1).unwrap();
    let (head, rest) = part.split_once("\r\n\r\n").unwrap();
    let body = rest.split("\r\n--").next().unwrap();
    if head.contains("base64") {
        let joined: String = body.split_whitespace().collect();
        return String::from_utf8(base64::engine::general_purpose::STANDARD.decode(joined).unwrap())
            .unwrap()
            .replace("\r\n", "\n");
    }
    // Quoted-printable.
    let soft = body.replace("=\r\n", "");
    let bytes = soft.as_bytes();
    let (mut out, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if bytes[at] == b'=' {
            out.push(u8::from_str_radix(&soft[at + 1..at + 3], 16).unwrap());
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap().replace("\r\n", "\n")
}
